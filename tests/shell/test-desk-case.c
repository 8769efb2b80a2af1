/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cases at the desk: what is due, what a code leads to, what keeps a ticket open, what to say. */

#include "hall-case-fixture.h"
#include "hall-desk-driver.h"
#include "hall-desk-sidebar.h"
#include "hall-desk-window-private.h"
#include "hall-due-list.h"
#include "hall-find-dialog.h"
#include "hall-phrase-strip.h"
#include "hall-pill.h"
#include "hall-test.h"

/* Counter 3 serves somebody with B1, 过户更名. */
static HallStage *
stage_serving (void)
{
  HallStage *stage = hall_stage_new ();

  hall_fixture_open (stage->hall, "G05", 3);
  g_variant_unref (
      hall_fixture_do (stage->hall, NULL, 0, "take-ticket", "{'category': <'B'>, 'matter': <'B1'>}"));
  g_free (hall_fixture_serve (stage->hall, "G05", 3));
  return stage;
}

/* The same with a case, accepted. */
static char *
accept_here (HallStage *stage)
{
  char *file = hall_case_open (stage->hall, "B1", "'name': <'王小明'>, 'phone': <'13800001234'>");
  const char *const items[] = { "application", "both-ids", "title", "settled" };

  for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
    hall_case_check (stage->hall, file, items[i], "have");
  hall_case_must (stage->hall, "G05", file, "accept", "");
  return file;
}

/* And its customer gone. */
static char *
accept_and_finish (HallStage *stage)
{
  char *file = accept_here (stage);

  hall_fixture_must (stage->hall, "G05", 3, "finish", "%s", "");
  return file;
}

static void
assert_clean_end (HallStage *stage, GtkWidget *desk)
{
  gpointer gone = desk;

  g_object_add_weak_pointer (G_OBJECT (desk), &gone);
  hall_stage_clear (stage);
  hall_stage_wait (gone == NULL);
}

static GtkWidget *
due_list (GtkWidget *desk)
{
  return hall_stage_child (driver_child (desk, "sidebar"), HALL_TYPE_DESK_SIDEBAR, "due_list");
}

/* What the strip says after a while; compared as text, so that a failure shows both. */
static const char *
settled_phrase (GtkWidget *desk, const char *expected)
{
  const gint64 until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (!driver_phrase_is (desk, expected) && g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  return hall_phrase_strip_get_text (HALL_PHRASE_STRIP (driver_child (desk, "phrases")));
}

#define wait_phrase(desk, text) g_assert_cmpstr (settled_phrase (desk, text), ==, text)
/* --- What is due --- */

static gint64
at (const char *iso)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (8 * 3600);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso, zone);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static void
assert_words (const char *due, const char *now, const char *words)
{
  g_autofree char *said = hall_due_list_words (at (due), at (now));

  g_assert_cmpstr (said, ==, words);
}

static void
test_due_words (void)
{
  HALL_PROVES ("004-39");

  assert_words ("2026-11-20T17:30:00", "2026-11-20T09:00:00", "Today 17:30");
  assert_words ("2026-11-21T17:30:00", "2026-11-20T23:59:59", "Tomorrow");
  assert_words ("2026-11-25T17:30:00", "2026-11-20T09:00:00", "11-25");
  assert_words ("2026-11-20T17:30:00", "2026-11-20T17:30:01", "Overdue since 17:30");
  assert_words ("2026-11-19T17:30:00", "2026-11-20T09:00:00", "Overdue since 11-19");
}

/* What a clerk has promised stands beside the queue; Ctrl+E goes there, and Esc leaves the case again. */
static void
test_due_list (void)
{
  g_autoptr (HallStage) stage = NULL;
  g_autofree char *file = NULL;
  GtkWidget *desk;
  GtkWidget *list;

  HALL_PROVES ("004-39");

  stage = stage_serving ();
  file = accept_and_finish (stage);
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_IDLE);
  hall_stage_wait (gtk_widget_get_mapped (due_list (desk)));
  g_assert_cmpstr (hall_stage_label (due_list (desk), HALL_TYPE_DUE_LIST, "count"), ==, "1");
  driver_assert_named (due_list (desk));

  driver_key (desk, "<Control>e");
  list = hall_stage_child (due_list (desk), HALL_TYPE_DUE_LIST, "list");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (desk)) == list
                 || gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (desk)), list));
  g_signal_emit_by_name (list, "activate", 0u);
  g_assert_cmpstr (driver_page (desk), ==, "case");
  hall_stage_settle ();
  driver_act (desk, "desk.back");
  g_assert_cmpstr (driver_page (desk), ==, "idle");
  assert_clean_end (stage, desk);
}

