/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-money.h"

#include "hall-error.h"
#include "hall-test.h"

#define MAX_FEN HALL_MONEY_MAX_FEN

/* Any amount of the range, small ones as often as large ones. */
static gint64
random_fen (void)
{
  gint64 wide = ((gint64)(g_test_rand_int () & G_MAXINT32) << 31) | (g_test_rand_int () & G_MAXINT32);

  return (wide >> g_test_rand_int_range (0, 60)) % (MAX_FEN + 1);
}

static void
assert_words (gint64 fen, const char *expected)
{
  g_autofree char *words = hall_money_to_words (fen);
  g_autofree char *full = g_strconcat ("人民币", expected, NULL);

  g_assert_cmpstr (words, ==, full);
}

static void
test_words_of_the_rule (void)
{
  static const struct {
    gint64 fen;
    const char *words;
  } vectors[] = {
    { 0, "零元整" },
    { 1, "壹分" },
    { 10, "壹角" },
    { 55, "伍角伍分" },
    { 100, "壹元整" },
    { 1000, "壹拾元整" },
    { 1005, "壹拾元零伍分" },
    { 2050, "贰拾元零伍角" },
    { 10030, "壹佰元零叁角" },
    { 11000, "壹佰壹拾元整" },
    { 32504, "叁佰贰拾伍元零肆分" },
    { 128650, "壹仟贰佰捌拾陆元伍角" },
    { 100100, "壹仟零壹元整" },
    { 140950, "壹仟肆佰零玖元伍角" },
    { 168032, "壹仟陆佰捌拾元零叁角贰分" },
    { 600714, "陆仟零柒元壹角肆分" },
    { 1000000, "壹万元整" },
    { 1001000, "壹万零壹拾元整" },
    { 1640902, "壹万陆仟肆佰零玖元零贰分" },
    { 10010000, "壹拾万零壹佰元整" },
    { 10700053, "壹拾万柒仟元零伍角叁分" },
    { 100010000, "壹佰万零壹佰元整" },
    { 10000000100, "壹亿零壹元整" },
    { MAX_FEN, "玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    assert_words (vectors[i].fen, vectors[i].words);
}

/* What the rule leaves open and the table does not show: the borders of 万 and 亿. */
static void
test_words_at_the_borders (void)
{
  assert_words (10000100000, "壹亿零壹仟元整");
  assert_words (10050000000, "壹亿零伍拾万元整");
  assert_words (15000000000, "壹亿伍仟万元整");
  assert_words (10100100000, "壹亿零壹佰万壹仟元整");
  assert_words (10000000000, "壹亿元整");
  assert_words (100100000, "壹佰万壹仟元整");
  assert_words (1100000, "壹万壹仟元整");
  assert_words (1000000050, "壹仟万元零伍角");
}

/* Words back to fen, by reading and without regard to how they were made. -1 for what cannot be read. */
static gint64
words_to_fen (const char *words)
{
  static const char *const digits = "零壹贰叁肆伍陆柒捌玖";
  gint64 whole = 0, group = 0, digit = 0, fen = 0;

  if (!g_str_has_prefix (words, "人民币"))
    return -1;
  for (const char *p = words + strlen ("人民币"); *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    const char *at = g_utf8_strchr (digits, -1, c);

    if (at != NULL) {
      digit = g_utf8_pointer_to_offset (digits, at);
      continue;
    }
    if (c == g_utf8_get_char ("拾"))
      group += 10 * digit;
    else if (c == g_utf8_get_char ("佰"))
      group += 100 * digit;
    else if (c == g_utf8_get_char ("仟"))
      group += 1000 * digit;
    else if (c == g_utf8_get_char ("万"))
      whole += (group + digit) * 10000, group = 0;
    else if (c == g_utf8_get_char ("亿"))
      whole += (group + digit) * 100000000, group = 0;
    else if (c == g_utf8_get_char ("元"))
      fen = (whole + group + digit) * 100;
    else if (c == g_utf8_get_char ("角"))
      fen += 10 * digit;
    else if (c == g_utf8_get_char ("分"))
      fen += digit;
    else if (c != g_utf8_get_char ("整"))
      return -1;
    digit = 0;
  }
  return fen;
}

static void
check_words (gint64 fen)
{
  g_autofree char *words = hall_money_to_words (fen);
  gboolean whole = fen % 100 == 0;
  gint64 yuan = fen / 100, jiao = fen / 10 % 10;

  g_assert_cmpint (words_to_fen (words), ==, fen);
  g_assert_null (strstr (words, "零零"));
  g_assert_true (g_str_has_suffix (words, "元整") == whole);
  g_assert_true ((strstr (words, "整") != NULL) == whole);
  if (!whole && yuan > 0)
    g_assert_true ((strstr (words, "元零") != NULL) == (jiao == 0 || yuan % 10 == 0));
}

static void
test_words_read_back (void)
{
  for (gint64 fen = 0; fen <= 200000; fen++)
    check_words (fen);
  for (int i = 0; i < 50000; i++)
    check_words (random_fen ());
}

/* The same words by another way: write every digit with its unit, then take out what the rule leaves out. */
static char *
yuan_by_rewriting (gint64 yuan)
{
  static const char *const digits[] = { "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖" };
  static const char *const units[] = { "", "拾", "佰", "仟", "万", "拾", "佰", "仟", "亿" };
  static const char *const rewrites[][2] = {
    { "零[拾佰仟]", "零" }, { "零+", "零" }, { "亿零万", "亿零" },
    { "零万", "万" },       { "零+", "零" }, { "零$", "" },
  };
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, yuan);
  GString *all = g_string_new (NULL);
  char *result;

  for (gsize i = 0, n = strlen (text); i < n; i++)
    g_string_append_printf (all, "%s%s", digits[text[i] - '0'], units[n - i - 1]);
  result = g_string_free (all, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (rewrites); i++) {
    g_autoptr (GRegex) regex = g_regex_new (rewrites[i][0], 0, 0, NULL);
    g_autofree char *before = result;

    result = g_regex_replace_literal (regex, before, -1, 0, rewrites[i][1], 0, NULL);
  }
  return result;
}

/* Every pattern of zeros over the nine digits, with random digits where there is none. */
static void
test_words_every_pattern_of_zeros (void)
{
  for (guint pattern = 1; pattern < 1 << 9; pattern++)
    for (int round = 0; round < 4; round++) {
      g_autofree char *expected = NULL;
      g_autofree char *full = NULL;
      gint64 yuan = 0;

      for (int i = 8; i >= 0; i--)
        yuan = yuan * 10 + (pattern & 1u << i ? g_test_rand_int_range (1, 10) : 0);
      expected = yuan_by_rewriting (yuan);
      full = g_strconcat (expected, "元整", NULL);
      assert_words (yuan * 100, full);
    }
}

static void
assert_text (gint64 fen, const char *text, const char *spoken)
{
  g_autofree char *written = hall_money_to_text (fen);
  g_autofree char *said = hall_money_to_spoken (fen);

  g_assert_cmpstr (written, ==, text);
  g_assert_cmpstr (said, ==, spoken);
}

static void
test_text (void)
{
  assert_text (0, "0.00", "0");
  assert_text (1, "0.01", "0.01");
  assert_text (130000, "1300.00", "1300");
  assert_text (1350, "13.50", "13.50");
  assert_text (128650, "1286.50", "1286.50");
  assert_text (-5, "-0.05", "-0.05");
  assert_text (-128600, "-1286.00", "-1286");
  assert_text (G_MININT64, "-92233720368547758.08", "-92233720368547758.08");
}

static void
assert_parses (const char *text, gint64 expected)
{
  g_autoptr (GError) error = NULL;
  gint64 fen = -1;

  g_assert_true (hall_money_parse (text, &fen, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fen, ==, expected);
}

static void
test_parse (void)
{
  assert_parses ("0", 0);
  assert_parses ("1286.5", 128650);
  assert_parses ("1286.50", 128650);
  assert_parses ("1300", 130000);
  assert_parses ("0.05", 5);
  assert_parses ("007.1", 710);
  assert_parses ("１３００", 130000);
  assert_parses ("１２８６．５", 128650);
  assert_parses ("1286。50", 128650);
  assert_parses ("999999999.99", MAX_FEN);
  for (int i = 0; i < 10000; i++) {
    gint64 fen = random_fen ();
    g_autofree char *text = hall_money_to_text (fen);

    assert_parses (text, fen);
  }
}

static void
test_parse_refuses (void)
{
  static const char *const wrong[] = {
    "",
    " ",
    ".",
    "1.",
    ".5",
    "1.234",
    "1.500",
    "-1",
    "+1",
    "1,286.50",
    "１，２",
    "1 286",
    " 1",
    "1 ",
    "1e3",
    "0x10",
    "1.2.3",
    "1..2",
    "十",
    "¥5",
    "NaN",
    "inf",
    "1000000000",
    "1000000000.00",
    "99999999999999999999999999",
    "9223372036854775808",
    "92233720368547758.08",
    "\xff",
    "1\xff",
    "1\xef\xbc",
    "٣",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;
    gint64 fen = -7;

    g_assert_false (hall_money_parse (wrong[i], &fen, &error));
    g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
    g_assert_cmpstr (hall_error_get_field (error), ==, "amount");
    g_assert_cmpint (fen, ==, -7);
  }
}

static void
assert_line (const char *quantity, gint64 price, gint64 expected)
{
  g_autoptr (GError) error = NULL;
  gint64 amount = -1;

  g_assert_true (hall_line_amount (quantity, price, &amount, &error));
  g_assert_no_error (error);
  g_assert_cmpint (amount, ==, expected);
}

static void
test_line_amount (void)
{
  assert_line ("51.46", 2500, 128650);
  assert_line ("1", 128650, 128650);
  assert_line ("3", 0, 0);
  assert_line ("0.001", 499, 0);
  assert_line ("0.001", 500, 1); /* half a fen is rounded up */
  assert_line ("0.5", 1, 1);
  assert_line ("0.333", 100, 33);
  assert_line ("２．５", 200, 500);
  assert_line ("1", MAX_FEN, MAX_FEN);
  assert_line ("999999999.99", 100, MAX_FEN);
  assert_line ("0.999", MAX_FEN, 99899999999);
}

static void
test_line_amount_refuses (void)
{
  static const struct {
    const char *quantity;
    gint64 price;
    const char *field;
  } wrong[] = {
    { "0", 1, "quantity" },
    { "0.000", 1, "quantity" },
    { "-1", 1, "quantity" },
    { "1.2345", 1, "quantity" },
    { "", 1, "quantity" },
    { "1,5", 1, "quantity" },
    { "two", 1, "quantity" },
    { "\xc3", 1, "quantity" },
    { "1.001", MAX_FEN, "quantity" },
    { "2", MAX_FEN, "quantity" },
    { "9223372036854775.807", MAX_FEN, "quantity" },
    { "9223372036854775.808", 1, "quantity" },
    { "9223372036854775.807", 1, "quantity" },
    { "99999999999999999999", 0, "quantity" },
    { "1", -1, "unit_price_fen" },
    { "1", MAX_FEN + 1, "unit_price_fen" },
    { "1", G_MININT64, "unit_price_fen" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;
    gint64 amount = -7;

    g_assert_false (hall_line_amount (wrong[i].quantity, wrong[i].price, &amount, &error));
    g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
    g_assert_cmpstr (hall_error_get_field (error), ==, wrong[i].field);
    g_assert_cmpint (amount, ==, -7);
  }
}

static void
assert_sentence (gint64 total, gint64 other, gint64 received, gint64 change, const char *expected)
{
  g_autofree char *sentence = hall_cash_sentence (total, other, received, change);

  g_assert_cmpstr (sentence, ==, expected);
}

static void
test_sentence (void)
{
  HALL_PROVES ("004-15");

  assert_sentence (128650, 0, 130000, 1350, "总共缴费1286.50元，收您1300元，找您13.50元，请收好。");
  assert_sentence (128650, 0, 128650, 0, "总共缴费1286.50元，收您1286.50元，正好，请收好收据。");
  assert_sentence (128650, 100000, 30000, 1350,
                   "总共缴费1286.50元，其中其他方式支付1000元，收您300元，找您13.50元，请收好。");
  assert_sentence (128650, 100000, 28650, 0,
                   "总共缴费1286.50元，其中其他方式支付1000元，收您286.50元，正好，请收好收据。");
  assert_sentence (128650, 128650, 0, 0, "总共缴费1286.50元，已用其他方式支付1286.50元，请收好收据。");
  assert_sentence (1, 0, 10, 9, "总共缴费0.01元，收您0.10元，找您0.09元，请收好。");
}

/* A sentence that does not add up is never made: it would be read to a customer. */
static void
test_sentence_must_add_up (void)
{
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*== total_fen*");
  g_assert_null (hall_cash_sentence (128650, 0, 130000, 1300));
  g_test_assert_expected_messages ();
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*change_fen >= 0*");
  g_assert_null (hall_cash_sentence (100, 0, 50, -50));
  g_test_assert_expected_messages ();
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*fen <=*");
  g_assert_null (hall_money_to_words (MAX_FEN + 1));
  g_test_assert_expected_messages ();
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*fen >= 0*");
  g_assert_null (hall_money_to_words (-1));
  g_test_assert_expected_messages ();
}

static void
test_notes (void)
{
  static const gint64 of_1350[HALL_N_DENOMINATIONS] = { 0, 0, 0, 1, 0, 3, 1, 0 };
  gint64 counts[HALL_N_DENOMINATIONS];

  g_assert_cmpint (hall_cash_notes (1350, counts), ==, 0);
  g_assert_cmpmem (counts, sizeof counts, of_1350, sizeof of_1350);
  g_assert_cmpint (hall_cash_notes (7, counts), ==, 7);
  g_assert_cmpint (hall_cash_notes (0, counts), ==, 0);
  for (gint64 change = 0; change <= 20000; change++) {
    gint64 rest = hall_cash_notes (change, counts);
    gint64 sum = rest;

    for (int i = 0; i < HALL_N_DENOMINATIONS; i++) {
      sum += counts[i] * hall_denominations_fen[i];
      /* Few enough of each that no larger note would replace them. */
      if (i > 0)
        g_assert_cmpint (counts[i] * hall_denominations_fen[i], <, hall_denominations_fen[i - 1]);
    }
    g_assert_cmpint (sum, ==, change);
    g_assert_cmpint (rest, <, 10);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/money/words/of-the-rule", test_words_of_the_rule);
  g_test_add_func ("/money/words/at-the-borders", test_words_at_the_borders);
  g_test_add_func ("/money/words/read-back", test_words_read_back);
  g_test_add_func ("/money/words/every-pattern-of-zeros", test_words_every_pattern_of_zeros);
  g_test_add_func ("/money/text", test_text);
  g_test_add_func ("/money/parse", test_parse);
  g_test_add_func ("/money/parse/refuses", test_parse_refuses);
  g_test_add_func ("/money/line-amount", test_line_amount);
  g_test_add_func ("/money/line-amount/refuses", test_line_amount_refuses);
  g_test_add_func ("/money/sentence", test_sentence);
  g_test_add_func ("/money/sentence/must-add-up", test_sentence_must_add_up);
  g_test_add_func ("/money/notes", test_notes);
  return g_test_run ();
}
