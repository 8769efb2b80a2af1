/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-fixture.h"
#include "hall-views.h"

G_BEGIN_DECLS

/**
 * HallStage:
 * @hall: a fresh sample hall
 * @store: opened on it
 * @window: (nullable): where the widget stands
 *
 * A hall and a window for one widget.
 */
typedef struct {
  HallFixture *hall;
  HallStore *store;
  GtkWindow *window;
} HallStage;

HallStage *hall_stage_new (void);
void hall_stage_free (HallStage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallStage, hall_stage_free)

void hall_stage_show (HallStage *self, GtkWidget *widget);
void hall_stage_clear (HallStage *self);
HallDeskView *hall_stage_view (HallStage *self, gint64 counter, const char *staff);

/* Runs the main loop until @condition holds; fails after ten seconds. */
#define hall_stage_wait(condition)                                                                           \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    gint64 until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;                                            \
    while (!(condition) && g_get_monotonic_time () < until)                                                  \
      if (!g_main_context_iteration (NULL, FALSE))                                                           \
        g_usleep (1000);                                                                                     \
    g_assert_true (condition);                                                                               \
  }                                                                                                          \
  G_STMT_END

void hall_stage_settle (void);
void hall_stage_photograph (HallStage *self, const char *name);
const char *hall_stage_label (GtkWidget *widget, GType type, const char *child);
GtkWidget *hall_stage_child (GtkWidget *widget, GType type, const char *child);
void hall_stage_type (GtkWidget *editable, const char *text);
GtkWidget *hall_stage_find (GtkWidget *root, GType type, guint index);

void hall_stage_init (int *argc, char ***argv);
int hall_stage_run (void);

G_END_DECLS
