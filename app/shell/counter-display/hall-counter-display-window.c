/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-counter-display-window.h"

#include <glib/gi18n.h>

#include "hall-amount-row.h"
#include "hall-money.h"
#include "hall-public.h"
#include "hall-reader.h"
#include "hall-screen.h"
#include "hall-stale-note.h"
#include "hall-time.h"
#include "hall-words.h"

#define THANKS_S 10
#define REREAD_S 20
#define TOPICS                                                                                               \
  (HALL_TOPIC_TICKETS | HALL_TOPIC_CALLS | HALL_TOPIC_COUNTERS | HALL_TOPIC_CASH | HALL_TOPIC_DAY            \
   | HALL_TOPIC_STAFF | HALL_TOPIC_SETUP)

enum { ROW_TOTAL, ROW_RECEIVED, ROW_CHANGE, N_ROWS };

/**
 * HallCounterDisplayWindow:
 *
 * The screen that faces the customer at a counter: whose number it is and who serves; the three amounts while
 * somebody pays (`S004 4(6)`); that the counter pauses and until when (`S004 4(11)`). Nothing of the clerk's
 * remarks, no name.
 */
struct _HallCounterDisplayWindow {
  GtkApplicationWindow parent_instance;

  HallScreen *stage;
  GtkLabel *counter;
  GtkLabel *doing;
  GtkWidget *practice;
  HallStaleNote *stale;
  GtkLabel *staff;
  GtkStack *pages;
  GtkWidget *word;
  GtkLabel *above;
  GtkLabel *main;
  GtkLabel *below;
  GtkBox *amounts;
  GtkLabel *notes;
  GtkLabel *check;
  HallAmountRow *rows[N_ROWS]; /* (unowned) in amounts */

  HallStore *store;          /* (owned) */
  HallWords *words;          /* (owned) */
  HallReader *reader;        /* (owned) */
  GCancellable *cancellable; /* (owned) */
  HallCounterView *view;     /* (owned) (nullable) until it was read */
  gint64 number;             /* of the counter */

