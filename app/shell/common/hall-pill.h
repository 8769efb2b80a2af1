/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HALL_TYPE_PILL (hall_pill_get_type ())
G_DECLARE_FINAL_TYPE (HallPill, hall_pill, HALL, PILL, AdwBin)

GtkWidget *hall_pill_new (void);
void hall_pill_set (HallPill *self, const char *tone, const char *icon, const char *text);
const char *hall_pill_get_text (HallPill *self);

G_END_DECLS
