/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-cli-private.h"

#include <glib/gi18n-lib.h>

#include "hall-csv.h"
#include "hall-json.h"
#include "hall-money.h"
#include "hall-summary.h"

/* --- Reading the figures --- */

static gint64
int_of (GVariant *group, const char *name)
{
  gint64 value = 0;

  g_variant_lookup (group, name, "x", &value);
  return value;
}

static double
double_of (GVariant *group, const char *name)
{
  double value = 0;

  g_variant_lookup (group, name, "d", &value);
  return value;
}

static const char *
text_of (GVariant *group, const char *name)
{
  const char *text = "";

  g_variant_lookup (group, name, "&s", &text);
  return text;
}

static GVariant *
row_of (GVariant *list, gsize i)
{
  g_autoptr (GVariant) boxed = g_variant_get_child_value (list, i);

  return g_variant_get_variant (boxed);
}

/* --- As a page of text --- */

static char *
format_seconds (gint64 seconds)
{
  if (seconds >= 3600)
    return g_strdup_printf ("%d:%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60),
                            (int)(seconds % 60));
  return g_strdup_printf ("%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
}

static char *
format_mean (double seconds)
{
  return format_seconds ((gint64)(seconds + 0.5));
}

typedef struct {
  const char *key;
  const char *label;
} Figure;

static void
append_heading (GString *out, const char *title)
{
  g_string_append_printf (out, "\n%s\n", title);
}

static void
append_figure (GString *out, const char *label, const char *value)
{
  g_string_append_printf (out, "  %s %s", label, value);
}

static void
append_counts (GString *out, GVariant *group, const Figure *figures, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    g_autofree char *value = g_str_has_suffix (figures[i].key, "_fen")
                                 ? hall_money_to_text (int_of (group, figures[i].key))
                                 : g_strdup_printf ("%" G_GINT64_FORMAT, int_of (group, figures[i].key));

    append_figure (out, _ (figures[i].label), value);
  }
  g_string_append_c (out, '\n');
}

static void
append_spread (GString *out, GVariant *group)
{
  static const Figure figures[] = { { "p50_s", N_ ("median") },
                                    { "p90_s", N_ ("90 of 100 within") },
                                    { "max_s", N_ ("longest") } };
  g_autofree char *mean = format_mean (double_of (group, "mean_s"));

  append_figure (out, _ ("mean"), mean);
  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++) {
    g_autofree char *value = format_seconds (int_of (group, figures[i].key));

    append_figure (out, _ (figures[i].label), value);
  }
}

static void
append_tickets (GString *out, GVariant *summary)
{
  static const Figure first[] = {
    { "issued", N_ ("issued") }, { "called", N_ ("called") },       { "done", N_ ("finished") },
    { "void", N_ ("void") },     { "cancelled", N_ ("cancelled") }, { "carried", N_ ("carried") },
    { "open", N_ ("open") },
  };
  static const Figure second[] = {
    { "no_show", N_ ("no-shows") },
    { "priority", N_ ("priority") },
    { "extended", N_ ("after closing") },
    { "extended_minutes", N_ ("minutes after closing") },
  };
  g_autoptr (GVariant) tickets = g_variant_lookup_value (summary, "tickets", NULL);
  g_autoptr (GVariant) wait = g_variant_lookup_value (summary, "wait", NULL);
  g_autoptr (GVariant) service = g_variant_lookup_value (summary, "service", NULL);
  g_autofree char *over = g_strdup_printf ("%" G_GINT64_FORMAT, int_of (wait, "over_limit"));

  append_heading (out, _ ("Tickets"));
  append_counts (out, tickets, first, G_N_ELEMENTS (first));
  append_counts (out, tickets, second, G_N_ELEMENTS (second));
  append_heading (out, _ ("Waiting"));
  append_spread (out, wait);
  append_figure (out, _ ("over the limit"), over);
  g_string_append_c (out, '\n');
  append_heading (out, _ ("Service"));
  append_spread (out, service);
  g_string_append_c (out, '\n');
}

