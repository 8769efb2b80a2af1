/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The shift lead's window: what waits is decided by keys, what is due is in order, what is refused says why
 * at its place. */

#include "hall-case-fixture.h"
#include "hall-decision-row.h"
#include "hall-desk-driver.h"
#include "hall-due-row.h"
#include "hall-lead-window.h"
#include "hall-request-watch.h"
#include "hall-sign-in-page.h"
#include "hall-test.h"
#include "hall-text-field.h"

#define DEMAND                                                                                               \
  "'item': <'both-ids'>, 'state': <'faulty'>, 'problem': <'过期'>, 'fix': <'换领'>, 'cause': "           \
  "<'rule-changed'>,"                                                                                        \
  " 'reason': <'规则调整'>"

static GtkWidget *
child (GtkWidget *window, const char *name)
{
  return hall_stage_child (window, HALL_TYPE_LEAD_WINDOW, name);
}

static GtkWidget *
show_lead (HallStage *stage)
{
  GtkWidget *window = GTK_WIDGET (hall_lead_window_new (NULL, stage->store, "lead-1", 0));

  hall_stage_show (stage, window);
  /* The signing in itself has tests of its own. */
  g_signal_emit_by_name (child (window, "sign_in_page"), "signed-in", "L02", "周敏", (gint64)0);
  hall_stage_wait (*gtk_label_get_text (GTK_LABEL (child (window, "open_unit"))) != '\0');
  hall_stage_settle ();
  return window;
}

static HallDecisionRow *
row_at (GtkWidget *window, int at)
{
  return HALL_DECISION_ROW (gtk_list_box_get_row_at_index (GTK_LIST_BOX (child (window, "decisions")), at));
}

static GtkWidget *
row_child (HallDecisionRow *row, const char *name)
{
  return hall_stage_child (GTK_WIDGET (row), HALL_TYPE_DECISION_ROW, name);
}

static GtkWidget *
field_of (HallDecisionRow *row)
{
  return hall_stage_find (GTK_WIDGET (row), HALL_TYPE_TEXT_FIELD, 0);
}

/* Presses a letter that means something on the floor. */
static void
press (GtkWidget *window, const char *trigger)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (window);
  g_autoptr (GtkShortcutTrigger) wanted = gtk_shortcut_trigger_parse_string (trigger);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
      continue;
    for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++) {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);

      if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), wanted)) {
        g_assert_true (gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, window, NULL));
        return;
      }
    }
  }
  g_assert_not_reached ();
}

/* A customer at counter 3 is back with a case, and G05 asks for more than the notice did. */
static char *
ask_demand (HallFixture *hall)
{
  char *file;

  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "B", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  file = hall_case_told (hall);
  hall_fixture_set_time (hall, "2026-11-20T10:00:00");
  hall_case_return (hall, file);
  g_free (hall_fixture_serve (hall, "G05", 3));
  hall_case_check (hall, file, "title", "have");
  hall_case_must (hall, "G05", file, "request-demand", DEMAND);
  return file;
}

static void
ask_leader (HallFixture *hall)
{
  g_autofree char *file = hall_case_open (hall, "B2", "'name': <'李四'>, 'phone': <'13800001234'>");

  hall_case_must (hall, "G05", file, "consult", "'question': <'欠费能否报停'>, 'leader': <'L02'>");
}

/* Y agrees: what was asked for is done, with the lead's name on it. */
static void
test_approve (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  g_autofree char *file = ask_demand (stage->hall);
  g_autofree char *item = NULL;
  GtkWidget *window = show_lead (stage);
  const char *change;

  HALL_PROVES ("004-87");

  hall_stage_wait (row_at (window, 0) != NULL);
  change = gtk_label_get_text (GTK_LABEL (row_child (row_at (window, 0), "change")));
  g_assert_nonnull (strstr (change, "双方身份证件"));
  g_assert_nonnull (strstr (change, "It counts as a second notice today."));
  g_assert_cmpuint (driver_count_suggested (window), ==, 1);
  g_assert_true (driver_suggested (window) == row_child (row_at (window, 0), "yes_button"));
  driver_assert_named (window);
  press (window, "y");
  hall_stage_wait (row_at (window, 0) == NULL);
  item = hall_fixture_list (stage->hall,
                            "SELECT state, demanded_cause, staff FROM case_item WHERE item = 'both-ids'");
  g_assert_cmpstr (item, ==, "faulty rule-changed L02");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (child (window, "decide_stack"))), ==, "none");
  g_assert_cmpuint (driver_count_suggested (window), ==, 0);
}

