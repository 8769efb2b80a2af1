/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-desk-window.h"

#include <glib/gi18n.h>

#include "hall-desk-window-private.h"
#include "hall-scan.h"
#include "hall-shell.h"
#include "hall-staff-window.h"

/*
 * The counter desk: its life, who sits here and what it reads. How that is shown is in hall-desk-show.c, what
 * to say in hall-desk-phrases.c, what covers it in hall-desk-faces.c, what a clerk does here in
 * hall-desk-actions.c, the keys in hall-desk-keys.c.
 */

G_DEFINE_FINAL_TYPE (HallDeskWindow, hall_desk_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- Where the desk is --- */

/**
 * hall_desk_window_get_state:
 * @self: the desk
 *
 * Returns: where the desk is in a visit, from what was read last
 */
HallDeskState
hall_desk_window_get_state (HallDeskWindow *self)
{
  const HallDeskView *view;

  g_return_val_if_fail (HALL_IS_DESK_WINDOW (self), HALL_DESK_SIGNED_OUT);

  view = self->view;
  if (view == NULL || self->staff == NULL)
    return HALL_DESK_SIGNED_OUT;
  if (g_strcmp0 (view->duty, "paused") == 0)
    return HALL_DESK_PAUSED;
  if (g_strcmp0 (view->duty, "open") != 0)
    return HALL_DESK_CLOSED;
  if (view->current == NULL)
    return HALL_DESK_IDLE;
  return view->current->state == HALL_TICKET_CALLED ? HALL_DESK_CALLED : HALL_DESK_SERVING;
}

/* --- Reading --- */

static void
show_fault (HallDeskWindow *self, const char *text)
{
  if (text != NULL)
    gtk_label_set_text (self->fault_label, text);
  gtk_revealer_set_reveal_child (self->fault_revealer, text != NULL);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallDeskWindow) self = data;
  g_autoptr (GError) error = NULL;
  HallDeskView *view = hall_store_read_finish (HALL_STORE (source), result, &error);

  self->reading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (view != NULL) {
    show_fault (self, NULL);
    if (self->staff == NULL) {
      hall_desk_view_free (view);
      return;
    }
    hall_desk_window_take_view (self, view);
  } else if (!hall_shell_error_passes (error)) {
    /* That the hall is away the connection's own banner says; what was read last stays. */
    g_autofree char *text = hall_shell_error_text (error);

    show_fault (self, text);
  }
  if (self->read_again)
    hall_desk_window_read (self);
}

void
hall_desk_window_read (HallDeskWindow *self)
{
  if (self->staff == NULL || self->store == NULL)
    return;
  if (self->reading) {
    self->read_again = TRUE;
    return;
  }
  self->reading = TRUE;
  self->read_again = FALSE;
  hall_store_read_async (self->store, (HallReadFunc)hall_desk_view_read,
                         hall_desk_params (self->counter, self->staff), hall_desk_view_free, self->work,
                         on_read_cb, g_object_ref (self));
}

static gboolean
on_read_idle_cb (gpointer data)
{
  HallDeskWindow *self = data;

  self->read_id = 0;
  hall_desk_window_read (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (HallDeskWindow *self, guint topics)
{
  /* Money and papers stand in the story of a case as well. */
  self->file_stale = self->file_stale || (topics & ~(HALL_TOPIC_CALLS | HALL_TOPIC_TICKETS)) != 0;
  if (self->read_id == 0)
    self->read_id = g_idle_add (on_read_idle_cb, self);
}

static void
update_connection (HallDeskWindow *self)
{
  const gboolean connected = self->store != NULL && hall_store_is_connected (self->store);

  gtk_label_set_text (self->connection_label, connected ? _ ("Connected") : _ ("Not connected"));
  gtk_image_set_from_icon_name (self->connection_icon,
                                connected ? "network-wired-symbolic" : "network-offline-symbolic");
  if (connected)
    gtk_widget_remove_css_class (GTK_WIDGET (self->connection_label), "bad-text");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->connection_label), "bad-text");
  hall_desk_window_update_actions (self);
  if (connected)
    hall_desk_window_read (self);
}

