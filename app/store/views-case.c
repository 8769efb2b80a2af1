/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of a case: who did what when, its papers, and the earlier notice beside the list. Masked (3.9). */

#include "hall-case-view.h"

#include <glib/gi18n-lib.h>

#include "hall-case-private.h"
#include "hall-engine-private.h"
#include "hall-json.h"
#include "hall-person.h"
#include "hall-pinyin.h"
#include "hall-text.h"
#include "hall-time.h"
#include "hall-views-private.h"

G_DEFINE_FINAL_TYPE (HallCaseItemLine, hall_case_item_line, G_TYPE_OBJECT)

static void
hall_case_item_line_finalize (GObject *object)
{
  HallCaseItemLine *self = HALL_CASE_ITEM_LINE (object);
  char *texts[] = { self->code,    self->name,  self->form,           self->handling,
                    self->issuer,  self->how,   self->basis,          self->problem,
                    self->fix,     self->where, self->deferred_until, self->cause,
                    self->name_en, self->waits };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  G_OBJECT_CLASS (hall_case_item_line_parent_class)->finalize (object);
}

static void
hall_case_item_line_class_init (HallCaseItemLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_case_item_line_finalize;
}

static void
hall_case_item_line_init (HallCaseItemLine *self)
{
}

/**
 * hall_case_item_line_is_unmet:
 * @self: a material of a case
 *
 * Returns: whether it is missing or faulty, and nobody has let it follow later
 */
gboolean
hall_case_item_line_is_unmet (const HallCaseItemLine *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return (self->state == HALL_ITEM_MISSING || self->state == HALL_ITEM_FAULTY)
         && self->deferred_until == NULL;
}

G_DEFINE_FINAL_TYPE (HallCaseLine, hall_case_line, G_TYPE_OBJECT)

static void
hall_case_line_finalize (GObject *object)
{
  HallCaseLine *self = HALL_CASE_LINE (object);
  char *texts[] = { self->kind, self->number, self->title, self->text, self->who, self->instead_of };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_clear_pointer (&self->detail, g_variant_unref);
  G_OBJECT_CLASS (hall_case_line_parent_class)->finalize (object);
}

static void
hall_case_line_class_init (HallCaseLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_case_line_finalize;
}

static void
hall_case_line_init (HallCaseLine *self)
{
}

