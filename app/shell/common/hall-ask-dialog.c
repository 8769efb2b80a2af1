/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-ask-dialog.h"

#include <glib/gi18n.h>

#include "hall-ask-dialog-private.h"
#include "hall-error.h"
#include "hall-shell.h"

#define WIDTH 620
#define MIN_CONTENT 400    /* px of fields that are seen at once, however low the window below is */
#define AROUND_CONTENT 310 /* px for title, phrase and buttons, and for the edges of the window below */

/*
 * What a command needs to know beyond the key that was pressed: a reason, a summary, where to, how long. It
 * carries the command out itself, shows a refusal at the field it names, and keeps what was typed until it is
 * done.
 */
G_DEFINE_FINAL_TYPE (HallAskDialog, hall_ask_dialog, ADW_TYPE_WINDOW)

enum {
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
field_free (gpointer data)
{
  HallAskField *self = data;

  g_free (self->name);
  g_free (self);
}

/* --- The phrase on top, with what is filled in --- */

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

/* What a field says in a phrase. */
static char *
spoken (const HallAskField *field)
{
  if (HALL_IS_TEXT_FIELD (field->widget))
    return hall_text_field_dup_text (HALL_TEXT_FIELD (field->widget));
  if (HALL_IS_CHOICE_FIELD (field->widget))
    return g_strdup (hall_choice_field_get_text (HALL_CHOICE_FIELD (field->widget)));
  if (GTK_IS_SPIN_BUTTON (field->widget))
    return g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (field->widget)));
  return NULL;
}

/* Says the phrase on top anew, with what is filled in now. */
void
hall_ask_dialog_update_phrase (HallAskDialog *self)
{
  GVariantBuilder slots;
  GHashTableIter iter;
  gpointer name;
  gpointer value;
  g_autoptr (GVariant) params = NULL;

  if (self->moment == NULL || self->store == NULL)
    return;
  g_variant_builder_init (&slots, G_VARIANT_TYPE ("a{ss}"));
  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_variant_builder_add (&slots, "{ss}", name, value);
  for (guint i = 0; i < self->fields->len; i++) {
    const HallAskField *field = g_ptr_array_index (self->fields, i);
    g_autofree char *text = spoken (field);

    if (text != NULL && *text != '\0')
      g_variant_builder_add (&slots, "{ss}", field->name, text);
  }
  params = g_variant_ref_sink (g_variant_new ("(sa{ss})", self->moment, &slots));
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  hall_store_read_async (self->store, (HallReadFunc)hall_phrases_read, params, free_strv, self->reading,
                         on_phrase_cb, g_object_ref (self));
}

/* --- What is filled in --- */

/* What is hidden is not asked. */
static void
add_value (GVariantDict *args, const HallAskField *field)
{
  if (!gtk_widget_get_visible (field->widget))
    return;
  if (HALL_IS_TEXT_FIELD (field->widget)) {
    g_autofree char *text = hall_text_field_dup_text (HALL_TEXT_FIELD (field->widget));

    if (*text != '\0')
      g_variant_dict_insert (args, field->name, "s", text);
  } else if (HALL_IS_CHOICE_FIELD (field->widget)) {
    const char *arg = hall_choice_field_get_arg (HALL_CHOICE_FIELD (field->widget));
    GVariant *value = hall_choice_field_get_value (HALL_CHOICE_FIELD (field->widget));

    if (arg != NULL && value != NULL)
      g_variant_dict_insert_value (args, arg, value);
  } else if (GTK_IS_SPIN_BUTTON (field->widget)) {
    g_variant_dict_insert (args, field->name, "x",
                           (gint64)gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (field->widget)));
  } else {
    g_variant_dict_insert (args, field->name, "b",
                           gtk_check_button_get_active (GTK_CHECK_BUTTON (field->widget)));
  }
}

/**
 * hall_ask_dialog_dup_args:
 * @self: the dialog
 *
 * Returns: (transfer full): the command's arguments as they are filled in, a{sv}
 */
GVariant *
hall_ask_dialog_dup_args (HallAskDialog *self)
{
  g_autoptr (GVariant) fixed = NULL;
  GVariantDict args;

  g_return_val_if_fail (HALL_IS_ASK_DIALOG (self), NULL);

  fixed = g_variant_ref_sink (g_variant_dict_end (&self->fixed));
  g_variant_dict_init (&self->fixed, fixed);
  g_variant_dict_init (&args, fixed);
  for (guint i = 0; i < self->fields->len; i++)
    add_value (&args, g_ptr_array_index (self->fields, i));
  if (self->compose != NULL)
    self->compose (self, &args, self->compose_data);
  return g_variant_ref_sink (g_variant_dict_end (&args));
}

