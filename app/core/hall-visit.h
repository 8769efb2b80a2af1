/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HALL_VISIT_COMPLETE_S (5 * 60) /* after the end of the ticket (row 002-24) */
#define HALL_VISIT_FOLLOW_UP_DAYS 2    /* working days, where nothing is said (row 002-31) */
#define HALL_VISIT_ENQUIRY_HOURS 24    /* an enquiry is answered within (row 003-21) */
#define HALL_VISIT_ON_SCENE_MINUTES 30 /* of an emergency (row 002-20) */

/**
 * HallVisitKind:
 *
 * What somebody came for, before anything else is asked (rows 002-17, 002-29). Stored by name.
 */
typedef enum {
  HALL_VISIT_ENQUIRY,    /* 咨询 */
  HALL_VISIT_BUSINESS,   /* 业务办理 */
  HALL_VISIT_REPAIR,     /* 报修 */
  HALL_VISIT_SUGGESTION, /* 建议 */
  HALL_VISIT_COMPLAINT,  /* 投诉 */
  HALL_VISIT_EMERGENCY,  /* 紧急 */
} HallVisitKind;
#define HALL_N_VISIT_KINDS (HALL_VISIT_EMERGENCY + 1)

const char *hall_visit_kind_name (HallVisitKind kind);
gboolean hall_visit_kind_from_name (const char *name, HallVisitKind *kind);
const char *hall_visit_kind_word (HallVisitKind kind);

/**
 * HallVisitWord:
 * @code: as stored
 * @word: for people, to be translated in the context "visit"
 *
 * One word of a closed list.
 */
typedef struct {
  const char *code;
  const char *word;
} HallVisitWord;

const HallVisitWord *hall_visit_subs (HallVisitKind kind, gsize *n);
const HallVisitWord *hall_visit_urgencies (gsize *n);
const HallVisitWord *hall_visit_results (gsize *n);
const char *hall_visit_sub_word (HallVisitKind kind, const char *code);
const char *hall_visit_urgency_word (const char *code);
const char *hall_visit_result_word (const char *code);
const char *hall_visit_word (const HallVisitWord *word);

/**
 * HallVisit:
 * @kind: what somebody came for
 * @sub: (nullable): of the list of its kind
 * @urgency: (nullable): normal, urgent, emergency
 * @matter: (nullable): the code of a matter
 * @phone: (nullable): where they can be reached
 * @address: (nullable): where it is
 * @text: (nullable): the question, what is wrong, what happened, what is suggested
 * @occurred: (nullable): of a complaint: when
 * @place: (nullable): and where
 * @demand: (nullable): and what for
 * @result: (nullable): of the list of results
 * @result_text: (nullable): in words
 * @answer: (nullable): what was answered
 * @knowledge: (nullable): or the item that answers
 * @department: (nullable): to which it was forwarded
 * @follow_up: whether they were promised to hear again
 * @has_file: whether a case goes with it, which has its own gates
 *
 * What is to be kept of one thing that a visitor wanted. Text is unowned.
 */
typedef struct {
  HallVisitKind kind;
  const char *sub;
  const char *urgency;
  const char *matter;
  const char *phone;
  const char *address;
  const char *text;
  const char *occurred;
  const char *place;
  const char *demand;
  const char *result;
  const char *result_text;
  const char *answer;
  const char *knowledge;
  const char *department;
  gboolean follow_up;
  gboolean has_file;
} HallVisit;

const char *hall_visit_default_result (HallVisitKind kind);
gboolean hall_visit_promises (const HallVisit *self);
gboolean hall_visit_check (const HallVisit *self, GError **error);
gboolean hall_visit_is_late (gint64 complete_by, gint64 completed_at, gint64 now);

G_END_DECLS
