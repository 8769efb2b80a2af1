/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-case-deeds.h"

#include <glib/gi18n-lib.h>

/* What can be done to a case, the most likely first, and which of it comes next. The rules are the hall's:
 * what is not allowed is refused there; here only the order is decided. */

static const HallCaseDeed deeds[] = {
  { "case-page.materials", N_ ("Go to the materials"), "view-list-symbolic", "Alt+2" },
  { "case.reply", N_ ("Tell the customer…"), "mail-reply-sender-symbolic", NULL },
  { "case.answer", N_ ("Answer…"), "mail-reply-sender-symbolic", NULL },
  { "case.close", N_ ("Close case…"), "changes-prevent-symbolic", NULL },
  { "case.consult", N_ ("Ask the lead…"), "dialog-question-symbolic", "Ctrl+R" },
  { "case.refuse", N_ ("Cannot accept…"), "action-unavailable-symbolic", "Ctrl+D" },
  { "case.forward", N_ ("Forward…"), "mail-forward-symbolic", NULL },
  { "case.hand", N_ ("Hand over…"), "object-flip-horizontal-symbolic", NULL },
  { "case.note", N_ ("Note…"), "document-edit-symbolic", NULL },
  { "case.tag", N_ ("Keyword or mood…"), "bookmark-new-symbolic", NULL },
  { "case.suspend", N_ ("Stop the clock…"), "media-playback-pause-symbolic", NULL },
  { "case.resume", N_ ("Let the clock run on"), "media-playback-start-symbolic", NULL },
  { "case.extend", N_ ("More time…"), "alarm-symbolic", NULL },
  { "case.hand-back", N_ ("Hand the papers back"), "edit-undo-symbolic", NULL },
  { "case.visit", N_ ("Result of the visit…"), "call-start-symbolic", NULL },
  { "case.answer-consult", N_ ("Leader’s answer…"), "mail-reply-sender-symbolic", NULL },
  { "case.answer-forward", N_ ("Department’s answer…"), "mail-reply-sender-symbolic", NULL },
  { "case.reassign", N_ ("Other first-responsible…"), "system-users-symbolic", NULL },
};

/* By state, the most likely first. */
static const struct {
  const char *state;
  const char *order;
} orders[] = {
  { "open", "consult refuse forward note reply answer hand tag reassign" },
  { "noticed", "reply note forward hand tag reassign close" },
  { "refusing", "note tag hand reassign" },
  { "refused", "reply note close hand tag reassign" },
  { "consulting", "note reply hand tag reassign" },
  { "forwarded", "reply note hand tag reassign" },
  { "accepted", "reply suspend forward extend hand consult note tag reassign close" },
  { "answered", "reply note forward close hand tag reassign" },
};

/**
 * hall_case_deed:
 * @action: case.reply
 *
 * Returns: (transfer none): the deed of that action
 */
const HallCaseDeed *
hall_case_deed (const char *action)
{
  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (g_str_equal (deeds[i].action, action))
      return &deeds[i];
  g_return_val_if_reached (NULL);
}

/**
 * hall_case_holds_papers:
 * @file: a case
 *
 * Returns: whether something lies here that its owner gets back: what is shown and returned, and everything
 * of a case that was not taken on
 */
gboolean
hall_case_holds_papers (const HallCaseView *file)
{
  const gboolean taken_on = file->accepted_at != 0;

  for (guint i = 0; i < g_list_model_get_n_items (file->items); i++) {
    g_autoptr (HallCaseItemLine) item = g_list_model_get_item (file->items, i);

    if (item->sheets > item->handed_back
        && (g_strcmp0 (item->handling, "return") == 0
            || (!taken_on && g_strcmp0 (item->handling, "keep") == 0)))
      return TRUE;
  }
  return FALSE;
}

/* A case that was not taken on is not left with papers: close-case refuses it. */
static gboolean
is_to_hand_back (const HallCaseView *file)
{
  return !g_str_equal (file->state, "open") && !g_str_equal (file->state, "refusing")
         && hall_case_holds_papers (file);
}

/**
 * hall_case_deeds:
 * @file: a case
 *
 * Returns: (transfer container) (element-type HallCaseDeed): what can be done to it as it stands, the most
 * likely first; nothing to one that is closed
 */
