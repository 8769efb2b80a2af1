/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-admin-window.h"

#include <glib/gi18n-lib.h>

#include "hall-calendar-page.h"
#include "hall-connection-banner.h"
#include "hall-knowledge-page.h"
#include "hall-lock-page.h"
#include "hall-pill.h"
#include "hall-prices-page.h"
#include "hall-shell.h"
#include "hall-sign-in-page.h"
#include "hall-staff-window.h"

/*
 * The administrator's screen: what the hall works by, changed in place. Each part is a page of its own; this
 * window knows who looks at it, and locks when nobody does.
 */
struct _HallAdminWindow {
  AdwApplicationWindow parent_instance;

  GtkStack *face; /* sign-in, work, lock */
  GtkWidget *watermark;
  HallSignInPage *sign_in_page;
  HallLockPage *lock_page;
  AdwAvatar *avatar;
  GtkLabel *staff_label;
  HallPill *practice_pill;
  HallConnectionBanner *sign_in_connection; /* each face has its own under its head */
  HallConnectionBanner *connection;
  HallConnectionBanner *lock_connection;
  GtkToggleButton *knowledge_tab;
  GtkToggleButton *prices_tab;
  GtkToggleButton *calendar_tab;
  GtkStack *body; /* knowledge, prices, calendar */
  HallKnowledgePage *knowledge_page;
  HallPricesPage *prices_page;
  HallCalendarPage *calendar_page;

  HallStore *store; /* (owned) (nullable) only in tests without one */
  char *station;    /* (nullable) */
  char *staff;      /* (nullable) signed in */
  char *staff_name; /* (nullable) */
  HallInfo *info;   /* (owned) (nullable) */
  HallCaseContext context;
  GCancellable *work; /* (owned) */
  guint tick_id;      /* source: once a second */
  gint64 last_input;  /* monotonic µs */
};

G_DEFINE_FINAL_TYPE (HallAdminWindow, hall_admin_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_face (HallAdminWindow *self, const char *face)
{
  gtk_stack_set_visible_child_name (self->face, face);
  if (g_str_equal (face, "sign-in"))
    hall_sign_in_page_focus (self->sign_in_page);
  else if (g_str_equal (face, "lock"))
    hall_lock_page_focus (self->lock_page);
  else if (g_strcmp0 (gtk_stack_get_visible_child_name (self->body), "calendar") == 0)
    hall_calendar_page_focus (self->calendar_page);
  else if (g_strcmp0 (gtk_stack_get_visible_child_name (self->body), "prices") == 0)
    hall_prices_page_focus (self->prices_page);
  else
    hall_knowledge_page_focus (self->knowledge_page);
}

static gboolean
shows (HallAdminWindow *self, const char *face)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->face), face) == 0;
}

static void
share_context (HallAdminWindow *self)
{
  self->context = (HallCaseContext){
    .store = self->store,
    .staff = self->staff,
    .station = self->station,
    .roles = self->staff != NULL ? HALL_ROLE_ADMIN : HALL_ROLE_NONE,
    .now = hall_shell_now (self->store),
  };
  hall_knowledge_page_set_context (self->knowledge_page, &self->context);
  hall_prices_page_set_context (self->prices_page, &self->context);
  hall_calendar_page_set_context (self->calendar_page, &self->context);
}

/* --- The hall --- */

static void
on_info_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallAdminWindow) self = data;
  HallInfo *info = hall_store_read_finish (HALL_STORE (source), result, NULL);

  if (info == NULL)
    return;
  hall_info_free (self->info);
  self->info = info;
  hall_pill_set (self->practice_pill, "warn", NULL, info->practice ? _ ("Practice") : NULL);
  gtk_widget_set_visible (self->watermark, info->practice);
}

static void
read_info (HallAdminWindow *self)
{
  hall_store_read_async (self->store, (HallReadFunc)hall_info_read, NULL, hall_info_free, self->work,
                         on_info_cb, g_object_ref (self));
}

