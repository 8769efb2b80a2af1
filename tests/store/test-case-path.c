/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Appendix B, steps 5 to 9: told once, back with a return ticket, accepted, handed over, refused, closed. */

#include "hall-case-fixture.h"
#include "hall-case-view.h"
#include "hall-test.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallDeskView, hall_desk_view_free)

/* Step 5: two materials are missing; the ticket does not finish before they are told, at once, on paper. */
static void
test_told_once (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "B1", "'name': <'王小明'>, 'phone': <'13800001234'>");
  g_autoptr (GVariant) notice = NULL;
  g_autofree char *number = NULL;
  g_autofree char *papers = NULL;
  g_autofree char *missing = NULL;

  HALL_PROVES ("004-87 004-86 004-03 004-32");

  g_assert_cmpstr (file, ==, "2026-000001");
  hall_fixture_refuse (hall, "G05", 3, "finish", NULL, HALL_ERROR_REFUSED, "5.4", "case");
  hall_case_check (hall, file, "application", "have");
  hall_case_check (hall, file, "both-ids", "have");
  hall_case_refuse (hall, "G05", file, "issue-notice", "", HALL_ERROR_REFUSED, "S004 9.2", "branch");
  hall_case_check (hall, file, "title", "missing");
  hall_case_must (
      hall, "G05", file, "check",
      "'item': <'settled'>, 'state': <'faulty'>, 'problem': <'不是本采暖季的'>, 'fix': <'重新开具'>");
  hall_case_refuse (hall, "G05", file, "accept", "", HALL_ERROR_REFUSED, "S004 9.2", "branch");
  hall_fixture_refuse (hall, "G05", 3, "finish", NULL, HALL_ERROR_REFUSED, "5.4", "case");
  notice = hall_case_do (hall, "G05", file, "issue-notice", "");
  number = hall_fixture_text (notice, "number");
  g_assert_cmpstr (number, ==, "告字〔2026〕00001号");
  papers = hall_fixture_sql (hall, "SELECT kind || ' ' || form || ' ' || number FROM document"
                                   " WHERE kind <> 'ticket'");
  g_assert_cmpstr (papers, ==, "notice a5 告字〔2026〕00001号");
  missing = hall_fixture_json (hall, "SELECT content FROM document WHERE kind = 'notice'",
                               "$.missing_items[1].problem");
  g_assert_cmpstr (missing, ==, "不是本采暖季的");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
}

/* Step 6: back with a return ticket, to the counter of who is first-responsible; a third material cannot be
 * demanded but through the lead, which is counted. Step 7: complete is accepted, due after three working
 * days. */
static void
test_back_again (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_told (hall);
  g_autofree char *place = NULL;
  g_autofree char *again = NULL;
  g_autofree char *open = NULL;
  g_autofree char *counted = NULL;
  g_autofree char *due = NULL;
  g_autoptr (GVariant) accepted = NULL;

  HALL_PROVES ("004-86 004-91 004-39");

  hall_fixture_set_time (hall, "2026-11-20T10:00:00");
  hall_case_return (hall, file);
  place = hall_fixture_sql (hall,
                            "SELECT to_counter || ' ' || priority_reason FROM ticket WHERE file IS NOT NULL");
  g_assert_cmpstr (place, ==, "3 return");
  again = hall_fixture_serve (hall, "G05", 3);
  hall_case_refuse (hall, "G05", file, "check", "'item': <'both-ids'>, 'state': <'missing'>",
                    HALL_ERROR_REFUSED, "S004 9.2", "item");
  open = hall_fixture_list (hall, "SELECT item FROM case_item WHERE state = 'open' ORDER BY item");
  g_assert_cmpstr (open, ==, ""); /* what was refused changed nothing */
  g_clear_pointer (&open, g_free);
  hall_case_check (hall, file, "title", "have");
  open = hall_fixture_list (hall, "SELECT item FROM case_item WHERE state = 'open' ORDER BY item");
  g_assert_cmpstr (open, ==, "settled");
  hall_fixture_refuse (hall, "G05", 3, "finish", NULL, HALL_ERROR_REFUSED, "5.4", "case");
  hall_case_refuse (hall, "G05", file, "check",
                    "'item': <'both-ids'>, 'state': <'faulty'>, 'problem': <'过期'>, 'fix': <'换领'>,"
                    " 'cause': <'rule-changed'>, 'reason': <'规则调整'>",
                    HALL_ERROR_REFUSED, "S004 9.2", "approved_by");
  hall_case_refuse (hall, "L02", file, "check",
                    "'item': <'both-ids'>, 'state': <'faulty'>, 'problem': <'过期'>, 'fix': <'换领'>,"
                    " 'cause': <'because'>, 'reason': <'规则调整'>",
                    HALL_ERROR_INVALID, "Q07", "cause");
  hall_case_must (hall, "L02", file, "check",
                  "'item': <'both-ids'>, 'state': <'faulty'>, 'problem': <'过期'>, 'fix': <'换领'>,"
                  " 'cause': <'rule-changed'>, 'reason': <'规则调整'>");
  hall_case_check (hall, file, "settled", "have");
  hall_case_must (hall, "G05", file, "issue-notice", "");
  counted = hall_fixture_list (hall, "SELECT number, round, cause, approved_by FROM notice WHERE round > 1");
  g_assert_cmpstr (counted, ==, "告字〔2026〕00002号 2 rule-changed L02");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");

  hall_case_return (hall, file);
  g_free (hall_fixture_serve (hall, "G05", 3));
  hall_case_check (hall, file, "both-ids", "have");
  accepted = hall_case_do (hall, "G05", file, "accept", "");
  due = hall_fixture_text (accepted, "due");
  g_assert_cmpstr (due, ==, "2026-11-25T17:30:00+08:00");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
}

