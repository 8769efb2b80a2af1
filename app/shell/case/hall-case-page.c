/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-case-page.h"

#include <glib/gi18n-lib.h>

#include "hall-case-customer.h"
#include "hall-case-deeds.h"
#include "hall-case-open.h"
#include "hall-case-paper-chip.h"
#include "hall-case-story.h"
#include "hall-case-words.h"
#include "hall-key-button.h"
#include "hall-shell.h"

#define MAX_BUTTONS 3

/**
 * HallCasePage:
 *
 * The Case tab. Without a case it opens one; with one it tells its story: whose it is, until when, what is
 * still to be done, who did what. Whatever is done to it is done by the actions of the group “case”, which
 * the window has.
 *
 * Actions: case-page.further, case-page.back, case-page.materials, case-page.reveal, case-page.reprint (xs).
 * Signals: opened (const char *number): the case to read and show; step-changed; go-materials.
 */
struct _HallCasePage {
  AdwBin parent_instance;

  GtkStack *faces;
  HallCaseOpen *form;
  GtkBox *cases;
  GtkLabel *number;
  GtkLabel *matter;
  HallPill *state;
  HallPill *version;
  GtkWidget *further;
  GtkWidget *due;
  HallPill *light;
  HallPill *unconfirmed;
  GtkLabel *due_words;
  GtkScrolledWindow *scroller;
  GtkListBox *tasks;
  HallCaseStory *story;
  GtkScrolledWindow *aside;
  HallCaseCustomer *customer;
  GtkLabel *responsible;
  HallPill *moved;
  GtkLabel *promise;
  GtkWidget *papers_box;
  GtkBox *papers;
  GtkFlowBox *tags;
  GtkWidget *add_tag;
  GtkWidget *tags_box;
  GtkLabel *visit;
  GtkWidget *foot;
  GtkBox *deeds;
  GtkMenuButton *more;
  HallKeyButton *step;

  HallCaseContext context; /* as set last; nothing in it is owned */
  char *shown;             /* (owned) (nullable): what the story shows, to tell whether it is another */
  const char *step_action; /* (nullable) */
  gboolean wants_further;  /* a further case is opened beside the one that is shown */
};

G_DEFINE_FINAL_TYPE (HallCasePage, hall_case_page, ADW_TYPE_BIN)

enum { SIGNAL_OPENED, SIGNAL_STEP_CHANGED, SIGNAL_GO_MATERIALS, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* --- The head --- */

static void
on_case_cb (HallCasePage *self, GtkWidget *button)
{
  g_autofree char *number = g_strdup (g_object_get_data (G_OBJECT (button), "number"));

  g_signal_emit (self, signals[SIGNAL_OPENED], 0, number);
}

/* A chip for every case of the ticket; one case alone needs none. */
static void
show_cases (HallCasePage *self, const HallCaseView *file)
{
  GListModel *cases = self->context.desk != NULL ? self->context.desk->cases : NULL;
  guint n = cases != NULL ? g_list_model_get_n_items (cases) : 0;

  clear_box (self->cases);
  gtk_widget_set_visible (GTK_WIDGET (self->cases), n > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->number), n <= 1);
  for (guint i = 0; n > 1 && i < n; i++) {
    g_autoptr (HallCaseLine) line = g_list_model_get_item (cases, i);
    GtkWidget *button = gtk_toggle_button_new_with_label (line->number);

    gtk_widget_add_css_class (button, "flat");
    gtk_widget_set_tooltip_text (button, line->title);
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), g_strcmp0 (line->number, file->number) == 0);
    g_object_set_data_full (G_OBJECT (button), "number", g_strdup (line->number), g_free);
    g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_case_cb), self);
    gtk_box_append (self->cases, button);
  }
}

