/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One working day by script (hall rules, appendix B: 1, 3, 4, 11, 13), and its figures counted a second time
 * here from nothing but the script and the answers to its lines.
 */

#include "cli-fixture.h"
#include "hall-test.h"

#include <stdio.h>
#include <string.h>

/* --- The day, told again from its answers --- */

typedef struct {
  char *category;
  gint64 issued_at; /* seconds of the day */
  gint64 called_at; /* the first call, -1 never */
  gint64 serving_since;
  gint64 served_s;
  const char *state;
  gboolean priority;
  gboolean extended;
  int no_shows;
  char *staff; /* who finished it */
} Ticket;

typedef struct {
  gint64 total_fen;
  gint64 other_fen;
  gint64 cash_fen;
  char *kind;
} Paid;

typedef struct {
  GHashTable *tickets;    /* label → Ticket */
  GHashTable *at_counter; /* staff → label */
  GHashTable *charges;    /* id as text → Paid */
  GPtrArray *receipts;    /* of Paid (not owned) */
  gint64 void_fen;
  gint64 voids;
  GHashTable *counted; /* staff → short of the last count */
  int refused;
} Day;

static void
ticket_free (gpointer data)
{
  Ticket *self = data;

  g_free (self->category);
  g_free (self->staff);
  g_free (self);
}

static void
paid_free (gpointer data)
{
  g_free (((Paid *)data)->kind);
  g_free (data);
}

static void
day_init (Day *self)
{
  *self = (Day){ 0 };
  self->tickets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, ticket_free);
  self->at_counter = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->charges = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, paid_free);
  self->counted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->receipts = g_ptr_array_new ();
}

static void
day_clear (Day *self)
{
  g_hash_table_unref (self->tickets);
  g_hash_table_unref (self->at_counter);
  g_hash_table_unref (self->charges);
  g_hash_table_unref (self->counted);
  g_ptr_array_unref (self->receipts);
}

static gint64
second_of (JsonObject *line)
{
  const char *at = json_object_get_string_member (line, "at");
  int hour, minute, second;

  g_assert_cmpint (sscanf (at, "2026-11-20T%d:%d:%d+08:00", &hour, &minute, &second), ==, 3);
  return hour * 3600 + minute * 60 + second;
}

static const char *
text_of (JsonObject *object, const char *name)
{
  return json_object_has_member (object, name) ? json_object_get_string_member (object, name) : NULL;
}

static Ticket *
ticket_of (Day *day, JsonObject *answer)
{
  Ticket *ticket = g_hash_table_lookup (day->tickets, text_of (answer, "ticket"));

  g_assert_nonnull (ticket);
  return ticket;
}

static void
stop_serving (Ticket *ticket, gint64 now, const char *state)
{
  ticket->served_s += now - ticket->serving_since;
  ticket->state = state;
}

static void
tell_ticket (Day *day, const char *what, JsonObject *line, JsonObject *answer, gint64 now)
{
  Ticket *ticket;

  if (g_str_equal (what, "take-ticket")) {
    ticket = g_new0 (Ticket, 1);
    ticket->category = g_strdup (text_of (line, "category"));
    ticket->issued_at = now;
    ticket->called_at = -1;
    ticket->state = "waiting";
    ticket->priority = json_object_has_member (line, "priority");
    g_assert_true (g_hash_table_insert (day->tickets, g_strdup (text_of (answer, "ticket")), ticket));
    return;
  }
  ticket = ticket_of (day, answer);
  if (g_str_equal (what, "call-next") || g_str_equal (what, "call")) {
    g_assert_cmpstr (ticket->state, ==, "waiting");
    g_assert_cmpint (cli_json_int (answer, "waited_s"), ==, now - ticket->issued_at);
    if (ticket->called_at < 0)
      ticket->called_at = now;
    ticket->state = "called";
  } else if (g_str_equal (what, "start") || g_str_equal (what, "unhold")) {
    ticket->serving_since = now;
    ticket->state = "serving";
  } else if (g_str_equal (what, "finish")) {
    stop_serving (ticket, now, "done");
    ticket->extended = now > 17 * 3600 + 30 * 60;
    ticket->staff = g_strdup (text_of (line, "as"));
  } else if (g_str_equal (what, "hold")) {
    stop_serving (ticket, now, "paused");
  } else if (g_str_equal (what, "transfer")) {
    stop_serving (ticket, now, "waiting");
  } else if (g_str_equal (what, "no-show")) {
    ticket->state = ++ticket->no_shows == 2 ? "void" : "no-show";
    g_assert_cmpstr (text_of (answer, "state"), ==, ticket->state);
  } else if (g_str_equal (what, "return-ticket")) {
    ticket->state = "waiting";
  } else if (g_str_equal (what, "cancel-ticket")) {
    ticket->state = "cancelled";
  }
}

