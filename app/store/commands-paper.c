/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Papers (hall rules 4, 5.12): a document is part of the transaction that causes it; printing it comes after.
 */

#include <glib/gi18n-lib.h>

#include "hall-journal.h"
#include "hall-json.h"
#include "hall-time.h"
#include "hall-tx.h"

#define ASK_HEADING "SELECT org_name, hall_name, slogan, phone, practice FROM hall WHERE id = 1"

/* Asks ahead what hall_paper_add_heading() will. */
void
hall_paper_ask_heading (HallTx *tx)
{
  hall_db_ask (tx->db, ASK_HEADING, "");
}

/**
 * hall_paper_add_heading:
 * @tx: a transaction
 * @content: what goes on a paper
 *
 * Adds what stands on every paper: organisation, hall, slogan, supervision (row 004-01), and whether it is
 * practice.
 */
void
hall_paper_add_heading (HallTx *tx, GVariantBuilder *content)
{
  g_autoptr (HallRows) rows = hall_db_query (tx->db, NULL, ASK_HEADING, "");
  static const char *const keys[] = { "org", "hall", "slogan", "phone" };

  if (rows == NULL || !hall_rows_next (rows, NULL))
    return;
  for (int i = 0; i < (int)G_N_ELEMENTS (keys); i++)
    g_variant_builder_add (content, "{sv}", keys[i], g_variant_new_string (hall_rows_text (rows, i)));
  g_variant_builder_add (content, "{sv}", "practice", g_variant_new_boolean (hall_rows_int (rows, 4) != 0));
}

static gboolean
enqueue (HallTx *tx,
         gint64 document,
         const char *place,
         const char *printer,
         gint64 copy,
         const char *reason,
         const char *line,
         gint64 *job,
         GError **error)
{
  *job = 0;
  return hall_db_get_int (
      tx->db, job, error,
      "INSERT INTO outbox (document, place, printer, state, copy, reprint_reason, reprint_line,"
      " created_at) VALUES (?1, ?2, ?3, 'waiting', ?4, ?5, ?6, ?7) RETURNING id",
      "ittitti", document, place, printer, copy, reason, line, tx->now);
}

/**
 * hall_paper_issue:
 * @tx: a transaction
 * @kind: ticket, receipt, test
 * @number: of the paper
 * @form: roll80, a5
 * @content: (transfer floating): all that stands on it, a{sv}
 * @place: whose process prints it
 * @printer: (nullable): where; without one the paper is kept and can be printed later
 * @document: (out): its row
 * @error: what went wrong
 *
 * Returns: whether it is issued
 */
gboolean
hall_paper_issue (HallTx *tx,
                  const char *kind,
                  const char *number,
                  const char *form,
                  GVariant *content,
                  const char *place,
                  const char *printer,
                  gint64 *document,
                  GError **error)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (content);
  g_autofree char *text = hall_json_from_variant (owned);
  const char *day = tx->day != NULL ? tx->day : tx->today;
  g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, tx->now);
  const char *const sealed[] = { number, kind, form, day, at, text };
  g_autofree char *hash = hall_hash_texts (sealed, G_N_ELEMENTS (sealed));
  g_autofree char *fact = NULL;

  if (!hall_db_next_id (tx->db, "document", document, error)
      || !hall_db_exec (tx->db, error,
                        "INSERT INTO document (id, number, kind, form, day, at, content)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                        "ittttit", *document, number, kind, form, day, tx->now, text))
    return FALSE;
  fact = g_strdup_printf ("document %" G_GINT64_FORMAT, *document);
  hall_tx_fact (tx, fact, hash);
  return printer == NULL
         || hall_db_exec (tx->db, error,
                          "INSERT INTO outbox (document, place, printer, state, copy, created_at)"
                          " VALUES (?1, ?2, ?3, 'waiting', 0, ?4)",
                          "itti", *document, place, printer, tx->now);
}

/* The rendered bytes, once: whoever renders second gets the hash of the first. */
static gboolean
do_file_paper (HallTx *tx, GError **error)
{
  g_autoptr (GVariant) value = hall_tx_value (tx, "pdf");
  g_autoptr (GBytes) pdf = g_variant_get_data_as_bytes (value);
  gint64 document = hall_tx_int (tx, "document", 0);
  g_autofree char *hash = NULL;
  g_autofree char *filed = NULL;
  g_autofree char *fact = NULL;

  if (g_bytes_get_size (pdf) == 0) {
    hall_set_error (error, HALL_ERROR_INVALID, "5.12", "pdf", _ ("an empty page is no paper"));
    return FALSE;
  }
  filed = hall_db_get_text (tx->db, error, "SELECT hash FROM document_page WHERE document = ?1", "i",
                            document);
  if (filed == NULL) {
    gint64 known = 0;

    if (!hall_db_get_int (tx->db, &known, error, "SELECT 1 FROM document WHERE id = ?1", "i", document))
      return FALSE;
    if (!known) {
      hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "document", _ ("there is no such paper"));
      return FALSE;
    }
    hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, pdf);
    if (!hall_db_exec (tx->db, error, "INSERT INTO document_page (document, pdf, hash) VALUES (?1, ?2, ?3)",
                       "ibt", document, pdf, hash))
      return FALSE;
    fact = g_strdup_printf ("page %" G_GINT64_FORMAT, document);
    hall_tx_fact (tx, fact, hash);
  }
  hall_tx_answer_text (tx, "hash", filed != NULL ? filed : hash);
  return TRUE;
}

