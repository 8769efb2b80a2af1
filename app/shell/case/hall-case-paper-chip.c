/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-case-paper-chip.h"

#include <glib/gi18n-lib.h>

#include "hall-case-words.h"
#include "hall-key-button.h"
#include "hall-shell.h"
#include "hall-text.h"

/**
 * HallCasePaperChip:
 *
 * A paper of a case as a chip: what it is and its number; from it the paper is printed again, with a reason
 * (S004 4.11). It asks by the action case-page.reprint (xs), the paper's row and the reason.
 */
struct _HallCasePaperChip {
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkLabel *label;
  GtkPopover *popover;
  GtkLabel *title;
  GtkLabel *number;
  GtkEditable *reason;
  GtkWidget *print;
  GtkLabel *message;

  HallCaseLine *paper; /* (owned) */
};

G_DEFINE_FINAL_TYPE (HallCasePaperChip, hall_case_paper_chip, ADW_TYPE_BIN)

static void
on_reason_cb (HallCasePaperChip *self)
{
  gtk_widget_set_sensitive (self->print, *gtk_editable_get_text (self->reason) != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
}

static void
on_print_cb (HallCasePaperChip *self)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
  g_autoptr (GError) error = NULL;

  if (!hall_reason_check (reason, "reason", &error)) {
    g_autofree char *text = hall_shell_error_text (error);

    gtk_label_set_text (self->message, text);
    gtk_widget_set_visible (GTK_WIDGET (self->message), TRUE);
    gtk_widget_grab_focus (GTK_WIDGET (self->reason));
    return;
  }
  gtk_popover_popdown (self->popover);
  gtk_editable_set_text (self->reason, "");
  gtk_widget_activate_action (GTK_WIDGET (self), "case-page.reprint", "(xs)", self->paper->id, reason);
}

static void
hall_case_paper_chip_dispose (GObject *object)
{
  HallCasePaperChip *self = HALL_CASE_PAPER_CHIP (object);

  /* Disposing of the template would take a bound child from under the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_CASE_PAPER_CHIP);
  g_clear_object (&self->paper);
  G_OBJECT_CLASS (hall_case_paper_chip_parent_class)->dispose (object);
}

static void
hall_case_paper_chip_class_init (HallCasePaperChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_case_paper_chip_dispose;
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/halldesk/HallDesk/hall-case-paper-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, HallCasePaperChip, button);
  gtk_widget_class_bind_template_child (widget_class, HallCasePaperChip, label);
  gtk_widget_class_bind_template_child (widget_class, HallCasePaperChip, popover);
  gtk_widget_class_bind_template_child (widget_class, HallCasePaperChip, title);
  gtk_widget_class_bind_template_child (widget_class, HallCasePaperChip, number);
  gtk_widget_class_bind_template_child (widget_class, HallCasePaperChip, reason);
  gtk_widget_class_bind_template_child (widget_class, HallCasePaperChip, print);
  gtk_widget_class_bind_template_child (widget_class, HallCasePaperChip, message);
  gtk_widget_class_bind_template_callback (widget_class, on_reason_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_print_cb);
}

static void
hall_case_paper_chip_init (HallCasePaperChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_case_paper_chip_new:
 * @paper: a paper of a case
 *
 * Returns: (transfer floating): a new chip
 */
GtkWidget *
hall_case_paper_chip_new (HallCaseLine *paper)
{
  HallCasePaperChip *self = g_object_new (HALL_TYPE_CASE_PAPER_CHIP, NULL);
  g_autofree char *at = hall_shell_time (paper->at, "%Y-%m-%d %H:%M");
  g_autofree char *detail = g_strdup_printf ("%s\n%s", paper->number, at);

  self->paper = g_object_ref (paper);
  gtk_label_set_text (self->label, paper->title);
  gtk_label_set_text (self->title, paper->title);
  gtk_label_set_text (self->number, detail);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), paper->number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, paper->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, paper->number, -1);
  return GTK_WIDGET (self);
}
