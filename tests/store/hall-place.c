/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-place.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#define BOOLEAN 16         /* the type's number, which never changes */
#define NOTHING "\x01NULL" /* no text of a hall, which has no control characters */

static const char *
test_server (void)
{
  const char *address = g_getenv ("HALL_TEST_SERVER");

  return address != NULL && *address != '\0' ? address : NULL;
}

static gboolean
is_database (const char *address)
{
  return g_str_has_prefix (address, "postgresql://");
}

/**
 * hall_place_is_server:
 *
 * Returns: whether the halls of this run stand on a server
 */
gboolean
hall_place_is_server (void)
{
  return test_server () != NULL;
}

/**
 * hall_place_skip:
 * @why: what in the test is about the hall's file itself
 *
 * What HALL_OF_FILES asks.
 *
 * Returns: whether the test has no meaning here, for there is no file; it is skipped then
 */
gboolean
hall_place_skip (const char *why)
{
  g_autofree char *reason = g_strconcat ("only of a file: ", why, NULL);

  if (hall_place_is_server ())
    g_test_skip (reason);
  return hall_place_is_server ();
}

/* --- Straight to the engine, beside the program's own connection --- */

static void
keep_quiet (void *data, const char *notice)
{
}

/* Kept until another hall is asked for, since a test may ask thousands of times. */
static PGconn *kept;
static char *kept_address;

static void
let_go (void)
{
  g_clear_pointer (&kept, PQfinish);
  g_clear_pointer (&kept_address, g_free);
}

static PGconn *
connect_to (const char *address)
{
  PGconn *link;

  if (g_strcmp0 (kept_address, address) == 0 && PQtransactionStatus (kept) == PQTRANS_IDLE)
    return kept;
  let_go ();
  link = PQconnectdb (address);
  if (PQstatus (link) != CONNECTION_OK)
    g_error ("%s: %s", address, PQerrorMessage (link));
  PQsetNoticeProcessor (link, keep_quiet, NULL);
  kept = link;
  kept_address = g_strdup (address);
  return link;
}

/* What the engine says as text: truth as 1 and 0, as SQLite has it. */
static const char *
value_of (PGresult *result, int row, int column)
{
  const char *text = PQgetvalue (result, row, column);

  if (PQgetisnull (result, row, column))
    return NULL;
  return PQftype (result, column) != BOOLEAN ? text : *text == 't' ? "1" : "0";
}

static GStrv
read_database (const char *address, const char *sql, char **refused)
{
  PGconn *link = connect_to (address);
  PGresult *result = PQexec (link, sql);
  ExecStatusType status = PQresultStatus (result);
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();

  for (int row = 0; row < PQntuples (result); row++)
    for (int column = 0; column < PQnfields (result); column++) {
      const char *text = value_of (result, row, column);

      g_strv_builder_add (values, text != NULL ? text : NOTHING);
    }
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
    *refused = g_strdup (PQresultErrorMessage (result));
  PQclear (result);
  return g_strv_builder_end (values);
}

