/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done to a case, asked for in a dialog over a window: what is mandatory is refused at its field, the
 * command goes once, what was typed is kept until then. */

#include "hall-ask-dialog.h"
#include "hall-case-actions.h"
#include "hall-case-fixture.h"
#include "hall-desk-driver.h"
#include "hall-test.h"

/**
 * Seat:
 *
 * A window with the actions on a case, and who sits at it.
 */
typedef struct {
  HallStage *stage;
  GActionGroup *actions;
  HallCaseView *file;
  HallCaseContext context;
  GtkWidget *dialog; /* the one that was opened last; NULL once it is gone */
  guint opened;
} Seat;

static void
on_dialog_cb (HallCaseActions *actions, GtkWindow *dialog, Seat *seat)
{
  seat->opened++;
  g_set_weak_pointer (&seat->dialog, GTK_WIDGET (dialog));
}

typedef struct {
  gpointer view;
  gboolean done;
} Read;

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  Read *read = data;

  read->view = hall_store_read_finish (HALL_STORE (source), result, &error);
  g_assert_no_error (error);
  read->done = TRUE;
}

/* Reads the case again, as a desk does when something has changed. */
static void
refresh (Seat *seat, const char *number)
{
  Read read = { 0 };
  g_autofree char *same = g_strdup (number != NULL ? number : seat->file->number);
  HallCaseView *old = seat->file;

  hall_store_read_async (seat->stage->store, (HallReadFunc)hall_case_view_read, g_variant_new_string (same),
                         hall_case_view_free, NULL, on_read_cb, &read);
  hall_stage_wait (read.done);
  seat->file = read.view;
  seat->context.file = seat->file;
  seat->context.now = hall_clock_now (seat->stage->hall->clock);
  hall_case_actions_set_context (seat->actions, &seat->context);
  hall_case_view_free (old);
}

/* Sits down at counter 3 (or, as the lead, nowhere) with a case open. */
static void
sit_down (Seat *seat, HallFixture *hall, const char *file, const char *staff)
{
  gboolean lead = *staff == 'L';

  *seat = (Seat){ .stage = g_new0 (HallStage, 1) };
  seat->stage->hall = hall;
  seat->stage->store = hall_fixture_open_store (hall);
  hall_stage_show (seat->stage, gtk_label_new ("desk"));
  seat->actions = hall_case_actions_new (GTK_WIDGET (seat->stage->window));
  g_signal_connect (seat->actions, "dialog", G_CALLBACK (on_dialog_cb), seat);
  gtk_widget_insert_action_group (GTK_WIDGET (seat->stage->window), "case", seat->actions);
  seat->context = (HallCaseContext){ .store = seat->stage->store,
                                     .staff = staff,
                                     .counter = lead ? 0 : 3,
                                     .roles = lead ? HALL_ROLE_LEAD : HALL_ROLE_CLERK };
  refresh (seat, file);
}

static void
get_up (Seat *seat)
{
  gpointer actions = seat->actions;

  hall_case_actions_set_context (seat->actions, NULL);
  g_signal_handlers_disconnect_by_data (seat->actions, seat);
  if (seat->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (seat->dialog));
  g_clear_weak_pointer (&seat->dialog);
  g_object_add_weak_pointer (G_OBJECT (seat->actions), &actions);
  gtk_widget_insert_action_group (GTK_WIDGET (seat->stage->window), "case", NULL);
  g_object_unref (seat->actions);
  hall_stage_clear (seat->stage);
  hall_stage_wait (actions == NULL);
  hall_case_view_free (seat->file);
  hall_stage_free (seat->stage);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Seat, get_up)

/* --- Using a dialog --- */

static void
photograph (Seat *seat, const char *name)
{
  GtkWindow *window = seat->stage->window;

  seat->stage->window = GTK_WINDOW (seat->dialog);
  hall_stage_photograph (seat->stage, name);
  seat->stage->window = window;
}

