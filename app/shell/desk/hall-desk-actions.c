/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-desk-window-private.h"

#include <glib/gi18n.h>

#include "hall-ask-dialog.h"
#include "hall-config.h"
#include "hall-counter-close.h"
#include "hall-find-dialog.h"
#include "hall-shell.h"
#include "hall-staff-window.h"

/* What a clerk does at the desk. Every action is one command; the dialogs ask for what a command needs beyond
 * it. */

#define DOUBLE_TAP_US 600000 /* F10 pressed twice in one move must not skip the closing question */
#define SPINNER_MS 200       /* work longer than this shows */

/* --- Commands --- */

static gboolean
on_spinner_cb (gpointer data)
{
  HallDeskWindow *self = data;

  self->spinner_id = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

static void
begin_work (HallDeskWindow *self)
{
  if (self->busy++ == 0 && self->spinner_id == 0)
    self->spinner_id = g_timeout_add (SPINNER_MS, on_spinner_cb, self);
  hall_desk_window_update_actions (self);
}

static void
end_work (HallDeskWindow *self)
{
  g_assert (self->busy > 0);
  if (--self->busy == 0) {
    g_clear_handle_id (&self->spinner_id, g_source_remove);
    gtk_spinner_stop (self->spinner);
    gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  }
  hall_desk_window_update_actions (self);
  hall_desk_window_read (self);
}

static void
on_done_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  end_work (HALL_DESK_WINDOW (widget));
}

static void
command (HallDeskWindow *self, const char *name, GVariant *args, HallShellDone done)
{
  if (args == NULL)
    args = g_variant_new_parsed ("@a{sv} {}");
  if (self->store == NULL) {
    g_variant_unref (g_variant_ref_sink (args));
    return;
  }
  begin_work (self);
  hall_shell_do (GTK_WIDGET (self), self->store,
                 hall_command_new (name, args, self->staff, self->counter, self->station, NULL), done, NULL);
}

/* Actions that are nothing but the command of the same name. */
static void
on_plain_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);

  self->farewell = FALSE;
  self->leaving = FALSE;
  command (self, action + strlen ("desk."), NULL, on_done_cb);
}

static void
on_ticket_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  command (HALL_DESK_WINDOW (widget), action + strlen ("desk."),
           g_variant_new_parsed ("{'ticket': <%s>}", g_variant_get_string (parameter, NULL)), on_done_cb);
}

/* --- Dialogs --- */

static HallAskDialog *
ask (HallDeskWindow *self, const char *name, const char *title, const char *go)
{
  HallAskDialog *dialog = hall_ask_dialog_new (GTK_WINDOW (self), self->store, title, go);

  hall_desk_window_guard_dialog (self, GTK_WINDOW (dialog));
  hall_ask_dialog_set_command (dialog, name, self->staff, self->counter, self->station);
  return dialog;
}

static void
on_hold_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);
  const char *reasons[] = { _ ("Fetching a missing paper"), _ ("Waiting for a form to be filled in"),
                            _ ("Waiting for an answer"), NULL };
  HallAskDialog *dialog = ask (self, "hold", _ ("Put this customer on hold"), _ ("Hold"));

  hall_ask_dialog_add_text (dialog, "reason", _ ("Reason"), reasons);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_pause_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);
  const char *reasons[] = { _ ("Copying papers"), _ ("Asking the shift lead"), _ ("Short break"), _ ("Meal"),
                            NULL };
  HallAskDialog *dialog = ask (self, "pause", _ ("Pause this counter"), _ ("Pause"));

  hall_ask_dialog_add_text (dialog, "reason", _ ("Reason"), reasons);
  hall_ask_dialog_add_minutes (dialog, _ ("Back in minutes"), 10);
  hall_ask_dialog_set_phrase (dialog, "pause");
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_transfer_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);
  HallAskDialog *dialog = ask (self, "transfer", _ ("Transfer this customer"), _ ("Transfer the customer"));

  hall_ask_dialog_add_targets (dialog, _ ("Where to"), self->view);
  hall_ask_dialog_add_text (dialog, "summary", _ ("Summary, so that they need not tell it again"), NULL);
  hall_ask_dialog_set_phrase (dialog, "transfer");
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_call_ticket_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);
  const char *reasons[] = { _ ("Asked by the shift lead"), _ ("Needs help, cannot wait"),
                            _ ("Came back as arranged"), NULL };
  HallAskDialog *dialog = ask (self, "call", _ ("Call a number out of order"), _ ("Call"));

  hall_ask_dialog_add_tickets (dialog, _ ("Number"), self->view->waiting,
                               hall_desk_sidebar_get_selected (self->sidebar));
  hall_ask_dialog_add_text (dialog, "reason", _ ("Reason, kept with the call"), reasons);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_cancel_ticket_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);
  const char *reasons[] = { _ ("The customer has left"), _ ("Took a number twice"), _ ("Wrong category"),
                            NULL };
  HallAskDialog *dialog = ask (self, "cancel-ticket", _ ("Cancel a ticket"), _ ("Cancel the ticket"));

  hall_ask_dialog_add_tickets (dialog, _ ("Number"), self->view->waiting,
                               hall_desk_sidebar_get_selected (self->sidebar));
  hall_ask_dialog_add_text (dialog, "reason", _ ("Reason"), reasons);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Finishing --- */

