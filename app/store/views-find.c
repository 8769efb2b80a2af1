/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Looking things up: counters, staff, tickets and receipts, the story of a ticket, the phrases of a moment.
 */

#include <glib/gi18n-lib.h>

#include "hall-case-view.h"
#include "hall-engine-private.h"
#include "hall-money.h"
#include "hall-text.h"
#include "hall-time.h"
#include "hall-views-private.h"

#define MAX_FINDINGS 50

/* What each counter serves, "A,B"; both are read by the number of the counter. */
static gboolean
add_categories (HallEngine *engine, GListModel *counters, GError **error)
{
  guint n = g_list_model_get_n_items (counters);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT counter, category FROM counter_category ORDER BY counter, category", "");
  guint i = 0;

  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallCounter) counter = g_list_model_get_item (counters, i);

    while (counter != NULL && counter->number < hall_rows_int (rows, 0)) {
      g_object_unref (counter);
      counter = ++i < n ? g_list_model_get_item (counters, i) : NULL;
    }
    if (counter != NULL && counter->number == hall_rows_int (rows, 0)) {
      char *categories = g_strdup_printf ("%s%s%s", counter->categories,
                                          *counter->categories != '\0' ? "," : "", hall_rows_text (rows, 1));

      g_free (counter->categories);
      counter->categories = categories;
    }
  }
  return hall_rows_done (&local, error);
}

/**
 * hall_counters_read:
 *
 * Returns: (transfer full): a #GListModel of #HallCounter, by number
 */
GListModel *
hall_counters_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (HALL_TYPE_COUNTER);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT c.number, c.name, coalesce (d.state, 'none'), d.staff, s.name, (SELECT count (*) FROM"
      " ticket t JOIN business_day b ON b.day = t.day AND b.state = 'open' WHERE t.state = 'waiting'"
      " AND (t.to_counter = c.number OR (t.to_counter IS NULL AND t.queue IN (SELECT category FROM"
      " counter_category WHERE counter = c.number)))) FROM counter c LEFT JOIN duty d ON"
      " d.counter = c.number AND d.state <> 'ended' LEFT JOIN staff s ON s.number = d.staff"
      " ORDER BY c.number",
      "");
  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallCounter) counter = g_object_new (HALL_TYPE_COUNTER, NULL);

    counter->number = hall_rows_int (rows, 0);
    counter->name = hall_rows_dup (rows, 1);
    counter->categories = g_strdup ("");
    counter->duty = hall_rows_dup (rows, 2);
    counter->staff = hall_rows_dup (rows, 3);
    counter->staff_name = hall_rows_dup (rows, 4);
    counter->waiting = hall_rows_int (rows, 5);
    g_list_store_append (store, counter);
  }
  if (!hall_rows_done (&local, error) || !add_categories (engine, G_LIST_MODEL (store), error))
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&store));
}

/**
 * hall_staff_read:
 *
 * Returns: (transfer full): a #GListModel of #HallStaff who are active, by number
 */
GListModel *
hall_staff_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (HALL_TYPE_STAFF);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT number, name, roles, cash_right FROM staff WHERE active = 1 ORDER BY number", "");

  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallStaff) staff = g_object_new (HALL_TYPE_STAFF, NULL);

    staff->number = hall_rows_dup (rows, 0);
    staff->name = hall_rows_dup (rows, 1);
    hall_roles_from_text (hall_rows_text (rows, 2), &staff->roles, NULL);
    staff->cash_right = hall_rows_int (rows, 3) != 0;
    g_list_store_append (store, staff);
  }
  if (!hall_rows_done (&local, error))
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&store));
}

static gboolean
find_tickets (HallEngine *engine, const char *query, GListStore *store, GError **error)
{
  g_autofree char *label = g_utf8_strup (query, -1);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;
  gint64 now = hall_clock_now (hall_engine_get_clock (engine));

  /* The code on a ticket holds the day: 20261120-A015. */
  if (strlen (label) > 9 && label[8] == '-')
    memmove (label, label + 9, strlen (label + 9) + 1);
  rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT " HALL_TICKET_COLUMNS
      ", (SELECT max (id) FROM document WHERE kind = 'ticket' AND number = replace (t.day, '-', '')"
      " || '-' || t.label)" HALL_TICKET_FROM
      "WHERE t.day = (SELECT max (day) FROM business_day) AND t.label = ?1",
      "t", label);
  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallFinding) finding = g_object_new (HALL_TYPE_FINDING, NULL);

    finding->kind = g_strdup ("ticket");
    finding->ticket = hall_ticket_from_row (rows, now, G_MAXINT64);
    finding->number = g_strdup (finding->ticket->label);
    finding->title = g_strdup (finding->ticket->matter_name != NULL ? finding->ticket->matter_name
                                                                    : finding->ticket->category_name);
    finding->detail = hall_time_format (hall_engine_get_zone (engine), finding->ticket->issued_at,
                                        "%Y-%m-%d %H:%M:%S");
    finding->document = hall_rows_int (rows, 23);
    g_list_store_append (store, finding);
  }
  return hall_rows_done (&local, error);
}

