/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-sheet-private.h"

/* Micro Hei is TrueType: a receipt takes 20 KB and a few ms with it, and it loses no character on the way
 * into a PDF. Noto Sans CJK SC Regular does: it draws nothing for 如 out of cairo 1.16. */
#define BODY_FAMILY "WenQuanYi Micro Hei"
#define BOLD_FAMILY "Noto Sans CJK SC"
#define TITLE_FAMILY "Noto Serif CJK SC"
#define DEFAULT_LEADING 1.3

/* Where Micro Hei centres a bracket in its em although it belongs to one side, em */
#define BRACKET_SHIFT 0.22

typedef struct {
  PangoContext *context; /* (owned) */
  gboolean has_body;
} HallFonts;

static void
hall_fonts_free (gpointer data)
{
  HallFonts *fonts = data;

  g_clear_object (&fonts->context);
  g_free (fonts);
}

/* One font map a thread, kept warm: neither Pango's nor cairo's font objects may be shared between threads.
 */
static GPrivate fonts_of_thread = G_PRIVATE_INIT (hall_fonts_free);

/* The place of a character that no installed font can draw: its code in a frame, never an empty box. The
 * current point is on the base line. */
static void
draw_missing (cairo_t *cr, PangoAttrShape *attr, gboolean do_path, gpointer data)
{
  g_autofree char *code = g_strdup_printf ("U+%04X", GPOINTER_TO_UINT (attr->data));
  double height = attr->logical_rect.height / (double)PANGO_SCALE;
  double width = attr->logical_rect.width / (double)PANGO_SCALE;
  HallType type = { .size = height * 0.5, .align = PANGO_ALIGN_CENTER, .leading = 1.0 };
  g_autoptr (PangoLayout) layout = NULL;
  PangoRectangle logical = { 0 };
  double x = 0;
  double y = 0;

  if (do_path)
    return;

  cairo_get_current_point (cr, &x, &y);
  y += attr->logical_rect.y / (double)PANGO_SCALE;
  cairo_set_line_width (cr, 2);
  cairo_rectangle (cr, x + 2, y + 1, width - 4, height - 2);
  cairo_stroke (cr);
  layout = hall_text_layout (&type, width, code, NULL);
  pango_layout_get_extents (layout, NULL, &logical);
  cairo_move_to (cr, x, y + (height - logical.height / (double)PANGO_SCALE) / 2);
  pango_cairo_show_layout (cr, layout);
  cairo_move_to (cr, x + width, y);
}

static HallFonts *
fonts_get (void)
{
  HallFonts *fonts = g_private_get (&fonts_of_thread);

  if (fonts == NULL) {
    g_autoptr (PangoFontMap) map = pango_cairo_font_map_new_for_font_type (CAIRO_FONT_TYPE_FT);
    cairo_font_options_t *options = cairo_font_options_create ();
    PangoMatrix matrix = PANGO_MATRIX_INIT;

    fonts = g_new0 (HallFonts, 1);
    fonts->has_body = pango_font_map_get_family (map, BODY_FAMILY) != NULL;
    fonts->context = pango_font_map_create_context (map);
    cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options (fonts->context, options);
    cairo_font_options_destroy (options);
    pango_cairo_context_set_shape_renderer (fonts->context, draw_missing, NULL, NULL);
    pango_context_set_language (fonts->context, pango_language_from_string ("zh-cn"));
    pango_context_set_base_dir (fonts->context, PANGO_DIRECTION_LTR);
    pango_context_set_round_glyph_positions (fonts->context, FALSE);
    pango_matrix_scale (&matrix, 72.0 / 25.4 / HALL_DOTS_PER_MM, 72.0 / 25.4 / HALL_DOTS_PER_MM);
    pango_context_set_matrix (fonts->context, &matrix);
    g_private_set (&fonts_of_thread, fonts);
  }
  return fonts;
}

/**
 * hall_text_context:
 *
 * Returns: (transfer none): the calling thread's own context for papers, Chinese
 */
PangoContext *
hall_text_context (void)
{
  return fonts_get ()->context;
}

static PangoFontDescription *
describe (const HallType *type)
{
  PangoFontDescription *font = pango_font_description_new ();
  gboolean bold = type->face != HALL_FACE_BODY || !fonts_get ()->has_body;

  pango_font_description_set_family_static (font, type->face == HALL_FACE_TITLE ? TITLE_FAMILY "," BOLD_FAMILY
                                                  : type->face == HALL_FACE_BOLD ? BOLD_FAMILY
                                                                                 : BODY_FAMILY
                                                      "," BOLD_FAMILY);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (font, type->size * PANGO_SCALE);
  return font;
}

