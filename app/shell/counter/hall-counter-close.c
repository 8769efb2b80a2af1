/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-counter-close.h"

#include <glib/gi18n-lib.h>

#include "hall-denominations.h"
#include "hall-key-button.h"
#include "hall-money.h"
#include "hall-shell.h"

/**
 * HallCounterClose:
 *
 * Closes a counter (S004 5.9, hall rules 5.11): first what still stands in the way, then the drawer is
 * counted, blind, and over and short are shown as two figures that are never set against each other; then it
 * closes.
 *
 * Actions: close.count, close.again, close.close.
 */
struct _HallCounterClose {
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkStack *stack;
  GtkBox *blockers;
  HallDenominations *count;
  GtkLabel *expected;
  GtkLabel *counted;
  GtkLabel *over;
  GtkLabel *short_of;
  GtkLabel *verdict;
  GtkWidget *override_box;
  GtkEditable *override_reason;
  GtkLabel *problem;
  HallKeyButton *count_button;
  HallKeyButton *close_button;

  HallStore *store; /* (owned) */
  gint64 counter;
  char *staff; /* (owned) */
  gboolean lead;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (HallCounterClose, hall_counter_close, ADW_TYPE_WINDOW)

static void
set_problem (HallCounterClose *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
show_page (HallCounterClose *self, const char *name)
{
  gboolean count = g_str_equal (name, "count");
  gboolean close = g_str_equal (name, "close") || g_str_equal (name, "result");
  gint64 sum;

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (GTK_WIDGET (self->count_button), count);
  gtk_widget_set_visible (GTK_WIDGET (self->close_button), close);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "close.count",
                                 count && !self->busy && !hall_denominations_is_empty (self->count)
                                     && hall_denominations_get_sum (self->count, &sum));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "close.close", close && !self->busy);
}

static void
refresh (HallCounterClose *self)
{
  show_page (self, gtk_stack_get_visible_child_name (self->stack));
}

static void
ask (HallCounterClose *self, const char *name, GVariant *args, HallShellDone done)
{
  g_autofree char *station = g_strdup_printf ("desk-%d", (int)self->counter);

  self->busy = TRUE;
  set_problem (self, NULL);
  refresh (self);
  hall_shell_do_quietly (GTK_WIDGET (self), self->store,
                         hall_command_new (name, args, self->staff, self->counter, station, NULL), done,
                         NULL);
}

static void
show_money (GtkLabel *label, GVariant *answer, const char *name, const char *tone)
{
  gint64 fen = 0;
  g_autofree char *text = NULL;

  g_variant_lookup (answer, name, "x", &fen);
  text = hall_money_to_text (fen);
  gtk_label_set_text (label, text);
  gtk_widget_remove_css_class (GTK_WIDGET (label), "bad-text");
  gtk_widget_remove_css_class (GTK_WIDGET (label), "warn-text");
  if (tone != NULL && fen > 0)
    gtk_widget_add_css_class (GTK_WIDGET (label), tone);
}

static void
on_counted_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallCounterClose *self = HALL_COUNTER_CLOSE (widget);
  gint64 over = 0, short_of = 0;

  self->busy = FALSE;
  if (error != NULL) {
    g_autofree char *text = hall_shell_error_text (error);

    set_problem (self, text);
    refresh (self);
    return;
  }
  show_money (self->expected, answer, "expected_fen", NULL);
  show_money (self->counted, answer, "counted_fen", NULL);
  show_money (self->over, answer, "over_fen", "warn-text");
  show_money (self->short_of, answer, "short_fen", "bad-text");
  g_variant_lookup (answer, "over_fen", "x", &over);
  g_variant_lookup (answer, "short_fen", "x", &short_of);
  gtk_label_set_text (self->verdict,
                      over == 0 && short_of == 0
                          ? _ ("The drawer agrees with the receipts.")
                          : _ ("The difference is recorded as it is. Count again before you close."));
  show_page (self, "result");
}

static void
on_closed_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallCounterClose *self = HALL_COUNTER_CLOSE (widget);

  self->busy = FALSE;
  if (error == NULL) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  if (self->lead && g_strcmp0 (hall_error_get_field (error), "override_reason") == 0) {
    gtk_widget_set_visible (self->override_box, TRUE);
    gtk_widget_grab_focus (GTK_WIDGET (self->override_reason));
  }
  {
    g_autofree char *text = hall_shell_error_text (error);

    set_problem (self, text);
  }
  refresh (self);
}

static void
on_count_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallCounterClose *self = HALL_COUNTER_CLOSE (widget);
  GVariantDict args;

  if (self->busy)
    return;
  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert_value (&args, "notes", hall_denominations_get_notes (self->count));
  ask (self, "count-drawer", g_variant_dict_end (&args), on_counted_cb);
}

static void
on_again_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallCounterClose *self = HALL_COUNTER_CLOSE (widget);

  set_problem (self, NULL);
  show_page (self, "count");
  hall_denominations_focus (self->count);
}

