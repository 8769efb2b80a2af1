/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The same day in a file and on a server: every answer, every figure, every paper and every row is the same.
 */

#include "cli-fixture.h"
#include "hall-test.h"

#include <string.h>

typedef struct {
  CliFixture *file;
  CliFixture *server;
} Twins;

static CliFixture *
practice_at (const char *hall)
{
  CliFixture *self = cli_fixture_new ();
  g_autoptr (CliRun) made = NULL;

  if (hall != NULL) {
    hall_place_free (self->hall);
    self->hall = g_build_filename (self->dir, hall, NULL);
  }
  made = cli_run (self, NULL, "init", "--sample", "heating", "--practice", NULL);
  cli_assert_done (made);
  return self;
}

static void
twins_set_up (Twins *self, gconstpointer data)
{
  if (!hall_place_is_server ()) {
    g_test_skip ("there is no server");
    return;
  }
  self->file = practice_at ("hall.db");
  self->server = practice_at (NULL);
}

static void
twins_tear_down (Twins *self, gconstpointer data)
{
  g_clear_pointer (&self->file, cli_fixture_free);
  g_clear_pointer (&self->server, cli_fixture_free);
}

/* Line by line, so that the first that differs is told. */
static void
assert_same (const char *what, const char *file, const char *server)
{
  g_auto (GStrv) of_file = g_strsplit (file, "\n", -1);
  g_auto (GStrv) of_server = g_strsplit (server, "\n", -1);

  for (guint i = 0; of_file[i] != NULL && of_server[i] != NULL; i++)
    if (!g_str_equal (of_file[i], of_server[i]))
      g_error ("%s, line %u:\n%s\n%s", what, i + 1, of_file[i], of_server[i]);
  g_assert_cmpuint (g_strv_length (of_file), ==, g_strv_length (of_server));
}

static char *
script_of (const char *name)
{
  if (g_str_equal (name, "day"))
    return cli_day_script ();
  if (g_str_equal (name, "cases"))
    return g_test_build_filename (G_TEST_DIST, "cli", "cases.jsonl", NULL);
  return g_build_filename (g_getenv ("HALL_SOURCE_DIR"), "resources", "sample", "morning.jsonl", NULL);
}

static void
play_both (Twins *self, const char *name, guint lines)
{
  g_autofree char *script = script_of (name);
  g_autoptr (CliRun) file = cli_run (self->file, NULL, "play", script, NULL);
  g_autoptr (CliRun) server = cli_run (self->server, NULL, "play", script, NULL);
  g_auto (GStrv) answers = g_strsplit (file->out, "\n", -1);

  cli_assert_done (file);
  cli_assert_done (server);
  g_assert_cmpuint (g_strv_length (answers), >, lines);
  assert_same (name, file->out, server->out);
}

static CliRun *
run_words (CliFixture *fixture, const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);

  return cli_run_with (fixture, launcher, NULL, (const char *const *)list);
}

static void
assert_same_words (Twins *self, const char *words)
{
  g_autoptr (CliRun) file = run_words (self->file, words);
  g_autoptr (CliRun) server = run_words (self->server, words);

  cli_assert_done (file);
  cli_assert_done (server);
  g_assert_cmpuint (strlen (file->out), >, 20);
  assert_same (words, file->out, server->out);
}

/* Of one receipt, byte for byte: the second was made from what the server holds. */
static void
assert_same_paper (Twins *self, const char *number)
{
  g_autofree char *of_file = cli_fixture_path (self->file, "paper.pdf");
  g_autofree char *of_server = cli_fixture_path (self->server, "paper.pdf");
  g_autoptr (CliRun) file = cli_run (self->file, NULL, "paper", number, "--output", of_file, NULL);
  g_autoptr (CliRun) server = cli_run (self->server, NULL, "paper", number, "--output", of_server, NULL);
  g_autofree char *file_bytes = NULL;
  g_autofree char *server_bytes = NULL;
  gsize file_size;
  gsize server_size;

  cli_assert_done (file);
  cli_assert_done (server);
  g_assert_true (g_file_get_contents (of_file, &file_bytes, &file_size, NULL));
  g_assert_true (g_file_get_contents (of_server, &server_bytes, &server_size, NULL));
  g_assert_cmpmem (file_bytes, file_size, server_bytes, server_size);
}

