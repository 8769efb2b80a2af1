/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-lead-window.h"

#include <glib/gi18n.h>

#include "hall-lead-window-private.h"
#include "hall-shell.h"
#include "hall-staff-window.h"

/*
 * The shift lead's screen: the floor at a glance, what is due, and what waits for a decision. Its life and
 * what it reads; how that is shown is in hall-lead-show.c, what is done here in hall-lead-actions.c.
 */

G_DEFINE_FINAL_TYPE (HallLeadWindow, hall_lead_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- Faces: sign-in, floor, lock, curtain --- */

gboolean
hall_lead_window_shows (HallLeadWindow *self, const char *face)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->face), face) == 0;
}

void
hall_lead_window_show_face (HallLeadWindow *self, const char *face)
{
  gtk_stack_set_visible_child_name (self->face, face);
  if (g_str_equal (face, "sign-in"))
    hall_sign_in_page_focus (self->sign_in_page);
  else if (g_str_equal (face, "lock"))
    hall_lock_page_focus (self->lock_page);
  else if (g_str_equal (face, "floor"))
    gtk_widget_activate_action (GTK_WIDGET (self), "lead.go-decisions", NULL);
  hall_lead_window_update_actions (self);
}

void
hall_lead_window_lock (HallLeadWindow *self)
{
  if (self->staff == NULL)
    return;
  hall_staff_window_close_dialogs (GTK_WINDOW (self));
  hall_lock_page_set_person (self->lock_page, self->store, self->staff, self->staff_name, 0, self->station);
  hall_lock_page_set_ticket (self->lock_page, NULL);
  hall_lead_window_show_face (self, "lock");
}

/* The row that the keys mean carries the suggested button, and no other one does. */
void
hall_lead_window_update_step (HallLeadWindow *self)
{
  HallDecisionRow *current = hall_lead_window_get_row (self);

  if (self->decisions == NULL)
    return;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->decisions)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (HALL_IS_DECISION_ROW (row))
      hall_decision_row_set_current (HALL_DECISION_ROW (row), HALL_DECISION_ROW (row) == current);
}

/* --- Reading --- */

static void
show_fault (HallLeadWindow *self, const char *text)
{
  if (text != NULL)
    gtk_label_set_text (self->fault_label, text);
  gtk_revealer_set_reveal_child (self->fault_revealer, text != NULL);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallLeadWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallLeadView) view = hall_store_read_finish (HALL_STORE (source), result, &error);

  self->reading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->staff == NULL)
    return;
  if (view != NULL) {
    show_fault (self, NULL);
    hall_lead_window_take_view (self, g_steal_pointer (&view));
  } else if (!hall_shell_error_passes (error)) {
    /* That the hall is away the connection's own banner says; what was read last stays. */
    g_autofree char *text = hall_shell_error_text (error);

    show_fault (self, text);
  }
  if (self->read_again)
    hall_lead_window_read (self);
}

void
hall_lead_window_read (HallLeadWindow *self)
{
  if (self->staff == NULL || self->store == NULL)
    return;
  if (self->reading) {
    self->read_again = TRUE;
    return;
  }
  self->reading = TRUE;
  self->read_again = FALSE;
  hall_lead_window_read_case (self);
  hall_store_read_async (self->store, (HallReadFunc)hall_lead_read, g_variant_new_string (self->staff),
                         hall_lead_view_free, self->work, on_read_cb, g_object_ref (self));
}

static gboolean
on_read_idle_cb (gpointer data)
{
  HallLeadWindow *self = data;

  self->read_id = 0;
  hall_lead_window_read (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (HallLeadWindow *self, guint topics)
{
  if (self->read_id == 0)
    self->read_id = g_idle_add (on_read_idle_cb, self);
}

static void
update_connection (HallLeadWindow *self)
{
  const gboolean connected = self->store != NULL && hall_store_is_connected (self->store);

  gtk_label_set_text (self->connection_label, connected ? _ ("Connected") : _ ("Not connected"));
  gtk_image_set_from_icon_name (self->connection_icon,
                                connected ? "network-wired-symbolic" : "network-offline-symbolic");
  if (connected)
    gtk_widget_remove_css_class (GTK_WIDGET (self->connection_label), "bad-text");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->connection_label), "bad-text");
  hall_lead_window_update_actions (self);
  if (connected)
    hall_lead_window_read (self);
}

/* --- Time --- */

static void
lock_when_idle (HallLeadWindow *self)
{
  const gint64 limit = self->view != NULL ? self->view->info->idle_lock_s * G_USEC_PER_SEC : 0;

  if (limit <= 0 || self->staff == NULL || hall_lead_window_shows (self, "lock")
      || hall_lead_window_shows (self, "sign-in"))
    return;
  if (g_get_monotonic_time () - self->last_input >= limit)
    hall_lead_window_lock (self);
}

