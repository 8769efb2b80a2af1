/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cards of the first run, and the page that stands where a hall cannot be opened. */

#include <glib/gstdio.h>

#include "hall-application.h"
#include "hall-desk-driver.h"
#include "hall-error.h"
#include "hall-first-run-window.h"
#include "hall-test.h"
#include "hall-trouble-window.h"

typedef struct {
  char *dir;
  char *address;
  GtkWidget *window;
} Start;

static void
start_clear (Start *start)
{
  static const char *const ends[] = { "", "-wal", "-shm", ".bell" };

  if (start->window != NULL)
    gtk_window_destroy (GTK_WINDOW (start->window));
  hall_stage_settle ();
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *path = g_strconcat (start->address, ends[i], NULL);
    g_remove (path);
  }
  g_clear_pointer (&start->address, g_free);
  g_clear_pointer (&start->dir, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Start, start_clear)

static void
start (Start *self)
{
  self->dir = g_dir_make_tmp ("halldesk-first-XXXXXX", NULL);
  self->address = g_build_filename (self->dir, "hall.db", NULL);
  self->window = GTK_WIDGET (hall_first_run_window_new (NULL, self->address));
  gtk_window_present (GTK_WINDOW (self->window));
  hall_stage_wait (gtk_widget_get_mapped (self->window));
}

static GtkWidget *
child (Start *self, const char *name)
{
  return hall_stage_child (self->window, HALL_TYPE_FIRST_RUN_WINDOW, name);
}

static const char *
page (Start *self)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (child (self, "pages")));
}

static void
wait_made (Start *self)
{
  const gint64 until = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  /* Passwords are slow on purpose, and slower under a sanitizer. */
  while (g_str_equal (page (self), "working") && g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_cmpstr (page (self), !=, "working");
}

static void
test_practice (void)
{
  g_auto (Start) self = { 0 };
  g_autoptr (HallClock) clock = hall_clock_new ();
  g_autoptr (HallEngine) engine = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) params = NULL;
  HallDeskView *view;

  start (&self);
  g_assert_cmpstr (page (&self), ==, "cards");
  g_assert_cmpuint (driver_count_suggested (self.window), ==, 1);
  driver_assert_named (self.window);
  gtk_widget_activate_action (self.window, "first-run.practice", NULL);
  g_assert_cmpstr (page (&self), ==, "working");
  wait_made (&self);
  g_assert_false (gtk_widget_get_visible (child (&self, "cards_error")));

  engine = hall_engine_open (self.address, clock, &error);
  g_assert_no_error (error);
  g_assert_true (hall_engine_is_practice (engine));
  params = g_variant_ref_sink (hall_desk_params (3, "G05"));
  view = hall_desk_view_read (engine, params, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (view->waiting), >, 3);
  hall_desk_view_free (view);
}

static const char *
new_error (Start *self)
{
  return hall_stage_label (self->window, HALL_TYPE_FIRST_RUN_WINDOW, "error_label");
}

