/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-text-field.h"

#include "hall-avoid.h"
#include "hall-draft.h"
#include "hall-key-button.h"

/*
 * A text that somebody types: what it is called, the text, what is wrong with it, and, where the customer
 * will read it, what had better be said otherwise (hall rules 6). It keeps a draft until what it is for is
 * done.
 */
struct _HallTextField {
  AdwBin parent_instance;

  GtkLabel *title_label;
  AdwBin *place;
  GtkLabel *error_label;
  GtkWidget *hint_box;
  GtkLabel *hint_label;
  HallKeyButton *better_button;

  HallTextKind kind;
  GtkEntry *entry;       /* (unowned) (nullable) of HALL_TEXT_ENTRY */
  GtkTextView *view;     /* (unowned) (nullable) of the others */
  GtkTextBuffer *buffer; /* (unowned) (nullable) the view's */

  HallAvoidList *avoid; /* (owned) (nullable) where the customer reads it */
  HallAvoided avoided;  /* what is pointed out, while the hint is visible */
  GCancellable *reading;

  char *address; /* (nullable) of the hall whose draft it keeps */
  gint64 counter;
  char *draft;
};

G_DEFINE_FINAL_TYPE (HallTextField, hall_text_field, ADW_TYPE_BIN)
G_DEFINE_ENUM_TYPE (HallTextKind,
                    hall_text_kind,
                    G_DEFINE_ENUM_VALUE (HALL_TEXT_ENTRY, "entry"),
                    G_DEFINE_ENUM_VALUE (HALL_TEXT_WRAP, "wrap"),
                    G_DEFINE_ENUM_VALUE (HALL_TEXT_NOTES, "notes"))

enum {
  PROP_KIND = 1,
  PROP_TITLE,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- Words to avoid --- */

static char *
dup_raw (HallTextField *self)
{
  GtkTextIter start;
  GtkTextIter end;

  if (self->entry != NULL)
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

/* A wavy line below the words, as a spelling checker has it. */
static void
mark (HallTextField *self, const HallAvoided *avoided, guint n)
{
  if (self->entry != NULL) {
    PangoAttrList *attributes = pango_attr_list_new ();

    for (guint i = 0; i < n; i++) {
      PangoAttribute *line = pango_attr_underline_new (PANGO_UNDERLINE_ERROR);

      line->start_index = (guint)avoided[i].byte;
      line->end_index = (guint)(avoided[i].byte + avoided[i].n_bytes);
      pango_attr_list_insert (attributes, line);
    }
    gtk_entry_set_attributes (self->entry, attributes);
    pango_attr_list_unref (attributes);
  } else {
    GtkTextIter from;
    GtkTextIter to;

    gtk_text_buffer_get_bounds (self->buffer, &from, &to);
    gtk_text_buffer_remove_tag_by_name (self->buffer, "avoid", &from, &to);
    for (guint i = 0; i < n; i++) {
      gtk_text_buffer_get_iter_at_offset (self->buffer, &from, (int)avoided[i].offset);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &to, (int)(avoided[i].offset + avoided[i].n_chars));
      gtk_text_buffer_apply_tag_by_name (self->buffer, "avoid", &from, &to);
    }
  }
}

static void
update_hint (HallTextField *self)
{
  g_autofree char *text = NULL;
  g_autofree char *hint = NULL;
  g_autoptr (GArray) found = NULL;

  if (self->avoid == NULL)
    return;
  text = dup_raw (self);
  found = hall_phrase_check (text, self->avoid->words, self->avoid->n_words);
  mark (self, (const HallAvoided *)found->data, found->len);
  gtk_widget_set_visible (self->hint_box, found->len > 0);
  if (found->len == 0)
    return;
  self->avoided = g_array_index (found, HallAvoided, 0);
  hint = hall_avoid_word_hint (&self->avoid->words[self->avoided.word]);
  gtk_label_set_text (self->hint_label, hint);
  gtk_widget_set_visible (GTK_WIDGET (self->better_button),
                          *self->avoid->words[self->avoided.word].instead != '\0');
}

/* What stands in the list is the beginning of a sentence, 建议您……; the rest of it stands in the text. */
static char *
better_words (HallTextField *self)
{
  char *words = g_strdup (self->avoid->words[self->avoided.word].instead);
  char *rest = strstr (words, "…");

  if (rest != NULL)
    *rest = '\0';
  return words;
}

static void
put_better (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallTextField *self = HALL_TEXT_FIELD (widget);
  int at = (int)self->avoided.offset;
  int end = (int)(self->avoided.offset + self->avoided.n_chars);
  g_autofree char *words = NULL;

  if (!gtk_widget_get_visible (self->hint_box))
    return;
  words = better_words (self);
  if (self->entry != NULL) {
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
    gtk_editable_delete_text (GTK_EDITABLE (self->entry), at, end);
    gtk_editable_insert_text (GTK_EDITABLE (self->entry), words, -1, &at);
    gtk_editable_set_position (GTK_EDITABLE (self->entry), at);
  } else {
    GtkTextIter from;
    GtkTextIter to;

    gtk_text_buffer_begin_user_action (self->buffer);
    gtk_text_buffer_get_iter_at_offset (self->buffer, &from, at);
    gtk_text_buffer_get_iter_at_offset (self->buffer, &to, end);
    gtk_text_buffer_delete (self->buffer, &from, &to);
    gtk_text_buffer_insert (self->buffer, &from, words, -1);
    gtk_text_buffer_place_cursor (self->buffer, &from);
    gtk_text_buffer_end_user_action (self->buffer);
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  }
}

static void
on_avoid_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallTextField) self = data;
  HallAvoidList *own = hall_store_read_finish (HALL_STORE (source), result, NULL);

  if (own == NULL)
    return;
  g_clear_pointer (&self->avoid, hall_avoid_list_free);
  self->avoid = own;
  update_hint (self);
}

