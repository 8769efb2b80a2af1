/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a hall is made: empty, or with the sample heating company's matters, counters and staff (appendix A).
 */

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "hall-address.h"
#include "hall-engine-private.h"
#include "hall-journal.h"
#include "hall-json.h"
#include "hall-knowledge-private.h"
#include "hall-setup-file.h"
#include "hall-store-resources.h"

#define PRACTICE_PASSWORD "practice"
#define FIRST_ADMIN "A01"

typedef struct {
  HallDb *db;
  HallServer *server; /* (nullable) where the hall is made in a database */
  gboolean made_file;
  const HallSetup *setup;
  guint8 *key; /* the hall's key, only while it is made */
  gint64 now;
  GVariantBuilder staff; /* what is printed: who, roles, password */
} Making;

static const char *
text_of (GVariant *group, const char *name)
{
  const char *text = "";

  g_variant_lookup (group, name, "&s", &text);
  return text;
}

static gint64
int_of (GVariant *group, const char *name)
{
  gint64 value = 0;
  gboolean yes;

  if (!g_variant_lookup (group, name, "x", &value) && g_variant_lookup (group, name, "b", &yes))
    value = yes;
  return value;
}

static GVariant *
load_sample (GError **error)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (hall_store_get_resource (),
                                                     "/org/halldesk/store/sample/heating.json",
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return bytes != NULL ? hall_json_to_variant (g_bytes_get_data (bytes, NULL), error) : NULL;
}

static gboolean
insert_hall (Making *making, GVariant *hall, GError **error)
{
  g_autofree char *uuid = g_uuid_string_random ();
  const char *name = making->setup->hall_name;
  gboolean sample = making->setup->sample;

  return hall_db_exec (
      making->db, error,
      "INSERT INTO hall (id, uuid, org_name, hall_name, hall_code, slogan, phone, time_zone,"
      " practice, clock_offset_us, made_at) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9)",
      "tttttttii", uuid,
      sample                            ? text_of (hall, "org_name")
      : making->setup->org_name != NULL ? making->setup->org_name
                                        : name,
      name != NULL ? name : text_of (hall, "hall_name"), text_of (hall, "hall_code"),
      sample ? text_of (hall, "slogan") : "", sample ? text_of (hall, "phone") : "",
      text_of (hall, "time_zone"), (gint64)making->setup->practice, making->now);
}

static gboolean
insert_options (Making *making, GVariant *options, GError **error)
{
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_variant_iter_init (&iter, options);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value)) {
    g_autoptr (GVariant) owned = value;
    g_autofree char *text = g_variant_is_of_type (owned, G_VARIANT_TYPE_STRING)
                                ? g_variant_dup_string (owned, NULL)
                                : hall_json_from_variant (owned);

    if (!hall_db_exec (making->db, error, "INSERT INTO option (name, value) VALUES (?1, ?2)", "tt", key,
                       text))
      return FALSE;
  }
  return TRUE;
}

static gboolean
insert_phrases (Making *making, GError **error)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (hall_store_get_resource (),
                                                     "/org/halldesk/store/sample/phrases.tsv",
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_auto (GStrv) lines = bytes != NULL ? g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1) : NULL;

  for (char **line = lines; line != NULL && *line != NULL; line++) {
    g_auto (GStrv) fields = NULL;

    if (**line == '#' || **line == '\0')
      continue;
    fields = g_strsplit (*line, "\t", 3);
    g_assert (g_strv_length (fields) == 3);
    if (!hall_db_exec (making->db, error, "INSERT INTO phrase (moment, position, text) VALUES (?1, ?2, ?3)",
                       "tit", fields[0], g_ascii_strtoll (fields[1], NULL, 10), fields[2]))
      return FALSE;
  }
  return lines != NULL;
}

typedef gboolean (*InsertFunc) (Making *making, GVariant *item, gint64 position, GError **error);

