/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cash with read-back (S004 4.6, 5.6; hall rules 5.10): charge, received, change, receipt; void; the drawer.
 */

#include <glib/gi18n-lib.h>

#include "hall-cash-private.h"
#include "hall-journal.h"
#include "hall-json.h"
#include "hall-money.h"
#include "hall-text.h"
#include "hall-time.h"
#include "hall-tx.h"

#define MAX_LINES 50
/* In the very words of the index of charges that are not posted yet, or it would not be used: without it a
 * charge looked at all that were ever posted. */
#define CURRENT_CHARGE " AND state IN ('open', 'received')"
#define MAX_QUANTITY_CHARS 20

static gboolean
line_error (GError **error, gsize index, const char *name, const char *message)
{
  g_autofree char *field = g_strdup_printf ("lines[%d].%s", (int)index, name);

  hall_set_error (error, HALL_ERROR_INVALID, "5.10", field, "%s", message);
  return FALSE;
}

/* A quantity may come as text or as a JSON number; either way it is used as decimal text. */
static char *
line_quantity (GVariant *line)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (line, "quantity", NULL);

  if (value == NULL)
    return NULL;
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (value, NULL);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return g_strdup_printf ("%" G_GINT64_FORMAT, g_variant_get_int64 (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE)) {
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];

    return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.10g", g_variant_get_double (value)));
  }
  return g_strdup ("?");
}

static gboolean
check_line_texts (GVariant *line, gsize index, GError **error)
{
  static const char *const names[] = { "item", "unit" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GVariant) value = g_variant_lookup_value (line, names[i], NULL);
    g_autofree char *field = g_strdup_printf ("lines[%d].%s", (int)index, names[i]);
    const char *text;
    gsize length;

    if (value == NULL && i > 0)
      continue;
    if (value == NULL || !g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
      return line_error (error, index, names[i], _ ("a charge line needs the item in words"));
    text = g_variant_get_string (value, &length);
    if (!hall_text_check (text, (gssize)length, field, 100, HALL_TEXT_ONE_LINE, error))
      return FALSE;
    if (i == 0 && hall_tx_is_blank (text))
      return line_error (error, index, names[i], _ ("a charge line needs the item in words"));
  }
  return TRUE;
}

/* One line: its amount is an amount, and quantity × price where both are given. */
static gboolean
add_line (GVariant *line, gsize index, GVariantBuilder *lines, gint64 *total, GError **error)
{
  g_auto (GVariantBuilder) out = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *quantity = NULL;
  const char *item = NULL;
  const char *unit = NULL;
  gint64 amount = -1;
  gint64 price = -1;

  if (!g_variant_is_of_type (line, G_VARIANT_TYPE_VARDICT))
    return line_error (error, index, "item", _ ("a charge line needs the item in words"));
  if (!check_line_texts (line, index, error))
    return FALSE;
  g_variant_lookup (line, "item", "&s", &item);
  g_variant_lookup (line, "unit", "&s", &unit);
  if (!g_variant_lookup (line, "amount_fen", "x", &amount) || amount <= 0 || amount > HALL_MONEY_MAX_FEN)
    return line_error (error, index, "amount_fen",
                       _ ("an amount must be more than 0 and at most 999999999.99 yuan"));

  quantity = line_quantity (line);
  g_variant_builder_add (&out, "{sv}", "item", g_variant_new_string (item));
  if (quantity != NULL) {
    gint64 product;

    if (strlen (quantity) > MAX_QUANTITY_CHARS || !g_variant_lookup (line, "unit_price_fen", "x", &price)
        || price < 0 || price > HALL_MONEY_MAX_FEN || !hall_line_amount (quantity, price, &product, NULL))
      return line_error (error, index, "quantity", _ ("quantity and unit price must be positive numbers"));
    if (product != amount)
      return line_error (error, index, "amount_fen", _ ("the amount is not quantity × unit price"));
    g_variant_builder_add (&out, "{sv}", "quantity", g_variant_new_string (quantity));
    if (unit != NULL)
      g_variant_builder_add (&out, "{sv}", "unit", g_variant_new_string (unit));
    g_variant_builder_add (&out, "{sv}", "unit_price_fen", g_variant_new_int64 (price));
  }
  g_variant_builder_add (&out, "{sv}", "amount_fen", g_variant_new_int64 (amount));
  g_variant_builder_add (lines, "v", g_variant_builder_end (&out));
  *total += amount;
  if (*total > HALL_MONEY_MAX_FEN)
    return line_error (error, index, "amount_fen", _ ("the total is more than 999999999.99 yuan"));
  return TRUE;
}

