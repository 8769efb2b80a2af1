/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-sheet.h"

G_BEGIN_DECLS

/*
 * The text half of the sheet: layouts with the fonts of papers, every character either drawn by an installed
 * font or shown as its code in a frame.
 */
PangoContext *hall_text_context (void);
PangoLayout *hall_text_layout (const HallType *type, double width, const char *text, GString *missing);

G_END_DECLS
