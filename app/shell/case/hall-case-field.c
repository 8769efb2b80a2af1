/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-case-field.h"

/**
 * HallCaseField:
 *
 * One line to type in, with its name above and what is to be said of it below: what is wrong while it can
 * still be put right, what the hall refused. It never stops anybody from typing.
 *
 * Signals: changed, activate.
 */
struct _HallCaseField {
  AdwBin parent_instance;

  GtkLabel *title;
  AdwBin *place;
  GtkLabel *message;
  GtkEditable *editable; /* in @place */

  gboolean secret;
  HallCaseFieldCheck check; /* (nullable) */
  gpointer check_data;
  guint whole; /* with so many characters it is judged at once, with fewer when it is left */
  gboolean right;
};

G_DEFINE_FINAL_TYPE (HallCaseField, hall_case_field, ADW_TYPE_BIN)

enum { PROP_TITLE = 1, PROP_SECRET, N_PROPS };
enum { SIGNAL_CHANGED, SIGNAL_ACTIVATE, N_SIGNALS };

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

/* Tone: bad, ok, quiet. */
static void
say (HallCaseField *self, const char *tone, const char *text)
{
  static const char *const tones[] = { "bad-text", "ok-text", "quiet" };

  for (gsize i = 0; i < G_N_ELEMENTS (tones); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->message), tones[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), tone);
  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL && *text != '\0');
  if (g_str_equal (tone, "bad-text"))
    gtk_widget_add_css_class (GTK_WIDGET (self->editable), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->editable), "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->editable), GTK_ACCESSIBLE_STATE_INVALID,
      g_str_equal (tone, "bad-text") ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* While it is typed nobody is told that it is too short. */
static void
judge (HallCaseField *self, gboolean left)
{
  g_autofree char *text = hall_case_field_dup_text (self);
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;

  self->right = TRUE;
  if (*text == '\0' || self->check == NULL) {
    say (self, "quiet", NULL);
    return;
  }
  self->right = self->check (text, &words, &error, self->check_data);
  if (self->right)
    say (self, "ok-text", words);
  else if (left || g_utf8_strlen (text, -1) >= (glong)self->whole)
    say (self, "bad-text", error->message);
  else
    say (self, "quiet", NULL);
}

static void
on_changed_cb (HallCaseField *self)
{
  judge (self, FALSE);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
on_activate_cb (HallCaseField *self)
{
  judge (self, TRUE);
  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0);
}

static void
on_leave_cb (HallCaseField *self)
{
  judge (self, TRUE);
}

static void
hall_case_field_constructed (GObject *object)
{
  HallCaseField *self = HALL_CASE_FIELD (object);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkWidget *entry = self->secret ? gtk_password_entry_new () : gtk_entry_new ();

  G_OBJECT_CLASS (hall_case_field_parent_class)->constructed (object);
  self->editable = GTK_EDITABLE (entry);
  adw_bin_set_child (self->place, entry);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (self->title), -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->message,
                                  NULL, -1);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_leave_cb), self);
  gtk_widget_add_controller (entry, focus);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_changed_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (on_activate_cb), self);
}

static gboolean
hall_case_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HALL_CASE_FIELD (widget)->editable));
}

static void
hall_case_field_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HallCaseField *self = HALL_CASE_FIELD (object);

  switch (id) {
  case PROP_TITLE:
    hall_case_field_set_title (self, g_value_get_string (value));
    break;
  case PROP_SECRET:
    self->secret = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
hall_case_field_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_CASE_FIELD);
  G_OBJECT_CLASS (hall_case_field_parent_class)->dispose (object);
}

