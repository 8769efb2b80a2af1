/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-spooler.h"
#include "hall-store.h"
#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_PAPERS_BUTTON (hall_papers_button_get_type ())
G_DECLARE_FINAL_TYPE (HallPapersButton, hall_papers_button, HALL, PAPERS_BUTTON, AdwBin)

GtkWidget *hall_papers_button_new (HallStore *store, HallSpooler *spooler);
void hall_papers_button_set_view (HallPapersButton *self, HallDeskView *view);
void hall_papers_button_popup (HallPapersButton *self);
const char *hall_papers_button_get_text (HallPapersButton *self);

G_END_DECLS
