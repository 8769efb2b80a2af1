/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Input as nobody should give it: random bytes, and good input with something done to it. The same seed makes
 * the same mess; a test says its seed, and HALL_FUZZ_SEED makes it use another.
 */
GRand *hall_mess_new (guint32 seed);
guint hall_mess_rounds (guint rounds);
char *hall_mess_bytes (GRand *chance, gsize most, gsize *length);
char *hall_mess_text (GRand *chance, gsize most);
char *hall_mess_change (GRand *chance, const char *good, gsize *length);
gint64 hall_mess_number (GRand *chance);

G_END_DECLS
