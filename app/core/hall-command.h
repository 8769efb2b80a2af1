/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HallCommand:
 * @name: which command, such as "call-next"
 * @args: the named arguments, a{sv}; integers are x, text s, lists av, groups a{sv}
 * @staff: (nullable): the staff number of the one who asks; %NULL for a station
 * @counter: the counter it is asked from, 0 for none
 * @station: (nullable): the workstation it is asked from
 * @request_id: made by the client; the same id is carried out once
 *
 * One change to a hall, as data. Immutable; made by hall_command_new().
 */
typedef struct {
  char *name;
  GVariant *args;
  char *staff;
  gint64 counter;
  char *station;
  char *request_id;
} HallCommand;

#define HALL_TYPE_COMMAND (hall_command_get_type ())
GType hall_command_get_type (void);

HallCommand *hall_command_new (const char *name,
                               GVariant *args,
                               const char *staff,
                               gint64 counter,
                               const char *station,
                               const char *request_id);
HallCommand *hall_command_copy (const HallCommand *self);
void hall_command_free (HallCommand *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallCommand, hall_command_free)

char *hall_request_id_new (void);

G_END_DECLS
