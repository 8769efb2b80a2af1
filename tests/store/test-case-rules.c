/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a case refuses: who may be asked what, consent, proxies, asking a leader, forwarding, the mask. */

#include "hall-case-fixture.h"
#include "hall-case-view.h"
#include "hall-test.h"

#define ID_NUMBER "11010519491231002X"

/* Only with a customer being served, or at the guide desk. */
static void
test_with_a_customer (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *guide = NULL;

  hall_fixture_open (hall, "G05", 3);
  hall_fixture_refuse (hall, "G05", 3, "open-case", "{'matter': <'C1'>}", HALL_ERROR_REFUSED, "S004 5.1",
                       "ticket");
  g_free (hall_fixture_take (hall, "B", NULL));
  hall_fixture_must (hall, "G05", 3, "call-next", "%s", "");
  hall_fixture_refuse (hall, "G05", 3, "open-case", "{'matter': <'C1'>}", HALL_ERROR_REFUSED, "S004 5.1",
                       "ticket");
  hall_fixture_must (hall, "G07", 0, "open-case", "%s", "{'matter': <'C1'>, 'kind': <'enquiry'>}");
  guide = hall_fixture_list (hall, "SELECT first_responsible, ticket, kind FROM case_file");
  g_assert_cmpstr (guide, ==, "G07 - enquiry");
  hall_fixture_refuse (hall, "G07", 0, "open-case", "{'matter': <'X9'>}", HALL_ERROR_NOT_FOUND, NULL,
                       "matter");
  hall_fixture_refuse (hall, "G07", 0, "open-case", "{'matter': <'C1'>, 'kind': <'gossip'>}",
                       HALL_ERROR_INVALID, "S002 4.1", "kind");
  hall_fixture_refuse (hall, "G07", 0, "open-case", "{'matter': <'B1'>, 'applicant': <'cat'>}",
                       HALL_ERROR_INVALID, "4.2", "applicant");
}

/* A matter collects only the fields it lists, consent comes first, a proxy says for whom and by what right.
 */
static void
test_sparingly (void)
{
  static const struct {
    const char *args;
    HallError code;
    const char *rule;
    const char *field;
  } table[] = {
    { "'matter': <'C1'>, 'name': <'王小明'>", HALL_ERROR_INVALID, "S000 3.2", "name" },
    { "'matter': <'C1'>, 'phone': <'13800001234'>", HALL_ERROR_INVALID, "S000 3.2", "phone" },
    { "'matter': <'B1'>, 'account': <'88001234'>", HALL_ERROR_INVALID, "S000 3.2", "account" },
    { "'matter': <'B1'>, 'address': <'一街2号'>", HALL_ERROR_INVALID, "S000 3.2", "address" },
    { "'matter': <'B2'>, 'id_number': <'002X'>, 'consent': <true>", HALL_ERROR_INVALID, "S000 3.2",
      "id_number" },
    { "'matter': <'C1'>, 'proxy': <{'name': <'王强'>}>", HALL_ERROR_INVALID, "S000 3.2", "proxy" },
    { "'matter': <'B1'>, 'name': <'王\\u0007明'>", HALL_ERROR_INVALID, NULL, "name" },
    { "'matter': <'B1'>, 'phone': <'12345'>", HALL_ERROR_INVALID, NULL, "phone" },
    { "'matter': <'B1'>, 'id_number': <'" ID_NUMBER "'>", HALL_ERROR_REFUSED, "S000 3.2", "consent" },
    { "'matter': <'B1'>, 'id_type': <'id'>", HALL_ERROR_REFUSED, "S000 3.2", "consent" },
    { "'matter': <'B1'>, 'id_type': <'library'>, 'consent': <true>", HALL_ERROR_INVALID, "5.8", "id_type" },
    { "'matter': <'B1'>, 'id_number': <'110105194912310021'>, 'consent': <true>", HALL_ERROR_INVALID, NULL,
      "id_number" },
    { "'matter': <'B1'>, 'id_number': <'37060219990229001X'>, 'consent': <true>", HALL_ERROR_INVALID, NULL,
      "id_number" },
    { "'matter': <'B1'>, 'id_number': <'12'>, 'consent': <true>", HALL_ERROR_INVALID, NULL, "id_number" },
    { "'matter': <'B1'>, 'proxy': <{'name': <'王强'>, 'authority': <'委托书'>}>", HALL_ERROR_REFUSED,
      "S002 4.1", "proxy.relation" },
    { "'matter': <'B1'>, 'proxy': <{'name': <'王强'>, 'relation': <'父子'>}>", HALL_ERROR_REFUSED, "S002 4.1",
      "proxy.authority" },
    { "'matter': <'B1'>, 'proxy': <{'relation': <'父子'>, 'authority': <'委托书'>}>", HALL_ERROR_INVALID,
      NULL, "proxy.name" },
  };
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *stored = NULL;

  HALL_PROVES ("000-14 000-13 002-25 002-26 000-12 002-15");

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *args = g_strdup_printf ("{%s}", table[i].args);

    hall_fixture_refuse (hall, "G05", 3, "open-case", args, table[i].code, table[i].rule, table[i].field);
  }
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM case_file"), ==, 0);
  g_free (hall_case_open (hall, "B1",
                          "'name': <'买买提・艾力'>, 'phone': <'138-0000 1234'>, 'id_number': <'002x'>,"
                          " 'consent': <true>, 'proxy': <{'name': <'王强'>, 'relation': <'父子'>,"
                          " 'authority': <'委托书已核对'>}>"));
  stored = hall_fixture_list (hall, "SELECT number, name, phone, id_tail, proxy_relation,"
                                    " CASE WHEN consent_at IS NULL THEN 0 ELSE 1 END FROM case_file");
  g_assert_cmpstr (stored, ==, "2026-000001 买买提·艾力 13800001234 002X 父子 1");
}

