/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-cash-line-row.h"

#include <glib/gi18n-lib.h>

#include "hall-money-entry.h"
#include "hall-money.h"

/**
 * HallCashLineRow:
 *
 * One line of a fee: item, quantity and unit price or an amount. Typed in place; once the money is called it
 * only shows. Signals: "changed"; "removed" (the button); "completed" (Enter: go on).
 */
struct _HallCashLineRow {
  GtkListBoxRow parent_instance;

  GtkStack *stack;
  GtkEditable *item;
  GtkEditable *quantity;
  GtkEditable *unit;
  GtkEditable *price;
  GtkEditable *amount;
  GtkWidget *problem;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *total;

  gboolean updating; /* the amount is being computed, not typed */
};

G_DEFINE_FINAL_TYPE (HallCashLineRow, hall_cash_line_row, GTK_TYPE_LIST_BOX_ROW)

enum { CHANGED, REMOVED, COMPLETED, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
is_empty (GtkEditable *editable)
{
  return *gtk_editable_get_text (editable) == '\0';
}

static void
show_line (HallCashLineRow *self)
{
  g_autoptr (GString) detail = g_string_new (NULL);
  HallCashDraftLine *line = hall_cash_line_row_get_line (self);
  gint64 amount;
  g_autofree char *total = NULL;

  hall_cash_draft_line_amount (line, &amount);
  total = hall_money_to_text (amount);
  if (*line->quantity != '\0') {
    if (*line->unit != '\0')
      /* Translators: quantity, unit, price of a unit, unit: 51.46 m² × 25.00 yuan/m² */
      g_string_append_printf (detail, _ ("%s %s × %s yuan/%s"), line->quantity, line->unit, line->price,
                              line->unit);
    else
      /* Translators: quantity, price of one: 2 × 25.00 yuan */
      g_string_append_printf (detail, _ ("%s × %s yuan"), line->quantity, line->price);
  }
  gtk_label_set_text (self->title, line->item);
  gtk_label_set_text (self->subtitle, detail->str);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), detail->len > 0);
  gtk_label_set_text (self->total, total);
  hall_cash_draft_line_free (line);
}

/* With a quantity the amount is computed and cannot be typed (hall rules 4.5: quantity x price = amount). */
static void
compute_amount (HallCashLineRow *self)
{
  gboolean counted = !is_empty (self->quantity);
  HallCashDraftLine *line;
  gint64 amount;

  self->updating = TRUE;
  if (counted) {
    g_autofree char *text = NULL;

    line = hall_cash_line_row_get_line (self);
    text = hall_cash_draft_line_amount (line, &amount) ? hall_money_to_text (amount) : g_strdup ("");
    hall_cash_draft_line_free (line);
    gtk_editable_set_text (self->amount, text);
  } else if (!gtk_editable_get_editable (self->amount)) {
    gtk_editable_set_text (self->amount, "");
  }
  gtk_editable_set_editable (self->amount, !counted);
  gtk_widget_set_can_focus (GTK_WIDGET (self->amount), !counted);
  self->updating = FALSE;
}

