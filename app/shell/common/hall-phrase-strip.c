/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-phrase-strip.h"

#include <glib/gi18n.h>

#include "hall-key-button.h"
#include "hall-keycap.h"
#include "hall-phrases.h"
#include "hall-shell.h"
#include "hall-views.h"

/*
 * What to say now, in the hall's own words. The window names the moments of the present state in the order in
 * which they come; the strip shows the first and steps through them. Any phrase of the book can be looked up.
 */
struct _HallPhraseStrip {
  AdwBin parent_instance;

  GtkLabel *moment_label;
  GtkLabel *text_label;
  GtkMenuButton *find_button;
  HallKeyButton *next_button;
  GtkSearchEntry *search;
  GtkListBox *found;

  HallStore *store;       /* (owned) (nullable) */
  GVariant *asked;        /* (owned) (nullable) (asa{ss}) what the phrases were read for */
  GPtrArray *phrases;     /* (owned) of Phrase */
  guint at;               /* which of them is shown */
  GCancellable *reading;  /* (owned) (nullable) of the current moments */
  GCancellable *browsing; /* (owned) (nullable) of the whole book */
};

G_DEFINE_FINAL_TYPE (HallPhraseStrip, hall_phrase_strip, ADW_TYPE_BIN)

typedef struct {
  char *moment;
  char *text;
  guint order; /* place of the moment in what was asked for */
} Phrase;

static void
phrase_free (gpointer data)
{
  Phrase *phrase = data;

  g_free (phrase->moment);
  g_free (phrase->text);
  g_free (phrase);
}

static void
update (HallPhraseStrip *self)
{
  const Phrase *phrase = self->at < self->phrases->len ? g_ptr_array_index (self->phrases, self->at) : NULL;

  gtk_label_set_text (self->moment_label, phrase != NULL ? hall_moment_title (phrase->moment) : "");
  gtk_label_set_text (self->text_label, phrase != NULL ? phrase->text : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), self->phrases->len > 1);
}

static void
insert_phrase (HallPhraseStrip *self, const char *moment, const char *text, guint order)
{
  Phrase *phrase = g_new0 (Phrase, 1);
  guint at = self->phrases->len;

  phrase->moment = g_strdup (moment);
  phrase->text = g_strdup (text);
  phrase->order = order;
  /* Readings may come back in any order. */
  while (at > 0 && ((const Phrase *)g_ptr_array_index (self->phrases, at - 1))->order > order)
    at--;
  g_ptr_array_insert (self->phrases, at, phrase);
}

typedef struct {
  HallPhraseStrip *strip; /* (owned) */
  char *moment;
  guint order;
  gboolean browse; /* for the finder, not for the strip */
} Reading;

static void
reading_free (Reading *reading)
{
  g_object_unref (reading->strip);
  g_free (reading->moment);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static void
add_found (HallPhraseStrip *self, const char *moment, const char *text, guint order)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (hall_moment_title (moment));
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  gtk_widget_add_css_class (title, "section");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data_full (G_OBJECT (row), "moment", g_strdup (moment), g_free);
  g_object_set_data_full (G_OBJECT (row), "text", g_strdup (text), g_free);
  g_object_set_data (G_OBJECT (row), "order", GUINT_TO_POINTER (order));
  gtk_list_box_append (self->found, row);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Reading) reading = data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) texts = hall_store_read_finish (HALL_STORE (source), result, &error);
  HallPhraseStrip *self = reading->strip;

  if (texts == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_message ("No phrases for %s: %s", reading->moment, error->message);
    if (!reading->browse && hall_shell_error_passes (error))
      g_clear_pointer (&self->asked, g_variant_unref); /* asked for the same again it reads again */
    return;
  }
  for (gsize i = 0; texts[i] != NULL; i++) {
    if (reading->browse)
      add_found (self, reading->moment, texts[i], reading->order);
    else
      insert_phrase (self, reading->moment, texts[i], reading->order);
  }
  if (!reading->browse)
    update (self);
}

static void
strv_free (gpointer strv)
{
  g_strfreev (strv);
}

static void
read_moment (HallPhraseStrip *self,
             const char *moment,
             GVariant *slots,
             guint order,
             gboolean browse,
             GCancellable *cancellable)
{
  Reading *reading = g_new0 (Reading, 1);
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new ("(s@a{ss})", moment, slots));

  reading->strip = g_object_ref (self);
  reading->moment = g_strdup (moment);
  reading->order = order;
  reading->browse = browse;
  hall_store_read_async (self->store, (HallReadFunc)hall_phrases_read, params, strv_free, cancellable,
                         on_read_cb, reading);
}

