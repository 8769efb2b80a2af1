/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The record of a visit (S002 3.4, 4.1): what somebody wanted and what became of it, one for each thing. The
 * guide desk records what needs no counter; what a ticket leaves open is to be complete five minutes later.
 */

#include <glib/gi18n-lib.h>

#include "hall-case-private.h"
#include "hall-person.h"
#include "hall-text.h"
#include "hall-time.h"
#include "hall-visit-private.h"
#include "hall-visit.h"

/* What the clerk may say of it: arguments and columns have the same names. */
enum {
  SUB,
  URGENCY,
  MATTER,
  NAME,
  PHONE,
  ACCOUNT,
  ADDRESS,
  TEXT,
  OCCURRED,
  PLACE,
  DEMAND,
  RESULT,
  RESULT_TEXT,
  ANSWER,
  KNOWLEDGE,
  DEPARTMENT,
  CONTACT,
  N_FIELDS,
};
static const char *const fields[N_FIELDS] = {
  "sub",   "urgency", "matter", "name",        "phone",  "account",   "address",    "text",    "occurred",
  "place", "demand",  "result", "result_text", "answer", "knowledge", "department", "contact",
};

typedef struct {
  gint64 id; /* of an open record, 0 for a new one */
  char *kind;
  char *fields[N_FIELDS];
  char *staff;
  gint64 ticket;
  char *label;
  gint64 complete_by;
  gint64 file;
  char *file_phone; /* what the case says already */
  char *file_address;
  gint64 version; /* of the item of the knowledge base */
  gint64 follow_up_due;
  gint64 on_scene_due;
} Record;

static void
record_clear (Record *self)
{
  for (int i = 0; i < N_FIELDS; i++)
    g_clear_pointer (&self->fields[i], g_free);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->staff, g_free);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->file_phone, g_free);
  g_clear_pointer (&self->file_address, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Record, record_clear)

/* What a case in that state has come to, as a record says it. */
#define RESULT_OF_CASE "CASE f.state WHEN 'closed' THEN 'done' ELSE f.state END"

/* --- Which record --- */

#define OPEN_QUERY                                                                                           \
  "SELECT v.id, v.kind, v.staff, v.ticket, t.label, v.complete_by, v.file, v.completed_at, v.sub,"           \
  " v.urgency, v.matter, v.name, v.phone, v.account, v.address, v.text, v.occurred, v.place, v.demand,"      \
  " v.result, v.result_text, v.answer, v.knowledge, v.department, v.contact FROM visit_record v LEFT JOIN"   \
  " ticket t ON t.id = v.ticket WHERE "
#define FIRST_FIELD 8

static gboolean
check_mine (HallTx *tx, const Record *record, GError **error)
{
  if ((tx->roles & HALL_ROLE_LEAD) != 0 || g_strcmp0 (tx->staff, record->staff) == 0)
    return TRUE;
  hall_set_error (error, HALL_ERROR_FORBIDDEN, "7", "record", _ ("this record is completed by %s"),
                  record->staff);
  return FALSE;
}

static void
read_record (HallRows *rows, Record *record)
{
  record->id = hall_rows_int (rows, 0);
  record->kind = hall_rows_dup (rows, 1);
  record->staff = hall_rows_dup (rows, 2);
  record->ticket = hall_rows_int (rows, 3);
  record->label = hall_rows_dup (rows, 4);
  record->complete_by = hall_rows_int (rows, 5);
  record->file = hall_rows_int (rows, 6);
  for (int i = 0; i < N_FIELDS; i++)
    record->fields[i] = hall_rows_dup (rows, FIRST_FIELD + i);
}

static gboolean
load_record (HallTx *tx, gint64 id, Record *record, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (tx->db, error, OPEN_QUERY "v.id = ?1", "i", id);

  if (rows == NULL)
    return FALSE;
  if (!hall_rows_next (rows, &local)) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    else
      hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "record", _ ("there is no such record"));
    return FALSE;
  }
  if (!hall_rows_is_null (rows, 7)) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S001 1.2", "record",
                    _ ("this record is complete; it can only be read"));
    return FALSE;
  }
  read_record (rows, record);
  g_clear_pointer (&rows, hall_rows_free);
  return check_mine (tx, record, error);
}

