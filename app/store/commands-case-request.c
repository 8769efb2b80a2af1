/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a clerk asks the lead for at the checklist: to demand what the notice did not (Q07), and to let a
 * material follow later (Q50). The lead's yes carries it out as if the lead had done it (hall rules 7). */

#include <glib/gi18n-lib.h>

#include "hall-case-private.h"
#include "hall-json.h"
#include "hall-time.h"

/**
 * hall_case_ask:
 * @tx: a transaction whose command asks for something
 * @row: a case
 * @kind: refusal, extension, demand, deferral
 * @item: (nullable): the code of the material that it is about
 * @error: CONFLICT when the same waits already
 *
 * Puts the command's arguments where the lead finds them. Of a kind one may wait for a case, or for each
 * material of it.
 *
 * Returns: whether it waits now
 */
gboolean
hall_case_ask (HallTx *tx, const HallCaseRow *row, const char *kind, const char *item, GError **error)
{
  g_autofree char *detail = hall_json_from_variant (tx->command->args);
  g_autofree char *subject = item != NULL ? g_strconcat (row->number, "/", item, NULL)
                                          : g_strdup (row->number);
  gint64 request = 0;
  gint64 asked = 0;

  if (!hall_db_get_int (
          tx->db, &asked, error,
          "SELECT count (*) FROM request WHERE kind = ?1 AND subject = ?2 AND state = 'waiting'", "tt", kind,
          subject))
    return FALSE;
  if (asked > 0) {
    hall_set_error (error, HALL_ERROR_CONFLICT, "7", item != NULL ? "item" : "case",
                    _ ("%s waits for approval already"), row->number);
    return FALSE;
  }
  if (!hall_db_get_int (tx->db, &request, error,
                        "INSERT INTO request (day, kind, subject, detail, state, asked_by, counter, asked_at)"
                        " VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, ?6, ?7) RETURNING id",
                        "tttttii", tx->day, kind, subject, detail, tx->staff, tx->counter, tx->now))
    return FALSE;
  hall_tx_answer_text (tx, "case", row->number);
  hall_tx_answer_int (tx, "request", request);
  return TRUE;
}

static gboolean
load_list (HallTx *tx, const HallCaseRow *row, HallCaseList *list, GError **error)
{
  return hall_case_list_load (tx->db, row->id, row->matter, tx->today, list, error);
}

static GVariant *
item_detail (const char *item, const char *cause, const char *until)
{
  GVariantBuilder detail = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  hall_case_paper_text (&detail, "item", item);
  hall_case_paper_text (&detail, "cause", cause);
  hall_case_paper_text (&detail, "until", until);
  return g_variant_builder_end (&detail);
}

/* --- A second demand --- */

static gboolean
check_demand_args (HallTx *tx, HallItemState *state, GError **error)
{
  const char *name = hall_tx_text (tx, "state");
  HallCause cause;

  *state = HALL_ITEM_MISSING;
  if (name != NULL
      && (!hall_item_state_from_name (name, state)
          || (*state != HALL_ITEM_MISSING && *state != HALL_ITEM_FAULTY))) {
    hall_set_error (error, HALL_ERROR_INVALID, "S004 9.2", "state",
                    _ ("what is demanded is missing or faulty"));
    return FALSE;
  }
  if (!hall_cause_from_name (hall_tx_text (tx, "cause"), &cause)) {
    hall_set_error (error, HALL_ERROR_INVALID, "Q07", "cause",
                    _ ("a second notice is for rule-changed, facts-changed, data-changed or our-error"));
    return FALSE;
  }
  return TRUE;
}

/* The lead's leave is asked for where it is needed, and nowhere else: it would be counted. */
static gboolean
check_barred (const HallCaseList *list, const HallCaseItem *item, GError **error)
{
  if (item->cause == NULL
      && hall_demand_judge ((const HallTold *)list->told->data, list->told->len, list->expired, item->code)
             == HALL_DEMAND_BARRED)
    return TRUE;
  hall_set_error (error, HALL_ERROR_REFUSED, "Q07", "item",
                  _ ("“%s” can be asked for without the shift lead"), item->name);
  return FALSE;
}

