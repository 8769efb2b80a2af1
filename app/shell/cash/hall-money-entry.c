/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-money-entry.h"

#include "hall-cash-draft.h"
#include "hall-money.h"

/**
 * HallMoneyEntry:
 *
 * An entry for an amount in yuan. Takes what people type, full-width digits and 元 included, keeps it as
 * typed while it is typed, and writes it with two decimals when the focus leaves. What is no amount gets the
 * style "error".
 */
struct _HallMoneyEntry {
  GtkEntry parent_instance;

  gboolean rewriting; /* the amount stays, only its writing changes */
};

G_DEFINE_FINAL_TYPE (HallMoneyEntry, hall_money_entry, GTK_TYPE_ENTRY)

static void
on_changed_cb (HallMoneyEntry *self)
{
  gint64 fen;

  /* Setting a text empties it first. Who heard of that would grey out the very button whose click took the
   * focus away, and the click would be lost. This handler is the first, and the others need not know. */
  if (self->rewriting) {
    g_signal_stop_emission_by_name (self, "changed");
    return;
  }
  if (hall_money_entry_is_empty (self) || hall_money_entry_get_fen (self, &fen, NULL))
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
}

static void
on_leave_cb (HallMoneyEntry *self)
{
  gint64 fen;

  if (hall_money_entry_is_empty (self) || !hall_money_entry_get_fen (self, &fen, NULL))
    return;
  self->rewriting = TRUE;
  hall_money_entry_set_fen (self, fen);
  self->rewriting = FALSE;
}

/* Not in init: the length is the buffer's, and the buffer is a construct property. */
static void
hall_money_entry_constructed (GObject *object)
{
  G_OBJECT_CLASS (hall_money_entry_parent_class)->constructed (object);
  gtk_entry_set_max_length (GTK_ENTRY (object), HALL_CASH_FIGURE_MAX);
}

static void
hall_money_entry_class_init (HallMoneyEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = hall_money_entry_constructed;
  gtk_widget_class_set_css_name (widget_class, "entry");
}

static void
hall_money_entry_init (HallMoneyEntry *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_entry_set_input_purpose (GTK_ENTRY (self), GTK_INPUT_PURPOSE_NUMBER);
  gtk_entry_set_input_hints (GTK_ENTRY (self), GTK_INPUT_HINT_NO_EMOJI | GTK_INPUT_HINT_NO_SPELLCHECK);
  gtk_widget_add_css_class (GTK_WIDGET (self), "num");
  g_signal_connect (self, "changed", G_CALLBACK (on_changed_cb), NULL);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/**
 * hall_money_entry_new:
 *
 * Returns: (transfer floating): an entry for an amount
 */
GtkWidget *
hall_money_entry_new (void)
{
  return g_object_new (HALL_TYPE_MONEY_ENTRY, NULL);
}

/**
 * hall_money_entry_get_fen:
 * @self: an entry
 * @fen: (out): the amount, 0 when it is empty
 * @problem: (out) (optional): what is wrong, for people
 *
 * Returns: whether what stands in it is an amount
 */
gboolean
hall_money_entry_get_fen (HallMoneyEntry *self, gint64 *fen, char **problem)
{
  g_return_val_if_fail (HALL_IS_MONEY_ENTRY (self) && fen != NULL, FALSE);

  *fen = 0;
  return hall_money_entry_is_empty (self)
         || hall_cash_parse (gtk_editable_get_text (GTK_EDITABLE (self)), fen, problem);
}

/**
 * hall_money_entry_set_fen:
 * @self: an entry
 * @fen: the amount to show
 */
void
hall_money_entry_set_fen (HallMoneyEntry *self, gint64 fen)
{
  g_autofree char *text = hall_money_to_text (fen);

  g_return_if_fail (HALL_IS_MONEY_ENTRY (self));

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self), text);
}

/**
 * hall_money_entry_is_empty:
 * @self: an entry
 *
 * Returns: whether nothing is typed
 */
gboolean
hall_money_entry_is_empty (HallMoneyEntry *self)
{
  g_return_val_if_fail (HALL_IS_MONEY_ENTRY (self), TRUE);

  return *gtk_editable_get_text (GTK_EDITABLE (self)) == '\0';
}
