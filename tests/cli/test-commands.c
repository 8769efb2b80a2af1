/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of the command line: what it takes, what it prints, and how it ends. */

#include "cli-fixture.h"
#include "hall-test.h"

#include <string.h>

static CliRun *
run_in_zone (CliFixture *fixture, const char *password_file, const char *const *words)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);

  if (password_file != NULL)
    g_subprocess_launcher_setenv (launcher, "HALLDESK_PASSWORD_FILE", password_file, TRUE);
  return cli_run_with (fixture, launcher, NULL, words);
}

static void
test_help_and_usage (void)
{
  static const char *const names[] = { "init",   "do",     "play",    "show",   "summary", "paper",
                                       "import", "backup", "restore", "verify", "migrate" };
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (CliRun) help = cli_run (fixture, NULL, "--help", NULL);
  g_autoptr (CliRun) version = cli_run (fixture, NULL, "--version", NULL);
  g_autoptr (CliRun) unknown = cli_run (fixture, NULL, "frobnicate", NULL);
  g_autoptr (CliRun) option = cli_run (fixture, NULL, "summary", "--frobnicate", NULL);
  g_autoptr (CliRun) format = cli_run (fixture, NULL, "summary", "--format", "xml", NULL);
  g_autoptr (CliRun) csv = cli_run (fixture, NULL, "show", "queue", "--format", "csv", NULL);
  g_autoptr (CliRun) missing = cli_run (fixture, NULL, "backup", NULL);
  g_autoptr (CliRun) many = cli_run (fixture, NULL, "verify", "twice", NULL);
  g_autoptr (CliRun) server = cli_run (fixture, NULL, "--hall", "mysql://db/hall", "verify", NULL);

  cli_assert_done (help);
  g_assert_true (g_str_has_prefix (version->out, "halldesk "));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (CliRun) own = cli_run (fixture, NULL, names[i], "--help", NULL);

    cli_assert_done (own);
    g_assert_nonnull (strstr (own->out, names[i]));
    g_assert_nonnull (strstr (help->out, names[i]));
  }
  cli_assert_failed (unknown, 2, "frobnicate", "neither a surface nor a command");
  cli_assert_failed (option, 2, "summary", "--frobnicate");
  cli_assert_failed (format, 2, "summary", "xml");
  cli_assert_failed (csv, 2, "show", "csv");
  cli_assert_failed (missing, 2, "backup", "FILE");
  cli_assert_failed (many, 2, "verify", "too many words");
  cli_assert_failed (server, 2, "--hall", "postgresql://");
}

static void
test_init (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (CliRun) neither = cli_run (fixture, NULL, "init", NULL);
  g_autoptr (CliRun) other = cli_run (fixture, NULL, "init", "--sample", "bakery", NULL);
  g_autoptr (CliRun) blank = cli_run (fixture, NULL, "init", "--empty", "  ", NULL);
  g_autoptr (CliRun) empty = cli_run (fixture, NULL, "init", "--empty", "𠮷祥大厅", "--format", "json", NULL);
  g_autoptr (CliRun) again = cli_run (fixture, NULL, "init", "--sample", "heating", NULL);
  g_autofree char *name = NULL;

  cli_assert_failed (neither, 2, "init", "--sample heating or --empty NAME");
  cli_assert_failed (other, 2, "init", "bakery");
  cli_assert_failed (blank, 2, "init", "needs a name");
  cli_assert_done (empty);
  g_assert_nonnull (strstr (empty->out, "\"staff\":\"A01\""));
  name = cli_sql_text (fixture, "SELECT hall_name FROM hall");
  g_assert_cmpstr (name, ==, "𠮷祥大厅");
  g_assert_cmpint (again->status, ==, 1);
}

/* A hall that is not there is said so, and not made by looking at it. */
static void
test_no_hall (void)
{
  static const char *const looks[][3] = {
    { "summary" }, { "verify" }, { "show", "queue" }, { "do", "open-day" }
  };
  g_autoptr (CliFixture) fixture = cli_fixture_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++) {
    g_autoptr (CliRun) run = cli_run (fixture, NULL, looks[i][0], looks[i][1], NULL);

    cli_assert_failed (run, 1, looks[i][0], "there is no");
  }
  g_assert_false (g_file_test (fixture->hall, G_FILE_TEST_EXISTS));
}

