/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-case-view.h"
#include "hall-visit-view.h"

G_BEGIN_DECLS

#define HALL_TYPE_APPROVAL (hall_approval_get_type ())
G_DECLARE_FINAL_TYPE (HallApproval, hall_approval, HALL, APPROVAL, GObject)

/**
 * HallApproval:
 * @kind: void, refusal, extension, demand, deferral
 * @number: what it is about: the number of a receipt or of a case
 * @title: what is asked for, in a word or two
 * @matter: (nullable): the matter of the case
 * @reason: (nullable): why, in the words of the one who asks
 * @change: what becomes different with a yes, with its figures, in whole sentences
 * @hindrance: (nullable): why a yes is not possible any more, or not yet
 * @state: waiting, approved, returned
 * @decision: (nullable): why it was sent back
 *
 * What a clerk asked for and a lead decides.
 */
struct _HallApproval {
  GObject parent_instance;

  gint64 request;
  char *kind;
  char *number;
  char *title;
  char *matter;
  char *reason;
  char *change;
  char *hindrance;
  char *asked_by;
  char *asked_name;
  gint64 counter; /* where it was asked, 0 none */
  gint64 asked_at;
  char *state;
  char *decided_by; /* (nullable) */
  gint64 decided_at;
  char *decision;
};

#define HALL_TYPE_FLOOR_LINE (hall_floor_line_get_type ())
G_DECLARE_FINAL_TYPE (HallFloorLine, hall_floor_line, HALL, FLOOR_LINE, GObject)

/**
 * HallFloorLine:
 * @state: none, signed-in, open (idle), called, serving, paused
 * @since: when that began; of a customer without the time on hold
 * @over: whether it goes on for longer than it should
 *
 * A counter as the lead sees it.
 */
struct _HallFloorLine {
  GObject parent_instance;

  gint64 number;
  char *name;
  char *business; /* the names of its categories */
  char *state;
  gint64 since;
  gboolean over;
  char *staff;        /* (nullable) */
  char *staff_name;   /* (nullable) */
  char *ticket;       /* (nullable) the label of the customer in front */
  char *pause_reason; /* (nullable) */
  gint64 pause_until;
  gint64 waiting;  /* tickets it could call */
  gint64 troubles; /* papers of its own that need somebody */
};

/**
 * HallLeadView:
 *
 * Everything the shift lead's window shows.
 */
typedef struct {
  HallInfo *info;
  char *staff;
  char *staff_name;
  HallRole roles;
  gint64 waiting;
  gint64 longest_wait_us;
  gint64 taken_today;
  gint64 done_today;
  gint64 counters_open; /* open or paused */
  gint64 red;
  gint64 amber;
  gint64 line_from;      /* when the line of those who wait begins */
  gint64 line_step;      /* µs from one of its points to the next */
  GArray *line;          /* of guint: how many waited */
  GListModel *counters;  /* of HallFloorLine */
  GListModel *alerts;    /* of HallVisitLine: emergencies that no lead knows of yet */
  GListModel *late;      /* of HallVisitLine: records that were to be complete by now */
  GListModel *approvals; /* of HallApproval that wait, the oldest first */
  /* Of HallCaseLine, as follow: number the case's, title the matter, text the masked name, kind the light. */
  GListModel *due; /* red, then amber: who the handler, instead_of the first-responsible clerk; of a task text
                      what it is */
  GListModel *consults; /* text the question, who the leader, instead_of who asked, at since when */
  GListModel *bounces;  /* handed on twice without an outcome: id how often, who the handler */
  GListModel *seconds;  /* second notices of today: number the case's, text the cause, who gave leave, at */
} HallLeadView;

HallLeadView *hall_lead_read (HallEngine *engine, GVariant *params, GError **error);
void hall_lead_view_free (gpointer self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallLeadView, hall_lead_view_free)

/* What waits for a lead, the oldest first. Params none. A GListModel of HallApproval. */
GListModel *hall_approvals_read (HallEngine *engine, GVariant *params, GError **error);
/* What somebody asked for, and what became of it: waiting, or decided today, the newest first, at most 50.
 * Params: s a staff number. A GListModel of HallApproval. */
GListModel *hall_requests_read (HallEngine *engine, GVariant *params, GError **error);

const char *hall_cause_word (const char *cause);

G_END_DECLS
