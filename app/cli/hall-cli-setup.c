/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-cli-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "hall-json.h"
#include "hall-setup-file.h"

/* The hall's matters, a year's calendar and the knowledge base, from a file and into one. */

static GVariant *
faults_to_variant (GPtrArray *faults)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < faults->len; i++) {
    const HallSetupFault *fault = g_ptr_array_index (faults, i);
    GVariantBuilder group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

    g_variant_builder_add (&group, "{sv}", "field", g_variant_new_string (fault->place));
    if (fault->rule != NULL)
      g_variant_builder_add (&group, "{sv}", "rule", g_variant_new_string (fault->rule));
    g_variant_builder_add (&group, "{sv}", "message", g_variant_new_string (fault->what));
    g_variant_builder_add (&list, "v", g_variant_builder_end (&group));
  }
  return g_variant_builder_end (&list);
}

static GVariant *
report_to_variant (const HallSetupReport *report)
{
  g_auto (GVariantBuilder) whole = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&whole, "{sv}", "ok", g_variant_new_boolean (report->faults->len == 0));
  if (report->faults->len > 0)
    g_variant_builder_add (&whole, "{sv}", "error", g_variant_new_string ("INVALID"));
  g_variant_builder_add (&whole, "{sv}", "rows", g_variant_new_int64 (report->rows));
  if (report->faults->len > 0)
    g_variant_builder_add (&whole, "{sv}", "faults", faults_to_variant (report->faults));
  if (report->warnings->len > 0)
    g_variant_builder_add (&whole, "{sv}", "warnings", faults_to_variant (report->warnings));
  return g_variant_ref_sink (g_variant_builder_end (&whole));
}

static void
print_faults (GPtrArray *faults)
{
  for (guint i = 0; i < faults->len; i++) {
    const HallSetupFault *fault = g_ptr_array_index (faults, i);

    g_print ("%s: %s\n", fault->place, fault->what);
  }
}

static int
fail_with_report (HallCli *cli, const HallSetupReport *report)
{
  if (hall_cli_is_json (cli)) {
    g_autoptr (GVariant) whole = report_to_variant (report);

    hall_cli_print_json (whole);
  } else {
    print_faults (report->faults);
  }
  g_printerr ("halldesk: %s: ", cli->name);
  g_printerr (g_dngettext (GETTEXT_PACKAGE, "%d fault in the file; nothing was imported",
                           "%d faults in the file; nothing was imported", report->faults->len),
              (int)report->faults->len);
  g_printerr ("\n");
  return HALL_CLI_FAILED;
}

static int
print_dry_run (HallCli *cli, const HallSetupReport *report)
{
  if (hall_cli_is_json (cli)) {
    g_autoptr (GVariant) whole = report_to_variant (report);

    hall_cli_print_json (whole);
  } else {
    print_faults (report->warnings);
    g_print (g_dngettext (GETTEXT_PACKAGE, "%d entry can be imported; nothing was changed.",
                          "%d entries can be imported; nothing was changed.", (gulong)report->rows),
             (int)report->rows);
    g_print ("\n");
  }
  return HALL_CLI_DONE;
}

static int
import_all (HallCli *cli, HallEngine *engine, GVariant *data)
{
  g_auto (GVariantBuilder) args = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *command = g_strconcat ("import-", cli->words[0], NULL);
  g_autofree char *source = g_path_get_basename (cli->words[1]);
  g_autofree char *readable = g_utf8_make_valid (source, -1);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_variant_builder_add (&args, "{sv}", "source", g_variant_new_string (readable));
  g_variant_builder_add (&args, "{sv}", "data", data);
  if (hall_cli_choose_administrator (cli, engine, &error))
    answer = hall_cli_carry_out (cli, engine, command, g_variant_builder_end (&args), NULL, &error);
  if (answer == NULL)
    return hall_cli_fail (cli, error);
  hall_cli_print_answer (cli, answer);
  return HALL_CLI_DONE;
}

/* The two words are read: matters, holidays or knowledge, and the file. */
int
hall_cli_import_setup (HallCli *cli, gboolean dry_run)
{
  g_autoptr (HallEngine) engine = NULL;
  g_autoptr (GVariant) data = NULL;
  g_autoptr (GVariant) params = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = hall_cli_read_file (cli->words[1], HALL_SETUP_FILE_MAX_BYTES, &error);
  HallSetupReport *report = NULL;
  int status;

  if (bytes != NULL)
    engine = hall_cli_open (cli, &error);
  if (engine != NULL) {
    data = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE));
    params = g_variant_ref_sink (g_variant_new ("(s@ay)", cli->words[0], data));
    report = hall_setup_file_check (engine, params, &error);
  }
  if (report == NULL)
    return hall_cli_fail (cli, error);
  status = report->faults->len > 0 ? fail_with_report (cli, report)
           : dry_run               ? print_dry_run (cli, report)
                                   : import_all (cli, engine, data);
  hall_setup_report_free (report);
  return status;
}

/* For people to read and to change. */
static char *
to_pretty (GVariant *whole)
{
  g_autofree char *text = hall_json_from_variant (whole);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autofree char *pretty = json_to_string (node, TRUE);

  return g_strconcat (pretty, "\n", NULL);
}

/**
 * hall_cli_export:
 *
 * Writes the hall's matters, its knowledge base, or the calendar of a year, as import reads them.
 */
int
hall_cli_export (HallCli *cli, int argc, char **argv)
{
  g_autoptr (HallEngine) engine = NULL;
  g_autoptr (GVariant) whole = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean knowledge;
  guint64 year = 0;
  int status;

  if (!hall_cli_read_options (cli, HALL_CLI_WITH_OUTPUT, NULL, "matters | knowledge | holidays YEAR", 1, 2,
                              argc, argv, &status))
    return status;
  knowledge = g_str_equal (cli->words[0], "knowledge");
  if (!knowledge && !g_str_equal (cli->words[0], "matters") && !g_str_equal (cli->words[0], "holidays"))
    return hall_cli_usage (cli, _ ("“%s” cannot be exported, only matters, knowledge and holidays"),
                           cli->words[0]);
  if (!g_str_equal (cli->words[0], "holidays")
          ? cli->words[1] != NULL
          : cli->words[1] == NULL || !g_ascii_string_to_unsigned (cli->words[1], 10, 1900, 2200, &year, NULL))
    return hall_cli_usage (cli, !g_str_equal (cli->words[0], "holidays")
                                    ? _ ("they are exported all together")
                                    : _ ("say of which year: export holidays 2026"));
  engine = hall_cli_open (cli, &error);
  if (engine != NULL && knowledge)
    text = hall_knowledge_export (engine, NULL, &error);
  else if (engine != NULL)
    whole = hall_setup_file_read (engine, cli->words[0], (int)year, &error);
  if (whole != NULL)
    text = to_pretty (whole);
  if (text == NULL)
    return hall_cli_fail (cli, error);
  return hall_cli_print (cli, text, &error) ? HALL_CLI_DONE : hall_cli_fail (cli, error);
}
