/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-import.h"

#include "hall-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-csv.h"
#include "hall-text.h"
#include "hall-time.h"

enum {
  COLUMN_TICKET,
  COLUMN_CATEGORY,
  COLUMN_PRIORITY,
  COLUMN_ISSUED_AT,
  COLUMN_CALLED_AT,
  COLUMN_DONE_AT,
  COLUMN_OUTCOME,
  COLUMN_COUNTER,
  COLUMN_STAFF,
  N_COLUMNS,
};

static const char *const column_names[N_COLUMNS] = {
  "ticket", "category", "priority", "issued_at", "called_at", "done_at", "outcome", "counter", "staff",
};

#define MAX_NUMBER_DIGITS 5
#define MAX_COUNTER 999

/* --- The lists --- */

static void
row_free (gpointer data)
{
  HallImportRow *self = data;

  g_free (self->label);
  g_free (self->category);
  g_free (self->day);
  g_free (self->staff);
  g_free (self);
}

static void
fault_free (gpointer data)
{
  HallImportFault *self = data;

  g_free (self->field);
  g_free (self->what);
  g_free (self);
}

void
hall_import_init (HallImport *self, HallEngine *engine, gboolean create_missing)
{
  *self = (HallImport){ .db = hall_engine_get_db (engine),
                        .zone = hall_engine_get_zone (engine),
                        .create_missing = create_missing };
  if (!hall_engine_is_practice (engine))
    self->today = hall_time_day (self->zone, hall_clock_now (hall_engine_get_clock (engine)));
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->faults = g_ptr_array_new_with_free_func (fault_free);
  self->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->categories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->staff = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
hall_import_clear (HallImport *self)
{
  g_clear_pointer (&self->today, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->faults, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_hash_table_unref);
  g_clear_pointer (&self->categories, g_hash_table_unref);
  g_clear_pointer (&self->staff, g_hash_table_unref);
  g_clear_pointer (&self->days, g_hash_table_unref);
}

static void G_GNUC_PRINTF (4, 5)
    add_fault (HallImport *self, gint64 line, int column, const char *format, ...)
{
  HallImportFault *fault = g_new0 (HallImportFault, 1);
  va_list args;

  va_start (args, format);
  fault->what = g_strdup_vprintf (format, args);
  va_end (args);
  fault->line = line;
  fault->field = column >= 0 ? g_strdup (column_names[column]) : NULL;
  g_ptr_array_add (self->faults, fault);
}

/* Whether @name stands in a table of the hall; each name is looked up once. */
static gboolean
is_known (HallImport *self, GHashTable *seen, const char *sql, const char *name)
{
  gpointer known;
  gint64 found = 0;

  if (g_hash_table_lookup_extended (seen, name, NULL, &known))
    return GPOINTER_TO_INT (known);
  hall_db_get_int (self->db, &found, NULL, sql, "t", name);
  g_hash_table_insert (seen, g_strdup (name), GINT_TO_POINTER ((int)found));
  return found != 0;
}

/* --- One line --- */

static gboolean
is_code (const char *text, gsize max)
{
  gsize length = strlen (text);

  if (length == 0 || length > max || !g_ascii_isalpha (*text))
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text))
      return FALSE;
  return TRUE;
}

static void
read_category (HallImport *self, HallCsv *csv, HallImportRow *row)
{
  const char *code = hall_csv_field (csv, COLUMN_CATEGORY);

  if (!is_code (code, 4) || g_ascii_isdigit (code[strlen (code) - 1]))
    add_fault (self, row->line, COLUMN_CATEGORY, _ ("“%.40s” is not the letter of a category"), code);
  else if (!is_known (self, self->categories, "SELECT 1 FROM category WHERE code = ?1", code)
           && !self->create_missing)
    add_fault (self, row->line, COLUMN_CATEGORY, _ ("the hall has no category %s"), code);
  else
    row->category = g_strdup (code);
}

