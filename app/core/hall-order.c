/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-order.h"

#include <glib/gi18n-lib.h>

/**
 * hall_order_takes_priority:
 * @normal: the earliest normal ticket that waits, id 0 for none
 * @priority: the earliest priority ticket that waits, id 0 for none
 * @run: what this line of counters called last
 * @limit_us: the hall's wait limit, µs
 * @now_us: now, µs since the epoch
 * @why: (out): the plain reason
 *
 * Decides between the two heads of a queue (hall rules 5.3, row 004-31): normal tickets by their time, after
 * at most two of them one priority ticket, and never more than two priority tickets in a row while a normal
 * one has waited over the limit. At least one of the two must wait.
 *
 * Returns: %TRUE when the priority ticket is next
 */
gboolean
hall_order_takes_priority (const HallCandidate *normal,
                           const HallCandidate *priority,
                           HallRun run,
                           gint64 limit_us,
                           gint64 now_us,
                           HallWhy *why)
{
  g_return_val_if_fail (normal->id != 0 || priority->id != 0, FALSE);

  if (priority->id == 0) {
    *why = HALL_WHY_FIRST_COME;
    return FALSE;
  }
  if (normal->id == 0) {
    *why = HALL_WHY_PRIORITY_ONLY;
    return TRUE;
  }
  if (run.priority >= HALL_MAX_PRIORITY_RUN && now_us - normal->waiting_since > limit_us) {
    *why = HALL_WHY_NORMAL_LIMIT;
    return FALSE;
  }
  if (run.normal >= HALL_MAX_NORMAL_RUN) {
    *why = HALL_WHY_PRIORITY_TURN;
    return TRUE;
  }
  if (priority->place < normal->place) {
    *why = HALL_WHY_PRIORITY_EARLIER;
    return TRUE;
  }
  *why = HALL_WHY_FIRST_COME;
  return FALSE;
}

/**
 * hall_run_after:
 * @run: what was called before
 * @priority: whether a priority ticket is called now
 *
 * Returns: what was called including this one
 */
HallRun
hall_run_after (HallRun run, gboolean priority)
{
  if (priority)
    return (HallRun){ .normal = 0, .priority = run.priority + 1 };
  return (HallRun){ .normal = run.normal + 1, .priority = 0 };
}

/**
 * hall_why_name:
 * @why: a reason
 *
 * Returns: (transfer none): its name, as stored
 */
const char *
hall_why_name (HallWhy why)
{
  static const char *const names[] = { "first-come",    "priority-turn", "priority-earlier",
                                       "priority-only", "normal-limit",  "out-of-order" };

  g_return_val_if_fail (why < G_N_ELEMENTS (names), NULL);
  return names[why];
}

/**
 * hall_why_sentence:
 * @why: a reason
 *
 * Returns: (transfer none): the reason in plain words, in the user's language
 */
const char *
hall_why_sentence (HallWhy why)
{
  switch (why) {
  case HALL_WHY_FIRST_COME:
    return _ ("The earliest number of the queue");
  case HALL_WHY_PRIORITY_TURN:
    return _ ("Priority: two normal numbers were called before");
  case HALL_WHY_PRIORITY_EARLIER:
    return _ ("Priority, and also the earlier number");
  case HALL_WHY_PRIORITY_ONLY:
    return _ ("Priority: no normal number waits");
  case HALL_WHY_NORMAL_LIMIT:
    return _ ("Waits over the limit, and two priority numbers were called before");
  case HALL_WHY_OUT_OF_ORDER:
    return _ ("Called out of order, with a reason");
  default:
    g_return_val_if_reached (NULL);
  }
}
