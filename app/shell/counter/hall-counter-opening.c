/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-counter-opening.h"

#include <glib/gi18n-lib.h>

#include "hall-denominations.h"
#include "hall-draft.h"
#include "hall-key-button.h"
#include "hall-money-entry.h"
#include "hall-money.h"
#include "hall-paper-words.h"
#include "hall-pill.h"
#include "hall-shell.h"

#define FLOAT_DRAFT "float"

/**
 * HallCounterOpening:
 *
 * What stands between signing in and the first customer (S000 3.1, hall rules 5.11): bulletins read, the
 * printer tried, the float counted. Each is a card that shows whether it is done; the button under them says
 * what is still missing.
 *
 * Actions: counter.acknowledge (x, the bulletin), counter.test-printer, counter.open.
 */
struct _HallCounterOpening {
  GtkWidget parent_instance;

  GtkWidget *body;
  GtkLabel *title;
  GtkLabel *subtitle;
  HallPill *bulletins_pill;
  GtkBox *bulletins;
  HallPill *printer_pill;
  GtkLabel *printer_note;
  GtkWidget *test_button;
  GtkWidget *float_card;
  HallPill *float_pill;
  HallMoneyEntry *float_entry;
  HallDenominations *count;
  GtkLabel *float_note;
  GtkLabel *reason;
  GtkSpinner *spinner;
  HallKeyButton *open;

  HallStore *store; /* (owned) (nullable) */
  gint64 counter;
  char *staff; /* (owned) (nullable) */
  gboolean cash_right;
  guint unread;
  gboolean tested;        /* a test paper of today exists */
  gboolean no_printer;    /* the counter has none to test */
  gboolean float_follows; /* the float is what is counted, for nothing else was typed */
  gboolean updating;
  gboolean busy;
  guint focus_id;
  GHashTable *shown;         /* (owned) ids of the bulletins on the page */
  GCancellable *cancellable; /* (owned) */
};

G_DEFINE_FINAL_TYPE (HallCounterOpening, hall_counter_opening, GTK_TYPE_WIDGET)

/* -- state ---------------------------------------------------------------- */

static char *
float_problem (HallCounterOpening *self, gint64 *float_fen)
{
  gint64 counted;
  char *problem = NULL;
  g_autofree char *typed = NULL;
  g_autofree char *sum = NULL;

  if (!hall_money_entry_get_fen (self->float_entry, float_fen, &problem))
    return problem;
  if (!hall_denominations_get_sum (self->count, &counted))
    return g_strdup (_ ("A count is a whole number of notes."));
  if (hall_denominations_is_empty (self->count) || counted == *float_fen)
    return NULL;
  typed = hall_money_to_text (*float_fen);
  sum = hall_money_to_text (counted);
  /* Translators: both are amounts */
  return g_strdup_printf (_ ("Typed %s, counted %s. Count again or type what is there."), typed, sum);
}

static void
show_float (HallCounterOpening *self, const char *problem)
{
  gboolean done = problem == NULL && !hall_money_entry_is_empty (self->float_entry);

  gtk_label_set_text (self->float_note, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->float_note), problem != NULL);
  hall_pill_set (self->float_pill, done ? "ok" : "plain", done ? "object-select-symbolic" : NULL,
                 done ? _ ("Counted") : _ ("To count"));
}

static void
refresh (HallCounterOpening *self)
{
  gint64 float_fen = 0;
  g_autofree char *problem = self->cash_right ? float_problem (self, &float_fen) : NULL;
  const char *reason = "";
  gboolean ready;

  show_float (self, problem);
  hall_pill_set (self->bulletins_pill, self->unread == 0 ? "ok" : "warn",
                 self->unread == 0 ? "object-select-symbolic" : "dialog-information-symbolic",
                 self->unread == 0 ? _ ("All read") : _ ("To read"));

  if (self->unread > 0)
    reason = _ ("Read and acknowledge the bulletins first (rule S000 3.1).");
  else if (problem != NULL)
    reason = _ ("Typed and counted float must agree.");
  else if (self->cash_right && hall_money_entry_is_empty (self->float_entry))
    reason = _ ("Type the float, 0 when there is none.");
  ready = *reason == '\0';
  gtk_label_set_text (self->reason, reason);
  gtk_widget_remove_css_class (GTK_WIDGET (self->reason), "bad-text");
  gtk_widget_add_css_class (GTK_WIDGET (self->reason), "quiet");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "counter.open",
                                 ready && !self->busy && self->store != NULL);
  /* One suggested action: the first bulletin has it while there is one. */
  if (self->unread == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->open), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->open), "suggested-action");
  gtk_spinner_set_spinning (self->spinner, self->busy);
}

