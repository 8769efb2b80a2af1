/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What clerks look up: cases by the initials of a name, and the knowledge base. */

#include "hall-case-fixture.h"
#include "hall-case-view.h"
#include "hall-knowledge.h"
#include "hall-setup-file.h"
#include "hall-test.h"

/* The numbers of the cases that are found, parted by blanks. */
static char *
find_cases (HallFixture *hall, const char *typed)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_string (typed));
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) found = hall_case_find_read (hall->engine, params, &error);
  g_autoptr (GString) numbers = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (found); i++) {
    g_autoptr (HallCaseLine) line = g_list_model_get_item (found, i);

    g_string_append_printf (numbers, "%s%s", i > 0 ? " " : "", line->number);
  }
  return g_string_free (g_steal_pointer (&numbers), FALSE);
}

static void
assert_found (HallFixture *hall, const char *typed, const char *expected)
{
  g_autofree char *found = find_cases (hall, typed);

  g_assert_cmpstr (found, ==, expected);
}

/* A name is found by the letters that it begins with, and with the matter behind it. */
static void
test_case_initials (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *first = hall_case_open (hall, "B1", "'name': <'王小明'>");
  g_autofree char *second = hall_case_open (hall, "B2", "'name': <'王小明'>");
  g_autofree char *third = hall_case_open (hall, "B2", "'name': <'单雄信'>");
  g_autofree char *nameless = hall_case_open (hall, "C1", "'kind': <'enquiry'>");
  g_autofree char *both = g_strconcat (second, " ", first, NULL);
  g_autofree char *stored = NULL;

  HALL_PROVES ("003-45");

  assert_found (hall, "wxm", both);
  assert_found (hall, "WX", both);
  assert_found (hall, "wxmgh", first);
  assert_found (hall, "wxmbt", second);
  assert_found (hall, "sxx", third);
  assert_found (hall, "zcsf", nameless);
  assert_found (hall, "xm", "");
  assert_found (hall, "w", "");
  assert_found (hall, "wz", "");
  stored = hall_fixture_list (hall, "SELECT initials FROM case_file ORDER BY id");
  g_assert_cmpstr (stored, ==, "wxmghgm wxmbt sxxbt zcsfjd");
}

/* However many names begin so, a bounded number of rows is read. */
static void
test_case_initials_bounded (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "B1", "'name': <'王小明'>");
  g_autofree char *found = NULL;
  g_auto (GStrv) numbers = NULL;

  g_assert_null (hall_fixture_sql_error (
      hall, "INSERT INTO case_file (id, number, day, matter, version, applicant, kind, state,"
            " first_responsible, handler, opened_at, name, initials) WITH RECURSIVE n (i) AS (SELECT 1 UNION"
            " ALL SELECT i + 1 FROM n WHERE i < 3000) SELECT 1000 + i, 'X-' || i, f.day, f.matter, f.version,"
            " f.applicant, f.kind, 'closed', f.first_responsible, f.handler, i, '王乙', 'wyghgm' FROM"
            " case_file f, n"));
  found = find_cases (hall, "wy");
  numbers = g_strsplit (found, " ", -1);
  g_assert_cmpuint (g_strv_length (numbers), ==, 50);
  assert_found (hall, "wxmg", file);
}

/* --- The knowledge base --- */

/* The codes of the items that are found, parted by blanks. */
static char *
find_items (HallFixture *hall, const char *typed, const char *kind, gboolean editing)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new ("(sssb)", typed, kind, "", editing));
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) found = hall_knowledge_find_read (hall->engine, params, &error);
  g_autoptr (GString) codes = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (found); i++) {
    g_autoptr (HallKnowledgeItem) item = g_list_model_get_item (found, i);

    g_string_append_printf (codes, "%s%s", i > 0 ? " " : "", item->code);
  }
  return g_string_free (g_steal_pointer (&codes), FALSE);
}

static HallKnowledgeItem *
read_item (HallFixture *hall, const char *code, const char *matter)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new ("(ssb)", code, matter, FALSE));
  g_autoptr (GError) error = NULL;
  HallKnowledgeItem *item = hall_knowledge_read (hall->engine, params, &error);

  g_assert_no_error (error);
  return item;
}

/* What an answer lacks, "field field". */
static char *
warned (GVariant *answer)
{
  g_autoptr (GVariant) list = g_variant_lookup_value (answer, "warnings", G_VARIANT_TYPE ("av"));
  g_autoptr (GString) fields = g_string_new (NULL);

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (list, i);
    g_autoptr (GVariant) one = g_variant_get_variant (boxed);
    const char *field;

    g_assert_true (g_variant_lookup (one, "field", "&s", &field));
    g_string_append_printf (fields, "%s%s", i > 0 ? " " : "", field);
  }
  return g_string_free (g_steal_pointer (&fields), FALSE);
}

