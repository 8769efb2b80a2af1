/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The arithmetic of a due time in words: in Chinese on paper, in the user's language on the screen. */

#include "hall-deadline.h"

#include "hall-time.h"

#include <glib/gi18n-lib.h>

/* Days in a row from which on only the first and the last are named. */
#define MANY_DAYS 3

typedef struct {
  GString *text;
  gboolean on_paper; /* Chinese, whatever the screen speaks: papers are the hall's, not the clerk's */
  gboolean years;    /* whether dates are written with their year */
} Words;

static void
append_taken (Words *words, char *text)
{
  g_string_append (words->text, text);
  g_free (text);
}

static const char *
begin_word (HallBegin begin, gboolean on_paper)
{
  switch (begin) {
  case HALL_BEGIN_ACCEPTED:
    return on_paper ? "受理" : C_ ("clock", "Accepted");
  case HALL_BEGIN_SUPPLEMENTED:
    return on_paper ? "补正" : _ ("Completed by the customer");
  case HALL_BEGIN_RECORDED:
    return on_paper ? "登记" : _ ("Recorded");
  case HALL_BEGIN_ASKED:
    return on_paper ? "请示" : _ ("Leader asked");
  case HALL_BEGIN_PROMISED:
    return on_paper ? "约定" : _ ("Promised");
  default:
    g_return_val_if_reached ("");
  }
}

/* "11-21", or "2026-11-21" when years are written. */
static const char *
short_day (const Words *words, const char day[HALL_DAY_SIZE])
{
  return words->years ? day : day + 5;
}

static void
append_run (Words *words, guint32 first, guint32 last)
{
  char from[HALL_DAY_SIZE], until[HALL_DAY_SIZE];

  hall_day_from_number (first, from);
  hall_day_from_number (last, until);
  if (last - first + 1 >= MANY_DAYS) {
    if (words->on_paper)
      g_string_append_printf (words->text, " %s至%s", short_day (words, from), short_day (words, until));
    else
      /* Translators: days that are skipped, the first and the last of several in a row; begins with a blank
       */
      g_string_append_printf (words->text, _ (" %1$s to %2$s"), short_day (words, from),
                              short_day (words, until));
    return;
  }
  g_string_append_printf (words->text, " %s", short_day (words, from));
  if (last != first)
    g_string_append_printf (words->text, " %s", short_day (words, until));
}

/* All days of one kind, runs of them drawn together; @head before the first. */
static void
append_days (Words *words, const GArray *days, HallDayKind kind, const char *head, const char *tail)
{
  gboolean any = FALSE;

  for (guint i = 0; i < days->len; i++) {
    guint from = i;

    if (g_array_index (days, HallDueDay, i).kind != kind)
      continue;
    while (i + 1 < days->len && g_array_index (days, HallDueDay, i + 1).kind == kind)
      i++;
    if (!any)
      g_string_append (words->text, head);
    any = TRUE;
    append_run (words, g_array_index (days, HallDueDay, from).day, g_array_index (days, HallDueDay, i).day);
  }
  if (any)
    g_string_append (words->text, tail);
}

static char *
working_days (gint64 n, gboolean on_paper)
{
  if (on_paper)
    return g_strdup_printf ("%d 个工作日", (int)n);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d working day", "%d working days", (gulong)n),
                          (int)n);
}

/* "24 小时", "30 分钟", "1 小时 20 分钟" */
static char *
natural_time (gint64 minutes, gboolean on_paper)
{
  int hours = (int)(minutes / 60), rest = (int)(minutes % 60);
  g_autofree char *whole = NULL;
  g_autofree char *part = NULL;

  if (on_paper) {
    whole = g_strdup_printf ("%d 小时", hours);
    part = g_strdup_printf ("%d 分钟", rest);
  } else {
    whole = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d hour", "%d hours", (gulong)hours), hours);
    part = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d minute", "%d minutes", (gulong)rest), rest);
  }
  if (hours == 0)
    return g_steal_pointer (&part);
  if (rest == 0)
    return g_steal_pointer (&whole);
  return g_strdup_printf ("%s %s", whole, part);
}

static char *
amount_text (HallTermUnit unit, gint64 amount, gboolean on_paper)
{
  return unit == HALL_TERM_MINUTES ? natural_time (amount, on_paper) : working_days (amount, on_paper);
}

