/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-find-dialog.h"

#include <glib/gi18n-lib.h>

#include "hall-key-button.h"
#include "hall-money.h"
#include "hall-shell.h"
#include "hall-text.h"

#define SETTLE_MS 150
#define MAX_QUERY 60

/**
 * HallFindDialog:
 *
 * Finds tickets, cases and receipts by what a customer brings: the number or its code, a phone number, an
 * account, a name or its initials. Opens a case; shows a receipt as it was posted and prints it again, with a
 * reason and the words for it (S004 4.11, hall rules 5.12).
 *
 * Actions: find.open (the case that was found), find.reprint (asks for the reason), find.print (prints).
 */
struct _HallFindDialog {
  AdwWindow parent_instance;

  GtkSearchEntry *search;
  GtkStack *results;
  GtkListView *list;
  GtkSingleSelection *selection;
  GtkStack *detail;
  GtkLabel *number;
  GtkLabel *summary;
  GtkBox *lines;
  GtkLabel *words;
  GtkLabel *sentence;
  HallKeyButton *open_case;
  HallKeyButton *reprint;
  GtkRevealer *reprint_box;
  GtkLabel *apology;
  GtkEditable *reason;
  HallKeyButton *print;
  GtkLabel *message;

  HallStore *store; /* (owned) */
  gint64 counter;
  char *staff;     /* (owned) */
  gint64 document; /* of what is shown, 0 none */
  gboolean is_case;
  char *query; /* (owned) (nullable) as last looked for */
  guint search_id;
  gboolean busy;
  GCancellable *searching; /* (owned) */
  GCancellable *reading;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (HallFindDialog, hall_find_dialog, ADW_TYPE_WINDOW)

/* -- state ---------------------------------------------------------------- */

static void
set_message (HallFindDialog *self, const char *text, gboolean bad)
{
  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->message), bad ? "ok-text" : "bad-text");
  gtk_widget_add_css_class (GTK_WIDGET (self->message), bad ? "bad-text" : "ok-text");
}

static void
refresh (HallFindDialog *self)
{
  const char *reason = gtk_editable_get_text (self->reason);
  gboolean asking = gtk_revealer_get_reveal_child (self->reprint_box);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "find.reprint", self->document != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "find.print",
                                 self->document != 0 && asking && !self->busy && *reason != '\0');
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "find.open", self->is_case);
  gtk_widget_set_visible (GTK_WIDGET (self->open_case), self->is_case);
  gtk_widget_set_visible (GTK_WIDGET (self->reprint), !asking && !self->is_case);
}

static void
close_reprint (HallFindDialog *self)
{
  gtk_revealer_set_reveal_child (self->reprint_box, FALSE);
  gtk_editable_set_text (self->reason, "");
  set_message (self, NULL, FALSE);
}

/* -- the detail ----------------------------------------------------------- */

static void
add_line (HallFindDialog *self, const char *left, const char *right, gboolean strong)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (left);
  GtkWidget *value = gtk_label_new (right);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (name), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_valign (name, GTK_ALIGN_BASELINE);
  gtk_widget_set_valign (value, GTK_ALIGN_BASELINE);
  gtk_widget_add_css_class (value, "num");
  if (strong) {
    gtk_widget_add_css_class (name, "row-title");
    gtk_widget_add_css_class (value, "row-title");
  }
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), value);
  gtk_box_append (self->lines, row);
}

static void
clear_lines (HallFindDialog *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_box_remove (self->lines, child);
}

static void
add_money (HallFindDialog *self, const char *name, GVariant *content, const char *key, gboolean strong)
{
  gint64 fen = 0;
  g_autofree char *text = NULL;

  if (!g_variant_lookup (content, key, "x", &fen))
    return;
  text = hall_money_to_text (fen);
  add_line (self, name, text, strong);
}

