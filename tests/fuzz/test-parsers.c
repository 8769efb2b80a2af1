/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What reads what people and files give: each says no or gives something that it can read back. */

#include <string.h>

#include "hall-json.h"
#include "hall-mess.h"
#include "hall-money.h"
#include "hall-test.h"
#include "hall-text.h"
#include "hall-time.h"
#include "hall-error.h"

static const char *const scripts[] = {
  "{\"at\":\"2026-11-20T09:05:31+08:00\",\"station\":\"kiosk\",\"do\":\"take-ticket\",\"category\":\"A\"}",
  "{\"do\":\"charge\",\"lines\":[{\"item\":\"热费\",\"quantity\":\"51.46\",\"unit_price_fen\":2500,"
  "\"amount_fen\":128650}],\"payer\":\"李\\u5efa国\"}",
  "{\"a\":[[[[[[[[1,2.5,true,null,\"x\"]]]]]]]],\"b\":{\"c\":{\"d\":-9223372036854775808}}}",
};

static void
check_json (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = hall_json_to_variant (text, &error);
  g_autoptr (GVariant) again = NULL;
  g_autofree char *written = NULL;
  g_autofree char *rewritten = NULL;

  if (value == NULL) {
    g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
    return;
  }
  g_assert_no_error (error);
  g_assert_true (g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT));
  /* What was read is written in one way and read again as the same. */
  written = hall_json_from_variant (value);
  again = hall_json_to_variant (written, &error);
  if (again == NULL)
    g_printerr ("# %s\n# %s\n", text, written);
  g_assert_no_error (error);
  rewritten = hall_json_from_variant (again);
  g_assert_cmpstr (rewritten, ==, written);
}

static void
test_json (void)
{
  g_autoptr (GRand) chance = hall_mess_new (1);
  guint rounds = hall_mess_rounds (60000);

  for (guint i = 0; i < rounds; i++) {
    g_autofree char *text = NULL;
    gsize length;

    switch (i % 8) {
    case 0:
      text = hall_mess_bytes (chance, 60, &length);
      break;
    case 1:
      text = hall_mess_text (chance, 20);
      break;
    default:
      text = hall_mess_change (chance, scripts[i % G_N_ELEMENTS (scripts)], NULL);
    }
    check_json (text);
  }
}

/* Numbers that a lenient reader makes something else of. */
static void
test_json_numbers (void)
{
  static const char *const bad[] = { "010",
                                     "0x10",
                                     "9223372036854775808",
                                     "-18446744073709551615",
                                     "18446744073709680266",
                                     "1.",
                                     ".5",
                                     "+1",
                                     "1e",
                                     "1e999",
                                     "-",
                                     "1a",
                                     "--1" };
  static const char *const good[] = { "0",     "-0",  "9223372036854775807", "-9223372036854775808",
                                      "1.5e3", "0.10" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *text = g_strdup_printf ("{\"amount_fen\":%s}", bad[i]);
    g_autoptr (GError) error = NULL;
    g_autoptr (GVariant) value = hall_json_to_variant (text, &error);

    g_assert_null (value);
    g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autofree char *text = g_strdup_printf ("{\"a \\\" 010\":%s}", good[i]);
    g_autoptr (GError) error = NULL;
    g_autoptr (GVariant) value = hall_json_to_variant (text, &error);

    g_assert_no_error (error);
    g_assert_nonnull (value);
  }
}

static void
test_json_deep (void)
{
  for (int depth = 1; depth < 100000; depth *= 7) {
    g_autoptr (GString) text = g_string_new ("{\"a\":");

    for (int i = 0; i < depth; i++)
      g_string_append_c (text, '[');
    for (int i = 0; i < depth; i++)
      g_string_append_c (text, ']');
    g_string_append_c (text, '}');
    check_json (text->str);
  }
}

static void
test_money (void)
{
  static const char *const good[] = { "1286.50", "0.01", "999999999.99", "1,286.50", "１２８６．５" };
  g_autoptr (GRand) chance = hall_mess_new (2);
  guint rounds = hall_mess_rounds (60000);

  for (guint i = 0; i < rounds; i++) {
    g_autofree char *text = i % 4 == 0 ? hall_mess_text (chance, 4)
                                       : hall_mess_change (chance, good[i % G_N_ELEMENTS (good)], NULL);
    g_autoptr (GError) error = NULL;
    gint64 fen = -1;

    if (hall_money_parse (text, &fen, &error)) {
      g_autofree char *back = hall_money_to_text (fen);
      g_autofree char *words = hall_money_to_words (fen);
      gint64 again = -1;

      g_assert_cmpint (fen, >=, 0);
      g_assert_cmpint (fen, <=, HALL_MONEY_MAX_FEN);
      g_assert_true (hall_money_parse (back, &again, &error));
      g_assert_cmpint (again, ==, fen);
      g_assert_true (g_utf8_validate (words, -1, NULL));
    } else {
      g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
    }
  }
}

