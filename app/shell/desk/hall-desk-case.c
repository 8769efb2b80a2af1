/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-desk-window-private.h"

#include <glib/gi18n.h>

#include "hall-case-actions.h"
#include "hall-find-dialog.h"
#include "hall-shell.h"

/*
 * Which case is open at this desk: of the ticket in front its newest, or the one that the clerk chose;
 * without a customer one that was scanned, found or taken from the list of what is due. It is read here once,
 * and handed to the pages that show it and to the actions that change it.
 */

/* --- Which one --- */

static gboolean
has_customer (HallDeskWindow *self)
{
  const HallDeskState state = hall_desk_window_get_state (self);

  return state == HALL_DESK_SERVING || state == HALL_DESK_CALLED;
}

/* A case that was opened a moment ago is read before the desk is. */
static gboolean
was_opened_now (HallDeskWindow *self, const char *number)
{
  const HallCaseView *file = self->file;
  const HallTicket *ticket = self->view != NULL ? self->view->current : NULL;

  return file != NULL && ticket != NULL && g_str_equal (file->number, number)
         && g_strcmp0 (file->ticket, ticket->label) == 0 && g_strcmp0 (file->day, self->view->info->day) == 0;
}

/**
 * hall_desk_window_case_is_of_ticket:
 * @self: the desk
 * @number: of a case
 *
 * Returns: whether the customer in front came with it, or opened it here
 */
gboolean
hall_desk_window_case_is_of_ticket (HallDeskWindow *self, const char *number)
{
  const guint n = self->view != NULL ? g_list_model_get_n_items (self->view->cases) : 0;

  for (guint i = 0; i < n; i++) {
    g_autoptr (HallCaseLine) line = g_list_model_get_item (self->view->cases, i);

    if (g_strcmp0 (line->number, number) == 0)
      return TRUE;
  }
  return was_opened_now (self, number);
}

/**
 * hall_desk_window_case_is_in_front:
 * @self: the desk
 *
 * Returns: whether the case that is open is one of the customer in front
 */
gboolean
hall_desk_window_case_is_in_front (HallDeskWindow *self)
{
  return self->file != NULL && has_customer (self)
         && hall_desk_window_case_is_of_ticket (self, self->file->number);
}

static char *
wanted_case (HallDeskWindow *self)
{
  const guint n = self->view != NULL ? g_list_model_get_n_items (self->view->cases) : 0;
  g_autoptr (HallCaseLine) newest = NULL;

  if (self->open_number != NULL)
    return g_strdup (self->open_number);
  if (n == 0 || !has_customer (self))
    return NULL;
  newest = g_list_model_get_item (self->view->cases, n - 1);
  return g_strdup (newest->number);
}

/* --- The pages and the actions --- */

/* The page opened a case, or the clerk chose another one of the ticket. */
static void
on_opened_cb (HallDeskWindow *self, const char *number)
{
  g_free (self->open_number);
  self->open_number = g_strdup (number);
  self->choose_tab = !self->beside;
  hall_desk_window_follow_case (self);
}

static void
on_go_materials_cb (HallDeskWindow *self)
{
  if (!self->beside && hall_desk_window_get_state (self) == HALL_DESK_SERVING)
    hall_desk_window_set_tab (self, "materials");
}

/**
 * hall_desk_window_make_case_pages:
 * @self: the desk, its template made
 *
 * Puts the pages of a case into their places, and makes the actions on it.
 */
