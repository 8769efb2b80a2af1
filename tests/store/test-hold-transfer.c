/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A customer on hold, a customer sent on: what the clocks count and what the next clerk is told. */

#include "hall-fixture.h"
#include "hall-test.h"
#include "hall-views.h"

#define STEP(name, args) hall_fixture_must (hall, "G05", 3, name, "%s", args)

static HallFixture *
hall_with_one_served (void)
{
  HallFixture *hall = hall_fixture_new ();

  hall_fixture_open (hall, "G05", 3);
  hall_fixture_open (hall, "G09", 5);
  g_variant_unref (hall_fixture_do (hall, NULL, 0, "take-ticket", "{'category': <'A'>, 'matter': <'A1'>}"));
  hall_fixture_advance (hall, 60);
  g_free (hall_fixture_serve (hall, "G05", 3));
  return hall;
}

/* 办理时间 = done - start - paused. */
static gint64
service_s (HallFixture *hall)
{
  return hall_fixture_sql_int (
      hall, "SELECT (done_at - started_at - paused_us) / 1000000 FROM ticket WHERE id = 1");
}

static void
test_hold_is_no_service (void)
{
  g_autoptr (HallFixture) hall = hall_with_one_served ();
  g_autofree char *reason = NULL;

  hall_fixture_advance (hall, 100);
  STEP ("hold", "{'reason': <'回家取证件'>}");
  reason = hall_fixture_sql (hall, "SELECT hold_reason FROM ticket");
  g_assert_cmpstr (reason, ==, "回家取证件");
  hall_fixture_advance (hall, 3000);
  STEP ("unhold", "{'ticket': <'A001'>}");
  hall_fixture_advance (hall, 40);
  STEP ("hold", "{'reason': <'再补一份材料'>}");
  hall_fixture_advance (hall, 500);
  STEP ("unhold", "{'ticket': <'A001'>}");
  hall_fixture_advance (hall, 7);
  STEP ("finish", "");
  g_assert_cmpint (service_s (hall), ==, 147);
}

static void
test_hold_needs_reason (void)
{
  g_autoptr (HallFixture) hall = hall_with_one_served ();

  hall_fixture_refuse (hall, "G05", 3, "hold", NULL, HALL_ERROR_INVALID, NULL, "reason");
  hall_fixture_refuse (hall, "G05", 3, "hold", "{'reason': <'无'>}", HALL_ERROR_INVALID, NULL, "reason");
}

/* Others are served meanwhile; only the holding counter, or the lead, takes the customer up again. */
static void
test_hold_frees_the_counter (void)
{
  g_autoptr (HallFixture) hall = hall_with_one_served ();
  g_autofree char *second = NULL;

  g_free (hall_fixture_take (hall, "A", NULL));
  STEP ("hold", "{'reason': <'回家取证件'>}");
  second = hall_fixture_serve (hall, "G05", 3);
  g_assert_cmpstr (second, ==, "A002");
  hall_fixture_refuse (hall, "G05", 3, "unhold", "{'ticket': <'A001'>}", HALL_ERROR_REFUSED, "5.1", "ticket");
  hall_fixture_refuse (hall, "G09", 5, "unhold", "{'ticket': <'A001'>}", HALL_ERROR_REFUSED, "7", "ticket");
  hall_fixture_open (hall, "L02", 2);
  hall_fixture_must (hall, "L02", 2, "unhold", "%s", "{'ticket': <'A001'>}");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT counter FROM ticket WHERE label = 'A001'"), ==, 2);
  hall_fixture_must (hall, "L02", 2, "finish", "%s", "");
}

/* 000-26: no transfer without words for the next clerk. */
static void
test_transfer_needs_summary (void)
{
  static const char *const refused[] = {
    "{'category': <'C'>}",
    "{'category': <'C'>, 'summary': <''>}",
    "{'category': <'C'>, 'summary': <'  \\n\\t '>}",
    "{'category': <'C'>, 'summary': <'　　'>}",
  };
  g_autoptr (HallFixture) hall = hall_with_one_served ();

  HALL_PROVES ("000-26");

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    hall_fixture_refuse (hall, "G05", 3, "transfer", refused[i], HALL_ERROR_REFUSED, "S000 3.4", "summary");
  STEP ("transfer", "{'category': <'C'>, 'summary': <'想了解停供退费，已出示合同'>}");
}

