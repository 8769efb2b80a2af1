/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-cash-lines.h"

#include <glib/gi18n-lib.h>

#include "hall-cash-line-row.h"
#include "hall-money-entry.h"
#include "hall-money.h"

/**
 * HallCashLines:
 *
 * The upper part of the cash tab: the lines of the fee, who pays for which account, and how. Cash takes what
 * the other tenders leave. Signals: "changed" on every keystroke; "completed" when Enter finds nothing left
 * to type.
 */
struct _HallCashLines {
  GtkWidget parent_instance;

  GtkListBox *list;
  GtkWidget *payer_row;
  GtkEditable *payer;
  GtkEditable *account;
  GtkWidget *add_line;
  GtkWidget *tender_row;
  GtkToggleButton *cash;
  GtkToggleButton *scan;
  GtkToggleButton *card;
  GtkToggleButton *transfer;
  GtkWidget *scan_box;
  GtkWidget *card_box;
  GtkWidget *transfer_box;
  HallMoneyEntry *scan_amount;
  HallMoneyEntry *card_amount;
  HallMoneyEntry *transfer_amount;
  GtkLabel *tender_problem;

  GPtrArray *rows; /* (unowned) (element-type HallCashLineRow) */
  gboolean locked;
  gboolean updating; /* we change the widgets, not a person */
};

G_DEFINE_FINAL_TYPE (HallCashLines, hall_cash_lines, GTK_TYPE_WIDGET)

enum { CHANGED, COMPLETED, N_SIGNALS };
static guint signals[N_SIGNALS];

typedef struct {
  GtkToggleButton *toggle;
  GtkWidget *box;
  HallMoneyEntry *amount;
} Tender;

static void
get_tenders (HallCashLines *self, Tender tenders[HALL_CASH_N_TENDERS])
{
  tenders[0] = (Tender){ self->scan, self->scan_box, self->scan_amount };
  tenders[1] = (Tender){ self->card, self->card_box, self->card_amount };
  tenders[2] = (Tender){ self->transfer, self->transfer_box, self->transfer_amount };
}