static void
ask (HallCounterOpening *self, const char *name, GVariant *args, HallShellDone done)
{
  g_autofree char *station = g_strdup_printf ("desk-%d", (int)self->counter);

  self->busy = TRUE;
  refresh (self);
  hall_shell_do_quietly (GTK_WIDGET (self), self->store,
                         hall_command_new (name, args, self->staff, self->counter, station, NULL), done,
                         NULL);
}

static void
show_refusal (HallCounterOpening *self, const GError *error)
{
  g_autofree char *text = hall_shell_error_text (error);

  gtk_label_set_text (self->reason, text);
  gtk_widget_remove_css_class (GTK_WIDGET (self->reason), "quiet");
  gtk_widget_add_css_class (GTK_WIDGET (self->reason), "bad-text");
}

static void
on_done_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallCounterOpening *self = HALL_COUNTER_OPENING (widget);

  self->busy = FALSE;
  refresh (self);
  if (error != NULL)
    show_refusal (self, error);
}

static void
on_tested_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallCounterOpening *self = HALL_COUNTER_OPENING (widget);

  self->busy = FALSE;
  refresh (self);
  if (error != NULL) {
    g_autofree char *text = hall_shell_error_text (error);

    gtk_label_set_text (self->printer_note, text);
    hall_pill_set (self->printer_pill, "warn", "dialog-warning-symbolic", _ ("Not tried"));
    return;
  }
  self->tested = TRUE;
  gtk_label_set_text (self->printer_note, _ ("Look at the paper: all of it readable, nothing cut off."));
  hall_paper_show_state (self->printer_pill, "waiting", NULL);
}

static void
on_opened_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallCounterOpening *self = HALL_COUNTER_OPENING (widget);

  on_done_cb (widget, answer, error, data);
  if (error == NULL)
    hall_draft_drop (hall_store_get_address (self->store), self->counter, FLOAT_DRAFT);
  else if (g_strcmp0 (hall_error_get_field (error), "printer") == 0)
    hall_pill_set (self->printer_pill, "warn", "dialog-warning-symbolic", _ ("Not tried"));
}

/* -- actions -------------------------------------------------------------- */

static void
on_acknowledge_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallCounterOpening *self = HALL_COUNTER_OPENING (widget);

  if (self->store != NULL && !self->busy)
    ask (self, "acknowledge-bulletin",
         g_variant_new_parsed ("{'bulletin': <%x>}", g_variant_get_int64 (parameter)), on_done_cb);
}

static void
on_test_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallCounterOpening *self = HALL_COUNTER_OPENING (widget);

  if (self->store != NULL && !self->busy)
    ask (self, "test-printer", g_variant_new_parsed ("{'counter': <%x>}", self->counter), on_tested_cb);
}

static void
on_open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallCounterOpening *self = HALL_COUNTER_OPENING (widget);
  gint64 float_fen = 0;
  g_autofree char *problem = self->cash_right ? float_problem (self, &float_fen) : NULL;

  if (self->store == NULL || self->busy || self->unread > 0 || problem != NULL)
    return;
  ask (self, "open-counter",
       g_variant_new_parsed ("{'counter': <%x>, 'float_fen': <%x>}", self->counter, float_fen), on_opened_cb);
}

/* -- typing --------------------------------------------------------------- */

