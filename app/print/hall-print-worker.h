/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A thread of its own for what blocks: rendering and CUPS. Steps are carried out one after the other, in the
 * order they came.
 */
typedef struct _HallPrintWorker HallPrintWorker;

/**
 * HallPrintStep:
 * @task: its task data is what the step needs; must return through it
 *
 * What is done on the worker's thread.
 */
typedef void (*HallPrintStep) (GTask *task);

HallPrintWorker *hall_print_worker_new (const char *name);
void hall_print_worker_stop (HallPrintWorker *self);
void hall_print_worker_run (HallPrintWorker *self, GTask *task, HallPrintStep step);

G_END_DECLS
