/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Signing in, being locked out and coming back, with real passwords. */

#include "hall-desk-driver.h"
#include "hall-lock-page.h"
#include "hall-sign-in-page.h"
#include "hall-test.h"

static HallStage *
stage_with_passwords (void)
{
  HallStage *stage = g_new0 (HallStage, 1);

  stage->hall = hall_fixture_new_with_passwords ();
  stage->store = hall_fixture_open_store (stage->hall);
  return stage;
}

typedef struct {
  char *staff;
  char *name;
  gint64 counter;
} Person;

static void
on_signed_in_cb (GtkWidget *page, const char *staff, const char *name, gint64 counter, Person *person)
{
  person->staff = g_strdup (staff);
  person->name = g_strdup (name);
  person->counter = counter;
}

static void
person_clear (Person *person)
{
  g_clear_pointer (&person->staff, g_free);
  g_clear_pointer (&person->name, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Person, person_clear)

static GtkWidget *
page_child (GtkWidget *page, const char *name)
{
  return hall_stage_child (page, HALL_TYPE_SIGN_IN_PAGE, name);
}

static GtkWidget *
show_page (HallStage *stage, gint64 counter, Person *person)
{
  GtkWidget *page = hall_sign_in_page_new ();

  g_signal_connect (page, "signed-in", G_CALLBACK (on_signed_in_cb), person);
  hall_stage_show (stage, page);
  hall_sign_in_page_set_store (HALL_SIGN_IN_PAGE (page), stage->store, "desk-3", counter);
  hall_stage_wait (adw_combo_row_get_model (ADW_COMBO_ROW (page_child (page, "counter_row"))) != NULL);
  hall_stage_settle ();
  return page;
}

static void
sign_in (GtkWidget *page, const char *staff, const char *password)
{
  hall_stage_type (page_child (page, "staff_row"), staff);
  hall_stage_type (page_child (page, "password_row"), password);
  gtk_widget_activate_action (page, "sign-in.go", NULL);
}

static const char *
page_error (GtkWidget *page)
{
  return hall_stage_label (page, HALL_TYPE_SIGN_IN_PAGE, "error_label");
}

static gboolean
is_free (GtkWidget *page)
{
  return !gtk_spinner_get_spinning (GTK_SPINNER (page_child (page, "spinner")));
}

static void
test_password (void)
{
  g_autoptr (HallStage) stage = stage_with_passwords ();
  g_auto (Person) person = { 0 };
  GtkWidget *page = show_page (stage, 3, &person);

  g_assert_cmpuint (driver_count_suggested (page), ==, 1);
  driver_assert_named (page);
  g_assert_false (gtk_widget_get_sensitive (page_child (page, "sign_in_button")));
  g_assert_true (gtk_widget_get_visible (page_child (page, "practice_hint")));

  sign_in (page, "G05", "wrong");
  hall_stage_wait (is_free (page) && *page_error (page) != '\0');
  g_assert_null (person.staff);
  /* The number stays, the password does not. */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (page_child (page, "staff_row"))), ==, "G05");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (page_child (page, "password_row"))), ==, "");

  /* Trying again at once is refused for a moment, longer each time; then a clerk in a hurry types it small.
   */
  hall_fixture_advance (stage->hall, 5);
  sign_in (page, "g05", "practice");
  hall_stage_wait (person.staff != NULL);
  g_assert_cmpstr (person.staff, ==, "G05");
  g_assert_cmpstr (person.name, ==, "张三");
  g_assert_cmpint (person.counter, ==, 3);
  g_assert_cmpstr (page_error (page), ==, "");
}

static void
test_one_clerk_one_counter (void)
{
  g_autoptr (HallStage) stage = NULL;
  g_auto (Person) person = { 0 };
  GtkWidget *page;

  HALL_PROVES ("004-51");
  stage = stage_with_passwords ();
  hall_fixture_open (stage->hall, "G05", 3);

  /* Somebody else at the counter: refused, and the page says who sits there. */
  page = show_page (stage, 3, &person);
  sign_in (page, "G07", "practice");
  hall_stage_wait (is_free (page) && *page_error (page) != '\0');
  g_assert_nonnull (strstr (page_error (page), "G05"));
  g_assert_null (person.staff);
  hall_stage_clear (stage);

  /* The same clerk at another counter: refused. */
  page = show_page (stage, 4, &person);
  sign_in (page, "G05", "practice");
  hall_stage_wait (is_free (page) && *page_error (page) != '\0');
  g_assert_null (person.staff);
  hall_stage_clear (stage);

  /* The same clerk at the same counter: the PC was started again, work goes on. */
  page = show_page (stage, 3, &person);
  sign_in (page, "G05", "practice");
  hall_stage_wait (person.staff != NULL);
  g_assert_cmpint (person.counter, ==, 3);
}

static void
on_unlocked_cb (GtkWidget *page, gboolean *unlocked)
{
  *unlocked = TRUE;
}

static void
test_unlock (void)
{
  g_autoptr (HallStage) stage = stage_with_passwords ();
  GtkWidget *page = hall_lock_page_new ();
  GtkWidget *password;
  gboolean unlocked = FALSE;

  hall_fixture_open (stage->hall, "G05", 3);
  g_signal_connect (page, "unlocked", G_CALLBACK (on_unlocked_cb), &unlocked);
  hall_stage_show (stage, page);
  hall_lock_page_set_person (HALL_LOCK_PAGE (page), stage->store, "G05", "张三", 3, "desk-3");
  hall_lock_page_set_ticket (HALL_LOCK_PAGE (page), "A015");
  g_assert_nonnull (strstr (hall_stage_label (page, HALL_TYPE_LOCK_PAGE, "ticket"), "A015"));
  password = hall_stage_child (page, HALL_TYPE_LOCK_PAGE, "password_row");

  hall_stage_type (password, "wrong");
  gtk_widget_activate_action (page, "lock.unlock", NULL);
  hall_stage_wait (*hall_stage_label (page, HALL_TYPE_LOCK_PAGE, "error_label") != '\0');
  g_assert_false (unlocked);

  hall_fixture_advance (stage->hall, 5);
  hall_stage_type (password, "practice");
  gtk_widget_activate_action (page, "lock.unlock", NULL);
  hall_stage_wait (unlocked);
}

/* The window goes while the slow check of the password is under way. */
static void
test_closed_meanwhile (void)
{
  g_autoptr (HallStage) stage = stage_with_passwords ();
  g_auto (Person) person = { 0 };
  GtkWidget *page = show_page (stage, 3, &person);
  gpointer gone = page;

  g_object_add_weak_pointer (G_OBJECT (page), &gone);
  sign_in (page, "G05", "practice");
  hall_stage_clear (stage);
  hall_stage_wait (gone == NULL);
  g_assert_null (person.staff);
}

int
main (int argc, char **argv)
{
  hall_stage_init (&argc, &argv);
  g_test_add_func ("/sign-in/password", test_password);
  g_test_add_func ("/sign-in/one-clerk-one-counter", test_one_clerk_one_counter);
  g_test_add_func ("/sign-in/unlock", test_unlock);
  g_test_add_func ("/sign-in/closed-meanwhile", test_closed_meanwhile);
  return hall_stage_run ();
}
