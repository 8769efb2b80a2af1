/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Steps 5 to 9 of the day of hall rules, appendix B, by script: every step, every refusal on the way, and
 * what the hall holds afterwards.
 */

#include <string.h>

#include "cli-fixture.h"
#include "hall-test.h"

/* What the line of a moment is answered: a member of the answer. Every line that is not named must be carried
 * out. */
typedef struct {
  const char *at;
  const char *member;
  const char *value;
} Expected;

static const Expected expected[] = {
  { "09:05:31", "ticket", "A001" },
  { "09:10:02", "ticket", "A001" },
  { "09:30:41", "sentence", "总共缴费1286.50元，收您1300元，找您13.50元，请收好。" },
  { "09:31:02", "receipt", "CD03-20261120-0001" },
  /* Step 5: anything else? A case on the same ticket; only what the matter may ask (000-13, 000-14, 5.8). */
  { "09:32:00", "field", "name" },
  { "09:32:10", "field", "phone" },
  { "09:32:20", "field", "consent" },
  { "09:32:30", "field", "id_number" },
  { "09:32:40", "field", "proxy.relation" },
  { "09:33:00", "case", "2026-000001" },
  /* The branch of its checklist first (5.4). */
  { "09:33:30", "rule", "5.4" },
  { "09:33:40", "error", "FORBIDDEN" },
  { "09:34:30", "field", "emotion" },
  { "09:35:00", "field", "branch" },
  { "09:35:10", "field", "branch" },
  { "09:35:35", "error", "NOT_FOUND" },
  { "09:35:40", "field", "state" },
  { "09:35:50", "field", "branch" },
  { "09:35:55", "field", "problem" },
  { "09:36:00", "branch", "notice" },
  { "09:36:30", "rule", "S004 9.2" },
  { "09:36:40", "field", "case" },
  { "09:37:00", "field", "customer_agrees" },
  { "09:37:10", "number", "告字〔2026〕00001号" },
  { "09:37:30", "rule", "S004 5.1" },
  /* Step 6: back with a number of the notice, to the counter of who is first-responsible. */
  { "14:00:00", "error", "NOT_FOUND" },
  { "14:00:10", "ticket", "B001" },
  { "14:01:00", "ticket", "B001" },
  { "14:02:00", "branch", "undecided" },
  { "14:02:30", "rule", "S004 9.2" },
  { "14:02:40", "error", "NOT_FOUND" },
  { "14:02:50", "field", "approved_by" },
  { "14:03:00", "rule", "S004 9.2" },
  { "14:03:10", "field", "cause" },
  { "14:03:20", "field", "reason" },
  { "14:04:10", "rule", "5.4" },
  { "14:04:20", "number", "告字〔2026〕00002号" },
  /* Step 7: complete is accepted, and the due time is told. */
  { "14:40:00", "ticket", "B002" },
  { "14:41:00", "ticket", "B002" },
  { "14:42:00", "rule", "S004 9.2" },
  { "14:42:10", "branch", "accept" },
  { "14:42:30", "due", "2026-11-25T17:30:00+08:00" },
  { "14:42:40", "error", "REFUSED" },
  { "14:43:00", "field", "reply" },
  /* Step 8: there and back. */
  { "14:50:00", "field", "summary" },
  { "14:50:10", "field", "summary" },
  { "14:50:20", "field", "to" },
  { "14:50:30", "field", "to" },
  { "14:50:40", "first_responsible", "G05" },
  { "14:51:00", "bounce", "true" },
  { "14:51:30", "error", "FORBIDDEN" },
  { "14:54:00", "ticket", "B003" },
  /* Step 9: out of season; reason, basis, the lead. */
  { "14:55:00", "ticket", "B003" },
  { "14:56:00", "case", "2026-000002" },
  { "14:56:30", "field", "class" },
  { "14:56:40", "field", "reason" },
  { "14:56:50", "field", "basis" },
  { "14:57:00", "field", "option" },
  { "14:57:10", "request", "1" },
  { "14:57:20", "rule", "5.4" },
  { "14:57:30", "error", "FORBIDDEN" },
  { "14:57:40", "rule", "5.4" },
  { "14:58:00", "field", "reason" },
  { "14:58:30", "request", "2" },
  { "14:59:00", "number", "不受字〔2026〕00001号" },
  { "14:59:10", "error", "NOT_FOUND" },
  /* Anything else? A leader is asked. */
  { "15:00:00", "case", "2026-000003" },
  { "15:00:20", "rule", "5.4" },
  { "15:00:30", "field", "question" },
  { "15:00:40", "field", "phone" },
  { "15:00:50", "due", "2026-11-23T17:30:00+08:00" },
  { "15:09:00", "error", "FORBIDDEN" },
  { "15:09:30", "rule", "S004 9.2" },
  { "15:11:00", "field", "reply" },
  { "15:12:40", "rule", "S004 5.1" },
  /* The end of each: an answer to the customer first, then only read. */
  { "15:13:00", "error", "REFUSED" },
  { "15:20:20", "rule", "S004 5.1" },
  { "15:21:00", "error", "REFUSED" },
  /* A department takes it on, and it is followed up. */
  { "15:22:00", "ticket", "D001" },
  { "15:22:10", "ticket", "D001" },
  { "15:22:30", "case", "2026-000004" },
  { "15:22:50", "rule", "5.4" },
  { "15:23:00", "field", "summary" },
  { "15:23:10", "field", "department" },
  { "15:23:20", "field", "contact" },
  { "15:23:30", "field", "due" },
  { "15:23:40", "due", "2026-11-21T17:30:00+08:00" },
  { "15:30:00", "visit_from", "2026-11-21" },
  { "15:30:20", "field", "task" },
};