static void
tell_money (Day *day, const char *what, JsonObject *line, JsonObject *answer)
{
  if (g_str_equal (what, "charge")) {
    Paid *paid = g_new0 (Paid, 1);
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, cli_json_int (answer, "charge"));

    paid->total_fen = cli_json_int (answer, "total_fen");
    paid->cash_fen = cli_json_int (answer, "cash_due_fen");
    paid->other_fen = paid->total_fen - paid->cash_fen;
    g_hash_table_insert (day->charges, g_steal_pointer (&id), paid);
  } else if (g_str_equal (what, "call-change")) {
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, cli_json_int (line, "charge"));

    g_ptr_array_add (day->receipts, g_hash_table_lookup (day->charges, id));
  } else if (g_str_equal (what, "approve")) {
    Paid *last = g_ptr_array_index (day->receipts, day->receipts->len - 1);

    day->voids++;
    day->void_fen += last->total_fen;
  } else if (g_str_equal (what, "count-drawer")) {
    g_hash_table_insert (day->counted, g_strdup (text_of (line, "as")),
                         GINT_TO_POINTER ((int)cli_json_int (answer, "short_fen")));
  }
}

/* --- What the lines must be answered --- */

typedef struct {
  const char *at;
  const char *member;
  const char *value; /* of that member of the answer; every line that is not named here must be carried out */
} Expected;

static const Expected expected[] = {
  /* Appendix B 1: without the bulletin and the printer test the counter does not open. */
  { "08:20:40", "field", "bulletin" },
  { "08:21:00", "field", "printer" },
  /* A transfer without a summary is refused (000-26). */
  { "08:56:00", "field", "summary" },
  { "08:56:20", "field", "summary" },
  /* B 3: A015, called, no answer three times, back after three. */
  { "09:05:31", "ticket", "A015" },
  { "09:10:02", "ticket", "A015" },
  { "09:10:10", "rule", "Q33" },
  { "09:10:40", "rule", "5.1" },
  { "09:11:10", "rule", "5.1" },
  { "09:11:30", "state", "no-show" },
  { "09:12:40", "rule", "5.1" },
  { "09:13:00", "ticket", "A016" },
  { "09:18:00", "ticket", "A017" },
  { "09:23:00", "ticket", "A018" },
  { "09:29:40", "ticket", "A015" },
  /* B 4: both calls, in their order, to the fen. */
  { "09:30:25", "rule", "S004 4.6" },
  { "09:30:30", "field", "received_fen" },
  { "09:30:41", "sentence", "总共缴费1286.50元，收您1300元，找您13.50元，请收好。" },
  { "09:30:50", "rule", "S004 4.6" },
  { "09:31:02", "receipt", "CD03-20261120-0002" },
  /* 5.3: after two normal numbers a priority one, and then two normal ones again. */
  { "09:36:00", "ticket", "A022" },
  { "09:39:00", "ticket", "A019" },
  { "09:42:00", "ticket", "A020" },
  { "09:45:00", "ticket", "A023" },
  { "09:48:00", "ticket", "A021" },
  { "09:51:00", "ticket", "A024" },
  { "09:54:00", "ticket", "A025" },
  { "09:58:00", "error", "NOT_FOUND" },
  /* The second no-show. */
  { "10:01:50", "state", "no-show" },
  { "10:06:50", "state", "void" },
  { "10:08:00", "rule", "5.1" },
  /* Out of order only with a reason (004-31). */
  { "10:13:00", "rule", "S004 5" },
  { "10:13:10", "field", "reason" },
  { "10:13:20", "ticket", "A029" },
  { "10:30:00", "field", "category" },
  { "10:30:10", "error", "INVALID" },
  { "10:30:20", "rule", "S004 4.6" },
  /* B 11: a void is asked for by the clerk and approved by the lead. */
  { "11:00:00", "field", "cause" },
  { "11:00:30", "error", "FORBIDDEN" },
  { "11:01:00", "receipt", "CD03-20261120-0003" },
  { "12:20:00", "rule", "S004 4.11" },
  /* B 13: closing time; who waits is served, and only then the day is closed. */
  { "17:30:05", "rule", "S004 5.9" },
  { "17:31:00", "field", "override_reason" },
  { "17:31:10", "field", "override_reason" },
  { "17:31:20", "ticket", "A031" },
  { "17:31:50", "ticket", "B004" },
  { "17:33:00", "field", "override_reason" },
  { "17:49:00", "field", "override_reason" },
  { "18:00:00", "day", "2026-11-20" },
  { "18:01:00", "rule", "S004 5.9" },
};

