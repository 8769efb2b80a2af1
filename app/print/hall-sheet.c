/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-sheet.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <qrencode.h>

#include "hall-error.h"
#include "hall-sheet-private.h"

#define POINTS_PER_DOT (72.0 / 25.4 / HALL_DOTS_PER_MM)
#define RULE_DOTS 3
#define DASH_DOTS 10
#define PAIR_GAP 24

typedef enum { MARK_TEXT, MARK_LINE, MARK_FRAME, MARK_BLOCK, MARK_QR } MarkKind;

/* One thing that stands on the sheet, dots. */
typedef struct {
  MarkKind kind;
  int page;
  double x, y, width, height;
  double line;  /* thickness; of a code: the side of a module */
  double angle; /* radians */
  gboolean dashed;
  HallInk ink;
  PangoLayout *layout; /* (owned) (nullable) */
  QRcode *code;        /* (owned) (nullable) */
} Mark;

struct _HallSheet {
  int width_mm;
  int height_mm;                   /* 0: as long as the content */
  double left, top, right, bottom; /* margins */
  double y;
  double lowest; /* of a page without a height */
  int page;
  int pages;
  GPtrArray *marks; /* of Mark */
  GString *missing;
};

static void
mark_free (gpointer data)
{
  Mark *mark = data;

  g_clear_object (&mark->layout);
  g_clear_pointer (&mark->code, QRcode_free);
  g_free (mark);
}

/**
 * hall_sheet_new:
 * @width_mm: of the paper
 * @height_mm: of the paper; 0 for a roll, which is cut where the content ends
 * @left_mm: margin
 * @top_mm: margin
 * @right_mm: margin
 * @bottom_mm: margin; on a roll the tail before the cut
 *
 * Returns: (transfer full): an empty sheet, the cursor at the top margin
 */
HallSheet *
hall_sheet_new (int width_mm, int height_mm, int left_mm, int top_mm, int right_mm, int bottom_mm)
{
  HallSheet *self = g_new0 (HallSheet, 1);

  g_assert (width_mm > left_mm + right_mm);

  self->width_mm = width_mm;
  self->height_mm = height_mm;
  self->left = left_mm * HALL_DOTS_PER_MM;
  self->top = top_mm * HALL_DOTS_PER_MM;
  self->right = right_mm * HALL_DOTS_PER_MM;
  self->bottom = bottom_mm * HALL_DOTS_PER_MM;
  self->y = self->top;
  self->pages = 1;
  self->marks = g_ptr_array_new_with_free_func (mark_free);
  self->missing = g_string_new (NULL);
  return self;
}

/**
 * hall_sheet_free:
 * @self: (transfer full): a sheet
 */
void
hall_sheet_free (HallSheet *self)
{
  g_ptr_array_unref (self->marks);
  g_string_free (self->missing, TRUE);
  g_free (self);
}

double
hall_sheet_get_left (HallSheet *self)
{
  return self->left;
}

double
hall_sheet_get_width (HallSheet *self)
{
  return self->width_mm * HALL_DOTS_PER_MM - self->left - self->right;
}

double
hall_sheet_get_y (HallSheet *self)
{
  return self->y;
}

void
hall_sheet_set_y (HallSheet *self, double y)
{
  self->y = y;
}

/* Where the bottom margin of a page with a height begins. */
double
hall_sheet_get_bottom (HallSheet *self)
{
  g_assert (self->height_mm > 0);

  return self->height_mm * HALL_DOTS_PER_MM - self->bottom;
}

void
hall_sheet_skip (HallSheet *self, double dots)
{
  self->y += dots;
}

/* A new last page; the cursor goes to its top. */
void
hall_sheet_new_page (HallSheet *self)
{
  self->page = self->pages++;
  self->y = self->top;
}

int
hall_sheet_get_page (HallSheet *self)
{
  return self->page;
}