static void
test_do_list (void)
{
  static const char *const kept[] = {
    "open-day",       "close-day",
    "open-counter",   "close-counter",
    "pause",          "resume",
    "take-ticket",    "call-next",
    "call",           "recall",
    "start",          "no-show",
    "hold",           "unhold",
    "return-ticket",  "transfer",
    "finish",         "cancel-ticket",
    "charge",         "void",
    "call-received",  "call-change",
    "drop-charge",    "reprint",
    "deposit",        "count-drawer",
    "approve",        "return-request",
    "add-staff",      "set-password",
    "set-matter",     "set-category",
    "set-counter",    "set-phrase",
    "set-bulletin",   "set-option",
    "import-tickets", "report-cash-error",
  };
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (CliRun) text = cli_run (fixture, NULL, "do", "--list", NULL);
  g_autoptr (CliRun) json = cli_run (fixture, NULL, "do", "--list", "--format", "json", NULL);
  g_autoptr (JsonNode) node = NULL;
  JsonArray *commands;

  cli_assert_done (text);
  cli_assert_done (json);
  node = cli_json (json->out);
  commands = json_object_get_array_member (json_node_get_object (node), "commands");
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++) {
    gboolean found = FALSE;

    for (guint c = 0; c < json_array_get_length (commands); c++)
      found = found
              || g_str_equal (cli_json_text (json_array_get_object_element (commands, c), "name"), kept[i]);
    if (!found)
      g_error ("%s is not in the list", kept[i]);
  }
  g_assert_nonnull (strstr (json->out, "{\"name\":\"matter\",\"type\":\"word\",\"optional\":true}"));
  g_assert_nonnull (strstr (text->out, "\ncall-next "));
}

/* The same request id is carried out once and answered twice. */
static void
test_do_once (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autoptr (CliRun) opened = cli_run (fixture, NULL, "do", "open-day", "--as", "L02", NULL);
  g_autoptr (CliRun) first = cli_run (fixture, NULL, "do", "set-bulletin", "title=一", "--as", "L02",
                                      "--request", "r1", "--format", "json", NULL);
  g_autoptr (CliRun) second = cli_run (fixture, NULL, "do", "set-bulletin", "title=一", "--as", "L02",
                                       "--request", "r1", "--format", "json", NULL);
  g_autoptr (CliRun) other = cli_run (fixture, NULL, "do", "open-day", "--as", "L02", "--request", "r1",
                                      NULL);
  g_autofree char *n = cli_sql_text (fixture, "SELECT count (*) FROM bulletin");

  cli_assert_done (opened);
  cli_assert_done (first);
  g_assert_cmpstr (second->out, ==, first->out);
  g_assert_cmpstr (n, ==, "1");
  cli_assert_failed (other, 1, "do", "request id");
}

static void
test_do_refusals (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autoptr (CliRun) nothing = cli_run (fixture, NULL, "do", NULL);
  g_autoptr (CliRun) unknown = cli_run (fixture, NULL, "do", "fly", NULL);
  g_autoptr (CliRun) argument = cli_run (fixture, NULL, "do", "take-ticket", "colour=red", NULL);
  g_autoptr (CliRun) number = cli_run (fixture, NULL, "do", "open-counter", "counter=three", "float_fen=1",
                                       NULL);
  g_autoptr (CliRun) role = cli_run (fixture, NULL, "do", "set-option", "name=x", "value=y", "--as", "G05",
                                     NULL);
  g_autoptr (CliRun) nobody = cli_run (fixture, NULL, "do", "open-day", "--as", "X99", NULL);
  g_autoptr (CliRun) json = cli_run (fixture, NULL, "do", "set-option", "name=x", "value=y", "--as", "G05",
                                     "--format", "json", NULL);

  cli_assert_failed (nothing, 2, "do", "--list");
  cli_assert_failed (unknown, 2, "do", "fly");
  cli_assert_failed (argument, 1, "do", "colour");
  cli_assert_failed (number, 1, "do", "counter");
  cli_assert_failed (role, 1, "do", "admin");
  cli_assert_failed (nobody, 1, "do", "X99");
  g_assert_true (
      g_str_has_prefix (json->out, "{\"ok\":false,\"error\":\"FORBIDDEN\",\"rule\":\"7\",\"field\":\"as\""));
}

