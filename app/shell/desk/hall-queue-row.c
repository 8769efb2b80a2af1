/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-queue-row.h"

#include <glib/gi18n.h>

#include "hall-pill.h"
#include "hall-shell.h"

/*
 * A ticket in the sidebar: number, matter, how long it has waited. Never why it has priority: a customer can
 * look at the clerk's screen.
 */
struct _HallQueueRow {
  AdwBin parent_instance;

  GtkLabel *number;
  GtkLabel *matter;
  GtkImage *alarm;
  GtkLabel *wait;
  GtkBox *pills;
  HallPill *next_pill;
  HallPill *priority_pill;
  HallPill *late_pill;
  HallPill *hold_pill;
  GtkButton *button;

  char *action;          /* (nullable) of the button, with the ticket’s number as its target */
  HallQueueItem *item;   /* (owned) (nullable) */
  GSignalGroup *signals; /* of the item */
  gint64 now;            /* µs since the epoch, of the last tick */
  gint64 limit;          /* µs; 0 before the first tick */
};

G_DEFINE_FINAL_TYPE (HallQueueRow, hall_queue_row, ADW_TYPE_BIN)

static void
update_wait (HallQueueRow *self)
{
  HallTicket *ticket = self->item != NULL ? hall_queue_item_get_ticket (self->item) : NULL;
  g_autofree char *text = NULL;
  gint64 waited;
  gboolean over;

  if (ticket == NULL || self->now == 0)
    return;
  waited = self->now - ticket->issued_at;
  over = ticket->state == HALL_TICKET_WAITING
         && (ticket->over_limit || (self->limit > 0 && waited > self->limit));
  text = hall_shell_minutes (ticket->state == HALL_TICKET_PAUSED ? self->now - ticket->paused_since : waited);
  gtk_label_set_text (self->wait, text);
  gtk_widget_set_visible (GTK_WIDGET (self->alarm), over);
  if (over)
    gtk_widget_add_css_class (GTK_WIDGET (self->wait), "warn-text");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->wait), "warn-text");
}

static void
update_pills (HallQueueRow *self, HallTicket *ticket)
{
  const gboolean waiting = ticket->state == HALL_TICKET_WAITING;
  const gboolean next = waiting && hall_queue_item_is_next (self->item);

  hall_pill_set (self->next_pill, "plain", NULL, next ? _ ("Next") : NULL);
  hall_pill_set (self->priority_pill, "info", "starred-symbolic", ticket->priority ? _ ("Priority") : NULL);
  hall_pill_set (self->late_pill, "plain", NULL, waiting && ticket->late ? _ ("Extended service") : NULL);
  hall_pill_set (self->hold_pill, "plain", NULL,
                 ticket->state == HALL_TICKET_PAUSED ? ticket->hold_reason : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->pills),
                          next || ticket->priority || (waiting && ticket->late)
                              || (ticket->state == HALL_TICKET_PAUSED && ticket->hold_reason != NULL));
}

static void
update (HallQueueRow *self)
{
  HallTicket *ticket;

  if (self->item == NULL)
    return;
  ticket = hall_queue_item_get_ticket (self->item);
  gtk_label_set_text (self->number, ticket->label);
  gtk_label_set_text (self->matter,
                      ticket->matter_name != NULL ? ticket->matter_name : ticket->category_name);
  update_pills (self, ticket);
  if (hall_queue_item_is_next (self->item))
    gtk_widget_add_css_class (GTK_WIDGET (self), "next");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "next");
  if (self->action != NULL) {
    g_autofree char *name = g_strdup_printf ("%s %s", gtk_button_get_label (self->button), ticket->label);

    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", ticket->label);
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  }
  update_wait (self);
}

static void
hall_queue_row_dispose (GObject *object)
{
  HallQueueRow *self = HALL_QUEUE_ROW (object);

  if (self->signals != NULL)
    g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->signals);
  g_clear_object (&self->item);
  g_clear_pointer (&self->action, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_QUEUE_ROW);
  G_OBJECT_CLASS (hall_queue_row_parent_class)->dispose (object);
}

static void
hall_queue_row_class_init (HallQueueRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_queue_row_dispose;
  g_type_ensure (HALL_TYPE_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-queue-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HallQueueRow, number);
  gtk_widget_class_bind_template_child (widget_class, HallQueueRow, matter);
  gtk_widget_class_bind_template_child (widget_class, HallQueueRow, alarm);
  gtk_widget_class_bind_template_child (widget_class, HallQueueRow, wait);
  gtk_widget_class_bind_template_child (widget_class, HallQueueRow, pills);
  gtk_widget_class_bind_template_child (widget_class, HallQueueRow, next_pill);
  gtk_widget_class_bind_template_child (widget_class, HallQueueRow, priority_pill);
  gtk_widget_class_bind_template_child (widget_class, HallQueueRow, late_pill);
  gtk_widget_class_bind_template_child (widget_class, HallQueueRow, hold_pill);
  gtk_widget_class_bind_template_child (widget_class, HallQueueRow, button);
}

static void
hall_queue_row_init (HallQueueRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (HALL_TYPE_QUEUE_ITEM);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (update), self);
}

/**
 * hall_queue_row_new:
 * @button_text: (nullable): what the row's button says, %NULL for none
 * @action: (nullable): what the button does; its target is the number of the ticket
 *
 * Returns: (transfer floating): a new row
 */
GtkWidget *
hall_queue_row_new (const char *button_text, const char *action)
{
  HallQueueRow *self = g_object_new (HALL_TYPE_QUEUE_ROW, NULL);

  gtk_widget_set_visible (GTK_WIDGET (self->button), action != NULL);
  if (action != NULL) {
    self->action = g_strdup (action);
    gtk_button_set_label (self->button, button_text);
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", "");
    gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
  }
  return GTK_WIDGET (self);
}

/**
 * hall_queue_row_set_item:
 * @self: a row
 * @item: (nullable): what it shows
 *
 * Binds the row, and lets go of what it showed before.
 */
void
hall_queue_row_set_item (HallQueueRow *self, HallQueueItem *item)
{
  g_return_if_fail (HALL_IS_QUEUE_ROW (self));

  if (!g_set_object (&self->item, item))
    return;
  g_signal_group_set_target (self->signals, item);
  update (self);
}

/**
 * hall_queue_row_tick:
 * @self: a row
 * @now_us: the hall's time, µs since the epoch
 * @limit_us: the hall's wait limit in µs
 *
 * Brings the wait up to now; over the limit it turns amber and gets a mark (004-19).
 */
void
hall_queue_row_tick (HallQueueRow *self, gint64 now_us, gint64 limit_us)
{
  g_return_if_fail (HALL_IS_QUEUE_ROW (self));

  self->now = now_us;
  self->limit = limit_us;
  update_wait (self);
}
