/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-due-list.h"

#include <glib/gi18n.h>

#include "hall-case-view.h"
#include "hall-keycap.h"
#include "hall-pill.h"
#include "hall-shell.h"

/*
 * What this clerk has promised, the most urgent first (row 004-39): the matter and whom it is for, masked,
 * and when it is due, in words. A colour never says it alone.
 */
struct _HallDueList {
  AdwBin parent_instance;

  GtkLabel *count;
  GtkWidget *unconfirmed;
  GtkListView *list;

  GListStore *lines; /* (owned) of HallCaseLine */
  GPtrArray *rows;   /* (unowned) of GtkListItem: bound now */
  gint64 now;        /* µs since the epoch, of the last tick */
};

G_DEFINE_FINAL_TYPE (HallDueList, hall_due_list, ADW_TYPE_BIN)

/**
 * hall_due_list_words:
 * @due_us: when something is due, µs since the epoch
 * @now_us: now
 *
 * Returns: (transfer full): when that is, as one says it: today 17:30, tomorrow, overdue
 */
char *
hall_due_list_words (gint64 due_us, gint64 now_us)
{
  g_autofree char *day = hall_shell_time (due_us, "%Y-%m-%d");
  g_autofree char *today = hall_shell_time (now_us, "%Y-%m-%d");
  g_autofree char *tomorrow = hall_shell_time (now_us + G_TIME_SPAN_DAY, "%Y-%m-%d");
  const gboolean same = g_str_equal (day, today);
  g_autofree char *when = hall_shell_time (due_us, same ? "%H:%M" : "%m-%d");

  if (due_us < now_us)
    /* Translators: a case that should have been done by %s, an hour of today (17:30) or a day (11-19) */
    return g_strdup_printf (_ ("Overdue since %s"), when);
  if (same)
    /* Translators: %s is an hour, 17:30 */
    return g_strdup_printf (_ ("Today %s"), when);
  if (g_str_equal (day, tomorrow))
    return g_strdup (_ ("Tomorrow"));
  return g_steal_pointer (&when);
}

/* --- Rows --- */

static GtkWidget *
new_label (GtkWidget *box, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, HallDueList *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *pill = hall_pill_new ();

  gtk_widget_add_css_class (row, "q-row");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), pill);
  g_object_set_data (G_OBJECT (row), "title", new_label (words, "row-title"));
  g_object_set_data (G_OBJECT (row), "number", new_label (words, "small"));
  gtk_widget_add_css_class (g_object_get_data (G_OBJECT (row), "number"), "quiet");
  gtk_widget_add_css_class (g_object_get_data (G_OBJECT (row), "number"), "num");
  g_object_set_data (G_OBJECT (row), "pill", pill);
  gtk_list_item_set_child (item, row);
}

static void
update_row (HallDueList *self, GtkListItem *item)
{
  GObject *row = G_OBJECT (gtk_list_item_get_child (item));
  HallCaseLine *line = gtk_list_item_get_item (item);
  const gboolean waits = g_strcmp0 (line->kind, "waiting") == 0;
  const gboolean late = !waits && line->due_at < self->now;
  const gboolean soon = g_strcmp0 (line->kind, "amber") == 0 || g_strcmp0 (line->kind, "red") == 0;
  g_autofree char *title = line->text != NULL ? g_strdup_printf ("%s · %s", line->title, line->text)
                                              : g_strdup (line->title);
  g_autofree char *due = self->now == 0 ? g_strdup ("")
                         : waits        ? g_strdup (_ ("Clock stopped"))
                                        : hall_due_list_words (line->due_at, self->now);
  g_autofree char *name = g_strjoin (" ", title, line->number, due, NULL);

  gtk_label_set_text (g_object_get_data (row, "title"), title);
  gtk_label_set_text (g_object_get_data (row, "number"), line->number);
  hall_pill_set (g_object_get_data (row, "pill"),
                 late   ? "bad"
                 : soon ? "warn"
                        : "plain",
                 late || soon ? "alarm-symbolic" : NULL, due);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, HallDueList *self)
{
  g_ptr_array_add (self->rows, item);
  update_row (self, item);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, HallDueList *self)
{
  g_ptr_array_remove (self->rows, item);
}

static void
on_activate_cb (GtkListView *list, guint position, HallDueList *self)
{
  g_autoptr (HallCaseLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), position);

  /* Once it is open no row stands out: it would still when the case is closed again. */
  gtk_selection_model_unselect_item (gtk_list_view_get_model (list), position);
  gtk_widget_activate_action (GTK_WIDGET (self), "desk.open-case", "s", line->number);
}

