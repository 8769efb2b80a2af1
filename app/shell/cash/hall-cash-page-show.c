/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-cash-page-private.h"

#include <glib/gi18n-lib.h>

#include "hall-money.h"
#include "hall-paper-words.h"
#include "hall-shell.h"

/* What is typed, all of it. */
HallCashDraft *
hall_cash_page_get_draft (HallCashPage *self)
{
  HallCashDraft *draft = hall_cash_lines_get_draft (self->lines);

  g_free (draft->received);
  draft->received = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->received)));
  return draft;
}

static void
set_hero (GtkWidget *widget, const char *text)
{
  glong length = g_utf8_strlen (text, -1);

  gtk_widget_remove_css_class (widget, "long");
  gtk_widget_remove_css_class (widget, "longer");
  if (length > 10)
    gtk_widget_add_css_class (widget, "longer");
  else if (length > 7)
    gtk_widget_add_css_class (widget, "long");
  if (GTK_IS_LABEL (widget))
    gtk_label_set_text (GTK_LABEL (widget), text);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* The figures of the sentence stand out: they are what is read first. */
static char *
sentence_markup (const char *sentence)
{
  GString *out = g_string_new (NULL);
  gboolean bold = FALSE;

  for (const char *p = sentence; *p != '\0'; p = g_utf8_next_char (p)) {
    g_autofree char *one = g_strndup (p, (gsize)(g_utf8_next_char (p) - p));
    g_autofree char *escaped = g_markup_escape_text (one, -1);
    gboolean figure = g_ascii_isdigit (*p) || (*p == '.' && bold);

    if (figure != bold)
      g_string_append (out, figure ? "<b>" : "</b>");
    bold = figure;
    g_string_append (out, escaped);
  }
  if (bold)
    g_string_append (out, "</b>");
  return g_string_free (out, FALSE);
}

static void
show_sentence (HallCashPage *self, const char *sentence, const char *hint)
{
  GtkWidget *label = GTK_WIDGET (self->sentence);

  set_class (label, "hint", sentence == NULL);
  set_class (label, "early", sentence != NULL && self->phase == PHASE_EDIT);
  if (sentence != NULL) {
    g_autofree char *markup = sentence_markup (sentence);

    gtk_label_set_markup (self->sentence, markup);
  } else {
    gtk_label_set_text (self->sentence, hint);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->read_card), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sentence != NULL ? sentence : hint, -1);
}

static void
show_total (HallCashPage *self, gint64 total_fen)
{
  g_autofree char *text = hall_money_to_text (total_fen);
  g_autofree char *words = hall_money_to_words (total_fen);
  const char *shown = words;

  if (shown != NULL && g_str_has_prefix (shown, "人民币"))
    shown += strlen ("人民币");
  set_hero (GTK_WIDGET (self->total), text);
  gtk_label_set_text (self->words, total_fen > 0 && shown != NULL ? shown : "");
}

static void
show_change (HallCashPage *self, gint64 received_fen, gint64 due_fen)
{
  gint64 change = received_fen - due_fen;
  g_autofree char *text = NULL;
  g_autofree char *received = hall_money_to_text (MAX (received_fen, 0));
  g_autofree char *due = hall_money_to_text (due_fen);
  g_autofree char *caption = NULL;

  if (received_fen < 0 || change < 0) {
    set_hero (GTK_WIDGET (self->change), "–");
    gtk_label_set_text (self->change_caption, "");
    return;
  }
  text = hall_money_to_text (change);
  /* Translators: received in cash, due in cash: Received 1300.00 − due 1286.50 */
  caption = g_strdup_printf (_ ("Received %s − due %s"), received, due);
  set_hero (GTK_WIDGET (self->change), text);
  gtk_label_set_text (self->change_caption, caption);
}

static char *
received_problem (HallCashPage *self, const HallCashSums *sums)
{
  g_autofree char *missing = NULL;

  if (self->refusal != NULL && self->refusal_at_received)
    return g_strdup (self->refusal);
  if (g_strcmp0 (sums->field, "received") == 0)
    return g_strdup (sums->message);
  if (!self->insist || sums->total_fen == 0)
    return NULL;
  if (sums->received_fen < 0)
    return g_strdup (_ ("Type what the customer hands over."));
  if (sums->change_fen >= 0)
    return NULL;
  missing = hall_money_to_text (-sums->change_fen);
  /* Translators: %s is an amount; the rule is named as in the hall's manual */
  return g_strdup_printf (_ ("%s short. Less than what is due cannot be taken (rule S004 4.6)."), missing);
}

