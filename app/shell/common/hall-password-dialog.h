/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HALL_TYPE_PASSWORD_DIALOG (hall_password_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HallPasswordDialog, hall_password_dialog, HALL, PASSWORD_DIALOG, AdwWindow)

HallPasswordDialog *hall_password_dialog_new (GtkWindow *parent, const char *address, gboolean again);

G_END_DECLS