/* Goes back to a page that is there already: page numbers are known last. */
void
hall_sheet_set_page (HallSheet *self, int page)
{
  g_assert (page >= 0 && page < self->pages);

  self->page = page;
}

static Mark *
add_mark (HallSheet *self, MarkKind kind, double x, double y, double width, double height)
{
  Mark *mark = g_new0 (Mark, 1);

  mark->kind = kind;
  mark->page = self->page;
  mark->x = x;
  mark->y = y;
  mark->width = width;
  mark->height = height;
  self->lowest = MAX (self->lowest, y + height);
  g_ptr_array_add (self->marks, mark);
  return mark;
}

/* Takes @layout. Returns the height in dots. */
static double
add_layout (HallSheet *self, const HallType *type, double x, double y, PangoLayout *layout)
{
  PangoRectangle logical = { 0 };
  Mark *mark = NULL;

  pango_layout_get_extents (layout, NULL, &logical);
  mark = add_mark (self, MARK_TEXT, x, y, 0, logical.height / (double)PANGO_SCALE);
  mark->layout = layout;
  mark->ink = type->ink;
  return mark->height;
}

/**
 * hall_sheet_put:
 * @self: a sheet
 * @type: how it is set
 * @x: left edge, dots
 * @y: top edge, dots
 * @width: of the lines, dots; 0 for as wide as it needs
 * @text: UTF-8; empty is fine
 *
 * Puts a text anywhere on the page, broken into as many lines as it needs.
 *
 * Returns: its height, dots
 */
double
hall_sheet_put (HallSheet *self, const HallType *type, double x, double y, double width, const char *text)
{
  return add_layout (self, type, x, y, hall_text_layout (type, width, text, self->missing));
}

/**
 * hall_sheet_put_ink:
 * @self: a sheet
 * @type: how it is set
 * @x: left edge of the ink, dots
 * @y: top edge of the ink, dots
 * @width: to centre the ink in, dots; 0 to begin at @x
 * @text: one line
 *
 * Puts a line by its ink, for figures so large that the empty parts of their line would show.
 *
 * Returns: the height of the ink, dots
 */
double
hall_sheet_put_ink (HallSheet *self, const HallType *type, double x, double y, double width, const char *text)
{
  PangoLayout *layout = hall_text_layout (type, 0, text, self->missing);
  PangoRectangle ink = { 0 };
  double left = 0;

  pango_layout_get_extents (layout, &ink, NULL);
  left = width > 0 ? (width - ink.width / (double)PANGO_SCALE) / 2 : 0;
  add_layout (self, type, x + left - ink.x / (double)PANGO_SCALE, y - ink.y / (double)PANGO_SCALE, layout);
  /* Only the ink counts for the length of a roll, and the line below begins after it. */
  ((Mark *)g_ptr_array_index (self->marks, self->marks->len - 1))->height = 0;
  return ink.height / (double)PANGO_SCALE;
}

/**
 * hall_sheet_put_turned:
 * @self: a sheet
 * @type: how it is set
 * @x: of the middle, dots
 * @y: of the middle, dots
 * @angle: radians, clockwise
 * @text: one line
 */
void
hall_sheet_put_turned (
    HallSheet *self, const HallType *type, double x, double y, double angle, const char *text)
{
  Mark *mark = add_mark (self, MARK_TEXT, x, y, 0, 0);

  mark->layout = hall_text_layout (type, 0, text, self->missing);
  mark->ink = type->ink;
  mark->angle = angle;
}

void
hall_sheet_line (HallSheet *self, double x1, double y1, double x2, double y2, double line, gboolean dashed)
{
  Mark *mark = add_mark (self, MARK_LINE, x1, y1, x2 - x1, y2 - y1);

  mark->line = line;
  mark->dashed = dashed;
}

