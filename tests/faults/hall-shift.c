/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-shift.h"

#include <signal.h>

#include "hall-engine.h"
#include "hall-time.h"

#define PATIENCE_US (90 * G_USEC_PER_SEC) /* without any answer from anybody */

/* What the counters serve, again and again: lines of their own and lines that share queues. */
static const char *const lines[] = { "A", "A,B", "B", "C", "A,B,C", "D", "A", "B,D" };

/* One PC: a process that says what it was answered. */
typedef struct {
  HallShift *shift;
  GSubprocess *process;
  GDataInputStream *said;
  char **argv;
  gboolean heard; /* since hall_shift_wait_for_all() began */
  gboolean ended;
  gboolean killed;
} Pc;

static void
pc_free (gpointer data)
{
  Pc *pc = data;

  g_clear_object (&pc->process);
  g_clear_object (&pc->said);
  g_strfreev (pc->argv);
  g_free (pc);
}

static void must (HallEngine *engine, const char *staff, const char *name, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

static void
must (HallEngine *engine, const char *staff, const char *name, const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GVariant) args = NULL;
  g_autoptr (HallCommand) command = NULL;
  g_autoptr (GVariant) answer = NULL;
  va_list list;

  va_start (list, format);
  text = g_strdup_vprintf (format, list);
  va_end (list);
  args = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, &error);
  g_assert_no_error (error);
  command = hall_command_new (name, args, staff, 0, NULL, NULL);
  answer = hall_engine_do (engine, command, &error);
  g_assert_no_error (error);
}

static char *
staff_of (int nth)
{
  return g_strdup_printf ("G%d", 101 + nth);
}

/* The hall as it is before work: all counters open at nine in the morning. */
static void
furnish (HallShift *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) zone = hall_time_zone ("Asia/Shanghai");
  HallSetup setup = { .sample = TRUE, .practice = TRUE, .without_passwords = TRUE };
  g_autoptr (HallClock) clock = NULL;
  g_autoptr (GVariant) made = NULL;
  g_autoptr (HallEngine) engine = NULL;
  gint64 nine;

  hall_time_parse (zone, "2026-11-20T09:00:00", &nine, &error);
  g_assert_no_error (error);
  clock = hall_clock_new_virtual (nine);
  made = hall_engine_create (self->address, &setup, clock, &error);
  g_assert_no_error (error);
  engine = hall_engine_open (self->address, clock, &error);
  g_assert_no_error (error);
  for (int i = 0; i < self->counters; i++) {
    g_autofree char *staff = staff_of (i);

    must (engine, "A01", "add-staff",
          "{'number': <'%s'>, 'name': <'赵六'>, 'roles': <'clerk'>, 'cash_right': <true>}", staff);
    must (engine, "A01", "set-counter", "{'number': <int64 %d>, 'categories': <'%s'>}", i + 1,
          lines[i % G_N_ELEMENTS (lines)]);
    must (engine, staff, "open-counter", "{'counter': <int64 %d>, 'float_fen': <int64 50000>}", i + 1);
  }
  hall_engine_set_practice_time (engine, nine, &error);
  g_assert_no_error (error);
}

/**
 * hall_shift_new:
 * @cluster: a server
 * @database: the name of a database that is not there yet
 * @counters: how many
 *
 * Returns: (transfer full): a hall in which nobody works yet
 */
HallShift *
hall_shift_new (HallCluster *cluster, const char *database, int counters)
{
  HallShift *self = g_new0 (HallShift, 1);
  g_autofree char *create = g_strdup_printf ("CREATE DATABASE %s TEMPLATE template0", database);
  g_autofree char *created = hall_cluster_ask (cluster, "postgres", create);

  self->cluster = cluster;
  self->database = g_strdup (database);
  self->address = hall_cluster_address (cluster->port, database);
  self->reached_by = g_strdup (self->address);
  self->counters = counters;
  self->answered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->waits = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->pcs = g_ptr_array_new_with_free_func (pc_free);
  furnish (self);
  self->before = hall_cluster_ask_int (cluster, database, "SELECT count (*) FROM journal");
  return self;
}

void
hall_shift_free (HallShift *self)
{
  g_ptr_array_unref (self->pcs);
  g_hash_table_unref (self->answered);
  g_array_unref (self->waits);
  g_free (self->database);
  g_free (self->address);
  g_free (self->reached_by);
  g_free (self);
}

