/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-application.h"
#include "hall-cli.h"
#include "hall-surfaces.h"

/* Chooses a surface or a command; everything else is theirs. */
int
main (int argc, char **argv)
{
  g_auto (HallCliOptions) options = { 0 };
  int status;

  hall_cli_prepare ();
  if (!hall_cli_parse (&options, hall_surface_names (), &argc, &argv, &status))
    return status;
  if (options.surface != NULL)
    return hall_shell_run (options.surface, options.address, options.station, options.counter);
  return hall_cli_run (&options, argc, argv);
}
