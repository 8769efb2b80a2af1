/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What matters ask and promise: versions with the day they are in force from, files of them, departments, the
 * national calendar. */

#include "hall-case-fixture.h"
#include "hall-json.h"
#include "hall-matter-view.h"
#include "hall-setup-file.h"
#include "hall-test.h"
#include "hall-time.h"
#include "hall-views.h"

#define B1                                                                                                   \
  "SELECT version, effective_from, promise, due_kind, due_count, fee FROM matter_version WHERE matter = "    \
  "'B1'"

static void
assert_list (HallFixture *hall, const char *sql, const char *expected)
{
  g_autofree char *rows = hall_fixture_list (hall, sql);

  g_assert_cmpstr (rows, ==, expected);
}

static char *
ticket_materials (HallFixture *hall, const char *matter)
{
  g_autofree char *args = g_strdup_printf ("{'category': <'%c'>, 'matter': <'%s'>}", *matter, matter);

  hall_fixture_must (hall, NULL, 0, "take-ticket", "%s", args);
  return hall_fixture_sql (hall, "SELECT content FROM document ORDER BY id DESC LIMIT 1");
}

/* The table of appendix A is in the sample hall, with all that a notice needs. */
static void
test_sample (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  HALL_PROVES ("004-07");

  assert_list (hall, B1, "1 2000-01-01 3个工作日 working-days 3 无");
  assert_list (
      hall,
      "SELECT code, form, copies, handling, mandatory, may_follow FROM matter_item WHERE matter = 'B1' AND"
      " applicant = 'all' ORDER BY position",
      "application form 1 keep 1 0 title original 1 return 1 0 both-ids original 2 check 1 0"
      " settled copy 1 keep 1 0");
  assert_list (hall,
               "SELECT matter, due_kind, due_count, excluded FROM matter_version WHERE matter IN ('B4', 'D2')"
               " ORDER BY matter",
               "B4 working-days 5 现场测量 D2 minutes 30 ");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM matter_version"), ==, 11);
  g_assert_cmpint (
      hall_fixture_sql_int (
          hall, "SELECT count (*) FROM matter_item WHERE form <> 'data' AND mandatory = 1 AND how = ''"),
      ==, 0);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM matter_version WHERE basis = ''"), ==,
                   0);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM department"), ==, 5);
  assert_list (hall, "SELECT fields FROM matter_version WHERE matter IN ('B1', 'C1') ORDER BY matter",
               "name,phone,id-check ");
}

/* A change is a new version; what was not said stays, and the old one is as it was. */
static void
test_new_version (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) same = NULL;

  answer = hall_fixture_do (
      hall, "A01", 0, "set-matter",
      "{'matter': <'B1'>, 'due_count': <int64 2>, 'fee': <'20元'>, 'items': <["
      "<{'code': <'title'>, 'name': <'不动产权证书'>, 'handling': <'return'>}>,"
      "<{'code': <'plan'>, 'name': <'平面图'>, 'form': <'copy'>, 'may_follow': <true>}>]>}");
  g_assert_cmpint (hall_fixture_int (answer, "version"), ==, 2);
  assert_list (hall, B1 " ORDER BY version",
               "1 2000-01-01 3个工作日 working-days 3 无 2 2026-11-20 2个工作日 working-days 2 20元");
  assert_list (hall,
               "SELECT basis = (SELECT basis FROM matter_version WHERE matter = 'B1' AND version = 1)"
               " AND conditions <> '' FROM matter_version WHERE matter = 'B1' AND version = 2",
               "1");
  assert_list (
      hall,
      "SELECT code, copies, mandatory, may_follow FROM matter_item WHERE matter = 'B1' AND version = 2"
      " ORDER BY position",
      "title 1 1 0 plan 1 1 1");
  g_assert_cmpint (
      hall_fixture_sql_int (hall, "SELECT count (*) FROM matter_item WHERE matter = 'B1' AND version = 1"),
      ==, 6);

  /* What says nothing new is no version. */
  same = hall_fixture_do (hall, "A01", 0, "set-matter",
                          "{'matter': <'B1'>, 'fee': <'20元'>, 'name': <'过户'>}");
  g_assert_cmpint (hall_fixture_int (same, "version"), ==, 2);
  assert_list (hall, "SELECT name FROM matter WHERE code = 'B1'", "过户");
}

