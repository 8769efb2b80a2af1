/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-case-view.h"
#include "hall-store.h"
#include "hall-views.h"

G_BEGIN_DECLS

/**
 * HallCaseContext:
 * @store: (nullable): the hall; %NULL only in tests without one
 * @staff: who sits here
 * @station: (nullable): what this workstation is called
 * @counter: the counter, 0 for none (guide desk, shift lead)
 * @roles: what @staff may do
 * @desk: (nullable): the desk as read last; %NULL where there is none
 * @file: (nullable): the case that is open on this screen
 * @now: the hall's time, µs since the epoch
 *
 * What a page or an action needs to know of the screen it is on. Nothing is owned: what it points to stays
 * valid until the next set_context(); a screen sets the new one everywhere before it frees the old.
 */
typedef struct {
  HallStore *store;
  const char *staff;
  const char *station;
  gint64 counter;
  HallRole roles;
  const HallDeskView *desk;
  const HallCaseView *file;
  gint64 now;
} HallCaseContext;

HallCommand *hall_case_context_command (const HallCaseContext *self, const char *name, GVariant *args);

G_END_DECLS