static void
show_head (HallCasePage *self, const HallCaseView *file)
{
  g_autofree char *version = NULL;
  gboolean closed = file->closed_at != 0;

  gtk_label_set_text (self->number, file->number);
  gtk_label_set_text (self->matter, file->matter_name);
  hall_case_state_pill (self->state, file->state,
                        closed ? _ ("Archive: closed, read only") : file->state_word);
  if (file->version != file->newest)
    /* Translators: which version of a matter the case is handled under */
    version = g_strdup_printf (_ ("Handled under version %1$d, not %2$d"), (int)file->version,
                               (int)file->newest);
  hall_pill_set (self->version, "warn", "document-open-recent-symbolic", version);
  hall_case_light_pill (self->light, file, self->context.now);
  hall_pill_set (self->unconfirmed, "warn", "dialog-warning-symbolic",
                 file->due_at != 0 && !closed && !file->due_confirmed ? _ ("Calendar not confirmed") : NULL);
  gtk_label_set_text (self->due_words, file->due_words != NULL && !closed ? file->due_words : "");
  gtk_widget_set_visible (self->due, file->due_at != 0 && !closed);
}

/* --- What is open --- */

static char *
task_title (HallCaseLine *task)
{
  static const char *const titles[][2] = {
    { "consult", N_ ("A leader’s answer is due: %s") },
    { "forward", N_ ("A department’s answer is due: %s") },
    { "visit", N_ ("Ask the customer afterwards: %s") },
    { "deferred", N_ ("A material is to follow: %s") },
    { "record", N_ ("The record of the visit is not complete: %s") },
  };
  g_autoptr (GString) text = g_string_new (task->title);

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_strcmp0 (titles[i][0], task->kind) == 0)
      g_string_assign (text, _ (titles[i][1]));
  g_string_replace (text, "%s", task->who != NULL ? task->who : "", 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
make_deed_button (const HallCaseDeed *deed)
{
  GtkWidget *button = hall_key_button_new (_ (deed->text), NULL, deed->key);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), deed->action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "act");
  return button;
}

static void
add_task (HallCasePage *self, const char *title, const char *text, gint64 due_at, const HallCaseDeed *deed)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *name = gtk_label_new (title);
  GtkWidget *pill = hall_pill_new ();
  g_autofree char *due = due_at != 0 ? hall_case_moment (due_at, self->context.now) : NULL;

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_widget_add_css_class (name, "row-title");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), name);
  if (text != NULL && *text != '\0') {
    GtkWidget *detail = gtk_label_new (text);

    gtk_label_set_xalign (GTK_LABEL (detail), 0);
    gtk_label_set_wrap (GTK_LABEL (detail), TRUE);
    gtk_label_set_lines (GTK_LABEL (detail), 2);
    gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
    gtk_widget_add_css_class (detail, "quiet");
    gtk_widget_add_css_class (detail, "small");
    gtk_box_append (GTK_BOX (words), detail);
  }
  hall_pill_set (HALL_PILL (pill), due_at != 0 && due_at < self->context.now ? "bad" : "warn",
                 "alarm-symbolic", due);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), pill);
  if (deed != NULL)
    gtk_box_append (GTK_BOX (row), make_deed_button (deed));
  gtk_widget_add_css_class (row, "case-task");
  gtk_list_box_append (self->tasks, row);
}

/* What the customer was asked to bring, and until when. */
static gboolean
show_notice (HallCasePage *self, const HallCaseView *file)
{
  g_autofree char *names = NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (!g_str_equal (file->state, "noticed") || file->notice_asked == NULL || file->notice_until == NULL)
    return FALSE;
  names = g_strjoinv (_ (", "), file->notice_asked);
  /* Translators: %s are names of materials */
  title = g_strdup_printf (_ ("The customer brings: %s"), names);
  /* Translators: the number of a notice and the day until which it is valid */
  text = g_strdup_printf (file->notice_expired ? _ ("%1$s, which was valid until %2$s")
                                               : _ ("%1$s, valid until %2$s"),
                          file->notice, file->notice_until);
  add_task (self, title, text, 0, NULL);
  return TRUE;
}