static void
show_receipt (HallFindDialog *self, GVariant *content)
{
  g_autoptr (GVariant) lines = g_variant_lookup_value (content, "lines", G_VARIANT_TYPE ("av"));
  const char *words = "", *sentence = "", *payer = NULL, *account = NULL, *at = "";
  g_autofree char *name = NULL;
  g_autofree char *masked = NULL;
  g_autofree char *summary = NULL;

  for (gsize i = 0; lines != NULL && i < g_variant_n_children (lines); i++) {
    g_autoptr (GVariant) boxed = g_variant_get_child_value (lines, i);
    g_autoptr (GVariant) line = g_variant_get_variant (boxed);
    const char *item = "";
    gint64 amount = 0;
    g_autofree char *text = NULL;

    g_variant_lookup (line, "item", "&s", &item);
    g_variant_lookup (line, "amount_fen", "x", &amount);
    text = hall_money_to_text (amount);
    add_line (self, item, text, FALSE);
  }
  add_money (self, _ ("Total"), content, "total_fen", TRUE);
  add_money (self, _ ("Received"), content, "received_fen", FALSE);
  add_money (self, _ ("Change"), content, "change_fen", FALSE);
  g_variant_lookup (content, "words", "&s", &words);
  g_variant_lookup (content, "sentence", "&s", &sentence);
  g_variant_lookup (content, "payer", "&s", &payer);
  g_variant_lookup (content, "account", "&s", &account);
  g_variant_lookup (content, "at", "&s", &at);
  name = payer != NULL ? hall_name_mask (payer) : g_strdup ("");
  masked = account != NULL ? hall_account_mask (account) : g_strdup ("");
  summary = g_strjoin ("  ", at, name, masked, NULL);
  gtk_label_set_text (self->summary, g_strstrip (summary));
  gtk_label_set_text (self->words, words);
  gtk_label_set_text (self->sentence, sentence);
}

static void
on_document_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallFindDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallDocument) document = hall_store_read_finish (HALL_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  if (document == NULL) {
    g_autofree char *text = hall_shell_error_text (error);

    set_message (self, text, TRUE);
    return;
  }
  self->document = document->id;
  clear_lines (self);
  if (g_strcmp0 (document->kind, "receipt") == 0)
    show_receipt (self, document->content);
  refresh (self);
}

static void
read_document (HallFindDialog *self, gint64 document)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  hall_store_read_async (self->store, (HallReadFunc)hall_document_read, g_variant_new_int64 (document),
                         hall_document_free, self->reading, on_document_cb, g_object_ref (self));
}

static void
show_finding (HallFindDialog *self, HallFinding *finding)
{
  g_autofree char *summary = NULL;

  close_reprint (self);
  self->document = 0;
  self->is_case = finding != NULL && g_str_equal (finding->kind, "case");
  clear_lines (self);
  gtk_label_set_text (self->words, "");
  gtk_label_set_text (self->sentence, "");
  gtk_stack_set_visible_child_name (self->detail, finding != NULL ? "finding" : "nothing");
  if (finding != NULL) {
    summary = g_strdup_printf ("%s  %s", finding->title != NULL ? finding->title : "",
                               finding->detail != NULL ? finding->detail : "");
    gtk_label_set_text (self->number, finding->number);
    gtk_label_set_text (self->summary, summary);
    if (finding->document != 0)
      read_document (self, finding->document);
  }
  refresh (self);
}

static void
on_selected_cb (HallFindDialog *self)
{
  if (self->store != NULL)
    show_finding (self, gtk_single_selection_get_selected_item (self->selection));
}

/* -- searching ------------------------------------------------------------ */

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallFindDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) found = hall_store_read_finish (HALL_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  if (found == NULL) {
    g_autofree char *text = hall_shell_error_text (error);

    set_message (self, text, TRUE);
    g_clear_pointer (&self->query, g_free); /* Enter, or the hall's return, looks for it again */
    return;
  }
  set_message (self, NULL, FALSE);
  gtk_single_selection_set_model (self->selection, found);
  gtk_stack_set_visible_child_name (self->results, g_list_model_get_n_items (found) > 0 ? "list" : "none");
  show_finding (self, gtk_single_selection_get_selected_item (self->selection));
}

static void
search_now (HallFindDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  g_clear_handle_id (&self->search_id, g_source_remove);
  /* The entry tells of a change late; by then it may have been looked for, and a reason be half typed. */
  if (g_strcmp0 (text, self->query) == 0)
    return;
  g_free (self->query);
  self->query = g_strdup (text);
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  set_message (self, NULL, FALSE);
  if (*text == '\0') {
    gtk_single_selection_set_model (self->selection, NULL);
    gtk_stack_set_visible_child_name (self->results, "start");
    show_finding (self, NULL);
    return;
  }
  if (!hall_text_check (text, -1, "query", MAX_QUERY, HALL_TEXT_ONE_LINE, NULL)) {
    gtk_stack_set_visible_child_name (self->results, "none");
    return;
  }
  self->searching = g_cancellable_new ();
  hall_store_read_async (self->store, (HallReadFunc)hall_find_read, g_variant_new_string (text),
                         g_object_unref, self->searching, on_found_cb, g_object_ref (self));
}