static HallAskDialog *
open_dialog (Seat *seat, const char *action, const char *item)
{
  g_autofree char *name = g_strdup_printf ("dialog-%s", action);

  g_assert_true (g_action_group_get_action_enabled (seat->actions, action));
  g_action_group_activate_action (seat->actions, action, item != NULL ? g_variant_new_string (item) : NULL);
  hall_stage_wait (seat->dialog != NULL && gtk_widget_get_mapped (seat->dialog));
  driver_assert_named (seat->dialog);
  g_assert_cmpuint (driver_count_suggested (seat->dialog), ==, 1);
  photograph (seat, name);
  return HALL_ASK_DIALOG (seat->dialog);
}

static void
press (Seat *seat)
{
  gtk_widget_activate_action (seat->dialog, "ask.go", NULL);
}

/* Pressed twice in one move, as an impatient finger does. */
static void
finish (Seat *seat)
{
  press (seat);
  press (seat);
  hall_stage_wait (seat->dialog == NULL);
  refresh (seat, NULL);
}

static gboolean
is_refused (Seat *seat, const char *arg)
{
  return hall_ask_dialog_get_error (HALL_ASK_DIALOG (seat->dialog), arg) != NULL;
}

/* It is refused, and what is wrong is shown at the field of @arg and nowhere else. */
static void
refused_at (Seat *seat, const char *arg, const char *rule)
{
  const char *error;

  g_test_message ("refused at %s", arg);
  press (seat);
  hall_stage_wait (seat->dialog == NULL || is_refused (seat, arg) || is_refused (seat, NULL));
  if (seat->dialog == NULL || !is_refused (seat, arg))
    g_error ("refused at no field of %s: %s", arg,
             seat->dialog != NULL ? hall_ask_dialog_get_error (HALL_ASK_DIALOG (seat->dialog), NULL) : "");
  error = hall_ask_dialog_get_error (HALL_ASK_DIALOG (seat->dialog), arg);
  if (rule != NULL && strstr (error, rule) == NULL)
    g_error ("“%s” does not name %s", error, rule);
  if (arg != NULL)
    g_assert_false (is_refused (seat, NULL));
}

static HallTextField *
field (Seat *seat, const char *arg)
{
  HallTextField *found = hall_ask_dialog_get_field (HALL_ASK_DIALOG (seat->dialog), arg);

  g_assert_nonnull (found);
  return found;
}

static void
type (Seat *seat, const char *arg, const char *text)
{
  hall_text_field_set_text (field (seat, arg), text);
}

static void
check_typed (Seat *seat, const char *arg, const char *text)
{
  g_autofree char *typed = hall_text_field_dup_text (field (seat, arg));

  g_assert_cmpstr (typed, ==, text);
}

static HallChoiceField *
choice (Seat *seat, guint at)
{
  return HALL_CHOICE_FIELD (hall_stage_find (seat->dialog, HALL_TYPE_CHOICE_FIELD, at));
}

static void
choose (Seat *seat, guint at, const char *value)
{
  g_assert_true (hall_choice_field_select_value (choice (seat, at), value));
}

static void
close_dialog (Seat *seat)
{
  gtk_widget_activate_action (seat->dialog, "window.close", NULL);
  hall_stage_wait (seat->dialog == NULL);
}

static void
check_count (Seat *seat, const char *command, gint64 expected)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM case_event WHERE command = '%s'", command);

  g_assert_cmpint (hall_fixture_sql_int (seat->stage->hall, sql), ==, expected);
}

static gboolean
says (Seat *seat, const char *text)
{
  return strstr (hall_stage_label (seat->dialog, HALL_TYPE_ASK_DIALOG, "phrase_label"), text) != NULL;
}

static char *
open_b1 (HallFixture *hall)
{
  return hall_case_open (hall, "B1", "'name': <'王小明'>");
}

/* --- Not to be done --- */

