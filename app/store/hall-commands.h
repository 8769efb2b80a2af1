/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-types.h"

G_BEGIN_DECLS

/**
 * HallCommandListFunc:
 *
 * Called for each command of the table with its name, who may ask for it and its arguments ("category:word
 * matter?:word").
 */
typedef void (*HallCommandListFunc) (const char *name, HallRole roles, const char *args, gpointer data);

void hall_commands_list (HallCommandListFunc func, gpointer data);
gboolean hall_command_exists (const char *name);
GVariant *hall_command_args_from_strings (const char *name, const char *const *pairs, GError **error);

G_END_DECLS