static char *
promise_on_board (HallFixture *hall, const char *matter)
{
  g_autoptr (GError) error = NULL;
  HallPublicView *view = hall_public_view_read (hall->engine, NULL, &error);
  char *promise = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (view->promises); i++) {
    g_autoptr (HallMatter) one = g_list_model_get_item (view->promises, i);

    if (g_str_equal (one->code, matter))
      promise = g_strjoin (" ", one->promise, one->promise_en, one->fee, NULL);
  }
  hall_public_view_free (view);
  return promise;
}

/* What is promised on the board is what is in force: of tomorrow's promise it says nothing today. */
static void
test_board (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *today = NULL;
  g_autofree char *tomorrow = NULL;
  g_autofree char *unborn = NULL;

  hall_fixture_must (hall, "A01", 0, "set-matter", "%s",
                     "{'matter': <'B1'>, 'effective_from': <'2026-11-21'>, 'due_count': <int64 2>}");
  hall_fixture_must (
      hall, "A01", 0, "set-matter", "%s",
      "{'matter': <'B9'>, 'category': <'B'>, 'name': <'新事项'>, 'effective_from': <'2026-11-21'>}");
  today = promise_on_board (hall, "B1");
  unborn = promise_on_board (hall, "B9");
  hall_fixture_set_time (hall, "2026-11-21T00:00:01");
  tomorrow = promise_on_board (hall, "B1");
  g_assert_cmpstr (today, ==, "3个工作日 3 working days 无");
  g_assert_cmpstr (tomorrow, ==, "2个工作日 2 working days 无");
  g_assert_cmpstr (unborn, ==, NULL);
}

/* A version is in force from its day on, and not before; the later one wins whenever it was written. */
static void
test_effective_from (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 version;

  hall_fixture_must (hall, "A01", 0, "set-matter", "%s",
                     "{'matter': <'B2'>, 'effective_from': <'2026-12-01'>, 'items': <[<'新申请表'>]>}");
  hall_fixture_must (hall, "A01", 0, "set-matter", "%s",
                     "{'matter': <'B2'>, 'effective_from': <'2026-11-25'>, 'fee': <'不收费'>}");
  assert_list (hall,
               "SELECT version, effective_from FROM matter_version WHERE matter = 'B2' ORDER BY version",
               "1 2000-01-01 2 2026-12-01 3 2026-11-25");
  /* The third goes on from what is in force then, not from the second, which comes later. */
  g_assert_cmpint (
      hall_fixture_sql_int (hall, "SELECT count (*) FROM matter_item WHERE matter = 'B2' AND version = 3"),
      ==, 4);
  for (int i = 0; i < 5; i++) {
    static const char *const days[] = { "2026-11-24", "2026-11-25", "2026-11-30", "2026-12-01",
                                        "1999-12-31" };
    static const gint64 versions[] = { 1, 3, 3, 2, 0 };

    g_assert_true (hall_matter_version (hall_engine_get_db (hall->engine), "B2", days[i], &version, NULL));
    g_assert_cmpint (version, ==, versions[i]);
  }
  before = ticket_materials (hall, "B2");
  g_assert_nonnull (strstr (before, "户主身份证件"));
  hall_fixture_set_time (hall, "2026-12-01T09:00:00");
  after = ticket_materials (hall, "B2");
  g_assert_null (strstr (after, "户主身份证件"));
  g_assert_nonnull (strstr (after, "新申请表"));
}

/* Only what everybody must bring is on the ticket: nothing of companies, nothing that may be left at home. */
static void
test_ticket (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *b5 = ticket_materials (hall, "B5");
  g_autofree char *a1 = ticket_materials (hall, "A1");

  HALL_PROVES ("004-07");

  g_assert_nonnull (strstr (b5, "平面图"));
  g_assert_null (strstr (b5, "营业执照"));
  g_assert_nonnull (strstr (a1, "供热卡或户号"));
  g_assert_null (strstr (a1, "上一采暖季收据"));
}

