/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A hall with cases, as version 2 of the tables kept it, opened by this program: everything is there as it
 * was, and its cases go on. */

#include "hall-case-fixture.h"
#include "hall-case-view.h"
#include "hall-engine-private.h"
#include "hall-old-hall.h"
#include "hall-test.h"
#include "hall-verify.h"

static const char *const kept[] = {
  "staff",     "business_day",    "series",    "ticket",     "ticket_move", "charge",
  "receipt",   "request",         "document",  "journal",    "chain",       "matter_version",
  "holiday",   "case_file",       "case_item", "notice",     "case_event",  "matter_item",
  "case_task", "case_suspension", "case_tag",  "access_log", "department",
};

static char *
columns_of (const char *address, const char *table)
{
  g_autofree char *sql = hall_place_is_server () ? g_strdup_printf (
                             "SELECT column_name FROM information_schema.columns WHERE table_name = '%s' AND"
                             " table_schema = 'public' ORDER BY ordinal_position",
                             table)
                                                 : g_strdup_printf (
                                                     "SELECT name FROM pragma_table_info ('%s') ORDER BY cid",
                                                     table);
  g_autofree char *list = hall_place_list (address, sql);
  g_auto (GStrv) names = g_strsplit (list, " ", -1);

  return g_strjoinv (", ", names);
}

static char *
rows_of (const char *address, const char *table, const char *columns)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s ORDER BY %s", columns, table, columns);

  return hall_place_list (address, sql);
}

/* The old hall in place of the fixture's own, opened. */
static HallFixture *
old_hall (int version)
{
  HallFixture *hall = hall_fixture_new ();
  g_autoptr (GError) error = NULL;
  char *address = hall_old_hall_load (hall, version);

  g_clear_object (&hall->engine);
  hall_place_free (hall->address);
  hall->address = address;
  hall_fixture_set_time (hall, "2026-11-20T15:30:00");
  hall->engine = hall_engine_open (address, hall->clock, &error);
  g_assert_no_error (error);
  return hall;
}

/* Not a row is lost, and not a word in one. */
static void
test_keeps_all (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  char *address = hall_old_hall_load (hall, 2);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *states = NULL;

  g_assert_cmpint (hall_place_get_version (address), ==, 2);
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++) {
    g_ptr_array_add (columns, columns_of (address, kept[i]));
    g_ptr_array_add (rows, rows_of (address, kept[i], columns->pdata[i]));
    g_assert_cmpuint (strlen (rows->pdata[i]), >, 10);
  }
  g_assert_true (hall_engine_migrate (address, NULL));
  g_assert_cmpint (hall_place_get_version (address), ==, HALL_SCHEMA_VERSION);
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++) {
    g_autofree char *now = rows_of (address, kept[i], columns->pdata[i]);

    g_assert_cmpstr (now, ==, rows->pdata[i]);
  }
  states = hall_place_list (address, "SELECT state, count (*) FROM case_file GROUP BY state ORDER BY state");
  g_assert_cmpstr (states, ==,
                   "accepted 2 answered 1 closed 1 forwarded 1 noticed 1 open 3 refused 1 refusing 1");
  hall_place_free (address);
}

/* Its proof is as sound as before; every case has a page with its story. */
static void
test_reads_all (void)
{
  static const guint story[] = { 18, 5, 5, 3, 8, 2, 2, 4, 3, 1, 1 };
  g_autoptr (HallFixture) hall = old_hall (2);
  g_autoptr (GError) error = NULL;
  HallProof *proof = hall_verify_read (hall->engine, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (proof->flaws->len, ==, 0);
  hall_proof_free (proof);
  for (guint i = 0; i < G_N_ELEMENTS (story); i++) {
    g_autofree char *number = g_strdup_printf ("2026-%06u", i + 1);
    g_autoptr (HallCaseView) view = hall_case_view_read (hall->engine, g_variant_new_string (number), &error);

    g_assert_no_error (error);
    g_assert_cmpstr (view->number, ==, number);
    g_assert_cmpuint (g_list_model_get_n_items (view->story), ==, story[i]);
  }
}

/* The customer of the first case comes back with the code of either notice; the next numbers follow the last.
 */
static void
test_goes_on (void)
{
  g_autoptr (HallFixture) hall = old_hall (2);
  g_autoptr (GVariant) approved = NULL;
  g_autofree char *back = NULL;
  g_autofree char *refusal = NULL;
  g_autofree char *next = NULL;
  g_autofree char *first = NULL;

  hall_case_return (hall, "告字〔2026〕00001号");
  back = hall_fixture_list (hall, "SELECT t.to_counter, f.number FROM ticket t JOIN case_file f ON"
                                  " f.id = t.file WHERE t.state = 'waiting'");
  g_assert_cmpstr (back, ==, "3 2026-000001");
  approved = hall_fixture_do (hall, "L02", 0, "approve", "{'request': <int64 4>}");
  refusal = hall_fixture_text (approved, "number");
  g_assert_cmpstr (refusal, ==, "不受字〔2026〕00002号");
  hall_case_must (hall, "L02", "2026-000001", "resume-clock", "");
  next = hall_case_open (hall, "C1", "");
  g_assert_cmpstr (next, ==, "2026-000012");
  first = hall_fixture_list (hall, "SELECT handler, first_responsible, version FROM case_file WHERE"
                                   " number = '2026-000008'");
  g_assert_cmpstr (first, ==, "G05 G05 1"); /* what was opened under the old version stays there */
}

/* What is under seal opens for who signs in, as before. */
static void
test_sealed (void)
{
  g_autoptr (HallFixture) hall = old_hall (2);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autofree char *value = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GVariant) signed_in = hall_engine_sign_in (hall->engine, "G05", "practice", 3, "desk-3", &error);

  g_assert_no_error (error);
  answer = hall_fixture_do (
      hall, "G05", 3, "reveal",
      "{'case': <'2026-000011'>, 'field': <'id_number'>, 'reason': <'核对过户双方身份'>}");
  value = hall_fixture_text (answer, "value");
  g_assert_cmpstr (value, ==, "11010519491231002X");
  again = hall_fixture_list (hall, "SELECT staff, field, count (*) FROM access_log GROUP BY staff, field");
  g_assert_cmpstr (again, ==, "G05 id_number 2");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/migrate-cases/keeps-all", test_keeps_all);
  g_test_add_func ("/store/migrate-cases/reads-all", test_reads_all);
  g_test_add_func ("/store/migrate-cases/goes-on", test_goes_on);
  g_test_add_func ("/store/migrate-cases/sealed", test_sealed);
  return g_test_run ();
}
