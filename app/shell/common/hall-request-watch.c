/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-request-watch.h"

#include <glib/gi18n.h>

#include "hall-lead-view.h"

/*
 * Whoever asked the lead for something hears that it was decided, wherever they are in their work by then.
 * Emits "decided" with a sentence, once for each request that was waiting when it was looked at before.
 */
struct _HallRequestWatch {
  GObject parent_instance;

  HallStore *store; /* (owned) */
  char *staff;
  GHashTable *waiting; /* (element-type gint64) of requests, as read last */
  GCancellable *work;  /* (owned) */
  gboolean reading;
  gboolean read_again;
};

G_DEFINE_FINAL_TYPE (HallRequestWatch, hall_request_watch, G_TYPE_OBJECT)

enum {
  DECIDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void read_requests (HallRequestWatch *self);

static char *
sentence (HallApproval *request)
{
  if (g_str_equal (request->state, "approved"))
    /* Translators: %1$s what was asked for, %2$s the number of a case or a receipt */
    return g_strdup_printf (_ ("Approved by the shift lead: %1$s %2$s"), request->title, request->number);
  /* Why stands in the case: a customer may look at this screen.
   * Translators: %1$s what was asked for, %2$s the number of a case or a receipt */
  return g_strdup_printf (_ ("Sent back by the shift lead: %1$s %2$s; the case says why"), request->title,
                          request->number);
}

static void
take (HallRequestWatch *self, GListModel *requests)
{
  g_autoptr (GHashTable) waiting = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (requests); i++) {
    g_autoptr (HallApproval) request = g_list_model_get_item (requests, i);

    if (g_str_equal (request->state, "waiting")) {
      g_hash_table_add (waiting, g_memdup2 (&request->request, sizeof (gint64)));
    } else if (g_hash_table_contains (self->waiting, &request->request)) {
      g_autofree char *text = sentence (request);

      g_signal_emit (self, signals[DECIDED], 0, text);
    }
  }
  g_hash_table_unref (self->waiting);
  self->waiting = g_steal_pointer (&waiting);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallRequestWatch) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) requests = hall_store_read_finish (HALL_STORE (source), result, &error);

  self->reading = FALSE;
  if (self->work == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* When the hall is away it is read again with the next change after it is back. */
  if (requests != NULL)
    take (self, requests);
  if (self->read_again)
    read_requests (self);
}

static void
read_requests (HallRequestWatch *self)
{
  self->read_again = self->reading;
  if (self->reading || self->work == NULL)
    return;
  self->reading = TRUE;
  hall_store_read_async (self->store, (HallReadFunc)hall_requests_read, g_variant_new_string (self->staff),
                         g_object_unref, self->work, on_read_cb, g_object_ref (self));
}

/* Void requests are the cash's, the others the cases'. */
static void
on_changed_cb (HallRequestWatch *self, guint topics)
{
  if ((topics & (HALL_TOPIC_CASES | HALL_TOPIC_CASH)) != 0)
    read_requests (self);
}

static void
hall_request_watch_dispose (GObject *object)
{
  hall_request_watch_stop (HALL_REQUEST_WATCH (object));
  G_OBJECT_CLASS (hall_request_watch_parent_class)->dispose (object);
}

static void
hall_request_watch_finalize (GObject *object)
{
  HallRequestWatch *self = HALL_REQUEST_WATCH (object);

  g_clear_object (&self->store);
  g_free (self->staff);
  g_hash_table_unref (self->waiting);
  G_OBJECT_CLASS (hall_request_watch_parent_class)->finalize (object);
}

static void
hall_request_watch_class_init (HallRequestWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_request_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_request_watch_finalize;
  /**
   * HallRequestWatch::decided:
   * @text: what was decided, in a sentence
   */
  signals[DECIDED] = g_signal_new ("decided", HALL_TYPE_REQUEST_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hall_request_watch_init (HallRequestWatch *self)
{
  self->waiting = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->work = g_cancellable_new ();
}

/**
 * hall_request_watch_new:
 * @store: the hall
 * @staff: whose requests
 *
 * Looks at once, and again whenever something changes. What was decided before is known already.
 *
 * Returns: (transfer full): a new watch
 */
HallRequestWatch *
hall_request_watch_new (HallStore *store, const char *staff)
{
  HallRequestWatch *self = g_object_new (HALL_TYPE_REQUEST_WATCH, NULL);

  g_return_val_if_fail (HALL_IS_STORE (store) && staff != NULL, self);

  self->store = g_object_ref (store);
  self->staff = g_strdup (staff);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  read_requests (self);
  return self;
}

/**
 * hall_request_watch_stop:
 * @self: a watch
 *
 * Nobody is told any more.
 */
void
hall_request_watch_stop (HallRequestWatch *self)
{
  g_return_if_fail (HALL_IS_REQUEST_WATCH (self));

  g_cancellable_cancel (self->work);
  g_clear_object (&self->work);
}
