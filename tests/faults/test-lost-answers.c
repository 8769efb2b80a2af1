/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The answer to a COMMIT is lost on its way: nobody knows whether it happened. It did, and who asks again
 * with the same request id gets the same ticket or receipt, not a second one. */

#include "hall-engine-private.h"
#include "hall-proxy.h"
#include "hall-shift.h"
#include "hall-test.h"

#define TIMES 100
#define EACH_WAY_MS 20

static HallCluster *cluster;

typedef struct {
  HallShift *shift;
  HallProxy *proxy;
  HallClock *clock;
  HallEngine *engine; /* through the proxy */
} Desk;

static Desk *
desk_new (const char *database)
{
  Desk *self = g_new0 (Desk, 1);
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;

  self->shift = hall_shift_new (cluster, database, 1);
  self->proxy = hall_proxy_new (cluster->port);
  self->clock = hall_clock_new ();
  address = hall_cluster_address (hall_proxy_get_port (self->proxy), database);
  self->engine = hall_engine_open (address, self->clock, &error);
  g_assert_no_error (error);
  return self;
}

static void
desk_free (Desk *self)
{
  g_clear_object (&self->engine);
  g_clear_object (&self->clock);
  hall_proxy_free (self->proxy);
  hall_shift_free (self->shift);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

static HallCommand *
command_new (const char *name, const char *args)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) parsed = g_variant_parse (G_VARIANT_TYPE_VARDICT, args != NULL ? args : "{}", NULL,
                                                 NULL, &error);
  gboolean kiosk = g_str_equal (name, "take-ticket");

  g_assert_no_error (error);
  return hall_command_new (name, parsed, kiosk ? NULL : "G101", kiosk ? 0 : 1, kiosk ? "kiosk" : NULL, NULL);
}

static GVariant *
ask (Desk *self, const char *name, const char *args)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallCommand) command = command_new (name, args);
  GVariant *answer = hall_engine_do (self->engine, command, &error);

  g_assert_no_error (error);
  return answer;
}

static void
ask_and_drop (Desk *self, const char *name, const char *args)
{
  g_variant_unref (ask (self, name, args));
}

/* The command is carried out, its answer is lost, and it is asked again as the program does. */
static GVariant *
lose_and_ask_again (Desk *self, const char *name, const char *args)
{
  g_autoptr (HallCommand) command = command_new (name, args);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) again = NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM journal WHERE request = '%s'",
                                          command->request_id);
  guint swallowed = hall_proxy_get_swallowed (self->proxy);

  hall_proxy_swallow_commit (self->proxy);
  answer = hall_engine_do (self->engine, command, &error);
  g_assert_null (answer);
  g_assert_error (error, HALL_ERROR, HALL_ERROR_UNAVAILABLE);
  g_assert_true (hall_engine_is_lost (self->engine));
  g_clear_error (&error);
  /* It was the answer that was lost, not the command. */
  g_assert_cmpuint (hall_proxy_get_swallowed (self->proxy), ==, swallowed + 1);
  g_assert_cmpint (hall_cluster_ask_int (cluster, self->shift->database, sql), ==, 1);

  hall_engine_reconnect (self->engine, &error);
  g_assert_no_error (error);
  answer = hall_engine_do (self->engine, command, &error);
  g_assert_no_error (error);
  again = hall_engine_do (self->engine, command, &error);
  g_assert_no_error (error);
  g_assert_true (g_variant_equal (answer, again));
  g_assert_cmpint (hall_cluster_ask_int (cluster, self->shift->database, sql), ==, 1);
  return g_steal_pointer (&answer);
}

static void
check_number (GVariant *answer, const char *key, const char *prefix, int number)
{
  g_autofree char *expected = g_strdup_printf ("%s%0*d", prefix, *prefix == '-' ? 4 : 3, number);
  const char *label = NULL;

  g_assert_true (g_variant_lookup (answer, key, "&s", &label));
  g_assert_true (g_str_has_suffix (label, expected));
}

static void
serve_and_lose_the_receipt (Desk *self, int number)
{
  g_autoptr (GVariant) charge = NULL;
  g_autoptr (GVariant) receipt = NULL;
  g_autofree char *received = NULL;
  g_autofree char *change = NULL;
  gint64 id;

  ask_and_drop (self, "call-next", NULL);
  ask_and_drop (self, "start", NULL);
  charge = ask (self, "charge", "{'lines': <[<{'item': <'采暖费'>, 'amount_fen': <int64 128650>}>]>}");
  g_assert_true (g_variant_lookup (charge, "charge", "x", &id));
  received = g_strdup_printf ("{'charge': <int64 %d>, 'received_fen': <int64 130000>}", (int)id);
  change = g_strdup_printf ("{'charge': <int64 %d>}", (int)id);
  ask_and_drop (self, "call-received", received);
  receipt = lose_and_ask_again (self, "call-change", change);
  check_number (receipt, "receipt", "-", number);
  ask_and_drop (self, "finish", NULL);
}

static void
test_lost_answers (void)
{
  g_autoptr (Desk) desk = desk_new ("lost");
  g_autoptr (HallModel) model = NULL;

  for (int i = 0; i < TIMES / 2; i++) {
    g_autoptr (GVariant) ticket = lose_and_ask_again (desk, "take-ticket", "{'category': <'A'>}");

    check_number (ticket, "ticket", "A", i + 1);
    serve_and_lose_the_receipt (desk, i + 1);
  }
  model = hall_model_check (desk->shift->address, "lost answers");
  g_assert_cmpint (model->tickets, ==, TIMES / 2);
  g_assert_cmpint (model->calls, ==, TIMES / 2);
  g_assert_cmpint (model->receipts, ==, TIMES / 2);
}

