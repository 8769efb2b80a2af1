/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-engine.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define HALL_TYPE_MATTER_ITEM_VIEW (hall_matter_item_view_get_type ())
G_DECLARE_FINAL_TYPE (HallMatterItemView, hall_matter_item_view, HALL, MATTER_ITEM_VIEW, GObject)

/**
 * HallMatterItemView:
 * @applicant: whom it is asked of: all, person, company
 * @form: original, copy, both, form (of ours, to fill in), data (said, not shown)
 * @copies: how many; 0 of data
 * @handling: keep, return, check
 * @issuer: who makes it out; "" where nothing is said, as of all texts here
 * @how: where and how to get it
 *
 * One line of a matter's checklist.
 */
struct _HallMatterItemView {
  GObject parent_instance;

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
  gboolean mandatory;
  gboolean may_follow;
};

#define HALL_TYPE_MATTER_VIEW (hall_matter_view_get_type ())
G_DECLARE_FINAL_TYPE (HallMatterView, hall_matter_view, HALL, MATTER_VIEW, GObject)

/**
 * HallMatterView:
 * @version: which one this is
 * @newest: the version that is in force today
 * @promise: as customers read it; what the clock counts is @due_kind and @due_count
 * @due_kind: instant, working-days, hours, minutes
 * @fields: the personal fields it may ask for, none for a matter that asks nothing
 * @items: of HallMatterItemView, in the order of the checklist
 *
 * A matter as of one version: all that a guide tells of it. A text of which nothing is said is "".
 */
struct _HallMatterView {
  GObject parent_instance;

  char *code;
  char *category;
  char *category_name;
  char *category_name_en;
  char *name;
  char *name_en;
  gboolean closed; /* nobody can come for it any more */
  gint64 version;
  gint64 newest;
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
  GStrv fields;
  GListModel *items;
};

gboolean hall_matter_view_may_ask (HallMatterView *self, const char *field);

/* Every matter that customers may come for, as it is today, in the hall's order. Params: none. Returns a
 * GListModel of HallMatterView; free with g_object_unref. */
GListModel *hall_matters_view_read (HallEngine *engine, GVariant *params, GError **error);
/* One matter as of a version. Params: (sx) code, version; 0 for the one in force today. Returns a
 * HallMatterView; free with g_object_unref. NOT_FOUND when there is none. */
HallMatterView *hall_matter_view_read (HallEngine *engine, GVariant *params, GError **error);

G_END_DECLS
