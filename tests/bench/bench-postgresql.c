/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A hall on PostgreSQL with everything synced: visits in a closed loop beside pgbench in the same run, and
 * how long until a call at one PC is heard at another beside a bare NOTIFY.
 *
 *   bench-postgresql                   measure, on a server of its own
 *   bench-postgresql call ADDRESS      the other PC: calls, says when it asked
 *   bench-postgresql notify ADDRESS    the other PC: only notifies */

#include <glib-unix.h>
#include <glib/gstdio.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

#include "hall-fixture.h"
#include "hall-listener.h"
#include "hall-place.h"
#include "hall-proxy.h"
#include "hall-test-server.h"

#define SECONDS 6
#define MOST_CLERKS 32
#define LANES 4    /* the categories of the sample hall; each counter serves one */
#define WAITING 40 /* in each, all the time */
#define CALLS 100
#define PAUSE_US 50000
#define DELAY_MS 10

typedef struct {
  HallFixture *hall;
  char *raw; /* a copy of it, for pgbench */
} Bench;

static HallTestServer *server;

/* --- The clerks --- */

typedef struct {
  const char *address;
  int number; /* of the counter */
  GArray *times;
} Clerk;

static gint go; /* atomic: 1 while they work, 2 when they stop */

static void
ask (HallEngine *engine, int clerk, const char *name, const char *args)
{
  g_autofree char *staff = clerk > 0 ? g_strdup_printf ("S%02d", clerk) : NULL;
  g_autoptr (GVariant) parsed = args != NULL ? g_variant_ref_sink (g_variant_new_parsed (args)) : NULL;
  g_autoptr (HallCommand) command = hall_command_new (name, parsed, staff, clerk, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = hall_engine_do (engine, command, &error);

  g_assert_no_error (error);
}

static void
take (HallEngine *engine, int clerk)
{
  g_autofree char *station = g_strdup_printf ("kiosk-%d", clerk);
  g_autofree char *args = g_strdup_printf ("{'category': <'%c'>}", 'A' + (clerk - 1) % LANES);
  g_autoptr (GVariant) parsed = g_variant_ref_sink (g_variant_new_parsed (args));
  g_autoptr (HallCommand) command = hall_command_new ("take-ticket", parsed, NULL, 0, station, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = hall_engine_do (engine, command, &error);

  g_assert_no_error (error);
}

static gpointer
work (gpointer data)
{
  Clerk *self = data;
  g_autoptr (HallClock) clock = hall_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEngine) engine = hall_engine_open (self->address, clock, &error);

  g_assert_no_error (error);
  while (g_atomic_int_get (&go) == 0)
    g_usleep (1000);
  while (g_atomic_int_get (&go) == 1) {
    gint64 began = g_get_monotonic_time ();
    gint64 passed;

    take (engine, self->number);
    ask (engine, self->number, "call-next", NULL);
    ask (engine, self->number, "start", NULL);
    ask (engine, self->number, "finish", NULL);
    passed = g_get_monotonic_time () - began;
    g_array_append_val (self->times, passed);
  }
  return NULL;
}

/* Returns: (transfer full): how long each visit took, µs */
static GArray *
run_ours (Bench *bench, int clerks)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree Clerk *clerk = g_new0 (Clerk, clerks);
  g_autofree GThread **threads = g_new0 (GThread *, clerks);

  go = 0;
  for (int i = 0; i < clerks; i++) {
    clerk[i] = (Clerk){ bench->hall->address, i + 1, g_array_new (FALSE, FALSE, sizeof (gint64)) };
    threads[i] = g_thread_new ("clerk", work, &clerk[i]);
  }
  g_usleep (G_USEC_PER_SEC); /* they connect */
  g_atomic_int_set (&go, 1);
  g_usleep (SECONDS * G_USEC_PER_SEC);
  g_atomic_int_set (&go, 2);
  for (int i = 0; i < clerks; i++) {
    g_thread_join (threads[i]);
    g_array_append_vals (all, clerk[i].times->data, clerk[i].times->len);
    g_array_unref (clerk[i].times);
  }
  return all;
}

