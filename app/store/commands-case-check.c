/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The checklist at the desk and what follows from it (S004 9.2): complete is accepted at once, incomplete is
 * told once and in full. */

#include <glib/gi18n-lib.h>

#include "hall-case-private.h"
#include "hall-json.h"
#include "hall-text.h"
#include "hall-time.h"
#include "hall-visit-private.h"

static gboolean
load_list (HallTx *tx, const HallCaseRow *row, HallCaseList *list, GError **error)
{
  return hall_case_list_load (tx->db, row->id, row->matter, tx->today, list, error);
}

/* What follows, for the screen and for scripts. */
static void
answer_branch (HallTx *tx, const HallCaseList *list)
{
  g_autofree HallCheckItem *checks = hall_case_list_checks (list);
  HallCaseFinding finding = { 0 };
  g_autofree char *sentence = hall_checklist_sentence (checks, list->items->len, finding);

  hall_tx_answer_text (tx, "branch",
                       hall_branch_name (hall_checklist_branch (checks, list->items->len, finding)));
  hall_tx_answer_text (tx, "sentence", sentence);
}

/**
 * hall_case_new_item:
 * @tx: a transaction
 * @row: a case
 * @code: the code or the name of a material that the case does not have
 * @found: (out): its code
 * @error: NOT_FOUND
 *
 * Looks for it on today's list of the matter: new there since the customer was told.
 *
 * Returns: (transfer full) (nullable): its name
 */
char *
hall_case_new_item (HallTx *tx, const HallCaseRow *row, const char *code, char **found, GError **error)
{
  gint64 version = 0;
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  if (!hall_matter_version (tx->db, row->matter, tx->today, &version, error))
    return NULL;
  rows = hall_db_query (tx->db, error,
                        "SELECT name, code FROM matter_item WHERE matter = ?1 AND version = ?2 AND (code = ?3"
                        " OR name = ?3) AND applicant IN ('all', ?4)",
                        "titt", row->matter, version, code, row->applicant);
  if (rows == NULL)
    return NULL;
  if (hall_rows_next (rows, &local)) {
    *found = hall_rows_dup (rows, 1);
    return hall_rows_dup (rows, 0);
  }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "item", _ ("there is no “%s” on the checklist of %s"),
                    code, row->matter_name);
  return NULL;
}

static gboolean
add_new_item (HallTx *tx, const HallCaseRow *row, const char *code, GError **error)
{
  g_autofree char *known = NULL;
  g_autofree char *name = hall_case_new_item (tx, row, code, &known, error);
  gint64 version = 0;

  if (name == NULL || !hall_matter_version (tx->db, row->matter, tx->today, &version, error))
    return FALSE;
  return hall_db_exec (tx->db, error,
                       "INSERT INTO case_item (file, item, version, state, staff, at)"
                       " SELECT ?1, code, version, 'open', ?5, ?6 FROM matter_item WHERE matter = ?2 AND"
                       " version = ?3 AND (code = ?4 OR name = ?4) AND applicant IN ('all', ?7)",
                       "ititti"
                       "t",
                       row->id, row->matter, version, code, tx->staff, tx->now, row->applicant);
}

/* Told once, provably: what the notice did not ask for is asked for through the lead alone, with one of four
 * causes. */
static gboolean
check_demand (
    HallTx *tx, const HallCaseList *list, const HallCheckItem *item, const char **cause, GError **error)
{
  const char *name = hall_tx_text (tx, "cause");
  HallException exception = { .reason = hall_tx_text (tx, "reason"),
                              .approved_by = (tx->roles & HALL_ROLE_LEAD) != 0 ? tx->staff : NULL };
  gboolean second = FALSE;

  *cause = NULL;
  if (name != NULL && !hall_cause_from_name (name, &exception.cause)) {
    hall_set_error (error, HALL_ERROR_INVALID, "Q07", "cause",
                    _ ("a second notice is for rule-changed, facts-changed, data-changed or our-error"));
    return FALSE;
  }
  if (!hall_demand_check ((const HallTold *)list->told->data, list->told->len, list->expired, item,
                          name != NULL ? &exception : NULL, &second, error))
    return FALSE;
  if (second)
    *cause = hall_cause_name (exception.cause);
  return TRUE;
}

