/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A hall on a server is made whole or not at all, and brought to a new version once, while the others wait.
 */

#include <string.h>
#include <unistd.h>

#include "hall-address.h"
#include "hall-engine-private.h"
#include "hall-fixture.h"
#include "hall-place.h"
#include "hall-test.h"

static HallClock *
clock_new (void)
{
  return hall_clock_new_virtual (G_GINT64_CONSTANT (1795136400000000));
}

static GVariant *
make (const char *address, GError **error)
{
  HallSetup setup = { .sample = TRUE, .practice = TRUE, .without_passwords = TRUE };
  g_autoptr (HallClock) clock = clock_new ();

  return hall_engine_create (address, &setup, clock, error);
}

static void
refuse_make (const char *address, HallError code, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) made = make (address, &error);

  g_assert_null (made);
  g_assert_error (error, HALL_ERROR, (int)code);
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” does not say “%s”", error->message, word);
}

static void
tell (const char *address, const char *sql)
{
  g_autofree char *refused = hall_place_tell (address, sql);

  if (refused != NULL)
    g_error ("%s: %s", sql, refused);
}

static gint64
ask_int (const char *address, const char *sql)
{
  g_autofree char *text = hall_place_ask (address, sql);

  return g_ascii_strtoll (text, NULL, 10);
}

/* How many databases and roles there are with the name of the one at @address in them. */
static gint64
traces_of (const char *address)
{
  g_autofree char *server = hall_address_with (address, NULL, "postgres");
  g_autofree char *database = hall_address_get (address, "dbname");
  g_autofree char *sql = g_strdup_printf (
      "SELECT (SELECT count (*) FROM pg_database WHERE datname = '%1$s')"
      " + (SELECT count (*) FROM pg_roles WHERE rolname LIKE '%1$s\\_%%')",
      database);

  return ask_int (server, sql);
}

/* --- init --- */

/* The database, three roles, and for each PC how it gets in; the passwords stand nowhere. */
static void
test_whole (void)
{
  char *address = hall_place_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) made = make (address, &error);
  g_autoptr (GVariant) access = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (traces_of (address), ==, 4);
  access = g_variant_lookup_value (made, "access", G_VARIANT_TYPE ("av"));
  g_assert_cmpuint (g_variant_n_children (access), ==, 2);
  for (gsize i = 0; i < 2; i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (access, i);
    g_autoptr (GVariant) way = g_variant_get_variant (boxed);
    g_autoptr (GVariant) lines = g_variant_lookup_value (way, "pgpass", G_VARIANT_TYPE ("av"));
    g_autoptr (GVariant) line = g_variant_get_child_value (lines, 0);
    g_autoptr (GVariant) pgpass = g_variant_get_variant (line);
    g_autofree char *role = hall_fixture_text (way, "role");
    g_autofree char *password = hall_fixture_text (way, "password");
    g_autofree char *where = hall_fixture_text (way, "address");
    g_autofree char *user = hall_address_get (where, "user");
    g_autofree char *sql = g_strdup_printf ("SELECT rolpassword FROM pg_authid WHERE rolname = '%s'", role);
    g_autofree char *sealed = hall_place_ask (address, sql);
    g_autofree char *ending = g_strdup_printf (":%s:%s", role, password);

    g_assert_cmpstr (user, ==, role);
    g_assert_cmpuint (strlen (password), >=, 20);
    g_assert_true (g_str_has_prefix (sealed, "SCRAM-SHA-256$"));
    g_assert_null (strstr (sealed, password));
    g_assert_true (g_str_has_suffix (g_variant_get_string (pgpass, NULL), ending));
    g_assert_false (hall_address_has_password (where));
  }
  g_assert_cmpint (ask_int (address, "SELECT count (*) FROM pg_tables WHERE schemaname = 'public'"
                                     " AND tableowner <> current_database () || '_owner'"),
                   ==, 0);
  refuse_make (address, HALL_ERROR_CONFLICT, "already");
  g_assert_cmpint (traces_of (address), ==, 4);
  hall_place_free (address);
}

/* An empty database that the server's administrator made for us is as good. What else is in it stays. */
static void
test_existing_database (void)
{
  char *empty = hall_place_new_database ();
  char *full = hall_place_new_database ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) made = make (empty, &error);

  g_assert_no_error (error);
  tell (full, "CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('x')");
  refuse_make (full, HALL_ERROR_CONFLICT, "already");
  g_assert_cmpint (ask_int (full, "SELECT count (*) FROM note"), ==, 1);
  g_assert_cmpint (traces_of (full), ==, 1);
  hall_place_free (empty);
  hall_place_free (full);
}

static void
test_not_utf8 (void)
{
  char *address = hall_place_new (NULL, NULL);
  g_autofree char *server = hall_address_with (address, NULL, "postgres");
  g_autofree char *database = hall_address_get (address, "dbname");
  g_autofree char *sql = g_strdup_printf (
      "CREATE DATABASE \"%s\" TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'", database);

  tell (server, sql);
  refuse_make (address, HALL_ERROR_INVALID, "UTF-8");
  g_assert_cmpint (traces_of (address), ==, 1);
  hall_place_free (address);
}