/* No one-word brush-off: why, by what, and where else; what the customer will read is looked at. */
static void
test_refuse (void)
{
  HallFixture *hall = hall_case_fixture ();
  g_autofree char *file = open_b1 (hall);
  g_auto (Seat) seat = { 0 };
  g_autofree char *waits = NULL;

  HALL_PROVES ("004-30 004-37 004-88 003-34");
  sit_down (&seat, hall, file, "G05");
  open_dialog (&seat, "refuse", NULL);
  check_typed (&seat, "basis", seat.file->basis);
  refused_at (&seat, "class", "S004 9.2");
  choose (&seat, 0, "not-our-business");
  refused_at (&seat, "reason", "S004 5.3");
  type (&seat, "reason", "无");
  refused_at (&seat, "reason", "S004 5.3");
  type (&seat, "reason", "这类申请不归我管，由不动产登记中心受理");
  g_assert_nonnull (hall_text_field_get_hint (field (&seat, "reason")));
  gtk_widget_activate_action (GTK_WIDGET (field (&seat, "reason")), "field.better", NULL);
  g_assert_null (hall_text_field_get_hint (field (&seat, "reason")));
  type (&seat, "basis", "");
  refused_at (&seat, "basis", "S004 5.3");
  type (&seat, "basis", "《供用热合同》第六条");
  refused_at (&seat, "option", "S004 9.2");
  type (&seat, "option", "到不动产登记中心办理");
  hall_stage_wait (says (&seat, "建议您到不动产登记中心办理。"));
  photograph (&seat, "dialog-refuse-full");
  finish (&seat);
  check_count (&seat, "refuse", 1);
  g_assert_cmpstr (seat.file->state, ==, "refusing");
  waits = hall_fixture_json (hall, "SELECT detail FROM request", "$.class");
  g_assert_cmpstr (waits, ==, "not-our-business");
  g_assert_false (g_action_group_get_action_enabled (seat.actions, "refuse"));
  g_assert_false (g_action_group_get_action_enabled (seat.actions, "close"));
}

/* --- Asking others --- */

/* A leader is asked: the customer can be reached, and knows a time that is computed, never typed. */
static void
test_consult (void)
{
  HallFixture *hall = hall_case_fixture ();
  g_autofree char *file = open_b1 (hall);
  g_auto (Seat) seat = { 0 };
  g_autofree char *day = NULL;
  g_autofree char *slip = NULL;

  HALL_PROVES ("004-89 003-01 003-11 002-26");
  sit_down (&seat, hall, file, "G05");
  open_dialog (&seat, "consult", NULL);
  g_assert_cmpstr (hall_choice_field_get_arg (choice (&seat, 0)), ==, "leader");
  g_assert_cmpstr (hall_choice_field_get_arg (choice (&seat, 1)), ==, "due");
  day = g_variant_dup_string (hall_choice_field_get_value (choice (&seat, 1)), NULL);
  g_assert_cmpstr (day, ==, "2026-11-23");
  g_assert_cmpuint (hall_choice_field_get_selected (choice (&seat, 1)), ==, 0); /* nothing is sooner */
  hall_stage_wait (says (&seat, "11-23") && says (&seat, "17:30前答复您"));
  refused_at (&seat, "question", "S004 9.2");
  type (&seat, "question", "能否凭备案合同\n代替不动产权证书");
  refused_at (&seat, "phone", "S002 4.1");
  type (&seat, "phone", "138");
  refused_at (&seat, "phone", NULL);
  type (&seat, "phone", "13800001234");
  finish (&seat);
  check_count (&seat, "consult", 1);
  g_assert_cmpstr (seat.file->state, ==, "consulting");
  slip = hall_fixture_json (hall, "SELECT content FROM document WHERE kind = 'consult'", "$.due_at");
  g_assert_cmpstr (slip, ==, "2026-11-23 17:30");
}

/* The lead reads the question above the answer; the case goes back to its checklist. */
static void
test_answer_consult (void)
{
  HallFixture *hall = hall_case_fixture ();
  g_autofree char *file = open_b1 (hall);
  g_auto (Seat) seat = { 0 };

  hall_case_must (hall, "G05", file, "consult",
                  "'question': <'能否凭合同办理'>, 'leader': <'L02'>, 'phone': <'13800001234'>");
  sit_down (&seat, hall, file, "L02");
  open_dialog (&seat, "answer-consult", NULL);
  refused_at (&seat, "answer", NULL);
  type (&seat, "answer", "可以，凭备案合同");
  finish (&seat);
  check_count (&seat, "answer-consult", 1);
  g_assert_cmpstr (seat.file->state, ==, "open");
}

