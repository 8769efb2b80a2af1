/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is kept of visits, as screens and the command line show it: the records of a day, what is to be
 * completed, emergencies, and the register of what was forwarded. Masked (3.9). */

#include "hall-visit-view.h"

#include <glib/gi18n-lib.h>

#include "hall-case-private.h"
#include "hall-engine-private.h"
#include "hall-person.h"
#include "hall-text.h"
#include "hall-time.h"
#include "hall-views-private.h"

G_DEFINE_FINAL_TYPE (HallVisitLine, hall_visit_line, G_TYPE_OBJECT)

static void
hall_visit_line_finalize (GObject *object)
{
  HallVisitLine *self = HALL_VISIT_LINE (object);
  char *texts[] = { self->day,         self->ticket,    self->file,       self->sub,        self->urgency,
                    self->matter,      self->staff,     self->name,       self->phone,      self->address,
                    self->matter_name, self->text,      self->result,     self->staff_name, self->result_text,
                    self->answer,      self->knowledge, self->department, self->follow_up };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  G_OBJECT_CLASS (hall_visit_line_parent_class)->finalize (object);
}

static void
hall_visit_line_class_init (HallVisitLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_visit_line_finalize;
}

static void
hall_visit_line_init (HallVisitLine *self)
{
}

G_DEFINE_FINAL_TYPE (HallForwardLine, hall_forward_line, G_TYPE_OBJECT)

static void
hall_forward_line_finalize (GObject *object)
{
  HallForwardLine *self = HALL_FORWARD_LINE (object);
  char *texts[] = { self->kind, self->number,  self->who,    self->contact,
                    self->text, self->made_by, self->answer, self->answered_by };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  G_OBJECT_CLASS (hall_forward_line_parent_class)->finalize (object);
}

static void
hall_forward_line_class_init (HallForwardLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_forward_line_finalize;
}

static void
hall_forward_line_init (HallForwardLine *self)
{
}

/* --- Records --- */

#define LINE_QUERY                                                                                           \
  "SELECT v.id, v.day, t.label, f.number, v.kind, v.sub, v.urgency, v.matter, m.name, v.staff, s.name,"      \
  " v.counter, coalesce (v.name, f.name), coalesce (v.phone, f.phone), v.address, v.text, v.result,"         \
  " v.result_text, v.answer, v.knowledge, v.knowledge_version, v.department, v.follow_up_due,"               \
  " v.followed_up_at, v.follow_up, v.on_scene_due, v.seen_at, v.opened_at, v.complete_by, v.completed_at"    \
  " FROM visit_record v JOIN staff s ON s.number = v.staff LEFT JOIN ticket t ON t.id = v.ticket"            \
  " LEFT JOIN case_file f ON f.id = v.file LEFT JOIN matter m ON m.code = v.matter WHERE "

/* Row 003-20. */
#define URGENT_FIRST                                                                                         \
  "ORDER BY CASE v.urgency WHEN 'emergency' THEN 0 WHEN 'urgent' THEN 1 ELSE 2 END, v.complete_by, v.id"     \
  " LIMIT 100"

static char *
masked (HallRows *rows, int column, char *(*mask) (const char *text))
{
  return hall_rows_is_null (rows, column) ? NULL : mask (hall_rows_text (rows, column));
}

static HallVisitLine *
read_line (HallRows *rows, gint64 now)
{
  HallVisitLine *line = g_object_new (HALL_TYPE_VISIT_LINE, NULL);

  line->id = hall_rows_int (rows, 0);
  line->day = hall_rows_dup (rows, 1);
  line->ticket = hall_rows_dup (rows, 2);
  line->file = hall_rows_dup (rows, 3);
  hall_visit_kind_from_name (hall_rows_text (rows, 4), &line->kind);
  line->sub = hall_rows_dup (rows, 5);
  line->urgency = hall_rows_dup (rows, 6);
  line->matter = hall_rows_dup (rows, 7);
  line->matter_name = hall_rows_dup (rows, 8);
  line->staff = hall_rows_dup (rows, 9);
  line->staff_name = hall_rows_dup (rows, 10);
  line->counter = hall_rows_int (rows, 11);
  line->name = masked (rows, 12, hall_name_mask);
  line->phone = masked (rows, 13, hall_phone_mask);
  if (g_strcmp0 (line->urgency, "emergency") == 0)
    line->address = hall_rows_dup (rows, 14);
  line->text = hall_rows_dup (rows, 15);
  line->result = hall_rows_dup (rows, 16);
  line->result_text = hall_rows_dup (rows, 17);
  line->answer = hall_rows_dup (rows, 18);
  line->knowledge = hall_rows_dup (rows, 19);
  line->knowledge_version = hall_rows_int (rows, 20);
  line->department = hall_rows_dup (rows, 21);
  line->follow_up_due = hall_rows_int (rows, 22);
  line->followed_up_at = hall_rows_int (rows, 23);
  line->follow_up = hall_rows_dup (rows, 24);
  line->on_scene_due = hall_rows_int (rows, 25);
  line->seen_at = hall_rows_int (rows, 26);
  line->opened_at = hall_rows_int (rows, 27);
  line->complete_by = hall_rows_int (rows, 28);
  line->completed_at = hall_rows_int (rows, 29);
  line->late = hall_visit_is_late (line->complete_by, line->completed_at, now);
  return line;
}

