/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-voice.h"

#include <libspeechd.h>

/* An utterance that never reports its end, as with a module that hangs, may hold up the next ones this long.
 */
#define UTTERANCE_LIMIT_US (20 * G_USEC_PER_SEC)

typedef struct {
  SPDConnection *spd; /* (owned) */
} Connection;

/*
 * libspeechd reports ends on a thread of its own and hands no user data over, only the id of the message.
 * There is one speaking thread in a process, so one mailbox will do.
 */
static GMutex mail_lock;
static GCond mail_cond;
static gint64 mail_ended = -1; /* (lock: mail_lock) the last message that ended or was cancelled */

static void
on_over_cb (size_t message, size_t client, SPDNotificationType type)
{
  g_mutex_lock (&mail_lock);
  mail_ended = (gint64)message;
  g_cond_broadcast (&mail_cond);
  g_mutex_unlock (&mail_lock);
}

/* Starting a service is right only where one is installed; without it libspeechd would complain on stderr. */
static gboolean
service_is_installed (void)
{
  g_autofree char *program = g_find_program_in_path ("speech-dispatcher");

  return program != NULL;
}

static gpointer
speechd_open (gpointer data, GError **error)
{
  char *reason = NULL;
  Connection *self;
  SPDConnection *spd;

  spd = spd_open2 ("halldesk", "calls", NULL, SPD_MODE_THREADED, NULL, service_is_installed (), &reason);
  if (spd == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "no speech service: %s",
                 reason != NULL ? reason : "not running");
    free (reason);
    return NULL;
  }
  spd->callback_end = on_over_cb;
  spd->callback_cancel = on_over_cb;
  spd_set_notification_on (spd, SPD_END);
  spd_set_notification_on (spd, SPD_CANCEL);
  spd_set_data_mode (spd, SPD_DATA_TEXT);

  self = g_new0 (Connection, 1);
  self->spd = spd;
  return self;
}

static void
on_cancelled_cb (GCancellable *cancellable, gpointer data)
{
  g_mutex_lock (&mail_lock);
  g_cond_broadcast (&mail_cond);
  g_mutex_unlock (&mail_lock);
}

static gboolean
wait_for_end (gint64 message, GCancellable *cancellable)
{
  gint64 until = g_get_monotonic_time () + UTTERANCE_LIMIT_US;
  gboolean in_time = TRUE;

  g_mutex_lock (&mail_lock);
  while (mail_ended < message && in_time && !g_cancellable_is_cancelled (cancellable))
    in_time = g_cond_wait_until (&mail_cond, &mail_lock, until);
  g_mutex_unlock (&mail_lock);
  return in_time;
}

static gboolean
speechd_speak (
    gpointer connection, const char *text, const char *language, GCancellable *cancellable, GError **error)
{
  Connection *self = connection;
  gulong handler;
  int message;

  g_mutex_lock (&mail_lock);
  mail_ended = -1;
  g_mutex_unlock (&mail_lock);

  if (spd_set_language (self->spd, language) < 0 || (message = spd_say (self->spd, SPD_TEXT, text)) < 0) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "the speech service is gone");
    return FALSE;
  }
  handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled_cb), NULL, NULL);
  if (!wait_for_end (message, cancellable))
    g_debug ("the speech service did not say when message %d was over", message);
  g_cancellable_disconnect (cancellable, handler);
  if (g_cancellable_is_cancelled (cancellable))
    spd_cancel (self->spd);
  return TRUE;
}

static void
speechd_close (gpointer connection)
{
  Connection *self = connection;

  spd_close (self->spd);
  g_free (self);
}

/**
 * hall_voice_speechd:
 *
 * Speaking through speech-dispatcher, the speech service of the desktop.
 *
 * Returns: (transfer none): the backend; its data is %NULL
 */
const HallVoiceBackend *
hall_voice_speechd (void)
{
  static const HallVoiceBackend backend = {
    .open = speechd_open,
    .speak = speechd_speak,
    .close = speechd_close,
  };

  return &backend;
}