void
hall_desk_window_make_case_pages (HallDeskWindow *self)
{
  self->case_page = HALL_CASE_PAGE (hall_case_page_new ());
  adw_bin_set_child (self->case_place, GTK_WIDGET (self->case_page));
  g_signal_connect_object (self->case_page, "step-changed", G_CALLBACK (hall_desk_window_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->case_page, "opened", G_CALLBACK (on_opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->case_page, "go-materials", G_CALLBACK (on_go_materials_cb), self,
                           G_CONNECT_SWAPPED);
  self->materials_page = HALL_MATERIALS_PAGE (hall_materials_page_new ());
  adw_bin_set_child (self->materials_place, GTK_WIDGET (self->materials_page));
  g_signal_connect_object (self->materials_page, "step-changed", G_CALLBACK (hall_desk_window_update), self,
                           G_CONNECT_SWAPPED);
  self->case_actions = hall_case_actions_new (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "case", self->case_actions);
  g_signal_connect_object (self->case_actions, "dialog", G_CALLBACK (hall_desk_window_guard_dialog), self,
                           G_CONNECT_SWAPPED);
}

/* The window goes: whoever is asked something in a dialog just now does not hold on to what was read. */
void
hall_desk_window_drop_case_pages (HallDeskWindow *self)
{
  const HallCaseContext nothing = { 0 };

  if (self->case_actions != NULL)
    hall_case_actions_set_context (self->case_actions, &nothing);
  g_clear_object (&self->case_actions);
}

static void
share_context (HallDeskWindow *self)
{
  self->context = (HallCaseContext){
    .store = self->store,
    .staff = self->staff,
    .station = self->station,
    .counter = self->counter,
    .roles = self->view != NULL ? self->view->roles : HALL_ROLE_NONE,
    .desk = self->view,
    .file = self->file,
    .now = self->now,
  };
  hall_case_page_set_context (self->case_page, &self->context);
  hall_materials_page_set_context (self->materials_page, &self->context);
  hall_case_actions_set_context (self->case_actions, &self->context);
  hall_guide_page_set_context (self->guide_page, &self->context);
}

/**
 * hall_desk_window_case_step:
 * @self: the desk
 *
 * Returns: (nullable): the button that the page in sight wants pressed next
 */
GtkWidget *
hall_desk_window_case_step (HallDeskWindow *self)
{
  if (self->beside || g_str_equal (self->tab, "case"))
    return hall_case_page_get_step (self->case_page);
  if (g_str_equal (self->tab, "materials"))
    return hall_materials_page_get_step (self->materials_page);
  return NULL;
}

/**
 * hall_desk_window_focus_case:
 * @self: the desk, at the tab of the case or of its materials
 *
 * Puts the focus where the clerk goes on.
 */
void
hall_desk_window_focus_case (HallDeskWindow *self)
{
  if (self->beside || g_str_equal (self->tab, "case"))
    hall_case_page_focus (self->case_page);
  else if (g_str_equal (self->tab, "materials"))
    hall_materials_page_focus (self->materials_page);
}

/**
 * hall_desk_window_further_case:
 * @self: the desk, serving
 *
 * “Anything else?” was answered with yes: a further case on the same ticket.
 */
void
hall_desk_window_further_case (HallDeskWindow *self)
{
  hall_desk_window_close_case (self);
  hall_desk_window_set_tab (self, "case");
  hall_case_page_further (self->case_page);
}

/**
 * hall_desk_window_reveal_case:
 * @self: the desk
 *
 * Asks what of the customer is to be shown, with a reason.
 */
void
hall_desk_window_reveal_case (HallDeskWindow *self)
{
  if (!self->beside && hall_desk_window_get_state (self) == HALL_DESK_SERVING)
    hall_desk_window_set_tab (self, "case");
  if (self->beside || g_str_equal (self->tab, "case"))
    hall_case_page_reveal (self->case_page);
}

/* --- Reading --- */

static void read_case (HallDeskWindow *self, const char *number);

static gboolean
is_undecided (const HallCaseView *file)
{
  return (g_str_equal (file->state, "open") || g_str_equal (file->state, "noticed"))
         && g_list_model_get_n_items (file->items) > 0;
}

/**
 * hall_desk_window_choose_tab:
 * @self: the desk
 *
 * A case whose materials are not done goes on there, once it has been read and its customer sits here.
 *
 * Returns: whether it went there
 */
gboolean
hall_desk_window_choose_tab (HallDeskWindow *self)
{
  if (!self->choose_tab || self->file == NULL || hall_desk_window_get_state (self) != HALL_DESK_SERVING)
    return FALSE;
  self->choose_tab = FALSE;
  if (!g_str_equal (self->tab, "case") || !is_undecided (self->file))
    return FALSE;
  self->tab = "materials";
  return TRUE;
}

static void
take_case (HallDeskWindow *self, HallCaseView *file)
{
  HallCaseView *before = self->file;

  if (self->open_number != NULL && !g_str_equal (self->open_number, file->number)) {
    /* It was asked for by the number of one of its papers. */
    g_free (self->open_number);
    self->open_number = g_strdup (file->number);
  }
  self->file = file;
  share_context (self);
  hall_case_view_free (before);
  self->focus_case = hall_desk_window_choose_tab (self) || self->focus_case;
  hall_desk_window_update (self);
  if (self->focus_case)
    hall_desk_window_focus_case (self);
  self->focus_case = FALSE;
}

static void
on_case_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallDeskWindow) self = data;
  g_autoptr (GError) error = NULL;
  HallCaseView *file = hall_store_read_finish (HALL_STORE (source), result, &error);
  g_autofree char *asked = g_steal_pointer (&self->file_asked);
  g_autofree char *wanted = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  wanted = self->staff != NULL ? wanted_case (self) : NULL;
  if (g_strcmp0 (asked, wanted) != 0) {
    hall_case_view_free (file);
    hall_desk_window_follow_case (self);
    return;
  }
  if (file != NULL) {
    take_case (self, file);
  } else if (!hall_shell_error_passes (error)) {
    hall_shell_say_error (GTK_WIDGET (self->toasts), error);
    if (self->open_number != NULL)
      hall_desk_window_close_case (self);
  }
  if (self->file_stale)
    hall_desk_window_follow_case (self);
}

