/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-holidays.h"

#include <glib/gi18n-lib.h>

#include "hall-calendar.h"
#include "hall-error.h"
#include "hall-matter.h"
#include "hall-text.h"

/* The national calendar, a year at a time, as the State Council announces it and as open data carries it
 * (hall rules 3.14): {year, papers[], days:[{name, date, isOffDay}]}. */

static void
holiday_free (gpointer data)
{
  HallHoliday *self = data;

  g_free (self->day);
  g_free (self->name);
  g_free (self);
}

void
hall_holidays_free (HallHolidays *self)
{
  g_free (self->papers);
  g_ptr_array_unref (self->days);
  g_free (self);
}

/* Some years begin in the last days of the one before. */
static gboolean
is_of_year (const char *day, int year)
{
  int its = (int)g_ascii_strtoll (day, NULL, 10);

  return its == year || (its == year - 1 && g_str_has_prefix (day + 4, "-12"));
}

static void
parse_day (HallHolidays *self, GVariant *given, const char *place, GHashTable *seen, GPtrArray *faults)
{
  HallHoliday *day = g_new0 (HallHoliday, 1);
  const char *date = "";
  const char *name = "";
  g_autoptr (GError) error = NULL;
  guint32 number;

  if (!g_variant_lookup (given, "isOffDay", "b", &day->off))
    hall_setup_fault_add (faults, place, "isOffDay", "3.14", _ ("“%s” is true or false"), "isOffDay");
  if (!g_variant_lookup (given, "name", "&s", &name) || *name == '\0')
    hall_setup_fault_add (faults, place, "name", "3.14", _ ("a day that differs has a name"));
  else if (!hall_text_check (name, -1, "name", 40, HALL_TEXT_ONE_LINE, &error))
    hall_setup_fault_add (faults, place, "name", "3.14", "%s", error->message);
  g_variant_lookup (given, "date", "&s", &date);
  if (!hall_day_to_number (date, &number))
    hall_setup_fault_add (faults, place, "date", "3.14", _ ("“%s” is no date like 2026-11-20"), date);
  else if (self->year != 0 && !is_of_year (date, self->year))
    hall_setup_fault_add (faults, place, "date", "3.14", _ ("%s is not in %d"), date, self->year);
  else if (!g_hash_table_add (seen, g_strdup (date)))
    hall_setup_fault_add (faults, place, "date", "3.14", _ ("%s is there twice"), date);
  day->day = g_strdup (date);
  day->name = g_strdup (name);
  g_ptr_array_add (self->days, day);
}

static void
parse_papers (HallHolidays *self, GVariant *given, GPtrArray *faults)
{
  g_autoptr (GVariant) list = g_variant_lookup_value (given, "papers", G_VARIANT_TYPE ("av"));
  g_autoptr (GString) papers = g_string_new (NULL);

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (list, i);
    g_autoptr (GVariant) value = g_variant_get_variant (boxed);

    if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
      hall_setup_fault_add (faults, "", "papers", "3.14", _ ("the announcements are a list of texts"));
    else
      g_string_append_printf (papers, "%s%s", papers->len > 0 ? "\n" : "",
                              g_variant_get_string (value, NULL));
  }
  self->papers = g_strdup (papers->str);
}

/**
 * hall_holidays_parse:
 * @given: a{sv}: year, papers, days; what else is in it is passed over
 * @faults: (element-type HallSetupFault): gets what is wrong, with its place
 *
 * A year without any day is one that was not announced yet, and no calendar.
 *
 * Returns: (transfer full): what could be read
 */
HallHolidays *
hall_holidays_parse (GVariant *given, GPtrArray *faults)
{
  HallHolidays *self = g_new0 (HallHolidays, 1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GVariant) days = g_variant_lookup_value (given, "days", G_VARIANT_TYPE ("av"));
  gint64 year = 0;

  self->days = g_ptr_array_new_with_free_func (holiday_free);
  if (!g_variant_lookup (given, "year", "x", &year) || year < 2000 || year > 2200)
    hall_setup_fault_add (faults, "", "year", "3.14", _ ("a calendar is of a year from 2000 to 2200"));
  else
    self->year = (int)year;
  parse_papers (self, given, faults);
  if (days == NULL || g_variant_n_children (days) == 0)
    hall_setup_fault_add (faults, "", "days", "3.14",
                          _ ("the file has no days: the calendar of that year is not announced yet"));
  for (gsize i = 0; days != NULL && i < g_variant_n_children (days); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (days, i);
    g_autoptr (GVariant) value = g_variant_get_variant (boxed);
    g_autofree char *place = g_strdup_printf ("days[%d].", (int)i + 1);

    if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
      parse_day (self, value, place, seen, faults);
    else
      hall_setup_fault_add (faults, place, "date", "3.14", _ ("a day is a group of name, date and isOffDay"));
  }
  return self;
}

