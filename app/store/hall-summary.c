/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-summary.h"

#include <glib/gi18n-lib.h>

#include "hall-db.h"
#include "hall-figures.h"
#include "hall-json.h"
#include "hall-time.h"
#include "hall-views.h"
#include "hall-visit.h"

/*
 * The day in figures (hall rules 5.9). Everything is counted from the ledgers of that one day: the tickets,
 * the receipts, the drawer and the outbox; nothing is kept beside them that could disagree.
 */

/* One line of figures: the whole day, one category, one hour or one member of staff. */
typedef struct {
  char *key;
  gint64 issued;
  gint64 called;
  gint64 done;
  GArray *waits;    /* of gint64: first call - issue, seconds */
  GArray *services; /* of gint64: done - start - held, seconds */
} Tally;

typedef struct {
  HallDb *db; /* (not owned) */
  char *day;
  GTimeZone *zone; /* (not owned) */
  gint64 wait_limit_s;
  gint64 closing_us; /* when the hall closes on that day, 0 unknown */
  Tally *total;
  gint64 states[HALL_N_TICKET_STATES];
  gint64 priority;
  gint64 no_shows;
  gint64 extended;
  gint64 last_done_us;
  gint64 over_limit;
  GPtrArray *categories; /* of Tally, in the order of the hall */
  GPtrArray *hours;      /* of Tally, by the hour */
  GPtrArray *staff;      /* of Tally, by number */
} Summary;

