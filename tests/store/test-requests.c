/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a clerk asks the shift lead for at the checklist, and what the lead sees of it before deciding. */

#include "hall-case-fixture.h"
#include "hall-lead-view.h"
#include "hall-test.h"

#define DEMAND                                                                                               \
  "'item': <'both-ids'>, 'state': <'faulty'>, 'problem': <'过期'>, 'fix': <'换领'>, 'cause': "           \
  "<'rule-changed'>,"                                                                                        \
  " 'reason': <'规则调整'>"

/* The customer of a told case is back at counter 3. */
static char *
back_again (HallFixture *hall)
{
  char *file = hall_case_told (hall);

  hall_fixture_set_time (hall, "2026-11-20T10:00:00");
  hall_case_return (hall, file);
  g_free (hall_fixture_serve (hall, "G05", 3));
  hall_case_check (hall, file, "title", "have");
  return file;
}

static gint64
ask (HallFixture *hall, const char *file, const char *name, const char *more)
{
  g_autoptr (GVariant) answer = hall_case_do (hall, "G05", file, name, more);
  g_autofree char *number = hall_fixture_text (answer, "case");

  g_assert_cmpstr (number, ==, file);
  return hall_fixture_int (answer, "request");
}

static char *
decision (gint64 request, const char *reason)
{
  return reason != NULL ? g_strdup_printf ("{'request': <int64 %d>, 'reason': <'%s'>}", (int)request, reason)
                        : g_strdup_printf ("{'request': <int64 %d>}", (int)request);
}

static void
approve (HallFixture *hall, gint64 request)
{
  g_autofree char *args = decision (request, NULL);

  hall_fixture_must (hall, "L02", 0, "approve", "%s", args);
}

static void
refuse_approval (HallFixture *hall, gint64 request, HallError code, const char *rule, const char *field)
{
  g_autofree char *args = decision (request, NULL);

  hall_fixture_refuse (hall, "L02", 0, "approve", args, code, rule, field);
}

static void
send_back (HallFixture *hall, gint64 request, const char *reason)
{
  g_autofree char *args = decision (request, reason);

  hall_fixture_must (hall, "L02", 0, "return-request", "%s", args);
}

/* The oldest of what waits. */
static HallApproval *
first_waiting (HallFixture *hall, guint *n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) list = hall_approvals_read (hall->engine, NULL, &error);

  g_assert_no_error (error);
  *n = g_list_model_get_n_items (list);
  return g_list_model_get_item (list, 0);
}

static HallLeadView *
lead_view (HallFixture *hall, const char *staff)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_string (staff));
  g_autoptr (GError) error = NULL;
  HallLeadView *view = hall_lead_read (hall->engine, params, &error);

  g_assert_no_error (error);
  return view;
}

/* Only what is barred, with one of the four causes and a reason; and the same only once. */
static void
test_demand_refused (void)
{
  static const struct {
    const char *more;
    HallError code;
    const char *rule;
    const char *field;
  } table[] = {
    { "'item': <'both-ids'>, 'cause': <'because'>, 'reason': <'规则调整'>", HALL_ERROR_INVALID, "Q07",
      "cause" },
    { "'item': <'both-ids'>, 'state': <'have'>, 'cause': <'rule-changed'>, 'reason': <'规则调整'>",
      HALL_ERROR_INVALID, "S004 9.2", "state" },
    { "'item': <'both-ids'>, 'state': <'lost'>, 'cause': <'rule-changed'>, 'reason': <'规则调整'>",
      HALL_ERROR_INVALID, "S004 9.2", "state" },
    { "'item': <'both-ids'>, 'state': <'faulty'>, 'cause': <'rule-changed'>, 'reason': <'规则调整'>",
      HALL_ERROR_INVALID, "S004 9.2", "problem" },
    { "'item': <'both-ids'>, 'cause': <'rule-changed'>, 'reason': <'无'>", HALL_ERROR_INVALID, NULL,
      "reason" },
    { "'item': <'elephant'>, 'cause': <'rule-changed'>, 'reason': <'规则调整'>", HALL_ERROR_NOT_FOUND, NULL,
      "item" },
    { "'item': <'settled'>, 'cause': <'rule-changed'>, 'reason': <'规则调整'>", HALL_ERROR_REFUSED, "Q07",
      "item" },
  };
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = back_again (hall);

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    hall_case_refuse (hall, "G05", file, "request-demand", table[i].more, table[i].code, table[i].rule,
                      table[i].field);
  hall_case_refuse (hall, "G07", file, "request-demand", DEMAND, HALL_ERROR_FORBIDDEN, "7", "case");
  ask (hall, file, "request-demand", DEMAND);
  hall_case_refuse (hall, "G05", file, "request-demand", DEMAND, HALL_ERROR_CONFLICT, "7", "item");
  /* Another material is another question. */
  ask (hall, file, "request-demand",
       "'item': <'application'>, 'cause': <'our-error'>, 'reason': <'上次漏看了签名'>");
}