/* --- Who looks --- */

static void
lock (HallAdminWindow *self)
{
  if (self->staff == NULL)
    return;
  hall_staff_window_close_dialogs (GTK_WINDOW (self));
  hall_lock_page_set_person (self->lock_page, self->store, self->staff, self->staff_name, 0, self->station);
  hall_lock_page_set_ticket (self->lock_page, NULL);
  show_face (self, "lock");
}

static gboolean
on_tick_cb (gpointer data)
{
  HallAdminWindow *self = data;
  gint64 limit = self->info != NULL ? self->info->idle_lock_s * G_USEC_PER_SEC : 0;

  if (limit > 0 && shows (self, "work") && g_get_monotonic_time () - self->last_input >= limit)
    lock (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_input_cb (HallAdminWindow *self, GdkEvent *event)
{
  self->last_input = g_get_monotonic_time ();
  return GDK_EVENT_PROPAGATE;
}

static void
watch_input (HallAdminWindow *self)
{
  GtkEventController *input = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (input, GTK_PHASE_CAPTURE);
  g_signal_connect_object (input, "event", G_CALLBACK (on_input_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), input);
}

/**
 * hall_admin_window_set_person:
 * @self: the window
 * @staff: (nullable): who is signed in now; %NULL for nobody
 * @name: (nullable): their name
 *
 * Takes over from the sign-in page, or goes back to it.
 */
void
hall_admin_window_set_person (HallAdminWindow *self, const char *staff, const char *name)
{
  g_autofree char *label = NULL;
  char *before = self->staff;

  g_return_if_fail (HALL_IS_ADMIN_WINDOW (self));

  self->staff = g_strdup (staff);
  g_free (self->staff_name);
  self->staff_name = g_strdup (name);
  self->last_input = g_get_monotonic_time ();
  share_context (self);
  g_free (before);
  if (self->staff == NULL) {
    hall_sign_in_page_set_store (self->sign_in_page, self->store, self->station, 0);
    show_face (self, "sign-in");
    return;
  }
  label = g_strdup_printf ("%s %s", self->staff, self->staff_name != NULL ? self->staff_name : "");
  gtk_label_set_text (self->staff_label, label);
  adw_avatar_set_text (self->avatar, self->staff_name);
  read_info (self);
  show_face (self, "work");
}

static void
on_signed_in_cb (HallAdminWindow *self, const char *staff, const char *name, gint64 counter)
{
  hall_admin_window_set_person (self, staff, name);
}

static void
on_unlocked_cb (HallAdminWindow *self)
{
  self->last_input = g_get_monotonic_time ();
  show_face (self, "work");
}

static void
on_lock_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  lock (HALL_ADMIN_WINDOW (widget));
}

static void
on_sign_out_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hall_admin_window_set_person (HALL_ADMIN_WINDOW (widget), NULL, NULL);
}

/* --- Tabs --- */

static void
set_tab (HallAdminWindow *self, const char *tab)
{
  gtk_stack_set_visible_child_name (self->body, tab);
  gtk_toggle_button_set_active (self->knowledge_tab, g_str_equal (tab, "knowledge"));
  gtk_toggle_button_set_active (self->prices_tab, g_str_equal (tab, "prices"));
  gtk_toggle_button_set_active (self->calendar_tab, g_str_equal (tab, "calendar"));
  if (shows (self, "work"))
    show_face (self, "work");
}

static void
on_tab_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (shows (HALL_ADMIN_WINDOW (widget), "work"))
    set_tab (HALL_ADMIN_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
on_tab_clicked_cb (HallAdminWindow *self, GtkToggleButton *tab)
{
  set_tab (self, tab == self->knowledge_tab ? "knowledge" : tab == self->prices_tab ? "prices" : "calendar");
}

/* --- Life --- */

static void
hall_admin_window_dispose (GObject *object)
{
  HallAdminWindow *self = HALL_ADMIN_WINDOW (object);

  g_cancellable_cancel (self->work);
  g_clear_object (&self->work);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_ADMIN_WINDOW);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (hall_admin_window_parent_class)->dispose (object);
}

