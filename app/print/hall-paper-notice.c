/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-case-sheet.h"

/* The one-time notice: everything that is missing, said once, on paper (S004 第九条（二）; rules, 4.2). */

static const char *const copies[] = { "第一联　申请人留存", "第二联　窗口存根", NULL };

/* 携带原件；不动产登记中心 */
static char *
fix_words (GVariant *item)
{
  const char *fix = hall_content_text (item, "fix");
  const char *where = hall_content_text (item, "where_to_get");

  if (fix != NULL && where != NULL)
    return g_strdup_printf ("%s；%s", fix, where);
  return g_strdup (fix != NULL ? fix : where != NULL ? where : "");
}

/* 原件1份, and what becomes of it. */
static char *
form_words (GVariant *item)
{
  g_autofree char *form = hall_case_form_words (item);
  const char *handling = hall_content_text (item, "handling");

  if (handling == NULL)
    return g_steal_pointer (&form);
  return g_strdup_printf ("%s\n%s", form, hall_case_handling_words (handling, FALSE));
}

/* The basis of the whole, and that of an item where it is another. */
static char *
basis_words (GVariant *content, GPtrArray *items)
{
  const char *basis = hall_case_text (content, "basis");
  GString *words = g_string_new (basis);

  for (guint i = 0; i < items->len; i++) {
    const char *its = hall_content_text (items->pdata[i], "basis");

    if (its != NULL && strstr (words->str, its) == NULL)
      g_string_append_printf (words, "%s第%u项：%s", words->len > 0 ? "；" : "", i + 1, its);
  }
  return g_string_free (words, FALSE);
}

/* 自补齐材料次日起3个工作日 */
static char *
promise_words (GVariant *content)
{
  const char *promise = hall_case_text (content, "promise");

  return strstr (promise, "工作日") != NULL && g_ascii_isdigit (*promise)
             ? g_strdup_printf ("自补齐材料次日起%s", promise)
             : g_strdup (promise);
}

/* The three sentences: until when, that nothing else will be asked, whom to turn to. */
static char *
statement (GVariant *content)
{
  const char *until = hall_content_text (content, "valid_until");
  g_autofree char *day = hall_case_date (until);
  g_autofree char *before = until != NULL ? g_strdup_printf ("请于 %s 前补齐", day)
                                          : g_strdup ("材料补齐后再来");

  return g_strdup_printf ("1. %s；补齐后凭本告知书取“回办号”，材料核对无误即予受理。\n"
                          "2. 除法律法规、政策调整或您的情况变化外，我们不再要求本告知书以外的材料。\n"
                          "3. 对本告知有疑问或不满意，可向首问负责人询问或拨打监督电话。",
                          before);
}

static void
add_people (HallCaseTable *table, GVariant *content)
{
  g_autofree char *proxy = hall_case_proxy (content);
  g_autofree char *numbers = hall_case_number_pair (content);
  g_autofree char *counter = hall_case_counter (content);

  hall_case_table_pairs (table, "申请人", hall_case_text (content, "applicant_name"), "联系电话",
                         hall_case_text (content, "phone"));
  if (proxy != NULL)
    hall_case_table_pairs (table, "代办人", hall_case_text (content, "proxy_name"), "与申请人关系", proxy);
  hall_case_table_pairs (table, "申请事项", hall_case_text (content, "matter"), "票号/办件号", numbers);
  hall_case_table_pairs (table, "申请时间", hall_case_text (content, "applied_at"), "窗口", counter);
}