/* The state of a paper in the outbox that the command names. */
static char *
job_state (HallTx *tx, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *state = hall_db_get_text (tx->db, &local, "SELECT state FROM outbox WHERE id = ?1", "i",
                                  hall_tx_int (tx, "job", 0));

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (state == NULL)
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "job", _ ("there is no such paper in the outbox"));
  return state;
}

/* A CUPS job is recorded before its document goes out, and only by one: who comes second is told so and
 * follows the first one's. @instead names the one that was taken back. */
static gboolean
do_track_job (HallTx *tx, GError **error)
{
  static const char *const states[] = { "waiting", "sent", "attention", "done", "failed", "unknown", NULL };
  const char *state = hall_tx_text (tx, "state");
  g_autofree char *before = NULL;

  if (state == NULL || !g_strv_contains (states, state)) {
    hall_set_error (error, HALL_ERROR_INVALID, "5.12", "state",
                    _ ("a paper is waiting, sent, attention, done, failed or unknown"));
    return FALSE;
  }
  before = job_state (tx, error);
  if (before == NULL)
    return FALSE;
  if (g_str_equal (before, "done")) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.12", "job", _ ("this paper has come out; that stays so"));
    return FALSE;
  }
  return hall_db_exec_one (tx->db, error,
                           "UPDATE outbox SET state = ?2, reason = ?3, message = ?4, attempts = attempts +"
                           " CASE WHEN ?2 = 'sent' AND state = 'waiting' THEN 1 ELSE 0 END, cups_job = "
                           "coalesce (nullif (?5, 0), cups_job),"
                           " ended_at = CASE WHEN ?2 IN ('done', 'failed') THEN ?6 END"
                           " WHERE id = ?1 AND state <> 'done' AND (?5 = 0 OR cups_job IN (0, ?5, ?7))",
                           "itttiii", hall_tx_int (tx, "job", 0), state, hall_tx_text (tx, "reason"),
                           hall_tx_text (tx, "message"), hall_tx_int (tx, "cups_job", 0), tx->now,
                           hall_tx_int (tx, "instead", 0));
}

/* Again, or elsewhere: the same number, the same bytes, no reprint mark, for nothing has come out (5.12). */
static gboolean
do_retry_job (HallTx *tx, GError **error)
{
  gint64 job = hall_tx_int (tx, "job", 0);
  g_autofree char *state = job_state (tx, error);

  if (state == NULL)
    return FALSE;
  if (g_str_equal (state, "done") || g_str_equal (state, "unknown")) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.12", "job",
                    g_str_equal (state, "done") ? _ ("it has been printed; ask for a reprint")
                                                : _ ("say first whether the paper has come out"));
    return FALSE;
  }
  return hall_db_exec_one (
      tx->db, error,
      "UPDATE outbox SET state = 'waiting', printer = coalesce (?2, printer), reason = NULL,"
      " message = NULL, cups_job = 0, ended_at = NULL WHERE id = ?1",
      "it", job, hall_tx_text (tx, "printer"));
}

/* The clerk's answer to 纸已出来吗？: nobody guesses. */
static gboolean
do_settle_job (HallTx *tx, GError **error)
{
  gboolean came_out = hall_tx_bool (tx, "came_out");
  g_autofree char *state = job_state (tx, error);

  if (state == NULL)
    return FALSE;
  if (!g_str_equal (state, "unknown") && !g_str_equal (state, "attention")
      && !g_str_equal (state, "failed")) {
    hall_set_error (error, HALL_ERROR_REFUSED, "5.12", "job",
                    _ ("it is known where this paper is; there is nothing to settle"));
    return FALSE;
  }
  return hall_db_exec_one (
      tx->db, error,
      "UPDATE outbox SET state = ?2, reason = NULL, message = NULL, cups_job = CASE WHEN"
      " ?2 = 'waiting' THEN 0 ELSE cups_job END, ended_at = CASE WHEN ?2 = 'done' THEN ?3 END"
      " WHERE id = ?1",
      "iti", hall_tx_int (tx, "job", 0), came_out ? "done" : "waiting", tx->now);
}

