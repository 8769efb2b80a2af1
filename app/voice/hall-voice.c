/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-voice.h"

#define RETRY_US (30 * G_USEC_PER_SEC)

/**
 * HallVoice:
 *
 * The voice of the hall. Calls are said in the order they were given, each twice in each language, the next
 * only when the one before is over; none is dropped. Speech services block, so a thread of its own does the
 * speaking.
 */

/* One call to say. A call without a label is the sign to stop. */
typedef struct {
  char *label;
  gint64 counter;
  GStrv languages;
} Call;

/* What the thread shares with the object; it outlives the object by at most the call that is being cut off.
 */
typedef struct {
  gatomicrefcount refs;
  const HallVoiceBackend *backend;
  gpointer data;
  gint64 retry_us;
  GAsyncQueue *calls;    /* of Call */
  GCancellable *stop;    /* (owned) */
  GMainContext *context; /* (owned) where signals are emitted */
  GWeakRef voice;        /* looked at in the context only */
  gint pending;          /* (atomic) calls not wholly said */
  gint available;        /* (atomic) */
  gpointer connection;   /* (thread) (nullable) */
  gint64 tried_at;       /* (thread) monotonic µs, 0 never */
} Worker;

struct _HallVoice {
  GObject parent_instance;

  Worker *worker;
  GThread *thread;
};

enum { PROP_0, PROP_AVAILABLE, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { SIGNAL_CHIME, SIGNAL_SPEAKING, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallVoice, hall_voice, G_TYPE_OBJECT)

static void
call_free (gpointer data)
{
  Call *call = data;

  g_free (call->label);
  g_strfreev (call->languages);
  g_free (call);
}

static void
worker_unref (gpointer data)
{
  Worker *worker = data;

  if (!g_atomic_ref_count_dec (&worker->refs))
    return;
  g_async_queue_unref (worker->calls);
  g_object_unref (worker->stop);
  g_main_context_unref (worker->context);
  g_weak_ref_clear (&worker->voice);
  g_free (worker);
}

/* News from the thread to the object, carried over the main context. */
typedef struct {
  Worker *worker;
  char *label; /* (nullable) being said now */
  gint64 counter;
  gboolean chime;
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  worker_unref (news->worker);
  g_free (news->label);
  g_free (news);
}

static gboolean
deliver_cb (gpointer data)
{
  News *news = data;
  g_autoptr (HallVoice) self = g_weak_ref_get (&news->worker->voice);

  if (self == NULL)
    return G_SOURCE_REMOVE;
  if (news->chime)
    g_signal_emit (self, signals[SIGNAL_CHIME], 0);
  else if (news->label != NULL)
    g_signal_emit (self, signals[SIGNAL_SPEAKING], 0, news->label, news->counter);
  else
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AVAILABLE]);
  return G_SOURCE_REMOVE;
}

static void
tell (Worker *worker, const Call *speaking, gboolean chime)
{
  News *news = g_new0 (News, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  g_atomic_ref_count_inc (&worker->refs);
  news->worker = worker;
  news->chime = chime;
  if (speaking != NULL) {
    news->label = g_strdup (speaking->label);
    news->counter = speaking->counter;
  }
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver_cb, news, news_free);
  g_source_attach (source, worker->context);
}

static void
set_available (Worker *worker, gboolean available)
{
  if (g_atomic_int_get (&worker->available) == available)
    return;
  g_atomic_int_set (&worker->available, available);
  tell (worker, NULL, FALSE);
}

static gboolean
ensure_connection (Worker *worker)
{
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_monotonic_time ();

  if (worker->connection != NULL)
    return TRUE;
  if (worker->tried_at != 0 && now - worker->tried_at < worker->retry_us)
    return FALSE;
  worker->tried_at = now;
  worker->connection = worker->backend->open (worker->data, &error);
  if (worker->connection == NULL)
    g_debug ("calls cannot be spoken: %s", error->message);
  set_available (worker, worker->connection != NULL);
  return worker->connection != NULL;
}

static void
lose_connection (Worker *worker)
{
  g_clear_pointer (&worker->connection, worker->backend->close);
  worker->tried_at = g_get_monotonic_time ();
  set_available (worker, FALSE);
}

/* Returns whether the whole call was said, or cut off by the end of the voice. */
static gboolean
speak_call (Worker *worker, const Call *call)
{
  for (int round = 0; round < HALL_VOICE_REPEATS; round++)
    for (gsize i = 0; call->languages[i] != NULL; i++) {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = hall_voice_call_text (call->label, call->counter, call->languages[i]);

      if (g_cancellable_is_cancelled (worker->stop))
        return TRUE;
      if (!worker->backend->speak (worker->connection, text, call->languages[i], worker->stop, &error)) {
        g_debug ("a call was not spoken: %s", error->message);
        return FALSE;
      }
    }
  return TRUE;
}

static void
carry_out (Worker *worker, const Call *call)
{
  if (ensure_connection (worker)) {
    tell (worker, call, FALSE);
    if (speak_call (worker, call))
      return;
    lose_connection (worker);
  }
  /* The board shows the call all the same; the chime makes people look up. */
  tell (worker, NULL, TRUE);
}

