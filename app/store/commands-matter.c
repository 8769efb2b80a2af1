/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Setting up what cases are about: matters with their versions, departments, the national calendar. */

#include <glib/gi18n-lib.h>

#include "hall-case-private.h"
#include "hall-setup-file.h"
#include "hall-tx.h"

/* The arguments as a matter is written down: it is called by its code there. */
static GVariant *
given_matter (HallTx *tx)
{
  g_auto (GVariantBuilder) given = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, tx->command->args);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    g_variant_builder_add (&given, "{sv}",
                           g_str_equal (name, "matter")      ? "code"
                           : g_str_equal (name, "materials") ? "items"
                                                             : name,
                           value);
  return g_variant_ref_sink (g_variant_builder_end (&given));
}

/* The first fault is the answer; of a material its place in the list is the field. */
static gboolean
refuse_faults (GPtrArray *faults, const char *items, GError **error)
{
  const HallSetupFault *first;
  const char *field;

  if (faults->len == 0)
    return TRUE;
  first = g_ptr_array_index (faults, 0);
  field = first->place;
  if (g_str_equal (field, "code"))
    field = items != NULL ? "matter" : "department";
  else if (items != NULL && g_str_equal (items, "materials") && g_str_has_prefix (field, "items"))
    field = items;
  hall_set_error (error, HALL_ERROR_INVALID, first->rule, field, "%s", first->what);
  return FALSE;
}

/* What is not said stays as it is on the day from which the new version is in force. */
static gboolean
do_set_matter (HallTx *tx, GError **error)
{
  const char *code = hall_tx_text (tx, "matter");
  const char *from = hall_tx_text (tx, "effective_from");
  g_autoptr (GVariant) materials = hall_tx_value (tx, "materials");
  g_autoptr (GVariant) items = hall_tx_value (tx, "items");
  g_autoptr (GVariant) given = given_matter (tx);
  g_autoptr (GPtrArray) faults = hall_setup_faults_new ();
  g_autoptr (HallMatterData) before = NULL;
  g_autoptr (HallMatterData) matter = NULL;
  g_autoptr (GError) local = NULL;
  gboolean known = FALSE;

  if (materials != NULL && items != NULL) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "materials",
                    _ ("say materials by their names, or items with all their fields"));
    return FALSE;
  }
  if (from == NULL)
    from = tx->today;
  before = hall_matter_read_on (tx->db, code, from, &known, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  matter = hall_matter_data_new (before);
  g_free (matter->effective_from);
  matter->effective_from = g_strdup (from);
  /* A promise in words goes with what it promises. */
  if (known
      && (g_variant_lookup (given, "due_kind", "&s", NULL)
          || g_variant_lookup (given, "due_count", "x", NULL))
      && !g_variant_lookup (given, "promise", "&s", NULL)) {
    g_clear_pointer (&matter->promise, g_free);
    g_clear_pointer (&matter->promise_en, g_free);
    matter->promise = g_strdup ("");
    matter->promise_en = g_strdup ("");
  }
  hall_matter_data_fill (matter, given, "", faults);
  hall_matter_data_check (matter, tx->today, "", faults);
  if (!refuse_faults (faults, materials != NULL ? "materials" : "items", error)
      || !hall_matter_write (tx->db, matter, tx->staff, tx->now, error))
    return FALSE;
  hall_tx_answer_int (tx, "version", matter->version);
  hall_tx_answer_text (tx, "effective_from", matter->effective_from);
  return TRUE;
}

static gboolean
do_set_department (HallTx *tx, GError **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (tx->command->args);
  g_autoptr (GVariant) given = NULL;
  g_autoptr (GPtrArray) faults = hall_setup_faults_new ();

  g_variant_dict_insert (&dict, "code", "s", hall_tx_text (tx, "department"));
  given = g_variant_ref_sink (g_variant_dict_end (&dict));
  return hall_department_write (tx->db, given, "", faults, error) && refuse_faults (faults, NULL, error);
}

/* The open cases whose due time was counted without a table of its year. */
static GPtrArray *
read_unconfirmed (HallTx *tx, GError **error)
{
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      tx->db, error,
      "SELECT number FROM case_file WHERE state <> 'closed' AND due_confirmed = 0 AND accepted_at IS NOT NULL"
      " AND due_at IS NOT NULL ORDER BY id",
      "");

  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local))
    g_ptr_array_add (numbers, hall_rows_dup (rows, 0));
  if (local == NULL)
    return g_steal_pointer (&numbers);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Counted again; a date that the customer was promised is never moved to a later one (Q38). */
static gboolean
confirm_due (HallTx *tx, const char *number, GError **error)
{
  g_auto (HallCaseRow) row = { 0 };
  g_autofree char *promised_words = NULL;
  gint64 promised;
  gint64 amber = 0;

  if (!hall_case_load_number (tx, number, &row, error)
      || !hall_db_get_int (tx->db, &amber, error, "SELECT amber_at FROM case_file WHERE id = ?1", "i",
                           row.id))
    return FALSE;
  promised = row.due_at;
  promised_words = hall_db_get_text (tx->db, NULL, "SELECT due_words FROM case_file WHERE id = ?1", "i",
                                     row.id);
  if (!hall_case_set_due (tx, &row, NULL, error))
    return FALSE;
  if (hall_due_after_import (promised, row.due_at) != row.due_at
      && !hall_db_exec_one (tx->db, error,
                            "UPDATE case_file SET due_at = ?2, amber_at = ?3, due_words = ?4 WHERE id = ?1",
                            "iiit", row.id, promised, amber, promised_words))
    return FALSE;
  return hall_case_event (tx, &row, NULL, NULL, error);
}

static gboolean
do_import_holidays (HallTx *tx, GError **error)
{
  g_autoptr (GPtrArray) numbers = NULL;

  if (!hall_holidays_import (tx, error))
    return FALSE;
  numbers = read_unconfirmed (tx, error);
  if (numbers == NULL)
    return FALSE;
  for (guint i = 0; i < numbers->len; i++)
    if (!confirm_due (tx, g_ptr_array_index (numbers, i), error))
      return FALSE;
  hall_tx_answer_int (tx, "cases", numbers->len);
  return TRUE;
}

const HallCommandSpec hall_commands_matter[] = {
  { "set-matter", HALL_ROLE_ADMIN, HALL_COMMAND_ANYWHERE,
    "matter:word category?:word name?:line name_en?:line effective_from?:word promise?:line promise_en?:line"
    " due_kind?:word due_count?:int fee?:line excluded?:line notice_days?:int conditions?:text basis?:text"
    " place?:text online?:text fields?:list items?:list materials?:list closed?:bool",
    HALL_TOPIC_SETUP, do_set_matter },
  { "set-department", HALL_ROLE_ADMIN, HALL_COMMAND_ANYWHERE,
    "department:word name:line duty?:line contact:line phone:line", HALL_TOPIC_SETUP, do_set_department },
  { "import-matters", HALL_ROLE_ADMIN, HALL_COMMAND_ANYWHERE, "source:line data:bytes", HALL_TOPIC_SETUP,
    hall_matters_import },
  { "import-holidays", HALL_ROLE_ADMIN, HALL_COMMAND_ANYWHERE, "source:line data:bytes",
    HALL_TOPIC_SETUP | HALL_TOPIC_CASES, do_import_holidays },
  { NULL },
};
