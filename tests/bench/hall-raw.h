/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The same durable transactions without a program around them: prepared statements on the same file, the same
 * rows in the same tables with the same indexes and as many bytes, a hash a line of the journal, one commit
 * with a full sync each. What is left out is all thinking.
 */
typedef struct _HallRaw HallRaw;

HallRaw *hall_raw_new (const char *address);
void hall_raw_free (HallRaw *self);

void hall_raw_take (HallRaw *self);
void hall_raw_call (HallRaw *self);
void hall_raw_start (HallRaw *self);
void hall_raw_finish (HallRaw *self);
void hall_raw_charge (HallRaw *self);
void hall_raw_received (HallRaw *self);
void hall_raw_change (HallRaw *self);

G_END_DECLS
