/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-cash-page.h"

#include <glib/gi18n-lib.h>

#include "hall-cash-keep.h"
#include "hall-cash-page-private.h"
#include "hall-shell.h"

#define KEEP_MS 250  /* after the last keystroke the draft is on the disk */
#define ROOMY_PX 580 /* below this height everything shrinks a little */
#define LINE_PX 45   /* and for each line of the fee after the first */
#define STAGE_MS 400 /* after the last digit the customer's screen shows the total */

G_DEFINE_FINAL_TYPE (HallCashPage, hall_cash_page, GTK_TYPE_WIDGET)

static void ask_received (HallCashPage *self);

/* -- what is typed -------------------------------------------------------- */

/* A field that goes away or locks under the cursor confuses its text; the sentence takes the focus first. It
 * is no button on purpose: Enter pressed twice must not do the next step. */
static void
park_focus (HallCashPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    gtk_widget_grab_focus (self->read_card);
}

static void
set_draft (HallCashPage *self, const HallCashDraft *draft)
{
  park_focus (self);
  self->updating = TRUE;
  hall_cash_lines_set_draft (self->lines, draft);
  gtk_editable_set_text (GTK_EDITABLE (self->received), draft->received);
  self->updating = FALSE;
}

static void
keep_now (HallCashPage *self)
{
  g_autoptr (HallCashDraft) draft = NULL;

  g_clear_handle_id (&self->keep_id, g_source_remove);
  if (self->store == NULL || self->phase != PHASE_EDIT || !self->typed)
    return;
  draft = hall_cash_page_get_draft (self);
  hall_cash_keep (hall_store_get_address (self->store), self->counter, self->ticket, draft);
}

static gboolean
on_keep_cb (gpointer data)
{
  HallCashPage *self = data;

  self->keep_id = 0;
  keep_now (self);
  return G_SOURCE_REMOVE;
}

static void
forget_draft (HallCashPage *self)
{
  g_clear_handle_id (&self->keep_id, g_source_remove);
  g_clear_handle_id (&self->stage_id, g_source_remove);
  self->typed = FALSE;
  if (self->store != NULL)
    hall_cash_keep (hall_store_get_address (self->store), self->counter, self->ticket, NULL);
}

/* -- commands ------------------------------------------------------------- */

static void
set_refusal (HallCashPage *self, const GError *error)
{
  const char *field = error != NULL ? hall_error_get_field (error) : NULL;

  g_clear_pointer (&self->refusal, g_free);
  self->refusal_passes = hall_shell_error_passes (error);
  if (error == NULL)
    return;
  self->refusal = hall_shell_error_text (error);
  self->refusal_at_received = g_strcmp0 (field, "received_fen") == 0;
}

static void
ask (HallCashPage *self, const char *name, GVariant *args, HallShellDone done)
{
  g_autofree char *station = g_strdup_printf ("desk-%d", (int)self->counter);

  self->busy = TRUE;
  set_refusal (self, NULL);
  hall_shell_do_quietly (GTK_WIDGET (self), self->store,
                         hall_command_new (name, args, self->staff, self->counter, station, NULL), done,
                         GUINT_TO_POINTER (self->customer));
}

/* The end of a command. Returns whether it was done; an answer that comes after the customer went changes
 * nothing. */
static gboolean
take_answer (HallCashPage *self, const GError *error, gpointer data)
{
  if (GPOINTER_TO_UINT (data) != self->customer)
    return FALSE;
  self->busy = FALSE;
  set_refusal (self, error);
  if (error != NULL) {
    self->received_wanted = FALSE;
    hall_cash_page_refresh (self);
  }
  return error == NULL;
}

static void
set_phase (HallCashPage *self, Phase phase)
{
  if (phase != PHASE_EDIT)
    park_focus (self);
  self->phase = phase;
  self->insist = FALSE;
  hall_cash_page_refresh (self);
}

