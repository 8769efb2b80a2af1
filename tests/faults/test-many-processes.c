/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Eight processes work on one file at once: no number twice, none lost, none out of its turn. */

#include <gio/gio.h>

#include "hall-crew.h"
#include "hall-model.h"
#include "hall-test.h"

#define COMMANDS 2500 /* each of the eight */

static gint64
nth_number (char **words, guint n)
{
  g_assert_cmpuint (g_strv_length (words), >, n);
  return g_ascii_strtoll (words[n], NULL, 10);
}

/* Takes in what one process said; returns how many commands it says were answered. */
static gint64
collect (const char *said, HallModel *model, GHashTable *given, gint64 syncs[2], gint64 *longest_us)
{
  g_auto (GStrv) lines = g_strsplit (said, "\n", -1);
  gint64 answered = 0;

  for (char **line = lines; **line != '\0'; line++) {
    g_auto (GStrv) words = g_strsplit (*line, " ", -1);

    if (g_str_equal (words[0], "end")) {
      g_assert_cmpint (nth_number (words, 1), ==, answered);
      syncs[0] += nth_number (words, 2);
      syncs[1] += nth_number (words, 3);
      *longest_us = MAX (*longest_us, nth_number (words, 4));
      return answered;
    }
    /* What was answered is in the journal, as it was answered, and nobody else was answered with it. */
    g_assert_cmpstr (g_hash_table_lookup (model->answers, words[0]), ==, words[1]);
    g_assert_true (g_hash_table_add (given, g_strdup (words[0])));
    answered++;
  }
  g_assert_not_reached ();
}

static void
test_many_processes (void)
{
  g_autoptr (HallCrew) crew = hall_crew_new ();
  g_autoptr (GHashTable) given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) processes = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (HallModel) before = hall_model_check (crew->hall->address, "before");
  g_autoptr (HallModel) model = NULL;
  gint64 syncs[2] = { 0, 0 };
  gint64 longest_us = 0;
  gint64 answered = 0;
  gint64 began = g_get_monotonic_time ();

  HALL_PROVES ("004-31");

  for (int i = 0; i < HALL_CREW; i++)
    g_ptr_array_add (processes, hall_crew_start (crew, i, COMMANDS, (guint)(100 + i)));
  /* All pipes are read at once, or a full one would hold its process up. */
  hall_crew_listen (processes, said);
  for (int i = 0; i < HALL_CREW; i++)
    g_assert_true (g_subprocess_get_successful (processes->pdata[i]));
  g_test_message ("%d commands in %.1f s", HALL_CREW * COMMANDS,
                  (double)(g_get_monotonic_time () - began) / G_USEC_PER_SEC);

  model = hall_model_check (crew->hall->address, "eight processes");
  for (int i = 0; i < HALL_CREW; i++)
    answered += collect (said->pdata[i], model, given, syncs, &longest_us);
  g_assert_cmpint (answered, ==, HALL_CREW * COMMANDS);
  g_assert_cmpint (model->commands - before->commands, ==, answered);
  g_test_message ("%d tickets, %d calls, %d receipts; the longest wait for an answer was %.0f ms",
                  (int)model->tickets, (int)model->calls, (int)model->receipts, (double)longest_us / 1000);
  g_assert_cmpint (model->calls, >, answered / 10);
  g_assert_cmpint (model->receipts, >, answered / 100);

  /* One sync a command. A checkpoint has three of its own: the log, the file, and the log that begins anew.
   */
  g_test_message ("%d syncs of the log, %d of the file", (int)syncs[0], (int)syncs[1]);
  g_assert_cmpint (syncs[0], >=, answered);
  g_assert_cmpint (syncs[0], <=, answered + 2 * syncs[1] + HALL_CREW);
  g_assert_cmpint (syncs[1], <, answered / 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/many-processes/twenty-thousand-commands", test_many_processes);
  return g_test_run ();
}
