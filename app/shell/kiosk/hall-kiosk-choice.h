/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "hall-views.h"
#include "hall-words.h"

G_BEGIN_DECLS

#define HALL_TYPE_KIOSK_CHOICE (hall_kiosk_choice_get_type ())
G_DECLARE_FINAL_TYPE (HallKioskChoice, hall_kiosk_choice, HALL, KIOSK_CHOICE, GtkBox)

void hall_kiosk_choice_show_matters (HallKioskChoice *self, HallWords *words, const HallCategory *category);
void hall_kiosk_choice_show_reasons (HallKioskChoice *self, HallWords *words);
void hall_kiosk_choice_arrange (HallKioskChoice *self, gboolean portrait, gboolean large);

G_END_DECLS
