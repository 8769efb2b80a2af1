/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What comes from outside: unknown, missing, of the wrong kind, too long, not text, and rare but right. */

#include "hall-commands.h"
#include "hall-fixture.h"
#include "hall-json.h"
#include "hall-test.h"
#include "hall-views.h"

#define RARE "𠮷䶮㛃𬀩"
#define MANY (10 * 1024 * 1024)

typedef struct {
  char *name;
  char *type;
  gboolean optional;
} Arg;

static void
arg_free (gpointer data)
{
  Arg *arg = data;

  g_free (arg->name);
  g_free (arg->type);
  g_free (arg);
}

static GPtrArray *
parse_spec (const char *spec)
{
  g_auto (GStrv) words = g_strsplit (spec, " ", -1);
  GPtrArray *args = g_ptr_array_new_with_free_func (arg_free);

  for (char **word = words; *word != NULL; word++) {
    g_auto (GStrv) parts = g_strsplit (*word, ":", 2);
    Arg *arg;

    if (**word == '\0')
      continue;
    arg = g_new0 (Arg, 1);
    arg->optional = g_str_has_suffix (parts[0], "?");
    arg->name = g_strndup (parts[0], strlen (parts[0]) - arg->optional);
    arg->type = g_strdup (parts[1]);
    g_ptr_array_add (args, arg);
  }
  return args;
}

static GVariant *
value_of (const char *type)
{
  if (g_str_equal (type, "int") || g_str_equal (type, "money"))
    return g_variant_new_int64 (1);
  if (g_str_equal (type, "bool"))
    return g_variant_new_boolean (TRUE);
  if (g_str_equal (type, "list"))
    return g_variant_new_parsed ("@av []");
  if (g_str_equal (type, "group"))
    return g_variant_new_parsed ("@a{sv} {}");
  if (g_str_equal (type, "bytes"))
    return g_variant_new_bytestring ("x");
  return g_variant_new_string ("客户要求");
}

static void
assert_invalid (HallFixture *hall, const char *name, GVariant *args, const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallCommand) command = hall_command_new (name, args, "A01", 0, NULL, NULL);
  g_autoptr (GVariant) answer = hall_engine_do (hall->engine, command, &error);

  if (answer != NULL || !g_error_matches (error, HALL_ERROR, HALL_ERROR_INVALID)
      || g_strcmp0 (hall_error_get_field (error), field) != 0)
    g_error ("%s, %s: %s", name, field, error != NULL ? error->message : "done");
}

/* All arguments of a command right but one, which is @value (not there for NULL). */
static GVariant *
all_but (GPtrArray *spec, const char *name, GVariant *value)
{
  g_auto (GVariantBuilder) args = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (guint i = 0; i < spec->len; i++) {
    Arg *arg = spec->pdata[i];

    if (!g_str_equal (arg->name, name))
      g_variant_builder_add (&args, "{sv}", arg->name, value_of (arg->type));
    else if (value != NULL)
      g_variant_builder_add (&args, "{sv}", arg->name, value);
  }
  return g_variant_builder_end (&args);
}

/* Every argument of every command: missing, of a wrong kind, too long, and one more than there are. */
static void
try_command (const char *name, HallRole roles, const char *args, gpointer data)
{
  static char *long_text = NULL;
  HallFixture *hall = data;
  g_autoptr (GPtrArray) spec = parse_spec (args);
  g_auto (GVariantBuilder) more = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (long_text == NULL)
    long_text = g_strnfill (4000, 'x');
  for (guint i = 0; i < spec->len; i++) {
    Arg *arg = spec->pdata[i];
    const GVariantType *type;

    if (!arg->optional)
      assert_invalid (hall, name, all_but (spec, arg->name, NULL), arg->name);
    assert_invalid (hall, name, all_but (spec, arg->name, g_variant_new_byte (1)), arg->name);
    assert_invalid (hall, name, all_but (spec, arg->name, g_variant_new_double (1)), arg->name);
    {
      g_autoptr (GVariant) right = g_variant_ref_sink (value_of (arg->type));

      type = g_variant_get_type (right);
      if (!g_variant_type_equal (type, G_VARIANT_TYPE_STRING))
        assert_invalid (hall, name, all_but (spec, arg->name, g_variant_new_string ("1")), arg->name);
      else if (!g_str_equal (arg->type, "secret"))
        assert_invalid (hall, name, all_but (spec, arg->name, g_variant_new_string (long_text)), arg->name);
    }
    if (g_str_equal (arg->type, "money")) {
      assert_invalid (hall, name, all_but (spec, arg->name, g_variant_new_int64 (-1)), arg->name);
      assert_invalid (hall, name, all_but (spec, arg->name, g_variant_new_int64 (G_MAXINT64)), arg->name);
    }
    g_variant_builder_add (&more, "{sv}", arg->name, value_of (arg->type));
  }
  g_variant_builder_add (&more, "{sv}", "surplus", g_variant_new_string ("x"));
  assert_invalid (hall, name, g_variant_builder_end (&more), "surplus");
}

