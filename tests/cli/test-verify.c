/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever is changed behind the program's back in what was posted, verify fails and says where. */

#include "cli-fixture.h"
#include "hall-test.h"
#include "hall-verify.h"

#include <string.h>

typedef struct {
  CliFixture *fixture;
  char *whole; /* the hall as it was played; the fixture has a copy of it */
} Played;

static void
played_init (Played *self)
{
  g_autofree char *script = cli_day_script ();
  g_autoptr (CliRun) paper = NULL;
  g_autofree char *pdf = NULL;

  self->fixture = cli_fixture_new_practice ();
  cli_fixture_play (self->fixture, script);
  pdf = cli_fixture_path (self->fixture, "receipt.pdf");
  paper = cli_run (self->fixture, NULL, "paper", "CD03-20261120-0002", "--output", pdf, NULL);
  cli_assert_done (paper);
  self->whole = g_steal_pointer (&self->fixture->hall);
  self->fixture->hall = hall_place_copy (self->whole, self->fixture->dir, "copy.db");
}

static void
played_clear (Played *self)
{
  g_clear_pointer (&self->fixture, cli_fixture_free);
  g_clear_pointer (&self->whole, hall_place_free);
}

/* A copy of the played hall with @sql carried out in it against every rule. */
static void
tamper (Played *self, const char *sql)
{
  hall_place_free (self->fixture->hall);
  self->fixture->hall = hall_place_copy (self->whole, self->fixture->dir, "copy.db");
  hall_place_tamper (self->fixture->hall, sql);
}

/* Some line of the output must begin with the table and name the row. */
static void
assert_found (Played *self, const char *change, const char *table, const char *key)
{
  g_autoptr (CliRun) run = cli_run (self->fixture, NULL, "verify", NULL);
  g_auto (GStrv) lines = g_strsplit (run->out, "\n", -1);
  g_autofree char *prefix = g_strconcat (table, " ", NULL);
  gboolean found = FALSE;

  for (char **line = lines; *line != NULL; line++)
    found = found || (g_str_has_prefix (*line, prefix) && strstr (*line, key) != NULL);
  if (run->status != 1 || !found)
    g_error ("not found: %s\n%s%s", change, run->out, run->err);
  g_assert_true (g_str_has_prefix (run->err, "halldesk: verify: "));
}

/* The same question asked of the library, for there are hundreds of changes to look for. */
static HallProof *
prove (Played *self)
{
  g_autoptr (HallClock) clock = hall_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEngine) engine = hall_engine_open (self->fixture->hall, clock, &error);
  HallProof *proof = NULL;

  g_assert_no_error (error);
  proof = hall_verify_read (engine, NULL, &error);
  g_assert_no_error (error);
  return proof;
}

static void
assert_found_inside (Played *self, const char *change, const char *table, const char *key)
{
  HallProof *proof = prove (self);
  gboolean found = FALSE;

  for (guint i = 0; i < proof->flaws->len; i++) {
    const HallFlaw *flaw = g_ptr_array_index (proof->flaws, i);

    found = found || (g_str_equal (flaw->table, table) && strstr (flaw->key, key) != NULL);
  }
  if (!found)
    g_error ("not found: %s (%u flaws)", change, proof->flaws->len);
  hall_proof_free (proof);
}

/* All that was changed was put back: what was found was each change by itself. */
static void
assert_proved (Played *self)
{
  HallProof *proof = prove (self);

  g_assert_cmpuint (proof->flaws->len, ==, 0);
  hall_proof_free (proof);
}

/* Changes one value: a number in one of its bytes, a text in its first or last character, nothing into
 * something. */
static char *
flip (const char *column, gboolean is_text, gboolean at_end)
{
  if (!is_text)
    return g_strdup_printf (at_end ? "%s + 16777216" : "coalesce (%s + 65536, 1)", column);
  if (hall_place_is_server ())
    return g_strdup_printf (at_end ? "left (%1$s, -1) || chr (ascii (right (%1$s, 1)) + 8)"
                                   : "coalesce (chr (ascii (%1$s) + 1) || substr (%1$s, 2), '1')",
                            column);
  return g_strdup_printf (
      at_end ? "substr (%1$s, 1, length (%1$s) - 1) || char (unicode (substr (%1$s, -1)) + 8)"
             : "coalesce (char (unicode (%1$s) + 1) || substr (%1$s, 2), '1')",
      column);
}

