/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The queue: every ticket state and move of hall rules 5.1, in the order of 5.3. */

#include <glib/gi18n-lib.h>

#include "hall-queue.h"
#include "hall-time.h"
#include "hall-matter.h"
#include "hall-tx.h"
#include "hall-visit-private.h"

/* Room between two places, for no-shows that come back. */
#define PLACE_SHIFT 20

static const char *const priorities[] = { "elder", "disabled", "veteran", "pregnant", "illness", "return" };

static gboolean
check_priority (const char *priority, GError **error)
{
  if (priority == NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (priorities); i++)
    if (g_str_equal (priorities[i], priority))
      return TRUE;
  hall_set_error (error, HALL_ERROR_INVALID, "S004 5", "priority",
                  _ ("“%s” is no reason for priority (elder, disabled, veteran, pregnant, illness, return)"),
                  priority);
  return FALSE;
}

/* Issuing stops at closing time; whoever has a number is served (row 004-46). */
static gboolean
check_hours (HallTx *tx, gboolean *late, GError **error)
{
  gint64 open_from;
  gint64 open_until;
  gint64 stop_us = hall_tx_option_int (tx, "stop_minutes", 0) * HALL_MINUTE;

  if (!hall_day_times (tx, &open_from, &open_until, error))
    return FALSE;
  if (tx->now >= open_until - stop_us) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 5.9", NULL, _ ("no more numbers are given out today"));
    return FALSE;
  }
  *late = tx->now >= open_until - hall_tx_option_int (tx, "late_minutes", 10) * HALL_MINUTE;
  return TRUE;
}

typedef struct {
  char *name;
  char *matter_name; /* (nullable) */
  gint64 quota;
} CategoryInfo;

static void
category_info_clear (CategoryInfo *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->matter_name, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CategoryInfo, category_info_clear)

#define ASK_CATEGORY                                                                                         \
  "SELECT c.name, c.quota, m.name FROM category c LEFT JOIN matter m ON m.code = ?2"                         \
  " AND m.category = c.code AND m.active = 1 WHERE c.code = ?1 AND c.active = 1"
#define ASK_MATERIALS                                                                                        \
  "SELECT name FROM matter_item WHERE matter = ?1 AND applicant = 'all' AND mandatory = 1 AND version"       \
  " = " HALL_SQL_VERSION_IN_FORCE ("?1", "?2") " ORDER BY position LIMIT 5"
#define ASK_STATION_PRINTER "SELECT printer FROM station WHERE name = ?1"

static gboolean
load_category (HallTx *tx, const char *category, const char *matter, CategoryInfo *info, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  rows = hall_db_query (tx->db, error, ASK_CATEGORY, "tt", category, matter);
  if (rows == NULL)
    return FALSE;
  if (!hall_rows_next (rows, &local)) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    else
      hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "category", _ ("there is no category “%s”"),
                      category);
    return FALSE;
  }
  info->name = hall_rows_dup (rows, 0);
  info->quota = hall_rows_int (rows, 1);
  info->matter_name = hall_rows_dup (rows, 2);
  if (matter != NULL && info->matter_name == NULL) {
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "matter", _ ("there is no matter “%s” in category %s"),
                    matter, category);
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_quota (HallTx *tx, const CategoryInfo *info, gint64 number, GError **error)
{
  gint64 left = info->quota - number;

  if (info->quota == 0)
    return TRUE;
  if (left < 0) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.3", "category",
                    _ ("today's %d numbers of %s are given out"), (int)info->quota, info->name);
    return FALSE;
  }
  if (number * 100 >= info->quota * hall_tx_option_int (tx, "quota_warn_percent", 90))
    hall_tx_answer_int (tx, "quota_left", left);
  return TRUE;
}

static GVariant *
read_materials (HallTx *tx, const char *matter)
{
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autoptr (HallRows) rows = NULL;

  if (matter != NULL)
    rows = hall_db_query (tx->db, NULL, ASK_MATERIALS, "tt", matter, tx->today);
  while (rows != NULL && hall_rows_next (rows, NULL))
    g_variant_builder_add (&list, "v", g_variant_new_string (hall_rows_text (rows, 0)));
  return g_variant_builder_end (&list);
}

typedef struct {
  gint64 id;
  gint64 number;
  gint64 ahead;
  char *label;
  gboolean late;
  char *category;
  char *matter;         /* (nullable) */
  const char *priority; /* (nullable) */
  gint64 file;          /* the case that the customer comes back with, 0 none */
  gint64 to_counter;    /* of whoever is first-responsible for it, 0 none */
} NewTicket;

static void
new_ticket_clear (NewTicket *self)
{
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->category, g_free);
  g_clear_pointer (&self->matter, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NewTicket, new_ticket_clear)

