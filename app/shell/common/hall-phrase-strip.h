/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-store.h"

G_BEGIN_DECLS

#define HALL_TYPE_PHRASE_STRIP (hall_phrase_strip_get_type ())
G_DECLARE_FINAL_TYPE (HallPhraseStrip, hall_phrase_strip, HALL, PHRASE_STRIP, AdwBin)

GtkWidget *hall_phrase_strip_new (void);
void hall_phrase_strip_set_store (HallPhraseStrip *self, HallStore *store);
void hall_phrase_strip_set_moments (HallPhraseStrip *self, const char *const *moments, GVariant *slots);
void hall_phrase_strip_add (HallPhraseStrip *self, const char *moment, const char *text);
void hall_phrase_strip_clear (HallPhraseStrip *self);
void hall_phrase_strip_step (HallPhraseStrip *self, int by);
void hall_phrase_strip_put (HallPhraseStrip *self, const char *moment, const char *text);
const char *hall_phrase_strip_get_text (HallPhraseStrip *self);

G_END_DECLS
