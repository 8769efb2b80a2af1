/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-case-context.h"

G_BEGIN_DECLS

#define HALL_TYPE_CASE_PAGE (hall_case_page_get_type ())
G_DECLARE_FINAL_TYPE (HallCasePage, hall_case_page, HALL, CASE_PAGE, AdwBin)

GtkWidget *hall_case_page_new (void);
void hall_case_page_set_context (HallCasePage *self, const HallCaseContext *context);
GtkWidget *hall_case_page_get_step (HallCasePage *self);
void hall_case_page_focus (HallCasePage *self);
void hall_case_page_further (HallCasePage *self);
void hall_case_page_reveal (HallCasePage *self);

G_END_DECLS