/* --- Carrying it out --- */

static void
show_error (HallAskDialog *self, const char *text)
{
  gtk_label_set_text (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
}

/* The field that asks for an argument: of several the one in sight. */
static HallAskField *
find_field (HallAskDialog *self, const char *arg)
{
  const char *alias = arg != NULL ? g_hash_table_lookup (self->aliases, arg) : NULL;
  HallAskField *hidden = NULL;

  if (alias != NULL)
    arg = alias;
  for (guint i = 0; arg != NULL && i < self->fields->len; i++) {
    HallAskField *field = g_ptr_array_index (self->fields, i);

    if (HALL_IS_CHOICE_FIELD (field->widget)
            ? hall_choice_field_has_arg (HALL_CHOICE_FIELD (field->widget), arg)
            : g_str_equal (field->name, arg)) {
      if (gtk_widget_get_visible (field->widget))
        return field;
      hidden = field;
    }
  }
  return hidden;
}

/* What the hall answers; a field left empty is called by the name it has on screen. */
static char *
refusal_text (const HallAskField *field, const GError *error)
{
  if (field != NULL && HALL_IS_TEXT_FIELD (field->widget)
      && g_error_matches (error, HALL_ERROR, HALL_ERROR_INVALID) && hall_error_get_rule (error) == NULL) {
    g_autofree char *text = hall_text_field_dup_text (HALL_TEXT_FIELD (field->widget));

    if (*text == '\0')
      /* Translators: %s is the name of a field, such as "Reason" */
      return g_strdup_printf (_ ("Please fill in: %s"),
                              hall_text_field_get_title (HALL_TEXT_FIELD (field->widget)));
  }
  return hall_shell_error_text (error);
}

static void
show_refusal (HallAskDialog *self, const GError *error)
{
  HallAskField *field = find_field (self, hall_error_get_field (error));
  g_autofree char *text = NULL;

  if (field != NULL && !gtk_widget_get_visible (field->widget))
    field = NULL;
  text = refusal_text (field, error);
  if (field != NULL && HALL_IS_TEXT_FIELD (field->widget))
    hall_text_field_set_error (HALL_TEXT_FIELD (field->widget), text);
  else if (field != NULL && HALL_IS_CHOICE_FIELD (field->widget))
    hall_choice_field_set_error (HALL_CHOICE_FIELD (field->widget), text);
  else
    show_error (self, text);
  if (field != NULL)
    gtk_widget_grab_focus (field->widget);
}

static void
clear_errors (HallAskDialog *self)
{
  show_error (self, NULL);
  for (guint i = 0; i < self->fields->len; i++) {
    GtkWidget *widget = ((const HallAskField *)g_ptr_array_index (self->fields, i))->widget;

    if (HALL_IS_TEXT_FIELD (widget))
      hall_text_field_set_error (HALL_TEXT_FIELD (widget), NULL);
    else if (HALL_IS_CHOICE_FIELD (widget))
      hall_choice_field_set_error (HALL_CHOICE_FIELD (widget), NULL);
  }
}

static void
on_done_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallAskDialog *self = HALL_ASK_DIALOG (widget);

  self->busy = FALSE;
  gtk_widget_action_set_enabled (widget, "ask.go", TRUE);
  if (error != NULL) {
    show_refusal (self, error);
    return;
  }
  for (guint i = 0; i < self->fields->len; i++) {
    GtkWidget *field = ((const HallAskField *)g_ptr_array_index (self->fields, i))->widget;

    if (HALL_IS_TEXT_FIELD (field))
      hall_text_field_drop_draft (HALL_TEXT_FIELD (field));
  }
  g_signal_emit (self, signals[DONE], 0, answer);
  gtk_window_close (GTK_WINDOW (self));
}

