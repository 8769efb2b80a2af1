/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the materials tab says: how far the list is, what the outcome will do, what it did, and what was
 * promised. */

#include "hall-materials-page-private.h"

#include <glib/gi18n-lib.h>

#include "hall-material-words.h"
#include "hall-shell.h"

static gboolean
says (const char *text)
{
  return text != NULL && *text != '\0';
}

static void
set_optional (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), says (text));
}

/* --- How far the list is --- */

/**
 * hall_materials_page_branch:
 * @self: the page
 * @unmet: (out): how many materials belong on the notice
 * @unseen: (out): how many have still to be looked at
 *
 * What follows from the rows as they are shown (S004 9.2), by the same rule as in the hall: a mark counts at
 * once, and the hall says the last word.
 *
 * Returns: the branch
 */
HallBranch
hall_materials_page_branch (HallMaterialsPage *self, guint *unmet, guint *unseen)
{
  const guint n = hall_materials_page_n_rows (self);
  g_autofree HallCheckItem *checks = g_new0 (HallCheckItem, n + 1);
  const HallCaseFinding finding = { 0 };

  *unmet = 0;
  *unseen = 0;
  for (guint i = 0; i < n; i++) {
    HallMaterialRow *row = hall_materials_page_nth (self, i);
    const HallCaseItemLine *item = hall_material_row_get_item (row);

    checks[i] = (HallCheckItem){ .code = item->code,
                                 .name = item->name,
                                 .mandatory = item->mandatory,
                                 .deferrable = item->may_follow,
                                 .state = hall_material_row_get_state (row),
                                 .barred = item->barred,
                                 /* A mark without its reason does not get this far. */
                                 .reason = item->code };
    if (item->deferred_until != NULL) {
      checks[i].deferred_by = item->code;
      checks[i].deferred_until = 1;
    }
    *unmet += hall_check_item_is_unmet (&checks[i]);
    *unseen += !hall_check_item_is_unmet (&checks[i]) && !hall_check_item_is_met (&checks[i]);
  }
  return hall_checklist_branch (checks, n, finding);
}

static void
show_count (HallMaterialsPage *self)
{
  guint needed = 0;
  guint there = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < hall_materials_page_n_rows (self); i++) {
    HallMaterialRow *row = hall_materials_page_nth (self, i);
    const HallItemState state = hall_material_row_get_state (row);

    if (state == HALL_ITEM_NOT_NEEDED || (hall_material_row_is_locked (row) && state != HALL_ITEM_HAVE)
        || (state == HALL_ITEM_UNSEEN && !hall_material_row_get_item (row)->mandatory))
      continue;
    needed++;
    there += state == HALL_ITEM_HAVE;
  }
  /* Translators: the head of the checklist: how many materials are needed, and how many of them are there;
   * <b> and </b> stay */
  text = g_strdup_printf (_ ("%d needed, <b>%d there</b>"), (int)needed, (int)there);
  gtk_label_set_markup (self->count, text);
}

static char *
names_of (HallMaterialsPage *self, gboolean unseen)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < hall_materials_page_n_rows (self); i++) {
    HallMaterialRow *row = hall_materials_page_nth (self, i);
    const HallItemState state = hall_material_row_get_state (row);

    if (hall_material_row_is_locked (row) || !hall_material_row_get_item (row)->mandatory
        || (unseen ? state != HALL_ITEM_UNSEEN : state != HALL_ITEM_MISSING && state != HALL_ITEM_FAULTY))
      continue;
    /* Translators: between the names of materials */
    g_string_append_printf (names, "%s%s", names->len > 0 ? C_ ("material", ", ") : "",
                            hall_material_name (hall_material_row_get_item (row)));
  }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* --- What the outcome will do --- */

/* Of a second notice the lead said why. */
static gboolean
has_leave (HallMaterialsPage *self)
{
  for (guint i = 0; i < hall_materials_page_n_rows (self); i++)
    if (hall_material_row_get_item (hall_materials_page_nth (self, i))->cause != NULL)
      return TRUE;
  return FALSE;
}

