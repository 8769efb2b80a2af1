/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The journal: every change a line, one chain a workstation, each line with the hash of the one before. */

#include "hall-db.h"
#include "hall-fixture.h"
#include "hall-test.h"

#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

/* The hash as it is written down for whoever checks a hall without this program: SHA-256 over the fields in
 * this order, a text as its length in bytes, a colon and itself, nothing as a hyphen, a number in figures,
 * each with a comma behind. */
static const struct {
  const char *column;
  gboolean number;
} fields[] = {
  { "prev", FALSE },    { "chain", FALSE },  { "seq", TRUE },     { "at", TRUE },       { "day", FALSE },
  { "command", FALSE }, { "staff", FALSE },  { "counter", TRUE }, { "station", FALSE }, { "request", FALSE },
  { "args", FALSE },    { "answer", FALSE }, { "facts", FALSE },  { "topics", TRUE },
};

static void
add (GChecksum *sum, const char *text)
{
  g_checksum_update (sum, (const guchar *)text, -1);
}

static char *
hash_row (HallRows *row)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (int i = 0; i < (int)G_N_ELEMENTS (fields); i++) {
    if (fields[i].number) {
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT ",", hall_rows_int (row, i));

      add (sum, number);
    } else if (hall_rows_is_null (row, i)) {
      add (sum, "-,");
    } else {
      const char *text = hall_rows_text (row, i);
      g_autofree char *length = g_strdup_printf ("%d:", (int)strlen (text));

      add (sum, length);
      add (sum, text);
      add (sum, ",");
    }
  }
  return g_strdup (g_checksum_get_string (sum));
}

/* The fields of the lines that @where wants, and last their hash. */
static HallRows *
read_lines (HallDb *db, const char *where, const char *value)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  g_autoptr (GError) error = NULL;
  HallRows *rows;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    g_string_append_printf (sql, "%s, ", fields[i].column);
  g_string_append_printf (sql, "hash FROM journal WHERE %s = ?1 ORDER BY seq", where);
  rows = hall_db_query (db, &error, sql->str, "t", value);
  g_assert_no_error (error);
  return rows;
}

/* Walks one chain from its first line; the number of its lines. */
static gint64
walk_chain (HallDb *db, const char *chain, char **head)
{
  g_autoptr (HallRows) rows = read_lines (db, "chain", chain);
  g_autoptr (GError) error = NULL;
  gint64 seq = 0;

  *head = g_strdup (ZEROS);
  while (hall_rows_next (rows, &error)) {
    g_autofree char *hash = hash_row (rows);

    g_assert_cmpstr (hall_rows_text (rows, 0), ==, *head);
    g_assert_cmpint (hall_rows_int (rows, 2), ==, ++seq);
    g_assert_cmpstr (hall_rows_text (rows, G_N_ELEMENTS (fields)), ==, hash);
    g_free (*head);
    *head = g_steal_pointer (&hash);
  }
  g_assert_no_error (error);
  return seq;
}

static gint64
walk_all (HallFixture *hall, int *n_chains)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallDb) db = hall_db_open (hall->address, FALSE, &error);
  g_autoptr (HallRows) chains = NULL;
  gint64 lines = 0;

  g_assert_no_error (error);
  chains = hall_db_query (db, &error, "SELECT name, seq, hash FROM chain", "");
  g_assert_no_error (error);
  *n_chains = 0;
  while (hall_rows_next (chains, &error)) {
    g_autofree char *head = NULL;
    gint64 n = walk_chain (db, hall_rows_text (chains, 0), &head);

    g_assert_cmpint (n, ==, hall_rows_int (chains, 1));
    g_assert_cmpstr (head, ==, hall_rows_text (chains, 2));
    lines += n;
    (*n_chains)++;
  }
  g_assert_no_error (error);
  return lines;
}

