/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeping a hall: backup, restore, verify, migrate. */

#include "hall-cli-private.h"

#include <glib/gi18n-lib.h>

#include "hall-backup.h"
#include "hall-verify.h"

/**
 * hall_cli_backup:
 *
 * Copies the hall while it is at work.
 */
int
hall_cli_backup (HallCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  if (!hall_cli_read_options (cli, HALL_CLI_PLAIN, NULL, "FILE", 1, 1, argc, argv, &status))
    return status;
  if (!hall_backup (cli->options->address, cli->words[0], &error))
    return hall_cli_fail (cli, error);
  /* Translators: %s is the file that the copy of the hall was written to. */
  g_print (_ ("The hall was copied to %s"), cli->words[0]);
  g_print ("\n");
  return HALL_CLI_DONE;
}

/**
 * hall_cli_restore:
 *
 * Puts a copy in the hall's place.
 */
int
hall_cli_restore (HallCli *cli, int argc, char **argv)
{
  g_autoptr (HallClock) clock = hall_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) made = NULL;
  g_autofree char *kept = NULL;
  int status;

  if (!hall_cli_read_options (cli, HALL_CLI_PLAIN, NULL, "FILE", 1, 1, argc, argv, &status))
    return status;
  if (!hall_restore (cli->options->address, cli->words[0], clock, &kept, &made, &error))
    return hall_cli_fail (cli, error);
  /* Translators: %s is the file that the hall was restored from. */
  g_print (_ ("The hall is now what %s holds."), cli->words[0]);
  g_print ("\n");
  if (kept != NULL) {
    /* Translators: %s is the file that keeps the hall as it was before a restore. */
    g_print (_ ("What was there before is kept in %s"), kept);
    g_print ("\n");
  }
  if (made != NULL)
    hall_cli_print_access (cli->options->address, made);
  return HALL_CLI_DONE;
}

/**
 * hall_cli_migrate:
 *
 * Brings the hall to this version of the program, after a copy beside it.
 */
int
hall_cli_migrate (HallCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  gint64 before = 0;
  gint64 after = 0;
  int status;

  if (!hall_cli_read_options (cli, HALL_CLI_PLAIN, NULL, "", 0, 0, argc, argv, &status))
    return status;
  while (!hall_schema_version (cli->options->address, &before, &error))
    if (!hall_cli_ask_server_password (cli->options->address, &error))
      return hall_cli_fail (cli, error);
  if (!hall_engine_migrate (cli->options->address, &error)
      || !hall_schema_version (cli->options->address, &after, &error))
    return hall_cli_fail (cli, error);
  if (before == after)
    g_print (_ ("The hall is at version %d already."), (int)after);
  else
    g_print (_ ("The hall was brought from version %d to %d."), (int)before, (int)after);
  g_print ("\n");
  return HALL_CLI_DONE;
}

/* --- verify --- */

static void
add_count (GVariantBuilder *group, const char *name, gint64 count)
{
  g_variant_builder_add (group, "{sv}", name, g_variant_new_int64 (count));
}

static GVariant *
proof_to_variant (const HallProof *proof)
{
  g_auto (GVariantBuilder) whole = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_auto (GVariantBuilder) flaws = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_auto (GVariantBuilder) heads = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < proof->flaws->len; i++) {
    const HallFlaw *flaw = g_ptr_array_index (proof->flaws, i);
    g_auto (GVariantBuilder) group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

    g_variant_builder_add (&group, "{sv}", "table", g_variant_new_string (flaw->table));
    g_variant_builder_add (&group, "{sv}", "key", g_variant_new_string (flaw->key));
    g_variant_builder_add (&group, "{sv}", "what", g_variant_new_string (flaw->what));
    g_variant_builder_add (&flaws, "v", g_variant_builder_end (&group));
  }
  for (guint i = 0; i < proof->heads->len; i++)
    g_variant_builder_add (&heads, "v", g_variant_new_string (g_ptr_array_index (proof->heads, i)));
  g_variant_builder_add (&whole, "{sv}", "ok", g_variant_new_boolean (proof->flaws->len == 0));
  add_count (&whole, "journal_lines", proof->journal_lines);
  add_count (&whole, "chains", proof->chains);
  add_count (&whole, "receipts", proof->receipts);
  add_count (&whole, "papers", proof->papers);
  add_count (&whole, "tickets", proof->tickets);
  add_count (&whole, "moves", proof->moves);
  add_count (&whole, "days", proof->days);
  g_variant_builder_add (&whole, "{sv}", "heads", g_variant_builder_end (&heads));
  g_variant_builder_add (&whole, "{sv}", "flaws", g_variant_builder_end (&flaws));
  return g_variant_ref_sink (g_variant_builder_end (&whole));
}

static void
print_proof (const HallProof *proof)
{
  for (guint i = 0; i < proof->flaws->len; i++) {
    const HallFlaw *flaw = g_ptr_array_index (proof->flaws, i);

    g_print ("%s %s: %s\n", flaw->table, flaw->key, flaw->what);
  }
  if (proof->flaws->len > 0)
    return;
  /* Translators: what the check has proved, as a sentence with six counts; each %d is a number. */
  g_print (
      _ ("Proved: %d lines of the journal in %d chains, %d receipts, %d papers, %d tickets with %d moves."),
      (int)proof->journal_lines, (int)proof->chains, (int)proof->receipts, (int)proof->papers,
      (int)proof->tickets, (int)proof->moves);
  g_print ("\n");
  for (guint i = 0; i < proof->heads->len; i++)
    g_print ("  %s\n", (const char *)g_ptr_array_index (proof->heads, i));
}

/**
 * hall_cli_verify:
 *
 * Recomputes what can be recomputed, and says where something is not as it was posted.
 */
int
hall_cli_verify (HallCli *cli, int argc, char **argv)
{
  g_autoptr (HallEngine) engine = NULL;
  g_autoptr (GVariant) whole = NULL;
  g_autoptr (GError) error = NULL;
  HallProof *proof = NULL;
  guint flaws;
  int status;

  if (!hall_cli_read_options (cli, HALL_CLI_WITH_FORMAT, NULL, "", 0, 0, argc, argv, &status))
    return status;
  engine = hall_cli_open_patiently (cli, &error);
  if (engine != NULL)
    proof = hall_verify_read (engine, NULL, &error);
  if (proof == NULL)
    return hall_cli_fail (cli, error);
  whole = proof_to_variant (proof);
  if (hall_cli_is_json (cli))
    hall_cli_print_json (whole);
  else
    print_proof (proof);
  flaws = proof->flaws->len;
  if (flaws > 0)
    g_printerr ("halldesk: %s: %s\n", cli->name,
                g_dngettext (GETTEXT_PACKAGE, "something is not as it was posted",
                             "several things are not as they were posted", flaws));
  hall_proof_free (proof);
  return flaws > 0 ? HALL_CLI_FAILED : HALL_CLI_DONE;
}
