/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-fixture.h"

G_BEGIN_DECLS

/* A hall as an earlier version of the program left it, from tests/store/fixtures, where this run's halls are.
 * Returns its address, to be freed with hall_place_free(). */
char *hall_old_hall_load (HallFixture *hall, int version);

/* Carries out a script on a file. */
void hall_old_hall_run (const char *path, const char *sql);

G_END_DECLS
