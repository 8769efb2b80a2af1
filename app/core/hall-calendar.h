/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HallWeek:
 *
 * Days of the week, as a set. The statutory calendar falls back to Monday to Friday; a hall may open on all
 * seven.
 */
typedef enum {
  HALL_WEEK_NONE = 0,
  HALL_WEEK_MONDAY = 1 << 0,
  HALL_WEEK_TUESDAY = 1 << 1,
  HALL_WEEK_WEDNESDAY = 1 << 2,
  HALL_WEEK_THURSDAY = 1 << 3,
  HALL_WEEK_FRIDAY = 1 << 4,
  HALL_WEEK_SATURDAY = 1 << 5,
  HALL_WEEK_SUNDAY = 1 << 6,
  HALL_WEEK_MONDAY_TO_FRIDAY = (1 << 5) - 1,
  HALL_WEEK_ALL = (1 << 7) - 1,
} HallWeek;

#define HALL_DAY_SIZE 11 /* "2026-11-20" and its NUL */

gboolean hall_day_to_number (const char *day, guint32 *number);
void hall_day_from_number (guint32 number, char day[HALL_DAY_SIZE]);

typedef struct _HallCalendar HallCalendar;

HallCalendar *hall_calendar_new (void);
HallCalendar *hall_calendar_new_opening (HallCalendar *statutory);
HallCalendar *hall_calendar_ref (HallCalendar *calendar);
void hall_calendar_unref (HallCalendar *calendar);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallCalendar, hall_calendar_unref)

void hall_calendar_set_week (HallCalendar *calendar, HallWeek week);
gboolean hall_calendar_set_season (
    HallCalendar *calendar, const char *first, const char *last, HallWeek week, GError **error);
gboolean hall_calendar_add_day (
    HallCalendar *calendar, const char *date, gboolean is_off, const char *name, GError **error);
gboolean hall_calendar_set_year_known (HallCalendar *calendar, int year, GError **error);

gboolean hall_calendar_knows_year (const HallCalendar *calendar, int year);
char *hall_calendar_year_warning (const HallCalendar *calendar, int year);
gboolean hall_calendar_is_confirmed (const HallCalendar *calendar, guint32 day);
gboolean hall_calendar_is_working_day (const HallCalendar *calendar, guint32 day);
const char *hall_calendar_day_name (const HallCalendar *calendar, guint32 day);
gboolean hall_calendar_next_working_day (const HallCalendar *calendar, guint32 from, guint32 *day);

G_END_DECLS