/* Who may not make roles leaves no half a hall; who may needs not be the server's administrator. */
static void
test_all_or_nothing (void)
{
  char *address = hall_place_new (NULL, NULL);
  g_autofree char *server = hall_address_with (address, NULL, "postgres");
  g_autofree char *database = hall_address_get (address, "dbname");
  g_autofree char *maker = g_strconcat (database, "x", NULL);
  g_autofree char *as_maker = hall_address_with (address, maker, NULL);
  g_autofree char *create = g_strdup_printf ("CREATE ROLE %s LOGIN", maker);
  g_autofree char *half = g_strdup_printf ("ALTER ROLE %s CREATEDB", maker);
  g_autofree char *whole = g_strdup_printf ("ALTER ROLE %s CREATEROLE", maker);
  g_autofree char *drop = g_strdup_printf ("DROP ROLE %s", maker);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) made = NULL;

  tell (server, create);
  refuse_make (as_maker, HALL_ERROR_FORBIDDEN, "create databases");
  g_assert_cmpint (traces_of (address), ==, 0);
  tell (server, half);
  refuse_make (as_maker, HALL_ERROR_FORBIDDEN, "roles");
  g_assert_cmpint (traces_of (address), ==, 0);
  tell (server, whole);
  made = make (as_maker, &error);
  g_assert_no_error (error);
  g_assert_cmpint (traces_of (address), ==, 4);
  g_assert_true (hall_engine_migrate (as_maker, &error));
  hall_place_free (address);
  tell (server, drop);
}

/* A role that is there keeps its password, and nobody is told one. */
static void
test_known_role (void)
{
  char *address = hall_place_new (NULL, NULL);
  g_autofree char *server = hall_address_with (address, NULL, "postgres");
  g_autofree char *database = hall_address_get (address, "dbname");
  g_autofree char *create = g_strdup_printf ("CREATE ROLE %s_desk LOGIN", database);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) made = NULL;
  g_autoptr (GVariant) access = NULL;
  g_autoptr (GVariant) boxed = NULL;
  g_autoptr (GVariant) way = NULL;

  tell (server, create);
  made = make (address, &error);
  g_assert_no_error (error);
  access = g_variant_lookup_value (made, "access", G_VARIANT_TYPE ("av"));
  boxed = g_variant_get_child_value (access, 0);
  way = g_variant_get_variant (boxed);
  g_assert_false (g_variant_lookup (way, "password", "s", NULL));
  hall_place_free (address);
}

static void
test_no_server (void)
{
  refuse_make ("postgresql://nobody@127.0.0.1:1/hall", HALL_ERROR_UNAVAILABLE, "127.0.0.1");
  refuse_make ("postgresql://u@127.0.0.1:1/a_name_of_a_hall_that_is_much_too_long_for_roles_called_after_it",
               HALL_ERROR_INVALID, "characters");
  refuse_make ("postgresql://u@db.example/hall?sslmode=disable", HALL_ERROR_INVALID, "verify-full");
}

/* --- migrate --- */

#define NEXT "CREATE TABLE next (id BIGINT PRIMARY KEY); INSERT INTO next VALUES (1); SELECT pg_sleep (0.4)"

static char *
address_of (const char *address, const char *ending)
{
  g_autofree char *database = hall_address_get (address, "dbname");
  g_autofree char *role = g_strconcat (database, ending, NULL);

  return hall_address_with (address, role, NULL);
}

static char *
new_hall (void)
{
  char *address = hall_place_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) made = make (address, &error);

  g_assert_no_error (error);
  return address;
}

static gpointer
migrate_cb (gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hall_engine_migrate (data, &error));
  g_assert_no_error (error);
  return NULL;
}

/* Whoever comes second finds it done; a second run of the script would fail. */
static void
test_migrate_once (void)
{
  char *address = new_hall ();
  GThread *threads[3];

  hall_migrate_next = NEXT;
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("migrate", migrate_cb, address);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (hall_place_get_version (address), ==, HALL_SCHEMA_VERSION + 1);
  g_assert_cmpint (ask_int (address, "SELECT count (*) FROM next"), ==, 1);
  g_assert_cmpint (ask_int (address, "SELECT count (*) FROM pg_tables WHERE tablename = 'next'"
                                     " AND tableowner = current_database () || '_owner'"),
                   ==, 1);
  hall_migrate_next = NULL;
  hall_place_free (address);
}

static gpointer
fail_cb (gpointer data)
{
  g_assert_false (hall_engine_migrate (data, NULL));
  return NULL;
}

