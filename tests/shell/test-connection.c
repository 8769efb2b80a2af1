/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The hall goes away and comes back while people work: what each screen says, and that nothing typed is lost.
 */

#include "hall-address.h"
#include "hall-application.h"
#include "hall-ask-dialog.h"
#include "hall-board-window.h"
#include "hall-cash-page.h"
#include "hall-connection-banner.h"
#include "hall-counter-display-window.h"
#include "hall-desk-driver.h"
#include "hall-find-dialog.h"
#include "hall-kiosk-window.h"
#include "hall-lock-page.h"
#include "hall-public-test.h"
#include "hall-sign-in-page.h"
#include "hall-stale-note.h"
#include "hall-test.h"

/* --- The cable --- */

/* Of a file nothing can be cut; what is shown before a hall was ever reached is tried there, too. */
#define HALL_OF_A_SERVER                                                                                     \
  do {                                                                                                       \
    if (!hall_place_is_server ()) {                                                                          \
      g_test_skip ("only of a server: the connection is cut");                                               \
      return;                                                                                                \
    }                                                                                                        \
  } while (0)

static void
tell_server (char *sql)
{
  g_autofree char *refused = hall_place_tell (g_getenv ("HALL_TEST_SERVER"), sql);

  g_assert_cmpstr (refused, ==, NULL);
  g_free (sql);
}

static void
shut (HallFixture *hall, gboolean closed)
{
  g_autofree char *database = hall_address_get (hall->address, "dbname");

  tell_server (
      g_strdup_printf ("ALTER DATABASE \"%s\" ALLOW_CONNECTIONS %s", database, closed ? "false" : "true"));
  if (closed)
    tell_server (g_strdup_printf (
        "SELECT pg_terminate_backend (pid) FROM pg_stat_activity WHERE datname = '%s'", database));
}

static void
cut (HallStage *stage)
{
  shut (stage->hall, TRUE);
  hall_stage_wait (!hall_store_is_connected (stage->store));
  hall_stage_settle ();
}

static void
mend (HallStage *stage)
{
  g_autoptr (GError) error = NULL;

  shut (stage->hall, FALSE);
  hall_stage_wait (hall_store_is_connected (stage->store));
  /* The connection of the fixture itself went as well, and finds that out when it asks. */
  if (!hall_engine_is_lost (stage->hall->engine))
    hall_engine_take_changes (stage->hall->engine, TRUE, NULL);
  g_assert_true (hall_engine_reconnect (stage->hall->engine, &error));
  g_assert_no_error (error);
  hall_stage_settle ();
}

static const char *
banner_text (GtkWidget *desk, const char *name)
{
  return hall_connection_banner_get_text (HALL_CONNECTION_BANNER (driver_child (desk, name)));
}

static const char *
typed (GtkWidget *editable)
{
  return gtk_editable_get_text (GTK_EDITABLE (editable));
}

static void
go (HallStage *stage, const char *command)
{
  g_variant_unref (hall_fixture_do (stage->hall, "G05", 3, command, NULL));
}

static HallStage *
stage_with_waiting (int tickets)
{
  HallStage *stage = hall_stage_new ();

  for (int i = 0; i < tickets; i++)
    g_free (hall_fixture_take (stage->hall, "A", NULL));
  hall_fixture_open (stage->hall, "G05", 3);
  return stage;
}

/* --- Before the hall was reached for the first time --- */

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hall_store_open_finish (HALL_STORE (source), result, &error));
  g_assert_no_error (error);
}

/* A store that nobody has opened yet, as it is while a server does not answer at the start. */
static HallStage *
stage_not_joined (void)
{
  HallStage *stage = g_new0 (HallStage, 1);

  stage->hall = hall_fixture_new ();
  stage->store = hall_store_new (stage->hall->address, stage->hall->clock);
  return stage;
}

static void
join (HallStage *stage)
{
  hall_store_open_async (stage->store, NULL, on_opened_cb, NULL);
  hall_stage_wait (hall_store_is_connected (stage->store));
}

