/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The kiosk as a customer uses it, on a real hall. */

#include "hall-kiosk-number.h"
#include "hall-kiosk-reasons.h"
#include "hall-kiosk-window.h"
#include "hall-public-test.h"
#include "hall-public.h"
#include "hall-test.h"

static GtkWidget *
kiosk_open (HallStage *stage)
{
  GtkWindow *window = hall_kiosk_window_new (NULL, stage->store, "kiosk", 0);

  hall_stage_show (stage, GTK_WIDGET (window));
  return GTK_WIDGET (window);
}

static gboolean
page_is (GtkWidget *kiosk, const char *page)
{
  return g_strcmp0 (hall_kiosk_window_get_page (HALL_KIOSK_WINDOW (kiosk)), page) == 0;
}

static void
touch (GtkWidget *kiosk, const char *action, const char *target)
{
  g_assert_true (gtk_widget_activate_action (kiosk, action, target != NULL ? "s" : NULL, target));
}

static void
test_way_to_a_number (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *kiosk = kiosk_open (stage);
  g_autofree char *stored = NULL;

  HALL_PROVES ("004-07");
  hall_stage_wait (hall_test_shows (kiosk, "Heating service"));
  hall_stage_photograph (stage, "kiosk-start");

  touch (kiosk, "kiosk.category", "B");
  g_assert_true (page_is (kiosk, "choice"));
  g_assert_true (hall_test_shows (kiosk, "Change of account holder"));
  hall_stage_photograph (stage, "kiosk-choice");

  touch (kiosk, "kiosk.matter", "B1");
  g_assert_true (page_is (kiosk, "matter"));
  g_assert_true (hall_test_shows (kiosk, "Please check: do you have all 4 of these?"));
  g_assert_true (hall_test_shows (kiosk, "Property ownership certificate, original"));
  g_assert_true (hall_test_shows (kiosk, "I have them all: take a number"));
  hall_stage_photograph (stage, "kiosk-matter");

  /* Twice, as an impatient finger does. */
  touch (kiosk, "kiosk.take", NULL);
  touch (kiosk, "kiosk.take", NULL);
  hall_stage_wait (page_is (kiosk, "number"));
  g_assert_true (hall_test_shows (kiosk, "B001"));
  g_assert_true (hall_test_shows (kiosk, "Change of account holder"));
  hall_stage_photograph (stage, "kiosk-number");
  stored = hall_fixture_sql (stage->hall, "SELECT count(*) || max(label) || max(matter) FROM ticket");
  g_assert_cmpstr (stored, ==, "1B001B1");

  touch (kiosk, "kiosk.home", NULL);
  g_assert_true (page_is (kiosk, "start"));
  g_assert_false (hall_test_shows (kiosk, "B001"));
  hall_test_end_window (stage);
}

static void
test_nothing_to_bring (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *kiosk = kiosk_open (stage);

  HALL_PROVES ("004-07");
  hall_stage_wait (hall_test_shows (kiosk, "Enquiry"));
  touch (kiosk, "kiosk.category", "C");
  g_assert_true (page_is (kiosk, "matter"));
  g_assert_true (hall_test_shows (kiosk, "Nothing to bring"));
  touch (kiosk, "kiosk.take", NULL);
  hall_stage_wait (page_is (kiosk, "number"));
  g_assert_true (hall_test_shows (kiosk, "C001"));
  hall_test_end_window (stage);
}

static void
test_greeting (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *kiosk = kiosk_open (stage);

  HALL_PROVES ("004-06");
  hall_stage_wait (hall_test_shows (kiosk, "Payment"));
  g_assert_true (hall_test_shows (kiosk, "Hello, what would you like to do?"));
  touch (kiosk, "kiosk.language", "zh_CN");
  hall_stage_wait (hall_test_shows (kiosk, "您好，请问办理什么业务？"));

  g_variant_unref (
      hall_fixture_do (stage->hall, "A01", 0, "set-phrase",
                       "{'moment': <'greeting'>, 'position': <int64 1>, 'text': <'您好，欢迎！'>}"));
  hall_stage_wait (hall_test_shows (kiosk, "您好，欢迎！"));
  hall_test_end_window (stage);
}

static void
test_language_without_restart (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *kiosk = kiosk_open (stage);

  hall_stage_wait (hall_test_shows (kiosk, "Payment"));
  touch (kiosk, "kiosk.category", "B");
  touch (kiosk, "kiosk.matter", "B1");
  touch (kiosk, "kiosk.language", "zh_CN");
  g_assert_true (hall_test_shows (kiosk, "过户更名"));
  g_assert_true (hall_test_shows (kiosk, "都带齐了，取号"));
  g_assert_true (hall_test_shows (kiosk, "请看一看，这 4 样都带了吗？"));
  g_assert_false (hall_test_shows (kiosk, "take a number"));
  touch (kiosk, "kiosk.language", "en");
  g_assert_true (hall_test_shows (kiosk, "I have them all: take a number"));
  hall_test_end_window (stage);
}

