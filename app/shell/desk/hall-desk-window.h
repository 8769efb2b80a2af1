/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-store.h"
#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_DESK_WINDOW (hall_desk_window_get_type ())
G_DECLARE_FINAL_TYPE (HallDeskWindow, hall_desk_window, HALL, DESK_WINDOW, AdwApplicationWindow)

/**
 * HallDeskState:
 *
 * Where the desk is in a visit.
 */
typedef enum {
  HALL_DESK_SIGNED_OUT,
  HALL_DESK_CLOSED, /* signed in, the counter not open yet */
  HALL_DESK_IDLE,
  HALL_DESK_CALLED,
  HALL_DESK_SERVING,
  HALL_DESK_PAUSED,
} HallDeskState;

GtkWindow *hall_desk_window_new (AdwApplication *app, HallStore *store, const char *station, gint64 counter);
HallDeskState hall_desk_window_get_state (HallDeskWindow *self);
void hall_desk_window_take_view (HallDeskWindow *self, HallDeskView *view);
void hall_desk_window_tick (HallDeskWindow *self, gint64 now_us);

G_END_DECLS
