/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The administrator's screen on a real hall: the knowledge base and the calendar, changed in place. */

#include "hall-admin-window.h"
#include "hall-calendar-page.h"
#include "hall-choice-field.h"
#include "hall-desk-driver.h"
#include "hall-knowledge-page.h"
#include "hall-prices-page.h"
#include "hall-test.h"
#include "hall-text-field.h"

static GtkWidget *
admin_window (HallStage *stage)
{
  GtkWidget *window = GTK_WIDGET (hall_admin_window_new (NULL, stage->store, "office", 0));

  hall_stage_show (stage, window);
  hall_admin_window_set_person (HALL_ADMIN_WINDOW (window), "A01", "陈静");
  return window;
}

static GtkWidget *
page (GtkWidget *window, const char *name)
{
  return hall_stage_child (window, HALL_TYPE_ADMIN_WINDOW, name);
}

static GtkWidget *
part (GtkWidget *window, const char *name)
{
  return hall_stage_child (page (window, "knowledge_page"), HALL_TYPE_KNOWLEDGE_PAGE, name);
}

static const char *
label (GtkWidget *window, const char *name)
{
  return gtk_label_get_text (GTK_LABEL (part (window, name)));
}

static gboolean
field_is (GtkWidget *window, const char *name, const char *text)
{
  g_autofree char *own = hall_text_field_dup_text (HALL_TEXT_FIELD (part (window, name)));

  return g_str_equal (own, text);
}

static void
type (GtkWidget *window, const char *name, const char *text)
{
  hall_text_field_set_text (HALL_TEXT_FIELD (part (window, name)), text);
}

static guint
count_rows (GtkWidget *list)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int)n) != NULL)
    n++;
  return n;
}

static void
choose (GtkWidget *window, int row)
{
  GtkListBox *list = GTK_LIST_BOX (part (window, "list"));

  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, row));
}

static void
act (GtkWidget *window, const char *action)
{
  g_assert_true (gtk_widget_activate_action (page (window, "knowledge_page"), action, NULL));
}

static void
assert_clean_end (HallStage *stage, GtkWidget *window)
{
  gpointer gone = window;

  g_object_add_weak_pointer (G_OBJECT (window), &gone);
  hall_stage_clear (stage);
  hall_stage_wait (gone == NULL);
}

/* An item is changed in place; how it reads today stands under it; what is saved is a new version. */
static void
test_change_item (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *window = admin_window (stage);

  HALL_PROVES ("000-05 000-20");

  hall_stage_wait (count_rows (part (window, "list")) == 25);
  choose (window, 10);
  hall_stage_wait (field_is (window, "question", "采暖费是怎么算的？"));
  hall_stage_wait (strstr (label (window, "preview"), "24.00") != NULL);
  hall_stage_photograph (stage, "admin-knowledge");
  driver_assert_named (window);

  type (window, "answer", "住宅{tariff_home}，{hours}办理。");
  hall_stage_wait (strstr (label (window, "preview"), "每平方米24.00元，08:30至17:30办理") != NULL);
  act (window, "knowledge.save");
  hall_stage_wait (
      hall_fixture_sql_int (stage->hall, "SELECT max (version) FROM knowledge WHERE code = 'K011'") == 2);
  hall_stage_wait (strstr (label (window, "state"), "2") != NULL);
  g_assert_true (field_is (window, "answer", "住宅{tariff_home}，{hours}办理。"));
  assert_clean_end (stage, window);
}

/* What is refused is said at its field, and what was typed stays. */
static void
test_refused_at_its_field (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *window = admin_window (stage);

  HALL_PROVES ("000-20");

  hall_stage_wait (count_rows (part (window, "list")) == 25);
  choose (window, 1);
  type (window, "fee_rule", "{moon}元");
  act (window, "knowledge.save");
  hall_stage_wait (hall_text_field_get_error (HALL_TEXT_FIELD (part (window, "fee_rule"))) != NULL);
  g_assert_nonnull (
      strstr (hall_text_field_get_error (HALL_TEXT_FIELD (part (window, "fee_rule"))), "{moon}"));
  g_assert_true (field_is (window, "fee_rule", "{moon}元"));
  assert_clean_end (stage, window);
}