/* Department, contact, summary, due and phone; then its answer, and the customer is asked once more. */
static void
test_forward (void)
{
  HallFixture *hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "D1", "'address': <'一街2号'>");
  g_auto (Seat) seat = { 0 };
  g_autofree char *task = NULL;
  g_autofree char *contact = NULL;
  g_autofree char *result = NULL;

  HALL_PROVES ("004-36 000-26 002-26 003-22");
  sit_down (&seat, hall, file, "G05");
  open_dialog (&seat, "forward", NULL);
  contact = hall_text_field_dup_text (field (&seat, "contact"));
  g_assert_cmpstr (contact, !=, "");
  type (&seat, "contact", "");
  refused_at (&seat, "contact", "5.4");
  type (&seat, "contact", "李工");
  choose (&seat, 0, "管网运行部");
  check_typed (&seat, "contact", "李工");
  refused_at (&seat, "summary", "S000 3.4");
  type (&seat, "summary", "室温15度，三天了");
  refused_at (&seat, "phone", "S002 4.1");
  type (&seat, "phone", "13800001234");
  hall_stage_wait (says (&seat, "转接至管网运行部"));
  finish (&seat);
  check_count (&seat, "forward", 1);
  task = hall_fixture_list (hall, "SELECT who, contact FROM case_task");
  g_assert_cmpstr (task, ==, "管网运行部 李工");

  open_dialog (&seat, "answer-forward", NULL);
  refused_at (&seat, "answer", NULL);
  type (&seat, "answer", "已排气，室温20度");
  finish (&seat);
  open_dialog (&seat, "visit", NULL);
  refused_at (&seat, "result", NULL);
  choose (&seat, 0, "不满意");
  type (&seat, "result", "晚上又凉了");
  finish (&seat);
  result = hall_fixture_sql (hall, "SELECT answer FROM case_task WHERE kind = 'visit'");
  g_assert_cmpstr (result, ==, "不满意：晚上又凉了");
  g_assert_false (g_action_group_get_action_enabled (seat.actions, "visit"));
}

/* Nobody knows whose it is: the lead is asked, with a due time, and nothing is typed again (3.1). */
static void
test_forward_nowhere (void)
{
  HallFixture *hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "B1", "'name': <'王小明'>, 'phone': <'13800001234'>");
  g_auto (Seat) seat = { 0 };
  g_autofree char *task = NULL;

  HALL_PROVES ("004-36");
  sit_down (&seat, hall, file, "G05");
  open_dialog (&seat, "forward", NULL);
  hall_choice_field_set_selected (
      choice (&seat, 0),
      g_list_model_get_n_items (G_LIST_MODEL (gtk_drop_down_get_model (GTK_DROP_DOWN (
          hall_stage_child (GTK_WIDGET (choice (&seat, 0)), HALL_TYPE_CHOICE_FIELD, "drop_down")))))
          - 1);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (field (&seat, "contact"))));
  refused_at (&seat, "summary", "S004 9.2");
  type (&seat, "summary", "楼道里的表箱坏了");
  finish (&seat);
  check_count (&seat, "forward", 0);
  check_count (&seat, "consult", 1);
  task = hall_fixture_list (hall, "SELECT kind, who, question FROM case_task");
  g_assert_cmpstr (task, ==, "consult L02 楼道里的表箱坏了");
}

/* --- Notes, answers, the reply, the end --- */

