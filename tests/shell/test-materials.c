/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The materials tab on a real hall, driven with the keys of a clerk. */

#include "hall-case-fixture.h"
#include "hall-desk-driver.h"
#include "hall-key-button.h"
#include "hall-material-reason.h"
#include "hall-material-row.h"
#include "hall-materials-page.h"
#include "hall-pill.h"
#include "hall-stage.h"
#include "hall-test.h"
#include "hall-text-field.h"

/**
 * Seat:
 * @view: what the page shows
 * @number: of the case
 * @staff: who sits there
 *
 * A clerk with the page in front, whose case is read again after each change, as a desk does it.
 */
typedef struct {
  HallStage *stage;
  GtkWidget *page;
  HallCaseView *view;
  HallDeskView *desk;
  const char *number;
  const char *staff;
  guint steps;
  gboolean reading;
  gboolean again;
} Seat;

static void read_case (Seat *seat);

static void
show_case (Seat *seat, HallCaseView *view)
{
  HallCaseContext context = { .store = seat->stage->store,
                              .staff = seat->staff,
                              .station = "desk-3",
                              .counter = 3,
                              .roles = HALL_ROLE_CLERK,
                              .desk = seat->desk,
                              .file = view,
                              .now = hall_clock_now (seat->stage->hall->clock) };

  hall_materials_page_set_context (HALL_MATERIALS_PAGE (seat->page), &context);
  g_clear_pointer (&seat->view, hall_case_view_free);
  seat->view = view;
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Seat *seat = data;
  g_autoptr (GError) error = NULL;
  HallCaseView *view = hall_store_read_finish (HALL_STORE (source), result, &error);

  g_assert_no_error (error);
  seat->reading = FALSE;
  show_case (seat, view);
  if (seat->again)
    read_case (seat);
}

static void
read_case (Seat *seat)
{
  seat->again = seat->reading;
  if (seat->reading || seat->number == NULL)
    return;
  seat->reading = TRUE;
  hall_store_read_async (seat->stage->store, (HallReadFunc)hall_case_view_read,
                         g_variant_new_string (seat->number), (GDestroyNotify)hall_case_view_free, NULL,
                         on_read_cb, seat);
}

static void
on_changed_cb (Seat *seat)
{
  read_case (seat);
}

static void
on_step_cb (Seat *seat)
{
  seat->steps++;
}

static void
wait_read (Seat *seat)
{
  hall_stage_settle ();
  hall_stage_wait (!seat->reading && !seat->again);
}

static void
seat_free (Seat *seat)
{
  g_signal_handlers_disconnect_by_data (seat->stage->store, seat);
  wait_read (seat);
  hall_stage_clear (seat->stage);
  hall_case_view_free (seat->view);
  hall_desk_view_free (seat->desk);
  hall_stage_free (seat->stage);
  g_free (seat);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Seat, seat_free)

/* A customer sits at counter 3. */
static HallStage *
stage_with_customer (void)
{
  HallStage *stage = hall_stage_new ();

  hall_fixture_open (stage->hall, "G05", 3);
  g_free (hall_fixture_take (stage->hall, "B", NULL));
  g_free (hall_fixture_serve (stage->hall, "G05", 3));
  return stage;
}

static Seat *
seat_new (HallStage *stage, const char *number)
{
  Seat *seat = g_new0 (Seat, 1);

  seat->stage = stage;
  seat->number = number;
  seat->staff = "G05";
  seat->desk = hall_stage_view (stage, 3, "G05");
  seat->page = hall_materials_page_new ();
  gtk_widget_set_margin_start (seat->page, 30);
  gtk_widget_set_margin_end (seat->page, 30);
  g_signal_connect_swapped (seat->page, "step-changed", G_CALLBACK (on_step_cb), seat);
  hall_stage_show (stage, seat->page);
  g_signal_connect_swapped (stage->store, "changed", G_CALLBACK (on_changed_cb), seat);
  read_case (seat);
  wait_read (seat);
  hall_materials_page_focus (HALL_MATERIALS_PAGE (seat->page));
  return seat;
}

static Seat *
seat_with (const char *matter, const char *more, char **number)
{
  HallStage *stage = stage_with_customer ();

  *number = hall_case_open (stage->hall, matter, more);
  return seat_new (stage, *number);
}

static Seat *
seat_with_transfer (char **number)
{
  return seat_with ("B1", "'name': <'王小明'>, 'phone': <'13800001234'>", number);
}

static GtkWidget *
child (Seat *seat, const char *name)
{
  return hall_stage_child (seat->page, HALL_TYPE_MATERIALS_PAGE, name);
}

static const char *
text (Seat *seat, const char *name)
{
  return hall_stage_label (seat->page, HALL_TYPE_MATERIALS_PAGE, name);
}

static HallMaterialRow *
row (Seat *seat, int n)
{
  return HALL_MATERIAL_ROW (gtk_list_box_get_row_at_index (GTK_LIST_BOX (child (seat, "list")), n));
}

static GtkWidget *
in_row (Seat *seat, int n, const char *name)
{
  return hall_stage_child (GTK_WIDGET (row (seat, n)), HALL_TYPE_MATERIAL_ROW, name);
}

