/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A disk that fails at its n-th operation, for every n until a visit passes untouched: the error is clear,
 * nothing answered is lost, nothing wrong is kept, and where the fault passes one more try does it. */

#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hall-db.h"
#include "hall-disk.h"
#include "hall-fixture.h"
#include "hall-model.h"
#include "hall-test.h"
#include "hall-views.h"

#define PAYING                                                                                               \
  "{'payer': <'李建国'>, 'lines': <[<{'item': <'2026-2027采暖季热费'>, 'amount_fen': <int64 128650>}>]>}"

typedef struct {
  const char *name;
  const char *args;
  const char *staff;
} Step;

static const Step steps[] = {
  { "take-ticket", "{'category': <'A'>, 'matter': <'A1'>}", NULL },
  { "call-next", NULL, "G05" },
  { "start", NULL, "G05" },
  { "charge", PAYING, "G05" },
  { "call-received", "{'charge': <int64 1>, 'received_fen': <int64 130000>}", "G05" },
  { "call-change", "{'charge': <int64 1>}", "G05" },
  { "file-paper", "{'document': <int64 1>, 'pdf': <b'%PDF-1.7'>}", NULL },
  { "finish", NULL, "G05" },
  { "take-ticket", "{'category': <'B'>, 'priority': <'elder'>}", NULL },
};

/**
 * Bench:
 *
 * A hall that is laid on the disk anew for each case.
 */
typedef struct {
  HallFixture *hall;
  char *address; /* of the copy that is worked on */
  char *left;    /* of what a power cut leaves */
  char *data;    /* the hall as it was before */
  gsize length;
} Bench;

static void
bench_set_up (Bench *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->hall = hall_fixture_new ();
  g_variant_unref (
      hall_fixture_do (self->hall, "A01", 0, "set-printer", "{'station': <'kiosk'>, 'printer': <'Kiosk'>}"));
  g_variant_unref (hall_fixture_do (self->hall, "A01", 0, "set-printer",
                                    "{'counter': <int64 3>, 'printer': <'Counter3'>}"));
  g_variant_unref (hall_fixture_do (self->hall, "G05", 0, "test-printer", "{'counter': <int64 3>}"));
  hall_fixture_open (self->hall, "G05", 3);
  g_clear_object (&self->hall->engine);
  self->address = g_build_filename (self->hall->dir, "work.db", NULL);
  self->left = g_build_filename (self->hall->dir, "left.db", NULL);
  g_file_get_contents (self->hall->address, &self->data, &self->length, &error);
  g_assert_no_error (error);
}

static void
bench_tear_down (Bench *self, gconstpointer data)
{
  hall_fixture_free (self->hall);
  g_free (self->address);
  g_free (self->left);
  g_free (self->data);
}

static void
remove_hall (const char *address)
{
  static const char *const ends[] = { "", "-wal", "-shm", "-bell" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *path = g_strconcat (address, ends[i], NULL);

    g_unlink (path);
  }
}

static void
lay_out (Bench *self)
{
  g_autoptr (GError) error = NULL;

  remove_hall (self->address);
  hall_disk_forget ();
  g_file_set_contents_full (self->address, self->data, (gssize)self->length, G_FILE_SET_CONTENTS_NONE, 0600,
                            &error);
  g_assert_no_error (error);
}

static HallCommand *
command_of (gsize nth)
{
  g_autofree char *request = g_strdup_printf ("request-%02d", (int)nth);
  g_autoptr (GVariant) args = NULL;

  if (steps[nth].args != NULL)
    args = g_variant_parse (G_VARIANT_TYPE_VARDICT, steps[nth].args, NULL, NULL, NULL);
  return hall_command_new (steps[nth].name, args, steps[nth].staff, 0,
                           steps[nth].staff == NULL ? "kiosk" : NULL, request);
}

/* What an error of the disk may say: never that all is well, never that the hall is somebody else's. */
static void
check_error (const GError *error, const char *what)
{
  if (!g_error_matches (error, HALL_ERROR, HALL_ERROR_UNAVAILABLE)) {
    g_printerr ("# %s: %s\n", what, error->message);
    g_assert_error (error, HALL_ERROR, HALL_ERROR_UNAVAILABLE);
  }
  g_assert_cmpuint (strlen (error->message), >, 10);
}

static HallEngine *
open_hall (Bench *self, const char *what, guint tries)
{
  while (tries-- > 0) {
    g_autoptr (GError) error = NULL;
    HallEngine *engine = hall_engine_open (self->address, self->hall->clock, &error);

    if (engine != NULL)
      return engine;
    check_error (error, what);
  }
  return NULL;
}

