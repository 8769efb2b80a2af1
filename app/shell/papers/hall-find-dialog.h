/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-store.h"
#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_FIND_DIALOG (hall_find_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HallFindDialog, hall_find_dialog, HALL, FIND_DIALOG, AdwWindow)

GtkWindow *hall_find_dialog_present (GtkWindow *parent, HallStore *store, HallDeskView *view);
void hall_find_dialog_search (HallFindDialog *self, const char *text);

G_END_DECLS