static void
go (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallAskDialog *self = HALL_ASK_DIALOG (widget);
  g_autoptr (GVariant) args = NULL;

  if (self->busy)
    return;
  if (self->command == NULL) {
    g_signal_emit (self, signals[DONE], 0, NULL);
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  if (self->store == NULL)
    return;
  args = hall_ask_dialog_dup_args (self);
  self->busy = TRUE;
  gtk_widget_action_set_enabled (widget, "ask.go", FALSE);
  clear_errors (self);
  hall_shell_do_quietly (
      widget, self->store,
      hall_command_new (self->command, args, self->staff, self->counter, self->station, NULL), on_done_cb,
      NULL);
}

static void
take_suggestion (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallAskDialog *self = HALL_ASK_DIALOG (widget);

  if (self->text == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
  hall_text_field_set_text (self->text, g_variant_get_string (parameter, NULL));
}

/* --- Its size --- */

static gboolean
on_fit_cb (gpointer data)
{
  HallAskDialog *self = data;

  self->fit_id = 0;
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, -1);
  return G_SOURCE_REMOVE;
}

/* The phrase comes after the window, hints and refusals come and go: as long as there is room, nothing of it
 * is out of sight. */
static void
on_overflow_cb (HallAskDialog *self, GParamSpec *pspec, GtkAdjustment *adjustment)
{
  double hidden = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  if (hidden > 0
      && gtk_adjustment_get_page_size (adjustment)
             < gtk_scrolled_window_get_max_content_height (self->scroller)
      && self->fit_id == 0)
    self->fit_id = g_idle_add (on_fit_cb, self);
}

/* --- Life --- */

static void
hall_ask_dialog_dispose (GObject *object)
{
  HallAskDialog *self = HALL_ASK_DIALOG (object);

  g_clear_handle_id (&self->fit_id, g_source_remove);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->store);
  g_ptr_array_set_size (self->fields, 0);
  self->text = NULL;
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
  g_free (self->owner);
  g_free (self->moment);
  g_ptr_array_unref (self->fields);
  g_variant_dict_clear (&self->fixed);
  g_hash_table_unref (self->slots);
  g_hash_table_unref (self->aliases);
  G_OBJECT_CLASS (hall_ask_dialog_parent_class)->finalize (object);
}

static void
hall_ask_dialog_class_init (HallAskDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_ask_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_ask_dialog_finalize;
  /**
   * HallAskDialog::done:
   * @answer: (nullable): what the hall answered; %NULL of a dialog without a command
   *
   * The command is done; the dialog closes itself after this.
   */
  signals[DONE] = g_signal_new ("done", HALL_TYPE_ASK_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_VARIANT);
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-ask-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HallAskDialog, title_label);
  gtk_widget_class_bind_template_child (widget_class, HallAskDialog, subject_label);
  gtk_widget_class_bind_template_child (widget_class, HallAskDialog, phrase_box);
  gtk_widget_class_bind_template_child (widget_class, HallAskDialog, phrase_label);
  gtk_widget_class_bind_template_child (widget_class, HallAskDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, HallAskDialog, rows);
  gtk_widget_class_bind_template_child (widget_class, HallAskDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, HallAskDialog, go_button);
  gtk_widget_class_install_action (widget_class, "ask.go", NULL, go);
  gtk_widget_class_install_action (widget_class, "ask.suggest", "s", take_suggestion);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