/* After the notice has expired the list of today counts: what is new on it may be asked for, and is not
 * counted as a second notice; what the old one did not ask for stays barred. */
static void
test_expired (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_told (hall);
  g_autofree char *rounds = NULL;

  HALL_PROVES ("004-87 004-92");

  g_assert_null (hall_fixture_sql_error (
      hall,
      "INSERT INTO matter_version (matter, version, effective_from, promise, promise_en, due_kind, due_count,"
      " fee, excluded, notice_days, conditions, basis, place, online, fields, staff, at) SELECT matter, 8,"
      " '2026-12-01', '2个工作日', promise_en, due_kind, 2, fee, excluded, notice_days, conditions, basis,"
      " place, online, fields, staff, at FROM matter_version WHERE matter = 'B1' AND version = 1"));
  g_assert_null (hall_fixture_sql_error (
      hall,
      "INSERT INTO matter_item (matter, version, code, position, name, name_en, applicant, form, copies,"
      " handling, issuer, how, basis, mandatory, may_follow) SELECT matter, 8, code, position, name, name_en,"
      " applicant, form, copies, handling, issuer, how, basis, mandatory, may_follow FROM matter_item WHERE"
      " matter = 'B1' AND version = 1"));
  g_assert_null (hall_fixture_sql_error (
      hall,
      "INSERT INTO matter_item (matter, version, code, position, name, name_en, applicant, form, copies,"
      " handling, issuer, how, basis, mandatory, may_follow) VALUES ('B1', 8, 'photo', 90, '照片', 'Photo',"
      " 'all', 'original', 1, 'keep', '', '自备', '', 1, 0)"));
  hall_fixture_set_time (hall, "2026-12-02T09:00:00");
  hall_fixture_open (hall, "G05", 3);
  hall_case_return (hall, file);
  g_free (hall_fixture_serve (hall, "G05", 3));
  /* The notice is still valid: what is new is barred, and the promise is the old one. */
  hall_case_refuse (hall, "G05", file, "check", "'item': <'photo'>, 'state': <'missing'>", HALL_ERROR_REFUSED,
                    "S004 9.2", "item");
  hall_case_check (hall, file, "title", "missing");
  hall_case_check (hall, file, "settled", "missing");
  hall_case_must (hall, "G05", file, "issue-notice", "");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");

  hall_fixture_set_time (hall, "2026-12-28T09:00:00");
  hall_fixture_open (hall, "G05", 3);
  hall_case_return (hall, file);
  g_free (hall_fixture_serve (hall, "G05", 3));
  hall_case_check (hall, file, "title", "missing");
  hall_case_check (hall, file, "settled", "have");
  hall_case_check (hall, file, "photo", "missing");
  hall_case_refuse (hall, "G05", file, "check", "'item': <'both-ids'>, 'state': <'missing'>",
                    HALL_ERROR_REFUSED, "S004 9.2", "item");
  hall_case_must (hall, "G05", file, "issue-notice", "");
  rounds = hall_fixture_list (hall, "SELECT round, coalesce (cause, 'none') FROM notice ORDER BY round");
  g_assert_cmpstr (rounds, ==, "1 none 2 none");
  g_free (rounds);
  rounds = hall_fixture_list (hall, "SELECT version FROM case_file");
  g_assert_cmpstr (rounds, ==, "8");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
}