static void
on_question_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallDeskWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) texts = hall_store_read_finish (HALL_STORE (source), result, &error);

  if (texts != NULL && texts[0] != NULL)
    hall_closing_page_set_question (self->closing_page, texts[0]);
}

static void
free_strv (gpointer strv)
{
  g_strfreev (strv);
}

static void
on_finish_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);

  hall_desk_window_set_tab (self, "closing");
  if (self->store != NULL) {
    g_autoptr (GVariant) params = g_variant_ref_sink (
        g_variant_new_parsed ("(%s, @a{ss} {})", hall_desk_window_closing_moment (self)));

    hall_store_read_async (self->store, (HallReadFunc)hall_phrases_read, params, free_strv, self->work,
                           on_question_cb, g_object_ref (self));
  }
}

static void
on_finished_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);

  if (error == NULL)
    self->farewell = TRUE;
  else if (!hall_shell_error_passes (error))
    hall_desk_window_set_tab (self, hall_desk_window_first_tab (self));
  /* Nobody is called by itself (004-44): the clerk sees the customer off, then presses Call next. */
  end_work (self);
}

/* The line that says what the visit was is kept; then the visit ends. */
static void
on_recorded_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);

  if (error == NULL) {
    hall_closing_page_clear_record (self->closing_page);
    command (self, "finish", NULL, on_finished_cb);
  }
  end_work (self);
}

static void
on_finish_now_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);

  GVariant *record;

  if (g_get_monotonic_time () - self->closing_since < DOUBLE_TAP_US)
    return;
  record = hall_closing_page_dup_record (self->closing_page);
  if (record != NULL)
    command (self, "record", record, on_recorded_cb);
  else
    command (self, "finish", NULL, on_finished_cb);
}

static void
on_back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);

  if (self->guide_open) {
    hall_desk_window_guide_closed_cb (self);
  } else if (self->beside) {
    hall_desk_window_close_case (self);
  } else if (g_str_equal (self->tab, "closing")) {
    hall_desk_window_set_tab (self, hall_desk_window_first_tab (self));
  } else if (hall_desk_window_close_case (self)) {
    return;
  } else if (hall_desk_window_get_state (self) == HALL_DESK_SERVING && g_str_equal (self->tab, "cash")) {
    gtk_widget_activate_action (GTK_WIDGET (self->cash_page), "cash.unlock", NULL);
  }
}

/* --- Looking up --- */

/* F1 opens and closes it at the matter in front, Ctrl+F opens it at the search: one page for both. */
static void
on_guide_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);
  gboolean search = g_str_equal (action, "desk.phrase-find");

  self->guide_open = search || !self->guide_open;
  hall_desk_window_update (self);
  if (!self->guide_open)
    hall_desk_window_focus_body (self);
  else if (search)
    hall_guide_page_search (self->guide_page);
  else
    hall_guide_page_open (self->guide_page);
}

/* A phrase that was looked up stands in the strip, and the tab is back. */
void
hall_desk_window_phrase_cb (HallDeskWindow *self, const char *moment, const char *text)
{
  hall_phrase_strip_put (self->phrases, moment, text);
  self->guide_open = FALSE;
  hall_desk_window_update (self);
  hall_desk_window_focus_body (self);
}

void
hall_desk_window_guide_closed_cb (HallDeskWindow *self)
{
  self->guide_open = FALSE;
  hall_desk_window_update (self);
  hall_desk_window_focus_body (self);
}

static void
on_phrase_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);

  hall_phrase_strip_step (self->phrases, g_str_equal (action, "desk.phrase-next") ? 1 : -1);
}

/**
 * hall_desk_window_find:
 * @self: the desk
 * @text: (nullable): what to look for at once
 *
 * Opens the search.
 */
void
hall_desk_window_find (HallDeskWindow *self, const char *text)
{
  GtkWindow *dialog;

  if (self->store == NULL || self->view == NULL)
    return;
  dialog = hall_find_dialog_present (GTK_WINDOW (self), self->store, self->view);
  hall_desk_window_guard_dialog (self, dialog);
  if (text != NULL)
    hall_find_dialog_search (HALL_FIND_DIALOG (dialog), text);
}

static void
on_find_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hall_desk_window_find (HALL_DESK_WINDOW (widget), NULL);
}

