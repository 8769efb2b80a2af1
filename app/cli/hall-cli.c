/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-cli.h"

#include "hall-cli-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "hall-address.h"
#include "hall-config.h"
#include "hall-db.h"
#include "hall-json.h"
#include "hall-person.h"
#include "hall-settings.h"

#define MAX_COUNTER 999
#define MAX_PASSWORD 1024

/* --- The commands --- */

typedef struct {
  const char *name;
  HallCliFunc func;
  const char *words;
  const char *summary;
} Command;

static const Command commands[] = {
  { "init", hall_cli_init, "--sample heating | --empty NAME",
    N_ ("Make a hall; its staff and their passwords are printed") },
  { "do", hall_cli_do, "NAME [KEY=VALUE…]", N_ ("Carry out one command; do --list tells them all") },
  { "play", hall_cli_play, "FILE.jsonl | -", N_ ("Carry out a script of commands in a practice hall") },
  { "show", hall_cli_show, "WHAT [WHICH]",
    N_ ("Tell how things stand: queue, board, counters, case NO, due, records, forwards, receipt NO, drawer "
        "N, approvals, papers; the manual has all") },
  { "summary", hall_cli_summary, "[DATE]", N_ ("The day in figures") },
  { "paper", hall_cli_paper, "NUMBER --output FILE.pdf", N_ ("The stored document, byte for byte") },
  { "import", hall_cli_import, "tickets|matters|holidays|knowledge FILE",
    N_ ("Take over the tickets of other days, the hall's matters, a year's calendar, or the knowledge "
        "base") },
  { "export", hall_cli_export, "matters | knowledge | holidays YEAR", N_ ("Write what import reads") },
  { "backup", hall_cli_backup, "FILE", N_ ("Copy the hall while it is at work") },
  { "restore", hall_cli_restore, "FILE",
    N_ ("Put a copy in the hall's place; what was there is kept beside it") },
  { "verify", hall_cli_verify, "", N_ ("Prove the journal, the receipts, the papers and the tickets") },
  { "move", hall_cli_move, "--from ADDRESS --to ADDRESS",
    N_ ("Carry the whole hall to another place: from a file to a server, or back") },
  { "migrate", hall_cli_migrate, "", N_ ("Bring the hall to this version of the program") },
};

static const Command *
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  return NULL;
}

/* --- What stands before them --- */

void
hall_cli_options_clear (HallCliOptions *self)
{
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->station, g_free);
}

/* What is printed is UTF-8 wherever it goes: a name must not become question marks because a script sets no
 * locale. */
static void
print_out (const char *text)
{
  fputs (text, stdout);
}

/* What was typed wrong is told back, and kept in logs: never a whole identity number (row 000-15). */
static void
print_err (const char *text)
{
  g_autofree char *masked = g_utf8_validate (text, -1, NULL) ? hall_id_mask_in_text (text) : NULL;

  fputs (masked != NULL ? masked : text, stderr);
}

/**
 * hall_cli_prepare:
 *
 * Sets the language of what is printed. To be called first.
 */