/**
 * hall_holidays_write:
 * @db: a connection, in a writing transaction
 * @holidays: a year without faults
 * @staff: (nullable): who took it over
 * @now: when, µs since the epoch
 * @error: what the database says
 *
 * Makes a year known, in place of what was known of it.
 *
 * Returns: whether it is
 */
gboolean
hall_holidays_write (HallDb *db, const HallHolidays *holidays, const char *staff, gint64 now, GError **error)
{
  g_autofree char *year = g_strdup_printf ("%04d-%%", holidays->year);

  if (!hall_db_exec (db, error, "DELETE FROM holiday WHERE day LIKE ?1", "t", year)
      || !hall_db_exec (db, error,
                        "INSERT INTO holiday_year (year, papers, at, staff) VALUES (?1, ?2, ?3, ?4)"
                        " ON CONFLICT (year) DO UPDATE SET papers = excluded.papers, at = excluded.at,"
                        " staff = excluded.staff",
                        "itit", (gint64)holidays->year, holidays->papers, now, staff))
    return FALSE;
  for (guint i = 0; i < holidays->days->len; i++) {
    const HallHoliday *day = g_ptr_array_index (holidays->days, i);

    if (!hall_db_exec (db, error,
                       "INSERT INTO holiday (day, name, off) VALUES (?1, ?2, ?3)"
                       " ON CONFLICT (day) DO UPDATE SET name = excluded.name, off = excluded.off",
                       "tti", day->day, day->name, (gint64)day->off))
      return FALSE;
  }
  return TRUE;
}

/**
 * hall_holidays_read:
 * @db: a connection
 * @year: 2026
 * @error: NOT_FOUND when it is not known
 *
 * Returns: (transfer full) (nullable): a{sv} as hall_holidays_parse() reads it
 */
GVariant *
hall_holidays_read (HallDb *db, int year, GError **error)
{
  g_auto (GVariantBuilder) whole = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_auto (GVariantBuilder) names = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_auto (GVariantBuilder) days = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autofree char *like = g_strdup_printf ("%04d-%%", year);
  g_autoptr (GError) local = NULL;
  g_autofree char *papers = hall_db_get_text (db, &local, "SELECT papers FROM holiday_year WHERE year = ?1",
                                              "i", (gint64)year);
  g_auto (GStrv) list = NULL;
  g_autoptr (HallRows) rows = NULL;

  if (papers == NULL) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    else
      hall_set_error (error, HALL_ERROR_NOT_FOUND, "3.14", "year", _ ("the calendar of %d is not known"),
                      year);
    return NULL;
  }
  rows = hall_db_query (db, error, "SELECT name, day, off FROM holiday WHERE day LIKE ?1 ORDER BY day", "t",
                        like);
  if (rows == NULL)
    return NULL;
  list = g_strsplit (papers, "\n", -1);
  for (char **name = list; *name != NULL; name++)
    g_variant_builder_add (&names, "v", g_variant_new_string (*name));
  while (hall_rows_next (rows, &local)) {
    g_auto (GVariantBuilder) day = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

    g_variant_builder_add (&day, "{sv}", "name", g_variant_new_string (hall_rows_text (rows, 0)));
    g_variant_builder_add (&day, "{sv}", "date", g_variant_new_string (hall_rows_text (rows, 1)));
    g_variant_builder_add (&day, "{sv}", "isOffDay", g_variant_new_boolean (hall_rows_int (rows, 2) != 0));
    g_variant_builder_add (&days, "v", g_variant_builder_end (&day));
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  g_variant_builder_add (&whole, "{sv}", "year", g_variant_new_int64 (year));
  g_variant_builder_add (&whole, "{sv}", "papers", g_variant_builder_end (&names));
  g_variant_builder_add (&whole, "{sv}", "days", g_variant_builder_end (&days));
  return g_variant_ref_sink (g_variant_builder_end (&whole));
}