static gboolean
issue_paper (HallTx *tx, const CategoryInfo *info, const NewTicket *ticket, gint64 *document, GError **error)
{
  g_auto (GVariantBuilder) content = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *at = hall_time_format (tx->zone, tx->now, "%Y-%m-%d %H:%M:%S");
  /* Of the business day, as the number itself: the clock may say another. */
  g_auto (GStrv) day_parts = g_strsplit (tx->day, "-", 3);
  g_autofree char *compact = g_strjoinv ("", day_parts);
  g_autofree char *number = g_strdup_printf ("%s-%s", compact, ticket->label);
  g_autofree char *place = NULL;
  g_autofree char *printer = NULL;

  hall_paper_add_heading (tx, &content);
  g_variant_builder_add (&content, "{sv}", "label", g_variant_new_string (ticket->label));
  g_variant_builder_add (&content, "{sv}", "priority", g_variant_new_boolean (ticket->priority != NULL));
  g_variant_builder_add (&content, "{sv}", "category", g_variant_new_string (info->name));
  if (info->matter_name != NULL)
    g_variant_builder_add (&content, "{sv}", "matter", g_variant_new_string (info->matter_name));
  g_variant_builder_add (&content, "{sv}", "ahead", g_variant_new_int64 (ticket->ahead));
  /* Who comes back holds a notice that says what is still wanted, and it is not all of this. */
  g_variant_builder_add (&content, "{sv}", "materials",
                         read_materials (tx, ticket->file == 0 ? ticket->matter : NULL));
  g_variant_builder_add (&content, "{sv}", "issued_at", g_variant_new_string (at));
  g_variant_builder_add (&content, "{sv}", "issuer",
                         g_variant_new_string (tx->staff != NULL     ? tx->staff
                                               : tx->station != NULL ? tx->station
                                                                     : "G1"));
  g_variant_builder_add (&content, "{sv}", "late", g_variant_new_boolean (ticket->late));
  g_variant_builder_add (&content, "{sv}", "qr", g_variant_new_string (number));

  if (tx->station != NULL) {
    place = g_strdup (tx->station);
    printer = hall_db_get_text (tx->db, NULL, ASK_STATION_PRINTER, "t", tx->station);
  }
  if (printer == NULL && tx->counter != 0) {
    g_free (place);
    place = g_strdup_printf ("counter-%d", (int)tx->counter);
    printer = hall_db_get_text (tx->db, NULL, "SELECT printer FROM counter WHERE number = ?1", "i",
                                tx->counter);
  }
  if (!hall_paper_issue (tx, "ticket", number, "roll80", g_variant_builder_end (&content),
                         place != NULL ? place : "hall", printer, document, error))
    return FALSE;
  hall_tx_answer_text (tx, "paper", number);
  return TRUE;
}

static gboolean
insert_ticket (HallTx *tx, NewTicket *ticket, GError **error)
{
  gint64 is_priority = ticket->priority != NULL;

  if (!hall_db_next_id (tx->db, "ticket", &ticket->id, error))
    return FALSE;
  return hall_db_exec (
             tx->db, error,
             "INSERT INTO ticket (id, day, category, number, label, matter, state, queue, place, priority,"
             " interleaves, priority_reason, issued_at, issued_by, station, ahead, late, file, to_counter)"
             " VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'waiting', ?3, ?7, ?8, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
             " nullif (?15, 0), nullif (?16, 0))",
             "ittittiititt"
             "iiii",
             ticket->id, tx->day, ticket->category, ticket->number, ticket->label, ticket->matter,
             ticket->id << PLACE_SHIFT, is_priority, ticket->priority, tx->now, tx->staff, tx->station,
             ticket->ahead, (gint64)ticket->late, ticket->file, ticket->to_counter)
         && hall_db_exec (tx->db, error,
                          "INSERT INTO ticket_move (ticket, at, command, to_state, staff, counter, station)"
                          " VALUES (?1, ?2, 'take-ticket', 'waiting', ?3, nullif (?4, 0), ?5)",
                          "iitit", ticket->id, tx->now, tx->staff, tx->counter, tx->station);
}

