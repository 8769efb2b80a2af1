/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-spooler.h"

#include "hall-fixture.h"
#include "hall-paper-look.h"
#include "hall-print-fixture.h"
#include "hall-test.h"
#include "hall-views.h"

/* A hall on SQLite, a print service, and the spooler between them: what the desk of counter 3 sees. */
static HallPrintFixture *service;
static guint queues;

typedef struct {
  HallFixture *hall;
  HallStore *store;
  HallSpooler *spooler;
  char *queue;     /* a printer of this test alone */
  GString *states; /* what the status line was told: "ready media-empty ready " */
} Counter;

static void
on_printer_state_cb (
    HallSpooler *spooler, const char *printer, const char *state, const char *message, gpointer data)
{
  Counter *self = data;

  g_string_append_printf (self->states, "%s ", state);
}

static void
start_spooler (Counter *self)
{
  self->spooler = hall_spooler_new (self->store, "counter-3", "desk-3");
  g_signal_connect (self->spooler, "printer-state", G_CALLBACK (on_printer_state_cb), self);
}

static void
set_printer (Counter *self, const char *queue)
{
  g_autofree char *args = g_strdup_printf ("{'counter': <int64 3>, 'printer': <'%s'>}", queue);

  g_variant_unref (hall_fixture_do (self->hall, "L02", 0, "set-printer", args));
}

static char *
add_printer (void)
{
  g_autoptr (GError) error = NULL;
  char *queue = g_strdup_printf ("hall_%u", queues++);

  hall_print_fixture_add (service, queue, "roll80", &error);
  g_assert_no_error (error);
  return queue;
}

static void
set_up (Counter *self, gconstpointer data)
{
  g_autofree char *label = NULL;

  self->hall = hall_fixture_new ();
  self->states = g_string_new (NULL);
  self->queue = add_printer ();
  /* Opened first: a counter with a printer wants a test page before. */
  hall_fixture_open (self->hall, "G05", 3);
  label = hall_fixture_take (self->hall, "A", NULL);
  g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "call-next", NULL));
  g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "start", NULL));
  set_printer (self, self->queue);
  self->store = hall_fixture_open_store (self->hall);
  start_spooler (self);
}

static void
stop_spooler (Counter *self)
{
  hall_spooler_stop (self->spooler);
  g_clear_object (&self->spooler);
}

static void
tear_down (Counter *self, gconstpointer data)
{
  if (self->spooler != NULL)
    stop_spooler (self);
  hall_store_close (self->store);
  g_clear_object (&self->store);
  hall_print_fixture_stop_device (service, self->queue);
  g_string_free (self->states, TRUE);
  g_free (self->queue);
  hall_fixture_free (self->hall);
}

/* 1286.50 to pay, 1300.00 given: the number of the receipt. When this returns, number and money are
 * committed. */
static char *
pay (Counter *self)
{
  g_autoptr (GVariant) charge = hall_fixture_do (
      self->hall, "G05", 3, "charge",
      "{'payer': <'李建国'>, 'lines': <[<{'item': <'2026-2027采暖季热费'>, 'quantity': <'51.46'>,"
      " 'unit_price_fen': <int64 2500>, 'amount_fen': <int64 128650>}>]>}");
  g_autofree char *receive = g_strdup_printf ("{'charge': <int64 %d>, 'received_fen': <int64 130000>}",
                                              (int)hall_fixture_int (charge, "charge"));
  g_autofree char *change = g_strdup_printf ("{'charge': <int64 %d>}",
                                             (int)hall_fixture_int (charge, "charge"));
  g_autoptr (GVariant) posted = NULL;

  g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "call-received", receive));
  posted = hall_fixture_do (self->hall, "G05", 3, "call-change", change);
  return hall_fixture_text (posted, "receipt");
}

static char *
sql (Counter *self, const char *format, const char *argument)
{
  g_autofree char *query = g_strdup_printf ("%s'%s'", format, argument);

  return hall_fixture_sql (self->hall, query);
}

/* "attention media-empty" of the newest job of a paper, straight from the hall. */
static char *
state_of (Counter *self, const char *number)
{
  g_autofree char *query = g_strdup_printf ("SELECT o.state || ' ' || coalesce (o.reason, '') FROM outbox o"
                                            " JOIN document d ON d.id = o.document WHERE d.number = '%s'"
                                            " ORDER BY o.id DESC LIMIT 1",
                                            number);

  return hall_fixture_sql (self->hall, query);
}

