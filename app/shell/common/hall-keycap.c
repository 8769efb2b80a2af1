/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-keycap.h"

/*
 * The key printed on a control. Decoration only: the control itself tells a screen reader its key, so that
 * the name of a button is not read as “Call next F 8”.
 */
struct _HallKeycap {
  AdwBin parent_instance;

  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (HallKeycap, hall_keycap, ADW_TYPE_BIN)

enum {
  PROP_KEY = 1,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static void
hall_keycap_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_KEY)
    g_value_set_string (value, hall_keycap_get_key (HALL_KEYCAP (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hall_keycap_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_KEY)
    hall_keycap_set_key (HALL_KEYCAP (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hall_keycap_class_init (HallKeycapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hall_keycap_get_property;
  object_class->set_property = hall_keycap_set_property;
  props[PROP_KEY] = g_param_spec_string (
      "key", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
hall_keycap_init (HallKeycap *self)
{
  self->label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              "css-classes", (const char *const[]){ "keycap-s", NULL }, "valign",
                              GTK_ALIGN_CENTER, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->label));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * hall_keycap_new:
 * @key: (nullable): the key as it is printed, such as "F8" or "Ctrl+G"
 *
 * Returns: (transfer floating): a new keycap
 */
GtkWidget *
hall_keycap_new (const char *key)
{
  return g_object_new (HALL_TYPE_KEYCAP, "key", key, NULL);
}

/**
 * hall_keycap_get_key:
 * @self: a keycap
 *
 * Returns: (transfer none): the key, "" for none
 */
const char *
hall_keycap_get_key (HallKeycap *self)
{
  g_return_val_if_fail (HALL_IS_KEYCAP (self), NULL);

  return gtk_label_get_text (self->label);
}

/**
 * hall_keycap_set_key:
 * @self: a keycap
 * @key: (nullable): the key as it is printed; without one the cap hides
 *
 * Sets the key.
 */
void
hall_keycap_set_key (HallKeycap *self, const char *key)
{
  g_return_if_fail (HALL_IS_KEYCAP (self));

  if (key == NULL)
    key = "";
  if (g_str_equal (key, hall_keycap_get_key (self)))
    return;
  gtk_label_set_text (self->label, key);
  gtk_widget_set_visible (GTK_WIDGET (self), *key != '\0');
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KEY]);
}
