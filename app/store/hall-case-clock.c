/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The clocks of a case (hall rules 5.5, 5.6): the hall's calendars as stored, and the due time that follows.
 */

#include <glib/gi18n-lib.h>

#include "hall-case-private.h"
#include "hall-time.h"

void
hall_case_hours_clear (HallCaseHours *self)
{
  g_clear_pointer (&self->statutory, hall_calendar_unref);
  g_clear_pointer (&self->opening, hall_calendar_unref);
  g_clear_pointer (&self->opens, g_free);
  g_clear_pointer (&self->closes, g_free);
}

static gboolean
fill_calendar (HallDb *db, HallCalendar *calendar, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) days = hall_db_query (db, error, "SELECT day, off, name FROM holiday ORDER BY day",
                                             "");
  g_autoptr (HallRows) years = NULL;

  if (days == NULL)
    return FALSE;
  while (hall_rows_next (days, &local))
    if (!hall_calendar_add_day (calendar, hall_rows_text (days, 0), hall_rows_int (days, 1) != 0,
                                hall_rows_text (days, 2), error))
      return FALSE;
  if (local == NULL) {
    g_clear_pointer (&days, hall_rows_free);
    years = hall_db_query (db, error, "SELECT year FROM holiday_year ORDER BY year", "");
    if (years == NULL)
      return FALSE;
    while (hall_rows_next (years, &local))
      if (!hall_calendar_set_year_known (calendar, (int)hall_rows_int (years, 0), error))
        return FALSE;
  }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* "12345": Monday to Friday. A hall that says nothing opens every day (Q37). */
static HallWeek
week_of (const char *digits)
{
  HallWeek week = HALL_WEEK_NONE;

  for (const char *p = digits; p != NULL && *p != '\0'; p++)
    if (*p >= '1' && *p <= '7')
      week |= 1 << (*p - '1');
  return week != HALL_WEEK_NONE ? week : HALL_WEEK_ALL;
}

/**
 * hall_case_hours_load:
 * @db: a connection
 * @zone: the hall's zone; must outlive @hours
 * @hours: (out): when the hall works; clear it
 * @error: what went wrong
 *
 * Two calendars: promises count by the statutory one, the hall opens by its own (Q37).
 *
 * Returns: whether they are there
 */
gboolean
hall_case_hours_load (HallDb *db, GTimeZone *zone, HallCaseHours *hours, GError **error)
{
  g_autofree char *week = hall_db_get_text (db, NULL, "SELECT value FROM option WHERE name = 'open_week'",
                                            "");

  hours->opens = hall_db_get_text (db, NULL, "SELECT value FROM option WHERE name = 'open_from'", "");
  hours->closes = hall_db_get_text (db, NULL, "SELECT value FROM option WHERE name = 'open_until'", "");
  if (hours->opens == NULL)
    hours->opens = g_strdup ("00:00");
  if (hours->closes == NULL)
    hours->closes = g_strdup ("24:00");
  hours->statutory = hall_calendar_new ();
  if (!fill_calendar (db, hours->statutory, error))
    return FALSE;
  hours->opening = hall_calendar_new_opening (hours->statutory);
  hall_calendar_set_week (hours->opening, week_of (week));
  hours->hours = (HallHours){ .zone = zone,
                              .statutory = hours->statutory,
                              .opening = hours->opening,
                              .opens = hours->opens,
                              .closes = hours->closes };
  return TRUE;
}

/* What was promised, by the version that the case is handled under (Q53); FALSE for what is done at once. */
gboolean
hall_case_term (const HallCaseRow *row, HallTerm *term)
{
  if (row->due_count <= 0 || g_str_equal (row->due_kind, "instant"))
    return FALSE;
  *term = g_str_equal (row->due_kind, "working-days")
              ? (HallTerm){ HALL_TERM_WORKING_DAYS, row->due_count }
              : (HallTerm){ HALL_TERM_MINUTES,
                            row->due_count * (g_str_equal (row->due_kind, "hours") ? 60 : 1) };
  return TRUE;
}