static void
test_desk_before (void)
{
  g_autoptr (HallStage) stage = stage_not_joined ();
  GtkWidget *desk = GTK_WIDGET (hall_desk_window_new (NULL, stage->store, "desk-3", 3));
  GtkWidget *page;
  GtkWidget *staff;

  hall_stage_show (stage, desk);
  g_assert_nonnull (banner_text (desk, "sign_in_connection"));
  page = driver_child (desk, "sign_in_page");
  staff = hall_stage_child (page, HALL_TYPE_SIGN_IN_PAGE, "staff_row");
  hall_stage_type (staff, "G05");
  hall_stage_type (hall_stage_child (page, HALL_TYPE_SIGN_IN_PAGE, "password_row"), "practice");
  g_assert_false (
      gtk_widget_get_sensitive (hall_stage_child (page, HALL_TYPE_SIGN_IN_PAGE, "sign_in_button")));
  hall_stage_photograph (stage, "connection-before");

  join (stage);
  hall_stage_wait (
      g_strcmp0 (hall_stage_label (page, HALL_TYPE_SIGN_IN_PAGE, "hall_label"), "城东客户服务大厅") == 0);
  g_assert_null (banner_text (desk, "sign_in_connection"));
  g_assert_cmpstr (typed (staff), ==, "G05");
  g_assert_true (
      gtk_widget_get_sensitive (hall_stage_child (page, HALL_TYPE_SIGN_IN_PAGE, "sign_in_button")));
  hall_test_end_window (stage);
}

static void
test_public_before (void)
{
  g_autoptr (HallStage) stage = stage_not_joined ();
  GtkWidget *kiosk = GTK_WIDGET (hall_kiosk_window_new (NULL, stage->store, "kiosk", 0));
  GtkWidget *board;

  hall_stage_show (stage, kiosk);
  g_assert_true (hall_test_shows (kiosk, "Numbers cannot be given just now"));
  stage->window = NULL;
  board = GTK_WIDGET (hall_board_window_new (NULL, stage->store, NULL, 0));
  hall_stage_show (stage, board);
  g_assert_true (hall_test_shows (board, "One moment, please"));

  join (stage);
  hall_stage_wait (hall_test_shows (board, "城东客户服务大厅"));
  hall_stage_wait (g_strcmp0 (hall_kiosk_window_get_page (HALL_KIOSK_WINDOW (kiosk)), "start") == 0);
  hall_test_end_window (stage);
  stage->window = GTK_WINDOW (kiosk);
  hall_test_end_window (stage);
}

/* The program starts while the server is away: its window is there at once, and joins by itself. */
static void
test_start_without_server (void)
{
  g_autoptr (HallFixture) hall = NULL;
  g_autoptr (HallApplication) app = NULL;
  GtkWidget *desk;
  GtkWidget *page;

  HALL_OF_A_SERVER;
  hall = hall_fixture_new ();
  shut (hall, TRUE);
  app = hall_application_new ("desk", hall->address, "desk-3", 3);
  g_assert_true (g_application_register (G_APPLICATION (app), NULL, NULL));
  g_application_activate (G_APPLICATION (app));
  hall_stage_wait (hall_application_get_next_try (app) != 0);
  desk = GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (app)));
  g_assert_true (HALL_IS_DESK_WINDOW (desk));
  g_assert_nonnull (strstr (banner_text (desk, "sign_in_connection"), "joins by itself"));

  shut (hall, FALSE);
  hall_stage_wait (hall_store_is_connected (hall_application_get_store (app)));
  page = driver_child (desk, "sign_in_page");
  hall_stage_wait (
      g_strcmp0 (hall_stage_label (page, HALL_TYPE_SIGN_IN_PAGE, "hall_label"), "城东客户服务大厅") == 0);
  g_assert_true (gtk_application_get_active_window (GTK_APPLICATION (app)) == GTK_WINDOW (desk));
  g_assert_null (banner_text (desk, "sign_in_connection"));
  gtk_window_destroy (GTK_WINDOW (desk));
  hall_store_close (hall_application_get_store (app));
  hall_stage_settle ();
}

