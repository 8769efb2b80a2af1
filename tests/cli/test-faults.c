/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bad input and bad disks: each a clear error in one line or one answer, and nothing lost. */

#include "cli-fixture.h"
#include "hall-test.h"

#include <glib/gstdio.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define AT "{\"at\":\"2026-11-20T09:00:00+08:00\","
#define OPEN                                                                                                 \
  AT "\"as\":\"G05\",\"do\":\"open-counter\",\"counter\":3,\"float_fen\":50000}\n" AT                        \
     "\"station\":\"kiosk\",\"do\":\"take-ticket\",\"category\":\"A\"}\n" AT                                 \
     "\"as\":\"G05\",\"do\":\"call-next\"}\n" AT "\"as\":\"G05\",\"do\":\"start\"}\n"
#define G05 AT "\"as\":\"G05\","

#define N_OPEN 4

/* Plays four good lines and then @line, which is not one text; returns the answer to it. */
static char *
play_after_open (CliFixture *fixture, const char *line, gsize length)
{
  g_autoptr (GString) script = g_string_new (OPEN);
  g_autofree char *file = NULL;
  g_autoptr (CliRun) run = NULL;
  g_auto (GStrv) answers = NULL;

  g_string_append_len (script, line, (gssize)length);
  g_string_append_c (script, '\n');
  file = cli_fixture_write (fixture, "bad.jsonl", script->str, (gssize)script->len);
  run = cli_run (fixture, NULL, "play", file, NULL);
  cli_assert_done (run);
  answers = g_strsplit (run->out, "\n", -1);
  g_assert_cmpuint (g_strv_length (answers), ==, N_OPEN + 2);
  return g_strdup (answers[N_OPEN]);
}

typedef struct {
  const char *line;
  const char *code;
  const char *field; /* (nullable) */
} Bad;

