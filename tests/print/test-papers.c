/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-paper.h"

#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>

#include "hall-error.h"
#include "hall-paper-look.h"
#include "hall-paper-samples.h"
#include "hall-test.h"

#define SIDE 32    /* 4 mm of margin, dots */
#define HEAD 40    /* 5 mm */
#define SLACK 16   /* 2 mm: custom pages are cut to whole points */
#define NUMBER 112 /* 14 mm */

static HallPaper *
render (const char *kind, const char *form, GVariant *content, const char *reprint)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (content);
  g_autoptr (GError) error = NULL;
  HallPaper *paper = hall_paper_render (kind, form, owned, reprint, &error);

  g_assert_no_error (error);
  g_assert_nonnull (paper);
  return paper;
}

static HallLook *
look_at (const char *kind, const char *form, GVariant *content, const char *reprint)
{
  g_autoptr (HallPaper) paper = render (kind, form, content, reprint);

  return hall_look_new (paper->pdf);
}

#define assert_says(look, text)                                                                              \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    if (!hall_look_says (look, text))                                                                        \
      g_error ("%s:%d: the paper does not say %s", __FILE__, __LINE__, text);                                \
  }                                                                                                          \
  G_STMT_END

#define assert_silent(look, text) g_assert_false (hall_look_says (look, text))

static void
assert_drawn (HallLook *look)
{
  g_autofree char *undrawn = hall_look_find_undrawn (look);

  g_assert_cmpstr (undrawn, ==, "");
}

/* Nothing in the margins, and white below the last ink: what a printer cuts off there is empty. */
static void
assert_not_clipped (HallLook *look)
{
  for (int page = 0; page < hall_look_get_pages (look); page++) {
    HallInkBox ink = hall_look_get_ink (look, page);
    double width = 0;
    double height = 0;

    hall_look_get_size (look, page, &width, &height);
    g_assert_cmpint (ink.left, >=, SIDE - 1);
    g_assert_cmpint (ink.right, <=, width * 8 - SIDE + 1);
    g_assert_cmpint (ink.top, >=, HEAD - 2);
    g_assert_cmpint (ink.bottom, <=, height * 8 - SLACK);
  }
}

static void
test_receipt (void)
{
  HALL_PROVES ("004-15 004-16 004-27 000-11 004-01");
  g_autoptr (HallLook) look = look_at ("receipt", "roll80", hall_sample_receipt (), NULL);

  assert_says (look, "暖万家·示例供热有限公司");
  assert_says (look, "城东客户服务大厅");
  assert_says (look, "收款收据");
  assert_says (look, "收据号：CD03-20261120-0015");
  assert_says (look, "2026-11-20 10:31:07");
  assert_says (look, "窗口：3号");
  assert_says (look, "收款员：G05");
  assert_says (look, "票号：A015");
  assert_says (look, "用户：李建国");
  assert_says (look, "户号：0102-3304-12");
  assert_says (look, "51.46平方米 × 25.00元/平方米");
  assert_says (look, "合计");
  assert_says (look, "¥1286.50");
  assert_says (look, "人民币壹仟贰佰捌拾陆元伍角");
  assert_says (look, "收您");
  assert_says (look, "¥1300.00");
  assert_says (look, "找您");
  assert_says (look, "¥13.50");
  assert_says (look, "“总共缴费1286.50元，收您1300元，找您13.50元，请收好。”");
  assert_says (look, "唱收 10:30:41  唱付 10:31:02");
  assert_says (look, "如需发票，凭本收据到本厅开具。");
  assert_says (look, "监督电话");
  assert_says (look, "0000-0000000");
  assert_silent (look, "练习");
  assert_silent (look, "补打");
  assert_silent (look, "作废");
  assert_drawn (look);
  assert_not_clipped (look);
}

/* The read-back breaks only after a comma: an amount and its 元 are never parted. */
static void
test_read_back_lines (void)
{
  g_autoptr (HallLook) look = look_at ("receipt", "roll80", hall_sample_receipt (), NULL);
  g_autofree char *text = hall_look_get_text (look, 0);

  g_assert_nonnull (strstr (text, "总共缴费1286.50元，收您1300元，"));
  g_assert_nonnull (strstr (text, "找您13.50元，请收好。"));
}