  const char *state;  /* which of the pages below is shown */
  gint64 served;      /* the ticket that was being served when it was last looked at, 0 none */
  gint64 thanks_left; /* seconds that the thanks still stay */
  int since_read_s;
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (HallCounterDisplayWindow, hall_counter_display_window, GTK_TYPE_APPLICATION_WINDOW)

static void
show_word (
    HallCounterDisplayWindow *self, const char *state, const char *above, const char *word, const char *below)
{
  self->state = state;
  gtk_label_set_text (self->above, above != NULL ? above : "");
  gtk_widget_set_visible (GTK_WIDGET (self->above), above != NULL);
  gtk_label_set_text (self->main, word);
  gtk_label_set_text (self->below, below != NULL ? below : "");
  gtk_widget_set_visible (GTK_WIDGET (self->below), below != NULL);
  for (const char *const *name = (const char *const[]){ "paused", "closed", "idle", "called", "serving",
                                                        "thanks", "waiting", NULL };
       *name != NULL; name++)
    hall_public_set_class (self->word, *name, g_str_equal (*name, state));
  gtk_stack_set_visible_child_name (self->pages, "word");
}

static void
show_paused (HallCounterDisplayWindow *self)
{
  gint64 now = hall_clock_now (hall_store_get_clock (self->store));
  GTimeZone *zone = hall_public_zone (self->view->info);
  g_autofree char *until = hall_time_format (zone, self->view->pause_until, "%H:%M");
  g_autofree char *back = NULL;

  if (self->view->pause_until > now)
    /* Translators: %s is a time of day. */
    back = g_strdup_printf (_ ("Back at about %s"), until);
  show_word (self, "paused", NULL, _ ("Service paused"), back != NULL ? back : _ ("We will be back at once"));
  gtk_label_set_text (self->doing, "");
}

static void
show_ticket (HallCounterDisplayWindow *self)
{
  const HallTicket *ticket = self->view->current;
  gboolean called = ticket->state == HALL_TICKET_CALLED;
  /* Translators: %s is the number of a ticket. */
  g_autofree char *doing = called ? g_strdup_printf (_ ("Calling %s"), ticket->label)
                                  : g_strdup_printf (_ ("Serving %s"), ticket->label);

  show_word (self, called ? "called" : "serving",
             called ? _ ("Please come to this counter") : _ ("Now serving"), ticket->label,
             called ? NULL : _ ("Hello, please take a seat"));
  gtk_label_set_text (self->doing, doing);
}

static void
show_idle (HallCounterDisplayWindow *self)
{
  gboolean open = g_strcmp0 (self->view->duty, "open") == 0;
  g_autofree char *hours = NULL;

  gtk_label_set_text (self->doing, "");
  if (open) {
    show_word (self, "idle", NULL, _ ("Welcome"), _ ("Please come when your number is called"));
    return;
  }
  /* Translators: %1$s and %2$s are when the hall opens and closes. */
  hours = g_strdup_printf (_ ("Opening hours %1$s – %2$s"), self->view->info->open_from,
                           self->view->info->open_until);
  show_word (self, "closed", NULL, _ ("This counter is closed"),
             self->view->info->accepts_tickets ? _ ("Please watch the board for your counter") : hours);
}

/* --- Cash --- */

/* The notes and coins of the change, the largest first, as the clerk lays them down: 找零：10元 1张 · 1元
 * 3张. */
static char *
notes_line (HallCounterDisplayWindow *self, gint64 change_fen)
{
  gint64 counts[HALL_N_DENOMINATIONS] = { 0 };
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;

  hall_cash_notes (change_fen, counts);
  for (gsize i = 0; i < HALL_N_DENOMINATIONS; i++) {
    g_autofree char *worth = hall_money_to_spoken (hall_denominations_fen[i]);

    if (counts[i] > 0)
      /* Translators: notes of the change: %1$s is what one is worth in yuan, %2$d how many: "10元 1张". */
      g_ptr_array_add (parts, g_strdup_printf (_ ("%1$s × %2$d"), worth, (int)counts[i]));
  }
  g_ptr_array_add (parts, NULL);
  joined = g_strjoinv (" · ", (char **)parts->pdata);
  /* Translators: %s is a list of notes and coins. */
  return *joined != '\0' ? g_strdup_printf (_ ("Change: %s"), joined) : g_strdup (_ ("No change"));
}

static void
show_foot (HallCounterDisplayWindow *self)
{
  const HallCharge *charge = self->view->charge;
  gboolean open = g_str_equal (charge->state, "open");
  g_autofree char *left = NULL;

  if (open && charge->cash_due_fen != charge->total_fen) {
    g_autofree char *due = hall_money_to_spoken (charge->cash_due_fen);

    /* Translators: %s is the part of the total that is paid in cash, in yuan. */
    left = g_strdup_printf (_ ("In cash: %s yuan"), due);
  } else if (!open) {
    left = notes_line (self, charge->change_fen);
  }
  gtk_label_set_text (self->notes, left != NULL ? left : "");
  gtk_label_set_text (self->check,
                      open ? _ ("Please check the total") : _ ("Please count it here and keep it safe"));
}

static void
show_cash (HallCounterDisplayWindow *self)
{
  const HallCharge *charge = self->view->charge;
  gboolean open = g_str_equal (charge->state, "open");
  gboolean is_long = MAX (charge->total_fen, charge->received_fen) >= 1000000;
  /* Translators: %s is the number of a ticket. */
  g_autofree char *doing = self->view->current != NULL
                               ? g_strdup_printf (_ ("Serving %s"), self->view->current->label)
                               : NULL;

  self->state = "cash";
  gtk_label_set_text (self->doing, doing != NULL ? doing : "");
  hall_amount_row_set (self->rows[ROW_TOTAL], charge->total_fen);
  if (open) {
    hall_amount_row_clear (self->rows[ROW_RECEIVED]);
    hall_amount_row_clear (self->rows[ROW_CHANGE]);
  } else {
    hall_amount_row_set (self->rows[ROW_RECEIVED], charge->received_fen);
    hall_amount_row_set (self->rows[ROW_CHANGE], charge->change_fen);
  }
  for (int i = 0; i < N_ROWS; i++)
    hall_amount_row_set_long (self->rows[i], is_long);
  show_foot (self);
  gtk_stack_set_visible_child_name (self->pages, "cash");
}

/* --- What is shown --- */

static gboolean
charge_is_shown (const HallCharge *charge)
{
  return charge != NULL && charge->total_fen > 0 && !g_str_equal (charge->state, "dropped");
}

static void
show_head (HallCounterDisplayWindow *self)
{
  g_autofree char *counter = hall_words_counter (self->words, self->view->counter);

  gtk_label_set_text (self->counter, counter);
  gtk_window_set_title (GTK_WINDOW (self), counter);
  gtk_widget_set_visible (self->practice, self->view->info->practice);
  hall_screen_set_practice (self->stage, self->view->info->practice);
  if (self->view->staff != NULL && *self->view->staff != '\0') {
    /* Translators: %s is the number of a member of staff. */
    g_autofree char *staff = g_strdup_printf (_ ("Staff no. %s"), self->view->staff);

    gtk_label_set_text (self->staff, staff);
  } else {
    gtk_label_set_text (self->staff, "");
  }
}

static void
show_all (HallCounterDisplayWindow *self)
{
  const char *before = self->state;

  show_head (self);
  if (g_strcmp0 (self->view->duty, "paused") == 0)
    show_paused (self);
  else if (charge_is_shown (self->view->charge))
    show_cash (self);
  else if (self->view->current != NULL)
    show_ticket (self);
  else if (self->thanks_left > 0)
    show_word (self, "thanks", NULL, _ ("Thank you"), _ ("Your business is done. Good-bye"));
  else
    show_idle (self);
  if (before != self->state)
    hall_screen_refit (self->stage);
}

/* A ticket left the counter: only one that was finished is thanked for; the others go on elsewhere. */
static void
on_left_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallCounterDisplayWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *state = hall_store_read_finish (HALL_STORE (source), result, &error);