static int
current (Seat *seat)
{
  return gtk_list_box_row_get_index (gtk_list_box_get_selected_row (GTK_LIST_BOX (child (seat, "list"))));
}

/* Presses a key as the list gets it; TRUE when the list took it. */
static gboolean
strike (Seat *seat, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (child (seat, "list"));
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
      g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &taken);
  }
  return taken;
}

/* As a hand does it: longer between two keys than any scanner. */
static void
press (Seat *seat, guint keyval)
{
  const gint64 until = g_get_monotonic_time () + 120 * 1000;

  strike (seat, keyval);
  while (g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  wait_read (seat);
}

static void
assert_marks (Seat *seat, const char *expected)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT c.state FROM case_item c JOIN case_file f ON f.id = c.file JOIN matter_item i ON"
      " i.matter = f.matter AND i.version = c.version AND i.code = c.item WHERE f.number = '%s' ORDER BY"
      " i.position",
      seat->number);
  g_autofree char *marks = hall_fixture_list (seat->stage->hall, sql);

  g_assert_cmpstr (marks, ==, expected);
}

static gint64
count (Seat *seat, const char *command)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM case_event WHERE command = '%s'", command);

  return hall_fixture_sql_int (seat->stage->hall, sql);
}

static const char *
pill (Seat *seat, int n)
{
  return hall_pill_get_text (HALL_PILL (in_row (seat, n, "pill")));
}

static const char *
outcome (Seat *seat)
{
  return hall_key_button_get_text (HALL_KEY_BUTTON (child (seat, "outcome_button")));
}

static gboolean
can (Seat *seat)
{
  return gtk_widget_get_sensitive (child (seat, "outcome_button"));
}

/* What follows on the screen is what follows in the hall. */
static void
assert_branch (Seat *seat, const char *branch, const char *button, gboolean ready)
{
  wait_read (seat);
  g_assert_cmpstr (seat->view->branch, ==, branch);
  g_assert_cmpstr (outcome (seat), ==, button);
  g_assert_cmpint (can (seat), ==, ready);
}

static void
do_outcome (Seat *seat)
{
  gtk_widget_activate_action (seat->page, "materials.outcome", NULL);
  hall_stage_wait (gtk_widget_get_visible (child (seat, "done")));
  wait_read (seat);
}

static GtkWidget *
reason (Seat *seat, int n, const char *name)
{
  return hall_stage_child (in_row (seat, n, "reason"), HALL_TYPE_MATERIAL_REASON, name);
}

/* The entry of one of its lines. */
static GtkWidget *
line (Seat *seat, int n, const char *name)
{
  return hall_text_field_get_editor (HALL_TEXT_FIELD (reason (seat, n, name)));
}

static void
enter (GtkWidget *entry)
{
  g_signal_emit_by_name (entry, "activate");
  hall_stage_settle ();
}

/* --- Tests --- */

static void
test_complete (void)
{
  g_autofree char *number = NULL;
  g_autoptr (Seat) seat = NULL;

  HALL_PROVES ("004-03 004-86");
  seat = seat_with_transfer (&number);
  assert_branch (seat, "undecided", "Accept now", FALSE);
  g_assert_cmpstr (text (seat, "foot_title"), ==, "4 not looked at yet");
  g_assert_cmpstr (text (seat, "count"), ==, "4 needed, 0 there");
  g_assert_cmpint (current (seat), ==, 0);

  /* One key a material; the next one comes by itself. */
  for (int i = 0; i < 4; i++) {
    g_assert_cmpint (current (seat), ==, i);
    press (seat, GDK_KEY_1);
  }
  assert_marks (seat, "have have have have");
  g_assert_cmpint (count (seat, "check"), ==, 4);
  g_assert_cmpstr (text (seat, "count"), ==, "4 needed, 4 there");
  assert_branch (seat, "accept", "Accept now", TRUE);
  g_assert_true (hall_materials_page_get_step (HALL_MATERIALS_PAGE (seat->page))
                 == child (seat, "outcome_button"));
  g_assert_cmpstr (text (seat, "foot_text"), ==, "Receipt in two copies · done by 25 November, 17:30");

  do_outcome (seat);
  g_assert_cmpstr (seat->view->state, ==, "accepted");
  g_assert_cmpstr (text (seat, "done_title"), ==, "Accepted");
  g_assert_cmpstr (text (seat, "done_number"), ==, "受字〔2026〕00001号");
  g_assert_cmpstr (text (seat, "done_hero"), ==, "by 25 November, 17:30");
  g_assert_false (can (seat));
  g_assert_null (hall_materials_page_get_step (HALL_MATERIALS_PAGE (seat->page)));
}