typedef struct {
  Counter *counter;
  const char *number;
  const char *state;
} Expected;

static gboolean
has_state (gpointer data)
{
  Expected *expected = data;
  g_autofree char *state = state_of (expected->counter, expected->number);

  return g_strcmp0 (state, expected->state) == 0;
}

/* Waits until the outbox says @state ("attention media-empty") of a paper; returns after how many seconds. */
static double
expect (Counter *self, const char *number, const char *state, double seconds)
{
  Expected expected = { self, number, state };
  gint64 began = g_get_monotonic_time ();

  if (!hall_print_fixture_wait (has_state, &expected, seconds)) {
    g_autofree char *is = state_of (self, number);

    g_error ("%s is '%s' and not '%s'", number, is, state);
  }
  return (g_get_monotonic_time () - began) / (double)G_USEC_PER_SEC;
}

static gboolean
was_said (gpointer data)
{
  Expected *expected = data;

  return strstr (expected->counter->states->str, expected->state) != NULL;
}

static void
expect_said (Counter *self, const char *state, double seconds)
{
  Expected expected = { self, NULL, state };

  if (!hall_print_fixture_wait (was_said, &expected, seconds))
    g_error ("the status line heard '%s' and not '%s'", self->states->str, state);
}

static guint
count_papers (const char *queue)
{
  g_autoptr (GPtrArray) papers = hall_print_fixture_list_papers (service, queue);

  return papers->len;
}