/* What a command did to a case, as its story tells it. */
static const char *
story_title (const char *command)
{
  static const char *const titles[][2] = {
    { "open-case", N_ ("opened the case") },
    { "continue-case", N_ ("went on with the customer who came back") },
    { "note", N_ ("noted") },
    { "tag", N_ ("tagged") },
    { "check", N_ ("checked a material") },
    { "defer-item", N_ ("let a material follow later") },
    { "request-demand", N_ ("asked for leave to demand one more material") },
    { "request-deferral", N_ ("asked to let a material follow later") },
    { "accept", N_ ("accepted the case") },
    { "issue-notice", N_ ("gave the one-time notice") },
    { "refuse", N_ ("asked for a refusal") },
    { "approve", N_ ("approved") },
    { "return-request", N_ ("sent back") },
    { "consult", N_ ("asked a leader") },
    { "answer-consult", N_ ("answered for the leader") },
    { "forward", N_ ("forwarded the case") },
    { "answer-forward", N_ ("recorded the department's answer") },
    { "visit", N_ ("followed up") },
    { "answer", N_ ("answered") },
    { "reply", N_ ("told the customer") },
    { "suspend-clock", N_ ("stopped the clock") },
    { "resume-clock", N_ ("let the clock run on") },
    { "extend", N_ ("asked for more time") },
    { "hand-case", N_ ("handed the case over") },
    { "reassign-first-responsible", N_ ("named another first-responsible clerk") },
    { "close-case", N_ ("closed the case") },
    { "hand-back", N_ ("handed papers back") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_strcmp0 (titles[i][0], command) == 0)
      return _ (titles[i][1]);
  return command;
}

static const char *
part_title (const char *kind)
{
  static const char *const titles[][2] = {
    { "notice", N_ ("One-time notice") },
    { "second", N_ ("Second notice") },
    { "acceptance", N_ ("Acceptance receipt") },
    { "refusal", N_ ("Refusal notice") },
    { "consult", N_ ("Question to a leader") },
    { "forward", N_ ("Forwarded") },
    { "visit", N_ ("Follow-up visit") },
    { "deferred", N_ ("To follow later") },
    { "keyword", N_ ("Keyword") },
    { "emotion", N_ ("Emotion") },
    { "request-refusal", N_ ("Refusal") },
    { "request-extension", N_ ("More time") },
    { "request-demand", N_ ("Second notice") },
    { "request-deferral", N_ ("To follow later") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_strcmp0 (titles[i][0], kind) == 0)
      return _ (titles[i][1]);
  return kind;
}

/* The columns of every list: kind, id, at, due, done, number, text, who, instead of, internal; of the story
 * the detail. */
typedef struct {
  gsize offset;
  const char *sql;
} Part;

static const Part parts[] = {
  { G_STRUCT_OFFSET (HallCaseView, story),
    "SELECT e.command, 0, e.at, NULL, NULL, CASE e.command WHEN 'answer' THEN e.detail END, e.text,"
    " e.staff || ' ' || s.name, e.instead_of, e.internal, e.detail FROM case_event e LEFT JOIN staff s ON "
    "s.number = "
    "e.staff WHERE e.file = ?1 ORDER BY e.id" },
  { G_STRUCT_OFFSET (HallCaseView, notices),
    "SELECT CASE WHEN cause IS NULL THEN 'notice' ELSE 'second' END, 0, at, NULL, NULL, number, items,"
    " coalesce (approved_by, staff), NULL, 0 FROM notice WHERE file = ?1 ORDER BY round" },
  { G_STRUCT_OFFSET (HallCaseView, tasks),
    "SELECT kind, id, made_at, due_at, answered_at, contact, coalesce (answer, question), who, NULL, 0"
    " FROM case_task WHERE file = ?1 ORDER BY id" },
  { G_STRUCT_OFFSET (HallCaseView, papers),
    "SELECT d.kind, d.id, d.at, NULL, NULL, d.number, NULL, NULL, NULL, 0 FROM document d WHERE"
    " d.kind IN ('notice', 'acceptance', 'refusal', 'consult') AND d.number IN (SELECT number FROM notice"
    " WHERE file = ?1 UNION ALL SELECT acceptance FROM case_file WHERE id = ?1 UNION ALL SELECT refusal FROM"
    " case_file WHERE id = ?1 UNION ALL SELECT number FROM case_file WHERE id = ?1) ORDER BY d.id" },
  { G_STRUCT_OFFSET (HallCaseView, tags),
    "SELECT kind, 0, at, NULL, NULL, NULL, word, staff, NULL, 0 FROM case_tag WHERE file = ?1"
    " ORDER BY kind DESC, word" },
  { G_STRUCT_OFFSET (HallCaseView, requests),
    "SELECT 'request-' || r.kind, r.id, r.asked_at, NULL, NULL, CASE WHEN r.subject <> f.number THEN"
    " substr (r.subject, length (f.number) + 2) END, r.detail, r.asked_by, NULL, 0 FROM"
    " request r JOIN case_file f ON f.id = ?1 WHERE r.state = 'waiting' AND r.kind <> 'void' AND (r.subject ="
    " f.number OR r.subject LIKE f.number || '/%') ORDER BY r.id" },
};

/* Of a request only why it was made is told here. */
static char *
reason_of (const char *detail)
{
  g_autoptr (GVariant) asked = hall_json_to_variant (detail, NULL);
  char *reason = NULL;

  if (asked != NULL)
    g_variant_lookup (asked, "reason", "s", &reason);
  return reason;
}

/* Of an answer the item of the knowledge base that was read out, and its version (004-35): K002/3. */
static char *
item_of (const char *detail)
{
  g_autoptr (GVariant) answered = detail != NULL && *detail != '\0' ? hall_json_to_variant (detail, NULL)
                                                                    : NULL;
  const char *code;
  gint64 version;

  if (answered == NULL || !g_variant_lookup (answered, "knowledge", "&s", &code)
      || !g_variant_lookup (answered, "version", "x", &version))
    return NULL;
  return g_strdup_printf ("%s/%d", code, (int)version);
}

static HallCaseLine *
read_line (HallRows *rows, gboolean story)
{
  HallCaseLine *line = g_object_new (HALL_TYPE_CASE_LINE, NULL);

  line->kind = hall_rows_dup (rows, 0);
  line->id = hall_rows_int (rows, 1);
  line->at = hall_rows_int (rows, 2);
  line->due_at = hall_rows_int (rows, 3);
  line->done_at = hall_rows_int (rows, 4);
  line->number = story ? item_of (hall_rows_text (rows, 5)) : hall_rows_dup (rows, 5);
  line->text = g_str_has_prefix (line->kind, "request-") ? reason_of (hall_rows_text (rows, 6))
                                                         : hall_rows_dup (rows, 6);
  line->who = hall_rows_dup (rows, 7);
  line->instead_of = hall_rows_dup (rows, 8);
  line->internal = hall_rows_int (rows, 9) != 0;
  if (story && !hall_rows_is_null (rows, 10))
    line->detail = hall_json_to_variant (hall_rows_text (rows, 10), NULL);
  line->title = g_strdup (story ? story_title (line->kind) : part_title (line->kind));
  return line;
}

static gboolean
read_parts (HallDb *db, HallCaseView *view, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    GListModel **list = G_STRUCT_MEMBER_P (view, parts[i].offset);
    GListStore *store = g_list_store_new (HALL_TYPE_CASE_LINE);
    g_autoptr (GError) local = NULL;
    g_autoptr (HallRows) rows = hall_db_query (db, error, parts[i].sql, "i", view->id);

    *list = G_LIST_MODEL (store);
    if (rows == NULL)
      return FALSE;
    while (hall_rows_next (rows, &local)) {
      g_autoptr (HallCaseLine) line = read_line (rows, i == 0);

      g_list_store_append (store, line);
    }
    if (!hall_rows_done (&local, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_listed (const HallCaseList *list, const char *code)
{
  for (guint i = 0; i < list->told->len; i++) {
    const HallTold *told = &g_array_index (list->told, HallTold, i);

    if (told->listed && g_str_equal (told->code, code))
      return TRUE;
  }
  return FALSE;
}

/* What the newest notice asked for, as it was called then. */
static gboolean
read_asked (HallDb *db, HallCaseView *view, GError **error)
{
  g_autofree char *json = NULL;
  g_autoptr (GVariant) items = NULL;
  g_autoptr (GStrvBuilder) asked = g_strv_builder_new ();
  g_autoptr (GError) local = NULL;

  json = hall_db_get_text (db, &local, "SELECT items FROM notice WHERE number = ?1", "t", view->notice);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  items = hall_json_list_to_variant (json != NULL ? json : "[]", error);
  if (items == NULL)
    return FALSE;
  for (gsize i = 0; i < g_variant_n_children (items); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (items, i);
    g_autoptr (GVariant) item = g_variant_get_variant (boxed);
    const char *name = NULL;

    if (g_variant_lookup (item, "name", "&s", &name))
      g_strv_builder_add (asked, name);
  }
  view->notice_asked = g_strv_builder_end (asked);
  return TRUE;
}

static gboolean
read_items (HallDb *db, HallCaseView *view, const char *today, GError **error)
{
  GListStore *store = g_list_store_new (HALL_TYPE_CASE_ITEM_LINE);
  g_auto (HallCaseList) list = { 0 };
  g_autofree HallCheckItem *checks = NULL;
  HallCaseFinding finding = { 0 };

  view->items = G_LIST_MODEL (store);
  if (!hall_case_list_load (db, view->id, view->matter, today, &list, error))
    return FALSE;
  for (guint i = 0; i < list.items->len; i++) {
    const HallCaseItem *item = g_ptr_array_index (list.items, i);
    g_autoptr (HallCaseItemLine) line = g_object_new (HALL_TYPE_CASE_ITEM_LINE, NULL);

    line->code = g_strdup (item->code);
    line->name = g_strdup (item->name);
    line->name_en = g_strdup (item->name_en);
    line->form = g_strdup (item->form);
    line->copies = item->copies;
    line->handling = g_strdup (item->handling);
    line->issuer = g_strdup (item->issuer);
    line->how = g_strdup (item->how);
    line->basis = g_strdup (item->basis);
    line->mandatory = item->check.mandatory;
    line->may_follow = item->check.deferrable;
    line->state = item->check.state;
    line->problem = g_strdup (item->problem);
    line->fix = g_strdup (item->fix);
    line->where = g_strdup (item->where);
    line->deferred_until = g_strdup (item->until);
    line->cause = g_strdup (item->cause);
    line->sheets = item->received;
    line->at = item->at;
    line->listed = is_listed (&list, item->code);
    line->handed_back = item->handed_back;
    line->barred = item->check.barred;
    g_list_store_append (store, line);
  }
  checks = hall_case_list_checks (&list);
  view->branch = g_strdup (hall_branch_name (hall_checklist_branch (checks, list.items->len, finding)));
  view->sentence = hall_checklist_sentence (checks, list.items->len, finding);
  view->notice = g_strdup (list.last_notice);
  view->notice_at = list.told_at;
  view->notice_until = g_strdup (list.valid_until);
  view->notice_expired = list.expired;
  return list.rounds == 0 || read_asked (db, view, error);
}

#define VIEW_QUERY                                                                                           \
  "SELECT f.id, f.number, f.day, t.label, f.matter, m.name, f.version, f.applicant, f.kind, f.state,"        \
  " f.first_responsible, s.name, f.handler, h.name, f.moved, f.opened_at, f.accepted_at, f.replied_at,"      \
  " f.closed_at, f.name, f.phone, f.account, f.address IS NOT NULL, f.id_type, f.id_tail,"                   \
  " f.id_sealed IS NOT NULL, f.proxy_name, f.proxy_relation, v.fields, f.due_at, f.due_words,"               \
  " f.due_confirmed, f.amber_at, f.suspended_since, v.promise, v.fee, v.conditions, v.basis,"                \
  " v.place, f.acceptance, v.due_kind, v.due_count, v.notice_days, v.promise_en FROM case_file f"            \
  " JOIN matter m ON m.code = f.matter JOIN matter_version v ON v.matter = f.matter AND"                     \
  " v.version = f.version JOIN staff s ON s.number = f.first_responsible JOIN staff h ON"                    \
  " h.number = f.handler LEFT JOIN ticket t ON t.id = f.ticket WHERE f.number = ?1"

static char *
masked (HallRows *rows, int column, char *(*mask) (const char *text))
{
  return hall_rows_is_null (rows, column) ? NULL : mask (hall_rows_text (rows, column));
}

/* SQLite has truth as a number, PostgreSQL as t and f. */
static gboolean
is_true (HallRows *rows, int column)
{
  const char *text = hall_rows_text (rows, column);

  return g_strcmp0 (text, "1") == 0 || g_strcmp0 (text, "t") == 0;
}

/* What a version of a matter promises. */
typedef struct {
  char *kind;
  gint64 count;
  gint64 notice_days;
} Promise;

static void
promise_clear (Promise *self)
{
  g_clear_pointer (&self->kind, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Promise, promise_clear)

static void
read_promise (HallRows *rows, HallCaseView *view, Promise *promise)
{
  view->promise = hall_rows_dup (rows, 34);
  view->fee = hall_rows_dup (rows, 35);
  view->conditions = hall_rows_dup (rows, 36);
  view->basis = hall_rows_dup (rows, 37);
  view->place = hall_rows_dup (rows, 38);
  view->acceptance = hall_rows_dup (rows, 39);
  promise->kind = hall_rows_dup (rows, 40);
  promise->count = hall_rows_int (rows, 41);
  promise->notice_days = hall_rows_int (rows, 42);
  view->promise_en = hall_rows_dup (rows, 43);
}

static void
read_head (HallRows *rows, HallCaseView *view, gint64 now)
{
  gint64 amber_at = hall_rows_int (rows, 32);

  view->id = hall_rows_int (rows, 0);
  view->number = hall_rows_dup (rows, 1);
  view->day = hall_rows_dup (rows, 2);
  view->ticket = hall_rows_dup (rows, 3);
  view->matter = hall_rows_dup (rows, 4);
  view->matter_name = hall_rows_dup (rows, 5);
  view->version = hall_rows_int (rows, 6);
  view->applicant = hall_rows_dup (rows, 7);
  view->kind = hall_rows_dup (rows, 8);
  view->state = hall_rows_dup (rows, 9);
  view->state_word = g_strdup (hall_case_state_word (view->state));
  view->first_responsible = hall_rows_dup (rows, 10);
  view->first_name = hall_rows_dup (rows, 11);
  view->handler = hall_rows_dup (rows, 12);
  view->handler_name = hall_rows_dup (rows, 13);
  view->moved = hall_rows_int (rows, 14);
  view->opened_at = hall_rows_int (rows, 15);
  view->accepted_at = hall_rows_int (rows, 16);
  view->replied_at = hall_rows_int (rows, 17);
  view->closed_at = hall_rows_int (rows, 18);
  view->name = masked (rows, 19, hall_name_mask);
  view->phone = masked (rows, 20, hall_phone_mask);
  view->account = masked (rows, 21, hall_account_mask);
  view->has_address = is_true (rows, 22);
  view->id_type = hall_rows_dup (rows, 23);
  view->id_tail = hall_rows_dup (rows, 24);
  view->has_id_number = is_true (rows, 25);
  view->proxy_name = masked (rows, 26, hall_name_mask);
  view->proxy_relation = hall_rows_dup (rows, 27);
  view->fields = hall_rows_dup (rows, 28);
  view->due_at = hall_rows_int (rows, 29);
  view->due_words = hall_rows_dup (rows, 30);
  view->due_confirmed = hall_rows_int (rows, 31) != 0;
  view->suspended_since = hall_rows_int (rows, 33);
  view->light = view->due_at == 0 || view->closed_at != 0
                    ? HALL_LIGHT_GREEN
                    : hall_light (amber_at, view->due_at, view->suspended_since, now);
}

/* What the lead was asked about one material stands at that material. */
static void
place_requests (HallCaseView *view)
{
  for (guint i = 0; i < g_list_model_get_n_items (view->requests); i++) {
    g_autoptr (HallCaseLine) request = g_list_model_get_item (view->requests, i);

    for (guint k = 0; request->number != NULL && k < g_list_model_get_n_items (view->items); k++) {
      g_autoptr (HallCaseItemLine) item = g_list_model_get_item (view->items, k);

      if (item->waits == NULL && g_str_equal (item->code, request->number))
        item->waits = g_strdup (request->kind);
    }
  }
}

/* What would be promised if the case were accepted, or its notice given, now: the clerk says it before the
 * paper does. */
static gboolean
foresee (HallEngine *engine, HallCaseView *view, const Promise *promise, gint64 now, GError **error)
{
  HallDb *db = hall_engine_get_db (engine);
  GTimeZone *zone = hall_engine_get_zone (engine);
  const HallCaseRow row = { .due_kind = promise->kind, .due_count = promise->count };
  HallDeadline deadline = { .begin = view->notice != NULL ? HALL_BEGIN_SUPPLEMENTED : HALL_BEGIN_ACCEPTED,
                            .begin_us = now };
  g_auto (HallCaseHours) hours = { 0 };
  g_autofree char *profile = hall_db_get_text (db, NULL, "SELECT value FROM option WHERE name = 'profile'",
                                               "");
  gint64 until;

  view->paper_only = g_strcmp0 (profile, "government") == 0;
  if (view->accepted_at != 0 || view->closed_at != 0)
    return TRUE;
  if (!hall_case_hours_load (db, zone, &hours, error))
    return FALSE;
  if (hall_notice_valid_until (&hours.hours, now,
                               promise->notice_days > 0 ? (int)promise->notice_days : HALL_NOTICE_DAYS,
                               &until, NULL))
    view->foreseen_until = hall_time_day (zone, until);
  if (hall_case_term (&row, &deadline.term)) {
    g_autoptr (HallDue) due = hall_due_compute (&deadline, &hours.hours, now, NULL);

    /* A calendar that ends too early is told when somebody accepts, not here. */
    if (due != NULL) {
      view->foreseen_at = due->due_us;
      view->foreseen_words = hall_due_sentence (due, &deadline, &hours.hours);
    }
  }
  return TRUE;
}

/* What the clerk drafted, for the words at the desk; the paper says the same once the lead approves. */
static gboolean
read_refusal (HallDb *db, HallCaseView *view, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GVariant) asked = NULL;
  g_autofree char *detail = NULL;

  if (!g_str_equal (view->state, "refusing") && !g_str_equal (view->state, "refused"))
    return TRUE;
  detail = hall_db_get_text (
      db, &local,
      "SELECT detail FROM request WHERE kind = 'refusal' AND subject = ?1 ORDER BY id DESC LIMIT 1", "t",
      view->number);
  asked = detail != NULL ? hall_json_to_variant (detail, NULL) : NULL;
  if (asked != NULL) {
    g_variant_lookup (asked, "reason", "s", &view->refusal_reason);
    g_variant_lookup (asked, "basis", "s", &view->refusal_basis);
    g_variant_lookup (asked, "option", "s", &view->refusal_option);
  }
  return hall_rows_done (&local, error);
}

static gboolean
read_view (HallEngine *engine, const char *named, HallCaseView *view, GError **error)
{
  HallDb *db = hall_engine_get_db (engine);
  gint64 now = hall_clock_now (hall_engine_get_clock (engine));
  g_autofree char *today = hall_time_day (hall_engine_get_zone (engine), now);
  g_autofree char *number = hall_case_number_of (db, named, error);
  g_auto (Promise) promise = { 0 };
  g_autoptr (HallRows) rows = number != NULL ? hall_db_query (db, error, VIEW_QUERY, "t", number) : NULL;

  if (rows == NULL || !hall_rows_next (rows, error))
    return FALSE;
  read_head (rows, view, now);
  read_promise (rows, view, &promise);
  g_clear_pointer (&rows, hall_rows_free);
  if (!hall_matter_version (db, view->matter, today, &view->newest, error)
      || !read_items (db, view, today, error) || !read_parts (db, view, error))
    return FALSE;
  place_requests (view);
  return foresee (engine, view, &promise, now, error) && read_refusal (db, view, error);
}

/**
 * hall_case_view_read:
 * @engine: the engine
 * @params: s, the number of a case, or of one of its papers
 * @error: NOT_FOUND when there is none
 *
 * Returns: (transfer full): the case as its page shows it; a #HallReadFunc
 */
HallCaseView *
hall_case_view_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (HallCaseView) view = g_new0 (HallCaseView, 1);
  HallDb *db;
  gboolean ok;

  g_return_val_if_fail (HALL_IS_ENGINE (engine), NULL);

  db = hall_engine_get_db (engine);
  if (!hall_db_begin (db, FALSE, error))
    return NULL;
  ok = read_view (engine, g_variant_get_string (params, NULL), view, error);
  hall_db_rollback (db);
  return ok ? g_steal_pointer (&view) : NULL;
}

void
hall_case_view_free (gpointer data)
{
  HallCaseView *self = data;

  if (self == NULL)
    return;
  {
    char *texts[] = {
      self->number,     self->day,          self->ticket,         self->matter,     self->matter_name,
      self->applicant,  self->kind,         self->state,          self->state_word, self->first_responsible,
      self->first_name, self->handler,      self->handler_name,   self->name,       self->phone,
      self->account,    self->id_type,      self->id_tail,        self->proxy_name, self->proxy_relation,
      self->fields,     self->due_words,    self->promise,        self->fee,        self->conditions,
      self->basis,      self->branch,       self->sentence,       self->place,      self->acceptance,
      self->notice,     self->notice_until, self->foreseen_words, self->promise_en, self->foreseen_until
    };

    for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
      g_free (texts[i]);
  }
  g_strfreev (self->notice_asked);
  g_clear_object (&self->items);
  g_clear_object (&self->notices);
  g_clear_object (&self->story);
  g_clear_object (&self->tasks);
  g_clear_object (&self->papers);
  g_clear_object (&self->tags);
  g_clear_object (&self->requests);
  g_free (self->refusal_reason);
  g_free (self->refusal_basis);
  g_free (self->refusal_option);
  g_free (self);
}

#define DUE_MAX 500

#define FOUND_COLUMNS                                                                                        \
  "SELECT f.id, f.number, m.name, f.name, f.handler, f.due_at, f.state, f.opened_at, f.due_confirmed FROM "
#define FOUND FOUND_COLUMNS "case_file f JOIN matter m ON m.code = f.matter"
#define TICKET_QUERY                                                                                         \
  FOUND " WHERE f.id IN (SELECT id FROM case_file WHERE ticket = ?1 UNION SELECT file FROM ticket WHERE"     \
        " id = ?1) ORDER BY f.id LIMIT 50"

static HallCaseLine *
read_found (HallRows *rows)
{
  HallCaseLine *line = g_object_new (HALL_TYPE_CASE_LINE, NULL);

  line->id = hall_rows_int (rows, 0);
  line->number = hall_rows_dup (rows, 1);
  line->title = hall_rows_dup (rows, 2);
  line->text = masked (rows, 3, hall_name_mask);
  line->who = hall_rows_dup (rows, 4);
  line->due_at = hall_rows_int (rows, 5);
  line->kind = hall_rows_dup (rows, 6);
  line->at = hall_rows_int (rows, 7);
  line->confirmed = hall_rows_int (rows, 8) != 0;
  return line;
}

static HallCaseLine *
read_due (HallRows *rows, gint64 now)
{
  HallCaseLine *line = g_object_new (HALL_TYPE_CASE_LINE, NULL);

  line->id = hall_rows_int (rows, 0);
  line->number = hall_rows_dup (rows, 1);
  line->title = hall_rows_dup (rows, 2);
  line->text = masked (rows, 3, hall_name_mask);
  line->who = hall_rows_dup (rows, 4);
  line->due_at = hall_rows_int (rows, 5);
  line->kind = g_strdup (
      hall_light_name (hall_light (hall_rows_int (rows, 6), line->due_at, hall_rows_int (rows, 7), now)));
  line->confirmed = hall_rows_int (rows, 8) != 0;
  return line;
}

#define DUE_QUERY                                                                                            \
  "SELECT f.id, f.number, m.name, f.name, f.handler, f.due_at, f.amber_at, f.suspended_since,"               \
  " f.due_confirmed FROM case_file f JOIN matter m ON m.code = f.matter WHERE f.state <> 'closed' AND"       \
  " f.due_at IS NOT NULL"

/* What is due, the most urgent first: of @handler, "" for everybody's. */
GListModel *
hall_due_list (HallEngine *engine, const char *handler, gint64 limit, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (HALL_TYPE_CASE_LINE);
  const gint64 now = hall_clock_now (hall_engine_get_clock (engine));
  HallDb *db = hall_engine_get_db (engine);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  rows = *handler == '\0'
             ? hall_db_query (db, error, DUE_QUERY " ORDER BY f.due_at LIMIT ?1", "i", limit)
             : hall_db_query (db, error, DUE_QUERY " AND f.handler = ?1 ORDER BY f.due_at LIMIT ?2", "ti",
                              handler, limit);
  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallCaseLine) line = read_due (rows, now);

    g_list_store_append (store, line);
  }
  if (!hall_rows_done (&local, error))
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&store));
}

