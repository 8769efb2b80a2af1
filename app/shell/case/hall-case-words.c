/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-case-words.h"

#include <glib/gi18n-lib.h>

#include "hall-shell.h"

/* What the screens call the parts of a case. */

static const struct {
  const char *name;
  const char *word;
  const char *chinese; /* how a category is called whose tickets are mostly of this kind */
  const char *english;
} kinds[] = {
  /* lint: the hall's own words for its categories; Translators: the kinds of a visit */
  { "enquiry", NC_ ("kind of visit", "Enquiry"), "咨询", "enquir" },
  { "business", NC_ ("kind of visit", "Business"), "业务", "service" },
  { "repair", NC_ ("kind of visit", "Repair"), "报修", "repair" }, /* lint: as above */
  { "suggestion", NC_ ("kind of visit", "Suggestion"), "建议", "suggest" },
  { "complaint", NC_ ("kind of visit", "Complaint"), "投诉", "complain" }, /* lint: as above */
  { "emergency", NC_ ("kind of visit", "Emergency"), "紧急", "emergenc" },
};

/**
 * hall_case_kinds:
 *
 * Returns: (transfer none): the names of the kinds of a visit, %NULL at the end
 */
const char *const *
hall_case_kinds (void)
{
  static const char *names[G_N_ELEMENTS (kinds) + 1];

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    names[i] = kinds[i].name;
  return names;
}

/**
 * hall_case_kind_word:
 * @kind: as stored
 *
 * Returns: (transfer none): the word for it, for people
 */
const char *
hall_case_kind_word (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, kind) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "kind of visit", kinds[i].word);
  return kind;
}

/**
 * hall_case_applicant_word:
 * @applicant: as stored: person, company
 *
 * Returns: (transfer none): the word for it
 */
const char *
hall_case_applicant_word (const char *applicant)
{
  return g_strcmp0 (applicant, "company") == 0 ? C_ ("applicant", "Company") : C_ ("applicant", "Person");
}

/**
 * hall_case_kind_of_category:
 * @name: (nullable): what the hall calls a category
 * @name_en: (nullable): the same in English
 *
 * Returns: (transfer none): the kind that a case of this category mostly is; business when its name says
 * nothing
 */
const char *
hall_case_kind_of_category (const char *name, const char *name_en)
{
  g_autofree char *lower = name_en != NULL ? g_ascii_strdown (name_en, -1) : g_strdup ("");

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if ((name != NULL && strstr (name, kinds[i].chinese) != NULL) || strstr (lower, kinds[i].english) != NULL)
      return kinds[i].name;
  return "business";
}

/**
 * hall_case_fee_words:
 * @fee: as a matter says it
 *
 * Returns: (transfer none): the fee in words; of a matter that costs nothing, that it is free
 */
const char *
hall_case_fee_words (const char *fee)
{
  /* lint: how the hall writes it */
  return *fee == '\0' || g_str_equal (fee, "无") ? _ ("Free of charge") : fee;
}

/**
 * hall_id_type_word:
 * @type: a kind of identity paper
 *
 * Returns: (transfer none): what it is called
 */
const char *
hall_id_type_word (HallIdType type)
{
  static const char *const words[HALL_N_ID_TYPES] = {
    [HALL_ID_NUMBER] = N_ ("Identity card or residence permit"),
    [HALL_ID_PASSPORT] = N_ ("Passport"),
    [HALL_ID_HK_MACAO] = N_ ("Travel permit, Hong Kong and Macao"),
    [HALL_ID_TAIWAN] = N_ ("Travel permit, Taiwan"),
    [HALL_ID_OTHER] = N_ ("Another identity paper"),
  };

  g_return_val_if_fail (type < HALL_N_ID_TYPES, NULL);

  return _ (words[type]);
}

/**
 * hall_case_state_pill:
 * @pill: a pill
 * @state: of a case, as stored
 * @word: for people
 *
 * Shows a state by word, colour and icon: what waits for somebody, what is done, what was refused.
 */