static void
show_tasks (HallCasePage *self, const HallCaseView *file)
{
  GtkListBoxRow *row;
  guint shown = 0;

  while ((row = gtk_list_box_get_row_at_index (self->tasks, 0)) != NULL)
    gtk_list_box_remove (self->tasks, GTK_WIDGET (row));
  shown += show_notice (self, file);
  for (guint i = 0; i < g_list_model_get_n_items (file->tasks); i++) {
    g_autoptr (HallCaseLine) task = g_list_model_get_item (file->tasks, i);
    g_autofree char *title = task_title (task);
    const HallCaseDeed *deed;

    if (task->done_at != 0)
      continue;
    /* The leader's answer is written down by the lead. */
    deed = g_str_equal (task->kind, "consult") && (self->context.roles & HALL_ROLE_LEAD) == 0
               ? NULL
               : hall_case_task_deed (task->kind);
    add_task (self, title, task->text, task->due_at, deed);
    shown++;
  }
  for (guint i = 0; i < g_list_model_get_n_items (file->requests); i++) {
    g_autoptr (HallCaseLine) request = g_list_model_get_item (file->requests, i);
    /* Translators: what the shift lead is asked for */
    g_autofree char *title = g_strdup_printf (_ ("The shift lead has to decide: %s"), request->title);

    add_task (self, title, request->text, 0, NULL);
    shown++;
  }
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->tasks, i)) != NULL; i++) {
    gtk_list_box_row_set_activatable (row, FALSE);
    gtk_widget_set_focusable (GTK_WIDGET (row), FALSE);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->tasks), shown > 0);
}

/* --- Beside it --- */

static void
show_people (HallCasePage *self, const HallCaseView *file)
{
  g_autofree char *first = g_strdup_printf ("%s %s", file->first_responsible, file->first_name);
  g_autofree char *handler = NULL;
  g_autofree char *both = NULL;

  if (g_strcmp0 (file->first_responsible, file->handler) != 0)
    /* Translators: who has the case in hand now: staff number and name */
    handler = g_strdup_printf (_ ("Handled by %1$s %2$s"), file->handler, file->handler_name);
  both = g_strjoin ("\n", first, handler, NULL);
  gtk_label_set_text (self->responsible, both);
  hall_pill_set (self->moved, "warn", "dialog-warning-symbolic",
                 file->moved >= 2 && file->closed_at == 0 ? _ ("Handed on twice, no outcome") : NULL);
}

static void
show_aside (HallCasePage *self, const HallCaseView *file)
{
  g_autofree char *promise = g_strjoin ("\n",
                                        *file->promise != '\0'
                                            ? hall_shell_localised (file->promise, file->promise_en)
                                            : _ ("No time promised"),
                                        *file->fee != '\0' ? hall_case_fee_words (file->fee) : NULL, NULL);
  g_autofree char *visit = g_strjoin (" · ", hall_case_kind_word (file->kind),
                                      hall_case_applicant_word (file->applicant), file->ticket, NULL);

  show_people (self, file);
  gtk_label_set_text (self->visit, visit);
  gtk_label_set_text (self->promise, promise);
  clear_box (self->papers);
  for (guint i = 0; i < g_list_model_get_n_items (file->papers); i++) {
    g_autoptr (HallCaseLine) paper = g_list_model_get_item (file->papers, i);

    gtk_box_append (self->papers, hall_case_paper_chip_new (paper, self->context.store));
  }
  gtk_widget_set_visible (self->papers_box, g_list_model_get_n_items (file->papers) > 0);
}

/* How somebody felt belongs to the visit and to no other (row 000-19, Q52). */
static gboolean
is_of_visit (HallCasePage *self, HallCaseLine *tag)
{
  const HallTicket *ticket = self->context.desk != NULL ? self->context.desk->current : NULL;

  return !g_str_equal (tag->kind, "emotion") || (ticket != NULL && tag->at >= ticket->started_at);
}

