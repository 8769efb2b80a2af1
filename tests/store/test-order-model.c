/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Some thousand random steps of a hall, each compared with a plain model of the rules 5.1 and 5.3 that knows
 * nothing of how the store does it. */

#include "hall-fixture.h"
#include "hall-test.h"

#define STEPS 2500
#define LIMIT_S 900

typedef struct {
  char *label;
  char queue;
  gint64 base;   /* the ticket it stands at, counted in the order they were issued */
  gint64 behind; /* 0 in front, n the n-th that came back behind it */
  gboolean priority;
  gboolean returned;
  gint64 issued;
} Card;

typedef struct {
  const char *staff;
  gint64 number;
  const char *serves;
  Card *customer;
  int *run; /* normal, priority: shared by counters of one line */
} Booth;

typedef struct {
  HallFixture *hall;
  GPtrArray *waiting; /* of Card, by place */
  GPtrArray *lost;    /* of Card */
  Booth booths[3];
  int runs[2][2];
  gint64 issued;
  gint64 now;
} Model;

static void
card_free (gpointer data)
{
  Card *card = data;

  g_free (card->label);
  g_free (card);
}

static int
compare_cards (gconstpointer a, gconstpointer b)
{
  const Card *first = *(Card *const *)a;
  const Card *second = *(Card *const *)b;

  if (first->base != second->base)
    return first->base < second->base ? -1 : 1;
  return first->behind < second->behind ? -1 : first->behind > second->behind;
}

static void
put_in_queue (Model *model, Card *card)
{
  g_ptr_array_add (model->waiting, card);
  g_ptr_array_sort (model->waiting, compare_cards);
}

static void
issue (Model *model)
{
  static const char *const priorities[] = { NULL, NULL, NULL, "elder", "illness" };
  const char *priority = priorities[g_test_rand_int_range (0, G_N_ELEMENTS (priorities))];
  Card *card = g_new0 (Card, 1);

  card->queue = g_test_rand_int_range (0, 3) == 0 ? 'B' : 'A';
  card->base = ++model->issued;
  card->priority = priority != NULL;
  card->issued = model->now;
  card->label = hall_fixture_take (model->hall, card->queue == 'A' ? "A" : "B", priority);
  put_in_queue (model, card);
}

static Card *
first_of (Model *model, const char *serves, gboolean priority)
{
  for (guint i = 0; i < model->waiting->len; i++) {
    Card *card = model->waiting->pdata[i];

    if (strchr (serves, card->queue) != NULL && card->priority == priority)
      return card;
  }
  return NULL;
}

/* 5.3 as a person would read it out. */
static Card *
choose (Model *model, Booth *booth)
{
  Card *normal = first_of (model, booth->serves, FALSE);
  Card *special = first_of (model, booth->serves, TRUE);

  if (normal == NULL || special == NULL)
    return normal != NULL ? normal : special;
  if (booth->run[1] >= 2 && model->now - normal->issued > LIMIT_S)
    return normal;
  if (booth->run[0] >= 2)
    return special;
  return compare_cards (&special, &normal) < 0 ? special : normal;
}

static void
call (Model *model, Booth *booth)
{
  Card *card = choose (model, booth);
  g_autoptr (GVariant) answer = NULL;
  g_autofree char *label = NULL;
  guint at;

  if (card == NULL) {
    hall_fixture_refuse (model->hall, booth->staff, booth->number, "call-next", NULL, HALL_ERROR_NOT_FOUND,
                         NULL, NULL);
    return;
  }
  answer = hall_fixture_do (model->hall, booth->staff, booth->number, "call-next", NULL);
  label = hall_fixture_text (answer, "ticket");
  g_assert_cmpstr (label, ==, card->label);
  g_assert_cmpint (hall_fixture_int (answer, "waited_s"), ==, model->now - card->issued);
  booth->run[0] = card->priority ? 0 : booth->run[0] + 1;
  booth->run[1] = card->priority ? booth->run[1] + 1 : 0;
  g_assert_true (g_ptr_array_find (model->waiting, card, &at));
  g_ptr_array_steal_index (model->waiting, at);
  booth->customer = card;
}

static void
pass (Model *model, gint64 seconds)
{
  model->now += seconds;
  hall_fixture_advance (model->hall, seconds);
}

static void
end_visit (Model *model, Booth *booth)
{
  Card *card = g_steal_pointer (&booth->customer);
  int fate = g_test_rand_int_range (0, 10);

  if (fate < 3) {
    for (int i = 0; i < 2; i++) {
      pass (model, 20);
      hall_fixture_must (model->hall, booth->staff, booth->number, "recall", "%s", "");
    }
    hall_fixture_must (model->hall, booth->staff, booth->number, "no-show", "%s", "");
    if (!card->returned) {
      g_ptr_array_add (model->lost, card);
      return;
    }
  } else {
    hall_fixture_must (model->hall, booth->staff, booth->number, "start", "%s", "");
    if (fate == 3 && !card->returned) {
      card->queue = card->queue == 'A' ? 'B' : 'A';
      hall_fixture_must (model->hall, booth->staff, booth->number, "transfer",
                         "{'category': <'%c'>, 'summary': <'转另一业务'>}", card->queue);
      put_in_queue (model, card);
      return;
    }
    hall_fixture_must (model->hall, booth->staff, booth->number, "finish", "%s", "");
  }
  card_free (card);
}