static void
test_every_command (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_commands_list (try_command, hall);
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM journal"), ==, 1);
  g_assert_false (hall_command_exists ("close-hall"));
  hall_fixture_refuse (hall, "A01", 0, "close-hall", NULL, HALL_ERROR_INVALID, NULL, "do");
  hall_fixture_refuse (hall, "A01", 0, "", NULL, HALL_ERROR_INVALID, NULL, "do");
}

/* Ten megabytes in any place are refused by their length, and nothing is stored. */
static void
test_ten_megabytes (void)
{
  static const char *const places[][3] = {
    { "transfer", "summary", "{'category': <'C'>, 'summary': <'%s'>}" },
    { "hold", "reason", "{'reason': <'%s'>}" },
    { "charge", "payer", "{'payer': <'%s'>, 'lines': <[<{'item': <'热费'>, 'amount_fen': <int64 1>}>]>}" },
    { "charge", "lines[0].item", "{'lines': <[<{'item': <'%s'>, 'amount_fen': <int64 1>}>]>}" },
    { "charge", "lines[0].quantity",
      "{'lines': <[<{'item': <'热费'>, 'quantity': <'%s'>, 'unit_price_fen': <int64 1>, 'amount_fen': <int64 "
      "1>}>]>}" },
    { "take-ticket", "category", "{'category': <'%s'>}" },
    { "return-ticket", "ticket", "{'ticket': <'%s'>}" },
  };
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *text = g_strnfill (MANY, '7');
  g_autoptr (HallCommand) by_nobody = hall_command_new ("open-day", NULL, text, 0, NULL, NULL);
  g_autoptr (HallCommand) from_nowhere = hall_command_new ("open-day", NULL, "L02", 0, text, NULL);
  g_autoptr (HallCommand) without_end = hall_command_new ("open-day", NULL, "L02", 0, NULL, text);
  const HallCommand *const askers[] = { by_nobody, from_nowhere, without_end };
  gint64 before;

  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  before = hall_fixture_sql_int (hall, "SELECT count (*) FROM journal");
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
    g_auto (GStrv) parts = g_strsplit (places[i][2], "%s", 2);
    g_autofree char *args = g_strconcat (parts[0], text, parts[1], NULL);

    hall_fixture_refuse (hall, "G05", 3, places[i][0], args, HALL_ERROR_INVALID, NULL, places[i][1]);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (askers); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GVariant) answer = hall_engine_do (hall->engine, askers[i], &error);

    g_assert_null (answer);
    g_assert_error (error, HALL_ERROR, (int)HALL_ERROR_INVALID);
  }
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM journal"), ==, before);
}

/* Characters that are none, or that turn how others are read. */
static void
test_bad_characters (void)
{
  static const char *const bad[] = {
    "张\\u0001三", "张\\u001b三", "张\\u007f三", "张\\u0085三", "张\\n三",
    "张\\t三",     "\\u202e张三", "张\\u2066三", "张\\u2028三", "张\\ufffe三"
  };
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *args = g_strdup_printf ("{'number': <'G20'>, 'name': <'%s'>, 'roles': <'clerk'>}",
                                             bad[i]);

    hall_fixture_refuse (hall, "A01", 0, "add-staff", args, HALL_ERROR_INVALID, NULL, "name");
  }
  hall_fixture_must (hall, "L02", 0, "set-bulletin", "%s",
                     "{'title': <'通知'>, 'text': <'第一行\\n第二行'>}");
  hall_fixture_refuse (hall, "L02", 0, "set-bulletin", "{'title': <'通知'>, 'text': <'第一行\\u202e第二行'>}",
                       HALL_ERROR_INVALID, NULL, "text");
}

/* In JSON a NUL can be written; it stops there. Bytes that are no UTF-8 do too. */
static void
test_nul (void)
{
  static const char *const bad[] = {
    "{\"name\":\"a\\u0000b\"}", "{\"a\\u0000\":1}", "{\"name\":\"\xff\xfe\"}", "[1]", "7", "", "{\"name\":",
    "{\"name\":\"\\ud800\"}"
  };
  g_autoptr (GVariant) fine = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) said = NULL;
    g_autoptr (GVariant) value = hall_json_to_variant (bad[i], &said);

    /* A lone surrogate may be read as the character for what cannot be read, but never as broken text. */
    if (value != NULL) {
      g_autofree char *name = hall_fixture_text (value, "name");

      g_assert_true (g_utf8_validate (name, -1, NULL));
      continue;
    }
    g_assert_error (said, HALL_ERROR, (int)HALL_ERROR_INVALID);
  }
  fine = hall_json_to_variant ("{\"name\":\"a\\\\u0000b\"}", &error);
  g_assert_no_error (error);
  text = hall_fixture_text (fine, "name");
  g_assert_cmpstr (text, ==, "a\\u0000b");
}

