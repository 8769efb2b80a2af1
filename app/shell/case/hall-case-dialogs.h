/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-ask-dialog.h"
#include "hall-case-choices.h"
#include "hall-case-context.h"

G_BEGIN_DECLS

/**
 * HallCaseAsking:
 * @window: over which it is asked
 * @context: where the clerk is; its file is the case
 * @choices: what there is to choose from
 * @item: (nullable): the code of a material that it is about
 *
 * What a dialog about a case is made from. Nothing is owned, nothing is kept.
 */
typedef struct {
  GtkWindow *window;
  const HallCaseContext *context;
  const HallCaseChoices *choices;
  const char *item;
} HallCaseAsking;

/* Makes the dialog of one thing that is done to a case. */
typedef HallAskDialog *(*HallCaseAsk) (const HallCaseAsking *asking);

HallAskDialog *
hall_case_dialog_new (const HallCaseAsking *asking, const char *command, const char *title, const char *go);
gboolean hall_case_task_is_open (const HallCaseView *file, const char *kind);

/* hall-case-dialogs.c: what is told to the customer, and by whom the case is worked on */
HallAskDialog *hall_case_ask_answer (const HallCaseAsking *asking);
HallAskDialog *hall_case_ask_reply (const HallCaseAsking *asking);
HallAskDialog *hall_case_ask_note (const HallCaseAsking *asking);
HallAskDialog *hall_case_ask_tag (const HallCaseAsking *asking);
HallAskDialog *hall_case_ask_hand (const HallCaseAsking *asking);
HallAskDialog *hall_case_ask_reassign (const HallCaseAsking *asking);
HallAskDialog *hall_case_ask_close (const HallCaseAsking *asking);

/* hall-case-branches.c: what follows when the case cannot be taken on at once */
HallAskDialog *hall_case_ask_refuse (const HallCaseAsking *asking);
HallAskDialog *hall_case_ask_consult (const HallCaseAsking *asking);
HallAskDialog *hall_case_ask_answer_consult (const HallCaseAsking *asking);
HallAskDialog *hall_case_ask_forward (const HallCaseAsking *asking);
HallAskDialog *hall_case_ask_answer_forward (const HallCaseAsking *asking);
HallAskDialog *hall_case_ask_visit (const HallCaseAsking *asking);

/* hall-case-leave.c: what a lead decides, and a clerk asks for */
HallAskDialog *hall_case_ask_suspend (const HallCaseAsking *asking);
HallAskDialog *hall_case_ask_extend (const HallCaseAsking *asking);
HallAskDialog *hall_case_ask_defer (const HallCaseAsking *asking);
HallAskDialog *hall_case_ask_demand (const HallCaseAsking *asking);

G_END_DECLS
