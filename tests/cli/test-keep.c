/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Keeping a hall: copies are whole, go back in place, and what was there is kept. */

#include "cli-fixture.h"
#include "hall-test.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
summary_of (CliFixture *fixture)
{
  g_autoptr (CliRun) run = cli_run (fixture, NULL, "summary", "--format", "json", NULL);

  cli_assert_done (run);
  return g_strdup (run->out);
}

static void
test_round_trip (void)
{
  HALL_OF_FILES ("copies of the file");

  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *script = cli_day_script ();
  g_autofree char *copy = cli_fixture_path (fixture, "copy.db");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (CliRun) copied = NULL;
  g_autoptr (CliRun) again = NULL;
  g_autoptr (CliRun) bulletin = NULL;
  g_autoptr (CliRun) restored = NULL;
  g_autoptr (CliRun) verified = NULL;
  g_autofree char *bulletins = NULL;
  g_autofree char *kept = NULL;
  char *at;
  GStatBuf found;

  cli_fixture_play (fixture, script);
  before = summary_of (fixture);
  copied = cli_run (fixture, NULL, "backup", copy, NULL);
  cli_assert_done (copied);
  g_assert_cmpint (g_stat (copy, &found), ==, 0);
  g_assert_cmpint (found.st_mode & 0777, ==, 0600);
  again = cli_run (fixture, NULL, "backup", copy, NULL);
  cli_assert_done (again);

  bulletin = cli_run (fixture, NULL, "do", "set-bulletin", "title=后来", "--as", "L02", NULL);
  cli_assert_done (bulletin);
  restored = cli_run (fixture, NULL, "restore", copy, NULL);
  cli_assert_done (restored);
  after = summary_of (fixture);
  g_assert_cmpstr (after, ==, before);
  bulletins = cli_sql_text (fixture, "SELECT count (*) FROM bulletin");
  g_assert_cmpstr (bulletins, ==, "1");
  verified = cli_run (fixture, NULL, "verify", NULL);
  cli_assert_done (verified);

  /* What was there before the restore is kept, with the later bulletin in it. */
  at = strstr (restored->out, ".before-restore-");
  g_assert_nonnull (at);
  kept = g_strdup_printf ("%s%.*s", fixture->hall, (int)strcspn (at, "\n"), at);
  g_free (fixture->hall);
  fixture->hall = g_steal_pointer (&kept);
  g_free (g_steal_pointer (&bulletins));
  bulletins = cli_sql_text (fixture, "SELECT count (*) FROM bulletin");
  g_assert_cmpstr (bulletins, ==, "2");
}

/* A copy may be put where no hall is. */
static void
test_restore_elsewhere (void)
{
  HALL_OF_FILES ("copies of the file");

  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autoptr (CliFixture) other = cli_fixture_new ();
  g_autofree char *copy = cli_fixture_path (fixture, "copy.db");
  g_autoptr (CliRun) copied = cli_run (fixture, NULL, "backup", copy, NULL);
  g_autoptr (CliRun) restored = cli_run (other, NULL, "restore", copy, NULL);
  g_autoptr (CliRun) shown = cli_run (other, NULL, "show", "counters", NULL);

  cli_assert_done (copied);
  cli_assert_done (restored);
  cli_assert_done (shown);
  g_assert_nonnull (strstr (shown->out, "3号窗口"));
}

/* Copies every byte of @from and changes some. */
static char *
damage (CliFixture *fixture, const char *from, const char *name, gsize cut, gsize at)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (from, &bytes, &size, &error);
  g_assert_no_error (error);
  if (at > 0)
    memset (bytes + at, 0x5a, 2000);
  return cli_fixture_write (fixture, name, bytes, (gssize)(cut > 0 ? cut : size));
}

static void
assert_as_it_was (CliFixture *fixture, const char *before)
{
  g_autofree char *after = summary_of (fixture);
  g_autofree char *part = g_strconcat (fixture->hall, ".part", NULL);

  g_assert_cmpstr (after, ==, before);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
}

