/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-knowledge-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-choice-field.h"
#include "hall-file-chooser.h"
#include "hall-key-button.h"
#include "hall-knowledge.h"
#include "hall-pill.h"
#include "hall-setup-file.h"
#include "hall-setup-view.h"
#include "hall-shell.h"
#include "hall-text-field.h"

/*
 * The knowledge base as its administrator keeps it (000-05): a list, and the item beside it to be changed in
 * place. What is typed into one item waits while another is looked at; what is saved is a new version. Under
 * the answer stands how it reads today, with the figures of the data (000-20).
 */

#define PREVIEW_MS 250 /* after the last key */

struct _HallKnowledgePage {
  AdwBin parent_instance;

  GtkSearchEntry *search;
  GtkListBox *list;
  GtkBox *kind_place;
  HallTextField *question;
  HallTextField *answer;
  GtkLabel *preview;
  HallTextField *offline;
  HallTextField *online;
  HallTextField *fee_rule;
  HallTextField *remark;
  GtkLabel *warnings;
  GtkLabel *state;
  HallKeyButton *use_button;
  HallKeyButton *save_button;
  HallChoiceField *kind; /* in its place */

  HallStore *store; /* (owned) (nullable) */
  HallCaseContext context;
  GListModel *items;       /* (owned) (nullable) of HallKnowledgeItem, as they are kept */
  HallKnowledgeItem *item; /* (owned) (nullable) that is shown; NULL a new one */
  GHashTable *unsaved; /* (owned) code, "" of a new one → HallKnowledgeItem: what is typed and not saved */
  GCancellable *reading; /* (owned) (nullable) */
  guint preview_id;      /* source */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (HallKnowledgePage, hall_knowledge_page, ADW_TYPE_BIN)

static const char *
code_of (HallKnowledgeItem *item)
{
  return item != NULL ? item->code : "";
}

/* The field that an argument of the command stands in. */
static HallTextField *
field_of (HallKnowledgePage *self, const char *name)
{
  return g_strcmp0 (name, "question") == 0   ? self->question
         : g_strcmp0 (name, "answer") == 0   ? self->answer
         : g_strcmp0 (name, "offline") == 0  ? self->offline
         : g_strcmp0 (name, "online") == 0   ? self->online
         : g_strcmp0 (name, "fee_rule") == 0 ? self->fee_rule
         : g_strcmp0 (name, "remark") == 0   ? self->remark
                                             : NULL;
}

static const char *const field_names[] = { "question", "answer", "offline", "online", "fee_rule", "remark" };

static const char *
text_of (HallKnowledgeItem *item, const char *name)
{
  if (item == NULL)
    return "";
  return g_str_equal (name, "question")   ? item->question
         : g_str_equal (name, "answer")   ? item->answer
         : g_str_equal (name, "offline")  ? item->offline
         : g_str_equal (name, "online")   ? item->online
         : g_str_equal (name, "fee_rule") ? item->fee_rule
                                          : item->remark;
}

/* --- What is typed --- */

static HallKnowledgeItem *
typed_item (HallKnowledgePage *self)
{
  HallKnowledgeItem *typed = g_object_new (HALL_TYPE_KNOWLEDGE_ITEM, NULL);
  GVariant *kind = hall_choice_field_get_value (self->kind);

  typed->code = g_strdup (code_of (self->item));
  typed->kind = g_strdup (kind != NULL ? g_variant_get_string (kind, NULL) : "");
  typed->question = hall_text_field_dup_text (self->question);
  typed->answer = hall_text_field_dup_text (self->answer);
  typed->offline = hall_text_field_dup_text (self->offline);
  typed->online = hall_text_field_dup_text (self->online);
  typed->fee_rule = hall_text_field_dup_text (self->fee_rule);
  typed->remark = hall_text_field_dup_text (self->remark);
  return typed;
}

static gboolean
is_changed (HallKnowledgePage *self, HallKnowledgeItem *typed)
{
  for (gsize i = 0; i < G_N_ELEMENTS (field_names); i++)
    if (!g_str_equal (text_of (typed, field_names[i]), text_of (self->item, field_names[i])))
      return TRUE;
  return self->item != NULL && !g_str_equal (typed->kind, self->item->kind);
}

static void
update_buttons (HallKnowledgePage *self)
{
  g_autoptr (HallKnowledgeItem) typed = typed_item (self);
  gboolean changed = is_changed (self, typed);
  gboolean active = self->item == NULL || self->item->active;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "knowledge.save", changed && self->store != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "knowledge.use",
                                 self->item != NULL && self->store != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->use_button), self->item != NULL);
  hall_key_button_set_text (self->use_button, active ? _ ("Take out of use") : _ ("Put back into use"));
}

