/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-paper-private.h"

#define CAP_MOST (21 * HALL_DOTS_PER_MM)  /* a higher number says no more */
#define CAP_LEAST (14 * HALL_DOTS_PER_MM) /* rules, 4.1 */
#define MARK_GAP 28
#define NUMBER_TRACKING 0.04 /* em */
#define QR_MODULE 6

/* The type in which @label is as large as @width allows, between the two heights, with @caps times its height
 * beside it. */
static HallType
number_type (HallSheet *sheet, const char *label, double width, double caps)
{
  HallType type = { .face = HALL_FACE_BOLD, .size = 100, .tracking = 100 * NUMBER_TRACKING, .leading = 1 };
  double cap = hall_sheet_cap_height (sheet, &type);
  double natural = 0;
  double scale = 0;

  hall_sheet_measure (sheet, &type, 0, label, &natural, NULL);
  scale = MAX (MIN (CAP_MOST / cap, width / (natural + caps * cap)), CAP_LEAST / cap);
  type.size *= scale;
  type.tracking *= scale;
  return type;
}

/* 优, reversed: the mark, never the reason (rules, 4.1). */
static void
put_mark (HallSheet *sheet, double x, double y, double side)
{
  HallType type = { .face = HALL_FACE_BOLD,
                    .size = side * 0.74,
                    .align = PANGO_ALIGN_CENTER,
                    .ink = HALL_INK_WHITE,
                    .leading = 1 };
  double em = type.size;

  hall_sheet_block (sheet, x, y, side, side);
  hall_sheet_put_ink (sheet, &type, x, y + (side - em * 0.92) / 2, side, "优");
}

static void
lay_out_number (HallSheet *sheet, GVariant *content)
{
  const char *label = hall_content_text (content, "label");
  double left = hall_sheet_get_left (sheet);
  double y = hall_sheet_get_y (sheet);
  HallType type = { 0 };

  if (label == NULL)
    return;
  type = number_type (sheet, label, HALL_ROLL_WIDTH, 0);
  if (hall_content_bool (content, "priority")) {
    /* The mark stands beside the number, as high as its letter; above it where there is no room. */
    HallType smaller = number_type (sheet, label, HALL_ROLL_WIDTH - MARK_GAP, 1);
    double side = hall_sheet_cap_height (sheet, &smaller);
    double width = 0;

    hall_sheet_measure (sheet, &smaller, 0, label, &width, NULL);
    width += side + MARK_GAP;
    if (width <= HALL_ROLL_WIDTH + 1) {
      double start = left + (HALL_ROLL_WIDTH - width) / 2;

      put_mark (sheet, start, y, side);
      hall_sheet_skip (sheet, hall_sheet_put_ink (sheet, &smaller, start + side + MARK_GAP, y, 0, label));
      return;
    }
    put_mark (sheet, left + (HALL_ROLL_WIDTH - CAP_LEAST) / 2, y, CAP_LEAST);
    hall_sheet_skip (sheet, CAP_LEAST + 20);
  }
  hall_sheet_skip (sheet,
                   hall_sheet_put_ink (sheet, &type, left, hall_sheet_get_y (sheet), HALL_ROLL_WIDTH, label));
}

/* 您前面还有 6 位: the figure larger, on the base line of the words. No minutes: that would be a promise. */
static void
lay_out_ahead (HallSheet *sheet, GVariant *content)
{
  HallType words = { .size = 34 };
  HallType figure = { .face = HALL_FACE_BOLD, .size = 60, .leading = 1 };
  g_autofree char *ahead = g_strdup_printf ("%" G_GINT64_FORMAT, hall_content_int (content, "ahead"));
  double before = 0;
  double number = 0;
  double after = 0;
  double y = hall_sheet_get_y (sheet);
  double x = 0;

  hall_sheet_measure (sheet, &words, 0, "您前面还有 ", &before, NULL);
  hall_sheet_measure (sheet, &figure, 0, ahead, &number, NULL);
  hall_sheet_measure (sheet, &words, 0, " 位", &after, NULL);
  x = hall_sheet_get_left (sheet) + (HALL_ROLL_WIDTH - before - number - after) / 2;
  hall_sheet_put (sheet, &words, x, y + 12, 0, "您前面还有 ");
  hall_sheet_put (sheet, &figure, x + before, y - 1, 0, ahead);
  hall_sheet_put (sheet, &words, x + before + number, y + 12, 0, " 位");
  hall_sheet_skip (sheet, 60);
}

static void
lay_out_business (HallSheet *sheet, GVariant *content)
{
  const char *matter = hall_content_text (content, "matter");
  const char *category = hall_content_text (content, "category");
  const char *business = matter != NULL ? matter : category != NULL ? category : "";
  g_autofree char *text = g_strdup_printf ("%s%s", business,
                                           hall_content_bool (content, "priority") ? "（优先）" : "");
  HallType type = { .size = 44, .align = PANGO_ALIGN_CENTER, .leading = 1.25 };

  hall_sheet_skip (sheet, 20);
  hall_sheet_flow (sheet, &type, text);
  lay_out_ahead (sheet, content);
}

