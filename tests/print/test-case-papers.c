/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The papers of a case: what stands on them, that nothing of it is lost, and that they can be scanned. */

#include <math.h>

#include "hall-paper-look.h"
#include "hall-paper-samples.h"
#include "hall-paper.h"
#include "hall-test.h"

#define SIDE 32  /* 4 mm of margin of a roll, dots */
#define EDGE 96  /* 12 mm of a page */
#define HEAD 40  /* 5 mm of a roll */
#define SLACK 16 /* 2 mm: custom pages are cut to whole points */

static const struct {
  const char *kind;
  const char *form;
  GVariant *(*sample) (void);
  int width;
  int height; /* 0: as long as it is */
  int pages;
} papers[] = {
  { "notice", "a5", hall_sample_notice, 148, 210, 2 },
  { "notice", "roll80", hall_sample_notice, 80, 0, 1 },
  { "acceptance", "a5", hall_sample_acceptance, 148, 210, 2 },
  { "acceptance", "roll80", hall_sample_acceptance, 80, 0, 1 },
  { "refusal", "a5", hall_sample_refusal, 148, 210, 2 },
  { "refusal", "roll80", hall_sample_refusal, 148, 210, 2 }, /* it has no short form */
  { "guide", "roll80", hall_sample_guide, 80, 0, 1 },
  { "consult", "roll80", hall_sample_consult, 80, 0, 1 },
};

static HallPaper *
render (const char *kind, const char *form, GVariant *content, const char *reprint)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (content);
  g_autoptr (GError) error = NULL;
  HallPaper *paper = hall_paper_render (kind, form, owned, reprint, &error);
  const char *keep = g_getenv ("HALL_KEEP_PAPERS");

  g_assert_no_error (error);
  g_assert_cmpstr (paper->missing, ==, NULL);
  if (keep != NULL) {
    static int number = 0;
    g_autofree char *name = g_strdup_printf ("%s/%02d-%s-%s.pdf", keep, number++, kind, form);

    g_file_set_contents (name, g_bytes_get_data (paper->pdf, NULL), (gssize)g_bytes_get_size (paper->pdf),
                         NULL);
  }
  return paper;
}

/* However the spaces between words come out of a PDF. */
static char *
without_spaces (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n\t\f", -1);
  g_autofree char *joined = g_strjoinv ("", words);
  g_auto (GStrv) wide = g_strsplit (joined, "　", -1);

  return g_strjoinv ("", wide);
}

/* A wide space is a gap in a line: what stands beside it may come out of a PDF as a column of its own. */
static gboolean
page_says (HallLook *look, int page, const char *text)
{
  g_autofree char *all = hall_look_get_text (look, page);
  g_autofree char *here = without_spaces (all);
  g_auto (GStrv) parts = g_strsplit (text, "　", -1);
  gboolean says = TRUE;

  for (char **part = parts; *part != NULL; part++) {
    g_autofree char *wanted = without_spaces (*part);

    says = says && strstr (here, wanted) != NULL;
  }
  return says;
}

static int
count (const char *text, const char *what)
{
  int n = 0;

  for (const char *at = strstr (text, what); at != NULL; at = strstr (at + 1, what))
    n++;
  return n;
}

static HallLook *
look_at (const char *kind, const char *form, GVariant *content, const char *reprint)
{
  g_autoptr (HallPaper) paper = render (kind, form, content, reprint);

  return hall_look_new (paper->pdf);
}

static void
assert_says (HallLook *look, const char *const *texts)
{
  for (; *texts != NULL; texts++)
    if (!page_says (look, 0, *texts))
      g_error ("the paper does not say %s", *texts);
}

