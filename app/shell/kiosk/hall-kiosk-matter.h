/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "hall-views.h"
#include "hall-words.h"

G_BEGIN_DECLS

#define HALL_TYPE_KIOSK_MATTER (hall_kiosk_matter_get_type ())
G_DECLARE_FINAL_TYPE (HallKioskMatter, hall_kiosk_matter, HALL, KIOSK_MATTER, GtkBox)

void hall_kiosk_matter_show (HallKioskMatter *self,
                             HallWords *words,
                             const HallCategory *category,
                             const HallMatter *matter,
                             const char *reason);
void hall_kiosk_matter_set_busy (HallKioskMatter *self, gboolean busy);
void hall_kiosk_matter_arrange (HallKioskMatter *self, gboolean portrait, gboolean large);

G_END_DECLS
