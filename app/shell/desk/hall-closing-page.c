/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-closing-page.h"

#include "hall-key-button.h"

/* The closing step (004-17): the question is asked first; “no” finishes, “yes” goes on with the same ticket.
 */
struct _HallClosingPage {
  AdwBin parent_instance;

  GtkLabel *question;
  HallKeyButton *finish_button;
};

G_DEFINE_FINAL_TYPE (HallClosingPage, hall_closing_page, ADW_TYPE_BIN)

static void
hall_closing_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_CLOSING_PAGE);
  G_OBJECT_CLASS (hall_closing_page_parent_class)->dispose (object);
}

static void
hall_closing_page_class_init (HallClosingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_closing_page_dispose;
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-closing-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HallClosingPage, question);
  gtk_widget_class_bind_template_child (widget_class, HallClosingPage, finish_button);
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