static void
test_sizes (void)
{
  static const struct {
    const char *kind;
    const char *form;
    int width, pages;
  } cases[] = { { "ticket", "roll80", 80, 1 },
                { "receipt", "roll80", 80, 1 },
                { "receipt", "a5", 210, 3 },
                { "test", "roll80", 80, 1 },
                { "ticket", "a5", 80, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GVariant) content = g_variant_ref_sink (i == 0 || i == 4 ? hall_sample_ticket ()
                                                       : i == 3         ? hall_sample_test ()
                                                                        : hall_sample_receipt ());
    g_autoptr (HallPaper) paper = render (cases[i].kind, cases[i].form, content, NULL);
    g_autoptr (HallLook) look = hall_look_new (paper->pdf);
    double width = 0;
    double height = 0;

    hall_look_get_size (look, 0, &width, &height);
    g_assert_cmpint (paper->width_mm, ==, cases[i].width);
    g_assert_cmpint (paper->pages, ==, cases[i].pages);
    g_assert_cmpint (hall_look_get_pages (look), ==, cases[i].pages);
    g_assert_cmpfloat (fabs (width - paper->width_mm), <, 0.01);
    g_assert_cmpfloat (fabs (height - paper->height_mm), <, 0.01);
    if (cases[i].width == 80) {
      HallInkBox ink = hall_look_get_ink (look, 0);

      /* As long as its content: the tail, a rounding, and no more. */
      g_assert_cmpint (paper->height_mm * 8 - ink.bottom, <, (12 + 4) * 8);
    } else
      g_assert_cmpint (paper->height_mm, ==, 148);
    assert_drawn (look);
    assert_not_clipped (look);
  }
}

static void
test_ticket (void)
{
  HALL_PROVES ("004-07 004-01 000-11");
  g_autoptr (HallLook) look = look_at ("ticket", "roll80", hall_sample_ticket (), NULL);

  assert_says (look, "暖万家·示例供热有限公司");
  assert_says (look, "城东客户服务大厅");
  assert_says (look, "您的号码");
  assert_says (look, "A015");
  assert_says (look, "采暖费缴纳");
  assert_says (look, "您前面还有6位");
  assert_says (look, "请提前准备1供热卡或户号2上一采暖季收据（如有）");
  assert_says (look, "2026-11-20 09:05:31 取号");
  assert_says (look, "取号点：G1");
  assert_says (look, "服务监督：0000-0000000");
  assert_silent (look, "优");
  assert_silent (look, "延时");
  assert_silent (look, "分钟");
  assert_drawn (look);
  assert_not_clipped (look);
}

/* A slogan changed in the settings stands on the next paper. */
static void
test_slogan (void)
{
  HALL_PROVES ("004-01");
  GVariant *contents[] = { hall_sample_ticket (), hall_sample_receipt (), hall_sample_receipt (),
                           hall_sample_test () };
  const char *const kinds[] = { "ticket", "receipt", "receipt", "test" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (HallLook) look = look_at (
        kinds[i], i == 2 ? "a5" : "roll80",
        hall_sample_with (contents[i], "slogan", g_variant_new_string ("情暖社区")), NULL);

    assert_says (look, "情暖社区·示例供热有限公司");
    assert_silent (look, "暖万家");
  }
}

static void
test_no_materials (void)
{
  HALL_PROVES ("004-07");
  g_autoptr (HallLook) look = look_at (
      "ticket", "roll80", hall_sample_with (hall_sample_ticket (), "materials", g_variant_new_strv (NULL, 0)),
      NULL);

  assert_silent (look, "请提前准备");
}

/* The mark is printed, its reason never: it is not even asked for. */
static void
test_priority (void)
{
  GVariant *content = hall_sample_with (hall_sample_ticket (), "priority", g_variant_new_boolean (TRUE));
  g_autoptr (HallLook) look = NULL;
  g_autofree char *text = NULL;
  const char *mark = NULL;

  content = hall_sample_with (content, "priority_reason", g_variant_new_string ("孕妇"));
  content = hall_sample_with (content, "late", g_variant_new_boolean (TRUE));
  look = look_at ("ticket", "roll80", content, "补打 第1次  2026-11-20 17:31  G05");
  text = hall_look_get_text (look, 0);
  mark = strstr (text, "优");
  g_assert_nonnull (mark);
  g_assert_nonnull (strstr (mark + 1, "优")); /* the mark, and （优先） */
  assert_says (look, "A015");
  assert_says (look, "采暖费缴纳（优先）");
  assert_says (look, "延时服务本票在下班前取号，当日办结。");
  assert_says (look, "补打 第1次 2026-11-20 17:31 G05");
  assert_silent (look, "孕妇");
  assert_drawn (look);
  assert_not_clipped (look);
}

