/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-journal.h"

/* Each field with its length before it, so that no two different lines can look the same to the hash. */
static void
add_number (GString *out, gint64 value, char end)
{
  char digits[24];
  int length = g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT "%c", value, end);

  g_string_append_len (out, digits, length);
}

static void
add_text (GString *out, const char *text)
{
  gsize length;

  if (text == NULL) {
    g_string_append_len (out, "-,", 2);
    return;
  }
  length = strlen (text);
  add_number (out, (gint64)length, ':');
  g_string_append_len (out, text, (gssize)length);
  g_string_append_c (out, ',');
}

static void
add_int (GString *out, gint64 value)
{
  add_number (out, value, ',');
}

/**
 * hall_hash_texts:
 * @texts: (array length=n) (element-type utf8): texts, %NULL among them allowed
 * @n: how many
 *
 * Returns: (transfer full): the SHA-256 over all of them, hexadecimal
 */
char *
hall_hash_texts (const char *const *texts, gsize n)
{
  g_autoptr (GString) out = g_string_sized_new (1024);

  for (gsize i = 0; i < n; i++)
    add_text (out, texts[i]);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, out->str, (gssize)out->len);
}

/**
 * hall_journal_hash:
 * @line: a line with the hash of the one before it
 *
 * Returns: (transfer full): its own hash: SHA-256 over every field, hexadecimal
 */
char *
hall_journal_hash (const HallJournalLine *line)
{
  g_autoptr (GString) out = g_string_sized_new (1024);

  add_text (out, line->prev);
  add_text (out, line->chain);
  add_int (out, line->seq);
  add_int (out, line->at);
  add_text (out, line->day);
  add_text (out, line->command);
  add_text (out, line->staff);
  add_int (out, line->counter);
  add_text (out, line->station);
  add_text (out, line->request);
  add_text (out, line->args);
  add_text (out, line->answer);
  add_text (out, line->facts);
  add_int (out, line->topics);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, out->str, (gssize)out->len);
}

/**
 * hall_journal_append:
 * @db: a connection, in a writing transaction
 * @line: the line; its sequence number and previous hash are filled in from its chain
 * @error: CONFLICT when the request id is there already
 *
 * Returns: whether it was appended
 */
gboolean
hall_journal_append (HallDb *db, HallJournalLine *line, GError **error)
{
  g_autoptr (HallRows) head = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *prev = NULL;
  g_autofree char *hash = NULL;

  head = hall_db_query (db, error, HALL_JOURNAL_HEAD, "t", line->chain);
  if (head == NULL)
    return FALSE;
  if (hall_rows_next (head, &local)) {
    line->seq = hall_rows_int (head, 0) + 1;
    prev = hall_rows_dup (head, 1);
  } else if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  } else {
    line->seq = 1;
    prev = g_strdup (HALL_JOURNAL_START);
  }
  g_clear_pointer (&head, hall_rows_free);

  line->prev = prev;
  hash = hall_journal_hash (line);
  if (!hall_db_exec (
          db, error,
          "INSERT INTO journal (chain, seq, at, day, command, staff, counter, station, request, args,"
          " answer, facts, topics, prev, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif (?7, 0), ?8, ?9, ?10,"
          " ?11, ?12, ?13, ?14, ?15)",
          "tiitttitttttitt", line->chain, line->seq, line->at, line->day, line->command, line->staff,
          line->counter, line->station, line->request, line->args, line->answer, line->facts, line->topics,
          prev, hash))
    return FALSE;
  line->prev = NULL;
  return hall_db_exec (db, error,
                       "INSERT INTO chain (name, seq, hash) VALUES (?1, ?2, ?3)"
                       " ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
                       "tit", line->chain, line->seq, hash);
}
