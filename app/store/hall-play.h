/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-engine.h"

G_BEGIN_DECLS

/* The script that ships with the program: the morning of 2026-11-20 in the sample hall, 08:20 to 10:31. */
#define HALL_PLAY_MORNING "/org/halldesk/store/sample/morning.jsonl"

/**
 * HallPlayed:
 * @lines: lines answered
 * @refused: those of them that were not carried out
 * @time: the time of the last line, µs since the epoch
 *
 * How a script went.
 */
typedef struct {
  gint64 lines;
  gint64 refused;
  gint64 time;
} HallPlayed;

/**
 * HallPlayFunc:
 * @answer: the answer to the line, one JSON object without a line break
 * @line: the number of the line, from 1
 * @ok: whether it was carried out
 * @data: passed on
 *
 * Told the answer to each line of a script.
 */
typedef void (*HallPlayFunc) (const char *answer, gint64 line, gboolean ok, gpointer data);

gboolean hall_play_script (const char *address,
                           GInputStream *script,
                           HallPlayFunc answered,
                           gpointer data,
                           HallPlayed *played,
                           GError **error);
gboolean hall_play_morning (const char *address, HallPlayed *played, GError **error);

G_END_DECLS
