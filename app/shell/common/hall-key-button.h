/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_KEY_BUTTON (hall_key_button_get_type ())
G_DECLARE_FINAL_TYPE (HallKeyButton, hall_key_button, HALL, KEY_BUTTON, GtkButton)

GtkWidget *hall_key_button_new (const char *text, const char *icon, const char *key);
const char *hall_key_button_get_text (HallKeyButton *self);
void hall_key_button_set_text (HallKeyButton *self, const char *text);
void hall_key_button_set_icon (HallKeyButton *self, const char *icon);
void hall_key_button_set_key (HallKeyButton *self, const char *key);

G_END_DECLS