static GVariant *
ask (HallFixture *hall,
     const char *name,
     GVariant *args,
     const char *staff,
     gint64 counter,
     const char *station,
     const char *request,
     GError **error)
{
  g_autoptr (HallCommand) command = hall_command_new (name, args, staff, counter, station, request);

  return hall_engine_do (hall->engine, command, error);
}

static void
tell (HallFixture *hall, const char *name, const char *staff, gint64 counter, const char *station)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = ask (hall, name, NULL, staff, counter, station, NULL, &error);

  g_assert_no_error (error);
}

static void
test_chains (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *names = NULL;
  int n_chains;

  hall_fixture_open (hall, "G05", 3);
  for (int i = 0; i < 3; i++)
    g_free (hall_fixture_take (hall, "A", NULL));
  tell (hall, "call-next", "G05", 3, "desk-3");
  tell (hall, "start", "G05", 3, "desk-3");
  g_free (hall_fixture_pay (hall, "G05", 3, hall_fixture_charge (hall, "G05", 3, 100), 100));
  tell (hall, "finish", "G05", 3, "desk-3");
  hall_fixture_must (hall, "A01", 0, "set-phrase", "%s",
                     "{'moment': <'farewell'>, 'position': <int64 1>, 'text': <'再见，𠮷先生\\\\ \"好\"'>}");
  hall_fixture_must (hall, NULL, 0, "file-paper", "%s", "{'document': <int64 1>, 'pdf': <b'%PDF'>}");
  g_assert_cmpint (walk_all (hall, &n_chains), ==,
                   hall_fixture_sql_int (hall, "SELECT count (*) FROM journal"));
  names = hall_fixture_list (hall, "SELECT name FROM chain ORDER BY name");
  g_assert_cmpstr (names, ==, "counter-3 desk-3 hall kiosk");
  g_assert_cmpint (n_chains, ==, 4);
}

/* The walk itself finds a changed byte: it proves something. */
static void
test_walk_bites (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HallDb) db = hall_db_open (hall->address, FALSE, &error);
  g_autoptr (HallRows) row = NULL;
  g_autofree char *hash = NULL;

  g_assert_no_error (error);
  g_free (hall_fixture_take (hall, "A", NULL));
  hall_place_tamper (
      hall->address,
      "UPDATE journal SET answer = replace (answer, 'A001', 'A002') WHERE command = 'take-ticket'");
  row = read_lines (db, "command", "take-ticket");
  g_assert_true (hall_rows_next (row, &error));
  hash = hash_row (row);
  g_assert_cmpstr (hash, !=, hall_rows_text (row, G_N_ELEMENTS (fields)));
}

/* The same request twice: carried out once, answered twice; also after the program was started anew. */
static void
test_request_twice (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) args = g_variant_ref_sink (
      g_variant_new_parsed ("{'category': <'A'>, 'matter': <'A1'>}"));
  g_autoptr (GVariant) first = ask (hall, "take-ticket", args, NULL, 0, "kiosk", "once-only", &error);
  g_autoptr (GVariant) second = ask (hall, "take-ticket", args, NULL, 0, "kiosk", "once-only", &error);
  g_autoptr (GVariant) third = NULL;
  g_autoptr (GVariant) other = NULL;

  g_assert_no_error (error);
  g_assert_true (g_variant_equal (first, second));
  g_clear_object (&hall->engine);
  hall_fixture_advance (hall, 5);
  hall->engine = hall_engine_open (hall->address, hall->clock, &error);
  g_assert_no_error (error);
  third = ask (hall, "take-ticket", args, NULL, 0, "kiosk", "once-only", &error);
  g_assert_no_error (error);
  g_assert_true (g_variant_equal (first, third));
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM ticket"), ==, 1);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM journal WHERE request = 'once-only'"),
                   ==, 1);
  other = ask (hall, "open-day", NULL, "L02", 0, NULL, "once-only", &error);
  g_assert_null (other);
  g_assert_error (error, HALL_ERROR, (int)HALL_ERROR_CONFLICT);
  g_assert_cmpstr (hall_error_get_field (error), ==, "request");
}

