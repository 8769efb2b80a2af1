/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cases (S004 5.1, 5.3, hall rules 3.1): who opens one stays responsible for it, through every hand-over,
 * until the customer has had an answer. */

#include <glib/gi18n-lib.h>

#include "hall-case-private.h"
#include "hall-engine-private.h"
#include "hall-json.h"
#include "hall-person.h"
#include "hall-text.h"
#include "hall-time.h"
#include "hall-visit-private.h"

static const char *const kinds[] = { "enquiry",   "business",  "repair", "suggestion",
                                     "complaint", "emergency", NULL };

/* --- Opening --- */

typedef struct {
  HallCaseRow row;
  char *category;
  gint64 consent_at;
  char *plain; /* (nullable) the number of an identity paper, until it is sealed */
  GBytes *sealed;
  gint64 id_checked;
} NewCase;

static void
new_case_clear (NewCase *self)
{
  hall_case_row_clear (&self->row);
  g_clear_pointer (&self->category, g_free);
  g_clear_pointer (&self->plain, g_free);
  g_clear_pointer (&self->sealed, g_bytes_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NewCase, new_case_clear)

/* The matter, by the version in force today. */
static gboolean
load_matter (HallTx *tx, NewCase *file, GError **error)
{
  HallCaseRow *row = &file->row;
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  row->matter = g_strdup (hall_tx_text (tx, "matter"));
  if (!hall_matter_version (tx->db, row->matter, tx->today, &row->version, error))
    return FALSE;
  rows = hall_db_query (tx->db, error,
                        "SELECT m.name, m.category, v.fields FROM matter m JOIN matter_version v ON"
                        " v.matter = m.code AND v.version = ?2 WHERE m.code = ?1 AND m.active = 1",
                        "ti", row->matter, row->version);
  if (rows == NULL)
    return FALSE;
  if (hall_rows_next (rows, &local)) {
    row->matter_name = hall_rows_dup (rows, 0);
    file->category = hall_rows_dup (rows, 1);
    row->fields = hall_rows_dup (rows, 2);
    return TRUE;
  }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "matter", _ ("there is no matter “%s”"), row->matter);
  return FALSE;
}

/* Only with a customer: at a counter the one being served, or at the guide desk, where nobody takes a number.
 */
static gboolean
find_customer (HallTx *tx, NewCase *file, GError **error)
{
  HallTicketState state = HALL_TICKET_WAITING;

  if (tx->counter == 0)
    return TRUE;
  if (!hall_ticket_at_counter (tx, &file->row.ticket, &state, error))
    return FALSE;
  if (file->row.ticket != 0 && state == HALL_TICKET_SERVING)
    return TRUE;
  hall_set_error (error, HALL_ERROR_REFUSED, "S004 5.1", "ticket", _ ("nobody is being served at counter %d"),
                  (int)tx->counter);
  return FALSE;
}

static gboolean
may_ask (const NewCase *file, const char *name)
{
  g_auto (GStrv) fields = g_strsplit (file->row.fields, ",", -1);

  return g_strv_contains ((const char *const *)fields, name);
}

/* Only what the matter lists is asked of anybody (000-14). */
static gboolean
check_field (const NewCase *file, const char *argument, const char *name, GError **error)
{
  if (may_ask (file, name))
    return TRUE;
  hall_set_error (error, HALL_ERROR_INVALID, "S000 3.2", argument, _ ("%s does not ask for “%s”"),
                  file->row.matter_name, argument);
  return FALSE;
}

static gboolean
read_contact (HallTx *tx, NewCase *file, GError **error)
{
  HallCaseRow *row = &file->row;
  const char *name = hall_tx_text (tx, "name");
  const char *phone = hall_tx_text (tx, "phone");
  const char *account = hall_tx_text (tx, "account");
  const char *address = hall_tx_text (tx, "address");

  if ((name != NULL && !check_field (file, "name", "name", error))
      || (phone != NULL && !check_field (file, "phone", "phone", error))
      || (account != NULL && !check_field (file, "account", "account", error))
      || (address != NULL && !check_field (file, "address", "address", error)))
    return FALSE;
  if (name != NULL && (row->name = hall_person_name_parse (name, "name", error)) == NULL)
    return FALSE;
  if (phone != NULL && (row->phone = hall_phone_parse (phone, "phone", NULL, error)) == NULL)
    return FALSE;
  row->account = g_strdup (account);
  row->address = g_strdup (address);
  return TRUE;
}

