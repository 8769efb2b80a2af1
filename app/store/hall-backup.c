/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-backup.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "hall-address.h"
#include "hall-engine-private.h"
#include "hall-files.h"
#include "hall-move.h"
#include "hall-time.h"

/*
 * A copy of a hall while it is at work, and back. A copy is complete or it is not there: it is written beside
 * its place, checked, synced to the disk and only then given its name.
 */

#define BUSY_TIMEOUT_MS 8000
#define PAGES_A_STEP 2048

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close)

static int
code_of (int result)
{
  switch (result & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return HALL_ERROR_BUSY;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return HALL_ERROR_CORRUPT;
  default:
    return HALL_ERROR_UNAVAILABLE;
  }
}

static void
set_error (GError **error, int result, const char *path)
{
  switch (code_of (result)) {
  case HALL_ERROR_BUSY:
    hall_set_error (error, HALL_ERROR_BUSY, NULL, NULL,
                    _ ("%s is in use; close the desk, the kiosk and the board first"), path);
    break;
  case HALL_ERROR_CORRUPT:
    hall_set_error (error, HALL_ERROR_CORRUPT, NULL, NULL, _ ("%s is damaged or is not a hall"), path);
    break;
  default:
    if ((result & 0xff) == SQLITE_FULL)
      hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, NULL, _ ("the disk is full; %s was not written"),
                      path);
    else
      hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, NULL, _ ("%s cannot be read or written (%s)"),
                      path, sqlite3_errstr (result));
  }
}

static sqlite3 *
open_file (const char *path, int flags, GError **error)
{
  g_autoptr (sqlite3) db = NULL;
  int result;

  if ((flags & SQLITE_OPEN_CREATE) == 0 && !g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, NULL, _ ("there is no file %s"), path);
    return NULL;
  }
  result = sqlite3_open_v2 (path, &db, flags | SQLITE_OPEN_NOMUTEX, NULL);
  if (result != SQLITE_OK) {
    set_error (error, result, path);
    return NULL;
  }
  sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS);
  return g_steal_pointer (&db);
}

/* The first column of the first row as text; NULL when there is none or the file cannot be read. */
static char *
ask (sqlite3 *db, const char *sql, int *result)
{
  sqlite3_stmt *statement = NULL;
  char *text = NULL;

  *result = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);
  if (*result == SQLITE_OK) {
    *result = sqlite3_step (statement);
    if (*result == SQLITE_ROW)
      text = g_strdup ((const char *)sqlite3_column_text (statement, 0));
    if (*result == SQLITE_ROW || *result == SQLITE_DONE)
      *result = SQLITE_OK;
  }
  sqlite3_finalize (statement);
  return text;
}

/* Whether an open file is a whole hall that this program understands. */
static gboolean
check_hall (sqlite3 *db, const char *path, GError **error)
{
  int result;
  g_autofree char *version = ask (db, "PRAGMA user_version", &result);
  g_autofree char *hall = NULL;
  g_autofree char *integrity = NULL;

  if (result == SQLITE_OK && version != NULL && g_ascii_strtoll (version, NULL, 10) > HALL_SCHEMA_VERSION) {
    hall_set_error (error, HALL_ERROR_TOO_NEW, NULL, NULL, _ ("%s was made by a newer version of Hall Desk"),
                    path);
    return FALSE;
  }
  if (result == SQLITE_OK)
    hall = ask (db, "SELECT uuid FROM hall WHERE id = 1", &result);
  /* SQLITE_ERROR is a missing table: a database, but nobody's hall. */
  if (result == SQLITE_ERROR || (result == SQLITE_OK && hall == NULL))
    result = SQLITE_NOTADB;
  if (result == SQLITE_OK)
    integrity = ask (db, "PRAGMA integrity_check (1)", &result);
  if (result == SQLITE_OK && g_strcmp0 (integrity, "ok") != 0)
    result = SQLITE_CORRUPT;
  if (result != SQLITE_OK) {
    set_error (error, result, path);
    return FALSE;
  }
  return TRUE;
}

static gboolean
copy_pages (sqlite3 *from, sqlite3 *to, const char *target, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");
  int result = SQLITE_OK;
  int waits = 0;

  if (backup != NULL) {
    do {
      result = sqlite3_backup_step (backup, PAGES_A_STEP);
      if (result == SQLITE_BUSY || result == SQLITE_LOCKED)
        sqlite3_sleep (20);
    } while (result == SQLITE_OK || ((result == SQLITE_BUSY || result == SQLITE_LOCKED) && ++waits < 400));
    if (result == SQLITE_DONE)
      result = sqlite3_backup_finish (backup);
    else
      sqlite3_backup_finish (backup);
  } else {
    result = sqlite3_errcode (to);
  }
  if (result != SQLITE_OK) {
    set_error (error, result, target);
    return FALSE;
  }
  return TRUE;
}

