/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-kiosk-start.h"

#include <glib/gi18n.h>

#include "hall-kiosk-reasons.h"
#include "hall-kiosk-tile.h"
#include "hall-public.h"

/**
 * HallKioskStart:
 *
 * The first page of the kiosk: the categories, each with its letter and how many wait, and who goes first.
 */
struct _HallKioskStart {
  GtkBox parent_instance;

  GtkWidget *ask;
  GtkLabel *title;
  GtkLabel *how;
  GtkWidget *controls;
  GtkWidget *chinese;
  GtkWidget *english;
  GtkWidget *large;
  GtkWidget *entitled;
  GtkLabel *entitled_text;
  GtkButton *entitled_off;
  GtkGrid *tiles;
  GtkLabel *help;
  GtkLabel *place;

  GPtrArray *category_tiles; /* (owned) of HallKioskTile, as many as there are categories */
  GtkWidget *priority_tile;
  gboolean portrait;
  gboolean large_print;
};

G_DEFINE_FINAL_TYPE (HallKioskStart, hall_kiosk_start, GTK_TYPE_BOX)

static void
place_in (GtkWidget *grid, GtkWidget *child, int column, int row, int columns, int rows)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (grid);
  GtkGridLayoutChild *place = GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, child));

  gtk_grid_layout_child_set_column (place, column);
  gtk_grid_layout_child_set_row (place, row);
  gtk_grid_layout_child_set_column_span (place, columns);
  gtk_grid_layout_child_set_row_span (place, rows);
}

static void
arrange_tiles (HallKioskStart *self)
{
  int columns = self->portrait ? 1 : 2;
  guint n = self->category_tiles->len;

  for (guint i = 0; i < n; i++) {
    gboolean alone = !self->portrait && i == n - 1 && n % 2 == 1;

    place_in (GTK_WIDGET (self->tiles), self->category_tiles->pdata[i], (int)i % columns, (int)i / columns,
              alone ? 2 : 1, 1);
  }
  place_in (GTK_WIDGET (self->tiles), self->priority_tile, 0, ((int)n + columns - 1) / columns, columns, 1);
}

static void
arrange_head (HallKioskStart *self)
{
  place_in (self->ask, GTK_WIDGET (self->title), 0, 0, self->portrait ? 2 : 1, 1);
  place_in (self->ask, GTK_WIDGET (self->how), 0, 1, 1, 1);
  place_in (self->ask, self->controls, 1, self->portrait ? 1 : 0, 1, self->portrait ? 1 : 2);
}

static void
hall_kiosk_start_dispose (GObject *object)
{
  HallKioskStart *self = HALL_KIOSK_START (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_KIOSK_START);
  g_clear_pointer (&self->category_tiles, g_ptr_array_unref);
  G_OBJECT_CLASS (hall_kiosk_start_parent_class)->dispose (object);
}

static void
hall_kiosk_start_class_init (HallKioskStartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_kiosk_start_dispose;
  g_type_ensure (HALL_TYPE_KIOSK_TILE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-kiosk-start.ui");
  gtk_widget_class_bind_template_child (widget_class, HallKioskStart, ask);
  gtk_widget_class_bind_template_child (widget_class, HallKioskStart, title);
  gtk_widget_class_bind_template_child (widget_class, HallKioskStart, how);
  gtk_widget_class_bind_template_child (widget_class, HallKioskStart, controls);
  gtk_widget_class_bind_template_child (widget_class, HallKioskStart, chinese);
  gtk_widget_class_bind_template_child (widget_class, HallKioskStart, english);
  gtk_widget_class_bind_template_child (widget_class, HallKioskStart, large);
  gtk_widget_class_bind_template_child (widget_class, HallKioskStart, entitled);
  gtk_widget_class_bind_template_child (widget_class, HallKioskStart, entitled_text);
  gtk_widget_class_bind_template_child (widget_class, HallKioskStart, entitled_off);
  gtk_widget_class_bind_template_child (widget_class, HallKioskStart, tiles);
  gtk_widget_class_bind_template_child (widget_class, HallKioskStart, help);
  gtk_widget_class_bind_template_child (widget_class, HallKioskStart, place);
}

static void
hall_kiosk_start_init (HallKioskStart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->category_tiles = g_ptr_array_new ();
  self->priority_tile = hall_kiosk_tile_new ();
  gtk_widget_add_css_class (self->priority_tile, "priority");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->priority_tile), "kiosk.priority");
  gtk_grid_attach (self->tiles, self->priority_tile, 0, 0, 1, 1);
  arrange_head (self);
}