GPtrArray *
hall_case_deeds (const HallCaseView *file)
{
  GPtrArray *list = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_auto (GStrv) names = g_strsplit (orders[i].order, " ", -1);

    if (g_strcmp0 (orders[i].state, file->state) != 0)
      continue;
    if (is_to_hand_back (file))
      g_ptr_array_add (list, (gpointer)hall_case_deed ("case.hand-back"));
    for (char **name = names; *name != NULL; name++) {
      gboolean stands = file->suspended_since != 0 && g_str_equal (*name, "suspend");
      g_autofree char *action = g_strconcat ("case.", stands ? "resume" : *name, NULL);

      g_ptr_array_add (list, (gpointer)hall_case_deed (action));
    }
  }
  return list;
}

/**
 * hall_case_task_deed:
 * @kind: of an open task
 *
 * Returns: (transfer none) (nullable): what ends it; %NULL when it ends otherwise
 */
const HallCaseDeed *
hall_case_task_deed (const char *kind)
{
  static const char *const ends[][2] = {
    { "consult", "case.answer-consult" },
    { "forward", "case.answer-forward" },
    { "visit", "case.visit" },
    { "deferred", "case-page.materials" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_strcmp0 (ends[i][0], kind) == 0)
      return hall_case_deed (ends[i][1]);
  return NULL;
}

/* Whether something was done to the case since its customer sits here: then they have heard of it. */
static gboolean
is_of_this_visit (const HallCaseContext *context)
{
  guint n = g_list_model_get_n_items (context->file->story);
  gint64 since = context->desk != NULL && context->desk->current != NULL ? context->desk->current->started_at
                                                                         : 0;
  g_autoptr (HallCaseLine) last = n > 0 ? g_list_model_get_item (context->file->story, n - 1) : NULL;

  return since != 0 && last != NULL && last->at >= since;
}

typedef struct {
  const char *open;   /* (nullable): kind of the first task that is open */
  gint64 answered_at; /* when a leader or a department answered last */
} Tasks;

static Tasks
look_at_tasks (const HallCaseView *file)
{
  Tasks found = { 0 };

  for (guint i = 0; i < g_list_model_get_n_items (file->tasks); i++) {
    g_autoptr (HallCaseLine) task = g_list_model_get_item (file->tasks, i);
    gboolean asked = g_str_equal (task->kind, "consult") || g_str_equal (task->kind, "forward");

    if (task->done_at == 0 && found.open == NULL && hall_case_task_deed (task->kind) != NULL)
      found.open = hall_case_task_deed (task->kind)->action;
    if (asked)
      found.answered_at = MAX (found.answered_at, task->done_at);
  }
  return found;
}

/**
 * hall_case_next_deed:
 * @context: where the clerk is, and the case
 *
 * The one next step of a case (screens, “one next step”): what was not looked at is; what was answered is
 * told to the customer; what they were told is closed (S004 5.1, 5.4, 9.2).
 *
 * Returns: (transfer none) (nullable): the deed; %NULL when it is the customer's, somebody else's or the
 * desk's turn
 */
const HallCaseDeed *
hall_case_next_deed (const HallCaseContext *context)
{
  const HallCaseView *file = context->file;
  Tasks tasks = look_at_tasks (file);
  gboolean told = file->replied_at != 0 && file->replied_at >= tasks.answered_at;
  gboolean now = is_of_this_visit (context);

  if (g_str_equal (file->state, "closed") || g_str_equal (file->state, "refusing"))
    return NULL;
  if (tasks.answered_at != 0 && !told)
    return hall_case_deed ("case.reply");
  if (g_str_equal (file->state, "open"))
    return hall_case_deed (g_list_model_get_n_items (file->items) > 0 ? "case-page.materials"
                                                                      : "case.answer");
  if (g_str_equal (file->state, "noticed"))
    return now ? NULL : hall_case_deed ("case-page.materials");
  if (g_str_equal (file->state, "consulting"))
    return (context->roles & HALL_ROLE_LEAD) != 0 ? hall_case_deed ("case.answer-consult") : NULL;
  if (tasks.open != NULL)
    return now ? NULL : hall_case_deed (tasks.open);
  if (told)
    return hall_case_deed ("case.close");
  return now && g_str_equal (file->state, "accepted") ? NULL : hall_case_deed ("case.reply");
}
