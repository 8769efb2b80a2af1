/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "hall-cash-draft.h"

G_BEGIN_DECLS

#define HALL_TYPE_CASH_LINE_ROW (hall_cash_line_row_get_type ())
G_DECLARE_FINAL_TYPE (HallCashLineRow, hall_cash_line_row, HALL, CASH_LINE_ROW, GtkListBoxRow)

GtkWidget *hall_cash_line_row_new (const HallCashDraftLine *line);
HallCashDraftLine *hall_cash_line_row_get_line (HallCashLineRow *self);
void hall_cash_line_row_set_locked (HallCashLineRow *self, gboolean locked);
void hall_cash_line_row_set_problem (HallCashLineRow *self, const char *field, const char *message);
gboolean hall_cash_line_row_grab_gap (HallCashLineRow *self);
gboolean hall_cash_line_row_grab_field (HallCashLineRow *self, const char *field);

G_END_DECLS