void
hall_cli_prepare (void)
{
  const char *installed = HALL_LOCALEDIR;

  setlocale (LC_ALL, "");
  g_set_print_handler (print_out);
  g_set_printerr_handler (print_err);
  bindtextdomain (GETTEXT_PACKAGE,
                  g_file_test (installed, G_FILE_TEST_IS_DIR) ? installed : HALL_BUILD_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  /* Sums and logs of a hall are for its own staff alone. */
  umask (0077);
}

/* The text below the options of --help: every surface and every command in a line. */
static char *
describe (const char *const *surfaces)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n  ", _ ("Surfaces:"));
  for (gsize i = 0; surfaces[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", surfaces[i]);
  g_string_append_printf (text, "\n\n%s\n", _ ("Commands (none needs a display):"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "  %s %s\n      %s\n", commands[i].name, commands[i].words,
                            _ (commands[i].summary));
  g_string_append_printf (text, "\n%s\n%s\n",
                          _ ("A member of staff is named by --as; the password is read from the file that"
                             " $HALLDESK_PASSWORD_FILE names, or asked for."),
                          _ ("Exit status: 0 done, 1 refused or failed, 2 wrong usage."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
print_usage_error (const char *what, const char *why)
{
  g_printerr ("halldesk: %s: %s (halldesk --help)\n", what, why);
}

typedef struct {
  char *hall;
  char *station;
  int counter;
} Common;

static void
common_clear (Common *self)
{
  g_free (self->hall);
  g_free (self->station);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Common, common_clear)

/* Names are taken as they stand, not by the locale, which a script may not have set. */
static GOptionEntry *
common_entries (Common *common)
{
  const GOptionEntry entries[] = {
    { "hall", 0, 0, G_OPTION_ARG_FILENAME, &common->hall, N_ ("Where the hall is: a file, or postgresql://…"),
      N_ ("ADDRESS") },
    { "counter", 0, 0, G_OPTION_ARG_INT, &common->counter, N_ ("The counter where this is"), N_ ("N") },
    { "station", 0, 0, G_OPTION_ARG_FILENAME, &common->station, N_ ("What this workstation is called"),
      N_ ("NAME") },
    { NULL },
  };

  return g_memdup2 (entries, sizeof entries);
}

/* Takes what was given over what was known; an address of a server is told plainly that it is none yet. */
static gboolean
take_common (HallCliOptions *options, Common *common)
{
  if (common->hall != NULL) {
    g_free (options->address);
    options->address = g_steal_pointer (&common->hall);
  }
  if (common->station != NULL && !g_utf8_validate (common->station, -1, NULL)) {
    print_usage_error ("--station", _ ("the name is not UTF-8 text"));
    return FALSE;
  }
  if (common->station != NULL) {
    g_free (options->station);
    options->station = g_steal_pointer (&common->station);
  }
  if (common->counter < 0 || common->counter > MAX_COUNTER) {
    print_usage_error ("--counter", _ ("the number of a counter is 1 to 999"));
    return FALSE;
  }
  if (common->counter != 0)
    options->counter = common->counter;
  if (options->address == NULL)
    options->address = hall_settings_get_hall ();
  if (*options->address == '\0'
      || (strstr (options->address, "://") != NULL && !hall_address_is_server (options->address))) {
    print_usage_error ("--hall", _ ("name a file, or an address on a server: postgresql://…"));
    return FALSE;
  }
  return TRUE;
}

/**
 * hall_cli_parse:
 * @options: (inout): filled in
 * @surfaces: (array zero-terminated=1): names of the surfaces; the desk is shown when nothing is
 *   named
 * @argc: (inout): the command line; what is left begins with the command's name
 * @argv: (inout): the same
 * @status: (out): the exit status when there is nothing more to do
 *
 * Reads the options that stand before a surface or a command, and which of the two it is.
 *
 * Returns: whether to go on
 */
gboolean
hall_cli_parse (HallCliOptions *options, const char *const *surfaces, int *argc, char ***argv, int *status)
{
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("[SURFACE | COMMAND …]"));
  g_autoptr (GError) error = NULL;
  g_auto (Common) common = { 0 };
  g_autofree GOptionEntry *entries = common_entries (&common);
  g_autofree char *description = describe (surfaces);
  gboolean version = FALSE;
  const GOptionEntry own[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_ ("Tell the version"), NULL },
    { NULL },
  };
  const char *word;

  *status = HALL_CLI_USAGE;
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, own, GETTEXT_PACKAGE);
  g_option_context_set_description (context, description);
  if (!g_option_context_parse (context, argc, argv, &error)) {
    print_usage_error ("options", error->message);
    return FALSE;
  }
  if (version) {
    g_print ("halldesk %s\n", HALL_VERSION);
    *status = HALL_CLI_DONE;
    return FALSE;
  }
  if (!take_common (options, &common))
    return FALSE;

  word = *argc > 1 ? (*argv)[1] : "desk";
  if (find_command (word) != NULL)
    return TRUE;
  if (!g_strv_contains (surfaces, word)) {
    print_usage_error (word, _ ("this is neither a surface nor a command"));
    return FALSE;
  }
  options->surface = word;
  /* A surface takes the same options behind its name as well. */
  if (*argc > 2) {
    g_option_context_set_strict_posix (context, FALSE);
    if (!g_option_context_parse (context, argc, argv, &error) || *argc > 2) {
      print_usage_error (word, error != NULL ? error->message : _ ("a surface takes no further words"));
      return FALSE;
    }
    return take_common (options, &common);
  }
  return TRUE;
}

/**
 * hall_cli_run:
 * @options: what stood before the command
 * @argc: the command line from the command's name on
 * @argv: the same; @argv[1] is a command's name
 *
 * Runs a command without a display.
 *
 * Returns: 0 done, 1 refused or failed, 2 wrong usage
 */
int
hall_cli_run (HallCliOptions *options, int argc, char **argv)
{
  const Command *command = find_command (argv[1]);
  HallCli cli = { .name = command->name, .options = options };
  int status;

  status = command->func (&cli, argc, argv);
  g_free (cli.staff);
  g_free (cli.format);
  g_free (cli.output);
  g_strfreev (cli.words);
  if (fflush (stdout) != 0 || ferror (stdout)) {
    g_printerr ("halldesk: %s: %s\n", cli.name, _ ("what was to be printed could not be written"));
    return HALL_CLI_FAILED;
  }
  return status;
}

/* --- What commands share --- */

static gboolean
check_format (HallCli *cli, HallCliFlags flags)
{
  if (cli->format == NULL || g_str_equal (cli->format, "text") || g_str_equal (cli->format, "json"))
    return TRUE;
  return (flags & HALL_CLI_WITH_CSV) && g_str_equal (cli->format, "csv");
}

/**
 * hall_cli_read_options:
 * @cli: a command
 * @flags: which of the shared options it has
 * @entries: (nullable): its own options
 * @words: how its words are described in --help
 * @least: how many words it needs
 * @most: how many it takes, -1 for any number
 * @argc: the command line
 * @argv: the same
 * @status: (out): the exit status when it is wrong
 *
 * Returns: whether the command line is right; @cli has the options and the words then
 */
gboolean
hall_cli_read_options (HallCli *cli,
                       HallCliFlags flags,
                       const GOptionEntry *entries,
                       const char *words,
                       int least,
                       int most,
                       int argc,
                       char **argv,
                       int *status)
{
  g_autofree char *usage = g_strdup_printf ("%s %s", cli->name, words);
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_autoptr (GError) error = NULL;
  g_auto (Common) common = { 0 };
  g_autofree GOptionEntry *shared = common_entries (&common);
  const GOptionEntry staff[] = {
    { "as", 0, 0, G_OPTION_ARG_STRING, &cli->staff, N_ ("Who asks: a staff number"), N_ ("STAFF") }, { NULL }
  };
  const GOptionEntry format[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &cli->format,
      flags & HALL_CLI_WITH_CSV ? N_ ("text, json or csv") : N_ ("text or json"), N_ ("FORMAT") },
    { NULL }
  };
  const GOptionEntry output[] = { { "output", 'o', 0, G_OPTION_ARG_FILENAME, &cli->output,
                                    N_ ("Where it goes instead of the terminal"), N_ ("FILE") },
                                  { NULL } };
  int n;

  *status = HALL_CLI_USAGE;
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ (find_command (cli->name)->summary));
  g_option_context_add_main_entries (context, shared, GETTEXT_PACKAGE);
  if (flags & HALL_CLI_WITH_STAFF)
    g_option_context_add_main_entries (context, staff, GETTEXT_PACKAGE);
  if (flags & HALL_CLI_WITH_FORMAT)
    g_option_context_add_main_entries (context, format, GETTEXT_PACKAGE);
  if (flags & HALL_CLI_WITH_OUTPUT)
    g_option_context_add_main_entries (context, output, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    print_usage_error (cli->name, error->message);
    return FALSE;
  }
  if (!take_common (cli->options, &common))
    return FALSE;
  if (!check_format (cli, flags)) {
    hall_cli_usage (cli, _ ("“%s” is not a format"), cli->format);
    return FALSE;
  }
  /* "--" may stand before words that begin with a dash. */
  n = argc > 2 && g_str_equal (argv[2], "--") ? 3 : 2;
  if (argc - n < least || (most >= 0 && argc - n > most)) {
    hall_cli_usage (
        cli, argc - n < least ? _ ("something is missing: %s") : _ ("too many words; it takes: %s"), words);
    return FALSE;
  }
  cli->words = g_strdupv (argv + n);
  return TRUE;
}

/* Says what is wrong with the command line; returns the exit status 2. */
int
hall_cli_usage (HallCli *cli, const char *format, ...)
{
  g_autofree char *why = NULL;
  va_list args;

  va_start (args, format);
  why = g_strdup_vprintf (format, args);
  va_end (args);
  print_usage_error (cli->name, why);
  return HALL_CLI_USAGE;
}

gboolean
hall_cli_is_json (HallCli *cli)
{
  return g_strcmp0 (cli->format, "json") == 0;
}

/* Says why a command was refused or failed, in one line; returns the exit status 1. */
int
hall_cli_fail (HallCli *cli, const GError *error)
{
  g_autofree char *message = g_strdup (error->message);

  g_strdelimit (message, "\r\n", ' ');
  if (hall_cli_is_json (cli)) {
    g_autofree char *json = hall_json_error (error, 0);

    g_print ("%s\n", json);
  }
  g_printerr ("halldesk: %s: %s\n", cli->name, message);
  return HALL_CLI_FAILED;
}

HallEngine *
hall_cli_open (HallCli *cli, GError **error)
{
  g_autoptr (HallClock) clock = hall_clock_new ();
  g_autoptr (GError) local = NULL;
  HallEngine *engine;

  do
    engine = hall_engine_open (cli->options->address, clock, &local);
  while (engine == NULL && hall_cli_ask_server_password (cli->options->address, &local));
  if (engine == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return engine;
}

/* For what reads all of a hall: on a server that takes longer than a screen would wait. */
HallEngine *
hall_cli_open_patiently (HallCli *cli, GError **error)
{
  HallEngine *engine = hall_cli_open (cli, error);

  if (engine != NULL)
    hall_db_set_patience (hall_engine_get_db (engine), 0);
  return engine;
}

/* --- Passwords --- */

static char *
read_password_file (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = hall_cli_read_file (path, MAX_PASSWORD, error);
  const char *data;
  gsize size;
  char *password;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  password = g_strndup (data != NULL ? data : "", size);
  password[strcspn (password, "\r\n")] = '\0';
  return password;
}

static void
wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  free (secret);
}

/* Asks @question on the terminal, without showing what is typed; NULL when there is nobody to ask. */
static char *
ask_secret (const char *question)
{
  struct termios before;
  struct termios quiet;
  char *line = NULL;
  size_t room = 0;
  ssize_t n;

  if (!isatty (STDIN_FILENO) || tcgetattr (STDIN_FILENO, &before) != 0)
    return NULL;
  quiet = before;
  quiet.c_lflag &= ~(tcflag_t)ECHO;
  fputs (question, stderr);
  fflush (stderr);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet);
  n = getline (&line, &room, stdin);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
  fputc ('\n', stderr);
  if (n < 0) {
    free (line);
    return NULL;
  }
  line[strcspn (line, "\r\n")] = '\0';
  return line;
}