/* N asks why, in the row; without a reason nothing goes back, and what the hall says of it stands there. */
static void
test_send_back (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  g_autofree char *file = ask_demand (stage->hall);
  g_autofree char *decided = NULL;
  GtkWidget *window = show_lead (stage);
  GtkWidget *field;
  GtkWidget *send;

  hall_stage_wait (row_at (window, 0) != NULL);
  field = field_of (row_at (window, 0));
  send = row_child (row_at (window, 0), "send_button");
  press (window, "n");
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (row_child (row_at (window, 0), "form"))));
  hall_stage_wait (gtk_widget_get_mapped (send));
  g_assert_true (driver_suggested (window) == send);
  g_signal_emit_by_name (send, "clicked");
  g_assert_nonnull (hall_text_field_get_error (HALL_TEXT_FIELD (field)));
  hall_text_field_set_text (HALL_TEXT_FIELD (field), "无");
  g_signal_emit_by_name (send, "clicked");
  hall_stage_wait (hall_text_field_get_error (HALL_TEXT_FIELD (field)) != NULL
                   && gtk_widget_get_sensitive (send));
  g_assert_cmpint (
      hall_fixture_sql_int (stage->hall, "SELECT count (*) FROM request WHERE state = 'waiting'"), ==, 1);
  /* Esc closes the form and keeps what was typed; N brings it back. */
  gtk_widget_activate_action (window, "lead.back", NULL);
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (row_child (row_at (window, 0), "form"))));
  hall_decision_row_say_no (row_at (window, 0));
  hall_stage_wait (gtk_widget_get_mapped (send));
  hall_text_field_set_text (HALL_TEXT_FIELD (field), "身份证还在有效期内");
  g_signal_emit_by_name (send, "clicked");
  hall_stage_wait (row_at (window, 0) == NULL);
  decided = hall_fixture_list (stage->hall, "SELECT state, decided_by, reason FROM request");
  g_assert_cmpstr (decided, ==, "returned L02 身份证还在有效期内");
}

/* What is not possible any more says so before the key, and after it at its place; nothing is lost. */
static void
test_too_late (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  g_autofree char *file = ask_demand (stage->hall);
  GtkWidget *window;
  GtkWidget *error;

  hall_case_check (stage->hall, file, "settled", "missing");
  hall_case_must (stage->hall, "G05", file, "issue-notice", "");
  window = show_lead (stage);
  hall_stage_wait (row_at (window, 0) != NULL);
  g_assert_true (gtk_widget_get_visible (row_child (row_at (window, 0), "hindrance_box")));
  error = row_child (row_at (window, 0), "error");
  press (window, "y");
  hall_stage_wait (gtk_widget_get_visible (error));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (error)), "5.4"));
  g_assert_nonnull (row_at (window, 0));
  /* A reading in between leaves it there. */
  hall_fixture_must (stage->hall, "G05", 3, "finish", "%s", "");
  hall_stage_settle ();
  g_assert_true (gtk_widget_get_visible (error));
}

/* A second tap on Y was meant for what is gone: it does not agree to what comes in its place. */
static void
test_double_tap (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  g_autofree char *file = ask_demand (stage->hall);
  GtkWidget *window;

  hall_case_must (stage->hall, "G05", file, "request-demand",
                  "'item': <'application'>, 'cause': <'our-error'>, 'reason': <'上次漏看了签名'>");
  window = show_lead (stage);
  hall_stage_wait (row_at (window, 1) != NULL);
  press (window, "y");
  hall_stage_wait (row_at (window, 1) == NULL);
  press (window, "y");
  hall_stage_settle ();
  g_assert_cmpint (
      hall_fixture_sql_int (stage->hall, "SELECT count (*) FROM request WHERE state = 'waiting'"), ==, 1);
  g_assert_nonnull (row_at (window, 0));
}