static Tally *
tally_new (const char *key)
{
  Tally *self = g_new0 (Tally, 1);

  self->key = g_strdup (key);
  self->waits = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->services = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

static void
tally_free (gpointer data)
{
  Tally *self = data;

  g_free (self->key);
  g_array_unref (self->waits);
  g_array_unref (self->services);
  g_free (self);
}

/* Finds the line of @key, or adds it at its place in the order of keys when @sorted, else at the end. */
static Tally *
tally_of (GPtrArray *tallies, const char *key, gboolean sorted)
{
  guint place = tallies->len;

  for (guint i = 0; i < tallies->len; i++) {
    Tally *tally = g_ptr_array_index (tallies, i);
    int order = strcmp (key, tally->key);

    if (order == 0)
      return tally;
    if (sorted && order < 0) {
      place = i;
      break;
    }
  }
  g_ptr_array_insert (tallies, (int)place, tally_new (key));
  return g_ptr_array_index (tallies, place);
}

static HallSpread
spread_of (GArray *seconds)
{
  return hall_spread_compute ((gint64 *)(void *)seconds->data, seconds->len);
}

static void
summary_clear (Summary *self)
{
  g_clear_pointer (&self->day, g_free);
  g_clear_pointer (&self->total, tally_free);
  g_clear_pointer (&self->categories, g_ptr_array_unref);
  g_clear_pointer (&self->hours, g_ptr_array_unref);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Summary, summary_clear)

enum {
  TICKET_CATEGORY,
  TICKET_STATE,
  TICKET_PRIORITY,
  TICKET_ISSUED_AT,
  TICKET_CALLED_AT,
  TICKET_STARTED_AT,
  TICKET_DONE_AT,
  TICKET_PAUSED_US,
  TICKET_STAFF,
  TICKET_NO_SHOWS,
  TICKET_EXTENDED,
  TICKET_SERVED_US,
};

/* A ticket that was transferred has waited between its services: there, what counts is the time it was being
 * served. */
#define SQL_TICKETS                                                                                          \
  "SELECT category, state, priority, issued_at, called_at, started_at, done_at, paused_us, staff, "          \
  "no_shows, extended,"                                                                                      \
  " CASE WHEN transfers > 0 THEN (SELECT sum ((SELECT n.at FROM ticket_move n WHERE n.ticket = m.ticket "    \
  "AND n.id > m.id"                                                                                          \
  "  ORDER BY n.id LIMIT 1) - m.at) FROM ticket_move m WHERE m.ticket = t.id AND m.to_state = 'serving') "   \
  "END"                                                                                                      \
  " FROM ticket t WHERE day = ?1 ORDER BY category, number"

static Tally *
hour_of (Summary *self, gint64 time_us)
{
  g_autofree char *hour = g_strdup_printf ("%02d", hall_time_hour (self->zone, time_us));

  return tally_of (self->hours, hour, TRUE);
}

/* Waiting is from the issue to the first call; who was never called has no waiting time (5.9). */
static void
count_call (Summary *self, HallRows *rows, Tally *category)
{
  gint64 called_at = hall_rows_int (rows, TICKET_CALLED_AT);
  gint64 wait_s = MAX (0, called_at - hall_rows_int (rows, TICKET_ISSUED_AT)) / G_USEC_PER_SEC;
  Tally *const tallies[] = { self->total, category, hour_of (self, called_at) };

  for (gsize i = 0; i < G_N_ELEMENTS (tallies); i++) {
    tallies[i]->called++;
    g_array_append_val (tallies[i]->waits, wait_s);
  }
  if (wait_s > self->wait_limit_s)
    self->over_limit++;
}

/* Service is from the start to the end, less the time the ticket was held (5.9). */
static void
count_done (Summary *self, HallRows *rows, Tally *category)
{
  const char *staff = hall_rows_text (rows, TICKET_STAFF);
  gint64 done_at = hall_rows_int (rows, TICKET_DONE_AT);
  gint64 service_us = done_at - hall_rows_int (rows, TICKET_STARTED_AT)
                      - hall_rows_int (rows, TICKET_PAUSED_US);
  gint64 service_s;

  if (!hall_rows_is_null (rows, TICKET_SERVED_US))
    service_us = hall_rows_int (rows, TICKET_SERVED_US);
  service_s = MAX (0, service_us) / G_USEC_PER_SEC;
  self->total->done++;
  category->done++;
  g_array_append_val (self->total->services, service_s);
  if (staff != NULL) {
    Tally *tally = tally_of (self->staff, staff, TRUE);

    tally->done++;
    g_array_append_val (tally->services, service_s);
  }
  if (hall_rows_int (rows, TICKET_EXTENDED) != 0)
    self->last_done_us = MAX (self->last_done_us, done_at);
}

static void
count_ticket (Summary *self, HallRows *rows)
{
  Tally *category = tally_of (self->categories, hall_rows_text (rows, TICKET_CATEGORY), FALSE);
  HallTicketState state = HALL_N_TICKET_STATES;

  self->total->issued++;
  category->issued++;
  hour_of (self, hall_rows_int (rows, TICKET_ISSUED_AT))->issued++;
  if (hall_ticket_state_from_name (hall_rows_text (rows, TICKET_STATE), &state))
    self->states[state]++;
  self->priority += hall_rows_int (rows, TICKET_PRIORITY) != 0;
  self->no_shows += hall_rows_int (rows, TICKET_NO_SHOWS);
  self->extended += hall_rows_int (rows, TICKET_EXTENDED) != 0;
  if (!hall_rows_is_null (rows, TICKET_CALLED_AT))
    count_call (self, rows, category);
  if (state == HALL_TICKET_DONE)
    count_done (self, rows, category);
}

static gboolean
read_tickets (Summary *self, GError **error)
{
  g_autoptr (HallRows) categories = NULL;
  g_autoptr (HallRows) rows = NULL;
  g_autoptr (GError) local = NULL;

  categories = hall_db_query (self->db, error,
                              "SELECT code FROM category WHERE active = 1 ORDER BY position, code", "");
  if (categories == NULL)
    return FALSE;
  while (hall_rows_next (categories, &local))
    tally_of (self->categories, hall_rows_text (categories, 0), FALSE);

  rows = hall_db_query (self->db, error, SQL_TICKETS, "t", self->day);
  if (rows == NULL)
    return FALSE;
  while (local == NULL && hall_rows_next (rows, &local))
    count_ticket (self, rows);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return TRUE;
}

static void
add_int (GVariantBuilder *group, const char *name, gint64 value)
{
  g_variant_builder_add (group, "{sv}", name, g_variant_new_int64 (value));
}

static void
add_text (GVariantBuilder *group, const char *name, const char *value)
{
  g_variant_builder_add (group, "{sv}", name, g_variant_new_string (value));
}

static void
add_double (GVariantBuilder *group, const char *name, double value)
{
  g_variant_builder_add (group, "{sv}", name, g_variant_new_double (value));
}

/* Identity of 5.1: issued = done + void + cancelled + carried + open, for every ticket is in one state. */
static GVariant *
tickets_group (Summary *self)
{
  g_auto (GVariantBuilder) group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  gint64 open = self->states[HALL_TICKET_WAITING] + self->states[HALL_TICKET_CALLED]
                + self->states[HALL_TICKET_SERVING] + self->states[HALL_TICKET_PAUSED]
                + self->states[HALL_TICKET_NO_SHOW];
  gint64 over_us = self->closing_us > 0 ? MAX (0, self->last_done_us - self->closing_us) : 0;

  add_int (&group, "issued", self->total->issued);
  add_int (&group, "called", self->total->called);
  add_int (&group, "done", self->states[HALL_TICKET_DONE]);
  add_int (&group, "no_show", self->no_shows);
  add_int (&group, "void", self->states[HALL_TICKET_VOID]);
  add_int (&group, "cancelled", self->states[HALL_TICKET_CANCELLED]);
  add_int (&group, "carried", self->states[HALL_TICKET_CARRIED]);
  add_int (&group, "priority", self->priority);
  add_int (&group, "extended", self->extended);
  add_int (&group, "extended_minutes", over_us / HALL_MINUTE);
  add_int (&group, "open", open);
  return g_variant_builder_end (&group);
}

static GVariant *
spread_group (GArray *seconds, gint64 over_limit)
{
  g_auto (GVariantBuilder) group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  HallSpread spread = spread_of (seconds);

  add_double (&group, "mean_s", spread.mean_s);
  add_int (&group, "p50_s", spread.p50_s);
  add_int (&group, "p90_s", spread.p90_s);
  add_int (&group, "max_s", spread.max_s);
  if (over_limit >= 0)
    add_int (&group, "over_limit", over_limit);
  return g_variant_builder_end (&group);
}

static GVariant *
categories_list (Summary *self)
{
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < self->categories->len; i++) {
    g_auto (GVariantBuilder) group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
    Tally *tally = g_ptr_array_index (self->categories, i);
    HallSpread wait = spread_of (tally->waits);

    add_text (&group, "category", tally->key);
    add_int (&group, "issued", tally->issued);
    add_int (&group, "called", tally->called);
    add_int (&group, "done", tally->done);
    add_double (&group, "wait_mean_s", wait.mean_s);
    add_int (&group, "wait_max_s", wait.max_s);
    g_variant_builder_add (&list, "v", g_variant_builder_end (&group));
  }
  return g_variant_builder_end (&list);
}

