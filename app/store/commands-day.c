/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The day: opening and closing hall and counters, pausing, coming and going (hall rules 5.11, S004 6). */

#include <glib/gi18n-lib.h>

#include "hall-time.h"
#include "hall-tx.h"

#define MAX_PAUSE_MIN 240

static gboolean
insert_day (HallTx *tx, GError **error)
{
  if (!hall_db_exec (
          tx->db, error,
          "INSERT INTO business_day (day, state, opened_at, opened_by) VALUES (?1, 'open', ?2, ?3)", "tit",
          tx->today, tx->now, tx->staff))
    return FALSE;
  g_free (tx->day);
  tx->day = g_strdup (tx->today);
  tx->topics |= HALL_TOPIC_DAY;
  return TRUE;
}

static gboolean
end_tickets (HallTx *tx, const char *from, const char *to, GError **error)
{
  return hall_db_exec (
             tx->db, error,
             "INSERT INTO ticket_move (ticket, at, command, from_state, to_state, staff, counter, station,"
             " reason) SELECT id, ?3, ?6, state, ?2, ?4, NULL, ?5, NULL FROM ticket"
             " WHERE day = ?7 AND state = ?1 ORDER BY id",
             "ttitttt", from, to, tx->now, tx->staff, tx->station, tx->spec->name, tx->day)
         && hall_db_exec (tx->db, error, "UPDATE ticket SET state = ?2 WHERE day = ?3 AND state = ?1", "ttt",
                          from, to, tx->day);
}

/* What is left of the day: no-shows that never came back are void, reasons of priority are forgotten, without
 * looking at them: a kiosk, which may end a day that was left open, must not read them. */
static gboolean
end_day (HallTx *tx, const char *reason, GError **error)
{
  static const char *const left[] = { "waiting", "paused", "called", "serving" };

  if (!end_tickets (tx, "no-show", "void", error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (left); i++)
    if (!end_tickets (tx, left[i], "carried", error))
      return FALSE;
  return hall_db_exec (tx->db, error,
                       "UPDATE ticket SET priority_reason = NULL WHERE day = ?1 AND priority <> 0", "t",
                       tx->day)
         && hall_db_exec (tx->db, error,
                          "UPDATE charge SET state = 'dropped' WHERE state IN ('open', 'received')", "")
         && hall_db_exec (
             tx->db, error,
             "UPDATE duty SET state = 'ended', closed_at = coalesce (closed_at, ?2), signed_out_at = ?2"
             " WHERE day = ?1 AND state <> 'ended'",
             "ti", tx->day, tx->now)
         && hall_db_exec_one (tx->db, error,
                              "UPDATE business_day SET state = 'closed', closed_at = ?2, closed_by = ?3,"
                              " override_reason = ?4 WHERE day = ?1 AND state = 'open'",
                              "titt", tx->day, tx->now, tx->staff, reason);
}

/* The heads of all chains, so that a line cut off the end of one is missed at the next look. */
static gboolean
seal_chains (HallTx *tx, GError **error)
{
  g_autoptr (HallRows) rows = hall_db_query (tx->db, error, "SELECT name, seq, hash FROM chain ORDER BY name",
                                             "");
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    g_autofree char *name = g_strdup_printf ("chain %s", hall_rows_text (rows, 0));
    g_autofree char *head = g_strdup_printf ("%d %s", (int)hall_rows_int (rows, 1), hall_rows_text (rows, 2));

    hall_tx_fact (tx, name, head);
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return TRUE;
}

/**
 * hall_day_times:
 * @tx: a transaction
 * @open_from: (out): when the hall opens on the business day, or today when none is open
 * @open_until: (out): when it closes
 * @error: CORRUPT when the hours stored are none
 *
 * Returns: whether the hours are known
 */
gboolean
hall_day_times (HallTx *tx, gint64 *open_from, gint64 *open_until, GError **error)
{
  g_autofree char *from = hall_tx_option_text (tx, "open_from");
  g_autofree char *until = hall_tx_option_text (tx, "open_until");
  const char *day = tx->day != NULL ? tx->day : tx->today;

  return hall_time_at (tx->zone, day, from != NULL ? from : "00:00", open_from, error)
         && hall_time_at (tx->zone, day, until != NULL ? until : "24:00", open_until, error);
}

static gboolean
within_hours (HallTx *tx)
{
  g_autofree char *from = hall_tx_option_text (tx, "open_from");
  g_autofree char *until = hall_tx_option_text (tx, "open_until");
  gint64 from_us = 0;
  gint64 until_us = 0;

  return hall_time_at (tx->zone, tx->today, from != NULL ? from : "00:00", &from_us, NULL)
         && hall_time_at (tx->zone, tx->today, until != NULL ? until : "24:00", &until_us, NULL)
         && tx->now >= from_us && tx->now < until_us;
}

static gboolean
start_day (HallTx *tx, GError **error)
{
  g_autofree char *last = hall_db_get_text (tx->db, NULL, "SELECT max (day) FROM business_day", "");

  /* A PC's clock never moves a day back. */
  if (last != NULL && strcmp (tx->today, last) < 0) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.11", "day",
                    _ ("the clock says %s, but the last business day was %s; set the clock right"), tx->today,
                    last);
    return FALSE;
  }
  if (tx->day != NULL && !end_day (tx, "not closed before the next day opened", error))
    return FALSE;
  if (last != NULL && g_str_equal (last, tx->today)) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.11", "day", _ ("%s is closed; a closing is never undone"),
                    last);
    return FALSE;
  }
  return insert_day (tx, error);
}

