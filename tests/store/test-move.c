/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Moving house: a hall after a full day goes from one place to the next and back. Run without a server all
 * places are files; with one every second place is a database. */

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "hall-backup.h"
#include "hall-db.h"
#include "hall-fixture.h"
#include "hall-json.h"
#include "hall-move.h"
#include "hall-place.h"
#include "hall-play.h"
#include "hall-summary.h"
#include "hall-test.h"
#include "hall-verify.h"

#define RECEIPT_FEN 12345

/* --- A hall with everything in it --- */

static void
play_day (HallFixture *hall)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "cli", "day.jsonl", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) script = g_file_read (file, NULL, &error);

  g_assert_no_error (error);
  hall_play_script (hall->address, G_INPUT_STREAM (script), NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Every byte there is, among them those that no text may hold. */
static void
file_paper (HallFixture *hall, gint64 document)
{
  guint8 bytes[5000];
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (HallCommand) command = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GVariantBuilder) args = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8)(i * (gsize)document);
  g_variant_builder_add (&args, "{sv}", "document", g_variant_new_int64 (document));
  g_variant_builder_add (&args, "{sv}", "pdf",
                         g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, sizeof bytes, 1));
  command = hall_command_new ("file-paper", g_variant_builder_end (&args), NULL, 0, "kiosk", NULL);
  answer = hall_engine_do (hall->engine, command, &error);
  g_assert_no_error (error);
}

static void
reopen (HallFixture *hall, const char *address)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&hall->engine);
  hall->engine = hall_engine_open (address, hall->clock, &error);
  g_assert_no_error (error);
}

/* A customer pays; returns the receipt's number. */
static char *
serve_and_pay (HallFixture *hall)
{
  gint64 charge;
  char *receipt;

  g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_serve (hall, "G07", 1));
  charge = hall_fixture_charge (hall, "G07", 1, RECEIPT_FEN);
  receipt = hall_fixture_pay (hall, "G07", 1, charge, RECEIPT_FEN);
  g_variant_unref (hall_fixture_do (hall, "G07", 1, "finish", NULL));
  return receipt;
}

/* After a whole day the next one has begun: somebody waits, somebody sits at the desk with the drawer open.
 */
static HallFixture *
full_hall (void)
{
  HallFixture *hall = hall_fixture_new ();
  g_autofree char *list = NULL;
  g_auto (GStrv) documents = NULL;

  g_clear_object (&hall->engine);
  play_day (hall);
  hall_fixture_set_time (hall, "2026-11-21T09:00:00");
  reopen (hall, hall->address);
  list = hall_place_list (hall->address, "SELECT id FROM document ORDER BY id");
  documents = g_strsplit (list, " ", -1);
  for (char **document = documents; *document != NULL; document++)
    file_paper (hall, g_ascii_strtoll (*document, NULL, 10));
  hall_fixture_open (hall, "G07", 1);
  g_free (serve_and_pay (hall));
  g_free (hall_fixture_take (hall, "A", "elder"));
  return hall;
}

/* --- What is held against each other --- */

static void
add_table_cb (const char *table, gint64 rows, gint64 total, gpointer data)
{
  GPtrArray *tables = data;

  g_assert_cmpint (rows, <=, total);
  if (table != NULL && !g_ptr_array_find_with_equal_func (tables, table, g_str_equal, NULL))
    g_ptr_array_add (tables, g_strdup (table));
}

static void
add_value (GString *line, HallRows *rows, int column)
{
  char type = hall_rows_type (rows, column);

  g_string_append_printf (line, " %s=%c:", hall_rows_name (rows, column), type);
  if (type == 'b') {
    g_autoptr (GBytes) bytes = hall_rows_bytes (rows, column);
    g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

    g_string_append (line, hash);
  } else if (type == 'i') {
    g_string_append_printf (line, "%" G_GINT64_FORMAT, hall_rows_int (rows, column));
  } else if (type == 't') {
    g_string_append (line, hall_rows_text (rows, column));
  }
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Every row of a table with the names and types of its values; without what moving itself notes down. */
static char *
dump (HallDb *db, const char *table)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT * FROM %s%s", table,
      g_str_equal (table, "option") ? " WHERE name NOT IN ('moved_to', 'server_lines')" : "");
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRows) rows = hall_db_query (db, &error, sql, "");

  g_assert_no_error (error);
  while (hall_rows_next (rows, &error)) {
    GString *line = g_string_new (table);

    for (int i = 0; i < hall_rows_n_columns (rows); i++)
      add_value (line, rows, i);
    g_ptr_array_add (lines, g_string_free (line, FALSE));
  }
  g_assert_no_error (error);
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}

