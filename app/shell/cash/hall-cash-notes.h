/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_CASH_NOTES (hall_cash_notes_get_type ())
G_DECLARE_FINAL_TYPE (HallCashNotes, hall_cash_notes, HALL, CASH_NOTES, GtkWidget)

GtkWidget *hall_cash_notes_new (void);
void hall_cash_notes_set_change (HallCashNotes *self, gint64 change_fen);

GtkWidget *hall_cash_note_new (int index);
char *hall_cash_note_name (int index);

G_END_DECLS
