/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The moves of a ticket (hall rules 5.1): every one that is allowed, and every other one refused. */

#include "hall-fixture.h"
#include "hall-test.h"

/* Where ticket A001 stands, and how it gets there. */
typedef enum {
  NOWHERE,
  WAITING,
  CALLED,   /* once */
  CALLED_3, /* three times */
  SERVING,
  PAUSED,
  NO_SHOW,
  RETURNED,   /* waits again after a no-show */
  RETURNED_3, /* and was called three times again */
  DONE,
  VOID,
  CANCELLED,
} Stand;

#define STEP(name, args) hall_fixture_must (hall, "G05", 3, name, "%s", args)

static void
call_three_times (HallFixture *hall)
{
  STEP ("call-next", "");
  for (int i = 0; i < 2; i++) {
    hall_fixture_advance (hall, 20);
    STEP ("recall", "");
  }
}

static void
bring (HallFixture *hall, Stand stand)
{
  g_autofree char *label = NULL;

  hall_fixture_open (hall, "G05", 3);
  label = hall_fixture_take (hall, "A", NULL);
  hall_fixture_advance (hall, 60);
  switch (stand) {
  case CANCELLED:
    STEP ("cancel-ticket", "{'ticket': <'A001'>, 'reason': <'客户有事先走'>}");
    break;
  case CALLED:
    STEP ("call-next", "");
    break;
  case SERVING:
  case PAUSED:
  case DONE:
    STEP ("call-next", "");
    STEP ("start", "");
    break;
  case CALLED_3:
  case NO_SHOW:
  case RETURNED:
  case RETURNED_3:
  case VOID:
    call_three_times (hall);
    break;
  default:
    break;
  }
  if (stand == PAUSED)
    STEP ("hold", "{'reason': <'去复印材料'>}");
  if (stand == DONE)
    STEP ("finish", "");
  if (stand == NO_SHOW || stand == RETURNED || stand == RETURNED_3 || stand == VOID)
    STEP ("no-show", "");
  if (stand == RETURNED || stand == RETURNED_3 || stand == VOID)
    STEP ("return-ticket", "{'ticket': <'A001'>}");
  if (stand == RETURNED_3 || stand == VOID)
    call_three_times (hall);
  if (stand == VOID)
    STEP ("no-show", "");
}

static const struct {
  const char *name;
  const char *args;
} commands[] = {
  { "call-next", NULL },
  { "call", "{'ticket': <'A001'>, 'reason': <'值班长安排'>}" },
  { "recall", NULL },
  { "start", NULL },
  { "no-show", NULL },
  { "return-ticket", "{'ticket': <'A001'>}" },
  { "hold", "{'reason': <'去复印材料'>}" },
  { "unhold", "{'ticket': <'A001'>}" },
  { "transfer", "{'category': <'B'>, 'summary': <'要过户，材料已看过'>}" },
  { "cancel-ticket", "{'ticket': <'A001'>, 'reason': <'客户有事先走'>}" },
  { "finish", NULL },
};

#define N_COMMANDS G_N_ELEMENTS (commands)

/* The whole of 5.1: where a ticket stands, which commands move it, and to where. What is not here is refused.
 */
static const struct {
  Stand from;
  const char *state;
  const char *command;
  const char *to;
} moves[] = {
  { WAITING, "waiting", "call-next", "called" },
  { WAITING, "waiting", "call", "called" },
  { WAITING, "waiting", "cancel-ticket", "cancelled" },
  { CALLED, "called", "recall", "called" },
  { CALLED, "called", "start", "serving" },
  { CALLED_3, "called", "start", "serving" },
  { CALLED_3, "called", "no-show", "no-show" },
  { SERVING, "serving", "hold", "paused" },
  { SERVING, "serving", "transfer", "waiting" },
  { SERVING, "serving", "finish", "done" },
  { PAUSED, "paused", "unhold", "serving" },
  { NO_SHOW, "no-show", "return-ticket", "waiting" },
  { RETURNED, "waiting", "call-next", "called" },
  { RETURNED, "waiting", "call", "called" },
  { RETURNED, "waiting", "cancel-ticket", "cancelled" },
  { RETURNED_3, "called", "start", "serving" },
  { RETURNED_3, "called", "no-show", "void" },
  { DONE, "done", NULL, NULL },
  { VOID, "void", NULL, NULL },
  { CANCELLED, "cancelled", NULL, NULL },
};

static gboolean
is_allowed (Stand from, const char *command)
{
  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    if (moves[i].from == from && g_strcmp0 (moves[i].command, command) == 0)
      return TRUE;
  return FALSE;
}

static void
assert_state (HallFixture *hall, const char *state)
{
  g_autofree char *stored = hall_fixture_sql (hall, "SELECT state FROM ticket WHERE label = 'A001'");

  g_assert_cmpstr (stored, ==, state);
}

/* A move leaves who did it, when, at which counter, from what to what. */
static void
assert_move_written (HallFixture *hall, const char *command, const char *from, const char *to)
{
  g_autofree char *expected = g_strdup_printf ("%s %s %s G05 3 %" G_GINT64_FORMAT, command, from, to,
                                               hall_clock_now (hall->clock));
  g_autofree char *written = hall_fixture_sql (
      hall, "SELECT command || ' ' || from_state || ' ' || to_state || ' ' || staff || ' ' || counter || ' '"
            " || at FROM ticket_move ORDER BY id DESC LIMIT 1");

  g_assert_cmpstr (written, ==, expected);
}

