/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-verify-private.h"

#include <glib/gi18n-lib.h>

#include "hall-journal.h"
#include "hall-receipt.h"

/*
 * Receipts and papers: what was posted must be what is there. A receipt is held against its own hash and
 * against the one that the journal wrote down when it was posted, so that changing both row and hash is seen
 * as well.
 */

enum {
  RECEIPT_NUMBER = 0,
  RECEIPT_SERIES = 1,
  RECEIPT_SEQ = 2,
  RECEIPT_HASH = HALL_RECEIPT_N_COLUMNS,
};

/* The series whose receipts are being read, in their order. */
typedef struct {
  char *name;
  gint64 last;
} Series;

static void
check_hash (HallVerify *self, HallRows *rows)
{
  const char *number = hall_rows_text (rows, RECEIPT_NUMBER);
  const char *stored = hall_rows_text (rows, RECEIPT_HASH);
  const char *journaled = g_hash_table_lookup (self->facts, number);
  g_autofree char *hash = hall_receipt_hash_row (rows);

  self->proof->receipts++;
  if (g_strcmp0 (hash, stored) != 0)
    hall_verify_add (self, "receipt", number, _ ("was changed: its hash is not that of what stands in it"));
  if (journaled == NULL)
    hall_verify_add (self, "receipt", number, _ ("was never posted: the journal does not know it"));
  else if (!g_str_equal (journaled, stored))
    hall_verify_add (self, "receipt", number, _ ("is not what was posted: the journal has another hash"));
  g_hash_table_remove (self->facts, number);
}

static void
check_receipts (HallVerify *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      self->db, &error, "SELECT " HALL_RECEIPT_COLUMNS ", hash FROM receipt ORDER BY series, seq", "");
  Series series = { 0 };

  while (rows != NULL && hall_rows_next (rows, &error)) {
    check_hash (self, rows);
    if (g_strcmp0 (series.name, hall_rows_text (rows, RECEIPT_SERIES)) != 0) {
      g_free (series.name);
      series = (Series){ .name = hall_rows_dup (rows, RECEIPT_SERIES) };
    }
    if (hall_rows_int (rows, RECEIPT_SEQ) != series.last + 1)
      hall_verify_add (self, "receipt", hall_rows_text (rows, RECEIPT_NUMBER),
                       _ ("does not follow the one before it: a number is missing"));
    series.last = hall_rows_int (rows, RECEIPT_SEQ);
  }
  g_free (series.name);
  if (error != NULL)
    hall_verify_add (self, "receipt", "", error->message);
}

/* What is left of the journal's receipts has no row. Their names are numbers of receipts: CD03-20261120-0015.
 */
static void
check_missing (HallVerify *self)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->facts);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_regex_match_simple ("^\\S+-[0-9]{8}-[0-9]{4,}$", name, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT))
      hall_verify_add (self, "receipt", name, _ ("was posted, the journal says, and is not there"));
}

static void
check_series_row (HallVerify *self, HallRows *rows)
{
  if (hall_rows_int (rows, 1) != hall_rows_int (rows, 2))
    hall_verify_add (self, "series", hall_rows_text (rows, 0),
                     _ ("is not at the last number that was given"));
}

#define SQL_SERIES                                                                                           \
  "SELECT r.series, max (r.seq), coalesce (max (s.last), 0) FROM receipt r LEFT JOIN series s"               \
  " ON s.name = r.series GROUP BY r.series ORDER BY r.series"

/* Arithmetic of 5.10: what stays in the drawer, and a void that is its receipt with the sign turned. */
#define SQL_SUMS                                                                                             \
  "SELECT r.number FROM receipt r LEFT JOIN receipt o ON o.number = r.void_of"                               \
  " WHERE r.cash_fen <> r.received_fen - r.change_fen OR r.total_fen - r.other_fen <> r.cash_fen"            \
  " OR (r.kind = 'void') <> (r.void_of IS NOT NULL)"                                                         \
  " OR (r.kind = 'void' AND (o.kind IS DISTINCT FROM 'receipt' OR o.total_fen <> -r.total_fen"               \
  " OR o.cash_fen <> -r.cash_fen)) ORDER BY r.number"

