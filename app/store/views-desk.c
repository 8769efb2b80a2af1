/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a counter's desk shows, and what the screen that faces its customer shows. */

#include <glib/gi18n-lib.h>

#include "hall-engine-private.h"
#include "hall-json.h"
#include "hall-queue.h"
#include "hall-time.h"
#include "hall-views-private.h"
#include "hall-visit-view.h"

#define DUE_SHOWN 20 /* what stands beside the queue; the rest comes up as these are done */

/* A text column, or %NULL when the column is. */
HallTicket *
hall_ticket_from_row (HallRows *rows, gint64 now, gint64 limit_us)
{
  HallTicket *ticket = g_object_new (HALL_TYPE_TICKET, NULL);

  ticket->id = hall_rows_int (rows, 0);
  ticket->label = hall_rows_dup (rows, 1);
  ticket->category = hall_rows_dup (rows, 2);
  ticket->category_name = hall_rows_dup (rows, 3);
  ticket->matter = hall_rows_dup (rows, 4);
  ticket->matter_name = hall_rows_dup (rows, 5);
  hall_ticket_state_from_name (hall_rows_text (rows, 6), &ticket->state);
  ticket->priority = hall_rows_int (rows, 7) != 0;
  ticket->issued_at = hall_rows_int (rows, 9);
  ticket->called_at = hall_rows_int (rows, 10);
  ticket->last_call_at = hall_rows_int (rows, 11);
  ticket->started_at = hall_rows_int (rows, 12);
  ticket->paused_since = hall_rows_int (rows, 13);
  ticket->paused_us = hall_rows_int (rows, 14);
  ticket->calls = (int)hall_rows_int (rows, 15);
  ticket->returned = (int)hall_rows_int (rows, 16);
  ticket->counter = hall_rows_int (rows, 17);
  ticket->staff = hall_rows_dup (rows, 18);
  ticket->summary = hall_rows_dup (rows, 19);
  ticket->hold_reason = hall_rows_dup (rows, 20);
  ticket->why = hall_rows_dup (rows, 21);
  ticket->late = hall_rows_int (rows, 22) != 0;
  ticket->over_limit = (ticket->called_at != 0 ? ticket->called_at : now) - ticket->issued_at > limit_us;
  return ticket;
}

static gint64
now_of (HallEngine *engine)
{
  return hall_clock_now (hall_engine_get_clock (engine));
}

static HallTicket *
first_ticket (HallEngine *engine, HallRows *rows, const HallInfo *info, GError **error)
{
  if (rows == NULL || !hall_rows_next (rows, error))
    return NULL;
  return hall_ticket_from_row (rows, now_of (engine), info->wait_limit_s * HALL_SECOND);
}

static HallTicket *
read_current (HallEngine *engine, const HallInfo *info, gint64 counter, GError **error)
{
  g_autoptr (HallRows) rows = hall_db_query (hall_engine_get_db (engine), error,
                                             "SELECT " HALL_TICKET_COLUMNS HALL_TICKET_FROM
                                             "WHERE t.counter = ?1 AND t.state IN ('called', 'serving')",
                                             "i", counter);

  return first_ticket (engine, rows, info, error);
}

/* All who wait for a counter, by their ids: one question, however many they are. */
static GHashTable *
read_lane_tickets (HallEngine *engine, const HallInfo *info, gint64 counter, GError **error)
{
  g_autoptr (GHashTable) tickets = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_object_unref);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT " HALL_TICKET_COLUMNS HALL_TICKET_FROM
      "WHERE t.state = 'waiting' AND t.day = ?1 AND (t.to_counter = ?2 OR (t.to_counter IS NULL"
      " AND t.queue IN (SELECT category FROM counter_category WHERE counter = ?2)))",
      "ti", info->day, counter);
  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    HallTicket *ticket = hall_ticket_from_row (rows, now_of (engine), info->wait_limit_s * HALL_SECOND);

    g_hash_table_insert (tickets, &ticket->id, ticket);
  }
  return hall_rows_done (&local, error) ? g_steal_pointer (&tickets) : NULL;
}

static GListModel *
read_waiting (HallEngine *engine, const HallInfo *info, gint64 counter, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (HALL_TYPE_TICKET);
  g_autoptr (GHashTable) tickets = NULL;
  g_autoptr (GArray) order = NULL;

  if (info->day == NULL)
    return G_LIST_MODEL (g_steal_pointer (&store));
  order = hall_queue_preview (hall_engine_get_db (engine), info->day, counter,
                              info->wait_limit_s * HALL_SECOND, now_of (engine), error);
  if (order == NULL)
    return NULL;
  tickets = read_lane_tickets (engine, info, counter, error);
  if (tickets == NULL)
    return NULL;
  for (guint i = 0; i < order->len; i++) {
    HallTicket *ticket = g_hash_table_lookup (tickets, &g_array_index (order, gint64, i));

    /* It may have been called since the order was read. */
    if (ticket != NULL)
      g_list_store_append (store, ticket);
  }
  return G_LIST_MODEL (g_steal_pointer (&store));
}