/**
 * hall_day_ensure:
 * @tx: a transaction
 * @error: REFUSED outside opening hours
 *
 * The first ticket or counter of a morning opens the day by itself: nobody should wait in front of a kiosk
 * because somebody forgot a key. A day that was left open is closed first and what was open in it carried.
 *
 * Returns: whether a day of today is open
 */
gboolean
hall_day_ensure (HallTx *tx, GError **error)
{
  if (tx->day != NULL && strcmp (tx->day, tx->today) >= 0)
    return TRUE;
  if (!within_hours (tx)) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 5.9", NULL, _ ("the hall is closed"));
    return FALSE;
  }
  return hall_tx_need_alone (tx, error) && start_day (tx, error);
}

static gboolean
do_open_day (HallTx *tx, GError **error)
{
  if (tx->day != NULL && strcmp (tx->day, tx->today) >= 0) {
    hall_set_error (error, HALL_ERROR_CONFLICT, "5.11", "day", _ ("%s is open already"), tx->day);
    return FALSE;
  }
  if (!start_day (tx, error))
    return FALSE;
  hall_tx_answer_text (tx, "day", tx->day);
  return TRUE;
}

static void
add_blocker (GVariantBuilder *blockers, const char *kind, const char *what)
{
  g_auto (GVariantBuilder) blocker = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&blocker, "{sv}", "kind", g_variant_new_string (kind));
  g_variant_builder_add (&blocker, "{sv}", "what", g_variant_new_string (what));
  g_variant_builder_add (blockers, "v", g_variant_builder_end (&blocker));
}