/* --- The text --- */

static void
on_changed_cb (HallTextField *self)
{
  g_autofree char *text = NULL;

  if (self->draft != NULL) {
    text = dup_raw (self);
    hall_draft_save (self->address, self->counter, self->draft, text);
  }
  hall_text_field_set_error (self, NULL);
  update_hint (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* A text of one sentence takes no line breaks; the input method has its Enter first. */
static gboolean
on_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, gpointer data)
{
  HallTextField *self = data;
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));

  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_ISO_Enter)
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (event != NULL && gtk_text_view_im_context_filter_keypress (self->view, event))
    return TRUE;
  gtk_widget_activate_default (GTK_WIDGET (self->view));
  return TRUE;
}

/* Pasted line breaks become blanks. */
static void
on_insert_cb (GtkTextBuffer *buffer, GtkTextIter *where, char *text, int n_bytes, gpointer data)
{
  g_autofree char *line = NULL;

  if (n_bytes < 0)
    n_bytes = (int)strlen (text);
  if (memchr (text, '\n', (gsize)n_bytes) == NULL && memchr (text, '\r', (gsize)n_bytes) == NULL)
    return;
  line = g_strdelimit (g_strndup (text, (gsize)n_bytes), "\r\n\t", ' ');
  g_signal_stop_emission_by_name (buffer, "insert-text");
  gtk_text_buffer_insert (buffer, where, line, -1);
}

static GtkWidget *
make_view (HallTextField *self)
{
  gboolean wrap = self->kind == HALL_TEXT_WRAP;
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  self->buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_create_tag (self->buffer, "avoid", "underline", PANGO_UNDERLINE_ERROR, NULL);
  g_object_set (self->view, "wrap-mode", GTK_WRAP_WORD_CHAR, "accepts-tab", FALSE, "top-margin", 9,
                "bottom-margin", 9, "left-margin", 10, "right-margin", 10, NULL);
  if (wrap) {
    GtkEventController *keys = gtk_event_controller_key_new ();

    g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
    gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
    g_signal_connect (self->buffer, "insert-text", G_CALLBACK (on_insert_cb), NULL);
  }
  g_object_set (scroller, "child", self->view, "hscrollbar-policy", GTK_POLICY_NEVER,
                "propagate-natural-height", TRUE, "min-content-height", wrap ? 38 : 76, "max-content-height",
                wrap ? 110 : 160, NULL);
  gtk_widget_add_css_class (scroller, "text-field");
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  return scroller;
}

static GtkWidget *
make_entry (HallTextField *self)
{
  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_activates_default (self->entry, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "text-field");
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self->entry);
}

static void
set_title (HallTextField *self, const char *title)
{
  gtk_label_set_text (self->title_label, title != NULL ? title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->title_label), title != NULL && *title != '\0');
}

/* --- Life --- */

