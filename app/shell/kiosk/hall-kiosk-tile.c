/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-kiosk-tile.h"

#include <glib/gi18n.h>

#include "hall-public.h"

#define QUOTA_WARN_PERCENT 90

/**
 * HallKioskTile:
 *
 * One large button of the kiosk: a letter on its colour, a name, what belongs to it, how many wait.
 */
struct _HallKioskTile {
  GtkButton parent_instance;

  GtkLabel *letter;
  GtkLabel *name;
  GtkLabel *hint;
  GtkLabel *warning;
  GtkWidget *wait;
  GtkWidget *count_line;
  GtkLabel *count;
  GtkLabel *unit;
  GtkLabel *waiting;
  GtkWidget *go;
};

G_DEFINE_FINAL_TYPE (HallKioskTile, hall_kiosk_tile, GTK_TYPE_BUTTON)

static void
hall_kiosk_tile_dispose (GObject *object)
{
  /* A button would unparent its child once more. */
  gtk_button_set_child (GTK_BUTTON (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_KIOSK_TILE);
  G_OBJECT_CLASS (hall_kiosk_tile_parent_class)->dispose (object);
}

static void
hall_kiosk_tile_class_init (HallKioskTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_kiosk_tile_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-kiosk-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, HallKioskTile, letter);
  gtk_widget_class_bind_template_child (widget_class, HallKioskTile, name);
  gtk_widget_class_bind_template_child (widget_class, HallKioskTile, hint);
  gtk_widget_class_bind_template_child (widget_class, HallKioskTile, warning);
  gtk_widget_class_bind_template_child (widget_class, HallKioskTile, wait);
  gtk_widget_class_bind_template_child (widget_class, HallKioskTile, count_line);
  gtk_widget_class_bind_template_child (widget_class, HallKioskTile, count);
  gtk_widget_class_bind_template_child (widget_class, HallKioskTile, unit);
  gtk_widget_class_bind_template_child (widget_class, HallKioskTile, waiting);
  gtk_widget_class_bind_template_child (widget_class, HallKioskTile, go);
}

static void
hall_kiosk_tile_init (HallKioskTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * hall_kiosk_tile_new:
 *
 * An empty tile.
 *
 * Returns: (transfer floating): a new tile
 */
GtkWidget *
hall_kiosk_tile_new (void)
{
  return g_object_new (HALL_TYPE_KIOSK_TILE, NULL);
}

static void
set_names (HallKioskTile *self, const char *name, const char *hint)
{
  gtk_label_set_text (self->name, name);
  hall_public_say (self->hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), hint != NULL && *hint != '\0');
}

/**
 * hall_kiosk_tile_set_plain:
 * @self: the tile
 * @letter: (nullable): what stands on the coloured side, %NULL for a tile without one
 * @name: what it is
 * @hint: (nullable): and what belongs to it
 *
 * Makes it a tile that is no queue.
 */
void
hall_kiosk_tile_set_plain (HallKioskTile *self, const char *letter, const char *name, const char *hint)
{
  g_return_if_fail (HALL_IS_KIOSK_TILE (self));
  g_return_if_fail (name != NULL);

  gtk_label_set_text (self->letter, letter != NULL ? letter : "");
  gtk_widget_set_visible (GTK_WIDGET (self->letter), letter != NULL);
  gtk_widget_set_visible (self->wait, FALSE);
  set_names (self, name, hint);
  hall_public_name (GTK_WIDGET (self), name);
}

/**
 * hall_category_is_full:
 * @category: a category
 *
 * Whether all its numbers of the day are taken.
 *
 * Returns: whether it gives no more
 */
gboolean
hall_category_is_full (const HallCategory *category)
{
  return category->quota > 0 && category->issued >= category->quota;
}

/* Said before it is full, so that nobody comes back for nothing. */
static void
show_quota (HallKioskTile *self, HallWords *words, const HallCategory *category)
{
  gint64 left = category->quota - category->issued;
  gboolean warn = category->quota > 0 && left > 0
                  && category->issued * 100 >= category->quota * QUOTA_WARN_PERCENT;

  gtk_widget_set_visible (GTK_WIDGET (self->warning), warn);
  if (warn) {
    /* Translators: %d is how many numbers may still be taken today. */
    g_autofree char *text = g_strdup_printf (hall_words_get (words, N_ ("Numbers left today: %d")),
                                             (int)left);

    gtk_label_set_text (self->warning, text);
  }
}

static void
show_waiting (HallKioskTile *self, HallWords *words, const HallCategory *category)
{
  gboolean full = hall_category_is_full (category);
  g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, category->waiting);
  const char *text;

  if (full)
    text = hall_words_get (words, N_ ("No numbers\nleft today"));
  else if (category->waiting == 0)
    text = hall_words_get (words, N_ ("Nobody waits"));
  else
    text = hall_words_get (words, N_ ("now waiting"));
  gtk_label_set_text (self->waiting, text);
  gtk_label_set_text (self->count, count);
  gtk_label_set_text (self->unit, hall_words_people (words));
  gtk_widget_set_visible (self->count_line, !full && category->waiting > 0);
  gtk_widget_set_visible (self->go, !full);
  gtk_widget_set_sensitive (GTK_WIDGET (self), !full);
  hall_public_set_class (GTK_WIDGET (self), "full", full);
}

/**
 * hall_kiosk_tile_set_category:
 * @self: the tile
 * @words: the language
 * @category: the category
 *
 * Makes it the tile of a category: its letter and colour, its name, how many wait; how many numbers are left
 * when there are few, and that there are none when it is full.
 */
void
hall_kiosk_tile_set_category (HallKioskTile *self, HallWords *words, const HallCategory *category)
{
  g_autofree char *name = NULL;

  g_return_if_fail (HALL_IS_KIOSK_TILE (self));
  g_return_if_fail (HALL_IS_WORDS (words));
  g_return_if_fail (category != NULL);

  hall_public_paint_letter (self->letter, category);
  set_names (self, hall_words_pick (words, category->name, category->name_en),
             hall_words_pick (words, category->hint, category->hint_en));
  show_quota (self, words, category);
  show_waiting (self, words, category);
  name = g_strdup_printf ("%s %s", category->code, gtk_label_get_text (self->name));
  hall_public_name (GTK_WIDGET (self), name);
}

/**
 * hall_kiosk_tile_set_large:
 * @self: the tile
 * @large: whether somebody asked for large print
 *
 * Makes room for larger names by leaving the hints out.
 */
void
hall_kiosk_tile_set_large (HallKioskTile *self, gboolean large)
{
  g_return_if_fail (HALL_IS_KIOSK_TILE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->hint), !large && *gtk_label_get_text (self->hint) != '\0');
}
