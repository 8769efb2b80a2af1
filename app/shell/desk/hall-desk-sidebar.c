/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-desk-sidebar.h"

#include <glib/gi18n.h>

#include "hall-due-list.h"
#include "hall-key-button.h"
#include "hall-queue-row.h"
#include "hall-record-list.h"
#include "hall-shell.h"

/*
 * Who waits for this counter, in the order they will be called; who is held here; who did not come when
 * called.
 */
struct _HallDeskSidebar {
  AdwBin parent_instance;

  AdwWindowTitle *title;
  GtkLabel *waiting_label;
  GtkBox *longest_box;
  GtkLabel *longest_label;
  GtkListView *waiting_list;
  GtkLabel *empty_label;
  GtkWidget *held_section;
  GtkListView *held_list;
  GtkWidget *no_show_section;
  GtkLabel *no_show_note;
  GtkListView *no_show_list;
  HallRecordList *record_list;
  HallDueList *due_list;
  HallKeyButton *call_button;

  GListStore *waiting; /* of HallQueueItem */
  GListStore *held;
  GListStore *no_shows;
  GtkSingleSelection *selection; /* (owned) of waiting */
  GPtrArray *rows;               /* (unowned) the rows that are bound now */

  gint64 now;    /* µs since the epoch, of the last tick */
  gint64 limit;  /* µs */
  gint64 oldest; /* µs since the epoch: who has waited longest; 0 none */
};

G_DEFINE_FINAL_TYPE (HallDeskSidebar, hall_desk_sidebar, ADW_TYPE_BIN)

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, HallDeskSidebar *self)
{
  HallQueueRow *row = HALL_QUEUE_ROW (gtk_list_item_get_child (item));

  hall_queue_row_set_item (row, gtk_list_item_get_item (item));
  if (self->now != 0)
    hall_queue_row_tick (row, self->now, self->limit);
  g_ptr_array_add (self->rows, row);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, HallDeskSidebar *self)
{
  HallQueueRow *row = HALL_QUEUE_ROW (gtk_list_item_get_child (item));

  g_ptr_array_remove (self->rows, row);
  hall_queue_row_set_item (row, NULL);
}

static void
on_setup_waiting_cb (GtkSignalListItemFactory *factory, GtkListItem *item, HallDeskSidebar *self)
{
  gtk_list_item_set_child (item, hall_queue_row_new (NULL, NULL));
}

static void
on_setup_held_cb (GtkSignalListItemFactory *factory, GtkListItem *item, HallDeskSidebar *self)
{
  gtk_list_item_set_child (item, hall_queue_row_new (_ ("Continue"), "desk.unhold"));
  gtk_list_item_set_selectable (item, FALSE);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
on_setup_no_show_cb (GtkSignalListItemFactory *factory, GtkListItem *item, HallDeskSidebar *self)
{
  gtk_list_item_set_child (item, hall_queue_row_new (_ ("Put back"), "desk.return-ticket"));
  gtk_list_item_set_selectable (item, FALSE);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
on_waiting_activate_cb (GtkListView *list, guint position, HallDeskSidebar *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "desk.call-ticket", NULL);
}

/* A list whose rows come from @setup and are bound and unbound by us. */
static void
set_up_list (HallDeskSidebar *self, GtkListView *list, GCallback setup, GtkSelectionModel *model)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", setup, self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind_cb), self, G_CONNECT_DEFAULT);
  gtk_list_view_set_factory (list, factory);
  gtk_list_view_set_model (list, model);
}

static void
hall_desk_sidebar_dispose (GObject *object)
{
  HallDeskSidebar *self = HALL_DESK_SIDEBAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_DESK_SIDEBAR);
  g_clear_object (&self->selection);
  g_clear_object (&self->waiting);
  g_clear_object (&self->held);
  g_clear_object (&self->no_shows);
  G_OBJECT_CLASS (hall_desk_sidebar_parent_class)->dispose (object);
}

