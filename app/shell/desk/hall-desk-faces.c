/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-desk-window-private.h"
#include "hall-money-entry.h"
#include "hall-staff-window.h"

/* What covers the desk: sign-in, lock and curtain; and who is still there. */

/* --- Faces: sign-in, desk, lock, curtain --- */

gboolean
hall_desk_window_shows (HallDeskWindow *self, const char *face)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->face), face) == 0;
}

void
hall_desk_window_show_face (HallDeskWindow *self, const char *face)
{
  gtk_stack_set_visible_child_name (self->face, face);
  if (g_str_equal (face, "sign-in"))
    hall_sign_in_page_focus (self->sign_in_page);
  else if (g_str_equal (face, "lock"))
    hall_lock_page_focus (self->lock_page);
  hall_desk_window_update_actions (self);
}

void
hall_desk_window_lock (HallDeskWindow *self)
{
  if (self->staff == NULL)
    return;
  hall_staff_window_close_dialogs (GTK_WINDOW (self));
  hall_lock_page_set_person (self->lock_page, self->store, self->staff, self->staff_name, self->counter,
                             self->station);
  hall_lock_page_set_ticket (
      self->lock_page, self->view != NULL && self->view->current != NULL ? self->view->current->label : NULL);
  hall_desk_window_show_face (self, "lock");
}

static GtkWidget *
find_child (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_child (child, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

/* Nothing left to press before the counter opens: the float is what is missing. */
void
hall_desk_window_focus_float (HallDeskWindow *self)
{
  GtkWidget *entry = find_child (GTK_WIDGET (self->opening), HALL_TYPE_MONEY_ENTRY);

  if (entry != NULL)
    gtk_widget_grab_focus (entry);
}

/* --- Whether anybody is there --- */

/* Whoever left without locking does not leave the customer's data on screen. */
void
hall_desk_window_lock_when_idle (HallDeskWindow *self)
{
  const gint64 limit = self->view != NULL ? self->view->info->idle_lock_s * G_USEC_PER_SEC : 0;

  if (limit <= 0 || self->staff == NULL || hall_desk_window_shows (self, "lock")
      || hall_desk_window_shows (self, "sign-in"))
    return;
  if (g_get_monotonic_time () - self->last_input >= limit)
    hall_desk_window_lock (self);
}

static gboolean
on_input_cb (HallDeskWindow *self, GdkEvent *event)
{
  switch (gdk_event_get_event_type (event)) {
  case GDK_KEY_PRESS:
  case GDK_BUTTON_PRESS:
  case GDK_MOTION_NOTIFY:
  case GDK_SCROLL:
  case GDK_TOUCH_BEGIN:
    self->last_input = g_get_monotonic_time ();
    break;
  default:
    break;
  }
  return GDK_EVENT_PROPAGATE;
}

/* Whoever types or moves in @widget is there: the idle lock waits. */
void
hall_desk_window_watch_input (HallDeskWindow *self, GtkWidget *widget)
{
  GtkEventController *input = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (input, GTK_PHASE_CAPTURE);
  g_signal_connect_object (input, "event", G_CALLBACK (on_input_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, input);
}
