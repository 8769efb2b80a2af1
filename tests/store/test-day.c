/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The business day: opening, closing, closing time, days left open, clocks set back (hall rules 5.11,
 * S004 5.9). */

#include "hall-fixture.h"
#include "hall-test.h"

#define STEP(name, args) hall_fixture_must (hall, "G05", 3, name, "%s", args)

static void
at (HallFixture *hall, const char *time)
{
  g_autofree char *iso = g_strdup_printf ("2026-11-%s", time);

  hall_fixture_set_time (hall, iso);
}

static void
assert_days (HallFixture *hall, const char *expected)
{
  g_autofree char *days = hall_fixture_list (
      hall, "SELECT substr (day, 9) || state FROM business_day ORDER BY day");

  g_assert_cmpstr (days, ==, expected);
}

static void
test_opens_by_itself (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  g_free (hall_fixture_take (hall, "A", NULL));
  assert_days (hall, "20open");
  hall_fixture_refuse (hall, "L02", 0, "open-day", NULL, HALL_ERROR_CONFLICT, "5.11", "day");
}

/* No number before the hall opens or after it closes, but a lead may open early. */
static void
test_outside_hours (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  at (hall, "20T17:30:00");
  hall_fixture_refuse (hall, NULL, 0, "take-ticket", "{'category': <'A'>}", HALL_ERROR_REFUSED, "S004 5.9",
                       NULL);
  hall_fixture_refuse (hall, "G05", 0, "open-counter", "{'counter': <int64 3>, 'float_fen': <int64 0>}",
                       HALL_ERROR_REFUSED, "S004 5.9", NULL);
  at (hall, "21T08:29:59");
  hall_fixture_refuse (hall, NULL, 0, "take-ticket", "{'category': <'A'>}", HALL_ERROR_REFUSED, "S004 5.9",
                       NULL);
  hall_fixture_must (hall, "L02", 0, "open-day", "%s", "");
  g_free (hall_fixture_take (hall, "A", NULL));
  assert_days (hall, "21open");
}

static void
test_commands_need_a_day (void)
{
  static const char *const commands[][2] = {
    { "call-next", NULL },
    { "return-ticket", "{'ticket': <'A001'>}" },
    { "cancel-ticket", "{'ticket': <'A001'>, 'reason': <'客户离开'>}" },
    { "finish", NULL },
    { "close-day", NULL },
    { "charge", "{'lines': <@av []>}" },
    { "count-drawer", "{'notes': <@a{sv} {}>}" },
    { "reprint", "{'document': <int64 1>, 'reason': <'客户要求'>}" },
  };
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    hall_fixture_refuse (hall, "L02", 3, commands[i][0], commands[i][1], HALL_ERROR_REFUSED, "5.11", NULL);
}

/* 004-45, 004-46: closing time ends nobody's visit, and whoever has a number is served. */
static void
test_closing_time (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GVariant) late = NULL;
  g_autoptr (GVariant) done = NULL;
  g_autofree char *label = NULL;
  gboolean is_late = FALSE;
  gboolean extended = FALSE;

  HALL_PROVES ("004-45 004-46");

  hall_fixture_open (hall, "G05", 3);
  at (hall, "20T17:19:59");
  g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  at (hall, "20T17:26:00");
  late = hall_fixture_do (hall, NULL, 0, "take-ticket", "{'category': <'A'>}");
  g_assert_true (g_variant_lookup (late, "late", "b", &is_late) && is_late);
  at (hall, "20T17:30:00");
  hall_fixture_refuse (hall, NULL, 0, "take-ticket", "{'category': <'A'>}", HALL_ERROR_REFUSED, "S004 5.9",
                       NULL);
  at (hall, "20T17:41:00");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT state = 'serving' FROM ticket WHERE label = 'A001'"),
                   ==, 1);
  done = hall_fixture_do (hall, "G05", 3, "finish", NULL);
  g_assert_true (g_variant_lookup (done, "extended", "b", &extended) && extended);
  label = hall_fixture_serve (hall, "G05", 3);
  g_assert_cmpstr (label, ==, "A002");
  at (hall, "20T17:50:00");
  STEP ("finish", "");
  g_assert_cmpint (hall_fixture_sql_int (hall,
                                         "SELECT count (*) FROM ticket WHERE extended = 1 AND (late = 1) ="
                                         " (label = 'A002')"),
                   ==, 2);
  /* How long the service was extended can be told. */
  g_assert_cmpint (
      hall_fixture_sql_int (hall, "SELECT (max (done_at) - 1795167000000000) / 60000000 FROM ticket"), ==,
      20);
}