/* What an item lacks is said when it is kept. */
static void
test_warned (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *window = admin_window (stage);

  HALL_PROVES ("000-31 000-32");

  hall_stage_wait (count_rows (part (window, "list")) == 25);
  choose (window, 1);
  type (window, "offline", "");
  act (window, "knowledge.save");
  hall_stage_wait (strstr (label (window, "warnings"), "on line") != NULL);
  assert_clean_end (stage, window);
}

/* What is typed into one item waits while another is looked at. */
static void
test_unsaved_waits (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *window = admin_window (stage);

  hall_stage_wait (count_rows (part (window, "list")) == 25);
  choose (window, 0);
  type (window, "remark", "还没写完");
  choose (window, 1);
  hall_stage_wait (field_is (window, "question", "房子买卖了，暖气怎么过户？"));
  g_assert_false (field_is (window, "remark", "还没写完"));
  choose (window, 0);
  g_assert_true (field_is (window, "remark", "还没写完"));
  g_assert_cmpint (hall_fixture_sql_int (stage->hall, "SELECT max (version) FROM knowledge"), ==, 1);
  assert_clean_end (stage, window);
}

static void
test_new_item (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *window = admin_window (stage);

  hall_stage_wait (count_rows (part (window, "list")) == 25);
  act (window, "knowledge.new");
  type (window, "question", "厕所在哪？");
  type (window, "answer", "出门左转。");
  type (window, "offline", "问导办台");
  type (window, "online", "没有");
  act (window, "knowledge.save");
  hall_stage_wait (count_rows (part (window, "list")) == 26);
  hall_stage_wait (strstr (label (window, "state"), "K026") != NULL);
  act (window, "knowledge.use");
  hall_stage_wait (hall_fixture_sql_int (stage->hall,
                                         "SELECT count (*) FROM knowledge WHERE code = 'K026' AND"
                                         " version = 2 AND active = 0")
                   == 1);
  assert_clean_end (stage, window);
}

static void
test_import_items (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *window = admin_window (stage);
  g_autoptr (GBytes) bad = g_bytes_new_static ("a,b\n", 4);
  static const char good_text[] = "问题类型,用户问题示例,标准回答话术,备注\n其他,有水喝吗,有。,\n";
  g_autoptr (GBytes) good = g_bytes_new_static (good_text, sizeof good_text - 1);

  HALL_PROVES ("000-30");

  hall_stage_wait (count_rows (part (window, "list")) == 25);
  hall_knowledge_page_import (HALL_KNOWLEDGE_PAGE (page (window, "knowledge_page")), "bad.csv", bad);
  hall_stage_wait (*label (window, "warnings") != '\0');
  hall_knowledge_page_import (HALL_KNOWLEDGE_PAGE (page (window, "knowledge_page")), "good.csv", good);
  hall_stage_wait (count_rows (part (window, "list")) == 26);
  assert_clean_end (stage, window);
}

