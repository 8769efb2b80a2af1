/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What becomes of a case's papers and questions, and that it stays as it was once it is closed: sheets handed
 * in and back, the register of forwards, the archive. */

#include "hall-case-fixture.h"
#include "hall-case-view.h"
#include "hall-test.h"
#include "hall-visit-view.h"

static char *
sheets (HallFixture *hall)
{
  return hall_fixture_list (
      hall, "SELECT item, received, handed_back FROM case_item WHERE received > 0 ORDER BY item");
}

/* --- Papers that go back --- */

/* Each sheet is counted back, none twice, and the story tells it. */
static void
test_hand_back (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "B1", "'name': <'王小明'>, 'phone': <'13800001234'>");
  g_autoptr (GVariant) all = NULL;
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_string (file));
  g_autoptr (HallCaseView) view = NULL;
  g_autoptr (HallCaseItemLine) title = NULL;
  g_autofree char *some = NULL;
  g_autofree char *words = NULL;
  g_autofree char *none = NULL;

  HALL_PROVES ("004-33");

  hall_case_must (hall, "G05", file, "check", "'item': <'title'>, 'state': <'have'>, 'sheets': <int64 4>");
  hall_case_must (hall, "G05", file, "check", "'item': <'application'>, 'state': <'have'>");
  hall_case_refuse (hall, "G05", file, "hand-back", "'item': <'title'>, 'sheets': <int64 5>",
                    HALL_ERROR_REFUSED, "3.1", "sheets");
  hall_case_refuse (hall, "G05", file, "hand-back", "'item': <'title'>, 'sheets': <int64 0>",
                    HALL_ERROR_INVALID, "3.1", "sheets");
  hall_case_refuse (hall, "G05", file, "hand-back", "'sheets': <int64 1>", HALL_ERROR_INVALID, "3.1", "item");
  hall_case_refuse (hall, "G05", file, "hand-back", "'item': <'settled'>", HALL_ERROR_REFUSED, "3.1", "item");
  hall_case_must (hall, "G05", file, "hand-back",
                  "'item': <'title'>, 'sheets': <int64 3>, 'reason': <'客户先用'>");
  some = sheets (hall);
  g_assert_cmpstr (some, ==, "application 1 0 title 4 3");
  view = hall_case_view_read (hall->engine, params, NULL);
  for (guint i = 0; title == NULL && i < g_list_model_get_n_items (view->items); i++) {
    g_autoptr (HallCaseItemLine) line = g_list_model_get_item (view->items, i);

    if (g_str_equal (line->code, "title"))
      title = g_object_ref (line);
  }
  g_assert_cmpint (title->sheets, ==, 4);
  g_assert_cmpint (title->handed_back, ==, 3);
  g_assert_cmpstr (title->handling, ==, "return");
  all = hall_case_do (hall, "G05", file, "hand-back", "");
  words = hall_fixture_text (all, "handed_back");
  g_assert_cmpstr (words, ==, "申请表 1 份、不动产权证书原件 1 份");
  none = sheets (hall);
  g_assert_cmpstr (none, ==, "application 1 1 title 4 4");
  hall_case_refuse (hall, "G05", file, "hand-back", "", HALL_ERROR_REFUSED, "3.1", "item");
  hall_case_refuse (hall, "G07", file, "hand-back", "", HALL_ERROR_FORBIDDEN, "7", "case");
}

/* A case is not closed over somebody's title deed. */
static void
test_close_with_papers (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "B1", "'name': <'王小明'>, 'phone': <'13800001234'>");

  HALL_PROVES ("004-33 001-10");

  hall_case_must (hall, "G05", file, "check", "'item': <'title'>, 'state': <'have'>");
  hall_case_must (hall, "G05", file, "answer", "'text': <'客户改日再办'>");
  hall_case_refuse (hall, "G05", file, "close-case", "'solved': <false>", HALL_ERROR_REFUSED, "3.1", "item");
  hall_case_must (hall, "G05", file, "hand-back", "'item': <'不动产权证书原件'>");
  hall_case_must (hall, "G05", file, "close-case", "'solved': <false>");
}

