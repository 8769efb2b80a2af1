/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-person.h"

G_BEGIN_DECLS

/**
 * HallCasePaper:
 * @type: what somebody shows
 * @now: the hall's time, µs
 *
 * The identity paper of which a number is judged.
 */
typedef struct {
  HallIdType type;
  gint64 now;
} HallCasePaper;

/* Each is a #HallCaseFieldCheck; the data of the last two is a #HallCasePaper. */
gboolean hall_case_check_name (const char *text, char **words, GError **error, gpointer data);
gboolean hall_case_check_phone (const char *text, char **words, GError **error, gpointer data);
gboolean hall_case_check_number (const char *text, char **words, GError **error, gpointer data);
gboolean hall_case_check_tail (const char *text, char **words, GError **error, gpointer data);

G_END_DECLS
