/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-order.h"

#include "hall-test.h"

#define MINUTE (60 * G_USEC_PER_SEC)
#define LIMIT (15 * MINUTE)
#define NOW (G_GINT64_CONSTANT (1795136731) * G_USEC_PER_SEC)

static const HallCandidate nobody = { 0 };

static HallCandidate
waits (gint64 id, gint64 place, gint64 minutes)
{
  return (HallCandidate){ .id = id, .place = place, .waiting_since = NOW - minutes * MINUTE };
}

static void
assert_next (HallCandidate normal,
             HallCandidate priority,
             int run_normal,
             int run_priority,
             gboolean takes_priority,
             HallWhy expected)
{
  HallRun run = { .normal = run_normal, .priority = run_priority };
  HallWhy why = HALL_WHY_OUT_OF_ORDER;

  g_assert_true (hall_order_takes_priority (&normal, &priority, run, LIMIT, NOW, &why) == takes_priority);
  g_assert_cmpint (why, ==, expected);
}

static void
test_only_one_class_waits (void)
{
  assert_next (waits (1, 1, 3), nobody, 0, 0, FALSE, HALL_WHY_FIRST_COME);
  assert_next (waits (1, 1, 3), nobody, 9, 0, FALSE, HALL_WHY_FIRST_COME);
  assert_next (nobody, waits (2, 2, 3), 0, 0, TRUE, HALL_WHY_PRIORITY_ONLY);
  assert_next (nobody, waits (2, 2, 3), 0, 9, TRUE, HALL_WHY_PRIORITY_ONLY);
}

static void
test_two_normal_then_priority (void)
{
  assert_next (waits (1, 1, 3), waits (2, 5, 1), 0, 0, FALSE, HALL_WHY_FIRST_COME);
  assert_next (waits (1, 1, 3), waits (2, 5, 1), 1, 0, FALSE, HALL_WHY_FIRST_COME);
  assert_next (waits (1, 1, 3), waits (2, 5, 1), 2, 0, TRUE, HALL_WHY_PRIORITY_TURN);
  assert_next (waits (1, 1, 3), waits (2, 5, 1), 7, 0, TRUE, HALL_WHY_PRIORITY_TURN);
}

static void
test_priority_that_is_earlier (void)
{
  assert_next (waits (1, 5, 1), waits (2, 1, 3), 0, 0, TRUE, HALL_WHY_PRIORITY_EARLIER);
  assert_next (waits (1, 5, 1), waits (2, 1, 3), 0, 2, TRUE, HALL_WHY_PRIORITY_EARLIER);
}

/* A normal customer over the limit breaks a run of two priority calls; exactly at the limit nobody is over
 * it. */
static void
test_limit_of_the_normal (void)
{
  assert_next (waits (1, 5, 16), waits (2, 1, 17), 0, 2, FALSE, HALL_WHY_NORMAL_LIMIT);
  assert_next (waits (1, 5, 15), waits (2, 1, 17), 0, 2, TRUE, HALL_WHY_PRIORITY_EARLIER);
  assert_next (waits (1, 5, 16), waits (2, 1, 17), 0, 1, TRUE, HALL_WHY_PRIORITY_EARLIER);
  assert_next (waits (1, 5, 16), waits (2, 1, 17), 2, 0, TRUE, HALL_WHY_PRIORITY_TURN);
}

static void
test_run (void)
{
  HallRun run = { 0 };

  run = hall_run_after (run, FALSE);
  run = hall_run_after (run, FALSE);
  g_assert_cmpint (run.normal, ==, 2);
  g_assert_cmpint (run.priority, ==, 0);
  run = hall_run_after (run, TRUE);
  g_assert_cmpint (run.normal, ==, 0);
  g_assert_cmpint (run.priority, ==, 1);
  run = hall_run_after (run, TRUE);
  g_assert_cmpint (run.priority, ==, 2);
}

