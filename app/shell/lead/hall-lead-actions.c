/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "hall-config.h"
#include "hall-lead-window-private.h"
#include "hall-shell.h"
#include "hall-staff-window.h"

/* What a lead does here: decide, open a case, and leave the screen. */

#define SPINNER_MS 200 /* work longer than this shows */

/* --- Commands --- */

static gboolean
on_spinner_cb (gpointer data)
{
  HallLeadWindow *self = data;

  self->spinner_id = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

static void
begin_work (HallLeadWindow *self)
{
  if (self->busy++ == 0 && self->spinner_id == 0)
    self->spinner_id = g_timeout_add (SPINNER_MS, on_spinner_cb, self);
}

static void
end_work (HallLeadWindow *self)
{
  g_assert (self->busy > 0);
  if (--self->busy > 0)
    return;
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  hall_lead_window_read (self);
}

/* --- Deciding --- */

/* What a decision was about, for the time until the hall has answered. */
typedef struct {
  GWeakRef row;
  char *said; /* when it is done */
} Decision;

static void
decision_free (Decision *self)
{
  g_weak_ref_clear (&self->row);
  g_free (self->said);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Decision, decision_free)

static void
on_decided_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallLeadWindow *self = HALL_LEAD_WINDOW (widget);
  g_autoptr (Decision) decision = data;
  g_autoptr (HallDecisionRow) row = g_weak_ref_get (&decision->row);

  self->decided_at = g_get_monotonic_time ();
  if (row != NULL)
    hall_decision_row_set_busy (row, FALSE);
  if (error != NULL && row != NULL) {
    hall_decision_row_show_error (row, error);
  } else if (error != NULL) {
    hall_shell_say_error (widget, error);
  } else {
    hall_shell_say (widget, decision->said);
    if (row != NULL)
      hall_decision_row_done (row);
  }
  hall_lead_window_update_step (self);
  end_work (self);
}

static HallCommand *
command_of (HallLeadWindow *self, HallDecisionRow *row, gboolean yes, const char *text)
{
  const gint64 request = hall_decision_row_get_request (row);
  const gint64 alert = hall_decision_row_get_alert (row);
  const char *name = alert != 0     ? "acknowledge-alert"
                     : request == 0 ? "answer-consult"
                     : yes          ? "approve"
                                    : "return-request";
  GVariantBuilder args = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (alert != 0) {
    g_variant_builder_add (&args, "{sv}", "record", g_variant_new_int64 (alert));
  } else if (request != 0) {
    g_variant_builder_add (&args, "{sv}", "request", g_variant_new_int64 (request));
    if (!yes)
      g_variant_builder_add (&args, "{sv}", "reason", g_variant_new_string (text));
  } else {
    g_variant_builder_add (&args, "{sv}", "case", g_variant_new_string (hall_decision_row_get_case (row)));
    g_variant_builder_add (&args, "{sv}", "answer", g_variant_new_string (text));
  }
  return hall_command_new (name, g_variant_builder_end (&args), self->staff, 0, self->station, NULL);
}

static const char *
said_of (HallDecisionRow *row, gboolean yes)
{
  if (hall_decision_row_get_alert (row) != 0)
    return _ ("It is noted that you know of it");
  if (hall_decision_row_get_request (row) == 0)
    return _ ("Answered");
  return yes ? _ ("Approved") : _ ("Sent back");
}

void
hall_lead_window_decided (HallLeadWindow *self, gboolean yes, const char *text, HallDecisionRow *row)
{
  Decision *decision;

  if (self->store == NULL)
    return;
  decision = g_new0 (Decision, 1);
  g_weak_ref_init (&decision->row, row);
  decision->said = g_strdup (said_of (row, yes));
  hall_decision_row_set_busy (row, TRUE);
  begin_work (self);
  hall_shell_do_quietly (GTK_WIDGET (self), self->store, command_of (self, row, yes, text), on_decided_cb,
                         decision);
}

/* --- Ways --- */

static void
on_go_decisions_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallLeadWindow *self = HALL_LEAD_WINDOW (widget);
  HallDecisionRow *row = hall_lead_window_get_row (self);

  if (hall_lead_window_show_tab (self, FALSE))
    return;
  if (row != NULL && hall_lead_window_shows (self, "floor"))
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
on_go_due_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallLeadWindow *self = HALL_LEAD_WINDOW (widget);

  if (hall_lead_window_show_tab (self, TRUE))
    return;
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->due_list)) == NULL
      && hall_lead_window_shows (self, "floor") && g_list_model_get_n_items (G_LIST_MODEL (self->due)) > 0)
    gtk_widget_child_focus (GTK_WIDGET (self->due_list), GTK_DIR_TAB_FORWARD);
}

