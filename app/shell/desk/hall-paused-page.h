/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_PAUSED_PAGE (hall_paused_page_get_type ())
G_DECLARE_FINAL_TYPE (HallPausedPage, hall_paused_page, HALL, PAUSED_PAGE, AdwBin)

GtkWidget *hall_paused_page_new (void);
void hall_paused_page_set_view (HallPausedPage *self, HallDeskView *view);
void hall_paused_page_tick (HallPausedPage *self, gint64 now_us);
GtkWidget *hall_paused_page_get_step (HallPausedPage *self);

G_END_DECLS
