/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-decision-row.h"

#include <glib/gi18n.h>

#include "hall-error.h"
#include "hall-key-button.h"
#include "hall-lead-words.h"
#include "hall-pill.h"
#include "hall-shell.h"
#include "hall-text-field.h"

/*
 * Something that waits for the lead: a request, with what a yes would change spelled out, or a question to be
 * answered. A reason or an answer is typed in the row itself; nothing covers the floor. Emits "decided" (yes,
 * text).
 */
struct _HallDecisionRow {
  GtkListBoxRow parent_instance;

  GtkImage *mark;
  GtkLabel *title;
  GtkLabel *asked;
  HallPill *due;
  GtkLabel *change;
  GtkWidget *hindrance_box;
  GtkLabel *hindrance;
  GtkLabel *error;
  GtkRevealer *form;
  AdwBin *field_place;
  HallKeyButton *send_button;
  GtkWidget *buttons;
  HallKeyButton *no_button;
  HallKeyButton *yes_button;

  HallTextField *field; /* (unowned) (nullable) in its place, once it is known what for */

  char *key;              /* what row it is, over all readings */
  HallApproval *approval; /* (owned) (nullable) */
  HallCaseLine *consult;  /* (owned) (nullable) */
  HallVisitLine *alert;   /* (owned) (nullable) */
  char *address;          /* (nullable) of the hall whose drafts are kept */
  char *staff;            /* (nullable) whose they are */
  gboolean current;
  gboolean busy;
  gint64 now; /* µs since the epoch, of the last tick */
};

G_DEFINE_FINAL_TYPE (HallDecisionRow, hall_decision_row, GTK_TYPE_LIST_BOX_ROW)

enum {
  DECIDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- Keys of rows --- */

char *
hall_decision_key_of_approval (HallApproval *approval)
{
  return g_strdup_printf ("request-%d", (int)approval->request);
}

char *
hall_decision_key_of_consult (HallCaseLine *consult)
{
  return g_strconcat ("consult-", consult->number, NULL);
}

char *
hall_decision_key_of_alert (HallVisitLine *alert)
{
  return g_strdup_printf ("alert-%d", (int)alert->id);
}

/* --- What is in sight --- */

static gboolean
in_form (HallDecisionRow *self)
{
  return gtk_revealer_get_reveal_child (self->form);
}

/**
 * hall_decision_row_get_step:
 * @self: a row
 *
 * Returns: (transfer none): the button that is the next step in it
 */
GtkWidget *
hall_decision_row_get_step (HallDecisionRow *self)
{
  g_return_val_if_fail (HALL_IS_DECISION_ROW (self), NULL);

  return GTK_WIDGET (in_form (self) ? self->send_button : self->yes_button);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* A long sentence beside them takes no letter from the buttons. */
static void
keep_whole (HallKeyButton *button)
{
  int natural;

  gtk_widget_set_size_request (GTK_WIDGET (button), -1, -1);
  gtk_widget_measure (GTK_WIDGET (button), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (button), natural, -1);
}

static void
update (HallDecisionRow *self)
{
  const gboolean form = in_form (self);

  set_class (GTK_WIDGET (self), "current", self->current);
  set_class (GTK_WIDGET (self->yes_button), "suggested-action", self->current && !form);
  set_class (GTK_WIDGET (self->send_button), "suggested-action", self->current && form);
  hall_key_button_set_key (self->yes_button, self->current ? "Y" : NULL);
  hall_key_button_set_key (self->no_button, self->current ? "N" : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->no_button), self->approval != NULL);
  keep_whole (self->yes_button);
  keep_whole (self->no_button);
  keep_whole (self->send_button);
  gtk_widget_set_visible (self->buttons, !form);
  gtk_widget_set_sensitive (self->buttons, !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->send_button), !self->busy);
}

static void
show_text (GtkLabel *label, GtkWidget *holder, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (holder, text != NULL && *text != '\0');
}