/* A command of a desk, asked while @script is under way. */
static GVariant *
ask_meanwhile (const char *address, const char *script, GThreadFunc migrate, GError **error)
{
  g_autofree char *desk = address_of (address, "_desk");
  g_autoptr (HallClock) clock = clock_new ();
  g_autoptr (HallEngine) engine = hall_engine_open (desk, clock, error);
  g_autoptr (HallCommand) command = hall_command_new ("open-day", NULL, "L02", 0, NULL, NULL);
  GVariant *answer;
  GThread *thread;

  g_assert_no_error (*error);
  hall_migrate_next = script;
  thread = g_thread_new ("migrate", migrate, (gpointer)address);
  while (ask_int (address, "SELECT count (*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                           " WHERE l.locktype = 'advisory' AND l.mode = 'ExclusiveLock' AND l.granted"
                           " AND d.datname = current_database ()")
         == 0)
    g_usleep (2000);
  answer = hall_engine_do (engine, command, error);
  g_thread_join (thread);
  hall_migrate_next = NULL;
  return answer;
}

/* What comes meanwhile waits: nobody at a counter has to do anything if nothing came of it. */
static void
test_commands_wait (void)
{
  char *address = new_hall ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = ask_meanwhile (address, NEXT "; SELECT 1 / 0", fail_cb, &error);

  g_assert_no_error (error);
  g_assert_nonnull (answer);
  g_assert_cmpint (ask_int (address, "SELECT count (*) FROM business_day"), ==, 1);
  hall_place_free (address);
}

/* And when it was done, a program that does not know the new tables changes nothing in them. */
static void
test_old_program_stops (void)
{
  char *address = new_hall ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = ask_meanwhile (address, NEXT, migrate_cb, &error);

  g_assert_null (answer);
  g_assert_error (error, HALL_ERROR, HALL_ERROR_TOO_NEW);
  g_assert_cmpint (hall_place_get_version (address), ==, HALL_SCHEMA_VERSION + 1);
  g_assert_cmpint (ask_int (address, "SELECT count (*) FROM business_day"), ==, 0);
  hall_place_free (address);
}

/* A desk may not; whoever may is told how. A program that is older than the hall says so. */
static void
test_who_migrates (void)
{
  char *address = new_hall ();
  g_autofree char *desk = address_of (address, "_desk");
  g_autoptr (HallClock) clock = clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) old = NULL;
  g_autoptr (HallEngine) engine = NULL;

  hall_migrate_next = NEXT;
  g_assert_false (hall_engine_migrate (desk, &error));
  g_assert_error (error, HALL_ERROR, HALL_ERROR_FORBIDDEN);
  g_assert_nonnull (strstr (error->message, " migrate"));
  g_assert_cmpint (hall_place_get_version (address), ==, HALL_SCHEMA_VERSION);
  migrate_cb (address);
  hall_migrate_next = NULL;
  engine = hall_engine_open (desk, clock, &old);
  g_assert_null (engine);
  g_assert_error (old, HALL_ERROR, HALL_ERROR_TOO_NEW);
  hall_place_free (address);
}

/* A script that fails changes nothing, and the next try begins anew. */
static void
test_migrate_whole (void)
{
  char *address = new_hall ();
  g_autoptr (GError) error = NULL;

  hall_migrate_next = NEXT "; SELECT 1 / 0";
  g_assert_false (hall_engine_migrate (address, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (hall_place_get_version (address), ==, HALL_SCHEMA_VERSION);
  g_assert_cmpint (ask_int (address, "SELECT count (*) FROM pg_tables WHERE tablename = 'next'"), ==, 0);
  hall_migrate_next = NEXT;
  migrate_cb (address);
  hall_migrate_next = NULL;
  hall_place_free (address);
}

static void
test_no_hall (void)
{
  char *address = hall_place_new_database ();
  g_autoptr (HallClock) clock = clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEngine) engine = hall_engine_open (address, clock, &error);

  g_assert_null (engine);
  g_assert_error (error, HALL_ERROR, HALL_ERROR_CORRUPT);
  hall_place_free (address);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!hall_place_is_server ()) {
    g_print ("1..0 # SKIP this is about a server: HALL_TEST_SERVER is not set\n");
    return 0;
  }
  g_test_add_func ("/store/make/whole", test_whole);
  g_test_add_func ("/store/make/existing-database", test_existing_database);
  g_test_add_func ("/store/make/not-utf8", test_not_utf8);
  g_test_add_func ("/store/make/all-or-nothing", test_all_or_nothing);
  g_test_add_func ("/store/make/known-role", test_known_role);
  g_test_add_func ("/store/make/no-server", test_no_server);
  g_test_add_func ("/store/make/migrate-once", test_migrate_once);
  g_test_add_func ("/store/make/commands-wait", test_commands_wait);
  g_test_add_func ("/store/make/old-program-stops", test_old_program_stops);
  g_test_add_func ("/store/make/who-migrates", test_who_migrates);
  g_test_add_func ("/store/make/migrate-whole", test_migrate_whole);
  g_test_add_func ("/store/make/no-hall", test_no_hall);
  return g_test_run ();
}
