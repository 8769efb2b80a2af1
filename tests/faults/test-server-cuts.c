/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A server that is stopped as by a power cut, connections that are ended, PCs that are killed, a network that
 * is cut, while a hall works on it: each command happens exactly once, in order, and everybody goes on by
 * themselves. */

#include <signal.h>

#include "hall-proxy.h"
#include "hall-shift.h"
#include "hall-test.h"

#define STOPS 6
#define KILLS 200
#define CUTS 40
#define BACK_AT_WORK_US (5 * G_USEC_PER_SEC) /* after the server answers again */

static HallCluster *cluster;

static void
staff_shift (HallShift *shift, int kiosks, int boards)
{
  for (int i = 0; i < shift->counters; i++)
    hall_shift_start (shift, "clerk", i, 0);
  for (int i = 0; i < kiosks; i++)
    hall_shift_start (shift, "kiosk", i, 0);
  for (int i = 0; i < boards; i++)
    hall_shift_start (shift, "board", i, 0);
  hall_shift_wait_for_all (shift);
}

static void
finish (HallShift *shift, const char *what, gint64 began)
{
  gint64 elapsed = g_get_monotonic_time () - began;
  g_autoptr (HallModel) model = NULL;

  hall_shift_end (shift);
  hall_shift_report (shift, what, elapsed);
  model = hall_shift_check (shift, what);
  g_test_message ("%s: %d tickets, %d calls in their turn, %d receipts", what, (int)model->tickets,
                  (int)model->calls, (int)model->receipts);
  g_assert_cmpint (model->calls, >, 0);
  g_assert_cmpint (model->receipts, >, 0);
  /* Who was cut off left nothing locked behind. */
  g_assert_cmpint (hall_cluster_ask_int (shift->cluster, shift->database,
                                         "SELECT count (*) FROM pg_locks WHERE locktype = 'advisory'"),
                   ==, 0);
}

static void
test_stopped (void)
{
  g_autoptr (HallShift) shift = hall_shift_new (cluster, "stopped", 14);
  gint64 began = g_get_monotonic_time ();
  gint64 longest = 0;

  staff_shift (shift, 4, 2);
  for (int i = 0; i < STOPS; i++) {
    gint64 away;
    gint64 stopped;
    gint64 back;

    hall_shift_work (shift, g_hash_table_size (shift->answered) + 400);
    away = g_get_monotonic_time ();
    hall_cluster_stop (cluster, i == STOPS - 1 ? SIGINT : SIGQUIT); /* once politely, as for an update */
    stopped = g_get_monotonic_time ();
    hall_cluster_start (cluster);
    g_test_message ("stopped in %.2f s, started in %.2f s", (double)(stopped - away) / G_USEC_PER_SEC,
                    (double)(g_get_monotonic_time () - stopped) / G_USEC_PER_SEC);
    back = hall_shift_wait_for_all (shift);
    longest = MAX (longest, back);
  }
  g_test_message ("all twenty were at work again at most %.1f s after the server",
                  (double)longest / G_USEC_PER_SEC);
  g_assert_cmpint (longest, <, BACK_AT_WORK_US);
  finish (shift, "stopped and started", began);
  g_assert_cmpint (shift->again, >, STOPS); /* or they were not at work when it was stopped */
}

static void
test_killed (void)
{
  g_autoptr (HallShift) shift = hall_shift_new (cluster, "killed", 8);
  g_autoptr (GRand) chance = g_rand_new_with_seed (20261120);
  gint64 began = g_get_monotonic_time ();
  int ended = 0;

  staff_shift (shift, 2, 2);
  for (int i = 0; i < KILLS; i++) {
    hall_shift_work (shift, g_hash_table_size (shift->answered) + g_rand_int_range (chance, 1, 20));
    if (i % 10 == 9)
      hall_shift_kill (shift, g_rand_int_range (chance, 0, 10));
    else
      ended += hall_cluster_kill_one (cluster, "killed", chance);
  }
  hall_shift_wait_for_all (shift);
  finish (shift, "connections ended", began);
  g_test_message ("%d connections ended, %d processes killed", ended, (int)shift->killed);
  g_assert_cmpint (ended + shift->killed, >, KILLS * 95 / 100);
  g_assert_cmpint (shift->again, >, KILLS / 4);
}