/* What the ticket left open, when it is this clerk's; and until when its records are in time. */
static gboolean
load_of_ticket (HallTx *tx, gint64 ticket, Record *record, GError **error)
{
  gint64 wait_s = hall_tx_option_int (tx, "record_complete_s", HALL_VISIT_COMPLETE_S);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      tx->db, error, OPEN_QUERY "v.ticket = ?1 AND v.completed_at IS NULL ORDER BY v.id LIMIT 1", "i",
      ticket);
  gint64 done_at = 0;

  if (rows == NULL)
    return FALSE;
  if (hall_rows_next (rows, &local)) {
    read_record (rows, record);
    g_clear_pointer (&rows, hall_rows_free);
    return check_mine (tx, record, error);
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  record->ticket = ticket;
  g_clear_pointer (&rows, hall_rows_free);
  if (!hall_db_get_int (tx->db, &done_at, error, "SELECT done_at FROM ticket WHERE id = ?1", "i", ticket))
    return FALSE;
  record->complete_by = done_at != 0 ? done_at + wait_s * HALL_SECOND : 0;
  return TRUE;
}

static gboolean
find_ticket (HallTx *tx, const char *label, gint64 *id, GError **error)
{
  const char *digits = *label != '\0' ? g_utf8_next_char (label) : label;

  *id = 0;
  if (!hall_db_get_int (tx->db, id, error,
                        "SELECT id FROM ticket WHERE day = ?1 AND category = substr (?2, 1, 1) AND"
                        " number = ?3 AND label = ?2",
                        "tti", tx->day, label, g_ascii_strtoll (digits, NULL, 10)))
    return FALSE;
  if (*id != 0)
    return TRUE;
  hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "ticket", _ ("there is no ticket “%s” today"), label);
  return FALSE;
}

/* An open one that is named, what a ticket left open, a further thing of the customer who is being served; or
 * something that needed no number (Q04). */
static gboolean
choose_record (HallTx *tx, Record *record, GError **error)
{
  const char *label = hall_tx_text (tx, "ticket");
  gint64 named = hall_tx_int (tx, "record", 0);
  HallTicketState state = HALL_TICKET_WAITING;
  gint64 ticket = 0;

  if (named != 0)
    return load_record (tx, named, record, error);
  if (label != NULL)
    return find_ticket (tx, label, &ticket, error) && load_of_ticket (tx, ticket, record, error);
  if (tx->counter == 0)
    return TRUE;
  if (!hall_ticket_at_counter (tx, &ticket, &state, error))
    return FALSE;
  if (ticket != 0 && state == HALL_TICKET_SERVING)
    record->ticket = ticket;
  return TRUE;
}

/* --- What it says --- */

/* What the case says need not be said again. */
static gboolean
read_case (HallTx *tx, Record *record, GError **error)
{
  const char *named = hall_tx_text (tx, "case");
  g_autofree char *number = named != NULL ? hall_case_number_of (tx->db, named, error) : NULL;
  g_autoptr (HallRows) rows = NULL;

  if (named != NULL && number == NULL)
    return FALSE;
  if (named == NULL && record->file == 0)
    return TRUE;
  rows = hall_db_query (tx->db, error,
                        "SELECT f.id, f.kind, f.matter, f.phone, f.address, " RESULT_OF_CASE
                        " FROM case_file f WHERE f.number = ?1 OR f.id = ?2",
                        "ti", number, number == NULL ? record->file : 0);
  if (rows == NULL || !hall_rows_next (rows, error))
    return FALSE;
  record->file = hall_rows_int (rows, 0);
  if (record->kind == NULL)
    record->kind = hall_rows_dup (rows, 1);
  if (record->fields[MATTER] == NULL)
    record->fields[MATTER] = hall_rows_dup (rows, 2);
  record->file_phone = hall_rows_dup (rows, 3);
  record->file_address = hall_rows_dup (rows, 4);
  if (record->fields[RESULT] == NULL && !g_str_equal (hall_rows_text (rows, 5), "open")
      && !g_str_equal (hall_rows_text (rows, 5), "refusing"))
    record->fields[RESULT] = hall_rows_dup (rows, 5);
  return TRUE;
}