static void
on_open_case_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hall_lead_window_open_case (HALL_LEAD_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static gboolean
in_case (HallLeadWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->page), "case") == 0;
}

static void
on_reveal_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallLeadWindow *self = HALL_LEAD_WINDOW (widget);

  if (hall_lead_window_show_tab (self, FALSE))
    hall_case_page_reveal (self->case_page);
}

static void
on_further_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallLeadWindow *self = HALL_LEAD_WINDOW (widget);

  if (hall_lead_window_show_tab (self, FALSE))
    hall_case_page_further (self->case_page);
}

/* As at the desk: the first press brings the materials into sight, the next one acts. */
static void
on_outcome_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallLeadWindow *self = HALL_LEAD_WINDOW (widget);

  if (gtk_widget_get_mapped (GTK_WIDGET (self->materials_page)))
    gtk_widget_activate_action (GTK_WIDGET (self->materials_page), "materials.outcome", NULL);
  else
    hall_lead_window_show_tab (self, TRUE);
}

/* One step back: the form of a row, the case, the curtain. */
static void
on_back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallLeadWindow *self = HALL_LEAD_WINDOW (widget);
  HallDecisionRow *row = hall_lead_window_get_row (self);

  if (hall_lead_window_shows (self, "curtain"))
    gtk_widget_activate_action (widget, "lead.curtain", NULL);
  else if (hall_lead_window_shows (self, "floor") && in_case (self))
    hall_lead_window_open_case (self, NULL);
  else if (hall_lead_window_shows (self, "floor") && row != NULL)
    hall_decision_row_leave_form (row);
  hall_lead_window_update_step (self);
}

/* --- Privacy and people --- */

static void
on_curtain_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallLeadWindow *self = HALL_LEAD_WINDOW (widget);

  if (hall_lead_window_shows (self, "curtain")) {
    hall_lead_window_show_face (self, "floor");
    hall_staff_window_hide_dialogs (GTK_WINDOW (self), FALSE);
  } else if (hall_lead_window_shows (self, "floor")) {
    hall_staff_window_hide_dialogs (GTK_WINDOW (self), TRUE);
    hall_lead_window_show_face (self, "curtain");
    gtk_widget_grab_focus (self->curtain_button);
  }
}

static void
on_lock_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hall_lead_window_lock (HALL_LEAD_WINDOW (widget));
}

static void
on_switch_user_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hall_lead_window_set_person (HALL_LEAD_WINDOW (widget), NULL, NULL);
}

static void
on_signed_out_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallLeadWindow *self = HALL_LEAD_WINDOW (widget);

  end_work (self);
  if (error == NULL)
    hall_lead_window_set_person (self, NULL, NULL);
}

static void
on_sign_out_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallLeadWindow *self = HALL_LEAD_WINDOW (widget);

  if (self->store == NULL || self->staff == NULL)
    return;
  begin_work (self);
  hall_shell_do (
      widget, self->store,
      hall_command_new ("sign-out", g_variant_new_parsed ("@a{sv} {}"), self->staff, 0, self->station, NULL),
      on_signed_out_cb, NULL);
}

/* --- About --- */

static void
on_shortcuts_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
      "/org/halldesk/HallDesk/hall-lead-shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, GTK_WINDOW (widget));
  hall_staff_window_guard_dialog (window, "lead.curtain", "lead.lock");
  gtk_window_present (window);
}

void
hall_lead_window_update_actions (HallLeadWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const gboolean there = self->staff != NULL;

  gtk_widget_action_set_enabled (widget, "lead.lock", there);
  gtk_widget_action_set_enabled (widget, "lead.sign-out",
                                 there && self->busy == 0 && self->store != NULL
                                     && hall_store_is_connected (self->store));
  hall_lead_window_update_step (self);
}

void
hall_lead_window_install_actions (GtkWidgetClass *widget_class)
{
  static const struct {
    const char *name;
    const char *type;
    GtkWidgetActionActivateFunc run;
  } actions[] = {
    { "lead.go-decisions", NULL, on_go_decisions_cb },
    { "lead.go-due", NULL, on_go_due_cb },
    { "lead.open-case", "s", on_open_case_cb },
    { "lead.reveal", NULL, on_reveal_cb },
    { "lead.further", NULL, on_further_cb },
    { "lead.outcome", NULL, on_outcome_cb },
    { "lead.back", NULL, on_back_cb },
    { "lead.curtain", NULL, on_curtain_cb },
    { "lead.lock", NULL, on_lock_cb },
    { "lead.sign-out", NULL, on_sign_out_cb },
    { "lead.shortcuts", NULL, on_shortcuts_cb },
    /* The lock page is the same on every screen and calls it by this name. */
    { "desk.switch-user", NULL, on_switch_user_cb },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].run);
}
