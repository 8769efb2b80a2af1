/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HallListener:
 * @heard: (element-type gint64): when something was heard, µs, monotonic
 *
 * How long it takes until what another process does is heard in this one.
 */
typedef struct {
  GArray *heard;

  /*< private >*/
  char *said;
  gboolean ended;
} HallListener;

void hall_listener_init (HallListener *self);
void hall_listener_clear (HallListener *self);
void hall_listener_hear (HallListener *self);
GArray *hall_listener_run (HallListener *self, const char *program, const char *what, const char *address);

gint64 hall_times_nth (GArray *times, double percent);

G_END_DECLS
