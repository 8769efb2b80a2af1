/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-stale-note.h"

#include <glib/gi18n.h>

#include "hall-public.h"
#include "hall-time.h"

/**
 * HallStaleNote:
 *
 * On a public screen whose hall is away what was read last stays, a little dimmed, and this note says of
 * when it is: "as of 10:31:07". It comes with `HallStore:connected` and goes with it.
 */
struct _HallStaleNote {
  GtkWidget parent_instance;

  GtkWidget *label;  /* (owned) */
  GtkWidget *dimmed; /* (unowned) what is dimmed; lives at least as long as this */
  HallStore *store;  /* (owned) (nullable) */
  HallWords *words;  /* (owned) (nullable) */
  char *read_at;     /* (owned) (nullable) the hall's time of the last reading */
};

G_DEFINE_FINAL_TYPE (HallStaleNote, hall_stale_note, GTK_TYPE_WIDGET)

static void
update (HallStaleNote *self)
{
  const gboolean stale = self->store != NULL && self->read_at != NULL
                         && !hall_store_is_connected (self->store);

  if (stale) {
    /* Translators: %s is a time of day: what the screen shows was so at that time. */
    g_autofree char *text = g_strdup_printf (hall_words_get (self->words, N_ ("as of %s")), self->read_at);

    gtk_label_set_text (GTK_LABEL (self->label), text);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), stale);
  if (self->dimmed != NULL)
    hall_public_set_class (self->dimmed, "stale", stale);
}

static void
hall_stale_note_dispose (GObject *object)
{
  HallStaleNote *self = HALL_STALE_NOTE (object);

  self->dimmed = NULL;
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_object (&self->store);
  g_clear_object (&self->words);
  g_clear_pointer (&self->read_at, g_free);
  G_OBJECT_CLASS (hall_stale_note_parent_class)->dispose (object);
}

static void
hall_stale_note_class_init (HallStaleNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_stale_note_dispose;
  gtk_widget_class_set_css_name (widget_class, "stalenote");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hall_stale_note_init (HallStaleNote *self)
{
  self->label = gtk_label_new (NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * hall_stale_note_follow:
 * @self: the note
 * @store: the hall
 * @words: the language
 * @dimmed: what is dimmed while the hall is away: it gets the class "stale"
 *
 * Follows the connection of @store from now on.
 */
void
hall_stale_note_follow (HallStaleNote *self, HallStore *store, HallWords *words, GtkWidget *dimmed)
{
  g_return_if_fail (HALL_IS_STALE_NOTE (self) && self->store == NULL);
  g_return_if_fail (HALL_IS_STORE (store) && HALL_IS_WORDS (words) && GTK_IS_WIDGET (dimmed));

  self->store = g_object_ref (store);
  self->words = g_object_ref (words);
  self->dimmed = dimmed;
  g_signal_connect_object (store, "notify::connected", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * hall_stale_note_set_read_at:
 * @self: the note
 * @zone: the hall's
 * @time_us: the hall's time of the reading that is shown now, µs since the epoch
 *
 * Sets what the note will say. Before the first reading there is nothing that could be old.
 */
void
hall_stale_note_set_read_at (HallStaleNote *self, GTimeZone *zone, gint64 time_us)
{
  g_return_if_fail (HALL_IS_STALE_NOTE (self));

  g_free (self->read_at);
  self->read_at = hall_time_format (zone, time_us, "%H:%M:%S");
  update (self);
}

/**
 * hall_stale_note_is_shown:
 * @self: the note
 *
 * Returns: whether the screen is told to be old
 */
gboolean
hall_stale_note_is_shown (HallStaleNote *self)
{
  g_return_val_if_fail (HALL_IS_STALE_NOTE (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self));
}
