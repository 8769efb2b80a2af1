/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-phrase-check.h"

#include "hall-test.h"

/* The list of hall rules 6, as it stands there. */
static const HallAvoidWord words[] = {
  { "这不是我的问题", "我们可以帮您……" },   { "不归我管", "我们可以帮您……" }, { "不行", "我们可以帮您……" },
  { "不可能", "我们可以帮您……" },           { "你错了", "建议您……" },         { "你必须", "建议您……" },
  { "这没什么大不了的", "我理解您的感受" }, { "自己看", "我们可以帮您……" },   { "行不行", NULL },
};
#define N_WORDS G_N_ELEMENTS (words)

/* What was found, in the words of the text, parted by bars. */
static char *
found_in (const char *text, const HallAvoidWord *list, guint n)
{
  g_autoptr (GArray) found = hall_phrase_check (text, list, n);
  g_autoptr (GString) result = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++) {
    const HallAvoided *avoided = &g_array_index (found, HallAvoided, i);
    g_autofree char *by_chars = g_utf8_substring (text, avoided->offset, avoided->offset + avoided->n_chars);
    g_autofree char *by_bytes = g_strndup (text + avoided->byte, avoided->n_bytes);

    g_assert_cmpstr (by_chars, ==, by_bytes);
    g_assert_cmpuint (avoided->word, <, n);
    g_string_append_printf (result, "%s%s", i > 0 ? "|" : "", by_bytes);
  }
  return g_string_free (g_steal_pointer (&result), FALSE);
}

static void
assert_found (const char *text, const char *expected)
{
  g_autofree char *found = found_in (text, words, N_WORDS);

  g_assert_cmpstr (found, ==, expected);
}

static void
assert_hint (const char *text, const char *expected)
{
  g_autoptr (GArray) found = hall_phrase_check (text, words, N_WORDS);
  g_autofree char *hint = NULL;

  g_assert_cmpuint (found->len, ==, 1);
  hint = hall_avoid_word_hint (&words[g_array_index (found, HallAvoided, 0).word]);
  g_assert_cmpstr (hint, ==, expected);
}

static void
test_finds_words_to_avoid (void)
{
  HALL_PROVES ("003-03 003-17");
  assert_found ("这不是我的问题，请找别的部门", "这不是我的问题");
  assert_found ("您别急，这没什么大不了的。", "这没什么大不了的");
  assert_found ("不行", "不行");
  assert_found ("今天办完不可能，你错了！", "不可能|你错了");
  assert_found ("您好，请坐，请问办理什么业务？", "");
  assert_found ("", "");
}

static void
test_says_what_instead (void)
{
  HALL_PROVES ("003-29");
  assert_hint ("你必须先缴清欠费", "Better than “你必须”: “建议您……”");
  assert_hint ("现在办不行", "Better than “不行”: “我们可以帮您……”");
}

static void
test_hint_without_a_better_word (void)
{
  const HallAvoidWord none = { "不行", "" };
  g_autofree char *hint = hall_avoid_word_hint (&none);

  g_assert_cmpstr (hint, ==, "Better not “不行”");
}

/* What a clerk types without thinking of hiding it. */
static void
test_is_not_hidden (void)
{
  const HallAvoidWord latin[] = { { "No way", "We can help you" }, { " ", "nothing" }, { "", "nothing" } };
  g_autofree char *found = found_in ("NO WAY, ｎｏ ｗａｙ, noway", latin, G_N_ELEMENTS (latin));

  assert_found ("您必须先缴清欠费", "您必须");
  assert_found ("你 必 须", "你 必 须");
  assert_found ("不　行", "不　行");
  assert_found ("不\n行", "不\n行");
  assert_found ("不\342\200\213行", "不\342\200\213行");
  g_assert_cmpstr (found, ==, "NO WAY|ｎｏ ｗａｙ|noway");
}

static void
test_longest_and_harmless (void)
{
  const HallAvoidWord list[] = { { "不可", "甲" }, { "不可能", "乙" }, { "能", "丙" }, { "可能", NULL } };
  g_autofree char *found = found_in ("不可能，可能，能，不可", list, G_N_ELEMENTS (list));

  g_assert_cmpstr (found, ==, "不可能|能|不可");
  assert_found ("您看行不行？", "");
  assert_found ("行不行？不行。", "不行");
  assert_found ("不行不行", "不行|不行");
}

