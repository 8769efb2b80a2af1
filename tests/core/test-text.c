/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-text.h"

#include "hall-error.h"
#include "hall-test.h"

static void
assert_good (const char *text, HallTextFlags flags)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hall_text_check (text, -1, "note", HALL_TEXT_MAX, flags, &error));
  g_assert_no_error (error);
}

/* Refused, with the field and a sentence that has @says in it. */
static void
assert_bad (const char *text, gssize bytes, glong max_chars, HallTextFlags flags, const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (hall_text_check (text, bytes, "note", max_chars, flags, &error));
  g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
  g_assert_cmpstr (hall_error_get_field (error), ==, "note");
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, says);
}

static void
test_good (void)
{
  assert_good ("", HALL_TEXT_ONE_LINE);
  assert_good ("户号录入错误", HALL_TEXT_ONE_LINE);
  assert_good ("𠮷䶮㛃𬀩", HALL_TEXT_ONE_LINE);
  assert_good ("买买提·艾力", HALL_TEXT_ONE_LINE);
  assert_good ("\357\244\235 ئۇيغۇر བོད 😀 e\xcc\x81", HALL_TEXT_ONE_LINE);
  assert_good ("one\ntwo\r\n\tthree\342\200\251", HALL_TEXT_LINES);
}

static void
test_lines (void)
{
  static const char *const breaks[] = { "a\nb", "a\rb", "a\tb", "a\342\200\250b", "a\342\200\251b" };

  for (gsize i = 0; i < G_N_ELEMENTS (breaks); i++) {
    assert_bad (breaks[i], -1, 100, HALL_TEXT_ONE_LINE, "one line");
    assert_good (breaks[i], HALL_TEXT_LINES);
  }
}

/* Every control character but those that break a line, of both blocks. */
static void
test_control_characters (void)
{
  for (gunichar c = 1; c < 0xa0; c++) {
    char text[8] = { 'a' };

    if ((c >= 0x20 && c < 0x7f) || c == '\n' || c == '\r' || c == '\t')
      continue;
    g_unichar_to_utf8 (c, text + 1);
    assert_bad (text, -1, 100, HALL_TEXT_LINES, "control character");
  }
}

static void
test_direction_and_noncharacters (void)
{
  static const gunichar turns[] = { 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069 };
  static const gunichar none[] = { 0xfdd0, 0xfdef, 0xfffe, 0xffff, 0x1fffe, 0x10ffff };
  char text[8];

  for (gsize i = 0; i < G_N_ELEMENTS (turns); i++) {
    text[g_unichar_to_utf8 (turns[i], text)] = '\0';
    assert_bad (text, -1, 100, HALL_TEXT_LINES, "reading direction");
  }
  for (gsize i = 0; i < G_N_ELEMENTS (none); i++) {
    text[g_unichar_to_utf8 (none[i], text)] = '\0';
    assert_bad (text, -1, 100, HALL_TEXT_LINES, "no character");
  }
}

static void
test_bytes (void)
{
  assert_bad ("a\0b", 3, 100, HALL_TEXT_LINES, "NUL");
  assert_bad ("ab\0", 3, 100, HALL_TEXT_LINES, "NUL");
  assert_bad ("\xff", -1, 100, HALL_TEXT_LINES, "UTF-8");
  assert_bad ("\xe6\x88", -1, 100, HALL_TEXT_LINES, "UTF-8");
  assert_bad ("\xed\xa0\x80", -1, 100, HALL_TEXT_LINES, "UTF-8"); /* half of a pair */
  assert_bad ("\xc0\x80", -1, 100, HALL_TEXT_LINES, "UTF-8");     /* a NUL in disguise */
  assert_bad ("户", 2, 100, HALL_TEXT_LINES, "UTF-8");
  /* Bytes behind the given length are not the text's. */
  g_assert_true (hall_text_check ("户\xff", 3, "note", 1, HALL_TEXT_ONE_LINE, NULL));
  g_assert_true (hall_text_check ("", 0, "note", 1, HALL_TEXT_ONE_LINE, NULL));
}

static void
test_length (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < 50; i++)
    g_string_append (text, "𠮷");
  g_assert_true (hall_text_check (text->str, -1, "name", 50, HALL_TEXT_ONE_LINE, NULL));
  assert_bad (text->str, -1, 49, HALL_TEXT_ONE_LINE, "longer than 49 characters");
  assert_bad ("ab", -1, 1, HALL_TEXT_ONE_LINE, "longer than 1 character");
}

/* Ten megabytes are refused by their length alone: what is in them was not looked at, or it would say UTF-8.
 */
static void
test_ten_megabytes (void)
{
  gsize size = 10 * 1024 * 1024;
  g_autofree char *bytes = g_malloc (size);

  memset (bytes, 0xff, size);
  assert_bad (bytes, (gssize)size, HALL_TEXT_MAX, HALL_TEXT_LINES, "longer than 2000 characters");
}

