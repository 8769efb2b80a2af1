/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a dialog asks: tickets, places, days, texts, ticks, minutes. */

#include "hall-ask-dialog-private.h"

#include <glib/gi18n.h>

#include "hall-shell.h"

#define LINE_CHARS 64 /* fewer than fit a line of that width */

static void
add_widget (HallAskDialog *self, const char *name, GtkWidget *widget, GtkWidget *row)
{
  HallAskField *field = g_new0 (HallAskField, 1);

  field->name = g_strdup (name);
  field->widget = widget;
  g_ptr_array_add (self->fields, field);
  gtk_box_append (self->rows, row);
  /* The cursor stands in the first thing to type. */
  if (gtk_window_get_focus (GTK_WINDOW (self)) == NULL || (self->text == NULL && HALL_IS_TEXT_FIELD (widget)))
    gtk_widget_grab_focus (widget);
}

/**
 * hall_ask_dialog_add_choice:
 * @self: the dialog
 * @slot: what the phrase calls it
 * @title: what is asked
 * @open: whether all answers are seen, for a few of them
 *
 * Asks for one of several; the answers are added to what is returned.
 *
 * Returns: (transfer none): the field
 */
HallChoiceField *
hall_ask_dialog_add_choice (HallAskDialog *self, const char *slot, const char *title, gboolean open)
{
  GtkWidget *field;

  g_return_val_if_fail (HALL_IS_ASK_DIALOG (self), NULL);

  field = hall_choice_field_new (title, open);
  add_widget (self, slot, field, field);
  g_signal_connect_object (field, "changed", G_CALLBACK (hall_ask_dialog_update_phrase), self,
                           G_CONNECT_SWAPPED);
  return HALL_CHOICE_FIELD (field);
}

/**
 * hall_ask_dialog_add_tickets:
 * @self: the dialog
 * @title: what the choice is called
 * @tickets: of HallTicket
 * @selected: the id of the one chosen at first, 0 for the first
 *
 * Asks for a ticket. The list stays as it is now: what a clerk chose must not move under the finger.
 */
void
hall_ask_dialog_add_tickets (HallAskDialog *self, const char *title, GListModel *tickets, gint64 selected)
{
  HallChoiceField *field = hall_ask_dialog_add_choice (self, "ticket", title, FALSE);

  for (guint i = 0; i < g_list_model_get_n_items (tickets); i++) {
    g_autoptr (HallTicket) ticket = g_list_model_get_item (tickets, i);
    g_autofree char *text = g_strdup_printf (
        "%s  %s", ticket->label, ticket->matter_name != NULL ? ticket->matter_name : ticket->category_name);

    hall_choice_field_add (field, text, NULL, "ticket", g_variant_new_string (ticket->label));
    if (ticket->id == selected)
      hall_choice_field_set_selected (field, i);
  }
}

/**
 * hall_ask_dialog_add_targets:
 * @self: the dialog
 * @title: what the choice is called
 * @view: what was read; only used during the call
 *
 * Asks where a ticket goes: to the queue of another category, or to a certain counter.
 */
void
hall_ask_dialog_add_targets (HallAskDialog *self, const char *title, HallDeskView *view)
{
  HallChoiceField *field = hall_ask_dialog_add_choice (self, "department", title, FALSE);

  for (guint i = 0; i < g_list_model_get_n_items (view->counters); i++) {
    g_autoptr (HallCounter) counter = g_list_model_get_item (view->counters, i);

    if (counter->number != view->counter && g_strcmp0 (counter->duty, "open") == 0)
      hall_choice_field_add (field, counter->name, NULL, "counter", g_variant_new_int64 (counter->number));
  }
  for (guint i = 0; i < g_list_model_get_n_items (view->categories); i++) {
    g_autoptr (HallCategory) category = g_list_model_get_item (view->categories, i);
    g_autofree char *name = g_strdup_printf (_ ("Queue %s · %s"), category->code,
                                             hall_shell_localised (category->name, category->name_en));

    hall_choice_field_add (field, name, NULL, "category", g_variant_new_string (category->code));
  }
}

/**
 * hall_ask_dialog_add_days:
 * @self: the dialog
 * @arg: the argument
 * @title: what it is called
 * @days: (element-type HallDueChoice): the days there are; nobody types another (rows 003-01, 003-11)
 * @selected: the place of the one that is computed
 *
 * Asks until when. What the phrase calls {due} is the moment that is chosen.
 *
 * Returns: (transfer none): the field
 */
HallChoiceField *
hall_ask_dialog_add_days (
    HallAskDialog *self, const char *arg, const char *title, GPtrArray *days, guint selected)
{
  HallChoiceField *field = hall_ask_dialog_add_choice (self, "due", title, FALSE);

  for (guint i = 0; i < days->len; i++) {
    const HallDueChoice *day = g_ptr_array_index (days, i);
    g_autofree char *text = hall_shell_moment (day->due_us);

    hall_choice_field_add (field, text, day->words, arg, g_variant_new_string (day->day));
  }
  if (selected < days->len)
    hall_choice_field_set_selected (field, selected);
  return field;
}

/**
 * hall_ask_dialog_add_field:
 * @self: the dialog, with its command set
 * @arg: the argument
 * @kind: how much it is for
 * @title: what it is called
 *
 * Asks for a text. What is typed is kept until the command is done.
 *
 * Returns: (transfer none): the field
 */
