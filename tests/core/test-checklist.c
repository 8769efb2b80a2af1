/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-checklist.h"

#include "hall-error.h"
#include "hall-test.h"

#define RULE "S004 9.2"
#define N_ITEMS 4

static const HallCaseFinding nothing = { 0 };

/* The list of 过户更名 (hall rules, appendix A), with a photograph that the matter can do without. */
static void
fill_list (HallCheckItem items[N_ITEMS])
{
  const HallCheckItem list[N_ITEMS] = {
    { .code = "form", .name = "申请表", .mandatory = TRUE },
    { .code = "deed", .name = "不动产权证书", .mandatory = TRUE },
    { .code = "paid", .name = "热费结清凭证", .mandatory = TRUE, .deferrable = TRUE },
    { .code = "photo", .name = "照片" },
  };

  memcpy (items, list, sizeof list);
}

static void
set_all (HallCheckItem items[N_ITEMS], HallItemState state)
{
  fill_list (items);
  for (int i = 0; i < N_ITEMS; i++)
    items[i].state = state;
}

static void
set_missing (HallCheckItem *item)
{
  item->state = HALL_ITEM_MISSING;
  item->problem = "未携带";
  item->fix = "携带原件";
  item->where = "不动产登记中心";
}

/* Only this one of the four ways is open. */
static void
assert_branch (const HallCheckItem *items, guint n, HallCaseFinding finding, HallBranch expected)
{
  g_assert_cmpint (hall_checklist_branch (items, n, finding), ==, expected);
  for (HallBranch branch = HALL_BRANCH_UNDECIDED; branch < HALL_N_BRANCHES; branch++) {
    g_autoptr (GError) error = NULL;
    gboolean may = hall_checklist_check_branch (items, n, finding, branch, &error);

    g_assert_true (may == (branch == expected && branch != HALL_BRANCH_UNDECIDED));
    if (may)
      continue;
    g_assert_error (error, HALL_ERROR, HALL_ERROR_REFUSED);
    g_assert_cmpstr (hall_error_get_rule (error), ==, RULE);
    g_assert_cmpstr (hall_error_get_field (error), ==, "branch");
  }
}

static void
assert_item (const HallCheckItem *item, HallError code, const char *field)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (hall_check_item_check (item, &error));
  g_assert_error (error, HALL_ERROR, (int)code);
  g_assert_cmpstr (hall_error_get_rule (error), ==, RULE);
  g_assert_cmpstr (hall_error_get_field (error), ==, field);
  g_assert_nonnull (strstr (error->message, item->name));
}

/* --- What follows --- */

static void
test_all_there (void)
{
  HallCheckItem items[N_ITEMS];

  set_all (items, HALL_ITEM_HAVE);
  assert_branch (items, N_ITEMS, nothing, HALL_BRANCH_ACCEPT);
  items[3].state = HALL_ITEM_MISSING; /* the photograph */
  assert_branch (items, N_ITEMS, nothing, HALL_BRANCH_ACCEPT);
  items[3].state = HALL_ITEM_UNSEEN;
  assert_branch (items, N_ITEMS, nothing, HALL_BRANCH_ACCEPT);
  assert_branch (NULL, 0, nothing, HALL_BRANCH_ACCEPT); /* a matter that needs no paper */
}

static void
test_one_missing (void)
{
  for (int i = 0; i < 3; i++) {
    HallCheckItem items[N_ITEMS];

    set_all (items, HALL_ITEM_HAVE);
    set_missing (&items[i]);
    assert_branch (items, N_ITEMS, nothing, HALL_BRANCH_NOTICE);
    g_assert_true (hall_check_item_is_unmet (&items[i]));
    items[i].state = HALL_ITEM_FAULTY;
    assert_branch (items, N_ITEMS, nothing, HALL_BRANCH_NOTICE);
    items[i].state = HALL_ITEM_HAVE; /* put right on the spot */
    assert_branch (items, N_ITEMS, nothing, HALL_BRANCH_ACCEPT);
  }
}

/* A notice tells everything: nothing follows while an item was not looked at. */
static void
test_nothing_follows_before_all_is_seen (void)
{
  HallCheckItem items[N_ITEMS];

  fill_list (items);
  assert_branch (items, N_ITEMS, nothing, HALL_BRANCH_UNDECIDED);
  set_missing (&items[0]);
  items[1].state = HALL_ITEM_HAVE;
  assert_branch (items, N_ITEMS, nothing, HALL_BRANCH_UNDECIDED);
  items[2].state = HALL_ITEM_HAVE;
  assert_branch (items, N_ITEMS, nothing, HALL_BRANCH_NOTICE);
}

