/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is asked when a case is noted, answered, handed over and closed (S004 5.1, 5.2; S000 3.3, 3.4). */

#include "hall-case-dialogs.h"

#include <glib/gi18n.h>

#include "hall-shell.h"

/**
 * hall_case_dialog_new:
 * @asking: what it is about
 * @command: (nullable): what it carries out
 * @title: what is asked
 * @go: what the button says
 *
 * Returns: (transfer none): a dialog about the case that is open, its drafts kept for this clerk and case
 */
HallAskDialog *
hall_case_dialog_new (const HallCaseAsking *asking, const char *command, const char *title, const char *go)
{
  const HallCaseContext *context = asking->context;
  const HallCaseView *file = context->file;
  HallAskDialog *dialog = hall_ask_dialog_new (asking->window, context->store, title, go);
  g_autofree char *subject = g_strjoin (" · ", file->number, file->matter_name, file->name, NULL);
  g_autofree char *owner = g_strjoin ("-", context->staff, file->number, NULL);

  hall_ask_dialog_set_subject (dialog, subject);
  if (command == NULL)
    return dialog;
  hall_ask_dialog_set_command (dialog, command, context->staff, context->counter, context->station);
  hall_ask_dialog_set_draft_owner (dialog, owner);
  hall_ask_dialog_set_arg (dialog, "case", g_variant_new_string (file->number));
  return dialog;
}

static void
read_by_customer (HallTextField *field, const HallCaseAsking *asking)
{
  hall_text_field_set_read_by_customer (field, asking->context->store);
}

/* An enquiry is answered on the spot; that is the reply (004-35). */
HallAskDialog *
hall_case_ask_answer (const HallCaseAsking *asking)
{
  HallAskDialog *dialog = hall_case_dialog_new (asking, "answer", _ ("Answer the enquiry"), _ ("Answered"));

  read_by_customer (hall_ask_dialog_add_field (dialog, "text", HALL_TEXT_NOTES, _ ("What was answered")),
                    asking);
  hall_ask_dialog_add_words (dialog, "quiet",
                             _ ("This is the reply to the customer; the case can be closed."));
  return dialog;
}

static void
add_methods (HallChoiceField *field, const char *arg)
{
  /* Kept in the language of the hall's papers. */
  hall_choice_field_add (field, _ ("In person"), NULL, arg, g_variant_new_string ("当面"));
  hall_choice_field_add (field, _ ("By phone"), NULL, arg, g_variant_new_string ("电话"));
}

/* How, when, by whom and what: a case does not close without (004-33). */
HallAskDialog *
hall_case_ask_reply (const HallCaseAsking *asking)
{
  HallAskDialog *dialog = hall_case_dialog_new (asking, "reply", _ ("Record what the customer was told"),
                                                _ ("Record"));
  HallChoiceField *method = hall_ask_dialog_add_choice (dialog, "notify", _ ("How"), TRUE);

  add_methods (method, "method");
  hall_choice_field_add (method, _ ("In writing"), NULL, "method", g_variant_new_string ("书面"));
  hall_choice_field_set_selected (method, asking->context->counter != 0 ? 0 : 1);
  read_by_customer (hall_ask_dialog_add_field (dialog, "content", HALL_TEXT_NOTES, _ ("What they were told")),
                    asking);
  return dialog;
}

/* Listened to, written down, asked, thought over (004-34). What is internal never prints (004-14). */
HallAskDialog *
hall_case_ask_note (const HallCaseAsking *asking)
{
  HallAskDialog *dialog = hall_case_dialog_new (asking, "note", _ ("Write a note"), _ ("Keep"));

  hall_ask_dialog_add_field (dialog, "need", HALL_TEXT_WRAP, _ ("What the customer needs"));
  hall_ask_dialog_add_field (dialog, "facts", HALL_TEXT_WRAP, _ ("The facts"));
  hall_ask_dialog_add_field (dialog, "questions", HALL_TEXT_WRAP, _ ("What was asked, and the answer"));
  hall_ask_dialog_add_field (dialog, "analysis", HALL_TEXT_WRAP, _ ("What follows from it"));
  hall_ask_dialog_add_field (dialog, "text", HALL_TEXT_NOTES, _ ("Anything else"));
  hall_ask_dialog_add_tick (
      dialog, "internal",
      _ ("Internal: colleagues read it, no paper and no screen of the customer shows it"));
  return dialog;
}

