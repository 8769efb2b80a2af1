/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-paper-samples.h"

/* The house: on every paper. */
static void
put_house (GVariantDict *dict)
{
  g_variant_dict_insert (dict, "org", "s", "示例供热有限公司");
  g_variant_dict_insert (dict, "hall", "s", "城东客户服务大厅");
  g_variant_dict_insert (dict, "slogan", "s", "暖万家");
  g_variant_dict_insert (dict, "phone", "s", "0000-0000000");
  g_variant_dict_insert (dict, "practice", "b", FALSE);
}

/* A015 of appendix B, as the kiosk prints it. */
GVariant *
hall_sample_ticket (void)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  put_house (&dict);
  g_variant_dict_insert (&dict, "label", "s", "A015");
  g_variant_dict_insert (&dict, "priority", "b", FALSE);
  g_variant_dict_insert (&dict, "category", "s", "缴费");
  g_variant_dict_insert (&dict, "matter", "s", "采暖费缴纳");
  g_variant_dict_insert (&dict, "ahead", "x", (gint64)6);
  g_variant_dict_insert_value (&dict, "materials",
                               g_variant_new_parsed ("['供热卡或户号', '上一采暖季收据（如有）']"));
  g_variant_dict_insert (&dict, "issued_at", "s", "2026-11-20 09:05:31");
  g_variant_dict_insert (&dict, "issuer", "s", "G1");
  g_variant_dict_insert (&dict, "late", "b", FALSE);
  g_variant_dict_insert (&dict, "qr", "s", "HD:T:7f3a91");
  return g_variant_dict_end (&dict);
}

/* A line of a charge as it lies in a list of them. */
GVariant *
hall_sample_line (const char *item, gint64 amount_fen)
{
  return g_variant_new_parsed ("<{'item': <%s>, 'amount_fen': <%x>}>", item, amount_fen);
}

/* 1286.50, 1300.00 received (S004 第四条（六）). */
GVariant *
hall_sample_receipt (void)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  put_house (&dict);
  g_variant_dict_insert (&dict, "number", "s", "CD03-20261120-0015");
  g_variant_dict_insert (&dict, "at", "s", "2026-11-20 10:31:07");
  g_variant_dict_insert (&dict, "counter", "x", (gint64)3);
  g_variant_dict_insert (&dict, "staff", "s", "G05");
  g_variant_dict_insert (&dict, "ticket", "s", "A015");
  g_variant_dict_insert (&dict, "payer", "s", "李建国");
  g_variant_dict_insert (&dict, "account", "s", "0102-3304-12");
  g_variant_dict_insert_value (
      &dict, "lines",
      g_variant_new_parsed ("[<{'item': <'2026-2027采暖季热费'>, 'quantity': <'51.46'>, 'unit': <'平方米'>,"
                            " 'unit_price_fen': <int64 2500>, 'amount_fen': <int64 128650>}>]"));
  g_variant_dict_insert (&dict, "total_fen", "x", (gint64)128650);
  g_variant_dict_insert (&dict, "words", "s", "人民币壹仟贰佰捌拾陆元伍角");
  g_variant_dict_insert_value (&dict, "tenders",
                               g_variant_new_parsed ("[<{'kind': <'cash'>, 'amount_fen': <int64 128650>}>]"));
  g_variant_dict_insert (&dict, "cash_due_fen", "x", (gint64)128650);
  g_variant_dict_insert (&dict, "received_fen", "x", (gint64)130000);
  g_variant_dict_insert (&dict, "change_fen", "x", (gint64)1350);
  g_variant_dict_insert (&dict, "sentence", "s", "总共缴费1286.50元，收您1300元，找您13.50元，请收好。");
  g_variant_dict_insert (&dict, "received_at", "s", "10:30:41");
  g_variant_dict_insert (&dict, "changed_at", "s", "10:31:02");
  g_variant_dict_insert (&dict, "note", "s",
                         "请当面点清。本收据不作发票使用；如需发票，凭本收据到本厅开具。");
  g_variant_dict_insert (&dict, "qr", "s", "CD03-20261120-0015");
  return g_variant_dict_end (&dict);
}

/* Appendix B, step 11: 0015 reversed by 0016. */
GVariant *
hall_sample_reversal (void)
{
  g_autoptr (GVariant) receipt = g_variant_ref_sink (hall_sample_receipt ());
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (receipt);

  g_variant_dict_insert (&dict, "number", "s", "CD03-20261120-0016");
  g_variant_dict_insert (&dict, "void_of", "s", "CD03-20261120-0015");
  g_variant_dict_insert (&dict, "reason", "s", "户号录入错误");
  g_variant_dict_insert (&dict, "approved_by", "s", "L02");
  g_variant_dict_insert (&dict, "original_taken_back", "b", TRUE);
  return g_variant_dict_end (&dict);
}