/* PCs that start from now on reach the hall by @address. */
void
hall_shift_reach_by (HallShift *self, const char *address)
{
  g_free (self->reached_by);
  self->reached_by = g_strdup (address);
}

/* The hall is at another server by now: what is checked is there. */
void
hall_shift_move (HallShift *self, HallCluster *cluster)
{
  self->cluster = cluster;
  g_free (self->address);
  self->address = hall_cluster_address (cluster->port, self->database);
}

static void listen_to (Pc *pc);

/* "done REQUEST NUMBER MICROSECONDS TRIES" */
static void
take_answer (HallShift *self, char **words)
{
  gint64 wait;

  g_assert_cmpuint (g_strv_length (words), ==, 5);
  wait = g_ascii_strtoll (words[3], NULL, 10);
  g_array_append_val (self->waits, wait);
  self->again += !g_str_equal (words[4], "1");
  /* Nobody else was answered with this one. */
  g_assert_true (g_hash_table_insert (self->answered, g_strdup (words[1]), g_strdup (words[2])));
}

static void
heard_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Pc *pc = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL,
                                                                &error);
  g_auto (GStrv) words = line != NULL ? g_strsplit (line, " ", -1) : NULL;

  g_assert_no_error (error);
  if (line == NULL) {
    if (!pc->killed)
      g_error ("%s %s stopped working", pc->argv[2], pc->argv[3]);
    pc->ended = TRUE;
    return;
  }
  if (g_str_equal (words[0], "end")) {
    pc->ended = TRUE;
    return;
  }
  pc->heard = TRUE;
  if (g_str_equal (words[0], "look"))
    pc->shift->looks++;
  else
    take_answer (pc->shift, words);
  listen_to (pc);
}

static void
listen_to (Pc *pc)
{
  g_data_input_stream_read_line_async (pc->said, G_PRIORITY_DEFAULT, NULL, heard_cb, pc);
}

static void
launch (Pc *pc)
{
  g_autoptr (GError) error = NULL;

  pc->ended = pc->killed = FALSE;
  pc->process = g_subprocess_newv ((const char *const *)pc->argv,
                                   G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  pc->said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (pc->process));
  listen_to (pc);
}

/**
 * hall_shift_start:
 * @self: a shift
 * @role: clerk, caller, kiosk, printer or board, see hall-pc.c
 * @nth: which of them, from 0: the clerk of counter @nth + 1
 * @count: how many numbers a printer gives out
 */
void
hall_shift_start (HallShift *self, const char *role, int nth, gint64 count)
{
  Pc *pc = g_new0 (Pc, 1);
  gboolean of_staff = g_str_equal (role, "clerk") || g_str_equal (role, "caller");
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "faults", "hall-pc", NULL);
  g_autofree char *name = of_staff ? staff_of (nth) : g_strdup_printf ("%s-%d", role, nth + 1);
  g_autofree char *number = g_strdup_printf (
      "%" G_GINT64_FORMAT, g_str_equal (role, "printer") ? count : (gint64)(nth % self->counters + 1));
  g_autofree char *seed = g_strdup_printf ("%u", self->pcs->len + 1);
  const char *const argv[] = { program, self->reached_by, role, name, number, seed, NULL };

  pc->shift = self;
  pc->argv = g_strdupv ((char **)argv);
  g_ptr_array_add (self->pcs, pc);
  launch (pc);
}

static gboolean G_GNUC_NORETURN
too_long_cb (gpointer data)
{
  g_error ("nobody has been answered for %d s", (int)(PATIENCE_US / G_USEC_PER_SEC));
}

/* One turn of listening that is bounded. */
static void
listen_once (void)
{
  guint guard = g_timeout_add ((guint)(PATIENCE_US / 1000), too_long_cb, NULL);

  g_main_context_iteration (NULL, TRUE);
  g_source_remove (guard);
}

/**
 * hall_shift_work:
 * @self: a shift
 * @answers: how many commands must have been answered since it began
 *
 * Listens until then.
 */
void
hall_shift_work (HallShift *self, gint64 answers)
{
  while (g_hash_table_size (self->answered) < answers)
    listen_once ();
}

/**
 * hall_shift_wait_for_all:
 * @self: a shift
 *
 * Listens until each PC was answered once more.
 *
 * Returns: how long that took, µs
 */
