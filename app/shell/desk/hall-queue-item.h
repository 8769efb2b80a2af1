/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-records.h"

G_BEGIN_DECLS

/*
 * A place in a list that stays the same object while the ticket in it is read again and again, so that
 * selection, focus and scroll survive each reading.
 */
#define HALL_TYPE_QUEUE_ITEM (hall_queue_item_get_type ())
G_DECLARE_FINAL_TYPE (HallQueueItem, hall_queue_item, HALL, QUEUE_ITEM, GObject)

HallTicket *hall_queue_item_get_ticket (HallQueueItem *self);
gboolean hall_queue_item_is_next (HallQueueItem *self);

void hall_queue_update (GListStore *queue, GListModel *tickets, gboolean mark_next);

G_END_DECLS
