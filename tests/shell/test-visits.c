/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is kept of visits, on screen: the line at the end, what is left to complete, what needs no number, the
 * register of forwards. */

#include "hall-ask-dialog.h"
#include "hall-case-fixture.h"
#include "hall-closing-page.h"
#include "hall-desk-driver.h"
#include "hall-desk-sidebar.h"
#include "hall-forwards-dialog.h"
#include "hall-record-list.h"
#include "hall-test.h"
#include "hall-text-field.h"
#include "hall-visit.h"

/* Counter 3 is open; so many with B1 wait. */
static HallStage *
stage_with (int waiting)
{
  HallStage *stage = hall_stage_new ();

  hall_fixture_open (stage->hall, "G05", 3);
  for (int i = 0; i < waiting; i++)
    g_variant_unref (
        hall_fixture_do (stage->hall, NULL, 0, "take-ticket", "{'category': <'B'>, 'matter': <'B1'>}"));
  return stage;
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
photograph_dialog (HallStage *stage, GtkWidget *dialog, const char *name)
{
  GtkWindow *window = stage->window;

  stage->window = GTK_WINDOW (dialog);
  hall_stage_photograph (stage, name);
  stage->window = window;
}

static char *
records (HallStage *stage, const char *columns)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM visit_record ORDER BY id", columns);

  return hall_fixture_list (stage->hall, sql);
}

static void
wait_records (HallStage *stage, const char *columns, const char *wanted)
{
  g_autofree char *got = NULL;

  for (int i = 0; i < 400; i++) {
    g_free (got);
    got = records (stage, columns);
    if (g_str_equal (got, wanted))
      break;
    hall_stage_settle ();
  }
  g_assert_cmpstr (got, ==, wanted);
}

/* --- The dialog --- */

static HallAskDialog *
wait_dialog (GtkWidget *desk)
{
  hall_stage_wait (driver_dialog (desk) != NULL && gtk_widget_get_mapped (driver_dialog (desk)));
  return HALL_ASK_DIALOG (driver_dialog (desk));
}

/* The answers of all choices that are in sight: @text is pressed, or taken out of a list. */
static gboolean
choose_in (GtkWidget *widget, const char *value)
{
  if (HALL_IS_CHOICE_FIELD (widget))
    return gtk_widget_get_mapped (widget)
           && hall_choice_field_select_value (HALL_CHOICE_FIELD (widget), value);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (choose_in (child, value))
      return TRUE;
  return FALSE;
}

static void
choose (HallAskDialog *dialog, const char *value)
{
  hall_stage_settle ();
  g_assert_true (choose_in (GTK_WIDGET (dialog), value));
  hall_stage_settle ();
}

static void
type (HallAskDialog *dialog, const char *arg, const char *text)
{
  HallTextField *field = hall_ask_dialog_get_field (dialog, arg);

  g_assert_nonnull (field);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (field)));
  hall_text_field_set_text (field, text);
}

static void
press (HallAskDialog *dialog)
{
  gtk_widget_activate_action (GTK_WIDGET (dialog), "ask.go", NULL);
}

/* What is asked of each kind, and no more. */
static void
test_asks_what_it_must (void)
{
  static const struct {
    const char *kind;
    const char *shown;
  } table[] = {
    { "enquiry", "text answer" },
    { "business", "" },
    { "repair", "text address phone" },
    { "suggestion", "text" },
    { "complaint", "text occurred place demand" },
    { "emergency", "text address phone" },
  };
  static const char *const all[] = { "text",    "answer",  "occurred",    "place", "demand",
                                     "address", "contact", "result_text", "phone" };
  g_autoptr (HallStage) stage = stage_with (0);
  GtkWidget *desk = driver_desk (stage);
  HallAskDialog *dialog;

  HALL_PROVES ("000-07 002-17 002-29");

  driver_wait_state (desk, HALL_DESK_IDLE);
  driver_key (desk, "<Control>n");
  dialog = wait_dialog (desk);
  driver_assert_named (GTK_WIDGET (dialog));
  g_assert_cmpuint (driver_count_suggested (GTK_WIDGET (dialog)), ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (GString) shown = g_string_new (NULL);
    g_autofree char *name = g_strdup_printf ("record-%s", table[i].kind);

    choose (dialog, table[i].kind);
    for (gsize k = 0; k < G_N_ELEMENTS (all); k++)
      if (gtk_widget_get_visible (GTK_WIDGET (hall_ask_dialog_get_field (dialog, all[k]))))
        g_string_append_printf (shown, "%s%s", shown->len > 0 ? " " : "", all[k]);
    if (g_str_equal (table[i].kind, "repair"))
      g_assert_cmpstr (shown->str, ==, "text address phone");
    else
      g_assert_cmpstr (shown->str, ==, table[i].shown);
    photograph_dialog (stage, GTK_WIDGET (dialog), name);
  }
  choose (dialog, "repair");
  choose (dialog, "forwarded");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (hall_ask_dialog_get_field (dialog, "contact"))));
  photograph_dialog (stage, GTK_WIDGET (dialog), "record-forwarded");
  gtk_window_close (GTK_WINDOW (dialog));
  assert_clean_end (stage, desk);
}

