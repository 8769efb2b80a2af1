/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HallTestServer:
 *
 * A PostgreSQL server of one's own, on a loopback port and on a socket in a fresh folder, which is removed
 * with it. It trusts everybody, and it does not wait for its disk.
 */
typedef struct _HallTestServer HallTestServer;

HallTestServer *hall_test_server_new (const char *const *settings, GError **error);
void hall_test_server_free (HallTestServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallTestServer, hall_test_server_free)

gboolean hall_test_server_start (HallTestServer *self, GError **error);
void hall_test_server_stop (HallTestServer *self, gboolean immediately);
int hall_test_server_get_port (HallTestServer *self);
const char *hall_test_server_get_folder (HallTestServer *self);
const char *hall_test_server_get_address (HallTestServer *self);
char *hall_test_server_dup_log (HallTestServer *self);

G_END_DECLS