/* The notice that the customer has says it all already: no new paper (hall rules 3.2). */
static gboolean
still_holds (HallMaterialsPage *self)
{
  const HallCaseView *file = self->context.file;

  return file->notice != NULL && !file->notice_expired && !has_leave (self);
}

/* The short form, where the printer of the counter has no other paper (hall rules 4). */
static gboolean
is_short (HallMaterialsPage *self)
{
  const HallDeskView *desk = self->context.desk;

  return desk != NULL && g_strcmp0 (desk->paper_form, "roll80") == 0;
}

static char *
accept_text (HallMaterialsPage *self)
{
  const HallCaseView *file = self->context.file;
  const gboolean brief = is_short (self);
  g_autofree char *due = NULL;

  if (file->foreseen_at == 0)
    return g_strdup (brief ? _ ("Short receipt on 80 mm · done at once")
                           : _ ("Receipt in two copies · done at once"));
  due = hall_material_moment (file->foreseen_at, self->context.now);
  /* Translators: what an acceptance will do; %s is when it is due at the latest */
  return g_strdup_printf (
      brief ? _ ("Short receipt on 80 mm · done by %s") : _ ("Receipt in two copies · done by %s"), due);
}

static char *
notice_text (HallMaterialsPage *self)
{
  const HallCaseView *file = self->context.file;

  if (still_holds (self))
    /* Translators: the number of a notice, and a day */
    return g_strdup_printf (_ ("No new paper: notice %s holds until %s and asks for nothing more"),
                            file->notice, file->notice_until);
  if (gtk_check_button_get_active (self->no_paper))
    /* Translators: %s is a day */
    return g_strdup_printf (_ ("No paper: told in words, on record · valid until %s"),
                            file->foreseen_until != NULL ? file->foreseen_until : "—");
  /* Translators: what a notice will do; %s is a day */
  return g_strdup_printf (is_short (self)
                              ? _ ("80 mm short form · valid until %s · complete, it is accepted at once")
                              : _ ("A5, two copies · valid until %s · complete, it is accepted at once"),
                          file->foreseen_until != NULL ? file->foreseen_until : "—");
}

static char *
notice_title (HallMaterialsPage *self, guint unmet)
{
  if (still_holds (self))
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d material of the notice is still missing",
                                         "%d materials of the notice are still missing", (gulong)unmet),
                            (int)unmet);
  if (self->context.file->notice != NULL && has_leave (self))
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "A second notice of %d material: it is counted",
                                         "A second notice of %d materials: it is counted", (gulong)unmet),
                            (int)unmet);
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "A one-time notice of %d material: all that is to be put right",
                   "A one-time notice of %d materials: all that is to be put right", (gulong)unmet),
      (int)unmet);
}

static char *
outcome_text (HallBranch branch, guint unmet)
{
  if (branch == HALL_BRANCH_NOTICE || unmet > 0)
    /* Translators: the outcome button; how many materials the notice is of */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "One-time notice (%d item)",
                                         "One-time notice (%d items)", (gulong)unmet),
                            (int)unmet);
  return g_strdup (_ ("Accept now"));
}

static void
set_foot (HallMaterialsPage *self, const char *icon, const char *title, const char *text)
{
  gtk_image_set_from_icon_name (self->foot_mark, icon);
  gtk_label_set_text (self->foot_title, title);
  set_optional (self->foot_text, text);
}

