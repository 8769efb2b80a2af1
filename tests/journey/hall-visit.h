/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hall-seat.h"

G_BEGIN_DECLS

/**
 * HallVisit:
 * @seat: where it takes place
 * @desk: the clerk's screen
 * @printer: whether the counter has a printer, which is tried before it opens
 * @by_mouse: with the mouse instead of keys
 * @pictures: (nullable): the folder for pictures, %NULL to take none
 * @prefix: what their names begin with
 *
 * A whole visit at counter 3: the clerk signs in, reads the bulletin, counts the float, calls, serves, takes
 * money with read-back, and finishes.
 */
typedef struct {
  HallSeat *seat;
  HallScreen *desk;
  gboolean printer;
  gboolean by_mouse;
  const char *pictures;
  const char *prefix;
} HallVisit;

void hall_visit_picture (HallVisit *self, HallScreen *screen, const char *name);
void hall_visit_sign_in (HallVisit *self);
void hall_visit_open_counter (HallVisit *self);
void hall_visit_call (HallVisit *self);
void hall_visit_serve (HallVisit *self);
void hall_visit_type_money (HallVisit *self);
void hall_visit_take_money (HallVisit *self);
void hall_visit_give_receipt (HallVisit *self);
void hall_visit_finish (HallVisit *self);

G_END_DECLS
