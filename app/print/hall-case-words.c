/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-case-sheet.h"

/* Words that papers of cases have in common, and the head and foot of their short forms. */

#define QR_MODULE 6

/* An absent word is an empty place, not a missing paper. */
const char *
hall_case_text (GVariant *content, const char *key)
{
  const char *text = hall_content_text (content, key);

  return text != NULL ? text : "";
}

/* 原件1份; what is said needs no paper. */
char *
hall_case_form_words (GVariant *item)
{
  static const char *const forms[][2] = {
    { "original", "原件" }, { "copy", "复印件" }, { "both", "原件和复印件" },
    { "form", "表格" },     { "data", "信息" },
  };
  const char *form = hall_content_text (item, "form");
  gint64 copies = hall_content_int (item, "copies");
  const char *words = form != NULL ? form : "";

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_strcmp0 (form, forms[i][0]) == 0)
      words = forms[i][1];
  if (copies <= 0)
    return g_strdup (words);
  return g_strdup_printf ("%s%s%" G_GINT64_FORMAT "份", words, g_strcmp0 (form, "both") == 0 ? "各" : "",
                          copies);
}

/* What becomes of a paper: will, or already has. */
const char *
hall_case_handling_words (const char *handling, gboolean done)
{
  if (g_strcmp0 (handling, "keep") == 0)
    return "留存";
  if (g_strcmp0 (handling, "return") == 0)
    return done ? "已当面退还" : "核对后退还";
  if (g_strcmp0 (handling, "check") == 0)
    return "仅核对，不留存";
  return handling != NULL ? handling : "";
}

/* 2026年11月20日; what is no date stands as it is. */
char *
hall_case_date (const char *at)
{
  if (at == NULL)
    return g_strdup ("　　　　年　　月　　日");
  if (strlen (at) < 10)
    return g_strdup (at);
  return g_strdup_printf ("%.4s年%.2s月%.2s日", at, at + 5, at + 8);
}

/* 申请表；申请人身份证件 */
char *
hall_case_join (GVariant *content, const char *key, const char *separator)
{
  g_auto (GStrv) texts = hall_content_strings (content, key);

  return texts != NULL && *texts != NULL ? g_strjoinv (separator, texts) : NULL;
}

/* The hall's own: on a paper of a case "phone" is the customer's. */
char *
hall_case_phone (GVariant *content, const char *which)
{
  g_autoptr (GVariant) phones = g_variant_lookup_value (content, "phones", G_VARIANT_TYPE_VARDICT);

  if (phones != NULL)
    return g_strdup (hall_case_text (phones, which));
  return g_strdup (g_str_equal (which, "supervision") && hall_content_text (content, "case_no") == NULL
                       ? hall_case_text (content, "phone")
                       : "");
}

/* 父子（委托书已核对）; (nullable) without a proxy. */
char *
hall_case_proxy (GVariant *content)
{
  const char *seen = hall_content_text (content, "authorisation_seen");
  const char *relation = hall_case_text (content, "proxy_relation");

  if (hall_content_text (content, "proxy_name") == NULL)
    return NULL;
  return seen != NULL ? g_strdup_printf ("%s（%s）", relation, seen) : g_strdup (relation);
}

/* B004 / 2026-001153 */
char *
hall_case_number_pair (GVariant *content)
{
  const char *ticket = hall_content_text (content, "ticket_no");

  return g_strconcat (ticket != NULL ? ticket : "", ticket != NULL ? " / " : "",
                      hall_case_text (content, "case_no"), NULL);
}

char *
hall_case_counter (GVariant *content)
{
  gint64 counter = hall_content_int (content, "counter");

  return counter > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT "号", counter) : g_strdup ("");
}

/* G05 张三　B角：G07 李四 */
char *
hall_case_responsible (GVariant *content)
{
  const char *stand_in = hall_content_text (content, "b_role");

  return g_strconcat (hall_case_text (content, "first_responsible"), stand_in != NULL ? "　B角：" : "",
                      stand_in, NULL);
}