static int
compare_found (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  return (int)GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (a), "order"))
         - (int)GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (b), "order"));
}

static gboolean
initials_match (const char *moment, const char *query)
{
  gsize n;
  const HallMoment *all = hall_moments (&n);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (all[i].name, moment))
      return g_str_has_prefix (all[i].initials, query);
  return FALSE;
}

static gboolean
filter_found (GtkListBoxRow *row, gpointer data)
{
  HallPhraseStrip *self = data;
  g_autofree char *query = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  const char *moment = g_object_get_data (G_OBJECT (row), "moment");
  g_autofree char *text = g_utf8_casefold (g_object_get_data (G_OBJECT (row), "text"), -1);
  g_autofree char *title = g_utf8_casefold (hall_moment_title (moment), -1);

  return *query == '\0' || strstr (text, query) != NULL || strstr (title, query) != NULL
         || initials_match (moment, query);
}

static void
on_search_changed_cb (GtkSearchEntry *entry, HallPhraseStrip *self)
{
  gtk_list_box_invalidate_filter (self->found);
}

static void
on_found_cb (GtkListBox *list, GtkListBoxRow *row, HallPhraseStrip *self)
{
  /* The phrase that was looked up comes first; what belongs to the moment follows it. */
  const char *moment = g_object_get_data (G_OBJECT (row), "moment");
  const char *text = g_object_get_data (G_OBJECT (row), "text");
  Phrase *phrase = g_new0 (Phrase, 1);

  phrase->moment = g_strdup (moment);
  phrase->text = g_strdup (text);
  g_ptr_array_insert (self->phrases, 0, phrase);
  self->at = 0;
  update (self);
  gtk_menu_button_popdown (self->find_button);
}

/* Enter in the search takes the first that is left. */
static void
on_search_activate_cb (GtkSearchEntry *entry, HallPhraseStrip *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->found, i)) != NULL; i++) {
    if (gtk_widget_get_child_visible (GTK_WIDGET (row))) {
      on_found_cb (self->found, row, self);
      return;
    }
  }
}

static void
on_popover_show_cb (GtkWidget *popover, HallPhraseStrip *self)
{
  gsize n;
  const HallMoment *all = hall_moments (&n);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->found, 0)) != NULL)
    gtk_list_box_remove (self->found, GTK_WIDGET (row));
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  g_cancellable_cancel (self->browsing);
  g_clear_object (&self->browsing);
  if (self->store == NULL)
    return;
  self->browsing = g_cancellable_new ();
  for (gsize i = 0; i < n; i++)
    read_moment (self, all[i].name, g_variant_new_array (G_VARIANT_TYPE ("{ss}"), NULL, 0), i, TRUE,
                 self->browsing);
}

static void
hall_phrase_strip_dispose (GObject *object)
{
  HallPhraseStrip *self = HALL_PHRASE_STRIP (object);

  g_cancellable_cancel (self->reading);
  g_cancellable_cancel (self->browsing);
  g_clear_object (&self->reading);
  g_clear_object (&self->browsing);
  g_clear_pointer (&self->asked, g_variant_unref);
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_PHRASE_STRIP);
  G_OBJECT_CLASS (hall_phrase_strip_parent_class)->dispose (object);
}

static void
hall_phrase_strip_finalize (GObject *object)
{
  g_clear_pointer (&HALL_PHRASE_STRIP (object)->phrases, g_ptr_array_unref);
  G_OBJECT_CLASS (hall_phrase_strip_parent_class)->finalize (object);
}

static void
hall_phrase_strip_class_init (HallPhraseStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_phrase_strip_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_phrase_strip_finalize;
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  g_type_ensure (HALL_TYPE_KEYCAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-phrase-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, HallPhraseStrip, moment_label);
  gtk_widget_class_bind_template_child (widget_class, HallPhraseStrip, text_label);
  gtk_widget_class_bind_template_child (widget_class, HallPhraseStrip, find_button);
  gtk_widget_class_bind_template_child (widget_class, HallPhraseStrip, next_button);
  gtk_widget_class_bind_template_child (widget_class, HallPhraseStrip, search);
  gtk_widget_class_bind_template_child (widget_class, HallPhraseStrip, found);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_found_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_popover_show_cb);
}