static gboolean
find_receipts (HallEngine *engine, const char *query, GListStore *store, GError **error)
{
  g_autofree char *number = g_utf8_strup (query, -1);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT r.number, r.payer, r.account, r.total_fen, r.changed_at, (SELECT max (id) FROM"
      " document WHERE number = r.number) FROM receipt r WHERE r.number = ?1 OR r.account = ?2 OR"
      " (r.day = (SELECT max (day) FROM business_day) AND (r.payer = ?2 OR (length (?2) <= 4 AND"
      " substr (r.number, length (r.number) - 3) = substr ('0000' || ?2, length (?2) + 1)) OR"
      " (length (?1) >= 3 AND substr (r.number, 1, length (?1)) = ?1)))"
      " ORDER BY r.changed_at DESC, r.number DESC LIMIT ?3",
      "tti", number, query, (gint64)MAX_FINDINGS);
  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallFinding) finding = g_object_new (HALL_TYPE_FINDING, NULL);
    g_autofree char *amount = hall_money_to_text (hall_rows_int (rows, 3));
    g_autofree char *at = hall_time_format (hall_engine_get_zone (engine), hall_rows_int (rows, 4),
                                            "%Y-%m-%d %H:%M:%S");
    g_autofree char *payer = hall_rows_is_null (rows, 1) ? g_strdup ("")
                                                         : hall_name_mask (hall_rows_text (rows, 1));

    finding->kind = g_strdup ("receipt");
    finding->number = hall_rows_dup (rows, 0);
    finding->title = g_strdup_printf ("¥%s", amount);
    finding->detail = g_strdup_printf ("%s  %s", at, payer);
    finding->document = hall_rows_int (rows, 5);
    g_list_store_append (store, finding);
  }
  return hall_rows_done (&local, error);
}

static gboolean
find_cases (HallEngine *engine, const char *query, GListStore *store, GError **error)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_string (query));
  g_autoptr (GListModel) cases = hall_case_find_read (engine, params, error);

  if (cases == NULL)
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (cases); i++) {
    g_autoptr (HallCaseLine) line = g_list_model_get_item (cases, i);
    g_autoptr (HallFinding) finding = g_object_new (HALL_TYPE_FINDING, NULL);
    g_autofree char *day = hall_time_format (hall_engine_get_zone (engine), line->at, "%Y-%m-%d");

    finding->kind = g_strdup ("case");
    finding->number = g_strdup (line->number);
    finding->title = line->text != NULL ? g_strdup_printf ("%s · %s", line->title, line->text)
                                        : g_strdup (line->title);
    finding->detail = g_strdup_printf ("%s  %s  %s", hall_case_state_word (line->kind), day, line->who);
    g_list_store_append (store, finding);
  }
  return TRUE;
}

/**
 * hall_find_read:
 * @params: s, what was typed or scanned
 *
 * Looks among today's tickets and all receipts: by number, by account; of today also by payer, by how the
 * receipt's number begins, or by its last digits. And among all cases, as hall_case_find_read() does.
 *
 * Returns: (transfer full): a #GListModel of #HallFinding
 */
GListModel *
hall_find_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (HALL_TYPE_FINDING);
  g_autofree char *query = g_strstrip (g_variant_dup_string (params, NULL));

  if (*query != '\0'
      && (!find_tickets (engine, query, store, error) || !find_cases (engine, query, store, error)
          || !find_receipts (engine, query, store, error)))
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&store));
}

/**
 * hall_ticket_story_read:
 * @params: x, a ticket
 *
 * Returns: (transfer full): a #GListModel of #HallMove: who did what with it, when and where, oldest first
 */
GListModel *
hall_ticket_story_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (HALL_TYPE_MOVE);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT at, command, staff, counter, station, reason, 0, id FROM ticket_move WHERE ticket = ?1"
      " UNION ALL SELECT changed_at, CASE kind WHEN 'void' THEN 'void' ELSE 'call-change' END, staff,"
      " counter, NULL, number, 1, seq FROM receipt r WHERE r.day = (SELECT day FROM ticket WHERE id = ?1)"
      " AND r.ticket = ?1 ORDER BY 1, 7, 8",
      "i", g_variant_get_int64 (params));
  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallMove) move = g_object_new (HALL_TYPE_MOVE, NULL);

    move->at = hall_rows_int (rows, 0);
    move->what = hall_rows_dup (rows, 1);
    move->staff = hall_rows_dup (rows, 2);
    move->counter = hall_rows_int (rows, 3);
    move->station = hall_rows_dup (rows, 4);
    move->reason = hall_rows_dup (rows, 5);
    g_list_store_append (store, move);
  }
  if (!hall_rows_done (&local, error))
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&store));
}

/**
 * hall_phrases_read:
 * @params: (sa{ss}): the moment, and what fills the slots
 *
 * Returns: (transfer full): the phrases of the moment with their slots filled, the first first
 */
GStrv
hall_phrases_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (GStrvBuilder) phrases = g_strv_builder_new ();
  g_autoptr (GVariant) slots = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;
  const char *moment;

  g_variant_get (params, "(&s@a{ss})", &moment, &slots);
  rows = hall_db_query (hall_engine_get_db (engine), error,
                        "SELECT text FROM phrase WHERE moment = ?1 ORDER BY position", "t", moment);
  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    g_autofree char *phrase = hall_phrase_fill (hall_rows_text (rows, 0), slots);

    g_strv_builder_add (phrases, phrase);
  }
  if (!hall_rows_done (&local, error))
    return NULL;
  return g_strv_builder_end (phrases);
}
