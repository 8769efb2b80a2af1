/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Receipts: posted once, with a dense number per counter and day, and never changed (S004 4.6, 5.6; Q20). */

#include "hall-receipt.h"

#include <glib/gi18n-lib.h>

#include "hall-cash-private.h"
#include "hall-journal.h"
#include "hall-json.h"
#include "hall-money.h"
#include "hall-time.h"

/**
 * hall_receipt_hash_row:
 * @rows: at a row that begins with %HALL_RECEIPT_COLUMNS
 *
 * Returns: (transfer full): the SHA-256 over all of them, hexadecimal
 */
char *
hall_receipt_hash_row (HallRows *rows)
{
  char *owned[HALL_RECEIPT_N_COLUMNS];
  const char *texts[HALL_RECEIPT_N_COLUMNS];
  char *hash;

  for (int i = 0; i < HALL_RECEIPT_N_COLUMNS; i++)
    texts[i] = owned[i] = hall_rows_is_null (rows, i) ? NULL : hall_rows_dup (rows, i);
  hash = hall_hash_texts (texts, HALL_RECEIPT_N_COLUMNS);
  for (int i = 0; i < HALL_RECEIPT_N_COLUMNS; i++)
    g_free (owned[i]);
  return hash;
}

typedef struct {
  const char *kind;
  gint64 charge;
  gint64 ticket;
  gint64 counter;
  const char *staff;
  const char *payer;
  const char *account;
  const char *lines;
  const char *tenders;
  gint64 total_fen;
  gint64 other_fen;
  gint64 received_fen;
  gint64 change_fen;
  const char *sentence;
  gint64 received_at;
  const char *void_of;
  const char *reason;
  const char *approved_by;
} Posting;

static char *
text_of (gint64 value)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

/* The hash is made from what is about to be stored, in the order of HALL_RECEIPT_COLUMNS. */
static char *
hash_posting (const Posting *p,
              const char *number,
              const char *series,
              gint64 seq,
              const char *day,
              const char *words,
              gint64 changed_at)
{
  g_autofree char *seq_text = text_of (seq);
  g_autofree char *charge = text_of (p->charge);
  g_autofree char *ticket = p->ticket != 0 ? text_of (p->ticket) : NULL;
  g_autofree char *counter = text_of (p->counter);
  g_autofree char *total = text_of (p->total_fen);
  g_autofree char *other = text_of (p->other_fen);
  g_autofree char *cash = text_of (p->received_fen - p->change_fen);
  g_autofree char *received = text_of (p->received_fen);
  g_autofree char *change = text_of (p->change_fen);
  g_autofree char *received_at = text_of (p->received_at);
  g_autofree char *changed = text_of (changed_at);
  const char *texts[HALL_RECEIPT_N_COLUMNS] = {
    number,  series,     seq_text,  day,           p->kind,     charge,     ticket,
    counter, p->staff,   p->payer,  p->account,    p->lines,    p->tenders, total,
    other,   cash,       received,  change,        p->sentence, words,      received_at,
    changed, p->void_of, p->reason, p->approved_by
  };

  return hall_hash_texts (texts, HALL_RECEIPT_N_COLUMNS);
}

#define ASK_CODE "SELECT hall_code FROM hall WHERE id = 1"
#define ASK_PRINTER "SELECT printer FROM counter WHERE number = ?1"
#define ASK_FORM "SELECT form FROM counter WHERE number = ?1"

/* Asks ahead what a receipt of this counter needs. */
void
hall_receipt_ask (HallTx *tx)
{
  hall_db_ask (tx->db, ASK_CODE, "");
  hall_db_ask (tx->db, ASK_PRINTER, "i", tx->counter);
  hall_db_ask (tx->db, ASK_FORM, "i", tx->counter);
  hall_paper_ask_heading (tx);
}

