/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands on the papers of a case (hall rules 4.2 to 4.4). Names are whole on what the customer takes
 * (Q14), telephone numbers masked, of an identity number the last four. */

#include <glib/gi18n-lib.h>

#include "hall-case-private.h"
#include "hall-matter.h"
#include "hall-text.h"
#include "hall-time.h"

void
hall_case_paper_text (GVariantBuilder *content, const char *key, const char *value)
{
  if (value != NULL && *value != '\0')
    g_variant_builder_add (content, "{sv}", key, g_variant_new_string (value));
}

/* "G05 张三" */
void
hall_case_paper_person (HallTx *tx, GVariantBuilder *content, const char *key, const char *staff)
{
  g_autofree char *name = NULL;
  g_autofree char *both = NULL;

  if (staff == NULL)
    return;
  name = hall_db_get_text (tx->db, NULL, "SELECT name FROM staff WHERE number = ?1", "t", staff);
  both = name != NULL ? g_strdup_printf ("%s %s", staff, name) : g_strdup (staff);
  hall_case_paper_text (content, key, both);
}

static void
add_phones (HallTx *tx, GVariantBuilder *content)
{
  g_autofree char *enquiry = hall_tx_option_text (tx, "enquiry_phone");
  g_autofree char *supervision = hall_db_get_text (tx->db, NULL, "SELECT phone FROM hall WHERE id = 1", "");
  GVariantBuilder phones = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  hall_case_paper_text (&phones, "enquiry", enquiry != NULL ? enquiry : supervision);
  hall_case_paper_text (&phones, "supervision", supervision);
  g_variant_builder_add (content, "{sv}", "phones", g_variant_builder_end (&phones));
}

/* Here "phone" is the customer's: the hall's own stand in "phones". */
static void
add_heading (HallTx *tx, GVariantBuilder *content)
{
  static const char *const keys[] = { "org", "hall", "slogan" };
  g_autoptr (HallRows) rows = hall_db_query (
      tx->db, NULL, "SELECT org_name, hall_name, slogan, practice FROM hall WHERE id = 1", "");

  if (rows == NULL || !hall_rows_next (rows, NULL))
    return;
  for (int i = 0; i < (int)G_N_ELEMENTS (keys); i++)
    g_variant_builder_add (content, "{sv}", keys[i], g_variant_new_string (hall_rows_text (rows, i)));
  g_variant_builder_add (content, "{sv}", "practice", g_variant_new_boolean (hall_rows_int (rows, 3) != 0));
}

/* What every paper of a case begins with. */
void
hall_case_paper_begin (HallTx *tx, const HallCaseRow *row, gint64 counter, GVariantBuilder *content)
{
  g_autofree char *at = hall_time_format (tx->zone, tx->now, "%Y-%m-%d %H:%M");
  g_autofree char *opened = hall_time_format (tx->zone, row->opened_at, "%Y-%m-%d %H:%M");
  g_autofree char *phone = row->phone != NULL ? hall_phone_mask (row->phone) : NULL;
  g_autofree char *proxy = row->proxy_name != NULL ? hall_name_mask (row->proxy_name) : NULL;

  add_heading (tx, content);
  hall_case_paper_text (content, "at", at);
  hall_case_paper_text (content, "staff", tx->staff);
  hall_case_paper_text (content, "applicant_name", row->name);
  hall_case_paper_text (content, "phone", phone);
  hall_case_paper_text (content, "proxy_name", proxy);
  hall_case_paper_text (content, "proxy_relation", row->proxy_relation);
  hall_case_paper_text (content, "authorisation_seen", row->proxy_authority);
  hall_case_paper_text (content, "matter", row->matter_name);
  g_variant_builder_add (content, "{sv}", "matter_version", g_variant_new_int64 (row->version));
  hall_case_paper_text (content, "ticket_no", row->ticket_label);
  hall_case_paper_text (content, "case_no", row->number);
  hall_case_paper_text (content, "applied_at", opened);
  g_variant_builder_add (content, "{sv}", "counter", g_variant_new_int64 (counter));
  hall_case_paper_person (tx, content, "first_responsible", row->first_responsible);
  add_phones (tx, content);
}

