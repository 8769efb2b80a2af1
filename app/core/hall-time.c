/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-time.h"

#include "hall-error.h"

#include <glib/gi18n-lib.h>

/* No hall worked before or will after: another year is a slip of the hand, and one of less than four digits
 * could not be read back. */
#define FIRST_YEAR 1900
#define LAST_YEAR 2999

/* --- Zones --- */

/**
 * hall_time_zone:
 * @identifier: a zone as the hall keeps it: "Asia/Shanghai", "+08:00", "UTC"
 *
 * Loaded once for each identifier and kept for the life of the program. Asia/Shanghai is +08:00 where the
 * machine has no table of zones: every day since 1992 is the same. May be called from any thread.
 *
 * Returns: (transfer full) (nullable): the zone, %NULL when there is none of that name
 */
GTimeZone *
hall_time_zone (const char *identifier)
{
  static GMutex mutex;
  static GHashTable *zones; /* (mutex) identifier to zone; never emptied */
  GTimeZone *zone;

  g_return_val_if_fail (identifier != NULL, NULL);

  g_mutex_lock (&mutex);
  if (zones == NULL)
    zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_time_zone_unref);
  zone = g_hash_table_lookup (zones, identifier);
  if (zone == NULL) {
    zone = g_time_zone_new_identifier (identifier);
    if (zone == NULL && g_str_equal (identifier, "Asia/Shanghai"))
      zone = g_time_zone_new_identifier ("+08:00");
    if (zone != NULL)
      g_hash_table_insert (zones, g_strdup (identifier), zone);
  }
  if (zone != NULL)
    g_time_zone_ref (zone);
  g_mutex_unlock (&mutex);
  return zone;
}

/* --- Writing --- */

static GDateTime *
local_time (GTimeZone *zone, gint64 time_us)
{
  gint64 seconds = time_us / G_USEC_PER_SEC;
  gint64 rest = time_us % G_USEC_PER_SEC;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (rest < 0) {
    rest += G_USEC_PER_SEC;
    seconds--;
  }
  utc = g_date_time_new_from_unix_utc (seconds);
  if (utc == NULL)
    return NULL;
  local = g_date_time_to_timezone (utc, zone);
  return g_date_time_add (local, rest);
}

/**
 * hall_time_format:
 * @zone: the hall's zone
 * @time_us: µs since the epoch, UTC
 * @format: as for g_date_time_format()
 *
 * Returns: (transfer full): the time as people in the hall read it; "" for a time outside the years 1 to 9999
 */
char *
hall_time_format (GTimeZone *zone, gint64 time_us, const char *format)
{
  g_autoptr (GDateTime) local = NULL;
  char *text;

  g_return_val_if_fail (zone != NULL && format != NULL, NULL);

  local = local_time (zone, time_us);
  text = local != NULL ? g_date_time_format (local, format) : NULL;
  return text != NULL ? text : g_strdup ("");
}

/**
 * hall_time_day:
 * @zone: the hall's zone
 * @time_us: µs since the epoch, UTC
 *
 * Returns: (transfer full): the day it is in the hall: 2026-11-20
 */
char *
hall_time_day (GTimeZone *zone, gint64 time_us)
{
  return hall_time_format (zone, time_us, "%Y-%m-%d");
}

/**
 * hall_time_to_iso:
 * @zone: the hall's zone
 * @time_us: µs since the epoch, UTC; cut to the second
 *
 * Returns: (transfer full): ISO 8601 with the offset: 2026-11-20T09:05:31+08:00
 */
char *
hall_time_to_iso (GTimeZone *zone, gint64 time_us)
{
  return hall_time_format (zone, time_us, "%Y-%m-%dT%H:%M:%S%:z");
}

/**
 * hall_time_hour:
 * @zone: the hall's zone
 * @time_us: µs since the epoch, UTC
 *
 * Returns: the hour of the day in the hall, 0 to 23
 */
int
hall_time_hour (GTimeZone *zone, gint64 time_us)
{
  g_autoptr (GDateTime) local = NULL;

  g_return_val_if_fail (zone != NULL, 0);

  local = local_time (zone, time_us);
  return local != NULL ? g_date_time_get_hour (local) : 0;
}

/* --- Reading --- */

/* Takes exactly @digits digits from the front of @text. */
static gboolean
take_number (const char **text, int digits, int *value)
{
  *value = 0;
  for (int i = 0; i < digits; i++, (*text)++) {
    if (!g_ascii_isdigit (**text))
      return FALSE;
    *value = *value * 10 + (**text - '0');
  }
  return TRUE;
}

static gboolean
take_char (const char **text, char c)
{
  if (**text != c)
    return FALSE;
  (*text)++;
  return TRUE;
}

static gboolean
take_date (const char **text, int *year, int *month, int *day)
{
  return take_number (text, 4, year) && take_char (text, '-') && take_number (text, 2, month)
         && take_char (text, '-') && take_number (text, 2, day) && *year >= FIRST_YEAR && *year <= LAST_YEAR
         && *month >= 1 && *month <= 12 && *day >= 1 && *day <= 31
         && g_date_valid_dmy ((GDateDay)*day, (GDateMonth)*month, (GDateYear)*year);
}

static gboolean
take_clock (const char **text, int *hour, int *minute)
{
  return take_number (text, 2, hour) && take_char (text, ':') && take_number (text, 2, minute) && *hour <= 23
         && *minute <= 59;
}

