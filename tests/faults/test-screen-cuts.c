/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a screen sees when its server or the network goes: it is told within five seconds, its main loop is
 * never held up, what it asked happens exactly once, and work goes on by itself. */

#include <signal.h>

#include "hall-proxy.h"
#include "hall-shift.h"
#include "hall-store.h"
#include "hall-test.h"
#include "hall-views.h"

#define TOLD_WITHIN_US (5 * G_USEC_PER_SEC)
#define BACK_WITHIN_US (6 * G_USEC_PER_SEC)
#define PATIENCE_US (40 * G_USEC_PER_SEC) /* longer is a failure */
#define TICK_MS 50
#define LONGEST_GAP_US (500 * 1000)

static HallCluster *cluster;

typedef struct {
  HallShift *shift;
  HallProxy *proxy;
  HallStore *store;
  guint tick_id;
  gint64 ticked;
  gint64 longest_gap;
  gint64 lost_at;
  gint64 found_at;
  HallTopic changed;
  guint asked;
  guint answered;
  char *last; /* ticket */
} Screen;

static gboolean
tick_cb (gpointer data)
{
  Screen *self = data;
  gint64 now = g_get_monotonic_time ();

  self->longest_gap = MAX (self->longest_gap, now - self->ticked);
  self->ticked = now;
  return G_SOURCE_CONTINUE;
}

/* What the test itself does between two turns of the loop does not count. */
static void
tick_anew (Screen *self)
{
  self->ticked = g_get_monotonic_time ();
}

static void
connected_cb (HallStore *store, GParamSpec *pspec, gpointer data)
{
  Screen *self = data;

  *(hall_store_is_connected (store) ? &self->found_at : &self->lost_at) = g_get_monotonic_time ();
}

