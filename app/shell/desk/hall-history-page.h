/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-store.h"
#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_HISTORY_PAGE (hall_history_page_get_type ())
G_DECLARE_FINAL_TYPE (HallHistoryPage, hall_history_page, HALL, HISTORY_PAGE, AdwBin)

GtkWidget *hall_history_page_new (void);
void hall_history_page_set_ticket (HallHistoryPage *self, HallStore *store, HallTicket *ticket);
void hall_history_page_set_moves (HallHistoryPage *self, GListModel *moves);

G_END_DECLS
