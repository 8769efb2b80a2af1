/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A file that is not a sound hall: cut, flipped, newer, read-only, empty, something else. Each is a clear
 * error or a hall that is as it was; never a crash, never silently another hall. */

#include <glib/gstdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hall-db.h"
#include "hall-disk.h"
#include "hall-fixture.h"
#include "hall-model.h"
#include "hall-test.h"
#include "hall-verify.h"
#include "hall-views.h"

/**
 * Sound:
 *
 * A hall with a visit and a receipt in it, and its bytes.
 */
typedef struct {
  HallFixture *hall;
  char *address; /* of the copy that is damaged */
  char *data;
  gsize length;
  char *dump;
} Sound;

static void
set_up (Sound *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->hall = hall_fixture_new ();
  hall_fixture_open (self->hall, "G05", 3);
  for (int i = 0; i < 40; i++)
    g_free (hall_fixture_take (self->hall, "A", NULL));
  for (int i = 0; i < 10; i++) {
    g_autofree char *received = g_strdup_printf ("{'charge': <int64 %d>, 'received_fen': <int64 130000>}",
                                                 i + 1);
    g_autofree char *change = g_strdup_printf ("{'charge': <int64 %d>}", i + 1);

    g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "call-next", NULL));
    g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "start", NULL));
    g_variant_unref (hall_fixture_do (
        self->hall, "G05", 3, "charge",
        "{'payer': <'李建国'>, 'lines': <[<{'item': <'采暖季热费'>, 'amount_fen': <int64 128650>}>]>}"));
    g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "call-received", received));
    g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "call-change", change));
    g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "finish", NULL));
  }
  g_clear_object (&self->hall->engine);
  self->address = g_build_filename (self->hall->dir, "damaged.db", NULL);
  self->dump = hall_model_dump (self->hall->address);
  g_file_get_contents (self->hall->address, &self->data, &self->length, &error);
  g_assert_no_error (error);
}

static void
tear_down (Sound *self, gconstpointer data)
{
  hall_fixture_free (self->hall);
  g_free (self->address);
  g_free (self->data);
  g_free (self->dump);
}

static void
lay_out (Sound *self, const char *data, gsize length)
{
  static const char *const ends[] = { "-wal", "-shm", "-bell" };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *path = g_strconcat (self->address, ends[i], NULL);

    g_unlink (path);
  }
  g_file_set_contents_full (self->address, data, (gssize)length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

static void
refuse_to_open (Sound *self, HallError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEngine) engine = hall_engine_open (self->address, self->hall->clock, &error);

  g_assert_null (engine);
  g_assert_error (error, HALL_ERROR, (int)code);
  g_assert_cmpuint (strlen (error->message), >, 10);
}

