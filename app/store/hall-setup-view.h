/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-engine.h"

G_BEGIN_DECLS

#define HALL_TYPE_YEAR (hall_year_get_type ())
G_DECLARE_FINAL_TYPE (HallYear, hall_year, HALL, YEAR, GObject)

/**
 * HallYear:
 * @known: whether its national calendar is there; without it Monday to Friday are counted (Q38)
 * @off: how many days off beside the weekends
 * @working: how many weekend days that are worked
 * @cases: open cases whose due time was counted without it
 * @papers: what it was announced in; "" for nothing
 *
 * A year of the calendar that promises count by.
 */
struct _HallYear {
  GObject parent_instance;

  gint64 year;
  gboolean known;
  gint64 off;
  gint64 working;
  gint64 cases;
  char *papers;
  gint64 at;
};

/* The years that are known, this one and the next, in order. Params: none. */
GListModel *hall_years_read (HallEngine *engine, GVariant *params, GError **error);
/* A year as import reads it: {year, papers, days: [{name, date, isOffDay}]}. Params: x. NOT_FOUND when it is
 * not known. */
GVariant *hall_year_days_read (HallEngine *engine, GVariant *params, GError **error);
/* The figures that answers are filled with and that are no matter's: a(ss), the word in braces → what it
 * says; prices (tariff_...) last. Params: none. */
GVariant *hall_figures_read (HallEngine *engine, GVariant *params, GError **error);
/* How an answer reads today: {text} with its figures, or {unknown}, the slot that nothing fills. Params: s.
 */
GVariant *hall_answer_preview_read (HallEngine *engine, GVariant *params, GError **error);

G_END_DECLS
