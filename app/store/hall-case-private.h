/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-case-view.h"
#include "hall-checklist.h"
#include "hall-deadline.h"
#include "hall-matter.h"
#include "hall-tx.h"

G_BEGIN_DECLS

/**
 * HallCaseRow:
 *
 * A case as stored, with what its version of the matter says. Times in µs.
 */
typedef struct {
  gint64 id;
  char *number; /* 2026-001153 */
  char *day;
  gint64 ticket;
  char *ticket_label; /* (nullable) */
  char *matter;
  char *matter_name;
  gint64 version;
  char *applicant; /* person, company */
  char *kind;
  char *state;
  char *first_responsible;
  char *first_name;
  char *handler;
  gint64 opened_at;
  gint64 received_at;
  gint64 accepted_at;
  char *name;
  char *phone;
  char *account;
  char *address;
  char *id_type;
  char *id_tail;
  char *proxy_name;
  char *proxy_relation;
  char *proxy_authority;
  gint64 due_at; /* 0 none */
  gint64 extension;
  gint64 suspended_since; /* 0 when it runs */
  gint64 moved;
  gint64 replied_at;
  /* of the version of the matter */
  char *promise;
  char *due_kind;
  gint64 due_count;
  char *fee;
  char *excluded;
  gint64 notice_days;
  char *conditions;
  char *basis;
  char *place;
  char *fields;
} HallCaseRow;

void hall_case_row_clear (HallCaseRow *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HallCaseRow, hall_case_row_clear)

gboolean hall_case_load (HallTx *tx, HallCaseRow *row, GError **error);
gboolean hall_case_load_number (HallTx *tx, const char *number, HallCaseRow *row, GError **error);
gboolean hall_case_load_for_work (HallTx *tx, HallCaseRow *row, GError **error);
gboolean
hall_case_event (HallTx *tx, const HallCaseRow *row, const char *text, GVariant *detail, GError **error);
gboolean hall_case_set_state (HallTx *tx, const HallCaseRow *row, const char *state, GError **error);
char *hall_case_year (HallTx *tx);
char *hall_case_initials (const char *name, const char *matter_name);
char *hall_case_need_phone (HallTx *tx, HallCaseRow *row, GError **error);
char *hall_case_gate (HallDb *db, gint64 ticket, char **number, GError **error);
gboolean hall_case_refuse_state (const HallCaseRow *row, GError **error);

/**
 * HallCaseItem:
 *
 * One line of a case's checklist with what the notice and the paper say of it.
 */
typedef struct {
  HallCheckItem check; /* its texts are owned by the fields below */
  gint64 version;
  char *code;
  char *name;
  char *name_en;
  char *problem;
  char *fix;
  char *where;
  char *by;
  char *until;
  char *form;
  gint64 copies;
  char *handling;
  char *issuer;
  char *how;
  char *basis;
  char *cause; /* (nullable) why it was demanded after a notice */
  char *staff;
  gint64 at;
  gint64 received;
  gint64 handed_back;
} HallCaseItem;

/**
 * HallCaseList:
 * @items: (element-type HallCaseItem): in the order of the checklist
 * @told: (element-type HallTold): what the notices said
 * @rounds: how many notices there were
 * @last_notice: (nullable): the number of the newest
 * @expired: whether the newest is not valid any more
 *
 * The checklist of a case beside what the customer was told.
 */
typedef struct {
  GPtrArray *items;
  GArray *told;
  GPtrArray *codes; /* owns the codes of @told */
  gint64 rounds;
  char *last_notice;
  char *valid_until;
  gint64 told_at;
  gboolean expired;
} HallCaseList;

void hall_case_list_clear (HallCaseList *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HallCaseList, hall_case_list_clear)
gboolean hall_case_list_load (
    HallDb *db, gint64 file, const char *matter, const char *today, HallCaseList *list, GError **error);
HallCheckItem *hall_case_list_checks (const HallCaseList *list);
HallCaseItem *hall_case_list_find (const HallCaseList *list, const char *code);
gboolean hall_case_begin_return (HallTx *tx, HallCaseRow *row, GError **error);

/**
 * HallCaseHours:
 *
 * The hall's hours and calendars, owned.
 */
