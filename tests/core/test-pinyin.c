/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-pinyin.h"

#include "hall-test.h"

static void
assert_initials (const char *text, const char *expected)
{
  g_autofree char *initials = hall_pinyin_initials (text);

  g_assert_cmpstr (initials, ==, expected);
}

static void
assert_name (const char *name, const char *expected)
{
  g_autofree char *initials = hall_pinyin_name_initials (name);

  g_assert_cmpstr (initials, ==, expected);
}

/* What the hall does, by the letters that a clerk would press. */
static void
test_matters (void)
{
  HALL_PROVES ("003-45");

  assert_initials ("过户更名", "ghgm");
  assert_initials ("采暖费缴纳", "cnfjn");
  assert_initials ("收据补打", "sjbd");
  assert_initials ("开具发票", "kjfp");
  assert_initials ("报停", "bt");
  assert_initials ("恢复供热", "hfgr");
  assert_initials ("面积复核", "mjfh");
  assert_initials ("入网申请", "rwsq");
  assert_initials ("室温不达标、测温", "swbdbcw");
  assert_initials ("漏水（紧急）", "lsjj");
}

static void
test_signs (void)
{
  assert_initials ("", "");
  assert_initials ("，。（）", "");
  assert_initials ("A1 采暖费 2026", "a1cnf2026");
  assert_initials ("Ａ１号", "a1h");
  assert_initials ("18℃", "18c");
  assert_initials ("二〇二六年", "eleln");
  assert_initials ("家里不热，怎么办？", "jlbrzmb");
}

/* Characters with several readings, in the words that the hall has them in. */
static void
test_words (void)
{
  static const char *const words[][2] = {
    { "银行卡", "yhk" },    { "行政", "xz" },       { "同行业", "thy" }, { "重庆市", "cqs" },
    { "重量", "zl" },       { "重新供热", "cxgr" }, { "长春市", "ccs" }, { "值班长", "zbz" },
    { "班长审批", "bzsp" }, { "长期", "cq" },       { "调整", "tz" },    { "调查", "dc" },
    { "空调", "kt" },       { "音乐", "yy" },       { "快乐", "kl" },    { "会计", "kj" },
    { "开会", "kh" },       { "大厦", "ds" },       { "厦门", "xm" },    { "便民", "bm" },
    { "便宜", "py" },       { "核实", "hs" },       { "解除", "jc" },    { "地址", "dz" },
    { "办理了吗", "bllm" }, { "供给", "gj" },       { "校对", "jd" },    { "学校", "xx" },
    { "单价", "dj" },       { "查询", "cx" },       { "区域", "qy" },    { "参加", "cj" },
    { "差额", "ce" },       { "率", "l" },          { "折扣", "zk" },    { "什么", "sm" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    assert_initials (words[i][0], words[i][1]);
}

/* A surname that is read in its own way is read so in a name, and only at its beginning. */
static void
test_names (void)
{
  assert_name ("王小明", "wxm");
  assert_name ("单雄信", "sxx");
  assert_initials ("单位", "dw");
  assert_name ("曾国强", "zgq");
  assert_name ("解小东", "xxd");
  assert_name ("仇英", "qy");
  assert_name ("区志军", "ozj");
  assert_name ("查良", "zl");
  assert_name ("朴正", "pz");
  assert_name ("盖丽丽", "gll");
  assert_name ("缪红", "mh");
  assert_name ("尉迟恭", "ycg");
  assert_name ("尉健", "wj");
  assert_name ("万俟雪", "mqx");
  assert_name ("欧阳单", "oyd");
  assert_name ("阿依古丽·买买提", "ayglmmt");
  assert_name ("Anna Müller", "annamller");
  assert_name ("刘淼垚", "lmy");
  assert_name ("张晟", "zs");
  assert_name ("解放路小学校", "jflxxx");
}

/* Every character that simplified texts are written with has a letter. */
static void
test_common_characters (void)
{
  for (int high = 0xb0; high <= 0xf7; high++) {
    for (int low = 0xa1; low <= 0xfe; low++) {
      const char bytes[] = { (char)high, (char)low, 0 };
      g_autofree char *text = g_convert (bytes, 2, "UTF-8", "GB2312", NULL, NULL, NULL);
      g_autofree char *initials = text != NULL ? hall_pinyin_initials (text) : NULL;

      if (initials != NULL && strlen (initials) != 1)
        g_test_message ("%s has “%s”", text, initials);
      if (initials != NULL)
        g_assert_cmpuint (strlen (initials), ==, 1);
    }
  }
}

static void
test_match (void)
{
  HALL_PROVES ("003-45");

  g_assert_true (hall_pinyin_match ("过户更名", "gh"));
  g_assert_true (hall_pinyin_match ("过户更名", "GM"));
  g_assert_true (hall_pinyin_match ("过户更名", "更名"));
  g_assert_true (hall_pinyin_match ("过户更名", " gh "));
  g_assert_true (hall_pinyin_match ("B1 过户更名", "b1"));
  g_assert_true (hall_pinyin_match ("过户更名", ""));
  g_assert_false (hall_pinyin_match ("过户更名", "hg更"));
  g_assert_false (hall_pinyin_match ("过户更名", "bt"));
  g_assert_true (hall_pinyin_is_query ("b1"));
  g_assert_false (hall_pinyin_is_query ("12"));
  g_assert_false (hall_pinyin_is_query (""));
  g_assert_false (hall_pinyin_is_query ("过h"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pinyin/matters", test_matters);
  g_test_add_func ("/pinyin/signs", test_signs);
  g_test_add_func ("/pinyin/words", test_words);
  g_test_add_func ("/pinyin/names", test_names);
  g_test_add_func ("/pinyin/common-characters", test_common_characters);
  g_test_add_func ("/pinyin/match", test_match);
  return g_test_run ();
}
