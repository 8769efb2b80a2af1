/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-denominations.h"

#include <glib/gi18n-lib.h>

#include "hall-cash-draft.h"
#include "hall-cash-notes.h"
#include "hall-money.h"

#define MAX_COUNT 100000

/**
 * HallDenominations:
 *
 * Counts a drawer by denomination (hall rules 5.10): how many of each note and coin, and what they come to.
 * Enter goes to the next one. Signals: "changed"; "completed" (Enter in the last).
 */
struct _HallDenominations {
  GtkWidget parent_instance;

  GtkWidget *body;
  GtkGrid *grid;
  GtkLabel *sum;
  GtkEditable *counts[HALL_N_DENOMINATIONS]; /* (unowned) */
  GtkLabel *amounts[HALL_N_DENOMINATIONS];   /* (unowned) */
};

G_DEFINE_FINAL_TYPE (HallDenominations, hall_denominations, GTK_TYPE_WIDGET)

enum { CHANGED, COMPLETED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Returns -1 for what is no count; nothing typed is 0. */
static gint64
get_count (HallDenominations *self, int index)
{
  g_autofree char *text = hall_cash_fold (gtk_editable_get_text (self->counts[index]));
  guint64 count;

  if (*text == '\0')
    return 0;
  if (!g_ascii_string_to_unsigned (text, 10, 0, MAX_COUNT, &count, NULL))
    return -1;
  return (gint64)count;
}

static void
show_amounts (HallDenominations *self)
{
  gint64 sum;
  g_autofree char *text = NULL;

  for (int i = 0; i < HALL_N_DENOMINATIONS; i++) {
    gint64 count = get_count (self, i);
    g_autofree char *amount = count > 0 ? hall_money_to_text (count * hall_denominations_fen[i])
                                        : g_strdup ("");

    gtk_label_set_text (self->amounts[i], amount);
    if (count < 0)
      gtk_widget_add_css_class (GTK_WIDGET (self->counts[i]), "error");
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self->counts[i]), "error");
  }
  text = hall_denominations_get_sum (self, &sum) ? hall_money_to_text (sum) : g_strdup ("–");
  gtk_label_set_text (self->sum, text);
}

