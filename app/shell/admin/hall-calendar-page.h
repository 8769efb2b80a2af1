/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-case-context.h"

G_BEGIN_DECLS

#define HALL_TYPE_CALENDAR_PAGE (hall_calendar_page_get_type ())
G_DECLARE_FINAL_TYPE (HallCalendarPage, hall_calendar_page, HALL, CALENDAR_PAGE, AdwBin)

GtkWidget *hall_calendar_page_new (void);
void hall_calendar_page_set_context (HallCalendarPage *self, const HallCaseContext *context);
void hall_calendar_page_focus (HallCalendarPage *self);
void hall_calendar_page_import (HallCalendarPage *self, const char *name, GBytes *bytes);

G_END_DECLS