/* Takes @rows, which may be %NULL with @error set. */
static GListModel *
read_lines (HallEngine *engine, HallRows *rows, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (HALL_TYPE_VISIT_LINE);
  g_autoptr (HallRows) owned = rows;
  g_autoptr (GError) local = NULL;
  gint64 now = hall_clock_now (hall_engine_get_clock (engine));

  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallVisitLine) line = read_line (rows, now);

    g_list_store_append (store, line);
  }
  if (!hall_rows_done (&local, error))
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&store));
}

/**
 * hall_visit_open_read:
 * @engine: the engine
 * @params: s, a staff number, "" for all
 * @error: what went wrong
 *
 * What a clerk has still to complete: what is urgent first (row 003-20), then the first to be late
 * (S002 3.4).
 *
 * Returns: (transfer full): a #GListModel of #HallVisitLine, at most 100; a #HallReadFunc
 */
GListModel *
hall_visit_open_read (HallEngine *engine, GVariant *params, GError **error)
{
  const char *staff = g_variant_get_string (params, NULL);
  const gboolean all = *staff == '\0';

  return read_lines (engine,
                     hall_db_query (hall_engine_get_db (engine), error,
                                    all ? LINE_QUERY "v.completed_at IS NULL " URGENT_FIRST
                                        : LINE_QUERY "v.completed_at IS NULL AND v.staff = ?1 " URGENT_FIRST,
                                    all ? "" : "t", staff),
                     error);
}

/**
 * hall_visit_list_read:
 * @engine: the engine
 * @params: (ss): a day, "" for the last business day; a staff number, "" for all
 * @error: what went wrong
 *
 * Returns: (transfer full): a #GListModel of #HallVisitLine; a #HallReadFunc
 */
GListModel *
hall_visit_list_read (HallEngine *engine, GVariant *params, GError **error)
{
  const char *day;
  const char *staff;

  g_variant_get (params, "(&s&s)", &day, &staff);
  return read_lines (engine,
                     hall_db_query (hall_engine_get_db (engine), error,
                                    LINE_QUERY "v.day = CASE WHEN ?1 = '' THEN (SELECT max (day) FROM"
                                               " business_day) ELSE ?1 END AND (?2 = '' OR v.staff = ?2)"
                                               " ORDER BY v.id LIMIT 5000",
                                    "tt", day, staff),
                     error);
}

/**
 * hall_alert_list_read:
 * @engine: the engine
 * @params: (nullable): none
 * @error: what went wrong
 *
 * Emergencies that no shift lead has acknowledged, the oldest first (row 000-23).
 *
 * Returns: (transfer full): a #GListModel of #HallVisitLine; a #HallReadFunc
 */
GListModel *
hall_alert_list_read (HallEngine *engine, GVariant *params, GError **error)
{
  return read_lines (engine,
                     hall_db_query (hall_engine_get_db (engine), error,
                                    LINE_QUERY "v.urgency = 'emergency' AND v.seen_at IS NULL ORDER BY v.id"
                                               " LIMIT 100",
                                    ""),
                     error);
}

/* --- The register of forwards --- */

