/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The data that is shipped with the program: the phrase book and the sample hall. */

#include "hall-money.h"
#include "hall-text.h"
#include "hall-time.h"
#include "hall-types.h"

#include "hall-test.h"

#include <json-glib/json-glib.h>

static char *
sample_path (const char *name)
{
  return g_build_filename (g_getenv ("HALL_SOURCE_DIR"), "resources", "sample", name, NULL);
}

/* The phrases by "moment position", each line checked for its form on the way. */
static GHashTable *
read_phrases (void)
{
  GHashTable *phrases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *path = sample_path ("phrases.tsv");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  guint64 last = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (text, "\n"));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; **line != '\0'; line++) {
    g_auto (GStrv) cells = g_strsplit (*line, "\t", -1);
    guint64 position = 0;

    if (**line == '#')
      continue;
    g_assert_cmpuint (g_strv_length (cells), ==, 3);
    g_assert_true (hall_text_check (cells[2], -1, "text", 200, HALL_TEXT_ONE_LINE, NULL));
    g_assert_true (g_ascii_string_to_unsigned (cells[1], 10, 1, 9, &position, NULL));
    g_assert_true (position == 1 || position == last + 1);
    last = position;
    g_assert_true (
        g_hash_table_insert (phrases, g_strdup_printf ("%s %s", cells[0], cells[1]), g_strdup (cells[2])));
  }
  return phrases;
}

static void
test_phrases_as_the_manual_has_them (void)
{
  static const char *const exact[][2] = {
    { "greeting 1", "您好，请问办理什么业务？" },
    { "opening 1", "您好，请坐，请问办理什么业务？" },
    { "opening-after-wait 1", "不好意思让您久等了。您好，请坐，请问办理什么业务？" },
    { "soothe-wait 1", "请稍等" },
    { "soothe-wait 2", "抱歉让您久等了" },
    { "soothe-wait 3", "不好意思让您久等了" },
    { "interrupt 1", "对不起，打断您一下，我想提个问题。" },
    { "cash-sentence 1", "总共缴费{total}元，收您{received}元，找您{change}元，请收好。" },
    { "closing-question 1", "您的业务已经办理好了，请问您还有其他需要吗？" },
    { "farewell 1", "请慢走，再见。" },
    { "accept-plan 1", "谢谢您的合作。" },
    { "cannot-now 1", "请放心，您的{issue}"
                      "问题我已经记下，我们会尽快与您联系。对于由此给您带来的麻烦，还请您多多体谅，谢谢。" },
  };
  g_autoptr (GHashTable) phrases = NULL;

  HALL_PROVES ("004-06");

  phrases = read_phrases ();
  g_assert_cmpuint (g_hash_table_size (phrases), ==, 39);
  for (gsize i = 0; i < G_N_ELEMENTS (exact); i++)
    g_assert_cmpstr (g_hash_table_lookup (phrases, exact[i][0]), ==, exact[i][1]);
}

/* The read-back of the cash tab and the phrase of the book are one sentence. */
static void
test_phrases_and_read_back_agree (void)
{
  g_autoptr (GHashTable) phrases = read_phrases ();
  g_autoptr (GVariant) slots = g_variant_ref_sink (
      g_variant_new_parsed ("{'total': '1286.50', 'received': '1300', 'change': '13.50'}"));
  g_autofree char *with_change = hall_phrase_fill (g_hash_table_lookup (phrases, "cash-sentence 1"), slots);
  g_autofree char *exact = hall_phrase_fill (g_hash_table_lookup (phrases, "cash-exact 1"), slots);
  g_autofree char *sentence = hall_cash_sentence (128650, 0, 130000, 1350);
  g_autofree char *sentence_exact = hall_cash_sentence (130000, 0, 130000, 0);

  g_assert_cmpstr (sentence, ==, with_change);
  g_assert_true (g_str_has_suffix (sentence_exact, strstr (exact, "收您1300元")));
}

