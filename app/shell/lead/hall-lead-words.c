/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-lead-words.h"

#include <glib/gi18n.h>

#include "hall-shell.h"
#include "hall-time.h"

#define HOUR (60 * HALL_MINUTE)
#define DAY (24 * HOUR)

/**
 * hall_lead_span_words:
 * @span_us: a time in µs, not negative
 *
 * Returns: (transfer full): it in the largest unit that says something, begun ones not counted: 25 min, 3 h,
 *   2 d
 */
char *
hall_lead_span_words (gint64 span_us)
{
  if (span_us < HOUR)
    /* Translators: a span of time in minutes */
    return g_strdup_printf (_ ("%d min"), (int)(MAX (span_us, 0) / HALL_MINUTE));
  if (span_us < DAY)
    /* Translators: a span of time in hours */
    return g_strdup_printf (_ ("%d h"), (int)(span_us / HOUR));
  /* Translators: a span of time in days */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", (gulong)(span_us / DAY)),
                          (int)(span_us / DAY));
}

/**
 * hall_lead_due_words:
 * @due_us: when something is due, µs since the epoch
 * @now_us: now
 *
 * Returns: (transfer full): when that is as one says it, and of what is late by how much
 */
char *
hall_lead_due_words (gint64 due_us, gint64 now_us)
{
  g_autofree char *day = hall_shell_time (due_us, "%Y-%m-%d");
  g_autofree char *today = hall_shell_time (now_us, "%Y-%m-%d");
  g_autofree char *tomorrow = hall_shell_time (now_us + DAY, "%Y-%m-%d");
  g_autofree char *hour = hall_shell_time (due_us, "%H:%M");

  if (due_us < now_us) {
    g_autofree char *span = hall_lead_span_words (now_us - due_us);

    /* Translators: %s is a span of time: a case is late by 3 h */
    return g_strdup_printf (_ ("%s overdue"), span);
  }
  if (g_str_equal (day, today))
    /* Translators: %s is an hour: due today 17:30 */
    return g_strdup_printf (C_ ("due", "today %s"), hour);
  if (g_str_equal (day, tomorrow))
    /* Translators: %s is an hour: due tomorrow 17:30 */
    return g_strdup_printf (C_ ("due", "tomorrow %s"), hour);
  return hall_shell_time (due_us, "%m-%d %H:%M");
}
