/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-case-choices.h"
#include "hall-choice-field.h"
#include "hall-store.h"
#include "hall-text-field.h"
#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_ASK_DIALOG (hall_ask_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HallAskDialog, hall_ask_dialog, HALL, ASK_DIALOG, AdwWindow)

/**
 * HallAskCompose:
 * @self: the dialog
 * @args: what is filled in; to be changed where the command wants it otherwise
 * @data: as given
 *
 * Makes the arguments of the command out of what is filled in. May name another command.
 */
typedef void (*HallAskCompose) (HallAskDialog *self, GVariantDict *args, gpointer data);

HallAskDialog *
hall_ask_dialog_new (GtkWindow *parent, HallStore *store, const char *title, const char *go_text);
void hall_ask_dialog_set_command (
    HallAskDialog *self, const char *name, const char *staff, gint64 counter, const char *station);
void hall_ask_dialog_rename_command (HallAskDialog *self, const char *name);
void hall_ask_dialog_set_alias (HallAskDialog *self, const char *arg, const char *field);
void hall_ask_dialog_set_subject (HallAskDialog *self, const char *text);
void hall_ask_dialog_set_go_text (HallAskDialog *self, const char *text);
void hall_ask_dialog_set_draft_owner (HallAskDialog *self, const char *owner);
void hall_ask_dialog_set_arg (HallAskDialog *self, const char *name, GVariant *value);
void hall_ask_dialog_set_compose (HallAskDialog *self, HallAskCompose compose, gpointer data);
void hall_ask_dialog_set_phrase (HallAskDialog *self, const char *moment);
void hall_ask_dialog_set_slot (HallAskDialog *self, const char *slot, const char *text);

void
hall_ask_dialog_add_tickets (HallAskDialog *self, const char *title, GListModel *tickets, gint64 selected);
void hall_ask_dialog_add_targets (HallAskDialog *self, const char *title, HallDeskView *view);
HallTextField *hall_ask_dialog_add_text (HallAskDialog *self,
                                         const char *arg,
                                         const char *title,
                                         const char *const *suggestions);
HallTextField *
hall_ask_dialog_add_field (HallAskDialog *self, const char *arg, HallTextKind kind, const char *title);
HallChoiceField *
hall_ask_dialog_add_choice (HallAskDialog *self, const char *slot, const char *title, gboolean open);
HallChoiceField *hall_ask_dialog_add_days (
    HallAskDialog *self, const char *arg, const char *title, GPtrArray *days, guint selected);
GtkCheckButton *hall_ask_dialog_add_tick (HallAskDialog *self, const char *arg, const char *title);
void hall_ask_dialog_add_minutes (HallAskDialog *self, const char *title, int minutes);
GtkLabel *hall_ask_dialog_add_words (HallAskDialog *self, const char *tone, const char *text);

HallTextField *hall_ask_dialog_get_field (HallAskDialog *self, const char *arg);
const char *hall_ask_dialog_get_error (HallAskDialog *self, const char *arg);
GVariant *hall_ask_dialog_dup_args (HallAskDialog *self);

G_END_DECLS
