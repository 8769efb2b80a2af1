/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-cash-draft.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-money.h"
#include "hall-text.h"

const char *const hall_cash_tender_kinds[HALL_CASH_N_TENDERS + 1] = { "scan", "card", "transfer", NULL };

/* What a matter usually charges. The item is text of the hall: it goes onto the paper as it is. */
typedef struct {
  const char *matter;
  const char *item; /* %s is the season, 2026-2027 */
  const char *unit;
  const char *price;
} Preset;

static const Preset presets[] = {
  { "A1", "%s采暖季热费", "平方米", "25.00" },
};

/**
 * hall_cash_fold:
 * @text: as typed
 *
 * Makes figures typed with a Chinese input method plain: full-width digits and points become ASCII, spaces,
 * thousands separators and the signs of the yuan go.
 *
 * Returns: (transfer full): the folded text
 */
char *
hall_cash_fold (const char *text)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c >= 0xff01 && c <= 0xff5e) /* full-width ASCII */
      c -= 0xfee0;
    else if (c == 0x3002) /* 。typed for a point */
      c = '.';

    if (g_unichar_isspace (c) || c == ',' || c == 0xa5 || c == 0xffe5 || c == 0x5143)
      continue;
    g_string_append_unichar (out, c);
  }
  return g_string_free (out, FALSE);
}

/**
 * hall_cash_parse:
 * @text: yuan as typed
 * @fen: (out): the amount
 * @problem: (out) (optional): what is wrong, for people
 *
 * Reads an amount a person typed. Negative amounts are no amounts: a correction is a void.
 *
 * Returns: whether it is an amount
 */
gboolean
hall_cash_parse (const char *text, gint64 *fen, char **problem)
{
  g_autofree char *folded = NULL;
  g_autoptr (GError) error = NULL;
  const char *why;
  size_t whole;

  g_return_val_if_fail (text != NULL && fen != NULL, FALSE);

  folded = hall_cash_fold (text);
  whole = strspn (folded, "0123456789");
  if (hall_money_parse (folded, fen, &error) && *fen >= 0)
    return TRUE;

  if (strchr (folded, '-') != NULL)
    why = _ ("An amount cannot be negative. A wrong receipt is voided, not subtracted.");
  else if (whole > 9)
    why = _ ("That is more than a receipt can hold (999999999.99).");
  else
    why = _ ("Not an amount. Type yuan and fen, for example 1286.50.");
  if (problem != NULL)
    *problem = g_strdup (why);
  return FALSE;
}

/* -- lines ---------------------------------------------------------------- */

/**
 * hall_cash_draft_line_new:
 * @item: (nullable): what is paid for
 * @quantity: (nullable): as typed
 * @unit: (nullable): of the quantity
 * @price: (nullable): yuan a unit, as typed
 * @amount: (nullable): yuan, as typed
 *
 * Returns: (transfer full): a line; %NULL arguments become empty text
 */
HallCashDraftLine *
hall_cash_draft_line_new (
    const char *item, const char *quantity, const char *unit, const char *price, const char *amount)
{
  HallCashDraftLine *self = g_new0 (HallCashDraftLine, 1);

  self->item = g_strdup (item != NULL ? item : "");
  self->quantity = g_strdup (quantity != NULL ? quantity : "");
  self->unit = g_strdup (unit != NULL ? unit : "");
  self->price = g_strdup (price != NULL ? price : "");
  self->amount = g_strdup (amount != NULL ? amount : "");
  return self;
}

/**
 * hall_cash_draft_line_free:
 * @self: (transfer full): a line
 */
void
hall_cash_draft_line_free (HallCashDraftLine *self)
{
  g_free (self->item);
  g_free (self->quantity);
  g_free (self->unit);
  g_free (self->price);
  g_free (self->amount);
  g_free (self);
}

/**
 * hall_cash_draft_line_is_empty:
 * @self: a line
 *
 * Returns: whether nothing was typed that would be charged; such a line is left out
 */