static void
show_foot (HallMaterialsPage *self)
{
  guint unmet, unseen;
  const HallBranch branch = hall_materials_page_branch (self, &unmet, &unseen);
  const gboolean check = self->mode == MODE_CHECK || self->mode == MODE_EMPTY;
  const gboolean notice = branch == HALL_BRANCH_NOTICE;
  const gboolean asking = self->current != NULL && hall_material_row_is_asking (self->current);
  const gboolean paper = !asking && branch != HALL_BRANCH_UNDECIDED
                         && !(notice && (still_holds (self) || gtk_check_button_get_active (self->no_paper)));
  g_autofree char *label = outcome_text (branch, unmet);
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->foot, check);
  if (!check) {
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "materials.outcome", FALSE);
    return;
  }
  hall_key_button_set_text (self->outcome_button, asking ? _ ("Write it down") : label);
  hall_key_button_set_icon (self->outcome_button, paper ? "printer-symbolic" : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->no_paper),
                          notice && !asking && !still_holds (self) && !self->context.file->paper_only);
  if (asking) {
    /* Translators: a reason is being written; %s is the material */
    title = g_strdup_printf (_ ("First why: %s"),
                             hall_material_name (hall_material_row_get_item (self->current)));
    set_foot (self, "document-edit-symbolic", title, NULL);
  } else if (branch == HALL_BRANCH_UNDECIDED) {
    title = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%d not looked at yet", "%d not looked at yet", (gulong)unseen),
        (int)unseen);
    text = names_of (self, TRUE);
    set_foot (self, "view-more-horizontal-symbolic", title, text);
  } else if (notice) {
    title = notice_title (self, unmet);
    text = notice_text (self);
    set_foot (self, "text-x-generic-symbolic", title, text);
  } else {
    text = accept_text (self);
    set_foot (self, "object-select-symbolic",
              self->mode == MODE_EMPTY ? _ ("Nothing is to be brought: it can be accepted at once")
                                       : _ ("Everything is there: it is accepted now"),
              text);
  }
  gtk_spinner_set_spinning (self->spinner, self->running);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "materials.outcome",
                                 (asking || branch != HALL_BRANCH_UNDECIDED) && !self->running
                                     && self->context.store != NULL);
}

/* --- The earlier notice --- */

static void
show_told (HallMaterialsPage *self)
{
  const HallCaseView *file = self->context.file;
  const gboolean told = self->mode == MODE_CHECK && file->notice != NULL;
  g_autofree char *day = NULL;
  g_autofree char *title = NULL;
  g_autofree char *asked = NULL;
  g_autofree char *text = NULL;
  g_autofree char *valid = NULL;

  gtk_widget_set_visible (self->told, told);
  if (!told)
    return;
  day = hall_shell_time (file->notice_at, "%Y-%m-%d");
  asked = file->notice_asked != NULL ? g_strjoinv (C_ ("material", ", "), file->notice_asked) : g_strdup ("");
  /* Translators: the number of the notice that the customer has, and its day */
  title = g_strdup_printf (_ ("Notice %s of %s"), file->notice, day);
  /* Translators: %s are the names of materials */
  text = g_strdup_printf (_ ("It asked for: %s"), asked);
  if (file->notice_expired) {
    g_autofree char *anew = g_strdup_printf (
        "%s\n%s", text, _ ("It is not valid any more: the list of today is checked anew."));

    gtk_label_set_text (self->told_text, anew);
    /* Translators: %s is a day */
    valid = g_strdup_printf (_ ("expired on %s"), file->notice_until);
    hall_pill_set (self->told_pill, "warn", "dialog-warning-symbolic", valid);
  } else {
    gtk_label_set_text (self->told_text, text);
    /* Translators: %s is a day */
    valid = g_strdup_printf (_ ("valid until %s"), file->notice_until);
    hall_pill_set (self->told_pill, "ok", NULL, valid);
  }
  gtk_label_set_text (self->told_title, title);
}

/* --- What was done --- */

typedef struct {
  const char *icon;
  const char *tone;
  char *title;
  char *number;
  char *hero;
  char *words;
  char *say;
} Done;

static void
done_clear (Done *self)
{
  g_free (self->title);
  g_free (self->number);
  g_free (self->hero);
  g_free (self->words);
  g_free (self->say);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Done, done_clear)

static const char *
answered (HallMaterialsPage *self, const char *key)
{
  const char *text = NULL;

  if (self->answer != NULL)
    g_variant_lookup (self->answer, key, "&s", &text);
  return text;
}

