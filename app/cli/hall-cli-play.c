/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-cli-private.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#include "hall-play.h"

/* Each answer goes out at once, for somebody may be typing the lines. */
static void
print_answer (const char *answer, gint64 line, gboolean ok, gpointer data)
{
  puts (answer);
  fflush (stdout);
}

static GInputStream *
open_script (const char *path, GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GError) local = NULL;

  if (g_str_equal (path, "-"))
    return g_unix_input_stream_new (STDIN_FILENO, FALSE);
  file = g_file_new_for_commandline_arg (path);
  stream = g_file_read (file, NULL, &local);
  if (stream == NULL)
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "file", "%s", local->message);
  return stream != NULL ? G_INPUT_STREAM (g_steal_pointer (&stream)) : NULL;
}

/**
 * hall_cli_play:
 *
 * Plays a script in a practice hall: one answer a line. Refused lines are answers; it fails only when the
 * script cannot be played.
 */
int
hall_cli_play (HallCli *cli, int argc, char **argv)
{
  g_autoptr (GInputStream) script = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!hall_cli_read_options (cli, HALL_CLI_PLAIN, NULL, "FILE.jsonl | -", 1, 1, argc, argv, &status))
    return status;
  script = open_script (cli->words[0], &error);
  if (script == NULL || !hall_play_script (cli->options->address, script, print_answer, NULL, NULL, &error))
    return hall_cli_fail (cli, error);
  return HALL_CLI_DONE;
}