/* A question to the leader is answered where it stands. */
static void
test_answer (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  g_autofree char *answered = NULL;
  GtkWidget *window;

  HALL_PROVES ("004-89");

  hall_fixture_open (stage->hall, "G05", 3);
  g_free (hall_fixture_take (stage->hall, "B", NULL));
  g_free (hall_fixture_serve (stage->hall, "G05", 3));
  ask_leader (stage->hall);
  window = show_lead (stage);
  hall_stage_wait (row_at (window, 0) != NULL);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (row_child (row_at (window, 0), "change"))), ==,
                   "欠费能否报停");
  g_assert_false (gtk_widget_get_visible (row_child (row_at (window, 0), "no_button")));
  press (window, "y");
  hall_text_field_set_text (HALL_TEXT_FIELD (field_of (row_at (window, 0))), "先结清欠费再报停");
  hall_stage_wait (gtk_widget_get_mapped (row_child (row_at (window, 0), "send_button")));
  g_signal_emit_by_name (row_child (row_at (window, 0), "send_button"), "clicked");
  hall_stage_wait (row_at (window, 0) == NULL);
  answered = hall_fixture_list (stage->hall, "SELECT answer, answered_by FROM case_task");
  g_assert_cmpstr (answered, ==, "先结清欠费再报停 L02");
}

/* An emergency stands there at once and before all else; Y says that the lead knows of it. */
static void
test_emergency (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  g_autofree char *seen = NULL;
  GtkWidget *window;

  HALL_PROVES ("000-23 002-20");

  hall_fixture_open (stage->hall, "G05", 3);
  g_free (hall_fixture_take (stage->hall, "B", NULL));
  g_free (hall_fixture_serve (stage->hall, "G05", 3));
  ask_leader (stage->hall);
  window = show_lead (stage);
  hall_stage_wait (row_at (window, 0) != NULL);
  hall_fixture_must (stage->hall, "G07", 0, "record", "%s",
                     "{'kind': <'emergency'>, 'sub': <'facility'>, 'text': <'管道喷水'>, 'address':"
                     " <'和平路5号'>, 'phone': <'13800001234'>, 'result': <'recorded'>}");
  hall_stage_wait (row_at (window, 1) != NULL);
  g_assert_cmpint (hall_decision_row_get_alert (row_at (window, 0)), !=, 0);
  g_assert_nonnull (
      strstr (gtk_label_get_text (GTK_LABEL (row_child (row_at (window, 0), "change"))), "和平路5号"));
  g_assert_false (gtk_widget_get_visible (row_child (row_at (window, 0), "no_button")));
  gtk_list_box_select_row (GTK_LIST_BOX (child (window, "decisions")), GTK_LIST_BOX_ROW (row_at (window, 0)));
  press (window, "y");
  hall_stage_wait (row_at (window, 1) == NULL);
  seen = hall_fixture_list (stage->hall, "SELECT seen_by FROM visit_record");
  g_assert_cmpstr (seen, ==, "L02");
}

static void
on_told_cb (HallRequestWatch *watch, const char *text, char **told)
{
  g_free (*told);
  *told = g_strdup (text);
}

/* Whoever asked is told, once, whatever they do by then; what was decided before is no news. */
static void
test_told (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  g_autofree char *file = ask_demand (stage->hall);
  g_autofree char *told = NULL;
  g_autofree char *wanted = g_strdup_printf (
      "Sent back by the shift lead: Second notice %s; the case says why", file);
  HallRequestWatch *watch = hall_request_watch_new (stage->store, "G05");

  g_signal_connect (watch, "decided", G_CALLBACK (on_told_cb), &told);
  for (int i = 0; i < 5; i++)
    hall_stage_settle ();
  g_assert_null (told);
  hall_fixture_must (stage->hall, "L02", 0, "return-request",
                     "{'request': <int64 %d>, 'reason': <'身份证还在有效期内'>}",
                     (int)hall_fixture_sql_int (stage->hall, "SELECT max (id) FROM request"));
  hall_stage_wait (told != NULL);
  g_assert_cmpstr (told, ==, wanted);
  hall_request_watch_stop (watch);
  g_object_unref (watch);
  watch = hall_request_watch_new (stage->store, "G05");
  g_clear_pointer (&told, g_free);
  g_signal_connect (watch, "decided", G_CALLBACK (on_told_cb), &told);
  for (int i = 0; i < 5; i++)
    hall_stage_settle ();
  g_assert_null (told);
  hall_request_watch_stop (watch);
  g_object_unref (watch);
}

static const char *
due_number (GtkWidget *window, guint at)
{
  GtkWidget *row = hall_stage_find (child (window, "due_list"), HALL_TYPE_DUE_ROW, at);

  return row != NULL ? hall_stage_label (row, HALL_TYPE_DUE_ROW, "number") : NULL;
}

