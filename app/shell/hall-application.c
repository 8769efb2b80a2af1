/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-application.h"

#include <glib/gi18n.h>

#include "hall-address.h"
#include "hall-config.h"
#include "hall-error.h"
#include "hall-first-run-window.h"
#include "hall-password-dialog.h"
#include "hall-password.h"
#include "hall-settings.h"
#include "hall-shell.h"
#include "hall-shell-resources.h"
#include "hall-surfaces.h"
#include "hall-trouble-window.h"

#define SLOW_MS 400      /* a hall that answers by then is shown without a word about the connection */
#define TRY_AGAIN_S 2    /* a server that did not answer: twice as long each time, */
#define TRY_AGAIN_MAX 30 /* at most so many seconds */

/*
 * One process shows one surface of one hall. The application opens the hall, and puts on screen what the
 * answer asks for: the surface, the first-run cards, or a page that says why the hall cannot be opened and
 * what to do. A server that does not answer is waited for: the surface stands there meanwhile and says so.
 */
struct _HallApplication {
  AdwApplication parent_instance;

  char *surface;
  char *address;
  char *station;  /* (nullable) */
  gint64 counter; /* 0 none */

  HallStore *store;         /* (owned) (nullable) the hall being opened or open */
  GtkWindow *window;        /* (unowned) (nullable) what is on screen; the application's list holds it */
  GtkCssProvider *contrast; /* (owned) (nullable) */

  /* Opening the hall. */
  GCancellable *opening; /* (owned) (nullable) of the store above */
  gboolean shown;        /* the surface of the store above is on screen */
  gboolean asking;       /* for a password */
  gboolean asked;        /* one was given */
  guint slow_id;
  guint retry_id;
  int pause_s;     /* before the next try */
  gint64 next_try; /* monotonic µs, 0 while it is being tried */
  char *trouble;   /* (owned) (nullable) why the last try failed */
};

G_DEFINE_FINAL_TYPE (HallApplication, hall_application, ADW_TYPE_APPLICATION)

static void try_open (HallApplication *self);

/* Shows @window in place of the one before it. The new one comes first, so that the process never lacks one.
 */
static void
show_window (HallApplication *self, GtkWindow *window)
{
  GtkWindow *before = self->window;

  self->window = window;
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *)&self->window);
  gtk_window_present (window);
  if (before != NULL) {
    g_object_remove_weak_pointer (G_OBJECT (before), (gpointer *)&self->window);
    gtk_window_destroy (before);
  }
}

static gboolean
hall_is_absent (HallApplication *self)
{
  return !hall_address_is_server (self->address) && !g_file_test (self->address, G_FILE_TEST_EXISTS);
}

static void
show_surface (HallApplication *self)
{
  HallSurfaceFunc make = hall_surface_find (self->surface);

  if (self->shown)
    return;
  self->shown = TRUE;
  show_window (self, make (ADW_APPLICATION (self), self->store, self->station, self->counter));
}

static void
show_trouble (HallApplication *self, const GError *error)
{
  self->shown = FALSE;
  show_window (self, hall_trouble_window_new (self, self->address, error));
}

/* --- Waiting for a server --- */

