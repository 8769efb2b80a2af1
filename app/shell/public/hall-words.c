/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-words.h"

#include <glib/gi18n-lib.h>
#include <libintl.h>
#include <string.h>

#include "hall-shell.h"
#include "hall-time.h"

/**
 * HallWords:
 *
 * The words of a public screen. A board speaks the language of its process; at a kiosk the next customer may
 * want another one, and gettext knows one language a process. So the words of a named language are looked up
 * in its message catalogue directly, the same file that gettext reads, whether or not the system has that
 * locale.
 */
struct _HallWords {
  GObject parent_instance;

  gboolean chinese;
  gboolean source;        /* the words as they stand in the source: English */
  GMappedFile *catalogue; /* (owned) (nullable) */
  guint32 count;          /* messages in it */
  guint32 originals;      /* offset of the table of originals */
  guint32 translations;   /* offset of the table of translations */
};

G_DEFINE_FINAL_TYPE (HallWords, hall_words, G_TYPE_OBJECT)

#define MO_MAGIC 0x950412deU
#define MO_HEADER_BYTES 28

static guint32
word_at (HallWords *self, gsize offset)
{
  guint32 value;

  memcpy (&value, g_mapped_file_get_contents (self->catalogue) + offset, sizeof value);
  return value;
}

/* The string that entry @index of a table points to; %NULL when the file lies about its lengths. */
static const char *
string_at (HallWords *self, guint32 table, guint32 index)
{
  gsize size = g_mapped_file_get_length (self->catalogue);
  gsize length = word_at (self, table + 8 * (gsize)index);
  gsize start = word_at (self, table + 8 * (gsize)index + 4);
  const char *text = g_mapped_file_get_contents (self->catalogue) + start;

  return start + length < size && text[length] == '\0' ? text : NULL;
}

static void
open_catalogue (HallWords *self, const char *language)
{
  const char *dir = bindtextdomain (GETTEXT_PACKAGE, NULL);
  g_autofree char *path = g_build_filename (dir != NULL ? dir : "/", language, "LC_MESSAGES",
                                            GETTEXT_PACKAGE ".mo", NULL);
  gsize size;

  self->catalogue = g_mapped_file_new (path, FALSE, NULL);
  if (self->catalogue == NULL)
    return;
  size = g_mapped_file_get_length (self->catalogue);
  if (size >= MO_HEADER_BYTES && word_at (self, 0) == MO_MAGIC) {
    self->count = word_at (self, 8);
    self->originals = word_at (self, 12);
    self->translations = word_at (self, 16);
    if (self->originals + 8 * (gsize)self->count <= size
        && self->translations + 8 * (gsize)self->count <= size)
      return;
  }
  g_clear_pointer (&self->catalogue, g_mapped_file_unref);
}