void
hall_sheet_frame (
    HallSheet *self, double x, double y, double width, double height, double line, gboolean dashed)
{
  Mark *mark = add_mark (self, MARK_FRAME, x, y, width, height);

  mark->line = line;
  mark->dashed = dashed;
}

void
hall_sheet_block (HallSheet *self, double x, double y, double width, double height)
{
  add_mark (self, MARK_BLOCK, x, y, width, height);
}

/* A light ground under the labels of a table; on a page, never on a roll. */
void
hall_sheet_tint (HallSheet *self, double x, double y, double width, double height)
{
  add_mark (self, MARK_BLOCK, x, y, width, height)->ink = HALL_INK_TINT;
}

/**
 * hall_sheet_qr:
 * @self: a sheet
 * @x: left edge of the column, dots; without a width the right edge of the code
 * @y: top edge, dots
 * @width: of a column to centre the code in, dots; 0 for none
 * @text: what the code says
 * @module: side of a module, dots
 *
 * Puts a QR code (level M). What cannot be a code is left out: the paper says it in words too.
 *
 * Returns: the side of the code, dots; 0 when there is none
 */
double
hall_sheet_qr (HallSheet *self, double x, double y, double width, const char *text, double module)
{
  QRcode *code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  Mark *mark = NULL;
  double side = 0;

  if (code == NULL)
    return 0;
  side = code->width * module;
  mark = add_mark (self, MARK_QR, width > 0 ? x + floor ((width - side) / 2) : x - side, y, side, side);
  mark->line = module;
  mark->code = code;
  return mark->width;
}

/* Puts a text at the cursor over the whole width and moves the cursor below it. */
void
hall_sheet_flow (HallSheet *self, const HallType *type, const char *text)
{
  self->y += hall_sheet_put (self, type, self->left, self->y, hall_sheet_get_width (self), text);
}

/**
 * hall_sheet_pair:
 * @self: a sheet
 * @left_type: how the left text is set
 * @left: a name
 * @right_type: how the right text is set; it goes to the right edge
 * @right: what belongs to the name
 *
 * Puts two texts on one base line at the cursor; each wraps in its own column when they are too long for one
 * line.
 */
void
hall_sheet_pair (HallSheet *self,
                 const HallType *left_type,
                 const char *left,
                 const HallType *right_type,
                 const char *right)
{
  double width = hall_sheet_get_width (self);
  double left_width = 0;
  double right_width = 0;
  HallType to_right = *right_type;
  PangoLayout *a = NULL;
  PangoLayout *b = NULL;
  double down = 0;
  double left_height = 0;
  double right_height = 0;

  hall_sheet_measure (self, left_type, 0, left, &left_width, NULL);
  hall_sheet_measure (self, right_type, 0, right, &right_width, NULL);
  if (left_width + PAIR_GAP + right_width > width)
    right_width = MAX (MIN (right_width, width * 0.6), width - PAIR_GAP - left_width);
  right_width = ceil (right_width) + 1;

  to_right.align = PANGO_ALIGN_RIGHT;
  a = hall_text_layout (left_type, width - PAIR_GAP - right_width, left, self->missing);
  b = hall_text_layout (&to_right, right_width, right, self->missing);
  down = (pango_layout_get_baseline (b) - pango_layout_get_baseline (a)) / (double)PANGO_SCALE;
  left_height = MAX (down, 0);
  right_height = MAX (-down, 0);
  left_height += add_layout (self, left_type, self->left, self->y + left_height, a);
  right_height += add_layout (self, &to_right, self->left + width - right_width, self->y + right_height, b);
  self->y += MAX (left_height, right_height);
}

/* A line over the whole width with its space above and below. */
void
hall_sheet_rule (HallSheet *self)
{
  hall_sheet_skip (self, 12);
  hall_sheet_line (self, self->left, self->y, self->left + hall_sheet_get_width (self), self->y, RULE_DOTS,
                   FALSE);
  hall_sheet_skip (self, 12 + RULE_DOTS);
}

