/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-cli-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-json.h"
#include "hall-money.h"
#include "hall-overview.h"

/* What a figure is called, and whether it stands to the right. One list for all tables: a key means one
 * thing. */
typedef struct {
  const char *key;
  const char *heading;
} Heading;

static const Heading headings[] = {
  { "ticket", N_ ("Ticket number") },
  { "category", N_ ("Category") },
  { "queue", N_ ("Queue") },
  { "matter", N_ ("Matter") },
  { "priority", N_ ("Priority") },
  { "to_counter", N_ ("To counter") },
  { "counter", N_ ("Counter") },
  { "issued_at", N_ ("Issued") },
  { "waited_s", N_ ("Waited") },
  { "called_at", N_ ("Called") },
  { "started_at", N_ ("Started") },
  { "call", N_ ("Round") },
  { "name", N_ ("Name") },
  { "case", N_ ("Case") },
  { "matter_name", N_ ("Matter") },
  { "version", N_ ("Version") },
  { "first_responsible", N_ ("First-responsible clerk") },
  { "handler", N_ ("Handler") },
  { "moved", N_ ("Hand-overs without an outcome") },
  { "applicant", N_ ("Applicant") },
  { "phone", N_ ("Telephone") },
  { "id_type", N_ ("Identity paper") },
  { "id_last4", N_ ("Last four") },
  { "proxy", N_ ("Proxy") },
  { "proxy_relation", N_ ("Relation") },
  { "opened_at", N_ ("Opened at") },
  { "accepted_at", N_ ("Accepted at") },
  { "due_at", N_ ("Due") },
  { "due_words", N_ ("Counted so") },
  { "light", N_ ("Light") },
  { "suspended_since", N_ ("Waiting for the customer since") },
  { "replied_at", N_ ("Customer told at") },
  { "closed_at", N_ ("Closed at") },
  { "done_at", N_ ("Done") },
  { "branch", N_ ("What follows") },
  { "problem", N_ ("What is wrong") },
  { "fix", N_ ("To do") },
  { "where", N_ ("Where to get it") },
  { "deferred_until", N_ ("May follow until") },
  { "cause", N_ ("Cause") },
  { "title", N_ ("What") },
  { "who", N_ ("Who") },
  { "instead_of", N_ ("In place of") },
  { "text", N_ ("Text") },
  { "knowledge", N_ ("Item") },
  { "question", N_ ("Question") },
  { "answer", N_ ("Answer") },
  { "remark", N_ ("Remark") },
  { "online", N_ ("On line") },
  { "offline", N_ ("Off line") },
  { "fee_rule", N_ ("How the fee is worked out") },
  { "waiting", N_ ("Waiting") },
  { "counters", N_ ("Counters") },
  { "categories", N_ ("Categories") },
  { "state", N_ ("State") },
  { "staff", N_ ("Staff") },
  { "staff_name", N_ ("Name") },
  { "pause_until", N_ ("Back at") },
  { "reason", N_ ("Reason") },
  { "job", N_ ("Job") },
  { "number", N_ ("Paper") },
  { "kind", N_ ("Kind") },
  { "place", N_ ("Place") },
  { "printer", N_ ("Printer") },
  { "message", N_ ("Printer says") },
  { "attempts", N_ ("Tries") },
  { "copy", N_ ("Copy") },
  { "created_at", N_ ("Since") },
  { "request", N_ ("Request") },
  { "subject", N_ ("About") },
  { "asked_by", N_ ("Asked by") },
  { "asked_at", N_ ("Asked") },
  { "at", N_ ("Time") },
  { "amount_fen", N_ ("Amount") },
  { "expected_fen", N_ ("Expected") },
  { "over_fen", N_ ("Over") },
  { "short_fen", N_ ("Short") },
  { "item", N_ ("Item") },
  { "quantity", N_ ("Quantity") },
  { "unit", N_ ("Unit") },
  { "unit_price_fen", N_ ("Price") },
  { "receipt", N_ ("Receipt") },
  { "day", N_ ("Day") },
  { "payer", N_ ("Payer") },
  { "account", N_ ("Account") },
  { "total_fen", N_ ("Total") },
  { "other_fen", N_ ("Other tenders") },
  { "cash_fen", N_ ("Cash kept") },
  { "received_fen", N_ ("Received") },
  { "change_fen", N_ ("Change") },
  { "sentence", N_ ("Said") },
  { "words", N_ ("In words") },
  { "received_at", N_ ("Received at") },
  { "changed_at", N_ ("Change at") },
  { "void_of", N_ ("Void of") },
  { "voided_by", N_ ("Voided by") },
  { "approved_by", N_ ("Approved by") },
  { "hash", N_ ("Hash") },
  { "record", N_ ("Record") },
  { "sub", N_ ("What it is about") },
  { "urgency", N_ ("Urgency") },
  { "address", N_ ("Address") },
  { "result", N_ ("Result") },
  { "result_text", N_ ("Result in words") },
  { "answer", N_ ("Answer") },
  { "knowledge", N_ ("Knowledge item") },
  { "knowledge_version", N_ ("Its version") },
  { "department", N_ ("Department") },
  { "contact", N_ ("Contact") },
  { "duty", N_ ("Duty") },
  { "follow_up_due", N_ ("To hear again by") },
  { "followed_up_at", N_ ("Heard again at") },
  { "follow_up", N_ ("What they heard") },
  { "on_scene_due", N_ ("On the scene by") },
  { "complete_by", N_ ("Complete by") },
  { "completed_at", N_ ("Completed at") },
  { "made_at", N_ ("Sent at") },
  { "answered_at", N_ ("Answered at") },
  { "answered_by", N_ ("Answered by") },
  { "late", N_ ("Late") },
  { "received", N_ ("Sheets taken") },
  { "handed_back", N_ ("Sheets handed back") },
  { "float_fen", N_ ("Float") },
  { "cash_in_fen", N_ ("Cash in") },
  { "refunds_fen", N_ ("Refunds") },
  { "deposits_fen", N_ ("Deposits") },
};

