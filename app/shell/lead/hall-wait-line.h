/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_WAIT_LINE (hall_wait_line_get_type ())
G_DECLARE_FINAL_TYPE (HallWaitLine, hall_wait_line, HALL, WAIT_LINE, GtkWidget)

GtkWidget *hall_wait_line_new (void);
void
hall_wait_line_set (HallWaitLine *self, const guint *points, guint n, const char *from, const char *until);

G_END_DECLS
