/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a lead decides about a case: a refusal, which comes on paper with reason and basis (S004 5.3, 9.2),
 * and more time (hall rules 3.4). */

#include <glib/gi18n-lib.h>

#include "hall-case-private.h"
#include "hall-json.h"
#include "hall-text.h"
#include "hall-time.h"
#include "hall-visit-private.h"

#define MIN_REASON_CHARS 10

/* What a class of refusal is called inside and on the paper (4.4). */
static const char *const classes[][2] = {
  { "not-our-business", "不属于本单位职责" },
  { "conditions-not-met", "不符合规定条件" },
  { "not-allowed", "依法（依约）不可办理" },
  { "duplicate", "重复申请" },
};

static const char *
class_words (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_strcmp0 (classes[i][0], name) == 0 || g_strcmp0 (classes[i][1], name) == 0)
      return classes[i][1];
  return NULL;
}

/**
 * hall_refusal_class_word:
 * @name: a class of refusal, as it is asked for
 *
 * Returns: (transfer none): what it is called on paper
 */
const char *
hall_refusal_class_word (const char *name)
{
  const char *words = class_words (name);

  return words != NULL ? words : name;
}

/* No one-word brush-off (004-30, 004-37). */
static gboolean
check_reason (HallTx *tx, GError **error)
{
  const char *reason = hall_tx_text (tx, "reason");

  if (reason != NULL && g_utf8_strlen (reason, -1) >= MIN_REASON_CHARS
      && hall_reason_check (reason, "reason", NULL))
    return TRUE;
  hall_set_error (error, HALL_ERROR_REFUSED, "S004 5.3", "reason",
                  _ ("explain the reason to the customer in %d characters or more"), MIN_REASON_CHARS);
  return FALSE;
}

static gboolean
check_refusal (HallTx *tx, GError **error)
{
  const char *words = class_words (hall_tx_text (tx, "class"));
  const char *basis = hall_tx_text (tx, "basis");
  const char *option = hall_tx_text (tx, "option");

  if (words == NULL) {
    hall_set_error (error, HALL_ERROR_INVALID, "S004 9.2", "class",
                    _ ("a refusal is not-our-business, conditions-not-met, not-allowed or duplicate"));
    return FALSE;
  }
  if (!check_reason (tx, error))
    return FALSE;
  if (basis == NULL || !hall_reason_check (basis, "basis", NULL)) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 5.3", "basis",
                    _ ("name the basis: which document and which article"));
    return FALSE;
  }
  if (words == classes[0][1] && (option == NULL || hall_tx_is_blank (option))) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 9.2", "option",
                    _ ("say where the customer can go instead"));
    return FALSE;
  }
  return TRUE;
}

/* The clerk drafts, the lead approves, and with that the paper comes (004-37, 004-88). */
gboolean
hall_case_do_refuse (HallTx *tx, GError **error)
{
  g_auto (HallCaseRow) row = { 0 };

  if (!check_refusal (tx, error) || !hall_case_load_for_work (tx, &row, error)
      || !hall_case_begin_return (tx, &row, error))
    return FALSE;
  return hall_db_exec_one (tx->db, error, "UPDATE case_file SET state = 'refusing' WHERE id = ?1", "i",
                           row.id)
         && hall_case_event (tx, &row, hall_tx_text (tx, "reason"), NULL, error)
         && hall_case_ask (tx, &row, "refusal", NULL, error);
}

/* 申请表1份, 身份证件（仅核对）: all of it goes back with the paper (4.4). */
static void
add_returned (GVariantBuilder *list, const HallCaseItem *item)
{
  gint64 here = item->received - item->handed_back;
  gboolean seen = g_strcmp0 (item->handling, "check") == 0;

  if (seen)
    g_variant_builder_add (list, "v",
                           g_variant_new_take_string (g_strdup_printf ("%s（仅核对）", item->name)));
  else if (here > 0)
    g_variant_builder_add (list, "v",
                           g_variant_new_take_string (g_strdup_printf ("%s%d份", item->name, (int)here)));
}