static void
hall_case_field_class_init (HallCaseFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->constructed = hall_case_field_constructed;
  object_class->dispose = hall_case_field_dispose;
  object_class->set_property = hall_case_field_set_property;
  widget_class->grab_focus = hall_case_field_grab_focus;
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_SECRET] = g_param_spec_boolean ("secret", NULL, NULL, FALSE, flags | G_PARAM_CONSTRUCT_ONLY);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATE] = g_signal_new ("activate", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-case-field.ui");
  gtk_widget_class_bind_template_child (widget_class, HallCaseField, title);
  gtk_widget_class_bind_template_child (widget_class, HallCaseField, place);
  gtk_widget_class_bind_template_child (widget_class, HallCaseField, message);
}

static void
hall_case_field_init (HallCaseField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->right = TRUE;
}

/**
 * hall_case_field_new:
 * @title: its name
 *
 * Returns: (transfer floating): a new field
 */
GtkWidget *
hall_case_field_new (const char *title)
{
  return g_object_new (HALL_TYPE_CASE_FIELD, "title", title, NULL);
}

/**
 * hall_case_field_set_check:
 * @self: a field
 * @check: (nullable): judges what stands there
 * @whole: with so many characters it is judged while it is typed, with fewer when it is left
 * @data: for @check
 *
 * Sets what is right.
 */
void
hall_case_field_set_check (HallCaseField *self, HallCaseFieldCheck check, guint whole, gpointer data)
{
  g_return_if_fail (HALL_IS_CASE_FIELD (self));

  self->check = check;
  self->check_data = data;
  self->whole = whole;
  judge (self, FALSE);
}

/**
 * hall_case_field_get_editable:
 * @self: a field
 *
 * Returns: (transfer none): where is typed
 */
GtkEditable *
hall_case_field_get_editable (HallCaseField *self)
{
  g_return_val_if_fail (HALL_IS_CASE_FIELD (self), NULL);

  return self->editable;
}

/**
 * hall_case_field_dup_text:
 * @self: a field
 *
 * Returns: (transfer full): what stands there, without blanks around it
 */
char *
hall_case_field_dup_text (HallCaseField *self)
{
  g_return_val_if_fail (HALL_IS_CASE_FIELD (self), NULL);

  return g_strstrip (g_strdup (gtk_editable_get_text (self->editable)));
}

/**
 * hall_case_field_set_text:
 * @self: a field
 * @text: (nullable): what is to stand there
 *
 * Puts a text in place of what was typed.
 */
void
hall_case_field_set_text (HallCaseField *self, const char *text)
{
  g_return_if_fail (HALL_IS_CASE_FIELD (self));

  gtk_editable_set_text (self->editable, text != NULL ? text : "");
  judge (self, FALSE);
}

/**
 * hall_case_field_set_title:
 * @self: a field
 * @title: its name
 *
 * Names the field.
 */
void
hall_case_field_set_title (HallCaseField *self, const char *title)
{
  g_return_if_fail (HALL_IS_CASE_FIELD (self));

  gtk_label_set_text (self->title, title);
  if (self->editable != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->editable), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                    -1);
}

/**
 * hall_case_field_refuse:
 * @self: a field
 * @text: what the hall says against it
 *
 * Shows a refusal at the field that it names; what is typed next takes it away.
 */
void
hall_case_field_refuse (HallCaseField *self, const char *text)
{
  g_return_if_fail (HALL_IS_CASE_FIELD (self) && text != NULL);

  say (self, "bad-text", text);
}

/**
 * hall_case_field_get_message:
 * @self: a field
 *
 * Returns: (transfer none): what is said of it, "" for nothing
 */
const char *
hall_case_field_get_message (HallCaseField *self)
{
  g_return_val_if_fail (HALL_IS_CASE_FIELD (self), NULL);

  return gtk_label_get_text (self->message);
}

/**
 * hall_case_field_is_right:
 * @self: a field
 *
 * Returns: whether what stands there is right; nothing is
 */
gboolean
hall_case_field_is_right (HallCaseField *self)
{
  g_return_val_if_fail (HALL_IS_CASE_FIELD (self), FALSE);

  return self->right;
}
