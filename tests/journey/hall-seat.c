/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-seat.h"

#include <atspi/atspi.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAccessible, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiAction, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiComponent, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtspiEditableText, g_object_unref)

#define PATIENCE_S 15
#define LOOK_AGAIN_US (50 * G_TIME_SPAN_MILLISECOND)
#define MAX_DEPTH 64

struct _HallScreen {
  HallSeat *seat;       /* (unowned) */
  GSubprocess *program; /* (owned) */
  guint pid;
  char *window; /* (owned) the X window's number */
};

struct _HallSeat {
  char *folder;       /* (owned) gone with the seat */
  char *hall;         /* (owned) the hall's file in it */
  char *program;      /* (owned) the built halldesk */
  GPtrArray *screens; /* (owned) of HallScreen */
};

/* --- Other programs ------------------------------------------------------------------------------------- */

/* Runs a helper to its end. Returns its output without the last newline, %NULL when it failed. */
static char *
run_quietly (const char *const *argv)
{
  g_autoptr (GSubprocess) helper = NULL;
  g_autofree char *out = NULL;

  helper = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);
  if (helper == NULL || !g_subprocess_communicate_utf8 (helper, NULL, NULL, &out, NULL, NULL))
    return NULL;
  if (!g_subprocess_get_successful (helper))
    return NULL;
  return g_strchomp (g_steal_pointer (&out));
}

#define RUN(...) run_quietly ((const char *const[]){ __VA_ARGS__, NULL })

static void
must (const char *what, char *out)
{
  if (out == NULL)
    g_error ("%s failed", what);
  g_free (out);
}

/**
 * hall_seat_run:
 * @self: the seat
 * @arguments: (array zero-terminated=1): what follows "halldesk --hall FILE"
 *
 * Runs a command on the seat's hall.
 *
 * Returns: (transfer full) (nullable): its output, %NULL when it did not end with 0
 */
char *
hall_seat_run (HallSeat *self, const char *const *arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  g_ptr_array_add (argv, self->program);
  g_ptr_array_add (argv, (gpointer) "--hall");
  g_ptr_array_add (argv, self->hall);
  for (gsize i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer)arguments[i]);
  g_ptr_array_add (argv, NULL);
  return run_quietly ((const char *const *)argv->pdata);
}

/**
 * hall_seat_play:
 * @self: the seat
 * @script: lines of commands, one JSON object each
 *
 * Plays a script on the seat's hall; every line must be carried out.
 */
void
hall_seat_play (HallSeat *self, const char *script)
{
  g_autofree char *file = g_build_filename (self->folder, "script.jsonl", NULL);
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (file, script, -1, &error);
  g_assert_no_error (error);
  said = hall_seat_run (self, (const char *const[]){ "play", file, NULL });
  if (said == NULL || strstr (said, "\"ok\":false") != NULL)
    g_error ("the script was refused: %s", said != NULL ? said : "(no answer)");
}

/* --- The seat ---------------------------------------------------------------------------------------------
 */

static void
screen_free (HallScreen *self)
{
  g_subprocess_send_signal (self->program, SIGTERM);
  g_subprocess_wait (self->program, NULL, NULL);
  g_object_unref (self->program);
  g_free (self->window);
  g_free (self);
}

/**
 * hall_seat_new:
 *
 * Makes a seat at a fresh sample hall for practice.
 *
 * Returns: (transfer full): the seat
 */
HallSeat *
hall_seat_new (void)
{
  HallSeat *self = g_new0 (HallSeat, 1);
  g_autoptr (GError) error = NULL;
  const char *build = g_getenv ("HALL_BUILD_DIR");

  g_assert_nonnull (build);
  self->folder = g_dir_make_tmp ("hall-seat-XXXXXX", &error);
  g_assert_no_error (error);
  self->hall = g_build_filename (self->folder, "hall.db", NULL);
  self->program = g_build_filename (build, "app", "halldesk", NULL);
  self->screens = g_ptr_array_new_with_free_func ((GDestroyNotify)screen_free);
  must ("halldesk init",
        hall_seat_run (self, (const char *const[]){ "init", "--sample", "heating", "--practice", NULL }));
  return self;
}

