/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-db.h"
#include "hall-move.h"

G_BEGIN_DECLS

/* The option that says up to which line the journal was written on a server, where ids have gaps. */
#define HALL_OPTION_SERVER_LINES "server_lines"

gboolean hall_copy (HallDb *from, HallDb *to, HallMoveProgress func, gpointer data, GError **error);

G_END_DECLS