/* What the one who asks wrote about a material, and what goes without saying. */
void
hall_case_fill_words (HallTx *tx, const HallCaseItem *item, HallCheckItem *check)
{
  check->problem = hall_tx_text (tx, "problem");
  check->fix = hall_tx_text (tx, "fix");
  check->where = hall_tx_text (tx, "where");
  check->reason = hall_tx_text (tx, "reason") != NULL ? hall_tx_text (tx, "reason") : check->problem;
  check->deferred_by = NULL;
  check->deferred_until = 0;
  if (check->state != HALL_ITEM_MISSING)
    return;
  /* What is simply not there needs no words of the clerk's: the matter says where to get it. */
  if (check->problem == NULL)
    check->problem = "缺";
  if (check->where == NULL && item->how != NULL && *item->how != '\0')
    check->where = item->how;
  if (check->fix == NULL && check->where == NULL)
    check->fix = "请补交";
}

static gboolean
store_item (HallTx *tx, const HallCaseRow *row, const HallCheckItem *check, const char *cause, GError **error)
{
  const char *state = hall_item_state_name (check->state);
  const char *problem = check->state == HALL_ITEM_NOT_NEEDED ? check->reason : check->problem;
  gint64 sheets = hall_tx_int (tx, "sheets", check->state == HALL_ITEM_HAVE);

  return hall_db_exec_one (
             tx->db, error,
             "UPDATE case_item SET state = ?3, problem = ?4, fix = ?5, where_to_get = ?6, demanded_cause = "
             "?7,"
             " staff = ?8, at = ?9, received = ?10, deferred_until = NULL WHERE file = ?1 AND item = ?2",
             "itttttttii", row->id, check->code, state, problem, check->fix, check->where, cause, tx->staff,
             tx->now, sheets)
         && (check->state != HALL_ITEM_HAVE
             || hall_db_exec (tx->db, error,
                              "UPDATE case_file SET received_at = coalesce (received_at, ?2) WHERE id = ?1",
                              "ii", row->id, tx->now));
}

static GVariant *
item_detail (const HallCaseItem *item, const HallCheckItem *check, const char *cause)
{
  GVariantBuilder detail = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&detail, "{sv}", "item", g_variant_new_string (item->code));
  g_variant_builder_add (&detail, "{sv}", "before",
                         g_variant_new_string (hall_item_state_name (item->check.state)));
  g_variant_builder_add (&detail, "{sv}", "after",
                         g_variant_new_string (hall_item_state_name (check->state)));
  if (cause != NULL)
    g_variant_builder_add (&detail, "{sv}", "cause", g_variant_new_string (cause));
  return g_variant_builder_end (&detail);
}

gboolean
hall_case_do_check (HallTx *tx, GError **error)
{
  const char *code = hall_tx_text (tx, "item");
  g_auto (HallCaseRow) row = { 0 };
  g_auto (HallCaseList) list = { 0 };
  g_auto (HallCaseList) after = { 0 };
  const char *cause = NULL;
  HallCaseItem *item;
  HallCheckItem check;
  HallItemState state;

  if (!hall_item_state_from_name (hall_tx_text (tx, "state"), &state) || state == HALL_ITEM_UNSEEN) {
    hall_set_error (error, HALL_ERROR_INVALID, "S004 9.2", "state",
                    _ ("a material is have, missing, faulty or not-needed"));
    return FALSE;
  }
  if (!hall_case_load_for_work (tx, &row, error) || !hall_case_begin_return (tx, &row, error)
      || !load_list (tx, &row, &list, error))
    return FALSE;
  item = hall_case_list_find (&list, code);
  if (item == NULL) {
    if (!add_new_item (tx, &row, code, error))
      return FALSE;
    hall_case_list_clear (&list);
    if (!load_list (tx, &row, &list, error))
      return FALSE;
    item = hall_case_list_find (&list, code);
  }
  check = item->check;
  check.state = state;
  if ((state == HALL_ITEM_MISSING || state == HALL_ITEM_FAULTY)
      && !check_demand (tx, &list, &check, &cause, error))
    return FALSE;
  check.barred = check.barred && cause == NULL;
  hall_case_fill_words (tx, item, &check);
  if (!hall_check_item_check (&check, error) || !store_item (tx, &row, &check, cause, error)
      || !hall_case_event (tx, &row, item->name, item_detail (item, &check, cause), error)
      || !load_list (tx, &row, &after, error))
    return FALSE;
  answer_branch (tx, &after);
  if (cause != NULL)
    hall_tx_answer_bool (tx, "second", TRUE);
  return TRUE;
}