void
hall_case_state_pill (HallPill *pill, const char *state, const char *word)
{
  static const struct {
    const char *state;
    const char *tone;
    const char *icon;
  } looks[] = {
    { "open", "info", "document-edit-symbolic" },        { "noticed", "warn", "content-loading-symbolic" },
    { "accepted", "ok", "object-select-symbolic" },      { "refusing", "warn", "content-loading-symbolic" },
    { "refused", "bad", "action-unavailable-symbolic" }, { "consulting", "warn", "content-loading-symbolic" },
    { "forwarded", "warn", "mail-forward-symbolic" },    { "answered", "ok", "object-select-symbolic" },
    { "closed", "plain", "changes-prevent-symbolic" },
  };

  g_return_if_fail (HALL_IS_PILL (pill));

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_strcmp0 (looks[i].state, state) == 0) {
      hall_pill_set (pill, looks[i].tone, looks[i].icon, word);
      return;
    }
  hall_pill_set (pill, "plain", NULL, word);
}

/**
 * hall_case_light_pill:
 * @pill: a pill
 * @file: a case
 * @now: the hall's time, µs
 *
 * Shows how much time a case has left (row 004-39): nothing where no clock runs.
 */
void
hall_case_light_pill (HallPill *pill, const HallCaseView *file, gint64 now)
{
  g_autofree char *moment = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (HALL_IS_PILL (pill) && file != NULL);

  if (file->due_at == 0 || file->closed_at != 0) {
    hall_pill_set (pill, "plain", NULL, NULL);
    return;
  }
  moment = hall_case_moment (file->due_at, now);
  if (file->light == HALL_LIGHT_WAITING) {
    hall_pill_set (pill, "plain", "media-playback-pause-symbolic",
                   _ ("The clock stands: waiting for the customer"));
    return;
  }
  /* Translators: %s is when something is due: “today 17:30” or “Wed 11-25 17:30” */
  text = g_strdup_printf (file->light == HALL_LIGHT_RED ? _ ("Was due %s") : _ ("Due %s"), moment);
  hall_pill_set (pill,
                 file->light == HALL_LIGHT_RED     ? "bad"
                 : file->light == HALL_LIGHT_AMBER ? "warn"
                                                   : "plain",
                 "alarm-symbolic", text);
}

/* How many days lie between two moments in the hall. */
static int
days_between (gint64 from, gint64 to)
{
  g_autofree char *a = hall_shell_time (from, "%Y-%m-%d");
  g_autofree char *b = hall_shell_time (to, "%Y-%m-%d");
  guint32 first = 0;
  guint32 last = 0;

  if (!hall_day_to_number (a, &first) || !hall_day_to_number (b, &last))
    return 0;
  return (int)last - (int)first;
}

/**
 * hall_case_day_title:
 * @time_us: a moment, µs
 * @now: the hall's time, µs
 *
 * Returns: (transfer full): the day, as the heading of what happened on it
 */
char *
hall_case_day_title (gint64 time_us, gint64 now)
{
  int days = days_between (time_us, now);
  g_autofree char *date = hall_shell_time (time_us, _ ("%a %-d %b %Y"));

  if (days == 0)
    /* Translators: %s is a date */
    return g_strdup_printf (_ ("Today, %s"), g_strstrip (date));
  if (days == 1)
    return g_strdup_printf (_ ("Yesterday, %s"), g_strstrip (date));
  return g_strdup (g_strstrip (date));
}

/**
 * hall_case_moment:
 * @time_us: a moment, µs
 * @now: the hall's time, µs
 *
 * Returns: (transfer full): the moment in the fewest words: “today 17:30”, “Wed 11-25 17:30”
 */
char *
hall_case_moment (gint64 time_us, gint64 now)
{
  int days = days_between (now, time_us);
  g_autofree char *clock = hall_shell_time (time_us, "%H:%M");

  if (days == 0)
    /* Translators: %s is a time of day: 17:30 */
    return g_strdup_printf (_ ("today %s"), clock);
  if (days == 1)
    return g_strdup_printf (_ ("tomorrow %s"), clock);
  if (days == -1)
    return g_strdup_printf (_ ("yesterday %s"), clock);
  return hall_shell_time (time_us, days > -180 && days < 180 ? _ ("%a %m-%d %H:%M") : "%Y-%m-%d %H:%M");
}