/* --- Time --- */

/**
 * hall_desk_window_tick:
 * @self: the desk
 * @now_us: the hall's time, µs since the epoch
 *
 * Moves all clocks.
 */
void
hall_desk_window_tick (HallDeskWindow *self, gint64 now_us)
{
  g_autofree char *clock = NULL;

  g_return_if_fail (HALL_IS_DESK_WINDOW (self));

  self->now = now_us;
  clock = hall_shell_time (now_us, "%H:%M");
  gtk_label_set_text (self->clock_label, clock);
  hall_desk_sidebar_tick (self->sidebar, now_us);
  hall_timer_label_tick (self->idle_timer, now_us);
  switch (hall_desk_window_get_state (self)) {
  case HALL_DESK_IDLE:
    hall_idle_page_tick (self->idle_page, now_us);
    break;
  case HALL_DESK_PAUSED:
    hall_paused_page_tick (self->paused_page, now_us);
    break;
  case HALL_DESK_CALLED:
    hall_called_page_tick (self->called_page, now_us);
    hall_customer_bar_tick (self->customer, now_us);
    break;
  case HALL_DESK_SERVING:
    hall_customer_bar_tick (self->customer, now_us);
    break;
  default:
    break;
  }
}

static gboolean
on_tick_cb (gpointer data)
{
  HallDeskWindow *self = data;

  hall_desk_window_tick (self, hall_shell_now (self->store));
  hall_desk_window_lock_when_idle (self);
  return G_SOURCE_CONTINUE;
}

/* --- Who sits here --- */

static void
drop_papers (HallDeskWindow *self)
{
  adw_bin_set_child (self->papers_place, NULL);
  self->papers_button = NULL;
  if (self->spooler != NULL)
    hall_spooler_stop (self->spooler);
  g_clear_object (&self->spooler);
}

static void
make_papers (HallDeskWindow *self)
{
  g_autofree char *place = g_strdup_printf ("counter-%d", (int)self->counter);
  GtkWidget *button;

  self->spooler = hall_spooler_new (self->store, place, self->station);
  button = hall_papers_button_new (self->store, self->spooler);
  self->papers_button = HALL_PAPERS_BUTTON (button);
  adw_bin_set_child (self->papers_place, button);
  g_signal_connect_object (self->papers_banner, "details", G_CALLBACK (hall_papers_button_popup), button,
                           G_CONNECT_SWAPPED);
}

static void
on_decided_cb (HallDeskWindow *self, const char *text)
{
  hall_shell_say (GTK_WIDGET (self->toasts), text);
}

static void
drop_requests (HallDeskWindow *self)
{
  if (self->requests != NULL)
    hall_request_watch_stop (self->requests);
  g_clear_object (&self->requests);
}

/* What the lead decided is said here, whatever the clerk does by then. */
static void
watch_requests (HallDeskWindow *self)
{
  drop_requests (self);
  if (self->store == NULL || self->staff == NULL)
    return;
  self->requests = hall_request_watch_new (self->store, self->staff);
  g_signal_connect_object (self->requests, "decided", G_CALLBACK (on_decided_cb), self, G_CONNECT_SWAPPED);
}

/**
 * hall_desk_window_set_person:
 * @self: the desk
 * @staff: (nullable): who is signed in now; %NULL for nobody
 * @name: (nullable): their name
 * @counter: where
 *
 * Takes over from the sign-in page, or goes back to it.
 */
