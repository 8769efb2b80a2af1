/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever argument of whatever command an identity number is typed into: it goes no further. Every command
 * there is, so that one that comes later is asked too. */

#include <string.h>

#include "hall-case-fixture.h"
#include "hall-commands.h"
#include "hall-test.h"
#include "hall-tx.h"

#define ID "11010519491231002X"
#define TAIL "002"

/* Something of the kind @type with the number in it wherever something can be written; NULL where nothing
 * can. */
static GVariant *
value_of (const char *type, const char *text)
{
  g_autofree char *json = g_strdup_printf ("名称,%s\n", text);

  if (g_str_equal (type, "int") || g_str_equal (type, "money") || g_str_equal (type, "bool")
      || g_str_equal (type, "secret"))
    return NULL;
  if (g_str_equal (type, "bytes"))
    return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, json, strlen (json), 1);
  if (g_str_equal (type, "group")) {
    GVariantBuilder group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

    g_variant_builder_add (&group, "{sv}", "name", g_variant_new_string (text));
    g_variant_builder_add (&group, "{sv}", text, g_variant_new_string (text));
    return g_variant_builder_end (&group);
  }
  if (g_str_equal (type, "list")) {
    GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

    g_variant_builder_add (&list, "v", g_variant_new_string (text));
    g_variant_builder_add (&list, "v", value_of ("group", text));
    return g_variant_builder_end (&list);
  }
  return g_variant_new_string (text);
}

static void
assert_nowhere (const char *what, GVariant *args)
{
  g_autofree char *printed = g_variant_print (args, FALSE);
  g_autofree char *upper = g_ascii_strup (printed, -1);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (strstr (upper, ID) != NULL)
    g_error ("%s: %s", what, printed);
  /* Bytes are not printed as text. */
  g_variant_iter_init (&iter, args);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value)) {
    g_autoptr (GVariant) owned = value;

    if (g_variant_is_of_type (owned, G_VARIANT_TYPE_BYTESTRING)) {
      gsize size;
      const char *data = g_variant_get_fixed_array (owned, &size, 1);

      g_assert_null (memmem (data, size, ID, strlen (ID)));
      g_assert_nonnull (memmem (data, size, TAIL, strlen (TAIL)));
    }
  }
}

typedef struct {
  const char *text;
  guint arguments;
} Typed;

static void
check_command (const char *name, HallRole roles, const char *words, gpointer data)
{
  Typed *typed = data;
  const char *text = typed->text;
  GVariantBuilder args = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_auto (GStrv) list = g_strsplit (words != NULL ? words : "", " ", -1);
  g_autoptr (HallCommand) command = NULL;
  g_autoptr (HallCommand) masked = NULL;

  for (char **arg = list; *arg != NULL; arg++) {
    g_auto (GStrv) parts = g_strsplit (*arg, ":", 2);
    GVariant *value = parts[0] != NULL && parts[1] != NULL ? value_of (parts[1], text) : NULL;

    if (value == NULL)
      continue;
    g_strdelimit (parts[0], "?", '\0');
    g_variant_builder_add (&args, "{sv}", parts[0], value);
    typed->arguments++;
  }
  command = hall_command_new (name, g_variant_builder_end (&args), "G05", 3, "desk-" ID, "request-" ID);
  masked = hall_command_spec_mask (hall_command_spec_find (name), command);
  g_assert_nonnull (masked);
  assert_nowhere (name, masked->args);
  g_assert_null (strstr (masked->station, ID));
  g_assert_null (strstr (masked->request_id, ID));
}

static void
test_every_argument (void)
{
  static const char *const texts[] = { ID, "11010519491231002x", "证件" ID "，请核对",
                                       "1380000123411010519491231002X", "110105 19491231 002X" };

  HALL_PROVES ("000-15 002-27");

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    Typed typed = { .text = texts[i] };

    hall_commands_list (check_command, &typed);
    g_assert_cmpuint (typed.arguments, >, 150);
  }
}

/* Nor does what is told back hold it: a wrong word is quoted in the refusal. */
static void
test_refusals (void)
{
  static const char *const asked[][2] = {
    { "check", "{'case': <'" ID "'>, 'item': <'" ID "'>, 'state': <'have'>}" },
    { "open-case", "{'matter': <'" ID "'>}" },
    { "open-case", "{'matter': <'B1'>, '" ID "': <'x'>}" },
    { "open-case", "{'matter': <'B1'>, 'phone': <'" ID "'>}" },
    { "hand-case", "{'case': <'2026-000001'>, 'to': <'" ID "'>, 'summary': <'请接办'>}" },
    { "answer", "{'case': <'2026-000001'>, 'knowledge': <'" ID "'>}" },
    { ID, "{}" },
  };
  g_autoptr (HallFixture) hall = hall_case_fixture ();

  HALL_PROVES ("000-15");

  g_free (hall_case_open (hall, "B1", "'name': <'王小明'>"));
  for (gsize i = 0; i < G_N_ELEMENTS (asked); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GVariant) answer = hall_fixture_try (hall, "G05", 3, asked[i][0], asked[i][1], &error);

    g_assert_null (answer);
    g_assert_nonnull (error);
    g_assert_null (strstr (error->message, ID));
    g_assert_true (hall_error_get_field (error) == NULL || strstr (hall_error_get_field (error), ID) == NULL);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/id-number/every-argument", test_every_argument);
  g_test_add_func ("/store/id-number/refusals", test_refusals);
  return g_test_run ();
}
