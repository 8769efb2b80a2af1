/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Two days on which an identity number is typed wherever one can type: where a matter requires it, where it
 * is only checked, and into every note, reason, answer and name. Afterwards it is looked for in all that the
 * hall leaves behind: the hall itself with its write-ahead log, or the server's dump; the copy; what is
 * shown, exported and summed up; the pages and the text on them; what the hall's voice says; and whatever any
 * process has said (hall rules 3.9, row 000-15). What somebody is only typing is looked for with the text
 * fields: tests/shell/test-text-field.c.
 */

#include <stdio.h>
#include <string.h>

#include "cli-fixture.h"
#include "hall-engine.h"
#include "hall-test.h"
#include "hall-voice.h"

#define ID "11010519491231002X"
#define PAGES_OF_A_KIND 4

/* What would tell it: whole with either x, without the last, in full-width, and grouped. */
static const char *const needles[] = { "11010519491231002", "１１０１０５１９４９１２３１００２",
                                       "110105 19491231 002", "110105-19491231-002" };

/* What people write in; a word that names something would only be refused. */
static const char *const written[] = {
  "text",      "need",     "facts",   "questions", "analysis", "problem", "fix",        "where",
  "reason",    "basis",    "option",  "question",  "answer",   "summary", "content",    "contact",
  "result",    "by",       "payer",   "account",   "item",     "title",   "department", "explanation",
  "authority", "relation", "address", "method",    "keyword",  "remark",  "story",      "demand",
  "place",     "told",     "value",   NULL,
};

/* --- The days --- */

static void write_in (JsonNode *node, const char *name);

static void
write_into_array (JsonArray *array, guint i, JsonNode *node, gpointer name)
{
  write_in (node, name);
}

static void
write_into_member (JsonObject *object, const char *name, JsonNode *node, gpointer data)
{
  write_in (node, name);
}

/* Adds the number to every text that people write, also in lists and groups. */
static void
write_in (JsonNode *node, const char *name)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    json_object_foreach_member (json_node_get_object (node), write_into_member, NULL);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    json_array_foreach_element (json_node_get_array (node), write_into_array, (gpointer)name);
  else if (json_node_get_value_type (node) == G_TYPE_STRING && g_strv_contains (written, name)) {
    g_autofree char *more = g_strdup_printf (
        "%s %s", json_node_get_string (node),
        strlen (json_node_get_string (node)) % 2 == 0 ? ID : "11010519491231002x");

    json_node_set_string (node, more);
  } else if (g_str_equal (name, "id_number")) {
    json_node_set_string (node, ID);
  }
}

/* The items of a checklist are words, though they are called as what is paid for is. */
static char *
rewritten (const char *line_text, const char *day)
{
  g_autoptr (JsonNode) line = cli_json (line_text);
  JsonObject *object = json_node_get_object (line);
  g_autofree char *item = g_strdup (
      json_object_has_member (object, "state")   ? json_object_get_string_member (object, "item")
      : json_object_has_member (object, "until") ? json_object_get_string_member (object, "item")
                                                 : NULL);
  g_autofree char *at = g_strconcat (day, json_object_get_string_member (object, "at") + strlen (day), NULL);
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  write_in (line, "");
  if (item != NULL)
    json_object_set_string_member (object, "item", item);
  json_object_set_string_member (object, "at", at);
  json_generator_set_root (generator, line);
  return json_generator_to_data (generator, NULL);
}

static char *
script_of (const char *name, const char *day)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "cli", name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GString *script = g_string_new (NULL);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; **line != '\0'; line++) {
    g_autofree char *more = rewritten (*line, day);

    g_string_append_printf (script, "%s\n", more);
  }
  return g_string_free (script, FALSE);
}

static const char evening[] = "{\"at\":\"2026-11-19T18:00:00+08:00\",\"as\":\"L02\",\"do\":\"close-day\","
                              "\"override_reason\":\"系统演练，提前结束" ID "\"}\n";

