/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The checklist of a case beside what its customer was told (hall rules 3.2). */

#include <glib/gi18n-lib.h>

#include "hall-case-private.h"
#include "hall-json.h"
#include "hall-time.h"

static void
item_free (gpointer data)
{
  HallCaseItem *self = data;
  char *texts[] = { self->code,  self->name,  self->problem, self->fix,    self->where,
                    self->by,    self->until, self->form,    self->how,    self->handling,
                    self->basis, self->cause, self->staff,   self->issuer, self->name_en };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_free (self);
}

void
hall_case_list_clear (HallCaseList *self)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->told, g_array_unref);
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  g_clear_pointer (&self->last_notice, g_free);
  g_clear_pointer (&self->valid_until, g_free);
}

#define ITEM_QUERY                                                                                           \
  "SELECT c.item, c.version, c.state, c.problem, c.fix, c.where_to_get, c.deferred_until, c.demanded_cause," \
  " c.staff, c.at, c.received, i.name, i.mandatory, i.may_follow, i.form, i.copies, i.handling, i.how,"      \
  " i.basis, i.issuer, i.name_en, c.handed_back FROM case_item c JOIN matter_item i ON i.matter = ?2 AND "   \
  "i.version = "                                                                                             \
  "c.version AND"                                                                                            \
  " i.code = c.item WHERE c.file = ?1 ORDER BY i.position, i.code"

static HallCaseItem *
read_item (HallRows *rows)
{
  HallCaseItem *item = g_new0 (HallCaseItem, 1);
  const char *state = hall_rows_text (rows, 2);

  item->code = hall_rows_dup (rows, 0);
  item->version = hall_rows_int (rows, 1);
  item->problem = hall_rows_dup (rows, 3);
  item->fix = hall_rows_dup (rows, 4);
  item->where = hall_rows_dup (rows, 5);
  item->until = hall_rows_dup (rows, 6);
  item->cause = hall_rows_dup (rows, 7);
  item->staff = hall_rows_dup (rows, 8);
  item->at = hall_rows_int (rows, 9);
  item->received = hall_rows_int (rows, 10);
  item->name = hall_rows_dup (rows, 11);
  item->form = hall_rows_dup (rows, 14);
  item->copies = hall_rows_int (rows, 15);
  item->handling = hall_rows_dup (rows, 16);
  item->how = hall_rows_dup (rows, 17);
  item->basis = hall_rows_dup (rows, 18);
  item->issuer = hall_rows_dup (rows, 19);
  item->name_en = hall_rows_dup (rows, 20);
  item->handed_back = hall_rows_int (rows, 21);
  item->check = (HallCheckItem){ .code = item->code,
                                 .name = item->name,
                                 .mandatory = hall_rows_int (rows, 12) != 0,
                                 .deferrable = hall_rows_int (rows, 13) != 0,
                                 .problem = item->problem,
                                 .fix = item->fix,
                                 .where = item->where,
                                 .reason = item->problem };
  if (!hall_item_state_from_name (state, &item->check.state))
    item->check.state = HALL_ITEM_UNSEEN;
  if (item->until != NULL) {
    item->check.deferred_by = item->staff;
    item->check.deferred_until = 1;
  }
  return item;
}

static gboolean
load_items (HallDb *db, gint64 file, const char *matter, HallCaseList *list, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (db, error, ITEM_QUERY, "it", file, matter);

  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local))
    g_ptr_array_add (list->items, read_item (rows));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static HallTold *
find_told (const HallCaseList *list, const char *code)
{
  for (guint i = 0; i < list->told->len; i++) {
    HallTold *told = &g_array_index (list->told, HallTold, i);

    if (g_str_equal (told->code, code))
      return told;
  }
  return NULL;
}

/* A JSON list of codes, or of groups that have one. */
static gboolean
add_told (HallCaseList *list, const char *json, gboolean listed, GError **error)
{
  g_autoptr (GVariant) codes = hall_json_list_to_variant (json, error);

  if (codes == NULL)
    return FALSE;
  for (gsize i = 0; i < g_variant_n_children (codes); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (codes, i);
    g_autoptr (GVariant) value = g_variant_get_variant (boxed);
    const char *code = NULL;
    HallTold *told;

    if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
      code = g_variant_get_string (value, NULL);
    else
      g_variant_lookup (value, "code", "&s", &code);
    told = find_told (list, code);
    if (told == NULL) {
      char *owned = g_strdup (code);
      HallTold first = { .code = owned };

      g_ptr_array_add (list->codes, owned);
      g_array_append_val (list->told, first);
      told = &g_array_index (list->told, HallTold, list->told->len - 1);
    }
    told->listed |= listed;
  }
  return TRUE;
}

static gboolean
load_told (HallDb *db, gint64 file, const char *today, HallCaseList *list, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      db, error, "SELECT number, items, listed, valid_until FROM notice WHERE file = ?1 ORDER BY round", "i",
      file);

  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    list->rounds++;
    g_free (list->last_notice);
    g_free (list->valid_until);
    list->last_notice = hall_rows_dup (rows, 0);
    list->valid_until = hall_rows_dup (rows, 3);
    if (!add_told (list, hall_rows_text (rows, 1), TRUE, error)
        || !add_told (list, hall_rows_text (rows, 2), FALSE, error))
      return FALSE;
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  list->expired = list->rounds > 0 && strcmp (list->valid_until, today) < 0;
  g_clear_pointer (&rows, hall_rows_free);
  return list->rounds == 0
         || hall_db_get_int (db, &list->told_at, error,
                             "SELECT max (at) FROM case_event WHERE file = ?1 AND command = 'issue-notice'",
                             "i", file);
}