static gboolean
is_refusal (const Expected *wanted)
{
  static const char *const members[] = { "field", "rule", "error", NULL };

  return wanted != NULL && g_strv_contains (members, wanted->member);
}

static const Expected *
expected_at (const char *at)
{
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    if (g_str_equal (expected[i].at, at))
      return &expected[i];
  return NULL;
}

static void
check_answer (JsonObject *line, JsonObject *answer)
{
  g_autofree char *at = g_strndup (text_of (line, "at") + strlen ("2026-11-20T"), strlen ("08:20:40"));
  const Expected *wanted = expected_at (at);
  gboolean ok = json_object_get_boolean_member (answer, "ok");

  if (ok == is_refusal (wanted))
    g_error ("%s: %s", at, json_object_has_member (answer, "message") ? text_of (answer, "message") : "done");
  if (wanted != NULL)
    g_assert_cmpstr (text_of (answer, wanted->member), ==, wanted->value);
}

static void
tell (Day *day, const char *line_text, const char *answer_text)
{
  static const char *const money[] = { "charge", "call-change", "approve", "count-drawer", NULL };
  g_autoptr (JsonNode) line_node = cli_json (line_text);
  g_autoptr (JsonNode) answer_node = cli_json (answer_text);
  JsonObject *line = json_node_get_object (line_node);
  JsonObject *answer = json_node_get_object (answer_node);
  const char *what = text_of (line, "do");

  check_answer (line, answer);
  if (!json_object_get_boolean_member (answer, "ok"))
    day->refused++;
  else if (g_strv_contains (money, what))
    tell_money (day, what, line, answer);
  else if (json_object_has_member (answer, "ticket"))
    tell_ticket (day, what, line, answer, second_of (line));
}

static void
tell_all (Day *day, const char *script, const char *answers)
{
  g_auto (GStrv) lines = g_strsplit (script, "\n", -1);
  g_auto (GStrv) said = g_strsplit (answers, "\n", -1);
  guint n = g_strv_length (lines) - 1;

  g_assert_cmpuint (g_strv_length (said) - 1, ==, n);
  g_assert_cmpuint (n, >, 200);
  for (guint i = 0; i < n; i++)
    tell (day, lines[i], said[i]);
}

/* --- The figures, counted here --- */

typedef struct {
  gint64 n;
  gint64 sum;
  gint64 seconds[100];
} Spread;

static void
spread_add (Spread *self, gint64 seconds)
{
  gint64 at = self->n++;

  g_assert_cmpint (at, <, (gint64)G_N_ELEMENTS (self->seconds));
  for (; at > 0 && self->seconds[at - 1] > seconds; at--)
    self->seconds[at] = self->seconds[at - 1];
  self->seconds[at] = seconds;
  self->sum += seconds;
}

/* Means have one decimal; the summary rounds half up. */
static void
assert_mean (JsonObject *object, const char *name, const Spread *spread)
{
  double exact = spread->n > 0 ? (double)spread->sum / (double)spread->n : 0;

  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object, name), exact, 0.0501);
}