gboolean
hall_cash_draft_line_is_empty (const HallCashDraftLine *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return *self->item == '\0' && *self->quantity == '\0' && *self->amount == '\0';
}

/**
 * hall_cash_draft_line_amount:
 * @self: a line
 * @amount_fen: (out): what it comes to
 *
 * Returns: whether it comes to anything yet
 */
gboolean
hall_cash_draft_line_amount (const HallCashDraftLine *self, gint64 *amount_fen)
{
  g_autofree char *quantity = NULL;
  gint64 price;

  g_return_val_if_fail (self != NULL && amount_fen != NULL, FALSE);

  *amount_fen = 0;
  if (*self->quantity == '\0')
    return *self->amount != '\0' && hall_cash_parse (self->amount, amount_fen, NULL);

  quantity = hall_cash_fold (self->quantity);
  if (!hall_cash_parse (self->price, &price, NULL))
    return FALSE;
  return hall_line_amount (quantity, price, amount_fen, NULL) && *amount_fen >= 0;
}

/* -- drafts --------------------------------------------------------------- */

/**
 * hall_cash_draft_new:
 *
 * Returns: (transfer full): a draft without lines
 */
HallCashDraft *
hall_cash_draft_new (void)
{
  HallCashDraft *self = g_new0 (HallCashDraft, 1);

  self->payer = g_strdup ("");
  self->account = g_strdup ("");
  self->received = g_strdup ("");
  for (int i = 0; i < HALL_CASH_N_TENDERS; i++)
    self->tenders[i] = g_strdup ("");
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify)hall_cash_draft_line_free);
  return self;
}

/* The season a fee is paid for: from June on the one that begins in autumn. */
static char *
season_of (const char *day)
{
  g_auto (GStrv) parts = g_strsplit (day != NULL ? day : "", "-", 3);
  gint64 year, month;

  if (g_strv_length (parts) != 3)
    return g_strdup ("");
  year = g_ascii_strtoll (parts[0], NULL, 10);
  month = g_ascii_strtoll (parts[1], NULL, 10);
  if (month < 6)
    year--;
  return g_strdup_printf ("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, year, year + 1);
}

/**
 * hall_cash_draft_new_for_matter:
 * @matter: (nullable): the code of the matter the customer came for
 * @day: (nullable): the business day, "2026-11-20"
 *
 * Returns: (transfer full): a draft with the line the matter usually charges, to be completed
 */
HallCashDraft *
hall_cash_draft_new_for_matter (const char *matter, const char *day)
{
  HallCashDraft *self = hall_cash_draft_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (presets); i++) {
    if (g_strcmp0 (matter, presets[i].matter) == 0) {
      g_autofree char *season = season_of (day);
      g_autoptr (GString) item = g_string_new (presets[i].item);

      g_string_replace (item, "%s", season, 1);
      g_ptr_array_add (self->lines,
                       hall_cash_draft_line_new (item->str, NULL, presets[i].unit, presets[i].price, NULL));
    }
  }
  if (self->lines->len == 0)
    g_ptr_array_add (self->lines, hall_cash_draft_line_new (NULL, NULL, NULL, NULL, NULL));
  return self;
}

static void
take_text (char **place, const char *text)
{
  g_free (*place);
  *place = g_strdup (text != NULL ? text : "");
}

/**
 * hall_cash_draft_new_from_charge:
 * @charge: a charge of the store
 *
 * Returns: (transfer full): what would have to be typed for it
 */
