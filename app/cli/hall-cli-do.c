/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-cli-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-commands.h"
#include "hall-json.h"

#define MAX_SECRET 1024

/* --- do --list --- */

static void
add_text_row (const char *name, HallRole roles, const char *args, gpointer data)
{
  HallCliTable *table = data;
  g_autofree char *who = hall_roles_to_text (roles);

  hall_cli_table_add_cell (table, name);
  hall_cli_table_add_cell (table, who);
  hall_cli_table_add_cell (table, args);
}

/* "category:word matter?:word" as a list of groups: name, type, whether it may be left out. */
static GVariant *
args_to_list (const char *args)
{
  g_auto (GStrv) words = g_strsplit_set (args, " ", -1);
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (gsize i = 0; words[i] != NULL; i++) {
    g_auto (GVariantBuilder) group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
    char *colon = strchr (words[i], ':');
    gboolean optional;

    if (colon == NULL)
      continue;
    optional = colon[-1] == '?';
    colon[optional ? -1 : 0] = '\0';
    g_variant_builder_add (&group, "{sv}", "name", g_variant_new_string (words[i]));
    g_variant_builder_add (&group, "{sv}", "type", g_variant_new_string (colon + 1));
    g_variant_builder_add (&group, "{sv}", "optional", g_variant_new_boolean (optional));
    g_variant_builder_add (&list, "v", g_variant_builder_end (&group));
  }
  return g_variant_builder_end (&list);
}

static void
add_json_row (const char *name, HallRole roles, const char *args, gpointer data)
{
  GVariantBuilder *list = data;
  g_auto (GVariantBuilder) group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *who = hall_roles_to_text (roles);
  g_auto (GStrv) names = g_strsplit (who, ",", -1);
  g_auto (GVariantBuilder) role_list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (gsize i = 0; names[i] != NULL; i++)
    g_variant_builder_add (&role_list, "v", g_variant_new_string (names[i]));
  g_variant_builder_add (&group, "{sv}", "name", g_variant_new_string (name));
  g_variant_builder_add (&group, "{sv}", "roles", g_variant_builder_end (&role_list));
  g_variant_builder_add (&group, "{sv}", "arguments", args_to_list (args));
  g_variant_builder_add (list, "v", g_variant_builder_end (&group));
}

static int
print_list (HallCli *cli)
{
  if (hall_cli_is_json (cli)) {
    g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
    g_auto (GVariantBuilder) whole = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
    g_autoptr (GVariant) value = NULL;

    hall_commands_list (add_json_row, &list);
    g_variant_builder_add (&whole, "{sv}", "commands", g_variant_builder_end (&list));
    value = g_variant_ref_sink (g_variant_builder_end (&whole));
    hall_cli_print_json (value);
  } else {
    g_autoptr (HallCliTable) table = hall_cli_table_new ();
    g_autoptr (GString) out = g_string_new (NULL);

    hall_cli_table_add_column (table, _ ("Command"), FALSE);
    hall_cli_table_add_column (table, _ ("Roles"), FALSE);
    hall_cli_table_add_column (table, _ ("Arguments"), FALSE);
    hall_commands_list (add_text_row, table);
    hall_cli_table_append (table, out, "");
    g_print ("%s", out->str);
  }
  return HALL_CLI_DONE;
}

/* --- do NAME --- */

typedef struct {
  const char *command;
  const char *args; /* (nullable) of that command */
} Lookup;

static void
find_args (const char *name, HallRole roles, const char *args, gpointer data)
{
  Lookup *lookup = data;

  if (g_str_equal (name, lookup->command))
    lookup->args = args;
}

static gboolean
is_secret (const char *args, const char *key, gsize length)
{
  g_autofree char *plain = g_strdup_printf (" %.*s:secret", (int)length, key);
  g_autofree char *optional = g_strdup_printf (" %.*s?:secret", (int)length, key);
  g_autofree char *padded = g_strconcat (" ", args, NULL);

  return strstr (padded, plain) != NULL || strstr (padded, optional) != NULL;
}

/* A password must not stand on the command line, where every process of the PC can read it: "password=@FILE".
 */
static gboolean
read_secrets (HallCli *cli, GError **error)
{
  Lookup lookup = { .command = cli->words[0] };

  hall_commands_list (find_args, &lookup);
  for (char **word = cli->words + 1; lookup.args != NULL && *word != NULL; word++) {
    const char *equals = strchr (*word, '=');
    g_autoptr (GBytes) bytes = NULL;
    g_autofree char *secret = NULL;
    g_autofree char *key = NULL;

    if (equals == NULL || !is_secret (lookup.args, *word, (gsize)(equals - *word)))
      continue;
    key = g_strndup (*word, (gsize)(equals - *word));
    if (equals[1] != '@') {
      hall_set_error (
          error, HALL_ERROR_INVALID, NULL, key,
          _ ("a password never stands on the command line; put it into a file and write %s=@FILE"), key);
      return FALSE;
    }
    bytes = hall_cli_read_file (equals + 2, MAX_SECRET, error);
    if (bytes == NULL)
      return FALSE;
    if (g_bytes_get_size (bytes) == 0) {
      hall_set_error (error, HALL_ERROR_INVALID, NULL, key, _ ("%s is empty"), equals + 2);
      return FALSE;
    }
    secret = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    secret[strcspn (secret, "\r\n")] = '\0';
    g_free (*word);
    *word = g_strconcat (key, "=", secret, NULL);
  }
  return TRUE;
}

/**
 * hall_cli_do:
 *
 * Carries out one command of the hall, for a member of staff or for a station.
 */
int
hall_cli_do (HallCli *cli, int argc, char **argv)
{
  g_autoptr (HallEngine) engine = NULL;
  g_autoptr (GVariant) args = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *request = NULL;
  gboolean list = FALSE;
  const GOptionEntry entries[] = {
    { "list", 0, 0, G_OPTION_ARG_NONE, &list, N_ ("Tell every command with its roles and arguments"), NULL },
    { "request", 0, 0, G_OPTION_ARG_STRING, &request,
      N_ ("An id of your own: the same one is carried out once and answered each time"), N_ ("ID") },
    { NULL },
  };
  int status;

  if (!hall_cli_read_options (cli, HALL_CLI_WITH_FORMAT | HALL_CLI_WITH_STAFF, entries,
                              "NAME [KEY=VALUE…] | --list", 0, -1, argc, argv, &status))
    return status;
  if (list)
    return print_list (cli);
  if (cli->words[0] == NULL)
    return hall_cli_usage (cli, _ ("name a command, or ask for --list"));
  if (!hall_command_exists (cli->words[0]))
    return hall_cli_usage (cli, _ ("there is no command “%s”; do --list tells them all"), cli->words[0]);

  if (read_secrets (cli, &error))
    args = hall_command_args_from_strings (cli->words[0], (const char *const *)cli->words + 1, &error);
  if (args != NULL)
    engine = hall_cli_open (cli, &error);
  if (engine != NULL && hall_cli_authenticate (cli, engine, &error))
    answer = hall_cli_carry_out (cli, engine, cli->words[0], args, request, &error);
  if (answer == NULL)
    return hall_cli_fail (cli, error);
  hall_cli_print_answer (cli, answer);
  return HALL_CLI_DONE;
}
