/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-paper-words.h"

#include <glib/gi18n-lib.h>

/* What a printer and a paper are doing, in words: one word for the status line, one sentence for the banner.
 */

typedef struct {
  const char *reason;   /* stem of printer-state-reasons */
  const char *word;     /* for the status line */
  const char *happened; /* for the banner */
  const char *remedy;
} Trouble;

static const Trouble troubles[] = {
  { "media-empty", N_ ("Out of paper"), N_ ("The printer is out of paper."),
    N_ ("It prints by itself once paper is in.") },
  { "media-jam", N_ ("Paper jam"), N_ ("Paper is jammed in the printer."),
    N_ ("Clear the jam; it then prints by itself.") },
  { "cover-open", N_ ("Cover open"), N_ ("The printer’s cover is open."),
    N_ ("Close it; it then prints by itself.") },
  { "output-full", N_ ("Tray full"), N_ ("The tray of the printer is full."),
    N_ ("Empty it; it then prints by itself.") },
  { "toner-empty", N_ ("Out of ink"), N_ ("The printer is out of ink."),
    N_ ("It prints by itself once ink is in, or choose another printer.") },
  { "offline", N_ ("Offline"), N_ ("The printer does not answer."),
    N_ ("Check its power and cable; it prints by itself when it is back.") },
  { "paused", N_ ("Printer paused"), N_ ("The printer has been paused."),
    N_ ("It prints by itself when the printer is started again, or choose another printer.") },
  { "held", N_ ("Printer paused"), N_ ("The printer has been paused."),
    N_ ("It prints by itself when the printer is started again, or choose another printer.") },
  { "stopped", N_ ("Printer paused"), N_ ("The printer has been paused."),
    N_ ("It prints by itself when the printer is started again, or choose another printer.") },
  { "not-accepting", N_ ("Printer refuses"), N_ ("The printer does not take papers."),
    N_ ("Choose another printer.") },
  { "refused", N_ ("Printer refuses"), N_ ("The printer did not take this paper."),
    N_ ("Choose another printer.") },
  { "removed", N_ ("No such printer"), N_ ("The printer is gone from this PC."),
    N_ ("Choose another printer.") },
  { "no-printer", N_ ("No printer"), N_ ("This counter has no printer."), N_ ("Choose a printer.") },
};

static const Trouble *
find_trouble (const char *reason)
{
  for (gsize i = 0; reason != NULL && i < G_N_ELEMENTS (troubles); i++)
    if (g_str_has_prefix (reason, troubles[i].reason))
      return &troubles[i];
  return NULL;
}

/**
 * hall_paper_printer_text:
 * @state: (nullable): "ready", "none" or the stem of a reason, as the spooler tells it
 *
 * Returns: (transfer none): a word or two for the status line
 */
const char *
hall_paper_printer_text (const char *state)
{
  const Trouble *trouble = find_trouble (g_strcmp0 (state, "none") == 0 ? "no-printer" : state);

  if (trouble != NULL)
    return _ (trouble->word);
  return state == NULL || g_str_equal (state, "ready") ? _ ("Printer ready") : _ ("Printer needs a look");
}

/**
 * hall_paper_state_text:
 * @state: of a job
 * @reason: (nullable): why it does not go on
 *
 * Returns: (transfer none): what the paper is doing
 */
const char *
hall_paper_state_text (const char *state, const char *reason)
{
  const Trouble *trouble = find_trouble (reason);

  g_return_val_if_fail (state != NULL, "");

  if (g_str_equal (state, "waiting"))
    return trouble != NULL ? _ (trouble->word) : _ ("Waits to print");
  if (g_str_equal (state, "sent"))
    return _ ("Printing");
  if (g_str_equal (state, "done"))
    return _ ("Printed");
  if (g_str_equal (state, "unknown"))
    return _ ("Did it come out?");
  if (trouble != NULL)
    return _ (trouble->word);
  return g_str_equal (state, "failed") ? _ ("Not printed") : _ ("Printer needs a look");
}

/**
 * hall_paper_state_tone:
 * @state: of a job
 *
 * Returns: (transfer none): ok, info, warn or bad
 */
const char *
hall_paper_state_tone (const char *state)
{
  if (g_strcmp0 (state, "done") == 0)
    return "ok";
  if (g_strcmp0 (state, "waiting") == 0 || g_strcmp0 (state, "sent") == 0)
    return "info";
  return g_strcmp0 (state, "failed") == 0 ? "bad" : "warn";
}

/**
 * hall_paper_show_state:
 * @pill: where to show it
 * @state: of a job
 * @reason: (nullable): why it does not go on
 */
void
hall_paper_show_state (HallPill *pill, const char *state, const char *reason)
{
  const char *tone = hall_paper_state_tone (state);
  const char *icon = "printer-symbolic";

  if (g_str_equal (tone, "ok"))
    icon = "object-select-symbolic";
  else if (!g_str_equal (tone, "info"))
    icon = "dialog-warning-symbolic";
  hall_pill_set (pill, tone, icon, hall_paper_state_text (state, reason));
}

/**
 * hall_paper_needs_somebody:
 * @job: a paper on its way
 *
 * Returns: whether it does not go on by itself
 */