/* Behind the third that waits in its queue, and behind who came back there before. */
static void
come_back (Model *model)
{
  Card *card;
  g_autofree char *args = NULL;
  g_autoptr (GVariant) answer = NULL;
  gint64 ahead = 0;
  gint64 base;
  gint64 behind = 0;
  int passed = 0;

  if (model->lost->len == 0)
    return;
  card = g_ptr_array_steal_index (model->lost, (guint)g_test_rand_int_range (0, (int)model->lost->len));
  base = card->base;
  for (guint i = 0; i < model->waiting->len && passed < 3; i++) {
    Card *other = model->waiting->pdata[i];

    if (other->queue == card->queue) {
      base = other->base;
      passed++;
    }
  }
  for (guint i = 0; i < model->waiting->len; i++) {
    Card *other = model->waiting->pdata[i];

    if (other->queue == card->queue && other->base == base)
      behind = MAX (behind, other->behind);
  }
  card->base = base;
  card->behind = behind + 1;
  card->priority = FALSE;
  card->returned = TRUE;
  for (guint i = 0; i < model->waiting->len; i++) {
    Card *other = model->waiting->pdata[i];

    ahead += other->queue == card->queue && compare_cards (&other, &card) < 0;
  }
  args = g_strdup_printf ("{'ticket': <'%s'>}", card->label);
  answer = hall_fixture_do (model->hall, "G05", 3, "return-ticket", args);
  g_assert_cmpint (hall_fixture_int (answer, "ahead"), ==, ahead);
  put_in_queue (model, card);
}

static void
leave (Model *model)
{
  guint at;
  Card *card;

  if (model->waiting->len == 0)
    return;
  at = (guint)g_test_rand_int_range (0, (int)model->waiting->len);
  card = g_ptr_array_steal_index (model->waiting, at);
  hall_fixture_must (model->hall, "G05", 3, "cancel-ticket", "{'ticket': <'%s'>, 'reason': <'客户离开'>}",
                     card->label);
  card_free (card);
}

static void
step (Model *model)
{
  Booth *booth = &model->booths[g_test_rand_int_range (0, G_N_ELEMENTS (model->booths))];
  int what = g_test_rand_int_range (0, 20);

  if (model->now < 8 * 3600)
    pass (model, g_test_rand_int_range (0, 12));
  if (what < 7 || model->waiting->len < 3)
    issue (model);
  else if (what == 7)
    leave (model);
  else if (what < 10)
    come_back (model);
  else if (booth->customer == NULL)
    call (model, booth);
  else
    end_visit (model, booth);
}

static void
test_random_day (void)
{
  g_autoptr (HallFixture) hall = hall_fixture_new ();
  Model model = { .hall = hall,
                  .waiting = g_ptr_array_new_with_free_func (card_free),
                  .lost = g_ptr_array_new_with_free_func (card_free) };

  model.booths[0] = (Booth){ "G07", 1, "A", NULL, model.runs[0] };
  model.booths[1] = (Booth){ "G09", 2, "A", NULL, model.runs[0] };
  model.booths[2] = (Booth){ "G05", 3, "AB", NULL, model.runs[1] };
  hall_fixture_must (hall, "A01", 0, "set-option", "{'name': <'open_until'>, 'value': <'24:00'>}");
  for (gsize i = 0; i < G_N_ELEMENTS (model.booths); i++)
    hall_fixture_open (hall, model.booths[i].staff, model.booths[i].number);
  for (int i = 0; i < STEPS; i++)
    step (&model);

  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM ticket WHERE state = 'waiting'"), ==,
                   model.waiting->len);
  /* Numbers are dense, and the state is what the moves say. */
  g_assert_cmpint (hall_fixture_sql_int (hall, "SELECT count (*) FROM ticket"), ==, model.issued);
  g_assert_cmpint (
      hall_fixture_sql_int (hall, "SELECT count (*) FROM (SELECT category FROM ticket GROUP BY category"
                                  " HAVING count (*) <> max (number) OR min (number) <> 1) x"),
      ==, 0);
  g_assert_cmpint (hall_fixture_sql_int (hall,
                                         "SELECT count (*) FROM ticket t WHERE state <> (SELECT to_state FROM"
                                         " ticket_move WHERE ticket = t.id ORDER BY id DESC LIMIT 1)"),
                   ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (model.booths); i++)
    g_clear_pointer (&model.booths[i].customer, card_free);
  g_ptr_array_unref (model.waiting);
  g_ptr_array_unref (model.lost);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/order-model/random-day", test_random_day);
  return g_test_run ();
}
