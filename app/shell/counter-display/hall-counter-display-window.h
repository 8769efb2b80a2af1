/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-store.h"
#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_COUNTER_DISPLAY_WINDOW (hall_counter_display_window_get_type ())
G_DECLARE_FINAL_TYPE (
    HallCounterDisplayWindow, hall_counter_display_window, HALL, COUNTER_DISPLAY_WINDOW, GtkApplicationWindow)

GtkWindow *
hall_counter_display_window_new (AdwApplication *app, HallStore *store, const char *station, gint64 counter);
const char *hall_counter_display_window_get_state (HallCounterDisplayWindow *self);

G_END_DECLS
