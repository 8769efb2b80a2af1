/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-cash-notes.h"

#include <glib/gi18n-lib.h>

#include "hall-money.h"

/**
 * HallCashNotes:
 *
 * The notes and coins to hand out, in the colours of the real ones, in the order they are laid on the
 * counter.
 */
struct _HallCashNotes {
  GtkWidget parent_instance;

  GtkWidget *body;
  GtkBox *row;
  GtkLabel *count;
  gint64 change_fen; /* -1: nothing shown yet */
};

G_DEFINE_FINAL_TYPE (HallCashNotes, hall_cash_notes, GTK_TYPE_WIDGET)

/* One style a denomination, in the order of hall_denominations_fen. */
static const char *const note_classes[HALL_N_DENOMINATIONS] = { "n100", "n50", "n20", "n10",
                                                                "n5",   "n1",  "c05", "c01" };

/**
 * hall_cash_note_name:
 * @index: of hall_denominations_fen
 *
 * Returns: (transfer full): 10 元, 5 角
 */
char *
hall_cash_note_name (int index)
{
  gint64 fen;

  g_return_val_if_fail (index >= 0 && index < HALL_N_DENOMINATIONS, NULL);

  fen = hall_denominations_fen[index];
  if (fen >= 100)
    /* Translators: the face of a bank note: 10 yuan */
    return g_strdup_printf (_ ("%d yuan"), (int)(fen / 100));
  /* Translators: the face of a coin in tenths of a yuan: 5 jiao */
  return g_strdup_printf (_ ("%d jiao"), (int)(fen / 10));
}

/**
 * hall_cash_note_new:
 * @index: of hall_denominations_fen
 *
 * Returns: (transfer floating): a picture of that note or coin
 */
GtkWidget *
hall_cash_note_new (int index)
{
  g_autofree char *name = hall_cash_note_name (index);
  GtkWidget *label = gtk_label_new (name);

  gtk_widget_add_css_class (label, "note");
  gtk_widget_add_css_class (label, note_classes[index]);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

static void
add_note (HallCashNotes *self, int index, gint64 count)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *times;
  g_autofree char *text = NULL;

  text = g_strdup_printf ("× %" G_GINT64_FORMAT, count);
  times = gtk_label_new (text);
  gtk_widget_add_css_class (times, "times");
  gtk_box_append (GTK_BOX (box), hall_cash_note_new (index));
  gtk_box_append (GTK_BOX (box), times);
  gtk_box_append (self->row, box);
}

static void
add_word (HallCashNotes *self, const char *word)
{
  GtkWidget *label = gtk_label_new (word);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "row-title");
  gtk_box_append (self->row, label);
}

static void
hall_cash_notes_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_CASH_NOTES);
  G_OBJECT_CLASS (hall_cash_notes_parent_class)->dispose (object);
}

static void
hall_cash_notes_class_init (HallCashNotesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_cash_notes_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-cash-notes.ui");
  gtk_widget_class_bind_template_child (widget_class, HallCashNotes, body);
  gtk_widget_class_bind_template_child (widget_class, HallCashNotes, row);
  gtk_widget_class_bind_template_child (widget_class, HallCashNotes, count);
}

static void
hall_cash_notes_init (HallCashNotes *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->change_fen = -1;
}

/**
 * hall_cash_notes_new:
 *
 * Returns: (transfer floating): a row of notes, empty
 */
GtkWidget *
hall_cash_notes_new (void)
{
  return g_object_new (HALL_TYPE_CASH_NOTES, NULL);
}

/**
 * hall_cash_notes_set_change:
 * @self: the row
 * @change_fen: what goes back to the customer; negative to show nothing
 *
 * Shows the notes that make up the change (hall rules 5.7).
 */
void
hall_cash_notes_set_change (HallCashNotes *self, gint64 change_fen)
{
  gint64 counts[HALL_N_DENOMINATIONS] = { 0 };
  gint64 rest, pieces = 0;
  GtkWidget *child;
  g_autofree char *text = NULL;

  g_return_if_fail (HALL_IS_CASH_NOTES (self));

  if (self->change_fen == change_fen)
    return;
  self->change_fen = change_fen;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->row))) != NULL)
    gtk_box_remove (self->row, child);
  gtk_label_set_text (self->count, "");
  if (change_fen < 0)
    return;

  rest = hall_cash_notes (change_fen, counts);
  for (int i = 0; i < HALL_N_DENOMINATIONS; i++) {
    if (counts[i] > 0)
      add_note (self, i, counts[i]);
    pieces += counts[i];
  }
  if (rest > 0) {
    g_autofree char *amount = hall_money_to_text (rest);
    /* Translators: %s is an amount below a jiao that no coin makes up */
    g_autofree char *word = g_strdup_printf (_ ("and %s yuan"), amount);

    add_word (self, word);
  }
  if (change_fen == 0)
    add_word (self, _ ("Nothing to hand out"));
  if (pieces > 0) {
    /* Translators: how many notes and coins are handed out */
    text = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%d piece in all", "%d pieces in all", (gulong)pieces), (int)pieces);
    gtk_label_set_text (self->count, text);
  }
}
