/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-calendar.h"

G_BEGIN_DECLS

#define HALL_TERM_MAX_WORKING_DAYS 1000
#define HALL_TERM_MAX_MINUTES (366 * 24 * 60)
#define HALL_NOTICE_DAYS 30    /* how long a one-time notice is valid, where the matter says nothing (Q08) */
#define HALL_FOLLOW_UP_FIRST 1 /* days after closing: not before (row 003-22) */
#define HALL_FOLLOW_UP_LAST 2  /* days after closing: due */

/**
 * HallTermUnit:
 * @HALL_TERM_WORKING_DAYS: days of the statutory calendar, from the next one, to closing time of the last
 * @HALL_TERM_MINUTES: natural time, day and night (Q10)
 *
 * What a promised time is counted in (hall rules 5.5). Stored by name, see hall_term_unit_name().
 */
typedef enum {
  HALL_TERM_WORKING_DAYS,
  HALL_TERM_MINUTES,
} HallTermUnit;

const char *hall_term_unit_name (HallTermUnit unit);
gboolean hall_term_unit_from_name (const char *name, HallTermUnit *unit);

/**
 * HallTerm:
 * @unit: what is counted
 * @amount: how many, at least one
 *
 * A promised time: 3 working days, 24 hours.
 */
typedef struct {
  HallTermUnit unit;
  gint64 amount;
} HallTerm;

/**
 * HallBegin:
 *
 * What set the clock going. Its word stands before the first day of the arithmetic.
 */
typedef enum {
  HALL_BEGIN_ACCEPTED,     /* 受理 */
  HALL_BEGIN_SUPPLEMENTED, /* 补正: the file was made complete, and the time counts from there */
  HALL_BEGIN_RECORDED,     /* 登记: a visit, a complaint, a criticism */
  HALL_BEGIN_ASKED,        /* 请示: a leader was asked */
  HALL_BEGIN_PROMISED,     /* 约定: a call back */
} HallBegin;

/**
 * HallWait:
 * @from_us: when the hall began to wait for the customer, µs since the epoch
 * @until_us: when they came; 0 while the hall still waits
 *
 * A time that does not count (hall rules 3.4).
 */
typedef struct {
  gint64 from_us;
  gint64 until_us;
} HallWait;

/**
 * HallDeadline:
 * @begin: what set the clock going
 * @begin_us: when, µs since the epoch
 * @term: what was promised, as it was promised to this customer (Q53)
 * @extension: what a lead granted on top, in the unit of @term; 0 for nothing
 * @waits: (array length=n_waits) (nullable): when the hall waited for the customer, in order of time; unowned
 * @n_waits: how many
 *
 * The facts that a due time follows from.
 */
typedef struct {
  HallBegin begin;
  gint64 begin_us;
  HallTerm term;
  gint64 extension;
  const HallWait *waits;
  guint n_waits;
} HallDeadline;

/**
 * HallHours:
 * @zone: the hall's zone
 * @statutory: the calendar that promises count by
 * @opening: the days on which the hall opens (Q37)
 * @opens: 08:30
 * @closes: 17:30, where working-day clocks end (Q09)
 *
 * When the hall works. All unowned.
 */
typedef struct {
  GTimeZone *zone;
  const HallCalendar *statutory;
  const HallCalendar *opening;
  const char *opens;
  const char *closes;
} HallHours;

/**
 * HallDayKind:
 *
 * What became of a day between the beginning and the due day.
 */
typedef enum {
  HALL_DAY_COUNTED,
  HALL_DAY_OFF,    /* no working day */
  HALL_DAY_WAITED, /* a working day on which the hall waited for the customer */
} HallDayKind;

typedef struct {
  guint32 day; /* as hall_day_to_number() */
  HallDayKind kind;
} HallDueDay;

/**
 * HallDue:
 * @due_us: when the time is up, µs since the epoch; a reply at that very moment is in time
 * @amber_us: from when on the case is amber (hall rules 5.5)
 * @waiting_since: since when the hall waits for the customer, 0 when it does not; @due_us is then what it
 * would be if they came now
 * @waited_us: of a term in minutes, how much of it was spent waiting
 * @unconfirmed_year: the first year that was counted without a holiday table, 0 for none (Q38)
 * @days: (element-type HallDueDay): of a term in working days, what became of every day from the one after
 * the beginning to the due day
 *
 * A due time and how it comes about.
 */
typedef struct {
  gint64 due_us;
  gint64 amber_us;
  gint64 waiting_since;
  gint64 waited_us;
  int unconfirmed_year;
  GArray *days;
} HallDue;

HallDue *
hall_due_compute (const HallDeadline *deadline, const HallHours *hours, gint64 now_us, GError **error);
void hall_due_free (HallDue *due);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallDue, hall_due_free)

char *hall_due_for_paper (const HallDue *due, const HallDeadline *deadline, const HallHours *hours);
char *hall_due_sentence (const HallDue *due, const HallDeadline *deadline, const HallHours *hours);

/**
 * HallLight:
 *
 * How much time a case has left (row 004-39).
 */
typedef enum {
  HALL_LIGHT_GREEN,
  HALL_LIGHT_AMBER,
  HALL_LIGHT_RED,
  HALL_LIGHT_WAITING, /* for the customer: listed, and no alarm */
} HallLight;

HallLight hall_light (gint64 amber_us, gint64 due_us, gint64 waiting_since, gint64 now_us);
const char *hall_light_name (HallLight light);

/**
 * HallExtension:
 * @amount: how much more, in the unit of the term
 * @reason: why
 * @approved_by: (nullable): the lead's staff number
 * @told: (nullable): how and when the customer was told why
 *
 * A longer time for a case that is still within its time.
 */
typedef struct {
  gint64 amount;
  const char *reason;
  const char *approved_by;
  const char *told;
} HallExtension;

gboolean hall_extension_check (
    const HallExtension *extension, HallTermUnit unit, gint64 due_us, gint64 now_us, GError **error);
gint64 hall_due_after_import (gint64 promised_us, gint64 computed_us);

gboolean hall_notice_valid_until (
    const HallHours *hours, gint64 notice_us, int days, gint64 *until_us, GError **error);
gboolean hall_follow_up_window (
    const HallHours *hours, gint64 closed_us, char first_day[HALL_DAY_SIZE], gint64 *due_us, GError **error);
gboolean hall_due_list_day (const HallHours *hours, gint64 due_us, char day[HALL_DAY_SIZE], GError **error);

G_END_DECLS