/* Runs a query of (kind, what) rows; each is a blocker and part of the sentence. */
static gboolean
collect_blockers (HallTx *tx, GVariantBuilder *blockers, GString *sentence, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  rows = hall_db_query (tx->db, error,
                        "SELECT state, label, 0, category, number FROM ticket WHERE day = ?1"
                        " AND state IN ('waiting', 'called', 'serving', 'paused')"
                        " UNION ALL SELECT 'counter', CAST (counter AS TEXT), 1, '', counter FROM duty"
                        " WHERE day = ?1 AND state IN ('open', 'paused') ORDER BY 3, 4, 5",
                        "t", tx->day);
  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    add_blocker (blockers, hall_rows_text (rows, 0), hall_rows_text (rows, 1));
    if (sentence->len > 0)
      g_string_append (sentence, ", ");
    g_string_append_printf (sentence, "%s %s", hall_tx_word (hall_rows_text (rows, 0)),
                            hall_rows_text (rows, 1));
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_override (HallTx *tx, const char *reason, const char *sentence, GError **error)
{
  gint64 serving = 0;

  if (reason == NULL) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 5.9", "override_reason",
                    _ ("the day cannot be closed yet: %s"), sentence);
    return FALSE;
  }
  if ((tx->roles & HALL_ROLE_LEAD) == 0) {
    hall_set_error (error, HALL_ERROR_FORBIDDEN, "7", "override_reason",
                    _ ("only the shift lead may close a day in spite of what is open"));
    return FALSE;
  }
  /* Whoever is being served is served to the end (row 004-45); only who waits can be sent home. */
  if (!hall_db_get_int (tx->db, &serving, error,
                        "SELECT count (*) FROM ticket WHERE day = ?1 AND state IN ('called', 'serving')", "t",
                        tx->day))
    return FALSE;
  if (serving > 0) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 5.9", NULL,
                    _ ("a customer is being served; finish first"));
    return FALSE;
  }
  return TRUE;
}

static gboolean
do_close_day (HallTx *tx, GError **error)
{
  g_auto (GVariantBuilder) blockers = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autoptr (GString) sentence = g_string_new (NULL);
  const char *reason = hall_tx_text (tx, "override_reason");
  gint64 unprinted = 0;
  gint64 carried = 0;

  if (!collect_blockers (tx, &blockers, sentence, error))
    return FALSE;
  if (sentence->len > 0 && !check_override (tx, reason, sentence->str, error))
    return FALSE;
  if (!hall_db_get_int (tx->db, &unprinted, error, "SELECT count (*) FROM outbox WHERE state <> 'done'", "")
      || !hall_db_get_int (tx->db, &carried, error,
                           "SELECT count (*) FROM ticket WHERE day = ?1 AND state IN ('waiting', 'paused')",
                           "t", tx->day)
      || !end_day (tx, reason, error) || !seal_chains (tx, error))
    return FALSE;
  hall_tx_answer_text (tx, "day", tx->day);
  hall_tx_answer_value (tx, "blockers", g_variant_builder_end (&blockers));
  hall_tx_answer_int (tx, "carried", carried);
  hall_tx_answer_int (tx, "unprinted", unprinted);
  return TRUE;
}

/* One clerk a counter (row 004-51). */
static gboolean
check_counter_is_free (HallTx *tx, gint64 counter, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *holder = NULL;
  gint64 known = 0;

  if (!hall_db_get_int (tx->db, &known, error, "SELECT 1 FROM counter WHERE number = ?1", "i", counter))
    return FALSE;
  if (!known) {
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "counter", _ ("there is no counter %d"), (int)counter);
    return FALSE;
  }
  holder = hall_db_get_text (tx->db, &local,
                             "SELECT s.number || ' ' || s.name FROM duty d JOIN staff s ON s.number = d.staff"
                             " WHERE d.counter = ?1 AND d.state <> 'ended' AND d.id <> ?2",
                             "ii", counter, tx->duty);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (holder != NULL) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 6.3", "counter", _ ("counter %d is taken by %s"),
                    (int)counter, holder);
    return FALSE;
  }
  return TRUE;
}

static gboolean
insert_duty (HallTx *tx, gint64 counter, GError **error)
{
  return (counter == 0 || check_counter_is_free (tx, counter, error))
         && hall_db_get_int (tx->db, &tx->duty, error,
                             "INSERT INTO duty (day, staff, counter, station, state, signed_in_at,"
                             " idle_since) VALUES (?1, ?2, nullif (?3, 0), ?4, 'signed-in', ?5, ?5)"
                             " RETURNING id",
                             "ttiti", tx->day != NULL ? tx->day : tx->today, tx->staff, counter, tx->station,
                             tx->now);
}

