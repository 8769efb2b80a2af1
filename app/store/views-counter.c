/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What faces the customer at a counter: nothing that clerks write for each other, no name, no account. A
 * station may read no more than this (resources/sql/postgresql/0001-rights.sql). */

#include "hall-engine-private.h"
#include "hall-time.h"
#include "hall-views-private.h"

static gboolean
read_duty (HallEngine *engine, HallCounterView *view, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT state, staff, pause_until FROM duty WHERE counter = ?1 AND state <> 'ended'", "i",
      view->counter);

  if (rows == NULL)
    return FALSE;
  if (hall_rows_next (rows, &local)) {
    g_free (view->duty);
    view->duty = hall_rows_dup (rows, 0);
    view->staff = hall_rows_dup (rows, 1);
    view->pause_until = hall_rows_int (rows, 2);
  }
  return hall_rows_done (&local, error);
}

/* Row 004-14: no summary, no reason. */
static gboolean
read_current (HallEngine *engine, HallCounterView *view, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (hall_engine_get_db (engine), error,
                                             "SELECT " HALL_TICKET_FACING_COLUMNS HALL_TICKET_FROM
                                             "WHERE t.counter = ?1 AND t.state IN ('called', 'serving')",
                                             "i", view->counter);

  if (rows == NULL)
    return FALSE;
  if (hall_rows_next (rows, &local))
    view->current = hall_ticket_from_row (rows, hall_clock_now (hall_engine_get_clock (engine)),
                                          view->info->wait_limit_s * HALL_SECOND);
  return hall_rows_done (&local, error);
}

/* The amounts on the counter: of the charge that is open, received, or was posted last. */
static gboolean
read_amounts (HallEngine *engine, HallCounterView *view, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT id, state, total_fen, cash_due_fen, received_fen, change_fen, sentence FROM charge"
      " WHERE ticket = ?2 AND counter = ?1 AND state <> 'dropped' ORDER BY id DESC LIMIT 1",
      "ii", view->counter, view->current->id);

  if (rows == NULL)
    return FALSE;
  if (hall_rows_next (rows, &local)) {
    view->charge = g_object_new (HALL_TYPE_CHARGE, NULL);
    view->charge->id = hall_rows_int (rows, 0);
    view->charge->state = hall_rows_dup (rows, 1);
    view->charge->total_fen = hall_rows_int (rows, 2);
    view->charge->cash_due_fen = hall_rows_int (rows, 3);
    view->charge->received_fen = hall_rows_int (rows, 4);
    view->charge->change_fen = hall_rows_int (rows, 5);
    view->charge->sentence = hall_rows_dup (rows, 6);
  }
  return hall_rows_done (&local, error);
}

/**
 * hall_counter_view_read:
 * @params: x, the counter
 *
 * Returns: (transfer full): what the screen facing the customer shows; free with hall_counter_view_free()
 */
HallCounterView *
hall_counter_view_read (HallEngine *engine, GVariant *params, GError **error)
{
  HallCounterView *view = g_new0 (HallCounterView, 1);

  view->counter = g_variant_get_int64 (params);
  view->duty = g_strdup ("none");
  view->info = hall_info_read (engine, NULL, error);
  if (view->info != NULL && read_duty (engine, view, error) && read_current (engine, view, error)
      && (view->current == NULL || read_amounts (engine, view, error)))
    return view;
  hall_counter_view_free (view);
  return NULL;
}

void
hall_counter_view_free (gpointer data)
{
  HallCounterView *self = data;

  if (self == NULL)
    return;
  g_clear_pointer (&self->info, hall_info_free);
  g_free (self->duty);
  g_free (self->staff);
  g_clear_object (&self->current);
  g_clear_object (&self->charge);
  g_free (self);
}

/**
 * hall_ticket_state_read:
 * @params: x, a ticket
 *
 * Returns: (transfer full): the state it is in now, as it is stored; "" when there is no such ticket
 */
char *
hall_ticket_state_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *state = hall_db_get_text (hall_engine_get_db (engine), &local,
                                             "SELECT state FROM ticket WHERE id = ?1", "i",
                                             g_variant_get_int64 (params));

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  return state != NULL ? g_steal_pointer (&state) : g_strdup ("");
}