/* The columns of a table, each with its type behind it. */
static GStrv
columns_of (Played *self, const char *table)
{
  g_autofree char *ask = g_strdup_printf (
      hall_place_is_server () ? "SELECT column_name, data_type FROM information_schema.columns"
                                " WHERE table_name = '%s' ORDER BY ordinal_position"
                              : "SELECT name, lower (type) FROM pragma_table_info ('%s')",
      table);
  g_autofree char *names = hall_place_list (self->whole, ask);

  return g_strsplit (names, " ", -1);
}

static gboolean
is_null (Played *self, const char *table, const char *key_column, const char *key, const char *column)
{
  g_autofree char *ask = g_strdup_printf ("SELECT 1 FROM %s WHERE %s = '%s' AND %s IS NULL", table,
                                          key_column, key, column);
  g_autofree char *found = hall_place_ask (self->whole, ask);

  return found != NULL;
}

/* On a server ids have gaps, for a number that is drawn is gone: the last line's may be any that is larger.
 */
static gboolean
may_be_larger (Played *self, const char *table, const char *column, const char *key)
{
  g_autofree char *last = NULL;

  if (!hall_place_is_server () || !g_str_equal (table, "journal") || !g_str_equal (column, "id"))
    return FALSE;
  last = hall_place_ask (self->whole, "SELECT max (id) FROM journal");
  return g_str_equal (last, key);
}

static char *G_GNUC_PRINTF (2, 3) ask (Played *self, const char *format, ...)
{
  g_autofree char *sql = NULL;
  va_list args;

  va_start (args, format);
  sql = g_strdup_vprintf (format, args);
  va_end (args);
  return hall_place_ask (self->fixture->hall, sql);
}

/* One value of one row is changed, looked for, and put back. */
static void
flip_value (Played *self,
            const char *table,
            const char *key_column,
            const char *key,
            const char *column,
            const char *value)
{
  gboolean is_key = g_str_equal (column, key_column);
  g_autofree char *before = ask (self, "SELECT %s (%s) FROM %s WHERE %s = '%s'",
                                 hall_place_is_server () ? "quote_nullable" : "quote", column, table,
                                 key_column, key);
  g_autofree char *after = ask (self, "SELECT %s FROM %s WHERE %s = '%s'", is_key ? value : key_column, table,
                                key_column, key);
  g_autofree char *change = g_strdup_printf ("UPDATE %s SET %s = %s WHERE %s = '%s'", table, column, value,
                                             key_column, key);
  g_autofree char *undo = g_strdup_printf ("UPDATE %s SET %s = %s WHERE %s = '%s'", table, column, before,
                                           key_column, after);

  hall_place_tamper (self->fixture->hall, change);
  assert_found_inside (self, change, table, is_key ? "" : key);
  hall_place_tamper (self->fixture->hall, undo);
}

/* Every column of one row, one after the other. */
static void
flip_row (Played *self, const char *table, const char *key_column, const char *key)
{
  g_auto (GStrv) columns = columns_of (self, table);

  g_assert_cmpuint (g_strv_length (columns), >, 2 * 15);
  for (char **column = columns; *column != NULL; column += 2)
    for (int at_end = 0; at_end < 2; at_end++) {
      g_autofree char *value = flip (column[0], g_str_equal (column[1], "text"), at_end != 0);

      if (at_end && is_null (self, table, key_column, key, column[0]))
        continue; /* NULL plus a number is NULL: nothing would have changed */
      if (!may_be_larger (self, table, column[0], key))
        flip_value (self, table, key_column, key, column[0], value);
    }
  assert_proved (self);
}

static void
test_journal (void)
{
  Played self;
  g_autofree char *last = NULL;

  played_init (&self);
  last = hall_place_ask (self.whole, "SELECT max (id) FROM journal");
  flip_row (&self, "journal", "id", "1");
  flip_row (&self, "journal", "id", "100");
  flip_row (&self, "journal", "id", last);
  played_clear (&self);
}

static void
test_receipt (void)
{
  Played self;

  played_init (&self);
  flip_row (&self, "receipt", "number", "CD03-20261120-0002");
  flip_row (&self, "receipt", "number", "CD03-20261120-0003");
  played_clear (&self);
}

/* --- Changes that nothing but the whole story tells --- */

typedef struct {
  const char *sql;
  const char *table;
  const char *key;
} Change;