/* Four prompts; what is typed outlives the dialog and is gone when it is kept. */
static void
test_note (void)
{
  HallFixture *hall = hall_case_fixture ();
  g_autofree char *file = open_b1 (hall);
  g_auto (Seat) seat = { 0 };
  g_autofree char *kept = NULL;

  HALL_PROVES ("004-34 004-13 004-14");
  sit_down (&seat, hall, file, "G05");
  open_dialog (&seat, "note", NULL);
  refused_at (&seat, "text", "S004 5.2");
  type (&seat, "need", "过户给儿子");
  type (&seat, "facts", "房产证在银行");
  type (&seat, "text", "下午再来");
  close_dialog (&seat);

  open_dialog (&seat, "note", NULL);
  check_typed (&seat, "need", "过户给儿子");
  check_typed (&seat, "facts", "房产证在银行");
  check_typed (&seat, "text", "下午再来");
  type (&seat, "questions", "抵押了吗？抵押了。");
  type (&seat, "analysis", "先问登记中心");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (hall_stage_find (seat.dialog, GTK_TYPE_CHECK_BUTTON, 0)),
                               TRUE);
  photograph (&seat, "dialog-note-full");
  finish (&seat);
  check_count (&seat, "note", 1);
  kept = hall_fixture_list (hall, "SELECT text, internal FROM case_event WHERE command = 'note'");
  g_assert_cmpstr (kept, ==, "下午再来 1");
  for (gsize i = 0; i < 4; i++) {
    static const char *const prompts[][2] = { { "$.need", "过户给儿子" },
                                              { "$.facts", "房产证在银行" },
                                              { "$.questions", "抵押了吗？抵押了。" },
                                              { "$.analysis", "先问登记中心" } };
    g_autofree char *text = hall_fixture_json (hall, "SELECT detail FROM case_event WHERE command = 'note'",
                                               prompts[i][0]);

    g_assert_cmpstr (text, ==, prompts[i][1]);
  }

  open_dialog (&seat, "note", NULL);
  check_typed (&seat, "need", "");
  check_typed (&seat, "text", "");
}

/* A draft is of one clerk and one case: it never turns up in another. */
static void
test_drafts_apart (void)
{
  HallFixture *hall = hall_case_fixture ();
  g_autofree char *first = open_b1 (hall);
  g_autofree char *second = open_b1 (hall);
  g_auto (Seat) seat = { 0 };

  HALL_PROVES ("004-13");
  sit_down (&seat, hall, first, "G05");
  open_dialog (&seat, "reply", NULL);
  type (&seat, "content", "先到一楼");
  close_dialog (&seat);
  refresh (&seat, second);
  open_dialog (&seat, "reply", NULL);
  check_typed (&seat, "content", "");
  close_dialog (&seat);
  refresh (&seat, first);
  seat.context.staff = "L02";
  seat.context.roles = HALL_ROLE_LEAD;
  hall_case_actions_set_context (seat.actions, &seat.context);
  open_dialog (&seat, "reply", NULL);
  check_typed (&seat, "content", "");
}

static void
test_tag (void)
{
  HallFixture *hall = hall_case_fixture ();
  g_autofree char *file = open_b1 (hall);
  g_auto (Seat) seat = { 0 };
  g_autofree char *tags = NULL;

  HALL_PROVES ("000-18 000-19");
  sit_down (&seat, hall, file, "G05");
  open_dialog (&seat, "tag", NULL);
  refused_at (&seat, "keyword", "S000 3.3");
  type (&seat, "keyword", "房产证抵押");
  choose (&seat, 0, "anxious");
  finish (&seat);
  tags = hall_fixture_list (hall, "SELECT word FROM case_tag ORDER BY kind DESC");
  g_assert_cmpstr (tags, ==, "房产证抵押 焦急");
}

