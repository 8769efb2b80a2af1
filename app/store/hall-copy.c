/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-copy.h"

#include <glib/gi18n-lib.h>

/*
 * Every row of a hall from one database to another, whatever engine either is on: read in pages along the
 * key, written value by value with the type that it has.
 */

#define ROWS_A_PAGE 500
/* A paper is some ten thousand bytes. */
#define PAPERS_A_PAGE 20
#define MAX_KEYS 3

typedef struct {
  const char *name;
  const char *keys[MAX_KEYS]; /* those that it does not have are NULL */
  const char *only;           /* (nullable) a part of the table */
} Table;

/* In the order of foreign keys: what a row names is there before it. A void names the receipt that it takes
 * back. */
static const Table tables[] = {
  { "hall", { "id" }, NULL },
  { "option", { "name" }, NULL },
  { "category", { "code" }, NULL },
  { "matter", { "code" }, NULL },
  { "matter_version", { "matter", "version" }, NULL },
  { "matter_item", { "matter", "version", "code" }, NULL },
  { "holiday_year", { "year" }, NULL },
  { "holiday", { "day" }, NULL },
  { "department", { "code" }, NULL },
  { "knowledge", { "code", "version" }, NULL },
  { "phrase", { "moment", "position" }, NULL },
  { "staff", { "number" }, NULL },
  { "counter", { "number" }, NULL },
  { "counter_category", { "counter", "category" }, NULL },
  { "station", { "name" }, NULL },
  { "business_day", { "day" }, NULL },
  { "series", { "name" }, NULL },
  { "ticket", { "id" }, NULL },
  { "ticket_move", { "id" }, NULL },
  { "call_run", { "day", "line" }, NULL },
  { "call", { "id" }, NULL },
  { "duty", { "id" }, NULL },
  { "bulletin", { "id" }, NULL },
  { "bulletin_read", { "bulletin", "staff" }, NULL },
  { "case_file", { "id" }, NULL },
  { "case_item", { "file", "item" }, NULL },
  { "notice", { "number" }, NULL },
  { "case_event", { "id" }, NULL },
  { "case_suspension", { "id" }, NULL },
  { "case_task", { "id" }, NULL },
  { "case_tag", { "file", "kind", "word" }, NULL },
  { "access_log", { "id" }, NULL },
  { "visit_record", { "id" }, NULL },
  { "charge", { "id" }, NULL },
  { "receipt", { "number" }, "kind = 'receipt'" },
  { "receipt", { "number" }, "kind <> 'receipt'" },
  { "request", { "id" }, NULL },
  { "drawer_entry", { "id" }, NULL },
  { "document", { "id" }, NULL },
  { "document_page", { "document" }, NULL },
  { "outbox", { "id" }, NULL },
  { "journal", { "id" }, NULL },
  { "chain", { "name" }, NULL },
  { "import", { "id" }, NULL },
};

typedef struct {
  HallDb *from;
  HallDb *to;
  HallMoveProgress func; /* (nullable) */
  gpointer data;
  gint64 rows;
  gint64 total;
} Copy;

/* One table while it is carried. */
typedef struct {
  const Table *table;
  char *insert; /* (owned) (nullable) known with the first row */
  int n_columns;
  char *types; /* (owned) of each column, n until a row has a value there */
  int key_columns[MAX_KEYS];
  HallBind last[MAX_KEYS]; /* the key of the last row, its texts owned */
  gboolean within;         /* whether there was one */
} Reading;

static int
n_keys (const Table *table)
{
  int n = 1;

  while (n < MAX_KEYS && table->keys[n] != NULL)
    n++;
  return n;
}

static int
page_of (const Table *table)
{
  return g_str_equal (table->name, "document_page") ? PAPERS_A_PAGE : ROWS_A_PAGE;
}

static void
clear_last (Reading *reading)
{
  for (int i = 0; i < MAX_KEYS; i++) {
    if (reading->last[i].type == 't')
      g_free ((char *)reading->last[i].text);
    reading->last[i].type = 'n';
  }
}

static void
reading_clear (Reading *reading)
{
  clear_last (reading);
  g_free (reading->insert);
  g_free (reading->types);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static gboolean
count (HallDb *db, const Table *table, gint64 *rows, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s%s%s", table->name,
                                          table->only != NULL ? " WHERE " : "",
                                          table->only != NULL ? table->only : "");

  *rows = 0;
  return hall_db_get_int (db, rows, error, sql, "");
}