/* Before the text has them: it takes Ctrl+Enter for a line break. */
static void
add_go_keys (HallAskDialog *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger = gtk_alternative_trigger_new (
      gtk_keyval_trigger_new (GDK_KEY_Return, GDK_CONTROL_MASK),
      gtk_keyval_trigger_new (GDK_KEY_KP_Enter, GDK_CONTROL_MASK));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (trigger, gtk_named_action_new ("ask.go")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
hall_ask_dialog_init (HallAskDialog *self)
{
  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->slots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_variant_dict_init (&self->fixed, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "notify::upper",
                           G_CALLBACK (on_overflow_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->go_button));
  add_go_keys (self);
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
  if (parent != NULL)
    gtk_scrolled_window_set_max_content_height (
        self->scroller, MAX (MIN_CONTENT, gtk_widget_get_height (GTK_WIDGET (parent)) - AROUND_CONTENT));
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
 * Sets what is carried out. A dialog without a command only tells something; its button leads on.
 */
void
hall_ask_dialog_set_command (
    HallAskDialog *self, const char *name, const char *staff, gint64 counter, const char *station)
{
  char *old[] = { NULL, NULL, NULL };

  g_return_if_fail (HALL_IS_ASK_DIALOG (self) && name != NULL);

  old[0] = self->command;
  old[1] = self->staff;
  old[2] = self->station;
  self->command = g_strdup (name);
  self->staff = g_strdup (staff);
  self->counter = counter;
  self->station = g_strdup (station);
  for (gsize i = 0; i < G_N_ELEMENTS (old); i++)
    g_free (old[i]);
}

/**
 * hall_ask_dialog_rename_command:
 * @self: the dialog, with its command set
 * @name: another command, which what is filled in leads to; the drafts stay those of the first
 */
void
hall_ask_dialog_rename_command (HallAskDialog *self, const char *name)
{
  g_return_if_fail (HALL_IS_ASK_DIALOG (self) && self->command != NULL && name != NULL);

  g_free (self->command);
  self->command = g_strdup (name);
}

/**
 * hall_ask_dialog_set_alias:
 * @self: the dialog
 * @arg: an argument that the command names in a refusal
 * @field: the argument whose field it stands in
 */
void
hall_ask_dialog_set_alias (HallAskDialog *self, const char *arg, const char *field)
{
  g_return_if_fail (HALL_IS_ASK_DIALOG (self) && arg != NULL && field != NULL);

  g_hash_table_replace (self->aliases, g_strdup (arg), g_strdup (field));
}

/**
 * hall_ask_dialog_set_subject:
 * @self: the dialog
 * @text: what it is about: a case, its customer
 */
void
hall_ask_dialog_set_subject (HallAskDialog *self, const char *text)
{
  g_return_if_fail (HALL_IS_ASK_DIALOG (self) && text != NULL);

  gtk_label_set_text (self->subject_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->subject_label), TRUE);
}

void
hall_ask_dialog_set_go_text (HallAskDialog *self, const char *text)
{
  g_return_if_fail (HALL_IS_ASK_DIALOG (self) && text != NULL);

  hall_key_button_set_text (self->go_button, text);
}

/**
 * hall_ask_dialog_set_draft_owner:
 * @self: the dialog, before its fields
 * @owner: who types about what: "G05-2026-000017"
 *
 * Whose the drafts are. Without it they are the counter's.
 */
void
hall_ask_dialog_set_draft_owner (HallAskDialog *self, const char *owner)
{
  g_return_if_fail (HALL_IS_ASK_DIALOG (self) && self->fields->len == 0);

  g_free (self->owner);
  self->owner = g_strdup (owner);
}

/**
 * hall_ask_dialog_set_arg:
 * @self: the dialog
 * @name: an argument of the command that is not asked for
 * @value: (transfer floating): its value
 */
void
hall_ask_dialog_set_arg (HallAskDialog *self, const char *name, GVariant *value)
{
  g_return_if_fail (HALL_IS_ASK_DIALOG (self) && name != NULL && value != NULL);

  g_variant_dict_insert_value (&self->fixed, name, value);
}

void
hall_ask_dialog_set_compose (HallAskDialog *self, HallAskCompose compose, gpointer data)
{
  g_return_if_fail (HALL_IS_ASK_DIALOG (self));

  self->compose = compose;
  self->compose_data = data;
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

  g_free (self->moment);
  self->moment = g_strdup (moment);
  hall_ask_dialog_update_phrase (self);
}

/**
 * hall_ask_dialog_set_slot:
 * @self: the dialog
 * @slot: a slot of its phrase that no field fills
 * @text: (nullable): what stands there
 */
void
hall_ask_dialog_set_slot (HallAskDialog *self, const char *slot, const char *text)
{
  g_return_if_fail (HALL_IS_ASK_DIALOG (self) && slot != NULL);

  if (text != NULL)
    g_hash_table_replace (self->slots, g_strdup (slot), g_strdup (text));
  else
    g_hash_table_remove (self->slots, slot);
  hall_ask_dialog_update_phrase (self);
}

/**
 * hall_ask_dialog_get_field:
 * @self: the dialog
 * @arg: an argument that a text is asked for
 *
 * Returns: (transfer none) (nullable): its field
 */
HallTextField *
hall_ask_dialog_get_field (HallAskDialog *self, const char *arg)
{
  HallAskField *field;

  g_return_val_if_fail (HALL_IS_ASK_DIALOG (self), NULL);

  field = find_field (self, arg);
  return field != NULL && HALL_IS_TEXT_FIELD (field->widget) ? HALL_TEXT_FIELD (field->widget) : NULL;
}

/**
 * hall_ask_dialog_get_error:
 * @self: the dialog
 * @arg: (nullable): an argument; %NULL for what no field is to blame for
 *
 * Returns: (transfer none) (nullable): what is shown to be wrong with it
 */
const char *
hall_ask_dialog_get_error (HallAskDialog *self, const char *arg)
{
  HallAskField *field;

  g_return_val_if_fail (HALL_IS_ASK_DIALOG (self), NULL);

  if (arg == NULL)
    return gtk_widget_get_visible (GTK_WIDGET (self->error_label)) ? gtk_label_get_text (self->error_label)
                                                                   : NULL;
  field = find_field (self, arg);
  if (field == NULL)
    return NULL;
  if (HALL_IS_CHOICE_FIELD (field->widget))
    return hall_choice_field_get_error (HALL_CHOICE_FIELD (field->widget));
  return HALL_IS_TEXT_FIELD (field->widget) ? hall_text_field_get_error (HALL_TEXT_FIELD (field->widget))
                                            : NULL;
}
