/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-peek.h"

#include <libpq-fe.h>
#include <sqlite3.h>

struct _HallPeek {
  sqlite3 *file;
  PGconn *server;
};

struct _HallPeekRows {
  sqlite3 *file;
  sqlite3_stmt *statement;
  PGresult *result;
  int at;
};

/**
 * hall_peek_new:
 * @address: a hall
 *
 * Returns: (transfer full): a connection to it; aborts when there is none to be had
 */
HallPeek *
hall_peek_new (const char *address)
{
  HallPeek *self = g_new0 (HallPeek, 1);

  if (g_str_has_prefix (address, "postgresql://")) {
    self->server = PQconnectdb (address);
    if (PQstatus (self->server) != CONNECTION_OK)
      g_error ("%s: %s", address, PQerrorMessage (self->server));
  } else if (sqlite3_open_v2 (address, &self->file, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
    g_error ("%s: %s", address, sqlite3_errmsg (self->file));
  }
  return self;
}

void
hall_peek_free (HallPeek *self)
{
  sqlite3_close (self->file);
  PQfinish (self->server);
  g_free (self);
}

gboolean
hall_peek_is_server (HallPeek *self)
{
  return self->server != NULL;
}

/**
 * hall_peek_query:
 * @self: a connection
 * @sql: one statement
 *
 * Returns: (transfer full): its rows, before the first; aborts when it is wrong
 */
HallPeekRows *
hall_peek_query (HallPeek *self, const char *sql)
{
  HallPeekRows *rows = g_new0 (HallPeekRows, 1);

  rows->file = self->file;
  rows->at = -1;
  if (self->server != NULL) {
    rows->result = PQexec (self->server, sql);
    if (PQresultStatus (rows->result) != PGRES_TUPLES_OK)
      g_error ("%s: %s", sql, PQerrorMessage (self->server));
  } else if (sqlite3_prepare_v2 (self->file, sql, -1, &rows->statement, NULL) != SQLITE_OK) {
    g_error ("%s: %s", sql, sqlite3_errmsg (self->file));
  }
  return rows;
}

gboolean
hall_peek_next (HallPeekRows *rows)
{
  int code;

  if (rows->result != NULL)
    return ++rows->at < PQntuples (rows->result);
  code = sqlite3_step (rows->statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    g_error ("%s: %s", sqlite3_sql (rows->statement), sqlite3_errmsg (rows->file));
  return code == SQLITE_ROW;
}

const char *
hall_peek_text (HallPeekRows *rows, int column)
{
  if (rows->result == NULL)
    return (const char *)sqlite3_column_text (rows->statement, column);
  return PQgetisnull (rows->result, rows->at, column) ? NULL : PQgetvalue (rows->result, rows->at, column);
}

/* 0 for NULL. */
gint64
hall_peek_int (HallPeekRows *rows, int column)
{
  const char *text = hall_peek_text (rows, column);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

int
hall_peek_n_columns (HallPeekRows *rows)
{
  return rows->result != NULL ? PQnfields (rows->result) : sqlite3_column_count (rows->statement);
}

void
hall_peek_rows_free (HallPeekRows *rows)
{
  sqlite3_finalize (rows->statement);
  PQclear (rows->result);
  g_free (rows);
}
