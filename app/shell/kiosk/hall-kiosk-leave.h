/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "hall-store.h"
#include "hall-words.h"

G_BEGIN_DECLS

#define HALL_TYPE_KIOSK_LEAVE (hall_kiosk_leave_get_type ())
G_DECLARE_FINAL_TYPE (HallKioskLeave, hall_kiosk_leave, HALL, KIOSK_LEAVE, GtkBox)

void hall_kiosk_leave_show (HallKioskLeave *self, HallWords *words, HallStore *store);

G_END_DECLS