/* Nothing in the margins, every character drawn. */
static void
assert_whole (HallLook *look)
{
  g_autofree char *undrawn = hall_look_find_undrawn (look);

  g_assert_cmpstr (undrawn, ==, "");
  for (int page = 0; page < hall_look_get_pages (look); page++) {
    HallInkBox ink = hall_look_get_ink (look, page);
    double width = 0;
    double height = 0;
    gboolean roll;

    hall_look_get_size (look, page, &width, &height);
    roll = width < 100;
    g_assert_cmpint (ink.left, >=, (roll ? SIDE : 18 * 8) - 2);
    g_assert_cmpint (ink.right, <=, width * 8 - (roll ? SIDE : EDGE) + 3);
    g_assert_cmpint (ink.top, >=, (roll ? HEAD : EDGE) - 2);
    g_assert_cmpint (ink.bottom, <=, height * 8 - SLACK - (roll ? 0 : 24));
  }
}

/* Both forms have their size and are whole, also practised and printed again; both copies, or one slip. */
static void
test_sizes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (papers); i++)
    for (int way = 0; way < 3; way++) {
      GVariant *content = papers[i].sample ();
      g_autoptr (HallPaper) paper = NULL;
      g_autoptr (HallLook) look = NULL;

      if (way == 1)
        content = hall_sample_with (content, "practice", g_variant_new_boolean (TRUE));
      paper = render (papers[i].kind, papers[i].form, content, way == 2 ? HALL_SAMPLE_REPRINT : NULL);
      look = hall_look_new (paper->pdf);
      g_assert_cmpint (paper->width_mm, ==, papers[i].width);
      if (papers[i].height > 0)
        g_assert_cmpint (paper->height_mm, ==, papers[i].height);
      g_assert_cmpint (paper->pages, ==, papers[i].pages);
      assert_whole (look);
      for (int page = 0; page < paper->pages; page++) {
        g_assert_cmpint (page_says (look, page, "练习"), ==, way == 1);
        g_assert_cmpint (page_says (look, page, "不作重复凭证"), ==, way == 2);
      }
    }
}

/* The same content gives the same bytes: what was filed is what is printed again. */
static void
test_same_bytes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (papers); i++) {
    g_autoptr (HallPaper) one = render (papers[i].kind, papers[i].form, papers[i].sample (), NULL);
    g_autoptr (HallPaper) two = render (papers[i].kind, papers[i].form, papers[i].sample (), NULL);

    g_assert_cmpstr (one->hash, ==, two->hash);
  }
}

static void
test_notice (void)
{
  static const char *const texts[] = {
    "暖万家·示例供热有限公司",
    "城东客户服务大厅",
    "告字〔2026〕00087号",
    "王小明",
    "138****1234",
    "王*",
    "父子（委托书已核对）",
    "供热用户过户更名",
    "B004 / 2026-001153",
    "2026-11-20 09:42",
    "现一次性告知如下（共 2 项，为需补正的全部内容）",
    "不动产权证书",
    "原件1份核对后退还",
    "未携带",
    "携带原件；不动产登记中心",
    "欠2025-2026采暖季热费312.00元",
    "申请表；申请人身份证件（只核对，不留存）",
    "热费结清；双方或受委托人到场",
    "不收费",
    "自补齐材料次日起3个工作日",
    "《供用热合同》第九条；本公司《业务办理规范》第四章",
    "请于 2026年12月21日 前补齐",
    "我们不再要求本告知书以外的材料",
    "G05 张三　B角：G07 李四",
    "咨询电话 0000-0000001　监督电话 0000-0000000",
    "经办人（签名）：",
    "申请人/代办人（签名）：",
    "业务专用章",
    "□ 拒签",
    "打印 2026-11-20 09:44 G05 第1次",
    NULL,
  };
  g_autoptr (HallLook) look = look_at ("notice", "a5", hall_sample_notice (), NULL);

  HALL_PROVES ("004-87");

  assert_says (look, texts);
  for (int page = 0; page < 2; page++) {
    g_autofree char *text = hall_look_get_text (look, page);

    /* At the head its own name, at the foot those of both. */
    g_assert_cmpint (count (text, "第一联"), ==, page == 0 ? 2 : 1);
    g_assert_cmpint (count (text, "第二联"), ==, page == 0 ? 1 : 2);
  }
  g_assert_false (page_says (look, 0, "页　共"));
}