static void
append_term (Words *words, const HallDeadline *deadline)
{
  g_autofree char *amount = amount_text (deadline->term.unit, deadline->term.amount, words->on_paper);

  if (deadline->term.unit == HALL_TERM_MINUTES)
    /* Translators: %s is "24 hours" */
    g_string_append_printf (words->text, words->on_paper ? "，%s" : _ (", %s"), amount);
  else if (words->on_paper)
    g_string_append_printf (words->text, "，次日起 %s", amount);
  else
    /* Translators: %s is "3 working days", counted from the day after */
    g_string_append_printf (words->text, _ (", from the next day %s"), amount);

  if (deadline->extension > 0) {
    g_autofree char *more = amount_text (deadline->term.unit, deadline->extension, words->on_paper);

    if (words->on_paper)
      g_string_append_printf (words->text, "，延期 %s", more);
    else
      /* Translators: %s is "2 working days" that were added */
      g_string_append_printf (words->text, _ (", extended by %s"), more);
  }
}

static void
append_skipped (Words *words, const HallDue *due)
{
  append_days (words, due->days, HALL_DAY_OFF, words->on_paper ? "，跳过" : _ (", skipping"), "");
  append_days (words, due->days, HALL_DAY_WAITED,
               words->on_paper ? "，等候客户" : _ (", waiting for the customer"),
               words->on_paper ? " 不计入" : _ (" not counted"));
  if (due->waited_us > 0) {
    g_autofree char *waited = natural_time ((due->waited_us + HALL_MINUTE - 1) / HALL_MINUTE,
                                            words->on_paper);

    if (words->on_paper)
      g_string_append_printf (words->text, "，等候客户 %s 不计入", waited);
    else
      /* Translators: %s is "1 hour 20 minutes" */
      g_string_append_printf (words->text, _ (", waiting for the customer %s not counted"), waited);
  }
}

static void
append_end (Words *words, const HallDue *due, const HallHours *hours)
{
  g_autofree char *end = hall_time_format (hours->zone, due->due_us,
                                           words->years ? "%Y-%m-%d %H:%M" : "%m-%d %H:%M");

  if (due->waiting_since != 0 && due->waiting_since <= due->due_us)
    g_string_append (words->text, words->on_paper ? "，仍在等候" : _ (", still waiting"));
  else
    /* Translators: %s is the due time: 11-25 17:30 */
    g_string_append_printf (words->text, words->on_paper ? "，= %s" : _ (", = %s"), end);
  if (due->unconfirmed_year == 0)
    return;
  if (words->on_paper)
    g_string_append_printf (words->text, "（%d年节假日表未导入，时限待核）", due->unconfirmed_year);
  else
    /* Translators: %d is a year: 2027; begins with a blank */
    g_string_append_printf (words->text, _ (" (the holiday table of %d is not imported: not confirmed)"),
                            due->unconfirmed_year);
}

static char *
tell (const HallDue *due, const HallDeadline *deadline, const HallHours *hours, gboolean on_paper)
{
  g_autofree char *first = hall_time_day (hours->zone, deadline->begin_us);
  g_autofree char *last = hall_time_day (hours->zone, due->due_us);
  Words words = { .text = g_string_new (NULL), .on_paper = on_paper, .years = strncmp (first, last, 4) != 0 };

  g_string_append_printf (words.text, "%s %s", begin_word (deadline->begin, on_paper),
                          short_day (&words, first));
  if (deadline->term.unit == HALL_TERM_MINUTES) {
    g_string_append_c (words.text, ' ');
    append_taken (&words, hall_time_format (hours->zone, deadline->begin_us, "%H:%M"));
  }
  append_term (&words, deadline);
  append_skipped (&words, due);
  append_end (&words, due, hours);
  return g_string_free (words.text, FALSE);
}

/**
 * hall_due_for_paper:
 * @due: a due time
 * @deadline: the facts it was computed from
 * @hours: when the hall works
 *
 * The arithmetic of a due time as a paper prints it, so that the customer can count after it: 受理
 * 11-20，次日起 3 个工作日，跳过 11-21 11-22，= 11-25 17:30. Dates have their year when the time goes over
 * the turn of it. Chinese in every locale.
 *
 * Returns: (transfer full): the sentence
 */
char *
hall_due_for_paper (const HallDue *due, const HallDeadline *deadline, const HallHours *hours)
{
  g_return_val_if_fail (due != NULL && deadline != NULL && hours != NULL, NULL);
  return tell (due, deadline, hours, TRUE);
}

/**
 * hall_due_sentence:
 * @due: a due time
 * @deadline: the facts it was computed from
 * @hours: when the hall works
 *
 * Returns: (transfer full): what hall_due_for_paper() says, in the user's language
 */
char *
hall_due_sentence (const HallDue *due, const HallDeadline *deadline, const HallHours *hours)
{
  g_return_val_if_fail (due != NULL && deadline != NULL && hours != NULL, NULL);
  return tell (due, deadline, hours, FALSE);
}
