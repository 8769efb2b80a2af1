/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-store.h"
#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_LOCK_PAGE (hall_lock_page_get_type ())
G_DECLARE_FINAL_TYPE (HallLockPage, hall_lock_page, HALL, LOCK_PAGE, AdwBin)

GtkWidget *hall_lock_page_new (void);
void hall_lock_page_set_person (HallLockPage *self,
                                HallStore *store,
                                const char *staff,
                                const char *name,
                                gint64 counter,
                                const char *station);
void hall_lock_page_set_ticket (HallLockPage *self, const char *label);
void hall_lock_page_focus (HallLockPage *self);

G_END_DECLS
