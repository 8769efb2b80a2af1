/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The desk on a real hall: what is to be had in which state, what it says, and that no key is caught
 * elsewhere. */

#include "hall-ask-dialog.h"
#include "hall-customer-bar.h"
#include "hall-desk-driver.h"
#include "hall-desk-sidebar.h"
#include "hall-guide-matter.h"
#include "hall-guide-page.h"
#include "hall-phrase-strip.h"
#include "hall-test.h"
#include "hall-timer-label.h"

static HallStage *
stage_with_waiting (guint n)
{
  HallStage *stage = hall_stage_new ();

  hall_fixture_open (stage->hall, "G05", 3);
  for (guint i = 0; i < n; i++)
    g_variant_unref (
        hall_fixture_do (stage->hall, NULL, 0, "take-ticket", "{'category': <'A'>, 'matter': <'A1'>}"));
  return stage;
}

static void
go (HallStage *stage, const char *command)
{
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, command, NULL));
}

static void
assert_clean_end (HallStage *stage, GtkWidget *desk)
{
  gpointer gone = desk;

  g_object_add_weak_pointer (G_OBJECT (desk), &gone);
  hall_stage_clear (stage);
  hall_stage_wait (gone == NULL);
}

static void
check_step (GtkWidget *desk, const char *action)
{
  GtkWidget *step = driver_suggested (desk);

  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (step)), ==, action);
  g_assert_true (gtk_window_get_default_widget (GTK_WINDOW (desk)) == step);
  driver_assert_named (desk);
}

/* --- A whole visit --- */

static void
test_visit (void)
{
  g_autoptr (HallStage) stage = NULL;
  GtkWidget *desk;

  HALL_PROVES ("004-10 004-17 004-18 004-29 004-44");
  stage = stage_with_waiting (2);
  desk = driver_desk (stage);

  driver_wait_state (desk, HALL_DESK_IDLE);
  check_step (desk, "desk.call-next");
  g_assert_true (driver_can (desk, "desk.call-next"));
  g_assert_false (driver_can (desk, "desk.start"));
  g_assert_false (driver_can (desk, "desk.finish"));

  driver_key (desk, "F8");
  driver_wait_state (desk, HALL_DESK_CALLED);
  check_step (desk, "desk.start");
  g_assert_true (driver_can (desk, "desk.recall"));
  g_assert_false (driver_can (desk, "desk.no-show"));
  g_assert_false (driver_can (desk, "desk.call-next"));

  driver_key (desk, "F8");
  driver_wait_state (desk, HALL_DESK_SERVING);
  hall_stage_wait (driver_phrase_is (desk, "您好，请坐，请问办理什么业务？"));
  g_assert_true (driver_can (desk, "desk.hold"));
  g_assert_true (driver_can (desk, "desk.transfer"));
  check_step (desk, "desk.finish");

  driver_key (desk, "F10");
  g_assert_cmpstr (driver_page (desk), ==, "closing");
  hall_stage_wait (driver_phrase_is (desk, "您的业务已经办理好了，请问您还有其他需要吗？"));
  check_step (desk, "desk.finish-now");

  /* A double tap is no answer of the customer. */
  driver_key (desk, "F10");
  hall_stage_settle ();
  g_assert_cmpint (hall_desk_window_get_state (HALL_DESK_WINDOW (desk)), ==, HALL_DESK_SERVING);

  g_usleep (650000); /* the guard against the double tap is real time */
  driver_key (desk, "F10");
  driver_wait_state (desk, HALL_DESK_IDLE);
  hall_stage_wait (driver_phrase_is (desk, "请慢走，再见。"));
  check_step (desk, "desk.call-next");
  assert_clean_end (stage, desk);
}

static void
test_something_else (void)
{
  g_autoptr (HallStage) stage = NULL;
  GtkWidget *desk;

  HALL_PROVES ("004-17");
  stage = stage_with_waiting (1);
  go (stage, "call-next");
  go (stage, "start");
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_SERVING);
  driver_key (desk, "F10");
  g_assert_cmpstr (driver_page (desk), ==, "closing");
  driver_act (desk, "desk.back");
  g_assert_cmpstr (driver_page (desk), ==, "cash");
  g_assert_cmpint (hall_desk_window_get_state (HALL_DESK_WINDOW (desk)), ==, HALL_DESK_SERVING);
  assert_clean_end (stage, desk);
}

