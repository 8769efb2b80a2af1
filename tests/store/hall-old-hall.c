/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Halls of earlier versions: dumps of what the program made then. */

#include "hall-old-hall.h"

#include <sqlite3.h>

void
hall_old_hall_run (const char *address, const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (address, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static char *
read_source (const char *a, const char *b, const char *c, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, a, b, c, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* The rows of the fixture as a server reads them. */
static char *
rows_for_server (const char *dump)
{
  g_autoptr (GRegex) bytes = g_regex_new ("\\bX'([0-9a-f]*)'", 0, 0, NULL);
  g_auto (GStrv) lines = g_strsplit (dump, "\n", -1);
  g_autoptr (GString) rows = g_string_new (NULL);

  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, "INSERT INTO "))
      g_string_append_printf (rows, "%s\n", *line);
  return g_regex_replace (bytes, rows->str, -1, 0, "'\\\\x\\1'::bytea", 0, NULL);
}

/* The tables of a version, and who may do what with them: the scripts that made it are never changed. */
static void
append_scripts (GString *script, int version)
{
  static const char *const names[][2] = {
    { "0001-hall.sql", "0001-rights.sql" },
    { "0002-cases.sql", "0002-rights.sql" },
  };

  g_assert_cmpint (version, <=, (int)G_N_ELEMENTS (names));
  for (int i = 0; i < version; i++) {
    g_autofree char *tables = read_source ("..", "resources", "sql/postgresql", names[i][0]);
    g_autofree char *rights = read_source ("..", "resources", "sql/postgresql", names[i][1]);

    g_string_append_printf (script, "%s; %s; ", tables, rights);
  }
}

/* Whoever is next is numbered after the last there is. */
#define SEQUENCES                                                                                            \
  "DO $$ DECLARE t text; n bigint; BEGIN FOR t IN SELECT table_name FROM information_schema.columns WHERE"   \
  " table_schema = 'public' AND column_name = 'id' AND is_identity = 'YES' LOOP"                             \
  " EXECUTE format ('SELECT coalesce (max (id), 0) + 1 FROM %I', t) INTO n;"                                 \
  " PERFORM setval (pg_get_serial_sequence (t, 'id'), n, FALSE); END LOOP; END $$"

static char *
load_on_server (HallFixture *hall, const char *dump, int version)
{
  HallSetup setup = { .hall_name = "城东", .practice = TRUE, .without_passwords = TRUE };
  char *address = hall_place_new (hall->dir, "old.db");
  g_autoptr (GVariant) made = hall_engine_create (address, &setup, hall->clock, NULL);
  g_autofree char *name = hall_place_ask (address, "SELECT current_database ()");
  g_autofree char *rows = rows_for_server (dump);
  g_autofree char *mine = g_strdup_printf ("\"%s_", name);
  g_autoptr (GString) script = g_string_new (NULL);
  g_autofree char *refused = NULL;

  g_assert_nonnull (made);
  g_string_append (script, "DROP SCHEMA public CASCADE; CREATE SCHEMA public AUTHORIZATION :\"owner\";"
                           " SET ROLE :\"owner\"; ");
  append_scripts (script, version);
  g_string_append (script, "RESET ROLE; SET session_replication_role = replica;");
  g_string_replace (script, ":\"", mine, 0);
  g_string_append (script, rows);
  g_string_append (script, SEQUENCES);
  refused = hall_place_tell (address, script->str);
  g_assert_cmpstr (refused, ==, NULL);
  hall_place_set_version (address, version);
  return address;
}

char *
hall_old_hall_load (HallFixture *hall, int version)
{
  g_autofree char *name = g_strdup_printf ("v%d.sql", version);
  g_autofree char *sql = read_source ("store", "fixtures", ".", name);
  char *address;

  if (hall_place_is_server ())
    return load_on_server (hall, sql, version);
  address = g_build_filename (hall->dir, "old.db", NULL);
  hall_old_hall_run (address, sql);
  return address;
}