/**
 * hall_case_check_deferral:
 * @tx: a transaction whose command names a material
 * @list: the checklist
 * @until: when it is to be there
 * @item: (out): the material
 * @error: REFUSED (Q50, S004 9.2), with the field
 *
 * Acceptance with a gap: only what is missing, and only what the matter lets come later.
 *
 * Returns: whether it may follow
 */
gboolean
hall_case_check_deferral (
    HallTx *tx, const HallCaseList *list, gint64 until, HallCaseItem **item, GError **error)
{
  HallCheckItem check;

  *item = hall_case_list_find (list, hall_tx_text (tx, "item"));
  if (*item == NULL
      || ((*item)->check.state != HALL_ITEM_MISSING && (*item)->check.state != HALL_ITEM_FAULTY)) {
    hall_set_error (error, HALL_ERROR_REFUSED, "Q50", "item",
                    _ ("only what is missing or faulty may come later"));
    return FALSE;
  }
  check = (*item)->check;
  check.deferred_by = tx->staff;
  check.deferred_until = until;
  return hall_check_item_check (&check, error);
}

/* Acceptance with a gap (Q50): what the matter lets come later, until a day that the lead sets. */
gboolean
hall_case_do_defer (HallTx *tx, GError **error)
{
  g_auto (HallCaseRow) row = { 0 };
  g_auto (HallCaseList) list = { 0 };
  g_autofree char *day = NULL;
  HallCaseItem *item;
  gint64 until;

  if (!hall_case_load_for_work (tx, &row, error) || !hall_case_begin_return (tx, &row, error)
      || !load_list (tx, &row, &list, error) || !hall_case_due_argument (tx, "until", 0, &until, error)
      || !hall_case_check_deferral (tx, &list, until, &item, error))
    return FALSE;
  day = hall_time_day (tx->zone, until);
  return hall_db_exec_one (tx->db, error,
                           "UPDATE case_item SET deferred_until = ?3, staff = ?4, at = ?5 WHERE file = ?1 AND"
                           " item = ?2",
                           "ittti", row.id, item->code, day, tx->staff, tx->now)
         && hall_db_exec (
             tx->db, error,
             "INSERT INTO case_task (file, kind, who, question, due_at, told_at, made_at, made_by)"
             " VALUES (?1, 'deferred', ?2, ?3, ?4, ?5, ?5, ?2)",
             "ittii", row.id, tx->staff, item->name, until, tx->now)
         && hall_case_event (tx, &row, hall_tx_text (tx, "reason"), NULL, error);
}

/* --- The one-time notice --- */

/* The items it lists, as they are kept; and the cause of a second one, with the lead who gave leave. */
static char *
collect_unmet (const HallCaseList *list, GVariantBuilder *names, gboolean *again, const HallCaseItem **leave)
{
  g_auto (GVariantBuilder) items = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autoptr (GVariant) value = NULL;

  *again = list->rounds > 0 && !list->expired;
  *leave = NULL;
  for (guint i = 0; i < list->items->len; i++) {
    const HallCaseItem *item = g_ptr_array_index (list->items, i);
    g_auto (GVariantBuilder) line = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

    if (!hall_check_item_is_unmet (&item->check))
      continue;
    if (item->cause != NULL) {
      *again = FALSE;
      *leave = item;
    }
    hall_case_paper_text (&line, "code", item->code);
    hall_case_paper_text (&line, "name", item->name);
    hall_case_paper_text (&line, "problem", item->problem);
    hall_case_paper_text (&line, "fix", item->fix);
    hall_case_paper_text (&line, "where", item->where);
    g_variant_builder_add (&items, "v", g_variant_builder_end (&line));
    g_variant_builder_add (names, "v", g_variant_new_string (item->name));
  }
  value = g_variant_ref_sink (g_variant_builder_end (&items));
  return hall_json_from_variant (value);
}

