/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-case-story.h"

#include <glib/gi18n-lib.h>

#include "hall-case-paper-chip.h"
#include "hall-case-words.h"
#include "hall-checklist.h"
#include "hall-shell.h"

/**
 * HallCaseStory:
 *
 * What happened to a case, day by day, in sentences: who did what when (row 003-10), with its papers. What
 * was written for colleagues only is folded away, as a customer may look on.
 */
struct _HallCaseStory {
  AdwBin parent_instance;

  GtkBox *box;

  HallStore *store; /* (owned) (nullable): where papers are read */
};

G_DEFINE_FINAL_TYPE (HallCaseStory, hall_case_story, ADW_TYPE_BIN)

/* --- Words --- */

static const struct {
  const char *command;
  const char *sentence; /* %s is who */
  const char *tone;
  const char *icon;
} acts[] = {
  /* Translators: in all of these %s is who did it: “G05 Zhang San” */
  { "open-case", N_ ("%s opened the case"), "info", "document-new-symbolic" },
  { "note", N_ ("%s noted"), "plain", "document-edit-symbolic" },
  { "tag", N_ ("%s set a mark"), "plain", "bookmark-new-symbolic" },
  { "check", N_ ("%s checked a material"), "plain", "view-list-symbolic" },
  { "defer-item", N_ ("%s lets a material follow later"), "warn", "alarm-symbolic" },
  { "accept", N_ ("%s accepted the case"), "ok", "object-select-symbolic" },
  { "issue-notice", N_ ("%s gave the one-time notice"), "warn", "document-print-symbolic" },
  { "refuse", N_ ("%s asks the shift lead to refuse the case"), "warn", "action-unavailable-symbolic" },
  { "request-demand", N_ ("%s asks the shift lead to demand a further material"), "warn",
    "list-add-symbolic" },
  { "request-deferral", N_ ("%s asks the shift lead to let a material follow"), "warn", "alarm-symbolic" },
  { "approve", N_ ("%s approved"), "ok", "object-select-symbolic" },
  { "return-request", N_ ("%s sent the request back"), "plain", "edit-undo-symbolic" },
  { "consult", N_ ("%s asked a leader"), "warn", "dialog-question-symbolic" },
  { "answer-consult", N_ ("%s wrote down the leader’s answer"), "info", "mail-reply-sender-symbolic" },
  { "forward", N_ ("%s forwarded the case to a department"), "warn", "mail-forward-symbolic" },
  { "answer-forward", N_ ("%s wrote down the department’s answer"), "info", "mail-reply-sender-symbolic" },
  { "visit", N_ ("%s asked the customer afterwards"), "info", "call-start-symbolic" },
  { "answer", N_ ("%s answered the customer at once"), "ok", "mail-reply-sender-symbolic" },
  { "reply", N_ ("%s told the customer"), "ok", "mail-reply-sender-symbolic" },
  { "suspend-clock", N_ ("%s stopped the clock"), "plain", "media-playback-pause-symbolic" },
  { "resume-clock", N_ ("%s let the clock run on"), "plain", "media-playback-start-symbolic" },
  { "extend", N_ ("%s asks for more time"), "warn", "alarm-symbolic" },
  { "hand-case", N_ ("%s handed the case over"), "warn", "object-flip-horizontal-symbolic" },
  { "reassign-first-responsible", N_ ("%s named another first-responsible clerk"), "warn",
    "object-flip-horizontal-symbolic" },
  { "close-case", N_ ("%s closed the case"), "ok", "changes-prevent-symbolic" },
  { "import-holidays", N_ ("%s brought the calendar; the due time was counted again"), "plain",
    "alarm-symbolic" },
};