/* Nobody has a counter open: the ticket is anybody's who serves the queue. */
static void
test_anybody (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_told (hall);
  g_autofree char *place = NULL;
  g_autofree char *instead = NULL;
  g_autofree char *papers = NULL;

  HALL_PROVES ("004-85");

  hall_fixture_must (hall, "G05", 3, "close-counter", "%s", "");
  hall_fixture_open (hall, "G07", 4);
  hall_case_refuse (hall, "G07", file, "note", "'text': <'我来看看'>", HALL_ERROR_FORBIDDEN, "7", "case");
  /* The code on the paper will do. */
  papers = hall_fixture_sql (hall, "SELECT number FROM notice");
  hall_case_return (hall, papers);
  place = hall_fixture_list (hall, "SELECT to_counter, interleaves FROM ticket WHERE file IS NOT NULL");
  g_assert_cmpstr (place, ==, "- 1");
  g_free (hall_fixture_serve (hall, "G07", 4));
  hall_fixture_must (hall, "G07", 4, "check", "{'case': <'%s'>, 'item': <'title'>, 'state': <'have'>}", file);
  instead = hall_fixture_sql (hall,
                              "SELECT staff || ' for ' || instead_of FROM case_event WHERE staff = 'G07'");
  g_assert_cmpstr (instead, ==, "G07 for G05");
}

/* Step 8: to a colleague and back; who is first-responsible stays, and the second time the lead is warned. */
static void
test_handed_over (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_accepted (hall);
  g_autofree char *first = NULL;
  g_autofree char *fact = NULL;
  g_autoptr (GVariant) there = NULL;
  g_autoptr (GVariant) back = NULL;
  gboolean bounce = FALSE;

  HALL_PROVES ("004-32 004-85");

  hall_case_refuse (hall, "G05", file, "hand-case", "'to': <'G07'>", HALL_ERROR_REFUSED, "S000 3.4",
                    "summary");
  hall_case_refuse (hall, "G05", file, "hand-case", "'to': <'G07'>, 'summary': <'　'>", HALL_ERROR_REFUSED,
                    "S000 3.4", "summary");
  hall_case_refuse (hall, "G05", file, "hand-case", "'to': <'A01'>, 'summary': <'过户'>",
                    HALL_ERROR_NOT_FOUND, NULL, "to");
  hall_case_refuse (hall, "G05", file, "hand-case", "'to': <'G05'>, 'summary': <'过户'>", HALL_ERROR_REFUSED,
                    "S004 5.1", "to");
  there = hall_case_do (hall, "G05", file, "hand-case", "'to': <'G07'>, 'summary': <'材料齐，等系统过户'>");
  g_assert_false (g_variant_lookup (there, "bounce", "b", &bounce));
  back = hall_case_do (hall, "G07", file, "hand-case", "'to': <'G05'>, 'summary': <'已过户，请通知客户'>");
  g_assert_true (g_variant_lookup (back, "bounce", "b", &bounce) && bounce);
  fact = hall_fixture_sql (hall,
                           "SELECT facts FROM journal WHERE command = 'hand-case' AND facts IS NOT NULL");
  g_assert_nonnull (strstr (fact, "bounce"));
  first = hall_fixture_list (hall, "SELECT first_responsible, handler, moved FROM case_file");
  g_assert_cmpstr (first, ==, "G05 G05 2");
  hall_case_refuse (hall, "G05", file, "reassign-first-responsible", "'to': <'G07'>, 'reason': <'请假一周'>",
                    HALL_ERROR_FORBIDDEN, "7", "as");
  hall_case_refuse (hall, "L02", file, "reassign-first-responsible", "'to': <'G07'>, 'reason': <'无'>",
                    HALL_ERROR_INVALID, NULL, "reason");
  hall_case_must (hall, "L02", file, "reassign-first-responsible",
                  "'to': <'G07'>, 'reason': <'张三请假一周'>");
  g_free (first);
  first = hall_fixture_list (hall,
                             "SELECT f.first_responsible, e.detail FROM case_file f JOIN case_event e ON"
                             " e.file = f.id AND e.command = 'reassign-first-responsible'");
  g_assert_cmpstr (first, ==, "G07 {\"before\":\"G05\",\"after\":\"G07\"}");
}

