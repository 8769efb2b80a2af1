/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The floor at a glance, for the shift lead: counters and queues, what is due, what waits for a decision. */

#include <glib/gi18n-lib.h>

#include "hall-engine-private.h"
#include "hall-lead-view.h"
#include "hall-text.h"
#include "hall-time.h"
#include "hall-views-private.h"

#define LINE_STEP (10 * HALL_MINUTE)
#define IDLE_TOO_LONG (60 * HALL_SECOND)    /* with somebody waiting for this counter (row 001-04) */
#define PAUSE_TOO_LONG (15 * HALL_MINUTE)   /* when nobody said until when (row 004-48) */
#define TASKS_AHEAD (24 * 60 * HALL_MINUTE) /* what is due within this time is on the list */

G_DEFINE_FINAL_TYPE (HallFloorLine, hall_floor_line, G_TYPE_OBJECT)

static void
hall_floor_line_finalize (GObject *object)
{
  HallFloorLine *self = HALL_FLOOR_LINE (object);
  char *texts[] = { self->name,       self->business, self->state,       self->staff,
                    self->staff_name, self->ticket,   self->pause_reason };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  G_OBJECT_CLASS (hall_floor_line_parent_class)->finalize (object);
}

static void
hall_floor_line_class_init (HallFloorLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_floor_line_finalize;
}

static void
hall_floor_line_init (HallFloorLine *self)
{
}

static gint64
now_of (HallEngine *engine)
{
  return hall_clock_now (hall_engine_get_clock (engine));
}

/* --- Who looks --- */

static gboolean
read_staff (HallEngine *engine, HallLeadView *view, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (hall_engine_get_db (engine), error,
                                             "SELECT name, roles FROM staff WHERE number = ?1", "t",
                                             view->staff);

  if (rows == NULL)
    return FALSE;
  if (hall_rows_next (rows, &local)) {
    view->staff_name = hall_rows_dup (rows, 0);
    hall_roles_from_text (hall_rows_text (rows, 1), &view->roles, NULL);
  }
  return hall_rows_done (&local, error);
}

/* --- The day --- */

static gboolean
read_figures (HallEngine *engine, HallLeadView *view, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT count (*), count (*) FILTER (WHERE state = 'done'), count (*) FILTER (WHERE state = 'waiting'),"
      " min (CASE WHEN state = 'waiting' THEN issued_at END) FROM ticket WHERE day = ?1",
      "t", view->info->day);

  if (rows == NULL)
    return FALSE;
  if (hall_rows_next (rows, &local)) {
    view->taken_today = hall_rows_int (rows, 0);
    view->done_today = hall_rows_int (rows, 1);
    view->waiting = hall_rows_int (rows, 2);
    if (view->waiting > 0)
      view->longest_wait_us = MAX (0, now_of (engine) - hall_rows_int (rows, 3));
  }
  return hall_rows_done (&local, error);
}

/* One more or one less from this time on. */
static void
add_step (HallLeadView *view, gint64 at, int by)
{
  gint64 point = at <= view->line_from ? 0 : (at - view->line_from + view->line_step - 1) / view->line_step;

  if (point < view->line->len)
    g_array_index (view->line, int, point) += by;
}

static void
sum_steps (HallLeadView *view)
{
  int waiting = 0;

  for (guint i = 0; i < view->line->len; i++) {
    waiting += g_array_index (view->line, int, i);
    g_array_index (view->line, guint, i) = (guint)MAX (0, waiting);
  }
}

/* How many waited, every ten minutes since the hall opened. */
static gboolean
read_line (HallEngine *engine, HallLeadView *view, GError **error)
{
  gint64 now = now_of (engine);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  view->line = g_array_new (FALSE, TRUE, sizeof (guint));
  view->line_step = LINE_STEP;
  if (view->info->day == NULL
      || !hall_time_at (hall_engine_get_zone (engine), view->info->day, view->info->open_from,
                        &view->line_from, NULL)
      || now < view->line_from)
    return TRUE;
  g_array_set_size (view->line, (guint)MIN ((now - view->line_from) / LINE_STEP + 1, 24 * 6));
  rows = hall_db_query (hall_engine_get_db (engine), error,
                        "SELECT issued_at, CASE WHEN state = 'waiting' THEN NULL ELSE coalesce (called_at, "
                        "done_at, issued_at) END"
                        " FROM ticket WHERE day = ?1",
                        "t", view->info->day);
  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    add_step (view, hall_rows_int (rows, 0), 1);
    if (!hall_rows_is_null (rows, 1))
      add_step (view, hall_rows_int (rows, 1), -1);
  }
  sum_steps (view);
  return hall_rows_done (&local, error);
}