static gboolean
on_slow_cb (gpointer data)
{
  HallApplication *self = data;

  self->slow_id = 0;
  show_surface (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_retry_cb (gpointer data)
{
  HallApplication *self = data;

  self->retry_id = 0;
  try_open (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for_server (HallApplication *self, const GError *error)
{
  g_free (self->trouble);
  self->trouble = g_strdup (error->message);
  self->pause_s = CLAMP (2 * self->pause_s, TRY_AGAIN_S, TRY_AGAIN_MAX);
  self->next_try = g_get_monotonic_time () + self->pause_s * G_USEC_PER_SEC;
  self->retry_id = g_timeout_add_seconds ((guint)self->pause_s, on_retry_cb, self);
  show_surface (self);
}

static void
on_password_cb (HallApplication *self, const char *password)
{
  hall_password_set (self->address, password);
  self->asking = FALSE;
  self->asked = TRUE;
  try_open (self);
}

static gboolean
on_given_up_cb (gpointer data)
{
  HallApplication *self = data;
  g_autoptr (GError) error = NULL;

  if (!self->asking)
    return G_SOURCE_REMOVE;
  self->asking = FALSE;
  hall_set_error (&error, HALL_ERROR_FORBIDDEN, NULL, "password", "%s", self->trouble);
  show_trouble (self, error);
  return G_SOURCE_REMOVE;
}

/* The window under the dialog goes, and the dialog with it: not while it is closing. */
static void
on_no_password_cb (HallApplication *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_given_up_cb, g_object_ref (self), g_object_unref);
}

static void
ask_password (HallApplication *self, const GError *error)
{
  HallPasswordDialog *dialog;

  g_free (self->trouble);
  self->trouble = g_strdup (error->message);
  self->asking = TRUE;
  show_surface (self);
  dialog = hall_password_dialog_new (self->window, self->address, self->asked);
  g_signal_connect_object (dialog, "given", G_CALLBACK (on_password_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "given-up", G_CALLBACK (on_no_password_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
take_failure (HallApplication *self, const GError *error)
{
  const gboolean server = hall_address_is_server (self->address);

  if (server && hall_shell_error_passes (error)) {
    wait_for_server (self, error);
  } else if (server && g_error_matches (error, HALL_ERROR, HALL_ERROR_FORBIDDEN)
             && g_strcmp0 (hall_error_get_field (error), "password") == 0) {
    ask_password (self, error);
  } else {
    g_warning ("Cannot open the hall: %s", error->message);
    show_trouble (self, error);
  }
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallApplication) self = data;
  g_autoptr (GError) error = NULL;
  const gboolean opened = hall_store_open_finish (HALL_STORE (source), result, &error);

  if (HALL_STORE (source) != self->store) {
    /* Another hall was chosen while this one was asked. */
    hall_store_close (HALL_STORE (source));
  } else {
    g_clear_handle_id (&self->slow_id, g_source_remove);
    if (opened)
      show_surface (self);
    else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      take_failure (self, error);
  }
  g_application_release (G_APPLICATION (self));
}

static void
try_open (HallApplication *self)
{
  self->next_try = 0;
  g_application_hold (G_APPLICATION (self));
  hall_store_open_async (self->store, self->opening, on_opened_cb, g_object_ref (self));
}

/* Lets go of the hall. One that is being asked just now is closed when it has answered: this must not wait.
 */
static void
drop_store (HallApplication *self)
{
  const gboolean asking = self->store != NULL && self->opening != NULL && self->next_try == 0
                          && !hall_store_is_connected (self->store);

  g_clear_handle_id (&self->slow_id, g_source_remove);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  if (self->store != NULL && !asking)
    hall_store_close (self->store);
  g_clear_object (&self->store);
  g_clear_pointer (&self->trouble, g_free);
  self->next_try = 0;
  self->pause_s = 0;
  self->shown = FALSE;
  self->asking = FALSE;
  self->asked = FALSE;
}

static void
show_first_run (HallApplication *self)
{
  g_autofree char *file = hall_address_is_server (self->address) ? hall_settings_get_file ()
                                                                 : g_strdup (self->address);

  show_window (self, hall_first_run_window_new (self, file));
}

static void
on_choose_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  HallApplication *self = data;

  show_first_run (self);
  drop_store (self);
}

/**
 * hall_application_open_hall:
 * @self: the application
 *
 * Opens the hall, or opens it again after a trouble or a first run, and shows what comes of it.
 */
void
hall_application_open_hall (HallApplication *self)
{
  g_autoptr (HallClock) clock = NULL;

  g_return_if_fail (HALL_IS_APPLICATION (self));

  if (hall_is_absent (self)) {
    /* Only the desk sets a hall up: a customer at the kiosk must not be asked to. */
    if (hall_application_can_choose (self)) {
      show_first_run (self);
    } else {
      g_autoptr (GError) error = NULL;
      hall_set_error (&error, HALL_ERROR_NOT_FOUND, NULL, NULL, "%s", self->address);
      show_trouble (self, error);
    }
    return;
  }

  drop_store (self);
  clock = hall_clock_new ();
  self->store = hall_store_new (self->address, clock);
  self->opening = g_cancellable_new ();
  if (hall_address_is_server (self->address))
    self->slow_id = g_timeout_add (SLOW_MS, on_slow_cb, self);
  try_open (self);
}

/**
 * hall_application_join:
 * @self: the application
 * @address: the hall this PC belongs to from now on
 *
 * Remembers a hall and opens it.
 */
void
hall_application_join (HallApplication *self, const char *address)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (HALL_IS_APPLICATION (self) && address != NULL);

  if (!hall_settings_set_hall (address, &error))
    g_warning ("The hall is not remembered: %s", error->message);
  if (address != self->address) {
    g_free (self->address);
    self->address = g_strdup (address);
  }
  hall_application_open_hall (self);
}

/**
 * hall_application_can_choose:
 * @self: the application
 *
 * Returns: whether the one who sits here may choose another hall: at a desk, not on a public screen
 */
gboolean
hall_application_can_choose (HallApplication *self)
{
  g_return_val_if_fail (HALL_IS_APPLICATION (self), FALSE);

  return g_str_equal (self->surface, "desk") || g_str_equal (self->surface, "lead");
}

/**
 * hall_application_get_next_try:
 * @self: the application
 *
 * Returns: when a server that did not answer is asked again, monotonic µs; 0 when it is being asked or stands
 */
gint64
hall_application_get_next_try (HallApplication *self)
{
  g_return_val_if_fail (HALL_IS_APPLICATION (self), 0);

  return self->next_try;
}

/**
 * hall_application_is_asking:
 * @self: the application
 *
 * Returns: whether it waits for somebody to give the password of this PC
 */
gboolean
hall_application_is_asking (HallApplication *self)
{
  g_return_val_if_fail (HALL_IS_APPLICATION (self), FALSE);

  return self->asking;
}

/**
 * hall_application_get_trouble:
 * @self: the application
 *
 * Returns: (transfer none) (nullable): why the hall could not be opened the last time, for the one who mends
 * it
 */
const char *
hall_application_get_trouble (HallApplication *self)
{
  g_return_val_if_fail (HALL_IS_APPLICATION (self), NULL);

  return self->trouble;
}

/* One after the other: a later file may use and change what an earlier one says. */
static void
load_css (void)
{
  static const char *const files[] = { "desk", "cash", "case-page" };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
    g_autofree char *path = g_strdup_printf ("/org/halldesk/HallDesk/css/%s.css", files[i]);

    gtk_css_provider_load_from_resource (provider, path);
    gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                                GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + i);
  }
}

/* GTK's CSS cannot ask for high contrast here, so that a sheet of its own comes and goes with it. */
static void
on_contrast_cb (AdwStyleManager *style, GParamSpec *pspec, HallApplication *self)
{
  GdkDisplay *display = gdk_display_get_default ();

  if (adw_style_manager_get_high_contrast (style))
    gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (self->contrast),
                                                GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 50);
  else
    gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (self->contrast));
}