/* Nobody takes a number for a question; what is missing is said at its field and nothing typed is lost. */
static void
test_without_number (void)
{
  g_autoptr (HallStage) stage = stage_with (0);
  GtkWidget *desk = driver_desk (stage);
  HallAskDialog *dialog;

  HALL_PROVES ("002-17 000-01");

  driver_wait_state (desk, HALL_DESK_IDLE);
  driver_key (desk, "<Control>n");
  dialog = wait_dialog (desk);
  type (dialog, "text", "几号开始供热");
  press (dialog);
  hall_stage_wait (hall_ask_dialog_get_error (dialog, "answer") != NULL);
  photograph_dialog (stage, GTK_WIDGET (dialog), "record-refused");
  type (dialog, "answer", "11月15日");
  press (dialog);
  hall_stage_wait (driver_dialog (desk) == NULL);
  wait_records (stage, "kind, text, answer, staff, counter, ticket", "enquiry 几号开始供热 11月15日 G05 3 -");
  g_assert_cmpint (hall_fixture_sql_int (stage->hall, "SELECT count (*) FROM ticket"), ==, 0);
  assert_clean_end (stage, desk);
}

/* What needs a counter gets a number there and then, with its matter. */
static void
test_take_number (void)
{
  g_autoptr (HallStage) stage = stage_with (0);
  GtkWidget *desk = driver_desk (stage);
  HallAskDialog *dialog;
  g_autofree char *ticket = NULL;

  HALL_PROVES ("002-17");

  driver_wait_state (desk, HALL_DESK_IDLE);
  driver_key (desk, "<Control>n");
  dialog = wait_dialog (desk);
  choose (dialog, "business");
  choose (dialog, "B2");
  photograph_dialog (stage, GTK_WIDGET (dialog), "record-take");
  press (dialog);
  hall_stage_wait (driver_dialog (desk) == NULL);
  ticket = hall_fixture_list (stage->hall, "SELECT label, matter, state FROM ticket");
  g_assert_cmpstr (ticket, ==, "B001 B2 waiting");
  g_assert_cmpint (hall_fixture_sql_int (stage->hall, "SELECT count (*) FROM visit_record"), ==, 0);
  assert_clean_end (stage, desk);
}

/* An emergency is on its way with the shift lead told. */
static void
test_emergency (void)
{
  g_autoptr (HallStage) stage = stage_with (0);
  GtkWidget *desk = driver_desk (stage);
  HallAskDialog *dialog;

  HALL_PROVES ("000-23 002-08");

  driver_wait_state (desk, HALL_DESK_IDLE);
  driver_key (desk, "<Control>n");
  dialog = wait_dialog (desk);
  choose (dialog, "emergency");
  choose (dialog, "facility");
  type (dialog, "text", "管道喷水");
  type (dialog, "address", "和平路5号");
  type (dialog, "phone", "13800001234");
  press (dialog);
  hall_stage_wait (driver_dialog (desk) == NULL);
  wait_records (stage, "kind, sub, urgency", "emergency facility emergency");
  assert_clean_end (stage, desk);
}

/* --- The end of a visit --- */

