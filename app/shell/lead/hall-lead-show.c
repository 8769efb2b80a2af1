/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "hall-due-row.h"
#include "hall-lead-window-private.h"
#include "hall-lead-words.h"
#include "hall-shell.h"

/* How the floor shows what was read. */

static void
set_number (GtkLabel *label, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%d", (int)number);

  gtk_label_set_text (label, text);
}

static void
set_tone (GtkWidget *widget, const char *tone, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, tone);
  else
    gtk_widget_remove_css_class (widget, tone);
}

/* --- Figures --- */

static void
update_longest (HallLeadWindow *self)
{
  const HallLeadView *view = self->view;
  const gint64 limit = view->info->wait_limit_s * G_USEC_PER_SEC;
  const gboolean over = limit > 0 && view->longest_wait_us > limit;
  /* Translators: %d is the limit of waiting in minutes */
  g_autofree char *unit = over ? g_strdup_printf (_ ("min, over %d"), (int)(view->info->wait_limit_s / 60))
                               : g_strdup (C_ ("figure", "min"));

  set_number (self->longest_figure, view->longest_wait_us / (60 * G_USEC_PER_SEC));
  gtk_label_set_text (self->longest_unit, unit);
  gtk_widget_set_visible (GTK_WIDGET (self->longest_alarm), over);
  set_tone (GTK_WIDGET (self->longest_figure), "warn-text", over);
  set_tone (GTK_WIDGET (self->longest_unit), "warn-text", over);
}

static void
update_lights (HallLeadWindow *self)
{
  /* Translators: how many cases are late */
  g_autofree char *red = g_strdup_printf (_ ("Red %d"), (int)self->view->red);
  /* Translators: how many cases will be late soon */
  g_autofree char *amber = g_strdup_printf (_ ("Amber %d"), (int)self->view->amber);

  hall_pill_set (self->red_pill, self->view->red > 0 ? "bad" : "plain",
                 self->view->red > 0 ? "dialog-warning-symbolic" : NULL, red);
  hall_pill_set (self->amber_pill, self->view->amber > 0 ? "warn" : "plain",
                 self->view->amber > 0 ? "alarm-symbolic" : NULL, amber);
}

static void
update_line (HallLeadWindow *self)
{
  const HallLeadView *view = self->view;
  g_autofree char *from = hall_shell_time (view->line_from, "%H:%M");
  g_autofree char *until = hall_shell_time (
      view->line_from + MAX (0, (gint64)view->line->len - 1) * view->line_step, "%H:%M");

  hall_wait_line_set (self->wait_line, (const guint *)view->line->data, view->line->len, from, until);
}

static void
update_figures (HallLeadWindow *self)
{
  const HallLeadView *view = self->view;
  const guint counters = g_list_model_get_n_items (view->counters);
  /* Translators: behind how many counters are open: how many there are */
  g_autofree char *open = g_strdup_printf (_ ("/ %d counters"), (int)counters);
  /* Translators: behind how many were served today: how many took a number */
  g_autofree char *done = g_strdup_printf (_ ("/ %d numbers"), (int)view->taken_today);

  set_number (self->waiting_figure, view->waiting);
  set_number (self->open_figure, view->counters_open);
  gtk_label_set_text (self->open_unit, open);
  set_number (self->done_figure, view->done_today);
  gtk_label_set_text (self->done_unit, done);
  update_longest (self);
  update_lights (self);
  update_line (self);
}

/* --- What is due --- */

static gboolean
same_line (HallCaseLine *one, HallCaseLine *other)
{
  return g_str_equal (one->number, other->number) && one->due_at == other->due_at
         && g_strcmp0 (one->kind, other->kind) == 0 && g_strcmp0 (one->text, other->text) == 0
         && g_strcmp0 (one->who, other->who) == 0 && g_strcmp0 (one->instead_of, other->instead_of) == 0;
}

/* Only what is different is put in anew: selection, focus and scroll survive a reading. */
static void
update_due (HallLeadWindow *self)
{
  GListModel *old = G_LIST_MODEL (self->due);
  GListModel *due = self->view->due;
  const guint n = g_list_model_get_n_items (due);

  for (guint i = 0; i < n; i++) {
    g_autoptr (HallCaseLine) line = g_list_model_get_item (due, i);
    g_autoptr (HallCaseLine) before = g_list_model_get_item (old, i);

    if (before == NULL || !same_line (before, line))
      g_list_store_splice (self->due, i, before != NULL ? 1 : 0, (gpointer *)&line, 1);
  }
  if (g_list_model_get_n_items (old) > n)
    g_list_store_splice (self->due, n, g_list_model_get_n_items (old) - n, NULL, 0);
  gtk_stack_set_visible_child_name (self->due_stack, n > 0 ? "list" : "none");
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, HallLeadWindow *self)
{
  gtk_list_item_set_child (item, hall_due_row_new ());
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, HallLeadWindow *self)
{
  HallDueRow *row = HALL_DUE_ROW (gtk_list_item_get_child (item));

  g_ptr_array_add (self->due_rows, item);
  hall_due_row_set_line (row, gtk_list_item_get_item (item));
  hall_due_row_tick (row, self->now);
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, HallLeadWindow *self)
{
  g_ptr_array_remove (self->due_rows, item);
  hall_due_row_set_line (HALL_DUE_ROW (gtk_list_item_get_child (item)), NULL);
}