static const Bad bad_lines[] = {
  { AT "\"station\":\"kiosk\",\"do\":\"take-ticket\",\"category\":\"Z\"}", "NOT_FOUND", "category" },
  { AT "\"station\":\"kiosk\",\"do\":\"take-ticket\",\"category\":\"\"}", "INVALID", "category" },
  { AT "\"station\":\"kiosk\",\"do\":\"take-ticket\",\"category\":7}", "INVALID", "category" },
  { AT "\"station\":\"kiosk\",\"do\":\"take-ticket\"}", "INVALID", "category" },
  { AT "\"station\":\"kiosk\",\"do\":\"take-ticket\",\"category\":\"A\",\"matter\":\"B1\"}", "NOT_FOUND",
    "matter" },
  { AT "\"station\":\"kiosk\",\"do\":\"take-ticket\",\"category\":\"A\",\"priority\":\"friend\"}", "INVALID",
    "priority" },
  { AT "\"station\":\"kiosk\",\"do\":\"take-ticket\",\"category\":\"A\",\"colour\":\"red\"}", "INVALID",
    "colour" },
  { AT "\"station\":\"kiosk\",\"do\":\"call-next\"}", "FORBIDDEN", "as" },
  { AT "\"as\":\"X99\",\"do\":\"call-next\"}", "NOT_FOUND", "as" },
  { AT "\"as\":5,\"do\":\"call-next\"}", "INVALID", "as" },
  { G05 "\"do\":\"charge\",\"lines\":[{\"item\":\"费\",\"amount_fen\":-1}]}", "INVALID", NULL },
  { G05 "\"do\":\"charge\",\"lines\":[{\"item\":\"费\",\"amount_fen\":0}]}", "INVALID", NULL },
  { G05 "\"do\":\"charge\",\"lines\":[{\"item\":\"费\",\"amount_fen\":1.5}]}", "INVALID", NULL },
  { G05 "\"do\":\"charge\",\"lines\":[{\"item\":\"费\",\"amount_fen\":100000000000}]}", "INVALID", NULL },
  { G05 "\"do\":\"charge\",\"lines\":[{\"item\":\"费\",\"amount_fen\":9223372036854775807},{\"item\":\"费\","
        "\"amount_fen\":9223372036854775807}]}",
    "INVALID", NULL },
  { G05 "\"do\":\"charge\",\"lines\":[{\"item\":\"费\",\"amount_fen\":99999999999999999999999999}]}",
    "INVALID", NULL },
  { G05 "\"do\":\"charge\",\"lines\":[{\"item\":\"费\",\"amount_fen\":\"12\"}]}", "INVALID", NULL },
  { G05 "\"do\":\"charge\",\"lines\":[]}", "INVALID", "lines" },
  { G05 "\"do\":\"charge\",\"lines\":{}}", "INVALID", "lines" },
  { G05 "\"do\":\"charge\",\"lines\":[7]}", "INVALID", NULL },
  { G05 "\"do\":\"charge\",\"lines\":[{\"item\":\"\",\"amount_fen\":100}]}", "INVALID", NULL },
  { G05 "\"do\":\"charge\",\"lines\":[{\"item\":\"a\\u0007b\",\"amount_fen\":100}]}", "INVALID", NULL },
  { G05 "\"do\":\"charge\",\"payer\":\"王\\u0000明\",\"lines\":[{\"item\":\"费\",\"amount_fen\":100}]}",
    "INVALID", NULL },
  { G05 "\"do\":\"charge\",\"payer\":\"王\\u202e明\",\"lines\":[{\"item\":\"费\",\"amount_fen\":100}]}",
    "INVALID", "payer" },
  { G05 "\"do\":\"charge\",\"payer\":\"王\\ud800明\",\"lines\":[{\"item\":\"费\",\"amount_fen\":100}]}",
    "INVALID", NULL },
  { G05 "\"do\":\"charge\",\"payer\":\"王\\udc00明\",\"lines\":[{\"item\":\"费\",\"amount_fen\":100}]}",
    "INVALID", NULL },
  { G05
    "\"do\":\"charge\",\"payer\":\"王\\ud800\\u0041明\",\"lines\":[{\"item\":\"费\",\"amount_fen\":100}]}",
    "INVALID", NULL },
  { G05 "\"do\":\"call-received\",\"charge\":99,\"received_fen\":100}", "NOT_FOUND", NULL },
  { G05 "\"do\":\"call-received\",\"charge\":1,\"received_fen\":-100}", "INVALID", "received_fen" },
  { G05 "\"do\":\"open-counter\",\"counter\":-3,\"float_fen\":1}", "INVALID", "counter" },
  { G05 "\"do\":\"pause\",\"reason\":\"吃饭\",\"minutes\":100000}", "INVALID", "minutes" },
  { G05 "\"do\":\"hold\",\"reason\":\"\"}", "INVALID", "reason" },
  { "{\"at\":\"sometime\",\"as\":\"G05\",\"do\":\"start\"}", "INVALID", "at" },
  { AT "\"as\":\"G05\"}", "INVALID", "do" },
  { AT "\"as\":\"G05\",\"do\":\"fly\"}", "INVALID", "do" },
  { "this is not JSON", "INVALID", NULL },
  { "[]", "INVALID", NULL },
  { "\"text\"", "INVALID", NULL },
  { "{", "INVALID", NULL },
  { "{}{}", "INVALID", NULL },
  { G05 "\"do\":\"charge\",\"lines\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}",
    "INVALID", NULL },
  { "\xff\xfe{}", "INVALID", NULL },
};

static void
assert_answer (const char *line, const char *answer, gsize number, const char *code, const char *field)
{
  g_autoptr (JsonNode) node = cli_json (answer);
  JsonObject *object = json_node_get_object (node);

  if (json_object_get_boolean_member (object, "ok") || g_strcmp0 (cli_json_text (object, "error"), code) != 0
      || (field != NULL
          && (!json_object_has_member (object, "field")
              || g_strcmp0 (cli_json_text (object, "field"), field) != 0)))
    g_error ("%.200s: %s", line, answer);
  g_assert_cmpint (cli_json_int (object, "line"), ==, (gint64)number);
  g_assert_cmpuint (strlen (cli_json_text (object, "message")), >, 5);
}