/* Red stands before amber; Enter opens the case. */
static void
test_due (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  g_autofree char *late = NULL;
  g_autofree char *soon = NULL;
  GtkWidget *window;

  HALL_PROVES ("004-39");

  hall_fixture_open (stage->hall, "G05", 3);
  g_free (hall_fixture_take (stage->hall, "B", NULL));
  g_free (hall_fixture_serve (stage->hall, "G05", 3));
  late = hall_case_accepted (stage->hall);
  hall_fixture_must (stage->hall, "G05", 3, "finish", "%s", "");
  hall_fixture_set_time (stage->hall, "2026-11-23T09:00:00");
  hall_fixture_open (stage->hall, "G05", 3);
  g_free (hall_fixture_take (stage->hall, "B", NULL));
  g_free (hall_fixture_serve (stage->hall, "G05", 3));
  soon = hall_case_accepted (stage->hall);
  hall_fixture_must (stage->hall, "G05", 3, "finish", "%s", "");
  hall_fixture_set_time (stage->hall, "2026-11-26T09:30:00");
  window = show_lead (stage);
  hall_stage_wait (due_number (window, 1) != NULL);
  g_assert_cmpstr (due_number (window, 0), ==, late);
  g_assert_cmpstr (due_number (window, 1), ==, soon);
  gtk_widget_activate_action (window, "lead.open-case", "s", late);
  hall_stage_wait (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (child (window, "page"))), "case")
                   == 0);
  gtk_widget_activate_action (window, "lead.back", NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (child (window, "page"))), ==, "floor");
}

/* Nothing waits: calm words, no suggested button; the curtain and the lock. */
static void
test_calm (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *window = show_lead (stage);

  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (child (window, "decide_stack"))), ==, "none");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (child (window, "due_stack"))), ==, "none");
  g_assert_cmpuint (driver_count_suggested (window), ==, 0);
  driver_assert_named (window);
  driver_key (window, "F12");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (child (window, "face"))), ==, "curtain");
  driver_key (window, "F12");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (child (window, "face"))), ==, "floor");
  driver_key (window, "<Control>l");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (child (window, "face"))), ==, "lock");
}

static GtkWidget *
page_child (GtkWidget *page, const char *name)
{
  return hall_stage_child (page, HALL_TYPE_SIGN_IN_PAGE, name);
}

static void
sign_in (GtkWidget *page, const char *staff)
{
  hall_stage_type (page_child (page, "staff_row"), staff);
  hall_stage_type (page_child (page, "password_row"), "practice");
  gtk_widget_activate_action (page, "sign-in.go", NULL);
}

/* A clerk cannot look at it, is told why, and stays where they were; a lead can. */
static void
test_roles (void)
{
  HallStage *stage = g_new0 (HallStage, 1);
  GtkWidget *window;
  GtkWidget *page;
  g_autofree char *duty = NULL;

  stage->hall = hall_fixture_new_with_passwords ();
  stage->store = hall_fixture_open_store (stage->hall);
  window = GTK_WIDGET (hall_lead_window_new (NULL, stage->store, "lead-1", 0));
  hall_stage_show (stage, window);
  page = child (window, "sign_in_page");
  hall_stage_settle ();
  g_assert_false (gtk_widget_get_visible (page_child (page, "counter_row")));
  sign_in (page, "G05");
  hall_stage_wait (*hall_stage_label (page, HALL_TYPE_SIGN_IN_PAGE, "error_label") != '\0');
  g_assert_nonnull (strstr (hall_stage_label (page, HALL_TYPE_SIGN_IN_PAGE, "error_label"), "G05"));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (child (window, "face"))), ==, "sign-in");
  hall_stage_settle ();
  duty = hall_fixture_list (stage->hall, "SELECT staff FROM duty WHERE state <> 'ended'");
  g_assert_cmpstr (duty, ==, "");
  sign_in (page, "L02");
  hall_stage_wait (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (child (window, "face"))), "floor")
                   == 0);
  hall_stage_free (stage);
}

