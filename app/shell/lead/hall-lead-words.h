/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hall_lead_due_words (gint64 due_us, gint64 now_us);
char *hall_lead_span_words (gint64 span_us);

G_END_DECLS