/* A row left from a day that ended without its clerk is no reason to refuse them this morning. */
static gboolean
end_stale_duty (HallTx *tx, GError **error)
{
  return hall_db_exec (
      tx->db, error,
      "UPDATE duty SET state = 'ended', signed_out_at = ?2 WHERE state <> 'ended' AND day < ?1", "ti",
      tx->day != NULL ? tx->day : tx->today, tx->now);
}

/* Opening a day ends the places of the day before, also the one of who asks. */
static gboolean
reload_duty (HallTx *tx, GError **error)
{
  gint64 live = 0;

  if (!hall_db_get_int (tx->db, &live, error, "SELECT 1 FROM duty WHERE id = ?1 AND state <> 'ended'", "i",
                        tx->duty))
    return FALSE;
  if (!live) {
    tx->duty = 0;
    tx->duty_counter = 0;
    g_clear_pointer (&tx->duty_state, g_free);
  }
  return TRUE;
}

/**
 * hall_duty_check_counter:
 * @tx: a transaction
 * @counter: where the one who asks wants to be
 * @error: REFUSED
 *
 * One counter a clerk; moving to another needs the shift lead (row 004-51).
 *
 * Returns: whether they have no other counter
 */
gboolean
hall_duty_check_counter (HallTx *tx, gint64 counter, GError **error)
{
  if (tx->duty_counter == 0 || tx->duty_counter == counter)
    return TRUE;
  hall_set_error (error, HALL_ERROR_REFUSED, "S004 6.3", "counter",
                  _ ("%s is on duty at counter %d; moving counters needs the shift lead"), tx->staff,
                  (int)tx->duty_counter);
  return FALSE;
}

/* Who comes in the morning and finds yesterday left open begins today. */
static gboolean
leave_yesterday (HallTx *tx, GError **error)
{
  if (tx->day == NULL || strcmp (tx->day, tx->today) >= 0 || !within_hours (tx))
    return TRUE;
  return hall_day_ensure (tx, error) && reload_duty (tx, error);
}

static gboolean
do_sign_in (HallTx *tx, GError **error)
{
  g_autofree char *roles = hall_roles_to_text (tx->roles);
  gint64 counter = tx->command->counter;
  gboolean resumed;

  if (!leave_yesterday (tx, error))
    return FALSE;
  resumed = tx->duty != 0;
  if (counter == 0)
    counter = tx->duty_counter;
  if (!hall_duty_check_counter (tx, counter, error)
      || (!resumed && (!end_stale_duty (tx, error) || !insert_duty (tx, counter, error))))
    return FALSE;
  /* From the guide desk to a counter. */
  if (resumed && tx->duty_counter != counter
      && (!check_counter_is_free (tx, counter, error)
          || !hall_db_exec_one (tx->db, error, "UPDATE duty SET counter = ?2 WHERE id = ?1", "ii", tx->duty,
                                counter)))
    return FALSE;
  tx->counter = counter;
  hall_tx_answer_text (tx, "staff", tx->staff);
  hall_tx_answer_text (tx, "name", tx->staff_name);
  hall_tx_answer_text (tx, "roles", roles);
  hall_tx_answer_int (tx, "counter", tx->counter);
  hall_tx_answer_bool (tx, "resumed", resumed);
  return TRUE;
}

static gboolean
do_sign_out (HallTx *tx, GError **error)
{
  if (tx->duty == 0) {
    hall_set_error (error, HALL_ERROR_CONFLICT, NULL, NULL, _ ("%s is not signed in"), tx->staff);
    return FALSE;
  }
  if (!g_str_equal (tx->duty_state, "signed-in")) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.11", "counter", _ ("close the counter first"));
    return FALSE;
  }
  return hall_db_exec_one (tx->db, error, "UPDATE duty SET state = 'ended', signed_out_at = ?2 WHERE id = ?1",
                           "ii", tx->duty, tx->now);
}