/* Nothing changes yet: what is asked for is looked at as the lead's yes will look at it. */
gboolean
hall_case_do_request_demand (HallTx *tx, GError **error)
{
  const char *code = hall_tx_text (tx, "item");
  g_auto (HallCaseRow) row = { 0 };
  g_auto (HallCaseList) list = { 0 };
  g_autofree char *name = NULL;
  HallCaseItem fresh = { 0 };
  HallCaseItem *item;
  HallCheckItem check;
  HallItemState state;

  if (!check_demand_args (tx, &state, error) || !hall_case_load_for_work (tx, &row, error)
      || !hall_case_begin_return (tx, &row, error) || !load_list (tx, &row, &list, error))
    return FALSE;
  item = hall_case_list_find (&list, code);
  if (item == NULL) {
    name = hall_case_new_item (tx, &row, code, &fresh.code, error);
    if (name == NULL)
      return FALSE;
    fresh.name = name;
    fresh.check.code = fresh.code;
    fresh.check.name = name;
    item = &fresh;
  }
  check = item->check;
  check.state = state;
  check.barred = FALSE; /* as with the lead's leave */
  hall_case_fill_words (tx, item, &check);
  if (check_barred (&list, item, error) && hall_check_item_check (&check, error)
      && hall_case_event (tx, &row, item->name, item_detail (item->code, hall_tx_text (tx, "cause"), NULL),
                          error)
      && hall_case_ask (tx, &row, "demand", item->code, error)) {
    g_free (fresh.code);
    return TRUE;
  }
  g_free (fresh.code);
  return FALSE;
}

/* --- A material that may follow --- */

gboolean
hall_case_do_request_deferral (HallTx *tx, GError **error)
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
  return hall_case_event (tx, &row, item->name, item_detail (item->code, NULL, day), error)
         && hall_case_ask (tx, &row, "deferral", item->code, error);
}

/* --- The lead's yes --- */

/* As the lead's own command @name with what the clerk wrote: one way to do it, one place that refuses. */
static gboolean
carry_out (HallTx *tx, const char *name, GVariant *args, GError **error)
{
  const HallCommand *outer = tx->command;
  const HallCommandSpec *spec = tx->spec;
  g_autoptr (HallCommand) inner = hall_command_new (name, args, outer->staff, outer->counter, outer->station,
                                                    outer->request_id);
  gboolean ok;

  tx->command = inner;
  tx->spec = hall_command_spec_find (name);
  g_assert (tx->spec != NULL && (tx->spec->roles & tx->roles) != 0);
  ok = tx->spec->func (tx, error);
  tx->command = outer;
  tx->spec = spec;
  return ok;
}

/* The material by its code, whatever the clerk called it, and as missing when nothing was said. */
static GVariant *
demand_args (const HallCaseRow *row, GVariant *asked, const char *item)
{
  static const char *const keys[] = { "problem", "fix", "where", "cause", "reason" };
  GVariantBuilder args = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  const char *state = "missing";

  g_variant_lookup (asked, "state", "&s", &state);
  hall_case_paper_text (&args, "case", row->number);
  hall_case_paper_text (&args, "item", item);
  hall_case_paper_text (&args, "state", *state != '\0' ? state : "missing");
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    const char *text = NULL;

    g_variant_lookup (asked, keys[i], "&s", &text);
    hall_case_paper_text (&args, keys[i], text);
  }
  return g_variant_ref_sink (g_variant_builder_end (&args));
}

static gboolean
grant_demand (HallTx *tx, const HallCaseRow *row, GVariant *asked, const char *code, GError **error)
{
  g_autoptr (GVariant) args = demand_args (row, asked, code);
  g_auto (HallCaseList) list = { 0 };
  const HallCaseItem *item;

  if (!load_list (tx, row, &list, error))
    return FALSE;
  item = hall_case_list_find (&list, code);
  /* A notice that is not valid any more, or a second lead: leave is not needed now, and would count. */
  return (item == NULL || check_barred (&list, item, error)) && carry_out (tx, "check", args, error);
}

static gboolean
grant_deferral (HallTx *tx, const HallCaseRow *row, GVariant *asked, const char *code, GError **error)
{
  GVariantBuilder args = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) value = NULL;
  const char *until = NULL;
  const char *reason = NULL;

  g_variant_lookup (asked, "until", "&s", &until);
  g_variant_lookup (asked, "reason", "&s", &reason);
  hall_case_paper_text (&args, "case", row->number);
  hall_case_paper_text (&args, "item", code);
  hall_case_paper_text (&args, "until", until);
  hall_case_paper_text (&args, "reason", reason);
  value = g_variant_ref_sink (g_variant_builder_end (&args));
  return carry_out (tx, "defer-item", value, error);
}

/**
 * hall_case_grant:
 * @tx: a transaction, of the lead
 * @row: the case
 * @kind: demand, deferral
 * @item: the code of the material
 * @asked: the request's arguments
 * @error: REFUSED when the case has gone on meanwhile
 *
 * Carries out what the lead agrees to. Only while the checklist is being worked on: whoever has left with the
 * notice in hand is not called back for one more paper.
 *
 * Returns: whether it is done
 */
gboolean
hall_case_grant (
    HallTx *tx, const HallCaseRow *row, const char *kind, const char *item, GVariant *asked, GError **error)
{
  if (!g_str_equal (row->state, "open"))
    return hall_case_refuse_state (row, error);
  return (g_str_equal (kind, "demand") ? grant_demand (tx, row, asked, item, error)
                                       : grant_deferral (tx, row, asked, item, error))
         && hall_case_event (tx, row, NULL, item_detail (item, NULL, NULL), error);
}
