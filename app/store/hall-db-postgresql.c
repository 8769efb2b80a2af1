/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The hall on a server. The connection is always in pipeline mode: what needs no answer (BEGIN, locks,
 * inserts) is sent together with the next question, so that a command costs as many round trips as it asks
 * questions.
 */

#include "hall-db.h"

#include <glib/gi18n-lib.h>
#include <libpq-fe.h>
#include <poll.h>

#include "hall-address.h"
#include "hall-engine-private.h"

#define MIN_SERVER_VERSION 150000
#define CHANNEL "halldesk"

/* A screen waits so long for one answer; the server gives up a little earlier (hall-address.c). */
#define PATIENCE_S 4
#define PATIENCE_SLACK_MS 500
/* And so long when it only asks whether the server is there. */
#define PING_PATIENCE_S 2
/* And so long for the reason why it does not want us. */
#define PROBE_S 2
/* So many statements are sent before their results are looked at. */
#define MAX_UNSETTLED 256
/* A question without limit of time may have many rows: so many are held at once. */
#define ROWS_A_FETCH 2000

/* PostgreSQL's numbers of types, which never change. */
#define OID_BOOL 16
#define OID_BYTEA 17
#define OID_INT8 20
#define OID_INT2 21
#define OID_INT4 23
#define OID_TEXT 25
#define OID_NUMERIC 1700

#define HALL_TYPE_DB_POSTGRESQL (hall_db_postgresql_get_type ())
G_DECLARE_FINAL_TYPE (HallDbPostgresql, hall_db_postgresql, HALL, DB_POSTGRESQL, HallDb)

/* What a result in the pipeline belongs to. */
typedef enum { EXPECT_PREPARED, EXPECT_DONE, EXPECT_CLOCK, EXPECT_COMMIT, EXPECT_ROWS, EXPECT_ASKED } Expect;

typedef struct {
  Expect expect;
  const char *key; /* (nullable) (owned by the cache) of what is being prepared */
  guint asked;     /* which of what was asked ahead */
} Pending;

/* What was asked ahead: hall_db_ask(). */
typedef struct {
  char *key;        /* (owned) (nullable) words and values; nothing once the answer was taken */
  PGresult *result; /* (owned) (nullable) */
  gboolean arrived;
} Asked;

/**
 * HallDbPostgresql:
 *
 * One connection to PostgreSQL 15 or newer, READ COMMITTED with locks by name.
 */
struct _HallDbPostgresql {
  HallDb parent_instance;

  char *address;        /* (owned) */
  PGconn *connection;   /* (owned) (nullable) */
  GHashTable *cache;    /* types and SQL (owned) → name of the statement (owned) */
  guint prepared;       /* for their names */
  GArray *pending;      /* of Pending: the results that are under way */
  gboolean lost;        /* whether the connection broke */
  gboolean within;      /* whether a transaction is open */
  gboolean writes;      /* whether it is a writing one */
  gboolean clock_due;   /* whether it has to hear the server's time */
  gboolean has_version; /* whether there are tables with a version */
  gboolean listens;
  GError *broken;  /* (owned) (nullable) what failed in the transaction first */
  guint announced; /* topics of the open transaction */
  guint heard;     /* topics of others */
  gint64 skew_us;  /* the server's clock less this machine's */
  int patience_s;  /* for one answer; 0 without limit */
  guint cursors;   /* for their names */
  GArray *asked;   /* of Asked: ahead, in this transaction */
};

G_DEFINE_FINAL_TYPE (HallDbPostgresql, hall_db_postgresql, HALL_TYPE_DB)

typedef struct {
  HallRows parent;
  HallDbPostgresql *db; /* (owned) */
  PGresult *result;     /* (owned) */
  char *cursor;         /* (owned) (nullable) where more rows come from */
  int row;
} PgRows;

/* The server itself must say that not one row was changed: COMMIT may be on its way already. It does so by
 * dividing by nothing. */
#define JUST_ONE_HEAD "WITH changed AS ("
#define JUST_ONE_TAIL " RETURNING 1) SELECT 1 / (CASE count (*) WHEN 1 THEN 1 ELSE 0 END) FROM changed"
#define NOT_ONE "22012"

static int
code_of (const char *state)
{
  if (g_str_has_prefix (state, "23") || g_str_equal (state, NOT_ONE))
    return HALL_ERROR_CONFLICT;
  if (g_str_equal (state, "40001") || g_str_equal (state, "40P01") || g_str_equal (state, "55P03")
      || g_str_equal (state, "57014"))
    return HALL_ERROR_BUSY;
  if (g_str_has_prefix (state, "28") || g_str_equal (state, "42501"))
    return HALL_ERROR_FORBIDDEN;
  if (g_str_equal (state, "3D000"))
    return HALL_ERROR_NOT_FOUND;
  if (g_str_has_prefix (state, "42") || g_str_has_prefix (state, "XX") || g_str_has_prefix (state, "22"))
    return HALL_ERROR_CORRUPT;
  return HALL_ERROR_UNAVAILABLE;
}

