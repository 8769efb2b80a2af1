/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-error.h"

G_BEGIN_DECLS

void hall_password_set (const char *address, const char *password);
char *hall_password_dup (const char *address);
gboolean hall_password_save (const char *address, const char *password, GError **error);
char *hall_password_get_path (void);

G_END_DECLS