static void
on_received_done_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallCashPage *self = HALL_CASH_PAGE (widget);
  g_autoptr (HallCashSums) sums = NULL;

  if (!take_answer (self, error, data))
    return;
  sums = hall_cash_draft_sum (self->asked);
  self->locked_total = sums->total_fen;
  self->locked_due = sums->due_fen;
  self->locked_received = sums->received_fen;
  self->locked_change = sums->change_fen;
  g_variant_lookup (answer, "change_fen", "x", &self->locked_change);
  g_clear_pointer (&self->read, g_free);
  g_variant_lookup (answer, "sentence", "s", &self->read);
  self->locked_at = hall_shell_now (self->store);
  set_draft (self, self->asked);
  self->updating = TRUE;
  hall_money_entry_set_fen (self->received, self->locked_received);
  self->updating = FALSE;
  set_phase (self, PHASE_LOCKED);
}

static void
on_charged_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallCashPage *self = HALL_CASH_PAGE (widget);

  if (!take_answer (self, error, data))
    return;
  g_variant_lookup (answer, "charge", "x", &self->charge);
  g_clear_pointer (&self->sent, hall_cash_draft_free);
  self->sent = g_steal_pointer (&self->asked);
  if (self->received_wanted)
    ask_received (self);
  else
    hall_cash_page_refresh (self);
}

/* Tells the store what is charged; the customer's screen shows the total from then on. */
static void
ask_charge (HallCashPage *self)
{
  g_clear_handle_id (&self->stage_id, g_source_remove);
  g_clear_pointer (&self->asked, hall_cash_draft_free);
  self->asked = hall_cash_page_get_draft (self);
  ask (self, "charge", hall_cash_draft_to_args (self->asked, self->label), on_charged_cb);
}

static gboolean
is_sent (HallCashPage *self, const HallCashDraft *draft)
{
  return self->charge != 0 && self->sent != NULL && hall_cash_draft_same_charge (draft, self->sent);
}

/* Names what is missing and goes there; nothing that was typed changes. */
static gboolean
object_to_draft (HallCashPage *self, const HallCashSums *sums)
{
  gboolean lines_wrong = sums->field != NULL && g_strcmp0 (sums->field, "received") != 0;

  if (sums->field == NULL && sums->received_fen >= 0 && sums->change_fen >= 0)
    return FALSE;
  self->insist = TRUE;
  hall_cash_page_refresh (self);
  if (lines_wrong)
    hall_cash_lines_grab_field (self->lines, sums->field, sums->line);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->received));
  return TRUE;
}

static void
ask_received (HallCashPage *self)
{
  g_autoptr (HallCashDraft) draft = hall_cash_page_get_draft (self);
  g_autoptr (HallCashSums) sums = hall_cash_draft_sum (draft);

  self->received_wanted = FALSE;
  if (object_to_draft (self, sums))
    return;
  if (!is_sent (self, draft)) {
    ask_charge (self);
    self->received_wanted = TRUE;
  } else {
    g_clear_pointer (&self->asked, hall_cash_draft_free);
    self->asked = g_steal_pointer (&draft);
    ask (self, "call-received",
         g_variant_new_parsed ("{'charge': <%x>, 'received_fen': <%x>}", self->charge, sums->received_fen),
         on_received_done_cb);
  }
  hall_cash_page_refresh (self);
}

static void
on_changed_done_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallCashPage *self = HALL_CASH_PAGE (widget);

  if (!take_answer (self, error, data))
    return;
  forget_draft (self);
  g_clear_pointer (&self->posted, g_free);
  g_variant_lookup (answer, "receipt", "s", &self->posted);
  g_free (self->paper_state);
  self->paper_state = g_strdup ("posted");
  g_clear_pointer (&self->paper_reason, g_free);
  self->charge = 0;
  set_phase (self, PHASE_POSTED);
}

static void
on_unlocked_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallCashPage *self = HALL_CASH_PAGE (widget);

  if (!take_answer (self, error, data))
    return;
  self->typed = TRUE; /* what stands there is a draft again */
  set_phase (self, PHASE_EDIT);
  keep_now (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->received));
}

/* -- actions -------------------------------------------------------------- */