/* However long the label, its letters are at least 14 mm high. */
static void
test_number_height (void)
{
  static const char *const labels[] = { "A015", "B004", "D1000", "B9999" };

  for (guint i = 0; i < G_N_ELEMENTS (labels) * 2; i++) {
    GVariant *content = hall_sample_with (hall_sample_ticket (), "label",
                                          g_variant_new_string (labels[i % G_N_ELEMENTS (labels)]));
    g_autoptr (HallLook) look = NULL;

    /* Without QR code and mark, the highest upright stroke is the stem of the number's letter or of its 1. */
    content = hall_sample_with (content, "qr", NULL);
    content = hall_sample_with (content, "priority", g_variant_new_boolean (i >= G_N_ELEMENTS (labels)));
    look = look_at ("ticket", "roll80", content, NULL);
    assert_says (look, labels[i % G_N_ELEMENTS (labels)]);
    assert_not_clipped (look);
    assert_drawn (look);
    if (i < G_N_ELEMENTS (labels))
      g_assert_cmpint (hall_look_get_tallest_run (look, 0), >=, NUMBER);
  }
}

static void
test_reprint (void)
{
  static const char *const forms[] = { "roll80", "a5" };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_autoptr (HallLook) look = look_at ("receipt", forms[i], hall_sample_receipt (), HALL_SAMPLE_REPRINT);

    assert_says (look, "补打 第1次 · 不作重复凭证");
    assert_says (look, "CD03-20261120-0015");
    assert_says (look, "2026-11-20 15:02:44 G07 5号窗口");
    assert_says (look, "客户遗失");
    assert_says (look, "人民币壹仟贰佰捌拾陆元伍角");
    assert_says (look, "“总共缴费1286.50元，收您1300元，找您13.50元，请收好。”");
    assert_drawn (look);
    assert_not_clipped (look);
  }
}

static void
test_reversal (void)
{
  static const char *const forms[] = { "roll80", "a5" };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_autoptr (HallLook) look = look_at ("receipt", forms[i], hall_sample_reversal (), NULL);

    assert_says (look, "作废／冲正");
    assert_says (look, "CD03-20261120-0016");
    assert_says (look, "冲正对象");
    assert_says (look, "CD03-20261120-0015");
    assert_says (look, "-¥1286.50");
    assert_says (look, "人民币壹仟贰佰捌拾陆元伍角（红字）");
    assert_says (look, "户号录入错误");
    assert_says (look, "原收据收回：是");
    assert_says (look, "退款：¥1286.50 现金");
    assert_says (look, "批准：L02");
    assert_says (look, "客户签名：");
    assert_silent (look, "唱收");
    assert_drawn (look);
    assert_not_clipped (look);
  }
}

/* A practice paper says so at its head and its foot, or on every page. */
static void
test_practice (void)
{
  g_autoptr (HallLook) roll = look_at (
      "receipt", "roll80",
      hall_sample_with (hall_sample_receipt (), "practice", g_variant_new_boolean (TRUE)), NULL);
  g_autoptr (HallLook) a5 = look_at (
      "receipt", "a5", hall_sample_with (hall_sample_receipt (), "practice", g_variant_new_boolean (TRUE)),
      NULL);
  g_autofree char *text = hall_look_get_text (roll, 0);
  const char *first = strstr (text, "不是真实票据");

  g_assert_nonnull (first);
  g_assert_nonnull (strstr (first + 1, "不是真实票据"));
  g_assert_true (first < strstr (text, "收据号"));
  for (int page = 0; page < 3; page++) {
    g_autofree char *words = hall_look_get_text (a5, page);

    g_assert_nonnull (strstr (words, "不是真实票据"));
  }
  assert_drawn (roll);
}

static void
test_a5_parts (void)
{
  HALL_PROVES ("004-15 004-16");
  static const char *const parts[] = { "存根", "收据（交款人）", "记账" };
  g_autoptr (HallLook) look = look_at ("receipt", "a5", hall_sample_receipt (), NULL);

  g_assert_cmpint (hall_look_get_pages (look), ==, 3);
  for (int page = 0; page < 3; page++) {
    g_autofree char *text = hall_look_get_text (look, page);
    const char *named = strstr (text, parts[page]);

    /* In the line of all parts and, once more, as the name of this one. */
    g_assert_nonnull (named);
    g_assert_nonnull (strstr (named + 1, parts[page]));
    g_assert_nonnull (strstr (text, "2026年11月20日 10:31"));
    g_assert_nonnull (strstr (text, "¥1286.50"));
    g_assert_nonnull (strstr (text, "总共缴费1286.50元，收您1300元，找您13.50元，请收好。"));
  }
}