/* What went with a case is a task of it; what went without is its record. */
#define FORWARD_QUERY                                                                                        \
  "SELECT k.id, k.kind, f.number, k.who, k.contact, k.question, k.made_at, k.made_by, k.due_at, k.answer,"   \
  " k.answered_at, k.answered_by FROM case_task k JOIN case_file f ON f.id = k.file WHERE k.kind IN"         \
  " ('forward', 'consult') AND (?1 = '' OR k.kind = ?1) AND k.made_at >= ?2 AND k.made_at < ?3 AND"          \
  " (?4 = 0 OR k.answered_at IS NULL) AND (?5 = 0 OR coalesce (k.answered_at, ?6) > k.due_at)"               \
  " UNION ALL SELECT v.id, 'forward', NULL, v.department, v.contact, v.text, v.opened_at, v.staff,"          \
  " v.follow_up_due, v.follow_up, v.followed_up_at, v.followed_up_by FROM visit_record v WHERE"              \
  " v.department IS NOT NULL AND v.file IS NULL AND v.follow_up_due IS NOT NULL AND ?1 <> 'consult' AND"     \
  " v.opened_at >= ?2 AND v.opened_at < ?3 AND (?4 = 0 OR v.followed_up_at IS NULL) AND"                     \
  " (?5 = 0 OR coalesce (v.followed_up_at, ?6) > v.follow_up_due)"

static HallForwardLine *
read_forward (HallRows *rows, gint64 now)
{
  HallForwardLine *line = g_object_new (HALL_TYPE_FORWARD_LINE, NULL);
  gint64 amber_at;

  line->id = hall_rows_int (rows, 0);
  line->kind = hall_rows_dup (rows, 1);
  line->number = hall_rows_dup (rows, 2);
  line->who = hall_rows_dup (rows, 3);
  line->contact = hall_rows_dup (rows, 4);
  line->text = hall_rows_dup (rows, 5);
  line->made_at = hall_rows_int (rows, 6);
  line->made_by = hall_rows_dup (rows, 7);
  line->due_at = hall_rows_int (rows, 8);
  line->answer = hall_rows_dup (rows, 9);
  line->answered_at = hall_rows_int (rows, 10);
  line->answered_by = hall_rows_dup (rows, 11);
  line->late = (line->answered_at != 0 ? line->answered_at : now) > line->due_at;
  /* A quarter of its time is left (5.5). */
  amber_at = line->due_at - (line->due_at - line->made_at) / 4;
  line->light = line->answered_at != 0 ? HALL_LIGHT_GREEN : hall_light (amber_at, line->due_at, 0, now);
  return line;
}

/* What is open comes first, by its due time; behind it the newest. */
static int
compare_forwards (gconstpointer a, gconstpointer b, gpointer data)
{
  const HallForwardLine *one = a;
  const HallForwardLine *other = b;
  gboolean open = one->answered_at == 0;

  if (open != (other->answered_at == 0))
    return open ? -1 : 1;
  if (open && one->due_at != other->due_at)
    return one->due_at < other->due_at ? -1 : 1;
  if (one->made_at != other->made_at)
    return (one->made_at > other->made_at) == open ? 1 : -1;
  return one->id < other->id ? -1 : one->id > other->id;
}

/**
 * hall_forward_params:
 * @kind: (nullable): forward or consult; %NULL for both
 * @which: (nullable): open or late; %NULL for all
 * @from: (nullable): the first day on which it went out, "2026-11-01"
 * @to: (nullable): the last
 *
 * Returns: (transfer floating): the params of hall_forward_list_read()
 */
GVariant *
hall_forward_params (const char *kind, const char *which, const char *from, const char *to)
{
  return g_variant_new ("(ssss)", kind != NULL ? kind : "", which != NULL ? which : "",
                        from != NULL ? from : "", to != NULL ? to : "");
}

static gboolean
read_range (HallEngine *engine, const char *from, const char *to, gint64 *begin, gint64 *end, GError **error)
{
  GTimeZone *zone = hall_engine_get_zone (engine);

  *begin = 0;
  *end = G_MAXINT64;
  if (*from != '\0' && !hall_time_at (zone, from, "00:00", begin, error))
    return FALSE;
  return *to == '\0' || hall_time_at (zone, to, "24:00", end, error);
}

/**
 * hall_forward_list_read:
 * @engine: the engine
 * @params: made by hall_forward_params()
 * @error: INVALID for what is no day
 *
 * The register of what other departments and leaders were asked (rows 000-03, 001-24): since when, until
 * when, and what they answered.
 *
 * Returns: (transfer full): a #GListModel of #HallForwardLine; a #HallReadFunc
 */
