/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HallPaper:
 * @pdf: the bytes
 * @hash: their SHA-256, hexadecimal
 * @width_mm: of a page
 * @height_mm: of a page; whole millimetres
 * @pages: how many
 * @missing: (nullable): the characters for which no installed font has a glyph, in UTF-8
 *
 * A rendered paper.
 */
typedef struct {
  GBytes *pdf;
  char *hash;
  int width_mm;
  int height_mm;
  int pages;
  char *missing;
} HallPaper;

HallPaper *
hall_paper_render (
    const char *kind, const char *form, GVariant *content, const char *reprint_line, GError **error);
HallPaper *
hall_paper_open (GBytes *pdf, GError **error);
void
hall_paper_free (HallPaper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallPaper, hall_paper_free)

G_END_DECLS