static void
test_refusals (void)
{
  static const struct {
    const char *args;
    HallError code;
    const char *rule;
    const char *field;
  } bad[] = {
    { "'matter': <'新'>, 'category': <'A'>, 'name': <'x'>", HALL_ERROR_INVALID, NULL, "matter" },
    { "'matter': <'A9'>, 'category': <'A'>", HALL_ERROR_INVALID, NULL, "name" },
    { "'matter': <'A9'>, 'name': <'x'>", HALL_ERROR_INVALID, NULL, "category" },
    { "'matter': <'A9'>, 'category': <'Z'>, 'name': <'x'>", HALL_ERROR_NOT_FOUND, NULL, "category" },
    { "'matter': <'B1'>, 'effective_from': <'2026-11-19'>", HALL_ERROR_INVALID, "Q53", "effective_from" },
    { "'matter': <'B1'>, 'effective_from': <'2026-02-30'>", HALL_ERROR_INVALID, "Q53", "effective_from" },
    { "'matter': <'B1'>, 'due_kind': <'weeks'>", HALL_ERROR_INVALID, "3.4", "due_kind" },
    { "'matter': <'B1'>, 'due_kind': <'instant'>", HALL_ERROR_INVALID, "3.4", "due_count" },
    { "'matter': <'B1'>, 'due_count': <int64 0>", HALL_ERROR_INVALID, "3.4", "due_count" },
    { "'matter': <'B1'>, 'due_count': <int64 1001>", HALL_ERROR_INVALID, "3.4", "due_count" },
    { "'matter': <'B1'>, 'due_count': <int64 -1>", HALL_ERROR_INVALID, NULL, "due_count" },
    { "'matter': <'B2'>, 'due_count': <int64 8785>", HALL_ERROR_INVALID, "3.4", "due_count" },
    { "'matter': <'B1'>, 'notice_days': <int64 0>", HALL_ERROR_INVALID, "Q08", "notice_days" },
    { "'matter': <'B1'>, 'notice_days': <int64 366>", HALL_ERROR_INVALID, NULL, "notice_days" },
    { "'matter': <'B1'>, 'fields': <[<'name'>, <'religion'>]>", HALL_ERROR_INVALID, "3.9", "fields" },
    { "'matter': <'B1'>, 'fields': <[<int64 1>]>", HALL_ERROR_INVALID, "3.9", "fields" },
    { "'matter': <'B1'>, 'items': <[<{'name': <'x'>}>]>", HALL_ERROR_INVALID, "3.2", "items[1].code" },
    { "'matter': <'B1'>, 'items': <[<{'code': <'a'>, 'name': <'x'>}>, <{'code': <'a'>, 'name': <'y'>}>]>",
      HALL_ERROR_INVALID, "3.2", "items[2].code" },
    { "'matter': <'B1'>, 'items': <[<{'code': <'a'>}>]>", HALL_ERROR_INVALID, "4.2", "items[1].name" },
    { "'matter': <'B1'>, 'items': <[<{'code': <'a'>, 'name': <'x'>, 'form': <'scan'>}>]>", HALL_ERROR_INVALID,
      "4.2", "items[1].form" },
    { "'matter': <'B1'>, 'items': <[<{'code': <'a'>, 'name': <'x'>, 'copies': <int64 0>}>]>",
      HALL_ERROR_INVALID, "4.2", "items[1].copies" },
    { "'matter': <'B1'>, 'items': <[<{'code': <'a'>, 'name': <'x'>, 'copies': <int64 100>}>]>",
      HALL_ERROR_INVALID, NULL, "items[1].copies" },
    { "'matter': <'B1'>, 'items': <[<{'code': <'a'>, 'name': <'x'>, 'handling': <'burn'>}>]>",
      HALL_ERROR_INVALID, "4.3", "items[1].handling" },
    { "'matter': <'B1'>, 'items': <[<{'code': <'a'>, 'name': <'x'>, 'applicant': <'dog'>}>]>",
      HALL_ERROR_INVALID, NULL, "items[1].applicant" },
    { "'matter': <'B1'>, 'items': <[<{'code': <'a'>, 'name': <'x'>, 'mandatory': <false>, 'may_follow': "
      "<true>}>]>",
      HALL_ERROR_INVALID, "Q50", "items[1].may_follow" },
    { "'matter': <'B1'>, 'items': <[<{'code': <'a'>, 'name': <'x'>, 'colour': <'red'>}>]>",
      HALL_ERROR_INVALID, NULL, "items[1].colour" },
    { "'matter': <'B1'>, 'items': <[<int64 1>]>", HALL_ERROR_INVALID, NULL, "items[1]" },
    { "'matter': <'B1'>, 'items': <[<'x'>]>, 'materials': <[<'x'>]>", HALL_ERROR_INVALID, NULL, "materials" },
  };
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *args = g_strdup_printf ("{%s}", bad[i].args);

    hall_fixture_refuse (hall, "A01", 0, "set-matter", args, bad[i].code, bad[i].rule, bad[i].field);
  }
  hall_fixture_refuse (hall, "L02", 0, "set-matter", "{'matter': <'B1'>}", HALL_ERROR_FORBIDDEN, "7", NULL);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM matter_version"), ==, 11);
}