static void
test_priority (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *kiosk = kiosk_open (stage);
  g_autofree char *stored = NULL;

  hall_stage_wait (hall_test_shows (kiosk, "Payment"));
  touch (kiosk, "kiosk.priority", NULL);
  for (guint i = 0; i < HALL_KIOSK_N_REASONS; i++) {
    g_autoptr (HallWords) words = hall_words_new ("en");

    g_assert_true (hall_test_shows (kiosk, hall_kiosk_reason_name (words, hall_kiosk_reason_code (i))));
  }
  hall_stage_photograph (stage, "kiosk-priority");
  touch (kiosk, "kiosk.reason", "pregnant");
  g_assert_true (page_is (kiosk, "start"));
  g_assert_true (hall_test_shows (kiosk, "Pregnant or with a baby"));
  touch (kiosk, "kiosk.category", "A");
  touch (kiosk, "kiosk.matter", "A1");
  touch (kiosk, "kiosk.take", NULL);
  hall_stage_wait (page_is (kiosk, "number"));
  /* The number is photographed and read by others: the reason is not on it. */
  g_assert_true (hall_test_shows (kiosk, "A001"));
  g_assert_false (hall_test_shows (kiosk, "Pregnant"));
  stored = hall_fixture_sql (stage->hall, "SELECT label FROM ticket WHERE priority = 1");
  g_assert_cmpstr (stored, ==, "A001");

  /* The next customer does not inherit it. */
  touch (kiosk, "kiosk.home", NULL);
  g_assert_false (hall_test_shows (kiosk, "Pregnant"));
  hall_test_end_window (stage);
}

/* A case that waits for what was missing, and its clerk at counter 3. */
static void
notice_case (HallStage *stage)
{
  g_autofree char *label = hall_fixture_take (stage->hall, "B", NULL);

  g_assert_cmpstr (label, ==, "B001");
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "call-next", "{}"));
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "start", "{}"));
  g_variant_unref (
      hall_fixture_do (stage->hall, "G05", 3, "open-case", "{'matter': <'B1'>, 'name': <'王小明'>}"));
}

static void
test_back_with_a_case (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *kiosk = kiosk_open (stage);
  g_autofree char *stored = NULL;
  g_autofree char *again = NULL;

  HALL_PROVES ("004-32");
  hall_fixture_open (stage->hall, "G05", 3);
  notice_case (stage);
  hall_stage_wait (hall_test_shows (kiosk, "Payment"));
  touch (kiosk, "kiosk.priority", NULL);
  touch (kiosk, "kiosk.reason", "return");
  g_assert_true (page_is (kiosk, "return"));
  g_assert_true (hall_test_shows (kiosk, "2026-______"));
  hall_stage_photograph (stage, "kiosk-return");

  /* A number that nobody has: said beside it, and it can be typed anew. */
  touch (kiosk, "kiosk.return", "2026-000099");
  hall_stage_wait (hall_test_shows (kiosk, "There is no such number."));
  g_assert_true (page_is (kiosk, "return"));
  g_assert_true (hall_test_shows (kiosk, "2026-______"));

  touch (kiosk, "kiosk.return", "2026-000001");
  hall_stage_wait (page_is (kiosk, "number"));
  g_assert_true (hall_test_shows (kiosk, "B002"));
  g_assert_true (hall_test_shows (kiosk, "Change of account holder"));
  stored = hall_fixture_sql (stage->hall,
                             "SELECT matter || ' ' || priority_reason || ' ' || to_counter || ' ' ||"
                             " file FROM ticket WHERE label = 'B002'");
  g_assert_cmpstr (stored, ==, "B1 return 3 1");
  touch (kiosk, "kiosk.home", NULL);

  /* Without it they go first all the same. */
  touch (kiosk, "kiosk.reason", "return");
  touch (kiosk, "kiosk.no-case", NULL);
  g_assert_true (page_is (kiosk, "start"));
  touch (kiosk, "kiosk.category", "C");
  touch (kiosk, "kiosk.take", NULL);
  hall_stage_wait (page_is (kiosk, "number"));
  again = hall_fixture_sql (stage->hall, "SELECT priority_reason FROM ticket WHERE label = 'C001'");
  g_assert_cmpstr (again, ==, "return");
  hall_test_end_window (stage);
}