static gboolean
print_refusal (
    HallTx *tx, const HallCaseRow *row, GVariant *asked, const char *number, gint64 counter, GError **error)
{
  static const char *const keys[][2] = { { "reason", "reason_text" },
                                         { "basis", "basis" },
                                         { "explanation", "explanation" },
                                         { "option", "next_option" } };
  g_auto (GVariantBuilder) content = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_auto (GVariantBuilder) returned = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_auto (HallCaseList) list = { 0 };
  g_autofree char *remedy = hall_tx_option_text (tx, "remedy");
  g_autofree char *profile = hall_tx_option_text (tx, "profile");
  const char *class_name = NULL;
  gboolean understands = FALSE;

  if (!hall_case_list_load (tx->db, row->id, row->matter, tx->today, &list, error))
    return FALSE;
  for (guint i = 0; i < list.items->len; i++) {
    const HallCaseItem *item = g_ptr_array_index (list.items, i);

    if (item->check.state == HALL_ITEM_HAVE)
      add_returned (&returned, item);
  }
  hall_case_paper_begin (tx, row, counter, &content);
  hall_case_paper_text (&content, "refusal_no", number);
  g_variant_lookup (asked, "class", "&s", &class_name);
  hall_case_paper_text (&content, "reason_class", class_words (class_name));
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    const char *text = NULL;

    g_variant_lookup (asked, keys[i][0], "&s", &text);
    hall_case_paper_text (&content, keys[i][1], text);
  }
  if (g_variant_lookup (asked, "understands", "b", &understands))
    g_variant_builder_add (&content, "{sv}", "customer_understands", g_variant_new_boolean (understands));
  hall_case_paper_text (&content, "remedy", remedy);
  hall_case_paper_text (&content, "profile", profile);
  g_variant_builder_add (&content, "{sv}", "returned_items", g_variant_builder_end (&returned));
  hall_case_paper_person (tx, &content, "clerk", row->handler);
  hall_case_paper_person (tx, &content, "lead", tx->staff);
  return hall_case_paper (tx, row, "refusal", number, counter, &content, error);
}

static gboolean
post_refusal (HallTx *tx, HallCaseRow *row, GVariant *asked, gint64 counter, GError **error)
{
  g_autofree char *year = hall_case_year (tx);
  g_autofree char *series = g_strconcat ("refusal/", year, NULL);
  g_autofree char *number = NULL;
  gint64 seq;

  if (!hall_tx_next_number (tx, series, &seq, error))
    return FALSE;
  number = g_strdup_printf ("不受字〔%s〕%05d号", year, (int)seq);
  if (!hall_case_set_state (tx, row, "refused", error)
      || !hall_db_exec (tx->db, error, "UPDATE case_file SET refusal = ?2 WHERE id = ?1", "it", row->id,
                        number)
      || !hall_case_event (tx, row, number, NULL, error))
    return FALSE;
  hall_tx_answer_text (tx, "number", number);
  return print_refusal (tx, row, asked, number, counter, error)
         && hall_case_give_back (tx, row->id, TRUE, error);
}

/* "2026-001153", or with the material that it is about "2026-001153/title". */
static char *
split_subject (const char *subject, const char **item)
{
  const char *slash = strchr (subject, '/');

  *item = slash != NULL ? slash + 1 : "";
  return slash != NULL ? g_strndup (subject, (gsize)(slash - subject)) : g_strdup (subject);
}

/**
 * hall_case_decide:
 * @tx: a transaction, of the one who decides
 * @kind: refusal, extension, demand, deferral
 * @subject: the number of the case, and the material that it is about
 * @detail: the request's arguments, JSON
 * @counter: where it was asked
 * @approved: or sent back
 * @error: FORBIDDEN, REFUSED
 *
 * Carries out what a clerk asked for and the lead agrees to (hall rules 7), or puts the case back where it
 * was.
 *
 * Returns: whether it is done
 */