static void
on_open_case_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hall_desk_window_open_case (HALL_DESK_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* The case that was looked up is that of the customer in front: their number leads to it from now on. */
static void
on_continue_case_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);

  if (self->file != NULL && hall_desk_window_get_state (self) == HALL_DESK_SERVING)
    command (self, "continue-case", g_variant_new_parsed ("{'case': <%s>}", self->file->number), on_done_cb);
}

static void
on_further_case_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);

  if (hall_desk_window_get_state (self) == HALL_DESK_SERVING)
    hall_desk_window_further_case (self);
}

static void
on_show_queue_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);
  GtkWidget *sidebar = GTK_WIDGET (self->sidebar);

  adw_leaflet_set_visible_child (
      self->leaflet, adw_leaflet_get_visible_child (self->leaflet) == sidebar ? self->main_column : sidebar);
}

/* --- Privacy and people --- */

static void
on_curtain_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);

  if (hall_desk_window_shows (self, "curtain")) {
    hall_desk_window_show_face (self, "desk");
    hall_staff_window_hide_dialogs (GTK_WINDOW (self), FALSE);
  } else if (hall_desk_window_shows (self, "desk")) {
    hall_staff_window_hide_dialogs (GTK_WINDOW (self), TRUE);
    hall_desk_window_show_face (self, "curtain");
    gtk_widget_grab_focus (self->curtain_button);
  }
}

static void
on_lock_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hall_desk_window_lock (HALL_DESK_WINDOW (widget));
}

/* Somebody else takes the place: the one before stays on duty until they sign out or the lead releases the
 * counter. */
static void
on_switch_user_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);

  hall_desk_window_set_person (self, NULL, NULL, self->counter);
}

static void
on_signed_out_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);

  end_work (self);
  if (error == NULL)
    hall_desk_window_set_person (self, NULL, NULL, self->counter);
}

static void
on_sign_out_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);

  if (self->store == NULL)
    return;
  self->leaving = hall_desk_window_get_state (self) >= HALL_DESK_IDLE;
  if (self->leaving) {
    /* The drawer is counted first; once the counter is closed the desk signs out by itself. */
    hall_desk_window_guard_dialog (self,
                                   hall_counter_close_present (GTK_WINDOW (self), self->store, self->view));
  } else {
    command (self, "sign-out", NULL, on_signed_out_cb);
  }
}

/* --- About --- */

static void
on_shortcuts_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hall_desk_window_show_shortcuts (HALL_DESK_WINDOW (widget));
}

static void
on_about_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_show_about_window (GTK_WINDOW (widget), "application-name", _ ("Hall Desk"), "application-icon",
                         HALL_APP_ID, "version", HALL_VERSION, "license-type", GTK_LICENSE_GPL_3_0,
                         "comments",
                         _ ("The counter of a customer service hall: numbers, cases, cash and paper."),
                         /* Translators: put your names here, one a line */
                         "translator-credits", _ ("translator-credits"), NULL);
}

void
hall_desk_window_install_actions (GtkWidgetClass *widget_class)
{
  static const struct {
    const char *name;
    const char *type;
    GtkWidgetActionActivateFunc run;
  } actions[] = {
    { "desk.call-next", NULL, on_plain_cb },
    { "desk.start", NULL, on_plain_cb },
    { "desk.recall", NULL, on_plain_cb },
    { "desk.no-show", NULL, on_plain_cb },
    { "desk.resume", NULL, on_plain_cb },
    { "desk.unhold", "s", on_ticket_cb },
    { "desk.return-ticket", "s", on_ticket_cb },
    { "desk.hold", NULL, on_hold_cb },
    { "desk.pause", NULL, on_pause_cb },
    { "desk.transfer", NULL, on_transfer_cb },
    { "desk.call-ticket", NULL, on_call_ticket_cb },
    { "desk.cancel-ticket", NULL, on_cancel_ticket_cb },
    { "desk.finish", NULL, on_finish_cb },
    { "desk.finish-now", NULL, on_finish_now_cb },
    { "desk.back", NULL, on_back_cb },
    { "desk.guide", NULL, on_guide_cb },
    { "desk.find", NULL, on_find_cb },
    { "desk.open-case", "s", on_open_case_cb },
    { "desk.further-case", NULL, on_further_case_cb },
    { "desk.continue-case", NULL, on_continue_case_cb },
    { "desk.phrase-next", NULL, on_phrase_cb },
    { "desk.phrase-back", NULL, on_phrase_cb },
    { "desk.phrase-find", NULL, on_guide_cb },
    { "desk.show-queue", NULL, on_show_queue_cb },
    { "desk.curtain", NULL, on_curtain_cb },
    { "desk.lock", NULL, on_lock_cb },
    { "desk.switch-user", NULL, on_switch_user_cb },
    { "desk.sign-out", NULL, on_sign_out_cb },
    { "desk.shortcuts", NULL, on_shortcuts_cb },
    { "desk.about", NULL, on_about_cb },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].run);
  hall_desk_window_install_visit_actions (widget_class);
}
