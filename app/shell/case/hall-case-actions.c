/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-case-actions.h"

#include <glib/gi18n.h>

#include "hall-case-deeds.h"
#include "hall-case-dialogs.h"
#include "hall-shell.h"

/*
 * Everything that one does to the case that is open, as actions: "case.refuse", "case.reply" ... Each is to
 * be had when the hall would allow it, and asks for what it needs in a dialog over the window, or is done at
 * once.
 */
struct _HallCaseActions {
  GSimpleActionGroup parent_instance;

  GtkWidget *window;       /* (unowned) (nullable) gone with it */
  HallCaseContext context; /* as it was set last; nothing of it is owned */
  gboolean asking;         /* a dialog is on its way */
};

G_DEFINE_FINAL_TYPE (HallCaseActions, hall_case_actions, G_TYPE_SIMPLE_ACTION_GROUP)

enum {
  DIALOG,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- When each is to be had --- */

static gboolean
is_state (const HallCaseContext *context, const char *state)
{
  return g_strcmp0 (context->file->state, state) == 0;
}

static gboolean
is_lead (const HallCaseContext *context)
{
  return (context->roles & HALL_ROLE_LEAD) != 0;
}

/* The lead, its handler, who is first-responsible for it, and whoever serves its customer (S004 5.1): as the
 * hall itself judges. Whether the customer who sits here is the case's own is the hall's to know when they
 * came back with another number. */
static gboolean
may_work (const HallCaseContext *context)
{
  const HallTicket *ticket = context->desk != NULL ? context->desk->current : NULL;

  if (is_state (context, "closed"))
    return FALSE;
  return is_lead (context) || context->counter == 0 || g_strcmp0 (context->staff, context->file->handler) == 0
         || g_strcmp0 (context->staff, context->file->first_responsible) == 0
         || (ticket != NULL && ticket->state == HALL_TICKET_SERVING);
}

static gboolean
is_at_checklist (const HallCaseContext *context)
{
  return is_state (context, "open") || is_state (context, "noticed");
}

static gboolean
can_refuse (const HallCaseContext *context)
{
  return is_at_checklist (context);
}

static gboolean
can_pass_on (const HallCaseContext *context)
{
  return is_at_checklist (context) || is_state (context, "accepted");
}

static gboolean
can_answer (const HallCaseContext *context)
{
  return is_state (context, "open") || is_state (context, "answered");
}

static gboolean
can_always (const HallCaseContext *context)
{
  return TRUE;
}

static gboolean
can_close (const HallCaseContext *context)
{
  return !is_state (context, "refusing");
}

static gboolean
has_clock (const HallCaseContext *context)
{
  return context->file->accepted_at != 0 && context->file->due_at != 0;
}

static gboolean
can_suspend (const HallCaseContext *context)
{
  return has_clock (context) && context->file->suspended_since == 0;
}

static gboolean
can_resume (const HallCaseContext *context)
{
  return has_clock (context) && context->file->suspended_since != 0;
}

static gboolean
can_extend (const HallCaseContext *context)
{
  return has_clock (context) && context->now <= context->file->due_at;
}

static gboolean
can_answer_consult (const HallCaseContext *context)
{
  return is_state (context, "consulting");
}

static gboolean
can_answer_forward (const HallCaseContext *context)
{
  return is_state (context, "forwarded");
}

static gboolean
can_visit (const HallCaseContext *context)
{
  return hall_case_task_is_open (context->file, "visit");
}

static gboolean
can_hand_back (const HallCaseContext *context)
{
  return hall_case_holds_papers (context->file);
}

typedef struct {
  const char *name;
  const char *type;    /* (nullable) of its parameter */
  gboolean lead;       /* the lead's alone */
  const char *command; /* (nullable) done at once, without a question */
  HallCaseAsk ask;     /* (nullable) otherwise: its dialog */
  gboolean (*can) (const HallCaseContext *context);
} CaseAction;

static const CaseAction actions[] = {
  { "refuse", NULL, FALSE, NULL, hall_case_ask_refuse, can_refuse },
  { "consult", NULL, FALSE, NULL, hall_case_ask_consult, can_pass_on },
  { "forward", NULL, FALSE, NULL, hall_case_ask_forward, can_pass_on },
  { "answer", NULL, FALSE, NULL, hall_case_ask_answer, can_answer },
  { "reply", NULL, FALSE, NULL, hall_case_ask_reply, can_always },
  { "note", NULL, FALSE, NULL, hall_case_ask_note, can_always },
  { "tag", NULL, FALSE, NULL, hall_case_ask_tag, can_always },
  { "hand", NULL, FALSE, NULL, hall_case_ask_hand, can_always },
  { "reassign", NULL, TRUE, NULL, hall_case_ask_reassign, can_always },
  { "suspend", NULL, FALSE, NULL, hall_case_ask_suspend, can_suspend },
  { "resume", NULL, FALSE, "resume-clock", NULL, can_resume },
  { "extend", NULL, FALSE, NULL, hall_case_ask_extend, can_extend },
  { "close", NULL, FALSE, NULL, hall_case_ask_close, can_close },
  { "answer-consult", NULL, TRUE, NULL, hall_case_ask_answer_consult, can_answer_consult },
  { "answer-forward", NULL, FALSE, NULL, hall_case_ask_answer_forward, can_answer_forward },
  { "visit", NULL, FALSE, NULL, hall_case_ask_visit, can_visit },
  { "hand-back", NULL, FALSE, "hand-back", NULL, can_hand_back },
  { "defer", "s", FALSE, NULL, hall_case_ask_defer, is_at_checklist },
  { "demand", "s", FALSE, NULL, hall_case_ask_demand, is_at_checklist },
  { "print-guide", NULL, FALSE, "print-guide", NULL, can_always },
};

static gboolean
is_enabled (HallCaseActions *self, const CaseAction *action)
{
  const HallCaseContext *context = &self->context;

  if (context->file == NULL || context->store == NULL)
    return FALSE;
  if (action->command != NULL && g_str_equal (action->command, "print-guide"))
    return TRUE;
  return may_work (context) && (!action->lead || is_lead (context)) && action->can (context);
}

/* --- Asking --- */

/* What was asked for, until what there is to choose from has been read. */
typedef struct {
  HallCaseActions *self; /* (owned) */
  const CaseAction *action;
  char *number;
  char *item; /* (nullable) */
} Pending;

static void
pending_free (Pending *pending)
{
  g_object_unref (pending->self);
  g_free (pending->number);
  g_free (pending->item);
  g_free (pending);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pending, pending_free)

/* What the window says when it is done, where that is not plain to see. */
static void
on_done_cb (HallAskDialog *dialog, GVariant *answer, HallCaseActions *self)
{
  gboolean bounce = FALSE;

  if (answer == NULL || self->window == NULL)
    return;
  if (g_variant_lookup (answer, "bounce", "b", &bounce) && bounce)
    hall_shell_say (self->window, _ ("Handed over again without an outcome: the shift lead has been told"));
  else if (g_variant_lookup (answer, "request", "x", NULL))
    hall_shell_say (self->window, _ ("The shift lead has it; you see here when it is decided"));
}

static void
on_choices_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Pending) pending = data;
  HallCaseActions *self = pending->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallCaseChoices) choices = hall_store_read_finish (HALL_STORE (source), result, &error);
  HallCaseAsking asking = { 0 };
  HallAskDialog *dialog;

  self->asking = FALSE;
  if (self->window == NULL)
    return;
  if (choices == NULL) {
    hall_shell_say_error (self->window, error);
    return;
  }
  /* Another case may stand there by now: what was meant for one is never asked of the other. */
  if (self->context.file == NULL || g_strcmp0 (self->context.file->number, pending->number) != 0
      || !is_enabled (self, pending->action))
    return;
  asking = (HallCaseAsking){
    .window = GTK_WINDOW (self->window), .context = &self->context, .choices = choices, .item = pending->item
  };
  dialog = pending->action->ask (&asking);
  g_signal_connect_object (dialog, "done", G_CALLBACK (on_done_cb), self, 0);
  g_signal_emit (self, signals[DIALOG], 0, dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
ask (HallCaseActions *self, const CaseAction *action, const char *item)
{
  Pending *pending;

  if (self->asking)
    return;
  pending = g_new0 (Pending, 1);
  pending->self = g_object_ref (self);
  pending->action = action;
  pending->number = g_strdup (self->context.file->number);
  pending->item = item != NULL && *item != '\0' ? g_strdup (item) : NULL;
  self->asking = TRUE;
  hall_store_read_async (self->context.store, (HallReadFunc)hall_case_choices_read,
                         g_variant_new_string (pending->number), hall_case_choices_free, NULL, on_choices_cb,
                         pending);
}

static void
carry_out (HallCaseActions *self, const char *command)
{
  gboolean guide = g_str_equal (command, "print-guide");
  GVariant *args = guide ? g_variant_new_parsed ("{'matter': <%s>}", self->context.file->matter)
                         : g_variant_new_parsed ("{'case': <%s>}", self->context.file->number);

  hall_shell_do (self->window, self->context.store, hall_case_context_command (&self->context, command, args),
                 NULL, NULL);
}

static void
on_activate_cb (GSimpleAction *simple, GVariant *parameter, gpointer data)
{
  HallCaseActions *self = data;
  const char *name = g_action_get_name (G_ACTION (simple));

  if (self->window == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++) {
    const CaseAction *action = &actions[i];

    if (!g_str_equal (action->name, name))
      continue;
    if (action->command != NULL)
      carry_out (self, action->command);
    else
      ask (self, action, parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL);
    return;
  }
}

/* --- Life --- */

static void
hall_case_actions_dispose (GObject *object)
{
  HallCaseActions *self = HALL_CASE_ACTIONS (object);

  if (self->window != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->window), (gpointer *)&self->window);
  self->window = NULL;
  G_OBJECT_CLASS (hall_case_actions_parent_class)->dispose (object);
}

