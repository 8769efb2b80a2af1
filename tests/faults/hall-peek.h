/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A hall's tables read by a connection of the test's own, past the program: SQL that both engines understand,
 * or what the engine alone does where is_server says which it is.
 */
typedef struct _HallPeek HallPeek;
typedef struct _HallPeekRows HallPeekRows;

HallPeek *hall_peek_new (const char *address);
void hall_peek_free (HallPeek *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallPeek, hall_peek_free)
gboolean hall_peek_is_server (HallPeek *self);

HallPeekRows *hall_peek_query (HallPeek *self, const char *sql);
gboolean hall_peek_next (HallPeekRows *rows);
const char *hall_peek_text (HallPeekRows *rows, int column);
gint64 hall_peek_int (HallPeekRows *rows, int column);
int hall_peek_n_columns (HallPeekRows *rows);
void hall_peek_rows_free (HallPeekRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallPeekRows, hall_peek_rows_free)

G_END_DECLS