/* Asking a leader: question, leader, due, phone; the customer gets a slip; the case does not close before the
 * answer and before the customer knows it. */
static void
test_consult (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "B1", "'name': <'王小明'>");
  g_autoptr (GVariant) asked = NULL;
  g_autofree char *due = NULL;
  g_autofree char *slip = NULL;
  g_autofree char *state = NULL;

  HALL_PROVES ("004-89 002-26 003-01");

  hall_case_refuse (hall, "G05", file, "consult", "'leader': <'L02'>", HALL_ERROR_REFUSED, "S004 9.2",
                    "question");
  hall_case_refuse (hall, "G05", file, "consult", "'question': <'能否凭合同办理'>", HALL_ERROR_REFUSED,
                    "S004 9.2", "leader");
  hall_case_refuse (hall, "G05", file, "consult", "'question': <'能否凭合同办理'>, 'leader': <'L02'>",
                    HALL_ERROR_REFUSED, "S002 4.1", "phone");
  hall_case_refuse (hall, "G05", file, "consult",
                    "'question': <'能否凭合同办理'>, 'leader': <'L02'>, 'due': <'soon'>", HALL_ERROR_INVALID,
                    "5.5", "due");
  hall_case_refuse (hall, "G05", file, "consult",
                    "'question': <'能否凭合同办理'>, 'leader': <'L02'>, 'due': <'2026-11-19'>",
                    HALL_ERROR_INVALID, "5.5", "due");
  /* Friday: a clerk promises the answer for Monday at the soonest, as the table of clocks has it. */
  hall_case_refuse (hall, "G05", file, "consult",
                    "'question': <'能否凭合同办理'>, 'leader': <'L02'>, 'due': <'2026-11-20'>",
                    HALL_ERROR_REFUSED, "S003 1.1", "due");
  asked = hall_case_do (hall, "G05", file, "consult",
                        "'question': <'能否凭合同办理'>, 'leader': <'L02'>, 'phone': <'13800001234'>");
  due = hall_fixture_text (asked, "due");
  g_assert_cmpstr (due, ==, "2026-11-23T17:30:00+08:00"); /* one working day */
  slip = hall_fixture_json (hall, "SELECT content FROM document WHERE kind = 'consult'", "$.due_at");
  g_assert_cmpstr (slip, ==, "2026-11-23 17:30");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");

  hall_case_must (hall, "G05", file, "reply", "'method': <'电话'>, 'content': <'还在问'>");
  hall_case_refuse (hall, "G05", file, "close-case", "'solved': <true>", HALL_ERROR_REFUSED, "S004 9.2",
                    "task");
  hall_case_refuse (hall, "G05", file, "answer-consult", "'answer': <'可以'>", HALL_ERROR_FORBIDDEN, "7",
                    "as");
  hall_fixture_advance (hall, 60);
  hall_case_must (hall, "L02", file, "answer-consult", "'answer': <'可以，凭备案合同'>");
  hall_case_refuse (hall, "L02", file, "answer-consult", "'answer': <'可以'>", HALL_ERROR_REFUSED, "5.4",
                    "case");
  state = hall_fixture_sql (hall, "SELECT state FROM case_file");
  g_assert_cmpstr (state, ==, "open");
  hall_case_refuse (hall, "G05", file, "close-case", "'solved': <true>", HALL_ERROR_REFUSED, "S004 5.1",
                    "reply");
  hall_case_must (hall, "G05", file, "reply", "'method': <'电话'>, 'content': <'可以凭备案合同办理'>");
  hall_case_must (hall, "G05", file, "close-case", "'solved': <true>");
}

