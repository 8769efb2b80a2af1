/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What cannot be decided at the counter (S004 5.3, 9.2): a leader is asked, a department takes it on, and the
 * customer knows until when. And the answer to an enquiry, given at once. */

#include <glib/gi18n-lib.h>

#include "hall-case-private.h"
#include "hall-knowledge-private.h"
#include "hall-text.h"
#include "hall-time.h"

#define ANSWER_DAYS 1 /* working days until a leader has answered (5.5) */

static gboolean
need (HallTx *tx, const char *name, const char *rule, const char *message, GError **error)
{
  const char *text = hall_tx_text (tx, name);

  if (text != NULL && !hall_tx_is_blank (text))
    return TRUE;
  hall_set_error (error, HALL_ERROR_REFUSED, rule, name, "%s", message);
  return FALSE;
}

static gboolean
insert_task (HallTx *tx,
             const HallCaseRow *row,
             const char *kind,
             const char *who,
             const char *contact,
             const char *question,
             gint64 due,
             GError **error)
{
  return hall_db_exec (tx->db, error,
                       "INSERT INTO case_task (file, kind, who, contact, question, due_at, told_at, made_at,"
                       " made_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8)",
                       "ittttiit", row->id, kind, who, contact, question, due, tx->now, tx->staff);
}

static gboolean
answer_task (HallTx *tx, const HallCaseRow *row, const char *kind, const char *answer, GError **error)
{
  return hall_db_exec (tx->db, error,
                       "UPDATE case_task SET answer = ?3, answered_at = ?4, answered_by = ?5 WHERE file = ?1"
                       " AND kind = ?2 AND answered_at IS NULL",
                       "ittit", row->id, kind, answer, tx->now, tx->staff);
}

static void
answer_due (HallTx *tx, gint64 due)
{
  g_autofree char *text = hall_time_to_iso (tx->zone, due);

  hall_tx_answer_text (tx, "due", text);
}

/* A case that is at its checklist, or that was answered and goes on. */
static gboolean
load_open (HallTx *tx, HallCaseRow *row, GError **error)
{
  return hall_case_load_for_work (tx, row, error)
         && (g_str_equal (row->state, "accepted") || hall_case_begin_return (tx, row, error));
}

/* The slip that tells the customer what was asked and until when they hear (004-89). */
static gboolean
print_slip (HallTx *tx, const HallCaseRow *row, const char *leader, gint64 due, GError **error)
{
  g_auto (GVariantBuilder) content = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *due_text = hall_time_format (tx->zone, due, "%Y-%m-%d %H:%M");

  hall_case_paper_begin (tx, row, tx->counter, &content);
  hall_case_paper_text (&content, "question", hall_tx_text (tx, "question"));
  hall_case_paper_text (&content, "leader", leader);
  hall_case_paper_text (&content, "due_at", due_text);
  return hall_case_paper (tx, row, "consult", row->number, 0, &content, error);
}

/* What is promised comes from the table of clocks (5.5): a clerk does not promise it sooner (003-01, 003-11).
 */
static gboolean
check_promise (HallTx *tx, gint64 due, GError **error)
{
  g_auto (HallCaseHours) hours = { 0 };
  HallDeadline deadline = { .begin = HALL_BEGIN_ASKED,
                            .begin_us = tx->now,
                            .term = { HALL_TERM_WORKING_DAYS, ANSWER_DAYS } };
  g_autoptr (HallDue) soonest = NULL;
  g_autofree char *text = NULL;

  if ((tx->roles & HALL_ROLE_LEAD) != 0)
    return TRUE;
  if (!hall_case_hours_load (tx->db, tx->zone, &hours, error))
    return FALSE;
  soonest = hall_due_compute (&deadline, &hours.hours, tx->now, error);
  if (soonest == NULL || due >= soonest->due_us)
    return soonest != NULL;
  text = hall_time_format (tx->zone, soonest->due_us, "%Y-%m-%d %H:%M");
  hall_set_error (error, HALL_ERROR_REFUSED, "S003 1.1", "due",
                  _ ("an answer is promised for %s at the soonest; only the shift lead promises it sooner"),
                  text);
  return FALSE;
}

gboolean
hall_case_do_consult (HallTx *tx, GError **error)
{
  const char *leader = hall_tx_text (tx, "leader");
  g_auto (HallCaseRow) row = { 0 };
  g_autofree char *phone = NULL;
  gint64 due;

  if (!need (tx, "question", "S004 9.2", _ ("write down what the leader is asked"), error)
      || !need (tx, "leader", "S004 9.2", _ ("say which leader is asked"), error)
      || !load_open (tx, &row, error) || !hall_case_due_argument (tx, "due", ANSWER_DAYS, &due, error)
      || !check_promise (tx, due, error))
    return FALSE;
  phone = hall_case_need_phone (tx, &row, error);
  if (phone == NULL
      || !insert_task (tx, &row, "consult", leader, NULL, hall_tx_text (tx, "question"), due, error)
      || !hall_case_set_state (tx, &row, "consulting", error)
      || !hall_case_event (tx, &row, hall_tx_text (tx, "question"), NULL, error))
    return FALSE;
  answer_due (tx, due);
  return print_slip (tx, &row, leader, due, error);
}

/* The case goes back to its checklist; the customer is still to be told. */
static gboolean
take_answer (HallTx *tx, const char *state, const char *kind, HallCaseRow *row, GError **error)
{
  if (!need (tx, "answer", "S004 9.2", _ ("write down what was answered"), error)
      || !hall_case_load_for_work (tx, row, error))
    return FALSE;
  if (!g_str_equal (row->state, state))
    return hall_case_refuse_state (row, error);
  return answer_task (tx, row, kind, hall_tx_text (tx, "answer"), error)
         && hall_case_set_state (tx, row, row->accepted_at != 0 ? "accepted" : "open", error)
         && hall_case_event (tx, row, hall_tx_text (tx, "answer"), NULL, error);
}