/* The same, lighter. */
void
hall_sheet_dashes (HallSheet *self)
{
  hall_sheet_skip (self, 12);
  hall_sheet_line (self, self->left, self->y, self->left + hall_sheet_get_width (self), self->y, 2, TRUE);
  hall_sheet_skip (self, 12);
}

/**
 * hall_sheet_measure:
 * @self: a sheet
 * @type: how it is set
 * @width: of the lines, dots; 0 for as wide as it needs
 * @text: UTF-8
 * @text_width: (out) (optional): dots
 * @text_height: (out) (optional): dots
 */
void
hall_sheet_measure (HallSheet *self,
                    const HallType *type,
                    double width,
                    const char *text,
                    double *text_width,
                    double *text_height)
{
  g_autoptr (PangoLayout) layout = hall_text_layout (type, width, text, NULL);
  PangoRectangle logical = { 0 };

  pango_layout_get_extents (layout, NULL, &logical);
  if (text_width != NULL)
    *text_width = logical.width / (double)PANGO_SCALE;
  if (text_height != NULL)
    *text_height = logical.height / (double)PANGO_SCALE;
}

/* Height of a capital letter, dots. */
double
hall_sheet_cap_height (HallSheet *self, const HallType *type)
{
  g_autoptr (PangoLayout) layout = hall_text_layout (type, 0, "H", NULL);
  PangoRectangle ink = { 0 };

  pango_layout_get_extents (layout, &ink, NULL);
  return ink.height / (double)PANGO_SCALE;
}

/**
 * hall_sheet_split:
 * @self: a sheet
 * @type: how it will be set
 * @width: of the lines, dots
 * @text: a text that may be longer than a page
 * @max_lines: of a piece, at least 1
 *
 * Returns: (transfer full): @text in pieces of at most @max_lines lines
 */
GStrv
hall_sheet_split (HallSheet *self, const HallType *type, double width, const char *text, guint max_lines)
{
  g_autoptr (PangoLayout) layout = hall_text_layout (type, width, text, NULL);
  g_autoptr (GStrvBuilder) pieces = g_strv_builder_new ();
  int lines = pango_layout_get_line_count (layout);
  int start = 0;

  g_assert (max_lines > 0);

  for (int i = max_lines; i < lines; i += max_lines) {
    int end = pango_layout_line_get_start_index (pango_layout_get_line_readonly (layout, i));
    g_autofree char *piece = g_strndup (text + start, end - start);

    g_strv_builder_add (pieces, piece);
    start = end;
  }
  g_strv_builder_add (pieces, text + start);
  return g_strv_builder_end (pieces);
}

static void
set_ink (cairo_t *cr, HallInk ink)
{
  switch (ink) {
  case HALL_INK_WHITE:
    cairo_set_source_rgb (cr, 1, 1, 1);
    break;
  case HALL_INK_RED:
    cairo_set_source_rgb (cr, 0.72, 0.04, 0.04);
    break;
  case HALL_INK_TINT:
    cairo_set_source_rgb (cr, 0.93, 0.945, 0.955);
    break;
  case HALL_INK_PALE:
    cairo_set_source_rgb (cr, 0.88, 0.88, 0.88);
    break;
  case HALL_INK_BLACK:
  default:
    cairo_set_source_rgb (cr, 0, 0, 0);
    break;
  }
}

static void
paint_code (cairo_t *cr, const Mark *mark)
{
  for (int row = 0; row < mark->code->width; row++)
    for (int column = 0; column < mark->code->width; column++)
      if (mark->code->data[row * mark->code->width + column] & 1)
        cairo_rectangle (cr, mark->x + column * mark->line, mark->y + row * mark->line, mark->line,
                         mark->line);
  cairo_fill (cr);
}

