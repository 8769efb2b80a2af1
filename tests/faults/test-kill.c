/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A process is ended at any moment: what it answered is there, what it did not answer is there whole or not
 * at all, and the next one goes on from it. */

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hall-crew.h"
#include "hall-model.h"
#include "hall-test.h"

#define KILLS 100

/* What a process said before it was ended: all of its pipe. */
static char *
listen_to_the_end (GSubprocess *process)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&said);
}

static void
remember (GHashTable *answered, const char *said)
{
  g_auto (GStrv) lines = g_strsplit (said, "\n", -1);

  /* The last is empty, or was not said to its end. */
  for (gsize i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++) {
    char *space = strchr (lines[i], ' ');

    g_assert_nonnull (space);
    *space = '\0';
    g_assert_true (g_hash_table_insert (answered, g_strdup (lines[i]), g_strdup (space + 1)));
  }
}

static void
check_all_there (GHashTable *answered, HallModel *model)
{
  GHashTableIter iter;
  gpointer request;
  gpointer number;

  g_hash_table_iter_init (&iter, answered);
  while (g_hash_table_iter_next (&iter, &request, &number))
    g_assert_cmpstr (g_hash_table_lookup (model->answers, request), ==, number);
}

static void
test_kill (void)
{
  g_autoptr (HallCrew) crew = hall_crew_new ();
  g_autoptr (GHashTable) answered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GRand) chance = g_rand_new_with_seed (20261120);
  g_autoptr (HallModel) before = hall_model_check (crew->hall->address, "before");
  g_autoptr (HallModel) after = NULL;
  gulong slower = 1;
  guint without = 0;

  for (int i = 0; i < KILLS; i++) {
    g_autofree char *what = g_strdup_printf ("kill %d", i + 1);
    g_autoptr (GSubprocess) process = hall_crew_start (crew, i % HALL_CREW, 1000000, (guint)i);
    g_autoptr (HallModel) model = NULL;
    g_autofree char *said = NULL;
    guint known = g_hash_table_size (answered);

    /* Not a wait for something: the moment itself is what is tried. */
    g_usleep ((gulong)g_rand_int_range (chance, 4000, 60000) * slower);
    g_subprocess_send_signal (process, SIGKILL);
    said = listen_to_the_end (process);
    g_assert_true (g_subprocess_get_if_signaled (process));
    remember (answered, said);
    /* Half of them are to come to their first command: on a busy machine, or to a server, later. */
    slower = g_hash_table_size (answered) > known ? MAX (slower - 1, 1) : MIN (slower + 1, 20);
    without += g_hash_table_size (answered) == known;
    model = hall_model_check (crew->hall->address, what);
    check_all_there (answered, model);
    /* At most one command was done and not answered each time. */
    g_assert_cmpint (model->commands - before->commands - g_hash_table_size (answered), <=, i + 1);
  }
  after = hall_model_check (crew->hall->address, "after");
  g_test_message ("%u commands answered, %d done, %u of %d killed before the first answer",
                  g_hash_table_size (answered), (int)(after->commands - before->commands), without, KILLS);
  g_assert_cmpuint (g_hash_table_size (answered), >, KILLS / 4); /* or the kills came before all work */
}

/* Two at once, and one of them is killed: the other neither stops nor is answered wrongly. */
static void
test_kill_beside_others (void)
{
  g_autoptr (HallCrew) crew = hall_crew_new ();
  g_autoptr (GHashTable) answered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GSubprocess) survivor = hall_crew_start (crew, 0, 1500, 1);
  g_autoptr (HallModel) model = NULL;
  g_autofree char *said = NULL;

  for (int i = 0; i < 10; i++) {
    g_autoptr (GSubprocess) victim = hall_crew_start (crew, 1 + i % 7, 1000000, (guint)i);
    g_autofree char *last_words = NULL;

    g_usleep (20000);
    g_subprocess_send_signal (victim, SIGKILL);
    last_words = listen_to_the_end (victim);
    remember (answered, last_words);
  }
  said = listen_to_the_end (survivor);
  g_assert_true (g_subprocess_get_successful (survivor));
  *strstr (said, "end ") = '\0';
  remember (answered, said);
  model = hall_model_check (crew->hall->address, "beside others");
  check_all_there (answered, model);
  g_assert_cmpuint (g_hash_table_size (answered), >=, 1500);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/faults/kill/a-hundred-times", test_kill);
  g_test_add_func ("/faults/kill/beside-others", test_kill_beside_others);
  return g_test_run ();
}