static char *
read_lines (HallTx *tx, gint64 *total, GError **error)
{
  g_auto (GVariantBuilder) lines = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autoptr (GVariant) value = hall_tx_value (tx, "lines");
  g_autoptr (GVariant) list = NULL;
  gsize n = value != NULL ? g_variant_n_children (value) : 0;

  *total = 0;
  if (n < 1 || n > MAX_LINES) {
    hall_set_error (error, HALL_ERROR_INVALID, "5.10", "lines", _ ("a charge has 1 to %d lines"), MAX_LINES);
    return NULL;
  }
  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (value, i);
    g_autoptr (GVariant) line = g_variant_get_variant (boxed);

    if (!add_line (line, i, &lines, total, error))
      return NULL;
  }
  list = g_variant_ref_sink (g_variant_builder_end (&lines));
  return hall_json_from_variant (list);
}

static char *
read_tenders (HallTx *tx, gint64 total, gint64 *other, GError **error)
{
  static const char *const kinds[] = { "scan", "card", "transfer", NULL };
  g_auto (GVariantBuilder) tenders = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autoptr (GVariant) value = hall_tx_value (tx, "other_tenders");
  g_autoptr (GVariant) list = NULL;
  gsize n = value != NULL ? g_variant_n_children (value) : 0;

  *other = 0;
  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (value, i);
    g_autoptr (GVariant) tender = g_variant_get_variant (boxed);
    g_auto (GVariantBuilder) out = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
    const char *kind = NULL;
    gint64 amount = 0;

    if (!g_variant_is_of_type (tender, G_VARIANT_TYPE_VARDICT)
        || !g_variant_lookup (tender, "kind", "&s", &kind) || !g_strv_contains (kinds, kind)
        || !g_variant_lookup (tender, "amount_fen", "x", &amount) || amount <= 0 || amount > total - *other) {
      hall_set_error (
          error, HALL_ERROR_INVALID, "5.10", "other_tenders",
          _ ("other tenders are scan, card or transfer with an amount, together at most the total"));
      return NULL;
    }
    g_variant_builder_add (&out, "{sv}", "kind", g_variant_new_string (kind));
    g_variant_builder_add (&out, "{sv}", "amount_fen", g_variant_new_int64 (amount));
    g_variant_builder_add (&tenders, "v", g_variant_builder_end (&out));
    *other += amount;
  }
  list = g_variant_ref_sink (g_variant_builder_end (&tenders));
  return hall_json_from_variant (list);
}

/* The ticket that pays: the one named, or the one being served here. */
static gboolean
find_paying_ticket (HallTx *tx, gint64 *ticket, GError **error)
{
  const char *label = hall_tx_text (tx, "ticket");
  g_autofree char *named = NULL;
  HallTicketState state = HALL_TICKET_WAITING;

  if (!hall_ticket_at_counter (tx, ticket, &state, error))
    return FALSE;
  if (*ticket != 0 && state != HALL_TICKET_SERVING)
    *ticket = 0;
  if (*ticket == 0) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 4.6", "ticket",
                    _ ("nobody is being served at counter %d"), (int)tx->counter);
    return FALSE;
  }
  if (label == NULL)
    return TRUE;
  named = hall_db_get_text (tx->db, error, "SELECT label FROM ticket WHERE id = ?1", "i", *ticket);
  if (g_strcmp0 (named, label) != 0) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 4.6", "ticket",
                    _ ("%s is not being served at counter %d"), label, (int)tx->counter);
    return FALSE;
  }
  return TRUE;
}

#define ASK_RECEIVED "SELECT count (*) FROM charge WHERE counter = ?1 AND state = 'received'" CURRENT_CHARGE

static void
ask_charge (HallTx *tx)
{
  hall_ticket_ask_at_counter (tx);
  hall_db_ask (tx->db, ASK_RECEIVED, "i", tx->counter);
  hall_db_ask_id (tx->db, "charge");
}

