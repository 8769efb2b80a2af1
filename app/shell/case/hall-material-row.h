/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-case-view.h"
#include "hall-store.h"

G_BEGIN_DECLS

#define HALL_TYPE_MATERIAL_ROW (hall_material_row_get_type ())
G_DECLARE_FINAL_TYPE (HallMaterialRow, hall_material_row, HALL, MATERIAL_ROW, GtkListBoxRow)

GtkWidget *hall_material_row_new (void);
void hall_material_row_set_place (HallMaterialRow *self, HallStore *store, const char *draft);
void hall_material_row_set_item (HallMaterialRow *self,
                                 HallCaseItemLine *item,
                                 gboolean afresh,
                                 gboolean editable);
HallCaseItemLine *hall_material_row_get_item (HallMaterialRow *self);
HallItemState hall_material_row_get_state (HallMaterialRow *self);
gboolean hall_material_row_is_locked (HallMaterialRow *self);
gboolean hall_material_row_is_pending (HallMaterialRow *self);
gboolean hall_material_row_is_asking (HallMaterialRow *self);
void hall_material_row_set_current (HallMaterialRow *self, gboolean current);
void hall_material_row_mark (HallMaterialRow *self, HallItemState state);
void hall_material_row_add_sheets (HallMaterialRow *self, int by);
void hall_material_row_ask (HallMaterialRow *self);
gboolean hall_material_row_resume (HallMaterialRow *self);
void hall_material_row_record (HallMaterialRow *self);
void hall_material_row_take_answer (HallMaterialRow *self, const GError *error);

G_END_DECLS