/* It does not close before the customer has been told: the one button leads there. */
static void
test_close (void)
{
  HallFixture *hall = hall_case_fixture ();
  g_autofree char *file = hall_case_open (hall, "C1", "");
  g_auto (Seat) seat = { 0 };

  HALL_PROVES ("004-33 003-14");
  sit_down (&seat, hall, file, "G05");
  open_dialog (&seat, "close", NULL);
  press (&seat);
  hall_stage_wait (seat.opened == 2 && seat.dialog != NULL && gtk_widget_get_mapped (seat.dialog));
  check_count (&seat, "close-case", 0);
  refused_at (&seat, "content", NULL);
  type (&seat, "content", "你必须每年11月前缴费");
  g_assert_nonnull (hall_text_field_get_hint (field (&seat, "content")));
  type (&seat, "content", "每年11月前缴费");
  finish (&seat);
  check_count (&seat, "reply", 1);

  open_dialog (&seat, "answer", NULL);
  refused_at (&seat, "text", "5.4");
  type (&seat, "text", "每年11月15日前");
  finish (&seat);
  open_dialog (&seat, "close", NULL);
  hall_stage_wait (says (&seat, "您的问题是否已经解决？"));
  refused_at (&seat, "solved", NULL);
  hall_choice_field_set_selected (choice (&seat, 0), 0);
  finish (&seat);
  check_count (&seat, "close-case", 1);
  g_assert_cmpstr (seat.file->state, ==, "closed");
  g_assert_false (g_action_group_get_action_enabled (seat.actions, "note"));
  g_assert_false (g_action_group_get_action_enabled (seat.actions, "reply"));
}

/* --- By whom --- */

/* The handler changes, who is first-responsible stays; the second time is pointed out before. */
static void
test_hand (void)
{
  HallFixture *hall = hall_case_fixture ();
  g_autofree char *file = open_b1 (hall);
  g_auto (Seat) seat = { 0 };

  HALL_PROVES ("004-32 000-26");
  sit_down (&seat, hall, file, "G05");
  g_assert_false (g_action_group_get_action_enabled (seat.actions, "reassign"));
  open_dialog (&seat, "hand", NULL);
  g_assert_false (hall_choice_field_select_value (choice (&seat, 0), "G05"));
  choose (&seat, 0, "G07");
  refused_at (&seat, "summary", "S000 3.4");
  type (&seat, "summary", "等银行的证");
  finish (&seat);
  check_count (&seat, "hand-case", 1);
  g_assert_cmpstr (seat.file->handler, ==, "G07");
  g_assert_cmpstr (seat.file->first_responsible, ==, "G05");

  open_dialog (&seat, "hand", NULL);
  g_assert_true (gtk_widget_has_css_class (
      gtk_widget_get_first_child (hall_stage_child (seat.dialog, HALL_TYPE_ASK_DIALOG, "rows")),
      "warn-text"));
  choose (&seat, 0, "G05");
  type (&seat, "summary", "银行说证在户主手里");
  finish (&seat);
  g_assert_cmpint (seat.file->moved, ==, 2);
}

/* Only the lead, with a reason. */
static void
test_reassign (void)
{
  HallFixture *hall = hall_case_fixture ();
  g_autofree char *file = open_b1 (hall);
  g_auto (Seat) seat = { 0 };

  HALL_PROVES ("004-32");
  sit_down (&seat, hall, file, "L02");
  open_dialog (&seat, "reassign", NULL);
  choose (&seat, 0, "G09");
  refused_at (&seat, "reason", NULL);
  type (&seat, "reason", "张三长期病假");
  finish (&seat);
  g_assert_cmpstr (seat.file->first_responsible, ==, "G09");
}

/* --- The clock --- */

static void
test_clock (void)
{
  HallFixture *hall = hall_case_fixture ();
  g_autofree char *file = hall_case_accepted (hall);
  g_auto (Seat) seat = { 0 };
  g_autofree char *day = NULL;
  g_autofree char *asked = NULL;

  HALL_PROVES ("003-01 004-91");
  sit_down (&seat, hall, file, "G05");
  g_assert_false (g_action_group_get_action_enabled (seat.actions, "resume"));
  open_dialog (&seat, "suspend", NULL);
  refused_at (&seat, "reason", NULL);
  type (&seat, "reason", "等待客户补交材料");
  finish (&seat);
  g_assert_cmpint (seat.file->suspended_since, !=, 0);
  g_assert_false (g_action_group_get_action_enabled (seat.actions, "suspend"));
  g_action_group_activate_action (seat.actions, "resume", NULL);
  for (int i = 0; seat.file->suspended_since != 0 && i < 200; i++)
    refresh (&seat, NULL);
  g_assert_cmpint (seat.file->suspended_since, ==, 0);

  /* Due on the 25th: what is offered is later, a working day at least. */
  open_dialog (&seat, "extend", NULL);
  day = g_variant_dup_string (hall_choice_field_get_value (choice (&seat, 0)), NULL);
  g_assert_cmpstr (day, ==, "2026-11-26");
  refused_at (&seat, "reason", NULL);
  type (&seat, "reason", "系统升级，测量推迟");
  type (&seat, "told", "电话告知");
  finish (&seat);
  check_count (&seat, "extend", 1);
  asked = hall_fixture_json (hall, "SELECT detail FROM request", "$.due");
  g_assert_cmpstr (asked, ==, "2026-11-26");
}