static void
name_row (HallDecisionRow *self, const char *change)
{
  g_autofree char *name = g_strjoin (" ", gtk_label_get_text (self->title), gtk_label_get_text (self->asked),
                                     change, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
need_field (HallDecisionRow *self, const char *title)
{
  if (self->field != NULL)
    return;
  self->field = HALL_TEXT_FIELD (hall_text_field_new (HALL_TEXT_WRAP, title));
  adw_bin_set_child (self->field_place, GTK_WIDGET (self->field));
}

static const char *
icon_of (const char *kind)
{
  static const char *const icons[][2] = {
    { "void", "edit-undo-symbolic" },
    { "refusal", "action-unavailable-symbolic" },
    { "extension", "alarm-symbolic" },
    { "demand", "document-edit-symbolic" },
    { "deferral", "document-open-recent-symbolic" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_str_equal (icons[i][0], kind))
      return icons[i][1];
  return "chat-message-new-symbolic";
}

static char *
asked_words (HallDecisionRow *self, const char *who, gint64 counter, gint64 at, const char *why)
{
  g_autofree char *day = hall_shell_time (at, "%m-%d");
  g_autofree char *today = hall_shell_time (self->now, "%m-%d");
  g_autofree char *time = hall_shell_time (at, self->now == 0 || g_str_equal (day, today) ? "%H:%M"
                                                                                          : "%m-%d %H:%M");
  g_autoptr (GString) text = g_string_new (who);

  if (counter != 0)
    /* Translators: behind the name of a clerk, where they sit */
    g_string_append_printf (text, _ (" · counter %d"), (int)counter);
  g_string_append_printf (text, " · %s", time);
  if (why != NULL && *why != '\0')
    g_string_append_printf (text, " · %s", why);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
person (const char *number, const char *name)
{
  return g_strdup_printf ("%s %s", number, name != NULL ? name : "");
}

/**
 * hall_decision_row_set_approval:
 * @self: a row
 * @approval: what waits
 *
 * Shows a request as it was read last. What is being typed stays.
 */
void
hall_decision_row_set_approval (HallDecisionRow *self, HallApproval *approval)
{
  g_autofree char *title = NULL;
  g_autofree char *who = NULL;
  g_autofree char *asked = NULL;

  g_return_if_fail (HALL_IS_DECISION_ROW (self) && HALL_IS_APPROVAL (approval));

  g_set_object (&self->approval, approval);
  need_field (self, _ ("Why it goes back"));
  title = approval->matter != NULL
              ? g_strdup_printf ("%s %s %s", approval->title, approval->number, approval->matter)
              : g_strdup_printf ("%s %s", approval->title, approval->number);
  who = person (approval->asked_by, approval->asked_name);
  asked = asked_words (self, who, approval->counter, approval->asked_at, approval->reason);
  gtk_image_set_from_icon_name (self->mark, icon_of (approval->kind));
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->asked, asked);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->asked), approval->reason);
  show_text (self->change, GTK_WIDGET (self->change), approval->change);
  show_text (self->hindrance, self->hindrance_box, approval->hindrance);
  hall_key_button_set_text (self->yes_button, _ ("Approve"));
  name_row (self, approval->change);
  update (self);
}

static void
update_due (HallDecisionRow *self)
{
  const gint64 due = self->consult != NULL ? self->consult->due_at
                     : self->alert != NULL ? self->alert->on_scene_due
                                           : 0;
  const gboolean soon = self->alert != NULL
                        || (self->consult != NULL && g_str_equal (self->consult->kind, "amber"));
  g_autofree char *words = NULL;
  gboolean late;

  if (due == 0 || self->now == 0)
    return;
  late = due < self->now;
  words = hall_lead_due_words (due, self->now);
  if (g_strcmp0 (words, hall_pill_get_text (self->due)) != 0)
    hall_pill_set (self->due,
                   late   ? "bad"
                   : soon ? "warn"
                          : "plain",
                   late ? "dialog-warning-symbolic" : "alarm-symbolic", words);
}

/**
 * hall_decision_row_set_consult:
 * @self: a row
 * @consult: a question to the leader
 *
 * Shows a question as it was read last. What is being typed stays.
 */
void
hall_decision_row_set_consult (HallDecisionRow *self, HallCaseLine *consult)
{
  g_autofree char *title = NULL;
  g_autofree char *asked = NULL;

  g_return_if_fail (HALL_IS_DECISION_ROW (self) && HALL_IS_CASE_LINE (consult));

  g_set_object (&self->consult, consult);
  need_field (self, _ ("Answer, as the customer will be told"));
  /* Translators: %1$s the number of a case, %2$s its matter */
  title = g_strdup_printf (_ ("Question to the leader %1$s %2$s"), consult->number, consult->title);
  asked = asked_words (self, consult->instead_of, 0, consult->at, NULL);
  gtk_image_set_from_icon_name (self->mark, "chat-message-new-symbolic");
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->asked, asked);
  show_text (self->change, GTK_WIDGET (self->change), consult->text);
  hall_key_button_set_text (self->yes_button, _ ("Answer…"));
  hall_pill_set (self->due, "plain", NULL, NULL);
  update_due (self);
  name_row (self, consult->text);
  update (self);
}

