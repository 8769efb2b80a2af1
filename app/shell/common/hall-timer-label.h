/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HALL_TYPE_TIMER_LABEL (hall_timer_label_get_type ())
G_DECLARE_FINAL_TYPE (HallTimerLabel, hall_timer_label, HALL, TIMER_LABEL, AdwBin)

GtkWidget *hall_timer_label_new (void);
void hall_timer_label_set_since (HallTimerLabel *self, gint64 since_us);
void hall_timer_label_tick (HallTimerLabel *self, gint64 now_us);
const char *hall_timer_label_get_text (HallTimerLabel *self);
char *hall_duration_text (gint64 duration_us);

G_END_DECLS
