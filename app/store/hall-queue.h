/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-db.h"
#include "hall-order.h"

G_BEGIN_DECLS

/**
 * HallNext:
 * @id: the ticket that is next, 0 when nobody waits
 * @priority: whether it is called as a priority one
 * @why: the plain reason
 * @run: what that line called before
 */
typedef struct {
  gint64 id;
  gboolean priority;
  HallWhy why;
  HallRun run;
} HallNext;

void hall_queue_ask_line (HallDb *db, gint64 counter);
void hall_queue_ask_next (HallDb *db, const char *day, gint64 counter, const char *line);
void hall_queue_ask_ahead (HallDb *db, const char *day, const char *category);
char *hall_queue_line (HallDb *db, gint64 counter, GError **error);
gboolean hall_queue_read_run (HallDb *db, const char *day, const char *line, HallRun *run, GError **error);
gboolean hall_queue_next (HallDb *db,
                          const char *day,
                          gint64 counter,
                          const char *line,
                          gint64 limit_us,
                          gint64 now,
                          HallNext *next,
                          GError **error);

/* The tickets waiting for a counter in the order they will be called: their ids, by trying the rule on each
 * turn. */
GArray *
hall_queue_preview (HallDb *db, const char *day, gint64 counter, gint64 limit_us, gint64 now, GError **error);
gboolean hall_queue_ahead (
    HallDb *db, const char *day, const char *category, gboolean priority, gint64 *ahead, GError **error);

G_END_DECLS
