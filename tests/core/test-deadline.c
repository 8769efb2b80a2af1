/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-deadline.h"

#include "hall-error.h"
#include "hall-test.h"
#include "hall-time.h"
#include "holidays.h"

#define HOUR (60 * HALL_MINUTE)

typedef struct {
  HallCalendar *statutory;
  HallCalendar *opening;
  GTimeZone *zone;
  HallHours hours;
} Hall;

static void
hall_set_up (Hall *hall)
{
  hall->statutory = holidays_2026 ();
  hall->opening = hall_calendar_new_opening (hall->statutory);
  hall->zone = hall_time_zone (HALL_TIME_ZONE);
  hall->hours = (HallHours){ .zone = hall->zone,
                             .statutory = hall->statutory,
                             .opening = hall->opening,
                             .opens = "08:30",
                             .closes = "17:30" };
}

static void
hall_clear (Hall *hall)
{
  hall_calendar_unref (hall->statutory);
  hall_calendar_unref (hall->opening);
  g_time_zone_unref (hall->zone);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Hall, hall_clear)

static gint64
at (const char *text)
{
  g_autoptr (GTimeZone) zone = hall_time_zone (HALL_TIME_ZONE);
  gint64 time_us = 0;

  g_assert_true (hall_time_parse (zone, text, &time_us, NULL));
  return time_us;
}

static HallDeadline
days_from (const char *begin, gint64 n)
{
  return (HallDeadline){ .begin = HALL_BEGIN_ACCEPTED,
                         .begin_us = at (begin),
                         .term = { HALL_TERM_WORKING_DAYS, n } };
}

static HallDeadline
minutes_from (const char *begin, gint64 n)
{
  return (
      HallDeadline){ .begin = HALL_BEGIN_RECORDED, .begin_us = at (begin), .term = { HALL_TERM_MINUTES, n } };
}

static HallDue *
compute (const Hall *hall, const HallDeadline *deadline, const char *now)
{
  g_autoptr (GError) error = NULL;
  HallDue *due = hall_due_compute (deadline, &hall->hours, now != NULL ? at (now) : deadline->begin_us,
                                   &error);

  g_assert_no_error (error);
  return due;
}

static void
assert_at (gint64 time_us, const char *expected)
{
  g_autoptr (GTimeZone) zone = hall_time_zone (HALL_TIME_ZONE);
  g_autofree char *text = hall_time_format (zone, time_us, "%Y-%m-%d %H:%M");

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_due (const Hall *hall, const HallDeadline *deadline, const char *now, const char *expected)
{
  g_autoptr (HallDue) due = compute (hall, deadline, now);

  assert_at (due->due_us, expected);
}

static void
assert_error (GError *error, HallError code, const char *field)
{
  g_assert_error (error, HALL_ERROR, (int)code);
  g_assert_cmpstr (hall_error_get_field (error), ==, field);
  if (code == HALL_ERROR_REFUSED)
    g_assert_cmpstr (hall_error_get_rule (error), ==, "S004 9.4");
  g_error_free (error);
}

/* --- Working days --- */

/* The table of hall rules 5.6, as it stands there. */
static void
test_vectors (void)
{
  static const struct {
    const char *start;
    int n;
    const char *due;
  } vectors[] = {
    { "2025-12-31", 1, "2026-01-04" }, { "2026-02-13", 1, "2026-02-14" }, { "2026-02-13", 2, "2026-02-24" },
    { "2026-02-13", 3, "2026-02-25" }, { "2026-02-27", 1, "2026-02-28" }, { "2026-04-03", 1, "2026-04-07" },
    { "2026-04-30", 1, "2026-05-06" }, { "2026-05-08", 1, "2026-05-09" }, { "2026-09-18", 1, "2026-09-20" },
    { "2026-09-24", 3, "2026-09-30" }, { "2026-09-30", 1, "2026-10-08" }, { "2026-09-30", 3, "2026-10-10" },
    { "2026-10-08", 3, "2026-10-12" }, { "2026-11-20", 1, "2026-11-23" }, { "2026-11-20", 3, "2026-11-25" },
    { "2026-11-20", 5, "2026-11-27" },
  };
  g_auto (Hall) hall = { 0 };

  hall_set_up (&hall);
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++) {
    static const char *const times[] = { "00:00", "10:15", "17:30", "23:59" };
    g_autofree char *expected = g_strdup_printf ("%s 17:30", vectors[i].due);

    /* Whenever in the day it begins: the count is from the day after. */
    for (gsize j = 0; j < G_N_ELEMENTS (times); j++) {
      g_autofree char *begin = g_strdup_printf ("%s %s", vectors[i].start, times[j]);
      HallDeadline deadline = days_from (begin, vectors[i].n);

      assert_due (&hall, &deadline, NULL, expected);
    }
  }
}

/* A second way to count, that shares nothing with the first: the working days of two years numbered through,
 * and the due day found by halving. Days are the ordinal of the year 2026, with nothing of GDate in it. */
#define TWO_YEARS 730

typedef struct {
  char day[TWO_YEARS][HALL_DAY_SIZE];
  int working_up_to[TWO_YEARS]; /* how many of the days 0 to this one are working days */
} Ordinals;