static void
test_long_wait (void)
{
  g_autoptr (HallStage) stage = NULL;
  GtkWidget *desk;

  HALL_PROVES ("004-19");
  stage = stage_with_waiting (2);
  hall_fixture_advance (stage->hall, 16 * 60);
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_IDLE);
  hall_stage_wait (driver_phrase_is (desk, "请稍等"));
  g_assert_true (gtk_widget_get_visible (
      hall_stage_child (driver_child (desk, "sidebar"), HALL_TYPE_DESK_SIDEBAR, "longest_box")));
  driver_key (desk, "F8");
  driver_wait_state (desk, HALL_DESK_CALLED);
  driver_key (desk, "F8");
  driver_wait_state (desk, HALL_DESK_SERVING);
  hall_stage_wait (driver_phrase_is (desk, "不好意思让您久等了。您好，请坐，请问办理什么业务？"));
  assert_clean_end (stage, desk);
}

static void
test_closing_time (void)
{
  g_autoptr (HallStage) stage = NULL;
  GtkWidget *desk;

  HALL_PROVES ("004-45 004-46");
  stage = stage_with_waiting (2);
  go (stage, "call-next");
  go (stage, "start");
  hall_fixture_set_time (stage->hall, "2026-11-20T17:40:00");
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_SERVING);
  g_assert_true (driver_can (desk, "desk.finish"));
  driver_key (desk, "F10");
  g_usleep (650000);
  driver_key (desk, "F10");
  driver_wait_state (desk, HALL_DESK_IDLE);
  g_assert_true (driver_can (desk, "desk.call-next"));
  driver_key (desk, "F8");
  driver_wait_state (desk, HALL_DESK_CALLED);
  assert_clean_end (stage, desk);
}

/* --- Calls --- */

static void
test_no_show_and_return (void)
{
  g_autoptr (HallStage) stage = stage_with_waiting (1);
  GtkWidget *desk = driver_desk (stage);

  driver_key (desk, "F8");
  driver_wait_state (desk, HALL_DESK_CALLED);
  for (int i = 0; i < 2; i++) {
    hall_fixture_advance (stage->hall, 21);
    go (stage, "recall");
  }
  hall_stage_wait (driver_can (desk, "desk.no-show"));
  g_assert_false (driver_can (desk, "desk.recall"));
  check_step (desk, "desk.start");
  driver_key (desk, "<Shift>F4");
  driver_wait_state (desk, HALL_DESK_IDLE);
  hall_stage_wait (gtk_widget_get_visible (
      hall_stage_child (driver_child (desk, "sidebar"), HALL_TYPE_DESK_SIDEBAR, "no_show_section")));
  gtk_widget_activate_action (desk, "desk.return-ticket", "s", "A001");
  hall_stage_wait (driver_can (desk, "desk.call-next"));
  assert_clean_end (stage, desk);
}

/* The hall says how many calls make a no-show; the desk must offer what the store then allows. */
static void
test_calls_are_the_halls (void)
{
  g_autoptr (HallStage) stage = stage_with_waiting (1);
  GtkWidget *desk;

  g_variant_unref (hall_fixture_do (stage->hall, "A01", 0, "set-option",
                                    "{'name': <'calls_before_no_show'>, 'value': <'2'>}"));
  desk = driver_desk (stage);
  driver_key (desk, "F8");
  driver_wait_state (desk, HALL_DESK_CALLED);
  g_assert_true (driver_can (desk, "desk.recall"));
  g_assert_false (driver_can (desk, "desk.no-show"));
  hall_fixture_advance (stage->hall, 21);
  go (stage, "recall");
  hall_stage_wait (driver_can (desk, "desk.no-show"));
  g_assert_false (driver_can (desk, "desk.recall"));
  driver_key (desk, "<Shift>F4");
  driver_wait_state (desk, HALL_DESK_IDLE);
  assert_clean_end (stage, desk);
}

