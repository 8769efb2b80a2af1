/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One counter that works as fast as it can: issues, calls, serves and charges at random.
 *
 *   hall-hammer ADDRESS STAFF COUNTER COMMANDS SEED
 *
 * Each command that was answered is said on standard output before the next is begun: "request number". The
 * last line is "end commands wal-syncs file-syncs longest-us". */

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hall-db.h"
#include "hall-disk.h"
#include "hall-engine.h"

typedef struct {
  HallEngine *engine;
  GRand *chance;
  const char *staff;
  gint64 counter;
  char *state;   /* of the customer in front of the counter: "", called, serving */
  gint64 charge; /* the one that is open, 0 none */
  gboolean received;
  gint64 done;
  gint64 longest_us;
} Hammer;

static void
say (const char *request, const char *number)
{
  g_autofree char *line = g_strdup_printf ("%s %s\n", request, number);

  /* One write a line: a line is there whole or not at all. */
  if (write (STDOUT_FILENO, line, strlen (line)) != (ssize_t)strlen (line))
    _exit (3);
}

static GVariant *
ask (Hammer *self, const char *name, const char *args)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) parsed = NULL;
  g_autoptr (HallCommand) command = NULL;
  g_autoptr (GVariant) answer = NULL;
  const char *number = "";
  gint64 began;

  if (args != NULL) {
    parsed = g_variant_parse (G_VARIANT_TYPE_VARDICT, args, NULL, NULL, &error);
    g_assert_no_error (error);
  }
  command = hall_command_new (name, parsed, self->staff, self->counter, NULL, NULL);
  began = g_get_monotonic_time ();
  /* A server says when it is too busy to wait in line; nothing has happened then. */
  while ((answer = hall_engine_do (self->engine, command, &error)) == NULL
         && g_error_matches (error, HALL_ERROR, HALL_ERROR_BUSY)
         && g_get_monotonic_time () - began < 30 * G_USEC_PER_SEC)
    g_clear_error (&error);
  self->longest_us = MAX (self->longest_us, g_get_monotonic_time () - began);
  if (answer == NULL) {
    if (!g_error_matches (error, HALL_ERROR, HALL_ERROR_NOT_FOUND))
      g_error ("%s: %s", name, error->message);
    return NULL;
  }
  if (!g_variant_lookup (answer, g_str_equal (name, "call-change") ? "receipt" : "ticket", "&s", &number))
    number = "";
  say (command->request_id, number);
  self->done++;
  return g_steal_pointer (&answer);
}

static void
ask_and_drop (Hammer *self, const char *name, const char *args)
{
  g_autoptr (GVariant) answer = ask (self, name, args);

  g_assert (answer != NULL);
}

static void
take (Hammer *self)
{
  static const char *const categories[] = { "A", "A", "A", "B", "C", "D" };
  const char *category = categories[g_rand_int_range (self->chance, 0, G_N_ELEMENTS (categories))];
  g_autofree char *args = g_strdup_printf (g_rand_int_range (self->chance, 0, 8) == 0
                                               ? "{'category': <'%s'>, 'priority': <'elder'>}"
                                               : "{'category': <'%s'>}",
                                           category);

  ask_and_drop (self, "take-ticket", args);
}

static void
set_state (Hammer *self, const char *state)
{
  g_free (self->state);
  self->state = g_strdup (state);
}

static void
pay (Hammer *self)
{
  g_autofree char *args = NULL;

  if (self->charge == 0) {
    g_autoptr (GVariant) answer = ask (
        self, "charge",
        "{'payer': <'李建国'>, 'lines': <[<{'item': <'2026-2027采暖季热费'>, 'quantity': <'51.46'>,"
        " 'unit_price_fen': <int64 2500>, 'amount_fen': <int64 128650>}>]>}");

    g_assert (g_variant_lookup (answer, "charge", "x", &self->charge));
  } else if (!self->received) {
    args = g_strdup_printf ("{'charge': <int64 %d>, 'received_fen': <int64 130000>}", (int)self->charge);
    ask_and_drop (self, "call-received", args);
    self->received = TRUE;
  } else {
    args = g_strdup_printf ("{'charge': <int64 %d>}", (int)self->charge);
    ask_and_drop (self, "call-change", args);
    self->charge = 0;
    self->received = FALSE;
  }
}

static void
step (Hammer *self)
{
  if (g_rand_int_range (self->chance, 0, 100) < 27) {
    take (self);
  } else if (self->state == NULL || *self->state == '\0') {
    g_autoptr (GVariant) answer = ask (self, "call-next", NULL);

    if (answer != NULL)
      set_state (self, "called");
    else
      take (self);
  } else if (g_str_equal (self->state, "called")) {
    ask_and_drop (self, "start", NULL);
    set_state (self, "serving");
  } else if (self->charge != 0 || g_rand_int_range (self->chance, 0, 6) == 0) {
    pay (self);
  } else {
    ask_and_drop (self, "finish", NULL);
    set_state (self, "");
  }
}

/* The one who sat here before may have been stopped in the middle. */
static void
resume (Hammer *self)
{
  HallDb *db = hall_engine_get_db (self->engine);
  g_autofree char *charge_state = NULL;

  self->state = hall_db_get_text (db, NULL,
                                  "SELECT state FROM ticket WHERE counter = ?1"
                                  " AND state IN ('called', 'serving')",
                                  "i", self->counter);
  charge_state = hall_db_get_text (db, NULL,
                                   "SELECT state FROM charge WHERE counter = ?1"
                                   " AND state IN ('open', 'received')",
                                   "i", self->counter);
  hall_db_get_int (db, &self->charge, NULL,
                   "SELECT id FROM charge WHERE counter = ?1 AND state IN ('open', 'received')", "i",
                   self->counter);
  self->received = g_strcmp0 (charge_state, "received") == 0;
}

int
main (int argc, char *argv[])
{
  g_autoptr (HallClock) clock = hall_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *last = NULL;
  Hammer hammer = { 0 };
  HallDiskCounts counts;
  gint64 commands;

  setlocale (LC_ALL, "C.UTF-8");
  g_assert (argc == 6);
  hall_disk_install (TRUE);
  hammer.engine = hall_engine_open (argv[1], clock, &error);
  g_assert_no_error (error);
  hammer.staff = argv[2];
  hammer.counter = g_ascii_strtoll (argv[3], NULL, 10);
  commands = g_ascii_strtoll (argv[4], NULL, 10);
  hammer.chance = g_rand_new_with_seed ((guint32)g_ascii_strtoull (argv[5], NULL, 10));
  resume (&hammer);
  hall_disk_arm (HALL_DISK_SOUND, 0, FALSE);
  while (hammer.done < commands)
    step (&hammer);
  counts = hall_disk_counts ();
  last = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                          hammer.done, counts.wal_syncs, counts.file_syncs, hammer.longest_us);
  say ("end", last);
  g_clear_object (&hammer.engine);
  g_rand_free (hammer.chance);
  g_free (hammer.state);
  return 0;
}
