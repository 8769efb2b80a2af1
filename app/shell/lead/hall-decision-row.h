/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-lead-view.h"
#include "hall-store.h"

G_BEGIN_DECLS

#define HALL_TYPE_DECISION_ROW (hall_decision_row_get_type ())
G_DECLARE_FINAL_TYPE (HallDecisionRow, hall_decision_row, HALL, DECISION_ROW, GtkListBoxRow)

GtkWidget *hall_decision_row_new (const char *key);
const char *hall_decision_row_get_key (HallDecisionRow *self);
const char *hall_decision_row_get_case (HallDecisionRow *self);
gint64 hall_decision_row_get_request (HallDecisionRow *self);
gint64 hall_decision_row_get_alert (HallDecisionRow *self);
void hall_decision_row_set_approval (HallDecisionRow *self, HallApproval *approval);
void hall_decision_row_set_consult (HallDecisionRow *self, HallCaseLine *consult);
void hall_decision_row_set_alert (HallDecisionRow *self, HallVisitLine *alert);
void hall_decision_row_set_current (HallDecisionRow *self, gboolean current);
void hall_decision_row_set_busy (HallDecisionRow *self, gboolean busy);
void hall_decision_row_keep_draft (HallDecisionRow *self, const char *address, const char *staff);
void hall_decision_row_say_yes (HallDecisionRow *self);
void hall_decision_row_say_no (HallDecisionRow *self);
gboolean hall_decision_row_leave_form (HallDecisionRow *self);
GtkWidget *hall_decision_row_get_step (HallDecisionRow *self);
void hall_decision_row_show_error (HallDecisionRow *self, const GError *error);
void hall_decision_row_done (HallDecisionRow *self);
void hall_decision_row_tick (HallDecisionRow *self, gint64 now_us);

char *hall_decision_key_of_approval (HallApproval *approval);
char *hall_decision_key_of_consult (HallCaseLine *consult);
char *hall_decision_key_of_alert (HallVisitLine *alert);

G_END_DECLS