static Ordinals *
ordinals_new (void)
{
  static const int month_days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  Ordinals *ordinals = g_new0 (Ordinals, 1);
  int n = 0, working = 0;

  for (int year = 2026; year <= 2027; year++)
    for (int month = 0; month < 12; month++)
      for (int day = 1; day <= month_days[month]; day++, n++) {
        gboolean weekend = n % 7 == 2 || n % 7 == 3; /* the first of January 2026 was a Thursday */
        char *text = ordinals->day[n];

        g_snprintf (text, HALL_DAY_SIZE, "%04d-%02d-%02d", year, month + 1, day);
        if (holidays_in (holidays_2026_make_up, G_N_ELEMENTS (holidays_2026_make_up), text)
            || (!weekend && !holidays_in (holidays_2026_off, G_N_ELEMENTS (holidays_2026_off), text)))
          working++;
        ordinals->working_up_to[n] = working;
      }
  return ordinals;
}

static int
ordinals_due (const Ordinals *ordinals, int start, int n)
{
  int wanted = ordinals->working_up_to[start] + n;
  int low = start, high = TWO_YEARS - 1;

  while (high - low > 1) {
    int middle = (low + high) / 2;

    if (ordinals->working_up_to[middle] >= wanted)
      high = middle;
    else
      low = middle;
  }
  return high;
}

/* Every day of 2026 with every term from 1 to 60 days: 21,900 due times, the last of them in a year without a
 * table. */
static void
test_every_day_of_2026 (void)
{
  g_auto (Hall) hall = { 0 };
  g_autofree Ordinals *ordinals = ordinals_new ();

  hall_set_up (&hall);
  g_assert_cmpstr (ordinals->day[364], ==, "2026-12-31");
  g_assert_cmpint (ordinals->working_up_to[364], ==, 248);
  for (int start = 0; start < 365; start++) {
    g_autofree char *begin = g_strdup_printf ("%s 10:00", ordinals->day[start]);

    for (int n = 1; n <= 60; n++) {
      HallDeadline deadline = days_from (begin, n);
      g_autoptr (HallDue) due = compute (&hall, &deadline, NULL);
      int expected = ordinals_due (ordinals, start, n);
      g_autofree char *expected_at = g_strdup_printf ("%s 17:30", ordinals->day[expected]);

      assert_at (due->due_us, expected_at);
      g_assert_cmpint (due->unconfirmed_year, ==, expected >= 365 ? 2027 : 0);
      g_assert_cmpuint (due->days->len, ==, expected - start);
    }
  }
}

static void
test_missing_year (void)
{
  g_auto (Hall) hall = { 0 };
  HallDeadline deadline = days_from ("2026-12-30 09:00", 2);
  g_autoptr (HallDue) due = NULL;
  g_autofree char *paper = NULL;
  g_autofree char *screen = NULL;

  hall_set_up (&hall);
  due = compute (&hall, &deadline, NULL);
  assert_at (due->due_us, "2027-01-01 17:30");
  g_assert_cmpint (due->unconfirmed_year, ==, 2027);
  paper = hall_due_for_paper (due, &deadline, &hall.hours);
  g_assert_cmpstr (
      paper, ==, "受理 2026-12-30，次日起 2 个工作日，= 2027-01-01 17:30（2027年节假日表未导入，时限待核）");
  screen = hall_due_sentence (due, &deadline, &hall.hours);
  g_assert_cmpstr (screen, ==,
                   "Accepted 2026-12-30, from the next day 2 working days, = 2027-01-01 17:30 "
                   "(the holiday table of 2027 is not imported: not confirmed)");

  /* Imported later, the table would put it on the 4th; the customer keeps the date they were told. */
  hall_calendar_add_day (hall.statutory, "2027-01-01", TRUE, "元旦", NULL);
  hall_calendar_set_year_known (hall.statutory, 2027, NULL);
  {
    g_autoptr (HallDue) later = compute (&hall, &deadline, NULL);

    assert_at (later->due_us, "2027-01-04 17:30");
    g_assert_cmpint (later->unconfirmed_year, ==, 0);
    g_assert_cmpint (hall_due_after_import (due->due_us, later->due_us), ==, due->due_us);
    g_assert_cmpint (hall_due_after_import (later->due_us, due->due_us), ==, due->due_us);
  }
}

static void
test_closing_time_of_the_hall (void)
{
  g_auto (Hall) hall = { 0 };
  HallDeadline deadline = days_from ("2026-11-20 09:00", 3);

  hall_set_up (&hall);
  hall.hours.closes = "20:00";
  assert_due (&hall, &deadline, NULL, "2026-11-25 20:00");
  /* The day is the hall's: 23:30 in Shanghai is still the 20th, though it is the afternoon in UTC. */
  deadline.begin_us = at ("2026-11-20T15:30:00Z");
  assert_due (&hall, &deadline, NULL, "2026-11-25 20:00");
  deadline.begin_us = at ("2026-11-20T16:00:00Z");
  assert_due (&hall, &deadline, NULL,
              "2026-11-25 20:00"); /* Saturday the 21st, and still Monday is the first */
  deadline.begin_us = at ("2026-11-22T16:00:00Z");
  assert_due (&hall, &deadline, NULL, "2026-11-26 20:00");
}

/* --- Natural time --- */

/* The clocks of hall rules 5.5 that run day and night. */
static void
test_natural_time (void)
{
  static const struct {
    const char *begin;
    int minutes;
    const char *due;
  } vectors[] = {
    { "2026-11-20 10:15", 5, "2026-11-20 10:20" },       { "2026-11-20 23:50", 30, "2026-11-21 00:20" },
    { "2026-11-20 17:00", 60, "2026-11-20 18:00" },      { "2026-11-20 10:15", 24 * 60, "2026-11-21 10:15" },
    { "2026-02-14 16:00", 48 * 60, "2026-02-16 16:00" }, { "2026-09-30 17:30", 72 * 60, "2026-10-03 17:30" },
    { "2026-12-31 23:59", 24 * 60, "2027-01-01 23:59" },
  };
  g_auto (Hall) hall = { 0 };

  hall_set_up (&hall);
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++) {
    HallDeadline deadline = minutes_from (vectors[i].begin, vectors[i].minutes);
    g_autoptr (HallDue) due = compute (&hall, &deadline, NULL);

    assert_at (due->due_us, vectors[i].due);
    g_assert_cmpint (due->unconfirmed_year, ==, 0);
  }
}