static gboolean
do_charge (HallTx *tx, GError **error)
{
  g_autofree char *lines = NULL;
  g_autofree char *tenders = NULL;
  const char *payer_text = hall_tx_text (tx, "payer");
  const char *account = hall_tx_text (tx, "account");
  g_autofree char *payer = payer_text != NULL ? hall_name_normalise (payer_text) : NULL;
  gint64 total;
  gint64 other;
  gint64 ticket = 0;
  gint64 received = 0;
  gint64 charge = 0;

  if (payer != NULL && !hall_text_check (payer, -1, "payer", HALL_NAME_MAX, HALL_TEXT_ONE_LINE, error))
    return FALSE;
  if (!find_paying_ticket (tx, &ticket, error))
    return FALSE;
  lines = read_lines (tx, &total, error);
  if (lines == NULL)
    return FALSE;
  tenders = read_tenders (tx, total, &other, error);
  if (tenders == NULL)
    return FALSE;
  if (!hall_db_get_int (tx->db, &received, error, ASK_RECEIVED, "i", tx->counter))
    return FALSE;
  if (received > 0) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 4.6", "charge",
                    _ ("the money received is locked; call the change or unlock it first"));
    return FALSE;
  }
  /* An open charge of this counter is replaced: only what was called binds. */
  if (!hall_db_exec (
          tx->db, error,
          "UPDATE charge SET state = 'dropped' WHERE counter = ?1 AND state = 'open'" CURRENT_CHARGE, "i",
          tx->counter)
      || !hall_db_next_id (tx->db, "charge", &charge, error)
      || !hall_db_exec (
          tx->db, error,
          "INSERT INTO charge (id, day, ticket, counter, staff, at, state, payer, account, lines, tenders,"
          " total_fen, other_fen, cash_due_fen) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'open', ?7, ?8, ?9, ?10,"
          " ?11, ?12, ?13)",
          "itiititttt"
          "iii",
          charge, tx->day, ticket, tx->counter, tx->staff, tx->now, payer, account, lines, tenders, total,
          other, total - other))
    return FALSE;
  hall_tx_answer_int (tx, "charge", charge);
  hall_tx_answer_int (tx, "total_fen", total);
  hall_tx_answer_int (tx, "cash_due_fen", total - other);
  return TRUE;
}

#define ASK_CHARGE                                                                                           \
  "SELECT c.id, c.ticket, c.counter, c.state, c.payer, c.account, c.lines, c.tenders,"                       \
  " c.total_fen, c.other_fen, c.cash_due_fen, c.received_fen, c.change_fen, c.received_at,"                  \
  " c.sentence, t.label FROM charge c LEFT JOIN ticket t ON t.id = c.ticket WHERE c.id = ?1"

static void
ask_charge_row (HallTx *tx)
{
  hall_db_ask (tx->db, ASK_CHARGE, "i", hall_tx_int (tx, "charge", 0));
}

static void
ask_call_change (HallTx *tx)
{
  ask_charge_row (tx);
  hall_receipt_ask (tx);
}

void
hall_charge_row_clear (HallChargeRow *self)
{
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->payer, g_free);
  g_clear_pointer (&self->account, g_free);
  g_clear_pointer (&self->lines, g_free);
  g_clear_pointer (&self->tenders, g_free);
  g_clear_pointer (&self->sentence, g_free);
  g_clear_pointer (&self->label, g_free);
}

/**
 * hall_charge_row_load:
 * @tx: a transaction
 * @id: a charge
 * @row: (out): what is stored of it; clear it
 * @error: NOT_FOUND, REFUSED when it belongs to another counter
 *
 * Returns: whether it is there and this counter's
 */
gboolean
hall_charge_row_load (HallTx *tx, gint64 id, HallChargeRow *row, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  rows = hall_db_query (tx->db, error, ASK_CHARGE, "i", id);
  if (rows == NULL)
    return FALSE;
  if (!hall_rows_next (rows, &local)) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    else
      hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "charge", _ ("there is no such charge"));
    return FALSE;
  }
  *row = (HallChargeRow){ .id = hall_rows_int (rows, 0),
                          .ticket = hall_rows_int (rows, 1),
                          .counter = hall_rows_int (rows, 2),
                          .state = hall_rows_dup (rows, 3),
                          .payer = hall_rows_dup (rows, 4),
                          .account = hall_rows_dup (rows, 5),
                          .lines = hall_rows_dup (rows, 6),
                          .tenders = hall_rows_dup (rows, 7),
                          .total_fen = hall_rows_int (rows, 8),
                          .other_fen = hall_rows_int (rows, 9),
                          .cash_due_fen = hall_rows_int (rows, 10),
                          .received_fen = hall_rows_int (rows, 11),
                          .change_fen = hall_rows_int (rows, 12),
                          .received_at = hall_rows_int (rows, 13),
                          .sentence = hall_rows_dup (rows, 14),
                          .label = hall_rows_dup (rows, 15) };
  if (row->counter != tx->counter) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 4.6", "charge", _ ("this charge belongs to counter %d"),
                    (int)row->counter);
    return FALSE;
  }
  return TRUE;
}

