/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-db.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>

#include "hall-bell.h"
#include "hall-engine-private.h"

/* How long a writer waits for the others on the PC before it says BUSY. */
#define BUSY_TIMEOUT_US (8 * G_USEC_PER_SEC)
/* How long it sleeps between two looks, about as long as another's transaction takes. */
#define BUSY_SLEEP_US 500

/* The log goes back into the file each time it has grown by so many pages. */
#define CHECKPOINT_PAGES 1000
/* Under writers who take turns without a pause it never finds a moment to begin anew: then it takes one. */
#define RESTART_PAGES (4 * CHECKPOINT_PAGES)
/* But nobody's command waits longer than this for a reader to let it. */
#define RESTART_TIMEOUT_US (20 * 1000)

#define HALL_TYPE_DB_SQLITE (hall_db_sqlite_get_type ())
G_DECLARE_FINAL_TYPE (HallDbSqlite, hall_db_sqlite, HALL, DB_SQLITE, HallDb)

/**
 * HallDbSqlite:
 *
 * SQLite in WAL mode with a full sync at each commit: what was answered is on the disk.
 */
struct _HallDbSqlite {
  HallDb parent_instance;

  char *path;           /* (owned) */
  HallBell *bell;       /* (owned) (nullable) who listens has one */
  gboolean announces;   /* whether the bell is to be rung at the commit */
  sqlite3 *handle;      /* (owned) */
  GHashTable *cache;    /* SQL (owned) → sqlite3_stmt (owned) */
  gboolean within;      /* whether a transaction is open */
  GError *broken;       /* (owned) (nullable) what failed in it first */
  gint64 busy_since;    /* µs, monotonic: since when it waits for another writer */
  gint64 patience_us;   /* how long it waits */
  int checkpoint_pages; /* of the log, at which the next checkpoint is due */
};

G_DEFINE_FINAL_TYPE (HallDbSqlite, hall_db_sqlite, HALL_TYPE_DB)

typedef struct {
  HallRows parent;
  HallDbSqlite *db; /* (not owned) */
  sqlite3_stmt *statement;
  gboolean cached;
} SqliteRows;

static int
code_of (int result)
{
  switch (result & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return HALL_ERROR_BUSY;
  case SQLITE_CONSTRAINT:
    return HALL_ERROR_CONFLICT;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
  case SQLITE_ERROR: /* our SQL is right: a table or a column is missing */
    return HALL_ERROR_CORRUPT;
  default:
    return HALL_ERROR_UNAVAILABLE;
  }
}

static const char *
sentence_of (int result)
{
  switch (result & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return _ ("the hall is busy; please ask again");
  case SQLITE_READONLY:
  case SQLITE_PERM:
    return _ ("the hall's file cannot be written: it is read-only");
  case SQLITE_FULL:
    return _ ("the disk is full; nothing was changed");
  case SQLITE_IOERR:
    return _ ("the hall's file cannot be read or written; nothing was changed");
  case SQLITE_CANTOPEN:
    return _ ("the hall's file cannot be opened");
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
  case SQLITE_ERROR:
    return _ ("the hall's file is damaged or is not a hall; restore the last backup");
  case SQLITE_CONSTRAINT:
    return _ ("somebody else was faster, or it exists already");
  case SQLITE_TOOBIG:
    return _ ("what was given is too long");
  default:
    return _ ("the hall's file could not be used");
  }
}

/* The sentence is for people; what the engine says goes to the log.
 *
 * SQLite ends the whole transaction by itself after some errors, and what came after would then be committed
 * statement by statement. So here, as in PostgreSQL, a transaction in which anything has failed can only be
 * rolled back, even if whoever asked did not look. */
static void
set_error (HallDbSqlite *self, int result, const char *sql, GError **error)
{
  g_debug ("SQLite %d (%s): %s", result, self->handle != NULL ? sqlite3_errmsg (self->handle) : "", sql);
  if (self->within && self->broken == NULL)
    hall_set_error (&self->broken, code_of (result), NULL, NULL, "%s", sentence_of (result));
  hall_set_error (error, code_of (result), NULL, NULL, "%s", sentence_of (result));
}

static gboolean
hall_db_sqlite_check (HallDb *db, GError **error)
{
  HallDbSqlite *self = HALL_DB_SQLITE (db);

  if (self->broken == NULL)
    return TRUE;
  if (error != NULL && *error == NULL)
    *error = g_error_copy (self->broken);
  return FALSE;
}

static gboolean
rows_next (HallRows *rows, GError **error)
{
  SqliteRows *self = (SqliteRows *)rows;
  int result = sqlite3_step (self->statement);

  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    set_error (self->db, result, sqlite3_sql (self->statement), error);
  return FALSE;
}