/* Nothing is demanded by asking; the lead's yes demands it, and the notice counts as the second. */
static void
test_demand_approved (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = back_again (hall);
  gint64 request = ask (hall, file, "request-demand", DEMAND);
  g_autoptr (HallApproval) line = NULL;
  g_autoptr (HallLeadView) view = NULL;
  g_autofree char *before = NULL;
  g_autofree char *told = NULL;
  g_autofree char *second = NULL;
  g_autofree char *story = NULL;
  g_autofree char *args = decision (request, NULL);
  guint n;

  HALL_PROVES ("004-87");

  before = hall_fixture_list (hall, "SELECT state, demanded_cause FROM case_item WHERE item = 'both-ids'");
  g_assert_cmpstr (before, ==, "have -");
  line = first_waiting (hall, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (line->kind, ==, "demand");
  g_assert_cmpstr (line->number, ==, file);
  g_assert_cmpstr (line->matter, ==, "过户更名");
  g_assert_cmpstr (line->asked_by, ==, "G05");
  g_assert_cmpint (line->counter, ==, 3);
  g_assert_cmpstr (line->reason, ==, "规则调整");
  g_assert_cmpstr (line->change, ==,
                   "Beyond the notice 告字〔2026〕00001号 one more material: 双方身份证件, because the rules "
                   "changed. Its problem: 过期. It counts as a second notice today.");
  g_assert_null (line->hindrance);
  hall_fixture_refuse (hall, "G05", 3, "approve", args, HALL_ERROR_FORBIDDEN, "7", "as");
  hall_fixture_refuse (hall, "A01", 0, "approve", args, HALL_ERROR_FORBIDDEN, "7", "as");
  approve (hall, request);
  told = hall_fixture_list (hall,
                            "SELECT state, demanded_cause, staff FROM case_item WHERE item = 'both-ids'");
  g_assert_cmpstr (told, ==, "faulty rule-changed L02");
  hall_case_check (hall, file, "settled", "have");
  hall_case_must (hall, "G05", file, "issue-notice", "");
  second = hall_fixture_list (hall, "SELECT round, cause, approved_by, staff FROM notice WHERE round > 1");
  g_assert_cmpstr (second, ==, "2 rule-changed L02 G05");
  story = hall_fixture_list (hall, "SELECT command, staff FROM case_event WHERE staff = 'L02' ORDER BY id");
  g_assert_cmpstr (story, ==, "check L02 approve L02");
  view = lead_view (hall, "L02");
  g_assert_cmpuint (g_list_model_get_n_items (view->seconds), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (view->approvals), ==, 0);
}

/* Sent back with a reason, which the one who asked reads in the story and on the own list. */
static void
test_demand_sent_back (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = back_again (hall);
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_string ("G05"));
  g_autoptr (GVariant) number = g_variant_ref_sink (g_variant_new_string (file));
  g_autoptr (GListModel) mine = NULL;
  g_autoptr (HallApproval) line = NULL;
  g_autoptr (HallCaseLine) waits = NULL;
  g_autofree char *story = NULL;
  gint64 request = ask (hall, file, "request-demand", DEMAND);
  HallCaseView *view = hall_case_view_read (hall->engine, number, NULL);

  waits = g_list_model_get_item (view->requests, 0);
  g_assert_cmpstr (waits->kind, ==, "request-demand");
  g_assert_cmpstr (waits->text, ==, "规则调整");
  g_assert_cmpstr (waits->who, ==, "G05");
  hall_case_view_free (view);
  send_back (hall, request, "身份证还在有效期内");
  mine = hall_requests_read (hall->engine, params, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (mine), ==, 1);
  line = g_list_model_get_item (mine, 0);
  g_assert_cmpstr (line->state, ==, "returned");
  g_assert_cmpstr (line->decided_by, ==, "L02");
  g_assert_cmpstr (line->decision, ==, "身份证还在有效期内");
  story = hall_fixture_sql (hall, "SELECT text FROM case_event WHERE command = 'return-request'");
  g_assert_cmpstr (story, ==, "身份证还在有效期内");
  view = hall_case_view_read (hall->engine, number, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (view->requests), ==, 0);
  hall_case_view_free (view);
  hall_case_refuse (hall, "G05", file, "check", "'item': <'both-ids'>, 'state': <'missing'>",
                    HALL_ERROR_REFUSED, "S004 9.2", "item");
  /* It can be asked again, and tomorrow what was decided today is not shown any more. */
  ask (hall, file, "request-demand", DEMAND);
}

