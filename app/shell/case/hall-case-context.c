/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-case-context.h"

/**
 * hall_case_context_command:
 * @self: where the clerk is
 * @name: a command
 * @args: (nullable): its arguments, a{sv}; a floating one is taken over
 *
 * Makes a command in the name of whoever sits here.
 *
 * Returns: (transfer full): the command, with a request number of its own
 */
HallCommand *
hall_case_context_command (const HallCaseContext *self, const char *name, GVariant *args)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  return hall_command_new (name, args != NULL ? args : g_variant_new_parsed ("@a{sv} {}"), self->staff,
                           self->counter, self->station, NULL);
}
