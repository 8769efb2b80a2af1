/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a clerk looks up beside a customer: guides, answers, phrases, in one place and by keys. */

#include "hall-case-fixture.h"
#include "hall-desk-driver.h"
#include "hall-guide-answer.h"
#include "hall-guide-matter.h"
#include "hall-guide-page.h"
#include "hall-key-button.h"
#include "hall-phrase-strip.h"
#include "hall-pill.h"
#include "hall-test.h"

/* G05 at counter 3 serves a customer who came for @matter. */
static HallStage *
stage_serving (const char *matter)
{
  HallStage *stage = hall_stage_new ();

  hall_fixture_open (stage->hall, "G05", 3);
  hall_fixture_must (stage->hall, NULL, 0, "take-ticket", "{'category': <'B'>, 'matter': <'%s'>}", matter);
  hall_fixture_must (stage->hall, "G05", 3, "call-next", "%s", "{}");
  hall_fixture_must (stage->hall, "G05", 3, "start", "%s", "{}");
  return stage;
}

static GtkWidget *
part (GtkWidget *desk, const char *name)
{
  return hall_stage_child (driver_child (desk, "guide_page"), HALL_TYPE_GUIDE_PAGE, name);
}

static const char *
matter_label (GtkWidget *desk, const char *name)
{
  return hall_stage_label (part (desk, "matter"), HALL_TYPE_GUIDE_MATTER, name);
}

static const char *
matter_code (GtkWidget *desk)
{
  return hall_pill_get_text (
      HALL_PILL (hall_stage_child (part (desk, "matter"), HALL_TYPE_GUIDE_MATTER, "code")));
}

/* A key that is pressed in the search. */
static void
press (GtkWidget *desk, guint keyval)
{
  GtkWidget *search = part (desk, "search");
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (search);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    gboolean taken = FALSE;

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller)
        && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
      g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &taken);
    if (taken)
      return;
  }
  g_assert_not_reached ();
}

static const char *
answer_label (GtkWidget *desk, const char *name)
{
  return hall_stage_label (part (desk, "answer"), HALL_TYPE_GUIDE_ANSWER, name);
}

static void
type (GtkWidget *desk, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (part (desk, "search")), text);
}

static const char *
detail (GtkWidget *desk)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (part (desk, "detail")));
}

static const char *
outcome (GtkWidget *desk)
{
  return hall_key_button_get_text (HALL_KEY_BUTTON (part (desk, "outcome_button")));
}

static GtkWidget *
serving_desk (HallStage *stage)
{
  GtkWidget *desk = driver_desk (stage);

  driver_wait_state (desk, HALL_DESK_SERVING);
  return desk;
}

static void
assert_clean_end (HallStage *stage, GtkWidget *desk)
{
  gpointer gone = desk;

  g_object_add_weak_pointer (G_OBJECT (desk), &gone);
  hall_stage_clear (stage);
  hall_stage_wait (gone == NULL);
}

/* F1 shows the matter in front with everything it asks and what it would promise now; its own key, or a few
 * letters, lead to another. */