/* The rows behind the last one, however many there are of them in all. */
static HallRows *
read_page (Copy *copy, Reading *reading, GError **error)
{
  const Table *table = reading->table;
  static const char *const values[MAX_KEYS] = { "?1", "?1, ?2", "?1, ?2, ?3" };
  int n = n_keys (table);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GString) keys = g_string_new (table->keys[0]);

  for (int i = 1; i < n; i++)
    g_string_append_printf (keys, ", %s", table->keys[i]);

  g_string_append_printf (sql, "SELECT * FROM %s", table->name);
  if (table->only != NULL)
    g_string_append_printf (sql, " WHERE %s", table->only);
  if (reading->within)
    g_string_append_printf (sql, " %s (%s) > (%s)", table->only != NULL ? "AND" : "WHERE", keys->str,
                            values[n - 1]);
  g_string_append_printf (sql, " ORDER BY %s LIMIT %d", keys->str, page_of (table));
  return hall_db_query_binds (copy->from, error, sql->str, reading->last, reading->within ? (guint)n : 0);
}

static gboolean
has_column (HallRows *rows, const char *name)
{
  for (int i = 0; i < hall_rows_n_columns (rows); i++)
    if (g_str_equal (hall_rows_name (rows, i), name))
      return TRUE;
  return FALSE;
}

/* The same version has the same columns; if not, somebody changed the tables by hand, and a value would be
 * lost. */
static gboolean
check_columns (Copy *copy, Reading *reading, HallRows *rows, GError **error)
{
  const char *name = reading->table->name;
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s WHERE 1 = 0", name);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) there = hall_db_query (copy->to, error, sql, "");
  gboolean same;

  if (there == NULL)
    return FALSE;
  if (!hall_rows_next (there, &local) && local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  same = hall_rows_n_columns (there) == hall_rows_n_columns (rows);
  for (int i = 0; same && i < hall_rows_n_columns (rows); i++)
    same = has_column (there, hall_rows_name (rows, i));
  if (!same)
    /* Translators: %s is the name of a table of the database. */
    hall_set_error (error, HALL_ERROR_CORRUPT, NULL, NULL,
                    _ ("the table “%s” does not have the columns that this version knows"), name);
  return same;
}

static gboolean
begin_table (Copy *copy, Reading *reading, HallRows *rows, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GString) values = g_string_new (NULL);

  if (!check_columns (copy, reading, rows, error))
    return FALSE;
  reading->n_columns = hall_rows_n_columns (rows);
  reading->types = g_strnfill ((gsize)reading->n_columns, 'n');
  g_string_append_printf (sql, "INSERT INTO %s (", reading->table->name);
  for (int i = 0; i < reading->n_columns; i++) {
    const char *name = hall_rows_name (rows, i);

    g_string_append_printf (sql, "%s\"%s\"", i > 0 ? ", " : "", name);
    g_string_append_printf (values, "%s?%d", i > 0 ? ", " : "", i + 1);
    for (int k = 0; k < n_keys (reading->table); k++)
      if (g_str_equal (reading->table->keys[k], name))
        reading->key_columns[k] = i;
  }
  g_string_append_printf (sql, ") VALUES (%s)", values->str);
  reading->insert = g_string_free (g_steal_pointer (&sql), FALSE);
  return TRUE;
}

/* A NULL goes as one of the column's own type: a statement is prepared for each way of types. */
static HallBind
value_of (Reading *reading, HallRows *rows, int column, GPtrArray *owned)
{
  HallBind bind = { .type = hall_rows_type (rows, column) };

  if (bind.type == 'n')
    return (HallBind){ .type = reading->types[column] == 'i' ? 'n' : reading->types[column] };
  reading->types[column] = bind.type;
  if (bind.type == 't') {
    bind.text = hall_rows_text (rows, column);
  } else if (bind.type == 'i') {
    bind.integer = hall_rows_int (rows, column);
  } else {
    bind.bytes = hall_rows_bytes (rows, column);
    g_ptr_array_add (owned, bind.bytes);
  }
  return bind;
}

static gboolean
write_row (Copy *copy, Reading *reading, HallRows *rows, GError **error)
{
  g_autofree HallBind *binds = g_new0 (HallBind, reading->n_columns);
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  for (int i = 0; i < reading->n_columns; i++)
    binds[i] = value_of (reading, rows, i, owned);
  if (!hall_db_exec_binds (copy->to, error, reading->insert, binds, (guint)reading->n_columns))
    return FALSE;
  clear_last (reading);
  for (int k = 0; k < n_keys (reading->table); k++) {
    reading->last[k] = binds[reading->key_columns[k]];
    if (reading->last[k].type == 't')
      reading->last[k].text = g_strdup (reading->last[k].text);
  }
  reading->within = TRUE;
  return TRUE;
}

