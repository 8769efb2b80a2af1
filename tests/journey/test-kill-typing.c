/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The program is killed while somebody types a note at a counter: at its next start the note is there. */

#include "hall-test.h"
#include "hall-visit.h"

#define NEED "What the customer needs"
#define ELSE "Anything else"

/* A customer sits at counter 3, their case is open. */
static const char script[]
    = "{\"at\":\"2026-11-20T08:20:00+08:00\",\"as\":\"L02\",\"station\":\"desk-2\",\"do\":\"open-day\"}\n"
      "{\"at\":\"2026-11-20T08:25:00+08:00\",\"as\":\"G05\",\"counter\":3,\"station\":\"desk-3\",\"do\":"
      "\"open-counter\","
      "\"float_fen\":50000}\n"
      "{\"at\":\"2026-11-20T09:05:31+08:00\",\"station\":\"kiosk\",\"do\":\"take-ticket\",\"category\":\"B\"}"
      "\n"
      "{\"at\":\"2026-11-20T09:10:02+08:00\",\"as\":\"G05\",\"counter\":3,\"station\":\"desk-3\",\"do\":"
      "\"call-next\"}\n"
      "{\"at\":\"2026-11-20T09:10:30+08:00\",\"as\":\"G05\",\"counter\":3,\"station\":\"desk-3\",\"do\":"
      "\"start\"}\n"
      "{\"at\":\"2026-11-20T09:11:00+08:00\",\"as\":\"G05\",\"counter\":3,\"station\":\"desk-3\",\"do\":"
      "\"open-case\","
      "\"matter\":\"B1\",\"name\":\"王小明\"}\n";

static HallScreen *
open_note (HallSeat *seat)
{
  g_autofree char *state = g_strconcat ("XDG_STATE_HOME=", hall_seat_get_folder (seat), "/state", NULL);
  HallVisit visit = { .seat = seat };

  visit.desk = hall_seat_open (seat, "desk", 3, (const char *const[]){ state, NULL });
  hall_screen_place (visit.desk, 100, 40, 1440, 900);
  hall_visit_sign_in (&visit);
  hall_screen_wait_ready (visit.desk, "Transfer…");
  hall_screen_key (visit.desk, "alt+1");
  hall_screen_wait_ready (visit.desk, "More");
  hall_screen_press (visit.desk, "More");
  hall_screen_wait (visit.desk, "Note…");
  hall_screen_key (visit.desk, "Return"); /* the first of the menu */
  hall_screen_wait_ready (visit.desk, NEED);
  return visit.desk;
}

static void
check_text (HallScreen *desk, const char *field, const char *expected)
{
  g_autofree char *text = hall_screen_text (desk, field);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_note (void)
{
  g_autoptr (HallSeat) seat = NULL;
  HallScreen *desk;

  HALL_PROVES ("004-13");
  seat = hall_seat_new ();
  hall_seat_play (seat, script);
  desk = open_note (seat);
  hall_screen_tab_to (desk, NEED);
  hall_screen_type (desk, "transfer to the son");
  hall_screen_put (desk, ELSE, "the papers are at the bank\nback in the afternoon, 11010519491231002X");
  hall_seat_kill (seat, desk);

  /* The number of an identity paper is never kept whole. */
  desk = open_note (seat);
  check_text (desk, NEED, "transfer to the son");
  check_text (desk, ELSE, "the papers are at the bank\nback in the afternoon, **************002X");

  /* Kept as a note, it is a draft no longer. */
  hall_screen_press (desk, "Keep");
  hall_screen_wait_gone (desk, NEED);
  hall_seat_kill (seat, desk);
  desk = open_note (seat);
  check_text (desk, NEED, "");
  check_text (desk, ELSE, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kill-typing/note", test_note);
  return g_test_run ();
}