static void
on_float_changed_cb (HallCounterOpening *self)
{
  if (self->updating)
    return;
  self->float_follows = hall_money_entry_is_empty (self->float_entry);
  if (self->store != NULL)
    hall_draft_save (hall_store_get_address (self->store), self->counter, FLOAT_DRAFT,
                     gtk_editable_get_text (GTK_EDITABLE (self->float_entry)));
  refresh (self);
}

static void
on_count_changed_cb (HallCounterOpening *self)
{
  gint64 sum;

  if (self->float_follows && hall_denominations_get_sum (self->count, &sum)) {
    self->updating = TRUE;
    hall_money_entry_set_fen (self->float_entry, sum);
    self->updating = FALSE;
  }
  refresh (self);
}

static void
on_float_activate_cb (HallCounterOpening *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "counter.open", NULL);
}

/* -- the hall's view ------------------------------------------------------ */

static GtkWidget *
bulletin_row (HallBulletin *bulletin, gboolean first)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = gtk_label_new (bulletin->title);
  GtkWidget *text = gtk_label_new (bulletin->text);
  GtkWidget *button = hall_key_button_new (_ ("Acknowledge"), "object-select-symbolic", NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_add_css_class (title, "row-title");
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  /* A long bulletin asks for little and takes what is left: the button keeps its words. */
  gtk_label_set_max_width_chars (GTK_LABEL (title), 30);
  gtk_label_set_max_width_chars (GTK_LABEL (text), 30);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), text);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", bulletin->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "counter.acknowledge");
  gtk_widget_add_css_class (button, "act");
  if (first)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (GTK_BOX (row), button);
  return row;
}

static gboolean
same_bulletins (HallCounterOpening *self, GListModel *model)
{
  guint n = model != NULL ? g_list_model_get_n_items (model) : 0;

  if (n != g_hash_table_size (self->shown))
    return FALSE;
  for (guint i = 0; i < n; i++) {
    g_autoptr (HallBulletin) bulletin = g_list_model_get_item (model, i);

    if (!g_hash_table_contains (self->shown, &bulletin->id))
      return FALSE;
  }
  return TRUE;
}

static void
show_bulletins (HallCounterOpening *self, GListModel *model)
{
  GtkWidget *child;

  self->unread = model != NULL ? g_list_model_get_n_items (model) : 0;
  gtk_widget_set_visible (GTK_WIDGET (self->bulletins), self->unread > 0);
  if (same_bulletins (self, model))
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->bulletins))) != NULL)
    gtk_box_remove (self->bulletins, child);
  g_hash_table_remove_all (self->shown);
  for (guint i = 0; i < self->unread; i++) {
    g_autoptr (HallBulletin) bulletin = g_list_model_get_item (model, i);

    gtk_box_append (self->bulletins, bulletin_row (bulletin, i == 0));
    g_hash_table_add (self->shown, g_memdup2 (&bulletin->id, sizeof bulletin->id));
  }
}

static void
show_untested (HallCounterOpening *self)
{
  gtk_label_set_text (self->printer_note, _ ("Print a test paper and look at it."));
  hall_pill_set (self->printer_pill, "plain", NULL, _ ("Not tried"));
}

static void
show_printer (HallCounterOpening *self, GListModel *jobs)
{
  gtk_widget_set_visible (self->test_button, !self->no_printer);
  if (self->no_printer) {
    hall_pill_set (self->printer_pill, "plain", NULL, _ ("None"));
    gtk_label_set_text (self->printer_note, _ ("This counter has no printer: nothing to test."));
    return;
  }
  for (guint i = 0; jobs != NULL && i < g_list_model_get_n_items (jobs); i++) {
    g_autoptr (HallJob) job = g_list_model_get_item (jobs, i);

    if (g_strcmp0 (job->kind, "test") != 0)
      continue;
    self->tested = TRUE;
    hall_paper_show_state (self->printer_pill, job->state, job->reason);
    if (hall_paper_needs_somebody (job)) {
      g_autofree char *text = hall_paper_trouble_text (job);

      gtk_label_set_text (self->printer_note, text);
    }
    return;
  }
  if (self->tested) {
    hall_paper_show_state (self->printer_pill, "done", NULL);
    gtk_label_set_text (self->printer_note, _ ("Look at the paper: all of it readable, nothing cut off."));
  }
}

