/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-paper-private.h"

#include "hall-money.h"

const HallType hall_type_small = { .size = 25 };
const HallType hall_type_body = { .size = 27 };
const HallType hall_type_body_centred = { .size = 27, .align = PANGO_ALIGN_CENTER };
const HallType hall_type_figure = { .face = HALL_FACE_BOLD, .size = 44, .leading = 1.15 };

/* 80 mm: 4 mm each side, 5 mm head, 12 mm tail before the cut (rules, 4). */
HallSheet *
hall_roll_new (void)
{
  HallSheet *sheet = hall_sheet_new (80, 0, 4, 5, 4, 12);

  g_assert (hall_sheet_get_width (sheet) == HALL_ROLL_WIDTH);
  return sheet;
}

/**
 * hall_words_house:
 * @content: of a paper
 *
 * Returns: (transfer full): slogan and organisation, 暖万家·示例供热有限公司 (S004 序言)
 */
char *
hall_words_house (GVariant *content)
{
  const char *org = hall_content_text (content, "org");
  const char *slogan = hall_content_text (content, "slogan");

  if (org == NULL)
    return g_strdup (slogan != NULL ? slogan : "");
  return slogan != NULL ? g_strdup_printf ("%s·%s", slogan, org) : g_strdup (org);
}

/* ¥1286.50; -¥1286.50 */
char *
hall_words_yuan (gint64 fen)
{
  g_autofree char *text = hall_money_to_text (ABS (fen));

  return g_strdup_printf ("%s¥%s", fen < 0 ? "-" : "", text);
}

/* 现金, 扫码 ...; what is not known stands as it is. */
const char *
hall_words_tender (const char *kind)
{
  static const struct {
    const char *kind;
    const char *name;
  } names[] = {
    { "cash", "现金" },
    { "scan", "扫码" },
    { "card", "刷卡" },
    { "transfer", "转账" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (kind, names[i].kind) == 0)
      return names[i].name;
  return kind != NULL ? kind : "";
}

/* 扫码 ¥500.00、现金 ¥786.50; with one tender only its name and the sum is said elsewhere. */
char *
hall_words_tenders (GVariant *content, gint64 cash_fen)
{
  g_autoptr (GPtrArray) tenders = hall_content_groups (content, "tenders");
  g_autoptr (GString) words = g_string_new (NULL);

  if (tenders->len == 0)
    return g_strdup (cash_fen != 0 ? hall_words_tender ("cash") : "");
  if (tenders->len == 1)
    return g_strdup (hall_words_tender (hall_content_text (tenders->pdata[0], "kind")));
  for (guint i = 0; i < tenders->len; i++) {
    /* In a reversal they are negative; what goes back is said beside them. */
    g_autofree char *amount = hall_words_yuan (ABS (hall_content_int (tenders->pdata[i], "amount_fen")));

    g_string_append_printf (words, "%s%s %s", i > 0 ? "、" : "",
                            hall_words_tender (hall_content_text (tenders->pdata[i], "kind")), amount);
  }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* 51.46平方米 × 25.00元/平方米; (nullable) when the line has only an amount. */
char *
hall_words_quantity (GVariant *line)
{
  const char *quantity = hall_content_text (line, "quantity");
  const char *unit = hall_content_text (line, "unit");
  gint64 price = hall_content_int (line, "unit_price_fen");
  g_autofree char *price_text = NULL;

  if (quantity == NULL)
    return NULL;
  if (unit == NULL)
    unit = "";
  if (price == 0)
    return g_strdup_printf ("%s%s", quantity, unit);
  price_text = hall_money_to_text (price);
  return g_strdup_printf ("%s%s × %s元%s%s", quantity, unit, price_text, *unit != '\0' ? "/" : "", unit);
}

/* The line that this is no invoice; halls may word it. */
const char *
hall_words_note (GVariant *content)
{
  const char *note = hall_content_text (content, "note");

  if (hall_content_text (content, "void_of") != NULL)
    return "退款请当面点清。本件不作发票使用，请与原收据一并保存。";
  return note != NULL ? note : "请当面点清。本收据不作发票使用；如需发票，凭本收据到本厅开具。";
}

/* Organisation and hall over a rule. */
void
hall_roll_header (HallSheet *sheet, GVariant *content, double hall_size)
{
  g_autofree char *house = hall_words_house (content);
  const char *hall = hall_content_text (content, "hall");
  HallType large = { .size = hall_size, .align = PANGO_ALIGN_CENTER };

  hall_sheet_flow (sheet, &hall_type_body_centred, house);
  if (hall != NULL)
    hall_sheet_flow (sheet, &large, hall);
}

/* A reversed band over the whole width: the one mark on a roll that cannot be overlooked. */
void
hall_roll_banner (HallSheet *sheet, const char *text)
{
  HallType white = { .face = HALL_FACE_BOLD, .size = 34, .align = PANGO_ALIGN_CENTER, .ink = HALL_INK_WHITE };
  double height = 0;

  hall_sheet_measure (sheet, &white, HALL_ROLL_WIDTH - 24, text, NULL, &height);
  hall_sheet_block (sheet, hall_sheet_get_left (sheet), hall_sheet_get_y (sheet), HALL_ROLL_WIDTH,
                    height + 8);
  hall_sheet_put (sheet, &white, hall_sheet_get_left (sheet) + 12, hall_sheet_get_y (sheet) + 4,
                  HALL_ROLL_WIDTH - 24, text);
  hall_sheet_skip (sheet, height + 8 + 10);
}

/* At the head and the foot of every paper of a practice hall, so that a torn piece says it too. */
void
hall_roll_practice (HallSheet *sheet, GVariant *content)
{
  if (hall_content_bool (content, "practice"))
    hall_roll_banner (sheet, "练习　不是真实票据　练习");
}

/* 户号：0102-3304-12; nothing when there is no value. */
void
hall_roll_named (HallSheet *sheet, const char *name, const char *value)
{
  g_autofree char *line = NULL;

  if (value == NULL)
    return;
  line = g_strdup_printf ("%s：%s", name, value);
  hall_sheet_flow (sheet, &hall_type_body, line);
}
