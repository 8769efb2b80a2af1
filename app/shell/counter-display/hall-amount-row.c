/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-amount-row.h"

#include <glib/gi18n.h>

#include "hall-money.h"
#include "hall-public.h"

/**
 * HallAmountRow:
 *
 * One of the three amounts of a payment, as large as the screen allows. Always two decimals and figures of
 * one width, so that the decimal points of the rows stand under one another.
 */
struct _HallAmountRow {
  GtkBox parent_instance;

  GtkLabel *value;
};

G_DEFINE_FINAL_TYPE (HallAmountRow, hall_amount_row, GTK_TYPE_BOX)

static void
hall_amount_row_class_init (HallAmountRowClass *klass)
{
}

static void
hall_amount_row_init (HallAmountRow *self)
{
}

/**
 * hall_amount_row_new:
 * @caption: what the amount is
 * @last: whether it is the one that matters most, the change
 *
 * A row without an amount yet.
 *
 * Returns: (transfer floating): a new row
 */
GtkWidget *
hall_amount_row_new (const char *caption, gboolean last)
{
  HallAmountRow *self = g_object_new (HALL_TYPE_AMOUNT_ROW, NULL);
  GtkWidget *name = hall_public_label (caption, "dl");
  GtkWidget *value = gtk_label_new (NULL);
  GtkWidget *unit = hall_public_label (_ ("yuan"), "du");

  gtk_widget_add_css_class (GTK_WIDGET (self), "dr");
  hall_public_set_class (GTK_WIDGET (self), "dlast", last);
  gtk_widget_add_css_class (value, "dv");
  self->value = GTK_LABEL (value);
  gtk_label_set_xalign (self->value, 1);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_widget_set_valign (name, GTK_ALIGN_BASELINE);
  gtk_widget_set_valign (value, GTK_ALIGN_BASELINE);
  gtk_widget_set_valign (unit, GTK_ALIGN_BASELINE);
  gtk_box_append (GTK_BOX (self), name);
  gtk_box_append (GTK_BOX (self), value);
  gtk_box_append (GTK_BOX (self), unit);
  gtk_box_set_baseline_position (GTK_BOX (self), GTK_BASELINE_POSITION_CENTER);
  return GTK_WIDGET (self);
}

/**
 * hall_amount_row_set:
 * @self: the row
 * @fen: the amount, in fen
 *
 * Shows an amount.
 */
void
hall_amount_row_set (HallAmountRow *self, gint64 fen)
{
  g_autofree char *text = NULL;

  g_return_if_fail (HALL_IS_AMOUNT_ROW (self));

  text = hall_money_to_text (fen);
  gtk_label_set_text (self->value, text);
}

/**
 * hall_amount_row_clear:
 * @self: the row
 *
 * Shows that the amount is not known yet.
 */
void
hall_amount_row_clear (HallAmountRow *self)
{
  g_return_if_fail (HALL_IS_AMOUNT_ROW (self));

  gtk_label_set_text (self->value, "—");
}

/**
 * hall_amount_row_set_long:
 * @self: the row
 * @is_long: whether one of the amounts has more than seven characters
 *
 * Makes room for large sums. All rows of a payment take the same size.
 */
void
hall_amount_row_set_long (HallAmountRow *self, gboolean is_long)
{
  g_return_if_fail (HALL_IS_AMOUNT_ROW (self));

  hall_public_set_class (GTK_WIDGET (self), "long", is_long);
}

/**
 * hall_amount_row_get_text:
 * @self: the row
 *
 * What it shows.
 *
 * Returns: (transfer none): "1286.50"
 */
const char *
hall_amount_row_get_text (HallAmountRow *self)
{
  g_return_val_if_fail (HALL_IS_AMOUNT_ROW (self), NULL);

  return gtk_label_get_text (self->value);
}
