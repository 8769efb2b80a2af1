/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-job-row.h"

#include <glib/gi18n-lib.h>

#include "hall-paper-words.h"

/**
 * HallJobRow:
 *
 * One paper on its way, its state and what somebody can do about it. Signals: "retry" (gint64 job, const char
 * *printer: %NULL for the same one); "settle" (gint64 job, gboolean came_out).
 */
struct _HallJobRow {
  GtkListBoxRow parent_instance;

  GtkLabel *title;
  GtkLabel *detail;
  HallPill *state;
  GtkWidget *answers;
  GtkWidget *retry;
  GtkWidget *other;
  GtkWidget *printer_box;
  GtkEditable *printer;
  HallJob *job; /* (owned) */
};

G_DEFINE_FINAL_TYPE (HallJobRow, hall_job_row, GTK_TYPE_LIST_BOX_ROW)

enum { RETRY, SETTLE, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
on_yes_cb (HallJobRow *self)
{
  g_signal_emit (self, signals[SETTLE], 0, self->job->id, TRUE);
}

static void
on_no_cb (HallJobRow *self)
{
  g_signal_emit (self, signals[SETTLE], 0, self->job->id, FALSE);
}

static void
on_retry_cb (HallJobRow *self)
{
  g_signal_emit (self, signals[RETRY], 0, self->job->id, NULL);
}

static void
on_other_cb (HallJobRow *self)
{
  gtk_widget_set_visible (self->printer_box, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->printer));
}

static void
on_printer_chosen_cb (HallJobRow *self)
{
  g_autofree char *printer = g_strstrip (g_strdup (gtk_editable_get_text (self->printer)));

  if (*printer != '\0')
    g_signal_emit (self, signals[RETRY], 0, self->job->id, printer);
}

static void
show_job (HallJobRow *self)
{
  HallJob *job = self->job;
  g_autofree char *title = hall_paper_number_text (job);
  g_autofree char *trouble = hall_paper_needs_somebody (job) ? hall_paper_trouble_text (job) : NULL;
  gboolean unknown = g_strcmp0 (job->state, "unknown") == 0;
  gboolean stuck = hall_paper_needs_somebody (job) && !unknown;

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->detail, trouble != NULL ? trouble : job->printer);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), trouble != NULL || job->printer != NULL);
  hall_paper_show_state (self->state, job->state, job->reason);
  gtk_widget_set_visible (self->answers, unknown);
  gtk_widget_set_visible (self->retry, stuck && job->printer != NULL);
  gtk_widget_set_visible (self->other, stuck);
}

static void
hall_job_row_dispose (GObject *object)
{
  HallJobRow *self = HALL_JOB_ROW (object);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
  g_clear_object (&self->job);
  G_OBJECT_CLASS (hall_job_row_parent_class)->dispose (object);
}

static void
hall_job_row_class_init (HallJobRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_job_row_dispose;
  signals[RETRY] = g_signal_new ("retry", HALL_TYPE_JOB_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
  signals[SETTLE] = g_signal_new ("settle", HALL_TYPE_JOB_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_BOOLEAN);

  g_type_ensure (HALL_TYPE_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-job-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HallJobRow, title);
  gtk_widget_class_bind_template_child (widget_class, HallJobRow, detail);
  gtk_widget_class_bind_template_child (widget_class, HallJobRow, state);
  gtk_widget_class_bind_template_child (widget_class, HallJobRow, answers);
  gtk_widget_class_bind_template_child (widget_class, HallJobRow, retry);
  gtk_widget_class_bind_template_child (widget_class, HallJobRow, other);
  gtk_widget_class_bind_template_child (widget_class, HallJobRow, printer_box);
  gtk_widget_class_bind_template_child (widget_class, HallJobRow, printer);
  gtk_widget_class_bind_template_callback (widget_class, on_yes_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_no_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_other_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_printer_chosen_cb);
}

static void
hall_job_row_init (HallJobRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_job_row_new:
 * @job: a paper on its way
 *
 * Returns: (transfer floating): a row for it
 */
GtkWidget *
hall_job_row_new (HallJob *job)
{
  HallJobRow *self;

  g_return_val_if_fail (HALL_IS_JOB (job), NULL);

  self = g_object_new (HALL_TYPE_JOB_ROW, NULL);
  self->job = g_object_ref (job);
  show_job (self);
  return GTK_WIDGET (self);
}

/**
 * hall_job_row_get_job:
 * @self: a row
 *
 * Returns: (transfer none): its paper
 */
HallJob *
hall_job_row_get_job (HallJobRow *self)
{
  g_return_val_if_fail (HALL_IS_JOB_ROW (self), NULL);

  return self->job;
}
