/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "hall-views.h"
#include "hall-words.h"

G_BEGIN_DECLS

#define HALL_TYPE_KIOSK_START (hall_kiosk_start_get_type ())
G_DECLARE_FINAL_TYPE (HallKioskStart, hall_kiosk_start, HALL, KIOSK_START, GtkBox)

void hall_kiosk_start_show (HallKioskStart *self,
                            HallWords *words,
                            const HallPublicView *view,
                            const char *greeting,
                            const char *reason,
                            const char *place);
void hall_kiosk_start_arrange (HallKioskStart *self, gboolean portrait, gboolean large);

G_END_DECLS
