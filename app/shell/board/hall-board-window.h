/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-store.h"
#include "hall-views.h"
#include "hall-voice.h"

G_BEGIN_DECLS

#define HALL_TYPE_BOARD_WINDOW (hall_board_window_get_type ())
G_DECLARE_FINAL_TYPE (HallBoardWindow, hall_board_window, HALL, BOARD_WINDOW, GtkApplicationWindow)

GtkWindow *hall_board_window_new (AdwApplication *app, HallStore *store, const char *station, gint64 counter);
void hall_board_window_set_voice (HallBoardWindow *self, HallVoice *voice);
char *hall_board_window_get_call (HallBoardWindow *self);

G_END_DECLS
