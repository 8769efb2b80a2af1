/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Steps 5, 7 and 9 of the day of appendix B by script: their papers come out of the hall as it filed them. */

#include "cli-fixture.h"
#include "hall-test.h"

#define ID "11010519491231002X"

static const char script[]
    = "{\"at\":\"2026-11-20T08:20:00+08:00\",\"as\":\"L02\",\"do\":\"open-day\"}\n"
      "{\"at\":\"2026-11-20T08:25:00+08:00\",\"as\":\"G05\",\"counter\":3,\"do\":\"open-counter\","
      "\"counter\":3,\"float_fen\":50000}\n"
      "{\"at\":\"2026-11-20T09:05:00+08:00\",\"station\":\"kiosk\",\"do\":\"take-ticket\",\"category\":\"B\","
      "\"matter\":\"B1\"}\n"
      "{\"at\":\"2026-11-20T09:10:00+08:00\",\"as\":\"G05\",\"counter\":3,\"do\":\"call-next\"}\n"
      "{\"at\":\"2026-11-20T09:11:00+08:00\",\"as\":\"G05\",\"counter\":3,\"do\":\"start\"}\n"
      "{\"at\":\"2026-11-20T09:12:00+08:00\",\"as\":\"G05\",\"counter\":3,\"do\":\"print-guide\",\"matter\":"
      "\"B5\"}\n"
      "{\"at\":\"2026-11-20T09:12:00+08:00\",\"as\":\"G05\",\"counter\":3,\"do\":\"open-case\",\"matter\":"
      "\"B1\",\"name\":\"王小明\",\"phone\":\"13800001234\",\"consent\":true,\"id_type\":\"id\",\"id_"
      "number\":\"11010519491231002X\",\"proxy\":{\"name\":\"王强\",\"relation\":\"父子\",\"authority\":"
      "\"委托书已核对\"}}\n"
      "{\"at\":\"2026-11-20T09:13:00+08:00\",\"as\":\"G05\",\"counter\":3,\"do\":\"check\",\"case\":\"2026-"
      "000001\",\"item\":\"application\",\"state\":\"have\",\"sheets\":2}\n"
      "{\"at\":\"2026-11-20T09:13:10+08:00\",\"as\":\"G05\",\"counter\":3,\"do\":\"check\",\"case\":\"2026-"
      "000001\",\"item\":\"both-ids\",\"state\":\"have\"}\n"
      "{\"at\":\"2026-11-20T09:13:20+08:00\",\"as\":\"G05\",\"counter\":3,\"do\":\"check\",\"case\":\"2026-"
      "000001\",\"item\":\"title\",\"state\":\"missing\",\"problem\":\"未携带\",\"fix\":\"携带原件\","
      "\"where\":\"不动产登记中心\"}\n"
      "{\"at\":\"2026-11-20T09:13:30+08:00\",\"as\":\"G05\",\"counter\":3,\"do\":\"check\",\"case\":\"2026-"
      "000001\",\"item\":\"settled\",\"state\":\"missing\",\"problem\":\"欠2025-2026采暖季热费312.00元\","
      "\"fix\":\"先缴清欠费\",\"where\":\"本厅1至3号窗口可办\"}\n"
      "{\"at\":\"2026-11-20T09:14:00+08:00\",\"as\":\"G05\",\"counter\":3,\"do\":\"issue-notice\",\"case\":"
      "\"2026-000001\"}\n"
      "{\"at\":\"2026-11-20T09:20:00+08:00\",\"as\":\"G05\",\"counter\":3,\"do\":\"check\",\"case\":\"2026-"
      "000001\",\"item\":\"title\",\"state\":\"have\",\"sheets\":4}\n"
      "{\"at\":\"2026-11-20T09:20:10+08:00\",\"as\":\"G05\",\"counter\":3,\"do\":\"check\",\"case\":\"2026-"
      "000001\",\"item\":\"settled\",\"state\":\"have\",\"sheets\":1}\n"
      "{\"at\":\"2026-11-20T09:21:00+08:00\",\"as\":\"G05\",\"counter\":3,\"do\":\"accept\",\"case\":\"2026-"
      "000001\"}\n"
      "{\"at\":\"2026-11-20T09:30:00+08:00\",\"as\":\"G05\",\"counter\":3,\"do\":\"open-case\",\"matter\":"
      "\"B3\",\"name\":\"赵六\",\"phone\":\"13900005678\",\"account\":\"0102-3304-12\"}\n"
      "{\"at\":\"2026-11-20T09:31:00+08:00\",\"as\":\"G05\",\"counter\":3,\"do\":\"refuse\",\"case\":\"2026-"
      "000002\",\"class\":\"conditions-not-met\",\"reason\":"
      "\"报停、恢复业务的办理期为每年6月1日至10月15日，现已超过办理期。\",\"basis\":"
      "\"《供用热合同》第六条第二款\",\"option\":\"在2027年6月1日起的办理期再次申请\",\"explanation\":"
      "\"已向申请人说明原因，并告知下一办理期。\",\"understands\":true}\n"
      "{\"at\":\"2026-11-20T09:35:00+08:00\",\"as\":\"L02\",\"do\":\"approve\",\"request\":1}\n"
      "{\"at\":\"2026-11-20T09:40:00+08:00\",\"as\":\"G05\",\"counter\":3,\"do\":\"open-case\",\"matter\":"
      "\"C1\"}\n"
      "{\"at\":\"2026-11-20T09:41:00+08:00\",\"as\":\"G05\",\"counter\":3,\"do\":\"consult\",\"case\":\"2026-"
      "000003\",\"question\":\"采暖季中途购房，能否按剩余天数计收热费\",\"leader\":\"L02\",\"due\":\"2026-11-"
      "23\",\"phone\":\"13900005679\"}\n";

