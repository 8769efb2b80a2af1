/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the screens read: the desk, the public, the screen that faces the customer, findings, stories,
 * phrases. */

#include "hall-fixture.h"
#include "hall-test.h"
#include "hall-views.h"

#define STEP(name, args) hall_fixture_must (hall, "G05", 3, name, "%s", args)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallDeskView, hall_desk_view_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallPublicView, hall_public_view_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallCounterView, hall_counter_view_free)

static HallDeskView *
desk (HallFixture *hall, gint64 counter, const char *staff)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (hall_desk_params (counter, staff));
  g_autoptr (GError) error = NULL;
  HallDeskView *view = hall_desk_view_read (hall->engine, params, &error);

  g_assert_no_error (error);
  return view;
}

static HallCounterView *
facing (HallFixture *hall, gint64 counter)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_int64 (counter));
  g_autoptr (GError) error = NULL;
  HallCounterView *view = hall_counter_view_read (hall->engine, params, &error);

  g_assert_no_error (error);
  return view;
}

static char *
labels (GListModel *tickets)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (tickets); i++) {
    g_autoptr (HallTicket) ticket = g_list_model_get_item (tickets, i);

    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", ticket->label);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_labels (GListModel *tickets, const char *expected)
{
  g_autofree char *shown = labels (tickets);

  g_assert_cmpstr (shown, ==, expected);
}

/* A desk before anything, without a day and without a place. */
static void
test_empty_desk (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (HallDeskView) view = desk (hall, 3, "G05");

  g_assert_null (view->info->day);
  g_assert_true (view->info->accepts_tickets);
  g_assert_cmpstr (view->duty, ==, "none");
  g_assert_cmpstr (view->staff_name, ==, "张三");
  g_assert_null (view->current);
  g_assert_null (view->next_receipt);
  assert_labels (view->waiting, "");
  g_assert_cmpuint (g_list_model_get_n_items (view->categories), ==, 4);
  g_assert_cmpuint (g_list_model_get_n_items (view->counters), ==, 5);
}

/* The list stands in the order in which it will be called. */
static void
test_waiting_is_the_order (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_fixture_open (hall, "G05", 3);
  for (int i = 0; i < 9; i++)
    g_free (hall_fixture_take (hall, i % 4 == 1 ? "B" : i % 4 == 2 ? "C" : "A", i % 3 == 2 ? "elder" : NULL));
  for (;;) {
    g_autoptr (HallDeskView) view = desk (hall, 3, "G05");
    g_autofree char *called = NULL;
    g_autoptr (HallTicket) first = g_list_model_get_item (view->waiting, 0);

    if (first == NULL)
      break;
    called = hall_fixture_serve (hall, "G05", 3);
    g_assert_cmpstr (called, ==, first->label);
    STEP ("finish", "");
  }
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM ticket WHERE state = 'done'"), ==, 7);
}

static void
test_desk (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (HallDeskView) serving = NULL;
  g_autoptr (HallDeskView) paid = NULL;
  g_autoptr (HallDeskView) after = NULL;
  g_autoptr (HallDeskView) other = NULL;
  gint64 charge;

  hall_fixture_open (hall, "G05", 3);
  for (int i = 0; i < 4; i++)
    g_free (hall_fixture_take (hall, "A", i == 0 ? "illness" : NULL));
  hall_fixture_advance (hall, 960);
  g_free (hall_fixture_serve (hall, "G05", 3));
  charge = hall_fixture_charge (hall, "G05", 3, 5000);
  serving = desk (hall, 0, "G05");
  g_assert_cmpint (serving->counter, ==, 3);
  g_assert_cmpstr (serving->duty, ==, "open");
  g_assert_cmpstr (serving->current->label, ==, "A001");
  g_assert_true (serving->current->over_limit);
  g_assert_cmpstr (serving->current->why, ==, "priority-earlier");
  g_assert_cmpstr (serving->blocker, ==, "charge-open");
  g_assert_cmpstr (serving->charge->state, ==, "open");
  g_assert_cmpstr (serving->next_receipt, ==, "CD03-20261120-0001");
  g_assert_cmpint (serving->longest_wait_us, ==, 960 * G_TIME_SPAN_SECOND);
  assert_labels (serving->waiting, "A002 A003 A004");
  g_free (hall_fixture_pay (hall, "G05", 3, charge, 10000));
  paid = desk (hall, 3, "G05");
  g_assert_null (paid->blocker);
  g_assert_cmpstr (paid->last_receipt, ==, "CD03-20261120-0001");
  g_assert_cmpstr (paid->next_receipt, ==, "CD03-20261120-0002");
  g_assert_cmpint (paid->cash_today_fen, ==, 5000);
  hall_fixture_advance (hall, 100);
  STEP ("hold", "{'reason': <'取材料'>}");
  g_free (hall_fixture_serve (hall, "G05", 3));
  hall_fixture_advance (hall, 50);
  STEP ("finish", "");
  after = desk (hall, 3, "G05");
  assert_labels (after->held, "A001");
  g_assert_cmpint (after->done_today, ==, 1);
  g_assert_cmpfloat_with_epsilon (after->service_mean_s, 50, 0.001);
  g_assert_cmpint (after->duty_since, ==, hall_clock_now (hall->clock));
  other = desk (hall, 1, "G07");
  assert_labels (other->held, "");
}

/* Why somebody has priority is for the clerk in front of them, and nobody else. */
static void
test_priority_reason (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (HallDeskView) waiting = NULL;
  g_autoptr (HallDeskView) serving = NULL;
  g_autoptr (HallCounterView) shown = NULL;
  g_autoptr (HallTicket) ticket = NULL;

  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", "illness"));
  waiting = desk (hall, 3, "G05");
  ticket = g_list_model_get_item (waiting->waiting, 0);
  g_assert_true (ticket->priority);
  g_assert_null (ticket->priority_reason);
  STEP ("call-next", "");
  serving = desk (hall, 3, "G05");
  g_assert_cmpstr (serving->current->priority_reason, ==, "illness");
  shown = facing (hall, 3);
  g_assert_null (shown->current->priority_reason);
}

/* Words for colleagues do not face the customer. */
static void
test_facing (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (HallCounterView) closed = facing (hall, 3);
  g_autoptr (HallCounterView) received = NULL;
  gint64 charge;

  g_assert_cmpstr (closed->duty, ==, "none");
  hall_fixture_open (hall, "G05", 3);
  hall_fixture_open (hall, "G09", 5);
  g_free (hall_fixture_take (hall, "C", NULL));
  g_free (hall_fixture_serve (hall, "G09", 5));
  hall_fixture_must (hall, "G09", 5, "transfer", "%s", "{'category': <'A'>, 'summary': <'客户情绪激动'>}");
  g_free (hall_fixture_serve (hall, "G05", 3));
  charge = hall_fixture_charge (hall, "G05", 3, 128650);
  hall_fixture_must (hall, "G05", 3, "call-received",
                     "{'charge': <int64 %d>, 'received_fen': <int64 130000>}", (int)charge);
  received = facing (hall, 3);
  g_assert_cmpstr (received->staff, ==, "G05");
  g_assert_cmpstr (received->current->label, ==, "C001");
  g_assert_null (received->current->summary);
  g_assert_null (received->current->why);
  g_assert_cmpstr (received->charge->sentence, ==, "总共缴费1286.50元，收您1300元，找您13.50元，请收好。");
  g_assert_cmpint (received->charge->change_fen, ==, 1350);
}

static void
add_matters (GString *all, GListModel *matters)
{
  for (guint i = 0; matters != NULL && i < g_list_model_get_n_items (matters); i++) {
    g_autoptr (HallMatter) matter = g_list_model_get_item (matters, i);

    g_string_append_printf (all, "%s %s %s;", matter->name, matter->promise, matter->code);
  }
}

/* Every word that kiosk and board can show. */
static char *
public_words (HallPublicView *view)
{
  g_autoptr (GString) all = g_string_new (NULL);

  g_string_append_printf (all, "%s %s %s %s;", view->info->org_name, view->info->hall_name,
                          view->info->slogan, view->info->phone);
  for (guint i = 0; i < g_list_model_get_n_items (view->categories); i++) {
    g_autoptr (HallCategory) category = g_list_model_get_item (view->categories, i);

    g_string_append_printf (all, "%s %s %s;", category->code, category->name, category->hint);
    add_matters (all, category->matters);
  }
  for (guint i = 0; i < g_list_model_get_n_items (view->calls); i++) {
    g_autoptr (HallCall) call = g_list_model_get_item (view->calls, i);

    g_string_append_printf (all, "%s %d;", call->label, (int)call->counter);
  }
  add_matters (all, view->promises);
  for (char **notice = view->notices; *notice != NULL; notice++)
    g_string_append_printf (all, "%s;", *notice);
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
test_public (void)
{
  static const char *const personal[] = { "李建国", "1002003015", "illness", "张三", "G05", "不适", "内部" };
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (HallPublicView) view = NULL;
  g_autoptr (HallCall) newest = NULL;
  g_autoptr (HallCategory) payment = NULL;
  g_autofree char *words = NULL;

  hall_fixture_open (hall, "G05", 3);
  hall_fixture_must (hall, "L02", 0, "set-bulletin", "%s",
                     "{'title': <'停水'>, 'text': <'今日14时起'>, 'public': <true>}");
  hall_fixture_must (hall, "L02", 0, "set-bulletin", "%s", "{'title': <'内部通知'>}");
  for (int i = 0; i < 15; i++)
    g_free (hall_fixture_take (hall, "A", i == 13 ? "illness" : NULL));
  for (int i = 0; i < 13; i++) {
    g_free (hall_fixture_serve (hall, "G05", 3));
    hall_fixture_must (
        hall, "G05", 3, "charge", "%s",
        "{'payer': <'李建国'>, 'account': <'1002003015'>, 'lines': <[<{'item': <'热费'>, 'amount_fen':"
        " <int64 5>}>]>}");
    hall_fixture_must (hall, "G05", 3, "drop-charge", "{'charge': <int64 %d>}", i + 1);
    STEP ("finish", "");
  }
  STEP ("call", "{'ticket': <'A015'>, 'reason': <'客户不适'>}");
  view = hall_public_view_read (hall->engine, NULL, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (view->calls), ==, 12);
  newest = g_list_model_get_item (view->calls, 0);
  g_assert_cmpstr (newest->label, ==, "A015");
  g_assert_cmpint (newest->counter, ==, 3);
  payment = g_list_model_get_item (view->categories, 0);
  g_assert_cmpint (payment->waiting, ==, 1);
  g_assert_cmpint (payment->counters, ==, 1);
  g_assert_cmpint (payment->issued, ==, 15);
  g_assert_cmpstr (view->notices[0], ==, "停水：今日14时起");
  words = public_words (view);
  for (gsize i = 0; i < G_N_ELEMENTS (personal); i++)
    g_assert_null (strstr (words, personal[i]));
}

/* The voice asks for what came after the last call it heard, and misses none. */
static void
test_calls_after (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GVariant) none = g_variant_ref_sink (g_variant_new_int64 (0));
  g_autoptr (GVariant) one = g_variant_ref_sink (g_variant_new_int64 (1));
  g_autoptr (GListModel) all = NULL;
  g_autoptr (GListModel) rest = NULL;
  g_autoptr (HallCall) second = NULL;

  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", NULL));
  STEP ("call-next", "");
  hall_fixture_advance (hall, 20);
  STEP ("recall", "");
  all = hall_calls_read (hall->engine, none, NULL);
  rest = hall_calls_read (hall->engine, one, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (all), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (rest), ==, 1);
  second = g_list_model_get_item (rest, 0);
  g_assert_cmpint (second->round, ==, 2);
}

static void
assert_story (HallFixture *hall, const char *expected)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_int64 (1));
  g_autoptr (GListModel) story = hall_ticket_story_read (hall->engine, params, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (story); i++) {
    g_autoptr (HallMove) move = g_list_model_get_item (story, i);

    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", move->what);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_story (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();

  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  g_free (hall_fixture_pay (hall, "G05", 3, hall_fixture_charge (hall, "G05", 3, 100), 100));
  hall_fixture_advance (hall, 1);
  STEP ("hold", "{'reason': <'取材料'>}");
  hall_fixture_advance (hall, 1);
  STEP ("unhold", "{'ticket': <'A001'>}");
  STEP ("finish", "");
  assert_story (hall, "take-ticket call-next start call-change hold unhold finish");
}