static gint64
job_of (Counter *self, const char *number)
{
  g_autofree char *id = sql (self,
                             "SELECT o.id FROM outbox o JOIN document d ON d.id = o.document WHERE"
                             " d.number = ",
                             number);

  return g_ascii_strtoll (id, NULL, 10);
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
assert_committed (Counter *self, const char *number)
{
  g_autofree char *total = sql (self, "SELECT total_fen FROM receipt WHERE number = ", number);

  g_assert_cmpstr (total, ==, "128650");
}

/* The receipt of the hall's own making, on paper: whole, filed with its hash, and once. */
static void
test_receipt (Counter *self, gconstpointer data)
{
  HALL_PROVES ("004-15 004-16");
  g_autofree char *number = pay (self);
  g_autofree char *undrawn = NULL;
  g_autofree char *filed = NULL;
  g_autoptr (HallLook) look = NULL;

  assert_committed (self, number);
  expect (self, number, "done ", 30);
  g_assert_cmpuint (count_papers (self->queue), ==, 1);
  look = look_at_paper (self->queue, 0);
  undrawn = hall_look_find_undrawn (look);
  g_assert_cmpstr (undrawn, ==, "");
  g_assert_true (hall_look_says (look, number));
  g_assert_true (hall_look_says (look, "“总共缴费1286.50元，收您1300元，找您13.50元，请收好。”"));
  g_assert_true (hall_look_says (look, "人民币壹仟贰佰捌拾陆元伍角"));
  g_assert_true (hall_look_says (look, "练习"));
  filed = sql (self,
               "SELECT length (p.hash) FROM document_page p JOIN document d ON d.id = p.document"
               " WHERE length (p.pdf) > 10000 AND d.number = ",
               number);
  g_assert_cmpstr (filed, ==, "64");
  expect_said (self, "ready", 5);
}

/* Out of paper when the money is taken: kept, told within 3 s, and printed once, later. */
static void
test_out_of_paper (Counter *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL;
  double seconds = 0;

  g_assert_true (hall_print_fixture_load_paper (service, self->queue, FALSE, &error));
  number = pay (self);
  assert_committed (self, number);
  seconds = expect (self, number, "attention media-empty", 20);
  g_test_message ("the desk knew after %.2f s", seconds);
  g_assert_cmpfloat (seconds, <, HALL_TOLD_WITHIN_S);
  expect_said (self, "media-empty", HALL_TOLD_WITHIN_S);
  g_assert_true (hall_print_fixture_load_paper (service, self->queue, TRUE, &error));
  expect (self, number, "done ", 40);
  g_assert_cmpuint (count_papers (self->queue), ==, 1);
  g_assert_true (g_str_has_suffix (self->states->str, "ready "));
}

/* Nothing to print, and the paper is out: the desk knows before the next customer pays. */
static void
test_idle_fault (Counter *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  stop_spooler (self);
  g_assert_true (hall_print_fixture_load_paper (service, self->queue, FALSE, &error));
  start_spooler (self);
  expect_said (self, "media-empty", HALL_TOLD_WITHIN_S);
  g_assert_cmpstr (hall_spooler_get_printer_state (self->spooler), ==, "media-empty");
  g_string_truncate (self->states, 0);
  g_assert_true (hall_print_fixture_load_paper (service, self->queue, TRUE, &error));
  expect_said (self, "ready", 8);
}

static void
test_stopped (Counter *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL;

  g_assert_true (hall_print_fixture_admin (service, &error, "cupsdisable", "-r", "换纸", self->queue, NULL));
  number = pay (self);
  assert_committed (self, number);
  g_assert_cmpfloat (expect (self, number, "attention paused", 20), <, HALL_TOLD_WITHIN_S);
  expect_said (self, "paused", HALL_TOLD_WITHIN_S);
  g_assert_true (hall_print_fixture_admin (service, &error, "cupsenable", self->queue, NULL));
  expect (self, number, "done ", 40);
  g_assert_cmpuint (count_papers (self->queue), ==, 1);
}

static void
test_rejecting (Counter *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL;

  g_assert_true (hall_print_fixture_admin (service, &error, "cupsreject", self->queue, NULL));
  number = pay (self);
  g_assert_cmpfloat (expect (self, number, "attention not-accepting", 20), <, HALL_TOLD_WITHIN_S);
  g_assert_true (hall_print_fixture_admin (service, &error, "cupsaccept", self->queue, NULL));
  expect (self, number, "done ", 40);
  g_assert_cmpuint (count_papers (self->queue), ==, 1);
}

static void
test_offline (Counter *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL;

  hall_print_fixture_stop_device (service, self->queue);
  number = pay (self);
  g_assert_cmpfloat (expect (self, number, "attention offline", 15), <, HALL_TOLD_WITHIN_S);
  hall_print_fixture_start_device (service, self->queue, &error);
  g_assert_no_error (error);
  expect (self, number, "done ", 40);
  g_assert_cmpuint (count_papers (self->queue), ==, 1);
}

/* The queue is gone: another printer takes the paper, under the same number and without a mark of reprint. */
static void
test_removed (Counter *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *other = add_printer ();
  g_autofree char *number = NULL;
  g_autofree char *args = NULL;
  g_autoptr (HallLook) look = NULL;

  g_assert_true (hall_print_fixture_admin (service, &error, "lpadmin", "-x", self->queue, NULL));
  number = pay (self);
  g_assert_cmpfloat (expect (self, number, "attention removed", 20), <, HALL_TOLD_WITHIN_S);
  expect_said (self, "removed", HALL_TOLD_WITHIN_S);
  args = g_strdup_printf ("{'job': <int64 %d>, 'printer': <'%s'>}", (int)job_of (self, number), other);
  g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "retry-job", args));
  expect (self, number, "done ", 40);
  g_assert_cmpuint (count_papers (other), ==, 1);
  look = look_at_paper (other, 0);
  g_assert_true (hall_look_says (look, number));
  g_assert_false (hall_look_says (look, "补打"));
  hall_print_fixture_stop_device (service, other);
}

/* The clerk does not wait for a stopped queue: the paper goes to another printer, and not to the first one
 * later. */
static void
test_other_printer (Counter *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *other = add_printer ();
  g_autofree char *number = NULL;
  g_autofree char *args = NULL;
  g_autofree char *next = NULL;

  g_assert_true (hall_print_fixture_admin (service, &error, "cupsdisable", self->queue, NULL));
  number = pay (self);
  expect (self, number, "attention paused", 20);
  args = g_strdup_printf ("{'job': <int64 %d>, 'printer': <'%s'>}", (int)job_of (self, number), other);
  g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "retry-job", args));
  expect (self, number, "done ", 40);
  g_assert_cmpuint (count_papers (other), ==, 1);
  g_assert_true (hall_print_fixture_admin (service, &error, "cupsenable", self->queue, NULL));
  /* What comes out of the first one now is the next receipt, alone. */
  next = pay (self);
  expect (self, next, "done ", 40);
  g_assert_cmpuint (count_papers (self->queue), ==, 1);
  hall_print_fixture_stop_device (service, other);
}

static gboolean
is_stuck (gpointer data)
{
  return hall_print_fixture_is_stuck (service, data);
}

