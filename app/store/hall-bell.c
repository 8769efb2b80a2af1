/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * How the processes of one PC hear of each other's changes: an empty file beside the hall's, opened and
 * closed for writing after each commit and watched with inotify. Nothing is written: a ring costs the disk
 * nothing, and works when it is full. What changed stands in the journal. A ring that gets lost is made good
 * by the store's slow re-read.
 */

#include "hall-bell.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "hall-error.h"

static char *
bell_path (const char *address)
{
  return g_strconcat (address, "-bell", NULL);
}

/**
 * hall_bell_ring:
 * @address: the hall's file
 *
 * Says that something has been committed.
 */
void
hall_bell_ring (const char *address)
{
  g_autofree char *path = bell_path (address);
  int fd = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0)
    close (fd);
}

struct _HallBell {
  int fd;
};

/**
 * hall_bell_new:
 * @address: the hall's file
 * @error: UNAVAILABLE when the file cannot be watched
 *
 * Returns: (transfer full): an ear for the bell
 */
HallBell *
hall_bell_new (const char *address, GError **error)
{
  g_autofree char *path = bell_path (address);
  g_autoptr (HallBell) self = g_new0 (HallBell, 1);

  hall_bell_ring (address);
  self->fd = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);
  if (self->fd < 0 || inotify_add_watch (self->fd, path, IN_CLOSE_WRITE) < 0) {
    hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, NULL, "%s: %s", path, g_strerror (errno));
    return NULL;
  }
  return g_steal_pointer (&self);
}

void
hall_bell_free (HallBell *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

/* Readable when somebody rang. */
int
hall_bell_get_fd (HallBell *self)
{
  return self->fd;
}

/* Forgets all rings up to now. */
void
hall_bell_drain (HallBell *self)
{
  char buffer[4096] __attribute__ ((aligned (__alignof__(struct inotify_event))));

  while (read (self->fd, buffer, sizeof buffer) > 0)
    ;
}
