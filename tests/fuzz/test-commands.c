/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every command with arguments as nobody should give them: answered or refused with a sentence, and after a
 * refusal the hall is as it was before. */

#include <string.h>

#include "hall-commands.h"
#include "hall-fixture.h"
#include "hall-mess.h"
#include "hall-test.h"
#include "hall-text.h"
#include "hall-verify.h"

typedef struct {
  GPtrArray *names;
  GPtrArray *args; /* "name?:type ..." of each */
} Commands;

static void
add_command (const char *name, HallRole roles, const char *args, gpointer data)
{
  Commands *self = data;

  g_ptr_array_add (self->names, g_strdup (name));
  g_ptr_array_add (self->args, g_strdup (args));
}

/* Names of things that are there, so that not all is refused at the door. */
static const char *const known[] = {
  "A",
  "B",
  "A1",
  "A001",
  "A002",
  "G05",
  "L02",
  "CD03-20261120-0001",
  "elder",
  "roll80",
  "clerk",
  "amount",
  "done",
  "no receipt was taken",
  "wait_limit_s",
  "greeting",
  "2026-11-20",
  "",
  "counter-3",
  "kiosk",
};

static GVariant *
any_value (GRand *chance, int depth)
{
  gsize length;

  switch (g_rand_int_range (chance, 0, depth > 3 ? 6 : 9)) {
  case 0: {
    g_autofree char *text = hall_mess_text (chance, 6);
    g_autofree char *valid = g_utf8_make_valid (text, -1);

    return g_variant_new_string (valid);
  }
  case 1:
    return g_variant_new_int64 (hall_mess_number (chance));
  case 2:
    return g_variant_new_boolean (g_rand_boolean (chance));
  case 3:
    return g_variant_new_double (g_rand_double_range (chance, -1e12, 1e12));
  case 4:
    return g_variant_new_string (known[g_rand_int_range (chance, 0, G_N_ELEMENTS (known))]);
  case 5: {
    g_autofree char *bytes = hall_mess_bytes (chance, 30, &length);

    return g_variant_new_bytestring (bytes);
  }
  case 6: {
    g_autofree char *big = g_strnfill (70000, 'x');

    return g_variant_new_string (g_rand_int_range (chance, 0, 20) == 0 ? big : "x");
  }
  case 7: {
    g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

    for (int i = g_rand_int_range (chance, 0, 4); i > 0; i--)
      g_variant_builder_add (&list, "v", any_value (chance, depth + 1));
    return g_variant_builder_end (&list);
  }
  default: {
    static const char *const keys[] = { "item", "amount_fen", "quantity", "unit_price_fen",
                                        "kind", "10000",      "x" };
    g_auto (GVariantBuilder) group = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

    for (int i = g_rand_int_range (chance, 0, 4); i > 0; i--)
      g_variant_builder_add (&group, "{sv}", keys[g_rand_int_range (chance, 0, G_N_ELEMENTS (keys))],
                             any_value (chance, depth + 1));
    return g_variant_builder_end (&group);
  }
  }
}

/* A value of the kind that is asked for, most of the time. */
static GVariant *
fitting_value (GRand *chance, const char *type)
{
  if (g_rand_int_range (chance, 0, 20) == 0)
    return any_value (chance, 0);
  if (g_str_equal (type, "int") || g_str_equal (type, "money"))
    return g_variant_new_int64 (g_rand_boolean (chance) ? g_rand_int_range (chance, 0, 6)
                                                        : hall_mess_number (chance));
  if (g_str_equal (type, "bool"))
    return g_variant_new_boolean (g_rand_boolean (chance));
  if (g_str_equal (type, "bytes"))
    return g_variant_new_bytestring ("%PDF-1.7");
  if (g_str_equal (type, "group"))
    return g_variant_new_parsed ("@a{sv} {'10000': <int64 3>, '100': <%x>}", hall_mess_number (chance));
  if (g_str_equal (type, "list"))
    return g_variant_new_parsed ("[<@a{sv} {'item': <'热费'>, 'amount_fen': <%x>, 'quantity': <'1.5'>,"
                                 " 'unit_price_fen': <int64 100>}>]",
                                 g_rand_boolean (chance) ? G_GINT64_CONSTANT (150)
                                                         : hall_mess_number (chance));
  if (g_rand_boolean (chance))
    return g_variant_new_string (known[g_rand_int_range (chance, 0, G_N_ELEMENTS (known))]);
  return any_value (chance, 4);
}

