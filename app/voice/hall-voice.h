/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HALL_VOICE_REPEATS 2 /* S004 6(3): a call is said twice and never more often */

char *hall_voice_call_text (const char *label, gint64 counter, const char *language);

/**
 * HallVoiceBackend:
 * @open: connects to a speech service; %NULL with @error set when there is none
 * @speak: says one sentence and returns when it is over, or at once when @cancellable is cancelled
 * @close: ends the connection
 *
 * What carries out the speaking. All three block and are called on the voice's own thread only. The service
 * that the program uses is hall_voice_speechd(); tests bring their own.
 */
typedef struct {
  gpointer (*open) (gpointer data, GError **error);
  gboolean (*speak) (
      gpointer connection, const char *text, const char *language, GCancellable *cancellable, GError **error);
  void (*close) (gpointer connection);
} HallVoiceBackend;

const HallVoiceBackend *hall_voice_speechd (void);

/*
 * Speaks calls in turn and drops none. Without a speech service it chimes, and says so through "available".
 *
 * Signals, both on the thread-default main context of the one who made it:
 *   "chime" ()                                     a call that cannot be spoken: let something sound
 *   "speaking" (const char *label, gint64 counter) this call is being said now
 */
#define HALL_TYPE_VOICE (hall_voice_get_type ())
G_DECLARE_FINAL_TYPE (HallVoice, hall_voice, HALL, VOICE, GObject)

HallVoice *hall_voice_new (void);
HallVoice *hall_voice_new_with_backend (const HallVoiceBackend *backend, gpointer data, gint64 retry_us);
void hall_voice_say_call (HallVoice *self, const char *label, gint64 counter, const char *languages);
guint hall_voice_get_pending (HallVoice *self);
gboolean hall_voice_is_available (HallVoice *self);

G_END_DECLS
