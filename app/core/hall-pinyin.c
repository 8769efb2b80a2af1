/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-pinyin.h"

#include <string.h>

#include "hall-pinyin-private.h"

/*
 * Finding Chinese text without an input method, by the first letters of its syllables (003-45): 过户更名 is
 * ghgm. A character has one letter, the one that it is mostly read with; words of our field and surnames that
 * are read otherwise stand in lists of their own.
 */

typedef struct {
  const char *word;
  const char *letters;
} Reading;

/* The longer word stands before the shorter one that it begins with. */
static const Reading words[] = {
  /* 行 háng */
  { "银行", "yh" },
  { "行业", "hy" },
  { "行情", "hq" },
  { "分行", "fh" },
  { "支行", "zh" },
  { "工行", "gh" },
  { "农行", "nh" },
  { "建行", "jh" },
  { "商行", "sh" },
  { "同行业", "thy" },
  { "行号", "hh" },
  { "行距", "hj" },
  /* 重 chóng */
  { "重庆", "cq" },
  { "重新", "cx" },
  { "重复", "cf" },
  { "重印", "cy" },
  { "重打", "cd" },
  { "重开", "ck" },
  { "重办", "cb" },
  { "重做", "cz" },
  { "重置", "cz" },
  { "重叠", "cd" },
  { "重启", "cq" },
  { "重装", "cz" },
  /* 乐 yuè */
  { "音乐", "yy" },
  { "乐器", "yq" },
  { "乐队", "yd" },
  /* 调 diào */
  { "调查", "dc" },
  { "调动", "dd" },
  { "调换", "dh" },
  { "调取", "dq" },
  { "调度", "dd" },
  { "调配", "dp" },
  { "强调", "qd" },
  /* 长 zhǎng */
  { "值班长", "zbz" },
  { "班长", "bz" },
  { "校长", "xz" },
  { "家长", "jz" },
  { "站长", "zz" },
  { "科长", "kz" },
  { "处长", "cz" },
  { "局长", "jz" },
  { "部长", "bz" },
  { "所长", "sz" },
  { "院长", "yz" },
  { "店长", "dz" },
  { "厂长", "cz" },
  { "组长", "zz" },
  { "增长", "zz" },
  { "成长", "cz" },
  { "长大", "zd" },
  { "长辈", "zb" },
  { "长子", "zz" },
  /* others of the hall's business */
  { "会计", "kj" },
  { "校对", "jd" },
  { "供给", "gj" },
  { "给付", "jf" },
  { "给予", "jy" },
  { "便宜", "py" },
  { "投降", "tx" },
  { "关卡", "gq" },
  { "率先", "sx" },
  { "弹性", "tx" },
  { "湖泊", "hp" },
  { "停泊", "tp" },
  /* places */
  { "厦门", "xm" },
  { "长子县", "zzx" },
  { "西藏", "xz" },
  { "宝藏", "bz" },
  { "番禺", "py" },
  { "蔚县", "yx" },
  { "洪洞", "ht" },
  { "铅山", "ys" },
  { "东阿", "de" },
  { "浚县", "xx" },
  { "涡阳", "gy" },
  { "泌阳", "by" },
  { "十里堡", "slp" },
};

#define PERSON_MAX 4 /* characters of a Chinese name */

/* As the beginning of somebody's name. */
static const Reading surnames[] = {
  { "尉迟", "yc" }, { "万俟", "mq" }, { "长孙", "zs" }, { "单于", "cy" }, { "澹台", "tt" }, { "单", "s" },
  { "曾", "z" },    { "解", "x" },    { "仇", "q" },    { "区", "o" },    { "查", "z" },    { "翟", "z" },
  { "折", "s" },    { "种", "c" },    { "召", "s" },    { "繁", "p" },    { "乐", "y" },    { "覃", "q" },
  { "郇", "x" },    { "句", "g" },    { "佴", "n" },    { "隗", "w" },    { "祭", "z" },    { "阚", "k" },
};

