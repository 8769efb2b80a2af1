/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-matter-view.h"

G_BEGIN_DECLS

#define HALL_TYPE_CASE_PICKER (hall_case_picker_get_type ())
G_DECLARE_FINAL_TYPE (HallCasePicker, hall_case_picker, HALL, CASE_PICKER, AdwBin)

GtkWidget *hall_case_picker_new (void);
void hall_case_picker_set_matters (HallCasePicker *self, GListModel *matters, const char *category);
void hall_case_picker_select (HallCasePicker *self, const char *code);
HallMatterView *hall_case_picker_get_matter (HallCasePicker *self);
gboolean hall_case_picker_is_waiting (HallCasePicker *self);

G_END_DECLS