HallCashDraft *
hall_cash_draft_new_from_charge (HallCharge *charge)
{
  HallCashDraft *self = hall_cash_draft_new ();

  g_return_val_if_fail (HALL_IS_CHARGE (charge), self);

  take_text (&self->payer, charge->payer);
  take_text (&self->account, charge->account);
  for (guint i = 0; charge->lines != NULL && i < charge->lines->len; i++) {
    const HallChargeLine *line = g_ptr_array_index (charge->lines, i);
    gboolean counted = line->quantity != NULL && *line->quantity != '\0';
    g_autofree char *price = counted ? hall_money_to_text (line->unit_price_fen) : NULL;
    g_autofree char *amount = hall_money_to_text (line->amount_fen);

    g_ptr_array_add (self->lines, hall_cash_draft_line_new (line->item, line->quantity, line->unit, price,
                                                            counted ? NULL : amount));
  }
  for (guint i = 0; charge->tenders != NULL && i < charge->tenders->len; i++) {
    const HallTender *tender = g_ptr_array_index (charge->tenders, i);

    for (int k = 0; k < HALL_CASH_N_TENDERS; k++) {
      if (g_strcmp0 (tender->kind, hall_cash_tender_kinds[k]) == 0) {
        g_free (self->tenders[k]);
        self->tenders[k] = hall_money_to_text (tender->amount_fen);
      }
    }
  }
  if (g_strcmp0 (charge->state, "open") != 0) {
    g_free (self->received);
    self->received = hall_money_to_text (charge->received_fen);
  }
  return self;
}

/**
 * hall_cash_draft_to_variant:
 * @self: a draft
 *
 * Returns: (transfer floating): all of it, to be kept over a crash
 */
GVariant *
hall_cash_draft_to_variant (const HallCashDraft *self)
{
  GVariantBuilder lines;

  g_return_val_if_fail (self != NULL, NULL);

  g_variant_builder_init (&lines, G_VARIANT_TYPE ("a(sssss)"));
  for (guint i = 0; i < self->lines->len; i++) {
    const HallCashDraftLine *line = g_ptr_array_index (self->lines, i);

    g_variant_builder_add (&lines, "(sssss)", line->item, line->quantity, line->unit, line->price,
                           line->amount);
  }
  return g_variant_new ("(ssa(sssss)ssss)", self->payer, self->account, &lines, self->tenders[0],
                        self->tenders[1], self->tenders[2], self->received);
}

/**
 * hall_cash_draft_new_from_variant:
 * @variant: (nullable): what hall_cash_draft_to_variant() made
 *
 * Returns: (transfer full) (nullable): the draft; %NULL when it is none of ours
 */
HallCashDraft *
hall_cash_draft_new_from_variant (GVariant *variant)
{
  HallCashDraft *self;
  g_autoptr (GVariantIter) lines = NULL;
  const char *payer, *account, *received, *item, *quantity, *unit, *price, *amount;
  const char *tenders[HALL_CASH_N_TENDERS];

  if (variant == NULL || !g_variant_is_of_type (variant, G_VARIANT_TYPE ("(ssa(sssss)ssss)")))
    return NULL;

  self = hall_cash_draft_new ();
  g_variant_get (variant, "(&s&sa(sssss)&s&s&s&s)", &payer, &account, &lines, &tenders[0], &tenders[1],
                 &tenders[2], &received);
  take_text (&self->payer, payer);
  take_text (&self->account, account);
  take_text (&self->received, received);
  for (int i = 0; i < HALL_CASH_N_TENDERS; i++)
    take_text (&self->tenders[i], tenders[i]);
  while (self->lines->len < HALL_CASH_LINES_MAX
         && g_variant_iter_next (lines, "(&s&s&s&s&s)", &item, &quantity, &unit, &price, &amount))
    g_ptr_array_add (self->lines, hall_cash_draft_line_new (item, quantity, unit, price, amount));
  return self;
}

/**
 * hall_cash_draft_free:
 * @self: (transfer full): a draft
 */
