/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-command.h"

#include "hall-test.h"

static void
test_carries_what_it_was_made_of (void)
{
  g_autoptr (HallCommand) command = hall_command_new (
      "call-received", g_variant_new_parsed ("{'charge': <%x>}", (gint64)7), "G05", 3, "desk-3", "abc");
  g_autoptr (HallCommand) copy = hall_command_copy (command);
  gint64 charge = 0;

  g_assert_cmpstr (copy->name, ==, "call-received");
  g_assert_cmpstr (copy->staff, ==, "G05");
  g_assert_cmpint (copy->counter, ==, 3);
  g_assert_cmpstr (copy->station, ==, "desk-3");
  g_assert_cmpstr (copy->request_id, ==, "abc");
  g_assert_true (g_variant_lookup (copy->args, "charge", "x", &charge));
  g_assert_cmpint (charge, ==, 7);
  g_clear_pointer (&command, hall_command_free);
  g_assert_true (g_variant_is_of_type (copy->args, G_VARIANT_TYPE_VARDICT));
}

static void
test_of_a_station (void)
{
  g_autoptr (HallCommand) command = hall_command_new ("take-ticket", NULL, NULL, 0, "kiosk", NULL);

  g_assert_null (command->staff);
  g_assert_cmpuint (g_variant_n_children (command->args), ==, 0);
  g_assert_nonnull (command->request_id);
}

/* A command that is sent again keeps its id: the copy must not get a new one. */
static void
test_boxed (void)
{
  g_autoptr (HallCommand) command = hall_command_new ("call-next", NULL, "G05", 3, NULL, NULL);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, HALL_TYPE_COMMAND);
  g_value_set_boxed (&value, command);
  g_assert_cmpstr (((HallCommand *)g_value_get_boxed (&value))->request_id, ==, command->request_id);
  hall_command_free (NULL);
}

static void
test_request_ids (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *last_time = g_strdup ("");

  for (int i = 0; i < 20000; i++) {
    char *id = hall_request_id_new ();
    g_autofree char *time = g_strndup (id, 14);

    g_assert_cmpuint (strlen (id), ==, 32);
    g_assert_cmpuint (strspn (id, "0123456789abcdef"), ==, 32);
    g_assert_cmpstr (time, >=, last_time);
    g_assert_true (g_hash_table_add (seen, id));
    g_free (last_time);
    last_time = g_steal_pointer (&time);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/carries-what-it-was-made-of", test_carries_what_it_was_made_of);
  g_test_add_func ("/command/of-a-station", test_of_a_station);
  g_test_add_func ("/command/boxed", test_boxed);
  g_test_add_func ("/command/request-ids", test_request_ids);
  return g_test_run ();
}
