/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HallItemState:
 *
 * What was found of one material of a matter's checklist. Stored by name, see hall_item_state_name().
 */
typedef enum {
  HALL_ITEM_UNSEEN, /* nobody has looked yet */
  HALL_ITEM_HAVE,
  HALL_ITEM_MISSING,
  HALL_ITEM_FAULTY,     /* there, and not as it must be */
  HALL_ITEM_NOT_NEEDED, /* of this customer */
} HallItemState;
#define HALL_N_ITEM_STATES (HALL_ITEM_NOT_NEEDED + 1)

const char *hall_item_state_name (HallItemState state);
gboolean hall_item_state_from_name (const char *name, HallItemState *state);

/**
 * HallCheckItem:
 * @code: what the item is called inside, the same through all versions of the checklist
 * @name: what people call it: 不动产权证书
 * @mandatory: whether the matter cannot be taken on without it
 * @deferrable: whether it may come later (Q50)
 * @state: what was found
 * @problem: (nullable): of a missing or faulty one, what is wrong with it
 * @fix: (nullable): and what the customer is to do
 * @where: (nullable): and where to get it
 * @reason: (nullable): of a mandatory one that is not needed, why
 * @deferred_by: (nullable): the lead who let it come later
 * @deferred_until: and until when, µs since the epoch; 0 for never
 * @barred: whether a notice went before that did not ask for it, so that it cannot be asked for now; see
 * hall_checklist_begin_return()
 *
 * One line of the checklist at the desk. Text is unowned.
 */
typedef struct {
  const char *code;
  const char *name;
  gboolean mandatory;
  gboolean deferrable;
  HallItemState state;
  const char *problem;
  const char *fix;
  const char *where;
  const char *reason;
  const char *deferred_by;
  gint64 deferred_until;
  gboolean barred;
} HallCheckItem;

gboolean hall_check_item_is_met (const HallCheckItem *item);
gboolean hall_check_item_is_unmet (const HallCheckItem *item);
gboolean hall_check_item_check (const HallCheckItem *item, GError **error);

/**
 * HallCaseFinding:
 * @impossible: the matter is not the hall's, or the rules do not allow it
 * @unclear: no rule says, or the case is special: a leader has to be asked
 *
 * What the clerk found of the matter itself, beside its materials.
 */
typedef struct {
  gboolean impossible;
  gboolean unclear;
} HallCaseFinding;

/**
 * HallBranch:
 *
 * The four ways of S004 9.2, one of which follows from the checklist by itself (rows 004-86 to 004-89).
 */
typedef enum {
  HALL_BRANCH_UNDECIDED, /* not everything was looked at */
  HALL_BRANCH_ACCEPT,    /* 受理 */
  HALL_BRANCH_NOTICE,    /* 一次告知 */
  HALL_BRANCH_REFUSE,    /* 不予受理 */
  HALL_BRANCH_CONSULT,   /* 请示 */
} HallBranch;
#define HALL_N_BRANCHES (HALL_BRANCH_CONSULT + 1)

const char *hall_branch_name (HallBranch branch);
HallBranch hall_checklist_branch (const HallCheckItem *items, guint n, HallCaseFinding finding);
char *hall_checklist_sentence (const HallCheckItem *items, guint n, HallCaseFinding finding);
gboolean hall_checklist_check_branch (
    const HallCheckItem *items, guint n, HallCaseFinding finding, HallBranch branch, GError **error);

/**
 * HallTold:
 * @code: an item that stood on the checklist when the notice was given
 * @listed: whether the notice asked for it
 * @settled: whether it was found good since
 *
 * What a customer was told. Of several notices of one case, an item is listed when one of them listed it.
 */
typedef struct {
  const char *code;
  gboolean listed;
  gboolean settled;
} HallTold;

/**
 * HallDemand:
 *
 * How an item stands after a notice.
 */
typedef enum {
  HALL_DEMAND_FIRST,       /* there was no notice */
  HALL_DEMAND_OUTSTANDING, /* the notice asked for it, and it is not settled */
  HALL_DEMAND_NEW,         /* it is new on the list, and the notice is not valid any more */
  HALL_DEMAND_BARRED,      /* it may not be asked for, but through the lead */
} HallDemand;

/**
 * HallCause:
 *
 * The four causes of a second notice, and there is no fifth (Q07). Stored by name, see hall_cause_name().
 */
typedef enum {
  HALL_CAUSE_RULE_CHANGED,
  HALL_CAUSE_FACTS_CHANGED,
  HALL_CAUSE_DATA_CHANGED,
  HALL_CAUSE_OUR_ERROR,
} HallCause;
#define HALL_N_CAUSES (HALL_CAUSE_OUR_ERROR + 1)

const char *hall_cause_name (HallCause cause);
gboolean hall_cause_from_name (const char *name, HallCause *cause);
const char *hall_cause_sentence (HallCause cause);

/**
 * HallException:
 * @cause: which of the four
 * @reason: in the lead's words
 * @approved_by: (nullable): the lead's staff number
 *
 * The lead's leave to ask for what a notice did not ask for.
 */
typedef struct {
  HallCause cause;
  const char *reason;
  const char *approved_by;
} HallException;

HallDemand hall_demand_judge (const HallTold *told, guint n_told, gboolean expired, const char *code);
gboolean hall_demand_check (const HallTold *told,
                            guint n_told,
                            gboolean expired,
                            const HallCheckItem *item,
                            const HallException *exception,
                            gboolean *second,
                            GError **error);
guint hall_checklist_begin_return (
    HallCheckItem *items, guint n, const HallTold *told, guint n_told, gboolean expired);

G_END_DECLS
