/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-queue-item.h"

G_BEGIN_DECLS

#define HALL_TYPE_QUEUE_ROW (hall_queue_row_get_type ())
G_DECLARE_FINAL_TYPE (HallQueueRow, hall_queue_row, HALL, QUEUE_ROW, AdwBin)

GtkWidget *hall_queue_row_new (const char *button_text, const char *action);
void hall_queue_row_set_item (HallQueueRow *self, HallQueueItem *item);
void hall_queue_row_tick (HallQueueRow *self, gint64 now_us, gint64 limit_us);

G_END_DECLS