static void
assert_same_rows (const char *from, const char *to, GPtrArray *tables)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallDb) left = hall_db_open (from, FALSE, &error);
  g_autoptr (HallDb) right = hall_db_open (to, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (tables->len, >, 20);
  for (guint i = 0; i < tables->len; i++) {
    g_autofree char *before = dump (left, g_ptr_array_index (tables, i));
    g_autofree char *after = dump (right, g_ptr_array_index (tables, i));

    g_assert_cmpstr (before, ==, after);
  }
}

/* What verify and summary tell about the hall at an address. */
static char *
account_of (const char *address, HallClock *clock)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEngine) engine = hall_engine_open (address, clock, &error);
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new ("(s)", "2026-11-20"));
  g_autoptr (GVariant) summary = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *json = NULL;
  HallProof *proof;

  g_assert_no_error (error);
  proof = hall_verify_read (engine, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < proof->flaws->len; i++) {
    HallFlaw *flaw = g_ptr_array_index (proof->flaws, i);

    g_test_message ("%s: %s %s: %s", address, flaw->table, flaw->key, flaw->what);
  }
  g_assert_cmpuint (proof->flaws->len, ==, 0);
  g_assert_cmpint (proof->receipts, >=, 4);
  g_assert_cmpint (proof->papers, >=, 25);
  g_string_append_printf (text, "%d %d %d %d %d %d %d", (int)proof->journal_lines, (int)proof->chains,
                          (int)proof->receipts, (int)proof->papers, (int)proof->tickets, (int)proof->moves,
                          (int)proof->days);
  for (guint i = 0; i < proof->heads->len; i++)
    g_string_append_printf (text, "\n%s", (const char *)g_ptr_array_index (proof->heads, i));
  hall_proof_free (proof);
  summary = hall_summary_read (engine, params, &error);
  g_assert_no_error (error);
  json = hall_json_from_variant (summary);
  g_string_append_printf (text, "\n%s", json);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- Places --- */

/* The n-th: from a file to a database and back, or among files. */
static char *
new_place (HallFixture *hall, int n)
{
  g_autofree char *name = g_strdup_printf ("place-%d.db", n);

  return hall_place_is_server () && n % 2 == 0 ? hall_place_new_database ()
                                               : g_build_filename (hall->dir, name, NULL);
}

static void
move_on (const char *from, const char *to, GPtrArray *tables)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) made = hall_move (from, to, tables != NULL ? add_table_cb : NULL, tables, &error);

  g_assert_no_error (error);
  g_assert_nonnull (made);
}

static void
refuse_move (const char *from, const char *to, HallError code, const char *why)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (hall_move (from, to, NULL, NULL, &error));
  g_assert_error (error, HALL_ERROR, (int)code);
  g_test_message ("%s", error->message);
  if (why != NULL)
    g_assert_nonnull (strstr (error->message, why));
}

/* Nothing that came from a move is there. */
static void
assert_empty (const char *place)
{
  static const char *const tails[] = { "", ".part", ".part-wal", ".part-shm", ".part-journal" };

  if (g_str_has_prefix (place, "postgresql://")) {
    g_autofree char *tables = hall_place_ask (
        place, "SELECT count (*) FROM pg_class WHERE relnamespace = 'public'::regnamespace");

    g_assert_cmpstr (tables, ==, "0");
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (tails); i++) {
    g_autofree char *path = g_strconcat (place, tails[i], NULL);

    g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  }
}

/* What was rolled back on a server leaves a gap in its ids: the journal of a hall that was there has them. */
static void
leave_gap (const char *place)
{
  g_autofree char *refused = NULL;

  if (g_str_has_prefix (place, "postgresql://"))
    refused = hall_place_tell (place, "SELECT nextval (pg_get_serial_sequence ('journal', 'id'))");
  g_assert_null (refused);
}

