/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the desk and the lead read of 100,000 open cases, beside 10,000 closed ones and beside 1,000,000: in
 * turns, in one run, on either engine. The longest may take 50 ms; the second must not be slower for its
 * history. */

#include <stdio.h>
#include <stdlib.h>

#include "hall-case-history.h"
#include "hall-case-view.h"
#include "hall-fixture.h"
#include "hall-lead-view.h"

#define OPEN 100000
#define FEW 10000
#define MANY 1000000
#define ROUNDS 60
#define WARM_UP 5
#define LIMIT_US 50000

typedef enum { DUE, FIND, PAGE, LEAD, DESK } Kind;

typedef struct {
  const char *title;
  Kind kind;
  const char *text; /* with a %d for the number of the round */
  gboolean found;   /* it has an answer */
} Question;

static const Question questions[] = {
  { "due list of a clerk", DUE, "G05", TRUE },
  { "due list of the lead", DUE, "", TRUE },
  { "the desk's view", DESK, "G05", FALSE },
  { "the lead's window", LEAD, "L02", FALSE },
  { "find: number of a case", FIND, "2026-0%05d", TRUE },
  { "find: number of a notice", FIND, "告字〔2026〕%d号", TRUE },
  { "find: number of an acceptance", FIND, "受字〔2026〕%d号", TRUE },
  { "find: telephone", FIND, "130000%05d", TRUE },
  { "find: account", FIND, "01000%05d", TRUE },
  { "find: a common name", FIND, "王伟明", TRUE },
  { "find: a rare name", FIND, "欧阳若兰", TRUE },
  { "find: initials of a common name", FIND, "wwm", TRUE },
  { "find: two letters", FIND, "ww", TRUE },
  { "find: initials of a rare name", FIND, "oyr", TRUE },
  { "find: a common keyword", FIND, "过户", TRUE },
  { "find: a rare keyword", FIND, "漏水", TRUE },
  { "find: nothing", FIND, "没有这个词%d", FALSE },
  { "page of an open case", PAGE, "2026-0%05d", TRUE },
  { "page by its notice", PAGE, "告字〔2026〕%d号", TRUE },
  { "page of a closed case", PAGE, "2025-00%04d", TRUE },
};

static guint
count_list (GListModel *list)
{
  g_autoptr (GListModel) owned = list;

  return owned != NULL ? g_list_model_get_n_items (owned) : 0;
}

static guint
ask (HallEngine *engine, const Question *question, const char *text, GError **error)
{
  switch (question->kind) {
  case DUE:
    return count_list (hall_due_list_read (engine, g_variant_new_string (text), error));
  case FIND:
    return count_list (hall_case_find_read (engine, g_variant_new_string (text), error));
  case DESK:
    hall_desk_view_free (hall_desk_view_read (engine, hall_desk_params (3, text), error));
    return 1;
  case LEAD:
    hall_lead_view_free (hall_lead_read (engine, g_variant_new_string (text), error));
    return 1;
  case PAGE:
  default: {
    g_autoptr (HallCaseView) view = hall_case_view_read (engine, g_variant_new_string (text), error);

    return view != NULL ? g_list_model_get_n_items (view->story) : 0;
  }
  }
}

static gint64
measure_once (HallFixture *hall, const Question *question, int round)
{
  g_auto (GStrv) parts = g_strsplit (question->text, "%", 2);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gint64 since;
  gint64 took;
  guint found;
  if (parts[1] == NULL) {
    text = g_strdup (question->text);
  } else {
    const char *rest = strchr (parts[1], 'd') + 1;
    int width = parts[1][0] == '0' ? parts[1][1] - '0' : 1;

    text = g_strdup_printf ("%s%0*d%s", parts[0], width, 100 + round * 2, rest);
  }
  since = g_get_monotonic_time ();
  found = ask (hall->engine, question, text, &error);
  took = g_get_monotonic_time () - since;
  if (error != NULL || (question->found && found == 0))
    g_error ("%s: %s: %s", question->title, text, error != NULL ? error->message : "nothing was found");
  return took;
}

static int
compare (const void *a, const void *b)
{
  gint64 left = *(const gint64 *)a;
  gint64 right = *(const gint64 *)b;

  return (left > right) - (left < right);
}

static HallFixture *
grown (gint64 closed)
{
  HallFixture *hall = hall_fixture_new ();
  g_autoptr (GError) error = NULL;
  gint64 since = g_get_monotonic_time ();

  g_clear_object (&hall->engine);
  hall_case_history_grow (hall->address, closed, OPEN);
  hall->engine = hall_engine_open (hall->address, hall->clock, &error);
  g_assert_no_error (error);
  printf ("# %d open and %" G_GINT64_FORMAT " closed cases made in %.0f s\n", OPEN, closed,
          (double)(g_get_monotonic_time () - since) / 1e6);
  hall_fixture_open (hall, "G05", 3);
  return hall;
}

static void
measure (HallFixture *few, HallFixture *many, const Question *question)
{
  gint64 short_us[ROUNDS];
  gint64 long_us[ROUNDS];
  double ratio;

  for (int i = -WARM_UP; i < ROUNDS; i++) {
    gint64 a = measure_once (few, question, i + WARM_UP);
    gint64 b = measure_once (many, question, i + WARM_UP);

    if (i >= 0) {
      short_us[i] = a;
      long_us[i] = b;
    }
  }
  qsort (short_us, ROUNDS, sizeof *short_us, compare);
  qsort (long_us, ROUNDS, sizeof *long_us, compare);
  ratio = (double)long_us[ROUNDS / 2] / (double)short_us[ROUNDS / 2];
  printf ("%-32s %8.2f %8.2f %8.2f %6.2f%s%s\n", question->title, (double)short_us[ROUNDS / 2] / 1000,
          (double)long_us[ROUNDS / 2] / 1000, (double)long_us[ROUNDS - 1] / 1000, ratio,
          long_us[ROUNDS - 1] > LIMIT_US ? "  longer than 50 ms" : "", ratio > 1.5 ? "  not flat" : "");
  fflush (stdout);
}

static void
measure_all (void)
{
  g_autoptr (HallFixture) few = grown (FEW);
  g_autoptr (HallFixture) many = grown (MANY);

  printf ("\nReading cases on %s, ms        %8s %8s %8s %6s\n",
          hall_place_is_server () ? "PostgreSQL" : "SQLite    ", "10,000", "1 M", "longest", "ratio");
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    measure (few, many, &questions[i]);
}

/* The same again on a server of its own. */
static void
measure_server (const char *self)
{
  const char *argv[] = { DATABASE_SERVICE, self, NULL };
  g_autoptr (GError) error = NULL;
  int status = 0;

  if (hall_place_is_server ())
    return;
  fflush (stdout);
  if (!g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL, NULL, NULL, &status,
                     &error)
      || !g_spawn_check_wait_status (status, &error))
    g_printerr ("no measurement on PostgreSQL: %s\n", error->message);
}

int
main (int argc, char **argv)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);

  measure_all ();
  measure_server (self);
  return 0;
}
