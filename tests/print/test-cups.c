/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-printer.h"

#include <math.h>

#include "hall-paper-look.h"
#include "hall-paper-samples.h"
#include "hall-print-fixture.h"
#include "hall-test.h"

/* One print service for all tests of this file: each uses a queue of its own where it leaves a mark. */
static HallPrintFixture *service;

static HallPaper *
receipt (const char *form)
{
  g_autoptr (GVariant) content = g_variant_ref_sink (hall_sample_receipt ());
  g_autoptr (GError) error = NULL;
  HallPaper *paper = hall_paper_render ("receipt", form, content, NULL, &error);

  g_assert_no_error (error);
  return paper;
}

static int
submit (const char *queue, const HallPaper *paper)
{
  g_autoptr (GError) error = NULL;
  int job = hall_printer_create_job (queue, "CD03-20261120-0015", paper, &error);

  g_assert_no_error (error);
  g_assert_cmpint (job, >, 0);
  g_assert_true (hall_printer_send (queue, job, paper, &error));
  g_assert_no_error (error);
  return job;
}

typedef struct {
  const char *queue;
  int job;
  const char *state;
  const char *reason;
  HallPrintStatus *last; /* (owned) */
} Expected;

static gboolean
has_come (gpointer data)
{
  Expected *expected = data;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&expected->last, hall_print_status_free);
  expected->last = hall_printer_follow (expected->queue, expected->job, &error);
  return expected->last != NULL && g_str_equal (expected->last->state, expected->state)
         && g_strcmp0 (expected->last->reason, expected->reason) == 0;
}

/* Follows a job until it is in @state for @reason; returns after how many seconds. */
static double
expect (const char *queue, int job, const char *state, const char *reason, double seconds)
{
  Expected expected = { queue, job, state, reason, NULL };
  gint64 began = g_get_monotonic_time ();

  if (!hall_print_fixture_wait (has_come, &expected, seconds))
    g_error ("job %d is %s (%s: %s) and not %s (%s)", job,
             expected.last != NULL ? expected.last->state : "lost",
             expected.last != NULL ? expected.last->reason : "",
             expected.last != NULL ? expected.last->message : "", state, reason);
  hall_print_status_free (expected.last);
  return (g_get_monotonic_time () - began) / (double)G_USEC_PER_SEC;
}

static guint
count_papers (const char *queue)
{
  g_autoptr (GPtrArray) papers = hall_print_fixture_list_papers (service, queue);

  return papers->len;
}

static HallLook *
look_at_paper (const char *queue, guint number)
{
  g_autoptr (GPtrArray) papers = hall_print_fixture_list_papers (service, queue);
  g_autofree char *data = NULL;
  g_autoptr (GBytes) pdf = NULL;
  gsize size = 0;

  g_assert_cmpuint (papers->len, >, number);
  g_assert_true (g_file_get_contents (papers->pdata[number], &data, &size, NULL));
  pdf = g_bytes_new_take (g_steal_pointer (&data), size);
  return hall_look_new (pdf);
}

static void
assert_whole (HallLook *look, double width_mm, double height_mm)
{
  g_autofree char *undrawn = hall_look_find_undrawn (look);
  double width = 0;
  double height = 0;

  hall_look_get_size (look, 0, &width, &height);
  g_test_message ("the printer got a page of %.2f x %.2f mm", width, height);
  /* CUPS cuts custom sizes to whole points. */
  g_assert_cmpfloat (fabs (width - width_mm), <, 0.4);
  g_assert_cmpfloat (fabs (height - height_mm), <, 0.4);
  g_assert_cmpstr (undrawn, ==, "");
  g_assert_true (hall_look_says (look, "“总共缴费1286.50元，收您1300元，找您13.50元，请收好。”"));
  g_assert_true (hall_look_says (look, "人民币壹仟贰佰捌拾陆元伍角"));
}

/* What the printer got is what was rendered: words, size, and every character drawn. */
static void
test_receipt (void)
{
  HALL_PROVES ("004-15 004-16");
  g_autoptr (HallPaper) paper = receipt ("roll80");
  int job = submit ("hall_roll", paper);
  g_autoptr (HallLook) look = NULL;
  g_autoptr (HallLook) sent = hall_look_new (paper->pdf);
  HallInkBox got = { 0 };
  HallInkBox meant = { 0 };

  expect ("hall_roll", job, "done", NULL, 15);
  g_assert_cmpuint (count_papers ("hall_roll"), ==, 1);
  look = look_at_paper ("hall_roll", 0);
  assert_whole (look, 80, paper->height_mm);
  got = hall_look_get_ink (look, 0);
  meant = hall_look_get_ink (sent, 0);
  /* Nothing clipped, moved or scaled by more than the cut to whole points. */
  g_assert_cmpint (abs (got.left - meant.left), <=, 3);
  g_assert_cmpint (abs (got.right - meant.right), <=, 3);
  g_assert_cmpint (abs ((got.bottom - got.top) - (meant.bottom - meant.top)), <=, 3);
}