/* The held tickets of a counter, or the no-shows that may come back. */
static GListModel *
read_tickets (HallEngine *engine, const HallInfo *info, const char *state, gint64 counter, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (HALL_TYPE_TICKET);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT " HALL_TICKET_COLUMNS HALL_TICKET_FROM
      "WHERE t.day = ?1 AND t.state = ?2 AND t.state IN ('called', 'serving', 'paused', 'no-show')"
      " AND (?3 = 0 OR t.counter = ?3) ORDER BY t.place, t.id",
      "tti", info->day, state, counter);
  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallTicket) ticket = hall_ticket_from_row (rows, now_of (engine),
                                                          info->wait_limit_s * HALL_SECOND);

    g_list_store_append (store, ticket);
  }
  if (!hall_rows_done (&local, error))
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&store));
}

static void
add_lines (HallCharge *charge, const char *json)
{
  g_autoptr (GVariant) list = hall_json_list_to_variant (json, NULL);

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (list, i);
    g_autoptr (GVariant) item = g_variant_get_variant (boxed);
    HallChargeLine *line = hall_charge_line_new ();

    g_variant_lookup (item, "item", "s", &line->item);
    g_variant_lookup (item, "quantity", "s", &line->quantity);
    g_variant_lookup (item, "unit", "s", &line->unit);
    g_variant_lookup (item, "unit_price_fen", "x", &line->unit_price_fen);
    g_variant_lookup (item, "amount_fen", "x", &line->amount_fen);
    g_ptr_array_add (charge->lines, line);
  }
}

static void
add_tenders (HallCharge *charge, const char *json)
{
  g_autoptr (GVariant) list = hall_json_list_to_variant (json, NULL);

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (list, i);
    g_autoptr (GVariant) item = g_variant_get_variant (boxed);
    const char *kind = "";
    gint64 amount = 0;

    g_variant_lookup (item, "kind", "&s", &kind);
    g_variant_lookup (item, "amount_fen", "x", &amount);
    g_ptr_array_add (charge->tenders, hall_tender_new (kind, amount));
  }
}

/* The charge of a counter's customer: open, received, or the last posted one; %NULL with no error when there
 * is none. */
HallCharge *
hall_charge_read_current (HallEngine *engine, gint64 counter, gint64 ticket, GError **error)
{
  g_autoptr (HallRows) rows = NULL;
  HallCharge *charge;

  rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT id, state, payer, account, lines, tenders, total_fen, cash_due_fen, received_fen,"
      " change_fen, received_at, sentence, receipt FROM charge WHERE ticket = ?2 AND counter = ?1"
      " AND state <> 'dropped' ORDER BY id DESC LIMIT 1",
      "ii", counter, ticket);
  if (rows == NULL || !hall_rows_next (rows, error))
    return NULL;
  charge = g_object_new (HALL_TYPE_CHARGE, NULL);
  charge->id = hall_rows_int (rows, 0);
  charge->state = hall_rows_dup (rows, 1);
  charge->payer = hall_rows_dup (rows, 2);
  charge->account = hall_rows_dup (rows, 3);
  add_lines (charge, hall_rows_text (rows, 4));
  add_tenders (charge, hall_rows_text (rows, 5));
  charge->total_fen = hall_rows_int (rows, 6);
  charge->cash_due_fen = hall_rows_int (rows, 7);
  charge->received_fen = hall_rows_int (rows, 8);
  charge->change_fen = hall_rows_int (rows, 9);
  charge->received_at = hall_rows_int (rows, 10);
  charge->sentence = hall_rows_dup (rows, 11);
  charge->receipt = hall_rows_dup (rows, 12);
  return charge;
}

static gboolean
read_duty (HallEngine *engine, HallDeskView *view, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  view->duty = g_strdup ("none");
  rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT s.name, s.roles, s.cash_right, d.state, d.idle_since, d.pause_reason, d.pause_until,"
      " d.counter FROM staff s LEFT JOIN duty d ON d.staff = s.number AND d.state <> 'ended'"
      " WHERE s.number = ?1",
      "t", view->staff);
  if (rows == NULL)
    return FALSE;
  if (hall_rows_next (rows, &local)) {
    view->staff_name = hall_rows_dup (rows, 0);
    hall_roles_from_text (hall_rows_text (rows, 1), &view->roles, NULL);
    view->cash_right = hall_rows_int (rows, 2) != 0 || (view->roles & HALL_ROLE_LEAD) != 0;
    if (!hall_rows_is_null (rows, 3)) {
      g_free (view->duty);
      view->duty = hall_rows_dup (rows, 3);
      view->duty_since = hall_rows_int (rows, 4);
      view->pause_reason = hall_rows_dup (rows, 5);
      view->pause_until = hall_rows_int (rows, 6);
      if (view->counter == 0)
        view->counter = hall_rows_int (rows, 7);
    }
  }
  return hall_rows_done (&local, error);
}