static void
hall_desk_sidebar_finalize (GObject *object)
{
  g_clear_pointer (&HALL_DESK_SIDEBAR (object)->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (hall_desk_sidebar_parent_class)->finalize (object);
}

static void
hall_desk_sidebar_class_init (HallDeskSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_desk_sidebar_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_desk_sidebar_finalize;
  g_type_ensure (HALL_TYPE_DUE_LIST);
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  g_type_ensure (HALL_TYPE_RECORD_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-desk-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, HallDeskSidebar, title);
  gtk_widget_class_bind_template_child (widget_class, HallDeskSidebar, waiting_label);
  gtk_widget_class_bind_template_child (widget_class, HallDeskSidebar, longest_box);
  gtk_widget_class_bind_template_child (widget_class, HallDeskSidebar, longest_label);
  gtk_widget_class_bind_template_child (widget_class, HallDeskSidebar, waiting_list);
  gtk_widget_class_bind_template_child (widget_class, HallDeskSidebar, empty_label);
  gtk_widget_class_bind_template_child (widget_class, HallDeskSidebar, held_section);
  gtk_widget_class_bind_template_child (widget_class, HallDeskSidebar, held_list);
  gtk_widget_class_bind_template_child (widget_class, HallDeskSidebar, no_show_section);
  gtk_widget_class_bind_template_child (widget_class, HallDeskSidebar, no_show_note);
  gtk_widget_class_bind_template_child (widget_class, HallDeskSidebar, no_show_list);
  gtk_widget_class_bind_template_child (widget_class, HallDeskSidebar, record_list);
  gtk_widget_class_bind_template_child (widget_class, HallDeskSidebar, due_list);
  gtk_widget_class_bind_template_child (widget_class, HallDeskSidebar, call_button);
  gtk_widget_class_bind_template_callback (widget_class, on_waiting_activate_cb);
}

static void
hall_desk_sidebar_init (HallDeskSidebar *self)
{
  self->rows = g_ptr_array_new ();
  self->waiting = g_list_store_new (HALL_TYPE_QUEUE_ITEM);
  self->held = g_list_store_new (HALL_TYPE_QUEUE_ITEM);
  self->no_shows = g_list_store_new (HALL_TYPE_QUEUE_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));

  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->waiting));
  set_up_list (self, self->waiting_list, G_CALLBACK (on_setup_waiting_cb),
               GTK_SELECTION_MODEL (self->selection));
  {
    g_autoptr (GtkNoSelection) held = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->held)));
    g_autoptr (GtkNoSelection) missed = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->no_shows)));

    set_up_list (self, self->held_list, G_CALLBACK (on_setup_held_cb), GTK_SELECTION_MODEL (held));
    set_up_list (self, self->no_show_list, G_CALLBACK (on_setup_no_show_cb), GTK_SELECTION_MODEL (missed));
  }
}

/**
 * hall_desk_sidebar_new:
 *
 * Returns: (transfer floating): a new sidebar
 */
GtkWidget *
hall_desk_sidebar_new (void)
{
  return g_object_new (HALL_TYPE_DESK_SIDEBAR, NULL);
}

static void
update_longest (HallDeskSidebar *self)
{
  gint64 waited = self->oldest != 0 && self->now != 0 ? self->now - self->oldest : 0;
  g_autofree char *minutes = hall_shell_minutes (waited);
  g_autofree char *text = NULL;
  const gboolean over = self->limit > 0 && waited > self->limit;

  gtk_widget_set_visible (GTK_WIDGET (self->longest_box), over);
  if (!over)
    return;
  /* Translators: %s is a time such as "18 min" */
  text = g_strdup_printf (_ ("Longest %s"), minutes);
  gtk_label_set_text (self->longest_label, text);
}

static gint64
oldest_of (GListModel *tickets)
{
  gint64 oldest = 0;

  for (guint i = 0; i < g_list_model_get_n_items (tickets); i++) {
    g_autoptr (HallTicket) ticket = g_list_model_get_item (tickets, i);

    if (oldest == 0 || ticket->issued_at < oldest)
      oldest = ticket->issued_at;
  }
  return oldest;
}

