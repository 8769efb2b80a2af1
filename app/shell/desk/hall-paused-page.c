/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-paused-page.h"

#include <glib/gi18n.h>

#include "hall-key-button.h"
#include "hall-timer-label.h"

/* The counter is paused: why, and how long until the clerk said to be back. */
struct _HallPausedPage {
  AdwBin parent_instance;

  GtkLabel *reason;
  GtkLabel *left;
  HallKeyButton *resume_button;

  gint64 until; /* µs since the epoch, 0 when not said */
};

G_DEFINE_FINAL_TYPE (HallPausedPage, hall_paused_page, ADW_TYPE_BIN)

static void
hall_paused_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_PAUSED_PAGE);
  G_OBJECT_CLASS (hall_paused_page_parent_class)->dispose (object);
}

static void
hall_paused_page_class_init (HallPausedPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_paused_page_dispose;
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-paused-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HallPausedPage, reason);
  gtk_widget_class_bind_template_child (widget_class, HallPausedPage, left);
  gtk_widget_class_bind_template_child (widget_class, HallPausedPage, resume_button);
}

static void
hall_paused_page_init (HallPausedPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_paused_page_new:
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
hall_paused_page_new (void)
{
  return g_object_new (HALL_TYPE_PAUSED_PAGE, NULL);
}

/**
 * hall_paused_page_set_view:
 * @self: the page
 * @view: what was read; only used during the call
 *
 * Shows the pause.
 */
void
hall_paused_page_set_view (HallPausedPage *self, HallDeskView *view)
{
  g_return_if_fail (HALL_IS_PAUSED_PAGE (self) && view != NULL);

  self->until = view->pause_until;
  gtk_label_set_text (self->reason, view->pause_reason != NULL ? view->pause_reason : "");
}

/**
 * hall_paused_page_tick:
 * @self: the page
 * @now_us: the hall's time, µs since the epoch
 *
 * Counts down, and says so when the time is over.
 */
void
hall_paused_page_tick (HallPausedPage *self, gint64 now_us)
{
  g_autofree char *span = NULL;
  g_autofree char *text = NULL;
  gboolean over;

  g_return_if_fail (HALL_IS_PAUSED_PAGE (self));

  over = self->until != 0 && now_us > self->until;
  span = hall_duration_text (over ? now_us - self->until : self->until - now_us);
  /* Translators: %s is a time such as "04:12" */
  text = self->until == 0
             ? g_strdup ("")
             : g_strdup_printf (over ? _ ("%s over the time announced") : _ ("Back in %s"), span);
  gtk_label_set_text (self->left, text);
  if (over)
    gtk_widget_add_css_class (GTK_WIDGET (self->left), "warn-text");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->left), "warn-text");
}

/**
 * hall_paused_page_get_step:
 * @self: the page
 *
 * Returns: (transfer none): the button of the next step
 */
GtkWidget *
hall_paused_page_get_step (HallPausedPage *self)
{
  g_return_val_if_fail (HALL_IS_PAUSED_PAGE (self), NULL);

  return GTK_WIDGET (self->resume_button);
}
