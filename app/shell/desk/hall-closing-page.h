/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HALL_TYPE_CLOSING_PAGE (hall_closing_page_get_type ())
G_DECLARE_FINAL_TYPE (HallClosingPage, hall_closing_page, HALL, CLOSING_PAGE, AdwBin)

GtkWidget *hall_closing_page_new (void);
void hall_closing_page_set_question (HallClosingPage *self, const char *question);
GtkWidget *hall_closing_page_get_step (HallClosingPage *self);

G_END_DECLS