static const Reading *
find_reading (const Reading *list, gsize n, const char *text)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_has_prefix (text, list[i].word))
      return &list[i];
  return NULL;
}

/* 0 for what has none: signs, blanks, characters that nobody reads. */
static char
letter_of (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum ((char)c) ? g_ascii_tolower ((char)c) : 0;
  if (c == 0x3007) /* 〇 */
    return 'l';
  if (c == 0x4dae) /* 䶮, in names */
    return 'y';
  if (c >= HALL_PINYIN_FIRST && c - HALL_PINYIN_FIRST < hall_pinyin_n_letters) {
    char letter = hall_pinyin_letters[c - HALL_PINYIN_FIRST];

    return letter != '-' ? letter : 0;
  }
  return 0;
}

static char *
initials_of (const char *text, gboolean name)
{
  /* Full-width letters and figures become plain ones. */
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *result = g_string_new (NULL);
  const char *at = plain;

  while (at != NULL && *at != '\0') {
    const Reading *reading = name && at == plain ? find_reading (surnames, G_N_ELEMENTS (surnames), at)
                                                 : find_reading (words, G_N_ELEMENTS (words), at);
    char letter;

    if (reading != NULL) {
      g_string_append (result, reading->letters);
      at += strlen (reading->word);
      continue;
    }
    letter = letter_of (g_utf8_get_char (at));
    if (letter != 0)
      g_string_append_c (result, letter);
    at = g_utf8_next_char (at);
  }
  return g_string_free (result, FALSE);
}

/**
 * hall_pinyin_initials:
 * @text: any text in UTF-8
 *
 * The first letters of its syllables, in small letters; Latin letters and figures stay, all else is left out:
 * 过户更名 is "ghgm", A1采暖费 is "a1cnf".
 *
 * Returns: (transfer full): the initials, "" when there are none
 */
char *
hall_pinyin_initials (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return initials_of (text, FALSE);
}

/**
 * hall_pinyin_name_initials:
 * @name: the name of a person or a company
 *
 * As hall_pinyin_initials(), but a surname that is read in its own way is read so: 单, 曾, 解, 尉迟. A name
 * of more than four characters is that of a company.
 *
 * Returns: (transfer full): the initials, "" when there are none
 */
char *
hall_pinyin_name_initials (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  return initials_of (name, g_utf8_strlen (name, -1) <= PERSON_MAX);
}

/**
 * hall_pinyin_is_query:
 * @typed: what somebody typed into a search
 *
 * Returns: whether it can be initials: Latin letters and figures only, at least one of them a letter
 */
gboolean
hall_pinyin_is_query (const char *typed)
{
  gboolean letters = FALSE;

  g_return_val_if_fail (typed != NULL, FALSE);

  for (const char *at = typed; *at != '\0'; at++) {
    if (!g_ascii_isalnum (*at))
      return FALSE;
    letters |= g_ascii_isalpha (*at);
  }
  return letters;
}

/**
 * hall_pinyin_match:
 * @text: what is looked through: the name of a matter, a phrase, a member of staff
 * @typed: what somebody typed
 *
 * Finds by the text itself, whatever the case of its letters, and by its initials.
 *
 * Returns: whether @typed stands in it; always for ""
 */
gboolean
hall_pinyin_match (const char *text, const char *typed)
{
  g_autofree char *folded = NULL;
  g_autofree char *wanted = NULL;
  g_autofree char *initials = NULL;

  g_return_val_if_fail (text != NULL && typed != NULL, FALSE);

  folded = g_utf8_casefold (text, -1);
  wanted = g_utf8_casefold (typed, -1);
  g_strstrip (wanted);
  if (*wanted == '\0' || strstr (folded, wanted) != NULL)
    return TRUE;
  if (!hall_pinyin_is_query (wanted))
    return FALSE;
  initials = hall_pinyin_initials (text);
  return strstr (initials, wanted) != NULL;
}
