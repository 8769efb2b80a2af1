/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "hall-cash-draft.h"

G_BEGIN_DECLS

#define HALL_TYPE_CASH_LINES (hall_cash_lines_get_type ())
G_DECLARE_FINAL_TYPE (HallCashLines, hall_cash_lines, HALL, CASH_LINES, GtkWidget)

GtkWidget *hall_cash_lines_new (void);
void hall_cash_lines_set_draft (HallCashLines *self, const HallCashDraft *draft);
HallCashDraft *hall_cash_lines_get_draft (HallCashLines *self);
void hall_cash_lines_set_locked (HallCashLines *self, gboolean locked);
void hall_cash_lines_show_sums (HallCashLines *self, const HallCashSums *sums, gboolean insist);
void hall_cash_lines_add_line (HallCashLines *self);
void hall_cash_lines_toggle_tender (HallCashLines *self, const char *kind);
gboolean hall_cash_lines_grab_gap (HallCashLines *self);
guint hall_cash_lines_get_n_lines (HallCashLines *self);
void hall_cash_lines_grab_field (HallCashLines *self, const char *field, int line);

G_END_DECLS
