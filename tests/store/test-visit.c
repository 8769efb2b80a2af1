/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One visit through the engine, from the kiosk to the receipt. */

#include "hall-fixture.h"
#include "hall-test.h"

static void
test_whole_visit (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *label = NULL;
  g_autofree char *called = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *receipt = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) charge = NULL;
  g_autoptr (GVariant) received = NULL;
  g_autoptr (GVariant) posted = NULL;
  g_autofree char *args = NULL;

  HALL_PROVES ("004-15 004-16");

  hall_fixture_open (hall, "G05", 3);
  label = hall_fixture_take (hall, "A", NULL);
  g_assert_cmpstr (label, ==, "A001");
  hall_fixture_advance (hall, 270);
  answer = hall_fixture_do (hall, "G05", 3, "call-next", NULL);
  called = hall_fixture_text (answer, "ticket");
  g_assert_cmpstr (called, ==, "A001");
  g_assert_cmpint (hall_fixture_int (answer, "waited_s"), ==, 270);
  g_variant_unref (hall_fixture_do (hall, "G05", 3, "start", NULL));
  charge = hall_fixture_do (
      hall, "G05", 3, "charge",
      "{'payer': <'李建国'>, 'lines': <[<{'item': <'2026-2027采暖季热费'>, 'quantity': <'51.46'>,"
      " 'unit_price_fen': <int64 2500>, 'amount_fen': <int64 128650>}>]>}");
  args = g_strdup_printf ("{'charge': <int64 %d>}", (int)hall_fixture_int (charge, "charge"));
  hall_fixture_refuse (hall, "G05", 3, "call-change", args, HALL_ERROR_REFUSED, "S004 4.6", "charge");
  hall_fixture_refuse (hall, "G05", 3, "finish", NULL, HALL_ERROR_REFUSED, "S004 4.6", "charge");
  g_free (args);
  args = g_strdup_printf ("{'charge': <int64 %d>, 'received_fen': <int64 130000>}",
                          (int)hall_fixture_int (charge, "charge"));
  received = hall_fixture_do (hall, "G05", 3, "call-received", args);
  sentence = hall_fixture_text (received, "sentence");
  g_assert_cmpstr (sentence, ==, "总共缴费1286.50元，收您1300元，找您13.50元，请收好。");
  g_free (args);
  args = g_strdup_printf ("{'charge': <int64 %d>}", (int)hall_fixture_int (charge, "charge"));
  posted = hall_fixture_do (hall, "G05", 3, "call-change", args);
  receipt = hall_fixture_text (posted, "receipt");
  g_assert_cmpstr (receipt, ==, "CD03-20261120-0001");
  g_variant_unref (hall_fixture_do (hall, "G05", 3, "finish", NULL));
  hall_fixture_refuse (hall, "G05", 3, "call-next", NULL, HALL_ERROR_NOT_FOUND, NULL, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/visit/whole", test_whole_visit);
  return g_test_run ();
}