static void
test_cut (void)
{
  g_autoptr (HallShift) shift = hall_shift_new (cluster, "cut", 8);
  g_autoptr (HallProxy) proxy = hall_proxy_new (cluster->port);
  g_autofree char *address = hall_cluster_address (hall_proxy_get_port (proxy), "cut");
  g_autoptr (GRand) chance = g_rand_new_with_seed (20261121);
  gint64 began = g_get_monotonic_time ();
  gint64 answered;

  hall_shift_reach_by (shift, address);
  staff_shift (shift, 2, 2);
  for (int i = 0; i < CUTS; i++) {
    hall_shift_work (shift, g_hash_table_size (shift->answered) + g_rand_int_range (chance, 1, 40));
    /* The server may not have heard of it yet when they are back. */
    hall_proxy_set_mode (proxy, HALL_PROXY_CUT);
    hall_proxy_set_mode (proxy, HALL_PROXY_PASS);
  }
  hall_shift_wait_for_all (shift);

  /* Longer than anybody waits; what was on its way arrives at the server when its sender has long given up.
   */
  answered = g_hash_table_size (shift->answered);
  hall_proxy_set_mode (proxy, HALL_PROXY_SILENT);
  g_usleep (7 * G_USEC_PER_SEC); /* the fault itself, not a wait for something */
  hall_proxy_set_mode (proxy, HALL_PROXY_PASS);
  g_assert_cmpint (hall_shift_wait_for_all (shift), <, BACK_AT_WORK_US);
  hall_shift_work (shift, answered + 100);
  finish (shift, "network cut", began);
  g_assert_cmpint (shift->again, >, CUTS);
}

/* So many PCs call from the same queues at the same moment. */
static void
call_at_once (gconstpointer data)
{
  int counters = GPOINTER_TO_INT (data);
  g_autofree char *name = g_strdup_printf ("at_once_%d", counters);
  g_autofree char *what = g_strdup_printf ("%d call at once", counters);
  g_autoptr (HallShift) shift = hall_shift_new (cluster, name, counters);
  g_autoptr (GRand) chance = g_rand_new_with_seed (20261122);
  g_autoptr (HallModel) model = NULL;
  const gint64 tickets = 600;
  gint64 began;

  for (int i = 0; i < 4; i++)
    hall_shift_start (shift, "printer", i, tickets / 4);
  hall_shift_work (shift, tickets);
  began = g_get_monotonic_time ();
  for (int i = 0; i < counters; i++)
    hall_shift_start (shift, "caller", i, 0);
  /* Each ticket is called, started and finished; some of the calls are torn off. */
  while (g_hash_table_size (shift->answered) < tickets * 4) {
    hall_shift_work (shift, MIN (tickets * 4, g_hash_table_size (shift->answered) + 60));
    hall_cluster_kill_one (cluster, name, chance);
  }
  hall_shift_end (shift);
  hall_shift_report (shift, what, g_get_monotonic_time () - began);
  model = hall_shift_check (shift, what);
  g_assert_cmpint (model->tickets, ==, tickets);
  g_assert_cmpint (model->calls, ==, tickets);
}

/* The control: a server whose locks hold nothing. What is tried above must find the disorder. */
static void
race (void)
{
  g_autoptr (HallShift) shift = hall_shift_new (cluster, "race", 8);
  g_autofree char *take_away = hall_cluster_ask (
      cluster, "race",
      "SET allow_system_table_mods = on;"
      "ALTER FUNCTION pg_catalog.pg_advisory_xact_lock (bigint) RENAME TO pg_advisory_lock_taken_away;"
      "CREATE FUNCTION pg_catalog.pg_advisory_xact_lock (bigint) RETURNS void LANGUAGE sql AS ''");
  g_autoptr (HallModel) model = NULL;

  g_setenv ("HALL_PC_RACES", "1", TRUE);
  for (int i = 0; i < 4; i++)
    hall_shift_start (shift, "printer", i, 300);
  for (int i = 0; i < 8; i++)
    hall_shift_start (shift, "caller", i, 0);
  hall_shift_work (shift, 3000);
  hall_shift_end (shift);
  model = hall_shift_check (shift, "without locks");
}

static void
test_race (void)
{
  g_autofree char *port = NULL;

  if (g_test_subprocess ()) {
    race ();
    return;
  }
  port = g_strdup_printf ("%d", cluster->port);
  g_setenv ("HALL_TEST_CUTS_PORT", port, TRUE); /* the other process is not to have a server of its own */
  g_test_trap_subprocess (NULL, 120 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*# without locks: *");
}

int
main (int argc, char *argv[])
{
  HallCluster of_the_other = { 0 };
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!hall_cluster_is_possible ()) {
    g_print ("1..0 # SKIP there is no PostgreSQL server here\n");
    return 0;
  }
  if (g_test_subprocess ()) {
    of_the_other.port = (int)g_ascii_strtoll (g_getenv ("HALL_TEST_CUTS_PORT"), NULL, 10);
    cluster = &of_the_other;
  } else {
    cluster = hall_cluster_new ();
  }
  g_test_add_func ("/faults/server/stopped", test_stopped);
  g_test_add_func ("/faults/server/two-hundred-ended", test_killed);
  g_test_add_func ("/faults/server/network-cut", test_cut);
  g_test_add_data_func ("/faults/server/two-call-at-once", GINT_TO_POINTER (2), call_at_once);
  g_test_add_data_func ("/faults/server/eight-call-at-once", GINT_TO_POINTER (8), call_at_once);
  g_test_add_data_func ("/faults/server/fifty-call-at-once", GINT_TO_POINTER (50), call_at_once);
  g_test_add_func ("/faults/server/without-locks", test_race);
  status = g_test_run ();
  if (cluster != &of_the_other)
    hall_cluster_free (cluster);
  return status;
}
