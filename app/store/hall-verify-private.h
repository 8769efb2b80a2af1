/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-db.h"
#include "hall-verify.h"

G_BEGIN_DECLS

/* One run of the check: hall-verify.c has the journal, hall-verify-file.c what the engine checks of itself,
 * hall-verify-money.c and -tickets.c the rest. */
typedef struct {
  HallEngine *engine; /* (not owned) */
  HallDb *db;         /* (not owned) in a reading transaction */
  HallProof *proof;
  GHashTable *heads; /* chain → its last line */
  GHashTable *facts; /* what the journal holds of posted rows: name → hash */
  /* Behind which line the journal is numbered without a gap. On a server it is not: who begins to write a
   * line and gives up leaves one; and a hall that was moved from there has them up to a line. There the
   * chains tell what is missing, as they do everywhere. */
  gint64 dense_after;
  gint64 last_line;
  gint64 issued_in_journal;
} HallVerify;

typedef void (*HallVerifyRowFunc) (HallVerify *self, HallRows *rows);

void hall_verify_each (HallVerify *self, const char *table, const char *sql, HallVerifyRowFunc func);
void hall_verify_add (HallVerify *self, const char *table, const char *key, const char *what);
void hall_verify_add_id (HallVerify *self, const char *table, gint64 id, const char *what);

void hall_verify_file (HallVerify *self);
void hall_verify_money (HallVerify *self);
void hall_verify_papers (HallVerify *self);
void hall_verify_tickets (HallVerify *self);

G_END_DECLS
