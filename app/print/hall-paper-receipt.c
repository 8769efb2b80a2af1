/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-paper-private.h"

#include "hall-money.h"

#define QR_MODULE 6
#define SEAL_WIDTH (43 * HALL_DOTS_PER_MM)
#define SEAL_HEIGHT (33 * HALL_DOTS_PER_MM)

static const HallType name_type = { .size = 35 };
static const HallType words_type = { .size = 29, .align = PANGO_ALIGN_RIGHT };
static const HallType sign_type = { .size = 27 };

static void
lay_out_head (HallSheet *sheet, GVariant *content, GStrv reprint)
{
  HallType title = { .size = 48, .align = PANGO_ALIGN_CENTER, .tracking = 16, .leading = 1.25 };

  hall_roll_practice (sheet, content);
  hall_roll_header (sheet, content, 30);
  hall_sheet_flow (sheet, &title, "收款收据");
  if (hall_content_text (content, "void_of") != NULL) {
    hall_sheet_skip (sheet, 8);
    hall_roll_banner (sheet, "作废／冲正");
  }
  if (reprint != NULL) {
    g_autofree char *line = g_strdup_printf ("%s · 不作重复凭证", reprint[0]);

    hall_sheet_skip (sheet, 8);
    hall_roll_banner (sheet, line);
  }
  hall_sheet_rule (sheet);
}

/* What a reprint says of itself; the original number stays (rules, 4.5). */
static void
lay_out_reprint (HallSheet *sheet, GVariant *content, GStrv reprint)
{
  const char *at = hall_content_text (content, "at");
  const char *staff = hall_content_text (content, "staff");
  g_autofree char *original = g_strdup_printf ("%s  %s  %" G_GINT64_FORMAT "号窗口", at != NULL ? at : "",
                                               staff != NULL ? staff : "",
                                               hall_content_int (content, "counter"));

  hall_roll_named (sheet, "原出具", original);
  for (guint i = 1; reprint[i] != NULL; i++)
    hall_roll_named (sheet, i == 1 ? "补　打" : "原　因", reprint[i]);
  hall_sheet_dashes (sheet);
}

static void
lay_out_facts (HallSheet *sheet, GVariant *content, gboolean reprint)
{
  const char *number = hall_content_text (content, "number");
  const char *at = hall_content_text (content, "at");
  const char *ticket = hall_content_text (content, "ticket");
  const char *staff = hall_content_text (content, "staff");
  gint64 counter = hall_content_int (content, "counter");
  g_autofree char *number_line = g_strdup_printf ("%s%s", number != NULL ? number : "",
                                                  reprint ? "（原号）" : "");
  g_autofree char *counter_line = counter > 0 ? g_strdup_printf ("窗口：%" G_GINT64_FORMAT "号", counter)
                                              : NULL;
  g_autofree char *staff_line = g_strdup_printf ("收款员：%s", staff != NULL ? staff : "");
  g_autofree char *ticket_line = ticket != NULL ? g_strdup_printf ("票号：%s", ticket) : NULL;

  hall_roll_named (sheet, "收据号", number_line);
  hall_sheet_pair (sheet, &hall_type_body, at != NULL ? at : "", &hall_type_body,
                   counter_line != NULL ? counter_line : "");
  hall_sheet_pair (sheet, &hall_type_body, staff_line, &hall_type_body,
                   ticket_line != NULL ? ticket_line : "");
  hall_roll_named (sheet, "用户", hall_content_text (content, "payer"));
  hall_roll_named (sheet, "户号", hall_content_text (content, "account"));
}

static void
lay_out_lines (HallSheet *sheet, GVariant *content)
{
  g_autoptr (GPtrArray) lines = hall_content_groups (content, "lines");

  hall_sheet_pair (sheet, &hall_type_small, "项目", &hall_type_small, "金额（元）");
  for (guint i = 0; i < lines->len; i++) {
    const char *item = hall_content_text (lines->pdata[i], "item");
    g_autofree char *amount = hall_money_to_text (hall_content_int (lines->pdata[i], "amount_fen"));
    g_autofree char *quantity = hall_words_quantity (lines->pdata[i]);

    hall_sheet_skip (sheet, 3);
    hall_sheet_pair (sheet, &hall_type_body, item != NULL ? item : "", &hall_type_body, amount);
    if (quantity != NULL)
      hall_sheet_skip (sheet, hall_sheet_put (sheet, &hall_type_small, hall_sheet_get_left (sheet) + 14,
                                              hall_sheet_get_y (sheet), HALL_ROLL_WIDTH - 14, quantity));
  }
}

