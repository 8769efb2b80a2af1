/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-deadline.h"

#include "hall-error.h"
#include "hall-text.h"
#include "hall-time.h"

#include <glib/gi18n-lib.h>

#define RULE "S004 9.4"

/* Days that are looked at before a calendar is held to have no working days, or a wait no end: fifty years.
 */
#define MAX_DAYS 18263

/* --- Units --- */

static const char *const unit_names[] = { "working-days", "minutes" };

/**
 * hall_term_unit_name:
 * @unit: a unit
 *
 * Returns: (transfer none): its name, as stored
 */
const char *
hall_term_unit_name (HallTermUnit unit)
{
  g_return_val_if_fail (unit < G_N_ELEMENTS (unit_names), NULL);
  return unit_names[unit];
}

/**
 * hall_term_unit_from_name:
 * @name: (nullable): a name, as stored
 * @unit: (out): its unit
 *
 * Returns: whether there is one of that name
 */
gboolean
hall_term_unit_from_name (const char *name, HallTermUnit *unit)
{
  g_return_val_if_fail (unit != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (unit_names); i++)
    if (g_strcmp0 (name, unit_names[i]) == 0) {
      *unit = (HallTermUnit)i;
      return TRUE;
    }
  return FALSE;
}

static gboolean
check_amount (HallTermUnit unit, gint64 amount, const char *field, GError **error)
{
  gint64 max = unit == HALL_TERM_WORKING_DAYS ? HALL_TERM_MAX_WORKING_DAYS : HALL_TERM_MAX_MINUTES;

  if (amount >= 1 && amount <= max)
    return TRUE;
  hall_set_error (error, HALL_ERROR_INVALID, NULL, field,
                  /* Translators: %d is the largest number that may stand there */
                  _ ("A promised time is a whole number from 1 to %d"), (int)max);
  return FALSE;
}

/* --- Days and the hall's clock --- */

static guint32
day_of (const HallHours *hours, gint64 time_us)
{
  g_autofree char *day = hall_time_day (hours->zone, time_us);
  guint32 number = 0;

  return hall_day_to_number (day, &number) ? number : 0;
}

static gboolean
time_at (const HallHours *hours, guint32 day, const char *hhmm, gint64 *time_us, GError **error)
{
  char text[HALL_DAY_SIZE];

  hall_day_from_number (day, text);
  return hall_time_at (hours->zone, text, hhmm, time_us, error);
}

static gboolean
refuse_calendar (GError **error)
{
  hall_set_error (error, HALL_ERROR_INVALID, RULE, "calendar",
                  _ ("The calendar has no working day to count to"));
  return FALSE;
}

static gboolean
refuse_time (const char *field, GError **error)
{
  hall_set_error (error, HALL_ERROR_INVALID, NULL, field,
                  _ ("The time lies outside the years of the calendar"));
  return FALSE;
}

/* --- Working days --- */

static gint64
wait_end (const HallWait *wait, gint64 now_us)
{
  return wait->until_us != 0 ? wait->until_us : MAX (now_us, wait->from_us);
}

/* Whether the hall waited for the customer in any part of the day up to closing time. */
static gboolean
waited_on (const HallDeadline *deadline, gint64 start_us, gint64 close_us, gint64 now_us)
{
  for (guint i = 0; i < deadline->n_waits; i++) {
    const HallWait *wait = &deadline->waits[i];

    if (wait->from_us <= close_us && wait_end (wait, now_us) > start_us)
      return TRUE;
  }
  return FALSE;
}

static gboolean
judge_day (const HallDeadline *deadline,
           const HallHours *hours,
           guint32 day,
           gint64 now_us,
           HallDayKind *kind,
           GError **error)
{
  gint64 start_us, close_us;

  if (!hall_calendar_is_working_day (hours->statutory, day)) {
    *kind = HALL_DAY_OFF;
    return TRUE;
  }
  *kind = HALL_DAY_COUNTED;
  if (deadline->n_waits == 0)
    return TRUE;
  if (!time_at (hours, day, "00:00", &start_us, error)
      || !time_at (hours, day, hours->closes, &close_us, error))
    return FALSE;
  if (waited_on (deadline, start_us, close_us, now_us))
    *kind = HALL_DAY_WAITED;
  return TRUE;
}

