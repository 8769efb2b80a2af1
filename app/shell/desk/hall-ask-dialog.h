/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-store.h"
#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_ASK_DIALOG (hall_ask_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HallAskDialog, hall_ask_dialog, HALL, ASK_DIALOG, AdwWindow)

HallAskDialog *
hall_ask_dialog_new (GtkWindow *parent, HallStore *store, const char *title, const char *go_text);
void hall_ask_dialog_set_command (
    HallAskDialog *self, const char *name, const char *staff, gint64 counter, const char *station);
void hall_ask_dialog_set_phrase (HallAskDialog *self, const char *moment);
void
hall_ask_dialog_add_tickets (HallAskDialog *self, const char *title, GListModel *tickets, gint64 selected);
void hall_ask_dialog_add_targets (HallAskDialog *self, const char *title, HallDeskView *view);
void hall_ask_dialog_add_text (HallAskDialog *self,
                               const char *arg,
                               const char *title,
                               const char *const *suggestions);
void hall_ask_dialog_add_minutes (HallAskDialog *self, const char *title, int minutes);
GVariant *hall_ask_dialog_dup_args (HallAskDialog *self);

G_END_DECLS
