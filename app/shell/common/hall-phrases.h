/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HallMoment:
 * @name: the moment's name in the phrase book
 * @title: what it is called on screen, to be translated
 * @initials: the initials of its Chinese name in pinyin, for finding it without an input method
 *
 * A moment of a visit that has standard phrases (hall rules 6).
 */
typedef struct {
  const char *name;
  const char *title;
  const char *initials;
} HallMoment;

const HallMoment *hall_moments (gsize *n);
const char *hall_moment_title (const char *name);

G_END_DECLS