/* Who comes for somebody else says for whom and shows by what right (002-25). */
static gboolean
read_proxy (HallTx *tx, NewCase *file, GError **error)
{
  g_autoptr (GVariant) proxy = hall_tx_value (tx, "proxy");
  const char *name = NULL;
  const char *relation = NULL;
  const char *authority = NULL;

  if (proxy == NULL)
    return TRUE;
  g_variant_lookup (proxy, "name", "&s", &name);
  g_variant_lookup (proxy, "relation", "&s", &relation);
  g_variant_lookup (proxy, "authority", "&s", &authority);
  if (!check_field (file, "proxy", "name", error))
    return FALSE;
  if (relation == NULL || hall_tx_is_blank (relation)) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S002 4.1", "proxy.relation",
                    _ ("write down how the proxy is related to the applicant"));
    return FALSE;
  }
  if (authority == NULL || hall_tx_is_blank (authority)) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S002 4.1", "proxy.authority",
                    _ ("write down by what paper the proxy may act"));
    return FALSE;
  }
  if (!hall_text_check (relation, -1, "proxy.relation", 50, HALL_TEXT_ONE_LINE, error)
      || !hall_text_check (authority, -1, "proxy.authority", 200, HALL_TEXT_ONE_LINE, error))
    return FALSE;
  file->row.proxy_name = hall_person_name_parse (name != NULL ? name : "", "proxy.name", error);
  file->row.proxy_relation = g_strdup (relation);
  file->row.proxy_authority = g_strdup (authority);
  return file->row.proxy_name != NULL;
}

/* The full number only where the matter requires it, and sealed for its row (Q11, Q12, 002-27). */
static gboolean
seal_number (HallTx *tx, NewCase *file, GError **error)
{
  const guint8 *key = hall_engine_get_key (tx->engine);
  g_autofree char *owner = g_strdup_printf ("case_file|%" G_GINT64_FORMAT "|id_sealed", file->row.id);

  if (file->plain == NULL || !may_ask (file, "id-number"))
    return TRUE;
  if (key != NULL) {
    file->sealed = hall_key_seal (key, file->plain, owner);
    return TRUE;
  }
  /* In a practice hall nobody need have signed in; then the last four are all that is kept. */
  if (hall_engine_is_practice (tx->engine))
    return TRUE;
  hall_set_error (error, HALL_ERROR_FORBIDDEN, "Q12", "id_number",
                  _ ("sign in with your password first: the number is sealed with the hall's key"));
  return FALSE;
}

/* Identity: consent first (000-13), the number whole or its last four; what is kept is the last four. */
static gboolean
read_identity (HallTx *tx, NewCase *file, GError **error)
{
  const char *number = hall_tx_text (tx, "id_number");
  const char *type_name = hall_tx_text (tx, "id_type");
  HallIdType type = HALL_ID_NUMBER;

  if (number == NULL && type_name == NULL)
    return TRUE;
  if (!may_ask (file, "id-check") && !may_ask (file, "id-number"))
    return check_field (file, number != NULL ? "id_number" : "id_type", "id-check", error);
  if (type_name != NULL && !hall_id_type_from_name (type_name, &type)) {
    hall_set_error (error, HALL_ERROR_INVALID, "5.8", "id_type",
                    _ ("there is no such kind of identity paper"));
    return FALSE;
  }
  if (!hall_tx_bool (tx, "consent")) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S000 3.2", "consent",
                    _ ("ask the customer for consent before taking down who they are"));
    return FALSE;
  }
  file->row.id_type = g_strdup (hall_id_type_name (type));
  if (number == NULL)
    return TRUE;
  if (strlen (number) <= 4) {
    file->row.id_tail = hall_id_last_four_parse (number, "id_number", error);
    file->id_checked = 1;
    return file->row.id_tail != NULL;
  }
  file->plain = hall_id_parse (type, number, tx->today, "id_number", NULL, error);
  if (file->plain == NULL)
    return FALSE;
  file->row.id_tail = hall_id_last_four (file->plain);
  file->id_checked = 1;
  return TRUE;
}