static void
update_state (HallKnowledgePage *self)
{
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;

  if (self->item == NULL) {
    gtk_label_set_text (self->state, _ ("A new item; its code is given when it is saved"));
    return;
  }
  when = hall_shell_time (self->item->at, "%Y-%m-%d");
  /* Translators: the code of an item, its version, the day of that version, who wrote it */
  text = g_strdup_printf (_ ("%s, version %d, %s, %s"), self->item->code, (int)self->item->version, when,
                          self->item->staff_name != NULL ? self->item->staff_name : self->item->staff);
  gtk_label_set_text (self->state, text);
}

/* --- How it reads today --- */

static void
on_preview_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallKnowledgePage) self = data;
  g_autoptr (GVariant) preview = hall_store_read_finish (HALL_STORE (source), result, NULL);
  const char *text = NULL;
  g_autofree char *line = NULL;

  if (preview == NULL || self->preview == NULL)
    return;
  if (g_variant_lookup (preview, "text", "&s", &text))
    /* Translators: how an answer reads with today's figures */
    line = *text != '\0' ? g_strdup_printf (_ ("Today: %s"), text) : g_strdup ("");
  else if (g_variant_lookup (preview, "unknown", "&s", &text))
    /* Translators: %s is a word in braces */
    line = g_strdup_printf (_ ("The hall has no figure for %s"), text);
  gtk_label_set_text (self->preview, line != NULL ? line : "");
}

static gboolean
on_preview_time_cb (gpointer data)
{
  HallKnowledgePage *self = data;
  g_autofree char *answer = hall_text_field_dup_text (self->answer);

  self->preview_id = 0;
  if (self->store != NULL)
    hall_store_read_async (self->store, (HallReadFunc)hall_answer_preview_read, g_variant_new_string (answer),
                           (GDestroyNotify)g_variant_unref, NULL, on_preview_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
on_typed_cb (HallKnowledgePage *self, GtkWidget *field)
{
  if (self->filling)
    return;
  update_buttons (self);
  g_clear_handle_id (&self->preview_id, g_source_remove);
  self->preview_id = g_timeout_add (PREVIEW_MS, on_preview_time_cb, self);
}

/* --- The item --- */

static void
clear_faults (HallKnowledgePage *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (field_names); i++)
    hall_text_field_set_error (field_of (self, field_names[i]), NULL);
  hall_choice_field_set_error (self->kind, NULL);
  gtk_label_set_text (self->warnings, "");
  gtk_widget_set_visible (GTK_WIDGET (self->warnings), FALSE);
}

/* What was typed into the item that is left waits for its return. */
static void
stash (HallKnowledgePage *self)
{
  HallKnowledgeItem *typed = typed_item (self);

  if (is_changed (self, typed))
    g_hash_table_replace (self->unsaved, g_strdup (typed->code), typed);
  else {
    g_hash_table_remove (self->unsaved, typed->code);
    g_object_unref (typed);
  }
}

static void
show (HallKnowledgePage *self, HallKnowledgeItem *item)
{
  HallKnowledgeItem *typed = g_hash_table_lookup (self->unsaved, code_of (item));
  HallKnowledgeItem *shown = typed != NULL ? typed : item;

  g_set_object (&self->item, item);
  self->filling = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (field_names); i++)
    hall_text_field_set_text (field_of (self, field_names[i]), text_of (shown, field_names[i]));
  hall_choice_field_select_value (self->kind,
                                  shown != NULL && *shown->kind != '\0' ? shown->kind : "business");
  self->filling = FALSE;
  clear_faults (self);
  update_state (self);
  on_typed_cb (self, NULL);
}

/* --- The list --- */

static HallKnowledgeItem *
item_of (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "item") : NULL;
}

