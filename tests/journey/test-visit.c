/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-test.h"
#include "hall-visit.h"

/* A whole visit at the built program, by keys and by mouse, and every control with a name. */

#define RECEIPT "CD03-20261120-0001"

static HallVisit
begin (HallSeat *seat, gboolean by_mouse)
{
  g_autofree char *file = g_build_filename (g_getenv ("HALL_SOURCE_DIR"), "resources", "sample",
                                            "morning.jsonl", NULL);
  g_autofree char *morning = NULL;
  g_autoptr (GError) error = NULL;
  HallVisit visit = { .seat = seat, .by_mouse = by_mouse };

  g_file_get_contents (file, &morning, NULL, &error);
  g_assert_no_error (error);
  hall_seat_play (seat, morning);
  visit.desk = hall_seat_open (seat, "desk", 3, NULL);
  hall_screen_place (visit.desk, 100, 40, 1440, 900);
  return visit;
}

static char *
show (HallSeat *seat, const char *what, const char *which)
{
  char *said = hall_seat_run (seat, (const char *const[]){ "show", "--format", "json", what, which, NULL });

  g_assert_nonnull (said);
  return said;
}

static void
check_receipt (HallSeat *seat)
{
  g_autofree char *receipt = show (seat, "receipt", RECEIPT);
  g_autofree char *queue = show (seat, "queue", NULL);
  g_autofree char *proof = hall_seat_run (seat, (const char *const[]){ "verify", NULL });

  g_assert_nonnull (strstr (receipt, "\"ticket\":\"A015\""));
  g_assert_nonnull (strstr (receipt, "\"total_fen\":128650"));
  g_assert_nonnull (strstr (receipt, "\"received_fen\":130000"));
  g_assert_nonnull (strstr (receipt, "\"change_fen\":1350"));
  g_assert_nonnull (strstr (receipt, "总共缴费1286.50元，收您1300元，找您13.50元，请收好。"));
  g_assert_null (strstr (queue, "A015"));
  g_assert_nonnull (proof);
}

static void
whole_visit (gboolean by_mouse)
{
  g_autoptr (HallSeat) seat = hall_seat_new ();
  HallVisit visit = begin (seat, by_mouse);

  hall_visit_sign_in (&visit);
  hall_visit_open_counter (&visit);
  hall_visit_call (&visit);
  hall_visit_serve (&visit);
  hall_visit_type_money (&visit);
  hall_visit_take_money (&visit);
  hall_visit_give_receipt (&visit);
  hall_visit_finish (&visit);
  check_receipt (seat);
}

static void
test_by_keys (void)
{
  HALL_PROVES ("004-09 004-10 004-15 004-16 004-17");
  whole_visit (FALSE);
}

static void
test_by_mouse (void)
{
  HALL_PROVES ("004-15 004-16");
  whole_visit (TRUE);
}

static void
check_names (HallVisit *visit, const char *where)
{
  g_autofree char *unnamed = hall_screen_unnamed (visit->desk);

  if (unnamed[0] != '\0')
    g_error ("%s: controls without a name:\n%s", where, unnamed);
}

static void
test_names (void)
{
  g_autoptr (HallSeat) seat = hall_seat_new ();
  HallVisit visit = begin (seat, FALSE);

  hall_visit_sign_in (&visit);
  check_names (&visit, "signing in");
  hall_visit_open_counter (&visit);
  check_names (&visit, "idle");
  hall_visit_call (&visit);
  check_names (&visit, "called");
  hall_visit_serve (&visit);
  check_names (&visit, "serving");
  hall_visit_type_money (&visit);
  hall_visit_take_money (&visit);
  check_names (&visit, "cash");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/visit/by-keys", test_by_keys);
  g_test_add_func ("/visit/by-mouse", test_by_mouse);
  g_test_add_func ("/visit/names", test_names);
  return g_test_run ();
}