static void
test_refused_copies (void)
{
  HALL_OF_FILES ("copies of the file");

  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *script = cli_day_script ();
  g_autofree char *copy = cli_fixture_path (fixture, "copy.db");
  g_autofree char *cut = NULL;
  g_autofree char *spoilt = NULL;
  g_autofree char *text = cli_fixture_write (fixture, "text.db", "This is no hall but a letter to one.\n",
                                             -1);
  g_autofree char *empty = cli_fixture_write (fixture, "empty.db", "", 0);
  g_autofree char *newer = NULL;
  g_autofree char *before = NULL;
  g_autoptr (CliRun) copied = NULL;
  g_autoptr (CliRun) run = NULL;

  cli_fixture_play (fixture, script);
  before = summary_of (fixture);
  copied = cli_run (fixture, NULL, "backup", copy, NULL);
  cli_assert_done (copied);
  cut = damage (fixture, copy, "cut.db", 50000, 0);
  spoilt = damage (fixture, copy, "spoilt.db", 0, 40000);
  newer = damage (fixture, copy, "newer.db", 0, 0);
  {
    g_autoptr (CliFixture) raw = cli_fixture_new ();

    g_free (raw->hall);
    raw->hall = g_strdup (newer);
    hall_place_set_version (raw->hall, 99);
  }

  const struct {
    const char *file;
    const char *why;
  } refused[] = {
    { cut, "damaged or is not a hall" },
    { spoilt, "damaged or is not a hall" },
    { text, "damaged or is not a hall" },
    { empty, "damaged or is not a hall" },
    { newer, "newer version" },
    { "/nowhere/copy.db", "there is no file" },
    { fixture->hall, "is the hall itself" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_clear_pointer (&run, cli_run_free);
    run = cli_run (fixture, NULL, "restore", refused[i].file, NULL);
    cli_assert_failed (run, 1, "restore", refused[i].why);
    assert_as_it_was (fixture, before);
  }
}

/* Whoever has the hall open would go on writing into the old file: restoring waits until they are gone. */
static void
test_restore_while_open (void)
{
  HALL_OF_FILES ("copies of the file");

  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *copy = cli_fixture_path (fixture, "copy.db");
  g_autoptr (CliRun) copied = cli_run (fixture, NULL, "backup", copy, NULL);
  g_autoptr (GSubprocess) player = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) answers = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (CliRun) run = NULL;
  static const char line[] = "{\"at\":\"2026-11-20T09:00:00+08:00\",\"as\":\"L02\",\"do\":\"open-day\"}\n";

  cli_assert_done (copied);
  player = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, HALLDESK,
                             "--hall", fixture->hall, "play", "-", NULL);
  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (player), line, strlen (line), NULL, NULL, &error);
  g_assert_no_error (error);
  answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (player));
  answer = g_data_input_stream_read_line (answers, NULL, NULL, &error);
  g_assert_cmpstr (answer, ==, "{\"ok\":true,\"day\":\"2026-11-20\"}");

  run = cli_run (fixture, NULL, "restore", copy, NULL);
  cli_assert_failed (run, 1, "restore", "is in use");

  g_output_stream_close (g_subprocess_get_stdin_pipe (player), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (player, NULL, &error));
  g_clear_pointer (&run, cli_run_free);
  run = cli_run (fixture, NULL, "restore", copy, NULL);
  cli_assert_done (run);
}

static void
test_backup_refusals (void)
{
  HALL_OF_FILES ("copies of the file");

  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autoptr (CliFixture) nothing = cli_fixture_new ();
  g_autofree char *copy = cli_fixture_path (fixture, "copy.db");
  g_autoptr (CliRun) itself = cli_run (fixture, NULL, "backup", fixture->hall, NULL);
  g_autoptr (CliRun) nowhere = cli_run (fixture, NULL, "backup", "/nowhere/copy.db", NULL);
  g_autoptr (CliRun) no_hall = cli_run (nothing, NULL, "backup", copy, NULL);

  cli_assert_failed (itself, 1, "backup", "is the hall itself");
  cli_assert_failed (nowhere, 1, "backup", "cannot be written");
  cli_assert_failed (no_hall, 1, "backup", "there is no file");
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
}

static void
test_migrate (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autoptr (CliFixture) nothing = cli_fixture_new ();
  g_autoptr (CliRun) already = cli_run (fixture, NULL, "migrate", NULL);
  g_autoptr (CliRun) no_hall = cli_run (nothing, NULL, "migrate", NULL);
  g_autoptr (CliRun) newer = NULL;

  cli_assert_done (already);
  g_assert_nonnull (strstr (already->out, "already"));
  cli_assert_failed (no_hall, 1, "migrate", "there is no");
  hall_place_set_version (fixture->hall, 99);
  newer = cli_run (fixture, NULL, "migrate", NULL);
  cli_assert_failed (newer, 1, "migrate", "newer version");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/keep/round-trip", test_round_trip);
  g_test_add_func ("/cli/keep/restore-elsewhere", test_restore_elsewhere);
  g_test_add_func ("/cli/keep/refused-copies", test_refused_copies);
  g_test_add_func ("/cli/keep/restore-while-open", test_restore_while_open);
  g_test_add_func ("/cli/keep/backup-refusals", test_backup_refusals);
  g_test_add_func ("/cli/keep/migrate", test_migrate);
  return g_test_run ();
}