static void
read_ticket (HallImport *self, HallCsv *csv, HallImportRow *row)
{
  const char *label = hall_csv_field (csv, COLUMN_TICKET);
  const char *category = hall_csv_field (csv, COLUMN_CATEGORY);
  const char *digits = label + strlen (category);

  if (!g_str_has_prefix (label, category) || *category == '\0' || !g_ascii_isdigit (*digits)
      || strspn (digits, "0123456789") != strlen (digits) || strlen (digits) > MAX_NUMBER_DIGITS
      || g_ascii_strtoll (digits, NULL, 10) == 0) {
    add_fault (self, row->line, COLUMN_TICKET, _ ("“%.40s” is not a number of its category, such as %s015"),
               label, *category != '\0' && strlen (category) <= 4 ? category : "A");
    return;
  }
  row->label = g_strdup (label);
  row->number = g_ascii_strtoll (digits, NULL, 10);
}

static void
read_time (HallImport *self, HallCsv *csv, HallImportRow *row, int column, gint64 *time_us)
{
  const char *text = hall_csv_field (csv, (guint)column);
  gint64 value;

  if (*text == '\0')
    return;
  if (!hall_time_parse (self->zone, text, &value, NULL) || value <= 0)
    add_fault (self, row->line, column, _ ("“%.40s” is not a time such as 2026-11-20T09:05:31"), text);
  else
    *time_us = value;
}

static void
read_times (HallImport *self, HallCsv *csv, HallImportRow *row)
{
  guint faults = self->faults->len;

  read_time (self, csv, row, COLUMN_ISSUED_AT, &row->issued_at);
  read_time (self, csv, row, COLUMN_CALLED_AT, &row->called_at);
  read_time (self, csv, row, COLUMN_DONE_AT, &row->done_at);
  if (self->faults->len > faults)
    return;
  if (row->issued_at == 0) {
    add_fault (self, row->line, COLUMN_ISSUED_AT, _ ("it is missing"));
    return;
  }
  row->day = hall_time_day (self->zone, row->issued_at);
  if (row->called_at != 0 && row->called_at < row->issued_at)
    add_fault (self, row->line, COLUMN_CALLED_AT, _ ("it is before the ticket was issued"));
  if (row->done_at != 0 && row->done_at < MAX (row->issued_at, row->called_at))
    add_fault (self, row->line, COLUMN_DONE_AT, _ ("it is before what it follows"));
}

static void
read_priority (HallImport *self, HallCsv *csv, HallImportRow *row)
{
  static const char *const yes[] = { "1", "true", "yes", "优", NULL };
  static const char *const no[] = { "", "0", "false", "no", NULL };
  const char *text = hall_csv_field (csv, COLUMN_PRIORITY);
  g_autofree char *lower = g_ascii_strdown (text, -1);

  row->priority = g_strv_contains (yes, lower);
  if (!row->priority && !g_strv_contains (no, lower))
    add_fault (self, row->line, COLUMN_PRIORITY, _ ("“%.40s” is neither 0 nor 1"), text);
}

/* Only the outcomes that rule 5.1 can reach from where the ticket has been: who was never called cannot be
 * done. */
static void
read_outcome (HallImport *self, HallCsv *csv, HallImportRow *row)
{
  const char *text = hall_csv_field (csv, COLUMN_OUTCOME);

  if (!hall_ticket_state_from_name (text, &row->outcome)
      || (row->outcome != HALL_TICKET_DONE && row->outcome != HALL_TICKET_VOID
          && row->outcome != HALL_TICKET_CANCELLED)) {
    add_fault (self, row->line, COLUMN_OUTCOME, _ ("“%.40s” is none of done, void, cancelled"), text);
    return;
  }
  if (row->outcome == HALL_TICKET_CANCELLED) {
    if (*hall_csv_field (csv, COLUMN_CALLED_AT) != '\0')
      add_fault (self, row->line, COLUMN_CALLED_AT, _ ("a cancelled ticket was not called"));
    return;
  }
  if (*hall_csv_field (csv, COLUMN_CALLED_AT) == '\0')
    add_fault (self, row->line, COLUMN_CALLED_AT, _ ("it is missing"));
  if (row->outcome == HALL_TICKET_DONE && *hall_csv_field (csv, COLUMN_DONE_AT) == '\0')
    add_fault (self, row->line, COLUMN_DONE_AT, _ ("it is missing"));
}

