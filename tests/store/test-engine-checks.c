/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an engine checks of itself: the same is found in a file and on a server, and in the same words. */

#include "hall-fixture.h"
#include "hall-place.h"
#include "hall-verify.h"

/* What was found, "table key; table key": the hall itself has no flaw. */
static char *
find_flaws (HallFixture *hall)
{
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  HallProof *proof = hall_verify_read (hall->engine, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < proof->flaws->len; i++) {
    const HallFlaw *flaw = g_ptr_array_index (proof->flaws, i);

    g_string_append_printf (found, "%s%s %s", i > 0 ? "; " : "", flaw->table, flaw->key);
  }
  hall_proof_free (proof);
  return g_string_free (g_steal_pointer (&found), FALSE);
}

static void
assert_flaws (HallFixture *hall, const char *expected)
{
  g_autofree char *found = find_flaws (hall);

  g_assert_cmpstr (found, ==, expected);
}

static void
tell (HallFixture *hall, const char *sql)
{
  g_autofree char *refused = hall_place_tell (hall->address, sql);

  g_assert_cmpstr (refused, ==, NULL);
}

/* Each guard, one after the other; on a server one that sleeps is as good as none. */
static void
test_guards (void)
{
  static const char *const tables[] = { "receipt", "document",   "document_page", "journal",
                                        "notice",  "case_event", "access_log" };
  const char *const kinds[] = { "update", "delete", hall_place_is_server () ? "truncate" : "replace" };
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  assert_flaws (hall, "");
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++) {
      g_autofree char *guard = g_strdup_printf ("%s_no_%s", tables[i], kinds[k]);
      g_autofree char *ask = g_strdup_printf ("SELECT sql FROM sqlite_schema WHERE name = '%s'", guard);
      g_autofree char *again = hall_place_is_server ()
                                   ? g_strdup_printf ("ALTER TABLE %s ENABLE TRIGGER %s", tables[i], guard)
                                   : hall_place_ask (hall->address, ask);
      g_autofree char *away = hall_place_is_server ()
                                  ? g_strdup_printf ("ALTER TABLE %s DISABLE TRIGGER %s", tables[i], guard)
                                  : g_strdup_printf ("DROP TRIGGER %s", guard);
      g_autofree char *expected = g_strdup_printf ("schema %s", guard);

      tell (hall, away);
      assert_flaws (hall, expected);
      tell (hall, again);
    }
  assert_flaws (hall, "");
}

/* A row is named by its id; where its table has none, by 0. */
static void
test_references (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_place_tamper (hall->address, "INSERT INTO outbox (id, document, place, state, created_at)"
                                    " VALUES (77, 4711, 'counter-3', 'waiting', 1)");
  assert_flaws (hall, "outbox 77");
  hall_place_tamper (hall->address, "DELETE FROM outbox WHERE id = 77;"
                                    " INSERT INTO counter_category (counter, category) VALUES (99, 'A')");
  assert_flaws (hall, "counter_category 0");
}

static void
test_index (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  if (!hall_place_is_server ()) {
    g_test_skip ("only of a server: a file's indexes are checked row by row");
    return;
  }
  tell (hall, "UPDATE pg_index SET indisvalid = FALSE WHERE indexrelid = 'ticket_queue'::regclass");
  assert_flaws (hall, "schema ticket_queue");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/engine-checks/guards", test_guards);
  g_test_add_func ("/store/engine-checks/references", test_references);
  g_test_add_func ("/store/engine-checks/index", test_index);
  return g_test_run ();
}
