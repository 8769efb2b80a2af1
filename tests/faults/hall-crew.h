/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "hall-fixture.h"

G_BEGIN_DECLS

/* How many counters there are, each with its clerk. */
#define HALL_CREW 8

/**
 * HallCrew:
 * @hall: a practice hall with eight counters, all of them open
 *
 * A hall that is ready for processes of hall-hammer.
 */
typedef struct {
  HallFixture *hall;
} HallCrew;

HallCrew *hall_crew_new (void);
void hall_crew_free (HallCrew *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallCrew, hall_crew_free)

GSubprocess *hall_crew_start (HallCrew *self, int nth, gint64 commands, guint32 seed);
void hall_crew_listen (GPtrArray *processes, GPtrArray *said);

G_END_DECLS
