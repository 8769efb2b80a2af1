/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-case-view.h"

G_BEGIN_DECLS

/**
 * HallMaterialPhrase:
 * @problem: what stands on the notice, in the language of the hall's papers
 * @problem_en: the same in English, for the button of an English screen
 * @fix: (nullable): what the customer is to do, with the slots {form} {copies} {issuer}
 * @where: (nullable): where to get it, where that is not what the matter says
 *
 * A usual problem of a material.
 */
typedef struct {
  const char *problem;
  const char *problem_en;
  const char *fix;
  const char *where;
} HallMaterialPhrase;

const HallMaterialPhrase *hall_material_phrases (HallItemState state, gsize *n);
char *hall_material_phrase_fix (const HallMaterialPhrase *phrase, const HallCaseItemLine *item);
const char *hall_material_phrase_where (const HallMaterialPhrase *phrase, const HallCaseItemLine *item);

const char *hall_material_state_word (HallItemState state);
const char *hall_material_name (const HallCaseItemLine *item);
char *hall_material_detail (const HallCaseItemLine *item);
char *hall_material_reason_line (const char *problem, const char *fix, const char *where);
char *hall_material_moment (gint64 time_us, gint64 now_us);

G_END_DECLS