static void
hall_case_actions_class_init (HallCaseActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_case_actions_dispose;
  /**
   * HallCaseActions::dialog:
   * @dialog: a #GtkWindow that is about to be presented
   *
   * For the window to let its curtain and its lock work over it.
   */
  signals[DIALOG] = g_signal_new ("dialog", HALL_TYPE_CASE_ACTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, GTK_TYPE_WINDOW);
}

static void
hall_case_actions_init (HallCaseActions *self)
{
}

/**
 * hall_case_actions_new:
 * @window: a #GtkWindow over which the dialogs open; not kept alive
 *
 * Returns: (transfer full): the actions on a case, to be inserted into @window as "case"
 */
GActionGroup *
hall_case_actions_new (GtkWidget *window)
{
  HallCaseActions *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);

  self = g_object_new (HALL_TYPE_CASE_ACTIONS, NULL);
  self->window = window;
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *)&self->window);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++) {
    g_autoptr (GSimpleAction) action = g_simple_action_new (
        actions[i].name, actions[i].type != NULL ? G_VARIANT_TYPE (actions[i].type) : NULL);

    g_simple_action_set_enabled (action, FALSE);
    g_signal_connect_object (action, "activate", G_CALLBACK (on_activate_cb), self, 0);
    g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
  }
  return G_ACTION_GROUP (self);
}

/**
 * hall_case_actions_set_context:
 * @group: the actions
 * @context: (nullable): where the clerk is; what it points to stays valid until the next call
 *
 * Makes the actions those on the case that is open now; without one, none is to be had.
 */
void
hall_case_actions_set_context (GActionGroup *group, const HallCaseContext *context)
{
  HallCaseActions *self;

  g_return_if_fail (HALL_IS_CASE_ACTIONS (group));

  self = HALL_CASE_ACTIONS (group);
  self->context = context != NULL ? *context : (HallCaseContext){ 0 };
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++) {
    GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), actions[i].name);

    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled (self, &actions[i]));
  }
}