/* Rare characters of names and a lost one of an otherwise good font: in the text and on the paper. */
static void
test_rare (void)
{
  static const char rare[] = "𠮷䶮㛃𬀩如";

  for (guint i = 0; i < 2; i++) {
    g_autoptr (HallPaper) paper = render (
        "receipt", i == 0 ? "roll80" : "a5",
        hall_sample_with (hall_sample_receipt (), "payer", g_variant_new_string (rare)), NULL);
    g_autoptr (HallLook) look = hall_look_new (paper->pdf);

    g_assert_null (paper->missing);
    assert_says (look, rare);
    assert_drawn (look);
  }
}

/* What no font has is named and shown as its code, never as an empty box. */
static void
test_missing (void)
{
  g_autoptr (HallPaper) paper = render (
      "receipt", "roll80",
      hall_sample_with (hall_sample_receipt (), "payer",
                        g_variant_new_string ("王\356\200\200国\364\217\277\275\356\200\200")),
      NULL);
  g_autoptr (HallLook) look = hall_look_new (paper->pdf);

  g_assert_cmpstr (paper->missing, ==, "\356\200\200\364\217\277\275");
  assert_says (look, "U+E000");
  assert_says (look, "U+10FFFD");
  assert_drawn (look);
  assert_not_clipped (look);
}

/* Every character of GB 2312, level 1, on one paper: in the text and drawn. */
static void
test_all_common (void)
{
  GString *all = g_string_new (NULL);
  GVariantBuilder lines = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  const char *p = NULL;
  g_autoptr (HallPaper) paper = NULL;
  g_autoptr (HallLook) look = NULL;

  for (int row = 16; row <= 55; row++)
    for (int cell = 1; cell <= (row == 55 ? 89 : 94); cell++) {
      const char bytes[] = { (char)(0xa0 + row), (char)(0xa0 + cell), '\0' };
      g_autofree char *utf8 = g_convert (bytes, 2, "UTF-8", "GB2312", NULL, NULL, NULL);

      g_assert_nonnull (utf8);
      g_string_append (all, utf8);
    }
  g_assert_cmpint (g_utf8_strlen (all->str, -1), ==, 3755);

  for (p = all->str; *p != '\0';) {
    g_autofree char *item = g_utf8_substring (p, 0, MIN (1000, g_utf8_strlen (p, -1)));

    g_variant_builder_add_value (
        &lines, g_variant_new_variant (g_variant_get_variant (hall_sample_line (item, 100))));
    p += strlen (item);
  }
  paper = render ("receipt", "roll80",
                  hall_sample_with (hall_sample_receipt (), "lines", g_variant_builder_end (&lines)), NULL);
  look = hall_look_new (paper->pdf);
  g_assert_null (paper->missing);
  assert_drawn (look);
  assert_not_clipped (look);
  g_string_free (all, TRUE);
}

static GVariant *
long_receipt (void)
{
  GVariantBuilder lines = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  GString *item = g_string_new (NULL);
  GString *name = g_string_new (NULL);
  GVariant *content = NULL;

  for (int i = 0; i < 100; i++)
    g_string_append_printf (item, "第%03d段采暖费说明。", i);
  for (int i = 0; i < 25; i++)
    g_string_append (name, "𠮷䶮㛃𬀩");
  for (int i = 0; i < 30; i++) {
    g_autofree char *plain = g_strdup_printf ("收费项目%02d", i);

    g_variant_builder_add_value (&lines, hall_sample_line (i == 7 ? item->str : plain, 100 + i));
  }
  g_assert_cmpint (g_utf8_strlen (item->str, -1), >=, 1000);
  content = hall_sample_with (hall_sample_receipt (), "lines", g_variant_builder_end (&lines));
  content = hall_sample_with (content, "payer", g_variant_new_string (name->str));
  g_string_free (item, TRUE);
  g_string_free (name, TRUE);
  return content;
}