/* --- After a notice --- */

/* One of four causes; a clerk asks the lead for leave, the lead demands it. */
static void
test_demand (void)
{
  HallFixture *hall = hall_case_fixture ();
  g_autofree char *file = hall_case_told (hall);
  g_auto (Seat) seat = { 0 };
  g_autofree char *waits = NULL;

  HALL_PROVES ("004-87");
  hall_case_return (hall, file);
  g_free (hall_fixture_serve (hall, "G05", 3));
  sit_down (&seat, hall, file, "G05");
  open_dialog (&seat, "demand", "both-ids");
  g_assert_cmpstr (hall_choice_field_get_arg (choice (&seat, 0)), ==, "item");
  refused_at (&seat, "cause", NULL);
  choose (&seat, 1, "rule-changed");
  refused_at (&seat, "reason", NULL);
  type (&seat, "reason", "本月起要求双方到场");
  finish (&seat);
  waits = hall_fixture_list (hall, "SELECT kind, state FROM request");
  g_assert_cmpstr (waits, ==, "demand waiting");
  g_assert_cmpint (
      hall_fixture_sql_int (hall, "SELECT count (*) FROM case_item WHERE demanded_cause IS NOT NULL"), ==, 0);
}

static void
test_demand_as_lead (void)
{
  HallFixture *hall = hall_case_fixture ();
  g_autofree char *file = hall_case_told (hall);
  g_auto (Seat) seat = { 0 };
  g_autofree char *cause = NULL;

  HALL_PROVES ("004-87");
  hall_case_return (hall, file);
  g_free (hall_fixture_serve (hall, "G05", 3));
  sit_down (&seat, hall, file, "L02");
  open_dialog (&seat, "demand", "both-ids");
  choose (&seat, 1, "our-error");
  type (&seat, "reason", "上次漏看了户主的证件");
  type (&seat, "problem", "你必须带原件");
  g_assert_nonnull (hall_text_field_get_hint (field (&seat, "problem")));
  finish (&seat);
  cause = hall_fixture_sql (hall, "SELECT demanded_cause FROM case_item WHERE item = 'both-ids'");
  g_assert_cmpstr (cause, ==, "our-error");
}

/* --- When what is to be had --- */

