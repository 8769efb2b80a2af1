/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-print-worker.h"
#include "hall-records.h"
#include "hall-spooler.h"

G_BEGIN_DECLS

/*
 * One paper on its way. All on the main loop; what blocks goes to the spooler's worker, what is kept goes to
 * the store.
 */
typedef struct _HallCarry HallCarry;

HallCarry *hall_carry_new (HallSpooler *spooler, HallJob *job);
void hall_carry_update (HallCarry *self, HallJob *job);
void hall_carry_drop (HallCarry *self, gboolean withdraw);
gint64 hall_carry_get_job (HallCarry *self);

/* What a carry asks of its spooler. */
HallStore *hall_spooler_get_store (HallSpooler *self);
const char *hall_spooler_get_station (HallSpooler *self);
HallPrintWorker *hall_spooler_get_worker (HallSpooler *self);
guint hall_spooler_count_carries (HallSpooler *self);
void
hall_spooler_saw_printer (HallSpooler *self, const char *printer, const char *state, const char *message);
void hall_spooler_carry_ended (HallSpooler *self, HallCarry *carry);
void hall_spooler_refresh (HallSpooler *self);

G_END_DECLS