static void
paint_text (cairo_t *cr, const Mark *mark)
{
  if (mark->angle != 0) {
    PangoRectangle logical = { 0 };

    pango_layout_get_extents (mark->layout, NULL, &logical);
    cairo_translate (cr, mark->x, mark->y);
    cairo_rotate (cr, mark->angle);
    cairo_move_to (cr, -logical.width / 2.0 / PANGO_SCALE, -logical.height / 2.0 / PANGO_SCALE);
  } else
    cairo_move_to (cr, mark->x, mark->y);
  pango_cairo_show_layout (cr, mark->layout);
}

static void
paint_mark (cairo_t *cr, const Mark *mark)
{
  static const double dashes[] = { DASH_DOTS, 8 };

  cairo_save (cr);
  set_ink (cr, mark->ink);
  cairo_set_line_width (cr, mark->line);
  if (mark->dashed)
    cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  switch (mark->kind) {
  case MARK_TEXT:
    paint_text (cr, mark);
    break;
  case MARK_LINE:
    cairo_move_to (cr, mark->x, mark->y);
    cairo_line_to (cr, mark->x + mark->width, mark->y + mark->height);
    cairo_stroke (cr);
    break;
  case MARK_FRAME:
    cairo_rectangle (cr, mark->x + mark->line / 2, mark->y + mark->line / 2, mark->width - mark->line,
                     mark->height - mark->line);
    cairo_stroke (cr);
    break;
  case MARK_BLOCK:
    cairo_rectangle (cr, mark->x, mark->y, mark->width, mark->height);
    cairo_fill (cr);
    break;
  case MARK_QR:
    paint_code (cr, mark);
    break;
  default:
    g_assert_not_reached ();
  }
  cairo_restore (cr);
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t
paint (HallSheet *self, int height_mm, const char *title, const char *made_at, GByteArray *bytes)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (
      append_bytes, bytes, self->width_mm * 72 / 25.4, height_mm * 72 / 25.4);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status = CAIRO_STATUS_SUCCESS;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  /* From the content, never the clock: the same content gives the same bytes, and the hash is worth
   * something. */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, made_at);
  cairo_scale (cr, POINTS_PER_DOT, POINTS_PER_DOT);
  for (int page = 0; page < self->pages; page++) {
    for (guint i = 0; i < self->marks->len; i++) {
      const Mark *mark = g_ptr_array_index (self->marks, i);

      if (mark->page == page)
        paint_mark (cr, mark);
    }
    cairo_show_page (cr);
  }
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

/**
 * hall_sheet_finish:
 * @self: a sheet
 * @title: the number of the paper
 * @made_at: "2026-11-20T10:31:07", what the PDF says of its making
 * @error: HALL_ERROR_UNAVAILABLE when the PDF cannot be made
 *
 * Paints the sheet. A roll ends a tail below its lowest mark, on a whole millimetre.
 *
 * Returns: (transfer full): the paper
 */
HallPaper *
hall_sheet_finish (HallSheet *self, const char *title, const char *made_at, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new (64 * 1024);
  HallPaper *paper = NULL;
  int height_mm = self->height_mm;
  cairo_status_t status = CAIRO_STATUS_SUCCESS;

  if (height_mm == 0)
    height_mm = ceil ((MAX (self->lowest, self->y) + self->bottom) / HALL_DOTS_PER_MM);
  status = paint (self, height_mm, title, made_at, bytes);
  if (status != CAIRO_STATUS_SUCCESS) {
    /* Translators: the number of the paper and the technical reason */
    hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, NULL, _ ("The paper %s cannot be drawn: %s"), title,
                    cairo_status_to_string (status));
    return NULL;
  }

  paper = g_new0 (HallPaper, 1);
  paper->pdf = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  paper->hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, paper->pdf);
  paper->width_mm = self->width_mm;
  paper->height_mm = height_mm;
  paper->pages = self->pages;
  paper->missing = self->missing->len > 0 ? g_strdup (self->missing->str) : NULL;
  return paper;
}