/* Each is answered by its number and its field, changes nothing, and the script goes on. */
static void
test_bad_lines (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autoptr (GString) script = g_string_new (OPEN);
  g_autoptr (CliRun) run = NULL;
  g_autoptr (CliRun) verified = NULL;
  g_autofree char *journaled = NULL;
  g_auto (GStrv) answers = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad_lines); i++)
    g_string_append_printf (script, "%s\n", bad_lines[i].line);
  run = cli_run (fixture, script->str, "play", "-", NULL);
  cli_assert_done (run);
  answers = g_strsplit (run->out, "\n", -1);
  g_assert_cmpuint (g_strv_length (answers), ==, N_OPEN + G_N_ELEMENTS (bad_lines) + 1);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_lines); i++)
    assert_answer (bad_lines[i].line, answers[N_OPEN + i], N_OPEN + i + 1, bad_lines[i].code,
                   bad_lines[i].field);
  journaled = cli_sql_text (fixture, "SELECT count (*) FROM journal WHERE command <> 'init'");
  g_assert_cmpstr (journaled, ==, "4");
  verified = cli_run (fixture, NULL, "verify", NULL);
  cli_assert_done (verified);
}

/* Ten megabytes where a sentence belongs, a NUL byte in the file, and brackets without end. */
static void
test_huge_lines (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *text = g_strnfill (10 * 1024 * 1024, 'x');
  g_autofree char *brackets = g_strnfill (1024 * 1024, '[');
  g_autofree char *summary = g_strdup_printf (
      G05 "\"do\":\"transfer\",\"category\":\"B\",\"summary\":\"%s\"}", text);
  g_autofree char *deep = g_strdup_printf (G05 "\"do\":\"charge\",\"lines\":%s", brackets);
  g_autoptr (CliFixture) second = cli_fixture_new_practice ();
  g_autoptr (CliFixture) third = cli_fixture_new_practice ();
  g_autofree char *long_answer = play_after_open (fixture, summary, strlen (summary));
  g_autofree char *deep_answer = play_after_open (second, deep, strlen (deep));
  static const char nul[] = G05 "\"do\":\"hold\",\"reason\":\"a\0b\"}";
  g_autofree char *nul_answer = play_after_open (third, nul, sizeof nul - 1);
  g_autoptr (CliRun) verified = cli_run (fixture, NULL, "verify", NULL);

  assert_answer ("10 MB", long_answer, N_OPEN + 1, "INVALID", "summary");
  assert_answer ("deep", deep_answer, N_OPEN + 1, "INVALID", NULL);
  assert_answer ("NUL", nul_answer, N_OPEN + 1, "INVALID", NULL);
  cli_assert_done (verified);
}

/* Every character that a name is written with stays what it is, from the charge to the paper. */
static void
test_rare_characters (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autoptr (CliRun) played = cli_run (
      fixture,
      OPEN G05
      "\"do\":\"charge\",\"payer\":\"𠮷䶮㛃𬀩·艾力\",\"lines\":[{\"item\":\"采暖费\",\"amount_"
      "fen\":100}]}\n" G05 "\"do\":\"call-received\",\"charge\":1,\"received_fen\":100}\n" G05
      "\"do\":\"call-change\",\"charge\":1}\n",
      "play", "-", NULL);
  g_autoptr (CliRun) shown = cli_run (fixture, NULL, "show", "receipt", "CD03-20261120-0001", NULL);
  g_autofree char *content = cli_sql_text (
      fixture, "SELECT content FROM document WHERE number = 'CD03-20261120-0001'");
  g_autofree char *file = cli_fixture_path (fixture, "rare.pdf");
  g_autoptr (CliRun) paper = cli_run (fixture, NULL, "paper", "CD03-20261120-0001", "--output", file, NULL);

  cli_assert_done (played);
  cli_assert_done (shown);
  g_assert_nonnull (strstr (shown->out, "𠮷䶮㛃𬀩·艾力"));
  g_assert_nonnull (strstr (content, "𠮷䶮㛃𬀩·艾力"));
  cli_assert_done (paper);
}