/* Forwarding: department, contact, summary, due, phone; the answer, and a visit before it is closed. */
static void
test_forward (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "D1", "'address': <'一街2号'>");
  const char *const parts[] = { "'department': <'维修部'>", "'contact': <'李工'>", "'summary': <'室温15度'>",
                                "'due': <'2026-11-21'>", "'phone': <'13800001234'>" };
  const char *const fields[] = { "department", "contact", "summary", "due", "phone" };
  g_autoptr (GVariant) visit = NULL;
  g_autofree char *first = NULL;

  HALL_PROVES ("004-36 000-26 003-22 002-26");

  for (gsize out = 0; out < G_N_ELEMENTS (parts); out++) {
    g_autoptr (GString) more = g_string_new (NULL);

    for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
      if (i != out)
        g_string_append_printf (more, "%s%s", more->len > 0 ? ", " : "", parts[i]);
    hall_case_refuse (hall, "G05", file, "forward", more->str, HALL_ERROR_REFUSED, NULL, fields[out]);
  }
  hall_case_must (
      hall, "G05", file, "forward",
      "'department': <'维修部'>, 'contact': <'李工'>, 'summary': <'室温15度'>, 'due': <'2026-11-21'>,"
      " 'phone': <'13800001234'>");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  hall_case_refuse (hall, "G05", file, "visit", "'result': <'好了'>", HALL_ERROR_REFUSED, "S004 5.3", "case");
  hall_case_must (hall, "G05", file, "reply", "'method': <'电话'>, 'content': <'维修部明天来'>");
  hall_case_refuse (hall, "G05", file, "close-case", "'solved': <true>", HALL_ERROR_REFUSED, "S004 5.3",
                    "task");
  visit = hall_case_do (hall, "G05", file, "answer-forward", "'answer': <'已排气，室温20度'>");
  first = hall_fixture_text (visit, "visit_from");
  g_assert_cmpstr (first, ==, "2026-11-21");
  hall_case_must (hall, "G05", file, "reply", "'method': <'电话'>, 'content': <'已处理'>");
  hall_case_refuse (hall, "G05", file, "close-case", "'solved': <true>", HALL_ERROR_REFUSED, "S004 5.3",
                    "task");
  hall_case_must (hall, "G05", file, "visit", "'result': <'客户说已经暖和'>");
  hall_case_must (hall, "G05", file, "close-case", "'solved': <true>");
}

/* An enquiry is answered in words, or by an item of the knowledge base and the version it had. */
static void
test_answer (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "C1", "'kind': <'enquiry'>");
  g_autofree char *used = NULL;

  HALL_PROVES ("004-35");

  hall_case_refuse (hall, "G05", file, "answer", "", HALL_ERROR_REFUSED, "5.4", "text");
  hall_case_refuse (hall, "G05", file, "answer", "'knowledge': <'K999'>", HALL_ERROR_NOT_FOUND, NULL,
                    "knowledge");
  for (int version = 1; version <= 2; version++) {
    g_autofree char *sql = g_strdup_printf (
        "INSERT INTO knowledge (code, version, kind, question, answer, remark, online, offline, fee_rule,"
        " initials, active, staff, at) VALUES ('T1', %d, '收费', '怎么收', '按面积 第%d版', '', '', '', '', "
        "'', 1,"
        " 'A01', 1)",
        version, version);

    g_assert_null (hall_fixture_sql_error (hall, sql));
  }
  hall_case_must (hall, "G05", file, "answer", "'knowledge': <'T1'>");
  used = hall_fixture_list (hall, "SELECT text, detail FROM case_event WHERE command = 'answer'");
  g_assert_cmpstr (used, ==, "按面积 第2版 {\"knowledge\":\"T1\",\"version\":2}");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  hall_case_must (hall, "G05", file, "close-case", "'solved': <true>");
}

