/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HALL_MONEY_MAX_FEN G_GINT64_CONSTANT (99999999999) /* 999,999,999.99 yuan, the range of the words */
#define HALL_N_DENOMINATIONS 8
extern const gint64 hall_denominations_fen[HALL_N_DENOMINATIONS]; /* 100 50 20 10 5 1 0.5 0.1 yuan, in fen */

char *hall_money_to_text (gint64 fen);   /* 1286.50, always two decimals, "-" in front */
char *hall_money_to_spoken (gint64 fen); /* 1300, 13.50: read-back form, 5.7 */
char *hall_money_to_words (gint64 fen);  /* 人民币壹仟贰佰捌拾陆元伍角 */
gboolean
hall_money_parse (const char *text, gint64 *fen, GError **error); /* "1286.5" -> 128650; field "amount" */

gboolean hall_decimal_parse (const char *text, guint decimals, gint64 max, gint64 *value);
gboolean hall_line_amount (const char *quantity, gint64 unit_price_fen, gint64 *amount_fen, GError **error);

char *hall_cash_sentence (gint64 total_fen, gint64 other_fen, gint64 received_fen, gint64 change_fen);
gint64 hall_cash_notes (gint64 change_fen, gint64 counts[HALL_N_DENOMINATIONS]);

G_END_DECLS