static void
note_confirmation (HallDue *due, const HallCalendar *calendar, guint32 day)
{
  GDate date;

  if (due->unconfirmed_year != 0 || hall_calendar_is_confirmed (calendar, day))
    return;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  due->unconfirmed_year = g_date_get_year (&date);
}

/* The last day before which a case of @total days is not amber: counted from the first, 0 for at once. Amber
 * is a quarter of the days or the last one, whichever is more. */
static gint64
green_days (gint64 total)
{
  return total - MAX (1, total / 4);
}

static gboolean
count_days (HallDue *due, const HallDeadline *deadline, const HallHours *hours, gint64 now_us, GError **error)
{
  gint64 total = deadline->term.amount + deadline->extension;
  gint64 counted = 0, green = green_days (total);
  guint32 begin = day_of (hours, deadline->begin_us);

  if (begin == 0)
    return refuse_time ("begin", error);
  due->amber_us = deadline->begin_us;
  for (guint32 day = begin + 1; day <= begin + MAX_DAYS; day++) {
    HallDueDay judged = { .day = day };

    if (!judge_day (deadline, hours, day, now_us, &judged.kind, error))
      return FALSE;
    g_array_append_val (due->days, judged);
    note_confirmation (due, hours->statutory, day);
    if (judged.kind != HALL_DAY_COUNTED)
      continue;
    counted++;
    if (counted == green && !time_at (hours, day, hours->closes, &due->amber_us, error))
      return FALSE;
    if (counted == total)
      return time_at (hours, day, hours->closes, &due->due_us, error);
  }
  return refuse_calendar (error);
}

/* --- Natural time --- */

static void
count_minutes (HallDue *due, const HallDeadline *deadline, gint64 now_us)
{
  gint64 total_us = (deadline->term.amount + deadline->extension) * HALL_MINUTE;
  gint64 seen_us = deadline->begin_us; /* up to here every wait is accounted for */

  due->due_us = deadline->begin_us + total_us;
  for (guint i = 0; i < deadline->n_waits; i++) {
    gint64 from_us = MAX (deadline->waits[i].from_us, seen_us);
    gint64 until_us = wait_end (&deadline->waits[i], now_us);

    /* What begins when the time is up already makes nothing good. */
    if (from_us > due->due_us || until_us <= from_us)
      continue;
    due->due_us += until_us - from_us;
    due->waited_us += until_us - from_us;
    seen_us = until_us;
  }
  due->amber_us = due->due_us - total_us / 4;
}

/* --- Due times --- */

static gboolean
waits_in_order (const HallDeadline *deadline)
{
  for (guint i = 0; i < deadline->n_waits; i++) {
    const HallWait *wait = &deadline->waits[i];

    if (wait->until_us != 0 && wait->until_us < wait->from_us)
      return FALSE;
    if (i > 0 && wait->from_us < deadline->waits[i - 1].from_us)
      return FALSE;
  }
  return TRUE;
}

/**
 * hall_due_compute:
 * @deadline: the facts
 * @hours: when the hall works
 * @now_us: now, µs since the epoch; matters only while the hall waits for the customer
 * @error: INVALID with the field: "amount", "extension", "begin", "day", "time", "calendar"
 *
 * The due time of hall rules 3.4, 5.5 and 5.6 (S004 9.4). Working days count from the day after the beginning
 * and end at closing time of the last. A working day does not count when the hall waited for the customer in
 * any part of it before closing time, for what is left of it is no day; nor does the day on which they came,
 * for the time goes on from the day after. Minutes count through nights and holidays, and a wait pushes the
 * due time back by just its length. A wait that begins after the time was up changes nothing: what is overdue
 * stays overdue.
 *
 * Returns: (transfer full): the due time; %NULL on error
 */
