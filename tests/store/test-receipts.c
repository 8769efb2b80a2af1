/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was posted stays: voids instead of changes, the drawer's sums (hall rules 5.10, Q20, Q21; 004-42). */

#include "hall-fixture.h"
#include "hall-test.h"

#define STEP(name, args) hall_fixture_must (hall, "G05", 3, name, "%s", args)

/* A hall where receipt CD03-20261120-0001 over 1286.50 is posted. */
static HallFixture *
hall_with_receipt (void)
{
  HallFixture *hall = hall_fixture_new ();

  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  g_free (hall_fixture_pay (hall, "G05", 3, hall_fixture_charge (hall, "G05", 3, 128650), 130000));
  return hall;
}

#define VOID_ARGS                                                                                            \
  "{'receipt': <'CD03-20261120-0001'>, 'cause': <'account'>, 'reason': <'户号录错'>, "                   \
  "'original_taken_back': <true>}"

static gint64
ask_void (HallFixture *hall)
{
  g_autoptr (GVariant) answer = hall_fixture_do (hall, "G05", 3, "void", VOID_ARGS);

  return hall_fixture_int (answer, "request");
}

/* Each must be refused by the tables themselves, and not because it cannot be read. */
static void
try_all (HallFixture *hall, const char *const *attempts, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    g_autofree char *error = hall_fixture_sql_error (hall, attempts[i]);

    if (error == NULL || strstr (error, "syntax") != NULL)
      g_error ("%s: %s", attempts[i], error);
  }
}

/* 004-42: through the engine itself nothing of a receipt, a paper or a line of the journal can be changed. */
static void
test_immutable (void)
{
  static const char *const attempts[] = {
    "UPDATE receipt SET total_fen = 1",
    "UPDATE receipt SET payer = '别人'",
    "UPDATE receipt SET number = 'CD03-20261120-0009'",
    "DELETE FROM receipt",
    "UPDATE document SET content = '{}'",
    "DELETE FROM document",
    "UPDATE document_page SET pdf = substr (pdf, 2)",
    "DELETE FROM document_page",
    "UPDATE journal SET args = '{}'",
    "DELETE FROM journal",
    "INSERT INTO receipt SELECT * FROM receipt",
    "INSERT INTO journal SELECT * FROM journal WHERE id > 0 ON CONFLICT (id) DO UPDATE SET args = '{}'",
    "INSERT INTO receipt SELECT * FROM receipt WHERE seq > 0 ON CONFLICT (number) DO UPDATE SET seq = 9",
  };
  static const char *const file_attempts[] = {
    "REPLACE INTO journal SELECT * FROM journal",
    "REPLACE INTO document SELECT * FROM document",
    "REPLACE INTO document_page SELECT * FROM document_page",
    "REPLACE INTO receipt SELECT number, series, seq, day, kind, charge, ticket, counter, staff, payer, "
    "account,"
    " lines, tenders, 1, other_fen, cash_fen, received_fen, change_fen, sentence, words, received_at, "
    "changed_at,"
    " void_of, reason, approved_by, hash FROM receipt",
  };
  static const char *const database_attempts[] = {
    "TRUNCATE receipt CASCADE",
    "TRUNCATE document CASCADE",
    "TRUNCATE document_page",
    "TRUNCATE journal",
    "MERGE INTO receipt r USING receipt s ON r.number = s.number WHEN MATCHED THEN UPDATE SET seq = 9",
    "MERGE INTO journal j USING journal i ON j.id = i.id WHEN MATCHED THEN DELETE",
  };
  g_autoptr (HallFixture) hall = hall_with_receipt ();
  g_autofree char *before = hall_fixture_sql (hall, "SELECT hash || total_fen FROM receipt");
  g_autofree char *after = NULL;

  HALL_PROVES ("004-42");

  hall_fixture_must (hall, "G05", 3, "file-paper", "{'document': <int64 1>, 'pdf': <b'%%PDF-1.4'>}");
  try_all (hall, attempts, G_N_ELEMENTS (attempts));
  if (hall_place_is_server ())
    try_all (hall, database_attempts, G_N_ELEMENTS (database_attempts));
  else
    try_all (hall, file_attempts, G_N_ELEMENTS (file_attempts));
  after = hall_fixture_sql (hall, "SELECT hash || total_fen FROM receipt");
  g_assert_cmpstr (before, ==, after);
}

