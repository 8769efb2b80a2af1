/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-calendar.h"

#include "hall-error.h"
#include "hall-test.h"
#include "holidays.h"

static guint32
number (const char *day)
{
  guint32 value = 0;

  g_assert_true (hall_day_to_number (day, &value));
  return value;
}

static gboolean
works (const HallCalendar *calendar, const char *day)
{
  return hall_calendar_is_working_day (calendar, number (day));
}

static void
add (HallCalendar *calendar, const char *day, gboolean is_off)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hall_calendar_add_day (calendar, day, is_off, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_invalid (GError *error, const char *field)
{
  g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
  g_assert_cmpstr (hall_error_get_field (error), ==, field);
  g_error_free (error);
}

static void
test_days (void)
{
  static const char *const bad[] = { NULL,       "",           "2026-02-29", "2026-11-31",
                                     "2026-1-1", "1899-12-31", "2026-11-20 " };
  char day[HALL_DAY_SIZE];
  guint32 value;

  for (guint32 at = number ("1999-12-25"); at < number ("2032-01-05"); at++) {
    hall_day_from_number (at, day);
    g_assert_cmpuint (number (day), ==, at);
  }
  hall_day_from_number (number ("2028-02-28") + 1, day);
  g_assert_cmpstr (day, ==, "2028-02-29");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (hall_day_to_number (bad[i], &value));
}

/* --- The statutory calendar --- */

/* The shipped table says of 2026 what hall rules 5.6 say of it, no more and no less. */
static void
test_2026_table (void)
{
  g_autoptr (HallCalendar) calendar = holidays_2026 ();
  GDate date;
  int working = 0;

  g_date_clear (&date, 1);
  for (guint32 day = number ("2026-01-01"); day <= number ("2026-12-31"); day++) {
    char text[HALL_DAY_SIZE];
    gboolean off, make_up;

    hall_day_from_number (day, text);
    g_date_set_julian (&date, day);
    off = holidays_in (holidays_2026_off, G_N_ELEMENTS (holidays_2026_off), text);
    make_up = holidays_in (holidays_2026_make_up, G_N_ELEMENTS (holidays_2026_make_up), text);
    g_assert_true (hall_calendar_is_working_day (calendar, day)
                   == (make_up || (!off && g_date_get_weekday (&date) <= G_DATE_FRIDAY)));
    g_assert_true (hall_calendar_is_confirmed (calendar, day));
    g_assert_true ((hall_calendar_day_name (calendar, day) != NULL) == (off || make_up));
    working += hall_calendar_is_working_day (calendar, day);
  }
  g_assert_cmpint (working, ==, 248);
  g_assert_cmpstr (hall_calendar_day_name (calendar, number ("2026-10-10")), ==, "国庆节");
}

static void
test_missing_year (void)
{
  g_autoptr (HallCalendar) calendar = holidays_2026 ();
  g_autofree char *warning = NULL;

  g_assert_true (hall_calendar_knows_year (calendar, 2026));
  g_assert_null (hall_calendar_year_warning (calendar, 2026));
  g_assert_false (hall_calendar_knows_year (calendar, 2027));
  warning = hall_calendar_year_warning (calendar, 2027);
  g_assert_cmpstr (warning, ==, "The holiday table of 2027 is not imported: due times are not confirmed");

  g_assert_true (hall_calendar_is_confirmed (calendar, number ("2026-12-31")));
  g_assert_false (hall_calendar_is_confirmed (calendar, number ("2027-01-01")));
  g_assert_true (works (calendar, "2027-01-01"));  /* Friday */
  g_assert_false (works (calendar, "2027-01-02")); /* Saturday */
  g_assert_false (works (calendar, "2027-01-03"));
  g_assert_true (works (calendar, "2027-01-04"));
}

/* A published file of a year may be empty (hall rules 3.14): it confirms nothing. */
static void
test_empty_table_is_none (void)
{
  g_autoptr (HallCalendar) calendar = hall_calendar_new ();
  GError *error = NULL;

  add (calendar, "2026-12-31", TRUE);
  g_assert_false (hall_calendar_set_year_known (calendar, 2027, &error));
  assert_invalid (error, "year");
  g_assert_false (hall_calendar_knows_year (calendar, 2027));
  g_assert_true (hall_calendar_set_year_known (calendar, 2026, NULL));
  error = NULL;
  g_assert_false (hall_calendar_set_year_known (calendar, 20260, &error));
  assert_invalid (error, "year");
}

/* The table of one year may speak of days of the year before. */
static void
test_day_of_a_neighbour_year (void)
{
  g_autoptr (HallCalendar) calendar = holidays_2026 ();

  add (calendar, "2027-12-31", TRUE);
  g_assert_false (works (calendar, "2027-12-31"));
  g_assert_true (hall_calendar_is_confirmed (calendar, number ("2027-12-31")));
  g_assert_false (hall_calendar_is_confirmed (calendar, number ("2027-12-30")));
}

static void
test_bad_days (void)
{
  static const char *const bad[] = { "2026-02-30", "20260101", "", "2026-01-01T00:00" };
  g_autoptr (HallCalendar) calendar = hall_calendar_new ();
  GError *error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_assert_false (hall_calendar_add_day (calendar, bad[i], TRUE, NULL, &error));
    assert_invalid (g_steal_pointer (&error), "date");
  }
  g_assert_false (hall_calendar_add_day (calendar, NULL, TRUE, NULL, &error));
  assert_invalid (g_steal_pointer (&error), "date");
  g_assert_false (hall_calendar_add_day (calendar, "2026-01-01", TRUE, "元\n旦", &error));
  assert_invalid (g_steal_pointer (&error), "name");

  add (calendar, "2026-01-01", TRUE);
  add (calendar, "2026-01-01", TRUE);
  g_assert_false (hall_calendar_add_day (calendar, "2026-01-01", FALSE, NULL, &error));
  assert_invalid (g_steal_pointer (&error), "date");
  g_assert_false (works (calendar, "2026-01-01"));
}

