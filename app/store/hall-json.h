/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-command.h"
#include "hall-error.h"

G_BEGIN_DECLS

char *hall_json_from_variant (GVariant *value);
GVariant *hall_json_to_variant (const char *text, GError **error);
GVariant *hall_json_list_to_variant (const char *text, GError **error);
char *hall_json_error (const GError *error, gint64 line);

G_END_DECLS