static gboolean
has_been_on (gpointer data)
{
  const gint64 *since = data;

  return g_get_monotonic_time () - *since > 4 * G_USEC_PER_SEC;
}

/* The printer dies with the paper half out: nobody guesses, the clerk says. */
static void
test_unknown (Counter *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL;
  g_autofree char *args = NULL;
  gint64 restarted = 0;

  hall_print_fixture_set_fault (service, self->queue, "silence");
  number = pay (self);
  g_assert_true (hall_print_fixture_wait (is_stuck, self->queue, 10));
  hall_print_fixture_stop_device (service, self->queue);
  hall_print_fixture_set_fault (service, self->queue, NULL);
  hall_print_fixture_start_device (service, self->queue, &error);
  g_assert_no_error (error);
  expect (self, number, "unknown unconfirmed", 40);
  g_assert_cmpuint (count_papers (self->queue), ==, 0);
  /* A printer that has just been switched on is not believed; the clerk needs longer than this to look. */
  restarted = g_get_monotonic_time ();
  g_assert_true (hall_print_fixture_wait (has_been_on, &restarted, 10));
  /* "纸已出来吗？" No. */
  args = g_strdup_printf ("{'job': <int64 %d>, 'came_out': <false>}", (int)job_of (self, number));
  g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "settle-job", args));
  expect (self, number, "done ", 40);
  g_assert_cmpuint (count_papers (self->queue), ==, 1);
}

static gboolean
count_beats_cb (gpointer data)
{
  guint *beats = data;

  (*beats)++;
  return G_SOURCE_CONTINUE;
}

/* A mute print service: the main loop goes on, the desk is told, and the paper comes once when it speaks
 * again. */
static void
test_mute_service (Counter *self, gconstpointer data)
{
  g_autofree char *number = NULL;
  guint beats = 0;
  guint heart = 0;
  double seconds = 0;

  hall_print_fixture_freeze (service, TRUE);
  heart = g_timeout_add (20, count_beats_cb, &beats);
  number = pay (self);
  assert_committed (self, number);
  seconds = expect (self, number, "attention offline", 15);
  g_test_message ("the desk knew after %.2f s; the main loop beat %u times", seconds, beats);
  g_assert_cmpuint (beats, >, seconds * 10);
  g_source_remove (heart);
  hall_print_fixture_freeze (service, FALSE);
  expect (self, number, "done ", 30);
  g_assert_cmpuint (count_papers (self->queue), ==, 1);
}

/* The program ends while a paper waits in CUPS; its next life follows the same job, and sends nothing again.
 */
static void
test_restart (Counter *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_true (hall_print_fixture_admin (service, &error, "cupsdisable", self->queue, NULL));
  number = pay (self);
  expect (self, number, "attention paused", 20);
  before = hall_fixture_sql (self->hall, "SELECT cups_job FROM outbox");
  stop_spooler (self);
  start_spooler (self);
  g_assert_true (hall_print_fixture_admin (service, &error, "cupsenable", self->queue, NULL));
  expect (self, number, "done ", 40);
  after = hall_fixture_sql (self->hall, "SELECT cups_job FROM outbox");
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (count_papers (self->queue), ==, 1);
}

/* The clerk has seen the paper: what still lies in the queue is taken back. */
static void
test_settled (Counter *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL;
  g_autofree char *next = NULL;
  g_autofree char *args = NULL;

  g_assert_true (hall_print_fixture_admin (service, &error, "cupsdisable", self->queue, NULL));
  number = pay (self);
  expect (self, number, "attention paused", 20);
  args = g_strdup_printf ("{'job': <int64 %d>, 'came_out': <true>}", (int)job_of (self, number));
  g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "settle-job", args));
  next = pay (self);
  expect (self, next, "attention paused", 20);
  g_assert_true (hall_print_fixture_admin (service, &error, "cupsenable", self->queue, NULL));
  expect (self, next, "done ", 40);
  expect (self, number, "done ", 1);
  g_assert_cmpuint (count_papers (self->queue), ==, 1);
}