/* A thousand characters, thirty lines, a hundred in the name: the paper grows and keeps all of it. */
static void
test_long_roll (void)
{
  g_autoptr (HallPaper) paper = render ("receipt", "roll80", long_receipt (), NULL);
  g_autoptr (HallLook) look = hall_look_new (paper->pdf);

  assert_says (look, "收费项目29");
  assert_says (look, "第099段采暖费说明。");
  g_assert_cmpint (paper->height_mm, >, 300);
  g_assert_cmpint (paper->height_mm, <=, 1000);
  assert_drawn (look);
  assert_not_clipped (look);
}

static void
test_long_a5 (void)
{
  g_autoptr (HallPaper) paper = render ("receipt", "a5", long_receipt (), NULL);
  g_autoptr (HallLook) look = hall_look_new (paper->pdf);
  int pages = paper->pages / 3;
  g_autofree char *number = g_strdup_printf ("第 %d 页", pages);
  g_autofree char *of = g_strdup_printf ("共 %d 页", pages);

  g_assert_cmpint (paper->pages % 3, ==, 0);
  g_assert_cmpint (pages, >, 1);
  assert_says (look, number);
  assert_says (look, of);
  for (int i = 0; i < 100; i++) {
    g_autofree char *piece = g_strdup_printf ("第%03d段", i);

    assert_says (look, piece);
  }
  for (int i = 0; i < 30; i++) {
    g_autofree char *item = g_strdup_printf ("收费项目%02d", i);

    if (i != 7)
      assert_says (look, item);
  }
  assert_drawn (look);
  assert_not_clipped (look);
}

/* Several ways to pay; nothing about cash where there was none. */
static void
test_tenders (void)
{
  GVariant *content = hall_sample_with (
      hall_sample_receipt (), "tenders",
      g_variant_new_parsed ("[<{'kind': <'scan'>, 'amount_fen': <int64 50000>}>, <{'kind': <'cash'>,"
                            " 'amount_fen': <int64 78650>}>]"));
  g_autoptr (HallLook) mixed = look_at ("receipt", "roll80", content, NULL);
  g_autoptr (HallLook) scanned = NULL;

  assert_says (mixed, "扫码");
  assert_says (mixed, "¥500.00");
  assert_says (mixed, "现金");
  assert_says (mixed, "¥786.50");

  content = hall_sample_with (hall_sample_receipt (), "tenders",
                              g_variant_new_parsed ("[<{'kind': <'scan'>, 'amount_fen': <int64 128650>}>]"));
  content = hall_sample_with (content, "received_fen", g_variant_new_int64 (0));
  content = hall_sample_with (content, "change_fen", g_variant_new_int64 (0));
  content = hall_sample_with (content, "sentence", NULL);
  scanned = look_at ("receipt", "roll80", content, NULL);
  assert_says (scanned, "支付方式");
  assert_says (scanned, "扫码");
  assert_silent (scanned, "收您");
  assert_silent (scanned, "唱收");
}

/* Internal remarks are not a field of any paper. */
static void
test_internal_remark (void)
{
  HALL_PROVES ("004-14");
  GVariant *contents[] = { hall_sample_ticket (), hall_sample_receipt (), hall_sample_receipt (),
                           hall_sample_test () };
  const char *const kinds[] = { "ticket", "receipt", "receipt", "test" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (HallLook) look = look_at (
        kinds[i], i == 2 ? "a5" : "roll80",
        hall_sample_with (contents[i], "internal_remark", g_variant_new_string ("ZZINNENZZ")), NULL);

    assert_silent (look, "ZZINNENZZ");
  }
}

static gpointer
render_elsewhere (gpointer data)
{
  return render ("receipt", "roll80", hall_sample_receipt (), NULL);
}

/* The same content gives the same bytes, on any thread; another content gives others. */
static void
test_same_bytes (void)
{
  g_autoptr (HallPaper) one = render ("receipt", "roll80", hall_sample_receipt (), NULL);
  g_autoptr (HallPaper) two = render ("receipt", "roll80", hall_sample_receipt (), NULL);
  g_autoptr (HallPaper) elsewhere = g_thread_join (g_thread_new ("render", render_elsewhere, NULL));
  g_autoptr (HallPaper) other = render (
      "receipt", "roll80",
      hall_sample_with (hall_sample_receipt (), "payer", g_variant_new_string ("李建国 ")), NULL);

  g_assert_true (g_bytes_equal (one->pdf, two->pdf));
  g_assert_true (g_bytes_equal (one->pdf, elsewhere->pdf));
  g_assert_cmpstr (one->hash, ==, elsewhere->hash);
  g_assert_cmpstr (one->hash, !=, other->hash);
}

