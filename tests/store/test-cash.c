/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cash with read-back (S004 4.6, hall rules 5.10): the two calls, what is refused, the receipts. */

#include "hall-fixture.h"
#include "hall-test.h"

#define STEP(name, args) hall_fixture_must (hall, "G05", 3, name, "%s", args)

static HallFixture *
hall_with_customer (void)
{
  HallFixture *hall = hall_fixture_new ();

  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  return hall;
}

static char *
lines (const char *line)
{
  return g_strdup_printf ("{'lines': <[<{%s}>]>}", line);
}

/* Every line that cannot be right, with the field that is wrong. */
static void
test_bad_lines (void)
{
  static const char *const bad[][2] = {
    { "'amount_fen': <int64 100>", "lines[0].item" },
    { "'item': <''>, 'amount_fen': <int64 100>", "lines[0].item" },
    { "'item': <'　 '>, 'amount_fen': <int64 100>", "lines[0].item" },
    { "'item': <int64 7>, 'amount_fen': <int64 100>", "lines[0].item" },
    { "'item': <'一行\\n两行'>, 'amount_fen': <int64 100>", "lines[0].item" },
    { "'item': <'热费'>", "lines[0].amount_fen" },
    { "'item': <'热费'>, 'amount_fen': <int64 0>", "lines[0].amount_fen" },
    { "'item': <'热费'>, 'amount_fen': <int64 -100>", "lines[0].amount_fen" },
    { "'item': <'热费'>, 'amount_fen': <int64 100000000000>", "lines[0].amount_fen" },
    { "'item': <'热费'>, 'amount_fen': <int64 9223372036854775807>", "lines[0].amount_fen" },
    { "'item': <'热费'>, 'amount_fen': <'100'>", "lines[0].amount_fen" },
    { "'item': <'热费'>, 'amount_fen': <100.0>", "lines[0].amount_fen" },
    { "'item': <'热费'>, 'quantity': <'2'>, 'amount_fen': <int64 100>", "lines[0].quantity" },
    { "'item': <'热费'>, 'quantity': <'-2'>, 'unit_price_fen': <int64 50>, 'amount_fen': <int64 100>",
      "lines[0].quantity" },
    { "'item': <'热费'>, 'quantity': <'2e1'>, 'unit_price_fen': <int64 5>, 'amount_fen': <int64 100>",
      "lines[0].quantity" },
    { "'item': <'热费'>, 'quantity': <'2.0001'>, 'unit_price_fen': <int64 50>, 'amount_fen': <int64 100>",
      "lines[0].quantity" },
    { "'item': <'热费'>, 'quantity': <'2'>, 'unit_price_fen': <int64 -50>, 'amount_fen': <int64 100>",
      "lines[0].quantity" },
    { "'item': <'热费'>, 'quantity': <'2'>, 'unit_price_fen': <int64 50>, 'amount_fen': <int64 101>",
      "lines[0].amount_fen" },
    { "'item': <'热费'>, 'quantity': <'51.46'>, 'unit_price_fen': <int64 2500>, 'amount_fen': <int64 128651>",
      "lines[0].amount_fen" },
    { "'item': <'热费'>, 'unit': <'平\\u202e方'>, 'amount_fen': <int64 100>", "lines[0].unit" },
  };
  g_autoptr (HallFixture) hall = hall_with_customer ();

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *args = lines (bad[i][0]);

    hall_fixture_refuse (hall, "G05", 3, "charge", args, HALL_ERROR_INVALID, NULL, bad[i][1]);
  }
  hall_fixture_refuse (hall, "G05", 3, "charge", "{'lines': <@av []>}", HALL_ERROR_INVALID, "5.10", "lines");
  hall_fixture_refuse (hall, "G05", 3, "charge", "{'lines': <[<'热费'>]>}", HALL_ERROR_INVALID, "5.10",
                       "lines[0].item");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM charge"), ==, 0);
}

static void
test_too_much (void)
{
  g_autoptr (HallFixture) hall = hall_with_customer ();
  g_autoptr (GString) many = g_string_new ("{'lines': <[");
  g_autofree char *text = g_strnfill (301, 'x');
  g_autofree char *item = g_strdup_printf ("'item': <'%s'>, 'amount_fen': <int64 100>", text);
  g_autofree char *long_item = lines (item);
  const char *huge = "<{'item': <'热费'>, 'amount_fen': <int64 99999999999>}>";
  g_autofree char *sum = g_strdup_printf ("{'lines': <[%s, %s]>}", huge, huge);

  for (int i = 0; i < 51; i++)
    g_string_append_printf (many, "%s<{'item': <'热费'>, 'amount_fen': <int64 1>}>", i > 0 ? ", " : "");
  g_string_append (many, "]>}");
  hall_fixture_refuse (hall, "G05", 3, "charge", many->str, HALL_ERROR_INVALID, "5.10", "lines");
  hall_fixture_refuse (hall, "G05", 3, "charge", long_item, HALL_ERROR_INVALID, NULL, "lines[0].item");
  hall_fixture_refuse (hall, "G05", 3, "charge", sum, HALL_ERROR_INVALID, "5.10", "lines[1].amount_fen");
  hall_fixture_must (hall, "G05", 3, "charge", "{'lines': <[%s]>}", huge);
}

