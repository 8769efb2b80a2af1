/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The record of a visit: what each kind must say, the five minutes after a ticket, what needed no number. */

#include "hall-case-fixture.h"
#include "hall-summary.h"
#include "hall-test.h"
#include "hall-verify.h"
#include "hall-views.h"
#include "hall-visit-view.h"

#define ENQUIRY "{'kind': <'enquiry'>, 'text': <'几号开始供热'>, 'answer': <'11月15日'>}"
#define REPAIR                                                                                               \
  "'kind': <'repair'>, 'text': <'暖气不热'>, 'address': <'和平路5号'>, 'phone': <'13800001234'>,"    \
  " 'urgency': <'urgent'>"
#define COMPLAINT                                                                                              \
  "'kind': <'complaint'>, 'sub': <'attitude'>, 'text': <'说话不耐烦'>, 'occurred': <'11月19日下午'>," \
  " 'place': <'2号窗口'>, 'demand': <'道歉'>"
#define EMERGENCY                                                                                            \
  "'kind': <'emergency'>, 'sub': <'facility'>, 'text': <'管道喷水'>, 'address': <'和平路5号'>,"      \
  " 'phone': <'13800001234'>"

static char *
record_text (HallFixture *hall, const char *columns)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM visit_record ORDER BY id", columns);

  return hall_fixture_list (hall, sql);
}