/* The paper says what the picture says; all by keys. */
static void
test_missing (void)
{
  g_autofree char *number = NULL;
  g_autoptr (Seat) seat = NULL;
  g_autofree char *problem = NULL;

  HALL_PROVES ("004-03 004-87");
  seat = seat_with_transfer (&number);
  press (seat, GDK_KEY_1);
  press (seat, GDK_KEY_2);
  g_assert_cmpint (current (seat), ==, 1);
  g_assert_true (gtk_widget_get_visible (in_row (seat, 1, "lines")));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (in_row (seat, 1, "problem"))), ==, "未携带");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (in_row (seat, 1, "fix"))), ==, "请带原件");
  press (seat, GDK_KEY_Down);
  gtk_list_box_select_row (GTK_LIST_BOX (child (seat, "list")), GTK_LIST_BOX_ROW (row (seat, 2)));
  gtk_widget_grab_focus (GTK_WIDGET (row (seat, 2)));
  press (seat, GDK_KEY_KP_1);
  g_assert_cmpint (current (seat), ==, 3);

  /* What is faulty says why before anything is told to the hall. */
  press (seat, GDK_KEY_3);
  g_assert_true (hall_material_row_is_asking (row (seat, 3)));
  g_assert_cmpint (count (seat, "check"), ==, 3);
  hall_stage_type (line (seat, 3, "problem_field"), "欠 2025-2026 采暖季热费 312.00 元");
  enter (line (seat, 3, "problem_field"));
  g_assert_true (gtk_widget_has_focus (gtk_widget_get_first_child (line (seat, 3, "fix_field"))));
  enter (line (seat, 3, "fix_field"));
  /* Nothing to do for the customer: it is not written down so. */
  g_assert_true (hall_material_row_is_asking (row (seat, 3)));
  g_assert_true (gtk_widget_get_visible (reason (seat, 3, "wrong")));
  hall_stage_type (line (seat, 3, "fix_field"), "先缴清欠费，缴费凭证复印 1 份");
  hall_stage_type (line (seat, 3, "where_field"), "本厅 1-3 号窗口可办");
  enter (line (seat, 3, "where_field"));
  wait_read (seat);
  g_assert_false (hall_material_row_is_asking (row (seat, 3)));
  assert_marks (seat, "have missing have faulty");
  g_assert_cmpint (count (seat, "check"), ==, 4);
  assert_branch (seat, "notice", "One-time notice (2 items)", TRUE);
  g_assert_cmpstr (text (seat, "foot_text"), ==,
                   "A5, two copies · valid until 2026-12-20 · complete, it is accepted at once");

  do_outcome (seat);
  g_assert_cmpstr (text (seat, "done_title"), ==, "One-time notice given");
  g_assert_cmpstr (text (seat, "done_hero"), ==, "valid until 2026-12-20");
  problem = hall_fixture_json (seat->stage->hall, "SELECT content FROM document WHERE kind = 'notice'",
                               "$.missing_items[1].problem");
  g_assert_cmpstr (problem, ==, "欠 2025-2026 采暖季热费 312.00 元");
}

/* It was in the bag all the time: no second visit for that. */
static void
test_after_all (void)
{
  g_autofree char *number = NULL;
  g_autoptr (Seat) seat = seat_with_transfer (&number);

  press (seat, GDK_KEY_1);
  press (seat, GDK_KEY_2);
  gtk_list_box_select_row (GTK_LIST_BOX (child (seat, "list")), GTK_LIST_BOX_ROW (row (seat, 2)));
  gtk_widget_grab_focus (GTK_WIDGET (row (seat, 2)));
  press (seat, GDK_KEY_1);
  press (seat, GDK_KEY_1);
  do_outcome (seat);
  gtk_widget_activate_action (seat->page, "materials.again", NULL);
  g_assert_true (gtk_widget_get_visible (child (seat, "told")));
  g_assert_cmpint (current (seat), ==, 1);
  press (seat, GDK_KEY_1);
  assert_branch (seat, "accept", "Accept now", TRUE);
  do_outcome (seat);
  g_assert_cmpstr (seat->view->state, ==, "accepted");
}

static Seat *
seat_with_return (char **number)
{
  HallStage *stage = stage_with_customer ();

  *number = hall_case_told (stage->hall);
  hall_fixture_advance (stage->hall, 60);
  hall_case_return (stage->hall, *number);
  g_free (hall_fixture_serve (stage->hall, "G05", 3));
  return seat_new (stage, *number);
}

