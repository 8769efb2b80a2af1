/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-store.h"

#include <glib/gi18n-lib.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "hall-address.h"

/* How long until a lost connection is tried again: doubled each time. */
#define FIRST_RETRY_MS 200
#define LAST_RETRY_MS 4000
/* A command that was asked while there is no connection waits so long for it. One that may have been carried
 * out already waits until that is known. */
#define COMMAND_WAITS_S 20
/* Who closes a window does not wait longer than this for a server that does not answer. */
#define CLOSE_WAITS_MS 1500

/**
 * HallStore:
 *
 * The async face of a hall: one connection, one worker thread fed by a queue ordered by priority. Everything
 * below runs on the worker and blocks; everything here runs on the main loop and does not.
 */

typedef struct _Job Job;
typedef void (*JobFunc) (Job *job);

/* What belongs to the worker's thread, and what it shares. Outlives the store while a job runs. */
typedef struct {
  gatomicrefcount refs; /* the store's and the thread's */
  GMutex mutex;
  GCond ended_changed;
  gboolean ended;        /* (mutex) whether the thread is at its end */
  GAsyncQueue *queue;    /* of Job */
  GMainContext *context; /* (owned) where answers and signals go */
  GWeakRef store;        /* (atomic) */
  HallEngine *engine;    /* (owned) the worker's only */
  int wake;              /* an eventfd, written to with each job */
  int stops;             /* (atomic) */
  int hears;             /* the engine's fd for changes, -1 without; not ours to close */
  gint64 look_at;        /* monotonic: when to look without having heard anything */
  gint64 retry_at;       /* monotonic: when to try a lost connection again */
  int retry_ms;
  HallClock *clock; /* (owned) */
  char *address;    /* (owned) */
} Worker;

struct _Job {
  Worker *worker;
  JobFunc func;
  int priority; /* smaller is sooner */
  guint64 serial;
  GTask *task; /* (nullable) (owned) */
  HallCommand *command;
  HallReadFunc read;
  GVariant *params;
  GDestroyNotify free_result;
  char *staff;
  char *password; /* wiped when the job ends */
  gint64 counter;
  char *station;
};

struct _HallStore {
  GObject parent_instance;

  /* main loop only */
  char *address;
  HallClock *clock; /* (owned) */
  Worker *worker;   /* (owned by the thread) */
  GThread *thread;
  guint64 serial;
  gboolean connected;
};

enum { PROP_0, PROP_CONNECTED, N_PROPS };
enum { SIGNAL_CHANGED, N_SIGNALS };

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallStore, hall_store, G_TYPE_OBJECT)

/* Jobs: the worker's side */

/* Attached and not invoked: where nobody iterates the context just now, invoking would run it here. */
static void
later_on_main (Worker *worker, GSourceFunc func, gpointer data, GDestroyNotify free_data)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, free_data);
  g_source_set_static_name (source, "hall-store");
  g_source_attach (source, worker->context);
}

static gboolean
unref_on_main_cb (gpointer data)
{
  g_object_unref (data);
  return G_SOURCE_REMOVE;
}

/* The last reference to a task must go on the main loop: it may hold the last one to the store. */
static void
job_free (Job *job)
{
  if (job->task != NULL)
    later_on_main (job->worker, unref_on_main_cb, job->task, NULL);
  g_clear_pointer (&job->command, hall_command_free);
  g_clear_pointer (&job->params, g_variant_unref);
  if (job->password != NULL)
    memset (job->password, 0, strlen (job->password));
  g_free (job->password);
  g_free (job->staff);
  g_free (job->station);
  g_free (job);
}

typedef struct {
  GWeakRef store;
  HallTopic topics;
  gboolean connected;
} News;