/* Nobody is sent for papers for what cannot be done or is not known yet. */
static void
test_impossible_and_unclear (void)
{
  const HallCaseFinding impossible = { .impossible = TRUE }, unclear = { .unclear = TRUE };
  const HallCaseFinding both = { .impossible = TRUE, .unclear = TRUE };
  HallCheckItem items[N_ITEMS];

  for (HallItemState state = HALL_ITEM_UNSEEN; state < HALL_N_ITEM_STATES; state++) {
    set_all (items, state);
    assert_branch (items, N_ITEMS, impossible, HALL_BRANCH_REFUSE);
    assert_branch (items, N_ITEMS, unclear, HALL_BRANCH_CONSULT);
    assert_branch (items, N_ITEMS, both, HALL_BRANCH_REFUSE);
  }
}

static void
test_not_needed_says_why (void)
{
  HallCheckItem items[N_ITEMS];

  set_all (items, HALL_ITEM_HAVE);
  items[1].state = HALL_ITEM_NOT_NEEDED;
  assert_branch (items, N_ITEMS, nothing, HALL_BRANCH_UNDECIDED);
  assert_item (&items[1], HALL_ERROR_INVALID, "reason");
  items[1].reason = "无";
  assert_branch (items, N_ITEMS, nothing, HALL_BRANCH_UNDECIDED);
  items[1].reason = "公房承租人，凭租赁合同办理";
  assert_branch (items, N_ITEMS, nothing, HALL_BRANCH_ACCEPT);
  items[3].state = HALL_ITEM_NOT_NEEDED; /* needs no reason, for the matter can do without it */
  assert_branch (items, N_ITEMS, nothing, HALL_BRANCH_ACCEPT);
}

static void
test_sentences (void)
{
  HallCheckItem items[N_ITEMS];
  g_autofree char *open = NULL, *two = NULL, *one = NULL;

  fill_list (items);
  open = hall_checklist_sentence (items, N_ITEMS, nothing);
  g_assert_cmpstr (open, ==, "3 materials are still to be checked");
  set_all (items, HALL_ITEM_HAVE);
  set_missing (&items[0]);
  one = hall_checklist_sentence (items, N_ITEMS, nothing);
  g_assert_cmpstr (one, ==, "1 material is missing or faulty: give a one-time notice of it");
  set_missing (&items[1]);
  two = hall_checklist_sentence (items, N_ITEMS, nothing);
  g_assert_cmpstr (two, ==, "2 materials are missing or faulty: give one notice of them all");
}

/* --- What an item must say --- */

static void
test_notice_says_what_and_how (void)
{
  HallCheckItem item = {
    .code = "deed", .name = "不动产权证书", .mandatory = TRUE, .state = HALL_ITEM_FAULTY
  };
  HallCheckItem items[N_ITEMS];
  g_autoptr (GError) error = NULL;

  assert_item (&item, HALL_ERROR_INVALID, "problem");
  item.problem = "已过期";
  assert_item (&item, HALL_ERROR_INVALID, "fix");
  item.where = "不动产登记中心";
  assert_item (&item, HALL_ERROR_INVALID, "fix"); /* where to get another does not say what is to be done */
  item.fix = "换发新证";
  g_assert_true (hall_check_item_check (&item, NULL));

  item = (HallCheckItem){
    .code = "deed", .name = "不动产权证书", .mandatory = TRUE, .state = HALL_ITEM_MISSING
  };
  assert_item (&item, HALL_ERROR_INVALID, "fix");
  item.where = "不动产登记中心";
  g_assert_true (hall_check_item_check (&item, NULL));

  /* A notice with such an item is not given. */
  set_all (items, HALL_ITEM_HAVE);
  items[1].state = HALL_ITEM_MISSING;
  g_assert_false (hall_checklist_check_branch (items, N_ITEMS, nothing, HALL_BRANCH_NOTICE, &error));
  g_assert_error (error, HALL_ERROR, HALL_ERROR_INVALID);
  g_assert_cmpstr (hall_error_get_field (error), ==, "fix");
}

