/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-checklist.h"

#include "hall-error.h"
#include "hall-text.h"

#include <glib/gi18n-lib.h>

#define RULE "S004 9.2"

/* --- Names --- */

static gboolean
find_name (const char *const names[], guint n, const char *name, guint *at)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (name, names[i]) == 0) {
      *at = i;
      return TRUE;
    }
  return FALSE;
}

static const char *const state_names[HALL_N_ITEM_STATES] = { "unseen", "have", "missing", "faulty",
                                                             "not-needed" };

/**
 * hall_item_state_name:
 * @state: a state
 *
 * Returns: (transfer none): its name, as stored
 */
const char *
hall_item_state_name (HallItemState state)
{
  g_return_val_if_fail (state < HALL_N_ITEM_STATES, NULL);
  return state_names[state];
}

/**
 * hall_item_state_from_name:
 * @name: (nullable): a name, as stored
 * @state: (out): its state
 *
 * Returns: whether there is one of that name
 */
gboolean
hall_item_state_from_name (const char *name, HallItemState *state)
{
  guint at;

  g_return_val_if_fail (state != NULL, FALSE);

  if (!find_name (state_names, HALL_N_ITEM_STATES, name, &at))
    return FALSE;
  *state = (HallItemState)at;
  return TRUE;
}

/**
 * hall_branch_name:
 * @branch: a branch
 *
 * Returns: (transfer none): its name, as stored and as written in answers
 */
const char *
hall_branch_name (HallBranch branch)
{
  static const char *const names[HALL_N_BRANCHES] = { "undecided", "accept", "notice", "refuse", "consult" };

  g_return_val_if_fail (branch < HALL_N_BRANCHES, NULL);
  return names[branch];
}

static const char *const cause_names[HALL_N_CAUSES] = { "rule-changed", "facts-changed", "data-changed",
                                                        "our-error" };

/**
 * hall_cause_name:
 * @cause: a cause
 *
 * Returns: (transfer none): its name, as stored
 */
const char *
hall_cause_name (HallCause cause)
{
  g_return_val_if_fail (cause < HALL_N_CAUSES, NULL);
  return cause_names[cause];
}

/**
 * hall_cause_from_name:
 * @name: (nullable): a name, as stored
 * @cause: (out): its cause
 *
 * Returns: whether there is one of that name
 */
gboolean
hall_cause_from_name (const char *name, HallCause *cause)
{
  guint at;

  g_return_val_if_fail (cause != NULL, FALSE);

  if (!find_name (cause_names, HALL_N_CAUSES, name, &at))
    return FALSE;
  *cause = (HallCause)at;
  return TRUE;
}

/**
 * hall_cause_sentence:
 * @cause: a cause
 *
 * Returns: (transfer none): the cause in plain words, in the user's language
 */
const char *
hall_cause_sentence (HallCause cause)
{
  switch (cause) {
  case HALL_CAUSE_RULE_CHANGED:
    return _ ("The rules have changed");
  case HALL_CAUSE_FACTS_CHANGED:
    return _ ("The facts have changed");
  case HALL_CAUSE_DATA_CHANGED:
    return _ ("The customer's own data have changed");
  case HALL_CAUSE_OUR_ERROR:
    return _ ("It was our mistake");
  default:
    g_return_val_if_reached (NULL);
  }
}

/* --- One item --- */

static gboolean
is_deferred (const HallCheckItem *item)
{
  return item->deferrable && item->deferred_by != NULL && *item->deferred_by != '\0'
         && item->deferred_until > 0;
}

/**
 * hall_check_item_is_unmet:
 * @item: an item
 *
 * Whether the item belongs on the notice: the matter needs it, it is missing or faulty, and it can be asked
 * for.
 *
 * Returns: whether it is
 */
gboolean
hall_check_item_is_unmet (const HallCheckItem *item)
{
  g_return_val_if_fail (item != NULL, FALSE);
  return item->mandatory && !item->barred
         && (item->state == HALL_ITEM_MISSING || item->state == HALL_ITEM_FAULTY) && !is_deferred (item);
}

