/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the start of the program until something stands in its window, and the memory it holds then: the desk
 * beside a bare window. Looked at from outside, through the X server: the programs know nothing of it. */

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <signal.h>
#include <stdio.h>

#include "hall-fixture.h"

#define RUNS 9
#define PATIENCE_US (20 * G_USEC_PER_SEC)
#define LOOK_AGAIN_US 2000
#define SETTLE_US 500000
#define MIN_WIDTH 400
#define ROWS 15

typedef struct {
  gint64 frame_us[RUNS];
  gint64 dirty_kb[RUNS]; /* private dirty: what this one process costs */
  gint64 pss_kb[RUNS];
} Measured;

/* Other people's windows come and go while they are looked at. */
static int
ignore_error (Display *display, XErrorEvent *event)
{
  return 0;
}

/* Whether anything is drawn: some rows of the window hold more than one colour. */
static gboolean
has_content (Display *display, Window window, const XWindowAttributes *at)
{
  guint busy = 0;

  for (int i = 1; i <= ROWS; i++) {
    XImage *row = XGetImage (display, window, 0, at->height * i / (ROWS + 1), (guint)at->width, 1, AllPlanes,
                             ZPixmap);
    unsigned long first;

    if (row == NULL)
      return FALSE;
    /* Past the window's shadow and corner. */
    first = XGetPixel (row, 60, 0);
    for (int x = 60; x < at->width - 60; x++)
      if (XGetPixel (row, x, 0) != first) {
        busy++;
        break;
      }
    XDestroyImage (row);
  }
  return busy > 0;
}

static gboolean
shows_window (Display *display, Window window)
{
  Window root, parent;
  Window *children = NULL;
  guint n = 0;
  XWindowAttributes at;
  gboolean shows = FALSE;

  if (!XQueryTree (display, window, &root, &parent, &children, &n))
    return FALSE;
  for (guint i = 0; i < n && !shows; i++)
    if (XGetWindowAttributes (display, children[i], &at) && at.map_state == IsViewable
        && at.width >= MIN_WIDTH)
      shows = has_content (display, children[i], &at) || shows_window (display, children[i]);
  if (children != NULL)
    XFree (children);
  return shows;
}

static gint64
memory_kb (const char *pid, const char *what)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/smaps_rollup", pid);
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  line = strstr (text, what);
  return line != NULL ? g_ascii_strtoll (line + strlen (what), NULL, 10) : 0;
}

static void
run_once (Display *display, const char *const *argv, Measured *into, int nth)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) program = NULL;
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();

  g_subprocess_launcher_setenv (launcher, "GSK_RENDERER", "cairo", TRUE);
  g_subprocess_launcher_setenv (launcher, "GDK_BACKEND", "x11", TRUE);
  program = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  while (!shows_window (display, DefaultRootWindow (display))) {
    if (g_get_monotonic_time () - began > PATIENCE_US)
      g_error ("%s shows no window", argv[0]);
    g_usleep (LOOK_AGAIN_US);
  }
  into->frame_us[nth] = g_get_monotonic_time () - began;
  g_usleep (SETTLE_US);
  into->dirty_kb[nth] = memory_kb (g_subprocess_get_identifier (program), "Private_Dirty:");
  into->pss_kb[nth] = memory_kb (g_subprocess_get_identifier (program), "Pss:");
  g_subprocess_send_signal (program, SIGTERM);
  g_subprocess_wait (program, NULL, NULL);
  /* Its window must be gone before the next is looked for. */
  while (shows_window (display, DefaultRootWindow (display)))
    g_usleep (LOOK_AGAIN_US);
}

static int
compare (const void *a, const void *b)
{
  gint64 left = *(const gint64 *)a;
  gint64 right = *(const gint64 *)b;

  return (left > right) - (left < right);
}

static gint64
median (gint64 values[RUNS])
{
  qsort (values, RUNS, sizeof *values, compare);
  return values[RUNS / 2];
}

static void
report (const char *what, const char *unit, gint64 desk[RUNS], gint64 plain[RUNS])
{
  gint64 ours = median (desk);
  gint64 bare = median (plain);

  printf ("  %-28s %5.2f times   desk %6.1f %s   bare window %6.1f %s\n", what,
          (double)ours / (double)MAX (bare, 1), (double)ours / 1000, unit, (double)bare / 1000, unit);
}

int
main (int argc, char *argv[])
{
  g_autoptr (HallFixture) hall = NULL;
  g_autofree char *here = g_path_get_dirname (argv[0]);
  g_autofree char *plain = g_build_filename (here, "hall-plain-window", NULL);
  g_autofree char *halldesk = g_build_filename (here, "..", "..", "app", "halldesk", NULL);
  Display *display = XOpenDisplay (NULL);
  Measured desk = { 0 };
  Measured bare = { 0 };

  if (display == NULL) {
    printf ("The desk beside a bare window: no X display here\n");
    return 0;
  }
  XSetErrorHandler (ignore_error);
  if (shows_window (display, DefaultRootWindow (display)))
    g_error ("this display has windows already: give the measurement one of its own");
  /* In a file, whatever server there is for the others. */
  g_unsetenv ("HALL_TEST_SERVER");
  hall = hall_fixture_new_with_passwords ();
  for (int i = 0; i < RUNS; i++) {
    run_once (display, (const char *const[]){ plain, NULL }, &bare, i);
    run_once (display,
              (const char *const[]){ halldesk, "--hall", hall->address, "--counter", "3", "desk", NULL },
              &desk, i);
  }
  printf ("The desk beside a bare AdwApplicationWindow (%d runs each, in turns, medians)\n", RUNS);
  report ("start to first content", "ms", desk.frame_us, bare.frame_us);
  report ("memory, private dirty", "MB", desk.dirty_kb, bare.dirty_kb);
  report ("memory, proportional", "MB", desk.pss_kb, bare.pss_kb);
  XCloseDisplay (display);
  return 0;
}
