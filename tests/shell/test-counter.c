/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening and closing a counter, on a real hall. */

#include "hall-counter-close.h"
#include "hall-counter-opening.h"
#include "hall-denominations.h"
#include "hall-stage.h"
#include "hall-test.h"

static void
give_view (HallStage *stage, GtkWidget *page)
{
  HallDeskView *view = hall_stage_view (stage, 3, "G05");

  hall_counter_opening_set_view (HALL_COUNTER_OPENING (page), stage->store, view);
  hall_desk_view_free (view);
}

static GtkWidget *
show_opening (HallStage *stage)
{
  GtkWidget *page = hall_counter_opening_new ();

  hall_stage_show (stage, page);
  give_view (stage, page);
  return page;
}

static GtkWidget *
child (GtkWidget *page, const char *name)
{
  return hall_stage_child (page, HALL_TYPE_COUNTER_OPENING, name);
}

static gboolean
can_open (GtkWidget *page)
{
  return gtk_widget_get_sensitive (child (page, "open"));
}

static const char *
reason (GtkWidget *page)
{
  return hall_stage_label (page, HALL_TYPE_COUNTER_OPENING, "reason");
}

static char *
duty (HallStage *stage)
{
  return hall_fixture_list (stage->hall, "SELECT state, float_fen FROM duty WHERE staff = 'G05'");
}

/* Runs until the command that was asked has come back and the page has seen what it did. */
static void
wait_view (HallStage *stage, GtkWidget *page)
{
  hall_stage_wait (!gtk_spinner_get_spinning (GTK_SPINNER (child (page, "spinner"))));
  give_view (stage, page);
}

static void
test_bulletins_first (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  g_autofree char *unread = NULL;
  g_autofree char *open = NULL;
  GtkWidget *page;
  gint64 id;

  HALL_PROVES ("000-09");

  g_variant_unref (
      hall_fixture_do (stage->hall, "L02", 0, "set-bulletin",
                       "{'title': <'系统升级'>, 'text': <'今天 17:00 后不能开发票，请向客户说明。'>}"));
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "sign-in", NULL));
  page = show_opening (stage);
  hall_stage_type (child (page, "float_entry"), "500");
  hall_stage_photograph (stage, "opening-unread");
  unread = hall_fixture_sql (stage->hall, "SELECT id FROM bulletin WHERE title = '系统升级'");
  g_assert_false (can_open (page));
  g_assert_nonnull (strstr (reason (page), "S000 3.1"));
  gtk_widget_activate_action (page, "counter.open", NULL);
  hall_stage_settle ();
  id = g_ascii_strtoll (unread, NULL, 10);
  while (!can_open (page)) {
    HallDeskView *view = hall_stage_view (stage, 3, "G05");
    g_autoptr (HallBulletin) bulletin = g_list_model_get_item (view->bulletins, 0);

    g_assert_nonnull (bulletin);
    hall_desk_view_free (view);
    gtk_widget_activate_action (page, "counter.acknowledge", "x", bulletin->id);
    wait_view (stage, page);
  }
  g_assert_cmpint (id, >, 0);
  hall_stage_photograph (stage, "opening-ready");
  gtk_widget_activate_action (page, "counter.open", NULL);
  wait_view (stage, page);
  open = duty (stage);
  g_assert_cmpstr (open, ==, "open 50000");
}