/* --- Waiting for the customer --- */

static void
test_waits_push_natural_time (void)
{
  HallWait waits[] = {
    { at ("2026-11-19 09:00"), at ("2026-11-19 10:00") }, /* before it began: nothing */
    { at ("2026-11-20 11:00"), at ("2026-11-20 13:00") }, /* two hours */
    { at ("2026-11-20 12:00"), at ("2026-11-20 14:00") }, /* one more, the other was counted */
    { at ("2026-11-21 12:30"), at ("2026-11-21 13:00") }, /* after the first due time, before the moved one */
    { at ("2026-11-21 13:46"), at ("2026-11-21 20:00") }, /* the time was up at 13:45 */
  };
  g_auto (Hall) hall = { 0 };
  HallDeadline deadline = minutes_from ("2026-11-20 10:15", 24 * 60);
  g_autoptr (HallDue) due = NULL;
  g_autofree char *paper = NULL;

  hall_set_up (&hall);
  deadline.waits = waits;
  deadline.n_waits = G_N_ELEMENTS (waits);
  due = compute (&hall, &deadline, NULL);
  assert_at (due->due_us, "2026-11-21 13:45");
  g_assert_cmpint (due->waited_us, ==, 3 * HOUR + 30 * HALL_MINUTE);
  g_assert_cmpint (due->waiting_since, ==, 0);
  paper = hall_due_for_paper (due, &deadline, &hall.hours);
  g_assert_cmpstr (paper, ==, "登记 11-20 10:15，24 小时，等候客户 3 小时 30 分钟 不计入，= 11-21 13:45");
}

static void
test_days_of_waiting_do_not_count (void)
{
  HallWait wait = { at ("2026-11-23 15:00"), at ("2026-11-24 09:00") };
  g_auto (Hall) hall = { 0 };
  HallDeadline deadline = days_from ("2026-11-20 10:00", 3);
  g_autoptr (HallDue) due = NULL;
  g_autofree char *paper = NULL;
  g_autofree char *screen = NULL;

  hall_set_up (&hall);
  deadline.waits = &wait;
  deadline.n_waits = 1;
  due = compute (&hall, &deadline, NULL);
  assert_at (due->due_us, "2026-11-27 17:30");
  paper = hall_due_for_paper (due, &deadline, &hall.hours);
  g_assert_cmpstr (
      paper, ==,
      "受理 11-20，次日起 3 个工作日，跳过 11-21 11-22，等候客户 11-23 11-24 不计入，= 11-27 17:30");
  screen = hall_due_sentence (due, &deadline, &hall.hours);
  g_assert_cmpstr (
      screen, ==,
      "Accepted 11-20, from the next day 3 working days, skipping 11-21 11-22, waiting for the customer "
      "11-23 11-24 not counted, = 11-27 17:30");

  /* A wait that began when the hall had had the whole day takes that day away from nobody. */
  wait = (HallWait){ at ("2026-11-23 17:31"), at ("2026-11-23 23:00") };
  assert_due (&hall, &deadline, NULL, "2026-11-25 17:30");
  wait = (HallWait){ at ("2026-11-22 10:00"), at ("2026-11-23 00:00") };
  assert_due (&hall, &deadline, NULL, "2026-11-25 17:30"); /* Monday is whole */
  /* Over a weekend it costs no working day but those it touches. */
  wait = (HallWait){ at ("2026-11-20 18:00"), at ("2026-11-22 20:00") };
  assert_due (&hall, &deadline, NULL, "2026-11-25 17:30");
  /* One that began on the day of acceptance takes nothing from it: that day does not count anyway. */
  wait = (HallWait){ at ("2026-11-20 11:00"), at ("2026-11-20 12:00") };
  assert_due (&hall, &deadline, NULL, "2026-11-25 17:30");
  /* After the time was up it makes nothing good. */
  wait = (HallWait){ at ("2026-11-25 17:31"), at ("2026-11-30 09:00") };
  assert_due (&hall, &deadline, NULL, "2026-11-25 17:30");
}

static void
test_while_the_hall_waits (void)
{
  HallWait wait = { at ("2026-11-24 10:00"), 0 };
  g_auto (Hall) hall = { 0 };
  HallDeadline deadline = days_from ("2026-11-20 10:00", 3);
  g_autoptr (HallDue) due = NULL;
  g_autofree char *paper = NULL;

  hall_set_up (&hall);
  deadline.waits = &wait;
  deadline.n_waits = 1;
  due = compute (&hall, &deadline, "2026-12-02 12:00");
  g_assert_cmpint (due->waiting_since, ==, wait.from_us);
  assert_at (due->due_us, "2026-12-04 17:30"); /* Monday counted; came they on the 2nd, Thursday and Friday */
  paper = hall_due_for_paper (due, &deadline, &hall.hours);
  g_assert_true (g_str_has_suffix (paper, "，仍在等候"));
  for (const char *const *now = (const char *const[]){ "2026-11-24 10:00", "2026-11-25 17:31",
                                                       "2027-01-01 00:00", NULL };
       *now != NULL; now++) {
    g_autoptr (HallDue) then = compute (&hall, &deadline, *now);

    g_assert_cmpint (hall_light (then->amber_us, then->due_us, then->waiting_since, at (*now)), ==,
                     HALL_LIGHT_WAITING);
  }

  /* Overdue before the hall began to wait: overdue still, and the due time says so. */
  wait.from_us = at ("2026-11-25 17:31");
  {
    g_autoptr (HallDue) late = compute (&hall, &deadline, "2026-11-28 09:00");
    g_autofree char *words = hall_due_for_paper (late, &deadline, &hall.hours);

    assert_at (late->due_us, "2026-11-25 17:30");
    g_assert_cmpint (hall_light (late->amber_us, late->due_us, late->waiting_since, at ("2026-11-28 09:00")),
                     ==, HALL_LIGHT_RED);
    g_assert_true (g_str_has_suffix (words, "，= 11-25 17:30"));
  }
}

