/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_DENOMINATIONS (hall_denominations_get_type ())
G_DECLARE_FINAL_TYPE (HallDenominations, hall_denominations, HALL, DENOMINATIONS, GtkWidget)

GtkWidget *hall_denominations_new (void);
gboolean hall_denominations_get_sum (HallDenominations *self, gint64 *sum_fen);
gboolean hall_denominations_is_empty (HallDenominations *self);
GVariant *hall_denominations_get_notes (HallDenominations *self);
void hall_denominations_set_count (HallDenominations *self, gint64 denomination_fen, gint64 count);
void hall_denominations_focus (HallDenominations *self);

G_END_DECLS