static void
test_amounts (void)
{
  static const char *const good[] = { "51.46", "0.001", "99999999", "3" };
  g_autoptr (GRand) chance = hall_mess_new (3);
  guint rounds = hall_mess_rounds (20000);

  for (guint i = 0; i < rounds; i++) {
    g_autofree char *quantity = hall_mess_change (chance, good[i % G_N_ELEMENTS (good)], NULL);
    g_autoptr (GError) error = NULL;
    gint64 price = ABS (hall_mess_number (chance) % (HALL_MONEY_MAX_FEN + 1));
    gint64 amount = -1;

    if (hall_line_amount (quantity, price, &amount, &error))
      g_assert_true (amount >= 0 && amount <= HALL_MONEY_MAX_FEN);
    else
      g_assert_nonnull (error);
  }
}

static void
test_times (void)
{
  static const char *const good[] = { "2026-11-20T09:05:31+08:00", "2026-11-20T09:05:31",
                                      "2026-02-28T23:59:59Z" };
  g_autoptr (GTimeZone) zone = hall_time_zone ("Asia/Shanghai");
  g_autoptr (GRand) chance = hall_mess_new (4);
  guint rounds = hall_mess_rounds (20000);

  for (guint i = 0; i < rounds; i++) {
    g_autofree char *text = i % 4 == 0 ? hall_mess_text (chance, 4)
                                       : hall_mess_change (chance, good[i % G_N_ELEMENTS (good)], NULL);
    g_autoptr (GError) error = NULL;
    gint64 time_us = 0;
    gint64 at_us = 0;

    if (hall_time_parse (zone, text, &time_us, &error)) {
      g_autofree char *back = hall_time_to_iso (zone, time_us);
      g_autofree char *day = hall_time_day (zone, time_us);
      gint64 again = 0;

      if (!hall_time_parse (zone, back, &again, &error))
        g_error ("%s gave %s", text, back);
      g_assert_cmpint (again / G_USEC_PER_SEC, ==, time_us / G_USEC_PER_SEC);
      g_assert_true (hall_day_is_valid (day));
    } else {
      g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
    }
    hall_day_is_valid (text);
    hall_time_at (zone, text, "08:30", &at_us, NULL);
    hall_time_at (zone, "2026-11-20", text, &at_us, NULL);
  }
}

static void
test_texts (void)
{
  g_autoptr (GRand) chance = hall_mess_new (5);
  guint rounds = hall_mess_rounds (20000);

  for (guint i = 0; i < rounds; i++) {
    gsize length;
    g_autofree char *bytes = hall_mess_bytes (chance, 40, &length);
    g_autofree char *text = i % 2 ? hall_mess_text (chance, 12) : g_utf8_make_valid (bytes, -1);
    const char *end;
    g_autofree char *name = NULL;
    g_autofree char *masked = NULL;
    g_autofree char *phone = NULL;
    g_autofree char *account = NULL;
    g_autoptr (GError) error = NULL;

    if (hall_text_check (bytes, (gssize)length, "text", 100, HALL_TEXT_LINES, &error))
      g_assert_true (g_utf8_validate (bytes, (gssize)length, NULL));
    else
      g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
    if (!g_utf8_validate (text, -1, &end))
      text[end - text] = '\0';
    name = hall_name_normalise (text);
    masked = hall_name_mask (text);
    phone = hall_phone_mask (text);
    account = hall_account_mask (text);
    g_assert_true (g_utf8_validate (name, -1, NULL) && g_utf8_validate (masked, -1, NULL));
    g_assert_true (g_utf8_validate (phone, -1, NULL) && g_utf8_validate (account, -1, NULL));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzz/parsers/json", test_json);
  g_test_add_func ("/fuzz/parsers/json-numbers", test_json_numbers);
  g_test_add_func ("/fuzz/parsers/json-deep", test_json_deep);
  g_test_add_func ("/fuzz/parsers/money", test_money);
  g_test_add_func ("/fuzz/parsers/amounts", test_amounts);
  g_test_add_func ("/fuzz/parsers/times", test_times);
  g_test_add_func ("/fuzz/parsers/texts", test_texts);
  return g_test_run ();
}
