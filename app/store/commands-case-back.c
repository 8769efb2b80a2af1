/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Papers that a customer handed in and gets back (hall rules 3.1, 4.3, 4.4): counted, so that none stays in
 * a drawer. */

#include <glib/gi18n-lib.h>

#include "hall-case-private.h"
#include "hall-visit-private.h"

/* What lies here, of one item or of all. */
#define HERE_QUERY                                                                                           \
  "SELECT c.item, i.name, c.received - c.handed_back FROM case_item c JOIN case_file f ON f.id = c.file"     \
  " JOIN matter_item i ON i.matter = f.matter AND i.version = c.version AND i.code = c.item WHERE"           \
  " c.file = ?1 AND c.received > c.handed_back AND (?2 IS NULL OR c.item = ?2 OR i.name = ?2)"               \
  " ORDER BY i.position, i.code"

static gboolean
refuse_sheets (gint64 here, GError **error)
{
  hall_set_error (error, HALL_ERROR_REFUSED, "3.1", "sheets",
                  g_dngettext (GETTEXT_PACKAGE, "only %d sheet of it lies here",
                               "only %d sheets of it lie here", (gulong)here),
                  (int)here);
  return FALSE;
}

static gboolean
hand_back (HallTx *tx, const HallCaseRow *row, const char *item, gint64 sheets, GError **error)
{
  return hall_db_exec_one (
      tx->db, error, "UPDATE case_item SET handed_back = handed_back + ?3 WHERE file = ?1 AND item = ?2",
      "iti", row->id, item, sheets);
}

/* "不动产权证书原件 1 份、申请表 2 份" for the story; each row as it is counted. */
static gboolean
hand_back_all (HallTx *tx, const HallCaseRow *row, GString *words, GError **error)
{
  const char *item = hall_tx_text (tx, "item");
  gint64 wanted = hall_tx_int (tx, "sheets", 0);
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) sheets = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (tx->db, error, HERE_QUERY, "it", row->id, item);

  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    gint64 here = hall_rows_int (rows, 2);
    gint64 n = wanted > 0 ? wanted : here;

    if (n > here)
      return refuse_sheets (here, error);
    g_ptr_array_add (codes, hall_rows_dup (rows, 0));
    g_array_append_val (sheets, n);
    g_string_append_printf (words, "%s%s %d 份", words->len > 0 ? "、" : "", hall_rows_text (rows, 1),
                            (int)n);
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  g_clear_pointer (&rows, hall_rows_free);
  for (guint i = 0; i < codes->len; i++)
    if (!hand_back (tx, row, g_ptr_array_index (codes, i), g_array_index (sheets, gint64, i), error))
      return FALSE;
  return TRUE;
}

gboolean
hall_case_do_hand_back (HallTx *tx, GError **error)
{
  g_auto (HallCaseRow) row = { 0 };
  g_autoptr (GString) words = g_string_new (NULL);

  if (hall_tx_int (tx, "sheets", 1) < 1
      || (hall_tx_text (tx, "item") == NULL && hall_tx_int (tx, "sheets", 0))) {
    hall_set_error (error, HALL_ERROR_INVALID, "3.1", hall_tx_text (tx, "item") == NULL ? "item" : "sheets",
                    _ ("say how many sheets of which material; without both, everything is handed back"));
    return FALSE;
  }
  if (!hall_case_load_for_work (tx, &row, error) || !hand_back_all (tx, &row, words, error))
    return FALSE;
  if (words->len == 0) {
    hall_set_error (error, HALL_ERROR_REFUSED, "3.1", "item", _ ("nothing of that lies here"));
    return FALSE;
  }
  if (hall_tx_text (tx, "reason") != NULL)
    g_string_append_printf (words, "（%s）", hall_tx_text (tx, "reason"));
  hall_tx_answer_text (tx, "handed_back", words->str);
  return hall_case_event (tx, &row, words->str, NULL, error);
}

/**
 * hall_case_give_back:
 * @tx: a transaction
 * @file: a case
 * @all: everything, as a refusal says; otherwise what is shown and given back, as an acceptance says
 * @error: what went wrong
 *
 * Counts what the paper that is given now says was handed back with it (4.3, 4.4).
 *
 * Returns: whether it is counted
 */
gboolean
hall_case_give_back (HallTx *tx, gint64 file, gboolean all, GError **error)
{
  return hall_db_exec (
      tx->db, error,
      "UPDATE case_item SET handed_back = received WHERE file = ?1 AND state = 'have' AND received >"
      " handed_back AND (?2 <> 0 OR EXISTS (SELECT 1 FROM case_file f JOIN matter_item i ON"
      " i.matter = f.matter AND i.version = case_item.version AND i.code = case_item.item WHERE f.id = ?1"
      " AND i.handling = 'return'))",
      "ii", file, (gint64)all);
}

/**
 * hall_case_check_handed_back:
 * @tx: a transaction
 * @file: a case that would be closed
 * @error: REFUSED with the field "item" while something that goes back to its owner lies here
 *
 * Returns: whether nothing of the customer's is left here
 */
gboolean
hall_case_check_handed_back (HallTx *tx, gint64 file, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *name = hall_db_get_text (
      tx->db, &local,
      "SELECT i.name FROM case_item c JOIN case_file f ON f.id = c.file JOIN matter_item i ON"
      " i.matter = f.matter AND i.version = c.version AND i.code = c.item WHERE c.file = ?1 AND"
      " i.handling = 'return' AND c.received > c.handed_back ORDER BY i.position LIMIT 1",
      "i", file);

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (name == NULL)
    return TRUE;
  hall_set_error (error, HALL_ERROR_REFUSED, "3.1", "item", _ ("“%s” lies here still: hand it back first"),
                  name);
  return FALSE;
}