gboolean
hall_case_decide (HallTx *tx,
                  const char *kind,
                  const char *subject,
                  const char *detail,
                  gint64 counter,
                  gboolean approved,
                  GError **error)
{
  g_autoptr (GVariant) asked = hall_json_to_variant (detail, error);
  g_auto (HallCaseRow) row = { 0 };
  const char *item;
  g_autofree char *number = split_subject (subject, &item);
  gboolean refusal = g_str_equal (kind, "refusal");

  tx->topics |= HALL_TOPIC_CASES;
  if ((tx->roles & HALL_ROLE_LEAD) == 0) {
    hall_set_error (error, HALL_ERROR_FORBIDDEN, "7", "as", _ ("what concerns a case is the shift lead's"));
    return FALSE;
  }
  if (asked == NULL || !hall_case_load_number (tx, number, &row, error))
    return FALSE;
  /* It was closed meanwhile: the request can be sent back, and no more. */
  if ((refusal && !g_str_equal (row.state, "refusing")) || (approved && g_str_equal (row.state, "closed")))
    return hall_case_refuse_state (&row, error);
  hall_tx_answer_text (tx, "case", row.number);
  if (!approved)
    return (!refusal || hall_case_set_state (tx, &row, "open", error))
           && hall_case_event (tx, &row, hall_tx_text (tx, "reason"), NULL, error);
  if (refusal)
    return post_refusal (tx, &row, asked, counter, error);
  return g_str_equal (kind, "extension") ? hall_case_extend (tx, &row, asked, error)
                                         : hall_case_grant (tx, &row, kind, item, asked, error);
}

/* --- The clock --- */

static gboolean
load_running (HallTx *tx, HallCaseRow *row, GError **error)
{
  if (!hall_case_load_for_work (tx, row, error))
    return FALSE;
  if (row->due_at != 0 && row->accepted_at != 0)
    return TRUE;
  hall_set_error (error, HALL_ERROR_REFUSED, "S004 9.4", "case", _ ("no clock runs for %s"), row->number);
  return FALSE;
}

static gboolean
answer_clock (HallTx *tx, HallCaseRow *row, GError **error)
{
  g_autofree char *words = NULL;
  g_autofree char *due = NULL;

  if (!hall_case_set_due (tx, row, &words, error))
    return FALSE;
  due = hall_time_to_iso (tx->zone, row->due_at);
  hall_tx_answer_text (tx, "due", due);
  hall_tx_answer_text (tx, "due_words", words);
  return TRUE;
}

/* The hall waits for the customer: that time does not count, and a reason says why (3.4). */
gboolean
hall_case_do_suspend (HallTx *tx, GError **error)
{
  g_auto (HallCaseRow) row = { 0 };

  if (!load_running (tx, &row, error))
    return FALSE;
  if (row.suspended_since != 0) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 9.4", "case", _ ("the clock of %s stands already"),
                    row.number);
    return FALSE;
  }
  return hall_db_exec (tx->db, error,
                       "INSERT INTO case_suspension (file, from_at, reason) VALUES (?1, ?2, ?3)", "iit",
                       row.id, tx->now, hall_tx_text (tx, "reason"))
         && hall_db_exec_one (tx->db, error, "UPDATE case_file SET suspended_since = ?2 WHERE id = ?1", "ii",
                              row.id, tx->now)
         && hall_case_event (tx, &row, hall_tx_text (tx, "reason"), NULL, error)
         && answer_clock (tx, &row, error);
}

gboolean
hall_case_do_resume (HallTx *tx, GError **error)
{
  g_auto (HallCaseRow) row = { 0 };

  if (!load_running (tx, &row, error))
    return FALSE;
  if (row.suspended_since == 0) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 9.4", "case", _ ("the clock of %s runs"), row.number);
    return FALSE;
  }
  return hall_db_exec (tx->db, error,
                       "UPDATE case_suspension SET until_at = ?2 WHERE file = ?1 AND until_at IS NULL", "ii",
                       row.id, tx->now)
         && hall_db_exec_one (tx->db, error, "UPDATE case_file SET suspended_since = NULL WHERE id = ?1", "i",
                              row.id)
         && hall_case_event (tx, &row, NULL, NULL, error) && answer_clock (tx, &row, error);
}

/**
 * hall_case_extension:
 * @db: a connection
 * @zone: the hall's
 * @unit: of the promise
 * @due_at: when the case is due
 * @due: a later time
 * @amount: (out): how much more that is
 * @error: what went wrong
 *
 * Returns: whether it could be counted
 */
