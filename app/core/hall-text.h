/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  HALL_TEXT_ONE_LINE = 0,
  HALL_TEXT_LINES = 1 << 0, /* line breaks and tabs may stand in it */
} HallTextFlags;

#define HALL_TEXT_MAX 2000 /* characters, where nothing else is said */
#define HALL_NAME_MAX 100

gboolean hall_text_check (
    const char *text, gssize bytes, const char *field, glong max_chars, HallTextFlags flags, GError **error);
gboolean hall_reason_check (const char *reason, const char *field, GError **error);
char *hall_name_normalise (const char *name);
char *hall_name_mask (const char *name);
char *hall_phone_mask (const char *phone);
char *hall_account_mask (const char *account);
char *hall_phrase_fill (const char *phrase, GVariant *slots);

G_END_DECLS