/**
 * hall_due_list_read:
 * @engine: the engine
 * @params: s, the staff number of a handler, "" for all
 * @error: what went wrong
 *
 * What is due, the most urgent first (row 004-39): each clerk's own on the desk, everybody's for the lead.
 *
 * Returns: (transfer full): a #GListModel of #HallCaseLine; a #HallReadFunc
 */
GListModel *
hall_due_list_read (HallEngine *engine, GVariant *params, GError **error)
{
  return hall_due_list (engine, g_variant_get_string (params, NULL), DUE_MAX, error);
}

/* The cases of a ticket and the one that it was led back with, the newest last. */
GListModel *
hall_ticket_cases (HallEngine *engine, gint64 ticket, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (HALL_TYPE_CASE_LINE);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;

  if (ticket == 0)
    return G_LIST_MODEL (g_steal_pointer (&store));
  rows = hall_db_query (hall_engine_get_db (engine), error, TICKET_QUERY, "i", ticket);
  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallCaseLine) line = read_found (rows);

    g_list_store_append (store, line);
  }
  if (!hall_rows_done (&local, error))
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&store));
}

/* What an open case waits for, from its checklist; see HallDeskView. */
static const char *
case_blocker (HallEngine *engine, const char *number, GError **error)
{
  HallDb *db = hall_engine_get_db (engine);
  g_autofree char *today = hall_time_day (hall_engine_get_zone (engine),
                                          hall_clock_now (hall_engine_get_clock (engine)));
  g_auto (HallCaseList) list = { 0 };
  g_autofree HallCheckItem *checks = NULL;
  g_autoptr (HallRows) rows = hall_db_query (db, error, "SELECT id, matter FROM case_file WHERE number = ?1",
                                             "t", number);
  g_autofree char *matter = NULL;
  gint64 file;

  if (rows == NULL || !hall_rows_next (rows, error))
    return NULL;
  file = hall_rows_int (rows, 0);
  matter = hall_rows_dup (rows, 1);
  g_clear_pointer (&rows, hall_rows_free);
  if (!hall_case_list_load (db, file, matter, today, &list, error))
    return NULL;
  if (list.items->len == 0)
    return "case-open";
  checks = hall_case_list_checks (&list);
  switch (hall_checklist_branch (checks, list.items->len, (HallCaseFinding){ 0 })) {
  case HALL_BRANCH_ACCEPT:
    return "case-accept";
  case HALL_BRANCH_NOTICE:
    return "case-notice";
  case HALL_BRANCH_UNDECIDED:
    return "case-materials";
  case HALL_BRANCH_REFUSE:
  case HALL_BRANCH_CONSULT:
  default:
    return "case-open";
  }
}