static gboolean
answered_true (HallMaterialsPage *self, const char *key)
{
  gboolean value = FALSE;

  return self->answer != NULL && g_variant_lookup (self->answer, key, "b", &value) && value;
}

static void
tell_accepted (HallMaterialsPage *self, Done *done)
{
  const HallCaseView *file = self->context.file;
  const gint64 due = file->accepted_at != 0 ? file->due_at : file->foreseen_at;
  const char *number = file->acceptance != NULL ? file->acceptance : answered (self, "number");
  const char *words = file->due_words != NULL ? file->due_words : answered (self, "due_words");
  g_autofree char *moment = due != 0 ? hall_material_moment (due, self->context.now) : NULL;

  done->icon = "object-select-symbolic";
  done->tone = "ok";
  done->title = g_strdup (C_ ("outcome", "Accepted"));
  done->number = g_strdup (number);
  done->words = g_strdup (words);
  if (due == 0) {
    done->hero = g_strdup (_ ("Done at once"));
    done->say = g_strdup (_ ("Your papers are complete. I will do it for you now."));
    return;
  }
  /* Translators: in large letters; %s is when it is due at the latest */
  done->hero = g_strdup_printf (_ ("by %s"), moment);
  /* Translators: to be said to the customer; %s is when it is due at the latest */
  done->say = g_strdup_printf (
      _ ("Your application is accepted. It will be done by %s at the latest; please keep the receipt."),
      moment);
}

static void
tell_noticed (HallMaterialsPage *self, Done *done)
{
  const HallCaseView *file = self->context.file;
  const char *number = answered (self, "number") != NULL ? answered (self, "number") : file->notice;
  const char *until = answered (self, "valid_until") != NULL ? answered (self, "valid_until")
                                                             : file->notice_until;
  guint unmet, unseen;

  hall_materials_page_branch (self, &unmet, &unseen);
  done->icon = "text-x-generic-symbolic";
  done->tone = "ok";
  done->title = g_strdup (answered_true (self, "again")    ? _ ("The notice still holds")
                          : answered_true (self, "second") ? _ ("Second notice given")
                                                           : _ ("One-time notice given"));
  done->number = g_strdup (number);
  /* Translators: in large letters; %s is the last day of a notice */
  done->hero = g_strdup_printf (_ ("valid until %s"), until != NULL ? until : "—");
  done->words = names_of (self, FALSE);
  if (answered_true (self, "again") || self->told_in_words) {
    /* Translators: to be said to the customer; how many materials, and a day */
    done->say = g_strdup_printf (
        g_dngettext (
            GETTEXT_PACKAGE, "We need %d item of you by %s; I have told you what. Then we accept it at once.",
            "We need %d items of you by %s; I have told you what. Then we accept it at once.", (gulong)unmet),
        (int)unmet, until != NULL ? until : "—");
    return;
  }
  /* Translators: to be said to the customer; how many materials, and the last day of the notice */
  done->say = g_strdup_printf (
      g_dngettext (
          GETTEXT_PACKAGE,
          "Please bring the %d item on the notice by %s. With the notice you get a return number, and "
          "we accept it at once.",
          "Please bring all %d items on the notice by %s. With the notice you get a return number, and "
          "we accept it at once.",
          (gulong)unmet),
      (int)unmet, until != NULL ? until : "—");
}

/* The last task of a kind that nobody has answered yet. */
static HallCaseLine *
open_task (const HallCaseView *file, const char *kind)
{
  for (guint i = file->tasks != NULL ? g_list_model_get_n_items (file->tasks) : 0; i > 0; i--) {
    g_autoptr (HallCaseLine) task = g_list_model_get_item (file->tasks, i - 1);

    if (g_strcmp0 (task->kind, kind) == 0 && task->done_at == 0)
      return task; /* the list keeps it */
  }
  return NULL;
}