static gboolean
tell_cb (gpointer data)
{
  News *news = data;
  g_autoptr (HallStore) self = g_weak_ref_get (&news->store);

  if (self != NULL && self->worker != NULL) {
    if (self->connected != news->connected) {
      self->connected = news->connected;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONNECTED]);
    }
    if (news->topics != HALL_TOPIC_NONE)
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0, (guint)news->topics);
  }
  return G_SOURCE_REMOVE;
}

static void
news_free (gpointer data)
{
  News *news = data;

  g_weak_ref_clear (&news->store);
  g_free (news);
}

static void
tell (Worker *worker, HallTopic topics, gboolean connected)
{
  News *news = g_new0 (News, 1);
  g_autoptr (GObject) store = g_weak_ref_get (&worker->store);

  g_weak_ref_init (&news->store, store);
  news->topics = topics;
  news->connected = connected;
  later_on_main (worker, tell_cb, news, news_free);
  if (store != NULL) /* never the last reference here */
    later_on_main (worker, unref_on_main_cb, g_steal_pointer (&store), NULL);
}

/* The connection broke: everybody is told, and it is tried again before long. */
static void
note_lost (Worker *worker)
{
  worker->hears = -1;
  worker->retry_ms = FIRST_RETRY_MS;
  worker->retry_at = g_get_monotonic_time () + worker->retry_ms * 1000;
  tell (worker, HALL_TOPIC_NONE, FALSE);
}

static void
start_listening (Worker *worker)
{
  g_autoptr (GError) error = NULL;

  worker->hears = hall_engine_listen (worker->engine, &error);
  if (worker->hears < 0)
    g_message ("changes of other programs are seen late: %s", error->message);
  worker->look_at = g_get_monotonic_time () + hall_engine_get_look_interval (worker->engine);
}

/* What others changed, and whether the connection is still there. @ask: the server is asked, too. */
static void
look_for_changes (Worker *worker, gboolean ask)
{
  g_autoptr (GError) error = NULL;
  HallTopic topics;

  if (worker->engine == NULL || hall_engine_is_lost (worker->engine))
    return;
  if (ask)
    worker->look_at = g_get_monotonic_time () + hall_engine_get_look_interval (worker->engine);
  topics = hall_engine_take_changes (worker->engine, ask, &error);
  if (hall_engine_is_lost (worker->engine))
    note_lost (worker);
  else
    tell (worker, topics, !g_error_matches (error, HALL_ERROR, HALL_ERROR_UNAVAILABLE));
}

/* Tries a lost connection again, when it is time to. What was missed meanwhile may be anything. */
static void
try_again (Worker *worker)
{
  g_autoptr (GError) error = NULL;

  if (g_get_monotonic_time () < worker->retry_at)
    return;
  if (hall_engine_reconnect (worker->engine, &error)) {
    start_listening (worker);
    tell (worker, HALL_TOPIC_ALL, TRUE);
    return;
  }
  g_debug ("still no connection: %s", error->message);
  worker->retry_ms = MIN (worker->retry_ms * 2, LAST_RETRY_MS);
  worker->retry_at = g_get_monotonic_time ()
                     + g_random_int_range (worker->retry_ms / 2, worker->retry_ms) * 1000;
}

static int
ms_until (gint64 moment)
{
  return (int)CLAMP ((moment - g_get_monotonic_time ()) / 1000 + 1, 0, G_MAXINT);
}

/* Sleeps until there is a job, something to hear, or the time for what is done from time to time. */
static void
wait_for_news (Worker *worker)
{
  gboolean lost = worker->engine != NULL && hall_engine_is_lost (worker->engine);
  struct pollfd fds[] = { { .fd = worker->wake, .events = POLLIN },
                          { .fd = worker->hears, .events = POLLIN } };
  eventfd_t woken;

  poll (fds, G_N_ELEMENTS (fds),
        worker->engine == NULL ? -1 : ms_until (lost ? worker->retry_at : worker->look_at));
  eventfd_read (worker->wake, &woken);
  if (worker->engine == NULL)
    return;
  if (lost)
    try_again (worker);
  else if (fds[1].revents != 0 || g_get_monotonic_time () >= worker->look_at)
    look_for_changes (worker, g_get_monotonic_time () >= worker->look_at);
}

