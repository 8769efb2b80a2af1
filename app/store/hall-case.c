/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What every command of a case begins and ends with: the case as stored, who may work on it, its history. */

#include <glib/gi18n-lib.h>

#include "hall-case-private.h"
#include "hall-json.h"
#include "hall-person.h"
#include "hall-pinyin.h"
#include "hall-time.h"

void
hall_case_row_clear (HallCaseRow *self)
{
  char **const texts[] = {
    &self->number,
    &self->day,
    &self->ticket_label,
    &self->matter,
    &self->matter_name,
    &self->applicant,
    &self->kind,
    &self->state,
    &self->first_responsible,
    &self->first_name,
    &self->handler,
    &self->name,
    &self->phone,
    &self->account,
    &self->address,
    &self->id_type,
    &self->id_tail,
    &self->proxy_name,
    &self->proxy_relation,
    &self->proxy_authority,
    &self->promise,
    &self->due_kind,
    &self->fee,
    &self->excluded,
    &self->conditions,
    &self->basis,
    &self->place,
    &self->fields,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
}

#define CASE_QUERY                                                                                           \
  "SELECT f.id, f.number, f.day, f.ticket, t.label, f.matter, m.name, f.version, f.applicant, f.kind,"       \
  " f.state, f.first_responsible, s.name, f.handler, f.opened_at, f.received_at, f.accepted_at, f.name,"     \
  " f.phone, f.account, f.address, f.id_type, f.id_tail, f.proxy_name, f.proxy_relation,"                    \
  " f.proxy_authority, f.due_at, f.extension, f.suspended_since, f.moved, f.replied_at, v.promise,"          \
  " v.due_kind, v.due_count, v.fee, v.excluded, v.notice_days, v.conditions, v.basis, v.place, v.fields"     \
  " FROM case_file f JOIN matter m ON m.code = f.matter JOIN matter_version v ON v.matter = f.matter AND"    \
  " v.version = f.version JOIN staff s ON s.number = f.first_responsible LEFT JOIN ticket t ON"              \
  " t.id = f.ticket WHERE f.number = ?1"

static void
read_case (HallRows *rows, HallCaseRow *row)
{
  *row = (HallCaseRow){ .id = hall_rows_int (rows, 0),
                        .number = hall_rows_dup (rows, 1),
                        .day = hall_rows_dup (rows, 2),
                        .ticket = hall_rows_int (rows, 3),
                        .ticket_label = hall_rows_dup (rows, 4),
                        .matter = hall_rows_dup (rows, 5),
                        .matter_name = hall_rows_dup (rows, 6),
                        .version = hall_rows_int (rows, 7),
                        .applicant = hall_rows_dup (rows, 8),
                        .kind = hall_rows_dup (rows, 9),
                        .state = hall_rows_dup (rows, 10),
                        .first_responsible = hall_rows_dup (rows, 11),
                        .first_name = hall_rows_dup (rows, 12),
                        .handler = hall_rows_dup (rows, 13),
                        .opened_at = hall_rows_int (rows, 14),
                        .received_at = hall_rows_int (rows, 15),
                        .accepted_at = hall_rows_int (rows, 16),
                        .name = hall_rows_dup (rows, 17),
                        .phone = hall_rows_dup (rows, 18),
                        .account = hall_rows_dup (rows, 19),
                        .address = hall_rows_dup (rows, 20),
                        .id_type = hall_rows_dup (rows, 21),
                        .id_tail = hall_rows_dup (rows, 22),
                        .proxy_name = hall_rows_dup (rows, 23),
                        .proxy_relation = hall_rows_dup (rows, 24),
                        .proxy_authority = hall_rows_dup (rows, 25),
                        .due_at = hall_rows_int (rows, 26),
                        .extension = hall_rows_int (rows, 27),
                        .suspended_since = hall_rows_int (rows, 28),
                        .moved = hall_rows_int (rows, 29),
                        .replied_at = hall_rows_int (rows, 30),
                        .promise = hall_rows_dup (rows, 31),
                        .due_kind = hall_rows_dup (rows, 32),
                        .due_count = hall_rows_int (rows, 33),
                        .fee = hall_rows_dup (rows, 34),
                        .excluded = hall_rows_dup (rows, 35),
                        .notice_days = hall_rows_int (rows, 36),
                        .conditions = hall_rows_dup (rows, 37),
                        .basis = hall_rows_dup (rows, 38),
                        .place = hall_rows_dup (rows, 39),
                        .fields = hall_rows_dup (rows, 40) };
}

/**
 * hall_case_number_of:
 * @db: a connection
 * @text: what stands on a paper or was scanned: a case's number, or that of one of its papers
 * @error: NOT_FOUND
 *
 * Returns: (transfer full): the number of the case
 */
char *
hall_case_number_of (HallDb *db, const char *text, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *number = hall_db_get_text (
      db, &local,
      "SELECT number FROM case_file WHERE number = ?1"
      " UNION ALL SELECT f.number FROM notice n JOIN case_file f ON f.id = n.file"
      " WHERE n.number = ?1"
      " UNION ALL SELECT number FROM case_file WHERE acceptance = ?1"
      " UNION ALL SELECT number FROM case_file WHERE refusal = ?1 LIMIT 1",
      "t", text != NULL ? text : "");

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (number == NULL)
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "case", _ ("there is no such case"));
  return number;
}