/* --- Counters --- */

static gboolean
is_over (const HallFloorLine *line, gint64 now)
{
  if (g_str_equal (line->state, "paused"))
    return line->pause_until != 0 ? now > line->pause_until : now - line->since > PAUSE_TOO_LONG;
  return g_str_equal (line->state, "open") && line->waiting > 0 && line->since != 0
         && now - line->since > IDLE_TOO_LONG;
}

static HallFloorLine *
read_counter (HallRows *rows, gint64 now)
{
  HallFloorLine *line = g_object_new (HALL_TYPE_FLOOR_LINE, NULL);
  const char *duty = hall_rows_text (rows, 2);

  line->number = hall_rows_int (rows, 0);
  line->name = hall_rows_dup (rows, 1);
  line->staff = hall_rows_dup (rows, 3);
  line->staff_name = hall_rows_dup (rows, 4);
  line->waiting = hall_rows_int (rows, 13);
  line->pause_reason = hall_rows_dup (rows, 6);
  if (g_str_equal (duty, "paused")) {
    line->since = hall_rows_int (rows, 7);
    line->pause_until = hall_rows_int (rows, 8);
  } else if (!hall_rows_is_null (rows, 9)) {
    duty = hall_rows_text (rows, 10);
    line->ticket = hall_rows_dup (rows, 9);
    line->since = g_str_equal (duty, "called") ? hall_rows_int (rows, 11) : hall_rows_int (rows, 12);
  } else if (g_str_equal (duty, "open")) {
    line->since = hall_rows_int (rows, 5);
  }
  line->state = g_strdup (duty);
  line->troubles = hall_rows_int (rows, 14);
  line->over = is_over (line, now);
  return line;
}

#define FLOOR_QUERY                                                                                          \
  "SELECT c.number, c.name, coalesce (d.state, 'none'), d.staff, s.name, d.idle_since, d.pause_reason,"      \
  " d.pause_since, d.pause_until, t.label, t.state, t.last_call_at, t.started_at + t.paused_us,"             \
  " (SELECT count (*) FROM ticket w WHERE w.state = 'waiting' AND w.day = ?1 AND (w.to_counter = c.number"   \
  " OR (w.to_counter IS NULL AND w.queue IN (SELECT category FROM counter_category WHERE counter ="          \
  " c.number)))), (SELECT count (*) FROM outbox o WHERE o.place = 'counter-' || c.number AND o.state <> "    \
  "'done' AND o.state IN"                                                                                    \
  " ('attention', 'failed', 'unknown')) FROM counter c LEFT JOIN duty d ON d.counter = c.number AND d.state" \
  " <> 'ended' LEFT JOIN staff s ON s.number = d.staff LEFT JOIN ticket t ON t.counter = c.number AND"       \
  " t.state IN ('called', 'serving') ORDER BY c.number"

/* 缴费 过户: what each counter does. */
static gboolean
add_business (HallEngine *engine, GListModel *counters, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (hall_engine_get_db (engine), error,
                                             "SELECT k.counter, g.name FROM counter_category k JOIN category "
                                             "g ON g.code = k.category WHERE g.active = 1"
                                             " ORDER BY k.counter, k.category",
                                             "");
  guint at = 0;

  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    for (; at < g_list_model_get_n_items (counters); at++) {
      g_autoptr (HallFloorLine) line = g_list_model_get_item (counters, at);
      g_autofree char *before = NULL;

      if (line->number < hall_rows_int (rows, 0))
        continue;
      if (line->number > hall_rows_int (rows, 0))
        break;
      before = line->business;
      line->business = before != NULL ? g_strdup_printf ("%s %s", before, hall_rows_text (rows, 1))
                                      : hall_rows_dup (rows, 1);
      break;
    }
  }
  return hall_rows_done (&local, error);
}