static GVariant *
messy_args (GRand *chance, const char *spec)
{
  g_auto (GStrv) words = g_strsplit (spec, " ", -1);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  for (char **word = words; *word != NULL; word++) {
    g_auto (GStrv) parts = g_strsplit (*word, ":", 2);

    if (parts[0] == NULL || parts[1] == NULL || g_rand_int_range (chance, 0, 12) == 0)
      continue;
    if (g_str_has_suffix (parts[0], "?")) {
      parts[0][strlen (parts[0]) - 1] = '\0';
      if (g_rand_boolean (chance))
        continue;
    }
    g_variant_dict_insert_value (&dict, parts[0], fitting_value (chance, parts[1]));
  }
  if (g_rand_int_range (chance, 0, 30) == 0)
    g_variant_dict_insert_value (&dict, "surplus", any_value (chance, 0));
  return g_variant_dict_end (&dict);
}

/* How many rows have been written or taken away on this file, told by its own counters. */
static gint64
changes_of (HallFixture *hall)
{
  g_autofree char *text = hall_fixture_sql (
      hall, "SELECT (SELECT count (*) FROM journal) * 1000003 + (SELECT count (*) FROM ticket_move) * 10007"
            " + (SELECT count (*) FROM document) * 101 + (SELECT coalesce (sum (last), 0) FROM series)"
            " + (SELECT count (*) FROM charge WHERE state = 'open') * 31 + (SELECT count (*) FROM duty)");

  return g_ascii_strtoll (text, NULL, 10);
}

static void
check_proof (HallFixture *hall)
{
  g_autoptr (GError) error = NULL;
  HallProof *proof = hall_verify_read (hall->engine, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < proof->flaws->len; i++) {
    HallFlaw *flaw = proof->flaws->pdata[i];

    g_printerr ("# %s %s: %s\n", flaw->table, flaw->key, flaw->what);
  }
  g_assert_cmpuint (proof->flaws->len, ==, 0);
  hall_proof_free (proof);
}

/* Now and then somebody works as they should, so that there is something to disturb. */
static void
work (HallFixture *hall)
{
  static const char *const names[] = { "resume", "open-counter", "take-ticket", "call-next", "start" };
  static const char *const args[] = { NULL, "{'counter': <int64 3>, 'float_fen': <int64 50000>}",
                                      "{'category': <'A'>}", NULL, NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GVariant) answer = hall_fixture_try (hall, "G05", 3, names[i], args[i], NULL);
  }
}

static void
test_commands (void)
{
  static const char *const staff[] = { "G05", "G05", "G05", "L02", "A01", NULL, "X99", "" };
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GRand) chance = hall_mess_new (6);
  Commands commands = { g_ptr_array_new_with_free_func (g_free), g_ptr_array_new_with_free_func (g_free) };
  guint rounds = hall_mess_rounds (hall_place_is_server () ? 2500 : 10000); /* there each goes to and fro */
  guint answered = 0;

  hall_commands_list (add_command, &commands);
  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", NULL));
  for (guint i = 0; i < rounds; i++) {
    guint nth = (guint)g_rand_int_range (chance, 0, (gint32)commands.names->len);
    const char *name = commands.names->pdata[nth];
    const char *who = staff[g_rand_int_range (chance, 0, G_N_ELEMENTS (staff))];
    g_autoptr (HallCommand) command = NULL;
    g_autoptr (GVariant) answer = NULL;
    g_autoptr (GError) error = NULL;
    gint64 before;

    /* Half a second of a password's hash each: they have tests of their own. */
    if (strstr (commands.args->pdata[nth], ":secret") != NULL)
      continue;
    if (g_str_equal (name, "close-day") && g_rand_int_range (chance, 0, 200) > 0)
      continue;
    hall_fixture_advance (hall, 3);
    if (i % 10 == 0)
      work (hall);
    command = hall_command_new (name, messy_args (chance, commands.args->pdata[nth]), who,
                                g_rand_int_range (chance, 0, 4) == 0 ? hall_mess_number (chance) : 3,
                                who == NULL ? "kiosk" : NULL, NULL);
    before = changes_of (hall);
    answer = hall_engine_do (hall->engine, command, &error);
    if (answer != NULL) {
      answered++;
      continue;
    }
    g_assert_nonnull (error);
    g_assert_true (error->domain == HALL_ERROR);
    /* Nothing that a caller gives is the store's own failure. */
    if (error->code == HALL_ERROR_UNAVAILABLE || error->code == HALL_ERROR_CORRUPT) {
      g_autofree char *args = g_variant_print (command->args, FALSE);

      g_error ("%s %.300s: %s", name, args, error->message);
    }
    g_assert_cmpuint (strlen (error->message), >, 5);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
    g_assert_cmpint (changes_of (hall), ==, before);
  }
  g_test_message ("%u of %u were answered", answered, rounds);
  /* The more commands there are, the fewer fit what a hall of chance is at; but some do. */
  g_assert_cmpuint (answered, >, rounds / 200);
  check_proof (hall);
  g_ptr_array_unref (commands.names);
  g_ptr_array_unref (commands.args);
}