static void
assert_spread (JsonObject *summary, const char *name, const Spread *spread)
{
  JsonObject *group = json_object_get_object_member (summary, name);

  /* Nearest rank: the value at the smallest place that has so many of a hundred up to it. */
  g_assert_cmpint (cli_json_int (group, "p50_s"), ==, spread->seconds[(spread->n * 50 + 99) / 100 - 1]);
  g_assert_cmpint (cli_json_int (group, "p90_s"), ==, spread->seconds[(spread->n * 90 + 99) / 100 - 1]);
  g_assert_cmpint (cli_json_int (group, "max_s"), ==, spread->seconds[spread->n - 1]);
  assert_mean (group, "mean_s", spread);
}

typedef struct {
  const char *category; /* (nullable) which tickets, NULL for all */
  int hour;             /* -1 for all */
  const char *staff;
} Filter;

typedef struct {
  gint64 issued, called, done, no_show, void_, cancelled, priority, extended, over_limit, last_done;
  Spread wait;
  Spread service;
} Counted;

static Counted
count (Day *day, Filter filter)
{
  Counted counted = { 0 };
  GHashTableIter iter;
  gpointer data;

  g_hash_table_iter_init (&iter, day->tickets);
  while (g_hash_table_iter_next (&iter, NULL, &data)) {
    const Ticket *ticket = data;
    gboolean mine = filter.category == NULL || g_str_equal (ticket->category, filter.category);

    counted.issued += mine && (filter.hour < 0 || ticket->issued_at / 3600 == filter.hour);
    if (mine && ticket->called_at >= 0 && (filter.hour < 0 || ticket->called_at / 3600 == filter.hour)) {
      counted.called++;
      spread_add (&counted.wait, ticket->called_at - ticket->issued_at);
      counted.over_limit += ticket->called_at - ticket->issued_at > 900;
    }
    if (mine && g_str_equal (ticket->state, "done")
        && (filter.staff == NULL || g_strcmp0 (ticket->staff, filter.staff) == 0)) {
      counted.done++;
      spread_add (&counted.service, ticket->served_s);
    }
    counted.no_show += ticket->no_shows;
    counted.void_ += g_str_equal (ticket->state, "void");
    counted.cancelled += g_str_equal (ticket->state, "cancelled");
    counted.priority += ticket->priority;
    counted.extended += ticket->extended;
  }
  return counted;
}

static void
check_tickets (Day *day, JsonObject *summary)
{
  Counted all = count (day, (Filter){ .hour = -1 });

  g_assert_cmpint (cli_json_int (summary, "tickets.issued"), ==, all.issued);
  g_assert_cmpint (cli_json_int (summary, "tickets.called"), ==, all.called);
  g_assert_cmpint (cli_json_int (summary, "tickets.done"), ==, all.done);
  g_assert_cmpint (cli_json_int (summary, "tickets.no_show"), ==, all.no_show);
  g_assert_cmpint (cli_json_int (summary, "tickets.void"), ==, all.void_);
  g_assert_cmpint (cli_json_int (summary, "tickets.cancelled"), ==, all.cancelled);
  g_assert_cmpint (cli_json_int (summary, "tickets.priority"), ==, all.priority);
  g_assert_cmpint (cli_json_int (summary, "tickets.extended"), ==, all.extended);
  g_assert_cmpint (cli_json_int (summary, "tickets.extended_minutes"), ==, 18);
  g_assert_cmpint (cli_json_int (summary, "wait.over_limit"), ==, all.over_limit);
  assert_spread (summary, "wait", &all.wait);
  assert_spread (summary, "service", &all.service);

  /* The identity of 5.1. */
  g_assert_cmpint (cli_json_int (summary, "tickets.issued"), ==,
                   cli_json_int (summary, "tickets.done") + cli_json_int (summary, "tickets.void")
                       + cli_json_int (summary, "tickets.cancelled")
                       + cli_json_int (summary, "tickets.carried") + cli_json_int (summary, "tickets.open"));
  g_assert_cmpint (cli_json_int (summary, "tickets.open"), ==, 0);
}