static void
changed_cb (HallStore *store, guint topics, gpointer data)
{
  ((Screen *)data)->changed |= (HallTopic)topics;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  hall_store_open_finish (HALL_STORE (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until @what is set, or @moment has come; returns whether it was set. */
static gboolean
run_until (const gint64 *what, gint64 moment)
{
  guint wake = g_timeout_add (10, wake_cb, NULL);

  while (*what == 0 && g_get_monotonic_time () < moment)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (wake);
  return *what != 0;
}

static void
run_for (gint64 us)
{
  const gint64 never = 0;

  run_until (&never, g_get_monotonic_time () + us);
}

static Screen *
screen_new (const char *database, const char *address)
{
  Screen *self = g_new0 (Screen, 1);
  g_autofree char *through_proxy = NULL;

  self->shift = hall_shift_new (cluster, database, 2);
  self->proxy = hall_proxy_new (cluster->port);
  through_proxy = hall_cluster_address (hall_proxy_get_port (self->proxy), database);
  self->store = hall_store_new (address != NULL ? address : through_proxy, NULL);
  g_signal_connect (self->store, "notify::connected", G_CALLBACK (connected_cb), self);
  g_signal_connect (self->store, "changed", G_CALLBACK (changed_cb), self);
  hall_store_open_async (self->store, NULL, opened_cb, NULL);
  g_assert_true (run_until (&self->found_at, g_get_monotonic_time () + PATIENCE_US));
  tick_anew (self);
  self->tick_id = g_timeout_add (TICK_MS, tick_cb, self);
  return self;
}

static void
screen_free (Screen *self)
{
  g_source_remove (self->tick_id);
  g_signal_handlers_disconnect_by_data (self->store, self);
  hall_store_close (self->store);
  g_object_unref (self->store);
  hall_proxy_free (self->proxy);
  hall_shift_free (self->shift);
  g_free (self->last);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Screen, screen_free)

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Screen *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = hall_store_do_finish (HALL_STORE (source), result, &error);

  g_assert_no_error (error);
  g_free (self->last);
  g_assert_true (g_variant_lookup (answer, "ticket", "s", &self->last));
  self->answered++;
}

/* A number for a customer. */
static void
ask (Screen *self)
{
  g_autoptr (GVariant) args = g_variant_parse (NULL, "{'category': <'A'>}", NULL, NULL, NULL);
  g_autoptr (HallCommand) command = hall_command_new ("take-ticket", args, NULL, 0, "kiosk", NULL);

  hall_store_do_async (self->store, command, NULL, answered_cb, self);
  self->asked++;
}

static void
wait_for_answers (Screen *self)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_US;

  while (self->answered < self->asked) {
    g_assert_cmpint (g_get_monotonic_time (), <, until);
    g_main_context_iteration (NULL, TRUE);
  }
}

static void
forget (Screen *self)
{
  self->lost_at = self->found_at = 0;
  self->changed = HALL_TOPIC_NONE;
}

/* The screen was told that the server is away, soon enough after @since. */
static void
check_told (Screen *self, gint64 since)
{
  g_assert_true (run_until (&self->lost_at, since + PATIENCE_US));
  g_test_message ("told after %.1f s", (double)(self->lost_at - since) / G_USEC_PER_SEC);
  g_assert_cmpint (self->lost_at - since, <, TOLD_WITHIN_US);
  g_assert_false (hall_store_is_connected (self->store));
}

/* And that it is back, and that anything may have changed; all it had asked is answered, once each. */
static void
check_back (Screen *self, HallCluster *where, gint64 since)
{
  g_autofree char *expected = NULL;

  g_assert_true (run_until (&self->found_at, since + PATIENCE_US));
  g_test_message ("back after %.1f s", (double)(self->found_at - since) / G_USEC_PER_SEC);
  g_assert_cmpint (self->found_at - since, <, BACK_WITHIN_US);
  wait_for_answers (self);
  g_assert_true (hall_store_is_connected (self->store));
  g_assert_cmpint (self->changed & HALL_TOPIC_ALL, ==, HALL_TOPIC_ALL);
  g_assert_cmpint (hall_cluster_ask_int (where, self->shift->database, "SELECT count (*) FROM ticket"), ==,
                   self->asked);
  expected = g_strdup_printf ("A%03u", self->asked);
  g_assert_cmpstr (self->last, ==, expected);
}

static void
check_lively (Screen *self)
{
  g_test_message ("the main loop was never away longer than %.0f ms", (double)self->longest_gap / 1000);
  g_assert_cmpint (self->longest_gap, <, LONGEST_GAP_US);
}

static void
silence (Screen *self)
{
  hall_proxy_set_mode (self->proxy, HALL_PROXY_SILENT);
}

static void
speak (Screen *self)
{
  hall_proxy_set_mode (self->proxy, HALL_PROXY_PASS);
}

static void
freeze (Screen *self)
{
  hall_cluster_freeze (cluster);
}

static void
thaw (Screen *self)
{
  hall_cluster_thaw (cluster);
}

static void
stop (Screen *self)
{
  hall_cluster_stop (cluster, SIGQUIT);
}

static void
start (Screen *self)
{
  hall_cluster_start (cluster);
}

static void
cut (Screen *self)
{
  hall_proxy_set_mode (self->proxy, HALL_PROXY_CUT);
}

typedef struct {
  const char *database;
  gint64 away_s;
  void (*begin) (Screen *self);
  void (*end) (Screen *self);
} Fault;

/* Seconds without a server, begun once while a command is under way and once while nobody asks anything.
 */
static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;
  g_autoptr (Screen) screen = screen_new (fault->database, NULL);
  g_autoptr (HallModel) model = NULL;

  for (int idle = 0; idle < 2; idle++) {
    gint64 since;

    ask (screen);
    wait_for_answers (screen);
    run_for (idle ? 300 * 1000 : 0);
    forget (screen);
    if (!idle)
      ask (screen);
    fault->begin (screen);
    tick_anew (screen);
    since = g_get_monotonic_time ();
    check_told (screen, since);
    run_for (since + (idle ? 0 : fault->away_s * G_USEC_PER_SEC) - g_get_monotonic_time ());
    ask (screen); /* somebody does not mind the banner */
    run_for (G_USEC_PER_SEC);
    fault->end (screen);
    tick_anew (screen);
    check_back (screen, cluster, g_get_monotonic_time ());
  }
  check_lively (screen);
  model = hall_model_check (screen->shift->address, fault->database);
  g_assert_cmpint (model->tickets, ==, screen->asked);
}

/* The answer to the COMMIT is lost; nobody sees more of it than a moment of waiting. */
static void
test_lost_answer (void)
{
  g_autoptr (Screen) screen = screen_new ("screen_lost", NULL);
  g_autoptr (HallModel) model = NULL;

  for (int i = 0; i < 20; i++) {
    hall_proxy_swallow_commit (screen->proxy);
    ask (screen);
    wait_for_answers (screen);
    g_assert_cmpuint (hall_proxy_get_swallowed (screen->proxy), ==, i + 1);
  }
  check_lively (screen);
  model = hall_model_check (screen->shift->address, "lost answers");
  g_assert_cmpint (model->tickets, ==, screen->asked);
}

