/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who is next (hall rules 5.3) and how a ticket moves (5.1): what the commands of the queue have in common.
 */

#include "hall-queue.h"

#include <glib/gi18n-lib.h>

#include "hall-tx.h"

#define ASK_LINE "SELECT category FROM counter_category WHERE counter = ?1 ORDER BY category"
#define ASK_RUN "SELECT normal, priority FROM call_run WHERE day = ?1 AND line = ?2"
#define ASK_HEAD                                                                                             \
  "SELECT id, place, issued_at FROM ticket WHERE state = 'waiting' AND day = ?1 AND queue = ?2"              \
  " AND interleaves = ?3 AND to_counter IS NULL ORDER BY place, id LIMIT 1"
#define ASK_DIRECT                                                                                           \
  "SELECT id, place, issued_at FROM ticket WHERE state = 'waiting' AND to_counter = ?1"                      \
  " AND to_counter IS NOT NULL AND interleaves = ?2 AND day = ?3 ORDER BY place, id LIMIT 1"
#define ASK_AHEAD                                                                                            \
  "SELECT interleaves, count (*) FROM ticket WHERE state = 'waiting' AND day = ?1 AND queue = ?2"            \
  " AND to_counter IS NULL GROUP BY interleaves"
#define ASK_AT_COUNTER "SELECT id, state FROM ticket WHERE counter = ?1 AND state IN ('called', 'serving')"

/**
 * hall_queue_line:
 * @db: a connection
 * @counter: a counter
 * @error: what went wrong
 *
 * Counters that serve the same categories form one line and share one interleave of normal and priority
 * tickets.
 *
 * Returns: (transfer full) (nullable): the line, "A,B"
 */
char *
hall_queue_line (HallDb *db, gint64 counter, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  rows = hall_db_query (db, error, ASK_LINE, "i", counter);
  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local))
    g_string_append_printf (line, "%s%s", line->len > 0 ? "," : "", hall_rows_text (rows, 0));
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

