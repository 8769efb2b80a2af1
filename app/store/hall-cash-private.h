/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-tx.h"

G_BEGIN_DECLS

/**
 * HallChargeRow:
 *
 * A charge as stored, for the commands that take it further. Money in fen, times in µs.
 */
typedef struct {
  gint64 id;
  gint64 ticket; /* 0 none */
  gint64 counter;
  char *state;
  char *payer;
  char *account;
  char *lines;   /* JSON */
  char *tenders; /* JSON */
  gint64 total_fen;
  gint64 other_fen;
  gint64 cash_due_fen;
  gint64 received_fen;
  gint64 change_fen;
  gint64 received_at;
  char *sentence;
  char *label; /* (nullable) of the ticket */
} HallChargeRow;

void hall_charge_row_clear (HallChargeRow *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HallChargeRow, hall_charge_row_clear)
void hall_receipt_ask (HallTx *tx);
gboolean hall_charge_row_load (HallTx *tx, gint64 id, HallChargeRow *row, GError **error);

/* hall-receipt.c */
char *hall_receipt_post (HallTx *tx, const HallChargeRow *charge, GError **error);
gboolean
hall_receipt_post_void (HallTx *tx, const char *number, const char *detail, gint64 counter, GError **error);

G_END_DECLS