/**
 * hall_seat_free:
 * @self: (transfer full): the seat
 *
 * Ends its programs, each by its id, and removes its folder.
 */
void
hall_seat_free (HallSeat *self)
{
  g_clear_pointer (&self->screens, g_ptr_array_unref);
  g_free (RUN ("rm", "-rf", self->folder));
  g_free (self->folder);
  g_free (self->hall);
  g_free (self->program);
  g_free (self);
}

/**
 * hall_seat_get_folder:
 * @self: the seat
 *
 * Returns: (transfer none): a folder that is gone with the seat
 */
const char *
hall_seat_get_folder (HallSeat *self)
{
  return self->folder;
}

/**
 * hall_seat_get_hall:
 * @self: the seat
 *
 * Returns: (transfer none): the hall's file
 */
const char *
hall_seat_get_hall (HallSeat *self)
{
  return self->hall;
}

/* The program's window, once it is on screen: asked sooner, the bus would cache a desktop without it. */
static char *
wait_for_window (HallScreen *self)
{
  g_autofree char *pid = g_strdup_printf ("%u", self->pid);
  gint64 until = g_get_monotonic_time () + PATIENCE_S * G_TIME_SPAN_SECOND;

  while (g_get_monotonic_time () < until) {
    g_autofree char *said = RUN ("xdotool", "search", "--onlyvisible", "--pid", pid);

    if (said != NULL && said[0] != '\0') {
      char *end = strrchr (said, '\n');

      return g_strdup (end != NULL ? end + 1 : said);
    }
    g_usleep (LOOK_AGAIN_US);
  }
  g_error ("no window after %d s", PATIENCE_S);
  return NULL;
}

/**
 * hall_seat_open:
 * @self: the seat
 * @surface: "desk", "kiosk", ...
 * @counter: the counter it stands at, 0 for none
 * @environment: (nullable) (array zero-terminated=1): "NAME=value" pairs beside the test's own
 *
 * Starts a screen and waits for its window.
 *
 * Returns: (transfer none): the screen
 */
HallScreen *
hall_seat_open (HallSeat *self, const char *surface, gint64 counter, const char *const *environment)
{
  HallScreen *screen = g_new0 (HallScreen, 1);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, counter);
  g_autofree char *station = counter > 0 ? g_strdup_printf ("%s-%s", surface, number) : g_strdup (surface);
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "GTK_A11Y", "atspi", TRUE);
  g_subprocess_launcher_setenv (launcher, "HALLDESK_WINDOWED", "1", TRUE);
  for (gsize i = 0; environment != NULL && environment[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (environment[i], "=", 2);

    g_subprocess_launcher_setenv (launcher, pair[0], pair[1], TRUE);
  }
  screen->seat = self;
  if (counter > 0)
    screen->program = g_subprocess_launcher_spawn (launcher, &error, self->program, "--hall", self->hall,
                                                   "--station", station, "--counter", number, surface, NULL);
  else
    screen->program = g_subprocess_launcher_spawn (launcher, &error, self->program, "--hall", self->hall,
                                                   "--station", station, surface, NULL);
  g_assert_no_error (error);
  screen->pid = (guint)g_ascii_strtoull (g_subprocess_get_identifier (screen->program), NULL, 10);
  screen->window = wait_for_window (screen);
  g_ptr_array_add (self->screens, screen);
  return screen;
}

/**
 * hall_seat_close:
 * @self: the seat
 * @screen: (transfer full): one of its screens
 *
 * Ends a screen.
 */
void
hall_seat_close (HallSeat *self, HallScreen *screen)
{
  g_assert_true (g_ptr_array_remove (self->screens, screen));
}

/* --- Looking ----------------------------------------------------------------------------------------------
 */

