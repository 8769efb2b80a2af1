/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fifty PCs in one hall, as fast as they can: sixteen clerks and four kiosks work, thirty boards look, and
 * meanwhile the server is stopped as by a power cut and connections are ended. No number twice, none lost,
 * none out of its turn.
 *
 * HALL_HAMMER_OPERATIONS is how many commands; with all its faults, however few they are. */

#include <signal.h>

#include "hall-shift.h"
#include "hall-test.h"

#define CLERKS 16
#define KIOSKS 4
#define BOARDS 30
#define OPERATIONS 8000 /* in a run of all suites; the whole of it is 100,000 */
#define STOPS 10
#define ENDED 200
#define PROCESSES_A_STOP 1 /* killed, besides */

static gint64
get_operations (void)
{
  const char *text = g_getenv ("HALL_HAMMER_OPERATIONS");
  gint64 operations = text != NULL ? g_ascii_strtoll (text, NULL, 10) : OPERATIONS;

  g_assert_cmpint (operations, >=, STOPS * ENDED);
  return operations;
}

static void
staff (HallShift *shift)
{
  for (int i = 0; i < CLERKS; i++)
    hall_shift_start (shift, "clerk", i, 0);
  for (int i = 0; i < KIOSKS; i++)
    hall_shift_start (shift, "kiosk", i, 0);
  for (int i = 0; i < BOARDS; i++)
    hall_shift_start (shift, "board", i, 0);
  hall_shift_wait_for_all (shift);
}

/* One connection is ended, each time somewhere else and at another moment. */
static int
end_some (HallShift *shift, gint64 from, gint64 to, GRand *chance)
{
  const int times = ENDED / STOPS;
  int ended = 0;

  for (int i = 1; i <= times; i++) {
    hall_shift_work (shift, from + (to - from) * i / (times + 1));
    ended += hall_cluster_kill_one (shift->cluster, shift->database, chance);
  }
  hall_shift_work (shift, to);
  return ended;
}

static void
check_what_is_left (HallShift *shift, HallModel *model)
{
  g_autofree char *orphans = hall_cluster_ask (shift->cluster, shift->database,
                                               "SELECT count (*) FROM pg_locks WHERE locktype = 'advisory'");

  g_test_message ("%d tickets, %d calls in their turn, %d receipts, %d lines of the journal",
                  (int)model->tickets, (int)model->calls, (int)model->receipts, (int)model->commands);
  g_assert_cmpstr (orphans, ==, "0");
  g_assert_cmpint (model->calls, >, g_hash_table_size (shift->answered) / 6);
  g_assert_cmpint (model->tickets, >=, model->calls);
  g_assert_cmpint (model->receipts, >, g_hash_table_size (shift->answered) / 100);
}

static void
test_fifty_pcs (void)
{
  g_autoptr (HallCluster) cluster = hall_cluster_new ();
  g_autoptr (HallShift) shift = hall_shift_new (cluster, "fifty", CLERKS);
  g_autoptr (GRand) chance = g_rand_new_with_seed (20261120);
  g_autoptr (HallModel) model = NULL;
  gint64 operations = get_operations ();
  gint64 away = 0;
  gint64 began;
  int ended = 0;

  HALL_PROVES ("004-31");

  staff (shift);
  began = g_get_monotonic_time ();
  for (int i = 0; i < STOPS; i++) {
    gint64 stopped;

    ended += end_some (shift, operations * i / STOPS, operations * (i + 1) / STOPS, chance);
    for (int n = 0; n < PROCESSES_A_STOP; n++)
      hall_shift_kill (shift, g_rand_int_range (chance, 0, CLERKS + KIOSKS));
    stopped = g_get_monotonic_time ();
    hall_cluster_stop (cluster, SIGQUIT);
    hall_cluster_start (cluster);
    away += g_get_monotonic_time () - stopped;
    hall_shift_wait_for_all (shift);
  }
  hall_shift_end (shift);
  hall_shift_report (shift, "fifty PCs", g_get_monotonic_time () - began);
  g_test_message ("%d connections ended, %d processes killed, %d stops of the server, away for %.1f s in all",
                  ended, (int)shift->killed, STOPS, (double)away / G_USEC_PER_SEC);
  g_assert_cmpint (ended, >, ENDED * 95 / 100);
  g_assert_cmpint (shift->looks, >, BOARDS * STOPS);

  began = g_get_monotonic_time ();
  model = hall_shift_check (shift, "fifty PCs");
  g_test_message ("checked in %.1f s", (double)(g_get_monotonic_time () - began) / G_USEC_PER_SEC);
  check_what_is_left (shift, model);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!hall_cluster_is_possible ()) {
    g_print ("1..0 # SKIP there is no PostgreSQL server here\n");
    return 0;
  }
  g_test_add_func ("/faults/fifty-pcs", test_fifty_pcs);
  return g_test_run ();
}