static char *
ask_password (const char *staff)
{
  /* Translators: %s is a staff number such as G05; what is typed behind it is not shown. */
  g_autofree char *question = g_strdup_printf (_ ("Password of %s: "), staff);

  return ask_secret (question);
}

/**
 * hall_cli_ask_server_password:
 * @address: where the hall is
 * @error: (inout): why there was no connection; cleared when it is worth trying again
 *
 * Where a server wants a password that ~/.pgpass does not have, whoever sits at the terminal is asked, and
 * asked again when it was wrong. It is kept for as long as this process runs, where libpq looks for it.
 *
 * Returns: whether to try again
 */
gboolean
hall_cli_ask_server_password (const char *address, GError **error)
{
  g_autofree char *where = NULL;
  g_autofree char *question = NULL;
  char *password;

  if (!hall_address_is_server (address) || !g_error_matches (*error, HALL_ERROR, HALL_ERROR_FORBIDDEN)
      || g_strcmp0 (hall_error_get_field (*error), "password") != 0)
    return FALSE;
  where = hall_address_describe (address);
  /* Translators: %s is the address of a database; what is typed behind it is not shown. */
  question = g_strdup_printf (_ ("Password for %s: "), where);
  password = ask_secret (question);
  if (password == NULL || *password == '\0') {
    wipe (password);
    return FALSE;
  }
  g_setenv ("PGPASSWORD", password, TRUE);
  wipe (password);
  g_clear_error (error);
  return TRUE;
}