/* Where the holidays of a year are missing, what was counted with them is said to be unconfirmed. */
static void
test_unconfirmed (void)
{
  g_autoptr (HallStage) stage = NULL;
  GtkWidget *desk;

  HALL_PROVES ("004-39");

  stage = hall_stage_new ();
  hall_fixture_set_time (stage->hall, "2026-12-31T10:00:00");
  hall_fixture_open (stage->hall, "G05", 3);
  g_variant_unref (
      hall_fixture_do (stage->hall, NULL, 0, "take-ticket", "{'category': <'B'>, 'matter': <'B1'>}"));
  g_free (hall_fixture_serve (stage->hall, "G05", 3));
  g_free (accept_and_finish (stage));
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_IDLE);
  hall_stage_wait (gtk_widget_get_mapped (due_list (desk)));
  g_assert_true (
      gtk_widget_get_visible (hall_stage_child (due_list (desk), HALL_TYPE_DUE_LIST, "unconfirmed")));
  assert_clean_end (stage, desk);
}

/* --- Finding --- */

static void
test_find_opens (void)
{
  g_autoptr (HallStage) stage = stage_serving ();
  g_autofree char *file = accept_and_finish (stage);
  GtkWidget *desk = driver_desk (stage);
  const char *const ways[] = { file, "受字〔2026〕00001号", "13800001234", "王小明", "wxm" };

  driver_wait_state (desk, HALL_DESK_IDLE);
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++) {
    GtkWidget *dialog;

    driver_key (desk, "F3");
    dialog = driver_dialog (desk);
    hall_stage_wait (gtk_widget_get_mapped (dialog));
    hall_find_dialog_search (HALL_FIND_DIALOG (dialog), ways[i]);
    hall_stage_wait (gtk_widget_get_mapped (hall_stage_child (dialog, HALL_TYPE_FIND_DIALOG, "open_case")));
    g_assert_cmpstr (hall_stage_label (dialog, HALL_TYPE_FIND_DIALOG, "number"), ==, file);
    driver_act (dialog, "find.open");
    hall_stage_wait (driver_dialog (desk) == NULL);
    g_assert_cmpstr (driver_page (desk), ==, "case");
    driver_act (desk, "desk.back");
    g_assert_cmpstr (driver_page (desk), ==, "idle");
  }
  assert_clean_end (stage, desk);
}

/* --- Tabs --- */

static GtkWidget *
looked_up (GtkWidget *desk)
{
  return driver_child (desk, "looked_up");
}

/* A visit for paying begins at the money, any other at the case; each tab has its key. */
static void
test_tabs (void)
{
  static const char *const tabs[] = { "case", "materials", "cash", "history" };
  g_autoptr (HallStage) stage = stage_serving ();
  GtkWidget *desk = driver_desk (stage);

  driver_wait_state (desk, HALL_DESK_SERVING);
  g_assert_cmpstr (driver_page (desk), ==, "case");
  for (gsize i = 0; i < G_N_ELEMENTS (tabs); i++) {
    g_autofree char *key = g_strdup_printf ("<Alt>%u", (guint)i + 1);

    driver_key (desk, key);
    g_assert_cmpstr (driver_page (desk), ==, tabs[i]);
    g_assert_cmpuint (driver_count_suggested (desk), <=, 1);
    driver_assert_named (desk);
  }
  driver_key (desk, "<Alt>1");
  hall_fixture_must (stage->hall, "G05", 3, "finish", "%s", "");
  driver_wait_state (desk, HALL_DESK_IDLE);
  g_variant_unref (
      hall_fixture_do (stage->hall, NULL, 0, "take-ticket", "{'category': <'A'>, 'matter': <'A3'>}"));
  hall_stage_wait (driver_can (desk, "desk.call-next"));
  driver_key (desk, "F8");
  driver_wait_state (desk, HALL_DESK_CALLED);
  driver_key (desk, "F8");
  driver_wait_state (desk, HALL_DESK_SERVING);
  g_assert_cmpstr (driver_page (desk), ==, "cash");
  assert_clean_end (stage, desk);
}

