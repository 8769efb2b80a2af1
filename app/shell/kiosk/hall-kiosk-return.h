/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "hall-words.h"

G_BEGIN_DECLS

#define HALL_TYPE_KIOSK_RETURN (hall_kiosk_return_get_type ())
G_DECLARE_FINAL_TYPE (HallKioskReturn, hall_kiosk_return, HALL, KIOSK_RETURN, GtkBox)

void hall_kiosk_return_show (HallKioskReturn *self, HallWords *words);
void hall_kiosk_return_clear (HallKioskReturn *self, int year);
void hall_kiosk_return_set_code (HallKioskReturn *self, const char *code);
const char *hall_kiosk_return_get_code (HallKioskReturn *self);
void hall_kiosk_return_set_busy (HallKioskReturn *self, gboolean busy);
gboolean hall_kiosk_return_refuse (HallKioskReturn *self, HallWords *words, const GError *error);
void hall_kiosk_return_arrange (HallKioskReturn *self, gboolean portrait);

G_END_DECLS