/* A figure is said once, and every answer says it (000-20). */
static void
test_prices (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *window = admin_window (stage);
  GtkWidget *prices;
  GtkListBoxRow *row;

  HALL_PROVES ("000-20");

  prices = hall_stage_child (page (window, "prices_page"), HALL_TYPE_PRICES_PAGE, "prices");
  hall_stage_wait (count_rows (prices) == 6);
  gtk_widget_activate_action (window, "admin.tab", "s", "prices");
  hall_stage_photograph (stage, "admin-prices");
  driver_assert_named (window);
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (prices), 2);
  gtk_editable_set_text (GTK_EDITABLE (row), "每平方米25.50元");
  g_signal_emit_by_name (row, "apply");
  hall_stage_wait (hall_fixture_sql_int (stage->hall,
                                         "SELECT count (*) FROM option WHERE name = 'tariff_home' AND"
                                         " value = '每平方米25.50元'")
                   == 1);
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (prices), 5);
  gtk_editable_set_text (GTK_EDITABLE (row), "shop");
  g_signal_emit_by_name (row, "apply");
  hall_stage_wait (count_rows (prices) == 7);
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (prices), 6);
  gtk_editable_set_text (GTK_EDITABLE (row), "Kein Name!");
  g_signal_emit_by_name (row, "apply");
  hall_stage_wait (gtk_widget_get_visible (
      hall_stage_child (page (window, "prices_page"), HALL_TYPE_PRICES_PAGE, "fault")));
  assert_clean_end (stage, window);
}

/* --- The calendar --- */

static GtkWidget *
calendar (GtkWidget *window, const char *name)
{
  return hall_stage_child (page (window, "calendar_page"), HALL_TYPE_CALENDAR_PAGE, name);
}

/* A year that is not known is told of; once its calendar is there it is confirmed (Q38). */
static void
test_calendar (void)
{
  static const char text[] = "{\"year\": 2027, \"days\": [{\"name\": \"元旦\", \"date\": \"2027-01-01\","
                             " \"isOffDay\": true}]}";
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *window = admin_window (stage);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (GBytes) bad = g_bytes_new_static ("{}", 2);
  GtkListBox *years;

  hall_stage_wait (count_rows (calendar (window, "years")) == 2);
  gtk_widget_activate_action (window, "admin.tab", "s", "calendar");
  years = GTK_LIST_BOX (calendar (window, "years"));
  hall_stage_wait (count_rows (calendar (window, "days")) > 20);
  hall_stage_photograph (stage, "admin-calendar");
  driver_assert_named (window);
  gtk_list_box_select_row (years, gtk_list_box_get_row_at_index (years, 1));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (calendar (window, "about"))), "Monday to Friday"));
  hall_calendar_page_import (HALL_CALENDAR_PAGE (page (window, "calendar_page")), "x.json", bad);
  hall_stage_wait (gtk_widget_get_visible (calendar (window, "fault")));
  hall_calendar_page_import (HALL_CALENDAR_PAGE (page (window, "calendar_page")), "2027.json", bytes);
  hall_stage_wait (count_rows (calendar (window, "days")) == 1);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (calendar (window, "title"))), ==, "2027");
  g_assert_false (gtk_widget_get_visible (calendar (window, "fault")));
  assert_clean_end (stage, window);
}

/* Nobody who is no administrator gets past the sign-in; a lock covers everything. */
static void
test_lock (void)
{
  g_autoptr (HallStage) stage = hall_stage_new ();
  GtkWidget *window = admin_window (stage);
  GtkStack *face = GTK_STACK (page (window, "face"));

  g_assert_cmpstr (gtk_stack_get_visible_child_name (face), ==, "work");
  gtk_widget_activate_action (window, "admin.lock", NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (face), ==, "lock");
  gtk_widget_activate_action (window, "admin.sign-out", NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (face), ==, "sign-in");
  assert_clean_end (stage, window);
}

int
main (int argc, char **argv)
{
  hall_stage_init (&argc, &argv);
  g_test_add_func ("/admin/change-item", test_change_item);
  g_test_add_func ("/admin/refused-at-its-field", test_refused_at_its_field);
  g_test_add_func ("/admin/warned", test_warned);
  g_test_add_func ("/admin/unsaved-waits", test_unsaved_waits);
  g_test_add_func ("/admin/new-item", test_new_item);
  g_test_add_func ("/admin/import-items", test_import_items);
  g_test_add_func ("/admin/prices", test_prices);
  g_test_add_func ("/admin/calendar", test_calendar);
  g_test_add_func ("/admin/lock", test_lock);
  return hall_stage_run ();
}
