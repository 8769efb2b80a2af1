/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-cli-private.h"

#include <glib/gi18n-lib.h>

#include "hall-db.h"
#include "hall-import.h"

static GVariant *
report_to_variant (const HallImportReport *report)
{
  g_auto (GVariantBuilder) whole = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_auto (GVariantBuilder) faults = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_auto (GVariantBuilder) days = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < report->faults->len; i++) {
    const HallImportFault *fault = g_ptr_array_index (report->faults, i);
    g_auto (GVariantBuilder) group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

    g_variant_builder_add (&group, "{sv}", "line", g_variant_new_int64 (fault->line));
    if (fault->field != NULL)
      g_variant_builder_add (&group, "{sv}", "field", g_variant_new_string (fault->field));
    g_variant_builder_add (&group, "{sv}", "message", g_variant_new_string (fault->what));
    g_variant_builder_add (&faults, "v", g_variant_builder_end (&group));
  }
  for (gsize i = 0; report->days[i] != NULL; i++)
    g_variant_builder_add (&days, "v", g_variant_new_string (report->days[i]));
  g_variant_builder_add (&whole, "{sv}", "ok", g_variant_new_boolean (report->faults->len == 0));
  if (report->faults->len > 0)
    g_variant_builder_add (&whole, "{sv}", "error", g_variant_new_string ("INVALID"));
  g_variant_builder_add (&whole, "{sv}", "rows", g_variant_new_int64 (report->rows));
  g_variant_builder_add (&whole, "{sv}", "days", g_variant_builder_end (&days));
  if (report->faults->len > 0)
    g_variant_builder_add (&whole, "{sv}", "lines", g_variant_builder_end (&faults));
  return g_variant_ref_sink (g_variant_builder_end (&whole));
}

/* Every bad line with its number and field; then, in a line, that nothing was imported. */
static int
fail_with_report (HallCli *cli, const HallImportReport *report)
{
  if (hall_cli_is_json (cli)) {
    g_autoptr (GVariant) whole = report_to_variant (report);

    hall_cli_print_json (whole);
  } else {
    for (guint i = 0; i < report->faults->len; i++) {
      const HallImportFault *fault = g_ptr_array_index (report->faults, i);

      /* Translators: a fault in a file: %d is the line, the first %s the name of the column, the second what
       * is wrong. */
      g_print (_ ("line %d: %s: %s"), (int)fault->line, fault->field != NULL ? fault->field : "-",
               fault->what);
      g_print ("\n");
    }
  }
  g_printerr ("halldesk: %s: ", cli->name);
  g_printerr (g_dngettext (GETTEXT_PACKAGE, "%d fault in the file; nothing was imported",
                           "%d faults in the file; nothing was imported", report->faults->len),
              (int)report->faults->len);
  g_printerr ("\n");
  return HALL_CLI_FAILED;
}

static int
print_dry_run (HallCli *cli, const HallImportReport *report)
{
  if (hall_cli_is_json (cli)) {
    g_autoptr (GVariant) whole = report_to_variant (report);

    hall_cli_print_json (whole);
  } else {
    g_print (g_dngettext (GETTEXT_PACKAGE, "%d ticket can be imported; nothing was changed.",
                          "%d tickets can be imported; nothing was changed.", (gulong)report->rows),
             (int)report->rows);
    g_print ("\n");
  }
  return HALL_CLI_DONE;
}

/* A practice hall has no passwords for scripts, so the first administrator is meant when nobody is named. */
gboolean
hall_cli_choose_administrator (HallCli *cli, HallEngine *engine, GError **error)
{
  if (cli->staff == NULL && hall_engine_is_practice (engine)) {
    cli->staff = hall_db_get_text (
        hall_engine_get_db (engine), error,
        "SELECT number FROM staff WHERE active = 1 AND ',' || roles || ',' LIKE '%,admin,%'"
        " ORDER BY number LIMIT 1",
        "");
    return cli->staff != NULL || error == NULL || *error == NULL;
  }
  if (cli->staff == NULL) {
    hall_set_error (error, HALL_ERROR_FORBIDDEN, "7", "as",
                    _ ("an administrator imports: say who with --as"));
    return FALSE;
  }
  return hall_cli_authenticate (cli, engine, error);
}

static int
import_rows (HallCli *cli, HallEngine *engine, GVariant *data, gboolean create_missing)
{
  g_auto (GVariantBuilder) args = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *source = g_path_get_basename (cli->words[1]);
  g_autofree char *readable = g_utf8_make_valid (source, -1);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_variant_builder_add (&args, "{sv}", "source", g_variant_new_string (readable));
  g_variant_builder_add (&args, "{sv}", "data", data);
  if (create_missing)
    g_variant_builder_add (&args, "{sv}", "create_missing", g_variant_new_boolean (TRUE));
  if (hall_cli_choose_administrator (cli, engine, &error))
    answer = hall_cli_carry_out (cli, engine, "import-tickets", g_variant_builder_end (&args), NULL, &error);
  if (answer == NULL)
    return hall_cli_fail (cli, error);
  hall_cli_print_answer (cli, answer);
  return HALL_CLI_DONE;
}

/**
 * hall_cli_import:
 *
 * Takes over tickets from a CSV file, matters or a year's calendar from a JSON file, or the knowledge base
 * from a table: all of it or nothing.
 */
int
hall_cli_import (HallCli *cli, int argc, char **argv)
{
  g_autoptr (HallEngine) engine = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GVariant) data = NULL;
  g_autoptr (GVariant) params = NULL;
  g_autoptr (GError) error = NULL;
  HallImportReport *report = NULL;
  gboolean create_missing = FALSE;
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &dry_run, N_ ("Only say what is wrong with the file"), NULL },
    { "create-missing", 0, 0, G_OPTION_ARG_NONE, &create_missing,
      N_ ("Make categories and staff that are not there"), NULL },
    { NULL },
  };
  int status;

  if (!hall_cli_read_options (cli, HALL_CLI_WITH_FORMAT | HALL_CLI_WITH_STAFF, entries,
                              "tickets|matters|holidays|knowledge FILE", 2, 2, argc, argv, &status))
    return status;
  if (g_str_equal (cli->words[0], "matters") || g_str_equal (cli->words[0], "holidays")
      || g_str_equal (cli->words[0], "knowledge"))
    return hall_cli_import_setup (cli, dry_run);
  if (!g_str_equal (cli->words[0], "tickets"))
    return hall_cli_usage (cli, _ ("“%s” cannot be imported, only tickets, matters, holidays and knowledge"),
                           cli->words[0]);

  bytes = hall_cli_read_file (cli->words[1], HALL_IMPORT_MAX_BYTES, &error);
  if (bytes != NULL)
    engine = hall_cli_open (cli, &error);
  if (engine != NULL) {
    data = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE));
    params = g_variant_ref_sink (g_variant_new ("(@ayb)", data, create_missing));
    report = hall_import_check (engine, params, &error);
  }
  if (report == NULL)
    return hall_cli_fail (cli, error);
  if (report->faults->len > 0) {
    status = fail_with_report (cli, report);
  } else if (dry_run) {
    status = print_dry_run (cli, report);
  } else {
    status = import_rows (cli, engine, data, create_missing);
  }
  hall_import_report_free (report);
  return status;
}