static void
test_bad_tenders (void)
{
  static const char *const bad[] = {
    "{'kind': <'gold'>, 'amount_fen': <int64 1>}",
    "{'kind': <'cash'>, 'amount_fen': <int64 1>}",
    "{'kind': <'scan'>, 'amount_fen': <int64 0>}",
    "{'kind': <'scan'>, 'amount_fen': <int64 -5>}",
    "{'kind': <'scan'>, 'amount_fen': <int64 10001>}",
    "{'kind': <'scan'>}",
    "{'kind': <int64 1>, 'amount_fen': <int64 1>}",
    "{'amount_fen': <int64 1>}",
    "{'kind': <'card'>, 'amount_fen': <int64 10000>}>, <{'kind': <'scan'>, 'amount_fen': <int64 1>}",
  };
  g_autoptr (HallFixture) hall = hall_with_customer ();

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *args = g_strdup_printf (
        "{'lines': <[<{'item': <'热费'>, 'amount_fen': <int64 10000>}>]>, 'other_tenders': <[<%s>]>}",
        bad[i]);

    hall_fixture_refuse (hall, "G05", 3, "charge", args, HALL_ERROR_INVALID, "5.10", "other_tenders");
  }
}

/* Only who is being served here pays here. */
static void
test_who_pays (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  const char *args = "{'lines': <[<{'item': <'热费'>, 'amount_fen': <int64 100>}>]>}";
  gint64 charge;
  g_autofree char *named = NULL;

  hall_fixture_open (hall, "G05", 3);
  hall_fixture_open (hall, "G07", 1);
  g_free (hall_fixture_take (hall, "A", NULL));
  hall_fixture_refuse (hall, "G05", 3, "charge", args, HALL_ERROR_REFUSED, "S004 4.6", "ticket");
  STEP ("call-next", "");
  hall_fixture_refuse (hall, "G05", 3, "charge", args, HALL_ERROR_REFUSED, "S004 4.6", "ticket");
  STEP ("start", "");
  hall_fixture_refuse (hall, "G05", 3, "charge",
                       "{'ticket': <'A009'>, 'lines': <[<{'item': <'热费'>, 'amount_fen': <int64 100>}>]>}",
                       HALL_ERROR_REFUSED, "S004 4.6", "ticket");
  charge = hall_fixture_charge (hall, "G05", 3, 100);
  named = g_strdup_printf ("{'charge': <int64 %d>, 'received_fen': <int64 100>}", (int)charge);
  hall_fixture_refuse (hall, "G07", 1, "call-received", named, HALL_ERROR_REFUSED, "S004 4.6", "charge");
  hall_fixture_refuse (hall, "G05", 3, "call-received", "{'charge': <int64 99>, 'received_fen': <int64 100>}",
                       HALL_ERROR_NOT_FOUND, NULL, "charge");
}

