/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-application.h"

G_BEGIN_DECLS

#define HALL_TYPE_FIRST_RUN_WINDOW (hall_first_run_window_get_type ())
G_DECLARE_FINAL_TYPE (HallFirstRunWindow, hall_first_run_window, HALL, FIRST_RUN_WINDOW, AdwApplicationWindow)

GtkWindow *hall_first_run_window_new (HallApplication *app, const char *address);

G_END_DECLS
