/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a command costs beside the bare durable transaction of the same rows, in the same file, in turns, at
 * 0, 100,000 and 1,000,000 tickets of history (or as many as the arguments say). */

#include <stdio.h>

#include "hall-fixture.h"
#include "hall-history.h"
#include "hall-raw.h"
#include "hall-time.h"

#define VISITS 400
#define WARM_UP 40

enum { TAKE, SERVE, CASH, N_KINDS };

static const char *const kinds[N_KINDS] = { "take-ticket", "call-next + start + finish",
                                            "charge + received + change" };

typedef struct {
  gint64 ours[N_KINDS][VISITS]; /* µs */
  gint64 raw[N_KINDS][VISITS];
} Times;

static gint64
lap (gint64 *since)
{
  gint64 now = g_get_monotonic_time ();
  gint64 passed = now - *since;

  *since = now;
  return passed;
}

/* Returns the number of the charge that was made, if one was. */
static gint64
ask (HallFixture *hall, const char *staff, gint64 counter, const char *name, GVariant *args)
{
  gint64 charge = 0;
  g_autoptr (HallCommand) command = hall_command_new (name, args, staff, counter,
                                                      staff == NULL ? "kiosk" : NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = hall_engine_do (hall->engine, command, &error);

  g_assert_no_error (error);
  g_variant_lookup (answer, "charge", "x", &charge);
  return charge;
}

static GVariant *
charge_args (gint64 charge, gint64 received_fen)
{
  g_auto (GVariantDict) args = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&args, "charge", "x", charge);
  if (received_fen > 0)
    g_variant_dict_insert (&args, "received_fen", "x", received_fen);
  return g_variant_dict_end (&args);
}

/* @take and @lines are built before: what is measured begins where a screen hands its command over. */
static void
visit (HallFixture *hall, GVariant *take, GVariant *lines, gint64 took[N_KINDS])
{
  gint64 charge;
  gint64 since = g_get_monotonic_time ();

  ask (hall, NULL, 0, "take-ticket", take);
  took[TAKE] = lap (&since);
  ask (hall, "G05", 3, "call-next", NULL);
  ask (hall, "G05", 3, "start", NULL);
  took[SERVE] = lap (&since);
  charge = ask (hall, "G05", 3, "charge", lines);
  ask (hall, "G05", 3, "call-received", charge_args (charge, 130000));
  ask (hall, "G05", 3, "call-change", charge_args (charge, 0));
  took[CASH] = lap (&since);
  ask (hall, "G05", 3, "finish", NULL);
  took[SERVE] += lap (&since);
}

static void
raw_visit (HallRaw *raw, gint64 took[N_KINDS])
{
  gint64 since = g_get_monotonic_time ();

  hall_raw_take (raw);
  took[TAKE] = lap (&since);
  hall_raw_call (raw);
  hall_raw_start (raw);
  took[SERVE] = lap (&since);
  hall_raw_charge (raw);
  hall_raw_received (raw);
  hall_raw_change (raw);
  took[CASH] = lap (&since);
  hall_raw_finish (raw);
  took[SERVE] += lap (&since);
}

static int
compare (const void *a, const void *b)
{
  gint64 left = *(const gint64 *)a;
  gint64 right = *(const gint64 *)b;

  return (left > right) - (left < right);
}

static void
report (gint64 history, Times *times)
{
  for (int kind = 0; kind < N_KINDS; kind++) {
    gint64 *ours = times->ours[kind];
    gint64 *raw = times->raw[kind];

    qsort (ours, VISITS, sizeof *ours, compare);
    qsort (raw, VISITS, sizeof *raw, compare);
    printf ("%10" G_GINT64_FORMAT "   %-28s %7.2f  %8" G_GINT64_FORMAT " %8" G_GINT64_FORMAT
            " %8" G_GINT64_FORMAT " %8" G_GINT64_FORMAT "\n",
            history, kinds[kind], (double)ours[VISITS / 2] / (double)raw[VISITS / 2], ours[VISITS / 2],
            raw[VISITS / 2], ours[VISITS * 95 / 100], raw[VISITS * 95 / 100]);
  }
  fflush (stdout);
}

static void
measure (gint64 history)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autofree Times *times = g_new0 (Times, 1);
  g_autoptr (GVariant) take = g_variant_ref_sink (g_variant_new_parsed ("{'category': <'A'>}"));
  g_autoptr (GVariant) lines = g_variant_ref_sink (
      g_variant_new_parsed ("{'payer': <'李建国'>, 'lines': <[<{'item': <'2026-2027采暖季热费'>, 'quantity':"
                            " <'51.46'>, 'unit_price_fen': <int64 2500>, 'amount_fen': <int64 128650>}>]>}"));
  HallRaw *raw;

  g_clear_object (&hall->engine);
  hall_history_grow (hall->address, history);
  hall->engine = hall_engine_open (hall->address, hall->clock, &error);
  g_assert_no_error (error);
  hall_fixture_open (hall, "G05", 3);
  visit (hall, take, lines, (gint64[N_KINDS]){ 0 });
  raw = hall_raw_new (hall->address);
  for (int i = -WARM_UP; i < VISITS; i++) {
    gint64 took[N_KINDS];

    visit (hall, take, lines, took);
    for (int kind = 0; i >= 0 && kind < N_KINDS; kind++)
      times->ours[kind][i] = took[kind];
    raw_visit (raw, took);
    for (int kind = 0; i >= 0 && kind < N_KINDS; kind++)
      times->raw[kind][i] = took[kind];
  }
  hall_raw_free (raw);
  report (history, times);
}

int
main (int argc, char *argv[])
{
  static const gint64 usual[] = { 0, 100000, 1000000 };

  /* In a file, whatever server there is for the others. */
  g_unsetenv ("HALL_TEST_SERVER");
  printf ("Commands beside the bare transaction of the same rows (WAL, full sync, the same file, in turns)\n"
          "   history   what                           ratio   median us: ours   bare   95%%: ours   bare\n");
  if (argc > 1)
    for (int i = 1; i < argc; i++)
      measure (g_ascii_strtoll (argv[i], NULL, 10));
  else
    for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
      measure (usual[i]);
  return 0;
}
