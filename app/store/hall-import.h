/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-engine.h"

G_BEGIN_DECLS

/**
 * HallImportFault:
 * @line: of the file, from 1
 * @field: (nullable): the column
 * @what: what is wrong, for people
 *
 * Why a line cannot be imported.
 */
typedef struct {
  gint64 line;
  char *field;
  char *what;
} HallImportFault;

/**
 * HallImportReport:
 * @faults: (element-type HallImportFault): in the order of the file
 * @rows: how many lines beside the header
 * @days: (array zero-terminated=1): the business days they belong to
 *
 * What a file of tickets holds.
 */
typedef struct {
  GPtrArray *faults;
  gint64 rows;
  GStrv days;
} HallImportReport;

#define HALL_IMPORT_TICKETS_HEADER                                                                           \
  "ticket,category,priority,issued_at,called_at,done_at,outcome,counter,staff"
#define HALL_IMPORT_MAX_BYTES (64 * 1024 * 1024)

gpointer hall_import_check (HallEngine *engine, GVariant *params, GError **error);
void hall_import_report_free (gpointer self);

G_END_DECLS