/* An hour counts the tickets issued in it and those called in it; the mean wait is that of the ones called in
 * it. */
static GVariant *
hours_list (Summary *self)
{
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < self->hours->len; i++) {
    g_auto (GVariantBuilder) group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
    Tally *tally = g_ptr_array_index (self->hours, i);

    add_int (&group, "hour", g_ascii_strtoll (tally->key, NULL, 10));
    add_int (&group, "issued", tally->issued);
    add_int (&group, "called", tally->called);
    add_double (&group, "wait_mean_s", spread_of (tally->waits).mean_s);
    g_variant_builder_add (&list, "v", g_variant_builder_end (&group));
  }
  return g_variant_builder_end (&list);
}

static GVariant *
staff_list (Summary *self)
{
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < self->staff->len; i++) {
    g_auto (GVariantBuilder) group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
    Tally *tally = g_ptr_array_index (self->staff, i);

    add_text (&group, "staff", tally->key);
    add_int (&group, "done", tally->done);
    add_double (&group, "service_mean_s", spread_of (tally->services).mean_s);
    g_variant_builder_add (&list, "v", g_variant_builder_end (&group));
  }
  return g_variant_builder_end (&list);
}

/* One way of paying, with its sum and the receipts it stands on. */
typedef struct {
  char *kind;
  gint64 fen;
  gint64 receipts;
} Tender;