static void
test_finished_in_time_is_not_extended (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GVariant) done = NULL;

  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  at (hall, "20T17:30:00");
  done = hall_fixture_do (hall, "G05", 3, "finish", NULL);
  g_assert_false (g_variant_lookup (done, "extended", "b", NULL));
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT extended + late FROM ticket"), ==, 0);
}

static void
test_stop_minutes (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_fixture_must (hall, "A01", 0, "set-option", "%s", "{'name': <'stop_minutes'>, 'value': <'15'>}");
  at (hall, "20T17:14:59");
  g_free (hall_fixture_take (hall, "A", NULL));
  at (hall, "20T17:15:00");
  hall_fixture_refuse (hall, NULL, 0, "take-ticket", "{'category': <'A'>}", HALL_ERROR_REFUSED, "S004 5.9",
                       NULL);
}

/* 004-47: no clerk and no day closes on those who wait; the lead may, with a reason that is kept. */
static void
test_nobody_leaves (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GVariant) closed = NULL;
  g_autofree char *kept = NULL;

  HALL_PROVES ("004-47");

  hall_fixture_open (hall, "G05", 3);
  hall_fixture_open (hall, "L02", 1);
  g_free (hall_fixture_take (hall, "B", NULL));
  g_free (hall_fixture_take (hall, "A", NULL));
  at (hall, "20T17:31:00");
  hall_fixture_refuse (hall, "G05", 3, "close-counter", NULL, HALL_ERROR_REFUSED, "S004 5.9",
                       "override_reason");
  hall_fixture_refuse (hall, "G05", 3, "close-counter", "{'override_reason': <'我有急事'>}",
                       HALL_ERROR_REFUSED, "S004 5.9", "override_reason");
  hall_fixture_refuse (hall, "L02", 1, "close-day", NULL, HALL_ERROR_REFUSED, "S004 5.9", "override_reason");
  hall_fixture_refuse (hall, "A01", 0, "close-day", "{'override_reason': <'系统停电检修'>}",
                       HALL_ERROR_FORBIDDEN, "7", "override_reason");
  hall_fixture_refuse (hall, "L02", 1, "close-day", "{'override_reason': <'无'>}", HALL_ERROR_INVALID, NULL,
                       "override_reason");
  g_free (hall_fixture_serve (hall, "G05", 3));
  hall_fixture_refuse (hall, "G05", 3, "close-counter", NULL, HALL_ERROR_REFUSED, "S004 5.9", NULL);
  /* Not even the lead ends a visit that has begun (004-45). */
  hall_fixture_refuse (hall, "L02", 1, "close-day", "{'override_reason': <'停电'>}", HALL_ERROR_REFUSED,
                       "S004 5.9", NULL);
  STEP ("finish", "");
  hall_fixture_must (hall, "L02", 1, "close-counter", "%s", "{'override_reason': <'停电，已逐一告知客户'>}");
  kept = hall_fixture_sql (hall, "SELECT override_reason FROM duty WHERE staff = 'L02'");
  g_assert_cmpstr (kept, ==, "停电，已逐一告知客户");
  closed = hall_fixture_do (hall, "L02", 1, "close-day", "{'override_reason': <'停电，已逐一告知客户'>}");
  g_assert_cmpint (hall_fixture_int (closed, "carried"), ==, 1);
  g_assert_cmpint (
      hall_fixture_sql_int (hall, "SELECT count (*) FROM journal WHERE command = 'close-day' AND staff ="
                                  " 'L02' AND args LIKE '%已逐一告知客户%'"),
      ==, 1);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM ticket WHERE state = 'carried'"), ==,
                   1);
  assert_days (hall, "20closed");
}