/* Another copy of what is stored, marked, counted, with a reason (Q22). */
static gboolean
do_reprint (HallTx *tx, GError **error)
{
  gint64 document = hall_tx_int (tx, "document", 0);
  g_autofree char *at = hall_time_format (tx->zone, tx->now, "%Y-%m-%d %H:%M:%S");
  g_autofree char *place = g_strdup_printf ("counter-%d", (int)tx->counter);
  g_autofree char *number = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *printer = NULL;
  g_autofree char *line = NULL;
  gint64 copies = 0;
  gint64 job;

  number = hall_db_get_text (tx->db, error, "SELECT number FROM document WHERE id = ?1", "i", document);
  kind = hall_db_get_text (tx->db, NULL, "SELECT kind FROM document WHERE id = ?1", "i", document);
  if (number == NULL || kind == NULL) {
    if (error == NULL || *error == NULL)
      hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "document", _ ("there is no such paper"));
    return FALSE;
  }
  if (g_str_equal (kind, "receipt") && !tx->cash_right) {
    hall_set_error (error, HALL_ERROR_FORBIDDEN, "7", "as", _ ("%s has no right to take cash"), tx->staff);
    return FALSE;
  }
  if (!hall_db_get_int (tx->db, &copies, error, "SELECT max (copy) FROM outbox WHERE document = ?1", "i",
                        document))
    return FALSE;
  printer = hall_db_get_text (tx->db, NULL, "SELECT printer FROM counter WHERE number = ?1", "i",
                              tx->counter);
  line = g_strdup_printf ("补打 第%d次  %s  %s  %d号窗口  原因：%s", (int)copies + 1, at, tx->staff,
                          (int)tx->counter, hall_tx_text (tx, "reason"));
  if (!enqueue (tx, document, place, printer, copies + 1, hall_tx_text (tx, "reason"), line, &job, error))
    return FALSE;
  hall_tx_answer_int (tx, "job", job);
  hall_tx_answer_text (tx, "number", number);
  hall_tx_answer_int (tx, "copy", copies + 1);
  return TRUE;
}

/* Before a shift: a page that shows whether the printer prints (5.11). */
static gboolean
do_test_printer (HallTx *tx, GError **error)
{
  gint64 counter = tx->counter != 0 ? tx->counter : hall_tx_int (tx, "counter", 0);
  g_auto (GVariantBuilder) content = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *at = hall_time_format (tx->zone, tx->now, "%Y-%m-%d %H:%M:%S");
  g_autofree char *number = g_strdup_printf ("T-%s-%d", tx->today, (int)counter);
  g_autofree char *place = g_strdup_printf ("counter-%d", (int)counter);
  g_autofree char *printer = NULL;
  gint64 document;

  printer = hall_db_get_text (tx->db, error, "SELECT printer FROM counter WHERE number = ?1", "i", counter);
  if (printer == NULL) {
    if (error == NULL || *error == NULL)
      hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "counter", _ ("counter %d has no printer"),
                      (int)counter);
    return FALSE;
  }
  hall_paper_add_heading (tx, &content);
  g_variant_builder_add (&content, "{sv}", "at", g_variant_new_string (at));
  g_variant_builder_add (&content, "{sv}", "staff", g_variant_new_string (tx->staff));
  g_variant_builder_add (&content, "{sv}", "counter", g_variant_new_int64 (counter));
  g_variant_builder_add (&content, "{sv}", "printer", g_variant_new_string (printer));
  if (!hall_paper_issue (tx, "test", number, "roll80", g_variant_builder_end (&content), place, printer,
                         &document, error))
    return FALSE;
  hall_tx_answer_text (tx, "paper", number);
  hall_tx_answer_int (tx, "document", document);
  return TRUE;
}

#define STAFF (HALL_ROLE_CLERK | HALL_ROLE_LEAD)
#define ANYBODY (HALL_ROLE_STATION | STAFF | HALL_ROLE_ADMIN)

const HallCommandSpec hall_commands_paper[] = {
  { "reprint", STAFF, HALL_COMMAND_DAY | HALL_COMMAND_ON_DUTY, "document:int reason:reason",
    HALL_TOPIC_PAPERS, do_reprint },
  { "test-printer", STAFF, HALL_COMMAND_ANYWHERE, "counter?:int", HALL_TOPIC_PAPERS, do_test_printer },
  { "file-paper", ANYBODY, HALL_COMMAND_BESIDE, "document:int form?:word pdf:bytes", HALL_TOPIC_NONE,
    do_file_paper },
  { "track-job", ANYBODY, HALL_COMMAND_BESIDE,
    "job:int state:word reason?:line message?:line cups_job?:int instead?:int", HALL_TOPIC_PAPERS,
    do_track_job },
  { "retry-job", STAFF, HALL_COMMAND_ANYWHERE, "job:int printer?:line", HALL_TOPIC_PAPERS, do_retry_job },
  { "settle-job", STAFF, HALL_COMMAND_ANYWHERE, "job:int came_out:bool", HALL_TOPIC_PAPERS, do_settle_job },
  { NULL },
};