static void
test_deferring (void)
{
  HallCheckItem items[N_ITEMS];
  HallCheckItem *paid = &items[2], *deed = &items[1];

  set_all (items, HALL_ITEM_HAVE);
  set_missing (paid);
  paid->deferred_by = "L02";
  assert_item (paid, HALL_ERROR_REFUSED, "deferred_until");
  g_assert_cmpint (hall_checklist_branch (items, N_ITEMS, nothing), ==, HALL_BRANCH_NOTICE);
  paid->deferred_until = G_GINT64_CONSTANT (1795600000000000);
  assert_branch (items, N_ITEMS, nothing, HALL_BRANCH_ACCEPT);
  paid->deferred_by = "";
  assert_item (paid, HALL_ERROR_REFUSED, "deferred_by");
  paid->deferred_by = "L02";

  set_missing (deed); /* the deed is not marked as one that may come later */
  deed->deferred_by = "L02";
  deed->deferred_until = paid->deferred_until;
  assert_item (deed, HALL_ERROR_REFUSED, "deferred_by");
  g_assert_cmpint (hall_checklist_branch (items, N_ITEMS, nothing), ==, HALL_BRANCH_NOTICE);
}

/* --- Told once --- */

/* The notice asked for the deed and the payment; the form was good. */
static const HallTold told[] = {
  { .code = "form" },
  { .code = "deed", .listed = TRUE },
  { .code = "paid", .listed = TRUE },
  { .code = "photo" },
};
#define N_TOLD G_N_ELEMENTS (told)

static void
test_what_may_be_asked_for (void)
{
  HallTold settled[N_TOLD];

  g_assert_cmpint (hall_demand_judge (NULL, 0, FALSE, "form"), ==, HALL_DEMAND_FIRST);
  for (int expired = FALSE; expired <= TRUE; expired++) {
    g_assert_cmpint (hall_demand_judge (told, N_TOLD, expired, "deed"), ==, HALL_DEMAND_OUTSTANDING);
    g_assert_cmpint (hall_demand_judge (told, N_TOLD, expired, "paid"), ==, HALL_DEMAND_OUTSTANDING);
    g_assert_cmpint (hall_demand_judge (told, N_TOLD, expired, "form"), ==, HALL_DEMAND_BARRED);
    g_assert_cmpint (hall_demand_judge (told, N_TOLD, expired, "photo"), ==, HALL_DEMAND_BARRED);
  }
  /* An item that the list did not have then: the promise of the notice holds as long as the notice. */
  g_assert_cmpint (hall_demand_judge (told, N_TOLD, FALSE, "lease"), ==, HALL_DEMAND_BARRED);
  g_assert_cmpint (hall_demand_judge (told, N_TOLD, TRUE, "lease"), ==, HALL_DEMAND_NEW);

  memcpy (settled, told, sizeof told);
  settled[1].settled = TRUE; /* the deed was found good on the second visit: not asked for on the third */
  g_assert_cmpint (hall_demand_judge (settled, N_TOLD, FALSE, "deed"), ==, HALL_DEMAND_BARRED);
  g_assert_cmpint (hall_demand_judge (settled, N_TOLD, FALSE, "paid"), ==, HALL_DEMAND_OUTSTANDING);
}

static void
assert_demand_refused (const HallCheckItem *item,
                       const HallException *exception,
                       HallError code,
                       const char *field)
{
  g_autoptr (GError) error = NULL;
  gboolean second = TRUE;

  g_assert_false (hall_demand_check (told, N_TOLD, FALSE, item, exception, &second, &error));
  g_assert_error (error, HALL_ERROR, (int)code);
  g_assert_cmpstr (hall_error_get_field (error), ==, field);
  if (code == HALL_ERROR_REFUSED)
    g_assert_cmpstr (hall_error_get_rule (error), ==, RULE);
  g_assert_false (second);
}

