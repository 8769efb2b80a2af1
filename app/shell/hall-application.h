/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-store.h"

G_BEGIN_DECLS

#define HALL_TYPE_APPLICATION (hall_application_get_type ())
G_DECLARE_FINAL_TYPE (HallApplication, hall_application, HALL, APPLICATION, AdwApplication)

HallApplication *
hall_application_new (const char *surface, const char *address, const char *station, gint64 counter);
HallStore *hall_application_get_store (HallApplication *self);
const char *hall_application_get_address (HallApplication *self);
void hall_application_open_hall (HallApplication *self);
void hall_application_join (HallApplication *self, const char *address);
gboolean hall_application_can_choose (HallApplication *self);
gint64 hall_application_get_next_try (HallApplication *self);
gboolean hall_application_is_asking (HallApplication *self);
const char *hall_application_get_trouble (HallApplication *self);

int hall_shell_run (const char *surface, const char *address, const char *station, gint64 counter);
void hall_shell_prepare (void);

G_END_DECLS