/* A reprint: the stored content, the same number, and the mark with who, when and why. */
static void
test_reprint (Counter *self, gconstpointer data)
{
  g_autofree char *number = pay (self);
  g_autofree char *document = NULL;
  g_autofree char *args = NULL;
  g_autoptr (HallLook) look = NULL;

  expect (self, number, "done ", 30);
  document = sql (self, "SELECT id FROM document WHERE number = ", number);
  args = g_strdup_printf ("{'document': <int64 %s>, 'reason': <'客户遗失原件'>}", document);
  g_variant_unref (hall_fixture_do (self->hall, "G05", 3, "reprint", args));
  expect (self, number, "done ", 30);
  g_assert_cmpuint (count_papers (self->queue), ==, 2);
  look = look_at_paper (self->queue, 1);
  g_assert_true (hall_look_says (look, "补打 第1次 · 不作重复凭证"));
  g_assert_true (hall_look_says (look, "客户遗失原件"));
  g_assert_true (hall_look_says (look, number));
  g_assert_true (hall_look_says (look, "人民币壹仟贰佰捌拾陆元伍角"));
}

/* A place without a printer keeps its numbers, and says so. */
static void
test_no_printer (Counter *self, gconstpointer data)
{
  g_autofree char *number = NULL;
  g_autofree char *filed = NULL;

  g_variant_unref (hall_fixture_do (self->hall, "L02", 0, "set-printer", "{'counter': <int64 3>}"));
  expect_said (self, "none", 5);
  number = pay (self);
  assert_committed (self, number);
}

/* Printers do not wait for each other: one is stopped, the other prints. */
static void
test_side_by_side (Counter *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *other = add_printer ();
  g_autofree char *held = NULL;
  g_autofree char *printed = NULL;

  g_assert_true (hall_print_fixture_admin (service, &error, "cupsdisable", self->queue, NULL));
  held = pay (self);
  set_printer (self, other);
  printed = pay (self);
  g_assert_cmpfloat (expect (self, printed, "done ", 30), <, 5.0);
  expect (self, held, "attention paused", 5);
  g_assert_true (hall_print_fixture_admin (service, &error, "cupsenable", self->queue, NULL));
  expect (self, held, "done ", 40);
  g_assert_cmpuint (count_papers (self->queue), ==, 1);
  g_assert_cmpuint (count_papers (other), ==, 1);
  hall_print_fixture_stop_device (service, other);
}

/* Two processes print for one place: each paper comes once. */
static void
test_two_processes (Counter *self, gconstpointer data)
{
  g_autoptr (HallStore) second_store = hall_fixture_open_store (self->hall);
  g_autoptr (HallSpooler) second = hall_spooler_new (second_store, "counter-3", "desk-3-again");
  char *numbers[4] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    numbers[i] = pay (self);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    expect (self, numbers[i], "done ", 30);
    g_free (numbers[i]);
  }
  g_assert_cmpuint (count_papers (self->queue), ==, G_N_ELEMENTS (numbers));
  hall_spooler_stop (second);
  hall_store_close (second_store);
}

/* A printer that takes the paper and says nothing for ten seconds. */
static void
test_silence (Counter *self, gconstpointer data)
{
  g_autofree char *number = NULL;

  hall_print_fixture_set_fault (service, self->queue, "silence");
  number = pay (self);
  expect (self, number, "attention offline", 20);
  hall_print_fixture_set_fault (service, self->queue, NULL);
  expect (self, number, "done ", 40);
  g_assert_cmpuint (count_papers (self->queue), ==, 1);
}

static void
add (const char *path, void (*test) (Counter *, gconstpointer))
{
  g_test_add (path, Counter, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int result = 0;

  g_test_init (&argc, &argv, NULL);
  service = hall_print_fixture_new (&error);
  g_assert_no_error (error);

  add ("/spooler/receipt", test_receipt);
  add ("/spooler/out-of-paper", test_out_of_paper);
  add ("/spooler/idle-fault", test_idle_fault);
  add ("/spooler/stopped", test_stopped);
  add ("/spooler/rejecting", test_rejecting);
  add ("/spooler/offline", test_offline);
  add ("/spooler/removed", test_removed);
  add ("/spooler/other-printer", test_other_printer);
  add ("/spooler/unknown", test_unknown);
  add ("/spooler/mute-service", test_mute_service);
  add ("/spooler/restart", test_restart);
  add ("/spooler/settled", test_settled);
  add ("/spooler/reprint", test_reprint);
  add ("/spooler/no-printer", test_no_printer);
  add ("/spooler/side-by-side", test_side_by_side);
  add ("/spooler/two-processes", test_two_processes);
  add ("/spooler/silence", test_silence);
  result = g_test_run ();
  hall_print_fixture_free (service);
  return result;
}