static gboolean
read_kind (HallTx *tx, NewCase *file, GError **error)
{
  const char *kind = hall_tx_text (tx, "kind");
  const char *applicant = hall_tx_text (tx, "applicant");

  if (kind != NULL && !g_strv_contains (kinds, kind)) {
    hall_set_error (error, HALL_ERROR_INVALID, "S002 4.1", "kind",
                    _ ("a visit is an enquiry, business, repair, suggestion, complaint or emergency"));
    return FALSE;
  }
  if (applicant != NULL && !g_str_equal (applicant, "person") && !g_str_equal (applicant, "company")) {
    hall_set_error (error, HALL_ERROR_INVALID, "4.2", "applicant",
                    _ ("an applicant is a person or a company"));
    return FALSE;
  }
  file->row.kind = g_strdup (kind != NULL ? kind : "business");
  file->row.applicant = g_strdup (applicant != NULL ? applicant : "person");
  if (hall_tx_bool (tx, "consent"))
    file->consent_at = tx->now;
  return TRUE;
}

static gboolean
insert_case (HallTx *tx, NewCase *file, GError **error)
{
  HallCaseRow *row = &file->row;
  g_autofree char *initials = hall_case_initials (row->name, row->matter_name);

  return hall_db_exec (
             tx->db, error,
             "INSERT INTO case_file (id, number, day, ticket, matter, version, applicant, kind, state,"
             " first_responsible, handler, counter, opened_at, name, phone, account, address,"
             " id_type, id_tail, id_sealed, id_checked, consent_at, proxy_name, proxy_relation,"
             " proxy_authority, initials) VALUES (?1, ?2, ?3, nullif (?4, 0), ?5, ?6, ?7, ?8, 'open', ?9, ?9,"
             " nullif (?10, 0), ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, nullif (?20, 0), ?21, ?22,"
             " ?23, ?24)",
             "ittititt"
             "tiittttt"
             "tbiitttt",
             row->id, row->number, tx->day, row->ticket, row->matter, row->version, row->applicant, row->kind,
             tx->staff, tx->counter, tx->now, row->name, row->phone, row->account, row->address, row->id_type,
             row->id_tail, file->sealed, file->id_checked, file->consent_at, row->proxy_name,
             row->proxy_relation, row->proxy_authority, initials)
         && hall_db_exec (tx->db, error,
                          "INSERT INTO case_item (file, item, version, state, staff, at)"
                          " SELECT ?1, code, version, 'open', ?4, ?5 FROM matter_item WHERE matter = ?2 AND"
                          " version = ?3 AND applicant IN ('all', ?6)",
                          "itit"
                          "it",
                          row->id, row->matter, row->version, tx->staff, tx->now, row->applicant);
}

/* Whoever opens the case is first-responsible for it (004-32, Q04). */
static gboolean
do_open_case (HallTx *tx, GError **error)
{
  g_auto (NewCase) file = { 0 };
  g_autofree char *year = hall_case_year (tx);
  g_autofree char *series = g_strconcat ("case/", year, NULL);
  gint64 seq;

  if (!load_matter (tx, &file, error) || !find_customer (tx, &file, error) || !read_kind (tx, &file, error)
      || !read_contact (tx, &file, error) || !read_proxy (tx, &file, error)
      || !read_identity (tx, &file, error) || !hall_db_next_id (tx->db, "case_file", &file.row.id, error)
      || !seal_number (tx, &file, error) || !hall_tx_next_number (tx, series, &seq, error))
    return FALSE;
  file.row.number = g_strdup_printf ("%s-%06d", year, (int)seq);
  if (!insert_case (tx, &file, error)
      || !hall_case_event (tx, &file.row,
                           file.consent_at != 0 ? "客户同意登记身份信息，用于办理本事项" : NULL, NULL, error))
    return FALSE;
  hall_tx_answer_text (tx, "case", file.row.number);
  hall_tx_answer_text (tx, "first_responsible", tx->staff);
  hall_tx_answer_int (tx, "version", file.row.version);
  return TRUE;
}

/* --- Notes and tags --- */

