/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The cards of the first run, and the page that stands where a hall cannot be opened. */

#include <glib/gstdio.h>

#include "hall-application.h"
#include "hall-connection-banner.h"
#include "hall-desk-driver.h"
#include "hall-error.h"
#include "hall-first-run-window.h"
#include "hall-join-page.h"
#include "hall-password-dialog.h"
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

/* What a server answers is told apart, and a password in its address is not shown. */
static void
test_server_trouble (void)
{
  const int codes[] = { HALL_ERROR_FORBIDDEN, HALL_ERROR_INVALID, HALL_ERROR_NOT_FOUND, HALL_ERROR_CORRUPT,
                        HALL_ERROR_TOO_NEW };
  g_autoptr (GHashTable) helps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (GError) error = g_error_new (HALL_ERROR, codes[i], "because of number %d", codes[i]);
    GtkWindow *window = hall_trouble_window_new (NULL, "postgresql://hall_desk:hush@hall-db/hall", error);
    AdwStatusPage *status = ADW_STATUS_PAGE (
        hall_stage_child (GTK_WIDGET (window), HALL_TYPE_TROUBLE_WINDOW, "page"));
    const char *details = hall_stage_label (GTK_WIDGET (window), HALL_TYPE_TROUBLE_WINDOW, "details");

    g_assert_true (g_hash_table_add (helps, g_strdup (adw_status_page_get_description (status))));
    g_assert_nonnull (strstr (details, "hall-db"));
    g_assert_null (strstr (details, "hush"));
    gtk_window_destroy (window);
  }
}

/* --- Joining a server --- */

static GtkWidget *
join_child (Start *self, const char *name)
{
  return hall_stage_child (child (self, "join_page"), HALL_TYPE_JOIN_PAGE, name);
}

static const char *
join_text (Start *self, const char *name)
{
  return gtk_editable_get_text (GTK_EDITABLE (join_child (self, name)));
}

static char *
join_address (Start *self)
{
  return hall_join_page_dup_address (HALL_JOIN_PAGE (child (self, "join_page")));
}

static void
show_join (Start *self)
{
  start (self);
  gtk_widget_activate_action (self->window, "first-run.join", NULL);
  g_assert_cmpstr (page (self), ==, "join");
}

static void
test_join_address (void)
{
  g_auto (Start) self = { 0 };
  g_autofree char *plain = NULL;
  g_autofree char *named = NULL;
  g_autofree char *pasted = NULL;

  show_join (&self);
  driver_assert_named (self.window);
  g_assert_cmpuint (driver_count_suggested (self.window), ==, 1);
  g_assert_false (gtk_widget_get_sensitive (join_child (&self, "test_button")));
  hall_stage_type (join_child (&self, "server_row"), "hall-db:5433");
  g_assert_true (gtk_widget_get_sensitive (join_child (&self, "test_button")));
  g_assert_false (gtk_widget_get_sensitive (join_child (&self, "join_button")));
  plain = join_address (&self);
  g_assert_cmpstr (plain, ==, "postgresql://hall_desk@hall-db:5433/hall");

  /* The role follows the database until it is typed. */
  hall_stage_type (join_child (&self, "database_row"), "east");
  g_assert_cmpstr (join_text (&self, "role_row"), ==, "east_desk");
  hall_stage_type (join_child (&self, "role_row"), "east_station");
  hall_stage_type (join_child (&self, "database_row"), "west");
  named = join_address (&self);
  g_assert_cmpstr (named, ==, "postgresql://east_station@hall-db:5433/west");

  /* A whole address goes to its places, and what is secret in it out of sight. */
  gtk_editable_set_text (GTK_EDITABLE (join_child (&self, "server_row")),
                         "postgresql://hall_desk:open%20sesame@a,b:5433/hall?plaintext=allowed");
  g_assert_cmpstr (join_text (&self, "database_row"), ==, "hall");
  g_assert_cmpstr (join_text (&self, "role_row"), ==, "hall_desk");
  g_assert_cmpstr (join_text (&self, "password_row"), ==, "open sesame");
  g_assert_null (strstr (join_text (&self, "server_row"), "sesame"));
  pasted = join_address (&self);
  g_assert_nonnull (strstr (pasted, "plaintext=allowed"));
  g_assert_null (strstr (pasted, "sesame"));
}

static HallProbe *
probe_of (HallProbeOutcome outcome)
{
  HallProbe *probe = g_new0 (HallProbe, 1);

  probe->outcome = outcome;
  probe->detail = g_strdup ("15.1");
  return probe;
}

