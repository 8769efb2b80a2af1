/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_IDLE_PAGE (hall_idle_page_get_type ())
G_DECLARE_FINAL_TYPE (HallIdlePage, hall_idle_page, HALL, IDLE_PAGE, AdwBin)

GtkWidget *hall_idle_page_new (void);
void hall_idle_page_set_view (HallIdlePage *self, HallDeskView *view);
void hall_idle_page_tick (HallIdlePage *self, gint64 now_us);
GtkWidget *hall_idle_page_get_step (HallIdlePage *self);

G_END_DECLS
