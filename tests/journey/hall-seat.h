/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HallSeat:
 *
 * A place to sit at the built program as a person would: a practice hall of its own in a folder of its own,
 * and the screens opened on it. What is found, pressed and read goes over the accessibility bus, keys and
 * clicks are real ones. Every wait is bounded, and ends the test with what was on screen when its time is
 * over.
 */
typedef struct _HallSeat HallSeat;

/**
 * HallScreen:
 *
 * One program with a window, owned by its seat.
 */
typedef struct _HallScreen HallScreen;

HallSeat *hall_seat_new (void);
void hall_seat_free (HallSeat *self);
const char *hall_seat_get_folder (HallSeat *self);
const char *hall_seat_get_hall (HallSeat *self);
char *hall_seat_run (HallSeat *self, const char *const *arguments);
void hall_seat_play (HallSeat *self, const char *script);
HallScreen *
hall_seat_open (HallSeat *self, const char *surface, gint64 counter, const char *const *environment);
void hall_seat_close (HallSeat *self, HallScreen *screen);
void hall_seat_kill (HallSeat *self, HallScreen *screen);

void hall_screen_place (HallScreen *self, int x, int y, int width, int height);
gboolean hall_screen_has (HallScreen *self, const char *name, guint seconds);
void hall_screen_wait (HallScreen *self, const char *name);
void hall_screen_wait_ready (HallScreen *self, const char *name);
void hall_screen_wait_gone (HallScreen *self, const char *name);
void hall_screen_press (HallScreen *self, const char *name);
void hall_screen_click (HallScreen *self, const char *name);
void hall_screen_put (HallScreen *self, const char *name, const char *text);
void hall_screen_key (HallScreen *self, const char *keys);
void hall_screen_tab_to (HallScreen *self, const char *name);
void hall_screen_type (HallScreen *self, const char *text);
char *hall_screen_text (HallScreen *self, const char *name);
void hall_screen_shot (HallScreen *self, const char *file);
char *hall_screen_tree (HallScreen *self);
char *hall_screen_unnamed (HallScreen *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallSeat, hall_seat_free)

G_END_DECLS
