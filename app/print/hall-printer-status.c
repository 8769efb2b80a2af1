/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-printer.h"

#include <cups/cups.h>

#define UP_MARGIN_S 1 /* both times are in whole seconds */

/* What stops a paper, the most urgent first. CUPS and printers have several words for one fact. */
static const struct {
  const char *stem;
  const char *reason;
} stops[] = {
  { "media-jam", "media-jam" },
  { "cover-open", "cover-open" },
  { "door-open", "cover-open" },
  { "interlock-open", "cover-open" },
  { "media-empty", "media-empty" },
  { "media-needed", "media-empty" },
  { "input-tray-missing", "media-empty" },
  { "output-area-full", "output-full" },
  { "toner-empty", "toner-empty" },
  { "marker-supply-empty", "toner-empty" },
  { "offline", "offline" },
  { "shutdown", "offline" },
  { "timed-out", "offline" },
  { "paused", "paused" },
  { "moving-to-paused", "paused" },
};

/* What the backends of CUPS say when nobody is there; printer-state-reasons stays "none" all the time. */
static const char *const offline_words[] = {
  "may not exist or is unavailable",
  "not responding",
  "Unable to locate printer",
  "Unable to connect",
};

/**
 * hall_print_facts_free:
 * @self: (transfer full) (nullable): facts
 */
void
hall_print_facts_free (HallPrintFacts *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->job_reasons);
  g_strfreev (self->printer_reasons);
  g_free (self->job_message);
  g_free (self->printer_message);
  g_free (self->device);
  g_free (self->job_name);
  g_free (self);
}

/**
 * hall_print_status_new:
 * @state: a state, not copied
 * @reason: (nullable): its reason
 * @message: (nullable): words about it
 *
 * Returns: (transfer full): a status
 */
HallPrintStatus *
hall_print_status_new (const char *state, const char *reason, const char *message)
{
  HallPrintStatus *self = g_new0 (HallPrintStatus, 1);

  self->state = state;
  self->reason = g_strdup (reason);
  self->message = message != NULL && *message != '\0' ? g_strdup (message) : NULL;
  return self;
}

/**
 * hall_print_status_free:
 * @self: (transfer full) (nullable): a status
 */
void
hall_print_status_free (HallPrintStatus *self)
{
  if (self == NULL)
    return;
  g_free (self->reason);
  g_free (self->message);
  g_free (self);
}

/* media-empty, media-empty-report, -warning, -error: the same fact. */
static gboolean
is_stem (const char *reason, const char *stem)
{
  static const char *const severities[] = { "", "-report", "-warning", "-error", NULL };

  return g_str_has_prefix (reason, stem) && g_strv_contains (severities, reason + strlen (stem));
}

static const char *
find_stop (GStrv reasons)
{
  for (guint i = 0; i < G_N_ELEMENTS (stops) && reasons != NULL; i++)
    for (guint k = 0; reasons[k] != NULL; k++)
      if (is_stem (reasons[k], stops[i].stem))
        return stops[i].reason;
  return NULL;
}

static gboolean
has_prefix (GStrv reasons, const char *prefix)
{
  for (guint i = 0; reasons != NULL && reasons[i] != NULL; i++)
    if (g_str_has_prefix (reasons[i], prefix))
      return TRUE;
  return FALSE;
}

/**
 * hall_print_facts_have_stain:
 * @self: facts
 *
 * Returns: whether CUPS says of this job, or of one before it, that the device could not tell what became of
 * it
 */
gboolean
hall_print_facts_have_stain (const HallPrintFacts *self)
{
  return has_prefix (self->job_reasons, "cups-ipp-") || has_prefix (self->printer_reasons, "cups-ipp-");
}