GListModel *
hall_forward_list_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (HALL_TYPE_FORWARD_LINE);
  gint64 now = hall_clock_now (hall_engine_get_clock (engine));
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;
  const char *kind;
  const char *which;
  const char *from;
  const char *to;
  gint64 begin;
  gint64 end;

  g_variant_get (params, "(&s&s&s&s)", &kind, &which, &from, &to);
  if (!read_range (engine, from, to, &begin, &end, error))
    return NULL;
  rows = hall_db_query (hall_engine_get_db (engine), error, FORWARD_QUERY, "tiiiii", kind, begin, end,
                        (gint64)g_str_equal (which, "open"), (gint64)g_str_equal (which, "late"), now);
  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallForwardLine) line = read_forward (rows, now);

    g_list_store_append (store, line);
  }
  if (!hall_rows_done (&local, error))
    return NULL;
  g_list_store_sort (store, compare_forwards, NULL);
  return G_LIST_MODEL (g_steal_pointer (&store));
}

/* --- How a case stands --- */

/**
 * hall_progress_read:
 * @engine: the engine
 * @params: (ss): the number of a case, or of one of its papers; the last four of the phone number
 * @error: NOT_FOUND, the same for a wrong number and for the wrong four
 *
 * How a case stands, for whoever has its number and the phone: status words, nothing else (row 002-10).
 *
 * Returns: (transfer full): the words; a #HallReadFunc
 */
gpointer
hall_progress_read (HallEngine *engine, GVariant *params, GError **error)
{
  HallDb *db = hall_engine_get_db (engine);
  const char *named;
  const char *tail;
  g_autofree char *number = NULL;
  g_autofree char *state = NULL;

  g_variant_get (params, "(&s&s)", &named, &tail);
  number = hall_case_number_of (db, named, NULL);
  if (number != NULL && strlen (tail) == 4)
    state = hall_db_get_text (db, NULL,
                              "SELECT state FROM case_file WHERE number = ?1 AND phone IS NOT NULL AND"
                              " substr (phone, length (phone) - 3) = ?2",
                              "tt", number, tail);
  if (state != NULL)
    return g_strdup (hall_case_state_word (state));
  hall_set_error (error, HALL_ERROR_NOT_FOUND, "S002 2.4", "case",
                  _ ("there is no such case with that phone number"));
  return NULL;
}

/* --- For the command line --- */

static void
add_text (GVariantBuilder *group, const char *key, const char *value)
{
  if (value != NULL && *value != '\0')
    g_variant_builder_add (group, "{sv}", key, g_variant_new_string (value));
}

static void
add_int (GVariantBuilder *group, const char *key, gint64 value)
{
  if (value != 0)
    g_variant_builder_add (group, "{sv}", key, g_variant_new_int64 (value));
}

static void
add_time (GVariantBuilder *group, const char *key, gint64 at, GTimeZone *zone)
{
  g_autofree char *text = at != 0 ? hall_time_to_iso (zone, at) : NULL;

  add_text (group, key, text);
}

static GVariant *
visit_to_variant (HallVisitLine *line, GTimeZone *zone)
{
  GVariantBuilder group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  add_int (&group, "record", line->id);
  add_text (&group, "ticket", line->ticket);
  add_text (&group, "case", line->file);
  add_text (&group, "kind", hall_visit_kind_name (line->kind));
  add_text (&group, "sub", line->sub);
  add_text (&group, "urgency", line->urgency);
  add_text (&group, "matter", line->matter);
  add_text (&group, "staff", line->staff);
  add_int (&group, "counter", line->counter);
  add_text (&group, "applicant", line->name);
  add_text (&group, "phone", line->phone);
  add_text (&group, "address", line->address);
  add_text (&group, "text", line->text);
  add_text (&group, "result", line->result);
  add_text (&group, "result_text", line->result_text);
  add_text (&group, "answer", line->answer);
  add_text (&group, "knowledge", line->knowledge);
  add_int (&group, "knowledge_version", line->knowledge_version);
  add_text (&group, "department", line->department);
  add_time (&group, "follow_up_due", line->follow_up_due, zone);
  add_time (&group, "followed_up_at", line->followed_up_at, zone);
  add_text (&group, "follow_up", line->follow_up);
  add_time (&group, "on_scene_due", line->on_scene_due, zone);
  add_time (&group, "opened_at", line->opened_at, zone);
  add_time (&group, "complete_by", line->complete_by, zone);
  add_time (&group, "completed_at", line->completed_at, zone);
  g_variant_builder_add (&group, "{sv}", "late", g_variant_new_boolean (line->late));
  return g_variant_builder_end (&group);
}

