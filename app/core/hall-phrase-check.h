/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HallAvoidWord:
 * @word: what a customer shall not read: 你必须
 * @instead: (nullable): what to say instead: 建议您……; %NULL for words that are harmless and have one to
 * avoid in them (行不行), which is then not pointed out
 *
 * One line of the hall's own list of words to avoid. Unowned.
 */
typedef struct {
  const char *word;
  const char *instead;
} HallAvoidWord;

/**
 * HallAvoided:
 * @word: its place in the list
 * @byte: where it begins in the text, in bytes
 * @n_bytes: how many bytes of the text it takes, blanks between its characters with it
 * @offset: where it begins, in characters
 * @n_chars: how many characters of the text it takes
 *
 * A word to avoid that stands in a text.
 */
typedef struct {
  guint word;
  gsize byte;
  gsize n_bytes;
  glong offset;
  glong n_chars;
} HallAvoided;

GArray *hall_phrase_check (const char *text, const HallAvoidWord *words, guint n_words);
char *hall_avoid_word_hint (const HallAvoidWord *word);

G_END_DECLS