static gboolean
says_offline (const char *message)
{
  for (guint i = 0; i < G_N_ELEMENTS (offline_words) && message != NULL; i++)
    if (strstr (message, offline_words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static const char *
words_of (const HallPrintFacts *facts)
{
  return facts->job_message != NULL && *facts->job_message != '\0' ? facts->job_message
                                                                   : facts->printer_message;
}

/* The reasons cups-ipp-* say that the device knew nothing of a job. They stay on the queue for all later
 * jobs, so they count only when the device cannot be seen to have been on for the whole of this one. */
static gboolean
is_doubtful (const HallPrintFacts *facts)
{
  if (facts->up_s > facts->age_s + UP_MARGIN_S)
    return FALSE;
  return hall_print_facts_have_stain (facts);
}

/* "completed" is what CUPS says when the backend ends without an error: also when the printer died half-way,
 * gave the job up, or refused the document. Only what nothing speaks against is done; the device knows best.
 */
static HallPrintStatus *
judge_completed (const HallPrintFacts *facts)
{
  if (facts->device_job_state == IPP_JSTATE_ABORTED || facts->device_job_state == IPP_JSTATE_CANCELED)
    return hall_print_status_new ("failed", "cancelled", words_of (facts));
  if (facts->device_job_state == IPP_JSTATE_COMPLETED)
    return hall_print_status_new ("done", NULL, NULL);
  if (is_doubtful (facts))
    return hall_print_status_new ("unknown", "unconfirmed", words_of (facts));
  if (facts->job_message != NULL && g_str_has_prefix (facts->job_message, "Unsupported"))
    return hall_print_status_new ("failed", "refused", facts->job_message);
  return hall_print_status_new ("done", NULL, NULL);
}

static HallPrintStatus *
judge_active (const HallPrintFacts *facts)
{
  const char *reason = find_stop (facts->printer_reasons);
  HallPrintStatus *status = NULL;

  if (reason == NULL && facts->printer_state == IPP_PSTATE_STOPPED)
    reason = "paused";
  if (reason == NULL && facts->job_state == IPP_JSTATE_HELD)
    reason = "held";
  if (reason == NULL && facts->job_state == IPP_JSTATE_STOPPED)
    reason = "stopped";
  if (reason == NULL && says_offline (facts->job_message))
    reason = "offline";
  if (reason == NULL && facts->job_state == IPP_JSTATE_PROCESSING && says_offline (facts->printer_message))
    reason = "offline";

  status = hall_print_status_new (reason != NULL ? "attention" : "sent", reason, words_of (facts));
  status->quiet = reason == NULL && facts->job_state == IPP_JSTATE_PROCESSING;
  status->impressions = facts->impressions;
  status->incoming = facts->documents == 0 && has_prefix (facts->job_reasons, "job-incoming");
  return status;
}

/**
 * hall_print_status_of_job:
 * @facts: about a job and its printer
 *
 * Returns: (transfer full): what has become of the job, in the states of the outbox
 */
HallPrintStatus *
hall_print_status_of_job (const HallPrintFacts *facts)
{
  g_return_val_if_fail (facts != NULL, NULL);

  /* It may have been printed before it went: nobody here can know. */
  if (facts->job_gone)
    return hall_print_status_new ("unknown", facts->printer_gone ? "removed" : "vanished", NULL);

  switch (facts->job_state) {
  case IPP_JSTATE_COMPLETED:
    return judge_completed (facts);
  case IPP_JSTATE_CANCELED:
    return hall_print_status_new ("failed", "cancelled", facts->job_message);
  case IPP_JSTATE_ABORTED:
    return hall_print_status_new ("failed", "aborted", facts->job_message);
  default:
    return judge_active (facts);
  }
}

/**
 * hall_print_status_of_printer:
 * @facts: about a printer
 *
 * Returns: (transfer full): whether a paper sent now would come out: "ready", or "attention" with the reason
 */
HallPrintStatus *
hall_print_status_of_printer (const HallPrintFacts *facts)
{
  const char *reason = NULL;

  g_return_val_if_fail (facts != NULL, NULL);

  if (facts->printer_gone)
    return hall_print_status_new ("attention", "removed", NULL);
  reason = find_stop (facts->printer_reasons);
  if (reason == NULL && facts->printer_state == IPP_PSTATE_STOPPED)
    reason = "paused";
  if (reason == NULL && !facts->accepting)
    reason = "not-accepting";
  if (reason == NULL)
    return hall_print_status_new ("ready", NULL, NULL);
  return hall_print_status_new ("attention", reason, facts->printer_message);
}