static void
tender_free (gpointer data)
{
  Tender *self = data;

  g_free (self->kind);
  g_free (self);
}

/* Adds to the line of @kind, or makes it: cash comes first, the others by name. */
static void
count_tender (GPtrArray *tenders, const char *kind, gint64 fen)
{
  gboolean is_cash = g_str_equal (kind, "cash");
  guint place = is_cash ? 0 : tenders->len;
  Tender *tender;

  for (guint i = 0; i < tenders->len; i++) {
    tender = g_ptr_array_index (tenders, i);
    if (g_str_equal (tender->kind, kind)) {
      tender->fen += fen;
      tender->receipts++;
      return;
    }
    if (!is_cash && !g_str_equal (tender->kind, "cash") && strcmp (kind, tender->kind) < 0)
      place = MIN (place, i);
  }
  tender = g_new0 (Tender, 1);
  *tender = (Tender){ g_strdup (kind), fen, 1 };
  g_ptr_array_insert (tenders, (int)place, tender);
}

/* A receipt paid in two ways counts in both. */
static gboolean
count_receipt (GPtrArray *tenders, HallRows *rows, GError **error)
{
  g_autoptr (GVariant) others = hall_json_list_to_variant (hall_rows_text (rows, 1), error);

  if (others == NULL)
    return FALSE;
  if (hall_rows_int (rows, 0) != 0)
    count_tender (tenders, "cash", hall_rows_int (rows, 0));
  for (gsize i = 0; i < g_variant_n_children (others); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (others, i);
    g_autoptr (GVariant) tender = g_variant_get_variant (boxed);
    const char *kind = NULL;
    gint64 fen = 0;

    if (g_variant_is_of_type (tender, G_VARIANT_TYPE_VARDICT)
        && g_variant_lookup (tender, "kind", "&s", &kind) && !g_str_equal (kind, "cash")
        && g_variant_lookup (tender, "amount_fen", "x", &fen))
      count_tender (tenders, kind, fen);
  }
  return TRUE;
}

static GVariant *
tenders_list (Summary *self, GError **error)
{
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autoptr (GPtrArray) tenders = g_ptr_array_new_with_free_func (tender_free);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      self->db, error, "SELECT cash_fen, tenders FROM receipt WHERE day = ?1 AND kind = 'receipt'", "t",
      self->day);

  if (rows == NULL)
    return NULL;
  while (local == NULL && hall_rows_next (rows, &local))
    count_receipt (tenders, rows, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  for (guint i = 0; i < tenders->len; i++) {
    g_auto (GVariantBuilder) group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
    const Tender *tender = g_ptr_array_index (tenders, i);

    add_text (&group, "kind", tender->kind);
    add_int (&group, "amount_fen", tender->fen);
    add_int (&group, "receipts", tender->receipts);
    g_variant_builder_add (&list, "v", g_variant_builder_end (&group));
  }
  return g_variant_builder_end (&list);
}

/* Over and short are never set off against each other, and of a drawer counted twice the last count stands.
 */
