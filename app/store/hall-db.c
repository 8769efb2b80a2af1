/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-db.h"

#include <glib/gi18n-lib.h>

#include "hall-address.h"

G_DEFINE_ABSTRACT_TYPE (HallDb, hall_db, G_TYPE_OBJECT)

static void
hall_db_class_init (HallDbClass *klass)
{
}

static void
hall_db_init (HallDb *self)
{
}

/**
 * hall_db_begin:
 * @self: a connection
 * @write: whether the transaction will write; a writing one holds the store from its first moment on
 * @error: BUSY, UNAVAILABLE, CORRUPT
 *
 * Returns: whether a transaction has begun
 */
gboolean
hall_db_begin (HallDb *self, gboolean write, GError **error)
{
  return HALL_DB_GET_CLASS (self)->begin (self, write, error);
}

gboolean
hall_db_commit (HallDb *self, GError **error)
{
  return HALL_DB_GET_CLASS (self)->commit (self, error);
}

void
hall_db_rollback (HallDb *self)
{
  HALL_DB_GET_CLASS (self)->rollback (self);
}

/**
 * hall_db_check:
 * @self: a connection
 * @error: the first failure in the open transaction
 *
 * A transaction in which a statement failed can only be rolled back: what follows in it fails too.
 *
 * Returns: whether nothing has failed since it began
 */
gboolean
hall_db_check (HallDb *self, GError **error)
{
  return HALL_DB_GET_CLASS (self)->check (self, error);
}

/**
 * hall_db_script:
 * @self: a connection
 * @sql: statements without parameters, separated by semicolons
 * @error: what the engine says
 *
 * Returns: whether all of them were carried out; call it inside a transaction
 */
gboolean
hall_db_script (HallDb *self, const char *sql, GError **error)
{
  return HALL_DB_GET_CLASS (self)->script (self, sql, error);
}

/**
 * hall_db_get_engine:
 *
 * Returns: (transfer none): "sqlite" or "postgresql": the folder of its scripts
 */
const char *
hall_db_get_engine (HallDb *self)
{
  return HALL_DB_GET_CLASS (self)->engine;
}

/**
 * hall_db_open:
 * @address: a file, or postgresql://...
 * @create: whether to make the database when it is not there
 * @error: NOT_FOUND, UNAVAILABLE, CORRUPT, FORBIDDEN
 *
 * Returns: (transfer full): a connection
 */
HallDb *
hall_db_open (const char *address, gboolean create, GError **error)
{
  return hall_address_is_server (address) ? hall_db_postgresql_open (address, create, error)
                                          : hall_db_sqlite_open (address, create, error);
}

/**
 * hall_db_lock:
 * @self: a connection, in a writing transaction
 * @name: what is locked: "hall", "queue/A"
 * @shared: whether others may hold it shared at the same time
 * @error: BUSY
 *
 * Waits in line for a lock and holds it until the transaction ends. Where a writing transaction is alone by
 * nature there is nothing to do. To keep two from waiting for each other, locks are taken in the order
 * hall_tx_begin() tells.
 *
 * Returns: whether it is held
 */
gboolean
hall_db_lock (HallDb *self, const char *name, gboolean shared, GError **error)
{
  return HALL_DB_GET_CLASS (self)->lock (self, name, shared, error);
}

/**
 * hall_db_next_id:
 * @self: a connection, in a writing transaction
 * @table: a table with a column id
 * @id: (out): an id that no other row has or gets; larger than those given out before
 * @error: what the engine says
 *
 * Returns: whether there is one
 */
gboolean
hall_db_next_id (HallDb *self, const char *table, gint64 *id, GError **error)
{
  return HALL_DB_GET_CLASS (self)->next_id (self, table, id, error);
}

/**
 * hall_db_get_version:
 * @version: (out): which version the tables are, 0 when there are none
 *
 * Returns: whether it could be read
 */
gboolean
hall_db_get_version (HallDb *self, gint64 *version, GError **error)
{
  *version = 0;
  return HALL_DB_GET_CLASS (self)->get_version (self, version, error);
}

gboolean
hall_db_set_version (HallDb *self, gint64 version, GError **error)
{
  return HALL_DB_GET_CLASS (self)->set_version (self, version, error);
}

/**
 * hall_db_get_skew:
 *
 * Returns: by how many µs the database's clock is ahead of this machine's, as last heard; 0 where they are
 * one
 */
gint64
hall_db_get_skew (HallDb *self)
{
  return HALL_DB_GET_CLASS (self)->get_skew (self);
}

/**
 * hall_db_announce:
 * @self: a connection, in a writing transaction
 * @topics: what has changed
 *
 * Tells everybody who listens, once and if the transaction is committed.
 */