/* --- The desk --- */

static void
test_serving (void)
{
  g_autoptr (HallStage) stage = NULL;
  GtkWidget *desk;
  GtkWidget *cash;
  GtkWidget *received;

  HALL_OF_A_SERVER;
  stage = stage_with_waiting (2);
  go (stage, "call-next");
  go (stage, "start");
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_SERVING);
  g_assert_null (banner_text (desk, "connection"));
  cash = driver_child (desk, "cash_page");
  received = hall_stage_child (cash, HALL_TYPE_CASH_PAGE, "received");
  hall_stage_type (received, "13");

  cut (stage);
  g_assert_nonnull (strstr (banner_text (desk, "connection"), "What you typed stays"));
  g_assert_cmpint (hall_desk_window_get_state (HALL_DESK_WINDOW (desk)), ==, HALL_DESK_SERVING);
  g_assert_cmpstr (driver_page (desk), ==, "cash");
  g_assert_false (driver_can (desk, "desk.finish"));
  g_assert_false (driver_can (desk, "desk.hold"));
  /* It goes on being typed. */
  hall_stage_type (received, "1300");
  hall_stage_settle ();
  g_assert_cmpstr (typed (received), ==, "1300");
  hall_stage_photograph (stage, "connection-serving");

  mend (stage);
  g_assert_null (banner_text (desk, "connection"));
  hall_stage_wait (driver_can (desk, "desk.hold"));
  g_assert_cmpstr (typed (received), ==, "1300");
  hall_test_end_window (stage);
}

/* A command that was on its way is carried out once; one that is pressed meanwhile is not done later. */
static void
test_commands (void)
{
  g_autoptr (HallStage) stage = NULL;
  GtkWidget *desk;

  HALL_OF_A_SERVER;
  stage = stage_with_waiting (2);
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_IDLE);
  driver_act (desk, "desk.call-next");
  cut (stage);
  driver_act (desk, "desk.call-next");
  driver_act (desk, "desk.call-next");

  mend (stage);
  driver_wait_state (desk, HALL_DESK_CALLED);
  g_assert_cmpint (hall_fixture_sql_int (stage->hall, "SELECT count(*) FROM call"), ==, 1);
  hall_test_end_window (stage);
}

static void
test_dialog_stays (void)
{
  g_autoptr (HallStage) stage = NULL;
  GtkWidget *desk;
  GtkWidget *dialog;
  GtkWidget *reason;

  HALL_OF_A_SERVER;
  stage = stage_with_waiting (1);
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_IDLE);
  driver_key (desk, "F6");
  dialog = driver_dialog (desk);
  hall_stage_wait (gtk_widget_get_mapped (dialog));
  reason = hall_stage_find (dialog, GTK_TYPE_ENTRY, 0);
  hall_stage_type (reason, "复印材料");

  cut (stage);
  driver_act (dialog, "ask.go");
  hall_stage_wait (*hall_stage_label (dialog, HALL_TYPE_ASK_DIALOG, "error_label") != '\0');
  g_assert_true (driver_dialog (desk) == dialog);
  g_assert_cmpstr (typed (reason), ==, "复印材料");

  mend (stage);
  g_assert_cmpstr (typed (reason), ==, "复印材料");
  driver_act (dialog, "ask.go");
  driver_wait_state (desk, HALL_DESK_PAUSED);
  hall_stage_wait (driver_dialog (desk) == NULL);
  hall_test_end_window (stage);
}

/* What is looked for while the hall is away is looked for again, by Enter or by itself. */
static void
test_find (void)
{
  g_autoptr (HallStage) stage = NULL;
  GtkWidget *desk;
  GtkWidget *dialog;
  GtkWidget *results;

  HALL_OF_A_SERVER;
  stage = stage_with_waiting (1);
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_IDLE);
  cut (stage);
  driver_key (desk, "F3");
  dialog = driver_dialog (desk);
  hall_stage_wait (gtk_widget_get_mapped (dialog));
  hall_find_dialog_search (HALL_FIND_DIALOG (dialog), "A001");
  hall_stage_wait (*hall_stage_label (dialog, HALL_TYPE_FIND_DIALOG, "message") != '\0');

  mend (stage);
  results = hall_stage_child (dialog, HALL_TYPE_FIND_DIALOG, "results");
  hall_stage_wait (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (results)), "list") == 0);
  g_assert_cmpstr (hall_stage_label (dialog, HALL_TYPE_FIND_DIALOG, "message"), ==, "");
  gtk_window_close (GTK_WINDOW (dialog));
  hall_stage_wait (driver_dialog (desk) == NULL);
  hall_test_end_window (stage);
}

