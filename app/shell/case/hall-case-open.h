/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-case-context.h"

G_BEGIN_DECLS

#define HALL_TYPE_CASE_OPEN (hall_case_open_get_type ())
G_DECLARE_FINAL_TYPE (HallCaseOpen, hall_case_open, HALL, CASE_OPEN, AdwBin)

GtkWidget *hall_case_open_new (void);
void hall_case_open_set_context (HallCaseOpen *self, const HallCaseContext *context);
GtkWidget *hall_case_open_get_step (HallCaseOpen *self);
void hall_case_open_start_over (HallCaseOpen *self);

G_END_DECLS
