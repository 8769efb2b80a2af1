/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The clock of a case: waiting for the customer, more time, and the arithmetic that goes with it. */

#include "hall-case-fixture.h"
#include "hall-case-view.h"
#include "hall-overview.h"
#include "hall-test.h"

static char *
due_of (HallFixture *hall, const char *file, HallLight *light)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_string (file));
  g_autoptr (GError) error = NULL;
  g_autoptr (HallCaseView) view = hall_case_view_read (hall->engine, params, &error);

  g_assert_no_error (error);
  *light = view->light;
  return g_strdup (view->due_words);
}

/* What one clerk has to do by when, and what the lead sees of all. */
static char *
first_light (HallFixture *hall, const char *handler, guint *n)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_string (handler));
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) list = hall_due_list_read (hall->engine, params, &error);
  g_autoptr (HallCaseLine) first = NULL;

  g_assert_no_error (error);
  *n = g_list_model_get_n_items (list);
  first = g_list_model_get_item (list, 0);
  return first != NULL ? g_strdup (first->kind) : NULL;
}

/* 2026-11-20 is a Friday: three working days are until Wednesday; amber and red follow. */
static void
test_lights (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_accepted (hall);
  HallLight light;
  g_autofree char *words = due_of (hall, file, &light);
  g_autofree char *listed = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GVariant) params = NULL;
  g_autoptr (GVariant) shown = NULL;
  guint n;

  HALL_PROVES ("004-39 004-91 004-92");

  g_assert_nonnull (strstr (words, "跳过 11-21 11-22，= 11-25 17:30"));
  g_assert_cmpint (light, ==, HALL_LIGHT_GREEN);
  hall_fixture_set_time (hall, "2026-11-25T09:00:00");
  g_free (words);
  words = due_of (hall, file, &light);
  g_assert_cmpint (light, ==, HALL_LIGHT_AMBER);
  hall_fixture_set_time (hall, "2026-11-25T17:31:00");
  g_free (words);
  words = due_of (hall, file, &light);
  g_assert_cmpint (light, ==, HALL_LIGHT_RED);
  listed = first_light (hall, "", &n);
  g_assert_cmpstr (listed, ==, "red");
  g_assert_cmpuint (n, ==, 1);
  g_assert_null (first_light (hall, "G07", &n));
  g_assert_cmpuint (n, ==, 0);
  params = g_variant_ref_sink (g_variant_new ("(ss)", "due", ""));
  shown = hall_overview_read (hall->engine, params, NULL);
  text = g_variant_print (shown, FALSE);
  g_assert_nonnull (strstr (text, "'light': <'red'>"));
}

static void
test_waiting (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_accepted (hall);
  g_autoptr (GVariant) running = NULL;
  g_autofree char *due = NULL;
  g_autofree char *words = NULL;
  HallLight light;

  HALL_PROVES ("004-91");

  hall_case_refuse (hall, "G05", file, "resume-clock", "", HALL_ERROR_REFUSED, "S004 9.4", "case");
  hall_case_refuse (hall, "G05", file, "suspend-clock", "'reason': <'无'>", HALL_ERROR_INVALID, NULL,
                    "reason");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  hall_fixture_set_time (hall, "2026-11-23T09:00:00");
  hall_fixture_open (hall, "G05", 3);
  hall_case_must (hall, "G05", file, "suspend-clock", "'reason': <'等客户补签字'>");
  hall_case_refuse (hall, "G05", file, "suspend-clock", "'reason': <'等客户补签字'>", HALL_ERROR_REFUSED,
                    "S004 9.4", "case");
  hall_fixture_set_time (hall, "2026-11-24T10:00:00");
  words = due_of (hall, file, &light);
  g_assert_cmpint (light, ==, HALL_LIGHT_WAITING);
  hall_fixture_open (hall, "G05", 3);
  running = hall_case_do (hall, "G05", file, "resume-clock", "");
  due = hall_fixture_text (running, "due");
  /* Monday and Tuesday were spent waiting: three more from Wednesday. */
  g_assert_cmpstr (due, ==, "2026-11-27T17:30:00+08:00");
}

static void
test_no_clock (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "B1", "");

  hall_case_refuse (hall, "G05", file, "suspend-clock", "'reason': <'等客户'>", HALL_ERROR_REFUSED,
                    "S004 9.4", "case");
  hall_case_refuse (hall, "G05", file, "extend", "'due': <'2026-12-01'>, 'reason': <'测量排期'>",
                    HALL_ERROR_REFUSED, "S004 9.4", "case");
}

static gint64
ask_for_more (HallFixture *hall, const char *file, const char *more)
{
  g_autoptr (GVariant) request = hall_case_do (hall, "G05", file, "extend", more);

  return hall_fixture_int (request, "request");
}

static void
refuse_approval (HallFixture *hall, gint64 request, const char *field)
{
  g_autofree char *args = g_strdup_printf ("{'request': <int64 %d>}", (int)request);

  hall_fixture_refuse (hall, "L02", 0, "approve", args, HALL_ERROR_REFUSED, "S004 9.4", field);
}

/* Before expiry only, the lead approves, and the customer has been told why. */
static void
test_more_time (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_accepted (hall);
  const char *ask = "'due': <'2026-11-27'>, 'reason': <'系统升级，推迟两天'>";
  g_autofree char *words = NULL;
  HallLight light;
  gint64 request;

  HALL_PROVES ("004-91");

  hall_case_refuse (hall, "G05", file, "extend", "'due': <'2026-11-25'>, 'reason': <'系统升级'>",
                    HALL_ERROR_INVALID, "S004 9.4", "due");
  request = ask_for_more (hall, file, ask);
  hall_case_refuse (hall, "G05", file, "extend", ask, HALL_ERROR_CONFLICT, "7", "case");
  refuse_approval (hall, request, "told");
  hall_fixture_advance (hall, 60);
  hall_case_must (hall, "G05", file, "reply",
                  "'method': <'电话'>, 'content': <'因系统升级推迟两天，客户同意'>");
  hall_fixture_must (hall, "L02", 0, "approve", "{'request': <int64 %d>}", (int)request);
  words = due_of (hall, file, &light);
  g_assert_nonnull (strstr (words, "延期 2 个工作日"));
  g_assert_nonnull (strstr (words, "= 11-27 17:30"));
  request = ask_for_more (hall, file, "'due': <'2026-11-30'>, 'reason': <'系统仍未恢复'>, 'told': <'当面'>");
  hall_fixture_set_time (hall, "2026-11-27T17:31:00");
  refuse_approval (hall, request, "due");
  hall_fixture_must (hall, "L02", 0, "return-request", "{'request': <int64 %d>, 'reason': <'已超时'>}",
                     (int)request);
  hall_case_refuse (hall, "G05", file, "extend", "'due': <'2026-12-01'>, 'reason': <'系统仍未恢复'>",
                    HALL_ERROR_REFUSED, "S004 9.4", "due");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case-clock/lights", test_lights);
  g_test_add_func ("/case-clock/waiting", test_waiting);
  g_test_add_func ("/case-clock/no-clock", test_no_clock);
  g_test_add_func ("/case-clock/more-time", test_more_time);
  return g_test_run ();
}
