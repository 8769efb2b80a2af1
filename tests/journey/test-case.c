/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Steps 5 to 9 of the day of hall rules, appendix B, at the built program, by keys: told once,
 * back with the number of the case, a material more through the lead, accepted, handed on and back, and
 * another matter refused. */

#include <string.h>

#include "hall-test.h"
#include "hall-visit.h"

#define NUMBER "2026-000001"
#define PATIENCE (20 * G_TIME_SPAN_SECOND)

static const char script[]
    = "{\"at\":\"2026-11-20T08:20:00+08:00\",\"as\":\"L02\",\"station\":\"desk-2\",\"do\":\"open-day\"}\n"
      "{\"at\":\"2026-11-20T09:05:31+08:00\",\"station\":\"kiosk\",\"do\":\"take-ticket\",\"category\":\"B\","
      "\"matter\":\"B1\"}\n";

/* Until @what tells @wanted, or no longer tells @gone. */
static void
wait_told (HallSeat *seat, const char *what, const char *which, const char *wanted, const char *gone)
{
  const gint64 until = g_get_monotonic_time () + PATIENCE;

  for (;;) {
    g_autofree char *said = hall_seat_run (
        seat, (const char *const[]){ "show", "--format", "json", what, which, NULL });

    g_assert_nonnull (said);
    if ((wanted == NULL || strstr (said, wanted) != NULL) && (gone == NULL || strstr (said, gone) == NULL))
      return;
    if (g_get_monotonic_time () > until)
      g_error ("%s %s: not “%s”: %s", what, which, wanted != NULL ? wanted : gone, said);
    g_usleep (100 * G_TIME_SPAN_MILLISECOND);
  }
}

static void
press (HallVisit *visit, const char *const *keys)
{
  for (; *keys != NULL; keys++)
    hall_screen_key (visit->desk, *keys);
}

#define PRESS(...) press (visit, (const char *const[]){ __VA_ARGS__, NULL })

static void
open_counter (HallVisit *visit)
{
  hall_visit_sign_in (visit);
  hall_screen_tab_to (visit->desk, "Float*");
  hall_screen_type (visit->desk, "500");
  hall_screen_wait_ready (visit->desk, "Open counter");
  hall_screen_tab_to (visit->desk, "Open counter");
  PRESS ("space");
}

static void
finish (HallVisit *visit, const char *label)
{
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", label);

  PRESS ("F10");
  hall_screen_wait_ready (visit->desk, "Nothing else: finish");
  hall_visit_picture (visit, visit->desk, "closing");
  g_usleep (G_TIME_SPAN_SECOND); /* as long as one asks */
  PRESS ("F10");
  wait_told (visit->seat, "queue", NULL, NULL, quoted);
}

/* Step 5: the case is opened from the number; two materials are missing, and the number does not go before
 * the notice.
 */
static void
tell_once (HallVisit *visit)
{
  hall_visit_call (visit);
  PRESS ("F8");
  hall_screen_wait_ready (visit->desk, "Open case");
  hall_visit_picture (visit, visit->desk, "form");
  hall_screen_type (visit->desk, "Wang Xiaoming");
  PRESS ("Tab");
  hall_screen_type (visit->desk, "13800001234");
  PRESS ("ctrl+Return");
  hall_screen_wait (visit->desk, "4 not looked at yet");
  PRESS ("1");
  hall_screen_wait (visit->desk, "3 not looked at yet");
  PRESS ("2");
  hall_screen_wait (visit->desk, "2 not looked at yet");
  PRESS ("F10");
  hall_screen_wait (visit->desk, "First go through the materials");
  hall_visit_picture (visit, visit->desk, "blocked");
  PRESS ("Down", "1");
  hall_screen_wait (visit->desk, "1 not looked at yet");
  PRESS ("2");
  hall_screen_wait_ready (visit->desk, "One-time notice (2 items)");
  hall_visit_picture (visit, visit->desk, "materials");
  PRESS ("F11");
  wait_told (visit->seat, "case", NUMBER, "\"state\":\"noticed\"", NULL);
  hall_visit_picture (visit, visit->desk, "noticed");
  finish (visit, "B001");
}