static char *
insert_receipt (HallTx *tx, const Posting *p, GError **error)
{
  g_autofree char *code = hall_db_get_text (tx->db, error, ASK_CODE, "");
  g_autofree char *series = NULL;
  g_autofree char *number = NULL;
  g_autofree char *words = hall_money_to_words (ABS (p->total_fen));
  g_autofree char *hash = NULL;
  g_auto (GStrv) day_parts = g_strsplit (tx->day, "-", 3);
  g_autofree char *day_compact = g_strjoinv ("", day_parts);
  gint64 seq;

  if (code == NULL)
    return NULL;
  series = g_strdup_printf ("%s%02d-%s", code, (int)p->counter, day_compact);
  hall_db_ask_id (tx->db, "document");
  if (!hall_tx_next_number (tx, series, &seq, error))
    return NULL;
  number = g_strdup_printf ("%s-%04d", series, (int)seq);
  hash = hash_posting (p, number, series, seq, tx->day, words, tx->now);
  if (!hall_db_exec (
          tx->db, error,
          "INSERT INTO receipt (" HALL_RECEIPT_COLUMNS ", hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6,"
          " nullif (?7, 0), ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23,"
          " ?24, ?25, ?26)",
          "ttittiiittttt"
          "iiiii"
          "ttiitttt",
          number, series, seq, tx->day, p->kind, p->charge, p->ticket, p->counter, p->staff, p->payer,
          p->account, p->lines, p->tenders, p->total_fen, p->other_fen, p->received_fen - p->change_fen,
          p->received_fen, p->change_fen, p->sentence, words, p->received_at, tx->now, p->void_of, p->reason,
          p->approved_by, hash))
    return NULL;
  hall_tx_fact (tx, number, hash);
  return g_steal_pointer (&number);
}

static void
add_text (GVariantBuilder *content, const char *key, const char *value)
{
  if (value != NULL)
    g_variant_builder_add (content, "{sv}", key, g_variant_new_string (value));
}

static void
add_int (GVariantBuilder *content, const char *key, gint64 value)
{
  g_variant_builder_add (content, "{sv}", key, g_variant_new_int64 (value));
}

/* Lines and all tenders, cash among them, read from what is stored of them. */
static void
add_lists (GVariantBuilder *content, const Posting *p)
{
  static const char *const keys[] = { "lines", "tenders" };
  gint64 cash = p->received_fen - p->change_fen;
  const char *others = p->tenders + 1; /* behind the bracket */
  gboolean none = *others == ']';
  g_autoptr (GString) json = g_string_sized_new (512);
  g_autoptr (GVariant) lists = NULL;

  g_string_append_printf (json, "{\"lines\":%s,\"tenders\":[", p->lines);
  if (cash != 0 || none)
    g_string_append_printf (json, "{\"kind\":\"cash\",\"amount_fen\":%" G_GINT64_FORMAT "}%s", cash,
                            none ? "" : ",");
  g_string_append_printf (json, "%s}", others);
  lists = hall_json_to_variant (json->str, NULL);
  g_assert (lists != NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autoptr (GVariant) list = g_variant_lookup_value (lists, keys[i], NULL);

    g_variant_builder_add (content, "{sv}", keys[i], list);
  }
}

