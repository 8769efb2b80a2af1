/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-reader.h"

#define RETRY_S 5

/**
 * HallReader:
 *
 * Keeps one view of a screen up to date: reads it when a topic changes, once for any number of changes that
 * come while a reading is under way, and again after a while or at once when the hall is back after it did
 * not answer. A public screen has nobody who could press "try again".
 */
struct _HallReader {
  GObject parent_instance;

  HallStore *store; /* (owned) */
  HallTopic topics;
  HallReadFunc func;
  GVariant *params; /* (owned) (nullable) */
  GDestroyNotify free_view;
  HallReaderFunc show;
  gpointer owner; /* (unowned) lives until hall_reader_stop() */

  GCancellable *cancellable; /* (owned) */
  gboolean reading;
  gboolean again;
  gboolean stopped;
  guint retry_id;
};

G_DEFINE_FINAL_TYPE (HallReader, hall_reader, G_TYPE_OBJECT)

static gboolean
on_retry_cb (gpointer data)
{
  HallReader *self = data;

  self->retry_id = 0;
  hall_reader_read (self);
  return G_SOURCE_REMOVE;
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallReader) self = data;
  g_autoptr (GError) error = NULL;
  gpointer view = hall_store_read_finish (HALL_STORE (source), result, &error);

  self->reading = FALSE;
  if (self->stopped) {
    if (view != NULL)
      self->free_view (view);
    return;
  }
  if (view == NULL && self->retry_id == 0)
    self->retry_id = g_timeout_add_seconds (RETRY_S, on_retry_cb, self);
  self->show (self->owner, view, error);
  if (self->again && !self->stopped) {
    self->again = FALSE;
    hall_reader_read (self);
  }
}

static void
on_changed_cb (HallStore *store, guint topics, HallReader *self)
{
  if (topics & self->topics)
    hall_reader_read (self);
}

static void
on_connected_cb (HallReader *self)
{
  if (hall_store_is_connected (self->store))
    hall_reader_read (self);
}

static void
hall_reader_dispose (GObject *object)
{
  HallReader *self = HALL_READER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->params, g_variant_unref);
  G_OBJECT_CLASS (hall_reader_parent_class)->dispose (object);
}

static void
hall_reader_class_init (HallReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_reader_dispose;
}

static void
hall_reader_init (HallReader *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * hall_reader_new:
 * @store: the hall
 * @topics: which changes to read again after
 * @func: what reads
 * @params: (nullable): its parameters; a floating reference is taken
 * @free_view: frees what it returns
 * @show: shows what was read
 * @owner: handed to @show; must call hall_reader_stop() before it goes
 *
 * Starts reading.
 *
 * Returns: (transfer full): a new reader
 */
HallReader *
hall_reader_new (HallStore *store,
                 HallTopic topics,
                 HallReadFunc func,
                 GVariant *params,
                 GDestroyNotify free_view,
                 HallReaderFunc show,
                 gpointer owner)
{
  HallReader *self;

  g_return_val_if_fail (HALL_IS_STORE (store), NULL);
  g_return_val_if_fail (func != NULL && free_view != NULL && show != NULL, NULL);

  self = g_object_new (HALL_TYPE_READER, NULL);
  self->store = g_object_ref (store);
  self->topics = topics;
  self->func = func;
  self->params = params != NULL ? g_variant_ref_sink (params) : NULL;
  self->free_view = free_view;
  self->show = show;
  self->owner = owner;
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed_cb), self, 0);
  g_signal_connect_object (store, "notify::connected", G_CALLBACK (on_connected_cb), self, G_CONNECT_SWAPPED);
  hall_reader_read (self);
  return self;
}

/**
 * hall_reader_read:
 * @self: the reader
 *
 * Reads now, or once more when a reading is under way.
 */
void
hall_reader_read (HallReader *self)
{
  g_return_if_fail (HALL_IS_READER (self));

  if (self->stopped)
    return;
  if (self->reading) {
    self->again = TRUE;
    return;
  }
  self->reading = TRUE;
  hall_store_read_async (self->store, self->func, self->params, self->free_view, self->cancellable,
                         on_read_cb, g_object_ref (self));
}

/**
 * hall_reader_set_params:
 * @self: the reader
 * @params: (nullable): the parameters of the next readings; a floating reference is taken
 *
 * Changes what is asked for, from the next reading on.
 */
void
hall_reader_set_params (HallReader *self, GVariant *params)
{
  g_return_if_fail (HALL_IS_READER (self));

  g_clear_pointer (&self->params, g_variant_unref);
  self->params = params != NULL ? g_variant_ref_sink (params) : NULL;
}

/**
 * hall_reader_stop:
 * @self: (transfer full): the reader
 *
 * Ends it: the owner is not called again.
 */
void
hall_reader_stop (HallReader *self)
{
  g_return_if_fail (HALL_IS_READER (self));

  self->stopped = TRUE;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->store, self);
  g_object_unref (self);
}