static void
test_void_refusals (void)
{
  g_autoptr (HallFixture) hall = hall_with_receipt ();
  gint64 request;
  g_autofree char *approve = NULL;

  hall_fixture_refuse (hall, "G05", 3, "void",
                       "{'receipt': <'CD03-20261120-0007'>, 'cause': <'account'>, 'reason': <'户号录错'>,"
                       " 'original_taken_back': <true>}",
                       HALL_ERROR_NOT_FOUND, NULL, "receipt");
  hall_fixture_refuse (
      hall, "G05", 3, "void",
      "{'receipt': <''>, 'cause': <'account'>, 'reason': <'户号录错'>, 'original_taken_back': <true>}",
      HALL_ERROR_INVALID, NULL, "receipt");
  hall_fixture_refuse (hall, "G05", 3, "void",
                       "{'receipt': <'CD03-20261120-0001'>, 'cause': <'whim'>, 'reason': <'户号录错'>,"
                       " 'original_taken_back': <true>}",
                       HALL_ERROR_INVALID, "5.10", "cause");
  hall_fixture_refuse (hall, "G05", 3, "void",
                       "{'receipt': <'CD03-20261120-0001'>, 'cause': <'account'>, 'reason': <'无'>,"
                       " 'original_taken_back': <true>}",
                       HALL_ERROR_INVALID, NULL, "reason");
  hall_fixture_refuse (hall, "G05", 3, "void",
                       "{'receipt': <'CD03-20261120-0001'>, 'cause': <'account'>, 'reason': <'户号录错'>}",
                       HALL_ERROR_INVALID, NULL, "original_taken_back");
  request = ask_void (hall);
  hall_fixture_refuse (hall, "G05", 3, "void", VOID_ARGS, HALL_ERROR_CONFLICT, "5.10", "receipt");
  approve = g_strdup_printf ("{'request': <int64 %d>}", (int)request);
  hall_fixture_refuse (hall, "G05", 3, "approve", approve, HALL_ERROR_FORBIDDEN, "7", NULL);
  hall_fixture_refuse (hall, "A01", 0, "approve", approve, HALL_ERROR_FORBIDDEN, "Q20", NULL);
  hall_fixture_refuse (hall, "L02", 0, "approve", "{'request': <int64 99>}", HALL_ERROR_NOT_FOUND, NULL,
                       "request");
  hall_fixture_refuse (hall, "L02", 0, "return-request",
                       "{'request': <int64 99>, 'reason': <'请先收回原件'>}", HALL_ERROR_NOT_FOUND, NULL,
                       "request");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM receipt"), ==, 1);
}

/* The reversal has a number of its own and the sign turned; the original stays and is voided once. */
static void
test_void (void)
{
  g_autoptr (HallFixture) hall = hall_with_receipt ();
  gint64 request = ask_void (hall);
  g_autoptr (GVariant) answer = NULL;
  g_autofree char *approve = g_strdup_printf ("{'request': <int64 %d>}", (int)request);
  g_autofree char *number = NULL;
  g_autofree char *row = NULL;
  g_autofree char *twice = NULL;

  HALL_PROVES ("004-42");

  answer = hall_fixture_do (hall, "L02", 0, "approve", approve);
  number = hall_fixture_text (answer, "receipt");
  g_assert_cmpstr (number, ==, "CD03-20261120-0002");
  row = hall_fixture_sql (hall,
                          "SELECT kind || ' ' || void_of || ' ' || total_fen || ' ' || cash_fen || ' ' ||"
                          " reason || ' ' || approved_by FROM receipt WHERE number = 'CD03-20261120-0002'");
  g_assert_cmpstr (row, ==, "void CD03-20261120-0001 -128650 -128650 户号录错 L02");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT sum (total_fen) FROM receipt"), ==, 0);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM receipt WHERE kind = 'receipt'"), ==,
                   1);
  hall_fixture_refuse (hall, "L02", 0, "approve", approve, HALL_ERROR_NOT_FOUND, NULL, "request");
  hall_fixture_refuse (hall, "G05", 3, "void", VOID_ARGS, HALL_ERROR_REFUSED, "5.10", "receipt");
  hall_fixture_refuse (hall, "G05", 3, "void",
                       "{'receipt': <'CD03-20261120-0002'>, 'cause': <'account'>, 'reason': <'再冲一次'>,"
                       " 'original_taken_back': <true>}",
                       HALL_ERROR_NOT_FOUND, NULL, "receipt");
  twice = hall_fixture_sql_error (
      hall,
      "INSERT INTO receipt SELECT 'X', 'X', 1, day, kind, charge, ticket, counter, staff, payer, account, "
      "lines,"
      " tenders, total_fen, other_fen, cash_fen, received_fen, change_fen, sentence, words, received_at,"
      " changed_at, void_of, reason, approved_by, hash FROM receipt WHERE kind = 'void'");
  g_assert_nonnull (twice);
}