/* Seconds and their fraction, both optional; digits beyond the microsecond are read and dropped. */
static gboolean
take_seconds (const char **text, int *second, int *micro)
{
  int scale = 100000;

  *second = *micro = 0;
  if (!take_char (text, ':'))
    return TRUE;
  if (!take_number (text, 2, second) || *second > 59)
    return FALSE;
  if (**text != '.' && **text != ',')
    return TRUE;
  (*text)++;
  if (!g_ascii_isdigit (**text))
    return FALSE;
  for (; g_ascii_isdigit (**text); (*text)++, scale /= 10)
    *micro += (**text - '0') * scale;
  return TRUE;
}

/* Nothing (then @has is FALSE), Z, or an offset: +08:00, +0800, +08. */
static gboolean
take_offset (const char **text, gboolean *has, int *seconds)
{
  gboolean minus = **text == '-';
  int hours, minutes = 0;

  *seconds = 0;
  *has = **text != '\0';
  if (!*has || take_char (text, 'Z') || take_char (text, 'z'))
    return TRUE;
  if (!take_char (text, '+') && !take_char (text, '-'))
    return FALSE;
  if (!take_number (text, 2, &hours))
    return FALSE;
  if (**text != '\0') {
    take_char (text, ':');
    if (!take_number (text, 2, &minutes))
      return FALSE;
  }
  if (hours > 14 || minutes > 59)
    return FALSE;
  *seconds = (hours * 60 + minutes) * (minus ? -60 : 60);
  return TRUE;
}

/* µs since the epoch of a valid time on the clocks of @zone; FALSE in the hour that a zone skips in spring.
 */
static gboolean
zone_time (GTimeZone *zone, int year, int month, int day, int hour, int minute, int second, gint64 *time_us)
{
  g_autoptr (GDateTime) local = g_date_time_new (zone, year, month, day, hour, minute, second);

  if (local == NULL || g_date_time_get_hour (local) != hour || g_date_time_get_minute (local) != minute)
    return FALSE;
  *time_us = g_date_time_to_unix (local) * G_USEC_PER_SEC;
  return TRUE;
}

/**
 * hall_time_parse:
 * @zone: the hall's zone, for a time without an offset
 * @text: ISO 8601: 2026-11-20T09:05:31+08:00, 2026-11-20 09:05; a blank may stand for the T, the seconds may
 * be left out and may have a fraction
 * @time_us: (out): µs since the epoch, UTC
 * @error: INVALID, field "at"
 *
 * Returns: whether @text is a time that exists
 */
gboolean
hall_time_parse (GTimeZone *zone, const char *text, gint64 *time_us, GError **error)
{
  g_autoptr (GTimeZone) utc = hall_time_zone ("UTC");
  const char *rest = text;
  int year, month, day, hour, minute, second, micro, offset;
  gboolean has_offset;
  gint64 seconds_us;

  g_return_val_if_fail (zone != NULL && text != NULL && time_us != NULL, FALSE);

  if (take_date (&rest, &year, &month, &day)
      && (take_char (&rest, 'T') || take_char (&rest, 't') || take_char (&rest, ' '))
      && take_clock (&rest, &hour, &minute) && take_seconds (&rest, &second, &micro)
      && take_offset (&rest, &has_offset, &offset) && *rest == '\0'
      && zone_time (has_offset ? utc : zone, year, month, day, hour, minute, second, &seconds_us)) {
    *time_us = seconds_us - offset * HALL_SECOND + micro;
    return TRUE;
  }
  hall_set_error (error, HALL_ERROR_INVALID, NULL, "at",
                  _ ("A time is written as 2026-11-20T09:05:31+08:00 and must exist"));
  return FALSE;
}

/**
 * hall_time_at:
 * @zone: the hall's zone
 * @day: 2026-11-20
 * @hhmm: 17:30; 24:00 is the midnight that ends the day
 * @time_us: (out): µs since the epoch, UTC
 * @error: INVALID, field "day" or "time"
 *
 * Returns: whether the day has that time
 */
gboolean
hall_time_at (GTimeZone *zone, const char *day, const char *hhmm, gint64 *time_us, GError **error)
{
  const char *rest_of_day = day, *rest = hhmm;
  int year, month, day_of_month, hour, minute;
  gboolean ends_day = g_strcmp0 (hhmm, "24:00") == 0;

  g_return_val_if_fail (zone != NULL && day != NULL && hhmm != NULL && time_us != NULL, FALSE);

  if (!take_date (&rest_of_day, &year, &month, &day_of_month) || *rest_of_day != '\0') {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "day",
                    _ ("A day is written as 2026-11-20 and must exist"));
    return FALSE;
  }
  if (ends_day) {
    g_autoptr (GDate) next = g_date_new_dmy ((GDateDay)day_of_month, (GDateMonth)month, (GDateYear)year);

    g_date_add_days (next, 1);
    year = g_date_get_year (next);
    month = (int)g_date_get_month (next);
    day_of_month = g_date_get_day (next);
    rest = "00:00";
  }
  if (!take_clock (&rest, &hour, &minute) || *rest != '\0'
      || !zone_time (zone, year, month, day_of_month, hour, minute, 0, time_us)) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "time", _ ("A time of day is written as 17:30"));
    return FALSE;
  }
  return TRUE;
}

/**
 * hall_day_is_valid:
 * @day: (nullable): text
 *
 * Returns: whether it is a day that exists, written as 2026-11-20
 */
gboolean
hall_day_is_valid (const char *day)
{
  int year, month, day_of_month;

  return day != NULL && take_date (&day, &year, &month, &day_of_month) && *day == '\0';
}