static GtkWidget *
new_row (HallKnowledgePage *self, HallKnowledgeItem *item)
{
  /* Translators: the code of an item and its kind */
  g_autofree char *below = g_strdup_printf (_ ("%s, %s"), item->code, hall_knowledge_kind_title (item->kind));
  gboolean unsaved = g_hash_table_contains (self->unsaved, item->code);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (item->question);
  GtkWidget *small = gtk_label_new (below);
  GtkWidget *pill = hall_pill_new ();

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (small), 0);
  gtk_label_set_ellipsize (GTK_LABEL (small), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (box, "two-lines");
  gtk_widget_add_css_class (small, "small");
  gtk_widget_add_css_class (small, "quiet");
  gtk_widget_set_hexpand (texts, TRUE);
  hall_pill_set (HALL_PILL (pill), unsaved ? "warn" : "plain", NULL,
                 unsaved ? _ ("not saved") : _ ("not in use"));
  gtk_widget_set_visible (pill, unsaved || !item->active);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), small);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), pill);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, item->question, -1);
  g_object_set_data_full (G_OBJECT (row), "item", g_object_ref (item), g_object_unref);
  return row;
}

static void
on_row_selected_cb (GtkListBox *list, GtkListBoxRow *row, HallKnowledgePage *self)
{
  HallKnowledgeItem *item = item_of (row);

  if (self->filling || item == NULL || item == self->item)
    return;
  stash (self);
  show (self, item);
}

/* Makes the list anew; the item @code is chosen where it is there. */
static void
fill (HallKnowledgePage *self, const char *code)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search));
  GtkListBoxRow *chosen = NULL;
  GtkListBoxRow *row;

  if (self->items == NULL)
    return;
  self->filling = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < g_list_model_get_n_items (self->items); i++) {
    g_autoptr (HallKnowledgeItem) item = g_list_model_get_item (self->items, i);
    GtkWidget *made;

    if (hall_knowledge_rank (item, typed) < 0)
      continue;
    made = new_row (self, item);
    gtk_list_box_append (self->list, made);
    if (g_strcmp0 (item->code, code) == 0)
      chosen = GTK_LIST_BOX_ROW (made);
  }
  if (chosen != NULL)
    gtk_list_box_select_row (self->list, chosen);
  self->filling = FALSE;
  if (chosen != NULL)
    show (self, item_of (chosen));
}

static void
on_search_changed_cb (GtkSearchEntry *entry, HallKnowledgePage *self)
{
  stash (self);
  fill (self, code_of (self->item));
}

/* --- Reading --- */

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallKnowledgePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) items = hall_store_read_finish (HALL_STORE (source), result, &error);
  gboolean first = self->items == NULL;

  if (items == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !hall_shell_error_passes (error))
      hall_shell_say_error (GTK_WIDGET (self), error);
    return;
  }
  if (!first)
    stash (self);
  g_set_object (&self->items, items);
  if (first && self->item == NULL && g_list_model_get_n_items (items) > 0) {
    g_autoptr (HallKnowledgeItem) item = g_list_model_get_item (items, 0);

    fill (self, item->code);
  } else {
    fill (self, code_of (self->item));
  }
}

static void
read_items (HallKnowledgePage *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  hall_store_read_async (self->store, (HallReadFunc)hall_knowledge_find_read,
                         g_variant_new ("(sssb)", "", "", "", TRUE), g_object_unref, self->reading,
                         on_read_cb, g_object_ref (self));
}

static void
on_changed_cb (HallKnowledgePage *self, HallTopic topics)
{
  if ((topics & HALL_TOPIC_SETUP) != 0)
    read_items (self);
}

/* --- Saving --- */

static void
show_warnings (HallKnowledgePage *self, GVariant *answer)
{
  g_autoptr (GVariant) list = g_variant_lookup_value (answer, "warnings", G_VARIANT_TYPE ("av"));
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (list, i);
    g_autoptr (GVariant) one = g_variant_get_variant (boxed);
    const char *message = "";

    g_variant_lookup (one, "message", "&s", &message);
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", message);
  }
  gtk_label_set_text (self->warnings, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->warnings), text->len > 0);
}

/* What stands in the form is what the item says from now on; the reading that follows brings the rest of it.
 */
static void
take_as_saved (HallKnowledgePage *self, const char *code)
{
  HallKnowledgeItem *typed = typed_item (self);

  g_hash_table_remove (self->unsaved, code_of (self->item));
  g_free (typed->code);
  typed->code = g_strdup (code);
  typed->version = self->item != NULL ? self->item->version + 1 : 1;
  typed->active = self->item == NULL || self->item->active;
  typed->at = hall_shell_now (self->store);
  typed->staff = g_strdup (self->context.staff);
  g_clear_object (&self->item);
  self->item = typed;
  update_state (self);
  update_buttons (self);
}