static void
test_printer_first (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  g_autofree char *refused = NULL;
  g_autofree char *open = NULL;
  GtkWidget *page;

  g_variant_unref (
      hall_fixture_do (stage->hall, "A01", 0, "set-printer", "{'counter': <int64 3>, 'printer': <'roll'>}"));
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "sign-in", NULL));
  page = show_opening (stage);
  hall_stage_type (child (page, "float_entry"), "0");
  while (!can_open (page)) {
    HallDeskView *view = hall_stage_view (stage, 3, "G05");
    g_autoptr (HallBulletin) bulletin = g_list_model_get_item (view->bulletins, 0);

    hall_desk_view_free (view);
    gtk_widget_activate_action (page, "counter.acknowledge", "x", bulletin->id);
    wait_view (stage, page);
  }
  gtk_widget_activate_action (page, "counter.open", NULL);
  hall_stage_wait (!gtk_spinner_get_spinning (GTK_SPINNER (child (page, "spinner"))));
  refused = duty (stage);
  g_assert_cmpstr (refused, ==, "signed-in -");
  g_assert_true (gtk_widget_has_css_class (child (page, "reason"), "bad-text"));
  hall_stage_photograph (stage, "opening-printer");

  gtk_widget_activate_action (page, "counter.test-printer", NULL);
  wait_view (stage, page);
  gtk_widget_activate_action (page, "counter.open", NULL);
  wait_view (stage, page);
  open = duty (stage);
  g_assert_cmpstr (open, ==, "open 0");
}

static void
test_float (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *page;
  GtkWidget *entry;
  HallDenominations *count;
  const char *const wrong[] = { "-1", "abc", "1e3", "99999999999999999999" };

  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "sign-in", NULL));
  page = show_opening (stage);
  entry = child (page, "float_entry");
  count = HALL_DENOMINATIONS (child (page, "count"));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    hall_stage_type (entry, wrong[i]);
    g_assert_true (gtk_widget_get_visible (child (page, "float_note")));
    g_assert_false (can_open (page));
  }
  hall_stage_type (entry, "500");
  g_assert_false (gtk_widget_get_visible (child (page, "float_note")));
  hall_denominations_set_count (count, 10000, 4);
  g_assert_true (gtk_widget_get_visible (child (page, "float_note")));
  g_assert_false (can_open (page));
  hall_denominations_set_count (count, 2000, 5);
  g_assert_false (gtk_widget_get_visible (child (page, "float_note")));

  /* with nothing typed the float is what is counted */
  hall_stage_type (entry, "");
  hall_denominations_set_count (count, 50, 3);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "501.50");

  /* what was typed comes back after a crash */
  hall_stage_clear (stage);
  page = show_opening (stage);
  g_object_ref (page);
  hall_stage_clear (stage);
  g_assert_finalize_object (page);
}

static void
test_denominations (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *grid = hall_denominations_new ();
  g_autoptr (GVariant) notes = NULL;
  g_autofree char *text = NULL;
  gint64 sum;

  hall_stage_show (stage, grid);
  g_assert_true (hall_denominations_is_empty (HALL_DENOMINATIONS (grid)));
  hall_denominations_set_count (HALL_DENOMINATIONS (grid), 10000, 25);
  hall_denominations_set_count (HALL_DENOMINATIONS (grid), 10, 3);
  g_assert_true (hall_denominations_get_sum (HALL_DENOMINATIONS (grid), &sum));
  g_assert_cmpint (sum, ==, 250030);
  notes = g_variant_ref_sink (hall_denominations_get_notes (HALL_DENOMINATIONS (grid)));
  text = g_variant_print (notes, FALSE);
  g_assert_cmpstr (text, ==, "{'10000': <int64 25>, '10': <int64 3>}");
  hall_stage_type (hall_stage_find (grid, GTK_TYPE_ENTRY, 0), "-2");
  g_assert_false (hall_denominations_get_sum (HALL_DENOMINATIONS (grid), &sum));
  hall_stage_type (hall_stage_find (grid, GTK_TYPE_ENTRY, 0), "２");
  g_assert_true (hall_denominations_get_sum (HALL_DENOMINATIONS (grid), &sum));
  g_assert_cmpint (sum, ==, 20030);
  g_object_ref (grid);
  hall_stage_clear (stage);
  g_assert_finalize_object (grid);
}

static GtkWindow *
show_close (HallStage *stage)
{
  HallDeskView *view = hall_stage_view (stage, 3, "G05");
  GtkWindow *window = hall_counter_close_present (NULL, stage->store, view);

  hall_desk_view_free (view);
  hall_stage_show (stage, GTK_WIDGET (window));
  return window;
}