/**
 * hall_decision_row_set_alert:
 * @self: a row
 * @alert: an emergency
 *
 * Shows an emergency: where, what, and until when somebody is there (rows 000-23, 002-20).
 */
void
hall_decision_row_set_alert (HallDecisionRow *self, HallVisitLine *alert)
{
  const char *sub;
  g_autofree char *title = NULL;
  g_autofree char *who = NULL;
  g_autofree char *asked = NULL;
  g_autofree char *change = NULL;

  g_return_if_fail (HALL_IS_DECISION_ROW (self) && HALL_IS_VISIT_LINE (alert));

  g_set_object (&self->alert, alert);
  sub = hall_visit_sub_word (alert->kind, alert->sub);
  /* Translators: %s is what kind of emergency it is */
  title = g_strdup_printf (_ ("Emergency %s"), sub != NULL ? sub : hall_visit_kind_word (alert->kind));
  who = person (alert->staff, alert->staff_name);
  asked = asked_words (self, who, alert->counter, alert->opened_at, NULL);
  change = g_strjoin (" · ", alert->address != NULL ? alert->address : "—",
                      alert->text != NULL ? alert->text : "", NULL);
  gtk_image_set_from_icon_name (self->mark, "dialog-warning-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->mark), (const char *[]){ "mark", "bad", NULL });
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->asked, asked);
  show_text (self->change, GTK_WIDGET (self->change), change);
  hall_key_button_set_text (self->yes_button, _ ("I see to it"));
  update_due (self);
  name_row (self, change);
  update (self);
}

/* --- The form in the row --- */

static void
set_default (HallDecisionRow *self, GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root))
    gtk_window_set_default_widget (GTK_WINDOW (root), widget);
}

/* The form grows under the row: once it has, all of it is in sight. */
static gboolean
on_grown_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  HallDecisionRow *self = HALL_DECISION_ROW (widget);
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *list = gtk_widget_get_parent (widget);
  graphene_rect_t bounds;

  if (!in_form (self))
    return G_SOURCE_REMOVE;
  if (scroller != NULL && list != NULL && gtk_widget_compute_bounds (widget, list, &bounds))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)),
                               bounds.origin.y, bounds.origin.y + bounds.size.height + 10);
  return gtk_revealer_get_child_revealed (self->form) ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
show_form (HallDecisionRow *self)
{
  const gboolean answer = self->consult != NULL;

  if (self->address != NULL && self->staff != NULL) {
    g_autofree char *draft = g_strdup_printf ("%s-%s", self->staff, self->key);

    hall_text_field_keep_draft (self->field, self->address, 0, draft);
  }
  hall_key_button_set_text (self->send_button, answer ? _ ("Answer") : _ ("Send back"));
  gtk_revealer_set_reveal_child (self->form, TRUE);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), on_grown_cb, NULL, NULL);
  set_default (self, GTK_WIDGET (self->send_button));
  gtk_widget_grab_focus (hall_text_field_get_editor (self->field));
  update (self);
}

/**
 * hall_decision_row_leave_form:
 * @self: a row
 *
 * Closes the form, with the draft kept.
 *
 * Returns: whether there was one open
 */
