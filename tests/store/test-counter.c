/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Counters: who sits where, pausing, the gates of opening and closing (hall rules 5.11, S004 6). */

#include "hall-fixture.h"
#include "hall-test.h"
#include "hall-views.h"

#define STEP(name, args) hall_fixture_must (hall, "G05", 3, name, "%s", args)

/* 004-51: one clerk a counter, one counter a clerk; moving needs the lead, who leaves a line. */
static void
test_one_each (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *line = NULL;

  HALL_PROVES ("004-51");

  hall_fixture_must (hall, "G05", 3, "sign-in", "%s", "");
  hall_fixture_refuse (hall, "G07", 3, "sign-in", NULL, HALL_ERROR_REFUSED, "S004 6.3", "counter");
  hall_fixture_refuse (hall, "G07", 0, "open-counter", "{'counter': <int64 3>, 'float_fen': <int64 0>}",
                       HALL_ERROR_REFUSED, "S004 6.3", "counter");
  hall_fixture_refuse (hall, "G05", 4, "sign-in", NULL, HALL_ERROR_REFUSED, "S004 6.3", "counter");
  hall_fixture_refuse (hall, "G05", 0, "open-counter", "{'counter': <int64 4>, 'float_fen': <int64 0>}",
                       HALL_ERROR_REFUSED, "S004 6.3", "counter");
  hall_fixture_open (hall, "G05", 3);
  hall_fixture_refuse (hall, "G05", 3, "open-counter", "{'counter': <int64 3>, 'float_fen': <int64 0>}",
                       HALL_ERROR_REFUSED, "S004 6.3", "counter");
  g_free (hall_fixture_take (hall, "A", NULL));
  hall_fixture_refuse (hall, "G05", 4, "call-next", NULL, HALL_ERROR_REFUSED, "S004 6.3", "counter");
  hall_fixture_refuse (hall, "G07", 0, "release-counter",
                       "{'counter': <int64 3>, 'reason': <'张三临时调岗'>}", HALL_ERROR_FORBIDDEN, "7", NULL);
  hall_fixture_refuse (hall, "L02", 0, "release-counter", "{'counter': <int64 3>, 'reason': <'-'>}",
                       HALL_ERROR_INVALID, NULL, "reason");
  hall_fixture_refuse (hall, "L02", 0, "release-counter",
                       "{'counter': <int64 4>, 'reason': <'张三临时调岗'>}", HALL_ERROR_NOT_FOUND, NULL,
                       "counter");
  hall_fixture_must (hall, "L02", 0, "release-counter", "%s",
                     "{'counter': <int64 3>, 'reason': <'张三临时调岗'>}");
  line = hall_fixture_sql (hall,
                           "SELECT staff || ' ' || args FROM journal WHERE command = 'release-counter'");
  g_assert_cmpstr (line, ==, "L02 {\"counter\":3,\"reason\":\"张三临时调岗\"}");
  hall_fixture_open (hall, "G05", 4);
  hall_fixture_open (hall, "G07", 3);
}

/* The file itself holds no two clerks at a counter and no clerk at two. */
static void
test_one_each_in_the_file (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *two_clerks = NULL;
  g_autofree char *two_counters = NULL;

  HALL_PROVES ("004-51");

  hall_fixture_open (hall, "G05", 3);
  two_clerks = hall_fixture_sql_error (hall,
                                       "INSERT INTO duty (day, staff, counter, state, signed_in_at) VALUES"
                                       " ('2026-11-20', 'G07', 3, 'open', 0)");
  two_counters = hall_fixture_sql_error (hall,
                                         "INSERT INTO duty (day, staff, counter, state, signed_in_at) VALUES"
                                         " ('2026-11-20', 'G05', 4, 'open', 0)");
  g_assert_nonnull (two_clerks);
  g_assert_nonnull (two_counters);
}

static void
test_from_the_guide_desk (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_fixture_must (hall, "G05", 0, "sign-in", "%s", "");
  hall_fixture_must (hall, "G07", 3, "sign-in", "%s", "");
  hall_fixture_refuse (hall, "G05", 3, "sign-in", NULL, HALL_ERROR_REFUSED, "S004 6.3", "counter");
  hall_fixture_must (hall, "G05", 4, "sign-in", "%s", "");
  hall_fixture_refuse (hall, "G09", 4, "sign-in", NULL, HALL_ERROR_REFUSED, "S004 6.3", "counter");
  hall_fixture_open (hall, "G05", 4);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM duty"), ==, 2);
}

static void
test_unknown_counter (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_fixture_refuse (hall, "G05", 0, "open-counter", "{'counter': <int64 77>, 'float_fen': <int64 0>}",
                       HALL_ERROR_NOT_FOUND, NULL, "counter");
  hall_fixture_refuse (hall, "G05", 77, "sign-in", NULL, HALL_ERROR_NOT_FOUND, NULL, "counter");
  hall_fixture_refuse (hall, "G05", 0, "open-counter", "{'counter': <int64 3>, 'float_fen': <int64 -1>}",
                       HALL_ERROR_INVALID, NULL, "float_fen");
}

