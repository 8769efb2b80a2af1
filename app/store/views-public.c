/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What everybody in the hall may see: the hall, its queues, its calls. */

#include <glib/gi18n-lib.h>

#include "hall-engine-private.h"
#include "hall-matter.h"
#include "hall-time.h"
#include "hall-views-private.h"

#define SHOWN_CALLS 12

/* Ends a loop over rows: %FALSE when it ended because of an error, which is handed on. */
gboolean
hall_rows_done (GError **local, GError **error)
{
  if (*local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (local));
  return FALSE;
}

static gboolean
read_names (HallEngine *engine, HallInfo *info, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT h.org_name, h.hall_name, h.hall_code, h.slogan, h.phone, h.practice, d.day FROM hall h"
      " LEFT JOIN business_day d ON d.state = 'open' WHERE h.id = 1",
      "");
  if (rows == NULL)
    return FALSE;
  if (hall_rows_next (rows, &local)) {
    info->org_name = hall_rows_dup (rows, 0);
    info->hall_name = hall_rows_dup (rows, 1);
    info->hall_code = hall_rows_dup (rows, 2);
    info->slogan = hall_rows_dup (rows, 3);
    info->phone = hall_rows_dup (rows, 4);
    info->practice = hall_rows_int (rows, 5) != 0;
    info->day = hall_rows_dup (rows, 6);
  }
  return hall_rows_done (&local, error);
}

static gboolean
read_options (HallEngine *engine, HallInfo *info, gint64 *stop_minutes, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (hall_engine_get_db (engine), error,
                                             "SELECT name, value FROM option", "");

  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    const char *name = hall_rows_text (rows, 0);
    const char *value = hall_rows_text (rows, 1);
    const struct {
      const char *name;
      gint64 *number;
    } numbers[] = {
      { "wait_limit_s", &info->wait_limit_s },
      { "recall_gap_s", &info->recall_gap_s },
      { "calls_before_no_show", &info->calls_before_no_show },
      { "idle_lock_s", &info->idle_lock_s },
      { "stop_minutes", stop_minutes },
    };

    for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
      if (g_str_equal (name, numbers[i].name))
        *numbers[i].number = g_ascii_strtoll (value, NULL, 10);
    if (g_str_equal (name, "visual_only"))
      info->visual_only = g_str_equal (value, "1");
    else if (g_str_equal (name, "open_from"))
      info->open_from = g_strdup (value);
    else if (g_str_equal (name, "open_until"))
      info->open_until = g_strdup (value);
    else if (g_str_equal (name, "voice"))
      info->voice_languages = g_strdup (value);
  }
  return hall_rows_done (&local, error);
}

/* Whether a kiosk gets a number now: an open day, or opening hours of a day that was not closed yet. */
static gboolean
accepts_tickets (HallEngine *engine, const HallInfo *info, gint64 stop_minutes)
{
  GTimeZone *zone = hall_engine_get_zone (engine);
  gint64 now = hall_clock_now (hall_engine_get_clock (engine));
  g_autofree char *today = hall_time_day (zone, now);
  g_autofree char *last = NULL;
  gint64 from = 0;
  gint64 until = 0;

  if (!hall_time_at (zone, today, info->open_from, &from, NULL)
      || !hall_time_at (zone, today, info->open_until, &until, NULL)
      || now >= until - stop_minutes * HALL_MINUTE)
    return FALSE;
  if (info->day != NULL && strcmp (info->day, today) >= 0)
    return TRUE;
  last = hall_db_get_text (hall_engine_get_db (engine), NULL, "SELECT max (day) FROM business_day", "");
  return now >= from && (last == NULL || strcmp (last, today) < 0);
}

/**
 * hall_info_read:
 *
 * Returns: (transfer full): the hall itself; free with hall_info_free()
 */
HallInfo *
hall_info_read (HallEngine *engine, GVariant *params, GError **error)
{
  HallInfo *info = g_new0 (HallInfo, 1);
  gint64 stop_minutes = 0;

  info->wait_limit_s = 900;
  info->recall_gap_s = 20;
  info->calls_before_no_show = 3;
  info->idle_lock_s = 180;
  if (!read_names (engine, info, error) || !read_options (engine, info, &stop_minutes, error)) {
    hall_info_free (info);
    return NULL;
  }
  if (info->open_from == NULL)
    info->open_from = g_strdup ("00:00");
  if (info->open_until == NULL)
    info->open_until = g_strdup ("24:00");
  if (info->voice_languages == NULL)
    info->voice_languages = g_strdup ("zh");
  info->accepts_tickets = accepts_tickets (engine, info, stop_minutes);
  return info;
}