/**
 * hall_case_paper:
 * @tx: a transaction
 * @row: a case
 * @kind: notice, acceptance, refusal, consult
 * @number: of the paper
 * @counter: where it is handed out, 0 for where the one who asks is
 * @content: all that stands on it; ended here
 * @error: what went wrong
 *
 * Returns: whether it is issued
 */
gboolean
hall_case_paper (HallTx *tx,
                 const HallCaseRow *row,
                 const char *kind,
                 const char *number,
                 gint64 counter,
                 GVariantBuilder *content,
                 GError **error)
{
  gint64 at = counter != 0 ? counter : tx->counter;
  gboolean slip = g_str_equal (kind, "consult");
  g_autofree char *place = at != 0               ? g_strdup_printf ("counter-%d", (int)at)
                           : tx->station != NULL ? g_strdup (tx->station)
                                                 : g_strdup ("hall");
  g_autofree char *printer = NULL;
  g_autofree char *short_form = NULL;
  gint64 document;

  /* A5 is the formal size; 80 mm is the short form where the printer at the counter has no other (4). */
  if (at != 0 && !g_str_equal (kind, "refusal"))
    short_form = hall_db_get_text (
        tx->db, NULL,
        "SELECT form FROM counter WHERE number = ?1 AND printer IS NOT NULL AND form = 'roll80'", "i", at);
  if (at != 0)
    printer = hall_db_get_text (tx->db, NULL, "SELECT printer FROM counter WHERE number = ?1", "i", at);
  else if (tx->station != NULL)
    printer = hall_db_get_text (tx->db, NULL, "SELECT printer FROM station WHERE name = ?1", "t",
                                tx->station);
  /* The case's number leads to it from each of its papers, and it is of digits: what types a code it reads
   * types no Han. */
  hall_case_paper_text (content, "qr", row->number);
  g_variant_builder_add (content, "{sv}", "copies", g_variant_new_int64 (slip ? 1 : 2));
  if (!hall_paper_issue (tx, kind, number, slip || short_form != NULL ? "roll80" : "a5",
                         g_variant_builder_end (content), place, printer, &document, error))
    return FALSE;
  hall_tx_answer_text (tx, "paper", number);
  hall_tx_answer_int (tx, "document", document);
  return TRUE;
}

static GVariant *
missing_line (const HallCaseItem *item)
{
  GVariantBuilder line = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  hall_case_paper_text (&line, "name", item->name);
  hall_case_paper_text (&line, "form", item->form);
  g_variant_builder_add (&line, "{sv}", "copies", g_variant_new_int64 (item->copies));
  hall_case_paper_text (&line, "handling", item->handling);
  hall_case_paper_text (&line, "problem", item->problem);
  hall_case_paper_text (&line, "fix", item->fix);
  hall_case_paper_text (&line, "where_to_get", item->where);
  hall_case_paper_text (&line, "basis", item->basis);
  return g_variant_builder_end (&line);
}

/* The one-time notice (4.2): everything that is missing, and what need not be brought again. */
gboolean
hall_case_paper_notice (HallTx *tx,
                        const HallCaseRow *row,
                        const HallCaseList *list,
                        const char *number,
                        const char *valid_until,
                        GError **error)
{
  g_auto (GVariantBuilder) content = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_auto (GVariantBuilder) missing = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_auto (GVariantBuilder) good = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < list->items->len; i++) {
    const HallCaseItem *item = g_ptr_array_index (list->items, i);

    if (hall_check_item_is_unmet (&item->check))
      g_variant_builder_add (&missing, "v", missing_line (item));
    else if (item->check.state == HALL_ITEM_HAVE)
      g_variant_builder_add (&good, "v", g_variant_new_string (item->name));
  }
  hall_case_paper_begin (tx, row, tx->counter, &content);
  hall_case_paper_text (&content, "notice_no", number);
  g_variant_builder_add (&content, "{sv}", "missing_items", g_variant_builder_end (&missing));
  g_variant_builder_add (&content, "{sv}", "ok_items", g_variant_builder_end (&good));
  hall_case_paper_text (&content, "conditions", row->conditions);
  hall_case_paper_text (&content, "fee", row->fee);
  hall_case_paper_text (&content, "promise", row->promise);
  hall_case_paper_text (&content, "place_hours", row->place);
  hall_case_paper_text (&content, "basis", *row->basis != '\0' ? row->basis : "本厅办事指南");
  hall_case_paper_text (&content, "valid_until", valid_until);
  return hall_case_paper (tx, row, "notice", number, 0, &content, error);
}

