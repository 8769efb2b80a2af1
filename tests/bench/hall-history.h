/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void hall_history_grow (const char *address, gint64 tickets);

G_END_DECLS
