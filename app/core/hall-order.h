/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HallCandidate:
 * @id: the ticket, 0 when nobody waits in this class
 * @place: its place in the queue: smaller is earlier
 * @waiting_since: when it was issued, µs since the epoch
 */
typedef struct {
  gint64 id;
  gint64 place;
  gint64 waiting_since;
} HallCandidate;

/**
 * HallRun:
 * @normal: normal tickets called since the last priority one
 * @priority: priority tickets called since the last normal one
 */
typedef struct {
  int normal;
  int priority;
} HallRun;

/**
 * HallWhy:
 *
 * Why a ticket was the next one (hall rules 5.3). Kept with every call.
 */
typedef enum {
  HALL_WHY_FIRST_COME,       /* the earliest ticket of the queue */
  HALL_WHY_PRIORITY_TURN,    /* a priority ticket after two normal ones */
  HALL_WHY_PRIORITY_EARLIER, /* the priority ticket was also the earlier one */
  HALL_WHY_PRIORITY_ONLY,    /* no normal ticket waits */
  HALL_WHY_NORMAL_LIMIT,     /* two priority tickets went before and a normal one waits over the limit */
  HALL_WHY_OUT_OF_ORDER,     /* called by hand, with a reason */
} HallWhy;

#define HALL_MAX_NORMAL_RUN 2
#define HALL_MAX_PRIORITY_RUN 2

gboolean hall_order_takes_priority (const HallCandidate *normal,
                                    const HallCandidate *priority,
                                    HallRun run,
                                    gint64 limit_us,
                                    gint64 now_us,
                                    HallWhy *why);
HallRun hall_run_after (HallRun run, gboolean priority);
const char *hall_why_name (HallWhy why);
const char *hall_why_sentence (HallWhy why);

G_END_DECLS