/* --- pgbench --- */

static void
read_log (const char *path, GArray *times)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL && **line != '\0'; line++) {
    g_auto (GStrv) fields = g_strsplit (*line, " ", 4);
    gint64 took;

    g_assert (g_strv_length (fields) == 4);
    took = g_ascii_strtoll (fields[2], NULL, 10);
    g_array_append_val (times, took);
  }
  g_unlink (path);
}

/* Returns: (transfer full): how long each visit took, µs */
static GArray *
run_pgbench (Bench *bench, const char *script, int clerks)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = g_dir_make_tmp ("halldesk-XXXXXX", &error);
  g_autofree char *prefix = g_build_filename (dir, "log", NULL);
  g_autofree char *file = g_strdup_printf ("%s/%s.sql", PGBENCH_DIR, script);
  g_autofree char *port = g_strdup_printf ("%d", hall_test_server_get_port (server));
  g_autofree char *clients = g_strdup_printf ("%d", clerks);
  g_autofree char *seconds = g_strdup_printf ("%d", SECONDS);
  g_autofree char *said = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDir) logs = NULL;
  const char *name;

  g_assert_no_error (error);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error,
                              "pgbench", "-n", "-M", "prepared", "-c", clients, "-j", clerks > 1 ? "2" : "1",
                              "-T", seconds, "-l", "--log-prefix", prefix, "-f", file, "-h", "127.0.0.1",
                              "-p", port, "-U", "postgres", strrchr (bench->raw, '/') + 1, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (process))
    g_error ("pgbench: %s", said);
  logs = g_dir_open (dir, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (logs)) != NULL) {
    g_autofree char *path = g_build_filename (dir, name, NULL);

    read_log (path, times);
  }
  g_rmdir (dir);
  return times;
}

static void
print_row (int clerks, GArray *ours, GArray *statements, GArray *floor)
{
  GArray *const runs[] = { ours, statements, floor };
  double rate[3];
  double late[3];

  for (int i = 0; i < 3; i++) {
    rate[i] = (double)runs[i]->len / SECONDS;
    late[i] = (double)hall_times_nth (runs[i], 99) / 1000;
  }
  printf ("%7d   %6.2f %6.2f   %8.0f %8.0f %8.0f   %6.2f %6.2f   %8.2f %8.2f %8.2f\n", clerks,
          rate[0] / rate[1], rate[0] / rate[2], rate[0], rate[1], rate[2], late[0] / late[1],
          late[0] / late[2], late[0], late[1], late[2]);
  fflush (stdout);
}

static void
measure_visits (Bench *bench)
{
  static const int clerks[] = { 1, 8, MOST_CLERKS };

  printf ("Visits on PostgreSQL (take-ticket, call-next, start, finish: four synced transactions) in a closed"
          " loop, beside pgbench\nwith the same statements one by one (1), and with one statement a command"
          " that checks nothing and keeps no order (2)\n"
          " clerks   visits/s to (1),(2)        ours      (1)      (2)   99%% to (1),(2)   99%% ms: ours"
          "      (1)      (2)\n");
  for (gsize i = 0; i < G_N_ELEMENTS (clerks); i++) {
    g_autoptr (GArray) ours = run_ours (bench, clerks[i]);
    g_autoptr (GArray) statements = run_pgbench (bench, "statements", clerks[i]);
    g_autoptr (GArray) floor = run_pgbench (bench, "floor", clerks[i]);

    print_row (clerks[i], ours, statements, floor);
  }
}

/* --- Another PC --- */

static PGconn *
connect_to (const char *address)
{
  PGconn *connection = PQconnectdb (address);

  if (PQstatus (connection) != CONNECTION_OK)
    g_error ("%s", PQerrorMessage (connection));
  return connection;
}