/* Keywords, and how the customer felt: of this visit, never of a person (000-18, 000-19, Q52). */
HallAskDialog *
hall_case_ask_tag (const HallCaseAsking *asking)
{
  static const char *const emotions[][2] = {
    { "calm", N_ ("Calm") },   { "anxious", N_ ("Anxious") }, { "displeased", N_ ("Displeased") },
    { "angry", N_ ("Angry") }, { "other", N_ ("Other") },
  };
  HallAskDialog *dialog = hall_case_dialog_new (asking, "tag", _ ("Keyword and mood"), _ ("Keep"));
  HallChoiceField *mood;

  hall_ask_dialog_add_text (dialog, "keyword", _ ("Keyword, to find the case by"), NULL);
  mood = hall_ask_dialog_add_choice (dialog, "emotion", _ ("How the customer feels, in this visit only"),
                                     TRUE);
  hall_choice_field_add (mood, _ ("Not noted"), NULL, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (emotions); i++)
    hall_choice_field_add (mood, _ (emotions[i][1]), NULL, "emotion", g_variant_new_string (emotions[i][0]));
  hall_choice_field_set_selected (mood, 0);
  return dialog;
}

/* --- By whom it is worked on --- */

static void
add_colleagues (HallAskDialog *dialog, const HallCaseAsking *asking, const char *title, const char *but)
{
  HallChoiceField *field = hall_ask_dialog_add_choice (dialog, "colleague", title, FALSE);

  for (guint i = 0; i < g_list_model_get_n_items (asking->choices->staff); i++) {
    g_autoptr (HallStaff) staff = g_list_model_get_item (asking->choices->staff, i);
    g_autofree char *name = g_strjoin ("  ", staff->number, staff->name, NULL);

    if ((staff->roles & (HALL_ROLE_CLERK | HALL_ROLE_LEAD)) != 0 && g_strcmp0 (staff->number, but) != 0)
      hall_choice_field_add (field, name, NULL, "to", g_variant_new_string (staff->number));
  }
}

/* The handler changes, who is first-responsible does not (004-32); the second time the lead is warned (B 8).
 */
HallAskDialog *
hall_case_ask_hand (const HallCaseAsking *asking)
{
  const HallCaseView *file = asking->context->file;
  HallAskDialog *dialog = hall_case_dialog_new (asking, "hand-case", _ ("Hand the case over"),
                                                _ ("Hand over"));
  g_autofree char *stays = NULL;

  if (file->moved > 0)
    hall_ask_dialog_add_words (
        dialog, "warn-text",
        _ ("It was handed over before without an outcome. The shift lead is told when it is again."));
  add_colleagues (dialog, asking, _ ("To whom"), file->handler);
  hall_ask_dialog_add_field (dialog, "summary", HALL_TEXT_NOTES,
                             _ ("Summary, so that the customer need not tell it again"));
  /* Translators: %s is the name of a clerk */
  stays = g_strdup_printf (_ ("%s stays first-responsible, whoever works on it."), file->first_name);
  hall_ask_dialog_add_words (dialog, "quiet", stays);
  return dialog;
}

/* Only the lead, with a reason; both stay in the history (3.1). */
HallAskDialog *
hall_case_ask_reassign (const HallCaseAsking *asking)
{
  const HallCaseView *file = asking->context->file;
  HallAskDialog *dialog = hall_case_dialog_new (
      asking, "reassign-first-responsible", _ ("Name another first-responsible clerk"), _ ("Put in charge"));
  g_autofree char *now = NULL;

  /* Translators: %s is the name of a clerk */
  now = g_strdup_printf (_ ("%s was, and stays in the history."), file->first_name);
  add_colleagues (dialog, asking, _ ("Who from now on"), file->first_responsible);
  hall_ask_dialog_add_field (dialog, "reason", HALL_TEXT_WRAP, _ ("Reason"));
  hall_ask_dialog_add_words (dialog, "quiet", now);
  return dialog;
}