static void
test_next_working_day (void)
{
  g_autoptr (HallCalendar) calendar = holidays_2026 ();
  guint32 day;

  g_assert_true (hall_calendar_next_working_day (calendar, number ("2026-10-01"), &day));
  g_assert_cmpuint (day, ==, number ("2026-10-08"));
  g_assert_true (hall_calendar_next_working_day (calendar, number ("2026-10-10"), &day));
  g_assert_cmpuint (day, ==, number ("2026-10-10"));
  g_assert_true (hall_calendar_next_working_day (calendar, number ("2026-10-11"), &day));
  g_assert_cmpuint (day, ==, number ("2026-10-12"));

  hall_calendar_set_week (calendar, HALL_WEEK_NONE);
  g_assert_false (hall_calendar_next_working_day (calendar, number ("2027-01-01"), &day));
}

/* --- The days the hall opens --- */

static void
test_opening_follows_the_statutory (void)
{
  g_autoptr (HallCalendar) statutory = holidays_2026 ();
  g_autoptr (HallCalendar) opening = hall_calendar_new_opening (statutory);

  for (guint32 day = number ("2025-12-01"); day < number ("2027-02-01"); day++) {
    g_assert_true (hall_calendar_is_working_day (opening, day)
                   == hall_calendar_is_working_day (statutory, day));
    g_assert_true (hall_calendar_is_confirmed (opening, day) == hall_calendar_is_confirmed (statutory, day));
  }
  g_assert_cmpstr (hall_calendar_day_name (opening, number ("2026-05-01")), ==, "劳动节");
}

