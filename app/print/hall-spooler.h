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

HallSpooler *hall_spooler_new (HallStore *store, const char *place, const char *station);
void hall_spooler_stop (HallSpooler *self);

/* The state of the place's printer right now, for the status line: "ready", "none" (the place has no
 * printer), or the stem of the reason (media-empty, media-jam, cover-open, offline, paused, not-accepting,
 * removed). Each change is emitted as signal "printer-state" (const char *printer, const char *state, const
 * char *message). */
const char *hall_spooler_get_printer_state (HallSpooler *self);

G_END_DECLS
