/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is opened: a fresh hall, a hall of each version there ever was, and what is none. */

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

#include "hall-engine-private.h"
#include "hall-fixture.h"
#include "hall-old-hall.h"
#include "hall-test.h"
#include "hall-verify.h"

#define NOBODY 65534

static void
refuse_open (HallFixture *hall, const char *address, HallError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEngine) engine = hall_engine_open (address, hall->clock, &error);

  g_assert_null (engine);
  g_assert_error (error, HALL_ERROR, (int)code);
  g_assert_cmpuint (strlen (error->message), >, 10);
}

static char *
in_dir (HallFixture *hall, const char *name)
{
  return g_build_filename (hall->dir, name, NULL);
}

static void
test_fresh (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  GStatBuf info;

  g_assert_cmpint (hall_place_get_version (hall->address), ==, HALL_SCHEMA_VERSION);
  if (!hall_place_is_server ()) {
    g_assert_cmpint (g_stat (hall->address, &info), ==, 0);
    g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  }
  g_assert_true (hall_engine_migrate (hall->address, NULL));
}

static void
test_newer (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_place_set_version (hall->address, HALL_SCHEMA_VERSION + 1);
  refuse_open (hall, hall->address, HALL_ERROR_TOO_NEW);
  g_assert_false (hall_engine_migrate (hall->address, NULL));
  g_assert_cmpint (hall_place_get_version (hall->address), ==, HALL_SCHEMA_VERSION + 1);
  hall_place_set_version (hall->address, -7);
  refuse_open (hall, hall->address, HALL_ERROR_CORRUPT);
}

/* The same of a database: with nothing in it, with somebody else's tables, also when they have a version. */
static void
test_not_a_hall_on_server (void)
{
  static const char *const tables[] = {
    "SELECT 1",
    "CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('x')",
    "CREATE TABLE hall (id INTEGER); CREATE TABLE schema_version (id BIGINT, version BIGINT);"
    " INSERT INTO schema_version VALUES (1, 1)",
  };
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  if (!hall_place_is_server ()) {
    g_test_skip ("only of a database");
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++) {
    char *address = hall_place_new_database ();
    g_autofree char *refused = hall_place_tell (address, tables[i]);
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;

    g_assert_null (refused);
    before = hall_place_list (address, "SELECT oid, relname FROM pg_class ORDER BY oid");
    refuse_open (hall, address, HALL_ERROR_CORRUPT);
    after = hall_place_list (address, "SELECT oid, relname FROM pg_class ORDER BY oid");
    g_assert_cmpstr (before, ==, after);
    hall_place_free (address);
  }
}

/* Somebody else's file is told apart, and left as it was to the byte. */
static void
test_not_a_hall (void)
{
  HALL_OF_FILES ("another file");

  static const char *const names[] = { "text", "empty", "other.db", "numbered.db" };
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *text = in_dir (hall, "text");
  g_autofree char *empty = in_dir (hall, "empty");
  g_autofree char *other = in_dir (hall, "other.db");
  g_autofree char *numbered = in_dir (hall, "numbered.db");

  g_assert_true (g_file_set_contents (text, "Dear diary, this is no hall at all.\n", -1, NULL));
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  hall_old_hall_run (other, "CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('x');");
  hall_old_hall_run (numbered, "CREATE TABLE hall (id INTEGER); PRAGMA user_version = 1;");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = in_dir (hall, names[i]);
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;
    gsize size_before;
    gsize size_after;

    g_assert_true (g_file_get_contents (path, &before, &size_before, NULL));
    refuse_open (hall, path, HALL_ERROR_CORRUPT);
    g_assert_true (g_file_get_contents (path, &after, &size_after, NULL));
    if (i < 3)
      g_assert_cmpmem (before, size_before, after, size_after);
  }
}

static void
test_nowhere (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *nowhere = hall_place_new (hall->dir, "nowhere.db");

  refuse_open (hall, nowhere, HALL_ERROR_NOT_FOUND);
  refuse_open (hall, nowhere, HALL_ERROR_NOT_FOUND); /* looking at it has not made it */
  if (!hall_place_is_server ())
    refuse_open (hall, hall->dir, HALL_ERROR_UNAVAILABLE);
}

/* Cut off anywhere, a hall says so when it is opened or used, and never anything else. */
static void
test_truncated (void)
{
  HALL_OF_FILES ("a file that is cut off");

  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *cut = in_dir (hall, "cut.db");
  g_autofree char *data = NULL;
  gsize size;

  for (int i = 0; i < 40; i++)
    g_free (hall_fixture_take (hall, "A", NULL));
  g_clear_object (&hall->engine);
  g_assert_true (g_file_get_contents (hall->address, &data, &size, NULL));
  for (gsize part = 1; part < 20; part++) {
    g_assert_true (g_file_set_contents (cut, data, (gssize)(size * part / 20), NULL));
    refuse_open (hall, cut, HALL_ERROR_CORRUPT);
  }
  g_assert_true (g_file_set_contents (cut, data, 16, NULL));
  refuse_open (hall, cut, HALL_ERROR_CORRUPT);
}

