/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-crew.h"

static const struct {
  const char *staff;
  const char *categories; /* (nullable) the sample's own */
} crew[HALL_CREW] = {
  { "G05", NULL }, { "G07", NULL }, { "G09", NULL },  { "G11", NULL },
  { "G12", NULL }, { "G13", "A" },  { "G14", "A,B" }, { "G15", "C" },
};

static void
add (HallFixture *hall, int nth)
{
  if (nth >= 3) {
    g_autofree char *staff = g_strdup_printf (
        "{'number': <'%s'>, 'name': <'赵六'>, 'roles': <'clerk'>, 'cash_right': <true>}", crew[nth].staff);

    g_variant_unref (hall_fixture_do (hall, "A01", 0, "add-staff", staff));
  }
  if (crew[nth].categories != NULL) {
    g_autofree char *counter = g_strdup_printf ("{'number': <int64 %d>, 'categories': <'%s'>}", nth + 1,
                                                crew[nth].categories);

    g_variant_unref (hall_fixture_do (hall, "A01", 0, "set-counter", counter));
  }
  hall_fixture_open (hall, crew[nth].staff, nth + 1);
}

/**
 * hall_crew_new:
 *
 * Returns: (transfer full): a hall of eight open counters, whose clock runs from nine in the morning
 */
HallCrew *
hall_crew_new (void)
{
  HallCrew *self = g_new0 (HallCrew, 1);
  g_autoptr (GError) error = NULL;

  self->hall = hall_fixture_new ();
  for (int i = 0; i < HALL_CREW; i++)
    add (self->hall, i);
  hall_engine_set_practice_time (self->hall->engine, hall_clock_now (self->hall->clock), &error);
  g_assert_no_error (error);
  /* The processes are alone with the file: what they do is theirs. */
  g_clear_object (&self->hall->engine);
  return self;
}

void
hall_crew_free (HallCrew *self)
{
  hall_fixture_free (self->hall);
  g_free (self);
}

/**
 * hall_crew_start:
 * @self: a crew
 * @nth: which counter, from 0
 * @commands: after how many answered commands it ends
 * @seed: of its choices
 *
 * Returns: (transfer full): a process that works at that counter
 */
GSubprocess *
hall_crew_start (HallCrew *self, int nth, gint64 commands, guint32 seed)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "faults", "hall-hammer", NULL);
  g_autofree char *counter = g_strdup_printf ("%d", nth + 1);
  g_autofree char *n = g_strdup_printf ("%" G_GINT64_FORMAT, commands);
  g_autofree char *chance = g_strdup_printf ("%u", seed);
  GSubprocess *process;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, self->hall->address,
                              crew[nth].staff, counter, n, chance, NULL);
  g_assert_no_error (error);
  return process;
}

typedef struct {
  GPtrArray *said;
  guint at;
  guint *left;
} Listening;

static void
heard_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Listening *self = data;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, (char **)&self->said->pdata[self->at],
                                        NULL, &error);
  g_assert_no_error (error);
  --*self->left;
  g_free (self);
}

/**
 * hall_crew_listen:
 * @processes: (element-type GSubprocess): processes
 * @said: (element-type utf8): gets what each of them said
 *
 * Waits until all of them have ended.
 */
void
hall_crew_listen (GPtrArray *processes, GPtrArray *said)
{
  guint left = processes->len;

  g_ptr_array_set_size (said, (int)processes->len);
  for (guint i = 0; i < processes->len; i++) {
    Listening *listening = g_new0 (Listening, 1);

    *listening = (Listening){ said, i, &left };
    g_subprocess_communicate_utf8_async (processes->pdata[i], NULL, NULL, heard_cb, listening);
  }
  while (left > 0)
    g_main_context_iteration (NULL, TRUE);
}
