/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-overview.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-db.h"
#include "hall-case-view.h"
#include "hall-json.h"
#include "hall-knowledge.h"
#include "hall-queue.h"
#include "hall-time.h"
#include "hall-visit-view.h"

/*
 * How things stand, as the command line shows them. Each part of an overview is one query; the name of a
 * column says what becomes of it: "t:" a text, "x:" a number, "b:" a truth, "at:" a time in ISO 8601, "s:"
 * seconds since that time, "j:" JSON, "r:" the member "reason" of a JSON group, "l:" what a counter serves.
 * "g:" the light of a case from its times. What is NULL is left out.
 */

typedef struct {
  const char *what;
  const char *part; /* the name of the list; NULL when it is one group and not a list */
  const char
      *takes; /* what ?1 and ?2 are: d the business day, k the key as it was typed, n the key as a number */
  const char *sql;
} Part;

#define OPEN_TICKETS                                                                                         \
  "SELECT label AS \"t:ticket\", category AS \"t:category\", queue AS \"t:queue\", matter AS \"t:matter\","  \
  " priority AS \"b:priority\", to_counter AS \"x:to_counter\", issued_at AS \"at:issued_at\","              \
  " issued_at AS \"s:waited_s\", called_at AS \"at:called_at\", started_at AS \"at:started_at\","            \
  " counter AS \"x:counter\", staff AS \"t:staff\", hold_reason AS \"t:reason\" FROM ticket"                 \
  " WHERE day = ?1 AND state "

