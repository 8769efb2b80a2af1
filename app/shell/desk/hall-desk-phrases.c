/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-desk-window-private.h"

/* What to say now: the moments of where the clerk is, and the figures for their slots. */

#define MANY_WAITING 10 /* per open counter: S004 4.9 asks to soothe them */

static gboolean
many_wait (HallDeskWindow *self)
{
  const HallDeskView *view = self->view;

  return g_list_model_get_n_items (view->waiting) >= MANY_WAITING
         || (view->info->wait_limit_s > 0
             && view->longest_wait_us > view->info->wait_limit_s * G_USEC_PER_SEC);
}

static const char *
opening_for (HallTicket *ticket)
{
  return ticket != NULL && ticket->over_limit ? "opening-after-wait" : "opening";
}

/* What is said in a state, in the order in which it comes (hall rules 6). At most seven. */
static void
moments_for (HallDeskWindow *self, const char *moments[8])
{
  const HallDeskView *view = self->view;
  g_autoptr (HallTicket) next = g_list_model_get_item (view->waiting, 0);
  guint n = 0;

  switch (hall_desk_window_get_state (self)) {
  case HALL_DESK_IDLE:
    if (self->farewell)
      moments[n++] = "farewell";
    if (many_wait (self)) {
      moments[n++] = "soothe-wait";
      moments[n++] = "apology-wait";
    }
    moments[n++] = next != NULL ? opening_for (next) : "greeting";
    break;
  case HALL_DESK_CALLED:
    moments[n++] = "call";
    moments[n++] = opening_for (view->current);
    break;
  case HALL_DESK_SERVING:
    if (g_str_equal (self->tab, "closing")) {
      moments[n++] = "closing-question";
      moments[n++] = "farewell";
    } else if (view->last_receipt != NULL) {
      moments[n++] = "closing-question";
    } else {
      moments[n++] = opening_for (view->current);
      moments[n++] = "identity";
      moments[n++] = "open-question";
      moments[n++] = "listen";
      moments[n++] = "clarify";
      moments[n++] = "restate";
      moments[n++] = "password";
    }
    break;
  case HALL_DESK_PAUSED:
    moments[n++] = "pause";
    break;
  case HALL_DESK_CLOSED:
  case HALL_DESK_SIGNED_OUT:
  default:
    moments[n++] = "greeting";
  }
  moments[n] = NULL;
}

/**
 * hall_desk_window_update_phrases:
 * @self: the desk
 *
 * Names the moments of where the clerk is, with the real figures for their slots.
 */
void
hall_desk_window_update_phrases (HallDeskWindow *self)
{
  const HallDeskView *view = self->view;
  const char *moments[8];
  GVariantBuilder slots;

  moments_for (self, moments);
  g_variant_builder_init (&slots, G_VARIANT_TYPE ("a{ss}"));
  if (view->current != NULL) {
    g_autofree char *counter = g_strdup_printf ("%d", (int)view->counter);

    g_variant_builder_add (&slots, "{ss}", "ticket", view->current->label);
    g_variant_builder_add (&slots, "{ss}", "counter", counter);
    if (view->current->matter_name != NULL)
      g_variant_builder_add (&slots, "{ss}", "matter", view->current->matter_name);
  }
  if (view->pause_reason != NULL) {
    const gint64 minutes = (view->pause_until - self->now + 59 * G_USEC_PER_SEC) / (60 * G_USEC_PER_SEC);
    g_autofree char *text = g_strdup_printf ("%d", (int)MAX (minutes, 1));

    g_variant_builder_add (&slots, "{ss}", "reason", view->pause_reason);
    g_variant_builder_add (&slots, "{ss}", "minutes", text);
  }
  hall_phrase_strip_set_moments (self->phrases, moments, g_variant_builder_end (&slots));
}