static char *
collect_listed (const HallCaseList *list)
{
  g_auto (GVariantBuilder) codes = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autoptr (GVariant) value = NULL;

  for (guint i = 0; i < list->items->len; i++)
    g_variant_builder_add (
        &codes, "v", g_variant_new_string (((const HallCaseItem *)g_ptr_array_index (list->items, i))->code));
  value = g_variant_ref_sink (g_variant_builder_end (&codes));
  return hall_json_from_variant (value);
}

/* Paper, unless the customer does not want it and says so (Q06); a government hall always gives paper. */
static gboolean
check_paper (HallTx *tx, GError **error)
{
  g_autofree char *profile = hall_tx_option_text (tx, "profile");

  if (!hall_tx_bool (tx, "oral"))
    return TRUE;
  if (g_strcmp0 (profile, "government") == 0) {
    hall_set_error (error, HALL_ERROR_REFUSED, "Q06", "oral", _ ("a notice is given on paper here"));
    return FALSE;
  }
  if (hall_tx_bool (tx, "customer_agrees"))
    return TRUE;
  hall_set_error (error, HALL_ERROR_REFUSED, "Q06", "customer_agrees",
                  _ ("without paper only when the customer wants none; tick that"));
  return FALSE;
}

static char *
valid_until (HallTx *tx, const HallCaseRow *row, GError **error)
{
  g_auto (HallCaseHours) hours = { 0 };
  gint64 until;

  if (!hall_case_hours_load (tx->db, tx->zone, &hours, error)
      || !hall_notice_valid_until (&hours.hours, tx->now,
                                   row->notice_days > 0 ? (int)row->notice_days : HALL_NOTICE_DAYS, &until,
                                   error))
    return NULL;
  return hall_time_day (tx->zone, until);
}

typedef struct {
  char *number;
  char *items;
  char *listed;
  char *until;
} Notice;

static void
notice_clear (Notice *self)
{
  g_free (self->number);
  g_free (self->items);
  g_free (self->listed);
  g_free (self->until);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Notice, notice_clear)

static gboolean
insert_notice (HallTx *tx,
               const HallCaseRow *row,
               const HallCaseList *list,
               const HallCaseItem *leave,
               Notice *notice,
               GError **error)
{
  g_autofree char *year = hall_case_year (tx);
  g_autofree char *series = g_strconcat ("notice/", year, NULL);
  gint64 seq;

  notice->until = valid_until (tx, row, error);
  if (notice->until == NULL || !hall_tx_next_number (tx, series, &seq, error))
    return FALSE;
  notice->number = g_strdup_printf ("告字〔%s〕%05d号", year, (int)seq);
  notice->listed = collect_listed (list);
  return hall_db_exec (
      tx->db, error,
      "INSERT INTO notice (number, file, round, cause, approved_by, oral, items, listed, valid_until, at,"
      " day, staff) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
      "tiittitttitt", notice->number, row->id, list->rounds + 1, leave != NULL ? leave->cause : NULL,
      leave != NULL ? leave->staff : NULL, (gint64)hall_tx_bool (tx, "oral"), notice->items, notice->listed,
      notice->until, tx->now, tx->day, tx->staff);
}

static GVariant *
notice_detail (const char *number, const HallCaseList *list, const HallCaseItem *leave)
{
  GVariantBuilder detail = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&detail, "{sv}", "notice", g_variant_new_string (number));
  g_variant_builder_add (&detail, "{sv}", "round", g_variant_new_int64 (list->rounds + 1));
  if (leave != NULL) {
    g_variant_builder_add (&detail, "{sv}", "cause", g_variant_new_string (leave->cause));
    g_variant_builder_add (&detail, "{sv}", "approved_by", g_variant_new_string (leave->staff));
  }
  return g_variant_builder_end (&detail);
}

/* The customer came and something of what was asked for is still not there: the notice that they have says
 * it all. */
