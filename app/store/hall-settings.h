/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-error.h"

G_BEGIN_DECLS

char *hall_settings_get_hall (void);
char *hall_settings_get_file (void);
gboolean hall_settings_set_hall (const char *address, GError **error);

G_END_DECLS
