/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HallCliOptions:
 * @address: the hall: --hall, else $HALLDESK_HALL, else as hall_settings_get_hall() says
 * @station: (nullable): what this workstation is called
 * @counter: the counter it stands at, 0 for none
 * @surface: (nullable): the surface to show; %NULL when a command was named
 *
 * What stands before the surface or command on the command line.
 */
typedef struct {
  char *address;
  char *station;
  gint64 counter;
  const char *surface; /* (not owned) */
} HallCliOptions;

void hall_cli_options_clear (HallCliOptions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HallCliOptions, hall_cli_options_clear)

void hall_cli_prepare (void);
gboolean
hall_cli_parse (HallCliOptions *options, const char *const *surfaces, int *argc, char ***argv, int *status);
int hall_cli_run (HallCliOptions *options, int argc, char **argv);

G_END_DECLS