/* A store that nobody listens to any more is closed while its server is away. */
static void
test_closed_while_away (void)
{
  Screen *screen = screen_new ("screen_closed", NULL);
  gint64 began;

  silence (screen);
  check_told (screen, g_get_monotonic_time ());
  began = g_get_monotonic_time ();
  screen_free (screen);
  g_test_message ("closed after %.1f s", (double)(g_get_monotonic_time () - began) / G_USEC_PER_SEC);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 5 * G_USEC_PER_SEC);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  HallPublicView *view = hall_store_read_finish (HALL_STORE (source), result, &error);

  *(gint64 *)data = view != NULL ? 1 : -1;
  g_clear_pointer (&view, hall_public_view_free);
}

/* Two servers in one address: when the first goes for good the second is made the one that writes, and
 * everybody goes on there; what was answered is there. */
static void
test_standby (void)
{
  g_autofree char *address = NULL;
  g_autoptr (Screen) screen = NULL;
  g_autoptr (HallCluster) standby = hall_cluster_new_standby (cluster);
  g_autoptr (HallModel) model = NULL;
  gint64 since;
  gint64 read = 0;

  address = g_strdup_printf ("postgresql://postgres@127.0.0.1:%d,127.0.0.1:%d/standby", cluster->port,
                             standby->port);
  screen = screen_new ("standby", address);
  hall_shift_reach_by (screen->shift, address);
  hall_shift_start (screen->shift, "clerk", 0, 0);
  hall_shift_start (screen->shift, "clerk", 1, 0);
  hall_shift_start (screen->shift, "kiosk", 0, 0);
  hall_shift_start (screen->shift, "board", 0, 0);
  hall_shift_wait_for_all (screen->shift);
  hall_shift_work (screen->shift, 100);
  ask (screen);
  wait_for_answers (screen);

  forget (screen);
  ask (screen);
  hall_cluster_stop (cluster, SIGQUIT);
  tick_anew (screen);
  since = g_get_monotonic_time ();
  check_told (screen, since);
  run_for (G_USEC_PER_SEC);
  hall_cluster_promote (standby);
  hall_shift_move (screen->shift, standby);
  tick_anew (screen);
  since = g_get_monotonic_time ();
  g_assert_true (run_until (&screen->found_at, since + PATIENCE_US));
  g_test_message ("at the other server after %.1f s", (double)(screen->found_at - since) / G_USEC_PER_SEC);
  g_assert_cmpint (screen->found_at - since, <, BACK_WITHIN_US);
  wait_for_answers (screen);
  hall_store_read_async (screen->store, (HallReadFunc)hall_public_view_read, NULL, hall_public_view_free,
                         NULL, read_cb, &read);
  g_assert_true (run_until (&read, g_get_monotonic_time () + PATIENCE_US));
  g_assert_cmpint (read, ==, 1);
  g_assert_cmpint (hall_shift_wait_for_all (screen->shift), <, BACK_WITHIN_US);
  hall_shift_work (screen->shift, g_hash_table_size (screen->shift->answered) + 100);
  check_lively (screen);
  hall_shift_end (screen->shift);
  screen->shift->before += screen->asked; /* the screen keeps count of its own */
  model = hall_shift_check (screen->shift, "standby");
  g_assert_cmpint (model->calls, >, 0);
}

int
main (int argc, char *argv[])
{
  static const Fault faults[] = {
    { "silent", 10, silence, speak },
    { "frozen", 10, freeze, thaw },
    { "stopped", 3, stop, start },
    { "cut", 3, cut, speak },
  };
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!hall_cluster_is_possible ()) {
    g_print ("1..0 # SKIP there is no PostgreSQL server here\n");
    return 0;
  }
  cluster = hall_cluster_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *path = g_strconcat ("/faults/screen/", faults[i].database, NULL);

    g_test_add_data_func (path, &faults[i], test_fault);
  }
  g_test_add_func ("/faults/screen/lost-answer", test_lost_answer);
  g_test_add_func ("/faults/screen/closed-while-away", test_closed_while_away);
  g_test_add_func ("/faults/screen/standby", test_standby); /* last: the first server is gone then */
  status = g_test_run ();
  hall_cluster_free (cluster);
  return status;
}
