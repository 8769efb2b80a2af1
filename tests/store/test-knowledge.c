/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What clerks look up: cases by the initials of a name, and the knowledge base. */

#include "hall-case-fixture.h"
#include "hall-case-view.h"
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/knowledge/case-initials", test_case_initials);
  g_test_add_func ("/knowledge/case-initials-bounded", test_case_initials_bounded);
  return g_test_run ();
}
