/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-forwards-dialog.h"

#include <glib/gi18n.h>

#include "hall-ask-dialog.h"
#include "hall-due-list.h"
#include "hall-key-button.h"
#include "hall-pill.h"
#include "hall-shell.h"
#include "hall-visit-view.h"

/*
 * The register of what other departments and leaders were asked (rows 000-03, 001-24): what is open first, by
 * its due time. Enter goes on with a line: to its case, or to the answer where there is none.
 */
struct _HallForwardsDialog {
  AdwWindow parent_instance;

  GtkToggleButton *open_button;
  GtkToggleButton *late_button;
  GtkToggleButton *all_button;
  GtkStack *stack; /* list, none */
  GtkListView *list;
  GtkLabel *message;

  HallStore *store; /* (owned) */
  char *staff;
  gint64 counter;
  char *station;     /* (nullable) */
  GListStore *lines; /* (owned) of HallForwardLine */
  GCancellable *reading;
};

G_DEFINE_FINAL_TYPE (HallForwardsDialog, hall_forwards_dialog, ADW_TYPE_WINDOW)

enum {
  OPEN_CASE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- Reading --- */

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallForwardsDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) lines = hall_store_read_finish (HALL_STORE (source), result, &error);
  guint n;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_label_set_text (self->message, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), error != NULL);
  if (lines == NULL)
    return;
  n = g_list_model_get_n_items (lines);
  g_list_store_remove_all (self->lines);
  for (guint i = 0; i < n; i++) {
    g_autoptr (HallForwardLine) line = g_list_model_get_item (lines, i);

    g_list_store_append (self->lines, line);
  }
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "none");
}

static void
read_lines (HallForwardsDialog *self)
{
  const char *which = gtk_toggle_button_get_active (self->open_button)   ? "open"
                      : gtk_toggle_button_get_active (self->late_button) ? "late"
                                                                         : NULL;
  g_autoptr (GVariant) params = g_variant_ref_sink (hall_forward_params (NULL, which, NULL, NULL));

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  hall_store_read_async (self->store, (HallReadFunc)hall_forward_list_read, params, g_object_unref,
                         self->reading, on_read_cb, g_object_ref (self));
}

static void
on_filter_cb (GtkToggleButton *button, HallForwardsDialog *self)
{
  if (gtk_toggle_button_get_active (button) && self->store != NULL)
    read_lines (self);
}

static void
on_changed_cb (HallStore *store, guint topics, HallForwardsDialog *self)
{
  if ((topics & HALL_TOPIC_CASES) != 0)
    read_lines (self);
}

/* --- Rows --- */

static GtkWidget *
new_label (GtkWidget *box, GObject *row, const char *name, const char *const *styles)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_css_classes (label, (const char **)styles);
  gtk_box_append (GTK_BOX (box), label);
  g_object_set_data (row, name, label);
  return label;
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, HallForwardsDialog *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *who = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *what = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *pill = hall_pill_new ();

  gtk_widget_add_css_class (row, "q-row");
  gtk_widget_set_size_request (who, 170, -1);
  gtk_widget_set_hexpand (what, TRUE);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), who);
  gtk_box_append (GTK_BOX (row), what);
  gtk_box_append (GTK_BOX (row), pill);
  new_label (who, G_OBJECT (row), "who", (const char *const[]){ "row-title", NULL });
  new_label (who, G_OBJECT (row), "contact", (const char *const[]){ "small", "quiet", NULL });
  new_label (what, G_OBJECT (row), "text", (const char *const[]){ NULL });
  new_label (what, G_OBJECT (row), "number", (const char *const[]){ "small", "quiet", "num", NULL });
  g_object_set_data (G_OBJECT (row), "pill", pill);
  gtk_list_item_set_child (item, row);
}

