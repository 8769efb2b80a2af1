/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-db.h"

G_BEGIN_DECLS

/**
 * HallSlots:
 * @db: a connection
 * @zone: the hall's
 * @now: µs since the epoch
 * @today: the hall's local date
 * @matter: (nullable): the code of the matter in front, which {fee} and {promise} without a code mean
 * @known: (nullable) (element-type utf8 utf8): what slots were filled with already, for who fills many texts
 *
 * Where the figures in an answer of the knowledge base come from (000-20). All unowned.
 */
typedef struct {
  HallDb *db;
  GTimeZone *zone;
  gint64 now;
  const char *today;
  const char *matter;
  GHashTable *known;
} HallSlots;

char *hall_slots_fill (const HallSlots *self, const char *text, GError **error);
gboolean hall_slots_check (const HallSlots *self, const char *text, char **unknown, GError **error);
char *hall_slots_known (void);

G_END_DECLS
