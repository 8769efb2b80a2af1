/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-printer.h"

#include <cups/cups.h>

#include "hall-test.h"

typedef struct {
  const char *name;
  int job_state;
  const char *job_reasons;
  const char *job_message;
  int printer_state;
  const char *printer_reasons;
  const char *state;
  const char *reason; /* (nullable) */
  gboolean quiet;
} Case;

#define WAITING "cups-waiting-for-job-completed"
#define NOBODY "The printer may not exist or is unavailable at this time."

/* What CUPS 2.4.2 was seen to say. */
static const Case cases[] = {
  { "pending", IPP_JSTATE_PENDING, "none", NULL, IPP_PSTATE_IDLE, "none", "sent", NULL, FALSE },
  { "printing", IPP_JSTATE_PROCESSING, "job-printing", NULL, IPP_PSTATE_PROCESSING, WAITING, "sent", NULL,
    TRUE },
  { "completed", IPP_JSTATE_COMPLETED, "processing-to-stop-point", NULL, IPP_PSTATE_IDLE, "none", "done",
    NULL, FALSE },
  { "paper-out", IPP_JSTATE_PROCESSING, "job-printing", NULL, IPP_PSTATE_PROCESSING,
    WAITING ",media-empty-warning,media-needed-warning", "attention", "media-empty", FALSE },
  { "paper-out-report", IPP_JSTATE_PROCESSING, "none", NULL, IPP_PSTATE_PROCESSING, "media-empty-report",
    "attention", "media-empty", FALSE },
  { "jam", IPP_JSTATE_PROCESSING, "none", NULL, IPP_PSTATE_PROCESSING,
    "media-empty-warning,media-jam-warning", "attention", "media-jam", FALSE },
  { "cover", IPP_JSTATE_PROCESSING, "none", NULL, IPP_PSTATE_PROCESSING, "cover-open-error", "attention",
    "cover-open", FALSE },
  { "door", IPP_JSTATE_PROCESSING, "none", NULL, IPP_PSTATE_PROCESSING, "door-open", "attention",
    "cover-open", FALSE },
  { "low-paper-goes-on", IPP_JSTATE_PROCESSING, "none", NULL, IPP_PSTATE_PROCESSING, "media-low-warning",
    "sent", NULL, TRUE },
  { "offline", IPP_JSTATE_PROCESSING, "job-printing", NOBODY, IPP_PSTATE_PROCESSING, "none", "attention",
    "offline", FALSE },
  { "disabled", IPP_JSTATE_PENDING, "printer-stopped", NULL, IPP_PSTATE_STOPPED, "paused", "attention",
    "paused", FALSE },
  { "stopped-without-a-word", IPP_JSTATE_PENDING, "none", NULL, IPP_PSTATE_STOPPED, "none", "attention",
    "paused", FALSE },
  { "held", IPP_JSTATE_HELD, "job-hold-until-specified", NULL, IPP_PSTATE_IDLE, "none", "attention", "held",
    FALSE },
  { "died", IPP_JSTATE_COMPLETED, "none", NULL, IPP_PSTATE_IDLE,
    "cups-ipp-conformance-failure-report,cups-ipp-missing-job-history", "unknown", "unconfirmed", FALSE },
  { "refused", IPP_JSTATE_COMPLETED, "none", "Unsupported document-format \"application/octet-stream\".",
    IPP_PSTATE_IDLE, "none", "failed", "refused", FALSE },
  { "aborted", IPP_JSTATE_ABORTED, "aborted-by-system", NULL, IPP_PSTATE_IDLE, "none", "failed", "aborted",
    FALSE },
  { "cancelled", IPP_JSTATE_CANCELED, "none", "Print job canceled at printer.", IPP_PSTATE_IDLE, "none",
    "failed", "cancelled", FALSE },
};

static void
test_job (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr (HallPrintFacts) facts = g_new0 (HallPrintFacts, 1);
  g_autoptr (HallPrintStatus) status = NULL;

  facts->job_state = expected->job_state;
  facts->job_reasons = g_strsplit (expected->job_reasons, ",", -1);
  facts->job_message = g_strdup (expected->job_message);
  facts->printer_state = expected->printer_state;
  facts->printer_reasons = g_strsplit (expected->printer_reasons, ",", -1);
  facts->accepting = TRUE;
  facts->documents = 1;
  status = hall_print_status_of_job (facts);
  g_assert_cmpstr (status->state, ==, expected->state);
  g_assert_cmpstr (status->reason, ==, expected->reason);
  g_assert_cmpint (status->quiet, ==, expected->quiet);
  g_assert_false (status->incoming);
}