/* The customer comes back, and types the number that stands on the notice. */
static void
come_back (HallVisit *visit, const char *label)
{
  HallScreen *kiosk = hall_seat_open (visit->seat, "kiosk", 0, NULL);

  hall_screen_place (kiosk, 0, 0, 1080, 1000);
  hall_screen_wait_ready (kiosk, "A *");
  hall_screen_type (kiosk, NUMBER);
  hall_screen_key (kiosk, "Return");
  hall_screen_wait (kiosk, label);
  hall_visit_picture (visit, kiosk, "kiosk");
  hall_seat_close (visit->seat, kiosk);
  PRESS ("F8");
  hall_screen_wait_ready (visit->desk, "Start service");
  PRESS ("F8");
}

static HallScreen *
open_lead (HallVisit *visit)
{
  HallScreen *lead = hall_seat_open (visit->seat, "lead", 0, NULL);

  hall_screen_place (lead, 100, 40, 1440, 900);
  hall_screen_wait (lead, "Sign in");
  hall_screen_type (lead, "L02");
  hall_screen_key (lead, "Tab");
  hall_screen_type (lead, "practice");
  hall_screen_key (lead, "Return");
  return lead;
}

/* The lead's window: the first thing that waits, and Y. */
static void
approve (HallVisit *visit, HallScreen *lead, const char *picture)
{
  hall_screen_wait_ready (lead, "Approve");
  hall_visit_picture (visit, lead, picture);
  hall_screen_key (lead, "alt+1");
  hall_screen_key (lead, "y");
  wait_told (visit->seat, "approvals", NULL, NULL, "\"request\"");
}

/* Step 6: what the notice did not ask for is locked; the lead gives leave, and it is a second notice. */
static void
demand_more (HallVisit *visit, HallScreen *lead)
{
  hall_screen_wait (visit->desk, "2 not looked at yet");
  hall_visit_picture (visit, visit->desk, "back");
  PRESS ("1");
  hall_screen_wait (visit->desk, "1 not looked at yet");
  PRESS ("Up", "3");
  hall_screen_wait_ready (visit->desk, "Ask the lead for it…");
  hall_visit_picture (visit, visit->desk, "locked");
  PRESS ("Tab", "Return");
  hall_screen_wait_ready (visit->desk, "The rules have changed");
  PRESS ("space", "Tab");
  hall_screen_type (visit->desk, "gui ze tiao zheng: new rule since Monday");
  PRESS ("Tab", "Down", "Tab");
  hall_screen_type (visit->desk, "expired");
  PRESS ("Tab");
  hall_screen_type (visit->desk, "renew it");
  PRESS ("Return");
  wait_told (visit->seat, "approvals", NULL, "\"request\"", NULL);
  approve (visit, lead, "lead");
  hall_screen_wait (visit->desk, "1 not looked at yet");
  PRESS ("Down", "1");
  hall_screen_wait_ready (visit->desk, "One-time notice (1 item)");
  PRESS ("F11");
  wait_told (visit->seat, "case", NUMBER, "\"kind\":\"second\"", NULL);
  hall_visit_picture (visit, visit->desk, "second");
  finish (visit, "B002");
}

/* Step 7: complete is accepted, and the due time is counted from what was completed. */
static void
accept (HallVisit *visit)
{
  hall_screen_wait (visit->desk, "1 not looked at yet");
  PRESS ("1");
  hall_screen_wait_ready (visit->desk, "Accept now");
  PRESS ("F11");
  wait_told (visit->seat, "case", NUMBER, "\"due_at\":\"2026-11-25T17:30:00+08:00\"", NULL);
  hall_visit_picture (visit, visit->desk, "accepted");
}

/* The dialog, from what one does less often; it offers the first colleague. */
static void
ask_hand (HallVisit *visit)
{
  hall_screen_tab_to (visit->desk, "More");
  PRESS ("space");
  hall_screen_wait (visit->desk, "Hand over…");
  PRESS ("Down", "Return");
  hall_screen_wait_ready (visit->desk, "To whom");
}

static void
hand_over (HallVisit *visit, const char *summary, const char *handler)
{
  g_autofree char *wanted = g_strdup_printf ("\"handler\":\"%s\"", handler);

  hall_screen_tab_to (visit->desk, "Summary, so that the customer need not tell it again");
  hall_screen_type (visit->desk, summary);
  hall_visit_picture (visit, visit->desk, handler);
  PRESS ("ctrl+Return");
  wait_told (visit->seat, "case", NUMBER, wanted, NULL);
}

/* Step 8: who works on it changes and changes back, who is first-responsible does not; the second time is
 * told to the clerk, before and after, and to the lead.
 */