HallTextField *
hall_ask_dialog_add_field (HallAskDialog *self, const char *arg, HallTextKind kind, const char *title)
{
  GtkWidget *field;

  g_return_val_if_fail (HALL_IS_ASK_DIALOG (self) && arg != NULL && self->command != NULL, NULL);

  field = hall_text_field_new (kind, title);
  if (self->store != NULL) {
    g_autofree char *draft = g_strjoin ("-", self->owner != NULL ? self->owner : self->command,
                                        self->owner != NULL ? self->command : arg,
                                        self->owner != NULL ? arg : NULL, NULL);

    hall_text_field_keep_draft (HALL_TEXT_FIELD (field), hall_store_get_address (self->store),
                                self->owner != NULL ? 0 : self->counter, draft);
  }
  add_widget (self, arg, field, field);
  if (self->text == NULL)
    self->text = HALL_TEXT_FIELD (field);
  if (kind == HALL_TEXT_NOTES)
    hall_key_button_set_key (self->go_button, "Ctrl+Enter");
  g_signal_connect_object (field, "changed", G_CALLBACK (hall_ask_dialog_update_phrase), self,
                           G_CONNECT_SWAPPED);
  return HALL_TEXT_FIELD (field);
}

/* A button that fills in one of the usual reasons; Alt and a digit does the same. */
static GtkWidget *
make_suggestion (HallAskDialog *self, const char *text, guint at)
{
  g_autofree char *key = g_strdup_printf ("Alt+%u", at + 1);
  g_autofree char *trigger = g_strdup_printf ("<Alt>%u", at + 1);
  GtkWidget *button = hall_key_button_new (text, NULL, key);
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new_with_arguments (gtk_shortcut_trigger_parse_string (trigger),
                                                           gtk_named_action_new ("ask.suggest"), "s", text);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", text);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "ask.suggest");
  gtk_widget_add_css_class (button, "act");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
  return button;
}

/**
 * hall_ask_dialog_add_text:
 * @self: the dialog, with its command set
 * @arg: the argument, "reason" or "summary"
 * @title: what it is called
 * @suggestions: (nullable) (array zero-terminated=1): usual texts, translated
 *
 * Asks for a few words. Suggestions are for the first text of a dialog.
 *
 * Returns: (transfer none): the field
 */
HallTextField *
hall_ask_dialog_add_text (HallAskDialog *self,
                          const char *arg,
                          const char *title,
                          const char *const *suggestions)
{
  HallTextField *field = hall_ask_dialog_add_field (self, arg, HALL_TEXT_ENTRY, title);
  GtkWidget *box;

  if (suggestions == NULL || field == NULL)
    return field;
  self->text = field;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  for (guint i = 0; suggestions[i] != NULL; i++)
    gtk_box_append (GTK_BOX (box), make_suggestion (self, suggestions[i], i));
  gtk_box_append (GTK_BOX (adw_bin_get_child (ADW_BIN (field))), box);
  return field;
}

/**
 * hall_ask_dialog_add_tick:
 * @self: the dialog
 * @arg: the argument, a boolean
 * @title: what is ticked
 *
 * Returns: (transfer none): the tick
 */
GtkCheckButton *
hall_ask_dialog_add_tick (HallAskDialog *self, const char *arg, const char *title)
{
  GtkWidget *tick;
  GtkWidget *label;

  g_return_val_if_fail (HALL_IS_ASK_DIALOG (self), NULL);

  tick = gtk_check_button_new ();
  label = gtk_label_new (title);
  g_object_set (label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (tick), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tick), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  add_widget (self, arg, tick, tick);
  return GTK_CHECK_BUTTON (tick);
}

/**
 * hall_ask_dialog_add_minutes:
 * @self: the dialog
 * @title: what it is called
 * @minutes: what stands there at first
 *
 * Asks for a time in minutes.
 */
void
hall_ask_dialog_add_minutes (HallAskDialog *self, const char *title, int minutes)
{
  GtkWidget *row;
  GtkWidget *label;
  GtkWidget *spin;

  g_return_if_fail (HALL_IS_ASK_DIALOG (self));

  row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  label = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "section");
  spin = gtk_spin_button_new_with_range (1, 240, 1);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), minutes);
  gtk_widget_set_halign (spin, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), spin);
  add_widget (self, "minutes", spin, row);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (hall_ask_dialog_update_phrase), self,
                           G_CONNECT_SWAPPED);
}

/**
 * hall_ask_dialog_add_words:
 * @self: the dialog
 * @tone: how it is said: quiet, warn-text, bad-text
 * @text: what comes of it, what is missing
 *
 * Returns: (transfer none): the label
 */
GtkLabel *
hall_ask_dialog_add_words (HallAskDialog *self, const char *tone, const char *text)
{
  GtkWidget *label;

  g_return_val_if_fail (HALL_IS_ASK_DIALOG (self) && text != NULL, NULL);

  label = gtk_label_new (text);
  /* Its lines are counted before its width is known. */
  g_object_set (label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, "max-width-chars",
                LINE_CHARS, NULL);
  gtk_widget_add_css_class (label, tone);
  gtk_box_append (self->rows, label);
  return GTK_LABEL (label);
}
