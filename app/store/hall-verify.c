/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-verify.h"

#include <glib/gi18n-lib.h>

#include "hall-verify-private.h"
#include "hall-copy.h"
#include "hall-journal.h"
#include "hall-json.h"

static void
flaw_free (gpointer data)
{
  HallFlaw *self = data;

  g_free (self->table);
  g_free (self->key);
  g_free (self->what);
  g_free (self);
}

void
hall_proof_free (gpointer data)
{
  HallProof *self = data;

  if (self == NULL)
    return;
  g_ptr_array_unref (self->flaws);
  g_ptr_array_unref (self->heads);
  g_free (self);
}

/**
 * hall_verify_add:
 * @self: the check
 * @table: where it is
 * @key: which row
 * @what: (transfer none): what is wrong with it, in the user's language
 *
 * Notes something that cannot be as it is stored.
 */
void
hall_verify_add (HallVerify *self, const char *table, const char *key, const char *what)
{
  HallFlaw *flaw = g_new0 (HallFlaw, 1);

  flaw->table = g_strdup (table);
  flaw->key = g_strdup (key);
  flaw->what = g_utf8_make_valid (what, -1);
  g_ptr_array_add (self->proof->flaws, flaw);
}

void
hall_verify_add_id (HallVerify *self, const char *table, gint64 id, const char *what)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  hall_verify_add (self, table, key, what);
}

/**
 * hall_verify_each:
 * @self: the check
 * @table: what is named when the rows cannot be read
 * @sql: a statement without parameters
 * @func: called for each row
 *
 * A table that cannot be read is a finding, and the others are still looked at.
 */
void
hall_verify_each (HallVerify *self, const char *table, const char *sql, HallVerifyRowFunc func)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRows) rows = hall_db_query (self->db, &error, sql, "");

  while (rows != NULL && hall_rows_next (rows, &error))
    func (self, rows);
  if (error != NULL)
    hall_verify_add (self, table, "", error->message);
}

/* --- The journal --- */

enum {
  LINE_ID,
  LINE_CHAIN,
  LINE_SEQ,
  LINE_AT,
  LINE_DAY,
  LINE_COMMAND,
  LINE_STAFF,
  LINE_COUNTER,
  LINE_STATION,
  LINE_REQUEST,
  LINE_ARGS,
  LINE_ANSWER,
  LINE_FACTS,
  LINE_TOPICS,
  LINE_PREV,
  LINE_HASH,
};

#define SQL_JOURNAL                                                                                          \
  "SELECT id, chain, seq, at, day, command, staff, counter, station, request, args, answer, facts, topics, " \
  "prev,"                                                                                                    \
  " hash FROM journal ORDER BY id"

/* The end of a chain so far. */
typedef struct {
  gint64 seq;
  char *hash;
} Head;

static void
head_free (gpointer data)
{
  Head *self = data;

  g_free (self->hash);
  g_free (self);
}

static Head *
head_of (HallVerify *self, const char *chain)
{
  Head *head = g_hash_table_lookup (self->heads, chain);

  if (head == NULL) {
    head = g_new0 (Head, 1);
    head->hash = g_strdup (HALL_JOURNAL_START);
    g_hash_table_insert (self->heads, g_strdup (chain), head);
  }
  return head;
}

static char *
hash_line (HallRows *rows)
{
  const HallJournalLine line = {
    .chain = hall_rows_text (rows, LINE_CHAIN),
    .seq = hall_rows_int (rows, LINE_SEQ),
    .at = hall_rows_int (rows, LINE_AT),
    .day = hall_rows_text (rows, LINE_DAY),
    .command = hall_rows_text (rows, LINE_COMMAND),
    .staff = hall_rows_text (rows, LINE_STAFF),
    .counter = hall_rows_int (rows, LINE_COUNTER),
    .station = hall_rows_text (rows, LINE_STATION),
    .request = hall_rows_text (rows, LINE_REQUEST),
    .args = hall_rows_text (rows, LINE_ARGS),
    .answer = hall_rows_text (rows, LINE_ANSWER),
    .facts = hall_rows_text (rows, LINE_FACTS),
    .topics = hall_rows_int (rows, LINE_TOPICS),
    .prev = hall_rows_text (rows, LINE_PREV),
  };

  return hall_journal_hash (&line);
}

/* Closing a day writes down where each chain stood: a line cut off an end is missed even if the head was made
 * to fit. */
static void
check_seal (HallVerify *self, gint64 line, const char *chain, const char *sealed)
{
  const Head *head = head_of (self, chain);
  g_autofree char *stands = g_strdup_printf ("%" G_GINT64_FORMAT " %s", head->seq, head->hash);

  if (!g_str_equal (stands, sealed))
    hall_verify_add_id (self, "journal", line, _ ("sealed a chain that did not stand as it does now"));
}