static void
assert_warned (HallFixture *hall, const char *args, const char *expected)
{
  g_autoptr (GVariant) answer = hall_fixture_do (hall, "A01", 0, "set-knowledge", args);
  g_autofree char *fields = warned (answer);

  g_assert_cmpstr (fields, ==, expected);
}

/* Only administrators write it; everybody at a counter reads it. */
static void
test_roles (void)
{
  static const char *const others[] = { "G05", "L02" };
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *found = NULL;

  HALL_PROVES ("000-05");

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    hall_fixture_refuse (hall, others[i], 0, "set-knowledge", "{'code': <'K001'>, 'answer': <'随便'>}",
                         HALL_ERROR_FORBIDDEN, NULL, NULL);
    hall_fixture_refuse (hall, others[i], 0, "import-knowledge", "{'source': <'a.csv'>, 'data': <b'x'>}",
                         HALL_ERROR_FORBIDDEN, NULL, NULL);
  }
  found = hall_fixture_sql (hall, "SELECT count (*) FROM knowledge WHERE version > 1");
  g_assert_cmpstr (found, ==, "0");
}

/* The items that the story of a case names. */
static void
assert_told (HallFixture *hall, const char *file, const char *expected)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_string (file));
  g_autoptr (HallCaseView) view = hall_case_view_read (hall->engine, params, NULL);
  g_autoptr (GString) items = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (view->story); i++) {
    g_autoptr (HallCaseLine) line = g_list_model_get_item (view->story, i);

    if (line->number != NULL)
      g_string_append_printf (items, "%s%s", items->len > 0 ? " " : "", line->number);
  }
  g_assert_cmpstr (items->str, ==, expected);
}

/* A change is a new version; the old one stays for the record of who was told it. */
static void
test_versions (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "C1", "'kind': <'enquiry'>");
  g_autoptr (GVariant) made = NULL;
  g_autoptr (GVariant) changed = NULL;
  g_autoptr (GVariant) unnamed = NULL;
  g_autofree char *used = NULL;
  g_autofree char *code = NULL;
  g_autofree char *versions = NULL;

  HALL_PROVES ("000-05 004-35");

  made = hall_fixture_do (
      hall, "A01", 0, "set-knowledge",
      "{'code': <'T1'>, 'kind': <'other'>, 'question': <'厕所在哪'>, 'answer': <'出门左转'>}");
  g_assert_cmpint (hall_fixture_int (made, "version"), ==, 1);
  hall_case_must (hall, "G05", file, "answer", "'knowledge': <'T1'>");
  changed = hall_fixture_do (hall, "A01", 0, "set-knowledge", "{'code': <'T1'>, 'answer': <'出门右转'>}");
  g_assert_cmpint (hall_fixture_int (changed, "version"), ==, 2);
  hall_case_must (hall, "G05", file, "answer", "'knowledge': <'T1'>");
  used = hall_fixture_list (hall, "SELECT text, detail FROM case_event WHERE command = 'answer' ORDER BY id");
  g_assert_cmpstr (
      used, ==,
      "出门左转 {\"knowledge\":\"T1\",\"version\":1} 出门右转 {\"knowledge\":\"T1\",\"version\":2}");
  assert_told (hall, file, "T1/1 T1/2");
  versions = hall_fixture_list (hall,
                                "SELECT version, question, answer, staff FROM knowledge WHERE code = 'T1'"
                                " ORDER BY version");
  g_assert_cmpstr (versions, ==, "1 厕所在哪 出门左转 A01 2 厕所在哪 出门右转 A01");

  unnamed = hall_fixture_do (hall, "A01", 0, "set-knowledge",
                             "{'kind': <'其他'>, 'question': <'有水喝吗'>, 'answer': <'饮水机在门口'>}");
  code = hall_fixture_text (unnamed, "code");
  g_assert_cmpstr (code, ==, "K026");
}

/* What is taken out of use is found by nobody and answers nothing. */
static void
test_inactive (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "C1", "'kind': <'enquiry'>");
  g_autofree char *before = find_items (hall, "怎么过户", "", FALSE);
  g_autofree char *after = NULL;
  g_autofree char *editing = NULL;

  g_assert_cmpstr (before, ==, "K002");
  hall_fixture_must (hall, "A01", 0, "set-knowledge", "%s", "{'code': <'K002'>, 'active': <false>}");
  after = find_items (hall, "怎么过户", "", FALSE);
  g_assert_cmpstr (after, ==, "");
  editing = find_items (hall, "怎么过户", "", TRUE);
  g_assert_cmpstr (editing, ==, "K002");
  hall_case_refuse (hall, "G05", file, "answer", "'knowledge': <'K002'>", HALL_ERROR_NOT_FOUND, NULL,
                    "knowledge");
}