typedef gboolean (*Visit) (AtspiAccessible *node, guint depth, gpointer data);

static gboolean
walk (AtspiAccessible *node, guint depth, Visit visit, gpointer data)
{
  int count;

  if (visit (node, depth, data))
    return TRUE;
  if (depth >= MAX_DEPTH)
    return FALSE;
  count = atspi_accessible_get_child_count (node, NULL);
  for (int i = 0; i < count; i++) {
    g_autoptr (AtspiAccessible) child = atspi_accessible_get_child_at_index (node, i, NULL);

    if (child != NULL && walk (child, depth + 1, visit, data))
      return TRUE;
  }
  return FALSE;
}

/* The screen's program on the bus. Returns: (transfer full) (nullable) */
static AtspiAccessible *
find_program (HallScreen *self)
{
  static gboolean connected = FALSE;
  AtspiAccessible *desktop;
  int count;

  if (!connected) {
    atspi_init ();
    connected = TRUE;
  }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  desktop = atspi_get_desktop (0);
  /* Nothing is remembered: the screen changes under us. */
  atspi_accessible_set_cache_mask (desktop, ATSPI_CACHE_NONE);
  count = atspi_accessible_get_child_count (desktop, NULL);
  for (int i = 0; i < count; i++) {
    g_autoptr (AtspiAccessible) program = atspi_accessible_get_child_at_index (desktop, i, NULL);

    if (program != NULL && atspi_accessible_get_process_id (program, NULL) == self->pid)
      return g_steal_pointer (&program);
  }
  return NULL;
}

/* GTK 4.8 gives children no SHOWING state; what is on screen has a size. */
static gboolean
is_showing (AtspiAccessible *node)
{
  g_autoptr (AtspiComponent) component = atspi_accessible_get_component_iface (node);
  g_autofree AtspiRect *box = NULL;

  if (component == NULL)
    return TRUE;
  box = atspi_component_get_extents (component, ATSPI_COORD_TYPE_WINDOW, NULL);
  return box != NULL && box->width > 0 && box->height > 0;
}

typedef struct {
  const char *name;       /* a glob */
  gboolean only_actable;  /* skip labels inside of buttons */
  AtspiAccessible *found; /* (owned) (nullable) */
} Search;

static gboolean
visit_search (AtspiAccessible *node, guint depth, gpointer data)
{
  Search *search = data;
  g_autofree char *name = atspi_accessible_get_name (node, NULL);
  AtspiRole role = atspi_accessible_get_role (node, NULL);

  if (name == NULL || !g_pattern_match_simple (search->name, name) || depth == 0)
    return FALSE;
  if (search->only_actable && (role == ATSPI_ROLE_LABEL || role == ATSPI_ROLE_STATIC))
    return FALSE;
  if (!is_showing (node))
    return FALSE;
  search->found = g_object_ref (node);
  return TRUE;
}

static AtspiAccessible *
look (HallScreen *self, const char *name, gboolean only_actable)
{
  Search search = { .name = name, .only_actable = only_actable };
  g_autoptr (AtspiAccessible) program = find_program (self);

  if (program != NULL)
    walk (program, 0, visit_search, &search);
  return search.found;
}

static AtspiAccessible *
find (HallScreen *self, const char *name, gboolean only_actable)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_S * G_TIME_SPAN_SECOND;
  g_autofree char *tree = NULL;

  while (g_get_monotonic_time () < until) {
    AtspiAccessible *found = look (self, name, only_actable);

    if (found != NULL)
      return found;
    g_usleep (LOOK_AGAIN_US);
  }
  tree = hall_screen_tree (self);
  g_error ("nothing on screen is named “%s”; there is:\n%s", name, tree);
  return NULL;
}

/**
 * hall_screen_has:
 * @self: a screen
 * @name: an accessible name, or a glob
 * @seconds: how long to look for it
 *
 * Returns: whether it is on screen within that time
 */
