/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_RECORD_LIST (hall_record_list_get_type ())
G_DECLARE_FINAL_TYPE (HallRecordList, hall_record_list, HALL, RECORD_LIST, AdwBin)

void hall_record_list_set_view (HallRecordList *self, const HallDeskView *view);
void hall_record_list_tick (HallRecordList *self, gint64 now_us);

G_END_DECLS