static void
run_sql (PGconn *connection, const char *sql)
{
  PGresult *result = PQexec (connection, sql);

  if (PQresultStatus (result) != PGRES_COMMAND_OK && PQresultStatus (result) != PGRES_TUPLES_OK)
    g_error ("%s: %s", sql, PQresultErrorMessage (result));
  PQclear (result);
}

typedef struct {
  HallListener listener;
  PGconn *connection;
} Ears;

static void
on_changed_cb (HallStore *store, guint topics, HallListener *listener)
{
  hall_listener_hear (listener);
}

static gboolean
on_notice_cb (int fd, GIOCondition condition, gpointer data)
{
  Ears *self = data;
  PGnotify *notice;

  g_assert (PQconsumeInput (self->connection));
  while ((notice = PQnotifies (self->connection)) != NULL) {
    hall_listener_hear (&self->listener);
    PQfreemem (notice);
  }
  return G_SOURCE_CONTINUE;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = hall_store_do_finish (HALL_STORE (source), result, &error);

  g_assert_no_error (error);
  *(gboolean *)data = TRUE;
}

static void
do_and_wait (HallStore *store, const char *name)
{
  g_autoptr (HallCommand) command = hall_command_new (name, NULL, "S01", 1, NULL, NULL);
  gboolean done = FALSE;

  hall_store_do_async (store, command, NULL, done_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

/* Calls the next, as a person would through a screen; then, unmeasured, makes room for the one after. */
static int
call (const char *address)
{
  HallFixture hall = { .address = (char *)address, .clock = hall_clock_new () };
  g_autoptr (HallStore) store = hall_fixture_open_store (&hall);

  for (int i = 0; i < CALLS; i++) {
    printf ("%" G_GINT64_FORMAT "\n", g_get_monotonic_time ());
    do_and_wait (store, "call-next");
    g_usleep (PAUSE_US);
    do_and_wait (store, "start");
    do_and_wait (store, "finish");
    g_usleep (PAUSE_US);
  }
  g_object_unref (hall.clock);
  return 0;
}

static int
notify (const char *address)
{
  PGconn *connection = connect_to (address);

  for (int i = 0; i < CALLS; i++) {
    printf ("%" G_GINT64_FORMAT "\n", g_get_monotonic_time ());
    run_sql (connection, "NOTIFY bench, '3'");
    g_usleep (PAUSE_US);
  }
  PQfinish (connection);
  return 0;
}

static void
measure_calls (Bench *bench, const char *program)
{
  Ears ears = { 0 };
  g_autoptr (GArray) heard = NULL;
  g_autoptr (GArray) bare = NULL;
  HallStore *store;
  guint watch;

  bench->hall->engine = hall_engine_open (bench->hall->address, bench->hall->clock, NULL);
  for (int i = 0; i < CALLS; i++)
    take (bench->hall->engine, 1);
  g_clear_object (&bench->hall->engine);
  store = hall_fixture_open_store (bench->hall);

  hall_listener_init (&ears.listener);
  g_signal_connect (store, "changed", G_CALLBACK (on_changed_cb), &ears.listener);
  heard = hall_listener_run (&ears.listener, program, "call", bench->hall->address);
  g_object_unref (store);

  ears.connection = connect_to (bench->hall->address);
  run_sql (ears.connection, "LISTEN bench");
  watch = g_unix_fd_add (PQsocket (ears.connection), G_IO_IN, on_notice_cb, &ears);
  bare = hall_listener_run (&ears.listener, program, "notify", bench->hall->address);
  g_source_remove (watch);
  PQfinish (ears.connection);
  g_assert_cmpuint (bare->len, >, 0);
  g_assert_cmpuint (heard->len, >, 0);
  printf ("A call at one PC heard at another: %.1f times a bare NOTIFY; median %.2f ms, 95%% %.2f ms"
          " (NOTIFY %.2f ms, %.2f ms); %u of %d heard\n",
          (double)hall_times_nth (heard, 50) / (double)hall_times_nth (bare, 50),
          (double)hall_times_nth (heard, 50) / 1000, (double)hall_times_nth (heard, 95) / 1000,
          (double)hall_times_nth (bare, 50) / 1000, (double)hall_times_nth (bare, 95) / 1000, heard->len,
          CALLS);
  hall_listener_clear (&ears.listener);
}

/* --- Round trips --- */

static void
measure_trips (Bench *bench)
{
  static const char *const commands[] = { "take-ticket", "call-next", "start", "finish" };
  g_autoptr (HallProxy) proxy = hall_proxy_new (hall_test_server_get_port (server));
  g_autofree char *address = g_strdup_printf ("postgresql://postgres@127.0.0.1:%d%s",
                                              hall_proxy_get_port (proxy),
                                              strrchr (bench->hall->address, '/'));
  g_autoptr (HallClock) clock = hall_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEngine) engine = hall_engine_open (address, clock, &error);

  g_assert_no_error (error);
  hall_proxy_set_delay (proxy, DELAY_MS);
  printf ("Over a network of %d ms there and back:", 2 * DELAY_MS);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    guint turns = hall_proxy_get_turns (proxy);
    gint64 began = g_get_monotonic_time ();

    if (i == 0)
      take (engine, 1);
    else
      ask (engine, 1, commands[i], NULL);
    printf ("%s %s %.0f ms (%u round trips)", i > 0 ? "," : "", commands[i],
            (double)(g_get_monotonic_time () - began) / 1000, hall_proxy_get_turns (proxy) - turns);
  }
  printf ("\n");
}