/* Every paper of the morning is set and filed, the same bytes each time; nowhere in what the hall holds does
 * the number of an identity card stand. */
static void
test_papers (void)
{
  static const char *const numbers[] = { "guide-B5-1", "告字〔2026〕00001号", "受字〔2026〕00001号",
                                         "不受字〔2026〕00001号", "2026-000003" };
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autoptr (CliRun) played = cli_run (fixture, script, "play", "-", NULL);
  g_autofree char *found = NULL;

  HALL_PROVES ("004-86 004-87 004-88 004-89");

  cli_assert_done (played);
  g_assert_null (strstr (played->out, "\"ok\":false"));
  g_assert_null (strstr (played->out, ID));
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autofree char *one = cli_fixture_path (fixture, "one.pdf");
    g_autofree char *two = cli_fixture_path (fixture, "two.pdf");
    g_autoptr (CliRun) first = cli_run (fixture, NULL, "paper", numbers[i], "--output", one, NULL);
    g_autoptr (CliRun) again = cli_run (fixture, NULL, "paper", numbers[i], "--output", two, NULL);
    g_autofree char *a = NULL;
    g_autofree char *b = NULL;
    gsize a_size = 0;
    gsize b_size = 0;

    cli_assert_done (first);
    cli_assert_done (again);
    g_assert_true (g_file_get_contents (one, &a, &a_size, NULL));
    g_assert_true (g_file_get_contents (two, &b, &b_size, NULL));
    g_assert_cmpmem (a, a_size, b, b_size);
    g_assert_cmpuint (a_size, >, 10000);
  }
  found = cli_sql_text (fixture,
                        "SELECT (SELECT count (*) FROM document WHERE content LIKE '%" ID "%')"
                        " + (SELECT count (*) FROM journal WHERE args LIKE '%" ID "%' OR answer LIKE '%" ID
                        "%') + (SELECT count (*) FROM case_event WHERE text LIKE '%" ID
                        "%' OR detail LIKE '%" ID "%')");
  g_assert_cmpstr (found, ==, "0");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/case-papers/morning", test_papers);
  return g_test_run ();
}
