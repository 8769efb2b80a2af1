/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-staff-window.h"

/*
 * What every window of the staff does in the same way: how it gives way on a small screen, and what becomes
 * of the dialogs over it when the curtain is drawn or the screen is locked.
 */

#define COMPACT_HEIGHT 800 /* px: below it heroes and paddings shrink */
#define SNUG_HEIGHT 940    /* below it the blocks move closer */
#define TIGHT_HEIGHT 560   /* the same for big text: what only decorates goes */

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
on_layout_cb (GtkWidget *widget, int width, int height)
{
  int dpi = 96 * 1024;
  int room;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  /* Big text takes the room of a smaller screen. */
  room = dpi > 0 ? (int)((gint64)height * 96 * 1024 / dpi) : height;
  set_class (widget, "snug", room < SNUG_HEIGHT);
  set_class (widget, "compact", room < COMPACT_HEIGHT);
  set_class (widget, "tight", room < TIGHT_HEIGHT);
}

/**
 * hall_staff_window_fit:
 * @window: a window that is realized
 *
 * From now on it has the style classes snug, compact and tight as its height and the size of the text want
 * it.
 */
void
hall_staff_window_fit (GtkWindow *window)
{
  g_return_if_fail (GTK_IS_WINDOW (window) && gtk_widget_get_realized (GTK_WIDGET (window)));

  g_signal_connect_object (gtk_native_get_surface (GTK_NATIVE (window)), "layout", G_CALLBACK (on_layout_cb),
                           window, G_CONNECT_SWAPPED);
}

typedef void (*DialogFunc) (GtkWindow *dialog, gboolean how);

static void
each_dialog (GtkWindow *window, DialogFunc func, gboolean how)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = g_list_model_get_n_items (windows); i > 0; i--) {
    g_autoptr (GtkWindow) dialog = g_list_model_get_item (windows, i - 1);

    if (gtk_window_get_transient_for (dialog) == window)
      func (dialog, how);
  }
}

static void
hide_dialog (GtkWindow *dialog, gboolean how)
{
  gtk_widget_set_visible (GTK_WIDGET (dialog), !how);
}

static void
close_dialog (GtkWindow *dialog, gboolean how)
{
  gtk_window_close (dialog);
}

/**
 * hall_staff_window_hide_dialogs:
 * @window: a window of the staff
 * @hide: whether to hide them, or to show them again
 *
 * Takes what lies over @window out of sight and brings it back as it was.
 */
void
hall_staff_window_hide_dialogs (GtkWindow *window, gboolean hide)
{
  g_return_if_fail (GTK_IS_WINDOW (window));

  each_dialog (window, hide_dialog, hide);
}

/**
 * hall_staff_window_close_dialogs:
 * @window: a window of the staff
 *
 * Whatever lies over @window goes: its drafts are kept.
 */
void
hall_staff_window_close_dialogs (GtkWindow *window)
{
  g_return_if_fail (GTK_IS_WINDOW (window));

  each_dialog (window, close_dialog, TRUE);
}

/* A dialog has the keyboard while it is up: curtain and lock work from there too. */
static gboolean
on_guard_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), data, NULL);
  return GDK_EVENT_STOP;
}

static void
add (GtkEventController *guard, const char *trigger, const char *action)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (guard),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                        gtk_callback_action_new (on_guard_cb, (gpointer)g_intern_string (action), NULL)));
}

/**
 * hall_staff_window_guard_dialog:
 * @dialog: a dialog, before it is presented
 * @curtain: the action of its parent that draws the curtain
 * @lock: the action of its parent that locks the screen
 *
 * Lets F12 and Ctrl+L reach the window below while @dialog has the keyboard.
 */
void
hall_staff_window_guard_dialog (GtkWindow *dialog, const char *curtain, const char *lock)
{
  GtkEventController *guard = gtk_shortcut_controller_new ();

  g_return_if_fail (GTK_IS_WINDOW (dialog) && curtain != NULL && lock != NULL);

  gtk_event_controller_set_propagation_phase (guard, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (guard), GTK_SHORTCUT_SCOPE_GLOBAL);
  add (guard, "F12", curtain);
  add (guard, "<Control>l", lock);
  gtk_widget_add_controller (GTK_WIDGET (dialog), guard);
}
