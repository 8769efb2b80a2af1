/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "hall-visit.h"

/*
 * Walks one visit and leaves pictures of every screen on its way, and the papers that were printed: for
 * people who want to see the program without running it. The language is the environment's; ./dev tour calls
 * it once a language and scheme.
 *
 * tour FOLDER PREFIX
 */

static HallScreen *
open_screen (HallSeat *seat, const char *surface, gint64 counter, int width, int height)
{
  HallScreen *screen = hall_seat_open (seat, surface, counter, NULL);

  hall_screen_place (screen, 0, 0, width, height);
  return screen;
}

/* A customer takes a number for the heating fee. The matter's name is the hall's own, in the kiosk's
 * language. */
static void
walk_kiosk (HallVisit *visit, HallScreen *kiosk)
{
  const char *language = g_getenv ("LANGUAGE");
  gboolean chinese = language != NULL && g_str_has_prefix (language, "zh");

  hall_screen_wait_ready (kiosk, "A *");
  hall_visit_picture (visit, kiosk, "kiosk");
  hall_screen_press (kiosk, "A *");
  hall_screen_wait_ready (kiosk, chinese ? "采暖费缴纳" : "Heating fee payment");
  hall_visit_picture (visit, kiosk, "kiosk-matter");
  hall_screen_press (kiosk, chinese ? "采暖费缴纳" : "Heating fee payment");
  hall_screen_wait_ready (kiosk, "I have them all: take a number");
  hall_visit_picture (visit, kiosk, "kiosk-materials");
  hall_screen_press (kiosk, "I have them all: take a number");
  hall_screen_wait (kiosk, "*A020*");
  hall_visit_picture (visit, kiosk, "kiosk-number");
}

static void
keep_papers (HallVisit *visit, const char *number)
{
  g_autofree char *file = g_strdup_printf ("%s/%s%s.pdf", visit->pictures, visit->prefix, number);
  g_autofree char *said = hall_seat_run (visit->seat,
                                         (const char *const[]){ "paper", number, "--output", file, NULL });

  if (said == NULL)
    g_printerr ("%s is not on paper\n", number);
}

static void
play_morning (HallSeat *seat)
{
  g_autofree char *file = g_build_filename (g_getenv ("HALL_SOURCE_DIR"), "resources", "sample",
                                            "morning.jsonl", NULL);
  g_autofree char *morning = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_file_get_contents (file, &morning, NULL, &error))
    g_error ("%s", error->message);
  hall_seat_play (seat, morning);
}

/* With a print service around it, what is printed really comes out. */
static void
use_printers (HallSeat *seat)
{
  g_autofree char *password = g_build_filename (hall_seat_get_folder (seat), "password", NULL);
  g_autofree char *counter = NULL;
  g_autofree char *kiosk = NULL;

  if (g_getenv ("CUPS_SERVER") == NULL)
    return;
  g_assert_true (g_file_set_contents (password, "practice", -1, NULL));
  g_setenv ("HALLDESK_PASSWORD_FILE", password, TRUE);
  counter = hall_seat_run (seat, (const char *const[]){ "do", "set-printer", "counter=3", "printer=hall_roll",
                                                        "--as", "A01", NULL });
  kiosk = hall_seat_run (seat, (const char *const[]){ "do", "set-printer", "station=kiosk",
                                                      "printer=hall_roll", "--as", "A01", NULL });
  if (counter == NULL || kiosk == NULL)
    g_error ("the printers cannot be set");
}

static const char case_script[]
    = "{\"at\":\"2026-11-20T08:20:00+08:00\",\"as\":\"L02\",\"station\":\"desk-2\",\"do\":\"open-day\"}\n"
      "{\"at\":\"2026-11-20T09:05:31+08:00\",\"station\":\"kiosk\",\"do\":\"take-ticket\",\"category\":\"B\","
      "\"matter\":\"B1\"}\n"
      "{\"at\":\"2026-11-20T09:05:51+08:00\",\"as\":\"G09\",\"station\":\"desk-2\",\"do\":\"open-case\","
      "\"matter\":\"B3\",\"name\":\"赵六\",\"phone\":\"13900005678\"}\n"
      "{\"at\":\"2026-11-20T09:05:52+08:00\",\"as\":\"G09\",\"station\":\"desk-2\",\"do\":\"refuse\","
      "\"case\":\"2026-000001\",\"class\":\"conditions-not-met\",\"reason\":"
      "\"报停、恢复的办理期为6月1日至10月15日\","
      "\"basis\":\"《供用热合同》第六条第二款\",\"option\":\"明年6月1日起再来申请\"}\n";

