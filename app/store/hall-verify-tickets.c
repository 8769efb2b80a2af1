/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-verify-private.h"

#include <glib/gi18n-lib.h>

/*
 * The life of every ticket, told again from its moves (hall rules 5.1): each is where its moves have left it,
 * none was called before it was issued, no counter had two customers, and the numbers of a queue have no gap.
 */

#define SQL_MOVES                                                                                            \
  "SELECT t.id, t.label, t.day, t.state, t.issued_at, t.called_at, m.id, m.at, m.from_state, m.to_state, "   \
  "m.counter"                                                                                                \
  " FROM ticket t LEFT JOIN ticket_move m ON m.ticket = t.id ORDER BY t.id, m.id"

enum {
  MOVE_TICKET,
  MOVE_LABEL,
  MOVE_DAY,
  MOVE_STATE,
  MOVE_ISSUED_AT,
  MOVE_CALLED_AT,
  MOVE_ID,
  MOVE_AT,
  MOVE_FROM,
  MOVE_TO,
  MOVE_COUNTER,
};

/* The ticket whose moves are being read. */
typedef struct {
  gint64 id;
  char *key;        /* "2026-11-20 A015" */
  char *stored;     /* the state it says it is in */
  char *reached;    /* (nullable) the state its moves have brought it to */
  gint64 called_at; /* as stored */
  gint64 first_call;
} Life;

static void
life_end (HallVerify *self, Life *life)
{
  if (life->id != 0) {
    if (life->reached == NULL)
      hall_verify_add (self, "ticket", life->key, _ ("has no move: it was never issued"));
    else if (!g_str_equal (life->reached, life->stored))
      hall_verify_add (self, "ticket", life->key, _ ("is not in the state that its moves have left it in"));
    if (life->called_at != life->first_call)
      hall_verify_add (self, "ticket", life->key, _ ("was not called first at the time that it says"));
  }
  g_free (life->key);
  g_free (life->stored);
  g_free (life->reached);
  *life = (Life){ 0 };
}

static void
life_begin (HallVerify *self, Life *life, HallRows *rows)
{
  life->id = hall_rows_int (rows, MOVE_TICKET);
  life->key = g_strdup_printf ("%s %s", hall_rows_text (rows, MOVE_DAY), hall_rows_text (rows, MOVE_LABEL));
  life->stored = hall_rows_dup (rows, MOVE_STATE);
  life->called_at = hall_rows_int (rows, MOVE_CALLED_AT);
  self->proof->tickets++;
}

static gboolean
may_move (const char *from, const char *to)
{
  HallTicketState from_state;
  HallTicketState to_state;

  if (from == NULL)
    return g_str_equal (to, "waiting");
  if (!hall_ticket_state_from_name (from, &from_state) || !hall_ticket_state_from_name (to, &to_state))
    return FALSE;
  /* A day that was left open is closed by the next one, whatever was going on in it. */
  if (to_state == HALL_TICKET_CARRIED)
    return from_state < HALL_TICKET_DONE;
  return from_state == to_state || hall_ticket_state_can_move (from_state, to_state);
}

/* The order of the moves is that of their rows. Their times are what the PC's clock said: one that was put
 * right in between is no fault of the hall. */
static void
life_move (HallVerify *self, Life *life, HallRows *rows)
{
  const char *from = hall_rows_text (rows, MOVE_FROM);
  const char *to = hall_rows_text (rows, MOVE_TO);
  gint64 at = hall_rows_int (rows, MOVE_AT);
  gint64 id = hall_rows_int (rows, MOVE_ID);

  self->proof->moves++;
  if (g_strcmp0 (from, life->reached) != 0)
    hall_verify_add_id (self, "ticket_move", id, _ ("does not begin where the ticket was"));
  if (to == NULL || !may_move (from, to))
    hall_verify_add_id (self, "ticket_move", id, _ ("is none of the moves of a ticket"));
  if (g_strcmp0 (to, "called") == 0 && life->first_call == 0)
    life->first_call = at;
  g_free (life->reached);
  life->reached = g_strdup (to);
}

static void
check_lives (HallVerify *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRows) rows = hall_db_query (self->db, &error, SQL_MOVES, "");
  Life life = { 0 };

  while (rows != NULL && hall_rows_next (rows, &error)) {
    if (hall_rows_int (rows, MOVE_TICKET) != life.id) {
      life_end (self, &life);
      life_begin (self, &life, rows);
    }
    if (!hall_rows_is_null (rows, MOVE_ID))
      life_move (self, &life, rows);
  }
  life_end (self, &life);
  if (error != NULL)
    hall_verify_add (self, "ticket", "", error->message);
}