/* Why nobody can be put back just now; the buttons are insensitive then. */
static void
show_no_show_note (HallDeskSidebar *self, const char *duty)
{
  const gboolean paused = g_strcmp0 (duty, "paused") == 0;
  const gboolean open = g_strcmp0 (duty, "open") == 0;

  gtk_label_set_text (self->no_show_note, paused ? _ ("They can be put back when service goes on.")
                                                 : _ ("They can be put back once the counter is open."));
  gtk_widget_set_visible (GTK_WIDGET (self->no_show_note), !open);
}

/**
 * hall_desk_sidebar_set_view:
 * @self: the sidebar
 * @view: what was read; only used during the call
 *
 * Shows a new reading; selection and scroll stay where they are.
 */
void
hall_desk_sidebar_set_view (HallDeskSidebar *self, HallDeskView *view)
{
  g_autofree char *text = NULL;
  guint n;
  gboolean serving;

  g_return_if_fail (HALL_IS_DESK_SIDEBAR (self) && view != NULL);

  n = g_list_model_get_n_items (view->waiting);
  serving = view->current != NULL;
  adw_window_title_set_title (self->title, view->counter_name);
  adw_window_title_set_subtitle (self->title, view->info->hall_name);
  /* Translators: how many customers wait for this counter */
  text = g_strdup_printf (_ ("%u waiting"), n);
  gtk_label_set_text (self->waiting_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_label), n == 0);

  self->limit = view->info->wait_limit_s * G_USEC_PER_SEC;
  self->oldest = oldest_of (view->waiting);
  hall_queue_update (self->waiting, view->waiting, TRUE);
  hall_queue_update (self->held, view->held, FALSE);
  hall_queue_update (self->no_shows, view->no_shows, FALSE);
  gtk_widget_set_visible (self->held_section, g_list_model_get_n_items (view->held) > 0);
  gtk_widget_set_visible (self->no_show_section, g_list_model_get_n_items (view->no_shows) > 0);
  show_no_show_note (self, view->duty);
  hall_record_list_set_view (self->record_list, view);
  hall_due_list_set_view (self->due_list, view);
  /* While somebody sits here the call key rests at the foot of the list; idle it is the big one in the
   * middle. */
  gtk_widget_set_visible (GTK_WIDGET (self->call_button), serving);
  update_longest (self);
}

/**
 * hall_desk_sidebar_tick:
 * @self: the sidebar
 * @now_us: the hall's time, µs since the epoch
 *
 * Brings all waits up to now.
 */
void
hall_desk_sidebar_tick (HallDeskSidebar *self, gint64 now_us)
{
  g_return_if_fail (HALL_IS_DESK_SIDEBAR (self));

  self->now = now_us;
  for (guint i = 0; i < self->rows->len; i++)
    hall_queue_row_tick (g_ptr_array_index (self->rows, i), now_us, self->limit);
  hall_record_list_tick (self->record_list, now_us);
  hall_due_list_tick (self->due_list, now_us);
  update_longest (self);
}

/**
 * hall_desk_sidebar_focus_due:
 * @self: the sidebar
 *
 * Returns: whether anything is due; then the first of it has the focus
 */
gboolean
hall_desk_sidebar_focus_due (HallDeskSidebar *self)
{
  g_return_val_if_fail (HALL_IS_DESK_SIDEBAR (self), FALSE);

  return hall_due_list_focus (self->due_list);
}

/**
 * hall_desk_sidebar_get_selected:
 * @self: the sidebar
 *
 * Returns: the id of the selected waiting ticket, 0 for none
 */
gint64
hall_desk_sidebar_get_selected (HallDeskSidebar *self)
{
  HallQueueItem *item;

  g_return_val_if_fail (HALL_IS_DESK_SIDEBAR (self), 0);

  item = gtk_single_selection_get_selected_item (self->selection);
  return item != NULL ? hall_queue_item_get_ticket (item)->id : 0;
}