static const char *
rows_text (HallRows *rows, int column)
{
  return (const char *)sqlite3_column_text (((SqliteRows *)rows)->statement, column);
}

static gint64
rows_integer (HallRows *rows, int column)
{
  return sqlite3_column_int64 (((SqliteRows *)rows)->statement, column);
}

static GBytes *
rows_bytes (HallRows *rows, int column)
{
  sqlite3_stmt *statement = ((SqliteRows *)rows)->statement;
  gconstpointer data = sqlite3_column_blob (statement, column);

  return g_bytes_new (data, (gsize)sqlite3_column_bytes (statement, column));
}

static gboolean
rows_is_null (HallRows *rows, int column)
{
  return sqlite3_column_type (((SqliteRows *)rows)->statement, column) == SQLITE_NULL;
}

static char
rows_type (HallRows *rows, int column)
{
  switch (sqlite3_column_type (((SqliteRows *)rows)->statement, column)) {
  case SQLITE_NULL:
    return 'n';
  case SQLITE_INTEGER:
    return 'i';
  case SQLITE_BLOB:
    return 'b';
  default:
    return 't';
  }
}

static int
rows_n_columns (HallRows *rows)
{
  return sqlite3_column_count (((SqliteRows *)rows)->statement);
}

static const char *
rows_name (HallRows *rows, int column)
{
  return sqlite3_column_name (((SqliteRows *)rows)->statement, column);
}

static void
rows_free (HallRows *rows)
{
  SqliteRows *self = (SqliteRows *)rows;

  if (self->cached) {
    sqlite3_reset (self->statement);
    sqlite3_clear_bindings (self->statement);
  } else {
    sqlite3_finalize (self->statement);
  }
  g_free (self);
}

/* A statement is prepared once a connection. One that is being read already gets a second, short-lived copy.
 */
static sqlite3_stmt *
prepare (HallDbSqlite *self, const char *sql, gboolean *cached, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->cache, sql);
  int result;

  *cached = TRUE;
  if (statement != NULL && !sqlite3_stmt_busy (statement))
    return statement;

  *cached = statement == NULL;
  result = sqlite3_prepare_v3 (self->handle, sql, -1, *cached ? SQLITE_PREPARE_PERSISTENT : 0, &statement,
                               NULL);
  if (result != SQLITE_OK) {
    set_error (self, result, sql, error);
    return NULL;
  }
  if (*cached)
    g_hash_table_insert (self->cache, g_strdup (sql), statement);
  return statement;
}

static int
bind (sqlite3_stmt *statement, int index, const HallBind *value)
{
  switch (value->type) {
  case 't':
    if (value->text == NULL)
      return sqlite3_bind_null (statement, index);
    return sqlite3_bind_text (statement, index, value->text, -1, SQLITE_TRANSIENT);
  case 'i':
    return sqlite3_bind_int64 (statement, index, value->integer);
  case 'b':
    if (value->bytes == NULL)
      return sqlite3_bind_null (statement, index);
    return sqlite3_bind_blob64 (statement, index, g_bytes_get_data (value->bytes, NULL),
                                g_bytes_get_size (value->bytes), SQLITE_TRANSIENT);
  default:
    return sqlite3_bind_null (statement, index);
  }
}

static HallRows *
hall_db_sqlite_query (HallDb *db, const char *sql, const HallBind *binds, guint n_binds, GError **error)
{
  HallDbSqlite *self = HALL_DB_SQLITE (db);
  SqliteRows *rows;
  gboolean cached;
  sqlite3_stmt *statement;

  if (!hall_db_sqlite_check (db, error))
    return NULL;
  statement = prepare (self, sql, &cached, error);
  if (statement == NULL)
    return NULL;
  g_assert ((guint)sqlite3_bind_parameter_count (statement) == n_binds);

  rows = g_new0 (SqliteRows, 1);
  rows->parent = (HallRows){ .next = rows_next,
                             .text = rows_text,
                             .integer = rows_integer,
                             .bytes = rows_bytes,
                             .is_null = rows_is_null,
                             .type = rows_type,
                             .n_columns = rows_n_columns,
                             .name = rows_name,
                             .free = rows_free };
  rows->db = self;
  rows->statement = statement;
  rows->cached = cached;

  for (guint i = 0; i < n_binds; i++) {
    int result = bind (statement, (int)i + 1, &binds[i]);

    if (result != SQLITE_OK) {
      set_error (self, result, sql, error);
      rows_free (&rows->parent);
      return NULL;
    }
  }
  return &rows->parent;
}

