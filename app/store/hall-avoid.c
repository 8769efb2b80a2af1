/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-avoid.h"

#include "hall-engine-private.h"
#include "hall-store-resources.h"

#define SHIPPED "/org/halldesk/store/sample/avoid.tsv"

/* Takes lines apart in place: a word, what parts it from its better half, and that half. */
static HallAvoidList *
list_new (char **lines, const char *parting)
{
  HallAvoidList *self = g_new0 (HallAvoidList, 1);

  self->lines = lines;
  self->words = g_new0 (HallAvoidWord, g_strv_length (lines) + 1);
  for (char **line = lines; *line != NULL; line++) {
    char *better = strstr (*line, parting);

    if (**line == '#' || better == NULL)
      continue;
    *better = '\0';
    better = g_strstrip (better + strlen (parting));
    if (*g_strstrip (*line) == '\0')
      continue;
    self->words[self->n_words++] = (HallAvoidWord){ .word = *line,
                                                    .instead = g_str_equal (better, "-") ? NULL : better };
  }
  return self;
}

/**
 * hall_avoid_list_new_shipped:
 *
 * Returns: (transfer full): the words to avoid as they are shipped (hall rules 6)
 */
HallAvoidList *
hall_avoid_list_new_shipped (void)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (hall_store_get_resource (), SHIPPED,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *text = NULL;

  g_assert (bytes != NULL);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return list_new (g_strsplit (text, "\n", -1), "\t");
}

/**
 * hall_avoid_list_read:
 * @engine: the engine
 * @params: none
 * @error: what went wrong
 *
 * The hall's own list (row 003-34), which its administrator may set with the option avoid_words:
 * “不行=我们可以帮您……;行不行=-”. Without one, the list that is shipped.
 *
 * Returns: (transfer full): the words to avoid; a #HallReadFunc
 */
HallAvoidList *
hall_avoid_list_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *own = NULL;

  g_return_val_if_fail (HALL_IS_ENGINE (engine), NULL);

  own = hall_db_get_text (hall_engine_get_db (engine), &local,
                          "SELECT value FROM option WHERE name = 'avoid_words'", "");
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  if (own == NULL || *own == '\0')
    return hall_avoid_list_new_shipped ();
  return list_new (g_strsplit (own, ";", -1), "=");
}

void
hall_avoid_list_free (gpointer data)
{
  HallAvoidList *self = data;

  if (self == NULL)
    return;
  g_free (self->words);
  g_strfreev (self->lines);
  g_free (self);
}