static JsonObject *
read_hall (JsonParser *parser)
{
  g_autofree char *path = sample_path ("heating.json");
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static gboolean
has_category (JsonObject *hall, const char *code)
{
  JsonArray *categories = json_object_get_array_member (hall, "categories");

  for (guint i = 0; i < json_array_get_length (categories); i++)
    if (g_str_equal (json_object_get_string_member (json_array_get_object_element (categories, i), "code"),
                     code))
      return TRUE;
  return FALSE;
}

/* No text of the hall is empty, in either language, and Chinese text has no half-width punctuation. */
static void
check_texts (JsonArray *things, const char *const *members)
{
  for (guint i = 0; i < json_array_get_length (things); i++)
    for (const char *const *member = members; *member != NULL; member++) {
      const char *text = json_object_get_string_member (json_array_get_object_element (things, i), *member);

      g_assert_cmpstr (text, !=, "");
      g_assert_true (hall_text_check (text, -1, *member, HALL_NAME_MAX, HALL_TEXT_ONE_LINE, NULL));
      if (!g_str_has_suffix (*member, "_en"))
        g_assert_null (strpbrk (text, ",;:?!()"));
    }
}

static void
test_hall_is_whole (void)
{
  static const char *const category[] = { "code", "name", "name_en", "hint", "hint_en", "colour", NULL };
  static const char *const matter[] = { "code",    "category",   "name", "name_en",
                                        "promise", "promise_en", "fee",  NULL };
  static const char *const material[] = { "name", "name_en", NULL };
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *hall = read_hall (parser);
  JsonArray *matters = json_object_get_array_member (hall, "matters");
  JsonObject *self = json_object_get_object_member (hall, "hall");

  check_texts (json_object_get_array_member (hall, "categories"), category);
  check_texts (matters, matter);
  for (guint i = 0; i < json_array_get_length (matters); i++) {
    JsonObject *one = json_array_get_object_element (matters, i);

    check_texts (json_object_get_array_member (one, "items"), material);
    g_assert_true (has_category (hall, json_object_get_string_member (one, "category")));
    g_assert_cmpint (json_object_get_string_member (one, "code")[0], ==,
                     json_object_get_string_member (one, "category")[0]);
  }
  g_assert_cmpuint (json_array_get_length (matters), ==, 11);
  g_assert_nonnull (hall_time_zone (json_object_get_string_member (self, "time_zone")));
}

static void
test_hall_counters_and_staff (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *hall = read_hall (parser);
  JsonArray *counters = json_object_get_array_member (hall, "counters");
  JsonArray *staff = json_object_get_array_member (hall, "staff");
  HallRole all = HALL_ROLE_NONE;

  g_assert_cmpuint (json_array_get_length (counters), ==, 5);
  for (guint i = 0; i < json_array_get_length (counters); i++) {
    JsonObject *counter = json_array_get_object_element (counters, i);
    JsonArray *served = json_object_get_array_member (counter, "categories");

    g_assert_cmpint (json_object_get_int_member (counter, "number"), ==, i + 1);
    g_assert_cmpuint (json_array_get_length (served), >, 0);
    for (guint j = 0; j < json_array_get_length (served); j++)
      g_assert_true (has_category (hall, json_array_get_string_element (served, j)));
  }
  for (guint i = 0; i < json_array_get_length (staff); i++) {
    JsonObject *member = json_array_get_object_element (staff, i);
    HallRole roles;

    g_assert_true (hall_roles_from_text (json_object_get_string_member (member, "roles"), &roles, NULL));
    all |= roles;
  }
  g_assert_cmpuint (all, ==, HALL_ROLE_CLERK | HALL_ROLE_LEAD | HALL_ROLE_ADMIN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample/phrases/as-the-manual-has-them", test_phrases_as_the_manual_has_them);
  g_test_add_func ("/sample/phrases/and-read-back-agree", test_phrases_and_read_back_agree);
  g_test_add_func ("/sample/hall/is-whole", test_hall_is_whole);
  g_test_add_func ("/sample/hall/counters-and-staff", test_hall_counters_and_staff);
  return g_test_run ();
}