/* What the acceptance and the refusal say was given back with them is counted so. */
static void
test_papers_say_it (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *accepted = hall_case_accepted (hall);
  g_autofree char *kept = sheets (hall);
  g_autofree char *refused = NULL;
  g_autofree char *returned = NULL;
  g_autofree char *left = NULL;

  HALL_PROVES ("004-86 004-88");

  g_assert_cmpstr (kept, ==, "application 1 0 both-ids 1 0 settled 1 0 title 1 1");
  refused = hall_case_open (hall, "B1", "");
  hall_case_must (hall, "G05", refused, "check",
                  "'item': <'application'>, 'state': <'have'>, 'sheets': <int64 2>");
  hall_case_check (hall, refused, "both-ids", "have");
  hall_case_must (hall, "G05", refused, "refuse",
                  "'class': <'conditions-not-met'>, 'reason': <'热费没有结清，按办法不能过户'>,"
                  " 'basis': <'过户办法第三条'>");
  hall_fixture_must (hall, "L02", 0, "approve", "%s", "{'request': <int64 1>}");
  returned = hall_fixture_json (hall, "SELECT content FROM document WHERE kind = 'refusal'",
                                "$.returned_items[0]");
  g_assert_cmpstr (returned, ==, "申请表2份");
  left = hall_fixture_list (hall, "SELECT sum (received - handed_back) FROM case_item c JOIN case_file f ON"
                                  " f.id = c.file WHERE f.state = 'refused'");
  g_assert_cmpstr (left, ==, "0");
}

/* --- The register of forwards --- */