/* With text of this size the window asks for no more than the smallest screen has. */
static void
assert_fits (GtkWidget *window, int percent)
{
  int width;
  int height;

  g_object_set (gtk_widget_get_settings (window), "gtk-xft-dpi", 96 * 1024 * percent / 100, NULL);
  hall_stage_settle ();
  gtk_widget_measure (window, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (window, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 1280);
  g_assert_cmpint (height, <=, 720);
}

/* Everything at once: it fits, also with big text, and everything has a name. */
static void
test_busy_floor (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  HallFixture *hall = stage->hall;
  g_autofree char *file = NULL;
  g_autofree char *late = NULL;
  g_autofree char *receipt = NULL;
  GtkWidget *window;

  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "B", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  late = hall_case_accepted (hall);
  hall_case_must (hall, "G05", late, "hand-case", "'to': <'G07'>, 'summary': <'等系统过户'>");
  hall_case_must (hall, "G07", late, "hand-case", "'to': <'G05'>, 'summary': <'已过户，请通知客户'>");
  hall_case_must (hall, "G05", late, "hand-case", "'to': <'G09'>, 'summary': <'等系统过户'>");
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  hall_fixture_set_time (hall, "2026-11-26T08:31:00");
  hall_fixture_open (hall, "G05", 3);
  hall_fixture_open (hall, "G07", 1);
  hall_fixture_open (hall, "G09", 4);
  for (int i = 0; i < 9; i++) {
    hall_fixture_advance (hall, 180);
    g_free (hall_fixture_take (hall, i % 2 == 0 ? "A" : "B", NULL));
  }
  g_free (hall_fixture_serve (hall, "G05", 3));
  receipt = hall_fixture_pay (hall, "G05", 3, hall_fixture_charge (hall, "G05", 3, 128650), 130000);
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  hall_fixture_must (
      hall, "G05", 3, "void",
      "{'receipt': <'%s'>, 'cause': <'account'>, 'reason': <'户号录入错误'>, 'original_taken_back':"
      " <true>}",
      receipt);
  g_free (hall_fixture_take (hall, "B", "elder"));
  while (file == NULL) {
    g_autofree char *label = hall_fixture_serve (hall, "G05", 3);

    if (*label == 'B')
      file = hall_case_told (hall);
    else
      hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  }
  hall_fixture_advance (hall, 60);
  hall_case_return (hall, file);
  for (;;) {
    g_autofree char *label = hall_fixture_serve (hall, "G05", 3);

    if (hall_fixture_sql_int (hall,
                              "SELECT count (*) FROM ticket WHERE state = 'serving' AND file IS NOT NULL")
        > 0)
      break;
    hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  }
  hall_case_check (hall, file, "title", "have");
  hall_case_must (hall, "G05", file, "request-demand", DEMAND);
  ask_leader (hall);
  hall_fixture_must (hall, "G09", 4, "pause", "%s", "{'reason': <'取资料'>, 'minutes': <int64 5>}");
  g_free (hall_fixture_take (hall, "A", NULL));
  hall_fixture_must (hall, "G07", 0, "record", "%s",
                     "{'kind': <'emergency'>, 'sub': <'facility'>, 'text': <'管道喷水'>, 'address':"
                     " <'和平路5号'>, 'phone': <'13800001234'>, 'result': <'recorded'>}");
  hall_fixture_advance (hall, 700);
  window = show_lead (stage);
  hall_stage_wait (row_at (window, 3) != NULL);
  g_assert_cmpuint (driver_count_suggested (window), ==, 1);
  driver_assert_named (window);
  hall_stage_photograph (stage, "lead");
  assert_fits (window, 200);
  hall_stage_photograph (stage, "lead-big");
  assert_fits (window, 100);
  gtk_window_unmaximize (GTK_WINDOW (window));
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 720);
  hall_stage_photograph (stage, "lead-small");
}

int
main (int argc, char **argv)
{
  hall_stage_init (&argc, &argv);
  g_test_add_func ("/lead/approve", test_approve);
  g_test_add_func ("/lead/send-back", test_send_back);
  g_test_add_func ("/lead/too-late", test_too_late);
  g_test_add_func ("/lead/double-tap", test_double_tap);
  g_test_add_func ("/lead/answer", test_answer);
  g_test_add_func ("/lead/emergency", test_emergency);
  g_test_add_func ("/lead/told", test_told);
  g_test_add_func ("/lead/due", test_due);
  g_test_add_func ("/lead/calm", test_calm);
  g_test_add_func ("/lead/roles", test_roles);
  g_test_add_func ("/lead/busy-floor", test_busy_floor);
  return hall_stage_run ();
}