/* Waits for a lost connection to come back, until @until; FALSE when it did not, or nobody waits any more. */
static gboolean
wait_for_connection (Job *job, gint64 until)
{
  Worker *worker = job->worker;

  while (hall_engine_is_lost (worker->engine)) {
    struct pollfd fd = { .fd = worker->wake, .events = POLLIN };
    eventfd_t woken;

    if (g_atomic_int_get (&worker->stops) || g_get_monotonic_time () >= until)
      return FALSE;
    if (until != G_MAXINT64 && g_cancellable_is_cancelled (g_task_get_cancellable (job->task)))
      return FALSE;
    poll (&fd, 1, ms_until (worker->retry_at));
    eventfd_read (worker->wake, &woken);
    try_again (worker);
  }
  return TRUE;
}

static void
run_open (Job *job)
{
  GError *error = NULL;

  job->worker->engine = hall_engine_open (job->worker->address, job->worker->clock, &error);
  if (job->worker->engine == NULL) {
    g_task_return_error (job->task, error);
    return;
  }
  start_listening (job->worker);
  tell (job->worker, HALL_TOPIC_NONE, TRUE);
  g_task_return_boolean (job->task, TRUE);
}

static gboolean
check_open (Job *job)
{
  if (g_task_return_error_if_cancelled (job->task))
    return FALSE;
  if (job->worker->engine == NULL) {
    GError *error = NULL;

    hall_set_error (&error, HALL_ERROR_UNAVAILABLE, NULL, NULL, _ ("the hall is not open"));
    g_task_return_error (job->task, error);
    return FALSE;
  }
  return TRUE;
}

static void
return_answer (Job *job, GVariant *answer, GError *error)
{
  if (answer != NULL)
    g_task_return_pointer (job->task, answer, (GDestroyNotify)g_variant_unref);
  else
    g_task_return_error (job->task, error);
  look_for_changes (job->worker, FALSE);
}

typedef GVariant *(*AskFunc) (Job *job, GError **error);

/* Asks, and when the connection breaks meanwhile asks again once it is back: by its request id a command is
 * carried out once, however often it is asked. */
static void
ask (Job *job, AskFunc func)
{
  gint64 until = g_get_monotonic_time () + COMMAND_WAITS_S * G_USEC_PER_SEC;

  if (!check_open (job))
    return;
  for (;;) {
    HallEngine *engine = job->worker->engine;
    gboolean was_lost = hall_engine_is_lost (engine);
    GError *error = NULL;
    GVariant *answer = func (job, &error);

    if (answer != NULL || !hall_engine_is_lost (engine)) {
      return_answer (job, answer, error);
      return;
    }
    if (!was_lost)
      note_lost (job->worker);
    if (hall_engine_is_in_doubt (engine))
      until = G_MAXINT64;
    if (!wait_for_connection (job, until)) {
      g_task_return_error (job->task, error);
      return;
    }
    g_error_free (error);
  }
}

static GVariant *
ask_command (Job *job, GError **error)
{
  return hall_engine_do (job->worker->engine, job->command, error);
}

static void
run_do (Job *job)
{
  ask (job, ask_command);
}

static GVariant *
ask_sign_in (Job *job, GError **error)
{
  return hall_engine_sign_in (job->worker->engine, job->staff, job->password, job->counter, job->station,
                              error);
}

static void
run_sign_in (Job *job)
{
  ask (job, ask_sign_in);
}

static void
run_check_password (Job *job)
{
  GError *error = NULL;
  gboolean was_lost;

  if (!check_open (job))
    return;
  was_lost = hall_engine_is_lost (job->worker->engine);
  if (hall_engine_check_password (job->worker->engine, job->staff, job->password, &error))
    g_task_return_boolean (job->task, TRUE);
  else
    g_task_return_error (job->task, error);
  if (!was_lost && hall_engine_is_lost (job->worker->engine))
    note_lost (job->worker);
}

