/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-pill.h"

/* A word, and mostly an icon, on a tint: a state is never told by colour alone. */
struct _HallPill {
  AdwBin parent_instance;

  GtkImage *image;
  GtkLabel *label;
  char *tone; /* (nullable) ok, warn, bad, info, plain */
};

G_DEFINE_FINAL_TYPE (HallPill, hall_pill, ADW_TYPE_BIN)

static void
hall_pill_finalize (GObject *object)
{
  g_free (HALL_PILL (object)->tone);
  G_OBJECT_CLASS (hall_pill_parent_class)->finalize (object);
}

static void
hall_pill_class_init (HallPillClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_pill_finalize;
}

static void
hall_pill_init (HallPill *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);

  self->image = g_object_new (GTK_TYPE_IMAGE, "visible", FALSE, "accessible-role",
                              GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->image));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_widget_add_css_class (box, "pill");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * hall_pill_new:
 *
 * Returns: (transfer floating): a new pill, hidden until it says something
 */
GtkWidget *
hall_pill_new (void)
{
  return g_object_new (HALL_TYPE_PILL, NULL);
}

/**
 * hall_pill_set:
 * @self: a pill
 * @tone: "ok", "warn", "bad", "info" or "plain"
 * @icon: (nullable): icon name
 * @text: (nullable): what it says; %NULL hides the pill
 *
 * Sets what the pill says, all at once.
 */
void
hall_pill_set (HallPill *self, const char *tone, const char *icon, const char *text)
{
  GtkWidget *box;

  g_return_if_fail (HALL_IS_PILL (self));
  g_return_if_fail (tone != NULL);

  box = adw_bin_get_child (ADW_BIN (self));
  if (g_strcmp0 (self->tone, tone) != 0) {
    if (self->tone != NULL)
      gtk_widget_remove_css_class (box, self->tone);
    gtk_widget_add_css_class (box, tone);
    g_free (self->tone);
    self->tone = g_strdup (tone);
  }
  gtk_image_set_from_icon_name (self->image, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->image), icon != NULL);
  gtk_label_set_text (self->label, text != NULL ? text : "");
  /* A short word stays whole where room is scarce; half a state says nothing. */
  gtk_label_set_width_chars (self->label, text != NULL ? MIN ((int)g_utf8_strlen (text, -1), 8) : 0);
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
}

/**
 * hall_pill_get_text:
 * @self: a pill
 *
 * Returns: (transfer none): what it says
 */
const char *
hall_pill_get_text (HallPill *self)
{
  g_return_val_if_fail (HALL_IS_PILL (self), NULL);

  return gtk_label_get_text (self->label);
}