gboolean
hall_case_load_number (HallTx *tx, const char *number, HallCaseRow *row, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (tx->db, error, CASE_QUERY, "t", number);

  if (rows == NULL)
    return FALSE;
  if (hall_rows_next (rows, &local)) {
    read_case (rows, row);
    return TRUE;
  }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "case", _ ("there is no such case"));
  return FALSE;
}

/**
 * hall_case_load:
 * @tx: a transaction whose command names a case, or one of its papers
 * @row: (out): what is stored of it; clear it
 * @error: NOT_FOUND
 *
 * Returns: whether it is there
 */
gboolean
hall_case_load (HallTx *tx, HallCaseRow *row, GError **error)
{
  g_autofree char *number = hall_case_number_of (tx->db, hall_tx_text (tx, "case"), error);

  return number != NULL && hall_case_load_number (tx, number, row, error);
}

/* Whether the customer of the case sits at the counter of the one who asks. */
static gboolean
is_served_here (HallTx *tx, const HallCaseRow *row, gboolean *here, GError **error)
{
  gint64 count = 0;

  *here = FALSE;
  if (tx->counter == 0)
    return TRUE;
  if (!hall_db_get_int (tx->db, &count, error,
                        "SELECT count (*) FROM ticket WHERE counter = ?1 AND state = 'serving'"
                        " AND (id = ?2 OR file = ?3)",
                        "iii", tx->counter, row->ticket, row->id))
    return FALSE;
  *here = count > 0;
  return TRUE;
}

/**
 * hall_case_load_for_work:
 * @tx: a transaction whose command names a case
 * @row: (out): what is stored of it; clear it
 * @error: NOT_FOUND, FORBIDDEN when it is somebody else's, REFUSED when it is closed
 *
 * A case is worked on by its handler, by who is first-responsible for it, by whoever serves its customer now,
 * and by the lead (S004 5.1, hall rules 3.1). What is closed is read only.
 *
 * Returns: whether the one who asks may work on it
 */
gboolean
hall_case_load_for_work (HallTx *tx, HallCaseRow *row, GError **error)
{
  gboolean here;

  if (!hall_case_load (tx, row, error))
    return FALSE;
  if (g_str_equal (row->state, "closed")) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 5.1", "case", _ ("%s is closed; it can only be read"),
                    row->number);
    return FALSE;
  }
  if ((tx->roles & HALL_ROLE_LEAD) != 0 || g_strcmp0 (tx->staff, row->handler) == 0
      || g_strcmp0 (tx->staff, row->first_responsible) == 0)
    return TRUE;
  if (!is_served_here (tx, row, &here, error))
    return FALSE;
  if (here)
    return TRUE;
  hall_set_error (error, HALL_ERROR_FORBIDDEN, "7", "case", _ ("%s is handled by %s"), row->number,
                  row->handler);
  return FALSE;
}

/**
 * hall_case_event:
 * @tx: a transaction
 * @row: a case
 * @text: (nullable): in words
 * @detail: (nullable) (transfer floating): before and after, a{sv}
 * @error: what went wrong
 *
 * Writes into the history of the case who did what when, and for whom they stood in (row 003-10).
 *
 * Returns: whether it is written
 */
gboolean
hall_case_event (HallTx *tx, const HallCaseRow *row, const char *text, GVariant *detail, GError **error)
{
  g_autoptr (GVariant) owned = detail != NULL ? g_variant_ref_sink (detail) : NULL;
  g_autofree char *json = owned != NULL ? hall_json_from_variant (owned) : NULL;
  gboolean instead = row->handler != NULL && g_strcmp0 (row->handler, tx->staff) != 0
                     && (tx->roles & HALL_ROLE_LEAD) == 0;

  return hall_db_exec (tx->db, error,
                       "INSERT INTO case_event (file, at, day, command, staff, instead_of, counter, internal,"
                       " text, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif (?7, 0), ?8, ?9, ?10)",
                       "iitttt"
                       "iitt",
                       row->id, tx->now, tx->day, tx->spec->name, tx->staff, instead ? row->handler : NULL,
                       tx->counter, (gint64)hall_tx_bool (tx, "internal"), text, json);
}

/* An outcome: the case stands somewhere else, and the count of hand-overs without one begins anew. */
gboolean
hall_case_set_state (HallTx *tx, const HallCaseRow *row, const char *state, GError **error)
{
  return hall_db_exec_one (tx->db, error,
                           "UPDATE case_file SET state = ?3, moved = 0 WHERE id = ?1 AND state = ?2", "itt",
                           row->id, row->state, state);
}

/**
 * hall_case_state_word:
 * @state: as stored
 *
 * Returns: (transfer none): the word for it, for people
 */
