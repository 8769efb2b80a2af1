/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-guide-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-guide-answer.h"
#include "hall-guide-matter.h"
#include "hall-key-button.h"
#include "hall-keycap.h"
#include "hall-lookup.h"
#include "hall-phrases.h"
#include "hall-pinyin.h"
#include "hall-shell.h"

/*
 * What a clerk looks up beside a customer, in one place (004-02, 003-45): F1 opens it at the matter in front,
 * the matter's own key or a few letters lead to any other; Ctrl+F opens it at the search, over guides,
 * answers of the knowledge base and phrases. It covers the tabs only: the customer's line and its timer stay
 * in sight and go on. All of it is read ahead and kept, so that it is there when the server is not (002-13).
 */
struct _HallGuidePage {
  AdwBin parent_instance;

  GtkSearchEntry *search;
  GtkScrolledWindow *scroller;
  GtkListBox *list;
  GtkStack *detail; /* none, guide, answer, phrase */
  HallGuideMatter *matter;
  HallGuideAnswer *answer;
  GtkLabel *moment;
  GtkLabel *phrase;
  GtkLabel *hint;
  HallKeyButton *back_button;
  HallKeyButton *outcome_button;

  HallCaseContext context;
  HallStore *store;      /* (owned) (nullable) what is listened to */
  HallLookup *lookup;    /* (owned) (nullable) as read last */
  char *read_for;        /* (nullable) the matter in front when it was read */
  GCancellable *reading; /* (owned) (nullable) */
  char *wanted;          /* (nullable) the code of the matter that is to be shown once it is read */
  char *typed;           /* (nullable) what the list was made for */
  GObject *shown;        /* (owned) (nullable) a HallGuide, HallKnowledgeItem or HallPhrase */
};

G_DEFINE_FINAL_TYPE (HallGuidePage, hall_guide_page, ADW_TYPE_BIN)

enum { PHRASE, STEP_CHANGED, CLOSE, N_SIGNALS };
static guint signals[N_SIGNALS];

/* The keys of the first matters while nothing is typed: one row of the keyboard. Letters go into the search.
 */
static const char keys[] = "1234567890-=";

static const char *
matter_in_front (HallGuidePage *self)
{
  const HallDeskView *desk = self->context.desk;

  if (self->context.file != NULL)
    return self->context.file->matter;
  return desk != NULL && desk->current != NULL && desk->current->matter != NULL ? desk->current->matter : "";
}

/* --- What is shown --- */

static gboolean
can_answer (HallGuidePage *self)
{
  const HallCaseView *file = self->context.file;

  return file != NULL && self->context.store != NULL
         && (g_str_equal (file->state, "open") || g_str_equal (file->state, "answered"));
}

static void
update_outcome (HallGuidePage *self)
{
  gboolean guide = self->shown != NULL && HALL_IS_GUIDE (self->shown);
  gboolean item = self->shown != NULL && HALL_IS_KNOWLEDGE_ITEM (self->shown);
  gboolean phrase = self->shown != NULL && HALL_IS_PHRASE (self->shown);
  gboolean possible = phrase || (guide && self->context.store != NULL) || (item && can_answer (self));
  g_autofree char *hint = NULL;

  hall_key_button_set_text (self->outcome_button, guide    ? _ ("Print slip")
                                                  : item   ? _ ("Answer with this")
                                                  : phrase ? _ ("Say this")
                                                           : "");
  gtk_widget_set_visible (GTK_WIDGET (self->outcome_button), self->shown != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "guide.outcome", possible);
  if (item && can_answer (self))
    /* Translators: %s is the number of a case */
    hint = g_strdup_printf (_ ("Records the answer and its version in case %s"), self->context.file->number);
  else if (item)
    hint = g_strdup (_ ("With a case open, the answer can be recorded in it"));
  else if (guide)
    hint = g_strdup (_ ("80 mm slip for the customer"));
  gtk_label_set_text (self->hint, hint != NULL ? hint : "");
}