static gboolean
do_note (HallTx *tx, GError **error)
{
  static const char *const prompts[] = { "need", "facts", "questions", "analysis" };
  GVariantBuilder detail = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) value = NULL;
  const char *text = hall_tx_text (tx, "text");
  gboolean said = text != NULL && !hall_tx_is_blank (text);
  g_auto (HallCaseRow) row = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (prompts); i++) {
    hall_case_paper_text (&detail, prompts[i], hall_tx_text (tx, prompts[i]));
    said |= hall_tx_text (tx, prompts[i]) != NULL;
  }
  value = g_variant_ref_sink (g_variant_builder_end (&detail));
  if (!said) {
    hall_set_error (error, HALL_ERROR_INVALID, "S004 5.2", "text", _ ("a note says something"));
    return FALSE;
  }
  return hall_case_load_for_work (tx, &row, error)
         && hall_case_event (tx, &row, text, g_variant_n_children (value) > 0 ? value : NULL, error);
}

/* Keywords, and how the customer felt: of this visit, never of a person (Q52). */
static gboolean
do_tag (HallTx *tx, GError **error)
{
  static const char *const emotions[][2] = {
    { "calm", "平静" },  { "anxious", "焦急" }, { "displeased", "不满" },
    { "angry", "愤怒" }, { "other", "其他" },
  };
  const char *keyword = hall_tx_text (tx, "keyword");
  const char *emotion = hall_tx_text (tx, "emotion");
  const char *felt = NULL;
  g_auto (HallCaseRow) row = { 0 };
  g_autofree char *both = NULL;

  if (keyword == NULL && emotion == NULL) {
    hall_set_error (error, HALL_ERROR_INVALID, "S000 3.3", "keyword", _ ("name a keyword or an emotion"));
    return FALSE;
  }
  for (gsize i = 0; emotion != NULL && felt == NULL && i < G_N_ELEMENTS (emotions); i++)
    if (g_str_equal (emotions[i][0], emotion) || g_str_equal (emotions[i][1], emotion))
      felt = emotions[i][1];
  if (emotion != NULL && felt == NULL) {
    hall_set_error (error, HALL_ERROR_INVALID, "S000 3.3", "emotion",
                    _ ("an emotion is calm, anxious, displeased, angry or other"));
    return FALSE;
  }
  if (!hall_case_load_for_work (tx, &row, error))
    return FALSE;
  for (int i = 0; i < 2; i++) {
    const char *word = i == 0 ? keyword : felt;

    if (word != NULL
        && !hall_db_exec (tx->db, error,
                          "INSERT INTO case_tag (file, kind, word, at, staff) VALUES (?1, ?2, ?3, ?4, ?5)"
                          " ON CONFLICT (file, kind, word) DO NOTHING",
                          "ittit", row.id, i == 0 ? "keyword" : "emotion", word, tx->now, tx->staff))
      return FALSE;
  }
  both = g_strjoin (" ", keyword != NULL ? keyword : felt, keyword != NULL ? felt : NULL, NULL);
  return hall_case_event (tx, &row, both, NULL, error);
}

/* --- Who handles it --- */

static gboolean
check_colleague (HallTx *tx, const char *to, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text = hall_db_get_text (
      tx->db, &local, "SELECT roles FROM staff WHERE number = ?1 AND active = 1", "t", to != NULL ? to : "");
  HallRole roles = HALL_ROLE_NONE;

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (text != NULL && !hall_roles_from_text (text, &roles, error))
    return FALSE;
  if ((roles & (HALL_ROLE_CLERK | HALL_ROLE_LEAD)) != 0)
    return TRUE;
  hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "to", _ ("there is no clerk “%s”"),
                  to != NULL ? to : "");
  return FALSE;
}

static GVariant *
moved_detail (const char *from, const char *to)
{
  GVariantBuilder detail = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  hall_case_paper_text (&detail, "before", from);
  hall_case_paper_text (&detail, "after", to);
  return g_variant_builder_end (&detail);
}

/* The handler changes, who is first-responsible does not; the second time without an outcome the lead is
 * warned (004-32, hall rules 3.1, B 8). */