/* A test paper of this morning counts, also after the program was started again. */
static void
on_test_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallCounterOpening) self = data;
  g_autoptr (HallDocument) document = hall_store_read_finish (HALL_STORE (source), result, NULL);

  if (document == NULL || self->tested)
    return;
  self->tested = TRUE;
  show_printer (self, NULL);
}

static void
look_for_test (HallCounterOpening *self)
{
  g_autofree char *day = hall_shell_time (hall_shell_now (self->store), "%Y-%m-%d");
  g_autofree char *number = g_strdup_printf ("T-%s-%d", day, (int)self->counter);

  hall_store_read_async (self->store, (HallReadFunc)hall_document_read, g_variant_new_string (number),
                         hall_document_free, self->cancellable, on_test_read_cb, g_object_ref (self));
}

/* The printer as it is set now: the lead may give the counter one while this page is open. */
static void
on_place_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallCounterOpening) self = data;
  g_autofree char *printer = hall_store_read_finish (HALL_STORE (source), result, NULL);
  gboolean none;

  if (printer == NULL)
    return;
  none = *printer == '\0';
  if (none == self->no_printer)
    return;
  self->no_printer = none;
  if (!none && !self->tested)
    show_untested (self);
  show_printer (self, NULL);
}

static void
look_for_printer (HallCounterOpening *self)
{
  g_autofree char *place = g_strdup_printf ("counter-%d", (int)self->counter);

  hall_store_read_async (self->store, (HallReadFunc)hall_place_printer_read, g_variant_new_string (place),
                         g_free, self->cancellable, on_place_read_cb, g_object_ref (self));
}

static void
take_counter (HallCounterOpening *self)
{
  g_autofree char *draft = hall_draft_load (hall_store_get_address (self->store), self->counter, FLOAT_DRAFT);

  self->tested = FALSE;
  self->no_printer = FALSE;
  show_untested (self);
  if (draft != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->float_entry), draft);
  look_for_test (self);
}

/**
 * hall_counter_opening_set_view:
 * @self: the page
 * @store: the hall
 * @view: (transfer none): what the desk shows; borrowed for the call
 */
void
hall_counter_opening_set_view (HallCounterOpening *self, HallStore *store, HallDeskView *view)
{
  gboolean other;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  g_return_if_fail (HALL_IS_COUNTER_OPENING (self));
  g_return_if_fail (HALL_IS_STORE (store) && view != NULL);

  other = self->store == NULL || self->counter != view->counter;
  g_set_object (&self->store, store);
  self->counter = view->counter;
  self->cash_right = view->cash_right;
  g_free (self->staff);
  self->staff = g_strdup (view->staff);
  if (other)
    take_counter (self);

  /* Translators: %d is the number of the counter */
  title = g_strdup_printf (_ ("Before counter %d opens"), (int)self->counter);
  /* Translators: staff number and name, then the name of the hall */
  subtitle = g_strdup_printf (_ ("%s %s · %s"), view->staff != NULL ? view->staff : "",
                              view->staff_name != NULL ? view->staff_name : "",
                              view->info != NULL && view->info->hall_name != NULL ? view->info->hall_name
                                                                                  : "");
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->subtitle, subtitle);
  gtk_widget_set_visible (self->float_card, self->cash_right);
  look_for_printer (self);
  show_bulletins (self, view->bulletins);
  show_printer (self, view->jobs);
  refresh (self);
}

/* -- class ---------------------------------------------------------------- */

/* Where the clerk goes on: the first bulletin, then the float. */
static gboolean
hall_counter_opening_grab_focus (GtkWidget *widget)
{
  HallCounterOpening *self = HALL_COUNTER_OPENING (widget);

  if (self->unread > 0)
    return gtk_widget_child_focus (GTK_WIDGET (self->bulletins), GTK_DIR_TAB_FORWARD);
  return gtk_widget_grab_focus (self->cash_right ? GTK_WIDGET (self->float_entry) : GTK_WIDGET (self->open));
}