gboolean
hall_decision_row_leave_form (HallDecisionRow *self)
{
  g_return_val_if_fail (HALL_IS_DECISION_ROW (self), FALSE);

  if (!in_form (self))
    return FALSE;
  set_default (self, NULL);
  gtk_revealer_set_reveal_child (self->form, FALSE);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  return TRUE;
}

static void
decide (HallDecisionRow *self, gboolean yes, const char *text)
{
  if (self->busy)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  if (self->field != NULL)
    hall_text_field_set_error (self->field, NULL);
  g_signal_emit (self, signals[DECIDED], 0, yes, text);
}

/**
 * hall_decision_row_say_yes:
 * @self: a row
 *
 * Agrees; to a question, asks for the answer first.
 */
void
hall_decision_row_say_yes (HallDecisionRow *self)
{
  g_return_if_fail (HALL_IS_DECISION_ROW (self));

  if (in_form (self))
    return;
  if (self->consult != NULL)
    show_form (self);
  else
    decide (self, TRUE, NULL);
}

/**
 * hall_decision_row_say_no:
 * @self: a row
 *
 * Asks for the reason with which a request goes back.
 */
void
hall_decision_row_say_no (HallDecisionRow *self)
{
  g_return_if_fail (HALL_IS_DECISION_ROW (self));

  if (self->approval != NULL && !in_form (self) && !self->busy)
    show_form (self);
}

static void
on_yes_cb (HallDecisionRow *self)
{
  hall_decision_row_say_yes (self);
}

static void
on_no_cb (HallDecisionRow *self)
{
  hall_decision_row_say_no (self);
}

static void
on_leave_cb (HallDecisionRow *self)
{
  hall_decision_row_leave_form (self);
}

static void
on_send_cb (HallDecisionRow *self)
{
  g_autofree char *text = hall_text_field_dup_text (self->field);

  g_strstrip (text);
  if (*text == '\0')
    hall_text_field_set_error (self->field, self->consult != NULL ? _ ("Write down what is answered")
                                                                  : _ ("Say why, so that the clerk knows"));
  else
    decide (self, self->consult != NULL, text);
}

/**
 * hall_decision_row_show_error:
 * @self: a row
 * @error: why it was not done
 *
 * Says it where the eyes are: at the text, or under what would have changed.
 */
void
hall_decision_row_show_error (HallDecisionRow *self, const GError *error)
{
  const char *field = error->domain == HALL_ERROR ? hall_error_get_field (error) : NULL;
  g_autofree char *text = hall_shell_error_text (error);

  g_return_if_fail (HALL_IS_DECISION_ROW (self));

  if (in_form (self) && (g_strcmp0 (field, "reason") == 0 || g_strcmp0 (field, "answer") == 0))
    hall_text_field_set_error (self->field, text);
  else
    show_text (self->error, GTK_WIDGET (self->error), text);
}

/**
 * hall_decision_row_done:
 * @self: a row
 *
 * It is decided: nothing of what was typed is needed any more.
 */
void
hall_decision_row_done (HallDecisionRow *self)
{
  g_return_if_fail (HALL_IS_DECISION_ROW (self));

  if (in_form (self)) {
    hall_text_field_drop_draft (self->field);
    set_default (self, NULL);
    gtk_revealer_set_reveal_child (self->form, FALSE);
  }
}

/* --- Life --- */

static void
hall_decision_row_dispose (GObject *object)
{
  HallDecisionRow *self = HALL_DECISION_ROW (object);

  g_clear_object (&self->approval);
  g_clear_object (&self->consult);
  g_clear_object (&self->alert);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_DECISION_ROW);
  G_OBJECT_CLASS (hall_decision_row_parent_class)->dispose (object);
}

static void
hall_decision_row_finalize (GObject *object)
{
  HallDecisionRow *self = HALL_DECISION_ROW (object);

  g_free (self->key);
  g_free (self->address);
  g_free (self->staff);
  G_OBJECT_CLASS (hall_decision_row_parent_class)->finalize (object);
}