/**
 * hall_check_item_is_met:
 * @item: an item
 *
 * Whether nothing of the item stands in the way of taking the matter on: it is there, is not needed and it
 * says why, may come later with the lead's leave (Q50), or can no longer be asked for. An item the matter can
 * do without is always met. An item is neither met nor unmet while nobody has looked at it.
 *
 * Returns: whether it is
 */
gboolean
hall_check_item_is_met (const HallCheckItem *item)
{
  g_return_val_if_fail (item != NULL, FALSE);

  if (!item->mandatory || item->barred)
    return TRUE;
  switch (item->state) {
  case HALL_ITEM_HAVE:
    return TRUE;
  case HALL_ITEM_NOT_NEEDED:
    return hall_reason_check (item->reason, "reason", NULL);
  case HALL_ITEM_MISSING:
  case HALL_ITEM_FAULTY:
    return is_deferred (item);
  case HALL_ITEM_UNSEEN:
    return FALSE;
  default:
    g_return_val_if_reached (FALSE);
  }
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || *text == '\0';
}

/**
 * hall_check_item_check:
 * @item: an item, as the clerk filled it in
 * @error: INVALID or REFUSED (S004 9.2), with the field of the item: "problem", "fix", "reason",
 * "deferred_by", "deferred_until"
 *
 * Whether the item says enough (hall rules 3.2, 4.2): a faulty one what is wrong and what to do, a missing
 * one what to do or where to get it, one that the matter needs and this customer does not, why. What may come
 * later must be marked so in the matter and have the lead's leave and a day (Q50).
 *
 * Returns: whether it does
 */
gboolean
hall_check_item_check (const HallCheckItem *item, GError **error)
{
  gboolean unmet = hall_check_item_is_unmet (item);

  g_return_val_if_fail (item != NULL && item->name != NULL, FALSE);

  if (item->deferred_by != NULL || item->deferred_until != 0) {
    if (!item->deferrable) {
      /* Translators: %s is a material: 不动产权证书 */
      hall_set_error (error, HALL_ERROR_REFUSED, RULE, "deferred_by", _ ("“%s” may not come later"),
                      item->name);
      return FALSE;
    }
    if (!is_deferred (item)) {
      hall_set_error (error, HALL_ERROR_REFUSED, RULE,
                      is_blank (item->deferred_by) ? "deferred_by" : "deferred_until",
                      /* Translators: %s is a material */
                      _ ("For “%s” to come later, the shift lead must agree and set a day"), item->name);
      return FALSE;
    }
  }
  if (unmet && item->state == HALL_ITEM_FAULTY && is_blank (item->problem)) {
    /* Translators: %s is a material */
    hall_set_error (error, HALL_ERROR_INVALID, RULE, "problem", _ ("Write down what is wrong with “%s”"),
                    item->name);
    return FALSE;
  }
  if (unmet && is_blank (item->fix) && (item->state == HALL_ITEM_FAULTY || is_blank (item->where))) {
    /* Translators: %s is a material */
    hall_set_error (error, HALL_ERROR_INVALID, RULE, "fix",
                    _ ("Write down what the customer is to do about “%s”"), item->name);
    return FALSE;
  }
  if (item->mandatory && item->state == HALL_ITEM_NOT_NEEDED
      && !hall_reason_check (item->reason, "reason", NULL)) {
    hall_set_error (error, HALL_ERROR_INVALID, RULE, "reason",
                    /* Translators: %s is a material */
                    _ ("The matter needs “%s”; write down why this customer does not"), item->name);
    return FALSE;
  }
  return TRUE;
}

/* --- What follows from the list --- */

static guint
count_unmet (const HallCheckItem *items, guint n)
{
  guint unmet = 0;

  for (guint i = 0; i < n; i++)
    unmet += hall_check_item_is_unmet (&items[i]);
  return unmet;
}

/* Neither met nor to be told: somebody has yet to look, or to say why it is not needed. */
static gboolean
is_open (const HallCheckItem *item)
{
  return !hall_check_item_is_met (item) && !hall_check_item_is_unmet (item);
}

static guint
count_open (const HallCheckItem *items, guint n)
{
  guint open = 0;

  for (guint i = 0; i < n; i++)
    open += is_open (&items[i]);
  return open;
}