static gboolean
replace (char **field, char *value)
{
  if (value == NULL)
    return FALSE;
  g_free (*field);
  *field = value;
  return TRUE;
}

static gboolean
read_fields (HallTx *tx, Record *record, GError **error)
{
  for (int i = 0; i < N_FIELDS; i++) {
    const char *given = hall_tx_text (tx, fields[i]);

    if (given == NULL || hall_tx_is_blank (given))
      continue;
    if (i == NAME    ? !replace (&record->fields[i], hall_person_name_parse (given, "name", error))
        : i == PHONE ? !replace (&record->fields[i], hall_phone_parse (given, "phone", NULL, error))
                     : !replace (&record->fields[i], g_strdup (given)))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_kind (HallTx *tx, Record *record, HallVisitKind *kind, GError **error)
{
  const char *given = hall_tx_text (tx, "kind");

  if (given != NULL) {
    g_free (record->kind);
    record->kind = g_strdup (given);
  }
  if (!hall_visit_kind_from_name (record->kind, kind)) {
    hall_set_error (error, HALL_ERROR_INVALID, "S002 4.1", "kind",
                    _ ("a visit is an enquiry, business, repair, suggestion, complaint or emergency"));
    return FALSE;
  }
  if (record->fields[RESULT] == NULL)
    record->fields[RESULT] = g_strdup (hall_visit_default_result (*kind));
  if (*kind == HALL_VISIT_EMERGENCY)
    replace (&record->fields[URGENCY], g_strdup ("emergency"));
  else if (record->fields[URGENCY] == NULL && *kind != HALL_VISIT_REPAIR)
    record->fields[URGENCY] = g_strdup ("normal");
  return TRUE;
}

static gboolean
check_known (HallTx *tx, Record *record, GError **error)
{
  gint64 found = 0;

  if (record->fields[MATTER] != NULL
      && !hall_db_get_int (tx->db, &found, error, "SELECT 1 FROM matter WHERE code = ?1", "t",
                           record->fields[MATTER]))
    return FALSE;
  if (record->fields[MATTER] != NULL && !found) {
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "matter", _ ("there is no matter “%s”"),
                    record->fields[MATTER]);
    return FALSE;
  }
  if (record->fields[KNOWLEDGE] == NULL)
    return TRUE;
  if (!hall_db_get_int (tx->db, &record->version, error,
                        "SELECT version FROM knowledge k WHERE code = ?1 AND active = 1 AND version ="
                        " (SELECT max (version) FROM knowledge n WHERE n.code = k.code)",
                        "t", record->fields[KNOWLEDGE]))
    return FALSE;
  if (record->version != 0)
    return TRUE;
  hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "knowledge",
                  _ ("there is no item “%s” in the knowledge base"), record->fields[KNOWLEDGE]);
  return FALSE;
}

/* What is promised has a time; what is an emergency is somebody's to go to within half an hour. */
static gboolean
set_times (HallTx *tx, const HallVisit *visit, Record *record, GError **error)
{
  gint64 minutes = hall_tx_option_int (tx, "emergency_minutes", HALL_VISIT_ON_SCENE_MINUTES);
  gboolean promised = visit->follow_up || (hall_visit_promises (visit) && record->file == 0);

  /* What was only asked is answered within a day (003-21); the rest takes its working days (002-31). */
  if (promised && visit->kind == HALL_VISIT_ENQUIRY && hall_tx_text (tx, "due") == NULL)
    record->follow_up_due = tx->now + HALL_VISIT_ENQUIRY_HOURS * 60 * HALL_MINUTE;
  else if (promised
           && !hall_case_due_argument (tx, "due", HALL_VISIT_FOLLOW_UP_DAYS, &record->follow_up_due, error))
    return FALSE;
  if (g_strcmp0 (record->fields[URGENCY], "emergency") == 0)
    record->on_scene_due = tx->now + minutes * HALL_MINUTE;
  return TRUE;
}