static void
hall_decision_row_class_init (HallDecisionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_decision_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_decision_row_finalize;
  /**
   * HallDecisionRow::decided:
   * @yes: whether the lead agrees
   * @text: (nullable): the answer, or why it goes back
   */
  signals[DECIDED] = g_signal_new ("decided", HALL_TYPE_DECISION_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_BOOLEAN, G_TYPE_STRING);
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  g_type_ensure (HALL_TYPE_PILL);
  g_type_ensure (HALL_TYPE_TEXT_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-decision-row.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HallDecisionRow, child)
  BIND (mark);
  BIND (title);
  BIND (asked);
  BIND (due);
  BIND (change);
  BIND (hindrance_box);
  BIND (hindrance);
  BIND (error);
  BIND (form);
  BIND (field_place);
  BIND (send_button);
  BIND (buttons);
  BIND (no_button);
  BIND (yes_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_yes_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_no_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_send_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_leave_cb);
}

static void
hall_decision_row_init (HallDecisionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_decision_row_new:
 * @key: what row it is, over all readings
 *
 * Returns: (transfer floating): a new row, empty
 */
GtkWidget *
hall_decision_row_new (const char *key)
{
  HallDecisionRow *self = g_object_new (HALL_TYPE_DECISION_ROW, NULL);

  self->key = g_strdup (key);
  return GTK_WIDGET (self);
}

const char *
hall_decision_row_get_key (HallDecisionRow *self)
{
  g_return_val_if_fail (HALL_IS_DECISION_ROW (self), NULL);

  return self->key;
}

/**
 * hall_decision_row_get_case:
 * @self: a row
 *
 * Returns: (nullable): the number of the case that it is about
 */
const char *
hall_decision_row_get_case (HallDecisionRow *self)
{
  g_return_val_if_fail (HALL_IS_DECISION_ROW (self), NULL);

  if (self->consult != NULL)
    return self->consult->number;
  if (self->alert != NULL)
    return self->alert->file;
  return self->approval != NULL && !g_str_equal (self->approval->kind, "void") ? self->approval->number
                                                                               : NULL;
}

/**
 * hall_decision_row_get_request:
 * @self: a row
 *
 * Returns: the request that it decides, 0 for what is none
 */
gint64
hall_decision_row_get_request (HallDecisionRow *self)
{
  g_return_val_if_fail (HALL_IS_DECISION_ROW (self), 0);

  return self->approval != NULL ? self->approval->request : 0;
}

/**
 * hall_decision_row_get_alert:
 * @self: a row
 *
 * Returns: the record of the emergency that it tells of, 0 for none
 */
gint64
hall_decision_row_get_alert (HallDecisionRow *self)
{
  g_return_val_if_fail (HALL_IS_DECISION_ROW (self), 0);

  return self->alert != NULL ? self->alert->id : 0;
}

/**
 * hall_decision_row_set_current:
 * @self: a row
 * @current: whether the keys mean this one
 *
 * The current row has the keys on its buttons, and the suggested one of them.
 */
void
hall_decision_row_set_current (HallDecisionRow *self, gboolean current)
{
  g_return_if_fail (HALL_IS_DECISION_ROW (self));

  self->current = current;
  update (self);
}

/**
 * hall_decision_row_set_busy:
 * @self: a row
 * @busy: whether the decision is under way
 *
 * Nothing is decided twice.
 */
void
hall_decision_row_set_busy (HallDecisionRow *self, gboolean busy)
{
  g_return_if_fail (HALL_IS_DECISION_ROW (self));

  self->busy = busy;
  update (self);
}

/**
 * hall_decision_row_keep_draft:
 * @self: a row
 * @address: (nullable): the hall
 * @staff: (nullable): who decides
 *
 * What is typed here survives the program.
 */
void
hall_decision_row_keep_draft (HallDecisionRow *self, const char *address, const char *staff)
{
  g_return_if_fail (HALL_IS_DECISION_ROW (self));

  g_free (self->address);
  g_free (self->staff);
  self->address = g_strdup (address);
  self->staff = g_strdup (staff);
}

/**
 * hall_decision_row_tick:
 * @self: a row
 * @now_us: the hall's time, µs since the epoch
 *
 * Brings the due time of a question up to now.
 */
void
hall_decision_row_tick (HallDecisionRow *self, gint64 now_us)
{
  g_return_if_fail (HALL_IS_DECISION_ROW (self));

  self->now = now_us;
  update_due (self);
}