/* Copies a hall to @target, checks the copy and leaves one file without side files on the disk. */
static gboolean
copy_hall (sqlite3 *from, const char *target, GError **error)
{
  g_autoptr (sqlite3) to = NULL;
  g_autofree char *mode = NULL;
  int result;

  if (!hall_files_make_private (target, error))
    return FALSE;
  to = open_file (target, SQLITE_OPEN_READWRITE, error);
  if (to == NULL || !copy_pages (from, to, target, error))
    return FALSE;
  mode = ask (to, "PRAGMA journal_mode = DELETE", &result);
  if (result != SQLITE_OK || g_strcmp0 (mode, "delete") != 0) {
    set_error (error, result != SQLITE_OK ? result : SQLITE_BUSY, target);
    return FALSE;
  }
  if (!check_hall (to, target, error))
    return FALSE;
  g_clear_pointer (&to, sqlite3_close);
  return hall_files_sync (target, error);
}

static gboolean
check_is_file (const char *path, GError **error)
{
  if (!hall_address_is_server (path))
    return TRUE;
  hall_set_error (error, HALL_ERROR_INVALID, NULL, "file",
                  _ ("a copy is a file; to carry a hall to a server, move it: halldesk move"));
  return FALSE;
}

static gboolean
backup_server (const char *address, const char *target, GError **error)
{
  g_autoptr (GVariant) made = hall_move_copy (address, target, TRUE, NULL, NULL, error);

  return made != NULL;
}

/**
 * hall_backup:
 * @address: where the hall is; from a server it comes into a file as a whole hall too
 * @target: where the copy goes; a copy that is there already is replaced once the new one is whole
 * @error: NOT_FOUND, TOO_NEW, CORRUPT, UNAVAILABLE, BUSY; INVALID when @target is the hall itself
 *
 * Copies a hall while it is at work: what was committed when the copy was made is in it, and nothing half.
 *
 * Returns: whether the copy is on the disk
 */
gboolean
hall_backup (const char *address, const char *target, GError **error)
{
  g_autoptr (sqlite3) from = NULL;
  g_autofree char *beside = NULL;

  g_return_val_if_fail (address != NULL && target != NULL, FALSE);

  if (!check_is_file (target, error))
    return FALSE;
  if (hall_address_is_server (address))
    return backup_server (address, target, error);
  if (hall_files_are_same (address, target)) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "file", _ ("%s is the hall itself"), target);
    return FALSE;
  }
  from = open_file (address, SQLITE_OPEN_READWRITE, error);
  if (from == NULL || !check_hall (from, address, error))
    return FALSE;
  beside = g_strconcat (target, ".part", NULL);
  if (copy_hall (from, beside, error) && hall_files_move (beside, target, error))
    return TRUE;
  hall_files_remove (beside);
  return FALSE;
}

/*
 * Takes a hall for oneself: nobody else has it open, all that was committed is in the one file, and it stays
 * so until the connection is closed. A file that is no hall any more is taken as it is.
 */
static gboolean
take_alone (const char *address, sqlite3 **db, GError **error)
{
  g_autofree char *mode = NULL;
  g_autoptr (sqlite3) mine = open_file (address, SQLITE_OPEN_READWRITE, error);
  int result;

  if (mine == NULL)
    return FALSE;
  sqlite3_busy_timeout (mine, 500);
  mode = ask (mine, "PRAGMA locking_mode = EXCLUSIVE", &result);
  g_clear_pointer (&mode, g_free);
  /* Leaving WAL needs every other connection to be gone. */
  mode = ask (mine, "PRAGMA journal_mode = DELETE", &result);
  if (result == SQLITE_OK && g_strcmp0 (mode, "delete") == 0)
    result = sqlite3_exec (mine, "BEGIN EXCLUSIVE", NULL, NULL, NULL);
  else if (result == SQLITE_OK)
    result = SQLITE_BUSY;
  if (code_of (result) == HALL_ERROR_BUSY && result != SQLITE_OK) {
    set_error (error, result, address);
    return FALSE;
  }
  *db = g_steal_pointer (&mine);
  return TRUE;
}

static char *
name_aside (const char *address, HallClock *clock)
{
  g_autoptr (GTimeZone) utc = hall_time_zone ("UTC");
  g_autofree char *at = hall_time_format (utc, hall_clock_now (clock), "%Y%m%dT%H%M%SZ");
  char *name = g_strdup_printf ("%s.before-restore-%s", address, at);

  for (int i = 2; g_file_test (name, G_FILE_TEST_EXISTS); i++) {
    g_free (name);
    name = g_strdup_printf ("%s.before-restore-%s-%d", address, at, i);
  }
  return name;
}