static char *
put_in (const char *sentence, const char *who)
{
  g_autoptr (GString) text = g_string_new (sentence);

  g_string_replace (text, "%s", who, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gsize
act_of (const char *command)
{
  gsize i = 0;

  while (i < G_N_ELEMENTS (acts) && g_strcmp0 (acts[i].command, command) != 0)
    i++;
  return i;
}

/**
 * hall_case_story_sentence:
 * @line: a line of a case's story
 * @n_checks: how many materials were checked in one go; 1 of everything else
 *
 * Returns: (transfer full): one sentence: who did what, and for whom they stood in
 */
char *
hall_case_story_sentence (HallCaseLine *line, guint n_checks)
{
  const char *who = line->who != NULL ? line->who : _ ("The hall");
  gsize act = act_of (line->kind);
  g_autofree char *sentence = NULL;

  if (n_checks > 1)
    /* Translators: %1$s is who, %2$u how many */
    sentence = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%1$s checked %2$u material", "%1$s checked %2$u materials", n_checks),
        who, n_checks);
  else if (act < G_N_ELEMENTS (acts))
    sentence = put_in (_ (acts[act].sentence), who);
  else
    sentence = g_strdup_printf ("%s: %s", who, line->title);
  if (line->instead_of == NULL)
    return g_steal_pointer (&sentence);
  /* Translators: %1$s is a sentence about what somebody did, %2$s the staff number of whom they stood in for
   */
  return g_strdup_printf (_ ("%1$s (for %2$s)"), sentence, line->instead_of);
}

static const char *
item_word (const char *state)
{
  static const char *const words[HALL_N_ITEM_STATES] = {
    [HALL_ITEM_UNSEEN] = NC_ ("material", "not looked at"),  [HALL_ITEM_HAVE] = NC_ ("material", "there"),
    [HALL_ITEM_MISSING] = NC_ ("material", "missing"),       [HALL_ITEM_FAULTY] = NC_ ("material", "faulty"),
    [HALL_ITEM_NOT_NEEDED] = NC_ ("material", "not needed"),
  };
  HallItemState known;

  return hall_item_state_from_name (state, &known) ? g_dpgettext2 (GETTEXT_PACKAGE, "material", words[known])
                                                   : state;
}

static const char *
told (HallCaseLine *line, const char *key)
{
  const char *text = NULL;

  if (line->detail != NULL)
    g_variant_lookup (line->detail, key, "&s", &text);
  return text;
}

static void
add_line (GString *text, const char *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static void
add_pair (GString *text, const char *name, const char *value)
{
  /* Translators: what it is and what was written: “Title deed: missing” */
  g_autofree char *line = g_strdup_printf (_ ("%1$s: %2$s"), name, value);

  add_line (text, line);
}

/* Under the sentence: what was written, and what changed into what. */
static void
describe (HallCaseLine *line, GString *text)
{
  static const char *const prompts[][2] = {
    { "need", N_ ("What is wanted") },
    { "facts", N_ ("What happened") },
    { "questions", N_ ("What was asked") },
    { "analysis", N_ ("What we think") },
  };
  const char *before = told (line, "before");
  const char *after = told (line, "after");

  if (g_strcmp0 (line->kind, "check") == 0) {
    add_pair (text, line->text, item_word (after));
    return;
  }
  if (before != NULL && after != NULL) {
    g_autofree char *moved = g_strdup_printf ("%s → %s", before, after);

    add_line (text, moved);
  }
  if (line->text != NULL && *line->text != '\0')
    add_line (text, line->text);
  for (gsize i = 0; i < G_N_ELEMENTS (prompts); i++)
    if (told (line, prompts[i][0]) != NULL)
      add_pair (text, _ (prompts[i][1]), told (line, prompts[i][0]));
  if (told (line, "method") != NULL)
    add_pair (text, _ ("How"), told (line, "method"));
}

/* --- Building --- */

static GtkWidget *
wrapped (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_day (GtkBox *box, gint64 at, gint64 now)
{
  g_autofree char *title = hall_case_day_title (at, now);
  GtkWidget *label = wrapped (title, "section");

  gtk_widget_add_css_class (label, "story-day");
  gtk_box_append (box, label);
}

/* Which command hands out which paper. */
static gboolean
is_paper_of (HallCaseLine *paper, HallCaseLine *line)
{
  static const char *const makers[][2] = {
    { "notice", "issue-notice" },
    { "acceptance", "accept" },
    { "refusal", "approve" },
    { "consult", "consult" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++)
    if (g_strcmp0 (paper->kind, makers[i][0]) == 0)
      return paper->at == line->at && g_strcmp0 (line->kind, makers[i][1]) == 0;
  return FALSE;
}

static void
add_papers (GtkBox *words, HallStore *store, const HallCaseView *file, HallCaseLine *line)
{
  for (guint i = 0; i < g_list_model_get_n_items (file->papers); i++) {
    g_autoptr (HallCaseLine) paper = g_list_model_get_item (file->papers, i);

    /* A paper bears the time of what caused it. */
    if (is_paper_of (paper, line))
      gtk_box_append (words, hall_case_paper_chip_new (paper, store));
  }
}

static GtkWidget *
make_row (
    HallStore *store, const HallCaseView *file, HallCaseLine *line, const char *sentence, const char *text)
{
  gsize act = act_of (line->kind);
  gboolean known = act < G_N_ELEMENTS (acts);
  g_autofree char *at = hall_shell_time (line->at, "%H:%M");
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *time = gtk_label_new (at);
  GtkWidget *mark = gtk_image_new_from_icon_name (known ? acts[act].icon : "document-open-recent-symbolic");

  gtk_widget_add_css_class (mark, "mark");
  gtk_widget_add_css_class (mark, known ? acts[act].tone : "plain");
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_set_valign (time, GTK_ALIGN_START);
  gtk_widget_add_css_class (time, "num");
  gtk_widget_add_css_class (time, "quiet");
  gtk_widget_add_css_class (time, "story-time");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), wrapped (sentence, "story-act"));
  if (*text != '\0')
    gtk_box_append (GTK_BOX (words), wrapped (text, "quiet"));
  add_papers (GTK_BOX (words), store, file, line);
  gtk_box_append (GTK_BOX (row), time);
  gtk_box_append (GTK_BOX (row), mark);
  gtk_box_append (GTK_BOX (row), words);
  gtk_widget_add_css_class (row, "story-row");
  return row;
}

/* How many lines from @from on are one: materials looked at by the same person in one go. */
static guint
count_checks (GListModel *story, guint from)
{
  g_autoptr (HallCaseLine) first = g_list_model_get_item (story, from);
  guint n = 1;

  if (g_strcmp0 (first->kind, "check") != 0 || told (first, "cause") != NULL)
    return 1;
  while (from + n < g_list_model_get_n_items (story)) {
    g_autoptr (HallCaseLine) line = g_list_model_get_item (story, from + n);

    if (g_strcmp0 (line->kind, "check") != 0 || g_strcmp0 (line->who, first->who) != 0
        || line->internal != first->internal || told (line, "cause") != NULL
        || line->at - first->at > 15 * G_TIME_SPAN_MINUTE)
      break;
    n++;
  }
  return n;
}

/* Materials looked at in one go: what is wrong first, one line for each way they stand. */
static void
describe_checks (GListModel *story, guint from, guint n, GString *text)
{
  static const char *const states[] = { "missing", "faulty", "not-needed", "have" };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autoptr (GString) names = g_string_new (NULL);

    for (guint k = 0; k < n; k++) {
      g_autoptr (HallCaseLine) line = g_list_model_get_item (story, from + k);

      if (g_strcmp0 (told (line, "after"), states[i]) == 0)
        /* Translators: stands between the names of materials in a row */
        g_string_append_printf (names, "%s%s", names->len > 0 ? _ (", ") : "", line->text);
    }
    if (names->len > 0)
      add_pair (text, item_word (states[i]), names->str);
  }
}

static GtkWidget *
make_step (HallStore *store, const HallCaseView *file, guint from, guint n)
{
  g_autoptr (HallCaseLine) first = g_list_model_get_item (file->story, from);
  g_autofree char *sentence = hall_case_story_sentence (first, n);
  g_autoptr (GString) text = g_string_new (NULL);

  if (n > 1)
    describe_checks (file->story, from, n, text);
  else
    describe (first, text);
  return make_row (store, file, first, sentence, text->str);
}

/* What colleagues wrote for each other: one line to unfold. Returns where it puts them. */
static GtkBox *
add_fold (GtkBox *box, guint n)
{
  /* Translators: lines of a case's story that are not for the customer's eyes */
  g_autofree char *title = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u internal line", "%u internal lines", n), n);
  GtkWidget *expander = gtk_expander_new (title);
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_expander_set_child (GTK_EXPANDER (expander), inside);
  gtk_widget_add_css_class (expander, "story-fold");
  gtk_widget_add_css_class (inside, "story-inside");
  gtk_box_append (box, expander);
  return GTK_BOX (inside);
}

static gboolean
is_other_day (gint64 a, gint64 b)
{
  g_autofree char *first = hall_shell_time (a, "%Y-%m-%d");
  g_autofree char *second = hall_shell_time (b, "%Y-%m-%d");

  return a == 0 || !g_str_equal (first, second);
}

typedef struct {
  guint from;
  guint n;
  gint64 at;
  gboolean internal;
} Step;

static GArray *
make_steps (GListModel *story)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (Step));

  for (guint i = 0; i < g_list_model_get_n_items (story);) {
    g_autoptr (HallCaseLine) line = g_list_model_get_item (story, i);
    Step step = { i, count_checks (story, i), line->at, line->internal };

    g_array_append_val (steps, step);
    i += step.n;
  }
  return steps;
}