void
hall_info_free (gpointer data)
{
  HallInfo *self = data;

  if (self == NULL)
    return;
  g_free (self->org_name);
  g_free (self->hall_name);
  g_free (self->hall_code);
  g_free (self->slogan);
  g_free (self->phone);
  g_free (self->day);
  g_free (self->open_from);
  g_free (self->open_until);
  g_free (self->voice_languages);
  g_free (self);
}

static void
push_text (GStrv *texts, const char *text)
{
  guint n = g_strv_length (*texts);

  *texts = g_renew (char *, *texts, n + 2);
  (*texts)[n] = g_strdup (text);
  (*texts)[n + 1] = NULL;
}

/* What everybody has to bring for each of @matters on @day, by their codes: one question for all of them. */
static gboolean
read_materials (HallEngine *engine, GHashTable *matters, const char *day, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  rows = hall_db_query (hall_engine_get_db (engine), error,
                        "SELECT i.matter, i.name, i.name_en FROM matter_item i WHERE i.applicant = 'all'"
                        " AND i.mandatory = 1 AND i.version = " HALL_SQL_VERSION_IN_FORCE (
                            "i.matter", "?1") " ORDER BY i.matter, i.position",
                        "t", day);
  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    HallMatter *matter = g_hash_table_lookup (matters, hall_rows_text (rows, 0));

    if (matter != NULL) {
      push_text (&matter->materials, hall_rows_text (rows, 1));
      push_text (&matter->materials_en, hall_rows_text (rows, 2));
    }
  }
  return hall_rows_done (&local, error);
}

static HallMatter *
matter_from_row (HallRows *rows)
{
  HallMatter *matter = g_object_new (HALL_TYPE_MATTER, NULL);

  matter->code = hall_rows_dup (rows, 0);
  matter->category = hall_rows_dup (rows, 1);
  matter->name = hall_rows_dup (rows, 2);
  matter->name_en = hall_rows_dup (rows, 3);
  if (*hall_rows_text (rows, 4) != '\0')
    matter->promise = hall_rows_dup (rows, 4);
  if (*hall_rows_text (rows, 5) != '\0')
    matter->promise_en = hall_rows_dup (rows, 5);
  if (*hall_rows_text (rows, 6) != '\0')
    matter->fee = hall_rows_dup (rows, 6);
  matter->paid_at_once = hall_rows_int (rows, 7) != 0;
  matter->materials = g_new0 (char *, 1);
  matter->materials_en = g_new0 (char *, 1);
  return matter;
}

/* All matters of the hall, in its order, as they are today. */
static GPtrArray *
read_matters (HallEngine *engine, GError **error)
{
  g_autoptr (GPtrArray) matters = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) by_code = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *today = hall_time_day (hall_engine_get_zone (engine),
                                          hall_clock_now (hall_engine_get_clock (engine)));
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT m.code, m.category, m.name, m.name_en, v.promise, v.promise_en, v.fee,"
      " CASE WHEN v.due_kind = 'instant' AND v.fee NOT IN ('', '无', '不收费', '免费') THEN 1 ELSE 0 END "
      "FROM matter m"
      " JOIN matter_version v ON v.matter = m.code AND v.version = " HALL_SQL_VERSION_IN_FORCE (
          "m.code", "?1") " WHERE m.active = 1 ORDER BY m.position, m.code",
      "t", today);
  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    HallMatter *matter = matter_from_row (rows);

    g_ptr_array_add (matters, matter);
    g_hash_table_insert (by_code, matter->code, matter);
  }
  if (!hall_rows_done (&local, error) || !read_materials (engine, by_code, today, error))
    return NULL;
  return g_steal_pointer (&matters);
}

static void
add_matters (HallCategory *category, GPtrArray *matters)
{
  for (guint i = 0; i < matters->len; i++) {
    HallMatter *matter = g_ptr_array_index (matters, i);

    if (g_str_equal (matter->category, category->code))
      g_list_store_append (G_LIST_STORE (category->matters), matter);
  }
}