static const Part parts[] = {
  { "queue", "waiting", "d", OPEN_TICKETS "= 'waiting' ORDER BY place, id" },
  { "queue", "at_counters", "d", OPEN_TICKETS "IN ('called', 'serving') ORDER BY counter" },
  { "queue", "held", "d", OPEN_TICKETS "= 'paused' ORDER BY id" },
  { "queue", "no_shows", "d", OPEN_TICKETS "= 'no-show' ORDER BY id" },
  { "board", "calls", "d",
    "SELECT label AS \"t:ticket\", counter AS \"x:counter\", at AS \"at:called_at\", round AS \"x:call\""
    " FROM call WHERE day = ?1 ORDER BY id DESC LIMIT 12" },
  { "board", "categories", "d",
    "SELECT code AS \"t:category\", name AS \"t:name\", (SELECT count (*) FROM ticket t WHERE t.day = ?1"
    " AND t.queue = code AND t.state = 'waiting') AS \"x:waiting\", (SELECT count (*) FROM duty d"
    " JOIN counter_category m ON m.counter = d.counter WHERE d.state = 'open' AND m.category = code)"
    " AS \"x:counters\" FROM category WHERE active = 1 ORDER BY position, code" },
  { "counters", "counters", "d",
    "SELECT c.number AS \"x:counter\", c.name AS \"t:name\", c.number AS \"l:categories\","
    " coalesce (d.state, 'closed') AS \"t:state\", d.staff AS \"t:staff\", s.name AS \"t:staff_name\","
    " t.label AS \"t:ticket\", d.pause_reason AS \"t:reason\", d.pause_until AS \"at:pause_until\","
    " (SELECT count (*) FROM ticket w WHERE w.day = ?1 AND w.state = 'waiting' AND (w.to_counter = c.number"
    " OR (w.to_counter IS NULL AND w.queue IN (SELECT category FROM counter_category"
    " WHERE counter = c.number)))) AS \"x:waiting\""
    " FROM counter c LEFT JOIN duty d ON d.counter = c.number AND d.state <> 'ended'"
    " LEFT JOIN staff s ON s.number = d.staff LEFT JOIN ticket t ON t.counter = c.number"
    " AND t.state IN ('called', 'serving') ORDER BY c.number" },
  { "receipt", NULL, "k",
    "SELECT r.number AS \"t:receipt\", r.kind AS \"t:kind\", r.day AS \"t:day\", r.counter AS \"x:counter\","
    " r.staff AS \"t:staff\", t.label AS \"t:ticket\", r.payer AS \"t:payer\", r.account AS \"t:account\","
    " r.lines AS \"j:lines\", r.tenders AS \"j:tenders\", r.total_fen AS \"x:total_fen\","
    " r.other_fen AS \"x:other_fen\", r.cash_fen AS \"x:cash_fen\", r.received_fen AS \"x:received_fen\","
    " r.change_fen AS \"x:change_fen\", r.sentence AS \"t:sentence\", r.words AS \"t:words\","
    " r.received_at AS \"at:received_at\", r.changed_at AS \"at:changed_at\", r.void_of AS \"t:void_of\","
    " v.number AS \"t:voided_by\", r.reason AS \"t:reason\", r.approved_by AS \"t:approved_by\","
    " r.hash AS \"t:hash\" FROM receipt r LEFT JOIN ticket t ON t.id = r.ticket"
    " LEFT JOIN receipt v ON v.void_of = r.number WHERE r.number = ?1" },
  { "papers", "papers", "",
    "SELECT o.id AS \"x:job\", d.number AS \"t:number\", d.kind AS \"t:kind\", o.place AS \"t:place\","
    " o.printer AS \"t:printer\", o.state AS \"t:state\", o.reason AS \"t:reason\", o.message AS "
    "\"t:message\","
    " o.attempts AS \"x:attempts\", o.copy AS \"x:copy\", o.created_at AS \"at:created_at\" FROM outbox o"
    " JOIN document d ON d.id = o.document WHERE o.state <> 'done' ORDER BY o.id" },
  { "drawer", NULL, "dn",
    "SELECT c.number AS \"x:counter\", ?1 AS \"t:day\","
    " (SELECT coalesce (sum (amount_fen), 0) FROM drawer_entry WHERE day = ?1 AND counter = c.number"
    "  AND kind = 'float') AS \"x:float_fen\","
    " (SELECT coalesce (sum (cash_fen), 0) FROM receipt WHERE day = ?1 AND counter = c.number"
    "  AND kind = 'receipt') AS \"x:cash_in_fen\","
    " (SELECT -coalesce (sum (cash_fen), 0) FROM receipt WHERE day = ?1 AND counter = c.number"
    "  AND kind = 'void') AS \"x:refunds_fen\","
    " (SELECT coalesce (sum (amount_fen), 0) FROM drawer_entry WHERE day = ?1 AND counter = c.number"
    "  AND kind = 'deposit') AS \"x:deposits_fen\","
    " (SELECT coalesce (sum (amount_fen), 0) FROM drawer_entry WHERE day = ?1 AND counter = c.number"
    "  AND kind = 'float')"
    "  + (SELECT coalesce (sum (cash_fen), 0) FROM receipt WHERE day = ?1 AND counter = c.number)"
    "  - (SELECT coalesce (sum (amount_fen), 0) FROM drawer_entry WHERE day = ?1 AND counter = c.number"
    "  AND kind = 'deposit') AS \"x:expected_fen\""
    " FROM counter c WHERE c.number = ?2" },
  { "drawer", "entries", "dn",
    "SELECT kind AS \"t:kind\", staff AS \"t:staff\", at AS \"at:at\", amount_fen AS \"x:amount_fen\","
    " expected_fen AS \"x:expected_fen\", over_fen AS \"x:over_fen\", short_fen AS \"x:short_fen\""
    " FROM drawer_entry WHERE day = ?1 AND counter = ?2 ORDER BY id" },
  { "due", "cases", "",
    "SELECT f.number AS \"t:case\", m.name AS \"t:matter_name\", f.state AS \"t:state\","
    " f.first_responsible AS \"t:first_responsible\", f.handler AS \"t:handler\", f.due_at AS \"at:due_at\","
    " coalesce (f.amber_at, 0) || ' ' || f.due_at || ' ' || coalesce (f.suspended_since, 0) AS \"g:light\""
    " FROM case_file f JOIN matter m ON m.code = f.matter WHERE f.state <> 'closed' AND f.due_at IS NOT NULL"
    " ORDER BY f.due_at, f.id LIMIT 500" },
  { "due", "tasks", "",
    "SELECT f.number AS \"t:case\", k.kind AS \"t:kind\", k.who AS \"t:who\", k.question AS \"t:text\","
    " k.due_at AS \"at:due_at\", '0 ' || k.due_at || ' 0' AS \"g:light\" FROM case_task k JOIN case_file f ON"
    " f.id = k.file WHERE k.answered_at IS NULL ORDER BY k.due_at, k.id LIMIT 500" },
  { "departments", "departments", "",
    "SELECT code AS \"t:department\", name AS \"t:name\", duty AS \"t:duty\", contact AS \"t:contact\","
    " phone AS \"t:phone\" FROM department ORDER BY code" },
  { "approvals", "approvals", "",
    "SELECT id AS \"x:request\", kind AS \"t:kind\", subject AS \"t:subject\", detail AS \"r:reason\","
    " asked_by AS \"t:asked_by\", counter AS \"x:counter\", asked_at AS \"at:asked_at\" FROM request"
    " WHERE state = 'waiting' ORDER BY id" },
};

/* The number of a counter as it is written, and only so; 0, which none has, for anything else. */
static gint64
number_of (const char *key)
{
  gint64 number = 0;
  g_autofree char *again = NULL;

  if (!g_ascii_string_to_signed (key, 10, 1, G_MAXINT64, &number, NULL))
    return 0;
  again = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  return g_str_equal (again, key) ? number : 0;
}

