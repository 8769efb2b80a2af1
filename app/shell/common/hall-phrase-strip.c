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
 * which they come; the strip shows the first and steps through them. Any phrase of the book can be looked up
 * in the guide and put in front.
 */
struct _HallPhraseStrip {
  AdwBin parent_instance;

  GtkLabel *moment_label;
  GtkLabel *text_label;
  HallKeyButton *next_button;

  HallStore *store;      /* (owned) (nullable) */
  GVariant *asked;       /* (owned) (nullable) (asa{ss}) what the phrases were read for */
  GPtrArray *phrases;    /* (owned) of Phrase */
  guint at;              /* which of them is shown */
  GCancellable *reading; /* (owned) (nullable) of the current moments */
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
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Reading) reading = data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) texts = hall_store_read_finish (HALL_STORE (source), result, &error);
  HallPhraseStrip *self = reading->strip;

  if (texts == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_message ("No phrases for %s: %s", reading->moment, error->message);
    if (hall_shell_error_passes (error))
      g_clear_pointer (&self->asked, g_variant_unref); /* asked for the same again it reads again */
    return;
  }
  for (gsize i = 0; texts[i] != NULL; i++)
    insert_phrase (self, reading->moment, texts[i], reading->order);
  update (self);
}

static void
strv_free (gpointer strv)
{
  g_strfreev (strv);
}

static void
read_moment (HallPhraseStrip *self, const char *moment, GVariant *slots, guint order)
{
  Reading *reading = g_new0 (Reading, 1);
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new ("(s@a{ss})", moment, slots));

  reading->strip = g_object_ref (self);
  reading->moment = g_strdup (moment);
  reading->order = order;
  hall_store_read_async (self->store, (HallReadFunc)hall_phrases_read, params, strv_free, self->reading,
                         on_read_cb, reading);
}

static void
hall_phrase_strip_dispose (GObject *object)
{
  HallPhraseStrip *self = HALL_PHRASE_STRIP (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
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
  gtk_widget_class_bind_template_child (widget_class, HallPhraseStrip, next_button);
}

static void
hall_phrase_strip_init (HallPhraseStrip *self)
{
  self->phrases = g_ptr_array_new_with_free_func (phrase_free);
  gtk_widget_init_template (GTK_WIDGET (self));
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
    read_moment (self, moments[i], filled, i);
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
 * hall_phrase_strip_put:
 * @self: a strip
 * @moment: its moment
 * @text: what to say
 *
 * Shows a phrase that was looked up; what belongs to the moment follows it.
 */
void
hall_phrase_strip_put (HallPhraseStrip *self, const char *moment, const char *text)
{
  Phrase *phrase;

  g_return_if_fail (HALL_IS_PHRASE_STRIP (self) && moment != NULL && text != NULL);

  phrase = g_new0 (Phrase, 1);
  phrase->moment = g_strdup (moment);
  phrase->text = g_strdup (text);
  g_ptr_array_insert (self->phrases, 0, phrase);
  self->at = 0;
  update (self);
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
