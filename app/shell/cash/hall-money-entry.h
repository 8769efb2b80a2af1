/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_MONEY_ENTRY (hall_money_entry_get_type ())
G_DECLARE_FINAL_TYPE (HallMoneyEntry, hall_money_entry, HALL, MONEY_ENTRY, GtkEntry)

GtkWidget *hall_money_entry_new (void);
gboolean hall_money_entry_get_fen (HallMoneyEntry *self, gint64 *fen, char **problem);
void hall_money_entry_set_fen (HallMoneyEntry *self, gint64 fen);
gboolean hall_money_entry_is_empty (HallMoneyEntry *self);

G_END_DECLS
