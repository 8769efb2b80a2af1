/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-case-view.h"
#include "hall-store.h"

G_BEGIN_DECLS

#define HALL_TYPE_MATERIAL_REASON (hall_material_reason_get_type ())
G_DECLARE_FINAL_TYPE (HallMaterialReason, hall_material_reason, HALL, MATERIAL_REASON, AdwBin)

GtkWidget *hall_material_reason_new (void);
void hall_material_reason_set_place (HallMaterialReason *self, HallStore *store, const char *draft);
void hall_material_reason_forget (HallMaterialReason *self);
void hall_material_reason_begin (HallMaterialReason *self,
                                 const HallCaseItemLine *item,
                                 HallItemState state,
                                 const char *problem,
                                 const char *fix,
                                 const char *where);
gboolean hall_material_reason_resume (HallMaterialReason *self);
HallItemState hall_material_reason_get_state (HallMaterialReason *self);
const char *hall_material_reason_get_text (HallMaterialReason *self, const char *field);
void hall_material_reason_set_problem (HallMaterialReason *self, const char *field, const char *message);

G_END_DECLS