static void
test_new_hall (void)
{
  g_auto (Start) self = { 0 };
  g_autoptr (HallClock) clock = hall_clock_new ();
  g_autoptr (HallEngine) engine = NULL;
  g_autoptr (GError) error = NULL;
  HallInfo *info;

  start (&self);
  gtk_widget_activate_action (self.window, "first-run.new", NULL);
  g_assert_cmpstr (page (&self), ==, "new");
  driver_assert_named (self.window);
  g_assert_cmpuint (driver_count_suggested (self.window), ==, 1);

  /* Field by field: what is missing is named. */
  gtk_widget_activate_action (self.window, "first-run.create", NULL);
  g_assert_nonnull (strstr (new_error (&self), "Organisation"));
  hall_stage_type (child (&self, "org_row"), "城东供热公司");
  hall_stage_type (child (&self, "hall_row"), "城东大厅");
  hall_stage_type (child (&self, "admin_number_row"), "a01");
  gtk_widget_activate_action (self.window, "first-run.create", NULL);
  g_assert_nonnull (strstr (new_error (&self), "name"));
  hall_stage_type (child (&self, "admin_name_row"), "陈静");
  hall_stage_type (child (&self, "password_row"), "short");
  gtk_widget_activate_action (self.window, "first-run.create", NULL);
  g_assert_nonnull (strstr (new_error (&self), "8"));
  hall_stage_type (child (&self, "password_row"), "long enough 1");
  hall_stage_type (child (&self, "again_row"), "long enough 2");
  gtk_widget_activate_action (self.window, "first-run.create", NULL);
  g_assert_nonnull (strstr (new_error (&self), "same"));
  g_assert_false (g_file_test (self.address, G_FILE_TEST_EXISTS));

  hall_stage_type (child (&self, "again_row"), "long enough 1");
  gtk_widget_activate_action (self.window, "first-run.create", NULL);
  wait_made (&self);

  engine = hall_engine_open (self.address, clock, &error);
  g_assert_no_error (error);
  g_assert_false (hall_engine_is_practice (engine));
  info = hall_info_read (engine, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (info->org_name, ==, "城东供热公司");
  g_assert_cmpstr (info->hall_name, ==, "城东大厅");
  hall_info_free (info);
  g_assert_true (hall_engine_check_password (engine, "A01", "long enough 1", &error));
  g_assert_no_error (error);
}

/* What stands in the way is said on the page, and nothing typed is lost. */
static void
test_cannot_be_made (void)
{
  g_auto (Start) self = { 0 };

  start (&self);
  g_assert_true (g_file_set_contents (self.address, "not a hall", -1, NULL));
  gtk_widget_activate_action (self.window, "first-run.practice", NULL);
  wait_made (&self);
  g_assert_cmpstr (page (&self), ==, "cards");
  g_assert_true (gtk_widget_get_visible (child (&self, "cards_error")));
}

static void
test_trouble (void)
{
  const int codes[] = { HALL_ERROR_TOO_NEW, HALL_ERROR_CORRUPT, HALL_ERROR_UNAVAILABLE, HALL_ERROR_BUSY,
                        HALL_ERROR_NOT_FOUND };
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (GError) error = g_error_new (HALL_ERROR, codes[i], "because of number %d", codes[i]);
    GtkWindow *window = hall_trouble_window_new (NULL, "/some/hall.db", error);
    AdwStatusPage *status;
    gpointer gone = window;

    g_object_add_weak_pointer (G_OBJECT (window), &gone);
    gtk_window_present (window);
    hall_stage_wait (gtk_widget_get_mapped (GTK_WIDGET (window)));
    status = ADW_STATUS_PAGE (hall_stage_child (GTK_WIDGET (window), HALL_TYPE_TROUBLE_WINDOW, "page"));
    /* Each trouble has a title of its own and says what to do; the details tell which hall and why. */
    g_assert_true (g_hash_table_add (titles, g_strdup (adw_status_page_get_title (status))));
    g_assert_cmpstr (adw_status_page_get_description (status), !=, "");
    g_assert_nonnull (strstr (hall_stage_label (GTK_WIDGET (window), HALL_TYPE_TROUBLE_WINDOW, "details"),
                              "/some/hall.db"));
    g_assert_cmpuint (driver_count_suggested (GTK_WIDGET (window)), ==, 1);
    gtk_window_destroy (window);
    hall_stage_wait (gone == NULL);
  }
}

int
main (int argc, char **argv)
{
  hall_stage_init (&argc, &argv);
  g_test_add_func ("/first-run/practice-hall", test_practice);
  g_test_add_func ("/first-run/new-hall", test_new_hall);
  g_test_add_func ("/first-run/cannot-be-made", test_cannot_be_made);
  g_test_add_func ("/first-run/trouble", test_trouble);
  return hall_stage_run ();
}