/* How many steps before and with @last are internal and of one day. */
static guint
count_internal (GArray *steps, guint last)
{
  const Step *step = &g_array_index (steps, Step, last);
  guint n = 0;

  for (guint i = last + 1; i > 0; i--, n++) {
    const Step *before = &g_array_index (steps, Step, i - 1);

    if (!before->internal || is_other_day (before->at, step->at))
      break;
  }
  return n;
}

/* The newest stands on top: it is what the next step follows from. */
static void
tell (HallCaseStory *self, const HallCaseView *file, gint64 now)
{
  g_autoptr (GArray) steps = make_steps (file->story);
  gint64 day = 0;
  guint left = 0; /* of what is folded away */
  GtkBox *fold = NULL;

  for (guint i = steps->len; i > 0; i--) {
    const Step *step = &g_array_index (steps, Step, i - 1);

    if (is_other_day (day, step->at))
      add_day (self->box, step->at, now);
    day = step->at;
    if (step->internal && left == 0) {
      left = count_internal (steps, i - 1);
      fold = add_fold (self->box, left);
    }
    gtk_box_append (step->internal ? fold : self->box, make_step (self->store, file, step->from, step->n));
    left -= step->internal;
  }
}

/* --- The class --- */

static void
hall_case_story_dispose (GObject *object)
{
  g_clear_object (&HALL_CASE_STORY (object)->store);
  G_OBJECT_CLASS (hall_case_story_parent_class)->dispose (object);
}

static void
hall_case_story_class_init (HallCaseStoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_case_story_dispose;
}

static void
hall_case_story_init (HallCaseStory *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Story of the case"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

/**
 * hall_case_story_new:
 *
 * Returns: (transfer floating): a new story
 */
GtkWidget *
hall_case_story_new (void)
{
  return g_object_new (HALL_TYPE_CASE_STORY, NULL);
}

/**
 * hall_case_story_set_file:
 * @self: the story
 * @file: (nullable): a case
 * @store: (nullable): where its papers are read
 * @now: the hall's time, µs
 *
 * Tells what happened to @file, the newest first.
 */
void
hall_case_story_set_file (HallCaseStory *self, const HallCaseView *file, HallStore *store, gint64 now)
{
  GtkWidget *child;

  g_return_if_fail (HALL_IS_CASE_STORY (self));

  g_set_object (&self->store, store);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  if (file != NULL)
    tell (self, file, now);
}
