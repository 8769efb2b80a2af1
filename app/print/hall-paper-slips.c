/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-case-sheet.h"

/* Slips of the roll that are told and taken along: the guide to a matter, and what a leader was asked. */

static const char *
applicant_words (const char *applicant)
{
  if (g_strcmp0 (applicant, "person") == 0)
    return "个人";
  return g_strcmp0 (applicant, "company") == 0 ? "单位" : NULL;
}

static void
put_item (HallSheet *sheet, guint number, GVariant *item)
{
  HallType bold = { .face = HALL_FACE_BOLD, .size = 27 };
  g_autofree char *form = hall_case_form_words (item);
  const char *applicant = applicant_words (hall_content_text (item, "applicant"));
  const char *handling = hall_content_text (item, "handling");
  const char *how = hall_content_text (item, "how");
  gboolean said = g_strcmp0 (hall_content_text (item, "form"), "data") == 0;
  g_autoptr (GVariant) mandatory = g_variant_lookup_value (item, "mandatory", G_VARIANT_TYPE_BOOLEAN);
  g_autoptr (GString) facts = g_string_new (said ? "告知即可" : form);
  g_autofree char *name = g_strdup_printf ("%u. %s%s%s%s", number, hall_case_text (item, "name"),
                                           applicant != NULL ? "（" : "", applicant != NULL ? applicant : "",
                                           applicant != NULL ? "）" : "");

  if (handling != NULL && !said)
    g_string_append_printf (facts, "，%s", hall_case_handling_words (handling, FALSE));
  if (mandatory != NULL && !g_variant_get_boolean (mandatory))
    g_string_append (facts, "，非必备");
  if (hall_content_bool (item, "may_follow"))
    g_string_append (facts, "，经值班长同意可后补");
  hall_sheet_flow (sheet, &bold, name);
  if (facts->len > 0)
    hall_sheet_skip (sheet, hall_sheet_put (sheet, &hall_type_body, hall_sheet_get_left (sheet) + 40,
                                            hall_sheet_get_y (sheet), HALL_ROLL_WIDTH - 40, facts->str));
  if (how != NULL)
    hall_sheet_skip (sheet, hall_sheet_put (sheet, &hall_type_small, hall_sheet_get_left (sheet) + 40,
                                            hall_sheet_get_y (sheet), HALL_ROLL_WIDTH - 40, how));
  hall_sheet_skip (sheet, 6);
}

/* What to bring and what it takes, before anybody has to come twice (S004 第九条（二）). */
HallSheet *
hall_guide_paper_lay_out (GVariant *content, GStrv reprint)
{
  HallSheet *sheet = hall_roll_new ();
  HallType head = { .size = 30 };
  g_autoptr (GPtrArray) items = hall_content_groups (content, "items");

  hall_case_roll_head (sheet, content, reprint, "办事指南", NULL);
  hall_sheet_flow (sheet, &(HallType){ .face = HALL_FACE_BOLD, .size = 40, .align = PANGO_ALIGN_CENTER },
                   hall_case_text (content, "matter"));
  hall_sheet_dashes (sheet);
  hall_sheet_flow (sheet, &head, items->len > 0 ? "请带齐以下材料" : "不需要材料");
  for (guint i = 0; i < items->len; i++)
    put_item (sheet, i + 1, items->pdata[i]);
  hall_sheet_dashes (sheet);
  hall_roll_named (sheet, "办理条件", hall_content_text (content, "conditions"));
  hall_roll_named (sheet, "收　费",
                   g_strcmp0 (hall_content_text (content, "fee"), "无") == 0
                       ? "不收费"
                       : hall_content_text (content, "fee"));
  hall_roll_named (sheet, "承诺时限", hall_content_text (content, "promise"));
  hall_roll_named (sheet, "地点、时间", hall_content_text (content, "place_hours"));
  hall_roll_named (sheet, "网上办理", hall_content_text (content, "online"));
  hall_roll_named (sheet, "依　据", hall_content_text (content, "basis"));
  hall_sheet_dashes (sheet);
  hall_case_roll_foot (sheet, content, reprint);
  return sheet;
}

/* That somebody was asked, and until when the answer comes (S004 9.2): the customer need not stand and wait.
 */
HallSheet *
hall_consult_paper_lay_out (GVariant *content, GStrv reprint)
{
  HallSheet *sheet = hall_roll_new ();
  HallType bold = { .face = HALL_FACE_BOLD, .size = 34 };
  g_autofree char *due = hall_case_due (hall_content_text (content, "due_at"));
  g_autofree char *until = g_strdup_printf ("答复时间：%s 前", due);

  hall_case_roll_head (sheet, content, reprint, "请示答复单", hall_content_text (content, "case_no"));
  hall_roll_named (sheet, "申请人", hall_content_text (content, "applicant_name"));
  hall_roll_named (sheet, "联系电话", hall_content_text (content, "phone"));
  hall_roll_named (sheet, "事　项", hall_content_text (content, "matter"));
  hall_roll_named (sheet, "票　号", hall_content_text (content, "ticket_no"));
  hall_sheet_dashes (sheet);
  hall_roll_named (sheet, "请示内容", hall_content_text (content, "question"));
  hall_roll_named (sheet, "请示对象", hall_content_text (content, "leader"));
  hall_sheet_skip (sheet, 8);
  hall_sheet_flow (sheet, &bold, until);
  hall_sheet_skip (sheet, 4);
  hall_sheet_flow (sheet, &hall_type_body,
                   "我们会按上面的电话答复您，不需要您等候；也可凭本单到任一窗口或拨打咨询电话查询。");
  hall_sheet_dashes (sheet);
  hall_case_roll_foot (sheet, content, reprint);
  return sheet;
}