/* Appendix B, step 6: an unlisted item is refused; the lead names one of four causes, and it is counted. */
static void
test_second_notice (void)
{
  HallCheckItem items[N_ITEMS];
  const HallException silent = { HALL_CAUSE_RULE_CHANGED, "无", "L02" };
  const HallException alone = { HALL_CAUSE_RULE_CHANGED, "规则调整", NULL };
  const HallException nobody = { HALL_CAUSE_RULE_CHANGED, "规则调整", "" };
  const HallException fifth = { HALL_N_CAUSES, "规则调整", "L02" };
  gboolean second = TRUE;

  fill_list (items);
  assert_demand_refused (&items[0], NULL, HALL_ERROR_REFUSED, "item");
  assert_demand_refused (&items[0], &silent, HALL_ERROR_INVALID, "reason");
  assert_demand_refused (&items[0], &alone, HALL_ERROR_REFUSED, "approved_by");
  assert_demand_refused (&items[0], &nobody, HALL_ERROR_REFUSED, "approved_by");
  assert_demand_refused (&items[0], &fifth, HALL_ERROR_REFUSED, "cause");
  for (HallCause cause = HALL_CAUSE_RULE_CHANGED; cause < HALL_N_CAUSES; cause++) {
    const HallException exception = { cause, "规则调整", "L02" };

    g_assert_true (hall_demand_check (told, N_TOLD, FALSE, &items[0], &exception, &second, NULL));
    g_assert_true (second);
    /* Leave for what may be asked for anyway is no second notice. */
    g_assert_true (hall_demand_check (told, N_TOLD, FALSE, &items[1], &exception, &second, NULL));
    g_assert_false (second);
  }
  g_assert_true (hall_demand_check (told, N_TOLD, FALSE, &items[1], NULL, &second, NULL));
  g_assert_false (second);
  g_assert_true (hall_demand_check (NULL, 0, FALSE, &items[0], NULL, &second, NULL));
  g_assert_false (second);
}

static void
test_return_visit (void)
{
  HallCheckItem items[N_ITEMS];

  set_all (items, HALL_ITEM_HAVE);
  set_missing (&items[1]);
  set_missing (&items[2]);
  g_assert_cmpuint (hall_checklist_begin_return (items, N_ITEMS, told, N_TOLD, FALSE), ==, 2);
  g_assert_cmpint (items[0].state, ==, HALL_ITEM_HAVE);
  g_assert_true (items[0].barred && items[3].barred);
  g_assert_cmpint (items[1].state, ==, HALL_ITEM_UNSEEN);
  g_assert_false (items[1].barred || items[2].barred);
  g_assert_cmpstr (items[1].problem, ==, "未携带"); /* what was said then lies beside */
  assert_branch (items, N_ITEMS, nothing, HALL_BRANCH_UNDECIDED);

  /* What is barred keeps nobody from acceptance, whatever a clerk may click. */
  items[1].state = items[2].state = HALL_ITEM_HAVE;
  items[0].state = HALL_ITEM_MISSING;
  assert_branch (items, N_ITEMS, nothing, HALL_BRANCH_ACCEPT);
  items[0].barred = FALSE; /* the lead gave leave */
  items[0].fix = "重新填写";
  assert_branch (items, N_ITEMS, nothing, HALL_BRANCH_NOTICE);
}

/* One brought, one not: the second notice asks for the rest, and is none of the counted kind. */
static void
test_return_with_a_part (void)
{
  HallCheckItem items[N_ITEMS];
  gboolean second = TRUE;

  set_all (items, HALL_ITEM_HAVE);
  set_missing (&items[1]);
  set_missing (&items[2]);
  hall_checklist_begin_return (items, N_ITEMS, told, N_TOLD, FALSE);
  items[1].state = HALL_ITEM_HAVE;
  set_missing (&items[2]);
  assert_branch (items, N_ITEMS, nothing, HALL_BRANCH_NOTICE);
  g_assert_true (hall_demand_check (told, N_TOLD, FALSE, &items[2], NULL, &second, NULL));
  g_assert_false (second);
}

static void
test_return_with_a_new_list (void)
{
  HallCheckItem items[N_ITEMS + 1];

  set_all (items, HALL_ITEM_HAVE);
  items[1].state = items[2].state = HALL_ITEM_MISSING;
  items[N_ITEMS] = (HallCheckItem){ .code = "lease", .name = "租赁合同", .mandatory = TRUE };
  g_assert_cmpuint (hall_checklist_begin_return (items, N_ITEMS + 1, told, N_TOLD, FALSE), ==, 2);
  g_assert_true (items[N_ITEMS].barred);
  items[1].state = items[2].state = HALL_ITEM_HAVE;
  assert_branch (items, N_ITEMS + 1, nothing, HALL_BRANCH_ACCEPT);

  g_assert_cmpuint (hall_checklist_begin_return (items, N_ITEMS + 1, told, N_TOLD, TRUE), ==, 3);
  g_assert_false (items[N_ITEMS].barred);
  assert_branch (items, N_ITEMS + 1, nothing, HALL_BRANCH_UNDECIDED);
}