/* In the order in which it happened: who stood at which counter. Imported days were not lived here. */
#define SQL_PLACES                                                                                           \
  "SELECT id, ticket, to_state, counter FROM ticket_move WHERE station IS DISTINCT FROM 'import' ORDER BY "  \
  "id"

static void
check_places (HallVerify *self)
{
  g_autoptr (GHashTable) at_counter = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr (GHashTable) of_ticket = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRows) rows = hall_db_query (self->db, &error, SQL_PLACES, "");

  while (rows != NULL && hall_rows_next (rows, &error)) {
    gpointer ticket = GINT_TO_POINTER ((int)hall_rows_int (rows, 1));
    const char *to = hall_rows_text (rows, 2);
    gpointer counter = g_hash_table_lookup (of_ticket, ticket);

    if (g_strcmp0 (to, "called") != 0 && g_strcmp0 (to, "serving") != 0) {
      if (counter != NULL) {
        g_hash_table_remove (at_counter, counter);
        g_hash_table_remove (of_ticket, ticket);
      }
      continue;
    }
    if (counter == NULL)
      counter = GINT_TO_POINTER ((int)hall_rows_int (rows, 3));
    if (counter == NULL
        || (g_hash_table_lookup (at_counter, counter) != NULL
            && g_hash_table_lookup (at_counter, counter) != ticket)) {
      hall_verify_add_id (self, "ticket_move", hall_rows_int (rows, 0),
                          _ ("brings a customer to a counter that had another one"));
      continue;
    }
    g_hash_table_insert (at_counter, counter, ticket);
    g_hash_table_insert (of_ticket, ticket, counter);
  }
  if (error != NULL)
    hall_verify_add (self, "ticket_move", "", error->message);
}

/* Numbers are 1 to n without a gap; those of an imported day may have gaps, for another system gave them. */
#define SQL_NUMBERS                                                                                          \
  "SELECT t.day || ' ' || t.category, count (*), max (t.number), min (t.number),"                            \
  " coalesce (max (s.last), 0), count (*) FILTER (WHERE t.station = 'import') FROM ticket t"                 \
  " LEFT JOIN series s ON s.name = 'ticket/' || t.day || '/' || t.category GROUP BY t.day, t.category"       \
  " ORDER BY t.day, t.category"

static void
check_numbers_row (HallVerify *self, HallRows *rows)
{
  gint64 count = hall_rows_int (rows, 1);
  gint64 last = hall_rows_int (rows, 4);
  gboolean imported = hall_rows_int (rows, 5) > 0;

  if (!imported && (count != hall_rows_int (rows, 2) || hall_rows_int (rows, 3) != 1))
    hall_verify_add (self, "ticket", hall_rows_text (rows, 0), _ ("its numbers have a gap"));
  if (last != hall_rows_int (rows, 2))
    hall_verify_add (self, "series", hall_rows_text (rows, 0),
                     _ ("is not at the last number that was given"));
}

static void
check_issued_row (HallVerify *self, HallRows *rows)
{
  if (hall_rows_int (rows, 0) != self->issued_in_journal)
    hall_verify_add (self, "ticket", "",
                     _ ("the journal has issued another number of tickets than there are"));
}

static void
check_day_row (HallVerify *self, HallRows *rows)
{
  gboolean closed = g_strcmp0 (hall_rows_text (rows, 1), "closed") == 0;

  self->proof->days++;
  if (closed && hall_rows_int (rows, 2) > 0)
    hall_verify_add (self, "business_day", hall_rows_text (rows, 0),
                     _ ("is closed and has tickets that are not"));
  if (closed && hall_rows_is_null (rows, 3))
    hall_verify_add (self, "business_day", hall_rows_text (rows, 0), _ ("is closed and does not say when"));
}

#define SQL_DAYS                                                                                             \
  "SELECT day, state, (SELECT count (*) FROM ticket t WHERE t.day = d.day AND t.state IN ('waiting', "       \
  "'called',"                                                                                                \
  " 'serving', 'paused', 'no-show')), closed_at FROM business_day d ORDER BY day"

/* Tickets, their moves, their numbers and their days: invariants I1 to I6. */
void
hall_verify_tickets (HallVerify *self)
{
  check_lives (self);
  check_places (self);
  hall_verify_each (self, "ticket", SQL_NUMBERS, check_numbers_row);
  hall_verify_each (self, "ticket", "SELECT count (*) FROM ticket WHERE station IS DISTINCT FROM 'import'",
                    check_issued_row);
  hall_verify_each (self, "business_day", SQL_DAYS, check_day_row);
}
