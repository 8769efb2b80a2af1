/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-lead-window-private.h"
#include "hall-staff-window.h"

/*
 * The keys of the lead. F12, Ctrl+L and the ways between the cards work everywhere and come first; Y and N
 * are letters: they come last, after whatever text has the focus, and mean something on the floor alone.
 */

#define SCANNER_US 50000     /* nobody types two keys in this time, a scanner does */
#define DOUBLE_TAP_US 700000 /* a second tap was meant for what was just decided */

static void
run (GtkWidget *widget, const char *action)
{
  gtk_widget_activate_action (widget, action, NULL);
}

static gboolean
on_action_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  run (widget, data);
  return GDK_EVENT_STOP;
}

static gboolean
on_decide_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  HallLeadWindow *self = HALL_LEAD_WINDOW (widget);
  const gint64 now = g_get_monotonic_time ();
  HallDecisionRow *row = hall_lead_window_get_row (self);

  if (row == NULL || !gtk_widget_get_mapped (GTK_WIDGET (row))
      || (self->key_before != 0 && self->last_key - self->key_before < SCANNER_US)
      || now - self->decided_at < DOUBLE_TAP_US)
    return GDK_EVENT_STOP;
  if (GPOINTER_TO_INT (data))
    hall_decision_row_say_yes (row);
  else
    hall_decision_row_say_no (row);
  hall_lead_window_update_step (self);
  return GDK_EVENT_STOP;
}

static gboolean
on_escape_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  run (widget, "lead.back");
  return GDK_EVENT_STOP;
}

static gboolean
on_key_pressed_cb (
    GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state, HallLeadWindow *self)
{
  self->key_before = self->last_key;
  self->last_key = g_get_monotonic_time ();
  return GDK_EVENT_PROPAGATE;
}

static void
add (GtkEventController *controller, const char *trigger, GtkShortcutFunc func, gpointer data)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                                                          gtk_callback_action_new (func, data, NULL)));
}

void
hall_lead_window_add_keys (HallLeadWindow *self)
{
  static const char *const keys[][2] = {
    { "F12", "lead.curtain" },
    { "<Control>l", "lead.lock" },
    { "<Alt>1", "lead.go-decisions" },
    { "<Alt>2", "lead.go-due" },
    { "<Control>d", "case.refuse" },
    { "<Control>r", "case.consult" },
    { "<Control>n", "lead.further" },
    { "F2", "lead.reveal" },
    { "F11", "lead.outcome" },
    { "<Control>question", "lead.shortcuts" },
    { "<Control><Shift>question", "lead.shortcuts" },
  };
  GtkEventController *first = gtk_shortcut_controller_new ();
  GtkEventController *last = gtk_shortcut_controller_new ();
  GtkEventController *speed = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (speed, GTK_PHASE_CAPTURE);
  g_signal_connect_object (speed, "key-pressed", G_CALLBACK (on_key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), speed);
  gtk_event_controller_set_propagation_phase (first, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (first), GTK_SHORTCUT_SCOPE_GLOBAL);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    add (first, keys[i][0], on_action_key_cb, (gpointer)keys[i][1]);
  gtk_widget_add_controller (GTK_WIDGET (self), first);
  add (last, "Escape", on_escape_key_cb, NULL);
  add (last, "y", on_decide_key_cb, GINT_TO_POINTER (TRUE));
  add (last, "<Shift>y", on_decide_key_cb, GINT_TO_POINTER (TRUE));
  add (last, "n", on_decide_key_cb, GINT_TO_POINTER (FALSE));
  add (last, "<Shift>n", on_decide_key_cb, GINT_TO_POINTER (FALSE));
  gtk_widget_add_controller (GTK_WIDGET (self), last);
}
