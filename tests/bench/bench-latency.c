/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long a receipt takes to become a PDF, and how long until another process on the PC has heard of a
 * change, beside the bare bell that it hears by.
 *
 *   bench-latency                 measure
 *   bench-latency work ADDRESS    the other process: changes the hall, says when
 *   bench-latency ring ADDRESS    the other process: only rings */

#include <glib-unix.h>
#include <stdio.h>

#include "hall-bell.h"
#include "hall-fixture.h"
#include "hall-json.h"
#include "hall-listener.h"
#include "hall-paper.h"

#define PAPERS 200
#define CHANGES 100
#define PAUSE_US 20000

static void
post_receipt (HallFixture *hall)
{
  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", NULL));
  g_variant_unref (hall_fixture_do (hall, "G05", 3, "call-next", NULL));
  g_variant_unref (hall_fixture_do (hall, "G05", 3, "start", NULL));
  g_variant_unref (hall_fixture_do (
      hall, "G05", 3, "charge",
      "{'payer': <'李建国'>, 'lines': <[<{'item': <'2026-2027采暖季热费'>, 'quantity': <'51.46'>,"
      " 'unit_price_fen': <int64 2500>, 'amount_fen': <int64 128650>}>]>}"));
  g_variant_unref (hall_fixture_do (hall, "G05", 3, "call-received",
                                    "{'charge': <int64 1>, 'received_fen': <int64 130000>}"));
  g_variant_unref (hall_fixture_do (hall, "G05", 3, "call-change", "{'charge': <int64 1>}"));
}

static void
measure_papers (HallFixture *hall)
{
  g_autofree char *json = hall_fixture_sql (hall, "SELECT content FROM document WHERE kind = 'receipt'");
  g_autoptr (GVariant) content = hall_json_to_variant (json, NULL);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 first = 0;
  gsize size = 0;

  for (int i = 0; i < PAPERS; i++) {
    gint64 began = g_get_monotonic_time ();
    g_autoptr (GError) error = NULL;
    g_autoptr (HallPaper) paper = hall_paper_render ("receipt", "roll80", content, NULL, &error);
    gint64 took = g_get_monotonic_time () - began;

    g_assert_no_error (error);
    size = g_bytes_get_size (paper->pdf);
    if (i == 0)
      first = took;
    else
      g_array_append_val (times, took);
  }
  printf ("Receipt to PDF: first %.1f ms, then median %.2f ms, 95%% %.2f ms, %d KB\n", (double)first / 1000,
          (double)hall_times_nth (times, 50) / 1000, (double)hall_times_nth (times, 95) / 1000,
          (int)(size / 1024));
}

typedef struct {
  HallListener listener;
  HallBell *bell;
} Ears;

static void
on_changed_cb (HallStore *store, guint topics, HallListener *listener)
{
  hall_listener_hear (listener);
}

static gboolean
on_bell_cb (int fd, GIOCondition condition, gpointer data)
{
  Ears *self = data;

  hall_bell_drain (self->bell);
  hall_listener_hear (&self->listener);
  return G_SOURCE_CONTINUE;
}

static void
measure_changes (HallFixture *hall, const char *program)
{
  Ears ears = { 0 };
  g_autoptr (GArray) changed = NULL;
  g_autoptr (GArray) rung = NULL;
  HallStore *store;
  g_autoptr (GError) error = NULL;
  guint watch;

  hall_listener_init (&ears.listener);
  store = hall_fixture_open_store (hall);
  g_signal_connect (store, "changed", G_CALLBACK (on_changed_cb), &ears.listener);
  changed = hall_listener_run (&ears.listener, program, "work", hall->address);
  g_object_unref (store);

  ears.bell = hall_bell_new (hall->address, &error);
  g_assert_no_error (error);
  watch = g_unix_fd_add (hall_bell_get_fd (ears.bell), G_IO_IN, on_bell_cb, &ears);
  rung = hall_listener_run (&ears.listener, program, "ring", hall->address);
  g_source_remove (watch);
  hall_bell_free (ears.bell);
  if (changed->len > 0 && rung->len > 0)
    printf ("A change heard by another process: %.1f times the bare bell; median %.2f ms, 95%% %.2f ms"
            " (bell %.2f ms); %u of %d heard\n",
            (double)hall_times_nth (changed, 50) / (double)hall_times_nth (rung, 50),
            (double)hall_times_nth (changed, 50) / 1000, (double)hall_times_nth (changed, 95) / 1000,
            (double)hall_times_nth (rung, 50) / 1000, changed->len, CHANGES);
  hall_listener_clear (&ears.listener);
}

static int
work (const char *what, const char *address)
{
  g_autoptr (HallClock) clock = hall_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEngine) engine = hall_engine_open (address, clock, &error);

  g_assert_no_error (error);
  for (int i = 0; i < CHANGES; i++) {
    if (g_str_equal (what, "work")) {
      g_autoptr (HallCommand) command = hall_command_new (
          "take-ticket", g_variant_new_parsed ("{'category': <'B'>}"), NULL, 0, "kiosk", NULL);
      g_autoptr (GVariant) answer = hall_engine_do (engine, command, &error);

      g_assert_no_error (error);
    } else {
      hall_bell_ring (address);
    }
    /* The moment after the answer: what is heard before it has cost nothing. */
    printf ("%" G_GINT64_FORMAT "\n", g_get_monotonic_time () - 1);
    g_usleep (PAUSE_US);
  }
  return 0;
}

int
main (int argc, char *argv[])
{
  g_autoptr (HallFixture) hall = NULL;
  g_autoptr (GError) error = NULL;

  if (argc == 3 && (g_str_equal (argv[1], "work") || g_str_equal (argv[1], "ring")))
    return work (argv[1], argv[2]);
  /* In a file, whatever server there is for the others. */
  g_unsetenv ("HALL_TEST_SERVER");
  hall = hall_fixture_new ();
  post_receipt (hall);
  measure_papers (hall);
  fflush (stdout);
  hall_engine_set_practice_time (hall->engine, hall_clock_now (hall->clock), &error);
  g_assert_no_error (error);
  measure_changes (hall, argv[0]);
  return 0;
}