static void
test_transfer_target (void)
{
  g_autoptr (HallFixture) hall = hall_with_one_served ();

  hall_fixture_refuse (hall, "G05", 3, "transfer", "{'summary': <'转'>}", HALL_ERROR_INVALID, "5.1",
                       "category");
  hall_fixture_refuse (hall, "G05", 3, "transfer",
                       "{'category': <'C'>, 'counter': <int64 5>, 'summary': <'转'>}", HALL_ERROR_INVALID,
                       "5.1", "counter");
  hall_fixture_refuse (hall, "G05", 3, "transfer", "{'category': <'Z'>, 'summary': <'转'>}",
                       HALL_ERROR_NOT_FOUND, NULL, "category");
  hall_fixture_refuse (hall, "G05", 3, "transfer", "{'counter': <int64 44>, 'summary': <'转'>}",
                       HALL_ERROR_NOT_FOUND, NULL, "counter");
  hall_fixture_refuse (hall, "G05", 3, "transfer", "{'counter': <int64 3>, 'summary': <'转'>}",
                       HALL_ERROR_NOT_FOUND, NULL, "counter");
}

/* 000-06: who takes the customer over reads it all; nothing is told or typed twice. */
static void
test_transfer_carries_everything (void)
{
  g_autoptr (HallFixture) hall = hall_with_one_served ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) params = NULL;
  HallDeskView *view;
  gint64 issued = hall_fixture_sql_int (hall, "SELECT issued_at FROM ticket");

  HALL_PROVES ("000-06");

  hall_fixture_advance (hall, 50);
  STEP ("transfer", "{'category': <'C'>, 'summary': <'想了解停供退费，已出示合同'>}");
  hall_fixture_advance (hall, 600);
  params = g_variant_ref_sink (hall_desk_params (5, "G09"));
  view = hall_desk_view_read (hall->engine, params, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (view->waiting), ==, 1);
  {
    g_autoptr (HallTicket) waiting = g_list_model_get_item (view->waiting, 0);

    g_assert_cmpstr (waiting->summary, ==, "想了解停供退费，已出示合同");
  }
  hall_desk_view_free (view);
  g_free (hall_fixture_serve (hall, "G09", 5));
  view = hall_desk_view_read (hall->engine, params, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (view->current->label, ==, "A001");
  g_assert_cmpstr (view->current->summary, ==, "想了解停供退费，已出示合同");
  g_assert_cmpstr (view->current->matter, ==, "A1");
  g_assert_cmpint (view->current->issued_at, ==, issued);
  hall_desk_view_free (view);
  hall_fixture_advance (hall, 30);
  hall_fixture_must (hall, "G09", 5, "finish", "%s", "");
  /* The way from one counter to the other is nobody's service. */
  g_assert_cmpint (service_s (hall), ==, 80);
}

/* Nobody leaves with money on the counter. */
static void
test_not_with_money (void)
{
  static const char *const commands[][2] = {
    { "hold", "{'reason': <'回家取证件'>}" },
    { "transfer", "{'category': <'C'>, 'summary': <'转咨询'>}" },
    { "finish", NULL },
    { "pause", "{'reason': <'取打印纸'>, 'minutes': <int64 5>}" },
  };
  g_autoptr (HallFixture) hall = hall_with_one_served ();
  gint64 charge = hall_fixture_charge (hall, "G05", 3, 1000);

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    hall_fixture_refuse (hall, "G05", 3, commands[i][0], commands[i][1], HALL_ERROR_REFUSED, "S004 4.6",
                         "charge");
  hall_fixture_must (hall, "G05", 3, "call-received", "{'charge': <int64 %d>, 'received_fen': <int64 1000>}",
                     (int)charge);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    hall_fixture_refuse (hall, "G05", 3, commands[i][0], commands[i][1], HALL_ERROR_REFUSED, "S004 4.6",
                         "charge");
  hall_fixture_must (hall, "G05", 3, "call-change", "{'charge': <int64 %d>}", (int)charge);
  STEP ("hold", "{'reason': <'回家取证件'>}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/hold/is-no-service", test_hold_is_no_service);
  g_test_add_func ("/store/hold/needs-reason", test_hold_needs_reason);
  g_test_add_func ("/store/hold/frees-the-counter", test_hold_frees_the_counter);
  g_test_add_func ("/store/transfer/needs-summary", test_transfer_needs_summary);
  g_test_add_func ("/store/transfer/target", test_transfer_target);
  g_test_add_func ("/store/transfer/carries-everything", test_transfer_carries_everything);
  g_test_add_func ("/store/transfer/not-with-money", test_not_with_money);
  return g_test_run ();
}
