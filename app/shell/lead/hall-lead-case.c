/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "hall-case-actions.h"
#include "hall-lead-window-private.h"
#include "hall-shell.h"
#include "hall-staff-window.h"

/* A case, opened from a list of the floor: its story and its materials on a page of their own, with all that
 * the lead may do to it. */

/* --- The pages and the actions --- */

static void
share_context (HallLeadWindow *self)
{
  self->context = (HallCaseContext){
    /* Without a case there is nothing to ask the hall for: new ones are opened at the counters. */
    .store = self->file != NULL ? self->store : NULL,
    .staff = self->staff,
    .station = self->station,
    .roles = self->view != NULL ? self->view->roles : HALL_ROLE_NONE,
    .file = self->file,
    .now = self->now,
  };
  hall_case_page_set_context (self->case_page, &self->context);
  hall_materials_page_set_context (self->materials_page, &self->context);
  hall_case_actions_set_context (self->case_actions, &self->context);
}

static gboolean
shows_materials (HallLeadWindow *self)
{
  return gtk_toggle_button_get_active (self->materials_tab);
}

static gboolean
in_case (HallLeadWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->page), "case") == 0;
}

/**
 * hall_lead_window_update_case_step:
 * @self: the window
 *
 * The page in sight has the suggested button, while a case is in sight at all.
 */
void
hall_lead_window_update_case_step (HallLeadWindow *self)
{
  GtkWidget *step = NULL;

  if (self->case_page == NULL)
    return;
  if (in_case (self))
    step = shows_materials (self) ? hall_materials_page_get_step (self->materials_page)
                                  : hall_case_page_get_step (self->case_page);
  if (step == self->step)
    return;
  if (self->step != NULL)
    gtk_widget_remove_css_class (self->step, "suggested-action");
  if (step != NULL)
    gtk_widget_add_css_class (step, "suggested-action");
  self->step = step;
  gtk_window_set_default_widget (GTK_WINDOW (self), step);
}

static void
show_tab (HallLeadWindow *self, gboolean materials)
{
  gtk_toggle_button_set_active (self->materials_tab, materials);
  gtk_toggle_button_set_active (self->case_tab, !materials);
  gtk_stack_set_visible_child_name (self->case_stack, materials ? "materials" : "case");
  hall_lead_window_update_case_step (self);
  if (materials)
    hall_materials_page_focus (self->materials_page);
  else
    hall_case_page_focus (self->case_page);
}

static void
on_go_materials_cb (HallLeadWindow *self)
{
  show_tab (self, TRUE);
}

/**
 * hall_lead_window_show_tab:
 * @self: the window
 * @materials: the materials of the case, or its story
 *
 * Does nothing without a case in sight.
 *
 * Returns: whether there was one
 */
gboolean
hall_lead_window_show_tab (HallLeadWindow *self, gboolean materials)
{
  if (!in_case (self) || self->file == NULL)
    return FALSE;
  show_tab (self, materials);
  return TRUE;
}

static void
on_dialog_cb (HallLeadWindow *self, GtkWindow *dialog)
{
  hall_staff_window_guard_dialog (dialog, "lead.curtain", "lead.lock");
  hall_lead_window_watch_input (self, GTK_WIDGET (dialog));
}

/**
 * hall_lead_window_make_case_pages:
 * @self: the window, its template made
 *
 * Puts the pages of a case into their places, and makes the actions on it.
 */
void
hall_lead_window_make_case_pages (HallLeadWindow *self)
{
  self->case_page = HALL_CASE_PAGE (hall_case_page_new ());
  self->materials_page = HALL_MATERIALS_PAGE (hall_materials_page_new ());
  gtk_stack_add_named (self->case_stack, GTK_WIDGET (self->case_page), "case");
  gtk_stack_add_named (self->case_stack, GTK_WIDGET (self->materials_page), "materials");
  g_signal_connect_object (self->case_page, "opened", G_CALLBACK (hall_lead_window_open_case), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->case_page, "go-materials", G_CALLBACK (on_go_materials_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->case_page, "step-changed", G_CALLBACK (hall_lead_window_update_case_step),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->materials_page, "step-changed",
                           G_CALLBACK (hall_lead_window_update_case_step), self, G_CONNECT_SWAPPED);
  self->case_actions = hall_case_actions_new (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "case", self->case_actions);
  g_signal_connect_object (self->case_actions, "dialog", G_CALLBACK (on_dialog_cb), self, G_CONNECT_SWAPPED);
}

/* The window goes: nobody holds on to what was read. */
void
hall_lead_window_drop_case_pages (HallLeadWindow *self)
{
  const HallCaseContext nothing = { 0 };

  if (self->case_actions != NULL)
    hall_case_actions_set_context (self->case_actions, &nothing);
  g_clear_object (&self->case_actions);
  self->case_page = NULL;
  self->materials_page = NULL;
  self->step = NULL;
}

/**
 * hall_lead_window_forget_case:
 * @self: the window
 *
 * Somebody else may sit down: nothing of the case stays on the screen.
 */
void
hall_lead_window_forget_case (HallLeadWindow *self)
{
  HallCaseView *file = g_steal_pointer (&self->file);

  hall_lead_window_open_case (self, NULL);
  share_context (self);
  hall_case_view_free (file);
}

/* --- Reading --- */

static void
take_case (HallLeadWindow *self, HallCaseView *file)
{
  HallCaseView *before = self->file;
  const gboolean other = before == NULL || g_strcmp0 (before->number, file->number) != 0;

  self->file = file;
  share_context (self);
  hall_case_view_free (before);
  gtk_stack_set_visible_child_name (self->page, "case");
  if (other)
    show_tab (self, FALSE);
  else
    hall_lead_window_update_case_step (self);
}

static void
on_case_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallLeadWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallCaseView) file = hall_store_read_finish (HALL_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->opened == NULL
      || self->case_page == NULL)
    return;
  if (file != NULL)
    take_case (self, g_steal_pointer (&file));
  else if (!hall_shell_error_passes (error))
    hall_shell_say_error (GTK_WIDGET (self), error);
}

/**
 * hall_lead_window_read_case:
 * @self: the window
 *
 * Reads the open case anew; without one there is nothing to read.
 */
void
hall_lead_window_read_case (HallLeadWindow *self)
{
  if (self->opened == NULL || self->store == NULL)
    return;
  hall_store_read_async (self->store, (HallReadFunc)hall_case_view_read, g_variant_new_string (self->opened),
                         hall_case_view_free, self->work, on_case_cb, g_object_ref (self));
}

/**
 * hall_lead_window_open_case:
 * @self: the window
 * @number: (nullable): the number of a case; %NULL goes back to the floor
 *
 * Opens a case on its page.
 */
void
hall_lead_window_open_case (HallLeadWindow *self, const char *number)
{
  char *before = self->opened;

  self->opened = g_strdup (number);
  g_free (before);
  if (number != NULL) {
    hall_lead_window_read_case (self);
    return;
  }
  gtk_stack_set_visible_child_name (self->page, "floor");
  hall_lead_window_update_case_step (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "lead.go-decisions", NULL);
}
