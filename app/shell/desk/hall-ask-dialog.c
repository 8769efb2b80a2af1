/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-ask-dialog.h"

#include <glib/gi18n.h>

#include "hall-draft.h"
#include "hall-error.h"
#include "hall-key-button.h"
#include "hall-keycap.h"
#include "hall-shell.h"

/*
 * What a command needs to know beyond the key that was pressed: a reason, a summary, where to, how long. It
 * carries the command out itself, shows a refusal beside what is missing, and keeps what was typed until it
 * is done.
 */
struct _HallAskDialog {
  AdwWindow parent_instance;

  GtkLabel *title_label;
  GtkWidget *phrase_box;
  GtkLabel *phrase_label;
  GtkListBox *rows;
  GtkBox *suggestions;
  GtkLabel *error_label;
  HallKeyButton *go_button;

  HallStore *store; /* (owned) */
  char *command;
  char *staff;
  char *station; /* (nullable) */
  gint64 counter;
  char *moment; /* (nullable) of the phrase on top */
  gboolean busy;

  AdwComboRow *ticket_row; /* (unowned) (nullable) */
  GListModel *tickets;     /* (owned) (nullable) of HallTicket, as they stood when asked */
  AdwComboRow *target_row; /* (unowned) (nullable) */
  GPtrArray *targets;      /* (owned) of GVariant {sv}: category or counter */
  AdwEntryRow *text_row;   /* (unowned) (nullable) */
  char *text_arg;          /* (nullable) "reason" or "summary" */
  GtkSpinButton *minutes;  /* (unowned) (nullable) */
  GCancellable *reading;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HallAskDialog, hall_ask_dialog, ADW_TYPE_WINDOW)

static char *
draft_field (HallAskDialog *self)
{
  return g_strdup_printf ("%s-%s", self->command, self->text_arg);
}

static void
show_error (HallAskDialog *self, const char *text)
{
  gtk_label_set_text (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
}

/* --- The phrase on top, with what is typed filled in --- */

static void
on_phrase_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallAskDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) texts = hall_store_read_finish (HALL_STORE (source), result, &error);

  if (texts == NULL || texts[0] == NULL)
    return;
  gtk_label_set_text (self->phrase_label, texts[0]);
  gtk_widget_set_visible (self->phrase_box, TRUE);
}

static void
free_strv (gpointer strv)
{
  g_strfreev (strv);
}

static const char *
target_name (HallAskDialog *self)
{
  GtkStringObject *chosen = self->target_row != NULL ? adw_combo_row_get_selected_item (self->target_row)
                                                     : NULL;

  return chosen != NULL ? gtk_string_object_get_string (chosen) : NULL;
}

static void
update_phrase (HallAskDialog *self)
{
  GVariantBuilder slots;
  g_autoptr (GVariant) params = NULL;
  const char *text = self->text_row != NULL ? gtk_editable_get_text (GTK_EDITABLE (self->text_row)) : "";

  if (self->moment == NULL || self->store == NULL)
    return;
  g_variant_builder_init (&slots, G_VARIANT_TYPE ("a{ss}"));
  if (*text != '\0')
    g_variant_builder_add (&slots, "{ss}", self->text_arg, text);
  if (self->minutes != NULL) {
    g_autofree char *minutes = g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (self->minutes));
    g_variant_builder_add (&slots, "{ss}", "minutes", minutes);
  }
  if (target_name (self) != NULL)
    g_variant_builder_add (&slots, "{ss}", "department", target_name (self));
  params = g_variant_ref_sink (g_variant_new ("(sa{ss})", self->moment, &slots));
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  hall_store_read_async (self->store, (HallReadFunc)hall_phrases_read, params, free_strv, self->reading,
                         on_phrase_cb, g_object_ref (self));
}

/* --- Carrying it out --- */

/**
 * hall_ask_dialog_dup_args:
 * @self: the dialog
 *
 * Returns: (transfer full): the command's arguments as they are filled in, a{sv}
 */