/* What the ticket is for; a case that somebody comes back with says it by itself. */
static gboolean
find_what (HallTx *tx, NewTicket *ticket, GError **error)
{
  g_autofree char *number = NULL;
  g_autoptr (HallRows) rows = NULL;

  ticket->category = g_strdup (hall_tx_text (tx, "category"));
  ticket->matter = g_strdup (hall_tx_text (tx, "matter"));
  if (ticket->category != NULL)
    return TRUE;
  if (hall_tx_text (tx, "case") == NULL) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "category", _ ("“%s” is missing"), "category");
    return FALSE;
  }
  number = hall_case_number_of (tx->db, hall_tx_text (tx, "case"), error);
  if (number == NULL)
    return FALSE;
  rows = hall_db_query (
      tx->db, error,
      "SELECT m.category, m.code, m.active FROM case_file f JOIN matter m ON m.code = f.matter"
      " WHERE f.number = ?1",
      "t", number);
  if (rows == NULL || !hall_rows_next (rows, error))
    return FALSE;
  ticket->category = hall_rows_dup (rows, 0);
  g_free (ticket->matter);
  /* A matter that is no longer offered keeps nobody from finishing what they began. */
  ticket->matter = hall_rows_int (rows, 2) != 0 ? hall_rows_dup (rows, 1) : NULL;
  return TRUE;
}

/* Who comes back is led back (hall rules 3.1): to the counter of whoever is first-responsible for the case,
 * as a return ticket; to anybody who serves the queue when that one has no counter open. */
static gboolean
lead_back (HallTx *tx, NewTicket *ticket, GError **error)
{
  const char *named = hall_tx_text (tx, "case");
  g_autofree char *number = NULL;
  g_autoptr (HallRows) rows = NULL;

  ticket->priority = hall_tx_text (tx, "priority");
  if (named == NULL)
    return TRUE;
  number = hall_case_number_of (tx->db, named, error);
  if (number == NULL)
    return FALSE;
  rows = hall_db_query (
      tx->db, error,
      "SELECT f.id, f.state, (SELECT d.counter FROM duty d WHERE"
      " d.staff = f.first_responsible AND d.state IN ('open', 'paused') AND d.day = ?2 LIMIT 1)"
      " FROM case_file f WHERE f.number = ?1",
      "tt", number, tx->day);
  if (rows == NULL || !hall_rows_next (rows, error))
    return FALSE;
  if (g_str_equal (hall_rows_text (rows, 1), "closed")) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 5.1", "case", _ ("%s is closed; it can only be read"),
                    number);
    return FALSE;
  }
  ticket->priority = "return";
  ticket->file = hall_rows_int (rows, 0);
  ticket->to_counter = hall_rows_int (rows, 2);
  return TRUE;
}

static void
ask_take_ticket (HallTx *tx)
{
  const char *category = hall_tx_text (tx, "category");
  const char *matter = hall_tx_text (tx, "matter");
  g_autofree char *today = NULL;

  if (category == NULL)
    return;
  hall_db_ask (tx->db, ASK_CATEGORY, "tt", category, matter);
  today = hall_time_day (tx->zone, hall_engine_now (tx->engine));
  if (matter != NULL)
    hall_db_ask (tx->db, ASK_MATERIALS, "tt", matter, today);
  if (tx->station != NULL)
    hall_db_ask (tx->db, ASK_STATION_PRINTER, "t", tx->station);
  hall_paper_ask_heading (tx);
}

/* A number for a customer: dense a category and day, on paper and screen (rows 004-06..08). */
static gboolean
do_take_ticket (HallTx *tx, GError **error)
{
  g_autofree char *series = NULL;
  g_auto (CategoryInfo) info = { 0 };
  g_auto (NewTicket) ticket = { 0 };
  gint64 document = 0;

  if (!find_what (tx, &ticket, error) || !check_priority (hall_tx_text (tx, "priority"), error)
      || !load_category (tx, ticket.category, ticket.matter, &info, error) || !hall_day_ensure (tx, error)
      || !check_hours (tx, &ticket.late, error) || !lead_back (tx, &ticket, error))
    return FALSE;

  series = g_strdup_printf ("ticket/%s/%s", tx->day, ticket.category);
  {
    const char *const queue[] = { ticket.category, NULL };

    if (!hall_tx_lock_queues (tx, queue, error))
      return FALSE;
  }
  hall_queue_ask_ahead (tx->db, tx->day, ticket.category);
  /* Who has the smaller id came first: it is taken behind the lock of the queue. */
  hall_db_ask_id (tx->db, "ticket");
  hall_db_ask_id (tx->db, "document");
  if (!hall_tx_next_number (tx, series, &ticket.number, error)
      || !hall_queue_ahead (tx->db, tx->day, ticket.category, ticket.priority != NULL, &ticket.ahead, error))
    return FALSE;
  hall_tx_refresh_now (tx);
  /* Letter and three digits, four after 999 (Q02). */
  ticket.label = g_strdup_printf ("%s%03d", ticket.category, (int)ticket.number);
  hall_tx_answer_text (tx, "ticket", ticket.label);
  hall_tx_answer_int (tx, "ahead", ticket.ahead);
  if (!check_quota (tx, &info, ticket.number, error) || !insert_ticket (tx, &ticket, error)
      || !issue_paper (tx, &info, &ticket, &document, error))
    return FALSE;
  hall_tx_answer_int (tx, "id", ticket.id);
  hall_tx_answer_int (tx, "document", document);
  hall_tx_answer_text (tx, "category", ticket.category);
  if (ticket.file != 0 && info.matter_name != NULL)
    hall_tx_answer_text (tx, "matter", ticket.matter);
  if (ticket.to_counter != 0)
    hall_tx_answer_int (tx, "to_counter", ticket.to_counter);
  if (ticket.late)
    hall_tx_answer_bool (tx, "late", TRUE);
  return TRUE;
}