static void
test_notice_short (void)
{
  static const char *const texts[] = {
    "一次性告知单（简式）",
    "告字〔2026〕00087号",
    "申请人：王小明",
    "以下材料需补正（共 2 项，为全部内容）",
    "1. 不动产权证书（原件1份，核对后退还）",
    "问题：未携带",
    "补正：携带原件",
    "获取：不动产登记中心",
    "已核对合格：申请表、申请人身份证件（只核对，不留存）",
    "告知依据：《供用热合同》第九条",
    "请于 2026年12月21日 前补齐",
    "不再要求本单以外的材料",
    "经办人签名：",
    "申请人签名：",
    "首问负责人：G05 张三",
    "B角：G07 李四",
    "咨询：0000-0000001",
    "监督：0000-0000000",
    "正式件用A5纸",
    NULL,
  };
  g_autoptr (HallLook) look = look_at ("notice", "roll80", hall_sample_notice (), NULL);

  HALL_PROVES ("004-87");

  assert_says (look, texts);
}

static void
test_acceptance (void)
{
  static const char *const texts[] = {
    "受字〔2026〕00153号",
    "身份证 尾号 002X",
    "王* / 父子",
    "2026-001153",
    "2026-11-20 10:12",
    "2026-11-20 10:15",
    "3个工作日",
    "2026-11-25 17:30 周三",
    "受理 11-20，次日起 3 个工作日，跳过 11-21 11-22，= 11-25 17:30",
    "不收费",
    "过户更名申请表",
    "留存",
    "已当面退还",
    "仅核对，不留存",
    "凭办件号和手机号后四位，到任一窗口或拨打 0000-0000001",
    "自取（凭本回执及有效证件）",
    "领取地点：3号窗口",
    "G05 张三（首问负责人）　B角：G07 李四",
    "受理单位（业务专用章）：",
    "一式两份：申请人一份、窗口一份",
    NULL,
  };
  static const char *const roll[] = {
    "受理回执",
    "受字〔2026〕00153号",
    "最迟办结：2026-11-25 17:30 周三",
    "跳过 11-21 11-22",
    "1. 过户更名申请表（原件1，2页，留存）",
    "3. 申请人身份证件（原件1，仅核对，不留存）",
    "领取方式：自取（凭本回执及有效证件）",
    "首问负责人：G05 张三",
    NULL,
  };
  g_autoptr (HallLook) look = look_at ("acceptance", "a5", hall_sample_acceptance (), NULL);
  g_autoptr (HallLook) small = look_at ("acceptance", "roll80", hall_sample_acceptance (), NULL);

  HALL_PROVES ("004-86");

  assert_says (look, texts);
  assert_says (small, roll);
}

/* What may follow later is on the paper, with its day (Q50). */
static void
test_deferred (void)
{
  static const char *const texts[] = { "容缺待补", "平面图（2026-12-04前补交）", NULL };

  for (int i = 0; i < 2; i++) {
    g_autoptr (HallLook) look = look_at (
        "acceptance", i == 0 ? "a5" : "roll80",
        hall_sample_with (hall_sample_acceptance (), "deferred_items",
                          g_variant_new_parsed ("[<{'name': <'平面图'>, 'until': <'2026-12-04'>}>]")),
        NULL);

    assert_says (look, texts);
  }
}