/* The earlier notice lies beside the list, and only what it asked for is open. */
static void
test_return (void)
{
  g_autofree char *number = NULL;
  g_autoptr (Seat) seat = NULL;

  HALL_PROVES ("004-87");
  seat = seat_with_return (&number);
  g_assert_true (gtk_widget_get_visible (child (seat, "told")));
  g_assert_cmpstr (text (seat, "told_title"), ==, "Notice 告字〔2026〕00001号 of 2026-11-20");
  g_assert_cmpstr (text (seat, "told_text"), ==, "It asked for: 不动产权证书原件, 热费结清凭证");
  g_assert_true (hall_material_row_is_locked (row (seat, 0)));
  g_assert_false (hall_material_row_is_locked (row (seat, 1)));
  g_assert_true (hall_material_row_is_locked (row (seat, 2)));
  g_assert_cmpint (hall_material_row_get_state (row (seat, 1)), ==, HALL_ITEM_UNSEEN);
  g_assert_cmpint (current (seat), ==, 1);
  g_assert_cmpstr (text (seat, "foot_title"), ==, "2 not looked at yet");
  g_assert_false (can (seat));

  /* What is locked is not asked for again, not even by slip. */
  gtk_list_box_select_row (GTK_LIST_BOX (child (seat, "list")), GTK_LIST_BOX_ROW (row (seat, 0)));
  gtk_widget_grab_focus (GTK_WIDGET (row (seat, 0)));
  press (seat, GDK_KEY_2);
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (in_row (seat, 0, "refusal"))), "S004 9.2"));
  g_assert_cmpint (count (seat, "check"), ==, 4);
  g_assert_true (gtk_widget_get_visible (in_row (seat, 0, "ask_lead")));

  gtk_list_box_select_row (GTK_LIST_BOX (child (seat, "list")), GTK_LIST_BOX_ROW (row (seat, 1)));
  gtk_widget_grab_focus (GTK_WIDGET (row (seat, 1)));
  press (seat, GDK_KEY_1);
  g_assert_cmpint (current (seat), ==, 3);
  /* Still not there: the notice that the customer has says it already. */
  press (seat, GDK_KEY_2);
  assert_branch (seat, "notice", "One-time notice (1 item)", TRUE);
  g_assert_nonnull (strstr (text (seat, "foot_text"), "No new paper"));
  press (seat, GDK_KEY_1);
  assert_branch (seat, "accept", "Accept now", TRUE);
  do_outcome (seat);
  g_assert_cmpint (hall_fixture_sql_int (seat->stage->hall, "SELECT count(*) FROM notice"), ==, 1);
}

/* What the lead gives leave to ask for makes a second notice, which says so and is counted. */
static void
test_second (void)
{
  g_autofree char *number = NULL;
  g_autoptr (Seat) seat = NULL;
  HallStage *stage;

  HALL_PROVES ("004-87");
  seat = seat_with_return (&number);
  stage = seat->stage;
  press (seat, GDK_KEY_1);
  press (seat, GDK_KEY_1);
  assert_branch (seat, "accept", "Accept now", TRUE);
  hall_case_must (stage->hall, "G05", number, "request-demand",
                  "'item': <'application'>, 'state': <'missing'>, 'cause': <'our-error'>,"
                  " 'reason': <'收件时漏看了签字页'>");
  hall_stage_wait (g_str_equal (pill (seat, 0), "waits for the lead"));
  g_assert_true (hall_material_row_is_locked (row (seat, 0)));
  hall_fixture_must (stage->hall, "L02", 0, "approve", "%s", "{'request': <int64 1>}");
  hall_stage_wait (!hall_material_row_is_locked (row (seat, 0)));
  assert_branch (seat, "notice", "One-time notice (1 item)", TRUE);
  g_assert_cmpstr (text (seat, "foot_title"), ==, "A second notice of 1 material: it is counted");
  do_outcome (seat);
  g_assert_cmpstr (text (seat, "done_title"), ==, "Second notice given");
  g_assert_cmpint (hall_fixture_sql_int (stage->hall, "SELECT count(*) FROM notice WHERE round = 2"), ==, 1);
}

static void
test_expired (void)
{
  g_autofree char *number = NULL;
  g_autoptr (Seat) seat = NULL;
  HallStage *stage = stage_with_customer ();

  number = hall_case_told (stage->hall);
  hall_fixture_set_time (stage->hall, "2026-12-28T09:00:00");
  hall_fixture_open (stage->hall, "G05", 3);
  hall_case_return (stage->hall, number);
  g_free (hall_fixture_serve (stage->hall, "G05", 3));
  seat = seat_new (stage, number);
  g_assert_true (seat->view->notice_expired);
  g_assert_nonnull (strstr (text (seat, "told_text"), "checked anew"));
  g_assert_cmpstr (hall_pill_get_text (HALL_PILL (child (seat, "told_pill"))), ==, "expired on 2026-12-20");
}

/* However often it is pressed: done once. */
static void
test_pressed_twice (void)
{
  g_autofree char *number = NULL;
  g_autoptr (Seat) seat = seat_with_transfer (&number);

  for (int i = 0; i < 3; i++)
    press (seat, GDK_KEY_1);
  /* The outcome is pressed while the last mark is on its way: it follows the mark. */
  hall_material_row_mark (row (seat, 3), HALL_ITEM_HAVE);
  for (int i = 0; i < 3; i++)
    gtk_widget_activate_action (seat->page, "materials.outcome", NULL);
  hall_stage_wait (gtk_widget_get_visible (child (seat, "done")));
  gtk_widget_activate_action (seat->page, "materials.outcome", NULL);
  wait_read (seat);
  g_assert_cmpint (count (seat, "check"), ==, 4);
  g_assert_cmpint (count (seat, "accept"), ==, 1);
  g_assert_cmpstr (seat->view->state, ==, "accepted");
}