static void
on_saved_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallKnowledgePage *self = HALL_KNOWLEDGE_PAGE (widget);
  HallTextField *field = error != NULL ? field_of (self, hall_error_get_field (error)) : NULL;
  g_autofree char *text = error != NULL ? hall_shell_error_text (error) : NULL;
  g_autofree char *said = NULL;
  const char *code = "";
  gint64 version = 0;

  if (field != NULL) {
    hall_text_field_set_error (field, text);
    gtk_widget_grab_focus (hall_text_field_get_editor (field));
    return;
  }
  if (error != NULL) {
    hall_shell_say_error (widget, error);
    return;
  }
  g_variant_lookup (answer, "code", "&s", &code);
  g_variant_lookup (answer, "version", "x", &version);
  if (data != NULL)
    take_as_saved (self, code);
  /* Translators: the code of an item of the knowledge base and its new version */
  said = g_strdup_printf (_ ("%s is kept as version %d"), code, (int)version);
  hall_shell_say (widget, said);
  show_warnings (self, answer);
}

static void
on_save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallKnowledgePage *self = HALL_KNOWLEDGE_PAGE (widget);
  g_autoptr (HallKnowledgeItem) typed = typed_item (self);
  g_auto (GVariantBuilder) args = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  clear_faults (self);
  if (*typed->code != '\0')
    g_variant_builder_add (&args, "{sv}", "code", g_variant_new_string (typed->code));
  g_variant_builder_add (&args, "{sv}", "kind", g_variant_new_string (typed->kind));
  for (gsize i = 0; i < G_N_ELEMENTS (field_names); i++)
    g_variant_builder_add (&args, "{sv}", field_names[i],
                           g_variant_new_string (text_of (typed, field_names[i])));
  hall_shell_do_quietly (
      widget, self->store,
      hall_case_context_command (&self->context, "set-knowledge", g_variant_builder_end (&args)), on_saved_cb,
      self);
}

static void
on_use_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallKnowledgePage *self = HALL_KNOWLEDGE_PAGE (widget);

  if (self->item == NULL)
    return;
  hall_shell_do_quietly (
      widget, self->store,
      hall_case_context_command (
          &self->context, "set-knowledge",
          g_variant_new_parsed ("{'code': <%s>, 'active': <%b>}", self->item->code, !self->item->active)),
      on_saved_cb, NULL);
}

static void
on_new_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallKnowledgePage *self = HALL_KNOWLEDGE_PAGE (widget);

  stash (self);
  gtk_list_box_unselect_all (self->list);
  show (self, NULL);
  gtk_widget_grab_focus (hall_text_field_get_editor (self->question));
}

/* --- Files --- */

static void
on_imported_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallKnowledgePage *self = HALL_KNOWLEDGE_PAGE (widget);
  g_autofree char *said = NULL;
  gint64 rows = 0;
  gint64 changed = 0;

  if (error != NULL) {
    g_autofree char *text = hall_shell_error_text (error);

    gtk_label_set_text (self->warnings, text);
    gtk_widget_set_visible (GTK_WIDGET (self->warnings), TRUE);
    return;
  }
  g_variant_lookup (answer, "rows", "x", &rows);
  g_variant_lookup (answer, "changed", "x", &changed);
  /* Translators: of a file of the knowledge base: how many items it has, and how many of them got a new
   * version */
  said = g_strdup_printf (_ ("%d items read, %d new versions"), (int)rows, (int)changed);
  hall_shell_say (widget, said);
  show_warnings (self, answer);
}

static void
import_read (GtkWidget *widget, const char *name, GBytes *bytes)
{
  hall_knowledge_page_import (HALL_KNOWLEDGE_PAGE (widget), name, bytes);
}

static void
on_import_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hall_file_choose_to_read (widget, _ ("Import the knowledge base"), "*.csv", import_read);
}

static void
on_exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallKnowledgePage) self = data;
  g_autoptr (GError) error = NULL;
  char *text = hall_store_read_finish (HALL_STORE (source), result, &error);
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new_take (text, strlen (text)) : NULL;

  if (bytes != NULL)
    hall_file_choose_to_write (GTK_WIDGET (self), _ ("Export the knowledge base"), "knowledge.csv", bytes);
  else
    hall_shell_say_error (GTK_WIDGET (self), error);
}

static void
on_export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallKnowledgePage *self = HALL_KNOWLEDGE_PAGE (widget);

  hall_store_read_async (self->store, (HallReadFunc)hall_knowledge_export, NULL, g_free, NULL, on_exported_cb,
                         g_object_ref (self));
}

/* --- Life --- */

