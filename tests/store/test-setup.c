/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Setting up: categories, matters, counters, options, and the phrases word for word (hall rules 6). */

#include "hall-fixture.h"
#include "hall-test.h"
#include "hall-views.h"

static void
assert_phrase (HallFixture *hall, const char *moment, const char *slots, const char *expected)
{
  g_autoptr (GVariant) filled = g_variant_ref_sink (g_variant_new_parsed (slots));
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new ("(s@a{ss})", moment, filled));
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) phrases = hall_phrases_read (hall->engine, params, &error);

  g_assert_no_error (error);
  g_assert_nonnull (phrases[0]);
  g_assert_cmpstr (phrases[0], ==, expected);
}

/* The standard words as the rules have them, byte for byte, at their moments. */
static void
test_phrases (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  HALL_PROVES ("004-06 004-23 004-27 004-29 000-25 000-21 003-27");

  assert_phrase (hall, "greeting", "@a{ss} {}", "您好，请问办理什么业务？");
  assert_phrase (hall, "opening", "@a{ss} {}", "您好，请坐，请问办理什么业务？");
  assert_phrase (hall, "opening-after-wait", "@a{ss} {}",
                 "不好意思让您久等了。您好，请坐，请问办理什么业务？");
  assert_phrase (hall, "closing-question", "@a{ss} {}", "您的业务已经办理好了，请问您还有其他需要吗？");
  assert_phrase (hall, "farewell", "@a{ss} {}", "请慢走，再见。");
  assert_phrase (hall, "interrupt", "@a{ss} {}", "对不起，打断您一下，我想提个问题。");
  assert_phrase (hall, "call", "{'ticket': 'A015', 'counter': '3'}", "请A015号到3号窗口办理业务");
  assert_phrase (hall, "pause", "{'reason': '取资料', 'minutes': '5'}",
                 "请您稍等，我去取资料，大约5分钟回来。");
  assert_phrase (hall, "transfer", "{'department': '4号窗口'}",
                 "您咨询的问题需要更专业的同事协助，我将为您转接至4号窗口，请稍等片刻。");
  assert_phrase (hall, "cash-sentence", "{'total': '1286.50', 'received': '1300', 'change': '13.50'}",
                 "总共缴费1286.50元，收您1300元，找您13.50元，请收好。");
  assert_phrase (hall, "restate", "{'summary': '想把房子过到自己名下'}",
                 "您是说想把房子过到自己名下，对吗？");
  assert_phrase (hall, "complaint-soothe", "@a{ss} {}",
                 "非常抱歉给您带来不便，我非常理解您的心情，我们会尽快帮您处理。");
  assert_phrase (
      hall, "summary",
      "{'matter': '过户更名', 'no': '2026-000001', 'due': '2026-11-25 17:30', 'notify': '电话'}",
      "您的问题已记录为“过户更名”事项，编号2026-000001，预计2026-11-25 17:30前完成，处理结果会电话通知您。");
  assert_phrase (hall, "accepted", "{'due': '2026-11-25 17:30'}",
                 "已为您受理，最迟2026-11-25 17:30办结，请保管好回执。");
}

/* The administrator words them anew; the hall says the new words at once. */
static void
test_edit_phrase (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  HALL_PROVES ("004-06");

  hall_fixture_must (hall, "A01", 0, "set-phrase", "%s",
                     "{'moment': <'greeting'>, 'position': <int64 1>, 'text': <'您好，欢迎光临！'>}");
  assert_phrase (hall, "greeting", "@a{ss} {}", "您好，欢迎光临！");
  hall_fixture_refuse (hall, "L02", 0, "set-phrase", "{'moment': <'greeting'>, 'text': <'喂'>}",
                       HALL_ERROR_FORBIDDEN, "7", NULL);
}

/* 001-05: a category is there as soon as it is made. */
static void
test_category_at_once (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *label = NULL;
  g_autofree char *called = NULL;

  HALL_PROVES ("001-05");

  hall_fixture_open (hall, "G05", 3);
  hall_fixture_must (hall, "A01", 0, "set-category", "%s", "{'category': <'E'>, 'name': <'安检预约'>}");
  hall_fixture_must (
      hall, "A01", 0, "set-matter", "%s",
      "{'matter': <'E1'>, 'category': <'E'>, 'name': <'入户安检'>, 'materials': <[<'户号'>, <'地址'>]>}");
  hall_fixture_must (hall, "A01", 0, "set-counter", "%s", "{'number': <int64 3>, 'categories': <'A, B,E'>}");
  hall_fixture_must (hall, NULL, 0, "take-ticket", "%s", "{'category': <'E'>, 'matter': <'E1'>}");
  label = hall_fixture_sql (hall, "SELECT label FROM ticket");
  g_assert_cmpstr (label, ==, "E001");
  called = hall_fixture_serve (hall, "G05", 3);
  g_assert_cmpstr (called, ==, "E001");
  hall_fixture_must (hall, "A01", 0, "set-category", "%s",
                     "{'category': <'E'>, 'name': <'安检预约'>, 'closed': <true>}");
  hall_fixture_refuse (hall, NULL, 0, "take-ticket", "{'category': <'E'>}", HALL_ERROR_NOT_FOUND, NULL,
                       "category");
}

