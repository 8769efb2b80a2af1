/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-store.h"
#include "hall-views.h"

G_BEGIN_DECLS

/**
 * HallShellDone:
 * @widget: who asked
 * @answer: (nullable): the command's named results
 * @error: (nullable): why it was not done; already shown unless the function was asked to show it itself
 * @data: as given
 *
 * What happens after a command. Not called when @widget is gone by then.
 */
typedef void (*HallShellDone) (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data);

void
hall_shell_do (GtkWidget *widget, HallStore *store, HallCommand *command, HallShellDone done, gpointer data);
void hall_shell_do_quietly (
    GtkWidget *widget, HallStore *store, HallCommand *command, HallShellDone done, gpointer data);
void hall_shell_say (GtkWidget *widget, const char *text);
void hall_shell_say_error (GtkWidget *widget, const GError *error);
char *hall_shell_error_text (const GError *error);
gboolean hall_shell_error_passes (const GError *error);

gint64 hall_shell_now (HallStore *store);
gboolean hall_shell_is_chinese (void);
const char *hall_shell_localised (const char *chinese, const char *english);
char *hall_shell_minutes (gint64 duration_us);
char *hall_shell_time (gint64 time_us, const char *format);
char *hall_shell_moment (gint64 time_us);
const char *hall_shell_why (const char *why);

G_END_DECLS
