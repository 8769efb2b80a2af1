/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-store.h"
#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_COUNTER_CLOSE (hall_counter_close_get_type ())
G_DECLARE_FINAL_TYPE (HallCounterClose, hall_counter_close, HALL, COUNTER_CLOSE, AdwWindow)

GtkWindow *hall_counter_close_present (GtkWindow *parent, HallStore *store, HallDeskView *view);

G_END_DECLS