typedef struct {
  gint64 id;
  char *label;
  char *category;
  char *queue;
  char *matter;
  HallTicketState state;
  gint64 issued_at;
  gint64 called_at;
  gint64 last_call_at;
  gint64 calls;
  gint64 returned;
  gint64 counter;
  char *staff;
} TicketRow;

static void
ticket_row_clear (TicketRow *self)
{
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->category, g_free);
  g_clear_pointer (&self->queue, g_free);
  g_clear_pointer (&self->matter, g_free);
  g_clear_pointer (&self->staff, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TicketRow, ticket_row_clear)

#define TICKET_COLUMNS                                                                                       \
  "SELECT id, label, category, queue, matter, state, issued_at, called_at, last_call_at, calls, returned, "  \
  "counter,"                                                                                                 \
  " staff FROM ticket "

static gboolean
read_ticket (HallRows *rows, TicketRow *ticket, GError **error)
{
  if (rows == NULL || !hall_rows_next (rows, error))
    return FALSE;
  ticket->id = hall_rows_int (rows, 0);
  ticket->label = hall_rows_dup (rows, 1);
  ticket->category = hall_rows_dup (rows, 2);
  ticket->queue = hall_rows_dup (rows, 3);
  ticket->matter = hall_rows_dup (rows, 4);
  hall_ticket_state_from_name (hall_rows_text (rows, 5), &ticket->state);
  ticket->issued_at = hall_rows_int (rows, 6);
  ticket->called_at = hall_rows_int (rows, 7);
  ticket->last_call_at = hall_rows_int (rows, 8);
  ticket->calls = hall_rows_int (rows, 9);
  ticket->returned = hall_rows_int (rows, 10);
  ticket->counter = hall_rows_int (rows, 11);
  ticket->staff = hall_rows_dup (rows, 12);
  return TRUE;
}

static gboolean
load_ticket_by_id (HallTx *tx, gint64 id, TicketRow *ticket, GError **error)
{
  g_autoptr (HallRows) rows = hall_db_query (tx->db, error, TICKET_COLUMNS "WHERE id = ?1", "i", id);

  return read_ticket (rows, ticket, error);
}

/* The ticket that the command names by its label, of the open day. */
static gboolean
load_named_ticket (HallTx *tx, TicketRow *ticket, GError **error)
{
  const char *label = hall_tx_text (tx, "ticket");
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  /* The number is for the index; what a person typed need not be one. */
  if (label != NULL)
    rows = hall_db_query (tx->db, &local,
                          TICKET_COLUMNS "WHERE day = ?1 AND category = substr (?2, 1, 1) AND number = ?3"
                                         " AND label = ?2",
                          "tti", tx->day, label,
                          g_ascii_strtoll (*label != '\0' ? g_utf8_next_char (label) : label, NULL, 10));
  if (rows != NULL && read_ticket (rows, ticket, &local))
    return TRUE;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "ticket", _ ("there is no ticket “%s” today"),
                    label != NULL ? label : "");
  return FALSE;
}

#define ASK_CURRENT TICKET_COLUMNS "WHERE counter = ?1 AND state IN ('called', 'serving')"

static void
ask_current (HallTx *tx)
{
  hall_db_ask (tx->db, ASK_CURRENT, "i", tx->counter);
}

/* The customer in front of the counter, who must be in the state that the command starts from. */
static gboolean
load_current (HallTx *tx, HallTicketState wanted, TicketRow *ticket, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (tx->db, error, ASK_CURRENT, "i", tx->counter);

  if (rows == NULL)
    return FALSE;
  if (!read_ticket (rows, ticket, &local)) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    else
      hall_set_error (error, HALL_ERROR_REFUSED, "5.1", "ticket", _ ("nobody is called to counter %d"),
                      (int)tx->counter);
    return FALSE;
  }
  if (ticket->state != wanted) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.1", "ticket",
                    _ ("the ticket at counter %d is “%s”, not “%s”"), (int)tx->counter,
                    hall_tx_word (hall_ticket_state_name (ticket->state)),
                    hall_tx_word (hall_ticket_state_name (wanted)));
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_counter_is_free (HallTx *tx, GError **error)
{
  HallTicketState state = HALL_TICKET_WAITING;
  gint64 id;

  if (!hall_ticket_at_counter (tx, &id, &state, error))
    return FALSE;
  if (id != 0) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.1", "ticket", _ ("counter %d has a customer; finish first"),
                    (int)tx->counter);
    return FALSE;
  }
  return TRUE;
}