static void
add_items (HallCaseTable *table, GPtrArray *items)
{
  static const double widths[] = { 80, 204, 180, 210, 270 };
  static const char *const labels[] = { "序号", "材料名称", "形式/份数", "存在的问题", "补正要求及获取途径" };

  hall_case_table_columns (table, widths, labels, G_N_ELEMENTS (widths));
  for (guint i = 0; i < items->len; i++) {
    g_autofree char *number = g_strdup_printf ("%u", i + 1);
    g_autofree char *form = form_words (items->pdata[i]);
    g_autofree char *fix = fix_words (items->pdata[i]);
    const char *texts[] = { number, hall_case_text (items->pdata[i], "name"), form,
                            hall_case_text (items->pdata[i], "problem"), fix };

    hall_case_table_line (table, texts);
  }
  hall_case_table_end_columns (table);
}

static void
add_rest (HallCaseTable *table, GVariant *content, GPtrArray *items)
{
  g_autofree char *good = hall_case_join (content, "ok_items", "；");
  g_autofree char *promise = promise_words (content);
  g_autofree char *basis = basis_words (content, items);
  g_autofree char *said = statement (content);
  g_autofree char *responsible = hall_case_responsible (content);
  g_autofree char *enquiry = hall_case_phone (content, "enquiry");
  g_autofree char *supervision = hall_case_phone (content, "supervision");
  g_autofree char *contact = g_strdup_printf ("%s\n咨询电话 %s　监督电话 %s", responsible, enquiry,
                                              supervision);
  g_autofree char *day = hall_case_date (hall_content_text (content, "at"));
  g_autofree char *left = g_strdup_printf ("经办人（签名）：\n\n\n%s　（业务专用章）", day);
  g_autofree char *right = g_strdup_printf ("申请人/代办人（签名）：\n\n\n%s　□ 拒签", day);
  const char *fee = hall_case_text (content, "fee");
  const char *conditions = hall_content_text (content, "conditions");
  g_autofree char *terms = g_strdup_printf ("%s%s%s", conditions != NULL ? conditions : "",
                                            conditions != NULL ? "；" : "",
                                            g_str_equal (fee, "无") ? "不收费" : fee);

  hall_case_table_named (table, "已核对合格", good != NULL ? good : "无");
  hall_case_table_named (table, "条件、收费", terms);
  hall_case_table_named (table, "承诺时限", promise);
  hall_case_table_named (table, "地点、时间", hall_case_text (content, "place_hours"));
  hall_case_table_named (table, "告知依据", basis);
  hall_case_table_named (table, "说明", said);
  hall_case_table_named (table, "首问负责人", contact);
  hall_case_table_signs (table, left, right);
}

static void
fill (HallCaseTable *table, GVariant *content)
{
  g_autoptr (GPtrArray) items = hall_content_groups (content, "missing_items");
  g_autofree char *sentence = g_strdup_printf (
      "您提交的材料中，下列材料不齐全或不符合要求，现一次性告知如下（共 %u 项，为需补正的全部内容）：",
      items->len);

  add_people (table, content);
  hall_case_table_whole (table, sentence);
  add_items (table, items);
  add_rest (table, content, items);
}

HallSheet *
hall_notice_a5_lay_out (GVariant *content, GStrv reprint)
{
  static const HallCaseForm form = { .title = "一次性告知书",
                                     .number_key = "notice_no",
                                     .copies = copies,
                                     .foot = "一式两份：第一联 申请人留存，第二联 窗口存根",
                                     .second = 192,
                                     .fill = fill };

  return hall_case_sheet_lay_out (&form, content, reprint);
}

/* --- The short form --- */

static void
put_indented (HallSheet *sheet, const char *name, const char *text)
{
  g_autofree char *line = NULL;

  if (text == NULL || *text == '\0')
    return;
  line = g_strconcat (name, text, NULL);
  hall_sheet_skip (sheet, hall_sheet_put (sheet, &hall_type_body, hall_sheet_get_left (sheet) + 40,
                                          hall_sheet_get_y (sheet), HALL_ROLL_WIDTH - 40, line));
}

