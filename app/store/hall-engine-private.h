/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-db.h"
#include "hall-engine.h"
#include "hall-keys.h"
#include "hall-server.h"

G_BEGIN_DECLS

/* The version of the schema that this program writes. */
#define HALL_SCHEMA_VERSION 3

/* Called at named moments of a command; only tests set it, to end the process there. */
extern void (*hall_engine_fault_hook) (const char *moment);

#define HALL_MOMENT(name)                                                                                    \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    if (G_UNLIKELY (hall_engine_fault_hook != NULL))                                                         \
      hall_engine_fault_hook (name);                                                                         \
  }                                                                                                          \
  G_STMT_END

/* One more script than there is, with a version of its own; only tests set it. */
extern const char *hall_migrate_next;

gboolean hall_migrate (HallDb *db, const char *address, GError **error);
gboolean hall_migrate_up (HallDb *db, const HallRoles *roles, GError **error);
const guint8 *hall_engine_get_key (HallEngine *self);

G_END_DECLS