static void
test_department (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_fixture_must (
      hall, "A01", 0, "set-department", "%s",
      "{'department': <'repair'>, 'name': <'抢修二队'>, 'contact': <'队长'>, 'phone': <'0000-1'>}");
  assert_list (hall, "SELECT name, duty, contact, phone FROM department WHERE code = 'repair'",
               "抢修二队  队长 0000-1");
  hall_fixture_refuse (hall, "A01", 0, "set-department",
                       "{'department': <'x'>, 'name': <'x'>, 'contact': <''>, 'phone': <'1'>}",
                       HALL_ERROR_INVALID, NULL, "contact");
}

/* --- Files --- */

static GVariant *
import (HallFixture *hall, const char *command, const char *text, GError **error)
{
  g_auto (GVariantBuilder) args = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (HallCommand) asked = NULL;

  g_variant_builder_add (&args, "{sv}", "source", g_variant_new_string ("file.json"));
  g_variant_builder_add (&args, "{sv}", "data",
                         g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, text, strlen (text), 1));
  asked = hall_command_new (command, g_variant_builder_end (&args), "A01", 0, NULL, NULL);
  return hall_engine_do (hall->engine, asked, error);
}

static void
refuse_import (HallFixture *hall, const char *command, const char *text, const char *rule, const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = import (hall, command, text, &error);

  g_assert_null (answer);
  g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
  g_assert_cmpstr (hall_error_get_rule (error), ==, rule);
  g_assert_cmpstr (hall_error_get_field (error), ==, field);
}

static void
test_import_matters (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = import (
      hall, "import-matters",
      "\357\273\277{\"departments\": [{\"code\": \"lab\", \"name\": \"化验室\", \"contact\": \"值班\", "
      "\"phone\": \"1\"}],"
      " \"matters\": [{\"code\": \"B6\", \"category\": \"B\", \"name\": \"分户\", \"due_kind\": \"hours\","
      " \"due_count\": 48, \"fields\": [\"name\", \"id-number\"], \"items\": [\"申请表\", {\"code\": "
      "\"title\","
      " \"name\": \"产权证\"}]}]}",
      &error);

  g_assert_no_error (error);
  g_assert_cmpint (hall_fixture_int (answer, "rows"), ==, 2);
  assert_list (hall, "SELECT version, promise, promise_en, fields FROM matter_version WHERE matter = 'B6'",
               "1 48小时 48 hours name,id-number");
  assert_list (hall, "SELECT code, name FROM matter_item WHERE matter = 'B6' ORDER BY position",
               "m1 申请表 title 产权证");
  assert_list (hall, "SELECT kind, source, rows FROM import", "matters file.json 2");
  /* What is written in the journal names the file by its hash. */
  g_assert_cmpint (hall_fixture_sql_int (hall,
                                         "SELECT count (*) FROM journal WHERE command = 'import-matters'"
                                         " AND args LIKE '%sha256:%' AND args NOT LIKE '%分户%'"),
                   ==, 1);
}