static void
lay_out_total (HallSheet *sheet, const char *name, gint64 fen, const char *words)
{
  HallType total = { .face = HALL_FACE_BOLD, .size = 62, .leading = 1.1 };
  HallType large = { .size = 40 };
  g_autofree char *amount = hall_words_yuan (fen);

  hall_sheet_pair (sheet, &large, name, &total, amount);
  hall_sheet_skip (sheet, 4);
  if (words != NULL)
    hall_sheet_flow (sheet, &words_type, words);
}

/* How it was paid; what was received and given back where cash was among it. */
static void
lay_out_payment (HallSheet *sheet, GVariant *content)
{
  g_autoptr (GPtrArray) tenders = hall_content_groups (content, "tenders");
  gint64 received = hall_content_int (content, "received_fen");
  g_autofree char *received_text = hall_words_yuan (received);
  g_autofree char *change_text = hall_words_yuan (hall_content_int (content, "change_fen"));

  if (tenders->len < 2) {
    g_autofree char *way = hall_words_tenders (content, received);

    hall_sheet_pair (sheet, &hall_type_body, "支付方式", &hall_type_body, way);
  } else {
    hall_sheet_flow (sheet, &hall_type_body, "支付方式");
    for (guint i = 0; i < tenders->len; i++) {
      g_autofree char *amount = hall_words_yuan (hall_content_int (tenders->pdata[i], "amount_fen"));
      g_autofree char *name = g_strdup_printf (
          "　%s", hall_words_tender (hall_content_text (tenders->pdata[i], "kind")));

      hall_sheet_pair (sheet, &hall_type_body, name, &hall_type_body, amount);
    }
  }
  if (received <= 0)
    return;
  hall_sheet_pair (sheet, &name_type, "收您", &hall_type_figure, received_text);
  hall_sheet_pair (sheet, &name_type, "找您", &hall_type_figure, change_text);
  hall_sheet_skip (sheet, 12);
}

/* The sentence that was said, exactly, and when (S004 第四条（六）). */
static void
lay_out_read_back (HallSheet *sheet, GVariant *content)
{
  const char *sentence = hall_content_text (content, "sentence");
  const char *received_at = hall_content_text (content, "received_at");
  const char *changed_at = hall_content_text (content, "changed_at");
  HallType said = { .size = 30, .leading = 1.33, .clauses = TRUE };
  double left = hall_sheet_get_left (sheet);
  double top = hall_sheet_get_y (sheet);
  g_autofree char *quoted = NULL;

  if (sentence == NULL)
    return;
  quoted = g_strdup_printf ("“%s”", sentence);
  hall_sheet_skip (sheet, 12);
  hall_sheet_skip (
      sheet, hall_sheet_put (sheet, &hall_type_small, left + 20, hall_sheet_get_y (sheet), 0, "唱收唱付"));
  hall_sheet_skip (sheet, hall_sheet_put (sheet, &said, left + 20, hall_sheet_get_y (sheet),
                                          HALL_ROLL_WIDTH - 40, quoted));
  if (received_at != NULL && changed_at != NULL) {
    g_autofree char *times = g_strdup_printf ("唱收 %s  唱付 %s", received_at, changed_at);

    hall_sheet_skip (sheet,
                     hall_sheet_put (sheet, &hall_type_small, left + 20, hall_sheet_get_y (sheet), 0, times));
  }
  hall_sheet_skip (sheet, 12);
  hall_sheet_frame (sheet, left, top, HALL_ROLL_WIDTH, hall_sheet_get_y (sheet) - top, 3, FALSE);
  hall_sheet_skip (sheet, 14);
}