static gboolean
read_counters (HallEngine *engine, HallLeadView *view, GError **error)
{
  GListStore *store = g_list_store_new (HALL_TYPE_FLOOR_LINE);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (hall_engine_get_db (engine), error, FLOOR_QUERY, "t",
                                             view->info->day != NULL ? view->info->day : "");

  view->counters = G_LIST_MODEL (store);
  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallFloorLine) line = read_counter (rows, now_of (engine));

    view->counters_open += line->since != 0 || g_str_equal (line->state, "open");
    g_list_store_append (store, line);
  }
  return hall_rows_done (&local, error) && add_business (engine, view->counters, error);
}

/* --- Cases --- */

static char *
masked_name (HallRows *rows, int column)
{
  return hall_rows_is_null (rows, column) ? NULL : hall_name_mask (hall_rows_text (rows, column));
}

static char *
person (HallRows *rows, int column)
{
  return hall_rows_is_null (rows, column + 1)
             ? hall_rows_dup (rows, column)
             : g_strdup_printf ("%s %s", hall_rows_text (rows, column), hall_rows_text (rows, column + 1));
}

static void
count_light (HallLeadView *view, HallLight light)
{
  view->red += light == HALL_LIGHT_RED;
  view->amber += light == HALL_LIGHT_AMBER;
}

/* What is red or amber of the 500 that are due first (row 004-39). */
static gboolean
read_due (HallEngine *engine, HallLeadView *view, GListStore *store, GError **error)
{
  gint64 now = now_of (engine);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT f.id, f.number, m.name, f.name, f.handler, h.name, f.first_responsible, s.name, f.due_at, "
      "f.amber_at,"
      " f.suspended_since FROM (SELECT * FROM case_file WHERE state <> 'closed' AND due_at IS NOT NULL"
      " ORDER BY due_at LIMIT 500) f JOIN matter m ON m.code = f.matter JOIN staff h ON h.number = f.handler"
      " JOIN staff s ON s.number = f.first_responsible ORDER BY f.due_at, f.id",
      "");

  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    gint64 due = hall_rows_int (rows, 8);
    HallLight light = hall_light (hall_rows_int (rows, 9), due, hall_rows_int (rows, 10), now);
    g_autoptr (HallCaseLine) line = NULL;

    if (light != HALL_LIGHT_RED && light != HALL_LIGHT_AMBER)
      continue;
    line = g_object_new (HALL_TYPE_CASE_LINE, NULL);
    line->id = hall_rows_int (rows, 0);
    line->number = hall_rows_dup (rows, 1);
    line->title = hall_rows_dup (rows, 2);
    line->text = masked_name (rows, 3);
    line->who = person (rows, 4);
    line->instead_of = person (rows, 6);
    line->due_at = due;
    line->kind = g_strdup (hall_light_name (light));
    count_light (view, light);
    g_list_store_append (store, line);
  }
  return hall_rows_done (&local, error);
}

static char *
task_words (HallRows *rows)
{
  const char *kind = hall_rows_text (rows, 3);
  const char *who = hall_rows_text (rows, 4);

  if (g_str_equal (kind, "visit"))
    return g_strdup (_ ("follow-up visit"));
  if (g_str_equal (kind, "deferred"))
    /* Translators: %s is a material that may follow later */
    return g_strdup_printf (_ ("to follow: %s"), hall_rows_text (rows, 5));
  /* Translators: %s is a department */
  return g_str_equal (kind, "forward") ? g_strdup_printf (_ ("answer of %s"), who) : g_strdup (who);
}

/* A quarter of the time is left, or less. */
static gint64
amber_of_task (gint64 made_at, gint64 due_at)
{
  return due_at - MAX (0, due_at - made_at) / 4;
}

