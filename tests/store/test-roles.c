/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every command of the hall and every role: allowed, or FORBIDDEN, as the table of hall rules 7 has it. */

#include "hall-commands.h"
#include "hall-fixture.h"
#include "hall-test.h"

/* s a station without anybody, c clerk, l shift lead, a administrator; a dot is who may not. */
static const struct {
  const char *command;
  const char *who;
} table[] = {
  /* the day and the counters */
  { "open-day", ".cla" },
  { "close-day", "..la" },
  { "sign-in", ".cla" },
  { "sign-out", ".cla" },
  { "open-counter", ".cl." },
  { "close-counter", ".cl." },
  { "release-counter", "..l." },
  { "pause", ".cl." },
  { "resume", ".cl." },
  /* issue, call, serve, pause, transfer: clerk and lead; the kiosk issues */
  { "take-ticket", "scl." },
  { "call-next", ".cl." },
  { "call", ".cl." },
  { "recall", ".cl." },
  { "start", ".cl." },
  { "no-show", ".cl." },
  { "return-ticket", ".cl." },
  { "hold", ".cl." },
  { "unhold", ".cl." },
  { "transfer", ".cl." },
  { "cancel-ticket", ".cl." },
  { "finish", ".cl." },
  /* cases: clerk and lead; what departs from the rule is the lead's */
  { "open-case", ".cl." },
  { "note", ".cl." },
  { "tag", ".cl." },
  { "check", ".cl." },
  { "defer-item", "..l." },
  { "request-demand", ".cl." },
  { "request-deferral", ".cl." },
  { "accept", ".cl." },
  { "issue-notice", ".cl." },
  { "refuse", ".cl." },
  { "consult", ".cl." },
  { "answer-consult", "..l." },
  { "forward", ".cl." },
  { "answer-forward", ".cl." },
  { "visit", ".cl." },
  { "answer", ".cl." },
  { "reply", ".cl." },
  { "suspend-clock", ".cl." },
  { "resume-clock", ".cl." },
  { "extend", ".cl." },
  { "hand-case", ".cl." },
  { "reassign-first-responsible", "..l." },
  { "close-case", ".cl." },
  { "continue-case", ".cl." },
  { "hand-back", ".cl." },
  { "record", ".cl." },
  { "follow-up", ".cl." },
  { "acknowledge-alert", "..l." },
  { "reveal", ".cl." },
  { "print-guide", ".cl." },
  /* cash, read-back, receipt, reprint; a void is asked for by clerks and approved by lead or administrator */
  { "charge", ".cl." },
  { "call-received", ".cl." },
  { "unlock-received", ".cl." },
  { "call-change", ".cl." },
  { "drop-charge", ".cl." },
  { "void", ".cl." },
  { "approve", "..la" },
  { "return-request", "..la" },
  { "deposit", ".cl." },
  { "count-drawer", ".cl." },
  { "report-cash-error", ".cl." },
  { "reprint", ".cl." },
  /* papers on their way: the process of the place tells, staff decide */
  { "test-printer", ".cl." },
  { "file-paper", "scla" },
  { "track-job", "scla" },
  { "retry-job", ".cl." },
  { "settle-job", ".cl." },
  /* staff, bulletins, setting up */
  { "add-staff", "...a" },
  { "set-password", ".cla" },
  { "set-bulletin", "..la" },
  { "withdraw-bulletin", "..la" },
  { "acknowledge-bulletin", ".cla" },
  { "set-category", "...a" },
  { "set-matter", "...a" },
  { "set-department", "...a" },
  { "import-matters", "...a" },
  { "import-holidays", "...a" },
  { "set-knowledge", "...a" },
  { "import-knowledge", "...a" },
  { "set-counter", "...a" },
  { "set-printer", "..la" },
  { "set-phrase", "...a" },
  { "set-option", "...a" },
  { "import-tickets", "...a" },
};

static const char *const askers[] = { NULL, "G05", "L02", "A01" };
static const char *const role_names[] = { "a station", "a clerk", "a lead", "an administrator" };

static const char *
row_of (const char *command)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].command, command))
      return table[i].who;
  return NULL;
}

static void
add_value (GVariantBuilder *args, const char *name, const char *type)
{
  GVariant *value;

  if (g_str_equal (type, "int") || g_str_equal (type, "money"))
    value = g_variant_new_int64 (1);
  else if (g_str_equal (type, "bool"))
    value = g_variant_new_boolean (TRUE);
  else if (g_str_equal (type, "list"))
    value = g_variant_new_parsed ("@av []");
  else if (g_str_equal (type, "group"))
    value = g_variant_new_parsed ("@a{sv} {}");
  else if (g_str_equal (type, "bytes"))
    value = g_variant_new_bytestring ("x");
  else
    value = g_variant_new_string ("客户要求");
  g_variant_builder_add (args, "{sv}", name, value);
}

