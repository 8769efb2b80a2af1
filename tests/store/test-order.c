/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who is next (hall rules 5.3), with the plain reason kept for every call. */

#include "hall-fixture.h"
#include "hall-test.h"

#define STEP(name, args) hall_fixture_must (hall, "G05", 3, name, "%s", args)

static void
take (HallFixture *hall, const char *category, const char *priority)
{
  g_free (hall_fixture_take (hall, category, priority));
}

static void
finish_next (HallFixture *hall, const char *staff, gint64 counter, const char *label)
{
  g_autofree char *served = hall_fixture_serve (hall, staff, counter);

  g_assert_cmpstr (served, ==, label);
  hall_fixture_must (hall, staff, counter, "finish", "%s", "");
}

/* Calls a ticket and loses it: three calls, no answer. */
static void
lose_next (HallFixture *hall, const char *label)
{
  g_autoptr (GVariant) answer = hall_fixture_do (hall, "G05", 3, "call-next", NULL);
  g_autofree char *called = hall_fixture_text (answer, "ticket");

  g_assert_cmpstr (called, ==, label);
  for (int i = 0; i < 2; i++) {
    hall_fixture_advance (hall, 20);
    STEP ("recall", "");
  }
  STEP ("no-show", "");
}

static void
assert_why (HallFixture *hall, const char *label, const char *why)
{
  g_autofree char *sql = g_strdup_printf ("SELECT why FROM ticket WHERE label = '%s'", label);
  g_autofree char *stored = hall_fixture_sql (hall, sql);
  g_autofree char *move = NULL;

  g_assert_cmpstr (stored, ==, why);
  g_free (sql);
  sql = g_strdup_printf (
      "SELECT m.reason FROM ticket_move m JOIN ticket t ON t.id = m.ticket WHERE t.label = '%s'"
      " AND m.to_state = 'called' ORDER BY m.id DESC LIMIT 1",
      label);
  move = hall_fixture_sql (hall, sql);
  g_assert_cmpstr (move, ==, why);
}

/* Big or small, known or not: who came first is called first (四个一样). */
static void
test_first_come (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  HALL_PROVES ("004-08 004-31");

  hall_fixture_open (hall, "G05", 3);
  hall_fixture_open (hall, "G07", 1);
  hall_fixture_open (hall, "G09", 5);
  take (hall, "A", NULL);
  take (hall, "B", NULL);
  take (hall, "C", NULL);
  take (hall, "A", NULL);
  /* Counter 3 serves A and B as they came; counter 1 only A; counter 5 only C and D. */
  finish_next (hall, "G05", 3, "A001");
  finish_next (hall, "G05", 3, "B001");
  finish_next (hall, "G07", 1, "A002");
  finish_next (hall, "G09", 5, "C001");
  assert_why (hall, "A001", "first-come");
  hall_fixture_refuse (hall, "G05", 3, "call-next", NULL, HALL_ERROR_NOT_FOUND, NULL, NULL);
}

/* 004-31: the fifth before the third only with a reason, and it is on record. */
static void
test_out_of_order (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GVariant) answer = NULL;
  g_autofree char *journal = NULL;

  HALL_PROVES ("004-31");

  hall_fixture_open (hall, "G05", 3);
  for (int i = 0; i < 5; i++)
    take (hall, "A", NULL);
  hall_fixture_refuse (hall, "G05", 3, "call", "{'ticket': <'A005'>}", HALL_ERROR_REFUSED, "S004 5",
                       "reason");
  hall_fixture_refuse (hall, "G05", 3, "call", "{'ticket': <'A005'>, 'reason': <'无'>}", HALL_ERROR_INVALID,
                       NULL, "reason");
  hall_fixture_refuse (hall, "G05", 3, "call", "{'ticket': <'A005'>, 'reason': <'　 '>}", HALL_ERROR_INVALID,
                       NULL, "reason");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM call"), ==, 0);
  answer = hall_fixture_do (hall, "G05", 3, "call", "{'ticket': <'A005'>, 'reason': <'客户突发不适'>}");
  assert_why (hall, "A005", "out-of-order: 客户突发不适");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM call WHERE out_of_order = 1"), ==, 1);
  journal = hall_fixture_sql (hall,
                              "SELECT staff || ' ' || counter || ' ' || args FROM journal WHERE command ="
                              " 'call'");
  g_assert_cmpstr (journal, ==, "G05 3 {\"ticket\":\"A005\",\"reason\":\"客户突发不适\"}");
  /* Nobody else lost their place. */
  STEP ("start", "");
  STEP ("finish", "");
  finish_next (hall, "G05", 3, "A001");
  finish_next (hall, "G05", 3, "A002");
}

