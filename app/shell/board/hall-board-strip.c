/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-board-strip.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hall-public.h"

/* How much stands on one page, in halves of a Han character. Two lines of a notice; the promises of one line.
 */
#define NOTICE_ROOM 100
#define PROMISE_ROOM 60
#define PROMISE_ROOM_LATIN 76 /* its letters are narrower than half a Han character */
#define TURN_S 10

/**
 * HallBoardStrip:
 *
 * The foot of the board: notices and public promises as still pages that turn. Nothing scrolls: moving
 * letters are hard to read for old eyes.
 */
struct _HallBoardStrip {
  GtkBox parent_instance;

  GtkLabel *tag;
  GtkStack *pages;
  GtkLabel *phone;

  GPtrArray *tags; /* (owned) of char*, the heading of each page */
  guint at;        /* the page shown */
  char *shown;     /* (owned) (nullable) all that is shown, to leave the pages alone when nothing changed */
  guint turn_id;
};

G_DEFINE_FINAL_TYPE (HallBoardStrip, hall_board_strip, GTK_TYPE_BOX)

static gboolean
on_turn_cb (gpointer data)
{
  hall_board_strip_turn (data);
  return G_SOURCE_CONTINUE;
}

static void
hall_board_strip_dispose (GObject *object)
{
  HallBoardStrip *self = HALL_BOARD_STRIP (object);

  g_clear_handle_id (&self->turn_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_BOARD_STRIP);
  g_clear_pointer (&self->tags, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (hall_board_strip_parent_class)->dispose (object);
}

static void
hall_board_strip_class_init (HallBoardStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_board_strip_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-board-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, HallBoardStrip, tag);
  gtk_widget_class_bind_template_child (widget_class, HallBoardStrip, pages);
  gtk_widget_class_bind_template_child (widget_class, HallBoardStrip, phone);
}

static void
hall_board_strip_init (HallBoardStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->turn_id = g_timeout_add_seconds (TURN_S, on_turn_cb, self);
}

static int
width_of (gunichar c)
{
  return g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
}

static int
text_width (const char *text)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += width_of (g_utf8_get_char (p));
  return width;
}

/* Marks that may not begin a line; they stay with what stands before them. */
static gboolean
clings (gunichar c)
{
  return c != ' ' && g_unichar_ispunct (c);
}

/**
 * hall_board_strip_split:
 * @text: a notice
 * @room: how wide a page is, in halves of a Han character
 *
 * Parts a text into pages: between words, between Han characters, never before a mark that closes.
 *
 * Returns: (transfer full): the pages, none for an empty text
 */
GStrv
hall_board_strip_split (const char *text, int room)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new ();
  g_autofree char *plain = NULL;
  const char *start;

  g_return_val_if_fail (text != NULL && room > 4, NULL);

  plain = g_strstrip (g_strdelimit (g_strdup (text), "\n\r\t", ' '));
  start = plain;
  while (*start != '\0') {
    const char *end = start;
    const char *cut = NULL;
    int width = 0;

    while (*end != '\0') {
      gunichar c = g_utf8_get_char (end);

      if (end != start && (c == ' ' || (g_unichar_iswide (c) && !clings (c))))
        cut = end;
      width += width_of (c);
      if (width > room)
        break;
      end = g_utf8_next_char (end);
    }
    if (*end == '\0' || cut == NULL)
      cut = end;
    g_ptr_array_add (pages, g_strndup (start, (gsize)(cut - start)));
    for (start = cut; *start == ' '; start++)
      ;
  }
  g_ptr_array_add (pages, NULL);
  return (GStrv)g_ptr_array_free (g_steal_pointer (&pages), FALSE);
}

static void
add_page (HallBoardStrip *self, const char *tag, const char *markup)
{
  GtkWidget *label = hall_public_label (NULL, "bp");
  g_autofree char *name = g_strdup_printf ("%u", self->tags->len);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_stack_add_named (self->pages, label, name);
  g_ptr_array_add (self->tags, g_strdup (tag));
}

static void
add_notices (HallBoardStrip *self, HallWords *words, GStrv notices)
{
  for (gsize i = 0; notices != NULL && notices[i] != NULL; i++) {
    g_auto (GStrv) pages = hall_board_strip_split (notices[i], NOTICE_ROOM);

    for (gsize k = 0; pages[k] != NULL; k++) {
      g_autofree char *markup = g_markup_escape_text (pages[k], -1);

      add_page (self, hall_words_get (words, N_ ("Announcement")), markup);
    }
  }
}

static gboolean
has_figure (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text))
      return TRUE;
  return FALSE;
}

/* The promises in the order they are told: those of days and hours first, what is done at once after them. */
static GPtrArray *
order_promises (GListModel *promises)
{
  GPtrArray *ordered = g_ptr_array_new_with_free_func (g_object_unref);

  for (int round = 0; round < 2; round++)
    for (guint i = 0; promises != NULL && i < g_list_model_get_n_items (promises); i++) {
      g_autoptr (HallMatter) matter = g_list_model_get_item (promises, i);

      if (has_figure (matter->promise) == (round == 0))
        g_ptr_array_add (ordered, g_steal_pointer (&matter));
    }
  return ordered;
}

