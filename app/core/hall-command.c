/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-command.h"

G_DEFINE_BOXED_TYPE (HallCommand, hall_command, hall_command_copy, hall_command_free)

/**
 * hall_request_id_new:
 *
 * A request id begins with the time, so that the index which keeps it unique grows at its end and stays fast
 * over years of history; the rest is random.
 *
 * Returns: (transfer full): a new request id, 32 hexadecimal digits
 */
char *
hall_request_id_new (void)
{
  guint64 time_us = (guint64)g_get_real_time ();

  return g_strdup_printf ("%014" G_GINT64_MODIFIER "x%08x%08x%02x",
                          time_us & G_GUINT64_CONSTANT (0xffffffffffffff), g_random_int (), g_random_int (),
                          (guint)g_random_int_range (0, 256));
}

/**
 * hall_command_new:
 * @name: which command
 * @args: (nullable) (transfer floating): the arguments, a{sv}; %NULL for none
 * @staff: (nullable): who asks
 * @counter: from which counter, 0 for none
 * @station: (nullable): from which workstation
 * @request_id: (nullable): the client's id; a new one is made for %NULL
 *
 * Returns: (transfer full): the command
 */
HallCommand *
hall_command_new (const char *name,
                  GVariant *args,
                  const char *staff,
                  gint64 counter,
                  const char *station,
                  const char *request_id)
{
  HallCommand *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (args == NULL || g_variant_is_of_type (args, G_VARIANT_TYPE_VARDICT), NULL);

  self = g_new0 (HallCommand, 1);
  self->name = g_strdup (name);
  self->args = g_variant_ref_sink (args != NULL ? args : g_variant_new ("a{sv}", NULL));
  self->staff = g_strdup (staff);
  self->counter = counter;
  self->station = g_strdup (station);
  self->request_id = request_id != NULL ? g_strdup (request_id) : hall_request_id_new ();
  return self;
}

HallCommand *
hall_command_copy (const HallCommand *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return hall_command_new (self->name, self->args, self->staff, self->counter, self->station,
                           self->request_id);
}

void
hall_command_free (HallCommand *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_variant_unref (self->args);
  g_free (self->staff);
  g_free (self->station);
  g_free (self->request_id);
  g_free (self);
}
