/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-desk-window-private.h"

#include <glib/gi18n.h>

/* How the desk shows what was read and where the clerk is. */

/* What the gates of hall rules 5.4 wait for, as something to do. */
static const char *
case_blocker_text (const char *code)
{
  static const char *const texts[][2] = {
    { "case-materials", N_ ("First go through the materials") },
    { "case-accept", N_ ("First accept the case") },
    { "case-notice", N_ ("First give the one-time notice") },
    { "case-refusing", N_ ("The refusal waits for the shift lead") },
    { "case-open", N_ ("First decide what becomes of the case") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i][0], code))
      return _ (texts[i][1]);
  return _ ("Something is still open");
}

/**
 * hall_desk_window_get_blocker:
 * @self: the desk
 *
 * Returns: (nullable): why the visit cannot be finished now, in words; %NULL when it can
 */
const char *
hall_desk_window_get_blocker (HallDeskWindow *self)
{
  const char *code = self->view != NULL ? self->view->blocker : NULL;

  /* What was typed and not yet called is no charge of the hall, but leaving it behind would be a mistake. */
  if (code == NULL && hall_cash_page_get_next_step (self->cash_page) != HALL_CASH_STEP_NONE)
    code = "charge-open";
  if (code == NULL)
    return NULL;
  if (g_str_equal (code, "charge-open"))
    return hall_cash_page_get_next_step (self->cash_page) == HALL_CASH_STEP_CHANGE
               ? _ ("First call the change and give the receipt")
               : _ ("First finish or drop the charge");
  return case_blocker_text (code);
}

/**
 * hall_desk_window_blocker_tab:
 * @blocker: (nullable): why a ticket cannot be finished
 *
 * Returns: (transfer none): the tab where it is settled
 */
const char *
hall_desk_window_blocker_tab (const char *blocker)
{
  if (blocker == NULL || !g_str_has_prefix (blocker, "case-"))
    return "cash";
  return g_str_equal (blocker, "case-refusing") || g_str_equal (blocker, "case-open") ? "case" : "materials";
}

/* --- The step: exactly one suggested button --- */

/* The page in sight says what comes next; what keeps the ticket open is behind a tab. */
static GtkWidget *
find_visit_step (HallDeskWindow *self)
{
  const char *blocker = self->view->blocker;
  GtkWidget *step;
  const char *tab;

  if (g_str_equal (self->tab, "closing"))
    return hall_closing_page_get_step (self->closing_page);
  /* The cash tab marks its own key while it has one. */
  if (hall_cash_page_get_next_step (self->cash_page) != HALL_CASH_STEP_NONE)
    return g_str_equal (self->tab, "cash") ? NULL : GTK_WIDGET (self->cash_tab);
  step = hall_desk_window_case_step (self);
  if (step != NULL)
    return step;
  if (hall_desk_window_get_blocker (self) == NULL)
    return GTK_WIDGET (self->finish_button);
  tab = hall_desk_window_blocker_tab (blocker);
  if (g_str_equal (self->tab, tab))
    return NULL;
  return GTK_WIDGET (g_str_equal (tab, "materials") ? self->materials_tab : self->case_tab);
}

static GtkWidget *
find_step (HallDeskWindow *self)
{
  if (self->guide_open)
    return hall_guide_page_get_step (self->guide_page);
  if (self->beside)
    return hall_desk_window_case_step (self);
  switch (hall_desk_window_get_state (self)) {
  case HALL_DESK_IDLE:
    return hall_idle_page_get_step (self->idle_page);
  case HALL_DESK_CALLED:
    return hall_called_page_get_step (self->called_page);
  case HALL_DESK_PAUSED:
    return hall_paused_page_get_step (self->paused_page);
  case HALL_DESK_SERVING:
    return find_visit_step (self);
  case HALL_DESK_SIGNED_OUT:
  case HALL_DESK_CLOSED: /* the opening page marks its own */
  default:
    return NULL;
  }
}

static void
update_step (HallDeskWindow *self)
{
  GtkWidget *step = hall_desk_window_shows (self, "desk") ? find_step (self) : NULL;

  if (step != self->step) {
    if (self->step != NULL)
      gtk_widget_remove_css_class (self->step, "suggested-action");
    if (step != NULL)
      gtk_widget_add_css_class (step, "suggested-action");
    g_set_weak_pointer (&self->step, step);
  }
  gtk_window_set_default_widget (GTK_WINDOW (self), step);
}

/* --- Showing what was read --- */