/* The figures in an answer are those of the data: a new version of the matter changes what is read out. */
static void
test_figures (void)
{
  g_autoptr (HallFixture) hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "B1", "'kind': <'enquiry'>");
  g_autoptr (HallKnowledgeItem) before = NULL;
  g_autoptr (HallKnowledgeItem) after = NULL;
  g_autofree char *told = NULL;

  HALL_PROVES ("000-20");

  hall_fixture_must (hall, "A01", 0, "set-knowledge", "%s",
                     "{'code': <'T1'>, 'kind': <'fee'>, 'question': <'多久多少钱'>, 'answer':"
                     " <'{matter}{fee}，{promise}，{due}前；住宅{tariff_home}；{hall}{hours}{phone}；"
                     "{repair.department}{repair.phone}'>, 'fee_rule': <'{B1.fee}'>, 'remark': <'无'>}");
  before = read_item (hall, "T1", "B1");
  g_assert_cmpstr (before->spoken, ==,
                   "过户更名无，3个工作日，11月25日17:30前；住宅每平方米24.00元；城东客户服务大厅08:30至17:30"
                   "0000-0000000；抢修中心0000-0000022");
  g_assert_cmpstr (before->fee_rule, ==, "无");
  g_assert_nonnull (strstr (before->answer, "{fee}"));

  hall_fixture_must (hall, "A01", 0, "set-option", "%s",
                     "{'name': <'tariff_home'>, 'value': <'每平方米25.50元'>}");
  hall_fixture_must (
      hall, "A01", 0, "set-matter", "%s",
      "{'matter': <'B1'>, 'fee': <'80元'>, 'due_kind': <'working-days'>, 'due_count': <int64 5>,"
      " 'promise': <'5个工作日'>}");
  after = read_item (hall, "T1", "B1");
  g_assert_cmpstr (
      after->spoken, ==,
      "过户更名80元，5个工作日，11月27日17:30前；住宅每平方米25.50元；城东客户服务大厅08:30至17:30"
      "0000-0000000；抢修中心0000-0000022");
  hall_case_must (hall, "G05", file, "answer", "'knowledge': <'T1'>");
  told = hall_fixture_sql (hall, "SELECT text FROM case_event WHERE command = 'answer'");
  g_assert_cmpstr (told, ==, after->spoken);
}

/* With no matter in front a figure of the matter is left to the clerk. */
static void
test_no_matter (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (HallKnowledgeItem) item = read_item (hall, "K009", "");
  g_autoptr (HallKnowledgeItem) of_matter = read_item (hall, "K009", "B4");

  g_assert_true (g_str_has_suffix (item->spoken, "……。"));
  g_assert_true (g_str_has_suffix (of_matter->spoken, "申请表、不动产权证书原件。"));
}

static void
test_unknown_slots (void)
{
  static const char *const answers[] = {
    "{price}", "{B9.fee}", "{B1.colour}", "{tariff_moon}", "{B1.fee", "{}", "{ fee }", "{nobody.phone}",
  };
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  HALL_PROVES ("000-20");

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_autofree char *args = g_strdup_printf (
        "{'code': <'T1'>, 'kind': <'other'>, 'question': <'问'>, 'answer': <'答%s'>}", answers[i]);

    hall_fixture_refuse (hall, "A01", 0, "set-knowledge", args, HALL_ERROR_INVALID, "S000 3.4", "answer");
  }
  hall_fixture_refuse (hall, "A01", 0, "set-knowledge",
                       "{'code': <'T1'>, 'kind': <'other'>, 'question': <'问'>, 'answer': <'答'>, 'fee_rule':"
                       " <'{price}'>}",
                       HALL_ERROR_INVALID, "S000 3.4", "fee_rule");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM knowledge WHERE code = 'T1'"), ==, 0);
}