/* What a scanner can type: it knows no Chinese, and the case's own number leads to the case as well. */
const char *
hall_case_code (GVariant *content)
{
  const char *code = hall_content_text (content, "qr");

  return code != NULL && g_str_is_ascii (code) ? code : hall_content_text (content, "case_no");
}

/* 2026-11-25 17:30 周三 */
char *
hall_case_due (const char *due_at)
{
  static const char *const days[] = { "一", "二", "三", "四", "五", "六", "日" };
  int year, month, day;
  GDate date;

  if (due_at == NULL || strlen (due_at) < 16 || sscanf (due_at, "%4d-%2d-%2d", &year, &month, &day) != 3
      || !g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return g_strdup (due_at != NULL ? due_at : "");
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
  return g_strdup_printf ("%.16s 周%s", due_at, days[g_date_get_weekday (&date) - 1]);
}

/* --- The roll --- */

void
hall_case_roll_head (
    HallSheet *sheet, GVariant *content, GStrv reprint, const char *title, const char *number)
{
  HallType large = { .size = 44, .align = PANGO_ALIGN_CENTER, .leading = 1.25, .tracking = 8 };
  HallType no = { .size = 30, .align = PANGO_ALIGN_CENTER };

  hall_roll_practice (sheet, content);
  hall_roll_header (sheet, content, 30);
  hall_sheet_flow (sheet, &large, title);
  if (number != NULL)
    hall_sheet_flow (sheet, &no, number);
  if (reprint != NULL) {
    g_autofree char *line = g_strdup_printf ("%s · 不作重复凭证", reprint[0]);

    hall_sheet_skip (sheet, 8);
    hall_roll_banner (sheet, line);
    for (guint i = 1; reprint[i] != NULL; i++)
      hall_roll_named (sheet, i == 1 ? "补打" : "原因", reprint[i]);
  }
  hall_sheet_rule (sheet);
}

/* Whom to ask, whom to complain to, and the code that leads back to the case. */
void
hall_case_roll_foot (HallSheet *sheet, GVariant *content, GStrv reprint)
{
  const char *code = hall_case_code (content);
  const char *at = hall_content_text (content, "at");
  const char *staff = hall_content_text (content, "staff");
  g_autofree char *enquiry = hall_case_phone (content, "enquiry");
  g_autofree char *supervision = hall_case_phone (content, "supervision");
  const char *responsible = hall_content_text (content, "first_responsible");
  const char *stand_in = hall_content_text (content, "b_role");
  g_autofree char *counter = hall_case_counter (content);
  const char *names[] = { "首问负责人：", "B角：", "咨询：", "监督：", "窗口：", "打印：", "经办人：" };
  const char *values[] = { responsible, stand_in, enquiry, supervision, counter, at, staff };
  double left = hall_sheet_get_left (sheet);
  double top = hall_sheet_get_y (sheet);
  double side = code != NULL ? hall_sheet_qr (sheet, left + HALL_ROLL_WIDTH - 4, top + 4, 0, code, QR_MODULE)
                             : 0;

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autofree char *line = NULL;

    if (values[i] == NULL || *values[i] == '\0')
      continue;
    line = g_strconcat (names[i], values[i], NULL);
    hall_sheet_skip (sheet, hall_sheet_put (sheet, &hall_type_body, left, hall_sheet_get_y (sheet),
                                            HALL_ROLL_WIDTH - side - 24, line));
  }
  hall_sheet_set_y (sheet, MAX (hall_sheet_get_y (sheet), top + side + 8) + 8);
  if (reprint != NULL)
    hall_sheet_flow (sheet, &hall_type_body_centred, "补打件");
  if (hall_content_bool (content, "practice")) {
    hall_sheet_skip (sheet, 14);
    hall_roll_practice (sheet, content);
  }
}