static void
hall_phrase_strip_init (HallPhraseStrip *self)
{
  self->phrases = g_ptr_array_new_with_free_func (phrase_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->found, filter_found, self, NULL);
  gtk_list_box_set_sort_func (self->found, compare_found, NULL, NULL);
}

/**
 * hall_phrase_strip_new:
 *
 * Returns: (transfer floating): a new strip, empty
 */
GtkWidget *
hall_phrase_strip_new (void)
{
  return g_object_new (HALL_TYPE_PHRASE_STRIP, NULL);
}

/**
 * hall_phrase_strip_set_store:
 * @self: a strip
 * @store: (nullable): the hall whose phrase book it reads
 *
 * Sets where the phrases come from.
 */
void
hall_phrase_strip_set_store (HallPhraseStrip *self, HallStore *store)
{
  g_return_if_fail (HALL_IS_PHRASE_STRIP (self));

  if (g_set_object (&self->store, store))
    g_clear_pointer (&self->asked, g_variant_unref);
}

/**
 * hall_phrase_strip_clear:
 * @self: a strip
 *
 * Forgets all phrases and shows none.
 */
void
hall_phrase_strip_clear (HallPhraseStrip *self)
{
  g_return_if_fail (HALL_IS_PHRASE_STRIP (self));

  g_ptr_array_set_size (self->phrases, 0);
  self->at = 0;
  update (self);
}

/**
 * hall_phrase_strip_add:
 * @self: a strip
 * @moment: the moment
 * @text: what to say then
 *
 * Adds a phrase after those already there.
 */
void
hall_phrase_strip_add (HallPhraseStrip *self, const char *moment, const char *text)
{
  g_return_if_fail (HALL_IS_PHRASE_STRIP (self) && moment != NULL && text != NULL);

  insert_phrase (self, moment, text, G_MAXUINT);
  update (self);
}

/**
 * hall_phrase_strip_set_moments:
 * @self: a strip
 * @moments: (array zero-terminated=1): the moments of the present state, the present one first
 * @slots: (nullable): a{ss}, the real figures for the words in braces; floating is sunk
 *
 * Reads and shows the phrases of @moments. Asked for the same again it leaves the strip where the clerk
 * stepped.
 */
void
hall_phrase_strip_set_moments (HallPhraseStrip *self, const char *const *moments, GVariant *slots)
{
  g_autoptr (GVariant) filled = NULL;
  g_autoptr (GVariant) asked = NULL;

  g_return_if_fail (HALL_IS_PHRASE_STRIP (self) && moments != NULL);

  filled = g_variant_ref_sink (slots != NULL ? slots
                                             : g_variant_new_array (G_VARIANT_TYPE ("{ss}"), NULL, 0));
  asked = g_variant_ref_sink (g_variant_new ("(^as@a{ss})", moments, filled));
  if (self->asked != NULL && g_variant_equal (asked, self->asked))
    return;
  g_clear_pointer (&self->asked, g_variant_unref);
  self->asked = g_steal_pointer (&asked);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  hall_phrase_strip_clear (self);
  if (self->store == NULL)
    return;
  self->reading = g_cancellable_new ();
  for (guint i = 0; moments[i] != NULL; i++)
    read_moment (self, moments[i], filled, i, FALSE, self->reading);
}

/**
 * hall_phrase_strip_step:
 * @self: a strip
 * @by: 1 on, -1 back
 *
 * Steps through the phrases, round and round.
 */
void
hall_phrase_strip_step (HallPhraseStrip *self, int by)
{
  g_return_if_fail (HALL_IS_PHRASE_STRIP (self));

  if (self->phrases->len == 0)
    return;
  self->at = (self->at + self->phrases->len + by) % self->phrases->len;
  update (self);
}

/**
 * hall_phrase_strip_find:
 * @self: a strip
 *
 * Opens the search over all phrases.
 */
void
hall_phrase_strip_find (HallPhraseStrip *self)
{
  g_return_if_fail (HALL_IS_PHRASE_STRIP (self));

  gtk_menu_button_popup (self->find_button);
}

/**
 * hall_phrase_strip_get_text:
 * @self: a strip
 *
 * Returns: (transfer none): what is shown now
 */
const char *
hall_phrase_strip_get_text (HallPhraseStrip *self)
{
  g_return_val_if_fail (HALL_IS_PHRASE_STRIP (self), NULL);

  return gtk_label_get_text (self->text_label);
}
