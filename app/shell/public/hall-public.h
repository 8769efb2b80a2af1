/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "hall-records.h"
#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_WAIT_FOR_HALL_MS 5000 /* how long to wait before a hall that did not answer is asked again */

void hall_public_prepare (void);
void hall_public_fill_screen (GtkWindow *window);
void hall_public_toggle_full (GtkWindow *window);
void hall_public_set_class (GtkWidget *widget, const char *name, gboolean set);
void hall_public_name (GtkWidget *widget, const char *name);
GTimeZone *hall_public_zone (const HallInfo *info);
GtkWidget *hall_public_label (const char *text, const char *css_class);
void hall_public_say (GtkLabel *label, const char *text);
char *hall_public_keep_terms (const char *text);
void hall_public_paint_letter (GtkLabel *label, const HallCategory *category);

G_END_DECLS