/**
 * hall_cli_authenticate:
 * @cli: a command
 * @engine: the hall
 * @error: FORBIDDEN
 *
 * Checks the password of the one named by --as. Nobody named is a station, which needs none; and a practice
 * hall needs none from a script that has nobody to ask.
 *
 * Returns: whether it may go on
 */
gboolean
hall_cli_authenticate (HallCli *cli, HallEngine *engine, GError **error)
{
  const char *file = g_getenv ("HALLDESK_PASSWORD_FILE");
  char *password;
  gboolean ok;

  if (cli->staff == NULL)
    return TRUE;
  if (file != NULL && *file != '\0') {
    password = read_password_file (file, error);
    if (password == NULL)
      return FALSE;
  } else {
    password = ask_password (cli->staff);
    if (password == NULL && hall_engine_is_practice (engine))
      return TRUE;
  }
  if (password == NULL) {
    hall_set_error (error, HALL_ERROR_FORBIDDEN, NULL, "password",
                    _ ("the password of %s is needed: name a file in $HALLDESK_PASSWORD_FILE"), cli->staff);
    return FALSE;
  }
  ok = hall_engine_check_password (engine, cli->staff, password, error);
  wipe (password);
  return ok;
}

/**
 * hall_cli_carry_out:
 * @cli: a command
 * @engine: the hall
 * @name: which command of the hall
 * @args: (nullable) (transfer floating): its arguments
 * @request: (nullable): the request id
 * @error: why it was not carried out
 *
 * Returns: (transfer full): its answer
 */