static gboolean
issue_paper (
    HallTx *tx, const Posting *p, const char *number, const char *label, gboolean taken_back, GError **error)
{
  g_auto (GVariantBuilder) content = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *at = hall_time_format (tx->zone, tx->now, "%Y-%m-%d %H:%M:%S");
  g_autofree char *received_at = hall_time_format (tx->zone, p->received_at, "%H:%M:%S");
  g_autofree char *changed_at = hall_time_format (tx->zone, tx->now, "%H:%M:%S");
  g_autofree char *words = hall_money_to_words (ABS (p->total_fen));
  g_autofree char *note = hall_tx_option_text (tx, "note_not_invoice");
  g_autofree char *place = g_strdup_printf ("counter-%d", (int)p->counter);
  g_autofree char *printer = NULL;
  g_autofree char *form = NULL;
  gint64 document;

  hall_paper_add_heading (tx, &content);
  add_text (&content, "number", number);
  add_text (&content, "at", at);
  add_int (&content, "counter", p->counter);
  add_text (&content, "staff", p->staff);
  add_text (&content, "ticket", label);
  add_text (&content, "payer", p->payer);
  add_text (&content, "account", p->account);
  add_lists (&content, p);
  add_int (&content, "total_fen", p->total_fen);
  add_text (&content, "words", words);
  add_int (&content, "cash_due_fen", p->total_fen - p->other_fen);
  add_int (&content, "received_fen", p->received_fen);
  add_int (&content, "change_fen", p->change_fen);
  add_text (&content, "sentence", p->sentence);
  add_text (&content, "received_at", received_at);
  add_text (&content, "changed_at", changed_at);
  add_text (&content, "note", note);
  add_text (&content, "qr", number);
  if (p->void_of != NULL) {
    add_text (&content, "void_of", p->void_of);
    add_text (&content, "reason", p->reason);
    add_text (&content, "approved_by", p->approved_by);
    g_variant_builder_add (&content, "{sv}", "original_taken_back", g_variant_new_boolean (taken_back));
  }

  printer = hall_db_get_text (tx->db, NULL, ASK_PRINTER, "i", p->counter);
  form = hall_db_get_text (tx->db, NULL, ASK_FORM, "i", p->counter);
  if (!hall_paper_issue (tx, "receipt", number, form != NULL ? form : "roll80",
                         g_variant_builder_end (&content), place, printer, &document, error))
    return FALSE;
  hall_tx_answer_text (tx, "receipt", number);
  hall_tx_answer_int (tx, "document", document);
  return TRUE;
}

/**
 * hall_receipt_post:
 * @tx: a transaction
 * @charge: a charge whose received amount was called
 * @error: what went wrong
 *
 * Posts the receipt and enqueues its paper: number and money are committed before anything prints.
 *
 * Returns: (transfer full): its number, CD03-20261120-0015
 */
char *
hall_receipt_post (HallTx *tx, const HallChargeRow *charge, GError **error)
{
  Posting posting = { .kind = "receipt",
                      .charge = charge->id,
                      .ticket = charge->ticket,
                      .counter = charge->counter,
                      .staff = tx->staff,
                      .payer = charge->payer,
                      .account = charge->account,
                      .lines = charge->lines,
                      .tenders = charge->tenders,
                      .total_fen = charge->total_fen,
                      .other_fen = charge->other_fen,
                      .received_fen = charge->received_fen,
                      .change_fen = charge->change_fen,
                      .sentence = charge->sentence,
                      .received_at = charge->received_at };
  g_autofree char *number = insert_receipt (tx, &posting, error);

  if (number == NULL || !issue_paper (tx, &posting, number, charge->label, FALSE, error))
    return NULL;
  return g_steal_pointer (&number);
}

/* Same day: the lead; later: the administrator (Q20). */
static gboolean
check_void_right (HallTx *tx, const char *day, GError **error)
{
  gboolean same_day = g_strcmp0 (day, tx->day) == 0;

  if (tx->roles & (same_day ? HALL_ROLE_LEAD : HALL_ROLE_ADMIN))
    return TRUE;
  hall_set_error (error, HALL_ERROR_FORBIDDEN, "Q20", "as",
                  same_day ? _ ("a void of today is approved by the shift lead")
                           : _ ("a void after the day is approved by an administrator"));
  return FALSE;
}