static void
test_matter (void)
{
  g_autoptr (HallStage) stage = stage_serving ("B1");
  GtkWidget *desk = serving_desk (stage);
  GtkListBox *materials;

  HALL_PROVES ("004-02 002-03 003-45");

  driver_key (desk, "F1");
  hall_stage_wait (g_strcmp0 (matter_code (desk), "B1") == 0);
  g_assert_cmpstr (matter_label (desk, "title"), !=, "");
  hall_stage_photograph (stage, "guide-matter");
  materials = GTK_LIST_BOX (hall_stage_child (part (desk, "matter"), HALL_TYPE_GUIDE_MATTER, "materials"));
  /* A person brings four; the two of companies stand below. */
  g_assert_nonnull (gtk_list_box_get_row_at_index (materials, 3));
  g_assert_null (gtk_list_box_get_row_at_index (materials, 4));
  materials = GTK_LIST_BOX (
      hall_stage_child (part (desk, "matter"), HALL_TYPE_GUIDE_MATTER, "more_materials"));
  g_assert_nonnull (gtk_list_box_get_row_at_index (materials, 1));
  g_assert_nonnull (strstr (matter_label (desk, "due"), "25"));
  g_assert_nonnull (strstr (matter_label (desk, "due"), "17:30"));
  g_assert_cmpstr (matter_label (desk, "basis"), !=, "");
  driver_assert_named (desk);

  type (desk, "bt");
  hall_stage_wait (g_str_equal (matter_code (desk), "B2"));
  driver_key (desk, "F1");
  g_assert_cmpstr (driver_page (desk), !=, "guide");

  /* Its own key, when nothing is typed: the fourth of the list. */
  driver_key (desk, "F1");
  hall_stage_wait (g_str_equal (matter_code (desk), "B1"));
  press (desk, GDK_KEY_5);
  g_assert_cmpstr (matter_code (desk), ==, "B2");
  driver_key (desk, "F1");
  g_assert_cmpstr (driver_page (desk), !=, "guide");
  assert_clean_end (stage, desk);
}

/* The slip is one key away. */
static void
test_print (void)
{
  g_autoptr (HallStage) stage = stage_serving ("B1");
  GtkWidget *desk = serving_desk (stage);

  HALL_PROVES ("002-12");

  driver_key (desk, "F1");
  hall_stage_wait (g_str_equal (detail (desk), "guide"));
  hall_stage_wait (*matter_label (desk, "title") != '\0');
  driver_key (desk, "F11");
  hall_stage_wait (
      hall_fixture_sql_int (stage->hall, "SELECT count (*) FROM document WHERE number = 'guide-B1-1'") == 1);
  assert_clean_end (stage, desk);
}

/* An answer is found by initials, stands there with its figures, and is recorded in the open case. */
static void
test_answer (void)
{
  g_autoptr (HallStage) stage = stage_serving ("B1");
  g_autofree char *file = NULL;
  g_autofree char *told = NULL;
  g_autofree char *item = NULL;
  GtkWidget *desk;

  HALL_PROVES ("004-35 000-20 003-45");

  file = hall_case_open (stage->hall, "B1", "'kind': <'enquiry'>");
  desk = serving_desk (stage);
  driver_key (desk, "<Control>f");
  g_assert_cmpstr (driver_page (desk), ==, "guide");
  hall_stage_wait (g_str_equal (detail (desk), "guide"));
  type (desk, "zmgh");
  hall_stage_wait (g_str_equal (detail (desk), "answer"));
  g_assert_nonnull (strstr (answer_label (desk, "answer"), "3个工作日"));
  g_assert_nonnull (strstr (answer_label (desk, "answer"), "11月25日17:30"));
  g_assert_null (strchr (answer_label (desk, "answer"), '{'));
  hall_stage_wait (gtk_widget_get_sensitive (part (desk, "outcome_button")));
  g_assert_true (driver_suggested (desk) == part (desk, "outcome_button"));
  driver_assert_named (desk);
  hall_stage_photograph (stage, "guide-answer");
  driver_key (desk, "F11");
  hall_stage_wait (
      hall_fixture_sql_int (stage->hall, "SELECT count (*) FROM case_event WHERE command = 'answer'") == 1);
  told = hall_fixture_sql (stage->hall, "SELECT text FROM case_event WHERE command = 'answer'");
  g_assert_cmpstr (told, ==, answer_label (desk, "answer"));
  item = hall_fixture_json (stage->hall, "SELECT detail FROM case_event WHERE command = 'answer'",
                            "$.knowledge");
  g_assert_cmpstr (item, ==, "K002");
  assert_clean_end (stage, desk);
}