/* The field for the wet seal; beside it the code and whom to complain to. */
static void
lay_out_seal (HallSheet *sheet, GVariant *content)
{
  const char *qr = hall_content_text (content, "qr");
  const char *phone = hall_content_text (content, "phone");
  HallType centred = { .size = 25, .align = PANGO_ALIGN_CENTER };
  double left = hall_sheet_get_left (sheet);
  double top = hall_sheet_get_y (sheet) + 6;
  double column = left + SEAL_WIDTH + 16;
  double width = HALL_ROLL_WIDTH - SEAL_WIDTH - 16;
  double y = top;

  hall_sheet_frame (sheet, left, top, SEAL_WIDTH, SEAL_HEIGHT, 2, TRUE);
  hall_sheet_put (sheet, &hall_type_small, left + 16, top + 8, 0, "收款专用章");
  if (qr != NULL) {
    double side = hall_sheet_qr (sheet, column, y, width, qr, QR_MODULE);

    if (side > 0)
      y += side + 14;
    if (side > 0)
      y += hall_sheet_put (sheet, &centred, column, y, width, "扫码调出本收据");
  }
  if (phone != NULL) {
    y += hall_sheet_put (sheet, &centred, column, y, width, "监督电话");
    y += hall_sheet_put (sheet, &centred, column, y, width, phone);
  }
  hall_sheet_set_y (sheet, MAX (y, top + SEAL_HEIGHT) + 8);
}

static void
lay_out_foot (HallSheet *sheet, GVariant *content, GStrv reprint)
{
  hall_roll_named (sheet, "备注", hall_content_text (content, "remark"));
  hall_sheet_flow (sheet, &hall_type_small, hall_words_note (content));
  hall_sheet_dashes (sheet);
  lay_out_seal (sheet, content);
  if (reprint != NULL) {
    hall_sheet_rule (sheet);
    hall_sheet_flow (sheet, &hall_type_body_centred, "补打件");
  }
  if (hall_content_bool (content, "practice")) {
    hall_sheet_skip (sheet, 14);
    hall_roll_practice (sheet, content);
  }
}

/* A reversal: its own number, what it reverses, why, who agreed, what went back (rules, 4.5). */
static void
lay_out_reversal (HallSheet *sheet, GVariant *content)
{
  gint64 fen = ABS (hall_content_int (content, "total_fen"));
  const char *words = hall_content_text (content, "words");
  g_autofree char *red = words != NULL ? g_strdup_printf ("%s（红字）", words) : NULL;
  g_autofree char *back = hall_words_yuan (fen);
  g_autofree char *tenders = hall_words_tenders (content, fen);
  g_autofree char *refund = g_strdup_printf ("%s %s", back, tenders);
  const char *approved = hall_content_text (content, "approved_by");
  const char *staff = hall_content_text (content, "staff");
  g_autofree char *done = g_strdup_printf ("经办：%s", staff != NULL ? staff : "");
  g_autofree char *agreed = g_strdup_printf ("批准：%s", approved != NULL ? approved : "");

  hall_roll_named (sheet, "冲正对象", hall_content_text (content, "void_of"));
  hall_sheet_rule (sheet);
  lay_out_total (sheet, "冲正金额", -fen, red);
  hall_sheet_rule (sheet);
  hall_roll_named (sheet, "原因", hall_content_text (content, "reason"));
  hall_roll_named (sheet, "原收据收回", hall_content_bool (content, "original_taken_back") ? "是" : "否");
  hall_roll_named (sheet, "退款", refund);
  hall_sheet_dashes (sheet);
  hall_sheet_pair (sheet, &sign_type, done, &sign_type, agreed);
  hall_sheet_skip (sheet, 56);
  hall_sheet_flow (sheet, &sign_type, "客户签名：");
  hall_sheet_line (sheet, hall_sheet_get_left (sheet) + 140, hall_sheet_get_y (sheet) - 2,
                   hall_sheet_get_left (sheet) + HALL_ROLL_WIDTH, hall_sheet_get_y (sheet) - 2, 2, FALSE);
  hall_sheet_skip (sheet, 14);
}

/* The cash receipt with read-back, its reprint and its reversal, 80 mm (rules, 4.5). */
HallSheet *
hall_receipt_paper_lay_out (GVariant *content, GStrv reprint)
{
  HallSheet *sheet = hall_roll_new ();

  lay_out_head (sheet, content, reprint);
  if (reprint != NULL)
    lay_out_reprint (sheet, content, reprint);
  lay_out_facts (sheet, content, reprint != NULL);
  if (hall_content_text (content, "void_of") != NULL) {
    lay_out_reversal (sheet, content);
  } else {
    hall_sheet_dashes (sheet);
    lay_out_lines (sheet, content);
    hall_sheet_rule (sheet);
    lay_out_total (sheet, "合计", hall_content_int (content, "total_fen"),
                   hall_content_text (content, "words"));
    hall_sheet_rule (sheet);
    lay_out_payment (sheet, content);
    lay_out_read_back (sheet, content);
  }
  lay_out_foot (sheet, content, reprint);
  return sheet;
}