static void
test_scanner (void)
{
  static const char code[] = "2026114212";
  g_autofree char *number = NULL;
  g_autoptr (Seat) seat = seat_with_transfer (&number);

  for (gsize i = 0; i < strlen (code); i++)
    strike (seat, (guint)code[i]);
  /* Nor does the Enter behind the code open anything. */
  g_assert_true (strike (seat, GDK_KEY_Return));
  press (seat, GDK_KEY_Shift_L);
  g_usleep (300 * 1000); /* a scanner's pause is real time */
  wait_read (seat);
  g_assert_cmpint (count (seat, "check"), ==, 0);
  press (seat, GDK_KEY_2);
  assert_marks (seat, "missing open open open");
}

/* A refusal stands at its row, names the rule, and the mark goes back. */
static void
test_refused (void)
{
  g_autofree char *number = NULL;
  g_autoptr (Seat) seat = seat_with_transfer (&number);

  press (seat, GDK_KEY_1);
  hall_case_must (seat->stage->hall, "G05", number, "consult",
                  "'question': <'这样可以吗'>, 'leader': <'L02'>");
  /* The desk has not read it yet when the clerk marks on. */
  hall_material_row_mark (row (seat, 1), HALL_ITEM_HAVE);
  g_assert_cmpint (hall_material_row_get_state (row (seat, 1)), ==, HALL_ITEM_HAVE);
  hall_stage_wait (!hall_material_row_is_pending (row (seat, 1)));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (in_row (seat, 1, "refusal"))), "(rule 5.4)"));
  wait_read (seat);
  g_assert_cmpint (hall_material_row_get_state (row (seat, 1)), ==, HALL_ITEM_UNSEEN);
  assert_marks (seat, "have open open open");
  g_assert_true (gtk_widget_get_visible (child (seat, "done")));
  g_assert_cmpstr (text (seat, "done_title"), ==, "A leader was asked");
}

/* What the matter needs and this customer does not says why. */
static void
test_not_needed (void)
{
  g_autofree char *number = NULL;
  g_autoptr (Seat) seat = seat_with_transfer (&number);
  GtkWidget *chip;

  press (seat, GDK_KEY_4);
  g_assert_true (hall_material_row_is_asking (row (seat, 0)));
  g_assert_false (gtk_widget_get_visible (reason (seat, 0, "more")));
  g_signal_emit_by_name (reason (seat, 0, "done_button"), "clicked");
  g_assert_true (gtk_widget_get_visible (reason (seat, 0, "wrong")));
  g_assert_cmpint (count (seat, "check"), ==, 0);
  chip = hall_stage_find (reason (seat, 0, "chips"), GTK_TYPE_BUTTON, 1);
  g_signal_emit_by_name (chip, "clicked");
  g_signal_emit_by_name (reason (seat, 0, "done_button"), "clicked");
  wait_read (seat);
  assert_marks (seat, "not-needed open open open");
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (in_row (seat, 0, "summary"))), ==, "本厅系统可以查验");
  g_assert_cmpstr (text (seat, "count"), ==, "3 needed, 0 there");
}

/* Esc leaves everything as it was. */
static void
test_left_alone (void)
{
  g_autofree char *number = NULL;
  g_autoptr (Seat) seat = seat_with_transfer (&number);

  press (seat, GDK_KEY_3);
  hall_stage_type (line (seat, 0, "problem_field"), "第二页没有盖章");
  g_signal_emit_by_name (in_row (seat, 0, "reason"), "cancelled");
  wait_read (seat);
  g_assert_false (hall_material_row_is_asking (row (seat, 0)));
  g_assert_cmpint (hall_material_row_get_state (row (seat, 0)), ==, HALL_ITEM_UNSEEN);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (row (seat, 0))));
  g_assert_cmpint (count (seat, "check"), ==, 0);
  /* And what was typed is there when it is wanted after all. */
  press (seat, GDK_KEY_3);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (line (seat, 0, "problem_field"))), ==,
                   "第二页没有盖章");
  hall_stage_type (line (seat, 0, "fix_field"), "请补盖公章");
  enter (line (seat, 0, "fix_field"));
  wait_read (seat);
  press (seat, GDK_KEY_2);
  press (seat, GDK_KEY_3);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (line (seat, 0, "problem_field"))), ==, "");
}

/* A reason that is open is gone on with, whatever key is pressed: nothing is lost and nothing is skipped. */
static void
test_resume (void)
{
  g_autofree char *number = NULL;
  g_autoptr (Seat) seat = seat_with_transfer (&number);
  GtkWidget *problem;

  press (seat, GDK_KEY_3);
  problem = line (seat, 0, "problem_field");
  g_assert_cmpstr (outcome (seat), ==, "Write it down");
  g_assert_cmpstr (text (seat, "foot_title"), ==, "First why: Application form");
  hall_stage_type (problem, "字迹不清");
  /* To another tab and back: where something is still to be said. */
  gtk_widget_grab_focus (GTK_WIDGET (row (seat, 0)));
  hall_materials_page_focus (HALL_MATERIALS_PAGE (seat->page));
  g_assert_true (gtk_widget_has_focus (gtk_widget_get_first_child (line (seat, 0, "fix_field"))));
  gtk_widget_activate_action (seat->page, "materials.outcome", NULL);
  g_assert_true (gtk_widget_get_visible (reason (seat, 0, "wrong")));
  hall_stage_type (line (seat, 0, "fix_field"), "请重新填写");
  gtk_widget_activate_action (seat->page, "materials.outcome", NULL);
  wait_read (seat);
  assert_marks (seat, "faulty open open open");
  g_assert_cmpstr (outcome (seat), ==, "One-time notice (1 item)");

  /* Enter in the list does the same. */
  press (seat, GDK_KEY_Return);
  g_assert_true (hall_material_row_is_asking (row (seat, 0)));
  hall_stage_type (line (seat, 0, "fix_field"), "请重新填写一份");
  gtk_widget_grab_focus (GTK_WIDGET (row (seat, 0)));
  press (seat, GDK_KEY_Return);
  g_assert_false (hall_material_row_is_asking (row (seat, 0)));
  g_assert_cmpint (count (seat, "check"), ==, 2);
}