/* What somebody else owes a case and is due within a day: a department, a visit, a material. */
static gboolean
read_tasks (HallEngine *engine, HallLeadView *view, GListStore *store, GError **error)
{
  gint64 now = now_of (engine);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT f.id, f.number, m.name, k.kind, k.who, k.question, f.handler, h.name, f.first_responsible, "
      "s.name,"
      " k.due_at, k.made_at FROM case_task k JOIN case_file f ON f.id = k.file JOIN matter m ON m.code = "
      "f.matter"
      " JOIN staff h ON h.number = f.handler JOIN staff s ON s.number = f.first_responsible WHERE"
      " k.answered_at IS NULL AND k.kind IN ('forward', 'visit', 'deferred') AND k.due_at <= ?1 AND"
      " f.state <> 'closed' ORDER BY k.due_at, k.id LIMIT 200",
      "i", now + TASKS_AHEAD);

  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    gint64 due = hall_rows_int (rows, 10);
    HallLight light = hall_light (amber_of_task (hall_rows_int (rows, 11), due), due, 0, now);
    g_autoptr (HallCaseLine) line = NULL;

    if (light == HALL_LIGHT_GREEN)
      continue;
    line = g_object_new (HALL_TYPE_CASE_LINE, NULL);
    line->id = hall_rows_int (rows, 0);
    line->number = hall_rows_dup (rows, 1);
    line->title = hall_rows_dup (rows, 2);
    line->text = task_words (rows);
    line->who = person (rows, 6);
    line->instead_of = person (rows, 8);
    line->due_at = due;
    line->kind = g_strdup (hall_light_name (light));
    count_light (view, light);
    g_list_store_append (store, line);
  }
  return hall_rows_done (&local, error);
}

static int
compare_due (gconstpointer a, gconstpointer b, gpointer data)
{
  const HallCaseLine *one = a;
  const HallCaseLine *other = b;
  gboolean red = g_str_equal (one->kind, "red");

  if (red != g_str_equal (other->kind, "red"))
    return red ? -1 : 1;
  return one->due_at < other->due_at ? -1 : one->due_at > other->due_at;
}

static gboolean
read_consults (HallEngine *engine, HallLeadView *view, GError **error)
{
  GListStore *store = g_list_store_new (HALL_TYPE_CASE_LINE);
  gint64 now = now_of (engine);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT f.id, f.number, m.name, k.question, k.who, k.made_by, s.name, k.due_at, k.made_at FROM "
      "case_task k"
      " JOIN case_file f ON f.id = k.file JOIN matter m ON m.code = f.matter LEFT JOIN staff s ON"
      " s.number = k.made_by WHERE k.answered_at IS NULL AND k.kind = 'consult' AND f.state <> 'closed'"
      " ORDER BY k.due_at, k.id LIMIT 200",
      "");

  view->consults = G_LIST_MODEL (store);
  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallCaseLine) line = g_object_new (HALL_TYPE_CASE_LINE, NULL);

    line->id = hall_rows_int (rows, 0);
    line->number = hall_rows_dup (rows, 1);
    line->title = hall_rows_dup (rows, 2);
    line->text = hall_rows_dup (rows, 3);
    line->who = hall_rows_dup (rows, 4);
    line->instead_of = person (rows, 5);
    line->due_at = hall_rows_int (rows, 7);
    line->at = hall_rows_int (rows, 8);
    line->kind = g_strdup (
        hall_light_name (hall_light (amber_of_task (line->at, line->due_at), line->due_at, 0, now)));
    g_list_store_append (store, line);
  }
  return hall_rows_done (&local, error);
}

/* Handed on twice without an outcome (row 001-15). */
static gboolean
read_bounces (HallEngine *engine, HallLeadView *view, GError **error)
{
  GListStore *store = g_list_store_new (HALL_TYPE_CASE_LINE);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT f.moved, f.number, m.name, f.name, f.handler, h.name FROM case_file f JOIN matter m ON"
      " m.code = f.matter JOIN staff h ON h.number = f.handler WHERE f.state <> 'closed' AND f.moved >= 2"
      " ORDER BY f.moved DESC, f.number LIMIT 100",
      "");

  view->bounces = G_LIST_MODEL (store);
  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallCaseLine) line = g_object_new (HALL_TYPE_CASE_LINE, NULL);

    line->id = hall_rows_int (rows, 0);
    line->kind = g_strdup ("bounce");
    line->number = hall_rows_dup (rows, 1);
    line->title = hall_rows_dup (rows, 2);
    line->text = masked_name (rows, 3);
    line->who = person (rows, 4);
    g_list_store_append (store, line);
  }
  return hall_rows_done (&local, error);
}

