/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-deadline.h"
#include "hall-views.h"
#include "hall-visit.h"

G_BEGIN_DECLS

#define HALL_TYPE_VISIT_LINE (hall_visit_line_get_type ())
G_DECLARE_FINAL_TYPE (HallVisitLine, hall_visit_line, HALL, VISIT_LINE, GObject)

/**
 * HallVisitLine:
 * @late: whether it was not complete in time, or is not by now
 *
 * The record of one thing that somebody wanted. What is personal is masked. Times in µs, 0 for none.
 */
struct _HallVisitLine {
  GObject parent_instance;

  gint64 id;
  char *day;
  char *ticket; /* (nullable) its label */
  char *file;   /* (nullable) the number of its case */
  HallVisitKind kind;
  char *sub; /* (nullable) */
  char *urgency;
  char *matter;      /* (nullable) */
  char *matter_name; /* (nullable) */
  char *staff;
  char *staff_name;
  gint64 counter;
  char *name;        /* (nullable) masked */
  char *phone;       /* (nullable) masked */
  char *address;     /* (nullable) only of an emergency: somebody has to find it */
  char *text;        /* (nullable) */
  char *result;      /* (nullable) */
  char *result_text; /* (nullable) */
  char *answer;      /* (nullable) */
  char *knowledge;   /* (nullable) */
  gint64 knowledge_version;
  char *department; /* (nullable) */
  gint64 follow_up_due;
  gint64 followed_up_at;
  char *follow_up; /* (nullable) */
  gint64 on_scene_due;
  gint64 seen_at;
  gint64 opened_at;
  gint64 complete_by;
  gint64 completed_at;
  gboolean late;
};

/* Records that are to be completed, the most urgent first. Params: s, whose; "" for all. A GListModel of
 * HallVisitLine. */
GListModel *hall_visit_open_read (HallEngine *engine, GVariant *params, GError **error);
/* The records of a day, oldest first. Params: (ss) day ("" for the last) and staff ("" for all). */
GListModel *hall_visit_list_read (HallEngine *engine, GVariant *params, GError **error);
/* Emergencies that the shift lead does not know of yet. Params none. */
GListModel *hall_alert_list_read (HallEngine *engine, GVariant *params, GError **error);

#define HALL_TYPE_FORWARD_LINE (hall_forward_line_get_type ())
G_DECLARE_FINAL_TYPE (HallForwardLine, hall_forward_line, HALL, FORWARD_LINE, GObject)

/**
 * HallForwardLine:
 * @id: of the task of its case; of the record where there is no case
 * @number: (nullable): of its case; %NULL where a record was forwarded without one
 *
 * One line of the register of forwards and of questions to leaders (row 001-24).
 */
struct _HallForwardLine {
  GObject parent_instance;

  gint64 id;
  char *kind;    /* forward, consult */
  char *number;  /* (nullable) */
  char *who;     /* the department, the leader */
  char *contact; /* (nullable) */
  char *text;    /* (nullable) the summary, the question */
  gint64 made_at;
  char *made_by;
  gint64 due_at;
  char *answer; /* (nullable) */
  gint64 answered_at;
  char *answered_by; /* (nullable) */
  gboolean late;     /* answered late, or not by now */
  HallLight light;
};

GVariant *hall_forward_params (const char *kind, const char *which, const char *from, const char *to);
/* The register. A GListModel of HallForwardLine, open ones by their due time first, then the newest. */
GListModel *hall_forward_list_read (HallEngine *engine, GVariant *params, GError **error);

/* How a case stands, in words for its customer. Params: (ss) its number and the last four of the phone.
 * Returns char *, g_free. */
gpointer hall_progress_read (HallEngine *engine, GVariant *params, GError **error);

/* The same for the command line: "records", "forwards", "consultations", "alerts", "progress". A GVariant,
 * a{sv}. Params: (ss). */
GVariant *hall_visit_overview (HallEngine *engine, const char *what, const char *key, GError **error);
gboolean hall_visit_overview_exists (const char *what, gboolean *needs_key);

G_END_DECLS