static char *
received_caption (HallCashPage *self, const HallCashSums *sums)
{
  g_autofree char *due = hall_money_to_text (sums->due_fen);
  g_autofree char *missing = hall_money_to_text (-sums->change_fen);

  if (sums->total_fen == 0)
    return g_strdup ("");
  if (sums->due_fen == 0)
    return g_strdup (_ ("Nothing is due in cash"));
  if (sums->received_fen >= 0 && sums->change_fen < 0)
    /* Translators: %s is what is still missing */
    return g_strdup_printf (_ ("%s still to come"), missing);
  if (sums->received_fen >= 0 && sums->change_fen >= 100000)
    return g_strdup (_ ("The change is 1000 yuan or more: please check"));
  if (sums->other_fen > 0 || sums->received_fen < 0)
    /* Translators: %s is what is due in cash */
    return g_strdup_printf (_ ("Due in cash %s"), due);
  return g_strdup (_ ("Enter or F5 locks it"));
}

static void
show_typing (HallCashPage *self)
{
  g_autoptr (HallCashDraft) draft = hall_cash_page_get_draft (self);
  g_autoptr (HallCashSums) sums = hall_cash_draft_sum (draft);
  g_autofree char *problem = received_problem (self, sums);
  g_autofree char *caption = received_caption (self, sums);
  g_autofree char *sentence = NULL;
  gboolean enough = sums->received_fen >= 0 && sums->change_fen >= 0 && sums->total_fen > 0;

  hall_cash_lines_show_sums (self->lines, sums, self->insist);
  show_total (self, sums->total_fen);
  show_change (self, sums->total_fen > 0 ? sums->received_fen : -1, sums->due_fen);
  set_hero (GTK_WIDGET (self->received), draft->received);

  gtk_label_set_text (self->received_caption, problem != NULL ? problem : caption);
  set_class (GTK_WIDGET (self->received_caption), "bad-text", problem != NULL);
  set_class (GTK_WIDGET (self->received_caption), "quiet", problem == NULL);
  set_class (self->received_box, "wrong", problem != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->received), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);

  if (enough)
    sentence = hall_cash_sentence (sums->total_fen, sums->other_fen, sums->received_fen, sums->change_fen);
  show_sentence (self, sentence,
                 sums->total_fen > 0
                     ? _ ("Count the money in front of the customer and type what you received.")
                     : _ ("Type what is paid for. The sentence to say then stands here."));
  hall_cash_notes_set_change (self->notes, enough ? sums->change_fen : -1);
}

static void
show_called (HallCashPage *self)
{
  g_autofree char *clock = self->locked_at > 0 ? hall_shell_time (self->locked_at, "%H:%M:%S")
                                               : g_strdup ("");
  /* Translators: %s is the time the received amount was read out */
  g_autofree char *caption = g_strdup_printf (_ ("Called %s, amount locked"), clock);
  gboolean known = self->locked_total > 0;
  HallCashSums none = { .due_fen = self->locked_due,
                        .other_fen = self->locked_total - self->locked_due,
                        .line = -1 };

  hall_cash_lines_show_sums (self->lines, &none, FALSE);
  show_total (self, self->locked_total);
  show_change (self, known ? self->locked_received : -1, self->locked_due);
  set_hero (GTK_WIDGET (self->received), gtk_editable_get_text (GTK_EDITABLE (self->received)));
  gtk_label_set_text (self->received_caption, known ? caption : "");
  set_class (GTK_WIDGET (self->received_caption), "bad-text", FALSE);
  set_class (GTK_WIDGET (self->received_caption), "quiet", TRUE);
  set_class (self->received_box, "wrong", FALSE);
  show_sentence (self, self->read, _ ("The receipt is posted. Another charge gets a receipt of its own."));
  hall_cash_notes_set_change (self->notes, known ? self->locked_change : -1);
}