static void
follow_contrast (HallApplication *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  self->contrast = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (self->contrast, "/org/halldesk/HallDesk/css/contrast.css");
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (on_contrast_cb), self,
                           G_CONNECT_DEFAULT);
  on_contrast_cb (style, NULL, self);
}

static void
hall_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = { { "choose-hall", on_choose_cb, NULL, NULL, NULL } };

  G_APPLICATION_CLASS (hall_application_parent_class)->startup (application);
  if (hall_application_can_choose (HALL_APPLICATION (application)))
    g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                     application);
  load_css ();
  follow_contrast (HALL_APPLICATION (application));
  gtk_window_set_default_icon_name (HALL_APP_ID);
}

static void
hall_application_activate (GApplication *application)
{
  HallApplication *self = HALL_APPLICATION (application);

  if (self->window != NULL)
    gtk_window_present (self->window);
  else
    hall_application_open_hall (self);
}

static void
hall_application_shutdown (GApplication *application)
{
  HallApplication *self = HALL_APPLICATION (application);

  g_clear_handle_id (&self->slow_id, g_source_remove);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_cancellable_cancel (self->opening);
  if (self->store != NULL)
    hall_store_close (self->store);
  G_APPLICATION_CLASS (hall_application_parent_class)->shutdown (application);
}