/* What no script of a sane person holds. */
static const char mess[]
    = "{\"at\":\"2026-11-23T16:59:00+08:00\",\"as\":\"L02\",\"do\":\"open-day\"}\n"
      "{\"at\":\"2026-11-23T17:00:00+08:00\",\"as\":\"G05\",\"counter\":3,\"do\":\"" ID "\"}\n"
      "{\"at\":\"2026-11-23T17:00:00+08:00\",\"as\":\"" ID "\",\"counter\":3,\"do\":\"call-next\"}\n"
      "{\"at\":\"2026-11-23T17:00:00+08:00\",\"as\":\"G05\",\"station\":\"" ID "\",\"do\":\"call-next\"}\n"
      "{\"at\":\"2026-11-23T17:00:00+08:00\",\"as\":\"G05\",\"do\":\"open-case\",\"matter\":\"B1\",\"" ID
      "\":\"x\"}\n"
      "{\"at\":\"2026-11-23T17:00:00+08:00\",\"as\":\"G05\",\"do\":\"open-case\",\"matter\":\"" ID "\"}\n"
      "{\"at\":\"2026-11-23T17:00:00+08:00\",\"as\":\"G05\",\"do\":\"open-case\",\"matter\":\"B1\",\"phone\":"
      "\"" ID "\"}\n"
      "{\"at\":\"2026-11-23T17:00:00+08:00\",\"as\":\"G05\",\"do\":\"open-case\",\"matter\":\"B1\",\"name\":"
      "\"王" ID "\"}\n"
      "{\"at\":\"2026-11-23T17:00:00+08:00\",\"as\":\"G05\",\"do\":\"open-case\",\"matter\":\"C1\","
      "\"id_type\":\"id\",\"id_number\":\"" ID "\",\"consent\":true}\n"
      "{\"at\":\"2026-11-23T17:00:00+08:00\",\"as\":\"G05\",\"do\":\"open-case\",\"matter\":\"B1\","
      "\"id_type\":\"passport\",\"id_number\":\"" ID "\",\"consent\":true}\n"
      "{\"at\":\"2026-11-23T17:00:00+08:00\",\"as\":\"A01\",\"do\":\"set-matter\",\"matter\":\"B4\","
      "\"fields\":"
      "[\"name\",\"phone\",\"address\",\"id-number\"],\"effective_from\":\"2026-11-23\",\"conditions\":\"" ID
      "\",\"items\":[\"申请表" ID "\",{\"code\":\"papers\",\"name\":\"证件" ID "\",\"how\":\"带" ID "\"}]}\n"
      "{\"at\":\"2026-11-23T17:00:00+08:00\",\"as\":\"A01\",\"do\":\"add-staff\",\"number\":\"G11\",\"name\":"
      "\"" ID "\",\"roles\":\"clerk\",\"password\":\"" ID "\"}\n"
      "{\"at\":\"2026-11-23T17:00:00+08:00\",\"station\":\"" ID
      "\",\"do\":\"take-ticket\",\"category\":\"A\"}\n"
      "{\"at\":\"2026-11-23T17:00:10+08:00\",\"as\":\"A01\",\"do\":\"set-phrase\",\"moment\":\"" ID
      "\",\"text\":\"" ID "\"}\n"
      "{\"at\":\"2026-11-23T17:00:20+08:00\",\"as\":\"A01\",\"do\":\"set-knowledge\",\"kind\":\"收费\","
      "\"question\":\"怎么查" ID "\",\"answer\":\"凭" ID "到窗口查\",\"remark\":\"" ID "\",\"online\":\"" ID
      "\",\"offline\":\"" ID "\",\"fee_rule\":\"" ID "\"}\n"
      "{\"at\":\"2026-11-23T17:00:30+08:00\",\"as\":\"G09\",\"station\":\"desk-4\",\"do\":\"record\","
      "\"kind\":\"enquiry\",\"name\":\"王小明\",\"account\":\"" ID "\",\"address\":\"" ID
      "\",\"text\":\"客户证件" ID "\",\"answer\":\"已查" ID "\",\"result\":\"answered\"}\n"
      "this is no JSON, but it has " ID "\n";

