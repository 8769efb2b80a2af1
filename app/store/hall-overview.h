/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-engine.h"

G_BEGIN_DECLS

gboolean hall_overview_exists (const char *what, gboolean *needs_key);
gboolean hall_overview_may_name (const char *what);
gpointer hall_overview_read (HallEngine *engine, GVariant *params, GError **error);

G_END_DECLS
