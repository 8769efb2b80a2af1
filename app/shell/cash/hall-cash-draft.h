/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-records.h"

G_BEGIN_DECLS

#define HALL_CASH_N_TENDERS 3
extern const char *const hall_cash_tender_kinds[HALL_CASH_N_TENDERS + 1]; /* scan, card, transfer, NULL */

#define HALL_CASH_ITEM_MAX 100  /* characters of an item, a payer, an account */
#define HALL_CASH_UNIT_MAX 12   /* characters of a unit */
#define HALL_CASH_FIGURE_MAX 20 /* characters of a typed figure */
#define HALL_CASH_LINES_MAX 20

/**
 * HallCashDraftLine:
 * @item: what is paid for
 * @quantity: as typed; empty when the amount is typed itself
 * @unit: of the quantity
 * @price: yuan a unit, as typed
 * @amount: yuan, as typed; counts only without a quantity
 *
 * One line of a fee as it stands on the screen. No member is %NULL.
 */
typedef struct {
  char *item;
  char *quantity;
  char *unit;
  char *price;
  char *amount;
} HallCashDraftLine;

/**
 * HallCashDraft:
 * @payer: may be empty
 * @account: may be empty
 * @lines: (element-type HallCashDraftLine): at least one, maybe empty
 * @tenders: yuan paid otherwise than in cash, in the order of hall_cash_tender_kinds; empty for none
 * @received: yuan in cash, as typed
 *
 * A charge while it is typed. Everything is text as it was typed, so that nothing of it is lost.
 */
typedef struct {
  char *payer;
  char *account;
  GPtrArray *lines;
  char *tenders[HALL_CASH_N_TENDERS];
  char *received;
} HallCashDraft;

/**
 * HallCashSums:
 * @total_fen: of the lines
 * @other_fen: of the tenders other than cash
 * @due_fen: what is due in cash
 * @received_fen: -1 while nothing is typed
 * @change_fen: received - due; negative while too little was received
 * @field: (nullable): the first field that is not right: item, quantity, price, amount, scan, card, transfer,
 *   received, lines; %NULL when all is right so far
 * @line: index of the line @field belongs to, -1 for none
 * @message: (nullable): what is wrong with it, for people
 * @waiting: whether @field is only not typed yet, not wrong: said when somebody wants to go on, not before
 *
 * What a draft comes to.
 */
typedef struct {
  gint64 total_fen;
  gint64 other_fen;
  gint64 due_fen;
  gint64 received_fen;
  gint64 change_fen;
  const char *field;
  int line;
  char *message;
  gboolean waiting;
} HallCashSums;

HallCashDraftLine *hall_cash_draft_line_new (
    const char *item, const char *quantity, const char *unit, const char *price, const char *amount);
void hall_cash_draft_line_free (HallCashDraftLine *self);
gboolean hall_cash_draft_line_is_empty (const HallCashDraftLine *self);
gboolean hall_cash_draft_line_amount (const HallCashDraftLine *self, gint64 *amount_fen);

HallCashDraft *hall_cash_draft_new (void);
HallCashDraft *hall_cash_draft_new_for_matter (const char *matter, const char *day);
HallCashDraft *hall_cash_draft_new_from_charge (HallCharge *charge);
HallCashDraft *hall_cash_draft_new_from_variant (GVariant *variant);
void hall_cash_draft_free (HallCashDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallCashDraft, hall_cash_draft_free)

GVariant *hall_cash_draft_to_variant (const HallCashDraft *self);
gboolean hall_cash_draft_same_charge (const HallCashDraft *self, const HallCashDraft *other);
HallCashSums *hall_cash_draft_sum (const HallCashDraft *self);
GVariant *hall_cash_draft_to_args (const HallCashDraft *self, const char *ticket);

void hall_cash_sums_free (HallCashSums *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallCashSums, hall_cash_sums_free)

char *hall_cash_fold (const char *text);
gboolean hall_cash_parse (const char *text, gint64 *fen, char **problem);

G_END_DECLS