/* What was not paid in cash goes back the way it came. */
static void
test_void_of_mixed (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GVariant) charge = NULL;
  g_autofree char *number = NULL;
  g_autofree char *tenders = NULL;

  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  charge = hall_fixture_do (hall, "G05", 3, "charge",
                            "{'lines': <[<{'item': <'热费'>, 'amount_fen': <int64 100000>}>]>, "
                            "'other_tenders': <[<{'kind': <'scan'>,"
                            " 'amount_fen': <int64 60000>}>]>}");
  number = hall_fixture_pay (hall, "G05", 3, hall_fixture_int (charge, "charge"), 50000);
  hall_fixture_must (hall, "L02", 0, "approve", "{'request': <int64 %d>}", (int)ask_void (hall));
  tenders = hall_fixture_sql (hall,
                              "SELECT tenders || cash_fen || other_fen FROM receipt WHERE kind = 'void'");
  g_assert_cmpstr (tenders, ==, "[{\"kind\":\"scan\",\"amount_fen\":-60000}]-40000-60000");
}

static void
test_void_later (void)
{
  g_autoptr (HallFixture) hall = hall_with_receipt ();
  g_autoptr (GVariant) answer = NULL;
  g_autofree char *approve = NULL;
  g_autofree char *number = NULL;

  STEP ("finish", "");
  STEP ("close-counter", "");
  hall_fixture_must (hall, "L02", 0, "close-day", "%s", "");
  hall_fixture_refuse (hall, "G05", 3, "void", VOID_ARGS, HALL_ERROR_REFUSED, "5.11", NULL);
  hall_fixture_set_time (hall, "2026-11-21T09:00:00");
  hall_fixture_open (hall, "G05", 3);
  approve = g_strdup_printf ("{'request': <int64 %d>}", (int)ask_void (hall));
  hall_fixture_refuse (hall, "L02", 0, "approve", approve, HALL_ERROR_FORBIDDEN, "Q20", NULL);
  answer = hall_fixture_do (hall, "A01", 0, "approve", approve);
  number = hall_fixture_text (answer, "receipt");
  /* It is booked today: nothing goes into a closed day. */
  g_assert_cmpstr (number, ==, "CD03-20261121-0001");
}

static void
test_return_request (void)
{
  g_autoptr (HallFixture) hall = hall_with_receipt ();
  g_autofree char *row = NULL;

  hall_fixture_must (hall, "L02", 0, "return-request",
                     "{'request': <int64 %d>, 'reason': <'请先收回原收据'>}", (int)ask_void (hall));
  row = hall_fixture_sql (hall, "SELECT state || ' ' || decided_by || ' ' || reason FROM request");
  g_assert_cmpstr (row, ==, "returned L02 请先收回原收据");
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM receipt"), ==, 1);
  ask_void (hall);
}

static GVariant *
count (HallFixture *hall, const char *notes)
{
  g_autofree char *args = g_strdup_printf ("{'notes': <{%s}>}", notes);

  return hall_fixture_do (hall, "G05", 3, "count-drawer", args);
}

/* expected = float + cash in - refunds - deposits; over and short are two figures. */
static void
test_drawer (void)
{
  g_autoptr (HallFixture) hall = hall_with_receipt ();
  g_autoptr (GVariant) over = NULL;
  g_autoptr (GVariant) short_of = NULL;
  g_autoptr (GVariant) even = NULL;

  over = count (hall, "'10000': <int64 17>, '5000': <int64 1>, '2000': <int64 2>, '10': <int64 6>");
  g_assert_cmpint (hall_fixture_int (over, "expected_fen"), ==, 50000 + 128650);
  g_assert_cmpint (hall_fixture_int (over, "counted_fen"), ==, 179060);
  g_assert_cmpint (hall_fixture_int (over, "over_fen"), ==, 410);
  g_assert_cmpint (hall_fixture_int (over, "short_fen"), ==, 0);
  STEP ("deposit", "{'amount_fen': <int64 100000>, 'reason': <'下午缴存'>}");
  hall_fixture_must (hall, "L02", 0, "approve", "{'request': <int64 %d>}", (int)ask_void (hall));
  g_free (hall_fixture_pay (hall, "G05", 3, hall_fixture_charge (hall, "G05", 3, 150000), 150000));
  short_of = count (hall, "'10000': <int64 9>");
  g_assert_cmpint (hall_fixture_int (short_of, "expected_fen"), ==, 100000);
  g_assert_cmpint (hall_fixture_int (short_of, "over_fen"), ==, 0);
  g_assert_cmpint (hall_fixture_int (short_of, "short_fen"), ==, 10000);
  STEP ("finish", "");
  STEP ("close-counter", "");
  even = count (hall, "'10000': <int64 10>");
  g_assert_cmpint (hall_fixture_int (even, "over_fen") + hall_fixture_int (even, "short_fen"), ==, 0);
  g_assert_cmpint (
      hall_fixture_sql_int (hall, "SELECT sum (over_fen) * 100000 + sum (short_fen) FROM drawer_entry"), ==,
      41010000);
}