/* The kiosk whose network goes silent in the middle of a command, on a thread of its own. */
static GThread *unlucky;
static HallProxy *unlucky_proxy;
static gint gone;

static void
go_silent (const char *moment)
{
  if (g_thread_self () == unlucky && g_str_equal (moment, "changed") && !g_atomic_int_get (&gone)) {
    hall_proxy_set_mode (unlucky_proxy, HALL_PROXY_SILENT);
    g_atomic_int_set (&gone, TRUE);
  }
}

static gpointer
ask_in_the_middle (gpointer data)
{
  Desk *self = data;
  g_autoptr (HallCommand) command = command_new ("take-ticket", "{'category': <'A'>}");
  g_autoptr (GError) error = NULL;
  GVariant *answer;

  unlucky = g_thread_self ();
  answer = hall_engine_do (self->engine, command, &error);
  g_assert_null (answer);
  g_assert_error (error, HALL_ERROR, HALL_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  hall_proxy_set_mode (self->proxy, HALL_PROXY_PASS);
  hall_engine_reconnect (self->engine, &error);
  g_assert_no_error (error);
  answer = hall_engine_do (self->engine, command, &error);
  g_assert_no_error (error);
  return answer;
}

/* A PC that has gone, and whose server does not know it, holds the others up for a moment only. */
static void
test_gone_in_the_middle (void)
{
  g_autoptr (Desk) desk = desk_new ("gone");
  g_autoptr (HallEngine) other = NULL;
  g_autoptr (HallCommand) command = command_new ("take-ticket", "{'category': <'A'>}");
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) late = NULL;
  g_autoptr (HallModel) model = NULL;
  GThread *thread;
  gint64 began = g_get_monotonic_time ();

  other = hall_engine_open (desk->shift->address, desk->clock, &error);
  g_assert_no_error (error);
  unlucky_proxy = desk->proxy;
  thread = g_thread_new ("unlucky", ask_in_the_middle, desk);
  while (!g_atomic_int_get (&gone)) {
    g_assert_cmpint (g_get_monotonic_time () - began, <, 30 * G_USEC_PER_SEC);
    g_usleep (1000);
  }
  began = g_get_monotonic_time ();
  answer = hall_engine_do (other, command, &error);
  g_assert_no_error (error);
  g_test_message ("the other waited for %.1f s", (double)(g_get_monotonic_time () - began) / G_USEC_PER_SEC);
  g_assert_cmpint (g_get_monotonic_time () - began, >, 500 * 1000); /* or nothing was locked */
  check_number (answer, "ticket", "A", 1);
  late = g_thread_join (thread);
  check_number (late, "ticket", "A", 2);
  model = hall_model_check (desk->shift->address, "gone in the middle");
  g_assert_cmpint (model->tickets, ==, 2);
}

static void
measure (Desk *self, const char *name, const char *args, guint at_most)
{
  gint64 trip_us = 2 * EACH_WAY_MS * 1000;
  gint64 began;
  gint64 elapsed;
  guint turns;

  hall_proxy_set_delay (self->proxy, EACH_WAY_MS);
  turns = hall_proxy_get_turns (self->proxy);
  began = g_get_monotonic_time ();
  ask_and_drop (self, name, args);
  elapsed = g_get_monotonic_time () - began;
  turns = hall_proxy_get_turns (self->proxy) - turns;
  hall_proxy_set_delay (self->proxy, 0);
  g_test_message ("%s: %.1f round trips of %d ms (%u turns)", name, (double)elapsed / (double)trip_us,
                  2 * EACH_WAY_MS, turns);
  g_assert_cmpuint (turns, >, 0);
  g_assert_cmpuint (turns, <=, at_most);
  g_assert_cmpint (elapsed, >=, turns * trip_us); /* or the proxy did not delay it */
}

/* A slow network is not felt: how often a command waits for it. */
static void
test_round_trips (void)
{
  static const struct {
    const char *name;
    const char *args;
    guint at_most;
  } commands[] = {
    { "take-ticket", "{'category': <'A'>}", 15 },
    { "call-next", NULL, 14 },
    { "start", NULL, 7 },
    { "finish", NULL, 10 },
  };
  g_autoptr (Desk) desk = desk_new ("trips");

  /* Each once before: what is prepared is prepared. */
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    ask_and_drop (desk, commands[i].name, commands[i].args);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    measure (desk, commands[i].name, commands[i].args, commands[i].at_most);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!hall_cluster_is_possible ()) {
    g_print ("1..0 # SKIP there is no PostgreSQL server here\n");
    return 0;
  }
  cluster = hall_cluster_new ();
  g_test_add_func ("/faults/lost-answers/a-hundred-times", test_lost_answers);
  hall_engine_fault_hook = go_silent;
  g_test_add_func ("/faults/lost-answers/gone-in-the-middle", test_gone_in_the_middle);
  g_test_add_func ("/faults/lost-answers/round-trips", test_round_trips);
  status = g_test_run ();
  hall_cluster_free (cluster);
  return status;
}
