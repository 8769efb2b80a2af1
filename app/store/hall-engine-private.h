/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-db.h"
#include "hall-engine.h"
#include "hall-keys.h"

G_BEGIN_DECLS

/* The version of the schema that this program writes. */
#define HALL_SCHEMA_VERSION 1

/* Called at named moments of a command; only tests set it, to end the process there. */
extern void (*hall_engine_fault_hook) (const char *moment);

#define HALL_MOMENT(name)                                                                                    \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    if (G_UNLIKELY (hall_engine_fault_hook != NULL))                                                         \
      hall_engine_fault_hook (name);                                                                         \
  }                                                                                                          \
  G_STMT_END

gboolean hall_migrate (HallDb *db, const char *address, gboolean create, GError **error);
const guint8 *hall_engine_get_key (HallEngine *self);

G_END_DECLS