static void
hall_admin_window_finalize (GObject *object)
{
  HallAdminWindow *self = HALL_ADMIN_WINDOW (object);

  hall_info_free (self->info);
  g_free (self->station);
  g_free (self->staff);
  g_free (self->staff_name);
  G_OBJECT_CLASS (hall_admin_window_parent_class)->finalize (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HallAdminWindow, child)

static void
hall_admin_window_class_init (HallAdminWindowClass *klass)
{
  const GType types[] = { HALL_TYPE_CALENDAR_PAGE,  HALL_TYPE_CONNECTION_BANNER,
                          HALL_TYPE_KNOWLEDGE_PAGE, HALL_TYPE_LOCK_PAGE,
                          HALL_TYPE_PILL,           HALL_TYPE_PRICES_PAGE,
                          HALL_TYPE_SIGN_IN_PAGE };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_admin_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_admin_window_finalize;
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    g_type_ensure (types[i]);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-admin-window.ui");
  BIND (face);
  BIND (watermark);
  BIND (sign_in_page);
  BIND (lock_page);
  BIND (avatar);
  BIND (staff_label);
  BIND (practice_pill);
  BIND (sign_in_connection);
  BIND (connection);
  BIND (lock_connection);
  BIND (knowledge_tab);
  BIND (prices_tab);
  BIND (calendar_tab);
  BIND (body);
  BIND (knowledge_page);
  BIND (prices_page);
  BIND (calendar_page);
  gtk_widget_class_bind_template_callback (widget_class, on_signed_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_unlocked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_tab_clicked_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_realize_cb",
                                                G_CALLBACK (hall_staff_window_fit));
  gtk_widget_class_install_action (widget_class, "admin.lock", NULL, on_lock_cb);
  gtk_widget_class_install_action (widget_class, "admin.sign-out", NULL, on_sign_out_cb);
  gtk_widget_class_install_action (widget_class, "admin.tab", "s", on_tab_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_CONTROL_MASK, "admin.lock", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, GDK_ALT_MASK, "admin.tab", "s", "knowledge");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_2, GDK_ALT_MASK, "admin.tab", "s", "prices");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_3, GDK_ALT_MASK, "admin.tab", "s", "calendar");
}

static void
hall_admin_window_init (HallAdminWindow *self)
{
  self->work = g_cancellable_new ();
  self->last_input = g_get_monotonic_time ();
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_sign_in_page_set_role (self->sign_in_page, HALL_ROLE_ADMIN);
  set_tab (self, "knowledge");
  watch_input (self);
}

/**
 * hall_admin_window_new:
 * @app: (nullable): the application
 * @store: the hall, open
 * @station: (nullable): what this workstation is called
 * @counter: not used: an administrator sits at no counter
 *
 * Makes the administrator's window, at its sign-in page.
 *
 * Returns: (transfer none): a new window
 */
GtkWindow *
hall_admin_window_new (AdwApplication *app, HallStore *store, const char *station, gint64 counter)
{
  HallAdminWindow *self;

  g_return_val_if_fail (HALL_IS_STORE (store), NULL);

  self = g_object_new (HALL_TYPE_ADMIN_WINDOW, "application", app, NULL);
  self->station = g_strdup (station);
  self->store = g_object_ref (store);
  hall_connection_banner_set_store (self->sign_in_connection, store);
  hall_connection_banner_set_store (self->connection, store);
  hall_connection_banner_set_store (self->lock_connection, store);
  self->tick_id = g_timeout_add_seconds (1, on_tick_cb, self);
  hall_admin_window_set_person (self, NULL, NULL);
  return GTK_WINDOW (self);
}
