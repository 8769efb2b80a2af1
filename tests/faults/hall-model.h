/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HallModel:
 * @answers: (element-type utf8 utf8): request id → the number that was answered, "" where there is none
 * @commands: lines of the journal
 * @tickets: tickets issued
 * @calls: tickets called in their turn
 * @receipts: receipts posted
 *
 * What a hall's journal says, played back on a plain model of a hall.
 */
typedef struct {
  GHashTable *answers;
  gint64 commands;
  gint64 tickets;
  gint64 calls;
  gint64 receipts;
} HallModel;

HallModel *hall_model_check (const char *address, const char *what);
void hall_model_free (HallModel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallModel, hall_model_free)

char *hall_model_dump (const char *address);

G_END_DECLS