static void
test_clean_close (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GVariant) closed = NULL;
  g_autoptr (GVariant) blockers = NULL;

  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", "illness"));
  g_free (hall_fixture_serve (hall, "G05", 3));
  STEP ("finish", "");
  hall_fixture_refuse (hall, "L02", 0, "close-day", NULL, HALL_ERROR_REFUSED, "S004 5.9", "override_reason");
  STEP ("close-counter", "");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (priority_reason) FROM ticket"), ==, 1);
  closed = hall_fixture_do (hall, "L02", 0, "close-day", NULL);
  blockers = g_variant_lookup_value (closed, "blockers", NULL);
  g_assert_cmpuint (g_variant_n_children (blockers), ==, 0);
  /* Why somebody had priority is nobody's business any more (Q03); that they had it is counted. */
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (priority_reason) FROM ticket"), ==, 0);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT sum (priority) FROM ticket"), ==, 1);
  hall_fixture_refuse (hall, "L02", 0, "open-day", NULL, HALL_ERROR_REFUSED, "5.11", "day");
  hall_fixture_refuse (hall, NULL, 0, "take-ticket", "{'category': <'A'>}", HALL_ERROR_REFUSED, "5.11",
                       "day");
  at (hall, "21T09:00:00");
  g_free (hall_fixture_take (hall, "A", NULL));
  assert_days (hall, "20closed 21open");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT number FROM ticket WHERE day = '2026-11-21'"), ==, 1);
}

/* Paper and people that are left: no-shows that never came back are void, numbers stay dense. */
static void
test_left_over_no_shows (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", NULL));
  STEP ("call-next", "");
  for (int i = 0; i < 2; i++) {
    hall_fixture_advance (hall, 20);
    STEP ("recall", "");
  }
  STEP ("no-show", "");
  STEP ("close-counter", "");
  hall_fixture_must (hall, "L02", 0, "close-day", "%s", "");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT state = 'void' FROM ticket"), ==, 1);
  g_assert_cmpint (
      hall_fixture_sql_int (hall, "SELECT count (*) FROM ticket_move WHERE to_state = 'void' AND staff ="
                                  " 'L02' AND command = 'close-day'"),
      ==, 1);
}

/* Yesterday was not closed: work goes on until today begins, then what was open is carried. */
static void
test_left_open (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_fixture_open (hall, "G05", 3);
  for (int i = 0; i < 3; i++)
    g_free (hall_fixture_take (hall, "A", NULL));
  at (hall, "21T00:20:00");
  g_free (hall_fixture_serve (hall, "G05", 3));
  STEP ("finish", "");
  g_free (hall_fixture_serve (hall, "G05", 3));
  assert_days (hall, "20open");
  at (hall, "21T08:40:00");
  g_free (hall_fixture_take (hall, "A", NULL));
  assert_days (hall, "20closed 21open");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM ticket WHERE state = 'carried'"), ==,
                   2);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM duty WHERE state <> 'ended'"), ==, 0);
  hall_fixture_refuse (hall, "G05", 3, "call-next", NULL, HALL_ERROR_REFUSED, "5.11", "counter");
  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_serve (hall, "G05", 3));
}

/* The clerk whose counter was left open yesterday simply opens it, or another, this morning. */
static void
test_left_open_counter (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_fixture_open (hall, "G05", 3);
  hall_fixture_must (hall, "G07", 1, "sign-in", "%s", "");
  at (hall, "21T08:40:00");
  hall_fixture_open (hall, "G05", 4);
  hall_fixture_open (hall, "G07", 3);
  assert_days (hall, "20closed 21open");
  g_assert_cmpint (
      hall_fixture_sql_int (hall, "SELECT count (*) FROM duty WHERE day = '2026-11-21' AND state = 'open'"
                                  " AND signed_out_at IS NULL"),
      ==, 2);
  g_assert_cmpint (
      hall_fixture_sql_int (hall, "SELECT count (*) FROM duty WHERE day = '2026-11-20' AND state = 'ended'"
                                  " AND signed_out_at IS NOT NULL"),
      ==, 2);
}

