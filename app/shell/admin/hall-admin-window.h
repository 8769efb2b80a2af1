/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-store.h"

G_BEGIN_DECLS

#define HALL_TYPE_ADMIN_WINDOW (hall_admin_window_get_type ())
G_DECLARE_FINAL_TYPE (HallAdminWindow, hall_admin_window, HALL, ADMIN_WINDOW, AdwApplicationWindow)

GtkWindow *hall_admin_window_new (AdwApplication *app, HallStore *store, const char *station, gint64 counter);
void hall_admin_window_set_person (HallAdminWindow *self, const char *staff, const char *name);

G_END_DECLS