static void
show (HallGuidePage *self, GObject *thing)
{
  const char *page = "none";

  g_set_object (&self->shown, thing);
  if (thing != NULL && HALL_IS_GUIDE (thing)) {
    hall_guide_matter_show (self->matter, HALL_GUIDE (thing),
                            self->context.file != NULL ? self->context.file->applicant : "person",
                            self->lookup, self->context.now);
    page = "guide";
  } else if (thing != NULL && HALL_IS_KNOWLEDGE_ITEM (thing)) {
    hall_guide_answer_show (self->answer, HALL_KNOWLEDGE_ITEM (thing));
    page = "answer";
  } else if (thing != NULL) {
    gtk_label_set_text (self->moment, hall_moment_title (HALL_PHRASE (thing)->moment));
    gtk_label_set_text (self->phrase, HALL_PHRASE (thing)->text);
    page = "phrase";
  }
  gtk_stack_set_visible_child_name (self->detail, page);
  update_outcome (self);
  g_signal_emit (self, signals[STEP_CHANGED], 0);
}

/* --- The list --- */

static GObject *
thing_of (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "thing") : NULL;
}

static GtkWidget *
new_row (GObject *thing, const char *title, const char *below, const char *key)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *small = gtk_label_new (below);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (small), 0);
  gtk_label_set_ellipsize (GTK_LABEL (small), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (small, "small");
  gtk_widget_add_css_class (small, "quiet");
  gtk_widget_set_visible (small, *below != '\0');
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), label);
  gtk_box_append (GTK_BOX (texts), small);
  gtk_box_append (GTK_BOX (box), texts);
  if (key != NULL) {
    gtk_box_append (GTK_BOX (box), hall_keycap_new (key));
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, key, -1);
  }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (row), "thing", g_object_ref (thing), g_object_unref);
  return row;
}

static void
add_guides (HallGuidePage *self, const char *typed)
{
  guint n = g_list_model_get_n_items (self->lookup->guides);

  for (guint i = 0; i < n; i++) {
    g_autoptr (HallGuide) guide = g_list_model_get_item (self->lookup->guides, i);
    HallMatterView *matter = guide->matter;
    g_autofree char *words = g_strconcat (matter->code, " ", matter->name, " ", matter->name_en, NULL);
    const char key[] = { i < sizeof keys - 1 ? keys[i] : '\0', '\0' };

    if (hall_pinyin_match (matter->name, typed) || hall_pinyin_match (words, typed))
      gtk_list_box_append (self->list,
                           new_row (G_OBJECT (guide), hall_shell_localised (matter->name, matter->name_en),
                                    "", *typed == '\0' && *key != '\0' ? key : NULL));
  }
}

typedef struct {
  HallKnowledgeItem *item; /* (not owned) by the lookup */
  int rank;
  guint order;
} Hit;

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *x = a;
  const Hit *y = b;

  return x->rank != y->rank ? x->rank - y->rank : (int)x->order - (int)y->order;
}

static void
add_knowledge (HallGuidePage *self, const char *typed)
{
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));

  for (guint i = 0; i < g_list_model_get_n_items (self->lookup->knowledge); i++) {
    g_autoptr (HallKnowledgeItem) item = g_list_model_get_item (self->lookup->knowledge, i);
    Hit hit = { item, hall_knowledge_rank (item, typed), i };

    if (hit.rank >= 0)
      g_array_append_val (hits, hit);
  }
  g_array_sort (hits, compare_hits);
  for (guint i = 0; i < hits->len; i++) {
    HallKnowledgeItem *item = g_array_index (hits, Hit, i).item;

    gtk_list_box_append (
        self->list, new_row (G_OBJECT (item), item->question, hall_knowledge_kind_title (item->kind), NULL));
  }
}

/* A phrase is found by its words, by how its initials begin, and by its moment. */
static gboolean
phrase_matches (HallPhrase *phrase, const char *typed)
{
  g_autofree char *folded = g_utf8_casefold (typed, -1);
  g_autofree char *text = g_utf8_casefold (phrase->text, -1);
  g_autofree char *initials = hall_pinyin_initials (phrase->text);
  gsize n;
  const HallMoment *moments = hall_moments (&n);

  if (strstr (text, folded) != NULL || hall_pinyin_match (hall_moment_title (phrase->moment), typed)
      || (hall_pinyin_is_query (folded) && g_str_has_prefix (initials, folded)))
    return TRUE;
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (moments[i].name, phrase->moment))
      return g_str_has_prefix (moments[i].initials, folded);
  return FALSE;
}

