/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-setup-file.h"

#include <glib/gi18n-lib.h>

#include "hall-json.h"
#include "hall-knowledge-private.h"
#include "hall-text.h"
#include "hall-time.h"

/*
 * Files that set up the hall: its matters with the departments that it works with, and a year of the national
 * calendar, in JSON; the knowledge base as a table, see hall-knowledge-file.c. Every fault is said with its
 * place, and a file with a fault changes nothing.
 *
 *   {"departments": [{code, name, duty, contact, phone}], "matters": [{code, category, name, ..., items:
 * []}]}
 *   {"year": 2026, "papers": [], "days": [{name, date, isOffDay}]}
 */

typedef struct {
  HallDb *db;
  const char *today;
  const char *staff; /* (nullable) */
  gint64 now;
  gboolean write;
  GTimeZone *zone;
  GPtrArray *faults;
  GPtrArray *warnings;
  gint64 rows;
  gint64 changed;
} Reading;

static GVariant *
parse_bytes (GVariant *data, GError **error)
{
  g_autofree char *text = g_strndup (g_variant_get_data (data), g_variant_get_size (data));

  if (strlen (text) != g_variant_get_size (data) || !g_utf8_validate (text, -1, NULL)) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "data", _ ("the file is not a text in UTF-8"));
    return NULL;
  }
  return hall_json_to_variant (g_str_has_prefix (text, "\357\273\277") ? text + 3 : text, error);
}

/**
 * hall_department_write:
 * @db: a connection, in a writing transaction; %NULL to look only
 * @given: a{sv}: code, name, duty, contact, phone
 * @place: where it is in its file
 * @faults: (element-type HallSetupFault): gets what is wrong
 * @error: what the database says
 *
 * Makes or changes a department that a case can be forwarded to (S004 5.1): with whom to ask for and where.
 *
 * Returns: whether the database took it, or there are faults
 */
gboolean
hall_department_write (HallDb *db, GVariant *given, const char *place, GPtrArray *faults, GError **error)
{
  static const struct {
    const char *name;
    gboolean needed;
  } fields[] = {
    { "code", TRUE }, { "name", TRUE }, { "duty", FALSE }, { "contact", TRUE }, { "phone", TRUE },
  };
  const char *texts[G_N_ELEMENTS (fields)];
  guint before = faults->len;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autoptr (GError) bad = NULL;

    texts[i] = "";
    g_variant_lookup (given, fields[i].name, "&s", &texts[i]);
    if (fields[i].needed && *texts[i] == '\0')
      hall_setup_fault_add (faults, place, fields[i].name, "5.4",
                            _ ("a department has a code, a name, a contact and a telephone number"));
    else if (!hall_text_check (texts[i], -1, fields[i].name, 100, HALL_TEXT_ONE_LINE, &bad))
      hall_setup_fault_add (faults, place, fields[i].name, NULL, "%s", bad->message);
  }
  return db == NULL || faults->len > before
         || hall_db_exec (
             db, error,
             "INSERT INTO department (code, name, duty, contact, phone) VALUES (?1, ?2, ?3, ?4, ?5)"
             " ON CONFLICT (code) DO UPDATE SET name = excluded.name, duty = excluded.duty,"
             " contact = excluded.contact, phone = excluded.phone",
             "ttttt", texts[0], texts[1], texts[2], texts[3], texts[4]);
}

static gboolean
read_department (Reading *self, GVariant *given, const char *place, GHashTable *seen, GError **error)
{
  return hall_department_write (self->write ? self->db : NULL, given, place, self->faults, error);
}

static gboolean
read_matter (Reading *self, GVariant *given, const char *place, GHashTable *seen, GError **error)
{
  g_autoptr (HallMatterData) matter = hall_matter_data_new (NULL);
  guint before = self->faults->len;
  gint64 known = 0;

  g_free (matter->effective_from);
  matter->effective_from = g_strdup (self->today);
  hall_matter_data_fill (matter, given, place, self->faults);
  hall_matter_data_check (matter, self->today, place, self->faults);
  if (*matter->code != '\0' && !g_hash_table_add (seen, g_strdup (matter->code)))
    hall_setup_fault_add (self->faults, place, "code", NULL, _ ("the matter “%s” is there twice"),
                          matter->code);
  if (!hall_db_get_int (self->db, &known, error, "SELECT 1 FROM category WHERE code = ?1", "t",
                        matter->category))
    return FALSE;
  if (!known && *matter->category != '\0')
    hall_setup_fault_add (self->faults, place, "category", NULL, _ ("there is no category “%s”"),
                          matter->category);
  if (self->faults->len > before || !self->write)
    return TRUE;
  return hall_matter_write (self->db, matter, self->staff, self->now, error);
}

typedef gboolean (*ReadFunc) (
    Reading *self, GVariant *given, const char *place, GHashTable *seen, GError **error);