static GtkWidget *
dialog_field (GtkWidget *dialog)
{
  return gtk_window_get_focus (GTK_WINDOW (dialog));
}

static const char *
dialog_error (GtkWidget *dialog)
{
  static const char *const args[] = { "reason", "summary", NULL };
  const char *error = NULL;

  for (gsize i = 0; error == NULL && i < G_N_ELEMENTS (args); i++)
    error = hall_ask_dialog_get_error (HALL_ASK_DIALOG (dialog), args[i]);
  return error != NULL ? error : "";
}

static void
test_out_of_order (void)
{
  g_autoptr (HallStage) stage = NULL;
  GtkWidget *desk;
  GtkWidget *dialog;
  HallChoiceField *number;

  HALL_PROVES ("004-31");
  stage = stage_with_waiting (3);
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_IDLE);
  driver_key (desk, "<Control>g");
  dialog = driver_dialog (desk);
  g_assert_nonnull (dialog);
  hall_stage_wait (gtk_widget_get_mapped (dialog));
  number = HALL_CHOICE_FIELD (hall_stage_find (dialog, HALL_TYPE_CHOICE_FIELD, 0));
  hall_choice_field_set_selected (number, 2);
  driver_act (dialog, "ask.go");
  hall_stage_wait (*dialog_error (dialog) != '\0');
  driver_assert_named (dialog);

  hall_stage_type (hall_stage_find (dialog, GTK_TYPE_ENTRY, 0), "值班长要求");
  driver_act (dialog, "ask.go");
  driver_wait_state (desk, HALL_DESK_CALLED);
  {
    HallDeskView *view = hall_stage_view (stage, 3, "G05");

    g_assert_cmpstr (view->current->label, ==, "A003");
    hall_desk_view_free (view);
  }
  assert_clean_end (stage, desk);
}

/* --- Hold, transfer, pause --- */

static void
test_transfer (void)
{
  g_autoptr (HallStage) stage = NULL;
  GtkWidget *desk;
  GtkWidget *dialog;
  GtkWidget *summary;

  HALL_PROVES ("004-25 000-25 000-26");
  stage = stage_with_waiting (1);
  go (stage, "call-next");
  go (stage, "start");
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_SERVING);
  driver_key (desk, "F7");
  dialog = driver_dialog (desk);
  hall_stage_wait (gtk_widget_get_mapped (dialog));
  hall_stage_wait (g_str_has_prefix (hall_stage_label (dialog, HALL_TYPE_ASK_DIALOG, "phrase_label"),
                                     "您咨询的问题需要更专业的同事协助，我将为您转接至"));
  g_assert_cmpuint (driver_count_suggested (dialog), ==, 1);

  driver_act (dialog, "ask.go");
  hall_stage_wait (*dialog_error (dialog) != '\0');
  g_assert_nonnull (dialog_field (dialog));

  /* Half a summary, then the dialog is closed: it is there again. */
  summary = hall_stage_find (dialog, GTK_TYPE_ENTRY, 0);
  hall_stage_type (summary, "问过户");
  gtk_window_close (GTK_WINDOW (dialog));
  hall_stage_wait (driver_dialog (desk) == NULL);
  driver_key (desk, "F7");
  dialog = driver_dialog (desk);
  hall_stage_wait (gtk_widget_get_mapped (dialog));
  summary = hall_stage_find (dialog, GTK_TYPE_ENTRY, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (summary)), ==, "问过户");

  driver_act (dialog, "ask.go");
  driver_wait_state (desk, HALL_DESK_IDLE);
  hall_stage_wait (driver_dialog (desk) == NULL);
  assert_clean_end (stage, desk);
}