static HallCertificate *
certificate (const char *anchor)
{
  HallCertificate *self = g_new0 (HallCertificate, 1);

  self->subject = g_strdup ("CN = hall-db");
  self->issuer = g_strdup ("CN = City CA");
  self->names = g_strdup ("hall-db");
  self->valid_until = (gint64)1795136400 * G_USEC_PER_SEC;
  self->fingerprint = g_strdup ("AB:CD");
  self->anchor = g_strdup (anchor);
  return self;
}

/* Whatever is wrong is said in a sentence of its own, and nothing typed is lost. */
static void
test_join_says (void)
{
  g_auto (Start) self = { 0 };
  g_autoptr (GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  HallJoinPage *join;

  show_join (&self);
  join = HALL_JOIN_PAGE (child (&self, "join_page"));
  hall_stage_type (join_child (&self, "server_row"), "hall-db");
  hall_stage_type (join_child (&self, "password_row"), "open sesame");
  for (int outcome = HALL_PROBE_JOINABLE; outcome <= HALL_PROBE_OTHER; outcome++) {
    const gboolean joinable = outcome == HALL_PROBE_JOINABLE;

    hall_join_page_show_probe (join, probe_of ((HallProbeOutcome)outcome));
    g_assert_true (gtk_widget_get_visible (join_child (&self, "result")));
    g_assert_true (g_hash_table_add (
        sentences, g_strdup (hall_stage_label (GTK_WIDGET (join), HALL_TYPE_JOIN_PAGE, "result_text"))));
    g_assert_cmpint (gtk_widget_get_sensitive (join_child (&self, "join_button")), ==, joinable);
    g_assert_cmpuint (driver_count_suggested (self.window), ==, 1);
    g_assert_cmpstr (join_text (&self, "server_row"), ==, "hall-db");
    g_assert_cmpstr (join_text (&self, "password_row"), ==, "open sesame");
  }

  /* What was found out is not about what is typed now. */
  hall_join_page_show_probe (join, probe_of (HALL_PROBE_JOINABLE));
  hall_stage_type (join_child (&self, "server_row"), "elsewhere");
  g_assert_false (gtk_widget_get_visible (join_child (&self, "result")));
  g_assert_false (gtk_widget_get_sensitive (join_child (&self, "join_button")));
}

static void
test_join_certificate (void)
{
  g_auto (Start) self = { 0 };
  HallJoinPage *join;
  HallProbe *probe;

  show_join (&self);
  join = HALL_JOIN_PAGE (child (&self, "join_page"));
  hall_stage_type (join_child (&self, "server_row"), "hall-db");
  probe = probe_of (HALL_PROBE_UNTRUSTED);
  probe->certificate = certificate ("-----BEGIN CERTIFICATE-----");
  hall_join_page_show_probe (join, probe);
  g_assert_true (gtk_widget_get_visible (join_child (&self, "certificate")));
  g_assert_true (gtk_widget_get_visible (join_child (&self, "trust_button")));
  g_assert_cmpstr (hall_stage_label (GTK_WIDGET (join), HALL_TYPE_JOIN_PAGE, "fingerprint"), ==, "AB:CD");
  /* To trust is never what Enter does. */
  g_assert_false (gtk_widget_has_css_class (join_child (&self, "trust_button"), "suggested-action"));

  /* Whose word would have to be taken is not known here. */
  probe = probe_of (HALL_PROBE_UNTRUSTED);
  probe->certificate = certificate (NULL);
  hall_join_page_show_probe (join, probe);
  g_assert_false (gtk_widget_get_visible (join_child (&self, "trust_button")));
  g_assert_true (gtk_widget_get_visible (join_child (&self, "trust_note")));

  probe = probe_of (HALL_PROBE_JOINABLE);
  probe->certificate = certificate ("-----BEGIN CERTIFICATE-----");
  hall_join_page_show_probe (join, probe);
  g_assert_true (gtk_widget_get_visible (join_child (&self, "certificate")));
  g_assert_false (gtk_widget_get_visible (join_child (&self, "trust_button")));
}

/* Nobody listens at this port. */
static void
test_join_silent (void)
{
  g_auto (Start) self = { 0 };
  GtkWidget *join;

  show_join (&self);
  join = child (&self, "join_page");
  hall_stage_type (join_child (&self, "server_row"), "127.0.0.1:1");
  gtk_widget_activate_action (join, "join.test", NULL);
  g_assert_true (hall_join_page_is_testing (HALL_JOIN_PAGE (join)));
  hall_stage_wait (!hall_join_page_is_testing (HALL_JOIN_PAGE (join)));
  g_assert_nonnull (strstr (hall_stage_label (join, HALL_TYPE_JOIN_PAGE, "result_text"), "does not answer"));
}

/* --- A server that does not answer at the start --- */

static void
test_waits_for_server (void)
{
  g_autoptr (HallApplication) app = hall_application_new ("desk", "postgresql://hall_desk@127.0.0.1:1/hall",
                                                          "desk-3", 3);
  GtkWindow *window;
  GtkWidget *banner;

  g_assert_true (g_application_register (G_APPLICATION (app), NULL, NULL));
  g_application_activate (G_APPLICATION (app));
  hall_stage_wait (hall_application_get_next_try (app) != 0);
  window = gtk_application_get_active_window (GTK_APPLICATION (app));
  g_assert_true (HALL_IS_DESK_WINDOW (window));
  hall_stage_wait (gtk_widget_get_mapped (GTK_WIDGET (window)));
  banner = driver_child (GTK_WIDGET (window), "sign_in_connection");
  g_assert_nonnull (
      strstr (hall_connection_banner_get_text (HALL_CONNECTION_BANNER (banner)), "joins by itself"));
  hall_stage_wait (
      gtk_widget_get_visible (hall_stage_child (banner, HALL_TYPE_CONNECTION_BANNER, "choose_button")));
  hall_stage_wait (strstr (hall_stage_label (banner, HALL_TYPE_CONNECTION_BANNER, "timer"), "Trying again in")
                   != NULL);
  g_assert_cmpstr (hall_stage_label (banner, HALL_TYPE_CONNECTION_BANNER, "reason"), !=, "");
  /* It goes on by itself. */
  hall_stage_wait (hall_application_get_next_try (app) == 0);
  hall_stage_wait (hall_application_get_next_try (app) != 0);

  g_action_group_activate_action (G_ACTION_GROUP (app), "choose-hall", NULL);
  window = gtk_application_get_active_window (GTK_APPLICATION (app));
  g_assert_true (HALL_IS_FIRST_RUN_WINDOW (window));
  g_assert_null (hall_application_get_store (app));
  gtk_window_destroy (window);
  hall_stage_settle ();
}

static void
on_given_cb (HallPasswordDialog *dialog, const char *password, char **given)
{
  *given = g_strdup (password);
}

static void
on_given_up_cb (HallPasswordDialog *dialog, gboolean *given_up)
{
  *given_up = TRUE;
}

static void
test_password_dialog (void)
{
  HallPasswordDialog *dialog = hall_password_dialog_new (NULL, "postgresql://hall_desk:hush@hall-db/hall",
                                                         TRUE);
  g_autofree char *given = NULL;
  gboolean given_up = FALSE;

  gtk_window_present (GTK_WINDOW (dialog));
  hall_stage_wait (gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  driver_assert_named (GTK_WIDGET (dialog));
  g_assert_cmpuint (driver_count_suggested (GTK_WIDGET (dialog)), ==, 1);
  g_assert_null (strstr (hall_stage_label (GTK_WIDGET (dialog), HALL_TYPE_PASSWORD_DIALOG, "where"), "hush"));
  g_assert_true (
      gtk_widget_get_visible (hall_stage_child (GTK_WIDGET (dialog), HALL_TYPE_PASSWORD_DIALOG, "wrong")));
  g_signal_connect (dialog, "given", G_CALLBACK (on_given_cb), &given);
  g_signal_connect (dialog, "given-up", G_CALLBACK (on_given_up_cb), &given_up);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "password.go", NULL);
  g_assert_null (given);
  hall_stage_type (hall_stage_child (GTK_WIDGET (dialog), HALL_TYPE_PASSWORD_DIALOG, "password_row"),
                   "sesame");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "password.go", NULL);
  hall_stage_settle ();
  g_assert_cmpstr (given, ==, "sesame");
  g_assert_false (given_up);
}

int
main (int argc, char **argv)
{
  hall_stage_init (&argc, &argv);
  g_test_add_func ("/first-run/practice-hall", test_practice);
  g_test_add_func ("/first-run/new-hall", test_new_hall);
  g_test_add_func ("/first-run/cannot-be-made", test_cannot_be_made);
  g_test_add_func ("/first-run/trouble", test_trouble);
  g_test_add_func ("/first-run/server-trouble", test_server_trouble);
  g_test_add_func ("/first-run/join/address", test_join_address);
  g_test_add_func ("/first-run/join/says", test_join_says);
  g_test_add_func ("/first-run/join/certificate", test_join_certificate);
  g_test_add_func ("/first-run/join/silent", test_join_silent);
  g_test_add_func ("/first-run/waits-for-server", test_waits_for_server);
  g_test_add_func ("/first-run/password-dialog", test_password_dialog);
  return hall_stage_run ();
}