static void
test_a5 (void)
{
  g_autoptr (HallPaper) paper = receipt ("a5");
  int job = submit ("hall_a5", paper);
  g_autoptr (HallLook) look = NULL;
  g_autofree char *undrawn = NULL;
  double width = 0;
  double height = 0;

  expect ("hall_a5", job, "done", NULL, 15);
  look = look_at_paper ("hall_a5", 0);
  hall_look_get_size (look, 0, &width, &height);
  g_test_message ("the printer got %d pages of %.2f x %.2f mm", hall_look_get_pages (look), width, height);
  g_assert_cmpint (hall_look_get_pages (look), ==, 3);
  g_assert_cmpfloat (fabs (width * height - 148 * 210), <, 60);
  undrawn = hall_look_find_undrawn (look);
  g_assert_cmpstr (undrawn, ==, "");
  /* Lying on the sheet, whole: a laser prints all but 4 mm at the edges, and the paper keeps 12 clear. */
  for (int page = 0; page < 3; page++) {
    HallInkBox ink = hall_look_get_ink (look, page);

    g_assert_cmpint (ink.left, >=, 11 * 8);
    g_assert_cmpint (ink.top, >=, 11 * 8);
    g_assert_cmpint (ink.right, <=, width * 8 - 11 * 8);
    g_assert_cmpint (ink.bottom, <=, height * 8 - 11 * 8);
  }
  g_assert_true (hall_look_says (look, "人民币壹仟贰佰捌拾陆元伍角"));
}

/* No document, no paper: an answer lost half-way never prints twice. */
static void
test_incoming (void)
{
  g_autoptr (HallPaper) paper = receipt ("roll80");
  g_autoptr (GError) error = NULL;
  int job = hall_printer_create_job ("hall_roll", "CD03-20261120-0017", paper, &error);
  g_autoptr (HallPrintStatus) status = NULL;

  g_assert_no_error (error);
  status = hall_printer_follow ("hall_roll", job, &error);
  g_assert_no_error (error);
  g_assert_true (status->incoming);
  g_assert_true (hall_printer_cancel ("hall_roll", job, &error));
  g_assert_no_error (error);
  g_clear_pointer (&status, hall_print_status_free);
  status = hall_printer_follow ("hall_roll", job, &error);
  g_assert_cmpstr (status->state, ==, "failed");
  g_assert_cmpstr (status->reason, ==, "cancelled");
}

static void
test_out_before (void)
{
  g_autoptr (HallPaper) paper = receipt ("roll80");
  g_autoptr (HallPrintStatus) idle = NULL;
  g_autoptr (GError) error = NULL;
  guint before = count_papers ("hall_roll");
  int job = 0;

  g_assert_true (hall_print_fixture_load_paper (service, "hall_roll", FALSE, &error));
  /* CUPS does not know it; the printer does. */
  idle = hall_printer_ask ("hall_roll", TRUE);
  g_assert_cmpstr (idle->state, ==, "attention");
  g_assert_cmpstr (idle->reason, ==, "media-empty");

  job = submit ("hall_roll", paper);
  g_assert_cmpfloat (expect ("hall_roll", job, "attention", "media-empty", 10), <, HALL_TOLD_WITHIN_S);
  g_assert_cmpuint (count_papers ("hall_roll"), ==, before);
  g_assert_true (hall_print_fixture_load_paper (service, "hall_roll", TRUE, &error));
  expect ("hall_roll", job, "done", NULL, 25);
  g_assert_cmpuint (count_papers ("hall_roll"), ==, before + 1);
}

static gboolean
is_stuck (gpointer data)
{
  return hall_print_fixture_is_stuck (service, data);
}

static void
test_during (gconstpointer data)
{
  const char *reason = data;
  g_autofree char *fault = g_strconcat (reason, "-error", NULL);
  g_autoptr (HallPaper) paper = receipt ("roll80");
  guint before = count_papers ("hall_roll");
  int job = 0;

  hall_print_fixture_set_fault (service, "hall_roll", fault);
  job = submit ("hall_roll", paper);
  g_assert_true (hall_print_fixture_wait (is_stuck, (gpointer) "hall_roll", 10));
  g_assert_cmpfloat (expect ("hall_roll", job, "attention", reason, 10), <, HALL_TOLD_WITHIN_S);
  hall_print_fixture_set_fault (service, "hall_roll", NULL);
  expect ("hall_roll", job, "done", NULL, 25);
  g_assert_cmpuint (count_papers ("hall_roll"), ==, before + 1);
}

