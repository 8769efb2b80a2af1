/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-lookup.h"

G_BEGIN_DECLS

#define HALL_TYPE_GUIDE_MATTER (hall_guide_matter_get_type ())
G_DECLARE_FINAL_TYPE (HallGuideMatter, hall_guide_matter, HALL, GUIDE_MATTER, AdwBin)

GtkWidget *hall_guide_matter_new (void);
void hall_guide_matter_show (
    HallGuideMatter *self, HallGuide *guide, const char *applicant, const HallLookup *lookup, gint64 now_us);

G_END_DECLS
