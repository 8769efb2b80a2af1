/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "hall-place.h"

G_BEGIN_DECLS

/**
 * CliFixture:
 * @dir: a fresh folder, removed at the end
 * @hall: the address of a hall in it, or on the test server, not made yet
 *
 * A folder for one test of the built program.
 */
typedef struct {
  char *dir;
  char *hall;
} CliFixture;

/**
 * CliRun:
 *
 * How the program ended, and what it said.
 */
typedef struct {
  int status;
  char *out;
  char *err;
} CliRun;

CliFixture *cli_fixture_new (void);
CliFixture *cli_fixture_new_practice (void);
void cli_fixture_free (CliFixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliFixture, cli_fixture_free)

char *cli_fixture_path (CliFixture *self, const char *name);
char *cli_fixture_write (CliFixture *self, const char *name, const char *text, gssize length);
void cli_fixture_play (CliFixture *self, const char *script);
char *cli_day_script (void);

CliRun *cli_run (CliFixture *self, const char *input, ...) G_GNUC_NULL_TERMINATED;
CliRun *
cli_run_with (CliFixture *self, GSubprocessLauncher *launcher, const char *input, const char *const *words);
void cli_run_free (CliRun *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliRun, cli_run_free)

/* The run must have ended with 0. */
void cli_assert_done (const CliRun *run);
/* It must have ended with 1 or 2, and said in exactly one line "halldesk: what: why", with @why in it. */
void cli_assert_failed (const CliRun *run, int status, const char *what, const char *why);

JsonNode *cli_json (const char *text);
gint64 cli_json_int (JsonObject *object, const char *path);
const char *cli_json_text (JsonObject *object, const char *path);

/* One value straight from the hall. */
char *cli_sql_text (CliFixture *self, const char *sql);

G_END_DECLS
