/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who comes back without saying so at the kiosk: the customer in front goes on with a case of theirs
 * (S004 5.1, hall rules 3.1), whoever they came to. */

#include <glib/gi18n-lib.h>

#include "hall-case-private.h"

/* The number in front, and the case that it came back with already. */
static gboolean
find_ticket (HallTx *tx, gint64 *ticket, gint64 *file, GError **error)
{
  HallTicketState state = HALL_TICKET_WAITING;

  *file = 0;
  if (!hall_ticket_at_counter (tx, ticket, &state, error))
    return FALSE;
  if (*ticket == 0 || state != HALL_TICKET_SERVING) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 5.1", "ticket",
                    _ ("nobody is being served at counter %d"), (int)tx->counter);
    return FALSE;
  }
  return hall_db_get_int (tx->db, file, error, "SELECT file FROM ticket WHERE id = ?1", "i", *ticket);
}

gboolean
hall_case_do_continue (HallTx *tx, GError **error)
{
  g_auto (HallCaseRow) row = { 0 };
  gint64 ticket = 0;
  gint64 file = 0;

  if (!hall_case_load (tx, &row, error) || !find_ticket (tx, &ticket, &file, error))
    return FALSE;
  if (g_str_equal (row.state, "closed")) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 5.1", "case", _ ("%s is closed; it can only be read"),
                    row.number);
    return FALSE;
  }
  hall_tx_answer_text (tx, "case", row.number);
  hall_tx_answer_text (tx, "first_responsible", row.first_responsible);
  if (row.ticket == ticket || file == row.id)
    return TRUE;
  if (file != 0) {
    hall_set_error (error, HALL_ERROR_CONFLICT, "S004 5.1", "case",
                    _ ("this number came back with another case; finish that one first"));
    return FALSE;
  }
  return hall_db_exec_one (tx->db, error, "UPDATE ticket SET file = ?2 WHERE id = ?1", "ii", ticket, row.id)
         && hall_case_event (tx, &row, NULL, NULL, error);
}