static gpointer
worker_main (gpointer data)
{
  Worker *worker = data;

  ensure_connection (worker);
  while (!g_cancellable_is_cancelled (worker->stop)) {
    Call *call = worker->connection != NULL
                     ? g_async_queue_pop (worker->calls)
                     : g_async_queue_timeout_pop (worker->calls, MAX (worker->retry_us, 1000));

    if (call == NULL) {
      ensure_connection (worker);
      continue;
    }
    if (call->label != NULL) {
      carry_out (worker, call);
      g_atomic_int_add (&worker->pending, -1);
    }
    call_free (call);
  }
  if (worker->connection != NULL)
    g_clear_pointer (&worker->connection, worker->backend->close);
  worker_unref (worker);
  return NULL;
}

static void
hall_voice_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HallVoice *self = HALL_VOICE (object);

  switch (id) {
  case PROP_AVAILABLE:
    g_value_set_boolean (value, hall_voice_is_available (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
hall_voice_dispose (GObject *object)
{
  HallVoice *self = HALL_VOICE (object);

  if (self->worker != NULL) {
    g_cancellable_cancel (self->worker->stop);
    g_async_queue_push (self->worker->calls, g_new0 (Call, 1));
    g_clear_pointer (&self->thread, g_thread_unref);
    g_clear_pointer (&self->worker, worker_unref);
  }
  G_OBJECT_CLASS (hall_voice_parent_class)->dispose (object);
}

static void
hall_voice_class_init (HallVoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hall_voice_get_property;
  object_class->dispose = hall_voice_dispose;

  /**
   * HallVoice:available:
   *
   * Whether calls can be spoken. While it is %FALSE each call chimes, and the service is looked for again now
   * and then.
   */
  properties[PROP_AVAILABLE] = g_param_spec_boolean (
      "available", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHIME] = g_signal_new ("chime", HALL_TYPE_VOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[SIGNAL_SPEAKING] = g_signal_new ("speaking", HALL_TYPE_VOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
}

static void
hall_voice_init (HallVoice *self)
{
}

/**
 * hall_voice_new_with_backend:
 * @backend: what speaks; must outlive the voice
 * @data: (nullable): handed to its open()
 * @retry_us: how long to wait before a service that was not there is looked for again, in µs
 *
 * A voice that speaks through @backend.
 *
 * Returns: (transfer full): a new voice
 */
HallVoice *
hall_voice_new_with_backend (const HallVoiceBackend *backend, gpointer data, gint64 retry_us)
{
  HallVoice *self;
  Worker *worker;

  g_return_val_if_fail (backend != NULL, NULL);
  g_return_val_if_fail (retry_us > 0, NULL);

  self = g_object_new (HALL_TYPE_VOICE, NULL);
  worker = g_new0 (Worker, 1);
  g_atomic_ref_count_init (&worker->refs);
  worker->backend = backend;
  worker->data = data;
  worker->retry_us = retry_us;
  worker->calls = g_async_queue_new_full (call_free);
  worker->stop = g_cancellable_new ();
  worker->context = g_main_context_ref_thread_default ();
  worker->available = TRUE; /* until the contrary is known: no note on the board while the service starts */
  g_weak_ref_init (&worker->voice, self);
  self->worker = worker;

  g_atomic_ref_count_inc (&worker->refs);
  self->thread = g_thread_new ("hall-voice", worker_main, worker);
  return self;
}

/**
 * hall_voice_new:
 *
 * A voice that speaks through the desktop's speech service.
 *
 * Returns: (transfer full): a new voice
 */
HallVoice *
hall_voice_new (void)
{
  return hall_voice_new_with_backend (hall_voice_speechd (), NULL, RETRY_US);
}

/**
 * hall_voice_say_call:
 * @self: the voice
 * @label: a ticket's label, such as "A015"
 * @counter: the counter it is called to
 * @languages: one or several of "zh", "en", with commas between them
 *
 * Says a call twice, after all those that were given before it (`S004 5.2`, 6(3)). Returns at once.
 */
void
hall_voice_say_call (HallVoice *self, const char *label, gint64 counter, const char *languages)
{
  Call *call;

  g_return_if_fail (HALL_IS_VOICE (self));
  g_return_if_fail (label != NULL && *label != '\0');
  g_return_if_fail (counter > 0 && counter < 10000);
  g_return_if_fail (languages != NULL);

  call = g_new0 (Call, 1);
  call->label = g_strdup (label);
  call->counter = counter;
  call->languages = g_strsplit (*languages != '\0' ? languages : "zh", ",", -1);
  for (gsize i = 0; call->languages[i] != NULL; i++)
    g_strstrip (call->languages[i]);
  g_atomic_int_inc (&self->worker->pending);
  g_async_queue_push (self->worker->calls, call);
}

/**
 * hall_voice_get_pending:
 * @self: the voice
 *
 * How many calls are not wholly said, the one being said included.
 *
 * Returns: a number of calls
 */
guint
hall_voice_get_pending (HallVoice *self)
{
  g_return_val_if_fail (HALL_IS_VOICE (self), 0);

  return (guint)g_atomic_int_get (&self->worker->pending);
}

/**
 * hall_voice_is_available:
 * @self: the voice
 *
 * Whether there is a speech service. %TRUE until it was looked for and not found.
 *
 * Returns: whether calls are spoken
 */
gboolean
hall_voice_is_available (HallVoice *self)
{
  g_return_val_if_fail (HALL_IS_VOICE (self), FALSE);

  return self->worker != NULL && g_atomic_int_get (&self->worker->available);
}