/* What was asked for and found good before the customer was last told is settled; what can no longer be asked
 * for is barred, but for the lead's leave. */
static void
judge (HallCaseList *list)
{
  for (guint i = 0; i < list->items->len; i++) {
    HallCaseItem *item = g_ptr_array_index (list->items, i);
    HallTold *told = find_told (list, item->code);

    if (told != NULL && item->check.state == HALL_ITEM_HAVE && item->at <= list->told_at)
      told->settled = TRUE;
    item->check.barred = item->cause == NULL
                         && hall_demand_judge ((const HallTold *)list->told->data, list->told->len,
                                               list->expired, item->code)
                                == HALL_DEMAND_BARRED;
  }
}

/**
 * hall_case_list_load:
 * @db: a connection
 * @file: a case
 * @matter: its matter
 * @today: the day
 * @list: (out): its checklist and what was told; clear it
 * @error: what went wrong
 *
 * Returns: whether it could be read
 */
gboolean
hall_case_list_load (
    HallDb *db, gint64 file, const char *matter, const char *today, HallCaseList *list, GError **error)
{
  list->items = g_ptr_array_new_with_free_func (item_free);
  list->told = g_array_new (FALSE, TRUE, sizeof (HallTold));
  list->codes = g_ptr_array_new_with_free_func (g_free);
  if (!load_items (db, file, matter, list, error) || !load_told (db, file, today, list, error))
    return FALSE;
  judge (list);
  return TRUE;
}

/* The items one behind the other, as the rules take them; free with g_free(). */
HallCheckItem *
hall_case_list_checks (const HallCaseList *list)
{
  HallCheckItem *checks = g_new0 (HallCheckItem, list->items->len + 1);

  for (guint i = 0; i < list->items->len; i++)
    checks[i] = ((HallCaseItem *)g_ptr_array_index (list->items, i))->check;
  return checks;
}

/* By its code, or by what people call it. */
HallCaseItem *
hall_case_list_find (const HallCaseList *list, const char *code)
{
  for (guint i = 0; i < list->items->len; i++) {
    HallCaseItem *item = g_ptr_array_index (list->items, i);

    if (g_strcmp0 (item->code, code) == 0)
      return item;
  }
  for (guint i = 0; i < list->items->len; i++) {
    HallCaseItem *item = g_ptr_array_index (list->items, i);

    if (g_strcmp0 (item->name, code) == 0)
      return item;
  }
  return NULL;
}

/* When the notice is not valid any more, the list of today counts (Q08): what is new on it is looked at. */
static gboolean
take_new_version (HallTx *tx, HallCaseRow *row, GError **error)
{
  gint64 version = row->version;

  if (!hall_matter_version (tx->db, row->matter, tx->today, &version, error))
    return FALSE;
  if (version == row->version)
    return TRUE;
  row->version = version;
  return hall_db_exec (tx->db, error, "UPDATE case_file SET version = ?2 WHERE id = ?1", "ii", row->id,
                       version)
         && hall_db_exec (tx->db, error,
                          "INSERT INTO case_item (file, item, version, state, staff, at)"
                          " SELECT ?1, i.code, i.version, 'open', ?4, ?5 FROM matter_item i WHERE"
                          " i.matter = ?2 AND i.version = ?3 AND i.applicant IN ('all', ?6) AND NOT EXISTS"
                          " (SELECT 1 FROM case_item c WHERE c.file = ?1 AND c.item = i.code)",
                          "ititit", row->id, row->matter, version, tx->staff, tx->now, row->applicant);
}

/**
 * hall_case_begin_return:
 * @tx: a transaction
 * @row: (inout): a case
 * @error: REFUSED when the case is not at its checklist
 *
 * The customer is back: of the list only what the notice asked for is open, everything else stays as it was
 * found (hall rules 3.2). Does nothing to a case that is being looked at already.
 *
 * Returns: whether the checklist of the case may be worked on
 */
gboolean
hall_case_begin_return (HallTx *tx, HallCaseRow *row, GError **error)
{
  g_auto (HallCaseList) list = { 0 };

  if (g_str_equal (row->state, "open"))
    return TRUE;
  if (!g_str_equal (row->state, "noticed"))
    return hall_case_refuse_state (row, error);
  if (!hall_case_list_load (tx->db, row->id, row->matter, tx->today, &list, error)
      || (list.expired && !take_new_version (tx, row, error)))
    return FALSE;
  for (guint i = 0; i < list.items->len; i++) {
    HallCaseItem *item = g_ptr_array_index (list.items, i);

    if (item->check.barred || item->check.state == HALL_ITEM_HAVE)
      continue;
    if (!hall_db_exec (tx->db, error,
                       "UPDATE case_item SET state = 'open', demanded_cause = NULL WHERE file = ?1 AND"
                       " item = ?2",
                       "it", row->id, item->code))
      return FALSE;
  }
  if (!hall_db_exec_one (tx->db, error, "UPDATE case_file SET state = 'open' WHERE id = ?1", "i", row->id))
    return FALSE;
  g_free (row->state);
  row->state = g_strdup ("open");
  return TRUE;
}