typedef struct {
  HallCalendar *statutory;
  HallCalendar *opening;
  char *opens;
  char *closes;
  HallHours hours;
} HallCaseHours;

void hall_case_hours_clear (HallCaseHours *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HallCaseHours, hall_case_hours_clear)
gboolean hall_case_hours_load (HallDb *db, GTimeZone *zone, HallCaseHours *hours, GError **error);

gboolean hall_case_term (const HallCaseRow *row, HallTerm *term);
gboolean hall_case_set_due (HallTx *tx, HallCaseRow *row, char **words, GError **error);
gboolean hall_case_due_argument (HallTx *tx, const char *name, int working_days, gint64 *due, GError **error);

/* commands-case-paper.c */
gboolean hall_case_paper (HallTx *tx,
                          const HallCaseRow *row,
                          const char *kind,
                          const char *number,
                          gint64 counter,
                          GVariantBuilder *content,
                          GError **error);
void hall_case_paper_begin (HallTx *tx, const HallCaseRow *row, gint64 counter, GVariantBuilder *content);
void hall_case_paper_text (GVariantBuilder *content, const char *key, const char *value);
void hall_case_paper_person (HallTx *tx, GVariantBuilder *content, const char *key, const char *staff);
gboolean hall_case_paper_notice (HallTx *tx,
                                 const HallCaseRow *row,
                                 const HallCaseList *list,
                                 const char *number,
                                 const char *valid_until,
                                 GError **error);
gboolean hall_case_paper_acceptance (HallTx *tx,
                                     const HallCaseRow *row,
                                     const HallCaseList *list,
                                     const char *number,
                                     const char *due_words,
                                     GError **error);

/* commands-case-check.c */
char *hall_case_new_item (HallTx *tx, const HallCaseRow *row, const char *code, char **found, GError **error);
void hall_case_fill_words (HallTx *tx, const HallCaseItem *item, HallCheckItem *check);
gboolean hall_case_check_deferral (
    HallTx *tx, const HallCaseList *list, gint64 until, HallCaseItem **item, GError **error);

/* commands-case-request.c */
gboolean
hall_case_ask (HallTx *tx, const HallCaseRow *row, const char *kind, const char *item, GError **error);
gboolean hall_case_grant (
    HallTx *tx, const HallCaseRow *row, const char *kind, const char *item, GVariant *asked, GError **error);

/* commands-case-refuse.c */
const char *hall_refusal_class_word (const char *name);
gboolean hall_case_extension (HallDb *db,
                              GTimeZone *zone,
                              HallTermUnit unit,
                              gint64 due_at,
                              gint64 due,
                              gint64 *amount,
                              GError **error);
gboolean hall_case_extend (HallTx *tx, HallCaseRow *row, GVariant *asked, GError **error);

/* one table from several files */
gboolean hall_case_do_continue (HallTx *tx, GError **error);
gboolean hall_case_do_check (HallTx *tx, GError **error);
gboolean hall_case_do_issue_notice (HallTx *tx, GError **error);
gboolean hall_case_do_accept (HallTx *tx, GError **error);
gboolean hall_case_do_defer (HallTx *tx, GError **error);
gboolean hall_case_do_request_demand (HallTx *tx, GError **error);
gboolean hall_case_do_request_deferral (HallTx *tx, GError **error);
gboolean hall_case_do_print_guide (HallTx *tx, GError **error);
gboolean hall_case_do_refuse (HallTx *tx, GError **error);
gboolean hall_case_do_consult (HallTx *tx, GError **error);
gboolean hall_case_do_answer_consult (HallTx *tx, GError **error);
gboolean hall_case_do_forward (HallTx *tx, GError **error);
gboolean hall_case_do_answer_forward (HallTx *tx, GError **error);
gboolean hall_case_do_visit (HallTx *tx, GError **error);
gboolean hall_case_do_answer (HallTx *tx, GError **error);
gboolean hall_case_do_suspend (HallTx *tx, GError **error);
gboolean hall_case_do_resume (HallTx *tx, GError **error);
gboolean hall_case_do_extend (HallTx *tx, GError **error);

G_END_DECLS
