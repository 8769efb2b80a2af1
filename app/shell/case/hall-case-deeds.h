/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "hall-case-context.h"

G_BEGIN_DECLS

/**
 * HallCaseDeed:
 * @action: case.reply
 * @text: on a button, to be translated
 * @icon: an icon's name
 * @key: (nullable): that does the same
 *
 * Something that can be done to a case.
 */
typedef struct {
  const char *action;
  const char *text;
  const char *icon;
  const char *key;
} HallCaseDeed;

const HallCaseDeed *hall_case_deed (const char *action);
const HallCaseDeed *hall_case_next_deed (const HallCaseContext *context);
gboolean hall_case_holds_papers (const HallCaseView *file);
GPtrArray *hall_case_deeds (const HallCaseView *file);
const HallCaseDeed *hall_case_task_deed (const char *kind);

G_END_DECLS