/* There is no command that gives a ticket another place, and only the listed reasons give priority. */
static void
test_listed_reasons_only (void)
{
  static const char *const listed[] = { "elder", "disabled", "veteran", "pregnant", "illness", "return" };
  static const char *const others[] = { "vip", "friend", "leader", "ELDER", "elder ", "0" };
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  HALL_PROVES ("004-31");

  for (gsize i = 0; i < G_N_ELEMENTS (listed); i++)
    take (hall, "A", listed[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autofree char *args = g_strdup_printf ("{'category': <'A'>, 'priority': <'%s'>}", others[i]);

    hall_fixture_refuse (hall, NULL, 0, "take-ticket", args, HALL_ERROR_INVALID, "S004 5", "priority");
  }
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT max (number) FROM ticket"), ==, G_N_ELEMENTS (listed));
}

/* After at most two normal numbers one with priority, if any waits. */
static void
test_interleave (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_fixture_open (hall, "G05", 3);
  for (int i = 0; i < 5; i++)
    take (hall, "A", NULL);
  take (hall, "A", "elder");
  take (hall, "A", "pregnant");
  finish_next (hall, "G05", 3, "A001");
  finish_next (hall, "G05", 3, "A002");
  finish_next (hall, "G05", 3, "A006");
  assert_why (hall, "A006", "priority-turn");
  finish_next (hall, "G05", 3, "A003");
  finish_next (hall, "G05", 3, "A004");
  finish_next (hall, "G05", 3, "A007");
  finish_next (hall, "G05", 3, "A005");
  take (hall, "A", "veteran");
  finish_next (hall, "G05", 3, "A008");
  assert_why (hall, "A008", "priority-only");
  take (hall, "A", "illness");
  take (hall, "A", NULL);
  finish_next (hall, "G05", 3, "A009");
  assert_why (hall, "A009", "priority-earlier");
}

/* Never more than two with priority in a row while a normal one waits over the limit. */
static void
test_wait_limit (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_fixture_open (hall, "G05", 3);
  for (int i = 0; i < 4; i++)
    take (hall, "A", "elder");
  take (hall, "A", NULL);
  hall_fixture_advance (hall, 901);
  finish_next (hall, "G05", 3, "A001");
  finish_next (hall, "G05", 3, "A002");
  finish_next (hall, "G05", 3, "A005");
  assert_why (hall, "A005", "normal-limit");
  finish_next (hall, "G05", 3, "A003");
}

static void
test_within_limit (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_fixture_open (hall, "G05", 3);
  for (int i = 0; i < 4; i++)
    take (hall, "A", "elder");
  take (hall, "A", NULL);
  hall_fixture_advance (hall, 900);
  finish_next (hall, "G05", 3, "A001");
  finish_next (hall, "G05", 3, "A002");
  finish_next (hall, "G05", 3, "A003");
  finish_next (hall, "G05", 3, "A004");
  finish_next (hall, "G05", 3, "A005");
}

/* Counters 1 and 2 serve the same queue and share its turns; counter 3 has turns of its own. */
static void
test_counters_share_a_line (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_fixture_open (hall, "G05", 3);
  hall_fixture_open (hall, "G07", 1);
  hall_fixture_open (hall, "G09", 2);
  for (int i = 0; i < 5; i++)
    take (hall, "A", NULL);
  take (hall, "A", "elder");
  take (hall, "A", "elder");
  finish_next (hall, "G07", 1, "A001");
  finish_next (hall, "G09", 2, "A002");
  finish_next (hall, "G05", 3, "A003");
  finish_next (hall, "G07", 1, "A006");
  finish_next (hall, "G05", 3, "A004");
  finish_next (hall, "G05", 3, "A007");
}

/* After the next three, exactly; who comes back later stands behind who came back before. */
static void
test_return_place (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) again = NULL;

  hall_fixture_open (hall, "G05", 3);
  for (int i = 0; i < 8; i++)
    take (hall, "A", NULL);
  lose_next (hall, "A001");
  lose_next (hall, "A002");
  answer = hall_fixture_do (hall, "G05", 3, "return-ticket", "{'ticket': <'A001'>}");
  g_assert_cmpint (hall_fixture_int (answer, "ahead"), ==, 3);
  again = hall_fixture_do (hall, "G05", 3, "return-ticket", "{'ticket': <'A002'>}");
  g_assert_cmpint (hall_fixture_int (again, "ahead"), ==, 4);
  finish_next (hall, "G05", 3, "A003");
  finish_next (hall, "G05", 3, "A004");
  lose_next (hall, "A005");
  hall_fixture_must (hall, "G05", 3, "return-ticket", "{'ticket': <'A005'>}");
  finish_next (hall, "G05", 3, "A001");
  finish_next (hall, "G05", 3, "A002");
  finish_next (hall, "G05", 3, "A006");
  finish_next (hall, "G05", 3, "A005");
  finish_next (hall, "G05", 3, "A007");
}

/* Who was sent to one counter is not among the three, for no line calls them. */
static void
test_return_passes_who_was_sent (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) taken = NULL;

  hall_fixture_open (hall, "G05", 3);
  for (int i = 0; i < 6; i++)
    take (hall, "A", NULL);
  g_free (hall_fixture_serve (hall, "G05", 3));
  STEP ("transfer", "{'counter': <int64 5>, 'summary': <'查询进度'>}");
  lose_next (hall, "A002");
  answer = hall_fixture_do (hall, "G05", 3, "return-ticket", "{'ticket': <'A002'>}");
  g_assert_cmpint (hall_fixture_int (answer, "ahead"), ==, 3);
  taken = hall_fixture_do (hall, NULL, 0, "take-ticket", "{'category': <'A'>}");
  g_assert_cmpint (hall_fixture_int (taken, "ahead"), ==, 5);
  finish_next (hall, "G05", 3, "A003");
  finish_next (hall, "G05", 3, "A004");
  finish_next (hall, "G05", 3, "A005");
  finish_next (hall, "G05", 3, "A002");
}

