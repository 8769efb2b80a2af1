/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-print-worker.h"

typedef struct {
  GTask *task; /* (owned) (nullable): NULL ends the worker */
  HallPrintStep step;
} Errand;

struct _HallPrintWorker {
  GAsyncQueue *queue; /* (owned) of Errand */
};

static gpointer
work (gpointer data)
{
  g_autoptr (GAsyncQueue) queue = data;
  gboolean ended = FALSE;

  while (!ended) {
    g_autofree Errand *errand = g_async_queue_pop (queue);

    ended = errand->task == NULL;
    if (ended)
      break;
    errand->step (errand->task);
    g_object_unref (errand->task);
  }
  return NULL;
}

/**
 * hall_print_worker_new:
 * @name: of the thread
 *
 * Returns: (transfer full): a worker; end it with hall_print_worker_stop()
 */
HallPrintWorker *
hall_print_worker_new (const char *name)
{
  HallPrintWorker *self = g_new0 (HallPrintWorker, 1);

  self->queue = g_async_queue_new ();
  g_thread_unref (g_thread_new (name, work, g_async_queue_ref (self->queue)));
  return self;
}

/**
 * hall_print_worker_stop:
 * @self: (transfer full): a worker
 *
 * Ends it when it has done what it was given. Nobody waits for it: a step may sit on a mute print service for
 * seconds.
 */
void
hall_print_worker_stop (HallPrintWorker *self)
{
  g_async_queue_push (self->queue, g_new0 (Errand, 1));
  g_async_queue_unref (self->queue);
  g_free (self);
}

/**
 * hall_print_worker_run:
 * @self: a worker
 * @task: (transfer full): what waits for the answer, on the caller's main context
 * @step: what to do
 */
void
hall_print_worker_run (HallPrintWorker *self, GTask *task, HallPrintStep step)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->task = task;
  errand->step = step;
  g_async_queue_push (self->queue, errand);
}