/* Who comes back is led on at once: their case is open, at what is still to be looked at. */
static void
test_back_again (void)
{
  g_autoptr (HallStage) stage = NULL;
  g_autofree char *file = NULL;
  GtkWidget *desk;

  HALL_PROVES ("004-86");

  stage = stage_serving ();
  file = hall_case_open (stage->hall, "B1", "'name': <'王小明'>, 'phone': <'13800001234'>");
  hall_case_check (stage->hall, file, "application", "have");
  hall_case_check (stage->hall, file, "both-ids", "have");
  hall_case_check (stage->hall, file, "title", "missing");
  hall_case_check (stage->hall, file, "settled", "have");
  hall_case_must (stage->hall, "G05", file, "issue-notice", "");
  hall_fixture_must (stage->hall, "G05", 3, "finish", "%s", "");
  hall_fixture_advance (stage->hall, 3600);
  hall_case_return (stage->hall, file);
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_IDLE);
  driver_key (desk, "F8");
  driver_wait_state (desk, HALL_DESK_CALLED);
  driver_key (desk, "F8");
  driver_wait_state (desk, HALL_DESK_SERVING);
  hall_stage_wait (g_strcmp0 (driver_page (desk), "materials") == 0);
  g_assert_cmpstr (hall_pill_get_text (HALL_PILL (driver_child (desk, "materials_badge"))), ==, "1 to check");
  g_assert_false (gtk_widget_get_visible (looked_up (desk)));
  wait_phrase (desk, "办理过户更名需要提供不动产权证书原件，您都带齐了吗？");
  hall_case_check (stage->hall, file, "title", "missing");
  hall_case_must (stage->hall, "G05", file, "issue-notice", "");
  wait_phrase (desk, "您的材料还差1项，我一次给您写清楚，补齐后马上受理。");
  g_assert_cmpstr (hall_pill_get_text (HALL_PILL (driver_child (desk, "case_badge"))), ==, "told");
  assert_clean_end (stage, desk);
}

/* --- Scanning --- */

/* A code opens its case, wherever the focus is; while a customer sits here it says that it is not theirs. */
static void
test_scan_opens (void)
{
  g_autoptr (HallStage) stage = stage_serving ();
  g_autofree char *file = accept_and_finish (stage);
  GtkWidget *desk = driver_desk (stage);
  GtkWidget *dialog;

  driver_wait_state (desk, HALL_DESK_IDLE);
  hall_desk_window_scanned_cb (desk, file, NULL);
  hall_stage_wait (g_strcmp0 (driver_page (desk), "case") == 0);
  hall_stage_wait (gtk_widget_get_visible (looked_up (desk)));
  driver_act (desk, "desk.back");
  g_assert_cmpstr (driver_page (desk), ==, "idle");
  /* The code on the ticket holds the day. */
  hall_desk_window_scanned_cb (desk, "20261120-B001", NULL);
  hall_stage_wait (g_strcmp0 (driver_page (desk), "case") == 0);
  driver_act (desk, "desk.back");
  /* A receipt of nobody's case comes up in the search; scanned there, a case takes its place. */
  hall_desk_window_scanned_cb (desk, "CD03-20261120-0077", NULL);
  hall_stage_wait (driver_dialog (desk) != NULL);
  dialog = driver_dialog (desk);
  hall_stage_wait (gtk_widget_get_mapped (dialog));
  hall_desk_window_scanned_cb (dialog, file, NULL);
  hall_stage_wait (driver_dialog (desk) == NULL && g_strcmp0 (driver_page (desk), "case") == 0);
  driver_act (desk, "desk.back");

  g_variant_unref (hall_fixture_do (stage->hall, NULL, 0, "take-ticket", "{'category': <'A'>}"));
  g_free (hall_fixture_serve (stage->hall, "G05", 3));
  driver_wait_state (desk, HALL_DESK_SERVING);
  g_assert_cmpstr (driver_page (desk), ==, "cash");
  hall_desk_window_scanned_cb (desk, file, NULL);
  hall_stage_wait (g_strcmp0 (driver_page (desk), "case") == 0);
  hall_stage_wait (gtk_widget_get_visible (looked_up (desk)));
  driver_act (desk, "desk.back");
  g_assert_false (gtk_widget_get_visible (looked_up (desk)));
  /* Locked, a code opens nothing. */
  driver_act (desk, "desk.lock");
  hall_desk_window_scanned_cb (desk, file, NULL);
  hall_stage_settle ();
  g_assert_cmpstr (driver_face (desk), ==, "lock");
  assert_clean_end (stage, desk);
}

