/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-db.h"

#include <glib/gi18n-lib.h>

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
drain (HallRows *rows, GError **error)
{
  g_autoptr (GError) local = NULL;

  while (hall_rows_next (rows, &local))
    ;
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return TRUE;
}

/**
 * hall_db_exec:
 *
 * As hall_db_query(), for a statement whose rows nobody reads.
 *
 * Returns: whether it was carried out
 */
gboolean
hall_db_exec (HallDb *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (HallRows) rows = NULL;
  va_list args;

  va_start (args, types);
  rows = query_va (self, error, sql, types, args);
  va_end (args);
  return rows != NULL && drain (rows, error);
}

/**
 * hall_db_exec_one:
 *
 * As hall_db_exec(), and exactly one row must have changed: none is CONFLICT, for somebody else was faster.
 *
 * Returns: whether one row was changed
 */
gboolean
hall_db_exec_one (HallDb *self, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (HallRows) rows = NULL;
  va_list args;

  va_start (args, types);
  rows = query_va (self, error, sql, types, args);
  va_end (args);
  if (rows == NULL || !drain (rows, error))
    return FALSE;
  if (HALL_DB_GET_CLASS (self)->changes (self) != 1) {
    hall_set_error (error, HALL_ERROR_CONFLICT, NULL, NULL,
                    _ ("what should be changed is no longer as it was"));
    return FALSE;
  }
  return TRUE;
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