static void
start_over (HallCashPage *self, gboolean preset)
{
  g_autoptr (HallCashDraft) draft = hall_cash_draft_new_for_matter (preset ? self->matter : NULL, self->day);

  g_clear_pointer (&self->sent, hall_cash_draft_free);
  g_clear_pointer (&self->read, g_free);
  g_clear_pointer (&self->posted, g_free);
  self->charge = 0;
  self->locked_total = self->locked_due = self->locked_received = self->locked_change = self->locked_at = 0;
  self->typed = FALSE;
  set_refusal (self, NULL);
  set_draft (self, draft);
  set_phase (self, PHASE_EDIT);
}

static void
on_dropped_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallCashPage *self = HALL_CASH_PAGE (widget);

  if (!take_answer (self, error, data))
    return;
  forget_draft (self);
  start_over (self, TRUE);
  hall_cash_page_focus (self);
}

static void
on_received_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallCashPage *self = HALL_CASH_PAGE (widget);

  if (self->phase != PHASE_EDIT || self->store == NULL || !self->cash_right)
    return;
  if (self->busy)
    self->received_wanted = TRUE;
  else
    ask_received (self);
}

static void
on_change_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallCashPage *self = HALL_CASH_PAGE (widget);

  if (self->phase != PHASE_LOCKED || self->busy || self->store == NULL)
    return;
  ask (self, "call-change", g_variant_new_parsed ("{'charge': <%x>}", self->charge), on_changed_done_cb);
  hall_cash_page_refresh (self);
}

static void
on_unlock_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallCashPage *self = HALL_CASH_PAGE (widget);

  if (self->phase != PHASE_LOCKED || self->busy || self->store == NULL)
    return;
  ask (self, "unlock-received", g_variant_new_parsed ("{'charge': <%x>}", self->charge), on_unlocked_cb);
  hall_cash_page_refresh (self);
}

static void
on_drop_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallCashPage *self = HALL_CASH_PAGE (widget);

  if (self->phase != PHASE_EDIT || self->busy || self->store == NULL)
    return;
  g_clear_handle_id (&self->stage_id, g_source_remove);
  if (self->charge == 0) {
    on_dropped_cb (widget, NULL, NULL, GUINT_TO_POINTER (self->customer));
    return;
  }
  ask (self, "drop-charge", g_variant_new_parsed ("{'charge': <%x>}", self->charge), on_dropped_cb);
  hall_cash_page_refresh (self);
}

static void
on_another_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallCashPage *self = HALL_CASH_PAGE (widget);

  if (self->phase != PHASE_POSTED)
    return;
  start_over (self, FALSE);
  self->typed = TRUE; /* an empty second charge is a wish too: a view must not put the receipt back */
  hall_cash_lines_grab_gap (self->lines);
}

static void
on_add_line_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallCashPage *self = HALL_CASH_PAGE (widget);

  if (self->phase == PHASE_POSTED)
    on_another_action_cb (widget, name, parameter);
  else if (self->phase == PHASE_EDIT && !self->busy)
    hall_cash_lines_add_line (self->lines);
}

static void
on_tender_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallCashPage *self = HALL_CASH_PAGE (widget);

  if (self->phase != PHASE_EDIT)
    return;
  hall_cash_lines_toggle_tender (self->lines, name + strlen ("cash.tender-"));
  if (g_str_equal (name, "cash.tender-cash"))
    gtk_widget_grab_focus (GTK_WIDGET (self->received));
}

/* -- typing --------------------------------------------------------------- */

static void
on_typed_cb (HallCashPage *self)
{
  if (self->updating || self->phase != PHASE_EDIT)
    return;
  self->typed = TRUE;
  self->insist = FALSE;
  set_refusal (self, NULL);
  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->keep_id = g_timeout_add (KEEP_MS, on_keep_cb, self);
  hall_cash_page_refresh (self);
}