/* --- A hall of thirty-two counters --- */

static void
furnish (HallFixture *hall)
{
  for (int i = 1; i <= MOST_CLERKS; i++) {
    g_autofree char *staff = g_strdup_printf ("S%02d", i);

    hall_fixture_must (hall, "A01", 0, "set-counter",
                       "{'number': <int64 %d>, 'name': <'%d'>, 'categories': <'%c'>}", i, i,
                       'A' + (i - 1) % LANES);
    hall_fixture_must (hall, "A01", 0, "add-staff", "{'number': <'%s'>, 'name': <'%s'>, 'roles': <'clerk'>}",
                       staff, staff);
    hall_fixture_open (hall, staff, i);
  }
  for (int i = 0; i < LANES * WAITING; i++)
    take (hall->engine, i % LANES + 1);
}

/* Behind what the fixtures have to say to it in the end. */
static void
stop_server (void)
{
  g_clear_pointer (&server, hall_test_server_free);
}

static void
set_up (Bench *bench)
{
  static const char *const synced[] = { "fsync=on", "full_page_writes=on", "synchronous_commit=on",
                                        "shared_buffers=256MB", NULL };
  g_autoptr (GError) error = NULL;

  server = hall_test_server_new (synced, &error);
  g_assert_no_error (error);
  atexit (stop_server);
  g_setenv ("HALL_TEST_SERVER", hall_test_server_get_address (server), TRUE);
  bench->hall = hall_fixture_new ();
  furnish (bench->hall);
  hall_engine_set_practice_time (bench->hall->engine, hall_clock_now (bench->hall->clock), &error);
  g_assert_no_error (error);
  g_clear_object (&bench->hall->engine);
  bench->raw = hall_place_copy (bench->hall->address, bench->hall->dir, "raw.db");
}

int
main (int argc, char *argv[])
{
  Bench bench = { 0 };

  if (argc == 3 && g_str_equal (argv[1], "call"))
    return call (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "notify"))
    return notify (argv[2]);
  set_up (&bench);
  measure_visits (&bench);
  measure_calls (&bench, argv[0]);
  measure_trips (&bench);
  hall_place_free (bench.raw);
  hall_fixture_free (bench.hall);
  return 0;
}