gboolean
hall_case_do_answer_consult (HallTx *tx, GError **error)
{
  g_auto (HallCaseRow) row = { 0 };

  return take_answer (tx, "consulting", "consult", &row, error);
}

/* 协调转办: department, contact, summary, due and phone, or it is not forwarded (5.4, 3.1). */
gboolean
hall_case_do_forward (HallTx *tx, GError **error)
{
  g_auto (HallCaseRow) row = { 0 };
  g_autofree char *phone = NULL;
  gint64 due;

  if (!need (tx, "department", "5.4",
             _ ("say which department; when nobody knows whose it is, ask the shift lead"), error)
      || !need (tx, "contact", "5.4", _ ("say who takes it on there"), error)
      || !need (tx, "summary", "S000 3.4", _ ("write a summary, so that the customer need not tell it again"),
                error)
      || !load_open (tx, &row, error) || !hall_case_due_argument (tx, "due", 0, &due, error))
    return FALSE;
  phone = hall_case_need_phone (tx, &row, error);
  if (phone == NULL
      || !insert_task (tx, &row, "forward", hall_tx_text (tx, "department"), hall_tx_text (tx, "contact"),
                       hall_tx_text (tx, "summary"), due, error)
      || !hall_case_set_state (tx, &row, "forwarded", error)
      || !hall_case_event (tx, &row, hall_tx_text (tx, "summary"), NULL, error))
    return FALSE;
  answer_due (tx, due);
  return TRUE;
}

/* What was coordinated is followed up: the visit is a task of its own (004-36, 003-22). */
gboolean
hall_case_do_answer_forward (HallTx *tx, GError **error)
{
  g_auto (HallCaseRow) row = { 0 };
  g_auto (HallCaseHours) hours = { 0 };
  char first[HALL_DAY_SIZE];
  gint64 due;

  if (!take_answer (tx, "forwarded", "forward", &row, error)
      || !hall_case_hours_load (tx->db, tx->zone, &hours, error)
      || !hall_follow_up_window (&hours.hours, tx->now, first, &due, error)
      || !insert_task (tx, &row, "visit", row.first_responsible, NULL, NULL, due, error))
    return FALSE;
  hall_tx_answer_text (tx, "visit_from", first);
  answer_due (tx, due);
  return TRUE;
}

gboolean
hall_case_do_visit (HallTx *tx, GError **error)
{
  g_auto (HallCaseRow) row = { 0 };
  gint64 open = 0;

  if (!need (tx, "result", "S004 5.3", _ ("write down what the customer said"), error)
      || !hall_case_load_for_work (tx, &row, error)
      || !hall_db_get_int (tx->db, &open, error,
                           "SELECT count (*) FROM case_task WHERE file = ?1 AND kind = 'visit' AND"
                           " answered_at IS NULL",
                           "i", row.id))
    return FALSE;
  if (open == 0) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 5.3", "case", _ ("no follow-up visit of %s is due"),
                    row.number);
    return FALSE;
  }
  return answer_task (tx, &row, "visit", hall_tx_text (tx, "result"), error)
         && hall_case_event (tx, &row, hall_tx_text (tx, "result"), NULL, error);
}

/* The item of the knowledge base as it is now: its answer with the figures of this case's matter (000-20),
 * and its version for the record. */
static gboolean
load_knowledge (HallTx *tx,
                const HallCaseRow *row,
                const char *code,
                GVariantBuilder *detail,
                char **answer,
                GError **error)
{
  const HallSlots slots = {
    .db = tx->db, .zone = tx->zone, .now = tx->now, .today = tx->today, .matter = row->matter
  };
  g_autoptr (HallKnowledgeItem) item = NULL;

  if (!hall_knowledge_load (tx->db, code, &item, error))
    return FALSE;
  if (item == NULL || !item->active) {
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "knowledge",
                    _ ("there is no item “%s” in the knowledge base"), code);
    return FALSE;
  }
  hall_case_paper_text (detail, "knowledge", item->code);
  g_variant_builder_add (detail, "{sv}", "version", g_variant_new_int64 (item->version));
  *answer = hall_slots_fill (&slots, item->answer, error);
  return *answer != NULL;
}

/* An enquiry is answered on the spot, in words or by an item with its version (004-35). That is the reply. */
gboolean
hall_case_do_answer (HallTx *tx, GError **error)
{
  const char *text = hall_tx_text (tx, "text");
  const char *code = hall_tx_text (tx, "knowledge");
  g_auto (GVariantBuilder) detail = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) value = NULL;
  g_auto (HallCaseRow) row = { 0 };
  g_autofree char *standard = NULL;

  if (code == NULL && !need (tx, "text", "5.4", _ ("write down the answer, or name an item"), error))
    return FALSE;
  if (!hall_case_load_for_work (tx, &row, error)
      || (code != NULL && !load_knowledge (tx, &row, code, &detail, &standard, error)))
    return FALSE;
  value = g_variant_ref_sink (g_variant_builder_end (&detail));
  if (!g_str_equal (row.state, "open") && !g_str_equal (row.state, "answered"))
    return hall_case_refuse_state (&row, error);
  return hall_case_set_state (tx, &row, "answered", error)
         && hall_db_exec (tx->db, error, "UPDATE case_file SET replied_at = ?2 WHERE id = ?1", "ii", row.id,
                          tx->now)
         && hall_case_event (tx, &row, text != NULL ? text : standard,
                             g_variant_n_children (value) > 0 ? value : NULL, error);
}