static void
test_faults (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  HALL_PROVES ("000-30");

  hall_fixture_refuse (hall, "A01", 0, "set-knowledge",
                       "{'code': <'T1'>, 'question': <'问'>, 'answer': <'答'>}", HALL_ERROR_INVALID, "S000 4",
                       "kind");
  hall_fixture_refuse (hall, "A01", 0, "set-knowledge",
                       "{'code': <'T1'>, 'kind': <'other'>, 'answer': <'答'>}", HALL_ERROR_INVALID, "S000 4",
                       "question");
  hall_fixture_refuse (hall, "A01", 0, "set-knowledge",
                       "{'code': <'T1'>, 'kind': <'other'>, 'question': <'问'>}", HALL_ERROR_INVALID,
                       "S000 4", "answer");
  hall_fixture_refuse (hall, "A01", 0, "set-knowledge",
                       "{'code': <'T1'>, 'kind': <'weather'>, 'question': <'问'>, 'answer': <'答'>}",
                       HALL_ERROR_INVALID, "S000 4", "kind");
  hall_fixture_refuse (hall, "A01", 0, "set-knowledge",
                       "{'code': <'T 1'>, 'kind': <'other'>, 'question': <'问'>, 'answer': <'答'>}",
                       HALL_ERROR_INVALID, NULL, "code");
}

/* What an item lacks is said, and it is kept. */
static void
test_warnings (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  HALL_PROVES ("000-31 000-32");

  assert_warned (hall,
                 "{'code': <'T1'>, 'kind': <'办理'>, 'question': <'问'>, 'answer': <'线上可办'>, 'online':"
                 " <'公众号'>}",
                 "offline");
  assert_warned (hall, "{'code': <'T1'>, 'offline': <'到厅办理'>}", "");
  assert_warned (hall, "{'code': <'T1'>, 'online': <''>}", "online");
  assert_warned (hall, "{'code': <'T2'>, 'kind': <'fee'>, 'question': <'问'>, 'answer': <'答'>}",
                 "fee_rule remark");
  assert_warned (hall, "{'code': <'T2'>, 'fee_rule': <'面积乘单价'>, 'remark': <'以通知为准'>}", "");
  assert_warned (hall, "{'code': <'T2'>, 'answer': <'每平方米24.5 元'>}", "answer");
  assert_warned (hall, "{'code': <'T2'>, 'answer': <'3个工作日'>}", "answer");
  assert_warned (hall, "{'code': <'T2'>, 'answer': <'11月15日起，按第9条，{A1.promise}'>}", "");
}

/* By a word of theirs, by initials, by several words, by kind; what is in the question comes first. */
static void
test_find (void)
{
  static const struct {
    const char *typed;
    const char *kind;
    const char *first;
  } queries[] = {
    { "过户", "", "K002" },      { "gh", "", "K002" },        { "zmgh", "", "K002" },
    { "K011", "", "K011" },      { "漏水", "", "K023" },      { "ls", "fault", "K023" },
    { "发票", "", "K008" },      { "KFP", "", "K008" },       { "室温 标准", "", "" },
    { "室内 标准", "", "K017" }, { "jlbr", "", "K022" },      { "多退少补", "", "K005" },
    { "收费", "policy", "" },    { "", "complaint", "K024" }, { "没有这样的", "", "" },
  };
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *all = find_items (hall, "", "", FALSE);
  g_auto (GStrv) codes = g_strsplit (all, " ", -1);

  HALL_PROVES ("003-45");

  g_assert_cmpuint (g_strv_length (codes), ==, 25);
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++) {
    g_autofree char *found = find_items (hall, queries[i].typed, queries[i].kind, FALSE);
    g_auto (GStrv) hits = g_strsplit (found, " ", -1);

    g_test_message ("%s: %s", queries[i].typed, found);
    g_assert_cmpstr (hits[0] != NULL ? hits[0] : "", ==, queries[i].first);
  }
}

/* --- Files --- */

static GVariant *
import_csv (HallFixture *hall, const char *text, GError **error)
{
  g_auto (GVariantBuilder) args = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (HallCommand) command = NULL;

  g_variant_builder_add (&args, "{sv}", "source", g_variant_new_string ("items.csv"));
  g_variant_builder_add (&args, "{sv}", "data",
                         g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, text, strlen (text), 1));
  command = hall_command_new ("import-knowledge", g_variant_builder_end (&args), "A01", 0, "cli", NULL);
  return hall_engine_do (hall->engine, command, error);
}