/* What the finish command would refuse of a ticket, in one word for the desk, and of which case. */
gboolean
hall_ticket_blocker (HallEngine *engine, gint64 ticket, char **blocker, char **number, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *gate = hall_case_gate (hall_engine_get_db (engine), ticket, number, &local);

  if (gate != NULL && g_str_equal (gate, "charge"))
    *blocker = g_strdup ("charge-open");
  else if (gate != NULL && g_str_equal (gate, "refusing"))
    *blocker = g_strdup ("case-refusing");
  else if (gate != NULL)
    *blocker = g_strdup (case_blocker (engine, *number, &local));
  return hall_rows_done (&local, error);
}

/* Each way is one look into an index, for the newest so many of it: what there are more of makes it no
 * longer. By initials it reads at most 200 rows, however many begin so: who sees too many goes on typing, the
 * matter behind the name. Nor may a server think that it finds much, and read everything instead: hence the
 * outer limit. */
#define BY_NUMBER                                                                                            \
  "SELECT id FROM case_file WHERE number = ?1 UNION SELECT file FROM notice WHERE number = ?1"               \
  " UNION SELECT id FROM case_file WHERE acceptance = ?1 UNION SELECT id FROM case_file WHERE refusal = ?1"
#define BY_PERSON                                                                                            \
  " UNION SELECT id FROM (SELECT id FROM case_file WHERE phone = ?2 ORDER BY id DESC LIMIT 50) AS phones"    \
  " UNION SELECT id FROM (SELECT id FROM case_file WHERE account = ?1 ORDER BY id DESC LIMIT 50) AS "        \
  "accounts"                                                                                                 \
  " UNION SELECT id FROM (SELECT id FROM case_file WHERE name = ?3 ORDER BY id DESC LIMIT 50) AS names"      \
  " UNION SELECT id FROM (SELECT id FROM case_file WHERE initials >= ?5 AND initials < ?6"                   \
  " ORDER BY initials DESC LIMIT 200) AS begins"
