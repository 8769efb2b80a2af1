/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "hall-error.h"
#include "hall-json.h"
#include "hall-matter.h"

/* Matters and their versions in the hall's tables. A version that was written is never changed: whoever
 * opened a case under it finds it as it was (Q53). */

/**
 * hall_matter_version:
 * @db: a connection
 * @matter: its code
 * @day: a local date
 * @version: (out): the version in force on it; 0 for none
 * @error: what the database says
 *
 * Returns: whether it could be read
 */
gboolean
hall_matter_version (HallDb *db, const char *matter, const char *day, gint64 *version, GError **error)
{
  *version = 0;
  return hall_db_get_int (db, version, error,
                          "SELECT version FROM matter_version WHERE matter = ?1 AND effective_from <= ?2"
                          " ORDER BY effective_from DESC, version DESC LIMIT 1",
                          "tt", matter, day);
}

static void
set_text (char **text, HallRows *rows, int column)
{
  g_free (*text);
  *text = hall_rows_dup (rows, column);
}

static gboolean
read_items (HallDb *db, HallMatterData *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      db, error,
      "SELECT code, name, name_en, applicant, form, copies, handling, issuer, how, basis, mandatory, "
      "may_follow"
      " FROM matter_item WHERE matter = ?1 AND version = ?2 ORDER BY position",
      "ti", self->code, self->version);

  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    HallMatterItem *item = g_new0 (HallMatterItem, 1);

    item->code = hall_rows_dup (rows, 0);
    item->name = hall_rows_dup (rows, 1);
    item->name_en = hall_rows_dup (rows, 2);
    item->applicant = hall_rows_dup (rows, 3);
    item->form = hall_rows_dup (rows, 4);
    item->copies = hall_rows_int (rows, 5);
    item->handling = hall_rows_dup (rows, 6);
    item->issuer = hall_rows_dup (rows, 7);
    item->how = hall_rows_dup (rows, 8);
    item->basis = hall_rows_dup (rows, 9);
    item->mandatory = hall_rows_int (rows, 10);
    item->may_follow = hall_rows_int (rows, 11);
    g_ptr_array_add (self->items, item);
  }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return error == NULL || *error == NULL;
}

/**
 * hall_matter_read:
 * @db: a connection
 * @matter: its code
 * @version: which one
 * @error: NOT_FOUND when there is none
 *
 * Returns: (transfer full) (nullable): the matter as of that version
 */