/* Bulletins first (row 000-09), then the printer: hall rules 5.11. */
static gboolean
check_opening (HallTx *tx, gint64 counter, GError **error)
{
  g_autofree char *test_number = g_strdup_printf ("T-%s-%d", tx->today, (int)counter);
  g_autofree char *unread = NULL;
  gint64 untested = 0;

  unread = hall_db_get_text (tx->db, NULL,
                             "SELECT title FROM bulletin b WHERE withdrawn_at IS NULL AND NOT EXISTS"
                             " (SELECT 1 FROM bulletin_read r WHERE r.bulletin = b.id AND r.staff = ?1)"
                             " ORDER BY id LIMIT 1",
                             "t", tx->staff);
  if (unread != NULL) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S000 3.1", "bulletin",
                    _ ("read and acknowledge the bulletin “%s” first"), unread);
    return FALSE;
  }
  if (!hall_db_get_int (tx->db, &untested, error,
                        "SELECT 1 FROM counter c WHERE c.number = ?1 AND c.printer IS NOT NULL AND NOT EXISTS"
                        " (SELECT 1 FROM document WHERE number = ?2)",
                        "it", counter, test_number))
    return FALSE;
  if (untested) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.11", "printer", _ ("test the printer of counter %d first"),
                    (int)counter);
    return FALSE;
  }
  return TRUE;
}

static gboolean
do_open_counter (HallTx *tx, GError **error)
{
  gint64 counter = hall_tx_int (tx, "counter", 0);
  gint64 float_fen = hall_tx_int (tx, "float_fen", 0);

  if (!hall_day_ensure (tx, error) || !end_stale_duty (tx, error) || !reload_duty (tx, error))
    return FALSE;
  if (g_strcmp0 (tx->duty_state, "open") == 0 || g_strcmp0 (tx->duty_state, "paused") == 0) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 6.3", "counter", _ ("%s has a counter open already"),
                    tx->staff);
    return FALSE;
  }
  if (!hall_duty_check_counter (tx, counter, error) || !check_counter_is_free (tx, counter, error)
      || !check_opening (tx, counter, error) || (tx->duty == 0 && !insert_duty (tx, counter, error)))
    return FALSE;
  tx->counter = counter;
  if (!hall_db_exec_one (
          tx->db, error,
          "UPDATE duty SET state = 'open', counter = ?2, opened_at = ?3, idle_since = ?3, float_fen = ?4,"
          " day = ?5 WHERE id = ?1",
          "iiiit", tx->duty, counter, tx->now, float_fen, tx->day)
      || !hall_db_exec (tx->db, error,
                        "INSERT INTO drawer_entry (day, counter, staff, at, kind, amount_fen)"
                        " VALUES (?1, ?2, ?3, ?4, 'float', ?5)",
                        "titii", tx->day, counter, tx->staff, tx->now, float_fen))
    return FALSE;
  hall_tx_answer_int (tx, "counter", counter);
  hall_tx_answer_int (tx, "float_fen", float_fen);
  return TRUE;
}

/*
 * Who may leave (row 004-47): nobody with a customer in front; after closing time nobody while somebody waits
 * for this counter; before it nobody who is the last to serve a queue that waits.
 */
static gboolean
count_stranded (HallTx *tx, gint64 *stranded, GError **error)
{
  gint64 from_us;
  gint64 until_us;

  if (!hall_day_times (tx, &from_us, &until_us, error))
    return FALSE;
  return hall_db_get_int (
      tx->db, stranded, error,
      "SELECT count (*) FROM ticket t WHERE t.day = ?1 AND t.state = 'waiting' AND (t.to_counter = ?2"
      " OR (t.to_counter IS NULL AND t.queue IN (SELECT category FROM counter_category WHERE counter = ?2)"
      " AND (?3 <> 0 OR NOT EXISTS (SELECT 1 FROM duty d JOIN counter_category o ON o.counter = d.counter"
      " WHERE d.state = 'open' AND d.counter <> ?2 AND o.category = t.queue))))",
      "tii", tx->day, tx->counter, (gint64)(tx->now >= until_us));
}