static gboolean
do_hand_case (HallTx *tx, GError **error)
{
  const char *to = hall_tx_text (tx, "to");
  const char *summary = hall_tx_text (tx, "summary");
  g_auto (HallCaseRow) row = { 0 };

  if (summary == NULL || hall_tx_is_blank (summary)) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S000 3.4", "summary",
                    _ ("write a summary, so that the customer need not tell it again"));
    return FALSE;
  }
  if (!hall_case_load_for_work (tx, &row, error) || !check_colleague (tx, to, error))
    return FALSE;
  if (g_strcmp0 (to, row.handler) == 0) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 5.1", "to", _ ("%s is handled by %s"), row.number, to);
    return FALSE;
  }
  if (!hall_db_exec_one (tx->db, error, "UPDATE case_file SET handler = ?2, moved = moved + 1 WHERE id = ?1",
                         "it", row.id, to)
      || !hall_case_event (tx, &row, summary, moved_detail (row.handler, to), error))
    return FALSE;
  hall_tx_answer_text (tx, "handler", to);
  hall_tx_answer_text (tx, "first_responsible", row.first_responsible);
  if (row.moved + 1 >= 2) {
    hall_tx_answer_bool (tx, "bounce", TRUE);
    hall_tx_fact (tx, "bounce", row.number);
  }
  return TRUE;
}

static gboolean
do_reassign (HallTx *tx, GError **error)
{
  const char *to = hall_tx_text (tx, "to");
  g_auto (HallCaseRow) row = { 0 };

  return hall_case_load_for_work (tx, &row, error) && check_colleague (tx, to, error)
         && hall_db_exec_one (tx->db, error, "UPDATE case_file SET first_responsible = ?2 WHERE id = ?1",
                              "it", row.id, to)
         && hall_case_event (tx, &row, hall_tx_text (tx, "reason"), moved_detail (row.first_responsible, to),
                             error);
}

/* --- The reply, and the end --- */

static gboolean
do_reply (HallTx *tx, GError **error)
{
  const char *method = hall_tx_text (tx, "method");
  const char *content = hall_tx_text (tx, "content");
  GVariantBuilder detail = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) value = NULL;
  g_auto (HallCaseRow) row = { 0 };

  hall_case_paper_text (&detail, "method", method);
  value = g_variant_ref_sink (g_variant_builder_end (&detail));
  if (content == NULL || hall_tx_is_blank (content)) {
    hall_set_error (error, HALL_ERROR_INVALID, "S004 5.1", "content",
                    _ ("write down what the customer was told"));
    return FALSE;
  }
  return hall_case_load_for_work (tx, &row, error)
         && hall_db_exec_one (tx->db, error, "UPDATE case_file SET replied_at = ?2 WHERE id = ?1", "ii",
                              row.id, tx->now)
         && hall_case_event (tx, &row, content, value, error);
}

/* What somebody else still owes; and what they answered last. */
static gboolean
check_tasks (HallTx *tx, const HallCaseRow *row, gint64 *answered_at, GError **error)
{
  g_autofree char *open = NULL;
  g_autoptr (GError) local = NULL;

  *answered_at = 0;
  open = hall_db_get_text (tx->db, &local,
                           "SELECT kind FROM case_task WHERE file = ?1 AND answered_at IS NULL AND"
                           " kind IN ('consult', 'forward', 'visit', 'deferred') ORDER BY id LIMIT 1",
                           "i", row->id);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (open != NULL) {
    const char *message = g_str_equal (open, "visit")     ? _ ("the follow-up visit has no result yet")
                          : g_str_equal (open, "consult") ? _ ("the leader has not answered yet")
                          : g_str_equal (open, "forward") ? _ ("the department has not answered yet")
                                                          : _ ("a material that may follow is not there yet");

    hall_set_error (error, HALL_ERROR_REFUSED, g_str_equal (open, "consult") ? "S004 9.2" : "S004 5.3",
                    "task", "%s", message);
    return FALSE;
  }
  return hall_db_get_int (tx->db, answered_at, error,
                          "SELECT max (answered_at) FROM case_task WHERE file = ?1 AND"
                          " kind IN ('consult', 'forward')",
                          "i", row->id);
}

/* No case closes before the branch of its checklist is done (5.4), nor before the customer has had an answer
 * (004-33), of a later date than what was asked for them (004-89). */
