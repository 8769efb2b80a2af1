/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-stage.h"

G_BEGIN_DECLS

/* Everything that stands on a screen, one label a line: what a person could read there. */
char *hall_test_read_screen (GtkWidget *root);
gboolean hall_test_shows (GtkWidget *root, const char *text);
/* Destroys the window of a stage and sees that nothing of it is left. */
void hall_test_end_window (HallStage *stage);

G_END_DECLS
