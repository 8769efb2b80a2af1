/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-case-sheet.h"

/* The refusal: why, on what basis, what else can be done, and who can be asked to look again (S004
 * 第九条（二）; rules, 4.4). */

static const char *const copies[] = { "第一份　申请人", "第二份　窗口", NULL };

static const char *const classes[][2] = {
  { "not-our-business", "不属于本单位职责" },
  { "conditions-not-met", "不符合规定条件" },
  { "not-allowed", "依法（依约）不可办理" },
  { "duplicate", "重复申请" },
};

/* All four, the one that it is marked. */
static char *
class_words (GVariant *content)
{
  const char *name = hall_case_text (content, "reason_class");
  GString *words = g_string_new (NULL);
  gboolean known = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++) {
    gboolean is = g_str_equal (name, classes[i][0]) || g_str_equal (name, classes[i][1]);

    known = known || is;
    g_string_append_printf (words, "%s%s %s",
                            i == 0   ? ""
                            : i == 2 ? "\n"
                                     : "　",
                            is ? "■" : "□", classes[i][1]);
  }
  if (!known && *name != '\0')
    g_string_append_printf (words, "\n■ %s", name);
  return g_string_free (words, FALSE);
}

static char *
explanation_words (GVariant *content)
{
  const char *said = hall_content_text (content, "explanation");
  gboolean understands = FALSE;
  gboolean asked = g_variant_lookup (content, "customer_understands", "b", &understands);

  return g_strdup_printf ("%s申请人 %s 理解　%s 不理解，要求投诉",
                          said != NULL ? said : "已向申请人说明原因。", asked && understands ? "■" : "□",
                          asked && !understands ? "■" : "□");
}

/* As the hall has set it; else by what kind of hall it is (Q39). */
static char *
remedy_words (GVariant *content)
{
  const char *remedy = hall_content_text (content, "remedy");
  g_autofree char *phone = hall_case_phone (content, "supervision");

  if (remedy != NULL)
    return g_strdup (remedy);
  if (g_strcmp0 (hall_content_text (content, "profile"), "government") == 0)
    return g_strdup (
        "对本决定不服的，可自收到本告知书之日起六十日内依法申请行政复议，或者六个月内依法向人民法院提起行政"
        "诉讼。");
  return g_strdup_printf ("对本告知有异议，可向本厅值班长提出，或拨打监督电话 %s、12345。", phone);
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
fill (HallCaseTable *table, GVariant *content)
{
  g_autofree char *kind = class_words (content);
  g_autofree char *said = explanation_words (content);
  g_autofree char *remedy = remedy_words (content);
  g_autofree char *items = hall_case_join (content, "returned_items", "、");
  g_autofree char *returned = items != NULL ? g_strdup_printf ("%s——已当面退还全部材料。", items)
                                            : g_strdup ("未收取材料。");
  g_autofree char *day = hall_case_date (hall_content_text (content, "at"));
  g_autofree char *left = g_strdup_printf ("经办人：%s\n审核人：%s\n\n%s（业务专用章）",
                                           hall_case_text (content, "clerk"),
                                           hall_case_text (content, "lead"), day);
  g_autofree char *right = g_strdup_printf ("申请人/代办人（签收）：\n\n\n%s", day);

  add_people (table, content);
  hall_case_table_whole (table, "您申请的上述事项，经审查，决定不予受理。");
  hall_case_table_named (table, "类型", kind);
  hall_case_table_named (table, "原因", hall_case_text (content, "reason_text"));
  hall_case_table_named (table, "依据", hall_case_text (content, "basis"));
  hall_case_table_named (table, "解释情况", said);
  if (hall_content_text (content, "next_option") != NULL)
    hall_case_table_named (table, "您可以", hall_case_text (content, "next_option"));
  hall_case_table_named (table, "救济途径", remedy);
  hall_case_table_named (table, "退还材料", returned);
  hall_case_table_signs (table, left, right);
}

HallSheet *
hall_refusal_a5_lay_out (GVariant *content, GStrv reprint)
{
  static const HallCaseForm form = { .title = "不予受理告知书",
                                     .number_key = "refusal_no",
                                     .copies = copies,
                                     .foot = "一式两份：申请人一份、窗口一份",
                                     .second = 192,
                                     .fill = fill };

  return hall_case_sheet_lay_out (&form, content, reprint);
}