static gboolean
do_close_counter (HallTx *tx, GError **error)
{
  const char *reason = hall_tx_text (tx, "override_reason");
  gint64 busy = 0;
  gint64 stranded = 0;

  if (!hall_db_get_int (tx->db, &busy, error,
                        "SELECT count (*) FROM ticket WHERE day = ?1 AND counter = ?2"
                        " AND state IN ('called', 'serving', 'paused')",
                        "ti", tx->day, tx->counter)
      || !count_stranded (tx, &stranded, error))
    return FALSE;
  if (busy > 0) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 5.9", NULL,
                    _ ("counter %d still has a customer; finish or hand over first"), (int)tx->counter);
    return FALSE;
  }
  if (stranded > 0 && (reason == NULL || (tx->roles & HALL_ROLE_LEAD) == 0)) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 5.9", "override_reason",
                    _ ("%d customers still wait for this counter; the shift lead may close it with a reason"),
                    (int)stranded);
    return FALSE;
  }
  if (!hall_db_exec_one (
          tx->db, error,
          "UPDATE duty SET state = 'signed-in', closed_at = ?2, override_reason = ?3, paused_us ="
          " paused_us + coalesce (?2 - pause_since, 0), pause_since = NULL, pause_until = NULL,"
          " pause_reason = NULL WHERE id = ?1",
          "iit", tx->duty, tx->now, stranded > 0 ? reason : NULL))
    return FALSE;
  hall_tx_answer_int (tx, "counter", tx->counter);
  return TRUE;
}

/* The shift lead frees a counter whose clerk left without closing it. */
static gboolean
do_release_counter (HallTx *tx, GError **error)
{
  gint64 counter = hall_tx_int (tx, "counter", 0);
  gint64 busy = 0;
  gint64 taken = 0;

  if (!hall_db_get_int (tx->db, &busy, error,
                        "SELECT count (*) FROM ticket WHERE counter = ?1 AND state IN ('called', 'serving')",
                        "i", counter))
    return FALSE;
  if (busy > 0) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 5.9", "counter", _ ("counter %d still has a customer"),
                    (int)counter);
    return FALSE;
  }
  if (!hall_db_get_int (tx->db, &taken, error, "SELECT 1 FROM duty WHERE counter = ?1 AND state <> 'ended'",
                        "i", counter))
    return FALSE;
  if (!taken) {
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "counter", _ ("nobody is on duty at counter %d"),
                    (int)counter);
    return FALSE;
  }
  return hall_db_exec_one (
      tx->db, error,
      "UPDATE duty SET state = 'ended', closed_at = ?2, signed_out_at = ?2, override_reason = ?3"
      " WHERE counter = ?1 AND state <> 'ended'",
      "iit", counter, tx->now, hall_tx_text (tx, "reason"));
}

/* Leaving needs a reason and the minutes (row 004-28); the customer in front is put on hold meanwhile. */
static gboolean
do_pause (HallTx *tx, GError **error)
{
  gint64 minutes = hall_tx_int (tx, "minutes", 0);
  HallTicketState state = HALL_TICKET_WAITING;
  gint64 ticket = 0;

  if (hall_tx_text (tx, "reason") == NULL) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 4.11", "reason",
                    _ ("leaving the counter needs a reason"));
    return FALSE;
  }
  if (minutes < 1 || minutes > MAX_PAUSE_MIN) {
    hall_set_error (error, HALL_ERROR_INVALID, "S004 4.11", "minutes", _ ("a pause takes 1 to %d minutes"),
                    MAX_PAUSE_MIN);
    return FALSE;
  }
  if (!hall_ticket_at_counter (tx, &ticket, &state, error))
    return FALSE;
  if (ticket != 0 && state == HALL_TICKET_CALLED) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 4.11", NULL,
                    _ ("a customer has been called; serve them or mark the no-show first"));
    return FALSE;
  }
  if (ticket != 0
      && (!hall_ticket_check_no_charge (tx, ticket, error)
          || !hall_ticket_hold (tx, ticket, hall_tx_text (tx, "reason"), error)))
    return FALSE;
  if (!hall_db_exec_one (
          tx->db, error,
          "UPDATE duty SET state = 'paused', pause_reason = ?2, pause_since = ?3, pause_until = ?4,"
          " pause_ticket = nullif (?5, 0) WHERE id = ?1 AND state = 'open'",
          "itiii", tx->duty, hall_tx_text (tx, "reason"), tx->now, tx->now + minutes * HALL_MINUTE, ticket))
    return FALSE;
  hall_tx_answer_int (tx, "counter", tx->counter);
  hall_tx_answer_int (tx, "minutes", minutes);
  return TRUE;
}

