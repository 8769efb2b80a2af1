/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-engine.h"

G_BEGIN_DECLS

gboolean hall_backup (const char *address, const char *target, GError **error);
gboolean hall_restore (
    const char *address, const char *source, HallClock *clock, char **kept, GVariant **made, GError **error);
gboolean hall_schema_version (const char *address, gint64 *version, GError **error);

G_END_DECLS