/* The categories with how their queues stand; @day is %NULL when the hall is closed. */
GListModel *
hall_categories_list (HallEngine *engine, const char *day, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (HALL_TYPE_CATEGORY);
  g_autoptr (GPtrArray) matters = read_matters (engine, error);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  if (matters == NULL)
    return NULL;
  rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT c.code, c.name, c.name_en, c.hint, c.hint_en, c.colour, c.quota,"
      " (SELECT count (*) FROM ticket WHERE state = 'waiting' AND day = ?1 AND queue = c.code"
      " AND to_counter IS NULL),"
      " (SELECT count (*) FROM duty d JOIN counter_category m ON m.counter = d.counter"
      " AND m.category = c.code WHERE d.state = 'open'),"
      " coalesce ((SELECT last FROM series WHERE name = 'ticket/' || ?1 || '/' || c.code), 0)"
      " FROM category c WHERE c.active = 1 ORDER BY c.position, c.code",
      "t", day);
  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallCategory) category = g_object_new (HALL_TYPE_CATEGORY, NULL);

    category->code = hall_rows_dup (rows, 0);
    category->name = hall_rows_dup (rows, 1);
    category->name_en = hall_rows_dup (rows, 2);
    category->hint = hall_rows_dup (rows, 3);
    category->hint_en = hall_rows_dup (rows, 4);
    category->colour = hall_rows_dup (rows, 5);
    category->quota = hall_rows_int (rows, 6);
    category->waiting = hall_rows_int (rows, 7);
    category->counters = hall_rows_int (rows, 8);
    category->issued = hall_rows_int (rows, 9);
    add_matters (category, matters);
    g_list_store_append (store, category);
  }
  if (!hall_rows_done (&local, error))
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&store));
}

static HallCall *
call_from_row (HallRows *rows)
{
  HallCall *call = g_object_new (HALL_TYPE_CALL, NULL);

  call->id = hall_rows_int (rows, 0);
  call->label = hall_rows_dup (rows, 1);
  call->counter = hall_rows_int (rows, 2);
  call->at = hall_rows_int (rows, 3);
  call->round = (int)hall_rows_int (rows, 4);
  return call;
}

static GListModel *
calls_from_rows (HallRows *rows, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (HALL_TYPE_CALL);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallCall) call = call_from_row (rows);

    g_list_store_append (store, call);
  }
  if (!hall_rows_done (&local, error))
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&store));
}

/**
 * hall_calls_read:
 * @params: x, the last call already heard
 *
 * Returns: (transfer full): a #GListModel of #HallCall made after it, oldest first
 */
GListModel *
hall_calls_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (HallRows) rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT id, label, counter, at, round FROM call WHERE id > ?1 ORDER BY id", "i",
      g_variant_get_int64 (params));

  return calls_from_rows (rows, error);
}

static GStrv
read_notices (HallEngine *engine, GError **error)
{
  g_autoptr (GStrvBuilder) notices = g_strv_builder_new ();
  g_autoptr (HallRows) rows = hall_db_query (
      hall_engine_get_db (engine), error,
      "SELECT CASE WHEN text = '' THEN title ELSE title || '：' || text END FROM bulletin WHERE public = 1"
      " AND withdrawn_at IS NULL ORDER BY id DESC",
      "");

  while (rows != NULL && hall_rows_next (rows, error))
    g_strv_builder_add (notices, hall_rows_text (rows, 0));
  return g_strv_builder_end (notices);
}

static gboolean
read_promises (HallEngine *engine, HallPublicView *view, GError **error)
{
  g_autoptr (GPtrArray) matters = read_matters (engine, error);
  GListStore *promises = g_list_store_new (HALL_TYPE_MATTER);

  view->promises = G_LIST_MODEL (promises);
  if (matters == NULL)
    return FALSE;
  for (guint i = 0; i < matters->len; i++) {
    HallMatter *matter = g_ptr_array_index (matters, i);

    if (matter->promise != NULL)
      g_list_store_append (promises, matter);
  }
  return TRUE;
}

/**
 * hall_public_view_read:
 *
 * Returns: (transfer full): what kiosk and board show; free with hall_public_view_free()
 */
HallPublicView *
hall_public_view_read (HallEngine *engine, GVariant *params, GError **error)
{
  HallPublicView *view = g_new0 (HallPublicView, 1);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  view->info = hall_info_read (engine, NULL, error);
  if (view->info != NULL)
    view->categories = hall_categories_list (engine, view->info->day, error);
  if (view->categories != NULL) {
    rows = hall_db_query (
        hall_engine_get_db (engine), error,
        "SELECT id, label, counter, at, round FROM call WHERE day = ?1 ORDER BY id DESC LIMIT ?2", "ti",
        view->info->day, (gint64)SHOWN_CALLS);
    view->calls = calls_from_rows (rows, error);
  }
  if (view->calls == NULL || !read_promises (engine, view, error)) {
    hall_public_view_free (view);
    return NULL;
  }
  view->notices = read_notices (engine, &local);
  if (!hall_rows_done (&local, error)) {
    hall_public_view_free (view);
    return NULL;
  }
  return view;
}

void
hall_public_view_free (gpointer data)
{
  HallPublicView *self = data;

  if (self == NULL)
    return;
  g_clear_pointer (&self->info, hall_info_free);
  g_clear_object (&self->categories);
  g_clear_object (&self->calls);
  g_clear_object (&self->promises);
  g_clear_pointer (&self->notices, g_strfreev);
  g_free (self);
}
