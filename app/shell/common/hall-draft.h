/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

char *hall_draft_load (const char *address, gint64 counter, const char *field);
void hall_draft_save (const char *address, gint64 counter, const char *field, const char *text);
void hall_draft_drop (const char *address, gint64 counter, const char *field);
void hall_draft_bind (GtkEditable *editable, const char *address, gint64 counter, const char *field);

G_END_DECLS
