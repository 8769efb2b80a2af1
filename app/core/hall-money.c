/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-money.h"

#include "hall-error.h"

#include <glib/gi18n-lib.h>

const gint64 hall_denominations_fen[HALL_N_DENOMINATIONS] = { 10000, 5000, 2000, 1000, 500, 100, 50, 10 };

/* --- Reading decimals --- */

/**
 * hall_decimal_parse:
 * @text: what somebody typed
 * @decimals: how many digits may follow the point, at most 9
 * @max: the largest value, in units of the last of these digits
 * @value: (out): the value in these units: "1.5" with 3 decimals is 1500
 *
 * Reads a plain decimal number: digits, and at most one point with a digit on either side. No sign, no
 * grouping, no exponent, no blanks. The full-width digits and points that an input method leaves (１２．５,
 * 12。5) count as the plain ones. Nothing is ever a floating-point number on the way.
 *
 * Returns: whether @text is such a number and not larger than @max
 */
gboolean
hall_decimal_parse (const char *text, guint decimals, gint64 max, gint64 *value)
{
  gint64 result = 0;
  guint before = 0, after = 0;
  gboolean point = FALSE;

  g_return_val_if_fail (text != NULL && value != NULL, FALSE);
  g_return_val_if_fail (decimals <= 9 && max >= 0, FALSE);

  /* Text from outside may be no UTF-8 at all, and only valid text may be walked by characters. */
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c >= 0xff10 && c <= 0xff19)
      c = c - 0xff10 + '0';
    if (c == '.' || c == 0xff0e || c == 0x3002) {
      if (point || before == 0)
        return FALSE;
      point = TRUE;
      continue;
    }
    if (c < '0' || c > '9' || (point && ++after > decimals))
      return FALSE;
    if (!point)
      before = 1;
    if (__builtin_mul_overflow (result, 10, &result)
        || __builtin_add_overflow (result, (gint64)(c - '0'), &result))
      return FALSE;
  }
  if (before == 0 || (point && after == 0))
    return FALSE;
  for (; after < decimals; after++)
    if (__builtin_mul_overflow (result, 10, &result))
      return FALSE;
  if (result > max)
    return FALSE;
  *value = result;
  return TRUE;
}

/**
 * hall_money_parse:
 * @text: an amount in yuan as a clerk types it: 1286.5, 1300
 * @fen: (out): the amount in fen
 * @error: INVALID, field "amount"
 *
 * See hall_decimal_parse() for what is read; at most two decimals, at most %HALL_MONEY_MAX_FEN.
 *
 * Returns: whether @text is an amount
 */
gboolean
hall_money_parse (const char *text, gint64 *fen, GError **error)
{
  g_return_val_if_fail (text != NULL && fen != NULL, FALSE);

  if (hall_decimal_parse (text, 2, HALL_MONEY_MAX_FEN, fen))
    return TRUE;
  hall_set_error (
      error, HALL_ERROR_INVALID, NULL, "amount",
      _ ("An amount is written in plain digits with at most two after the point, up to 999999999.99"));
  return FALSE;
}

/**
 * hall_line_amount:
 * @quantity: how much, a decimal with at most three digits after the point: "51.46"
 * @unit_price_fen: the price of one, in fen
 * @amount_fen: (out): quantity × price, in fen
 * @error: INVALID: field "quantity" when it is no positive number of that form or the amount is out of range,
 *   field "unit_price_fen" when the price is negative or out of range
 *
 * The amount of a charge line (hall rules 4.5, 5.10): whole numbers all the way, half a fen is rounded up.
 *
 * Returns: whether the amount could be computed
 */
gboolean
hall_line_amount (const char *quantity, gint64 unit_price_fen, gint64 *amount_fen, GError **error)
{
  gint64 thousandths, product;

  g_return_val_if_fail (quantity != NULL && amount_fen != NULL, FALSE);

  if (unit_price_fen < 0 || unit_price_fen > HALL_MONEY_MAX_FEN) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "unit_price_fen",
                    _ ("A unit price is between 0 and 999999999.99"));
    return FALSE;
  }
  if (!hall_decimal_parse (quantity, 3, G_MAXINT64, &thousandths) || thousandths == 0) {
    hall_set_error (
        error, HALL_ERROR_INVALID, NULL, "quantity",
        _ ("A quantity is above zero, written in plain digits with at most three after the point"));
    return FALSE;
  }
  if (__builtin_mul_overflow (thousandths, unit_price_fen, &product)
      || __builtin_add_overflow (product, 500, &product) || product / 1000 > HALL_MONEY_MAX_FEN) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "quantity",
                    _ ("The amount of this line would be above 999999999.99"));
    return FALSE;
  }
  *amount_fen = product / 1000;
  return TRUE;
}

/* --- Writing --- */

/**
 * hall_money_to_text:
 * @fen: an amount, may be negative
 *
 * Returns: (transfer full): the amount in yuan with two decimals and no grouping: 1286.50, -13.50
 */
char *
hall_money_to_text (gint64 fen)
{
  guint64 absolute = fen < 0 ? -(guint64)fen : (guint64)fen;

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%02u", fen < 0 ? "-" : "", absolute / 100,
                          (guint)(absolute % 100));
}

/**
 * hall_money_to_spoken:
 * @fen: an amount
 *
 * Returns: (transfer full): the amount as it stands in a read-back (hall rules 5.7): 1300, 13.50
 */
char *
hall_money_to_spoken (gint64 fen)
{
  char *text = hall_money_to_text (fen);

  if (fen % 100 == 0)
    text[strlen (text) - 3] = '\0';
  return text;
}

static const char *const word_digits[] = { "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖" };

