/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Contents of papers as the hall decides them. All floating; a test changes what it is about.
 */
GVariant *hall_sample_ticket (void);
GVariant *hall_sample_receipt (void);
GVariant *hall_sample_reversal (void);
GVariant *hall_sample_test (void);
GVariant *hall_sample_notice (void);
GVariant *hall_sample_acceptance (void);
GVariant *hall_sample_refusal (void);
GVariant *hall_sample_guide (void);
GVariant *hall_sample_consult (void);
GVariant *hall_sample_with (GVariant *content, const char *key, GVariant *value);
GVariant *hall_sample_line (const char *item, gint64 amount_fen);

#define HALL_SAMPLE_REPRINT "补打 第1次  2026-11-20 15:02:44  G07  5号窗口  原因：客户遗失"

G_END_DECLS