/* Facts are "name": "value" pairs that the rows of other tables are held against afterwards. */
static void
keep_facts (HallVerify *self, HallRows *rows)
{
  const char *text = hall_rows_text (rows, LINE_FACTS);
  g_autoptr (GVariant) facts = NULL;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (g_strcmp0 (hall_rows_text (rows, LINE_COMMAND), "take-ticket") == 0)
    self->issued_in_journal++;
  if (text == NULL)
    return;
  facts = hall_json_to_variant (text, NULL);
  if (facts == NULL)
    return; /* its hash has told already */
  g_variant_iter_init (&iter, facts);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value)) {
    if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
      ;
    else if (g_str_has_prefix (name, "chain "))
      check_seal (self, hall_rows_int (rows, LINE_ID), name + strlen ("chain "),
                  g_variant_get_string (value, NULL));
    else
      g_hash_table_insert (self->facts, g_strdup (name), g_variant_dup_string (value, NULL));
    g_variant_unref (value);
  }
}

static void
check_line (HallVerify *self, HallRows *rows)
{
  gint64 id = hall_rows_int (rows, LINE_ID);
  const char *chain = hall_rows_text (rows, LINE_CHAIN);
  const char *prev = hall_rows_text (rows, LINE_PREV);
  g_autofree char *hash = hash_line (rows);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT " (%s %" G_GINT64_FORMAT ")", id, chain,
                                          hall_rows_int (rows, LINE_SEQ));
  Head *head = head_of (self, chain);

  self->proof->journal_lines++;
  if (id > self->dense_after && id != self->last_line + 1)
    hall_verify_add (self, "journal", key, _ ("a line before it is missing, or it was renumbered"));
  if (hall_rows_int (rows, LINE_SEQ) != head->seq + 1)
    hall_verify_add (self, "journal", key, _ ("is not the next line of its chain"));
  if (g_strcmp0 (prev, head->hash) != 0)
    hall_verify_add (self, "journal", key, _ ("does not hold the hash of the line before it"));
  if (g_strcmp0 (hall_rows_text (rows, LINE_HASH), hash) != 0)
    hall_verify_add (self, "journal", key, _ ("was changed: its hash is not that of what stands in it"));
  keep_facts (self, rows);

  /* The chain goes on from what is stored, so that one changed line is one or two findings, not all that
   * follow. */
  self->last_line = id;
  head->seq = hall_rows_int (rows, LINE_SEQ);
  g_free (head->hash);
  head->hash = g_strdup (hall_rows_text (rows, LINE_HASH));
}

static void
check_head (HallVerify *self, HallRows *rows)
{
  const char *name = hall_rows_text (rows, 0);
  Head *head = g_hash_table_lookup (self->heads, name);

  self->proof->chains++;
  g_ptr_array_add (self->proof->heads, g_strdup_printf ("%s:%" G_GINT64_FORMAT ":%s", name,
                                                        hall_rows_int (rows, 1), hall_rows_text (rows, 2)));
  if (head == NULL) {
    hall_verify_add (self, "chain", name, _ ("has a head and no lines"));
    return;
  }
  if (head->seq != hall_rows_int (rows, 1) || g_strcmp0 (head->hash, hall_rows_text (rows, 2)) != 0)
    hall_verify_add (self, "chain", name, _ ("its head is not its last line"));
  g_hash_table_remove (self->heads, name);
}

static void
check_journal (HallVerify *self)
{
  GHashTableIter iter;
  gpointer name;

  hall_verify_each (self, "journal", SQL_JOURNAL, check_line);
  hall_verify_each (self, "chain", "SELECT name, seq, hash FROM chain ORDER BY name", check_head);
  g_hash_table_iter_init (&iter, self->heads);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    hall_verify_add (self, "chain", name, _ ("has lines and no head"));
}

static gint64
dense_after (HallDb *db)
{
  g_autofree char *line = NULL;

  if (!g_str_equal (hall_db_get_engine (db), "sqlite"))
    return G_MAXINT64;
  line = hall_db_get_text (db, NULL, "SELECT value FROM option WHERE name = '" HALL_OPTION_SERVER_LINES "'",
                           "");
  return line != NULL ? g_ascii_strtoll (line, NULL, 10) : 0;
}

/* --- All of it --- */

/**
 * hall_verify_read:
 * @engine: the engine
 * @params: (nullable): none
 * @error: BUSY, UNAVAILABLE: nothing could be looked at
 *
 * Recomputes what can be recomputed: every chain of the journal, every receipt against its hash and the
 * journal's, every paper against its hash, the numbers of every series, and the life of every ticket against
 * the moves of hall rules 5.1. A #HallReadFunc.
 *
 * Returns: (transfer full) (type HallProof): what was looked at and found; free with hall_proof_free()
 */
gpointer
hall_verify_read (HallEngine *engine, GVariant *params, GError **error)
{
  HallVerify self = { .engine = engine };

  g_return_val_if_fail (HALL_IS_ENGINE (engine), NULL);

  self.db = hall_engine_get_db (engine);
  if (!hall_db_begin (self.db, FALSE, error))
    return NULL;
  self.dense_after = dense_after (self.db);
  self.proof = g_new0 (HallProof, 1);
  self.proof->flaws = g_ptr_array_new_with_free_func (flaw_free);
  self.proof->heads = g_ptr_array_new_with_free_func (g_free);
  self.heads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, head_free);
  self.facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  hall_verify_file (&self);
  check_journal (&self);
  hall_verify_money (&self);
  hall_verify_papers (&self);
  hall_verify_tickets (&self);

  hall_db_rollback (self.db);
  g_hash_table_unref (self.heads);
  g_hash_table_unref (self.facts);
  return self.proof;
}
