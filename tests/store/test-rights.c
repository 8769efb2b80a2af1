/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the roles of a hall on a server may do, tried past the program as with psql: a station takes tickets,
 * reads calls and prints tickets, and nothing else; a desk carries out every command and changes nothing that
 * was posted. */

#include <string.h>

#include "hall-address.h"
#include "hall-case-fixture.h"
#include "hall-fixture.h"
#include "hall-place.h"
#include "hall-test.h"
#include "hall-verify.h"
#include "hall-views.h"

/* One hall, seen by three: by its maker, by a desk and by a kiosk. They share a clock. */
typedef struct {
  HallFixture *desk;  /* (owned) */
  char *address;      /* of its maker */
  char *station;      /* of a station */
  HallEngine *engine; /* (owned) a station's */
} Halls;

static char *
as_role (const char *address, const char *ending)
{
  g_autofree char *database = hall_address_get (address, "dbname");
  g_autofree char *role = g_strconcat (database, ending, NULL);

  return hall_address_with (address, role, NULL);
}

static HallEngine *
open_as (const char *address, HallClock *clock)
{
  g_autoptr (GError) error = NULL;
  HallEngine *engine = hall_engine_open (address, clock, &error);

  g_assert_no_error (error);
  return engine;
}

static Halls *
halls_new (void)
{
  Halls *self = g_new0 (Halls, 1);
  HallSetup setup = { .sample = TRUE, .practice = TRUE, .without_passwords = TRUE };
  g_autoptr (GVariant) made = NULL;
  g_autoptr (GError) error = NULL;

  self->desk = g_new0 (HallFixture, 1);
  self->desk->clock = hall_clock_new_virtual (G_GINT64_CONSTANT (1795136400000000));
  hall_fixture_set_time (self->desk, "2026-11-20T09:00:00");
  self->address = hall_place_new (NULL, NULL);
  made = hall_engine_create (self->address, &setup, self->desk->clock, &error);
  g_assert_no_error (error);
  self->desk->address = as_role (self->address, "_desk");
  self->desk->engine = open_as (self->desk->address, self->desk->clock);
  self->station = as_role (self->address, "_station");
  self->engine = open_as (self->station, self->desk->clock);
  return self;
}

static void
halls_free (Halls *self)
{
  g_clear_object (&self->engine);
  g_clear_object (&self->desk->engine);
  g_clear_object (&self->desk->clock);
  g_free (self->desk->address);
  g_free (self->desk);
  g_free (self->station);
  hall_place_free (self->address);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Halls, halls_free)

/* A command of the kiosk. */
static GVariant *
kiosk_try (Halls *halls, const char *name, const char *args, GError **error)
{
  g_autoptr (GVariant) parsed = g_variant_parse (G_VARIANT_TYPE_VARDICT, args, NULL, NULL, NULL);
  g_autoptr (HallCommand) command = NULL;

  g_assert_nonnull (parsed);
  command = hall_command_new (name, parsed, NULL, 0, "kiosk", NULL);
  return hall_engine_do (halls->engine, command, error);
}

static GVariant *
kiosk_do (Halls *halls, const char *name, const char *args)
{
  g_autoptr (GError) error = NULL;
  GVariant *answer = kiosk_try (halls, name, args, &error);

  g_assert_no_error (error);
  return answer;
}

static void
take (Halls *halls, const char *category, const char *priority)
{
  g_autofree char *args = priority == NULL ? g_strdup_printf ("{'category': <'%s'>}", category)
                                           : g_strdup_printf ("{'category': <'%s'>, 'priority': <'%s'>}",
                                                              category, priority);

  g_variant_unref (kiosk_do (halls, "take-ticket", args));
}

/* A visit with money, a void asked for, a bulletin for clerks, priorities, and somebody still waiting. */
static void
fill (Halls *halls)
{
  g_autofree char *number = NULL;

  take (halls, "A", NULL);
  take (halls, "A", "veteran");
  take (halls, "B", NULL);
  hall_fixture_open (halls->desk, "G05", 3);
  g_free (hall_fixture_serve (halls->desk, "G05", 3));
  hall_fixture_must (
      halls->desk, "G05", 3, "charge",
      "{'payer': <'赵女士'>, 'account': <'0012345'>, 'lines': <[<{'item': <'采暖费'>, 'amount_fen': "
      "<int64 128650>}>]>}");
  number = hall_fixture_pay (halls->desk, "G05", 3, 1, 130000);
  hall_fixture_must (halls->desk, "G05", 3, "finish", "%s", "");
  g_free (hall_fixture_serve (halls->desk, "G05", 3));
  hall_fixture_must (halls->desk, "L02", 0, "set-bulletin", "{'title': <'内部'>, 'text': <'只给同事看'>}");
  hall_fixture_must (halls->desk, "L02", 0, "set-bulletin",
                     "{'title': <'停暖通知'>, 'text': <'周六检修'>, 'public': <true>}");
}