static gboolean
announce (HallTx *tx, const TicketRow *ticket, gint64 round, gboolean out_of_order, GError **error)
{
  return hall_db_exec (tx->db, error,
                       "INSERT INTO call (day, ticket, label, counter, at, round, out_of_order)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                       "titiiii", tx->day, ticket->id, ticket->label, tx->counter, tx->now, round,
                       (gint64)out_of_order);
}

/* waiting → called, with the plain reason kept (004-31). */
static gboolean
call_ticket (
    HallTx *tx, gint64 id, const char *why_name, const char *why, gboolean out_of_order, GError **error)
{
  g_auto (TicketRow) ticket = { 0 };

  if (!load_ticket_by_id (tx, id, &ticket, error)
      || !hall_ticket_move (tx, id, HALL_TICKET_WAITING, HALL_TICKET_CALLED, why_name, error)
      || !hall_db_exec (tx->db, error,
                        "UPDATE ticket SET counter = ?2, staff = ?3, calls = 1, last_call_at = ?4,"
                        " called_at = coalesce (called_at, ?4), why = ?5, to_counter = NULL WHERE id = ?1",
                        "iitit", id, tx->counter, tx->staff, tx->now, why_name)
      || !announce (tx, &ticket, 1, out_of_order, error))
    return FALSE;
  hall_tx_answer_text (tx, "ticket", ticket.label);
  hall_tx_answer_text (tx, "category", ticket.category);
  hall_tx_answer_text (tx, "matter", ticket.matter);
  hall_tx_answer_int (tx, "counter", tx->counter);
  hall_tx_answer_int (tx, "waited_s", MAX (0, (tx->now - ticket.issued_at) / G_USEC_PER_SEC));
  hall_tx_answer_text (tx, "why", why);
  return TRUE;
}

static void
ask_call_next (HallTx *tx)
{
  hall_queue_ask_line (tx->db, tx->counter);
}

static gboolean
do_call_next (HallTx *tx, GError **error)
{
  g_autofree char *line = hall_queue_line (tx->db, tx->counter, error);
  g_auto (GStrv) queues = line != NULL ? g_strsplit (line, ",", -1) : NULL;
  HallNext next = { 0 };
  gint64 limit_us;
  HallRun after;

  if (line == NULL || !hall_tx_lock_queues (tx, (const char *const *)queues, error))
    return FALSE;
  hall_queue_ask_next (tx->db, tx->day, tx->counter, line);
  if (!check_counter_is_free (tx, error))
    return FALSE;
  hall_tx_refresh_now (tx);
  limit_us = hall_tx_option_int (tx, "wait_limit_s", 900) * G_USEC_PER_SEC;
  if (!hall_queue_next (tx->db, tx->day, tx->counter, line, limit_us, tx->now, &next, error))
    return FALSE;
  if (next.id == 0) {
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, NULL, _ ("nobody waits for counter %d"),
                    (int)tx->counter);
    return FALSE;
  }
  after = hall_run_after (next.run, next.priority);
  return call_ticket (tx, next.id, hall_why_name (next.why), hall_why_sentence (next.why), FALSE, error)
         && hall_db_exec (
             tx->db, error,
             "INSERT INTO call_run (day, line, normal, priority) VALUES (?1, ?2, ?3, ?4)"
             " ON CONFLICT (day, line) DO UPDATE SET normal = excluded.normal, priority = excluded.priority",
             "ttii", tx->day, line, (gint64)after.normal, (gint64)after.priority);
}

/* Out of order: only with a reason, kept, counted (004-31). */
static gboolean
do_call (HallTx *tx, GError **error)
{
  g_auto (TicketRow) ticket = { 0 };
  g_autofree char *why = NULL;

  if (hall_tx_text (tx, "reason") == NULL) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 5", "reason",
                    _ ("calling out of order needs a reason: all customers are equal"));
    return FALSE;
  }
  if (!check_counter_is_free (tx, error) || !load_named_ticket (tx, &ticket, error))
    return FALSE;
  if (ticket.state != HALL_TICKET_WAITING) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.1", "ticket", _ ("%s is “%s”, not waiting"), ticket.label,
                    hall_tx_word (hall_ticket_state_name (ticket.state)));
    return FALSE;
  }
  why = g_strdup_printf ("%s: %s", hall_why_name (HALL_WHY_OUT_OF_ORDER), hall_tx_text (tx, "reason"));
  return call_ticket (tx, ticket.id, why, hall_why_sentence (HALL_WHY_OUT_OF_ORDER), TRUE, error);
}

