/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-store.h"

G_BEGIN_DECLS

#define HALL_TYPE_CASE_OFFERS (hall_case_offers_get_type ())
G_DECLARE_FINAL_TYPE (HallCaseOffers, hall_case_offers, HALL, CASE_OFFERS, AdwBin)

void hall_case_offers_look (
    HallCaseOffers *self, HallStore *store, const char *name, const char *phone, const char *account);
void hall_case_offers_clear (HallCaseOffers *self);

G_END_DECLS