/* Without paper only when the customer wants none. */
static void
test_oral_notice (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "B2", "'name': <'王小明'>");

  HALL_PROVES ("004-87");

  hall_case_refuse (hall, "G05", file, "check", "'item': <'application'>, 'state': <'lost'>",
                    HALL_ERROR_INVALID, "S004 9.2", "state");
  hall_case_refuse (hall, "G05", file, "check", "'item': <'elephant'>, 'state': <'have'>",
                    HALL_ERROR_NOT_FOUND, NULL, "item");
  hall_case_refuse (hall, "G05", file, "check", "'item': <'application'>, 'state': <'faulty'>",
                    HALL_ERROR_INVALID, "S004 9.2", "problem");
  hall_case_refuse (hall, "G05", file, "check", "'item': <'application'>, 'state': <'not-needed'>",
                    HALL_ERROR_INVALID, "S004 9.2", "reason");
  hall_case_must (hall, "G05", file, "check",
                  "'item': <'application'>, 'state': <'not-needed'>, 'reason': <'已在网上填写'>");
  hall_case_check (hall, file, "户主身份证件", "missing");
  hall_case_refuse (hall, "G05", file, "issue-notice", "'oral': <true>", HALL_ERROR_REFUSED, "Q06",
                    "customer_agrees");
  hall_fixture_must (hall, "A01", 0, "set-option", "%s", "{'name': <'profile'>, 'value': <'government'>}");
  hall_case_refuse (hall, "G05", file, "issue-notice", "'oral': <true>, 'customer_agrees': <true>",
                    HALL_ERROR_REFUSED, "Q06", "oral");
  hall_fixture_must (hall, "A01", 0, "set-option", "%s", "{'name': <'profile'>, 'value': <'utility'>}");
  hall_case_must (hall, "G05", file, "issue-notice", "'oral': <true>, 'customer_agrees': <true>");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM document WHERE kind = 'notice'"), ==,
                   0);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM notice WHERE oral = 1"), ==, 1);
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
}

/* What came back still incomplete is told by the notice that the customer has: no second one, none counted;
 * and what was found good then cannot be demanded again. */
static void
test_still_missing (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_told (hall);
  g_autoptr (GVariant) again = NULL;
  g_autofree char *number = NULL;

  HALL_PROVES ("004-87");

  hall_fixture_set_time (hall, "2026-11-20T10:00:00");
  hall_case_return (hall, file);
  g_free (hall_fixture_serve (hall, "G05", 3));
  hall_case_check (hall, file, "title", "have");
  hall_case_check (hall, file, "settled", "missing");
  again = hall_case_do (hall, "G05", file, "issue-notice", "");
  number = hall_fixture_text (again, "number");
  g_assert_cmpstr (number, ==, "告字〔2026〕00001号");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM notice"), ==, 1);
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  hall_fixture_set_time (hall, "2026-11-20T11:00:00");
  hall_case_return (hall, file);
  g_free (hall_fixture_serve (hall, "G05", 3));
  hall_case_refuse (hall, "G05", file, "check", "'item': <'title'>, 'state': <'missing'>", HALL_ERROR_REFUSED,
                    "S004 9.2", "item");
  hall_case_check (hall, file, "settled", "have");
  hall_case_must (hall, "G05", file, "accept", "");
}

/* 80 mm is the short form where the counter has no A5; a refusal is always formal. */
static void
test_short_form (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = NULL;
  g_autofree char *forms = NULL;

  HALL_PROVES ("004-87 004-88");

  hall_fixture_must (hall, "L02", 0, "set-printer", "%s",
                     "{'counter': <int64 3>, 'printer': <'hall_roll'>, 'form': <'roll80'>}");
  file = hall_case_open (hall, "B2", "");
  hall_case_check (hall, file, "application", "missing");
  hall_case_check (hall, file, "holder-id", "missing");
  hall_case_must (hall, "G05", file, "issue-notice", "");
  hall_case_must (hall, "G05", file, "refuse",
                  "'class': <'duplicate'>, 'reason': <'同一事项已在办理之中'>, 'basis': <'办事指南第三条'>");
  hall_fixture_must (hall, "L02", 0, "approve", "%s", "{'request': <int64 1>}");
  forms = hall_fixture_list (hall, "SELECT kind, form FROM document WHERE kind <> 'ticket' ORDER BY id");
  g_assert_cmpstr (forms, ==, "notice roll80 refusal a5");
  g_free (forms);
  forms = hall_fixture_sql (hall, "SELECT content FROM document WHERE kind = 'refusal'");
  g_assert_nonnull (strstr (forms, "\"counter\":3"));
}