void
hall_cash_draft_free (HallCashDraft *self)
{
  g_free (self->payer);
  g_free (self->account);
  g_free (self->received);
  for (int i = 0; i < HALL_CASH_N_TENDERS; i++)
    g_free (self->tenders[i]);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

/* -- sums ----------------------------------------------------------------- */

static void
object_to (HallCashSums *sums, const char *field, int line, const char *message)
{
  if (sums->field != NULL)
    return;
  sums->field = field;
  sums->line = line;
  sums->message = g_strdup (message);
}

static void
check_text (HallCashSums *sums, const char *text, glong max, const char *field, int line)
{
  if (*text != '\0' && !hall_text_check (text, -1, field, max, HALL_TEXT_ONE_LINE, NULL))
    object_to (sums, field, line, _ ("That text is too long, or holds characters that cannot be printed."));
}

static void
sum_line (HallCashSums *sums, const HallCashDraftLine *line, int index)
{
  g_autofree char *problem = NULL;
  gint64 amount, price;

  if (hall_cash_draft_line_is_empty (line))
    return;
  check_text (sums, line->item, HALL_CASH_ITEM_MAX, "item", index);
  check_text (sums, line->unit, HALL_CASH_UNIT_MAX, "unit", index);

  if (*line->quantity == '\0') {
    if (*line->amount == '\0') {
      sums->waiting = sums->waiting || sums->field == NULL;
      object_to (sums, *line->price != '\0' ? "quantity" : "amount", index,
                 _ ("Type how much, or remove this line."));
      return;
    }
    if (!hall_cash_parse (line->amount, &amount, &problem)) {
      object_to (sums, "amount", index, problem);
      return;
    }
  } else if (!hall_cash_parse (line->price, &price, &problem)) {
    object_to (sums, "price", index, problem);
    return;
  } else if (!hall_cash_draft_line_amount (line, &amount)) {
    object_to (sums, "quantity", index, _ ("Not a quantity. Type a number above zero, for example 51.46."));
    return;
  }

  if (*line->item == '\0')
    object_to (sums, "item", index, _ ("Say what is paid for: it stands on the receipt."));
  if (amount == 0)
    object_to (sums, *line->quantity != '\0' ? "quantity" : "amount", index,
               _ ("This line comes to nothing."));
  if (amount > HALL_MONEY_MAX_FEN - sums->total_fen)
    object_to (sums, "amount", index, _ ("That is more than a receipt can hold (999999999.99)."));
  else
    sums->total_fen += amount;
}

static void
sum_tenders (HallCashSums *sums, const HallCashDraft *self)
{
  for (int i = 0; i < HALL_CASH_N_TENDERS; i++) {
    g_autofree char *problem = NULL;
    gint64 amount;

    if (*self->tenders[i] == '\0')
      continue;
    if (!hall_cash_parse (self->tenders[i], &amount, &problem))
      object_to (sums, hall_cash_tender_kinds[i], -1, problem);
    else if (amount > sums->total_fen - sums->other_fen)
      object_to (sums, hall_cash_tender_kinds[i], -1, _ ("That is more than the total."));
    else
      sums->other_fen += amount;
  }
}

/**
 * hall_cash_draft_sum:
 * @self: a draft
 *
 * Adds a draft up (S004 4.6, hall rules 5.10): due in cash = total - other tenders, change = received - due.
 * What is not right yet is named with its field; what counts is what is right.
 *
 * Returns: (transfer full): the sums
 */
HallCashSums *
hall_cash_draft_sum (const HallCashDraft *self)
{
  HallCashSums *sums = g_new0 (HallCashSums, 1);
  g_autofree char *problem = NULL;

  g_return_val_if_fail (self != NULL, sums);

  sums->line = -1;
  sums->received_fen = -1;
  for (guint i = 0; i < self->lines->len; i++)
    sum_line (sums, g_ptr_array_index (self->lines, i), (int)i);
  check_text (sums, self->payer, HALL_CASH_ITEM_MAX, "payer", -1);
  check_text (sums, self->account, HALL_CASH_ITEM_MAX, "account", -1);
  sum_tenders (sums, self);
  sums->due_fen = sums->total_fen - sums->other_fen;
  if (sums->total_fen == 0 && sums->field == NULL) {
    object_to (sums, "lines", -1, _ ("Nothing is charged yet."));
    sums->waiting = TRUE;
  }

  if (*self->received != '\0' && !hall_cash_parse (self->received, &sums->received_fen, &problem)) {
    sums->received_fen = -1;
    object_to (sums, "received", -1, problem);
  }
  if (*self->received == '\0' && sums->total_fen > 0 && sums->due_fen == 0)
    sums->received_fen = 0; /* all of it was paid otherwise: nothing to type */
  if (sums->received_fen >= 0)
    sums->change_fen = sums->received_fen - sums->due_fen;
  return sums;
}

/**
 * hall_cash_sums_free:
 * @self: (transfer full): sums
 */
void
hall_cash_sums_free (HallCashSums *self)
{
  g_free (self->message);
  g_free (self);
}

static GVariant *
line_to_args (const HallCashDraftLine *line)
{
  GVariantDict dict;
  g_autofree char *quantity = hall_cash_fold (line->quantity);
  gint64 amount = 0, price = 0;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "item", "s", line->item);
  hall_cash_draft_line_amount (line, &amount);
  if (*quantity != '\0' && hall_cash_parse (line->price, &price, NULL)) {
    g_variant_dict_insert (&dict, "quantity", "s", quantity);
    g_variant_dict_insert (&dict, "unit_price_fen", "x", price);
    if (*line->unit != '\0')
      g_variant_dict_insert (&dict, "unit", "s", line->unit);
  }
  g_variant_dict_insert (&dict, "amount_fen", "x", amount);
  return g_variant_dict_end (&dict);
}

