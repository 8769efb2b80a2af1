/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hall_pinyin_initials (const char *text);
char *hall_pinyin_name_initials (const char *name);
gboolean hall_pinyin_is_query (const char *typed);
gboolean hall_pinyin_match (const char *text, const char *typed);

G_END_DECLS