HallMatterData *
hall_matter_read (HallDb *db, const char *matter, gint64 version, GError **error)
{
  g_autoptr (HallMatterData) self = hall_matter_data_new (NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      db, error,
      "SELECT m.category, m.name, m.name_en, m.active, v.effective_from, v.promise, v.promise_en, v.due_kind,"
      " v.due_count, v.fee, v.excluded, v.notice_days, v.conditions, v.basis, v.place, v.online, v.fields"
      " FROM matter m JOIN matter_version v ON v.matter = m.code WHERE m.code = ?1 AND v.version = ?2",
      "ti", matter, version);

  if (rows == NULL)
    return NULL;
  if (!hall_rows_next (rows, &local)) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    else
      hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "matter", _ ("there is no matter “%s”"), matter);
    return NULL;
  }
  g_free (self->code);
  self->code = g_strdup (matter);
  self->version = version;
  set_text (&self->category, rows, 0);
  set_text (&self->name, rows, 1);
  set_text (&self->name_en, rows, 2);
  self->closed = hall_rows_int (rows, 3) == 0;
  set_text (&self->effective_from, rows, 4);
  set_text (&self->promise, rows, 5);
  set_text (&self->promise_en, rows, 6);
  set_text (&self->due_kind, rows, 7);
  self->due_count = hall_rows_int (rows, 8);
  set_text (&self->fee, rows, 9);
  set_text (&self->excluded, rows, 10);
  self->notice_days = hall_rows_int (rows, 11);
  set_text (&self->conditions, rows, 12);
  set_text (&self->basis, rows, 13);
  set_text (&self->place, rows, 14);
  set_text (&self->online, rows, 15);
  set_text (&self->fields, rows, 16);
  g_clear_pointer (&rows, hall_rows_free);
  return read_items (db, self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * hall_matter_read_on:
 * @db: a connection
 * @matter: its code
 * @day: a local date
 * @known: (out): whether there is such a matter
 * @error: what the database says
 *
 * Returns: (transfer full) (nullable): the matter as it is on @day, or as it will first be; %NULL when there
 * is none
 */
HallMatterData *
hall_matter_read_on (HallDb *db, const char *matter, const char *day, gboolean *known, GError **error)
{
  gint64 version;

  *known = FALSE;
  if (!hall_matter_version (db, matter, day, &version, error)
      || (version == 0
          && !hall_db_get_int (db, &version, error,
                               "SELECT version FROM matter_version WHERE matter = ?1"
                               " ORDER BY effective_from, version LIMIT 1",
                               "t", matter))
      || version == 0)
    return NULL;
  *known = TRUE;
  return hall_matter_read (db, matter, version, error);
}

/* Whether @matter says what its last version says: then there is no new one. */
static gboolean
is_same (HallDb *db, HallMatterData *matter, gboolean *same, GError **error)
{
  g_autoptr (HallMatterData) before = NULL;
  g_autoptr (GVariant) old = NULL;
  g_autoptr (GVariant) new = NULL;
  g_autofree char *old_text = NULL;
  g_autofree char *new_text = NULL;
  gint64 version;
  gint64 last = 0;

  *same = FALSE;
  if (!hall_matter_version (db, matter->code, matter->effective_from, &version, error)
      || !hall_db_get_int (db, &last, error,
                           "SELECT coalesce (max (version), 0) FROM matter_version WHERE matter = ?1", "t",
                           matter->code))
    return FALSE;
  matter->version = last + 1;
  if (version == 0)
    return TRUE;
  before = hall_matter_read (db, matter->code, version, error);
  if (before == NULL)
    return FALSE;
  /* Where it belongs and what it is called is not part of a version. */
  g_free (before->effective_from);
  before->effective_from = g_strdup (matter->effective_from);
  g_free (before->category);
  before->category = g_strdup (matter->category);
  g_free (before->name);
  before->name = g_strdup (matter->name);
  g_free (before->name_en);
  before->name_en = g_strdup (matter->name_en);
  before->closed = matter->closed;
  old = hall_matter_data_to_variant (before);
  new = hall_matter_data_to_variant (matter);
  old_text = hall_json_from_variant (old);
  new_text = hall_json_from_variant (new);
  *same = g_str_equal (old_text, new_text);
  if (*same)
    matter->version = version;
  return TRUE;
}

static gboolean
write_version (HallDb *db, const HallMatterData *matter, const char *staff, gint64 now, GError **error)
{
  if (!hall_db_exec (db, error,
                     "INSERT INTO matter_version (matter, version, effective_from, promise, promise_en, "
                     "due_kind, due_count,"
                     " fee, excluded, notice_days, conditions, basis, place, online, fields, staff, at)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
                     "titttti"
                     "ttitttttti",
                     matter->code, matter->version, matter->effective_from, matter->promise,
                     matter->promise_en, matter->due_kind, matter->due_count, matter->fee, matter->excluded,
                     matter->notice_days, matter->conditions, matter->basis, matter->place, matter->online,
                     matter->fields, staff, now))
    return FALSE;
  for (guint i = 0; i < matter->items->len; i++) {
    const HallMatterItem *item = g_ptr_array_index (matter->items, i);

    if (!hall_db_exec (db, error,
                       "INSERT INTO matter_item (matter, version, code, position, name, name_en, applicant, "
                       "form, copies,"
                       " handling, issuer, how, basis, mandatory, may_follow)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
                       "titi"
                       "tttt"
                       "i"
                       "tttt"
                       "ii",
                       matter->code, matter->version, item->code, (gint64)i, item->name, item->name_en,
                       item->applicant, item->form, item->copies, item->handling, item->issuer, item->how,
                       item->basis, item->mandatory, item->may_follow))
      return FALSE;
  }
  return TRUE;
}

/**
 * hall_matter_write:
 * @db: a connection, in a writing transaction
 * @matter: a matter without faults; gets the version that it has now
 * @staff: (nullable): who set it
 * @now: when, µs since the epoch
 * @error: NOT_FOUND when its category is not there
 *
 * Makes a matter, or a new version of it. What says nothing new makes no version.
 *
 * Returns: whether it is there
 */
gboolean
hall_matter_write (HallDb *db, HallMatterData *matter, const char *staff, gint64 now, GError **error)
{
  gboolean same;
  gint64 known = 0;

  if (!hall_db_get_int (db, &known, error, "SELECT 1 FROM category WHERE code = ?1", "t", matter->category))
    return FALSE;
  if (!known) {
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "category", _ ("there is no category “%s”"),
                    matter->category);
    return FALSE;
  }
  return hall_db_exec (db, error,
                       "INSERT INTO matter (code, category, position, name, name_en, active)"
                       " VALUES (?1, ?2, (SELECT count (*) FROM matter), ?3, ?4, ?5)"
                       " ON CONFLICT (code) DO UPDATE SET category = excluded.category, name = excluded.name,"
                       " name_en = excluded.name_en, active = excluded.active",
                       "tttti", matter->code, matter->category, matter->name, matter->name_en,
                       (gint64)!matter->closed)
         && is_same (db, matter, &same, error) && (same || write_version (db, matter, staff, now, error));
}