static void
update_header (HallDeskWindow *self)
{
  const HallDeskView *view = self->view;
  const HallDeskState state = hall_desk_window_get_state (self);
  const char *duty = state == HALL_DESK_PAUSED   ? _ ("Paused")
                     : state == HALL_DESK_CLOSED ? _ ("Counter not open")
                     : state == HALL_DESK_IDLE   ? _ ("On duty · idle")
                                                 : _ ("On duty");
  g_autofree char *staff = g_strdup_printf ("%s %s", view->staff,
                                            view->staff_name != NULL ? view->staff_name : "");

  adw_avatar_set_text (self->avatar, view->staff_name != NULL ? view->staff_name : view->staff);
  gtk_label_set_text (self->staff_label, staff);
  gtk_label_set_text (self->duty_label, duty);
  gtk_widget_set_css_classes (GTK_WIDGET (self->duty_dot),
                              state == HALL_DESK_PAUSED || state == HALL_DESK_CLOSED
                                  ? (const char *[]){ "dot-off", NULL }
                                  : (const char *[]){ "dot-on", NULL });
  hall_timer_label_set_since (self->idle_timer, state == HALL_DESK_IDLE ? view->duty_since : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->idle_timer), state == HALL_DESK_IDLE);
  hall_pill_set (self->practice_pill, "warn", NULL, view->info->practice ? _ ("Practice") : NULL);
  gtk_widget_set_visible (self->watermark, view->info->practice);
}

static void
update_cash_badge (HallDeskWindow *self)
{
  const HallCashStep step = hall_cash_page_get_next_step (self->cash_page);
  const gboolean open = self->view->charge != NULL && !g_str_equal (self->view->charge->state, "posted");
  const char *text = NULL;

  if (open && step == HALL_CASH_STEP_CHANGE)
    text = _ ("call the change");
  else if (open)
    text = _ ("not finished");
  hall_pill_set (self->cash_badge, text == NULL && self->view->last_receipt != NULL ? "ok" : "warn",
                 text == NULL && self->view->last_receipt != NULL ? "object-select-symbolic" : NULL,
                 text != NULL                       ? text
                 : self->view->last_receipt != NULL ? _ ("done")
                                                    : NULL);
}

static void
update_visit (HallDeskWindow *self, gboolean serving)
{
  const char *blocker = hall_desk_window_get_blocker (self);

  hall_customer_bar_set_view (self->customer, self->view);
  if (hall_desk_window_case_is_in_front (self))
    hall_customer_bar_set_case (self->customer, self->file);
  if (!serving)
    hall_called_page_set_view (self->called_page, self->view);
  gtk_label_set_text (self->finish_reason, blocker != NULL ? blocker : "");
  gtk_widget_set_visible (GTK_WIDGET (self->finish_reason), blocker != NULL);
  update_cash_badge (self);
  hall_desk_window_update_case_badges (self);
}

/* Nobody takes somebody else's case for that of the customer in front. */
static void
update_looked_up (HallDeskWindow *self, const char *page)
{
  const HallTicket *ticket = self->view->current;
  const gboolean shown = self->open_number != NULL
                         && (g_str_equal (page, "case") || g_str_equal (page, "materials"))
                         && (self->beside || !hall_desk_window_case_is_of_ticket (self, self->open_number));
  g_autofree char *text = NULL;

  if (shown)
    text = ticket != NULL
               /* Translators: %s is the number of the customer's ticket */
               ? g_strdup_printf (_ ("Looked up: not a case of the customer with %s"), ticket->label)
               : g_strdup (_ ("Looked up: no customer is here for it"));
  gtk_label_set_text (self->looked_up_label, shown ? text : "");
  gtk_widget_set_visible (self->looked_up, shown);
  gtk_widget_set_visible (self->looked_up_theirs, shown && self->file != NULL && self->file->closed_at == 0
                                                      && ticket != NULL
                                                      && ticket->state == HALL_TICKET_SERVING);
}

static const char *
page_for (HallDeskWindow *self, HallDeskState state)
{
  if (self->guide_open)
    return "guide";
  if (self->beside)
    return "case";
  switch (state) {
  case HALL_DESK_IDLE:
    return "idle";
  case HALL_DESK_PAUSED:
    return "paused";
  case HALL_DESK_CALLED:
    return "called";
  case HALL_DESK_SERVING:
    return self->tab;
  case HALL_DESK_SIGNED_OUT:
  case HALL_DESK_CLOSED:
  default:
    return "open";
  }
}

/**
 * hall_desk_window_update:
 * @self: the desk
 *
 * Brings everything in sight up to what was read and to where the clerk is. The one place that decides it.
 */