static GListModel *
find (HallFixture *hall, const char *query)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_string (query));
  g_autoptr (GError) error = NULL;
  GListModel *found = hall_find_read (hall->engine, params, &error);

  g_assert_no_error (error);
  return found;
}

static void
test_find (void)
{
  static const struct {
    const char *query;
    guint n;
    const char *number;
  } cases[] = {
    { "a001", 1, "A001" },
    { " A001 ", 1, "A001" },
    { "20261120-A001", 1, "A001" },
    { "cd03-20261120-0001", 1, "CD03-20261120-0001" },
    { "1", 1, "CD03-20261120-0001" },
    { "1002003015", 1, "CD03-20261120-0001" },
    { "李建国", 1, "CD03-20261120-0001" },
    { "", 0, NULL },
    { "A999", 0, NULL },
    { "%", 0, NULL },
    { "_", 0, NULL },
    { "'; DROP TABLE receipt; --", 0, NULL },
  };
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  g_autoptr (GListModel) mine = NULL;
  g_autoptr (HallFinding) finding = NULL;
  g_autoptr (GVariant) charge = NULL;

  hall_fixture_open (hall, "G05", 3);
  g_free (hall_fixture_take (hall, "A", NULL));
  g_free (hall_fixture_serve (hall, "G05", 3));
  charge = hall_fixture_do (hall, "G05", 3, "charge",
                            "{'payer': <'李建国'>, 'account': <'1002003015'>, 'lines': <[<{'item': <'热费'>,"
                            " 'amount_fen': <int64 128650>}>]>}");
  g_free (hall_fixture_pay (hall, "G05", 3, hall_fixture_int (charge, "charge"), 130000));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GListModel) found = find (hall, cases[i].query);
    g_autoptr (HallFinding) first = g_list_model_get_item (found, 0);

    if (g_list_model_get_n_items (found) != cases[i].n)
      g_error ("“%s” finds %u", cases[i].query, g_list_model_get_n_items (found));
    if (cases[i].n > 0)
      g_assert_cmpstr (first->number, ==, cases[i].number);
  }
  /* A list shows no whole name. */
  mine = find (hall, "1002003015");
  finding = g_list_model_get_item (mine, 0);
  g_assert_cmpstr (finding->title, ==, "¥1286.50");
  g_assert_null (strstr (finding->detail, "李建国"));
  g_assert_cmpint (finding->document, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/views/empty-desk", test_empty_desk);
  g_test_add_func ("/store/views/waiting-is-the-order", test_waiting_is_the_order);
  g_test_add_func ("/store/views/desk", test_desk);
  g_test_add_func ("/store/views/priority-reason", test_priority_reason);
  g_test_add_func ("/store/views/facing", test_facing);
  g_test_add_func ("/store/views/public", test_public);
  g_test_add_func ("/store/views/calls-after", test_calls_after);
  g_test_add_func ("/store/views/story", test_story);
  g_test_add_func ("/store/views/find", test_find);
  return g_test_run ();
}
