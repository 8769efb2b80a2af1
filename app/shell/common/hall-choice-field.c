/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-choice-field.h"

/*
 * One of several: what is asked, the answers, what the chosen one means, and what is wrong with it. A few
 * answers are all seen and none is chosen at first; many are in a list.
 */
struct _HallChoiceField {
  AdwBin parent_instance;

  GtkLabel *title_label;
  GtkGrid *buttons;
  GtkDropDown *drop_down;
  GtkLabel *help_label;
  GtkLabel *error_label;

  gboolean open;
  int columns;          /* of the answers that are seen */
  GtkStringList *texts; /* (owned) of all answers */
  GPtrArray *answers;   /* (owned) of Answer */
};

typedef struct {
  char *help;      /* (nullable) */
  char *arg;       /* (nullable) the argument that it is the value of */
  GVariant *value; /* (nullable) */
  GtkCheckButton *button;
} Answer;

G_DEFINE_FINAL_TYPE (HallChoiceField, hall_choice_field, ADW_TYPE_BIN)

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_free (self->help);
  g_free (self->arg);
  g_clear_pointer (&self->value, g_variant_unref);
  g_free (self);
}

static Answer *
chosen (HallChoiceField *self)
{
  guint at = hall_choice_field_get_selected (self);

  return at < self->answers->len ? g_ptr_array_index (self->answers, at) : NULL;
}

static void
on_chosen_cb (HallChoiceField *self)
{
  Answer *answer = chosen (self);
  const char *help = answer != NULL && answer->help != NULL ? answer->help : "";

  gtk_label_set_text (self->help_label, help);
  gtk_widget_set_visible (GTK_WIDGET (self->help_label), *help != '\0');
  hall_choice_field_set_error (self, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Of two buttons of a group that change, only the one that is chosen now counts. */
static void
on_toggled_cb (GtkCheckButton *button, HallChoiceField *self)
{
  if (gtk_check_button_get_active (button))
    on_chosen_cb (self);
}

static gboolean
hall_choice_field_grab_focus (GtkWidget *widget)
{
  HallChoiceField *self = HALL_CHOICE_FIELD (widget);
  Answer *answer = chosen (self);

  if (!self->open)
    return gtk_widget_grab_focus (GTK_WIDGET (self->drop_down));
  if (answer == NULL && self->answers->len > 0)
    answer = g_ptr_array_index (self->answers, 0);
  return answer != NULL && gtk_widget_grab_focus (GTK_WIDGET (answer->button));
}

static void
hall_choice_field_dispose (GObject *object)
{
  HallChoiceField *self = HALL_CHOICE_FIELD (object);

  g_clear_object (&self->texts);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_CHOICE_FIELD);
  G_OBJECT_CLASS (hall_choice_field_parent_class)->dispose (object);
}

static void
hall_choice_field_finalize (GObject *object)
{
  g_ptr_array_unref (HALL_CHOICE_FIELD (object)->answers);
  G_OBJECT_CLASS (hall_choice_field_parent_class)->finalize (object);
}

static void
hall_choice_field_class_init (HallChoiceFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_choice_field_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_choice_field_finalize;
  widget_class->grab_focus = hall_choice_field_grab_focus;
  /**
   * HallChoiceField::changed:
   *
   * Another answer is chosen.
   */
  signals[CHANGED] = g_signal_new ("changed", HALL_TYPE_CHOICE_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-choice-field.ui");
  gtk_widget_class_bind_template_child (widget_class, HallChoiceField, title_label);
  gtk_widget_class_bind_template_child (widget_class, HallChoiceField, buttons);
  gtk_widget_class_bind_template_child (widget_class, HallChoiceField, drop_down);
  gtk_widget_class_bind_template_child (widget_class, HallChoiceField, help_label);
  gtk_widget_class_bind_template_child (widget_class, HallChoiceField, error_label);
}

static void
hall_choice_field_init (HallChoiceField *self)
{
  self->answers = g_ptr_array_new_with_free_func (answer_free);
  self->columns = 2;
  self->texts = gtk_string_list_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_choice_field_new:
 * @title: what is asked; also its accessible name
 * @open: whether all answers are seen, none of them chosen at first; otherwise the first of a list is
 *
 * Returns: (transfer floating): a new field without answers
 */
GtkWidget *
hall_choice_field_new (const char *title, gboolean open)
{
  HallChoiceField *self = g_object_new (HALL_TYPE_CHOICE_FIELD, NULL);

  self->open = open;
  gtk_label_set_text (self->title_label, title);
  gtk_widget_set_visible (GTK_WIDGET (self->buttons), open);
  gtk_widget_set_visible (GTK_WIDGET (self->drop_down), !open);
  if (open) {
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  } else {
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                    -1);
    gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (self->texts));
    g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (on_chosen_cb), self,
                             G_CONNECT_SWAPPED);
  }
  return GTK_WIDGET (self);
}

static GtkCheckButton *
add_button (HallChoiceField *self, const char *text)
{
  GtkWidget *button = gtk_check_button_new_with_label (text);
  int at = (int)self->answers->len;

  if (at > 0) {
    Answer *first = g_ptr_array_index (self->answers, 0);

    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), first->button);
  }
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled_cb), self, 0);
  gtk_grid_attach (self->buttons, button, at % self->columns, at / self->columns, 1, 1);
  return GTK_CHECK_BUTTON (button);
}

/**
 * hall_choice_field_add:
 * @self: the field
 * @text: an answer, for people
 * @help: (nullable): what it means, shown while it is chosen
 * @arg: (nullable): the argument of the command that it answers, %NULL when it answers none
 * @value: (nullable) (transfer floating): and the argument's value
 *
 * Adds an answer.
 */
