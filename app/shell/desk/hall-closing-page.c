/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-closing-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hall-choice-field.h"
#include "hall-key-button.h"
#include "hall-shell.h"
#include "hall-text-field.h"
#include "hall-visit.h"

/*
 * The closing step (004-17): the question is asked first; “no” finishes, “yes” goes on with the same ticket.
 * Where neither a case nor a receipt says what the visit was, one line does (S002 3.4); left empty, it is
 * completed within five minutes.
 */
struct _HallClosingPage {
  AdwBin parent_instance;

  GtkLabel *question;
  GtkWidget *record_box;
  GtkToggleButton *enquiry_button;
  GtkToggleButton *business_button;
  GtkToggleButton *suggestion_button;
  AdwBin *matter_place;
  AdwBin *line_place;
  GtkLabel *said_label;
  HallKeyButton *finish_button;

  HallChoiceField *matters; /* (unowned) of the ticket's queue, in its place */
  HallTextField *line;      /* (unowned) in its place */
  char *ticket;             /* (nullable) whose record it is */
};

G_DEFINE_FINAL_TYPE (HallClosingPage, hall_closing_page, ADW_TYPE_BIN)

static void
hall_closing_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_CLOSING_PAGE);
  G_OBJECT_CLASS (hall_closing_page_parent_class)->dispose (object);
}

static void
hall_closing_page_finalize (GObject *object)
{
  g_free (HALL_CLOSING_PAGE (object)->ticket);
  G_OBJECT_CLASS (hall_closing_page_parent_class)->finalize (object);
}

static void
on_kind_cb (HallClosingPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->matter_place),
                          self->matters != NULL && gtk_toggle_button_get_active (self->business_button));
}

static void
hall_closing_page_class_init (HallClosingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_closing_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_closing_page_finalize;
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-closing-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HallClosingPage, question);
  gtk_widget_class_bind_template_child (widget_class, HallClosingPage, record_box);
  gtk_widget_class_bind_template_child (widget_class, HallClosingPage, enquiry_button);
  gtk_widget_class_bind_template_child (widget_class, HallClosingPage, business_button);
  gtk_widget_class_bind_template_child (widget_class, HallClosingPage, suggestion_button);
  gtk_widget_class_bind_template_child (widget_class, HallClosingPage, matter_place);
  gtk_widget_class_bind_template_child (widget_class, HallClosingPage, line_place);
  gtk_widget_class_bind_template_child (widget_class, HallClosingPage, said_label);
  gtk_widget_class_bind_template_child (widget_class, HallClosingPage, finish_button);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_cb);
}

