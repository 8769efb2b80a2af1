/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-db.h"

G_BEGIN_DECLS

/* Every column of a receipt in the order of its hash; the last column of the query is the stored hash. */
#define HALL_RECEIPT_COLUMNS                                                                                 \
  "number, series, seq, day, kind, charge, ticket, counter, staff, payer, account, lines, tenders, "         \
  "total_fen,"                                                                                               \
  " other_fen, cash_fen, received_fen, change_fen, sentence, words, received_at, changed_at, void_of, "      \
  "reason,"                                                                                                  \
  " approved_by"
#define HALL_RECEIPT_N_COLUMNS 25

char *hall_receipt_hash_row (HallRows *rows);

G_END_DECLS
