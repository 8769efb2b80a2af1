/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-error.h"

G_BEGIN_DECLS

gboolean hall_address_is_server (const char *address);
gboolean hall_address_check (const char *address, GError **error);
char *hall_address_describe (const char *address);
gboolean hall_address_has_password (const char *address);
gboolean hall_address_is_local (const char *address);
char *hall_address_get (const char *address, const char *keyword);
char *hall_address_with (const char *address, const char *user, const char *database);
gboolean hall_address_to_conninfo (
    const char *address, const char *application_name, GStrv *keywords, GStrv *values, GError **error);

G_END_DECLS
