/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A disk that fails when it is told to: a layer over SQLite's own access to files, the default for every
 * connection that the process opens after hall_disk_install(). */

#include "hall-disk.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define SECTOR 512

enum {
  KIND_OPEN = 1 << 0,
  KIND_READ = 1 << 1,
  KIND_WRITE = 1 << 2,
  KIND_CUT = 1 << 3,
  KIND_SYNC = 1 << 4,
  KIND_DELETE = 1 << 5,
};

typedef struct {
  sqlite3_file base;
  const char *path; /* (nullable) SQLite's own, alive as long as the file is open */
  gboolean log;     /* the write-ahead log, not the hall itself */
  sqlite3_file *real;
} File;

static struct {
  sqlite3_vfs vfs;
  sqlite3_vfs *real;
  gboolean sync_for_real;
  gboolean read_only;
  HallDiskFault fault;
  gint64 at; /* the operation that fails, counted from 1; 0 none */
  gboolean lasting;
  gboolean down; /* the power is off */
  HallDiskCounts counts;
  GHashTable *durable; /* path → GBytes: what a power cut cannot take any more */
} disk;

static gboolean
strikes (guint kind)
{
  static const guint counted[] = {
    [HALL_DISK_SOUND] = 0,
    [HALL_DISK_IO_ERROR] = ~0u,
    [HALL_DISK_FULL] = KIND_WRITE,
    [HALL_DISK_POWER_CUT] = KIND_WRITE | KIND_CUT | KIND_SYNC | KIND_DELETE,
  };

  if (disk.down)
    return TRUE;
  if ((counted[disk.fault] & kind) == 0)
    return FALSE;
  disk.counts.operations++;
  if (disk.at == 0 || disk.counts.operations < disk.at || (disk.counts.operations > disk.at && !disk.lasting))
    return FALSE;
  disk.counts.strikes++;
  disk.down = disk.fault == HALL_DISK_POWER_CUT;
  return TRUE;
}

static void
keep_durable (const char *path)
{
  char *data = NULL;
  gsize length = 0;

  if (disk.durable == NULL || !g_file_get_contents (path, &data, &length, NULL))
    return;
  g_hash_table_replace (disk.durable, g_strdup (path), g_bytes_new_take (data, length));
}

static int
file_close (sqlite3_file *file)
{
  File *self = (File *)file;

  return self->real->pMethods != NULL ? self->real->pMethods->xClose (self->real) : SQLITE_OK;
}

static int
file_read (sqlite3_file *file, void *data, int length, sqlite3_int64 at)
{
  File *self = (File *)file;

  return strikes (KIND_READ) ? SQLITE_IOERR_READ : self->real->pMethods->xRead (self->real, data, length, at);
}

static int
file_write (sqlite3_file *file, const void *data, int length, sqlite3_int64 at)
{
  File *self = (File *)file;

  if (strikes (KIND_WRITE))
    return disk.fault == HALL_DISK_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  return self->real->pMethods->xWrite (self->real, data, length, at);
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  File *self = (File *)file;

  return strikes (KIND_CUT) ? SQLITE_IOERR_TRUNCATE : self->real->pMethods->xTruncate (self->real, size);
}

static int
file_sync (sqlite3_file *file, int flags)
{
  File *self = (File *)file;

  if (strikes (KIND_SYNC))
    return SQLITE_IOERR_FSYNC;
  if (self->log)
    disk.counts.wal_syncs++;
  else
    disk.counts.file_syncs++;
  if (disk.sync_for_real)
    return self->real->pMethods->xSync (self->real, flags);
  if (self->path != NULL)
    keep_durable (self->path);
  return SQLITE_OK;
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  File *self = (File *)file;

  return self->real->pMethods->xFileSize (self->real, size);
}

static int
file_lock (sqlite3_file *file, int lock)
{
  File *self = (File *)file;

  return self->real->pMethods->xLock (self->real, lock);
}

static int
file_unlock (sqlite3_file *file, int lock)
{
  File *self = (File *)file;

  return self->real->pMethods->xUnlock (self->real, lock);
}

static int
file_check_lock (sqlite3_file *file, int *reserved)
{
  File *self = (File *)file;

  return self->real->pMethods->xCheckReservedLock (self->real, reserved);
}

static int
file_control (sqlite3_file *file, int what, void *data)
{
  File *self = (File *)file;

  return self->real->pMethods->xFileControl (self->real, what, data);
}

static int
file_sector_size (sqlite3_file *file)
{
  File *self = (File *)file;

  return self->real->pMethods->xSectorSize (self->real);
}

static int
file_characteristics (sqlite3_file *file)
{
  File *self = (File *)file;

  return self->real->pMethods->xDeviceCharacteristics (self->real);
}

static int
file_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
  File *self = (File *)file;

  return self->real->pMethods->xShmMap (self->real, page, size, extend, memory);
}

static int
file_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  File *self = (File *)file;

  return self->real->pMethods->xShmLock (self->real, offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  File *self = (File *)file;

  self->real->pMethods->xShmBarrier (self->real);
}

