/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-matter-view.h"

#include <glib/gi18n-lib.h>

#include "hall-engine-private.h"
#include "hall-matter.h"
#include "hall-time.h"
#include "hall-views-private.h"

/* What a clerk reads of a matter: today's version for whoever comes now, an older one for whose case was
 * opened under it (Q53). */

G_DEFINE_FINAL_TYPE (HallMatterItemView, hall_matter_item_view, G_TYPE_OBJECT)

static void
hall_matter_item_view_finalize (GObject *object)
{
  HallMatterItemView *self = HALL_MATTER_ITEM_VIEW (object);
  char *texts[] = { self->code,     self->name,   self->name_en, self->applicant, self->form,
                    self->handling, self->issuer, self->how,     self->basis };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  G_OBJECT_CLASS (hall_matter_item_view_parent_class)->finalize (object);
}

static void
hall_matter_item_view_class_init (HallMatterItemViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_matter_item_view_finalize;
}

static void
hall_matter_item_view_init (HallMatterItemView *self)
{
}

G_DEFINE_FINAL_TYPE (HallMatterView, hall_matter_view, G_TYPE_OBJECT)

static void
hall_matter_view_finalize (GObject *object)
{
  HallMatterView *self = HALL_MATTER_VIEW (object);
  char *texts[] = { self->code,
                    self->category,
                    self->category_name,
                    self->category_name_en,
                    self->name,
                    self->name_en,
                    self->effective_from,
                    self->promise,
                    self->promise_en,
                    self->due_kind,
                    self->fee,
                    self->excluded,
                    self->conditions,
                    self->basis,
                    self->place,
                    self->online };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_strfreev (self->fields);
  g_clear_object (&self->items);
  G_OBJECT_CLASS (hall_matter_view_parent_class)->finalize (object);
}

static void
hall_matter_view_class_init (HallMatterViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_matter_view_finalize;
}

static void
hall_matter_view_init (HallMatterView *self)
{
  self->items = G_LIST_MODEL (g_list_store_new (HALL_TYPE_MATTER_ITEM_VIEW));
}

/**
 * hall_matter_view_may_ask:
 * @self: a matter
 * @field: name, phone, account, address, id-check, id-number
 *
 * Returns: whether @field may be asked of a customer for it: only what it lists is (row 000-14)
 */
gboolean
hall_matter_view_may_ask (HallMatterView *self, const char *field)
{
  g_return_val_if_fail (HALL_IS_MATTER_VIEW (self) && field != NULL, FALSE);

  return g_strv_contains ((const char *const *)self->fields, field);
}

#define MATTER_QUERY                                                                                         \
  "SELECT m.code, m.category, c.name, c.name_en, m.name, m.name_en, m.active, v.version,"                    \
  " v.effective_from, v.promise, v.promise_en, v.due_kind, v.due_count, v.fee, v.excluded,"                  \
  " v.notice_days, v.conditions, v.basis, v.place, v.online, v.fields, " HALL_SQL_VERSION_IN_FORCE (         \
      "m.code", "?1") " FROM matter m JOIN category c ON c.code = m.category JOIN matter_version v ON"       \
                      " v.matter = m.code "

#define ITEM_QUERY                                                                                           \
  "SELECT i.matter, i.code, i.name, i.name_en, i.applicant, i.form, i.copies, i.handling, i.issuer,"         \
  " i.how, i.basis, i.mandatory, i.may_follow FROM matter_item i "

static HallMatterView *
matter_from_row (HallRows *rows)
{
  HallMatterView *self = g_object_new (HALL_TYPE_MATTER_VIEW, NULL);
  const char *fields = hall_rows_text (rows, 20);

  self->code = hall_rows_dup (rows, 0);
  self->category = hall_rows_dup (rows, 1);
  self->category_name = hall_rows_dup (rows, 2);
  self->category_name_en = hall_rows_dup (rows, 3);
  self->name = hall_rows_dup (rows, 4);
  self->name_en = hall_rows_dup (rows, 5);
  self->closed = hall_rows_int (rows, 6) == 0;
  self->version = hall_rows_int (rows, 7);
  self->effective_from = hall_rows_dup (rows, 8);
  self->promise = hall_rows_dup (rows, 9);
  self->promise_en = hall_rows_dup (rows, 10);
  self->due_kind = hall_rows_dup (rows, 11);
  self->due_count = hall_rows_int (rows, 12);
  self->fee = hall_rows_dup (rows, 13);
  self->excluded = hall_rows_dup (rows, 14);
  self->notice_days = hall_rows_int (rows, 15);
  self->conditions = hall_rows_dup (rows, 16);
  self->basis = hall_rows_dup (rows, 17);
  self->place = hall_rows_dup (rows, 18);
  self->online = hall_rows_dup (rows, 19);
  self->fields = *fields != '\0' ? g_strsplit (fields, ",", -1) : g_new0 (char *, 1);
  self->newest = hall_rows_int (rows, 21);
  return self;
}