/* A served customer of queue @category at counter 3, and no more than that. */
static void
serve (HallFixture *hall, const char *category)
{
  g_free (hall_fixture_take (hall, category, NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
}

static HallFixture *
open_hall (void)
{
  HallFixture *hall = hall_fixture_new ();

  hall_fixture_open (hall, "G05", 3);
  return hall;
}

/* Each kind has its mandatory fields: who leaves one out is told which. */
static void
test_mandatory (void)
{
  static const struct {
    const char *args;
    HallError code;
    const char *rule;
    const char *field;
  } table[] = {
    { "", HALL_ERROR_INVALID, "S002 4.1", "kind" },
    { "'kind': <'gossip'>", HALL_ERROR_INVALID, "S002 4.1", "kind" },
    { "'kind': <'enquiry'>", HALL_ERROR_REFUSED, "S001 1.2", "text" },
    { "'kind': <'enquiry'>, 'text': <'  '>, 'answer': <'是'>", HALL_ERROR_REFUSED, "S001 1.2", "text" },
    { "'kind': <'enquiry'>, 'text': <'几点开门'>", HALL_ERROR_REFUSED, "5.4", "answer" },
    { "'kind': <'enquiry'>, 'text': <'几点开门'>, 'knowledge': <'X99'>", HALL_ERROR_NOT_FOUND, NULL,
      "knowledge" },
    { "'kind': <'enquiry'>, 'sub': <'leak'>, 'text': <'几点开门'>, 'answer': <'八点'>", HALL_ERROR_INVALID,
      "S002 4.1", "sub" },
    { "'kind': <'enquiry'>, 'urgency': <'very'>, 'text': <'几点开门'>, 'answer': <'八点'>",
      HALL_ERROR_INVALID, "S002 4.1", "urgency" },
    { "'kind': <'enquiry'>, 'result': <'gone'>, 'text': <'几点开门'>, 'answer': <'八点'>", HALL_ERROR_INVALID,
      "S002 4.1", "result" },
    { "'kind': <'business'>, 'result': <'done'>", HALL_ERROR_REFUSED, "S000 2.2", "matter" },
    { "'kind': <'business'>, 'matter': <'B1'>", HALL_ERROR_REFUSED, "S002 4.1", "result" },
    { "'kind': <'business'>, 'matter': <'Z9'>, 'result': <'done'>", HALL_ERROR_NOT_FOUND, NULL, "matter" },
    { "'kind': <'repair'>", HALL_ERROR_REFUSED, "S000 2.2", "text" },
    { "'kind': <'repair'>, 'text': <'不热'>", HALL_ERROR_REFUSED, "S000 2.2", "address" },
    { "'kind': <'repair'>, 'text': <'不热'>, 'address': <'一街2号'>", HALL_ERROR_REFUSED, "S000 2.2",
      "phone" },
    { "'kind': <'repair'>, 'text': <'不热'>, 'address': <'一街2号'>, 'phone': <'12'>", HALL_ERROR_INVALID,
      NULL, "phone" },
    { "'kind': <'repair'>, 'text': <'不热'>, 'address': <'一街2号'>, 'phone': <'13800001234'>",
      HALL_ERROR_REFUSED, "S000 3.4", "urgency" },
    { REPAIR, HALL_ERROR_REFUSED, "S002 4.1", "result" },
    { REPAIR ", 'result': <'forwarded'>", HALL_ERROR_REFUSED, "S000 2.1", "department" },
    { REPAIR ", 'result': <'appointed'>", HALL_ERROR_REFUSED, "S002 4.1", "result_text" },
    { "'kind': <'suggestion'>", HALL_ERROR_REFUSED, "S000 2.2", "text" },
    { "'kind': <'complaint'>", HALL_ERROR_REFUSED, "S002 3.3", "text" },
    { "'kind': <'complaint'>, 'text': <'慢'>", HALL_ERROR_REFUSED, "S000 2.1", "sub" },
    { "'kind': <'complaint'>, 'text': <'慢'>, 'sub': <'efficiency'>", HALL_ERROR_REFUSED, "S002 3.3",
      "occurred" },
    { "'kind': <'complaint'>, 'text': <'慢'>, 'sub': <'efficiency'>, 'occurred': <'今天'>",
      HALL_ERROR_REFUSED, "S002 3.3", "place" },
    { "'kind': <'complaint'>, 'text': <'慢'>, 'sub': <'efficiency'>, 'occurred': <'今天'>, 'place':"
      " <'大厅'>",
      HALL_ERROR_REFUSED, "S002 3.3", "demand" },
    { "'kind': <'emergency'>, 'text': <'漏水'>", HALL_ERROR_REFUSED, "S002 2.3", "sub" },
    { "'kind': <'emergency'>, 'text': <'漏水'>, 'sub': <'facility'>", HALL_ERROR_REFUSED, "S002 3.3",
      "address" },
    { "'kind': <'emergency'>, 'text': <'漏水'>, 'sub': <'facility'>, 'address': <'一街2号'>",
      HALL_ERROR_REFUSED, "S002 3.3", "phone" },
    { "'kind': <'enquiry'>, 'text': <'几点开门'>, 'answer': <'八点'>, 'follow_up': <true>",
      HALL_ERROR_REFUSED, "S002 4.1", "phone" },
    { "'kind': <'enquiry'>, 'text': <'几点开门'>, 'answer': <'八点'>, 'phone': <'13800001234'>, 'due':"
      " <'2026-11-19'>",
      HALL_ERROR_INVALID, "5.5", "due" },
    { "'kind': <'enquiry'>, 'ticket': <'B777'>", HALL_ERROR_NOT_FOUND, NULL, "ticket" },
    { "'kind': <'enquiry'>, 'record': <int64 77>", HALL_ERROR_NOT_FOUND, NULL, "record" },
    { "'kind': <'enquiry'>, 'case': <'2026-777777'>", HALL_ERROR_NOT_FOUND, NULL, "case" },
  };
  g_autoptr (HallFixture) hall = open_hall ();

  HALL_PROVES ("000-07 000-02 000-03 002-17 002-18 002-26 002-28 002-29 002-30");

  serve (hall, "B");
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *args = g_strdup_printf ("{%s}", table[i].args);

    hall_fixture_refuse (hall, "G05", 3, "record", args, table[i].code, table[i].rule, table[i].field);
  }
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM visit_record"), ==, 0);
  hall_fixture_refuse (hall, "A01", 0, "record", ENQUIRY, HALL_ERROR_FORBIDDEN, "7", "as");
}

/* Said once, each kind is kept; an enquiry and a complaint need no name. */
static void
test_kinds (void)
{
  static const char *const said[] = {
    "{'kind': <'enquiry'>, 'sub': <'charges'>, 'text': <'多少钱一平'>, 'answer': <'25元'>}",
    "{'kind': <'business'>, 'sub': <'change'>, 'matter': <'B1'>, 'result': <'accepted'>}",
    "{" REPAIR ", 'result': <'recorded'>}",
    "{'kind': <'suggestion'>, 'sub': <'hours'>, 'text': <'增加周末服务'>}",
    "{" COMPLAINT "}",
    "{" EMERGENCY "}",
  };
  g_autoptr (HallFixture) hall = open_hall ();
  g_autofree char *kept = NULL;
  g_autofree char *open = NULL;

  HALL_PROVES ("001-01 001-03 002-29 000-01 002-04 002-07 004-41");

  serve (hall, "B");
  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    hall_fixture_must (hall, "G05", 3, "record", "%s", said[i]);
  kept = record_text (hall, "kind, urgency, result, staff, ticket");
  g_assert_cmpstr (kept, ==,
                   "enquiry normal answered G05 1 business normal accepted G05 1 repair urgent recorded G05 1"
                   " suggestion normal recorded G05 1 complaint normal recorded G05 1"
                   " emergency emergency recorded G05 1");
  /* "Anything else?": all were of one ticket, and it leaves nothing open. */
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  open = hall_fixture_list (hall, "SELECT count (*), count (completed_at) FROM visit_record");
  g_assert_cmpstr (open, ==, "6 6");
}

/* Somebody who is to hear again has a time: two working days, where none is said. */
static void
test_follow_up (void)
{
  g_autoptr (HallFixture) hall = open_hall ();
  g_autoptr (GVariant) usual = NULL;
  g_autoptr (GVariant) said = NULL;
  g_autofree char *by_default = NULL;
  g_autofree char *as_said = NULL;
  g_autoptr (GVariant) asked = NULL;
  g_autofree char *within_a_day = NULL;
  g_autofree char *told = NULL;

  HALL_PROVES ("002-31 002-26 001-24 003-21");

  serve (hall, "B");
  /* 2026-11-20 is a Friday: Monday and Tuesday. */
  usual = hall_fixture_do (hall, "G05", 3, "record",
                           "{" REPAIR
                           ", 'result': <'forwarded'>, 'department': <'维修部'>, 'contact': <'李工'>}");
  by_default = hall_fixture_text (usual, "follow_up_due");
  g_assert_cmpstr (by_default, ==, "2026-11-24T17:30:00+08:00");
  said = hall_fixture_do (hall, "G05", 3, "record",
                          "{'kind': <'enquiry'>, 'text': <'进度'>, 'answer': <'查后回电'>, 'phone':"
                          " <'13800001234'>, 'due': <'2026-11-21T10:00'>}");
  as_said = hall_fixture_text (said, "follow_up_due");
  g_assert_cmpstr (as_said, ==, "2026-11-21T10:00:00+08:00");
  /* What was only asked is answered within 24 hours. */
  asked = hall_fixture_do (hall, "G05", 3, "record",
                           "{'kind': <'enquiry'>, 'text': <'进度'>, 'answer': <'查后回电'>, 'phone':"
                           " <'13800001234'>, 'follow_up': <true>}");
  within_a_day = hall_fixture_text (asked, "follow_up_due");
  g_assert_true (g_str_has_prefix (within_a_day, "2026-11-21T"));
  hall_fixture_refuse (hall, "G05", 3, "follow-up", "{'record': <int64 1>}", HALL_ERROR_REFUSED, "S002 4.1",
                       "text");
  hall_fixture_refuse (hall, "G05", 3, "follow-up", "{'record': <int64 9>, 'text': <'好'>}",
                       HALL_ERROR_NOT_FOUND, NULL, "record");
  hall_fixture_must (hall, "G05", 3, "follow-up", "%s", "{'record': <int64 1>, 'text': <'已修好'>}");
  hall_fixture_refuse (hall, "G05", 3, "follow-up", "{'record': <int64 1>, 'text': <'再说'>}",
                       HALL_ERROR_NOT_FOUND, NULL, "record");
  told = hall_fixture_list (hall, "SELECT follow_up, followed_up_by FROM visit_record WHERE id = 1");
  g_assert_cmpstr (told, ==, "已修好 G05");
}

/* --- The five minutes --- */

static gboolean
complete_after (gint64 seconds, gboolean *answered)
{
  g_autoptr (HallFixture) hall = open_hall ();
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GListModel) lines = NULL;
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new ("(ss)", "", "G05"));
  g_autoptr (HallVisitLine) line = NULL;
  g_autoptr (GError) error = NULL;

  serve (hall, "B");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  hall_fixture_advance (hall, seconds);
  answer = hall_fixture_do (
      hall, "G05", 3, "record",
      "{'kind': <'enquiry'>, 'ticket': <'B001'>, 'text': <'几号开始'>, 'answer': <'15日'>}");
  g_assert_true (g_variant_lookup (answer, "on_time", "b", answered));
  lines = hall_visit_list_read (hall->engine, params, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (lines), ==, 1);
  line = g_list_model_get_item (lines, 0);
  g_assert_cmpint (line->completed_at, !=, 0);
  return line->late;
}

