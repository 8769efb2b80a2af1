/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void hall_bell_ring (const char *address);
GSource *hall_bell_watch (const char *address, GError **error);

G_END_DECLS