static char *
forwards (HallFixture *hall, const char *kind, const char *which, const char *from, const char *to)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (hall_forward_params (kind, which, from, to));
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) lines = hall_forward_list_read (hall->engine, params, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (lines); i++) {
    g_autoptr (HallForwardLine) line = g_list_model_get_item (lines, i);

    g_string_append_printf (text, "%s%s %s%s", text->len > 0 ? ", " : "", line->who,
                            hall_light_name (line->light), line->late ? " late" : "");
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_forwards (HallFixture *hall, const char *which, const char *wanted)
{
  g_autofree char *got = forwards (hall, "forward", which, NULL, NULL);

  g_assert_cmpstr (got, ==, wanted);
}

static void
test_register (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *one = hall_case_open (hall, "B1", "'phone': <'13800001234'>");
  g_autofree char *other = hall_case_open (hall, "B1", "'phone': <'13800001234'>");
  g_autofree char *asked = hall_case_open (hall, "B1", "'phone': <'13800001234'>");
  g_autofree char *consulted = NULL;
  g_autofree char *days = NULL;
  g_autofree char *before = NULL;

  HALL_PROVES ("000-03 001-24 004-36");

  hall_case_must (
      hall, "G05", one, "forward",
      "'department': <'维修部'>, 'contact': <'李工'>, 'summary': <'漏水'>, 'due': <'2026-11-20T10:00'>");
  hall_case_must (
      hall, "G05", other, "forward",
      "'department': <'测温组'>, 'contact': <'赵工'>, 'summary': <'不热'>, 'due': <'2026-11-23'>");
  hall_case_must (hall, "G05", asked, "consult", "'question': <'能否缓交'>, 'leader': <'王主任'>");
  hall_fixture_must (
      hall, "G07", 0, "record", "%s",
      "{'kind': <'repair'>, 'text': <'不热'>, 'address': <'一街2号'>, 'phone': <'13800001234'>,"
      " 'urgency': <'normal'>, 'result': <'forwarded'>, 'department': <'客服部'>}");
  assert_forwards (hall, NULL, "维修部 green, 测温组 green, 客服部 green");
  hall_fixture_advance (hall, 3700);
  assert_forwards (hall, "open", "维修部 red late, 测温组 green, 客服部 green");
  assert_forwards (hall, "late", "维修部 red late");
  hall_case_must (hall, "G05", one, "answer-forward", "'answer': <'已派人'>");
  hall_fixture_must (hall, "G05", 3, "follow-up", "%s", "{'record': <int64 1>, 'text': <'已处理'>}");
  assert_forwards (hall, "open", "测温组 green");
  /* What was answered late stays late. */
  assert_forwards (hall, "late", "维修部 green late");
  consulted = forwards (hall, "consult", "open", NULL, NULL);
  g_assert_cmpstr (consulted, ==, "王主任 green");
  days = forwards (hall, NULL, NULL, "2026-11-20", "2026-11-20");
  g_assert_true (g_str_has_prefix (days, "测温组 green, 王主任 green, "));
  before = forwards (hall, NULL, NULL, "2026-11-01", "2026-11-19");
  g_assert_cmpstr (before, ==, "");
}

static void
test_register_bad_day (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autoptr (GVariant) params = g_variant_ref_sink (hall_forward_params (NULL, NULL, "yesterday", NULL));
  g_autoptr (GError) error = NULL;

  g_assert_null (hall_forward_list_read (hall->engine, params, &error));
  g_assert_error (error, HALL_ERROR, (int)HALL_ERROR_INVALID);
}

/* --- The archive --- */

static char *
closed_case (HallFixture *hall)
{
  char *file = hall_case_accepted (hall);

  hall_case_must (hall, "G05", file, "reply", "'method': <'当面'>, 'content': <'已办好'>");
  hall_case_must (hall, "G05", file, "close-case", "'solved': <true>");
  return file;
}

/* Everything that changes a case, by clerk and by lead. */
static void
test_archived (void)
{
  static const struct {
    const char *name;
    const char *args;
    gboolean lead;
  } changes[] = {
    { "note", "'text': <'补一句'>", FALSE },
    { "tag", "'keyword': <'过户'>", FALSE },
    { "check", "'item': <'title'>, 'state': <'have'>", FALSE },
    { "defer-item", "'item': <'title'>, 'until': <'2026-12-01'>, 'reason': <'客户不便'>", TRUE },
    { "accept", "", FALSE },
    { "issue-notice", "", FALSE },
    { "refuse", "'class': <'not-allowed'>, 'reason': <'按照规定不能再办一次'>, 'basis': <'办法第三条'>",
      FALSE },
    { "consult", "'question': <'能否再办'>, 'leader': <'王主任'>, 'phone': <'13800001234'>", FALSE },
    { "answer-consult", "'answer': <'可以'>", TRUE },
    { "forward",
      "'department': <'维修部'>, 'contact': <'李工'>, 'summary': <'漏水'>, 'due': <'2026-11-23'>, 'phone':"
      " <'13800001234'>",
      FALSE },
    { "answer-forward", "'answer': <'已办'>", FALSE },
    { "visit", "'result': <'满意'>", FALSE },
    { "answer", "'text': <'如前'>", FALSE },
    { "reply", "'method': <'电话'>, 'content': <'已办好'>", FALSE },
    { "suspend-clock", "'reason': <'等客户补件'>", FALSE },
    { "resume-clock", "", FALSE },
    { "extend", "'due': <'2026-12-01'>, 'reason': <'材料在途中'>", FALSE },
    { "hand-case", "'to': <'G07'>, 'summary': <'请接办'>", FALSE },
    { "reassign-first-responsible", "'to': <'G07'>, 'reason': <'原负责人调岗'>", TRUE },
    { "hand-back", "", FALSE },
    { "close-case", "'solved': <false>", FALSE },
  };
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = closed_case (hall);
  g_autofree char *before = hall_fixture_list (hall, "SELECT count (*) FROM case_event");
  g_autofree char *after = NULL;
  g_autofree char *state = NULL;

  HALL_PROVES ("001-10 001-19");

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++) {
    if (!changes[i].lead)
      hall_case_refuse (hall, "G05", file, changes[i].name, changes[i].args, HALL_ERROR_REFUSED, "S004 5.1",
                        "case");
    hall_case_refuse (hall, "L02", file, changes[i].name, changes[i].args, HALL_ERROR_REFUSED, "S004 5.1",
                      "case");
  }
  after = hall_fixture_list (hall, "SELECT count (*) FROM case_event");
  g_assert_cmpstr (after, ==, before);
  state = hall_fixture_list (hall, "SELECT state, archived FROM case_file");
  g_assert_cmpstr (state, ==, "closed 1");
}

