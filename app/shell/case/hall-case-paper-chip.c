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
 * A paper of a case as a chip. It opens to what the paper says, but for the customer's name, which stands
 * whole on paper only; from there it is printed again, with a reason (S004 4.11). It asks by the action
 * case-page.reprint (xs), the paper's row and the reason.
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

  GtkBox *lines;

  HallCaseLine *paper;   /* (owned) */
  HallStore *store;      /* (owned) (nullable) */
  GCancellable *reading; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HallCasePaperChip, hall_case_paper_chip, ADW_TYPE_BIN)

/* --- What stands on it --- */

static void
add_line (HallCasePaperChip *self, const char *title, const char *text)
{
  GtkWidget *label;
  g_autofree char *whole = NULL;

  if (text == NULL || *text == '\0')
    return;
  /* Translators: what it is and what was written: “Title deed: missing” */
  whole = title != NULL ? g_strdup_printf (_ ("%1$s: %2$s"), title, text) : g_strdup (text);
  label = gtk_label_new (whole);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_box_append (self->lines, label);
}

static void
add_items (HallCasePaperChip *self, GVariant *content, const char *key, const char *more)
{
  g_autoptr (GVariant) list = g_variant_lookup_value (content, key, G_VARIANT_TYPE ("av"));

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (list, i);
    g_autoptr (GVariant) item = g_variant_get_variant (boxed);
    const char *name = NULL;
    const char *detail = NULL;

    if (!g_variant_is_of_type (item, G_VARIANT_TYPE_VARDICT))
      continue;
    g_variant_lookup (item, "name", "&s", &name);
    g_variant_lookup (item, more, "&s", &detail);
    if (detail != NULL && *detail != '\0')
      add_line (self, name, detail);
    else
      add_line (self, NULL, name);
  }
}

static void
show_content (HallCasePaperChip *self, GVariant *content)
{
  static const char *const lists[][2] = {
    { "missing_items", "fix" },
    { "received_items", "handling_words" },
    { "deferred_items", "until" },
  };
  static const char *const texts[][2] = {
    { "reason_class", N_ ("Kind of refusal") },
    { "reason_text", N_ ("Reason") },
    { "basis", N_ ("Basis") },
    { "next_option", N_ ("Where to go instead") },
    { "valid_until", N_ ("Valid until") },
    { "due_at", N_ ("Due") },
    { "question", N_ ("What the leader was asked") },
  };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_box_remove (self->lines, child);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    add_items (self, content, lists[i][0], lists[i][1]);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    const char *text = NULL;

    g_variant_lookup (content, texts[i][0], "&s", &text);
    add_line (self, _ (texts[i][1]), text);
  }
}

static void
on_document_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallCasePaperChip) self = data;
  g_autoptr (HallDocument) document = hall_store_read_finish (HALL_STORE (source), result, NULL);

  if (document != NULL && self->paper != NULL && self->store != NULL)
    show_content (self, document->content);
}

static void
on_opened_cb (HallCasePaperChip *self)
{
  if (self->store == NULL || self->reading != NULL)
    return;
  self->reading = g_cancellable_new ();
  hall_store_read_async (self->store, (HallReadFunc)hall_document_read, g_variant_new_int64 (self->paper->id),
                         hall_document_free, self->reading, on_document_cb, g_object_ref (self));
}

/* --- Printing it again --- */

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

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->store);
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
  gtk_widget_class_bind_template_child (widget_class, HallCasePaperChip, lines);
  gtk_widget_class_bind_template_callback (widget_class, on_opened_cb);
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
 * @store: (nullable): where its content is read when it is opened
 *
 * Returns: (transfer floating): a new chip
 */
GtkWidget *
hall_case_paper_chip_new (HallCaseLine *paper, HallStore *store)
{
  HallCasePaperChip *self = g_object_new (HALL_TYPE_CASE_PAPER_CHIP, NULL);
  g_autofree char *at = hall_shell_time (paper->at, "%Y-%m-%d %H:%M");
  g_autofree char *detail = g_strdup_printf ("%s\n%s", paper->number, at);

  self->paper = g_object_ref (paper);
  g_set_object (&self->store, store);
  gtk_label_set_text (self->label, paper->title);
  gtk_label_set_text (self->title, paper->title);
  gtk_label_set_text (self->number, detail);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), paper->number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, paper->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, paper->number, -1);
  return GTK_WIDGET (self);
}
