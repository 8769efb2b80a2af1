/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * HallFileRead:
 * @widget: who asked
 * @name: of the file, without its folder
 * @bytes: what is in it
 *
 * What happens with a file that somebody chose. Not called when they chose none.
 */
typedef void (*HallFileRead) (GtkWidget *widget, const char *name, GBytes *bytes);

void hall_file_choose_to_read (GtkWidget *widget, const char *title, const char *pattern, HallFileRead read);
void hall_file_choose_to_write (GtkWidget *widget, const char *title, const char *name, GBytes *bytes);

G_END_DECLS
