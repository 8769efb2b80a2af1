/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-time.h"

#include "hall-error.h"
#include "hall-test.h"

#define NINE (G_GINT64_CONSTANT (1795136731) * G_USEC_PER_SEC) /* 2026-11-20 09:05:31 +08:00 */

/* The zones of these tests, held until the end. */
static GTimeZone *
shanghai (void)
{
  static GTimeZone *zone;

  if (zone == NULL)
    zone = hall_time_zone ("Asia/Shanghai");
  return zone;
}

static GTimeZone *
greenwich (void)
{
  static GTimeZone *zone;

  if (zone == NULL)
    zone = hall_time_zone ("UTC");
  return zone;
}

static void
test_zone (void)
{
  g_autoptr (GTimeZone) zone = hall_time_zone ("Asia/Shanghai");
  g_autoptr (GTimeZone) again = hall_time_zone ("Asia/Shanghai");
  g_autoptr (GTimeZone) offset = hall_time_zone ("+08:00");

  g_assert_nonnull (zone);
  g_assert_true (zone == again);
  g_assert_nonnull (offset);
  g_assert_nonnull (greenwich ());
  g_assert_null (hall_time_zone ("Nowhere/Atlantis"));
  g_assert_null (hall_time_zone ("Nowhere/Atlantis"));
}