/* Without a notice nothing is barred, and what was looked at stays looked at. */
static void
test_return_without_a_notice (void)
{
  HallCheckItem items[N_ITEMS];

  fill_list (items);
  items[0].state = HALL_ITEM_HAVE;
  items[0].barred = TRUE;
  g_assert_cmpuint (hall_checklist_begin_return (items, N_ITEMS, NULL, 0, FALSE), ==, 3);
  g_assert_false (items[0].barred);
  g_assert_cmpint (items[0].state, ==, HALL_ITEM_HAVE);
}

/* Any list, any notice: what is met, unmet and open parts the list, and the branch follows from the parts. */
static void
test_any_list (void)
{
  for (int round = 0; round < 5000; round++) {
    HallCheckItem items[N_ITEMS];
    guint unmet = 0, met = 0;
    HallBranch expected;

    fill_list (items);
    for (int i = 0; i < N_ITEMS; i++) {
      items[i].state = (HallItemState)g_test_rand_int_range (0, HALL_N_ITEM_STATES);
      items[i].barred = g_test_rand_int_range (0, 4) == 0;
      items[i].reason = g_test_rand_bit () ? "公房承租人" : NULL;
      items[i].deferred_by = g_test_rand_bit () ? "L02" : NULL;
      items[i].deferred_until = g_test_rand_bit ();
      g_assert_false (hall_check_item_is_met (&items[i]) && hall_check_item_is_unmet (&items[i]));
      met += hall_check_item_is_met (&items[i]);
      unmet += hall_check_item_is_unmet (&items[i]);
      if (items[i].barred)
        g_assert_false (hall_check_item_is_unmet (&items[i]));
    }
    expected = met == N_ITEMS           ? HALL_BRANCH_ACCEPT
               : met + unmet == N_ITEMS ? HALL_BRANCH_NOTICE
                                        : HALL_BRANCH_UNDECIDED;
    g_assert_cmpint (hall_checklist_branch (items, N_ITEMS, nothing), ==, expected);
  }
}

static void
test_names (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  HallItemState state = HALL_ITEM_HAVE;
  HallCause cause = HALL_CAUSE_OUR_ERROR;

  for (HallItemState each = HALL_ITEM_UNSEEN; each < HALL_N_ITEM_STATES; each++) {
    g_assert_true (hall_item_state_from_name (hall_item_state_name (each), &state));
    g_assert_cmpint (state, ==, each);
  }
  for (HallCause each = HALL_CAUSE_RULE_CHANGED; each < HALL_N_CAUSES; each++) {
    g_assert_true (hall_cause_from_name (hall_cause_name (each), &cause));
    g_assert_cmpint (cause, ==, each);
    g_assert_true (g_hash_table_add (seen, (gpointer)hall_cause_sentence (each)));
  }
  for (HallBranch each = HALL_BRANCH_UNDECIDED; each < HALL_N_BRANCHES; each++)
    g_assert_true (g_hash_table_add (seen, (gpointer)hall_branch_name (each)));
  g_assert_false (hall_item_state_from_name ("lost", &state));
  g_assert_false (hall_cause_from_name (NULL, &cause));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/checklist/all-there", test_all_there);
  g_test_add_func ("/checklist/one-missing", test_one_missing);
  g_test_add_func ("/checklist/nothing-follows-before-all-is-seen", test_nothing_follows_before_all_is_seen);
  g_test_add_func ("/checklist/impossible-and-unclear", test_impossible_and_unclear);
  g_test_add_func ("/checklist/not-needed-says-why", test_not_needed_says_why);
  g_test_add_func ("/checklist/sentences", test_sentences);
  g_test_add_func ("/checklist/notice-says-what-and-how", test_notice_says_what_and_how);
  g_test_add_func ("/checklist/deferring", test_deferring);
  g_test_add_func ("/checklist/told/what-may-be-asked-for", test_what_may_be_asked_for);
  g_test_add_func ("/checklist/told/second-notice", test_second_notice);
  g_test_add_func ("/checklist/told/return-visit", test_return_visit);
  g_test_add_func ("/checklist/told/return-with-a-part", test_return_with_a_part);
  g_test_add_func ("/checklist/told/return-with-a-new-list", test_return_with_a_new_list);
  g_test_add_func ("/checklist/told/return-without-a-notice", test_return_without_a_notice);
  g_test_add_func ("/checklist/any-list", test_any_list);
  g_test_add_func ("/checklist/names", test_names);
  return g_test_run ();
}