  if (self->view == NULL || self->view->current != NULL || g_strcmp0 (state, "done") != 0)
    return;
  self->thanks_left = THANKS_S;
  show_all (self);
}

static void
follow_ticket (HallCounterDisplayWindow *self)
{
  const HallTicket *ticket = self->view->current;
  gint64 serving = ticket != NULL && ticket->state == HALL_TICKET_SERVING ? ticket->id : 0;

  if (ticket != NULL)
    self->thanks_left = 0;
  else if (self->served != 0)
    hall_store_read_async (self->store, (HallReadFunc)hall_ticket_state_read,
                           g_variant_new_int64 (self->served), g_free, self->cancellable, on_left_cb,
                           g_object_ref (self));
  self->served = serving;
}

static void
on_view_cb (gpointer owner, gpointer view, const GError *error)
{
  HallCounterDisplayWindow *self = owner;

  if (view == NULL) {
    g_debug ("the counter display cannot read the hall: %s", error->message);
    /* What was read last stays; the note says of when it is. */
    if (self->view == NULL)
      show_word (self, "waiting", NULL, _ ("One moment, please"), NULL);
    return;
  }
  g_clear_pointer (&self->view, hall_counter_view_free);
  self->view = view;
  hall_stale_note_set_read_at (self->stale, hall_public_zone (self->view->info),
                               hall_clock_now (hall_store_get_clock (self->store)));
  follow_ticket (self);
  show_all (self);
}

static gboolean
on_tick_cb (gpointer data)
{
  HallCounterDisplayWindow *self = data;

  if (self->thanks_left > 0 && --self->thanks_left == 0 && self->view != NULL)
    show_all (self);
  if (++self->since_read_s >= REREAD_S) {
    self->since_read_s = 0;
    hall_reader_read (self->reader);
  }
  return G_SOURCE_CONTINUE;
}

/* --- The class --- */

static void
full_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hall_public_toggle_full (GTK_WINDOW (widget));
}

static void
hall_counter_display_window_dispose (GObject *object)
{
  HallCounterDisplayWindow *self = HALL_COUNTER_DISPLAY_WINDOW (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->reader, hall_reader_stop);
  gtk_window_set_child (GTK_WINDOW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_COUNTER_DISPLAY_WINDOW);
  g_clear_pointer (&self->view, hall_counter_view_free);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->words);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (hall_counter_display_window_parent_class)->dispose (object);
}