/* At 4:59 and at 5:00 in time, at 5:01 late; late is told and never refused. */
static void
test_five_minutes (void)
{
  static const struct {
    gint64 seconds;
    gboolean late;
  } table[] = { { 1, FALSE }, { 299, FALSE }, { 300, FALSE }, { 301, TRUE }, { 3600, TRUE } };

  HALL_PROVES ("002-24");

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    gboolean on_time;

    g_assert_cmpint (complete_after (table[i].seconds, &on_time), ==, table[i].late);
    g_assert_cmpint (on_time, ==, !table[i].late);
  }
}

/* Finishing never waits for words: what is missing is on the clerk's list, with what is known of it. */
static void
test_open_record (void)
{
  g_autoptr (HallFixture) hall = open_hall ();
  g_autoptr (GVariant) params = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *kinds = NULL;
  HallDeskView *view;

  HALL_PROVES ("002-24 000-06");

  serve (hall, "A");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  hall_fixture_advance (hall, 60);
  serve (hall, "B");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  params = g_variant_ref_sink (hall_desk_params (3, "G05"));
  view = hall_desk_view_read (hall->engine, params, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (view->to_record), ==, 2);
  {
    g_autoptr (HallVisitLine) first = g_list_model_get_item (view->to_record, 0);

    g_assert_cmpstr (first->ticket, ==, "A001");
    g_assert_cmpint (first->complete_by - first->opened_at, ==, 300 * G_USEC_PER_SEC);
    g_assert_false (first->late);
  }
  hall_desk_view_free (view);
  /* Another clerk's list is another's, and so are the records. */
  hall_fixture_refuse (hall, "G07", 0, "record",
                       "{'record': <int64 1>, 'matter': <'A1'>, 'result': <'done'>}", HALL_ERROR_FORBIDDEN,
                       "7", "record");
  hall_fixture_refuse (hall, "G07", 0, "record", "{'ticket': <'A001'>, 'matter': <'A1'>, 'result': <'done'>}",
                       HALL_ERROR_FORBIDDEN, "7", "record");
  hall_fixture_must (hall, "L02", 0, "record", "%s",
                     "{'record': <int64 1>, 'matter': <'A1'>, 'result': <'done'>}");
  kinds = record_text (hall, "kind, staff, completed_by");
  g_assert_cmpstr (kinds, ==, "business G05 L02 business G05 -");
}

