/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-case-view.h"
#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_CUSTOMER_BAR (hall_customer_bar_get_type ())
G_DECLARE_FINAL_TYPE (HallCustomerBar, hall_customer_bar, HALL, CUSTOMER_BAR, AdwBin)

GtkWidget *hall_customer_bar_new (void);
void hall_customer_bar_set_view (HallCustomerBar *self, HallDeskView *view);
void hall_customer_bar_set_case (HallCustomerBar *self, const HallCaseView *file);
void hall_customer_bar_tick (HallCustomerBar *self, gint64 now_us);

G_END_DECLS