static void
test_refusals (void)
{
  static const struct {
    const char *command;
    const char *args;
    HallError code;
    const char *field;
  } bad[] = {
    { "set-category", "{'category': <'AB'>, 'name': <'x'>}", HALL_ERROR_INVALID, "category" },
    { "set-category", "{'category': <'a'>, 'name': <'x'>}", HALL_ERROR_INVALID, "category" },
    { "set-category", "{'category': <'中'>, 'name': <'x'>}", HALL_ERROR_INVALID, "category" },
    { "set-category", "{'category': <'F'>, 'name': <''>}", HALL_ERROR_INVALID, "name" },
    { "set-category", "{'category': <'F'>, 'name': <'x'>, 'quota': <int64 -1>}", HALL_ERROR_INVALID,
      "quota" },
    { "set-category", "{'category': <'F'>, 'name': <'x'>, 'quota': <int64 10000>}", HALL_ERROR_INVALID,
      "quota" },
    { "set-matter", "{'matter': <'Z1'>, 'category': <'Z'>, 'name': <'x'>}", HALL_ERROR_NOT_FOUND,
      "category" },
    { "set-matter", "{'matter': <'A9'>, 'category': <'A'>, 'name': <'x'>, 'materials': <[<int64 1>]>}",
      HALL_ERROR_INVALID, "materials" },
    { "set-matter", "{'matter': <'A9'>, 'category': <'A'>, 'name': <'x'>, 'materials': <[<'a\\nb'>]>}",
      HALL_ERROR_INVALID, "materials" },
    { "set-counter", "{'number': <int64 0>}", HALL_ERROR_INVALID, "number" },
    { "set-counter", "{'number': <int64 100>}", HALL_ERROR_INVALID, "number" },
    { "set-counter", "{'number': <int64 6>, 'categories': <'A,Z'>}", HALL_ERROR_NOT_FOUND, "categories" },
    { "set-printer", "{'counter': <int64 3>, 'printer': <'p'>, 'form': <'a3'>}", HALL_ERROR_INVALID, "form" },
    { "set-printer", "{'printer': <'p'>}", HALL_ERROR_INVALID, "counter" },
    { "set-printer", "{'counter': <int64 77>, 'printer': <'p'>}", HALL_ERROR_NOT_FOUND, "counter" },
    { "set-option", "{'name': <'colour'>, 'value': <'1'>}", HALL_ERROR_NOT_FOUND, "name" },
    { "set-option", "{'name': <'recall_gap_s'>, 'value': <'0'>}", HALL_ERROR_INVALID, "value" },
    { "set-option", "{'name': <'recall_gap_s'>, 'value': <'soon'>}", HALL_ERROR_INVALID, "value" },
    { "set-option", "{'name': <'wait_limit_s'>, 'value': <'99999999999999999999'>}", HALL_ERROR_INVALID,
      "value" },
    { "set-option", "{'name': <'open_from'>, 'value': <'25:00'>}", HALL_ERROR_INVALID, NULL },
    { "set-phrase", "{'moment': <''>, 'text': <'x'>}", HALL_ERROR_INVALID, "moment" },
  };
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    hall_fixture_refuse (hall, "A01", 0, bad[i].command, bad[i].args, bad[i].code, NULL, bad[i].field);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM journal"), ==, 1);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM category"), ==, 4);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM counter"), ==, 5);
}

/* A matter of another category, or of none, gets no number. */
static void
test_take_refusals (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_fixture_refuse (hall, NULL, 0, "take-ticket", "{'category': <'Z'>}", HALL_ERROR_NOT_FOUND, NULL,
                       "category");
  hall_fixture_refuse (hall, NULL, 0, "take-ticket", "{'category': <''>}", HALL_ERROR_INVALID, NULL,
                       "category");
  hall_fixture_refuse (hall, NULL, 0, "take-ticket", "{'category': <'A'>, 'matter': <'B1'>}",
                       HALL_ERROR_NOT_FOUND, NULL, "matter");
  hall_fixture_refuse (hall, NULL, 0, "take-ticket", "{'category': <'A'>, 'matter': <'A77'>}",
                       HALL_ERROR_NOT_FOUND, NULL, "matter");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM business_day"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/setup/phrases", test_phrases);
  g_test_add_func ("/store/setup/edit-phrase", test_edit_phrase);
  g_test_add_func ("/store/setup/category-at-once", test_category_at_once);
  g_test_add_func ("/store/setup/refusals", test_refusals);
  g_test_add_func ("/store/setup/take-refusals", test_take_refusals);
  return g_test_run ();
}
