/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-desk-window-private.h"

#include <glib/gi18n.h>

#include "hall-scan.h"
#include "hall-shell.h"
#include "hall-staff-window.h"

/*
 * The keys of the desk. They are taken in the capture phase, before any widget: GtkWindow itself binds F10
 * and other containers F6 and F8, and a clerk's key must do the same thing wherever the focus is. Keys of the
 * map that have nothing to do now are taken all the same, so that they never fall through to a widget.
 */

typedef void (*KeyFunc) (HallDeskWindow *self);

static void
run (HallDeskWindow *self, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

static void
run_cash (HallDeskWindow *self, const char *action)
{
  /* The first press brings the tab into sight, the next one acts: nobody posts what they do not see. */
  if (hall_desk_window_get_state (self) != HALL_DESK_SERVING)
    return;
  if (!g_str_equal (self->tab, "cash") || self->guide_open)
    hall_desk_window_set_tab (self, "cash");
  else
    gtk_widget_activate_action (GTK_WIDGET (self->cash_page), action, NULL);
}

static void
key_guide (HallDeskWindow *self)
{
  run (self, "desk.guide");
}

static void
key_find (HallDeskWindow *self)
{
  run (self, "desk.find");
}

static void
key_recall (HallDeskWindow *self)
{
  run (self, "desk.recall");
}

static void
key_no_show (HallDeskWindow *self)
{
  run (self, "desk.no-show");
}

static void
key_received (HallDeskWindow *self)
{
  run_cash (self, "cash.received");
}

static void
key_hold (HallDeskWindow *self)
{
  switch (hall_desk_window_get_state (self)) {
  case HALL_DESK_PAUSED:
    run (self, "desk.resume");
    break;
  case HALL_DESK_SERVING:
    run (self, "desk.hold");
    break;
  default:
    run (self, "desk.pause");
  }
}

static void
key_pause (HallDeskWindow *self)
{
  run (self, "desk.pause");
}

static void
key_transfer (HallDeskWindow *self)
{
  run (self, "desk.transfer");
}

/* Presses the first button in sight that does @action. */
static gboolean
press (GtkWidget *widget, const char *action)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_sensitive (widget))
    return FALSE;
  if (GTK_IS_BUTTON (widget)
      && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return gtk_widget_activate (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (press (child, action))
      return TRUE;
  return FALSE;
}

static void
key_next (HallDeskWindow *self)
{
  switch (hall_desk_window_get_state (self)) {
  case HALL_DESK_CLOSED:
    if (!press (GTK_WIDGET (self->opening), "counter.acknowledge")
        && !press (GTK_WIDGET (self->opening), "counter.open"))
      hall_desk_window_focus_float (self);
    break;
  case HALL_DESK_CALLED:
    run (self, "desk.start");
    break;
  default:
    run (self, "desk.call-next");
  }
}

/* Whoever cannot finish yet is taken to what is in the way. */
static void
go_to_blocker (HallDeskWindow *self)
{
  const char *number = self->view->blocker_case;
  const char *tab = hall_desk_window_blocker_tab (self->view->blocker);

  if (number != NULL && (self->file == NULL || !g_str_equal (number, self->file->number)))
    hall_desk_window_open_case (self, number);
  hall_desk_window_set_tab (self, tab);
}

static void
key_finish (HallDeskWindow *self)
{
  const char *blocker = hall_desk_window_get_blocker (self);

  if (hall_desk_window_get_state (self) != HALL_DESK_SERVING)
    return;
  if (blocker != NULL) {
    hall_shell_say (GTK_WIDGET (self->toasts), blocker);
    go_to_blocker (self);
  } else if (g_str_equal (self->tab, "closing"))
    run (self, "desk.finish-now");
  else
    run (self, "desk.finish");
}

/* F11 is the outcome of the tab: the money's, that of the materials, or of what is looked up. As with the
 * money, the first press brings into sight what the next one does. */
static void
key_outcome (HallDeskWindow *self)
{
  if (self->guide_open) {
    gtk_widget_activate_action (GTK_WIDGET (self->guide_page), "guide.outcome", NULL);
    return;
  }
  if (hall_desk_window_get_state (self) != HALL_DESK_SERVING)
    return;
  if (g_str_equal (self->tab, "cash") || self->file == NULL
      || hall_cash_page_get_next_step (self->cash_page) != HALL_CASH_STEP_NONE)
    run_cash (self, "cash.change");
  else if (!g_str_equal (self->tab, "materials"))
    hall_desk_window_set_tab (self, "materials");
  else
    gtk_widget_activate_action (GTK_WIDGET (self->materials_page), "materials.outcome", NULL);
}

static void
key_call_ticket (HallDeskWindow *self)
{
  run (self, "desk.call-ticket");
}

static void
key_find_phrase (HallDeskWindow *self)
{
  run (self, "desk.phrase-find");
}

static void
key_phrase_next (HallDeskWindow *self)
{
  run (self, "desk.phrase-next");
}

static void
key_phrase_back (HallDeskWindow *self)
{
  run (self, "desk.phrase-back");
}

static void
go_to_tab (HallDeskWindow *self, const char *tab)
{
  if (hall_desk_window_get_state (self) == HALL_DESK_SERVING && !self->beside)
    hall_desk_window_set_tab (self, tab);
}

static void
key_tab_case (HallDeskWindow *self)
{
  go_to_tab (self, "case");
}

static void
key_tab_materials (HallDeskWindow *self)
{
  go_to_tab (self, "materials");
}

static void
key_tab_cash (HallDeskWindow *self)
{
  go_to_tab (self, "cash");
}

static void
key_tab_history (HallDeskWindow *self)
{
  go_to_tab (self, "history");
}

static void
key_tender_cash (HallDeskWindow *self)
{
  run_cash (self, "cash.tender-cash");
}

static void
key_tender_scan (HallDeskWindow *self)
{
  run_cash (self, "cash.tender-scan");
}

static void
key_tender_card (HallDeskWindow *self)
{
  run_cash (self, "cash.tender-card");
}

static void
key_tender_transfer (HallDeskWindow *self)
{
  run_cash (self, "cash.tender-transfer");
}

/* Ctrl+N: without a customer what needs no number; a further line of the charge at the money, a further case
 * anywhere else. */
static void
key_new (HallDeskWindow *self)
{
  if (self->view == NULL || self->view->current == NULL)
    run (self, "desk.record");
  else if (g_str_equal (self->tab, "cash"))
    run_cash (self, "cash.add-line");
  else
    run (self, "desk.further-case");
}

/* Ctrl+E: what this clerk has promised. */
static void
key_due (HallDeskWindow *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->sidebar));
  if (!hall_desk_sidebar_focus_due (self->sidebar))
    hall_shell_say (GTK_WIDGET (self->toasts), _ ("Nothing of yours is due."));
}