static void
test_refusal (void)
{
  static const char *const texts[] = {
    "不受字〔2026〕00012号",
    "经审查，决定不予受理。",
    "□ 不属于本单位职责　■ 不符合规定条件",
    "□ 依法（依约）不可办理　□ 重复申请",
    "现已超过办理期。",
    "《供用热合同》第六条第二款",
    "申请人 ■ 理解　□ 不理解，要求投诉",
    "在2027年6月1日起的办理期再次申请。",
    "可向本厅值班长提出，或拨打监督电话 0000-0000000、12345。",
    "申请表1份、户主身份证件（仅核对）——已当面退还全部材料。",
    "经办人：G09 王五",
    "审核人：L02 赵敏",
    "申请人/代办人（签收）：",
    NULL,
  };
  static const char *const government[] = { "六十日内依法申请行政复议", "六个月内依法向人民法院提起行政诉讼",
                                            NULL };
  static const char *const own[] = { "可向市供热管理办公室申请复核。", NULL };
  g_autoptr (HallLook) look = look_at ("refusal", "a5", hall_sample_refusal (), NULL);
  g_autoptr (HallLook) state = look_at (
      "refusal", "a5",
      hall_sample_with (hall_sample_refusal (), "profile", g_variant_new_string ("government")), NULL);
  g_autoptr (HallLook) set = look_at (
      "refusal", "a5",
      hall_sample_with (hall_sample_refusal (), "remedy",
                        g_variant_new_string ("可向市供热管理办公室申请复核。")),
      NULL);

  HALL_PROVES ("004-88 004-37 002-01");

  assert_says (look, texts);
  assert_says (state, government);
  g_assert_false (hall_look_says (state, "12345"));
  assert_says (set, own);
}

static void
test_slips (void)
{
  static const char *const guide[] = {
    "办事指南",
    "入网申请",
    "1. 申请表",
    "表格1份，留存",
    "大厅填表台领取",
    "复印件1份，留存，经值班长同意可后补",
    "3. 营业执照（单位）",
    "承诺时限：受理当日，勘查3个工作日",
    "监督：0000-0000000",
    NULL,
  };
  static const char *const consult[] = {
    "请示答复单",   "2026-001153", "请示内容：采暖季中途购房", "答复时间：2026-11-23 17:30 周一 前",
    "不需要您等候", NULL,
  };
  g_autoptr (HallLook) a = look_at ("guide", "roll80", hall_sample_guide (), NULL);
  g_autoptr (HallLook) b = look_at ("consult", "roll80", hall_sample_consult (), NULL);

  HALL_PROVES ("004-89");

  assert_says (a, guide);
  assert_says (b, consult);
}

static GVariant *
many_items (int n)
{
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (int i = 1; i <= n; i++) {
    g_autofree char *name = g_strdup_printf ("第%d种证明材料", i);

    g_variant_builder_add (
        &list, "v",
        g_variant_new_parsed (
            "{'name': <%s>, 'form': <'original'>, 'copies': <int64 1>, 'handling': <'return'>,"
            " 'problem': <'受托人姓名与身份证件不一致'>, 'fix': <'携带有效原件'>,"
            " 'where_to_get': <'在原发证机关换领'>}",
            name));
  }
  return g_variant_builder_end (&list);
}

/* Twenty items and a long name go on to another page: each is there once in every copy, the columns stand
 * again over those that go on, the pages are numbered and both sign on the last one. */