/* Step 9: out of season; a refusal needs reason, basis and the lead, and comes on paper. */
static void
test_refused (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "B3", "'name': <'赵六'>, 'phone': <'13900005678'>");
  const char *good = "'class': <'conditions-not-met'>, 'reason': <'现在是采暖季，不办理恢复供热'>,"
                     " 'basis': <'供热合同第十二条'>, 'option': <'明年6月1日起来办理'>";
  g_autoptr (GVariant) request = NULL;
  g_autoptr (GVariant) approved = NULL;
  g_autofree char *number = NULL;
  g_autofree char *id = NULL;
  g_autofree char *basis = NULL;

  HALL_PROVES ("004-37 004-88 004-30");

  hall_case_refuse (hall, "G05", file, "refuse", "'class': <'no'>", HALL_ERROR_INVALID, "S004 9.2", "class");
  hall_case_refuse (hall, "G05", file, "refuse",
                    "'class': <'not-allowed'>, 'reason': <'无'>, 'basis': <'合同'>", HALL_ERROR_REFUSED,
                    "S004 5.3", "reason");
  hall_case_refuse (hall, "G05", file, "refuse",
                    "'class': <'not-allowed'>, 'reason': <'不能办理的'>, 'basis': <'合同'>",
                    HALL_ERROR_REFUSED, "S004 5.3", "reason");
  hall_case_refuse (hall, "G05", file, "refuse",
                    "'class': <'not-allowed'>, 'reason': <'现在是采暖季，不办理恢复供热'>",
                    HALL_ERROR_REFUSED, "S004 5.3", "basis");
  hall_case_refuse (
      hall, "G05", file, "refuse",
      "'class': <'not-our-business'>, 'reason': <'燃气报修由燃气公司办理的'>, 'basis': <'职责表'>",
      HALL_ERROR_REFUSED, "S004 9.2", "option");
  request = hall_case_do (hall, "G05", file, "refuse", good);
  hall_fixture_refuse (hall, "G05", 3, "finish", NULL, HALL_ERROR_REFUSED, "5.4", "case");
  id = g_strdup_printf ("{'request': <int64 %d>}", (int)hall_fixture_int (request, "request"));
  hall_fixture_refuse (hall, "G05", 3, "approve", id, HALL_ERROR_FORBIDDEN, "7", "as");
  hall_fixture_refuse (hall, "A01", 0, "approve", id, HALL_ERROR_FORBIDDEN, "7", "as");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM document WHERE kind = 'refusal'"), ==,
                   0);
  approved = hall_fixture_do (hall, "L02", 0, "approve", id);
  number = hall_fixture_text (approved, "number");
  g_assert_cmpstr (number, ==, "不受字〔2026〕00001号");
  basis = hall_fixture_json (hall, "SELECT content FROM document WHERE kind = 'refusal'", "$.basis");
  g_assert_cmpstr (basis, ==, "供热合同第十二条");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
}

static void
test_refusal_sent_back (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "C1", "");
  g_autoptr (GVariant) request = hall_case_do (
      hall, "G05", file, "refuse",
      "'class': <'duplicate'>, 'reason': <'同一事项已在办理之中'>, 'basis': <'办事指南第三条'>");
  g_autofree char *state = NULL;

  hall_fixture_must (hall, "L02", 0, "return-request",
                     "{'request': <int64 %d>, 'reason': <'先核实是否重复'>}",
                     (int)hall_fixture_int (request, "request"));
  state = hall_fixture_sql (hall, "SELECT state FROM case_file");
  g_assert_cmpstr (state, ==, "open");
  hall_case_must (hall, "G05", file, "answer", "'text': <'正在办理，25日前办结'>");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
}

