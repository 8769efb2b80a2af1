/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-db.h"

HallDb *
hall_db_postgresql_open (const char *address, gboolean create, GError **error)
{
  hall_set_error (error, HALL_ERROR_UNAVAILABLE, NULL, NULL, "%s", address);
  return NULL;
}
