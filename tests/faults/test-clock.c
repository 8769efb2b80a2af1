/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The PC's clock jumps while the hall works: numbers stay dense, the business day never goes back, and nobody
 * is shut out for as long as the jump was. */

#include "hall-db.h"
#include "hall-fixture.h"
#include "hall-model.h"
#include "hall-test.h"
#include "hall-time.h"

/* A real clock, whose offset the test turns as somebody would turn the clock of the hall's machine. */
typedef struct {
  HallFixture *hall;
  HallClock *clock;
} Jumping;

static void
jump_to (Jumping *self, const char *iso_local)
{
  g_autoptr (GTimeZone) zone = hall_time_zone ("Asia/Shanghai");
  g_autoptr (GError) error = NULL;
  gint64 time_us;

  hall_time_parse (zone, iso_local, &time_us, &error);
  g_assert_no_error (error);
  hall_engine_set_practice_time (self->hall->engine, time_us, &error);
  g_assert_no_error (error);
}

static void
set_up (Jumping *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->hall = hall_fixture_new_with_passwords ();
  g_clear_object (&self->hall->engine);
  self->clock = hall_clock_new ();
  self->hall->engine = hall_engine_open (self->hall->address, self->clock, &error);
  g_assert_no_error (error);
  jump_to (self, "2026-11-20T10:00:00");
}

static void
tear_down (Jumping *self, gconstpointer data)
{
  g_autoptr (HallModel) model = NULL;

  g_clear_object (&self->hall->engine);
  model = hall_model_check (self->hall->address, "after the jumps");
  g_assert_cmpint (model->tickets, >=, 0);
  hall_fixture_free (self->hall);
  g_object_unref (self->clock);
}

static void
expect_ticket (Jumping *self, const char *label)
{
  g_autofree char *taken = hall_fixture_take (self->hall, "A", NULL);

  g_assert_cmpstr (taken, ==, label);
}

static void
expect_day (Jumping *self, const char *day)
{
  g_autofree char *open = hall_fixture_sql (self->hall, "SELECT day FROM business_day WHERE state = 'open'");

  g_assert_cmpstr (open, ==, day);
}

static void
test_back_an_hour (Jumping *self, gconstpointer data)
{
  g_autoptr (GVariant) called = NULL;

  expect_ticket (self, "A001");
  hall_fixture_open (self->hall, "G05", 3);
  jump_to (self, "2026-11-20T09:00:00");
  expect_ticket (self, "A002");
  expect_day (self, "2026-11-20");
  /* Who came first is first, whatever the clock said; a wait is never less than nothing. */
  called = hall_fixture_do (self->hall, "G05", 3, "call-next", NULL);
  g_assert_cmpint (hall_fixture_int (called, "waited_s"), ==, 0);
  jump_to (self, "2026-11-20T10:00:30");
  expect_ticket (self, "A003");
}

static void
test_forward_a_day_and_back (Jumping *self, gconstpointer data)
{
  g_autofree char *left = NULL;

  expect_ticket (self, "A001");
  expect_ticket (self, "A002");
  jump_to (self, "2026-11-21T10:00:00");
  expect_ticket (self, "A001");
  expect_day (self, "2026-11-21");
  left = hall_fixture_sql (self->hall,
                           "SELECT count (*) FROM ticket WHERE day = '2026-11-20' AND state = 'carried'");
  g_assert_cmpstr (left, ==, "2");
  jump_to (self, "2026-11-20T10:05:00");
  expect_ticket (self, "A002");
  expect_day (self, "2026-11-21");
}