static void
on_close_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallCounterClose *self = HALL_COUNTER_CLOSE (widget);
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (self->override_reason)));
  GVariantDict args;

  if (self->busy)
    return;
  g_variant_dict_init (&args, NULL);
  if (*reason != '\0')
    g_variant_dict_insert (&args, "override_reason", "s", reason);
  ask (self, "close-counter", g_variant_dict_end (&args), on_closed_cb);
}

static void
on_count_changed_cb (HallCounterClose *self)
{
  refresh (self);
}

static void
on_count_completed_cb (HallCounterClose *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "close.count", NULL);
}

static void
add_blocker (HallCounterClose *self, const char *text)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (icon, "warn-text");
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (self->blockers, row);
}

static gboolean
show_blockers (HallCounterClose *self, HallDeskView *view)
{
  guint n = view->held != NULL ? g_list_model_get_n_items (view->held) : 0;
  g_autofree char *current = NULL;

  if (view->current != NULL) {
    /* Translators: %s is a ticket number */
    current = g_strdup_printf (_ ("%s is still here. Finish or transfer first."), view->current->label);
    add_blocker (self, current);
  }
  for (guint i = 0; i < n; i++) {
    g_autoptr (HallTicket) ticket = g_list_model_get_item (view->held, i);
    /* Translators: %s is a ticket number */
    g_autofree char *text = g_strdup_printf (_ ("%s is on hold here. Finish or transfer first."),
                                             ticket->label);

    add_blocker (self, text);
  }
  return view->current != NULL || n > 0;
}

static void
hall_counter_close_finalize (GObject *object)
{
  HallCounterClose *self = HALL_COUNTER_CLOSE (object);

  g_clear_object (&self->store);
  g_free (self->staff);
  G_OBJECT_CLASS (hall_counter_close_parent_class)->finalize (object);
}

static void
hall_counter_close_class_init (HallCounterCloseClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hall_counter_close_finalize;
  g_type_ensure (HALL_TYPE_DENOMINATIONS);
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-counter-close.ui");
  gtk_widget_class_bind_template_child (widget_class, HallCounterClose, title);
  gtk_widget_class_bind_template_child (widget_class, HallCounterClose, stack);
  gtk_widget_class_bind_template_child (widget_class, HallCounterClose, blockers);
  gtk_widget_class_bind_template_child (widget_class, HallCounterClose, count);
  gtk_widget_class_bind_template_child (widget_class, HallCounterClose, expected);
  gtk_widget_class_bind_template_child (widget_class, HallCounterClose, counted);
  gtk_widget_class_bind_template_child (widget_class, HallCounterClose, over);
  gtk_widget_class_bind_template_child (widget_class, HallCounterClose, short_of);
  gtk_widget_class_bind_template_child (widget_class, HallCounterClose, verdict);
  gtk_widget_class_bind_template_child (widget_class, HallCounterClose, override_box);
  gtk_widget_class_bind_template_child (widget_class, HallCounterClose, override_reason);
  gtk_widget_class_bind_template_child (widget_class, HallCounterClose, problem);
  gtk_widget_class_bind_template_child (widget_class, HallCounterClose, count_button);
  gtk_widget_class_bind_template_child (widget_class, HallCounterClose, close_button);
  gtk_widget_class_bind_template_callback (widget_class, on_count_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_count_completed_cb);
  gtk_widget_class_install_action (widget_class, "close.count", NULL, on_count_cb);
  gtk_widget_class_install_action (widget_class, "close.again", NULL, on_again_cb);
  gtk_widget_class_install_action (widget_class, "close.close", NULL, on_close_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hall_counter_close_init (HallCounterClose *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_counter_close_present:
 * @parent: (nullable): the desk
 * @store: the hall
 * @view: (transfer none): what the desk shows; borrowed for the call
 *
 * Opens the dialog that closes a counter.
 *
 * Returns: (transfer none): the dialog; it goes away when it is closed
 */
GtkWindow *
hall_counter_close_present (GtkWindow *parent, HallStore *store, HallDeskView *view)
{
  HallCounterClose *self;
  g_autofree char *title = NULL;

  g_return_val_if_fail (HALL_IS_STORE (store) && view != NULL, NULL);

  self = g_object_new (HALL_TYPE_COUNTER_CLOSE, "transient-for", parent, "modal", parent != NULL, NULL);
  self->store = g_object_ref (store);
  self->counter = view->counter;
  self->staff = g_strdup (view->staff);
  self->lead = (view->roles & HALL_ROLE_LEAD) != 0;
  /* Translators: %d is the number of the counter */
  title = g_strdup_printf (_ ("Close counter %d"), (int)self->counter);
  adw_window_title_set_title (self->title, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  if (show_blockers (self, view))
    show_page (self, "blocked");
  else
    show_page (self, view->cash_right ? "count" : "close");
  gtk_window_present (GTK_WINDOW (self));
  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "count"))
    hall_denominations_focus (self->count);
  return GTK_WINDOW (self);
}
