/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an administrator looks at before changing it. */

#include <glib/gi18n-lib.h>

#include "hall-engine-private.h"
#include "hall-holidays.h"
#include "hall-setup-view.h"
#include "hall-slots.h"
#include "hall-time.h"
#include "hall-views-private.h"

G_DEFINE_FINAL_TYPE (HallYear, hall_year, G_TYPE_OBJECT)

static void
hall_year_finalize (GObject *object)
{
  g_free (HALL_YEAR (object)->papers);
  G_OBJECT_CLASS (hall_year_parent_class)->finalize (object);
}

static void
hall_year_class_init (HallYearClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_year_finalize;
}

static void
hall_year_init (HallYear *self)
{
}

/* This year and the next are told of even when nothing is known of them. */
static void
add_missing (GListStore *store, gint64 from, gint64 until)
{
  for (gint64 wanted = from; wanted <= until; wanted++) {
    guint at = 0;
    gboolean there = FALSE;

    for (; at < g_list_model_get_n_items (G_LIST_MODEL (store)); at++) {
      g_autoptr (HallYear) year = g_list_model_get_item (G_LIST_MODEL (store), at);

      there = year->year == wanted;
      if (year->year >= wanted)
        break;
    }
    if (!there) {
      g_autoptr (HallYear) year = g_object_new (HALL_TYPE_YEAR, NULL);

      year->year = wanted;
      year->papers = g_strdup ("");
      g_list_store_insert (store, at, year);
    }
  }
}

static gboolean
count_cases (HallDb *db, GListModel *years, GError **error)
{
  for (guint i = 0; i < g_list_model_get_n_items (years); i++) {
    g_autoptr (HallYear) year = g_list_model_get_item (years, i);

    /* A due time that is not confirmed ends in a year without a calendar, or runs through one. */
    if (!year->known
        && !hall_db_get_int (db, &year->cases, error,
                             "SELECT count (*) FROM case_file WHERE state <> 'closed' AND due_confirmed = 0",
                             ""))
      return FALSE;
  }
  return TRUE;
}

/**
 * hall_years_read:
 * @engine: the engine
 * @params: nothing
 * @error: what went wrong
 *
 * Returns: (transfer full): a #GListModel of #HallYear; a #HallReadFunc
 */
GListModel *
hall_years_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (HALL_TYPE_YEAR);
  HallDb *db = hall_engine_get_db (engine);
  g_autofree char *today = hall_time_day (hall_engine_get_zone (engine),
                                          hall_clock_now (hall_engine_get_clock (engine)));
  gint64 this_year = g_ascii_strtoll (today, NULL, 10);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      db, error,
      "SELECT y.year, y.papers, y.at, (SELECT count (*) FROM holiday h WHERE h.off = 1 AND substr (h.day, 1, "
      "4) ="
      " CAST (y.year AS TEXT)), (SELECT count (*) FROM holiday h WHERE h.off = 0 AND substr (h.day, 1, 4) ="
      " CAST (y.year AS TEXT)) FROM holiday_year y ORDER BY y.year",
      "");

  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallYear) year = g_object_new (HALL_TYPE_YEAR, NULL);

    year->year = hall_rows_int (rows, 0);
    year->papers = hall_rows_dup (rows, 1);
    year->at = hall_rows_int (rows, 2);
    year->off = hall_rows_int (rows, 3);
    year->working = hall_rows_int (rows, 4);
    year->known = TRUE;
    g_list_store_append (store, year);
  }
  g_clear_pointer (&rows, hall_rows_free);
  if (!hall_rows_done (&local, error))
    return NULL;
  add_missing (store, this_year, this_year + 1);
  return count_cases (db, G_LIST_MODEL (store), error) ? G_LIST_MODEL (g_steal_pointer (&store)) : NULL;
}

/**
 * hall_year_days_read:
 * @engine: the engine
 * @params: x, a year
 * @error: NOT_FOUND when it is not known
 *
 * Returns: (transfer full): its calendar as import reads it; a #HallReadFunc
 */
GVariant *
hall_year_days_read (HallEngine *engine, GVariant *params, GError **error)
{
  return hall_holidays_read (hall_engine_get_db (engine), (int)g_variant_get_int64 (params), error);
}

/**
 * hall_figures_read:
 * @engine: the engine
 * @params: nothing
 * @error: what went wrong
 *
 * Returns: (transfer full): a(ss), the words in braces that an administrator sets, and what they say today
 * (000-20); prices last; a #HallReadFunc
 */
GVariant *
hall_figures_read (HallEngine *engine, GVariant *params, GError **error)
{
  static const char *const names[] = { "phone",      "enquiry_phone", "open_from",
                                       "open_until", "season",        "room_temperature" };
  HallDb *db = hall_engine_get_db (engine);
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ss)"));
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *value = g_str_equal (names[i], "phone")
                                 ? hall_db_get_text (db, &local, "SELECT phone FROM hall", "")
                                 : hall_db_get_text (db, &local, "SELECT value FROM option WHERE name = ?1",
                                                     "t", names[i]);

    if (local != NULL) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
    g_variant_builder_add (&list, "(ss)", names[i], value != NULL ? value : "");
  }
  rows = hall_db_query (
      db, error, "SELECT name, value FROM option WHERE substr (name, 1, 7) = 'tariff_' ORDER BY name", "");
  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local))
    g_variant_builder_add (&list, "(ss)", hall_rows_text (rows, 0), hall_rows_text (rows, 1));
  if (!hall_rows_done (&local, error))
    return NULL;
  return g_variant_ref_sink (g_variant_builder_end (&list));
}

/**
 * hall_answer_preview_read:
 * @engine: the engine
 * @params: s, an answer as it is being written
 * @error: what went wrong
 *
 * Returns: (transfer full): a{sv} with text, how it reads today (000-20), or unknown, the slot that nothing
 * fills; a #HallReadFunc
 */
GVariant *
hall_answer_preview_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autofree char *today = hall_time_day (hall_engine_get_zone (engine),
                                          hall_clock_now (hall_engine_get_clock (engine)));
  const HallSlots slots = { .db = hall_engine_get_db (engine),
                            .zone = hall_engine_get_zone (engine),
                            .now = hall_clock_now (hall_engine_get_clock (engine)),
                            .today = today };
  const char *answer = g_variant_get_string (params, NULL);
  g_auto (GVariantBuilder) result = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *unknown = NULL;
  g_autofree char *text = NULL;

  if (!hall_slots_check (&slots, answer, &unknown, error))
    return NULL;
  if (unknown != NULL) {
    g_variant_builder_add (&result, "{sv}", "unknown", g_variant_new_string (unknown));
  } else {
    text = hall_slots_fill (&slots, answer, error);
    if (text == NULL)
      return NULL;
    g_variant_builder_add (&result, "{sv}", "text", g_variant_new_string (text));
  }
  return g_variant_ref_sink (g_variant_builder_end (&result));
}