/* Open every day of the season, and the promises still count working days (Q37). */
static void
test_season (void)
{
  g_autoptr (HallCalendar) statutory = holidays_2026 ();
  g_autoptr (HallCalendar) opening = hall_calendar_new_opening (statutory);

  g_assert_true (hall_calendar_set_season (opening, "11-15", "03-15", HALL_WEEK_ALL, NULL));
  for (guint32 day = number ("2026-11-15"); day <= number ("2027-03-15"); day++) {
    g_assert_true (hall_calendar_is_working_day (opening, day));
    g_assert_true (hall_calendar_is_confirmed (opening, day));
  }
  g_assert_false (works (opening, "2026-11-14")); /* Saturday */
  g_assert_false (works (opening, "2027-03-20")); /* Saturday */
  g_assert_true (works (opening, "2026-02-17"));  /* in the season, a holiday of the nation */
  g_assert_false (works (opening, "2026-05-01"));
  g_assert_false (works (statutory, "2026-11-21"));

  add (opening, "2026-02-17", TRUE); /* the hall shuts on New Year's day all the same */
  g_assert_false (works (opening, "2026-02-17"));
  g_assert_true (works (opening, "2026-02-18"));

  g_assert_true (hall_calendar_set_season (opening, "06-01", "06-30", HALL_WEEK_SATURDAY, NULL));
  g_assert_true (works (opening, "2026-06-20"));
  g_assert_false (works (opening, "2026-06-22"));
  g_assert_true (works (opening, "2026-05-29"));
  g_assert_false (works (opening, "2026-06-01")); /* the first and the last day are of the season */
  g_assert_false (works (opening, "2026-06-30"));
  g_assert_true (works (opening, "2026-07-01"));
}

static void
test_opening_week_of_its_own (void)
{
  g_autoptr (HallCalendar) statutory = holidays_2026 ();
  g_autoptr (HallCalendar) opening = hall_calendar_new_opening (statutory);

  hall_calendar_set_week (opening, HALL_WEEK_ALL & ~HALL_WEEK_MONDAY);
  g_assert_false (works (opening, "2026-11-23"));
  g_assert_true (works (opening, "2026-11-22"));
  g_assert_true (works (opening, "2026-10-01"));
  g_assert_true (hall_calendar_is_confirmed (opening, number ("2027-06-01")));
}

static void
test_bad_season (void)
{
  static const char *const bad[] = { "", "11-31", "1-15", "2026-11-15", "02-30", "11-15 " };
  g_autoptr (HallCalendar) calendar = hall_calendar_new ();
  GError *error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_assert_false (hall_calendar_set_season (calendar, bad[i], "03-15", HALL_WEEK_ALL, &error));
    assert_invalid (g_steal_pointer (&error), "season");
    g_assert_false (hall_calendar_set_season (calendar, "11-15", bad[i], HALL_WEEK_ALL, &error));
    assert_invalid (g_steal_pointer (&error), "season");
  }
  g_assert_true (hall_calendar_set_season (calendar, "11-15", "02-29", HALL_WEEK_ALL, NULL));
  g_assert_true (works (calendar, "2026-02-28"));
  g_assert_false (works (calendar, "2026-03-01")); /* Sunday */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/days", test_days);
  g_test_add_func ("/calendar/2026-table", test_2026_table);
  g_test_add_func ("/calendar/missing-year", test_missing_year);
  g_test_add_func ("/calendar/empty-table-is-none", test_empty_table_is_none);
  g_test_add_func ("/calendar/day-of-a-neighbour-year", test_day_of_a_neighbour_year);
  g_test_add_func ("/calendar/bad-days", test_bad_days);
  g_test_add_func ("/calendar/next-working-day", test_next_working_day);
  g_test_add_func ("/calendar/opening/follows-the-statutory", test_opening_follows_the_statutory);
  g_test_add_func ("/calendar/opening/season", test_season);
  g_test_add_func ("/calendar/opening/week-of-its-own", test_opening_week_of_its_own);
  g_test_add_func ("/calendar/opening/bad-season", test_bad_season);
  return g_test_run ();
}
