/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Reading the content of a paper: a{sv} as the transaction that caused the paper decided it. What is absent
 * reads as NULL, 0 or FALSE; a paper never fails because an optional word is missing.
 */
const char *hall_content_text (GVariant *content, const char *key);
gint64 hall_content_int (GVariant *content, const char *key);
gboolean hall_content_bool (GVariant *content, const char *key);
GStrv hall_content_strings (GVariant *content, const char *key);
GPtrArray *hall_content_groups (GVariant *content, const char *key);

G_END_DECLS