static gboolean
on_tick_cb (gpointer data)
{
  HallLeadWindow *self = data;
  const gint64 minute = 60 * G_USEC_PER_SEC;
  const gint64 now = hall_shell_now (self->store);
  const gboolean turned = now / minute != self->now / minute;

  hall_lead_window_tick (self, now);
  lock_when_idle (self);
  /* Waits and lights come with time alone: nobody has to do anything for a case to become red. */
  if (turned)
    hall_lead_window_read (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_input_cb (HallLeadWindow *self, GdkEvent *event)
{
  self->last_input = g_get_monotonic_time ();
  return GDK_EVENT_PROPAGATE;
}

/* Whoever types or moves in @widget is there: the idle lock waits. */
void
hall_lead_window_watch_input (HallLeadWindow *self, GtkWidget *widget)
{
  GtkEventController *input = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (input, GTK_PHASE_CAPTURE);
  g_signal_connect_object (input, "event", G_CALLBACK (on_input_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, input);
}

/* --- Who looks --- */

/**
 * hall_lead_window_set_person:
 * @self: the window
 * @staff: (nullable): who is signed in now; %NULL for nobody
 * @name: (nullable): their name
 *
 * Takes over from the sign-in page, or goes back to it.
 */
void
hall_lead_window_set_person (HallLeadWindow *self, const char *staff, const char *name)
{
  g_autofree char *own = g_strdup (staff);
  g_autofree char *own_name = g_strdup (name);

  g_free (self->staff);
  g_free (self->staff_name);
  self->staff = g_steal_pointer (&own);
  self->staff_name = g_steal_pointer (&own_name);
  self->last_input = g_get_monotonic_time ();
  if (self->staff == NULL) {
    g_clear_pointer (&self->view, hall_lead_view_free);
    hall_lead_window_forget_case (self);
    hall_lead_window_forget_decisions (self);
    if (self->store != NULL)
      hall_sign_in_page_set_store (self->sign_in_page, self->store, self->station, 0);
    hall_lead_window_show_face (self, "sign-in");
    return;
  }
  hall_lead_window_read (self);
  hall_lead_window_show_face (self, "floor");
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
}

static void
on_signed_in_cb (HallLeadWindow *self, const char *staff, const char *name, gint64 counter)
{
  hall_lead_window_set_person (self, staff, name);
}

static void
on_unlocked_cb (HallLeadWindow *self)
{
  self->last_input = g_get_monotonic_time ();
  hall_lead_window_show_face (self, "floor");
  hall_lead_window_read (self);
}

/* --- Size --- */

static void
place (GtkWidget *card, int column, int row, int span)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (gtk_widget_get_parent (card));
  GtkLayoutChild *child = gtk_layout_manager_get_layout_child (layout, card);

  g_object_set (child, "column", column, "row", row, "column-span", span, NULL);
}

/* Where text is big the cards stand one under the other. */
static void
on_classes_cb (HallLeadWindow *self)
{
  const gboolean tight = gtk_widget_has_css_class (GTK_WIDGET (self), "tight");

  if (self->cards == NULL)
    return;
  place (self->floor_box, 0, 0, tight ? 7 : 4);
  place (self->due_box, tight ? 0 : 4, tight ? 1 : 0, tight ? 7 : 3);
  gtk_grid_set_row_spacing (self->cards, tight ? 12 : 0);
}

/* --- Lists --- */

static void
on_due_activated_cb (HallLeadWindow *self, guint position)
{
  g_autoptr (HallCaseLine) line = g_list_model_get_item (G_LIST_MODEL (self->due), position);

  if (line != NULL)
    hall_lead_window_open_case (self, line->number);
}

static void
on_warning_activated_cb (HallLeadWindow *self, GtkListBoxRow *row)
{
  gtk_menu_button_popdown (self->bounce_button);
  gtk_menu_button_popdown (self->late_button);
  gtk_menu_button_popdown (self->second_button);
  hall_lead_window_open_case (self, g_object_get_data (G_OBJECT (row), "case"));
}

static void
on_case_tab_cb (HallLeadWindow *self, GtkToggleButton *tab)
{
  hall_lead_window_show_tab (self, tab == self->materials_tab);
}

static void
on_decision_activated_cb (HallLeadWindow *self, GtkListBoxRow *row)
{
  const char *number = hall_decision_row_get_case (HALL_DECISION_ROW (row));

  if (number != NULL)
    hall_lead_window_open_case (self, number);
}

/* --- Life --- */

static void
hall_lead_window_dispose (GObject *object)
{
  HallLeadWindow *self = HALL_LEAD_WINDOW (object);

  g_cancellable_cancel (self->work);
  g_clear_object (&self->work);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_handle_id (&self->read_id, g_source_remove);
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  hall_lead_window_drop_case_pages (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_LEAD_WINDOW);
  g_clear_object (&self->due);
  g_clear_pointer (&self->view, hall_lead_view_free);
  g_clear_pointer (&self->file, hall_case_view_free);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (hall_lead_window_parent_class)->dispose (object);
}

static void
hall_lead_window_finalize (GObject *object)
{
  HallLeadWindow *self = HALL_LEAD_WINDOW (object);

  g_ptr_array_unref (self->due_rows);
  g_free (self->station);
  g_free (self->staff);
  g_free (self->staff_name);
  g_free (self->opened);
  G_OBJECT_CLASS (hall_lead_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HallLeadWindow, child)
  BIND (toasts);
  BIND (face);
  BIND (watermark);
  BIND (sign_in_page);
  BIND (lock_page);
  BIND (curtain_button);
  BIND (avatar);
  BIND (staff_label);
  BIND (spinner);
  BIND (practice_pill);
  BIND (connection_icon);
  BIND (connection_label);
  BIND (clock_label);
  BIND (sign_in_connection);
  BIND (connection);
  BIND (lock_connection);
  BIND (curtain_connection);
  BIND (fault_revealer);
  BIND (fault_label);
  BIND (page);
  BIND (waiting_figure);
  BIND (wait_line);
  BIND (longest_alarm);
  BIND (longest_figure);
  BIND (longest_unit);
  BIND (open_figure);
  BIND (open_unit);
  BIND (decide_figure);
  BIND (red_pill);
  BIND (amber_pill);
  BIND (done_figure);
  BIND (done_unit);
  BIND (cards);
  BIND (floor_box);
  BIND (due_box);
  BIND (floor);
  BIND (due_list);
  BIND (due_stack);
  BIND (bounce_button);
  BIND (bounce_pill);
  BIND (bounce_list);
  BIND (late_button);
  BIND (late_pill);
  BIND (late_list);
  BIND (second_button);
  BIND (second_pill);
  BIND (second_list);
  BIND (decide_title);
  BIND (decide_stack);
  BIND (decide_scroll);
  BIND (decisions);
  BIND (case_tab);
  BIND (materials_tab);
  BIND (case_stack);
#undef BIND
}

static void
hall_lead_window_class_init (HallLeadWindowClass *klass)
{
  const GType types[] = { HALL_TYPE_CONNECTION_BANNER, HALL_TYPE_FLOOR_GRID,  HALL_TYPE_KEY_BUTTON,
                          HALL_TYPE_LOCK_PAGE,         HALL_TYPE_PILL,        HALL_TYPE_SIGN_IN_PAGE,
                          HALL_TYPE_WAIT_LINE,         HALL_TYPE_DECISION_ROW };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_lead_window_dispose;
  object_class->finalize = hall_lead_window_finalize;
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    g_type_ensure (types[i]);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-lead-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_signed_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_unlocked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_due_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_warning_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_case_tab_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_decision_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, hall_lead_window_update_step);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_realize_cb",
                                                G_CALLBACK (hall_staff_window_fit));
  hall_lead_window_install_actions (widget_class);
}

