/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_QR (hall_qr_get_type ())
G_DECLARE_FINAL_TYPE (HallQr, hall_qr, HALL, QR, GtkWidget)

void hall_qr_set_text (HallQr *self, const char *text);

G_END_DECLS
