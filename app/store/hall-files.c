/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "hall-error.h"

static void
set_error (GError **error, const char *path)
{
  hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, NULL, _ ("%s cannot be written: %s"), path,
                  g_strerror (errno));
}

static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int fd = g_open (path, flags | O_CLOEXEC, 0);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (!ok)
    set_error (error, path);
  if (fd >= 0)
    close (fd);
  return ok;
}

/**
 * hall_files_make_private:
 * @path: a file; what is there, with its side files, is removed
 * @error: UNAVAILABLE
 *
 * Makes an empty file that only its owner can read, before a single page of a hall is in it.
 *
 * Returns: whether it is there
 */
gboolean
hall_files_make_private (const char *path, GError **error)
{
  int fd;

  hall_files_remove (path);
  fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0) {
    set_error (error, path);
    return FALSE;
  }
  close (fd);
  return TRUE;
}

/**
 * hall_files_sync:
 * @path: a file
 * @error: UNAVAILABLE
 *
 * Returns: whether what was written to it is on the disk
 */
gboolean
hall_files_sync (const char *path, GError **error)
{
  return sync_path (path, O_RDWR, error);
}

/**
 * hall_files_move:
 * @from: a file that is on the disk
 * @to: its new name in the same folder; what is there is replaced
 * @error: UNAVAILABLE
 *
 * Returns: whether it has its new name, and that is on the disk too
 */
gboolean
hall_files_move (const char *from, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);

  if (g_rename (from, to) != 0) {
    set_error (error, to);
    return FALSE;
  }
  return sync_path (folder, O_RDONLY | O_DIRECTORY, error);
}

/* Removes a file that did not become a hall, with all that the engine put beside it. */
void
hall_files_remove (const char *path)
{
  static const char *const tails[] = { "", "-journal", "-wal", "-shm", "-bell" };

  for (gsize i = 0; i < G_N_ELEMENTS (tails); i++) {
    g_autofree char *name = g_strconcat (path, tails[i], NULL);

    g_unlink (name);
  }
}

/* Whether two names are one file, by whatever way. */
gboolean
hall_files_are_same (const char *a, const char *b)
{
  GStatBuf left;
  GStatBuf right;

  return g_stat (a, &left) == 0 && g_stat (b, &right) == 0 && left.st_dev == right.st_dev
         && left.st_ino == right.st_ino;
}
