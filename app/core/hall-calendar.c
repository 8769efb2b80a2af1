/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-calendar.h"

#include "hall-error.h"
#include "hall-text.h"
#include "hall-time.h"

#include <glib/gi18n-lib.h>

#define RULE "S004 9.4"

#define DAYS_IN_WEEK 7
#define MAX_CLOSED_DAYS 366 /* a calendar that has no working day for longer has none */

/* The years in which hall_day_is_valid() knows days. */
#define FIRST_YEAR 1900
#define LAST_YEAR 2999

/* One line of an imported table. */
typedef struct {
  gboolean is_off;
  char *name; /* (owned) "" for none */
} SpecialDay;

struct _HallCalendar {
  GHashTable *days;   /* (owned) (element-type guint32 SpecialDay) */
  GHashTable *years;  /* (owned) (element-type int): whose table was imported */
  HallCalendar *base; /* (owned) (nullable): where this one says nothing */
  HallWeek week;
  gboolean has_week;             /* of an opening calendar, whether it has a week of its own */
  int season_first, season_last; /* month * 100 + day, both included; 0 for no season */
  HallWeek season_week;
};

/* --- Days --- */

/**
 * hall_day_to_number:
 * @day: (nullable): 2026-11-20
 * @number: (out): the days since the first of January of the year 1, that being 1, as #GDate counts them
 *
 * Days are added and compared as numbers and written as text.
 *
 * Returns: whether it is a day that exists
 */
gboolean
hall_day_to_number (const char *day, guint32 *number)
{
  GDate date;

  g_return_val_if_fail (number != NULL, FALSE);

  if (!hall_day_is_valid (day))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay)g_ascii_strtoull (day + 8, NULL, 10),
                  (GDateMonth)g_ascii_strtoull (day + 5, NULL, 10),
                  (GDateYear)g_ascii_strtoull (day, NULL, 10));
  *number = g_date_get_julian (&date);
  return TRUE;
}

static GDate
number_to_date (guint32 number)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, number);
  return date;
}

static int
number_to_year (guint32 number)
{
  GDate date = number_to_date (number);

  return g_date_get_year (&date);
}

/**
 * hall_day_from_number:
 * @number: a day of hall_day_to_number()
 * @day: (out): the day: 2026-11-20
 */
void
hall_day_from_number (guint32 number, char day[HALL_DAY_SIZE])
{
  GDate date;

  g_return_if_fail (g_date_valid_julian (number));

  date = number_to_date (number);
  g_return_if_fail (g_date_get_year (&date) <= 9999);
  g_snprintf (day, HALL_DAY_SIZE, "%04d-%02d-%02d", g_date_get_year (&date) % 10000,
              (int)g_date_get_month (&date) % 100, g_date_get_day (&date) % 100);
}

/* --- Making a calendar --- */

static void
special_day_free (gpointer data)
{
  SpecialDay *special = data;

  g_free (special->name);
  g_free (special);
}

/**
 * hall_calendar_new:
 *
 * The statutory calendar (hall rules 3.14, 5.6): days that the national table names are as it says, all
 * others follow the week, Monday to Friday. It is filled from the import format `{year, papers[],
 * days:[{name, date, isOffDay}]}`: hall_calendar_add_day() for each of the days, then
 * hall_calendar_set_year_known(). A calendar that is filled is not changed any more and may then be read from
 * any thread.
 *
 * Returns: (transfer full): a calendar without any table
 */
HallCalendar *
hall_calendar_new (void)
{
  HallCalendar *calendar = g_atomic_rc_box_new0 (HallCalendar);

  calendar->days = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, special_day_free);
  calendar->years = g_hash_table_new (g_direct_hash, g_direct_equal);
  calendar->week = HALL_WEEK_MONDAY_TO_FRIDAY;
  calendar->has_week = TRUE;
  return calendar;
}

/**
 * hall_calendar_new_opening:
 * @statutory: the statutory calendar; not changed
 *
 * The days on which the hall opens, which is another calendar than the statutory one (Q37): the hall may work
 * through every day of the heating season while its promises still count working days. It opens as @statutory
 * says until it is told a week, a season or single days of its own.
 *
 * Returns: (transfer full): a calendar
 */
HallCalendar *
hall_calendar_new_opening (HallCalendar *statutory)
{
  HallCalendar *calendar;

  g_return_val_if_fail (statutory != NULL, NULL);

  calendar = hall_calendar_new ();
  calendar->base = hall_calendar_ref (statutory);
  calendar->has_week = FALSE;
  return calendar;
}

HallCalendar *
hall_calendar_ref (HallCalendar *calendar)
{
  g_return_val_if_fail (calendar != NULL, NULL);
  return g_atomic_rc_box_acquire (calendar);
}

static void
calendar_clear (gpointer data)
{
  HallCalendar *calendar = data;

  g_hash_table_unref (calendar->days);
  g_hash_table_unref (calendar->years);
  g_clear_pointer (&calendar->base, hall_calendar_unref);
}