static void
test_sheets (void)
{
  g_autofree char *number = NULL;
  g_autoptr (Seat) seat = seat_with_transfer (&number);

  press (seat, GDK_KEY_1);
  gtk_list_box_select_row (GTK_LIST_BOX (child (seat, "list")), GTK_LIST_BOX_ROW (row (seat, 0)));
  gtk_widget_grab_focus (GTK_WIDGET (row (seat, 0)));
  press (seat, GDK_KEY_plus);
  press (seat, GDK_KEY_plus);
  press (seat, GDK_KEY_minus);
  g_assert_cmpint (
      hall_fixture_sql_int (seat->stage->hall, "SELECT received FROM case_item WHERE item = 'application'"),
      ==, 2);
}

/* No paper only when the customer wants none, and never in a government hall (Q06). */
static void
test_no_paper (void)
{
  g_autofree char *number = NULL;
  g_autoptr (Seat) seat = seat_with_transfer (&number);

  for (int i = 0; i < 4; i++) {
    g_assert_false (gtk_widget_get_visible (child (seat, "no_paper")));
    gtk_list_box_select_row (GTK_LIST_BOX (child (seat, "list")), GTK_LIST_BOX_ROW (row (seat, i)));
    gtk_widget_grab_focus (GTK_WIDGET (row (seat, i)));
    press (seat, i == 0 ? GDK_KEY_2 : GDK_KEY_1);
  }
  g_assert_true (gtk_widget_get_visible (child (seat, "no_paper")));
  hall_fixture_must (seat->stage->hall, "A01", 0, "set-option", "%s",
                     "{'name': <'profile'>, 'value': <'government'>}");
  read_case (seat);
  wait_read (seat);
  g_assert_false (gtk_widget_get_visible (child (seat, "no_paper")));
  hall_fixture_must (seat->stage->hall, "A01", 0, "set-option", "%s",
                     "{'name': <'profile'>, 'value': <'utility'>}");
  read_case (seat);
  wait_read (seat);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (child (seat, "no_paper")), TRUE);
  g_assert_nonnull (strstr (text (seat, "foot_text"), "No paper"));
  do_outcome (seat);
  g_assert_cmpint (hall_fixture_sql_int (seat->stage->hall, "SELECT count(*) FROM notice WHERE oral = 1"), ==,
                   1);
  g_assert_cmpint (
      hall_fixture_sql_int (seat->stage->hall, "SELECT count(*) FROM document WHERE kind = 'notice'"), ==, 0);
}

/* What may follow later is asked of the lead, and then nothing stands in the way (Q50). */
static void
test_deferred (void)
{
  g_autofree char *number = NULL;
  g_autoptr (Seat) seat = NULL;
  HallStage *stage = stage_with_customer ();

  hall_fixture_must (stage->hall, "A01", 0, "set-matter", "%s",
                     "{'matter': <'B1'>, 'items': <[<{'code': <'title'>, 'name': <'不动产权证书'>}>,"
                     "<{'code': <'plan'>, 'name': <'平面图'>, 'form': <'copy'>, 'may_follow': <true>}>]>}");
  number = hall_case_open (stage->hall, "B1", "'name': <'王小明'>");
  seat = seat_new (stage, number);
  press (seat, GDK_KEY_1);
  g_assert_false (gtk_widget_get_visible (in_row (seat, 1, "follow")));
  press (seat, GDK_KEY_2);
  g_assert_true (gtk_widget_get_visible (in_row (seat, 1, "follow")));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (in_row (seat, 1, "follow"))), ==,
                   "case.defer");
  assert_branch (seat, "notice", "One-time notice (1 item)", TRUE);
  hall_case_must (stage->hall, "G05", number, "request-deferral",
                  "'item': <'plan'>, 'until': <'2026-11-30'>, 'reason': <'测绘单位周五出图'>");
  hall_stage_wait (!gtk_widget_get_visible (in_row (seat, 1, "follow")));
  g_assert_cmpstr (pill (seat, 1), ==, "waits for the lead");
  hall_fixture_must (stage->hall, "L02", 0, "approve", "%s", "{'request': <int64 1>}");
  hall_stage_wait (g_str_equal (pill (seat, 1), "until 2026-11-30"));
  assert_branch (seat, "accept", "Accept now", TRUE);
}

