/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-probe.h"

G_BEGIN_DECLS

#define HALL_TYPE_JOIN_PAGE (hall_join_page_get_type ())
G_DECLARE_FINAL_TYPE (HallJoinPage, hall_join_page, HALL, JOIN_PAGE, AdwBin)

GtkWidget *hall_join_page_new (void);
void hall_join_page_set_address (HallJoinPage *self, const char *address);
char *hall_join_page_dup_address (HallJoinPage *self);
void hall_join_page_focus (HallJoinPage *self);
void hall_join_page_show_probe (HallJoinPage *self, HallProbe *probe);
gboolean hall_join_page_is_testing (HallJoinPage *self);

G_END_DECLS
