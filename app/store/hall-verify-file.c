/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-verify-private.h"

#include <glib/gi18n-lib.h>

/*
 * What an engine can check of itself, and the guards that refuse to change a posted row. This is where the
 * engines differ; the findings are the same.
 */

static void
check_integrity_row (HallVerify *self, HallRows *rows)
{
  const char *what = hall_rows_text (rows, 0);

  if (g_strcmp0 (what, "ok") != 0)
    hall_verify_add (self, "file", hall_engine_get_address (self->engine), what);
}

static void
add_orphan (HallVerify *self, const char *table, gint64 id)
{
  hall_verify_add_id (self, table, id, _ ("names a row of another table that does not exist"));
}

/* --- SQLite --- */

static void
check_foreign_key_row (HallVerify *self, HallRows *rows)
{
  add_orphan (self, hall_rows_text (rows, 0), hall_rows_int (rows, 1));
}

static void
check_sqlite (HallVerify *self)
{
  hall_verify_each (self, "file", "PRAGMA integrity_check", check_integrity_row);
  hall_verify_each (self, "file", "PRAGMA foreign_key_check", check_foreign_key_row);
}

#define SQL_GUARDS_SQLITE "SELECT name FROM sqlite_schema WHERE type = 'trigger'"

/* REPLACE deletes a row without asking the trigger that refuses to. */
static const char *const guards_sqlite[] = { "receipt_no_update",        "receipt_no_delete",
                                             "receipt_no_replace",       "document_no_update",
                                             "document_no_delete",       "document_no_replace",
                                             "document_page_no_update",  "document_page_no_delete",
                                             "document_page_no_replace", "journal_no_update",
                                             "journal_no_delete",        "journal_no_replace",
                                             "notice_no_update",         "notice_no_delete",
                                             "notice_no_replace",        "case_event_no_update",
                                             "case_event_no_delete",     "case_event_no_replace",
                                             "access_log_no_update",     "access_log_no_delete",
                                             "access_log_no_replace",    NULL };

/* --- PostgreSQL --- */

/* An index that was never finished, or that a crash has left behind, finds nothing and guards nothing. */
#define SQL_INDEXES                                                                                          \
  "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"                                 \
  " WHERE NOT (i.indisvalid AND i.indisready AND i.indislive) AND pg_table_is_visible (i.indrelid)"          \
  " ORDER BY c.relname"

static void
check_index_row (HallVerify *self, HallRows *rows)
{
  hall_verify_add (self, "schema", hall_rows_text (rows, 0), _ ("is an index that is not valid"));
}

/* The server keeps foreign keys by triggers of its own, which an owner can put to sleep: so each is looked at
 * here, as SQLite looks at its own. A row is named by its id, where its table has one. */
#define SQL_FOREIGN_KEYS                                                                                     \
  "SELECT c.conrelid::regclass::text, quote_ident (a.attname), c.confrelid::regclass::text,"                 \
  " quote_ident (f.attname), coalesce ((SELECT 't.' || quote_ident (k.attname) FROM pg_index x"              \
  " JOIN pg_attribute k ON k.attrelid = x.indrelid AND k.attnum = x.indkey[0] WHERE x.indrelid = c.conrelid" \
  " AND x.indisprimary AND x.indnatts = 1 AND k.atttypid = 'int8'::regtype), '0')"                           \
  " FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]"          \
  " JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = c.confkey[1]"                             \
  " WHERE c.contype = 'f' AND pg_table_is_visible (c.conrelid) ORDER BY 1, 2"

static void
check_key_row (HallVerify *self, HallRows *rows)
{
  const char *table = hall_rows_text (rows, 0);
  const char *column = hall_rows_text (rows, 1);
  g_autofree char *sql = g_strdup_printf (
      "SELECT %s FROM %s t WHERE t.%s IS NOT NULL AND NOT EXISTS (SELECT 1 FROM %s f WHERE f.%s = t.%s)"
      " ORDER BY 1",
      hall_rows_text (rows, 4), table, column, hall_rows_text (rows, 2), hall_rows_text (rows, 3), column);
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRows) orphans = hall_db_query (self->db, &error, sql, "");

  while (orphans != NULL && hall_rows_next (orphans, &error))
    add_orphan (self, table, hall_rows_int (orphans, 0));
  if (error != NULL)
    hall_verify_add (self, table, "", error->message);
}

static void
check_postgresql (HallVerify *self)
{
  hall_verify_each (self, "schema", SQL_INDEXES, check_index_row);
  hall_verify_each (self, "schema", SQL_FOREIGN_KEYS, check_key_row);
}

#define SQL_GUARDS_POSTGRESQL                                                                                \
  "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"                         \
  " AND pg_table_is_visible (tgrelid)"

static const char *const guards_postgresql[] = { "receipt_no_update",         "receipt_no_delete",
                                                 "receipt_no_truncate",       "document_no_update",
                                                 "document_no_delete",        "document_no_truncate",
                                                 "document_page_no_update",   "document_page_no_delete",
                                                 "document_page_no_truncate", "journal_no_update",
                                                 "journal_no_delete",         "journal_no_truncate",
                                                 "notice_no_update",          "notice_no_delete",
                                                 "notice_no_truncate",        "case_event_no_update",
                                                 "case_event_no_delete",      "case_event_no_truncate",
                                                 "access_log_no_update",      "access_log_no_delete",
                                                 "access_log_no_truncate",    NULL };

/* --- Both --- */

typedef struct {
  const char *name;
  void (*check) (HallVerify *self);
  const char *sql_guards; /* the names of all triggers that act */
  const char *const *guards;
} Engine;

static const Engine engines[] = {
  { "sqlite", check_sqlite, SQL_GUARDS_SQLITE, guards_sqlite },
  { "postgresql", check_postgresql, SQL_GUARDS_POSTGRESQL, guards_postgresql },
};

/* What refuses to change a posted row must be there: without it nothing else would be worth much. */
static void
check_guards (HallVerify *self, const Engine *engine)
{
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRows) rows = hall_db_query (self->db, &error, engine->sql_guards, "");

  while (rows != NULL && hall_rows_next (rows, &error))
    g_hash_table_add (there, hall_rows_dup (rows, 0));
  if (error != NULL) {
    hall_verify_add (self, "schema", "", error->message);
    return;
  }
  for (const char *const *guard = engine->guards; *guard != NULL; guard++)
    if (!g_hash_table_contains (there, *guard))
      hall_verify_add (self, "schema", *guard,
                       _ ("is missing: it keeps posted rows from being changed or deleted"));
}

/* The database under the hall: its pages or indexes, its foreign keys, its guards. */
void
hall_verify_file (HallVerify *self)
{
  const char *name = hall_db_get_engine (self->db);

  for (gsize i = 0; i < G_N_ELEMENTS (engines); i++)
    if (g_str_equal (engines[i].name, name)) {
      engines[i].check (self);
      check_guards (self, &engines[i]);
    }
}