static void
test_nothing_to_bring (void)
{
  g_autofree char *number = NULL;
  g_autoptr (Seat) seat = NULL;
  HallStage *stage = stage_with_customer ();
  g_autofree char *matter = hall_fixture_sql (
      stage->hall, "SELECT m.code FROM matter m WHERE NOT EXISTS (SELECT 1 FROM matter_item i WHERE"
                   " i.matter = m.code) ORDER BY m.code LIMIT 1");

  if (matter == NULL) {
    hall_stage_free (stage);
    g_test_skip ("every matter asks for something");
    return;
  }
  number = hall_case_open (stage->hall, matter, "'kind': <'enquiry'>");
  seat = seat_new (stage, number);
  g_assert_true (gtk_widget_get_visible (child (seat, "empty")));
  g_assert_true (hall_materials_page_get_step (HALL_MATERIALS_PAGE (seat->page))
                 == child (seat, "answer_button"));
}

static void
test_no_case (void)
{
  g_autoptr (Seat) seat = seat_new (stage_with_customer (), NULL);

  show_case (seat, NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (child (seat, "face"))), ==, "none");
  g_assert_null (hall_materials_page_get_step (HALL_MATERIALS_PAGE (seat->page)));
  gtk_widget_activate_action (seat->page, "materials.outcome", NULL);
}

