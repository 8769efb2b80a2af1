/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-desk-window.h"
#include "hall-stage.h"

G_BEGIN_DECLS

/* A desk at counter 3 with G05, driven as a clerk drives it. */

GtkWidget *driver_desk (HallStage *stage);
GtkWidget *driver_child (GtkWidget *desk, const char *name);
void driver_wait_state (GtkWidget *desk, HallDeskState state);
void driver_act (GtkWidget *desk, const char *action);
gboolean driver_can (GtkWidget *desk, const char *action);
void driver_key (GtkWidget *desk, const char *trigger);
const char *driver_page (GtkWidget *desk);
const char *driver_face (GtkWidget *desk);
guint driver_count_suggested (GtkWidget *root);
GtkWidget *driver_suggested (GtkWidget *root);
void driver_assert_named (GtkWidget *root);
GtkWidget *driver_dialog (GtkWidget *desk);
gboolean driver_phrase_is (GtkWidget *desk, const char *text);

G_END_DECLS