static void
test_defer (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "B5", "'name': <'王小明'>");
  const char *ask = "'item': <'plan'>, 'until': <'2026-12-01'>, 'reason': <'确无图纸'>";

  hall_case_check (hall, file, "application", "have");
  hall_case_check (hall, file, "ownership", "missing");
  hall_case_refuse (hall, "L02", file, "defer-item", ask, HALL_ERROR_REFUSED, "Q50", "item");
  hall_case_check (hall, file, "plan", "missing");
  hall_case_refuse (hall, "G05", file, "defer-item", ask, HALL_ERROR_FORBIDDEN, "7", "as");
  hall_case_refuse (hall, "L02", file, "defer-item",
                    "'item': <'ownership'>, 'until': <'2026-12-01'>, 'reason': <'办理中'>",
                    HALL_ERROR_REFUSED, "S004 9.2", "deferred_by");
  hall_case_must (hall, "L02", file, "defer-item", ask);
  hall_case_check (hall, file, "ownership", "have");
  hall_case_must (hall, "G05", file, "accept", "");
}

/* What to bring, where and when, as a slip. */
static void
test_guide (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *item = NULL;

  HALL_PROVES ("002-03 002-12");

  hall_fixture_refuse (hall, "G05", 3, "print-guide", "{'matter': <'X9'>}", HALL_ERROR_NOT_FOUND, NULL,
                       "matter");
  hall_fixture_must (hall, "G05", 3, "print-guide", "%s", "{'matter': <'B1'>}");
  item = hall_fixture_json (hall, "SELECT content FROM document WHERE kind = 'guide'", "$.items[1].name");
  g_assert_cmpstr (item, ==, "不动产权证书原件");
}

static void
test_notes_and_tags (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "C1", "");
  g_autofree char *tags = NULL;
  g_autofree char *prompts = NULL;

  HALL_PROVES ("004-34 000-19 004-14");

  hall_case_refuse (hall, "G05", file, "note", "'text': <'　 '>", HALL_ERROR_INVALID, "S004 5.2", "text");
  hall_case_must (
      hall, "G05", file, "note",
      "'need': <'想停暖'>, 'facts': <'全年无人'>, 'questions': <'有无欠费'>, 'analysis': <'可报停'>");
  prompts = hall_fixture_json (hall, "SELECT detail FROM case_event WHERE command = 'note'", "$.analysis");
  g_assert_cmpstr (prompts, ==, "可报停");
  hall_case_must (hall, "G05", file, "note", "'text': <'内部XYZZY'>, 'internal': <true>");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM case_event WHERE internal = 1"), ==, 1);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM document WHERE content LIKE '%XYZZY%'"),
                   ==, 0);
  hall_case_refuse (hall, "G05", file, "tag", "", HALL_ERROR_INVALID, "S000 3.3", "keyword");
  hall_case_refuse (hall, "G05", file, "tag", "'emotion': <'开心'>", HALL_ERROR_INVALID, "S000 3.3",
                    "emotion");
  hall_case_must (hall, "G05", file, "tag", "'keyword': <'报停'>, 'emotion': <'焦急'>");
  hall_case_must (hall, "G05", file, "tag", "'keyword': <'报停'>");
  tags = hall_fixture_list (hall, "SELECT kind, word FROM case_tag ORDER BY kind");
  g_assert_cmpstr (tags, ==, "emotion 焦急 keyword 报停");
}