/* What a screen reader hears. */
static void
test_names (void)
{
  g_autofree char *number = NULL;
  g_autoptr (Seat) seat = seat_with_transfer (&number);
  static const char *const names[][2] = {
    { "have", "have" }, { "missing", "missing" }, { "faulty", "faulty" }, { "not_needed", "not needed" }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *wrong = gtk_test_accessible_check_property (
        GTK_ACCESSIBLE (in_row (seat, 0, names[i][0])), GTK_ACCESSIBLE_PROPERTY_LABEL, names[i][1]);

    g_assert_cmpstr (wrong, ==, NULL);
  }
  {
    g_autofree char *before = gtk_test_accessible_check_property (
        GTK_ACCESSIBLE (row (seat, 0)), GTK_ACCESSIBLE_PROPERTY_LABEL, "Application form: not looked at");
    g_autofree char *after = NULL;

    g_assert_cmpstr (before, ==, NULL);
    press (seat, GDK_KEY_1);
    after = gtk_test_accessible_check_property (GTK_ACCESSIBLE (row (seat, 0)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                                "Application form: have");
    g_assert_cmpstr (after, ==, NULL);
  }
}

/* Twice the text on the smallest screen: what was promised goes under the list, and all is to be had. */
static void
test_text_scale (void)
{
  g_autofree char *number = NULL;
  g_autoptr (Seat) seat = seat_with_transfer (&number);
  GtkSettings *settings = gtk_widget_get_settings (seat->page);
  int width;
  int height;

  press (seat, GDK_KEY_2);
  g_object_set (settings, "gtk-xft-dpi", 96 * 1024 * 2, NULL);
  gtk_widget_add_css_class (seat->page, "compact");
  gtk_widget_add_css_class (seat->page, "tight");
  gtk_window_set_default_size (seat->stage->window, 920, 500);
  for (int i = 0; i < 10; i++)
    hall_stage_settle ();
  hall_stage_photograph (seat->stage, "materials-200");
  gtk_widget_measure (seat->page, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (seat->page, GTK_ORIENTATION_VERTICAL, 860, &height, NULL, NULL, NULL);
  g_object_set (settings, "gtk-xft-dpi", 96 * 1024, NULL);
  g_assert_false (gtk_widget_get_visible (child (seat, "side")));
  g_assert_cmpint (width, <=, 860);
  g_assert_cmpint (height, <=, 420);
}

static GtkWidget *
desk_page (GtkWidget *desk)
{
  return adw_bin_get_child (ADW_BIN (driver_child (desk, "materials_place")));
}

static void
assert_fits (GtkWidget *desk)
{
  int width;
  int height;

  hall_stage_settle ();
  gtk_widget_measure (desk, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (desk, GTK_ORIENTATION_VERTICAL, 1280, &height, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 1280);
  g_assert_cmpint (height, <=, 720);
}

/* At the desk itself: four keys and F11, on the smallest screen, with every control named. */
static void
test_at_the_desk (void)
{
  HallStage *stage = stage_with_customer ();
  g_autofree char *number = hall_case_open (stage->hall, "B1", "'name': <'王小明'>");
  g_autofree char *state = NULL;
  GtkWidget *desk = driver_desk (stage);
  Seat seat = { .stage = stage };

  HALL_PROVES ("004-03 004-86");
  driver_wait_state (desk, HALL_DESK_SERVING);
  driver_key (desk, "<Alt>2");
  seat.page = desk_page (desk);
  hall_stage_wait (gtk_widget_get_mapped (child (&seat, "list")) && row (&seat, 0) != NULL);
  driver_assert_named (desk);
  for (int i = 0; i < 4; i++) {
    hall_stage_wait (current (&seat) == i);
    press (&seat, GDK_KEY_1);
  }
  hall_stage_wait (can (&seat));
  hall_stage_settle ();
  g_assert_true (driver_suggested (desk) == child (&seat, "outcome_button"));
  gtk_widget_add_css_class (desk, "compact");
  assert_fits (desk);
  g_object_set (gtk_widget_get_settings (desk), "gtk-xft-dpi", 96 * 1024 * 2, NULL);
  gtk_widget_add_css_class (desk, "tight");
  hall_stage_photograph (stage, "materials-desk-200");
  assert_fits (desk);
  g_object_set (gtk_widget_get_settings (desk), "gtk-xft-dpi", 96 * 1024, NULL);
  driver_key (desk, "F11");
  driver_key (desk, "F11");
  hall_stage_wait (gtk_widget_get_visible (child (&seat, "done")));
  hall_stage_settle ();
  state = hall_fixture_sql (stage->hall, "SELECT state FROM case_file");
  g_assert_cmpstr (state, ==, "accepted");
  g_assert_cmpint (
      hall_fixture_sql_int (stage->hall, "SELECT count(*) FROM case_event WHERE command = 'accept'"), ==, 1);
  hall_stage_free (stage);
}

static void
look (Seat *seat, const char *name)
{
  press (seat, GDK_KEY_Shift_L);
  hall_stage_photograph (seat->stage, name);
}

/* Pictures for people, in the language of the run; what they say is checked above. */
static void
test_look (void)
{
  g_autofree char *number = NULL;
  g_autofree char *back = NULL;
  g_autoptr (Seat) seat = NULL;
  g_autoptr (Seat) returned = NULL;

  if (g_getenv ("HALL_PHOTOS") == NULL) {
    g_test_skip ("nobody looks");
    return;
  }
  seat = seat_with_transfer (&number);
  look (seat, "materials-fresh");
  press (seat, GDK_KEY_1);
  press (seat, GDK_KEY_2);
  gtk_list_box_select_row (GTK_LIST_BOX (child (seat, "list")), GTK_LIST_BOX_ROW (row (seat, 2)));
  gtk_widget_grab_focus (GTK_WIDGET (row (seat, 2)));
  press (seat, GDK_KEY_1);
  press (seat, GDK_KEY_3);
  hall_stage_type (line (seat, 3, "problem_field"), "欠 2025-2026 采暖季热费 312.00 元，你必须先缴");
  look (seat, "materials-reason");
  hall_stage_type (line (seat, 3, "problem_field"), "欠 2025-2026 采暖季热费 312.00 元");
  hall_stage_type (line (seat, 3, "fix_field"), "先缴清欠费，缴费凭证复印 1 份");
  hall_stage_type (line (seat, 3, "where_field"), "本厅 1-3 号窗口可办");
  enter (line (seat, 3, "where_field"));
  look (seat, "materials-notice");
  do_outcome (seat);
  look (seat, "materials-noticed");
  g_clear_pointer (&seat, seat_free);

  returned = seat_with_return (&back);
  look (returned, "materials-return");
  gtk_list_box_select_row (GTK_LIST_BOX (child (returned, "list")), GTK_LIST_BOX_ROW (row (returned, 0)));
  gtk_widget_grab_focus (GTK_WIDGET (row (returned, 0)));
  press (returned, GDK_KEY_2);
  look (returned, "materials-locked");
  for (int i = 1; i < 4; i += 2) {
    gtk_list_box_select_row (GTK_LIST_BOX (child (returned, "list")), GTK_LIST_BOX_ROW (row (returned, i)));
    gtk_widget_grab_focus (GTK_WIDGET (row (returned, i)));
    press (returned, GDK_KEY_1);
  }
  look (returned, "materials-complete");
  do_outcome (returned);
  look (returned, "materials-accepted");
}

int
main (int argc, char **argv)
{
  hall_stage_init (&argc, &argv);
  g_test_add_func ("/materials/complete", test_complete);
  g_test_add_func ("/materials/missing", test_missing);
  g_test_add_func ("/materials/after-all", test_after_all);
  g_test_add_func ("/materials/return", test_return);
  g_test_add_func ("/materials/second", test_second);
  g_test_add_func ("/materials/expired", test_expired);
  g_test_add_func ("/materials/pressed-twice", test_pressed_twice);
  g_test_add_func ("/materials/scanner", test_scanner);
  g_test_add_func ("/materials/refused", test_refused);
  g_test_add_func ("/materials/not-needed", test_not_needed);
  g_test_add_func ("/materials/left-alone", test_left_alone);
  g_test_add_func ("/materials/resume", test_resume);
  g_test_add_func ("/materials/sheets", test_sheets);
  g_test_add_func ("/materials/no-paper", test_no_paper);
  g_test_add_func ("/materials/deferred", test_deferred);
  g_test_add_func ("/materials/nothing-to-bring", test_nothing_to_bring);
  g_test_add_func ("/materials/no-case", test_no_case);
  g_test_add_func ("/materials/names", test_names);
  g_test_add_func ("/materials/text-scale", test_text_scale);
  g_test_add_func ("/materials/at-the-desk", test_at_the_desk);
  g_test_add_func ("/materials/look", test_look);
  return hall_stage_run ();
}
