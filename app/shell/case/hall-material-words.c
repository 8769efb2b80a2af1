/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-material-words.h"

#include <glib/gi18n-lib.h>

#include "hall-shell.h"

/* What is usually wrong with a material. The texts go on the customer's notice, so they are Chinese whatever
 * the screen speaks, as all papers are. */

static const HallMaterialPhrase missing[] = {
  { "未携带", "Not brought", "请带{form}", NULL },
  { "遗失", "Lost", "请到{issuer}补领", NULL },
  { "尚在办理中", "Still being made", "请办妥后带来", NULL },
  { "只有照片或电子件", "Only a picture of it", "请带{form}", NULL },
  { "份数不足", "Too few copies", "请补足 {copies} 份", NULL },
};

static const HallMaterialPhrase faulty[] = {
  { "是复印件，缺原件", "A copy, not the original", "请带原件核对", NULL },
  { "已过有效期", "Expired", "请到{issuer}换领新件", NULL },
  { "姓名或名称不一致", "Names differ", "请到{issuer}更正，或带变更证明", NULL },
  { "未盖章或未签字", "Not stamped or signed", "请补盖公章或补签字", NULL },
  { "字迹不清或有涂改", "Illegible or altered", "请重新出具一份，字迹清楚、无涂改", NULL },
  { "填写不全", "Not filled in completely", "请补填完整，可当场补填", "本厅填表台" },
  { "有欠费未结清", "Fees are owed", "请先缴清欠费，再打印缴费凭证", "本厅缴费窗口" },
};

static const HallMaterialPhrase not_needed[] = {
  { "本人到场，无需委托", "The applicant came in person", NULL, NULL },
  { "本厅系统可以查验", "Our own system shows it", NULL, NULL },
  { "本厅档案已有留存", "It is in our files already", NULL, NULL },
  { "本次申请不涉及", "This application does not involve it", NULL, NULL },
};

/**
 * hall_material_phrases:
 * @state: missing, faulty or not needed
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n) (nullable): what is usually said of a material in that state, the
 *   most usual first
 */
const HallMaterialPhrase *
hall_material_phrases (HallItemState state, gsize *n)
{
  g_return_val_if_fail (n != NULL, NULL);

  switch (state) {
  case HALL_ITEM_MISSING:
    *n = G_N_ELEMENTS (missing);
    return missing;
  case HALL_ITEM_FAULTY:
    *n = G_N_ELEMENTS (faulty);
    return faulty;
  case HALL_ITEM_NOT_NEEDED:
    *n = G_N_ELEMENTS (not_needed);
    return not_needed;
  case HALL_ITEM_UNSEEN:
  case HALL_ITEM_HAVE:
  default:
    *n = 0;
    return NULL;
  }
}