static gboolean
do_resume (HallTx *tx, GError **error)
{
  gint64 ticket = 0;

  if (g_strcmp0 (tx->duty_state, "paused") != 0) {
    hall_set_error (error, HALL_ERROR_CONFLICT, NULL, NULL, _ ("the counter is not paused"));
    return FALSE;
  }
  if (!hall_db_get_int (
          tx->db, &ticket, error,
          "SELECT t.id FROM duty d JOIN ticket t ON t.id = d.pause_ticket AND t.state = 'paused'"
          " WHERE d.id = ?1",
          "i", tx->duty)
      || (ticket != 0 && !hall_ticket_unhold (tx, ticket, error)))
    return FALSE;
  if (!hall_db_exec_one (
          tx->db, error,
          "UPDATE duty SET state = 'open', paused_us = paused_us + (?2 - pause_since), idle_since = ?2,"
          " pause_since = NULL, pause_until = NULL, pause_reason = NULL, pause_ticket = NULL WHERE id = ?1",
          "ii", tx->duty, tx->now))
    return FALSE;
  hall_tx_answer_int (tx, "counter", tx->counter);
  return TRUE;
}

#define COUNTER_STAFF (HALL_ROLE_CLERK | HALL_ROLE_LEAD)
#define ANY_STAFF (HALL_ROLE_CLERK | HALL_ROLE_LEAD | HALL_ROLE_ADMIN)

const HallCommandSpec hall_commands_day[] = {
  { "open-day", ANY_STAFF, HALL_COMMAND_ANYWHERE, "", HALL_TOPIC_DAY, do_open_day },
  { "close-day", HALL_ROLE_LEAD | HALL_ROLE_ADMIN, HALL_COMMAND_DAY, "override_reason?:reason",
    HALL_TOPIC_DAY | HALL_TOPIC_TICKETS | HALL_TOPIC_COUNTERS, do_close_day },
  { "sign-in", ANY_STAFF, HALL_COMMAND_ARRIVES, "", HALL_TOPIC_STAFF | HALL_TOPIC_COUNTERS, do_sign_in },
  { "sign-out", ANY_STAFF, HALL_COMMAND_ANYWHERE, "", HALL_TOPIC_STAFF | HALL_TOPIC_COUNTERS, do_sign_out },
  { "open-counter", COUNTER_STAFF, HALL_COMMAND_ARRIVES, "counter:int float_fen:money",
    HALL_TOPIC_COUNTERS | HALL_TOPIC_CASH, do_open_counter },
  { "close-counter", COUNTER_STAFF, HALL_COMMAND_ON_DUTY | HALL_COMMAND_DAY, "override_reason?:reason",
    HALL_TOPIC_COUNTERS, do_close_counter },
  { "release-counter", HALL_ROLE_LEAD, HALL_COMMAND_ANYWHERE, "counter:int reason:reason",
    HALL_TOPIC_COUNTERS, do_release_counter },
  { "pause", COUNTER_STAFF, HALL_COMMAND_AT_COUNTER | HALL_COMMAND_DAY, "reason?:reason minutes:int",
    HALL_TOPIC_COUNTERS | HALL_TOPIC_TICKETS, do_pause },
  { "resume", COUNTER_STAFF, HALL_COMMAND_ON_DUTY, "", HALL_TOPIC_COUNTERS | HALL_TOPIC_TICKETS, do_resume },
  { NULL },
};