/* A list of the summary as a table: the first column names the row. */
static void
append_table (
    GString *out, GVariant *summary, const char *list_name, const char *title, const Figure *columns, gsize n)
{
  g_autoptr (GVariant) list = g_variant_lookup_value (summary, list_name, NULL);
  g_autoptr (HallCliTable) table = hall_cli_table_new ();

  if (g_variant_n_children (list) == 0)
    return;
  append_heading (out, title);
  for (gsize c = 0; c < n; c++)
    hall_cli_table_add_column (table, _ (columns[c].label), c > 0 && !g_str_equal (list_name, "exceptions"));
  for (gsize i = 0; i < g_variant_n_children (list); i++) {
    g_autoptr (GVariant) row = row_of (list, i);

    for (gsize c = 0; c < n; c++) {
      g_autoptr (GVariant) value = g_variant_lookup_value (row, columns[c].key, NULL);
      g_autofree char *text = NULL;

      if (value == NULL)
        text = g_strdup ("");
      else if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
        text = format_mean (g_variant_get_double (value));
      else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
        text = g_variant_dup_string (value, NULL);
      else if (g_str_has_suffix (columns[c].key, "_s"))
        text = format_seconds (g_variant_get_int64 (value));
      else if (g_str_has_suffix (columns[c].key, "_fen"))
        text = hall_money_to_text (g_variant_get_int64 (value));
      else
        text = g_strdup_printf ("%" G_GINT64_FORMAT, g_variant_get_int64 (value));
      hall_cli_table_add_cell (table, text);
    }
  }
  hall_cli_table_append (table, out, "  ");
}

static void
append_cash (GString *out, GVariant *summary)
{
  static const Figure first[] = {
    { "receipts", N_ ("receipts") }, { "total_fen", N_ ("total") }, { "cash_fen", N_ ("in cash") },
    { "voids", N_ ("voids") },       { "void_fen", N_ ("void") },   { "net_fen", N_ ("net") },
  };
  static const Figure second[] = {
    { "over_fen", N_ ("over") },
    { "short_fen", N_ ("short") },
    { "reprints", N_ ("reprints") },
    { "errors", N_ ("cash errors") },
  };
  g_autoptr (GVariant) cash = g_variant_lookup_value (summary, "cash", NULL);
  g_autoptr (GVariant) tenders = g_variant_lookup_value (cash, "tenders", NULL);

  append_heading (out, _ ("Cash (yuan)"));
  append_counts (out, cash, first, G_N_ELEMENTS (first));
  append_counts (out, cash, second, G_N_ELEMENTS (second));
  for (gsize i = 0; i < g_variant_n_children (tenders); i++) {
    g_autoptr (GVariant) tender = row_of (tenders, i);
    g_autofree char *amount = hall_money_to_text (int_of (tender, "amount_fen"));
    gint64 receipts = int_of (tender, "receipts");

    g_string_append_printf (out, "  %s %s ", text_of (tender, "kind"), amount);
    g_string_append_printf (
        out, g_dngettext (GETTEXT_PACKAGE, "on %d receipt", "on %d receipts", (gulong)receipts),
        (int)receipts);
    g_string_append_c (out, '\n');
  }
}

static char *
summary_to_text (GVariant *summary)
{
  static const Figure categories[] = {
    { "category", N_ ("Category") },     { "issued", N_ ("Issued") },
    { "called", N_ ("Called") },         { "done", N_ ("Done") },
    { "wait_mean_s", N_ ("Mean wait") }, { "wait_max_s", N_ ("Longest wait") },
  };
  static const Figure hours[] = {
    { "hour", N_ ("Hour") },
    { "issued", N_ ("Issued") },
    { "called", N_ ("Called") },
    { "wait_mean_s", N_ ("Mean wait") },
  };
  static const Figure staff[] = {
    { "staff", N_ ("Staff") },
    { "done", N_ ("Done") },
    { "service_mean_s", N_ ("Mean service") },
  };
  static const Figure exceptions[] = {
    { "kind", N_ ("Exception") }, { "ticket", N_ ("Ticket number") }, { "at", N_ ("Time") },
    { "staff", N_ ("Staff") },    { "reason", N_ ("Reason") },
  };
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out, "%s  %s\n", text_of (summary, "hall"), text_of (summary, "date"));
  append_tickets (out, summary);
  append_table (out, summary, "categories", _ ("Categories"), categories, G_N_ELEMENTS (categories));
  append_table (out, summary, "hours", _ ("Hours"), hours, G_N_ELEMENTS (hours));
  append_table (out, summary, "staff", _ ("Staff"), staff, G_N_ELEMENTS (staff));
  append_cash (out, summary);
  append_table (out, summary, "exceptions", _ ("Exceptions"), exceptions, G_N_ELEMENTS (exceptions));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* --- As CSV: section, which row of it, figure, value --- */