static gboolean
on_stage_cb (gpointer data)
{
  HallCashPage *self = data;
  g_autoptr (HallCashDraft) draft = hall_cash_page_get_draft (self);
  g_autoptr (HallCashSums) sums = hall_cash_draft_sum (draft);

  self->stage_id = 0;
  if (self->phase == PHASE_EDIT && !self->busy && self->store != NULL && hall_store_is_connected (self->store)
      && self->cash_right && self->ticket != 0 && sums->field == NULL && !is_sent (self, draft)) {
    ask_charge (self);
    hall_cash_page_refresh (self);
  }
  return G_SOURCE_REMOVE;
}

static void
on_received_changed_cb (HallCashPage *self)
{
  if (self->updating || self->phase != PHASE_EDIT)
    return;
  on_typed_cb (self);
  g_clear_handle_id (&self->stage_id, g_source_remove);
  if (!hall_money_entry_is_empty (self->received))
    self->stage_id = g_timeout_add (STAGE_MS, on_stage_cb, self);
}

/* Everything typed stays while the hall is away; the customer's screen learns of it when the hall is back. */
static void
on_connected_cb (HallCashPage *self)
{
  if (hall_store_is_connected (self->store)) {
    if (self->refusal_passes)
      set_refusal (self, NULL);
    if (self->phase == PHASE_EDIT && self->stage_id == 0 && !hall_money_entry_is_empty (self->received))
      self->stage_id = g_timeout_add (STAGE_MS, on_stage_cb, self);
  }
  hall_cash_page_refresh (self);
}

static void
on_received_activate_cb (HallCashPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "cash.received", NULL);
}

static void
on_completed_cb (HallCashPage *self)
{
  if (!hall_cash_lines_grab_gap (self->lines))
    gtk_widget_grab_focus (GTK_WIDGET (self->received));
}

