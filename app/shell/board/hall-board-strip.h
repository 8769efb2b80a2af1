/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "hall-views.h"
#include "hall-words.h"

G_BEGIN_DECLS

#define HALL_TYPE_BOARD_STRIP (hall_board_strip_get_type ())
G_DECLARE_FINAL_TYPE (HallBoardStrip, hall_board_strip, HALL, BOARD_STRIP, GtkBox)

void
hall_board_strip_show (HallBoardStrip *self, HallWords *words, const HallPublicView *view, gboolean soothe);
guint hall_board_strip_get_n_pages (HallBoardStrip *self);
void hall_board_strip_turn (HallBoardStrip *self);
GStrv hall_board_strip_split (const char *text, int room);

G_END_DECLS