#define BY_WORD                                                                                              \
  " UNION SELECT file FROM (SELECT file FROM case_tag WHERE word = ?1 ORDER BY file DESC LIMIT 50) AS words"
#define BY_TICKET                                                                                            \
  " UNION SELECT c.id FROM ticket t JOIN case_file c ON c.ticket = t.id WHERE t.day = ?4 AND"                \
  " t.category = substr (?1, 1, 1) AND t.label = ?1"                                                         \
  " UNION SELECT t.file FROM ticket t WHERE t.day = ?4 AND t.category = substr (?1, 1, 1) AND"               \
  " t.label = ?1 AND t.file IS NOT NULL"                                                                     \
  " UNION SELECT c.id FROM receipt r JOIN case_file c ON c.ticket = r.ticket WHERE r.number = ?1"
#define FIND_QUERY                                                                                           \
  FOUND_COLUMNS "(SELECT id FROM (" BY_NUMBER BY_PERSON BY_WORD BY_TICKET                                    \
                ") AS any_way ORDER BY id DESC LIMIT 50) AS hit JOIN case_file f ON f.id = hit.id"           \
                " JOIN matter m ON m.code = f.matter ORDER BY f.opened_at DESC, f.id DESC"

#define FIND_MIN_INITIALS 2

/* Everything that begins with @typed lies from it up to, and without, what is returned. */
static char *
initials_end (const char *typed)
{
  char *end = g_strdup (typed);

  end[strlen (end) - 1]++;
  return end;
}