void
hall_lead_window_add_due_list (HallLeadWindow *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSelectionModel) selection = NULL;

  self->due = g_list_store_new (HALL_TYPE_CASE_LINE);
  self->due_rows = g_ptr_array_new ();
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->due))));
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind_cb), self, 0);
  gtk_list_view_set_factory (self->due_list, factory);
  gtk_list_view_set_model (self->due_list, selection);
}

/* --- Warnings, silently --- */

static GtkWidget *
new_warning (const char *title, const char *number, const char *detail)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = gtk_label_new (title);
  GtkWidget *tail = gtk_label_new (detail);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (head), 0);
  gtk_label_set_xalign (GTK_LABEL (tail), 0);
  gtk_widget_add_css_class (head, "row-title");
  gtk_widget_add_css_class (tail, "small");
  gtk_widget_add_css_class (tail, "quiet");
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), tail);
  gtk_widget_add_css_class (row, "due-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), number != NULL);
  g_object_set_data_full (G_OBJECT (row), "case", g_strdup (number), g_free);
  return row;
}

static void
fill_warnings (GtkListBox *list, GListModel *lines, gboolean bounces)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  for (guint i = 0; i < g_list_model_get_n_items (lines); i++) {
    g_autoptr (HallCaseLine) line = g_list_model_get_item (lines, i);
    g_autofree char *time = hall_shell_time (line->at, "%H:%M");
    g_autofree char *detail = bounces
                                  /* Translators: %1$d how often a case was handed on, %2$s who has it now */
                                  ? g_strdup_printf (_ ("handed on %1$d times, now with %2$s"), (int)line->id,
                                                     line->who)
                                  /* Translators: %1$s why, %2$s who gave leave, %3$s when */
                                  : g_strdup_printf (_ ("%1$s; approved by %2$s, %3$s"), line->text,
                                                     line->who, time);

    g_autofree char *title = g_strdup_printf ("%s %s", line->number, line->title);

    gtk_list_box_append (list, new_warning (title, line->number, detail));
  }
}

static void
fill_late (GtkListBox *list, GListModel *records)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  for (guint i = 0; i < g_list_model_get_n_items (records); i++) {
    g_autoptr (HallVisitLine) record = g_list_model_get_item (records, i);
    g_autofree char *time = hall_shell_time (record->complete_by, "%H:%M");
    const char *what = record->matter_name != NULL ? record->matter_name
                                                   : hall_visit_kind_word (record->kind);
    g_autofree char *head = g_strdup_printf ("%s %s", record->ticket != NULL ? record->ticket : "", what);
    /* Translators: %1$s and %2$s a clerk, %3$s when the record was to be complete */
    g_autofree char *detail = g_strdup_printf (_ ("%1$s %2$s, due %3$s"), record->staff,
                                               record->staff_name != NULL ? record->staff_name : "", time);

    gtk_list_box_append (list, new_warning (g_strstrip (head), record->file, detail));
  }
}

static void
update_late (HallLeadWindow *self)
{
  const guint late = g_list_model_get_n_items (self->view->late);
  /* Translators: how many records of visits were not completed in time */
  g_autofree char *text = g_strdup_printf (_ ("Records late %d"), (int)late);

  hall_pill_set (self->late_pill, "warn", "alarm-symbolic", text);
  gtk_widget_set_visible (GTK_WIDGET (self->late_button), late > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->late_button), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
  fill_late (self->late_list, self->view->late);
}

static void
update_warnings (HallLeadWindow *self)
{
  const guint bounces = g_list_model_get_n_items (self->view->bounces);
  const guint seconds = g_list_model_get_n_items (self->view->seconds);
  /* Translators: how many cases were handed on twice without an outcome */
  g_autofree char *bounce = g_strdup_printf (_ ("Handed on twice %d"), (int)bounces);
  /* Translators: how many second notices there were today */
  g_autofree char *second = g_strdup_printf (_ ("Second notices %d"), (int)seconds);

  hall_pill_set (self->bounce_pill, "warn", "dialog-warning-symbolic", bounce);
  hall_pill_set (self->second_pill, "plain", "document-edit-symbolic", second);
  gtk_widget_set_visible (GTK_WIDGET (self->bounce_button), bounces > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->second_button), seconds > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bounce_button), GTK_ACCESSIBLE_PROPERTY_LABEL, bounce,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->second_button), GTK_ACCESSIBLE_PROPERTY_LABEL, second,
                                  -1);
  fill_warnings (self->bounce_list, self->view->bounces, TRUE);
  fill_warnings (self->second_list, self->view->seconds, FALSE);
}