/* Who came back with an ordinary number shows the paper: the case becomes that of the one in front. */
static void
test_theirs (void)
{
  g_autoptr (HallStage) stage = stage_serving ();
  g_autofree char *file = accept_and_finish (stage);
  g_autofree char *linked = NULL;
  GtkWidget *desk = driver_desk (stage);

  HALL_PROVES ("004-85");

  driver_wait_state (desk, HALL_DESK_IDLE);
  hall_desk_window_scanned_cb (desk, file, NULL);
  hall_stage_wait (gtk_widget_get_visible (looked_up (desk)));
  /* Nobody is here for it. */
  g_assert_false (gtk_widget_get_visible (driver_child (desk, "looked_up_theirs")));
  driver_act (desk, "desk.back");

  g_variant_unref (hall_fixture_do (stage->hall, NULL, 0, "take-ticket", "{'category': <'B'>}"));
  g_free (hall_fixture_serve (stage->hall, "G05", 3));
  driver_wait_state (desk, HALL_DESK_SERVING);
  hall_desk_window_scanned_cb (desk, file, NULL);
  hall_stage_wait (gtk_widget_get_mapped (driver_child (desk, "looked_up_theirs")));
  driver_act (desk, "desk.continue-case");
  hall_stage_wait (!gtk_widget_get_visible (looked_up (desk)));
  linked = hall_fixture_list (stage->hall, "SELECT t.label, f.number FROM ticket t JOIN case_file f ON"
                                           " f.id = t.file");
  {
    g_autofree char *expected = g_strdup_printf ("B002 %s", file);

    g_assert_cmpstr (linked, ==, expected);
  }
  assert_clean_end (stage, desk);
}

/* Who goes home for a paper is not told that their business is done. */
static void
test_closing_question (void)
{
  g_autoptr (HallStage) stage = stage_serving ();
  g_autofree char *file = hall_case_open (stage->hall, "B1", "'name': <'王小明'>, 'phone': <'13800001234'>");
  GtkWidget *desk = driver_desk (stage);

  HALL_PROVES ("004-17");

  hall_case_check (stage->hall, file, "application", "have");
  hall_case_check (stage->hall, file, "both-ids", "have");
  hall_case_check (stage->hall, file, "title", "missing");
  hall_case_check (stage->hall, file, "settled", "have");
  hall_case_must (stage->hall, "G05", file, "issue-notice", "");
  driver_wait_state (desk, HALL_DESK_SERVING);
  hall_stage_wait (driver_can (desk, "desk.finish"));
  driver_key (desk, "F10");
  wait_phrase (desk, "请问您还有其他需要吗？");
  assert_clean_end (stage, desk);
}

/* --- What keeps the ticket open, and what to say --- */

static const char *
reason (GtkWidget *desk)
{
  GtkLabel *label = GTK_LABEL (driver_child (desk, "finish_reason"));

  return gtk_widget_get_visible (GTK_WIDGET (label)) ? gtk_label_get_text (label) : "";
}

/* One after the other, until this one comes: they are read one by one. */
static gboolean
next_phrase_is (GtkWidget *desk, const char *expected)
{
  if (driver_phrase_is (desk, expected))
    return TRUE;
  driver_act (desk, "desk.phrase-next");
  return driver_phrase_is (desk, expected);
}

#define wait_next_phrase(desk, text) hall_stage_wait (next_phrase_is (desk, text))
#define wait_reason(text) hall_stage_wait (g_strcmp0 (reason (desk), text) == 0)

/* Under Finish stands what is in the way, F10 leads there; the phrase has the figures of the case. */
static void
test_blockers_and_phrases (void)
{
  g_autoptr (HallStage) stage = NULL;
  g_autofree char *file = NULL;
  GtkWidget *desk;

  HALL_PROVES ("004-86 004-87 002-11 002-23");

  stage = stage_serving ();
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_SERVING);
  wait_reason ("");
  file = hall_case_open (stage->hall, "B1", "'name': <'王小明'>, 'phone': <'13800001234'>");
  wait_reason ("First go through the materials");
  g_assert_false (driver_can (desk, "desk.finish"));
  gtk_widget_activate_action (desk, "desk.open-case", "s", file);
  wait_phrase (desk,
               "办理过户更名需要提供申请表、不动产权证书原件、双方身份证件、热费结清凭证，您都带齐了吗？");
  g_assert_cmpstr (driver_page (desk), ==, "materials");

  hall_case_check (stage->hall, file, "application", "have");
  hall_case_check (stage->hall, file, "both-ids", "have");
  hall_case_check (stage->hall, file, "title", "missing");
  hall_case_check (stage->hall, file, "settled", "missing");
  wait_reason ("First give the one-time notice");
  wait_phrase (desk, "您的材料还差2项，我一次给您写清楚，补齐后马上受理。");
  g_assert_cmpstr (hall_pill_get_text (HALL_PILL (driver_child (desk, "materials_badge"))), ==, "2 missing");

  hall_case_check (stage->hall, file, "title", "have");
  hall_case_check (stage->hall, file, "settled", "have");
  wait_reason ("First accept the case");
  driver_key (desk, "<Alt>3");
  g_assert_cmpstr (driver_page (desk), ==, "cash");
  driver_key (desk, "F10");
  g_assert_cmpstr (driver_page (desk), ==, "materials");

  hall_case_must (stage->hall, "G05", file, "accept", "");
  wait_reason ("");
  wait_phrase (desk, "已为您受理，最迟11月25日17:30办结，请保管好回执。");
  wait_next_phrase (
      desk,
      "您的问题已记录为“过户更名”事项，编号2026-000001，预计11月25日17:30前完成，处理结果会电话通知您。");
  g_assert_cmpstr (hall_pill_get_text (HALL_PILL (driver_child (desk, "materials_badge"))), ==, "complete");
  assert_clean_end (stage, desk);
}

