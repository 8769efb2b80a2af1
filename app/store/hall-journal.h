/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-db.h"

G_BEGIN_DECLS

/* Where a chain ends: its name is ?1. */
#define HALL_JOURNAL_HEAD "SELECT seq, hash FROM chain WHERE name = ?1"

/**
 * HallJournalLine:
 *
 * One line of the journal, as hashed. Texts may be %NULL where the column may.
 */
typedef struct {
  const char *chain;
  gint64 seq;
  gint64 at;
  const char *day;
  const char *command;
  const char *staff;
  gint64 counter; /* 0 is NULL */
  const char *station;
  const char *request;
  const char *args;
  const char *answer;
  const char *facts;
  gint64 topics;
  const char *prev;
} HallJournalLine;

#define HALL_JOURNAL_START "0000000000000000000000000000000000000000000000000000000000000000"

char *hall_journal_hash (const HallJournalLine *line);
gboolean hall_journal_append (HallDb *db, HallJournalLine *line, GError **error);
char *hall_hash_texts (const char *const *texts, gsize n);

G_END_DECLS
