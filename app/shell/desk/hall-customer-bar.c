/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-customer-bar.h"

#include <glib/gi18n.h>

#include "hall-pill.h"
#include "hall-shell.h"
#include "hall-timer-label.h"

/* Who is in front of the clerk: number, matter, priority with its reason, and for how long. It never moves.
 */
struct _HallCustomerBar {
  AdwBin parent_instance;

  GtkLabel *number;
  GtkLabel *matter;
  HallPill *priority_pill;
  HallPill *late_pill;
  GtkLabel *detail;
  HallTimerLabel *timer;
  GtkLabel *state;
};

G_DEFINE_FINAL_TYPE (HallCustomerBar, hall_customer_bar, ADW_TYPE_BIN)

static void
hall_customer_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_CUSTOMER_BAR);
  G_OBJECT_CLASS (hall_customer_bar_parent_class)->dispose (object);
}

static void
hall_customer_bar_class_init (HallCustomerBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_customer_bar_dispose;
  g_type_ensure (HALL_TYPE_PILL);
  g_type_ensure (HALL_TYPE_TIMER_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-customer-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HallCustomerBar, number);
  gtk_widget_class_bind_template_child (widget_class, HallCustomerBar, matter);
  gtk_widget_class_bind_template_child (widget_class, HallCustomerBar, priority_pill);
  gtk_widget_class_bind_template_child (widget_class, HallCustomerBar, late_pill);
  gtk_widget_class_bind_template_child (widget_class, HallCustomerBar, detail);
  gtk_widget_class_bind_template_child (widget_class, HallCustomerBar, timer);
  gtk_widget_class_bind_template_child (widget_class, HallCustomerBar, state);
}

static void
hall_customer_bar_init (HallCustomerBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_customer_bar_new:
 *
 * Returns: (transfer floating): a new bar
 */
GtkWidget *
hall_customer_bar_new (void)
{
  return g_object_new (HALL_TYPE_CUSTOMER_BAR, NULL);
}

static void
set_detail (HallCustomerBar *self, HallTicket *ticket)
{
  g_autoptr (GString) detail = g_string_new (NULL);

  if (ticket->matter_name != NULL)
    g_string_append (detail, ticket->category_name);
  if (ticket->summary != NULL && *ticket->summary != '\0') {
    if (detail->len > 0)
      g_string_append (detail, " · ");
    /* Translators: %s is what the clerk at the counter before wrote about the customer's business */
    g_string_append_printf (detail, _ ("From the last counter: %s"), ticket->summary);
  } else if (ticket->why != NULL && ticket->state == HALL_TICKET_CALLED) {
    if (detail->len > 0)
      g_string_append (detail, " · ");
    g_string_append (detail, hall_shell_why (ticket->why));
  }
  gtk_label_set_text (self->detail, detail->str);
}

/* The closed list of reasons (S004 5.3), by the names the kiosk has for them. */
static const char *
priority_name (const char *code)
{
  static const struct {
    const char *code;
    const char *name;
  } names[] = {
    { "elder", N_ ("Elderly") },
    { "disabled", N_ ("Disabled") },
    { "veteran", N_ ("Military, veterans and their families") },
    { "pregnant", N_ ("Pregnant or with a baby") },
    { "illness", N_ ("Seriously ill") },
    { "return", N_ ("Back with missing papers") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].code, code))
      return _ (names[i].name);
  return code;
}

/**
 * hall_customer_bar_set_view:
 * @self: the bar
 * @view: what was read, with a current ticket; only used during the call
 *
 * Shows the current ticket.
 */
void
hall_customer_bar_set_view (HallCustomerBar *self, HallDeskView *view)
{
  HallTicket *ticket;
  gboolean serving;
  g_autofree char *minutes = NULL;
  g_autofree char *text = NULL;
  g_autofree char *priority = NULL;

  g_return_if_fail (HALL_IS_CUSTOMER_BAR (self) && view != NULL && view->current != NULL);

  ticket = view->current;
  serving = ticket->state == HALL_TICKET_SERVING;
  gtk_label_set_text (self->number, ticket->label);
  gtk_label_set_text (self->matter,
                      ticket->matter_name != NULL ? ticket->matter_name : ticket->category_name);
  if (ticket->priority)
    priority = ticket->priority_reason != NULL
                   /* Translators: %s is why this customer has priority, such as 老年人 */
                   ? g_strdup_printf (_ ("Priority · %s"), priority_name (ticket->priority_reason))
                   : g_strdup (_ ("Priority"));
  hall_pill_set (self->priority_pill, "info", "starred-symbolic", priority);
  hall_pill_set (self->late_pill, "plain", "alarm-symbolic", ticket->late ? _ ("Extended service") : NULL);
  set_detail (self, ticket);
  hall_timer_label_set_since (self->timer,
                              serving ? ticket->started_at + ticket->paused_us : ticket->last_call_at);
  minutes = hall_shell_minutes (ticket->called_at - ticket->issued_at);
  text = serving ? g_strdup_printf (_ ("Serving · waited %s"), minutes)
                 : g_strdup_printf (_ ("Called · waited %s"), minutes);
  gtk_label_set_text (self->state, text);
}

/**
 * hall_customer_bar_set_case:
 * @self: the bar, its view set
 * @file: the case of the current ticket; only used during the call
 *
 * Says whom the case is for, masked as it was read (hall rules 3.9): a customer can look at the screen.
 */
void
hall_customer_bar_set_case (HallCustomerBar *self, const HallCaseView *file)
{
  g_autoptr (GString) detail = g_string_new (file->name);

  g_return_if_fail (HALL_IS_CUSTOMER_BAR (self) && file != NULL);

  if (file->phone != NULL)
    g_string_append_printf (detail, "  %s", file->phone);
  if (file->account != NULL)
    /* Translators: %s is the number of the customer's account, masked */
    g_string_append_printf (detail, _ ("  account %s"), file->account);
  if (file->proxy_name != NULL)
    /* Translators: %s is the masked name of whoever came in the customer's place */
    g_string_append_printf (detail, _ ("  through %s"), file->proxy_name);
  gtk_label_set_text (self->matter, file->matter_name);
  if (detail->len > 0)
    gtk_label_set_text (self->detail, g_strstrip (detail->str));
}

/**
 * hall_customer_bar_tick:
 * @self: the bar
 * @now_us: the hall's time, µs since the epoch
 *
 * Moves the timer.
 */
void
hall_customer_bar_tick (HallCustomerBar *self, gint64 now_us)
{
  g_return_if_fail (HALL_IS_CUSTOMER_BAR (self));

  hall_timer_label_tick (self->timer, now_us);
}