static gboolean
check_record (HallTx *tx, Record *record, GError **error)
{
  HallVisit visit = { 0 };

  if (!read_case (tx, record, error) || !read_fields (tx, record, error)
      || !read_kind (tx, record, &visit.kind, error))
    return FALSE;
  visit.sub = record->fields[SUB];
  visit.urgency = record->fields[URGENCY];
  visit.matter = record->fields[MATTER];
  visit.phone = record->fields[PHONE] != NULL ? record->fields[PHONE] : record->file_phone;
  visit.address = record->fields[ADDRESS] != NULL ? record->fields[ADDRESS] : record->file_address;
  visit.text = record->fields[TEXT];
  visit.occurred = record->fields[OCCURRED];
  visit.place = record->fields[PLACE];
  visit.demand = record->fields[DEMAND];
  visit.result = record->fields[RESULT];
  visit.result_text = record->fields[RESULT_TEXT];
  visit.answer = record->fields[ANSWER];
  visit.knowledge = record->fields[KNOWLEDGE];
  visit.department = record->fields[DEPARTMENT];
  visit.follow_up = hall_tx_bool (tx, "follow_up") || hall_tx_text (tx, "due") != NULL;
  visit.has_file = record->file != 0;
  return hall_visit_check (&visit, error) && check_known (tx, record, error)
         && set_times (tx, &visit, record, error);
}

/* --- Keeping it --- */

/* Behind the fields: version, follow-up, on scene, completed at and by, the case. */
static gboolean
store_record (HallTx *tx, Record *record, GError **error)
{
  char **f = record->fields;

  if (record->id != 0)
    return hall_db_exec_one (
        tx->db, error,
        "UPDATE visit_record SET kind = ?2, sub = ?3, urgency = ?4, matter = ?5, name = ?6, phone = ?7,"
        " account = ?8, address = ?9, text = ?10, occurred = ?11, place = ?12, demand = ?13, result = ?14,"
        " result_text = ?15, answer = ?16, knowledge = ?17, department = ?18, contact = ?19,"
        " knowledge_version = nullif (?20, 0), follow_up_due = nullif (?21, 0),"
        " on_scene_due = nullif (?22, 0), completed_at = ?23, completed_by = ?24, file = nullif (?25, 0)"
        " WHERE id = ?1 AND completed_at IS NULL",
        "itttttttttttttttttt"
        "iiiiti",
        record->id, record->kind, f[SUB], f[URGENCY], f[MATTER], f[NAME], f[PHONE], f[ACCOUNT], f[ADDRESS],
        f[TEXT], f[OCCURRED], f[PLACE], f[DEMAND], f[RESULT], f[RESULT_TEXT], f[ANSWER], f[KNOWLEDGE],
        f[DEPARTMENT], f[CONTACT], record->version, record->follow_up_due, record->on_scene_due, tx->now,
        tx->staff, record->file);
  return hall_db_next_id (tx->db, "visit_record", &record->id, error)
         && hall_db_exec (
             tx->db, error,
             "INSERT INTO visit_record (id, kind, sub, urgency, matter, name, phone, account, address, text,"
             " occurred, place, demand, result, result_text, answer, knowledge, department, contact,"
             " knowledge_version, follow_up_due, on_scene_due, completed_at, completed_by, file, opened_at,"
             " day, ticket, staff, counter, station, complete_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
             " ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, nullif (?20, 0), nullif (?21, 0),"
             " nullif (?22, 0), ?23, ?24, nullif (?25, 0), ?23, ?26, nullif (?27, 0), ?24, nullif (?28, 0),"
             " ?29, nullif (?30, 0))",
             "itttttttttttttttttt"
             "iiiititiiti",
             record->id, record->kind, f[SUB], f[URGENCY], f[MATTER], f[NAME], f[PHONE], f[ACCOUNT],
             f[ADDRESS], f[TEXT], f[OCCURRED], f[PLACE], f[DEMAND], f[RESULT], f[RESULT_TEXT], f[ANSWER],
             f[KNOWLEDGE], f[DEPARTMENT], f[CONTACT], record->version, record->follow_up_due,
             record->on_scene_due, tx->now, tx->staff, record->file, tx->day, record->ticket, tx->counter,
             tx->station, record->complete_by);
}

