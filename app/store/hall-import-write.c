/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-import-private.h"

#include <glib/gi18n-lib.h>

#include "hall-time.h"

/* Whose tickets came from outside: their numbers may have gaps, and nobody here served them. */
#define STATION "import"

/* What was missing is made but not put to use: no kiosk shows the category, nobody signs in as the clerk. */
static gboolean
write_missing (HallTx *tx, HallImport *import, GError **error)
{
  GHashTableIter iter;
  gpointer name;
  gpointer known;

  g_hash_table_iter_init (&iter, import->categories);
  while (g_hash_table_iter_next (&iter, &name, &known))
    if (known == NULL
        && !hall_db_exec (
            tx->db, error,
            "INSERT INTO category (code, position, name, name_en, hint, hint_en, colour, quota, active)"
            " VALUES (?1, (SELECT coalesce (max (position), 0) + 1 FROM category), ?1, ?1, '', '',"
            " '#5e5c64', 0, 0)",
            "t", name))
      return FALSE;
  g_hash_table_iter_init (&iter, import->staff);
  while (g_hash_table_iter_next (&iter, &name, &known))
    if (known == NULL
        && !hall_db_exec (
            tx->db, error,
            "INSERT INTO staff (number, name, roles, cash_right, active) VALUES (?1, ?1, 'clerk', 0, 0)", "t",
            name))
      return FALSE;
  return TRUE;
}

