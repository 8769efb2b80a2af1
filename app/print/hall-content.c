/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-content.h"

/**
 * hall_content_text:
 * @content: an `a{sv}`
 * @key: what is asked for
 *
 * Returns: (transfer none) (nullable): the text, owned by @content; %NULL when there is none or it is empty
 */
const char *
hall_content_text (GVariant *content, const char *key)
{
  const char *text = NULL;

  g_return_val_if_fail (content != NULL && key != NULL, NULL);

  if (!g_variant_lookup (content, key, "&s", &text) || *text == '\0')
    return NULL;
  return text;
}

/**
 * hall_content_int:
 * @content: an `a{sv}`
 * @key: what is asked for
 *
 * Returns: the number (money: fen), 0 when there is none
 */
gint64
hall_content_int (GVariant *content, const char *key)
{
  gint64 number = 0;
  gint32 small = 0;

  g_return_val_if_fail (content != NULL && key != NULL, 0);

  if (g_variant_lookup (content, key, "x", &number))
    return number;
  if (g_variant_lookup (content, key, "i", &small))
    return small;
  return 0;
}

/**
 * hall_content_bool:
 * @content: an `a{sv}`
 * @key: what is asked for
 *
 * Returns: whether it is there and true
 */
gboolean
hall_content_bool (GVariant *content, const char *key)
{
  gboolean yes = FALSE;

  g_return_val_if_fail (content != NULL && key != NULL, FALSE);

  return g_variant_lookup (content, key, "b", &yes) && yes;
}

/**
 * hall_content_strings:
 * @content: an `a{sv}`
 * @key: what is asked for: an `as`, or an `av` of strings as JSON gives it back
 *
 * Returns: (transfer full): the strings, possibly none; g_strfreev()
 */
GStrv
hall_content_strings (GVariant *content, const char *key)
{
  g_autoptr (GVariant) list = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GVariantIter iter;
  GVariant *child = NULL;

  g_return_val_if_fail (content != NULL && key != NULL, NULL);

  list = g_variant_lookup_value (content, key, NULL);
  if (list != NULL && g_variant_is_container (list)) {
    g_variant_iter_init (&iter, list);
    while ((child = g_variant_iter_next_value (&iter)) != NULL) {
      g_autoptr (GVariant) owned = child;
      g_autoptr (GVariant) inner = g_variant_is_of_type (owned, G_VARIANT_TYPE_VARIANT)
                                       ? g_variant_get_variant (owned)
                                       : NULL;
      GVariant *value = inner != NULL ? inner : owned;

      if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
        g_strv_builder_add (builder, g_variant_get_string (value, NULL));
    }
  }
  return g_strv_builder_end (builder);
}

/**
 * hall_content_groups:
 * @content: an `a{sv}`
 * @key: what is asked for: an `av` or `aa{sv}`
 *
 * Returns: (transfer full) (element-type GVariant): the groups (each an `a{sv}`), possibly none
 */
GPtrArray *
hall_content_groups (GVariant *content, const char *key)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  g_autoptr (GVariant) list = NULL;
  GVariantIter iter;
  GVariant *child = NULL;

  g_return_val_if_fail (content != NULL && key != NULL, NULL);

  list = g_variant_lookup_value (content, key, NULL);
  if (list != NULL && g_variant_is_container (list)) {
    g_variant_iter_init (&iter, list);
    while ((child = g_variant_iter_next_value (&iter)) != NULL) {
      g_autoptr (GVariant) owned = child;
      GVariant *group = g_variant_is_of_type (owned, G_VARIANT_TYPE_VARIANT) ? g_variant_get_variant (owned)
                                                                             : g_variant_ref (owned);

      if (g_variant_is_of_type (group, G_VARIANT_TYPE_VARDICT))
        g_ptr_array_add (groups, group);
      else
        g_variant_unref (group);
    }
  }
  return g_steal_pointer (&groups);
}