/* --- What waits for the lead --- */

static HallDecisionRow *
row_at (HallLeadWindow *self, int at)
{
  return HALL_DECISION_ROW (gtk_list_box_get_row_at_index (self->decisions, at));
}

static HallDecisionRow *
find_row (HallLeadWindow *self, const char *key, int *at)
{
  HallDecisionRow *row;

  for (*at = 0; (row = row_at (self, *at)) != NULL; (*at)++)
    if (g_str_equal (hall_decision_row_get_key (row), key))
      return row;
  return NULL;
}

/* The row of @key at place @at: the one that is there, or a new one. */
static HallDecisionRow *
take_row (HallLeadWindow *self, const char *key, int at)
{
  int where;
  HallDecisionRow *row = find_row (self, key, &where);

  if (row != NULL && where == at)
    return row;
  if (row == NULL) {
    row = HALL_DECISION_ROW (hall_decision_row_new (key));
    hall_decision_row_keep_draft (row, self->store != NULL ? hall_store_get_address (self->store) : NULL,
                                  self->staff);
    g_signal_connect_object (row, "decided", G_CALLBACK (hall_lead_window_decided), self, G_CONNECT_SWAPPED);
    gtk_list_box_insert (self->decisions, GTK_WIDGET (row), at);
    return row;
  }
  g_object_ref (row);
  gtk_list_box_remove (self->decisions, GTK_WIDGET (row));
  gtk_list_box_insert (self->decisions, GTK_WIDGET (row), at);
  g_object_unref (row);
  return row;
}

/* What is to be in the list, in its order: emergencies first. Of keys; free the array. */
static GPtrArray *
listed_keys (HallLeadWindow *self)
{
  const HallLeadView *view = self->view;
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (view->alerts); i++) {
    g_autoptr (HallVisitLine) line = g_list_model_get_item (view->alerts, i);

    g_ptr_array_add (keys, hall_decision_key_of_alert (line));
  }
  for (guint i = 0; i < g_list_model_get_n_items (view->approvals); i++) {
    g_autoptr (HallApproval) line = g_list_model_get_item (view->approvals, i);

    g_ptr_array_add (keys, hall_decision_key_of_approval (line));
  }
  for (guint i = 0; i < g_list_model_get_n_items (view->consults); i++) {
    g_autoptr (HallCaseLine) line = g_list_model_get_item (view->consults, i);

    g_ptr_array_add (keys, hall_decision_key_of_consult (line));
  }
  return keys;
}

static gboolean
is_listed (GPtrArray *keys, HallDecisionRow *row)
{
  return g_ptr_array_find_with_equal_func (keys, hall_decision_row_get_key (row), g_str_equal, NULL);
}

/* What was decided goes; the keys mean what comes in its place. */
static void
drop_decided (HallLeadWindow *self, GPtrArray *keys)
{
  HallDecisionRow *row;

  for (int i = 0; (row = row_at (self, i)) != NULL;)
    if (is_listed (keys, row)) {
      i++;
    } else {
      const gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->decisions)) == GTK_WIDGET (row);
      HallDecisionRow *next;

      gtk_list_box_remove (self->decisions, GTK_WIDGET (row));
      next = row_at (self, i) != NULL ? row_at (self, i) : row_at (self, i - 1);
      if (next != NULL && gtk_list_box_get_selected_row (self->decisions) == NULL)
        gtk_list_box_select_row (self->decisions, GTK_LIST_BOX_ROW (next));
      if (next != NULL && focused)
        gtk_widget_grab_focus (GTK_WIDGET (next));
    }
}

static void
show_row (HallLeadWindow *self, HallDecisionRow *row, guint at)
{
  const HallLeadView *view = self->view;
  const guint alerts = g_list_model_get_n_items (view->alerts);
  const guint approvals = g_list_model_get_n_items (view->approvals);
  g_autoptr (GObject) line = NULL;

  hall_decision_row_tick (row, self->now);
  if (at < alerts) {
    line = g_list_model_get_item (view->alerts, at);
    hall_decision_row_set_alert (row, HALL_VISIT_LINE (line));
  } else if (at < alerts + approvals) {
    line = g_list_model_get_item (view->approvals, at - alerts);
    hall_decision_row_set_approval (row, HALL_APPROVAL (line));
  } else {
    line = g_list_model_get_item (view->consults, at - alerts - approvals);
    hall_decision_row_set_consult (row, HALL_CASE_LINE (line));
  }
}