static sqlite3 *
open_file (const char *address)
{
  sqlite3 *file = NULL;

  if (sqlite3_open_v2 (address, &file, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    g_error ("%s: %s", address, sqlite3_errmsg (file));
  return file;
}

static GStrv
read_file (const char *address, const char *sql, char **refused)
{
  sqlite3 *file = open_file (address);
  sqlite3_stmt *statement = NULL;
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  int result = sqlite3_prepare_v2 (file, sql, -1, &statement, NULL);

  while (result == SQLITE_OK || result == SQLITE_ROW) {
    result = sqlite3_step (statement);
    for (int column = 0; result == SQLITE_ROW && column < sqlite3_column_count (statement); column++) {
      const char *text = (const char *)sqlite3_column_text (statement, column);

      g_strv_builder_add (values, text != NULL ? text : NOTHING);
    }
  }
  if (result != SQLITE_DONE)
    *refused = g_strdup (sqlite3_errmsg (file));
  sqlite3_finalize (statement);
  sqlite3_close (file);
  return g_strv_builder_end (values);
}

/* Every value of every row. */
static GStrv
read_all (const char *address, const char *sql)
{
  char *refused = NULL;
  GStrv values = is_database (address) ? read_database (address, sql, &refused)
                                       : read_file (address, sql, &refused);

  if (refused != NULL)
    g_error ("%s: %s", sql, refused);
  return values;
}

/**
 * hall_place_ask:
 * @address: a hall
 * @sql: one statement that both engines understand
 *
 * Returns: (transfer full) (nullable): the first value of its first row
 */
char *
hall_place_ask (const char *address, const char *sql)
{
  g_auto (GStrv) values = read_all (address, sql);

  return values[0] != NULL && !g_str_equal (values[0], NOTHING) ? g_strdup (values[0]) : NULL;
}

/**
 * hall_place_list:
 * @address: a hall
 * @sql: one statement that both engines understand
 *
 * Returns: (transfer full): the values of all its rows with spaces between them, NULL as a hyphen
 */
char *
hall_place_list (const char *address, const char *sql)
{
  g_auto (GStrv) values = read_all (address, sql);

  for (char **value = values; *value != NULL; value++)
    if (g_str_equal (*value, NOTHING)) {
      g_free (*value);
      *value = g_strdup ("-");
    }
  return g_strjoinv (" ", values);
}

/**
 * hall_place_tell:
 * @address: a hall
 * @sql: any number of statements
 *
 * Returns: (transfer full) (nullable): what the engine said against it, NULL when it was done
 */
char *
hall_place_tell (const char *address, const char *sql)
{
  char *refused = NULL;
  char *message = NULL;
  sqlite3 *file;

  if (is_database (address)) {
    g_strfreev (read_database (address, sql, &refused));
    return refused;
  }
  file = open_file (address);
  sqlite3_exec (file, sql, NULL, NULL, &message);
  refused = g_strdup (message);
  sqlite3_free (message);
  sqlite3_close (file);
  return refused;
}

/* The triggers go for the change and come back as they were. */
static char *
around_triggers (const char *address, const char *sql)
{
  g_autoptr (GString) script = g_string_new (
      "PRAGMA synchronous = OFF; PRAGMA ignore_check_constraints = ON; BEGIN;");
  g_autoptr (GString) again = g_string_new (NULL);
  g_auto (GStrv) triggers = read_all (address, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'");

  g_assert_nonnull (triggers[0]);
  for (char **trigger = triggers; *trigger != NULL; trigger += 2) {
    g_string_append_printf (script, "DROP TRIGGER %s;", trigger[0]);
    g_string_append_printf (again, "%s;", trigger[1]);
  }
  g_string_append_printf (script, "%s; %s COMMIT;", sql, again->str);
  return g_strdup (script->str);
}

/* The checks go too; they come back for new rows, for those that are there may break them now. */
static char *
around_checks (const char *address, const char *sql)
{
  g_autoptr (GString) script = g_string_new ("BEGIN; SET LOCAL session_replication_role = replica;");
  g_autoptr (GString) again = g_string_new (NULL);
  g_auto (GStrv) checks = read_all (
      address,
      "SELECT conrelid::regclass, quote_ident (conname), pg_get_constraintdef (oid) FROM pg_constraint"
      " WHERE contype = 'c' AND connamespace = 'public'::regnamespace");

  for (char **check = checks; *check != NULL; check += 3) {
    g_string_append_printf (script, "ALTER TABLE %s DROP CONSTRAINT %s;", check[0], check[1]);
    g_string_append_printf (again, "ALTER TABLE %s ADD CONSTRAINT %s %s NOT VALID;", check[0], check[1],
                            check[2]);
  }
  g_string_append_printf (script, "%s; %s COMMIT;", sql, again->str);
  return g_strdup (script->str);
}

/**
 * hall_place_tamper:
 * @address: a hall
 * @sql: any number of statements
 *
 * Changes a hall as nobody may: no trigger, no reference and no check says anything against it.
 * The guards are there again afterwards, so that it is the change that is found.
 */
void
hall_place_tamper (const char *address, const char *sql)
{
  g_autofree char *script = is_database (address) ? around_checks (address, sql)
                                                  : around_triggers (address, sql);
  g_autofree char *refused = hall_place_tell (address, script);

  if (refused != NULL)
    g_error ("%s: %s", sql, refused);
}

/**
 * hall_place_get_version:
 *
 * Returns: which version the hall says its tables are
 */
gint64
hall_place_get_version (const char *address)
{
  g_autofree char *text = hall_place_ask (
      address, is_database (address) ? "SELECT version FROM schema_version" : "PRAGMA user_version");

  return g_ascii_strtoll (text, NULL, 10);
}

/* Makes it say so. */
void
hall_place_set_version (const char *address, gint64 version)
{
  g_autofree char *sql = g_strdup_printf (
      "%s = %d", is_database (address) ? "UPDATE schema_version SET version" : "PRAGMA user_version",
      (int)version);
  g_autofree char *refused = hall_place_tell (address, sql);

  g_assert_null (refused);
}

/* --- A place, and its end --- */

static void G_GNUC_PRINTF (1, 2) tell_server (const char *format, ...)
{
  g_autofree char *sql = NULL;
  g_autofree char *refused = NULL;
  va_list args;

  va_start (args, format);
  sql = g_strdup_vprintf (format, args);
  va_end (args);
  refused = hall_place_tell (test_server (), sql);
  if (refused != NULL)
    g_error ("%s: %s", sql, refused);
}

/* postgresql://who@where/@name, with what follows a question mark. */
static char *
address_of (const char *name)
{
  const char *server = test_server ();
  const char *path = strchr (strstr (server, "://") + 3, '/');
  const char *more = strchr (server, '?');
  gsize length = path != NULL ? (gsize)(path - server) : strcspn (server, "?");

  return g_strdup_printf ("%.*s/%s%s", (int)length, server, name, more != NULL ? more : "");
}

static char *
name_of (const char *address)
{
  const char *path = strchr (strstr (address, "://") + 3, '/');

  g_assert (path != NULL);
  return g_strndup (path + 1, strcspn (path + 1, "?"));
}

/* By lot, too: what a test that was killed left behind may have had the same process id. */
static char *
new_name (void)
{
  static int counter;
  static guint32 lot;

  if (lot == 0)
    lot = g_random_int_range (1, G_MAXINT32);
  return g_strdup_printf ("hall_test_%d_%08x_%d", (int)getpid (), lot, ++counter);
}

/**
 * hall_place_new:
 * @dir: the test's folder
 * @name: what the file is called in it
 *
 * Returns: (transfer full): where no hall is yet: a file in @dir, or a database that is not there
 */
char *
hall_place_new (const char *dir, const char *name)
{
  g_autofree char *database = NULL;

  if (!hall_place_is_server ())
    return g_build_filename (dir, name, NULL);
  database = new_name ();
  return address_of (database);
}

/**
 * hall_place_new_database:
 *
 * Returns: (transfer full): the address of a database of the test server with nothing in it
 */
char *
hall_place_new_database (void)
{
  g_autofree char *database = new_name ();

  tell_server ("CREATE DATABASE \"%s\" TEMPLATE template0 LOCALE 'C.UTF-8'", database);
  return address_of (database);
}

/* Its owner owns what is in it, also in a copy. */
static void
copy_database (const char *from, const char *to)
{
  g_autofree char *ask = g_strdup_printf (
      "SELECT pg_get_userbyid (datdba) FROM pg_database WHERE datname = '%s'", from);
  g_autofree char *owner = hall_place_ask (test_server (), ask);

  let_go (); /* nobody may be in what is copied */
  tell_server ("CREATE DATABASE \"%s\" TEMPLATE \"%s\" OWNER \"%s\"", to, from, owner);
}

/**
 * hall_place_copy:
 * @from: a hall that nobody has open
 * @dir: the test's folder
 * @name: what the file is called in it
 *
 * Returns: (transfer full): where a copy of it is, to the last row
 */
char *
hall_place_copy (const char *from, const char *dir, const char *name)
{
  g_autofree char *source = NULL;
  g_autofree char *database = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *path = NULL;
  gsize size;

  if (is_database (from)) {
    source = name_of (from);
    database = new_name ();
    copy_database (source, database);
    return address_of (database);
  }
  path = g_build_filename (dir, name, NULL);
  g_file_get_contents (from, &bytes, &size, &error);
  g_assert_no_error (error);
  g_file_set_contents_full (path, bytes, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

/**
 * hall_place_free:
 * @address: (transfer full) (nullable): a place of hall_place_new() or hall_place_copy()
 *
 * The database goes with all who are in it, and the roles that were made for it; a file goes with its folder.
 */
void
hall_place_free (char *address)
{
  if (address != NULL && is_database (address)) {
    g_autofree char *name = name_of (address);

    tell_server ("DROP DATABASE IF EXISTS \"%s\" WITH (FORCE)", name);
    tell_server ("DO $$ DECLARE who text; BEGIN FOR who IN SELECT rolname FROM pg_roles WHERE rolname IN"
                 " ('%1$s_owner', '%1$s_desk', '%1$s_station') LOOP EXECUTE format ('DROP ROLE %%I', who);"
                 " END LOOP; END $$",
                 name);
  }
  g_free (address);
}