/* What to bring (S004 第四条（一）); nothing at all when nothing is needed. */
static void
lay_out_materials (HallSheet *sheet, GVariant *content)
{
  g_auto (GStrv) materials = hall_content_strings (content, "materials");
  HallType head = { .size = 30 };
  double indent = 0;

  if (materials == NULL || *materials == NULL)
    return;
  hall_sheet_measure (sheet, &hall_type_body, 0, "0 ", &indent, NULL);
  hall_sheet_flow (sheet, &head, "请提前准备");
  for (guint i = 0; materials[i] != NULL; i++) {
    g_autofree char *number = g_strdup_printf ("%u", i + 1);
    double x = hall_sheet_get_left (sheet);
    double y = hall_sheet_get_y (sheet) + 3;

    hall_sheet_put (sheet, &hall_type_body, x, y, 0, number);
    hall_sheet_set_y (
        sheet,
        y + hall_sheet_put (sheet, &hall_type_body, x + indent, y, HALL_ROLL_WIDTH - indent, materials[i]));
  }
  hall_sheet_dashes (sheet);
}

static void
lay_out_late (HallSheet *sheet, GVariant *content)
{
  HallType head = { .size = 32, .align = PANGO_ALIGN_CENTER };
  double top = hall_sheet_get_y (sheet);

  if (!hall_content_bool (content, "late"))
    return;
  hall_sheet_skip (sheet, 12);
  hall_sheet_flow (sheet, &head, "延时服务");
  hall_sheet_flow (sheet, &hall_type_body_centred, "本票在下班前取号，当日办结。");
  hall_sheet_skip (sheet, 12);
  hall_sheet_frame (sheet, hall_sheet_get_left (sheet), top, HALL_ROLL_WIDTH, hall_sheet_get_y (sheet) - top,
                    3, FALSE);
  hall_sheet_skip (sheet, 6);
  hall_sheet_dashes (sheet);
}

/* When, where, whom to complain to; the code of the ticket beside it. */
static void
lay_out_facts (HallSheet *sheet, GVariant *content)
{
  const char *qr = hall_content_text (content, "qr");
  const char *at = hall_content_text (content, "issued_at");
  const char *issuer = hall_content_text (content, "issuer");
  const char *phone = hall_content_text (content, "phone");
  double left = hall_sheet_get_left (sheet);
  double y = hall_sheet_get_y (sheet);
  double side = qr != NULL ? hall_sheet_qr (sheet, left + HALL_ROLL_WIDTH - 4, y + 4, 0, qr, QR_MODULE) : 0;
  double width = HALL_ROLL_WIDTH - side - 28;
  const char *names[] = { NULL, "取号点：", "服务监督：" };
  const char *values[] = { at, issuer, phone };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autofree char *line = NULL;

    if (values[i] == NULL)
      continue;
    line = i == 0 ? g_strdup_printf ("%s 取号", at) : g_strconcat (names[i], values[i], NULL);
    hall_sheet_skip (sheet,
                     hall_sheet_put (sheet, &hall_type_body, left, hall_sheet_get_y (sheet), width, line));
  }
  hall_sheet_set_y (sheet, MAX (hall_sheet_get_y (sheet), y + side) + 16);
}

/* The queue ticket (rules, 4.1). */
HallSheet *
hall_ticket_paper_lay_out (GVariant *content, GStrv reprint)
{
  HallSheet *sheet = hall_roll_new ();
  HallType ask = { .size = 32, .align = PANGO_ALIGN_CENTER };

  hall_roll_practice (sheet, content);
  hall_roll_header (sheet, content, 38);
  hall_sheet_rule (sheet);
  hall_sheet_flow (sheet, &ask, "您的号码");
  hall_sheet_skip (sheet, 14);
  lay_out_number (sheet, content);
  lay_out_business (sheet, content);
  hall_sheet_rule (sheet);
  lay_out_late (sheet, content);
  lay_out_materials (sheet, content);
  lay_out_facts (sheet, content);
  hall_sheet_flow (sheet, &hall_type_small, "请留意叫号和屏幕显示。过号请到导办台激活。");
  hall_sheet_flow (sheet, &hall_type_small, "号票当日有效，请勿折叠、遗失。");
  if (reprint != NULL) {
    g_autofree char *line = g_strjoinv ("  ", reprint);

    hall_sheet_rule (sheet);
    hall_sheet_flow (sheet, &hall_type_body_centred, line);
  }
  if (hall_content_bool (content, "practice")) {
    hall_sheet_skip (sheet, 14);
    hall_roll_practice (sheet, content);
  }
  return sheet;
}
