/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HallDiskFault:
 * @HALL_DISK_SOUND: none; operations are only counted
 * @HALL_DISK_IO_ERROR: an operation of any kind fails
 * @HALL_DISK_FULL: a write finds no room
 * @HALL_DISK_POWER_CUT: from an operation on nothing works any more, and what was not synced may be lost
 *
 * What a disk may do to a hall.
 */
typedef enum {
  HALL_DISK_SOUND,
  HALL_DISK_IO_ERROR,
  HALL_DISK_FULL,
  HALL_DISK_POWER_CUT,
} HallDiskFault;

/**
 * HallDiskCounts:
 * @operations: those that the armed fault counts
 * @strikes: how many of them failed
 * @wal_syncs: syncs of write-ahead logs
 * @file_syncs: syncs of halls, one a checkpoint
 *
 * What happened since hall_disk_arm().
 */
typedef struct {
  gint64 operations;
  gint64 strikes;
  gint64 wal_syncs;
  gint64 file_syncs;
} HallDiskCounts;

void hall_disk_install (gboolean sync_for_real);
void hall_disk_arm (HallDiskFault fault, gint64 at, gboolean lasting);
void hall_disk_set_read_only (gboolean read_only);
HallDiskCounts hall_disk_counts (void);
void hall_disk_forget (void);
void hall_disk_leave (const char *address, const char *to, guint32 seed);

G_END_DECLS