static HallRows *
query_part (HallDb *db, const Part *part, const char *day, const char *key, GError **error)
{
  HallBind binds[2];
  guint n = 0;

  for (const char *take = part->takes; *take != '\0'; take++, n++) {
    g_assert (n < G_N_ELEMENTS (binds));
    if (*take == 'n')
      binds[n] = (HallBind){ .type = 'i', .integer = number_of (key) };
    else
      binds[n] = (HallBind){ .type = 't', .text = *take == 'd' ? day : key };
  }
  return hall_db_query_binds (db, error, part->sql, binds, n);
}

/* Of "AMBER DUE WAITING-SINCE"; without a time of its own for amber it is green until it is red. */
static const char *
light_of (const char *times, gint64 now)
{
  g_auto (GStrv) parts_of = g_strsplit (times, " ", 3);
  gint64 amber_at = g_ascii_strtoll (parts_of[0], NULL, 10);
  gint64 due_at = g_ascii_strtoll (parts_of[1], NULL, 10);

  return hall_light_name (
      hall_light (amber_at != 0 ? amber_at : due_at, due_at, g_ascii_strtoll (parts_of[2], NULL, 10), now));
}

static GVariant *
value_of (HallRows *rows, int column, const char *kind, GTimeZone *zone, gint64 now)
{
  if (g_str_has_prefix (kind, "x:"))
    return g_variant_new_int64 (hall_rows_int (rows, column));
  if (g_str_has_prefix (kind, "b:"))
    return g_variant_new_boolean (hall_rows_int (rows, column) != 0);
  if (g_str_has_prefix (kind, "s:"))
    return g_variant_new_int64 (MAX (0, now - hall_rows_int (rows, column)) / G_USEC_PER_SEC);
  if (g_str_has_prefix (kind, "g:"))
    return g_variant_new_string (light_of (hall_rows_text (rows, column), now));
  if (g_str_has_prefix (kind, "at:"))
    return g_variant_new_take_string (hall_time_to_iso (zone, hall_rows_int (rows, column)));
  return g_variant_new_string (hall_rows_text (rows, column));
}

static gboolean
add_list (GVariantBuilder *group, const char *name, const char *json, GError **error)
{
  g_autoptr (GVariant) list = hall_json_list_to_variant (json, error);

  if (list != NULL)
    g_variant_builder_add (group, "{sv}", name, list);
  return list != NULL;
}

static gboolean
add_reason (GVariantBuilder *group, const char *name, const char *json, GError **error)
{
  g_autoptr (GVariant) detail = hall_json_to_variant (json, error);
  const char *reason;

  if (detail != NULL && g_variant_lookup (detail, "reason", "&s", &reason))
    g_variant_builder_add (group, "{sv}", name, g_variant_new_string (reason));
  return detail != NULL;
}

static gboolean
add_line (GVariantBuilder *group, const char *name, HallDb *db, gint64 counter, GError **error)
{
  g_autofree char *line = hall_queue_line (db, counter, error);

  if (line != NULL && *line != '\0')
    g_variant_builder_add (group, "{sv}", name, g_variant_new_string (line));
  return line != NULL;
}

static gboolean
add_columns (GVariantBuilder *group, HallEngine *engine, HallRows *rows, GError **error)
{
  GTimeZone *zone = hall_engine_get_zone (engine);
  gint64 now = hall_clock_now (hall_engine_get_clock (engine));
  gboolean ok = TRUE;

  for (int i = 0; ok && i < hall_rows_n_columns (rows); i++) {
    const char *kind = hall_rows_name (rows, i);
    const char *name = strchr (kind, ':') + 1;

    if (hall_rows_is_null (rows, i))
      continue;
    if (g_str_has_prefix (kind, "j:"))
      ok = add_list (group, name, hall_rows_text (rows, i), error);
    else if (g_str_has_prefix (kind, "r:"))
      ok = add_reason (group, name, hall_rows_text (rows, i), error);
    else if (g_str_has_prefix (kind, "l:"))
      ok = add_line (group, name, hall_engine_get_db (engine), hall_rows_int (rows, i), error);
    else
      g_variant_builder_add (group, "{sv}", name, value_of (rows, i, kind, zone, now));
  }
  return ok;
}

