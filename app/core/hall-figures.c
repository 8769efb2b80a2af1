/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-figures.h"

static int
compare_seconds (const void *a, const void *b)
{
  gint64 left = *(const gint64 *)a, right = *(const gint64 *)b;

  return (left > right) - (left < right);
}

/* The smallest value that at least @percent of all do not exceed: always one of the values, never a mean of
 * two. */
static gint64
nearest_rank (const gint64 *sorted, guint n, guint percent)
{
  guint64 rank = ((guint64)n * percent + 99) / 100;

  g_assert (rank >= 1 && rank <= n);
  return sorted[rank - 1];
}

/**
 * hall_spread_compute:
 * @seconds: (array length=n) (inout): durations in seconds, none negative; sorted when it returns
 * @n: how many
 *
 * The figures of a set of durations (hall rules 5.9): percentiles are nearest-rank, the mean is rounded to
 * one decimal, half up, from the whole sum.
 *
 * Returns: the figures, all 0 for an empty set
 */
HallSpread
hall_spread_compute (gint64 *seconds, guint n)
{
  HallSpread spread = { .n = n };
  gint64 sum = 0, tenths;

  g_return_val_if_fail (seconds != NULL || n == 0, spread);

  if (n == 0)
    return spread;
  qsort (seconds, n, sizeof *seconds, compare_seconds);
  g_return_val_if_fail (seconds[0] >= 0, spread);
  for (guint i = 0; i < n; i++)
    sum += seconds[i];
  tenths = (2 * 10 * sum + n) / (2 * (gint64)n);
  spread.mean_s = (double)tenths / 10;
  spread.p50_s = nearest_rank (seconds, n, 50);
  spread.p90_s = nearest_rank (seconds, n, 90);
  spread.max_s = seconds[n - 1];
  return spread;
}