static void
hall_application_dispose (GObject *object)
{
  HallApplication *self = HALL_APPLICATION (object);

  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->opening);
  g_clear_object (&self->contrast);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (hall_application_parent_class)->dispose (object);
}

static void
hall_application_finalize (GObject *object)
{
  HallApplication *self = HALL_APPLICATION (object);

  g_free (self->surface);
  g_free (self->address);
  g_free (self->station);
  g_free (self->trouble);
  G_OBJECT_CLASS (hall_application_parent_class)->finalize (object);
}

static void
hall_application_class_init (HallApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = hall_application_dispose;
  object_class->finalize = hall_application_finalize;
  application_class->startup = hall_application_startup;
  application_class->activate = hall_application_activate;
  application_class->shutdown = hall_application_shutdown;
}

static void
hall_application_init (HallApplication *self)
{
}

/**
 * hall_application_new:
 * @surface: one of hall_surface_names()
 * @address: the hall's file or server
 * @station: (nullable): what this workstation is called
 * @counter: the counter it stands at, 0 for none
 *
 * Makes the application. Not unique: a desk, a kiosk and a board may run side by side on one PC.
 *
 * Returns: (transfer full): the application
 */
HallApplication *
hall_application_new (const char *surface, const char *address, const char *station, gint64 counter)
{
  HallApplication *self;

  g_return_val_if_fail (surface != NULL && address != NULL, NULL);

  self = g_object_new (HALL_TYPE_APPLICATION, "application-id", HALL_APP_ID, "flags",
                       G_APPLICATION_NON_UNIQUE, "resource-base-path", "/org/halldesk/HallDesk", NULL);
  self->surface = g_strdup (surface);
  self->address = g_strdup (address);
  self->station = g_strdup (station);
  self->counter = counter;
  return self;
}

/**
 * hall_application_get_store:
 * @self: the application
 *
 * Returns: (transfer none) (nullable): the hall, %NULL before one is open
 */
HallStore *
hall_application_get_store (HallApplication *self)
{
  g_return_val_if_fail (HALL_IS_APPLICATION (self), NULL);

  return self->store;
}

/**
 * hall_application_get_address:
 * @self: the application
 *
 * Returns: (transfer none): where the hall is
 */
const char *
hall_application_get_address (HallApplication *self)
{
  g_return_val_if_fail (HALL_IS_APPLICATION (self), NULL);

  return self->address;
}

/**
 * hall_shell_prepare:
 *
 * What has to stand before GTK starts: the faces for Han characters. Without it Pango fills in a Japanese
 * face where the session's language is not Chinese, and the hall's data is Chinese in any language. Also for
 * tests.
 */
void
hall_shell_prepare (void)
{
  g_setenv ("PANGO_LANGUAGE", "zh-cn", FALSE);
  /* Named here, or the linker leaves the resources of a static library out. */
  g_resources_register (hall_shell_get_resource ());
}

/**
 * hall_shell_run:
 * @surface: the surface to show
 * @address: the hall's file or server
 * @station: (nullable): what this workstation is called
 * @counter: the counter it stands at, 0 for none
 *
 * Shows a surface until its window is closed.
 *
 * Returns: the exit status: 0, 1 when it could not start, 2 when there is no such surface
 */
int
hall_shell_run (const char *surface, const char *address, const char *station, gint64 counter)
{
  g_autoptr (HallApplication) app = NULL;

  g_return_val_if_fail (surface != NULL && address != NULL, 2);

  if (hall_surface_find (surface) == NULL) {
    g_printerr ("halldesk: %s: %s\n", surface, _ ("there is no such surface"));
    return 2;
  }
  hall_shell_prepare ();
  if (!gtk_init_check ()) {
    g_printerr ("halldesk: %s: %s\n", surface, _ ("no display; set DISPLAY or WAYLAND_DISPLAY"));
    return 1;
  }
  app = hall_application_new (surface, address, station, counter);
  return g_application_run (G_APPLICATION (app), 0, NULL);
}