static void
test_pause (void)
{
  g_autoptr (HallStage) stage = NULL;
  GtkWidget *desk;
  GtkWidget *dialog;

  HALL_PROVES ("004-28");
  stage = stage_with_waiting (1);
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_IDLE);
  driver_key (desk, "F6");
  dialog = driver_dialog (desk);
  hall_stage_wait (gtk_widget_get_mapped (dialog));
  driver_act (dialog, "ask.go");
  hall_stage_wait (*dialog_error (dialog) != '\0');
  g_assert_cmpint (hall_desk_window_get_state (HALL_DESK_WINDOW (desk)), ==, HALL_DESK_IDLE);

  hall_stage_type (hall_stage_find (dialog, GTK_TYPE_ENTRY, 0), "复印材料");
  hall_stage_wait (g_strcmp0 (hall_stage_label (dialog, HALL_TYPE_ASK_DIALOG, "phrase_label"),
                              "请您稍等，我去复印材料，大约10分钟回来。")
                   == 0);
  driver_act (dialog, "ask.go");
  driver_wait_state (desk, HALL_DESK_PAUSED);
  check_step (desk, "desk.resume");
  g_assert_false (driver_can (desk, "desk.call-next"));
  driver_key (desk, "F6");
  driver_wait_state (desk, HALL_DESK_IDLE);
  assert_clean_end (stage, desk);
}

static void
test_hold (void)
{
  g_autoptr (HallStage) stage = stage_with_waiting (1);
  GtkWidget *desk;
  GtkWidget *dialog;

  go (stage, "call-next");
  go (stage, "start");
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_SERVING);
  driver_key (desk, "F6");
  dialog = driver_dialog (desk);
  hall_stage_wait (gtk_widget_get_mapped (dialog));
  gtk_widget_activate_action (dialog, "ask.suggest", "s", "填表");
  driver_act (dialog, "ask.go");
  driver_wait_state (desk, HALL_DESK_IDLE);
  hall_stage_wait (gtk_widget_get_visible (
      hall_stage_child (driver_child (desk, "sidebar"), HALL_TYPE_DESK_SIDEBAR, "held_section")));
  gtk_widget_activate_action (desk, "desk.unhold", "s", "A001");
  driver_wait_state (desk, HALL_DESK_SERVING);
  assert_clean_end (stage, desk);
}

/* --- Finishing is blocked --- */

static void
test_blocked_finish (void)
{
  g_autoptr (HallStage) stage = stage_with_waiting (1);
  GtkWidget *desk;

  go (stage, "call-next");
  go (stage, "start");
  g_variant_unref (
      hall_fixture_do (stage->hall, "G05", 3, "charge",
                       "{'ticket': <'A001'>, 'lines': <[<{'item': <'热费'>, 'amount_fen': <int64 100>}>]>}"));
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_SERVING);
  hall_stage_wait (!driver_can (desk, "desk.finish"));
  g_assert_true (gtk_widget_get_visible (driver_child (desk, "finish_reason")));
  g_assert_cmpstr (hall_stage_label (desk, HALL_TYPE_DESK_WINDOW, "finish_reason"), !=, "");
  driver_key (desk, "F10");
  g_assert_cmpstr (driver_page (desk), ==, "cash");
  assert_clean_end (stage, desk);
}

/* --- Guide, curtain, lock --- */

static void
test_guide (void)
{
  g_autoptr (HallStage) stage = NULL;
  GtkWidget *desk;
  GtkWidget *guide;
  GtkWidget *timer;
  g_autofree char *before = NULL;

  HALL_PROVES ("004-02");
  stage = stage_with_waiting (1);
  go (stage, "call-next");
  go (stage, "start");
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_SERVING);
  driver_key (desk, "F1");
  g_assert_cmpstr (driver_page (desk), ==, "guide");
  check_step (desk, "desk.guide");
  guide = hall_stage_child (driver_child (desk, "guide_page"), HALL_TYPE_GUIDE_PAGE, "matter");
  hall_stage_wait (*hall_stage_label (guide, HALL_TYPE_GUIDE_MATTER, "title") != '\0');
  g_assert_nonnull (
      gtk_widget_get_first_child (hall_stage_child (guide, HALL_TYPE_GUIDE_MATTER, "materials")));
  /* The customer's line stays in sight and its timer runs on. */
  timer = hall_stage_child (driver_child (desk, "customer"), HALL_TYPE_CUSTOMER_BAR, "timer");
  g_assert_true (gtk_widget_get_mapped (timer));
  before = g_strdup (hall_timer_label_get_text (HALL_TIMER_LABEL (timer)));
  hall_desk_window_tick (HALL_DESK_WINDOW (desk), hall_clock_now (stage->hall->clock) + 90 * G_USEC_PER_SEC);
  g_assert_cmpstr (hall_timer_label_get_text (HALL_TIMER_LABEL (timer)), !=, before);
  driver_key (desk, "F1");
  g_assert_cmpstr (driver_page (desk), ==, "cash");
  assert_clean_end (stage, desk);
}