/* The customer left with the notice that there was: no yes calls them back for one more paper. */
static void
test_demand_too_late (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = back_again (hall);
  gint64 request = ask (hall, file, "request-demand", DEMAND);
  gint64 twice = ask (hall, file, "request-demand",
                      "'item': <'application'>, 'cause': <'our-error'>, 'reason': <'上次漏看了签名'>");
  g_autoptr (HallApproval) line = NULL;
  guint n;

  /* A second lead was faster: what is granted is not counted twice. */
  hall_case_must (
      hall, "L02", file, "check",
      "'item': <'application'>, 'state': <'missing'>, 'cause': <'our-error'>, 'reason': <'漏看签名'>");
  refuse_approval (hall, twice, HALL_ERROR_REFUSED, "Q07", "item");
  hall_case_check (hall, file, "settled", "missing");
  hall_case_must (hall, "G05", file, "issue-notice", "");
  line = first_waiting (hall, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_nonnull (strstr (line->hindrance, "waiting for materials"));
  refuse_approval (hall, request, HALL_ERROR_REFUSED, "5.4", "case");
  send_back (hall, request, "客户已带告知书离开");
  send_back (hall, twice, "已另行批准");
  g_clear_object (&line);
  line = first_waiting (hall, &n);
  g_assert_null (line);
}

/* A material of a company's application for a connection may follow; nothing else may. */
static void
test_deferral (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "B5", "'name': <'王小明'>, 'phone': <'13800001234'>");
  g_autoptr (HallApproval) line = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *task = NULL;
  gint64 request;
  guint n;

  hall_case_check (hall, file, "application", "have");
  hall_case_refuse (hall, "G05", file, "request-deferral",
                    "'item': <'plan'>, 'until': <'2026-12-01'>, 'reason': <'图纸在打印'>", HALL_ERROR_REFUSED,
                    "Q50", "item");
  hall_case_check (hall, file, "plan", "missing");
  hall_case_check (hall, file, "ownership", "missing");
  hall_case_refuse (hall, "G05", file, "request-deferral",
                    "'item': <'ownership'>, 'until': <'2026-12-01'>, 'reason': <'证件在银行'>",
                    HALL_ERROR_REFUSED, "S004 9.2", "deferred_by");
  hall_case_refuse (hall, "G05", file, "request-deferral",
                    "'item': <'plan'>, 'until': <'soon'>, 'reason': <'图纸在打印'>", HALL_ERROR_INVALID,
                    "5.5", "until");
  hall_case_refuse (hall, "G05", file, "request-deferral",
                    "'item': <'plan'>, 'until': <'2026-11-19'>, 'reason': <'图纸在打印'>", HALL_ERROR_INVALID,
                    "5.5", "until");
  hall_case_check (hall, file, "ownership", "have");
  request = ask (hall, file, "request-deferral",
                 "'item': <'plan'>, 'until': <'2026-12-01'>, 'reason': <'图纸在打印'>");
  hall_case_refuse (hall, "G05", file, "accept", "", HALL_ERROR_REFUSED, "S004 9.2", "branch");
  line = first_waiting (hall, &n);
  g_assert_cmpstr (line->kind, ==, "deferral");
  g_assert_cmpstr (line->change, ==,
                   "The case can be accepted without “平面图”, which may follow until 2026-12-01.");
  approve (hall, request);
  kept = hall_fixture_list (hall, "SELECT state, deferred_until, staff FROM case_item WHERE item = 'plan'");
  g_assert_cmpstr (kept, ==, "missing 2026-12-01 L02");
  task = hall_fixture_list (hall, "SELECT kind, who, question FROM case_task");
  g_assert_cmpstr (task, ==, "deferred L02 平面图");
  hall_case_must (hall, "G05", file, "accept", "");
}