static gboolean
read_seconds (HallEngine *engine, HallLeadView *view, GError **error)
{
  GListStore *store = g_list_store_new (HALL_TYPE_CASE_LINE);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT f.id, f.number, m.name, n.cause, n.approved_by, s.name, n.at FROM notice n JOIN case_file f ON"
      " f.id = n.file JOIN matter m ON m.code = f.matter LEFT JOIN staff s ON s.number = n.approved_by WHERE"
      " n.day = ?1 AND n.cause IS NOT NULL ORDER BY n.at",
      "t", view->info->day != NULL ? view->info->day : "");

  view->seconds = G_LIST_MODEL (store);
  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallCaseLine) line = g_object_new (HALL_TYPE_CASE_LINE, NULL);

    line->id = hall_rows_int (rows, 0);
    line->kind = g_strdup ("second");
    line->number = hall_rows_dup (rows, 1);
    line->title = hall_rows_dup (rows, 2);
    line->text = g_strdup (hall_cause_word (hall_rows_text (rows, 3)));
    line->who = person (rows, 4);
    line->at = hall_rows_int (rows, 6);
    g_list_store_append (store, line);
  }
  return hall_rows_done (&local, error);
}

/* Five minutes after the ticket ended a record is complete, or it is late (row 002-24). */
static gboolean
read_records (HallEngine *engine, HallLeadView *view, GError **error)
{
  GListStore *late = g_list_store_new (HALL_TYPE_VISIT_LINE);
  g_autoptr (GVariant) all = g_variant_ref_sink (g_variant_new_string (""));
  g_autoptr (GListModel) open = hall_visit_open_read (engine, all, error);

  view->late = G_LIST_MODEL (late);
  if (open == NULL)
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (open); i++) {
    g_autoptr (HallVisitLine) line = g_list_model_get_item (open, i);

    if (line->late)
      g_list_store_append (late, line);
  }
  view->alerts = hall_alert_list_read (engine, NULL, error);
  return view->alerts != NULL;
}

static gboolean
read_view (HallEngine *engine, HallLeadView *view, GError **error)
{
  GListStore *due = g_list_store_new (HALL_TYPE_CASE_LINE);

  view->due = G_LIST_MODEL (due);
  view->info = hall_info_read (engine, NULL, error);
  if (view->info == NULL || !read_staff (engine, view, error) || !read_figures (engine, view, error)
      || !read_line (engine, view, error) || !read_counters (engine, view, error)
      || !read_due (engine, view, due, error) || !read_tasks (engine, view, due, error)
      || !read_consults (engine, view, error) || !read_bounces (engine, view, error)
      || !read_seconds (engine, view, error) || !read_records (engine, view, error))
    return FALSE;
  g_list_store_sort (due, compare_due, NULL);
  view->approvals = hall_approvals_read (engine, NULL, error);
  return view->approvals != NULL;
}

/**
 * hall_lead_read:
 * @engine: the engine
 * @params: s, the staff number of the one who looks
 * @error: what went wrong
 *
 * Returns: (transfer full): everything the shift lead's window shows; a #HallReadFunc
 */
HallLeadView *
hall_lead_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (HallLeadView) view = g_new0 (HallLeadView, 1);

  g_return_val_if_fail (HALL_IS_ENGINE (engine), NULL);

  view->staff = g_variant_dup_string (params, NULL);
  return read_view (engine, view, error) ? g_steal_pointer (&view) : NULL;
}

void
hall_lead_view_free (gpointer data)
{
  HallLeadView *self = data;

  if (self == NULL)
    return;
  g_clear_pointer (&self->info, hall_info_free);
  g_free (self->staff);
  g_free (self->staff_name);
  g_clear_pointer (&self->line, g_array_unref);
  g_clear_object (&self->counters);
  g_clear_object (&self->alerts);
  g_clear_object (&self->late);
  g_clear_object (&self->approvals);
  g_clear_object (&self->due);
  g_clear_object (&self->consults);
  g_clear_object (&self->bounces);
  g_clear_object (&self->seconds);
  g_free (self);
}