/**
 * hall_checklist_branch:
 * @items: (array length=n) (nullable): the checklist
 * @n: how many items it has
 * @finding: what was found of the matter itself
 *
 * What follows from the checklist by itself (S004 9.2, row 004-03). What cannot be done at all is said at
 * once, and what has to be asked is asked, before anybody is sent for papers. Otherwise nothing follows until
 * every item that the matter needs was looked at, for a notice tells everything at once; then something
 * missing means a notice, and nothing missing means acceptance.
 *
 * Returns: the branch
 */
HallBranch
hall_checklist_branch (const HallCheckItem *items, guint n, HallCaseFinding finding)
{
  g_return_val_if_fail (items != NULL || n == 0, HALL_BRANCH_UNDECIDED);

  if (finding.impossible)
    return HALL_BRANCH_REFUSE;
  if (finding.unclear)
    return HALL_BRANCH_CONSULT;
  if (count_open (items, n) > 0)
    return HALL_BRANCH_UNDECIDED;
  return count_unmet (items, n) > 0 ? HALL_BRANCH_NOTICE : HALL_BRANCH_ACCEPT;
}

/**
 * hall_checklist_sentence:
 * @items: (array length=n) (nullable): the checklist
 * @n: how many items it has
 * @finding: what was found of the matter itself
 *
 * Returns: (transfer full): what follows from the checklist and why, for the clerk, in the user's language
 */
char *
hall_checklist_sentence (const HallCheckItem *items, guint n, HallCaseFinding finding)
{
  guint count;

  switch (hall_checklist_branch (items, n, finding)) {
  case HALL_BRANCH_UNDECIDED:
    count = count_open (items, n);
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u material is still to be checked",
                                         "%u materials are still to be checked", count),
                            count);
  case HALL_BRANCH_NOTICE:
    count = count_unmet (items, n);
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%u material is missing or faulty: give a one-time notice of it",
                     "%u materials are missing or faulty: give one notice of them all", count),
        count);
  case HALL_BRANCH_REFUSE:
    return g_strdup (_ ("It cannot be done: say so now, with reason and basis"));
  case HALL_BRANCH_CONSULT:
    return g_strdup (_ ("It is not clear: ask a leader, and tell the customer until when"));
  case HALL_BRANCH_ACCEPT:
    return g_strdup (_ ("Everything is there: accept it now"));
  default:
    g_return_val_if_reached (NULL);
  }
}

/**
 * hall_checklist_check_branch:
 * @items: (array length=n) (nullable): the checklist
 * @n: how many items it has
 * @finding: what was found of the matter itself
 * @branch: what somebody wants to do
 * @error: REFUSED (S004 9.2), field "branch"; or what hall_check_item_check() finds
 *
 * Whether the case may go this way: only the one that follows from its checklist (hall rules 5.4), and only
 * when every item of it says enough.
 *
 * Returns: whether it may
 */
gboolean
hall_checklist_check_branch (
    const HallCheckItem *items, guint n, HallCaseFinding finding, HallBranch branch, GError **error)
{
  HallBranch follows = hall_checklist_branch (items, n, finding);
  g_autofree char *sentence = NULL;

  g_return_val_if_fail (branch < HALL_N_BRANCHES, FALSE);

  if (branch == HALL_BRANCH_UNDECIDED || branch != follows) {
    sentence = hall_checklist_sentence (items, n, finding);
    hall_set_error (error, HALL_ERROR_REFUSED, RULE, "branch", "%s", sentence);
    return FALSE;
  }
  if (branch == HALL_BRANCH_ACCEPT || branch == HALL_BRANCH_NOTICE)
    for (guint i = 0; i < n; i++)
      if (!hall_check_item_check (&items[i], error))
        return FALSE;
  return TRUE;
}

/* --- After a notice --- */

/**
 * hall_demand_judge:
 * @told: (array length=n_told) (nullable): what the customer was told
 * @n_told: how many items stood on the list then, 0 when there was no notice
 * @expired: whether the notice is not valid any more (Q08)
 * @code: an item of the list of today
 *
 * Whether the item may be asked for on a later visit (hall rules 3.2, Q07, Q08). What the notice asked for
 * stays outstanding until it is settled. What stood on the list then and was not asked for is barred, for
 * good. What has come to the list since is barred as long as the notice is valid, as the notice itself
 * promises.
 *
 * Returns: how it stands
 */
