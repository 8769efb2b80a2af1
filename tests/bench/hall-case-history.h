/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void hall_case_history_grow (const char *address, gint64 closed, gint64 open);

G_END_DECLS