static void
test_natural_time_while_the_hall_waits (void)
{
  HallWait wait = { at ("2026-11-20 20:00"), 0 };
  g_auto (Hall) hall = { 0 };
  HallDeadline deadline = minutes_from ("2026-11-20 10:00", 24 * 60);

  hall_set_up (&hall);
  deadline.waits = &wait;
  deadline.n_waits = 1;
  assert_due (&hall, &deadline, "2026-11-22 20:00", "2026-11-23 10:00");
  assert_due (&hall, &deadline, "2026-11-20 20:00", "2026-11-21 10:00");
  assert_due (&hall, &deadline, "2026-11-20 19:00", "2026-11-21 10:00"); /* a clock that was set back */
}

/* At the very moment the time is up, it is not: the hall may still begin to wait. */
static void
test_wait_at_the_last_moment (void)
{
  HallWait wait = { at ("2026-11-25 17:30"), 0 };
  g_auto (Hall) hall = { 0 };
  HallDeadline days = days_from ("2026-11-20 10:00", 3), hours = minutes_from ("2026-11-20 10:00", 24 * 60);
  g_autoptr (HallDue) due = NULL;
  g_autoptr (HallDue) natural = NULL;
  g_autofree char *paper = NULL, *other_paper = NULL;

  hall_set_up (&hall);
  days.waits = hours.waits = &wait;
  days.n_waits = hours.n_waits = 1;
  due = compute (&hall, &days, "2026-11-26 12:00");
  assert_at (due->due_us, "2026-11-27 17:30");
  paper = hall_due_for_paper (due, &days, &hall.hours);
  g_assert_true (g_str_has_suffix (paper, "，仍在等候"));

  wait.from_us = at ("2026-11-21 10:00");
  natural = compute (&hall, &hours, "2026-11-21 10:00");
  assert_at (natural->due_us, "2026-11-21 10:00");
  g_assert_cmpint (hall_light (natural->amber_us, natural->due_us, natural->waiting_since, wait.from_us), ==,
                   HALL_LIGHT_WAITING);
  other_paper = hall_due_for_paper (natural, &hours, &hall.hours);
  g_assert_true (g_str_has_suffix (other_paper, "，仍在等候"));
  assert_due (&hall, &hours, "2026-11-21 12:00", "2026-11-21 12:00");
}

/* A supplement on the second day begins the count anew (hall rules 3.4, test c). */
static void
test_supplement_restarts (void)
{
  g_auto (Hall) hall = { 0 };
  HallDeadline deadline = days_from ("2026-11-20 10:00", 3);
  g_autoptr (HallDue) due = NULL;
  g_autofree char *paper = NULL;

  hall_set_up (&hall);
  assert_due (&hall, &deadline, NULL, "2026-11-25 17:30");
  deadline.begin = HALL_BEGIN_SUPPLEMENTED;
  deadline.begin_us = at ("2026-11-24 16:00");
  due = compute (&hall, &deadline, NULL);
  assert_at (due->due_us, "2026-11-27 17:30");
  paper = hall_due_for_paper (due, &deadline, &hall.hours);
  g_assert_cmpstr (paper, ==, "补正 11-24，次日起 3 个工作日，= 11-27 17:30");
}

/* --- Amber and red --- */

static void
assert_light (const HallDue *due, const char *now, HallLight light)
{
  g_assert_cmpint (hall_light (due->amber_us, due->due_us, due->waiting_since, at (now)), ==, light);
}

static void
test_lights_of_working_days (void)
{
  g_auto (Hall) hall = { 0 };
  HallDeadline three = days_from ("2026-11-20 10:00", 3), one = days_from ("2026-11-20 10:00", 1);
  HallDeadline twelve = days_from ("2026-11-02 10:00", 12);
  g_autoptr (HallDue) due = NULL;
  g_autoptr (HallDue) next_day = NULL;
  g_autoptr (HallDue) long_term = NULL;

  hall_set_up (&hall);
  due = compute (&hall, &three, NULL);
  assert_light (due, "2026-11-20 10:00", HALL_LIGHT_GREEN);
  assert_light (due, "2026-11-24 17:29", HALL_LIGHT_GREEN); /* this minute and all of Wednesday */
  assert_light (due, "2026-11-24 17:30", HALL_LIGHT_AMBER); /* one working day */
  assert_light (due, "2026-11-25 17:30", HALL_LIGHT_AMBER); /* at closing time it is not late */
  g_assert_cmpint (hall_light (due->amber_us, due->due_us, 0, due->due_us + 1), ==, HALL_LIGHT_RED);

  next_day = compute (&hall, &one, NULL);
  assert_light (next_day, "2026-11-20 10:00", HALL_LIGHT_AMBER); /* never more than one was left */
  assert_light (next_day, "2026-11-23 17:31", HALL_LIGHT_RED);

  /* Three of twelve are a quarter: the 16th, 17th and 18th, after closing on the 13th. */
  long_term = compute (&hall, &twelve, NULL);
  assert_at (long_term->due_us, "2026-11-18 17:30");
  assert_light (long_term, "2026-11-13 17:29", HALL_LIGHT_GREEN);
  assert_light (long_term, "2026-11-13 17:30", HALL_LIGHT_AMBER);
}