static void
on_changed_cb (HallCashLineRow *self)
{
  if (self->updating)
    return;
  compute_amount (self);
  hall_cash_line_row_set_problem (self, NULL, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_activate_cb (HallCashLineRow *self)
{
  if (!hall_cash_line_row_grab_gap (self))
    g_signal_emit (self, signals[COMPLETED], 0);
}

static void
on_remove_cb (HallCashLineRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
hall_cash_line_row_dispose (GObject *object)
{
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);
  G_OBJECT_CLASS (hall_cash_line_row_parent_class)->dispose (object);
}

static void
hall_cash_line_row_class_init (HallCashLineRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_cash_line_row_dispose;

  signals[CHANGED] = g_signal_new ("changed", HALL_TYPE_CASH_LINE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", HALL_TYPE_CASH_LINE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[COMPLETED] = g_signal_new ("completed", HALL_TYPE_CASH_LINE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);

  g_type_ensure (HALL_TYPE_MONEY_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-cash-line-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HallCashLineRow, stack);
  gtk_widget_class_bind_template_child (widget_class, HallCashLineRow, item);
  gtk_widget_class_bind_template_child (widget_class, HallCashLineRow, quantity);
  gtk_widget_class_bind_template_child (widget_class, HallCashLineRow, unit);
  gtk_widget_class_bind_template_child (widget_class, HallCashLineRow, price);
  gtk_widget_class_bind_template_child (widget_class, HallCashLineRow, amount);
  gtk_widget_class_bind_template_child (widget_class, HallCashLineRow, problem);
  gtk_widget_class_bind_template_child (widget_class, HallCashLineRow, title);
  gtk_widget_class_bind_template_child (widget_class, HallCashLineRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, HallCashLineRow, total);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_cb);
}

static void
hall_cash_line_row_init (HallCashLineRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_cash_line_row_new:
 * @line: what it starts with; copied
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
hall_cash_line_row_new (const HallCashDraftLine *line)
{
  HallCashLineRow *self = g_object_new (HALL_TYPE_CASH_LINE_ROW, NULL);

  g_return_val_if_fail (line != NULL, GTK_WIDGET (self));

  self->updating = TRUE;
  gtk_editable_set_text (self->item, line->item);
  gtk_editable_set_text (self->quantity, line->quantity);
  gtk_editable_set_text (self->unit, line->unit);
  gtk_editable_set_text (self->price, line->price);
  gtk_editable_set_text (self->amount, line->amount);
  compute_amount (self);
  return GTK_WIDGET (self);
}

/**
 * hall_cash_line_row_get_line:
 * @self: a row
 *
 * Returns: (transfer full): the line as it is typed
 */
HallCashDraftLine *
hall_cash_line_row_get_line (HallCashLineRow *self)
{
  gboolean counted;

  g_return_val_if_fail (HALL_IS_CASH_LINE_ROW (self), NULL);

  counted = !is_empty (self->quantity);
  return hall_cash_draft_line_new (gtk_editable_get_text (self->item), gtk_editable_get_text (self->quantity),
                                   gtk_editable_get_text (self->unit), gtk_editable_get_text (self->price),
                                   counted ? "" : gtk_editable_get_text (self->amount));
}

/**
 * hall_cash_line_row_set_locked:
 * @self: a row
 * @locked: whether the line only shows
 */
void
hall_cash_line_row_set_locked (HallCashLineRow *self, gboolean locked)
{
  g_return_if_fail (HALL_IS_CASH_LINE_ROW (self));

  if (locked)
    show_line (self);
  gtk_stack_set_visible_child_name (self->stack, locked ? "show" : "edit");
}

static GtkEditable *
find_field (HallCashLineRow *self, const char *field)
{
  const struct {
    const char *name;
    GtkEditable *editable;
  } fields[] = {
    { "item", self->item },   { "quantity", self->quantity }, { "unit", self->unit },
    { "price", self->price }, { "amount", self->amount },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_strcmp0 (field, fields[i].name) == 0)
      return fields[i].editable;
  return NULL;
}

/**
 * hall_cash_line_row_set_problem:
 * @self: a row
 * @field: (nullable): item, quantity, unit, price or amount; %NULL for none
 * @message: (nullable): what is wrong with it
 */
void
hall_cash_line_row_set_problem (HallCashLineRow *self, const char *field, const char *message)
{
  GtkEditable *all[] = { self->item, self->quantity, self->unit, self->price, self->amount };
  GtkEditable *wrong;

  g_return_if_fail (HALL_IS_CASH_LINE_ROW (self));

  wrong = find_field (self, field);
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++) {
    if (all[i] == wrong)
      gtk_widget_add_css_class (GTK_WIDGET (all[i]), "error");
    else
      gtk_widget_remove_css_class (GTK_WIDGET (all[i]), "error");
    gtk_accessible_update_state (GTK_ACCESSIBLE (all[i]), GTK_ACCESSIBLE_STATE_INVALID,
                                 all[i] == wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                                 -1);
  }
  gtk_label_set_text (GTK_LABEL (self->problem), message != NULL ? message : "");
  gtk_widget_set_visible (self->problem, message != NULL);
}

/**
 * hall_cash_line_row_grab_field:
 * @self: a row
 * @field: item, quantity, unit, price or amount
 *
 * Returns: whether the focus went there
 */
gboolean
hall_cash_line_row_grab_field (HallCashLineRow *self, const char *field)
{
  GtkEditable *editable;

  g_return_val_if_fail (HALL_IS_CASH_LINE_ROW (self), FALSE);

  editable = find_field (self, field);
  return editable != NULL && gtk_widget_grab_focus (GTK_WIDGET (editable));
}

/**
 * hall_cash_line_row_grab_gap:
 * @self: a row
 *
 * Puts the focus where something is still to be typed.
 *
 * Returns: whether there was such a field
 */
gboolean
hall_cash_line_row_grab_gap (HallCashLineRow *self)
{
  g_return_val_if_fail (HALL_IS_CASH_LINE_ROW (self), FALSE);

  if (is_empty (self->item))
    return hall_cash_line_row_grab_field (self, "item");
  if (is_empty (self->quantity) && is_empty (self->amount))
    return hall_cash_line_row_grab_field (self, is_empty (self->price) ? "amount" : "quantity");
  if (!is_empty (self->quantity) && is_empty (self->price))
    return hall_cash_line_row_grab_field (self, "price");
  return FALSE;
}