static HallTextField *
closing_line (GtkWidget *desk)
{
  GtkWidget *page = driver_child (desk, "closing_page");
  GtkWidget *place = hall_stage_child (page, HALL_TYPE_CLOSING_PAGE, "line_place");

  return HALL_TEXT_FIELD (adw_bin_get_child (ADW_BIN (place)));
}

static GtkWidget *
closing_child (GtkWidget *desk, const char *name)
{
  return hall_stage_child (driver_child (desk, "closing_page"), HALL_TYPE_CLOSING_PAGE, name);
}

/* One line, and the visit is recorded with its end. */
static void
test_one_line (void)
{
  g_autoptr (HallStage) stage = stage_with (1);
  GtkWidget *desk;

  HALL_PROVES ("002-24 004-17");

  g_free (hall_fixture_serve (stage->hall, "G05", 3));
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_SERVING);
  driver_key (desk, "F10");
  hall_stage_settle ();
  g_assert_true (gtk_widget_get_visible (closing_child (desk, "record_box")));
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (closing_child (desk, "business_button"))));
  driver_assert_named (driver_child (desk, "closing_page"));
  hall_text_field_set_text (closing_line (desk), "过户材料已说明，改日再来");
  hall_stage_photograph (stage, "closing");
  g_usleep (650000); /* the guard against the double tap is real time */
  driver_key (desk, "F10");
  driver_wait_state (desk, HALL_DESK_IDLE);
  wait_records (stage, "kind, matter, result, result_text, completed_by",
                "business B1 done 过户材料已说明，改日再来 G05");
  assert_clean_end (stage, desk);
}

/* Nothing written: the visit ends all the same, and waits in the list with its five minutes. */
static void
test_to_complete (void)
{
  g_autoptr (HallStage) stage = stage_with (1);
  GtkWidget *desk;
  GtkWidget *list;
  HallAskDialog *dialog;

  HALL_PROVES ("002-24");

  g_free (hall_fixture_serve (stage->hall, "G05", 3));
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_SERVING);
  list = hall_stage_child (driver_child (desk, "sidebar"), HALL_TYPE_DESK_SIDEBAR, "record_list");
  g_assert_false (gtk_widget_get_visible (list));
  driver_key (desk, "F10");
  g_usleep (650000); /* the guard against the double tap is real time */
  driver_key (desk, "F10");
  driver_wait_state (desk, HALL_DESK_IDLE);
  hall_stage_wait (gtk_widget_get_visible (list));
  g_assert_cmpstr (hall_stage_label (list, HALL_TYPE_RECORD_LIST, "count"), ==, "1");
  hall_stage_photograph (stage, "to-complete");
  hall_fixture_advance (stage->hall, 250);
  g_usleep (1100000); /* the desk ticks once a second */
  hall_stage_photograph (stage, "to-complete-soon");
  hall_fixture_advance (stage->hall, 100);
  g_usleep (1100000);
  hall_stage_photograph (stage, "to-complete-late");
  driver_key (desk, "<Control>j");
  dialog = wait_dialog (desk);
  photograph_dialog (stage, GTK_WIDGET (dialog), "record-complete");
  choose (dialog, "done");
  press (dialog);
  hall_stage_wait (driver_dialog (desk) == NULL);
  wait_records (stage, "kind, matter, result, completed_by", "business B1 done G05");
  hall_stage_wait (!gtk_widget_get_visible (list));
  driver_key (desk, "<Control>j");
  hall_stage_settle ();
  g_assert_null (driver_dialog (desk));
  assert_clean_end (stage, desk);
}

/* A case says what the visit was: no line is asked for. */
static void
test_case_says_it (void)
{
  g_autoptr (HallStage) stage = stage_with (1);
  g_autofree char *file = NULL;
  GtkWidget *desk;

  HALL_PROVES ("000-06");

  g_free (hall_fixture_serve (stage->hall, "G05", 3));
  file = hall_case_open (stage->hall, "B1", "");
  hall_case_must (stage->hall, "G05", file, "answer", "'text': <'改日再办'>");
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_SERVING);
  driver_key (desk, "F10");
  hall_stage_settle ();
  g_assert_false (gtk_widget_get_visible (closing_child (desk, "record_box")));
  g_assert_true (gtk_widget_get_visible (closing_child (desk, "said_label")));
  hall_stage_photograph (stage, "closing-said");
  assert_clean_end (stage, desk);
}

