/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-record-list.h"

#include <glib/gi18n.h>

#include "hall-keycap.h"
#include "hall-pill.h"
#include "hall-timer-label.h"
#include "hall-visit-view.h"

#define AMBER_PARTS 4 /* a quarter of the time is left (5.5) */

/*
 * What tickets left open: the number, what it was likely for, and how much of the five minutes is left
 * (S002 3.4). Late is said, and nothing is taken away (Q51).
 */
struct _HallRecordList {
  AdwBin parent_instance;

  GtkLabel *count;
  GtkListView *list;

  GListStore *lines; /* (owned) of HallVisitLine */
  GPtrArray *rows;   /* (unowned) of GtkListItem: bound now */
  gint64 now;        /* µs since the epoch, of the last tick */
};

G_DEFINE_FINAL_TYPE (HallRecordList, hall_record_list, ADW_TYPE_BIN)

static GtkWidget *
new_label (GtkWidget *box, const char *const *styles)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_css_classes (label, (const char **)styles);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, HallRecordList *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *pill = hall_pill_new ();

  gtk_widget_add_css_class (row, "q-row");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), pill);
  g_object_set_data (G_OBJECT (row), "title",
                     new_label (words, (const char *const[]){ "row-title", "num", NULL }));
  g_object_set_data (G_OBJECT (row), "kind",
                     new_label (words, (const char *const[]){ "small", "quiet", NULL }));
  g_object_set_data (G_OBJECT (row), "pill", pill);
  gtk_list_item_set_child (item, row);
}

static void
update_row (HallRecordList *self, GtkListItem *item)
{
  GObject *row = G_OBJECT (gtk_list_item_get_child (item));
  HallVisitLine *line = gtk_list_item_get_item (item);
  const gint64 left = line->complete_by - self->now;
  const gboolean late = self->now != 0 && left < 0;
  const gboolean soon = !late && left <= (line->complete_by - line->opened_at) / AMBER_PARTS;
  const char *title = line->ticket != NULL ? line->ticket : line->file;
  const char *about = line->matter_name != NULL ? line->matter_name : hall_visit_kind_word (line->kind);
  g_autofree char *time = self->now == 0 ? g_strdup ("")
                          : late         ? g_strdup (_ ("Late"))
                                         : hall_duration_text (left);
  g_autofree char *name = g_strjoin (" ", title != NULL ? title : "", about, NULL);

  gtk_label_set_text (g_object_get_data (row, "title"), title != NULL ? title : "");
  gtk_label_set_text (g_object_get_data (row, "kind"), about);
  hall_pill_set (g_object_get_data (row, "pill"),
                 late   ? "bad"
                 : soon ? "warn"
                        : "plain",
                 late || soon ? "alarm-symbolic" : NULL, time);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, HallRecordList *self)
{
  g_ptr_array_add (self->rows, item);
  update_row (self, item);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, HallRecordList *self)
{
  g_ptr_array_remove (self->rows, item);
}

static void
on_activate_cb (GtkListView *list, guint position, HallRecordList *self)
{
  g_autoptr (HallVisitLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), position);

  gtk_widget_activate_action (GTK_WIDGET (self), "desk.complete-record", "x", line->id);
}

static void
hall_record_list_dispose (GObject *object)
{
  HallRecordList *self = HALL_RECORD_LIST (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_RECORD_LIST);
  g_clear_object (&self->lines);
  G_OBJECT_CLASS (hall_record_list_parent_class)->dispose (object);
}

static void
hall_record_list_finalize (GObject *object)
{
  g_clear_pointer (&HALL_RECORD_LIST (object)->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (hall_record_list_parent_class)->finalize (object);
}

static void
hall_record_list_class_init (HallRecordListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_record_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_record_list_finalize;
  g_type_ensure (HALL_TYPE_KEYCAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-record-list.ui");
  gtk_widget_class_bind_template_child (widget_class, HallRecordList, count);
  gtk_widget_class_bind_template_child (widget_class, HallRecordList, list);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
}

static void
hall_record_list_init (HallRecordList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  self->rows = g_ptr_array_new ();
  self->lines = g_list_store_new (HALL_TYPE_VISIT_LINE);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind_cb), self, G_CONNECT_DEFAULT);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->lines)));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

static gboolean
is_same (HallVisitLine *a, HallVisitLine *b)
{
  return a->id == b->id && a->complete_by == b->complete_by && a->kind == b->kind
         && g_strcmp0 (a->matter, b->matter) == 0;
}

/**
 * hall_record_list_set_view:
 * @self: the list
 * @view: what was read; only used during the call
 *
 * Shows a new reading; with nothing to complete the list is not there.
 */
void
hall_record_list_set_view (HallRecordList *self, const HallDeskView *view)
{
  guint n;
  g_autofree char *count = NULL;

  g_return_if_fail (HALL_IS_RECORD_LIST (self) && view != NULL);

  n = g_list_model_get_n_items (view->to_record);
  /* What stands there already stays, and with it the focus. */
  for (guint i = 0; i < n; i++) {
    g_autoptr (HallVisitLine) line = g_list_model_get_item (view->to_record, i);
    g_autoptr (HallVisitLine) shown = g_list_model_get_item (G_LIST_MODEL (self->lines), i);

    if (shown == NULL || !is_same (line, shown))
      g_list_store_splice (self->lines, i, shown != NULL ? 1 : 0, (gpointer *)&line, 1);
  }
  g_list_store_splice (self->lines, n, g_list_model_get_n_items (G_LIST_MODEL (self->lines)) - n, NULL, 0);
  count = g_strdup_printf ("%u", n);
  gtk_label_set_text (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

/**
 * hall_record_list_tick:
 * @self: the list
 * @now_us: the hall's time, µs since the epoch
 *
 * Counts the minutes down.
 */
void
hall_record_list_tick (HallRecordList *self, gint64 now_us)
{
  g_return_if_fail (HALL_IS_RECORD_LIST (self));

  self->now = now_us;
  for (guint i = 0; i < self->rows->len; i++)
    update_row (self, g_ptr_array_index (self->rows, i));
}