static const char *
sentence_of (const char *state, int code)
{
  if (g_str_equal (state, NOT_ONE))
    return _ ("what should be changed is no longer as it was");
  if (g_str_equal (state, "53100"))
    return _ ("the server's disk is full; nothing was changed");
  switch (code) {
  case HALL_ERROR_CONFLICT:
    return _ ("somebody else was faster, or it exists already");
  case HALL_ERROR_BUSY:
    return _ ("the hall is busy; please ask again");
  case HALL_ERROR_FORBIDDEN:
    return _ ("the hall's server does not allow this program to do that");
  case HALL_ERROR_CORRUPT:
    return _ ("the hall's database is damaged or is not a hall");
  default:
    return _ ("the hall's server cannot be reached");
  }
}

/* Whether after such an error the connection is of no more use: the server goes, or is no primary any more.
 */
static gboolean
ends_connection (const char *state)
{
  return g_str_has_prefix (state, "08") || g_str_has_prefix (state, "57P") || g_str_equal (state, "25006")
         || g_str_equal (state, "25P03");
}

static void
set_lost (HallDbPostgresql *self, const char *why, GError **error)
{
  g_debug ("PostgreSQL: connection lost: %s", why);
  self->lost = TRUE;
  if (self->within && self->broken == NULL)
    hall_set_error (&self->broken, HALL_ERROR_UNAVAILABLE, NULL, NULL, "%s",
                    sentence_of ("", HALL_ERROR_UNAVAILABLE));
  if (error != NULL && *error == NULL)
    hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, NULL, "%s",
                    sentence_of ("", HALL_ERROR_UNAVAILABLE));
}

/* The sentence is for people; what the engine says goes to the log. */
static void
set_error (HallDbPostgresql *self, const PGresult *result, GError **error)
{
  const char *state = PQresultErrorField (result, PG_DIAG_SQLSTATE);
  int code;

  if (state == NULL || ends_connection (state)) {
    set_lost (self, PQresultErrorMessage (result), error);
    return;
  }
  g_debug ("PostgreSQL %s", PQresultErrorMessage (result));
  code = code_of (state);
  if (self->within && self->broken == NULL)
    hall_set_error (&self->broken, code, NULL, NULL, "%s", sentence_of (state, code));
  if (error != NULL && *error == NULL)
    hall_set_error (error, code, NULL, NULL, "%s", sentence_of (state, code));
}

static gboolean
hall_db_postgresql_check (HallDb *db, GError **error)
{
  HallDbPostgresql *self = HALL_DB_POSTGRESQL (db);

  if (self->lost) {
    set_lost (self, "asked again", error);
    return FALSE;
  }
  if (self->broken == NULL)
    return TRUE;
  if (error != NULL && *error == NULL)
    *error = g_error_copy (self->broken);
  return FALSE;
}

/* --- The wire --- */

/* The next result, NULL between those of two statements. Sends what is left to send meanwhile. */
static PGresult *
next_result (HallDbPostgresql *self, GError **error)
{
  gint64 until = self->patience_s == 0
                     ? G_MAXINT64
                     : g_get_monotonic_time () + self->patience_s * G_USEC_PER_SEC + PATIENCE_SLACK_MS * 1000;

  while (!self->lost) {
    int unsent = PQflush (self->connection);
    struct pollfd fd = { .fd = PQsocket (self->connection), .events = POLLIN };
    gint64 left_us = until - g_get_monotonic_time ();
    int ready;

    if (unsent < 0)
      break;
    if (!PQisBusy (self->connection))
      return PQgetResult (self->connection);
    if (unsent > 0)
      fd.events |= POLLOUT;
    ready = left_us <= 0 ? 0 : poll (&fd, 1, (int)MIN (left_us / 1000 + 1, G_MAXINT));
    if (ready == 0) {
      set_lost (self, "no answer", error);
      return NULL;
    }
    if (ready > 0 && (fd.revents & ~POLLOUT) != 0 && !PQconsumeInput (self->connection))
      break;
  }
  set_lost (self, PQerrorMessage (self->connection), error);
  return NULL;
}

static void
hear_all (HallDbPostgresql *self)
{
  PGnotify *notice;

  while ((notice = PQnotifies (self->connection)) != NULL) {
    self->heard |= (guint)g_ascii_strtoull (notice->extra, NULL, 10);
    PQfreemem (notice);
  }
}

/* The server's time; and which version the tables are by now, for somebody may have migrated them while this
 * transaction waited for the hall. */
static void
take_clock (HallDbPostgresql *self, const PGresult *result, GError **error)
{
  self->skew_us = g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10)
                  - g_get_real_time (); /* lint: how far the server's clock is from this machine's */
  if (g_ascii_strtoll (PQgetvalue (result, 0, 1), NULL, 10) <= HALL_SCHEMA_VERSION || self->broken != NULL)
    return;
  hall_set_error (&self->broken, HALL_ERROR_TOO_NEW, NULL, NULL,
                  _ ("the hall was changed by a newer version of Hall Desk; start that one"));
  if (error != NULL && *error == NULL)
    *error = g_error_copy (self->broken);
}

