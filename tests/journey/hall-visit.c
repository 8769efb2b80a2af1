/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-visit.h"

#define ASKING_US (700 * G_TIME_SPAN_MILLISECOND)

/* Does what the button says: with its key, or by clicking it once it is there. */
static void
act (HallVisit *self, const char *name, const char *key)
{
  hall_screen_wait_ready (self->desk, name);
  if (self->by_mouse)
    hall_screen_click (self->desk, name);
  else
    hall_screen_key (self->desk, key);
}

/* Goes to a control that has no key of its own, and presses it when there is @key. */
static void
go_to (HallVisit *self, const char *name, const char *key)
{
  if (self->by_mouse) {
    hall_screen_click (self->desk, name);
    return;
  }
  hall_screen_tab_to (self->desk, name);
  if (key != NULL)
    hall_screen_key (self->desk, key);
}

/**
 * hall_visit_picture:
 * @self: a visit
 * @screen: one of its screens
 * @name: what the picture shows
 *
 * Leaves a picture, when pictures are wanted.
 */
void
hall_visit_picture (HallVisit *self, HallScreen *screen, const char *name)
{
  g_autofree char *file = NULL;

  if (self->pictures == NULL)
    return;
  file = g_strdup_printf ("%s/%s%s.png", self->pictures, self->prefix != NULL ? self->prefix : "", name);
  hall_screen_shot (screen, file);
}

/**
 * hall_visit_sign_in:
 * @self: a visit
 *
 * Clerk G05 signs in.
 */
void
hall_visit_sign_in (HallVisit *self)
{
  hall_screen_wait (self->desk, "Sign in");
  hall_visit_picture (self, self->desk, "desk-sign-in");
  if (self->by_mouse)
    hall_screen_click (self->desk, "Staff number");
  hall_screen_type (self->desk, "G05");
  if (self->by_mouse)
    hall_screen_click (self->desk, "Password");
  else
    hall_screen_key (self->desk, "Tab");
  hall_screen_type (self->desk, "practice");
  act (self, "Sign in", "Return");
}

/**
 * hall_visit_open_counter:
 * @self: a visit
 *
 * The clerk reads the bulletin, looks at the test page, counts the float and opens the counter.
 */
void
hall_visit_open_counter (HallVisit *self)
{
  hall_screen_wait_ready (self->desk, "Acknowledge");
  hall_visit_picture (self, self->desk, "desk-opening");
  go_to (self, "Acknowledge", "space");
  if (self->printer) {
    hall_screen_press (self->desk, "Print test paper");
    hall_screen_wait (self->desk, "Look at the paper: all of it readable, nothing cut off.");
  }
  go_to (self, "Float*", NULL);
  hall_screen_type (self->desk, "500");
  hall_screen_wait_ready (self->desk, "Open counter");
  hall_visit_picture (self, self->desk, "desk-opening-done");
  go_to (self, "Open counter", "space");
  hall_screen_wait_ready (self->desk, "Call next");
  hall_visit_picture (self, self->desk, "desk-idle");
}

/**
 * hall_visit_call:
 * @self: a visit
 *
 * The clerk calls the next customer.
 */
void
hall_visit_call (HallVisit *self)
{
  act (self, "Call next", "F8");
  hall_screen_wait_ready (self->desk, "Start service");
  hall_visit_picture (self, self->desk, "desk-called");
}

/**
 * hall_visit_serve:
 * @self: a visit
 *
 * The customer is here.
 */
void
hall_visit_serve (HallVisit *self)
{
  act (self, "Start service", "F8");
  hall_screen_wait (self->desk, "Called received");
  hall_visit_picture (self, self->desk, "desk-serving");
}

/**
 * hall_visit_type_money:
 * @self: a visit
 *
 * A flat of 51.46 square metres at 25.00 yuan makes 1286.50; the customer gives 1300.
 */
void
hall_visit_type_money (HallVisit *self)
{
  if (self->by_mouse)
    hall_screen_click (self->desk, "Quantity");
  hall_screen_type (self->desk, "51.46");
  if (self->by_mouse)
    hall_screen_click (self->desk, "Received");
  else
    hall_screen_key (self->desk, "Return");
  hall_screen_type (self->desk, "1300");
  hall_screen_wait (self->desk, "*1286.50*1300*13.50*");
  hall_visit_picture (self, self->desk, "desk-cash");
}

/**
 * hall_visit_take_money:
 * @self: a visit
 *
 * The clerk reads back what was received, which locks it.
 */
void
hall_visit_take_money (HallVisit *self)
{
  act (self, "Called received", "F5");
  hall_screen_wait_ready (self->desk, "Called change");
  hall_visit_picture (self, self->desk, "desk-cash-received");
}

/**
 * hall_visit_give_receipt:
 * @self: a visit
 *
 * The clerk reads back the change, which posts and prints.
 */
void
hall_visit_give_receipt (HallVisit *self)
{
  act (self, "Called change", "F11");
  hall_screen_wait_ready (self->desk, "Another charge");
  hall_visit_picture (self, self->desk, "desk-posted");
}

/**
 * hall_visit_finish:
 * @self: a visit
 *
 * There is nothing else; the customer goes.
 */
void
hall_visit_finish (HallVisit *self)
{
  act (self, "Finish", "F10");
  hall_screen_wait_ready (self->desk, "Nothing else: finish");
  hall_visit_picture (self, self->desk, "desk-closing");
  /* The desk takes no answer sooner than anybody can ask: F10 pressed twice must not skip the question. */
  g_usleep (ASKING_US);
  act (self, "Nothing else: finish", "F10");
  hall_screen_wait_ready (self->desk, "Call next");
}
