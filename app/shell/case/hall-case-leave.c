/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is asked of the clock and of the checklist after a notice: a lead decides it, a clerk asks for leave
 * (hall rules 3.2, 3.4, 7; Q07, Q50). */

#include "hall-case-dialogs.h"

#include <glib/gi18n.h>

#include "hall-shell.h"

#define LATER_DEFAULT 4 /* a week from now: what is missing can be fetched in it */

static gboolean
is_lead (const HallCaseAsking *asking)
{
  return (asking->context->roles & HALL_ROLE_LEAD) != 0;
}

/* Who decides: a lead at once, for a clerk it goes to the lead. */
static void
add_leave (HallAskDialog *dialog, const HallCaseAsking *asking)
{
  hall_ask_dialog_add_words (dialog, "quiet",
                             is_lead (asking)
                                 ? _ ("It is done at once, in your name.")
                                 : _ ("It goes to the shift lead, and is done when they approve."));
}

/* The time that the hall waits for the customer does not count (3.4). */
HallAskDialog *
hall_case_ask_suspend (const HallCaseAsking *asking)
{
  const char *reasons[] = { _ ("Waiting for papers of the customer"), _ ("Waiting for the customer to pay"),
                            _ ("Waiting until the customer is at home"), NULL };
  HallAskDialog *dialog = hall_case_dialog_new (asking, "suspend-clock", _ ("Stop the clock"), _ ("Stop"));

  hall_ask_dialog_add_text (dialog, "reason", _ ("Why the hall waits for the customer"), reasons);
  hall_ask_dialog_add_words (
      dialog, "quiet", _ ("The time until it runs on does not count; the due time is computed anew then."));
  return dialog;
}

/* Only before the time is up, approved by the lead, and the customer knows why (3.4, 003-01). */
HallAskDialog *
hall_case_ask_extend (const HallCaseAsking *asking)
{
  const char *told[] = { _ ("In person, just now"), _ ("By phone, just now"), NULL };
  HallAskDialog *dialog = hall_case_dialog_new (asking, "extend", _ ("Ask for more time"),
                                                _ ("Ask the shift lead to approve"));
  HallTextField *reason;

  if (asking->context->file->due_words != NULL) {
    /* Translators: %s is how the due time was computed */
    g_autofree char *now = g_strdup_printf (_ ("Promised before: %s"), asking->context->file->due_words);

    hall_ask_dialog_add_words (dialog, "quiet", now);
  }
  hall_ask_dialog_add_days (dialog, "due", _ ("New due time"), asking->choices->later_days, 0);
  reason = hall_ask_dialog_add_field (dialog, "reason", HALL_TEXT_WRAP,
                                      _ ("Reason, as the customer is told"));
  hall_text_field_set_read_by_customer (reason, asking->context->store);
  hall_ask_dialog_add_text (dialog, "told", _ ("How the customer was told"), told);
  hall_ask_dialog_add_words (
      dialog, "quiet",
      _ ("The shift lead approves the new time when the customer knows of it, before the old one is up."));
  return dialog;
}

/* --- Materials --- */

typedef gboolean (*Wanted) (HallCaseItemLine *item);

static gboolean
may_follow (HallCaseItemLine *item)
{
  return (item->state == HALL_ITEM_MISSING || item->state == HALL_ITEM_FAULTY) && item->may_follow;
}

static gboolean
is_barred (HallCaseItemLine *item)
{
  return item->barred;
}

static void
add_items (HallAskDialog *dialog, const HallCaseAsking *asking, Wanted wanted)
{
  GListModel *items = asking->context->file->items;
  HallChoiceField *field = hall_ask_dialog_add_choice (dialog, "item", _ ("Material"), FALSE);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++) {
    g_autoptr (HallCaseItemLine) item = g_list_model_get_item (items, i);

    if (wanted (item) || g_strcmp0 (item->code, asking->item) == 0)
      hall_choice_field_add (field, item->name, NULL, "item", g_variant_new_string (item->code));
  }
  if (asking->item != NULL)
    hall_choice_field_select_value (field, asking->item);
}

/* Acceptance with a gap (Q50): what the matter lets come later, until a day. */
HallAskDialog *
hall_case_ask_defer (const HallCaseAsking *asking)
{
  HallAskDialog *dialog = hall_case_dialog_new (
      asking, is_lead (asking) ? "defer-item" : "request-deferral", _ ("Let a material follow later"),
      is_lead (asking) ? _ ("Let it follow") : _ ("Ask the shift lead to approve"));

  add_items (dialog, asking, may_follow);
  hall_ask_dialog_add_days (dialog, "until", _ ("The customer brings it until"),
                            asking->choices->promise_days, LATER_DEFAULT);
  hall_ask_dialog_add_field (dialog, "reason", HALL_TEXT_WRAP, _ ("Reason"));
  add_leave (dialog, asking);
  return dialog;
}

/* A material that the notice did not ask for: one of four causes, and there is no fifth (Q07). Every such
 * second notice is counted. */
HallAskDialog *
hall_case_ask_demand (const HallCaseAsking *asking)
{
  HallAskDialog *dialog = hall_case_dialog_new (
      asking, is_lead (asking) ? "check" : "request-demand", _ ("Demand what the notice did not ask for"),
      is_lead (asking) ? _ ("Demand it") : _ ("Ask the shift lead to approve"));
  HallChoiceField *cause;
  HallChoiceField *state;
  HallTextField *problem;
  HallTextField *fix;

  hall_ask_dialog_add_words (
      dialog, "warn-text",
      _ ("The customer was told once of everything. This is a second notice, and is counted."));
  add_items (dialog, asking, is_barred);
  cause = hall_ask_dialog_add_choice (dialog, "cause", _ ("Which of the four causes"), TRUE);
  for (HallCause i = 0; i < HALL_N_CAUSES; i++)
    hall_choice_field_add (cause, hall_cause_sentence (i), NULL, "cause",
                           g_variant_new_string (hall_cause_name (i)));
  hall_ask_dialog_add_field (dialog, "reason", HALL_TEXT_WRAP, _ ("Reason"));
  state = hall_ask_dialog_add_choice (dialog, "state", _ ("What is wrong with it"), TRUE);
  hall_choice_field_add (state, _ ("Missing"), NULL, "state", g_variant_new_string ("missing"));
  hall_choice_field_add (state, _ ("Faulty"), NULL, "state", g_variant_new_string ("faulty"));
  hall_choice_field_set_selected (state, 0);
  problem = hall_ask_dialog_add_field (dialog, "problem", HALL_TEXT_ENTRY,
                                       _ ("Problem (mandatory when faulty)"));
  fix = hall_ask_dialog_add_field (dialog, "fix", HALL_TEXT_ENTRY, _ ("How to put it right"));
  hall_text_field_set_read_by_customer (problem, asking->context->store);
  hall_text_field_set_read_by_customer (fix, asking->context->store);
  add_leave (dialog, asking);
  gtk_widget_grab_focus (GTK_WIDGET (cause));
  return dialog;
}