static gboolean
on_mapped_cb (gpointer data)
{
  HallCounterOpening *self = data;

  self->focus_id = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/* Later, for the stacks around it hand the focus on only after they have shown it. */
static void
hall_counter_opening_map (GtkWidget *widget)
{
  HallCounterOpening *self = HALL_COUNTER_OPENING (widget);

  GTK_WIDGET_CLASS (hall_counter_opening_parent_class)->map (widget);
  if (self->focus_id == 0)
    self->focus_id = g_idle_add (on_mapped_cb, self);
}

static void
hall_counter_opening_dispose (GObject *object)
{
  HallCounterOpening *self = HALL_COUNTER_OPENING (object);

  g_clear_handle_id (&self->focus_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_COUNTER_OPENING);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (hall_counter_opening_parent_class)->dispose (object);
}

static void
hall_counter_opening_finalize (GObject *object)
{
  HallCounterOpening *self = HALL_COUNTER_OPENING (object);

  g_free (self->staff);
  g_hash_table_unref (self->shown);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (hall_counter_opening_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HallCounterOpening, body);
  gtk_widget_class_bind_template_child (widget_class, HallCounterOpening, title);
  gtk_widget_class_bind_template_child (widget_class, HallCounterOpening, subtitle);
  gtk_widget_class_bind_template_child (widget_class, HallCounterOpening, bulletins_pill);
  gtk_widget_class_bind_template_child (widget_class, HallCounterOpening, bulletins);
  gtk_widget_class_bind_template_child (widget_class, HallCounterOpening, printer_pill);
  gtk_widget_class_bind_template_child (widget_class, HallCounterOpening, printer_note);
  gtk_widget_class_bind_template_child (widget_class, HallCounterOpening, test_button);
  gtk_widget_class_bind_template_child (widget_class, HallCounterOpening, float_card);
  gtk_widget_class_bind_template_child (widget_class, HallCounterOpening, float_pill);
  gtk_widget_class_bind_template_child (widget_class, HallCounterOpening, float_entry);
  gtk_widget_class_bind_template_child (widget_class, HallCounterOpening, count);
  gtk_widget_class_bind_template_child (widget_class, HallCounterOpening, float_note);
  gtk_widget_class_bind_template_child (widget_class, HallCounterOpening, reason);
  gtk_widget_class_bind_template_child (widget_class, HallCounterOpening, spinner);
  gtk_widget_class_bind_template_child (widget_class, HallCounterOpening, open);
  gtk_widget_class_bind_template_callback (widget_class, on_float_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_float_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_count_changed_cb);
}

static void
hall_counter_opening_class_init (HallCounterOpeningClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_counter_opening_dispose;
  object_class->finalize = hall_counter_opening_finalize;
  widget_class->grab_focus = hall_counter_opening_grab_focus;
  widget_class->map = hall_counter_opening_map;

  g_type_ensure (HALL_TYPE_DENOMINATIONS);
  g_type_ensure (HALL_TYPE_KEY_BUTTON);
  g_type_ensure (HALL_TYPE_MONEY_ENTRY);
  g_type_ensure (HALL_TYPE_PILL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/halldesk/HallDesk/hall-counter-opening.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "counter.acknowledge", "x", on_acknowledge_cb);
  gtk_widget_class_install_action (widget_class, "counter.test-printer", NULL, on_test_cb);
  gtk_widget_class_install_action (widget_class, "counter.open", NULL, on_open_cb);
}

static void
hall_counter_opening_init (HallCounterOpening *self)
{
  self->shown = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
  self->float_follows = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  refresh (self);
}

/**
 * hall_counter_opening_new:
 *
 * Returns: (transfer floating): the page shown between signing in and opening the counter
 */
GtkWidget *
hall_counter_opening_new (void)
{
  return g_object_new (HALL_TYPE_COUNTER_OPENING, NULL);
}