static void
test_codes (void)
{
  g_autoptr (HallLook) ticket = look_at ("ticket", "roll80", hall_sample_ticket (), NULL);
  g_autoptr (HallLook) receipt = look_at ("receipt", "roll80", hall_sample_receipt (), NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *ticket_code = hall_look_read_code (ticket, 0, &error);
  g_autofree char *receipt_code = NULL;

  g_assert_no_error (error);
  receipt_code = hall_look_read_code (receipt, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ticket_code, ==, "HD:T:7f3a91");
  g_assert_cmpstr (receipt_code, ==, "CD03-20261120-0015");
}

static void
test_open (void)
{
  g_autoptr (HallPaper) paper = render ("receipt", "a5", hall_sample_receipt (), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HallPaper) again = hall_paper_open (paper->pdf, &error);
  g_autoptr (GBytes) junk = g_bytes_new_static ("%PDF-1.5 and nothing", 20);

  g_assert_no_error (error);
  g_assert_cmpint (again->width_mm, ==, 210);
  g_assert_cmpint (again->height_mm, ==, 148);
  g_assert_cmpint (again->pages, ==, 3);
  g_assert_cmpstr (again->hash, ==, paper->hash);
  g_assert_null (hall_paper_open (junk, &error));
  g_assert_error (error, HALL_ERROR, HALL_ERROR_CORRUPT);
}

static void
test_unknown_kind (void)
{
  g_autoptr (GVariant) content = g_variant_ref_sink (hall_sample_ticket ());
  g_autoptr (GError) error = NULL;

  g_assert_null (hall_paper_render ("poster", "roll80", content, NULL, &error));
  g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
}

/* A content with nothing in it makes a poor paper, and no fault. */
static void
test_empty_content (void)
{
  static const char *const kinds[] = { "ticket", "receipt", "receipt", "test" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (HallPaper) paper = render (kinds[i], i == 2 ? "a5" : "roll80",
                                          g_variant_new_parsed ("@a{sv} {}"), NULL);

    g_assert_cmpint (paper->pages, >=, 1);
  }
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* The eye of these tests sees a character that is in the text and not on the paper. */
static void
test_the_eye_itself (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_bytes, bytes, 200, 100);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (HallLook) look = NULL;
  g_autofree char *undrawn = NULL;

  pango_layout_set_markup (
      layout, "<span size='20000' font_family='WenQuanYi Micro Hei'>清<span color='white'>如</span>许</span>",
      -1);
  cairo_move_to (cr, 20, 20);
  pango_cairo_show_layout (cr, layout);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  pdf = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  look = hall_look_new (pdf);
  assert_says (look, "清如许");
  undrawn = hall_look_find_undrawn (look);
  g_assert_cmpstr (undrawn, ==, "如");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/papers/the-eye-itself", test_the_eye_itself);
  g_test_add_func ("/papers/receipt", test_receipt);
  g_test_add_func ("/papers/read-back-lines", test_read_back_lines);
  g_test_add_func ("/papers/sizes", test_sizes);
  g_test_add_func ("/papers/ticket", test_ticket);
  g_test_add_func ("/papers/slogan", test_slogan);
  g_test_add_func ("/papers/no-materials", test_no_materials);
  g_test_add_func ("/papers/priority", test_priority);
  g_test_add_func ("/papers/number-height", test_number_height);
  g_test_add_func ("/papers/reprint", test_reprint);
  g_test_add_func ("/papers/reversal", test_reversal);
  g_test_add_func ("/papers/practice", test_practice);
  g_test_add_func ("/papers/a5-parts", test_a5_parts);
  g_test_add_func ("/papers/rare", test_rare);
  g_test_add_func ("/papers/missing", test_missing);
  g_test_add_func ("/papers/all-common", test_all_common);
  g_test_add_func ("/papers/long-roll", test_long_roll);
  g_test_add_func ("/papers/long-a5", test_long_a5);
  g_test_add_func ("/papers/tenders", test_tenders);
  g_test_add_func ("/papers/internal-remark", test_internal_remark);
  g_test_add_func ("/papers/same-bytes", test_same_bytes);
  g_test_add_func ("/papers/codes", test_codes);
  g_test_add_func ("/papers/open", test_open);
  g_test_add_func ("/papers/unknown-kind", test_unknown_kind);
  g_test_add_func ("/papers/empty-content", test_empty_content);
  return g_test_run ();
}