/* Arguments of the right kind for whatever a command must have. */
static GVariant *
plausible_args (const char *spec)
{
  g_auto (GVariantBuilder) args = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_auto (GStrv) words = g_strsplit (spec, " ", -1);

  for (char **word = words; *word != NULL; word++) {
    g_auto (GStrv) parts = g_strsplit (*word, ":", 2);

    if (parts[0] != NULL && parts[1] != NULL && !g_str_has_suffix (parts[0], "?"))
      add_value (&args, parts[0], parts[1]);
  }
  return g_variant_builder_end (&args);
}

typedef struct {
  HallFixture *hall;
  guint seen;
} Walk;

static void
try_roles (const char *name, HallRole roles, const char *args, gpointer data)
{
  Walk *walk = data;
  const char *who = row_of (name);

  if (who == NULL)
    g_error ("“%s” is not in the table of roles", name);
  walk->seen++;
  for (gsize i = 0; i < G_N_ELEMENTS (askers); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (HallCommand) command = hall_command_new (name, plausible_args (args), askers[i], 0,
                                                        askers[i] == NULL ? "kiosk" : NULL, NULL);
    g_autoptr (GVariant) answer = hall_engine_do (walk->hall->engine, command, &error);
    gboolean forbidden = g_error_matches (error, HALL_ERROR, HALL_ERROR_FORBIDDEN)
                         && g_strcmp0 (hall_error_get_rule (error), "7") == 0
                         && g_strcmp0 (hall_error_get_field (error), "as") == 0;

    if (forbidden != (who[i] == '.'))
      g_error ("“%s” by %s: %s", name, role_names[i], error != NULL ? error->message : "done");
    if (forbidden)
      g_assert_null (answer);
  }
}

static void
test_table (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  Walk walk = { .hall = hall };

  hall_fixture_must (hall, "L02", 0, "open-day", "%s", "");
  hall_commands_list (try_roles, &walk);
  g_assert_cmpuint (walk.seen, ==, G_N_ELEMENTS (table));
}

/* Taking cash is a right of its own; the lead has it by being the lead. */
static void
test_cash_right (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *error = NULL;
  const char *charge = "{'lines': <[<{'item': <'热费'>, 'amount_fen': <int64 100>}>]>}";

  hall_fixture_must (hall, "A01", 0, "add-staff", "%s",
                     "{'number': <'G11'>, 'name': <'赵六'>, 'roles': <'clerk'>}");
  hall_fixture_must (hall, "A01", 0, "add-staff", "%s",
                     "{'number': <'L09'>, 'name': <'孙七'>, 'roles': <'lead'>}");
  hall_fixture_open (hall, "G11", 3);
  hall_fixture_open (hall, "L09", 1);
  for (int i = 0; i < 2; i++)
    g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_serve (hall, "G11", 3));
  g_free (hall_fixture_serve (hall, "L09", 1));
  hall_fixture_refuse (hall, "G11", 3, "charge", charge, HALL_ERROR_FORBIDDEN, "7", "as");
  g_free (hall_fixture_pay (hall, "L09", 1, hall_fixture_charge (hall, "L09", 1, 100), 100));
  hall_fixture_refuse (hall, "G11", 3, "reprint", "{'document': <int64 3>, 'reason': <'客户遗失'>}",
                       HALL_ERROR_FORBIDDEN, "7", "as");
  hall_fixture_must (hall, "G11", 3, "reprint", "%s", "{'document': <int64 1>, 'reason': <'客户遗失'>}");
  hall_fixture_must (hall, "L09", 1, "reprint", "%s", "{'document': <int64 3>, 'reason': <'客户遗失'>}");
}

static void
test_nobody (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autofree char *error = NULL;

  hall_fixture_refuse (hall, "X99", 0, "open-day", NULL, HALL_ERROR_NOT_FOUND, NULL, "as");
  error = hall_fixture_sql_error (hall, "UPDATE staff SET active = 0 WHERE number = 'G05'");
  g_assert_null (error);
  hall_fixture_refuse (hall, "G05", 0, "open-day", NULL, HALL_ERROR_NOT_FOUND, NULL, "as");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/roles/table", test_table);
  g_test_add_func ("/store/roles/cash-right", test_cash_right);
  g_test_add_func ("/store/roles/nobody", test_nobody);
  return g_test_run ();
}