/* What was not paid in cash goes back the way it came. */
static char *
turn_tenders (const char *json, GError **error)
{
  g_auto (GVariantBuilder) turned = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autofree char *wrapped = g_strdup_printf ("{\"list\":%s}", json);
  g_autoptr (GVariant) object = hall_json_to_variant (wrapped, error);
  g_autoptr (GVariant) list = object != NULL ? g_variant_lookup_value (object, "list", NULL) : NULL;
  g_autoptr (GVariant) value = NULL;

  if (list == NULL)
    return NULL;
  for (gsize i = 0; i < g_variant_n_children (list); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (list, i);
    g_autoptr (GVariant) tender = g_variant_get_variant (boxed);
    g_auto (GVariantBuilder) out = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
    const char *kind = "";
    gint64 amount = 0;

    g_variant_lookup (tender, "kind", "&s", &kind);
    g_variant_lookup (tender, "amount_fen", "x", &amount);
    g_variant_builder_add (&out, "{sv}", "kind", g_variant_new_string (kind));
    g_variant_builder_add (&out, "{sv}", "amount_fen", g_variant_new_int64 (-amount));
    g_variant_builder_add (&turned, "v", g_variant_builder_end (&out));
  }
  value = g_variant_ref_sink (g_variant_builder_end (&turned));
  return hall_json_from_variant (value);
}

/**
 * hall_receipt_post_void:
 * @tx: a transaction, of the one who approves
 * @number: the receipt to reverse
 * @detail: the request's arguments, JSON
 * @counter: where it was asked
 * @error: REFUSED, FORBIDDEN
 *
 * The reversal is a receipt of its own with the sign turned; the original stays as it is (rows 004-42).
 *
 * Returns: whether it is posted
 */
gboolean
hall_receipt_post_void (HallTx *tx, const char *number, const char *detail, gint64 counter, GError **error)
{
  g_autoptr (GVariant) args = hall_json_to_variant (detail, error);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;
  g_autofree char *tenders = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *reversal = NULL;
  g_autofree char *amount = NULL;
  const char *reason = NULL;
  gboolean taken_back = FALSE;
  Posting posting = { 0 };

  if (args == NULL)
    return FALSE;
  rows = hall_db_query (tx->db, error,
                        "SELECT r.day, r.charge, r.ticket, r.counter, r.staff, r.payer, r.account, r.lines,"
                        " r.total_fen, r.other_fen, r.cash_fen, t.label, r.tenders FROM receipt r"
                        " LEFT JOIN ticket t ON t.id = r.ticket WHERE r.number = ?1",
                        "t", number);
  if (rows == NULL || !hall_rows_next (rows, error)
      || !check_void_right (tx, hall_rows_text (rows, 0), error))
    return FALSE;
  g_variant_lookup (args, "reason", "&s", &reason);
  g_variant_lookup (args, "original_taken_back", "b", &taken_back);
  tenders = turn_tenders (hall_rows_text (rows, 12), error);
  if (tenders == NULL)
    return FALSE;

  amount = hall_money_to_spoken (hall_rows_int (rows, 8));
  sentence = g_strdup_printf ("冲正%s，退款%s元。", number, amount);
  posting = (Posting){ .kind = "void",
                       .charge = hall_rows_int (rows, 1),
                       .ticket = hall_rows_int (rows, 2),
                       .counter = counter != 0 ? counter : hall_rows_int (rows, 3),
                       .staff = tx->staff,
                       .payer = hall_rows_text (rows, 5),
                       .account = hall_rows_text (rows, 6),
                       .lines = hall_rows_text (rows, 7),
                       .tenders = tenders,
                       .total_fen = -hall_rows_int (rows, 8),
                       .other_fen = -hall_rows_int (rows, 9),
                       .received_fen = -hall_rows_int (rows, 10),
                       .change_fen = 0,
                       .sentence = sentence,
                       .received_at = tx->now,
                       .void_of = number,
                       .reason = reason,
                       .approved_by = tx->staff };
  reversal = insert_receipt (tx, &posting, error);
  return reversal != NULL
         && issue_paper (tx, &posting, reversal, hall_rows_text (rows, 11), taken_back, error);
}
