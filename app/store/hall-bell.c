/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * How the processes of one PC hear of each other's changes: an empty file beside the hall's, opened and
 * closed for writing after each commit and watched with inotify. Nothing is written: a ring costs the disk
 * nothing, and works when it is full. What changed stands in the journal. A ring that gets lost is made good
 * by the store's slow re-read.
 */

#include "hall-bell.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <sys/inotify.h>
#include <unistd.h>

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

typedef struct {
  GSource parent;
  int fd;
  gpointer tag;
} BellSource;

static gboolean
bell_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  BellSource *self = (BellSource *)source;
  char buffer[4096] __attribute__ ((aligned (__alignof__(struct inotify_event))));

  if (g_source_query_unix_fd (source, self->tag) == 0)
    return G_SOURCE_CONTINUE;
  while (read (self->fd, buffer, sizeof buffer) > 0)
    ;
  return callback != NULL ? callback (data) : G_SOURCE_CONTINUE;
}

static void
bell_finalize (GSource *source)
{
  BellSource *self = (BellSource *)source;

  if (self->fd >= 0)
    close (self->fd);
}

static GSourceFuncs bell_funcs = { .dispatch = bell_dispatch, .finalize = bell_finalize };

/**
 * hall_bell_watch:
 * @address: the hall's file
 * @error: when the file cannot be watched
 *
 * Returns: (transfer full): a source that is dispatched when any process rings; set its callback and attach
 * it
 */
GSource *
hall_bell_watch (const char *address, GError **error)
{
  g_autofree char *path = bell_path (address);
  g_autoptr (GSource) source = g_source_new (&bell_funcs, sizeof (BellSource));
  BellSource *self = (BellSource *)source;

  hall_bell_ring (address);
  self->fd = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);
  if (self->fd < 0 || inotify_add_watch (self->fd, path, IN_CLOSE_WRITE) < 0) {
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
    return NULL;
  }
  self->tag = g_source_add_unix_fd (source, self->fd, G_IO_IN);
  g_source_set_static_name (source, "hall-bell");
  return g_steal_pointer (&source);
}