/* A day that the hall did not work on is closed from the start; it begins and ends with its tickets. */
static gboolean
write_days (HallTx *tx, HallImport *import, GError **error)
{
  for (guint i = 0; i < import->rows->len; i++) {
    const HallImportRow *row = g_ptr_array_index (import->rows, i);
    gint64 last = MAX (row->issued_at, MAX (row->called_at, row->done_at));

    if (!hall_db_exec (tx->db, error,
                       "INSERT INTO business_day (day, state, opened_at, opened_by, closed_at, closed_by)"
                       " VALUES (?1, 'closed', ?2, ?4, ?3, ?4) ON CONFLICT (day) DO UPDATE SET"
                       " opened_at = CASE WHEN excluded.opened_at < business_day.opened_at"
                       " THEN excluded.opened_at ELSE business_day.opened_at END,"
                       " closed_at = CASE WHEN excluded.closed_at > business_day.closed_at"
                       " THEN excluded.closed_at ELSE business_day.closed_at END"
                       " WHERE business_day.state = 'closed'",
                       "tiit", row->day, row->issued_at, last, tx->staff))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_move (HallTx *tx,
            gint64 ticket,
            gint64 at,
            const char *command,
            const char *from,
            const char *to,
            const HallImportRow *row,
            GError **error)
{
  gboolean issue = from == NULL;

  return hall_db_exec (
      tx->db, error,
      "INSERT INTO ticket_move (ticket, at, command, from_state, to_state, staff, counter, station)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif (?7, 0), '" STATION "')",
      "iitttti", ticket, at, command, from, to, issue ? NULL : row->staff,
      issue ? G_GINT64_CONSTANT (0) : row->counter);
}

static gboolean
write_moves (HallTx *tx, gint64 ticket, const HallImportRow *row, GError **error)
{
  gint64 end = MAX (row->done_at, MAX (row->called_at, row->issued_at));

  if (!write_move (tx, ticket, row->issued_at, "take-ticket", NULL, "waiting", row, error))
    return FALSE;
  if (row->outcome == HALL_TICKET_CANCELLED)
    return write_move (tx, ticket, end, "cancel-ticket", "waiting", "cancelled", row, error);
  if (!write_move (tx, ticket, row->called_at, "call-next", "waiting", "called", row, error))
    return FALSE;
  if (row->outcome == HALL_TICKET_VOID)
    return write_move (tx, ticket, end, "no-show", "called", "void", row, error);
  return write_move (tx, ticket, row->called_at, "start", "called", "serving", row, error)
         && write_move (tx, ticket, end, "finish", "serving", "done", row, error);
}

#define SQL_TICKET                                                                                           \
  "INSERT INTO ticket (day, category, number, label, state, queue, place, priority, interleaves,"            \
  " issued_at, station, ahead, called_at, last_call_at, calls, started_at, done_at, no_shows, counter,"      \
  " staff, extended)"                                                                                        \
  " VALUES (?1, ?2, ?3, ?4, ?5, ?2, ?6, ?7, ?7, ?6, '" STATION "', 0, nullif (?8, 0), nullif (?8, 0),"       \
  " CASE WHEN ?8 <> 0 THEN 1 ELSE 0 END, nullif (?9, 0), nullif (?10, 0), ?11, nullif (?12, 0), ?13,"        \
  " ?14) RETURNING id"

static gboolean
write_ticket (HallTx *tx, const HallImportRow *row, gint64 closing_us, GError **error)
{
  gboolean done = row->outcome == HALL_TICKET_DONE;
  gboolean extended = done && closing_us > 0 && row->done_at > closing_us;
  gint64 ticket = 0;

  return hall_db_get_int (
             tx->db, &ticket, error, SQL_TICKET, "ttittiiiiiiiti", row->day, row->category, row->number,
             row->label, hall_ticket_state_name (row->outcome), row->issued_at, (gint64)row->priority,
             row->called_at, done ? row->called_at : G_GINT64_CONSTANT (0),
             done ? row->done_at : G_GINT64_CONSTANT (0), (gint64)(row->outcome == HALL_TICKET_VOID),
             row->counter, row->staff, (gint64)extended)
         && write_moves (tx, ticket, row, error);
}

/* The hall goes on counting behind what it got, so that no number is given twice on a day. */
static gboolean
write_series (HallTx *tx, const HallImportRow *row, GError **error)
{
  g_autofree char *series = g_strdup_printf ("ticket/%s/%s", row->day, row->category);

  return hall_db_exec (tx->db, error,
                       "INSERT INTO series (name, last) VALUES (?1, ?2)"
                       " ON CONFLICT (name) DO UPDATE SET last = excluded.last"
                       " WHERE excluded.last > series.last",
                       "ti", series, row->number);
}

/**
 * hall_import_write:
 * @tx: a transaction
 * @import: a file without faults
 * @error: what went wrong
 *
 * Writes the tickets with the moves that brought them where they are, so that their days count like any
 * other's.
 *
 * Returns: whether all of them were written
 */
gboolean
hall_import_write (HallTx *tx, HallImport *import, GError **error)
{
  g_autofree char *until = hall_tx_option_text (tx, "open_until");
  g_autofree char *day = NULL;
  gint64 closing_us = 0;

  if (!write_missing (tx, import, error) || !write_days (tx, import, error))
    return FALSE;
  for (guint i = 0; i < import->rows->len; i++) {
    const HallImportRow *row = g_ptr_array_index (import->rows, i);

    if (g_strcmp0 (day, row->day) != 0) {
      g_free (day);
      day = g_strdup (row->day);
      closing_us = 0;
      if (until != NULL)
        hall_time_at (tx->zone, day, until, &closing_us, NULL);
    }
    if (!write_ticket (tx, row, closing_us, error) || !write_series (tx, row, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * hall_import_tickets:
 * @tx: a transaction
 * @error: INVALID with the first fault when a line is wrong
 *
 * The command import-tickets: all lines or none. The journal holds the file's name and hash.
 *
 * Returns: whether it was carried out
 */
gboolean
hall_import_tickets (HallTx *tx, GError **error)
{
  g_auto (HallImport) import = { 0 };
  g_autoptr (GVariant) data = hall_tx_value (tx, "data");
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (data);

  hall_import_init (&import, tx->engine, hall_tx_bool (tx, "create_missing"));
  if (!hall_import_parse (&import, bytes, error))
    return FALSE;
  if (import.faults->len > 0) {
    const HallImportFault *first = g_ptr_array_index (import.faults, 0);

    hall_set_error (error, HALL_ERROR_INVALID, NULL, first->field,
                    _ ("%d faults in the file, nothing was imported; the first is in line %d: %s"),
                    (int)import.faults->len, (int)first->line, first->what);
    return FALSE;
  }
  if (!hall_import_write (tx, &import, error)
      || !hall_db_exec (
          tx->db, error,
          "INSERT INTO import (at, staff, kind, source, rows) VALUES (?1, ?2, 'tickets', ?3, ?4)", "itti",
          tx->now, tx->staff, hall_tx_text (tx, "source"), (gint64)import.rows->len))
    return FALSE;
  hall_tx_answer_int (tx, "rows", import.rows->len);
  hall_tx_answer_int (tx, "days", g_hash_table_size (import.days));
  return TRUE;
}