static gboolean
on_settled_cb (gpointer data)
{
  HallFindDialog *self = data;

  self->search_id = 0;
  search_now (self);
  return G_SOURCE_REMOVE;
}

static void
on_search_changed_cb (HallFindDialog *self)
{
  g_clear_handle_id (&self->search_id, g_source_remove);
  self->search_id = g_timeout_add (SETTLE_MS, on_settled_cb, self);
}

/* Enter looks at once; pressed on what was found it opens it. */
static void
on_search_activate_cb (HallFindDialog *self)
{
  const gboolean found = g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->search)), self->query) == 0;

  search_now (self);
  if (found)
    gtk_widget_activate_action (GTK_WIDGET (self), "find.open", NULL);
}

static void
on_activate_cb (HallFindDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "find.open", NULL);
}

/* The desk, or whoever opened the search, shows the case. */
static void
on_open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallFindDialog *self = HALL_FIND_DIALOG (widget);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  HallFinding *finding = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *number = NULL;

  if (finding == NULL || parent == NULL)
    return;
  number = g_strdup (finding->number);
  gtk_window_close (GTK_WINDOW (self));
  gtk_widget_activate_action (GTK_WIDGET (parent), "desk.open-case", "s", number);
}

/* What could not be looked for while the hall was away is looked for now. */
static void
on_connected_cb (HallFindDialog *self)
{
  if (self->store != NULL && hall_store_is_connected (self->store) && self->query == NULL
      && *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    search_now (self);
}

/* -- printing again ------------------------------------------------------- */

static void
on_phrases_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallFindDialog) self = data;
  g_auto (GStrv) phrases = hall_store_read_finish (HALL_STORE (source), result, NULL);

  if (self->store != NULL && phrases != NULL && phrases[0] != NULL)
    gtk_label_set_text (self->apology, phrases[0]);
}

static void
on_reprint_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallFindDialog *self = HALL_FIND_DIALOG (widget);

  if (self->document == 0)
    return;
  gtk_revealer_set_reveal_child (self->reprint_box, TRUE);
  set_message (self, NULL, FALSE);
  refresh (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->reason));
}

static void
on_printed_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallFindDialog *self = HALL_FIND_DIALOG (widget);
  const char *number = "";
  gint64 copy = 0;
  g_autofree char *text = NULL;

  self->busy = FALSE;
  if (error != NULL) {
    text = hall_shell_error_text (error);
    set_message (self, text, TRUE);
    gtk_widget_grab_focus (GTK_WIDGET (self->reason));
  } else {
    g_variant_lookup (answer, "number", "&s", &number);
    g_variant_lookup (answer, "copy", "x", &copy);
    close_reprint (self);
    /* Translators: number of a paper; which reprint of it */
    text = g_strdup_printf (_ ("%s goes to the printer, marked as reprint %d."), number, (int)copy);
    set_message (self, text, FALSE);
  }
  refresh (self);
}

static void
on_print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallFindDialog *self = HALL_FIND_DIALOG (widget);
  g_autofree char *station = g_strdup_printf ("desk-%d", (int)self->counter);
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
  g_autoptr (GError) error = NULL;

  if (self->busy || self->document == 0)
    return;
  if (!hall_reason_check (reason, "reason", &error)) {
    g_autofree char *text = hall_shell_error_text (error);

    set_message (self, text, TRUE);
    return;
  }
  self->busy = TRUE;
  refresh (self);
  hall_shell_do_quietly (
      widget, self->store,
      hall_command_new ("reprint",
                        g_variant_new_parsed ("{'document': <%x>, 'reason': <%s>}", self->document, reason),
                        self->staff, self->counter, station, NULL),
      on_printed_cb, NULL);
}

static void
on_reason_changed_cb (HallFindDialog *self)
{
  refresh (self);
}

static void
on_reason_activate_cb (HallFindDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "find.print", NULL);
}