/* --- Where it is looked for --- */

static void
assert_nowhere (const char *what, const char *data, gsize size)
{
  for (gsize i = 0; size > 0 && i < G_N_ELEMENTS (needles); i++) {
    const char *found = memmem (data, size, needles[i], strlen (needles[i]));

    if (found != NULL) {
      gsize from = (gsize)(found - data) > 80 ? (gsize)(found - data) - 80 : 0;
      g_autofree char *around = g_strescape (g_strndup (data + from, MIN (size - from, 160)), NULL);

      g_error ("%s: …%s…", what, around);
    }
  }
}

static void
assert_run (const char *what, const CliRun *run)
{
  assert_nowhere (what, run->out, strlen (run->out));
  assert_nowhere (what, run->err, strlen (run->err));
}

/* Every compressed part of a page, plain. */
static void
assert_streams (const char *what, const char *data, gsize size)
{
  const char *at = data;
  guint n = 0;

  while ((at = memmem (at, size - (gsize)(at - data), "stream", 6)) != NULL) {
    g_autoptr (GZlibDecompressor) inflate = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
    g_autoptr (GInputStream) raw = NULL;
    g_autoptr (GInputStream) plain = NULL;
    g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

    at += 6;
    while (at < data + size && (*at == '\r' || *at == '\n'))
      at++;
    raw = g_memory_input_stream_new_from_data (at, (gssize)(size - (gsize)(at - data)), NULL);
    plain = g_converter_input_stream_new (raw, G_CONVERTER (inflate));
    g_output_stream_splice (out, plain, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
    n += g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out)) > 0;
    assert_nowhere (what, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (out)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out)));
  }
  g_assert_cmpuint (n, >, 0);
}

/* Every file in the folder of the test, byte for byte. */
static void
assert_files (CliFixture *fixture, guint at_least)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir)) {
    g_autofree char *path = cli_fixture_path (fixture, name);
    g_autofree char *data = NULL;
    gsize size;

    if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
      continue;
    g_assert_true (g_file_get_contents (path, &data, &size, NULL));
    assert_nowhere (name, data, size);
    n++;
  }
  g_assert_cmpuint (n, >=, at_least);
}

static void
assert_dump (CliFixture *fixture)
{
  const char *argv[] = { "pg_dump", "--inserts", "--dbname", fixture->hall, NULL };
  const char *argv_binary[] = { "pg_dump", "--format=plain", "--dbname", fixture->hall, NULL };
  g_autofree char *text = NULL;
  g_autofree char *copy = NULL;
  int status = 0;

  if (!hall_place_is_server ())
    return;
  g_assert_true (
      g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpuint (strlen (text), >, 100000);
  assert_nowhere ("the dump", text, strlen (text));
  /* As bytes it would be in hexadecimal. */
  g_assert_null (strstr (text, "3131303130353139343931323331303032"));
  g_assert_true (g_spawn_sync (NULL, (char **)argv_binary, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &copy, NULL,
                               &status, NULL));
  g_assert_null (strstr (copy, "3131303130353139343931323331303032"));
}

static void
assert_pages (CliFixture *fixture)
{
  g_autofree char *list = hall_place_list (
      fixture->hall, "SELECT number FROM (SELECT number, row_number () OVER (PARTITION BY kind ORDER BY id"
                     " DESC) AS n FROM document) AS d WHERE n <= " G_STRINGIFY (PAGES_OF_A_KIND));
  g_auto (GStrv) numbers = g_strsplit (list, " ", -1);
  g_autofree char *pdftotext = g_find_program_in_path ("pdftotext");

  g_assert_cmpuint (g_strv_length (numbers), >=, 10);
  for (char **number = numbers; *number != NULL; number++) {
    g_autofree char *path = cli_fixture_path (fixture, "page.pdf");
    g_autoptr (CliRun) made = cli_run (fixture, NULL, "paper", *number, "--output", path, NULL);
    const char *argv[] = { "pdftotext", "-raw", path, "-", NULL };
    g_autofree char *data = NULL;
    g_autofree char *text = NULL;
    gsize size;

    cli_assert_done (made);
    assert_run (*number, made);
    g_assert_true (g_file_get_contents (path, &data, &size, NULL));
    assert_nowhere (*number, data, size);
    assert_streams (*number, data, size);
    if (pdftotext == NULL)
      continue;
    g_assert_true (
        g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, NULL, NULL));
    assert_nowhere (*number, text, strlen (text));
  }
}

