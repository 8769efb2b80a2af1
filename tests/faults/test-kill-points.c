/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A process ends at each moment of each command of a visit. Before the commit nothing has happened; from the
 * commit on all of it has, and whoever asks again with the same request id gets the answer and no second
 * effect. */

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hall-engine-private.h"
#include "hall-fixture.h"
#include "hall-model.h"
#include "hall-place.h"
#include "hall-test.h"

/* Moments before the commit, and those after it. */
static const char *const before_commit[] = { "asked", "begun", "number taken", "changed", "written down" };
static const char *const after_commit[] = { "committed", "rung" };
/* On a server the bell rings with the commit. */
#define N_AFTER_COMMIT (hall_place_is_server () ? 1 : G_N_ELEMENTS (after_commit))

typedef struct {
  const char *name;
  const char *args;  /* (nullable) */
  const char *staff; /* (nullable): the kiosk */
  gboolean numbered; /* whether it takes a number from a series */
} Step;

/* One visit with money, a hold, a transfer and a no-show, and the papers' way. An id is written @TABLE@, the
 * first there: where a server keeps count what was undone leaves a gap. */
static const Step steps[] = {
  { "set-printer", "{'station': <'kiosk'>, 'printer': <'Kiosk'>}", "A01" },
  { "set-printer", "{'counter': <int64 3>, 'printer': <'Counter3'>}", "A01" },
  { "test-printer", "{'counter': <int64 3>}", "G05" },
  { "open-counter", "{'counter': <int64 3>, 'float_fen': <int64 50000>}", "G05" },
  { "take-ticket", "{'category': <'A'>}", NULL, TRUE },
  { "take-ticket", "{'category': <'A'>, 'priority': <'elder'>}", NULL, TRUE },
  { "call-next", NULL, "G05" },
  { "start", NULL, "G05" },
  { "hold", "{'reason': <'fetches a paper at home'>}", "G05" },
  { "call-next", NULL, "G05" },
  { "start", NULL, "G05" },
  { "charge",
    "{'payer': <'李建国'>, 'lines': <[<{'item': <'2026-2027采暖季热费'>, 'amount_fen': <int64 128650>}>]>}",
    "G05" },
  { "call-received", "{'charge': <int64 @charge@>, 'received_fen': <int64 130000>}", "G05" },
  { "call-change", "{'charge': <int64 @charge@>}", "G05", TRUE },
  { "file-paper", "{'document': <int64 @document@>, 'pdf': <b'%PDF-1.7'>}", NULL },
  { "track-job", "{'job': <int64 @outbox@>, 'state': <'done'>}", NULL },
  { "void",
    "{'receipt': <'CD03-20261120-0001'>, 'cause': <'amount'>, 'reason': <'the amount was mistyped'>,"
    " 'original_taken_back': <true>}",
    "G05" },
  { "approve", "{'request': <int64 @request@>}", "L02", TRUE },
  { "finish", NULL, "G05" },
  { "deposit", "{'amount_fen': <int64 10000>, 'reason': <'to the bank at noon'>}", "G05" },
  { "unhold", "{'ticket': <'A001'>}", "G05" },
  { "finish", NULL, "G05" },
  { "close-counter", NULL, "G05" },
  { "close-day", NULL, "L02" },
};

static const char *wanted;

static void
end_here (const char *moment)
{
  if (g_str_equal (moment, wanted))
    kill (getpid (), SIGKILL);
}

static char *
fill_in (HallFixture *hall, const char *args)
{
  g_auto (GStrv) parts = g_strsplit (args, "@", 3);
  g_autofree char *sql = NULL;
  g_autofree char *id = NULL;

  if (parts[1] == NULL)
    return g_strdup (args);
  sql = g_strdup_printf ("SELECT min (id) FROM %s", parts[1]);
  id = hall_fixture_sql (hall, sql);
  return g_strconcat (parts[0], id, parts[2], NULL);
}

static HallCommand *
command_of (HallFixture *hall, const Step *step, const char *request)
{
  g_autoptr (GVariant) args = NULL;
  g_autoptr (GError) error = NULL;

  if (step->args != NULL) {
    g_autofree char *filled = fill_in (hall, step->args);

    args = g_variant_parse (G_VARIANT_TYPE_VARDICT, filled, NULL, NULL, &error);
    g_assert_no_error (error);
  }
  return hall_command_new (step->name, args, step->staff, 0, step->staff == NULL ? "kiosk" : NULL, request);
}

/* The command in a process of its own that ends at @moment. */
static void
try_and_end (HallFixture *hall, const HallCommand *command, const char *moment)
{
  pid_t pid = fork ();
  int status;

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0) {
    HallEngine *engine = hall_engine_open (hall->address, hall->clock, NULL);
    GError *error = NULL;

    wanted = moment;
    hall_engine_fault_hook = end_here;
    hall_engine_do (engine, command, &error);
    g_printerr ("# %s never came to “%s”: %s\n", command->name, moment,
                error != NULL ? error->message : "it was answered");
    _exit (1);
  }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}

static void
try_before (HallFixture *hall, const HallCommand *command, const char *moment)
{
  g_autofree char *what = g_strdup_printf ("%s, %s", command->name, moment);
  g_autofree char *before = hall_model_dump (hall->address);
  g_autofree char *after = NULL;
  g_autoptr (HallModel) model = NULL;

  try_and_end (hall, command, moment);
  model = hall_model_check (hall->address, what);
  g_assert_false (g_hash_table_contains (model->answers, command->request_id));
  after = hall_model_dump (hall->address);
  g_assert_cmpstr (after, ==, before);
}

static void
try_after (HallFixture *hall, const HallCommand *command, const char *moment)
{
  g_autofree char *what = g_strdup_printf ("%s, %s", command->name, moment);
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;
  g_autoptr (HallModel) model = NULL;
  g_autoptr (HallEngine) engine = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  try_and_end (hall, command, moment);
  model = hall_model_check (hall->address, what);
  g_assert_true (g_hash_table_contains (model->answers, command->request_id));
  once = hall_model_dump (hall->address);

  engine = hall_engine_open (hall->address, hall->clock, &error);
  g_assert_no_error (error);
  answer = hall_engine_do (engine, command, &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer);
  twice = hall_model_dump (hall->address);
  g_assert_cmpstr (twice, ==, once);
}

static void
test_kill_points (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  guint ends = 0;

  /* A connection does not outlive a fork. */
  g_clear_object (&hall->engine);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autofree char *request = g_strdup_printf ("request-%02d", (int)i);
    g_autoptr (HallCommand) command = command_of (hall, &steps[i], request);

    for (gsize j = 0; j < G_N_ELEMENTS (before_commit); j++) {
      if (g_str_equal (before_commit[j], "number taken") && !steps[i].numbered)
        continue;
      try_before (hall, command, before_commit[j]);
      ends++;
    }
    try_after (hall, command, after_commit[i % N_AFTER_COMMIT]);
    ends++;
  }
  g_test_message ("%u ends in %u commands", ends, (guint)G_N_ELEMENTS (steps));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/kill-points/every-moment-of-every-command", test_kill_points);
  return g_test_run ();
}