static void
assert_sound (Halls *halls)
{
  g_autoptr (HallEngine) engine = open_as (halls->address, halls->desk->clock);
  g_autoptr (GError) error = NULL;
  HallProof *proof = hall_verify_read (engine, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < proof->flaws->len; i++) {
    HallFlaw *flaw = g_ptr_array_index (proof->flaws, i);

    g_test_message ("%s %s: %s", flaw->table, flaw->key, flaw->what);
  }
  g_assert_cmpuint (proof->flaws->len, ==, 0);
  hall_proof_free (proof);
}

/* --- As psql --- */

static void
refused_as (const char *address, const char *sql, const char *word)
{
  g_autofree char *refused = hall_place_tell (address, sql);

  if (refused == NULL)
    g_error ("nobody refused: %s", sql);
  if (strstr (refused, word) == NULL)
    g_error ("%s: “%s” does not say “%s”", sql, refused, word);
}

/* Refused for want of a right, not because it is badly written. */
static void
refused_by_right (const char *address, const char *sql)
{
  g_autofree char *refused = hall_place_tell (address, sql);

  if (refused == NULL)
    g_error ("nobody refused: %s", sql);
  if (strstr (refused, "permission denied") == NULL && strstr (refused, "row-level security") == NULL
      && strstr (refused, "nothing else") == NULL)
    g_error ("%s: “%s” is about something else", sql, refused);
}

static void
assert_list (const char *address, const char *sql, const char *expected)
{
  g_autofree char *values = hall_place_list (address, sql);

  g_test_message ("%s", sql);
  g_assert_cmpstr (values, ==, expected);
}

/* No name, no phone, no account, no receipt, no member of staff: not one column of it. */
static void
test_station_reads (void)
{
  static const char *const forbidden[] = {
    "SELECT name FROM staff",
    "SELECT number FROM staff",
    "SELECT count (*) FROM staff",
    "SELECT wrapped_key FROM staff",
    "SELECT payer FROM charge",
    "SELECT account FROM charge",
    "SELECT lines FROM charge",
    "SELECT tenders FROM charge",
    "SELECT staff FROM charge",
    "SELECT * FROM charge",
    "SELECT number FROM receipt",
    "SELECT count (*) FROM receipt",
    "SELECT detail FROM request",
    "SELECT amount_fen FROM drawer_entry",
    "SELECT priority_reason FROM ticket",
    "SELECT summary FROM ticket",
    "SELECT staff FROM ticket",
    "SELECT issued_by FROM ticket",
    "SELECT hold_reason FROM ticket",
    "SELECT why FROM ticket",
    "SELECT id FROM ticket WHERE priority_reason = 'veteran'",
    "SELECT * FROM ticket",
    "SELECT reason FROM ticket_move",
    "SELECT staff FROM ticket_move",
    "SELECT ticket FROM ticket_move",
    "SELECT args FROM journal",
    "SELECT staff FROM journal",
    "SELECT hash FROM journal",
    "SELECT override_reason FROM business_day",
    "SELECT opened_by FROM business_day",
    "SELECT pause_reason FROM duty",
    "SELECT float_fen FROM duty",
    "SELECT staff FROM bulletin",
    "SELECT staff FROM bulletin_read",
    "SELECT normal FROM call_run",
    "SELECT source FROM import",
    "SELECT uuid FROM hall",
    "SELECT name FROM case_file",
    "SELECT phone FROM case_file",
    "SELECT id_sealed FROM case_file",
    "SELECT * FROM case_file",
    "SELECT text FROM case_event",
    "SELECT problem FROM case_item",
    "SELECT items FROM notice",
    "SELECT question FROM case_task",
    "SELECT word FROM case_tag",
    "SELECT reason FROM access_log",
    "SELECT text FROM visit_record",
    "SELECT rolpassword FROM pg_authid",
    "SELECT * FROM pg_read_file ('/etc/passwd')",
    "COPY ticket TO STDOUT",
    "COPY staff TO STDOUT",
  };
  g_autoptr (Halls) halls = halls_new ();

  fill (halls);
  for (gsize i = 0; i < G_N_ELEMENTS (forbidden); i++)
    refused_as (halls->station, forbidden[i], "permission denied");

  /* What it may read of a table has only the rows that concern it. */
  assert_list (halls->station, "SELECT title FROM bulletin", "停暖通知");
  assert_list (halls->station, "SELECT DISTINCT kind FROM document", "ticket");
  assert_list (halls->station, "SELECT count (*) FROM document_page", "0");
  assert_list (halls->station, "SELECT count (*) FROM outbox WHERE place LIKE 'counter-%'", "0");
  assert_list (halls->station, "SELECT DISTINCT split_part (name, '/', 1) FROM series", "ticket");
  assert_list (halls->station, "SELECT name FROM chain", "kiosk");
  assert_list (halls->station, "SELECT DISTINCT command FROM journal ORDER BY 1", "init take-ticket");
  /* Whoever was served is gone, and the amounts with them. */
  assert_list (halls->station, "SELECT count (*) FROM charge", "0");
  assert_list (halls->station, "SELECT counter, state, staff FROM duty", "3 open G05");
}