/* What one hears: numbers are spoken digit by digit, in Chinese in words. */
static char *
heard (const char *label, gint64 counter, const char *language)
{
  static const char *const digits[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
  g_autofree char *said = hall_voice_call_text (label, counter, language);
  GString *text = g_string_new (said);

  for (guint i = 0; i < G_N_ELEMENTS (digits); i++) {
    const char digit[] = { (char)('0' + i), '\0' };

    g_string_replace (text, digits[i], digit, 0);
  }
  g_string_replace (text, " ", "", 0);
  return g_string_free (text, FALSE);
}

/* Every call of the days, as the voice of the hall says it. */
static void
assert_spoken (CliFixture *fixture)
{
  static const char *const languages[] = { "zh", "en" };
  g_autofree char *list = hall_place_list (fixture->hall,
                                           "SELECT label || '/' || CAST (counter AS TEXT) FROM call");
  g_auto (GStrv) calls = g_strsplit (list, " ", -1);

  g_assert_cmpuint (g_strv_length (calls), >=, 10);
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++) {
    g_autofree char *found = heard (ID, 3, languages[i]);

    g_assert_nonnull (strstr (found, needles[0])); /* it would be heard */
    for (char **call = calls; *call != NULL; call++) {
      g_auto (GStrv) parts = g_strsplit (*call, "/", 2);
      g_autofree char *text = heard (parts[0], g_ascii_strtoll (parts[1], NULL, 10), languages[i]);

      assert_nowhere (*call, text, strlen (text));
    }
  }
}

/* --- The sealed number --- */

static CliRun *
as_clerk (CliFixture *fixture, const char *secrets, const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);
  g_autofree char *password = g_build_filename (secrets, "password", NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);

  g_assert_true (g_file_set_contents (password, "practice\n", -1, NULL));
  g_subprocess_launcher_setenv (launcher, "HALLDESK_PASSWORD_FILE", password, TRUE);
  return cli_run_with (fixture, launcher, NULL, (const char *const *)list);
}

/* Where the matter requires the number it is kept, under seal; who has a reason sees it, and that is told
 * once. */
static void
seal_one (CliFixture *fixture, const char *secrets)
{
  g_autofree char *file = g_build_filename (secrets, "number", NULL);
  g_autofree char *open = g_strdup_printf (
      "do --as G09 open-case matter=B4 name=钱七 phone=13100007777 id_type=id"
      " id_number=@%s consent=true address=文化路7号%s",
      file, ID);
  g_autoptr (CliRun) opened = NULL;
  g_autoptr (CliRun) revealed = NULL;
  g_autofree char *number = NULL;
  g_autofree char *reveal = NULL;

  g_assert_true (g_file_set_contents (file, "11010519491231002x", -1, NULL));
  opened = as_clerk (fixture, secrets, open);
  g_assert_cmpstr (opened->err, ==, "");
  assert_run (open, opened);
  number = cli_sql_text (fixture, "SELECT number FROM case_file WHERE id_sealed IS NOT NULL");
  g_assert_nonnull (number);
  reveal = g_strdup_printf ("do --as G09 reveal case=%s field=id_number reason=核对%s", number, ID);
  revealed = as_clerk (fixture, secrets, reveal);
  cli_assert_done (revealed);
  g_assert_nonnull (strstr (revealed->out, ID)); /* the one place */
  assert_nowhere ("reveal", revealed->err, strlen (revealed->err));
}