/* The code on a ticket holds its day, 20261120-A015; of today's the number is looked for. */
static const char *
without_day (const char *text, const char *today)
{
  for (gsize i = 0, k = 0; i < 8; i++, k++) {
    if (today[k] == '-')
      k++;
    if (text[i] != today[k])
      return text;
  }
  return text[8] == '-' ? text + 9 : text;
}

/**
 * hall_case_find_read:
 * @engine: the engine
 * @params: s, what somebody has in hand or says: the number of a case, of one of its papers, of a receipt, of
 * a ticket of today; a phone number, an account, a whole name, a keyword; or how the initials of the name
 * begin, with those of the matter behind them: wxm, wxmgh (at least two)
 * @error: what went wrong
 *
 * Returns: (transfer full): a #GListModel of #HallCaseLine, masked; a #HallReadFunc
 */
GListModel *
hall_case_find_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (HALL_TYPE_CASE_LINE);
  g_autofree char *today = hall_time_day (hall_engine_get_zone (engine),
                                          hall_clock_now (hall_engine_get_clock (engine)));
  const char *text = without_day (g_variant_get_string (params, NULL), today);
  g_autofree char *phone = hall_phone_parse (text, "text", NULL, NULL);
  g_autofree char *name = hall_person_name_parse (text, "text", NULL);
  g_autofree char *begin = strlen (text) >= FIND_MIN_INITIALS && hall_pinyin_is_query (text)
                               ? g_ascii_strdown (text, -1)
                               : NULL;
  g_autofree char *end = begin != NULL ? initials_end (begin) : NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (hall_engine_get_db (engine), error, FIND_QUERY, "tttttt", text,
                                             phone, name, today, begin, end);

  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallCaseLine) line = read_found (rows);

    g_list_store_append (store, line);
  }
  if (!hall_rows_done (&local, error))
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&store));
}