static const Heading titles[] = {
  { "items", N_ ("Checklist") },
  { "found", N_ ("Knowledge base") },
  { "cases", N_ ("Cases by their due time") },
  { "notices", N_ ("Notices") },
  { "tasks", N_ ("What it waits for") },
  { "tags", N_ ("Tags") },
  { "story", N_ ("What happened") },
  { "waiting", N_ ("Waiting") },
  { "at_counters", N_ ("At the counters") },
  { "held", N_ ("On hold") },
  { "no_shows", N_ ("No-shows") },
  { "calls", N_ ("Calls, the newest first") },
  { "categories", N_ ("Queues") },
  { "counters", N_ ("Counters") },
  { "papers", N_ ("Papers that are not printed") },
  { "approvals", N_ ("Waiting for approval") },
  { "entries", N_ ("Drawer") },
  { "lines", N_ ("Lines") },
  { "tenders", N_ ("Other tenders") },
  { "records", N_ ("Visits") },
  { "forwards", N_ ("Register of forwards") },
  { "consultations", N_ ("Questions to leaders") },
  { "alerts", N_ ("Emergencies") },
  { "departments", N_ ("Departments") },
};

static const char *
find_heading (const Heading *list, gsize n, const char *key)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (list[i].key, key))
      return _ (list[i].heading);
  return key;
}

/* A value as people read it: money in yuan, a time of day without its date, how long in minutes and seconds.
 */
static char *
format_value (const char *key, GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64)) {
    gint64 number = g_variant_get_int64 (value);

    if (g_str_has_suffix (key, "_fen"))
      return hall_money_to_text (number);
    if (g_str_has_suffix (key, "_s"))
      return g_strdup_printf ("%d:%02d", (int)(number / 60), (int)(number % 60));
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);
  }
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return g_strdup (!g_variant_get_boolean (value) ? "" : g_str_equal (key, "priority") ? "优" : _ ("yes"));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)) {
    const char *text = g_variant_get_string (value, NULL);
    const char *time = g_str_equal (key, "at") || g_str_has_suffix (key, "_at") ? strchr (text, 'T') : NULL;

    return time != NULL ? g_strndup (time + 1, 8) : g_strdup (text);
  }
  return hall_json_from_variant (value);
}

static gboolean
is_right (const char *key)
{
  return g_str_has_suffix (key, "_fen") || g_str_has_suffix (key, "_s") || g_str_equal (key, "quantity");
}

static gboolean
has_key (GPtrArray *keys, const char *key, guint *place)
{
  for (*place = 0; *place < keys->len; (*place)++)
    if (g_str_equal (g_ptr_array_index (keys, *place), key))
      return TRUE;
  return FALSE;
}