void
hall_calendar_unref (HallCalendar *calendar)
{
  g_return_if_fail (calendar != NULL);
  g_atomic_rc_box_release_full (calendar, calendar_clear);
}

/**
 * hall_calendar_set_week:
 * @calendar: a calendar
 * @week: the days of an ordinary week that are worked
 *
 * An opening calendar with a week of its own asks the statutory one no more, not even on public holidays.
 */
void
hall_calendar_set_week (HallCalendar *calendar, HallWeek week)
{
  g_return_if_fail (calendar != NULL && (week & ~HALL_WEEK_ALL) == 0);

  calendar->week = week;
  calendar->has_week = TRUE;
}

/* 11-15 as 1115; 0 for what is no day of a year. The 29th of February is one. */
static int
parse_day_of_year (const char *text)
{
  g_autofree char *day = g_strconcat ("2000-", text, NULL);

  if (!hall_day_is_valid (day))
    return 0;
  return (int)(g_ascii_strtoll (text, NULL, 10) * 100 + g_ascii_strtoll (text + 3, NULL, 10));
}

/**
 * hall_calendar_set_season:
 * @calendar: a calendar
 * @first: its first day in every year: 11-15
 * @last: its last day: 03-15; before @first, the season goes over the turn of the year
 * @week: the days of a week that are worked in it
 * @error: INVALID, field "season"
 *
 * A part of every year with a week of its own: the heating season, in which the hall opens daily. Single days
 * still go before it.
 *
 * Returns: whether both are days of a year
 */
gboolean
hall_calendar_set_season (
    HallCalendar *calendar, const char *first, const char *last, HallWeek week, GError **error)
{
  int from, until;

  g_return_val_if_fail (calendar != NULL && first != NULL && last != NULL, FALSE);
  g_return_val_if_fail ((week & ~HALL_WEEK_ALL) == 0, FALSE);

  from = parse_day_of_year (first);
  until = parse_day_of_year (last);
  if (from == 0 || until == 0) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "season",
                    _ ("A season begins and ends on days written as 11-15"));
    return FALSE;
  }
  calendar->season_first = from;
  calendar->season_last = until;
  calendar->season_week = week;
  return TRUE;
}

/**
 * hall_calendar_add_day:
 * @calendar: a calendar
 * @date: 2026-10-01
 * @is_off: %TRUE for a holiday (a day the hall stays shut), %FALSE for a make-up working day
 * @name: (nullable): what it is called: 国庆节
 * @error: INVALID, field "date" or "name"
 *
 * One line of a table of hall rules 3.14. The table of a year may name days of its neighbours. A day may
 * stand in two tables if they agree.
 *
 * Returns: whether the day is in the calendar now
 */
gboolean
hall_calendar_add_day (
    HallCalendar *calendar, const char *date, gboolean is_off, const char *name, GError **error)
{
  const SpecialDay *known;
  SpecialDay *special;
  guint32 number;

  g_return_val_if_fail (calendar != NULL, FALSE);

  if (!hall_day_to_number (date, &number)) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "date",
                    _ ("A day is written as 2026-11-20 and must exist"));
    return FALSE;
  }
  if (name != NULL && !hall_text_check (name, -1, "name", HALL_NAME_MAX, HALL_TEXT_ONE_LINE, error))
    return FALSE;
  known = g_hash_table_lookup (calendar->days, GUINT_TO_POINTER (number));
  if (known != NULL && known->is_off != !!is_off) {
    hall_set_error (error, HALL_ERROR_INVALID, RULE, "date",
                    /* Translators: %s is a day: 2026-10-01 */
                    _ ("%s is a day off in one place and a working day in another"), date);
    return FALSE;
  }
  special = g_new0 (SpecialDay, 1);
  special->is_off = !!is_off;
  special->name = g_strdup (name != NULL ? name : "");
  g_hash_table_insert (calendar->days, GUINT_TO_POINTER (number), special);
  return TRUE;
}

/**
 * hall_calendar_set_year_known:
 * @calendar: a calendar
 * @year: 2026
 * @error: INVALID, field "year"
 *
 * Says that the table of that year was imported, whole. A table without a single day is none: call it only
 * for one that has days, or due times would count as confirmed through a file that was published empty.
 *
 * Returns: whether it is a year
 */
gboolean
hall_calendar_set_year_known (HallCalendar *calendar, int year, GError **error)
{
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (calendar != NULL, FALSE);

  if (year < FIRST_YEAR || year > LAST_YEAR) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "year", _ ("%d is not a year of a holiday table"), year);
    return FALSE;
  }
  g_hash_table_iter_init (&iter, calendar->days);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (number_to_year (GPOINTER_TO_UINT (key)) == year) {
      g_hash_table_add (calendar->years, GINT_TO_POINTER (year));
      return TRUE;
    }
  hall_set_error (error, HALL_ERROR_INVALID, RULE, "year",
                  _ ("The holiday table of %d has no day of that year"), year);
  return FALSE;
}