/* How many rows the page had; -1 with @error set. */
static int
copy_page (Copy *copy, Reading *reading, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = read_page (copy, reading, error);
  int n = 0;

  if (rows == NULL)
    return -1;
  for (; hall_rows_next (rows, &local); n++)
    if ((reading->insert == NULL && !begin_table (copy, reading, rows, error))
        || !write_row (copy, reading, rows, error))
      return -1;
  if (local == NULL)
    return n;
  g_propagate_error (error, g_steal_pointer (&local));
  return -1;
}

static void
tell (Copy *copy, const char *table)
{
  if (copy->func != NULL)
    copy->func (table, copy->rows, copy->total, copy->data);
}

static gboolean
copy_table (Copy *copy, const Table *table, GError **error)
{
  g_auto (Reading) reading = { .table = table,
                               .last = { { .type = 'n' }, { .type = 'n' }, { .type = 'n' } } };
  int n;

  do {
    tell (copy, table->name);
    n = copy_page (copy, &reading, error);
    if (n < 0)
      return FALSE;
    copy->rows += n;
  } while (n == page_of (table));
  return TRUE;
}

/* The last line of each chain of the journal. */
static char *
read_heads (HallDb *db, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (db, error, "SELECT name, seq, hash FROM chain ORDER BY name",
                                             "");
  g_autoptr (GString) heads = g_string_new (NULL);

  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local))
    g_string_append_printf (heads, "%s %" G_GINT64_FORMAT " %s\n", hall_rows_text (rows, 0),
                            hall_rows_int (rows, 1), hall_rows_text (rows, 2));
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  return g_string_free (g_steal_pointer (&heads), FALSE);
}

/* As many rows in each table, and the same heads of the journal's chains. */
static gboolean
compare (Copy *copy, GError **error)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++) {
    gint64 here;
    gint64 there;

    if (!count (copy->from, &tables[i], &here, error) || !count (copy->to, &tables[i], &there, error))
      return FALSE;
    if (here != there) {
      /* Translators: %s is the name of a table of the database. */
      hall_set_error (error, HALL_ERROR_CORRUPT, NULL, NULL,
                      _ ("the table “%s” is not complete on the other side"), tables[i].name);
      return FALSE;
    }
  }
  before = read_heads (copy->from, error);
  after = before != NULL ? read_heads (copy->to, error) : NULL;
  if (after == NULL)
    return FALSE;
  if (g_str_equal (before, after))
    return TRUE;
  hall_set_error (error, HALL_ERROR_CORRUPT, NULL, NULL, _ ("the journal is not the same on the other side"));
  return FALSE;
}

/* Where the database itself counts ids up, it goes on behind the largest; and it is told what it holds, so
 * that the first question of the day is answered as fast as the next. */
static gboolean
settle_server (HallDb *to, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++) {
    const char *name = tables[i].name;
    g_autofree char *sql = g_strdup_printf ("SELECT setval (pg_get_serial_sequence ('%s', 'id'),"
                                            " (SELECT coalesce (max (id), 0) + 1 FROM %s), FALSE)",
                                            name, name);

    if (g_str_equal (tables[i].keys[0], "id") && !hall_db_exec (to, error, sql, ""))
      return FALSE;
  }
  return hall_db_script (to, "ANALYZE", error);
}

/* A server leaves out the ids of what was rolled back; a file does not, and a line that is missing in it is
 * seen by that. So it is written down up to where the lines came from a server. */
static gboolean
settle_file (Copy *copy, GError **error)
{
  return g_str_equal (hall_db_get_engine (copy->from), "sqlite")
         || hall_db_exec (copy->to, error,
                          "INSERT INTO option (name, value) SELECT '" HALL_OPTION_SERVER_LINES "',"
                          " coalesce (max (id), 0) FROM journal WHERE 1 = 1"
                          " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                          "");
}

/**
 * hall_copy:
 * @from: a hall that holds still: in a transaction that sees no change of others
 * @to: an empty hall of the same version, in a writing transaction
 * @func: (nullable): told how far it is
 * @data: passed on
 * @error: what either side says; CORRUPT when something is not the same there
 *
 * Copies every row, counts them in each table on both sides and holds the heads of the journal's chains
 * against each other.
 *
 * Returns: whether all of the hall is on the other side
 */
gboolean
hall_copy (HallDb *from, HallDb *to, HallMoveProgress func, gpointer data, GError **error)
{
  Copy copy = { .from = from, .to = to, .func = func, .data = data };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++) {
    gint64 rows;

    if (!count (from, &tables[i], &rows, error))
      return FALSE;
    copy.total += rows;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!copy_table (&copy, &tables[i], error))
      return FALSE;
  if (!compare (&copy, error)
      || !(g_str_equal (hall_db_get_engine (to), "sqlite") ? settle_file (&copy, error)
                                                           : settle_server (to, error)))
    return FALSE;
  tell (&copy, NULL);
  return TRUE;
}