static GVariant *
notes_variant (gint64 change_fen)
{
  g_auto (GVariantBuilder) notes = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  gint64 counts[HALL_N_DENOMINATIONS];
  gint64 rest = hall_cash_notes (change_fen, counts);

  for (gsize i = 0; i < HALL_N_DENOMINATIONS; i++)
    if (counts[i] > 0) {
      g_autofree char *fen = g_strdup_printf ("%" G_GINT64_FORMAT, hall_denominations_fen[i]);

      g_variant_builder_add (&notes, "{sv}", fen, g_variant_new_int64 (counts[i]));
    }
  if (rest > 0)
    g_variant_builder_add (&notes, "{sv}", "1", g_variant_new_int64 (rest));
  return g_variant_builder_end (&notes);
}

/* 唱收: locks what was received. Less than due is refused (004-16). */
static gboolean
do_call_received (HallTx *tx, GError **error)
{
  g_auto (HallChargeRow) charge = { 0 };
  gint64 received = hall_tx_int (tx, "received_fen", 0);
  g_autofree char *sentence = NULL;
  gint64 change;

  if (!hall_charge_row_load (tx, hall_tx_int (tx, "charge", 0), &charge, error))
    return FALSE;
  if (!g_str_equal (charge.state, "open")) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 4.6", "charge", _ ("this charge is “%s” already"),
                    hall_tx_word (charge.state));
    return FALSE;
  }
  if (received < charge.cash_due_fen) {
    g_autofree char *due = hall_money_to_text (charge.cash_due_fen);
    g_autofree char *short_of = hall_money_to_text (charge.cash_due_fen - received);

    hall_set_error (error, HALL_ERROR_REFUSED, "S004 4.6", "received_fen",
                    _ ("%s yuan are due; %s yuan are missing"), due, short_of);
    return FALSE;
  }
  change = received - charge.cash_due_fen;
  sentence = hall_cash_sentence (charge.total_fen, charge.other_fen, received, change);
  if (!hall_db_exec_one (
          tx->db, error,
          "UPDATE charge SET state = 'received', received_fen = ?2, change_fen = ?3, received_at = ?4,"
          " sentence = ?5 WHERE id = ?1 AND state = 'open'",
          "iiiit", charge.id, received, change, tx->now, sentence))
    return FALSE;
  hall_tx_answer_int (tx, "change_fen", change);
  hall_tx_answer_text (tx, "sentence", sentence);
  hall_tx_answer_value (tx, "notes", notes_variant (change));
  return TRUE;
}

static gboolean
do_unlock_received (HallTx *tx, GError **error)
{
  g_auto (HallChargeRow) charge = { 0 };

  if (!hall_charge_row_load (tx, hall_tx_int (tx, "charge", 0), &charge, error))
    return FALSE;
  if (!g_str_equal (charge.state, "received")) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 4.6", "charge",
                    _ ("only what was received and not yet posted can be unlocked"));
    return FALSE;
  }
  return hall_db_exec_one (tx->db, error,
                           "UPDATE charge SET state = 'open', received_fen = NULL, change_fen = NULL,"
                           " received_at = NULL, sentence = NULL WHERE id = ?1",
                           "i", charge.id);
}

static gboolean
do_drop_charge (HallTx *tx, GError **error)
{
  g_auto (HallChargeRow) charge = { 0 };

  if (!hall_charge_row_load (tx, hall_tx_int (tx, "charge", 0), &charge, error))
    return FALSE;
  if (!g_str_equal (charge.state, "open")) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 4.6", "charge", _ ("this charge is “%s” already"),
                    hall_tx_word (charge.state));
    return FALSE;
  }
  return hall_db_exec_one (tx->db, error, "UPDATE charge SET state = 'dropped' WHERE id = ?1", "i",
                           charge.id);
}

