/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-surfaces.h"

#include "hall-admin-window.h"
#include "hall-board-window.h"
#include "hall-counter-display-window.h"
#include "hall-desk-window.h"
#include "hall-kiosk-window.h"
#include "hall-lead-window.h"

/* Each surface adds its header above and its line here; the name is what stands on the command line. */
static const struct {
  const char *name;
  HallSurfaceFunc make;
} surfaces[] = {
  { "desk", hall_desk_window_new },   { "kiosk", hall_kiosk_window_new },
  { "board", hall_board_window_new }, { "counter-display", hall_counter_display_window_new },
  { "lead", hall_lead_window_new },   { "admin", hall_admin_window_new },
};

/**
 * hall_surface_find:
 * @name: what stands on the command line, such as "desk"
 *
 * Finds the maker of a surface's window.
 *
 * Returns: (nullable): the maker, %NULL when there is no such surface
 */
HallSurfaceFunc
hall_surface_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (surfaces); i++)
    if (g_str_equal (surfaces[i].name, name))
      return surfaces[i].make;
  return NULL;
}

/**
 * hall_surface_names:
 *
 * The names of all surfaces, for the command line's help.
 *
 * Returns: (transfer none) (array zero-terminated=1): the names
 */
const char *const *
hall_surface_names (void)
{
  static const char *names[G_N_ELEMENTS (surfaces) + 1];

  for (gsize i = 0; i < G_N_ELEMENTS (surfaces); i++)
    names[i] = surfaces[i].name;
  return names;
}