const char *
hall_case_state_word (const char *state)
{
  /* Translators: the states of a case */
  static const char *const words[][2] = {
    { "open", NC_ ("case", "open") },           { "noticed", NC_ ("case", "waiting for materials") },
    { "accepted", NC_ ("case", "accepted") },   { "refusing", NC_ ("case", "refusal to be approved") },
    { "refused", NC_ ("case", "refused") },     { "consulting", NC_ ("case", "a leader was asked") },
    { "forwarded", NC_ ("case", "forwarded") }, { "answered", NC_ ("case", "answered") },
    { "closed", NC_ ("case", "closed") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i][0], state) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "case", words[i][1]);
  return state;
}

gboolean
hall_case_refuse_state (const HallCaseRow *row, GError **error)
{
  hall_set_error (error, HALL_ERROR_REFUSED, "5.4", "case", _ ("%s is “%s”; this does not follow from there"),
                  row->number, hall_case_state_word (row->state));
  return FALSE;
}

/* The year in the numbers of papers: of the business day. */
char *
hall_case_year (HallTx *tx)
{
  return g_strndup (tx->day != NULL ? tx->day : tx->today, 4);
}

/**
 * hall_case_initials:
 * @name: (nullable): the applicant
 * @matter_name: what it is about
 *
 * What a case is found by without an input method (003-45): 王小明, 过户更名 is "wxmghgm". The name comes
 * first, because an index is looked into by how a text begins.
 *
 * Returns: (transfer full): to be kept as case_file.initials, anew whenever the name changes
 */
char *
hall_case_initials (const char *name, const char *matter_name)
{
  g_autofree char *who = hall_pinyin_name_initials (name != NULL ? name : "");
  g_autofree char *what = hall_pinyin_initials (matter_name);

  return g_strconcat (who, what, NULL);
}

/* Whoever is promised to be told later can be reached (row 002-26). */
char *
hall_case_need_phone (HallTx *tx, HallCaseRow *row, GError **error)
{
  const char *given = hall_tx_text (tx, "phone");
  g_autofree char *phone = NULL;

  if (given == NULL && row->phone != NULL)
    return g_strdup (row->phone);
  if (given == NULL) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S002 4.1", "phone",
                    _ ("write down a phone number: the customer is to be told later"));
    return NULL;
  }
  phone = hall_phone_parse (given, "phone", NULL, error);
  if (phone == NULL
      || !hall_db_exec (tx->db, error, "UPDATE case_file SET phone = ?2 WHERE id = ?1", "it", row->id, phone))
    return NULL;
  g_free (row->phone);
  row->phone = g_strdup (phone);
  return g_steal_pointer (&phone);
}

/**
 * hall_case_gate:
 * @db: a connection
 * @ticket: a ticket that would be finished
 * @number: (out) (nullable): the case that is not done, %NULL for a charge
 * @error: what went wrong
 *
 * The gates of hall rules 5.4, asked in one place by the command that finishes and by the desk that tells
 * beforehand: the ticket does not finish before the branch of each of its cases is done, nor that of the case
 * that the customer came back with (row 004-87); nor with money on the counter.
 *
 * Returns: (nullable): "charge", or the state of the case: "open" or "refusing"; %NULL with no @error when
 * nothing is in the way
 */
char *
hall_case_gate (HallDb *db, gint64 ticket, char **number, GError **error)
{
  g_autoptr (HallRows) rows = hall_db_query (
      db, error,
      "SELECT '', 'charge', 0 FROM charge WHERE ticket = ?1 AND state IN ('open', 'received')"
      " UNION ALL SELECT number, state, id FROM case_file WHERE ticket = ?1 AND state IN ('open', 'refusing')"
      " UNION ALL SELECT f.number, f.state, f.id FROM ticket t JOIN case_file f ON f.id = t.file WHERE"
      " t.id = ?1 AND f.state IN ('open', 'refusing') ORDER BY 3 LIMIT 1",
      "i", ticket);

  *number = NULL;
  if (rows == NULL || !hall_rows_next (rows, error))
    return NULL;
  if (!g_str_equal (hall_rows_text (rows, 1), "charge"))
    *number = hall_rows_dup (rows, 0);
  return hall_rows_dup (rows, 1);
}

/**
 * hall_case_check_ticket:
 * @tx: a transaction
 * @ticket: a ticket that would be finished
 * @error: REFUSED (5.4), field "case"
 *
 * Refuses what hall_case_gate() finds.
 *
 * Returns: whether it may be finished
 */
gboolean
hall_case_check_ticket (HallTx *tx, gint64 ticket, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *number = NULL;
  g_autofree char *gate = hall_case_gate (tx->db, ticket, &number, &local);

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (gate == NULL)
    return TRUE;
  if (g_str_equal (gate, "charge"))
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 4.6", "charge",
                    _ ("money is on the counter: call the change, or drop the charge, first"));
  else if (g_str_equal (gate, "refusing"))
    hall_set_error (error, HALL_ERROR_REFUSED, "5.4", "case",
                    _ ("the refusal of %s waits for the shift lead; the customer gets it on paper"), number);
  else
    hall_set_error (
        error, HALL_ERROR_REFUSED, "5.4", "case",
        _ ("%s is not done: accept it, give the notice, refuse, ask a leader, forward or answer it"), number);
  return FALSE;
}