/* One fault, and nothing of the file is there: not what stood before it either. */
static void
test_import_whole (void)
{
  static const struct {
    const char *text;
    const char *rule;
    const char *field;
  } bad[] = {
    { "{\"matters\": [{\"code\": \"B6\", \"category\": \"B\", \"name\": \"分户\"}, {\"code\": \"B7\", "
      "\"category\": \"B\","
      " \"name\": \"x\", \"items\": [{\"code\": \"a\", \"name\": \"y\", \"form\": \"fax\"}]}]}",
      "4.2", "matters[2].items[1].form" },
    { "{\"matters\": [{\"code\": \"B6\", \"category\": \"B\", \"name\": \"分户\"}, {\"code\": \"B6\", "
      "\"category\": \"B\","
      " \"name\": \"分户\"}]}",
      NULL, "matters[2].code" },
    { "{\"matters\": [{\"code\": \"B6\", \"category\": \"Q\", \"name\": \"分户\"}]}", NULL,
      "matters[1].category" },
    { "{\"departments\": [{\"code\": \"lab\", \"name\": \"化验室\"}], \"matters\": []}", "5.4",
      "departments[1].contact" },
    { "{\"holidays\": []}", NULL, "holidays" },
    { "{\"matters\": 3}", NULL, "matters" },
    { "{\"matters\": []}", NULL, "data" },
    { "{}", NULL, "data" },
  };
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    refuse_import (hall, "import-matters", bad[i].text, bad[i].rule, bad[i].field);
  g_assert_null (import (hall, "import-matters", "no json", &error));
  g_assert_nonnull (error);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM matter_version"), ==, 11);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM import"), ==, 0);
}

/* What is exported can be imported: it says nothing new. */
static void
test_export (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) matters = hall_setup_file_read (hall->engine, "matters", 0, &error);
  g_autoptr (GVariant) holidays = hall_setup_file_read (hall->engine, "holidays", 2026, &error);
  g_autofree char *matters_text = hall_json_from_variant (matters);
  g_autofree char *holidays_text = hall_json_from_variant (holidays);
  g_autofree char *before = hall_fixture_list (hall, "SELECT day, name, off FROM holiday ORDER BY day");
  g_autoptr (GVariant) one = import (hall, "import-matters", matters_text, &error);
  g_autoptr (GVariant) two = import (hall, "import-holidays", holidays_text, &error);

  g_assert_no_error (error);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM matter_version"), ==, 11);
  assert_list (hall, "SELECT day, name, off FROM holiday ORDER BY day", before);
  g_assert_null (hall_setup_file_read (hall->engine, "holidays", 2031, &error));
  g_assert_error (error, HALL_ERROR, HALL_ERROR_NOT_FOUND);
}

/* The calendar of 2026 is in a hall from the beginning; of another year it is known when it was taken over.
 */
static void
test_holidays (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;

  assert_list (hall, "SELECT year, papers FROM holiday_year",
               "2026 国务院办公厅关于2026年部分节假日安排的通知");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM holiday WHERE off = 1"), ==, 33);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM holiday WHERE off = 0"), ==, 6);

  answer = import (hall, "import-holidays",
                   "{\"$schema\": \"x\", \"year\": 2027, \"papers\": [], \"days\": ["
                   "{\"name\": \"元旦\", \"date\": \"2026-12-31\", \"isOffDay\": true},"
                   "{\"name\": \"元旦\", \"date\": \"2027-01-01\", \"isOffDay\": true}]}",
                   &error);
  g_assert_no_error (error);
  g_clear_pointer (&answer, g_variant_unref);
  assert_list (hall, "SELECT year, staff FROM holiday_year WHERE year = 2027", "2027 A01");
  /* Once more, corrected: what is not in it any more is gone. */
  answer = import (
      hall, "import-holidays",
      "{\"year\": 2027, \"days\": [{\"name\": \"元旦\", \"date\": \"2027-01-02\", \"isOffDay\": false}]}",
      &error);
  g_assert_no_error (error);
  assert_list (hall, "SELECT day, off FROM holiday WHERE day >= '2027-01-01'", "2027-01-02 0");
}