static void
check_lists (Day *day, JsonObject *summary)
{
  JsonArray *categories = json_object_get_array_member (summary, "categories");
  JsonArray *hours = json_object_get_array_member (summary, "hours");
  JsonArray *staff = json_object_get_array_member (summary, "staff");

  g_assert_cmpuint (json_array_get_length (categories), ==, 4);
  for (guint i = 0; i < json_array_get_length (categories); i++) {
    JsonObject *row = json_array_get_object_element (categories, i);
    Counted counted = count (day, (Filter){ .category = text_of (row, "category"), .hour = -1 });

    g_assert_cmpint (cli_json_int (row, "issued"), ==, counted.issued);
    g_assert_cmpint (cli_json_int (row, "called"), ==, counted.called);
    g_assert_cmpint (cli_json_int (row, "done"), ==, counted.done);
    g_assert_cmpint (cli_json_int (row, "wait_max_s"), ==,
                     counted.wait.n > 0 ? counted.wait.seconds[counted.wait.n - 1] : 0);
    assert_mean (row, "wait_mean_s", &counted.wait);
  }
  g_assert_cmpuint (json_array_get_length (hours), ==, 6);
  for (guint i = 0; i < json_array_get_length (hours); i++) {
    JsonObject *row = json_array_get_object_element (hours, i);
    Counted counted = count (day, (Filter){ .hour = (int)cli_json_int (row, "hour") });

    g_assert_cmpint (cli_json_int (row, "issued"), ==, counted.issued);
    g_assert_cmpint (cli_json_int (row, "called"), ==, counted.called);
    assert_mean (row, "wait_mean_s", &counted.wait);
  }
  g_assert_cmpuint (json_array_get_length (staff), ==, 3);
  for (guint i = 0; i < json_array_get_length (staff); i++) {
    JsonObject *row = json_array_get_object_element (staff, i);
    Counted counted = count (day, (Filter){ .hour = -1, .staff = text_of (row, "staff") });

    g_assert_cmpint (cli_json_int (row, "done"), ==, counted.done);
    assert_mean (row, "service_mean_s", &counted.service);
  }
}

static void
check_cash (Day *day, JsonObject *summary)
{
  JsonArray *tenders = json_object_get_array_member (json_object_get_object_member (summary, "cash"),
                                                     "tenders");
  gint64 total = 0, cash = 0, other = 0, tendered = 0, short_fen = 0;
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < day->receipts->len; i++) {
    const Paid *paid = g_ptr_array_index (day->receipts, i);

    total += paid->total_fen;
    cash += paid->cash_fen;
    other += paid->other_fen;
  }
  g_hash_table_iter_init (&iter, day->counted);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    short_fen += GPOINTER_TO_INT (value);
  for (guint i = 0; i < json_array_get_length (tenders); i++)
    tendered += cli_json_int (json_array_get_object_element (tenders, i), "amount_fen");

  g_assert_cmpint (total, ==, cash + other);
  g_assert_cmpint (cli_json_int (summary, "cash.receipts"), ==, day->receipts->len);
  g_assert_cmpint (cli_json_int (summary, "cash.cash_fen"), ==, cash);
  g_assert_cmpint (cli_json_int (summary, "cash.total_fen"), ==, total);
  g_assert_cmpint (cli_json_int (summary, "cash.voids"), ==, day->voids);
  g_assert_cmpint (cli_json_int (summary, "cash.void_fen"), ==, day->void_fen);
  g_assert_cmpint (cli_json_int (summary, "cash.net_fen"), ==, total - day->void_fen);
  g_assert_cmpint (cli_json_int (summary, "cash.short_fen"), ==, short_fen);
  g_assert_cmpint (cli_json_int (summary, "cash.over_fen"), ==, 0);
  g_assert_cmpint (tendered, ==, total);
}

/* --- The tests --- */