static void
test_lock (void)
{
  g_autoptr (HallStage) stage = NULL;
  GtkWidget *desk;
  GtkWidget *password;

  HALL_OF_A_SERVER;
  stage = stage_with_waiting (1);
  desk = driver_desk (stage);
  driver_wait_state (desk, HALL_DESK_IDLE);
  driver_act (desk, "desk.lock");
  g_assert_cmpstr (driver_face (desk), ==, "lock");
  password = hall_stage_child (driver_child (desk, "lock_page"), HALL_TYPE_LOCK_PAGE, "password_row");
  hall_stage_type (password, "practice");

  cut (stage);
  g_assert_nonnull (banner_text (desk, "lock_connection"));
  driver_act (driver_child (desk, "lock_page"), "lock.unlock");
  hall_stage_settle ();
  g_assert_cmpstr (typed (password), ==, "practice");
  g_assert_cmpstr (driver_face (desk), ==, "lock");
  hall_stage_photograph (stage, "connection-lock");

  mend (stage);
  g_assert_null (banner_text (desk, "lock_connection"));
  g_assert_cmpstr (typed (password), ==, "practice");
  hall_test_end_window (stage);
}

/* --- Public screens --- */

static gboolean
kiosk_is_at (GtkWidget *kiosk, const char *page)
{
  return g_strcmp0 (hall_kiosk_window_get_page (HALL_KIOSK_WINDOW (kiosk)), page) == 0;
}

static void
test_kiosk (void)
{
  g_autoptr (HallStage) stage = NULL;
  GtkWidget *kiosk;

  HALL_OF_A_SERVER;
  stage = hall_stage_new ();
  kiosk = GTK_WIDGET (hall_kiosk_window_new (NULL, stage->store, "kiosk", 0));
  hall_stage_show (stage, kiosk);
  hall_stage_wait (hall_test_shows (kiosk, "Heating service"));

  cut (stage);
  g_assert_true (kiosk_is_at (kiosk, "notice"));
  g_assert_true (hall_test_shows (kiosk, "Numbers cannot be given just now"));
  g_assert_true (hall_test_shows (kiosk, "guide desk"));
  /* No word of servers to a customer, and no way round the page. */
  g_assert_false (hall_test_shows (kiosk, "server"));
  gtk_widget_activate_action (kiosk, "kiosk.home", NULL);
  g_assert_true (kiosk_is_at (kiosk, "notice"));
  hall_stage_photograph (stage, "connection-kiosk");

  mend (stage);
  hall_stage_wait (kiosk_is_at (kiosk, "start"));
  g_assert_true (hall_test_shows (kiosk, "Heating service"));
  hall_test_end_window (stage);
}

/* The number that was asked for comes when the hall is back, and it is one. */
static void
test_kiosk_number (void)
{
  g_autoptr (HallStage) stage = NULL;
  GtkWidget *kiosk;

  HALL_OF_A_SERVER;
  stage = hall_stage_new ();
  kiosk = GTK_WIDGET (hall_kiosk_window_new (NULL, stage->store, "kiosk", 0));
  hall_stage_show (stage, kiosk);
  hall_stage_wait (hall_test_shows (kiosk, "Enquiry"));
  gtk_widget_activate_action (kiosk, "kiosk.category", "s", "C");
  gtk_widget_activate_action (kiosk, "kiosk.take", NULL);
  cut (stage);
  g_assert_true (kiosk_is_at (kiosk, "number") || hall_test_shows (kiosk, "Your number is on its way"));

  mend (stage);
  hall_stage_wait (kiosk_is_at (kiosk, "number"));
  g_assert_true (hall_test_shows (kiosk, "C001"));
  g_assert_cmpint (hall_fixture_sql_int (stage->hall, "SELECT count(*) FROM ticket"), ==, 1);
  hall_test_end_window (stage);
}