static gboolean
do_recall (HallTx *tx, GError **error)
{
  g_auto (TicketRow) ticket = { 0 };
  gint64 gap_s = hall_tx_option_int (tx, "recall_gap_s", 20);
  gint64 most = hall_tx_option_int (tx, "calls_before_no_show", 3);
  gint64 since;

  if (!load_current (tx, HALL_TICKET_CALLED, &ticket, error))
    return FALSE;
  if (ticket.calls >= most) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.1", NULL, _ ("%s was called %d times; mark the no-show"),
                    ticket.label, (int)ticket.calls);
    return FALSE;
  }
  since = (tx->now - ticket.last_call_at) / G_USEC_PER_SEC;
  /* Less than nothing: the clock was put back, and nobody knows how long it has been. */
  if (since >= 0 && since < gap_s) {
    hall_set_error (error, HALL_ERROR_REFUSED, "Q33", NULL, _ ("call again in %d seconds"),
                    (int)(gap_s - since));
    return FALSE;
  }
  if (!hall_db_exec (tx->db, error, "UPDATE ticket SET calls = calls + 1, last_call_at = ?2 WHERE id = ?1",
                     "ii", ticket.id, tx->now)
      || !announce (tx, &ticket, ticket.calls + 1, FALSE, error))
    return FALSE;
  hall_tx_answer_text (tx, "ticket", ticket.label);
  hall_tx_answer_int (tx, "calls", ticket.calls + 1);
  return TRUE;
}

static gboolean
do_start (HallTx *tx, GError **error)
{
  g_auto (TicketRow) ticket = { 0 };

  if (!load_current (tx, HALL_TICKET_CALLED, &ticket, error)
      || !hall_ticket_move (tx, ticket.id, HALL_TICKET_CALLED, HALL_TICKET_SERVING, NULL, error)
      || !hall_db_exec (
          tx->db, error,
          "UPDATE ticket SET started_at = coalesce (started_at, ?2), paused_us = paused_us"
          " + CASE WHEN ?2 > paused_since THEN ?2 - paused_since ELSE 0 END, paused_since = NULL"
          " WHERE id = ?1",
          "ii", ticket.id, tx->now))
    return FALSE;
  hall_tx_answer_text (tx, "ticket", ticket.label);
  return TRUE;
}

static gboolean
free_counter (HallTx *tx, GError **error)
{
  return hall_db_exec (tx->db, error, "UPDATE duty SET idle_since = ?2 WHERE id = ?1", "ii", tx->duty,
                       tx->now);
}

/* After three calls; the second time the ticket is void (5.1, Q33). */
static gboolean
do_no_show (HallTx *tx, GError **error)
{
  g_auto (TicketRow) ticket = { 0 };
  gint64 needed = hall_tx_option_int (tx, "calls_before_no_show", 3);
  HallTicketState to;

  if (!load_current (tx, HALL_TICKET_CALLED, &ticket, error))
    return FALSE;
  if (ticket.calls < needed) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.1", NULL,
                    _ ("%s was called %d times; a no-show needs %d calls"), ticket.label, (int)ticket.calls,
                    (int)needed);
    return FALSE;
  }
  to = ticket.returned > 0 ? HALL_TICKET_VOID : HALL_TICKET_NO_SHOW;
  if (!hall_ticket_move (tx, ticket.id, HALL_TICKET_CALLED, to, NULL, error)
      || !hall_db_exec (tx->db, error, "UPDATE ticket SET no_shows = no_shows + 1 WHERE id = ?1", "i",
                        ticket.id)
      || !free_counter (tx, error))
    return FALSE;
  hall_tx_answer_text (tx, "ticket", ticket.label);
  hall_tx_answer_text (tx, "state", hall_ticket_state_name (to));
  return TRUE;
}

/* The place behind the next tickets of its queue (who was sent to one counter is not in it): after the last
 * of them, before whoever follows. */
static gboolean
find_return_place (HallTx *tx, const TicketRow *ticket, gint64 *place, GError **error)
{
  gint64 after = hall_tx_option_int (tx, "return_after", 3);
  gint64 last = ticket->id << PLACE_SHIFT;

  if (!hall_db_get_int (
          tx->db, &last, error,
          "SELECT max (place) FROM (SELECT place FROM ticket WHERE state = 'waiting' AND day = ?1"
          " AND queue = ?2 AND to_counter IS NULL ORDER BY place LIMIT ?3) next",
          "tti", tx->day, ticket->queue, after))
    return FALSE;
  /* Others may have come back behind the same ticket: stand after them. */
  return hall_db_get_int (tx->db, &last, error,
                          "SELECT max (place) FROM ticket WHERE state = 'waiting' AND day = ?1 AND queue = ?2"
                          " AND place >= ?3 AND place < ((?3 >> 20) + 1) << 20",
                          "tti", tx->day, ticket->queue, last)
         && ((*place = last + 1), TRUE);
}

