/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Moving house by the command line: what it says, what it leaves behind, what it refuses. */

#include "cli-fixture.h"
#include "hall-place.h"
#include "hall-test.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
verify_of (CliFixture *fixture, const char *hall)
{
  g_autoptr (CliRun) run = cli_run (fixture, NULL, "verify", "--hall", hall, "--format", "json", NULL);

  cli_assert_done (run);
  return g_strdup (run->out);
}

static CliRun *
move (CliFixture *fixture, const char *from, const char *to)
{
  return cli_run (fixture, NULL, "move", "--from", from, "--to", to, "--format", "json", NULL);
}

static void
test_move (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *script = cli_day_script ();
  g_autofree char *to = cli_fixture_path (fixture, "new.db");
  g_autofree char *part = g_strconcat (to, ".part", NULL);
  g_autofree char *before = NULL;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  g_autoptr (CliRun) moved = NULL;
  g_autoptr (CliRun) refused = NULL;
  g_autoptr (CliRun) done = NULL;
  g_autoptr (CliRun) again = NULL;
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *object;
  GStrv lines;
  GStatBuf found;

  cli_fixture_play (fixture, script);
  before = verify_of (fixture, fixture->hall);
  moved = move (fixture, fixture->hall, to);
  cli_assert_done (moved);
  answer = cli_json (moved->out);
  object = json_node_get_object (answer);
  g_assert_cmpint (cli_json_int (object, "rows"), >, 500);
  g_assert_cmpint (cli_json_int (object, "tables"), ==, 43);
  g_assert_cmpstr (cli_json_text (object, "to"), ==, to);
  /* Nobody watches: that it began is all that is told. */
  lines = g_strsplit (moved->err, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_true (g_str_has_prefix (lines[0], "Moving the hall from "));
  g_strfreev (lines);
  g_assert_cmpint (g_stat (to, &found), ==, 0);
  g_assert_cmpint (found.st_mode & 0777, ==, 0600);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));

  here = verify_of (fixture, fixture->hall);
  there = verify_of (fixture, to);
  g_assert_cmpstr (here, ==, before);
  g_assert_cmpstr (there, ==, before);

  refused = cli_run (fixture, NULL, "do", "set-bulletin", "title=x", "--as", "L02", NULL);
  cli_assert_failed (refused, 1, "do", "was moved to");
  g_assert_nonnull (strstr (refused->err, to));
  done = cli_run (fixture, NULL, "do", "set-bulletin", "title=x", "--as", "L02", "--hall", to, NULL);
  cli_assert_done (done);
  again = move (fixture, fixture->hall, to);
  g_assert_cmpint (again->status, ==, 1);
  g_assert_nonnull (strstr (again->err, "was moved to"));
  g_assert_nonnull (strstr (again->out, "\"ok\":false"));
}

static void
test_refused (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *nowhere = cli_fixture_path (fixture, "nowhere.db");
  g_autofree char *to = cli_fixture_path (fixture, "new.db");
  g_autofree char *other = cli_fixture_write (fixture, "other.db", "not ours", -1);
  const struct {
    const char *from;
    const char *to;
    int status;
    const char *why;
  } refused[] = {
    { nowhere, to, 1, "there is no hall" },
    { fixture->hall, other, 1, "already" },
    { fixture->hall, fixture->hall, 1, "already" },
    { fixture->hall, "http://server/hall", 2, "each name a file or postgresql://" },
    { "", to, 2, "each name a file or postgresql://" },
  };
  g_autoptr (CliRun) nothing = cli_run (fixture, NULL, "move", NULL);
  g_autoptr (CliRun) words = cli_run (fixture, NULL, "move", fixture->hall, to, NULL);
  g_autoptr (CliRun) done = NULL;
  g_autofree char *left = NULL;

  cli_assert_failed (nothing, 2, "move", "each name a file or postgresql://");
  cli_assert_failed (words, 2, "move", "too many words");
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (CliRun) run = move (fixture, refused[i].from, refused[i].to);

    g_test_message ("said: %s", run->err);
    g_assert_cmpint (run->status, ==, refused[i].status);
    g_assert_nonnull (strstr (run->err, refused[i].why));
    g_assert_false (g_file_test (to, G_FILE_TEST_EXISTS));
  }
  g_file_get_contents (other, &left, NULL, NULL);
  g_assert_cmpstr (left, ==, "not ours");
  done = cli_run (fixture, NULL, "do", "set-bulletin", "title=x", "--as", "L02", NULL);
  cli_assert_done (done);
}

/* From a file to a server that has no such database yet: it is told how each PC gets there. */
static void
test_to_server (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *file = cli_fixture_path (fixture, "file.db");
  g_autofree char *copy = cli_fixture_path (fixture, "copy.db");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *restored = NULL;
  g_autoptr (CliRun) there = NULL;
  g_autoptr (CliRun) copied = NULL;
  g_autoptr (CliRun) back = NULL;
  g_autoptr (CliRun) again = NULL;
  char *place;
  char *other;

  if (!hall_place_is_server ()) {
    g_test_skip ("there is no server");
    return;
  }
  place = hall_place_new (fixture->dir, "");
  other = hall_place_new (fixture->dir, "");
  copied = move (fixture, fixture->hall, file);
  cli_assert_done (copied);
  before = verify_of (fixture, file);
  there = cli_run (fixture, NULL, "move", "--from", file, "--to", place, NULL);
  cli_assert_done (there);
  g_assert_nonnull (strstr (there->out, "_desk@"));
  g_assert_nonnull (strstr (there->out, "_station@"));
  g_assert_nonnull (strstr (there->out, ".pgpass"));
  after = verify_of (fixture, place);
  g_assert_cmpstr (before, ==, after);

  g_clear_pointer (&copied, cli_run_free);
  copied = cli_run (fixture, NULL, "backup", copy, "--hall", place, NULL);
  cli_assert_done (copied);
  back = cli_run (fixture, NULL, "restore", copy, "--hall", other, NULL);
  cli_assert_done (back);
  g_assert_nonnull (strstr (back->out, "_station@"));
  restored = verify_of (fixture, other);
  g_assert_cmpstr (before, ==, restored);
  again = cli_run (fixture, NULL, "restore", copy, "--hall", other, NULL);
  cli_assert_failed (again, 1, "restore", "name a database that holds none");
  hall_place_free (place);
  hall_place_free (other);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/move/move", test_move);
  g_test_add_func ("/cli/move/refused", test_refused);
  g_test_add_func ("/cli/move/to-server", test_to_server);
  return g_test_run ();
}
