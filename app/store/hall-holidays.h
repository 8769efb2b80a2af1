/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-db.h"

G_BEGIN_DECLS

/**
 * HallHolidays:
 * @year: 2026
 * @papers: what it was announced in, one a line
 * @days: (element-type HallHoliday): in the order of the file
 *
 * The days of a year that differ from Monday to Friday.
 */
typedef struct {
  int year;
  char *papers;
  GPtrArray *days;
} HallHolidays;

/**
 * HallHoliday:
 * @day: a local date
 * @name: 春节
 * @off: whether it is a day off; a make-up working day otherwise
 */
typedef struct {
  char *day;
  char *name;
  gboolean off;
} HallHoliday;

HallHolidays *hall_holidays_parse (GVariant *given, GPtrArray *faults);
void hall_holidays_free (HallHolidays *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallHolidays, hall_holidays_free)

gboolean
hall_holidays_write (HallDb *db, const HallHolidays *holidays, const char *staff, gint64 now, GError **error);
GVariant *hall_holidays_read (HallDb *db, int year, GError **error);

G_END_DECLS