static void
test_names (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) sentences = g_hash_table_new (g_str_hash, g_str_equal);

  for (HallWhy why = HALL_WHY_FIRST_COME; why <= HALL_WHY_OUT_OF_ORDER; why++) {
    g_assert_true (g_hash_table_add (names, (gpointer)hall_why_name (why)));
    g_assert_true (g_hash_table_add (sentences, (gpointer)hall_why_sentence (why)));
  }
}

/* --- Any day, against what the rule says of it --- */

typedef struct {
  GQueue waiting[2]; /* (element-type HallCandidate): normal, priority */
  GString *called;   /* one letter a call: n or p */
  HallRun run;
  gint64 now;
  gint64 issued;
} Day;

static void
day_clear (Day *day)
{
  for (int i = 0; i < 2; i++)
    g_queue_clear_full (&day->waiting[i], g_free);
  g_string_free (day->called, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Day, day_clear)

static void
day_issue (Day *day, gboolean priority)
{
  HallCandidate *ticket = g_new0 (HallCandidate, 1);

  ticket->id = ticket->place = ++day->issued;
  ticket->waiting_since = day->now;
  g_queue_push_tail (&day->waiting[priority], ticket);
}

/* What the rule says, told from the letters of the calls so far and not from a count that is kept along. */
static gboolean
day_expects_priority (const Day *day, const HallCandidate *normal, const HallCandidate *priority)
{
  if (normal == NULL || priority == NULL)
    return normal == NULL;
  if (g_str_has_suffix (day->called->str, "pp") && day->now - normal->waiting_since > LIMIT)
    return FALSE;
  return g_str_has_suffix (day->called->str, "nn") || priority->waiting_since < normal->waiting_since
         || (priority->waiting_since == normal->waiting_since && priority->id < normal->id);
}

static void
day_call (Day *day)
{
  const HallCandidate *normal = g_queue_peek_head (&day->waiting[0]);
  const HallCandidate *priority = g_queue_peek_head (&day->waiting[1]);
  gboolean expected, took;
  HallWhy why;

  if (normal == NULL && priority == NULL)
    return;
  expected = day_expects_priority (day, normal, priority);
  took = hall_order_takes_priority (normal != NULL ? normal : &nobody, priority != NULL ? priority : &nobody,
                                    day->run, LIMIT, day->now, &why);
  g_assert_true (took == expected);
  g_assert_cmpint (why, !=, HALL_WHY_OUT_OF_ORDER);

  /* The two promises to the people who wait, whatever else is true. */
  if (!took && priority != NULL)
    g_assert_false (g_str_has_suffix (day->called->str, "nn"));
  if (took && normal != NULL && day->now - normal->waiting_since > LIMIT)
    g_assert_false (g_str_has_suffix (day->called->str, "pp"));

  g_string_append_c (day->called, took ? 'p' : 'n');
  day->run = hall_run_after (day->run, took);
  g_free (g_queue_pop_head (&day->waiting[took]));
}

static void
test_any_day (void)
{
  for (int round = 0; round < 300; round++) {
    g_auto (Day) day = { .called = g_string_new (NULL), .now = NOW };
    int priority_percent = g_test_rand_int_range (0, 101);
    int busy_percent = g_test_rand_int_range (40, 61);

    for (int event = 0; event < 400; event++) {
      day.now += g_test_rand_int_range (0, 3) * MINUTE;
      if (g_test_rand_int_range (0, 100) < busy_percent)
        day_issue (&day, g_test_rand_int_range (0, 100) < priority_percent);
      else
        day_call (&day);
    }
    while (!g_queue_is_empty (&day.waiting[0]) || !g_queue_is_empty (&day.waiting[1]))
      day_call (&day);
    g_assert_cmpint (day.issued, ==, day.called->len);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/order/only-one-class-waits", test_only_one_class_waits);
  g_test_add_func ("/order/two-normal-then-priority", test_two_normal_then_priority);
  g_test_add_func ("/order/priority-that-is-earlier", test_priority_that_is_earlier);
  g_test_add_func ("/order/limit-of-the-normal", test_limit_of_the_normal);
  g_test_add_func ("/order/run", test_run);
  g_test_add_func ("/order/names", test_names);
  g_test_add_func ("/order/any-day", test_any_day);
  return g_test_run ();
}
