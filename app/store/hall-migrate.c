/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-engine-private.h"

#include <glib/gi18n-lib.h>

#include "hall-address.h"
#include "hall-store-resources.h"

/* The scripts, the n-th brings a hall from version n-1 to n. A script that has landed is never changed. */
static const char *const scripts[HALL_SCHEMA_VERSION] = {
  "0001-hall.sql",
};

static gboolean
run_script (HallDb *db, const char *name, GError **error)
{
  g_autofree char *path = g_strconcat ("/org/halldesk/store/sql/", hall_db_get_engine (db), "/", name, NULL);
  g_autoptr (GBytes) script = g_resource_lookup_data (hall_store_get_resource (), path,
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return script != NULL && hall_db_script (db, g_bytes_get_data (script, NULL), error);
}

static gboolean
upgrade (HallDb *db, GError **error)
{
  gint64 version;

  /* Read again inside the transaction: another process may have been faster. */
  if (!hall_db_get_version (db, &version, error))
    return FALSE;
  for (; version < HALL_SCHEMA_VERSION; version++)
    if (!run_script (db, scripts[version], error) || !hall_db_set_version (db, version + 1, error))
      return FALSE;
  return TRUE;
}

/* A copy beside the hall, made before anything in it changes shape. */
static gboolean
keep_copy (HallDb *db, const char *address, gint64 version, GError **error)
{
  g_autofree char *copy = g_strdup_printf ("%s.before-v%d-to-v%d", address, (int)version,
                                           HALL_SCHEMA_VERSION);

  if (g_file_test (copy, G_FILE_TEST_EXISTS))
    return TRUE;
  return hall_db_exec (db, error, "VACUUM INTO ?1", "t", copy);
}

/* Other programs number their tables too: a version alone makes no hall. */
static gboolean
check_is_hall (HallDb *db, GError **error)
{
  const char *sql = g_str_equal (hall_db_get_engine (db), "sqlite")
                        ? "SELECT count (*) FROM sqlite_schema WHERE type = 'table'"
                          " AND name IN ('hall', 'ticket', 'journal', 'chain')"
                        : "SELECT count (*) FROM pg_tables WHERE schemaname = 'public'"
                          " AND tablename IN ('hall', 'ticket', 'journal', 'chain')";
  gint64 tables = 0;

  if (!hall_db_get_int (db, &tables, error, sql, ""))
    return FALSE;
  if (tables != 4)
    hall_set_error (error, HALL_ERROR_CORRUPT, NULL, NULL, _ ("the file holds no hall"));
  return tables == 4;
}

/**
 * hall_migrate:
 * @db: a connection
 * @address: the hall's file, for the copy that is kept beside it
 * @create: whether an empty file becomes a hall; otherwise it is not one
 * @error: TOO_NEW when a newer program made it
 *
 * Brings the tables to this program's version in one transaction, or leaves them as they are.
 *
 * Returns: whether they are at this program's version
 */
gboolean
hall_migrate (HallDb *db, const char *address, gboolean create, GError **error)
{
  gint64 version;

  if (!hall_db_get_version (db, &version, error))
    return FALSE;
  if (version > HALL_SCHEMA_VERSION) {
    hall_set_error (error, HALL_ERROR_TOO_NEW, NULL, NULL,
                    _ ("this hall was made by a newer version of Hall Desk (%d, this program knows %d)"),
                    (int)version, HALL_SCHEMA_VERSION);
    return FALSE;
  }
  if (version == HALL_SCHEMA_VERSION)
    return check_is_hall (db, error);
  if (version < 0 || (version == 0 && !create)) {
    hall_set_error (error, HALL_ERROR_CORRUPT, NULL, NULL, _ ("the file holds no hall"));
    return FALSE;
  }
  if (version > 0 && !hall_address_is_server (address) && !keep_copy (db, address, version, error))
    return FALSE;

  if (!hall_db_begin (db, TRUE, error))
    return FALSE;
  if (upgrade (db, error) && hall_db_commit (db, error))
    return TRUE;
  hall_db_rollback (db);
  return FALSE;
}