static void
test_not_a_hall (Sound *self, gconstpointer data)
{
  static const char text[] = "name,phone\n李建国,13900000000\n";

  lay_out (self, "", 0);
  refuse_to_open (self, HALL_ERROR_CORRUPT);
  /* Looking at an empty file has not made a hall of it. */
  refuse_to_open (self, HALL_ERROR_CORRUPT);
  lay_out (self, text, strlen (text));
  refuse_to_open (self, HALL_ERROR_CORRUPT);
  g_unlink (self->address);
  refuse_to_open (self, HALL_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (self->address, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_mkdir (self->address, 0700), ==, 0);
  refuse_to_open (self, HALL_ERROR_UNAVAILABLE);
  g_rmdir (self->address);
}

static void
change (Sound *self, const char *sql)
{
  g_autoptr (HallDb) db = hall_db_sqlite_open (self->address, FALSE, NULL);

  g_assert_true (hall_db_script (db, sql, NULL));
}

static void
test_newer (Sound *self, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  lay_out (self, self->data, self->length);
  change (self, "PRAGMA user_version = 99");
  before = hall_model_dump (self->address);
  refuse_to_open (self, HALL_ERROR_TOO_NEW);
  after = hall_model_dump (self->address);
  g_assert_cmpstr (after, ==, before);
}

/* Another program's database is not taken for a hall, nor made into one. */
static void
test_of_another_program (Sound *self, gconstpointer data)
{
  g_autoptr (HallDb) db = NULL;

  g_unlink (self->address);
  db = hall_db_sqlite_open (self->address, TRUE, NULL);
  g_assert_true (hall_db_script (db, "CREATE TABLE songs (title TEXT); PRAGMA user_version = 1", NULL));
  g_clear_object (&db);
  refuse_to_open (self, HALL_ERROR_CORRUPT);
}

static void
test_read_only (Sound *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEngine) engine = NULL;
  g_autoptr (HallCommand) command = NULL;
  g_autofree char *after = NULL;
  gpointer view;

  lay_out (self, self->data, self->length);
  hall_disk_set_read_only (TRUE);
  engine = hall_engine_open (self->address, self->hall->clock, &error);
  if (engine == NULL) {
    /* In the way a hall is kept, even reading needs a place for the log beside it. */
    g_assert_error (error, HALL_ERROR, HALL_ERROR_UNAVAILABLE);
    hall_disk_set_read_only (FALSE);
    return;
  }
  view = hall_desk_view_read (engine, hall_desk_params (3, "G05"), &error);
  g_assert_no_error (error);
  hall_desk_view_free (view);
  command = hall_command_new ("take-ticket", g_variant_new_parsed ("{'category': <'A'>}"), NULL, 0, "kiosk",
                              NULL);
  g_assert_null (hall_engine_do (engine, command, &error));
  g_assert_error (error, HALL_ERROR, HALL_ERROR_UNAVAILABLE);
  g_assert_nonnull (strstr (error->message, "read-only"));
  g_clear_object (&engine);
  hall_disk_set_read_only (FALSE);
  after = hall_model_dump (self->address);
  g_assert_cmpstr (after, ==, self->dump);
}

static void
check_sensible (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == HALL_ERROR);
  g_assert_true (error->code == HALL_ERROR_CORRUPT || error->code == HALL_ERROR_UNAVAILABLE
                 || error->code == HALL_ERROR_TOO_NEW || error->code == HALL_ERROR_CONFLICT
                 || error->code == HALL_ERROR_NOT_FOUND || error->code == HALL_ERROR_REFUSED);
}

/* The rows of one table in a dump. */
static char *
section (const char *dump, const char *table)
{
  g_autofree char *title = g_strdup_printf ("\n%s\n", table);
  const char *rows = strstr (dump, title);
  const char *end;

  g_assert_nonnull (rows);
  rows += strlen (title);
  for (end = rows; *end == '|'; end = strchr (end, '\n') + 1)
    ;
  return g_strndup (rows, (gsize)(end - rows));
}

/* A hall that passes for whole has every sealed row as it was. */
static void
check_sealed (Sound *self)
{
  static const char *const tables[] = { "journal", "receipt", "document" };
  g_autofree char *dump = hall_model_dump (self->address);

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++) {
    g_autofree char *now = section (dump, tables[i]);
    g_autofree char *then = section (self->dump, tables[i]);

    g_assert_true (g_str_equal (now, then)); /* too long to be printed */
  }
}

/* All that a desk does with a hall in its first minute. 0: something said that it is damaged; 1: nothing did.
 */
static int
use (Sound *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEngine) engine = hall_engine_open (self->address, self->hall->clock, &error);
  static const char *const names[] = { "call-next", "start", "finish" };
  HallProof *proof;
  gpointer view;
  int whole;

  if (engine == NULL) {
    check_sensible (error);
    return 0;
  }
  proof = hall_verify_read (engine, NULL, &error);
  if (proof == NULL)
    check_sensible (error);
  whole = proof != NULL && proof->flaws->len == 0;
  g_clear_pointer (&proof, hall_proof_free);
  g_clear_error (&error);
  if (whole)
    check_sealed (self);
  view = hall_desk_view_read (engine, hall_desk_params (3, "G05"), &error);
  if (view != NULL)
    hall_desk_view_free (view);
  else
    check_sensible (error);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (HallCommand) command = hall_command_new (names[i], NULL, "G05", 3, NULL, NULL);
    g_autoptr (GVariant) answer = NULL;

    g_clear_error (&error);
    answer = hall_engine_do (engine, command, &error);
    if (answer == NULL)
      check_sensible (error);
  }
  return whole;
}

