/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-engine-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "hall-address.h"
#include "hall-files.h"
#include "hall-store-resources.h"

/* What a connection has when nobody says otherwise (hall-address.c). */
#define PATIENCE_S 4

/* The scripts, the n-th brings a hall from version n-1 to n: the tables, and on a server who may do what with
 * them. A script that has landed is never changed. */
static const char *const scripts[HALL_SCHEMA_VERSION] = {
  "0001-hall.sql",
  "0002-cases.sql",
  "0003-visits.sql",
};
static const char *const rights[HALL_SCHEMA_VERSION] = {
  "0001-rights.sql",
  "0002-rights.sql",
  "0003-rights.sql",
};

const char *hall_migrate_next = NULL;

/* The version to bring a hall to. */
static gint64
newest (void)
{
  return HALL_SCHEMA_VERSION + (hall_migrate_next != NULL ? 1 : 0);
}

static gboolean
run_script (HallDb *db, const char *name, const HallRoles *roles, GError **error)
{
  g_autofree char *path = g_strconcat ("/org/halldesk/store/sql/", hall_db_get_engine (db), "/", name, NULL);
  g_autoptr (GBytes) script = g_resource_lookup_data (hall_store_get_resource (), path,
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autofree char *filled = NULL;

  if (script == NULL)
    return FALSE;
  if (roles == NULL)
    return hall_db_script (db, g_bytes_get_data (script, NULL), error);
  filled = hall_roles_fill (roles, g_bytes_get_data (script, NULL));
  return hall_db_script (db, filled, error);
}

/* One version further. */
static gboolean
step (HallDb *db, gint64 version, const HallRoles *roles, GError **error)
{
  if (version >= HALL_SCHEMA_VERSION)
    return hall_db_script (db, hall_migrate_next, error);
  return run_script (db, scripts[version], NULL, error)
         && (roles == NULL || run_script (db, rights[version], roles, error));
}

/**
 * hall_migrate_up:
 * @db: a connection, in a writing transaction
 * @roles: (nullable): the roles of the hall where there are any: on a server
 * @error: what went wrong
 *
 * Brings the tables from whatever version they are to this program's; from nothing, too.
 *
 * Returns: whether they are at this program's version
 */
gboolean
hall_migrate_up (HallDb *db, const HallRoles *roles, GError **error)
{
  gint64 version;

  /* Read again inside the transaction: another process may have been faster. */
  if (!hall_db_get_version (db, &version, error))
    return FALSE;
  for (; version < newest (); version++)
    if (!step (db, version, roles, error) || !hall_db_set_version (db, version + 1, error))
      return FALSE;
  return TRUE;
}

/* A copy beside the hall, made before anything in it changes shape. A server's own backup is another matter.
 * It has its name only when it is whole: what a power cut left of one counts for nothing. */
static gboolean
keep_copy (HallDb *db, const char *address, gint64 version, GError **error)
{
  g_autofree char *copy = g_strdup_printf ("%s.before-v%d-to-v%d", address, (int)version, (int)newest ());
  g_autofree char *name = g_uuid_string_random (); /* somebody else may open the hall meanwhile */
  g_autofree char *part = g_strdup_printf ("%s.%s.part", copy, name);

  if (g_file_test (copy, G_FILE_TEST_EXISTS))
    return TRUE;
  if (hall_files_make_private (part, error) && hall_db_exec (db, error, "VACUUM INTO ?1", "t", part)
      && hall_files_sync (part, error) && hall_files_move (part, copy, error))
    return TRUE;
  g_unlink (part);
  return FALSE;
}

/* Other programs number their tables too: a version alone makes no hall. */
static gboolean
check_is_hall (HallDb *db, gboolean server, GError **error)
{
  gint64 tables = 0;

  if (!hall_db_get_int (db, &tables, error,
                        server ? "SELECT count (*) FROM pg_tables WHERE schemaname = 'public'"
                                 " AND tablename IN ('hall', 'ticket', 'journal', 'chain')"
                               : "SELECT count (*) FROM sqlite_schema WHERE type = 'table'"
                                 " AND name IN ('hall', 'ticket', 'journal', 'chain')",
                        ""))
    return FALSE;
  if (tables != 4)
    hall_set_error (error, HALL_ERROR_CORRUPT, NULL, NULL,
                    server ? _ ("the database holds no hall") : _ ("the file holds no hall"));
  return tables == 4;
}

/* A desk may not change the shape of the hall: whoever may is told what to do. */
static gboolean
check_may_upgrade (HallDb *db, const char *address, const HallRoles *roles, GError **error)
{
  g_autofree char *administrator = hall_address_with (address, "postgres", NULL);
  gint64 member = 0;

  if (!hall_db_get_int (db, &member, error, "SELECT pg_has_role (?1, 'USAGE')::int", "t", roles->owner))
    return FALSE;
  if (!member)
    hall_set_error (
        error, HALL_ERROR_FORBIDDEN, NULL, "hall",
        _ ("this hall must be brought to the new version of Hall Desk first. Somebody who administers"
           " the server does it with: halldesk --hall %s migrate"),
        administrator);
  return member != 0;
}

/* All others wait for this lock before they change anything. */
static gboolean
upgrade_server (HallDb *db, const char *address, GError **error)
{
  g_auto (HallRoles) roles = { 0 };
  gboolean ok;

  if (!hall_roles_read (&roles, db, error) || !check_may_upgrade (db, address, &roles, error))
    return FALSE;
  hall_db_set_patience (db, 0);
  ok = hall_db_begin (db, TRUE, error) && hall_db_lock (db, "hall", FALSE, error)
       && hall_server_act_as_owner (db, &roles, error) && hall_migrate_up (db, &roles, error);
  if (ok)
    hall_db_announce (db, HALL_TOPIC_ALL);
  ok = ok && hall_db_commit (db, error);
  if (!ok)
    hall_db_rollback (db);
  hall_db_set_patience (db, PATIENCE_S);
  return ok;
}

static gboolean
upgrade_file (HallDb *db, const char *address, gint64 version, GError **error)
{
  if (!keep_copy (db, address, version, error) || !hall_db_begin (db, TRUE, error))
    return FALSE;
  if (hall_migrate_up (db, NULL, error) && hall_db_commit (db, error))
    return TRUE;
  hall_db_rollback (db);
  return FALSE;
}

/**
 * hall_migrate:
 * @db: a connection
 * @address: where the hall is
 * @error: TOO_NEW when a newer program made it, FORBIDDEN when this role may not change its tables
 *
 * Brings the tables to this program's version in one transaction, or leaves them as they are. On a server the
 * commands of other PCs wait meanwhile; of a file a copy is kept beside it.
 *
 * Returns: whether they are at this program's version
 */
gboolean
hall_migrate (HallDb *db, const char *address, GError **error)
{
  gboolean server = hall_address_is_server (address);
  gint64 version;

  if (!hall_db_get_version (db, &version, error))
    return FALSE;
  if (version > newest ()) {
    hall_set_error (error, HALL_ERROR_TOO_NEW, NULL, NULL,
                    _ ("this hall was made by a newer version of Hall Desk (%d, this program knows %d)"),
                    (int)version, HALL_SCHEMA_VERSION);
    return FALSE;
  }
  if (version <= 0) {
    hall_set_error (error, HALL_ERROR_CORRUPT, NULL, NULL,
                    server ? _ ("the database holds no hall") : _ ("the file holds no hall"));
    return FALSE;
  }
  if (!check_is_hall (db, server, error))
    return FALSE;
  if (version == newest ())
    return TRUE;
  return server ? upgrade_server (db, address, error) : upgrade_file (db, address, version, error);
}
