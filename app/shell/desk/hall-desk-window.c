/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-desk-window.h"

#include <glib/gi18n.h>

#include "hall-desk-window-private.h"
#include "hall-money-entry.h"
#include "hall-shell.h"

/*
 * The counter desk: its life, what it reads and how that is shown. What a clerk does here is in
 * hall-desk-actions.c, the keys are in hall-desk-keys.c.
 */

G_DEFINE_FINAL_TYPE (HallDeskWindow, hall_desk_window, ADW_TYPE_APPLICATION_WINDOW)

#define COMPACT_HEIGHT 800 /* px: below it heroes and paddings shrink */
#define SNUG_HEIGHT 940    /* below it the blocks move closer */
#define TIGHT_HEIGHT 560   /* the same for big text: what only decorates goes */
#define MANY_WAITING 10    /* per open counter: S004 4.9 asks to soothe them */

/* --- Where the desk is --- */

/**
 * hall_desk_window_get_state:
 * @self: the desk
 *
 * Returns: where the desk is in a visit, from what was read last
 */
HallDeskState
hall_desk_window_get_state (HallDeskWindow *self)
{
  const HallDeskView *view;

  g_return_val_if_fail (HALL_IS_DESK_WINDOW (self), HALL_DESK_SIGNED_OUT);

  view = self->view;
  if (view == NULL || self->staff == NULL)
    return HALL_DESK_SIGNED_OUT;
  if (g_strcmp0 (view->duty, "paused") == 0)
    return HALL_DESK_PAUSED;
  if (g_strcmp0 (view->duty, "open") != 0)
    return HALL_DESK_CLOSED;
  if (view->current == NULL)
    return HALL_DESK_IDLE;
  return view->current->state == HALL_TICKET_CALLED ? HALL_DESK_CALLED : HALL_DESK_SERVING;
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
  return _ ("Something is still open");
}

/* --- Faces: sign-in, desk, lock, curtain --- */

gboolean
hall_desk_window_shows (HallDeskWindow *self, const char *face)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->face), face) == 0;
}

void
hall_desk_window_show_face (HallDeskWindow *self, const char *face)
{
  gtk_stack_set_visible_child_name (self->face, face);
  if (g_str_equal (face, "sign-in"))
    hall_sign_in_page_focus (self->sign_in_page);
  else if (g_str_equal (face, "lock"))
    hall_lock_page_focus (self->lock_page);
  hall_desk_window_update_actions (self);
}

/**
 * hall_desk_window_hide_dialogs:
 * @self: the desk
 * @hide: whether to hide them, or to show them again
 *
 * Takes what lies over the desk out of sight and brings it back as it was.
 */
void
hall_desk_window_hide_dialogs (HallDeskWindow *self, gboolean hide)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = g_list_model_get_n_items (windows); i > 0; i--) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i - 1);

    if (gtk_window_get_transient_for (window) == GTK_WINDOW (self))
      gtk_widget_set_visible (GTK_WIDGET (window), !hide);
  }
}

void
hall_desk_window_lock (HallDeskWindow *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  if (self->staff == NULL)
    return;
  /* Whatever lies over the desk goes: its drafts are kept. */
  for (guint i = g_list_model_get_n_items (windows); i > 0; i--) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i - 1);

    if (gtk_window_get_transient_for (window) == GTK_WINDOW (self))
      gtk_window_close (window);
  }
  hall_lock_page_set_person (self->lock_page, self->store, self->staff, self->staff_name, self->counter,
                             self->station);
  hall_lock_page_set_ticket (
      self->lock_page, self->view != NULL && self->view->current != NULL ? self->view->current->label : NULL);
  hall_desk_window_show_face (self, "lock");
}

