/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-case-context.h"

G_BEGIN_DECLS

#define HALL_TYPE_CASE_CUSTOMER (hall_case_customer_get_type ())
G_DECLARE_FINAL_TYPE (HallCaseCustomer, hall_case_customer, HALL, CASE_CUSTOMER, AdwBin)

#define HALL_REVEAL_S 15 /* a value is shown for so long */

GtkWidget *hall_case_customer_new (void);
void hall_case_customer_set_context (HallCaseCustomer *self, const HallCaseContext *context);
void hall_case_customer_ask (HallCaseCustomer *self);
void hall_case_customer_hide (HallCaseCustomer *self);

G_END_DECLS
