/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-history-page.h"

#include <glib/gi18n.h>

#include "hall-shell.h"

/* The story of the ticket: every move, when, by whom, where and why. */
struct _HallHistoryPage {
  AdwBin parent_instance;

  GtkListBox *list;

  GCancellable *reading; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HallHistoryPage, hall_history_page, ADW_TYPE_BIN)

static const struct {
  const char *command;
  const char *title;
  const char *icon;
} kinds[] = {
  { "take-ticket", N_ ("Number taken"), "view-list-symbolic" },
  { "call-next", N_ ("Called"), "audio-volume-high-symbolic" },
  { "call", N_ ("Called out of order"), "audio-volume-high-symbolic" },
  { "recall", N_ ("Called again"), "audio-volume-high-symbolic" },
  { "start", N_ ("Service started"), "media-playback-start-symbolic" },
  { "no-show", N_ ("No-show"), "action-unavailable-symbolic" },
  { "return-ticket", N_ ("Came back after a no-show"), "edit-undo-symbolic" },
  { "hold", N_ ("Put on hold"), "media-playback-pause-symbolic" },
  { "unhold", N_ ("Continued"), "media-playback-start-symbolic" },
  { "transfer", N_ ("Transferred"), "object-flip-horizontal-symbolic" },
  { "cancel-ticket", N_ ("Cancelled"), "action-unavailable-symbolic" },
  { "call-change", N_ ("Paid, receipt issued"), "object-select-symbolic" },
  { "void", N_ ("Receipt voided"), "action-unavailable-symbolic" },
  { "finish", N_ ("Finished"), "object-select-symbolic" },
  { "close-day", N_ ("Left unserved at day close"), "action-unavailable-symbolic" },
};

static void
hall_history_page_dispose (GObject *object)
{
  HallHistoryPage *self = HALL_HISTORY_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_HISTORY_PAGE);
  G_OBJECT_CLASS (hall_history_page_parent_class)->dispose (object);
}

static void
hall_history_page_class_init (HallHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_history_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HallHistoryPage, list);
}

static void
hall_history_page_init (HallHistoryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_history_page_new:
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
hall_history_page_new (void)
{
  return g_object_new (HALL_TYPE_HISTORY_PAGE, NULL);
}

static char *
place_text (HallMove *move)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (move->counter != 0)
    g_string_append_printf (text, _ ("counter %d"), (int)move->counter);
  else if (move->station != NULL)
    g_string_append (text, move->station);
  if (move->staff != NULL)
    g_string_append_printf (text, text->len > 0 ? " · %s" : "%s", move->staff);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
make_row (HallMove *move)
{
  g_autofree char *at = hall_shell_time (move->at, "%H:%M:%S");
  g_autofree char *place = place_text (move);
  const char *title = move->what;
  const char *icon = "document-open-recent-symbolic";
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *mark;
  GtkWidget *time;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_str_equal (kinds[i].command, move->what)) {
      title = _ (kinds[i].title);
      icon = kinds[i].icon;
    }
  }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (move->reason != NULL && *move->reason != '\0') {
    const char *reason = hall_shell_why (move->reason);
    g_autofree char *subtitle = g_strdup_printf ("%s\n%s", place, reason);

    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), *place != '\0' ? subtitle : reason);
  } else {
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), place);
  }
  mark = gtk_image_new_from_icon_name (icon);
  gtk_widget_add_css_class (mark, "mark");
  gtk_widget_add_css_class (mark, "plain");
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), mark);
  time = gtk_label_new (at);
  gtk_widget_add_css_class (time, "num");
  gtk_widget_add_css_class (time, "quiet");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), time);
  return row;
}

/**
 * hall_history_page_set_moves:
 * @self: the page
 * @moves: of HallMove, oldest first
 *
 * Shows a story, the newest move on top.
 */
void
hall_history_page_set_moves (HallHistoryPage *self, GListModel *moves)
{
  GtkWidget *row;

  g_return_if_fail (HALL_IS_HISTORY_PAGE (self) && G_IS_LIST_MODEL (moves));

  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = g_list_model_get_n_items (moves); i > 0; i--) {
    g_autoptr (HallMove) move = g_list_model_get_item (moves, i - 1);

    gtk_list_box_append (self->list, make_row (move));
  }
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallHistoryPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) moves = hall_store_read_finish (HALL_STORE (source), result, &error);

  if (moves != NULL)
    hall_history_page_set_moves (self, moves);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !hall_shell_error_passes (error))
    hall_shell_say_error (GTK_WIDGET (self), error);
}

/**
 * hall_history_page_set_ticket:
 * @self: the page
 * @store: the hall
 * @ticket: whose story it is
 *
 * Reads and shows the story of @ticket.
 */
void
hall_history_page_set_ticket (HallHistoryPage *self, HallStore *store, HallTicket *ticket)
{
  g_autoptr (GVariant) params = NULL;

  g_return_if_fail (HALL_IS_HISTORY_PAGE (self) && HALL_IS_STORE (store) && HALL_IS_TICKET (ticket));

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  params = g_variant_ref_sink (g_variant_new_int64 (ticket->id));
  hall_store_read_async (store, (HallReadFunc)hall_ticket_story_read, params, g_object_unref, self->reading,
                         on_read_cb, g_object_ref (self));
}