/* What is drawn by lot, or told by the machine's clock when the hall was made: the hall's own id, keys, the
 * ids of requests, and every hash that these are in. */
static gboolean
is_chance (const char *table, const char *column)
{
  static const char *const chance[] = { "hall.uuid",         "hall.made_at",      "hall.clock_offset_us",
                                        "staff.salt",        "staff.wrapped_key", "journal.request",
                                        "journal.prev",      "journal.hash",      "chain.hash",
                                        "document_page.pdf", "matter_version.at", "holiday_year.at",
                                        "knowledge.at" };
  g_autofree char *name = g_strconcat (table, ".", column, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (chance); i++)
    if (g_str_equal (chance[i], name))
      return TRUE;
  return FALSE;
}

/* One line a row, in the order of all its columns; but for the lines that hold the heads of the chains. */
static char *
rows_of (const char *hall, const char *table, char **columns)
{
  g_autoptr (GString) sql = g_string_new ("SELECT ");
  g_autoptr (GString) order = g_string_new (NULL);

  for (char **column = columns; *column != NULL; column++)
    if (!is_chance (table, *column)) {
      g_string_append_printf (sql, "%s, ", *column);
      g_string_append_printf (order, "%s%s", order->len > 0 ? ", " : "", *column);
    }
  g_string_append_printf (sql, "'\n' FROM %s WHERE %s ORDER BY %s", table,
                          g_str_equal (table, "journal") ? "command NOT IN ('init', 'close-day')" : "1 = 1",
                          order->str);
  return hall_place_list (hall, sql->str);
}

static void
assert_same_rows (Twins *self)
{
  g_autofree char *names = hall_place_list (
      self->file->hall, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'");
  g_auto (GStrv) tables = g_strsplit (names, " ", -1);

  g_assert_cmpuint (g_strv_length (tables), >, 20);
  for (char **table = tables; *table != NULL; table++) {
    g_autofree char *ask = g_strdup_printf ("SELECT name FROM pragma_table_info ('%s')", *table);
    g_autofree char *list = hall_place_list (self->file->hall, ask);
    g_auto (GStrv) columns = g_strsplit (list, " ", -1);
    g_autofree char *file = rows_of (self->file->hall, *table, columns);
    g_autofree char *server = rows_of (self->server->hall, *table, columns);

    assert_same (*table, file, server);
  }
}

static void
test_morning (Twins *self, gconstpointer data)
{
  if (self->server == NULL)
    return;
  play_both (self, "morning", 150);
  assert_same_words (self, "summary --format json");
  assert_same_words (self, "summary --format csv");
  assert_same_words (self, "show board --format json");
  assert_same_words (self, "show counters --format json");
  assert_same_rows (self);
}

static void
test_day (Twins *self, gconstpointer data)
{
  if (self->server == NULL)
    return;
  play_both (self, "day", 200);
  assert_same_words (self, "summary --format json");
  assert_same_words (self, "summary --format csv");
  assert_same_words (self, "summary 2026-11-20");
  assert_same_words (self, "show papers --format json");
  assert_same_words (self, "show drawer 3 --format json");
  assert_same_words (self, "show receipt CD03-20261120-0002 --format json");
  assert_same_rows (self);
  assert_same_paper (self,
                     "CD03-20261120-0002"); /* last, for it is written down at the time of day that it is */
}

/* Cases: told once, demanded again, accepted, handed over, refused, asked, forwarded; what is shown and
 * stored. */
static void
test_cases (Twins *self, gconstpointer data)
{
  if (self->server == NULL)
    return;
  play_both (self, "cases", 100);
  assert_same_words (self, "show case 2026-000001 --format json");
  assert_same_words (self, "show case 2026-000002");
  assert_same_words (self, "show due --format json");
  assert_same_words (self, "summary --format json");
  assert_same_rows (self);
  assert_same_paper (self, "告字〔2026〕00001号");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/cli/engines/morning", Twins, NULL, twins_set_up, test_morning, twins_tear_down);
  g_test_add ("/cli/engines/day", Twins, NULL, twins_set_up, test_day, twins_tear_down);
  g_test_add ("/cli/engines/cases", Twins, NULL, twins_set_up, test_cases, twins_tear_down);
  return g_test_run ();
}