/* --- Asking it --- */

/**
 * hall_calendar_knows_year:
 * @calendar: a statutory calendar
 * @year: 2026
 *
 * Returns: whether the table of that year was imported
 */
gboolean
hall_calendar_knows_year (const HallCalendar *calendar, int year)
{
  g_return_val_if_fail (calendar != NULL, FALSE);
  return g_hash_table_contains (calendar->years, GINT_TO_POINTER (year));
}

/**
 * hall_calendar_year_warning:
 * @calendar: a statutory calendar
 * @year: 2027
 *
 * Returns: (transfer full) (nullable): the banner of hall rules 5.6 and Q38 for a year without a table, in
 * the user's language; %NULL when there is nothing to warn of
 */
char *
hall_calendar_year_warning (const HallCalendar *calendar, int year)
{
  g_return_val_if_fail (calendar != NULL, NULL);

  if (hall_calendar_knows_year (calendar, year))
    return NULL;
  /* Translators: %d is a year: 2027 */
  return g_strdup_printf (_ ("The holiday table of %d is not imported: due times are not confirmed"), year);
}

static gboolean
week_has (HallWeek week, guint32 day)
{
  /* The first day of the year 1 was a Monday. */
  return (week & 1u << ((day - 1) % DAYS_IN_WEEK)) != 0;
}

static gboolean
in_season (const HallCalendar *calendar, guint32 day)
{
  GDate date = number_to_date (day);
  int at = (int)g_date_get_month (&date) * 100 + g_date_get_day (&date);

  if (calendar->season_first == 0)
    return FALSE;
  if (calendar->season_first <= calendar->season_last)
    return at >= calendar->season_first && at <= calendar->season_last;
  return at >= calendar->season_first || at <= calendar->season_last;
}

static const SpecialDay *
lookup (const HallCalendar *calendar, guint32 day)
{
  return g_hash_table_lookup (calendar->days, GUINT_TO_POINTER (day));
}

/**
 * hall_calendar_is_working_day:
 * @calendar: a calendar
 * @day: a day of hall_day_to_number()
 *
 * What the table says of the day, or else its season, or else the week (hall rules 5.6). A year without a
 * table is Monday to Friday; hall_calendar_is_confirmed() tells.
 *
 * Returns: whether the day counts as a working day, or, of an opening calendar, whether the hall opens
 */
gboolean
hall_calendar_is_working_day (const HallCalendar *calendar, guint32 day)
{
  const SpecialDay *special;

  g_return_val_if_fail (calendar != NULL && g_date_valid_julian (day), FALSE);

  special = lookup (calendar, day);
  if (special != NULL)
    return !special->is_off;
  if (in_season (calendar, day))
    return week_has (calendar->season_week, day);
  if (calendar->has_week)
    return week_has (calendar->week, day);
  return hall_calendar_is_working_day (calendar->base, day);
}

/**
 * hall_calendar_is_confirmed:
 * @calendar: a calendar
 * @day: a day of hall_day_to_number()
 *
 * Returns: whether what hall_calendar_is_working_day() says of the day rests on a table that was imported,
 * or, of an opening calendar, on what the hall itself decided
 */
gboolean
hall_calendar_is_confirmed (const HallCalendar *calendar, guint32 day)
{
  g_return_val_if_fail (calendar != NULL && g_date_valid_julian (day), FALSE);

  if (lookup (calendar, day) != NULL)
    return TRUE;
  if (calendar->base == NULL)
    return hall_calendar_knows_year (calendar, number_to_year (day));
  return in_season (calendar, day) || calendar->has_week || hall_calendar_is_confirmed (calendar->base, day);
}

/**
 * hall_calendar_day_name:
 * @calendar: a calendar
 * @day: a day of hall_day_to_number()
 *
 * Returns: (transfer none) (nullable): what the table calls the day, %NULL for a day it does not name
 */
const char *
hall_calendar_day_name (const HallCalendar *calendar, guint32 day)
{
  const SpecialDay *special;

  g_return_val_if_fail (calendar != NULL, NULL);

  special = lookup (calendar, day);
  if (special != NULL && special->name[0] != '\0')
    return special->name;
  return calendar->base != NULL ? hall_calendar_day_name (calendar->base, day) : NULL;
}

/**
 * hall_calendar_next_working_day:
 * @calendar: a calendar
 * @from: a day of hall_day_to_number()
 * @day: (out): the first working (opening) day that is not before @from
 *
 * Returns: %FALSE when the calendar has none within a year
 */
gboolean
hall_calendar_next_working_day (const HallCalendar *calendar, guint32 from, guint32 *day)
{
  g_return_val_if_fail (calendar != NULL && day != NULL && g_date_valid_julian (from), FALSE);

  for (guint32 at = from; at < from + MAX_CLOSED_DAYS; at++)
    if (hall_calendar_is_working_day (calendar, at)) {
      *day = at;
      return TRUE;
    }
  return FALSE;
}