static void
answer_time (HallTx *tx, const char *name, gint64 at)
{
  g_autofree char *text = at != 0 ? hall_time_to_iso (tx->zone, at) : NULL;

  if (text != NULL)
    hall_tx_answer_text (tx, name, text);
}

static gboolean
do_record (HallTx *tx, GError **error)
{
  g_auto (Record) record = { 0 };

  if (!choose_record (tx, &record, error) || !check_record (tx, &record, error)
      || !store_record (tx, &record, error))
    return FALSE;
  hall_tx_answer_int (tx, "record", record.id);
  hall_tx_answer_text (tx, "kind", record.kind);
  /* Late is told, never refused (Q51). */
  if (record.complete_by != 0)
    hall_tx_answer_bool (tx, "on_time", !hall_visit_is_late (record.complete_by, tx->now, tx->now));
  answer_time (tx, "follow_up_due", record.follow_up_due);
  answer_time (tx, "on_scene_due", record.on_scene_due);
  if (record.on_scene_due != 0) {
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, record.id);

    hall_tx_answer_bool (tx, "alert", TRUE);
    hall_tx_fact (tx, "emergency", id);
  }
  return TRUE;
}

/* --- What follows a record --- */

/* What somebody was told who was promised to hear again, or what the department answered (001-24). */
static gboolean
do_follow_up (HallTx *tx, GError **error)
{
  const char *text = hall_tx_text (tx, "text");
  gint64 record = hall_tx_int (tx, "record", 0);
  gint64 open = 0;

  if (text == NULL || hall_tx_is_blank (text)) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S002 4.1", "text", _ ("write down what was answered"));
    return FALSE;
  }
  if (!hall_db_get_int (tx->db, &open, error,
                        "SELECT count (*) FROM visit_record WHERE id = ?1 AND follow_up_due IS NOT NULL AND"
                        " followed_up_at IS NULL",
                        "i", record))
    return FALSE;
  if (open == 0) {
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "record", _ ("nobody waits to hear of this record"));
    return FALSE;
  }
  return hall_db_exec_one (tx->db, error,
                           "UPDATE visit_record SET followed_up_at = ?2, followed_up_by = ?3, follow_up = ?4"
                           " WHERE id = ?1 AND followed_up_at IS NULL",
                           "iitt", record, tx->now, tx->staff, text);
}

/* The shift lead knows of the emergency (000-23). */
static gboolean
do_acknowledge (HallTx *tx, GError **error)
{
  gint64 open = 0;

  if (!hall_db_get_int (tx->db, &open, error,
                        "SELECT count (*) FROM visit_record WHERE id = ?1 AND urgency = 'emergency' AND"
                        " seen_at IS NULL",
                        "i", hall_tx_int (tx, "record", 0)))
    return FALSE;
  if (open == 0) {
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "record", _ ("there is no such alert"));
    return FALSE;
  }
  return hall_db_exec_one (tx->db, error, "UPDATE visit_record SET seen_at = ?2, seen_by = ?3 WHERE id = ?1",
                           "iit", hall_tx_int (tx, "record", 0), tx->now, tx->staff);
}

/* --- At the end of a ticket --- */

/* A case says itself what it was; of what is to be gone to, or answered, it need not say enough. */
#define FROM_CASES                                                                                           \
  "INSERT INTO visit_record (day, ticket, file, kind, urgency, matter, staff, counter, station, result,"     \
  " opened_at, complete_by, completed_at) SELECT ?2, ?1, f.id, f.kind,"                                      \
  " CASE f.kind WHEN 'emergency' THEN 'emergency' ELSE 'normal' END, f.matter, ?3, nullif (?4, 0), ?5,"      \
  " " RESULT_OF_CASE ", ?6, ?7, CASE WHEN f.kind IN ('enquiry', 'business') OR (f.kind = 'repair' AND"       \
  " f.phone IS NOT NULL AND f.address IS NOT NULL AND f.state = 'forwarded') THEN ?6 END FROM case_file f"   \
  " WHERE f.id IN (SELECT id FROM case_file WHERE ticket = ?1 UNION SELECT file FROM ticket WHERE id = ?1)"  \
  " AND NOT EXISTS (SELECT 1 FROM visit_record v WHERE v.ticket = ?1 AND v.file = f.id)"