static gboolean
read_today (HallEngine *engine, HallDeskView *view, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;
  g_autoptr (HallRows) money = NULL;
  HallDb *db = hall_engine_get_db (engine);

  rows = hall_db_query (db, error,
                        "SELECT count (*), coalesce (sum (done_at - started_at - paused_us), 0) FROM ticket"
                        " WHERE day = ?1 AND staff = ?2 AND state = 'done'",
                        "tt", view->info->day, view->staff);
  if (rows == NULL)
    return FALSE;
  if (hall_rows_next (rows, &local)) {
    view->done_today = hall_rows_int (rows, 0);
    if (view->done_today > 0)
      view->service_mean_s = (double)hall_rows_int (rows, 1) / (double)view->done_today / 1e6;
  }
  if (!hall_rows_done (&local, error))
    return FALSE;
  money = hall_db_query (db, error,
                         "SELECT count (*) FILTER (WHERE kind = 'receipt'), sum (cash_fen) FROM receipt "
                         "WHERE day = ?1 AND counter = ?2",
                         "ti", view->info->day, view->counter);
  if (money == NULL)
    return FALSE;
  if (hall_rows_next (money, &local)) {
    view->receipts_today = hall_rows_int (money, 0);
    view->cash_today_fen = hall_rows_int (money, 1);
  }
  return hall_rows_done (&local, error);
}

/* The number that the next receipt of this counter will get, shown before it is posted. */
static gboolean
read_next_receipt (HallEngine *engine, HallDeskView *view, GError **error)
{
  g_auto (GStrv) parts = view->info->day != NULL ? g_strsplit (view->info->day, "-", 3) : NULL;
  g_autofree char *compact = parts != NULL ? g_strjoinv ("", parts) : NULL;
  g_autofree char *series = NULL;
  gint64 last = 0;

  if (compact == NULL)
    return TRUE;
  series = g_strdup_printf ("%s%02d-%s", view->info->hall_code, (int)view->counter, compact);
  if (!hall_db_get_int (hall_engine_get_db (engine), &last, error, "SELECT last FROM series WHERE name = ?1",
                        "t", series))
    return FALSE;
  view->next_receipt = g_strdup_printf ("%s-%04d", series, (int)last + 1);
  return TRUE;
}

static gboolean
read_return_after (HallEngine *engine, HallDeskView *view, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *value = hall_db_get_text (hall_engine_get_db (engine), &local,
                                             "SELECT value FROM option WHERE name = 'return_after'", "");

  if (value != NULL)
    view->return_after = g_ascii_strtoll (value, NULL, 10);
  return hall_rows_done (&local, error);
}

static GListModel *
read_bulletins (HallEngine *engine, const char *staff, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (HALL_TYPE_BULLETIN);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT id, title, text FROM bulletin b WHERE withdrawn_at IS NULL AND NOT EXISTS (SELECT 1"
      " FROM bulletin_read r WHERE r.bulletin = b.id AND r.staff = ?1) ORDER BY id",
      "t", staff);
  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallBulletin) bulletin = g_object_new (HALL_TYPE_BULLETIN, NULL);

    bulletin->id = hall_rows_int (rows, 0);
    bulletin->title = hall_rows_dup (rows, 1);
    bulletin->text = hall_rows_dup (rows, 2);
    g_list_store_append (store, bulletin);
  }
  if (!hall_rows_done (&local, error))
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&store));
}

static gboolean
read_customer (HallEngine *engine, HallDeskView *view, GError **error)
{
  g_autoptr (GError) local = NULL;

  view->current = read_current (engine, view->info, view->counter, &local);
  /* Why somebody has priority is for the clerk who serves them, and for nobody else. */
  if (local == NULL && view->current != NULL)
    view->current->priority_reason = hall_db_get_text (hall_engine_get_db (engine), &local,
                                                       "SELECT priority_reason FROM ticket WHERE id = ?1",
                                                       "i", view->current->id);
  if (local == NULL && view->current != NULL)
    view->charge = hall_charge_read_current (engine, view->counter, view->current->id, &local);
  if (local == NULL && view->current != NULL) {
    gint64 records = 0;

    hall_db_get_int (hall_engine_get_db (engine), &records, &local,
                     "SELECT count (*) FROM visit_record WHERE ticket = ?1", "i", view->current->id);
    view->recorded = records > 0;
  }
  if (!hall_rows_done (&local, error))
    return FALSE;
  if (view->charge != NULL && g_str_equal (view->charge->state, "posted"))
    view->last_receipt = g_strdup (view->charge->receipt);
  return view->current == NULL
         || hall_ticket_blocker (engine, view->current->id, &view->blocker, &view->blocker_case, error);
}

