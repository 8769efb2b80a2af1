/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _HallBell HallBell;

void hall_bell_ring (const char *address);
HallBell *hall_bell_new (const char *address, GError **error);
void hall_bell_free (HallBell *self);
int hall_bell_get_fd (HallBell *self);
void hall_bell_drain (HallBell *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallBell, hall_bell_free)

G_END_DECLS