/* The tiles stay where they are while the figures change: nobody's finger meets another tile. */
static void
show_categories (HallKioskStart *self, HallWords *words, GListModel *categories)
{
  guint n = g_list_model_get_n_items (categories);

  while (self->category_tiles->len > n) {
    gtk_grid_remove (self->tiles, self->category_tiles->pdata[self->category_tiles->len - 1]);
    g_ptr_array_set_size (self->category_tiles, (int)self->category_tiles->len - 1);
  }
  for (guint i = 0; i < n; i++) {
    g_autoptr (HallCategory) category = g_list_model_get_item (categories, i);
    GtkWidget *tile;

    if (i >= self->category_tiles->len) {
      tile = hall_kiosk_tile_new ();
      /* The target first: an action of strings without one would complain. */
      gtk_actionable_set_action_target (GTK_ACTIONABLE (tile), "s", category->code);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (tile), "kiosk.category");
      gtk_grid_attach (self->tiles, tile, 0, 0, 1, 1);
      g_ptr_array_add (self->category_tiles, tile);
    }
    tile = self->category_tiles->pdata[i];
    gtk_actionable_set_action_target (GTK_ACTIONABLE (tile), "s", category->code);
    hall_kiosk_tile_set_category (HALL_KIOSK_TILE (tile), words, category);
    hall_kiosk_tile_set_large (HALL_KIOSK_TILE (tile), self->large_print);
  }
}

static void
show_entitled (HallKioskStart *self, HallWords *words, const char *reason)
{
  const char *name = hall_kiosk_reason_name (words, reason);

  gtk_widget_set_visible (self->entitled, name != NULL);
  gtk_widget_set_visible (self->priority_tile, name == NULL);
  if (name == NULL)
    return;
  {
    /* Translators: %1$s is why somebody goes first, %2$s what to have ready for it. */
    g_autofree char *text = g_strdup_printf (
        hall_words_get (words, N_ ("Priority: %1$s. %2$s. Now choose what you need.")), name,
        hall_kiosk_reason_proof (words, reason));

    gtk_label_set_text (self->entitled_text, text);
  }
  gtk_button_set_label (self->entitled_off, hall_words_get (words, N_ ("Without priority")));
}

/**
 * hall_kiosk_start_show:
 * @self: the page
 * @words: the language
 * @view: the hall
 * @greeting: (nullable): how the hall greets, in Chinese (`S004 4(1)`)
 * @reason: (nullable): the code of the reason for priority, once chosen
 * @place: (nullable): what this kiosk is called
 *
 * Shows the categories.
 */
void
hall_kiosk_start_show (HallKioskStart *self,
                       HallWords *words,
                       const HallPublicView *view,
                       const char *greeting,
                       const char *reason,
                       const char *place)
{
  gboolean chinese;

  g_return_if_fail (HALL_IS_KIOSK_START (self));
  g_return_if_fail (HALL_IS_WORDS (words));
  g_return_if_fail (view != NULL);

  chinese = hall_words_is_chinese (words);
  gtk_label_set_text (self->title, chinese && greeting != NULL
                                       ? greeting
                                       : hall_words_get (words, N_ ("Hello, what would you like to do?")));
  gtk_label_set_text (self->how, hall_words_get (words, N_ ("Touch one of these")));
  gtk_button_set_label (GTK_BUTTON (self->large), hall_words_get (words, N_ ("Large print")));
  /* The names of languages stand in their own language; a tick says more than the colour. */
  gtk_button_set_label (GTK_BUTTON (self->chinese), chinese ? "✓ 中文" : "中文");
  gtk_button_set_label (GTK_BUTTON (self->english), chinese ? "English" : "✓ English");
  hall_public_set_class (self->chinese, "chosen", chinese);
  hall_public_set_class (self->english, "chosen", !chinese);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->chinese), GTK_ACCESSIBLE_STATE_PRESSED,
                               chinese ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->english), GTK_ACCESSIBLE_STATE_PRESSED,
                               chinese ? GTK_ACCESSIBLE_TRISTATE_FALSE : GTK_ACCESSIBLE_TRISTATE_TRUE, -1);

  show_categories (self, words, view->categories);
  hall_kiosk_tile_set_plain (
      /* Translators: one character on the tile for those who go first: 优. */
      HALL_KIOSK_TILE (self->priority_tile), hall_words_get (words, N_ ("P")),
      hall_words_get (words, N_ ("Priority service")),
      hall_words_get (words,
                      N_ ("Elderly, disabled, military and veterans, pregnant or with a baby, seriously ill, "
                          "back with missing papers")));
  show_entitled (self, words, reason);
  arrange_tiles (self);

  hall_public_say (self->help, hall_words_get (words, N_ ("Not sure? The guide desk will help you choose. "
                                                          "Complaints and suggestions need no number.")));
  if (place != NULL) {
    /* Translators: %s is what this kiosk is called. */
    g_autofree char *text = g_strdup_printf (hall_words_get (words, N_ ("Kiosk %s")), place);

    gtk_label_set_text (self->place, text);
  }
}

/**
 * hall_kiosk_start_arrange:
 * @self: the page
 * @portrait: whether the screen is higher than wide
 * @large: whether somebody asked for large print
 *
 * Arranges the page for a screen.
 */
void
hall_kiosk_start_arrange (HallKioskStart *self, gboolean portrait, gboolean large)
{
  g_return_if_fail (HALL_IS_KIOSK_START (self));

  self->portrait = portrait;
  self->large_print = large;
  hall_public_set_class (self->large, "chosen", large);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->large), GTK_ACCESSIBLE_STATE_PRESSED,
                               large ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  for (guint i = 0; i < self->category_tiles->len; i++)
    hall_kiosk_tile_set_large (self->category_tiles->pdata[i], large);
  hall_kiosk_tile_set_large (HALL_KIOSK_TILE (self->priority_tile), FALSE);
  arrange_head (self);
  arrange_tiles (self);
}