static void
tell_asked (HallMaterialsPage *self, const char *kind, Done *done)
{
  const HallCaseLine *task = open_task (self->context.file, kind);
  g_autofree char *moment = NULL;

  done->icon = "alarm-symbolic";
  done->tone = "info";
  done->title = g_strdup (g_str_equal (kind, "consult") ? _ ("A leader was asked")
                                                        : C_ ("outcome", "Forwarded"));
  if (task == NULL)
    return;
  moment = hall_material_moment (task->due_at, self->context.now);
  done->number = g_strdup (task->who);
  done->words = g_strdup (task->text);
  /* Translators: in large letters; %s is when somebody has to answer */
  done->hero = g_strdup_printf (_ ("answer by %s"), moment);
  /* Translators: to be said to the customer; %s is when somebody has to answer */
  done->say = g_strdup_printf (_ ("I have to ask for this. You will hear from us by %s at the latest."),
                               moment);
}

static void
tell_done (HallMaterialsPage *self, Done *done)
{
  const HallCaseView *file = self->context.file;
  const char *state = file->state;

  if (self->answer != NULL)
    state = self->answered_branch ? "accepted" : "noticed";
  if (g_str_equal (state, "accepted")) {
    tell_accepted (self, done);
  } else if (g_str_equal (state, "noticed")) {
    tell_noticed (self, done);
  } else if (g_str_equal (state, "consulting")) {
    tell_asked (self, "consult", done);
  } else if (g_str_equal (state, "forwarded")) {
    tell_asked (self, "forward", done);
  } else if (g_str_equal (state, "refusing")) {
    done->icon = "alarm-symbolic";
    done->tone = "info";
    done->title = g_strdup (_ ("The refusal waits for the shift lead"));
    done->say = g_strdup (_ ("Please wait a moment: my shift lead looks at it, and you get it on paper."));
  } else {
    done->icon = g_str_equal (state, "refused") ? "action-unavailable-symbolic" : "object-select-symbolic";
    done->tone = "plain";
    /* Translators: %s is the state of a case: refused, answered, closed */
    done->title = g_strdup_printf (_ ("This case is %s"), file->state_word);
  }
}

/* The card takes the focus when it comes: a reader then says all of it. */
static void
name_done (HallMaterialsPage *self, const Done *done)
{
  g_autofree char *name = g_strdup_printf ("%s %s %s", done->title, done->number != NULL ? done->number : "",
                                           done->hero != NULL ? done->hero : "");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->done), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, done->say != NULL ? done->say : "",
                                  -1);
}

static void
show_done (HallMaterialsPage *self)
{
  static const char *const tones[] = { "ok", "info", "plain" };
  g_auto (Done) done = { 0 };

  gtk_widget_set_visible (self->done, self->mode == MODE_DONE);
  if (self->mode != MODE_DONE)
    return;
  tell_done (self, &done);
  for (gsize i = 0; i < G_N_ELEMENTS (tones); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->done_mark), tones[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->done_mark), done.tone);
  gtk_image_set_from_icon_name (self->done_mark, done.icon);
  gtk_label_set_text (self->done_title, done.title);
  name_done (self, &done);
  set_optional (self->done_number, done.number);
  set_optional (self->done_hero, done.hero);
  set_optional (self->done_words, done.words);
  gtk_label_set_text (self->done_say, done.say != NULL ? done.say : "");
  gtk_widget_set_visible (self->done_say_box, done.say != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->again_button),
                          g_strcmp0 (self->context.file->state, "noticed") == 0);
}

/* --- What was promised --- */

/* Each rule on a line of its own. */
static char *
lines_of (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", "；", -1);

  return g_strjoinv ("\n", parts);
}

static void
show_due (HallMaterialsPage *self)
{
  const HallCaseView *file = self->context.file;
  const gboolean accepted = file->accepted_at != 0;
  const gint64 due = accepted ? file->due_at : file->foreseen_at;
  g_autofree char *moment = due != 0 ? hall_material_moment (due, self->context.now) : NULL;
  g_autofree char *text = NULL;

  if (accepted && file->suspended_since != 0)
    text = g_strdup (_ ("The clock stands: we wait for the customer"));
  else if (accepted && moment != NULL)
    /* Translators: %s is when the case is due */
    text = g_strdup_printf (_ ("Due %s"), moment);
  else if (moment != NULL)
    /* Translators: %s is when the case would be due if it were accepted now */
    text = g_strdup_printf (
        file->notice != NULL ? _ ("Complete today, done by %s") : _ ("Accepted today, done by %s"), moment);
  set_optional (self->promise_due, text);
  set_optional (self->promise_words, accepted ? file->due_words : file->foreseen_words);
}