void
hall_desk_window_set_person (HallDeskWindow *self, const char *staff, const char *name, gint64 counter)
{
  if (self->spooler != NULL && (staff == NULL || counter != self->counter))
    drop_papers (self);
  g_free (self->staff);
  g_free (self->staff_name);
  self->staff = g_strdup (staff);
  self->staff_name = g_strdup (name);
  self->counter = counter;
  self->farewell = FALSE;
  self->leaving = FALSE;
  self->guide_open = FALSE;
  self->last_input = g_get_monotonic_time ();
  hall_desk_window_clear_case (self);
  watch_requests (self);
  if (staff == NULL) {
    HallDeskView *before = g_steal_pointer (&self->view);

    hall_desk_window_follow_case (self);
    hall_desk_view_free (before);
    if (self->store != NULL)
      hall_sign_in_page_set_store (self->sign_in_page, self->store, self->station, counter);
    hall_desk_window_show_face (self, "sign-in");
    return;
  }
  if (self->store != NULL && self->spooler == NULL)
    make_papers (self);
  hall_desk_window_read (self);
  hall_desk_window_show_face (self, "desk");
  /* No ring round a control that happens to come first: the keys of the map need no focus. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
}

static void
on_signed_in_cb (HallDeskWindow *self, const char *staff, const char *name, gint64 counter)
{
  hall_desk_window_set_person (self, staff, name, counter);
}

static void
on_unlocked_cb (HallDeskWindow *self)
{
  self->last_input = g_get_monotonic_time ();
  hall_desk_window_show_face (self, "desk");
  hall_desk_window_read (self);
}

/* --- Life --- */

static void
hall_desk_window_dispose (GObject *object)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (object);

  g_cancellable_cancel (self->work);
  g_clear_object (&self->work);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_handle_id (&self->read_id, g_source_remove);
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  drop_requests (self);
  if (self->spooler != NULL)
    hall_spooler_stop (self->spooler);
  g_clear_object (&self->spooler);
  g_clear_weak_pointer (&self->step);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_DESK_WINDOW);
  self->papers_button = NULL;
  hall_desk_window_drop_case_pages (self);
  g_clear_pointer (&self->view, hall_desk_view_free);
  g_clear_pointer (&self->file, hall_case_view_free);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (hall_desk_window_parent_class)->dispose (object);
}

static void
hall_desk_window_finalize (GObject *object)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (object);

  g_free (self->station);
  g_free (self->open_number);
  g_free (self->file_asked);
  g_free (self->staff);
  g_free (self->staff_name);
  G_OBJECT_CLASS (hall_desk_window_parent_class)->finalize (object);
}

static void
ensure_types (void)
{
  const GType types[] = {
    HALL_TYPE_CALLED_PAGE,  HALL_TYPE_CASH_PAGE,       HALL_TYPE_CLOSING_PAGE,
    HALL_TYPE_CUSTOMER_BAR, HALL_TYPE_DESK_SIDEBAR,    HALL_TYPE_GUIDE_PAGE,
    HALL_TYPE_HISTORY_PAGE, HALL_TYPE_IDLE_PAGE,       HALL_TYPE_KEY_BUTTON,
    HALL_TYPE_LOCK_PAGE,    HALL_TYPE_COUNTER_OPENING, HALL_TYPE_PAPERS_BANNER,
    HALL_TYPE_PAUSED_PAGE,  HALL_TYPE_PHRASE_STRIP,    HALL_TYPE_PILL,
    HALL_TYPE_SIGN_IN_PAGE, HALL_TYPE_TIMER_LABEL,     HALL_TYPE_CONNECTION_BANNER,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    g_type_ensure (types[i]);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HallDeskWindow, child)
  BIND (toasts);
  BIND (face);
  BIND (watermark);
  BIND (sign_in_page);
  BIND (lock_page);
  BIND (curtain_button);
  BIND (leaflet);
  BIND (sidebar);
  BIND (main_column);
  BIND (queue_button);
  BIND (avatar);
  BIND (staff_label);
  BIND (duty_dot);
  BIND (duty_label);
  BIND (idle_timer);
  BIND (spinner);
  BIND (practice_pill);
  BIND (papers_place);
  BIND (connection_icon);
  BIND (connection_label);
  BIND (clock_label);
  BIND (sign_in_connection);
  BIND (connection);
  BIND (lock_connection);
  BIND (curtain_connection);
  BIND (fault_revealer);
  BIND (fault_label);
  BIND (papers_banner);
  BIND (opening);
  BIND (idle_page);
  BIND (paused_page);
  BIND (customer);
  BIND (tabs);
  BIND (case_tab);
  BIND (materials_tab);
  BIND (case_badge);
  BIND (materials_badge);
  BIND (looked_up);
  BIND (looked_up_label);
  BIND (looked_up_theirs);
  BIND (case_place);
  BIND (materials_place);
  BIND (cash_tab);
  BIND (history_tab);
  BIND (cash_badge);
  BIND (hold_button);
  BIND (transfer_button);
  BIND (body);
  BIND (called_page);
  BIND (history_page);
  BIND (closing_page);
  BIND (cash_page);
  BIND (guide_page);
  BIND (foot);
  BIND (phrases);
  BIND (finish_box);
  BIND (finish_button);
  BIND (finish_reason);
#undef BIND
}