/* Whole yuan, 1 to 999999999, in words without 元. */
static void
append_yuan (GString *words, gint64 yuan)
{
  static const char *const units[] = { "", "拾", "佰", "仟", "万", "拾", "佰", "仟", "亿" };
  gint64 power = 100000000;
  gboolean gap = FALSE;     /* a zero since the last digit that was written */
  gboolean section = FALSE; /* whether this group of four has a digit */

  for (int i = G_N_ELEMENTS (units) - 1; i >= 0; i--, power /= 10) {
    int digit = (int)(yuan / power % 10);

    if (digit != 0) {
      if (gap && words->len > 0)
        g_string_append (words, "零");
      g_string_append (words, word_digits[digit]);
      section = TRUE;
    }
    gap = digit == 0;
    /* A group that has digits ends with its unit even when its own last digit is zero: 壹拾万. Its trailing
     * zeros then need no 零 when the thousands follow at once (107000 = 壹拾万柒仟); those of an empty group
     * do. */
    if (digit != 0 || (i == 4 && section))
      g_string_append (words, units[i]);
    if (i == 4)
      gap = gap && !(section && yuan / 1000 % 10 != 0);
    if (i % 4 == 0)
      section = FALSE;
  }
}

/**
 * hall_money_to_words:
 * @fen: an amount from 0 to %HALL_MONEY_MAX_FEN
 *
 * The amount in the formal numerals of the rule for banknotes and settlement (hall rules 5.7), in one
 * canonical form: 整 after 元 only, 零 after 元 whenever the yuan end in 0 and 角 follow, no 零 at the 万
 * border when the thousands are not zero, 拾 always with its 壹. 人民币 stands before it without a gap.
 *
 * Returns: (transfer full): such as 人民币壹仟贰佰捌拾陆元伍角
 */
char *
hall_money_to_words (gint64 fen)
{
  g_autoptr (GString) words = NULL;
  g_autoptr (GString) yuan_words = NULL;
  gint64 yuan = fen / 100;
  int jiao = (int)(fen / 10 % 10);
  int cents = (int)(fen % 10);

  g_return_val_if_fail (fen >= 0 && fen <= HALL_MONEY_MAX_FEN, NULL);

  words = g_string_new ("人民币");
  yuan_words = g_string_new (NULL);
  append_yuan (yuan_words, yuan);
  g_string_append_len (words, yuan_words->str, (gssize)yuan_words->len);
  if (yuan > 0)
    g_string_append (words, "元");
  if (jiao == 0 && cents == 0)
    g_string_append (words, yuan > 0 ? "整" : "零元整");
  else if (yuan > 0 && (jiao == 0 || yuan % 10 == 0))
    g_string_append (words, "零");
  if (jiao > 0)
    g_string_append_printf (words, "%s角", word_digits[jiao]);
  if (cents > 0)
    g_string_append_printf (words, "%s分", word_digits[cents]);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* --- Cash --- */

/**
 * hall_cash_sentence:
 * @total_fen: what is to be paid
 * @other_fen: how much of it was paid otherwise than in cash
 * @received_fen: the cash the customer handed over
 * @change_fen: the cash that goes back; @other_fen + @received_fen - @change_fen is @total_fen
 *
 * The read-back sentence (S004 4.6), byte for byte as the hall manual has it, whatever the user's language.
 *
 * Returns: (transfer full): 总共缴费1286.50元，收您1300元，找您13.50元，请收好。
 */
char *
hall_cash_sentence (gint64 total_fen, gint64 other_fen, gint64 received_fen, gint64 change_fen)
{
  g_autofree char *total = hall_money_to_spoken (total_fen);
  g_autofree char *other = hall_money_to_spoken (other_fen);
  g_autofree char *received = hall_money_to_spoken (received_fen);
  g_autofree char *change = hall_money_to_spoken (change_fen);
  g_autoptr (GString) sentence = NULL;

  g_return_val_if_fail (other_fen >= 0 && received_fen >= 0 && change_fen >= 0, NULL);
  g_return_val_if_fail (other_fen + received_fen - change_fen == total_fen, NULL);

  sentence = g_string_new (NULL);
  g_string_printf (sentence, "总共缴费%s元，", total);
  if (other_fen > 0 && received_fen == 0) {
    g_string_append_printf (sentence, "已用其他方式支付%s元，请收好收据。", other);
    return g_string_free (g_steal_pointer (&sentence), FALSE);
  }
  if (other_fen > 0)
    g_string_append_printf (sentence, "其中其他方式支付%s元，", other);
  g_string_append_printf (sentence, "收您%s元，", received);
  if (change_fen > 0)
    g_string_append_printf (sentence, "找您%s元，请收好。", change);
  else
    g_string_append (sentence, "正好，请收好收据。");
  return g_string_free (g_steal_pointer (&sentence), FALSE);
}

/**
 * hall_cash_notes:
 * @change_fen: what goes back to the customer
 * @counts: (out) (array fixed-size=8): how many of each of hall_denominations_fen
 *
 * The fewest notes and coins that make up the change (hall rules 5.10): 13.50 is 10 × 1, 1 × 3, 0.5 × 1.
 *
 * Returns: what is left and no coin of the hall can pay, 0 to 9 fen
 */
gint64
hall_cash_notes (gint64 change_fen, gint64 counts[HALL_N_DENOMINATIONS])
{
  g_return_val_if_fail (change_fen >= 0 && counts != NULL, 0);

  for (int i = 0; i < HALL_N_DENOMINATIONS; i++) {
    counts[i] = change_fen / hall_denominations_fen[i];
    change_fen %= hall_denominations_fen[i];
  }
  return change_fen;
}