void
hall_desk_window_update (HallDeskWindow *self)
{
  const HallDeskState state = hall_desk_window_get_state (self);
  const gboolean serving = state == HALL_DESK_SERVING;
  const gboolean visit = serving || state == HALL_DESK_CALLED;
  const char *page = page_for (self, state);

  if (self->view == NULL)
    return;
  if (visit)
    update_visit (self, serving);
  gtk_widget_set_visible (GTK_WIDGET (self->customer), visit);
  gtk_widget_set_visible (self->tabs, serving);
  gtk_widget_set_visible (self->finish_box, serving && !g_str_equal (self->tab, "closing"));
  gtk_toggle_button_set_active (self->case_tab, g_str_equal (self->tab, "case"));
  gtk_toggle_button_set_active (self->materials_tab, g_str_equal (self->tab, "materials"));
  gtk_toggle_button_set_active (self->cash_tab, g_str_equal (self->tab, "cash"));
  gtk_toggle_button_set_active (self->history_tab, g_str_equal (self->tab, "history"));
  gtk_stack_set_visible_child_name (self->body, page);
  update_looked_up (self, page);
  update_header (self);
  hall_desk_window_update_phrases (self);
  hall_desk_window_update_actions (self);
}

void
hall_desk_window_update_actions (HallDeskWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const HallDeskState state = hall_desk_window_get_state (self);
  const HallDeskView *view = self->view;
  const gboolean away = self->store != NULL && !hall_store_is_connected (self->store);
  const gboolean free_now = self->busy == 0 && !away && hall_desk_window_shows (self, "desk");
  const guint waiting = view != NULL ? g_list_model_get_n_items (view->waiting) : 0;
  const int calls = view != NULL && view->current != NULL ? view->current->calls : 0;
  const gboolean called_out = view != NULL && calls >= view->info->calls_before_no_show;
  const gboolean idle = free_now && state == HALL_DESK_IDLE;
  const gboolean called = free_now && state == HALL_DESK_CALLED;
  const gboolean serving = free_now && state == HALL_DESK_SERVING;
  const gboolean closing = g_str_equal (self->tab, "closing");
  const char *blocker = serving ? hall_desk_window_get_blocker (self) : NULL;

  gtk_widget_action_set_enabled (widget, "desk.record",
                                 free_now && state >= HALL_DESK_CLOSED && state != HALL_DESK_CALLED);
  gtk_widget_action_set_enabled (widget, "desk.complete-record", free_now && state >= HALL_DESK_CLOSED);
  gtk_widget_action_set_enabled (widget, "desk.call-next", idle && waiting > 0);
  gtk_widget_action_set_enabled (widget, "desk.call-ticket", idle && waiting > 0);
  gtk_widget_action_set_enabled (widget, "desk.start", called);
  gtk_widget_action_set_enabled (widget, "desk.recall", called && !called_out);
  gtk_widget_action_set_enabled (widget, "desk.no-show", called && called_out);
  gtk_widget_action_set_enabled (widget, "desk.hold", serving);
  gtk_widget_action_set_enabled (widget, "desk.transfer", serving);
  gtk_widget_action_set_enabled (widget, "desk.finish", serving && !closing && blocker == NULL);
  gtk_widget_action_set_enabled (widget, "desk.finish-now", serving && closing && blocker == NULL);
  gtk_widget_action_set_enabled (widget, "desk.pause", idle || serving);
  gtk_widget_action_set_enabled (widget, "desk.resume", free_now && state == HALL_DESK_PAUSED);
  gtk_widget_action_set_enabled (widget, "desk.unhold", idle);
  gtk_widget_action_set_enabled (widget, "desk.return-ticket",
                                 free_now && state >= HALL_DESK_IDLE && state != HALL_DESK_PAUSED);
  gtk_widget_action_set_enabled (widget, "desk.cancel-ticket", free_now && waiting > 0);
  gtk_widget_action_set_enabled (widget, "desk.guide", free_now && state >= HALL_DESK_IDLE);
  gtk_widget_action_set_enabled (widget, "desk.phrase-find", free_now && state >= HALL_DESK_IDLE);
  gtk_widget_action_set_enabled (widget, "desk.sign-out",
                                 free_now && (state <= HALL_DESK_IDLE || state == HALL_DESK_PAUSED));
  gtk_widget_action_set_enabled (widget, "desk.lock", self->staff != NULL);
  update_step (self);
}

/**
 * hall_desk_window_set_tab:
 * @self: the desk
 * @tab: (not nullable): "case", "materials", "cash", "history" or "closing"; a static string
 *
 * Goes to a tab of the visit, or to its closing step.
 */