/* A machine without a table of zones: GLib reads TZDIR once at its first use, hence a process of its own. */
static void
test_zone_without_tables (void)
{
  if (g_test_subprocess ()) {
    g_autofree char *iso = NULL;

    g_setenv ("TZDIR", "/nonexistent", TRUE);
    g_assert_null (hall_time_zone ("Europe/Berlin"));
    iso = hall_time_to_iso (shanghai (), NINE);
    g_assert_cmpstr (iso, ==, "2026-11-20T09:05:31+08:00");
    return;
  }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_format (void)
{
  g_autofree char *iso = hall_time_to_iso (shanghai (), NINE + 999999);
  g_autofree char *day = hall_time_day (shanghai (), NINE);
  g_autofree char *shown = hall_time_format (shanghai (), NINE, "%Y-%m-%d %H:%M:%S");
  g_autofree char *utc = hall_time_to_iso (greenwich (), NINE);
  g_autofree char *before_epoch = hall_time_to_iso (greenwich (), -1);
  g_autofree char *absurd = hall_time_to_iso (shanghai (), G_MAXINT64);

  g_assert_cmpstr (iso, ==, "2026-11-20T09:05:31+08:00");
  g_assert_cmpstr (day, ==, "2026-11-20");
  g_assert_cmpstr (shown, ==, "2026-11-20 09:05:31");
  g_assert_cmpstr (utc, ==, "2026-11-20T01:05:31+00:00");
  g_assert_cmpstr (before_epoch, ==, "1969-12-31T23:59:59+00:00");
  g_assert_cmpstr (absurd, ==, "");
  g_assert_cmpint (hall_time_hour (shanghai (), NINE), ==, 9);
}

/* The day changes at midnight of the hall, not of Greenwich. */
static void
test_midnight (void)
{
  gint64 midnight = NINE - (9 * 3600 + 5 * 60 + 31) * HALL_SECOND;
  g_autofree char *before = hall_time_day (shanghai (), midnight - 1);
  g_autofree char *after = hall_time_day (shanghai (), midnight);

  g_assert_cmpstr (before, ==, "2026-11-19");
  g_assert_cmpstr (after, ==, "2026-11-20");
  g_assert_cmpint (hall_time_hour (shanghai (), midnight - 1), ==, 23);
  g_assert_cmpint (hall_time_hour (shanghai (), midnight), ==, 0);
}

static void
assert_parses (const char *text, gint64 expected)
{
  g_autoptr (GError) error = NULL;
  gint64 time_us = 0;

  g_assert_true (hall_time_parse (shanghai (), text, &time_us, &error));
  g_assert_no_error (error);
  g_assert_cmpint (time_us, ==, expected);
}

static void
test_parse (void)
{
  assert_parses ("2026-11-20T09:05:31+08:00", NINE);
  assert_parses ("2026-11-20T09:05:31+0800", NINE);
  assert_parses ("2026-11-20T09:05:31+08", NINE);
  assert_parses ("2026-11-20T01:05:31Z", NINE);
  assert_parses ("2026-11-19T19:35:31-05:30", NINE);
  assert_parses ("2026-11-20T09:05:31", NINE);
  assert_parses ("2026-11-20 09:05:31", NINE);
  assert_parses ("2026-11-20 09:05", NINE - 31 * HALL_SECOND);
  assert_parses ("2026-11-20T09:05+08:00", NINE - 31 * HALL_SECOND);
  assert_parses ("2026-11-20T09:05:31.5", NINE + 500000);
  assert_parses ("2026-11-20T09:05:31,000001Z", NINE + 8 * 3600 * HALL_SECOND + 1);
  assert_parses ("2026-11-20T09:05:31.1234567890+08:00", NINE + 123456);
  assert_parses ("2028-02-29T00:00:00Z", G_GINT64_CONSTANT (1835395200) * HALL_SECOND);
  assert_parses ("1970-01-01T00:00:00Z", 0);
}

static void
test_parse_refuses (void)
{
  static const char *const wrong[] = {
    "",
    "now",
    "2026-11-20",
    "09:05:31",
    "2026-02-30T09:00:00",
    "2027-02-29T09:00:00",
    "2026-13-01T09:00:00",
    "2026-00-01T09:00:00",
    "2026-11-00T09:00:00",
    "2026-11-31T09:00:00",
    "0000-01-01T00:00:00",
    "2026-11-20T24:00:00",
    "2026-11-20T09:60:00",
    "2026-11-20T09:05:60",
    "2026-11-20T9:05:31",
    "2026-11-20T09:05:31+15:00",
    "2026-11-20T09:05:31+08:60",
    "2026-11-20T09:05:31 +08:00",
    "2026-11-20T09:05:31+8",
    "2026-11-20T09:05:31+08:",
    "2026-11-20T09:05:31Zx",
    "2026-11-20T09:05:31.",
    "2026-11-20T09:05:",
    "2026-11-20T",
    "20261120T090531",
    "26-11-20T09:05:31",
    "2026/11/20 09:05:31",
    " 2026-11-20T09:05:31",
    "2026-11-20T09:05:31\n",
    "２０２６-11-20T09:05:31",
    "-026-11-20T09:05:31",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;
    gint64 time_us = -7;

    g_assert_false (hall_time_parse (shanghai (), wrong[i], &time_us, &error));
    g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
    g_assert_cmpstr (hall_error_get_field (error), ==, "at");
    g_assert_cmpint (time_us, ==, -7);
  }
}

static void
test_there_and_back (void)
{
  for (int i = 0; i < 20000; i++) {
    gint64 time_us = (g_test_rand_int_range (0, G_MAXINT32) + (gint64)i) * HALL_SECOND;
    g_autofree char *iso = hall_time_to_iso (shanghai (), time_us);

    assert_parses (iso, time_us);
  }
}

/* An hour that the zone leaves out in spring is no time there; China had such hours until 1991. */
static void
test_skipped_hour (void)
{
  g_autoptr (GTimeZone) berlin = hall_time_zone ("Europe/Berlin");
  gint64 time_us;

  if (berlin == NULL) {
    g_test_skip ("this machine has no table of zones");
    return;
  }
  g_assert_false (hall_time_parse (berlin, "2026-03-29T02:30:00", &time_us, NULL));
  g_assert_true (hall_time_parse (berlin, "2026-03-29T03:30:00", &time_us, NULL));
  g_assert_true (hall_time_parse (berlin, "2026-03-29T02:30:00+01:00", &time_us, NULL));
}

static void
assert_at_refuses (const char *day, const char *hhmm, const char *field)
{
  g_autoptr (GError) error = NULL;
  gint64 time_us = -7;

  g_assert_false (hall_time_at (shanghai (), day, hhmm, &time_us, &error));
  g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
  g_assert_cmpstr (hall_error_get_field (error), ==, field);
  g_assert_cmpint (time_us, ==, -7);
}

static void
test_at (void)
{
  g_autoptr (GError) error = NULL;
  gint64 time_us = 0;

  g_assert_true (hall_time_at (shanghai (), "2026-11-20", "09:05", &time_us, &error));
  g_assert_no_error (error);
  g_assert_cmpint (time_us, ==, NINE - 31 * HALL_SECOND);
  g_assert_true (hall_time_at (shanghai (), "2026-11-30", "24:00", &time_us, &error));
  assert_parses ("2026-12-01T00:00:00", time_us);
  assert_at_refuses ("2026-11-31", "09:05", "day");
  assert_at_refuses ("2026-11-31", "24:00", "day");
  assert_at_refuses ("2026-11-20 ", "09:05", "day");
  assert_at_refuses ("2026-11-20", "9:05", "time");
  assert_at_refuses ("2026-11-20", "24:01", "time");
  assert_at_refuses ("2026-11-20", "09:05:00", "time");
}

static void
test_day_is_valid (void)
{
  g_assert_true (hall_day_is_valid ("2026-11-20"));
  g_assert_true (hall_day_is_valid ("2028-02-29"));
  g_assert_false (hall_day_is_valid ("2027-02-29"));
  g_assert_false (hall_day_is_valid ("2026-1-2"));
  g_assert_false (hall_day_is_valid ("2026-11-20T"));
  g_assert_false (hall_day_is_valid ("yesterday"));
  g_assert_false (hall_day_is_valid (""));
  g_assert_false (hall_day_is_valid (NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time/zone", test_zone);
  g_test_add_func ("/time/zone/without-tables", test_zone_without_tables);
  g_test_add_func ("/time/format", test_format);
  g_test_add_func ("/time/midnight", test_midnight);
  g_test_add_func ("/time/parse", test_parse);
  g_test_add_func ("/time/parse/refuses", test_parse_refuses);
  g_test_add_func ("/time/there-and-back", test_there_and_back);
  g_test_add_func ("/time/skipped-hour", test_skipped_hour);
  g_test_add_func ("/time/at", test_at);
  g_test_add_func ("/time/day-is-valid", test_day_is_valid);
  return g_test_run ();
}