GVariant *
hall_sample_test (void)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  put_house (&dict);
  g_variant_dict_insert (&dict, "at", "s", "2026-11-20 08:20:31");
  g_variant_dict_insert (&dict, "staff", "s", "G05");
  g_variant_dict_insert (&dict, "counter", "x", (gint64)3);
  g_variant_dict_insert (&dict, "printer", "s", "hall_roll");
  return g_variant_dict_end (&dict);
}

/* Of a case the telephone number is the customer's, masked. */
static void
put_case (GVariantDict *dict)
{
  put_house (dict);
  g_variant_dict_insert (dict, "applicant_name", "s", "王小明");
  g_variant_dict_insert (dict, "phone", "s", "138****1234");
  g_variant_dict_insert (dict, "proxy_name", "s", "王*");
  g_variant_dict_insert (dict, "proxy_relation", "s", "父子");
  g_variant_dict_insert (dict, "authorisation_seen", "s", "委托书已核对");
  g_variant_dict_insert (dict, "matter", "s", "供热用户过户更名");
  g_variant_dict_insert (dict, "ticket_no", "s", "B004");
  g_variant_dict_insert (dict, "case_no", "s", "2026-001153");
  g_variant_dict_insert (dict, "applied_at", "s", "2026-11-20 09:42");
  g_variant_dict_insert (dict, "counter", "x", (gint64)3);
  g_variant_dict_insert (dict, "at", "s", "2026-11-20 09:44");
  g_variant_dict_insert (dict, "staff", "s", "G05");
  g_variant_dict_insert (dict, "first_responsible", "s", "G05 张三");
  g_variant_dict_insert (dict, "b_role", "s", "G07 李四");
  g_variant_dict_insert_value (
      dict, "phones",
      g_variant_new_parsed ("{'enquiry': <'0000-0000001'>, 'supervision': <'0000-0000000'>}"));
}

/* 告字〔2026〕00087号, two items (appendix B, step 5). */
GVariant *
hall_sample_notice (void)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  put_case (&dict);
  g_variant_dict_insert (&dict, "notice_no", "s", "告字〔2026〕00087号");
  g_variant_dict_insert_value (
      &dict, "missing_items",
      g_variant_new_parsed (
          "[<{'name': <'不动产权证书'>, 'form': <'original'>, 'copies': <int64 1>, 'handling': <'return'>,"
          " 'problem': <'未携带'>, 'fix': <'携带原件'>, 'where_to_get': <'不动产登记中心'>,"
          " 'basis': <'《供用热合同》第九条'>}>,"
          " <{'name': <'原户主热费结清凭证'>, 'form': <'copy'>, 'copies': <int64 1>, 'handling': <'keep'>,"
          " 'problem': <'欠2025-2026采暖季热费312.00元'>, 'fix': <'先缴清欠费'>,"
          " 'where_to_get': <'本厅1至3号窗口可办'>}>]"));
  g_variant_dict_insert_value (&dict, "ok_items",
                               g_variant_new_parsed ("[<'申请表'>, <'申请人身份证件（只核对，不留存）'>]"));
  g_variant_dict_insert (&dict, "conditions", "s", "热费结清；双方或受委托人到场");
  g_variant_dict_insert (&dict, "fee", "s", "无");
  g_variant_dict_insert (&dict, "promise", "s", "3个工作日");
  g_variant_dict_insert (&dict, "place_hours", "s", "城东客户服务大厅，08:30至17:30");
  g_variant_dict_insert (&dict, "basis", "s", "《供用热合同》第九条；本公司《业务办理规范》第四章");
  g_variant_dict_insert (&dict, "valid_until", "s", "2026-12-21");
  g_variant_dict_insert (&dict, "qr", "s", "告字〔2026〕00087号");
  g_variant_dict_insert (&dict, "copies", "x", (gint64)2);
  return g_variant_dict_end (&dict);
}

