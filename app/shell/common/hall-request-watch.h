/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-store.h"

G_BEGIN_DECLS

#define HALL_TYPE_REQUEST_WATCH (hall_request_watch_get_type ())
G_DECLARE_FINAL_TYPE (HallRequestWatch, hall_request_watch, HALL, REQUEST_WATCH, GObject)

HallRequestWatch *hall_request_watch_new (HallStore *store, const char *staff);
void hall_request_watch_stop (HallRequestWatch *self);

G_END_DECLS