static GVariant *
forward_to_variant (HallForwardLine *line, GTimeZone *zone)
{
  GVariantBuilder group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  add_text (&group, "case", line->number);
  if (line->number == NULL)
    add_int (&group, "record", line->id);
  add_text (&group, "kind", line->kind);
  add_text (&group, "who", line->who);
  add_text (&group, "contact", line->contact);
  add_text (&group, "text", line->text);
  add_time (&group, "made_at", line->made_at, zone);
  add_text (&group, "asked_by", line->made_by);
  add_time (&group, "due_at", line->due_at, zone);
  add_text (&group, "light", hall_light_name (line->light));
  add_text (&group, "answer", line->answer);
  add_time (&group, "answered_at", line->answered_at, zone);
  add_text (&group, "answered_by", line->answered_by);
  g_variant_builder_add (&group, "{sv}", "late", g_variant_new_boolean (line->late));
  return g_variant_builder_end (&group);
}

/* "open", "late", a day, or "2026-11-01..2026-11-30". */
static GVariant *
forward_key (const char *what, const char *key)
{
  const char *kind = g_str_equal (what, "forwards") ? "forward" : "consult";
  g_auto (GStrv) days = g_strsplit (key, "..", 2);

  if (*key == '\0' || g_str_equal (key, "open") || g_str_equal (key, "late"))
    return hall_forward_params (kind, key, NULL, NULL);
  return hall_forward_params (kind, NULL, days[0], days[1] != NULL ? days[1] : days[0]);
}

static GVariant *
progress_overview (HallEngine *engine, const char *key, GError **error)
{
  g_auto (GStrv) words = g_strsplit (key, "/", 2);
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new (
      "(ss)", words[0] != NULL ? words[0] : "", words[0] != NULL && words[1] != NULL ? words[1] : ""));
  g_autofree char *state = hall_progress_read (engine, params, error);
  GVariantBuilder result = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  add_text (&result, "state", state);
  if (state != NULL)
    return g_variant_ref_sink (g_variant_builder_end (&result));
  g_variant_builder_clear (&result);
  return NULL;
}

/**
 * hall_visit_overview_exists:
 * @what: the name of an overview
 * @needs_key: (out): whether it is about one thing that must be named
 *
 * Returns: whether it is one of visits
 */
gboolean
hall_visit_overview_exists (const char *what, gboolean *needs_key)
{
  static const char *const names[] = { "records", "forwards", "consultations", "alerts", "progress", NULL };

  *needs_key = g_str_equal (what, "progress");
  return g_strv_contains (names, what);
}

/**
 * hall_visit_overview:
 * @engine: the engine
 * @what: records, forwards, consultations, alerts or progress
 * @key: of records a day; of forwards and consultations open, late, a day or "2026-11-01..2026-11-30"; of
 * progress the number of a case and the last four of the phone, "2026-000017/1234"; "" for none
 * @error: INVALID, NOT_FOUND
 *
 * Returns: (transfer full): how it stands, a{sv}
 */
GVariant *
hall_visit_overview (HallEngine *engine, const char *what, const char *key, GError **error)
{
  GTimeZone *zone = hall_engine_get_zone (engine);
  gboolean visits = g_str_equal (what, "records") || g_str_equal (what, "alerts");
  g_autoptr (GVariant) params = NULL;
  g_autoptr (GListModel) lines = NULL;
  GVariantBuilder result = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  GVariantBuilder list;

  if (g_str_equal (what, "progress")) {
    g_variant_builder_clear (&result);
    return progress_overview (engine, key, error);
  }
  params = g_variant_ref_sink (visits ? g_variant_new ("(ss)", key, "") : forward_key (what, key));
  lines = g_str_equal (what, "records")  ? hall_visit_list_read (engine, params, error)
          : g_str_equal (what, "alerts") ? hall_alert_list_read (engine, NULL, error)
                                         : hall_forward_list_read (engine, params, error);
  if (lines == NULL) {
    g_variant_builder_clear (&result);
    return NULL;
  }
  g_variant_builder_init (&list, G_VARIANT_TYPE ("av"));
  for (guint i = 0; i < g_list_model_get_n_items (lines); i++) {
    g_autoptr (GObject) line = g_list_model_get_item (lines, i);

    g_variant_builder_add (&list, "v",
                           visits ? visit_to_variant (HALL_VISIT_LINE (line), zone)
                                  : forward_to_variant (HALL_FORWARD_LINE (line), zone));
  }
  g_variant_builder_add (&result, "{sv}", what, g_variant_builder_end (&list));
  return g_variant_ref_sink (g_variant_builder_end (&result));
}
