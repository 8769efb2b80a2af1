/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HALL_PINYIN_FIRST 0x4e00 /* the character that the first letter is of */

extern const char hall_pinyin_letters[];
extern const gsize hall_pinyin_n_letters;

G_END_DECLS