static void
test_reason (void)
{
  static const char *const wrong[] = {
    "", " ", "　", "无", "无。", " 无 ", "没有", "没有！", "-", "——", "…", "。。。", "None", "N/A", "无原因",
  };
  g_autofree char *many = g_strnfill (200, 'x');
  g_autofree char *too_many = g_strnfill (201, 'x');

  g_assert_true (hall_reason_check ("客户遗失", "reason", NULL));
  g_assert_true (hall_reason_check ("无电", "reason", NULL));
  g_assert_true (hall_reason_check ("没有带证件", "reason", NULL));
  g_assert_true (hall_reason_check (many, "reason", NULL));
  g_assert_false (hall_reason_check (too_many, "reason", NULL));
  g_assert_false (hall_reason_check ("two\nlines", "reason", NULL));
  g_assert_false (hall_reason_check ("\xff", "reason", NULL));
  for (gsize i = 0; i <= G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (hall_reason_check (i < G_N_ELEMENTS (wrong) ? wrong[i] : NULL, "reason", &error));
    g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
    g_assert_cmpstr (hall_error_get_field (error), ==, "reason");
  }
}

typedef char *(*Turn) (const char *text);

static void
assert_turns (Turn turn, const char *text, const char *expected)
{
  g_autofree char *result = turn (text);

  g_assert_cmpstr (result, ==, expected);
}

static void
test_name_normalise (void)
{
  Turn turn = hall_name_normalise;

  assert_turns (turn, "", "");
  assert_turns (turn, "  李建国　", "李建国");
  assert_turns (turn, "王　明", "王明");
  assert_turns (turn, "买买提•艾力", "买买提·艾力");
  assert_turns (turn, "买买提 ・ 艾力", "买买提·艾力");
  assert_turns (turn, "买买提··艾力", "买买提·艾力");
  assert_turns (turn, "John   Smith", "John Smith");
  assert_turns (turn, "Ｊｏｈｎ　Ｓｍｉｔｈ", "John Smith");
  assert_turns (turn, "𠮷䶮㛃𬀩", "𠮷䶮㛃𬀩");
  assert_turns (turn, "\357\244\235", "\357\244\235"); /* a compatibility form stays the person's own */
}

static void
test_name_mask (void)
{
  Turn turn = hall_name_mask;

  assert_turns (turn, "王小明", "王*明");
  assert_turns (turn, "王明", "王*");
  assert_turns (turn, "王 明", "王*");
  assert_turns (turn, "欧阳娜娜", "欧**娜");
  assert_turns (turn, "买买提·艾力", "买买提·艾*");
  assert_turns (turn, "买买提·艾力江", "买买提·艾*江");
  assert_turns (turn, "𠮷䶮㛃", "𠮷*㛃");
  assert_turns (turn, "王", "*");
  assert_turns (turn, "", "");
}

static void
test_number_masks (void)
{
  assert_turns (hall_phone_mask, "13812341234", "138****1234");
  assert_turns (hall_phone_mask, "138 1234-1234", "138****1234");
  assert_turns (hall_phone_mask, "+86 138 1234 1234", "138****1234");
  assert_turns (hall_phone_mask, "010-12345678", "***-****5678");
  assert_turns (hall_phone_mask, "12812341234", "*******1234");
  assert_turns (hall_phone_mask, "95598", "*5598");
  assert_turns (hall_phone_mask, "110", "***");
  assert_turns (hall_phone_mask, "", "");
  assert_turns (hall_account_mask, "0102-3304-12", "****-**04-12");
  assert_turns (hall_account_mask, "1234", "****");
  assert_turns (hall_account_mask, "11010519491231002X", "**************002X");
}

static void
assert_fills (const char *phrase, const char *slots, const char *expected)
{
  g_autoptr (GVariant) values = slots != NULL ? g_variant_ref_sink (g_variant_new_parsed (slots)) : NULL;
  g_autofree char *filled = hall_phrase_fill (phrase, values);

  g_assert_cmpstr (filled, ==, expected);
}

static void
test_phrase_fill (void)
{
  HALL_PROVES ("004-68");

  assert_fills (
      "请放心，您的{issue}问题我已经记下，我们会尽快与您联系。对于由此给您带来的麻烦，还请您多多体谅，谢谢。",
      "{'issue': '室温不达标'}",
      "请放心，您的室温不达标问题我已经记下，我们会尽快与您联系。对于由此给您带来的麻烦，还请您多多体谅，谢谢"
      "。");
  assert_fills ("请{ticket}号到{counter}号窗口办理业务", "{'ticket': <'A015'>, 'counter': <int64 3>}",
                "请A015号到3号窗口办理业务");
  assert_fills ("您好", NULL, "您好");
  assert_fills ("您是说{summary}，对吗？", NULL, "您是说……，对吗？");
  assert_fills ("{a}{b}", "{'a': '{b}', 'b': '{a}'}", "{b}{a}");
  assert_fills ("{ {} {A} {a", "{'a': 'x'}", "{ {} {A} {a");
  assert_fills ("{a_b}", "{'a_b': ''}", "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/check/good", test_good);
  g_test_add_func ("/text/check/lines", test_lines);
  g_test_add_func ("/text/check/control-characters", test_control_characters);
  g_test_add_func ("/text/check/direction-and-noncharacters", test_direction_and_noncharacters);
  g_test_add_func ("/text/check/bytes", test_bytes);
  g_test_add_func ("/text/check/length", test_length);
  g_test_add_func ("/text/check/ten-megabytes", test_ten_megabytes);
  g_test_add_func ("/text/reason", test_reason);
  g_test_add_func ("/text/name/normalise", test_name_normalise);
  g_test_add_func ("/text/name/mask", test_name_mask);
  g_test_add_func ("/text/number-masks", test_number_masks);
  g_test_add_func ("/text/phrase-fill", test_phrase_fill);
  return g_test_run ();
}