/* A digit that no field took goes to where digits are wanted. */
static gboolean
on_key_cb (HallCashPage *self, guint keyval, guint keycode, GdkModifierType state)
{
  gunichar c = gdk_keyval_to_unicode (keyval);
  char text[2] = { 0 };
  int at = -1;

  if (self->phase != PHASE_EDIT || c < '0' || c > '9' || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  text[0] = (char)c;
  gtk_widget_grab_focus (GTK_WIDGET (self->received));
  gtk_editable_insert_text (GTK_EDITABLE (self->received), text, 1, &at);
  gtk_editable_set_position (GTK_EDITABLE (self->received), -1);
  return GDK_EVENT_STOP;
}

/* -- the hall's view ------------------------------------------------------ */

static void
load_draft (HallCashPage *self, HallCharge *charge)
{
  g_autoptr (HallCashDraft) kept = NULL;
  g_autoptr (HallCashDraft) charged = charge != NULL ? hall_cash_draft_new_from_charge (charge) : NULL;

  start_over (self, TRUE);
  kept = hall_cash_load (hall_store_get_address (self->store), self->counter, self->ticket);
  if (kept != NULL) {
    set_draft (self, kept);
    self->typed = TRUE;
  } else if (charged != NULL) {
    set_draft (self, charged);
  }
  self->charge = charge != NULL ? charge->id : 0;
  g_clear_pointer (&self->sent, hall_cash_draft_free);
  self->sent = g_steal_pointer (&charged);
}

/* A charge that was called, here or before a restart: everything about it comes from the store. */
static void
take_called (HallCashPage *self, HallCharge *charge)
{
  g_autoptr (HallCashDraft) draft = hall_cash_draft_new_from_charge (charge);
  gboolean posted = g_str_equal (charge->state, "posted");

  g_clear_handle_id (&self->stage_id, g_source_remove);
  set_draft (self, draft);
  g_clear_pointer (&self->sent, hall_cash_draft_free);
  self->sent = g_steal_pointer (&draft);
  self->charge = posted ? 0 : charge->id;
  self->locked_total = charge->total_fen;
  self->locked_due = charge->cash_due_fen;
  self->locked_received = charge->received_fen;
  self->locked_change = charge->change_fen;
  self->locked_at = charge->received_at;
  g_free (self->read);
  self->read = g_strdup (charge->sentence);
  g_free (self->posted);
  self->posted = g_strdup (posted ? charge->receipt : NULL);
  g_clear_pointer (&self->paper_state, g_free);
  g_clear_pointer (&self->paper_reason, g_free);
  self->typed = FALSE;
  set_phase (self, posted ? PHASE_POSTED : PHASE_LOCKED);
}

static void
reconcile_open (HallCashPage *self, HallCharge *charge, gboolean other_customer)
{
  if (other_customer || self->phase != PHASE_EDIT || (!self->typed && self->charge != charge->id)) {
    load_draft (self, charge);
  } else if (self->charge != charge->id) {
    g_clear_pointer (&self->sent, hall_cash_draft_free);
    self->sent = hall_cash_draft_new_from_charge (charge);
    self->charge = charge->id;
  }
}

/* Where the store and the screen part, the store is right about what was called, the screen about what is
 * typed. */
static void
reconcile (HallCashPage *self, HallCharge *charge, gboolean other_customer)
{
  const char *state = charge != NULL ? charge->state : "";

  if (g_str_equal (state, "received")) {
    if (self->phase != PHASE_LOCKED || self->charge != charge->id)
      take_called (self, charge);
    self->locked_at = charge->received_at;
  } else if (g_str_equal (state, "open")) {
    reconcile_open (self, charge, other_customer);
  } else if (other_customer) {
    load_draft (self, NULL);
    if (charge != NULL && !self->typed)
      take_called (self, charge);
  } else if (self->phase == PHASE_LOCKED && charge != NULL && charge->id == self->charge) {
    take_called (self, charge); /* posted elsewhere */
  } else if (self->phase == PHASE_LOCKED) {
    load_draft (self, NULL); /* unlocked and dropped elsewhere */
  } else if (self->phase == PHASE_EDIT && self->charge != 0) {
    self->charge = 0; /* dropped elsewhere; what is typed is charged anew */
    g_clear_pointer (&self->sent, hall_cash_draft_free);
  }
}

/* The receipt's paper: among the jobs that are not at their end. A job that was there and is gone is done;
 * where none ever was, the counter has no printer. After a restart nobody knows. */
static void
take_paper (HallCashPage *self, GListModel *jobs)
{
  g_autoptr (HallJob) found = NULL;
  const char *state = self->paper_state;

  if (self->posted == NULL)
    return;
  for (guint i = 0; jobs != NULL && i < g_list_model_get_n_items (jobs); i++) {
    g_autoptr (HallJob) job = g_list_model_get_item (jobs, i);

    if (g_strcmp0 (job->number, self->posted) == 0)
      g_set_object (&found, job);
  }
  if (found != NULL)
    state = found->state;
  else if (g_strcmp0 (state, "posted") == 0)
    state = "no-printer";
  else if (state != NULL && !g_str_equal (state, "no-printer"))
    state = "done";
  if (state != self->paper_state) {
    g_free (self->paper_state);
    self->paper_state = g_strdup (state);
  }
  g_free (self->paper_reason);
  self->paper_reason = g_strdup (found != NULL ? found->reason : NULL);
}

/**
 * hall_cash_page_set_view:
 * @self: the cash tab
 * @store: the hall
 * @view: (transfer none): what the desk shows; borrowed for the call
 *
 * Shows the charge of the customer in front of the counter. What is typed for this customer stays; what was
 * typed for another is kept and comes back with that customer.
 */
void
hall_cash_page_set_view (HallCashPage *self, HallStore *store, HallDeskView *view)
{
  gint64 ticket;
  gboolean other;

  g_return_if_fail (HALL_IS_CASH_PAGE (self));
  g_return_if_fail (HALL_IS_STORE (store) && view != NULL);

  ticket = view->current != NULL ? view->current->id : 0;
  other = ticket != self->ticket || self->store == NULL || view->counter != self->counter;
  if (other) {
    keep_now (self);
    self->customer++;
    self->received_wanted = FALSE;
  }
  if (g_set_object (&self->store, store))
    g_signal_connect_object (store, "notify::connected", G_CALLBACK (on_connected_cb), self,
                             G_CONNECT_SWAPPED);
  self->counter = view->counter;
  self->cash_right = view->cash_right;
  g_free (self->staff);
  self->staff = g_strdup (view->staff);
  g_free (self->day);
  self->day = g_strdup (view->info != NULL ? view->info->day : NULL);
  g_free (self->next_receipt);
  self->next_receipt = g_strdup (view->next_receipt);
  g_free (self->label);
  self->label = g_strdup (view->current != NULL ? view->current->label : NULL);
  g_free (self->matter);
  self->matter = g_strdup (view->current != NULL ? view->current->matter : NULL);
  self->ticket = ticket;

  /* While a command is on its way its answer says more than this view; another view follows it. */
  if (!self->busy || other) {
    self->busy = FALSE;
    reconcile (self, view->charge, other);
  }
  take_paper (self, view->jobs);
  hall_cash_page_refresh (self);
}

/**
 * hall_cash_page_get_next_step:
 * @self: the cash tab
 *
 * Returns: what comes next here; the window suggests something else only when it is NONE
 */
HallCashStep
hall_cash_page_get_next_step (HallCashPage *self)
{
  g_autoptr (HallCashDraft) draft = NULL;
  g_autoptr (HallCashSums) sums = NULL;

  g_return_val_if_fail (HALL_IS_CASH_PAGE (self), HALL_CASH_STEP_NONE);

  if (self->phase == PHASE_POSTED)
    return HALL_CASH_STEP_NONE;
  if (self->phase == PHASE_LOCKED)
    return HALL_CASH_STEP_CHANGE;
  draft = hall_cash_page_get_draft (self);
  sums = hall_cash_draft_sum (draft);
  return sums->total_fen > 0 ? HALL_CASH_STEP_RECEIVED : HALL_CASH_STEP_NONE;
}

/**
 * hall_cash_page_is_busy:
 * @self: the cash tab
 *
 * Returns: whether a command is on its way
 */
gboolean
hall_cash_page_is_busy (HallCashPage *self)
{
  g_return_val_if_fail (HALL_IS_CASH_PAGE (self), FALSE);

  return self->busy;
}

/**
 * hall_cash_page_focus:
 * @self: the cash tab
 *
 * Puts the focus where the clerk goes on: Received takes digits at once when the total stands, else the first
 * gap.
 */
void
hall_cash_page_focus (HallCashPage *self)
{
  g_return_if_fail (HALL_IS_CASH_PAGE (self));

  if (self->phase != PHASE_EDIT)
    gtk_widget_grab_focus (self->read_card);
  else if (hall_cash_page_get_next_step (self) == HALL_CASH_STEP_NONE
           && hall_cash_lines_grab_gap (self->lines))
    return;
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->received));
}

