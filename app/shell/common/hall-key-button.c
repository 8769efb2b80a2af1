/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-key-button.h"

#include "hall-keycap.h"

/*
 * A button with its key printed on it. To a screen reader the name is the text alone and the key is its
 * shortcut.
 */
struct _HallKeyButton {
  GtkButton parent_instance;

  GtkWidget *box;
  GtkImage *image;
  GtkLabel *label;
  HallKeycap *keycap;
};

G_DEFINE_FINAL_TYPE (HallKeyButton, hall_key_button, GTK_TYPE_BUTTON)

enum {
  PROP_TEXT = 1,
  PROP_ICON,
  PROP_KEY,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static void
hall_key_button_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HallKeyButton *self = HALL_KEY_BUTTON (object);

  switch (id) {
  case PROP_TEXT:
    g_value_set_string (value, gtk_label_get_text (self->label));
    break;
  case PROP_ICON:
    g_value_set_string (value, gtk_image_get_icon_name (self->image));
    break;
  case PROP_KEY:
    g_value_set_string (value, hall_keycap_get_key (self->keycap));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
hall_key_button_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HallKeyButton *self = HALL_KEY_BUTTON (object);

  switch (id) {
  case PROP_TEXT:
    hall_key_button_set_text (self, g_value_get_string (value));
    break;
  case PROP_ICON:
    hall_key_button_set_icon (self, g_value_get_string (value));
    break;
  case PROP_KEY:
    hall_key_button_set_key (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
hall_key_button_class_init (HallKeyButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hall_key_button_get_property;
  object_class->set_property = hall_key_button_set_property;
  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  props[PROP_ICON] = g_param_spec_string ("icon", NULL, NULL, NULL, flags);
  props[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
hall_key_button_init (HallKeyButton *self)
{
  self->box = g_object_new (GTK_TYPE_BOX, "spacing", 9, "halign", GTK_ALIGN_CENTER, NULL);
  self->image = g_object_new (GTK_TYPE_IMAGE, "visible", FALSE, "accessible-role",
                              GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->label = g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  self->keycap = HALL_KEYCAP (hall_keycap_new (NULL));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->image));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->keycap));
  gtk_button_set_child (GTK_BUTTON (self), self->box);
}

/**
 * hall_key_button_new:
 * @text: what it does
 * @icon: (nullable): icon name
 * @key: (nullable): the key that does the same
 *
 * Returns: (transfer floating): a new button
 */
GtkWidget *
hall_key_button_new (const char *text, const char *icon, const char *key)
{
  return g_object_new (HALL_TYPE_KEY_BUTTON, "text", text, "icon", icon, "key", key, NULL);
}

/**
 * hall_key_button_get_text:
 * @self: a button
 *
 * Returns: (transfer none): what it does, also its accessible name
 */
const char *
hall_key_button_get_text (HallKeyButton *self)
{
  g_return_val_if_fail (HALL_IS_KEY_BUTTON (self), NULL);

  return gtk_label_get_text (self->label);
}

/* The columns of the first four characters; one of Chinese takes two. */
static int
least_columns (const char *text)
{
  int columns = 0;

  for (guint i = 0; i < 4 && *text != '\0'; i++, text = g_utf8_next_char (text))
    columns += g_unichar_iswide (g_utf8_get_char (text)) ? 2 : 1;
  return columns;
}

/**
 * hall_key_button_set_text:
 * @self: a button
 * @text: (nullable): what it does
 *
 * Sets the text and with it the accessible name. The label gives way (ellipsis) only when the place is too
 * narrow for it, and never under four characters.
 */
void
hall_key_button_set_text (HallKeyButton *self, const char *text)
{
  g_return_if_fail (HALL_IS_KEY_BUTTON (self));

  if (text == NULL)
    text = "";
  if (g_str_equal (text, gtk_label_get_text (self->label)))
    return;
  gtk_label_set_text (self->label, text);
  gtk_label_set_width_chars (self->label, least_columns (text));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT]);
}

/**
 * hall_key_button_set_icon:
 * @self: a button
 * @icon: (nullable): icon name
 *
 * Sets or removes the icon before the text.
 */
void
hall_key_button_set_icon (HallKeyButton *self, const char *icon)
{
  g_return_if_fail (HALL_IS_KEY_BUTTON (self));

  if (g_strcmp0 (icon, gtk_image_get_icon_name (self->image)) == 0)
    return;
  gtk_image_set_from_icon_name (self->image, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->image), icon != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ICON]);
}

/**
 * hall_key_button_set_key:
 * @self: a button
 * @key: (nullable): the key that does the same, as printed
 *
 * Prints the key on the button. Binding it is the window's business.
 */
void
hall_key_button_set_key (HallKeyButton *self, const char *key)
{
  g_return_if_fail (HALL_IS_KEY_BUTTON (self));

  if (g_strcmp0 (key != NULL ? key : "", hall_keycap_get_key (self->keycap)) == 0)
    return;
  hall_keycap_set_key (self->keycap, key);
  if (key != NULL && *key != '\0')
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, key, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KEY]);
}