static gboolean
do_return_ticket (HallTx *tx, GError **error)
{
  g_auto (TicketRow) ticket = { 0 };
  gint64 place = 0;
  gint64 ahead = 0;

  if (!load_named_ticket (tx, &ticket, error))
    return FALSE;
  if (ticket.state != HALL_TICKET_NO_SHOW) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.1", "ticket", _ ("%s is “%s”, not a no-show"), ticket.label,
                    hall_tx_word (hall_ticket_state_name (ticket.state)));
    return FALSE;
  }
  if (!find_return_place (tx, &ticket, &place, error)
      || !hall_ticket_move (tx, ticket.id, HALL_TICKET_NO_SHOW, HALL_TICKET_WAITING, NULL, error)
      || !hall_db_exec (tx->db, error,
                        "UPDATE ticket SET place = ?2, returned = returned + 1, interleaves = 0, calls = 0,"
                        " counter = NULL, staff = NULL WHERE id = ?1",
                        "ii", ticket.id, place)
      || !hall_db_get_int (tx->db, &ahead, error,
                           "SELECT count (*) FROM ticket WHERE state = 'waiting' AND day = ?1 AND queue = ?2"
                           " AND to_counter IS NULL AND place < ?3",
                           "tti", tx->day, ticket.queue, place))
    return FALSE;
  hall_tx_answer_text (tx, "ticket", ticket.label);
  hall_tx_answer_int (tx, "ahead", ahead);
  return TRUE;
}

static gboolean
do_hold (HallTx *tx, GError **error)
{
  g_auto (TicketRow) ticket = { 0 };

  if (!load_current (tx, HALL_TICKET_SERVING, &ticket, error)
      || !hall_ticket_check_no_charge (tx, ticket.id, error)
      || !hall_ticket_hold (tx, ticket.id, hall_tx_text (tx, "reason"), error) || !free_counter (tx, error))
    return FALSE;
  hall_tx_answer_text (tx, "ticket", ticket.label);
  return TRUE;
}

static gboolean
do_unhold (HallTx *tx, GError **error)
{
  g_auto (TicketRow) ticket = { 0 };

  if (!check_counter_is_free (tx, error) || !load_named_ticket (tx, &ticket, error))
    return FALSE;
  if (ticket.state != HALL_TICKET_PAUSED) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.1", "ticket", _ ("%s is “%s”, not on hold"), ticket.label,
                    hall_tx_word (hall_ticket_state_name (ticket.state)));
    return FALSE;
  }
  if (ticket.counter != tx->counter && (tx->roles & HALL_ROLE_LEAD) == 0) {
    hall_set_error (error, HALL_ERROR_REFUSED, "7", "ticket", _ ("%s is held at counter %d"), ticket.label,
                    (int)ticket.counter);
    return FALSE;
  }
  if (!hall_ticket_unhold (tx, ticket.id, error))
    return FALSE;
  hall_tx_answer_text (tx, "ticket", ticket.label);
  return TRUE;
}

static gboolean
check_target (HallTx *tx, const char *category, gint64 counter, GError **error)
{
  gint64 known = 0;

  if ((category == NULL) == (counter == 0)) {
    hall_set_error (error, HALL_ERROR_INVALID, "5.1", category == NULL ? "category" : "counter",
                    _ ("name the category or the counter that the customer goes to"));
    return FALSE;
  }
  if (category != NULL) {
    g_auto (CategoryInfo) info = { 0 };

    return load_category (tx, category, NULL, &info, error);
  }
  if (!hall_db_get_int (tx->db, &known, error, "SELECT 1 FROM counter WHERE number = ?1", "i", counter))
    return FALSE;
  if (!known || counter == tx->counter) {
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "counter", _ ("there is no other counter %d"),
                    (int)counter);
    return FALSE;
  }
  return TRUE;
}

/* serving → waiting elsewhere, with its original time and a summary, so that nobody tells it twice (000-26).
 */