/* Looks at the result of a statement; the rows somebody waits for are left in @rows. */
static void
take_result (
    HallDbPostgresql *self, const Pending *pending, PGresult *result, PGresult **rows, GError **error)
{
  ExecStatusType status = PQresultStatus (result);
  Expect expect = pending->expect;

  /* What could not be prepared is not there the next time. */
  if (expect == EXPECT_PREPARED && status != PGRES_COMMAND_OK)
    g_hash_table_remove (self->cache, pending->key);
  if (expect == EXPECT_ASKED)
    g_array_index (self->asked, Asked, pending->asked).arrived = TRUE;
  if (status == PGRES_FATAL_ERROR) {
    set_error (self, result, error);
  } else if (status != PGRES_PIPELINE_ABORTED) {
    if (expect == EXPECT_CLOCK) {
      take_clock (self, result, error);
    } else if (expect == EXPECT_COMMIT && g_str_equal (PQcmdStatus (result), "ROLLBACK")) {
      set_lost (self, "the server rolled back", error);
    } else if (expect == EXPECT_ASKED) {
      g_array_index (self->asked, Asked, pending->asked).result = result;
      return;
    } else if (expect == EXPECT_ROWS && rows != NULL) {
      *rows = result;
      return;
    }
  }
  PQclear (result);
}

