/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-move.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "hall-address.h"
#include "hall-copy.h"
#include "hall-engine-private.h"
#include "hall-files.h"
#include "hall-server.h"

/*
 * A whole hall from one place to another, file or server. It is there complete or not at all: a server gets
 * it in one transaction, a file is written beside its place and then given its name.
 */

/* Where it goes. */
typedef struct {
  const char *address; /* (not owned) */
  gboolean replace;    /* whether a file that is there gives way */
  char *part;          /* (owned) (nullable) the file until it is whole */
  HallDb *db;          /* (owned) (nullable) in a transaction */
  HallServer *server;  /* (owned) (nullable) until the hall is there */
  GVariant *made;      /* (owned) (nullable) what is told when it is */
} Target;

static void
target_clear (Target *self)
{
  if (self->db != NULL)
    hall_db_rollback (self->db);
  g_clear_object (&self->db);
  if (self->part != NULL)
    hall_files_remove (self->part);
  g_clear_pointer (&self->part, g_free);
  if (self->server != NULL)
    hall_server_drop_database (self->server);
  g_clear_pointer (&self->server, hall_server_free);
  g_clear_pointer (&self->made, g_variant_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

static void
refuse_same (const char *to, GError **error)
{
  g_autofree char *where = hall_address_describe (to);

  hall_set_error (error, HALL_ERROR_INVALID, NULL, "to", _ ("the hall is at %s already"), where);
}

static gboolean
check_places (const char *from, const char *to, GError **error)
{
  g_autofree char *left = hall_address_describe (from);
  g_autofree char *right = hall_address_describe (to);

  if (!hall_address_check (from, error) || !hall_address_check (to, error))
    return FALSE;
  if (!g_str_equal (left, right) && (hall_address_is_server (from) || !hall_files_are_same (from, to)))
    return TRUE;
  refuse_same (to, error);
  return FALSE;
}

static void
refuse_occupied (const char *address, GError **error)
{
  g_autofree char *where = hall_address_describe (address);

  if (hall_address_is_server (address))
    hall_set_error (error, HALL_ERROR_CONFLICT, NULL, "to",
                    _ ("there is a hall at %s already; name a database that holds none"), where);
  else
    hall_set_error (error, HALL_ERROR_CONFLICT, NULL, "to", _ ("there is something at %s already"), where);
}

/* --- The hall that is carried --- */

static gboolean
check_version (HallDb *db, const char *address, GError **error)
{
  g_autofree char *where = hall_address_describe (address);
  gint64 version;

  if (!hall_db_get_version (db, &version, error))
    return FALSE;
  if (version == HALL_SCHEMA_VERSION)
    return TRUE;
  if (version > HALL_SCHEMA_VERSION)
    hall_set_error (error, HALL_ERROR_TOO_NEW, NULL, "from",
                    _ ("%s was made by a newer version of Hall Desk"), where);
  else if (version > 0)
    hall_set_error (error, HALL_ERROR_CONFLICT, NULL, "from",
                    /* Translators: %s is where the hall is; “migrate” is the name of a command. */
                    _ ("the hall at %s is of an older version; bring it to this one first: halldesk migrate"),
                    where);
  else
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "from", _ ("there is no hall at %s"), where);
  return FALSE;
}

static gboolean
check_not_moved (HallDb *db, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *to = hall_db_get_text (db, &local, "SELECT value FROM option WHERE name = 'moved_to'", "");

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (to != NULL)
    hall_set_error (error, HALL_ERROR_REFUSED, NULL, "from",
                    _ ("this hall was moved to %s and goes on there"), to);
  return to == NULL;
}

/* Opens the hall that is carried, in a transaction in which it does not change: all others wait, or, for a
 * mere copy, it is looked at as it was at one moment. */
static HallDb *
open_source (const char *address, gboolean hold, GError **error)
{
  g_autoptr (HallDb) db = hall_db_open (address, FALSE, error);

  if (db == NULL)
    return NULL;
  hall_db_set_patience (db, 0);
  if (!check_version (db, address, error) || !hall_db_begin (db, hold, error))
    return NULL;
  if (!hold || (hall_db_lock (db, "hall", FALSE, error) && check_not_moved (db, error)))
    return g_steal_pointer (&db);
  hall_db_rollback (db);
  return NULL;
}

/* In the same transaction in which it was held still: no command comes in between. The statement is carried
 * out before the target is committed, so that little is left that could fail afterwards. */
static gboolean
mark_moved (HallDb *db, const char *to, GError **error)
{
  g_autofree char *where = hall_address_is_server (to) ? hall_address_describe (to)
                                                       : g_canonicalize_filename (to, NULL);
  gint64 marks = 0;

  hall_db_announce (db, HALL_TOPIC_ALL);
  return hall_db_exec (db, error, "INSERT INTO option (name, value) VALUES ('moved_to', ?1)", "t", where)
         && hall_db_get_int (db, &marks, error, "SELECT count (*) FROM option WHERE name = 'moved_to'", "");
}

/* --- The place it is carried to --- */

static gboolean
check_free (const char *address, GError **error)
{
  static const char *const tails[] = { "", "-wal", "-journal" };

  /* The log of a file that is gone would be taken for the new one's. */
  for (gsize i = 0; i < G_N_ELEMENTS (tails); i++) {
    g_autofree char *path = g_strconcat (address, tails[i], NULL);

    if (g_file_test (path, G_FILE_TEST_EXISTS)) {
      refuse_occupied (path, error);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
open_file (Target *self, GError **error)
{
  g_autofree char *part = g_strconcat (self->address, ".part", NULL);

  if ((!self->replace && !check_free (self->address, error)) || !hall_files_make_private (part, error))
    return FALSE;
  self->part = g_steal_pointer (&part);
  self->db = hall_db_open (self->part, TRUE, error);
  return self->db != NULL;
}

static gboolean
open_server (Target *self, GError **error)
{
  self->server = hall_server_open (self->address, error);
  if (self->server == NULL || !hall_server_make_database (self->server, error))
    return FALSE;
  self->db = hall_db_open (self->address, TRUE, error);
  if (self->db == NULL)
    return FALSE;
  hall_db_set_patience (self->db, 0);
  return TRUE;
}

/* As init makes it: the tables of this version and, on a server, the roles for the PCs of the hall. */
static gboolean
make_empty_hall (Target *self, GError **error)
{
  g_auto (HallRoles) roles = { 0 };

  if (self->server == NULL)
    return hall_migrate_up (self->db, NULL, error);
  return hall_server_make_roles (self->server, self->db, &roles, error)
         && hall_migrate_up (self->db, &roles, error);
}

/* Leaves the target in a transaction, with empty tables. */
static gboolean
open_target (Target *self, GError **error)
{
  gint64 version;

  if (!(hall_address_is_server (self->address) ? open_server (self, error) : open_file (self, error))
      || !hall_db_begin (self->db, TRUE, error) || !hall_db_lock (self->db, "hall", FALSE, error)
      || !hall_db_get_version (self->db, &version, error))
    return FALSE;
  if (version == 0)
    return make_empty_hall (self, error);
  refuse_occupied (self->address, error);
  return FALSE;
}

/* One file without side files, on the disk, and only then with its name. */
static gboolean
finish_file (Target *self, GError **error)
{
  g_autofree char *mode = hall_db_get_text (self->db, error, "PRAGMA journal_mode = DELETE", "");

  if (mode == NULL)
    return FALSE;
  if (!g_str_equal (mode, "delete")) {
    hall_set_error (error, HALL_ERROR_BUSY, NULL, NULL,
                    _ ("%s is in use; close the desk, the kiosk and the board first"), self->part);
    return FALSE;
  }
  g_clear_object (&self->db);
  if (!hall_files_sync (self->part, error) || (!self->replace && !check_free (self->address, error)))
    return FALSE;
  if (!hall_files_move (self->part, self->address, error)) {
    /* It may have its name, and only that not be on the disk. */
    if (!self->replace)
      hall_files_remove (self->address);
    return FALSE;
  }
  g_clear_pointer (&self->part, g_free);
  return TRUE;
}

static void
finish_server (Target *self)
{
  g_auto (GVariantBuilder) made = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&made, "{sv}", "access", hall_server_get_access (self->server));
  self->made = g_variant_ref_sink (g_variant_builder_end (&made));
  g_clear_object (&self->db);
  g_clear_pointer (&self->server, hall_server_free);
}

static gboolean
finish_target (Target *self, GError **error)
{
  if (!hall_db_commit (self->db, error))
    return FALSE;
  if (self->server != NULL) {
    finish_server (self);
    return TRUE;
  }
  self->made = g_variant_ref_sink (g_variant_new_parsed ("@a{sv} {}"));
  return finish_file (self, error);
}

/* --- Both --- */

/* One and the same database by two names would be held by one hand and waited for by the other. */
static char *
identity_of (HallDb *db)
{
  if (!g_str_equal (hall_db_get_engine (db), "postgresql"))
    return NULL;
  return hall_db_get_text (db, NULL,
                           "SELECT pg_postmaster_start_time ()::text || ' ' || oid::text FROM pg_database"
                           " WHERE datname = current_database ()",
                           "");
}

static gboolean
holds_line (HallDb *db, const char *chain, gint64 seq, const char *hash)
{
  gint64 lines = 0;

  return hall_db_get_int (db, &lines, NULL,
                          "SELECT count (*) FROM journal WHERE chain = ?1 AND seq = ?2 AND hash = ?3", "tit",
                          chain, seq, hash)
         && lines == 1;
}

/* Whether @there is this very hall and has every line of its journal: it was carried there before. */
static gboolean
holds_all (HallDb *here, HallDb *there)
{
  g_autofree char *uuid = hall_db_get_text (here, NULL, "SELECT uuid FROM hall WHERE id = 1", "");
  g_autofree char *other = hall_db_get_text (there, NULL, "SELECT uuid FROM hall WHERE id = 1", "");
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRows) heads = NULL;
  gboolean all;

  if (uuid == NULL || g_strcmp0 (uuid, other) != 0 || !check_not_moved (there, NULL))
    return FALSE;
  heads = hall_db_query (here, NULL, "SELECT name, seq, hash FROM chain", "");
  all = heads != NULL;
  while (all && hall_rows_next (heads, &error))
    all = holds_line (there, hall_rows_text (heads, 0), hall_rows_int (heads, 1), hall_rows_text (heads, 2));
  return all && error == NULL;
}

/* Looks whether an earlier move was cut off after its next to last step: the hall is there, and all that is
 * left to do is to close it here. */
static gboolean
look_there (HallDb *here, const char *to, gboolean *continues, GError **error)
{
  g_autoptr (HallDb) there = hall_db_open (to, FALSE, NULL);
  g_autofree char *left = identity_of (here);
  g_autofree char *right = there != NULL ? identity_of (there) : NULL;
  gint64 version = 0;

  *continues = FALSE;
  if (there == NULL)
    return TRUE;
  if (left != NULL && g_strcmp0 (left, right) == 0) {
    refuse_same (to, error);
    return FALSE;
  }
  *continues = hall_db_get_version (there, &version, NULL) && version == HALL_SCHEMA_VERSION
               && holds_all (here, there);
  return TRUE;
}

static gboolean
finish_earlier (HallDb *source, Target *target, GError **error)
{
  target->made = g_variant_ref_sink (g_variant_new_parsed ("{'continued': <true>}"));
  return mark_moved (source, target->address, error);
}

static gboolean
carry (HallDb *from, Target *target, HallMoveProgress func, gpointer data, GError **error)
{
  return open_target (target, error) && hall_copy (from, target->db, func, data, error);
}

/* What a person must do when the last of all steps failed. */
static void
say_both (const char *from, const char *to, const char *why, GError **error)
{
  g_autofree char *old = hall_address_describe (from);
  g_autofree char *new = hall_address_describe (to);

  hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, "from",
                  /* Translators: the first %s is where a hall is now, the second where it was before, the
                   * third is why. */
                  _ ("the hall is at %s now, complete; but it could not be closed at %s (%s): nobody may work"
                     " there any more"),
                  new, old, why);
}

/**
 * hall_move:
 * @from: where the hall is
 * @to: where it goes: a file that does not exist, or a database that holds no hall
 * @func: (nullable): told how far it is
 * @data: passed on
 * @error: CONFLICT when there is something at @to, or the hall is of an older version; REFUSED when it was
 *   moved before; NOT_FOUND, TOO_NEW, CORRUPT, UNAVAILABLE, BUSY; INVALID when both are one place
 *
 * Carries a whole hall to another place, with its journal, papers and numbers. Meanwhile nobody changes it;
 * afterwards no command is carried out at @from any more, which says where the hall is now, and can still be
 * read and verified. If it fails, there is nothing at @to and @from is as it was.
 *
 * The new place is committed first. Should the old one then fail in the last moment, the error says that both
 * are there now. The same move once more finds that the hall is there with every line of the journal, and
 * only closes it at @from.
 *
 * Returns: (transfer full): the hall is at @to now; a{sv} with "access", as hall_engine_create() has it, when
 * that is a server, or "continued" when it was there before
 */
GVariant *
hall_move (const char *from, const char *to, HallMoveProgress func, gpointer data, GError **error)
{
  g_auto (Target) target = { .address = to };
  g_autoptr (HallDb) source = NULL;
  g_autoptr (GError) local = NULL;
  gboolean continues;
  gboolean ok;

  g_return_val_if_fail (from != NULL && to != NULL, NULL);

  if (!check_places (from, to, error))
    return NULL;
  source = open_source (from, TRUE, error);
  if (source == NULL)
    return NULL;
  ok = look_there (source, to, &continues, error)
       && (continues ? finish_earlier (source, &target, error)
                     : carry (source, &target, func, data, error) && mark_moved (source, to, error)
                           && finish_target (&target, error));
  if (!ok) {
    hall_db_rollback (source);
    return NULL;
  }
  if (hall_db_commit (source, &local))
    return g_steal_pointer (&target.made);
  hall_db_rollback (source);
  say_both (from, to, local->message, error);
  return NULL;
}

/**
 * hall_move_copy:
 * @from: where the hall is
 * @to: where the copy goes: a file, or a database that holds no hall
 * @replace: whether a file that is there is replaced once the new one is whole
 * @func: (nullable): told how far it is
 * @data: passed on
 * @error: as for hall_move()
 *
 * Copies a hall, as it is at one moment, while it is at work.
 *
 * Returns: (transfer full): the copy is there; as for hall_move()
 */
GVariant *
hall_move_copy (
    const char *from, const char *to, gboolean replace, HallMoveProgress func, gpointer data, GError **error)
{
  g_auto (Target) target = { .address = to, .replace = replace };
  g_autoptr (HallDb) source = NULL;
  gboolean ok;

  g_return_val_if_fail (from != NULL && to != NULL, NULL);

  source = open_source (from, FALSE, error);
  if (source == NULL)
    return NULL;
  ok = carry (source, &target, func, data, error) && finish_target (&target, error);
  hall_db_rollback (source);
  return ok ? g_steal_pointer (&target.made) : NULL;
}
