/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HallMoveProgress:
 * @table: (nullable): which table is being carried; %NULL when everything is there
 * @rows: how many rows are carried
 * @total: how many there are
 * @data: as given
 *
 * How far the carrying of a hall is. Called at the start of each table and every few hundred rows.
 */
typedef void (*HallMoveProgress) (const char *table, gint64 rows, gint64 total, gpointer data);

GVariant *hall_move (const char *from, const char *to, HallMoveProgress func, gpointer data, GError **error);
GVariant *hall_move_copy (
    const char *from, const char *to, gboolean replace, HallMoveProgress func, gpointer data, GError **error);

G_END_DECLS
