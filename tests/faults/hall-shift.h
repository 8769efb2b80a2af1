/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "hall-cluster.h"
#include "hall-model.h"

G_BEGIN_DECLS

/**
 * HallShift:
 * @cluster: where the hall is
 * @address: the hall
 * @reached_by: the same as its PCs reach it: through a proxy, or at either of two servers
 * @counters: how many counters are open, each with its clerk
 * @answered: request id → the number that was answered, "-" for none: kept outside the database
 * @waits: (element-type gint64): how long each answer took, µs, with all tries
 * @looks: how often a board looked
 * @again: answers that needed more than one try
 * @killed: processes that were killed
 *
 * A practice hall in a database of its own, and the PCs that work in it.
 */
typedef struct {
  HallCluster *cluster;
  char *database;
  char *address;
  char *reached_by;
  int counters;
  GHashTable *answered;
  GArray *waits;
  gint64 looks;
  gint64 again;
  gint64 killed;
  gint64 before; /* lines of the journal when the first PC started */
  GPtrArray *pcs;
} HallShift;

HallShift *hall_shift_new (HallCluster *cluster, const char *database, int counters);
void hall_shift_free (HallShift *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallShift, hall_shift_free)

void hall_shift_reach_by (HallShift *self, const char *address);
void hall_shift_move (HallShift *self, HallCluster *cluster);
void hall_shift_start (HallShift *self, const char *role, int nth, gint64 count);
void hall_shift_work (HallShift *self, gint64 answers);
gint64 hall_shift_wait_for_all (HallShift *self);
void hall_shift_kill (HallShift *self, int nth);
void hall_shift_end (HallShift *self);
HallModel *hall_shift_check (HallShift *self, const char *what);
void hall_shift_report (HallShift *self, const char *what, gint64 elapsed_us);

G_END_DECLS
