/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tickets of other days from CSV: right to the second, all or nothing, every bad line by number and field. */

#include "cli-fixture.h"
#include "hall-test.h"

#include <stdlib.h>
#include <string.h>

#define HEADER "ticket,category,priority,issued_at,called_at,done_at,outcome,counter,staff\n"
#define N_ROWS 1500

/* --- A day of 1,500 tickets, and what its summary must say --- */

typedef struct {
  gint64 done, void_, cancelled, priority, over_limit, called;
  gint64 waits[N_ROWS];
  gint64 services[N_ROWS];
  gint64 wait_sum, service_sum;
  gint64 wait_max_a;
} Wanted;

static char *
clock_text (gint64 second)
{
  return g_strdup_printf ("2026-11-19T%02d:%02d:%02d", (int)(second / 3600), (int)(second / 60 % 60),
                          (int)(second % 60));
}

/* The i-th ticket: every 21 seconds one, its waits and services from a small recurrence that no library
 * knows. */
static void
append_row (GString *csv, int i, guint32 *seed, Wanted *wanted)
{
  static const char categories[] = "ABCD";
  static const char *const staff[] = { "G05", "G07", "G09" };
  gint64 issued = 8 * 3600 + 30 * 60 + (gint64)i * 21;
  gint64 wait, service;
  g_autofree char *issued_at = clock_text (issued);
  g_autofree char *called_at = NULL;
  g_autofree char *done_at = NULL;

  *seed = *seed * 1103515245u + 12345u;
  wait = (*seed >> 16) % 1500;
  *seed = *seed * 1103515245u + 12345u;
  service = 30 + (*seed >> 16) % 900;
  called_at = clock_text (issued + wait);
  done_at = clock_text (issued + wait + service);
  g_string_append_printf (csv, "%c%03d,%c,%d,", categories[i % 4], i / 4 + 1, categories[i % 4], i % 11 == 0);
  wanted->priority += i % 11 == 0;
  if (i % 50 == 7) {
    g_string_append_printf (csv, "%s,,,cancelled,,\n", issued_at);
    wanted->cancelled++;
    return;
  }
  wanted->waits[wanted->called++] = wait;
  wanted->wait_sum += wait;
  wanted->over_limit += wait > 900;
  if (i % 4 == 0)
    wanted->wait_max_a = MAX (wanted->wait_max_a, wait);
  if (i % 50 == 9) {
    g_string_append_printf (csv, "%s,%s,,void,%d,%s\n", issued_at, called_at, i % 5 + 1, staff[i % 3]);
    wanted->void_++;
    return;
  }
  g_string_append_printf (csv, "%s,%s,%s,done,%d,%s\n", issued_at, called_at, done_at, i % 5 + 1,
                          staff[i % 3]);
  wanted->services[wanted->done++] = service;
  wanted->service_sum += service;
}

static int
compare (const void *a, const void *b)
{
  gint64 left = *(const gint64 *)a;
  gint64 right = *(const gint64 *)b;

  return (left > right) - (left < right);
}

static void
check_spread (JsonObject *summary, const char *name, gint64 *seconds, gint64 n, gint64 sum)
{
  JsonObject *group = json_object_get_object_member (summary, name);

  qsort (seconds, (gsize)n, sizeof *seconds, compare);
  g_assert_cmpint (cli_json_int (group, "p50_s"), ==, seconds[(n * 50 + 99) / 100 - 1]);
  g_assert_cmpint (cli_json_int (group, "p90_s"), ==, seconds[(n * 90 + 99) / 100 - 1]);
  g_assert_cmpint (cli_json_int (group, "max_s"), ==, seconds[n - 1]);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (group, "mean_s"), (double)sum / (double)n,
                                  0.0501);
}