/* A file that may not be written: said in words, nothing changed. */
static void
test_read_only (void)
{
  HALL_OF_FILES ("file modes");

  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEngine) engine = NULL;
  gboolean is_root = geteuid () == 0;

  g_clear_object (&hall->engine);
  g_chmod (hall->address, 0444);
  g_chmod (hall->dir, 0555);
  if (is_root)
    g_assert_cmpint (seteuid (NOBODY), ==, 0);
  engine = hall_engine_open (hall->address, hall->clock, &error);
  if (engine != NULL) {
    g_autoptr (HallCommand) command = hall_command_new ("open-day", NULL, "L02", 0, NULL, NULL);
    g_autoptr (GVariant) answer = hall_engine_do (engine, command, &error);

    g_assert_null (answer);
  }
  if (is_root)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_chmod (hall->dir, 0755);
  g_assert_error (error, HALL_ERROR, (int)HALL_ERROR_UNAVAILABLE);
  g_assert_nonnull (strstr (error->message, "read-only"));
}

static void
test_create_refusals (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  HallSetup setup = { .sample = TRUE, .practice = TRUE, .without_passwords = TRUE };
  HallSetup nameless = { .hall_name = "" };
  HallSetup weak = { .hall_name = "城西", .admin_password = "short" };
  g_autofree char *far = g_build_filename (hall->dir, "no", "such", "folder.db", NULL);
  char *fresh = hall_place_new (hall->dir, "fresh.db");
  g_autoptr (GError) error = NULL;

  g_assert_null (hall_engine_create (hall->address, &setup, hall->clock, &error));
  g_assert_error (error, HALL_ERROR, (int)HALL_ERROR_CONFLICT);
  g_clear_error (&error);
  if (!hall_place_is_server ()) {
    g_assert_null (hall_engine_create (far, &setup, hall->clock, &error));
    g_assert_error (error, HALL_ERROR, (int)HALL_ERROR_UNAVAILABLE);
    g_clear_error (&error);
  }
  g_assert_null (hall_engine_create (fresh, &nameless, hall->clock, &error));
  g_assert_error (error, HALL_ERROR, (int)HALL_ERROR_INVALID);
  g_clear_error (&error);
  /* Whole or not at all. */
  g_assert_null (hall_engine_create (fresh, &weak, hall->clock, &error));
  g_assert_error (error, HALL_ERROR, (int)HALL_ERROR_INVALID);
  g_assert_cmpstr (hall_error_get_field (error), ==, "password");
  refuse_open (hall, fresh, HALL_ERROR_NOT_FOUND);
  hall_place_free (fresh);
}

/* Every table, index and trigger of @address as one text. */
static char *
schema_of (const char *address)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *rows = NULL;
  GString *text = g_string_new (NULL);

  g_assert_cmpint (sqlite3_open (address, &db), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_prepare_v2 (db, "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY 1, 2",
                          -1, &rows, NULL),
      ==, SQLITE_OK);
  while (sqlite3_step (rows) == SQLITE_ROW)
    g_string_append_printf (text, "%s %s: %s\n", sqlite3_column_text (rows, 0), sqlite3_column_text (rows, 1),
                            sqlite3_column_text (rows, 2));
  sqlite3_finalize (rows);
  sqlite3_close (db);
  return g_string_free (text, FALSE);
}

/* A hall of version 1 opens, its people sign in, its day goes on. */
static void
test_version_1 (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  char *address = hall_old_hall_load (hall, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEngine) engine = hall_engine_open (address, hall->clock, &error);
  g_autoptr (HallCommand) command = hall_command_new (
      "take-ticket", g_variant_new_parsed ("{'category': <'C'>}"), NULL, 0, "kiosk", NULL);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) signed_in = NULL;
  g_autofree char *label = NULL;

  g_assert_no_error (error);
  g_assert_true (hall_engine_is_practice (engine));
  answer = hall_engine_do (engine, command, &error);
  g_assert_no_error (error);
  label = hall_fixture_text (answer, "ticket");
  g_assert_cmpstr (label, ==, "C001");
  signed_in = hall_engine_sign_in (engine, "G05", "practice", 3, "desk-3", &error);
  g_assert_no_error (error);
  g_clear_object (&engine);
  hall_place_free (address);
}