/* -- class ---------------------------------------------------------------- */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *number = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (number), 0);
  gtk_label_set_ellipsize (GTK_LABEL (number), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (number, "row-title");
  gtk_widget_add_css_class (number, "num");
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "small");
  gtk_widget_add_css_class (detail, "quiet");
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_widget_add_css_class (box, "find-row");
  gtk_list_item_set_child (item, box);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  HallFinding *finding = gtk_list_item_get_item (item);
  GtkWidget *number = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *detail = gtk_widget_get_next_sibling (number);
  g_autofree char *text = g_strdup_printf ("%s  %s", finding->title != NULL ? finding->title : "",
                                           finding->detail != NULL ? finding->detail : "");

  gtk_label_set_text (GTK_LABEL (number), finding->number);
  gtk_label_set_text (GTK_LABEL (detail), text);
}

static void
hall_find_dialog_dispose (GObject *object)
{
  HallFindDialog *self = HALL_FIND_DIALOG (object);

  g_clear_handle_id (&self->search_id, g_source_remove);
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (hall_find_dialog_parent_class)->dispose (object);
}

static void
hall_find_dialog_finalize (GObject *object)
{
  HallFindDialog *self = HALL_FIND_DIALOG (object);

  g_free (self->staff);
  g_free (self->query);
  G_OBJECT_CLASS (hall_find_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HallFindDialog, search);
  gtk_widget_class_bind_template_child (widget_class, HallFindDialog, results);
  gtk_widget_class_bind_template_child (widget_class, HallFindDialog, list);
  gtk_widget_class_bind_template_child (widget_class, HallFindDialog, selection);
  gtk_widget_class_bind_template_child (widget_class, HallFindDialog, detail);
  gtk_widget_class_bind_template_child (widget_class, HallFindDialog, number);
  gtk_widget_class_bind_template_child (widget_class, HallFindDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, HallFindDialog, lines);
  gtk_widget_class_bind_template_child (widget_class, HallFindDialog, words);
  gtk_widget_class_bind_template_child (widget_class, HallFindDialog, sentence);
  gtk_widget_class_bind_template_child (widget_class, HallFindDialog, open_case);
  gtk_widget_class_bind_template_child (widget_class, HallFindDialog, reprint);
  gtk_widget_class_bind_template_child (widget_class, HallFindDialog, reprint_box);
  gtk_widget_class_bind_template_child (widget_class, HallFindDialog, apology);
  gtk_widget_class_bind_template_child (widget_class, HallFindDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, HallFindDialog, print);
  gtk_widget_class_bind_template_child (widget_class, HallFindDialog, message);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_bind_template_callback (widget_class, on_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_reason_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_reason_activate_cb);
}

static void
hall_find_dialog_class_init (HallFindDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_find_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_find_dialog_finalize;
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-find-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "find.open", NULL, on_open_cb);
  gtk_widget_class_install_action (widget_class, "find.reprint", NULL, on_reprint_cb);
  gtk_widget_class_install_action (widget_class, "find.print", NULL, on_print_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "find.reprint", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hall_find_dialog_init (HallFindDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  refresh (self);
}

/**
 * hall_find_dialog_present:
 * @parent: (nullable): the desk
 * @store: the hall
 * @view: (transfer none): what the desk shows; borrowed for the call
 *
 * Opens the dialog with the focus in its search field; a scanner can type into it at once.
 *
 * Returns: (transfer none): the dialog; it goes away when it is closed
 */
GtkWindow *
hall_find_dialog_present (GtkWindow *parent, HallStore *store, HallDeskView *view)
{
  HallFindDialog *self;

  g_return_val_if_fail (HALL_IS_STORE (store) && view != NULL, NULL);

  self = g_object_new (HALL_TYPE_FIND_DIALOG, "transient-for", parent, "modal", parent != NULL, NULL);
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "notify::connected", G_CALLBACK (on_connected_cb), self, G_CONNECT_SWAPPED);
  self->counter = view->counter;
  self->staff = g_strdup (view->staff);
  hall_store_read_async (
      store, (HallReadFunc)hall_phrases_read,
      g_variant_new ("(s@a{ss})", "reprint", g_variant_new_array (G_VARIANT_TYPE ("{ss}"), NULL, 0)),
      (GDestroyNotify)g_strfreev, NULL, on_phrases_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return GTK_WINDOW (self);
}

/**
 * hall_find_dialog_search:
 * @self: the dialog
 * @text: what was scanned or typed elsewhere
 *
 * Looks for it at once.
 */
void
hall_find_dialog_search (HallFindDialog *self, const char *text)
{
  g_return_if_fail (HALL_IS_FIND_DIALOG (self) && text != NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  search_now (self);
}