static void
add_phrases (HallGuidePage *self, const char *typed)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->lookup->phrases); i++) {
    g_autoptr (HallPhrase) phrase = g_list_model_get_item (self->lookup->phrases, i);

    if (phrase_matches (phrase, typed))
      gtk_list_box_append (
          self->list, new_row (G_OBJECT (phrase), phrase->text, hall_moment_title (phrase->moment), NULL));
  }
}

static const char *
heading_of (GObject *thing)
{
  return HALL_IS_GUIDE (thing)            ? _ ("Guides to matters")
         : HALL_IS_KNOWLEDGE_ITEM (thing) ? _ ("Knowledge base")
                                          : _ ("Phrases");
}

static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  GObject *thing = thing_of (row);
  GtkWidget *label;

  if (before != NULL && G_OBJECT_TYPE (thing_of (before)) == G_OBJECT_TYPE (thing)) {
    gtk_list_box_row_set_header (row, NULL);
    return;
  }
  label = gtk_label_new (heading_of (thing));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "section");
  gtk_widget_add_css_class (label, "list-heading");
  gtk_list_box_row_set_header (row, label);
}

/* Brings a row into sight without taking the focus from the search. */
static void
scroll_to (HallGuidePage *self, GtkListBoxRow *row)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t box;

  if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &box) && box.size.height > 0)
    gtk_adjustment_clamp_page (adjustment, box.origin.y, box.origin.y + box.size.height);
}

static void
select_row (HallGuidePage *self, GtkListBoxRow *row)
{
  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  scroll_to (self, row);
}

static GtkListBoxRow *
row_of_matter (HallGuidePage *self, const char *code)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++) {
    GObject *thing = thing_of (row);

    if (HALL_IS_GUIDE (thing) && g_str_equal (HALL_GUIDE (thing)->matter->code, code))
      return row;
  }
  return NULL;
}

static gboolean
is_same (GObject *a, GObject *b)
{
  if (G_OBJECT_TYPE (a) != G_OBJECT_TYPE (b))
    return FALSE;
  if (HALL_IS_GUIDE (a))
    return g_str_equal (HALL_GUIDE (a)->matter->code, HALL_GUIDE (b)->matter->code);
  if (HALL_IS_KNOWLEDGE_ITEM (a))
    return g_str_equal (HALL_KNOWLEDGE_ITEM (a)->code, HALL_KNOWLEDGE_ITEM (b)->code);
  return g_str_equal (HALL_PHRASE (a)->text, HALL_PHRASE (b)->text);
}

static GtkListBoxRow *
row_of (HallGuidePage *self, GObject *thing)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (is_same (thing_of (row), thing))
      return row;
  return NULL;
}

/* Makes the list anew; what was shown stays chosen where it is still there and nothing was typed since. */
static void
fill (HallGuidePage *self, gboolean keep)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *stripped = g_strstrip (g_strdup (typed));
  g_autoptr (GObject) before = self->shown != NULL ? g_object_ref (self->shown) : NULL;
  GtkListBoxRow *row;

  if (self->lookup == NULL)
    return;
  g_free (self->typed);
  self->typed = g_strdup (typed);
  gtk_list_box_unselect_all (self->list);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  add_guides (self, stripped);
  add_knowledge (self, stripped);
  add_phrases (self, stripped);
  row = keep && self->wanted != NULL ? row_of_matter (self, self->wanted) : NULL;
  if (row == NULL && keep && before != NULL)
    row = row_of (self, before);
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->list, 0);
  g_clear_pointer (&self->wanted, g_free);
  if (row != NULL)
    select_row (self, row);
  else
    show (self, NULL);
}

/* --- Reading --- */

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallGuidePage) self = data;
  g_autoptr (GError) error = NULL;
  HallLookup *lookup = hall_store_read_finish (HALL_STORE (source), result, &error);

  if (lookup == NULL) {
    /* What was read before stays: it is for the times when the hall cannot be asked. */
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
      g_message ("Nothing to look up was read: %s", error->message);
      g_clear_pointer (&self->read_for, g_free);
    }
    return;
  }
  hall_lookup_free (self->lookup);
  self->lookup = lookup;
  fill (self, TRUE);
}

