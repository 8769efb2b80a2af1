/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define HALL_TYPE_WORDS (hall_words_get_type ())
G_DECLARE_FINAL_TYPE (HallWords, hall_words, HALL, WORDS, GObject)

HallWords *hall_words_new (const char *language);
gboolean hall_words_is_chinese (HallWords *self);
const char *hall_words_get (HallWords *self, const char *text) G_GNUC_FORMAT (2);
const char *hall_words_pick (HallWords *self, const char *name, const char *name_en);
const char *hall_words_people (HallWords *self);
char *hall_words_counter (HallWords *self, gint64 counter);
char *hall_words_date (HallWords *self, GTimeZone *zone, gint64 time_us);

G_END_DECLS