static void
test_curtain (void)
{
  g_autoptr (HallStage) stage = NULL;
  GtkWidget *desk;
  GtkWidget *dialog;

  HALL_PROVES ("004-22");
  stage = stage_with_waiting (1);
  go (stage, "call-next");
  go (stage, "start");
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_SERVING);
  driver_key (desk, "F12");
  /* At once, before the main loop turns: the next frame has no customer on it. */
  g_assert_cmpstr (driver_face (desk), ==, "curtain");
  g_assert_false (gtk_widget_get_child_visible (driver_child (desk, "leaflet")));
  g_assert_cmpuint (driver_count_suggested (desk), ==, 1);
  /* The other keys are dead behind it. */
  driver_key (desk, "F10");
  g_assert_cmpstr (driver_face (desk), ==, "curtain");
  driver_key (desk, "F12");
  g_assert_cmpstr (driver_face (desk), ==, "desk");
  g_assert_cmpstr (driver_page (desk), ==, "cash");

  /* From a dialog too: it goes out of sight with what was typed, and comes back with it. */
  driver_key (desk, "F7");
  dialog = driver_dialog (desk);
  hall_stage_wait (gtk_widget_get_mapped (dialog));
  hall_stage_type (hall_stage_find (dialog, GTK_TYPE_ENTRY, 0), "问过户");
  driver_key (dialog, "F12");
  g_assert_cmpstr (driver_face (desk), ==, "curtain");
  g_assert_false (gtk_widget_get_mapped (dialog));
  driver_key (desk, "F12");
  hall_stage_wait (gtk_widget_get_mapped (dialog));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (hall_stage_find (dialog, GTK_TYPE_ENTRY, 0))), ==,
                   "问过户");
  assert_clean_end (stage, desk);
}

static void
test_lock (void)
{
  g_autoptr (HallStage) stage = stage_with_waiting (1);
  GtkWidget *desk;

  go (stage, "call-next");
  go (stage, "start");
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_SERVING);
  driver_key (desk, "F7");
  driver_key (desk, "<Control>l");
  g_assert_cmpstr (driver_face (desk), ==, "lock");
  hall_stage_wait (driver_dialog (desk) == NULL);
  g_assert_false (driver_can (desk, "desk.finish"));
  driver_assert_named (desk);
  g_assert_cmpuint (driver_count_suggested (desk), ==, 1);
  /* The ticket stays. */
  {
    HallDeskView *view = hall_stage_view (stage, 3, "G05");

    g_assert_nonnull (view->current);
    g_assert_cmpint (view->current->state, ==, HALL_TICKET_SERVING);
    hall_desk_view_free (view);
  }
  assert_clean_end (stage, desk);
}

/* --- Keys, sizes, lists --- */

static void
test_no_key_falls_through (void)
{
  static const char *const taken[] = { "F1",        "F3",        "F4",         "F5",        "F6",
                                       "F7",        "F8",        "F10",        "F11",       "F12",
                                       "<Shift>F6", "<Alt>Left", "<Alt>Right", "<Control>g" };
  g_autoptr (HallStage) stage = stage_with_waiting (0);
  GtkWidget *desk = driver_desk (stage);

  driver_wait_state (desk, HALL_DESK_IDLE);
  /* Nobody waits, nobody sits here: most keys have nothing to do and are taken all the same. */
  driver_key (desk, "<Control>l");
  for (gsize i = 0; i < G_N_ELEMENTS (taken); i++)
    driver_key (desk, taken[i]);
  g_assert_cmpstr (driver_face (desk), ==, "lock");
  assert_clean_end (stage, desk);
}