static gboolean
add_part (GVariantBuilder *result,
          HallEngine *engine,
          const Part *part,
          const char *day,
          const char *key,
          GError **error)
{
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = query_part (hall_engine_get_db (engine), part, day, key, error);
  gboolean found = FALSE;

  if (rows == NULL)
    return FALSE;
  while (local == NULL && hall_rows_next (rows, &local)) {
    g_auto (GVariantBuilder) group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

    found = TRUE;
    if (!add_columns (part->part != NULL ? &group : result, engine, rows, &local))
      break;
    if (part->part != NULL)
      g_variant_builder_add (&list, "v", g_variant_builder_end (&group));
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (part->part != NULL)
    g_variant_builder_add (result, "{sv}", part->part, g_variant_builder_end (&list));
  else if (!found)
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, part->what,
                    g_str_equal (part->what, "receipt") ? _ ("there is no receipt “%s”")
                                                        : _ ("there is no counter %s"),
                    key);
  return found || part->part != NULL;
}

/**
 * hall_overview_exists:
 * @what: the name of an overview
 * @needs_key: (out): whether it is about one thing that must be named
 *
 * Returns: whether there is such an overview
 */
gboolean
hall_overview_exists (const char *what, gboolean *needs_key)
{
  if (g_str_equal (what, "case")) {
    *needs_key = TRUE;
    return TRUE;
  }
  if (g_str_equal (what, "knowledge")) {
    *needs_key = FALSE;
    return TRUE;
  }
  if (hall_visit_overview_exists (what, needs_key))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i].what, what)) {
      *needs_key = parts[i].part == NULL;
      return TRUE;
    }
  return FALSE;
}

static GVariant *
read_case (HallEngine *engine, const char *number, GError **error)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_string (number));
  g_autoptr (HallCaseView) view = hall_case_view_read (engine, params, error);

  return view != NULL ? hall_case_view_to_variant (view, hall_engine_get_zone (engine)) : NULL;
}

static GVariant *
read_knowledge (HallEngine *engine, const char *text, GError **error)
{
  g_auto (GVariantBuilder) result = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new ("(sssb)", text, "", "", FALSE));
  g_autoptr (GListModel) items = hall_knowledge_find_read (engine, params, error);

  if (items == NULL)
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (items); i++) {
    g_autoptr (HallKnowledgeItem) item = g_list_model_get_item (items, i);
    g_autoptr (GVariant) value = hall_knowledge_to_variant (item, hall_engine_get_zone (engine));

    g_variant_builder_add (&list, "v", value);
  }
  g_variant_builder_add (&result, "{sv}", "found", g_variant_builder_end (&list));
  return g_variant_ref_sink (g_variant_builder_end (&result));
}

/**
 * hall_overview_may_name:
 * @what: the name of an overview
 *
 * Returns: whether a part of it can be named: a day, what is open, what is late, what is looked for
 */
gboolean
hall_overview_may_name (const char *what)
{
  gboolean needs_key;

  return g_str_equal (what, "knowledge")
         || (hall_visit_overview_exists (what, &needs_key) && !g_str_equal (what, "alerts"));
}

/**
 * hall_overview_read:
 * @engine: the engine
 * @params: (ss): what (queue, board, counters, receipt, case, due, papers, drawer, approvals, knowledge,
 * records, forwards, consultations, alerts, progress) and, for a receipt, a case, a drawer or progress,
 * which; for knowledge, what to look for
 * @error: NOT_FOUND when there is no such receipt or counter
 *
 * Returns: (transfer full): how it stands on the last business day, a{sv}; a #HallReadFunc
 */
gpointer
hall_overview_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_auto (GVariantBuilder) result = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GError) local = NULL;
  g_autofree char *day = NULL;
  const char *what;
  const char *key;
  HallDb *db;
  gboolean ok = TRUE;
  gboolean needs_key;

  g_return_val_if_fail (HALL_IS_ENGINE (engine), NULL);

  g_variant_get (params, "(&s&s)", &what, &key);
  if (g_str_equal (what, "case"))
    return read_case (engine, key, error);
  if (g_str_equal (what, "knowledge"))
    return read_knowledge (engine, key, error);
  if (hall_visit_overview_exists (what, &needs_key))
    return hall_visit_overview (engine, what, key, error);
  db = hall_engine_get_db (engine);
  if (!hall_db_begin (db, FALSE, error))
    return NULL;
  day = hall_db_get_text (db, &local, "SELECT max (day) FROM business_day", "");
  if (local == NULL) {
    if (day != NULL && !g_str_equal (what, "receipt") && !g_str_equal (what, "drawer"))
      g_variant_builder_add (&result, "{sv}", "day", g_variant_new_string (day));
    for (gsize i = 0; ok && i < G_N_ELEMENTS (parts); i++)
      if (g_str_equal (parts[i].what, what))
        ok = add_part (&result, engine, &parts[i], day, key, &local);
  }
  hall_db_rollback (db);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  return g_variant_ref_sink (g_variant_builder_end (&result));
}