static void
read_case (HallDeskWindow *self, const char *number)
{
  if (self->store == NULL || self->file_asked != NULL)
    return;
  self->file_asked = g_strdup (number);
  self->file_stale = FALSE;
  hall_store_read_async (self->store, (HallReadFunc)hall_case_view_read, g_variant_new_string (number),
                         hall_case_view_free, self->work, on_case_read_cb, g_object_ref (self));
}

/**
 * hall_desk_window_follow_case:
 * @self: the desk
 *
 * Hands on what is known now, and reads the case that is to be open when it is another one or has changed.
 * To be called before what was read earlier of the desk is freed.
 */
void
hall_desk_window_follow_case (HallDeskWindow *self)
{
  g_autofree char *wanted = wanted_case (self);
  HallCaseView *before = NULL;

  if (self->file != NULL && g_strcmp0 (wanted, self->file->number) != 0)
    before = g_steal_pointer (&self->file);
  share_context (self);
  hall_case_view_free (before);
  if (wanted != NULL && (self->file == NULL || self->file_stale))
    read_case (self, wanted);
}

/**
 * hall_desk_window_clear_case:
 * @self: the desk
 *
 * Forgets the case: another customer comes, or another clerk.
 */
void
hall_desk_window_clear_case (HallDeskWindow *self)
{
  g_clear_pointer (&self->open_number, g_free);
  self->beside = FALSE;
  self->choose_tab = FALSE;
  self->focus_case = FALSE;
}

/* --- Opening and closing --- */

/**
 * hall_desk_window_open_case:
 * @self: the desk, somebody signed in
 * @number: of a case, or of one of its papers
 *
 * Opens a case: in its tab while somebody is served, otherwise in the body, until Esc.
 */
void
hall_desk_window_open_case (HallDeskWindow *self, const char *number)
{
  g_return_if_fail (HALL_IS_DESK_WINDOW (self) && number != NULL);

  if (self->view == NULL)
    return;
  self->guide_open = FALSE;
  adw_leaflet_set_visible_child (self->leaflet, self->main_column);
  g_free (self->open_number);
  self->open_number = g_strdup (number);
  self->beside = hall_desk_window_get_state (self) != HALL_DESK_SERVING;
  self->choose_tab = !self->beside && hall_desk_window_case_is_of_ticket (self, number);
  if (!self->beside)
    self->tab = "case";
  self->focus_case = TRUE;
  hall_desk_window_follow_case (self);
  hall_desk_window_update (self);
  /* It may be the one that is open already. */
  if (self->file != NULL)
    hall_desk_window_focus_case (self);
}

/**
 * hall_desk_window_close_case:
 * @self: the desk
 *
 * Goes back to what was there before a case was opened: the idle counter, or the ticket's own case.
 *
 * Returns: whether there was something to close
 */
