/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_PAPERS_BANNER (hall_papers_banner_get_type ())
G_DECLARE_FINAL_TYPE (HallPapersBanner, hall_papers_banner, HALL, PAPERS_BANNER, AdwBin)

GtkWidget *hall_papers_banner_new (void);
void hall_papers_banner_set_view (HallPapersBanner *self, HallDeskView *view);
const char *hall_papers_banner_get_text (HallPapersBanner *self);

G_END_DECLS