static void
hall_closing_page_init (HallClosingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_closing_page_new:
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
hall_closing_page_new (void)
{
  return g_object_new (HALL_TYPE_CLOSING_PAGE, NULL);
}

/**
 * hall_closing_page_set_question:
 * @self: the page
 * @question: what to ask, in the hall's own words
 *
 * Sets the question.
 */
void
hall_closing_page_set_question (HallClosingPage *self, const char *question)
{
  g_return_if_fail (HALL_IS_CLOSING_PAGE (self) && question != NULL);

  gtk_label_set_text (self->question, question);
}

/* --- The record --- */

/* What the queue is for is a guess of what the visit was. */
static void
guess_kind (HallClosingPage *self, const HallTicket *ticket)
{
  const gboolean asks = ticket->matter == NULL && strstr (ticket->category_name, "咨询") != NULL;

  gtk_toggle_button_set_active (asks ? self->enquiry_button : self->business_button, TRUE);
}

static void
fill_matters (HallClosingPage *self, const HallDeskView *view)
{
  const HallTicket *ticket = view->current;

  adw_bin_set_child (self->matter_place, NULL);
  self->matters = NULL;
  if (ticket->matter != NULL)
    return;
  self->matters = HALL_CHOICE_FIELD (hall_choice_field_new (_ ("Matter"), FALSE));
  adw_bin_set_child (self->matter_place, GTK_WIDGET (self->matters));
  hall_choice_field_add (self->matters, _ ("Choose the matter"), NULL, NULL, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (view->categories); i++) {
    g_autoptr (HallCategory) category = g_list_model_get_item (view->categories, i);

    for (guint j = 0;
         g_str_equal (category->code, ticket->category) && j < g_list_model_get_n_items (category->matters);
         j++) {
      g_autoptr (HallMatter) matter = g_list_model_get_item (category->matters, j);

      hall_choice_field_add (self->matters, hall_shell_localised (matter->name, matter->name_en), NULL,
                             "matter", g_variant_new_string (matter->code));
    }
  }
}

static void
begin_record (HallClosingPage *self, HallStore *store, const HallDeskView *view)
{
  g_autofree char *draft = g_strdup_printf ("record-%" G_GINT64_FORMAT, view->current->id);

  g_free (self->ticket);
  self->ticket = g_strdup (view->current->label);
  self->line = HALL_TEXT_FIELD (
      hall_text_field_new (HALL_TEXT_ENTRY, _ ("In one line: what it was, and what came of it")));
  adw_bin_set_child (self->line_place, GTK_WIDGET (self->line));
  if (store != NULL)
    hall_text_field_keep_draft (self->line, hall_store_get_address (store), view->counter, draft);
  fill_matters (self, view);
  guess_kind (self, view->current);
  if (view->current->matter != NULL)
    g_object_set_data_full (G_OBJECT (self->line), "matter", g_strdup (view->current->matter), g_free);
  on_kind_cb (self);
}

/**
 * hall_closing_page_set_visit:
 * @self: the page
 * @store: (nullable): the hall
 * @view: what was read; only used during the call
 *
 * Asks for the record of the visit where nothing else says what it was. What was typed stays while the
 * ticket is the same.
 */
void
hall_closing_page_set_visit (HallClosingPage *self, HallStore *store, const HallDeskView *view)
{
  gboolean file;
  gboolean said;

  g_return_if_fail (HALL_IS_CLOSING_PAGE (self) && view != NULL);

  if (view->current == NULL) {
    g_clear_pointer (&self->ticket, g_free);
    return;
  }
  file = g_list_model_get_n_items (view->cases) > 0;
  said = file || view->last_receipt != NULL || view->recorded;
  gtk_widget_set_visible (self->record_box, !said);
  gtk_widget_set_visible (GTK_WIDGET (self->said_label), said);
  gtk_label_set_text (self->said_label,
                      view->recorded ? _ ("The visit is recorded.")
                      : file         ? _ ("The case says what the visit was: nothing is left to record.")
                                     : _ ("The receipt says what the visit was: nothing is left to record."));
  if (g_strcmp0 (self->ticket, view->current->label) != 0)
    begin_record (self, store, view);
}

/**
 * hall_closing_page_dup_record:
 * @self: the page
 *
 * Returns: (transfer floating) (nullable): the arguments of the command record, %NULL when nothing is written
 */
GVariant *
hall_closing_page_dup_record (HallClosingPage *self)
{
  GVariantDict args;
  g_autofree char *text = NULL;
  const char *known;

  g_return_val_if_fail (HALL_IS_CLOSING_PAGE (self), NULL);

  text = self->line != NULL ? hall_text_field_dup_text (self->line) : NULL;
  if (text == NULL || *g_strstrip (text) == '\0' || !gtk_widget_get_visible (self->record_box))
    return NULL;
  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, "ticket", "s", self->ticket);
  known = g_object_get_data (G_OBJECT (self->line), "matter");
  if (known != NULL)
    g_variant_dict_insert (&args, "matter", "s", known);
  if (gtk_toggle_button_get_active (self->enquiry_button)) {
    g_variant_dict_insert (&args, "kind", "s", "enquiry");
    g_variant_dict_insert (&args, "text", "s", text);
    g_variant_dict_insert (&args, "answer", "s", text);
  } else if (gtk_toggle_button_get_active (self->suggestion_button)) {
    g_variant_dict_insert (&args, "kind", "s", "suggestion");
    g_variant_dict_insert (&args, "text", "s", text);
  } else {
    GVariant *matter = self->matters != NULL ? hall_choice_field_get_value (self->matters) : NULL;

    g_variant_dict_insert (&args, "kind", "s", "business");
    g_variant_dict_insert (&args, "result", "s", "done");
    g_variant_dict_insert (&args, "result_text", "s", text);
    if (matter != NULL)
      g_variant_dict_insert_value (&args, "matter", matter);
  }
  return g_variant_dict_end (&args);
}

/**
 * hall_closing_page_clear_record:
 * @self: the page
 *
 * The line is recorded.
 */
void
hall_closing_page_clear_record (HallClosingPage *self)
{
  g_return_if_fail (HALL_IS_CLOSING_PAGE (self));

  if (self->line == NULL)
    return;
  hall_text_field_set_text (self->line, "");
  hall_text_field_drop_draft (self->line);
}

/**
 * hall_closing_page_focus:
 * @self: the page
 *
 * What is typed goes into the line, where there is one; Enter finishes either way.
 */
void
hall_closing_page_focus (HallClosingPage *self)
{
  g_return_if_fail (HALL_IS_CLOSING_PAGE (self));

  if (self->line == NULL || !gtk_widget_get_visible (self->record_box)
      || !gtk_widget_grab_focus (GTK_WIDGET (self->line)))
    gtk_widget_grab_focus (GTK_WIDGET (self->finish_button));
}

/**
 * hall_closing_page_get_step:
 * @self: the page
 *
 * Returns: (transfer none): the button of the next step
 */
GtkWidget *
hall_closing_page_get_step (HallClosingPage *self)
{
  g_return_val_if_fail (HALL_IS_CLOSING_PAGE (self), NULL);

  return GTK_WIDGET (self->finish_button);
}