static void
read_all (HallGuidePage *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_free (self->read_for);
  self->read_for = g_strdup (matter_in_front (self));
  self->reading = g_cancellable_new ();
  hall_store_read_async (self->store, (HallReadFunc)hall_lookup_read, g_variant_new_string (self->read_for),
                         hall_lookup_free, self->reading, on_read_cb, g_object_ref (self));
}

static void
on_changed_cb (HallGuidePage *self, HallTopic topics)
{
  if ((topics & HALL_TOPIC_SETUP) != 0)
    read_all (self);
}

/* --- What the clerk does --- */

static void
on_row_selected_cb (GtkListBox *list, GtkListBoxRow *row, HallGuidePage *self)
{
  if (row != NULL)
    show (self, thing_of (row));
}

static void
on_search_changed_cb (GtkSearchEntry *entry, HallGuidePage *self)
{
  /* It is told late: by then the list may have been made for it. */
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (entry)), self->typed) != 0)
    fill (self, FALSE);
}

static void
on_stop_search_cb (GtkSearchEntry *entry, HallGuidePage *self)
{
  g_signal_emit (self, signals[CLOSE], 0);
}

static void
on_outcome_done_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  if (answer == NULL)
    return;
  hall_shell_say (widget,
                  HALL_GUIDE_PAGE (widget)->shown != NULL && HALL_IS_GUIDE (HALL_GUIDE_PAGE (widget)->shown)
                      ? _ ("The guide is being printed")
                      : _ ("The answer is recorded in the case"));
}

static void
on_outcome_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HallGuidePage *self = HALL_GUIDE_PAGE (widget);
  HallCommand *command = NULL;

  if (self->shown == NULL)
    return;
  if (HALL_IS_PHRASE (self->shown)) {
    HallPhrase *phrase = HALL_PHRASE (self->shown);

    g_signal_emit (self, signals[PHRASE], 0, phrase->moment, phrase->text);
    return;
  }
  if (HALL_IS_GUIDE (self->shown))
    command = hall_case_context_command (
        &self->context, "print-guide",
        g_variant_new_parsed ("{'matter': <%s>}", HALL_GUIDE (self->shown)->matter->code));
  else if (can_answer (self))
    command = hall_case_context_command (&self->context, "answer",
                                         g_variant_new_parsed ("{'case': <%s>, 'knowledge': <%s>}",
                                                               self->context.file->number,
                                                               HALL_KNOWLEDGE_ITEM (self->shown)->code));
  if (command != NULL)
    hall_shell_do (widget, self->context.store, command, on_outcome_done_cb, NULL);
}

static void
on_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, HallGuidePage *self)
{
  /* A phrase is said; everything else is read where it stands, and has its own key. */
  if (HALL_IS_PHRASE (thing_of (row)))
    gtk_widget_activate_action (GTK_WIDGET (self), "guide.outcome", NULL);
}

static void
on_search_activate_cb (GtkSearchEntry *entry, HallGuidePage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    on_row_activated_cb (self->list, row, self);
}

static void
move_by (HallGuidePage *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  select_row (self, gtk_list_box_get_row_at_index (
                        self->list, row != NULL ? MAX (gtk_list_box_row_get_index (row) + by, 0) : 0));
}

/* While nothing is typed a key of the upper row is that of a matter (004-02: two keys away). */
static gboolean
jump (HallGuidePage *self, guint keyval)
{
  guint32 letter = gdk_keyval_to_unicode (keyval);
  const char *at = letter > 0 && letter < 128 ? strchr (keys, (int)letter) : NULL;
  GtkListBoxRow *row;

  if (at == NULL || *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    return FALSE;
  row = gtk_list_box_get_row_at_index (self->list, (int)(at - keys));
  if (row == NULL || !HALL_IS_GUIDE (thing_of (row)))
    return FALSE;
  select_row (self, row);
  return TRUE;
}

static gboolean
on_key_cb (GtkEventControllerKey *controller,
           guint keyval,
           guint keycode,
           GdkModifierType state,
           HallGuidePage *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    move_by (self, 1);
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    move_by (self, -1);
  else if (!jump (self, keyval))
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* --- Life --- */

static void
hall_guide_page_dispose (GObject *object)
{
  HallGuidePage *self = HALL_GUIDE_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->shown);
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_GUIDE_PAGE);
  G_OBJECT_CLASS (hall_guide_page_parent_class)->dispose (object);
}