gint64
hall_shift_wait_for_all (HallShift *self)
{
  gint64 began = g_get_monotonic_time ();
  guint left;

  for (guint i = 0; i < self->pcs->len; i++)
    ((Pc *)self->pcs->pdata[i])->heard = FALSE;
  for (;;) {
    left = 0;
    for (guint i = 0; i < self->pcs->len; i++)
      left += !((Pc *)self->pcs->pdata[i])->heard && !((Pc *)self->pcs->pdata[i])->ended;
    if (left == 0)
      return g_get_monotonic_time () - began;
    listen_once ();
  }
}

/**
 * hall_shift_kill:
 * @self: a shift
 * @nth: which PC, in the order in which they were started
 *
 * Kills its process and starts it again, as somebody does whose program has gone.
 */
void
hall_shift_kill (HallShift *self, int nth)
{
  Pc *pc = self->pcs->pdata[nth];

  pc->killed = TRUE;
  g_subprocess_send_signal (pc->process, SIGKILL);
  while (!pc->ended)
    listen_once ();
  self->killed++;
  g_clear_object (&pc->process);
  g_clear_object (&pc->said);
  /* Only who takes the place of somebody killed may be surprised by what that one did last. */
  g_setenv ("HALL_PC_REPLACES", "1", TRUE);
  launch (pc);
  g_unsetenv ("HALL_PC_REPLACES");
}

/**
 * hall_shift_end:
 * @self: a shift
 *
 * Sends everybody home after what they are doing; each must end well.
 */
void
hall_shift_end (HallShift *self)
{
  for (guint i = 0; i < self->pcs->len; i++) {
    Pc *pc = self->pcs->pdata[i];

    g_output_stream_close (g_subprocess_get_stdin_pipe (pc->process), NULL, NULL);
  }
  for (guint i = 0; i < self->pcs->len; i++) {
    Pc *pc = self->pcs->pdata[i];
    g_autoptr (GError) error = NULL;

    while (!pc->ended)
      listen_once ();
    g_subprocess_wait_check (pc->process, NULL, &error);
    g_assert_no_error (error);
  }
}

/**
 * hall_shift_check:
 * @self: a shift that has ended
 * @what: said when something is wrong
 *
 * Holds what was answered against the hall: all of it is there as it was answered, nothing is there that
 * nobody was told, and the journal played back on a plain model gives the same tickets, calls and receipts in
 * the same order.
 *
 * Returns: (transfer full): the model
 */
HallModel *
hall_shift_check (HallShift *self, const char *what)
{
  HallModel *model = hall_model_check (self->address, what);
  gint64 untold = model->commands - self->before - g_hash_table_size (self->answered);
  GHashTableIter iter;
  gpointer request;
  gpointer number;

  g_hash_table_iter_init (&iter, self->answered);
  while (g_hash_table_iter_next (&iter, &request, &number)) {
    const char *known = g_hash_table_lookup (model->answers, request);

    if (known == NULL)
      g_error ("%s: %s was answered with %s and is lost", what, (char *)request, (char *)number);
    g_assert_cmpstr (*known != '\0' ? known : "-", ==, number);
  }
  /* Who was killed could not say whether the last command was answered. */
  g_assert_cmpint (untold, >=, 0);
  g_assert_cmpint (untold, <=, self->killed);
  return model;
}

static int
compare_waits (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a;
  gint64 y = *(const gint64 *)b;

  return x < y ? -1 : x > y;
}

/**
 * hall_shift_report:
 * @self: a shift
 * @what: what it was
 * @elapsed_us: how long it took
 *
 * Says in the test's output how many were answered and how fast.
 */
void
hall_shift_report (HallShift *self, const char *what, gint64 elapsed_us)
{
  guint n = self->waits->len;

  g_assert_cmpuint (n, >, 0);
  g_array_sort (self->waits, compare_waits);
  g_test_message ("%s: %u commands in %.1f s, %.0f a second; answered in %.1f ms (median), %.1f ms (99 %%),"
                  " %.0f ms (longest); %d asked again, %d looks of boards",
                  what, n, (double)elapsed_us / G_USEC_PER_SEC, n / ((double)elapsed_us / G_USEC_PER_SEC),
                  (double)g_array_index (self->waits, gint64, n / 2) / 1000,
                  (double)g_array_index (self->waits, gint64, n * 99 / 100) / 1000,
                  (double)g_array_index (self->waits, gint64, n - 1) / 1000, (int)self->again,
                  (int)self->looks);
}
