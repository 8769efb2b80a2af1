/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-checklist.h"
#include "hall-deadline.h"
#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_CASE_ITEM_LINE (hall_case_item_line_get_type ())
G_DECLARE_FINAL_TYPE (HallCaseItemLine, hall_case_item_line, HALL, CASE_ITEM_LINE, GObject)

/**
 * HallCaseItemLine:
 *
 * One material of a case's checklist, and how it stands after a notice.
 */
struct _HallCaseItemLine {
  GObject parent_instance;

  char *code;
  char *name;
  char *name_en;
  char *form;
  gint64 copies;
  char *handling; /* keep, return, check */
  char *issuer;
  char *how; /* where and how to get it */
  char *basis;
  gboolean mandatory;
  gboolean may_follow;
  HallItemState state;
  char *problem;        /* (nullable) */
  char *fix;            /* (nullable) */
  char *where;          /* (nullable) */
  char *deferred_until; /* (nullable) a day */
  char *cause;          /* (nullable) why it was demanded after a notice */
  gint64 sheets;        /* handed in */
  gint64 handed_back;   /* of them */
  gint64 at;            /* when it was looked at last */
  char *waits;          /* (nullable) what the lead was asked: request-demand, request-deferral */
  gboolean listed;      /* a notice asked for it */
  gboolean barred;      /* it can be demanded through the lead only */
};

#define HALL_TYPE_CASE_LINE (hall_case_line_get_type ())
G_DECLARE_FINAL_TYPE (HallCaseLine, hall_case_line, HALL, CASE_LINE, GObject)

/**
 * HallCaseLine:
 * @kind: of the story the command; of a task consult, forward, visit, deferred; of a paper notice,
 * acceptance, refusal, consult; of a tag keyword, emotion
 * @title: one sentence for people
 * @text: (nullable): what was written
 * @who: (nullable): whose it is: who did it, who is asked, who printed it
 * @confirmed: of a due time, whether the calendar it was counted with is (the year's holidays are known)
 *
 * One line of a case's story, or one of its notices, tasks, papers or tags.
 */
struct _HallCaseLine {
  GObject parent_instance;

  gint64 id; /* of a paper */
  gint64 at;
  gint64 due_at;  /* of a task */
  gint64 done_at; /* of a task */
  char *kind;
  char *number; /* (nullable) of a notice or a paper; of an answer the item of the knowledge base: K002/3 */
  char *title;
  char *text;
  char *who;
  char *instead_of; /* (nullable) whom they stood in for */
  gboolean internal;
  gboolean confirmed;
  GVariant *detail; /* (nullable) of the story: a{sv}: before and after, method, the four prompts of a note */
};

/**
 * HallCaseView:
 *
 * A case as its page shows it: what is personal is masked; the reveal command shows it, with a reason.
 */
typedef struct {
  gint64 id;
  char *number;
  char *day;
  char *ticket; /* (nullable) */
  char *matter;
  char *matter_name;
  gint64 version;
  gint64 newest; /* the version in force today */
  char *applicant;
  char *kind;
  char *state;
  char *state_word;
  char *first_responsible;
  char *first_name;
  char *handler;
  char *handler_name;
  gint64 moved; /* hand-overs without an outcome: 2 and more are pointed out */
  gint64 opened_at;
  gint64 accepted_at;
  gint64 replied_at;
  gint64 closed_at;
  char *name;    /* (nullable) masked, and what follows */
  char *phone;   /* (nullable) */
  char *account; /* (nullable) */
  gboolean has_address;
  char *id_type; /* (nullable) */
  char *id_tail; /* (nullable) */
  gboolean has_id_number;
  char *proxy_name; /* (nullable) */
  char *proxy_relation;
  char *fields; /* what the matter may ask for */
  gint64 due_at;
  char *due_words; /* (nullable) */
  gboolean due_confirmed;
  HallLight light;
  gint64 suspended_since;
  char *promise;
  char *promise_en;
  char *fee;
  char *conditions;
  char *basis;
  char *place;
  char *acceptance;     /* (nullable) number of the receipt */
  gint64 foreseen_at;   /* when it would be due if it were accepted now; 0 of what is done at once */
  char *foreseen_words; /* (nullable) and the arithmetic, for the screen */
  char *foreseen_until; /* (nullable) the day until which a notice given now would be valid */
  gboolean paper_only;  /* a notice is always given on paper here (Q06) */
  char *branch;         /* what follows from the checklist: hall_branch_name() */
  char *sentence;       /* and why */
  char *notice;         /* (nullable) the number of the newest notice */
  gint64 notice_at;     /* when the customer was last told */
  char *notice_until;   /* (nullable) a day */
  GStrv notice_asked;   /* (nullable) what the newest notice asked for */
  gboolean notice_expired;
  GListModel *items;   /* of HallCaseItemLine */
  GListModel *notices; /* of HallCaseLine, as all that follow */
  GListModel *story;
  GListModel *tasks;
  GListModel *papers;
  GListModel *tags;
  GListModel *requests; /* what waits for the lead: text why, who asked */
  char *refusal_reason; /* (nullable) of a refusal that was asked for, what the customer is told */
  char *refusal_basis;  /* (nullable) */
  char *refusal_option; /* (nullable) */
} HallCaseView;

gboolean hall_case_item_line_is_unmet (const HallCaseItemLine *self);
const char *hall_case_state_word (const char *state);
HallCaseView *hall_case_view_read (HallEngine *engine, GVariant *params, GError **error);
void hall_case_view_free (gpointer self);
GVariant *hall_case_view_to_variant (const HallCaseView *self, GTimeZone *zone);
/* Open cases by their due time, at most 500. Params: s, a handler, "" for all. Returns a GListModel of
 * HallCaseLine: kind the light, number the case's, title the matter, text the masked name, who the handler.
 */
GListModel *hall_due_list_read (HallEngine *engine, GVariant *params, GError **error);
/* Cases by what somebody has in hand or says, the newest first, at most 50. Params: s. Returns a GListModel
 * of HallCaseLine: kind the state, number the case's, title the matter, text the masked name, who the
 * handler. */
GListModel *hall_case_find_read (HallEngine *engine, GVariant *params, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallCaseView, hall_case_view_free)

G_END_DECLS