/* In a real hall --as needs the password, from a file; and a password is never an argument. */
static void
test_passwords (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (CliRun) made = cli_run (fixture, NULL, "init", "--empty", "小厅", "--format", "json", NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *right = NULL;
  g_autofree char *wrong = cli_fixture_write (fixture, "wrong", "not it\n", -1);
  g_autofree char *empty = cli_fixture_write (fixture, "empty", "", 0);
  g_autoptr (CliRun) none = NULL;
  g_autoptr (CliRun) bad = NULL;
  g_autoptr (CliRun) good = NULL;
  g_autoptr (CliRun) shown = NULL;
  g_autoptr (CliRun) blank = NULL;
  g_autofree char *line = NULL;
  g_autofree char *secret = NULL;
  const char *const open_day[] = { "do", "open-day", "--as", "A01", NULL };
  const char *argument[] = { "do", "set-password", "password=abcdefgh", "--as", "A01", NULL };
  JsonArray *staff;

  cli_assert_done (made);
  node = cli_json (made->out);
  staff = json_object_get_array_member (json_node_get_object (node), "staff");
  line = g_strconcat (cli_json_text (json_array_get_object_element (staff, 0), "password"), "\n", NULL);
  right = cli_fixture_write (fixture, "right", line, -1);

  none = run_in_zone (fixture, NULL, open_day);
  cli_assert_failed (none, 1, "do", "HALLDESK_PASSWORD_FILE");
  bad = run_in_zone (fixture, wrong, open_day);
  cli_assert_failed (bad, 1, "do", "wrong");
  shown = run_in_zone (fixture, right, argument);
  cli_assert_failed (shown, 1, "do", "never stands on the command line");
  secret = g_strconcat ("password=@", empty, NULL);
  argument[2] = secret;
  blank = run_in_zone (fixture, right, argument);
  cli_assert_failed (blank, 1, "do", "is empty");
  /* The wrong one before has made the right one wait a second. */
  for (int i = 0; i < 30 && (good == NULL || good->status != 0); i++) {
    g_clear_pointer (&good, cli_run_free);
    good = run_in_zone (fixture, right, open_day);
    if (good->status != 0)
      g_usleep (G_USEC_PER_SEC / 10);
  }
  cli_assert_done (good);
}

static void
test_show (void)
{
  static const char *const whats[] = { "queue", "board", "counters", "approvals", "papers" };
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *script = cli_day_script ();
  g_autoptr (CliRun) receipt = NULL;
  g_autoptr (CliRun) drawer = NULL;
  g_autoptr (CliRun) no_receipt = NULL;
  g_autoptr (CliRun) no_counter = NULL;
  g_autoptr (CliRun) which = NULL;
  g_autoptr (JsonNode) node = NULL;

  cli_fixture_play (fixture, script);
  for (gsize i = 0; i < G_N_ELEMENTS (whats); i++) {
    g_autoptr (CliRun) text = cli_run (fixture, NULL, "show", whats[i], NULL);
    g_autoptr (CliRun) json = cli_run (fixture, NULL, "show", whats[i], "--format", "json", NULL);
    g_autoptr (JsonNode) object = NULL;

    cli_assert_done (text);
    cli_assert_done (json);
    object = cli_json (json->out);
    g_assert_cmpstr (cli_json_text (json_node_get_object (object), "day"), ==, "2026-11-20");
  }
  receipt = cli_run (fixture, NULL, "show", "receipt", "CD03-20261120-0002", "--format", "json", NULL);
  cli_assert_done (receipt);
  node = cli_json (receipt->out);
  g_assert_cmpint (cli_json_int (json_node_get_object (node), "total_fen"), ==, 128650);
  g_assert_cmpstr (cli_json_text (json_node_get_object (node), "words"), ==, "人民币壹仟贰佰捌拾陆元伍角");
  g_assert_cmpstr (cli_json_text (json_node_get_object (node), "voided_by"), ==, "CD03-20261120-0003");
  drawer = cli_run (fixture, NULL, "show", "drawer", "3", NULL);
  cli_assert_done (drawer);
  g_assert_nonnull (strstr (drawer->out, "Expected: 592.00"));
  no_receipt = cli_run (fixture, NULL, "show", "receipt", "CD99", NULL);
  cli_assert_failed (no_receipt, 1, "show", "CD99");
  no_counter = cli_run (fixture, NULL, "show", "drawer", "77", NULL);
  cli_assert_failed (no_counter, 1, "show", "77");
  which = cli_run (fixture, NULL, "show", "receipt", NULL);
  cli_assert_failed (which, 2, "show", "which receipt?");
}

/* What is kept of visits, by script and as it is shown: records, the register, emergencies, how a case
 * stands.
 */
static void
test_show_visits (void)
{
  static const char script[]
      = "{\"at\":\"2026-11-20T08:20:00+08:00\",\"as\":\"L02\",\"do\":\"open-day\"}\n"
        "{\"at\":\"2026-11-20T09:00:00+08:00\",\"as\":\"G07\",\"do\":\"record\",\"kind\":\"enquiry\","
        "\"text\":\"几号开始供热\",\"answer\":\"11月15日\"}\n"
        "{\"at\":\"2026-11-20T09:01:00+08:00\",\"as\":\"G07\",\"do\":\"record\",\"kind\":\"repair\","
        "\"text\":\"不热\",\"address\":\"一街2号\",\"phone\":\"13800001234\",\"urgency\":\"emergency\","
        "\"result\":\"forwarded\",\"department\":\"测温组\"}\n"
        "{\"at\":\"2026-11-20T09:02:00+08:00\",\"as\":\"G07\",\"do\":\"open-case\",\"matter\":\"B1\","
        "\"phone\":\"13800001234\"}\n";
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *path = cli_fixture_write (fixture, "visits.jsonl", script, -1);
  g_autoptr (CliRun) records = NULL;
  g_autoptr (CliRun) other_day = NULL;
  g_autoptr (CliRun) forwards = NULL;
  g_autoptr (CliRun) late = NULL;
  g_autoptr (CliRun) alerts = NULL;
  g_autoptr (CliRun) progress = NULL;
  g_autoptr (CliRun) wrong = NULL;
  g_autoptr (CliRun) departments = NULL;
  g_autoptr (CliRun) bad_day = NULL;

  cli_fixture_play (fixture, path);
  records = cli_run (fixture, NULL, "show", "records", NULL);
  cli_assert_done (records);
  g_assert_nonnull (strstr (records->out, "Visits: 2"));
  g_assert_nonnull (strstr (records->out, "138****1234"));
  g_assert_null (strstr (records->out, "13800001234"));
  other_day = cli_run (fixture, NULL, "show", "records", "2026-11-19", NULL);
  g_assert_nonnull (strstr (other_day->out, "Visits: 0"));
  forwards = cli_run (fixture, NULL, "show", "forwards", "open", "--format", "json", NULL);
  cli_assert_done (forwards);
  g_assert_nonnull (strstr (forwards->out, "\"who\":\"测温组\""));
  late = cli_run (fixture, NULL, "show", "consultations", "late", NULL);
  cli_assert_done (late);
  g_assert_nonnull (strstr (late->out, "Questions to leaders: 0"));
  alerts = cli_run (fixture, NULL, "show", "alerts", NULL);
  g_assert_nonnull (strstr (alerts->out, "Emergencies: 1"));
  progress = cli_run (fixture, NULL, "show", "progress", "2026-000001/1234", NULL);
  cli_assert_done (progress);
  g_assert_cmpstr (progress->out, ==, "State: open\n");
  wrong = cli_run (fixture, NULL, "show", "progress", "2026-000001/1235", NULL);
  cli_assert_failed (wrong, 1, "show", "no such case");
  departments = cli_run (fixture, NULL, "show", "departments", NULL);
  cli_assert_done (departments);
  bad_day = cli_run (fixture, NULL, "show", "forwards", "yesterday", NULL);
  cli_assert_failed (bad_day, 1, "show", "day");
}

/* Chinese characters take two places: what stands behind them still stands in one column. */
static void
test_columns_line_up (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autoptr (CliRun) run = cli_run (fixture, NULL, "show", "counters", NULL);
  g_auto (GStrv) lines = g_strsplit (run->out, "\n", -1);
  int at = -1;

  for (char **line = lines; *line != NULL; line++) {
    const char *closed = strstr (*line, "closed");
    int places = 0;

    if (closed == NULL)
      continue;
    for (const char *c = *line; c < closed; c = g_utf8_next_char (c))
      places += g_unichar_iswide (g_utf8_get_char (c)) ? 2 : 1;
    g_assert_true (at < 0 || places == at);
    at = places;
  }
  g_assert_cmpint (at, >, 10);
}

/* A script that sets no locale gets the same names. */
static void
test_no_locale (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  static const char *const shows[] = { "show", "counters", "--format", "json", NULL };
  static const char *const takes[] = { "do", "take-ticket", "category=类", NULL };
  g_autoptr (CliRun) shown = NULL;
  static const char *const inits[] = { "init", "--empty", "𠮷祥大厅", NULL };
  g_autoptr (CliFixture) other = cli_fixture_new ();
  g_autoptr (CliRun) refused = NULL;
  g_autoptr (CliRun) made = NULL;

  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C", TRUE);
  made = cli_run_with (other, launcher, NULL, inits);
  cli_assert_done (made);
  shown = cli_run_with (fixture, launcher, NULL, shows);
  cli_assert_done (shown);
  g_assert_nonnull (strstr (shown->out, "3号窗口"));
  refused = cli_run_with (fixture, launcher, NULL, takes);
  cli_assert_failed (refused, 1, "do", "类");
}

static void
test_summary_forms (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *script = cli_day_script ();
  g_autofree char *file = cli_fixture_path (fixture, "day.csv");
  g_autofree char *csv = NULL;
  g_autoptr (CliRun) before = cli_run (fixture, NULL, "summary", NULL);
  g_autoptr (CliRun) text = NULL;
  g_autoptr (CliRun) written = NULL;
  g_autoptr (CliRun) other = NULL;
  g_autoptr (CliRun) wrong = NULL;

  cli_assert_failed (before, 1, "summary", "has not had a business day yet");
  cli_fixture_play (fixture, script);
  text = cli_run (fixture, NULL, "summary", "2026-11-20", NULL);
  cli_assert_done (text);
  g_assert_nonnull (strstr (text->out, "issued 37"));
  written = cli_run (fixture, NULL, "summary", "--format", "csv", "--output", file, NULL);
  cli_assert_done (written);
  g_assert_cmpstr (written->out, ==, "");
  g_assert_true (g_file_get_contents (file, &csv, NULL, NULL));
  g_assert_true (g_str_has_prefix (csv, "section,row,figure,value\r\n"));
  g_assert_nonnull (strstr (csv, "\r\ntickets,,issued,37\r\n"));
  g_assert_nonnull (strstr (csv, "\r\ncategories,A,issued,31\r\n"));
  other = cli_run (fixture, NULL, "summary", "2026-11-21", NULL);
  cli_assert_failed (other, 1, "summary", "2026-11-21");
  wrong = cli_run (fixture, NULL, "summary", "2026-13-45", NULL);
  cli_assert_failed (wrong, 1, "summary", "2026-13-45");
}

/* The paper is the same bytes each time, and the ones whose hash the hall keeps. */
static void
test_paper (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *script = cli_day_script ();
  g_autofree char *first = cli_fixture_path (fixture, "first.pdf");
  g_autofree char *second = cli_fixture_path (fixture, "second.pdf");
  g_autofree char *first_bytes = NULL;
  g_autofree char *second_bytes = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *stored = NULL;
  g_autoptr (CliRun) a = NULL;
  g_autoptr (CliRun) b = NULL;
  g_autoptr (CliRun) unknown = NULL;
  g_autoptr (CliRun) nowhere = NULL;
  gsize n, m;

  cli_fixture_play (fixture, script);
  a = cli_run (fixture, NULL, "paper", "CD03-20261120-0002", "--output", first, NULL);
  cli_assert_done (a);
  b = cli_run (fixture, NULL, "paper", "CD03-20261120-0002", "-o", second, NULL);
  cli_assert_done (b);
  g_assert_true (g_file_get_contents (first, &first_bytes, &n, NULL));
  g_assert_true (g_file_get_contents (second, &second_bytes, &m, NULL));
  g_assert_cmpmem (first_bytes, n, second_bytes, m);
  g_assert_true (g_str_has_prefix (first_bytes, "%PDF-"));
  hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)first_bytes, n);
  stored = cli_sql_text (fixture, "SELECT p.hash FROM document_page p JOIN document d ON d.id = p.document"
                                  " WHERE d.number = 'CD03-20261120-0002'");
  g_assert_cmpstr (hash, ==, stored);
  unknown = cli_run (fixture, NULL, "paper", "CD99", "--output", first, NULL);
  cli_assert_failed (unknown, 1, "paper", "paper");
  nowhere = cli_run (fixture, NULL, "paper", "CD03-20261120-0002", NULL);
  cli_assert_failed (nowhere, 2, "paper", "--output");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/commands/help-and-usage", test_help_and_usage);
  g_test_add_func ("/cli/commands/init", test_init);
  g_test_add_func ("/cli/commands/no-hall", test_no_hall);
  g_test_add_func ("/cli/commands/do-list", test_do_list);
  g_test_add_func ("/cli/commands/do-once", test_do_once);
  g_test_add_func ("/cli/commands/do-refusals", test_do_refusals);
  g_test_add_func ("/cli/commands/passwords", test_passwords);
  g_test_add_func ("/cli/commands/show", test_show);
  g_test_add_func ("/cli/commands/show-visits", test_show_visits);
  g_test_add_func ("/cli/commands/columns-line-up", test_columns_line_up);
  g_test_add_func ("/cli/commands/no-locale", test_no_locale);
  g_test_add_func ("/cli/commands/summary-forms", test_summary_forms);
  g_test_add_func ("/cli/commands/paper", test_paper);
  return g_test_run ();
}