/* 唱付: posts and prints. Without 唱收 before it is refused (004-16). */
static gboolean
do_call_change (HallTx *tx, GError **error)
{
  g_auto (HallChargeRow) charge = { 0 };
  g_autofree char *number = NULL;

  if (!hall_charge_row_load (tx, hall_tx_int (tx, "charge", 0), &charge, error))
    return FALSE;
  if (!g_str_equal (charge.state, "received")) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 4.6", "charge",
                    _ ("call what you received first: the receipt needs both calls"));
    return FALSE;
  }
  number = hall_receipt_post (tx, &charge, error);
  if (number == NULL)
    return FALSE;
  if (!hall_db_exec_one (tx->db, error, "UPDATE charge SET state = 'posted', receipt = ?2 WHERE id = ?1",
                         "it", charge.id, number))
    return FALSE;
  hall_tx_answer_text (tx, "sentence", charge.sentence);
  return TRUE;
}

/* The causes of errors with cash (5.10), for a void and for the ledger. */
static const char *const causes[] = { "amount", "account",     "item",  "double", "omitted",
                                      "change", "counterfeit", "other", NULL };

static gboolean
check_cause (const char *cause, const char *field, GError **error)
{
  if (cause != NULL && g_strv_contains (causes, cause))
    return TRUE;
  hall_set_error (error, HALL_ERROR_INVALID, "5.10", field,
                  _ ("a cause is amount, account, item, double, omitted, change, counterfeit or other"));
  return FALSE;
}

/* A void is asked for here and decided by the lead (hall rules 7, Q20); nothing is ever changed in a receipt.
 */
static gboolean
do_void (HallTx *tx, GError **error)
{
  const char *number = hall_tx_text (tx, "receipt");
  g_autofree char *day = NULL;
  g_autofree char *detail = hall_json_from_variant (tx->command->args);
  gint64 voided = 0;
  gint64 asked = 0;
  gint64 request = 0;

  if (!check_cause (hall_tx_text (tx, "cause"), "cause", error))
    return FALSE;
  day = hall_db_get_text (tx->db, error, "SELECT day FROM receipt WHERE number = ?1 AND kind = 'receipt'",
                          "t", number);
  if (day == NULL) {
    if (error == NULL || *error == NULL)
      hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "receipt", _ ("there is no receipt “%s”"), number);
    return FALSE;
  }
  if (!hall_db_get_int (tx->db, &voided, error, "SELECT count (*) FROM receipt WHERE void_of = ?1", "t",
                        number))
    return FALSE;
  if (voided > 0) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.10", "receipt", _ ("%s is void already"), number);
    return FALSE;
  }
  if (!hall_db_get_int (tx->db, &asked, error,
                        "SELECT count (*) FROM request WHERE kind = 'void' AND subject = ?1"
                        " AND state = 'waiting'",
                        "t", number))
    return FALSE;
  if (asked > 0) {
    hall_set_error (error, HALL_ERROR_CONFLICT, "5.10", "receipt",
                    _ ("a void of %s waits for approval already"), number);
    return FALSE;
  }
  if (!hall_db_get_int (tx->db, &request, error,
                        "INSERT INTO request (day, kind, subject, detail, state, asked_by, counter, asked_at)"
                        " VALUES (?1, 'void', ?2, ?3, 'waiting', ?4, ?5, ?6) RETURNING id",
                        "ttttii", tx->day, number, detail, tx->staff, tx->counter, tx->now))
    return FALSE;
  hall_tx_answer_int (tx, "request", request);
  return TRUE;
}

static gboolean
load_request (HallTx *tx, char **kind, char **subject, char **detail, gint64 *counter, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  rows = hall_db_query (
      tx->db, error, "SELECT subject, detail, counter, kind FROM request WHERE id = ?1 AND state = 'waiting'",
      "i", hall_tx_int (tx, "request", 0));
  if (rows == NULL)
    return FALSE;
  if (!hall_rows_next (rows, &local)) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    else
      hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "request", _ ("there is no such request waiting"));
    return FALSE;
  }
  *subject = hall_rows_dup (rows, 0);
  *detail = hall_rows_dup (rows, 1);
  *counter = hall_rows_int (rows, 2);
  *kind = hall_rows_dup (rows, 3);
  return TRUE;
}

