/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-clock.h"

#include "hall-test.h"

#define NINE (G_GINT64_CONSTANT (1795136731) * G_USEC_PER_SEC) /* 2026-11-20 09:05:31 +08:00 */

static void
test_virtual_stands_still (void)
{
  HallClock *clock = hall_clock_new_virtual (NINE);

  g_assert_true (hall_clock_is_virtual (clock));
  g_assert_cmpint (hall_clock_now (clock), ==, NINE);
  hall_clock_advance_to (clock, NINE + 5);
  g_assert_cmpint (hall_clock_now (clock), ==, NINE + 5);
  g_assert_cmpint (hall_clock_now (clock), ==, NINE + 5);
  g_assert_finalize_object (clock);
}

static void
test_virtual_never_goes_back (void)
{
  HallClock *clock = hall_clock_new_virtual (NINE);

  hall_clock_advance_to (clock, NINE - 1);
  hall_clock_advance_to (clock, 0);
  g_assert_cmpint (hall_clock_now (clock), ==, NINE);
  hall_clock_set_offset (clock, -G_USEC_PER_SEC); /* an offset is for a clock that runs */
  g_assert_cmpint (hall_clock_now (clock), ==, NINE);
  g_assert_finalize_object (clock);
}

static void
test_real_follows_the_machine (void)
{
  HallClock *clock = hall_clock_new ();
  gint64 before = g_get_real_time ();
  gint64 now = hall_clock_now (clock);
  gint64 after = g_get_real_time ();

  g_assert_false (hall_clock_is_virtual (clock));
  g_assert_cmpint (hall_clock_get_offset (clock), ==, 0);
  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, after);
  g_assert_finalize_object (clock);
}

static void
test_offset (void)
{
  HallClock *clock = hall_clock_new ();
  gint64 offset = NINE - g_get_real_time ();

  hall_clock_set_offset (clock, offset);
  g_assert_cmpint (hall_clock_get_offset (clock), ==, offset);
  g_assert_cmpint (hall_clock_now (clock), >=, NINE);
  g_assert_cmpint (hall_clock_now (clock), <=, g_get_real_time () + offset);
  hall_clock_advance_to (clock, NINE + G_TIME_SPAN_DAY); /* a real clock is not advanced */
  g_assert_cmpint (hall_clock_now (clock), <, NINE + G_TIME_SPAN_DAY);
  g_assert_finalize_object (clock);
}

static gpointer
advance (gpointer data)
{
  for (gint64 i = 1; i <= 20000; i++)
    hall_clock_advance_to (data, NINE + i);
  return NULL;
}

static void
test_read_while_it_is_advanced (void)
{
  HallClock *clock = hall_clock_new_virtual (NINE);
  GThread *thread = g_thread_new ("advance", advance, clock);
  gint64 last = 0;

  for (int i = 0; i < 20000; i++) {
    gint64 now = hall_clock_now (clock);

    g_assert_cmpint (now, >=, last);
    last = now;
  }
  g_thread_join (thread);
  g_assert_cmpint (hall_clock_now (clock), ==, NINE + 20000);
  g_assert_finalize_object (clock);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/virtual/stands-still", test_virtual_stands_still);
  g_test_add_func ("/clock/virtual/never-goes-back", test_virtual_never_goes_back);
  g_test_add_func ("/clock/real/follows-the-machine", test_real_follows_the_machine);
  g_test_add_func ("/clock/real/offset", test_offset);
  g_test_add_func ("/clock/read-while-it-is-advanced", test_read_while_it_is_advanced);
  return g_test_run ();
}