gboolean
hall_desk_window_close_case (HallDeskWindow *self)
{
  if (self->open_number == NULL
      || (!self->beside && hall_desk_window_case_is_of_ticket (self, self->open_number)))
    return FALSE;
  hall_desk_window_clear_case (self);
  hall_desk_window_follow_case (self);
  hall_desk_window_update (self);
  return TRUE;
}

/* --- A code, and what it leads to --- */

typedef struct {
  HallDeskWindow *desk; /* (owned) */
  char *code;
} Code;

static void
code_free (Code *self)
{
  g_object_unref (self->desk);
  g_free (self->code);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Code, code_free)

static void
on_code_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Code) code = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) found = hall_store_read_finish (HALL_STORE (source), result, &error);
  HallDeskWindow *self = code->desk;
  g_autoptr (HallCaseLine) newest = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || !hall_desk_window_shows (self, "desk"))
    return;
  if (found == NULL) {
    hall_shell_say_error (GTK_WIDGET (self->toasts), error);
    return;
  }
  newest = g_list_model_get_item (found, 0);
  if (newest != NULL)
    hall_desk_window_open_case (self, newest->number);
  else
    hall_desk_window_find (self, code->code);
}

/**
 * hall_desk_window_open_code:
 * @self: the desk, with nobody else's face over it
 * @code: what was scanned: the number of a case, of a ticket, of a receipt
 *
 * Opens the case that it leads to; a receipt or a ticket without one comes up in the search.
 */
void
hall_desk_window_open_code (HallDeskWindow *self, const char *code)
{
  Code *asked;

  if (self->store == NULL || self->view == NULL)
    return;
  asked = g_new0 (Code, 1);
  asked->desk = g_object_ref (self);
  asked->code = g_strdup (code);
  hall_store_read_async (self->store, (HallReadFunc)hall_case_find_read, g_variant_new_string (code),
                         g_object_unref, self->work, on_code_found_cb, asked);
}

/**
 * hall_desk_window_scanned_cb:
 * @window: the desk, or a dialog over it
 * @code: what was scanned there
 * @data: nothing
 *
 * A #HallScanFunc. While something is asked in a dialog the code goes nowhere; the search gives way to it.
 */
void
hall_desk_window_scanned_cb (GtkWidget *window, const char *code, gpointer data)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (window));
  HallDeskWindow *self = HALL_IS_DESK_WINDOW (window)   ? HALL_DESK_WINDOW (window)
                         : HALL_IS_DESK_WINDOW (parent) ? HALL_DESK_WINDOW (parent)
                                                        : NULL;

  if (self == NULL || !hall_desk_window_shows (self, "desk"))
    return;
  if (HALL_IS_FIND_DIALOG (window)) {
    gtk_window_close (GTK_WINDOW (window));
  } else if (window != GTK_WIDGET (self)) {
    gtk_widget_error_bell (window);
    return;
  }
  hall_desk_window_open_code (self, code);
}

/* --- Where a visit begins, and how it stands --- */

static gboolean
is_paid_at_once (HallDeskWindow *self)
{
  const HallTicket *ticket = self->view->current;
  gboolean paid = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (self->view->categories); i++) {
    g_autoptr (HallCategory) category = g_list_model_get_item (self->view->categories, i);

    if (!g_str_equal (category->code, ticket->category))
      continue;
    for (guint k = 0; k < g_list_model_get_n_items (category->matters); k++) {
      g_autoptr (HallMatter) matter = g_list_model_get_item (category->matters, k);

      paid = paid || matter->paid_at_once;
    }
  }
  return paid;
}

/**
 * hall_desk_window_first_tab:
 * @self: the desk, with a customer
 *
 * Returns: the tab that a visit begins with: the money where the queue is for paying, the case otherwise
 */
const char *
hall_desk_window_first_tab (HallDeskWindow *self)
{
  if (g_list_model_get_n_items (self->view->cases) > 0 || !is_paid_at_once (self))
    return "case";
  return "cash";
}

/**
 * hall_desk_window_came_back:
 * @self: the desk
 *
 * Returns: whether the customer came back with a notice, and nobody has looked yet at what it asked for
 */