/* The keys that any of the rows has, each behind the one that it follows in its row. */
static GPtrArray *
collect_keys (GVariant *rows)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (rows, i);
    g_autoptr (GVariant) row = g_variant_get_variant (boxed);
    GVariantIter iter;
    const char *key;
    guint next = 0;

    g_variant_iter_init (&iter, row);
    while (g_variant_iter_next (&iter, "{&sv}", &key, NULL)) {
      guint place;

      if (!has_key (keys, key, &place)) {
        place = next;
        g_ptr_array_insert (keys, (int)place, g_strdup (key));
      }
      next = place + 1;
    }
  }
  return keys;
}

static void
append_list (GString *out, const char *key, GVariant *rows)
{
  g_autoptr (HallCliTable) table = hall_cli_table_new ();
  g_autoptr (GPtrArray) keys = collect_keys (rows);
  gsize n = g_variant_n_children (rows);

  g_string_append_printf (out, "%s%s: %" G_GSIZE_FORMAT "\n", out->len > 0 ? "\n" : "",
                          find_heading (titles, G_N_ELEMENTS (titles), key), n);
  if (n == 0 || keys->len == 0)
    return;
  for (guint k = 0; k < keys->len; k++)
    hall_cli_table_add_column (table, find_heading (headings, G_N_ELEMENTS (headings), keys->pdata[k]),
                               is_right (keys->pdata[k]));
  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (rows, i);
    g_autoptr (GVariant) row = g_variant_get_variant (boxed);

    for (guint k = 0; k < keys->len; k++) {
      g_autoptr (GVariant) value = g_variant_lookup_value (row, keys->pdata[k], NULL);
      g_autofree char *text = value != NULL ? format_value (keys->pdata[k], value) : NULL;

      hall_cli_table_add_cell (table, text);
    }
  }
  hall_cli_table_append (table, out, "  ");
}

static void
append_overview (GString *out, GVariant *overview)
{
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_variant_iter_init (&iter, overview);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value)) {
    if (g_variant_is_of_type (value, G_VARIANT_TYPE ("av"))) {
      append_list (out, key, value);
    } else {
      g_autofree char *text = format_value (key, value);

      g_string_append_printf (out, "%s: %s\n", find_heading (headings, G_N_ELEMENTS (headings), key), text);
    }
    g_variant_unref (value);
  }
}

/**
 * hall_cli_show:
 *
 * Tells how things stand.
 */
int
hall_cli_show (HallCli *cli, int argc, char **argv)
{
  g_autoptr (HallEngine) engine = NULL;
  g_autoptr (GVariant) overview = NULL;
  g_autoptr (GVariant) params = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = NULL;
  gboolean needs_key;
  gboolean may_have_key;
  int status;

  if (!hall_cli_read_options (
          cli, HALL_CLI_WITH_FORMAT, NULL,
          "queue | board | counters | case NO | progress NO/1234 | due | records [DAY] | forwards [WHICH] |"
          " consultations [WHICH] | alerts | departments | knowledge [TEXT] | receipt NO | drawer N | "
          "approvals | papers",
          1, 2, argc, argv, &status))
    return status;
  if (!hall_overview_exists (cli->words[0], &needs_key))
    return hall_cli_usage (cli, _ ("“%s” cannot be shown"), cli->words[0]);
  if (needs_key && cli->words[1] == NULL)
    return hall_cli_usage (cli, _ ("which %s?"), cli->words[0]);
  may_have_key = needs_key || hall_overview_may_name (cli->words[0]);
  if (!may_have_key && cli->words[1] != NULL)
    return hall_cli_usage (cli, _ ("too many words; it takes: %s"), cli->words[0]);

  engine = hall_cli_open (cli, &error);
  if (engine != NULL) {
    params = g_variant_ref_sink (
        g_variant_new ("(ss)", cli->words[0], may_have_key && cli->words[1] != NULL ? cli->words[1] : ""));
    overview = hall_overview_read (engine, params, &error);
  }
  if (overview == NULL)
    return hall_cli_fail (cli, error);
  if (hall_cli_is_json (cli)) {
    hall_cli_print_json (overview);
    return HALL_CLI_DONE;
  }
  out = g_string_new (NULL);
  append_overview (out, overview);
  g_print ("%s", out->str);
  return HALL_CLI_DONE;
}
