/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-seat.h"

#include <atspi/atspi-constants.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "hall-place.h"

#define PATIENCE_S 15
#define LOOK_AGAIN_US (50 * G_TIME_SPAN_MILLISECOND)
/* Keys that follow each other faster are a scanner's. */
#define NO_SCANNER_US (80 * G_TIME_SPAN_MILLISECOND)
#define MAX_DEPTH 64
#define MAX_TABS 60

struct _HallScreen {
  HallSeat *seat;       /* (unowned) */
  GSubprocess *program; /* (owned) */
  guint pid;
  char *window; /* (owned) the X window's number */
};

struct _HallSeat {
  char *folder;       /* (owned) gone with the seat */
  char *hall;         /* (owned) the hall's file in it, or its database */
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

/* Names are given as they stand in the source; what is looked for is what the program says for them. */
static void
speak_as_the_program (const char *build)
{
  g_autofree char *catalogues = g_build_filename (build, "po", NULL);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, catalogues);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
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
  speak_as_the_program (build);
  /* The accessibility library warns when a control goes away while it is looked at: that is no failure of
   * ours. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  self->folder = g_dir_make_tmp ("hall-seat-XXXXXX", &error);
  g_assert_no_error (error);
  self->hall = hall_place_new (self->folder, "hall.db");
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
  hall_place_free (self->hall);
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

/* A test that gives up leaves nothing behind. */
static void
end_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
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

  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
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

/**
 * hall_seat_kill:
 * @self: the seat
 * @screen: (transfer full): one of its screens
 *
 * Ends a screen in the middle of what it does, without a word to it: as a power cut does.
 */
void
hall_seat_kill (HallSeat *self, HallScreen *screen)
{
  g_subprocess_send_signal (screen->program, SIGKILL);
  g_subprocess_wait (screen->program, NULL, NULL);
  hall_seat_close (self, screen);
}

/* --- Looking ----------------------------------------------------------------------------------------------
 */

#define ACCESSIBLE "org.a11y.atspi.Accessible"
#define COMPONENT "org.a11y.atspi.Component"
#define REGISTRY "org.a11y.atspi.Registry"
#define ROOT "/org/a11y/atspi/accessible/root"
#define BUS_PATIENCE_MS 5000

/* What the bus says of one object. Everything is asked for at once, and each answer asks on: a whole window
 * takes a fraction of a second, where one question after the other takes many. */
typedef struct _Node Node;
struct _Node {
  Node *parent;        /* (unowned) (nullable) */
  GPtrArray *children; /* (owned) of Node */
  char *bus;
  char *path;
  char *name;   /* (nullable) until it is told */
  guint role;   /* an AtspiRole */
  guint states; /* the first 32 of AtspiStateType */
  int x, y, width, height;
  guint depth;
};

typedef struct {
  GDBusConnection *connection; /* (unowned) */
  guint asked;                 /* answers that are still to come */
} Look;

typedef struct {
  Look *look;
  Node *node;
  void (*told) (Look *look, Node *node, GVariant *answer);
} Question;

static void look_at (Look *look, Node *node);

static Node *
node_new (Node *parent, const char *bus, const char *path)
{
  Node *node = g_new0 (Node, 1);

  node->parent = parent;
  node->children = g_ptr_array_new ();
  node->bus = g_strdup (bus);
  node->path = g_strdup (path);
  node->depth = parent != NULL ? parent->depth + 1 : 0;
  if (parent != NULL)
    g_ptr_array_add (parent->children, node);
  return node;
}

static void
node_free (Node *node)
{
  for (guint i = 0; i < node->children->len; i++)
    node_free (node->children->pdata[i]);
  g_ptr_array_unref (node->children);
  g_free (node->bus);
  g_free (node->path);
  g_free (node->name);
  g_free (node);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Node, node_free)

static GDBusConnection *
get_bus (void)
{
  static GDBusConnection *connection = NULL;
  g_autoptr (GDBusConnection) session = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;
  const char *address;

  if (connection != NULL)
    return connection;
  session = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  answer = g_dbus_connection_call_sync (session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus",
                                        "GetAddress", NULL, G_VARIANT_TYPE ("(s)"), G_DBUS_CALL_FLAGS_NONE,
                                        -1, NULL, &error);
  g_assert_no_error (error);
  g_variant_get (answer, "(&s)", &address);
  connection = g_dbus_connection_new_for_address_sync (
      address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

static void
on_answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Question *question = data;
  /* An object that went away while it was asked simply has nothing to tell. */
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (answer != NULL)
    question->told (question->look, question->node, answer);
  question->look->asked--;
}

static void
ask (Look *look,
     Node *node,
     const char *interface,
     const char *method,
     GVariant *arguments,
     const char *type,
     void (*told) (Look *look, Node *node, GVariant *answer))
{
  Question *question = g_new0 (Question, 1);

  question->look = look;
  question->node = node;
  question->told = told;
  look->asked++;
  g_dbus_connection_call (look->connection, node->bus, node->path, interface, method, arguments,
                          G_VARIANT_TYPE (type), G_DBUS_CALL_FLAGS_NONE, BUS_PATIENCE_MS, NULL, on_answer_cb,
                          question);
}

static void
told_name (Look *look, Node *node, GVariant *answer)
{
  g_autoptr (GVariant) value = NULL;

  g_variant_get (answer, "(v)", &value);
  node->name = g_variant_dup_string (value, NULL);
}

static void
told_role (Look *look, Node *node, GVariant *answer)
{
  g_variant_get (answer, "(u)", &node->role);
}

static void
told_states (Look *look, Node *node, GVariant *answer)
{
  g_autoptr (GVariant) states = g_variant_get_child_value (answer, 0);

  if (g_variant_n_children (states) > 0)
    g_variant_get_child (states, 0, "u", &node->states);
}

static void
told_extents (Look *look, Node *node, GVariant *answer)
{
  g_variant_get (answer, "((iiii))", &node->x, &node->y, &node->width, &node->height);
}

static void
told_children (Look *look, Node *node, GVariant *answer)
{
  g_autoptr (GVariantIter) iter = NULL;
  const char *bus;
  const char *path;

  g_variant_get (answer, "(a(so))", &iter);
  while (node->depth < MAX_DEPTH && g_variant_iter_next (iter, "(&s&o)", &bus, &path))
    look_at (look, node_new (node, bus, path));
}

static void
look_at (Look *look, Node *node)
{
  ask (look, node, "org.freedesktop.DBus.Properties", "Get", g_variant_new ("(ss)", ACCESSIBLE, "Name"),
       "(v)", told_name);
  ask (look, node, ACCESSIBLE, "GetRole", NULL, "(u)", told_role);
  ask (look, node, ACCESSIBLE, "GetState", NULL, "(au)", told_states);
  ask (look, node, COMPONENT, "GetExtents", g_variant_new ("(u)", ATSPI_COORD_TYPE_WINDOW), "((iiii))",
       told_extents);
  ask (look, node, ACCESSIBLE, "GetChildren", NULL, "(a(so))", told_children);
}

static guint
pid_of (const char *bus)
{
  g_autoptr (GVariant) answer = NULL;
  guint pid = 0;

  answer = g_dbus_connection_call_sync (get_bus (), "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                                        g_variant_new ("(s)", bus), G_VARIANT_TYPE ("(u)"),
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  if (answer != NULL)
    g_variant_get (answer, "(u)", &pid);
  return pid;
}

/* All that is on the bus of the screen's program. Returns: (transfer full) (nullable) */
static Node *
look_at_screen (HallScreen *self)
{
  Look look = { .connection = get_bus () };
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariantIter) iter = NULL;
  Node *program = NULL;
  const char *bus;
  const char *path;

  answer = g_dbus_connection_call_sync (look.connection, REGISTRY, ROOT, ACCESSIBLE, "GetChildren", NULL,
                                        G_VARIANT_TYPE ("(a(so))"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  if (answer == NULL)
    return NULL;
  g_variant_get (answer, "(a(so))", &iter);
  while (program == NULL && g_variant_iter_next (iter, "(&s&o)", &bus, &path))
    if (pid_of (bus) == self->pid)
      program = node_new (NULL, bus, path);
  if (program == NULL)
    return NULL;
  look_at (&look, program);
  while (look.asked > 0)
    g_main_context_iteration (NULL, TRUE);
  return program;
}

static gboolean
has_state (Node *node, AtspiStateType state)
{
  return (node->states & 1u << state) != 0;
}

/* GTK 4.8 gives children no SHOWING state; what is on screen has a size. */
static gboolean
is_showing (Node *node)
{
  return node->width > 0 && node->height > 0;
}

/* What is looked for: anything of that name, a control that is not greyed out, the one that has the focus. */
typedef enum { SEEK_ANY, SEEK_READY, SEEK_FOCUSED } Seek;

static gboolean
is_control (Node *node)
{
  static const AtspiRole roles[] = {
    ATSPI_ROLE_PUSH_BUTTON, ATSPI_ROLE_TOGGLE_BUTTON, ATSPI_ROLE_TEXT,        ATSPI_ROLE_ENTRY,
    ATSPI_ROLE_CHECK_BOX,   ATSPI_ROLE_COMBO_BOX,     ATSPI_ROLE_SPIN_BUTTON, ATSPI_ROLE_RADIO_BUTTON,
    ATSPI_ROLE_SLIDER,      ATSPI_ROLE_PASSWORD_TEXT,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    if (node->role == roles[i])
      return TRUE;
  return FALSE;
}

static gboolean
is_sought (Node *node, const char *name, Seek seek)
{
  if (node->depth == 0 || node->name == NULL || !g_pattern_match_simple (name, node->name)
      || !is_showing (node))
    return FALSE;
  if (seek == SEEK_READY)
    return is_control (node) && has_state (node, ATSPI_STATE_SENSITIVE);
  if (seek == SEEK_FOCUSED)
    return is_control (node) && has_state (node, ATSPI_STATE_FOCUSED);
  return TRUE;
}

static Node *
seek_in (Node *node, const char *name, Seek seek)
{
  if (is_sought (node, name, seek))
    return node;
  for (guint i = 0; i < node->children->len; i++) {
    Node *found = seek_in (node->children->pdata[i], name, seek);

    if (found != NULL)
      return found;
  }
  return NULL;
}

/* What the program says for a name of the source; a star at its end stays. Returns: (transfer full) */
static char *
in_its_words (const char *name)
{
  g_autofree char *stem = g_strdup (name);
  gboolean star = g_str_has_suffix (name, "*");

  if (star)
    stem[strlen (stem) - 1] = '\0';
  return g_strconcat (*stem != '\0' ? g_dpgettext (GETTEXT_PACKAGE, stem, 0) : "", star ? "*" : NULL, NULL);
}

/* A copy of the first node that is looked for, without its children. Returns: (transfer full) (nullable) */
static Node *
look (HallScreen *self, const char *name, Seek seek)
{
  g_autoptr (Node) program = look_at_screen (self);
  g_autofree char *said = in_its_words (name);
  Node *found = program != NULL ? seek_in (program, said, seek) : NULL;
  Node *copy = NULL;

  if (found != NULL) {
    copy = node_new (NULL, found->bus, found->path);
    copy->x = found->x;
    copy->y = found->y;
    copy->width = found->width;
    copy->height = found->height;
  }
  return copy;
}

/* Ends the test, with what was on screen: as text here, as a picture beside what was built. */
static void
give_up (HallScreen *self, const char *why, const char *name)
{
  g_autofree char *tree = hall_screen_tree (self);
  g_autofree char *picture = g_build_filename (g_getenv ("HALL_BUILD_DIR"), "journey-failed.png", NULL);

  g_free (RUN ("import", "-window", "root", picture));
  g_error ("“%s”: %s; there is:\n%s", name, why, tree);
}

static Node *
find (HallScreen *self, const char *name, Seek seek)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_S * G_TIME_SPAN_SECOND;

  while (g_get_monotonic_time () < until) {
    Node *found = look (self, name, seek);

    if (found != NULL)
      return found;
    g_usleep (LOOK_AGAIN_US);
  }
  give_up (self, "nothing is named so and ready", name);
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
    g_autoptr (Node) found = look (self, name, SEEK_ANY);

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
  node_free (find (self, name, SEEK_ANY));
}

/**
 * hall_screen_wait_ready:
 * @self: a screen
 * @name: the accessible name of a control, or a glob
 *
 * Waits until it is on screen and is not greyed out.
 */
void
hall_screen_wait_ready (HallScreen *self, const char *name)
{
  node_free (find (self, name, SEEK_READY));
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

static void
write_tree (Node *node, GString *tree)
{
  if (node->name != NULL && node->name[0] != '\0' && is_showing (node))
    g_string_append_printf (tree, "%*s%u “%s”%s\n", (int)node->depth * 2, "", node->role, node->name,
                            has_state (node, ATSPI_STATE_FOCUSED)     ? " (focus)"
                            : has_state (node, ATSPI_STATE_SENSITIVE) ? ""
                                                                      : " (grey)");
  for (guint i = 0; i < node->children->len; i++)
    write_tree (node->children->pdata[i], tree);
}

/**
 * hall_screen_tree:
 * @self: a screen
 *
 * Returns: (transfer full): what is on screen that has a name, a line each, its role as a number first
 */
char *
hall_screen_tree (HallScreen *self)
{
  g_autoptr (Node) program = look_at_screen (self);
  GString *tree = g_string_new (NULL);

  if (program != NULL)
    write_tree (program, tree);
  return g_string_free (tree, FALSE);
}

/* GTK 4.8 gives a control that has no name that of its type. */
static gboolean
says_nothing (const char *name)
{
  return name == NULL || name[0] == '\0' || g_str_has_prefix (name, "Gtk") || g_str_has_prefix (name, "Adw")
         || (g_str_has_prefix (name, "Hall") && strchr (name, ' ') == NULL);
}

/* The eye in a password field is GTK's own and has no name that could be set. */
static gboolean
is_inside_text (Node *node)
{
  for (Node *at = node->parent; at != NULL; at = at->parent)
    if (at->role == ATSPI_ROLE_TEXT || at->role == ATSPI_ROLE_PASSWORD_TEXT || at->role == ATSPI_ROLE_ENTRY)
      return TRUE;
  return FALSE;
}

static void
write_unnamed (Node *node, GString *bad)
{

  if (is_control (node) && says_nothing (node->name) && is_showing (node) && !is_inside_text (node))
    g_string_append_printf (
        bad, "role %u, “%s” in “%s” at %d,%d\n", node->role, node->name != NULL ? node->name : "",
        node->parent != NULL && node->parent->name != NULL ? node->parent->name : "", node->x, node->y);
  for (guint i = 0; i < node->children->len; i++)
    write_unnamed (node->children->pdata[i], bad);
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
  g_autoptr (Node) program = look_at_screen (self);
  GString *bad = g_string_new (NULL);

  g_assert_nonnull (program);
  write_unnamed (program, bad);
  return g_string_free (bad, FALSE);
}

/* --- Doing ------------------------------------------------------------------------------------------------
 */

/* Where a dialog of the screen is in front, that is where keys go: the window below cannot be activated. */
static void
to_front (HallScreen *self)
{
  g_autofree char *pid = RUN ("xdotool", "getactivewindow", "getwindowpid");

  if (pid != NULL && g_ascii_strtoull (pid, NULL, 10) == self->pid)
    return;
  must ("xdotool windowactivate", RUN ("xdotool", "windowactivate", "--sync", self->window));
}

static gboolean
do_on (Node *node, const char *interface, const char *method, GVariant *arguments)
{
  g_autoptr (GVariant) answer = NULL;
  gboolean done = FALSE;

  answer = g_dbus_connection_call_sync (get_bus (), node->bus, node->path, interface, method, arguments,
                                        G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NONE, BUS_PATIENCE_MS, NULL,
                                        NULL);
  if (answer != NULL)
    g_variant_get (answer, "(b)", &done);
  return done;
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
  g_autoptr (Node) control = find (self, name, SEEK_READY);

  if (!do_on (control, "org.a11y.atspi.Action", "DoAction", g_variant_new ("(i)", 0)))
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
  g_autoptr (Node) box = find (self, name, SEEK_READY);
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;

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
  g_autoptr (Node) field = find (self, name, SEEK_READY);

  if (!do_on (field, "org.a11y.atspi.EditableText", "SetTextContents", g_variant_new ("(s)", text)))
    g_error ("“%s” does not take text", name);
}

/**
 * hall_screen_text:
 * @self: a screen
 * @name: the accessible name of a text field, or a glob
 *
 * Returns: (transfer full): what it holds
 */
char *
hall_screen_text (HallScreen *self, const char *name)
{
  g_autoptr (Node) field = find (self, name, SEEK_READY);
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
      get_bus (), field->bus, field->path, "org.a11y.atspi.Text", "GetText", g_variant_new ("(ii)", 0, -1),
      G_VARIANT_TYPE ("(s)"), G_DBUS_CALL_FLAGS_NONE, BUS_PATIENCE_MS, NULL, NULL);
  char *text = NULL;

  if (answer == NULL)
    g_error ("“%s” has no text", name);
  g_variant_get (answer, "(s)", &text);
  return text;
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
  g_usleep (NO_SCANNER_US);
  must ("xdotool key", RUN ("xdotool", "key", "--clearmodifiers", keys));
}

/**
 * hall_screen_tab_to:
 * @self: a screen
 * @name: the accessible name of a control, or a glob
 *
 * Presses Tab until the control has the focus, as somebody without a mouse does.
 */
void
hall_screen_tab_to (HallScreen *self, const char *name)
{
  node_free (find (self, name, SEEK_READY));
  for (guint i = 0; i < MAX_TABS; i++) {
    g_autoptr (Node) found = look (self, name, SEEK_FOCUSED);

    if (found != NULL)
      return;
    hall_screen_key (self, "Tab");
    g_usleep (LOOK_AGAIN_US);
  }
  give_up (self, "Tab does not lead to it", name);
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
