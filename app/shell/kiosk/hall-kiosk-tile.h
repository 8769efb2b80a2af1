/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "hall-views.h"
#include "hall-words.h"

G_BEGIN_DECLS

#define HALL_TYPE_KIOSK_TILE (hall_kiosk_tile_get_type ())
G_DECLARE_FINAL_TYPE (HallKioskTile, hall_kiosk_tile, HALL, KIOSK_TILE, GtkButton)

GtkWidget *hall_kiosk_tile_new (void);
void hall_kiosk_tile_set_plain (HallKioskTile *self, const char *letter, const char *name, const char *hint);
void hall_kiosk_tile_set_category (HallKioskTile *self, HallWords *words, const HallCategory *category);
void hall_kiosk_tile_set_large (HallKioskTile *self, gboolean large);
gboolean hall_category_is_full (const HallCategory *category);

G_END_DECLS