HallDemand
hall_demand_judge (const HallTold *told, guint n_told, gboolean expired, const char *code)
{
  g_return_val_if_fail (code != NULL && (told != NULL || n_told == 0), HALL_DEMAND_BARRED);

  if (n_told == 0)
    return HALL_DEMAND_FIRST;
  for (guint i = 0; i < n_told; i++)
    if (g_strcmp0 (told[i].code, code) == 0)
      return told[i].listed && !told[i].settled ? HALL_DEMAND_OUTSTANDING : HALL_DEMAND_BARRED;
  return expired ? HALL_DEMAND_NEW : HALL_DEMAND_BARRED;
}

/**
 * hall_demand_check:
 * @told: (array length=n_told) (nullable): what the customer was told
 * @n_told: how many items stood on the list then, 0 when there was no notice
 * @expired: whether the notice is not valid any more
 * @item: what somebody wants to ask for
 * @exception: (nullable): the lead's leave
 * @second: (out): whether this makes a second notice, which is counted
 * @error: REFUSED (S004 9.2), field "item", "cause" or "approved_by"; INVALID, field "reason"
 *
 * Told once, provably (hall rules 3.2): what is barred can be asked for through the lead alone, with one of
 * the four causes and a reason. Leave that is not needed changes nothing and is not counted.
 *
 * Returns: whether the item may be asked for
 */
gboolean
hall_demand_check (const HallTold *told,
                   guint n_told,
                   gboolean expired,
                   const HallCheckItem *item,
                   const HallException *exception,
                   gboolean *second,
                   GError **error)
{
  g_return_val_if_fail (item != NULL && item->name != NULL && second != NULL, FALSE);

  *second = FALSE;
  if (hall_demand_judge (told, n_told, expired, item->code) != HALL_DEMAND_BARRED)
    return TRUE;
  if (exception == NULL) {
    hall_set_error (
        error, HALL_ERROR_REFUSED, RULE, "item",
        /* Translators: %s is a material */
        _ ("The customer was given a notice without “%s”; only the shift lead can ask for it now"),
        item->name);
    return FALSE;
  }
  if (exception->cause >= HALL_N_CAUSES) {
    hall_set_error (error, HALL_ERROR_REFUSED, RULE, "cause", _ ("A second notice has one of four causes"));
    return FALSE;
  }
  if (is_blank (exception->approved_by)) {
    hall_set_error (error, HALL_ERROR_REFUSED, RULE, "approved_by",
                    _ ("A second notice is the shift lead's to give"));
    return FALSE;
  }
  if (!hall_reason_check (exception->reason, "reason", error))
    return FALSE;
  *second = TRUE;
  return TRUE;
}

/**
 * hall_checklist_begin_return:
 * @items: (array length=n) (inout): the list of the case with what was found last time
 * @n: how many
 * @told: (array length=n_told): what the customer was told
 * @n_told: how many items stood on the list then
 * @expired: whether the notice is not valid any more
 *
 * Prepares the list for the return visit: only what is outstanding (or new, when the notice is not valid any
 * more) is open to be looked at; everything else stays as it was found and cannot be asked for. Grant a
 * second notice by setting @barred of its item to %FALSE.
 *
 * Returns: how many items are open
 */
guint
hall_checklist_begin_return (
    HallCheckItem *items, guint n, const HallTold *told, guint n_told, gboolean expired)
{
  guint open = 0;

  g_return_val_if_fail (items != NULL || n == 0, 0);

  for (guint i = 0; i < n; i++) {
    HallDemand demand = hall_demand_judge (told, n_told, expired, items[i].code);

    items[i].barred = demand == HALL_DEMAND_BARRED;
    if (items[i].barred || (demand == HALL_DEMAND_FIRST && items[i].state != HALL_ITEM_UNSEEN))
      continue;
    items[i].state = HALL_ITEM_UNSEEN;
    open++;
  }
  return open;
}
