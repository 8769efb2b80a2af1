/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-store.h"

G_BEGIN_DECLS

/*
 * Carries the papers of one place ("counter-3", "kiosk") from the outbox to their printer, on a worker of its
 * own.
 */
#define HALL_TYPE_SPOOLER (hall_spooler_get_type ())
G_DECLARE_FINAL_TYPE (HallSpooler, hall_spooler, HALL, SPOOLER, GObject)

HallSpooler *
hall_spooler_new (HallStore *store, const char *place, const char *station);
void
hall_spooler_stop (HallSpooler *self);

/* The state of a printer right now, for the status line: "ready", or the stem of the reason (media-empty,
 * offline, paused, removed, media-jam, cover-open). Emitted as signal "printer-state" (const char *printer,
 * const char *state, const char *message). */

G_END_DECLS
