/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-listener.h"

#include <gio/gio.h>

void
hall_listener_init (HallListener *self)
{
  *self = (HallListener){ .heard = g_array_new (FALSE, FALSE, sizeof (gint64)) };
}

void
hall_listener_clear (HallListener *self)
{
  g_clear_pointer (&self->heard, g_array_unref);
  g_clear_pointer (&self->said, g_free);
}

/* Something was heard, now. */
void
hall_listener_hear (HallListener *self)
{
  gint64 now = g_get_monotonic_time ();

  g_array_append_val (self->heard, now);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  HallListener *self = data;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &self->said, NULL, &error);
  g_assert_no_error (error);
  self->ended = TRUE;
}

/**
 * hall_listener_run:
 * @self: a listener whose ears are in the default main context
 * @program: this program
 * @what: its first argument, which has it do things and print when, µs, a line each
 * @address: the hall
 *
 * Returns: (transfer full) (element-type gint64): for each thing that the other process did, how long until
 * the next was heard, µs
 */
GArray *
hall_listener_run (HallListener *self, const char *program, const char *what, const char *address)
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
  g_assert_true (g_subprocess_get_successful (other));
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

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *)a;
  gint64 right = *(const gint64 *)b;

  return (left > right) - (left < right);
}

/**
 * hall_times_nth:
 * @times: (element-type gint64): at least one; sorted afterwards
 * @percent: 50 for the median
 *
 * Returns: the nearest rank
 */
gint64
hall_times_nth (GArray *times, double percent)
{
  g_array_sort (times, compare);
  return g_array_index (times, gint64, MIN (times->len - 1, (guint)(times->len * percent / 100)));
}