static void
on_changed_cb (HallDenominations *self)
{
  show_amounts (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_activate_cb (HallDenominations *self, GtkEditable *entry)
{
  for (int i = 0; i + 1 < HALL_N_DENOMINATIONS; i++) {
    if (self->counts[i] == entry) {
      gtk_widget_grab_focus (GTK_WIDGET (self->counts[i + 1]));
      return;
    }
  }
  g_signal_emit (self, signals[COMPLETED], 0);
}

/* Two columns of four, read downwards as the notes lie in the drawer. */
static void
add_row (HallDenominations *self, int index)
{
  g_autofree char *name = hall_cash_note_name (index);
  GtkWidget *times = gtk_label_new ("×");
  GtkWidget *count = gtk_entry_new ();
  GtkWidget *amount = gtk_label_new (NULL);
  GtkWidget *note = hall_cash_note_new (index);
  int column = index / 4 * 5, row = index % 4;

  gtk_widget_set_halign (note, GTK_ALIGN_END);
  gtk_widget_set_margin_start (note, column > 0 ? 36 : 0);
  gtk_entry_set_max_length (GTK_ENTRY (count), 6);
  gtk_entry_set_input_purpose (GTK_ENTRY (count), GTK_INPUT_PURPOSE_DIGITS);
  gtk_entry_set_alignment (GTK_ENTRY (count), 1.0f);
  gtk_editable_set_width_chars (GTK_EDITABLE (count), 5);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (count), 6);
  gtk_widget_add_css_class (count, "num");
  gtk_accessible_update_property (GTK_ACCESSIBLE (count), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (count, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (amount), 1.0f);
  gtk_label_set_width_chars (GTK_LABEL (amount), 9);
  gtk_widget_add_css_class (amount, "num");
  g_signal_connect_object (count, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (count, "activate", G_CALLBACK (on_activate_cb), self, G_CONNECT_SWAPPED);

  gtk_grid_attach (self->grid, note, column, row, 1, 1);
  gtk_grid_attach (self->grid, times, column + 1, row, 1, 1);
  gtk_grid_attach (self->grid, count, column + 2, row, 1, 1);
  gtk_grid_attach (self->grid, amount, column + 3, row, 1, 1);
  self->counts[index] = GTK_EDITABLE (count);
  self->amounts[index] = GTK_LABEL (amount);
}

static void
hall_denominations_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_DENOMINATIONS);
  G_OBJECT_CLASS (hall_denominations_parent_class)->dispose (object);
}

static void
hall_denominations_class_init (HallDenominationsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_denominations_dispose;
  signals[CHANGED] = g_signal_new ("changed", HALL_TYPE_DENOMINATIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[COMPLETED] = g_signal_new ("completed", HALL_TYPE_DENOMINATIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-denominations.ui");
  gtk_widget_class_bind_template_child (widget_class, HallDenominations, body);
  gtk_widget_class_bind_template_child (widget_class, HallDenominations, grid);
  gtk_widget_class_bind_template_child (widget_class, HallDenominations, sum);
}

static void
hall_denominations_init (HallDenominations *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < HALL_N_DENOMINATIONS; i++)
    add_row (self, i);
  show_amounts (self);
}

/**
 * hall_denominations_new:
 *
 * Returns: (transfer floating): a grid to count a drawer
 */
GtkWidget *
hall_denominations_new (void)
{
  return g_object_new (HALL_TYPE_DENOMINATIONS, NULL);
}

/**
 * hall_denominations_get_sum:
 * @self: the grid
 * @sum_fen: (out): what was counted
 *
 * Returns: whether every field is a count
 */
gboolean
hall_denominations_get_sum (HallDenominations *self, gint64 *sum_fen)
{
  g_return_val_if_fail (HALL_IS_DENOMINATIONS (self) && sum_fen != NULL, FALSE);

  *sum_fen = 0;
  for (int i = 0; i < HALL_N_DENOMINATIONS; i++) {
    gint64 count = get_count (self, i);

    if (count < 0)
      return FALSE;
    *sum_fen += count * hall_denominations_fen[i];
  }
  return TRUE;
}

/**
 * hall_denominations_is_empty:
 * @self: the grid
 *
 * Returns: whether nothing was counted yet
 */
gboolean
hall_denominations_is_empty (HallDenominations *self)
{
  g_return_val_if_fail (HALL_IS_DENOMINATIONS (self), TRUE);

  for (int i = 0; i < HALL_N_DENOMINATIONS; i++)
    if (*gtk_editable_get_text (self->counts[i]) != '\0')
      return FALSE;
  return TRUE;
}

/**
 * hall_denominations_get_notes:
 * @self: the grid
 *
 * Returns: (transfer floating): how many of each, a{sv}: the denomination in fen as text to its count
 */
GVariant *
hall_denominations_get_notes (HallDenominations *self)
{
  GVariantBuilder notes;

  g_return_val_if_fail (HALL_IS_DENOMINATIONS (self), NULL);

  g_variant_builder_init (&notes, G_VARIANT_TYPE_VARDICT);
  for (int i = 0; i < HALL_N_DENOMINATIONS; i++) {
    g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, hall_denominations_fen[i]);
    gint64 count = get_count (self, i);

    if (count > 0)
      g_variant_builder_add (&notes, "{sv}", name, g_variant_new_int64 (count));
  }
  return g_variant_builder_end (&notes);
}

/**
 * hall_denominations_set_count:
 * @self: the grid
 * @denomination_fen: one of hall_denominations_fen
 * @count: how many
 */
void
hall_denominations_set_count (HallDenominations *self, gint64 denomination_fen, gint64 count)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, count);

  g_return_if_fail (HALL_IS_DENOMINATIONS (self));

  for (int i = 0; i < HALL_N_DENOMINATIONS; i++)
    if (hall_denominations_fen[i] == denomination_fen)
      gtk_editable_set_text (self->counts[i], text);
}

/**
 * hall_denominations_focus:
 * @self: the grid
 */
void
hall_denominations_focus (HallDenominations *self)
{
  g_return_if_fail (HALL_IS_DENOMINATIONS (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->counts[0]));
}