/* In a process of its own: a crash must not take the test with it. */
static gboolean
seems_whole (Sound *self, const char *what)
{
  pid_t pid = fork ();
  int status;

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0) {
    alarm (30);
    _exit (use (self));
  }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  if (!WIFEXITED (status) || WEXITSTATUS (status) > 1) {
    g_printerr ("# %s: the program ended with %x\n", what, (guint)status);
    g_assert_not_reached ();
  }
  return WEXITSTATUS (status) == 1;
}

static void
test_truncated (Sound *self, gconstpointer data)
{
  guint whole = 0;
  guint cases = 0;

  for (gsize length = 1; length < self->length; length += self->length / 60 + 1, cases++) {
    g_autofree char *what = g_strdup_printf ("cut to %d bytes", (int)length);

    lay_out (self, self->data, length);
    whole += seems_whole (self, what);
  }
  g_test_message ("%u cuts, %u of them passed for whole", cases, whole);
  g_assert_cmpuint (whole, ==, 0);
}

static void
test_flipped (Sound *self, gconstpointer data)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (14);
  guint noticed = 0;
  const guint cases = 300;

  for (guint i = 0; i < cases; i++) {
    gsize at = (gsize)g_rand_int_range (chance, 0, (gint32)self->length);
    guint8 flip = (guint8)(1 << g_rand_int_range (chance, 0, 8));
    g_autofree char *what = g_strdup_printf ("byte %d, bit %02x", (int)at, flip);
    g_autofree char *flipped = g_memdup2 (self->data, self->length);

    flipped[at] ^= (char)flip;
    lay_out (self, flipped, self->length);
    noticed += !seems_whole (self, what);
  }
  g_test_message ("%u flipped bits, %u noticed; the others lie in free space or in names and indexes", cases,
                  noticed);
  g_assert_cmpuint (noticed, >, 0);
}

/* Each byte that stands for money or a number, flipped where it stands. */
static void
test_flipped_where_it_counts (Sound *self, gconstpointer data)
{
  static const char *const words[] = { "CD03-20261120-0004", "\"category\":\"A", "\"ahead\":7", "130000" };
  guint cases = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    gsize length = strlen (words[i]);

    for (gsize at = 0; at + length < self->length && cases < 300; at++) {
      g_autofree char *what = NULL;
      g_autofree char *flipped = NULL;

      if (memcmp (self->data + at, words[i], length) != 0)
        continue;
      what = g_strdup_printf ("“%s” at %d", words[i], (int)at);
      flipped = g_memdup2 (self->data, self->length);
      flipped[at + length - 1] ^= 1;
      lay_out (self, flipped, self->length);
      if (seems_whole (self, what)) {
        g_printerr ("# %s was changed and nothing said so\n", what);
        g_assert_not_reached ();
      }
      cases++;
      at += length;
    }
  }
  g_test_message ("%u words changed, all noticed", cases);
  g_assert_cmpuint (cases, >, 50);
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *path;
    void (*func) (Sound *self, gconstpointer data);
  } tests[] = {
    { "/faults/damage/not-a-hall", test_not_a_hall },
    { "/faults/damage/newer", test_newer },
    { "/faults/damage/of-another-program", test_of_another_program },
    { "/faults/damage/read-only", test_read_only },
    { "/faults/damage/truncated", test_truncated },
    { "/faults/damage/flipped", test_flipped },
    { "/faults/damage/flipped-where-it-counts", test_flipped_where_it_counts },
  };

  g_test_init (&argc, &argv, NULL);
  hall_disk_install (FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Sound, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
