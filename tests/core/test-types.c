/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-types.h"

#include "hall-error.h"
#include "hall-test.h"

/* The moves of hall rules 5.1 in the words of the store; nothing else is one. */
static const char *const moves[] = {
  "waiting called", "waiting cancelled", "waiting carried", "called serving",  "called no-show",
  "called void",    "serving done",      "serving paused",  "serving waiting", /* a transfer */
  "paused serving", "paused carried",    "no-show waiting", "no-show void",
};

static void
test_every_pair_of_states (void)
{
  guint allowed = 0;

  for (HallTicketState from = 0; from < HALL_N_TICKET_STATES; from++)
    for (HallTicketState to = 0; to < HALL_N_TICKET_STATES; to++) {
      g_autofree char *move = g_strdup_printf ("%s %s", hall_ticket_state_name (from),
                                               hall_ticket_state_name (to));
      gboolean expected = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
        expected = expected || g_str_equal (moves[i], move);
      if (hall_ticket_state_can_move (from, to) != expected)
        g_error ("%s should be %s", move, expected ? "a move" : "refused");
      allowed += expected;
    }
  g_assert_cmpuint (allowed, ==, G_N_ELEMENTS (moves));
}

/* What has ended stays ended. */
static void
test_no_way_out_of_an_end (void)
{
  static const HallTicketState ends[] = { HALL_TICKET_DONE, HALL_TICKET_VOID, HALL_TICKET_CANCELLED,
                                          HALL_TICKET_CARRIED };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    for (HallTicketState to = 0; to < HALL_N_TICKET_STATES; to++)
      g_assert_false (hall_ticket_state_can_move (ends[i], to));
}

static void
test_state_names (void)
{
  HallTicketState state = HALL_TICKET_DONE;

  for (HallTicketState s = 0; s < HALL_N_TICKET_STATES; s++) {
    g_assert_true (hall_ticket_state_from_name (hall_ticket_state_name (s), &state));
    g_assert_cmpint (state, ==, s);
  }
  g_assert_false (hall_ticket_state_from_name ("Waiting", &state));
  g_assert_false (hall_ticket_state_from_name ("", &state));
  g_assert_false (hall_ticket_state_from_name (NULL, &state));
}

static void
test_roles (void)
{
  for (guint set = 0; set < 16; set++) {
    g_autofree char *text = hall_roles_to_text (set);
    g_autoptr (GError) error = NULL;
    HallRole roles = HALL_ROLE_STATION;

    if (set == HALL_ROLE_NONE) {
      g_assert_cmpstr (text, ==, "");
      continue;
    }
    g_assert_true (hall_roles_from_text (text, &roles, &error));
    g_assert_no_error (error);
    g_assert_cmpuint (roles, ==, set);
  }
}

static void
test_roles_from_text (void)
{
  static const char *const wrong[] = { "boss", "clerk,boss", "clerk;lead", "CLERK", "clerk,," };
  g_autoptr (GError) error = NULL;
  HallRole roles;

  g_assert_true (hall_roles_from_text (" lead , clerk ", &roles, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (roles, ==, HALL_ROLE_CLERK | HALL_ROLE_LEAD);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) refused = NULL;

    g_assert_false (hall_roles_from_text (wrong[i], &roles, &refused));
    g_assert_error (refused, HALL_ERROR, HALL_ERROR_INVALID);
    g_assert_cmpstr (hall_error_get_field (refused), ==, "roles");
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/types/states/every-pair", test_every_pair_of_states);
  g_test_add_func ("/types/states/no-way-out-of-an-end", test_no_way_out_of_an_end);
  g_test_add_func ("/types/states/names", test_state_names);
  g_test_add_func ("/types/roles", test_roles);
  g_test_add_func ("/types/roles/from-text", test_roles_from_text);
  return g_test_run ();
}