/* Left of the keys: which receipt it will be or is, and what the next key does. */
static void
show_foot (HallCashPage *self)
{
  const char *number = self->phase == PHASE_POSTED ? self->posted : self->next_receipt;
  g_autofree char *receipt = NULL;
  const char *note = "";

  if (number != NULL)
    /* Translators: %s is the number of a receipt */
    receipt = g_strdup_printf (_ ("Receipt %s"), number);
  gtk_label_set_text (self->receipt, receipt != NULL ? receipt : "");

  if (self->refusal != NULL && !self->refusal_at_received)
    note = self->refusal;
  else if (!self->cash_right)
    note = _ ("Taking money needs the cash right. Ask the shift lead.");
  else if (self->phase == PHASE_EDIT)
    note = _ ("Called received locks the amounts; nothing is posted yet.");
  else if (self->phase == PHASE_LOCKED)
    note = _ ("Called change posts and prints; afterwards only a void corrects it.");
  else
    note = _ ("Posted. Please ask the customer to check the money and keep the receipt.");
  gtk_label_set_text (self->note, note);
  set_class (GTK_WIDGET (self->note), "bad-text", note == self->refusal);
  set_class (GTK_WIDGET (self->note), "quiet", note != self->refusal);

  if (self->phase != PHASE_POSTED || self->paper_state == NULL)
    hall_pill_set (self->paper, "plain", NULL, NULL);
  else if (g_str_equal (self->paper_state, "no-printer"))
    hall_pill_set (self->paper, "warn", "dialog-warning-symbolic", hall_paper_printer_text ("no-printer"));
  else if (g_str_equal (self->paper_state, "posted"))
    hall_paper_show_state (self->paper, "waiting", NULL);
  else
    hall_paper_show_state (self->paper, self->paper_state, self->paper_reason);
}

static void
show_keys (HallCashPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean edit = self->phase == PHASE_EDIT;
  gboolean away = self->store != NULL && !hall_store_is_connected (self->store);
  gboolean locked = self->phase == PHASE_LOCKED && !self->busy && !away;
  HallCashStep step = hall_cash_page_get_next_step (self);
  g_autofree char *clock = NULL;
  g_autofree char *called = NULL;

  gtk_widget_action_set_enabled (widget, "cash.received", edit && self->cash_right && !away);
  gtk_widget_action_set_enabled (widget, "cash.change", locked);
  gtk_widget_action_set_enabled (widget, "cash.unlock", locked);
  gtk_widget_action_set_enabled (widget, "cash.drop",
                                 edit && !self->busy && !away && (self->charge != 0 || self->typed));
  gtk_widget_action_set_enabled (widget, "cash.another", self->phase == PHASE_POSTED);
  gtk_widget_action_set_enabled (widget, "cash.add-line", self->phase != PHASE_LOCKED && !self->busy);
  gtk_widget_action_set_enabled (widget, "cash.tender-cash", edit);
  gtk_widget_action_set_enabled (widget, "cash.tender-scan", edit);
  gtk_widget_action_set_enabled (widget, "cash.tender-card", edit);
  gtk_widget_action_set_enabled (widget, "cash.tender-transfer", edit);

  gtk_widget_set_visible (self->lock, !edit && self->locked_total > 0);
  gtk_widget_set_visible (self->unlock, self->phase == PHASE_LOCKED);
  gtk_widget_set_visible (self->drop, edit && (self->charge != 0 || self->typed));
  gtk_widget_set_visible (self->another, self->phase == PHASE_POSTED);
  gtk_widget_set_visible (GTK_WIDGET (self->called_received), self->phase != PHASE_POSTED);
  gtk_widget_set_visible (GTK_WIDGET (self->called_change), self->phase != PHASE_POSTED);
  gtk_editable_set_editable (GTK_EDITABLE (self->received), edit);
  gtk_widget_set_can_focus (GTK_WIDGET (self->received), edit);
  hall_cash_lines_set_locked (self->lines, !edit);
  gtk_spinner_set_spinning (self->spinner, self->busy);

  set_class (GTK_WIDGET (self->called_received), "suggested-action", step == HALL_CASH_STEP_RECEIVED);
  set_class (GTK_WIDGET (self->called_received), "flat", self->phase == PHASE_LOCKED);
  set_class (GTK_WIDGET (self->called_change), "suggested-action", step == HALL_CASH_STEP_CHANGE);
  hall_key_button_set_icon (self->called_received,
                            self->phase == PHASE_LOCKED ? "object-select-symbolic" : NULL);
}

/* Shows the state as it is now. Changes nothing but the widgets. */
void
hall_cash_page_refresh (HallCashPage *self)
{
  HallCashStep step;

  if (self->phase == PHASE_EDIT)
    show_typing (self);
  else
    show_called (self);
  show_keys (self);
  show_foot (self);

  step = hall_cash_page_get_next_step (self);
  if (step != self->step) {
    self->step = step;
    g_signal_emit_by_name (self, "step-changed");
  }
}
