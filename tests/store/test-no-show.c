/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Three calls at least twenty seconds apart, one return, then void (hall rules 5.1, Q33). */

#include "hall-fixture.h"
#include "hall-test.h"

#define STEP(name, args) hall_fixture_must (hall, "G05", 3, name, "%s", args)

static HallFixture *
hall_with_one_called (void)
{
  HallFixture *hall = hall_fixture_new ();

  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", NULL));
  STEP ("call-next", "");
  return hall;
}

static void
test_gap (void)
{
  g_autoptr (HallFixture) hall = hall_with_one_called ();
  g_autoptr (GVariant) second = NULL;
  g_autoptr (GVariant) third = NULL;
  g_autofree char *rounds = NULL;

  hall_fixture_refuse (hall, "G05", 3, "recall", NULL, HALL_ERROR_REFUSED, "Q33", NULL);
  hall_fixture_advance (hall, 19);
  hall_fixture_refuse (hall, "G05", 3, "recall", NULL, HALL_ERROR_REFUSED, "Q33", NULL);
  hall_fixture_advance (hall, 1);
  second = hall_fixture_do (hall, "G05", 3, "recall", NULL);
  g_assert_cmpint (hall_fixture_int (second, "calls"), ==, 2);
  hall_fixture_refuse (hall, "G05", 3, "no-show", NULL, HALL_ERROR_REFUSED, "5.1", NULL);
  hall_fixture_refuse (hall, "G05", 3, "recall", NULL, HALL_ERROR_REFUSED, "Q33", NULL);
  hall_fixture_advance (hall, 20);
  third = hall_fixture_do (hall, "G05", 3, "recall", NULL);
  g_assert_cmpint (hall_fixture_int (third, "calls"), ==, 3);
  hall_fixture_advance (hall, 20);
  hall_fixture_refuse (hall, "G05", 3, "recall", NULL, HALL_ERROR_REFUSED, "5.1", NULL);
  rounds = hall_fixture_list (hall, "SELECT round FROM call ORDER BY id");
  g_assert_cmpstr (rounds, ==, "1 2 3");
}

static void
lose (HallFixture *hall, const char *state)
{
  g_autoptr (GVariant) answer = NULL;
  g_autofree char *to = NULL;

  for (int i = 0; i < 2; i++) {
    hall_fixture_advance (hall, 20);
    STEP ("recall", "");
  }
  answer = hall_fixture_do (hall, "G05", 3, "no-show", NULL);
  to = hall_fixture_text (answer, "state");
  g_assert_cmpstr (to, ==, state);
}

static void
test_second_is_void (void)
{
  g_autoptr (HallFixture) hall = hall_with_one_called ();

  lose (hall, "no-show");
  STEP ("return-ticket", "{'ticket': <'A001'>}");
  hall_fixture_refuse (hall, "G05", 3, "return-ticket", "{'ticket': <'A001'>}", HALL_ERROR_REFUSED, "5.1",
                       "ticket");
  STEP ("call-next", "");
  /* The calls are counted anew in this round. */
  hall_fixture_refuse (hall, "G05", 3, "no-show", NULL, HALL_ERROR_REFUSED, "5.1", NULL);
  lose (hall, "void");
  hall_fixture_refuse (hall, "G05", 3, "return-ticket", "{'ticket': <'A001'>}", HALL_ERROR_REFUSED, "5.1",
                       "ticket");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT no_shows FROM ticket"), ==, 2);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT returned FROM ticket"), ==, 1);
}

/* The first call is the one that ends the wait, also after a return. */
static void
test_wait_ends_at_first_call (void)
{
  g_autoptr (HallFixture) hall = hall_with_one_called ();
  g_autofree char *first = hall_fixture_sql (hall, "SELECT called_at FROM ticket");
  g_autofree char *later = NULL;

  lose (hall, "no-show");
  hall_fixture_advance (hall, 300);
  STEP ("return-ticket", "{'ticket': <'A001'>}");
  STEP ("call-next", "");
  later = hall_fixture_sql (hall, "SELECT called_at FROM ticket");
  g_assert_cmpstr (first, ==, later);
}

/* The hall's own numbers for all this. */
static void
test_options (void)
{
  g_autoptr (HallFixture) hall = hall_with_one_called ();

  hall_fixture_must (hall, "A01", 0, "set-option", "{'name': <'recall_gap_s'>, 'value': <'5'>}");
  hall_fixture_must (hall, "A01", 0, "set-option", "{'name': <'calls_before_no_show'>, 'value': <'2'>}");
  hall_fixture_must (hall, "A01", 0, "set-option", "{'name': <'return_after'>, 'value': <'1'>}");
  hall_fixture_advance (hall, 5);
  STEP ("recall", "");
  g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_take (hall, "A", NULL));
  STEP ("no-show", "");
  STEP ("return-ticket", "{'ticket': <'A001'>}");
  g_free (hall_fixture_serve (hall, "G05", 3));
  STEP ("finish", "");
  STEP ("call-next", "");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT state = 'called' FROM ticket WHERE label = 'A001'"),
                   ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/no-show/gap", test_gap);
  g_test_add_func ("/store/no-show/second-is-void", test_second_is_void);
  g_test_add_func ("/store/no-show/wait-ends-at-first-call", test_wait_ends_at_first_call);
  g_test_add_func ("/store/no-show/options", test_options);
  return g_test_run ();
}