static void
show_tags (HallCasePage *self, const HallCaseView *file)
{
  GtkFlowBoxChild *child;
  guint shown = 0;

  while ((child = gtk_flow_box_get_child_at_index (self->tags, 0)) != NULL)
    gtk_flow_box_remove (self->tags, GTK_WIDGET (child));
  for (guint i = 0; i < g_list_model_get_n_items (file->tags); i++) {
    g_autoptr (HallCaseLine) tag = g_list_model_get_item (file->tags, i);
    GtkWidget *pill;

    if (!is_of_visit (self, tag))
      continue;
    pill = hall_pill_new ();
    hall_pill_set (HALL_PILL (pill), g_str_equal (tag->kind, "emotion") ? "warn" : "plain", NULL, tag->text);
    gtk_widget_set_halign (pill, GTK_ALIGN_START);
    gtk_flow_box_append (self->tags, pill);
    gtk_widget_set_focusable (gtk_widget_get_parent (pill), FALSE);
    shown++;
  }
  gtk_widget_set_visible (GTK_WIDGET (self->tags), shown > 0);
  gtk_widget_set_visible (self->add_tag, file->closed_at == 0);
  gtk_widget_set_visible (self->tags_box, shown > 0 || file->closed_at == 0);
}

/* --- What can be done --- */

static void
show_step (HallCasePage *self, const HallCaseDeed *deed)
{
  const char *action = deed != NULL ? deed->action : NULL;

  if (deed != NULL) {
    hall_key_button_set_text (self->step, _ (deed->text));
    hall_key_button_set_icon (self->step, deed->icon);
    hall_key_button_set_key (self->step, deed->key);
    gtk_actionable_set_action_name (GTK_ACTIONABLE (self->step), deed->action);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->step), deed != NULL);
  self->step_action = action;
}

static void
show_deeds (HallCasePage *self, const HallCaseView *file, const HallCaseDeed *next)
{
  g_autoptr (GPtrArray) list = hall_case_deeds (file);
  g_autoptr (GMenu) menu = g_menu_new ();
  guint buttons = 0;

  clear_box (self->deeds);
  for (guint i = 0; i < list->len; i++) {
    const HallCaseDeed *deed = g_ptr_array_index (list, i);

    if (deed == next)
      continue;
    if (buttons < MAX_BUTTONS) {
      GtkWidget *button = make_deed_button (deed);

      gtk_widget_add_css_class (button, "flat");
      gtk_box_append (self->deeds, button);
      buttons++;
    } else {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (deed->text), deed->action);

      g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
      g_menu_append_item (menu, item);
    }
  }
  gtk_menu_button_set_menu_model (self->more, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->more), g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
  show_step (self, next);
  gtk_widget_set_visible (self->foot, list->len > 0 || next != NULL);
}

/* What the page shows of a case, in one word: the same again is not built again, so that nothing jumps. */
static char *
fingerprint (const HallCaseView *file, const HallCaseDeed *next, gint64 now)
{
  g_autofree char *day = hall_shell_time (now, "%Y-%m-%d");

  return g_strdup_printf ("%s %s %s %u %u %u %u %" G_GINT64_FORMAT " %d %s", day, file->number, file->state,
                          g_list_model_get_n_items (file->story), g_list_model_get_n_items (file->papers),
                          g_list_model_get_n_items (file->tasks), g_list_model_get_n_items (file->requests),
                          file->due_at, file->suspended_since != 0, next != NULL ? next->action : "");
}