static gboolean
do_close_case (HallTx *tx, GError **error)
{
  g_auto (HallCaseRow) row = { 0 };
  gint64 answered_at;
  gboolean solved = hall_tx_bool (tx, "solved");

  if (!hall_case_load_for_work (tx, &row, error))
    return FALSE;
  if (g_str_equal (row.state, "refusing"))
    return hall_case_refuse_state (&row, error);
  if (!check_tasks (tx, &row, &answered_at, error))
    return FALSE;
  if (g_str_equal (row.state, "open") && answered_at == 0) {
    hall_set_error (
        error, HALL_ERROR_REFUSED, "5.4", "case",
        _ ("%s is not done: accept it, give the notice, refuse, ask a leader, forward or answer it"),
        row.number);
    return FALSE;
  }
  if (row.replied_at == 0 || row.replied_at < answered_at) {
    hall_set_error (error, HALL_ERROR_REFUSED, "S004 5.1", "reply",
                    _ ("tell the customer first, and write down how and what"));
    return FALSE;
  }
  if (!hall_case_check_handed_back (tx, row.id, error))
    return FALSE;
  return hall_db_exec (tx->db, error,
                       "UPDATE case_suspension SET until_at = ?2 WHERE file = ?1 AND until_at IS NULL", "ii",
                       row.id, tx->now)
         && hall_db_exec_one (tx->db, error,
                              "UPDATE case_file SET outcome = CASE state WHEN 'open' THEN (SELECT CASE kind"
                              " WHEN 'consult' THEN 'consulting' ELSE 'forwarded' END FROM case_task WHERE"
                              " file = ?1 AND kind IN ('consult', 'forward') ORDER BY id DESC LIMIT 1)"
                              " ELSE state END, state = 'closed', solved = ?2,"
                              " closed_at = ?3, archived = 1, suspended_since = NULL WHERE id = ?1",
                              "iii", row.id, (gint64)solved, tx->now)
         && hall_case_event (tx, &row, NULL, NULL, error);
}

/* --- Looking behind the mask --- */

static char *
open_seal (HallTx *tx, const HallCaseRow *row, GError **error)
{
  const guint8 *key = hall_engine_get_key (tx->engine);
  g_autofree char *owner = g_strdup_printf ("case_file|%" G_GINT64_FORMAT "|id_sealed", row->id);
  g_autoptr (HallRows) rows = NULL;
  g_autoptr (GBytes) sealed = NULL;

  if (key == NULL) {
    hall_set_error (error, HALL_ERROR_FORBIDDEN, "Q12", "field",
                    _ ("sign in with your password first: the number is sealed with the hall's key"));
    return NULL;
  }
  rows = hall_db_query (tx->db, error, "SELECT id_sealed FROM case_file WHERE id = ?1", "i", row->id);
  if (rows == NULL || !hall_rows_next (rows, error))
    return NULL;
  if (hall_rows_is_null (rows, 0)) {
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "field", _ ("only the last four were kept: %s"),
                    row->id_tail != NULL ? row->id_tail : "");
    return NULL;
  }
  sealed = hall_rows_bytes (rows, 0);
  return hall_key_open (key, sealed, owner, error);
}

/* One's own case, or as the lead; with a reason, and a line in the access log each time (004-82). The value
 * goes to the one who asked and nowhere else. */
static gboolean
do_reveal (HallTx *tx, GError **error)
{
  const char *field = hall_tx_text (tx, "field");
  g_autofree char *number = NULL;
  g_autofree char *value = NULL;
  g_auto (HallCaseRow) row = { 0 };

  if (!hall_case_load (tx, &row, error))
    return FALSE;
  if ((tx->roles & HALL_ROLE_LEAD) == 0 && g_strcmp0 (tx->staff, row.handler) != 0
      && g_strcmp0 (tx->staff, row.first_responsible) != 0) {
    hall_set_error (error, HALL_ERROR_FORBIDDEN, "7", "case", _ ("%s is handled by %s"), row.number,
                    row.handler);
    return FALSE;
  }
  if (g_strcmp0 (field, "id_number") == 0) {
    value = open_seal (tx, &row, error);
    if (value == NULL)
      return FALSE;
  } else if (g_strcmp0 (field, "name") == 0) {
    value = g_strdup (row.name);
  } else if (g_strcmp0 (field, "phone") == 0) {
    value = g_strdup (row.phone);
  } else if (g_strcmp0 (field, "account") == 0) {
    value = g_strdup (row.account);
  } else if (g_strcmp0 (field, "address") == 0) {
    value = g_strdup (row.address);
  } else {
    hall_set_error (error, HALL_ERROR_INVALID, "3.9", "field",
                    _ ("name, phone, account, address and id_number can be revealed"));
    return FALSE;
  }
  if (value == NULL) {
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "field", _ ("nothing of that is kept"));
    return FALSE;
  }
  hall_tx_answer_aside (tx, "value", value);
  return hall_db_exec (tx->db, error,
                       "INSERT INTO access_log (at, staff, file, field, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
                       "ititt", tx->now, tx->staff, row.id, field, hall_tx_text (tx, "reason"));
}

