/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-db.h"

G_BEGIN_DECLS

/* The version of a matter that is in force on a day, in SQL: the one that began last; of two that began on
 * the same day, the newer. NULL when there is none yet. */
#define HALL_SQL_VERSION_IN_FORCE(matter, day)                                                               \
  "(SELECT f.version FROM matter_version f WHERE f.matter = " matter " AND f.effective_from <= " day         \
  " ORDER BY f.effective_from DESC, f.version DESC LIMIT 1)"

/**
 * HallMatterItem:
 * @code: the same in every version: what a notice listed is known by it
 * @applicant: whom it is asked of: all, person, company
 * @form: original, copy, both, form (of ours, to fill in), data (said, not shown)
 * @copies: how many; 0 of data
 * @handling: keep, return, check
 * @issuer: who makes it out
 * @how: where and how to get it
 * @mandatory: whether it cannot be taken on without
 * @may_follow: whether it may follow later, with the lead's approval (Q50)
 *
 * One line of a matter's checklist.
 */
typedef struct {
  char *code;
  char *name;
  char *name_en;
  char *applicant;
  char *form;
  gint64 copies;
  char *handling;
  char *issuer;
  char *how;
  char *basis;
  gint64 mandatory;
  gint64 may_follow;
} HallMatterItem;

/**
 * HallMatterData:
 * @code: B1
 * @closed: whether nobody can come for it any more
 * @effective_from: the first day of this version
 * @promise: as customers read it; what the clock counts is @due_kind and @due_count
 * @due_kind: instant, working-days, hours, minutes
 * @excluded: what does not count
 * @notice_days: how long a one-time notice is valid (Q08)
 * @fields: the personal fields it may ask for, with commas: name,phone,account,address,id-check,id-number
 * @items: (element-type HallMatterItem): the checklist, in order
 * @version: of what was read; 0 of what is not stored yet
 *
 * A matter as of one version.
 */
typedef struct {
  char *code;
  char *category;
  char *name;
  char *name_en;
  gint64 closed;
  char *effective_from;
  char *promise;
  char *promise_en;
  char *due_kind;
  gint64 due_count;
  char *fee;
  char *excluded;
  gint64 notice_days;
  char *conditions;
  char *basis;
  char *place;
  char *online;
  char *fields;
  GPtrArray *items;
  gint64 version;
} HallMatterData;

void hall_matter_data_free (HallMatterData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallMatterData, hall_matter_data_free)

/**
 * HallSetupFault:
 * @place: where: items[2].form
 * @rule: (nullable): the rule of the hall
 * @what: what is wrong, for people
 *
 * What is wrong with a matter or a calendar that somebody wants to have.
 */
typedef struct {
  char *place;
  char *rule;
  char *what;
} HallSetupFault;

GPtrArray *hall_setup_faults_new (void);
void hall_setup_fault_add (
    GPtrArray *faults, const char *place, const char *name, const char *rule, const char *format, ...)
    G_GNUC_PRINTF (5, 6);

HallMatterData *hall_matter_data_new (const HallMatterData *base);
void hall_matter_data_fill (HallMatterData *self, GVariant *given, const char *place, GPtrArray *faults);
void hall_matter_data_check (HallMatterData *self, const char *today, const char *place, GPtrArray *faults);
GVariant *hall_matter_data_to_variant (const HallMatterData *self);

gboolean
hall_matter_version (HallDb *db, const char *matter, const char *day, gint64 *version, GError **error);
HallMatterData *hall_matter_read (HallDb *db, const char *matter, gint64 version, GError **error);
HallMatterData *
hall_matter_read_on (HallDb *db, const char *matter, const char *day, gboolean *known, GError **error);
gboolean
hall_matter_write (HallDb *db, HallMatterData *matter, const char *staff, gint64 now, GError **error);

G_END_DECLS