gboolean
hall_screen_has (HallScreen *self, const char *name, guint seconds)
{
  gint64 until = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;

  do {
    g_autoptr (AtspiAccessible) found = look (self, name, FALSE);

    if (found != NULL)
      return TRUE;
    g_usleep (LOOK_AGAIN_US);
  } while (g_get_monotonic_time () < until);
  return FALSE;
}

/**
 * hall_screen_wait:
 * @self: a screen
 * @name: an accessible name, or a glob
 *
 * Waits until it is on screen.
 */
void
hall_screen_wait (HallScreen *self, const char *name)
{
  g_object_unref (find (self, name, FALSE));
}

/**
 * hall_screen_wait_gone:
 * @self: a screen
 * @name: an accessible name, or a glob
 *
 * Waits until nothing of that name is on screen.
 */
void
hall_screen_wait_gone (HallScreen *self, const char *name)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_S * G_TIME_SPAN_SECOND;

  while (hall_screen_has (self, name, 0)) {
    if (g_get_monotonic_time () > until)
      g_error ("“%s” does not go away", name);
    g_usleep (LOOK_AGAIN_US);
  }
}

static gboolean
visit_tree (AtspiAccessible *node, guint depth, gpointer data)
{
  g_autofree char *name = atspi_accessible_get_name (node, NULL);
  g_autofree char *role = atspi_accessible_get_role_name (node, NULL);

  if (name != NULL && name[0] != '\0' && is_showing (node))
    g_string_append_printf ((GString *)data, "%*s%s “%s”\n", (int)depth * 2, "", role, name);
  return FALSE;
}

/**
 * hall_screen_tree:
 * @self: a screen
 *
 * Returns: (transfer full): what is on screen that has a name, a line each
 */
char *
hall_screen_tree (HallScreen *self)
{
  g_autoptr (AtspiAccessible) program = find_program (self);
  GString *tree = g_string_new (NULL);

  if (program != NULL)
    walk (program, 0, visit_tree, tree);
  return g_string_free (tree, FALSE);
}

