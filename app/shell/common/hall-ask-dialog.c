/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-ask-dialog.h"

#include <glib/gi18n.h>

#include "hall-error.h"
#include "hall-key-button.h"
#include "hall-shell.h"

#define WIDTH 620
#define LINE_CHARS 64      /* fewer than fit a line of that width */
#define MIN_CONTENT 420    /* px of fields that are seen at once, however low the window below is */
#define AROUND_CONTENT 220 /* px for the title and the buttons, and for the edges of the window below */

/*
 * What a command needs to know beyond the key that was pressed: a reason, a summary, where to, how long. It
 * carries the command out itself, shows a refusal at the field it names, and keeps what was typed until it is
 * done.
 */
struct _HallAskDialog {
  AdwWindow parent_instance;

  GtkLabel *title_label;
  GtkLabel *subject_label;
  GtkWidget *phrase_box;
  GtkLabel *phrase_label;
  GtkScrolledWindow *scroller;
  GtkBox *rows;
  GtkLabel *error_label;
  HallKeyButton *go_button;

  HallStore *store; /* (owned) (nullable) in tests without one */
  char *command;    /* (nullable) when going on is all there is */
  char *staff;
  char *station; /* (nullable) */
  gint64 counter;
  char *owner;  /* (nullable) whose drafts they are */
  char *moment; /* (nullable) of the phrase on top */
  gboolean busy;

  GPtrArray *fields;      /* (owned) of Field, in their order */
  GVariantDict fixed;     /* arguments that are not asked for */
  GHashTable *aliases;    /* (owned) what the hall calls a field otherwise */
  GHashTable *slots;      /* (owned) of the phrase, beside the fields */
  HallTextField *text;    /* (unowned) (nullable) that the suggestions are for */
  HallAskCompose compose; /* (nullable) */
  gpointer compose_data;
  GCancellable *reading; /* (owned) (nullable) */
  guint fit_id;          /* source: makes the window as high as what is in it */
};

/* One question. */
typedef struct {
  char *name;        /* the argument; of a choice what the phrase calls it */
  GtkWidget *widget; /* (unowned) HallTextField, HallChoiceField, GtkCheckButton or GtkSpinButton */
} Field;

G_DEFINE_FINAL_TYPE (HallAskDialog, hall_ask_dialog, ADW_TYPE_WINDOW)

enum {
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
field_free (gpointer data)
{
  Field *self = data;

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
spoken (const Field *field)
{
  if (HALL_IS_TEXT_FIELD (field->widget))
    return hall_text_field_dup_text (HALL_TEXT_FIELD (field->widget));
  if (HALL_IS_CHOICE_FIELD (field->widget))
    return g_strdup (hall_choice_field_get_text (HALL_CHOICE_FIELD (field->widget)));
  if (GTK_IS_SPIN_BUTTON (field->widget))
    return g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (field->widget)));
  return NULL;
}

static void
update_phrase (HallAskDialog *self)
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
    const Field *field = g_ptr_array_index (self->fields, i);
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
add_value (GVariantDict *args, const Field *field)
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
static Field *
find_field (HallAskDialog *self, const char *arg)
{
  const char *alias = arg != NULL ? g_hash_table_lookup (self->aliases, arg) : NULL;
  Field *hidden = NULL;

  if (alias != NULL)
    arg = alias;
  for (guint i = 0; arg != NULL && i < self->fields->len; i++) {
    Field *field = g_ptr_array_index (self->fields, i);

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
refusal_text (const Field *field, const GError *error)
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
  Field *field = find_field (self, hall_error_get_field (error));
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
    GtkWidget *widget = ((const Field *)g_ptr_array_index (self->fields, i))->widget;

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
    GtkWidget *field = ((const Field *)g_ptr_array_index (self->fields, i))->widget;

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
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "ask.go", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "ask.go", NULL);
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
  update_phrase (self);
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
  update_phrase (self);
}

/* --- Fields --- */

static void
add_widget (HallAskDialog *self, const char *name, GtkWidget *widget, GtkWidget *row)
{
  Field *field = g_new0 (Field, 1);

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
  g_signal_connect_object (field, "changed", G_CALLBACK (update_phrase), self, G_CONNECT_SWAPPED);
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
  g_signal_connect_object (field, "changed", G_CALLBACK (update_phrase), self, G_CONNECT_SWAPPED);
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
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (update_phrase), self, G_CONNECT_SWAPPED);
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
  Field *field;

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
  Field *field;

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
