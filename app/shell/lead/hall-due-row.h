/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-case-view.h"

G_BEGIN_DECLS

#define HALL_TYPE_DUE_ROW (hall_due_row_get_type ())
G_DECLARE_FINAL_TYPE (HallDueRow, hall_due_row, HALL, DUE_ROW, AdwBin)

GtkWidget *hall_due_row_new (void);
void hall_due_row_set_line (HallDueRow *self, HallCaseLine *line);
void hall_due_row_tick (HallDueRow *self, gint64 now_us);

G_END_DECLS
