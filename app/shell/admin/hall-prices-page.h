/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-case-context.h"

G_BEGIN_DECLS

#define HALL_TYPE_PRICES_PAGE (hall_prices_page_get_type ())
G_DECLARE_FINAL_TYPE (HallPricesPage, hall_prices_page, HALL, PRICES_PAGE, AdwBin)

GtkWidget *hall_prices_page_new (void);
void hall_prices_page_set_context (HallPricesPage *self, const HallCaseContext *context);
void hall_prices_page_focus (HallPricesPage *self);

G_END_DECLS