HallDue *
hall_due_compute (const HallDeadline *deadline, const HallHours *hours, gint64 now_us, GError **error)
{
  g_autoptr (HallDue) due = NULL;
  const HallWait *last;

  g_return_val_if_fail (deadline != NULL && hours != NULL && hours->zone != NULL, NULL);
  g_return_val_if_fail (hours->statutory != NULL && hours->closes != NULL, NULL);
  g_return_val_if_fail (deadline->n_waits == 0 || deadline->waits != NULL, NULL);
  g_return_val_if_fail (waits_in_order (deadline), NULL);

  if (!check_amount (deadline->term.unit, deadline->term.amount, "amount", error))
    return NULL;
  if (deadline->extension != 0
      && !check_amount (deadline->term.unit, deadline->extension, "extension", error))
    return NULL;

  due = g_new0 (HallDue, 1);
  due->days = g_array_new (FALSE, FALSE, sizeof (HallDueDay));
  if (deadline->term.unit == HALL_TERM_MINUTES)
    count_minutes (due, deadline, now_us);
  else if (!count_days (due, deadline, hours, now_us, error))
    return NULL;

  last = deadline->n_waits > 0 ? &deadline->waits[deadline->n_waits - 1] : NULL;
  if (last != NULL && last->until_us == 0)
    due->waiting_since = last->from_us;
  return g_steal_pointer (&due);
}

void
hall_due_free (HallDue *due)
{
  g_return_if_fail (due != NULL);

  g_array_unref (due->days);
  g_free (due);
}

/**
 * hall_light:
 * @amber_us: from when the case is amber
 * @due_us: when it is due
 * @waiting_since: since when the hall waits for the customer, 0 when it does not
 * @now_us: now; all µs since the epoch
 *
 * The light of a case (row 004-39): amber when a quarter of the time or one working day is left, red when it
 * is over. Waiting for the customer puts out the amber and keeps the red from coming, but not a red that was
 * there before (hall rules 3.4).
 *
 * Returns: the light
 */
HallLight
hall_light (gint64 amber_us, gint64 due_us, gint64 waiting_since, gint64 now_us)
{
  if (waiting_since != 0)
    return waiting_since > due_us ? HALL_LIGHT_RED : HALL_LIGHT_WAITING;
  if (now_us > due_us)
    return HALL_LIGHT_RED;
  return now_us >= amber_us ? HALL_LIGHT_AMBER : HALL_LIGHT_GREEN;
}

/**
 * hall_light_name:
 * @light: a light
 *
 * Returns: (transfer none): its name, as written in answers
 */
const char *
hall_light_name (HallLight light)
{
  static const char *const names[] = { "green", "amber", "red", "waiting" };

  g_return_val_if_fail (light < G_N_ELEMENTS (names), NULL);
  return names[light];
}

/**
 * hall_extension_check:
 * @extension: what is asked for
 * @unit: the unit of the case's term
 * @due_us: when the case is due, µs since the epoch
 * @now_us: now
 * @error: REFUSED when the time is up, the lead has not approved or the customer was not told (S004 9.4);
 * INVALID for an amount or a reason that is none; with the field
 *
 * Whether a case may get more time (hall rules 3.4): only before its time is up, approved by the lead, and
 * the customer has been told why.
 *
 * Returns: whether it may
 */
gboolean
hall_extension_check (
    const HallExtension *extension, HallTermUnit unit, gint64 due_us, gint64 now_us, GError **error)
{
  g_return_val_if_fail (extension != NULL, FALSE);

  if (now_us > due_us) {
    hall_set_error (error, HALL_ERROR_REFUSED, RULE, "due",
                    _ ("The time of this case is up; it could only be extended before"));
    return FALSE;
  }
  if (!check_amount (unit, extension->amount, "amount", error)
      || !hall_reason_check (extension->reason, "reason", error))
    return FALSE;
  if (extension->approved_by == NULL || *extension->approved_by == '\0') {
    hall_set_error (error, HALL_ERROR_REFUSED, RULE, "approved_by",
                    _ ("An extension needs the shift lead's approval"));
    return FALSE;
  }
  if (!hall_reason_check (extension->told, "told", NULL)) {
    hall_set_error (error, HALL_ERROR_REFUSED, RULE, "told",
                    _ ("The customer must be told of the extension; write down how and when"));
    return FALSE;
  }
  return TRUE;
}

/**
 * hall_due_after_import:
 * @promised_us: the due time that the customer was told
 * @computed_us: the due time that a newly imported holiday table gives
 *
 * A holiday table that comes late never moves a date that was promised to a later one (Q38).
 *
 * Returns: the due time from now on
 */