/* Waits for everything that is under way. */
static gboolean
settle (HallDbPostgresql *self, PGresult **rows, GError **error)
{
  g_autoptr (GError) local = NULL;
  guint i = 0;

  if (self->lost || !PQpipelineSync (self->connection))
    set_lost (self, PQerrorMessage (self->connection), &local);
  while (!self->lost) {
    PGresult *result = next_result (self, &local);

    if (self->lost) {
      PQclear (result);
    } else if (result == NULL) {
      i++;
    } else if (PQresultStatus (result) == PGRES_PIPELINE_SYNC) {
      PQclear (result);
      break;
    } else if (i < self->pending->len) {
      take_result (self, &g_array_index (self->pending, Pending, i), result, rows, &local);
    } else {
      PQclear (result);
    }
  }
  g_array_set_size (self->pending, 0);
  if (self->connection != NULL)
    hear_all (self);
  if (local == NULL)
    return TRUE;
  if (rows != NULL)
    g_clear_pointer (rows, PQclear);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* ?1 is written $1 there. */
static char *
translate (const char *sql)
{
  GString *out = g_string_sized_new (strlen (sql));
  char quote = '\0';

  for (; *sql != '\0'; sql++) {
    if (quote != '\0')
      quote = *sql == quote ? '\0' : quote;
    else if (*sql == '\'' || *sql == '"')
      quote = *sql;
    g_string_append_c (out, quote == '\0' && *sql == '?' ? '$' : *sql);
  }
  return g_string_free (out, FALSE);
}

static Oid
oid_of (char type)
{
  return type == 'i' ? OID_INT8 : type == 't' ? OID_TEXT : type == 'b' ? OID_BYTEA : 0;
}

/* A statement is prepared once a connection, for the types it is asked with. */
static const char *
prepare (HallDbPostgresql *self, const char *sql, const HallBind *binds, guint n_binds)
{
  g_autoptr (GString) key = g_string_sized_new (strlen (sql) + n_binds + 1);
  g_autofree char *translated = NULL;
  Oid types[HALL_DB_MAX_BINDS];
  Pending pending = { .expect = EXPECT_PREPARED };
  char *name;

  for (guint i = 0; i < n_binds; i++) {
    g_string_append_c (key, binds[i].type);
    types[i] = oid_of (binds[i].type);
  }
  g_string_append_printf (key, " %s", sql);
  name = g_hash_table_lookup (self->cache, key->str);
  if (name != NULL)
    return name;

  name = g_strdup_printf ("s%u", ++self->prepared);
  pending.key = g_strdup (key->str);
  g_hash_table_insert (self->cache, (char *)pending.key, name);
  translated = translate (sql);
  if (!PQsendPrepare (self->connection, name, translated, (int)n_binds, types))
    return NULL;
  g_array_append_val (self->pending, pending);
  return name;
}

static gboolean
send (HallDbPostgresql *self, const char *sql, const HallBind *binds, guint n_binds, const Pending *pending)
{
  const char *values[HALL_DB_MAX_BINDS];
  int lengths[HALL_DB_MAX_BINDS];
  int formats[HALL_DB_MAX_BINDS];
  char digits[HALL_DB_MAX_BINDS][24];
  const char *name = prepare (self, sql, binds, n_binds);

  if (name == NULL)
    return FALSE;
  for (guint i = 0; i < n_binds; i++) {
    gsize size = 0;

    formats[i] = binds[i].type == 'b';
    values[i] = NULL;
    if (binds[i].type == 't') {
      values[i] = binds[i].text;
    } else if (binds[i].type == 'i') {
      g_snprintf (digits[i], sizeof digits[i], "%" G_GINT64_FORMAT, binds[i].integer);
      values[i] = digits[i];
    } else if (binds[i].type == 'b' && binds[i].bytes != NULL) {
      values[i] = g_bytes_get_data (binds[i].bytes, &size);
      if (values[i] == NULL)
        values[i] = "";
    }
    lengths[i] = (int)size;
  }
  if (!PQsendQueryPrepared (self->connection, name, (int)n_binds, values, lengths, formats, 0))
    return FALSE;
  g_array_append_vals (self->pending, pending, 1);
  return TRUE;
}

/* Puts a statement on its way. */
static gboolean
submit (HallDbPostgresql *self,
        const char *sql,
        const HallBind *binds,
        guint n_binds,
        Expect expect,
        GError **error)
{
  const Pending pending = { .expect = expect };

  if (!hall_db_postgresql_check (HALL_DB (self), error))
    return FALSE;
  if (send (self, sql, binds, n_binds, &pending))
    return TRUE;
  set_lost (self, PQerrorMessage (self->connection), error);
  return FALSE;
}

static gboolean
submit_plain (HallDbPostgresql *self, const char *sql, Expect expect, GError **error)
{
  return submit (self, sql, NULL, 0, expect, error);
}

#define CLOCK "SELECT (extract (epoch FROM clock_timestamp ()) * 1000000)::bigint, "

/* The time is asked for with the first question behind a lock: nobody who came before can have a later one.
 */
static gboolean
submit_clock (HallDbPostgresql *self, GError **error)
{
  if (!self->clock_due)
    return TRUE;
  self->clock_due = FALSE;
  return submit_plain (self,
                       self->within && self->has_version ? CLOCK "version FROM schema_version" : CLOCK "0",
                       EXPECT_CLOCK, error);
}

/* --- What is asked ahead --- */

static char *
asked_key (const char *sql, const HallBind *binds, guint n_binds)
{
  GString *key = g_string_new (sql);

  for (guint i = 0; i < n_binds; i++) {
    g_assert (binds[i].type == 't' || binds[i].type == 'i');
    if (binds[i].type == 'i')
      g_string_append_printf (key, "\ni%" G_GINT64_FORMAT, binds[i].integer);
    else
      g_string_append_printf (key, "\n%s%s", binds[i].text != NULL ? "t" : "n",
                              binds[i].text != NULL ? binds[i].text : "");
  }
  return g_string_free (key, FALSE);
}

static void
forget_asked (HallDbPostgresql *self)
{
  for (guint i = 0; i < self->asked->len; i++) {
    PQclear (g_array_index (self->asked, Asked, i).result);
    g_free (g_array_index (self->asked, Asked, i).key);
  }
  g_array_set_size (self->asked, 0);
}

static void
hall_db_postgresql_ask (HallDb *db, const char *sql, const HallBind *binds, guint n_binds)
{
  HallDbPostgresql *self = HALL_DB_POSTGRESQL (db);
  const Pending pending = { .expect = EXPECT_ASKED, .asked = self->asked->len };
  const Asked asked = { .key = asked_key (sql, binds, n_binds) };

  g_assert (self->within);
  g_array_append_val (self->asked, asked);
  /* What goes wrong here is told to whoever asks. */
  if (hall_db_postgresql_check (db, NULL) && !send (self, sql, binds, n_binds, &pending))
    set_lost (self, PQerrorMessage (self->connection), NULL);
}

/* Which of what was asked ahead this is, if it is. */
static int
find_asked (HallDbPostgresql *self, const char *sql, const HallBind *binds, guint n_binds)
{
  g_autofree char *key = NULL;

  for (guint i = 0; i < n_binds; i++)
    if (binds[i].type != 't' && binds[i].type != 'i')
      return -1;
  if (self->asked->len == 0)
    return -1;
  key = asked_key (sql, binds, n_binds);
  for (guint i = 0; i < self->asked->len; i++)
    if (g_strcmp0 (g_array_index (self->asked, Asked, i).key, key) == 0)
      return (int)i;
  return -1;
}

static gboolean
answer (HallDbPostgresql *self,
        const char *sql,
        const HallBind *binds,
        guint n_binds,
        PGresult **result,
        GError **error)
{
  int which = find_asked (self, sql, binds, n_binds);
  Asked *asked;

  if (which < 0)
    return submit_clock (self, error) && submit (self, sql, binds, n_binds, EXPECT_ROWS, error)
           && settle (self, result, error);
  asked = &g_array_index (self->asked, Asked, which);
  g_clear_pointer (&asked->key, g_free);
  if (!hall_db_postgresql_check (HALL_DB (self), error)
      || (!asked->arrived && (!submit_clock (self, error) || !settle (self, NULL, error))))
    return FALSE;
  *result = g_steal_pointer (&asked->result);
  return *result != NULL || hall_db_postgresql_check (HALL_DB (self), error);
}

/* --- Rows --- */

static gboolean
fetch (PgRows *self, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("FETCH %d FROM %s", ROWS_A_FETCH, self->cursor);

  g_clear_pointer (&self->result, PQclear);
  self->row = -1;
  return submit_plain (self->db, sql, EXPECT_ROWS, error) && settle (self->db, &self->result, error);
}

static gboolean
rows_next (HallRows *rows, GError **error)
{
  PgRows *self = (PgRows *)rows;

  if (self->result == NULL)
    return FALSE;
  self->row++;
  if (self->row < PQntuples (self->result))
    return TRUE;
  if (self->cursor == NULL || PQntuples (self->result) < ROWS_A_FETCH)
    return FALSE;
  return fetch (self, error) && ++self->row < PQntuples (self->result);
}

static gboolean
rows_is_null (HallRows *rows, int column)
{
  return PQgetisnull (((PgRows *)rows)->result, ((PgRows *)rows)->row, column) != 0;
}

static const char *
rows_text (HallRows *rows, int column)
{
  if (rows_is_null (rows, column))
    return NULL;
  return PQgetvalue (((PgRows *)rows)->result, ((PgRows *)rows)->row, column);
}

static gint64
rows_integer (HallRows *rows, int column)
{
  const char *text = rows_text (rows, column);

  if (text == NULL)
    return 0;
  if (PQftype (((PgRows *)rows)->result, column) == OID_BOOL)
    return *text == 't';
  return g_ascii_strtoll (text, NULL, 10);
}

static GBytes *
rows_bytes (HallRows *rows, int column)
{
  const char *text = rows_text (rows, column);
  gsize size = 0;
  guchar *data;
  GBytes *bytes;

  if (text == NULL)
    return g_bytes_new (NULL, 0);
  data = PQunescapeBytea ((const guchar *)text, &size);
  bytes = g_bytes_new (data, size);
  PQfreemem (data);
  return bytes;
}

static char
rows_type (HallRows *rows, int column)
{
  if (rows_is_null (rows, column))
    return 'n';
  switch (PQftype (((PgRows *)rows)->result, column)) {
  case OID_BYTEA:
    return 'b';
  case OID_BOOL:
  case OID_INT2:
  case OID_INT4:
  case OID_INT8:
  case OID_NUMERIC:
    return 'i';
  default:
    return 't';
  }
}

static int
rows_n_columns (HallRows *rows)
{
  return PQnfields (((PgRows *)rows)->result);
}

static const char *
rows_name (HallRows *rows, int column)
{
  return PQfname (((PgRows *)rows)->result, column);
}

static void
rows_free (HallRows *rows)
{
  PgRows *self = (PgRows *)rows;

  PQclear (self->result);
  if (self->cursor != NULL && self->db->within && self->db->broken == NULL) {
    g_autofree char *sql = g_strdup_printf ("CLOSE %s", self->cursor);

    submit_plain (self->db, sql, EXPECT_DONE, NULL);
  }
  g_free (self->cursor);
  g_object_unref (self->db);
  g_free (self);
}

/* Where there is time for all of a big table, there is not the memory for it: it comes in parts. */
static gboolean
open_cursor (HallDbPostgresql *self,
             PgRows *rows,
             const char *sql,
             const HallBind *binds,
             guint n_binds,
             GError **error)
{
  g_autofree char *declare = NULL;

  rows->cursor = g_strdup_printf ("c%u", ++self->cursors);
  declare = g_strdup_printf ("DECLARE %s NO SCROLL CURSOR FOR %s", rows->cursor, sql);
  return submit (self, declare, binds, n_binds, EXPECT_DONE, error) && fetch (rows, error);
}

static HallRows *
hall_db_postgresql_query (HallDb *db, const char *sql, const HallBind *binds, guint n_binds, GError **error)
{
  HallDbPostgresql *self = HALL_DB_POSTGRESQL (db);
  PgRows *rows = g_new0 (PgRows, 1);
  gboolean ok;

  rows->parent = (HallRows){ .next = rows_next,
                             .text = rows_text,
                             .integer = rows_integer,
                             .bytes = rows_bytes,
                             .is_null = rows_is_null,
                             .type = rows_type,
                             .n_columns = rows_n_columns,
                             .name = rows_name,
                             .free = rows_free };
  rows->db = g_object_ref (self);
  rows->row = -1;
  if (self->patience_s == 0 && self->within && !self->writes)
    ok = open_cursor (self, rows, sql, binds, n_binds, error);
  else
    ok = answer (self, sql, binds, n_binds, &rows->result, error);
  if (!ok) {
    rows_free (&rows->parent);
    return NULL;
  }
  return &rows->parent;
}

static gboolean
hall_db_postgresql_exec (
    HallDb *db, const char *sql, const HallBind *binds, guint n_binds, gboolean one, GError **error)
{
  HallDbPostgresql *self = HALL_DB_POSTGRESQL (db);

  g_autofree char *just_one = one ? g_strconcat (JUST_ONE_HEAD, sql, JUST_ONE_TAIL, NULL) : NULL;

  if (!submit (self, one ? just_one : sql, binds, n_binds, EXPECT_DONE, error))
    return FALSE;
  if (self->within && self->pending->len < MAX_UNSETTLED)
    return TRUE;
  return settle (self, NULL, error);
}

/* Several statements at once are not for a pipeline. */
static gboolean
hall_db_postgresql_script (HallDb *db, const char *sql, GError **error)
{
  HallDbPostgresql *self = HALL_DB_POSTGRESQL (db);
  g_autoptr (GError) local = NULL;
  const Pending pending = { .expect = EXPECT_DONE };
  PGresult *result;

  if (!hall_db_postgresql_check (db, error) || !settle (self, NULL, error))
    return FALSE;
  if (!PQexitPipelineMode (self->connection) || !PQsendQuery (self->connection, sql)) {
    set_lost (self, PQerrorMessage (self->connection), error);
    return FALSE;
  }
  while ((result = next_result (self, &local)) != NULL)
    take_result (self, &pending, result, NULL, &local);
  if (!self->lost && !PQenterPipelineMode (self->connection))
    set_lost (self, PQerrorMessage (self->connection), &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* --- Transactions --- */

static gboolean
hall_db_postgresql_begin (HallDb *db, gboolean write, GError **error)
{
  HallDbPostgresql *self = HALL_DB_POSTGRESQL (db);

  g_assert (!self->within);
  if (!submit_plain (self, write ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", EXPECT_DONE,
                     error))
    return FALSE;
  self->within = TRUE;
  self->writes = write;
  self->clock_due = write;
  return TRUE;
}

static gboolean
hall_db_postgresql_commit (HallDb *db, GError **error)
{
  HallDbPostgresql *self = HALL_DB_POSTGRESQL (db);

  if (self->announced != 0) {
    g_autofree char *topics = g_strdup_printf ("%u", self->announced);
    const HallBind bind = { .type = 't', .text = topics };

    if (!submit (self, "SELECT pg_notify ('" CHANNEL "', ?1)", &bind, 1, EXPECT_DONE, error))
      return FALSE;
  }
  if (!submit_plain (self, "COMMIT", EXPECT_COMMIT, error) || !settle (self, NULL, error))
    return FALSE;
  self->within = FALSE;
  self->clock_due = FALSE;
  self->announced = 0;
  forget_asked (self);
  HALL_MOMENT ("committed");
  return TRUE;
}

static void
hall_db_postgresql_rollback (HallDb *db)
{
  HallDbPostgresql *self = HALL_DB_POSTGRESQL (db);

  g_clear_error (&self->broken);
  self->within = FALSE;
  self->announced = 0;
  self->clock_due = FALSE;
  if (!self->lost && submit_plain (self, "ROLLBACK", EXPECT_DONE, NULL))
    settle (self, NULL, NULL);
  forget_asked (self);
}

/* The locks of a database's own, by a number made of the name. */
static gboolean
hall_db_postgresql_lock (HallDb *db, const char *name, gboolean shared, GError **error)
{
  HallDbPostgresql *self = HALL_DB_POSTGRESQL (db);
  const HallBind bind = { .type = 't', .text = name };

  g_return_val_if_fail (self->within && self->writes, FALSE);

  self->clock_due = TRUE;
  return submit (self,
                 shared ? "SELECT pg_advisory_xact_lock_shared (hashtextextended (?1, 0))"
                        : "SELECT pg_advisory_xact_lock (hashtextextended (?1, 0))",
                 &bind, 1, EXPECT_DONE, error);
}

#define NEXT_ID "SELECT nextval (pg_get_serial_sequence (?1, 'id'))"

static gboolean
hall_db_postgresql_next_id (HallDb *db, const char *table, gint64 *id, GError **error)
{
  return hall_db_get_int (db, id, error, NEXT_ID, "t", table);
}

static void
hall_db_postgresql_ask_id (HallDb *db, const char *table)
{
  hall_db_ask (db, NEXT_ID, "t", table);
}

static gboolean
read_version (HallDbPostgresql *self, gint64 *version, GError **error)
{
  HallDb *db = HALL_DB (self);
  gint64 there = 0;

  if (!self->has_version) {
    if (!hall_db_get_int (db, &there, error, "SELECT count (to_regclass ('schema_version'))", ""))
      return FALSE;
    if (there == 0)
      return TRUE;
  }
  self->clock_due = !self->within;
  if (!hall_db_get_int (db, version, error, "SELECT version FROM schema_version WHERE id = 1", ""))
    return FALSE;
  self->has_version = !self->within;
  return TRUE;
}

/* Also how a screen asks whether the server is still there: it does not wait long for that. */
static gboolean
hall_db_postgresql_get_version (HallDb *db, gint64 *version, GError **error)
{
  HallDbPostgresql *self = HALL_DB_POSTGRESQL (db);
  int patience_s = self->patience_s;
  gboolean ok;

  if (patience_s > PING_PATIENCE_S)
    self->patience_s = PING_PATIENCE_S;
  ok = read_version (self, version, error);
  self->patience_s = patience_s;
  return ok;
}

static gboolean
hall_db_postgresql_set_version (HallDb *db, gint64 version, GError **error)
{
  return hall_db_exec_one (db, error, "UPDATE schema_version SET version = ?1 WHERE id = 1", "i", version);
}

static gint64
hall_db_postgresql_get_skew (HallDb *db)
{
  return HALL_DB_POSTGRESQL (db)->skew_us;
}

/* --- News --- */

static void
hall_db_postgresql_announce (HallDb *db, guint topics)
{
  HALL_DB_POSTGRESQL (db)->announced |= topics;
}

static int
hall_db_postgresql_listen (HallDb *db, GError **error)
{
  HallDbPostgresql *self = HALL_DB_POSTGRESQL (db);

  if (!self->listens && !hall_db_exec (db, error, "LISTEN " CHANNEL, ""))
    return -1;
  self->listens = TRUE;
  return PQsocket (self->connection);
}

static gboolean
hall_db_postgresql_hear (HallDb *db, guint *topics, GError **error)
{
  HallDbPostgresql *self = HALL_DB_POSTGRESQL (db);

  if (!hall_db_postgresql_check (db, error))
    return FALSE;
  if (!PQconsumeInput (self->connection) || PQstatus (self->connection) != CONNECTION_OK) {
    set_lost (self, PQerrorMessage (self->connection), error);
    return FALSE;
  }
  hear_all (self);
  *topics |= self->heard;
  self->heard = 0;
  return TRUE;
}

/* --- The connection --- */

static gboolean
hall_db_postgresql_is_lost (HallDb *db)
{
  return HALL_DB_POSTGRESQL (db)->lost;
}

static void
on_notice_cb (void *data, const char *message)
{
  g_debug ("PostgreSQL: %s", message);
}

/* Why the server refused, as its five-letter code: libpq tells it only when it is asked to say nothing else.
 */
static char *
probe_state (const char *const *keywords, const char *const *values)
{
  PGconn *probe = PQconnectStartParams (keywords, values, FALSE);
  gint64 until = g_get_monotonic_time () + PROBE_S * G_USEC_PER_SEC;
  PostgresPollingStatusType status = PGRES_POLLING_WRITING;
  const char *said;
  char *state = NULL;

  PQsetErrorVerbosity (probe, PQERRORS_SQLSTATE);
  while (PQstatus (probe) != CONNECTION_BAD && status != PGRES_POLLING_OK && status != PGRES_POLLING_FAILED) {
    struct pollfd fd = { .fd = PQsocket (probe),
                         .events = status == PGRES_POLLING_WRITING ? POLLOUT : POLLIN };
    gint64 left_us = until - g_get_monotonic_time ();

    if (left_us <= 0 || poll (&fd, 1, (int)(left_us / 1000) + 1) == 0)
      break;
    status = PQconnectPoll (probe);
  }
  said = g_strrstr (PQerrorMessage (probe), "FATAL:  ");
  if (said != NULL && strlen (said) >= strlen ("FATAL:  ") + 5)
    state = g_strndup (said + strlen ("FATAL:  "), 5);
  PQfinish (probe);
  return state;
}

static void
set_connect_error (HallDbPostgresql *self, const char *state, GError **error)
{
  g_autofree char *where = hall_address_describe (self->address);
  g_autofree char *said = g_strchomp (g_strdup (PQerrorMessage (self->connection)));

  g_strdelimit (said, "\n\t", ' ');
  if (PQconnectionNeedsPassword (self->connection))
    hall_set_error (error, HALL_ERROR_FORBIDDEN, NULL, "password", _ ("%s needs a password"), where);
  else if (g_strcmp0 (state, "28P01") == 0)
    hall_set_error (error, HALL_ERROR_FORBIDDEN, NULL, "password", _ ("the password for %s is wrong"), where);
  else if (g_strcmp0 (state, "3D000") == 0)
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "hall", _ ("there is no hall at %s"), where);
  else
    hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, "hall", "%s: %s", where, said);
}

static gboolean
connect_once (HallDbPostgresql *self, gboolean explain, GError **error)
{
  g_auto (GStrv) keywords = NULL;
  g_auto (GStrv) values = NULL;

  g_clear_pointer (&self->connection, PQfinish);
  g_hash_table_remove_all (self->cache);
  g_array_set_size (self->pending, 0);
  forget_asked (self);
  self->lost = TRUE;
  if (!hall_address_to_conninfo (self->address, "halldesk", &keywords, &values, error))
    return FALSE;
  self->connection = PQconnectdbParams ((const char *const *)keywords, (const char *const *)values, FALSE);
  if (PQstatus (self->connection) != CONNECTION_OK) {
    g_autofree char *state = explain
                                 ? probe_state ((const char *const *)keywords, (const char *const *)values)
                                 : NULL;

    set_connect_error (self, state, error);
    return FALSE;
  }
  if (PQserverVersion (self->connection) < MIN_SERVER_VERSION) {
    hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, "hall",
                    _ ("the server is PostgreSQL %d; a hall needs 15 or newer"),
                    PQserverVersion (self->connection) / 10000);
    return FALSE;
  }
  PQsetNoticeProcessor (self->connection, on_notice_cb, NULL);
  if (PQsetnonblocking (self->connection, 1) != 0 || !PQenterPipelineMode (self->connection)) {
    set_connect_error (self, NULL, error);
    return FALSE;
  }
  self->lost = FALSE;
  return TRUE;
}