static void
hall_counter_display_window_class_init (HallCounterDisplayWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_counter_display_window_dispose;
  g_type_ensure (HALL_TYPE_SCREEN);
  g_type_ensure (HALL_TYPE_STALE_NOTE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/halldesk/HallDesk/hall-counter-display-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HallCounterDisplayWindow, stage);
  gtk_widget_class_bind_template_child (widget_class, HallCounterDisplayWindow, counter);
  gtk_widget_class_bind_template_child (widget_class, HallCounterDisplayWindow, doing);
  gtk_widget_class_bind_template_child (widget_class, HallCounterDisplayWindow, practice);
  gtk_widget_class_bind_template_child (widget_class, HallCounterDisplayWindow, stale);
  gtk_widget_class_bind_template_child (widget_class, HallCounterDisplayWindow, staff);
  gtk_widget_class_bind_template_child (widget_class, HallCounterDisplayWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, HallCounterDisplayWindow, word);
  gtk_widget_class_bind_template_child (widget_class, HallCounterDisplayWindow, above);
  gtk_widget_class_bind_template_child (widget_class, HallCounterDisplayWindow, main);
  gtk_widget_class_bind_template_child (widget_class, HallCounterDisplayWindow, below);
  gtk_widget_class_bind_template_child (widget_class, HallCounterDisplayWindow, amounts);
  gtk_widget_class_bind_template_child (widget_class, HallCounterDisplayWindow, notes);
  gtk_widget_class_bind_template_child (widget_class, HallCounterDisplayWindow, check);
  gtk_widget_class_install_action (widget_class, "display.full", NULL, full_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "display.full", NULL);
}

static void
hall_counter_display_window_init (HallCounterDisplayWindow *self)
{
  const char *captions[N_ROWS];

  hall_public_prepare ();
  self->words = hall_words_new (NULL);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_public_set_class (GTK_WIDGET (self->stage), "latin", !hall_words_is_chinese (self->words));
  /* In the order in which they are called out: 合计, 收您, 找您. */
  captions[ROW_TOTAL] = _ ("Total");
  captions[ROW_RECEIVED] = _ ("Received");
  captions[ROW_CHANGE] = C_ ("amount given back", "Change");
  for (int i = 0; i < N_ROWS; i++) {
    self->rows[i] = HALL_AMOUNT_ROW (hall_amount_row_new (captions[i], i == ROW_CHANGE));
    gtk_box_append (self->amounts, GTK_WIDGET (self->rows[i]));
  }
  show_word (self, "waiting", NULL, _ ("One moment, please"), NULL);
}

/**
 * hall_counter_display_window_new:
 * @app: the application
 * @store: the hall, open
 * @station: (nullable): no matter
 * @counter: the counter that it stands at
 *
 * The customer's screen at a counter.
 *
 * Returns: (transfer none): a new window, which the application holds; not yet presented
 */
GtkWindow *
hall_counter_display_window_new (AdwApplication *app, HallStore *store, const char *station, gint64 counter)
{
  HallCounterDisplayWindow *self;

  g_return_val_if_fail (HALL_IS_STORE (store), NULL);

  self = g_object_new (HALL_TYPE_COUNTER_DISPLAY_WINDOW, "application", app, NULL);
  self->store = g_object_ref (store);
  self->number = counter > 0 ? counter : 1;
  hall_stale_note_follow (self->stale, store, self->words, GTK_WIDGET (self->pages));
  self->reader = hall_reader_new (store, TOPICS, (HallReadFunc)hall_counter_view_read,
                                  g_variant_new_int64 (self->number), hall_counter_view_free, on_view_cb,
                                  self);
  self->tick_id = g_timeout_add_seconds (1, on_tick_cb, self);
  hall_public_fill_screen (GTK_WINDOW (self));
  return GTK_WINDOW (self);
}

/**
 * hall_counter_display_window_get_state:
 * @self: the window
 *
 * What it shows: waiting, closed, idle, called, serving, cash, paused or thanks.
 *
 * Returns: (transfer none): the state
 */
const char *
hall_counter_display_window_get_state (HallCounterDisplayWindow *self)
{
  g_return_val_if_fail (HALL_IS_COUNTER_DISPLAY_WINDOW (self), NULL);

  return self->state;
}