static void
hall_lead_window_init (HallLeadWindow *self)
{
  self->work = g_cancellable_new ();
  self->last_input = g_get_monotonic_time ();
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_sign_in_page_set_role (self->sign_in_page, HALL_ROLE_LEAD);
  hall_lead_window_add_due_list (self);
  g_signal_connect (self, "notify::css-classes", G_CALLBACK (on_classes_cb), NULL);
  hall_lead_window_make_case_pages (self);
  hall_lead_window_watch_input (self, GTK_WIDGET (self));
  hall_lead_window_add_keys (self);
  hall_lead_window_update_actions (self);
}

/**
 * hall_lead_window_new:
 * @app: (nullable): the application
 * @store: (nullable): the hall, open; %NULL shows what hall_lead_window_take_view() is given, for tests
 * @station: (nullable): what this workstation is called
 * @counter: not used: the lead's place is no counter
 *
 * Makes the shift lead's window, at its sign-in page.
 *
 * Returns: (transfer none): a new window
 */
GtkWindow *
hall_lead_window_new (AdwApplication *app, HallStore *store, const char *station, gint64 counter)
{
  HallLeadWindow *self = g_object_new (HALL_TYPE_LEAD_WINDOW, "application", app, NULL);

  self->station = g_strdup (station);
  if (store == NULL) {
    hall_lead_window_show_face (self, "floor");
    return GTK_WINDOW (self);
  }
  self->store = g_object_ref (store);
  hall_connection_banner_set_store (self->sign_in_connection, store);
  hall_connection_banner_set_store (self->connection, store);
  hall_connection_banner_set_store (self->lock_connection, store);
  hall_connection_banner_set_store (self->curtain_connection, store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::connected", G_CALLBACK (update_connection), self,
                           G_CONNECT_SWAPPED);
  update_connection (self);
  hall_lead_window_tick (self, hall_shell_now (store));
  self->tick_id = g_timeout_add_seconds (1, on_tick_cb, self);
  hall_lead_window_set_person (self, NULL, NULL);
  return GTK_WINDOW (self);
}