static GtkWidget *
find_child (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_child (child, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

/* Nothing left to press before the counter opens: the float is what is missing. */
void
hall_desk_window_focus_float (HallDeskWindow *self)
{
  GtkWidget *entry = find_child (GTK_WIDGET (self->opening), HALL_TYPE_MONEY_ENTRY);

  if (entry != NULL)
    gtk_widget_grab_focus (entry);
}

/* --- The step: exactly one suggested button --- */

static GtkWidget *
find_step (HallDeskWindow *self)
{
  if (self->guide_open)
    return hall_guide_page_get_step (self->guide_page);
  switch (hall_desk_window_get_state (self)) {
  case HALL_DESK_IDLE:
    return hall_idle_page_get_step (self->idle_page);
  case HALL_DESK_CALLED:
    return hall_called_page_get_step (self->called_page);
  case HALL_DESK_PAUSED:
    return hall_paused_page_get_step (self->paused_page);
  case HALL_DESK_SERVING:
    if (g_str_equal (self->tab, "closing"))
      return hall_closing_page_get_step (self->closing_page);
    /* The cash tab marks its own key while it has one. */
    if (hall_cash_page_get_next_step (self->cash_page) != HALL_CASH_STEP_NONE)
      return g_str_equal (self->tab, "cash") ? NULL : GTK_WIDGET (self->cash_tab);
    return GTK_WIDGET (self->finish_button);
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
    self->step = step;
  }
  gtk_window_set_default_widget (GTK_WINDOW (self), step);
}

/* --- Phrases of the moment --- */

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
      moments[n++] = "closing-question";
      moments[n++] = "farewell";
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
update_phrases (HallDeskWindow *self)
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
    if (view->current->matter_name != NULL)
      g_variant_builder_add (&slots, "{ss}", "matter", view->current->matter_name);
  }
  if (view->pause_reason != NULL) {
    const gint64 minutes = (view->pause_until - self->now + 59 * G_USEC_PER_SEC) / (60 * G_USEC_PER_SEC);
    g_autofree char *text = g_strdup_printf ("%d", (int)MAX (minutes, 1));

    g_variant_builder_add (&slots, "{ss}", "reason", view->pause_reason);
    g_variant_builder_add (&slots, "{ss}", "minutes", text);
  }
  hall_phrase_strip_set_moments (self->phrases, moments, g_variant_builder_end (&slots));
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
  if (!serving)
    hall_called_page_set_view (self->called_page, self->view);
  gtk_label_set_text (self->finish_reason, blocker != NULL ? blocker : "");
  gtk_widget_set_visible (GTK_WIDGET (self->finish_reason), blocker != NULL);
  update_cash_badge (self);
}

static const char *
page_for (HallDeskWindow *self, HallDeskState state)
{
  if (self->guide_open)
    return "guide";
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

  if (self->view == NULL)
    return;
  if (visit)
    update_visit (self, serving);
  gtk_widget_set_visible (GTK_WIDGET (self->customer), visit);
  gtk_widget_set_visible (self->tabs, serving);
  gtk_widget_set_visible (self->finish_box, serving && !g_str_equal (self->tab, "closing"));
  gtk_toggle_button_set_active (self->cash_tab, g_str_equal (self->tab, "cash"));
  gtk_toggle_button_set_active (self->history_tab, g_str_equal (self->tab, "history"));
  gtk_stack_set_visible_child_name (self->body, page_for (self, state));
  update_header (self);
  update_phrases (self);
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
  gtk_widget_action_set_enabled (widget, "desk.sign-out",
                                 free_now && (state <= HALL_DESK_IDLE || state == HALL_DESK_PAUSED));
  gtk_widget_action_set_enabled (widget, "desk.lock", self->staff != NULL);
  update_step (self);
}

/**
 * hall_desk_window_set_tab:
 * @self: the desk
 * @tab: (not nullable): "cash", "history" or "closing"; a static string
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
  else if (g_str_equal (tab, "history") && self->store != NULL)
    hall_history_page_set_ticket (self->history_page, self->store, self->view->current);
  else if (g_str_equal (tab, "closing")) {
    self->closing_since = g_get_monotonic_time ();
    gtk_widget_grab_focus (hall_closing_page_get_step (self->closing_page));
  }
}

static void
on_tab_clicked_cb (HallDeskWindow *self, GtkToggleButton *tab)
{
  hall_desk_window_set_tab (self, tab == self->cash_tab ? "cash" : "history");
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
    self->tab = "cash";
    self->farewell = self->farewell && ticket == 0;
  } else if (g_str_equal (self->tab, "closing") && view->blocker != NULL) {
    self->tab = "cash";
  }
  serving_now = ticket != 0 && view->current->state == HALL_TICKET_SERVING
                && (ticket != current_id (before) || before->current->state != HALL_TICKET_SERVING);
  self->view = view;
  hall_desk_sidebar_set_view (self->sidebar, view);
  hall_idle_page_set_view (self->idle_page, view);
  hall_paused_page_set_view (self->paused_page, view);
  hall_guide_page_set_view (self->guide_page, view);
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
    hall_cash_page_focus (self->cash_page);
  if (self->now != 0)
    hall_desk_window_tick (self, self->now);
}

/* --- Reading --- */