static void
test_day (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *script = cli_day_script ();
  g_autofree char *lines = NULL;
  g_autoptr (CliRun) played = NULL;
  g_autoptr (CliRun) told = NULL;
  g_autoptr (CliRun) verified = NULL;
  g_autoptr (JsonNode) summary = NULL;
  g_autoptr (GError) error = NULL;
  int refusals = 0;
  Day day;

  HALL_PROVES ("004-15 004-16 004-31 004-45 004-46 004-47 000-26");

  g_file_get_contents (script, &lines, NULL, &error);
  g_assert_no_error (error);
  played = cli_run (fixture, NULL, "play", script, NULL);
  cli_assert_done (played);
  day_init (&day);
  tell_all (&day, lines, played->out);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    refusals += is_refusal (&expected[i]);
  g_assert_cmpint (day.refused, ==, refusals);

  told = cli_run (fixture, NULL, "summary", "2026-11-20", "--format", "json", NULL);
  cli_assert_done (told);
  summary = cli_json (told->out);
  g_assert_cmpstr (cli_json_text (json_node_get_object (summary), "date"), ==, "2026-11-20");
  check_tickets (&day, json_node_get_object (summary));
  check_lists (&day, json_node_get_object (summary));
  check_cash (&day, json_node_get_object (summary));
  day_clear (&day);

  verified = cli_run (fixture, NULL, "verify", NULL);
  cli_assert_done (verified);
  g_assert_true (g_str_has_prefix (verified->out, "Proved: "));
}

/* What is said of a call out of order: who, when and why (004-31). */
static void
test_exceptions_are_told (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autofree char *script = cli_day_script ();
  g_autoptr (CliRun) told = NULL;
  g_autoptr (JsonNode) summary = NULL;
  JsonArray *exceptions;

  HALL_PROVES ("004-31");

  cli_fixture_play (fixture, script);
  told = cli_run (fixture, NULL, "summary", "--format", "json", NULL);
  summary = cli_json (told->out);
  exceptions = json_object_get_array_member (json_node_get_object (summary), "exceptions");
  g_assert_cmpuint (json_array_get_length (exceptions), ==, 1);
  g_assert_cmpstr (cli_json_text (json_array_get_object_element (exceptions, 0), "ticket"), ==, "A029");
  g_assert_cmpstr (cli_json_text (json_array_get_object_element (exceptions, 0), "reason"), ==,
                   "老人身体不适");
  g_assert_cmpstr (cli_json_text (json_array_get_object_element (exceptions, 0), "at"), ==,
                   "2026-11-20T10:13:20+08:00");
}

/* The lead may close over who still waits, with a reason; they are carried and counted so. */
static void
test_override_carries (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new_practice ();
  g_autoptr (CliRun) played = cli_run (
      fixture,
      "{\"at\":\"2026-11-20T09:00:00+08:00\",\"as\":\"L02\",\"do\":\"open-day\"}\n"
      "{\"at\":\"2026-11-20T17:20:00+08:00\",\"station\":\"kiosk\",\"do\":\"take-ticket\",\"category\":\"A\"}"
      "\n"
      "{\"at\":\"2026-11-20T17:40:00+08:00\",\"as\":\"L02\",\"do\":\"close-day\"}\n"
      "{\"at\":\"2026-11-20T17:41:00+08:00\",\"as\":\"L02\",\"do\":\"close-day\",\"override_reason\":"
      "\"停电\"}\n",
      "play", "-", NULL);
  g_auto (GStrv) answers = g_strsplit (played->out, "\n", -1);
  g_autoptr (CliRun) told = cli_run (fixture, NULL, "summary", "--format", "json", NULL);
  g_autoptr (CliRun) verified = cli_run (fixture, NULL, "verify", NULL);
  g_autoptr (JsonNode) summary = NULL;
  JsonObject *figures;

  HALL_PROVES ("004-47");

  cli_assert_done (played);
  g_assert_nonnull (strstr (answers[2], "\"ok\":false"));
  g_assert_nonnull (strstr (answers[3], "\"ok\":true"));
  cli_assert_done (told);
  summary = cli_json (told->out);
  figures = json_node_get_object (summary);
  g_assert_cmpint (cli_json_int (figures, "tickets.issued"), ==, 1);
  g_assert_cmpint (cli_json_int (figures, "tickets.carried"), ==, 1);
  g_assert_cmpint (cli_json_int (figures, "tickets.open"), ==, 0);
  cli_assert_done (verified);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/day/figures-reconcile", test_day);
  g_test_add_func ("/cli/day/exceptions-are-told", test_exceptions_are_told);
  g_test_add_func ("/cli/day/override-carries", test_override_carries);
  return g_test_run ();
}