static const Expected *
expected_at (const char *at)
{
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    if (g_str_equal (expected[i].at, at))
      return &expected[i];
  return NULL;
}

static char *
member_of (JsonObject *answer, const char *name)
{
  JsonNode *node = json_object_get_member (answer, name);
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  if (node == NULL)
    return g_strdup ("nothing");
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  json_generator_set_root (generator, node);
  return json_generator_to_data (generator, NULL);
}

/* Returns: whether it was one of those that are refused */
static gboolean
check_answer (const char *line_text, const char *answer_text)
{
  static const char *const refusals[] = { "field", "rule", "error", NULL };
  g_autoptr (JsonNode) line = cli_json (line_text);
  g_autoptr (JsonNode) answer = cli_json (answer_text);
  const char *time = cli_json_text (json_node_get_object (line), "at");
  g_autofree char *at = g_strndup (time + strlen ("2026-11-20T"), strlen ("08:20:00"));
  const Expected *wanted = expected_at (at);
  gboolean refused = wanted != NULL && g_strv_contains (refusals, wanted->member);
  g_autofree char *value = wanted != NULL ? member_of (json_node_get_object (answer), wanted->member) : NULL;

  if (json_object_get_boolean_member (json_node_get_object (answer), "ok") == refused
      || (wanted != NULL && !g_str_equal (value, wanted->value)))
    g_error ("%s: %s", at, answer_text);
  return refused;
}

static char *
case_script (void)
{
  return g_test_build_filename (G_TEST_DIST, "cli", "cases.jsonl", NULL);
}

static CliFixture *
played (void)
{
  CliFixture *fixture = cli_fixture_new_practice ();
  g_autofree char *script = case_script ();

  cli_fixture_play (fixture, script);
  return fixture;
}