/* The day is over before the lead looks: then it cannot be granted any more. */
static void
test_deferral_too_late (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "B5", "'name': <'王小明'>, 'phone': <'13800001234'>");
  gint64 request;

  hall_case_check (hall, file, "plan", "missing");
  request = ask (hall, file, "request-deferral",
                 "'item': <'plan'>, 'until': <'2026-11-20T10:00'>, 'reason': <'图纸在打印'>");
  hall_fixture_set_time (hall, "2026-11-20T10:30:00");
  refuse_approval (hall, request, HALL_ERROR_INVALID, "5.5", "until");
  send_back (hall, request, "时间已过");
}

/* What was asked about a case that is closed meanwhile can be sent back, and no more. */
static void
test_closed_meanwhile (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_accepted (hall);
  gint64 request = ask (hall, file, "extend",
                        "'due': <'2026-11-27'>, 'reason': <'等系统过户'>, 'told': <'电话告知'>");
  g_autoptr (HallApproval) line = NULL;
  guint n;

  line = first_waiting (hall, &n);
  g_assert_cmpstr (line->change, ==, "Due 11-27 17:30 instead of 11-25 17:30: 2 working days more.");
  g_assert_null (line->hindrance);
  hall_case_must (hall, "G05", file, "reply", "'method': <'电话'>, 'content': <'已过户，可来领取'>");
  hall_case_must (hall, "G05", file, "close-case", "'solved': <true>");
  refuse_approval (hall, request, HALL_ERROR_REFUSED, "5.4", "case");
  send_back (hall, request, "已经办结");
}

/* The amounts of a void, what goes back, and what the drawer should hold then. */
static void
test_void_spelled_out (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *receipt = NULL;
  g_autoptr (HallApproval) line = NULL;
  guint n;

  HALL_PROVES ("004-42");

  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  receipt = hall_fixture_pay (hall, "G05", 3, hall_fixture_charge (hall, "G05", 3, 128650), 130000);
  hall_fixture_must (
      hall, "G05", 3, "void",
      "{'receipt': <'%s'>, 'cause': <'account'>, 'reason': <'户号录入错误'>, 'original_taken_back':"
      " <true>}",
      receipt);
  line = first_waiting (hall, &n);
  g_assert_cmpstr (line->kind, ==, "void");
  g_assert_cmpstr (line->number, ==, receipt);
  g_assert_nonnull (strstr (line->change, "Red entry of -1286.50 yuan, 1286.50 yuan back in cash."));
  g_assert_nonnull (strstr (line->change, "The drawer of counter 3 should then hold"));
  approve (hall, line->request);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM receipt WHERE kind = 'void'"), ==, 1);
}

static HallFloorLine *
floor_line (const HallLeadView *view, gint64 number)
{
  for (guint i = 0; i < g_list_model_get_n_items (view->counters); i++) {
    g_autoptr (HallFloorLine) line = g_list_model_get_item (view->counters, i);

    if (line->number == number)
      return g_steal_pointer (&line);
  }
  return NULL;
}

