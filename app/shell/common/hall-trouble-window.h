/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-application.h"

G_BEGIN_DECLS

#define HALL_TYPE_TROUBLE_WINDOW (hall_trouble_window_get_type ())
G_DECLARE_FINAL_TYPE (HallTroubleWindow, hall_trouble_window, HALL, TROUBLE_WINDOW, AdwApplicationWindow)

GtkWindow *hall_trouble_window_new (HallApplication *app, const char *address, const GError *error);

G_END_DECLS