GVariant *
hall_ask_dialog_dup_args (HallAskDialog *self)
{
  GVariantDict args;

  g_return_val_if_fail (HALL_IS_ASK_DIALOG (self), NULL);

  g_variant_dict_init (&args, NULL);
  if (self->ticket_row != NULL) {
    guint at = adw_combo_row_get_selected (self->ticket_row);
    g_autoptr (HallTicket) ticket = g_list_model_get_item (self->tickets, at);

    if (ticket != NULL)
      g_variant_dict_insert (&args, "ticket", "s", ticket->label);
  }
  if (self->target_row != NULL) {
    guint at = adw_combo_row_get_selected (self->target_row);

    if (at < self->targets->len) {
      GVariant *target = g_ptr_array_index (self->targets, at);
      const char *name;
      g_autoptr (GVariant) value = NULL;

      g_variant_get (target, "(&sv)", &name, &value);
      g_variant_dict_insert_value (&args, name, value);
    }
  }
  if (self->text_row != NULL) {
    g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->text_row))));

    if (*text != '\0')
      g_variant_dict_insert (&args, self->text_arg, "s", text);
  }
  if (self->minutes != NULL)
    g_variant_dict_insert (&args, "minutes", "x", (gint64)gtk_spin_button_get_value_as_int (self->minutes));
  return g_variant_ref_sink (g_variant_dict_end (&args));
}

/* What the hall answers; a field left empty is called by the name it has on screen. */
static char *
refusal_text (HallAskDialog *self, const GError *error)
{
  if (self->text_row != NULL && g_error_matches (error, HALL_ERROR, HALL_ERROR_INVALID)
      && g_strcmp0 (hall_error_get_field (error), self->text_arg) == 0
      && *gtk_editable_get_text (GTK_EDITABLE (self->text_row)) == '\0')
    /* Translators: %s is the name of a field, such as "Reason" */
    return g_strdup_printf (_ ("Please fill in: %s"),
                            adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->text_row)));
  return hall_shell_error_text (error);
}

static void
on_done_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallAskDialog *self = HALL_ASK_DIALOG (widget);

  self->busy = FALSE;
  gtk_widget_action_set_enabled (widget, "ask.go", TRUE);
  if (error != NULL) {
    g_autofree char *text = refusal_text (self, error);

    show_error (self, text);
    if (self->text_row != NULL && g_strcmp0 (hall_error_get_field (error), self->text_arg) == 0)
      gtk_widget_grab_focus (GTK_WIDGET (self->text_row));
    return;
  }
  if (self->text_row != NULL) {
    g_autofree char *field = draft_field (self);

    gtk_editable_set_text (GTK_EDITABLE (self->text_row), "");
    hall_draft_drop (hall_store_get_address (self->store), self->counter, field);
  }
  gtk_window_close (GTK_WINDOW (self));
}

static void
go (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallAskDialog *self = HALL_ASK_DIALOG (widget);
  g_autoptr (GVariant) args = NULL;

  if (self->busy || self->store == NULL)
    return;
  args = hall_ask_dialog_dup_args (self);
  self->busy = TRUE;
  gtk_widget_action_set_enabled (widget, "ask.go", FALSE);
  show_error (self, NULL);
  hall_shell_do_quietly (
      widget, self->store,
      hall_command_new (self->command, args, self->staff, self->counter, self->station, NULL), on_done_cb,
      NULL);
}

static void
take_suggestion (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallAskDialog *self = HALL_ASK_DIALOG (widget);

  if (self->text_row == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->text_row), g_variant_get_string (parameter, NULL));
  gtk_widget_grab_focus (GTK_WIDGET (self->text_row));
  gtk_editable_set_position (GTK_EDITABLE (self->text_row), -1);
}

/* --- Life --- */