static gboolean
is_stale (GtkWidget *window, GType type, const char *dimmed)
{
  const gboolean noted = hall_stale_note_is_shown (
      HALL_STALE_NOTE (hall_stage_child (window, type, "stale")));

  g_assert_cmpint (noted, ==, gtk_widget_has_css_class (hall_stage_child (window, type, dimmed), "stale"));
  return noted;
}

static void
test_board (void)
{
  g_autoptr (HallStage) stage = NULL;
  GtkWidget *board;

  HALL_OF_A_SERVER;
  stage = stage_with_waiting (2);
  go (stage, "call-next");
  board = GTK_WIDGET (hall_board_window_new (NULL, stage->store, NULL, 0));
  hall_board_window_set_voice (HALL_BOARD_WINDOW (board), NULL);
  hall_stage_show (stage, board);
  hall_stage_wait (hall_test_shows (board, "A001"));
  g_assert_false (is_stale (board, HALL_TYPE_BOARD_WINDOW, "body"));

  cut (stage);
  g_assert_true (is_stale (board, HALL_TYPE_BOARD_WINDOW, "body"));
  g_assert_true (hall_test_shows (board, "A001"));
  g_assert_true (hall_test_shows (board, "as of 09:0"));
  hall_stage_photograph (stage, "connection-board");

  mend (stage);
  g_assert_false (is_stale (board, HALL_TYPE_BOARD_WINDOW, "body"));
  go (stage, "start");
  go (stage, "finish");
  go (stage, "call-next");
  hall_stage_wait (hall_test_shows (board, "A002"));
  hall_test_end_window (stage);
}

static void
test_counter_display (void)
{
  g_autoptr (HallStage) stage = NULL;
  GtkWidget *display;
  HallCounterDisplayWindow *self;

  HALL_OF_A_SERVER;
  stage = stage_with_waiting (1);
  go (stage, "call-next");
  go (stage, "start");
  display = GTK_WIDGET (hall_counter_display_window_new (NULL, stage->store, NULL, 3));
  self = HALL_COUNTER_DISPLAY_WINDOW (display);
  hall_stage_show (stage, display);
  hall_stage_wait (g_strcmp0 (hall_counter_display_window_get_state (self), "serving") == 0);

  cut (stage);
  g_assert_true (is_stale (display, HALL_TYPE_COUNTER_DISPLAY_WINDOW, "pages"));
  g_assert_cmpstr (hall_counter_display_window_get_state (self), ==, "serving");
  g_assert_true (hall_test_shows (display, "A001"));
  hall_stage_photograph (stage, "connection-display");

  mend (stage);
  g_assert_false (is_stale (display, HALL_TYPE_COUNTER_DISPLAY_WINDOW, "pages"));
  hall_test_end_window (stage);
}

int
main (int argc, char **argv)
{
  hall_stage_init (&argc, &argv);
  g_test_add_func ("/connection/before/desk", test_desk_before);
  g_test_add_func ("/connection/before/public", test_public_before);
  g_test_add_func ("/connection/before/start-without-server", test_start_without_server);
  g_test_add_func ("/connection/desk/serving", test_serving);
  g_test_add_func ("/connection/desk/commands", test_commands);
  g_test_add_func ("/connection/desk/dialog-stays", test_dialog_stays);
  g_test_add_func ("/connection/desk/find", test_find);
  g_test_add_func ("/connection/desk/lock", test_lock);
  g_test_add_func ("/connection/kiosk", test_kiosk);
  g_test_add_func ("/connection/kiosk/number", test_kiosk_number);
  g_test_add_func ("/connection/board", test_board);
  g_test_add_func ("/connection/counter-display", test_counter_display);
  return hall_stage_run ();
}