static void
check_sum_row (HallVerify *self, HallRows *rows)
{
  hall_verify_add (self, "receipt", hall_rows_text (rows, 0), _ ("its sums do not come out"));
}

#define SQL_CHARGES                                                                                          \
  "SELECT c.id FROM charge c LEFT JOIN receipt r ON r.number = c.receipt AND r.charge = c.id"                \
  " WHERE (c.state = 'posted') <> (c.receipt IS NOT NULL) OR (c.state = 'posted' AND (r.number IS NULL"      \
  " OR r.total_fen <> c.total_fen OR r.received_fen <> c.received_fen OR r.change_fen <> c.change_fen))"     \
  " ORDER BY c.id"

static void
check_charge_row (HallVerify *self, HallRows *rows)
{
  hall_verify_add_id (self, "charge", hall_rows_int (rows, 0), _ ("is not what its receipt says"));
}

/* Receipts: their hashes, numbers and sums; invariant I8. */
void
hall_verify_money (HallVerify *self)
{
  check_receipts (self);
  check_missing (self);
  hall_verify_each (self, "series", SQL_SERIES, check_series_row);
  hall_verify_each (self, "receipt", SQL_SUMS, check_sum_row);
  hall_verify_each (self, "charge", SQL_CHARGES, check_charge_row);
}

/* Whether the journal holds the hash of something under the name it was given when it was made. */
static gboolean
is_in_journal (HallVerify *self, const char *kind, gint64 id, const char *hash)
{
  g_autofree char *name = g_strdup_printf ("%s %" G_GINT64_FORMAT, kind, id);

  return g_strcmp0 (g_hash_table_lookup (self->facts, name), hash) == 0;
}

/* What stands on a paper is what stood on it when its number was given. */
static void
check_document_row (HallVerify *self, HallRows *rows)
{
  const char *sealed[6];
  g_autofree char *hash = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (sealed); i++)
    sealed[i] = hall_rows_text (rows, (int)i + 1);
  hash = hall_hash_texts (sealed, G_N_ELEMENTS (sealed));
  if (!is_in_journal (self, "document", hall_rows_int (rows, 0), hash))
    hall_verify_add (self, "document", hall_rows_text (rows, 1),
                     _ ("was changed: its hash is not the one in the journal"));
}

static void
check_page_row (HallVerify *self, HallRows *rows)
{
  g_autoptr (GBytes) bytes = hall_rows_bytes (rows, 2);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  self->proof->papers++;
  if (g_strcmp0 (hash, hall_rows_text (rows, 3)) != 0
      || !is_in_journal (self, "page", hall_rows_int (rows, 0), hash))
    hall_verify_add (self, "document_page", hall_rows_text (rows, 1),
                     _ ("was changed: its hash is not that of the stored paper"));
}

static void
check_unpapered_row (HallVerify *self, HallRows *rows)
{
  hall_verify_add (self, "document", hall_rows_text (rows, 0), _ ("is missing: a receipt has no paper"));
}

/* The bytes that were printed are the bytes that are kept, and every receipt has its paper. */
void
hall_verify_papers (HallVerify *self)
{
  hall_verify_each (
      self, "document",
      "SELECT id, number, kind, form, day, CAST (at AS TEXT), content FROM document ORDER BY id",
      check_document_row);
  hall_verify_each (
      self, "document_page",
      "SELECT d.id, d.number, p.pdf, p.hash FROM document_page p JOIN document d ON d.id = p.document"
      " ORDER BY d.id",
      check_page_row);
  hall_verify_each (
      self, "document",
      "SELECT number FROM receipt r WHERE NOT EXISTS (SELECT 1 FROM document d WHERE d.number = r.number)"
      " ORDER BY number",
      check_unpapered_row);
}