/* Masked by default; who may look behind it does so with a reason, and one line each in the access log. */
static void
test_reveal (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "B1", "'name': <'王小明'>, 'phone': <'13800001234'>");
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_string (file));
  g_autoptr (HallCaseView) view = hall_case_view_read (hall->engine, params, NULL);
  g_autoptr (GVariant) shown = NULL;
  g_autofree char *value = NULL;
  g_autofree char *log = NULL;

  HALL_PROVES ("004-82");

  g_assert_cmpstr (view->name, ==, "王*明");
  g_assert_cmpstr (view->phone, ==, "138****1234");
  hall_case_refuse (hall, "G05", file, "reveal", "'field': <'phone'>, 'reason': <'无'>", HALL_ERROR_INVALID,
                    NULL, "reason");
  hall_case_refuse (hall, "G05", file, "reveal", "'field': <'shoe'>, 'reason': <'回电话'>",
                    HALL_ERROR_INVALID, "3.9", "field");
  hall_case_refuse (hall, "G05", file, "reveal", "'field': <'account'>, 'reason': <'回电话'>",
                    HALL_ERROR_NOT_FOUND, NULL, "field");
  hall_case_refuse (hall, "G07", file, "reveal", "'field': <'phone'>, 'reason': <'回电话'>",
                    HALL_ERROR_FORBIDDEN, "7", "case");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM access_log"), ==, 0);
  shown = hall_case_do (hall, "G05", file, "reveal", "'field': <'phone'>, 'reason': <'回电话'>");
  value = hall_fixture_text (shown, "value");
  g_assert_cmpstr (value, ==, "13800001234");
  hall_case_must (hall, "L02", file, "reveal", "'field': <'name'>, 'reason': <'核对投诉'>");
  log = hall_fixture_list (hall, "SELECT staff, field, reason FROM access_log ORDER BY id");
  g_assert_cmpstr (log, ==, "G05 phone 回电话 L02 name 核对投诉");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM journal WHERE command = 'reveal' AND"
                                               " answer LIKE '%1380000%'"),
                   ==, 0);
}

/* By what somebody has in hand or says. */
static void
test_find (void)
{
  static const char *const ways[] = { "2026-000001", "告字〔2026〕00001号", "138-0000 1234", "王小明", "B001",
                                      "过户" };
  static const char *const others[] = { "2026-000002", "王", "13800001235", "A001", "", "1" };
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_told (hall);

  HALL_PROVES ("000-18");

  hall_case_must (hall, "G05", file, "tag", "'keyword': <'过户'>");
  for (gsize i = 0; i < G_N_ELEMENTS (ways) + G_N_ELEMENTS (others); i++) {
    gboolean known = i < G_N_ELEMENTS (ways);
    g_autoptr (GVariant) params = g_variant_ref_sink (
        g_variant_new_string (known ? ways[i] : others[i - G_N_ELEMENTS (ways)]));
    g_autoptr (GError) error = NULL;
    g_autoptr (GListModel) found = hall_case_find_read (hall->engine, params, &error);
    g_autoptr (HallCaseLine) first = NULL;

    g_assert_no_error (error);
    g_assert_cmpuint (g_list_model_get_n_items (found), ==, known);
    first = g_list_model_get_item (found, 0);
    if (first != NULL)
      g_assert_cmpstr (first->text, ==, "王*明");
  }
}

static void
assert_nowhere (HallFixture *hall, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", table);
  g_autofree char *all = hall_fixture_list (hall, sql);

  if (strstr (all, ID_NUMBER) != NULL || strstr (all, "11010519491231002x") != NULL)
    g_error ("%s holds the identity number", table);
}