static void
put_item (HallSheet *sheet, guint number, GVariant *item)
{
  HallType bold = { .face = HALL_FACE_BOLD, .size = 27 };
  g_autofree char *form = hall_case_form_words (item);
  const char *handling = hall_content_text (item, "handling");
  g_autofree char *name = g_strdup_printf (
      "%u. %s%s%s%s%s%s", number, hall_case_text (item, "name"), *form != '\0' ? "（" : "", form,
      *form != '\0' && handling != NULL ? "，" : "",
      *form != '\0' && handling != NULL ? hall_case_handling_words (handling, FALSE) : "",
      *form != '\0' ? "）" : "");

  hall_sheet_flow (sheet, &bold, name);
  put_indented (sheet, "问题：", hall_content_text (item, "problem"));
  put_indented (sheet, "补正：", hall_content_text (item, "fix"));
  put_indented (sheet, "获取：", hall_content_text (item, "where_to_get"));
  hall_sheet_skip (sheet, 6);
}

/* 经办人签名 and 申请人签名, with room to sign. */
static void
put_signs (HallSheet *sheet)
{
  double left = hall_sheet_get_left (sheet);
  static const char *const names[] = { "经办人签名：", "申请人签名：" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    hall_sheet_skip (sheet, 40);
    hall_sheet_flow (sheet, &hall_type_body, names[i]);
    hall_sheet_line (sheet, left + 170, hall_sheet_get_y (sheet), left + HALL_ROLL_WIDTH,
                     hall_sheet_get_y (sheet), 2, FALSE);
  }
  hall_sheet_skip (sheet, 16);
}

HallSheet *
hall_notice_paper_lay_out (GVariant *content, GStrv reprint)
{
  HallSheet *sheet = hall_roll_new ();
  g_autoptr (GPtrArray) items = hall_content_groups (content, "missing_items");
  g_autofree char *good = hall_case_join (content, "ok_items", "、");
  g_autofree char *all = g_strdup_printf ("经核对，以下材料需补正（共 %u 项，为全部内容）：", items->len);
  g_autofree char *until = hall_case_date (hall_content_text (content, "valid_until"));
  g_autofree char *come = hall_content_text (content, "valid_until") != NULL
                              ? g_strdup_printf ("请于 %s 前补齐，凭本单取“回办号”，核对无误即予受理。",
                                                 until)
                              : g_strdup ("补齐后凭本单取“回办号”，核对无误即予受理。");
  g_autofree char *basis = basis_words (content, items);

  hall_case_roll_head (sheet, content, reprint, "一次性告知单（简式）",
                       hall_content_text (content, "notice_no"));
  hall_roll_named (sheet, "申请人", hall_content_text (content, "applicant_name"));
  hall_roll_named (sheet, "代办人", hall_content_text (content, "proxy_name"));
  hall_roll_named (sheet, "事　项", hall_content_text (content, "matter"));
  hall_roll_named (sheet, "票　号", hall_content_text (content, "ticket_no"));
  hall_roll_named (sheet, "办件号", hall_content_text (content, "case_no"));
  hall_roll_named (sheet, "时　间", hall_content_text (content, "applied_at"));
  hall_sheet_dashes (sheet);
  hall_sheet_flow (sheet, &hall_type_body, all);
  hall_sheet_skip (sheet, 6);
  for (guint i = 0; i < items->len; i++)
    put_item (sheet, i + 1, items->pdata[i]);
  hall_sheet_dashes (sheet);
  hall_roll_named (sheet, "已核对合格", good);
  if (*basis != '\0')
    hall_roll_named (sheet, "告知依据", basis);
  hall_sheet_flow (sheet, &hall_type_body, come);
  hall_sheet_flow (sheet, &hall_type_body, "除法律法规、政策调整或您的情况变化外，不再要求本单以外的材料。");
  hall_sheet_dashes (sheet);
  put_signs (sheet);
  hall_case_roll_foot (sheet, content, reprint);
  hall_sheet_flow (sheet, &hall_type_small, "本单为简式；正式件用A5纸，一式两份。");
  return sheet;
}