static void
hall_ask_dialog_dispose (GObject *object)
{
  HallAskDialog *self = HALL_ASK_DIALOG (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->tickets);
  g_clear_object (&self->store);
  self->text_row = NULL;
  self->ticket_row = NULL;
  self->target_row = NULL;
  self->minutes = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_ASK_DIALOG);
  G_OBJECT_CLASS (hall_ask_dialog_parent_class)->dispose (object);
}

static void
hall_ask_dialog_finalize (GObject *object)
{
  HallAskDialog *self = HALL_ASK_DIALOG (object);

  g_free (self->command);
  g_free (self->staff);
  g_free (self->station);
  g_free (self->moment);
  g_free (self->text_arg);
  g_ptr_array_unref (self->targets);
  G_OBJECT_CLASS (hall_ask_dialog_parent_class)->finalize (object);
}

static void
hall_ask_dialog_class_init (HallAskDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_ask_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_ask_dialog_finalize;
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-ask-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HallAskDialog, title_label);
  gtk_widget_class_bind_template_child (widget_class, HallAskDialog, phrase_box);
  gtk_widget_class_bind_template_child (widget_class, HallAskDialog, phrase_label);
  gtk_widget_class_bind_template_child (widget_class, HallAskDialog, rows);
  gtk_widget_class_bind_template_child (widget_class, HallAskDialog, suggestions);
  gtk_widget_class_bind_template_child (widget_class, HallAskDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, HallAskDialog, go_button);
  gtk_widget_class_install_action (widget_class, "ask.go", NULL, go);
  gtk_widget_class_install_action (widget_class, "ask.suggest", "s", take_suggestion);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "ask.go", NULL);
}

static void
hall_ask_dialog_init (HallAskDialog *self)
{
  self->targets = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->go_button));
}

/**
 * hall_ask_dialog_new:
 * @parent: the window it belongs to
 * @store: (nullable): the hall
 * @title: what is asked
 * @go_text: what the button says
 *
 * Returns: (transfer none): a new dialog; its fields are added, then it is presented
 */
HallAskDialog *
hall_ask_dialog_new (GtkWindow *parent, HallStore *store, const char *title, const char *go_text)
{
  HallAskDialog *self = g_object_new (HALL_TYPE_ASK_DIALOG, "transient-for", parent, "modal", TRUE, "title",
                                      title, NULL);

  g_set_object (&self->store, store);
  gtk_label_set_text (self->title_label, title);
  hall_key_button_set_text (self->go_button, go_text);
  return self;
}

/**
 * hall_ask_dialog_set_command:
 * @self: the dialog
 * @name: the command
 * @staff: (nullable): who asks
 * @counter: from which counter
 * @station: (nullable): from which workstation
 *
 * Sets what is carried out.
 */
void
hall_ask_dialog_set_command (
    HallAskDialog *self, const char *name, const char *staff, gint64 counter, const char *station)
{
  g_return_if_fail (HALL_IS_ASK_DIALOG (self) && name != NULL);

  self->command = g_strdup (name);
  self->staff = g_strdup (staff);
  self->counter = counter;
  self->station = g_strdup (station);
}

/**
 * hall_ask_dialog_set_phrase:
 * @self: the dialog
 * @moment: a moment of the phrase book
 *
 * Shows what to say to the customer meanwhile, with what is typed filled in.
 */
void
hall_ask_dialog_set_phrase (HallAskDialog *self, const char *moment)
{
  g_return_if_fail (HALL_IS_ASK_DIALOG (self) && moment != NULL);

  self->moment = g_strdup (moment);
  update_phrase (self);
}

static char *
ticket_title (HallTicket *ticket)
{
  return g_strdup_printf ("%s  %s", ticket->label,
                          ticket->matter_name != NULL ? ticket->matter_name : ticket->category_name);
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
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint at = 0;

  g_return_if_fail (HALL_IS_ASK_DIALOG (self) && self->ticket_row == NULL);

  for (guint i = 0; i < g_list_model_get_n_items (tickets); i++) {
    g_autoptr (HallTicket) ticket = g_list_model_get_item (tickets, i);

    gtk_string_list_take (names, ticket_title (ticket));
    if (ticket->id == selected)
      at = i;
  }
  g_set_object (&self->tickets, tickets);
  self->ticket_row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->ticket_row), title);
  adw_combo_row_set_model (self->ticket_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->ticket_row, at);
  gtk_list_box_append (self->rows, GTK_WIDGET (self->ticket_row));
}

