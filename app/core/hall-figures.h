/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HallSpread:
 *
 * A set of durations in figures (hall rules 5.9). Percentiles are nearest-rank. All in seconds.
 */
typedef struct {
  guint n;
  double mean_s; /* one decimal */
  gint64 p50_s;
  gint64 p90_s;
  gint64 max_s;
} HallSpread;

HallSpread hall_spread_compute (gint64 *seconds, guint n);

G_END_DECLS