/* Without one the file is missing a line. */
static void
assert_gap_is_found (const char *place)
{
  g_autoptr (HallClock) clock = hall_clock_new ();
  g_autoptr (HallEngine) engine = NULL;
  g_autofree char *ids = hall_place_ask (place, "SELECT max (id) - count (*) FROM journal");
  HallProof *proof;

  if (g_str_has_prefix (place, "postgresql://"))
    return;
  hall_place_tamper (place, "UPDATE journal SET id = id + 1 WHERE id = (SELECT max (id) FROM journal)");
  engine = hall_engine_open (place, clock, NULL);
  proof = hall_verify_read (engine, NULL, NULL);
  g_assert_cmpuint (proof->flaws->len, ==, 1);
  g_assert_cmpstr (ids, ==, hall_place_is_server () ? "2" : "0");
  hall_proof_free (proof);
}

/* --- Tests --- */

static gint64
number_in (const char *text)
{
  const char *digits = text + strlen (text);

  while (digits > text && g_ascii_isdigit (digits[-1]))
    digits--;
  return g_ascii_strtoll (digits, NULL, 10);
}

/* From place to place, and at each the hall is the same and its numbers go on. */
static void
test_there_and_back (void)
{
  g_autoptr (HallFixture) hall = full_hall ();
  g_autofree char *from = g_strdup (hall->address);
  g_autofree char *last_receipt = serve_and_pay (hall);
  char *places[4] = { NULL };

  leave_gap (hall->address);
  for (int n = 1; n <= 3; n++) {
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;
    g_autofree char *receipt = NULL;
    g_autofree char *last = hall_fixture_take (hall, "B", NULL);
    g_autofree char *next = NULL;
    g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);

    /* A database that is not there is made. */
    places[n] = n == 2 ? hall_place_new (hall->dir, "made.db") : new_place (hall, n);
    g_clear_object (&hall->engine);
    before = account_of (from, hall->clock);
    move_on (from, places[n], tables);
    assert_same_rows (from, places[n], tables);
    after = account_of (from, hall->clock);
    g_assert_cmpstr (before, ==, after);
    g_free (g_steal_pointer (&after));
    after = account_of (places[n], hall->clock);
    g_assert_cmpstr (before, ==, after);

    leave_gap (places[n]);
    reopen (hall, places[n]);
    hall_fixture_advance (hall, 60);
    next = hall_fixture_take (hall, "B", NULL);
    g_assert_cmpint (number_in (next), ==, number_in (last) + 1);
    receipt = serve_and_pay (hall);
    g_assert_cmpint (number_in (receipt), ==, number_in (last_receipt) + 1);
    g_free (last_receipt);
    last_receipt = g_steal_pointer (&receipt);
    g_free (from);
    from = g_strdup (places[n]);
  }
  g_clear_object (&hall->engine);
  assert_gap_is_found (places[3]);
  for (int n = 1; n <= 3; n++)
    hall_place_free (places[n]);
}

/* A table that is new in a later version must not be left behind. */
static void
test_every_table (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *place = NULL;
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) carried = g_string_new (NULL);
  g_autofree char *there = NULL;

  g_clear_object (&hall->engine);
  place = g_build_filename (hall->dir, "all.db", NULL);
  move_on (hall->address, place, tables);
  g_ptr_array_sort (tables, compare_lines);
  for (guint i = 0; i < tables->len; i++)
    g_string_append_printf (carried, "%s%s", i > 0 ? " " : "", (const char *)g_ptr_array_index (tables, i));
  there = hall_place_list (place, "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                  " AND name NOT LIKE 'sqlite_%' ORDER BY name");
  g_assert_cmpstr (carried->str, ==, there);
}