static gboolean
decide (HallTx *tx, const char *state, GError **error)
{
  return hall_db_exec_one (tx->db, error,
                           "UPDATE request SET state = ?2, decided_by = ?3, decided_at = ?4, reason = ?5"
                           " WHERE id = ?1 AND state = 'waiting'",
                           "ittit", hall_tx_int (tx, "request", 0), state, tx->staff, tx->now,
                           hall_tx_text (tx, "reason"));
}

static gboolean
do_approve (HallTx *tx, GError **error)
{
  g_autofree char *kind = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *detail = NULL;
  gint64 counter;

  if (!load_request (tx, &kind, &subject, &detail, &counter, error) || !decide (tx, "approved", error))
    return FALSE;
  return g_str_equal (kind, "void") ? hall_receipt_post_void (tx, subject, detail, counter, error)
                                    : hall_case_decide (tx, kind, subject, detail, counter, TRUE, error);
}

static gboolean
do_return_request (HallTx *tx, GError **error)
{
  g_autofree char *kind = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *detail = NULL;
  gint64 counter;

  return load_request (tx, &kind, &subject, &detail, &counter, error) && decide (tx, "returned", error)
         && (g_str_equal (kind, "void")
             || hall_case_decide (tx, kind, subject, detail, counter, FALSE, error));
}

static gboolean
expected_in_drawer (HallTx *tx, gint64 *expected, GError **error)
{
  gint64 opened = 0;

  *expected = 0;
  if (!hall_db_get_int (tx->db, &opened, error, "SELECT 1 FROM duty WHERE id = ?1 AND opened_at IS NOT NULL",
                        "i", tx->duty))
    return FALSE;
  if (!opened) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.10", "counter",
                    _ ("there is no drawer to count: open a counter with its float first"));
    return FALSE;
  }
  /* Since the float of this counter's opening: what was counted before belongs to the shift before. */
  return hall_db_get_int (
      tx->db, expected, error,
      "SELECT d.float_fen + coalesce ((SELECT sum (cash_fen) FROM receipt WHERE day = d.day AND"
      " counter = d.counter AND changed_at >= d.opened_at), 0) - coalesce ((SELECT"
      " sum (amount_fen) FROM drawer_entry WHERE day = d.day AND counter = d.counter AND"
      " kind = 'deposit' AND at >= d.opened_at), 0) FROM duty d WHERE d.id = ?1",
      "i", tx->duty);
}

static gboolean
insert_entry (HallTx *tx,
              const char *kind,
              gint64 amount,
              gint64 expected,
              gint64 over,
              gint64 short_of,
              const char *detail,
              GError **error)
{
  return hall_db_exec (
      tx->db, error,
      "INSERT INTO drawer_entry (day, counter, staff, at, kind, amount_fen, expected_fen, over_fen,"
      " short_fen, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
      "titi"
      "tiiiit",
      tx->day, tx->counter, tx->staff, tx->now, kind, amount, expected, over, short_of, detail);
}

static gboolean
do_deposit (HallTx *tx, GError **error)
{
  gint64 amount = hall_tx_int (tx, "amount_fen", 0);
  gint64 expected;

  if (!expected_in_drawer (tx, &expected, error))
    return FALSE;
  if (amount <= 0 || amount > expected) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.10", "amount_fen",
                    _ ("a deposit is more than 0 and at most what is in the drawer"));
    return FALSE;
  }
  if (!insert_entry (tx, "deposit", amount, expected, 0, 0, hall_tx_text (tx, "reason"), error))
    return FALSE;
  hall_tx_answer_int (tx, "expected_fen", expected - amount);
  return TRUE;
}

