/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-store.h"

G_BEGIN_DECLS

#define HALL_TYPE_CONNECTION_BANNER (hall_connection_banner_get_type ())
G_DECLARE_FINAL_TYPE (HallConnectionBanner, hall_connection_banner, HALL, CONNECTION_BANNER, AdwBin)

GtkWidget *hall_connection_banner_new (void);
void hall_connection_banner_set_store (HallConnectionBanner *self, HallStore *store);
const char *hall_connection_banner_get_text (HallConnectionBanner *self);

G_END_DECLS