/* Rare characters are kept byte for byte, wherever a person's words are kept. */
static void
test_rare_characters (void)
{
  static const struct {
    const char *sql;
    const char *path; /* where in the JSON that this reads */
  } kept[] = {
    { "SELECT payer FROM receipt", NULL },
    { "SELECT account FROM receipt", NULL },
    { "SELECT lines FROM receipt", "$[0].item" },
    { "SELECT lines FROM receipt", "$[0].unit" },
    { "SELECT content FROM document WHERE kind = 'receipt'", "$.payer" },
    { "SELECT content FROM document WHERE kind = 'receipt'", "$.lines[0].item" },
    { "SELECT reprint_reason FROM outbox WHERE copy = 1", NULL },
    { "SELECT summary FROM ticket", NULL },
    { "SELECT reason FROM ticket_move WHERE to_state = 'paused'", NULL },
    { "SELECT title FROM bulletin", NULL },
    { "SELECT text FROM bulletin", NULL },
    { "SELECT name FROM staff WHERE number = 'G20'", NULL },
    { "SELECT name FROM category WHERE code = 'E'", NULL },
    { "SELECT text FROM phrase WHERE moment = 'listen' AND position = 9", NULL },
    { "SELECT args FROM journal WHERE command = 'charge'", "$.payer" },
  };
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GVariant) charge = NULL;

  hall_fixture_must (hall, "A01", 0, "add-staff", "%s",
                     "{'number': <'G20'>, 'name': <'" RARE "'>, 'roles': <'clerk'>}");
  hall_fixture_must (hall, "A01", 0, "set-category", "%s", "{'category': <'E'>, 'name': <'" RARE "'>}");
  hall_fixture_must (hall, "A01", 0, "set-phrase", "%s",
                     "{'moment': <'listen'>, 'position': <int64 9>, 'text': <'" RARE "'>}");
  hall_fixture_open (hall, "G05", 3);
  hall_fixture_must (hall, "L02", 0, "set-bulletin", "%s", "{'title': <'" RARE "'>, 'text': <'" RARE "'>}");
  g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  charge = hall_fixture_do (hall, "G05", 3, "charge",
                            "{'payer': <'" RARE "'>, 'account': <'" RARE "'>, 'lines': <[<{'item': <'" RARE
                            "'>, 'quantity': <'1'>, 'unit': <'" RARE
                            "'>, 'unit_price_fen': <int64 5>, 'amount_fen': <int64 5>}>]>}");
  g_free (hall_fixture_pay (hall, "G05", 3, hall_fixture_int (charge, "charge"), 5));
  hall_fixture_must (hall, "G05", 3, "reprint", "%s", "{'document': <int64 2>, 'reason': <'" RARE "'>}");
  hall_fixture_must (hall, "G05", 3, "hold", "%s", "{'reason': <'" RARE "'>}");
  hall_fixture_must (hall, "G05", 3, "unhold", "%s", "{'ticket': <'A001'>}");
  hall_fixture_must (hall, "G05", 3, "transfer", "%s", "{'category': <'C'>, 'summary': <'" RARE "'>}");
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++) {
    g_autofree char *text = kept[i].path != NULL ? hall_fixture_json (hall, kept[i].sql, kept[i].path)
                                                 : hall_fixture_sql (hall, kept[i].sql);

    if (g_strcmp0 (text, RARE) != 0)
      g_error ("%s: %s", kept[i].sql, text);
  }
}

/* key=value of the command line, each by the kind that its command wants. */
static void
test_from_strings (void)
{
  static const char *const good[] = { "ticket=A001", "payer=李=建国",
                                      "lines=[{\"item\":\"热费\",\"amount_fen\":5}]", NULL };
  static const char *const bad[][3] = {
    { "charge", "lines=[", "lines" },
    { "charge", "lines", "lines" },
    { "charge", "payer=\xff", "payer" },
    { "charge", "nobody=1", "nobody" },
    { "pause", "minutes=ten", "minutes" },
    { "pause", "minutes=1.5", "minutes" },
    { "pause", "minutes=", "minutes" },
    { "settle-job", "came_out=perhaps", "came_out" },
    { "charge", "=x", "" },
    { "pause", "minutes=99999999999999999999", "minutes" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) args = hall_command_args_from_strings ("charge", good, &error);
  g_autofree char *json = NULL;

  g_assert_no_error (error);
  json = hall_json_from_variant (args);
  g_assert_cmpstr (
      json, ==,
      "{\"ticket\":\"A001\",\"payer\":\"李=建国\",\"lines\":[{\"item\":\"热费\",\"amount_fen\":5}]}");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    const char *pairs[] = { bad[i][1], NULL };
    g_autoptr (GError) said = NULL;
    g_autoptr (GVariant) none = hall_command_args_from_strings (bad[i][0], pairs, &said);

    g_assert_null (none);
    g_assert_error (said, HALL_ERROR, (int)HALL_ERROR_INVALID);
    g_assert_cmpstr (hall_error_get_field (said), ==, bad[i][2]);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/args/every-command", test_every_command);
  g_test_add_func ("/store/args/ten-megabytes", test_ten_megabytes);
  g_test_add_func ("/store/args/bad-characters", test_bad_characters);
  g_test_add_func ("/store/args/nul", test_nul);
  g_test_add_func ("/store/args/rare-characters", test_rare_characters);
  g_test_add_func ("/store/args/from-strings", test_from_strings);
  return g_test_run ();
}
