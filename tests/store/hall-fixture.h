/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-engine.h"
#include "hall-place.h"
#include "hall-store.h"

G_BEGIN_DECLS

/**
 * HallFixture:
 * @dir: a fresh folder, removed at the end
 * @address: the hall's file in it, or its database where the run has a server (hall-place.h)
 * @clock: a virtual clock, at 2026-11-20 09:00 in the hall
 * @engine: the sample heating hall, practice, without passwords
 *
 * A hall for one test.
 */
typedef struct {
  char *dir;
  char *address;
  HallClock *clock;
  HallEngine *engine;
} HallFixture;

HallFixture *hall_fixture_new (void);
HallFixture *hall_fixture_new_with_passwords (void);
void hall_fixture_free (HallFixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallFixture, hall_fixture_free)

void hall_fixture_set_time (HallFixture *self, const char *iso_local);
void hall_fixture_advance (HallFixture *self, gint64 seconds);

/* Carries out a command at a counter; @args is GVariant text of an a{sv}, NULL for none. */
GVariant *hall_fixture_try (
    HallFixture *self, const char *staff, gint64 counter, const char *name, const char *args, GError **error);
GVariant *
hall_fixture_do (HallFixture *self, const char *staff, gint64 counter, const char *name, const char *args);
void hall_fixture_refuse (HallFixture *self,
                          const char *staff,
                          gint64 counter,
                          const char *name,
                          const char *args,
                          HallError code,
                          const char *rule,
                          const char *field);
/* As do, for an answer that nobody reads; @format and what follows make the arguments. */
void hall_fixture_must (
    HallFixture *self, const char *staff, gint64 counter, const char *name, const char *format, ...)
    G_GNUC_PRINTF (5, 6);
/* Calls the next ticket to a counter and starts; returns its label. */
char *hall_fixture_serve (HallFixture *self, const char *staff, gint64 counter);
/* Opens a charge of one line for the customer who is being served; returns its id. */
gint64 hall_fixture_charge (HallFixture *self, const char *staff, gint64 counter, gint64 fen);
/* Both calls of a charge; returns the receipt's number. */
char *
hall_fixture_pay (HallFixture *self, const char *staff, gint64 counter, gint64 charge, gint64 received_fen);
/* A number from the kiosk; returns its label. */
char *hall_fixture_take (HallFixture *self, const char *category, const char *priority);
void hall_fixture_open (HallFixture *self, const char *staff, gint64 counter);
char *hall_fixture_text (GVariant *answer, const char *name);
gint64 hall_fixture_int (GVariant *answer, const char *name);
/* One value straight from the hall through a connection of its own. */
char *hall_fixture_sql (HallFixture *self, const char *sql);
gint64 hall_fixture_sql_int (HallFixture *self, const char *sql);
/* All values of all rows, with spaces between them. */
char *hall_fixture_list (HallFixture *self, const char *sql);
/* The text at @path ("$.payer", "$[0].item") in the JSON that @sql reads. */
char *hall_fixture_json (HallFixture *self, const char *sql, const char *path);
/* Carries out @sql through a connection of its own; what the engine said against it, NULL when it was done.
 */
char *hall_fixture_sql_error (HallFixture *self, const char *sql);
/* An opened store on the fixture's hall, for tests of screens; runs the default main context until it is
 * open. */
HallStore *hall_fixture_open_store (HallFixture *self);

G_END_DECLS