static void
hall_desk_window_class_init (HallDeskWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_desk_window_dispose;
  object_class->finalize = hall_desk_window_finalize;
  ensure_types ();
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-desk-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_signed_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_unlocked_cb);
  gtk_widget_class_bind_template_callback (widget_class, hall_desk_window_tab_clicked_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_realize_cb",
                                                G_CALLBACK (hall_staff_window_fit));
  gtk_widget_class_bind_template_callback (widget_class, hall_desk_window_update);
  gtk_widget_class_bind_template_callback (widget_class, hall_desk_window_phrase_cb);
  gtk_widget_class_bind_template_callback (widget_class, hall_desk_window_guide_closed_cb);
  hall_desk_window_install_actions (widget_class);
}

static void
hall_desk_window_init (HallDeskWindow *self)
{
  self->work = g_cancellable_new ();
  self->tab = "cash";
  self->last_input = g_get_monotonic_time ();
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_desk_window_make_case_pages (self);
  hall_desk_window_watch_input (self, GTK_WIDGET (self));
  hall_scan_watch (GTK_WIDGET (self), hall_desk_window_scanned_cb, NULL);
  hall_desk_window_add_keys (self);
  hall_desk_window_update_actions (self);
}

/**
 * hall_desk_window_new:
 * @app: (nullable): the application
 * @store: (nullable): the hall, open; %NULL shows what hall_desk_window_take_view() is given, for tests
 * @station: (nullable): what this workstation is called
 * @counter: the counter it stands at, 0 to ask at sign-in
 *
 * Makes the desk, at its sign-in page.
 *
 * Returns: (transfer none): a new window
 */
GtkWindow *
hall_desk_window_new (AdwApplication *app, HallStore *store, const char *station, gint64 counter)
{
  HallDeskWindow *self = g_object_new (HALL_TYPE_DESK_WINDOW, "application", app, NULL);

  self->station = g_strdup (station);
  self->counter = counter;
  if (store == NULL) {
    hall_desk_window_show_face (self, "desk");
    return GTK_WINDOW (self);
  }
  self->store = g_object_ref (store);
  hall_phrase_strip_set_store (self->phrases, store);
  hall_connection_banner_set_store (self->sign_in_connection, store);
  hall_connection_banner_set_store (self->connection, store);
  hall_connection_banner_set_store (self->lock_connection, store);
  hall_connection_banner_set_store (self->curtain_connection, store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::connected", G_CALLBACK (update_connection), self,
                           G_CONNECT_SWAPPED);
  update_connection (self);
  hall_desk_window_tick (self, hall_shell_now (store));
  self->tick_id = g_timeout_add_seconds (1, on_tick_cb, self);
  hall_desk_window_set_person (self, NULL, NULL, counter);
  return GTK_WINDOW (self);
}