static void
test_back_a_day (Jumping *self, gconstpointer data)
{
  expect_ticket (self, "A001");
  jump_to (self, "2026-11-19T10:00:00");
  expect_ticket (self, "A002");
  expect_day (self, "2026-11-20");
  g_variant_unref (
      hall_fixture_do (self->hall, "L02", 0, "close-day", "{'override_reason': <'power was cut off'>}"));
  /* What is closed stays closed, and yesterday does not come again. */
  hall_fixture_refuse (self->hall, NULL, 0, "take-ticket", "{'category': <'A'>}", HALL_ERROR_REFUSED, "5.11",
                       "day");
  hall_fixture_refuse (self->hall, "L02", 0, "open-day", NULL, HALL_ERROR_REFUSED, "5.11", "day");
  jump_to (self, "2026-11-20T11:00:00");
  hall_fixture_refuse (self->hall, "L02", 0, "open-day", NULL, HALL_ERROR_REFUSED, "5.11", "day");
  jump_to (self, "2026-11-21T09:00:00");
  expect_ticket (self, "A001");
  expect_day (self, "2026-11-21");
}

static void
test_midnight (Jumping *self, gconstpointer data)
{
  g_autofree char *day = NULL;

  HALL_PROVES ("004-45 004-46");

  expect_ticket (self, "A001");
  expect_ticket (self, "A002");
  hall_fixture_open (self->hall, "G05", 3);
  g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "call-next", NULL));
  g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "start", NULL));
  jump_to (self, "2026-11-20T23:59:59");
  hall_fixture_refuse (self->hall, NULL, 0, "take-ticket", "{'category': <'A'>}", HALL_ERROR_REFUSED, NULL,
                       NULL);
  jump_to (self, "2026-11-21T00:00:01");
  /* Whoever has a number is served to the end, on the day they came. */
  g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "finish", NULL));
  g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "call-next", NULL));
  g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "start", NULL));
  g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "finish", NULL));
  expect_day (self, "2026-11-20");
  day = hall_fixture_sql (self->hall, "SELECT DISTINCT day FROM ticket WHERE extended = 1 ORDER BY day DESC");
  g_assert_cmpstr (day, ==, "2026-11-20");
  hall_fixture_refuse (self->hall, NULL, 0, "take-ticket", "{'category': <'A'>}", HALL_ERROR_REFUSED, NULL,
                       NULL);
  jump_to (self, "2026-11-21T08:30:00");
  expect_ticket (self, "A001");
  expect_day (self, "2026-11-21");
}

static void
test_nobody_is_shut_out (Jumping *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *paused = NULL;

  expect_ticket (self, "A001");
  hall_fixture_open (self->hall, "G05", 3);
  g_assert_false (hall_engine_check_password (self->hall->engine, "G05", "wrong", NULL));
  g_assert_false (hall_engine_check_password (self->hall->engine, "G05", "practice", &error));
  g_assert_error (error, HALL_ERROR, HALL_ERROR_FORBIDDEN);
  g_clear_error (&error);
  g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "call-next", NULL));

  jump_to (self, "2026-11-20T09:00:00");
  /* Neither the wait after a wrong password nor the one before a second call lasts an hour now. */
  g_assert_true (hall_engine_check_password (self->hall->engine, "G05", "practice", &error));
  g_assert_no_error (error);
  g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "recall", NULL));
  g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "start", NULL));

  /* A hold that ends before it began has lasted no time. */
  g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "hold", "{'reason': <'fetches a paper at home'>}"));
  jump_to (self, "2026-11-20T08:45:00");
  g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "unhold", "{'ticket': <'A001'>}"));
  paused = hall_fixture_sql (self->hall, "SELECT paused_us FROM ticket");
  g_assert_cmpstr (paused, ==, "0");
  g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "finish", NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/faults/clock/back-an-hour", Jumping, NULL, set_up, test_back_an_hour, tear_down);
  g_test_add ("/faults/clock/forward-a-day-and-back", Jumping, NULL, set_up, test_forward_a_day_and_back,
              tear_down);
  g_test_add ("/faults/clock/back-a-day", Jumping, NULL, set_up, test_back_a_day, tear_down);
  g_test_add ("/faults/clock/midnight", Jumping, NULL, set_up, test_midnight, tear_down);
  g_test_add ("/faults/clock/nobody-is-shut-out", Jumping, NULL, set_up, test_nobody_is_shut_out, tear_down);
  return g_test_run ();
}