/* --- Life --- */

static void
hall_due_list_dispose (GObject *object)
{
  HallDueList *self = HALL_DUE_LIST (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_DUE_LIST);
  g_clear_object (&self->lines);
  G_OBJECT_CLASS (hall_due_list_parent_class)->dispose (object);
}

static void
hall_due_list_finalize (GObject *object)
{
  g_clear_pointer (&HALL_DUE_LIST (object)->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (hall_due_list_parent_class)->finalize (object);
}

static void
hall_due_list_class_init (HallDueListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_due_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_due_list_finalize;
  g_type_ensure (HALL_TYPE_KEYCAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-due-list.ui");
  gtk_widget_class_bind_template_child (widget_class, HallDueList, count);
  gtk_widget_class_bind_template_child (widget_class, HallDueList, unconfirmed);
  gtk_widget_class_bind_template_child (widget_class, HallDueList, list);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
}

static void
hall_due_list_init (HallDueList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSingleSelection) selection = gtk_single_selection_new (NULL);

  self->rows = g_ptr_array_new ();
  self->lines = g_list_store_new (HALL_TYPE_CASE_LINE);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind_cb), self, G_CONNECT_DEFAULT);
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_single_selection_set_model (selection, G_LIST_MODEL (self->lines));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

/* --- What is shown --- */

static gboolean
is_same (HallCaseLine *a, HallCaseLine *b)
{
  return g_strcmp0 (a->number, b->number) == 0 && a->due_at == b->due_at && g_strcmp0 (a->kind, b->kind) == 0
         && g_strcmp0 (a->text, b->text) == 0 && g_strcmp0 (a->title, b->title) == 0;
}

/* What stands there already stays, and with it the selection and the focus. */
static void
take_lines (HallDueList *self, GListModel *due)
{
  const guint n = g_list_model_get_n_items (due);

  for (guint i = 0; i < n; i++) {
    g_autoptr (HallCaseLine) line = g_list_model_get_item (due, i);
    g_autoptr (HallCaseLine) shown = g_list_model_get_item (G_LIST_MODEL (self->lines), i);

    if (shown == NULL || !is_same (line, shown))
      g_list_store_splice (self->lines, i, shown != NULL ? 1 : 0, (gpointer *)&line, 1);
  }
  g_list_store_splice (self->lines, n, g_list_model_get_n_items (G_LIST_MODEL (self->lines)) - n, NULL, 0);
}

/**
 * hall_due_list_set_view:
 * @self: the list
 * @view: what was read; only used during the call
 *
 * Shows a new reading; with nothing due the list is not there.
 */
void
hall_due_list_set_view (HallDueList *self, const HallDeskView *view)
{
  const guint n = g_list_model_get_n_items (view->due);
  g_autofree char *count = g_strdup_printf ("%u", n);
  gboolean confirmed = TRUE;

  g_return_if_fail (HALL_IS_DUE_LIST (self));

  for (guint i = 0; i < n; i++) {
    g_autoptr (HallCaseLine) line = g_list_model_get_item (view->due, i);

    confirmed = confirmed && line->confirmed;
  }
  take_lines (self, view->due);
  gtk_label_set_text (self->count, count);
  gtk_widget_set_visible (self->unconfirmed, !confirmed);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

/**
 * hall_due_list_tick:
 * @self: the list
 * @now_us: the hall's time, µs since the epoch
 *
 * Moves the words on: what was due today is overdue at its minute.
 */
void
hall_due_list_tick (HallDueList *self, gint64 now_us)
{
  g_return_if_fail (HALL_IS_DUE_LIST (self));

  if (now_us / G_TIME_SPAN_MINUTE == self->now / G_TIME_SPAN_MINUTE)
    return;
  self->now = now_us;
  for (guint i = 0; i < self->rows->len; i++)
    update_row (self, g_ptr_array_index (self->rows, i));
}

/**
 * hall_due_list_focus:
 * @self: the list
 *
 * Returns: whether there is anything due; then the first of it has the focus
 */
gboolean
hall_due_list_focus (HallDueList *self)
{
  g_return_val_if_fail (HALL_IS_DUE_LIST (self), FALSE);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->lines)) == 0)
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
  gtk_selection_model_select_item (gtk_list_view_get_model (self->list), 0, TRUE);
  return gtk_widget_grab_focus (GTK_WIDGET (self->list));
}