static void
test_drawer_refusals (void)
{
  static const char *const bad[] = { "'3': <int64 1>", "'10000': <int64 -1>", "'10000': <int64 100001>",
                                     "'10000': <'5'>", "'': <int64 1>",       "'10000x': <int64 1>" };
  g_autoptr (HallFixture) hall = hall_with_receipt ();

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *args = g_strdup_printf ("{'notes': <{%s}>}", bad[i]);

    hall_fixture_refuse (hall, "G05", 3, "count-drawer", args, HALL_ERROR_INVALID, "5.10", "notes");
  }
  hall_fixture_refuse (hall, "G07", 0, "count-drawer", "{'notes': <{'10000': <int64 1>}>}",
                       HALL_ERROR_REFUSED, "5.10", "counter");
  hall_fixture_refuse (hall, "G05", 3, "deposit", "{'amount_fen': <int64 0>, 'reason': <'缴存'>}",
                       HALL_ERROR_REFUSED, "5.10", "amount_fen");
  hall_fixture_refuse (hall, "G05", 3, "deposit", "{'amount_fen': <int64 178651>, 'reason': <'缴存'>}",
                       HALL_ERROR_REFUSED, "5.10", "amount_fen");
  hall_fixture_refuse (hall, "G05", 3, "deposit", "{'amount_fen': <int64 -5>, 'reason': <'缴存'>}",
                       HALL_ERROR_INVALID, NULL, "amount_fen");
}

/* 004-42: an error with cash is an entry of the ledger with its cause, and of the clerk whose it is. */
static void
test_cash_errors (void)
{
  g_autoptr (HallFixture) hall = hall_with_receipt ();

  HALL_PROVES ("004-42");

  hall_fixture_refuse (hall, "G05", 3, "report-cash-error",
                       "{'kind': <'mood'>, 'amount_fen': <int64 500>, 'reason': <'多找5元'>}",
                       HALL_ERROR_INVALID, "5.10", "kind");
  STEP ("report-cash-error",
        "{'kind': <'change'>, 'receipt': <'CD03-20261120-0001'>, 'amount_fen': <int64 500>,"
        " 'reason': <'多找5元'>}");
  g_assert_cmpint (hall_fixture_sql_int (hall,
                                         "SELECT count (*) FROM drawer_entry WHERE kind = 'error' AND staff ="
                                         " 'G05' AND counter = 3 AND amount_fen = 500 AND detail LIKE"
                                         " '%\"kind\":\"change\"%'"),
                   ==, 1);
}

/* A new opening is a new drawer. */
static void
test_drawer_of_the_shift (void)
{
  g_autoptr (HallFixture) hall = hall_with_receipt ();
  g_autoptr (GVariant) counted = NULL;

  STEP ("finish", "");
  STEP ("close-counter", "");
  STEP ("sign-out", "");
  hall_fixture_advance (hall, 10);
  hall_fixture_open (hall, "G05", 3);
  counted = count (hall, "'10000': <int64 5>");
  g_assert_cmpint (hall_fixture_int (counted, "expected_fen"), ==, 50000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/receipts/immutable", test_immutable);
  g_test_add_func ("/store/receipts/void-refusals", test_void_refusals);
  g_test_add_func ("/store/receipts/void", test_void);
  g_test_add_func ("/store/receipts/void-of-mixed", test_void_of_mixed);
  g_test_add_func ("/store/receipts/void-later", test_void_later);
  g_test_add_func ("/store/receipts/return-request", test_return_request);
  g_test_add_func ("/store/receipts/drawer", test_drawer);
  g_test_add_func ("/store/receipts/drawer-refusals", test_drawer_refusals);
  g_test_add_func ("/store/receipts/cash-errors", test_cash_errors);
  g_test_add_func ("/store/receipts/drawer-of-the-shift", test_drawer_of_the_shift);
  return g_test_run ();
}
