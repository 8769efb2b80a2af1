/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-case-context.h"

G_BEGIN_DECLS

#define HALL_TYPE_CASE_ACTIONS (hall_case_actions_get_type ())
G_DECLARE_FINAL_TYPE (HallCaseActions, hall_case_actions, HALL, CASE_ACTIONS, GSimpleActionGroup)

GActionGroup *hall_case_actions_new (GtkWidget *window);
void hall_case_actions_set_context (GActionGroup *group, const HallCaseContext *context);

G_END_DECLS
