/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-store.h"
#include "hall-views.h"

G_BEGIN_DECLS

#define HALL_TYPE_SIGN_IN_PAGE (hall_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (HallSignInPage, hall_sign_in_page, HALL, SIGN_IN_PAGE, AdwBin)

GtkWidget *hall_sign_in_page_new (void);
void
hall_sign_in_page_set_store (HallSignInPage *self, HallStore *store, const char *station, gint64 counter);
void hall_sign_in_page_set_role (HallSignInPage *self, HallRole role);
void hall_sign_in_page_focus (HallSignInPage *self);

G_END_DECLS