#define SQL_CASH                                                                                             \
  "SELECT"                                                                                                   \
  " (SELECT coalesce (SUM (cash_fen), 0) FROM receipt WHERE day = ?1 AND kind = 'receipt'),"                 \
  " (SELECT COUNT (*) FROM receipt WHERE day = ?1 AND kind = 'receipt'),"                                    \
  " (SELECT coalesce (SUM (total_fen), 0) FROM receipt WHERE day = ?1 AND kind = 'receipt'),"                \
  " (SELECT COUNT (*) FROM receipt WHERE day = ?1 AND kind = 'void'),"                                       \
  " (SELECT -coalesce (SUM (total_fen), 0) FROM receipt WHERE day = ?1 AND kind = 'void'),"                  \
  " (SELECT coalesce (SUM (over_fen), 0) FROM drawer_entry WHERE id IN (SELECT MAX (id) FROM drawer_entry"   \
  "   WHERE day = ?1 AND kind = 'count' GROUP BY counter, staff)),"                                          \
  " (SELECT coalesce (SUM (short_fen), 0) FROM drawer_entry WHERE id IN (SELECT MAX (id) FROM drawer_entry"  \
  "   WHERE day = ?1 AND kind = 'count' GROUP BY counter, staff)),"                                          \
  " (SELECT COUNT (*) FROM outbox o JOIN document d ON d.id = o.document WHERE d.day = ?1 AND o.copy > 0),"  \
  " (SELECT COUNT (*) FROM drawer_entry WHERE day = ?1 AND kind = 'error')"

static GVariant *
cash_group (Summary *self, GError **error)
{
  g_auto (GVariantBuilder) group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (HallRows) rows = hall_db_query (self->db, error, SQL_CASH, "t", self->day);
  GVariant *tenders;

  if (rows == NULL || !hall_rows_next (rows, error))
    return NULL;
  tenders = tenders_list (self, error);
  if (tenders == NULL)
    return NULL;
  add_int (&group, "cash_fen", hall_rows_int (rows, 0));
  add_int (&group, "receipts", hall_rows_int (rows, 1));
  g_variant_builder_add (&group, "{sv}", "tenders", tenders);
  add_int (&group, "total_fen", hall_rows_int (rows, 2));
  add_int (&group, "voids", hall_rows_int (rows, 3));
  add_int (&group, "void_fen", hall_rows_int (rows, 4));
  add_int (&group, "net_fen", hall_rows_int (rows, 2) - hall_rows_int (rows, 4));
  add_int (&group, "over_fen", hall_rows_int (rows, 5));
  add_int (&group, "short_fen", hall_rows_int (rows, 6));
  add_int (&group, "reprints", hall_rows_int (rows, 7));
  add_int (&group, "errors", hall_rows_int (rows, 8));
  return g_variant_builder_end (&group);
}

/* Of a record with a number it counts whether it was complete in time; one without was complete when it was
 * made. */
#define SQL_VISITS                                                                                           \
  "SELECT kind, result, ticket IS NULL, completed_at IS NULL, coalesce (completed_at, ?2) > complete_by,"    \
  " urgency = 'emergency', count (*) FROM visit_record WHERE day = ?1 GROUP BY 1, 2, 3, 4, 5, 6"

typedef struct {
  gint64 records;
  gint64 without_ticket;
  gint64 open;
  gint64 late;
  gint64 on_time;
  gint64 emergencies;
  gint64 kinds[HALL_N_VISIT_KINDS];
} Visits;

/* SQLite has truth as a number, PostgreSQL as t and f. */
static gboolean
is_true (HallRows *rows, int column)
{
  const char *text = hall_rows_text (rows, column);

  return g_strcmp0 (text, "1") == 0 || g_strcmp0 (text, "t") == 0;
}