static void
test_lights_of_natural_time (void)
{
  g_auto (Hall) hall = { 0 };
  HallDeadline day = minutes_from ("2026-11-20 10:00", 24 * 60), five = minutes_from ("2026-11-20 10:00", 5);
  g_autoptr (HallDue) due = NULL;
  g_autoptr (HallDue) short_term = NULL;

  hall_set_up (&hall);
  due = compute (&hall, &day, NULL);
  assert_light (due, "2026-11-21 03:59", HALL_LIGHT_GREEN);
  assert_light (due, "2026-11-21 04:00", HALL_LIGHT_AMBER);
  assert_light (due, "2026-11-21 10:00", HALL_LIGHT_AMBER);
  assert_light (due, "2026-11-21 10:01", HALL_LIGHT_RED);
  short_term = compute (&hall, &five, NULL);
  g_assert_cmpint (short_term->due_us - short_term->amber_us, ==, 75 * HALL_SECOND);
}

/* Whatever the term, the lights come in their order, once each. */
static void
test_lights_only_get_worse (void)
{
  g_auto (Hall) hall = { 0 };

  hall_set_up (&hall);
  for (int n = 1; n <= 30; n++) {
    HallDeadline deadline = days_from ("2026-09-18 10:00", n);
    g_autoptr (HallDue) due = compute (&hall, &deadline, NULL);
    HallLight last = HALL_LIGHT_GREEN;

    g_assert_cmpint (due->amber_us, >=, deadline.begin_us);
    g_assert_cmpint (due->amber_us, <, due->due_us);
    for (gint64 now = deadline.begin_us; now < due->due_us + 2 * HOUR; now += HOUR) {
      HallLight light = hall_light (due->amber_us, due->due_us, 0, now);

      g_assert_cmpint (light, >=, last);
      last = light;
    }
    g_assert_cmpint (last, ==, HALL_LIGHT_RED);
  }
}

/* --- Extension --- */

static void
assert_extension (HallExtension extension, const char *now, HallError code, const char *field)
{
  GError *error = NULL;

  g_assert_false (
      hall_extension_check (&extension, HALL_TERM_WORKING_DAYS, at ("2026-11-25 17:30"), at (now), &error));
  assert_error (error, code, field);
}

static void
test_extension (void)
{
  const HallExtension good = {
    .amount = 2, .reason = "现场测量改期", .approved_by = "L02", .told = "电话 11-24"
  };
  const HallExtension hasty = { .amount = 2, .reason = "现场测量改期", .approved_by = "L02" };
  const HallExtension silent = { .amount = 2, .reason = "现场测量改期", .approved_by = "L02", .told = "无" };
  const HallExtension alone = { .amount = 2, .reason = "现场测量改期", .told = "电话 11-24" };
  const HallExtension nobody = {
    .amount = 2, .reason = "现场测量改期", .approved_by = "", .told = "电话 11-24"
  };
  const HallExtension mute = { .amount = 2, .reason = " - ", .approved_by = "L02", .told = "电话 11-24" };
  const HallExtension none = {
    .amount = 0, .reason = "现场测量改期", .approved_by = "L02", .told = "电话 11-24"
  };
  const HallExtension endless = {
    .amount = 1001, .reason = "现场测量改期", .approved_by = "L02", .told = "电话"
  };
  g_autoptr (GError) error = NULL;

  g_assert_true (hall_extension_check (&good, HALL_TERM_WORKING_DAYS, at ("2026-11-25 17:30"),
                                       at ("2026-11-25 17:30"), &error));
  g_assert_no_error (error);
  assert_extension (good, "2026-11-25 17:31", HALL_ERROR_REFUSED, "due");
  assert_extension (hasty, "2026-11-24 09:00", HALL_ERROR_REFUSED, "told");
  assert_extension (silent, "2026-11-24 09:00", HALL_ERROR_REFUSED, "told");
  assert_extension (alone, "2026-11-24 09:00", HALL_ERROR_REFUSED, "approved_by");
  assert_extension (nobody, "2026-11-24 09:00", HALL_ERROR_REFUSED, "approved_by");
  assert_extension (mute, "2026-11-24 09:00", HALL_ERROR_INVALID, "reason");
  assert_extension (none, "2026-11-24 09:00", HALL_ERROR_INVALID, "amount");
  assert_extension (endless, "2026-11-24 09:00", HALL_ERROR_INVALID, "amount");
}

static void
test_extended_due (void)
{
  g_auto (Hall) hall = { 0 };
  HallDeadline days = days_from ("2026-11-20 10:00", 3), hours = minutes_from ("2026-11-20 10:00", 24 * 60);
  g_autoptr (HallDue) due = NULL;
  g_autofree char *paper = NULL;

  hall_set_up (&hall);
  days.extension = 2;
  due = compute (&hall, &days, NULL);
  assert_at (due->due_us, "2026-11-27 17:30");
  paper = hall_due_for_paper (due, &days, &hall.hours);
  g_assert_cmpstr (paper, ==,
                   "受理 11-20，次日起 3 个工作日，延期 2 个工作日，跳过 11-21 11-22，= 11-27 17:30");
  hours.extension = 90;
  assert_due (&hall, &hours, NULL, "2026-11-21 11:30");
}

