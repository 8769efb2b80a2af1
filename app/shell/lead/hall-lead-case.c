/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "hall-lead-window-private.h"
#include "hall-shell.h"

/* A case, opened from a list of the floor on a page of its own. */

static void
on_case_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallLeadWindow) self = data;
  g_autoptr (GError) error = NULL;
  HallCaseView *file = hall_store_read_finish (HALL_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    return;
  }
  if (file == NULL) {
    hall_shell_say_error (GTK_WIDGET (self), error);
    return;
  }
  hall_case_view_free (self->file);
  self->file = file;
  hall_lead_window_show_case (self);
}

/**
 * hall_lead_window_read_case:
 * @self: the window
 *
 * Reads the open case anew.
 */
void
hall_lead_window_read_case (HallLeadWindow *self)
{
  if (self->opened == NULL || self->store == NULL)
    return;
  hall_store_read_async (self->store, (HallReadFunc)hall_case_view_read, g_variant_new_string (self->opened),
                         hall_case_view_free, self->work, on_case_cb, g_object_ref (self));
}

void
hall_lead_window_show_case (HallLeadWindow *self)
{
  gtk_stack_set_visible_child_name (self->page, "case");
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
  if (number != self->opened) {
    g_free (self->opened);
    self->opened = g_strdup (number);
  }
  if (number != NULL) {
    hall_lead_window_read_case (self);
    return;
  }
  gtk_stack_set_visible_child_name (self->page, "floor");
  gtk_widget_activate_action (GTK_WIDGET (self), "lead.go-decisions", NULL);
}