static char *
shown_at (HallFixture *hall, gint64 counter)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_int64 (counter));
  g_autoptr (GError) error = NULL;
  HallCounterView *view = hall_counter_view_read (hall->engine, params, &error);
  char *shown;

  g_assert_no_error (error);
  shown = g_strdup_printf ("%s %" G_GINT64_FORMAT, view->duty, view->pause_until);
  hall_counter_view_free (view);
  return shown;
}

/* 004-28: leaving in mid-service needs a reason and the minutes; the counter shows it, the customer is on
 * hold. */
static void
test_pause (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *shown = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *reason = NULL;

  HALL_PROVES ("004-28");

  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  hall_fixture_refuse (hall, "G05", 3, "pause", "{'minutes': <int64 5>}", HALL_ERROR_REFUSED, "S004 4.11",
                       "reason");
  hall_fixture_refuse (hall, "G05", 3, "pause", "{'reason': <''>, 'minutes': <int64 5>}", HALL_ERROR_INVALID,
                       NULL, "reason");
  hall_fixture_refuse (hall, "G05", 3, "pause", "{'reason': <'取资料'>}", HALL_ERROR_INVALID, NULL,
                       "minutes");
  hall_fixture_refuse (hall, "G05", 3, "pause", "{'reason': <'取资料'>, 'minutes': <int64 0>}",
                       HALL_ERROR_INVALID, "S004 4.11", "minutes");
  hall_fixture_refuse (hall, "G05", 3, "pause", "{'reason': <'取资料'>, 'minutes': <int64 241>}",
                       HALL_ERROR_INVALID, "S004 4.11", "minutes");
  STEP ("pause", "{'reason': <'取资料'>, 'minutes': <int64 5>}");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT state = 'paused' FROM ticket"), ==, 1);
  shown = shown_at (hall, 3);
  expected = g_strdup_printf ("paused %" G_GINT64_FORMAT,
                              hall_clock_now (hall->clock) + 5 * G_TIME_SPAN_MINUTE);
  g_assert_cmpstr (shown, ==, expected);
  reason = hall_fixture_sql (hall, "SELECT pause_reason FROM duty");
  g_assert_cmpstr (reason, ==, "取资料");
  hall_fixture_refuse (hall, "G05", 3, "call-next", NULL, HALL_ERROR_REFUSED, "S004 4.11", "counter");
  hall_fixture_advance (hall, 240);
  STEP ("resume", "");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT state = 'serving' FROM ticket"), ==, 1);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT paused_us / 1000000 FROM ticket"), ==, 240);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT paused_us / 1000000 FROM duty"), ==, 240);
  hall_fixture_refuse (hall, "G05", 3, "resume", NULL, HALL_ERROR_CONFLICT, NULL, NULL);
}

/* Nobody walks away from a customer who is on the way. */
static void
test_no_pause_after_a_call (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", NULL));
  STEP ("call-next", "");
  hall_fixture_refuse (hall, "G05", 3, "pause", "{'reason': <'取资料'>, 'minutes': <int64 5>}",
                       HALL_ERROR_REFUSED, "S004 4.11", NULL);
  hall_fixture_refuse (hall, "G05", 3, "close-counter", NULL, HALL_ERROR_REFUSED, "S004 5.9", NULL);
}

/* 004-48: coming, opening, pausing, closing and going have their times. */
static void
test_times (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *times = NULL;

  HALL_PROVES ("004-48");

  hall_fixture_must (hall, "G05", 3, "sign-in", "%s", "");
  hall_fixture_advance (hall, 100);
  hall_fixture_open (hall, "G05", 3);
  hall_fixture_advance (hall, 100);
  STEP ("pause", "{'reason': <'午餐'>, 'minutes': <int64 10>}");
  hall_fixture_advance (hall, 900);
  STEP ("resume", "");
  hall_fixture_advance (hall, 100);
  hall_fixture_refuse (hall, "G05", 3, "sign-out", NULL, HALL_ERROR_REFUSED, "5.11", "counter");
  STEP ("close-counter", "");
  hall_fixture_advance (hall, 100);
  STEP ("sign-out", "");
  hall_fixture_refuse (hall, "G05", 3, "sign-out", NULL, HALL_ERROR_CONFLICT, NULL, NULL);
  times = hall_fixture_list (hall,
                             "SELECT (opened_at - signed_in_at) / 1000000, (closed_at - opened_at) / 1000000,"
                             " (signed_out_at - closed_at) / 1000000, paused_us / 1000000, state FROM duty");
  g_assert_cmpstr (times, ==, "100 1100 100 900 ended");
}