static GtkWidget *
close_child (GtkWindow *window, const char *name)
{
  return hall_stage_child (GTK_WIDGET (window), HALL_TYPE_COUNTER_CLOSE, name);
}

static const char *
close_label (GtkWindow *window, const char *name)
{
  return hall_stage_label (GTK_WIDGET (window), HALL_TYPE_COUNTER_CLOSE, name);
}

static void
test_close_blocked (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWindow *window;

  HALL_PROVES ("004-47");

  hall_fixture_open (stage->hall, "G05", 3);
  g_free (hall_fixture_take (stage->hall, "A", NULL));
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "call-next", NULL));
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, "start", NULL));
  window = show_close (stage);
  hall_stage_photograph (stage, "close-blocked");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (close_child (window, "stack"))), ==,
                   "blocked");
  g_assert_false (gtk_widget_get_visible (close_child (window, "close_button")));
  gtk_widget_activate_action (GTK_WIDGET (window), "close.close", NULL);
  hall_stage_settle ();
}

static void
test_close_counts (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWindow *window;
  HallDenominations *count;
  g_autofree char *left = NULL;
  g_autofree char *entries = NULL;

  hall_fixture_open (stage->hall, "G05", 3);
  window = show_close (stage);
  count = HALL_DENOMINATIONS (close_child (window, "count"));
  g_assert_false (gtk_widget_get_sensitive (close_child (window, "count_button")));
  hall_denominations_set_count (count, 10000, 4);
  hall_denominations_set_count (count, 1000, 9);
  hall_stage_photograph (stage, "close-count");
  gtk_widget_activate_action (GTK_WIDGET (window), "close.count", NULL);
  hall_stage_wait (gtk_widget_get_visible (close_child (window, "close_button")));
  hall_stage_photograph (stage, "close-short");
  g_assert_cmpstr (close_label (window, "expected"), ==, "500.00");
  g_assert_cmpstr (close_label (window, "counted"), ==, "490.00");
  g_assert_cmpstr (close_label (window, "over"), ==, "0.00");
  g_assert_cmpstr (close_label (window, "short_of"), ==, "10.00");

  gtk_widget_activate_action (GTK_WIDGET (window), "close.again", NULL);
  hall_denominations_set_count (count, 1000, 11);
  gtk_widget_activate_action (GTK_WIDGET (window), "close.count", NULL);
  hall_stage_wait (gtk_widget_get_visible (close_child (window, "close_button")));
  g_assert_cmpstr (close_label (window, "over"), ==, "10.00");
  g_assert_cmpstr (close_label (window, "short_of"), ==, "0.00");

  g_object_ref (window);
  stage->window = NULL;
  gtk_widget_activate_action (GTK_WIDGET (window), "close.close", NULL);
  hall_stage_wait (!gtk_widget_get_visible (GTK_WIDGET (window)));
  hall_stage_settle ();
  g_assert_finalize_object (window);
  left = hall_fixture_sql (stage->hall, "SELECT state FROM duty WHERE staff = 'G05'");
  g_assert_cmpstr (left, ==, "signed-in");
  entries = hall_fixture_list (stage->hall,
                               "SELECT over_fen || '/' || short_fen FROM drawer_entry WHERE kind = 'count'"
                               " ORDER BY id");
  g_assert_cmpstr (entries, ==, "0/1000 1000/0"); /* never set against each other */
}

int
main (int argc, char *argv[])
{
  hall_stage_init (&argc, &argv);
  g_test_add_func ("/shell/counter/bulletins-before-opening", test_bulletins_first);
  g_test_add_func ("/shell/counter/printer-before-opening", test_printer_first);
  g_test_add_func ("/shell/counter/float", test_float);
  g_test_add_func ("/shell/counter/denominations", test_denominations);
  g_test_add_func ("/shell/counter/close-with-a-customer-is-refused", test_close_blocked);
  g_test_add_func ("/shell/counter/over-and-short-stay-apart", test_close_counts);
  return hall_stage_run ();
}
