/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-kiosk-choice.h"

#include <glib/gi18n.h>

#include "hall-kiosk-reasons.h"
#include "hall-kiosk-tile.h"
#include "hall-public.h"

/**
 * HallKioskChoice:
 *
 * The second page of the kiosk: one of the matters of a category, or one of the reasons to go first.
 */
struct _HallKioskChoice {
  GtkBox parent_instance;

  GtkLabel *letter;
  GtkLabel *title;
  GtkLabel *sub;
  GtkGrid *choices;
  GtkWidget *back;
  GtkLabel *back_text;
  GtkLabel *idle;

  gboolean portrait;
  gboolean large;
};

G_DEFINE_FINAL_TYPE (HallKioskChoice, hall_kiosk_choice, GTK_TYPE_BOX)

static void
hall_kiosk_choice_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_KIOSK_CHOICE);
  G_OBJECT_CLASS (hall_kiosk_choice_parent_class)->dispose (object);
}

static void
hall_kiosk_choice_class_init (HallKioskChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_kiosk_choice_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-kiosk-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, HallKioskChoice, letter);
  gtk_widget_class_bind_template_child (widget_class, HallKioskChoice, title);
  gtk_widget_class_bind_template_child (widget_class, HallKioskChoice, sub);
  gtk_widget_class_bind_template_child (widget_class, HallKioskChoice, choices);
  gtk_widget_class_bind_template_child (widget_class, HallKioskChoice, back);
  gtk_widget_class_bind_template_child (widget_class, HallKioskChoice, back_text);
  gtk_widget_class_bind_template_child (widget_class, HallKioskChoice, idle);
}

static void
hall_kiosk_choice_init (HallKioskChoice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
clear (HallKioskChoice *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->choices))) != NULL)
    gtk_grid_remove (self->choices, child);
}

static void
arrange (HallKioskChoice *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->choices));
  int columns = self->portrait ? 1 : 2;
  int n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->choices)); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkGridLayoutChild *place = GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, child));
    gboolean last = gtk_widget_get_next_sibling (child) == NULL;

    gtk_grid_layout_child_set_column (place, n % columns);
    gtk_grid_layout_child_set_row (place, n / columns);
    gtk_grid_layout_child_set_column_span (place, last && n % columns == 0 ? columns : 1);
    hall_kiosk_tile_set_large (HALL_KIOSK_TILE (child), self->large);
    n++;
  }
}

static void
add (HallKioskChoice *self, const char *action, const char *target, const char *name, const char *hint)
{
  GtkWidget *tile = hall_kiosk_tile_new ();

  gtk_widget_add_css_class (tile, "choice");
  hall_kiosk_tile_set_plain (HALL_KIOSK_TILE (tile), NULL, name, hint);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (tile), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (tile), action);
  gtk_grid_attach (self->choices, tile, 0, 0, 1, 1);
}

static void
show_back (HallKioskChoice *self, HallWords *words)
{
  const char *text = hall_words_get (words, N_ ("Back"));

  gtk_label_set_text (self->back_text, text);
  hall_public_name (self->back, text);
  gtk_label_set_text (self->idle, hall_words_get (words, N_ ("Returns to the first page by itself")));
}

/**
 * hall_kiosk_choice_show_matters:
 * @self: the page
 * @words: the language
 * @category: a category with several matters
 *
 * Asks which matter of a category it is. The last choice is none of them: a number of the category needs no
 * matter.
 */
void
hall_kiosk_choice_show_matters (HallKioskChoice *self, HallWords *words, const HallCategory *category)
{
  g_return_if_fail (HALL_IS_KIOSK_CHOICE (self));
  g_return_if_fail (HALL_IS_WORDS (words));
  g_return_if_fail (category != NULL);

  clear (self);
  gtk_widget_remove_css_class (GTK_WIDGET (self->letter), "priority");
  hall_public_paint_letter (self->letter, category);
  gtk_label_set_text (self->title, hall_words_pick (words, category->name, category->name_en));
  hall_public_say (self->sub, hall_words_get (words, N_ ("What is it about?")));
  for (guint i = 0; i < g_list_model_get_n_items (category->matters); i++) {
    g_autoptr (HallMatter) matter = g_list_model_get_item (category->matters, i);
    const char *promise = hall_words_pick (words, matter->promise, matter->promise_en);
    /* Translators: %s is how long a matter takes: 3个工作日. */
    g_autofree char *hint = *promise != '\0'
                                ? g_strdup_printf (hall_words_get (words, N_ ("Promised: %s")), promise)
                                : NULL;

    add (self, "kiosk.matter", matter->code, hall_words_pick (words, matter->name, matter->name_en), hint);
  }
  add (self, "kiosk.matter", "", hall_words_get (words, N_ ("Something else")),
       hall_words_get (words, N_ ("A number without a matter; the counter will help")));
  show_back (self, words);
  arrange (self);
}

/**
 * hall_kiosk_choice_show_reasons:
 * @self: the page
 * @words: the language
 *
 * Asks for the reason to go first: the closed list of the hall's rules (`S004 5.3`).
 */
void
hall_kiosk_choice_show_reasons (HallKioskChoice *self, HallWords *words)
{
  g_return_if_fail (HALL_IS_KIOSK_CHOICE (self));
  g_return_if_fail (HALL_IS_WORDS (words));

  clear (self);
  gtk_label_set_text (self->letter, hall_words_get (words, N_ ("P")));
  gtk_widget_add_css_class (GTK_WIDGET (self->letter), "priority");
  gtk_label_set_text (self->title, hall_words_get (words, N_ ("Priority service")));
  gtk_label_set_text (
      self->sub,
      hall_words_get (words, N_ ("Who goes first? The reason is kept today only and is not printed.")));
  for (guint i = 0; i < HALL_KIOSK_N_REASONS; i++) {
    const char *code = hall_kiosk_reason_code (i);

    add (self, "kiosk.reason", code, hall_kiosk_reason_name (words, code),
         hall_kiosk_reason_proof (words, code));
  }
  show_back (self, words);
  arrange (self);
}

/**
 * hall_kiosk_choice_arrange:
 * @self: the page
 * @portrait: whether the screen is higher than wide
 * @large: whether somebody asked for large print
 *
 * Arranges the page for a screen.
 */
void
hall_kiosk_choice_arrange (HallKioskChoice *self, gboolean portrait, gboolean large)
{
  g_return_if_fail (HALL_IS_KIOSK_CHOICE (self));

  self->portrait = portrait;
  self->large = large;
  arrange (self);
}