/* Inside a clause no line may break: 1286.50元 stays in one piece. */
static void
keep_clauses (PangoAttrList *attrs, const char *text)
{
  const char *start = text;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    const char *next = g_utf8_next_char (p);
    gunichar c = g_utf8_get_char (p);

    if (c == 0xff0c || c == 0x3002 || c == 0xff1b || *next == '\0') { /* ，。； */
      PangoAttribute *attr = pango_attr_allow_breaks_new (FALSE);

      attr->start_index = start - text;
      attr->end_index = next - text;
      pango_attr_list_insert (attrs, attr);
      start = next;
    }
  }
}

static void
add_missing (GString *missing, gunichar c)
{
  if (missing != NULL && g_utf8_strchr (missing->str, missing->len, c) == NULL)
    g_string_append_unichar (missing, c);
}

/* What a font happens to draw for a private-use code means nothing, or something else on each machine. */
static gboolean
is_private (gunichar c)
{
  return g_unichar_type (c) == G_UNICODE_PRIVATE_USE;
}

static gboolean
has_private (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (is_private (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

static PangoAttribute *
frame_attribute (const HallType *type, gunichar c)
{
  int characters = c > 0xfffff ? 8 : c > 0xffff ? 7 : 6;
  int width = type->size * (0.31 * characters + 0.25) * PANGO_SCALE;
  PangoRectangle box = { 0, -0.88 * type->size * PANGO_SCALE, width, type->size * PANGO_SCALE };

  return pango_attr_shape_new_with_data (&box, &box, GUINT_TO_POINTER (c), NULL, NULL);
}

/* Frames each character that no installed font can draw. */
static void
frame_missing (PangoLayout *layout, const HallType *type, GString *missing)
{
  const char *text = pango_layout_get_text (layout);
  g_autoptr (PangoAttrList) attrs = pango_attr_list_copy (pango_layout_get_attributes (layout));
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  do {
    PangoLayoutRun *run = pango_layout_iter_get_run_readonly (iter);

    for (int i = 0; run != NULL && i < run->glyphs->num_glyphs; i++) {
      const char *at = text + run->item->offset + run->glyphs->log_clusters[i];
      gunichar c = g_utf8_get_char (at);
      PangoAttribute *attr = NULL;

      if ((run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0 && !is_private (c))
        continue;
      attr = frame_attribute (type, c);
      attr->start_index = at - text;
      attr->end_index = g_utf8_next_char (at) - text;
      pango_attr_list_insert (attrs, attr);
      add_missing (missing, c);
    }
  } while (pango_layout_iter_next_run (iter));
  pango_layout_iter_free (iter);
  pango_layout_set_attributes (layout, attrs);
}

/* +1 a bracket that opens, -1 one that closes, 0 all else */
static int
bracket_side (gunichar c)
{
  switch (c) {
  case 0xff08: /* （ */
  case 0x3014: /* 〔 */
    return 1;
  case 0xff09: /* ） */
  case 0x3015: /* 〕 */
    return -1;
  default:
    return 0;
  }
}

/* Moves the brackets of the body font to the side they belong to; the advance stays one em. */
static void
seat_brackets (PangoLayout *layout, const HallType *type)
{
  const char *text = pango_layout_get_text (layout);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  do {
    PangoLayoutRun *run = pango_layout_iter_get_run (iter);

    for (int i = 0; run != NULL && i < run->glyphs->num_glyphs; i++) {
      gunichar c = g_utf8_get_char (text + run->item->offset + run->glyphs->log_clusters[i]);

      run->glyphs->glyphs[i].geometry.x_offset += bracket_side (c) * BRACKET_SHIFT * type->size * PANGO_SCALE;
    }
  } while (pango_layout_iter_next_run (iter));
  pango_layout_iter_free (iter);
}

/**
 * hall_text_layout:
 * @type: how it is set
 * @width: dots; 0 for as wide as it needs
 * @text: UTF-8
 * @missing: (nullable): gathers the characters that no installed font has
 *
 * Returns: (transfer full): the text, broken into lines
 */
PangoLayout *
hall_text_layout (const HallType *type, double width, const char *text, GString *missing)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (hall_text_context ());
  g_autoptr (PangoAttrList) attrs = pango_attr_list_new ();
  PangoFontDescription *font = describe (type);
  double leading = type->leading > 0 ? type->leading : DEFAULT_LEADING;

  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, width > 0 ? (int)(width * PANGO_SCALE) : -1);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, type->align);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_text (layout, text, -1);
  /* Every line equally high, whichever font a character had to be taken from. */
  pango_attr_list_insert (attrs, pango_attr_line_height_new_absolute (leading * type->size * PANGO_SCALE));
  if (type->tracking > 0)
    pango_attr_list_insert (attrs, pango_attr_letter_spacing_new (type->tracking * PANGO_SCALE));
  if (type->clauses)
    keep_clauses (attrs, text);
  pango_layout_set_attributes (layout, attrs);

  if (pango_layout_get_unknown_glyphs_count (layout) > 0 || has_private (text))
    frame_missing (layout, type, missing);
  if (type->face == HALL_FACE_BODY && fonts_get ()->has_body)
    seat_brackets (layout, type);
  return g_steal_pointer (&layout);
}