/* At once, so that what fails is known here. */
static gboolean
hall_db_sqlite_exec (
    HallDb *db, const char *sql, const HallBind *binds, guint n_binds, gboolean one, GError **error)
{
  HallDbSqlite *self = HALL_DB_SQLITE (db);
  g_autoptr (HallRows) rows = hall_db_sqlite_query (db, sql, binds, n_binds, error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  while (rows_next (rows, &local))
    ;
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (!one || sqlite3_changes64 (self->handle) == 1)
    return TRUE;
  if (self->within && self->broken == NULL)
    hall_db_set_overtaken (&self->broken);
  hall_db_set_overtaken (error);
  return FALSE;
}

static gboolean
hall_db_sqlite_script (HallDb *db, const char *sql, GError **error)
{
  HallDbSqlite *self = HALL_DB_SQLITE (db);
  int result;

  if (!hall_db_sqlite_check (db, error))
    return FALSE;
  result = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (result != SQLITE_OK) {
    set_error (self, result, sql, error);
    return FALSE;
  }
  return TRUE;
}

static gboolean
hall_db_sqlite_begin (HallDb *db, gboolean write, GError **error)
{
  HallDbSqlite *self = HALL_DB_SQLITE (db);

  g_assert (!self->within);
  self->within = hall_db_exec (db, error, write ? "BEGIN IMMEDIATE" : "BEGIN", "");
  return self->within;
}

static gboolean
hall_db_sqlite_commit (HallDb *db, GError **error)
{
  HallDbSqlite *self = HALL_DB_SQLITE (db);

  if (!hall_db_exec (db, error, "COMMIT", ""))
    return FALSE;
  self->within = FALSE;
  HALL_MOMENT ("committed");
  if (self->announces)
    hall_bell_ring (self->path);
  self->announces = FALSE;
  HALL_MOMENT ("rung");
  return TRUE;
}

static void
hall_db_sqlite_rollback (HallDb *db)
{
  HallDbSqlite *self = HALL_DB_SQLITE (db);

  self->within = FALSE;
  self->announces = FALSE;
  g_clear_error (&self->broken);
  /* A failed COMMIT or a full disk may have rolled back by itself. */
  if (!sqlite3_get_autocommit (self->handle))
    hall_db_exec (db, NULL, "ROLLBACK", "");
}

/* BEGIN IMMEDIATE is the one lock of the file. */
static gboolean
hall_db_sqlite_lock (HallDb *db, const char *name, gboolean shared, GError **error)
{
  return TRUE;
}

static gboolean
hall_db_sqlite_next_id (HallDb *db, const char *table, gint64 *id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT coalesce (max (id), 0) + 1 FROM %s", table);

  return hall_db_get_int (db, id, error, sql, "");
}

static gboolean
hall_db_sqlite_get_version (HallDb *db, gint64 *version, GError **error)
{
  return hall_db_get_int (db, version, error, "PRAGMA user_version", "");
}

static gboolean
hall_db_sqlite_set_version (HallDb *db, gint64 version, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %d", (int)version);

  return hall_db_script (db, sql, error);
}

static gint64
hall_db_sqlite_get_skew (HallDb *db)
{
  return 0;
}

static void
hall_db_sqlite_announce (HallDb *db, guint topics)
{
  HALL_DB_SQLITE (db)->announces = TRUE;
}

static int
hall_db_sqlite_listen (HallDb *db, GError **error)
{
  HallDbSqlite *self = HALL_DB_SQLITE (db);

  if (self->bell == NULL)
    self->bell = hall_bell_new (self->path, error);
  return self->bell != NULL ? hall_bell_get_fd (self->bell) : -1;
}

/* What changed stands in the journal. */
static gboolean
hall_db_sqlite_hear (HallDb *db, guint *topics, GError **error)
{
  HallDbSqlite *self = HALL_DB_SQLITE (db);

  if (self->bell != NULL)
    hall_bell_drain (self->bell);
  *topics = G_MAXUINT;
  return TRUE;
}

/* A file does not go away from who has it open. */
static gboolean
hall_db_sqlite_is_lost (HallDb *db)
{
  return FALSE;
}

static gboolean
hall_db_sqlite_reconnect (HallDb *db, GError **error)
{
  return TRUE;
}

static void
hall_db_sqlite_set_patience (HallDb *db, int seconds)
{
}

static void
hall_db_sqlite_finalize (GObject *object)
{
  HallDbSqlite *self = HALL_DB_SQLITE (object);

  g_clear_pointer (&self->cache, g_hash_table_unref);
  g_clear_pointer (&self->bell, hall_bell_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_error (&self->broken);
  if (self->handle != NULL) {
    int result = sqlite3_close (self->handle);

    g_assert (result == SQLITE_OK);
  }
  G_OBJECT_CLASS (hall_db_sqlite_parent_class)->finalize (object);
}

static void
hall_db_sqlite_class_init (HallDbSqliteClass *klass)
{
  HallDbClass *db_class = HALL_DB_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hall_db_sqlite_finalize;
  db_class->engine = "sqlite";
  db_class->begin = hall_db_sqlite_begin;
  db_class->commit = hall_db_sqlite_commit;
  db_class->rollback = hall_db_sqlite_rollback;
  db_class->check = hall_db_sqlite_check;
  db_class->query = hall_db_sqlite_query;
  db_class->exec = hall_db_sqlite_exec;
  db_class->script = hall_db_sqlite_script;
  db_class->lock = hall_db_sqlite_lock;
  db_class->next_id = hall_db_sqlite_next_id;
  db_class->get_version = hall_db_sqlite_get_version;
  db_class->set_version = hall_db_sqlite_set_version;
  db_class->get_skew = hall_db_sqlite_get_skew;
  db_class->announce = hall_db_sqlite_announce;
  db_class->listen = hall_db_sqlite_listen;
  db_class->hear = hall_db_sqlite_hear;
  db_class->is_lost = hall_db_sqlite_is_lost;
  db_class->reconnect = hall_db_sqlite_reconnect;
  db_class->set_patience = hall_db_sqlite_set_patience;
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static void
hall_db_sqlite_init (HallDbSqlite *self)
{
  self->cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
}

/* SQLite's own handler sleeps longer with each look, up to 100 ms: under eight busy counters one waited five
 * seconds while the others, who had just begun to ask, went before it. Here all look equally often, so that
 * nobody is left behind; the sleeps differ a little, so that they do not look all at once. */
static int
wait_turn (gpointer data, int looked)
{
  HallDbSqlite *self = data;
  gint64 now = g_get_monotonic_time ();

  if (looked == 0)
    self->busy_since = now;
  if (now - self->busy_since > self->patience_us)
    return 0;
  g_usleep (BUSY_SLEEP_US + (gulong)g_random_int_range (0, BUSY_SLEEP_US));
  return 1;
}

/* After each commit, with the length of the log. What fails here is tried again later: the commit is safe. */
static int
tend_log (gpointer data, sqlite3 *handle, const char *name, int pages)
{
  HallDbSqlite *self = data;

  if (pages < CHECKPOINT_PAGES)
    self->checkpoint_pages = CHECKPOINT_PAGES;
  if (pages < self->checkpoint_pages)
    return SQLITE_OK;
  self->patience_us = RESTART_TIMEOUT_US;
  sqlite3_wal_checkpoint_v2 (handle, name,
                             pages < RESTART_PAGES ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_RESTART,
                             NULL, NULL);
  self->patience_us = BUSY_TIMEOUT_US;
  self->checkpoint_pages = pages + CHECKPOINT_PAGES;
  return SQLITE_OK;
}

/**
 * hall_db_sqlite_open:
 * @path: the hall's file
 * @create: whether to make it when it is not there
 * @error: NOT_FOUND, UNAVAILABLE, CORRUPT
 *
 * Opens the file in WAL mode with a sync at each commit and foreign keys on. The file is readable by its
 * owner only.
 *
 * Returns: (transfer full): the connection
 */
HallDb *
hall_db_sqlite_open (const char *path, gboolean create, GError **error)
{
  g_autoptr (HallDbSqlite) self = g_object_new (HALL_TYPE_DB_SQLITE, NULL);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (create ? SQLITE_OPEN_CREATE : 0);
  gint64 version = 0;
  int result;

  if (!create && !g_file_test (path, G_FILE_TEST_EXISTS)) {
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, NULL, _ ("there is no hall at %s"), path);
    return NULL;
  }

  self->path = g_strdup (path);
  result = sqlite3_open_v2 (path, &self->handle, flags, NULL);
  if (result != SQLITE_OK) {
    set_error (self, result, "open", error);
    return NULL;
  }
  sqlite3_extended_result_codes (self->handle, 1);
  self->patience_us = BUSY_TIMEOUT_US;
  sqlite3_busy_handler (self->handle, wait_turn, self);
  sqlite3_wal_hook (self->handle, tend_log, self);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (!hall_db_script (HALL_DB (self),
                       "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;"
                       "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;",
                       error))
    return NULL;

  /* Somebody else's database is not touched: only a hall, which has a version, is switched to WAL. A
   * read-only file cannot be, but it can say so at the first change. */
  if (!hall_db_get_int (HALL_DB (self), &version, error, "PRAGMA user_version", ""))
    return NULL;
  if ((create || version != 0) && sqlite3_db_readonly (self->handle, "main") == 0
      && !hall_db_script (HALL_DB (self), "PRAGMA journal_mode = WAL", error))
    return NULL;
  return HALL_DB (g_steal_pointer (&self));
}