static GArray *
load_waits (HallTx *tx, gint64 file, GError **error)
{
  g_autoptr (GArray) waits = g_array_new (FALSE, TRUE, sizeof (HallWait));
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      tx->db, error, "SELECT from_at, until_at FROM case_suspension WHERE file = ?1 ORDER BY from_at, id",
      "i", file);

  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    HallWait wait = { hall_rows_int (rows, 0), hall_rows_int (rows, 1) };

    g_array_append_val (waits, wait);
  }
  if (local == NULL)
    return g_steal_pointer (&waits);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * hall_case_set_due:
 * @tx: a transaction
 * @row: an accepted case; its due time is set
 * @words: (out) (optional): the arithmetic, as a paper prints it
 * @error: what went wrong
 *
 * Computes the due time anew and keeps it with its own arithmetic (S004 9.4): on acceptance, when a wait
 * begins or ends, on an extension. After a notice the time counts from the supplement.
 *
 * Returns: whether it is set
 */
gboolean
hall_case_set_due (HallTx *tx, HallCaseRow *row, char **words, GError **error)
{
  g_auto (HallCaseHours) hours = { 0 };
  g_autoptr (GArray) waits = NULL;
  g_autoptr (HallDue) due = NULL;
  g_autofree char *text = NULL;
  HallDeadline deadline = { .begin_us = row->accepted_at, .extension = row->extension };
  gint64 notices = 0;

  if (!hall_case_term (row, &deadline.term)) {
    if (words != NULL)
      *words = g_strdup ("当场办结");
    return hall_db_exec (tx->db, error, "UPDATE case_file SET due_words = '当场办结' WHERE id = ?1", "i",
                         row->id);
  }
  waits = load_waits (tx, row->id, error);
  if (waits == NULL
      || !hall_db_get_int (tx->db, &notices, error, "SELECT count (*) FROM notice WHERE file = ?1", "i",
                           row->id)
      || !hall_case_hours_load (tx->db, tx->zone, &hours, error))
    return FALSE;
  deadline.begin = notices > 0 ? HALL_BEGIN_SUPPLEMENTED : HALL_BEGIN_ACCEPTED;
  deadline.waits = (const HallWait *)waits->data;
  deadline.n_waits = waits->len;
  due = hall_due_compute (&deadline, &hours.hours, tx->now, error);
  if (due == NULL)
    return FALSE;
  text = hall_due_for_paper (due, &deadline, &hours.hours);
  row->due_at = due->due_us;
  if (!hall_db_exec (tx->db, error,
                     "UPDATE case_file SET due_at = ?2, amber_at = ?3, due_words = ?4, due_confirmed = ?5,"
                     " promised_due_at = coalesce (promised_due_at, ?2) WHERE id = ?1",
                     "iiiti", row->id, due->due_us, due->amber_us, text,
                     (gint64)(due->unconfirmed_year == 0)))
    return FALSE;
  if (words != NULL)
    *words = g_steal_pointer (&text);
  return TRUE;
}

/**
 * hall_case_due_argument:
 * @tx: a transaction
 * @name: the argument: a time, or a day, which ends when the hall closes
 * @working_days: what is meant when nothing is said, counted from tomorrow; 0 when it must be said
 * @due: (out): when it is due
 * @error: INVALID, REFUSED with the field
 *
 * Returns: whether there is a time to come
 */
gboolean
hall_case_due_argument (HallTx *tx, const char *name, int working_days, gint64 *due, GError **error)
{
  const char *text = hall_tx_text (tx, name);
  g_auto (HallCaseHours) hours = { 0 };

  if (text == NULL && working_days == 0) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.4", name, _ ("say until when"));
    return FALSE;
  }
  if (!hall_case_hours_load (tx->db, tx->zone, &hours, error))
    return FALSE;
  if (text == NULL) {
    HallDeadline deadline = { .begin = HALL_BEGIN_ASKED,
                              .begin_us = tx->now,
                              .term = { HALL_TERM_WORKING_DAYS, working_days } };
    g_autoptr (HallDue) computed = hall_due_compute (&deadline, &hours.hours, tx->now, error);

    if (computed == NULL)
      return FALSE;
    *due = computed->due_us;
    return TRUE;
  }
  if (hall_day_is_valid (text) ? !hall_time_at (tx->zone, text, hours.closes, due, NULL)
                               : !hall_time_parse (tx->zone, text, due, NULL)) {
    hall_set_error (error, HALL_ERROR_INVALID, "5.5", name,
                    _ ("“%s” must be a day or a time: 2026-11-23, 2026-11-23T17:30"), name);
    return FALSE;
  }
  if (*due > tx->now)
    return TRUE;
  hall_set_error (error, HALL_ERROR_INVALID, "5.5", name, _ ("a due time lies ahead"));
  return FALSE;
}
