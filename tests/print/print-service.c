/* SPDX-License-Identifier: GPL-3.0-or-later */

/* print-service DIR COMMAND [ARG...]: runs COMMAND with a print service of its own, CUPS_SERVER set, queues
 * "hall_roll" (80 mm) and "hall_a5"; the papers that came out lie in DIR afterwards as QUEUE-paper-000.pdf
 * ... Exits as COMMAND. */

#include "hall-print-fixture.h"

#include <stdio.h>
#include <sys/wait.h>

static const struct {
  const char *queue;
  const char *form;
} printers[] = { { "hall_roll", "roll80" }, { "hall_a5", "a5" } };

static gboolean
keep_papers (HallPrintFixture *service, const char *dir, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (printers); i++) {
    g_autoptr (GPtrArray) papers = hall_print_fixture_list_papers (service, printers[i].queue);

    for (guint k = 0; k < papers->len; k++) {
      g_autofree char *base = g_path_get_basename (papers->pdata[k]);
      g_autofree char *name = g_strdup_printf ("%s-%s", printers[i].queue, base);
      g_autoptr (GFile) from = g_file_new_for_path (papers->pdata[k]);
      g_autoptr (GFile) to = g_file_new_build_filename (dir, name, NULL);

      if (!g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error))
        return FALSE;
    }
  }
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallPrintFixture) service = NULL;
  int status = 0;

  if (argc < 3) {
    fputs ("usage: print-service DIR COMMAND [ARG...]\n", stderr);
    return 2;
  }
  g_mkdir_with_parents (argv[1], 0755);
  service = hall_print_fixture_new (&error);
  for (guint i = 0; i < G_N_ELEMENTS (printers) && error == NULL; i++)
    hall_print_fixture_add (service, printers[i].queue, printers[i].form, &error);
  if (error == NULL)
    g_spawn_sync (NULL, argv + 2, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL, NULL,
                  NULL, &status, &error);
  if (error == NULL)
    keep_papers (service, argv[1], &error);
  if (error != NULL) {
    fprintf (stderr, "print-service: %s\n", error->message);
    return 1;
  }
  return WIFEXITED (status) ? WEXITSTATUS (status) : 1;
}