/* No case closes before its reply is recorded; then it is only read. */
static void
test_closed (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_accepted (hall);
  g_autofree char *end = NULL;

  HALL_PROVES ("004-33");

  hall_case_refuse (hall, "G05", file, "close-case", "'solved': <true>", HALL_ERROR_REFUSED, "S004 5.1",
                    "reply");
  hall_case_refuse (hall, "G05", file, "reply", "'method': <'电话'>, 'content': <' '>", HALL_ERROR_INVALID,
                    "S004 5.1", "content");
  hall_case_must (hall, "G05", file, "reply", "'method': <'电话'>, 'content': <'已过户，可来领取'>");
  hall_case_must (hall, "G05", file, "close-case", "'solved': <true>");
  end = hall_fixture_list (hall, "SELECT state, outcome, solved FROM case_file");
  g_assert_cmpstr (end, ==, "closed accepted 1");
  hall_case_refuse (hall, "L02", file, "note", "'text': <'再补一句'>", HALL_ERROR_REFUSED, "S004 5.1",
                    "case");
}

static void
assert_desk (HallFixture *hall, const char *blocker, guint cases, guint due)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (hall_desk_params (3, "G05"));
  g_autoptr (GError) error = NULL;
  g_autoptr (HallDeskView) view = hall_desk_view_read (hall->engine, params, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (view->blocker, ==, blocker);
  g_assert_cmpint (view->blocker_case != NULL, ==, blocker != NULL);
  g_assert_cmpuint (g_list_model_get_n_items (view->cases), ==, cases);
  g_assert_cmpuint (g_list_model_get_n_items (view->due), ==, due);
}

/* The desk tells beforehand what the finish command would refuse, and why. */
static void
test_desk_tells (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = NULL;
  g_autofree char *second = NULL;

  HALL_PROVES ("004-87 004-39");

  assert_desk (hall, NULL, 0, 0);
  file = hall_case_open (hall, "B1", "'name': <'王小明'>, 'phone': <'13800001234'>");
  assert_desk (hall, "case-materials", 1, 0);
  hall_case_check (hall, file, "application", "have");
  hall_case_check (hall, file, "both-ids", "have");
  hall_case_check (hall, file, "title", "missing");
  assert_desk (hall, "case-materials", 1, 0);
  hall_case_check (hall, file, "settled", "have");
  assert_desk (hall, "case-notice", 1, 0);
  hall_case_check (hall, file, "title", "have");
  assert_desk (hall, "case-accept", 1, 0);
  hall_case_must (hall, "G05", file, "accept", "");
  assert_desk (hall, NULL, 1, 1);
  second = hall_case_open (hall, "C1", "");
  hall_case_must (hall, "G05", second, "refuse",
                  "'class': <'duplicate'>, 'reason': <'同一事项已在办理之中'>, 'basis': <'办事指南第三条'>");
  assert_desk (hall, "case-refusing", 2, 1);
}

/* Who comes back is in front with the case that they came back for. */
static void
test_desk_knows_who_came_back (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_told (hall);

  hall_case_return (hall, file);
  g_free (hall_fixture_serve (hall, "G05", 3));
  assert_desk (hall, NULL, 1, 0);
  hall_case_check (hall, file, "title", "have");
  assert_desk (hall, "case-materials", 1, 0);
  hall_case_check (hall, file, "settled", "have");
  assert_desk (hall, "case-accept", 1, 0);
}

/* Who comes back with an ordinary number, to another clerk: that one goes on with the case (Q49, hall rules
 * 3.1), and who is first-responsible stays so. */
