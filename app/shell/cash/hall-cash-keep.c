/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-cash-keep.h"

#include "hall-draft.h"

/* Charges that were typed and not yet called, by ticket. Names of payers stand in them, so only the last few
 * stay. */

#define FIELD "cash"
#define TYPE "a{xv}"
#define MAX_KEPT 8

static GVariant *
load_all (const char *address, gint64 counter)
{
  g_autofree char *text = hall_draft_load (address, counter, FIELD);

  return text != NULL ? g_variant_parse (G_VARIANT_TYPE (TYPE), text, NULL, NULL, NULL) : NULL;
}

/**
 * hall_cash_keep:
 * @address: the hall
 * @counter: the counter
 * @ticket: id of the ticket it is charged to, 0 for none
 * @draft: (nullable): what is typed; %NULL forgets it
 *
 * Keeps a charge over a crash. Tickets count upwards, so the newest eight stay.
 */
void
hall_cash_keep (const char *address, gint64 counter, gint64 ticket, const HallCashDraft *draft)
{
  g_autoptr (GVariant) old = NULL;
  g_autoptr (GVariant) all = NULL;
  g_autofree char *text = NULL;
  GVariantBuilder builder;
  gsize n = 0, skip;

  g_return_if_fail (address != NULL);

  old = load_all (address, counter);
  n = old != NULL ? g_variant_n_children (old) : 0;
  skip = n > MAX_KEPT - 1 ? n - (MAX_KEPT - 1) : 0;
  g_variant_builder_init (&builder, G_VARIANT_TYPE (TYPE));
  for (gsize i = skip; i < n; i++) {
    gint64 id;
    g_autoptr (GVariant) value = NULL;

    g_variant_get_child (old, i, "{xv}", &id, &value);
    if (id != ticket)
      g_variant_builder_add (&builder, "{xv}", id, value);
  }
  if (draft != NULL)
    g_variant_builder_add (&builder, "{xv}", ticket, hall_cash_draft_to_variant (draft));
  all = g_variant_ref_sink (g_variant_builder_end (&builder));
  if (g_variant_n_children (all) > 0)
    text = g_variant_print (all, TRUE);
  hall_draft_save (address, counter, FIELD, text);
}

/**
 * hall_cash_load:
 * @address: the hall
 * @counter: the counter
 * @ticket: id of the ticket
 *
 * Returns: (transfer full) (nullable): what was typed for it and never charged
 */
HallCashDraft *
hall_cash_load (const char *address, gint64 counter, gint64 ticket)
{
  g_autoptr (GVariant) all = NULL;
  GVariantIter iter;
  gint64 id;
  GVariant *value;

  g_return_val_if_fail (address != NULL, NULL);

  all = load_all (address, counter);
  if (all == NULL)
    return NULL;
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{xv}", &id, &value)) {
    g_autoptr (GVariant) owned = value;

    if (id == ticket)
      return hall_cash_draft_new_from_variant (owned);
  }
  return NULL;
}