static void
show_file (HallCasePage *self, const HallCaseView *file)
{
  const HallCaseDeed *next = hall_case_next_deed (&self->context);
  g_autofree char *shown = fingerprint (file, next, self->context.now);
  gboolean other = self->shown == NULL || !g_str_has_prefix (self->shown + 11, file->number);

  show_cases (self, file);
  show_head (self, file);
  show_tags (self, file);
  if (g_strcmp0 (shown, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  show_tasks (self, file);
  show_aside (self, file);
  show_deeds (self, file, next);
  hall_case_story_set_file (self->story, file, self->context.store, self->context.now);
  if (other)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/* --- The faces --- */

static gboolean
may_open (HallCasePage *self)
{
  const HallDeskView *desk = self->context.desk;

  if (self->context.store == NULL)
    return FALSE;
  return self->context.counter == 0
         || (desk != NULL && desk->current != NULL && desk->current->state == HALL_TICKET_SERVING);
}

static void
refresh (HallCasePage *self)
{
  const HallCaseView *file = self->context.file;
  const char *face = "empty";

  self->wants_further &= file != NULL && may_open (self);
  if (file != NULL && !self->wants_further)
    face = "file";
  else if (may_open (self))
    face = "open";
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "case-page.further", file != NULL && may_open (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "case-page.back", self->wants_further);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "case-page.reveal", file != NULL);
  gtk_widget_set_visible (self->further, may_open (self));
  hall_case_customer_set_context (self->customer, &self->context);
  hall_case_open_set_context (self->form, &self->context);
  if (file != NULL)
    show_file (self, file);
  else
    g_clear_pointer (&self->shown, g_free);
  gtk_stack_set_visible_child_name (self->faces, face);
  g_signal_emit (self, signals[SIGNAL_STEP_CHANGED], 0);
}

static void
on_opened_cb (HallCasePage *self, const char *number)
{
  self->wants_further = FALSE;
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, number);
}

static void
on_step_changed_cb (HallCasePage *self)
{
  g_signal_emit (self, signals[SIGNAL_STEP_CHANGED], 0);
}

/* --- Actions --- */

static void
on_further_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hall_case_page_further (HALL_CASE_PAGE (widget));
}

static void
on_back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallCasePage *self = HALL_CASE_PAGE (widget);

  self->wants_further = FALSE;
  refresh (self);
  hall_case_page_focus (self);
}

static void
on_materials_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_GO_MATERIALS], 0);
}

static void
on_reveal_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hall_case_page_reveal (HALL_CASE_PAGE (widget));
}

static void
on_printed_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  const char *number = "";
  gint64 copy = 0;
  g_autofree char *text = NULL;

  if (error != NULL)
    return;
  g_variant_lookup (answer, "number", "&s", &number);
  g_variant_lookup (answer, "copy", "x", &copy);
  /* Translators: number of a paper; which reprint of it */
  text = g_strdup_printf (_ ("%s goes to the printer, marked as reprint %d."), number, (int)copy);
  hall_shell_say (widget, text);
}

static void
on_reprint_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallCasePage *self = HALL_CASE_PAGE (widget);
  gint64 document;
  const char *reason;

  g_variant_get (parameter, "(x&s)", &document, &reason);
  if (self->context.store != NULL)
    hall_shell_do (widget, self->context.store,
                   hall_case_context_command (
                       &self->context, "reprint",
                       g_variant_new_parsed ("{'document': <%x>, 'reason': <%s>}", document, reason)),
                   on_printed_cb, NULL);
}

/* --- The class --- */