static void
test_left_behind (void)
{
  g_autoptr (HallFixture) hall = full_hall ();
  char *place = new_place (hall, 2);
  g_autofree char *elsewhere = g_build_filename (hall->dir, "elsewhere.db", NULL);
  g_autoptr (HallCommand) command = hall_command_new (
      "take-ticket", g_variant_new_parsed ("{'category': <'A'>}"), NULL, 0, "kiosk", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) first = hall_engine_do (hall->engine, command, &error);
  g_autoptr (GVariant) again = NULL;
  g_autoptr (GVariant) refused = NULL;
  g_autofree char *account = NULL;

  g_assert_no_error (error);
  /* Somebody has it open meanwhile. */
  move_on (hall->address, place, NULL);
  hall_fixture_refuse (hall, "L02", 0, "set-bulletin", "{'title': <'x'>}", HALL_ERROR_REFUSED, NULL, "hall");
  hall_fixture_refuse (hall, NULL, 0, "take-ticket", "{'category': <'A'>}", HALL_ERROR_REFUSED, NULL, "hall");
  /* What was carried out before is answered as it was then. */
  again = hall_engine_do (hall->engine, command, &error);
  g_assert_no_error (error);
  g_assert_true (g_variant_equal (first, again));
  account = account_of (hall->address, hall->clock);
  refuse_move (hall->address, elsewhere, HALL_ERROR_REFUSED, "was moved to");
  assert_empty (elsewhere);

  reopen (hall, place);
  hall_fixture_advance (hall, 1);
  g_free (hall_fixture_take (hall, "A", NULL));
  g_clear_object (&hall->engine);
  hall_place_free (place);
}

static void
test_occupied (void)
{
  g_autoptr (HallFixture) hall = full_hall ();
  g_autoptr (HallFixture) other = hall_fixture_new ();
  g_autofree char *nowhere = g_build_filename (hall->dir, "nowhere.db", NULL);
  g_autofree char *place = g_build_filename (hall->dir, "place.db", NULL);
  g_autofree char *log = g_strconcat (place, "-wal", NULL);
  g_autofree char *before = account_of (hall->address, hall->clock);
  g_autofree char *after = NULL;

  refuse_move (hall->address, other->address, HALL_ERROR_CONFLICT, "already");
  refuse_move (hall->address, hall->address, HALL_ERROR_INVALID, "already");
  refuse_move (nowhere, place, HALL_ERROR_NOT_FOUND, NULL);
  assert_empty (place);
  /* The log of a file that is gone would be taken for the new one's. */
  g_assert_true (g_file_set_contents (log, "old", -1, NULL));
  refuse_move (hall->address, place, HALL_ERROR_CONFLICT, "-wal");
  g_assert_cmpint (g_unlink (log), ==, 0);
  assert_empty (place);

  after = account_of (hall->address, hall->clock);
  g_assert_cmpstr (before, ==, after);
  g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_take (other, "A", NULL));
}

static void
test_other_version (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *place = g_build_filename (hall->dir, "place.db", NULL);
  gint64 version = hall_place_get_version (hall->address);
  gint64 read;

  g_assert_true (hall_schema_version (hall->address, &read, NULL));
  g_assert_cmpint (read, ==, version);
  hall_place_set_version (hall->address, version + 1);
  refuse_move (hall->address, place, HALL_ERROR_TOO_NEW, NULL);
  hall_place_set_version (hall->address, 0);
  refuse_move (hall->address, place, HALL_ERROR_NOT_FOUND, NULL);
  assert_empty (place);
}

static void
unmark (const char *place)
{
  g_autofree char *refused = hall_place_tell (place, "DELETE FROM option WHERE name = 'moved_to'");

  g_assert_null (refused);
}

/* A move that was cut off before its last step is finished by doing it again; never when both places went on.
 */
static void
test_cut_off (void)
{
  g_autoptr (HallFixture) hall = full_hall ();
  char *place = new_place (hall, 2);
  g_autofree char *account = NULL;
  g_autofree char *after = NULL;

  g_clear_object (&hall->engine);
  move_on (hall->address, place, NULL);
  unmark (hall->address);
  reopen (hall, place);
  hall_fixture_advance (hall, 60);
  g_free (hall_fixture_take (hall, "A", NULL));
  g_clear_object (&hall->engine);
  account = account_of (place, hall->clock);
  move_on (hall->address, place, NULL);
  reopen (hall, hall->address);
  hall_fixture_refuse (hall, NULL, 0, "take-ticket", "{'category': <'A'>}", HALL_ERROR_REFUSED, NULL, "hall");

  unmark (hall->address);
  g_free (hall_fixture_take (hall, "A", NULL));
  g_clear_object (&hall->engine);
  refuse_move (hall->address, place, HALL_ERROR_CONFLICT, "already");
  after = account_of (place, hall->clock);
  g_assert_cmpstr (account, ==, after);
  hall_place_free (place);
}