static void
show_fault (HallDeskWindow *self, const char *text)
{
  if (text != NULL)
    gtk_label_set_text (self->fault_label, text);
  gtk_revealer_set_reveal_child (self->fault_revealer, text != NULL);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallDeskWindow) self = data;
  g_autoptr (GError) error = NULL;
  HallDeskView *view = hall_store_read_finish (HALL_STORE (source), result, &error);

  self->reading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (view != NULL) {
    show_fault (self, NULL);
    if (self->staff == NULL) {
      hall_desk_view_free (view);
      return;
    }
    hall_desk_window_take_view (self, view);
  } else if (!hall_shell_error_passes (error)) {
    /* That the hall is away the connection's own banner says; what was read last stays. */
    g_autofree char *text = hall_shell_error_text (error);

    show_fault (self, text);
  }
  if (self->read_again)
    hall_desk_window_read (self);
}

void
hall_desk_window_read (HallDeskWindow *self)
{
  if (self->staff == NULL || self->store == NULL)
    return;
  if (self->reading) {
    self->read_again = TRUE;
    return;
  }
  self->reading = TRUE;
  self->read_again = FALSE;
  hall_store_read_async (self->store, (HallReadFunc)hall_desk_view_read,
                         hall_desk_params (self->counter, self->staff), hall_desk_view_free, self->work,
                         on_read_cb, g_object_ref (self));
}

static gboolean
on_read_idle_cb (gpointer data)
{
  HallDeskWindow *self = data;

  self->read_id = 0;
  hall_desk_window_read (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (HallDeskWindow *self, guint topics)
{
  if (self->read_id == 0)
    self->read_id = g_idle_add (on_read_idle_cb, self);
}

static void
update_connection (HallDeskWindow *self)
{
  const gboolean connected = self->store != NULL && hall_store_is_connected (self->store);

  gtk_label_set_text (self->connection_label, connected ? _ ("Connected") : _ ("Not connected"));
  gtk_image_set_from_icon_name (self->connection_icon,
                                connected ? "network-wired-symbolic" : "network-offline-symbolic");
  if (connected)
    gtk_widget_remove_css_class (GTK_WIDGET (self->connection_label), "bad-text");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->connection_label), "bad-text");
  hall_desk_window_update_actions (self);
  if (connected)
    hall_desk_window_read (self);
}

/* --- Time --- */

/**
 * hall_desk_window_tick:
 * @self: the desk
 * @now_us: the hall's time, µs since the epoch
 *
 * Moves all clocks.
 */
void
hall_desk_window_tick (HallDeskWindow *self, gint64 now_us)
{
  g_autofree char *clock = NULL;

  g_return_if_fail (HALL_IS_DESK_WINDOW (self));

  self->now = now_us;
  clock = hall_shell_time (now_us, "%H:%M");
  gtk_label_set_text (self->clock_label, clock);
  hall_desk_sidebar_tick (self->sidebar, now_us);
  hall_timer_label_tick (self->idle_timer, now_us);
  switch (hall_desk_window_get_state (self)) {
  case HALL_DESK_IDLE:
    hall_idle_page_tick (self->idle_page, now_us);
    break;
  case HALL_DESK_PAUSED:
    hall_paused_page_tick (self->paused_page, now_us);
    break;
  case HALL_DESK_CALLED:
    hall_called_page_tick (self->called_page, now_us);
    hall_customer_bar_tick (self->customer, now_us);
    break;
  case HALL_DESK_SERVING:
    hall_customer_bar_tick (self->customer, now_us);
    break;
  default:
    break;
  }
}

static void
lock_when_idle (HallDeskWindow *self)
{
  const gint64 limit = self->view != NULL ? self->view->info->idle_lock_s * G_USEC_PER_SEC : 0;

  if (limit <= 0 || self->staff == NULL || hall_desk_window_shows (self, "lock")
      || hall_desk_window_shows (self, "sign-in"))
    return;
  if (g_get_monotonic_time () - self->last_input >= limit)
    hall_desk_window_lock (self);
}

