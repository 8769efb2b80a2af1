/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cases at the desk: what is due, what a code leads to, what keeps a ticket open, what to say. */

#include "hall-case-fixture.h"
#include "hall-desk-driver.h"
#include "hall-desk-sidebar.h"
#include "hall-due-list.h"
#include "hall-find-dialog.h"
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

/* The same with a case, accepted, and its customer gone. */
static char *
accept_and_finish (HallStage *stage)
{
  char *file = hall_case_open (stage->hall, "B1", "'name': <'王小明'>, 'phone': <'13800001234'>");
  const char *const items[] = { "application", "both-ids", "title", "settled" };

  for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
    hall_case_check (stage->hall, file, items[i], "have");
  hall_case_must (stage->hall, "G05", file, "accept", "");
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

int
main (int argc, char **argv)
{
  hall_stage_init (&argc, &argv);
  g_test_add_func ("/desk-case/due-words", test_due_words);
  g_test_add_func ("/desk-case/due-list", test_due_list);
  g_test_add_func ("/desk-case/find-opens", test_find_opens);
  return hall_stage_run ();
}