/* One database by two names. */
static void
test_other_name (void)
{
  g_autoptr (HallFixture) hall = full_hall ();
  g_autofree char *link = g_build_filename (hall->dir, "link.db", NULL);
  g_autoptr (GString) other = g_string_new (hall->address);

  g_clear_object (&hall->engine);
  if (hall_place_is_server ()) {
    g_string_replace (other, "127.0.0.1", "localhost", 1);
    g_assert_cmpstr (other->str, !=, hall->address);
  } else {
    g_assert_cmpint (symlink (hall->address, link), ==, 0);
    g_string_assign (other, link);
  }
  refuse_move (hall->address, other->str, HALL_ERROR_INVALID, "already");
  reopen (hall, hall->address);
  g_free (hall_fixture_take (hall, "A", NULL));
}

/* --- Failures in the middle --- */

typedef struct {
  const char *at; /* the table */
  void (*strike) (const char *address);
  const char *address;
  gboolean struck;
} Strike;

static void
strike_cb (const char *table, gint64 rows, gint64 total, gpointer data)
{
  Strike *self = data;

  if (self->struck || g_strcmp0 (table, self->at) != 0)
    return;
  self->struck = TRUE;
  self->strike (self->address);
}

/* The server ends every connection to a database. */
static void
strike_server (const char *address)
{
  g_autofree char *refused = hall_place_tell (
      address, "SELECT pg_terminate_backend (pid) FROM pg_stat_activity"
               " WHERE datname = current_database () AND pid <> pg_backend_pid ()");

  g_assert_null (refused);
}

/* No file grows any more. */
static void
strike_disk (const char *address)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = 100000;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
heal_disk (void)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
fail_at (HallFixture *hall, const char *table, void (*strike) (const char *), const char *struck, char *place)
{
  Strike plan = { .at = table, .strike = strike, .address = struck };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) made = hall_move (hall->address, place, strike_cb, &plan, &error);

  heal_disk ();
  g_assert_true (plan.struck);
  g_assert_null (made);
  g_assert_error (error, HALL_ERROR, (int)HALL_ERROR_UNAVAILABLE);
  g_test_message ("at %s: %s", table, error->message);
  assert_empty (place);
}

/* A database that was made for the hall goes again, and so do its roles. */
static void
fail_without_database (HallFixture *hall)
{
  g_autofree char *place = hall_place_new (hall->dir, "");
  const char *name = strrchr (place, '/') + 1;
  g_autofree char *sql = g_strdup_printf (
      "SELECT (SELECT count (*) FROM pg_database WHERE datname = '%1$s')"
      " + (SELECT count (*) FROM pg_roles WHERE rolname LIKE '%1$s\\_%%')",
      name);
  g_autofree char *left = NULL;
  Strike plan = { .at = "journal", .strike = strike_server, .address = place };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) made = hall_move (hall->address, place, strike_cb, &plan, &error);

  g_assert_null (made);
  g_assert_error (error, HALL_ERROR, (int)HALL_ERROR_UNAVAILABLE);
  left = hall_place_ask (hall->address, sql);
  g_assert_cmpstr (left, ==, "0");
}

static void
test_failure (void)
{
  static const char *const tables[] = { "hall", "ticket", "receipt", "journal", "import", NULL };
  g_autoptr (HallFixture) hall = full_hall ();
  char *place = new_place (hall, 2);
  g_autofree char *file = g_build_filename (hall->dir, "file.db", NULL);
  g_autofree char *before = account_of (hall->address, hall->clock);
  g_autofree char *after = NULL;

  g_clear_object (&hall->engine);
  for (const char *const *table = tables; *table != NULL; table++) {
    fail_at (hall, *table, strike_disk, NULL, file);
    if (hall_place_is_server ()) {
      fail_at (hall, *table, strike_server, place, place);
      fail_at (hall, *table, strike_server, hall->address, place);
      fail_at (hall, *table, strike_server, hall->address, file);
    }
  }
  if (hall_place_is_server ())
    fail_without_database (hall);
  after = account_of (hall->address, hall->clock);
  g_assert_cmpstr (before, ==, after);
  reopen (hall, hall->address);
  g_free (hall_fixture_take (hall, "A", NULL));

  /* And then it goes. */
  move_on (hall->address, place, NULL);
  g_clear_object (&hall->engine);
  hall_place_free (place);
}