/* The queue is a guess of what it was; a word corrects it. */
static void
test_guess (void)
{
  static const char *const queues[] = { "A", "B" };
  g_autoptr (HallFixture) hall = open_hall ();
  g_autofree char *kinds = NULL;
  g_autofree char *now = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (queues); i++) {
    serve (hall, queues[i]);
    hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  }
  hall_fixture_open (hall, "G07", 5);
  g_free (hall_fixture_take (hall, "C", NULL));
  g_free (hall_fixture_take (hall, "D", NULL));
  for (int i = 0; i < 2; i++) {
    g_free (hall_fixture_serve (hall, "G07", 5));
    hall_fixture_must (hall, "G07", 5, "finish", "%s", "");
  }
  kinds = record_text (hall, "kind");
  g_assert_cmpstr (kinds, ==, "business business enquiry repair");
  hall_fixture_must (hall, "G05", 3, "record", "%s",
                     "{'ticket': <'B001'>, 'kind': <'suggestion'>, 'text': <'多放几把椅子'>}");
  now = hall_fixture_list (hall, "SELECT kind, result FROM visit_record WHERE id = 2");
  g_assert_cmpstr (now, ==, "suggestion recorded");
}

/* A case and a receipt say it all: nothing is typed twice. */
static void
test_said_already (void)
{
  g_autoptr (HallFixture) hall = open_hall ();
  g_autofree char *file = NULL;
  g_autofree char *back = NULL;
  g_autofree char *paid = NULL;
  g_autofree char *cases = NULL;
  g_autofree char *returned = NULL;
  gint64 charge;

  HALL_PROVES ("000-06 002-24");

  serve (hall, "A");
  charge = hall_fixture_charge (hall, "G05", 3, 128650);
  g_free (hall_fixture_pay (hall, "G05", 3, charge, 130000));
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  paid = record_text (hall, "kind, sub, result, completed_at IS NOT NULL");
  g_assert_true (g_str_has_prefix (paid, "business payment done "));
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM visit_record"), ==, 1);

  g_free (hall_fixture_take (hall, "B", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  file = hall_case_told (hall);
  cases = hall_fixture_list (hall, "SELECT kind, matter, result, completed_at - complete_by FROM visit_record"
                                   " WHERE file IS NOT NULL");
  g_assert_cmpstr (cases, ==, "business B1 noticed -300000000");
  /* On the return visit it is another visit with the same case. */
  hall_case_return (hall, file);
  g_free (hall_fixture_serve (hall, "G05", 3));
  hall_case_check (hall, file, "title", "have");
  hall_case_check (hall, file, "settled", "have");
  hall_case_must (hall, "G05", file, "accept", "");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  returned = hall_fixture_list (hall, "SELECT result FROM visit_record WHERE file IS NOT NULL ORDER BY id");
  g_assert_cmpstr (returned, ==, "noticed accepted");
  back = hall_fixture_list (hall, "SELECT count (*) FROM visit_record WHERE completed_at IS NULL");
  g_assert_cmpstr (back, ==, "0");
}

/* A case that somebody has to go to says it when it has address, phone and department; else the clerk does.
 */
static void
test_repair_case (void)
{
  g_autoptr (HallFixture) hall = open_hall ();
  g_autofree char *file = NULL;
  g_autofree char *open = NULL;
  g_autofree char *done = NULL;

  serve (hall, "B");
  file = hall_case_open (hall, "D1", "'kind': <'repair'>");
  hall_case_must (hall, "G05", file, "answer", "'text': <'已指导排气'>");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  open = record_text (hall, "kind, result, matter, completed_at");
  g_assert_cmpstr (open, ==, "repair answered D1 -");
  hall_fixture_must (hall, "G05", 3, "record", "%s",
                     "{'record': <int64 1>, 'text': <'不热'>, 'address': <'一街2号'>, 'phone':"
                     " <'13800001234'>, 'urgency': <'normal'>}");
  done = record_text (hall, "kind, urgency, completed_by");
  g_assert_cmpstr (done, ==, "repair normal G05");
}

/* --- The guide desk --- */

/* What needs no counter is counted and takes no number; whoever records it is first-responsible for it. */
static void
test_guide_desk (void)
{
  g_autoptr (HallFixture) hall = open_hall ();
  g_autofree char *kept = NULL;

  HALL_PROVES ("002-17 000-01");

  hall_fixture_must (hall, "G07", 0, "record", "%s", ENQUIRY);
  hall_fixture_must (hall, "G07", 0, "record", "%s",
                     "{'kind': <'business'>, 'matter': <'B2'>, 'result': <'referred'>, 'result_text':"
                     " <'请取B号'>}");
  kept = record_text (hall, "staff, ticket, counter, complete_by, completed_by");
  g_assert_cmpstr (kept, ==, "G07 - - - G07 G07 - - - G07");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM ticket"), ==, 0);
}

/* An item of the knowledge base is kept with its version. */
static void
test_knowledge (void)
{
  g_autoptr (HallFixture) hall = open_hall ();
  g_autofree char *kept = NULL;

  HALL_PROVES ("004-35 000-05");

  g_free (hall_fixture_sql_error (
      hall, "INSERT INTO knowledge (code, version, kind, question, answer, remark, online, offline, fee_rule,"
            " initials, active, staff, at) VALUES ('K1', 1, '咨询', '几号', '15日', '', '', '', '', '', 1,"
            " 'A01', 0), ('K1', 2, '咨询', '几号', '14日', '', '', '', '', '', 1, 'A01', 1)"));
  hall_fixture_must (hall, "G07", 0, "record", "%s",
                     "{'kind': <'enquiry'>, 'text': <'几号'>, 'knowledge': <'K1'>}");
  kept = record_text (hall, "knowledge, knowledge_version");
  g_assert_cmpstr (kept, ==, "K1 2");
}

/* --- Emergencies --- */

/* The lead hears at once; somebody is on the scene in half an hour; and it is on no list once it is known. */
static void
test_emergency (void)
{
  g_autoptr (HallFixture) hall = open_hall ();
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GListModel) alerts = NULL;
  g_autoptr (GListModel) none = NULL;
  g_autoptr (HallVisitLine) line = NULL;
  g_autofree char *due = NULL;
  g_autofree char *facts = NULL;
  gboolean alert = FALSE;

  HALL_PROVES ("000-23 002-08 002-20 001-22");

  hall_fixture_must (
      hall, "G07", 0, "record", "%s",
      "{'kind': <'repair'>, 'text': <'全楼没水'>, 'address': <'和平路5号'>, 'phone': <'13800001234'>,"
      " 'urgency': <'emergency'>, 'result': <'recorded'>}");
  answer = hall_fixture_do (hall, "G07", 0, "record", "{" EMERGENCY "}");
  g_assert_true (g_variant_lookup (answer, "alert", "b", &alert) && alert);
  due = hall_fixture_text (answer, "on_scene_due");
  g_assert_cmpstr (due, ==, "2026-11-20T09:30:00+08:00");
  facts = hall_fixture_list (hall, "SELECT count (*) FROM journal WHERE facts LIKE '%emergency%'");
  g_assert_cmpstr (facts, ==, "2");
  alerts = hall_alert_list_read (hall->engine, NULL, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (alerts), ==, 2);
  line = g_list_model_get_item (alerts, 1);
  g_assert_cmpint (line->kind, ==, HALL_VISIT_EMERGENCY);
  g_assert_cmpstr (line->address, ==, "和平路5号");
  g_assert_cmpstr (line->phone, ==, "138****1234");
  hall_fixture_refuse (hall, "G05", 3, "acknowledge-alert", "{'record': <int64 1>}", HALL_ERROR_FORBIDDEN,
                       "7", "as");
  hall_fixture_must (hall, "L02", 0, "acknowledge-alert", "%s", "{'record': <int64 1>}");
  hall_fixture_must (hall, "L02", 0, "acknowledge-alert", "%s", "{'record': <int64 2>}");
  hall_fixture_refuse (hall, "L02", 0, "acknowledge-alert", "{'record': <int64 2>}", HALL_ERROR_NOT_FOUND,
                       NULL, "record");
  none = hall_alert_list_read (hall->engine, NULL, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (none), ==, 0);
}

/* What is urgent stands first, whatever was there before. */
static void
test_urgent_first (void)
{
  g_autoptr (HallFixture) hall = open_hall ();
  g_autofree char *file = NULL;
  g_autoptr (GVariant) mine = g_variant_ref_sink (g_variant_new_string ("G05"));
  g_autoptr (GListModel) lines = NULL;
  g_autoptr (HallVisitLine) first = NULL;
  g_autoptr (GError) error = NULL;

  HALL_PROVES ("003-20");

  serve (hall, "A");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  hall_fixture_advance (hall, 30);
  serve (hall, "B");
  file = hall_case_open (hall, "D2", "'kind': <'emergency'>");
  hall_case_must (hall, "G05", file, "answer", "'text': <'已通知抢修'>");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  lines = hall_visit_open_read (hall->engine, mine, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (lines), ==, 2);
  first = g_list_model_get_item (lines, 0);
  g_assert_cmpint (first->kind, ==, HALL_VISIT_EMERGENCY);
  g_assert_cmpstr (first->ticket, ==, "B001");
}

/* --- What is complete stays as it is --- */

static void
test_read_only (void)
{
  static const char *const changes[] = {
    "UPDATE visit_record SET kind = 'business' WHERE id = 1",
    "UPDATE visit_record SET completed_at = 1 WHERE id = 1",
    "UPDATE visit_record SET complete_by = 0 WHERE id = 1",
    "UPDATE visit_record SET result = 'done' WHERE id = 1",
    "DELETE FROM visit_record WHERE id = 1",
  };
  g_autoptr (HallFixture) hall = open_hall ();

  HALL_PROVES ("001-10 001-19");

  hall_fixture_must (hall, "G07", 0, "record", "%s", ENQUIRY);
  hall_fixture_refuse (hall, "G07", 0, "record", "{'record': <int64 1>, 'text': <'别的'>}",
                       HALL_ERROR_REFUSED, "S001 1.2", "record");
  hall_fixture_refuse (hall, "L02", 0, "record", "{'record': <int64 1>, 'text': <'别的'>}",
                       HALL_ERROR_REFUSED, "S001 1.2", "record");
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autofree char *refused = hall_fixture_sql_error (hall, changes[i]);

    g_assert_nonnull (refused);
  }
}