static HallMatterItemView *
item_from_row (HallRows *rows)
{
  HallMatterItemView *self = g_object_new (HALL_TYPE_MATTER_ITEM_VIEW, NULL);

  self->code = hall_rows_dup (rows, 1);
  self->name = hall_rows_dup (rows, 2);
  self->name_en = hall_rows_dup (rows, 3);
  self->applicant = hall_rows_dup (rows, 4);
  self->form = hall_rows_dup (rows, 5);
  self->copies = hall_rows_int (rows, 6);
  self->handling = hall_rows_dup (rows, 7);
  self->issuer = hall_rows_dup (rows, 8);
  self->how = hall_rows_dup (rows, 9);
  self->basis = hall_rows_dup (rows, 10);
  self->mandatory = hall_rows_int (rows, 11) != 0;
  self->may_follow = hall_rows_int (rows, 12) != 0;
  return self;
}

/* Takes the rows. @by_code has the views that get them. */
static gboolean
take_items (HallRows *taken, GHashTable *by_code, GError **error)
{
  g_autoptr (HallRows) rows = taken;
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    HallMatterView *matter = g_hash_table_lookup (by_code, hall_rows_text (rows, 0));
    g_autoptr (HallMatterItemView) item = item_from_row (rows);

    if (matter != NULL)
      g_list_store_append (G_LIST_STORE (matter->items), item);
  }
  return hall_rows_done (&local, error);
}

static gboolean
read_all (HallDb *db, const char *today, GListStore *store, GError **error)
{
  g_autoptr (GHashTable) by_code = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (db, error,
                                             MATTER_QUERY
                                             "WHERE m.active = 1 AND v.version = " HALL_SQL_VERSION_IN_FORCE (
                                                 "m.code", "?1") " ORDER BY c.position, m.position, m.code",
                                             "t", today);

  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallMatterView) matter = matter_from_row (rows);

    g_list_store_append (store, matter);
    g_hash_table_insert (by_code, matter->code, matter);
  }
  g_clear_pointer (&rows, hall_rows_free);
  return hall_rows_done (&local, error)
         && take_items (hall_db_query (db, error,
                                       ITEM_QUERY "WHERE i.version = " HALL_SQL_VERSION_IN_FORCE (
                                           "i.matter", "?1") " ORDER BY i.matter, i.position",
                                       "t", today),
                        by_code, error);
}

/**
 * hall_matters_view_read:
 * @engine: the engine
 * @params: nothing
 * @error: what went wrong
 *
 * Returns: (transfer full): a #GListModel of #HallMatterView, as they are today; a #HallReadFunc
 */
GListModel *
hall_matters_view_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (HALL_TYPE_MATTER_VIEW);
  g_autofree char *today = NULL;
  HallDb *db;
  gboolean ok;

  g_return_val_if_fail (HALL_IS_ENGINE (engine), NULL);

  today = hall_time_day (hall_engine_get_zone (engine), hall_clock_now (hall_engine_get_clock (engine)));
  db = hall_engine_get_db (engine);
  if (!hall_db_begin (db, FALSE, error))
    return NULL;
  ok = read_all (db, today, store, error);
  hall_db_rollback (db);
  return ok ? G_LIST_MODEL (g_steal_pointer (&store)) : NULL;
}

static HallMatterView *
read_one (HallDb *db, const char *today, const char *code, gint64 version, GError **error)
{
  g_autoptr (HallMatterView) matter = NULL;
  g_autoptr (GHashTable) by_code = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  if (version == 0 && !hall_matter_version (db, code, today, &version, error))
    return NULL;
  rows = hall_db_query (db, error, MATTER_QUERY "WHERE m.code = ?2 AND v.version = ?3", "tti", today, code,
                        version);
  if (rows == NULL)
    return NULL;
  if (!hall_rows_next (rows, &local)) {
    if (hall_rows_done (&local, error))
      hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "matter", _ ("there is no matter “%s”"), code);
    return NULL;
  }
  matter = matter_from_row (rows);
  g_clear_pointer (&rows, hall_rows_free);
  g_hash_table_insert (by_code, matter->code, matter);
  if (!take_items (hall_db_query (db, error,
                                  ITEM_QUERY "WHERE i.matter = ?1 AND i.version = ?2 ORDER BY i.position",
                                  "ti", code, version),
                   by_code, error))
    return NULL;
  return g_steal_pointer (&matter);
}

/**
 * hall_matter_view_read:
 * @engine: the engine
 * @params: (sx) code, version; 0 for the one in force today
 * @error: NOT_FOUND when there is none
 *
 * Returns: (transfer full): the matter as of that version; a #HallReadFunc
 */
HallMatterView *
hall_matter_view_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (HallMatterView) matter = NULL;
  g_autofree char *today = NULL;
  const char *code;
  gint64 version;
  HallDb *db;

  g_return_val_if_fail (HALL_IS_ENGINE (engine), NULL);

  today = hall_time_day (hall_engine_get_zone (engine), hall_clock_now (hall_engine_get_clock (engine)));
  db = hall_engine_get_db (engine);
  g_variant_get (params, "(&sx)", &code, &version);
  if (!hall_db_begin (db, FALSE, error))
    return NULL;
  matter = read_one (db, today, code, version, error);
  hall_db_rollback (db);
  return g_steal_pointer (&matter);
}
