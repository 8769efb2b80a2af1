/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-lead-view.h"
#include "hall-store.h"

G_BEGIN_DECLS

#define HALL_TYPE_LEAD_WINDOW (hall_lead_window_get_type ())
G_DECLARE_FINAL_TYPE (HallLeadWindow, hall_lead_window, HALL, LEAD_WINDOW, AdwApplicationWindow)

GtkWindow *hall_lead_window_new (AdwApplication *app, HallStore *store, const char *station, gint64 counter);
void hall_lead_window_take_view (HallLeadWindow *self, HallLeadView *view);
void hall_lead_window_tick (HallLeadWindow *self, gint64 now_us);

G_END_DECLS