void
hall_db_announce (HallDb *self, guint topics)
{
  HALL_DB_GET_CLASS (self)->announce (self, topics);
}

/**
 * hall_db_listen:
 * @self: a connection
 * @error: what the engine says
 *
 * Begins to hear what others announce.
 *
 * Returns: a file descriptor that becomes readable when there may be something to hear, until the connection
 * is closed or made anew; -1 with @error set
 */
int
hall_db_listen (HallDb *self, GError **error)
{
  return HALL_DB_GET_CLASS (self)->listen (self, error);
}

/**
 * hall_db_hear:
 * @self: a connection that listens
 * @topics: (inout): what was announced is added; all topics where the engine does not say which
 * @error: UNAVAILABLE when the connection is lost
 *
 * Takes what has come in, without waiting.
 *
 * Returns: whether the connection is there
 */
gboolean
hall_db_hear (HallDb *self, guint *topics, GError **error)
{
  return HALL_DB_GET_CLASS (self)->hear (self, topics, error);
}

/* Whether the connection broke: nothing can be done on it until it is made anew. */
gboolean
hall_db_is_lost (HallDb *self)
{
  return HALL_DB_GET_CLASS (self)->is_lost (self);
}

/**
 * hall_db_reconnect:
 * @self: a connection that is lost
 * @error: UNAVAILABLE
 *
 * Tries once. Who listened does so again.
 *
 * Returns: whether it is there again
 */
gboolean
hall_db_reconnect (HallDb *self, GError **error)
{
  return HALL_DB_GET_CLASS (self)->reconnect (self, error);
}

/**
 * hall_db_set_patience:
 * @seconds: how long one statement may take; 0 for what it takes: a migration, a year's summary
 *
 * A screen never waits longer than a few seconds; what runs in a terminal may.
 */
void
hall_db_set_patience (HallDb *self, int seconds)
{
  HALL_DB_GET_CLASS (self)->set_patience (self, seconds);
}

static guint
collect (const char *types, va_list args, HallBind *binds)
{
  guint n = 0;

  for (const char *type = types; *type != '\0'; type++, n++) {
    g_assert (n < HALL_DB_MAX_BINDS);
    binds[n].type = *type;
    switch (*type) {
    case 't':
      binds[n].text = va_arg (args, const char *);
      break;
    case 'i':
      binds[n].integer = va_arg (args, gint64);
      break;
    case 'b':
      binds[n].bytes = va_arg (args, GBytes *);
      break;
    case 'n':
      break;
    default:
      g_assert_not_reached ();
    }
  }
  return n;
}

/**
 * hall_db_can_ask:
 *
 * Returns: whether hall_db_ask() does anything here
 */
gboolean
hall_db_can_ask (HallDb *self)
{
  return HALL_DB_GET_CLASS (self)->ask != NULL;
}

/**
 * hall_db_ask:
 * @self: a connection, in a transaction
 * @sql: a question that will be asked in this transaction
 * @types: the types of the values
 * @...: the values
 *
 * Says what will be asked, so that an engine at the other end of a network can answer several questions in
 * one round trip. hall_db_query() of the very same words and values takes the answer, once. It is as of now:
 * ask only for what is held by the locks that were taken before, and what this transaction does not change
 * itself.
 */
void
hall_db_ask (HallDb *self, const char *sql, const char *types, ...)
{
  HallBind binds[HALL_DB_MAX_BINDS];
  va_list args;

  if (!hall_db_can_ask (self))
    return;
  va_start (args, types);
  HALL_DB_GET_CLASS (self)->ask (self, sql, binds, collect (types, args, binds));
  va_end (args);
}

/* The same for hall_db_next_id(). */
void
hall_db_ask_id (HallDb *self, const char *table)
{
  if (HALL_DB_GET_CLASS (self)->ask_id != NULL)
    HALL_DB_GET_CLASS (self)->ask_id (self, table);
}

static HallRows *
query_va (HallDb *self, GError **error, const char *sql, const char *types, va_list args)
{
  HallBind binds[HALL_DB_MAX_BINDS];
  guint n = collect (types, args, binds);

  return HALL_DB_GET_CLASS (self)->query (self, sql, binds, n, error);
}

/**
 * hall_db_query:
 * @self: a connection
 * @error: what the engine says, as a #HallError
 * @sql: one statement; it is prepared once a connection
 * @types: the types of the values
 * @...: the values
 *
 * Returns: (transfer full): the rows, before the first; %NULL with @error set
 */
HallRows *
hall_db_query (HallDb *self, GError **error, const char *sql, const char *types, ...)
{
  HallRows *rows;
  va_list args;

  va_start (args, types);
  rows = query_va (self, error, sql, types, args);
  va_end (args);
  return rows;
}