/* A case accepted before the calendar of the next year was known: counted again when it comes, and never
 * moved to a later day than the customer was told (Q38). */
static void
test_late_holidays (void)
{
  static const struct {
    const char *days;
    const char *due;
  } cases[] = {
    { "{\"name\": \"元旦\", \"date\": \"2027-01-01\", \"isOffDay\": true}", "2027-01-04T17:30:00+08:00" },
    { "{\"name\": \"班\", \"date\": \"2027-01-02\", \"isOffDay\": false}", "2027-01-02T17:30:00+08:00" },
  };

  HALL_PROVES ("004-91");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (HallFixture) hall = hall_fixture_new ();
    g_autofree char *file = NULL;
    g_autofree char *text = g_strdup_printf ("{\"year\": 2027, \"days\": [%s]}", cases[i].days);
    g_autoptr (GError) error = NULL;
    g_autoptr (GVariant) answer = NULL;
    g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;

    hall_fixture_set_time (hall, "2026-12-30T09:00:00");
    hall_fixture_open (hall, "G05", 3);
    g_free (hall_fixture_take (hall, "B", NULL));
    g_free (hall_fixture_serve (hall, "G05", 3));
    file = hall_case_accepted (hall);
    before = hall_time_to_iso (zone, hall_fixture_sql_int (hall, "SELECT due_at FROM case_file"));
    g_assert_cmpstr (before, ==, "2027-01-04T17:30:00+08:00");
    assert_list (hall, "SELECT due_confirmed FROM case_file", "0");
    answer = import (hall, "import-holidays", text, &error);
    g_assert_no_error (error);
    g_assert_cmpint (hall_fixture_int (answer, "cases"), ==, 1);
    after = hall_time_to_iso (zone, hall_fixture_sql_int (hall, "SELECT due_at FROM case_file"));
    g_assert_cmpstr (after, ==, cases[i].due);
    assert_list (hall, "SELECT due_confirmed FROM case_file", "1");
    assert_list (hall, "SELECT command FROM case_event ORDER BY id DESC LIMIT 1", "import-holidays");
  }
}

static void
test_bad_holidays (void)
{
  static const struct {
    const char *text;
    const char *field;
  } bad[] = {
    { "{\"days\": [{\"name\": \"元旦\", \"date\": \"2027-01-01\", \"isOffDay\": true}]}", "year" },
    { "{\"year\": 27, \"days\": [{\"name\": \"元旦\", \"date\": \"2027-01-01\", \"isOffDay\": true}]}",
      "year" },
    { "{\"year\": 2027, \"papers\": [], \"days\": []}", "days" },
    { "{\"year\": 2027}", "days" },
    { "{\"year\": 2027, \"days\": [{\"name\": \"元旦\", \"date\": \"2027-02-30\", \"isOffDay\": true}]}",
      "days[1].date" },
    { "{\"year\": 2027, \"days\": [{\"name\": \"元旦\", \"date\": \"2028-01-01\", \"isOffDay\": true}]}",
      "days[1].date" },
    { "{\"year\": 2027, \"days\": [{\"name\": \"元旦\", \"date\": \"2027-01-01\", \"isOffDay\": 1}]}",
      "days[1].isOffDay" },
    { "{\"year\": 2027, \"days\": [{\"date\": \"2027-01-01\", \"isOffDay\": true}]}", "days[1].name" },
    { "{\"year\": 2027, \"days\": [{\"name\": \"元旦\", \"date\": \"2027-01-01\", \"isOffDay\": true},"
      " {\"name\": \"元旦\", \"date\": \"2027-01-01\", \"isOffDay\": false}]}",
      "days[2].date" },
    { "{\"year\": 2027, \"days\": [\"2027-01-01\"]}", "days[1].date" },
  };
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    refuse_import (hall, "import-holidays", bad[i].text, "3.14", bad[i].field);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM holiday_year"), ==, 1);
}

