/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hall-calendar.h"

#include <json-glib/json-glib.h>

/* Hall rules 5.6, typed from there and not read from the table that is shipped. */
static const char *const holidays_2026_off[] = {
  "2026-01-01", "2026-01-02", "2026-01-03",                                           /* 元旦 */
  "2026-02-15", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", /* 春节 */
  "2026-02-21", "2026-02-22", "2026-02-23",                                           /**/
  "2026-04-04", "2026-04-05", "2026-04-06",                                           /* 清明节 */
  "2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04", "2026-05-05",               /* 劳动节 */
  "2026-06-19", "2026-06-20", "2026-06-21",                                           /* 端午节 */
  "2026-09-25", "2026-09-26", "2026-09-27",                                           /* 中秋节 */
  "2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05", "2026-10-06", /* 国庆节 */
  "2026-10-07",
};
static const char *const holidays_2026_make_up[] = {
  "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
};

static inline gboolean
holidays_in (const char *const *days, gsize n, const char *day)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (days[i], day))
      return TRUE;
  return FALSE;
}

/* The calendar of the table that is shipped, read as an import will read it. */
static inline HallCalendar *
holidays_2026 (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("HALL_SOURCE_DIR"), "resources", "sample",
                                            "holidays-2026.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (HallCalendar) calendar = hall_calendar_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *table;
  JsonArray *days;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  table = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (table, "papers")), >, 0);
  days = json_object_get_array_member (table, "days");
  for (guint i = 0; i < json_array_get_length (days); i++) {
    JsonObject *day = json_array_get_object_element (days, i);

    hall_calendar_add_day (calendar, json_object_get_string_member (day, "date"),
                           json_object_get_boolean_member (day, "isOffDay"),
                           json_object_get_string_member (day, "name"), &error);
    g_assert_no_error (error);
  }
  hall_calendar_set_year_known (calendar, (int)json_object_get_int_member (table, "year"), &error);
  g_assert_no_error (error);
  return g_steal_pointer (&calendar);
}
