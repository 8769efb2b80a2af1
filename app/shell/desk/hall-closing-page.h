/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-store.h"
#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_CLOSING_PAGE (hall_closing_page_get_type ())
G_DECLARE_FINAL_TYPE (HallClosingPage, hall_closing_page, HALL, CLOSING_PAGE, AdwBin)

GtkWidget *hall_closing_page_new (void);
void hall_closing_page_set_question (HallClosingPage *self, const char *question);
void hall_closing_page_set_visit (HallClosingPage *self, HallStore *store, const HallDeskView *view);
GVariant *hall_closing_page_dup_record (HallClosingPage *self);
void hall_closing_page_clear_record (HallClosingPage *self);
void hall_closing_page_focus (HallClosingPage *self);
GtkWidget *hall_closing_page_get_step (HallClosingPage *self);

G_END_DECLS