/* What the desk reads: today's version of all, any version of one, and only what may be asked (000-14). */
static void
test_view (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GVariant) first = g_variant_ref_sink (g_variant_new ("(sx)", "B1", G_GINT64_CONSTANT (1)));
  g_autoptr (GVariant) nothing = g_variant_ref_sink (g_variant_new ("(sx)", "B1", G_GINT64_CONSTANT (7)));
  g_autoptr (GListModel) before = hall_matters_view_read (hall->engine, NULL, NULL);
  g_autoptr (GListModel) after = NULL;
  g_autoptr (HallMatterView) matter = g_list_model_get_item (before, 3);
  g_autoptr (HallMatterItemView) item = g_list_model_get_item (matter->items, 1);
  g_autoptr (HallMatterView) old = NULL;
  g_autoptr (HallMatterView) now = NULL;
  g_autoptr (GError) error = NULL;

  HALL_PROVES ("000-14");

  g_assert_cmpuint (g_list_model_get_n_items (before), ==, 11);
  g_assert_cmpstr (matter->code, ==, "B1");
  g_assert_cmpstr (matter->category_name, ==, "用热业务");
  g_assert_cmpstr (matter->due_kind, ==, "working-days");
  g_assert_cmpint (matter->due_count, ==, 3);
  g_assert_true (hall_matter_view_may_ask (matter, "phone"));
  g_assert_false (hall_matter_view_may_ask (matter, "id-number"));
  g_assert_cmpuint (g_list_model_get_n_items (matter->items), ==, 6);
  g_assert_cmpstr (item->code, ==, "title");
  g_assert_cmpstr (item->issuer, ==, "不动产登记中心");
  g_assert_true (item->mandatory);

  hall_fixture_must (hall, "A01", 0, "set-matter", "%s", "{'matter': <'B1'>, 'fields': <[<'name'>]>}");
  hall_fixture_must (hall, "A01", 0, "set-matter", "%s", "{'matter': <'B2'>, 'closed': <true>}");
  after = hall_matters_view_read (hall->engine, NULL, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (after), ==, 10);
  now = g_list_model_get_item (after, 3);
  g_assert_cmpint (now->version, ==, 2);
  g_assert_false (hall_matter_view_may_ask (now, "phone"));
  old = hall_matter_view_read (hall->engine, first, &error);
  g_assert_no_error (error);
  g_assert_cmpint (old->version, ==, 1);
  g_assert_cmpint (old->newest, ==, 2);
  g_assert_true (hall_matter_view_may_ask (old, "phone"));
  g_assert_null (hall_matter_view_read (hall->engine, nothing, &error));
  g_assert_error (error, HALL_ERROR, HALL_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/matters/sample", test_sample);
  g_test_add_func ("/store/matters/new-version", test_new_version);
  g_test_add_func ("/store/matters/effective-from", test_effective_from);
  g_test_add_func ("/store/matters/board", test_board);
  g_test_add_func ("/store/matters/ticket", test_ticket);
  g_test_add_func ("/store/matters/refusals", test_refusals);
  g_test_add_func ("/store/matters/department", test_department);
  g_test_add_func ("/store/matters/import", test_import_matters);
  g_test_add_func ("/store/matters/import-whole", test_import_whole);
  g_test_add_func ("/store/matters/export", test_export);
  g_test_add_func ("/store/matters/view", test_view);
  g_test_add_func ("/store/matters/holidays", test_holidays);
  g_test_add_func ("/store/matters/late-holidays", test_late_holidays);
  g_test_add_func ("/store/matters/bad-holidays", test_bad_holidays);
  return g_test_run ();
}