/* --- Words --- */

static void
test_words_on_paper (void)
{
  static const struct {
    const char *begin;
    int n;
    const char *words;
  } vectors[] = {
    { "2026-11-20 10:15", 3, "受理 11-20，次日起 3 个工作日，跳过 11-21 11-22，= 11-25 17:30" },
    { "2026-11-23 10:15", 1, "受理 11-23，次日起 1 个工作日，= 11-24 17:30" },
    { "2026-09-30 10:15", 3, "受理 09-30，次日起 3 个工作日，跳过 10-01至10-07，= 10-10 17:30" },
    { "2026-10-08 10:15", 3, "受理 10-08，次日起 3 个工作日，跳过 10-11，= 10-12 17:30" },
    { "2026-02-13 10:15", 6, "受理 02-13，次日起 6 个工作日，跳过 02-15至02-23，= 02-28 17:30" },
    { "2026-04-03 10:15", 6, "受理 04-03，次日起 6 个工作日，跳过 04-04至04-06 04-11 04-12，= 04-14 17:30" },
  };
  g_auto (Hall) hall = { 0 };

  hall_set_up (&hall);
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++) {
    HallDeadline deadline = days_from (vectors[i].begin, vectors[i].n);
    g_autoptr (HallDue) due = compute (&hall, &deadline, NULL);
    g_autofree char *words = hall_due_for_paper (due, &deadline, &hall.hours);

    g_assert_cmpstr (words, ==, vectors[i].words);
  }
}

static void
test_words_on_screen (void)
{
  static const struct {
    HallBegin begin;
    const char *paper;
    const char *screen;
  } words[] = {
    { HALL_BEGIN_ACCEPTED, "受理 11-20 23:00，", "Accepted 11-20 23:00, " },
    { HALL_BEGIN_SUPPLEMENTED, "补正 11-20 23:00，", "Completed by the customer 11-20 23:00, " },
    { HALL_BEGIN_RECORDED, "登记 11-20 23:00，", "Recorded 11-20 23:00, " },
    { HALL_BEGIN_ASKED, "请示 11-20 23:00，", "Leader asked 11-20 23:00, " },
    { HALL_BEGIN_PROMISED, "约定 11-20 23:00，", "Promised 11-20 23:00, " },
  };
  g_auto (Hall) hall = { 0 };

  hall_set_up (&hall);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    HallDeadline deadline = minutes_from ("2026-11-20 23:00", 90);
    g_autoptr (HallDue) due = compute (&hall, &deadline, NULL);
    g_autofree char *paper = NULL, *screen = NULL;
    g_autofree char *paper_end = NULL, *screen_end = NULL;

    deadline.begin = words[i].begin;
    paper = hall_due_for_paper (due, &deadline, &hall.hours);
    screen = hall_due_sentence (due, &deadline, &hall.hours);
    paper_end = g_strconcat (words[i].paper, "1 小时 30 分钟，= 11-21 00:30", NULL);
    screen_end = g_strconcat (words[i].screen, "1 hour 30 minutes, = 11-21 00:30", NULL);
    g_assert_cmpstr (paper, ==, paper_end);
    g_assert_cmpstr (screen, ==, screen_end);
  }
}

/* --- Notices, follow-up visits, lists --- */

static void
test_notice_validity (void)
{
  g_auto (Hall) hall = { 0 };
  gint64 until = 0;
  GError *error = NULL;

  hall_set_up (&hall);
  /* The sample of hall rules 4.2: 30 days are the 20th of December, a Sunday. */
  g_assert_true (
      hall_notice_valid_until (&hall.hours, at ("2026-11-20 09:42"), HALL_NOTICE_DAYS, &until, NULL));
  assert_at (until, "2026-12-21 17:30");
  /* A hall that opens daily in the season needs no rolling, though the statutory calendar is the same. */
  hall_calendar_set_season (hall.opening, "11-15", "03-15", HALL_WEEK_ALL, NULL);
  g_assert_true (
      hall_notice_valid_until (&hall.hours, at ("2026-11-20 09:42"), HALL_NOTICE_DAYS, &until, NULL));
  assert_at (until, "2026-12-20 17:30");
  g_assert_true (
      hall_notice_valid_until (&hall.hours, at ("2026-09-04 09:42"), HALL_NOTICE_DAYS, &until, NULL));
  assert_at (until, "2026-10-08 17:30"); /* the 4th of October is in the holidays */

  g_assert_false (hall_notice_valid_until (&hall.hours, at ("2026-11-20 09:42"), 0, &until, &error));
  assert_error (g_steal_pointer (&error), HALL_ERROR_INVALID, "days");
  hall_calendar_set_week (hall.opening, HALL_WEEK_NONE); /* but for the season */
  g_assert_true (hall_notice_valid_until (&hall.hours, at ("2026-06-01 09:42"), 1, &until, NULL));
  assert_at (until, "2026-11-15 17:30");
  hall_calendar_set_season (hall.opening, "11-15", "03-15", HALL_WEEK_NONE, NULL);
  g_assert_false (hall_notice_valid_until (&hall.hours, at ("2026-06-01 09:42"), 1, &until, &error));
  assert_error (error, HALL_ERROR_INVALID, "calendar");
}

