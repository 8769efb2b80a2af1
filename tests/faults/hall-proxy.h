/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HallProxyMode:
 * @HALL_PROXY_PASS: everything is passed on
 * @HALL_PROXY_CUT: connections are reset, and new ones too: a server that went, a cable that was pulled and
 * whose switch says so
 * @HALL_PROXY_SILENT: nothing is passed on and nothing is closed: a cable that was pulled and nobody says so
 *
 * What becomes of the connections that go through a proxy.
 */
typedef enum {
  HALL_PROXY_PASS,
  HALL_PROXY_CUT,
  HALL_PROXY_SILENT,
} HallProxyMode;

/* A piece of network between a program and its server, on loopback, that a test can break. */
typedef struct _HallProxy HallProxy;

HallProxy *hall_proxy_new (int to_port);
void hall_proxy_free (HallProxy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallProxy, hall_proxy_free)

int hall_proxy_get_port (HallProxy *self);
void hall_proxy_set_mode (HallProxy *self, HallProxyMode mode);
void hall_proxy_set_delay (HallProxy *self, int each_way_ms);
void hall_proxy_swallow_commit (HallProxy *self);
guint hall_proxy_get_swallowed (HallProxy *self);
guint hall_proxy_get_turns (HallProxy *self);

G_END_DECLS
