/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-db.h"
#include "hall-views.h"

G_BEGIN_DECLS

/* Read together with HALL_TICKET_FROM; one function turns a row into a record. */
#define HALL_TICKET_COLUMNS                                                                                  \
  "t.id, t.label, t.category, c.name, t.matter, m.name, t.state, t.priority, NULL, "                         \
  "t.issued_at,"                                                                                             \
  " t.called_at, t.last_call_at, t.started_at, t.paused_since, t.paused_us, t.calls, t.returned, "           \
  "t.counter, t.staff,"                                                                                      \
  " t.summary, t.hold_reason, t.why, t.late"
/* The same without what is nobody's business but the clerks'. */
#define HALL_TICKET_FACING_COLUMNS                                                                           \
  "t.id, t.label, t.category, c.name, t.matter, m.name, t.state, t.priority, NULL, "                         \
  "t.issued_at,"                                                                                             \
  " t.called_at, t.last_call_at, t.started_at, t.paused_since, t.paused_us, t.calls, t.returned, "           \
  "t.counter, NULL, NULL, NULL, NULL, t.late"
#define HALL_TICKET_FROM                                                                                     \
  " FROM ticket t JOIN category c ON c.code = t.category LEFT JOIN matter m ON m.code = t.matter "

HallTicket *hall_ticket_from_row (HallRows *rows, gint64 now, gint64 limit_us);
HallJob *hall_job_from_row (HallRows *rows);
GListModel *hall_categories_list (HallEngine *engine, const char *day, GError **error);
HallCharge *hall_charge_read_current (HallEngine *engine, gint64 counter, gint64 ticket, GError **error);
GListModel *hall_due_list (HallEngine *engine, const char *handler, gint64 limit, GError **error);
GListModel *hall_ticket_cases (HallEngine *engine, gint64 ticket, GError **error);
gboolean
hall_ticket_blocker (HallEngine *engine, gint64 ticket, char **blocker, char **number, GError **error);
gboolean hall_rows_done (GError **local, GError **error);

#define HALL_JOB_QUERY                                                                                       \
  "SELECT o.id, o.document, d.number, d.kind, o.place, o.printer, d.form, o.state, o.reason, o.message, "    \
  "o.cups_job,"                                                                                              \
  " o.attempts, o.copy, o.created_at, o.reprint_reason, o.reprint_line FROM outbox o JOIN document d ON"     \
  " d.id = o.document "

G_END_DECLS