/* Money above all: the receipt of a lost answer is the receipt of the second asking. */
static void
test_receipt_twice (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) args = NULL;
  g_autoptr (GVariant) first = NULL;
  g_autoptr (GVariant) second = NULL;
  gint64 charge;

  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  charge = hall_fixture_charge (hall, "G05", 3, 5000);
  hall_fixture_must (hall, "G05", 3, "call-received", "{'charge': <int64 %d>, 'received_fen': <int64 5000>}",
                     (int)charge);
  args = g_variant_ref_sink (g_variant_new_parsed ("{'charge': <%x>}", charge));
  first = ask (hall, "call-change", args, "G05", 3, NULL, "the-change", &error);
  second = ask (hall, "call-change", args, "G05", 3, NULL, "the-change", &error);
  g_assert_no_error (error);
  g_assert_true (g_variant_equal (first, second));
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM receipt"), ==, 1);
}

/* What is refused leaves nothing, and its request id is free for the right try. */
static void
test_refused_leaves_nothing (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) none = ask (hall, "take-ticket", g_variant_new_parsed ("{'category': <'Z'>}"), NULL, 0,
                                   "kiosk", "again", &error);
  g_autoptr (GVariant) answer = NULL;

  g_assert_null (none);
  g_assert_error (error, HALL_ERROR, (int)HALL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM journal"), ==, 1);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM business_day"), ==, 0);
  answer = ask (hall, "take-ticket", g_variant_new_parsed ("{'category': <'A'>}"), NULL, 0, "kiosk", "again",
                &error);
  g_assert_no_error (error);
}

/* What was posted is tied to the journal: the receipt's hash, the paper's, at day close the heads of all
 * chains. */
static void
test_facts (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  g_free (hall_fixture_pay (hall, "G05", 3, hall_fixture_charge (hall, "G05", 3, 100), 100));
  hall_fixture_must (hall, "G05", 3, "finish", "%s", "");
  hall_fixture_must (hall, "G05", 3, "close-counter", "%s", "");
  hall_fixture_must (hall, "L02", 0, "close-day", "%s", "");
  g_assert_cmpint (hall_fixture_sql_int (hall,
                                         "SELECT count (*) FROM journal j, receipt r WHERE j.command ="
                                         " 'call-change' AND j.facts LIKE '%\"' || r.number || '\":\"' ||"
                                         " r.hash || '\"%'"),
                   ==, 1);
  g_assert_cmpint (
      hall_fixture_sql_int (hall, "SELECT count (*) FROM journal WHERE command = 'close-day' AND facts LIKE"
                                  " '%chain counter-3%' AND facts LIKE '%chain kiosk%'"),
      ==, 1);
}

/* Bytes are named, secrets are left out. */
static void
test_what_args_hold (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *args = NULL;
  g_autofree char *hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)"x", 2);
  g_autofree char *expected = g_strdup_printf ("{\"document\":1,\"pdf\":\"sha256:%s\"}", hash);

  g_free (hall_fixture_take (hall, "A", NULL));
  hall_fixture_must (hall, NULL, 0, "file-paper", "%s", "{'document': <int64 1>, 'pdf': <b'x'>}");
  args = hall_fixture_sql (hall, "SELECT args FROM journal WHERE command = 'file-paper'");
  g_assert_cmpstr (args, ==, expected);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/journal/chains", test_chains);
  g_test_add_func ("/store/journal/walk-bites", test_walk_bites);
  g_test_add_func ("/store/journal/request-twice", test_request_twice);
  g_test_add_func ("/store/journal/receipt-twice", test_receipt_twice);
  g_test_add_func ("/store/journal/refused-leaves-nothing", test_refused_leaves_nothing);
  g_test_add_func ("/store/journal/facts", test_facts);
  g_test_add_func ("/store/journal/what-args-hold", test_what_args_hold);
  return g_test_run ();
}