static gboolean
on_tick_cb (gpointer data)
{
  HallDeskWindow *self = data;

  hall_desk_window_tick (self, hall_shell_now (self->store));
  lock_when_idle (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_input_cb (HallDeskWindow *self, GdkEvent *event)
{
  switch (gdk_event_get_event_type (event)) {
  case GDK_KEY_PRESS:
  case GDK_BUTTON_PRESS:
  case GDK_MOTION_NOTIFY:
  case GDK_SCROLL:
  case GDK_TOUCH_BEGIN:
    self->last_input = g_get_monotonic_time ();
    break;
  default:
    break;
  }
  return GDK_EVENT_PROPAGATE;
}

/* Whoever types or moves in @widget is there: the idle lock waits. */
void
hall_desk_window_watch_input (HallDeskWindow *self, GtkWidget *widget)
{
  GtkEventController *input = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (input, GTK_PHASE_CAPTURE);
  g_signal_connect_object (input, "event", G_CALLBACK (on_input_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, input);
}

/* --- Who sits here --- */

static void
drop_papers (HallDeskWindow *self)
{
  adw_bin_set_child (self->papers_place, NULL);
  self->papers_button = NULL;
  if (self->spooler != NULL)
    hall_spooler_stop (self->spooler);
  g_clear_object (&self->spooler);
}

static void
make_papers (HallDeskWindow *self)
{
  g_autofree char *place = g_strdup_printf ("counter-%d", (int)self->counter);
  GtkWidget *button;

  self->spooler = hall_spooler_new (self->store, place, self->station);
  button = hall_papers_button_new (self->store, self->spooler);
  self->papers_button = HALL_PAPERS_BUTTON (button);
  adw_bin_set_child (self->papers_place, button);
  g_signal_connect_object (self->papers_banner, "details", G_CALLBACK (hall_papers_button_popup), button,
                           G_CONNECT_SWAPPED);
}

/**
 * hall_desk_window_set_person:
 * @self: the desk
 * @staff: (nullable): who is signed in now; %NULL for nobody
 * @name: (nullable): their name
 * @counter: where
 *
 * Takes over from the sign-in page, or goes back to it.
 */
void
hall_desk_window_set_person (HallDeskWindow *self, const char *staff, const char *name, gint64 counter)
{
  if (self->spooler != NULL && (staff == NULL || counter != self->counter))
    drop_papers (self);
  g_free (self->staff);
  g_free (self->staff_name);
  self->staff = g_strdup (staff);
  self->staff_name = g_strdup (name);
  self->counter = counter;
  self->farewell = FALSE;
  self->leaving = FALSE;
  self->guide_open = FALSE;
  self->last_input = g_get_monotonic_time ();
  if (staff == NULL) {
    g_clear_pointer (&self->view, hall_desk_view_free);
    if (self->store != NULL)
      hall_sign_in_page_set_store (self->sign_in_page, self->store, self->station, counter);
    hall_desk_window_show_face (self, "sign-in");
    return;
  }
  if (self->store != NULL && self->spooler == NULL)
    make_papers (self);
  hall_desk_window_read (self);
  hall_desk_window_show_face (self, "desk");
  /* No ring round a control that happens to come first: the keys of the map need no focus. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
}

static void
on_signed_in_cb (HallDeskWindow *self, const char *staff, const char *name, gint64 counter)
{
  hall_desk_window_set_person (self, staff, name, counter);
}

static void
on_unlocked_cb (HallDeskWindow *self)
{
  self->last_input = g_get_monotonic_time ();
  hall_desk_window_show_face (self, "desk");
  hall_desk_window_read (self);
}

/* --- Size --- */

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
on_layout_cb (HallDeskWindow *self, int width, int height)
{
  int dpi = 96 * 1024;
  int room;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  /* Big text takes the room of a smaller screen. */
  room = dpi > 0 ? (int)((gint64)height * 96 * 1024 / dpi) : height;
  set_class (GTK_WIDGET (self), "snug", room < SNUG_HEIGHT);
  set_class (GTK_WIDGET (self), "compact", room < COMPACT_HEIGHT);
  set_class (GTK_WIDGET (self), "tight", room < TIGHT_HEIGHT);
}

static void
on_realize_cb (HallDeskWindow *self)
{
  g_signal_connect_object (gtk_native_get_surface (GTK_NATIVE (self)), "layout", G_CALLBACK (on_layout_cb),
                           self, G_CONNECT_SWAPPED);
}

/* --- Life --- */

static void
hall_desk_window_dispose (GObject *object)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (object);

  g_cancellable_cancel (self->work);
  g_clear_object (&self->work);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_handle_id (&self->read_id, g_source_remove);
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  if (self->spooler != NULL)
    hall_spooler_stop (self->spooler);
  g_clear_object (&self->spooler);
  self->step = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_DESK_WINDOW);
  self->papers_button = NULL;
  g_clear_pointer (&self->view, hall_desk_view_free);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (hall_desk_window_parent_class)->dispose (object);
}

static void
hall_desk_window_finalize (GObject *object)
{
  HallDeskWindow *self = HALL_DESK_WINDOW (object);

  g_free (self->station);
  g_free (self->staff);
  g_free (self->staff_name);
  G_OBJECT_CLASS (hall_desk_window_parent_class)->finalize (object);
}

static void
ensure_types (void)
{
  const GType types[] = {
    HALL_TYPE_CALLED_PAGE,  HALL_TYPE_CASH_PAGE,       HALL_TYPE_CLOSING_PAGE,
    HALL_TYPE_CUSTOMER_BAR, HALL_TYPE_DESK_SIDEBAR,    HALL_TYPE_GUIDE_PAGE,
    HALL_TYPE_HISTORY_PAGE, HALL_TYPE_IDLE_PAGE,       HALL_TYPE_KEY_BUTTON,
    HALL_TYPE_LOCK_PAGE,    HALL_TYPE_COUNTER_OPENING, HALL_TYPE_PAPERS_BANNER,
    HALL_TYPE_PAUSED_PAGE,  HALL_TYPE_PHRASE_STRIP,    HALL_TYPE_PILL,
    HALL_TYPE_SIGN_IN_PAGE, HALL_TYPE_TIMER_LABEL,     HALL_TYPE_CONNECTION_BANNER,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    g_type_ensure (types[i]);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HallDeskWindow, child)
  BIND (toasts);
  BIND (face);
  BIND (watermark);
  BIND (sign_in_page);
  BIND (lock_page);
  BIND (curtain_button);
  BIND (leaflet);
  BIND (sidebar);
  BIND (main_column);
  BIND (queue_button);
  BIND (avatar);
  BIND (staff_label);
  BIND (duty_dot);
  BIND (duty_label);
  BIND (idle_timer);
  BIND (spinner);
  BIND (practice_pill);
  BIND (papers_place);
  BIND (connection_icon);
  BIND (connection_label);
  BIND (clock_label);
  BIND (sign_in_connection);
  BIND (connection);
  BIND (lock_connection);
  BIND (curtain_connection);
  BIND (fault_revealer);
  BIND (fault_label);
  BIND (papers_banner);
  BIND (opening);
  BIND (idle_page);
  BIND (paused_page);
  BIND (customer);
  BIND (tabs);
  BIND (cash_tab);
  BIND (history_tab);
  BIND (cash_badge);
  BIND (hold_button);
  BIND (transfer_button);
  BIND (body);
  BIND (called_page);
  BIND (history_page);
  BIND (closing_page);
  BIND (cash_page);
  BIND (guide_page);
  BIND (foot);
  BIND (phrases);
  BIND (finish_box);
  BIND (finish_button);
  BIND (finish_reason);
#undef BIND
}

static void
hall_desk_window_class_init (HallDeskWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_desk_window_dispose;
  object_class->finalize = hall_desk_window_finalize;
  ensure_types ();
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-desk-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_signed_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_unlocked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_tab_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_realize_cb);
  gtk_widget_class_bind_template_callback (widget_class, hall_desk_window_update);
  hall_desk_window_install_actions (widget_class);
}

static void
hall_desk_window_init (HallDeskWindow *self)
{
  self->work = g_cancellable_new ();
  self->tab = "cash";
  self->last_input = g_get_monotonic_time ();
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_desk_window_watch_input (self, GTK_WIDGET (self));
  hall_desk_window_add_keys (self);
  hall_desk_window_update_actions (self);
}

/**
 * hall_desk_window_new:
 * @app: (nullable): the application
 * @store: (nullable): the hall, open; %NULL shows what hall_desk_window_take_view() is given, for tests
 * @station: (nullable): what this workstation is called
 * @counter: the counter it stands at, 0 to ask at sign-in
 *
 * Makes the desk, at its sign-in page.
 *
 * Returns: (transfer none): a new window
 */
GtkWindow *
hall_desk_window_new (AdwApplication *app, HallStore *store, const char *station, gint64 counter)
{
  HallDeskWindow *self = g_object_new (HALL_TYPE_DESK_WINDOW, "application", app, NULL);

  self->station = g_strdup (station);
  self->counter = counter;
  if (store == NULL) {
    hall_desk_window_show_face (self, "desk");
    return GTK_WINDOW (self);
  }
  self->store = g_object_ref (store);
  hall_phrase_strip_set_store (self->phrases, store);
  hall_connection_banner_set_store (self->sign_in_connection, store);
  hall_connection_banner_set_store (self->connection, store);
  hall_connection_banner_set_store (self->lock_connection, store);
  hall_connection_banner_set_store (self->curtain_connection, store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::connected", G_CALLBACK (update_connection), self,
                           G_CONNECT_SWAPPED);
  update_connection (self);
  hall_desk_window_tick (self, hall_shell_now (store));
  self->tick_id = g_timeout_add_seconds (1, on_tick_cb, self);
  hall_desk_window_set_person (self, NULL, NULL, counter);
  return GTK_WINDOW (self);
}