static gboolean
visit_unnamed (AtspiAccessible *node, guint depth, gpointer data)
{
  static const AtspiRole roles[] = {
    ATSPI_ROLE_PUSH_BUTTON, ATSPI_ROLE_TOGGLE_BUTTON, ATSPI_ROLE_TEXT,        ATSPI_ROLE_ENTRY,
    ATSPI_ROLE_CHECK_BOX,   ATSPI_ROLE_COMBO_BOX,     ATSPI_ROLE_SPIN_BUTTON, ATSPI_ROLE_RADIO_BUTTON,
    ATSPI_ROLE_SLIDER,      ATSPI_ROLE_PASSWORD_TEXT,
  };
  g_autofree char *name = atspi_accessible_get_name (node, NULL);
  AtspiRole role = atspi_accessible_get_role (node, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    if (role == roles[i] && (name == NULL || name[0] == '\0') && is_showing (node)) {
      g_autoptr (AtspiAccessible) parent = atspi_accessible_get_parent (node, NULL);
      g_autofree char *of = parent != NULL ? atspi_accessible_get_name (parent, NULL) : NULL;
      g_autofree char *said = atspi_accessible_get_role_name (node, NULL);

      g_string_append_printf ((GString *)data, "%s in “%s”\n", said, of != NULL ? of : "");
    }
  return FALSE;
}

/**
 * hall_screen_unnamed:
 * @self: a screen
 *
 * Returns: (transfer full): the interactive controls that a screen reader cannot say, a line each; "" for
 * none
 */
char *
hall_screen_unnamed (HallScreen *self)
{
  g_autoptr (AtspiAccessible) program = find_program (self);
  GString *bad = g_string_new (NULL);

  g_assert_nonnull (program);
  walk (program, 0, visit_unnamed, bad);
  return g_string_free (bad, FALSE);
}

/* --- Doing ------------------------------------------------------------------------------------------------
 */

static void
to_front (HallScreen *self)
{
  must ("xdotool windowactivate", RUN ("xdotool", "windowactivate", "--sync", self->window));
}

/**
 * hall_screen_place:
 * @self: a screen
 * @x: where its window goes, in pixels
 * @y: the same, from the top
 * @width: its width in pixels
 * @height: its height in pixels
 *
 * Moves and sizes the window.
 */
void
hall_screen_place (HallScreen *self, int x, int y, int width, int height)
{
  g_autofree char *left = g_strdup_printf ("%d", x);
  g_autofree char *top = g_strdup_printf ("%d", y);
  g_autofree char *wide = g_strdup_printf ("%d", width);
  g_autofree char *high = g_strdup_printf ("%d", height);

  must ("xdotool windowsize", RUN ("xdotool", "windowsize", self->window, wide, high));
  must ("xdotool windowmove", RUN ("xdotool", "windowmove", self->window, left, top));
}

/**
 * hall_screen_press:
 * @self: a screen
 * @name: the accessible name of a control, or a glob
 *
 * Does the control's action, as a screen reader would.
 */
void
hall_screen_press (HallScreen *self, const char *name)
{
  g_autoptr (AtspiAccessible) control = find (self, name, TRUE);
  g_autoptr (AtspiAction) action = atspi_accessible_get_action_iface (control);

  if (action == NULL || !atspi_action_do_action (action, 0, NULL))
    g_error ("“%s” cannot be pressed", name);
}

/**
 * hall_screen_click:
 * @self: a screen
 * @name: the accessible name of a control, or a glob
 *
 * Clicks in the middle of the control with the mouse.
 */
void
hall_screen_click (HallScreen *self, const char *name)
{
  g_autoptr (AtspiAccessible) control = find (self, name, TRUE);
  g_autoptr (AtspiComponent) component = atspi_accessible_get_component_iface (control);
  g_autofree AtspiRect *box = NULL;
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;

  g_assert_nonnull (component);
  box = atspi_component_get_extents (component, ATSPI_COORD_TYPE_WINDOW, NULL);
  g_assert_nonnull (box);
  x = g_strdup_printf ("%d", box->x + box->width / 2);
  y = g_strdup_printf ("%d", box->y + box->height / 2);
  to_front (self);
  must ("xdotool click",
        RUN ("xdotool", "mousemove", "--sync", "--window", self->window, x, y, "click", "1"));
}

/**
 * hall_screen_put:
 * @self: a screen
 * @name: the accessible name of a text field, or a glob
 * @text: what it is to hold
 *
 * Sets the text of a field.
 */
void
hall_screen_put (HallScreen *self, const char *name, const char *text)
{
  g_autoptr (AtspiAccessible) field = find (self, name, TRUE);
  g_autoptr (AtspiEditableText) editable = atspi_accessible_get_editable_text_iface (field);

  if (editable == NULL || !atspi_editable_text_set_text_contents (editable, text, NULL))
    g_error ("“%s” does not take text", name);
}

/**
 * hall_screen_key:
 * @self: a screen
 * @keys: a key with its modifiers, such as "F8" or "ctrl+l"
 *
 * Presses a key in the screen's window.
 */
void
hall_screen_key (HallScreen *self, const char *keys)
{
  to_front (self);
  must ("xdotool key", RUN ("xdotool", "key", "--clearmodifiers", keys));
}

/**
 * hall_screen_type:
 * @self: a screen
 * @text: what to type
 *
 * Types into what has the focus.
 */
void
hall_screen_type (HallScreen *self, const char *text)
{
  to_front (self);
  must ("xdotool type", RUN ("xdotool", "type", "--delay", "15", text));
}

/**
 * hall_screen_shot:
 * @self: a screen
 * @file: a PNG file
 *
 * Leaves a picture of the window.
 */
void
hall_screen_shot (HallScreen *self, const char *file)
{
  to_front (self);
  /* Two frames and the end of most transitions: a picture of movement is of no use. */
  g_usleep (600 * G_TIME_SPAN_MILLISECOND);
  must ("import", RUN ("import", "-window", self->window, file));
}