/* The acceptance receipt (4.3): what was taken, until when, and how that is counted. */
gboolean
hall_case_paper_acceptance (HallTx *tx,
                            const HallCaseRow *row,
                            const HallCaseList *list,
                            const char *number,
                            const char *due_words,
                            GError **error)
{
  g_auto (GVariantBuilder) content = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_auto (GVariantBuilder) received = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_auto (GVariantBuilder) deferred = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autofree char *received_at = hall_time_format (tx->zone, row->received_at, "%Y-%m-%d %H:%M");
  g_autofree char *accepted_at = hall_time_format (tx->zone, row->accepted_at, "%Y-%m-%d %H:%M");
  g_autofree char *due = row->due_at != 0 ? hall_time_format (tx->zone, row->due_at, "%Y-%m-%d %H:%M") : NULL;
  gboolean is_free = *row->fee == '\0' || g_str_equal (row->fee, "无");

  for (guint i = 0; i < list->items->len; i++) {
    const HallCaseItem *item = g_ptr_array_index (list->items, i);
    GVariantBuilder line;

    if (item->until != NULL) {
      g_variant_builder_init (&line, G_VARIANT_TYPE_VARDICT);
      hall_case_paper_text (&line, "name", item->name);
      hall_case_paper_text (&line, "until", item->until);
      g_variant_builder_add (&deferred, "v", g_variant_builder_end (&line));
    }
    if (item->check.state != HALL_ITEM_HAVE)
      continue;
    g_variant_builder_init (&line, G_VARIANT_TYPE_VARDICT);
    hall_case_paper_text (&line, "name", item->name);
    g_variant_builder_add (&line, "{sv}", "original",
                           g_variant_new_int64 (g_strcmp0 (item->form, "copy") != 0));
    g_variant_builder_add (
        &line, "{sv}", "copy",
        g_variant_new_int64 (
            g_strcmp0 (item->form, "copy") == 0 || g_strcmp0 (item->form, "both") == 0 ? item->copies : 0));
    g_variant_builder_add (&line, "{sv}", "pages", g_variant_new_int64 (item->received));
    hall_case_paper_text (&line, "handling", item->handling);
    g_variant_builder_add (&received, "v", g_variant_builder_end (&line));
  }
  hall_case_paper_begin (tx, row, tx->counter, &content);
  hall_case_paper_text (&content, "acceptance_no", number);
  hall_case_paper_text (&content, "id_type", row->id_type);
  hall_case_paper_text (&content, "id_last4", row->id_tail);
  hall_case_paper_text (&content, "received_at", received_at);
  hall_case_paper_text (&content, "accepted_at", accepted_at);
  hall_case_paper_text (&content, "promise_days", row->promise);
  hall_case_paper_text (&content, "due_at", due);
  hall_case_paper_text (&content, "due_words", due_words);
  hall_case_paper_text (&content, "excluded", row->excluded);
  g_variant_builder_add (&content, "{sv}", "fee_flag", g_variant_new_boolean (!is_free));
  hall_case_paper_text (&content, "fee", row->fee);
  g_variant_builder_add (&content, "{sv}", "received_items", g_variant_builder_end (&received));
  g_variant_builder_add (&content, "{sv}", "deferred_items", g_variant_builder_end (&deferred));
  hall_case_paper_text (&content, "delivery",
                        hall_tx_text (tx, "delivery") != NULL ? hall_tx_text (tx, "delivery") : "自取");
  hall_case_paper_text (&content, "pickup_place", row->place);
  hall_case_paper_person (tx, &content, "accepted_by", tx->staff);
  return hall_case_paper (tx, row, "acceptance", number, 0, &content, error);
}