/* A visit on a bad disk, each command tried @tries times. Returns how many steps were answered. */
static gsize
visit (Bench *self, const char *what, guint tries)
{
  g_autoptr (HallEngine) engine = open_hall (self, what, tries);
  gsize nth = 0;

  for (; engine != NULL && nth < G_N_ELEMENTS (steps); nth++) {
    g_autoptr (HallCommand) command = command_of (nth);
    g_autoptr (GVariant) answer = NULL;

    for (guint i = 0; answer == NULL && i < tries; i++) {
      g_autoptr (GError) error = NULL;

      answer = hall_engine_do (engine, command, &error);
      if (answer == NULL)
        check_error (error, what);
    }
    if (answer == NULL)
      break;
  }
  return nth;
}

static void
check_answered (const char *address, const char *what, gsize answered)
{
  g_autoptr (HallModel) model = hall_model_check (address, what);

  for (gsize i = 0; i < answered; i++) {
    g_autofree char *request = g_strdup_printf ("request-%02d", (int)i);

    if (!g_hash_table_contains (model->answers, request)) {
      g_printerr ("# %s: %s was answered and is lost\n", what, request);
      g_assert_not_reached ();
    }
  }
}

typedef struct {
  HallDiskFault fault;
  gboolean lasting;
  gint64 stride;
} Sweep;

static void
test_sweep (Bench *self, gconstpointer data)
{
  const Sweep *sweep = data;
  guint cases = 0;
  guint felt = 0;
  gboolean untouched = FALSE;

  for (gint64 at = 1; !untouched; at += sweep->stride) {
    g_autofree char *what = g_strdup_printf ("fault %d%s at operation %d", sweep->fault,
                                             sweep->lasting ? " for good" : "", (int)at);
    gsize answered;

    lay_out (self);
    hall_disk_arm (sweep->fault, at, sweep->lasting);
    answered = visit (self, what, sweep->lasting ? 1 : 2);
    untouched = hall_disk_counts ().strikes == 0;
    hall_disk_arm (HALL_DISK_SOUND, 0, FALSE);
    /* A fault that passes is made good by asking once more. */
    if (untouched || !sweep->lasting)
      g_assert_cmpuint (answered, ==, G_N_ELEMENTS (steps));
    check_answered (self->address, what, answered);
    felt += answered < G_N_ELEMENTS (steps);
    cases++;
  }
  g_test_message ("%u cases, %u of them ended the visit", cases, felt);
  g_assert_cmpuint (cases, >, 20);
  if (sweep->lasting)
    g_assert_cmpuint (felt, >, cases / 2);
}

/* The power goes at the n-th change of a file. Returns how many answered commands were lost. */
static guint
cut_power (Bench *self, gint64 at, guint32 seed, const char *synchronous, gboolean *untouched)
{
  g_autofree char *what = g_strdup_printf ("power cut at %d, seed %u", (int)at, seed);
  g_autofree char *pragma = g_strdup_printf ("PRAGMA synchronous = %s", synchronous);
  g_autoptr (HallModel) model = NULL;
  HallEngine *engine;
  gsize answered = 0;
  guint lost = 0;

  lay_out (self);
  hall_disk_arm (HALL_DISK_SOUND, 0, FALSE);
  engine = hall_engine_open (self->address, self->hall->clock, NULL);
  g_assert_true (hall_db_script (hall_engine_get_db (engine), pragma, NULL));
  hall_disk_arm (HALL_DISK_POWER_CUT, at, TRUE);
  for (; answered < G_N_ELEMENTS (steps); answered++) {
    g_autoptr (HallCommand) command = command_of (answered);
    g_autoptr (GVariant) answer = hall_engine_do (engine, command, NULL);

    if (answer == NULL)
      break;
  }
  *untouched = hall_disk_counts ().strikes == 0;
  hall_disk_leave (self->address, self->left, seed);
  g_object_unref (engine);
  hall_disk_arm (HALL_DISK_SOUND, 0, FALSE);

  model = hall_model_check (self->left, what);
  for (gsize i = 0; i < answered; i++) {
    g_autofree char *request = g_strdup_printf ("request-%02d", (int)i);

    lost += !g_hash_table_contains (model->answers, request);
  }
  remove_hall (self->left);
  return lost;
}

static guint
cut_everywhere (Bench *self, const char *synchronous, gint64 stride, guint *cases)
{
  gboolean untouched = FALSE;
  guint lost = 0;

  *cases = 0;
  for (gint64 at = 1; !untouched; at += stride)
    for (guint32 seed = 1; seed <= 3; seed++, ++*cases)
      lost += cut_power (self, at, seed, synchronous, &untouched) > 0;
  g_test_message ("synchronous=%s: %u power cuts, %u lost something answered", synchronous, *cases, lost);
  return lost;
}

static void
test_power_cut (Bench *self, gconstpointer data)
{
  guint cases;

  g_assert_cmpuint (cut_everywhere (self, "FULL", 1, &cases), ==, 0);
  g_assert_cmpuint (cases, >, 100);
}

