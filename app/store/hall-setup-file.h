/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-holidays.h"
#include "hall-matter.h"
#include "hall-tx.h"

G_BEGIN_DECLS

#define HALL_SETUP_FILE_MAX_BYTES (4 * 1024 * 1024)

/**
 * HallSetupReport:
 * @faults: (element-type HallSetupFault): in the order of the file
 * @warnings: (element-type HallSetupFault): what items of the knowledge base lack and are kept without
 * @rows: how many matters and departments, days, or items
 *
 * What a file that sets up the hall holds.
 */
typedef struct {
  GPtrArray *faults;
  GPtrArray *warnings;
  gint64 rows;
} HallSetupReport;

gpointer hall_setup_file_check (HallEngine *engine, GVariant *params, GError **error);
void hall_setup_report_free (gpointer self);

GVariant *hall_setup_file_read (HallEngine *engine, const char *kind, int year, GError **error);

gboolean hall_matters_import (HallTx *tx, GError **error);
gboolean hall_holidays_import (HallTx *tx, GError **error);
gboolean hall_knowledge_import (HallTx *tx, GPtrArray *warnings, GError **error);
char *hall_knowledge_export (HallEngine *engine, GVariant *params, GError **error);

gboolean
hall_department_write (HallDb *db, GVariant *given, const char *place, GPtrArray *faults, GError **error);

G_END_DECLS