static void
run_forget_key (Job *job)
{
  if (job->worker->engine != NULL)
    hall_engine_forget_key (job->worker->engine);
}

static void
run_read (Job *job)
{
  GError *error = NULL;
  gboolean was_lost;
  gpointer result;

  if (!check_open (job))
    return;
  was_lost = hall_engine_is_lost (job->worker->engine);
  result = job->read (job->worker->engine, job->params, &error);
  if (!was_lost && hall_engine_is_lost (job->worker->engine))
    note_lost (job->worker);
  if (error != NULL)
    g_task_return_error (job->task, error);
  else
    g_task_return_pointer (job->task, result, job->free_result);
}

/* Ends the thread: its function is not called but compared. */
static void
run_stop (Job *job)
{
}

static void
worker_unref (Worker *worker)
{
  if (!g_atomic_ref_count_dec (&worker->refs))
    return;
  g_async_queue_unref (worker->queue);
  g_main_context_unref (worker->context);
  g_weak_ref_clear (&worker->store);
  g_clear_object (&worker->clock);
  close (worker->wake);
  g_mutex_clear (&worker->mutex);
  g_cond_clear (&worker->ended_changed);
  g_free (worker->address);
  g_free (worker);
}

static gpointer
worker_thread (gpointer data)
{
  Worker *worker = data;
  gboolean running = TRUE;

  while (running) {
    Job *job = g_async_queue_try_pop (worker->queue);

    if (job == NULL) {
      wait_for_news (worker);
      continue;
    }
    running = job->func != run_stop;
    job->func (job);
    job_free (job);
  }
  g_clear_object (&worker->engine);
  g_mutex_lock (&worker->mutex);
  worker->ended = TRUE;
  g_cond_signal (&worker->ended_changed);
  g_mutex_unlock (&worker->mutex);
  worker_unref (worker);
  return NULL;
}

/* A file is left when all is written. A server that does not answer is left to its thread. */
static void
wait_for_end (Worker *worker, GThread *thread)
{
  gint64 until = hall_address_is_server (worker->address) ? g_get_monotonic_time () + CLOSE_WAITS_MS * 1000
                                                          : G_MAXINT64;
  gboolean waits = TRUE;

  g_mutex_lock (&worker->mutex);
  while (!worker->ended && waits)
    waits = g_cond_wait_until (&worker->ended_changed, &worker->mutex, until);
  waits = worker->ended;
  g_mutex_unlock (&worker->mutex);
  if (waits)
    g_thread_join (thread);
  else
    g_thread_unref (thread);
}

/* The main loop's side */

static int
compare_jobs (gconstpointer a, gconstpointer b, gpointer data)
{
  const Job *first = a;
  const Job *second = b;

  if (first->priority != second->priority)
    return first->priority < second->priority ? -1 : 1;
  return first->serial < second->serial ? -1 : 1;
}

static Job *
job_new (HallStore *self, JobFunc func, int priority, GTask *task)
{
  Job *job = g_new0 (Job, 1);

  job->worker = self->worker;
  job->func = func;
  job->priority = priority;
  job->serial = ++self->serial;
  job->task = task;
  return job;
}

static void
push (HallStore *self, Job *job)
{
  g_async_queue_push_sorted (self->worker->queue, job, compare_jobs, NULL);
  eventfd_write (self->worker->wake, 1);
}