#define STAFF (HALL_ROLE_CLERK | HALL_ROLE_LEAD)
#define DAY HALL_COMMAND_DAY
#define CASES HALL_TOPIC_CASES
#define PAPERS (HALL_TOPIC_CASES | HALL_TOPIC_PAPERS)

const HallCommandSpec hall_commands_case[] = {
  { "open-case", STAFF, DAY,
    "matter:word name?:line phone?:line id_type?:word id_number?:secret account?:line address?:line"
    " proxy?:group kind?:word applicant?:word consent?:bool",
    CASES, do_open_case },
  { "continue-case", STAFF, HALL_COMMAND_AT_COUNTER | DAY, "case:word", CASES | HALL_TOPIC_TICKETS,
    hall_case_do_continue },
  { "note", STAFF, DAY,
    "case:word text?:text need?:text facts?:text questions?:text analysis?:text internal?:bool", CASES,
    do_note },
  { "tag", STAFF, DAY, "case:word keyword?:line emotion?:word", CASES, do_tag },
  { "check", STAFF, DAY,
    "case:word item:word state:word problem?:line fix?:line where?:line sheets?:int cause?:word reason?:line",
    CASES, hall_case_do_check },
  { "defer-item", HALL_ROLE_LEAD, DAY, "case:word item:word until:word reason:reason", CASES,
    hall_case_do_defer },
  { "request-demand", STAFF, DAY,
    "case:word item:word state?:word problem?:line fix?:line where?:line cause:word reason:reason", CASES,
    hall_case_do_request_demand },
  { "request-deferral", STAFF, DAY, "case:word item:word until:word reason:reason", CASES,
    hall_case_do_request_deferral },
  { "accept", STAFF, DAY, "case:word delivery?:line", PAPERS, hall_case_do_accept },
  { "issue-notice", STAFF, DAY, "case:word oral?:bool customer_agrees?:bool", PAPERS,
    hall_case_do_issue_notice },
  { "refuse", STAFF, DAY,
    "case:word class?:word reason?:line basis?:line option?:line explanation?:line understands?:bool", CASES,
    hall_case_do_refuse },
  { "consult", STAFF, DAY, "case:word question?:text leader?:line due?:word phone?:line", PAPERS,
    hall_case_do_consult },
  { "answer-consult", HALL_ROLE_LEAD, DAY, "case:word answer:text", CASES, hall_case_do_answer_consult },
  { "forward", STAFF, DAY, "case:word department?:line contact?:line summary?:text due?:word phone?:line",
    CASES, hall_case_do_forward },
  { "answer-forward", STAFF, DAY, "case:word answer:text", CASES, hall_case_do_answer_forward },
  { "visit", STAFF, DAY, "case:word result:text by?:line", CASES, hall_case_do_visit },
  { "answer", STAFF, DAY, "case:word text?:text knowledge?:word", CASES, hall_case_do_answer },
  { "reply", STAFF, DAY, "case:word method:line content:text", CASES, do_reply },
  { "suspend-clock", STAFF, DAY, "case:word reason:reason", CASES, hall_case_do_suspend },
  { "resume-clock", STAFF, DAY, "case:word", CASES, hall_case_do_resume },
  { "extend", STAFF, DAY, "case:word due:word reason:reason told?:line", CASES, hall_case_do_extend },
  { "hand-case", STAFF, DAY, "case:word to:word summary?:text", CASES, do_hand_case },
  { "reassign-first-responsible", HALL_ROLE_LEAD, DAY, "case:word to:word reason:reason", CASES,
    do_reassign },
  { "close-case", STAFF, DAY, "case:word solved:bool", CASES, do_close_case },
  { "hand-back", STAFF, DAY, "case:word item?:word sheets?:int reason?:reason", CASES,
    hall_case_do_hand_back },
  { "print-guide", STAFF, DAY, "matter:word", HALL_TOPIC_PAPERS, hall_case_do_print_guide },
  { "reveal", STAFF, HALL_COMMAND_ANYWHERE, "case:word field:word reason:reason", HALL_TOPIC_NONE,
    do_reveal },
  { NULL },
};