static void
test_follow_up (void)
{
  static const struct {
    const char *closed;
    const char *first;
    const char *due;
  } vectors[] = {
    { "2026-11-16 15:05", "2026-11-17", "2026-11-18 17:30" },
    { "2026-11-19 15:05", "2026-11-20", "2026-11-23 17:30" }, /* the second day is a Saturday */
    { "2026-11-20 15:05", "2026-11-23", "2026-11-23 17:30" }, /* both are of the weekend */
    { "2026-09-30 15:05", "2026-10-08", "2026-10-08 17:30" },
    { "2026-10-08 23:59", "2026-10-09", "2026-10-10 17:30" }, /* a make-up Saturday is open */
  };
  g_auto (Hall) hall = { 0 };
  char first[HALL_DAY_SIZE];
  gint64 due = 0;

  hall_set_up (&hall);
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++) {
    g_assert_true (hall_follow_up_window (&hall.hours, at (vectors[i].closed), first, &due, NULL));
    g_assert_cmpstr (first, ==, vectors[i].first);
    assert_at (due, vectors[i].due);
  }
  /* Appendix B, step 10: in the season the hall opens on Sunday. */
  hall_calendar_set_season (hall.opening, "11-15", "03-15", HALL_WEEK_ALL, NULL);
  g_assert_true (hall_follow_up_window (&hall.hours, at ("2026-11-20 15:05"), first, &due, NULL));
  g_assert_cmpstr (first, ==, "2026-11-21");
  assert_at (due, "2026-11-22 17:30");
}

static void
test_list_day (void)
{
  static const struct {
    const char *due;
    const char *day;
  } vectors[] = {
    { "2026-11-20 08:30", "2026-11-20" }, { "2026-11-20 08:29", "2026-11-19" },
    { "2026-11-20 23:00", "2026-11-20" }, { "2026-11-22 12:00", "2026-11-20" },
    { "2026-11-23 03:00", "2026-11-20" }, { "2026-10-08 00:00", "2026-09-30" },
  };
  g_auto (Hall) hall = { 0 };
  char day[HALL_DAY_SIZE];

  hall_set_up (&hall);
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++) {
    g_assert_true (hall_due_list_day (&hall.hours, at (vectors[i].due), day, NULL));
    g_assert_cmpstr (day, ==, vectors[i].day);
  }
}

/* --- What cannot be --- */

static void
test_bad_facts (void)
{
  g_auto (Hall) hall = { 0 };
  HallDeadline deadline = days_from ("2026-11-20 10:00", 0);
  GError *error = NULL;

  hall_set_up (&hall);
  g_assert_null (hall_due_compute (&deadline, &hall.hours, 0, &error));
  assert_error (g_steal_pointer (&error), HALL_ERROR_INVALID, "amount");
  deadline.term.amount = G_MAXINT64;
  g_assert_null (hall_due_compute (&deadline, &hall.hours, 0, &error));
  assert_error (g_steal_pointer (&error), HALL_ERROR_INVALID, "amount");
  deadline.term = (HallTerm){ HALL_TERM_MINUTES, HALL_TERM_MAX_MINUTES + 1 };
  g_assert_null (hall_due_compute (&deadline, &hall.hours, 0, &error));
  assert_error (g_steal_pointer (&error), HALL_ERROR_INVALID, "amount");
  deadline.term = (HallTerm){ HALL_TERM_WORKING_DAYS, 3 };
  deadline.extension = -1;
  g_assert_null (hall_due_compute (&deadline, &hall.hours, 0, &error));
  assert_error (g_steal_pointer (&error), HALL_ERROR_INVALID, "extension");
  deadline.extension = 0;
  hall.hours.closes = "half past five";
  g_assert_null (hall_due_compute (&deadline, &hall.hours, 0, &error));
  assert_error (g_steal_pointer (&error), HALL_ERROR_INVALID, "time");
  hall.hours.closes = "17:30";
  deadline.begin_us = G_MAXINT64;
  g_assert_null (hall_due_compute (&deadline, &hall.hours, 0, &error));
  assert_error (g_steal_pointer (&error), HALL_ERROR_INVALID, "begin");
}

/* A closing time, an opening time or a moment that cannot be is an error of every date, not a wrong date. */
static void
test_bad_hours (void)
{
  HallWait wait = { at ("2026-11-23 15:00"), at ("2026-11-24 09:00") };
  g_auto (Hall) hall = { 0 };
  HallDeadline deadline = days_from ("2026-11-20 10:00", 8);
  char day[HALL_DAY_SIZE] = "";
  gint64 until = 0;
  GError *error = NULL;

  hall_set_up (&hall);
  hall.hours.closes = hall.hours.opens = "25:00";
  g_assert_null (hall_due_compute (&deadline, &hall.hours, 0, &error));
  assert_error (g_steal_pointer (&error), HALL_ERROR_INVALID, "time");
  deadline.waits = &wait;
  deadline.n_waits = 1;
  g_assert_null (hall_due_compute (&deadline, &hall.hours, 0, &error));
  assert_error (g_steal_pointer (&error), HALL_ERROR_INVALID, "time");
  g_assert_false (hall_notice_valid_until (&hall.hours, at ("2026-11-20 10:00"), 30, &until, &error));
  assert_error (g_steal_pointer (&error), HALL_ERROR_INVALID, "time");
  g_assert_false (hall_follow_up_window (&hall.hours, at ("2026-11-20 10:00"), day, &until, &error));
  assert_error (g_steal_pointer (&error), HALL_ERROR_INVALID, "time");
  g_assert_false (hall_due_list_day (&hall.hours, at ("2026-11-20 10:00"), day, &error));
  assert_error (g_steal_pointer (&error), HALL_ERROR_INVALID, "time");

  hall.hours.opens = "08:30";
  hall.hours.closes = "17:30";
  g_assert_false (hall_notice_valid_until (&hall.hours, G_MAXINT64, 30, &until, &error));
  assert_error (g_steal_pointer (&error), HALL_ERROR_INVALID, "notice");
  g_assert_false (hall_follow_up_window (&hall.hours, G_MAXINT64, day, &until, &error));
  assert_error (g_steal_pointer (&error), HALL_ERROR_INVALID, "closed");
  g_assert_false (hall_due_list_day (&hall.hours, G_MAXINT64, day, &error));
  assert_error (g_steal_pointer (&error), HALL_ERROR_INVALID, "due");
  hall_calendar_set_week (hall.opening, HALL_WEEK_NONE);
  g_assert_false (hall_due_list_day (&hall.hours, at ("2026-11-20 10:00"), day, &error));
  assert_error (g_steal_pointer (&error), HALL_ERROR_INVALID, "calendar");
  g_assert_cmpstr (day, ==, "");
}

