/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "hall-store.h"
#include "hall-views.h"

G_BEGIN_DECLS

/**
 * HallCashStep:
 * @HALL_CASH_STEP_NONE: nothing is being charged, or it is done
 * @HALL_CASH_STEP_RECEIVED: next is calling what was received (F5)
 * @HALL_CASH_STEP_CHANGE: next is calling the change (F11)
 *
 * What comes next at the cash tab. While it is not NONE, its key is the suggested one.
 */
typedef enum {
  HALL_CASH_STEP_NONE,
  HALL_CASH_STEP_RECEIVED,
  HALL_CASH_STEP_CHANGE,
} HallCashStep;

#define HALL_TYPE_CASH_PAGE (hall_cash_page_get_type ())
G_DECLARE_FINAL_TYPE (HallCashPage, hall_cash_page, HALL, CASH_PAGE, GtkWidget)

GtkWidget *hall_cash_page_new (void);
void hall_cash_page_set_view (HallCashPage *self, HallStore *store, HallDeskView *view);
HallCashStep hall_cash_page_get_next_step (HallCashPage *self);
gboolean hall_cash_page_is_busy (HallCashPage *self);
void hall_cash_page_focus (HallCashPage *self);

G_END_DECLS
