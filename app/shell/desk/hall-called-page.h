/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_CALLED_PAGE (hall_called_page_get_type ())
G_DECLARE_FINAL_TYPE (HallCalledPage, hall_called_page, HALL, CALLED_PAGE, AdwBin)

GtkWidget *hall_called_page_new (void);
void hall_called_page_set_view (HallCalledPage *self, HallDeskView *view);
void hall_called_page_tick (HallCalledPage *self, gint64 now_us);
GtkWidget *hall_called_page_get_step (HallCalledPage *self);

G_END_DECLS