static gboolean
exec_va (HallDb *self, gboolean one, GError **error, const char *sql, const char *types, va_list args)
{
  HallBind binds[HALL_DB_MAX_BINDS];
  guint n = collect (types, args, binds);

  return HALL_DB_GET_CLASS (self)->exec (self, sql, binds, n, one, error);
}

/**
 * hall_db_exec:
 *
 * As hall_db_query(), for a statement whose rows nobody reads. An engine at the other end of a network may
 * send it together with what follows; its failure is then the failure of that, and of the commit.
 *
 * Returns: whether it was carried out, or is on its way
 */
gboolean
hall_db_exec (HallDb *self, GError **error, const char *sql, const char *types, ...)
{
  va_list args;
  gboolean ok;

  va_start (args, types);
  ok = exec_va (self, FALSE, error, sql, types, args);
  va_end (args);
  return ok;
}

/* What exec-one says where nothing was changed: CONFLICT. */
void
hall_db_set_overtaken (GError **error)
{
  hall_set_error (error, HALL_ERROR_CONFLICT, NULL, NULL,
                  _ ("what should be changed is no longer as it was"));
}

/**
 * hall_db_exec_one:
 *
 * As hall_db_exec(), and exactly one row must have changed: none is CONFLICT, for somebody else was faster,
 * and the transaction can only be rolled back.
 *
 * Returns: whether one row was changed, or is on its way
 */
gboolean
hall_db_exec_one (HallDb *self, GError **error, const char *sql, const char *types, ...)
{
  va_list args;
  gboolean ok;

  va_start (args, types);
  ok = exec_va (self, TRUE, error, sql, types, args);
  va_end (args);
  return ok;
}

/* The same with values that are known at run time only. */
HallRows *
hall_db_query_binds (HallDb *self, GError **error, const char *sql, const HallBind *binds, guint n_binds)
{
  return HALL_DB_GET_CLASS (self)->query (self, sql, binds, n_binds, error);
}

gboolean
hall_db_exec_binds (HallDb *self, GError **error, const char *sql, const HallBind *binds, guint n_binds)
{
  return HALL_DB_GET_CLASS (self)->exec (self, sql, binds, n_binds, FALSE, error);
}

/**
 * hall_db_get_int:
 * @value: (inout): the first column of the first row; left as it is when there is no row or it is NULL
 *
 * Returns: whether the statement was carried out
 */
gboolean
hall_db_get_int (HallDb *self, gint64 *value, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;
  va_list args;

  va_start (args, types);
  rows = query_va (self, error, sql, types, args);
  va_end (args);
  if (rows == NULL)
    return FALSE;
  if (hall_rows_next (rows, &local)) {
    if (!hall_rows_is_null (rows, 0))
      *value = hall_rows_int (rows, 0);
  } else if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return TRUE;
}

/**
 * hall_db_get_text:
 *
 * Returns: (transfer full) (nullable): the first column of the first row; %NULL with @error unset when there
 * is none
 */
char *
hall_db_get_text (HallDb *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (HallRows) rows = NULL;
  va_list args;

  va_start (args, types);
  rows = query_va (self, error, sql, types, args);
  va_end (args);
  if (rows == NULL || !hall_rows_next (rows, error))
    return NULL;
  return hall_rows_dup (rows, 0);
}

/**
 * hall_rows_next:
 * @self: a result set
 * @error: what the engine says
 *
 * Returns: %TRUE when there is a row to read; %FALSE at the end, with @error unset, or when it failed
 */
gboolean
hall_rows_next (HallRows *self, GError **error)
{
  return self->next (self, error);
}

/* Valid until the next row. */
const char *
hall_rows_text (HallRows *self, int column)
{
  return self->text (self, column);
}

char *
hall_rows_dup (HallRows *self, int column)
{
  return g_strdup (self->text (self, column));
}

gint64
hall_rows_int (HallRows *self, int column)
{
  return self->integer (self, column);
}

GBytes *
hall_rows_bytes (HallRows *self, int column)
{
  return self->bytes (self, column);
}

gboolean
hall_rows_is_null (HallRows *self, int column)
{
  return self->is_null (self, column);
}

/* Of the value in this row: t i b, n for NULL. */
char
hall_rows_type (HallRows *self, int column)
{
  return self->type (self, column);
}

int
hall_rows_n_columns (HallRows *self)
{
  return self->n_columns (self);
}

const char *
hall_rows_name (HallRows *self, int column)
{
  return self->name (self, column);
}

void
hall_rows_free (HallRows *self)
{
  if (self != NULL)
    self->free (self);
}
