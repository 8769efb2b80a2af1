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
