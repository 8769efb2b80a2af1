/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *
hall_voice_call_text (const char *label, gint64 counter, const char *language);

/*
 * Speaks calls in turn and drops none. Without a speech service it chimes, and says so through "available".
 */
#define HALL_TYPE_VOICE (hall_voice_get_type ())
G_DECLARE_FINAL_TYPE (HallVoice, hall_voice, HALL, VOICE, GObject)

HallVoice *
hall_voice_new (void);
void
hall_voice_say_call (HallVoice *self, const char *label, gint64 counter, const char *languages);
guint
hall_voice_get_pending (HallVoice *self);
gboolean
hall_voice_is_available (HallVoice *self);

G_END_DECLS