static void
test_availability (void)
{
  HallFixture *hall = hall_case_fixture ();
  g_autofree char *file = open_b1 (hall);
  g_auto (Seat) seat = { 0 };
  static const char *const open[] = { "refuse", "consult", "forward", "answer", "reply",
                                      "note",   "tag",     "hand",    "close",  "print-guide" };
  static const char *const later[] = { "suspend",        "resume", "extend",  "answer-consult",
                                       "answer-forward", "visit",  "reassign" };

  sit_down (&seat, hall, file, "G05");
  for (gsize i = 0; i < G_N_ELEMENTS (open); i++)
    g_assert_true (g_action_group_get_action_enabled (seat.actions, open[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (later); i++)
    g_assert_false (g_action_group_get_action_enabled (seat.actions, later[i]));
  /* Somebody else's case, and no customer of theirs sits here. */
  seat.context.staff = "G09";
  hall_case_actions_set_context (seat.actions, &seat.context);
  g_assert_false (g_action_group_get_action_enabled (seat.actions, "note"));
  hall_case_actions_set_context (seat.actions, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (open); i++)
    g_assert_false (g_action_group_get_action_enabled (seat.actions, open[i]));
}

/* Two presses of a key before the dialog is there open one; of another case than was meant, none. */
static void
test_one_dialog (void)
{
  HallFixture *hall = hall_case_fixture ();
  g_autofree char *first = open_b1 (hall);
  g_autofree char *second = open_b1 (hall);
  g_auto (Seat) seat = { 0 };

  sit_down (&seat, hall, first, "G05");
  g_action_group_activate_action (seat.actions, "note", NULL);
  g_action_group_activate_action (seat.actions, "reply", NULL);
  hall_stage_wait (seat.opened == 1);
  hall_stage_settle ();
  g_assert_cmpuint (seat.opened, ==, 1);
  close_dialog (&seat);
  g_action_group_activate_action (seat.actions, "note", NULL);
  hall_case_actions_set_context (seat.actions, NULL);
  hall_stage_settle ();
  g_assert_cmpuint (seat.opened, ==, 1);
  refresh (&seat, second);
  open_dialog (&seat, "note", NULL);
}

/* Over the real desk: the curtain hides what is half typed with all the rest, and gives it back. */
static void
test_curtain (void)
{
  g_autoptr (HallStage) stage = NULL;
  HallFixture *hall;
  GtkWidget *desk;
  GtkWidget *dialog;
  g_autofree char *file = NULL;
  g_autofree char *typed = NULL;

  HALL_PROVES ("004-22 004-13");
  hall = hall_case_fixture ();
  file = open_b1 (hall);
  stage = g_new0 (HallStage, 1);
  stage->hall = hall;
  stage->store = hall_fixture_open_store (hall);
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_SERVING);
  hall_stage_wait (gtk_widget_activate_action (desk, "case.note", NULL) && driver_dialog (desk) != NULL);
  dialog = driver_dialog (desk);
  hall_stage_wait (gtk_widget_get_mapped (dialog));
  hall_text_field_set_text (hall_ask_dialog_get_field (HALL_ASK_DIALOG (dialog), "need"), "过户给儿子");
  driver_key (dialog, "F12");
  g_assert_cmpstr (driver_face (desk), ==, "curtain");
  g_assert_false (gtk_widget_get_visible (dialog));
  driver_key (desk, "F12");
  g_assert_cmpstr (driver_face (desk), ==, "desk");
  g_assert_true (gtk_widget_get_visible (dialog));
  typed = hall_text_field_dup_text (hall_ask_dialog_get_field (HALL_ASK_DIALOG (dialog), "need"));
  g_assert_cmpstr (typed, ==, "过户给儿子");
  driver_key (dialog, "<Control>l");
  g_assert_cmpstr (driver_face (desk), ==, "lock");
  hall_stage_clear (stage);
}

int
main (int argc, char **argv)
{
  hall_stage_init (&argc, &argv);
  g_test_add_func ("/case-dialogs/refuse", test_refuse);
  g_test_add_func ("/case-dialogs/consult", test_consult);
  g_test_add_func ("/case-dialogs/answer-consult", test_answer_consult);
  g_test_add_func ("/case-dialogs/forward", test_forward);
  g_test_add_func ("/case-dialogs/forward-nowhere", test_forward_nowhere);
  g_test_add_func ("/case-dialogs/note", test_note);
  g_test_add_func ("/case-dialogs/drafts-apart", test_drafts_apart);
  g_test_add_func ("/case-dialogs/tag", test_tag);
  g_test_add_func ("/case-dialogs/close", test_close);
  g_test_add_func ("/case-dialogs/hand", test_hand);
  g_test_add_func ("/case-dialogs/reassign", test_reassign);
  g_test_add_func ("/case-dialogs/clock", test_clock);
  g_test_add_func ("/case-dialogs/demand", test_demand);
  g_test_add_func ("/case-dialogs/demand-as-lead", test_demand_as_lead);
  g_test_add_func ("/case-dialogs/availability", test_availability);
  g_test_add_func ("/case-dialogs/one-dialog", test_one_dialog);
  g_test_add_func ("/case-dialogs/curtain", test_curtain);
  return hall_stage_run ();
}