static void
hand_on (HallVisit *visit, HallScreen *lead)
{
  const char *again
      = "It was handed over before without an outcome. The shift lead is told when it is again.";

  PRESS ("alt+1");
  ask_hand (visit);
  g_assert_false (hall_screen_has (visit->desk, again, 0));
  hand_over (visit, "the bank has the deed", "G07");
  hall_screen_wait (visit->desk, "G05 *Handled by G07 *");
  hall_visit_picture (visit, visit->desk, "handed");
  g_assert_false (hall_screen_has (lead, "Handed on twice *", 0));

  ask_hand (visit);
  hall_screen_wait (visit->desk, again);
  hand_over (visit, "the bank says the owner has it", "G05");
  hall_screen_wait (visit->desk, "Handed over again without an outcome: the shift lead has been told");
  hall_screen_wait (visit->desk, "Handed on twice, no outcome");
  g_assert_false (hall_screen_has (visit->desk, "*Handled by *", 0));
  wait_told (visit->seat, "case", NUMBER, "\"first_responsible\":\"G05\"", NULL);
  hall_visit_picture (visit, visit->desk, "handed-back");
  hall_screen_click (lead, "Handed on twice 1"); /* it has no key */
  hall_screen_wait (lead, "handed on 2 times, now with G05*");
  hall_visit_picture (visit, lead, "lead-handed-on");
  hall_screen_key (lead, "Escape");
}

/* Step 9: another matter of the same customer, out of season: reason, basis, and the lead. */
static void
refuse (HallVisit *visit, HallScreen *lead)
{
  PRESS ("F10");
  hall_screen_wait_ready (visit->desk, "Another matter: a further case");
  g_usleep (G_TIME_SPAN_SECOND);
  PRESS ("ctrl+n");
  hall_screen_wait_ready (visit->desk, "Find a matter");
  hall_screen_type (visit->desk, "B3");
  PRESS ("Return");
  hall_screen_type (visit->desk, "Zhao Liu");
  PRESS ("Tab");
  hall_screen_type (visit->desk, "13900005678");
  PRESS ("ctrl+Return");
  hall_screen_wait (visit->desk, "3 not looked at yet");
  PRESS ("ctrl+d");
  hall_screen_wait_ready (visit->desk, "Not the business of this organisation");
  PRESS ("Down", "Tab");
  hall_screen_type (visit->desk, "It is the heating season: nothing is resumed now");
  PRESS ("Tab", "Tab"); /* the basis of the matter stands there already */
  hall_screen_type (visit->desk, "Apply again from 1 June");
  PRESS ("Return");
  wait_told (visit->seat, "case", "2026-000002", "\"state\":\"refusing\"", NULL);
  hall_visit_picture (visit, visit->desk, "refusing");
  approve (visit, lead, "lead-refusal");
  wait_told (visit->seat, "case", "2026-000002", "\"state\":\"refused\"", NULL);
}

static void
check (HallSeat *seat)
{
  g_autofree char *proof = hall_seat_run (seat, (const char *const[]){ "verify", NULL });
  g_autofree char *paper = g_build_filename (hall_seat_get_folder (seat), "refusal.pdf", NULL);
  g_autofree char *made = hall_seat_run (
      seat, (const char *const[]){ "paper", "不受字〔2026〕00001号", "--output", paper, NULL });

  wait_told (seat, "case", NUMBER, "\"first_responsible\":\"G05\"", NULL);
  wait_told (seat, "case", NUMBER, "\"number\":\"告字〔2026〕00002号\"", NULL);
  g_assert_nonnull (proof);
  g_assert_nonnull (made);
}

static void
test_by_keys (void)
{
  g_autoptr (HallSeat) seat = hall_seat_new ();
  HallVisit visit = { .seat = seat, .pictures = g_getenv ("HALL_JOURNEY_PICTURES"), .prefix = "case-" };
  HallScreen *lead;

  HALL_PROVES ("004-03 004-17 004-37 004-86 004-87 004-88");

  hall_seat_play (seat, script);
  visit.desk = hall_seat_open (seat, "desk", 3, NULL);
  hall_screen_place (visit.desk, 100, 40, 1440, 900);
  open_counter (&visit);
  tell_once (&visit);
  come_back (&visit, "B002");
  lead = open_lead (&visit);
  demand_more (&visit, lead);
  come_back (&visit, "B003");
  accept (&visit);
  hand_on (&visit, lead);
  refuse (&visit, lead);
  finish (&visit, "B003");
  check (seat);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/case/by-keys", test_by_keys);
  return g_test_run ();
}