static void
test_whole_day (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autoptr (GString) csv = g_string_new (HEADER);
  g_autofree Wanted *wanted = g_new0 (Wanted, 1);
  g_autofree char *file = NULL;
  g_autoptr (CliRun) imported = NULL;
  g_autoptr (CliRun) told = NULL;
  g_autoptr (CliRun) verified = NULL;
  g_autoptr (JsonNode) node = NULL;
  guint32 seed = 20261119;
  JsonObject *summary;
  gint64 began;

  for (int i = 0; i < N_ROWS; i++)
    append_row (csv, i, &seed, wanted);
  file = cli_fixture_write (fixture, "day.csv", csv->str, (gssize)csv->len);
  began = g_get_monotonic_time ();
  imported = cli_run (fixture, NULL, "import", "tickets", file, "--as", "A01", NULL);
  g_test_message ("imported in %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - began) / 1000);
  cli_assert_done (imported);

  told = cli_run (fixture, NULL, "summary", "2026-11-19", "--format", "json", NULL);
  cli_assert_done (told);
  node = cli_json (told->out);
  summary = json_node_get_object (node);
  g_assert_cmpint (cli_json_int (summary, "tickets.issued"), ==, N_ROWS);
  g_assert_cmpint (cli_json_int (summary, "tickets.called"), ==, wanted->called);
  g_assert_cmpint (cli_json_int (summary, "tickets.done"), ==, wanted->done);
  g_assert_cmpint (cli_json_int (summary, "tickets.void"), ==, wanted->void_);
  g_assert_cmpint (cli_json_int (summary, "tickets.cancelled"), ==, wanted->cancelled);
  g_assert_cmpint (cli_json_int (summary, "tickets.open"), ==, 0);
  g_assert_cmpint (cli_json_int (summary, "tickets.priority"), ==, wanted->priority);
  g_assert_cmpint (cli_json_int (summary, "wait.over_limit"), ==, wanted->over_limit);
  check_spread (summary, "wait", wanted->waits, wanted->called, wanted->wait_sum);
  check_spread (summary, "service", wanted->services, wanted->done, wanted->service_sum);
  g_assert_cmpint (
      cli_json_int (json_array_get_object_element (json_object_get_array_member (summary, "categories"), 0),
                    "wait_max_s"),
      ==, wanted->wait_max_a);
  verified = cli_run (fixture, NULL, "verify", NULL);
  cli_assert_done (verified);
}

/* --- What a file may look like --- */

static void
test_forms (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  /* A byte order mark, CRLF, quotes, blanks, an offset, a fraction, an empty line, no line break at the end.
   */
  g_autofree char *file = cli_fixture_write (
      fixture, "forms.csv",
      "\xef\xbb\xbf"
      "ticket,category,priority,issued_at,called_at,done_at,outcome,counter,staff\r\n"
      "\"A001\",A,1,2026-11-18T09:00:00+08:00,2026-11-18 09:01:00,2026-11-18T01:05:00Z,done,3,G05\r\n"
      "\r\n"
      " A002 ,A, no ,\"2026-11-18T09:00:30\",,,cancelled,,\r\n"
      "B001,B,,2026-11-18T09:02,2026-11-18T09:03:00.500,,void,,G07",
      -1);
  g_autoptr (CliRun) imported = cli_run (fixture, NULL, "import", "tickets", file, "--format", "json", NULL);
  g_autoptr (CliRun) told = cli_run (fixture, NULL, "summary", "2026-11-18", "--format", "json", NULL);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *summary;

  cli_assert_done (imported);
  g_assert_cmpstr (imported->out, ==, "{\"ok\":true,\"rows\":3,\"days\":1}\n");
  cli_assert_done (told);
  node = cli_json (told->out);
  summary = json_node_get_object (node);
  g_assert_cmpint (cli_json_int (summary, "tickets.issued"), ==, 3);
  g_assert_cmpint (cli_json_int (summary, "wait.p50_s"), ==, 60);
  g_assert_cmpint (cli_json_int (summary, "service.max_s"), ==, 240);
  g_assert_cmpint (cli_json_int (summary, "tickets.no_show"), ==, 1);
}

typedef struct {
  const char *row;
  const char *field;
} Bad;

static const Bad bad_rows[] = {
  { "A001,A,0,2026-11-18T09:00:00,2026-11-18T09:01:00,2026-11-18T09:05:00,done,3", "-" },
  { "B001,A,0,2026-11-18T09:00:00,2026-11-18T09:01:00,2026-11-18T09:05:00,done,3,G05", "ticket" },
  { "A0x1,A,0,2026-11-18T09:00:00,2026-11-18T09:01:00,2026-11-18T09:05:00,done,3,G05", "ticket" },
  { "A000,A,0,2026-11-18T09:00:00,2026-11-18T09:01:00,2026-11-18T09:05:00,done,3,G05", "ticket" },
  { "Z001,Z,0,2026-11-18T09:00:00,2026-11-18T09:01:00,2026-11-18T09:05:00,done,3,G05", "category" },
  { "A002,A,maybe,2026-11-18T09:00:00,2026-11-18T09:01:00,2026-11-18T09:05:00,done,3,G05", "priority" },
  { "A003,A,0,yesterday,2026-11-18T09:01:00,2026-11-18T09:05:00,done,3,G05", "issued_at" },
  { "A004,A,0,,2026-11-18T09:01:00,2026-11-18T09:05:00,done,3,G05", "issued_at" },
  { "A005,A,0,2026-02-30T09:00:00,2026-11-18T09:01:00,2026-11-18T09:05:00,done,3,G05", "issued_at" },
  { "A006,A,0,2026-11-18T09:00:00,2026-11-18T08:59:59,2026-11-18T09:05:00,done,3,G05", "called_at" },
  { "A007,A,0,2026-11-18T09:00:00,2026-11-18T09:01:00,2026-11-18T09:00:30,done,3,G05", "done_at" },
  { "A008,A,0,2026-11-18T09:00:00,2026-11-18T09:01:00,,done,3,G05", "done_at" },
  { "A009,A,0,2026-11-18T09:00:00,,,done,3,G05", "called_at" },
  { "A010,A,0,2026-11-18T09:00:00,2026-11-18T09:01:00,,cancelled,3,G05", "called_at" },
  { "A011,A,0,2026-11-18T09:00:00,2026-11-18T09:01:00,2026-11-18T09:05:00,lost,3,G05", "outcome" },
  { "A012,A,0,2026-11-18T09:00:00,2026-11-18T09:01:00,2026-11-18T09:05:00,,3,G05", "outcome" },
  { "A013,A,0,2026-11-18T09:00:00,2026-11-18T09:01:00,2026-11-18T09:05:00,done,-3,G05", "counter" },
  { "A014,A,0,2026-11-18T09:00:00,2026-11-18T09:01:00,2026-11-18T09:05:00,done,3,X99", "staff" },
  { "A020,A,0,2026-11-18T09:00:00,2026-11-18T09:01:00,2026-11-18T09:05:00,done,3,G05", NULL },
  { "A020,A,0,2026-11-18T10:00:00,2026-11-18T10:01:00,2026-11-18T10:05:00,done,3,G05", "ticket" },
};

static void
test_every_bad_line (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autoptr (GString) csv = g_string_new (HEADER);
  g_autofree char *file = NULL;
  g_autofree char *tickets = NULL;
  g_autofree char *days = NULL;
  g_autoptr (CliRun) run = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    g_string_append_printf (csv, "%s\n", bad_rows[i].row);
  file = cli_fixture_write (fixture, "bad.csv", csv->str, -1);
  run = cli_run (fixture, NULL, "import", "tickets", file, NULL);
  cli_assert_failed (run, 1, "import", "nothing was imported");
  for (gsize i = 0; i < G_N_ELEMENTS (bad_rows); i++) {
    g_autofree char *line = g_strdup_printf ("line %d: ", (int)i + 2);
    g_autofree char *fault = g_strdup_printf ("line %d: %s: ", (int)i + 2, bad_rows[i].field);

    g_assert_cmpint (strstr (run->out, line) != NULL, ==, bad_rows[i].field != NULL);
    if (bad_rows[i].field != NULL && strstr (run->out, fault) == NULL)
      g_error ("%s is not in\n%s", fault, run->out);
  }
  tickets = cli_sql_text (fixture, "SELECT count (*) FROM ticket");
  days = cli_sql_text (fixture, "SELECT count (*) FROM business_day");
  g_assert_cmpstr (tickets, ==, "0");
  g_assert_cmpstr (days, ==, "0");
}

static void
refuse_file (CliFixture *fixture, const char *text, gssize length, const char *why)
{
  g_autofree char *file = cli_fixture_write (fixture, "file.csv", text, length);
  g_autoptr (CliRun) run = cli_run (fixture, NULL, "import", "tickets", file, NULL);
  g_autofree char *tickets = cli_sql_text (fixture, "SELECT count (*) FROM ticket");

  g_test_message ("%s: %s", why, run->out);
  g_assert_cmpint (run->status, ==, 1);
  g_assert_true (strstr (run->err, why) != NULL || strstr (run->out, why) != NULL);
  g_assert_cmpstr (tickets, ==, "0");
}

static void
test_no_file_of_tickets (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  static const char nul[] = HEADER "A001,A,0,2026-11-18T09:00:00\0,,,cancelled,,\n";
  g_autoptr (CliRun) missing = cli_run (fixture, NULL, "import", "tickets", "/nowhere/day.csv", NULL);
  g_autoptr (CliRun) matters = cli_run (fixture, NULL, "import", "staff", "/nowhere/day.csv", NULL);

  refuse_file (fixture, "", 0, "the first line must be");
  refuse_file (fixture, HEADER, -1, "the file has no tickets");
  refuse_file (fixture, "ticket;category\nA001;A\n", -1, "the first line must be");
  refuse_file (fixture, nul, sizeof nul - 1, "line 2 is not UTF-8 text");
  refuse_file (fixture, HEADER "\xff\xfe", -1, "line 2 is not UTF-8 text");
  refuse_file (fixture, HEADER "\"A001,A,0,2026-11-18T09:00:00,,,cancelled,,\n", -1,
               "line 2: -: a quote is not closed");
  refuse_file (fixture, HEADER "\"A001\"x,A,0,2026-11-18T09:00:00,,,cancelled,,\n", -1,
               "line 2: -: something follows a closing quote");
  cli_assert_failed (missing, 1, "import", "/nowhere/day.csv");
  cli_assert_failed (matters, 2, "import", "only tickets, matters, holidays and knowledge");
}

/* --- The knowledge base --- */

/* Out of one hall and into it again; a fault is told with its line; what it lacks with the rehearsal. */
static void
test_knowledge (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *table = cli_fixture_path (fixture, "items.csv");
  g_autofree char *bad = cli_fixture_write (
      fixture, "bad.csv", "问题类型,用户问题示例,标准回答话术,备注\n收费,多少钱,{moon},\n", -1);
  g_autofree char *thin = cli_fixture_write (
      fixture, "thin.csv", "问题类型,用户问题示例,标准回答话术,备注\n收费,多少钱,不收费,\n", -1);
  g_autoptr (CliRun) out = cli_run (fixture, NULL, "export", "knowledge", "--output", table, NULL);
  g_autoptr (CliRun) in = cli_run (fixture, NULL, "import", "knowledge", table, "--format", "json", NULL);
  g_autoptr (CliRun) refused = cli_run (fixture, NULL, "import", "knowledge", bad, NULL);
  g_autoptr (CliRun) dry = cli_run (fixture, NULL, "import", "knowledge", thin, "--dry-run", NULL);
  g_autoptr (CliRun) shown = cli_run (fixture, NULL, "show", "knowledge", "gh", NULL);

  HALL_PROVES ("000-30 000-32 003-45");

  cli_assert_done (out);
  cli_assert_done (in);
  g_assert_nonnull (strstr (in->out, "\"changed\":0"));
  cli_assert_failed (refused, 1, "import", "nothing was imported");
  g_assert_nonnull (strstr (refused->out, "line[2].answer: "));
  cli_assert_done (dry);
  g_assert_nonnull (strstr (dry->out, "line[2].fee_rule: "));
  cli_assert_done (shown);
  g_assert_nonnull (strstr (shown->out, "3个工作日"));
}

/* --- Around it --- */

static void
test_dry_run_and_twice (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *file = cli_fixture_write (fixture, "one.csv",
                                             HEADER "A001,A,0,2026-11-18T09:00:00,,,cancelled,,\n", -1);
  g_autoptr (CliRun) dry = cli_run (fixture, NULL, "import", "tickets", file, "--dry-run", NULL);
  g_autofree char *before = cli_sql_text (fixture, "SELECT count (*) FROM ticket");
  g_autoptr (CliRun) first = cli_run (fixture, NULL, "import", "tickets", file, NULL);
  g_autoptr (CliRun) second = cli_run (fixture, NULL, "import", "tickets", file, NULL);
  g_autofree char *after = cli_sql_text (fixture, "SELECT count (*) FROM ticket");
  g_autofree char *journaled = cli_sql_text (
      fixture, "SELECT count (*) FROM journal WHERE command = 'import-tickets' AND"
               " args LIKE '%one.csv%sha256:%'");

  cli_assert_done (dry);
  g_assert_nonnull (strstr (dry->out, "1 ticket can be imported"));
  g_assert_cmpstr (before, ==, "0");
  cli_assert_done (first);
  cli_assert_failed (second, 1, "import", "nothing was imported");
  g_assert_nonnull (strstr (second->out, "line 2: ticket: "));
  g_assert_cmpstr (after, ==, "1");
  g_assert_cmpstr (journaled, ==, "1");
}

static void
test_create_missing (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *file = cli_fixture_write (
      fixture, "new.csv",
      HEADER "H001,H,0,2026-11-18T09:00:00,2026-11-18T09:01:00,2026-11-18T09:05:00,done,3,X77\n", -1);
  g_autoptr (CliRun) refused = cli_run (fixture, NULL, "import", "tickets", file, NULL);
  g_autoptr (CliRun) made = cli_run (fixture, NULL, "import", "tickets", file, "--create-missing", NULL);
  g_autoptr (CliRun) told = cli_run (fixture, NULL, "summary", "2026-11-18", "--format", "json", NULL);
  g_autoptr (CliRun) verified = cli_run (fixture, NULL, "verify", NULL);

  cli_assert_failed (refused, 1, "import", "2 faults");
  cli_assert_done (made);
  g_assert_nonnull (strstr (told->out, "{\"category\":\"H\",\"issued\":1,\"called\":1,\"done\":1"));
  g_assert_nonnull (strstr (told->out, "{\"staff\":\"X77\",\"done\":1,\"service_mean_s\":240}"));
  cli_assert_done (verified);
}

/* Import is the administrator's (hall rules 7). */
static void
test_roles (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *file = cli_fixture_write (fixture, "one.csv",
                                             HEADER "A001,A,0,2026-11-18T09:00:00,,,cancelled,,\n", -1);
  g_autoptr (CliRun) clerk = cli_run (fixture, NULL, "import", "tickets", file, "--as", "G05", NULL);

  cli_assert_failed (clerk, 1, "import", "admin");
}

/* A day that the hall has worked on and closed takes nothing in any more. */
static void
test_closed_day (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *script = cli_day_script ();
  g_autofree char *file = cli_fixture_write (fixture, "late.csv",
                                             HEADER "A099,A,0,2026-11-20T09:00:00,,,cancelled,,\n", -1);
  g_autoptr (CliRun) refused = NULL;

  cli_fixture_play (fixture, script);
  refused = cli_run (fixture, NULL, "import", "tickets", file, NULL);
  cli_assert_failed (refused, 1, "import", "nothing was imported");
  g_assert_nonnull (strstr (refused->out, "line 2: issued_at: the hall has closed 2026-11-20"));
}

/* --- Matters and calendars --- */

static void
test_setup_files (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *file = cli_fixture_write (
      fixture, "2027.json",
      "{\"year\": 2027, \"days\": [{\"name\": \"元旦\", \"date\": \"2027-01-01\", \"isOffDay\": true}]}", -1);
  g_autofree char *bad = cli_fixture_write (
      fixture, "bad.json",
      "{\"matters\": [{\"code\": \"B6\", \"category\": \"B\", \"name\": \"x\","
      " \"due_kind\": \"weeks\"}, {\"code\": \"B7\"}]}",
      -1);
  g_autofree char *taken = cli_fixture_path (fixture, "matters.json");
  g_autoptr (CliRun) dry = cli_run (fixture, NULL, "import", "holidays", file, "--dry-run", NULL);
  g_autofree char *before = cli_sql_text (fixture, "SELECT count (*) FROM holiday_year");
  g_autoptr (CliRun) done = cli_run (fixture, NULL, "import", "holidays", file, NULL);
  g_autofree char *after = cli_sql_text (fixture, "SELECT count (*) FROM holiday_year");
  g_autoptr (CliRun) refused = cli_run (fixture, NULL, "import", "matters", bad, NULL);
  g_autoptr (CliRun) told = cli_run (fixture, NULL, "import", "matters", bad, "--dry-run", "--format", "json",
                                     NULL);
  g_autoptr (CliRun) clerk = cli_run (fixture, NULL, "import", "holidays", file, "--as", "G05", NULL);
  g_autoptr (CliRun) year = cli_run (fixture, NULL, "export", "holidays", "2027", NULL);
  g_autoptr (CliRun) unknown = cli_run (fixture, NULL, "export", "holidays", "2031", NULL);
  g_autoptr (CliRun) no_year = cli_run (fixture, NULL, "export", "holidays", NULL);
  g_autoptr (CliRun) all = cli_run (fixture, NULL, "export", "matters", "--output", taken, NULL);
  g_autoptr (CliRun) again = cli_run (fixture, NULL, "import", "matters", taken, NULL);
  g_autofree char *versions = cli_sql_text (fixture, "SELECT count (*) FROM matter_version");

  cli_assert_done (dry);
  g_assert_nonnull (strstr (dry->out, "1 entry can be imported"));
  g_assert_cmpstr (before, ==, "1");
  cli_assert_done (done);
  g_assert_cmpstr (after, ==, "2");
  cli_assert_failed (refused, 1, "import", "3 faults in the file; nothing was imported");
  g_assert_nonnull (strstr (refused->out, "matters[1].due_kind: "));
  g_assert_nonnull (strstr (refused->out, "matters[2].name: "));
  g_assert_nonnull (strstr (told->out, "{\"field\":\"matters[1].due_kind\",\"rule\":\"3.4\""));
  cli_assert_failed (clerk, 1, "import", "admin");
  cli_assert_done (year);
  g_assert_nonnull (strstr (year->out, "\"date\" : \"2027-01-01\""));
  cli_assert_failed (unknown, 1, "export", "the calendar of 2031 is not known");
  cli_assert_failed (no_year, 2, "export", "of which year");
  cli_assert_done (all);
  cli_assert_done (again);
  g_assert_cmpstr (versions, ==, "11");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/import/1500-rows-right-to-the-second", test_whole_day);
  g_test_add_func ("/cli/import/forms-of-csv", test_forms);
  g_test_add_func ("/cli/import/every-bad-line", test_every_bad_line);
  g_test_add_func ("/cli/import/no-file-of-tickets", test_no_file_of_tickets);
  g_test_add_func ("/cli/import/dry-run-and-twice", test_dry_run_and_twice);
  g_test_add_func ("/cli/import/create-missing", test_create_missing);
  g_test_add_func ("/cli/import/administrators-only", test_roles);
  g_test_add_func ("/cli/import/closed-day", test_closed_day);
  g_test_add_func ("/cli/import/setup-files", test_setup_files);
  g_test_add_func ("/cli/import/knowledge", test_knowledge);
  return g_test_run ();
}