/* The four columns of S000 are enough; what is there stays where the file says nothing of it. */
static void
test_import_four_columns (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = import_csv (hall,
                                            "\357\273\277问题类型,用户问题示例,标准回答话术,备注\r\n"
                                            "业务办理,怎么缴采暖费？,\"请到窗口，\n带户号\",新备注\r\n"
                                            "费用,水费在哪交,水费不归本厅，{phone}可问,\r\n",
                                            &error);
  g_autofree char *known = NULL;
  g_autofree char *new_one = NULL;
  g_autofree char *fields = NULL;

  HALL_PROVES ("000-30");

  g_assert_no_error (error);
  g_assert_cmpint (hall_fixture_int (answer, "rows"), ==, 2);
  g_assert_cmpint (hall_fixture_int (answer, "changed"), ==, 2);
  fields = warned (answer);
  g_assert_cmpstr (fields, ==, "line[4].fee_rule line[4].remark");
  known = hall_fixture_list (hall, "SELECT version, answer, remark, offline <> '' FROM knowledge WHERE code ="
                                   " 'K001' ORDER BY version DESC LIMIT 1");
  g_assert_true (g_str_has_prefix (known, "2 请到窗口，\n带户号 新备注 "));
  new_one = hall_fixture_list (hall,
                               "SELECT code, kind, initials FROM knowledge WHERE question = '水费在哪交'");
  g_assert_cmpstr (new_one, ==, "K026 fee sfznj");
}

static void
assert_not_imported (HallFixture *hall, const char *text, const char *rule, const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = import_csv (hall, text, &error);

  g_assert_null (answer);
  g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
  g_assert_cmpstr (hall_error_get_rule (error), ==, rule);
  g_assert_cmpstr (hall_error_get_field (error), ==, field);
}

static void
test_import_faults (void)
{
#define HEAD "问题类型,用户问题示例,标准回答话术,备注,编号\n"
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  HALL_PROVES ("000-30");

  assert_not_imported (hall, "问题类型,用户问题示例,标准回答话术\n", "S000 4", "header");
  assert_not_imported (hall, "问题类型,用户问题示例,标准回答话术,备注,颜色\n", "S000 4", "header");
  assert_not_imported (hall, HEAD "其他,问,答,,T1\n其他,问二,,,T2\n", "S000 4", "line[3].answer");
  assert_not_imported (hall, HEAD "其他,问,{moon},,T1\n", "S000 3.4", "line[2].answer");
  assert_not_imported (hall, HEAD "其他,问,答,,T1\n其他,问二,答,,T1\n", NULL, "line[3].code");
  assert_not_imported (hall, HEAD "其他,\"问,答,,T1\n", NULL, "data");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM knowledge"), ==, 25);
#undef HEAD
}

/* What is exported can be imported, and then nothing is new. */
static void
test_round_trip (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = hall_knowledge_export (hall->engine, NULL, &error);
  g_autoptr (GVariant) answer = NULL;

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (text, "\357\273\277问题类型,用户问题示例,标准回答话术,备注,"));
  answer = import_csv (hall, text, &error);
  g_assert_no_error (error);
  g_assert_cmpint (hall_fixture_int (answer, "rows"), ==, 25);
  g_assert_cmpint (hall_fixture_int (answer, "changed"), ==, 0);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM knowledge"), ==, 25);
}

/* What is asked most has a section each, and a section holds nothing else. */
static void
test_sections (void)
{
  static const char *const sections[] = { "business", "fee", "policy" };
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  HALL_PROVES ("002-02");

  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++) {
    g_autofree char *found = find_items (hall, "", sections[i], FALSE);
    g_auto (GStrv) codes = g_strsplit (found, " ", -1);

    g_assert_nonnull (codes[0]);
    for (gsize j = 0; codes[j] != NULL; j++) {
      g_autoptr (HallKnowledgeItem) item = read_item (hall, codes[j], "");

      g_assert_cmpstr (item->kind, ==, sections[i]);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/knowledge/case-initials", test_case_initials);
  g_test_add_func ("/knowledge/case-initials-bounded", test_case_initials_bounded);
  g_test_add_func ("/knowledge/sections", test_sections);
  g_test_add_func ("/knowledge/roles", test_roles);
  g_test_add_func ("/knowledge/versions", test_versions);
  g_test_add_func ("/knowledge/inactive", test_inactive);
  g_test_add_func ("/knowledge/figures", test_figures);
  g_test_add_func ("/knowledge/no-matter", test_no_matter);
  g_test_add_func ("/knowledge/unknown-slots", test_unknown_slots);
  g_test_add_func ("/knowledge/faults", test_faults);
  g_test_add_func ("/knowledge/warnings", test_warnings);
  g_test_add_func ("/knowledge/find", test_find);
  g_test_add_func ("/knowledge/import-four-columns", test_import_four_columns);
  g_test_add_func ("/knowledge/import-faults", test_import_faults);
  g_test_add_func ("/knowledge/round-trip", test_round_trip);
  return g_test_run ();
}