static void
test_ask_first (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *kiosk = kiosk_open (stage);
  g_autofree char *stored = NULL;

  hall_stage_wait (hall_test_shows (kiosk, "Payment"));
  touch (kiosk, "kiosk.category", "B");
  touch (kiosk, "kiosk.matter", "B1");
  touch (kiosk, "kiosk.ask", NULL);
  g_assert_true (hall_test_shows (kiosk, "Please come to the guide desk"));
  stored = hall_fixture_sql (stage->hall, "SELECT count(*) FROM ticket");
  g_assert_cmpstr (stored, ==, "0");
  hall_test_end_window (stage);
}

static void
test_closed (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *kiosk;

  hall_fixture_set_time (stage->hall, "2026-11-20T18:30:00");
  kiosk = kiosk_open (stage);
  hall_stage_wait (hall_test_shows (kiosk, "No numbers are given now"));
  g_assert_true (hall_test_shows (kiosk, "08:30 – 17:30"));
  hall_stage_photograph (stage, "kiosk-closed");
  /* Nothing leads to a number from here. */
  touch (kiosk, "kiosk.home", NULL);
  g_assert_true (page_is (kiosk, "notice"));
  hall_test_end_window (stage);
}

static void
set_quota (HallStage *stage, int quota)
{
  g_autofree char *args = g_strdup_printf (
      "{'category': <'A'>, 'name': <'缴费'>, 'name_en': <'Payment'>, 'quota': <int64 %d>}", quota);

  g_variant_unref (hall_fixture_do (stage->hall, "A01", 0, "set-category", args));
}

static void
test_quota (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *kiosk = kiosk_open (stage);

  for (int i = 0; i < 9; i++)
    g_free (hall_fixture_take (stage->hall, "A", NULL));
  set_quota (stage, 10);
  hall_stage_wait (hall_test_shows (kiosk, "Numbers left today: 1"));
  g_free (hall_fixture_take (stage->hall, "A", NULL));
  hall_stage_wait (hall_test_shows (kiosk, "No numbers\nleft today"));
  touch (kiosk, "kiosk.category", "A");
  g_assert_true (page_is (kiosk, "start"));
  hall_test_end_window (stage);
}

/* The last number goes while somebody reads what to bring. */
static void
test_refused (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *kiosk = kiosk_open (stage);

  hall_stage_wait (hall_test_shows (kiosk, "Payment"));
  touch (kiosk, "kiosk.category", "A");
  touch (kiosk, "kiosk.matter", "A1");
  g_free (hall_fixture_take (stage->hall, "A", NULL));
  set_quota (stage, 1);
  g_test_expect_message (NULL, G_LOG_LEVEL_MESSAGE, "No number was taken: *");
  touch (kiosk, "kiosk.take", NULL);
  hall_stage_wait (hall_test_shows (kiosk, "No number was taken"));
  g_test_assert_expected_messages ();
  hall_test_end_window (stage);
}

/* A kiosk without a printer: the number all the same, to be photographed. */
static void
test_no_paper (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *kiosk = kiosk_open (stage);

  hall_stage_wait (hall_test_shows (kiosk, "Payment"));
  touch (kiosk, "kiosk.category", "C");
  touch (kiosk, "kiosk.take", NULL);
  hall_stage_wait (page_is (kiosk, "number"));
  hall_stage_wait (hall_test_shows (kiosk, "Please photograph your number"));
  hall_stage_wait (hall_test_shows (kiosk, "This kiosk prints no paper"));
  g_assert_true (hall_test_shows (kiosk, "C001"));
  hall_stage_photograph (stage, "kiosk-fault");
  hall_test_end_window (stage);
}

static void
test_faults_in_words (void)
{
  static const struct {
    const char *fault;
    const char *words;
  } faults[] = {
    { NULL, "Please take your ticket" }, { "media-empty", "out of paper" }, { "media-jam", "jammed" },
    { "offline", "does not answer" },    { "none", "prints no paper" },
  };
  HallKioskTicket ticket = { (char *)"A1000", (char *)"Payment", (char *)"A1000",
                             (char *)"2026-11-20 09:05:31", 3 };
  g_autoptr (HallStage) stage = hall_stage_new ();
  g_autoptr (HallWords) words = hall_words_new ("en");
  GtkWidget *page = g_object_new (HALL_TYPE_KIOSK_NUMBER, NULL);

  hall_stage_show (stage, page);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) {
    hall_kiosk_number_show (HALL_KIOSK_NUMBER (page), words, &ticket, faults[i].fault);
    g_assert_true (hall_test_shows (page, faults[i].words));
    g_assert_true (hall_test_shows (page, "A1000"));
  }
}