static void
read_place (HallImport *self, HallCsv *csv, HallImportRow *row)
{
  const char *counter = hall_csv_field (csv, COLUMN_COUNTER);
  const char *staff = hall_csv_field (csv, COLUMN_STAFF);

  if (*counter != '\0' && !g_ascii_string_to_signed (counter, 10, 1, MAX_COUNTER, &row->counter, NULL))
    add_fault (self, row->line, COLUMN_COUNTER, _ ("“%.40s” is not the number of a counter"), counter);
  if (*staff == '\0')
    return;
  if (!is_code (staff, 16))
    add_fault (self, row->line, COLUMN_STAFF, _ ("“%.40s” is not a staff number"), staff);
  else if (!is_known (self, self->staff, "SELECT 1 FROM staff WHERE number = ?1", staff)
           && !self->create_missing)
    add_fault (self, row->line, COLUMN_STAFF, _ ("the hall has no member of staff %s"), staff);
  else
    row->staff = g_strdup (staff);
}

#define SQL_DAY                                                                                              \
  "SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM ticket WHERE day = ?1) THEN 1"                                 \
  " WHEN EXISTS (SELECT 1 FROM business_day WHERE day = ?1 AND state = 'closed')"                            \
  " AND EXISTS (SELECT 1 FROM ticket WHERE day = ?1 AND station IS DISTINCT FROM 'import') THEN 3 ELSE 2 "   \
  "END"

static HallImportDay
look_at_day (HallImport *self, const char *day)
{
  gint64 found = GPOINTER_TO_INT (g_hash_table_lookup (self->days, day));

  if (found == 0) {
    found = HALL_IMPORT_DAY_NEW;
    hall_db_get_int (self->db, &found, NULL, SQL_DAY, "t", day);
    g_hash_table_insert (self->days, g_strdup (day), GINT_TO_POINTER ((int)found));
  }
  return (HallImportDay)found;
}

static void
check_day (HallImport *self, HallImportRow *row)
{
  if (self->today != NULL && strcmp (row->day, self->today) > 0)
    add_fault (self, row->line, COLUMN_ISSUED_AT, _ ("it is in the future"));
  else if (look_at_day (self, row->day) == HALL_IMPORT_DAY_CLOSED)
    add_fault (self, row->line, COLUMN_ISSUED_AT, _ ("the hall has closed %s"), row->day);
}

/* A number is given once a day: by the file, and by the hall. */
static void
check_unique (HallImport *self, HallImportRow *row)
{
  g_autofree char *key = g_strdup_printf ("%s %s %" G_GINT64_FORMAT, row->day, row->category, row->number);
  gint64 before = GPOINTER_TO_INT (g_hash_table_lookup (self->labels, key));
  gint64 in_hall = 0;

  if (before != 0) {
    add_fault (self, row->line, COLUMN_TICKET, _ ("line %d has the same number on the same day"),
               (int)before);
    return;
  }
  g_hash_table_insert (self->labels, g_steal_pointer (&key), GINT_TO_POINTER ((int)row->line));
  if (look_at_day (self, row->day) == HALL_IMPORT_DAY_NEW)
    return;
  hall_db_get_int (self->db, &in_hall, NULL,
                   "SELECT 1 FROM ticket WHERE day = ?1 AND category = ?2 AND number = ?3", "tti", row->day,
                   row->category, row->number);
  if (in_hall)
    add_fault (self, row->line, COLUMN_TICKET, _ ("the hall has %s of that day already"), row->label);
}

static void
read_row (HallImport *self, HallCsv *csv)
{
  HallImportRow *row = g_new0 (HallImportRow, 1);

  row->line = csv->record;
  g_ptr_array_add (self->rows, row);
  if (csv->fields->len != N_COLUMNS) {
    add_fault (self, row->line, -1, _ ("it has %d fields, not %d"), (int)csv->fields->len, N_COLUMNS);
    return;
  }
  read_ticket (self, csv, row);
  read_category (self, csv, row);
  read_priority (self, csv, row);
  read_times (self, csv, row);
  read_outcome (self, csv, row);
  read_place (self, csv, row);
  if (row->day != NULL)
    check_day (self, row);
  if (row->label != NULL && row->category != NULL && row->day != NULL)
    check_unique (self, row);
}