/* Files of tickets that were cut, doubled and mistyped: all of one, or nothing. */
static void
test_import (void)
{
  static const char header[] = "ticket,category,priority,issued_at,called_at,done_at,outcome,counter,staff\n";
  static const char good[]
      = "A001,A,,2026-11-18T09:00:00,2026-11-18T09:05:00,2026-11-18T09:09:00,done,3,G05\n"
        "A002,A,elder,2026-11-18T09:01:00,,2026-11-18T09:30:00,cancelled,,\n"
        "B001,B,,2026-11-18T09:02:00,2026-11-18T09:06:00,2026-11-18T09:20:00,done,4,G07\n";
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GRand) chance = hall_mess_new (8);
  guint rounds = hall_mess_rounds (hall_place_is_server () ? 1000 : 4000);
  guint imported = 0;

  for (guint i = 0; i < rounds; i++) {
    gsize length;
    g_autofree char *lines = hall_mess_change (chance, good, NULL);
    g_autofree char *data = i % 10 == 0   ? hall_mess_bytes (chance, 200, &length)
                            : i % 10 == 1 ? hall_mess_change (chance, header, NULL)
                                          : g_strconcat (header, lines, NULL);
    g_autoptr (GVariant) args = g_variant_ref_sink (
        g_variant_new_parsed ("{'source': <'day.csv'>, 'data': <%@ay>}",
                              g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, data, strlen (data), 1)));
    g_autoptr (HallCommand) command = hall_command_new ("import-tickets", args, "A01", 0, NULL, NULL);
    g_autoptr (GError) error = NULL;
    gint64 before = changes_of (hall);
    g_autoptr (GVariant) answer = hall_engine_do (hall->engine, command, &error);

    if (answer != NULL) {
      imported++;
      continue;
    }
    g_assert_true (error->domain == HALL_ERROR);
    g_assert_cmpint (error->code, !=, HALL_ERROR_UNAVAILABLE);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
    g_assert_cmpint (changes_of (hall), ==, before);
  }
  g_test_message ("%u of %u were imported", imported, rounds);
  g_assert_cmpuint (imported, >, 0);
  check_proof (hall);
}

static void
test_words (void)
{
  g_autoptr (GRand) chance = hall_mess_new (7);
  Commands commands = { g_ptr_array_new_with_free_func (g_free), g_ptr_array_new_with_free_func (g_free) };
  guint rounds = hall_mess_rounds (20000);

  hall_commands_list (add_command, &commands);
  for (guint i = 0; i < rounds; i++) {
    guint nth = (guint)g_rand_int_range (chance, 0, (gint32)commands.names->len);
    g_auto (GStrv) words = g_strsplit (commands.args->pdata[nth], " ", -1);
    g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);
    g_autoptr (GError) error = NULL;
    g_autoptr (GVariant) args = NULL;

    for (char **word = words; *word != NULL; word++) {
      gsize name = strcspn (*word, "?:");
      g_autofree char *value = hall_mess_text (chance, 4);
      g_autofree char *pair = g_strdup_printf ("%.*s=%s", (int)name, *word, value);

      if (**word != '\0')
        g_ptr_array_add (pairs, g_rand_int_range (chance, 0, 4) == 0 ? hall_mess_change (chance, pair, NULL)
                                                                     : g_strdup (pair));
    }
    g_ptr_array_add (pairs, NULL);
    args = hall_command_args_from_strings (commands.names->pdata[nth], (const char *const *)pairs->pdata,
                                           &error);
    if (args == NULL)
      g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
    else
      g_assert_true (g_variant_is_of_type (args, G_VARIANT_TYPE_VARDICT));
  }
  g_ptr_array_unref (commands.names);
  g_ptr_array_unref (commands.args);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzz/commands/arguments", test_commands);
  g_test_add_func ("/fuzz/commands/import", test_import);
  g_test_add_func ("/fuzz/commands/words", test_words);
  return g_test_run ();
}
