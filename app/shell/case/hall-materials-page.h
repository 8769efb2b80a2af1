/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-case-context.h"

G_BEGIN_DECLS

#define HALL_TYPE_MATERIALS_PAGE (hall_materials_page_get_type ())
G_DECLARE_FINAL_TYPE (HallMaterialsPage, hall_materials_page, HALL, MATERIALS_PAGE, AdwBin)

GtkWidget *hall_materials_page_new (void);
void hall_materials_page_set_context (HallMaterialsPage *self, const HallCaseContext *context);
GtkWidget *hall_materials_page_get_step (HallMaterialsPage *self);
void hall_materials_page_focus (HallMaterialsPage *self);

G_END_DECLS