/* The floor: who serves whom since when, who is away for too long, who waits. */
static void
test_floor (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autoptr (HallLeadView) view = NULL;
  g_autoptr (HallFloorLine) three = NULL;
  g_autoptr (HallFloorLine) four = NULL;

  HALL_PROVES ("004-28 004-48");

  hall_fixture_open (hall, "G07", 4);
  hall_fixture_must (hall, "G07", 4, "pause", "%s", "{'reason': <'取资料'>, 'minutes': <int64 5>}");
  g_free (hall_fixture_take (hall, "B", NULL));
  hall_fixture_advance (hall, 600);
  view = lead_view (hall, "L02");
  g_assert_cmpint (view->waiting, ==, 1);
  g_assert_cmpint (view->longest_wait_us, ==, 600 * G_USEC_PER_SEC);
  g_assert_cmpint (view->taken_today, ==, 2);
  g_assert_cmpint (view->counters_open, ==, 2);
  g_assert_true ((view->roles & HALL_ROLE_LEAD) != 0);
  g_assert_cmpuint (g_array_index (view->line, guint, view->line->len - 1), ==, 1);
  three = floor_line (view, 3);
  g_assert_cmpstr (three->state, ==, "serving");
  g_assert_cmpstr (three->ticket, ==, "B001");
  g_assert_cmpstr (three->staff, ==, "G05");
  g_assert_false (three->over);
  four = floor_line (view, 4);
  g_assert_cmpstr (four->state, ==, "paused");
  g_assert_cmpstr (four->pause_reason, ==, "取资料");
  g_assert_true (four->over);
}

/* Amber before it is due, red after, the red first; a question to the leader has its own clock. */
static void
test_lights (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_accepted (hall);
  g_autofree char *asked = NULL;
  g_autoptr (HallCaseLine) consult = NULL;
  g_autoptr (HallCaseLine) late = NULL;
  HallLeadView *view = lead_view (hall, "L02");

  HALL_PROVES ("004-39 004-89 001-15");

  g_assert_cmpuint (g_list_model_get_n_items (view->due), ==, 0);
  hall_lead_view_free (view);
  asked = hall_case_open (hall, "B2", "'name': <'李四'>, 'phone': <'13800001234'>");
  hall_case_must (hall, "G05", asked, "consult", "'question': <'欠费能否报停'>, 'leader': <'L02'>");
  hall_case_must (hall, "G05", file, "hand-case", "'to': <'G07'>, 'summary': <'等系统过户'>");
  hall_case_must (hall, "G07", file, "hand-case", "'to': <'G05'>, 'summary': <'已过户，请通知客户'>");
  hall_fixture_set_time (hall, "2026-11-24T17:40:00");
  view = lead_view (hall, "L02");
  g_assert_cmpint (view->red, ==, 0);
  g_assert_cmpint (view->amber, ==, 1);
  consult = g_list_model_get_item (view->consults, 0);
  g_assert_cmpstr (consult->number, ==, asked);
  g_assert_cmpstr (consult->text, ==, "欠费能否报停");
  g_assert_cmpstr (consult->kind, ==, "red");
  g_assert_cmpuint (g_list_model_get_n_items (view->bounces), ==, 1);
  hall_lead_view_free (view);
  hall_fixture_set_time (hall, "2026-11-25T17:31:00");
  view = lead_view (hall, "L02");
  g_assert_cmpint (view->red, ==, 1);
  late = g_list_model_get_item (view->due, 0);
  g_assert_cmpstr (late->number, ==, file);
  g_assert_cmpstr (late->kind, ==, "red");
  g_assert_cmpstr (late->text, ==, "王*明");
  g_assert_cmpstr (late->who, ==, "G05 张三");
  g_assert_cmpstr (late->instead_of, ==, "G05 张三");
  hall_lead_view_free (view);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/requests/demand/refused", test_demand_refused);
  g_test_add_func ("/requests/demand/approved", test_demand_approved);
  g_test_add_func ("/requests/demand/sent-back", test_demand_sent_back);
  g_test_add_func ("/requests/demand/too-late", test_demand_too_late);
  g_test_add_func ("/requests/deferral", test_deferral);
  g_test_add_func ("/requests/deferral/too-late", test_deferral_too_late);
  g_test_add_func ("/requests/closed-meanwhile", test_closed_meanwhile);
  g_test_add_func ("/requests/void", test_void_spelled_out);
  g_test_add_func ("/lead/floor", test_floor);
  g_test_add_func ("/lead/lights", test_lights);
  return g_test_run ();
}