/* --- The file --- */

static int
compare_issue (gconstpointer a, gconstpointer b)
{
  const HallImportRow *left = *(HallImportRow *const *)a;
  const HallImportRow *right = *(HallImportRow *const *)b;
  int order = (left->issued_at > right->issued_at) - (left->issued_at < right->issued_at);

  if (order == 0)
    order = g_strcmp0 (left->category, right->category);
  if (order == 0)
    order = (left->number > right->number) - (left->number < right->number);
  return order;
}

static gboolean
read_header (HallCsv *csv, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (hall_csv_next (csv, &local) && csv->fields->len == N_COLUMNS) {
    gboolean same = TRUE;

    for (guint i = 0; i < N_COLUMNS; i++)
      same = same && g_str_equal (hall_csv_field (csv, i), column_names[i]);
    if (same)
      return TRUE;
  }
  hall_set_error (error, HALL_ERROR_INVALID, NULL, "header", _ ("the first line must be %s"),
                  HALL_IMPORT_TICKETS_HEADER);
  return FALSE;
}

/**
 * hall_import_parse:
 * @self: an import
 * @bytes: a CSV file
 * @error: INVALID when it is not a file of tickets at all
 *
 * Reads every line. What is wrong with a line stands in the faults afterwards; the rows are in the order of
 * issue.
 *
 * Returns: whether the file could be read to its end
 */
gboolean
hall_import_parse (HallImport *self, GBytes *bytes, GError **error)
{
  g_auto (HallCsv) csv = { 0 };
  g_autoptr (GError) local = NULL;

  if (g_bytes_get_size (bytes) > HALL_IMPORT_MAX_BYTES) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "data", _ ("the file is larger than %d MB"),
                    HALL_IMPORT_MAX_BYTES / (1024 * 1024));
    return FALSE;
  }
  if (!hall_csv_init (&csv, bytes, error) || !read_header (&csv, error))
    return FALSE;
  while (hall_csv_next (&csv, &local))
    read_row (self, &csv);
  if (local != NULL)
    add_fault (self, csv.record, -1, "%s", local->message);
  if (self->rows->len == 0 && self->faults->len == 0) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "data", _ ("the file has no tickets"));
    return FALSE;
  }
  g_ptr_array_sort (self->rows, compare_issue);
  return TRUE;
}

void
hall_import_report_free (gpointer data)
{
  HallImportReport *self = data;

  if (self == NULL)
    return;
  g_ptr_array_unref (self->faults);
  g_strfreev (self->days);
  g_free (self);
}

/**
 * hall_import_check:
 * @engine: the engine
 * @params: (ayb): the file and whether missing categories and staff are to be made
 * @error: INVALID when it is not a file of tickets at all
 *
 * Looks at a file of tickets without changing anything. A #HallReadFunc.
 *
 * Returns: (transfer full) (type HallImportReport): every fault of every line; free with
 * hall_import_report_free()
 */
gpointer
hall_import_check (HallEngine *engine, GVariant *params, GError **error)
{
  g_auto (HallImport) import = { 0 };
  g_autoptr (GVariant) data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GList) days = NULL;
  g_autoptr (GPtrArray) names = NULL;
  HallImportReport *report;
  gboolean create_missing;

  g_return_val_if_fail (HALL_IS_ENGINE (engine), NULL);

  g_variant_get (params, "(@ayb)", &data, &create_missing);
  bytes = g_variant_get_data_as_bytes (data);
  hall_import_init (&import, engine, create_missing);
  if (!hall_import_parse (&import, bytes, error))
    return NULL;

  names = g_ptr_array_new ();
  days = g_list_sort (g_hash_table_get_keys (import.days), (GCompareFunc)strcmp);
  for (GList *day = days; day != NULL; day = day->next)
    g_ptr_array_add (names, g_strdup (day->data));
  g_ptr_array_add (names, NULL);
  report = g_new0 (HallImportReport, 1);
  report->rows = import.rows->len;
  report->faults = g_steal_pointer (&import.faults);
  report->days = (GStrv)g_ptr_array_free (g_steal_pointer (&names), FALSE);
  return report;
}
