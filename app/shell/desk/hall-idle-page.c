/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-idle-page.h"

#include <glib/gi18n.h>

#include "hall-key-button.h"
#include "hall-shell.h"

/* Nobody sits here: who is next, the one big button, and my day so far. */
struct _HallIdlePage {
  AdwBin parent_instance;

  GtkLabel *caption;
  GtkWidget *next_box;
  GtkLabel *number;
  GtkLabel *matter;
  GtkLabel *detail;
  HallKeyButton *call_button;
  GtkLabel *hint;
  GtkLabel *done_figure;
  GtkLabel *mean_figure;
  GtkLabel *receipts_figure;
  GtkLabel *cash_figure;

  gint64 issued_at; /* of the next ticket, µs since the epoch; 0 for none */
  char *counter_name;
};

G_DEFINE_FINAL_TYPE (HallIdlePage, hall_idle_page, ADW_TYPE_BIN)

static void
hall_idle_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_IDLE_PAGE);
  G_OBJECT_CLASS (hall_idle_page_parent_class)->dispose (object);
}

static void
hall_idle_page_finalize (GObject *object)
{
  g_free (HALL_IDLE_PAGE (object)->counter_name);
  G_OBJECT_CLASS (hall_idle_page_parent_class)->finalize (object);
}

static void
hall_idle_page_class_init (HallIdlePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_idle_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_idle_page_finalize;
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-idle-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HallIdlePage, caption);
  gtk_widget_class_bind_template_child (widget_class, HallIdlePage, next_box);
  gtk_widget_class_bind_template_child (widget_class, HallIdlePage, number);
  gtk_widget_class_bind_template_child (widget_class, HallIdlePage, matter);
  gtk_widget_class_bind_template_child (widget_class, HallIdlePage, detail);
  gtk_widget_class_bind_template_child (widget_class, HallIdlePage, call_button);
  gtk_widget_class_bind_template_child (widget_class, HallIdlePage, hint);
  gtk_widget_class_bind_template_child (widget_class, HallIdlePage, done_figure);
  gtk_widget_class_bind_template_child (widget_class, HallIdlePage, mean_figure);
  gtk_widget_class_bind_template_child (widget_class, HallIdlePage, receipts_figure);
  gtk_widget_class_bind_template_child (widget_class, HallIdlePage, cash_figure);
}

static void
hall_idle_page_init (HallIdlePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_idle_page_new:
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
hall_idle_page_new (void)
{
  return g_object_new (HALL_TYPE_IDLE_PAGE, NULL);
}

static void
set_next (HallIdlePage *self, HallTicket *next)
{
  gtk_widget_set_visible (self->next_box, next != NULL);
  gtk_label_set_text (self->caption, next != NULL ? _ ("Next") : _ ("Nobody waits for this counter."));
  self->issued_at = next != NULL ? next->issued_at : 0;
  if (next == NULL)
    return;
  gtk_label_set_text (self->number, next->label);
  gtk_label_set_text (self->matter, next->matter_name != NULL ? next->matter_name : next->category_name);
}

static void
set_figures (HallIdlePage *self, HallDeskView *view)
{
  const gint64 tenths = (gint64)(view->service_mean_s / 6.0 + 0.5); /* tenths of a minute */
  g_autofree char *done = g_strdup_printf ("%d", (int)view->done_today);
  g_autofree char *mean = g_strdup_printf ("%d.%d", (int)(tenths / 10), (int)(tenths % 10));
  g_autofree char *receipts = g_strdup_printf ("%d", (int)view->receipts_today);
  g_autofree char *cash = g_strdup_printf ("%d.%02d", (int)(view->cash_today_fen / 100),
                                           (int)(view->cash_today_fen % 100));

  gtk_label_set_text (self->done_figure, done);
  gtk_label_set_text (self->mean_figure, view->done_today > 0 ? mean : "–");
  gtk_label_set_text (self->receipts_figure, receipts);
  gtk_label_set_text (self->cash_figure, cash);
}

/**
 * hall_idle_page_set_view:
 * @self: the page
 * @view: what was read; only used during the call
 *
 * Shows who is next and the day so far. After closing time it says that those who wait are still served
 * (004-46).
 */
void
hall_idle_page_set_view (HallIdlePage *self, HallDeskView *view)
{
  g_autoptr (HallTicket) next = NULL;
  guint waiting;
  g_autofree char *hint = NULL;

  g_return_if_fail (HALL_IS_IDLE_PAGE (self) && view != NULL);

  waiting = g_list_model_get_n_items (view->waiting);
  next = g_list_model_get_item (view->waiting, 0);
  g_free (self->counter_name);
  self->counter_name = g_strdup (view->counter_name);
  set_next (self, next);
  set_figures (self, view);
  if (!view->info->accepts_tickets && waiting > 0)
    hint = g_strdup_printf (
        ngettext ("No more numbers are given out; %u customer still waits and is served.",
                  "No more numbers are given out; %u customers still wait and are served.", waiting),
        waiting);
  else if (g_list_model_get_n_items (view->held) > 0)
    hint = g_strdup (_ ("A customer on hold can be continued from the list on the left."));
  gtk_label_set_text (self->hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), hint != NULL);
}

/**
 * hall_idle_page_tick:
 * @self: the page
 * @now_us: the hall's time, µs since the epoch
 *
 * Brings the wait of the next one up to now.
 */
void
hall_idle_page_tick (HallIdlePage *self, gint64 now_us)
{
  g_autofree char *minutes = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (HALL_IS_IDLE_PAGE (self));

  if (self->issued_at == 0)
    return;
  minutes = hall_shell_minutes (now_us - self->issued_at);
  /* Translators: first a time such as "12 min", then the name of the counter */
  text = g_strdup_printf (_ ("Has waited %s · %s can serve it"), minutes, self->counter_name);
  gtk_label_set_text (self->detail, text);
}

/**
 * hall_idle_page_get_step:
 * @self: the page
 *
 * Returns: (transfer none): the button of the next step
 */
GtkWidget *
hall_idle_page_get_step (HallIdlePage *self)
{
  g_return_val_if_fail (HALL_IS_IDLE_PAGE (self), NULL);

  return GTK_WIDGET (self->call_button);
}
