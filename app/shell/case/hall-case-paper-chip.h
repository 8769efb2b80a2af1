/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-case-view.h"
#include "hall-store.h"

G_BEGIN_DECLS

#define HALL_TYPE_CASE_PAPER_CHIP (hall_case_paper_chip_get_type ())
G_DECLARE_FINAL_TYPE (HallCasePaperChip, hall_case_paper_chip, HALL, CASE_PAPER_CHIP, AdwBin)

GtkWidget *hall_case_paper_chip_new (HallCaseLine *paper, HallStore *store);

G_END_DECLS