gboolean
hall_queue_read_run (HallDb *db, const char *day, const char *line, HallRun *run, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (db, error, ASK_RUN, "tt", day, line);

  *run = (HallRun){ 0 };
  if (rows == NULL)
    return FALSE;
  if (hall_rows_next (rows, &local)) {
    run->normal = (int)hall_rows_int (rows, 0);
    run->priority = (int)hall_rows_int (rows, 1);
  }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The first of a query of (id, place, issued_at), if it comes before what @best holds. Two may have one
 * place: who came back in one queue, and who came back in another and was sent to this one. */
static gboolean
keep_earlier (HallRows *rows, HallCandidate *best, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  if (hall_rows_next (rows, &local)) {
    gint64 id = hall_rows_int (rows, 0);
    gint64 place = hall_rows_int (rows, 1);

    if (best->id == 0 || place < best->place || (place == best->place && id < best->id))
      *best = (HallCandidate){ id, place, hall_rows_int (rows, 2) };
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return TRUE;
}

/* The head of one lane (normal or priority) over all categories of a line, and of what was sent to the
 * counter. */
static gboolean
find_head (HallDb *db,
           const char *day,
           const char *const *categories,
           gint64 counter,
           gint64 lane,
           HallCandidate *head,
           GError **error)
{
  g_autoptr (HallRows) direct = NULL;

  *head = (HallCandidate){ 0 };
  for (; *categories != NULL; categories++) {
    g_autoptr (HallRows) rows = NULL;

    if (**categories == '\0')
      continue;
    rows = hall_db_query (db, error, ASK_HEAD, "tti", day, *categories, lane);
    if (!keep_earlier (rows, head, error))
      return FALSE;
  }
  direct = hall_db_query (db, error, ASK_DIRECT, "iit", counter, lane, day);
  return keep_earlier (direct, head, error);
}

/**
 * hall_queue_next:
 * @db: a connection, in the transaction that will call
 * @day: the business day
 * @counter: the counter that calls
 * @line: its line, see hall_queue_line(); its queues are locked
 * @limit_us: the wait limit, µs
 * @now: µs since the epoch
 * @next: (out): who is next and why
 * @error: what went wrong
 *
 * Reads only the heads of the queues, through an index that holds nobody but who waits: its cost does not
 * grow with the history of the hall.
 *
 * Returns: whether it could be read; nobody waiting is @next with id 0
 */
gboolean
hall_queue_next (HallDb *db,
                 const char *day,
                 gint64 counter,
                 const char *line,
                 gint64 limit_us,
                 gint64 now,
                 HallNext *next,
                 GError **error)
{
  g_auto (GStrv) categories = g_strsplit (line, ",", -1);
  HallCandidate normal;
  HallCandidate priority;

  *next = (HallNext){ 0 };
  if (!find_head (db, day, (const char *const *)categories, counter, 0, &normal, error)
      || !find_head (db, day, (const char *const *)categories, counter, 1, &priority, error)
      || !hall_queue_read_run (db, day, line, &next->run, error))
    return FALSE;
  if (normal.id == 0 && priority.id == 0)
    return TRUE;
  next->priority = hall_order_takes_priority (&normal, &priority, next->run, limit_us, now, &next->why);
  next->id = next->priority ? priority.id : normal.id;
  return TRUE;
}

/**
 * hall_queue_ask_line:
 *
 * Asks ahead what hall_queue_line() will.
 */
void
hall_queue_ask_line (HallDb *db, gint64 counter)
{
  hall_db_ask (db, ASK_LINE, "i", counter);
}

/**
 * hall_queue_ask_next:
 *
 * Asks ahead what hall_queue_next() will; the queues of the line are locked.
 */
void
hall_queue_ask_next (HallDb *db, const char *day, gint64 counter, const char *line)
{
  g_auto (GStrv) categories = hall_db_can_ask (db) ? g_strsplit (line, ",", -1) : NULL;

  if (categories == NULL)
    return;
  for (gint64 lane = 0; lane < 2; lane++) {
    for (char **category = categories; *category != NULL; category++)
      if (**category != '\0')
        hall_db_ask (db, ASK_HEAD, "tti", day, *category, lane);
    hall_db_ask (db, ASK_DIRECT, "iit", counter, lane, day);
  }
  hall_db_ask (db, ASK_RUN, "tt", day, line);
}

static GArray *
read_lane (HallDb *db, const char *day, gint64 counter, gint64 lane, GError **error)
{
  g_autoptr (GArray) tickets = g_array_new (FALSE, FALSE, sizeof (HallCandidate));
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  rows = hall_db_query (db, error,
                        "SELECT id, place, issued_at FROM ticket WHERE state = 'waiting' AND day = ?1"
                        " AND interleaves = ?3 AND (to_counter = ?2 OR (to_counter IS NULL AND queue IN"
                        " (SELECT category FROM counter_category WHERE counter = ?2))) ORDER BY place, id",
                        "tii", day, counter, lane);
  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    HallCandidate candidate = { hall_rows_int (rows, 0), hall_rows_int (rows, 1), hall_rows_int (rows, 2) };

    g_array_append_val (tickets, candidate);
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  return g_steal_pointer (&tickets);
}

/* Two lanes, drawn from by the rule until both are empty. */
static GArray *
interleave (GArray *normal, GArray *priority, HallRun run, gint64 limit_us, gint64 now)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (gint64));
  const HallCandidate nobody = { 0 };
  guint n = 0;
  guint p = 0;

  while (n < normal->len || p < priority->len) {
    const HallCandidate *a = n < normal->len ? &g_array_index (normal, HallCandidate, n) : &nobody;
    const HallCandidate *b = p < priority->len ? &g_array_index (priority, HallCandidate, p) : &nobody;
    HallWhy why;
    gboolean takes = hall_order_takes_priority (a, b, run, limit_us, now, &why);
    gint64 id = takes ? b->id : a->id;

    g_array_append_val (order, id);
    run = hall_run_after (run, takes);
    if (takes)
      p++;
    else
      n++;
  }
  return order;
}

/**
 * hall_queue_preview:
 *
 * Returns: (transfer full) (element-type gint64): the ids of the tickets that wait for @counter, in the order
 * in which they would be called if this line alone called them
 */
GArray *
hall_queue_preview (HallDb *db, const char *day, gint64 counter, gint64 limit_us, gint64 now, GError **error)
{
  g_autofree char *line = hall_queue_line (db, counter, error);
  g_autoptr (GArray) normal = NULL;
  g_autoptr (GArray) priority = NULL;
  HallRun run;

  if (line == NULL || !hall_queue_read_run (db, day, line, &run, error))
    return NULL;
  normal = read_lane (db, day, counter, 0, error);
  if (normal == NULL)
    return NULL;
  priority = read_lane (db, day, counter, 1, error);
  if (priority == NULL)
    return NULL;
  return interleave (normal, priority, run, limit_us, now);
}

/**
 * hall_queue_ask_ahead:
 *
 * Asks ahead what hall_queue_ahead() will; the queue is locked.
 */
void
hall_queue_ask_ahead (HallDb *db, const char *day, const char *category)
{
  hall_db_ask (db, ASK_AHEAD, "tt", day, category);
}

/**
 * hall_queue_ahead:
 * @db: a connection
 * @day: the business day
 * @category: the queue
 * @priority: whether the new ticket is a priority one
 * @ahead: (out): how many would be called before it
 * @error: what went wrong
 *
 * A normal ticket has everybody before it; a priority one the priority tickets and two normal ones for each
 * turn.
 *
 * Returns: whether it could be counted
 */
