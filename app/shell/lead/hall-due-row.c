/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-due-row.h"

#include <glib/gi18n.h>

#include "hall-lead-words.h"
#include "hall-pill.h"

/* A case that is red or amber: what it is, for whom (masked), who has it and who is first-responsible, and
 * when it is due, in words. */
struct _HallDueRow {
  AdwBin parent_instance;

  GtkLabel *number;
  GtkLabel *matter;
  GtkLabel *name;
  GtkLabel *handler;
  GtkLabel *first;
  HallPill *due;

  HallCaseLine *line; /* (owned) (nullable) */
  gint64 now;         /* µs since the epoch, of the last tick */
};

G_DEFINE_FINAL_TYPE (HallDueRow, hall_due_row, ADW_TYPE_BIN)

static void
update_due (HallDueRow *self)
{
  g_autofree char *words = NULL;
  g_autofree char *name = NULL;
  gboolean late;

  if (self->line == NULL || self->now == 0)
    return;
  late = self->line->due_at < self->now;
  words = hall_lead_due_words (self->line->due_at, self->now);
  if (g_strcmp0 (words, hall_pill_get_text (self->due)) == 0)
    return;
  hall_pill_set (self->due, late ? "bad" : "warn", late ? "dialog-warning-symbolic" : "alarm-symbolic",
                 words);
  name = g_strjoin (" ", self->line->number, self->line->title,
                    self->line->text != NULL ? self->line->text : "", words, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
update (HallDueRow *self)
{
  HallCaseLine *line = self->line;
  gboolean moved;

  if (line == NULL)
    return;
  moved = line->instead_of != NULL && g_strcmp0 (line->instead_of, line->who) != 0;
  gtk_label_set_text (self->number, line->number);
  gtk_label_set_text (self->matter, line->title);
  gtk_label_set_text (self->name, line->text != NULL ? line->text : "");
  gtk_label_set_text (self->handler, line->who != NULL ? line->who : "");
  if (moved) {
    /* Translators: %s is the clerk who stays responsible for a case that somebody else handles now */
    g_autofree char *first = g_strdup_printf (_ ("first: %s"), line->instead_of);

    gtk_label_set_text (self->first, first);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->first), moved);
  hall_pill_set (self->due, "plain", NULL, NULL);
  update_due (self);
}

static void
hall_due_row_dispose (GObject *object)
{
  HallDueRow *self = HALL_DUE_ROW (object);

  g_clear_object (&self->line);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_DUE_ROW);
  G_OBJECT_CLASS (hall_due_row_parent_class)->dispose (object);
}

static void
hall_due_row_class_init (HallDueRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_due_row_dispose;
  g_type_ensure (HALL_TYPE_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-due-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HallDueRow, number);
  gtk_widget_class_bind_template_child (widget_class, HallDueRow, matter);
  gtk_widget_class_bind_template_child (widget_class, HallDueRow, name);
  gtk_widget_class_bind_template_child (widget_class, HallDueRow, handler);
  gtk_widget_class_bind_template_child (widget_class, HallDueRow, first);
  gtk_widget_class_bind_template_child (widget_class, HallDueRow, due);
}

static void
hall_due_row_init (HallDueRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_due_row_new:
 *
 * Returns: (transfer floating): a new row, empty
 */
GtkWidget *
hall_due_row_new (void)
{
  return g_object_new (HALL_TYPE_DUE_ROW, NULL);
}

/**
 * hall_due_row_set_line:
 * @self: a row
 * @line: (nullable): what it shows
 *
 * Shows another case.
 */
void
hall_due_row_set_line (HallDueRow *self, HallCaseLine *line)
{
  g_return_if_fail (HALL_IS_DUE_ROW (self));

  if (g_set_object (&self->line, line))
    update (self);
}

/**
 * hall_due_row_tick:
 * @self: a row
 * @now_us: the hall's time, µs since the epoch
 *
 * Brings the words up to now.
 */
void
hall_due_row_tick (HallDueRow *self, gint64 now_us)
{
  g_return_if_fail (HALL_IS_DUE_ROW (self));

  self->now = now_us;
  update_due (self);
}