/* --- The day in figures --- */

static gint64
figure (GVariant *group, const char *name)
{
  gint64 value = -1;

  g_assert_true (g_variant_lookup (group, name, "x", &value));
  return value;
}

static void
test_summary (void)
{
  g_autoptr (HallFixture) hall = open_hall ();
  g_autoptr (GVariant) summary = NULL;
  g_autoptr (GVariant) visits = NULL;
  g_autoptr (GVariant) kinds = NULL;
  g_autoptr (GVariant) results = NULL;
  g_autoptr (GError) error = NULL;

  HALL_PROVES ("002-24 001-20");

  for (int i = 0; i < 3; i++) {
    serve (hall, "B");
    hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  }
  hall_fixture_must (hall, "G05", 3, "record", "%s",
                     "{'kind': <'enquiry'>, 'ticket': <'B001'>, 'text': <'几号'>, 'answer': <'15日'>}");
  hall_fixture_advance (hall, 301);
  hall_fixture_must (hall, "G05", 3, "record", "%s",
                     "{'kind': <'enquiry'>, 'ticket': <'B002'>, 'text': <'几号'>, 'answer': <'15日'>}");
  hall_fixture_must (hall, "G07", 0, "record", "%s", ENQUIRY);
  hall_fixture_must (hall, "G07", 0, "record", "%s", "{" EMERGENCY "}");
  summary = hall_summary_read (hall->engine, NULL, &error);
  g_assert_no_error (error);
  visits = g_variant_lookup_value (summary, "visits", NULL);
  kinds = g_variant_lookup_value (visits, "kinds", NULL);
  results = g_variant_lookup_value (visits, "results", NULL);
  g_assert_cmpint (figure (visits, "records"), ==, 5);
  g_assert_cmpint (figure (visits, "without_ticket"), ==, 2);
  g_assert_cmpint (figure (visits, "on_time"), ==, 1);
  g_assert_cmpint (figure (visits, "late"), ==, 2); /* one of them not complete yet */
  g_assert_cmpint (figure (visits, "open"), ==, 1);
  g_assert_cmpint (figure (visits, "emergencies"), ==, 1);
  g_assert_cmpint (figure (kinds, "enquiry"), ==, 3);
  g_assert_cmpint (figure (kinds, "business"), ==, 1);
  g_assert_cmpint (figure (kinds, "emergency"), ==, 1);
  g_assert_cmpint (figure (results, "answered"), ==, 3);
}