static void
add_target (HallAskDialog *self, GtkStringList *names, const char *name, const char *arg, GVariant *value)
{
  gtk_string_list_append (names, name);
  g_ptr_array_add (self->targets, g_variant_ref_sink (g_variant_new ("(sv)", arg, value)));
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
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_return_if_fail (HALL_IS_ASK_DIALOG (self) && self->target_row == NULL && view != NULL);

  for (guint i = 0; i < g_list_model_get_n_items (view->counters); i++) {
    g_autoptr (HallCounter) counter = g_list_model_get_item (view->counters, i);

    if (counter->number != view->counter && g_strcmp0 (counter->duty, "open") == 0)
      add_target (self, names, counter->name, "counter", g_variant_new_int64 (counter->number));
  }
  for (guint i = 0; i < g_list_model_get_n_items (view->categories); i++) {
    g_autoptr (HallCategory) category = g_list_model_get_item (view->categories, i);
    g_autofree char *name = g_strdup_printf (_ ("Queue %s · %s"), category->code,
                                             hall_shell_localised (category->name, category->name_en));

    add_target (self, names, name, "category", g_variant_new_string (category->code));
  }
  self->target_row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->target_row), title);
  adw_combo_row_set_model (self->target_row, G_LIST_MODEL (names));
  g_signal_connect_object (self->target_row, "notify::selected", G_CALLBACK (update_phrase), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (self->rows, GTK_WIDGET (self->target_row));
}

/* A button that fills in one of the usual reasons; Alt and a digit does the same. */
static void
add_suggestion (HallAskDialog *self, const char *text, guint at)
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
  gtk_box_append (self->suggestions, button);
}

/**
 * hall_ask_dialog_add_text:
 * @self: the dialog, with its command set
 * @arg: the argument, "reason" or "summary"
 * @title: what it is called
 * @suggestions: (nullable) (array zero-terminated=1): usual texts, translated
 *
 * Asks for a text. What is typed is kept until the command is done.
 */
void
hall_ask_dialog_add_text (HallAskDialog *self,
                          const char *arg,
                          const char *title,
                          const char *const *suggestions)
{
  g_return_if_fail (HALL_IS_ASK_DIALOG (self) && self->text_row == NULL && self->command != NULL);

  self->text_arg = g_strdup (arg);
  self->text_row = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->text_row), title);
  adw_entry_row_set_activates_default (self->text_row, TRUE);
  gtk_list_box_append (self->rows, GTK_WIDGET (self->text_row));
  if (self->store != NULL) {
    g_autofree char *field = draft_field (self);

    hall_draft_bind (GTK_EDITABLE (self->text_row), hall_store_get_address (self->store), self->counter,
                     field);
  }
  g_signal_connect_object (self->text_row, "changed", G_CALLBACK (update_phrase), self, G_CONNECT_SWAPPED);
  for (guint i = 0; suggestions != NULL && suggestions[i] != NULL; i++)
    add_suggestion (self, suggestions[i], i);
  gtk_widget_set_visible (GTK_WIDGET (self->suggestions), suggestions != NULL);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->text_row));
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

  g_return_if_fail (HALL_IS_ASK_DIALOG (self) && self->minutes == NULL);

  row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  self->minutes = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (1, 240, 1));
  gtk_spin_button_set_value (self->minutes, minutes);
  gtk_widget_set_valign (GTK_WIDGET (self->minutes), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->minutes), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->minutes));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (self->minutes));
  gtk_list_box_append (self->rows, row);
  g_signal_connect_object (self->minutes, "value-changed", G_CALLBACK (update_phrase), self,
                           G_CONNECT_SWAPPED);
}
