/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_DESK_SIDEBAR (hall_desk_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (HallDeskSidebar, hall_desk_sidebar, HALL, DESK_SIDEBAR, AdwBin)

GtkWidget *hall_desk_sidebar_new (void);
void hall_desk_sidebar_set_view (HallDeskSidebar *self, HallDeskView *view);
void hall_desk_sidebar_tick (HallDeskSidebar *self, gint64 now_us);
gint64 hall_desk_sidebar_get_selected (HallDeskSidebar *self);

gboolean hall_desk_sidebar_focus_due (HallDeskSidebar *self);

G_END_DECLS
