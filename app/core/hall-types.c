/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-types.h"

#include "hall-error.h"

#include <glib/gi18n-lib.h>

static const struct {
  HallRole role;
  const char *name;
} roles_by_name[] = {
  { HALL_ROLE_CLERK, "clerk" },
  { HALL_ROLE_LEAD, "lead" },
  { HALL_ROLE_ADMIN, "admin" },
  { HALL_ROLE_STATION, "station" },
};

/**
 * hall_roles_to_text:
 * @roles: a set of roles
 *
 * Returns: (transfer full): their names, separated by commas
 */
char *
hall_roles_to_text (HallRole roles)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (roles_by_name); i++)
    if (roles & roles_by_name[i].role) {
      if (text->len > 0)
        g_string_append_c (text, ',');
      g_string_append (text, roles_by_name[i].name);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * hall_roles_from_text:
 * @text: role names separated by commas
 * @roles: (out): the set
 * @error: INVALID when a name is none of clerk, lead, admin, station
 *
 * Returns: whether every name was known
 */
gboolean
hall_roles_from_text (const char *text, HallRole *roles, GError **error)
{
  g_auto (GStrv) names = g_strsplit (text, ",", -1);

  *roles = HALL_ROLE_NONE;
  for (char **name = names; *name != NULL; name++) {
    gboolean known = FALSE;

    g_strstrip (*name);
    for (gsize i = 0; i < G_N_ELEMENTS (roles_by_name); i++)
      if (g_str_equal (*name, roles_by_name[i].name)) {
        *roles |= roles_by_name[i].role;
        known = TRUE;
      }
    if (!known) {
      hall_set_error (error, HALL_ERROR_INVALID, NULL, "roles",
                      /* Translators: %s is what somebody wrote; the names in parentheses stay as they are */
                      _ ("“%s” is not a role (clerk, lead, admin)"), *name);
      return FALSE;
    }
  }
  return TRUE;
}

static const char *const state_names[HALL_N_TICKET_STATES] = {
  "waiting", "called", "serving", "paused", "no-show", "done", "void", "cancelled", "carried",
};

/**
 * hall_ticket_state_name:
 * @state: a state
 *
 * Returns: (transfer none): its name, as stored and as written in answers
 */
const char *
hall_ticket_state_name (HallTicketState state)
{
  g_return_val_if_fail (state < HALL_N_TICKET_STATES, NULL);
  return state_names[state];
}

gboolean
hall_ticket_state_from_name (const char *name, HallTicketState *state)
{
  for (guint i = 0; i < HALL_N_TICKET_STATES; i++)
    if (g_strcmp0 (name, state_names[i]) == 0) {
      *state = (HallTicketState)i;
      return TRUE;
    }
  return FALSE;
}

/**
 * hall_ticket_state_can_move:
 * @from: the state a ticket is in
 * @to: the state it should get
 *
 * The moves of hall rules 5.1 and no others. A transfer is a move from serving back to waiting (in another
 * queue).
 *
 * Returns: whether the move is one of the hall's
 */
gboolean
hall_ticket_state_can_move (HallTicketState from, HallTicketState to)
{
  static const guint allowed[HALL_N_TICKET_STATES] = {
    [HALL_TICKET_WAITING] = 1 << HALL_TICKET_CALLED | 1 << HALL_TICKET_CANCELLED | 1 << HALL_TICKET_CARRIED,
    [HALL_TICKET_CALLED] = 1 << HALL_TICKET_SERVING | 1 << HALL_TICKET_NO_SHOW | 1 << HALL_TICKET_VOID,
    [HALL_TICKET_SERVING] = 1 << HALL_TICKET_DONE | 1 << HALL_TICKET_PAUSED | 1 << HALL_TICKET_WAITING,
    [HALL_TICKET_PAUSED] = 1 << HALL_TICKET_SERVING | 1 << HALL_TICKET_CARRIED,
    [HALL_TICKET_NO_SHOW] = 1 << HALL_TICKET_WAITING | 1 << HALL_TICKET_VOID,
  };

  g_return_val_if_fail (from < HALL_N_TICKET_STATES && to < HALL_N_TICKET_STATES, FALSE);
  return (allowed[from] & 1u << to) != 0;
}
