/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "hall-store.h"
#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_COUNTER_OPENING (hall_counter_opening_get_type ())
G_DECLARE_FINAL_TYPE (HallCounterOpening, hall_counter_opening, HALL, COUNTER_OPENING, GtkWidget)

GtkWidget *hall_counter_opening_new (void);
void hall_counter_opening_set_view (HallCounterOpening *self, HallStore *store, HallDeskView *view);

G_END_DECLS
