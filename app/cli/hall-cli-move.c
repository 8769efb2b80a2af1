/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Moving house: a whole hall from a file to a server, back, or anywhere else. */

#include "hall-cli-private.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "hall-address.h"
#include "hall-move.h"

/* A line at most so often: who watches sees that it goes on, and can read it. */
#define TELL_EVERY_US (G_USEC_PER_SEC / 2)

typedef struct {
  gboolean watched; /* whether a terminal is there */
  gint64 told_at;   /* µs, monotonic */
  const char *table;
  int tables;
  gint64 rows;
} Progress;

static void
on_progress_cb (const char *table, gint64 rows, gint64 total, gpointer data)
{
  Progress *self = data;
  gint64 now = g_get_monotonic_time ();

  self->rows = rows;
  if (table == NULL)
    return;
  /* Two parts of one table come one after the other. */
  if (g_strcmp0 (table, self->table) != 0)
    self->tables++;
  self->table = table;
  if (!self->watched || now - self->told_at < TELL_EVERY_US)
    return;
  self->told_at = now;
  /* Translators: how far the moving of a hall is: the name of a table of the database, rows carried, all
   * rows.
   */
  g_printerr (_ ("%s: %d of %d rows"), table, (int)rows, (int)total);
  g_printerr ("\n");
}

static void
print_done (HallCli *cli, const Progress *progress, const char *from, const char *to, GVariant *made)
{
  g_autoptr (GVariant) access = g_variant_lookup_value (made, "access", NULL);
  g_auto (GVariantBuilder) group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) whole = NULL;
  gboolean continued;

  if (!hall_cli_is_json (cli)) {
    if (g_variant_lookup (made, "continued", "b", &continued))
      /* Translators: %s is where a hall was carried by a move that was cut off at its end. */
      g_print (_ ("The hall was at %s already, complete."), to);
    else
      /* Translators: a hall was moved: where it is now, how many rows, how many tables. */
      g_print (_ ("The hall is at %s now: %d rows in %d tables."), to, (int)progress->rows, progress->tables);
    g_print ("\n");
    /* Translators: %s is where a hall was before it was moved. */
    g_print (_ ("At %s it can still be read and verified, but nobody works there any more."), from);
    g_print ("\n");
    hall_cli_print_access (to, made);
    return;
  }
  g_variant_builder_add (&group, "{sv}", "ok", g_variant_new_boolean (TRUE));
  g_variant_builder_add (&group, "{sv}", "from", g_variant_new_string (from));
  g_variant_builder_add (&group, "{sv}", "to", g_variant_new_string (to));
  g_variant_builder_add (&group, "{sv}", "tables", g_variant_new_int64 (progress->tables));
  g_variant_builder_add (&group, "{sv}", "rows", g_variant_new_int64 (progress->rows));
  if (access != NULL)
    g_variant_builder_add (&group, "{sv}", "access", access);
  whole = g_variant_ref_sink (g_variant_builder_end (&group));
  hall_cli_print_json (whole);
}

static gboolean
is_address (const char *address)
{
  return address != NULL && *address != '\0'
         && (hall_address_is_server (address) || strstr (address, "://") == NULL);
}

/**
 * hall_cli_move:
 *
 * Carries the whole hall to another place.
 */
int
hall_cli_move (HallCli *cli, int argc, char **argv)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;
  g_autoptr (GVariant) made = NULL;
  g_autoptr (GError) error = NULL;
  Progress progress = { .watched = isatty (STDERR_FILENO) };
  int status;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &from, N_ ("Where the hall is"), N_ ("ADDRESS") },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, N_ ("Where it goes"), N_ ("ADDRESS") },
    { NULL }
  };

  if (!hall_cli_read_options (cli, HALL_CLI_WITH_FORMAT, entries, "--from ADDRESS --to ADDRESS", 0, 0, argc,
                              argv, &status))
    return status;
  if (!is_address (from) || !is_address (to))
    return hall_cli_usage (cli, _ ("--from and --to each name a file or postgresql://…"));

  old = hall_address_describe (from);
  new = hall_address_describe (to);
  /* Translators: a hall is being moved: from where, to where. */
  g_printerr (_ ("Moving the hall from %s to %s…"), old, new);
  g_printerr ("\n");
  do
    made = hall_move (from, to, on_progress_cb, &progress, &error);
  while (made == NULL && hall_cli_ask_server_password (hall_address_is_server (to) ? to : from, &error));
  if (made == NULL)
    return hall_cli_fail (cli, error);
  print_done (cli, &progress, old, new, made);
  return HALL_CLI_DONE;
}
