/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_DUE_LIST (hall_due_list_get_type ())
G_DECLARE_FINAL_TYPE (HallDueList, hall_due_list, HALL, DUE_LIST, AdwBin)

void hall_due_list_set_view (HallDueList *self, const HallDeskView *view);
void hall_due_list_tick (HallDueList *self, gint64 now_us);
gboolean hall_due_list_focus (HallDueList *self);
char *hall_due_list_words (gint64 due_us, gint64 now_us);

G_END_DECLS