/* 受字〔2026〕00153号 (appendix B, step 7). */
GVariant *
hall_sample_acceptance (void)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  put_case (&dict);
  g_variant_dict_insert (&dict, "acceptance_no", "s", "受字〔2026〕00153号");
  g_variant_dict_insert (&dict, "id_type", "s", "id");
  g_variant_dict_insert (&dict, "id_last4", "s", "002X");
  g_variant_dict_insert (&dict, "received_at", "s", "2026-11-20 10:12");
  g_variant_dict_insert (&dict, "accepted_at", "s", "2026-11-20 10:15");
  g_variant_dict_insert (&dict, "accepted_by", "s", "G05 张三");
  g_variant_dict_insert (&dict, "promise_days", "s", "3个工作日");
  g_variant_dict_insert (&dict, "due_at", "s", "2026-11-25 17:30");
  g_variant_dict_insert (&dict, "due_words", "s",
                         "受理 11-20，次日起 3 个工作日，跳过 11-21 11-22，= 11-25 17:30");
  g_variant_dict_insert (&dict, "fee_flag", "b", FALSE);
  g_variant_dict_insert_value (
      &dict, "received_items",
      g_variant_new_parsed ("[<{'name': <'过户更名申请表'>, 'original': <int64 1>, 'pages': <int64 2>,"
                            " 'handling': <'keep'>}>, <{'name': <'不动产权证书'>, 'original': <int64 1>,"
                            " 'pages': <int64 4>, 'handling': <'return'>}>, <{'name': <'申请人身份证件'>,"
                            " 'original': <int64 1>, 'handling': <'check'>}>]"));
  g_variant_dict_insert (&dict, "delivery", "s", "自取");
  g_variant_dict_insert (&dict, "pickup_place", "s", "3号窗口");
  g_variant_dict_insert (&dict, "qr", "s", "2026-001153");
  return g_variant_dict_end (&dict);
}

/* 不受字〔2026〕00012号 (appendix B, step 9). */
GVariant *
hall_sample_refusal (void)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  put_case (&dict);
  g_variant_dict_remove (&dict, "proxy_name");
  g_variant_dict_insert (&dict, "refusal_no", "s", "不受字〔2026〕00012号");
  g_variant_dict_insert (&dict, "matter", "s", "采暖季中途恢复供热");
  g_variant_dict_insert (&dict, "reason_class", "s", "conditions-not-met");
  g_variant_dict_insert (&dict, "reason_text", "s",
                         "报停、恢复业务的办理期为每年6月1日至10月15日，现已超过办理期。");
  g_variant_dict_insert (&dict, "basis", "s", "《供用热合同》第六条第二款；2026-2027采暖季业务公告第3条。");
  g_variant_dict_insert (&dict, "explanation", "s", "已向申请人说明原因，并告知下一办理期；");
  g_variant_dict_insert (&dict, "customer_understands", "b", TRUE);
  g_variant_dict_insert (&dict, "next_option", "s", "在2027年6月1日起的办理期再次申请。");
  g_variant_dict_insert_value (&dict, "returned_items",
                               g_variant_new_parsed ("[<'申请表1份'>, <'户主身份证件（仅核对）'>]"));
  g_variant_dict_insert (&dict, "clerk", "s", "G09 王五");
  g_variant_dict_insert (&dict, "lead", "s", "L02 赵敏");
  return g_variant_dict_end (&dict);
}

GVariant *
hall_sample_guide (void)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  put_house (&dict);
  g_variant_dict_insert (&dict, "matter", "s", "入网申请");
  g_variant_dict_insert (&dict, "at", "s", "2026-11-20 09:12");
  g_variant_dict_insert (&dict, "staff", "s", "G05");
  g_variant_dict_insert (&dict, "counter", "x", (gint64)3);
  g_variant_dict_insert_value (
      &dict, "items",
      g_variant_new_parsed (
          "[<{'name': <'申请表'>, 'form': <'form'>, 'copies': <int64 1>, 'handling': <'keep'>,"
          " 'how': <'大厅填表台领取'>, 'mandatory': <true>}>, <{'name': <'平面图'>,"
          " 'form': <'copy'>, 'copies': <int64 1>, 'handling': <'keep'>,"
          " 'how': <'向开发建设单位或物业索取'>, 'mandatory': <true>, 'may_follow': <true>}>,"
          " <{'name': <'营业执照'>, 'form': <'copy'>, 'copies': <int64 1>,"
          " 'handling': <'keep'>, 'applicant': <'company'>, 'mandatory': <true>}>]"));
  g_variant_dict_insert (&dict, "conditions", "s", "位于供热规划范围内");
  g_variant_dict_insert (&dict, "fee", "s", "按规定");
  g_variant_dict_insert (&dict, "promise", "s", "受理当日，勘查3个工作日");
  g_variant_dict_insert (&dict, "place_hours", "s", "城东客户服务大厅，每日08:30至17:30");
  return g_variant_dict_end (&dict);
}

GVariant *
hall_sample_consult (void)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  put_case (&dict);
  g_variant_dict_insert (&dict, "question", "s", "采暖季中途购房，能否按剩余天数计收热费");
  g_variant_dict_insert (&dict, "leader", "s", "收费管理部 核算岗");
  g_variant_dict_insert (&dict, "due_at", "s", "2026-11-23 17:30");
  return g_variant_dict_end (&dict);
}

/* @content (taken) with @key set to @value (taken); a NULL value takes the key away. */
GVariant *
hall_sample_with (GVariant *content, const char *key, GVariant *value)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (content);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (owned);

  if (value != NULL)
    g_variant_dict_insert_value (&dict, key, value);
  else
    g_variant_dict_remove (&dict, key);
  return g_variant_dict_end (&dict);
}