gint64
hall_due_after_import (gint64 promised_us, gint64 computed_us)
{
  return MIN (promised_us, computed_us);
}

/* --- Dates that fall on days the hall opens --- */

static gboolean
open_day_after (
    const HallHours *hours, gint64 time_us, int days, const char *field, guint32 *day, GError **error)
{
  guint32 begin = day_of (hours, time_us);

  if (begin == 0)
    return refuse_time (field, error);
  if (!hall_calendar_next_working_day (hours->opening, begin + (guint32)days, day)) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "calendar", _ ("The hall has no day on which it opens"));
    return FALSE;
  }
  return TRUE;
}

/**
 * hall_notice_valid_until:
 * @hours: when the hall works
 * @notice_us: when the notice was given, µs since the epoch
 * @days: how long it is valid, natural days; usually %HALL_NOTICE_DAYS
 * @until_us: (out): closing time of the last day
 * @error: INVALID with the field: "days", "notice", "calendar", "time"
 *
 * How long a one-time notice is valid (Q08): @days natural days, and when the hall is shut on the last, to
 * the next day on which it opens.
 *
 * Returns: whether it could be said
 */
gboolean
hall_notice_valid_until (const HallHours *hours, gint64 notice_us, int days, gint64 *until_us, GError **error)
{
  guint32 day;

  g_return_val_if_fail (hours != NULL && hours->opening != NULL && until_us != NULL, FALSE);

  if (days < 1 || days > HALL_TERM_MAX_WORKING_DAYS) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "days",
                    _ ("A promised time is a whole number from 1 to %d"), HALL_TERM_MAX_WORKING_DAYS);
    return FALSE;
  }
  return open_day_after (hours, notice_us, days, "notice", &day, error)
         && time_at (hours, day, hours->closes, until_us, error);
}

/**
 * hall_follow_up_window:
 * @hours: when the hall works
 * @closed_us: when the case was closed, µs since the epoch
 * @first_day: (out): the first day on which to call
 * @due_us: (out): closing time of the last
 * @error: INVALID with the field: "closed", "calendar", "time"
 *
 * When a customer is asked whether it is solved (row 003-22): not before the day after, and due on the
 * second; a day on which the hall is shut gives way to the next on which it opens (Q36).
 *
 * Returns: whether it could be said
 */
gboolean
hall_follow_up_window (
    const HallHours *hours, gint64 closed_us, char first_day[HALL_DAY_SIZE], gint64 *due_us, GError **error)
{
  guint32 first, last;

  g_return_val_if_fail (hours != NULL && hours->opening != NULL && due_us != NULL, FALSE);

  if (!open_day_after (hours, closed_us, HALL_FOLLOW_UP_FIRST, "closed", &first, error)
      || !open_day_after (hours, closed_us, HALL_FOLLOW_UP_LAST, "closed", &last, error)
      || !time_at (hours, last, hours->closes, due_us, error))
    return FALSE;
  hall_day_from_number (first, first_day);
  return TRUE;
}

/**
 * hall_due_list_day:
 * @hours: when the hall works
 * @due_us: when something is due, µs since the epoch
 * @day: (out): the last day on which the hall works before that moment
 * @error: INVALID with the field: "due", "calendar", "time"
 *
 * On whose list a due time stands (Q10): its own day's when the hall has opened by then, or else that of the
 * last open day before. A due time at night stays where it is and is seen while somebody is there.
 *
 * Returns: whether it could be said
 */
gboolean
hall_due_list_day (const HallHours *hours, gint64 due_us, char day[HALL_DAY_SIZE], GError **error)
{
  guint32 due;
  gint64 open_us;

  g_return_val_if_fail (hours != NULL && hours->opening != NULL && hours->opens != NULL, FALSE);

  due = day_of (hours, due_us);
  if (due == 0)
    return refuse_time ("due", error);
  if (!time_at (hours, due, hours->opens, &open_us, error))
    return FALSE;
  for (guint32 at = due_us < open_us ? due - 1 : due; at + MAX_DAYS > due; at--)
    if (hall_calendar_is_working_day (hours->opening, at)) {
      hall_day_from_number (at, day);
      return TRUE;
    }
  return refuse_calendar (error);
}