static void
test_not_to_be_played (void)
{
  g_autoptr (CliFixture) real = cli_fixture_new ();
  g_autoptr (CliFixture) practice = cli_fixture_new_practice ();
  g_autoptr (CliRun) made = cli_run (real, NULL, "init", "--empty", "小厅", NULL);
  g_autoptr (CliRun) in_real = cli_run (real, OPEN, "play", "-", NULL);
  g_autoptr (CliRun) no_file = cli_run (practice, NULL, "play", "/nowhere/day.jsonl", NULL);
  g_autoptr (CliRun) no_time = cli_run (practice, "{\"as\":\"L02\",\"do\":\"open-day\"}\n", "play", "-",
                                        NULL);
  g_autoptr (CliRun) nothing = cli_run (practice, "\n\n", "play", "-", NULL);
  g_autoptr (CliRun) first = cli_run (practice, OPEN, "play", "-", NULL);
  g_autoptr (CliRun) earlier = cli_run (
      practice, "{\"at\":\"2026-11-20T08:00:00+08:00\",\"as\":\"L02\",\"do\":\"open-day\"}\n", "play", "-",
      NULL);

  cli_assert_done (made);
  cli_assert_failed (in_real, 1, "play", "practice halls only");
  cli_assert_failed (no_file, 1, "play", "/nowhere/day.jsonl");
  cli_assert_done (no_time);
  g_assert_nonnull (strstr (no_time->out, "\"field\":\"at\",\"line\":1"));
  cli_assert_done (nothing);
  cli_assert_done (first);
  cli_assert_failed (earlier, 1, "play", "time never goes back");
}

/* --- Files that are no whole hall --- */

static void
assert_all_fail (CliFixture *fixture, const char *why)
{
  static const char *const words[][3] = {
    { "summary" }, { "verify" }, { "show", "queue" }, { "do", "take-ticket", "category=A" }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autoptr (CliRun) run = cli_run (fixture, NULL, words[i][0], words[i][1], words[i][2], NULL);

    cli_assert_failed (run, 1, words[i][0], why);
  }
}

static void
test_newer (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();

  hall_place_set_version (fixture->hall, 99);
  assert_all_fail (fixture, "newer version");
}

static void
write_hall (CliFixture *fixture, const char *bytes, gsize size)
{
  g_autofree char *wal = g_strconcat (fixture->hall, "-wal", NULL);
  g_autofree char *shm = g_strconcat (fixture->hall, "-shm", NULL);
  g_autoptr (GError) error = NULL;

  g_unlink (wal);
  g_unlink (shm);
  g_file_set_contents (fixture->hall, bytes, (gssize)size, &error);
  g_assert_no_error (error);
}

static void
test_truncated (void)
{
  HALL_OF_FILES ("a file that is cut off");

  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *script = cli_day_script ();
  g_autofree char *bytes = NULL;
  gsize size;

  cli_fixture_play (fixture, script);
  g_assert_true (g_file_get_contents (fixture->hall, &bytes, &size, NULL));
  write_hall (fixture, bytes, 100);
  assert_all_fail (fixture, "damaged");
  write_hall (fixture, "This is a letter and no hall at all, and it is long enough to be read as one.\n", 79);
  assert_all_fail (fixture, "damaged");
  /* Half of it: wherever it is noticed, it is noticed. */
  write_hall (fixture, bytes, size / 8192 * 4096);
  {
    g_autoptr (CliRun) run = cli_run (fixture, NULL, "verify", NULL);

    g_assert_cmpint (run->status, ==, 1);
    g_assert_true (g_str_has_prefix (run->err, "halldesk: verify: "));
  }
}

/* Nobody of the PC, so that the file's rights mean something even where tests run as root. */
static void
become_nobody (gpointer data)
{
  if (geteuid () != 0)
    return;
  if (setgroups (0, NULL) != 0 || setgid (65534) != 0 || setuid (65534) != 0)
    _exit (126);
}

static void
test_read_only (void)
{
  HALL_OF_FILES ("file modes");

  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  static const char *const words[] = { "do", "open-day", "--as", "L02", NULL };
  g_autoptr (GSubprocess) starts = NULL;
  g_autoptr (CliRun) run = NULL;
  g_autofree char *days = NULL;

  g_assert_cmpint (g_chmod (fixture->dir, 0555), ==, 0);
  g_assert_cmpint (g_chmod (fixture->hall, 0444), ==, 0);
  g_subprocess_launcher_set_child_setup (launcher, become_nobody, NULL, NULL);
  g_subprocess_launcher_setenv (launcher, "ASAN_OPTIONS", "detect_leaks=0", TRUE);
  /* A folder of root's own, say, keeps everybody else from what is built in it. */
  starts = g_subprocess_launcher_spawn (launcher, NULL, HALLDESK, "--version", NULL);
  if (starts == NULL || !g_subprocess_wait_check (starts, NULL, NULL)) {
    g_test_skip ("the built program cannot be started by another user");
  } else {
    run = cli_run_with (fixture, launcher, NULL, words);
    cli_assert_failed (run, 1, "do", "it is read-only");
  }
  g_assert_cmpint (g_chmod (fixture->dir, 0755), ==, 0);
  g_assert_cmpint (g_chmod (fixture->hall, 0600), ==, 0);
  days = cli_sql_text (fixture, "SELECT count (*) FROM business_day");
  g_assert_cmpstr (days, ==, "0");
}