/* Who changes the minutes changes them for everybody, and a test of the hall finds nothing wrong with it all.
 */
static void
test_option_and_proof (void)
{
  g_autoptr (HallFixture) hall = open_hall ();
  g_autofree char *minutes = NULL;
  g_autoptr (GError) error = NULL;
  HallProof *proof;

  hall_fixture_must (hall, "A01", 0, "set-option", "%s", "{'name': <'record_complete_s'>, 'value': <'600'>}");
  hall_fixture_refuse (hall, "A01", 0, "set-option", "{'name': <'record_complete_s'>, 'value': <'5'>}",
                       HALL_ERROR_INVALID, NULL, "value");
  serve (hall, "B");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  minutes = record_text (hall, "complete_by - opened_at");
  g_assert_cmpstr (minutes, ==, "600000000");
  proof = hall_verify_read (hall->engine, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (proof->flaws->len, ==, 0);
  hall_proof_free (proof);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/visit-record/mandatory", test_mandatory);
  g_test_add_func ("/store/visit-record/kinds", test_kinds);
  g_test_add_func ("/store/visit-record/follow-up", test_follow_up);
  g_test_add_func ("/store/visit-record/five-minutes", test_five_minutes);
  g_test_add_func ("/store/visit-record/open", test_open_record);
  g_test_add_func ("/store/visit-record/guess", test_guess);
  g_test_add_func ("/store/visit-record/said-already", test_said_already);
  g_test_add_func ("/store/visit-record/repair-case", test_repair_case);
  g_test_add_func ("/store/visit-record/guide-desk", test_guide_desk);
  g_test_add_func ("/store/visit-record/knowledge", test_knowledge);
  g_test_add_func ("/store/visit-record/emergency", test_emergency);
  g_test_add_func ("/store/visit-record/urgent-first", test_urgent_first);
  g_test_add_func ("/store/visit-record/read-only", test_read_only);
  g_test_add_func ("/store/visit-record/summary", test_summary);
  g_test_add_func ("/store/visit-record/option-and-proof", test_option_and_proof);
  return g_test_run ();
}
