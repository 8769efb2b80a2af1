/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-case-view.h"
#include "hall-person.h"
#include "hall-pill.h"

G_BEGIN_DECLS

const char *const *hall_case_kinds (void);
const char *hall_case_kind_word (const char *kind);
const char *hall_case_applicant_word (const char *applicant);
const char *hall_case_kind_of_category (const char *name, const char *name_en);
const char *hall_case_fee_words (const char *fee);
const char *hall_id_type_word (HallIdType type);
void hall_case_state_pill (HallPill *pill, const char *state, const char *word);
void hall_case_light_pill (HallPill *pill, const HallCaseView *file, gint64 now);
char *hall_case_day_title (gint64 time_us, gint64 now);
char *hall_case_moment (gint64 time_us, gint64 now);

G_END_DECLS