/* 004-16: two calls, each with its time; less than due is refused; nothing is posted without both. */
static void
test_two_calls (void)
{
  g_autoptr (HallFixture) hall = hall_with_customer ();
  gint64 id = hall_fixture_charge (hall, "G05", 3, 128650);
  g_autofree char *charge = g_strdup_printf ("{'charge': <int64 %d>}", (int)id);
  g_autofree char *few = g_strdup_printf ("{'charge': <int64 %d>, 'received_fen': <int64 128649>}", (int)id);
  g_autofree char *minus = g_strdup_printf ("{'charge': <int64 %d>, 'received_fen': <int64 -1>}", (int)id);
  g_autofree char *absurd = g_strdup_printf ("{'charge': <int64 %d>, 'received_fen': <int64 100000000000>}",
                                             (int)id);
  g_autofree char *enough = g_strdup_printf ("{'charge': <int64 %d>, 'received_fen': <int64 130000>}",
                                             (int)id);
  g_autofree char *times = NULL;

  HALL_PROVES ("004-15 004-16");

  hall_fixture_refuse (hall, "G05", 3, "call-change", charge, HALL_ERROR_REFUSED, "S004 4.6", "charge");
  hall_fixture_refuse (hall, "G05", 3, "unlock-received", charge, HALL_ERROR_REFUSED, "S004 4.6", "charge");
  hall_fixture_refuse (hall, "G05", 3, "call-received", few, HALL_ERROR_REFUSED, "S004 4.6", "received_fen");
  hall_fixture_refuse (hall, "G05", 3, "call-received", minus, HALL_ERROR_INVALID, NULL, "received_fen");
  hall_fixture_refuse (hall, "G05", 3, "call-received", absurd, HALL_ERROR_INVALID, NULL, "received_fen");
  STEP ("call-received", enough);
  hall_fixture_refuse (hall, "G05", 3, "call-received", enough, HALL_ERROR_REFUSED, "S004 4.6", "charge");
  hall_fixture_refuse (hall, "G05", 3, "drop-charge", charge, HALL_ERROR_REFUSED, "S004 4.6", "charge");
  hall_fixture_refuse (hall, "G05", 3, "charge",
                       "{'lines': <[<{'item': <'热费'>, 'amount_fen': <int64 1>}>]>}", HALL_ERROR_REFUSED,
                       "S004 4.6", "charge");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM receipt"), ==, 0);
  hall_fixture_advance (hall, 22);
  STEP ("call-change", charge);
  hall_fixture_refuse (hall, "G05", 3, "call-change", charge, HALL_ERROR_REFUSED, "S004 4.6", "charge");
  hall_fixture_refuse (hall, "G05", 3, "unlock-received", charge, HALL_ERROR_REFUSED, "S004 4.6", "charge");
  times = hall_fixture_list (
      hall, "SELECT (changed_at - received_at) / 1000000, total_fen, received_fen, change_fen,"
            " cash_fen, sentence || words FROM receipt");
  g_assert_cmpstr (times, ==,
                   "22 128650 130000 1350 128650 总共缴费1286.50元，收您1300元，找您13.50元，请收好。"
                   "人民币壹仟贰佰捌拾陆元伍角");
}

static void
test_unlock_and_drop (void)
{
  g_autoptr (HallFixture) hall = hall_with_customer ();
  gint64 id = hall_fixture_charge (hall, "G05", 3, 10000);
  g_autofree char *number = NULL;

  hall_fixture_must (hall, "G05", 3, "call-received", "{'charge': <int64 %d>, 'received_fen': <int64 20000>}",
                     (int)id);
  hall_fixture_must (hall, "G05", 3, "unlock-received", "{'charge': <int64 %d>}", (int)id);
  g_assert_cmpint (
      hall_fixture_sql_int (hall, "SELECT received_fen IS NULL AND sentence IS NULL FROM charge"), ==, 1);
  number = hall_fixture_pay (hall, "G05", 3, id, 10000);
  id = hall_fixture_charge (hall, "G05", 3, 500);
  hall_fixture_must (hall, "G05", 3, "drop-charge", "{'charge': <int64 %d>}", (int)id);
  /* An open charge is replaced by the next: only what was called binds. */
  hall_fixture_charge (hall, "G05", 3, 700);
  id = hall_fixture_charge (hall, "G05", 3, 800);
  g_free (number);
  number = hall_fixture_pay (hall, "G05", 3, id, 1000);
  g_assert_cmpstr (number, ==, "CD03-20261120-0002");
  STEP ("finish", "");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT sum (total_fen) FROM receipt"), ==, 10800);
}

/* One series a counter and day, dense, each number once. */
static void
test_series (void)
{
  g_autoptr (HallFixture) hall = hall_with_customer ();
  g_autofree char *numbers = NULL;

  hall_fixture_open (hall, "G07", 1);
  g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_serve (hall, "G07", 1));
  for (int i = 0; i < 2; i++) {
    g_free (hall_fixture_pay (hall, "G05", 3, hall_fixture_charge (hall, "G05", 3, 100), 100));
    g_free (hall_fixture_pay (hall, "G07", 1, hall_fixture_charge (hall, "G07", 1, 100), 100));
  }
  hall_fixture_set_time (hall, "2026-11-20T23:50:00");
  g_free (hall_fixture_pay (hall, "G05", 3, hall_fixture_charge (hall, "G05", 3, 100), 100));
  hall_fixture_set_time (hall, "2026-11-21T09:00:00");
  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  g_free (hall_fixture_pay (hall, "G05", 3, hall_fixture_charge (hall, "G05", 3, 100), 100));
  numbers = hall_fixture_list (hall, "SELECT number FROM receipt ORDER BY number");
  g_assert_cmpstr (
      numbers, ==,
      "CD01-20261120-0001 CD01-20261120-0002 CD03-20261120-0001 CD03-20261120-0002 CD03-20261120-0003"
      " CD03-20261121-0001");
}