/**
 * hall_cash_draft_to_args:
 * @self: a draft whose sums are right
 * @ticket: (nullable): label of the ticket it is charged to
 *
 * Returns: (transfer floating): the arguments of the command "charge"
 */
GVariant *
hall_cash_draft_to_args (const HallCashDraft *self, const char *ticket)
{
  GVariantDict dict;
  GVariantBuilder lines, tenders;
  gint64 amount;

  g_return_val_if_fail (self != NULL, NULL);

  g_variant_builder_init (&lines, G_VARIANT_TYPE ("av"));
  for (guint i = 0; i < self->lines->len; i++) {
    const HallCashDraftLine *line = g_ptr_array_index (self->lines, i);

    if (!hall_cash_draft_line_is_empty (line))
      g_variant_builder_add (&lines, "v", line_to_args (line));
  }
  g_variant_builder_init (&tenders, G_VARIANT_TYPE ("av"));
  for (int i = 0; i < HALL_CASH_N_TENDERS; i++) {
    if (*self->tenders[i] != '\0' && hall_cash_parse (self->tenders[i], &amount, NULL) && amount > 0)
      g_variant_builder_add (
          &tenders, "v",
          g_variant_new_parsed ("{'kind': <%s>, 'amount_fen': <%x>}", hall_cash_tender_kinds[i], amount));
  }

  g_variant_dict_init (&dict, NULL);
  if (ticket != NULL)
    g_variant_dict_insert (&dict, "ticket", "s", ticket);
  if (*self->payer != '\0')
    g_variant_dict_insert (&dict, "payer", "s", self->payer);
  if (*self->account != '\0')
    g_variant_dict_insert (&dict, "account", "s", self->account);
  g_variant_dict_insert_value (&dict, "lines", g_variant_builder_end (&lines));
  g_variant_dict_insert_value (&dict, "other_tenders", g_variant_builder_end (&tenders));
  return g_variant_dict_end (&dict);
}

/**
 * hall_cash_draft_same_charge:
 * @self: a draft
 * @other: another
 *
 * Returns: whether both charge the same (what was received does not matter)
 */
gboolean
hall_cash_draft_same_charge (const HallCashDraft *self, const HallCashDraft *other)
{
  g_autoptr (GVariant) mine = NULL;
  g_autoptr (GVariant) theirs = NULL;

  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  mine = g_variant_ref_sink (hall_cash_draft_to_args (self, NULL));
  theirs = g_variant_ref_sink (hall_cash_draft_to_args (other, NULL));
  return g_variant_equal (mine, theirs);
}