/* A clock set back never opens an old day, and never loses the one that is open. */
static void
test_clock_goes_back (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (HallClock) wrong = hall_clock_new_virtual (hall_clock_now (hall->clock) - G_TIME_SPAN_DAY);
  g_autoptr (HallCommand) take = hall_command_new (
      "take-ticket", g_variant_new_parsed ("{'category': <'A'>}"), NULL, 0, "kiosk", NULL);
  g_autoptr (HallCommand) again = hall_command_new (
      "take-ticket", g_variant_new_parsed ("{'category': <'A'>}"), NULL, 0, "kiosk", NULL);
  g_autoptr (HallEngine) other = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) none = NULL;
  g_autoptr (GError) error = NULL;

  g_free (hall_fixture_take (hall, "A", NULL));
  other = hall_engine_open (hall->address, wrong, &error);
  g_assert_no_error (error);
  answer = hall_engine_do (other, take, &error);
  g_assert_no_error (error);
  g_assert_cmpint (
      hall_fixture_sql_int (hall, "SELECT number FROM ticket WHERE day = '2026-11-20' ORDER BY id DESC"), ==,
      2);
  assert_days (hall, "20open");
  hall_fixture_must (hall, "L02", 0, "close-day", "%s", "{'override_reason': <'演练结束'>}");
  none = hall_engine_do (other, again, &error);
  g_assert_null (none);
  g_assert_error (error, HALL_ERROR, (int)HALL_ERROR_REFUSED);
  g_assert_cmpstr (hall_error_get_rule (error), ==, "5.11");
  assert_days (hall, "20closed");
}

/* The day's quota of a category: a warning before it is full, then none, and no number is lost. */
static void
test_quota (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_fixture_must (hall, "A01", 0, "set-category", "%s",
                     "{'category': <'D'>, 'name': <'报修'>, 'quota': <int64 5>}");
  for (int i = 1; i <= 5; i++) {
    g_autoptr (GVariant) answer = hall_fixture_do (hall, NULL, 0, "take-ticket", "{'category': <'D'>}");
    gint64 left = -1;

    g_variant_lookup (answer, "quota_left", "x", &left);
    g_assert_cmpint (left, ==, i == 5 ? 0 : -1);
  }
  hall_fixture_refuse (hall, NULL, 0, "take-ticket", "{'category': <'D'>}", HALL_ERROR_REFUSED, "5.3",
                       "category");
  hall_fixture_must (hall, "A01", 0, "set-category", "%s",
                     "{'category': <'D'>, 'name': <'报修'>, 'quota': <int64 20>}");
  g_free (hall_fixture_take (hall, "D", NULL));
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT max (number) FROM ticket"), ==, 6);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/day/opens-by-itself", test_opens_by_itself);
  g_test_add_func ("/store/day/outside-hours", test_outside_hours);
  g_test_add_func ("/store/day/commands-need-a-day", test_commands_need_a_day);
  g_test_add_func ("/store/day/closing-time", test_closing_time);
  g_test_add_func ("/store/day/finished-in-time", test_finished_in_time_is_not_extended);
  g_test_add_func ("/store/day/stop-minutes", test_stop_minutes);
  g_test_add_func ("/store/day/nobody-leaves", test_nobody_leaves);
  g_test_add_func ("/store/day/clean-close", test_clean_close);
  g_test_add_func ("/store/day/left-over-no-shows", test_left_over_no_shows);
  g_test_add_func ("/store/day/left-open", test_left_open);
  g_test_add_func ("/store/day/left-open-counter", test_left_open_counter);
  g_test_add_func ("/store/day/clock-goes-back", test_clock_goes_back);
  g_test_add_func ("/store/day/quota", test_quota);
  return g_test_run ();
}
