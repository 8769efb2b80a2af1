/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The customer's screen at a counter, through one visit. */

#include "hall-amount-row.h"
#include "hall-counter-display-window.h"
#include "hall-public-test.h"
#include "hall-public.h"
#include "hall-test.h"

static GtkWidget *
display_open (HallStage *stage)
{
  GtkWindow *window = hall_counter_display_window_new (NULL, stage->store, NULL, 3);

  hall_stage_show (stage, GTK_WIDGET (window));
  return GTK_WIDGET (window);
}

static gboolean
state_is (GtkWidget *display, const char *state)
{
  return g_strcmp0 (hall_counter_display_window_get_state (HALL_COUNTER_DISPLAY_WINDOW (display)), state)
         == 0;
}

static void
clerk (HallStage *stage, const char *command, const char *args)
{
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, command, args));
}

static void
test_visit (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *display = display_open (stage);

  hall_stage_wait (state_is (display, "closed"));
  hall_fixture_open (stage->hall, "G05", 3);
  hall_stage_wait (state_is (display, "idle"));
  g_assert_true (hall_test_shows (display, "Counter 3"));
  g_assert_true (hall_test_shows (display, "Staff no. G05"));
  hall_stage_photograph (stage, "display-idle");

  g_free (hall_fixture_take (stage->hall, "A", NULL));
  clerk (stage, "call-next", NULL);
  hall_stage_wait (state_is (display, "called"));
  g_assert_true (hall_test_shows (display, "A001"));
  clerk (stage, "start", NULL);
  hall_stage_wait (state_is (display, "serving"));
  hall_stage_photograph (stage, "display-serving");
  clerk (stage, "finish", NULL);
  hall_stage_wait (state_is (display, "thanks"));
  g_assert_true (hall_test_shows (display, "Thank you"));
  hall_test_end_window (stage);
}

static void
test_only_finished_is_thanked (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *display;

  hall_fixture_open (stage->hall, "G05", 3);
  g_free (hall_fixture_take (stage->hall, "A", NULL));
  clerk (stage, "call-next", NULL);
  clerk (stage, "start", NULL);
  display = display_open (stage);
  hall_stage_wait (state_is (display, "serving"));
  clerk (stage, "transfer", "{'category': <'B'>, 'summary': <'MARKER'>}");
  hall_stage_wait (state_is (display, "idle"));
  hall_stage_settle ();
  g_assert_true (state_is (display, "idle"));
  g_assert_false (hall_test_shows (display, "MARKER"));
  hall_test_end_window (stage);
}

static const char *
amount (GtkWidget *display, guint index)
{
  return hall_amount_row_get_text (HALL_AMOUNT_ROW (hall_stage_find (display, HALL_TYPE_AMOUNT_ROW, index)));
}

static void
test_cash (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *display;

  HALL_PROVES ("004-14");
  hall_fixture_open (stage->hall, "G05", 3);
  g_free (hall_fixture_take (stage->hall, "A", NULL));
  clerk (stage, "call-next", NULL);
  clerk (stage, "start", NULL);
  display = display_open (stage);

  clerk (
      stage, "charge",
      "{'payer': <'赵女士'>, 'account': <'0012345'>, 'lines': <[<{'item': <'采暖费'>, 'amount_fen': <int64 "
      "128650>}>]>}");
  hall_stage_wait (state_is (display, "cash"));
  g_assert_cmpstr (amount (display, 0), ==, "1286.50");
  g_assert_cmpstr (amount (display, 1), ==, "—");
  g_assert_cmpstr (amount (display, 2), ==, "—");

  clerk (stage, "call-received", "{'charge': <int64 1>, 'received_fen': <int64 130000>}");
  hall_stage_wait (g_strcmp0 (amount (display, 1), "1300.00") == 0);
  g_assert_cmpstr (amount (display, 2), ==, "13.50");
  g_assert_true (hall_test_shows (display, "Please count it here and keep it safe"));
  hall_stage_photograph (stage, "display-cash");
  /* Whoever stands behind the customer reads amounts, not whose they are. */
  g_assert_false (hall_test_shows (display, "赵女士"));
  g_assert_false (hall_test_shows (display, "0012345"));

  clerk (stage, "call-change", "{'charge': <int64 1>}");
  hall_stage_settle ();
  g_assert_true (state_is (display, "cash"));
  clerk (stage, "finish", NULL);
  hall_stage_wait (state_is (display, "thanks"));
  hall_test_end_window (stage);
}

static void
test_pause (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *display;

  HALL_PROVES ("004-28");
  hall_fixture_open (stage->hall, "G05", 3);
  display = display_open (stage);
  hall_stage_wait (state_is (display, "idle"));
  hall_fixture_refuse (stage->hall, "G05", 3, "pause", "{'minutes': <int64 10>}", HALL_ERROR_REFUSED, NULL,
                       "reason");
  clerk (stage, "pause", "{'reason': <'取材料'>, 'minutes': <int64 10>}");
  hall_stage_wait (state_is (display, "paused"));
  g_assert_true (hall_test_shows (display, "Service paused"));
  g_assert_true (hall_test_shows (display, "Back at about 09:10"));
  /* Why is the clerk's business. */
  g_assert_false (hall_test_shows (display, "取材料"));
  hall_stage_photograph (stage, "display-paused");
  clerk (stage, "resume", NULL);
  hall_stage_wait (state_is (display, "idle"));
  hall_test_end_window (stage);
}

int
main (int argc, char *argv[])
{
  g_setenv ("HALLDESK_WINDOWED", "1280x800", FALSE);
  hall_stage_init (&argc, &argv);
  hall_public_prepare ();

  g_test_add_func ("/counter-display/visit", test_visit);
  g_test_add_func ("/counter-display/only-finished-is-thanked", test_only_finished_is_thanked);
  g_test_add_func ("/counter-display/cash", test_cash);
  g_test_add_func ("/counter-display/pause", test_pause);
  return hall_stage_run ();
}