static void
test_continued (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_told (hall);
  g_autofree char *check = g_strdup_printf ("{'case': <'%s'>, 'item': <'title'>, 'state': <'have'>}", file);
  g_autofree char *go_on = g_strdup_printf ("{'case': <'%s'>}", file);
  g_autoptr (GVariant) answer = NULL;
  g_autofree char *first = NULL;
  g_autofree char *told = NULL;
  g_autofree char *other = NULL;

  HALL_PROVES ("004-32 004-85");

  hall_fixture_open (hall, "G07", 4);
  hall_fixture_refuse (hall, "G07", 4, "continue-case", go_on, HALL_ERROR_REFUSED, "S004 5.1", "ticket");
  g_free (hall_fixture_take (hall, "B", NULL));
  g_free (hall_fixture_serve (hall, "G07", 4));
  hall_fixture_refuse (hall, "G07", 4, "check", check, HALL_ERROR_FORBIDDEN, "7", "case");
  answer = hall_fixture_do (hall, "G07", 4, "continue-case", go_on);
  first = hall_fixture_text (answer, "first_responsible");
  g_assert_cmpstr (first, ==, "G05");
  /* Said twice it is done once. */
  hall_fixture_must (hall, "G07", 4, "continue-case", "%s", go_on);
  told = hall_fixture_list (hall, "SELECT staff, instead_of FROM case_event WHERE command = 'continue-case'");
  g_assert_cmpstr (told, ==, "G07 G05");
  hall_fixture_must (hall, "G07", 4, "check", "%s", check);
  hall_fixture_refuse (hall, "G07", 4, "finish", NULL, HALL_ERROR_REFUSED, "5.4", "case");

  /* One number, one case that was come back with. */
  g_free (hall_fixture_take (hall, "B", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  other = hall_case_open (hall, "B2", "");
  {
    g_autofree char *second = g_strdup_printf ("{'case': <'%s'>}", other);

    hall_fixture_refuse (hall, "G07", 4, "continue-case", second, HALL_ERROR_CONFLICT, "S004 5.1", "case");
  }
}

/* What is closed is not gone on with. */
static void
test_continued_closed (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_accepted (hall);
  g_autofree char *go_on = g_strdup_printf ("{'case': <'%s'>}", file);

  hall_case_must (hall, "G05", file, "reply", "'method': <'当面'>, 'content': <'已办好'>");
  hall_case_must (hall, "G05", file, "close-case", "'solved': <true>");
  hall_fixture_refuse (hall, "G05", 3, "continue-case", go_on, HALL_ERROR_REFUSED, "S004 5.1", "case");
}

/* A reply alone is no way around the checklist; what a leader or a department answered is an outcome. */
static void
test_not_around (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "B1", "'phone': <'13800001234'>");
  g_autofree char *end = NULL;

  HALL_PROVES ("004-87");

  hall_case_must (hall, "G05", file, "reply", "'method': <'当面'>, 'content': <'您先回去等消息'>");
  hall_case_refuse (hall, "G05", file, "close-case", "'solved': <false>", HALL_ERROR_REFUSED, "5.4", "case");
  hall_fixture_refuse (hall, "G05", 3, "finish", NULL, HALL_ERROR_REFUSED, "5.4", "case");
  hall_case_must (hall, "G05", file, "consult", "'question': <'产权证遗失能否先过户'>, 'leader': <'L02'>");
  hall_case_must (hall, "L02", file, "answer-consult", "'answer': <'不能，先补证'>");
  hall_case_must (hall, "G05", file, "reply", "'method': <'电话'>, 'content': <'请先补办产权证'>");
  hall_case_must (hall, "G05", file, "close-case", "'solved': <true>");
  end = hall_fixture_list (hall, "SELECT state, outcome FROM case_file");
  g_assert_cmpstr (end, ==, "closed consulting");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case/told-once", test_told_once);
  g_test_add_func ("/case/back-again", test_back_again);
  g_test_add_func ("/case/expired", test_expired);
  g_test_add_func ("/case/anybody", test_anybody);
  g_test_add_func ("/case/handed-over", test_handed_over);
  g_test_add_func ("/case/refused", test_refused);
  g_test_add_func ("/case/refusal-sent-back", test_refusal_sent_back);
  g_test_add_func ("/case/closed", test_closed);
  g_test_add_func ("/case/continued", test_continued);
  g_test_add_func ("/case/continued-closed", test_continued_closed);
  g_test_add_func ("/case/not-around", test_not_around);
  g_test_add_func ("/case-path/desk-tells", test_desk_tells);
  g_test_add_func ("/case-path/desk-knows-who-came-back", test_desk_knows_who_came_back);
  return g_test_run ();
}
