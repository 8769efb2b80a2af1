/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-case-context.h"

G_BEGIN_DECLS

#define HALL_TYPE_GUIDE_PAGE (hall_guide_page_get_type ())
G_DECLARE_FINAL_TYPE (HallGuidePage, hall_guide_page, HALL, GUIDE_PAGE, AdwBin)

GtkWidget *hall_guide_page_new (void);
void hall_guide_page_set_context (HallGuidePage *self, const HallCaseContext *context);
void hall_guide_page_open (HallGuidePage *self);
void hall_guide_page_search (HallGuidePage *self);
GtkWidget *hall_guide_page_get_step (HallGuidePage *self);

G_END_DECLS