static void
hall_text_field_constructed (GObject *object)
{
  HallTextField *self = HALL_TEXT_FIELD (object);
  GtkWidget *editor;

  G_OBJECT_CLASS (hall_text_field_parent_class)->constructed (object);
  adw_bin_set_child (self->place, self->kind == HALL_TEXT_ENTRY ? make_entry (self) : make_view (self));
  editor = hall_text_field_get_editor (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (editor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (self->title_label), -1);
}

static void
hall_text_field_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HallTextField *self = HALL_TEXT_FIELD (object);

  switch (id) {
  case PROP_KIND:
    g_value_set_enum (value, self->kind);
    break;
  case PROP_TITLE:
    g_value_set_string (value, hall_text_field_get_title (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
hall_text_field_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HallTextField *self = HALL_TEXT_FIELD (object);

  switch (id) {
  case PROP_KIND:
    self->kind = g_value_get_enum (value);
    break;
  case PROP_TITLE:
    set_title (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static gboolean
hall_text_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (hall_text_field_get_editor (HALL_TEXT_FIELD (widget)));
}

static void
hall_text_field_dispose (GObject *object)
{
  HallTextField *self = HALL_TEXT_FIELD (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_TEXT_FIELD);
  G_OBJECT_CLASS (hall_text_field_parent_class)->dispose (object);
}

static void
hall_text_field_finalize (GObject *object)
{
  HallTextField *self = HALL_TEXT_FIELD (object);

  g_clear_pointer (&self->avoid, hall_avoid_list_free);
  g_free (self->address);
  g_free (self->draft);
  G_OBJECT_CLASS (hall_text_field_parent_class)->finalize (object);
}

static void
hall_text_field_class_init (HallTextFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = hall_text_field_constructed;
  object_class->get_property = hall_text_field_get_property;
  object_class->set_property = hall_text_field_set_property;
  object_class->dispose = hall_text_field_dispose;
  object_class->finalize = hall_text_field_finalize;
  widget_class->grab_focus = hall_text_field_grab_focus;
  props[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, HALL_TYPE_TEXT_KIND, HALL_TEXT_ENTRY, flags);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  /**
   * HallTextField::changed:
   *
   * Something was typed, or put in.
   */
  signals[CHANGED] = g_signal_new ("changed", HALL_TYPE_TEXT_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-text-field.ui");
  gtk_widget_class_bind_template_child (widget_class, HallTextField, title_label);
  gtk_widget_class_bind_template_child (widget_class, HallTextField, place);
  gtk_widget_class_bind_template_child (widget_class, HallTextField, error_label);
  gtk_widget_class_bind_template_child (widget_class, HallTextField, hint_box);
  gtk_widget_class_bind_template_child (widget_class, HallTextField, hint_label);
  gtk_widget_class_bind_template_child (widget_class, HallTextField, better_button);
  gtk_widget_class_install_action (widget_class, "field.better", NULL, put_better);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_ALT_MASK, "field.better", NULL);
}

static void
hall_text_field_init (HallTextField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_text_field_new:
 * @kind: how much it is for
 * @title: what it is called; also its accessible name
 *
 * Returns: (transfer floating): a new field
 */
GtkWidget *
hall_text_field_new (HallTextKind kind, const char *title)
{
  return g_object_new (HALL_TYPE_TEXT_FIELD, "kind", kind, "title", title, NULL);
}

const char *
hall_text_field_get_title (HallTextField *self)
{
  g_return_val_if_fail (HALL_IS_TEXT_FIELD (self), NULL);

  return gtk_label_get_text (self->title_label);
}

HallTextKind
hall_text_field_get_kind (HallTextField *self)
{
  g_return_val_if_fail (HALL_IS_TEXT_FIELD (self), HALL_TEXT_ENTRY);

  return self->kind;
}

/**
 * hall_text_field_get_editor:
 * @self: the field
 *
 * Returns: (transfer none): the #GtkEntry or #GtkTextView that takes the keys
 */
GtkWidget *
hall_text_field_get_editor (HallTextField *self)
{
  g_return_val_if_fail (HALL_IS_TEXT_FIELD (self), NULL);

  return self->entry != NULL ? GTK_WIDGET (self->entry) : GTK_WIDGET (self->view);
}

/**
 * hall_text_field_dup_text:
 * @self: the field
 *
 * Returns: (transfer full): what is typed, without blanks at its ends
 */
char *
hall_text_field_dup_text (HallTextField *self)
{
  g_return_val_if_fail (HALL_IS_TEXT_FIELD (self), NULL);

  return g_strstrip (dup_raw (self));
}

/**
 * hall_text_field_set_text:
 * @self: the field
 * @text: (nullable): what is to stand there, the cursor behind it
 */
void
hall_text_field_set_text (HallTextField *self, const char *text)
{
  g_return_if_fail (HALL_IS_TEXT_FIELD (self));

  if (self->entry != NULL) {
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
    gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  } else {
    gtk_text_buffer_set_text (self->buffer, text != NULL ? text : "", -1);
  }
}

/**
 * hall_text_field_get_error:
 * @self: the field
 *
 * Returns: (transfer none) (nullable): what is shown to be wrong with it
 */
const char *
hall_text_field_get_error (HallTextField *self)
{
  g_return_val_if_fail (HALL_IS_TEXT_FIELD (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->error_label)) ? gtk_label_get_text (self->error_label)
                                                                 : NULL;
}

/**
 * hall_text_field_set_error:
 * @self: the field
 * @text: (nullable): what is wrong, shown until the next key
 */
void
hall_text_field_set_error (HallTextField *self, const char *text)
{
  GtkWidget *editor;

  g_return_if_fail (HALL_IS_TEXT_FIELD (self));

  editor = hall_text_field_get_editor (self);
  gtk_label_set_text (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
  if (text != NULL) {
    gtk_widget_add_css_class (adw_bin_get_child (self->place), "wrong");
    gtk_accessible_update_state (GTK_ACCESSIBLE (editor), GTK_ACCESSIBLE_STATE_INVALID,
                                 GTK_ACCESSIBLE_INVALID_TRUE, -1);
  } else {
    gtk_widget_remove_css_class (adw_bin_get_child (self->place), "wrong");
    gtk_accessible_reset_state (GTK_ACCESSIBLE (editor), GTK_ACCESSIBLE_STATE_INVALID);
  }
}

/**
 * hall_text_field_set_read_by_customer:
 * @self: the field
 * @store: (nullable): the hall, whose own words to avoid are looked for; those that are shipped without one
 *
 * The customer will read the text: words to avoid are pointed out while they are typed, with what to say
 * instead, which a key puts in (rows 003-03, 003-17, 003-29, 003-34). Nothing is ever forbidden.
 */
void
hall_text_field_set_read_by_customer (HallTextField *self, HallStore *store)
{
  g_return_if_fail (HALL_IS_TEXT_FIELD (self));

  g_clear_pointer (&self->avoid, hall_avoid_list_free);
  self->avoid = hall_avoid_list_new_shipped ();
  update_hint (self);
  if (store == NULL)
    return;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  hall_store_read_async (store, (HallReadFunc)hall_avoid_list_read, NULL, hall_avoid_list_free, self->reading,
                         on_avoid_cb, g_object_ref (self));
}

/**
 * hall_text_field_get_hint:
 * @self: the field
 *
 * Returns: (transfer none) (nullable): what is pointed out
 */
const char *
hall_text_field_get_hint (HallTextField *self)
{
  g_return_val_if_fail (HALL_IS_TEXT_FIELD (self), NULL);

  return gtk_widget_get_visible (self->hint_box) ? gtk_label_get_text (self->hint_label) : NULL;
}

/**
 * hall_text_field_keep_draft:
 * @self: the field
 * @address: the hall
 * @counter: the counter, 0 where @field says whose it is
 * @field: which text: "G05-2026-000017-note-text"
 *
 * Puts in the draft that is kept of this text, if there is one, and keeps what is typed from now on.
 */
void
hall_text_field_keep_draft (HallTextField *self, const char *address, gint64 counter, const char *field)
{
  g_autofree char *text = NULL;

  g_return_if_fail (HALL_IS_TEXT_FIELD (self) && address != NULL && field != NULL);

  g_clear_pointer (&self->draft, g_free);
  g_free (self->address);
  text = hall_draft_load (address, counter, field);
  if (text != NULL)
    hall_text_field_set_text (self, text);
  self->address = g_strdup (address);
  self->counter = counter;
  self->draft = g_strdup (field);
}

/**
 * hall_text_field_drop_draft:
 * @self: the field
 *
 * Empties the field and forgets its draft: it has become a command, or was given up.
 */
void
hall_text_field_drop_draft (HallTextField *self)
{
  g_return_if_fail (HALL_IS_TEXT_FIELD (self));

  hall_text_field_set_text (self, NULL);
  if (self->draft != NULL)
    hall_draft_drop (self->address, self->counter, self->draft);
}