/* --- For the command line --- */

static void
add_text (GVariantBuilder *group, const char *key, const char *value)
{
  if (value != NULL && *value != '\0')
    g_variant_builder_add (group, "{sv}", key, g_variant_new_string (value));
}

static void
add_time (GVariantBuilder *group, const char *key, gint64 time_us, GTimeZone *zone)
{
  g_autofree char *text = time_us != 0 ? hall_time_to_iso (zone, time_us) : NULL;

  add_text (group, key, text);
}

static void
add_lines (GVariantBuilder *result, const char *key, GListModel *lines, GTimeZone *zone)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++) {
    g_autoptr (HallCaseLine) line = g_list_model_get_item (lines, i);
    GVariantBuilder group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
    gboolean notice = g_str_equal (key, "notices");

    add_time (&group, "at", line->at, zone);
    add_text (&group, "kind", line->kind);
    add_text (&group, "number", line->number);
    add_text (&group, "title", line->title);
    add_text (&group, "who", line->who);
    add_text (&group, "instead_of", line->instead_of);
    if (!notice)
      add_text (&group, "text", line->text);
    add_time (&group, "due_at", line->due_at, zone);
    add_time (&group, "done_at", line->done_at, zone);
    g_variant_builder_add (&list, "v", g_variant_builder_end (&group));
  }
  g_variant_builder_add (result, "{sv}", key, g_variant_builder_end (&list));
}

