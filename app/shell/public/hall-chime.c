/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-chime.h"

#include <math.h>
#include <string.h>

#define RATE_HZ 22050
#define TONE_MS 450
#define N_TONES 2
#define N_SAMPLES (RATE_HZ * TONE_MS / 1000 * N_TONES)
#define HEADER_BYTES 44

static void
put_u32 (guint8 *at, guint32 value)
{
  value = GUINT32_TO_LE (value);
  memcpy (at, &value, sizeof value);
}

static void
put_u16 (guint8 *at, guint16 value)
{
  value = GUINT16_TO_LE (value);
  memcpy (at, &value, sizeof value);
}

/* RIFF/WAVE, one channel, 16 bits. */
static void
put_header (guint8 *wave)
{
  memcpy (wave, "RIFF", 4);
  put_u32 (wave + 4, HEADER_BYTES - 8 + 2 * N_SAMPLES);
  memcpy (wave + 8, "WAVEfmt ", 8);
  put_u32 (wave + 16, 16);
  put_u16 (wave + 20, 1);
  put_u16 (wave + 22, 1);
  put_u32 (wave + 24, RATE_HZ);
  put_u32 (wave + 28, RATE_HZ * 2);
  put_u16 (wave + 32, 2);
  put_u16 (wave + 34, 16);
  memcpy (wave + 36, "data", 4);
  put_u32 (wave + 40, 2 * N_SAMPLES);
}

/**
 * hall_chime_sound:
 *
 * Two falling tones that die away, as a WAVE file.
 *
 * Returns: (transfer full): the bytes of the file
 */
GBytes *
hall_chime_sound (void)
{
  static const double tones_hz[N_TONES] = { 880.0, 659.26 };
  guint8 *wave = g_malloc (HEADER_BYTES + 2 * N_SAMPLES);

  put_header (wave);
  for (int i = 0; i < N_SAMPLES; i++) {
    int tone = i / (N_SAMPLES / N_TONES);
    double t = (i - tone * (N_SAMPLES / N_TONES)) / (double)RATE_HZ;
    double value = 0.5 * exp (-6.0 * t) * sin (2 * G_PI * tones_hz[tone] * t);

    put_u16 (wave + HEADER_BYTES + 2 * i, (guint16)(gint16)(value * G_MAXINT16));
  }
  return g_bytes_new_take (wave, HEADER_BYTES + 2 * N_SAMPLES);
}

static void
on_error_cb (GtkMediaStream *stream, GParamSpec *pspec, gpointer data)
{
  GdkDisplay *display = gdk_display_get_default ();

  if (display != NULL)
    gdk_display_beep (display);
}

/**
 * hall_chime_ring:
 * @widget: whose screen it is for; the sound ends with it
 *
 * Sounds the chime that makes people look up. Where GTK has no way to play a sound, the display's bell does.
 */
void
hall_chime_ring (GtkWidget *widget)
{
  g_autoptr (GBytes) bytes = hall_chime_sound ();
  g_autoptr (GInputStream) input = g_memory_input_stream_new_from_bytes (bytes);
  GtkMediaStream *stream;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  stream = gtk_media_file_new_for_input_stream (input);
  g_signal_connect (stream, "notify::error", G_CALLBACK (on_error_cb), NULL);
  if (gtk_media_stream_get_error (stream) != NULL)
    on_error_cb (stream, NULL, NULL);
  gtk_media_stream_play (stream);
  g_object_set_data_full (G_OBJECT (widget), "hall-chime", stream, g_object_unref);
}
