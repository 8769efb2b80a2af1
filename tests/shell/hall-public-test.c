/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-public-test.h"

#include <string.h>

static void
read_into (GtkWidget *widget, GString *text)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    read_into (child, text);
}

char *
hall_test_read_screen (GtkWidget *root)
{
  GString *text = g_string_new (NULL);

  read_into (root, text);
  /* Word joiners keep terms together on the screen; nobody reads them. */
  g_string_replace (text, "\xe2\x81\xa0", "", 0);
  return g_string_free (text, FALSE);
}

gboolean
hall_test_shows (GtkWidget *root, const char *text)
{
  g_autofree char *screen = hall_test_read_screen (root);

  return strstr (screen, text) != NULL;
}

void
hall_test_end_window (HallStage *stage)
{
  GtkWindow *window = g_object_ref (g_steal_pointer (&stage->window));

  gtk_window_destroy (window);
  hall_stage_settle ();
  g_assert_finalize_object (window);
}