/* -- class ---------------------------------------------------------------- */

static gboolean
on_fit_cb (gpointer data)
{
  HallCashPage *self = data;
  int needed = ROOMY_PX + LINE_PX * ((int)hall_cash_lines_get_n_lines (self->lines) - 1);

  self->fit_id = 0;
  if (gtk_widget_get_height (GTK_WIDGET (self)) < needed)
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
  return G_SOURCE_REMOVE;
}

static void
hall_cash_page_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  gtk_widget_measure (HALL_CASH_PAGE (widget)->body, orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

/* A banner above takes height away: then everything shrinks a little rather than the tenders being cut off.
 * The style may not change while sizes are given out. */
static void
hall_cash_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HallCashPage *self = HALL_CASH_PAGE (widget);

  gtk_widget_size_allocate (self->body, &(GtkAllocation){ 0, 0, width, height }, baseline);
  if (self->fit_id == 0)
    self->fit_id = g_idle_add (on_fit_cb, self);
}

static gboolean
hall_cash_page_grab_focus (GtkWidget *widget)
{
  hall_cash_page_focus (HALL_CASH_PAGE (widget));
  return TRUE;
}

static void
hall_cash_page_dispose (GObject *object)
{
  HallCashPage *self = HALL_CASH_PAGE (object);

  if (self->lines != NULL)
    keep_now (self);
  g_clear_handle_id (&self->keep_id, g_source_remove);
  g_clear_handle_id (&self->stage_id, g_source_remove);
  g_clear_handle_id (&self->fit_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_CASH_PAGE);
  self->lines = NULL;
  g_clear_object (&self->store);
  G_OBJECT_CLASS (hall_cash_page_parent_class)->dispose (object);
}