/* The last days that a calendar writes are not run over, nor is one without working days looked at for ever.
 */
static void
test_calendar_ends (void)
{
  g_auto (Hall) hall = { 0 };
  HallDeadline deadline = days_from ("2026-11-20 10:00", 3);
  GError *error = NULL;

  hall_set_up (&hall);
  hall_calendar_set_week (hall.statutory, HALL_WEEK_NONE);
  g_assert_null (hall_due_compute (&deadline, &hall.hours, 0, &error));
  assert_error (g_steal_pointer (&error), HALL_ERROR_INVALID, "calendar");
  hall_calendar_set_week (hall.statutory, HALL_WEEK_MONDAY_TO_FRIDAY);
  deadline.begin_us = at ("2999-12-30 10:00");
  deadline.term.amount = 60;
  g_assert_null (hall_due_compute (&deadline, &hall.hours, 0, &error));
  assert_error (g_steal_pointer (&error), HALL_ERROR_INVALID, "day");
}

static void
test_longest_terms (void)
{
  g_auto (Hall) hall = { 0 };
  HallDeadline days = days_from ("2026-11-20 10:00", HALL_TERM_MAX_WORKING_DAYS);
  HallDeadline minutes = minutes_from ("2026-11-20 10:00", HALL_TERM_MAX_MINUTES);
  g_autoptr (HallDue) due = NULL;
  gint64 until = 0;

  hall_set_up (&hall);
  due = compute (&hall, &days, NULL);
  g_assert_cmpint (due->unconfirmed_year, ==, 2027);
  assert_due (&hall, &minutes, NULL, "2027-11-21 10:00");
  g_assert_true (hall_notice_valid_until (&hall.hours, at ("2026-11-20 09:42"), HALL_TERM_MAX_WORKING_DAYS,
                                          &until, NULL));
  assert_at (until, "2029-08-16 17:30");
}

static void
test_names (void)
{
  HallTermUnit unit = HALL_TERM_MINUTES;

  for (HallTermUnit each = HALL_TERM_WORKING_DAYS; each <= HALL_TERM_MINUTES; each++) {
    g_assert_true (hall_term_unit_from_name (hall_term_unit_name (each), &unit));
    g_assert_cmpint (unit, ==, each);
  }
  g_assert_false (hall_term_unit_from_name ("weeks", &unit));
  g_assert_false (hall_term_unit_from_name (NULL, &unit));
  g_assert_cmpstr (hall_light_name (HALL_LIGHT_GREEN), ==, "green");
  g_assert_cmpstr (hall_light_name (HALL_LIGHT_WAITING), ==, "waiting");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deadline/vectors", test_vectors);
  g_test_add_func ("/deadline/every-day-of-2026", test_every_day_of_2026);
  g_test_add_func ("/deadline/missing-year", test_missing_year);
  g_test_add_func ("/deadline/closing-time-of-the-hall", test_closing_time_of_the_hall);
  g_test_add_func ("/deadline/natural-time", test_natural_time);
  g_test_add_func ("/deadline/waits/push-natural-time", test_waits_push_natural_time);
  g_test_add_func ("/deadline/waits/days-do-not-count", test_days_of_waiting_do_not_count);
  g_test_add_func ("/deadline/waits/while-the-hall-waits", test_while_the_hall_waits);
  g_test_add_func ("/deadline/waits/natural-time-while-the-hall-waits",
                   test_natural_time_while_the_hall_waits);
  g_test_add_func ("/deadline/waits/at-the-last-moment", test_wait_at_the_last_moment);
  g_test_add_func ("/deadline/supplement-restarts", test_supplement_restarts);
  g_test_add_func ("/deadline/lights/of-working-days", test_lights_of_working_days);
  g_test_add_func ("/deadline/lights/of-natural-time", test_lights_of_natural_time);
  g_test_add_func ("/deadline/lights/only-get-worse", test_lights_only_get_worse);
  g_test_add_func ("/deadline/extension/check", test_extension);
  g_test_add_func ("/deadline/extension/due", test_extended_due);
  g_test_add_func ("/deadline/words/on-paper", test_words_on_paper);
  g_test_add_func ("/deadline/words/on-screen", test_words_on_screen);
  g_test_add_func ("/deadline/notice-validity", test_notice_validity);
  g_test_add_func ("/deadline/follow-up", test_follow_up);
  g_test_add_func ("/deadline/list-day", test_list_day);
  g_test_add_func ("/deadline/bad-facts", test_bad_facts);
  g_test_add_func ("/deadline/bad-hours", test_bad_hours);
  g_test_add_func ("/deadline/calendar-ends", test_calendar_ends);
  g_test_add_func ("/deadline/longest-terms", test_longest_terms);
  g_test_add_func ("/deadline/names", test_names);
  return g_test_run ();
}
