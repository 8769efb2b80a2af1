/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-error.h"

#include "hall-test.h"

static void
test_code_names (void)
{
  static const char *const names[] = { "REFUSED", "INVALID",     "FORBIDDEN", "NOT_FOUND", "CONFLICT",
                                       "BUSY",    "UNAVAILABLE", "TOO_NEW",   "CORRUPT" };

  for (int code = HALL_ERROR_REFUSED; code <= HALL_ERROR_CORRUPT; code++)
    g_assert_cmpstr (hall_error_code_name (code), ==, names[code]);
}

static void
test_carries_rule_and_field (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;
  g_autoptr (GError) passed_on = NULL;

  hall_set_error (&error, HALL_ERROR_REFUSED, "S004 4.6", "received_fen", "%d fen are missing", 50);
  g_assert_error (error, HALL_ERROR, HALL_ERROR_REFUSED);
  g_assert_cmpstr (error->message, ==, "50 fen are missing");

  copy = g_error_copy (error);
  g_propagate_prefixed_error (&passed_on, g_steal_pointer (&error), "Line %d: ", 3);
  g_assert_cmpstr (passed_on->message, ==, "Line 3: 50 fen are missing");
  g_assert_cmpstr (hall_error_get_rule (passed_on), ==, "S004 4.6");
  g_assert_cmpstr (hall_error_get_field (passed_on), ==, "received_fen");
  g_assert_cmpstr (hall_error_get_rule (copy), ==, "S004 4.6");
  g_assert_cmpstr (hall_error_get_field (copy), ==, "received_fen");
}

static void
test_without_rule_and_field (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "no");

  hall_set_error (&error, HALL_ERROR_BUSY, NULL, NULL, "100%% busy");
  g_assert_cmpstr (error->message, ==, "100% busy");
  g_assert_null (hall_error_get_rule (error));
  g_assert_null (hall_error_get_field (error));
  g_assert_null (hall_error_get_rule (other));
  g_assert_null (hall_error_get_field (other));
  g_assert_null (hall_error_get_rule (NULL));
  g_assert_null (hall_error_get_field (NULL));
}

static void
test_nobody_wants_it (void)
{
  hall_set_error (NULL, HALL_ERROR_CORRUPT, "rule", "field", "%s", "lost");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/code-names", test_code_names);
  g_test_add_func ("/error/carries-rule-and-field", test_carries_rule_and_field);
  g_test_add_func ("/error/without-rule-and-field", test_without_rule_and_field);
  g_test_add_func ("/error/nobody-wants-it", test_nobody_wants_it);
  return g_test_run ();
}
