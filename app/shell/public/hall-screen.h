/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_SCREEN (hall_screen_get_type ())
G_DECLARE_FINAL_TYPE (HallScreen, hall_screen, HALL, SCREEN, GtkWidget)

GtkWidget *hall_screen_get_child (HallScreen *self);
void hall_screen_set_child (HallScreen *self, GtkWidget *child);
void hall_screen_set_practice (HallScreen *self, gboolean practice);
gboolean hall_screen_is_portrait (HallScreen *self);
double hall_screen_get_unit (HallScreen *self);
void hall_screen_refit (HallScreen *self);

G_END_DECLS