static void
test_gone (void)
{
  g_autoptr (HallPrintFacts) facts = g_new0 (HallPrintFacts, 1);
  g_autoptr (HallPrintStatus) vanished = NULL;
  g_autoptr (HallPrintStatus) removed = NULL;

  facts->job_gone = TRUE;
  vanished = hall_print_status_of_job (facts);
  g_assert_cmpstr (vanished->state, ==, "unknown");
  g_assert_cmpstr (vanished->reason, ==, "vanished");
  facts->printer_gone = TRUE;
  removed = hall_print_status_of_job (facts);
  g_assert_cmpstr (removed->state, ==, "unknown");
  g_assert_cmpstr (removed->reason, ==, "removed");
}

/* What a queue still says of an earlier job is not held against a later one that its printer was on for. */
static void
test_old_stain (void)
{
  for (int up = 0; up < 60; up += 20) {
    g_autoptr (HallPrintFacts) facts = g_new0 (HallPrintFacts, 1);
    g_autoptr (HallPrintStatus) status = NULL;

    facts->job_state = IPP_JSTATE_COMPLETED;
    facts->printer_reasons = g_strsplit ("cups-ipp-missing-job-history", ",", -1);
    facts->age_s = 20;
    facts->up_s = up;
    status = hall_print_status_of_job (facts);
    g_assert_cmpstr (status->state, ==, up > 30 ? "done" : "unknown");
  }
}

/* CUPS says completed; the device says what became of it. */
static void
test_device_knows (void)
{
  static const struct {
    int device;
    const char *state;
  } words[] = { { 0, "unknown" },
                { IPP_JSTATE_COMPLETED, "done" },
                { IPP_JSTATE_ABORTED, "failed" },
                { IPP_JSTATE_CANCELED, "failed" } };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autoptr (HallPrintFacts) facts = g_new0 (HallPrintFacts, 1);
    g_autoptr (HallPrintStatus) status = NULL;

    facts->job_state = IPP_JSTATE_COMPLETED;
    facts->printer_reasons = g_strsplit ("cups-ipp-missing-job-history", ",", -1);
    facts->device_job_state = words[i].device;
    status = hall_print_status_of_job (facts);
    g_assert_cmpstr (status->state, ==, words[i].state);
  }
}

/* A job whose document never came is no print job yet: it may be dropped and made again. */
static void
test_incoming (void)
{
  g_autoptr (HallPrintFacts) facts = g_new0 (HallPrintFacts, 1);
  g_autoptr (HallPrintStatus) status = NULL;

  facts->job_state = IPP_JSTATE_HELD;
  facts->job_reasons = g_strsplit ("job-incoming", ",", -1);
  facts->printer_state = IPP_PSTATE_IDLE;
  status = hall_print_status_of_job (facts);
  g_assert_true (status->incoming);
}

static void
test_idle_printer (void)
{
  static const struct {
    int state;
    const char *reasons;
    gboolean accepting;
    const char *reason;
  } printers[] = {
    { IPP_PSTATE_IDLE, "none", TRUE, NULL },
    { IPP_PSTATE_IDLE, "media-empty-report", TRUE, "media-empty" },
    { IPP_PSTATE_STOPPED, "paused", TRUE, "paused" },
    { IPP_PSTATE_IDLE, "none", FALSE, "not-accepting" },
    { IPP_PSTATE_IDLE, "offline-report", TRUE, "offline" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (printers); i++) {
    g_autoptr (HallPrintFacts) facts = g_new0 (HallPrintFacts, 1);
    g_autoptr (HallPrintStatus) status = NULL;

    facts->printer_state = printers[i].state;
    facts->printer_reasons = g_strsplit (printers[i].reasons, ",", -1);
    facts->accepting = printers[i].accepting;
    status = hall_print_status_of_printer (facts);
    g_assert_cmpstr (status->state, ==, printers[i].reason != NULL ? "attention" : "ready");
    g_assert_cmpstr (status->reason, ==, printers[i].reason);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/printer-status/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_job);
  }
  g_test_add_func ("/printer-status/gone", test_gone);
  g_test_add_func ("/printer-status/old-stain", test_old_stain);
  g_test_add_func ("/printer-status/device-knows", test_device_knows);
  g_test_add_func ("/printer-status/incoming", test_incoming);
  g_test_add_func ("/printer-status/idle-printer", test_idle_printer);
  return g_test_run ();
}