static gboolean
hall_db_postgresql_reconnect (HallDb *db, GError **error)
{
  HallDbPostgresql *self = HALL_DB_POSTGRESQL (db);

  g_return_val_if_fail (!self->within, FALSE);

  if (!connect_once (self, FALSE, error))
    return FALSE;
  if (self->patience_s != PATIENCE_S)
    hall_db_set_patience (db, self->patience_s);
  return !self->listens || hall_db_exec (db, error, "LISTEN " CHANNEL, "");
}

static void
hall_db_postgresql_set_patience (HallDb *db, int seconds)
{
  HallDbPostgresql *self = HALL_DB_POSTGRESQL (db);
  g_autofree char *timeout = g_strdup_printf ("%d", seconds * 1000);

  self->patience_s = seconds;
  hall_db_exec (db, NULL,
                "SELECT set_config ('statement_timeout', ?1, FALSE),"
                " set_config ('lock_timeout', ?1, FALSE),"
                " set_config ('idle_in_transaction_session_timeout', CASE ?1 WHEN '0' THEN '0' ELSE"
                " '10000' END, FALSE)",
                "t", timeout);
}

static void
hall_db_postgresql_finalize (GObject *object)
{
  HallDbPostgresql *self = HALL_DB_POSTGRESQL (object);

  g_clear_pointer (&self->connection, PQfinish);
  g_clear_pointer (&self->cache, g_hash_table_unref);
  g_clear_pointer (&self->pending, g_array_unref);
  forget_asked (self);
  g_clear_pointer (&self->asked, g_array_unref);
  g_clear_pointer (&self->address, g_free);
  g_clear_error (&self->broken);
  G_OBJECT_CLASS (hall_db_postgresql_parent_class)->finalize (object);
}