static void
hall_knowledge_page_dispose (GObject *object)
{
  HallKnowledgePage *self = HALL_KNOWLEDGE_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_handle_id (&self->preview_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_KNOWLEDGE_PAGE);
  g_clear_object (&self->items);
  g_clear_object (&self->item);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (hall_knowledge_page_parent_class)->dispose (object);
}

static void
hall_knowledge_page_finalize (GObject *object)
{
  g_hash_table_unref (HALL_KNOWLEDGE_PAGE (object)->unsaved);
  G_OBJECT_CLASS (hall_knowledge_page_parent_class)->finalize (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HallKnowledgePage, child)

static void
hall_knowledge_page_class_init (HallKnowledgePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_knowledge_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_knowledge_page_finalize;
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  g_type_ensure (HALL_TYPE_TEXT_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-knowledge-page.ui");
  BIND (search);
  BIND (list);
  BIND (kind_place);
  BIND (question);
  BIND (answer);
  BIND (preview);
  BIND (offline);
  BIND (online);
  BIND (fee_rule);
  BIND (remark);
  BIND (warnings);
  BIND (state);
  BIND (use_button);
  BIND (save_button);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_typed_cb);
  gtk_widget_class_install_action (widget_class, "knowledge.save", NULL, on_save_cb);
  gtk_widget_class_install_action (widget_class, "knowledge.use", NULL, on_use_cb);
  gtk_widget_class_install_action (widget_class, "knowledge.new", NULL, on_new_cb);
  gtk_widget_class_install_action (widget_class, "knowledge.import", NULL, on_import_cb);
  gtk_widget_class_install_action (widget_class, "knowledge.export", NULL, on_export_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "knowledge.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "knowledge.new", NULL);
}

static void
hall_knowledge_page_init (HallKnowledgePage *self)
{
  self->unsaved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_search_delay (self->search, 0);
  self->kind = HALL_CHOICE_FIELD (hall_choice_field_new (_ ("Kind of question"), FALSE));
  for (const char *const *kind = hall_knowledge_kinds (); *kind != NULL; kind++)
    hall_choice_field_add (self->kind, hall_knowledge_kind_title (*kind), NULL, NULL,
                           g_variant_new_string (*kind));
  gtk_box_append (self->kind_place, GTK_WIDGET (self->kind));
  g_signal_connect_object (self->kind, "changed", G_CALLBACK (on_typed_cb), self, G_CONNECT_SWAPPED);
  show (self, NULL);
}

/**
 * hall_knowledge_page_new:
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
hall_knowledge_page_new (void)
{
  return g_object_new (HALL_TYPE_KNOWLEDGE_PAGE, NULL);
}

/**
 * hall_knowledge_page_set_context:
 * @self: the page
 * @context: the hall and who looks at it; what it points to stays valid until the next one
 *
 * Reads the knowledge base and listens to it. With nobody signed in it shows nothing.
 */
void
hall_knowledge_page_set_context (HallKnowledgePage *self, const HallCaseContext *context)
{
  g_return_if_fail (HALL_IS_KNOWLEDGE_PAGE (self) && context != NULL);

  self->context = *context;
  if (context->staff == NULL)
    g_hash_table_remove_all (self->unsaved);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_func (self->store, on_changed_cb, self);
  g_set_object (&self->store, context->store);
  if (self->store == NULL || context->staff == NULL)
    return;
  hall_text_field_set_read_by_customer (self->answer, self->store);
  g_signal_connect_object (self->store, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  read_items (self);
  update_buttons (self);
}

/**
 * hall_knowledge_page_focus:
 * @self: the page
 *
 * Puts the focus where one begins.
 */
void
hall_knowledge_page_focus (HallKnowledgePage *self)
{
  g_return_if_fail (HALL_IS_KNOWLEDGE_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * hall_knowledge_page_import:
 * @self: the page
 * @name: of the file
 * @bytes: a table with the four columns of S000 (000-30)
 *
 * Takes over a table: all of it or nothing, and what is wrong with it is said.
 */
void
hall_knowledge_page_import (HallKnowledgePage *self, const char *name, GBytes *bytes)
{
  g_autoptr (GVariant) data = NULL;

  g_return_if_fail (HALL_IS_KNOWLEDGE_PAGE (self) && name != NULL && bytes != NULL && self->store != NULL);

  clear_faults (self);
  data = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE));
  hall_shell_do_quietly (
      GTK_WIDGET (self), self->store,
      hall_case_context_command (&self->context, "import-knowledge",
                                 g_variant_new_parsed ("{'source': <%s>, 'data': <%@ay>}", name, data)),
      on_imported_cb, NULL);
}
