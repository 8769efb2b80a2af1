/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-store.h"

G_BEGIN_DECLS

/**
 * HallSurfaceFunc:
 * @app: the application
 * @store: the hall, open
 * @station: (nullable): what this workstation is called
 * @counter: the counter it stands at, 0 for none
 *
 * Makes the window of one surface.
 *
 * Returns: (transfer none): a new window, not yet presented
 */
typedef GtkWindow *(*HallSurfaceFunc) (AdwApplication *app,
                                       HallStore *store,
                                       const char *station,
                                       gint64 counter);

HallSurfaceFunc hall_surface_find (const char *name);
const char *const *hall_surface_names (void);

G_END_DECLS