/* The old file steps aside with whatever belongs to it, and the new one takes its place. */
static gboolean
swap (const char *address, const char *fresh, const char *aside, GError **error)
{
  static const char *const tails[] = { "-wal", "-journal" };

  if (!hall_files_move (address, aside, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (tails); i++) {
    g_autofree char *old = g_strconcat (address, tails[i], NULL);
    g_autofree char *kept = g_strconcat (aside, tails[i], NULL);

    if (g_file_test (old, G_FILE_TEST_EXISTS))
      g_rename (old, kept);
  }
  if (hall_files_move (fresh, address, error))
    return TRUE;
  g_rename (aside, address);
  return FALSE;
}

/* A server's database is nobody's to push aside from here: it gets the copy when it holds no hall. */
static gboolean
restore_to_server (const char *address, const char *source, GVariant **made, GError **error)
{
  g_autoptr (sqlite3) copy = NULL;
  g_autoptr (GVariant) answer = hall_move_copy (source, address, FALSE, NULL, NULL, error);
  g_autofree char *mode = NULL;
  int result;

  if (answer == NULL)
    return FALSE;
  if (made != NULL)
    *made = g_steal_pointer (&answer);
  /* A hall at work has a log beside it; a copy has not. */
  copy = open_file (source, SQLITE_OPEN_READWRITE, NULL);
  if (copy != NULL)
    mode = ask (copy, "PRAGMA journal_mode = DELETE", &result);
  return TRUE;
}

/**
 * hall_restore:
 * @address: where the hall is to be; a database on a server must not hold one yet
 * @source: a copy made by hall_backup()
 * @clock: for the name of what is kept aside
 * @kept: (out) (optional) (nullable): the file that was at @address before, under its new name
 * @made: (out) (optional) (nullable): for a server, how each PC gets there: as hall_engine_create() tells it
 * @error: TOO_NEW and CORRUPT about the copy; BUSY when somebody has the hall open; UNAVAILABLE; CONFLICT
 * when a server holds a hall there
 *
 * Puts a copy in the place of a hall. The copy is checked first; what was there before is kept beside it.
 *
 * Returns: whether the hall is the copy now; it is as it was otherwise
 */
gboolean
hall_restore (
    const char *address, const char *source, HallClock *clock, char **kept, GVariant **made, GError **error)
{
  g_autoptr (sqlite3) from = NULL;
  g_autoptr (sqlite3) old = NULL;
  g_autofree char *fresh = NULL;
  g_autofree char *aside = NULL;
  gboolean ok;

  g_return_val_if_fail (address != NULL && source != NULL, FALSE);
  g_return_val_if_fail (HALL_IS_CLOCK (clock), FALSE);

  if (!check_is_file (source, error))
    return FALSE;
  if (hall_files_are_same (address, source)) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "file", _ ("%s is the hall itself"), source);
    return FALSE;
  }
  from = open_file (source, SQLITE_OPEN_READONLY, error);
  if (from == NULL || !check_hall (from, source, error))
    return FALSE;
  if (hall_address_is_server (address)) {
    g_clear_pointer (&from, sqlite3_close);
    return restore_to_server (address, source, made, error);
  }
  fresh = g_strconcat (address, ".part", NULL);
  ok = copy_hall (from, fresh, error);
  if (ok && g_file_test (address, G_FILE_TEST_EXISTS)) {
    aside = name_aside (address, clock);
    ok = take_alone (address, &old, error) && swap (address, fresh, aside, error);
  } else if (ok) {
    ok = hall_files_move (fresh, address, error);
  }
  if (!ok) {
    hall_files_remove (fresh);
    return FALSE;
  }
  if (kept != NULL)
    *kept = g_steal_pointer (&aside);
  return TRUE;
}

static gboolean
read_version (const char *address, gint64 *version, GError **error)
{
  g_autoptr (HallDb) db = hall_db_open (address, FALSE, error);

  return db != NULL && hall_db_get_version (db, version, error);
}

/**
 * hall_schema_version:
 * @address: where the hall is
 * @version: (out): the version of its tables
 * @error: NOT_FOUND, CORRUPT, UNAVAILABLE
 *
 * Returns: whether it could be read
 */
gboolean
hall_schema_version (const char *address, gint64 *version, GError **error)
{
  g_autoptr (sqlite3) db = NULL;
  g_autofree char *text = NULL;
  int result;

  g_return_val_if_fail (address != NULL && version != NULL, FALSE);

  if (hall_address_is_server (address))
    return read_version (address, version, error);
  db = open_file (address, SQLITE_OPEN_READONLY, error);
  if (db == NULL)
    return FALSE;
  text = ask (db, "PRAGMA user_version", &result);
  if (result != SQLITE_OK || text == NULL) {
    set_error (error, result, address);
    return FALSE;
  }
  *version = g_ascii_strtoll (text, NULL, 10);
  return TRUE;
}