static void
count_visits (Visits *visits, GHashTable *results, HallRows *rows)
{
  const char *result = hall_rows_text (rows, 1);
  gboolean ticket = !is_true (rows, 2);
  gboolean open = is_true (rows, 3);
  gboolean late = is_true (rows, 4);
  gint64 n = hall_rows_int (rows, 6);
  HallVisitKind kind;

  visits->records += n;
  if (hall_visit_kind_from_name (hall_rows_text (rows, 0), &kind))
    visits->kinds[kind] += n;
  if (!ticket)
    visits->without_ticket += n;
  if (open)
    visits->open += n;
  if (ticket && late)
    visits->late += n;
  if (ticket && !late && !open)
    visits->on_time += n;
  if (is_true (rows, 5))
    visits->emergencies += n;
  if (result != NULL && !open) {
    gint64 *sum = g_hash_table_lookup (results, result);

    if (sum == NULL)
      g_hash_table_insert (results, g_strdup (result), sum = g_new0 (gint64, 1));
    *sum += n;
  }
}

/* What people came for and what came of it (5.9: the five-minute rate is on_time of on_time and late). */
static GVariant *
visits_group (Summary *self, gint64 now, GError **error)
{
  g_auto (GVariantBuilder) group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_auto (GVariantBuilder) kinds = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_auto (GVariantBuilder) results = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GHashTable) counted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (self->db, error, SQL_VISITS, "ti", self->day, now);
  Visits visits = { 0 };
  const HallVisitWord *words;
  gsize n;

  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local))
    count_visits (&visits, counted, rows);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  add_int (&group, "records", visits.records);
  add_int (&group, "without_ticket", visits.without_ticket);
  add_int (&group, "on_time", visits.on_time);
  add_int (&group, "late", visits.late);
  add_int (&group, "open", visits.open);
  add_int (&group, "emergencies", visits.emergencies);
  for (guint i = 0; i < HALL_N_VISIT_KINDS; i++)
    add_int (&kinds, hall_visit_kind_name (i), visits.kinds[i]);
  g_variant_builder_add (&group, "{sv}", "kinds", g_variant_builder_end (&kinds));
  words = hall_visit_results (&n);
  for (gsize i = 0; i < n; i++) {
    const gint64 *sum = g_hash_table_lookup (counted, words[i].code);

    add_int (&results, words[i].code, sum != NULL ? *sum : 0);
  }
  g_variant_builder_add (&group, "{sv}", "results", g_variant_builder_end (&results));
  return g_variant_builder_end (&group);
}

/* Calls out of order are counted and named (5.3, S004 5: the four sames), and so is a day closed over a
 * refusal. */
#define SQL_EXCEPTIONS                                                                                       \
  "SELECT 'out-of-order', t.label, m.at, m.staff, replace (m.reason, 'out-of-order: ', '') FROM ticket t "   \
  "JOIN ticket_move m ON m.ticket = "                                                                        \
  "t.id"                                                                                                     \
  " WHERE t.day = ?1 AND m.command = 'call'"                                                                 \
  " UNION ALL SELECT 'close-day-override', NULL, closed_at, closed_by, override_reason FROM business_day"    \
  " WHERE day = ?1 AND override_reason IS NOT NULL ORDER BY 3, 1, 2"

static GVariant *
exceptions_list (Summary *self, GError **error)
{
  static const char *const names[] = { "kind", "ticket", "at", "staff", "reason" };
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (self->db, error, SQL_EXCEPTIONS, "t", self->day);

  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    g_auto (GVariantBuilder) group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

    for (int i = 0; i < (int)G_N_ELEMENTS (names); i++) {
      if (hall_rows_is_null (rows, i))
        continue;
      if (i == 2) {
        g_autofree char *at = hall_time_to_iso (self->zone, hall_rows_int (rows, i));

        add_text (&group, names[i], at);
      } else {
        add_text (&group, names[i], hall_rows_text (rows, i));
      }
    }
    g_variant_builder_add (&list, "v", g_variant_builder_end (&group));
  }
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  return g_variant_builder_end (&list);
}