/* Bulletins are read before a counter opens, each by everybody. */
static void
test_bulletin_gate (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GVariant) made = hall_fixture_do (hall, "L02", 0, "set-bulletin",
                                               "{'title': <'停水通知'>, 'text': <'今日14时起'>}");
  gint64 bulletin = hall_fixture_int (made, "bulletin");
  const char *open = "{'counter': <int64 3>, 'float_fen': <int64 50000>}";

  hall_fixture_refuse (hall, "G05", 0, "open-counter", open, HALL_ERROR_REFUSED, "S000 3.1", "bulletin");
  hall_fixture_refuse (hall, "G05", 0, "acknowledge-bulletin", "{'bulletin': <int64 99>}",
                       HALL_ERROR_NOT_FOUND, NULL, "bulletin");
  hall_fixture_must (hall, "G05", 0, "acknowledge-bulletin", "{'bulletin': <int64 %d>}", (int)bulletin);
  hall_fixture_must (hall, "G05", 0, "acknowledge-bulletin", "{'bulletin': <int64 %d>}", (int)bulletin);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM bulletin_read WHERE staff = 'G05'"), ==,
                   1);
  hall_fixture_open (hall, "G05", 3);
  hall_fixture_refuse (hall, "G07", 0, "open-counter", "{'counter': <int64 1>, 'float_fen': <int64 0>}",
                       HALL_ERROR_REFUSED, "S000 3.1", "bulletin");
  hall_fixture_must (hall, "L02", 0, "withdraw-bulletin", "{'bulletin': <int64 %d>}", (int)bulletin);
  hall_fixture_refuse (hall, "L02", 0, "withdraw-bulletin", "{'bulletin': <int64 1>}", HALL_ERROR_NOT_FOUND,
                       NULL, "bulletin");
  hall_fixture_open (hall, "G07", 1);
}

/* Where there is a printer it is tried before the counter opens, every day. */
static void
test_printer_gate (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  const char *open = "{'counter': <int64 3>, 'float_fen': <int64 50000>}";

  hall_fixture_refuse (hall, "G05", 3, "test-printer", NULL, HALL_ERROR_NOT_FOUND, NULL, "counter");
  hall_fixture_must (hall, "L02", 0, "set-printer", "%s", "{'counter': <int64 3>, 'printer': <'receipt-3'>}");
  hall_fixture_refuse (hall, "G05", 0, "open-counter", open, HALL_ERROR_REFUSED, "5.11", "printer");
  hall_fixture_must (hall, "G05", 3, "test-printer", "%s", "");
  hall_fixture_open (hall, "G05", 3);
  STEP ("close-counter", "");
  hall_fixture_must (hall, "L02", 0, "close-day", "%s", "");
  hall_fixture_set_time (hall, "2026-11-21T08:35:00");
  hall_fixture_refuse (hall, "G05", 0, "open-counter", open, HALL_ERROR_REFUSED, "5.11", "printer");
}

/* Before closing time a counter closes when others serve its queues; a customer sent to it stays its own. */
static void
test_close_rule (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_fixture_open (hall, "G05", 3);
  hall_fixture_open (hall, "G07", 1);
  hall_fixture_open (hall, "G09", 5);
  g_free (hall_fixture_take (hall, "A", NULL));
  hall_fixture_must (hall, "G07", 1, "close-counter", "%s", "");
  hall_fixture_refuse (hall, "G05", 3, "close-counter", NULL, HALL_ERROR_REFUSED, "S004 5.9",
                       "override_reason");
  g_free (hall_fixture_serve (hall, "G05", 3));
  STEP ("transfer", "{'counter': <int64 5>, 'summary': <'查询进度'>}");
  STEP ("close-counter", "");
  hall_fixture_refuse (hall, "G09", 5, "close-counter", NULL, HALL_ERROR_REFUSED, "S004 5.9",
                       "override_reason");
  g_free (hall_fixture_serve (hall, "G09", 5));
  hall_fixture_must (hall, "G09", 5, "finish", "%s", "");
  hall_fixture_must (hall, "G09", 5, "close-counter", "%s", "");
}

/* Opened again in the afternoon, with a new float. */
static void
test_reopen (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_fixture_open (hall, "G05", 3);
  STEP ("close-counter", "");
  hall_fixture_refuse (hall, "G05", 3, "call-next", NULL, HALL_ERROR_REFUSED, "5.11", "counter");
  hall_fixture_advance (hall, 60);
  hall_fixture_open (hall, "G05", 3);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM drawer_entry WHERE kind = 'float'"), ==,
                   2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/counter/one-each", test_one_each);
  g_test_add_func ("/store/counter/one-each-in-the-file", test_one_each_in_the_file);
  g_test_add_func ("/store/counter/from-the-guide-desk", test_from_the_guide_desk);
  g_test_add_func ("/store/counter/unknown", test_unknown_counter);
  g_test_add_func ("/store/counter/pause", test_pause);
  g_test_add_func ("/store/counter/no-pause-after-a-call", test_no_pause_after_a_call);
  g_test_add_func ("/store/counter/times", test_times);
  g_test_add_func ("/store/counter/bulletin-gate", test_bulletin_gate);
  g_test_add_func ("/store/counter/printer-gate", test_printer_gate);
  g_test_add_func ("/store/counter/close-rule", test_close_rule);
  g_test_add_func ("/store/counter/reopen", test_reopen);
  return g_test_run ();
}
