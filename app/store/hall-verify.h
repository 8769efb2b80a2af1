/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-engine.h"

G_BEGIN_DECLS

/**
 * HallFlaw:
 * @table: where it is
 * @key: which row, as a person would look for it
 * @what: what is wrong with it
 *
 * Something that cannot be as it is stored.
 */
typedef struct {
  char *table;
  char *key;
  char *what;
} HallFlaw;

/**
 * HallProof:
 * @flaws: (element-type HallFlaw): what was found, empty when all is as it must be
 * @heads: the last line of each chain of the journal, "name:seq:hash", to be kept outside the hall
 *
 * What hall_verify_read() looked at and found. A chain whose head lives only in the same file can be computed
 * anew by who owns the file: that is why the heads are told.
 */
typedef struct {
  GPtrArray *flaws;
  GPtrArray *heads;
  gint64 journal_lines;
  gint64 chains;
  gint64 receipts;
  gint64 papers;
  gint64 tickets;
  gint64 moves;
  gint64 days;
} HallProof;

gpointer hall_verify_read (HallEngine *engine, GVariant *params, GError **error);
void hall_proof_free (gpointer self);

G_END_DECLS