static gboolean
sum_notes (GVariant *notes, gint64 *counted, GError **error)
{
  GVariantIter iter;
  const char *key;
  GVariant *value;

  *counted = 0;
  g_variant_iter_init (&iter, notes);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value)) {
    gint64 fen = 0;
    gint64 count = g_variant_is_of_type (value, G_VARIANT_TYPE_INT64) ? g_variant_get_int64 (value) : -1;
    gboolean known = FALSE;

    g_variant_unref (value);
    if (!g_ascii_string_to_signed (key, 10, 1, HALL_MONEY_MAX_FEN, &fen, NULL))
      fen = 0;
    for (gsize i = 0; i < HALL_N_DENOMINATIONS; i++)
      known |= hall_denominations_fen[i] == fen;
    if (!known || count < 0 || count > 100000) {
      hall_set_error (error, HALL_ERROR_INVALID, "5.10", "notes",
                      _ ("notes are counted by denomination in fen (10000, 5000, ... 10), each 0 or more"));
      return FALSE;
    }
    *counted += fen * count;
  }
  return TRUE;
}

/* Over and short are two figures and never set against each other (Q21). */
static gboolean
do_count_drawer (HallTx *tx, GError **error)
{
  g_autoptr (GVariant) notes = hall_tx_value (tx, "notes");
  g_autofree char *detail = hall_json_from_variant (notes);
  gint64 counted;
  gint64 expected;
  gint64 over;
  gint64 short_of;

  if (!sum_notes (notes, &counted, error) || !expected_in_drawer (tx, &expected, error))
    return FALSE;
  over = MAX (0, counted - expected);
  short_of = MAX (0, expected - counted);
  if (!insert_entry (tx, "count", counted, expected, over, short_of, detail, error))
    return FALSE;
  hall_tx_answer_int (tx, "expected_fen", expected);
  hall_tx_answer_int (tx, "counted_fen", counted);
  hall_tx_answer_int (tx, "over_fen", over);
  hall_tx_answer_int (tx, "short_fen", short_of);
  return TRUE;
}

static gboolean
do_report_cash_error (HallTx *tx, GError **error)
{
  g_autofree char *detail = hall_json_from_variant (tx->command->args);

  if (!check_cause (hall_tx_text (tx, "kind"), "kind", error))
    return FALSE;
  return insert_entry (tx, "error", hall_tx_int (tx, "amount_fen", 0), 0, 0, 0, detail, error);
}

#define STAFF (HALL_ROLE_CLERK | HALL_ROLE_LEAD)
#define TILL (HALL_COMMAND_AT_COUNTER | HALL_COMMAND_DAY | HALL_COMMAND_CASH)
#define ON_DUTY (HALL_COMMAND_DAY | HALL_COMMAND_CASH)

const HallCommandSpec hall_commands_cash[] = {
  { "charge", STAFF, TILL | HALL_COMMAND_BESIDE,
    "ticket?:word payer?:line account?:word lines:list other_tenders?:list", HALL_TOPIC_CASH, do_charge,
    ask_charge },
  { "call-received", STAFF, TILL | HALL_COMMAND_BESIDE, "charge:int received_fen:money", HALL_TOPIC_CASH,
    do_call_received, ask_charge_row },
  { "unlock-received", STAFF, TILL, "charge:int", HALL_TOPIC_CASH, do_unlock_received, ask_charge_row },
  { "call-change", STAFF, TILL | HALL_COMMAND_BESIDE, "charge:int", HALL_TOPIC_CASH | HALL_TOPIC_PAPERS,
    do_call_change, ask_call_change },
  { "drop-charge", STAFF, TILL | HALL_COMMAND_BESIDE, "charge:int", HALL_TOPIC_CASH, do_drop_charge,
    ask_charge_row },
  { "void", STAFF, HALL_COMMAND_DAY, "receipt:word cause:word reason:reason original_taken_back:bool",
    HALL_TOPIC_CASH, do_void },
  { "approve", HALL_ROLE_LEAD | HALL_ROLE_ADMIN, HALL_COMMAND_DAY, "request:int",
    HALL_TOPIC_CASH | HALL_TOPIC_PAPERS, do_approve },
  { "return-request", HALL_ROLE_LEAD | HALL_ROLE_ADMIN, HALL_COMMAND_DAY, "request:int reason:reason",
    HALL_TOPIC_CASH, do_return_request },
  { "deposit", STAFF, TILL, "amount_fen:money reason:reason", HALL_TOPIC_CASH, do_deposit },
  { "count-drawer", STAFF, ON_DUTY, "notes:group", HALL_TOPIC_CASH, do_count_drawer },
  { "report-cash-error", STAFF, ON_DUTY, "kind:word receipt?:word amount_fen:money reason:reason",
    HALL_TOPIC_CASH, do_report_cash_error },
  { NULL },
};
