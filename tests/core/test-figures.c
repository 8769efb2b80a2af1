/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-figures.h"

#include "hall-test.h"

static void
test_empty (void)
{
  HallSpread spread = hall_spread_compute (NULL, 0);

  g_assert_cmpuint (spread.n, ==, 0);
  g_assert_cmpfloat (spread.mean_s, ==, 0);
  g_assert_cmpint (spread.p50_s, ==, 0);
  g_assert_cmpint (spread.p90_s, ==, 0);
  g_assert_cmpint (spread.max_s, ==, 0);
}

static void
test_one (void)
{
  gint64 seconds[] = { 271 };
  HallSpread spread = hall_spread_compute (seconds, 1);

  g_assert_cmpuint (spread.n, ==, 1);
  g_assert_cmpfloat (spread.mean_s, ==, 271);
  g_assert_cmpint (spread.p50_s, ==, 271);
  g_assert_cmpint (spread.p90_s, ==, 271);
  g_assert_cmpint (spread.max_s, ==, 271);
}

/* Nearest rank takes a value that is there: of two the first is the median, and of ten the ninth is the 90th.
 */
static void
test_nearest_rank (void)
{
  gint64 two[] = { 20, 10 };
  gint64 ten[] = { 100, 10, 90, 20, 80, 30, 70, 40, 60, 50 };
  gint64 eleven[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 };
  HallSpread spread = hall_spread_compute (two, 2);

  g_assert_cmpint (spread.p50_s, ==, 10);
  g_assert_cmpint (spread.p90_s, ==, 20);
  spread = hall_spread_compute (ten, 10);
  g_assert_cmpint (spread.p50_s, ==, 50);
  g_assert_cmpint (spread.p90_s, ==, 90);
  g_assert_cmpint (spread.max_s, ==, 100);
  spread = hall_spread_compute (eleven, 11);
  g_assert_cmpint (spread.p50_s, ==, 6);
  g_assert_cmpint (spread.p90_s, ==, 10);
}

static void
test_mean_is_rounded_once (void)
{
  gint64 thirds[] = { 1, 1, 0 };    /* 0.666... */
  gint64 half[] = { 0, 0, 0, 1 };   /* 0.25: half up */
  gint64 fourth[] = { 0, 0, 0, 3 }; /* 0.75 */

  g_assert_cmpfloat (hall_spread_compute (thirds, 3).mean_s, ==, 0.7);
  g_assert_cmpfloat (hall_spread_compute (half, 4).mean_s, ==, 0.3);
  g_assert_cmpfloat (hall_spread_compute (fourth, 4).mean_s, ==, 0.8);
}

static guint
count_up_to (const gint64 *seconds, guint n, gint64 limit)
{
  guint count = 0;

  for (guint i = 0; i < n; i++)
    count += seconds[i] <= limit;
  return count;
}

/* By the definition: the smallest of the values that so many per cent of all do not exceed. */
static void
assert_percentile (const gint64 *seconds, guint n, guint percent, gint64 value)
{
  g_assert_cmpuint (count_up_to (seconds, n, value) * 100, >=, n * percent);
  g_assert_cmpuint (count_up_to (seconds, n, value - 1) * 100, <, n * percent);
}

static void
test_any_set (void)
{
  for (int round = 0; round < 2000; round++) {
    guint n = (guint)g_test_rand_int_range (1, 200);
    g_autofree gint64 *seconds = g_new (gint64, n);
    double sum = 0;
    HallSpread spread;

    for (guint i = 0; i < n; i++) {
      seconds[i] = g_test_rand_int_range (0, round % 2 ? 5 : 5000);
      sum += (double)seconds[i];
    }
    spread = hall_spread_compute (seconds, n);
    g_assert_cmpuint (spread.n, ==, n);
    assert_percentile (seconds, n, 50, spread.p50_s);
    assert_percentile (seconds, n, 90, spread.p90_s);
    g_assert_cmpuint (count_up_to (seconds, n, spread.max_s), ==, n);
    g_assert_cmpfloat_with_epsilon (spread.mean_s, sum / n, 0.0500001);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figures/empty", test_empty);
  g_test_add_func ("/figures/one", test_one);
  g_test_add_func ("/figures/nearest-rank", test_nearest_rank);
  g_test_add_func ("/figures/mean-is-rounded-once", test_mean_is_rounded_once);
  g_test_add_func ("/figures/any-set", test_any_set);
  return g_test_run ();
}
