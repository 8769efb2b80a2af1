/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-desk-window-private.h"
#include "hall-shell.h"

/* What to say now: the moments of where the clerk is, and the figures for their slots. */

#define MANY_WAITING 10 /* per open counter: S004 4.9 asks to soothe them */

static gboolean
many_wait (HallDeskWindow *self)
{
  const HallDeskView *view = self->view;

  return g_list_model_get_n_items (view->waiting) >= MANY_WAITING
         || (view->info->wait_limit_s > 0
             && view->longest_wait_us > view->info->wait_limit_s * G_USEC_PER_SEC);
}

static const char *
opening_for (HallTicket *ticket)
{
  return ticket != NULL && ticket->over_limit ? "opening-after-wait" : "opening";
}

static gboolean
is_at_case (HallDeskWindow *self)
{
  return self->file != NULL && (g_str_equal (self->tab, "case") || g_str_equal (self->tab, "materials"));
}

/* What a case in this state asks to be said (hall rules 6): the outcome first. */
static guint
case_moments (HallDeskWindow *self, const char *moments[8])
{
  static const struct {
    const char *state; /* or the branch of an open case */
    const char *moments[4];
  } told[] = {
    { "notice", { "one-time-notice", "restate", "clarify" } },
    { "accept", { "restate", "listen" } },
    { "undecided", { "materials", "restate", "identity", "clarify" } },
    { "noticed", { "one-time-notice", "materials" } },
    { "refusing", { "refuse", "complaint-soothe" } },
    { "refused", { "refuse", "complaint-soothe" } },
    { "consulting", { "consult", "leave-contact" } },
    { "forwarded", { "transfer", "leave-contact" } },
    { "accepted", { "accepted", "summary", "closing-question" } },
    { "answered", { "closing-question" } },
  };
  const HallCaseView *file = self->file;
  const char *state = hall_desk_window_came_back (self)   ? "undecided"
                      : g_str_equal (file->state, "open") ? file->branch
                                                          : file->state;
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (told); i++)
    if (g_strcmp0 (told[i].state, state) == 0)
      while (n < G_N_ELEMENTS (told[i].moments) && told[i].moments[n] != NULL) {
        moments[n] = told[i].moments[n];
        n++;
      }
  if (n == 0)
    moments[n++] = "restate";
  return n;
}

/**
 * hall_desk_window_closing_moment:
 * @self: the desk, serving
 *
 * Nobody is told that their business is done who goes home for a paper or waits for an answer.
 *
 * Returns: (transfer none): the moment whose phrase asks for further wishes
 */
const char *
hall_desk_window_closing_moment (HallDeskWindow *self)
{
  static const char *const underway[] = { "noticed", "refusing", "refused", "consulting", "forwarded", NULL };

  return hall_desk_window_case_is_in_front (self) && g_strv_contains (underway, self->file->state)
             ? "anything-else"
             : "closing-question";
}

/* What is said in a state, in the order in which it comes (hall rules 6). At most seven. */
static void
moments_for (HallDeskWindow *self, const char *moments[8])
{
  const HallDeskView *view = self->view;
  g_autoptr (HallTicket) next = g_list_model_get_item (view->waiting, 0);
  guint n = 0;

  switch (hall_desk_window_get_state (self)) {
  case HALL_DESK_IDLE:
    if (self->farewell)
      moments[n++] = "farewell";
    if (many_wait (self)) {
      moments[n++] = "soothe-wait";
      moments[n++] = "apology-wait";
    }
    moments[n++] = next != NULL ? opening_for (next) : "greeting";
    break;
  case HALL_DESK_CALLED:
    moments[n++] = "call";
    moments[n++] = opening_for (view->current);
    break;
  case HALL_DESK_SERVING:
    if (g_str_equal (self->tab, "closing")) {
      moments[n++] = hall_desk_window_closing_moment (self);
      moments[n++] = "farewell";
      if (self->file != NULL && self->file->due_at != 0)
        moments[n++] = "summary";
    } else if (is_at_case (self)) {
      n = case_moments (self, moments);
    } else if (view->last_receipt != NULL) {
      moments[n++] = "closing-question";
    } else {
      moments[n++] = opening_for (view->current);
      moments[n++] = "identity";
      moments[n++] = "open-question";
      moments[n++] = "listen";
      moments[n++] = "clarify";
      moments[n++] = "restate";
      moments[n++] = "password";
    }
    break;
  case HALL_DESK_PAUSED:
    moments[n++] = "pause";
    break;
  case HALL_DESK_CLOSED:
  case HALL_DESK_SIGNED_OUT:
  default:
    moments[n++] = "greeting";
  }
  moments[n] = NULL;
}