static GVariant *
guide_line (const HallMatterItem *item)
{
  GVariantBuilder line = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  hall_case_paper_text (&line, "name", item->name);
  hall_case_paper_text (&line, "applicant", item->applicant);
  hall_case_paper_text (&line, "form", item->form);
  g_variant_builder_add (&line, "{sv}", "copies", g_variant_new_int64 (item->copies));
  hall_case_paper_text (&line, "handling", item->handling);
  hall_case_paper_text (&line, "issuer", item->issuer);
  hall_case_paper_text (&line, "how", item->how);
  hall_case_paper_text (&line, "basis", item->basis);
  g_variant_builder_add (&line, "{sv}", "mandatory", g_variant_new_boolean (item->mandatory != 0));
  g_variant_builder_add (&line, "{sv}", "may_follow", g_variant_new_boolean (item->may_follow != 0));
  return g_variant_builder_end (&line);
}

static gboolean
print_guide (HallTx *tx, const HallMatterData *matter, GError **error)
{
  g_auto (GVariantBuilder) content = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_auto (GVariantBuilder) items = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autofree char *at = hall_time_format (tx->zone, tx->now, "%Y-%m-%d %H:%M");
  g_autofree char *number = g_strdup_printf ("guide-%s-%d", matter->code, (int)matter->version);
  g_autofree char *place = tx->counter != 0 ? g_strdup_printf ("counter-%d", (int)tx->counter) : NULL;
  g_autofree char *printer = NULL;
  gint64 document;

  for (guint i = 0; i < matter->items->len; i++)
    g_variant_builder_add (&items, "v", guide_line (g_ptr_array_index (matter->items, i)));
  add_heading (tx, &content);
  hall_case_paper_text (&content, "at", at);
  hall_case_paper_text (&content, "staff", tx->staff);
  hall_case_paper_text (&content, "matter", matter->name);
  g_variant_builder_add (&content, "{sv}", "items", g_variant_builder_end (&items));
  hall_case_paper_text (&content, "conditions", matter->conditions);
  hall_case_paper_text (&content, "fee", matter->fee);
  hall_case_paper_text (&content, "promise", matter->promise);
  hall_case_paper_text (&content, "place_hours", matter->place);
  hall_case_paper_text (&content, "online", matter->online);
  hall_case_paper_text (&content, "basis", matter->basis);
  add_phones (tx, &content);
  if (tx->counter != 0)
    printer = hall_db_get_text (tx->db, NULL, "SELECT printer FROM counter WHERE number = ?1", "i",
                                tx->counter);
  if (!hall_paper_issue (tx, "guide", number, "roll80", g_variant_builder_end (&content),
                         place != NULL ? place : "hall", printer, &document, error))
    return FALSE;
  hall_tx_answer_text (tx, "paper", number);
  hall_tx_answer_int (tx, "document", document);
  return TRUE;
}

/* The matter guide as a slip (002-03, 002-12): what to bring, where, when, what it costs, on line and off. */
gboolean
hall_case_do_print_guide (HallTx *tx, GError **error)
{
  g_autoptr (HallMatterData) matter = NULL;
  gboolean known = FALSE;

  matter = hall_matter_read_on (tx->db, hall_tx_text (tx, "matter"), tx->today, &known, error);
  if (matter != NULL && known)
    return print_guide (tx, matter, error);
  if (error != NULL && *error == NULL)
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "matter", _ ("there is no matter “%s”"),
                    hall_tx_text (tx, "matter"));
  return FALSE;
}
