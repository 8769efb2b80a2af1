/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-pill.h"
#include "hall-records.h"

G_BEGIN_DECLS

const char *hall_paper_printer_text (const char *state);
const char *hall_paper_state_text (const char *state, const char *reason);
const char *hall_paper_state_tone (const char *state);
gboolean hall_paper_needs_somebody (HallJob *job);
char *hall_paper_number_text (HallJob *job);
char *hall_paper_trouble_text (HallJob *job);
void hall_paper_show_state (HallPill *pill, const char *state, const char *reason);

G_END_DECLS
