/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-knowledge.h"

G_BEGIN_DECLS

#define HALL_TYPE_GUIDE_ANSWER (hall_guide_answer_get_type ())
G_DECLARE_FINAL_TYPE (HallGuideAnswer, hall_guide_answer, HALL, GUIDE_ANSWER, AdwBin)

GtkWidget *hall_guide_answer_new (void);
void hall_guide_answer_show (HallGuideAnswer *self, HallKnowledgeItem *item);

G_END_DECLS