static void
show_facts (HallMaterialsPage *self)
{
  const HallCaseView *file = self->context.file;
  const gboolean is_free = !says (file->fee) || g_str_equal (file->fee, "无");
  g_autofree char *conditions = lines_of (file->conditions);
  g_autofree char *basis = lines_of (file->basis);
  g_autofree char *responsible = NULL;

  gtk_label_set_text (self->promise, says (file->promise)
                                         ? hall_shell_localised (file->promise, file->promise_en)
                                         : _ ("at once"));
  show_due (self);
  gtk_label_set_text (self->fee, is_free ? _ ("No fee") : file->fee);
  gtk_label_set_text (self->conditions, conditions);
  gtk_widget_set_visible (self->conditions_box, says (conditions));
  gtk_label_set_text (self->basis, basis);
  gtk_widget_set_visible (self->basis_box, says (basis));
  if (g_strcmp0 (file->handler, file->first_responsible) != 0)
    /* Translators: who is first-responsible for the case, and who handles it now */
    responsible = g_strdup_printf (_ ("%s %s\nhandled by %s %s"), file->first_responsible, file->first_name,
                                   file->handler, file->handler_name);
  else
    responsible = g_strdup_printf ("%s %s", file->first_responsible, file->first_name);
  gtk_label_set_text (self->responsible, responsible);
}

/* --- All of it --- */

static void
show_empty (HallMaterialsPage *self)
{
  const HallCaseView *file = self->context.file;
  const gboolean enquiry = g_strcmp0 (file->kind, "enquiry") == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->empty), self->mode == MODE_EMPTY);
  if (self->mode != MODE_EMPTY)
    return;
  adw_status_page_set_title (self->empty, enquiry ? _ ("A question needs no papers")
                                                  : _ ("Nothing is to be brought for this"));
  adw_status_page_set_description (self->empty,
                                   enquiry ? _ ("Answer it now, and write down what was said.")
                                           : _ ("Accept it now, or answer it when it is only a question."));
}

static GtkWidget *
find_step (HallMaterialsPage *self)
{
  if (self->mode == MODE_EMPTY && g_strcmp0 (self->context.file->kind, "enquiry") == 0)
    return GTK_WIDGET (self->answer_button);
  if (self->mode == MODE_EMPTY || self->mode == MODE_CHECK)
    return GTK_WIDGET (self->outcome_button);
  return NULL;
}

static void
update_step (HallMaterialsPage *self)
{
  GtkWidget *step = find_step (self);
  const gboolean ready = step != NULL && gtk_widget_get_sensitive (step);

  if (step == self->step && ready == self->step_ready)
    return;
  self->step = step;
  self->step_ready = ready;
  g_signal_emit_by_name (self, "step-changed");
}

/**
 * hall_materials_page_show:
 * @self: the page
 *
 * Shows all that follows from the case, the rows and what is under way.
 */
void
hall_materials_page_show (HallMaterialsPage *self)
{
  gtk_stack_set_visible_child_name (self->face, self->mode == MODE_NONE ? "none" : "work");
  if (self->mode == MODE_NONE) {
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "materials.outcome", FALSE);
  } else {
    gtk_widget_set_visible (self->head, self->mode == MODE_CHECK);
    gtk_widget_set_visible (GTK_WIDGET (self->list), hall_materials_page_n_rows (self) > 0);
    show_count (self);
    show_told (self);
    show_empty (self);
    show_done (self);
    show_foot (self);
    show_facts (self);
  }
  update_step (self);
}