static void
test_allowed (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++) {
    g_autoptr (HallFixture) hall = NULL;
    gint64 before;
    gboolean moves_state;

    if (moves[i].command == NULL)
      continue;
    hall = hall_fixture_new ();
    bring (hall, moves[i].from);
    assert_state (hall, moves[i].state);
    before = hall_fixture_sql_int (hall, "SELECT count (*) FROM ticket_move");
    hall_fixture_advance (hall, 25);
    for (gsize c = 0; c < N_COMMANDS; c++)
      if (g_str_equal (commands[c].name, moves[i].command))
        STEP (commands[c].name, commands[c].args != NULL ? commands[c].args : "");
    assert_state (hall, moves[i].to);
    moves_state = !g_str_equal (moves[i].state, moves[i].to);
    g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM ticket_move"), ==,
                     before + moves_state);
    if (moves_state)
      assert_move_written (hall, moves[i].command, moves[i].state, moves[i].to);
  }
}

static void
test_refused (void)
{
  Stand last = NOWHERE;

  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++) {
    g_autoptr (HallFixture) hall = NULL;
    gint64 moves_before;
    gint64 journal_before;

    if (moves[i].from == last)
      continue;
    last = moves[i].from;
    hall = hall_fixture_new ();
    bring (hall, last);
    hall_fixture_advance (hall, 25);
    moves_before = hall_fixture_sql_int (hall, "SELECT count (*) FROM ticket_move");
    journal_before = hall_fixture_sql_int (hall, "SELECT count (*) FROM journal");
    for (gsize c = 0; c < N_COMMANDS; c++) {
      gboolean nobody = g_str_equal (commands[c].name, "call-next") && last != CALLED && last != CALLED_3
                        && last != SERVING && last != RETURNED_3;

      /* Called three times is called too: once more needs no command, but the no-show. */
      if (is_allowed (last, commands[c].name))
        continue;
      hall_fixture_refuse (hall, "G05", 3, commands[c].name, commands[c].args,
                           nobody ? HALL_ERROR_NOT_FOUND : HALL_ERROR_REFUSED, nobody ? NULL : "5.1", NULL);
    }
    assert_state (hall, moves[i].state);
    g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM ticket_move"), ==, moves_before);
    g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM journal"), ==, journal_before);
  }
}

static void
test_first_move (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *at_kiosk = hall_fixture_take (hall, "A", NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  hall_fixture_open (hall, "G05", 3);
  hall_fixture_must (hall, "G05", 3, "take-ticket", "{'category': <'A'>}");
  first = hall_fixture_sql (hall,
                            "SELECT command || ' ' || coalesce (from_state, '-') || ' ' || to_state || ' ' ||"
                            " coalesce (staff, '-') || ' ' || coalesce (CAST (counter AS TEXT), '-') || ' ' "
                            "|| station FROM ticket_move"
                            " WHERE ticket = 1");
  second = hall_fixture_sql (
      hall, "SELECT command || ' ' || coalesce (from_state, '-') || ' ' || to_state || ' ' || staff || ' ' ||"
            " counter || ' ' || coalesce (station, '-') FROM ticket_move WHERE ticket = 2");
  g_assert_cmpstr (first, ==, "take-ticket - waiting - - kiosk");
  g_assert_cmpstr (second, ==, "take-ticket - waiting G05 3 -");
}

/* The engine itself keeps two customers from one counter, whatever a program would do. */
static void
test_one_customer_a_counter (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *first = hall_fixture_take (hall, "A", NULL);
  g_autofree char *second = hall_fixture_take (hall, "A", NULL);
  g_autofree char *error = NULL;

  hall_fixture_open (hall, "G05", 3);
  STEP ("call-next", "");
  error = hall_fixture_sql_error (hall,
                                  "UPDATE ticket SET state = 'called', counter = 3 WHERE label = 'A002'");
  g_assert_nonnull (error);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM ticket WHERE state = 'called'"), ==, 1);
}

/* issued = done + void + cancelled + carried + what is open, and the state is the fold of the moves. */
static void
test_identity (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_fixture_open (hall, "G05", 3);
  for (int i = 0; i < 9; i++)
    g_free (hall_fixture_take (hall, i % 3 == 0 ? "B" : "A", i % 4 == 3 ? "elder" : NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  STEP ("finish", "");
  call_three_times (hall);
  STEP ("no-show", "");
  g_free (hall_fixture_serve (hall, "G05", 3));
  STEP ("hold", "{'reason': <'去取材料'>}");
  STEP ("cancel-ticket", "{'ticket': <'A006'>, 'reason': <'客户改日再来'>}");
  g_free (hall_fixture_serve (hall, "G05", 3));
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM ticket WHERE state NOT IN ('done', "
                                               "'void', 'cancelled', 'carried', 'waiting',"
                                               " 'called', 'serving', 'paused', 'no-show')"),
                   ==, 0);
  g_assert_cmpint (hall_fixture_sql_int (hall,
                                         "SELECT count (*) FROM ticket t WHERE state <> (SELECT to_state FROM"
                                         " ticket_move WHERE ticket = t.id ORDER BY id DESC LIMIT 1)"),
                   ==, 0);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (DISTINCT state) FROM ticket"), ==, 6);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/ticket-moves/allowed", test_allowed);
  g_test_add_func ("/store/ticket-moves/refused", test_refused);
  g_test_add_func ("/store/ticket-moves/first", test_first_move);
  g_test_add_func ("/store/ticket-moves/one-customer-a-counter", test_one_customer_a_counter);
  g_test_add_func ("/store/ticket-moves/identity", test_identity);
  return g_test_run ();
}