static void
test_return_to_a_short_queue (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GVariant) answer = NULL;

  hall_fixture_open (hall, "G05", 3);
  for (int i = 0; i < 3; i++)
    take (hall, "A", i == 0 ? "elder" : NULL);
  lose_next (hall, "A001");
  answer = hall_fixture_do (hall, "G05", 3, "return-ticket", "{'ticket': <'A001'>}");
  g_assert_cmpint (hall_fixture_int (answer, "ahead"), ==, 2);
  take (hall, "A", NULL);
  /* A no-show comes back in its place and without its turn of priority. */
  finish_next (hall, "G05", 3, "A002");
  finish_next (hall, "G05", 3, "A003");
  finish_next (hall, "G05", 3, "A001");
  finish_next (hall, "G05", 3, "A004");
  take (hall, "A", NULL);
  lose_next (hall, "A005");
  hall_fixture_must (hall, "G05", 3, "return-ticket", "{'ticket': <'A005'>}");
  finish_next (hall, "G05", 3, "A005");
}

/* A transfer keeps its place: by its first time it goes before who came later. */
static void
test_transfer_keeps_place (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *served = NULL;

  HALL_PROVES ("000-06");

  hall_fixture_open (hall, "G05", 3);
  hall_fixture_open (hall, "G09", 5);
  take (hall, "A", NULL);
  take (hall, "C", NULL);
  take (hall, "C", NULL);
  served = hall_fixture_serve (hall, "G05", 3);
  STEP ("transfer", "{'category': <'C'>, 'summary': <'想问停供政策'>}");
  take (hall, "C", NULL);
  finish_next (hall, "G09", 5, "A001");
  finish_next (hall, "G09", 5, "C001");
}

/* What was sent to one counter is called there only, and waits its turn among the others. */
static void
test_transfer_to_counter (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *served = NULL;

  hall_fixture_open (hall, "G05", 3);
  hall_fixture_open (hall, "G09", 5);
  hall_fixture_open (hall, "G07", 1);
  take (hall, "C", NULL);
  take (hall, "A", NULL);
  take (hall, "C", NULL);
  served = hall_fixture_serve (hall, "G05", 3);
  g_assert_cmpstr (served, ==, "A001");
  STEP ("transfer", "{'counter': <int64 5>, 'summary': <'需查缴费记录'>}");
  hall_fixture_refuse (hall, "G05", 3, "call-next", NULL, HALL_ERROR_NOT_FOUND, NULL, NULL);
  hall_fixture_refuse (hall, "G07", 1, "call-next", NULL, HALL_ERROR_NOT_FOUND, NULL, NULL);
  finish_next (hall, "G09", 5, "C001");
  finish_next (hall, "G09", 5, "A001");
  finish_next (hall, "G09", 5, "C002");
}

/* What the kiosk and the desk promise about the order. */
static void
test_ahead (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GVariant) fifth = NULL;
  g_autoptr (GVariant) elder = NULL;
  g_autoptr (GVariant) other = NULL;

  for (int i = 0; i < 4; i++)
    take (hall, "A", NULL);
  fifth = hall_fixture_do (hall, NULL, 0, "take-ticket", "{'category': <'A'>}");
  g_assert_cmpint (hall_fixture_int (fifth, "ahead"), ==, 4);
  elder = hall_fixture_do (hall, NULL, 0, "take-ticket", "{'category': <'A'>, 'priority': <'elder'>}");
  g_assert_cmpint (hall_fixture_int (elder, "ahead"), ==, 2);
  other = hall_fixture_do (hall, NULL, 0, "take-ticket", "{'category': <'B'>}");
  g_assert_cmpint (hall_fixture_int (other, "ahead"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/order/first-come", test_first_come);
  g_test_add_func ("/store/order/out-of-order", test_out_of_order);
  g_test_add_func ("/store/order/listed-reasons-only", test_listed_reasons_only);
  g_test_add_func ("/store/order/interleave", test_interleave);
  g_test_add_func ("/store/order/wait-limit", test_wait_limit);
  g_test_add_func ("/store/order/within-limit", test_within_limit);
  g_test_add_func ("/store/order/counters-share-a-line", test_counters_share_a_line);
  g_test_add_func ("/store/order/return-place", test_return_place);
  g_test_add_func ("/store/order/return-passes-who-was-sent", test_return_passes_who_was_sent);
  g_test_add_func ("/store/order/return-to-a-short-queue", test_return_to_a_short_queue);
  g_test_add_func ("/store/order/transfer-keeps-place", test_transfer_keeps_place);
  g_test_add_func ("/store/order/transfer-to-counter", test_transfer_to_counter);
  g_test_add_func ("/store/order/ahead", test_ahead);
  return g_test_run ();
}
