/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-paper-look.h"

#include <math.h>
#include <poppler.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define DOTS_PER_POINT (8 * 25.4 / 72)
#define DARK 0x80

typedef struct {
  PopplerPage *page;     /* (owned) */
  cairo_surface_t *dots; /* (owned) */
  int width, height;
} Page;

struct _HallLook {
  PopplerDocument *document; /* (owned) */
  GPtrArray *pages;          /* of Page */
  char *all;                 /* text of all pages without white space */
};

static void
page_free (gpointer data)
{
  Page *page = data;

  g_object_unref (page->page);
  cairo_surface_destroy (page->dots);
  g_free (page);
}

static Page *
page_new (PopplerDocument *document, int number)
{
  Page *page = g_new0 (Page, 1);
  double width = 0;
  double height = 0;
  cairo_t *cr = NULL;

  page->page = poppler_document_get_page (document, number);
  poppler_page_get_size (page->page, &width, &height);
  page->width = ceil (width * DOTS_PER_POINT);
  page->height = ceil (height * DOTS_PER_POINT);
  page->dots = cairo_image_surface_create (CAIRO_FORMAT_RGB24, page->width, page->height);
  cr = cairo_create (page->dots);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, DOTS_PER_POINT, DOTS_PER_POINT);
  poppler_page_render_for_printing (page->page, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (page->dots);
  return page;
}

/* Without what only lays text out: lines and columns break it where they like. */
static void
append_plain (GString *plain, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (plain, g_utf8_get_char (p));
}

HallLook *
hall_look_new (GBytes *pdf)
{
  HallLook *self = g_new0 (HallLook, 1);
  g_autoptr (GError) error = NULL;
  GString *all = g_string_new (NULL);

  self->document = poppler_document_new_from_bytes (pdf, NULL, &error);
  g_assert_no_error (error);
  self->pages = g_ptr_array_new_with_free_func (page_free);
  for (int i = 0; i < poppler_document_get_n_pages (self->document); i++) {
    g_autofree char *text = NULL;

    g_ptr_array_add (self->pages, page_new (self->document, i));
    text = hall_look_get_text (self, i);
    append_plain (all, text);
  }
  self->all = g_string_free (all, FALSE);
  return self;
}

void
hall_look_free (HallLook *self)
{
  g_ptr_array_unref (self->pages);
  g_object_unref (self->document);
  g_free (self->all);
  g_free (self);
}

static Page *
get_page (HallLook *self, int page)
{
  g_assert_cmpint (page, <, (int)self->pages->len);

  return self->pages->pdata[page];
}

int
hall_look_get_pages (HallLook *self)
{
  return self->pages->len;
}

void
hall_look_get_size (HallLook *self, int page, double *width_mm, double *height_mm)
{
  poppler_page_get_size (get_page (self, page)->page, width_mm, height_mm);
  *width_mm *= 25.4 / 72;
  *height_mm *= 25.4 / 72;
}

char *
hall_look_get_text (HallLook *self, int page)
{
  return poppler_page_get_text (get_page (self, page)->page);
}

/* Whether @text stands somewhere; white space does not count on either side. */
gboolean
hall_look_says (HallLook *self, const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  append_plain (plain, text);
  return strstr (self->all, plain->str) != NULL;
}

static gboolean
is_dark (Page *page, int x, int y)
{
  const unsigned char *data = cairo_image_surface_get_data (page->dots);
  const guint32 *row = (const guint32 *)(data + (gsize)y * cairo_image_surface_get_stride (page->dots));

  return ((row[x] >> 8) & 0xff) < DARK;
}

/* A character is drawn when its place holds both ink and paper: white on a block is drawn too. */
static gboolean
is_drawn (Page *page, const PopplerRectangle *place, gunichar c)
{
  double shrink = g_unichar_ispunct (c) ? 0 : 0.1;
  double dx = (place->x2 - place->x1) * shrink;
  double dy = (place->y2 - place->y1) * shrink;
  int left = MAX (0, floor ((place->x1 + dx) * DOTS_PER_POINT));
  int right = MIN (page->width - 1, ceil ((place->x2 - dx) * DOTS_PER_POINT));
  int top = MAX (0, floor ((place->y1 + dy) * DOTS_PER_POINT));
  int bottom = MIN (page->height - 1, ceil ((place->y2 - dy) * DOTS_PER_POINT));
  gboolean dark = FALSE;
  gboolean light = FALSE;

  for (int y = top; y <= bottom && !(dark && light); y++)
    for (int x = left; x <= right; x++) {
      dark = dark || is_dark (page, x, y);
      light = light || !is_dark (page, x, y);
    }
  return dark && light;
}

/* The characters that are in the text and not on the paper, in UTF-8; empty when all are. */
char *
hall_look_find_undrawn (HallLook *self)
{
  GString *undrawn = g_string_new (NULL);

  for (guint i = 0; i < self->pages->len; i++) {
    Page *page = self->pages->pdata[i];
    g_autofree char *text = poppler_page_get_text (page->page);
    g_autofree PopplerRectangle *places = NULL;
    guint n = 0;
    const char *p = text;

    if (!poppler_page_get_text_layout (page->page, &places, &n))
      continue;
    g_assert_cmpuint (n, ==, g_utf8_strlen (text, -1));
    for (guint k = 0; k < n; k++, p = g_utf8_next_char (p)) {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c) && !is_drawn (page, &places[k], c))
        g_string_append_unichar (undrawn, c);
    }
  }
  return g_string_free (undrawn, FALSE);
}

HallInkBox
hall_look_get_ink (HallLook *self, int number)
{
  Page *page = get_page (self, number);
  HallInkBox box = { page->width, -1, -1, -1 };

  for (int y = 0; y < page->height; y++)
    for (int x = 0; x < page->width; x++)
      if (is_dark (page, x, y)) {
        box.left = MIN (box.left, x);
        box.right = MAX (box.right, x);
        box.top = box.top < 0 ? y : box.top;
        box.bottom = y;
      }
  return box;
}

/* How many dots the highest upright stroke is: on a ticket without code and mark the stem of its letter or
 * its 1. */
int
hall_look_get_tallest_run (HallLook *self, int number)
{
  Page *page = get_page (self, number);
  int tallest = 0;

  for (int x = 0; x < page->width; x++)
    for (int y = 0, run = 0; y < page->height; y++) {
      run = is_dark (page, x, y) ? run + 1 : 0;
      tallest = MAX (tallest, run);
    }
  return tallest;
}

/* What the QR code on a page says, as a phone would read it. */
char *
hall_look_read_code (HallLook *self, int number, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *said = NULL;
  int fd = g_file_open_tmp ("hall-look-XXXXXX.png", &name, error);
  int status = 0;

  if (fd < 0)
    return NULL;
  close (fd);
  cairo_surface_write_to_png (get_page (self, number)->dots, name);
  {
    const char *argv[] = { "zbarimg", "--quiet", "--raw", name, NULL };

    if (!g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                       NULL, &said, NULL, &status, error)
        || !g_spawn_check_wait_status (status, error))
      g_clear_pointer (&said, g_free);
  }
  g_remove (name);
  return said != NULL ? g_strdup (g_strchomp (said)) : NULL;
}