gboolean
hall_queue_ahead (
    HallDb *db, const char *day, const char *category, gboolean priority, gint64 *ahead, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;
  gint64 waiting[2] = { 0, 0 };

  rows = hall_db_query (db, error, ASK_AHEAD, "tt", day, category);
  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local))
    waiting[hall_rows_int (rows, 0) != 0] = hall_rows_int (rows, 1);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  *ahead = priority ? waiting[1] + MIN (waiting[0], HALL_MAX_NORMAL_RUN * (waiting[1] + 1))
                    : waiting[0] + waiting[1];
  return TRUE;
}

/**
 * hall_ticket_move:
 * @tx: a transaction
 * @id: a ticket
 * @from: the state it must be in
 * @to: the state it gets
 * @reason: (nullable): why, summary or reason
 * @error: REFUSED for a move that is none (5.1), CONFLICT when it is in another state by now
 *
 * Moves a ticket and writes who did it, when and at which counter.
 *
 * Returns: whether it moved
 */
gboolean
hall_ticket_move (
    HallTx *tx, gint64 id, HallTicketState from, HallTicketState to, const char *reason, GError **error)
{
  if (!hall_ticket_state_can_move (from, to)) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.1", "ticket",
                    _ ("a ticket that is “%s” cannot become “%s”"),
                    hall_tx_word (hall_ticket_state_name (from)), hall_tx_word (hall_ticket_state_name (to)));
    return FALSE;
  }
  return hall_db_exec_one (tx->db, error, "UPDATE ticket SET state = ?3 WHERE id = ?1 AND state = ?2", "itt",
                           id, hall_ticket_state_name (from), hall_ticket_state_name (to))
         && hall_db_exec (
             tx->db, error,
             "INSERT INTO ticket_move (ticket, at, command, from_state, to_state, staff, counter, station,"
             " reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif (?7, 0), ?8, ?9)",
             "iittttitt", id, tx->now, tx->spec->name, hall_ticket_state_name (from),
             hall_ticket_state_name (to), tx->staff, tx->counter, tx->station, reason);
}

/* Asks ahead what hall_ticket_at_counter() will; the counter is locked. */
void
hall_ticket_ask_at_counter (HallTx *tx)
{
  hall_db_ask (tx->db, ASK_AT_COUNTER, "i", tx->counter);
}

/**
 * hall_ticket_at_counter:
 * @tx: a transaction
 * @id: (out): the ticket called to or served at the counter of the one who asks, 0 for none
 * @state: (out): its state
 * @error: what went wrong
 *
 * Returns: whether it could be read
 */
gboolean
hall_ticket_at_counter (HallTx *tx, gint64 *id, HallTicketState *state, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  *id = 0;
  rows = hall_db_query (tx->db, error, ASK_AT_COUNTER, "i", tx->counter);
  if (rows == NULL)
    return FALSE;
  if (hall_rows_next (rows, &local)) {
    *id = hall_rows_int (rows, 0);
    hall_ticket_state_from_name (hall_rows_text (rows, 1), state);
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return TRUE;
}

/**
 * hall_ticket_check_no_charge:
 * @tx: a transaction
 * @id: the ticket that would leave the counter
 * @error: REFUSED while a charge is open or its money lies there
 *
 * Nobody leaves, or is left, with money on the counter (S004 4.6).
 *
 * Returns: whether the ticket has no charge that is neither posted nor dropped
 */
gboolean
hall_ticket_check_no_charge (HallTx *tx, gint64 id, GError **error)
{
  gint64 open = 0;

  if (!hall_db_get_int (tx->db, &open, error,
                        "SELECT count (*) FROM charge WHERE ticket = ?1 AND state IN ('open', 'received')",
                        "i", id))
    return FALSE;
  if (open > 0) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 4.6", "charge",
                    _ ("money is on the counter: call the change, or drop the charge, first"));
    return FALSE;
  }
  return TRUE;
}

/* serving → paused: the clock of the service stops. */
gboolean
hall_ticket_hold (HallTx *tx, gint64 id, const char *reason, GError **error)
{
  return hall_ticket_move (tx, id, HALL_TICKET_SERVING, HALL_TICKET_PAUSED, reason, error)
         && hall_db_exec (tx->db, error,
                          "UPDATE ticket SET paused_since = ?2, hold_reason = ?3 WHERE id = ?1", "iit", id,
                          tx->now, reason);
}

/* paused → serving, here: the clock of the service goes on. The counter comes first: where it was held,
 * somebody else may be served by now. */
gboolean
hall_ticket_unhold (HallTx *tx, gint64 id, GError **error)
{
  return hall_db_exec (tx->db, error,
                       "UPDATE ticket SET paused_us = paused_us + CASE WHEN ?2 > paused_since"
                       " THEN ?2 - paused_since ELSE 0 END, paused_since = NULL,"
                       " hold_reason = NULL, counter = ?3, staff = ?4 WHERE id = ?1 AND state = 'paused'",
                       "iiit", id, tx->now, tx->counter, tx->staff)
         && hall_ticket_move (tx, id, HALL_TICKET_PAUSED, HALL_TICKET_SERVING, NULL, error);
}