/* The form of a material on paper: 请带原件. */
static const char *
form_on_paper (const char *form)
{
  static const char *const words[][2] = {
    { "original", "原件" },   { "copy", "复印件" },   { "both", "原件和复印件" },
    { "form", "填好的表格" }, { "data", "所需信息" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (form, words[i][0]) == 0)
      return words[i][1];
  return "原件";
}

/* Who makes it out, as the customer calls them: what says 本 means itself. */
static const char *
issuer_on_paper (const char *issuer)
{
  if (issuer == NULL || *issuer == '\0')
    return "出具单位";
  if (g_str_equal (issuer, "本公司"))
    return "本厅";
  return g_str_equal (issuer, "本单位") ? "贵单位" : issuer;
}

/**
 * hall_material_phrase_fix:
 * @phrase: a usual problem
 * @item: the material that has it
 *
 * Returns: (transfer full): what the customer is to do about it, "" where nothing is usual
 */
char *
hall_material_phrase_fix (const HallMaterialPhrase *phrase, const HallCaseItemLine *item)
{
  g_autoptr (GString) fix = NULL;
  g_autofree char *copies = NULL;

  g_return_val_if_fail (phrase != NULL && item != NULL, NULL);

  fix = g_string_new (phrase->fix);
  copies = g_strdup_printf ("%d", (int)MAX (item->copies, 1));
  g_string_replace (fix, "{form}", form_on_paper (item->form), 0);
  g_string_replace (fix, "{copies}", copies, 0);
  g_string_replace (fix, "{issuer}", issuer_on_paper (item->issuer), 0);
  return g_string_free (g_steal_pointer (&fix), FALSE);
}

/**
 * hall_material_phrase_where:
 * @phrase: a usual problem
 * @item: the material that has it
 *
 * Returns: (transfer none): where to get it: what the matter says, unless the problem has a place of its own
 */
const char *
hall_material_phrase_where (const HallMaterialPhrase *phrase, const HallCaseItemLine *item)
{
  g_return_val_if_fail (phrase != NULL && item != NULL, NULL);

  if (phrase->where != NULL)
    return phrase->where;
  return item->how != NULL ? item->how : "";
}

/**
 * hall_material_state_word:
 * @state: what was found
 *
 * Returns: (transfer none): the word for it, as the chooser and the pills say it
 */
const char *
hall_material_state_word (HallItemState state)
{
  switch (state) {
  case HALL_ITEM_HAVE:
    return C_ ("material", "have");
  case HALL_ITEM_MISSING:
    return C_ ("material", "missing");
  case HALL_ITEM_FAULTY:
    return C_ ("material", "faulty");
  case HALL_ITEM_NOT_NEEDED:
    return C_ ("material", "not needed");
  case HALL_ITEM_UNSEEN:
  default:
    return C_ ("material", "not looked at");
  }
}

/**
 * hall_material_name:
 * @item: a material
 *
 * Returns: (transfer none): what it is called, in the language of the screen
 */
const char *
hall_material_name (const HallCaseItemLine *item)
{
  g_return_val_if_fail (item != NULL, NULL);

  return hall_shell_localised (item->name, item->name_en);
}

static char *
form_text (const HallCaseItemLine *item)
{
  const int copies = (int)item->copies;

  if (g_strcmp0 (item->form, "original") == 0)
    /* Translators: how a material is to be brought; %d is how many */
    return g_strdup_printf (_ ("original × %d"), MAX (copies, 1));
  if (g_strcmp0 (item->form, "copy") == 0)
    return g_strdup_printf (_ ("copy × %d"), MAX (copies, 1));
  if (g_strcmp0 (item->form, "both") == 0)
    return g_strdup_printf (_ ("original and copy × %d"), MAX (copies, 1));
  if (g_strcmp0 (item->form, "form") == 0)
    return g_strdup_printf (_ ("our form × %d"), MAX (copies, 1));
  return g_strdup (_ ("said, not shown"));
}

/**
 * hall_material_detail:
 * @item: a material
 *
 * Returns: (transfer full): in what form it is needed and what becomes of it
 */
char *
hall_material_detail (const HallCaseItemLine *item)
{
  g_autofree char *form = NULL;
  g_autofree char *whole = NULL;
  const char *handling = NULL;

  g_return_val_if_fail (item != NULL, NULL);

  form = form_text (item);
  if (g_strcmp0 (item->form, "data") != 0 && g_strcmp0 (item->handling, "return") == 0)
    handling = _ ("handed back once checked");
  else if (g_strcmp0 (item->form, "data") != 0 && g_strcmp0 (item->handling, "check") == 0)
    handling = _ ("looked at, not kept");
  /* Translators: "original × 1, handed back once checked" */
  whole = handling != NULL ? g_strdup_printf (C_ ("material", "%s, %s"), form, handling)
                           : g_steal_pointer (&form);
  if (item->mandatory)
    return g_steal_pointer (&whole);
  /* Translators: of a material that one can do without; %s is its form */
  return g_strdup_printf (_ ("%s, if there is one"), whole);
}

static gboolean
says (const char *text)
{
  return text != NULL && *text != '\0';
}

/**
 * hall_material_reason_line:
 * @problem: (nullable): what is wrong
 * @fix: (nullable): what to do
 * @where: (nullable): where to get it
 *
 * Returns: (transfer full): the three in one line
 */
char *
hall_material_reason_line (const char *problem, const char *fix, const char *where)
{
  g_autoptr (GString) text = g_string_new (says (problem) ? problem : "");

  if (says (fix) || says (where))
    g_string_append (text, text->len > 0 ? " → " : "");
  if (says (fix))
    g_string_append (text, fix);
  if (says (where))
    /* Translators: between what to do and where */
    g_string_append_printf (text, "%s%s", says (fix) ? C_ ("material", "; ") : "", where);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * hall_material_moment:
 * @time_us: a moment, µs since the epoch
 * @now_us: the hall's time; the year is named when it is another
 *
 * Returns: (transfer full): day and time as one says them to a customer
 */
char *
hall_material_moment (gint64 time_us, gint64 now_us)
{
  g_autofree char *year = hall_shell_time (time_us, "%Y");
  g_autofree char *this_year = hall_shell_time (now_us, "%Y");

  if (g_str_equal (year, this_year))
    /* Translators: day and time as one says them; see g_date_time_format() */
    return hall_shell_time (time_us, _ ("%-d %B, %H:%M"));
  /* Translators: the same with the year */
  return hall_shell_time (time_us, _ ("%-d %B %Y, %H:%M"));
}