static void
emit_changed (HallCashLines *self)
{
  if (!self->updating)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* -- lines ---------------------------------------------------------------- */

static void
on_line_removed_cb (HallCashLines *self, HallCashLineRow *row)
{
  guint at = 0;

  if (!g_ptr_array_find (self->rows, row, &at))
    return;
  g_ptr_array_remove_index (self->rows, at);
  if (self->rows->len == 0)
    hall_cash_lines_add_line (self);
  else
    hall_cash_lines_grab_field (self, "item", (int)MIN (at, self->rows->len - 1));
  gtk_list_box_remove (self->list, GTK_WIDGET (row)); /* last: the focus has left it */
  emit_changed (self);
}

static void
on_completed_cb (HallCashLines *self)
{
  g_signal_emit (self, signals[COMPLETED], 0);
}

static HallCashLineRow *
append_row (HallCashLines *self, const HallCashDraftLine *line)
{
  GtkWidget *row = hall_cash_line_row_new (line);

  g_signal_connect_object (row, "changed", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (on_line_removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "completed", G_CALLBACK (on_completed_cb), self, G_CONNECT_SWAPPED);
  hall_cash_line_row_set_locked (HALL_CASH_LINE_ROW (row), self->locked);
  gtk_list_box_insert (self->list, row, (int)self->rows->len);
  g_ptr_array_add (self->rows, row);
  return HALL_CASH_LINE_ROW (row);
}

/* -- tenders -------------------------------------------------------------- */

static gint64
get_rest (HallCashLines *self)
{
  g_autoptr (HallCashDraft) draft = hall_cash_lines_get_draft (self);
  g_autoptr (HallCashSums) sums = hall_cash_draft_sum (draft);

  return sums->due_fen;
}

static void
show_tender (Tender *tender, gboolean shown)
{
  if (!shown && gtk_widget_get_focus_child (tender->box) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (tender->toggle));
  gtk_toggle_button_set_active (tender->toggle, shown);
  gtk_widget_set_visible (tender->box, shown);
  if (!shown)
    gtk_editable_set_text (GTK_EDITABLE (tender->amount), "");
}

/* A tender that is switched on takes all that is still due; its amount can be typed over. */
static void
switch_tender (HallCashLines *self, Tender *tender, gboolean on)
{
  gint64 rest = on ? get_rest (self) : 0;

  self->updating = TRUE;
  show_tender (tender, on);
  if (on && rest > 0)
    hall_money_entry_set_fen (tender->amount, rest);
  self->updating = FALSE;
  emit_changed (self);
  if (on) {
    gtk_widget_grab_focus (GTK_WIDGET (tender->amount));
    gtk_editable_select_region (GTK_EDITABLE (tender->amount), 0, -1);
  }
}

static void
on_tender_toggled_cb (HallCashLines *self, GtkToggleButton *toggle)
{
  Tender tenders[HALL_CASH_N_TENDERS];

  if (self->updating)
    return;
  get_tenders (self, tenders);
  for (int i = 0; i < HALL_CASH_N_TENDERS; i++)
    if (tenders[i].toggle == toggle)
      switch_tender (self, &tenders[i], gtk_toggle_button_get_active (toggle));
}

/* All in cash. */
static void
on_cash_toggled_cb (HallCashLines *self)
{
  Tender tenders[HALL_CASH_N_TENDERS];

  if (self->updating)
    return;
  self->updating = TRUE;
  get_tenders (self, tenders);
  for (int i = 0; i < HALL_CASH_N_TENDERS; i++)
    show_tender (&tenders[i], FALSE);
  gtk_toggle_button_set_active (self->cash, TRUE);
  self->updating = FALSE;
  emit_changed (self);
}

/* -- class ---------------------------------------------------------------- */

static void
hall_cash_lines_dispose (GObject *object)
{
  HallCashLines *self = HALL_CASH_LINES (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_CASH_LINES);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (hall_cash_lines_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HallCashLines, list);
  gtk_widget_class_bind_template_child (widget_class, HallCashLines, payer_row);
  gtk_widget_class_bind_template_child (widget_class, HallCashLines, payer);
  gtk_widget_class_bind_template_child (widget_class, HallCashLines, account);
  gtk_widget_class_bind_template_child (widget_class, HallCashLines, add_line);
  gtk_widget_class_bind_template_child (widget_class, HallCashLines, tender_row);
  gtk_widget_class_bind_template_child (widget_class, HallCashLines, cash);
  gtk_widget_class_bind_template_child (widget_class, HallCashLines, scan);
  gtk_widget_class_bind_template_child (widget_class, HallCashLines, card);
  gtk_widget_class_bind_template_child (widget_class, HallCashLines, transfer);
  gtk_widget_class_bind_template_child (widget_class, HallCashLines, scan_box);
  gtk_widget_class_bind_template_child (widget_class, HallCashLines, card_box);
  gtk_widget_class_bind_template_child (widget_class, HallCashLines, transfer_box);
  gtk_widget_class_bind_template_child (widget_class, HallCashLines, scan_amount);
  gtk_widget_class_bind_template_child (widget_class, HallCashLines, card_amount);
  gtk_widget_class_bind_template_child (widget_class, HallCashLines, transfer_amount);
  gtk_widget_class_bind_template_child (widget_class, HallCashLines, tender_problem);
  gtk_widget_class_bind_template_callback (widget_class, emit_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_completed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_tender_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_cash_toggled_cb);
}

static void
hall_cash_lines_class_init (HallCashLinesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_cash_lines_dispose;

  signals[CHANGED] = g_signal_new ("changed", HALL_TYPE_CASH_LINES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[COMPLETED] = g_signal_new ("completed", HALL_TYPE_CASH_LINES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);

  g_type_ensure (HALL_TYPE_MONEY_ENTRY);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-cash-lines.ui");
  bind_children (widget_class);
}

static void
hall_cash_lines_init (HallCashLines *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* -- public --------------------------------------------------------------- */

/**
 * hall_cash_lines_new:
 *
 * Returns: (transfer floating): the editor of a fee
 */
GtkWidget *
hall_cash_lines_new (void)
{
  return g_object_new (HALL_TYPE_CASH_LINES, NULL);
}

static void
set_text (GtkEditable *editable, const char *text)
{
  if (g_strcmp0 (gtk_editable_get_text (editable), text) != 0)
    gtk_editable_set_text (editable, text);
}

/**
 * hall_cash_lines_set_draft:
 * @self: the editor
 * @draft: what to show; copied
 *
 * Replaces all that is typed. Says nothing: "changed" is for people.
 */
void
hall_cash_lines_set_draft (HallCashLines *self, const HallCashDraft *draft)
{
  Tender tenders[HALL_CASH_N_TENDERS];

  g_return_if_fail (HALL_IS_CASH_LINES (self) && draft != NULL);

  self->updating = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_remove (self->list, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < draft->lines->len; i++)
    append_row (self, g_ptr_array_index (draft->lines, i));
  set_text (self->payer, draft->payer);
  set_text (self->account, draft->account);
  get_tenders (self, tenders);
  for (int i = 0; i < HALL_CASH_N_TENDERS; i++) {
    show_tender (&tenders[i], *draft->tenders[i] != '\0');
    set_text (GTK_EDITABLE (tenders[i].amount), draft->tenders[i]);
  }
  self->updating = FALSE;
}

/**
 * hall_cash_lines_get_draft:
 * @self: the editor
 *
 * Returns: (transfer full): what is typed; its "received" is empty, for that field is not here
 */
HallCashDraft *
hall_cash_lines_get_draft (HallCashLines *self)
{
  HallCashDraft *draft = hall_cash_draft_new ();
  Tender tenders[HALL_CASH_N_TENDERS];

  g_return_val_if_fail (HALL_IS_CASH_LINES (self), draft);

  g_free (draft->payer);
  draft->payer = g_strstrip (g_strdup (gtk_editable_get_text (self->payer)));
  g_free (draft->account);
  draft->account = g_strstrip (g_strdup (gtk_editable_get_text (self->account)));
  for (guint i = 0; i < self->rows->len; i++)
    g_ptr_array_add (draft->lines, hall_cash_line_row_get_line (g_ptr_array_index (self->rows, i)));
  get_tenders (self, tenders);
  for (int i = 0; i < HALL_CASH_N_TENDERS; i++) {
    g_free (draft->tenders[i]);
    draft->tenders[i] = g_strdup (gtk_editable_get_text (GTK_EDITABLE (tenders[i].amount)));
  }
  return draft;
}

/**
 * hall_cash_lines_set_locked:
 * @self: the editor
 * @locked: whether the fee only shows: it was read out to the customer
 */
void
hall_cash_lines_set_locked (HallCashLines *self, gboolean locked)
{
  g_return_if_fail (HALL_IS_CASH_LINES (self));

  self->locked = locked;
  for (guint i = 0; i < self->rows->len; i++)
    hall_cash_line_row_set_locked (g_ptr_array_index (self->rows, i), locked);
  gtk_editable_set_editable (self->payer, !locked);
  gtk_editable_set_editable (self->account, !locked);
  gtk_widget_set_can_focus (self->payer_row, !locked);
  gtk_widget_set_sensitive (self->tender_row, !locked);
  gtk_widget_set_visible (self->add_line, !locked);
}

/**
 * hall_cash_lines_show_sums:
 * @self: the editor
 * @sums: what hall_cash_draft_sum() made of the draft
 * @insist: whether to name also what is only not typed yet
 *
 * Shows which tenders are in use, and what is wrong beside the field it is wrong in.
 */
void
hall_cash_lines_show_sums (HallCashLines *self, const HallCashSums *sums, gboolean insist)
{
  gboolean say;
  gboolean tender;

  g_return_if_fail (HALL_IS_CASH_LINES (self) && sums != NULL);

  self->updating = TRUE;
  gtk_toggle_button_set_active (self->cash, sums->due_fen > 0 || sums->other_fen == 0);
  self->updating = FALSE;

  say = sums->field != NULL && (insist || !sums->waiting);
  for (guint i = 0; i < self->rows->len; i++) {
    gboolean here = say && sums->line == (int)i;

    hall_cash_line_row_set_problem (g_ptr_array_index (self->rows, i), here ? sums->field : NULL,
                                    here ? sums->message : NULL);
  }
  tender = say && sums->line < 0 && g_strcmp0 (sums->field, "received") != 0;
  gtk_label_set_text (self->tender_problem, tender ? sums->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->tender_problem), tender);
}

/**
 * hall_cash_lines_add_line:
 * @self: the editor
 *
 * Adds an empty line and puts the focus into it.
 */
void
hall_cash_lines_add_line (HallCashLines *self)
{
  HallCashDraftLine *line;
  HallCashLineRow *row;

  g_return_if_fail (HALL_IS_CASH_LINES (self));

  if (self->rows->len >= HALL_CASH_LINES_MAX)
    return;
  line = hall_cash_draft_line_new (NULL, NULL, NULL, NULL, NULL);
  row = append_row (self, line);
  hall_cash_draft_line_free (line);
  hall_cash_line_row_grab_field (row, "item");
  emit_changed (self);
}

/**
 * hall_cash_lines_toggle_tender:
 * @self: the editor
 * @kind: cash, scan, card or transfer
 *
 * Does what a click on the tender does.
 */
void
hall_cash_lines_toggle_tender (HallCashLines *self, const char *kind)
{
  Tender tenders[HALL_CASH_N_TENDERS];

  g_return_if_fail (HALL_IS_CASH_LINES (self) && kind != NULL);

  if (g_str_equal (kind, "cash")) {
    on_cash_toggled_cb (self);
    return;
  }
  get_tenders (self, tenders);
  for (int i = 0; i < HALL_CASH_N_TENDERS; i++)
    if (g_str_equal (kind, hall_cash_tender_kinds[i]))
      switch_tender (self, &tenders[i], !gtk_toggle_button_get_active (tenders[i].toggle));
}

/**
 * hall_cash_lines_grab_gap:
 * @self: the editor
 *
 * Puts the focus into the first field of a line where something is still to be typed.
 *
 * Returns: whether there was one
 */
gboolean
hall_cash_lines_grab_gap (HallCashLines *self)
{
  g_return_val_if_fail (HALL_IS_CASH_LINES (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    if (hall_cash_line_row_grab_gap (g_ptr_array_index (self->rows, i)))
      return TRUE;
  return FALSE;
}

/**
 * hall_cash_lines_grab_field:
 * @self: the editor
 * @field: as in #HallCashSums
 * @line: the line it belongs to, -1 for none
 */
void
hall_cash_lines_grab_field (HallCashLines *self, const char *field, int line)
{
  Tender tenders[HALL_CASH_N_TENDERS];

  g_return_if_fail (HALL_IS_CASH_LINES (self) && field != NULL);

  if (line >= 0 && (guint)line < self->rows->len) {
    hall_cash_line_row_grab_field (g_ptr_array_index (self->rows, (guint)line), field);
    return;
  }
  get_tenders (self, tenders);
  for (int i = 0; i < HALL_CASH_N_TENDERS; i++)
    if (g_str_equal (field, hall_cash_tender_kinds[i]))
      gtk_widget_grab_focus (GTK_WIDGET (tenders[i].amount));
  if (g_str_equal (field, "payer") || g_str_equal (field, "account"))
    gtk_widget_grab_focus (GTK_WIDGET (g_str_equal (field, "payer") ? self->payer : self->account));
  if (g_str_equal (field, "lines"))
    hall_cash_lines_grab_gap (self);
}

/**
 * hall_cash_lines_get_n_lines:
 * @self: the editor
 *
 * Returns: how many lines stand there, empty ones too
 */
guint
hall_cash_lines_get_n_lines (HallCashLines *self)
{
  g_return_val_if_fail (HALL_IS_CASH_LINES (self), 0);

  return self->rows->len;
}