/* F2: what is masked, with a reason. */
static void
key_reveal (HallDeskWindow *self)
{
  hall_desk_window_reveal_case (self);
}

/* Ctrl+J: the record of the visit that ends; otherwise what a ticket left open, the first to be late first.
 */
static void
key_complete (HallDeskWindow *self)
{
  if (hall_desk_window_get_state (self) == HALL_DESK_SERVING && g_str_equal (self->tab, "closing"))
    run (self, "desk.record");
  else
    hall_desk_window_complete_first (self);
}

static void
key_refuse (HallDeskWindow *self)
{
  run (self, "case.refuse");
}

static void
key_consult (HallDeskWindow *self)
{
  run (self, "case.consult");
}

static void
key_papers (HallDeskWindow *self)
{
  if (self->papers_button != NULL)
    hall_papers_button_popup (self->papers_button);
}

static void
key_lock (HallDeskWindow *self)
{
  run (self, "desk.lock");
}

static void
key_shortcuts (HallDeskWindow *self)
{
  run (self, "desk.shortcuts");
}

static void
key_step (HallDeskWindow *self)
{
  GtkWidget *step = gtk_window_get_default_widget (GTK_WINDOW (self));

  if (step != NULL)
    gtk_widget_activate (step);
}

static void
key_back (HallDeskWindow *self)
{
  run (self, "desk.back");
}