/* What was paid for, where it was not the fee of a case. */
#define FROM_RECEIPT                                                                                         \
  "INSERT INTO visit_record (day, ticket, kind, sub, urgency, matter, staff, counter, station, result,"      \
  " opened_at, complete_by, completed_at) SELECT ?2, t.id, 'business', 'payment', 'normal', t.matter, ?3,"   \
  " nullif (?4, 0), ?5, 'done', ?6, ?7, ?6 FROM ticket t WHERE t.id = ?1 AND EXISTS (SELECT 1 FROM charge"   \
  " c WHERE c.ticket = ?1 AND c.state = 'posted') AND NOT EXISTS (SELECT 1 FROM visit_record v WHERE"        \
  " v.ticket = ?1 AND v.file IS NULL) AND NOT EXISTS (SELECT 1 FROM case_file f JOIN matter m ON"            \
  " m.code = f.matter WHERE f.ticket = ?1 AND (f.matter = t.matter OR (t.matter IS NULL AND"                 \
  " m.category = t.category)))"

/* Nothing says what it was: the clerk does, soon. The queue is a guess. */
#define FROM_NOTHING                                                                                           \
  "INSERT INTO visit_record (day, ticket, kind, urgency, matter, staff, counter, station, opened_at,"          \
  " complete_by) SELECT ?2, t.id, CASE WHEN c.name LIKE '%咨询%' THEN 'enquiry' WHEN c.name LIKE '%报修%'" \
  " THEN 'repair' WHEN c.name LIKE '%投诉%' THEN 'complaint' WHEN c.name LIKE '%建议%' THEN 'suggestion'"  \
  " ELSE 'business' END, 'normal', t.matter, ?3, nullif (?4, 0), ?5, ?6, ?7 FROM ticket t JOIN category c"     \
  " ON c.code = t.category WHERE t.id = ?1 AND NOT EXISTS (SELECT 1 FROM visit_record v WHERE"                 \
  " v.ticket = ?1)"

/**
 * hall_visit_finish:
 * @tx: a transaction
 * @ticket: a ticket that ends
 * @error: what went wrong
 *
 * Makes the records of a ticket (S002 3.4): complete where a case, a receipt or a record made while serving
 * says everything, else one that is open until five minutes after the end. Only written, nothing is asked:
 * it rides along.
 *
 * Returns: whether they are made
 */
gboolean
hall_visit_finish (HallTx *tx, gint64 ticket, GError **error)
{
  static const char *const makers[] = { FROM_CASES, FROM_RECEIPT, FROM_NOTHING };
  gint64 wait_s = hall_tx_option_int (tx, "record_complete_s", HALL_VISIT_COMPLETE_S);

  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++)
    if (!hall_db_exec (tx->db, error, makers[i], "ittitii", ticket, tx->day, tx->staff, tx->counter,
                       tx->station, tx->now, tx->now + wait_s * HALL_SECOND))
      return FALSE;
  return TRUE;
}

#define STAFF (HALL_ROLE_CLERK | HALL_ROLE_LEAD)

const HallCommandSpec hall_commands_visit[] = {
  { "record", STAFF, HALL_COMMAND_DAY,
    "record?:int ticket?:word case?:word kind?:word sub?:word urgency?:word matter?:word name?:line"
    " phone?:line account?:line address?:line text?:text occurred?:line place?:line demand?:text"
    " result?:word result_text?:line answer?:text knowledge?:word department?:line contact?:line"
    " follow_up?:bool due?:word",
    HALL_TOPIC_CASES, do_record },
  { "follow-up", STAFF, HALL_COMMAND_DAY, "record:int text?:text", HALL_TOPIC_CASES, do_follow_up },
  { "acknowledge-alert", HALL_ROLE_LEAD, HALL_COMMAND_ANYWHERE, "record:int", HALL_TOPIC_CASES,
    do_acknowledge },
  { NULL },
};