static void
hall_db_postgresql_class_init (HallDbPostgresqlClass *klass)
{
  HallDbClass *db_class = HALL_DB_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hall_db_postgresql_finalize;
  db_class->engine = "postgresql";
  db_class->begin = hall_db_postgresql_begin;
  db_class->commit = hall_db_postgresql_commit;
  db_class->rollback = hall_db_postgresql_rollback;
  db_class->check = hall_db_postgresql_check;
  db_class->query = hall_db_postgresql_query;
  db_class->exec = hall_db_postgresql_exec;
  db_class->script = hall_db_postgresql_script;
  db_class->lock = hall_db_postgresql_lock;
  db_class->next_id = hall_db_postgresql_next_id;
  db_class->get_version = hall_db_postgresql_get_version;
  db_class->set_version = hall_db_postgresql_set_version;
  db_class->get_skew = hall_db_postgresql_get_skew;
  db_class->announce = hall_db_postgresql_announce;
  db_class->listen = hall_db_postgresql_listen;
  db_class->hear = hall_db_postgresql_hear;
  db_class->is_lost = hall_db_postgresql_is_lost;
  db_class->reconnect = hall_db_postgresql_reconnect;
  db_class->set_patience = hall_db_postgresql_set_patience;
  db_class->ask = hall_db_postgresql_ask;
  db_class->ask_id = hall_db_postgresql_ask_id;
}

static void
hall_db_postgresql_init (HallDbPostgresql *self)
{
  self->cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->pending = g_array_new (FALSE, FALSE, sizeof (Pending));
  self->asked = g_array_new (FALSE, FALSE, sizeof (Asked));
  self->patience_s = PATIENCE_S;
}

/**
 * hall_db_postgresql_open:
 * @address: postgresql://...
 * @create: whether a hall is to be made there; the database itself is there already
 * @error: UNAVAILABLE, FORBIDDEN, NOT_FOUND, INVALID for an address that is not safe
 *
 * Returns: (transfer full): the connection
 */
HallDb *
hall_db_postgresql_open (const char *address, gboolean create, GError **error)
{
  g_autoptr (HallDbPostgresql) self = g_object_new (HALL_TYPE_DB_POSTGRESQL, NULL);

  self->address = g_strdup (address);
  if (!connect_once (self, TRUE, error))
    return NULL;
  return HALL_DB (g_steal_pointer (&self));
}