static void
add_promises (HallBoardStrip *self, HallWords *words, GListModel *promises)
{
  g_autoptr (GPtrArray) ordered = order_promises (promises);
  g_autoptr (GString) line = g_string_new (NULL);
  const char *tag = hall_words_get (words, N_ ("Our promise"));
  int room = hall_words_is_chinese (words) ? PROMISE_ROOM : PROMISE_ROOM_LATIN;
  int width = 0;

  for (guint i = 0; i < ordered->len; i++) {
    HallMatter *matter = ordered->pdata[i];
    const char *name = hall_words_pick (words, matter->name, matter->name_en);
    const char *value = hall_words_pick (words, matter->promise, matter->promise_en);
    g_autofree char *item = g_markup_printf_escaped ("%s <span weight='bold' foreground='#0a5567'>%s</span>",
                                                     name, value);
    int item_width = text_width (name) + text_width (value) + 1;

    if (width > 0 && width + 3 + item_width > room) {
      add_page (self, tag, line->str);
      g_string_truncate (line, 0);
      width = 0;
    }
    if (width > 0)
      g_string_append (line, "  <span foreground='#5f7480'>|</span>  ");
    g_string_append (line, item);
    width += item_width + 3;
  }
  if (width > 0)
    add_page (self, tag, line->str);
}

static void
show_page (HallBoardStrip *self)
{
  g_autofree char *name = g_strdup_printf ("%u", self->at);

  gtk_widget_set_visible (GTK_WIDGET (self->tag), self->tags->len > 0);
  if (self->tags->len == 0)
    return;
  gtk_label_set_text (self->tag, self->tags->pdata[self->at]);
  gtk_stack_set_visible_child_name (self->pages, name);
}

/* Everything that the strip shows, in one string. */
static char *
fingerprint (const HallPublicView *view, gboolean soothe)
{
  GString *all = g_string_new (view->info->phone);

  g_string_append_printf (all, "\n%d\n", soothe);
  for (gsize i = 0; view->notices != NULL && view->notices[i] != NULL; i++)
    g_string_append_printf (all, "%s\n", view->notices[i]);
  for (guint i = 0; view->promises != NULL && i < g_list_model_get_n_items (view->promises); i++) {
    g_autoptr (HallMatter) matter = g_list_model_get_item (view->promises, i);

    g_string_append_printf (all, "%s\t%s\n", matter->name, matter->promise);
  }
  return g_string_free (all, FALSE);
}

/**
 * hall_board_strip_show:
 * @self: the strip
 * @words: the language
 * @view: the hall
 * @soothe: whether many wait, so that an apology is due (`S004 4(9)`)
 *
 * Shows the notices and promises of the hall. The page shown stays where it is while they do not change.
 */
void
hall_board_strip_show (HallBoardStrip *self, HallWords *words, const HallPublicView *view, gboolean soothe)
{
  g_autofree char *all = NULL;
  g_autofree char *phone = NULL;
  GtkWidget *child;

  g_return_if_fail (HALL_IS_BOARD_STRIP (self));
  g_return_if_fail (HALL_IS_WORDS (words));
  g_return_if_fail (view != NULL);

  all = fingerprint (view, soothe);
  if (g_strcmp0 (all, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&all);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, child);
  g_ptr_array_set_size (self->tags, 0);
  self->at = 0;
  if (soothe)
    add_page (self, hall_words_get (words, N_ ("Please bear with us")),
              hall_words_get (words, N_ ("We are sorry that you have to wait so long today.")));
  add_notices (self, words, view->notices);
  add_promises (self, words, view->promises);
  show_page (self);

  /* Translators: %s is the telephone number for complaints about the service. */
  phone = g_strdup_printf (hall_words_get (words, N_ ("Supervision: %s")), view->info->phone);
  gtk_label_set_text (self->phone, phone);
  gtk_widget_set_visible (GTK_WIDGET (self->phone), view->info->phone != NULL && *view->info->phone != '\0');
}

/**
 * hall_board_strip_get_n_pages:
 * @self: the strip
 *
 * How many pages turn.
 *
 * Returns: a number of pages
 */
guint
hall_board_strip_get_n_pages (HallBoardStrip *self)
{
  g_return_val_if_fail (HALL_IS_BOARD_STRIP (self), 0);

  return self->tags->len;
}

/**
 * hall_board_strip_turn:
 * @self: the strip
 *
 * Turns to the next page.
 */
void
hall_board_strip_turn (HallBoardStrip *self)
{
  g_return_if_fail (HALL_IS_BOARD_STRIP (self));

  if (self->tags->len > 1) {
    self->at = (self->at + 1) % self->tags->len;
    show_page (self);
  }
}