static const Change changes[] = {
  { "DELETE FROM journal WHERE chain = 'kiosk' AND seq = 20", "journal", "(kiosk 21)" },
  { "DELETE FROM journal WHERE id = (SELECT max (id) FROM journal)", "chain", "" },
  /* Cut off the end of a chain and make the head fit: the seal of the closing misses it. */
  { "DELETE FROM journal WHERE chain = 'kiosk' AND seq = 37;"
    " UPDATE chain SET seq = 36, hash = (SELECT hash FROM journal WHERE chain = 'kiosk' AND seq = 36)"
    " WHERE name = 'kiosk'",
    "journal", "" },
  { "UPDATE chain SET hash = 'x' WHERE name = 'kiosk'", "chain", "kiosk" },
  { "DELETE FROM chain WHERE name = 'kiosk'", "chain", "kiosk" },
  { "DELETE FROM receipt WHERE number = 'CD03-20261120-0001'", "receipt", "CD03-20261120-0001" },
  { "DELETE FROM receipt WHERE number = 'CD03-20261120-0003'", "receipt", "CD03-20261120-0003" },
  { "UPDATE series SET last = 7 WHERE name = 'CD03-20261120'", "series", "CD03-20261120" },
  { "UPDATE charge SET total_fen = 1 WHERE state = 'posted'", "charge", "" },
  { "UPDATE document_page SET pdf = substr (pdf, 2)", "document_page", "CD03-20261120-0002" },
  { "UPDATE document_page SET hash = 'x'", "document_page", "CD03-20261120-0002" },
  { "UPDATE ticket SET state = 'void' WHERE label = 'A001'", "ticket", "A001" },
  { "UPDATE ticket SET called_at = called_at + 1 WHERE label = 'A001'", "ticket", "A001" },
  { "DELETE FROM ticket_move WHERE id = (SELECT max (id) FROM ticket_move)", "ticket", "B004" },
  { "UPDATE ticket_move SET to_state = 'done' WHERE id = 2", "ticket_move", "2" },
  { "UPDATE ticket_move SET at = 5 WHERE id = 2", "ticket", "A001" },
  { "UPDATE ticket_move SET counter = 1 WHERE id = 11 OR ticket = 3", "ticket_move", "" },
  { "DELETE FROM ticket_move WHERE ticket = 37; DELETE FROM ticket WHERE id = 37;"
    " UPDATE series SET last = 3 WHERE name = 'ticket/2026-11-20/B'",
    "ticket", "" },
  { "DELETE FROM ticket_move WHERE ticket = 5; DELETE FROM ticket WHERE id = 5", "ticket", "2026-11-20" },
  { "UPDATE series SET last = 99 WHERE name = 'ticket/2026-11-20/A'", "series", "2026-11-20 A" },
  { "UPDATE business_day SET closed_at = NULL", "business_day", "2026-11-20" },
};

static void
test_story (void)
{
  Played self;

  played_init (&self);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++) {
    tamper (&self, changes[i].sql);
    assert_found (&self, changes[i].sql, changes[i].table, changes[i].key);
  }
  played_clear (&self);
}

/* Without its guards a hall is not one that could be trusted, even if nothing was changed yet. */
static void
test_guards (void)
{
  g_autofree char *dropped = NULL;
  Played self;

  played_init (&self);
  dropped = hall_place_tell (self.fixture->hall, hall_place_is_server ()
                                                     ? "DROP TRIGGER receipt_no_update ON receipt"
                                                     : "DROP TRIGGER receipt_no_update");
  g_assert_null (dropped);
  assert_found (&self, "trigger", "schema", "receipt_no_update");
  played_clear (&self);
}

static void
test_untouched (void)
{
  Played self;
  g_autoptr (CliRun) text = NULL;
  g_autoptr (CliRun) json = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *proof;

  played_init (&self);
  tamper (&self, "SELECT 1");
  text = cli_run (self.fixture, NULL, "verify", NULL);
  cli_assert_done (text);
  json = cli_run (self.fixture, NULL, "verify", "--format", "json", NULL);
  cli_assert_done (json);
  node = cli_json (json->out);
  proof = json_node_get_object (node);
  g_assert_true (json_object_get_boolean_member (proof, "ok"));
  g_assert_cmpint (cli_json_int (proof, "receipts"), ==, 3);
  g_assert_cmpint (cli_json_int (proof, "tickets"), ==, 37);
  g_assert_cmpint (cli_json_int (proof, "papers"), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (proof, "heads")), ==,
                    (guint)cli_json_int (proof, "chains"));
  played_clear (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/verify/untouched-is-proved", test_untouched);
  g_test_add_func ("/cli/verify/every-column-of-the-journal", test_journal);
  g_test_add_func ("/cli/verify/every-column-of-a-receipt", test_receipt);
  g_test_add_func ("/cli/verify/the-story-must-fit", test_story);
  g_test_add_func ("/cli/verify/guards-must-be-there", test_guards);
  return g_test_run ();
}