static void
add_slot (GVariantBuilder *slots, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    g_variant_builder_add (slots, "{ss}", name, value);
}

/* What it is about: the open case knows it better than the number that was taken at the door. */
static void
add_matter (HallDeskWindow *self, GVariantBuilder *slots)
{
  const char *matter = self->file != NULL ? self->file->matter_name : self->view->current->matter_name;

  add_slot (slots, "matter", matter);
  add_slot (slots, "summary", matter);
}

/* A time as one says it: 今天17:30, 11月25日17:30. Phrases are the hall's, in its language. */
static char *
spoken_time (gint64 time_us, gint64 now_us)
{
  g_autofree char *day = hall_shell_time (time_us, "%Y-%m-%d");
  g_autofree char *today = hall_shell_time (now_us, "%Y-%m-%d");

  return hall_shell_time (time_us, g_str_equal (day, today) ? "今天%H:%M" : "%-m月%-d日%H:%M");
}

/* The names of the materials that nobody has seen yet, or of all that must be there. */
static char *
wanted_materials (HallDeskWindow *self, const HallCaseView *file, guint *unmet)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *names;

  *unmet = 0;
  for (guint i = 0; i < g_list_model_get_n_items (file->items); i++) {
    g_autoptr (HallCaseItemLine) line = g_list_model_get_item (file->items, i);

    *unmet += hall_case_item_line_is_unmet (line);
    if (line->mandatory)
      g_ptr_array_add (all, g_strdup (line->name));
    if (line->mandatory && hall_desk_window_item_is_open (self, line))
      g_ptr_array_add (open, g_strdup (line->name));
  }
  names = open->len > 0 ? open : all;
  g_ptr_array_add (names, NULL);
  return g_strjoinv ("、", (char **)names->pdata);
}

/* The task that a case waits for: who has it, and until when. */
static HallCaseLine *
open_task (const HallCaseView *file)
{
  for (guint i = g_list_model_get_n_items (file->tasks); i > 0; i--) {
    g_autoptr (HallCaseLine) line = g_list_model_get_item (file->tasks, i - 1);

    if (line->done_at == 0 && (g_str_equal (line->kind, "consult") || g_str_equal (line->kind, "forward")))
      return g_steal_pointer (&line);
  }
  return NULL;
}

static void
add_case_slots (HallDeskWindow *self, const HallCaseView *file, GVariantBuilder *slots)
{
  guint unmet;
  g_autofree char *materials = wanted_materials (self, file, &unmet);
  g_autofree char *n = g_strdup_printf ("%u", unmet);
  g_autoptr (HallCaseLine) task = open_task (file);
  const gint64 due_at = task != NULL ? task->due_at : file->due_at;
  g_autofree char *due = due_at != 0 ? spoken_time (due_at, self->now) : NULL;

  add_slot (slots, "n", n);
  add_slot (slots, "no", file->number);
  add_slot (slots, "materials", materials);
  add_slot (slots, "due", due);
  add_slot (slots, "notify", file->phone != NULL ? "电话" : NULL);
  add_slot (slots, "reason", file->refusal_reason);
  add_slot (slots, "basis", file->refusal_basis);
  add_slot (slots, "option", file->refusal_option);
  add_slot (slots, "department", task != NULL ? task->who : NULL);
}

/**
 * hall_desk_window_update_phrases:
 * @self: the desk
 *
 * Names the moments of where the clerk is, with the real figures for their slots.
 */
void
hall_desk_window_update_phrases (HallDeskWindow *self)
{
  const HallDeskView *view = self->view;
  const char *moments[8];
  GVariantBuilder slots;

  moments_for (self, moments);
  g_variant_builder_init (&slots, G_VARIANT_TYPE ("a{ss}"));
  if (view->current != NULL) {
    g_autofree char *counter = g_strdup_printf ("%d", (int)view->counter);

    g_variant_builder_add (&slots, "{ss}", "ticket", view->current->label);
    g_variant_builder_add (&slots, "{ss}", "counter", counter);
    add_matter (self, &slots);
  }
  if (view->pause_reason != NULL) {
    const gint64 minutes = (view->pause_until - self->now + 59 * G_USEC_PER_SEC) / (60 * G_USEC_PER_SEC);
    g_autofree char *text = g_strdup_printf ("%d", (int)MAX (minutes, 1));

    g_variant_builder_add (&slots, "{ss}", "reason", view->pause_reason);
    g_variant_builder_add (&slots, "{ss}", "minutes", text);
  }
  if (self->file != NULL && hall_desk_window_get_state (self) == HALL_DESK_SERVING)
    add_case_slots (self, self->file, &slots);
  hall_phrase_strip_set_moments (self->phrases, moments, g_variant_builder_end (&slots));
}