gboolean
hall_paper_needs_somebody (HallJob *job)
{
  g_return_val_if_fail (HALL_IS_JOB (job), FALSE);

  return g_strcmp0 (job->state, "attention") == 0 || g_strcmp0 (job->state, "failed") == 0
         || g_strcmp0 (job->state, "unknown") == 0 || find_trouble (job->reason) != NULL;
}

/* What papers of a case are called; %s is the number. */
static const struct {
  const char *kind;
  const char *name;
  const char *kept;
} case_papers[] = {
  /* Translators: %s is the number of a paper, 告字〔2026〕00087号 */
  { "notice", N_ ("One-time notice %s"), N_ ("Notice %s is given and counts.") },
  /* Translators: %s is the number of a paper, 受字〔2026〕00153号 */
  { "acceptance", N_ ("Acceptance receipt %s"), N_ ("The case is accepted: %s.") },
  /* Translators: %s is the number of a paper, 不受字〔2026〕00012号 */
  { "refusal", N_ ("Refusal notice %s"), N_ ("The refusal %s is approved and counts.") },
  /* Translators: %s is the number of a case, 2026-001153 */
  { "consult", N_ ("Slip of a question, %s"), N_ ("The question of %s is asked.") },
  { "guide", N_ ("Guide to a matter"), N_ ("The guide waits.") },
};

/* @format of a table, with the number where it has a place for it. */
static char *
with_number (const char *format, const char *number)
{
  g_auto (GStrv) parts = g_strsplit (_ (format), "%s", 2);

  return g_strjoinv (number, parts);
}

/**
 * hall_paper_number_text:
 * @job: a paper
 *
 * Returns: (transfer full): what it is and its number: Receipt CD03-20261120-0015
 */
char *
hall_paper_number_text (HallJob *job)
{
  g_return_val_if_fail (HALL_IS_JOB (job), NULL);

  if (g_strcmp0 (job->kind, "test") == 0)
    return g_strdup (_ ("Test paper"));
  if (g_strcmp0 (job->kind, "ticket") == 0)
    /* Translators: %s is a ticket number, A015 */
    return g_strdup_printf (_ ("Ticket %s"), job->number);
  for (gsize i = 0; i < G_N_ELEMENTS (case_papers); i++)
    if (g_strcmp0 (job->kind, case_papers[i].kind) == 0) {
      g_autofree char *name = with_number (case_papers[i].name, job->number);

      /* Translators: %s is a paper and its number; which reprint of it */
      return job->copy > 0 ? g_strdup_printf (_ ("%s, reprint %d"), name, (int)job->copy)
                           : g_steal_pointer (&name);
    }
  if (job->copy > 0)
    /* Translators: number of a receipt; which reprint of it */
    return g_strdup_printf (_ ("Receipt %s, reprint %d"), job->number, (int)job->copy);
  return g_strdup_printf (_ ("Receipt %s"), job->number);
}

static char *
kept_text (HallJob *job)
{
  if (g_strcmp0 (job->kind, "test") == 0)
    return g_strdup (_ ("The test paper waits."));
  if (g_strcmp0 (job->kind, "ticket") == 0)
    /* Translators: %s is a ticket number */
    return g_strdup_printf (_ ("Number %s is issued and counts."), job->number);
  if (job->copy > 0)
    /* Translators: %s is the number of a receipt */
    return g_strdup_printf (_ ("The reprint of %s waits."), job->number);
  for (gsize i = 0; i < G_N_ELEMENTS (case_papers); i++)
    if (g_strcmp0 (job->kind, case_papers[i].kind) == 0)
      return with_number (case_papers[i].kept, job->number);
  /* Translators: %s is the number of a receipt */
  return g_strdup_printf (_ ("Receipt %s is posted."), job->number);
}

/**
 * hall_paper_trouble_text:
 * @job: a paper that needs somebody
 *
 * Returns: (transfer full): what happened, what was kept, what to do
 */
char *
hall_paper_trouble_text (HallJob *job)
{
  const Trouble *trouble;
  const char *happened, *remedy;
  g_autofree char *kept = NULL;

  g_return_val_if_fail (HALL_IS_JOB (job), NULL);

  trouble = find_trouble (job->reason);
  happened = trouble != NULL ? _ (trouble->happened) : _ ("The printer needs somebody.");
  remedy = trouble != NULL ? _ (trouble->remedy) : _ ("Look at the printer; it then prints by itself.");
  kept = kept_text (job);
  if (g_strcmp0 (job->state, "unknown") == 0) {
    happened = _ ("It is not known whether the paper came out.");
    remedy = _ ("Look into the tray and answer Yes or No.");
  } else if (g_strcmp0 (job->state, "failed") == 0) {
    happened = trouble != NULL ? _ (trouble->happened) : _ ("The paper was not printed.");
    remedy = _ ("Press Retry, or choose another printer. The number stays.");
  }
  /* Translators: three whole sentences: what happened, what was kept, what to do. Leave out the blanks in
   * Chinese. */
  return g_strdup_printf (_ ("%s %s %s"), happened, kept, remedy);
}
