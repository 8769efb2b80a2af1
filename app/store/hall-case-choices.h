/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-views.h"

G_BEGIN_DECLS

/**
 * HallDueChoice:
 * @day: "2026-11-25"; it ends when the hall closes
 * @due_us: when that is, µs since the epoch
 * @working_days: how many working days from now, or from what is extended
 * @words: the arithmetic, in the user's language
 *
 * A day that may be promised: nobody types one (rows 003-01, 003-11).
 */
typedef struct {
  char *day;
  gint64 due_us;
  guint working_days;
  char *words;
} HallDueChoice;

#define HALL_TYPE_DEPARTMENT (hall_department_get_type ())
G_DECLARE_FINAL_TYPE (HallDepartment, hall_department, HALL, DEPARTMENT, GObject)

/**
 * HallDepartment:
 *
 * Whom the hall works with.
 */
struct _HallDepartment {
  GObject parent_instance;

  char *code;
  char *name;
  char *duty;
  char *contact;
  char *phone;
};

/**
 * HallCaseChoices:
 * @staff: of #HallStaff: who works here
 * @departments: of #HallDepartment, by name
 * @answer_days: (element-type HallDueChoice): until when a leader may answer: the first is the soonest that
 *   may be promised
 * @promise_days: (element-type HallDueChoice): until when another department may answer
 * @promise_default: the place in @promise_days that the matter itself promises
 * @later_days: (element-type HallDueChoice): later than the case is due now; empty where no clock runs
 *
 * What there is to choose from when something is done to a case.
 */
typedef struct {
  GListModel *staff;
  GListModel *departments;
  GPtrArray *answer_days;
  GPtrArray *promise_days;
  guint promise_default;
  GPtrArray *later_days;
} HallCaseChoices;

HallCaseChoices *hall_case_choices_read (HallEngine *engine, GVariant *params, GError **error);
/* Whom the hall works with. Params none. Returns a GListModel of HallDepartment, by name. */
GListModel *hall_departments_read (HallEngine *engine, GVariant *params, GError **error);
void hall_case_choices_free (gpointer self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallCaseChoices, hall_case_choices_free)

G_END_DECLS