gboolean
hall_desk_window_came_back (HallDeskWindow *self)
{
  const HallTicket *ticket = self->view->current;

  return self->file != NULL && ticket != NULL && ticket->started_at != 0
         && g_str_equal (self->file->state, "noticed") && self->file->notice_at < ticket->started_at;
}

/**
 * hall_desk_window_item_is_open:
 * @self: the desk
 * @line: a material of the case that is open
 *
 * Returns: whether somebody still has to look at it: nobody has, or the customer came back with it
 */
gboolean
hall_desk_window_item_is_open (HallDeskWindow *self, const HallCaseItemLine *line)
{
  return line->state == HALL_ITEM_UNSEEN
         || (hall_case_item_line_is_unmet (line) && hall_desk_window_came_back (self));
}

/* How many materials of the open case are unmet, and how many are to be looked at. */
static void
count_materials (HallDeskWindow *self, guint *unmet, guint *unseen)
{
  *unmet = *unseen = 0;
  for (guint i = 0; self->file != NULL && i < g_list_model_get_n_items (self->file->items); i++) {
    g_autoptr (HallCaseItemLine) line = g_list_model_get_item (self->file->items, i);
    const gboolean open = hall_desk_window_item_is_open (self, line);

    *unseen += open;
    *unmet += !open && hall_case_item_line_is_unmet (line);
  }
}

static void
update_materials_badge (HallDeskWindow *self)
{
  g_autofree char *text = NULL;
  guint unmet;
  guint unseen;

  count_materials (self, &unmet, &unseen);
  if (unmet > 0)
    /* Translators: on the tab of materials: how many are missing or faulty */
    text = g_strdup_printf (ngettext ("%u missing", "%u missing", unmet), unmet);
  else if (unseen > 0)
    /* Translators: on the tab of materials: how many nobody has looked at yet */
    text = g_strdup_printf (ngettext ("%u to check", "%u to check", unseen), unseen);
  if (text != NULL)
    hall_pill_set (self->materials_badge, unmet > 0 ? "warn" : "plain", NULL, text);
  else
    hall_pill_set (self->materials_badge, "ok", "object-select-symbolic",
                   self->file != NULL && g_list_model_get_n_items (self->file->items) > 0 ? _ ("complete")
                                                                                          : NULL);
}

/* How far the newest case of the ticket came, in a word. */
static const char *
outcome_word (const char *state)
{
  /* Translators: on the tab of the case: how far it came in this visit */
  static const char *const words[][2] = {
    { "noticed", NC_ ("case tab", "told") },      { "accepted", NC_ ("case tab", "accepted") },
    { "answered", NC_ ("case tab", "answered") }, { "refused", NC_ ("case tab", "not accepted") },
    { "consulting", NC_ ("case tab", "asked") },  { "forwarded", NC_ ("case tab", "forwarded") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i][0], state) == 0)
      return g_dpgettext2 (NULL, "case tab", words[i][1]);
  return C_ ("case tab", "done");
}

static void
update_case_badge (HallDeskWindow *self)
{
  const char *blocker = self->view->blocker;
  const gboolean waits = g_strcmp0 (blocker, "case-refusing") == 0;
  const gboolean open = blocker != NULL && g_str_has_prefix (blocker, "case-");
  const guint n = g_list_model_get_n_items (self->view->cases);
  g_autoptr (HallCaseLine) newest = n > 0 ? g_list_model_get_item (self->view->cases, n - 1) : NULL;

  if (!open && hall_desk_window_came_back (self)) {
    hall_pill_set (self->case_badge, "plain", NULL, C_ ("case tab", "back again"));
    return;
  }
  hall_pill_set (self->case_badge, open ? "warn" : "ok", open ? NULL : "object-select-symbolic",
                 newest == NULL ? NULL
                 : waits        ? _ ("waits for the lead")
                 : open         ? _ ("not finished")
                                : outcome_word (newest->kind));
}

/**
 * hall_desk_window_update_case_badges:
 * @self: the desk, serving
 *
 * Says on the tabs what still keeps the ticket open (hall rules 5.4).
 */
void
hall_desk_window_update_case_badges (HallDeskWindow *self)
{
  update_materials_badge (self);
  update_case_badge (self);
}
