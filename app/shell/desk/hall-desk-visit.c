/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-desk-window-private.h"

#include <glib/gi18n.h>

#include "hall-case-choices.h"
#include "hall-forwards-dialog.h"
#include "hall-record-dialog.h"
#include "hall-shell.h"

/* What is kept of visits, at the desk: what needs no number, what a ticket left open, and the register of
 * what others were asked. */

typedef struct {
  HallDeskWindow *window; /* (owned) */
  gint64 record;          /* to be completed; 0 for a new one */
} Asking;

static void
asking_free (Asking *self)
{
  g_object_unref (self->window);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static void
on_recorded_cb (HallDeskWindow *self, GVariant *answer)
{
  const char *ticket = NULL;
  gboolean alert = FALSE;
  g_autofree char *text = NULL;

  g_variant_lookup (answer, "ticket", "&s", &ticket);
  g_variant_lookup (answer, "alert", "b", &alert);
  if (ticket != NULL)
    /* Translators: %s is the number of a ticket */
    text = g_strdup_printf (_ ("%s is taken"), ticket);
  else
    text = g_strdup (alert ? _ ("Recorded. The shift lead is told.") : _ ("Recorded"));
  hall_shell_say (GTK_WIDGET (self->toasts), text);
  hall_desk_window_read (self);
}

static HallVisitLine *
find_open (HallDeskWindow *self, gint64 id)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->view->to_record); i++) {
    g_autoptr (HallVisitLine) line = g_list_model_get_item (self->view->to_record, i);

    if (line->id == id)
      return g_steal_pointer (&line);
  }
  return NULL;
}

static void
present (HallDeskWindow *self, gint64 record, GListModel *departments)
{
  g_autoptr (HallVisitLine) open = NULL;
  HallAskDialog *dialog;

  if (self->view == NULL || !hall_desk_window_shows (self, "desk"))
    return;
  open = record != 0 ? find_open (self, record) : NULL;
  if (record != 0 && open == NULL)
    return; /* completed meanwhile */
  dialog = hall_record_dialog_new (GTK_WINDOW (self), self->store, self->station, self->view, open,
                                   departments);
  hall_desk_window_guard_dialog (self, GTK_WINDOW (dialog));
  g_signal_connect_object (dialog, "done", G_CALLBACK (on_recorded_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_departments_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asking) asking = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) departments = hall_store_read_finish (HALL_STORE (source), result, &error);

  present (asking->window, asking->record, departments);
}

static void
ask_record (HallDeskWindow *self, gint64 record)
{
  Asking *asking;

  if (self->view == NULL)
    return;
  if (self->store == NULL) {
    present (self, record, NULL);
    return;
  }
  asking = g_new0 (Asking, 1);
  asking->window = g_object_ref (self);
  asking->record = record;
  hall_store_read_async (self->store, (HallReadFunc)hall_departments_read, NULL, g_object_unref, self->work,
                         on_departments_cb, asking);
}

static void
on_record_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_record (HALL_DESK_WINDOW (widget), 0);
}

static void
on_complete_record_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_record (HALL_DESK_WINDOW (widget), g_variant_get_int64 (parameter));
}

/**
 * hall_desk_window_complete_first:
 * @self: the desk
 *
 * Asks for what a ticket left open, the first to be late first.
 */
void
hall_desk_window_complete_first (HallDeskWindow *self)
{
  g_autoptr (HallVisitLine) line = self->view != NULL ? g_list_model_get_item (self->view->to_record, 0)
                                                      : NULL;

  if (line != NULL)
    ask_record (self, line->id);
  else
    hall_shell_say (GTK_WIDGET (self->toasts), _ ("Nothing is left to complete."));
}

static void
on_open_case_cb (HallDeskWindow *self, const char *number)
{
  hall_desk_window_open_case (self, number);
}

static void
on_forwards_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (widget);
  GtkWindow *dialog;

  if (self->store == NULL)
    return;
  dialog = hall_forwards_dialog_new (GTK_WINDOW (self), self->store, self->staff, self->counter,
                                     self->station);
  hall_desk_window_guard_dialog (self, dialog);
  g_signal_connect_object (dialog, "open-case", G_CALLBACK (on_open_case_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

void
hall_desk_window_install_visit_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "desk.record", NULL, on_record_cb);
  gtk_widget_class_install_action (widget_class, "desk.complete-record", "x", on_complete_record_cb);
  gtk_widget_class_install_action (widget_class, "desk.forwards", NULL, on_forwards_cb);
}