static gboolean
tell_again (HallTx *tx, const HallCaseRow *row, const HallCaseList *list, GError **error)
{
  hall_tx_answer_text (tx, "number", list->last_notice);
  hall_tx_answer_text (tx, "valid_until", list->valid_until);
  hall_tx_answer_bool (tx, "again", TRUE);
  return hall_case_set_state (tx, row, "noticed", error)
         && hall_case_event (tx, row, list->last_notice, NULL, error);
}

/* Everything that is missing, at once, on one paper (004-87). */
gboolean
hall_case_do_issue_notice (HallTx *tx, GError **error)
{
  g_auto (HallCaseRow) row = { 0 };
  g_auto (HallCaseList) list = { 0 };
  g_auto (Notice) notice = { 0 };
  g_auto (GVariantBuilder) names = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autofree HallCheckItem *checks = NULL;
  const HallCaseItem *leave;
  HallCaseFinding finding = { 0 };
  gboolean again;

  if (!check_paper (tx, error) || !hall_case_load_for_work (tx, &row, error)
      || !hall_case_begin_return (tx, &row, error) || !load_list (tx, &row, &list, error))
    return FALSE;
  checks = hall_case_list_checks (&list);
  if (!hall_checklist_check_branch (checks, list.items->len, finding, HALL_BRANCH_NOTICE, error))
    return FALSE;
  notice.items = collect_unmet (&list, &names, &again, &leave);
  hall_tx_answer_value (tx, "items", g_variant_builder_end (&names));
  if (again)
    return tell_again (tx, &row, &list, error);
  if (!insert_notice (tx, &row, &list, leave, &notice, error)
      || !hall_case_set_state (tx, &row, "noticed", error)
      || !hall_case_event (tx, &row, notice.number, notice_detail (notice.number, &list, leave), error))
    return FALSE;
  hall_tx_answer_text (tx, "number", notice.number);
  hall_tx_answer_text (tx, "valid_until", notice.until);
  if (leave != NULL) {
    hall_tx_answer_bool (tx, "second", TRUE);
    hall_tx_fact (tx, "second_notice", notice.number);
  }
  return hall_tx_bool (tx, "oral")
         || hall_case_paper_notice (tx, &row, &list, notice.number, notice.until, error);
}

/* --- Acceptance --- */

/* Complete is accepted at once: the receipt carries the due time and its arithmetic (004-86, 3.4). */
gboolean
hall_case_do_accept (HallTx *tx, GError **error)
{
  g_auto (HallCaseRow) row = { 0 };
  g_auto (HallCaseList) list = { 0 };
  g_autofree HallCheckItem *checks = NULL;
  g_autofree char *year = hall_case_year (tx);
  g_autofree char *series = g_strconcat ("acceptance/", year, NULL);
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;
  HallCaseFinding finding = { 0 };
  gint64 seq;

  if (!hall_case_load_for_work (tx, &row, error) || !hall_case_begin_return (tx, &row, error)
      || !load_list (tx, &row, &list, error))
    return FALSE;
  checks = hall_case_list_checks (&list);
  if (!hall_checklist_check_branch (checks, list.items->len, finding, HALL_BRANCH_ACCEPT, error)
      || !hall_tx_next_number (tx, series, &seq, error))
    return FALSE;
  number = g_strdup_printf ("受字〔%s〕%05d号", year, (int)seq);
  if (row.received_at == 0)
    row.received_at = tx->now;
  row.accepted_at = tx->now;
  if (!hall_case_set_state (tx, &row, "accepted", error)
      || !hall_db_exec (
          tx->db, error,
          "UPDATE case_file SET accepted_at = ?2, received_at = ?3, acceptance = ?4 WHERE id = ?1", "iiit",
          row.id, tx->now, row.received_at, number)
      || !hall_case_set_due (tx, &row, &words, error) || !hall_case_give_back (tx, row.id, FALSE, error)
      || !hall_case_event (tx, &row, number, NULL, error))
    return FALSE;
  hall_tx_answer_text (tx, "number", number);
  if (row.due_at != 0) {
    g_autofree char *due = hall_time_to_iso (tx->zone, row.due_at);

    hall_tx_answer_text (tx, "due", due);
  }
  hall_tx_answer_text (tx, "due_words", words);
  return hall_case_paper_acceptance (tx, &row, &list, number, words, error);
}
