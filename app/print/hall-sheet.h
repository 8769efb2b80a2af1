/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <pango/pangocairo.h>

#include "hall-paper.h"

G_BEGIN_DECLS

/*
 * What papers are set on. The unit everywhere is the dot of an 80 mm thermal head: 1/8 mm. A sheet first
 * collects what stands on it and is painted once, when its length is known; so a roll is exactly as long as
 * its content.
 *
 * A sheet belongs to the thread that made it, and so do the fonts it uses.
 */
#define HALL_DOTS_PER_MM 8
#define HALL_ROLL_WIDTH 576 /* what an 80 mm head prints: 72 mm */

typedef struct _HallSheet HallSheet;

typedef enum {
  HALL_FACE_BODY,  /* a TrueType Chinese font: small and quick in a PDF */
  HALL_FACE_BOLD,  /* figures and what must be seen first */
  HALL_FACE_TITLE, /* titles of A5 papers */
} HallFace;

typedef enum {
  HALL_INK_BLACK,
  HALL_INK_WHITE, /* on a filled block */
  HALL_INK_RED,   /* reversals; A5 only, a thermal head has one colour */
  HALL_INK_PALE,  /* watermark; A5 only */
  HALL_INK_TINT,  /* the ground of labels; A5 only */
} HallInk;

/**
 * HallType:
 * @face: the font
 * @size: of the em, dots
 * @align: within the width given
 * @ink: the colour
 * @leading: distance of the lines as a multiple of @size; 0 means 1.3
 * @tracking: dots added after each character
 * @clauses: break lines only after the punctuation of clauses, so that an amount and its 元 stay together
 *
 * How a text is set.
 */
typedef struct {
  HallFace face;
  double size;
  PangoAlignment align;
  HallInk ink;
  double leading;
  double tracking;
  gboolean clauses;
} HallType;

HallSheet *hall_sheet_new (int width_mm, int height_mm, int left_mm, int top_mm, int right_mm, int bottom_mm);
void hall_sheet_free (HallSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallSheet, hall_sheet_free)
HallPaper *hall_sheet_finish (HallSheet *self, const char *title, const char *made_at, GError **error);

/* Where things are, dots. */
double hall_sheet_get_left (HallSheet *self);
double hall_sheet_get_width (HallSheet *self);
double hall_sheet_get_y (HallSheet *self);
void hall_sheet_set_y (HallSheet *self, double y);
double hall_sheet_get_bottom (HallSheet *self);
void hall_sheet_skip (HallSheet *self, double dots);
void hall_sheet_new_page (HallSheet *self);
int hall_sheet_get_page (HallSheet *self);
void hall_sheet_set_page (HallSheet *self, int page);

/* Anywhere on the page. */
double
hall_sheet_put (HallSheet *self, const HallType *type, double x, double y, double width, const char *text);
double hall_sheet_put_ink (
    HallSheet *self, const HallType *type, double x, double y, double width, const char *text);
void hall_sheet_put_turned (
    HallSheet *self, const HallType *type, double x, double y, double angle, const char *text);
void hall_sheet_frame (
    HallSheet *self, double x, double y, double width, double height, double line, gboolean dashed);
void
hall_sheet_line (HallSheet *self, double x1, double y1, double x2, double y2, double line, gboolean dashed);
void hall_sheet_block (HallSheet *self, double x, double y, double width, double height);
void hall_sheet_tint (HallSheet *self, double x, double y, double width, double height);
double hall_sheet_qr (HallSheet *self, double x, double y, double width, const char *text, double module);

/* At the cursor, over the whole width; the cursor moves down. */
void hall_sheet_flow (HallSheet *self, const HallType *type, const char *text);
void hall_sheet_pair (HallSheet *self,
                      const HallType *left_type,
                      const char *left,
                      const HallType *right_type,
                      const char *right);
void hall_sheet_rule (HallSheet *self);
void hall_sheet_dashes (HallSheet *self);

/* Measuring. */
void hall_sheet_measure (HallSheet *self,
                         const HallType *type,
                         double width,
                         const char *text,
                         double *text_width,
                         double *text_height);
double hall_sheet_cap_height (HallSheet *self, const HallType *type);
GStrv
hall_sheet_split (HallSheet *self, const HallType *type, double width, const char *text, guint max_lines);

G_END_DECLS
