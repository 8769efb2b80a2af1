/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Looks at a paper as a reader does: the pages of a PDF as dots of a 203 dpi head (8 a millimetre), and the
 * text in them. A PDF can hold a character that is never drawn, so one is not taken for the other.
 */
typedef struct {
  int left, top, right, bottom; /* dots, -1 for no ink at all */
} HallInkBox;

typedef struct _HallLook HallLook;

HallLook *hall_look_new (GBytes *pdf);
void hall_look_free (HallLook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallLook, hall_look_free)

int hall_look_get_pages (HallLook *self);
void hall_look_get_size (HallLook *self, int page, double *width_mm, double *height_mm);
char *hall_look_get_text (HallLook *self, int page);
gboolean hall_look_says (HallLook *self, const char *text);
char *hall_look_find_undrawn (HallLook *self);
HallInkBox hall_look_get_ink (HallLook *self, int page);
int hall_look_get_tallest_run (HallLook *self, int page);
char *hall_look_read_code (HallLook *self, int page, GError **error);

G_END_DECLS