static void
test_idle (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *kiosk = kiosk_open (stage);

  hall_stage_wait (hall_test_shows (kiosk, "Payment"));
  hall_kiosk_window_set_idle_limit (HALL_KIOSK_WINDOW (kiosk), 1);
  touch (kiosk, "kiosk.language", "zh_CN");
  touch (kiosk, "kiosk.large", NULL);
  touch (kiosk, "kiosk.category", "B");
  g_assert_true (hall_test_shows (kiosk, "用热业务"));
  hall_stage_wait (page_is (kiosk, "start"));
  /* The next customer finds the language of the hall and print of the usual size. */
  g_assert_true (hall_test_shows (kiosk, "Payment"));
  g_assert_true (hall_test_shows (kiosk, "Heating fee"));
  hall_test_end_window (stage);
}

static GtkWidget *
leave_child (GtkWidget *kiosk, GType type, guint index)
{
  GtkWidget *page = hall_stage_child (kiosk, HALL_TYPE_KIOSK_WINDOW, "leave");

  return hall_stage_find (page, type, index);
}

static void
test_leaving (void)
{
  HallStage *stage = g_new0 (HallStage, 1);
  GtkWidget *kiosk;

  stage->hall = hall_fixture_new_with_passwords ();
  stage->store = hall_fixture_open_store (stage->hall);
  kiosk = kiosk_open (stage);
  hall_stage_wait (hall_test_shows (kiosk, "Payment"));

  /* Neither a key nor the window manager gets out. */
  gtk_window_close (GTK_WINDOW (kiosk));
  g_assert_true (page_is (kiosk, "leave"));
  hall_stage_photograph (stage, "kiosk-leave");
  hall_stage_type (leave_child (kiosk, GTK_TYPE_ENTRY, 0), "G05");
  hall_stage_type (leave_child (kiosk, GTK_TYPE_PASSWORD_ENTRY, 0), "wrong");
  gtk_widget_activate_action (leave_child (kiosk, GTK_TYPE_ENTRY, 0), "leave.check", NULL);
  hall_stage_wait (hall_test_shows (kiosk, "password is wrong"));
  g_assert_true (page_is (kiosk, "leave"));

  /* Whoever guesses has to wait: one second now, more each time. */
  hall_fixture_advance (stage->hall, 2);
  g_object_add_weak_pointer (G_OBJECT (kiosk), (gpointer *)&stage->window);
  hall_stage_type (leave_child (kiosk, GTK_TYPE_PASSWORD_ENTRY, 0), "practice");
  gtk_widget_activate_action (leave_child (kiosk, GTK_TYPE_ENTRY, 0), "leave.check", NULL);
  hall_stage_wait (stage->window == NULL);
  hall_stage_free (stage);
}

/* The hall's PC is shut down while somebody of the staff stands before the kiosk. */
static void
test_end_while_leaving (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *kiosk = kiosk_open (stage);

  hall_stage_wait (hall_test_shows (kiosk, "Payment"));
  touch (kiosk, "kiosk.leave", NULL);
  gtk_widget_grab_focus (leave_child (kiosk, GTK_TYPE_PASSWORD_ENTRY, 0));
  hall_stage_settle ();
  hall_test_end_window (stage);
}

int
main (int argc, char *argv[])
{
  g_setenv ("HALLDESK_WINDOWED", "1280x720", FALSE);
  hall_stage_init (&argc, &argv);
  hall_public_prepare ();

  g_test_add_func ("/kiosk/way-to-a-number", test_way_to_a_number);
  g_test_add_func ("/kiosk/nothing-to-bring", test_nothing_to_bring);
  g_test_add_func ("/kiosk/greeting", test_greeting);
  g_test_add_func ("/kiosk/language-without-restart", test_language_without_restart);
  g_test_add_func ("/kiosk/priority", test_priority);
  g_test_add_func ("/kiosk/back-with-a-case", test_back_with_a_case);
  g_test_add_func ("/kiosk/ask-first", test_ask_first);
  g_test_add_func ("/kiosk/closed", test_closed);
  g_test_add_func ("/kiosk/quota", test_quota);
  g_test_add_func ("/kiosk/refused", test_refused);
  g_test_add_func ("/kiosk/no-paper", test_no_paper);
  g_test_add_func ("/kiosk/faults-in-words", test_faults_in_words);
  g_test_add_func ("/kiosk/idle", test_idle);
  g_test_add_func ("/kiosk/leaving", test_leaving);
  g_test_add_func ("/kiosk/end-while-leaving", test_end_while_leaving);
  return hall_stage_run ();
}