static void
add_items (GVariantBuilder *result, GListModel *items)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < g_list_model_get_n_items (items); i++) {
    g_autoptr (HallCaseItemLine) line = g_list_model_get_item (items, i);
    GVariantBuilder group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

    add_text (&group, "item", line->code);
    add_text (&group, "name", line->name);
    add_text (&group, "state", hall_item_state_name (line->state));
    add_text (&group, "problem", line->problem);
    add_text (&group, "fix", line->fix);
    add_text (&group, "where", line->where);
    add_text (&group, "deferred_until", line->deferred_until);
    if (line->sheets > 0) {
      g_variant_builder_add (&group, "{sv}", "received", g_variant_new_int64 (line->sheets));
      g_variant_builder_add (&group, "{sv}", "handed_back", g_variant_new_int64 (line->handed_back));
    }
    add_text (&group, "cause", line->cause);
    g_variant_builder_add (&list, "v", g_variant_builder_end (&group));
  }
  g_variant_builder_add (result, "{sv}", "items", g_variant_builder_end (&list));
}

/**
 * hall_case_view_to_variant:
 * @self: a case
 * @zone: the hall's
 *
 * Returns: (transfer full): the same for the command line and for scripts, a{sv}
 */
GVariant *
hall_case_view_to_variant (const HallCaseView *self, GTimeZone *zone)
{
  GVariantBuilder result = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  add_text (&result, "case", self->number);
  add_text (&result, "ticket", self->ticket);
  add_text (&result, "matter", self->matter);
  add_text (&result, "matter_name", self->matter_name);
  g_variant_builder_add (&result, "{sv}", "version", g_variant_new_int64 (self->version));
  add_text (&result, "kind", self->kind);
  add_text (&result, "state", self->state);
  add_text (&result, "first_responsible", self->first_responsible);
  add_text (&result, "handler", self->handler);
  g_variant_builder_add (&result, "{sv}", "moved", g_variant_new_int64 (self->moved));
  add_text (&result, "applicant", self->name);
  add_text (&result, "phone", self->phone);
  add_text (&result, "account", self->account);
  add_text (&result, "id_type", self->id_type);
  add_text (&result, "id_last4", self->id_tail);
  add_text (&result, "proxy", self->proxy_name);
  add_text (&result, "proxy_relation", self->proxy_relation);
  add_time (&result, "opened_at", self->opened_at, zone);
  add_time (&result, "accepted_at", self->accepted_at, zone);
  add_time (&result, "due_at", self->due_at, zone);
  add_text (&result, "due_words", self->due_words);
  add_text (&result, "light", hall_light_name (self->light));
  add_time (&result, "suspended_since", self->suspended_since, zone);
  add_time (&result, "replied_at", self->replied_at, zone);
  add_time (&result, "closed_at", self->closed_at, zone);
  add_text (&result, "branch", self->branch);
  add_text (&result, "sentence", self->sentence);
  add_items (&result, self->items);
  add_lines (&result, "notices", self->notices, zone);
  add_lines (&result, "tasks", self->tasks, zone);
  add_lines (&result, "papers", self->papers, zone);
  add_lines (&result, "tags", self->tags, zone);
  add_lines (&result, "requests", self->requests, zone);
  add_lines (&result, "story", self->story, zone);
  return g_variant_ref_sink (g_variant_builder_end (&result));
}