/* --- A disk that is full --- */

static void
limit_files (gpointer data)
{
  const gsize *bytes = data;
  struct rlimit limit = { .rlim_cur = *bytes, .rlim_max = *bytes };

  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &limit);
}

/* Numbers are given out until no byte can be written; every one that was answered is in the hall afterwards.
 */
static void
test_full_disk (void)
{
  HALL_OF_FILES ("a limit of the size of files");

  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GString) script = g_string_new (NULL);
  g_autofree char *file = NULL;
  const char *words[] = { "play", NULL, NULL };
  g_autoptr (CliRun) run = NULL;
  g_autoptr (CliRun) verified = NULL;
  g_autoptr (CliRun) more = NULL;
  g_autofree char *stored = NULL;
  g_auto (GStrv) answers = NULL;
  gsize limit = 600 * 1024;
  guint acknowledged = 0;

  for (int i = 0; i < 2000; i++)
    g_string_append (script, AT
                     "\"station\":\"kiosk\",\"do\":\"take-ticket\",\"category\":\"A\",\"matter\":\"A1\"}\n");
  g_subprocess_launcher_set_child_setup (launcher, limit_files, &limit, NULL);
  words[1] = file = cli_fixture_write (fixture, "many.jsonl", script->str, (gssize)script->len);
  run = cli_run_with (fixture, launcher, NULL, words);
  g_assert_cmpint (run->status, ==, 1);
  g_assert_true (g_str_has_prefix (run->err, "halldesk: play: "));
  g_assert_nonnull (strstr (run->err, "nothing was changed"));

  answers = g_strsplit (run->out, "\n", -1);
  for (char **answer = answers; *answer != NULL; answer++)
    acknowledged += g_str_has_prefix (*answer, "{\"ok\":true");
  g_assert_cmpuint (acknowledged, >, 5);
  stored = cli_sql_text (fixture, "SELECT count (*) FROM ticket");
  g_assert_cmpint (g_ascii_strtoll (stored, NULL, 10), ==, acknowledged);
  verified = cli_run (fixture, NULL, "verify", NULL);
  cli_assert_done (verified);
  /* With room again it goes on with the next number. */
  more = cli_run (fixture, AT "\"station\":\"kiosk\",\"do\":\"take-ticket\",\"category\":\"A\"}\n", "play",
                  "-", NULL);
  cli_assert_done (more);
  g_assert_true (g_str_has_prefix (more->out, "{\"ok\":true"));
}

static void
test_full_disk_backup (void)
{
  HALL_OF_FILES ("copies of the file");

  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autofree char *copy = cli_fixture_path (fixture, "copy.db");
  g_autofree char *part = g_strconcat (copy, ".part", NULL);
  const char *const words[] = { "backup", copy, NULL };
  g_autoptr (CliRun) run = NULL;
  gsize limit = 64 * 1024;

  g_subprocess_launcher_set_child_setup (launcher, limit_files, &limit, NULL);
  run = cli_run_with (fixture, launcher, NULL, words);
  cli_assert_failed (run, 1, "backup", "copy.db");
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/faults/bad-lines", test_bad_lines);
  g_test_add_func ("/cli/faults/huge-lines", test_huge_lines);
  g_test_add_func ("/cli/faults/rare-characters", test_rare_characters);
  g_test_add_func ("/cli/faults/not-to-be-played", test_not_to_be_played);
  g_test_add_func ("/cli/faults/newer", test_newer);
  g_test_add_func ("/cli/faults/truncated", test_truncated);
  g_test_add_func ("/cli/faults/read-only", test_read_only);
  g_test_add_func ("/cli/faults/full-disk", test_full_disk);
  g_test_add_func ("/cli/faults/full-disk-backup", test_full_disk_backup);
  return g_test_run ();
}