static void
hall_store_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HallStore *self = HALL_STORE (object);

  switch (prop_id) {
  case PROP_CONNECTED:
    g_value_set_boolean (value, self->connected);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
hall_store_dispose (GObject *object)
{
  hall_store_close (HALL_STORE (object));
  G_OBJECT_CLASS (hall_store_parent_class)->dispose (object);
}

static void
hall_store_finalize (GObject *object)
{
  HallStore *self = HALL_STORE (object);

  g_clear_object (&self->clock);
  g_clear_pointer (&self->address, g_free);
  G_OBJECT_CLASS (hall_store_parent_class)->finalize (object);
}

static void
hall_store_class_init (HallStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hall_store_get_property;
  object_class->dispose = hall_store_dispose;
  object_class->finalize = hall_store_finalize;

  /**
   * HallStore:connected:
   *
   * Whether the hall can be read and written right now.
   */
  props[PROP_CONNECTED] = g_param_spec_boolean (
      "connected", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * HallStore::changed:
   * @self: the store
   * @topics: a set of #HallTopic
   *
   * Somebody, here or in another program, changed something of these topics. Emitted on the main loop.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
hall_store_init (HallStore *self)
{
}

/**
 * hall_store_new:
 * @address: the hall's file
 * @clock: (nullable): where the time comes from; the machine's clock for %NULL
 *
 * Returns: (transfer full): a store, not open yet
 */
HallStore *
hall_store_new (const char *address, HallClock *clock)
{
  HallStore *self;
  Worker *worker;

  g_return_val_if_fail (address != NULL, NULL);

  self = g_object_new (HALL_TYPE_STORE, NULL);
  self->address = g_strdup (address);
  self->clock = clock != NULL ? g_object_ref (clock) : hall_clock_new ();

  worker = g_new0 (Worker, 1);
  g_atomic_ref_count_init (&worker->refs);
  g_atomic_ref_count_inc (&worker->refs);
  g_mutex_init (&worker->mutex);
  g_cond_init (&worker->ended_changed);
  worker->queue = g_async_queue_new ();
  worker->context = g_main_context_ref_thread_default ();
  worker->wake = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  worker->hears = -1;
  worker->clock = g_object_ref (self->clock);
  worker->address = g_strdup (address);
  g_weak_ref_init (&worker->store, self);
  self->worker = worker;
  self->thread = g_thread_new ("hall-store", worker_thread, worker);
  return self;
}

const char *
hall_store_get_address (HallStore *self)
{
  g_return_val_if_fail (HALL_IS_STORE (self), NULL);
  return self->address;
}

/**
 * hall_store_get_clock:
 * @self: a store
 *
 * Returns: (transfer none): the hall's clock: what the screens show
 */
HallClock *
hall_store_get_clock (HallStore *self)
{
  g_return_val_if_fail (HALL_IS_STORE (self), NULL);
  return self->clock;
}

gboolean
hall_store_is_connected (HallStore *self)
{
  g_return_val_if_fail (HALL_IS_STORE (self), FALSE);
  return self->connected;
}

/**
 * hall_store_close:
 * @self: a store
 *
 * Ends the worker after the jobs that are queued. The store cannot be used afterwards.
 */
void
hall_store_close (HallStore *self)
{
  Worker *worker;

  g_return_if_fail (HALL_IS_STORE (self));

  if (self->worker == NULL)
    return;
  g_atomic_int_set (&self->worker->stops, TRUE);
  push (self, job_new (self, run_stop, G_PRIORITY_LOW, NULL));
  worker = g_steal_pointer (&self->worker);
  wait_for_end (worker, g_steal_pointer (&self->thread));
  worker_unref (worker);
}

static GTask *
task_new (
    HallStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data, gpointer tag)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, tag);
  return task;
}

/**
 * hall_store_open_async:
 * @self: a store
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is open or not
 * @data: passed on
 *
 * Opens the hall on the worker, bringing it to this program's version if it was older.
 */
void
hall_store_open_async (HallStore *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  g_return_if_fail (HALL_IS_STORE (self) && self->worker != NULL);

  push (self, job_new (self, run_open, G_PRIORITY_DEFAULT,
                       task_new (self, cancellable, callback, data, hall_store_open_async)));
}

gboolean
hall_store_open_finish (HallStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hall_store_do_async:
 * @self: a store
 * @command: (transfer none): what to do
 * @cancellable: (nullable): withdraws it only while it waits; once begun it is carried out
 * @callback: called with the answer
 * @data: passed on
 *
 * Carries out a command, see hall_engine_do().
 */
void
hall_store_do_async (HallStore *self,
                     HallCommand *command,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer data)
{
  Job *job;

  g_return_if_fail (HALL_IS_STORE (self) && self->worker != NULL);
  g_return_if_fail (command != NULL);

  job = job_new (self, run_do, G_PRIORITY_DEFAULT,
                 task_new (self, cancellable, callback, data, hall_store_do_async));
  job->command = hall_command_copy (command);
  push (self, job);
}

/**
 * hall_store_do_finish:
 *
 * Returns: (transfer full): the answer, a{sv}
 */
GVariant *
hall_store_do_finish (HallStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hall_store_sign_in_async:
 *
 * Checks a password on the worker (half a second) and takes the counter, see hall_engine_sign_in().
 */
void
hall_store_sign_in_async (HallStore *self,
                          const char *staff,
                          const char *password,
                          gint64 counter,
                          const char *station,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  Job *job;

  g_return_if_fail (HALL_IS_STORE (self) && self->worker != NULL);
  g_return_if_fail (staff != NULL && password != NULL);

  job = job_new (self, run_sign_in, G_PRIORITY_DEFAULT,
                 task_new (self, cancellable, callback, data, hall_store_sign_in_async));
  job->staff = g_strdup (staff);
  job->password = g_strdup (password);
  job->counter = counter;
  job->station = g_strdup (station);
  push (self, job);
}

GVariant *
hall_store_sign_in_finish (HallStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hall_store_check_password_async:
 *
 * Checks a password on the worker without signing in: the idle lock, the way out of the kiosk.
 */
void
hall_store_check_password_async (HallStore *self,
                                 const char *staff,
                                 const char *password,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  Job *job;

  g_return_if_fail (HALL_IS_STORE (self) && self->worker != NULL);
  g_return_if_fail (staff != NULL && password != NULL);

  job = job_new (self, run_check_password, G_PRIORITY_DEFAULT,
                 task_new (self, cancellable, callback, data, hall_store_check_password_async));
  job->staff = g_strdup (staff);
  job->password = g_strdup (password);
  push (self, job);
}

gboolean
hall_store_check_password_finish (HallStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hall_store_forget_key:
 * @self: a store
 *
 * Wipes the hall's key: at sign-out and when the desk locks.
 */
void
hall_store_forget_key (HallStore *self)
{
  g_return_if_fail (HALL_IS_STORE (self) && self->worker != NULL);
  push (self, job_new (self, run_forget_key, G_PRIORITY_HIGH, NULL));
}

/**
 * hall_store_read_async:
 * @self: a store
 * @func: one of the readers of hall-views.h
 * @params: (nullable) (transfer floating): what it needs
 * @free_result: frees what it returns
 * @cancellable: (nullable): a #GCancellable
 * @callback: called with the view
 * @data: passed on
 *
 * Reads something for a screen on the worker.
 */
void
hall_store_read_async (HallStore *self,
                       HallReadFunc func,
                       GVariant *params,
                       GDestroyNotify free_result,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  Job *job;

  g_return_if_fail (HALL_IS_STORE (self) && self->worker != NULL);
  g_return_if_fail (func != NULL);

  job = job_new (self, run_read, G_PRIORITY_DEFAULT + 10,
                 task_new (self, cancellable, callback, data, hall_store_read_async));
  job->read = func;
  job->params = params != NULL ? g_variant_ref_sink (params) : NULL;
  job->free_result = free_result;
  push (self, job);
}

/**
 * hall_store_read_finish:
 *
 * Returns: (transfer full): the view; free it with what was given as its free function
 */
gpointer
hall_store_read_finish (HallStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