static void
test_stopped (void)
{
  g_autoptr (HallPaper) paper = receipt ("roll80");
  g_autoptr (HallPrintStatus) idle = NULL;
  g_autoptr (GError) error = NULL;
  guint before = count_papers ("hall_roll");
  int job = 0;

  g_assert_true (hall_print_fixture_admin (service, &error, "cupsdisable", "-r", "换纸", "hall_roll", NULL));
  g_assert_no_error (error);
  idle = hall_printer_ask ("hall_roll", FALSE);
  g_assert_cmpstr (idle->reason, ==, "paused");
  g_assert_cmpstr (idle->message, ==, "换纸");
  job = submit ("hall_roll", paper);
  g_assert_cmpfloat (expect ("hall_roll", job, "attention", "paused", 10), <, HALL_TOLD_WITHIN_S);
  g_assert_true (hall_print_fixture_admin (service, &error, "cupsenable", "hall_roll", NULL));
  expect ("hall_roll", job, "done", NULL, 25);
  g_assert_cmpuint (count_papers ("hall_roll"), ==, before + 1);
}

static void
test_rejecting (void)
{
  g_autoptr (HallPaper) paper = receipt ("roll80");
  g_autoptr (HallPrintStatus) idle = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (hall_print_fixture_admin (service, &error, "cupsreject", "-r", "停用", "hall_roll", NULL));
  g_assert_no_error (error);
  g_assert_cmpint (hall_printer_create_job ("hall_roll", "A001", paper, &error), ==, 0);
  g_assert_error (error, HALL_PRINT_ERROR, HALL_PRINT_ERROR_NOT_ACCEPTING);
  g_assert_cmpstr (hall_print_error_reason (error), ==, "not-accepting");
  g_clear_error (&error);
  idle = hall_printer_ask ("hall_roll", FALSE);
  g_assert_cmpstr (idle->reason, ==, "not-accepting");
  g_assert_true (hall_print_fixture_admin (service, &error, "cupsaccept", "hall_roll", NULL));
  g_assert_no_error (error);
}

static void
test_removed (void)
{
  g_autoptr (HallPaper) paper = receipt ("roll80");
  g_autoptr (HallPrintStatus) idle = NULL;
  g_autoptr (GError) error = NULL;
  int job = 0;

  g_assert_true (hall_print_fixture_add (service, "hall_gone", "roll80", &error));
  g_assert_no_error (error);
  g_assert_true (hall_print_fixture_admin (service, &error, "cupsdisable", "hall_gone", NULL));
  job = submit ("hall_gone", paper);
  expect ("hall_gone", job, "attention", "paused", 10);
  g_assert_true (hall_print_fixture_admin (service, &error, "lpadmin", "-x", "hall_gone", NULL));
  g_assert_no_error (error);
  expect ("hall_gone", job, "unknown", "removed", 10);
  idle = hall_printer_ask ("hall_gone", TRUE);
  g_assert_cmpstr (idle->reason, ==, "removed");
  g_assert_cmpint (hall_printer_create_job ("hall_gone", "A001", paper, &error), ==, 0);
  g_assert_error (error, HALL_PRINT_ERROR, HALL_PRINT_ERROR_REMOVED);
}

static void
test_offline (void)
{
  g_autoptr (HallPaper) paper = receipt ("a5");
  g_autoptr (HallPrintStatus) idle = NULL;
  g_autoptr (GError) error = NULL;
  guint before = count_papers ("hall_a5");
  int job = 0;

  hall_print_fixture_stop_device (service, "hall_a5");
  idle = hall_printer_ask ("hall_a5", TRUE);
  g_assert_cmpstr (idle->state, ==, "attention");
  g_assert_cmpstr (idle->reason, ==, "offline");
  job = submit ("hall_a5", paper);
  g_assert_cmpfloat (expect ("hall_a5", job, "attention", "offline", 10), <, HALL_TOLD_WITHIN_S);
  g_assert_true (hall_print_fixture_start_device (service, "hall_a5", &error));
  g_assert_no_error (error);
  expect ("hall_a5", job, "done", NULL, 40);
  g_assert_cmpuint (count_papers ("hall_a5"), ==, before + 1);
}

static void
test_aborted (void)
{
  g_autoptr (HallPaper) paper = receipt ("roll80");
  guint before = count_papers ("hall_roll");
  int job = 0;

  hall_print_fixture_set_fault (service, "hall_roll", "abort");
  job = submit ("hall_roll", paper);
  expect ("hall_roll", job, "failed", "cancelled", 20);
  g_assert_cmpuint (count_papers ("hall_roll"), ==, before);
}