/**
 * hall_lead_window_forget_decisions:
 * @self: the window
 *
 * Somebody else may sit down: what one lead typed is their draft, and no other's.
 */
void
hall_lead_window_forget_decisions (HallLeadWindow *self)
{
  HallDecisionRow *row;

  while ((row = row_at (self, 0)) != NULL)
    gtk_list_box_remove (self->decisions, GTK_WIDGET (row));
}

static void
update_decisions (HallLeadWindow *self)
{
  g_autoptr (GPtrArray) keys = listed_keys (self);
  /* Translators: the heading of what the shift lead has to decide, and how much it is */
  g_autofree char *title = keys->len > 0 ? g_strdup_printf (_ ("Waiting for you %d"), (int)keys->len)
                                         : g_strdup (_ ("Waiting for you"));

  gtk_label_set_text (self->decide_title, title);
  set_number (self->decide_figure, keys->len);
  drop_decided (self, keys);
  for (guint i = 0; i < keys->len; i++)
    show_row (self, take_row (self, keys->pdata[i], (int)i), i);
  if (gtk_list_box_get_selected_row (self->decisions) == NULL && row_at (self, 0) != NULL)
    gtk_list_box_select_row (self->decisions, GTK_LIST_BOX_ROW (row_at (self, 0)));
  /* The room belongs to what there is: with nothing to decide the cards have it. */
  gtk_widget_set_vexpand (GTK_WIDGET (self->cards), keys->len == 0);
  gtk_stack_set_visible_child_name (self->decide_stack, keys->len > 0 ? "list" : "none");
}

/**
 * hall_lead_window_get_row:
 * @self: the window
 *
 * Returns: (nullable): what the keys mean
 */
HallDecisionRow *
hall_lead_window_get_row (HallLeadWindow *self)
{
  /* The list says that nothing is selected when it goes, too. */
  return self->decisions != NULL ? HALL_DECISION_ROW (gtk_list_box_get_selected_row (self->decisions)) : NULL;
}

/* --- All of it --- */

static void
update_header (HallLeadWindow *self)
{
  const HallLeadView *view = self->view;
  g_autofree char *staff = g_strdup_printf ("%s %s", view->staff,
                                            view->staff_name != NULL ? view->staff_name : "");

  adw_avatar_set_text (self->avatar, view->staff_name != NULL ? view->staff_name : view->staff);
  gtk_label_set_text (self->staff_label, staff);
  hall_pill_set (self->practice_pill, "warn", NULL, view->info->practice ? _ ("Practice") : NULL);
  gtk_widget_set_visible (self->watermark, view->info->practice);
}

/**
 * hall_lead_window_update:
 * @self: the window
 *
 * Brings everything in sight up to what was read.
 */
void
hall_lead_window_update (HallLeadWindow *self)
{
  if (self->view == NULL)
    return;
  update_header (self);
  update_figures (self);
  hall_floor_grid_set_counters (self->floor, self->view->counters);
  update_due (self);
  update_warnings (self);
  update_late (self);
  update_decisions (self);
  hall_lead_window_update_actions (self);
}

/**
 * hall_lead_window_take_view:
 * @self: the window, with somebody signed in
 * @view: (transfer full): what was read
 *
 * Shows a new reading.
 */
void
hall_lead_window_take_view (HallLeadWindow *self, HallLeadView *view)
{
  HallLeadView *before;

  g_return_if_fail (HALL_IS_LEAD_WINDOW (self) && view != NULL);

  before = self->view;
  self->view = view;
  hall_lead_window_update (self);
  if (before == NULL && hall_lead_window_shows (self, "floor") && self->file == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "lead.go-decisions", NULL);
  if (before != NULL)
    hall_lead_view_free (before);
  if (self->now != 0)
    hall_lead_window_tick (self, self->now);
}

/**
 * hall_lead_window_tick:
 * @self: the window
 * @now_us: the hall's time, µs since the epoch
 *
 * Moves all clocks.
 */
void
hall_lead_window_tick (HallLeadWindow *self, gint64 now_us)
{
  g_autofree char *clock = NULL;
  HallDecisionRow *row;

  g_return_if_fail (HALL_IS_LEAD_WINDOW (self));

  self->now = now_us;
  clock = hall_shell_time (now_us, "%H:%M");
  gtk_label_set_text (self->clock_label, clock);
  hall_floor_grid_tick (self->floor, now_us);
  for (guint i = 0; i < self->due_rows->len; i++)
    hall_due_row_tick (HALL_DUE_ROW (gtk_list_item_get_child (g_ptr_array_index (self->due_rows, i))),
                       now_us);
  for (int i = 0; (row = row_at (self, i)) != NULL; i++)
    hall_decision_row_tick (row, now_us);
}
