/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HALL_TYPE_KEYCAP (hall_keycap_get_type ())
G_DECLARE_FINAL_TYPE (HallKeycap, hall_keycap, HALL, KEYCAP, AdwBin)

GtkWidget *hall_keycap_new (const char *key);
const char *hall_keycap_get_key (HallKeycap *self);
void hall_keycap_set_key (HallKeycap *self, const char *key);

G_END_DECLS