static gboolean
do_transfer (HallTx *tx, GError **error)
{
  const char *category = hall_tx_text (tx, "category");
  const char *summary = hall_tx_text (tx, "summary");
  gint64 counter = hall_tx_int (tx, "counter", 0);
  g_auto (TicketRow) ticket = { 0 };

  if (summary == NULL || hall_tx_is_blank (summary)) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S000 3.4", "summary",
                    _ ("write a summary, so that the customer need not tell it again"));
    return FALSE;
  }
  if (!load_current (tx, HALL_TICKET_SERVING, &ticket, error) || !check_target (tx, category, counter, error)
      || !hall_ticket_check_no_charge (tx, ticket.id, error)
      || !hall_ticket_move (tx, ticket.id, HALL_TICKET_SERVING, HALL_TICKET_WAITING, summary, error)
      || !hall_db_exec (
          tx->db, error,
          "UPDATE ticket SET queue = coalesce (?2, queue), to_counter = nullif (?3, 0), summary = ?4,"
          " transfers = transfers + 1, calls = 0, counter = NULL, paused_since = ?5 WHERE id = ?1",
          "ititi", ticket.id, category, counter, summary, tx->now)
      || !free_counter (tx, error))
    return FALSE;
  hall_tx_answer_text (tx, "ticket", ticket.label);
  return TRUE;
}

static gboolean
do_cancel_ticket (HallTx *tx, GError **error)
{
  g_auto (TicketRow) ticket = { 0 };

  if (!load_named_ticket (tx, &ticket, error)
      || !hall_ticket_move (tx, ticket.id, ticket.state, HALL_TICKET_CANCELLED, hall_tx_text (tx, "reason"),
                            error))
    return FALSE;
  hall_tx_answer_text (tx, "ticket", ticket.label);
  return TRUE;
}

static gboolean
do_finish (HallTx *tx, GError **error)
{
  g_auto (TicketRow) ticket = { 0 };
  gint64 open_from;
  gint64 open_until;

  if (!load_current (tx, HALL_TICKET_SERVING, &ticket, error)
      || !hall_case_check_ticket (tx, ticket.id, error)
      || !hall_day_times (tx, &open_from, &open_until, error)
      || !hall_ticket_move (tx, ticket.id, HALL_TICKET_SERVING, HALL_TICKET_DONE, NULL, error)
      || !hall_db_exec (tx->db, error, "UPDATE ticket SET done_at = ?2, extended = ?3 WHERE id = ?1", "iii",
                        ticket.id, tx->now, (gint64)(tx->now > open_until))
      || !free_counter (tx, error) || !hall_visit_finish (tx, ticket.id, error))
    return FALSE;
  hall_tx_answer_text (tx, "ticket", ticket.label);
  if (tx->now > open_until)
    hall_tx_answer_bool (tx, "extended", TRUE);
  return TRUE;
}

#define AT_COUNTER (HALL_COMMAND_AT_COUNTER | HALL_COMMAND_DAY)
#define STAFF (HALL_ROLE_CLERK | HALL_ROLE_LEAD)

const HallCommandSpec hall_commands_ticket[] = {
  { "take-ticket", HALL_ROLE_STATION | STAFF, HALL_COMMAND_BESIDE,
    "category?:word matter?:word priority?:word case?:word", HALL_TOPIC_TICKETS | HALL_TOPIC_PAPERS,
    do_take_ticket, ask_take_ticket },
  { "call-next", STAFF, AT_COUNTER | HALL_COMMAND_BESIDE, "", HALL_TOPIC_TICKETS | HALL_TOPIC_CALLS,
    do_call_next, ask_call_next },
  { "call", STAFF, AT_COUNTER, "ticket:word reason?:reason", HALL_TOPIC_TICKETS | HALL_TOPIC_CALLS, do_call },
  { "recall", STAFF, AT_COUNTER | HALL_COMMAND_BESIDE, "", HALL_TOPIC_TICKETS | HALL_TOPIC_CALLS, do_recall,
    ask_current },
  { "start", STAFF, AT_COUNTER | HALL_COMMAND_BESIDE, "", HALL_TOPIC_TICKETS, do_start, ask_current },
  { "no-show", STAFF, AT_COUNTER | HALL_COMMAND_BESIDE, "", HALL_TOPIC_TICKETS, do_no_show, ask_current },
  { "return-ticket", STAFF, HALL_COMMAND_DAY, "ticket:word", HALL_TOPIC_TICKETS, do_return_ticket },
  { "hold", STAFF, AT_COUNTER, "reason:reason", HALL_TOPIC_TICKETS, do_hold },
  { "unhold", STAFF, AT_COUNTER, "ticket:word", HALL_TOPIC_TICKETS, do_unhold },
  { "transfer", STAFF, AT_COUNTER, "category?:word counter?:int summary?:text", HALL_TOPIC_TICKETS,
    do_transfer },
  { "cancel-ticket", STAFF, HALL_COMMAND_DAY, "ticket:word reason:reason", HALL_TOPIC_TICKETS,
    do_cancel_ticket },
  { "finish", STAFF, AT_COUNTER | HALL_COMMAND_BESIDE, "", HALL_TOPIC_TICKETS, do_finish, ask_current },
  { NULL },
};