static gboolean
read_list (Reading *self, GVariant *whole, const char *name, ReadFunc read, GError **error)
{
  g_autoptr (GVariant) list = g_variant_lookup_value (whole, name, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (list == NULL)
    return TRUE;
  if (!g_variant_is_of_type (list, G_VARIANT_TYPE ("av"))) {
    hall_setup_fault_add (self->faults, "", name, NULL, _ ("“%s” is a list"), name);
    return TRUE;
  }
  for (gsize i = 0; i < g_variant_n_children (list); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (list, i);
    g_autoptr (GVariant) value = g_variant_get_variant (boxed);
    g_autofree char *place = g_strdup_printf ("%s[%d].", name, (int)i + 1);

    self->rows++;
    if (!g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
      hall_setup_fault_add (self->faults, "", name, NULL, _ ("“%s” is a list of groups"), name);
    else if (!read (self, value, place, seen, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_matters (Reading *self, GVariant *whole, GError **error)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, whole);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    if (!g_str_equal (name, "departments") && !g_str_equal (name, "matters"))
      hall_setup_fault_add (self->faults, "", name, NULL, _ ("a file of matters has no “%s”"), name);
  if (!read_list (self, whole, "departments", read_department, error)
      || !read_list (self, whole, "matters", read_matter, error))
    return FALSE;
  if (self->rows == 0 && self->faults->len == 0) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "data", _ ("the file has no matters"));
    return FALSE;
  }
  return TRUE;
}

static gboolean
read_holidays (Reading *self, GVariant *whole, GError **error)
{
  g_autoptr (HallHolidays) holidays = hall_holidays_parse (whole, self->faults);

  self->rows = holidays->days->len;
  return !self->write || self->faults->len > 0
         || hall_holidays_write (self->db, holidays, self->staff, self->now, error);
}

static gboolean
read_knowledge (Reading *self, GVariant *data, GError **error)
{
  const HallSlots slots = { .db = self->db, .zone = self->zone, .now = self->now, .today = self->today };
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (data);

  return hall_knowledge_read_csv (&slots, bytes, self->write ? self->staff : NULL, self->faults,
                                  self->warnings, &self->rows, &self->changed, error);
}

static gboolean
read_kind (Reading *self, const char *kind, GVariant *data, GError **error)
{
  g_autoptr (GVariant) whole = NULL;

  if (g_str_equal (kind, "knowledge"))
    return read_knowledge (self, data, error);
  whole = parse_bytes (data, error);
  return whole != NULL
         && (g_str_equal (kind, "matters") ? read_matters (self, whole, error)
                                           : read_holidays (self, whole, error));
}

void
hall_setup_report_free (gpointer data)
{
  HallSetupReport *self = data;

  if (self == NULL)
    return;
  g_ptr_array_unref (self->faults);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}

/**
 * hall_setup_file_check:
 * @engine: the engine
 * @params: (say): "matters", "holidays" or "knowledge", and the file
 * @error: INVALID when it is no such file at all
 *
 * Looks at a file without changing anything. A #HallReadFunc.
 *
 * Returns: (transfer full) (type HallSetupReport): every fault; free with hall_setup_report_free()
 */
gpointer
hall_setup_file_check (HallEngine *engine, GVariant *params, GError **error)
{
  g_autofree char *today = NULL;
  g_autoptr (GVariant) data = NULL;
  const char *kind;
  HallSetupReport *report;
  Reading reading = { 0 };

  g_return_val_if_fail (HALL_IS_ENGINE (engine), NULL);

  g_variant_get (params, "(&s@ay)", &kind, &data);
  today = hall_time_day (hall_engine_get_zone (engine), hall_clock_now (hall_engine_get_clock (engine)));
  reading.db = hall_engine_get_db (engine);
  reading.today = today;
  reading.zone = hall_engine_get_zone (engine);
  reading.now = hall_clock_now (hall_engine_get_clock (engine));
  reading.faults = hall_setup_faults_new ();
  reading.warnings = hall_setup_faults_new ();
  if (!read_kind (&reading, kind, data, error)) {
    g_ptr_array_unref (reading.faults);
    g_ptr_array_unref (reading.warnings);
    return NULL;
  }
  report = g_new0 (HallSetupReport, 1);
  report->faults = reading.faults;
  report->warnings = reading.warnings;
  report->rows = reading.rows;
  return report;
}

/* All of the file or nothing: the first fault undoes what was written before it. */
static gboolean
import_kind (HallTx *tx, const char *kind, GPtrArray *warnings, GError **error)
{
  g_autoptr (GVariant) data = hall_tx_value (tx, "data");
  g_autoptr (GPtrArray) faults = hall_setup_faults_new ();
  Reading reading = { .db = tx->db,
                      .today = tx->today,
                      .staff = tx->staff,
                      .zone = tx->zone,
                      .now = tx->now,
                      .write = TRUE,
                      .faults = faults,
                      .warnings = warnings };

  if (!read_kind (&reading, kind, data, error))
    return FALSE;
  if (faults->len > 0) {
    const HallSetupFault *first = g_ptr_array_index (faults, 0);

    hall_set_error (error, HALL_ERROR_INVALID, first->rule, first->place,
                    g_dngettext (GETTEXT_PACKAGE, "%d fault in the file, nothing was imported: %s: %s",
                                 "%d faults in the file, nothing was imported; the first: %s: %s",
                                 faults->len),
                    (int)faults->len, first->place, first->what);
    return FALSE;
  }
  if (!hall_db_exec (tx->db, error,
                     "INSERT INTO import (at, staff, kind, source, rows) VALUES (?1, ?2, ?3, ?4, ?5)",
                     "ittti", tx->now, tx->staff, kind, hall_tx_text (tx, "source"), reading.rows))
    return FALSE;
  hall_tx_answer_int (tx, "rows", reading.rows);
  if (g_str_equal (kind, "knowledge"))
    hall_tx_answer_int (tx, "changed", reading.changed);
  return TRUE;
}

/**
 * hall_matters_import:
 * @tx: a transaction
 * @error: INVALID with the first fault
 *
 * The command import-matters: all of a file or nothing. The journal holds the file's name and hash.
 *
 * Returns: whether it was carried out
 */
gboolean
hall_matters_import (HallTx *tx, GError **error)
{
  return import_kind (tx, "matters", NULL, error);
}

/**
 * hall_holidays_import:
 * @tx: a transaction
 * @error: INVALID with the first fault
 *
 * The command import-holidays (hall rules 3.14): a year takes the place of what was known of it.
 *
 * Returns: whether it was carried out
 */
gboolean
hall_holidays_import (HallTx *tx, GError **error)
{
  return import_kind (tx, "holidays", NULL, error);
}

/**
 * hall_knowledge_import:
 * @tx: a transaction
 * @warnings: (element-type HallSetupFault): gets what items lack
 * @error: INVALID with the first fault
 *
 * The command import-knowledge (000-30): what says something new gets a new version.
 *
 * Returns: whether it was carried out
 */
gboolean
hall_knowledge_import (HallTx *tx, GPtrArray *warnings, GError **error)
{
  return import_kind (tx, "knowledge", warnings, error);
}

/**
 * hall_knowledge_export:
 * @engine: the engine
 * @params: (nullable): nothing
 * @error: what the database says
 *
 * Returns: (transfer full) (nullable): the knowledge base as a table, as import reads it; a #HallReadFunc
 */
char *
hall_knowledge_export (HallEngine *engine, GVariant *params, GError **error)
{
  g_return_val_if_fail (HALL_IS_ENGINE (engine), NULL);

  return hall_knowledge_write_csv (hall_engine_get_db (engine), error);
}

static gboolean
add_departments (HallDb *db, GVariantBuilder *whole, GError **error)
{
  static const char *const names[] = { "code", "name", "duty", "contact", "phone" };
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      db, error, "SELECT code, name, duty, contact, phone FROM department ORDER BY code", "");

  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    g_auto (GVariantBuilder) one = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

    for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
      g_variant_builder_add (&one, "{sv}", names[i], g_variant_new_string (hall_rows_text (rows, (int)i)));
    g_variant_builder_add (&list, "v", g_variant_builder_end (&one));
  }
  g_variant_builder_add (whole, "{sv}", "departments", g_variant_builder_end (&list));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static GVariant *
read_all_matters (HallDb *db, const char *today, GError **error)
{
  g_auto (GVariantBuilder) whole = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (db, error, "SELECT code FROM matter ORDER BY position, code",
                                             "");

  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local))
    g_ptr_array_add (codes, hall_rows_dup (rows, 0));
  g_clear_pointer (&rows, hall_rows_free);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  if (!add_departments (db, &whole, error))
    return NULL;
  for (guint i = 0; i < codes->len; i++) {
    gboolean known;
    g_autoptr (HallMatterData) matter = hall_matter_read_on (db, g_ptr_array_index (codes, i), today, &known,
                                                             error);
    g_autoptr (GVariant) value = NULL;

    if (matter == NULL)
      return NULL;
    /* Read in again, it is in force from that day on. */
    if (strcmp (matter->effective_from, today) < 0) {
      g_free (matter->effective_from);
      matter->effective_from = g_strdup (today);
    }
    value = hall_matter_data_to_variant (matter);
    g_variant_builder_add (&list, "v", value);
  }
  g_variant_builder_add (&whole, "{sv}", "matters", g_variant_builder_end (&list));
  return g_variant_ref_sink (g_variant_builder_end (&whole));
}

/**
 * hall_setup_file_read:
 * @engine: the engine
 * @kind: "matters" or "holidays"
 * @year: of the holidays
 * @error: NOT_FOUND when the year is not known
 *
 * Returns: (transfer full) (nullable): what the hall has, as a file of that kind holds it
 */
GVariant *
hall_setup_file_read (HallEngine *engine, const char *kind, int year, GError **error)
{
  HallDb *db = hall_engine_get_db (engine);
  g_autofree char *today = hall_time_day (hall_engine_get_zone (engine),
                                          hall_clock_now (hall_engine_get_clock (engine)));

  return g_str_equal (kind, "matters") ? read_all_matters (db, today, error)
                                       : hall_holidays_read (db, year, error);
}