static gboolean
has_been_on (gpointer data)
{
  const gint64 *since = data;

  return g_get_monotonic_time () - *since > 5 * G_USEC_PER_SEC;
}

/* The printer dies with the paper half out. CUPS says "completed"; the hall says that it does not know. The
 * next paper of the same printer is judged by itself. */
static void
test_killed (void)
{
  g_autoptr (HallPaper) paper = receipt ("roll80");
  g_autoptr (GError) error = NULL;
  gint64 restarted = 0;
  int job = 0;

  g_assert_true (hall_print_fixture_add (service, "hall_dying", "roll80", &error));
  g_assert_no_error (error);
  job = submit ("hall_dying", paper);
  expect ("hall_dying", job, "done", NULL, 25);
  hall_print_fixture_set_fault (service, "hall_dying", "silence");
  job = submit ("hall_dying", paper);
  g_assert_true (hall_print_fixture_wait (is_stuck, (gpointer) "hall_dying", 10));
  hall_print_fixture_stop_device (service, "hall_dying");
  hall_print_fixture_set_fault (service, "hall_dying", NULL);
  g_assert_true (hall_print_fixture_start_device (service, "hall_dying", &error));
  g_assert_no_error (error);
  expect ("hall_dying", job, "unknown", "unconfirmed", 40);

  /* CUPS goes on saying so of the queue. A printer that was on for the whole of a later job is believed
   * again. */
  restarted = g_get_monotonic_time ();
  g_assert_true (hall_print_fixture_wait (has_been_on, &restarted, 10));
  job = submit ("hall_dying", paper);
  expect ("hall_dying", job, "done", NULL, 25);
}

/* A print service that takes connections and says nothing holds nobody up for long. */
static void
test_mute (void)
{
  g_autoptr (HallPaper) paper = receipt ("roll80");
  g_autoptr (HallPrintStatus) idle = NULL;
  g_autoptr (GError) error = NULL;
  int job = hall_printer_create_job ("hall_roll", "CD03-20261120-0018", paper, &error);
  gint64 began = 0;

  g_assert_no_error (error);
  hall_print_fixture_freeze (service, TRUE);

  began = g_get_monotonic_time ();
  g_assert_null (hall_printer_follow ("hall_roll", job, &error));
  g_assert_error (error, HALL_PRINT_ERROR, HALL_PRINT_ERROR_OFFLINE);
  g_clear_error (&error);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 5 * G_USEC_PER_SEC);

  began = g_get_monotonic_time ();
  g_assert_cmpint (hall_printer_create_job ("hall_roll", "A002", paper, &error), ==, 0);
  g_assert_error (error, HALL_PRINT_ERROR, HALL_PRINT_ERROR_OFFLINE);
  g_clear_error (&error);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 5 * G_USEC_PER_SEC);

  began = g_get_monotonic_time ();
  g_assert_false (hall_printer_send ("hall_roll", job, paper, &error));
  g_assert_error (error, HALL_PRINT_ERROR, HALL_PRINT_ERROR_OFFLINE);
  g_clear_error (&error);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 8 * G_USEC_PER_SEC);

  began = g_get_monotonic_time ();
  idle = hall_printer_ask ("hall_roll", TRUE);
  g_assert_cmpstr (idle->reason, ==, "offline");
  g_assert_cmpint (g_get_monotonic_time () - began, <, 5 * G_USEC_PER_SEC);

  hall_print_fixture_freeze (service, FALSE);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int result = 0;

  g_test_init (&argc, &argv, NULL);
  service = hall_print_fixture_new (&error);
  g_assert_no_error (error);
  hall_print_fixture_add (service, "hall_roll", "roll80", &error);
  g_assert_no_error (error);
  hall_print_fixture_add (service, "hall_a5", "a5", &error);
  g_assert_no_error (error);

  g_test_add_func ("/cups/receipt", test_receipt);
  g_test_add_func ("/cups/a5", test_a5);
  g_test_add_func ("/cups/incoming", test_incoming);
  g_test_add_func ("/cups/out-of-paper-before", test_out_before);
  g_test_add_data_func ("/cups/out-of-paper-during", "media-empty", test_during);
  g_test_add_data_func ("/cups/jam", "media-jam", test_during);
  g_test_add_data_func ("/cups/cover", "cover-open", test_during);
  g_test_add_func ("/cups/stopped", test_stopped);
  g_test_add_func ("/cups/rejecting", test_rejecting);
  g_test_add_func ("/cups/removed", test_removed);
  g_test_add_func ("/cups/aborted", test_aborted);
  g_test_add_func ("/cups/offline", test_offline);
  g_test_add_func ("/cups/killed", test_killed);
  g_test_add_func ("/cups/mute", test_mute);
  result = g_test_run ();
  hall_print_fixture_free (service);
  return result;
}