/* --- Others at work --- */

typedef struct {
  HallFixture *hall;
  GThread *thread;
  GError *error;
} Other;

static gpointer
take_one (gpointer data)
{
  Other *self = data;
  g_autoptr (HallEngine) engine = hall_engine_open (self->hall->address, self->hall->clock, &self->error);
  g_autoptr (HallCommand) command = hall_command_new (
      "take-ticket", g_variant_new_parsed ("{'category': <'A'>}"), NULL, 0, "kiosk", NULL);
  g_autoptr (GVariant) answer = engine != NULL ? hall_engine_do (engine, command, &self->error) : NULL;

  g_assert_null (answer);
  return NULL;
}

static void
start_other_cb (const char *table, gint64 rows, gint64 total, gpointer data)
{
  Other *self = data;

  if (self->thread == NULL && g_strcmp0 (table, "ticket") == 0)
    self->thread = g_thread_new ("other", take_one, self);
}

/* Who asks while the hall is on its way waits, and is told where it is now: nothing is done in between. */
static void
test_meanwhile (void)
{
  g_autoptr (HallFixture) hall = full_hall ();
  char *place = new_place (hall, 2);
  g_autoptr (GVariant) made = NULL;
  g_autoptr (GError) error = NULL;
  Other other = { .hall = hall };

  g_clear_object (&hall->engine);
  made = hall_move (hall->address, place, start_other_cb, &other, &error);
  g_assert_no_error (error);
  g_thread_join (other.thread);
  g_assert_error (other.error, HALL_ERROR, (int)HALL_ERROR_REFUSED);
  g_assert_nonnull (strstr (other.error->message, "was moved to"));
  g_clear_error (&other.error);
  hall_place_free (place);
}

/* --- Copies --- */

/* From wherever it is into a file, and from the file to where no hall is; the hall goes on meanwhile. */
static void
test_backup (void)
{
  g_autoptr (HallFixture) hall = full_hall ();
  g_autofree char *copy = g_build_filename (hall->dir, "copy.db", NULL);
  g_autofree char *kept = NULL;
  char *place = new_place (hall, 2);
  g_autofree char *before = account_of (hall->address, hall->clock);
  g_autofree char *after = NULL;
  g_autofree char *restored = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf found;

  g_assert_true (hall_backup (hall->address, copy, &error));
  g_assert_true (hall_backup (hall->address, copy, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (copy, &found), ==, 0);
  g_assert_cmpint (found.st_mode & 0777, ==, 0600);
  g_free (hall_fixture_take (hall, "A", NULL));
  after = account_of (copy, hall->clock);
  g_assert_cmpstr (before, ==, after);

  g_assert_true (hall_restore (place, copy, hall->clock, &kept, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (kept);
  restored = account_of (place, hall->clock);
  g_assert_cmpstr (before, ==, restored);
  if (hall_place_is_server ()) {
    g_assert_false (hall_restore (place, copy, hall->clock, NULL, NULL, &error));
    g_assert_error (error, HALL_ERROR, (int)HALL_ERROR_CONFLICT);
    g_clear_error (&error);
    g_assert_false (hall_backup (copy, place, &error));
    g_assert_error (error, HALL_ERROR, (int)HALL_ERROR_INVALID);
  }
  hall_place_free (place);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/move/there-and-back", test_there_and_back);
  g_test_add_func ("/move/every-table", test_every_table);
  g_test_add_func ("/move/left-behind", test_left_behind);
  g_test_add_func ("/move/occupied", test_occupied);
  g_test_add_func ("/move/other-version", test_other_version);
  g_test_add_func ("/move/cut-off", test_cut_off);
  g_test_add_func ("/move/other-name", test_other_name);
  g_test_add_func ("/move/failure", test_failure);
  g_test_add_func ("/move/meanwhile", test_meanwhile);
  g_test_add_func ("/move/backup", test_backup);
  return g_test_run ();
}