static gboolean
each (Making *making, GVariant *sample, const char *name, InsertFunc insert, GError **error)
{
  g_autoptr (GVariant) list = g_variant_lookup_value (sample, name, G_VARIANT_TYPE ("av"));

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (list, i);
    g_autoptr (GVariant) item = g_variant_get_variant (boxed);

    if (!insert (making, item, (gint64)i, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
insert_category (Making *making, GVariant *item, gint64 position, GError **error)
{
  return hall_db_exec (making->db, error,
                       "INSERT INTO category (code, position, name, name_en, hint, hint_en, colour, quota)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                       "tittttti", text_of (item, "code"), position, text_of (item, "name"),
                       text_of (item, "name_en"), text_of (item, "hint"), text_of (item, "hint_en"),
                       text_of (item, "colour"), int_of (item, "quota"));
}

/* In force from long before: a practice hall plays days of any year. */
#define SINCE "2000-01-01"

static gboolean
insert_matter (Making *making, GVariant *item, gint64 position, GError **error)
{
  g_autoptr (HallMatterData) matter = hall_matter_data_new (NULL);
  g_autoptr (GPtrArray) faults = hall_setup_faults_new ();

  g_free (matter->effective_from);
  matter->effective_from = g_strdup (SINCE);
  hall_matter_data_fill (matter, item, "", faults);
  hall_matter_data_check (matter, SINCE, "", faults);
  g_assert (faults->len == 0);
  return hall_matter_write (making->db, matter, NULL, making->now, error);
}

static gboolean
insert_department (Making *making, GVariant *item, gint64 position, GError **error)
{
  g_autoptr (GPtrArray) faults = hall_setup_faults_new ();

  return hall_department_write (making->db, item, "", faults, error) && faults->len == 0;
}

/* The years that are known when the program is made. */
static gboolean
insert_holidays (Making *making, GError **error)
{
  static const char *const years[] = { "/org/halldesk/store/sample/holidays-2026.json" };

  for (gsize i = 0; i < G_N_ELEMENTS (years); i++) {
    g_autoptr (GPtrArray) faults = hall_setup_faults_new ();
    g_autoptr (GBytes) bytes = g_resource_lookup_data (hall_store_get_resource (), years[i],
                                                       G_RESOURCE_LOOKUP_FLAGS_NONE, error);
    g_autoptr (GVariant) given = bytes != NULL ? hall_json_to_variant (g_bytes_get_data (bytes, NULL), error)
                                               : NULL;
    g_autoptr (HallHolidays) holidays = given != NULL ? hall_holidays_parse (given, faults) : NULL;

    if (holidays == NULL || !hall_holidays_write (making->db, holidays, NULL, making->now, error))
      return FALSE;
    g_assert (faults->len == 0);
  }
  return TRUE;
}

/* What customers of a heating company ask, by the administrator of the sample hall. */
static gboolean
insert_knowledge (Making *making, GError **error)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (hall_store_get_resource (),
                                                     "/org/halldesk/store/sample/knowledge.csv",
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GPtrArray) faults = hall_setup_faults_new ();
  g_autoptr (GPtrArray) warnings = hall_setup_faults_new ();
  const HallSlots slots = { .db = making->db, .zone = zone, .now = making->now, .today = SINCE };
  gint64 rows;
  gint64 changed;

  if (bytes == NULL
      || !hall_knowledge_read_csv (&slots, bytes, FIRST_ADMIN, faults, warnings, &rows, &changed, error))
    return FALSE;
  g_assert (faults->len == 0);
  return TRUE;
}

static gboolean
insert_counter (Making *making, GVariant *item, gint64 position, GError **error)
{
  g_autoptr (GVariant) categories = g_variant_lookup_value (item, "categories", G_VARIANT_TYPE ("av"));
  gint64 number = int_of (item, "number");
  g_autofree char *name = g_strdup_printf ("%d号窗口", (int)number);

  if (!hall_db_exec (making->db, error, "INSERT INTO counter (number, name) VALUES (?1, ?2)", "it", number,
                     name))
    return FALSE;
  for (gsize i = 0; categories != NULL && i < g_variant_n_children (categories); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (categories, i);
    g_autoptr (GVariant) code = g_variant_get_variant (boxed);

    if (!hall_db_exec (making->db, error, "INSERT INTO counter_category (counter, category) VALUES (?1, ?2)",
                       "it", number, g_variant_get_string (code, NULL)))
      return FALSE;
  }
  return TRUE;
}

static char *
choose_password (Making *making)
{
  if (making->setup->without_passwords)
    return NULL;
  if (!making->setup->sample && making->setup->admin_password != NULL)
    return g_strdup (making->setup->admin_password);
  return making->setup->practice ? g_strdup (PRACTICE_PASSWORD) : hall_password_new ();
}

static gboolean
insert_staff (Making *making, GVariant *item, gint64 position, GError **error)
{
  g_auto (GVariantBuilder) line = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  const char *number = text_of (item, "number");
  g_autofree char *password = choose_password (making);
  HallKdf kdf = making->setup->practice ? HALL_KDF_PRACTICE : HALL_KDF_HALL;
  HallWrappedKey wrapped = { 0 };
  gboolean ok = (password == NULL || hall_key_wrap (making->key, password, number, kdf, &wrapped, error))
                && hall_db_exec (making->db, error,
                                 "INSERT INTO staff (number, name, roles, cash_right, kdf, salt, wrapped_key)"
                                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                                 "tttitbb", number, text_of (item, "name"), text_of (item, "roles"),
                                 int_of (item, "cash_right"), wrapped.kdf, wrapped.salt, wrapped.wrapped);

  hall_wrapped_key_clear (&wrapped);
  if (!ok)
    return FALSE;
  g_variant_builder_add (&line, "{sv}", "staff", g_variant_new_string (number));
  g_variant_builder_add (&line, "{sv}", "name", g_variant_new_string (text_of (item, "name")));
  g_variant_builder_add (&line, "{sv}", "roles", g_variant_new_string (text_of (item, "roles")));
  if (password != NULL)
    g_variant_builder_add (&line, "{sv}", "password", g_variant_new_string (password));
  g_variant_builder_add (&making->staff, "v", g_variant_builder_end (&line));
  return TRUE;
}

static gboolean
insert_first_admin (Making *making, GError **error)
{
  g_auto (GVariantBuilder) admin = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) item = NULL;

  const HallSetup *setup = making->setup;

  g_variant_builder_add (
      &admin, "{sv}", "number",
      g_variant_new_string (setup->admin_number != NULL ? setup->admin_number : FIRST_ADMIN));
  g_variant_builder_add (&admin, "{sv}", "name",
                         g_variant_new_string (setup->admin_name != NULL ? setup->admin_name : "管理员"));
  g_variant_builder_add (&admin, "{sv}", "roles", g_variant_new_string ("admin"));
  item = g_variant_ref_sink (g_variant_builder_end (&admin));
  return insert_staff (making, item, 0, error);
}

static gboolean
append_first_line (Making *making, GError **error)
{
  g_autofree char *request = hall_request_id_new ();
  HallJournalLine line = { .chain = "hall",
                           .at = making->now,
                           .command = "init",
                           .request = request,
                           .args = making->setup->sample ? "{\"sample\":\"heating\"}" : "{}",
                           .answer = "{}",
                           .topics = HALL_TOPIC_ALL };

  return hall_journal_append (making->db, &line, error);
}

static gboolean
fill (Making *making, GError **error)
{
  g_autoptr (GVariant) sample = load_sample (error);
  g_autoptr (GVariant) hall = NULL;
  g_autoptr (GVariant) options = NULL;

  if (sample == NULL)
    return FALSE;
  hall = g_variant_lookup_value (sample, "hall", G_VARIANT_TYPE_VARDICT);
  options = g_variant_lookup_value (sample, "options", G_VARIANT_TYPE_VARDICT);
  g_assert (hall != NULL && options != NULL);
  if (!insert_hall (making, hall, error) || !insert_options (making, options, error)
      || !insert_phrases (making, error) || !insert_holidays (making, error))
    return FALSE;
  if (!making->setup->sample)
    return insert_first_admin (making, error) && append_first_line (making, error);
  return each (making, sample, "categories", insert_category, error)
         && each (making, sample, "matters", insert_matter, error)
         && each (making, sample, "departments", insert_department, error)
         && each (making, sample, "counters", insert_counter, error)
         && each (making, sample, "staff", insert_staff, error) && insert_knowledge (making, error)
         && append_first_line (making, error);
}

static void
remove_half (const char *address)
{
  static const char *const ends[] = { "", "-wal", "-shm", "-bell" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *path = g_strconcat (address, ends[i], NULL);

    g_unlink (path);
  }
}

/* What a hall on a server has before it has tables. Others may want to make the same one. */
static gboolean
make_roles (Making *making, HallRoles *roles, GError **error)
{
  return making->server == NULL
         || (hall_db_lock (making->db, "hall", FALSE, error)
             && hall_server_make_roles (making->server, making->db, roles, error));
}

/* All of it in one transaction. */
static gboolean
make_hall (Making *making, GError **error)
{
  g_auto (HallRoles) roles = { 0 };
  gboolean ok;

  if (!hall_db_begin (making->db, TRUE, error))
    return FALSE;
  ok = make_roles (making, &roles, error)
       && hall_migrate_up (making->db, making->server != NULL ? &roles : NULL, error) && fill (making, error)
       && hall_db_commit (making->db, error);
  if (!ok)
    hall_db_rollback (making->db);
  return ok;
}

static gboolean
open_server (Making *making, const char *address, GError **error)
{
  making->server = hall_server_open (address, error);
  if (making->server == NULL || !hall_server_make_database (making->server, error))
    return FALSE;
  making->db = hall_db_open (address, TRUE, error);
  if (making->db == NULL)
    return FALSE;
  hall_db_set_patience (making->db, 0);
  making->now += hall_db_get_skew (making->db);
  return TRUE;
}

static gboolean
open_file (Making *making, const char *address, GError **error)
{
  if (g_file_test (address, G_FILE_TEST_EXISTS)) {
    hall_set_error (error, HALL_ERROR_CONFLICT, NULL, "hall", _ ("there is something at %s already"),
                    address);
    return FALSE;
  }
  making->made_file = TRUE;
  making->db = hall_db_open (address, TRUE, error);
  if (making->db != NULL)
    g_chmod (address, 0600);
  return making->db != NULL;
}

/* Leaves nothing of a hall that could not be made. */
static void
take_back (Making *making, const char *address)
{
  if (making->server != NULL)
    hall_server_drop_database (making->server);
  else if (making->made_file)
    remove_half (address);
  g_variant_builder_clear (&making->staff);
}

/**
 * hall_engine_create:
 * @address: a file that does not exist yet, or a database on a server: a new or an empty one
 * @setup: what kind of hall
 * @clock: where the time comes from
 * @error: CONFLICT when there is something at @address, INVALID, UNAVAILABLE, FORBIDDEN
 *
 * Makes a hall, whole or not at all. On a server its database is made if it is not there, and the roles for
 * the PCs of the hall.
 *
 * Returns: (transfer full): a{sv} with "staff", a list of {staff, name, roles, password}, and on a server
 * "access", a list of {who, role, address, password, pgpass}: the first passwords, shown once and stored
 * nowhere
 */
GVariant *
hall_engine_create (const char *address, const HallSetup *setup, HallClock *clock, GError **error)
{
  Making making = { .setup = setup, .now = hall_clock_now (clock) };
  g_auto (GVariantBuilder) answer = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) made = NULL;

  g_return_val_if_fail (address != NULL && setup != NULL, NULL);

  if (!setup->sample && (setup->hall_name == NULL || *setup->hall_name == '\0')) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "name", _ ("a hall needs a name"));
    return NULL;
  }
  if (!hall_keys_init (error))
    return NULL;
  g_variant_builder_init (&making.staff, G_VARIANT_TYPE ("av"));
  making.key = hall_key_new ();
  if ((hall_address_is_server (address) ? open_server : open_file) (&making, address, error)
      && make_hall (&making, error)) {
    g_variant_builder_add (&answer, "{sv}", "staff", g_variant_builder_end (&making.staff));
    if (making.server != NULL)
      g_variant_builder_add (&answer, "{sv}", "access", hall_server_get_access (making.server));
    made = g_variant_ref_sink (g_variant_builder_end (&answer));
  }
  hall_key_free (making.key);
  g_clear_object (&making.db);
  if (made == NULL)
    take_back (&making, address);
  g_clear_pointer (&making.server, hall_server_free);
  return g_steal_pointer (&made);
}