/* Nothing is taken away, and no row is changed by its key; no table is made, changed or emptied. */
static void
test_station_changes_no_table (void)
{
  g_autoptr (Halls) halls = halls_new ();
  g_autofree char *list = NULL;
  g_auto (GStrv) tables = NULL;

  fill (halls);
  list = hall_place_list (halls->address, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
  tables = g_strsplit (list, " ", -1);
  g_assert_cmpuint (g_strv_length (tables), >=, 25);
  for (char **table = tables; *table != NULL; table++) {
    g_autofree char *key = g_strdup_printf (
        "SELECT column_name FROM information_schema.columns WHERE table_name = '%s' AND ordinal_position = 1",
        *table);
    g_autofree char *column = hall_place_ask (halls->address, key);
    g_autofree char *delete = g_strdup_printf ("DELETE FROM \"%s\"", *table);
    g_autofree char *truncate = g_strdup_printf ("TRUNCATE \"%s\" CASCADE", *table);
    g_autofree char *update = g_strdup_printf ("UPDATE \"%s\" SET \"%s\" = \"%s\"", *table, column, column);
    g_autofree char *alter = g_strdup_printf ("ALTER TABLE \"%s\" ADD COLUMN more TEXT", *table);
    g_autofree char *drop = g_strdup_printf ("DROP TABLE \"%s\" CASCADE", *table);

    refused_as (halls->station, delete, "permission denied");
    refused_as (halls->station, truncate, "permission denied");
    refused_as (halls->station, update, "permission denied");
    refused_as (halls->station, alter, "must be owner");
    refused_as (halls->station, drop, "must be owner");
  }
  refused_as (halls->station, "CREATE TABLE x (y INT)", "permission denied");
  refused_as (halls->station, "CREATE TEMP TABLE x (y INT)", "permission denied");
  refused_as (halls->station, "ALTER TABLE ticket DISABLE TRIGGER ALL", "must be owner");
  refused_as (halls->station, "SET session_replication_role = replica", "permission denied");
  refused_as (halls->station, "ALTER FUNCTION is_station () SECURITY DEFINER", "must be owner");
  assert_sound (halls);
}

#define NOW "(extract (epoch FROM now ()) * 1000000)::bigint"
#define TICKET                                                                                               \
  "INSERT INTO ticket (id, day, category, number, label, state, queue, place, priority, interleaves,"        \
  " issued_at, station, ahead) "

/* As psql would: each is refused, at once or when it is committed. */
static const char *const forgeries[] = {
  /* numbers */
  "UPDATE series SET last = last + 2 WHERE name LIKE 'ticket/%'",
  "UPDATE series SET last = last - 1 WHERE name LIKE 'ticket/%'",
  "UPDATE series SET last = last + 1 WHERE name = 'ticket/2026-11-20/A'",
  "INSERT INTO series VALUES ('ticket/2026-11-20/C', 5)",
  "INSERT INTO series VALUES ('ticket/2026-11-20/C', 1)",
  "INSERT INTO series VALUES ('ticket/2030-01-01/A', 1)",
  /* tickets */
  TICKET "VALUES (nextval ('ticket_id_seq'), '2026-11-20', 'A', 9, 'A009', 'waiting', 'A',"
         " currval ('ticket_id_seq') << 20, 0, 0, " NOW ", 'kiosk', 0)",
  "UPDATE series SET last = last + 1 WHERE name = 'ticket/2026-11-20/A'; " TICKET
  "VALUES (nextval ('ticket_id_seq'), '2026-11-20', 'A', 3, 'A003', 'waiting', 'A',"
  " currval ('ticket_id_seq') << 20, 0, 0, " NOW ", 'kiosk', 0)",
  "UPDATE series SET last = last + 1 WHERE name = 'ticket/2026-11-20/A'; " TICKET
  "VALUES (nextval ('ticket_id_seq'), '2026-11-20', 'A', 3, 'A003', 'waiting', 'A', 1, 0, 0, " NOW
  ", 'kiosk', 0)",
  "UPDATE series SET last = last + 1 WHERE name = 'ticket/2026-11-20/A'; " TICKET
  "VALUES (-5, '2026-11-20', 'A', 3, 'A003', 'waiting', 'A', -5 << 20, 0, 0, " NOW ", 'kiosk', 0)",
  "UPDATE series SET last = last + 1 WHERE name = 'ticket/2026-11-20/A'; " TICKET
  "VALUES (99999, '2026-11-20', 'A', 3, 'A003', 'waiting', 'A', 99999::bigint << 20, 0, 0, " NOW
  ", 'kiosk', 0)",
  "UPDATE series SET last = last + 1 WHERE name = 'ticket/2026-11-20/A'; " TICKET
  "VALUES (nextval ('ticket_id_seq'), '2026-11-20', 'A', 3, 'A003', 'waiting', 'A',"
  " currval ('ticket_id_seq') << 20, 1, 1, " NOW ", 'kiosk', 0)",
  "UPDATE series SET last = last + 1 WHERE name = 'ticket/2026-11-20/A'; " TICKET
  "VALUES (nextval ('ticket_id_seq'), '2026-11-20', 'A', 3, 'Z999', 'waiting', 'A',"
  " currval ('ticket_id_seq') << 20, 0, 0, " NOW ", 'kiosk', 0)",
  "UPDATE series SET last = last + 1 WHERE name = 'ticket/2026-11-20/A'; " TICKET
  "VALUES (nextval ('ticket_id_seq'), '2026-11-20', 'A', 3, 'A003', 'done', 'A',"
  " currval ('ticket_id_seq') << 20, 0, 0, " NOW ", 'kiosk', 0)",
  "UPDATE ticket SET state = 'carried' WHERE state = 'waiting'",
  "UPDATE ticket SET state = 'done' WHERE state = 'waiting'",
  "UPDATE ticket SET state = 'waiting' WHERE state = 'done'",
  "UPDATE ticket SET state = 'void' WHERE state = 'serving'",
  "UPDATE ticket SET priority_reason = 'elder' WHERE state = 'waiting'",
  "INSERT INTO ticket_move (ticket, at, command, to_state, station) VALUES (1, " NOW
  ", 'take-ticket', 'waiting', 'kiosk')",
  "INSERT INTO ticket_move (ticket, at, command, from_state, to_state, staff) VALUES (3, " NOW
  ", 'finish', 'serving', 'done', 'G05')",
  "INSERT INTO ticket_move (ticket, at, command, from_state, to_state, station) VALUES (3, " NOW
  ", 'take-ticket', 'waiting', 'carried', 'kiosk')",
  /* the day, what is open in it */
  "UPDATE business_day SET state = 'closed', closed_at = " NOW,
  "UPDATE charge SET state = 'dropped'",
  "UPDATE charge SET state = 'posted'",
  "UPDATE duty SET state = 'ended', signed_out_at = " NOW " WHERE state <> 'ended'",
  "UPDATE duty SET state = 'open', signed_out_at = 5",
  "INSERT INTO business_day (day, state, opened_at) VALUES ('2026-11-19', 'open', " NOW ")",
  "INSERT INTO business_day (day, state, opened_at) VALUES ('2026-11-21', 'closed', " NOW ")",
  "INSERT INTO business_day (day, state, opened_at, opened_by) VALUES ('2026-11-21', 'open', " NOW ", 'A01')",
  "UPDATE business_day SET state = 'closed', closed_at = " NOW
  "; INSERT INTO business_day (day, state, opened_at) VALUES ('2026-11-21', 'open', " NOW ")",
  /* the journal */
  "INSERT INTO journal (chain, seq, at, command, station, request, args, answer, topics, prev, hash)"
  " SELECT 'kiosk', seq + 1, " NOW ", 'take-ticket', 'kiosk', 'x', '{}', '{}', 0, hash, 'made up'"
  " FROM chain WHERE name = 'kiosk'",
  "INSERT INTO journal (chain, seq, at, command, station, request, args, answer, topics, prev, hash)"
  " SELECT 'kiosk', seq + 1, " NOW ", 'track-job', 'kiosk', 'x', '{}', '{}', 0, hash, 'made up'"
  " FROM chain WHERE name = 'kiosk'",
  "INSERT INTO journal (chain, seq, at, command, staff, request, args, answer, topics, prev, hash)"
  " VALUES ('counter-3', 1, 1, 'call-change', 'G05', 'x', '{}', '{}', 0, '', '')",
  "INSERT INTO journal (chain, seq, at, command, station, request, args, answer, topics, prev, hash)"
  " VALUES ('hall', 2, 1, 'take-ticket', 'hall', 'x', '{}', '{}', 0, '', '')",
  "UPDATE chain SET seq = seq + 1 WHERE name = 'kiosk'",
  "UPDATE chain SET hash = 'x' WHERE name = 'kiosk'",
  "INSERT INTO chain VALUES ('board', 1, 'x')",
  "INSERT INTO chain VALUES ('counter-9', 1, 'x')",
  /* papers */
  "INSERT INTO document (number, kind, form, day, at, content) VALUES ('CD-3-0001', 'receipt', 'roll80',"
  " '2026-11-20', " NOW ", '{}')",
  "INSERT INTO document (number, kind, form, day, at, content) VALUES ('20261120-A001', 'ticket', 'roll80',"
  " '2026-11-20', " NOW ", '{}')",
  "INSERT INTO document_page (document, pdf, hash) VALUES (1, 'x', 'y')",
  "INSERT INTO document_page (document, pdf, hash)"
  " VALUES (4, 'x', '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881')",
  "INSERT INTO outbox (document, place, state, created_at) VALUES (1, 'counter-3', 'waiting', " NOW ")",
  "INSERT INTO outbox (document, place, state, created_at, copy) VALUES (1, 'kiosk', 'waiting', " NOW ", 2)",
  /* the rest */
  "INSERT INTO call (day, ticket, label, counter, at, round) VALUES ('2026-11-20', 1, 'A001', 3, 1, 1)",
  "INSERT INTO bulletin (title, text, public, at, staff) VALUES ('x', 'y', 1, 1, 'L02')",
  "INSERT INTO staff (number, name, roles, cash_right) VALUES ('X', 'x', 'admin', 1)",
  "INSERT INTO option VALUES ('moved_to', 'x')",
  "UPDATE option SET value = '0'",
  "UPDATE hall SET practice = 1",
  "INSERT INTO receipt (number) VALUES ('x')",
  "INSERT INTO duty (day, staff, state, signed_in_at) VALUES ('2026-11-20', 'G05', 'open', 1)",
  "SELECT setval ('ticket_id_seq', 1)",
  "SELECT nextval ('charge_id_seq')",
};

/* What it may write, it may write only as a kiosk does: a number with its ticket, its line and its paper. */
static void
test_station_forges_nothing (void)
{
  g_autoptr (Halls) halls = halls_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const char *state = "SELECT (SELECT string_agg (t::text, ' ' ORDER BY id) FROM ticket t),"
                      " (SELECT string_agg (t::text, ' ' ORDER BY name) FROM series t),"
                      " (SELECT string_agg (t::text, ' ' ORDER BY name) FROM chain t),"
                      " (SELECT string_agg (t::text, ' ' ORDER BY day) FROM business_day t),"
                      " (SELECT string_agg (t::text, ' ' ORDER BY id) FROM charge t),"
                      " (SELECT string_agg (t::text, ' ' ORDER BY id) FROM duty t),"
                      " (SELECT count (*) FROM journal), (SELECT count (*) FROM document)";

  fill (halls);
  hall_fixture_charge (halls->desk, "G05", 3, 5000);
  before = hall_place_list (halls->address, state);
  for (gsize i = 0; i < G_N_ELEMENTS (forgeries); i++)
    refused_by_right (halls->station, forgeries[i]);
  after = hall_place_list (halls->address, state);
  g_assert_cmpstr (before, ==, after);
  assert_sound (halls);
  take (halls, "A", NULL);
  assert_list (halls->station, "SELECT max (number) FROM ticket WHERE category = 'A'", "3");
}

/* --- Through the program --- */

static void
test_station_works (void)
{
  g_autoptr (Halls) halls = halls_new ();
  g_autoptr (GVariant) three = g_variant_ref_sink (g_variant_new_int64 (3));
  g_autoptr (GVariant) none = g_variant_ref_sink (g_variant_new_int64 (0));
  g_autoptr (GVariant) one = g_variant_ref_sink (g_variant_new_int64 (1));
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) calls = NULL;
  g_autofree char *state = NULL;
  HallPublicView *board;
  HallCounterView *display;

  fill (halls);
  hall_fixture_must (halls->desk, "G05", 3, "charge",
                     "{'payer': <'钱先生'>, 'lines': <[<{'item': <'补卡'>,"
                     " 'amount_fen': <int64 2000>}>]>}");
  board = hall_public_view_read (halls->engine, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (board->info->day, ==, "2026-11-20");
  g_assert_cmpuint (g_list_model_get_n_items (board->categories), >, 2);
  g_assert_cmpuint (g_list_model_get_n_items (board->calls), ==, 2);
  g_assert_cmpuint (g_strv_length (board->notices), ==, 1);
  hall_public_view_free (board);
  calls = hall_calls_read (halls->engine, none, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (calls), ==, 2);
  display = hall_counter_view_read (halls->engine, three, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (display->duty, ==, "open");
  g_assert_cmpstr (display->staff, ==, "G05");
  g_assert_cmpint (display->current->state, ==, HALL_TICKET_SERVING);
  g_assert_cmpint (display->charge->total_fen, ==, 2000);
  hall_counter_view_free (display);
  state = hall_ticket_state_read (halls->engine, one, &error);
  g_assert_no_error (error);
  g_assert_nonnull (state);
  assert_sound (halls);
}

/* It prints its own tickets, from the outbox to the end. */
static void
test_station_prints (void)
{
  g_autoptr (Halls) halls = halls_new ();
  g_autoptr (GVariant) place = g_variant_ref_sink (g_variant_new_string ("kiosk"));
  g_autoptr (GVariant) document = NULL;
  g_autoptr (GListModel) jobs = NULL;
  g_autoptr (HallJob) job = NULL;
  g_autofree char *printer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) again = NULL;
  HallDocument *paper;

  hall_fixture_must (halls->desk, "A01", 0, "set-printer", "{'station': <'kiosk'>, 'printer': <'TICKETS'>}");
  take (halls, "A", "elder");
  printer = hall_place_printer_read (halls->engine, place, &error);
  g_assert_cmpstr (printer, ==, "TICKETS");
  jobs = hall_jobs_read (halls->engine, place, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (jobs), ==, 1);
  job = g_list_model_get_item (jobs, 0);
  document = g_variant_ref_sink (g_variant_new_int64 (job->document));
  paper = hall_document_read (halls->engine, document, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (paper->number, ==, "20261120-A001");
  hall_document_free (paper);
  g_variant_unref (kiosk_do (halls, "file-paper", "{'document': <int64 1>, 'pdf': <b'%PDF-1.7'>}"));
  g_variant_unref (kiosk_do (halls, "file-paper", "{'document': <int64 1>, 'pdf': <b'%PDF-other'>}"));
  g_variant_unref (
      kiosk_do (halls, "track-job", "{'job': <int64 1>, 'state': <'sent'>, 'cups_job': <int64 7>}"));
  g_variant_unref (kiosk_do (halls, "track-job", "{'job': <int64 1>, 'state': <'done'>}"));
  again = kiosk_try (halls, "track-job", "{'job': <int64 1>, 'state': <'waiting'>}", &error);
  g_assert_null (again);
  g_assert_error (error, HALL_ERROR, HALL_ERROR_REFUSED);
  refused_as (halls->station, "UPDATE outbox SET state = 'waiting'", "nothing else");
  refused_as (halls->station, "UPDATE outbox SET printer = 'OTHER'", "permission denied");
  assert_sound (halls);
}

/* The first ticket of a morning closes what was left open, whoever takes it. */
static void
test_station_opens_the_day (void)
{
  g_autoptr (Halls) halls = halls_new ();
  HallFixture *desk = halls->desk;

  hall_fixture_must (desk, "A01", 0, "set-printer", "{'station': <'kiosk'>, 'printer': <'TICKETS'>}");
  fill (halls);
  hall_fixture_charge (desk, "G05", 3, 5000);
  for (int bulletin = 1; bulletin <= 2; bulletin++) {
    hall_fixture_must (desk, "G05", 0, "acknowledge-bulletin", "{'bulletin': <int64 %d>}", bulletin);
    hall_fixture_must (desk, "G07", 0, "acknowledge-bulletin", "{'bulletin': <int64 %d>}", bulletin);
  }
  hall_fixture_open (desk, "G07", 1);
  take (halls, "A", "elder");
  take (halls, "A", NULL);
  take (halls, "B", "disabled");
  hall_fixture_must (desk, "G07", 1, "call-next", "%s", "");
  hall_fixture_advance (desk, 600);
  hall_fixture_must (desk, "G07", 1, "recall", "%s", "");
  hall_fixture_advance (desk, 600);
  hall_fixture_must (desk, "G07", 1, "recall", "%s", "");
  hall_fixture_advance (desk, 600);
  hall_fixture_must (desk, "G07", 1, "no-show", "%s", "");

  hall_fixture_set_time (desk, "2026-11-23T08:40:00");
  take (halls, "A", "veteran");
  assert_list (halls->address, "SELECT day, state FROM business_day ORDER BY day",
               "2026-11-20 closed 2026-11-23 open");
  assert_list (halls->address, "SELECT DISTINCT state FROM ticket WHERE day = '2026-11-20' ORDER BY state",
               "carried done void");
  assert_list (halls->address, "SELECT count (*) FROM ticket WHERE priority_reason IS NOT NULL", "1");
  assert_list (halls->address, "SELECT DISTINCT state FROM duty", "ended");
  assert_list (halls->address, "SELECT state FROM charge ORDER BY id", "posted dropped");
  hall_fixture_open (desk, "G05", 3);
  g_free (hall_fixture_serve (desk, "G05", 3));
  assert_sound (halls);
}

/* A real hall goes by the server's clock: nobody ends a day that is not over. */
static void
test_station_in_a_real_hall (void)
{
  g_autoptr (Halls) halls = halls_new ();

  take (halls, "A", NULL);
  hall_place_tamper (halls->address, "UPDATE hall SET practice = 0; UPDATE ticket SET day = hall_today ();"
                                     "UPDATE business_day SET day = hall_today ()");
  refused_as (halls->station,
              "UPDATE business_day SET state = 'closed', closed_at = " NOW
              "; INSERT INTO business_day (day, state, opened_at) VALUES ('2099-01-01', 'open', " NOW ")",
              "a day that is over");
  refused_as (halls->station,
              "INSERT INTO business_day (day, state, opened_at) VALUES ('2099-01-01', 'open', " NOW ")",
              "the day that begins");
  refused_as (halls->station, "UPDATE ticket SET state = 'carried' WHERE state = 'waiting'",
              "a day that is over");
}

/* --- The desk --- */

static void
test_desk (void)
{
  g_autofree char *calendar = NULL;
  static const char *const forbidden[] = {
    "UPDATE receipt SET total_fen = 1",
    "DELETE FROM receipt",
    "UPDATE journal SET args = '{}'",
    "DELETE FROM journal",
    "UPDATE document SET content = '{}'",
    "DELETE FROM document",
    "UPDATE document_page SET hash = 'x'",
    "DELETE FROM document_page",
    "UPDATE ticket_move SET staff = 'G07'",
    "DELETE FROM ticket_move",
    "UPDATE call SET counter = 1",
    "DELETE FROM call",
    "DELETE FROM ticket",
    "DELETE FROM series",
    "DELETE FROM chain",
    "DELETE FROM staff",
    "UPDATE drawer_entry SET amount_fen = 1",
    "DELETE FROM drawer_entry",
    "UPDATE bulletin_read SET staff = 'G07'",
    "UPDATE import SET rows = 1",
    "UPDATE schema_version SET version = 9",
    "TRUNCATE ticket CASCADE",
    "TRUNCATE receipt CASCADE",
    "CREATE TABLE x (y INT)",
    "CREATE TEMP TABLE x (y INT)",
    "SET session_replication_role = replica",
    "SELECT rolpassword FROM pg_authid",
  };
  g_autoptr (Halls) halls = halls_new ();

  fill (halls);
  for (gsize i = 0; i < G_N_ELEMENTS (forbidden); i++)
    refused_as (halls->desk->address, forbidden[i], "permission denied");
  refused_as (halls->desk->address, "DROP TABLE ticket CASCADE", "must be owner");
  refused_as (halls->desk->address, "ALTER TABLE receipt DISABLE TRIGGER ALL", "must be owner");
  refused_as (halls->desk->address, "DROP POLICY station ON document", "must be owner");
  refused_as (halls->desk->address, "CREATE ROLE more", "permission denied");
  /* Not even who has the tables changes what was posted. */
  refused_as (halls->address, "UPDATE receipt SET total_fen = 1", "immutable");

  /* The setting up that an administrator does at a desk. */
  hall_fixture_must (
      halls->desk, "A01", 0, "set-matter",
      "{'matter': <'A9'>, 'category': <'A'>, 'name': <'新事项'>, 'materials': <[<'身份证'>]>}");
  hall_fixture_must (halls->desk, "A01", 0, "set-department",
                     "{'department': <'lab'>, 'name': <'化验室'>, 'contact': <'值班'>, 'phone': <'1'>}");
  calendar = hall_place_tell (halls->desk->address,
                              "DELETE FROM holiday; INSERT INTO holiday VALUES ('2026-01-01', 'x', 1);"
                              " UPDATE holiday SET off = 0; UPDATE holiday_year SET at = 1;"
                              " INSERT INTO holiday_year VALUES (2027, '', 1, NULL)");
  g_assert_cmpstr (calendar, ==, NULL);
  hall_fixture_must (halls->desk, "A01", 0, "set-counter", "{'number': <int64 9>, 'categories': <'A,B'>}");
  hall_fixture_must (halls->desk, "A01", 0, "set-counter", "{'number': <int64 9>, 'categories': <'A'>}");
  hall_fixture_must (halls->desk, "A01", 0, "add-staff",
                     "{'number': <'G99'>, 'name': <'新人'>, 'roles': <'clerk'>}");
  assert_sound (halls);
}

/* Who comes back is led by the kiosk to whoever is responsible for the case; the kiosk sends nobody
 * elsewhere. */
static void
test_station_leads_back (void)
{
  g_autoptr (Halls) halls = halls_new ();
  g_autofree char *file = NULL;
  g_autofree char *args = NULL;

  HALL_PROVES ("004-85");

  take (halls, "B", NULL);
  hall_fixture_open (halls->desk, "G05", 3);
  g_free (hall_fixture_serve (halls->desk, "G05", 3));
  file = hall_case_told (halls->desk);
  args = g_strdup_printf ("{'case': <'%s'>}", file);
  g_variant_unref (kiosk_do (halls, "take-ticket", args));
  assert_list (halls->address, "SELECT to_counter, priority_reason FROM ticket WHERE file IS NOT NULL",
               "3 return");
  g_free (hall_fixture_serve (halls->desk, "G05", 3));
  hall_case_check (halls->desk, file, "title", "have");
  hall_case_check (halls->desk, file, "settled", "have");
  hall_case_must (halls->desk, "G05", file, "accept", "");
  hall_fixture_must (halls->desk, "G05", 3, "finish", "%s", "");
  hall_case_must (halls->desk, "G05", file, "reply", "'method': <'当面'>, 'content': <'已受理'>");
  hall_case_must (halls->desk, "G05", file, "close-case", "'solved': <true>");
  assert_sound (halls);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!hall_place_is_server ()) {
    g_print ("1..0 # SKIP rights are of a server: HALL_TEST_SERVER is not set\n");
    return 0;
  }
  g_test_add_func ("/store/rights/station-reads", test_station_reads);
  g_test_add_func ("/store/rights/station-changes-no-table", test_station_changes_no_table);
  g_test_add_func ("/store/rights/station-forges-nothing", test_station_forges_nothing);
  g_test_add_func ("/store/rights/station-works", test_station_works);
  g_test_add_func ("/store/rights/station-leads-back", test_station_leads_back);
  g_test_add_func ("/store/rights/station-prints", test_station_prints);
  g_test_add_func ("/store/rights/station-opens-the-day", test_station_opens_the_day);
  g_test_add_func ("/store/rights/station-in-a-real-hall", test_station_in_a_real_hall);
  g_test_add_func ("/store/rights/desk", test_desk);
  return g_test_run ();
}