/* --- The end --- */

/**
 * hall_case_task_is_open:
 * @file: a case
 * @kind: consult, forward, visit, deferred
 *
 * Returns: whether somebody still owes the case something of this kind
 */
gboolean
hall_case_task_is_open (const HallCaseView *file, const char *kind)
{
  for (guint i = 0; i < g_list_model_get_n_items (file->tasks); i++) {
    g_autoptr (HallCaseLine) task = g_list_model_get_item (file->tasks, i);

    if (task->done_at == 0 && g_strcmp0 (task->kind, kind) == 0)
      return TRUE;
  }
  return FALSE;
}

/* Whether the customer knows of what was answered last, as the close asks. */
static gboolean
is_told (const HallCaseView *file)
{
  gint64 answered = 0;

  for (guint i = 0; i < g_list_model_get_n_items (file->tasks); i++) {
    g_autoptr (HallCaseLine) task = g_list_model_get_item (file->tasks, i);

    if (g_strcmp0 (task->kind, "consult") == 0 || g_strcmp0 (task->kind, "forward") == 0)
      answered = MAX (answered, task->done_at);
  }
  return file->replied_at != 0 && file->replied_at >= answered;
}

/* What has to be done before, with the action that does it. */
typedef struct {
  const char *action;
  const char *go;
  const char *words;
} Missing;

static gboolean
find_missing (const HallCaseContext *context, Missing *missing)
{
  const HallCaseView *file = context->file;
  gboolean lead = (context->roles & HALL_ROLE_LEAD) != 0;

  if (hall_case_task_is_open (file, "consult"))
    *missing = (Missing){ lead ? "case.answer-consult" : NULL, _ ("Record the answer"),
                          _ ("The leader has not answered yet. Then the customer is told, then it closes.") };
  else if (hall_case_task_is_open (file, "forward"))
    *missing = (Missing){
      "case.answer-forward", _ ("Record the answer"),
      _ ("The department has not answered yet. Then the customer is told, and asked once more later.")
    };
  else if (!is_told (file))
    *missing = (Missing){
      "case.reply", _ ("Record the reply"),
      _ ("The customer has not been told yet. Tell them first, and write down how and what.")
    };
  else if (hall_case_task_is_open (file, "visit"))
    *missing = (Missing){ "case.visit", _ ("Record the visit"),
                          _ ("The customer is to be asked once more whether it was solved.") };
  else if (hall_case_task_is_open (file, "deferred"))
    *missing = (Missing){ NULL, NULL, _ ("A material that may follow later is not there yet.") };
  else
    return FALSE;
  return TRUE;
}

static void
on_next_cb (HallAskDialog *dialog, GVariant *answer, gpointer action)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (dialog));

  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
}

/* No case closes before the customer has had an answer (004-33): the one button leads to what is missing. */
HallAskDialog *
hall_case_ask_close (const HallCaseAsking *asking)
{
  HallAskDialog *dialog;
  HallChoiceField *solved;
  Missing missing;

  if (find_missing (asking->context, &missing)) {
    dialog = hall_case_dialog_new (asking, NULL, _ ("Not to be closed yet"),
                                   missing.action != NULL ? missing.go : _ ("All right"));
    hall_ask_dialog_add_words (dialog, "speak", missing.words);
    if (missing.action != NULL)
      g_signal_connect_after (dialog, "done", G_CALLBACK (on_next_cb), (gpointer)missing.action);
    return dialog;
  }
  dialog = hall_case_dialog_new (asking, "close-case", _ ("Close the case"), _ ("Close"));
  solved = hall_ask_dialog_add_choice (dialog, "solved", _ ("Was it solved, by what the customer says?"),
                                       TRUE);
  hall_choice_field_add (solved, _ ("Solved"), NULL, "solved", g_variant_new_boolean (TRUE));
  hall_choice_field_add (solved, _ ("Not solved"), NULL, "solved", g_variant_new_boolean (FALSE));
  hall_ask_dialog_add_words (dialog, "quiet",
                             _ ("A case that is closed can be read, and no longer changed."));
  hall_ask_dialog_set_phrase (dialog, "follow-up");
  return dialog;
}
