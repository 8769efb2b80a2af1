/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-case-sheet.h"

/* The acceptance receipt: what was taken, and until when it will be done (S004 第九条（二）; rules, 4.3). */

static const char *const copies[] = { "第一份　申请人", "第二份　窗口", NULL };

/* 身份证 尾号 002X: never more of it. */
static char *
identity_words (GVariant *content)
{
  static const char *const types[][2] = {
    { "id", "身份证" },
    { "passport", "护照" },
    { "hk-macao-permit", "港澳通行证" },
    { "taiwan-permit", "台湾通行证" },
    { "other", "其他证件" },
  };
  const char *type = hall_content_text (content, "id_type");
  const char *tail = hall_content_text (content, "id_last4");
  const char *words = type != NULL ? type : "";

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (type, types[i][0]) == 0)
      words = types[i][1];
  return tail != NULL ? g_strdup_printf ("%s 尾号 %.4s", words, tail) : g_strdup (words);
}

/* 王* / 父子（委托书已核对） */
static char *
proxy_words (GVariant *content)
{
  g_autofree char *proxy = hall_case_proxy (content);

  return proxy != NULL ? g_strdup_printf ("%s / %s", hall_case_text (content, "proxy_name"), proxy)
                       : g_strdup ("无");
}

static char *
fee_words (GVariant *content)
{
  const char *fee = hall_content_text (content, "fee");

  if (!hall_content_bool (content, "fee_flag"))
    return g_strdup ("不收费");
  return fee != NULL ? g_strdup_printf ("收费：%s", fee) : g_strdup ("收费");
}

static char *
count_words (gint64 count)
{
  return count > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, count) : g_strdup ("－");
}

static char *
promise_words (GVariant *content)
{
  const char *promise = hall_case_text (content, "promise_days");

  /* How it is counted stands below, where it was counted. */
  return strstr (promise, "工作日") != NULL && g_ascii_isdigit (*promise)
                 && hall_content_text (content, "due_words") == NULL
             ? g_strdup_printf ("%s（自受理次日起算）", promise)
             : g_strdup (promise);
}

/* 平面图：2026-12-04前补交 */
static char *
deferred_words (GVariant *content)
{
  g_autoptr (GPtrArray) items = hall_content_groups (content, "deferred_items");
  GString *words;

  if (items->len == 0)
    return NULL;
  words = g_string_new (NULL);
  for (guint i = 0; i < items->len; i++) {
    const char *until = hall_content_text (items->pdata[i], "until");

    g_string_append_printf (words, "%s%s", i > 0 ? "；" : "", hall_case_text (items->pdata[i], "name"));
    if (until != NULL)
      g_string_append_printf (words, "（%s前补交）", until);
  }
  return g_string_free (words, FALSE);
}

static char *
staff_words (GVariant *content)
{
  const char *accepted = hall_content_text (content, "accepted_by");
  const char *first = hall_content_text (content, "first_responsible");
  g_autofree char *responsible = hall_case_responsible (content);

  if (accepted == NULL || g_strcmp0 (accepted, first) == 0)
    return g_strdup_printf ("%s（首问负责人）%s", first != NULL ? first : "",
                            first != NULL ? responsible + strlen (first) : responsible);
  return g_strdup_printf ("%s　首问负责人：%s", accepted, responsible);
}

