/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-public.h"

#include <stdio.h>

#include "hall-time.h"

#define STYLE "/org/halldesk/HallDesk/css/public.css"

/**
 * hall_public_prepare:
 *
 * Loads the style sheet of the public screens, once a display. It speaks of what stands on a #HallScreen
 * only.
 */
void
hall_public_prepare (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) provider = NULL;

  g_return_if_fail (display != NULL);

  if (g_object_get_data (G_OBJECT (display), STYLE) != NULL)
    return;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, STYLE);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_set_data (G_OBJECT (display), STYLE, GINT_TO_POINTER (TRUE));
}

/**
 * hall_public_fill_screen:
 * @window: a public screen
 *
 * Makes it fill its screen. With `HALLDESK_WINDOWED` in the environment it stays a window, so that several
 * can stand side by side in a practice hall; a value such as "1280x720" is its size.
 */
void
hall_public_fill_screen (GtkWindow *window)
{
  const char *windowed = g_getenv ("HALLDESK_WINDOWED");
  int width;
  int height;

  g_return_if_fail (GTK_IS_WINDOW (window));

  if (windowed == NULL) {
    gtk_window_fullscreen (window);
    return;
  }
  if (sscanf (windowed, "%5dx%5d", &width, &height) != 2) {
    width = 960;
    height = 540;
  }
  gtk_window_set_default_size (window, CLAMP (width, 320, 7680), CLAMP (height, 200, 7680));
}

/**
 * hall_public_toggle_full:
 * @window: a public screen
 *
 * Goes between filling the screen and being a window.
 */
void
hall_public_toggle_full (GtkWindow *window)
{
  g_return_if_fail (GTK_IS_WINDOW (window));

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

/**
 * hall_public_set_class:
 * @widget: a widget
 * @name: a style class
 * @set: whether it shall have it
 *
 * Gives or takes a style class.
 */
void
hall_public_set_class (GtkWidget *widget, const char *name, gboolean set)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (name != NULL);

  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/**
 * hall_public_name:
 * @widget: a control whose content does not say what it does
 * @name: what a screen reader shall say
 *
 * Gives a control its accessible name.
 */
void
hall_public_name (GtkWidget *widget, const char *name)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (name != NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * hall_public_zone:
 * @info: (nullable): the hall
 *
 * The hall's own time zone.
 *
 * Returns: (transfer none): the zone
 */
GTimeZone *
hall_public_zone (const HallInfo *info)
{
  static GTimeZone *zone; /* for the life of the program */

  if (zone == NULL)
    zone = hall_time_zone (HALL_TIME_ZONE);
  return zone;
}

/**
 * hall_public_label:
 * @text: (nullable): what stands on it
 * @css_class: its style class
 *
 * A label that stands at the start of its line.
 *
 * Returns: (transfer floating): a new label
 */
GtkWidget *
hall_public_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static gboolean
joins (gunichar c)
{
  return g_unichar_iswide (c) && !g_unichar_ispunct (c);
}

/**
 * hall_public_keep_terms:
 * @text: a list or a sentence
 *
 * Makes Han text break after its marks rather than in the middle of a term: Pango breaks between any two Han
 * characters, a reader would rather not. Where a term is longer than the line it breaks all the same.
 *
 * Returns: (transfer full): the text with word joiners in it, for the screen only
 */
char *
hall_public_keep_terms (const char *text)
{
  GString *kept = g_string_new (NULL);
  gunichar before = 0;

  g_return_val_if_fail (text != NULL, NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (joins (before) && joins (c))
      g_string_append_unichar (kept, 0x2060);
    g_string_append_unichar (kept, c);
    before = c;
  }
  return g_string_free (kept, FALSE);
}

/**
 * hall_public_say:
 * @label: a label that wraps
 * @text: what it shall say
 *
 * Says a sentence that breaks where a reader would break it: see hall_public_keep_terms().
 */
void
hall_public_say (GtkLabel *label, const char *text)
{
  g_autofree char *kept = NULL;

  g_return_if_fail (GTK_IS_LABEL (label));
  g_return_if_fail (text != NULL);

  kept = hall_public_keep_terms (text);
  gtk_label_set_text (label, kept);
}

/**
 * hall_public_paint_letter:
 * @label: the label with a category's letter
 * @category: the category
 *
 * Writes the letter of a category. Its colour is the hall's own, given as "#0b6b58"; the letter itself always
 * says the same as the colour.
 */
void
hall_public_paint_letter (GtkLabel *label, const HallCategory *category)
{
  g_autofree char *css = NULL;
  g_autoptr (GtkCssProvider) provider = NULL;
  GtkStyleContext *context;
  GtkStyleProvider *before;
  GdkRGBA colour;

  g_return_if_fail (GTK_IS_LABEL (label));
  g_return_if_fail (category != NULL);

  gtk_label_set_text (label, category->code);
  before = g_object_get_data (G_OBJECT (label), "hall-colour");
  context = gtk_widget_get_style_context (GTK_WIDGET (label));
  if (before != NULL)
    gtk_style_context_remove_provider (context, before);
  if (category->colour == NULL || !gdk_rgba_parse (&colour, category->colour))
    return;
  css = g_strdup_printf ("label { background-color: rgb(%d,%d,%d); }", (int)(colour.red * 255 + 0.5f),
                         (int)(colour.green * 255 + 0.5f), (int)(colour.blue * 255 + 0.5f));
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_data (provider, css, -1);
  gtk_style_context_add_provider (context, GTK_STYLE_PROVIDER (provider),
                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 2);
  g_object_set_data_full (G_OBJECT (label), "hall-colour", g_steal_pointer (&provider), g_object_unref);
}
