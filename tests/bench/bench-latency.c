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
#include "hall-paper.h"

#define PAPERS 200
#define CHANGES 100
#define PAUSE_US 20000

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *)a;
  gint64 right = *(const gint64 *)b;

  return (left > right) - (left < right);
}

static gint64
nth_of (GArray *times, guint percent)
{
  g_array_sort (times, compare);
  return g_array_index (times, gint64, MIN (times->len - 1, times->len * percent / 100));
}

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
          (double)nth_of (times, 50) / 1000, (double)nth_of (times, 95) / 1000, (int)(size / 1024));
}

typedef struct {
  GArray *heard; /* µs, monotonic */
  HallBell *bell;
  char *said;
  gboolean ended;
} Listener;

static void
hear (Listener *self)
{
  gint64 now = g_get_monotonic_time ();

  g_array_append_val (self->heard, now);
}

static void
on_changed_cb (HallStore *store, guint topics, Listener *self)
{
  hear (self);
}

static gboolean
on_bell_cb (int fd, GIOCondition condition, gpointer data)
{
  Listener *self = data;

  hall_bell_drain (self->bell);
  hear (self);
  return G_SOURCE_CONTINUE;
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Listener *self = data;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &self->said, NULL, &error);
  g_assert_no_error (error);
  self->ended = TRUE;
}

/* For each thing the other process did: how long until it was heard. */
static GArray *
listen_to (Listener *self, const char *program, const char *what, const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) other = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, what,
                                                    address, NULL);
  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (GStrv) lines = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (other, NULL, NULL, ended_cb, self);
  while (!self->ended)
    g_main_context_iteration (NULL, TRUE);
  lines = g_strsplit (self->said, "\n", -1);
  for (char **line = lines; **line != '\0'; line++) {
    gint64 did = g_ascii_strtoll (*line, NULL, 10);

    for (guint i = 0; i < self->heard->len; i++) {
      gint64 took = g_array_index (self->heard, gint64, i) - did;

      if (took < 0)
        continue;
      g_array_append_val (times, took);
      break;
    }
  }
  g_clear_pointer (&self->said, g_free);
  g_array_set_size (self->heard, 0);
  self->ended = FALSE;
  return times;
}

static void
measure_changes (HallFixture *hall, const char *program)
{
  Listener listener = { .heard = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  g_autoptr (GArray) changed = NULL;
  g_autoptr (GArray) rung = NULL;
  HallStore *store;
  g_autoptr (GError) error = NULL;
  guint watch;

  store = hall_fixture_open_store (hall);
  g_signal_connect (store, "changed", G_CALLBACK (on_changed_cb), &listener);
  changed = listen_to (&listener, program, "work", hall->address);
  g_object_unref (store);

  listener.bell = hall_bell_new (hall->address, &error);
  g_assert_no_error (error);
  watch = g_unix_fd_add (hall_bell_get_fd (listener.bell), G_IO_IN, on_bell_cb, &listener);
  rung = listen_to (&listener, program, "ring", hall->address);
  g_source_remove (watch);
  hall_bell_free (listener.bell);
  if (changed->len > 0 && rung->len > 0)
    printf ("A change heard by another process: %.1f times the bare bell; median %.2f ms, 95%% %.2f ms"
            " (bell %.2f ms); %u of %d heard\n",
            (double)nth_of (changed, 50) / (double)nth_of (rung, 50), (double)nth_of (changed, 50) / 1000,
            (double)nth_of (changed, 95) / 1000, (double)nth_of (rung, 50) / 1000, changed->len, CHANGES);
  g_array_unref (listener.heard);
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
  hall = hall_fixture_new ();
  post_receipt (hall);
  measure_papers (hall);
  fflush (stdout);
  hall_engine_set_practice_time (hall->engine, hall_clock_now (hall->clock), &error);
  g_assert_no_error (error);
  measure_changes (hall, argv[0]);
  return 0;
}
