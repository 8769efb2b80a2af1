/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "hall-records.h"

G_BEGIN_DECLS

#define HALL_TYPE_JOB_ROW (hall_job_row_get_type ())
G_DECLARE_FINAL_TYPE (HallJobRow, hall_job_row, HALL, JOB_ROW, GtkListBoxRow)

GtkWidget *hall_job_row_new (HallJob *job);
HallJob *hall_job_row_get_job (HallJobRow *self);

G_END_DECLS