static void
assert_shown (CliFixture *fixture)
{
  static const char *const asked[] = {
    "show case 2026-000001",
    "show case 2026-000001 --format json",
    "show case " ID,
    "show receipt " ID,
    "show receipt CD03-20261119-0001 --format json",
    "show due --format json",
    "show papers",
    "show approvals",
    "summary 2026-11-19",
    "summary --format json",
    "summary --format csv",
    "export matters",
    "export holidays 2026",
    "show approvals --format json",
    "show drawer 3 --format json",
    "paper " ID " --output /dev/null",
    "show " ID,
    "do " ID,
    "verify",
    "import matters " ID,
    "show queue --format json",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (asked); i++) {
    g_auto (GStrv) words = g_strsplit (asked[i], " ", -1);
    g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
        G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
    g_autoptr (CliRun) run = cli_run_with (fixture, launcher, NULL, (const char *const *)words);

    if (strstr (asked[i], ID) == NULL && run->status != 0)
      g_error ("%s: %s", asked[i], run->err);
    assert_run (asked[i], run);
  }
}

static void
play (CliFixture *fixture, const char *name, const char *script)
{
  g_autoptr (CliRun) run = cli_run (fixture, script, "play", "-", NULL);

  g_assert_nonnull (strstr (script, ID));
  g_assert_cmpstr (run->err, ==, "");
  assert_run (name, run);
}

static void
remove_secrets (const char *secrets)
{
  static const char *const names[] = { "password", "number" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (secrets, names[i], NULL);

    remove (path);
  }
  remove (secrets);
}

static void
test_nowhere (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *secrets = g_dir_make_tmp ("halldesk-XXXXXX", NULL);
  g_autofree char *day = script_of ("day.jsonl", "2026-11-20");
  g_autofree char *cases = script_of ("cases.jsonl", "2026-11-19");
  g_autofree char *copy = cli_fixture_path (fixture, "copy.db");
  g_autoptr (HallClock) clock = hall_clock_new ();
  g_autoptr (HallEngine) engine = hall_engine_open (fixture->hall, clock,
                                                    NULL); /* the write-ahead log stays */
  g_autofree char *tail = NULL;
  g_autofree char *masked = NULL;

  HALL_PROVES ("000-15 002-27 004-82");

  g_assert_nonnull (engine);
  play (fixture, "the cases", cases);
  play (fixture, "the end of their day", evening);
  play (fixture, "the day", day);
  play (fixture, "the mess", mess);
  seal_one (fixture, secrets);

  /* It was typed, and most of what it stood in was carried out. */
  tail = cli_sql_text (fixture, "SELECT count (*) FROM case_file WHERE id_tail = '002X'");
  g_assert_cmpint (g_ascii_strtoll (tail, NULL, 10), >=, 2);
  masked = cli_sql_text (fixture, "SELECT count (*) FROM journal WHERE args LIKE '%**************002_%'");
  g_assert_cmpint (g_ascii_strtoll (masked, NULL, 10), >, 30);

  {
    g_autofree char *known = cli_sql_text (fixture,
                                           "SELECT count (*) FROM knowledge WHERE answer LIKE '凭***%'");
    g_autofree char *visits = cli_sql_text (
        fixture, "SELECT count (*) FROM visit_record WHERE text LIKE '客户证件***%'");

    g_assert_cmpstr (known, ==, "1");
    g_assert_cmpstr (visits, ==, "1");
  }
  assert_shown (fixture);
  assert_pages (fixture);
  assert_spoken (fixture);
  if (!hall_place_is_server ()) {
    g_autoptr (CliRun) copied = cli_run (fixture, NULL, "backup", copy, NULL);

    cli_assert_done (copied);
    assert_run ("backup", copied);
  }
  assert_dump (fixture);
  assert_files (fixture, hall_place_is_server () ? 1 : 4);
  remove_secrets (secrets);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/id-number/nowhere", test_nowhere);
  return g_test_run ();
}