static gboolean
read_lists (HallEngine *engine, HallDeskView *view, GError **error)
{
  g_autofree char *place = g_strdup_printf ("counter-%d", (int)view->counter);
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_string (place));
  g_autoptr (GVariant) clerk = g_variant_ref_sink (g_variant_new_string (view->staff));

  view->waiting = read_waiting (engine, view->info, view->counter, error);
  if (view->waiting == NULL)
    return FALSE;
  view->held = read_tickets (engine, view->info, "paused", view->counter, error);
  if (view->held == NULL)
    return FALSE;
  view->no_shows = read_tickets (engine, view->info, "no-show", 0, error);
  if (view->no_shows == NULL)
    return FALSE;
  view->jobs = hall_jobs_read (engine, params, error);
  if (view->jobs == NULL)
    return FALSE;
  view->categories = hall_categories_list (engine, view->info->day, error);
  if (view->categories == NULL)
    return FALSE;
  view->counters = hall_counters_read (engine, NULL, error);
  if (view->counters == NULL)
    return FALSE;
  view->bulletins = read_bulletins (engine, view->staff, error);
  if (view->bulletins == NULL)
    return FALSE;
  view->to_record = hall_visit_open_read (engine, clerk, error);
  if (view->to_record == NULL)
    return FALSE;
  view->cases = hall_ticket_cases (engine, view->current != NULL ? view->current->id : 0, error);
  if (view->cases == NULL)
    return FALSE;
  view->due = hall_due_list (engine, view->staff, DUE_SHOWN, error);
  return view->due != NULL;
}

static void
measure_waits (HallEngine *engine, HallDeskView *view)
{
  for (guint i = 0; i < g_list_model_get_n_items (view->waiting); i++) {
    g_autoptr (HallTicket) ticket = g_list_model_get_item (view->waiting, i);

    view->longest_wait_us = MAX (view->longest_wait_us, now_of (engine) - ticket->issued_at);
  }
}

/**
 * hall_desk_params:
 * @counter: a counter, 0 for the one where @staff sits
 * @staff: a staff number
 *
 * Returns: (transfer floating): the params of hall_desk_view_read()
 */
GVariant *
hall_desk_params (gint64 counter, const char *staff)
{
  return g_variant_new ("(xs)", counter, staff);
}

/**
 * hall_desk_view_read:
 * @params: made by hall_desk_params()
 *
 * Returns: (transfer full): everything a desk shows; free with hall_desk_view_free()
 */
HallDeskView *
hall_desk_view_read (HallEngine *engine, GVariant *params, GError **error)
{
  HallDeskView *view = g_new0 (HallDeskView, 1);
  HallDb *db = hall_engine_get_db (engine);

  g_variant_get (params, "(xs)", &view->counter, &view->staff);
  view->info = hall_info_read (engine, NULL, error);
  view->return_after = 3;
  if (view->info == NULL || !read_duty (engine, view, error) || !read_return_after (engine, view, error)
      || !read_customer (engine, view, error) || !read_today (engine, view, error)
      || !read_next_receipt (engine, view, error) || !read_lists (engine, view, error)) {
    hall_desk_view_free (view);
    return NULL;
  }
  view->counter_name = hall_db_get_text (db, NULL, "SELECT name FROM counter WHERE number = ?1", "i",
                                         view->counter);
  view->paper_form = hall_db_get_text (
      db, NULL, "SELECT form FROM counter WHERE number = ?1 AND printer IS NOT NULL", "i", view->counter);
  measure_waits (engine, view);
  return view;
}

void
hall_desk_view_free (gpointer data)
{
  HallDeskView *self = data;

  if (self == NULL)
    return;
  g_clear_pointer (&self->info, hall_info_free);
  g_free (self->counter_name);
  g_free (self->staff);
  g_free (self->staff_name);
  g_free (self->duty);
  g_free (self->pause_reason);
  g_clear_object (&self->current);
  g_clear_object (&self->charge);
  g_free (self->last_receipt);
  g_free (self->paper_form);
  g_free (self->next_receipt);
  g_free (self->blocker);
  g_free (self->blocker_case);
  g_clear_object (&self->waiting);
  g_clear_object (&self->held);
  g_clear_object (&self->no_shows);
  g_clear_object (&self->jobs);
  g_clear_object (&self->categories);
  g_clear_object (&self->counters);
  g_clear_object (&self->bulletins);
  g_clear_object (&self->to_record);
  g_clear_object (&self->cases);
  g_clear_object (&self->due);
  g_free (self);
}