static void
add_facts (HallCaseTable *table, GVariant *content)
{
  g_autofree char *identity = identity_words (content);
  g_autofree char *proxy = proxy_words (content);
  g_autofree char *promise = promise_words (content);
  g_autofree char *due = hall_case_due (hall_content_text (content, "due_at"));
  g_autofree char *fee = fee_words (content);
  const char *excluded = hall_content_text (content, "excluded");

  hall_case_table_pairs (table, "申请人", hall_case_text (content, "applicant_name"), "证件", identity);
  hall_case_table_pairs (table, "代办人", proxy, "联系电话", hall_case_text (content, "phone"));
  hall_case_table_pairs (table, "受理事项", hall_case_text (content, "matter"), "办件号",
                         hall_case_text (content, "case_no"));
  hall_case_table_pairs (table, "收件时间", hall_case_text (content, "received_at"), "受理时间",
                         hall_case_text (content, "accepted_at"));
  hall_case_table_pairs (table, "承诺时限", promise, "最迟办结", *due != '\0' ? due : "当场");
  if (hall_content_text (content, "due_words") != NULL)
    hall_case_table_named (table, "时限算法", hall_case_text (content, "due_words"));
  hall_case_table_pairs (table, "不计时限", excluded != NULL ? excluded : "无", "是否收费", fee);
}

static void
add_items (HallCaseTable *table, GVariant *content)
{
  static const double widths[] = { 80, 344, 90, 110, 90, 230 };
  static const char *const labels[] = { "序号", "收取材料名称", "原件", "复印件", "页数", "处理" };
  g_autoptr (GPtrArray) items = hall_content_groups (content, "received_items");

  hall_case_table_columns (table, widths, labels, G_N_ELEMENTS (widths));
  for (guint i = 0; i < items->len; i++) {
    GVariant *item = items->pdata[i];
    g_autofree char *number = g_strdup_printf ("%u", i + 1);
    g_autofree char *original = count_words (hall_content_int (item, "original"));
    g_autofree char *copy = count_words (hall_content_int (item, "copy"));
    g_autofree char *pages = count_words (hall_content_int (item, "pages"));
    const char *texts[] = { number,   hall_case_text (item, "name"),
                            original, copy,
                            pages,    hall_case_handling_words (hall_content_text (item, "handling"), TRUE) };

    hall_case_table_line (table, texts);
  }
  if (items->len == 0) {
    const char *texts[] = { "－", "未收取材料", "－", "－", "－", "" };

    hall_case_table_line (table, texts);
  }
  hall_case_table_end_columns (table);
}

static void
add_rest (HallCaseTable *table, GVariant *content)
{
  g_autofree char *deferred = deferred_words (content);
  g_autofree char *enquiry = hall_case_phone (content, "enquiry");
  g_autofree char *supervision = hall_case_phone (content, "supervision");
  g_autofree char *progress = g_strdup_printf ("凭办件号和手机号后四位，到任一窗口或拨打 %s", enquiry);
  g_autofree char *delivery = g_strdup_printf ("%s（凭本回执及有效证件）　领取地点：%s",
                                               hall_case_text (content, "delivery"),
                                               hall_case_text (content, "pickup_place"));
  g_autofree char *staff = staff_words (content);
  g_autofree char *people = g_strdup_printf ("%s\n监督电话 %s", staff, supervision);
  g_autofree char *day = hall_case_date (hall_content_text (content, "at"));
  g_autofree char *left = g_strdup_printf ("受理单位（业务专用章）：\n\n\n%s", day);
  g_autofree char *right = g_strdup_printf ("申请人/代办人（签名）：\n\n\n%s", day);

  if (deferred != NULL)
    hall_case_table_named (table, "容缺待补", deferred);
  hall_case_table_named (table, "进度查询", progress);
  hall_case_table_named (table, "结果送达", delivery);
  hall_case_table_named (table, "受理人", people);
  hall_case_table_signs (table, left, right);
}

static void
fill (HallCaseTable *table, GVariant *content)
{
  add_facts (table, content);
  add_items (table, content);
  add_rest (table, content);
}

HallSheet *
hall_acceptance_a5_lay_out (GVariant *content, GStrv reprint)
{
  static const HallCaseForm form = { .title = "受理回执",
                                     .number_key = "acceptance_no",
                                     .copies = copies,
                                     .foot = "一式两份：申请人一份、窗口一份",
                                     .second = 138,
                                     .fill = fill };

  return hall_case_sheet_lay_out (&form, content, reprint);
}

