/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-store.h"
#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_KIOSK_WINDOW (hall_kiosk_window_get_type ())
G_DECLARE_FINAL_TYPE (HallKioskWindow, hall_kiosk_window, HALL, KIOSK_WINDOW, GtkApplicationWindow)

GtkWindow *hall_kiosk_window_new (AdwApplication *app, HallStore *store, const char *station, gint64 counter);
const char *hall_kiosk_window_get_page (HallKioskWindow *self);
void hall_kiosk_window_set_idle_limit (HallKioskWindow *self, int seconds);

G_END_DECLS