/* Where it stands, so that a screen can mark it. */
static void
test_places (void)
{
  g_autoptr (GArray) found = hall_phrase_check ("𠮷先生，不 行。不行", words, N_WORDS);
  const HallAvoided *first, *second;

  g_assert_cmpuint (found->len, ==, 2);
  first = &g_array_index (found, HallAvoided, 0);
  second = &g_array_index (found, HallAvoided, 1);
  g_assert_cmpuint (first->byte, ==, 13);
  g_assert_cmpuint (first->n_bytes, ==, 7);
  g_assert_cmpint (first->offset, ==, 4);
  g_assert_cmpint (first->n_chars, ==, 3);
  g_assert_cmpint (second->offset, ==, 8);
  g_assert_cmpint (second->n_chars, ==, 2);
}

static void
test_empty_list (void)
{
  g_autoptr (GArray) found = hall_phrase_check ("不行", NULL, 0);

  g_assert_cmpuint (found->len, ==, 0);
}

/* --- What is shipped --- */

static GStrv
sample_lines (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("HALL_SOURCE_DIR"), "resources", "sample", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return g_strsplit (text, "\n", -1);
}

/* The words of the list, whose text stays the lines'. */
static GArray *
shipped_words (GStrv lines)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (HallAvoidWord));

  for (guint i = 0; lines[i] != NULL; i++) {
    char *tab = strchr (lines[i], '\t');
    HallAvoidWord word;

    if (*lines[i] == '#' || *lines[i] == '\0')
      continue;
    g_assert_nonnull (tab);
    *tab = '\0';
    word = (HallAvoidWord){ lines[i], g_str_equal (tab + 1, "-") ? NULL : tab + 1 };
    g_assert_true (*word.word != '\0' && (word.instead == NULL || *word.instead != '\0'));
    g_array_append_val (list, word);
  }
  return list;
}

/* The shipped list has every word of hall rules 6 and row 004-70, with the same advice; and no phrase that is
 * shipped for speaking to customers has one of them. */
static void
test_shipped_list (void)
{
  g_auto (GStrv) lines = sample_lines ("avoid.tsv");
  g_auto (GStrv) phrases = sample_lines ("phrases.tsv");
  g_autoptr (GArray) list = shipped_words (lines);
  const HallAvoidWord *shipped = (const HallAvoidWord *)(gpointer)list->data;
  g_autofree char *row_70 = found_in ("不是我的问题", shipped, list->len);

  g_assert_cmpstr (row_70, ==, "不是我的问题");
  for (guint i = 0; i < N_WORDS; i++) {
    g_autoptr (GArray) found = hall_phrase_check (words[i].word, shipped, list->len);

    g_assert_cmpuint (found->len, ==, words[i].instead != NULL ? 1 : 0);
    if (found->len == 1)
      g_assert_cmpstr (shipped[g_array_index (found, HallAvoided, 0).word].instead, ==, words[i].instead);
  }
  for (guint i = 0; phrases[i] != NULL; i++) {
    g_autofree char *found = *phrases[i] != '#' ? found_in (phrases[i], shipped, list->len) : NULL;

    g_assert_true (found == NULL || *found == '\0');
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phrase-check/finds-words-to-avoid", test_finds_words_to_avoid);
  g_test_add_func ("/phrase-check/says-what-instead", test_says_what_instead);
  g_test_add_func ("/phrase-check/hint-without-a-better-word", test_hint_without_a_better_word);
  g_test_add_func ("/phrase-check/is-not-hidden", test_is_not_hidden);
  g_test_add_func ("/phrase-check/longest-and-harmless", test_longest_and_harmless);
  g_test_add_func ("/phrase-check/places", test_places);
  g_test_add_func ("/phrase-check/empty-list", test_empty_list);
  g_test_add_func ("/phrase-check/shipped-list", test_shipped_list);
  return g_test_run ();
}