/* “Anything else?” opens a further case on the same ticket; whichever is not done, F10 leads to that one. */
static void
test_further_case (void)
{
  g_autoptr (HallStage) stage = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  GtkWidget *desk;

  HALL_PROVES ("004-87 004-17");

  stage = stage_serving ();
  first = accept_here (stage);
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_SERVING);
  hall_stage_wait (driver_can (desk, "desk.finish"));
  driver_key (desk, "F10");
  g_assert_cmpstr (driver_page (desk), ==, "closing");
  driver_key (desk, "<Control>n");
  g_assert_cmpstr (driver_page (desk), ==, "case");
  second = hall_case_open (stage->hall, "C1", "");
  wait_reason ("First decide what becomes of the case");
  gtk_widget_activate_action (desk, "desk.open-case", "s", first);
  driver_key (desk, "<Alt>3");
  driver_key (desk, "F10");
  g_assert_cmpstr (driver_page (desk), ==, "case");
  hall_stage_wait (g_strcmp0 (HALL_DESK_WINDOW (desk)->open_number, second) == 0);
  hall_case_must (stage->hall, "G05", second, "answer", "'text': <'每平方米25元，11月15日前缴清'>");
  wait_reason ("");
  assert_clean_end (stage, desk);
}

static void
test_refusal_and_consult (void)
{
  g_autoptr (HallStage) stage = NULL;
  g_autofree char *file = NULL;
  g_autofree char *second = NULL;
  GtkWidget *desk;

  HALL_PROVES ("004-37 004-89");

  stage = stage_serving ();
  file = hall_case_open (stage->hall, "B1", "");
  hall_case_must (
      stage->hall, "G05", file, "refuse",
      "'class': <'not-our-business'>, 'reason': <'燃气报修由燃气公司办理'>, 'basis': <'职责清单'>,"
      " 'option': <'拨打燃气公司电话'>");
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_SERVING);
  wait_reason ("The refusal waits for the shift lead");
  gtk_widget_activate_action (desk, "desk.open-case", "s", file);
  wait_phrase (desk, "按照职责清单，这项业务现在不能受理，原因是燃气报修由燃气公司办理。"
                     "建议您拨打燃气公司电话。");
  g_assert_cmpstr (hall_pill_get_text (HALL_PILL (driver_child (desk, "case_badge"))), ==,
                   "waits for the lead");

  second = hall_case_open (stage->hall, "B1", "'phone': <'13800001234'>");
  hall_case_must (stage->hall, "G05", second, "consult", "'question': <'能否先办理'>, 'leader': <'L02'>");
  gtk_widget_activate_action (desk, "desk.open-case", "s", second);
  wait_phrase (desk, "这个问题我需要再核对一下，避免给您错误的信息，11月23日17:30前答复您。");
  assert_clean_end (stage, desk);
}

int
main (int argc, char **argv)
{
  hall_stage_init (&argc, &argv);
  g_test_add_func ("/desk-case/due-words", test_due_words);
  g_test_add_func ("/desk-case/due-list", test_due_list);
  g_test_add_func ("/desk-case/unconfirmed", test_unconfirmed);
  g_test_add_func ("/desk-case/find-opens", test_find_opens);
  g_test_add_func ("/desk-case/tabs", test_tabs);
  g_test_add_func ("/desk-case/back-again", test_back_again);
  g_test_add_func ("/desk-case/scan-opens", test_scan_opens);
  g_test_add_func ("/desk-case/theirs", test_theirs);
  g_test_add_func ("/desk-case/closing-question", test_closing_question);
  g_test_add_func ("/desk-case/blockers-and-phrases", test_blockers_and_phrases);
  g_test_add_func ("/desk-case/further-case", test_further_case);
  g_test_add_func ("/desk-case/refusal-and-consult", test_refusal_and_consult);
  return hall_stage_run ();
}
