/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What there is to choose from when something is done to a case: people, departments, and the days that may
 * be promised. */

#include "hall-case-choices.h"

#include <glib/gi18n-lib.h>

#include "hall-case-private.h"
#include "hall-time.h"
#include "hall-views-private.h"

#define N_DAYS 20 /* working days ahead; nobody promises more */

G_DEFINE_FINAL_TYPE (HallDepartment, hall_department, G_TYPE_OBJECT)

static void
hall_department_finalize (GObject *object)
{
  HallDepartment *self = HALL_DEPARTMENT (object);
  char *texts[] = { self->code, self->name, self->duty, self->contact, self->phone };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  G_OBJECT_CLASS (hall_department_parent_class)->finalize (object);
}

static void
hall_department_class_init (HallDepartmentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_department_finalize;
}

static void
hall_department_init (HallDepartment *self)
{
}

static void
due_choice_free (gpointer data)
{
  HallDueChoice *self = data;

  g_free (self->day);
  g_free (self->words);
  g_free (self);
}

static GListModel *
read_departments (HallDb *db, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (HALL_TYPE_DEPARTMENT);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (
      db, error, "SELECT code, name, duty, contact, phone FROM department ORDER BY name, code", "");

  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallDepartment) department = g_object_new (HALL_TYPE_DEPARTMENT, NULL);

    department->code = hall_rows_dup (rows, 0);
    department->name = hall_rows_dup (rows, 1);
    department->duty = hall_rows_dup (rows, 2);
    department->contact = hall_rows_dup (rows, 3);
    department->phone = hall_rows_dup (rows, 4);
    g_list_store_append (store, department);
  }
  return hall_rows_done (&local, error) ? G_LIST_MODEL (g_steal_pointer (&store)) : NULL;
}

/**
 * hall_departments_read:
 * @engine: the engine
 * @params: (nullable): none
 * @error: what went wrong
 *
 * The directory of departments (row 003-04).
 *
 * Returns: (transfer full): a #GListModel of #HallDepartment; a #HallReadFunc
 */
GListModel *
hall_departments_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_return_val_if_fail (HALL_IS_ENGINE (engine), NULL);

  return read_departments (hall_engine_get_db (engine), error);
}

static void
add_day (GPtrArray *days, GTimeZone *zone, gint64 due_us, guint working_days, char *words)
{
  HallDueChoice *choice = g_new0 (HallDueChoice, 1);

  choice->day = hall_time_day (zone, due_us);
  choice->due_us = due_us;
  choice->working_days = working_days;
  choice->words = words;
  g_ptr_array_add (days, choice);
}

/* One working day, two working days ... from now. */
static gboolean
fill_from_now (GPtrArray *days, HallBegin begin, const HallHours *hours, gint64 now, GError **error)
{
  for (guint i = 1; i <= N_DAYS; i++) {
    HallDeadline deadline = { .begin = begin, .begin_us = now, .term = { HALL_TERM_WORKING_DAYS, i } };
    g_autoptr (HallDue) due = hall_due_compute (&deadline, hours, now, error);

    if (due == NULL)
      return FALSE;
    add_day (days, hours->zone, due->due_us, i, hall_due_sentence (due, &deadline, hours));
  }
  return TRUE;
}

/* Each working day after the one that the case is due on. */
static gboolean
fill_later (GPtrArray *days, const HallHours *hours, gint64 due_us, GError **error)
{
  g_autofree char *from = hall_time_day (hours->zone, due_us);
  guint32 day;

  if (!hall_day_to_number (from, &day))
    return TRUE;
  for (guint i = 1; i <= N_DAYS; i++) {
    char text[HALL_DAY_SIZE];
    gint64 at;

    if (!hall_calendar_next_working_day (hours->statutory, day + 1, &day))
      return TRUE;
    hall_day_from_number (day, text);
    if (!hall_time_at (hours->zone, text, hours->closes, &at, error))
      return FALSE;
    add_day (days, hours->zone, at, i,
             /* Translators: how much longer than promised before; %d is one or more */
             g_strdup_printf (_ ("Later, in working days: %d"), (int)i));
  }
  return TRUE;
}

/* What the matter itself promises, as a place among the days; what is done at once is answered the next day.
 */
static guint
matter_days (const char *kind, gint64 count)
{
  gint64 days = g_strcmp0 (kind, "working-days") == 0 ? count
                : g_strcmp0 (kind, "hours") == 0      ? count / 24
                                                      : 1;

  return (guint)(CLAMP (days, 1, N_DAYS) - 1);
}

static gboolean
read_days (HallEngine *engine, const char *number, HallCaseChoices *choices, GError **error)
{
  HallDb *db = hall_engine_get_db (engine);
  gint64 now = hall_clock_now (hall_engine_get_clock (engine));
  g_auto (HallCaseHours) hours = { 0 };
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;
  gint64 due_us = 0;

  if (!hall_case_hours_load (db, hall_engine_get_zone (engine), &hours, error)
      || !fill_from_now (choices->answer_days, HALL_BEGIN_ASKED, &hours.hours, now, error)
      || !fill_from_now (choices->promise_days, HALL_BEGIN_PROMISED, &hours.hours, now, error))
    return FALSE;
  rows = hall_db_query (db, error,
                        "SELECT v.due_kind, v.due_count, f.due_at, f.accepted_at FROM case_file f JOIN"
                        " matter_version v ON v.matter = f.matter AND v.version = f.version WHERE f.number = "
                        "?1",
                        "t", number);
  if (rows == NULL)
    return FALSE;
  if (hall_rows_next (rows, &local)) {
    choices->promise_default = matter_days (hall_rows_text (rows, 0), hall_rows_int (rows, 1));
    due_us = hall_rows_int (rows, 3) != 0 ? hall_rows_int (rows, 2) : 0;
  }
  g_clear_pointer (&rows, hall_rows_free);
  if (!hall_rows_done (&local, error))
    return FALSE;
  return due_us == 0 || fill_later (choices->later_days, &hours.hours, due_us, error);
}

/**
 * hall_case_choices_read:
 * @engine: the engine
 * @params: s, the number of a case
 * @error: what went wrong
 *
 * Returns: (transfer full): what there is to choose from; a #HallReadFunc
 */
HallCaseChoices *
hall_case_choices_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (HallCaseChoices) self = g_new0 (HallCaseChoices, 1);

  g_return_val_if_fail (HALL_IS_ENGINE (engine), NULL);

  self->answer_days = g_ptr_array_new_with_free_func (due_choice_free);
  self->promise_days = g_ptr_array_new_with_free_func (due_choice_free);
  self->later_days = g_ptr_array_new_with_free_func (due_choice_free);
  self->staff = hall_staff_read (engine, NULL, error);
  if (self->staff == NULL)
    return NULL;
  self->departments = read_departments (hall_engine_get_db (engine), error);
  if (self->departments == NULL || !read_days (engine, g_variant_get_string (params, NULL), self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
hall_case_choices_free (gpointer data)
{
  HallCaseChoices *self = data;

  if (self == NULL)
    return;
  g_clear_object (&self->staff);
  g_clear_object (&self->departments);
  g_ptr_array_unref (self->answer_days);
  g_ptr_array_unref (self->promise_days);
  g_ptr_array_unref (self->later_days);
  g_free (self);
}