/* A day that writes the whole number everywhere: sealed where the matter needs it, and nowhere else. */
static void
test_the_number_nowhere (void)
{
  static const char *const tables[] = { "case_file", "case_item",      "case_event",  "case_task",
                                        "case_tag",  "notice",         "document",    "journal",
                                        "request",   "ticket",         "ticket_move", "access_log",
                                        "charge",    "case_suspension" };
  g_autoptr (HallFixture) hall = hall_fixture_new_with_passwords ();
  g_autoptr (GVariant) shown = NULL;
  g_autofree char *file = NULL;
  g_autofree char *value = NULL;
  g_autofree char *tail = NULL;
  g_autofree char *bytes = NULL;
  gsize size = 0;

  HALL_PROVES ("002-27 000-15 004-82");

  g_assert_null (hall_fixture_sql_error (
      hall,
      "INSERT INTO matter_version (matter, version, effective_from, promise, promise_en, due_kind, due_count,"
      " fee, excluded, notice_days, conditions, basis, place, online, fields, staff, at) SELECT matter, 7,"
      " '2026-11-01', promise, promise_en, due_kind, due_count, fee, excluded, notice_days, conditions, "
      "basis,"
      " place, online, 'name,phone,id-number', staff, at FROM matter_version WHERE matter = 'B1' AND"
      " version = 1"));
  hall_engine_check_password (hall->engine, "G05", "practice", NULL);
  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "B", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  file = hall_case_open (hall, "B1",
                         "'name': <'" ID_NUMBER "'>, 'id_number': <'" ID_NUMBER "'>, 'consent': <true>,"
                         " 'proxy': <{'name': <'王强'>, 'relation': <'" ID_NUMBER "'>,"
                         " 'authority': <'证件" ID_NUMBER "'>}>");
  hall_case_must (hall, "G05", file, "note", "'text': <'证件11010519491231002x，又写" ID_NUMBER "'>");
  hall_case_must (hall, "G05", file, "tag", "'keyword': <'" ID_NUMBER "'>");
  hall_case_must (hall, "G05", file, "hand-case", "'to': <'G07'>, 'summary': <'" ID_NUMBER "'>");
  hall_case_must (hall, "G05", file, "refuse",
                  "'class': <'duplicate'>, 'reason': <'证件" ID_NUMBER "已经办理过'>, 'basis': <'" ID_NUMBER
                  "'>");
  hall_fixture_must (hall, "L02", 0, "approve", "%s", "{'request': <int64 1>}");
  hall_case_must (hall, "G05", file, "reply", "'method': <'电话'>, 'content': <'" ID_NUMBER "'>");
  hall_fixture_must (hall, "G05", 3, "hold", "{'reason': <'证件%s'>}", ID_NUMBER);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    assert_nowhere (hall, tables[i]);
  if (!hall_place_is_server ()) {
    g_assert_true (g_file_get_contents (hall->address, &bytes, &size, NULL));
    g_assert_null (memmem (bytes, size, ID_NUMBER, strlen (ID_NUMBER)));
  }
  tail = hall_fixture_sql (hall, "SELECT id_tail FROM case_file");
  g_assert_cmpstr (tail, ==, "002X");
  shown = hall_case_do (hall, "G05", file, "reveal", "'field': <'id_number'>, 'reason': <'与档案核对'>");
  value = hall_fixture_text (shown, "value");
  g_assert_cmpstr (value, ==, ID_NUMBER);
  assert_nowhere (hall, "journal");
  hall_engine_forget_key (hall->engine);
  hall_case_refuse (hall, "G05", file, "reveal", "'field': <'id_number'>, 'reason': <'与档案核对'>",
                    HALL_ERROR_FORBIDDEN, "Q12", "field");
}

/* Where the matter only checks, the number is not kept at all, sealed or not. */
static void
test_only_checked (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new_with_passwords ();
  g_autofree char *kept = NULL;

  HALL_PROVES ("002-27");

  hall_engine_check_password (hall->engine, "G05", "practice", NULL);
  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "B", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  g_free (hall_case_open (hall, "B1", "'id_number': <'" ID_NUMBER "'>, 'consent': <true>"));
  kept = hall_fixture_list (hall, "SELECT id_tail, CASE WHEN id_sealed IS NULL THEN 'none' ELSE 'sealed' END"
                                  " FROM case_file");
  g_assert_cmpstr (kept, ==, "002X none");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case-rules/with-a-customer", test_with_a_customer);
  g_test_add_func ("/case-rules/sparingly", test_sparingly);
  g_test_add_func ("/case-rules/consult", test_consult);
  g_test_add_func ("/case-rules/forward", test_forward);
  g_test_add_func ("/case-rules/answer", test_answer);
  g_test_add_func ("/case-rules/oral-notice", test_oral_notice);
  g_test_add_func ("/case-rules/still-missing", test_still_missing);
  g_test_add_func ("/case-rules/short-form", test_short_form);
  g_test_add_func ("/case-rules/defer", test_defer);
  g_test_add_func ("/case-rules/guide", test_guide);
  g_test_add_func ("/case-rules/notes-and-tags", test_notes_and_tags);
  g_test_add_func ("/case-rules/find", test_find);
  g_test_add_func ("/case-rules/reveal", test_reveal);
  g_test_add_func ("/case-rules/the-number-nowhere", test_the_number_nowhere);
  g_test_add_func ("/case-rules/only-checked", test_only_checked);
  return g_test_run ();
}
