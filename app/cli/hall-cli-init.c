/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-cli-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-address.h"
#include "hall-json.h"
#include "hall-text.h"

/* The staff that came with the hall: number, name, roles, password. They are told once and stored nowhere. */
static void
print_staff (GVariant *made)
{
  g_autoptr (GVariant) staff = g_variant_lookup_value (made, "staff", G_VARIANT_TYPE ("av"));
  g_autoptr (HallCliTable) table = hall_cli_table_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  static const char *const keys[] = { "staff", "name", "roles", "password" };

  if (staff == NULL || g_variant_n_children (staff) == 0)
    return;
  hall_cli_table_add_column (table, _ ("Staff"), FALSE);
  hall_cli_table_add_column (table, _ ("Name"), FALSE);
  hall_cli_table_add_column (table, _ ("Roles"), FALSE);
  hall_cli_table_add_column (table, _ ("Password"), FALSE);
  for (gsize i = 0; i < g_variant_n_children (staff); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (staff, i);
    g_autoptr (GVariant) member = g_variant_get_variant (boxed);

    for (gsize k = 0; k < G_N_ELEMENTS (keys); k++) {
      const char *text = "";

      g_variant_lookup (member, keys[k], "&s", &text);
      hall_cli_table_add_cell (table, text);
    }
  }
  hall_cli_table_append (table, out, "");
  g_print ("%s", out->str);
}

static const char *
text_of (GVariant *group, const char *name)
{
  const char *text = NULL;

  g_variant_lookup (group, name, "&s", &text);
  return text;
}

/* What one kind of PC needs to get in. */
static void
print_way_in (GVariant *way)
{
  g_autoptr (GVariant) lines = g_variant_lookup_value (way, "pgpass", G_VARIANT_TYPE ("av"));
  gboolean desk = g_str_equal (text_of (way, "who"), "desk");

  g_print ("\n%s\n  halldesk --hall '%s'\n",
           desk ? _ ("The PCs of the counters:") : _ ("Kiosk, board and counter displays:"),
           text_of (way, "address"));
  if (lines == NULL) {
    /* Translators: %s is the name of a role in the database server. */
    g_print (_ ("  The role %s was there before; its password stays as it is."), text_of (way, "role"));
    g_print ("\n");
    return;
  }
  g_print ("%s\n", _ ("  and in ~/.pgpass there, which only its owner may read (chmod 600):"));
  for (gsize i = 0; i < g_variant_n_children (lines); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (lines, i);
    g_autoptr (GVariant) line = g_variant_get_variant (boxed);

    g_print ("    %s\n", g_variant_get_string (line, NULL));
  }
}

/**
 * hall_cli_print_access:
 * @address: where a hall was made, or moved to
 * @made: an answer that may have "access"
 *
 * Tells how each PC gets to a hall on a server. The passwords are told once and stored nowhere.
 */
void
hall_cli_print_access (const char *address, GVariant *made)
{
  g_autoptr (GVariant) access = g_variant_lookup_value (made, "access", G_VARIANT_TYPE ("av"));

  if (access == NULL)
    return;
  for (gsize i = 0; i < g_variant_n_children (access); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (access, i);
    g_autoptr (GVariant) way = g_variant_get_variant (boxed);

    print_way_in (way);
  }
  if (hall_address_is_local (address))
    g_print ("\n%s\n",
             _ ("On another PC write the server's name, as its certificate has it, behind the @ and in"
                " front of the first colon."));
}

static gboolean
make_folder (const char *address, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (address);

  if (hall_address_is_server (address) || g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, "hall", _ ("the folder %s cannot be made: %s"), folder,
                  g_strerror (errno));
  return FALSE;
}

/**
 * hall_cli_init:
 *
 * Makes a hall: the sample heating company's or an empty one, real or for practice.
 */
int
hall_cli_init (HallCli *cli, int argc, char **argv)
{
  g_autoptr (HallClock) clock = hall_clock_new ();
  g_autoptr (GVariant) made = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sample = NULL;
  g_autofree char *empty = NULL;
  g_autofree char *where = NULL;
  gboolean practice = FALSE;
  const GOptionEntry entries[] = {
    { "sample", 0, 0, G_OPTION_ARG_STRING, &sample, N_ ("A hall to begin with: heating"), N_ ("NAME") },
    { "empty", 0, 0, G_OPTION_ARG_FILENAME, &empty, N_ ("An empty hall of this name"), N_ ("NAME") },
    { "practice", 0, 0, G_OPTION_ARG_NONE, &practice,
      N_ ("A hall for practice, marked so on every screen and paper"), NULL },
    { NULL },
  };
  HallSetup setup = { 0 };
  int status;

  if (!hall_cli_read_options (cli, HALL_CLI_WITH_FORMAT, entries,
                              "--sample heating | --empty NAME [--practice]", 0, 0, argc, argv, &status))
    return status;
  if ((sample == NULL) == (empty == NULL))
    return hall_cli_usage (cli, _ ("say --sample heating or --empty NAME"));
  if (sample != NULL && !g_str_equal (sample, "heating"))
    return hall_cli_usage (cli, _ ("there is no sample “%s”, only heating"), sample);
  if (empty != NULL) {
    g_strstrip (empty);
    if (*empty == '\0')
      return hall_cli_usage (cli, _ ("an empty hall needs a name"));
    if (!hall_text_check (empty, -1, "empty", HALL_NAME_MAX, HALL_TEXT_ONE_LINE, &error))
      return hall_cli_fail (cli, error);
  }

  setup = (HallSetup){ .hall_name = empty, .sample = sample != NULL, .practice = practice };
  if (make_folder (cli->options->address, &error)) {
    do
      made = hall_engine_create (cli->options->address, &setup, clock, &error);
    while (made == NULL && hall_cli_ask_server_password (cli->options->address, &error));
  }
  if (made == NULL)
    return hall_cli_fail (cli, error);
  if (hall_cli_is_json (cli)) {
    hall_cli_print_answer (cli, made);
    return HALL_CLI_DONE;
  }
  where = hall_address_describe (cli->options->address);
  /* Translators: %s is the path of the file, or the address of the database, that holds the new hall. */
  g_print (_ ("The hall is in %s"), where);
  g_print ("\n");
  print_staff (made);
  hall_cli_print_access (cli->options->address, made);
  return HALL_CLI_DONE;
}