/* The control: with fewer syncs the same test must find losses, or it would find none at all. */
static void
test_power_cut_bites (Bench *self, gconstpointer data)
{
  guint cases;

  g_assert_cmpuint (cut_everywhere (self, "NORMAL", 5, &cases), >, cases / 4);
}

/* Fills a real disk of 3 MB; in a process of its own, for the mount is only there. Ends with 77 without
 * right. */
static void
fill_a_real_disk (Bench *self)
{
  g_autofree char *folder = g_build_filename (self->hall->dir, "small", NULL);
  g_autofree char *address = g_build_filename (folder, "hall.db", NULL);
  g_autoptr (HallEngine) engine = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallModel) model = NULL;
  gint64 taken = 0;
  gpointer view;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  if (unshare (CLONE_NEWNS) != 0 || mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0
      || mount ("none", folder, "tmpfs", 0, "size=3m") != 0)
    _exit (77);
  g_assert_true (g_file_set_contents (address, self->data, (gssize)self->length, NULL));
  engine = hall_engine_open (address, self->hall->clock, &error);
  g_assert_no_error (error);
  for (;;) {
    g_autoptr (HallCommand) command = hall_command_new (
        "take-ticket", g_variant_new_parsed ("{'category': <'A'>}"), NULL, 0, "kiosk", NULL);
    g_autoptr (GVariant) answer = hall_engine_do (engine, command, &error);

    if (answer == NULL)
      break;
    taken++;
  }
  g_assert_error (error, HALL_ERROR, HALL_ERROR_UNAVAILABLE);
  g_assert_nonnull (strstr (error->message, "full"));
  g_assert_cmpint (taken, >, 20);
  /* Reading goes on, and nothing is lost. */
  g_clear_error (&error);
  view = hall_desk_view_read (engine, hall_desk_params (3, "G05"), &error);
  g_assert_no_error (error);
  hall_desk_view_free (view);
  g_clear_object (&engine);
  model = hall_model_check (address, "full disk");
  g_assert_cmpint (model->tickets, ==, taken);
  g_clear_pointer (&model, hall_model_free);
  umount (folder);
  _exit (0);
}

static void
test_full_disk (Bench *self, gconstpointer data)
{
  pid_t pid = fork ();
  int status;

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    fill_a_real_disk (self);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == 77)
    g_test_skip ("a small disk cannot be mounted here");
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

/* Nothing is left of a hall that could not be made, so that it can be made where there is room. */
static void
test_making (Bench *self, gconstpointer data)
{
  HallSetup setup = { .sample = TRUE, .practice = TRUE, .without_passwords = TRUE };
  gboolean untouched = FALSE;
  guint cases = 0;

  for (gint64 at = 1; !untouched; at += 7, cases++) {
    g_autofree char *what = g_strdup_printf ("making, write %d", (int)at);
    g_autoptr (GError) error = NULL;
    g_autoptr (GVariant) made = NULL;

    remove_hall (self->address);
    hall_disk_forget ();
    hall_disk_arm (HALL_DISK_FULL, at, TRUE);
    made = hall_engine_create (self->address, &setup, self->hall->clock, &error);
    untouched = hall_disk_counts ().strikes == 0;
    hall_disk_arm (HALL_DISK_SOUND, 0, FALSE);
    if (made == NULL) {
      check_error (error, what);
      g_assert_false (g_file_test (self->address, G_FILE_TEST_EXISTS));
    }
    g_assert_true (made != NULL || !untouched);
  }
  g_test_message ("%u cases", cases);
}

int
main (int argc, char *argv[])
{
  static const Sweep sweeps[] = {
    { HALL_DISK_IO_ERROR, FALSE, 1 },
    { HALL_DISK_IO_ERROR, TRUE, 2 },
    { HALL_DISK_FULL, FALSE, 1 },
    { HALL_DISK_FULL, TRUE, 1 },
  };
  static const char *const names[] = { "error-once", "error-for-good", "full-once", "full-for-good" };

  g_test_init (&argc, &argv, NULL);
  hall_disk_install (FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (sweeps); i++) {
    g_autofree char *path = g_strconcat ("/faults/disk/", names[i], NULL);

    g_test_add (path, Bench, &sweeps[i], bench_set_up, test_sweep, bench_tear_down);
  }
  g_test_add ("/faults/disk/power-cut", Bench, NULL, bench_set_up, test_power_cut, bench_tear_down);
  g_test_add ("/faults/disk/power-cut-bites", Bench, NULL, bench_set_up, test_power_cut_bites,
              bench_tear_down);
  g_test_add ("/faults/disk/full", Bench, NULL, bench_set_up, test_full_disk, bench_tear_down);
  g_test_add ("/faults/disk/making-a-hall", Bench, NULL, bench_set_up, test_making, bench_tear_down);
  return g_test_run ();
}
