/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "hall-store.h"
#include "hall-words.h"

G_BEGIN_DECLS

#define HALL_TYPE_STALE_NOTE (hall_stale_note_get_type ())
G_DECLARE_FINAL_TYPE (HallStaleNote, hall_stale_note, HALL, STALE_NOTE, GtkWidget)

void hall_stale_note_follow (HallStaleNote *self, HallStore *store, HallWords *words, GtkWidget *dimmed);
void hall_stale_note_set_read_at (HallStaleNote *self, GTimeZone *zone, gint64 time_us);
gboolean hall_stale_note_is_shown (HallStaleNote *self);

G_END_DECLS
