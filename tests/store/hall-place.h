/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Where a test's hall stands: in a file, or, when HALL_TEST_SERVER is the address of a PostgreSQL server's
 * administrator, in a database of its own there. Every suite that has a hall runs both ways.
 */
gboolean hall_place_is_server (void);
gboolean hall_place_skip (const char *why);

/* The first statement of a test that is about the file itself: it is skipped where the hall is in a database.
 */
#define HALL_OF_FILES(why)                                                                                   \
  do {                                                                                                       \
    if (hall_place_skip (why))                                                                               \
      return;                                                                                                \
  } while (0)

char *hall_place_new (const char *dir, const char *name);
char *hall_place_new_database (void);
char *hall_place_copy (const char *from, const char *dir, const char *name);
void hall_place_free (char *address);

char *hall_place_ask (const char *address, const char *sql);
char *hall_place_list (const char *address, const char *sql);
char *hall_place_tell (const char *address, const char *sql);
void hall_place_tamper (const char *address, const char *sql);
gint64 hall_place_get_version (const char *address);
void hall_place_set_version (const char *address, gint64 version);

G_END_DECLS
