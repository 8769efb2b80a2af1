/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-called-page.h"

#include <glib/gi18n.h>

#include "hall-key-button.h"
#include "hall-shell.h"

/* The customer was called and is on the way: start when they sit down, call again, or give up after the
 * hall's number of calls. */
struct _HallCalledPage {
  AdwBin parent_instance;

  GtkLabel *call_label;
  GtkLabel *count_label;
  HallKeyButton *start_button;
  HallKeyButton *recall_button;
  HallKeyButton *no_show_button;
  GtkLabel *hint;

  gint64 last_call; /* µs since the epoch */
  gint64 gap;       /* µs between two calls */
  int calls;
  int most; /* calls before it is a no-show, the hall's own number */
};

G_DEFINE_FINAL_TYPE (HallCalledPage, hall_called_page, ADW_TYPE_BIN)

static void
hall_called_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_CALLED_PAGE);
  G_OBJECT_CLASS (hall_called_page_parent_class)->dispose (object);
}

static void
hall_called_page_class_init (HallCalledPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_called_page_dispose;
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-called-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HallCalledPage, call_label);
  gtk_widget_class_bind_template_child (widget_class, HallCalledPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, HallCalledPage, start_button);
  gtk_widget_class_bind_template_child (widget_class, HallCalledPage, recall_button);
  gtk_widget_class_bind_template_child (widget_class, HallCalledPage, no_show_button);
  gtk_widget_class_bind_template_child (widget_class, HallCalledPage, hint);
}

static void
hall_called_page_init (HallCalledPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_called_page_new:
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
hall_called_page_new (void)
{
  return g_object_new (HALL_TYPE_CALLED_PAGE, NULL);
}

/**
 * hall_called_page_set_view:
 * @self: the page
 * @view: what was read, with a current ticket; only used during the call
 *
 * Shows the call in the words that are spoken in the hall (hall rules 5.2).
 */
void
hall_called_page_set_view (HallCalledPage *self, HallDeskView *view)
{
  g_autofree char *call = NULL;
  g_autofree char *count = NULL;

  g_return_if_fail (HALL_IS_CALLED_PAGE (self) && view != NULL && view->current != NULL);

  self->last_call = view->current->last_call_at;
  self->gap = view->info->recall_gap_s * G_USEC_PER_SEC;
  self->calls = view->current->calls;
  self->most = (int)view->info->calls_before_no_show;
  /* Translators: the call as the hall hears it: the number, then the counter */
  call = g_strdup_printf (_ ("Number %s, please come to counter %d"), view->current->label,
                          (int)view->counter);
  gtk_label_set_text (self->call_label, call);
  /* Translators: which call it is, of how many */
  count = g_strdup_printf (_ ("Call %d of %d"), self->calls, self->most);
  gtk_label_set_text (self->count_label, count);
  gtk_widget_set_visible (GTK_WIDGET (self->no_show_button), self->calls >= self->most);
  gtk_widget_set_visible (GTK_WIDGET (self->recall_button), self->calls < self->most);
}

/**
 * hall_called_page_tick:
 * @self: the page
 * @now_us: the hall's time, µs since the epoch
 *
 * Counts down to when the next call is allowed, or the no-show.
 */
void
hall_called_page_tick (HallCalledPage *self, gint64 now_us)
{
  g_autofree char *text = NULL;
  gint64 left_s;

  g_return_if_fail (HALL_IS_CALLED_PAGE (self));

  left_s = (self->last_call + self->gap - now_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  if (self->calls >= self->most)
    text = g_strdup_printf (
        /* Translators: how often a number was called before it is a no-show */
        ngettext ("Called %d time. Not here? Mark a no-show; the number can come back once.",
                  "Called %d times. Not here? Mark a no-show; the number can come back once.",
                  (gulong)self->calls),
        self->calls);
  else if (left_s > 0)
    text = g_strdup_printf (
        ngettext ("Can be called again in %d second.", "Can be called again in %d seconds.", (gulong)left_s),
        (int)left_s);
  else
    text = g_strdup (_ ("Not here yet? Call again."));
  gtk_label_set_text (self->hint, text);
}

/**
 * hall_called_page_get_step:
 * @self: the page
 *
 * Returns: (transfer none): the button of the next step
 */
GtkWidget *
hall_called_page_get_step (HallCalledPage *self)
{
  g_return_val_if_fail (HALL_IS_CALLED_PAGE (self), NULL);

  return GTK_WIDGET (self->start_button);
}