GVariant *
hall_cli_carry_out (
    HallCli *cli, HallEngine *engine, const char *name, GVariant *args, const char *request, GError **error)
{
  g_autoptr (HallCommand) command = hall_command_new (
      name, args, cli->staff, cli->options->counter,
      cli->options->station != NULL ? cli->options->station : "cli", request);

  return hall_engine_do (engine, command, error);
}

/* --- Files and the terminal --- */

GBytes *
hall_cli_read_file (const char *path, gsize max_bytes, GError **error)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) local = NULL;
  GStatBuf found;
  gsize size;

  if (g_stat (path, &found) != 0) {
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "file", _ ("%s cannot be read: %s"), path,
                    g_strerror (errno));
    return NULL;
  }
  if (S_ISREG (found.st_mode) && (goffset)found.st_size > (goffset)max_bytes) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "file", _ ("%s is too large"), path);
    return NULL;
  }
  if (!g_file_get_contents (path, &data, &size, &local)) {
    hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, "file", "%s", local->message);
    return NULL;
  }
  return g_bytes_new_take (g_steal_pointer (&data), size);
}

/* Writes a file whole or not at all; "-" is the terminal. */
gboolean
hall_cli_write_file (const char *path, GBytes *bytes, GError **error)
{
  g_autoptr (GError) local = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (g_str_equal (path, "-")) {
    if (fwrite (data, 1, size, stdout) == size && fflush (stdout) == 0)
      return TRUE;
    hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, "output",
                    _ ("what was to be printed could not be written"));
    return FALSE;
  }
  if (g_file_set_contents_full (path, data, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &local))
    return TRUE;
  hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, "output", "%s", local->message);
  return FALSE;
}

/* To the file of --output, else to the terminal. */
gboolean
hall_cli_print (HallCli *cli, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return hall_cli_write_file (cli->output != NULL ? cli->output : "-", bytes, error);
}

void
hall_cli_print_json (GVariant *value)
{
  g_autofree char *json = hall_json_from_variant (value);

  g_print ("%s\n", json);
}

/* The answer of a command: as a script gets it, or a line for each result. */
void
hall_cli_print_answer (HallCli *cli, GVariant *answer)
{
  g_auto (GVariantBuilder) group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) whole = NULL;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_builder_add (&group, "{sv}", "ok", g_variant_new_boolean (TRUE));
  g_variant_iter_init (&iter, answer);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value)) {
    g_variant_builder_add (&group, "{sv}", name, value);
    if (!hall_cli_is_json (cli)) {
      g_autofree char *json = hall_json_from_variant (value);

      g_print ("%s: %s\n", name,
               g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_get_string (value, NULL)
                                                                   : json);
    }
    g_variant_unref (value);
  }
  whole = g_variant_ref_sink (g_variant_builder_end (&group));
  if (hall_cli_is_json (cli))
    hall_cli_print_json (whole);
  else if (g_variant_n_children (answer) == 0)
    g_print ("%s\n", _ ("Done."));
}
