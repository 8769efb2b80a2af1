/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-phrase-check.h"

#include <glib/gi18n-lib.h>

/* A character as it is compared, and where it stands. */
typedef struct {
  gunichar c;
  gsize byte;
  gsize n_bytes;
  glong offset;
} Place;

/* What makes no difference to how a sentence sounds: size, width, and whether the customer is 你 or 您. */
static gunichar
fold (gunichar c)
{
  if (c >= 0xff01 && c <= 0xff5e)
    c -= 0xfee0;
  if (c == 0x60a8) /* 您 */
    return 0x4f60; /* 你 */
  return g_unichar_tolower (c);
}

/* The characters of a text without its blanks. */
static GArray *
spread (const char *text)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));
  glong offset = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), offset++) {
    gunichar c = g_utf8_get_char (p);
    Place place = {
      .c = fold (c), .byte = (gsize)(p - text), .n_bytes = (gsize)(g_utf8_next_char (p) - p), .offset = offset
    };

    if (!g_unichar_isspace (c) && !g_unichar_iszerowidth (c))
      g_array_append_val (places, place);
  }
  return places;
}

static gboolean
stands_at (const GArray *text, guint at, const GArray *word)
{
  if (word->len == 0 || word->len > text->len - at)
    return FALSE;
  for (guint i = 0; i < word->len; i++)
    if (g_array_index (text, Place, at + i).c != g_array_index (word, Place, i).c)
      return FALSE;
  return TRUE;
}

/* The longest word that stands at this place of the text; FALSE for none. */
static gboolean
find_at (const GArray *text, guint at, GPtrArray *words, guint *found)
{
  guint longest = 0;

  for (guint i = 0; i < words->len; i++) {
    const GArray *word = g_ptr_array_index (words, i);

    if (word->len > longest && stands_at (text, at, word)) {
      longest = word->len;
      *found = i;
    }
  }
  return longest > 0;
}

/**
 * hall_phrase_check:
 * @text: what a customer will read: a reply, a remark on a paper
 * @words: (array length=n_words) (nullable): the hall's list
 * @n_words: how many words it has
 *
 * Finds the words to avoid in a text (hall rules 6, rows 003-03, 003-17, 003-29, 003-34). It points out and
 * never forbids: a clerk may have a good reason. The longest word counts where several begin, and what it
 * takes is not looked at again. Blanks within a word, full-width letters and 您 for 你 do not hide it.
 *
 * Returns: (transfer full) (element-type HallAvoided): the words in the order of the text, none overlapping
 */
GArray *
hall_phrase_check (const char *text, const HallAvoidWord *words, guint n_words)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (HallAvoided));
  g_autoptr (GPtrArray) spread_words = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  g_autoptr (GArray) places = NULL;

  g_return_val_if_fail (text != NULL && g_utf8_validate (text, -1, NULL), NULL);
  g_return_val_if_fail (words != NULL || n_words == 0, NULL);

  places = spread (text);
  for (guint i = 0; i < n_words; i++)
    g_ptr_array_add (spread_words, spread (words[i].word));
  for (guint at = 0; at < places->len; at++) {
    const Place *first = &g_array_index (places, Place, at);
    const Place *last;
    HallAvoided avoided;
    guint word;

    if (!find_at (places, at, spread_words, &word))
      continue;
    at += ((const GArray *)g_ptr_array_index (spread_words, word))->len - 1;
    if (words[word].instead == NULL)
      continue;
    last = &g_array_index (places, Place, at);
    avoided = (HallAvoided){ .word = word,
                             .byte = first->byte,
                             .n_bytes = last->byte + last->n_bytes - first->byte,
                             .offset = first->offset,
                             .n_chars = last->offset + 1 - first->offset };
    g_array_append_val (found, avoided);
  }
  return g_steal_pointer (&found);
}

/**
 * hall_avoid_word_hint:
 * @word: a word to avoid
 *
 * Returns: (transfer full): what to tell the clerk who wrote it, in the user's language
 */
char *
hall_avoid_word_hint (const HallAvoidWord *word)
{
  g_return_val_if_fail (word != NULL && word->word != NULL, NULL);

  if (word->instead == NULL || *word->instead == '\0')
    /* Translators: %s is what somebody wrote: 不行 */
    return g_strdup_printf (_ ("Better not “%s”"), word->word);
  /* Translators: %1$s is what somebody wrote, %2$s what to write instead: 你必须, 建议您…… */
  return g_strdup_printf (_ ("Better than “%1$s”: “%2$s”"), word->word, word->instead);
}