/* With no case open an answer can be read out, not recorded. */
static void
test_answer_without_case (void)
{
  g_autoptr (HallStage) stage = stage_serving ("B1");
  GtkWidget *desk = serving_desk (stage);

  driver_key (desk, "<Control>f");
  hall_stage_wait (g_str_equal (detail (desk), "guide"));
  type (desk, "k023");
  hall_stage_wait (g_str_equal (detail (desk), "answer"));
  g_assert_cmpstr (outcome (desk), ==, "Answer with this");
  g_assert_false (gtk_widget_get_sensitive (part (desk, "outcome_button")));
  type (desk, "没有这样的事");
  hall_stage_wait (g_str_equal (detail (desk), "none"));
  assert_clean_end (stage, desk);
}

/* A phrase that is chosen stands in the strip, and the tab is back. */
static void
test_phrase (void)
{
  g_autoptr (HallStage) stage = stage_serving ("B1");
  GtkWidget *desk = serving_desk (stage);

  driver_key (desk, "<Control>f");
  hall_stage_wait (g_str_equal (detail (desk), "guide"));
  type (desk, "打断您");
  hall_stage_wait (g_str_equal (detail (desk), "phrase"));
  hall_stage_photograph (stage, "guide-phrase");
  g_assert_cmpstr (outcome (desk), ==, "Say this");
  driver_key (desk, "F11");
  hall_stage_wait (driver_phrase_is (desk, "对不起，打断您一下，我想提个问题。"));
  g_assert_cmpstr (driver_page (desk), !=, "guide");
  assert_clean_end (stage, desk);
}

/* What the hall changes is seen at once; what was read stays when it cannot be asked (002-13). */
static void
test_changes (void)
{
  g_autoptr (HallStage) stage = stage_serving ("B1");
  GtkWidget *desk = serving_desk (stage);

  HALL_PROVES ("002-13 000-20");

  driver_key (desk, "<Control>f");
  hall_stage_wait (g_str_equal (detail (desk), "guide"));
  type (desk, "K011");
  hall_stage_wait (g_str_equal (detail (desk), "answer"));
  g_assert_nonnull (strstr (answer_label (desk, "answer"), "24.00"));
  hall_fixture_must (stage->hall, "A01", 0, "set-option", "%s",
                     "{'name': <'tariff_home'>, 'value': <'每平方米25.50元'>}");
  hall_stage_wait (strstr (answer_label (desk, "answer"), "25.50") != NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (part (desk, "search"))), ==, "K011");
  assert_clean_end (stage, desk);
}

/* The widgets alone end cleanly. */
static void
test_ends (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *page = hall_guide_page_new ();
  const HallCaseContext context = { .store = stage->store,
                                    .staff = "G05",
                                    .now = hall_clock_now (stage->hall->clock) };
  gpointer gone = page;

  g_object_add_weak_pointer (G_OBJECT (page), &gone);
  hall_stage_show (stage, page);
  hall_guide_page_set_context (HALL_GUIDE_PAGE (page), &context);
  hall_guide_page_open (HALL_GUIDE_PAGE (page));
  hall_stage_wait (g_strcmp0 (gtk_stack_get_visible_child_name (
                                  GTK_STACK (hall_stage_child (page, HALL_TYPE_GUIDE_PAGE, "detail"))),
                              "guide")
                   == 0);
  hall_stage_clear (stage);
  hall_stage_wait (gone == NULL);
}

int
main (int argc, char **argv)
{
  hall_stage_init (&argc, &argv);
  g_test_add_func ("/guide/matter", test_matter);
  g_test_add_func ("/guide/print", test_print);
  g_test_add_func ("/guide/answer", test_answer);
  g_test_add_func ("/guide/answer-without-case", test_answer_without_case);
  g_test_add_func ("/guide/phrase", test_phrase);
  g_test_add_func ("/guide/changes", test_changes);
  g_test_add_func ("/guide/ends", test_ends);
  return hall_stage_run ();
}