void
hall_choice_field_add (
    HallChoiceField *self, const char *text, const char *help, const char *arg, GVariant *value)
{
  Answer *answer;

  g_return_if_fail (HALL_IS_CHOICE_FIELD (self) && text != NULL);

  answer = g_new0 (Answer, 1);
  answer->help = g_strdup (help);
  answer->arg = g_strdup (arg);
  answer->value = value != NULL ? g_variant_ref_sink (value) : NULL;
  if (self->open)
    answer->button = add_button (self, text);
  g_ptr_array_add (self->answers, answer);
  gtk_string_list_append (self->texts, text);
  if (!self->open && self->answers->len == 1)
    on_chosen_cb (self);
}

/**
 * hall_choice_field_set_columns:
 * @self: a field whose answers are all seen, before they are added
 * @columns: how many stand beside each other; 2 where nothing is said
 */
void
hall_choice_field_set_columns (HallChoiceField *self, int columns)
{
  g_return_if_fail (HALL_IS_CHOICE_FIELD (self) && columns > 0 && self->answers->len == 0);

  self->columns = columns;
}

const char *
hall_choice_field_get_title (HallChoiceField *self)
{
  g_return_val_if_fail (HALL_IS_CHOICE_FIELD (self), NULL);

  return gtk_label_get_text (self->title_label);
}

/**
 * hall_choice_field_get_selected:
 * @self: the field
 *
 * Returns: the place of the answer that is chosen, %GTK_INVALID_LIST_POSITION for none
 */
guint
hall_choice_field_get_selected (HallChoiceField *self)
{
  g_return_val_if_fail (HALL_IS_CHOICE_FIELD (self), GTK_INVALID_LIST_POSITION);

  if (!self->open)
    return gtk_drop_down_get_selected (self->drop_down);
  for (guint i = 0; i < self->answers->len; i++) {
    Answer *answer = g_ptr_array_index (self->answers, i);

    if (gtk_check_button_get_active (answer->button))
      return i;
  }
  return GTK_INVALID_LIST_POSITION;
}

void
hall_choice_field_set_selected (HallChoiceField *self, guint at)
{
  g_return_if_fail (HALL_IS_CHOICE_FIELD (self) && at < self->answers->len);

  if (self->open) {
    Answer *answer = g_ptr_array_index (self->answers, at);

    gtk_check_button_set_active (answer->button, TRUE);
  } else {
    gtk_drop_down_set_selected (self->drop_down, at);
  }
}

/**
 * hall_choice_field_select_value:
 * @self: the field
 * @value: the value of an answer that is a text
 *
 * Returns: whether there is one, which is chosen now
 */
gboolean
hall_choice_field_select_value (HallChoiceField *self, const char *value)
{
  g_return_val_if_fail (HALL_IS_CHOICE_FIELD (self), FALSE);

  for (guint i = 0; i < self->answers->len; i++) {
    Answer *answer = g_ptr_array_index (self->answers, i);

    if (answer->value != NULL && g_variant_is_of_type (answer->value, G_VARIANT_TYPE_STRING)
        && g_strcmp0 (g_variant_get_string (answer->value, NULL), value) == 0) {
      hall_choice_field_set_selected (self, i);
      return TRUE;
    }
  }
  return FALSE;
}

/**
 * hall_choice_field_get_text:
 * @self: the field
 *
 * Returns: (transfer none) (nullable): the answer that is chosen, for people
 */
const char *
hall_choice_field_get_text (HallChoiceField *self)
{
  g_return_val_if_fail (HALL_IS_CHOICE_FIELD (self), NULL);

  return chosen (self) != NULL
             ? gtk_string_list_get_string (self->texts, hall_choice_field_get_selected (self))
             : NULL;
}

/**
 * hall_choice_field_get_arg:
 * @self: the field
 *
 * Returns: (transfer none) (nullable): the argument that the chosen answer is the value of
 */
const char *
hall_choice_field_get_arg (HallChoiceField *self)
{
  Answer *answer;

  g_return_val_if_fail (HALL_IS_CHOICE_FIELD (self), NULL);

  answer = chosen (self);
  return answer != NULL ? answer->arg : NULL;
}

GVariant *
hall_choice_field_get_value (HallChoiceField *self)
{
  Answer *answer;

  g_return_val_if_fail (HALL_IS_CHOICE_FIELD (self), NULL);

  answer = chosen (self);
  return answer != NULL ? answer->value : NULL;
}

/* Whether one of the answers is for this argument: what is refused there is shown here. */
gboolean
hall_choice_field_has_arg (HallChoiceField *self, const char *arg)
{
  g_return_val_if_fail (HALL_IS_CHOICE_FIELD (self), FALSE);

  for (guint i = 0; i < self->answers->len; i++)
    if (g_strcmp0 (((Answer *)g_ptr_array_index (self->answers, i))->arg, arg) == 0)
      return TRUE;
  return FALSE;
}

const char *
hall_choice_field_get_error (HallChoiceField *self)
{
  g_return_val_if_fail (HALL_IS_CHOICE_FIELD (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->error_label)) ? gtk_label_get_text (self->error_label)
                                                                 : NULL;
}

/**
 * hall_choice_field_set_error:
 * @self: the field
 * @text: (nullable): what is wrong, shown until another answer is chosen
 */
void
hall_choice_field_set_error (HallChoiceField *self, const char *text)
{
  g_return_if_fail (HALL_IS_CHOICE_FIELD (self));

  gtk_label_set_text (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
}
