/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where the halls of this version stand; a PC's own zone may be set wrong. */
#define HALL_TIME_ZONE "Asia/Shanghai"

/* µs, and wide: G_USEC_PER_SEC is an int, an hour of it is already more than an int holds. */
#define HALL_SECOND G_GINT64_CONSTANT (1000000)
#define HALL_MINUTE (60 * HALL_SECOND)

GTimeZone *hall_time_zone (const char *identifier);
char *hall_time_day (GTimeZone *zone, gint64 time_us);                        /* "2026-11-20" */
char *hall_time_format (GTimeZone *zone, gint64 time_us, const char *format); /* g_date_time_format() */
char *hall_time_to_iso (GTimeZone *zone, gint64 time_us); /* "2026-11-20T09:05:31+08:00" */
gboolean hall_time_parse (GTimeZone *zone, const char *text, gint64 *time_us, GError **error); /* ISO 8601 */
gboolean hall_time_at (GTimeZone *zone, const char *day, const char *hhmm, gint64 *time_us, GError **error);
int hall_time_hour (GTimeZone *zone, gint64 time_us);
gboolean hall_day_is_valid (const char *day);

G_END_DECLS