void
hall_desk_window_set_tab (HallDeskWindow *self, const char *tab)
{
  self->tab = tab;
  self->guide_open = FALSE;
  hall_desk_window_update (self);
  if (hall_desk_window_get_state (self) != HALL_DESK_SERVING)
    return;
  if (g_str_equal (tab, "cash"))
    hall_cash_page_focus (self->cash_page);
  else if (g_str_equal (tab, "case") || g_str_equal (tab, "materials"))
    hall_desk_window_focus_case (self);
  else if (g_str_equal (tab, "history") && self->store != NULL)
    hall_history_page_set_ticket (self->history_page, self->store, self->view->current);
  else if (g_str_equal (tab, "closing")) {
    self->closing_since = g_get_monotonic_time ();
    hall_closing_page_focus (self->closing_page);
  }
}

void
hall_desk_window_tab_clicked_cb (HallDeskWindow *self, GtkToggleButton *tab)
{
  hall_desk_window_set_tab (self, tab == self->case_tab        ? "case"
                                  : tab == self->materials_tab ? "materials"
                                  : tab == self->cash_tab      ? "cash"
                                                               : "history");
}

static void
focus_tab (HallDeskWindow *self)
{
  if (g_str_equal (self->tab, "cash"))
    hall_cash_page_focus (self->cash_page);
  else
    hall_desk_window_focus_case (self);
}

/**
 * hall_desk_window_focus_body:
 * @self: the desk
 *
 * Puts the focus back where the clerk goes on, when something that lay over it is gone.
 */
void
hall_desk_window_focus_body (HallDeskWindow *self)
{
  GtkWidget *step = gtk_window_get_default_widget (GTK_WINDOW (self));

  if (hall_desk_window_get_state (self) == HALL_DESK_SERVING)
    focus_tab (self);
  else if (step != NULL)
    gtk_widget_grab_focus (step);
}

static gint64
current_id (const HallDeskView *view)
{
  return view != NULL && view->current != NULL ? view->current->id : 0;
}

/**
 * hall_desk_window_take_view:
 * @self: the desk, with somebody signed in
 * @view: (transfer full): what was read
 *
 * Shows a new reading.
 */
void
hall_desk_window_take_view (HallDeskWindow *self, HallDeskView *view)
{
  HallDeskView *before;
  gint64 ticket;
  gboolean serving_now;

  g_return_if_fail (HALL_IS_DESK_WINDOW (self) && view != NULL);

  before = self->view;
  ticket = current_id (view);
  if (self->staff == NULL)
    self->staff = g_strdup (view->staff);
  if (ticket != current_id (before)) {
    /* A new customer begins at the beginning. */
    self->guide_open = FALSE;
    self->farewell = self->farewell && ticket == 0;
  }
  self->view = view;
  serving_now = ticket != 0 && view->current->state == HALL_TICKET_SERVING
                && (ticket != current_id (before) || before->current->state != HALL_TICKET_SERVING);
  if (ticket != current_id (before) || (serving_now && self->beside)) {
    hall_desk_window_clear_case (self);
    self->tab = ticket != 0 ? hall_desk_window_first_tab (self) : "cash";
    self->choose_tab = TRUE;
  } else if (g_str_equal (self->tab, "closing") && view->blocker != NULL) {
    self->tab = hall_desk_window_blocker_tab (view->blocker);
  }
  hall_desk_window_follow_case (self);
  hall_desk_window_choose_tab (self);
  hall_desk_sidebar_set_view (self->sidebar, view);
  hall_closing_page_set_visit (self->closing_page, self->store, view);
  hall_idle_page_set_view (self->idle_page, view);
  hall_paused_page_set_view (self->paused_page, view);
  if (self->store != NULL) {
    hall_cash_page_set_view (self->cash_page, self->store, view);
    hall_counter_opening_set_view (self->opening, self->store, view);
  }
  if (self->papers_button != NULL)
    hall_papers_button_set_view (self->papers_button, view);
  hall_papers_banner_set_view (self->papers_banner, view);
  if (before != NULL)
    hall_desk_view_free (before);
  if (self->store != NULL && ticket != 0 && g_str_equal (self->tab, "history"))
    hall_history_page_set_ticket (self->history_page, self->store, view->current);
  hall_desk_window_update (self);
  if (self->leaving && hall_desk_window_get_state (self) == HALL_DESK_CLOSED)
    gtk_widget_activate_action (GTK_WIDGET (self), "desk.sign-out", NULL);
  if (serving_now && hall_desk_window_shows (self, "desk"))
    focus_tab (self);
  if (self->now != 0)
    hall_desk_window_tick (self, self->now);
}