gboolean
hall_case_extension (
    HallDb *db, GTimeZone *zone, HallTermUnit unit, gint64 due_at, gint64 due, gint64 *amount, GError **error)
{
  g_auto (HallCaseHours) hours = { 0 };
  g_autofree char *from = hall_time_day (zone, due_at);
  g_autofree char *to = hall_time_day (zone, due);
  guint32 day;
  guint32 last;

  if (unit == HALL_TERM_MINUTES) {
    *amount = (due - due_at) / HALL_MINUTE;
    return TRUE;
  }
  if (!hall_case_hours_load (db, zone, &hours, error))
    return FALSE;
  *amount = 0;
  if (hall_day_to_number (from, &day) && hall_day_to_number (to, &last))
    while (day < last)
      *amount += hall_calendar_is_working_day (hours.statutory, ++day);
  return TRUE;
}

static gboolean
extension_amount (
    HallTx *tx, const HallCaseRow *row, const HallTerm *term, gint64 due, gint64 *amount, GError **error)
{
  return hall_case_extension (tx->db, tx->zone, term->unit, row->due_at, due, amount, error);
}

/* Before expiry only; the lead approves, and the customer is told why. */
gboolean
hall_case_do_extend (HallTx *tx, GError **error)
{
  g_auto (HallCaseRow) row = { 0 };
  HallTerm term;
  gint64 due;
  gint64 amount = 0;

  if (!load_running (tx, &row, error))
    return FALSE;
  if (tx->now > row.due_at) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 9.4", "due",
                    _ ("the time of this case is up; it could only be extended before"));
    return FALSE;
  }
  if (!hall_case_due_argument (tx, "due", 0, &due, error) || !hall_case_term (&row, &term)
      || !extension_amount (tx, &row, &term, due, &amount, error))
    return FALSE;
  if (amount < 1) {
    hall_set_error (error, HALL_ERROR_INVALID, "S004 9.4", "due",
                    _ ("an extension is later than what it extends"));
    return FALSE;
  }
  return hall_case_event (tx, &row, hall_tx_text (tx, "reason"), NULL, error)
         && hall_case_ask (tx, &row, "extension", NULL, error);
}

/* How the customer was told: with the request, or by a reply since. */
static char *
find_told (HallTx *tx, const HallCaseRow *row, GVariant *asked, GError **error)
{
  const char *told = NULL;

  if (g_variant_lookup (asked, "told", "&s", &told) && !hall_tx_is_blank (told))
    return g_strdup (told);
  return hall_db_get_text (tx->db, error,
                           "SELECT e.text FROM case_event e WHERE e.file = ?1 AND e.command = 'reply' AND"
                           " e.at >= (SELECT r.asked_at FROM request r WHERE r.id = ?2) ORDER BY e.id DESC"
                           " LIMIT 1",
                           "ii", row->id, hall_tx_int (tx, "request", 0));
}

gboolean
hall_case_extend (HallTx *tx, HallCaseRow *row, GVariant *asked, GError **error)
{
  g_autofree char *told = NULL;
  g_autofree char *day = NULL;
  const char *reason = NULL;
  const char *text = NULL;
  HallExtension extension = { .approved_by = tx->staff };
  g_auto (HallCaseHours) hours = { 0 };
  HallTerm term;
  gint64 due = 0;

  g_variant_lookup (asked, "reason", "&s", &reason);
  g_variant_lookup (asked, "due", "&s", &text);
  if (!hall_case_hours_load (tx->db, tx->zone, &hours, error) || !hall_case_term (row, &term)
      || !(hall_day_is_valid (text) ? hall_time_at (tx->zone, text, hours.closes, &due, error)
                                    : hall_time_parse (tx->zone, text, &due, error))
      || !extension_amount (tx, row, &term, due, &extension.amount, error))
    return FALSE;
  told = find_told (tx, row, asked, NULL);
  extension.reason = reason;
  extension.told = told;
  if (!hall_extension_check (&extension, term.unit, row->due_at, tx->now, error))
    return FALSE;
  row->extension += extension.amount;
  return hall_db_exec_one (tx->db, error, "UPDATE case_file SET extension = ?2 WHERE id = ?1", "ii", row->id,
                           row->extension)
         && answer_clock (tx, row, error) && hall_case_event (tx, row, reason, NULL, error);
}
