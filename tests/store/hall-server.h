/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HallServer:
 *
 * A PostgreSQL server of one's own, on a loopback port and on a socket in a fresh folder, which is removed
 * with it. It trusts everybody, and it does not wait for its disk.
 */
typedef struct _HallServer HallServer;

HallServer *hall_server_new (const char *const *settings, GError **error);
void hall_server_free (HallServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallServer, hall_server_free)

gboolean hall_server_start (HallServer *self, GError **error);
void hall_server_stop (HallServer *self, gboolean immediately);
int hall_server_get_port (HallServer *self);
const char *hall_server_get_folder (HallServer *self);
const char *hall_server_get_address (HallServer *self);
char *hall_server_dup_log (HallServer *self);

G_END_DECLS