/* A request that was still waiting when the case was closed changes it no more. */
static void
test_archived_request (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_accepted (hall);
  g_autofree char *due = NULL;
  g_autofree char *still = NULL;

  hall_case_must (hall, "G05", file, "extend",
                  "'due': <'2026-12-01'>, 'reason': <'材料在途中'>, 'told': <'已当面告知'>");
  hall_case_must (hall, "G05", file, "reply", "'method': <'当面'>, 'content': <'已办好'>");
  hall_case_must (hall, "G05", file, "close-case", "'solved': <true>");
  due = hall_fixture_list (hall, "SELECT due_at FROM case_file");
  hall_fixture_refuse (hall, "L02", 0, "approve", "{'request': <int64 1>}", HALL_ERROR_REFUSED, "5.4",
                       "case");
  still = hall_fixture_list (hall, "SELECT due_at FROM case_file");
  g_assert_cmpstr (still, ==, due);
  hall_fixture_must (hall, "L02", 0, "return-request", "%s",
                     "{'request': <int64 1>, 'reason': <'已经办结'>}");
}

/* It is found and read as before; its customer may still ask about it. */
static void
test_archive_is_read (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = closed_case (hall);
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_string (file));
  g_autoptr (GVariant) phone = g_variant_ref_sink (g_variant_new_string ("13800001234"));
  g_autoptr (HallCaseView) view = NULL;
  g_autoptr (GListModel) found = NULL;
  g_autofree char *kept = NULL;

  HALL_PROVES ("001-10 001-17");

  view = hall_case_view_read (hall->engine, params, NULL);
  g_assert_cmpstr (view->state, ==, "closed");
  g_assert_cmpuint (g_list_model_get_n_items (view->story), >, 5);
  found = hall_case_find_read (hall->engine, phone, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (found), ==, 1);
  hall_case_must (hall, "G05", file, "record",
                  "'kind': <'enquiry'>, 'text': <'何时领证'>, 'answer': <'随时'>");
  kept = hall_fixture_list (hall, "SELECT count (*) FROM visit_record WHERE file IS NOT NULL");
  g_assert_cmpstr (kept, ==, "1");
}

/* How it stands, for whoever has its number and the phone: words, and nothing of anybody. */
static void
test_progress (void)
{
  static const char *const wrong[][2] = {
    { "2026-000001", "1235" }, { "2026-000001", "" }, { "2026-000009", "1234" }, { "2026-000001", "01234" }
  };
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_accepted (hall);
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new ("(ss)", file, "1234"));
  g_autoptr (GError) error = NULL;
  g_autofree char *words = hall_progress_read (hall->engine, params, &error);

  HALL_PROVES ("002-10");

  g_assert_no_error (error);
  g_assert_cmpstr (words, ==, "accepted");
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GVariant) other = g_variant_ref_sink (g_variant_new ("(ss)", wrong[i][0], wrong[i][1]));
    g_autoptr (GError) refused = NULL;

    g_assert_null (hall_progress_read (hall->engine, other, &refused));
    g_assert_error (refused, HALL_ERROR, (int)HALL_ERROR_NOT_FOUND);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/case-archive/hand-back", test_hand_back);
  g_test_add_func ("/store/case-archive/close-with-papers", test_close_with_papers);
  g_test_add_func ("/store/case-archive/papers-say-it", test_papers_say_it);
  g_test_add_func ("/store/case-archive/register", test_register);
  g_test_add_func ("/store/case-archive/register-bad-day", test_register_bad_day);
  g_test_add_func ("/store/case-archive/archived", test_archived);
  g_test_add_func ("/store/case-archive/archived-request", test_archived_request);
  g_test_add_func ("/store/case-archive/is-read", test_archive_is_read);
  g_test_add_func ("/store/case-archive/progress", test_progress);
  return g_test_run ();
}
