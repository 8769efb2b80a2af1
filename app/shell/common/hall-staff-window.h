/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hall_staff_window_fit (GtkWindow *window);
void hall_staff_window_hide_dialogs (GtkWindow *window, gboolean hide);
void hall_staff_window_close_dialogs (GtkWindow *window);
void hall_staff_window_guard_dialog (GtkWindow *dialog, const char *curtain, const char *lock);

G_END_DECLS
