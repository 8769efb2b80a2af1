/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-case-view.h"
#include "hall-store.h"

G_BEGIN_DECLS

#define HALL_TYPE_CASE_STORY (hall_case_story_get_type ())
G_DECLARE_FINAL_TYPE (HallCaseStory, hall_case_story, HALL, CASE_STORY, AdwBin)

GtkWidget *hall_case_story_new (void);
void hall_case_story_set_file (HallCaseStory *self, const HallCaseView *file, HallStore *store, gint64 now);
char *hall_case_story_sentence (HallCaseLine *line, guint n_checks);

G_END_DECLS