static void
hall_cash_page_finalize (GObject *object)
{
  HallCashPage *self = HALL_CASH_PAGE (object);

  g_free (self->staff);
  g_free (self->label);
  g_free (self->matter);
  g_free (self->day);
  g_free (self->next_receipt);
  g_free (self->refusal);
  g_free (self->read);
  g_free (self->posted);
  g_free (self->paper_state);
  g_free (self->paper_reason);
  g_clear_pointer (&self->sent, hall_cash_draft_free);
  g_clear_pointer (&self->asked, hall_cash_draft_free);
  G_OBJECT_CLASS (hall_cash_page_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "cash.received", NULL, on_received_action_cb);
  gtk_widget_class_install_action (widget_class, "cash.change", NULL, on_change_action_cb);
  gtk_widget_class_install_action (widget_class, "cash.unlock", NULL, on_unlock_action_cb);
  gtk_widget_class_install_action (widget_class, "cash.drop", NULL, on_drop_action_cb);
  gtk_widget_class_install_action (widget_class, "cash.another", NULL, on_another_action_cb);
  gtk_widget_class_install_action (widget_class, "cash.add-line", NULL, on_add_line_action_cb);
  gtk_widget_class_install_action (widget_class, "cash.tender-cash", NULL, on_tender_action_cb);
  gtk_widget_class_install_action (widget_class, "cash.tender-scan", NULL, on_tender_action_cb);
  gtk_widget_class_install_action (widget_class, "cash.tender-card", NULL, on_tender_action_cb);
  gtk_widget_class_install_action (widget_class, "cash.tender-transfer", NULL, on_tender_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "cash.received", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "cash.change", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "cash.unlock", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "cash.add-line", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, GDK_CONTROL_MASK, "cash.tender-cash", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_2, GDK_CONTROL_MASK, "cash.tender-scan", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_3, GDK_CONTROL_MASK, "cash.tender-card", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_4, GDK_CONTROL_MASK, "cash.tender-transfer",
                                       NULL);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, body);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, lines);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, total);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, words);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, received_box);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, lock);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, unlock);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, received);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, received_caption);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, change);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, change_caption);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, read_card);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, notes);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, receipt);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, paper);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, note);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, drop);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, another);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, called_received);
  gtk_widget_class_bind_template_child (widget_class, HallCashPage, called_change);
  gtk_widget_class_bind_template_callback (widget_class, on_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_completed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_received_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_received_activate_cb);
}

static void
hall_cash_page_class_init (HallCashPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_cash_page_dispose;
  object_class->finalize = hall_cash_page_finalize;
  widget_class->grab_focus = hall_cash_page_grab_focus;
  widget_class->measure = hall_cash_page_measure;
  widget_class->size_allocate = hall_cash_page_size_allocate;

  /**
   * HallCashPage::step-changed:
   *
   * hall_cash_page_get_next_step() answers something else now.
   */
  g_signal_new ("step-changed", HALL_TYPE_CASH_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (HALL_TYPE_CASH_LINES);
  g_type_ensure (HALL_TYPE_CASH_NOTES);
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  g_type_ensure (HALL_TYPE_MONEY_ENTRY);
  g_type_ensure (HALL_TYPE_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-cash-page.ui");
  bind_children (widget_class);
  install_actions (widget_class);
}

static void
hall_cash_page_init (HallCashPage *self)
{
  g_autoptr (HallCashDraft) draft = hall_cash_draft_new_for_matter (NULL, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  set_draft (self, draft);
  hall_cash_page_refresh (self);
}

/**
 * hall_cash_page_new:
 *
 * Returns: (transfer floating): the cash tab, empty until hall_cash_page_set_view()
 */
GtkWidget *
hall_cash_page_new (void)
{
  return g_object_new (HALL_TYPE_CASH_PAGE, NULL);
}
