/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-address.h"

/**
 * hall_address_is_server:
 * @address: where a hall is
 *
 * Returns: whether it is a database on a server, postgresql://..., and not a file
 */
gboolean
hall_address_is_server (const char *address)
{
  return g_str_has_prefix (address, "postgresql://") || g_str_has_prefix (address, "postgres://");
}
