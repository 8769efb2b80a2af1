/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-lead-view.h"

G_BEGIN_DECLS

#define HALL_TYPE_FLOOR_GRID (hall_floor_grid_get_type ())
G_DECLARE_FINAL_TYPE (HallFloorGrid, hall_floor_grid, HALL, FLOOR_GRID, AdwBin)

GtkWidget *hall_floor_grid_new (void);
void hall_floor_grid_set_counters (HallFloorGrid *self, GListModel *counters);
void hall_floor_grid_tick (HallFloorGrid *self, gint64 now_us);

G_END_DECLS
