/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-queue-item.h"

struct _HallQueueItem {
  GObject parent_instance;

  HallTicket *ticket; /* (owned) */
  gboolean next;      /* the one that Call next will call */
};

G_DEFINE_FINAL_TYPE (HallQueueItem, hall_queue_item, G_TYPE_OBJECT)

enum {
  PROP_TICKET = 1,
  PROP_NEXT,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static void
hall_queue_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HallQueueItem *self = HALL_QUEUE_ITEM (object);

  if (id == PROP_TICKET)
    g_value_set_object (value, self->ticket);
  else if (id == PROP_NEXT)
    g_value_set_boolean (value, self->next);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hall_queue_item_finalize (GObject *object)
{
  g_clear_object (&HALL_QUEUE_ITEM (object)->ticket);
  G_OBJECT_CLASS (hall_queue_item_parent_class)->finalize (object);
}

static void
hall_queue_item_class_init (HallQueueItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hall_queue_item_get_property;
  object_class->finalize = hall_queue_item_finalize;
  props[PROP_TICKET] = g_param_spec_object ("ticket", NULL, NULL, HALL_TYPE_TICKET, flags);
  props[PROP_NEXT] = g_param_spec_boolean ("next", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
hall_queue_item_init (HallQueueItem *self)
{
}

/**
 * hall_queue_item_get_ticket:
 * @self: an item
 *
 * Returns: (transfer none): the ticket as it was read last
 */
HallTicket *
hall_queue_item_get_ticket (HallQueueItem *self)
{
  g_return_val_if_fail (HALL_IS_QUEUE_ITEM (self), NULL);

  return self->ticket;
}

/**
 * hall_queue_item_is_next:
 * @self: an item
 *
 * Returns: whether Call next will call it
 */
gboolean
hall_queue_item_is_next (HallQueueItem *self)
{
  g_return_val_if_fail (HALL_IS_QUEUE_ITEM (self), FALSE);

  return self->next;
}

static void
set (HallQueueItem *self, HallTicket *ticket, gboolean next)
{
  if (g_set_object (&self->ticket, ticket))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TICKET]);
  if (self->next != next) {
    self->next = next;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NEXT]);
  }
}

static gint64
id_at (GListModel *model, guint at)
{
  g_autoptr (GObject) object = g_list_model_get_item (model, at);

  return HALL_IS_TICKET (object) ? HALL_TICKET (object)->id : HALL_QUEUE_ITEM (object)->ticket->id;
}

static HallQueueItem *
make_item (GListModel *tickets, guint at)
{
  HallQueueItem *item = g_object_new (HALL_TYPE_QUEUE_ITEM, NULL);

  item->ticket = g_list_model_get_item (tickets, at);
  return item;
}

static gboolean
find_id (GListModel *model, gint64 id, guint from, guint *at)
{
  for (guint i = from; i < g_list_model_get_n_items (model); i++) {
    if (id_at (model, i) == id) {
      *at = i;
      return TRUE;
    }
  }
  return FALSE;
}

/* Takes out who is gone. */
static void
remove_gone (GListStore *queue, GListModel *tickets)
{
  guint at;

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (queue)); i > 0; i--)
    if (!find_id (tickets, id_at (G_LIST_MODEL (queue), i - 1), 0, &at))
      g_list_store_remove (queue, i - 1);
}

/* Puts in who came, and moves who stands elsewhere now. */
static void
place_rest (GListStore *queue, GListModel *tickets)
{
  for (guint i = 0; i < g_list_model_get_n_items (tickets); i++) {
    const gint64 id = id_at (tickets, i);
    g_autoptr (HallQueueItem) item = NULL;
    guint at;

    if (find_id (G_LIST_MODEL (queue), id, i, &at)) {
      if (at == i)
        continue;
      item = g_list_model_get_item (G_LIST_MODEL (queue), at);
      g_list_store_remove (queue, at);
    } else {
      item = make_item (tickets, i);
    }
    g_list_store_insert (queue, i, item);
  }
}

/* A first reading comes in one go, with one items-changed. */
static void
load (GListStore *queue, GListModel *tickets)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (tickets); i++)
    g_ptr_array_add (items, make_item (tickets, i));
  g_list_store_splice (queue, 0, 0, items->pdata, items->len);
}

/**
 * hall_queue_update:
 * @queue: of HallQueueItem, what is on screen
 * @tickets: of HallTicket, what was read now
 * @mark_next: whether the first one is the next to be called
 *
 * Brings @queue up to @tickets. Who stays stays the same object at the same place among those who stay.
 */
void
hall_queue_update (GListStore *queue, GListModel *tickets, gboolean mark_next)
{
  g_return_if_fail (G_IS_LIST_STORE (queue) && G_IS_LIST_MODEL (tickets));

  if (g_list_model_get_n_items (G_LIST_MODEL (queue)) == 0) {
    load (queue, tickets);
  } else {
    remove_gone (queue, tickets);
    place_rest (queue, tickets);
  }
  for (guint i = 0; i < g_list_model_get_n_items (tickets); i++) {
    g_autoptr (HallQueueItem) item = g_list_model_get_item (G_LIST_MODEL (queue), i);
    g_autoptr (HallTicket) ticket = g_list_model_get_item (tickets, i);

    set (item, ticket, mark_next && i == 0);
  }
}