static void
press (HallScreen *screen, const char *const *keys)
{
  for (; *keys != NULL; keys++) {
    hall_screen_key (screen, *keys);
    g_usleep (600 * G_TIME_SPAN_MILLISECOND); /* as fast as the hall answers */
  }
}

#define PRESS(screen, ...) press (screen, (const char *const[]){ __VA_ARGS__, NULL })

/* Who comes without two of the papers: the form, the list, the notice, the page of the case; and the lead's
 * window. */
static void
walk_case (const char *pictures, const char *prefix)
{
  g_autoptr (HallSeat) seat = hall_seat_new ();
  HallVisit visit = { .seat = seat, .pictures = pictures, .prefix = prefix };
  HallScreen *lead;

  hall_seat_play (seat, case_script);
  visit.desk = open_screen (seat, "desk", 3, 1440, 900);
  hall_visit_sign_in (&visit);
  hall_screen_tab_to (visit.desk, "Float*");
  hall_screen_type (visit.desk, "500");
  hall_screen_wait_ready (visit.desk, "Open counter");
  hall_screen_tab_to (visit.desk, "Open counter");
  PRESS (visit.desk, "space");
  hall_visit_call (&visit);
  PRESS (visit.desk, "F8");
  hall_screen_wait_ready (visit.desk, "Open case");
  hall_screen_put (visit.desk, "Name", "王小明");
  PRESS (visit.desk, "Tab");
  hall_screen_type (visit.desk, "13800001234");
  hall_visit_picture (&visit, visit.desk, "desk-opening-a-case");
  PRESS (visit.desk, "ctrl+Return", "1", "2", "Down", "1", "2");
  hall_visit_picture (&visit, visit.desk, "desk-materials");
  PRESS (visit.desk, "F11");
  hall_visit_picture (&visit, visit.desk, "desk-noticed");
  PRESS (visit.desk, "alt+1");
  hall_visit_picture (&visit, visit.desk, "desk-case");
  lead = open_screen (seat, "lead", 0, 1440, 900);
  hall_screen_wait (lead, "Sign in");
  hall_screen_type (lead, "L02");
  PRESS (lead, "Tab");
  hall_screen_type (lead, "practice");
  PRESS (lead, "Return");
  hall_screen_wait_ready (lead, "Approve");
  hall_visit_picture (&visit, lead, "lead");
}

int
main (int argc, char **argv)
{
  g_autoptr (HallSeat) seat = NULL;
  HallScreen *board = NULL;
  HallScreen *kiosk = NULL;
  HallScreen *display = NULL;
  HallVisit visit = { 0 };

  if (argc != 3) {
    g_printerr ("usage: tour FOLDER PREFIX\n");
    return 2;
  }
  seat = hall_seat_new ();
  play_morning (seat);
  use_printers (seat);
  visit = (HallVisit){
    .seat = seat, .printer = g_getenv ("CUPS_SERVER") != NULL, .pictures = argv[1], .prefix = argv[2]
  };

  board = open_screen (seat, "board", 0, 1920, 1080);
  kiosk = open_screen (seat, "kiosk", 0, 1080, 1000);
  display = open_screen (seat, "counter-display", 3, 1280, 800);
  visit.desk = open_screen (seat, "desk", 3, 1440, 900);
  walk_kiosk (&visit, kiosk);
  hall_visit_sign_in (&visit);
  hall_visit_open_counter (&visit);
  hall_visit_call (&visit);
  hall_visit_picture (&visit, board, "board");
  hall_visit_picture (&visit, display, "counter-display-called");
  hall_visit_serve (&visit);
  hall_visit_type_money (&visit);
  hall_visit_take_money (&visit);
  hall_visit_picture (&visit, display, "counter-display-cash");
  hall_visit_give_receipt (&visit);
  hall_visit_finish (&visit);
  hall_visit_picture (&visit, display, "counter-display-after");
  keep_papers (&visit, "CD03-20261120-0001");
  g_clear_pointer (&seat, hall_seat_free);
  walk_case (argv[1], argv[2]);
  return 0;
}
