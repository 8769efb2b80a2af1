/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where the time comes from. Nothing below the shell asks the machine's clock itself. */
#define HALL_TYPE_CLOCK (hall_clock_get_type ())
G_DECLARE_FINAL_TYPE (HallClock, hall_clock, HALL, CLOCK, GObject)

HallClock *hall_clock_new (void);
HallClock *hall_clock_new_virtual (gint64 now_us);

gint64 hall_clock_now (HallClock *self);
gint64 hall_clock_get_offset (HallClock *self);
void hall_clock_set_offset (HallClock *self, gint64 offset_us);
gboolean hall_clock_is_virtual (HallClock *self);
void hall_clock_advance_to (HallClock *self, gint64 now_us);

G_END_DECLS
