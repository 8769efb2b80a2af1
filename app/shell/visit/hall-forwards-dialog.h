/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-store.h"

G_BEGIN_DECLS

#define HALL_TYPE_FORWARDS_DIALOG (hall_forwards_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HallForwardsDialog, hall_forwards_dialog, HALL, FORWARDS_DIALOG, AdwWindow)

GtkWindow *hall_forwards_dialog_new (
    GtkWindow *parent, HallStore *store, const char *staff, gint64 counter, const char *station);

G_END_DECLS