/* Change only out of cash (Q16). */
static void
test_mixed_tenders (void)
{
  g_autoptr (HallFixture) hall = hall_with_customer ();
  g_autoptr (GVariant) charge = hall_fixture_do (
      hall, "G05", 3, "charge",
      "{'lines': <[<{'item': <'热费'>, 'amount_fen': <int64 128650>}>]>, 'other_tenders': <[<{'kind': "
      "<'scan'>,"
      " 'amount_fen': <int64 50000>}>, <{'kind': <'card'>, 'amount_fen': <int64 8650>}>]>}");
  g_autofree char *number = NULL;
  g_autofree char *row = NULL;

  g_assert_cmpint (hall_fixture_int (charge, "total_fen"), ==, 128650);
  g_assert_cmpint (hall_fixture_int (charge, "cash_due_fen"), ==, 70000);
  number = hall_fixture_pay (hall, "G05", 3, hall_fixture_int (charge, "charge"), 80000);
  row = hall_fixture_sql (
      hall, "SELECT other_fen || ' ' || cash_fen || ' ' || change_fen || sentence FROM receipt");
  g_assert_cmpstr (
      row, ==,
      "58650 70000 10000总共缴费1286.50元，其中其他方式支付586.50元，收您800元，找您100元，请收好。");
}

static void
test_no_cash_at_all (void)
{
  g_autoptr (HallFixture) hall = hall_with_customer ();
  g_autoptr (GVariant) charge = hall_fixture_do (hall, "G05", 3, "charge",
                                                 "{'lines': <[<{'item': <'热费'>, 'amount_fen': <int64 "
                                                 "5000>}>]>, 'other_tenders': <[<{'kind': <'transfer'>,"
                                                 " 'amount_fen': <int64 5000>}>]>}");
  g_autofree char *number = hall_fixture_pay (hall, "G05", 3, hall_fixture_int (charge, "charge"), 0);

  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT cash_fen FROM receipt"), ==, 0);
}

static void
test_notes (void)
{
  g_autoptr (HallFixture) hall = hall_with_customer ();
  gint64 id = hall_fixture_charge (hall, "G05", 3, 128653);
  g_autofree char *args = g_strdup_printf ("{'charge': <int64 %d>, 'received_fen': <int64 130000>}", (int)id);
  g_autoptr (GVariant) answer = hall_fixture_do (hall, "G05", 3, "call-received", args);
  g_autoptr (GVariant) notes = g_variant_lookup_value (answer, "notes", G_VARIANT_TYPE_VARDICT);
  static const struct {
    const char *fen;
    gint64 count;
  } expected[] = { { "1000", 1 }, { "100", 3 }, { "10", 4 }, { "1", 7 } };

  /* No coin of the hall pays a fen: what is left is told as it is. */
  g_assert_cmpuint (g_variant_n_children (notes), ==, G_N_ELEMENTS (expected));
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (hall_fixture_int (notes, expected[i].fen), ==, expected[i].count);
}

/* What looks like an escape in a text is a text, up to the receipt. */
static void
test_backslashes (void)
{
  g_autoptr (HallFixture) hall = hall_with_customer ();
  g_autoptr (GVariant) charge = hall_fixture_do (
      hall, "G05", 3, "charge",
      "{'lines': <[<{'item': <'热费 \\\\u0000 \"引号\" \\\\'>, 'amount_fen': <int64 100>}>]>}");
  g_autofree char *number = hall_fixture_pay (hall, "G05", 3, hall_fixture_int (charge, "charge"), 100);
  g_autofree char *item = hall_fixture_json (hall, "SELECT lines FROM receipt", "$[0].item");

  g_assert_cmpstr (item, ==, "热费 \\u0000 \"引号\" \\");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/cash/bad-lines", test_bad_lines);
  g_test_add_func ("/store/cash/too-much", test_too_much);
  g_test_add_func ("/store/cash/bad-tenders", test_bad_tenders);
  g_test_add_func ("/store/cash/who-pays", test_who_pays);
  g_test_add_func ("/store/cash/two-calls", test_two_calls);
  g_test_add_func ("/store/cash/unlock-and-drop", test_unlock_and_drop);
  g_test_add_func ("/store/cash/series", test_series);
  g_test_add_func ("/store/cash/mixed-tenders", test_mixed_tenders);
  g_test_add_func ("/store/cash/no-cash-at-all", test_no_cash_at_all);
  g_test_add_func ("/store/cash/notes", test_notes);
  g_test_add_func ("/store/cash/backslashes", test_backslashes);
  return g_test_run ();
}