static const struct {
  const char *trigger;
  KeyFunc run;
} keys[] = {
  { "F1", key_guide },
  { "F2", key_reveal },
  { "F3", key_find },
  { "F4", key_recall },
  { "<Shift>F4", key_no_show },
  { "F5", key_received },
  { "F6", key_hold },
  { "<Shift>F6", key_pause },
  { "F7", key_transfer },
  { "F8", key_next },
  { "F10", key_finish },
  { "F11", key_outcome },
  { "<Control>g", key_call_ticket },
  { "<Control>f", key_find_phrase },
  { "<Alt>Right", key_phrase_next },
  { "<Alt>Left", key_phrase_back },
  { "<Alt>1", key_tab_case },
  { "<Alt>2", key_tab_materials },
  { "<Alt>3", key_tab_cash },
  { "<Alt>4", key_tab_history },
  { "<Control>d", key_refuse },
  { "<Control>e", key_due },
  { "<Control>r", key_consult },
  { "<Control>1", key_tender_cash },
  { "<Control>2", key_tender_scan },
  { "<Control>3", key_tender_card },
  { "<Control>4", key_tender_transfer },
  { "<Control>n", key_new },
  { "<Control>j", key_complete },
  { "<Control>p", key_papers },
  { "<Control>Return", key_step },
  { "<Control>KP_Enter", key_step },
};

static gboolean
on_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);
  const gsize at = GPOINTER_TO_SIZE (data);

  /* Locked, curtained or signed out: the keys are dead, and F10 opens no menu either. */
  if (hall_desk_window_shows (self, "desk"))
    keys[at].run (self);
  return GDK_EVENT_STOP;
}

/* These work on every face, or decide themselves. */
static gboolean
on_curtain_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  run (HALL_DESK_WINDOW (widget), "desk.curtain");
  return GDK_EVENT_STOP;
}

static gboolean
on_lock_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  key_lock (HALL_DESK_WINDOW (widget));
  return GDK_EVENT_STOP;
}

static gboolean
on_shortcuts_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  key_shortcuts (HALL_DESK_WINDOW (widget));
  return GDK_EVENT_STOP;
}

/* Esc closes popovers and searches first: it comes last, in the bubble phase. */
static gboolean
on_escape_key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);

  if (hall_desk_window_shows (self, "curtain"))
    run (self, "desk.curtain");
  else if (hall_desk_window_shows (self, "desk"))
    key_back (self);
  return GDK_EVENT_STOP;
}

static void
add (GtkEventController *controller, const char *trigger, GtkShortcutFunc func, gsize at)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                        gtk_callback_action_new (func, GSIZE_TO_POINTER (at), NULL)));
}

void
hall_desk_window_add_keys (HallDeskWindow *self)
{
  GtkEventController *first = gtk_shortcut_controller_new ();
  GtkEventController *last = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (first, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (first), GTK_SHORTCUT_SCOPE_GLOBAL);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    add (first, keys[i].trigger, on_key_cb, i);
  add (first, "F12", on_curtain_key_cb, 0);
  add (first, "<Control>l", on_lock_key_cb, 0);
  add (first, "<Control>question", on_shortcuts_key_cb, 0);
  add (first, "<Control><Shift>question", on_shortcuts_key_cb, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), first);

  add (last, "Escape", on_escape_key_cb, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), last);
}

/**
 * hall_desk_window_guard_dialog:
 * @self: the desk
 * @dialog: a dialog over it, before it is presented
 *
 * Lets the curtain (F12) and the lock (Ctrl+L) reach the desk while @dialog has the keyboard, and counts
 * typing in it as input.
 */
void
hall_desk_window_guard_dialog (HallDeskWindow *self, GtkWindow *dialog)
{
  hall_staff_window_guard_dialog (dialog, "desk.curtain", "desk.lock");
  hall_desk_window_watch_input (self, GTK_WIDGET (dialog));
  hall_scan_watch (GTK_WIDGET (dialog), hall_desk_window_scanned_cb, NULL);
}

void
hall_desk_window_show_shortcuts (HallDeskWindow *self)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
      "/org/halldesk/HallDesk/hall-desk-shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, GTK_WINDOW (self));
  hall_desk_window_guard_dialog (self, window);
  gtk_window_present (window);
}