/* --- The short form --- */

static void
put_items (HallSheet *sheet, GVariant *content)
{
  g_autoptr (GPtrArray) items = hall_content_groups (content, "received_items");

  hall_sheet_flow (sheet, &hall_type_body, items->len > 0 ? "收取材料：" : "未收取材料。");
  for (guint i = 0; i < items->len; i++) {
    GVariant *item = items->pdata[i];
    gint64 original = hall_content_int (item, "original");
    gint64 copy = hall_content_int (item, "copy");
    gint64 pages = hall_content_int (item, "pages");
    g_autoptr (GString) line = g_string_new (NULL);

    g_string_append_printf (line, "%u. %s（", i + 1, hall_case_text (item, "name"));
    if (original > 0)
      g_string_append_printf (line, "原件%" G_GINT64_FORMAT "，", original);
    if (copy > 0)
      g_string_append_printf (line, "复印件%" G_GINT64_FORMAT "，", copy);
    if (pages > 0)
      g_string_append_printf (line, "%" G_GINT64_FORMAT "页，", pages);
    g_string_append_printf (line, "%s）",
                            hall_case_handling_words (hall_content_text (item, "handling"), TRUE));
    hall_sheet_flow (sheet, &hall_type_body, line->str);
  }
}

HallSheet *
hall_acceptance_paper_lay_out (GVariant *content, GStrv reprint)
{
  HallSheet *sheet = hall_roll_new ();
  HallType bold = { .face = HALL_FACE_BOLD, .size = 32 };
  g_autofree char *identity = identity_words (content);
  g_autofree char *proxy = hall_content_text (content, "proxy_name") != NULL ? proxy_words (content) : NULL;
  g_autofree char *due = hall_case_due (hall_content_text (content, "due_at"));
  g_autofree char *latest = g_strdup_printf ("最迟办结：%s", *due != '\0' ? due : "当场");
  g_autofree char *fee = fee_words (content);
  g_autofree char *deferred = deferred_words (content);
  g_autofree char *delivery = g_strdup_printf ("%s（凭本回执及有效证件）",
                                               hall_case_text (content, "delivery"));

  hall_case_roll_head (sheet, content, reprint, "受理回执", hall_content_text (content, "acceptance_no"));
  hall_roll_named (sheet, "申请人", hall_content_text (content, "applicant_name"));
  hall_roll_named (sheet, "证　件", *identity != '\0' ? identity : NULL);
  hall_roll_named (sheet, "代办人", proxy);
  hall_roll_named (sheet, "事　项", hall_content_text (content, "matter"));
  hall_roll_named (sheet, "办件号", hall_content_text (content, "case_no"));
  hall_roll_named (sheet, "收件时间", hall_content_text (content, "received_at"));
  hall_roll_named (sheet, "受理时间", hall_content_text (content, "accepted_at"));
  hall_roll_named (sheet, "承诺时限", hall_content_text (content, "promise_days"));
  hall_sheet_flow (sheet, &bold, latest);
  if (hall_content_text (content, "due_words") != NULL)
    hall_sheet_flow (sheet, &hall_type_small, hall_case_text (content, "due_words"));
  hall_roll_named (sheet, "不计时限", hall_content_text (content, "excluded"));
  hall_roll_named (sheet, "收　费", fee);
  hall_sheet_dashes (sheet);
  put_items (sheet, content);
  hall_roll_named (sheet, "容缺待补", deferred);
  hall_sheet_dashes (sheet);
  hall_roll_named (sheet, "进度查询", "办件号和手机号后四位，任一窗口或咨询电话");
  hall_roll_named (sheet, "领取方式", delivery);
  hall_roll_named (sheet, "领取地点", hall_content_text (content, "pickup_place"));
  hall_sheet_dashes (sheet);
  hall_case_roll_foot (sheet, content, reprint);
  return sheet;
}