static void
hall_case_page_dispose (GObject *object)
{
  HallCasePage *self = HALL_CASE_PAGE (object);

  memset (&self->context, 0, sizeof self->context);
  /* Disposing of the template would take a bound child from under the bin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_CASE_PAGE);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (hall_case_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, faces);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, form);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, cases);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, number);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, matter);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, state);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, version);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, further);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, due);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, light);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, unconfirmed);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, due_words);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, tasks);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, story);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, aside);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, customer);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, responsible);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, moved);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, promise);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, papers_box);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, papers);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, tags);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, add_tag);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, tags_box);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, visit);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, foot);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, deeds);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, more);
  gtk_widget_class_bind_template_child (widget_class, HallCasePage, step);
}

static void
hall_case_page_class_init (HallCasePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_case_page_dispose;
  g_type_ensure (HALL_TYPE_CASE_CUSTOMER);
  g_type_ensure (HALL_TYPE_CASE_OPEN);
  g_type_ensure (HALL_TYPE_CASE_STORY);
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  g_type_ensure (HALL_TYPE_PILL);
  signals[SIGNAL_OPENED] = g_signal_new ("opened", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_STEP_CHANGED] = g_signal_new ("step-changed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST,
                                               0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_GO_MATERIALS] = g_signal_new ("go-materials", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST,
                                               0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-case-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_step_changed_cb);
  gtk_widget_class_install_action (widget_class, "case-page.further", NULL, on_further_cb);
  gtk_widget_class_install_action (widget_class, "case-page.back", NULL, on_back_cb);
  gtk_widget_class_install_action (widget_class, "case-page.materials", NULL, on_materials_cb);
  gtk_widget_class_install_action (widget_class, "case-page.reveal", NULL, on_reveal_cb);
  gtk_widget_class_install_action (widget_class, "case-page.reprint", "(xs)", on_reprint_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "case-page.back", NULL);
}

static void
hall_case_page_init (HallCasePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  refresh (self);
}

/**
 * hall_case_page_new:
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
hall_case_page_new (void)
{
  return g_object_new (HALL_TYPE_CASE_PAGE, NULL);
}

/**
 * hall_case_page_set_context:
 * @self: the page
 * @context: (nullable): where the clerk is, and the case that is open
 *
 * Shows the case, or what opens one. What @context points to stays valid until the next one is set.
 */
void
hall_case_page_set_context (HallCasePage *self, const HallCaseContext *context)
{
  g_return_if_fail (HALL_IS_CASE_PAGE (self));

  if (context != NULL)
    self->context = *context;
  else
    memset (&self->context, 0, sizeof self->context);
  refresh (self);
}

/**
 * hall_case_page_get_step:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): the button that is the next step
 */
GtkWidget *
hall_case_page_get_step (HallCasePage *self)
{
  const char *face;

  g_return_val_if_fail (HALL_IS_CASE_PAGE (self), NULL);

  face = gtk_stack_get_visible_child_name (self->faces);
  if (g_strcmp0 (face, "open") == 0)
    return hall_case_open_get_step (self->form);
  return g_strcmp0 (face, "file") == 0 && self->step_action != NULL ? GTK_WIDGET (self->step) : NULL;
}

/**
 * hall_case_page_focus:
 * @self: the page
 *
 * Gives the focus to where the work goes on.
 */
void
hall_case_page_focus (HallCasePage *self)
{
  const char *face;

  g_return_if_fail (HALL_IS_CASE_PAGE (self));

  face = gtk_stack_get_visible_child_name (self->faces);
  if (g_strcmp0 (face, "open") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->form));
  else if (g_strcmp0 (face, "file") == 0 && !gtk_widget_grab_focus (GTK_WIDGET (self->step)))
    gtk_widget_child_focus (GTK_WIDGET (self->scroller), GTK_DIR_TAB_FORWARD);
}

/**
 * hall_case_page_further:
 * @self: the page
 *
 * Opens the form for a further case on the same ticket; Escape leads back. Does nothing without a case or a
 * customer.
 */
void
hall_case_page_further (HallCasePage *self)
{
  g_return_if_fail (HALL_IS_CASE_PAGE (self));

  if (self->context.file == NULL || !may_open (self))
    return;
  self->wants_further = TRUE;
  hall_case_open_start_over (self->form);
  refresh (self);
  hall_case_page_focus (self);
}

/**
 * hall_case_page_reveal:
 * @self: the page
 *
 * Asks what of the customer is to be shown, and why. Does nothing without a case.
 */
void
hall_case_page_reveal (HallCasePage *self)
{
  g_return_if_fail (HALL_IS_CASE_PAGE (self));

  if (self->context.file != NULL && !self->wants_further)
    hall_case_customer_ask (self->customer);
}