/* --- The register of forwards --- */

static void
fill_register (HallStage *stage)
{
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  g_free (hall_fixture_serve (stage->hall, "G05", 3));
  one = hall_case_open (stage->hall, "B1", "'phone': <'13800001234'>");
  other = hall_case_open (stage->hall, "B4", "'phone': <'13800001234'>");
  hall_case_must (
      stage->hall, "G05", one, "forward",
      "'department': <'维修部'>, 'contact': <'李工'>, 'summary': <'和平路5号漏水，住户要求当天到场'>,"
      " 'due': <'2026-11-20T10:00'>");
  hall_case_must (stage->hall, "G05", other, "consult", "'question': <'能否缓交热费'>, 'leader': <'王主任'>");
  hall_fixture_must (stage->hall, "G07", 0, "record", "%s",
                     "{'kind': <'repair'>, 'text': <'暖气不热'>, 'address': <'一街2号'>, 'phone':"
                     " <'13800001234'>, 'urgency': <'normal'>, 'result': <'forwarded'>, 'department':"
                     " <'测温组'>}");
  hall_fixture_advance (stage->hall, 3700);
}

static guint
shown_lines (GtkWidget *dialog)
{
  GtkListView *list = GTK_LIST_VIEW (hall_stage_child (dialog, HALL_TYPE_FORWARDS_DIALOG, "list"));

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list)));
}

static void
activate_line (GtkWidget *dialog, guint position)
{
  g_signal_emit_by_name (hall_stage_child (dialog, HALL_TYPE_FORWARDS_DIALOG, "list"), "activate", position);
}

static void
test_forwards (void)
{
  g_autoptr (HallStage) stage = stage_with (1);
  GtkWidget *desk;
  GtkWidget *dialog;

  HALL_PROVES ("000-03 001-24");

  fill_register (stage);
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_SERVING);
  driver_act (desk, "desk.forwards");
  hall_stage_wait (driver_dialog (desk) != NULL);
  dialog = driver_dialog (desk);
  hall_stage_wait (shown_lines (dialog) == 3);
  driver_assert_named (dialog);
  photograph_dialog (stage, dialog, "forwards");
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (hall_stage_child (dialog, HALL_TYPE_FORWARDS_DIALOG, "late_button")), TRUE);
  hall_stage_wait (shown_lines (dialog) == 1);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (hall_stage_child (dialog, HALL_TYPE_FORWARDS_DIALOG, "all_button")), TRUE);
  hall_stage_wait (shown_lines (dialog) == 3);
  /* The last has no case: its answer is written down here. */
  activate_line (dialog, 2);
  hall_stage_wait (driver_dialog (dialog) != NULL);
  photograph_dialog (stage, driver_dialog (dialog), "forwards-answer");
  type (HALL_ASK_DIALOG (driver_dialog (dialog)), "text", "已约明天测温");
  press (HALL_ASK_DIALOG (driver_dialog (dialog)));
  wait_records (stage, "follow_up", "已约明天测温");
  hall_stage_wait (driver_dialog (dialog) == NULL);
  photograph_dialog (stage, dialog, "forwards-all");
  /* The first leads to its case. */
  activate_line (dialog, 0);
  hall_stage_wait (driver_dialog (desk) == NULL);
  assert_clean_end (stage, desk);
}

int
main (int argc, char *argv[])
{
  hall_stage_init (&argc, &argv);
  g_test_add_func ("/visits/asks-what-it-must", test_asks_what_it_must);
  g_test_add_func ("/visits/without-number", test_without_number);
  g_test_add_func ("/visits/take-number", test_take_number);
  g_test_add_func ("/visits/emergency", test_emergency);
  g_test_add_func ("/visits/one-line", test_one_line);
  g_test_add_func ("/visits/to-complete", test_to_complete);
  g_test_add_func ("/visits/case-says-it", test_case_says_it);
  g_test_add_func ("/visits/forwards", test_forwards);
  return hall_stage_run ();
}
