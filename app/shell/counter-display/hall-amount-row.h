/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_AMOUNT_ROW (hall_amount_row_get_type ())
G_DECLARE_FINAL_TYPE (HallAmountRow, hall_amount_row, HALL, AMOUNT_ROW, GtkBox)

GtkWidget *hall_amount_row_new (const char *caption, gboolean last);
void hall_amount_row_set (HallAmountRow *self, gint64 fen);
void hall_amount_row_clear (HallAmountRow *self);
void hall_amount_row_set_long (HallAmountRow *self, gboolean is_long);
const char *hall_amount_row_get_text (HallAmountRow *self);

G_END_DECLS