static void
test_selection_stays (void)
{
  g_autoptr (HallStage) stage = stage_with_waiting (4);
  GtkWidget *desk = driver_desk (stage);
  HallDeskSidebar *sidebar = HALL_DESK_SIDEBAR (driver_child (desk, "sidebar"));
  GtkListView *list = GTK_LIST_VIEW (
      hall_stage_child (GTK_WIDGET (sidebar), HALL_TYPE_DESK_SIDEBAR, "waiting_list"));
  gint64 selected;

  driver_wait_state (desk, HALL_DESK_IDLE);
  gtk_selection_model_select_item (gtk_list_view_get_model (list), 2, TRUE);
  selected = hall_desk_sidebar_get_selected (sidebar);
  g_assert_cmpint (selected, !=, 0);
  g_variant_unref (hall_fixture_do (stage->hall, NULL, 0, "take-ticket", "{'category': <'B'>}"));
  driver_key (desk, "F8");
  driver_wait_state (desk, HALL_DESK_CALLED);
  g_assert_cmpint (hall_desk_sidebar_get_selected (sidebar), ==, selected);
  assert_clean_end (stage, desk);
}

/* 1280x720 is the smallest screen of a counter: nothing asks for more. */
static void
test_fits_small_screen (void)
{
  g_autoptr (HallStage) stage = stage_with_waiting (1);
  GtkWidget *desk;
  int width;
  int height;

  go (stage, "call-next");
  go (stage, "start");
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_SERVING);
  gtk_widget_add_css_class (desk, "compact");
  hall_stage_settle ();
  gtk_widget_measure (desk, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (desk, GTK_ORIENTATION_VERTICAL, 1280, &height, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 1280);
  g_assert_cmpint (height, <=, 720);
  assert_clean_end (stage, desk);
}

static void
set_text_scale (GtkWidget *widget, int percent)
{
  g_object_set (gtk_widget_get_settings (widget), "gtk-xft-dpi", 96 * 1024 * percent / 100, NULL);
}

/* Twice the text on the smallest screen: every control is still to be had, if need be by scrolling down. */
static void
test_text_scale (void)
{
  g_autoptr (HallStage) stage = stage_with_waiting (1);
  GtkWidget *desk;
  int width;
  int height;

  go (stage, "call-next");
  go (stage, "start");
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_SERVING);
  set_text_scale (desk, 200);
  gtk_widget_add_css_class (desk, "compact");
  gtk_widget_add_css_class (desk, "tight");
  hall_stage_settle ();
  gtk_widget_measure (desk, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (desk, GTK_ORIENTATION_VERTICAL, 1280, &height, NULL, NULL, NULL);
  hall_stage_photograph (stage, "desk-200");
  set_text_scale (desk, 100);
  g_assert_cmpint (width, <=, 1280);
  g_assert_cmpint (height, <=, 720);
  assert_clean_end (stage, desk);
}

int
main (int argc, char **argv)
{
  hall_stage_init (&argc, &argv);
  g_test_add_func ("/desk/visit", test_visit);
  g_test_add_func ("/desk/something-else", test_something_else);
  g_test_add_func ("/desk/long-wait", test_long_wait);
  g_test_add_func ("/desk/closing-time", test_closing_time);
  g_test_add_func ("/desk/no-show-and-return", test_no_show_and_return);
  g_test_add_func ("/desk/calls-are-the-halls", test_calls_are_the_halls);
  g_test_add_func ("/desk/out-of-order-needs-a-reason", test_out_of_order);
  g_test_add_func ("/desk/transfer-needs-a-summary", test_transfer);
  g_test_add_func ("/desk/pause-needs-a-reason", test_pause);
  g_test_add_func ("/desk/hold", test_hold);
  g_test_add_func ("/desk/blocked-finish-says-why", test_blocked_finish);
  g_test_add_func ("/desk/guide-in-two-keys", test_guide);
  g_test_add_func ("/desk/curtain-in-the-same-frame", test_curtain);
  g_test_add_func ("/desk/lock-keeps-the-ticket", test_lock);
  g_test_add_func ("/desk/no-key-falls-through", test_no_key_falls_through);
  g_test_add_func ("/desk/selection-stays", test_selection_stays);
  g_test_add_func ("/desk/fits-1280x720", test_fits_small_screen);
  g_test_add_func ("/desk/text-scale-200", test_text_scale);
  return hall_stage_run ();
}