static void
test_long_notice (void)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (HallLook) look = NULL;
  g_autoptr (HallLook) roll = NULL;
  GVariant *content;
  int pages;

  for (int i = 0; i < 5; i++)
    g_string_append (name, "内蒙古自治区某某房地产开发经营有限责任公司");
  content = hall_sample_with (hall_sample_notice (), "missing_items", many_items (20));
  content = hall_sample_with (content, "applicant_name", g_variant_new_string (name->str));
  content = g_variant_ref_sink (content);
  look = look_at ("notice", "a5", content, NULL);
  roll = look_at ("notice", "roll80", content, NULL);
  g_variant_unref (content);
  assert_whole (look);
  assert_whole (roll);
  g_assert_true (hall_look_says (look, name->str));
  g_assert_true (hall_look_says (look, "共 20 项"));
  pages = hall_look_get_pages (look);
  g_assert_cmpint (pages, >=, 4);
  g_assert_cmpint (pages % 2, ==, 0);
  for (int i = 1; i <= 20; i++) {
    g_autofree char *item = g_strdup_printf ("第%d种", i);
    int found = 0;

    for (int page = 0; page < pages; page++) {
      g_autofree char *text = hall_look_get_text (look, page);

      found += count (text, item);
    }
    g_assert_cmpint (found, ==, 2);
    g_assert_true (hall_look_says (roll, item));
  }
  for (int page = 0; page < pages; page++) {
    g_autofree char *number = g_strdup_printf ("第 %d 页　共 %d 页", page % (pages / 2) + 1, pages / 2);

    g_assert_true (page_says (look, page, number));
    g_assert_true (page_says (look, page, "告字〔2026〕00087号"));
    g_assert_cmpint (page_says (look, page, "种证明"), ==, page_says (look, page, "补正要求及获取途径"));
    g_assert_cmpint (page_says (look, page, "（签名）："), ==, page % (pages / 2) + 1 == pages / 2);
  }
}

/* A text longer than a page is broken, and not lost. */
static void
test_endless_text (void)
{
  g_autoptr (GString) reason = g_string_new (NULL);
  g_autoptr (HallLook) look = NULL;

  for (int i = 0; i < 150; i++)
    g_string_append_printf (reason, "第%d点，办理期已经超过，不能受理本次申请。", i);
  look = look_at (
      "refusal", "a5",
      hall_sample_with (hall_sample_refusal (), "reason_text", g_variant_new_string (reason->str)), NULL);
  assert_whole (look);
  g_assert_cmpint (hall_look_get_pages (look), >=, 6);
  g_assert_true (hall_look_says (look, "第0点"));
  g_assert_true (hall_look_says (look, "第75点"));
  g_assert_true (hall_look_says (look, "第149点"));
}

/* A scanner types letters and figures only: the code leads to the case, on every copy and in both forms. */
static void
test_codes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (papers); i++) {
    g_autoptr (HallLook) look = NULL;

    if (papers[i].sample == hall_sample_guide)
      continue;
    look = look_at (papers[i].kind, papers[i].form, papers[i].sample (), NULL);
    for (int page = 0; page < hall_look_get_pages (look); page++) {
      g_autoptr (GError) error = NULL;
      g_autofree char *code = hall_look_read_code (look, page, &error);

      if (code == NULL && g_error_matches (error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT)) {
        g_test_skip ("no program here reads codes");
        return;
      }
      g_assert_no_error (error);
      g_assert_cmpstr (code, ==, "2026-001153");
    }
  }
}

/* What is not known is left out; a paper never fails for it. */
static void
test_bare (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (papers); i++) {
    g_autoptr (HallPaper) paper = render (papers[i].kind, papers[i].form,
                                          g_variant_new_parsed ("{'case_no': <'2026-000001'>}"), NULL);

    g_assert_cmpint (paper->pages, ==, papers[i].pages);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case-papers/sizes", test_sizes);
  g_test_add_func ("/case-papers/same-bytes", test_same_bytes);
  g_test_add_func ("/case-papers/notice", test_notice);
  g_test_add_func ("/case-papers/notice-short", test_notice_short);
  g_test_add_func ("/case-papers/acceptance", test_acceptance);
  g_test_add_func ("/case-papers/deferred", test_deferred);
  g_test_add_func ("/case-papers/refusal", test_refusal);
  g_test_add_func ("/case-papers/slips", test_slips);
  g_test_add_func ("/case-papers/long-notice", test_long_notice);
  g_test_add_func ("/case-papers/endless-text", test_endless_text);
  g_test_add_func ("/case-papers/codes", test_codes);
  g_test_add_func ("/case-papers/bare", test_bare);
  return g_test_run ();
}