static void
hall_guide_page_finalize (GObject *object)
{
  HallGuidePage *self = HALL_GUIDE_PAGE (object);

  hall_lookup_free (self->lookup);
  g_free (self->read_for);
  g_free (self->wanted);
  g_free (self->typed);
  G_OBJECT_CLASS (hall_guide_page_parent_class)->finalize (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HallGuidePage, child)

static void
hall_guide_page_class_init (HallGuidePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_guide_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_guide_page_finalize;
  /**
   * HallGuidePage::phrase:
   * @moment: its moment
   * @text: what to say
   *
   * A phrase was chosen: it goes into the strip.
   */
  signals[PHRASE] = g_signal_new ("phrase", HALL_TYPE_GUIDE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  /**
   * HallGuidePage::step-changed:
   *
   * Another button is the next step.
   */
  signals[STEP_CHANGED] = g_signal_new ("step-changed", HALL_TYPE_GUIDE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  /**
   * HallGuidePage::close:
   *
   * Esc was pressed in the search.
   */
  signals[CLOSE] = g_signal_new ("close", HALL_TYPE_GUIDE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  g_type_ensure (HALL_TYPE_GUIDE_MATTER);
  g_type_ensure (HALL_TYPE_GUIDE_ANSWER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-guide-page.ui");
  BIND (search);
  BIND (scroller);
  BIND (list);
  BIND (detail);
  BIND (matter);
  BIND (answer);
  BIND (moment);
  BIND (phrase);
  BIND (hint);
  BIND (back_button);
  BIND (outcome_button);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_install_action (widget_class, "guide.outcome", NULL, on_outcome_cb);
}

static void
hall_guide_page_init (HallGuidePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_search_delay (self->search, 0);
  gtk_list_box_set_header_func (self->list, update_header, NULL, NULL);
  update_outcome (self);
}

/**
 * hall_guide_page_new:
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
hall_guide_page_new (void)
{
  return g_object_new (HALL_TYPE_GUIDE_PAGE, NULL);
}

/**
 * hall_guide_page_set_context:
 * @self: the page
 * @context: where the clerk is; what it points to stays valid until the next one
 *
 * Takes over the hall, and the case that an answer would be recorded in. Reads ahead what can be looked up.
 */
void
hall_guide_page_set_context (HallGuidePage *self, const HallCaseContext *context)
{
  g_return_if_fail (HALL_IS_GUIDE_PAGE (self) && context != NULL);

  self->context = *context;
  if (self->store != context->store) {
    if (self->store != NULL)
      g_signal_handlers_disconnect_by_func (self->store, on_changed_cb, self);
    g_set_object (&self->store, context->store);
    if (self->store != NULL)
      g_signal_connect_object (self->store, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  }
  if (self->store != NULL && g_strcmp0 (self->read_for, matter_in_front (self)) != 0)
    read_all (self);
  update_outcome (self);
}

/**
 * hall_guide_page_open:
 * @self: the page
 *
 * Opens the guide at the matter of the customer, or where it was left.
 */
void
hall_guide_page_open (HallGuidePage *self)
{
  const char *code;

  g_return_if_fail (HALL_IS_GUIDE_PAGE (self));

  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  code = matter_in_front (self);
  if (*code != '\0') {
    g_free (self->wanted);
    self->wanted = g_strdup (code);
  }
  fill (self, TRUE);
  /* What would be promised is counted from now on. */
  if (self->store != NULL)
    read_all (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * hall_guide_page_search:
 * @self: the page
 *
 * Opens the page at its search.
 */
void
hall_guide_page_search (HallGuidePage *self)
{
  g_return_if_fail (HALL_IS_GUIDE_PAGE (self));

  hall_guide_page_open (self);
}

/**
 * hall_guide_page_get_step:
 * @self: the page
 *
 * Returns: (transfer none): the button of the next step: to record the answer that was read out, otherwise to
 * go back
 */
GtkWidget *
hall_guide_page_get_step (HallGuidePage *self)
{
  g_return_val_if_fail (HALL_IS_GUIDE_PAGE (self), NULL);

  return GTK_WIDGET (
      self->shown != NULL
              && (HALL_IS_PHRASE (self->shown) || (HALL_IS_KNOWLEDGE_ITEM (self->shown) && can_answer (self)))
          ? self->outcome_button
          : self->back_button);
}