static void
test_answers (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *script = case_script ();
  g_autoptr (CliRun) run = cli_run (fixture, NULL, "play", script, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) answers = g_strsplit (run->out, "\n", -1);
  guint n;
  guint refused = 0;

  HALL_PROVES ("004-03 004-30 004-33 004-36 004-37 004-85 004-86 004-87 004-88 004-89");

  cli_assert_done (run);
  g_assert_true (g_file_get_contents (script, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  n = g_strv_length (lines) - 1;
  g_assert_cmpuint (g_strv_length (answers) - 1, ==, n);
  for (guint i = 0; i < n; i++)
    refused += check_answer (lines[i], answers[i]);
  g_assert_cmpuint (refused, >, 50);
}

/* What is counted and what stays: one second notice, two hand-overs, who is first-responsible. */
static void
test_afterwards (void)
{
  g_autoptr (CliFixture) fixture = played ();
  g_autoptr (CliRun) verified = cli_run (fixture, NULL, "verify", NULL);
  g_autofree char *second = cli_sql_text (
      fixture, "SELECT number || ' ' || cause || ' ' || approved_by FROM notice WHERE cause IS NOT NULL");
  g_autofree char *rounds = cli_sql_text (fixture, "SELECT count (*) FROM notice");
  g_autofree char *first = cli_sql_text (fixture, "SELECT first_responsible || ' ' || handler || ' ' || moved"
                                                  " FROM case_file WHERE number = '2026-000001'");
  g_autofree char *facts = cli_sql_text (
      fixture, "SELECT facts FROM journal WHERE command = 'hand-case' AND facts IS NOT NULL");
  g_autofree char *refused = cli_sql_text (
      fixture, "SELECT refusal || ' ' || outcome FROM case_file WHERE number = '2026-000002'");
  g_autofree char *coordinated = cli_sql_text (
      fixture, "SELECT outcome || ' ' || solved FROM case_file WHERE number = '2026-000004'");
  g_autofree char *wait = cli_sql_text (fixture, "SELECT count (*) FROM case_file f JOIN ticket t ON"
                                                 " t.id = f.ticket WHERE t.label = 'B003'");

  HALL_PROVES ("004-17 004-32 004-91 000-13 000-14 000-26");

  cli_assert_done (verified);
  g_assert_cmpstr (second, ==, "告字〔2026〕00002号 rule-changed L02");
  g_assert_cmpstr (rounds, ==, "2");
  g_assert_cmpstr (first, ==, "G05 G05 2");
  g_assert_nonnull (strstr (facts, "bounce"));
  g_assert_cmpstr (refused, ==, "不受字〔2026〕00001号 refused");
  g_assert_cmpstr (coordinated, ==, "forwarded 1");
  g_assert_cmpstr (wait, ==, "2"); /* one wait, two matters */
}

/* What the page @number says, without the spaces of its layout. */
static char *
text_of_paper (CliFixture *fixture, const char *number)
{
  g_autofree char *path = cli_fixture_path (fixture, "paper.pdf");
  g_autoptr (CliRun) made = cli_run (fixture, NULL, "paper", number, "--output", path, NULL);
  const char *argv[] = { "pdftotext", "-raw", path, "-", NULL };
  g_autofree char *text = NULL;
  GString *plain = g_string_new (NULL);
  int status = 0;

  cli_assert_done (made);
  g_assert_true (
      g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_isspace (g_utf8_get_char (at)))
      g_string_append_unichar (plain, g_utf8_get_char (at));
  return g_string_free (plain, FALSE);
}

/* Its papers say what the customer must know, in the words of the day. */
static void
test_papers (void)
{
  static const char *const said[][6] = {
    { "告字〔2026〕00001号", "不动产权证书原件", "未携带", "先缴清欠费", "2026-000001", NULL },
    { "告字〔2026〕00002号", "双方身份证件", "换领新证", "派出所户籍窗口", NULL },
    { "受字〔2026〕00001号", "申请表", "11-25", "王小明", NULL },
    { "不受字〔2026〕00001号", "《供用热合同》第六条第二款", "现已超过办理期", "赵六", NULL },
    { "2026-000003", "能否按剩余天数计收热费", "2026-11-23", NULL },
  };
  g_autofree char *pdftotext = g_find_program_in_path ("pdftotext");
  g_autoptr (CliFixture) fixture = played ();

  HALL_PROVES ("004-86 004-87 004-88 004-89 000-11 000-28");

  if (pdftotext == NULL) {
    g_test_skip ("there is no pdftotext");
    return;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (said); i++) {
    g_autofree char *text = text_of_paper (fixture, said[i][0]);

    for (guint n = 0; said[i][n] != NULL; n++)
      if (strstr (text, said[i][n]) == NULL)
        g_error ("%s does not say “%s”: %s", said[i][0], said[i][n], text);
    g_assert_nonnull (strstr (text, i == 4 ? "G07" : i == 3 ? "G07" : "G05"));
    g_assert_null (strstr (text, "13800001234"));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/cases/answers", test_answers);
  g_test_add_func ("/cli/cases/afterwards", test_afterwards);
  g_test_add_func ("/cli/cases/papers", test_papers);
  return g_test_run ();
}