static void
append_csv_value (GString *out, const char *section, const char *row, const char *figure, GVariant *value);

static void
append_csv_group (GString *out, const char *section, const char *row, GVariant *group)
{
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_variant_iter_init (&iter, group);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value)) {
    append_csv_value (out, section, row, key, value);
    g_variant_unref (value);
  }
}

/* The rows of a list are named by their first figure: the category, the hour, the member of staff. */
static void
append_csv_list (GString *out, const char *section, GVariant *list)
{
  for (gsize i = 0; i < g_variant_n_children (list); i++) {
    g_autoptr (GVariant) group = row_of (list, i);
    g_autoptr (GVariant) entry = g_variant_get_child_value (group, 0);
    g_autoptr (GVariant) boxed = g_variant_get_child_value (entry, 1);
    g_autoptr (GVariant) first = g_variant_get_variant (boxed);
    g_autofree char *name = g_variant_is_of_type (first, G_VARIANT_TYPE_STRING)
                                ? g_variant_dup_string (first, NULL)
                                : hall_json_from_variant (first);

    append_csv_group (out, section, name, group);
  }
}

static void
append_csv_value (GString *out, const char *section, const char *row, const char *figure, GVariant *value)
{
  g_autofree char *text = NULL;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE ("av"))) {
    append_csv_list (out, figure, value);
    return;
  }
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT)) {
    append_csv_group (out, figure, "", value);
    return;
  }
  text = g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_dup_string (value, NULL)
                                                             : hall_json_from_variant (value);
  hall_csv_append (out, section);
  hall_csv_append (out, row);
  hall_csv_append (out, figure);
  hall_csv_append (out, text);
  g_string_append (out, "\r\n");
}

static char *
summary_to_csv (GVariant *summary)
{
  g_autoptr (GString) out = g_string_new ("section,row,figure,value\r\n");

  append_csv_group (out, "day", "", summary);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * hall_cli_summary:
 *
 * Prints the day in figures.
 */
int
hall_cli_summary (HallCli *cli, int argc, char **argv)
{
  g_autoptr (HallEngine) engine = NULL;
  g_autoptr (GVariant) params = NULL;
  g_autoptr (GVariant) summary = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int status;

  if (!hall_cli_read_options (cli, HALL_CLI_WITH_FORMAT | HALL_CLI_WITH_CSV | HALL_CLI_WITH_OUTPUT, NULL,
                              "[DATE]", 0, 1, argc, argv, &status))
    return status;
  engine = hall_cli_open_patiently (cli, &error);
  if (engine != NULL) {
    params = g_variant_ref_sink (g_variant_new ("(s)", cli->words[0] != NULL ? cli->words[0] : ""));
    summary = hall_summary_read (engine, params, &error);
  }
  if (summary == NULL)
    return hall_cli_fail (cli, error);
  if (hall_cli_is_json (cli)) {
    g_autofree char *json = hall_json_from_variant (summary);

    text = g_strconcat (json, "\n", NULL);
  } else {
    text = g_strcmp0 (cli->format, "csv") == 0 ? summary_to_csv (summary) : summary_to_text (summary);
  }
  return hall_cli_print (cli, text, &error) ? HALL_CLI_DONE : hall_cli_fail (cli, error);
}
