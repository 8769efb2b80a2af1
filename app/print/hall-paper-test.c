/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-paper-private.h"

#define RULER_MM 72

/* A ruler of 72 mm: shows whether the whole width is printed and nothing is scaled. */
static void
lay_out_ruler (HallSheet *sheet)
{
  double left = hall_sheet_get_left (sheet);
  double y = hall_sheet_get_y (sheet);

  for (int mm = 0; mm <= RULER_MM; mm++) {
    double x = left + mm * HALL_DOTS_PER_MM;

    hall_sheet_line (sheet, x, y, x, y + (mm % 10 == 0 ? 28 : mm % 5 == 0 ? 20 : 12), 2, FALSE);
  }
  for (int mm = 10; mm < RULER_MM; mm += 10) {
    HallType type = { .size = 25, .align = PANGO_ALIGN_CENTER };
    g_autofree char *text = g_strdup_printf ("%d", mm);

    hall_sheet_put (sheet, &type, left + mm * HALL_DOTS_PER_MM - 40, y + 30, 80, text);
  }
  hall_sheet_skip (sheet, 30 + 34);
}

/* The test of a printer before a shift (rules, 5.11). */
HallSheet *
hall_test_paper_lay_out (GVariant *content, GStrv reprint)
{
  HallSheet *sheet = hall_roll_new ();
  HallType title = { .size = 44, .align = PANGO_ALIGN_CENTER, .tracking = 10, .leading = 1.25 };
  const char *at = hall_content_text (content, "at");
  gint64 counter = hall_content_int (content, "counter");
  g_autofree char *place = counter > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT "号窗口", counter) : NULL;

  hall_roll_practice (sheet, content);
  hall_roll_header (sheet, content, 30);
  hall_sheet_flow (sheet, &title, "打印机测试");
  hall_sheet_rule (sheet);
  hall_roll_named (sheet, "时间", at);
  hall_roll_named (sheet, "工号", hall_content_text (content, "staff"));
  hall_roll_named (sheet, "窗口", place);
  hall_roll_named (sheet, "打印机", hall_content_text (content, "printer"));
  hall_sheet_rule (sheet);
  hall_sheet_flow (sheet, &hall_type_small, "标尺应为 72 毫米，两端的竖线都要看得见。");
  hall_sheet_skip (sheet, 6);
  lay_out_ruler (sheet);
  hall_sheet_dashes (sheet);
  hall_sheet_flow (sheet, &hall_type_figure, "¥0123456789.50");
  hall_sheet_flow (sheet, &hall_type_body, "壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分零整");
  hall_sheet_flow (sheet, &hall_type_body, "总共缴费，收您，找您，请收好。如有不清，请换纸或清洁打印头。");
  hall_sheet_skip (sheet, 10);
  hall_sheet_block (sheet, hall_sheet_get_left (sheet), hall_sheet_get_y (sheet), HALL_ROLL_WIDTH, 48);
  hall_sheet_skip (sheet, 48 + 10);
  hall_sheet_flow (sheet, &hall_type_small, "上面的黑条应均匀，没有白线。本页不作任何凭证。");
  if (reprint != NULL) {
    g_autofree char *line = g_strjoinv ("  ", reprint);

    hall_sheet_rule (sheet);
    hall_sheet_flow (sheet, &hall_type_body_centred, line);
  }
  return sheet;
}