/* What it knew of its matters is their first version; its history is as sound as before. */
static void
test_version_1_keeps_all (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  char *address = hall_old_hall_load (hall, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEngine) engine = hall_engine_open (address, hall->clock, &error);
  g_autoptr (HallCommand) command = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autofree char *b1 = NULL;
  g_autofree char *items = NULL;
  g_autofree char *journal = NULL;
  HallProof *proof;

  g_assert_no_error (error);
  b1 = hall_place_list (address,
                        "SELECT version, effective_from, promise, promise_en, due_kind, fee, notice_days"
                        " FROM matter_version WHERE matter = 'B1'");
  g_assert_cmpstr (b1, ==, "1 2000-01-01 3个工作日 3 working days instant 无 30");
  items = hall_place_list (address, "SELECT code, name, mandatory FROM matter_item WHERE matter = 'B1'"
                                    " ORDER BY position");
  g_assert_cmpstr (items, ==, "m1 申请表 1 m2 不动产权证书原件 1 m3 双方身份证件 1 m4 热费结清凭证 1");
  journal = hall_place_ask (address, "SELECT count (*) FROM journal");
  g_assert_cmpstr (journal, ==, "68");
  proof = hall_verify_read (engine, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (proof->flaws->len, ==, 0);
  hall_proof_free (proof);

  command = hall_command_new (
      "set-matter", g_variant_new_parsed ("{'matter': <'B1'>, 'items': <[<'申请表'>]>, 'fee': <'不收费'>}"),
      "A01", 0, NULL, NULL);
  answer = hall_engine_do (engine, command, &error);
  g_assert_no_error (error);
  g_assert_cmpint (hall_fixture_int (answer, "version"), ==, 2);
  g_clear_object (&engine);
  hall_place_free (address);
}

/* What was beside a file before is beside it afterwards, whole and of the old version, and nothing else. */
static void
test_version_1_copy (void)
{
  HALL_OF_FILES ("a copy beside the file");

  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *address = hall_old_hall_load (hall, 1);
  g_autofree char *copy = g_strdup_printf ("%s.before-v1-to-v%d", address, HALL_SCHEMA_VERSION);
  g_autofree char *journal = NULL;
  g_autoptr (GDir) dir = NULL;
  GStatBuf info;

  g_assert_true (hall_engine_migrate (address, NULL));
  g_assert_cmpint (hall_place_get_version (copy), ==, 1);
  journal = hall_place_ask (copy, "SELECT count (*) FROM journal");
  g_assert_cmpstr (journal, ==, "68");
  g_assert_cmpint (g_stat (copy, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  dir = g_dir_open (hall->dir, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    g_assert_false (g_str_has_suffix (name, ".part"));
}

static void
test_version_1_is_fresh (void)
{
  HALL_OF_FILES ("a file of version 1");

  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *address = hall_old_hall_load (hall, 1);
  g_autoptr (HallEngine) engine = hall_engine_open (address, hall->clock, NULL);
  g_autofree char *old = schema_of (address);
  g_autofree char *fresh = schema_of (hall->address);

  g_assert_nonnull (engine);
  g_assert_cmpstr (old, ==, fresh);
}

/* The same of a database: its columns, its triggers, who may do what with it. */
static void
test_version_1_is_fresh_on_server (void)
{
  static const char *const questions[] = {
    "SELECT table_name, column_name, data_type, is_nullable, collation_name FROM information_schema.columns"
    " WHERE table_schema = 'public' ORDER BY 1, 2",
    "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2",
    "SELECT table_name, regexp_replace (grantee, '^.*_', ''), privilege_type"
    " FROM information_schema.role_table_grants WHERE table_schema = 'public' AND grantee <> 'postgres'"
    " ORDER BY 1, 2, 3",
  };
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  char *address;

  if (!hall_place_is_server ()) {
    g_test_skip ("only of a database");
    return;
  }
  address = hall_old_hall_load (hall, 1);
  g_assert_true (hall_engine_migrate (address, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++) {
    g_autofree char *old = hall_place_list (address, questions[i]);
    g_autofree char *fresh = hall_place_list (hall->address, questions[i]);

    g_assert_cmpuint (strlen (old), >, 100);
    g_assert_cmpstr (old, ==, fresh);
  }
  hall_place_free (address);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/migrate/fresh", test_fresh);
  g_test_add_func ("/store/migrate/newer", test_newer);
  g_test_add_func ("/store/migrate/not-a-hall", test_not_a_hall);
  g_test_add_func ("/store/migrate/not-a-hall-on-server", test_not_a_hall_on_server);
  g_test_add_func ("/store/migrate/nowhere", test_nowhere);
  g_test_add_func ("/store/migrate/truncated", test_truncated);
  g_test_add_func ("/store/migrate/read-only", test_read_only);
  g_test_add_func ("/store/migrate/create-refusals", test_create_refusals);
  g_test_add_func ("/store/migrate/version-1", test_version_1);
  g_test_add_func ("/store/migrate/version-1-keeps-all", test_version_1_keeps_all);
  g_test_add_func ("/store/migrate/version-1-copy", test_version_1_copy);
  g_test_add_func ("/store/migrate/version-1-is-fresh", test_version_1_is_fresh);
  g_test_add_func ("/store/migrate/version-1-is-fresh-on-server", test_version_1_is_fresh_on_server);
  return g_test_run ();
}