static char *
choose_day (HallDb *db, const char *wanted, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *day;

  if (wanted != NULL && *wanted != '\0' && !hall_day_is_valid (wanted)) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "date", _ ("“%s” is not a date such as 2026-11-20"),
                    wanted);
    return NULL;
  }
  day = hall_db_get_text (db, &local,
                          "SELECT day FROM business_day WHERE ?1 IS NULL OR day = ?1 ORDER BY day DESC", "t",
                          wanted != NULL && *wanted != '\0' ? wanted : NULL);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (day == NULL && wanted != NULL && *wanted != '\0')
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "date", _ ("the hall has no business day %s"), wanted);
  else if (day == NULL)
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "date", _ ("the hall has not had a business day yet"));
  return day;
}

static GVariant *
build (Summary *self, const char *hall, gint64 now, GError **error)
{
  g_auto (GVariantBuilder) result = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  GVariant *visits;
  GVariant *cash;
  GVariant *exceptions;

  if (!read_tickets (self, error))
    return NULL;
  add_text (&result, "date", self->day);
  add_text (&result, "hall", hall);
  add_int (&result, "version", 1);
  g_variant_builder_add (&result, "{sv}", "tickets", tickets_group (self));
  g_variant_builder_add (&result, "{sv}", "wait", spread_group (self->total->waits, self->over_limit));
  g_variant_builder_add (&result, "{sv}", "service", spread_group (self->total->services, -1));
  g_variant_builder_add (&result, "{sv}", "categories", categories_list (self));
  g_variant_builder_add (&result, "{sv}", "hours", hours_list (self));
  g_variant_builder_add (&result, "{sv}", "staff", staff_list (self));
  visits = visits_group (self, now, error);
  if (visits == NULL)
    return NULL;
  g_variant_builder_add (&result, "{sv}", "visits", visits);
  cash = cash_group (self, error);
  if (cash == NULL)
    return NULL;
  g_variant_builder_add (&result, "{sv}", "cash", cash);
  exceptions = exceptions_list (self, error);
  if (exceptions == NULL)
    return NULL;
  g_variant_builder_add (&result, "{sv}", "exceptions", exceptions);
  return g_variant_builder_end (&result);
}

/**
 * hall_summary_read:
 * @engine: the engine
 * @params: (nullable): the day, (s) "2026-11-20"; empty or %NULL for the last business day
 * @error: INVALID or NOT_FOUND with the field "date"
 *
 * The day in figures (hall rules 5.9): tickets, waiting, service, categories, hours, staff, visits, cash,
 * exceptions.
 * Seconds are integers and means have one decimal, percentiles are nearest-rank, money is fen. A
 * #HallReadFunc.
 *
 * Returns: (transfer full): the figures, a{sv}
 */
gpointer
hall_summary_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_auto (Summary) self = { .db = hall_engine_get_db (engine), .zone = hall_engine_get_zone (engine) };
  HallInfo *info;
  const char *wanted = NULL;
  GVariant *result = NULL;

  g_return_val_if_fail (HALL_IS_ENGINE (engine), NULL);

  if (params != NULL)
    g_variant_get (params, "(&s)", &wanted);
  info = hall_info_read (engine, NULL, error);
  if (info == NULL)
    return NULL;
  /* One reading transaction, so that all the figures are of one moment. */
  if (!hall_db_begin (self.db, FALSE, error)) {
    hall_info_free (info);
    return NULL;
  }
  self.day = choose_day (self.db, wanted, error);
  if (self.day != NULL) {
    self.wait_limit_s = info->wait_limit_s;
    hall_time_at (self.zone, self.day, info->open_until, &self.closing_us, NULL);
    self.total = tally_new ("");
    self.categories = g_ptr_array_new_with_free_func (tally_free);
    self.hours = g_ptr_array_new_with_free_func (tally_free);
    self.staff = g_ptr_array_new_with_free_func (tally_free);
    result = build (&self, info->hall_name, hall_clock_now (hall_engine_get_clock (engine)), error);
  }
  hall_db_rollback (self.db);
  hall_info_free (info);
  return result != NULL ? g_variant_ref_sink (result) : NULL;
}