static char *
second_line (HallForwardLine *line)
{
  g_autofree char *made = hall_shell_time (line->made_at, "%m-%d %H:%M");

  if (line->answer != NULL)
    /* Translators: what a department or a leader answered */
    return g_strdup_printf (_ ("Answered: %s"), line->answer);
  return g_strjoin (" · ", line->number != NULL ? line->number : _ ("without a case"), made, line->made_by,
                    NULL);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, HallForwardsDialog *self)
{
  GObject *row = G_OBJECT (gtk_list_item_get_child (item));
  HallForwardLine *line = gtk_list_item_get_item (item);
  const gint64 now = hall_clock_now (hall_store_get_clock (self->store));
  const gboolean answered = line->answered_at != 0;
  const gboolean soon = !answered && line->light != HALL_LIGHT_GREEN;
  const char *kind = g_str_equal (line->kind, "consult") ? _ ("Question to a leader") : line->contact;
  g_autofree char *due = answered ? g_strdup (line->late ? _ ("Answered late") : _ ("Answered"))
                                  : hall_due_list_words (line->due_at, now);
  g_autofree char *second = second_line (line);
  g_autofree char *name = g_strjoin (" ", line->who, line->text != NULL ? line->text : "", due, NULL);

  gtk_label_set_text (g_object_get_data (row, "who"), line->who);
  gtk_label_set_text (g_object_get_data (row, "contact"), kind != NULL ? kind : "");
  gtk_label_set_text (g_object_get_data (row, "text"), line->text != NULL ? line->text : "");
  gtk_label_set_text (g_object_get_data (row, "number"), second);
  hall_pill_set (g_object_get_data (row, "pill"),
                 answered     ? (line->late ? "plain" : "ok")
                 : line->late ? "bad"
                 : soon       ? "warn"
                              : "plain",
                 !answered && (line->late || soon) ? "alarm-symbolic" : NULL, due);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* --- Going on with a line --- */

static void
answer_record (HallForwardsDialog *self, HallForwardLine *line)
{
  HallAskDialog *dialog = hall_ask_dialog_new (GTK_WINDOW (self), self->store,
                                               _ ("What the department answered"), _ ("Record the answer"));

  hall_ask_dialog_set_command (dialog, "follow-up", self->staff, self->counter, self->station);
  hall_ask_dialog_set_subject (dialog, line->who);
  hall_ask_dialog_set_arg (dialog, "record", g_variant_new_int64 (line->id));
  hall_ask_dialog_add_field (dialog, "text", HALL_TEXT_WRAP, _ ("Answer"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_activate_cb (GtkListView *list, guint position, HallForwardsDialog *self)
{
  g_autoptr (HallForwardLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), position);

  if (line->number != NULL) {
    g_signal_emit (self, signals[OPEN_CASE], 0, line->number);
    gtk_window_close (GTK_WINDOW (self));
  } else if (line->answered_at == 0) {
    answer_record (self, line);
  }
}

/* --- Life --- */

static void
hall_forwards_dialog_dispose (GObject *object)
{
  HallForwardsDialog *self = HALL_FORWARDS_DIALOG (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_FORWARDS_DIALOG);
  g_clear_object (&self->lines);
  G_OBJECT_CLASS (hall_forwards_dialog_parent_class)->dispose (object);
}

static void
hall_forwards_dialog_finalize (GObject *object)
{
  HallForwardsDialog *self = HALL_FORWARDS_DIALOG (object);

  g_free (self->staff);
  g_free (self->station);
  G_OBJECT_CLASS (hall_forwards_dialog_parent_class)->finalize (object);
}

static void
hall_forwards_dialog_class_init (HallForwardsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_forwards_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_forwards_dialog_finalize;
  /**
   * HallForwardsDialog::open-case:
   * @number: of a case
   *
   * Somebody goes on with the case of a line; the dialog closes itself after this.
   */
  signals[OPEN_CASE] = g_signal_new ("open-case", HALL_TYPE_FORWARDS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/halldesk/HallDesk/hall-forwards-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HallForwardsDialog, open_button);
  gtk_widget_class_bind_template_child (widget_class, HallForwardsDialog, late_button);
  gtk_widget_class_bind_template_child (widget_class, HallForwardsDialog, all_button);
  gtk_widget_class_bind_template_child (widget_class, HallForwardsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, HallForwardsDialog, list);
  gtk_widget_class_bind_template_child (widget_class, HallForwardsDialog, message);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hall_forwards_dialog_init (HallForwardsDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSingleSelection) selection = NULL;

  self->lines = g_list_store_new (HALL_TYPE_FORWARD_LINE);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind_cb), self, G_CONNECT_DEFAULT);
  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->lines)));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

/**
 * hall_forwards_dialog_new:
 * @parent: the window it belongs to
 * @store: the hall
 * @staff: who looks
 * @counter: where they sit, 0 for nowhere
 * @station: (nullable): of this workstation
 *
 * Shows what other departments and leaders were asked: open ones first, then late ones or all of them.
 *
 * Returns: (transfer none): a window, to be presented
 */
GtkWindow *
hall_forwards_dialog_new (
    GtkWindow *parent, HallStore *store, const char *staff, gint64 counter, const char *station)
{
  HallForwardsDialog *self;

  g_return_val_if_fail (HALL_IS_STORE (store), NULL);

  self = g_object_new (HALL_TYPE_FORWARDS_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  self->store = g_object_ref (store);
  self->staff = g_strdup (staff);
  self->counter = counter;
  self->station = g_strdup (station);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_DEFAULT);
  read_lines (self);
  return GTK_WINDOW (self);
}
