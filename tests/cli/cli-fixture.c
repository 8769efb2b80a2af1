/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

CliFixture *
cli_fixture_new (void)
{
  CliFixture *self = g_new0 (CliFixture, 1);
  g_autoptr (GError) error = NULL;

  self->dir = g_dir_make_tmp ("hall-cli-XXXXXX", &error);
  g_assert_no_error (error);
  self->hall = hall_place_new (self->dir, "hall.db");
  return self;
}

/* With a practice hall of the sample in it. */
CliFixture *
cli_fixture_new_practice (void)
{
  CliFixture *self = cli_fixture_new ();
  g_autoptr (CliRun) made = cli_run (self, NULL, "init", "--sample", "heating", "--practice", NULL);

  cli_assert_done (made);
  return self;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      remove_folder (child);
    else
      g_unlink (child);
  }
  g_rmdir (path);
}

void
cli_fixture_free (CliFixture *self)
{
  remove_folder (self->dir);
  g_free (self->dir);
  hall_place_free (self->hall);
  g_free (self);
}

char *
cli_fixture_path (CliFixture *self, const char *name)
{
  return g_build_filename (self->dir, name, NULL);
}

char *
cli_fixture_write (CliFixture *self, const char *name, const char *text, gssize length)
{
  char *path = cli_fixture_path (self, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
  return path;
}

/* The file of the day that several tests play. */
char *
cli_day_script (void)
{
  return g_test_build_filename (G_TEST_DIST, "cli", "day.jsonl", NULL);
}

/* Plays a file; that some of its lines are refused is part of it. */
void
cli_fixture_play (CliFixture *self, const char *script)
{
  g_autoptr (CliRun) run = cli_run (self, NULL, "play", script, NULL);

  cli_assert_done (run);
}

/* --- Running the program --- */

static char *
text_of (GBytes *bytes)
{
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return g_strdup ("");
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

CliRun *
cli_run_with (CliFixture *self, GSubprocessLauncher *launcher, const char *input, const char *const *words)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) in = NULL;
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) err = NULL;
  g_autoptr (GError) error = NULL;
  CliRun *run = g_new0 (CliRun, 1);

  g_ptr_array_add (argv, (gpointer)HALLDESK);
  g_ptr_array_add (argv, (gpointer) "--hall");
  g_ptr_array_add (argv, self->hall);
  for (; *words != NULL; words++)
    g_ptr_array_add (argv, (gpointer)*words);
  g_ptr_array_add (argv, NULL);

  process = g_subprocess_launcher_spawnv (launcher, (const char *const *)argv->pdata, &error);
  g_assert_no_error (error);
  in = g_bytes_new (input != NULL ? input : "", input != NULL ? strlen (input) : 0);
  g_subprocess_communicate (process, in, NULL, &out, &err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  run->status = g_subprocess_get_exit_status (process);
  run->out = text_of (out);
  run->err = text_of (err);
  g_assert_null (strstr (run->err, "CRITICAL"));
  g_assert_null (strstr (run->err, "WARNING"));
  return run;
}

CliRun *
cli_run (CliFixture *self, const char *input, ...)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  const char *word;
  va_list args;

  va_start (args, input);
  while ((word = va_arg (args, const char *)) != NULL)
    g_ptr_array_add (words, (gpointer)word);
  va_end (args);
  g_ptr_array_add (words, NULL);
  return cli_run_with (self, launcher, input, (const char *const *)words->pdata);
}

void
cli_run_free (CliRun *self)
{
  g_free (self->out);
  g_free (self->err);
  g_free (self);
}

void
cli_assert_done (const CliRun *run)
{
  if (run->status != 0)
    g_test_message ("ended with %d: %s", run->status, run->err);
  g_assert_cmpint (run->status, ==, 0);
}

void
cli_assert_failed (const CliRun *run, int status, const char *what, const char *why)
{
  g_autofree char *prefix = g_strdup_printf ("halldesk: %s: ", what);
  const char *line_end = strchr (run->err, '\n');

  g_test_message ("said: %s", run->err);
  g_assert_cmpint (run->status, ==, status);
  g_assert_true (g_str_has_prefix (run->err, prefix));
  g_assert_nonnull (strstr (run->err, why));
  g_assert_nonnull (line_end);
  g_assert_cmpstr (line_end, ==, "\n");
}

/* --- JSON --- */

JsonNode *
cli_json (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);
  return node;
}

/* The member "a.b.c" of an object; every step must be there. */
static JsonNode *
member_at (JsonObject *object, const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", -1);
  JsonNode *node = NULL;

  for (gsize i = 0; steps[i] != NULL; i++) {
    node = json_object_get_member (object, steps[i]);
    if (node == NULL)
      g_error ("there is no %s", path);
    if (steps[i + 1] != NULL)
      object = json_node_get_object (node);
  }
  return node;
}

gint64
cli_json_int (JsonObject *object, const char *path)
{
  JsonNode *node = member_at (object, path);

  g_assert_true (json_node_get_value_type (node) == G_TYPE_INT64);
  return json_node_get_int (node);
}

const char *
cli_json_text (JsonObject *object, const char *path)
{
  return json_node_get_string (member_at (object, path));
}

/* --- Behind the program's back --- */

char *
cli_sql_text (CliFixture *self, const char *sql)
{
  return hall_place_ask (self->hall, sql);
}