static int
file_shm_unmap (sqlite3_file *file, int delete_it)
{
  File *self = (File *)file;

  return self->real->pMethods->xShmUnmap (self->real, delete_it);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

static int
disk_open (sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
  File *self = (File *)file;
  int result;

  memset (self, 0, sizeof *self);
  self->real = (sqlite3_file *)(self + 1);
  if (strikes (KIND_OPEN))
    return SQLITE_CANTOPEN;
  if (disk.read_only) {
    if (flags & SQLITE_OPEN_WAL)
      return SQLITE_CANTOPEN;
    flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
  }
  result = disk.real->xOpen (disk.real, path, self->real, flags, out_flags);
  if (result != SQLITE_OK)
    return result;
  self->path = path;
  self->log = (flags & SQLITE_OPEN_WAL) != 0;
  self->base.pMethods = &methods;
  if (path != NULL && disk.durable != NULL && !g_hash_table_contains (disk.durable, path))
    keep_durable (path);
  return SQLITE_OK;
}

static int
disk_delete (sqlite3_vfs *vfs, const char *path, int sync_folder)
{
  if (strikes (KIND_DELETE))
    return SQLITE_IOERR_DELETE;
  /* What is deleted must not rise again from the image: a stale log would be played back. */
  if (disk.durable != NULL)
    g_hash_table_remove (disk.durable, path);
  return disk.real->xDelete (disk.real, path, sync_folder);
}

static int
disk_access (sqlite3_vfs *vfs, const char *path, int flags, int *result)
{
  return disk.real->xAccess (disk.real, path, flags, result);
}

static int
disk_full_path (sqlite3_vfs *vfs, const char *path, int size, char *out)
{
  return disk.real->xFullPathname (disk.real, path, size, out);
}

/**
 * hall_disk_install:
 * @sync_for_real: whether a sync reaches the real disk, and power cuts cannot be played
 *
 * From now on each connection that this process opens goes through the layer.
 */
void
hall_disk_install (gboolean sync_for_real)
{
  g_assert (disk.real == NULL);
  disk.real = sqlite3_vfs_find (NULL);
  disk.vfs = *disk.real;
  disk.vfs.zName = "hall-disk";
  disk.vfs.szOsFile = (int)sizeof (File) + disk.real->szOsFile;
  disk.vfs.pNext = NULL;
  disk.vfs.xOpen = disk_open;
  disk.vfs.xDelete = disk_delete;
  disk.vfs.xAccess = disk_access;
  disk.vfs.xFullPathname = disk_full_path;
  disk.sync_for_real = sync_for_real;
  if (!sync_for_real)
    disk.durable = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  g_assert (sqlite3_vfs_register (&disk.vfs, 1) == SQLITE_OK);
}

/**
 * hall_disk_arm:
 * @fault: what happens; %HALL_DISK_SOUND puts the disk right again
 * @at: at which operation from now, 0 for never
 * @lasting: whether all operations after it fail too
 */
void
hall_disk_arm (HallDiskFault fault, gint64 at, gboolean lasting)
{
  disk.fault = fault;
  disk.at = at;
  disk.lasting = lasting;
  disk.down = FALSE;
  disk.counts = (HallDiskCounts){ 0 };
}

void
hall_disk_set_read_only (gboolean read_only)
{
  disk.read_only = read_only;
}

HallDiskCounts
hall_disk_counts (void)
{
  return disk.counts;
}

/* Forgets what is durable: the files that are opened next are as they lie on the disk. */
void
hall_disk_forget (void)
{
  if (disk.durable != NULL)
    g_hash_table_remove_all (disk.durable);
}

static void
leave_file (const char *path, const char *to, GRand *chance)
{
  GBytes *synced = g_hash_table_lookup (disk.durable, path);
  g_autofree char *now = NULL;
  g_autofree guint8 *left = NULL;
  const guint8 *kept;
  gsize n_now = 0;
  gsize n_synced = 0;
  gsize n_left;

  g_unlink (to);
  if (synced == NULL || !g_file_get_contents (path, &now, &n_now, NULL))
    return;
  kept = g_bytes_get_data (synced, &n_synced);
  /* The length of a file is written by itself, before or after what is in it. */
  n_left = g_rand_boolean (chance) ? n_now : n_synced;
  left = g_malloc0 (MAX (n_left, 1));
  for (gsize at = 0; at < n_left; at += SECTOR) {
    gsize length = MIN (SECTOR, n_left - at);
    gboolean written = at < n_now && g_rand_boolean (chance);

    if (written)
      memcpy (left + at, now + at, MIN (length, n_now - at));
    else if (at < n_synced)
      memcpy (left + at, kept + at, MIN (length, n_synced - at));
  }
  g_assert (g_file_set_contents_full (to, (const char *)left, (gssize)n_left, G_FILE_SET_CONTENTS_NONE, 0600,
                                      NULL));
}

/**
 * hall_disk_leave:
 * @address: a hall whose power was cut
 * @to: where to put what is left of it
 * @seed: chooses which unsynced sectors reached the disk
 *
 * Lays out what a PC finds after the power cut: all that was synced, and each sector of the rest or not.
 */
void
hall_disk_leave (const char *address, const char *to, guint32 seed)
{
  static const char *const ends[] = { "", "-wal" };
  g_autoptr (GRand) chance = g_rand_new_with_seed (seed);
  g_autofree char *shared = g_strconcat (to, "-shm", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *from = g_strconcat (address, ends[i], NULL);
    g_autofree char *onto = g_strconcat (to, ends[i], NULL);

    leave_file (from, onto, chance);
  }
  g_unlink (shared);
}