static const char *
look_up (HallWords *self, const char *text)
{
  guint32 low = 0;
  guint32 high = self->count;

  while (low < high) {
    guint32 middle = low + (high - low) / 2;
    const char *original = string_at (self, self->originals, middle);
    int order = original != NULL ? strcmp (text, original) : -1;

    if (order == 0)
      return string_at (self, self->translations, middle);
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

static void
hall_words_finalize (GObject *object)
{
  HallWords *self = HALL_WORDS (object);

  g_clear_pointer (&self->catalogue, g_mapped_file_unref);
  G_OBJECT_CLASS (hall_words_parent_class)->finalize (object);
}

static void
hall_words_class_init (HallWordsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_words_finalize;
}

static void
hall_words_init (HallWords *self)
{
}

/**
 * hall_words_new:
 * @language: (nullable): "en", "zh_CN", or %NULL for the language of the process
 *
 * The words of a language.
 *
 * Returns: (transfer full): new words
 */
HallWords *
hall_words_new (const char *language)
{
  HallWords *self = g_object_new (HALL_TYPE_WORDS, NULL);

  if (language == NULL) {
    self->chinese = hall_shell_is_chinese ();
  } else {
    self->chinese = g_str_has_prefix (language, "zh");
    self->source = g_str_has_prefix (language, "en");
    if (!self->source)
      open_catalogue (self, language);
  }
  return self;
}

/**
 * hall_words_is_chinese:
 * @self: the words
 *
 * Whether names and hints should be the Chinese ones.
 *
 * Returns: whether the language is Chinese
 */
gboolean
hall_words_is_chinese (HallWords *self)
{
  g_return_val_if_fail (HALL_IS_WORDS (self), FALSE);

  return self->chinese;
}

/**
 * hall_words_get:
 * @self: the words
 * @text: words as they stand in the source, marked with N_()
 *
 * Says @text in this language.
 *
 * Returns: (transfer none): the translation, @text itself where there is none
 */
const char *
hall_words_get (HallWords *self, const char *text)
{
  const char *translation;

  g_return_val_if_fail (HALL_IS_WORDS (self), text);
  g_return_val_if_fail (text != NULL, NULL);

  if (self->source)
    return text;
  if (self->catalogue == NULL)
    return g_dgettext (GETTEXT_PACKAGE, text);
  translation = look_up (self, text);
  return translation != NULL && *translation != '\0' ? translation : text;
}

/**
 * hall_words_pick:
 * @self: the words
 * @name: (nullable): what the hall calls something
 * @name_en: (nullable): and in English
 *
 * Picks the name of this language; where the hall has none, the other.
 *
 * Returns: (transfer none): a name, "" where there is none at all
 */
const char *
hall_words_pick (HallWords *self, const char *name, const char *name_en)
{
  const char *first;
  const char *second;

  g_return_val_if_fail (HALL_IS_WORDS (self), "");

  first = self->chinese ? name : name_en;
  second = self->chinese ? name_en : name;
  if (first != NULL && *first != '\0')
    return first;
  return second != NULL ? second : "";
}

/**
 * hall_words_people:
 * @self: the words
 *
 * The measure word that follows a number of people, as in 7 位. English has none, which is why it is not in
 * the catalogue.
 *
 * Returns: (transfer none): the measure word, "" where there is none
 */
const char *
hall_words_people (HallWords *self)
{
  g_return_val_if_fail (HALL_IS_WORDS (self), "");

  return self->chinese ? "位" : "";
}

/**
 * hall_words_counter:
 * @self: the words
 * @counter: a counter's number
 *
 * What a counter is called: 3号窗口.
 *
 * Returns: (transfer full): the name
 */
char *
hall_words_counter (HallWords *self, gint64 counter)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, counter);

  g_return_val_if_fail (HALL_IS_WORDS (self), NULL);

  /* Translators: %s is the number of a counter. */
  return g_strdup_printf (hall_words_get (self, N_ ("Counter %s")), number);
}

/**
 * hall_words_date:
 * @self: the words
 * @zone: the hall's time zone
 * @time_us: a moment, µs since the epoch
 *
 * A day as a person reads it: 11月20日 星期五.
 *
 * Returns: (transfer full): the day
 */
char *
hall_words_date (HallWords *self, GTimeZone *zone, gint64 time_us)
{
  static const char *const days[] = { N_ ("Monday"), N_ ("Tuesday"),  N_ ("Wednesday"), N_ ("Thursday"),
                                      N_ ("Friday"), N_ ("Saturday"), N_ ("Sunday") };
  static const char *const months[] = { N_ ("January"),   N_ ("February"), N_ ("March"),    N_ ("April"),
                                        N_ ("May"),       N_ ("June"),     N_ ("July"),     N_ ("August"),
                                        N_ ("September"), N_ ("October"),  N_ ("November"), N_ ("December") };
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autofree char *day = g_strdup_printf ("%d", g_date_time_get_day_of_month (local));

  g_return_val_if_fail (HALL_IS_WORDS (self), NULL);

  /* Translators: a date: the weekday, the day of the month, the month. Chinese: %3$s%2$s日 %1$s. */
  return g_strdup_printf (hall_words_get (self, N_ ("%1$s, %2$s %3$s")),
                          hall_words_get (self, days[g_date_time_get_day_of_week (local) - 1]), day,
                          hall_words_get (self, months[g_date_time_get_month (local) - 1]));
}
