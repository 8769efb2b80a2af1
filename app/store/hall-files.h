/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Files that are complete or not there: written beside their place, synced, and only then given their name.
 */

gboolean hall_files_make_private (const char *path, GError **error);
gboolean hall_files_sync (const char *path, GError **error);
gboolean hall_files_move (const char *from, const char *to, GError **error);
void hall_files_remove (const char *path);
gboolean hall_files_are_same (const char *a, const char *b);

G_END_DECLS
