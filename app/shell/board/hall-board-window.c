/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-board-window.h"

#include <glib/gi18n.h>

#include "hall-board-strip.h"
#include "hall-chime.h"
#include "hall-public.h"
#include "hall-reader.h"
#include "hall-screen.h"
#include "hall-stale-note.h"
#include "hall-time.h"

#define N_RECENT 6
#define FRESH_US (60 * G_USEC_PER_SEC) /* how long a call is "now" */
#define DWELL_US (4 * G_USEC_PER_SEC)  /* a call stays large at least this long while others wait */
#define VOICE_DWELL_US                                                                                       \
  (20 * G_USEC_PER_SEC)     /* and at most this long for the voice, which turns the calls itself */
#define MANY_PER_COUNTER 10 /* waiting tickets for each open counter: S004 4(9) */
#define REREAD_US (20 * G_USEC_PER_SEC)
#define TOPICS                                                                                               \
  (HALL_TOPIC_TICKETS | HALL_TOPIC_CALLS | HALL_TOPIC_COUNTERS | HALL_TOPIC_DAY | HALL_TOPIC_SETUP)

/**
 * HallBoardWindow:
 *
 * The screen that everybody in the hall sees and hears: who is called where, who was, how many wait. A number
 * is all it says of a person: no name, no matter, no 优 (the holder would be seen), never a complaint (`S004
 * 7(1)`).
 */
struct _HallBoardWindow {
  GtkApplicationWindow parent_instance;

  HallScreen *stage;
  GtkLabel *hall;
  GtkWidget *practice;
  GtkLabel *note;
  HallStaleNote *stale;
  GtkLabel *date;
  GtkLabel *clock;
  GtkWidget *body; /* all below the head */
  GtkStack *hero_pages;
  GtkLabel *welcome;
  GtkLabel *welcome_text;
  GtkWidget *hero;
  GtkImage *now_sign;
  GtkLabel *now;
  GtkOrientable *hero_line;
  GtkLabel *label;
  GtkLabel *arrow;
  GtkLabel *counter;
  GtkOrientable *panels;
  GtkGrid *recent;
  GtkWidget *nothing;
  GtkBox *waits;
  HallBoardStrip *strip;

  HallStore *store;     /* (owned) */
  HallWords *words;     /* (owned) */
  HallReader *reader;   /* (owned) of the view */
  HallReader *caller;   /* (owned) (nullable) of the calls since the board started */
  HallVoice *voice;     /* (owned) (nullable) none in a hall that calls on the screen only */
  HallPublicView *view; /* (owned) (nullable) until it was read */

  gint64 last_id;  /* the last call that was taken up */
  HallCall *call;  /* (owned) (nullable) the large one */
  GQueue coming;   /* of HallCall (owned): they were called while another one was large */
  gint64 shown_us; /* monotonic: since when it is large */
  gint64 read_us;  /* monotonic: the last look at the hall */
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (HallBoardWindow, hall_board_window, GTK_TYPE_APPLICATION_WINDOW)

static gint64
hall_now (HallBoardWindow *self)
{
  return hall_clock_now (hall_store_get_clock (self->store));
}

/* --- The large call --- */

static gboolean
call_is_fresh (HallBoardWindow *self, HallCall *call)
{
  return hall_now (self) - call->at < FRESH_US;
}

static void
show_welcome (HallBoardWindow *self)
{
  gboolean open = self->view != NULL && self->view->info->accepts_tickets;
  const HallInfo *info = self->view != NULL ? self->view->info : NULL;

  if (info == NULL) {
    gtk_label_set_text (self->welcome, hall_words_get (self->words, N_ ("One moment, please")));
    gtk_label_set_text (self->welcome_text,
                        hall_words_get (self->words, N_ ("The board is waiting for the hall. The counters "
                                                         "will call you by voice.")));
    return;
  }
  gtk_label_set_text (self->welcome,
                      hall_words_get (self->words, open ? N_ ("Welcome") : N_ ("The hall is closed now")));
  if (open) {
    gtk_label_set_text (self->welcome_text,
                        hall_words_get (self->words, N_ ("Please take a number and wait for the call")));
  } else {
    /* Translators: %1$s and %2$s are when the hall opens and closes. */
    g_autofree char *hours = g_strdup_printf (hall_words_get (self->words, N_ ("Opening hours %1$s – %2$s")),
                                              info->open_from, info->open_until);

    gtk_label_set_text (self->welcome_text, hours);
  }
}

static void
show_call (HallBoardWindow *self)
{
  g_autofree char *counter = NULL;
  gboolean fresh;

  if (self->call == NULL) {
    show_welcome (self);
    gtk_stack_set_visible_child_name (self->hero_pages, "welcome");
    return;
  }
  counter = hall_words_counter (self->words, self->call->counter);
  fresh = call_is_fresh (self, self->call);
  gtk_label_set_text (self->label, self->call->label);
  gtk_label_set_text (self->counter, counter);
  gtk_label_set_text (self->now, fresh ? hall_words_get (self->words, N_ ("Now\ncalling"))
                                       : hall_words_get (self->words, N_ ("Last\ncall")));
  gtk_widget_set_visible (GTK_WIDGET (self->now_sign), fresh && self->voice != NULL);
  hall_public_set_class (self->hero, "long",
                         g_utf8_strlen (self->call->label, -1) + (hall_words_is_chinese (self->words) ? 3 : 0)
                                 + g_utf8_strlen (counter, -1)
                             > 11);
  gtk_stack_set_visible_child_name (self->hero_pages, "call");
}

static void
set_call (HallBoardWindow *self, HallCall *call, gboolean flash)
{
  g_set_object (&self->call, call);
  self->shown_us = g_get_monotonic_time ();
  hall_public_set_class (self->hero, "flash", FALSE);
  hall_public_set_class (self->hero, "flash-again", FALSE);
  if (flash)
    /* The name of the animation has to change for it to begin again. */
    hall_public_set_class (self->hero, call->id % 2 ? "flash" : "flash-again", TRUE);
  show_call (self);
  hall_screen_refit (self->stage);
}

/* --- The calls before --- */

static GtkWidget *
recent_row (HallBoardWindow *self, HallCall *call, gboolean coming)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *counter = hall_words_counter (self->words, call->counter);
  GtkWidget *label = hall_public_label (call->label, "rn");
  GtkWidget *arrow = hall_public_label ("→", "ra");
  GtkWidget *place = hall_public_label (counter, "rw");

  gtk_widget_add_css_class (row, "brow");
  hall_public_set_class (row, "coming", coming);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), arrow);
  gtk_widget_set_hexpand (place, TRUE);
  gtk_box_append (GTK_BOX (row), place);
  return row;
}

static gboolean
is_coming (HallBoardWindow *self, HallCall *call)
{
  for (GList *link = self->coming.head; link != NULL; link = link->next)
    if (((HallCall *)link->data)->id == call->id)
      return TRUE;
  return FALSE;
}

/* The newest call of each ticket but the large one; those that wait for their turn to be large stand out. */
static void
show_recent (HallBoardWindow *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWidget *child;
  int n = 0;
  int rows = hall_screen_is_portrait (self->stage) ? N_RECENT : N_RECENT / 2;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->recent))) != NULL)
    gtk_grid_remove (self->recent, child);
  if (self->call != NULL)
    g_hash_table_add (seen, g_strdup (self->call->label));
  for (guint i = 0; i < g_list_model_get_n_items (self->view->calls) && n < N_RECENT; i++) {
    g_autoptr (HallCall) call = g_list_model_get_item (self->view->calls, i);

    if (!g_hash_table_add (seen, g_strdup (call->label)))
      continue;
    gtk_grid_attach (self->recent, recent_row (self, call, is_coming (self, call)), n / rows, n % rows, 1, 1);
    n++;
  }
  gtk_widget_set_visible (GTK_WIDGET (self->recent), n > 0);
  gtk_widget_set_visible (self->nothing, n == 0);
  /* Empty places keep the height of a row. */
  for (; n > 0 && n < N_RECENT; n++) {
    GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

    gtk_widget_add_css_class (row, "brow");
    gtk_widget_add_css_class (row, "empty");
    gtk_grid_attach (self->recent, row, n / rows, n % rows, 1, 1);
  }
}

/* --- How many wait --- */

static GtkWidget *
wait_row (HallBoardWindow *self, HallCategory *category)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, category->waiting);
  GtkWidget *letter = gtk_label_new (NULL);
  GtkWidget *name = hall_public_label (hall_words_pick (self->words, category->name, category->name_en),
                                       "wn");
  const char *unit = hall_words_people (self->words);

  gtk_widget_add_css_class (row, "brow");
  gtk_widget_add_css_class (letter, "wl");
  gtk_widget_set_valign (letter, GTK_ALIGN_CENTER);
  hall_public_paint_letter (GTK_LABEL (letter), category);
  gtk_box_append (GTK_BOX (row), letter);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), hall_public_label (count, "wc"));
  if (*unit != '\0')
    gtk_box_append (GTK_BOX (row), hall_public_label (unit, "wu"));
  return row;
}

static void
show_waits (HallBoardWindow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->waits))) != NULL)
    gtk_box_remove (self->waits, child);
  for (guint i = 0; i < g_list_model_get_n_items (self->view->categories); i++) {
    g_autoptr (HallCategory) category = g_list_model_get_item (self->view->categories, i);

    gtk_box_append (self->waits, wait_row (self, category));
  }
}

static gboolean
many_wait (HallBoardWindow *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->view->categories); i++) {
    g_autoptr (HallCategory) category = g_list_model_get_item (self->view->categories, i);

    if (category->waiting >= MANY_PER_COUNTER * MAX (category->counters, 1))
      return TRUE;
  }
  return FALSE;
}

/* --- The head --- */

static void
show_time (HallBoardWindow *self)
{
  GTimeZone *zone = hall_public_zone (self->view != NULL ? self->view->info : NULL);
  gint64 now = hall_now (self);
  g_autofree char *clock = hall_time_format (zone, now, "%H:%M");
  g_autofree char *date = hall_words_date (self->words, zone, now);

  gtk_label_set_text (self->clock, clock);
  gtk_label_set_text (self->date, date);
}

/* Silence is explained: people who cannot rely on hearing their number must know that. */
static void
show_note (HallBoardWindow *self)
{
  const char *note = NULL;

  if (self->view != NULL && self->view->info->visual_only)
    note = hall_words_get (self->words, N_ ("Calls on the screen only"));
  else if (self->voice != NULL && !hall_voice_is_available (self->voice))
    note = hall_words_get (self->words, N_ ("No voice at the moment: please watch the screen"));
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  if (note != NULL)
    gtk_label_set_text (self->note, note);
}

static void
show_all (HallBoardWindow *self)
{
  const HallInfo *info = self->view->info;

  gtk_label_set_text (self->hall, info->hall_name);
  gtk_window_set_title (GTK_WINDOW (self), info->hall_name);
  gtk_widget_set_visible (self->practice, info->practice);
  hall_screen_set_practice (self->stage, info->practice);
  show_note (self);
  show_time (self);
  show_call (self);
  show_recent (self);
  show_waits (self);
  hall_board_strip_show (self->strip, self->words, self->view, many_wait (self));
}

/* --- New calls --- */

static void
next_call (HallBoardWindow *self)
{
  g_autoptr (HallCall) call = g_queue_pop_head (&self->coming);

  if (call == NULL)
    return;
  set_call (self, call, TRUE);
  if (self->view != NULL)
    show_recent (self);
}

static gboolean
voice_leads (HallBoardWindow *self)
{
  return self->voice != NULL && hall_voice_is_available (self->voice);
}

static void
turn_calls (HallBoardWindow *self)
{
  gint64 shown_us = g_get_monotonic_time () - self->shown_us;

  if (!g_queue_is_empty (&self->coming)
      && (self->call == NULL || shown_us >= (voice_leads (self) ? VOICE_DWELL_US : DWELL_US)))
    next_call (self);
}

/* What is heard is what is seen large. */
static void
on_speaking_cb (HallVoice *voice, const char *label, gint64 counter, HallBoardWindow *self)
{
  GList *link = self->coming.head;

  while (link != NULL && g_strcmp0 (((HallCall *)link->data)->label, label) != 0)
    link = link->next;
  if (link == NULL)
    return;
  while (self->coming.head != link)
    g_object_unref (g_queue_pop_head (&self->coming));
  next_call (self);
}

static void
on_chime_cb (HallVoice *voice, HallBoardWindow *self)
{
  hall_chime_ring (GTK_WIDGET (self));
  turn_calls (self);
}

static void
drop_voice (HallBoardWindow *self)
{
  if (self->voice != NULL)
    g_signal_handlers_disconnect_by_data (self->voice, self);
  g_clear_object (&self->voice);
}

static void
follow_voice (HallBoardWindow *self)
{
  gboolean visual_only = self->view->info->visual_only;

  if (visual_only)
    drop_voice (self);
  else if (self->voice == NULL) {
    g_autoptr (HallVoice) voice = hall_voice_new ();

    hall_board_window_set_voice (self, voice);
  }
}

static void
on_calls_cb (gpointer owner, gpointer list, const GError *error)
{
  HallBoardWindow *self = owner;
  g_autoptr (GListModel) calls = list;

  for (guint i = 0; calls != NULL && i < g_list_model_get_n_items (calls); i++) {
    g_autoptr (HallCall) call = g_list_model_get_item (calls, i);

    if (call->id <= self->last_id)
      continue;
    self->last_id = call->id;
    if (self->voice != NULL)
      hall_voice_say_call (self->voice, call->label, call->counter, self->view->info->voice_languages);
    g_queue_push_tail (&self->coming, g_steal_pointer (&call));
  }
  hall_reader_set_params (self->caller, g_variant_new_int64 (self->last_id));
  if (self->call == NULL || !call_is_fresh (self, self->call))
    next_call (self);
  else
    turn_calls (self);
  show_recent (self);
}

/* The calls of before the board's start are shown and not spoken. */
static void
begin_with (HallBoardWindow *self)
{
  g_autoptr (HallCall) newest = g_list_model_get_item (self->view->calls, 0);

  if (newest != NULL) {
    self->last_id = newest->id;
    set_call (self, newest, FALSE);
  }
  self->caller = hall_reader_new (self->store, HALL_TOPIC_CALLS, (HallReadFunc)hall_calls_read,
                                  g_variant_new_int64 (self->last_id), g_object_unref, on_calls_cb, self);
}

/* Calls are counted through a day; the board of a new one is empty. */
static void
forget_old_call (HallBoardWindow *self)
{
  if (self->call != NULL && g_queue_is_empty (&self->coming)
      && g_list_model_get_n_items (self->view->calls) == 0)
    g_clear_object (&self->call);
}

static void
on_view_cb (gpointer owner, gpointer view, const GError *error)
{
  HallBoardWindow *self = owner;

  if (view == NULL) {
    g_debug ("the board cannot read the hall: %s", error->message);
    return;
  }
  g_clear_pointer (&self->view, hall_public_view_free);
  self->view = view;
  hall_stale_note_set_read_at (self->stale, hall_public_zone (self->view->info), hall_now (self));
  follow_voice (self);
  if (self->caller == NULL)
    begin_with (self);
  forget_old_call (self);
  show_all (self);
}

static gboolean
on_tick_cb (gpointer data)
{
  HallBoardWindow *self = data;
  gint64 now = g_get_monotonic_time ();

  show_time (self);
  turn_calls (self);
  if (self->call != NULL)
    show_call (self);
  if (now - self->read_us > REREAD_US) {
    self->read_us = now;
    hall_reader_read (self->reader);
  }
  return G_SOURCE_CONTINUE;
}

/* --- The class --- */

static void
arrange (HallBoardWindow *self)
{
  GtkOrientation along = hall_screen_is_portrait (self->stage) ? GTK_ORIENTATION_VERTICAL
                                                               : GTK_ORIENTATION_HORIZONTAL;

  gtk_orientable_set_orientation (self->panels, along);
  gtk_orientable_set_orientation (self->hero_line, along);
  gtk_label_set_text (self->arrow, along == GTK_ORIENTATION_VERTICAL ? "↓" : "→");
  if (self->view != NULL)
    show_recent (self);
}

static void
full_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hall_public_toggle_full (GTK_WINDOW (widget));
}

static void
hall_board_window_dispose (GObject *object)
{
  HallBoardWindow *self = HALL_BOARD_WINDOW (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_pointer (&self->reader, hall_reader_stop);
  g_clear_pointer (&self->caller, hall_reader_stop);
  drop_voice (self);
  gtk_window_set_child (GTK_WINDOW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_BOARD_WINDOW);
  g_queue_clear_full (&self->coming, g_object_unref);
  g_clear_object (&self->call);
  g_clear_pointer (&self->view, hall_public_view_free);
  g_clear_object (&self->words);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (hall_board_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (HALL_TYPE_SCREEN);
  g_type_ensure (HALL_TYPE_BOARD_STRIP);
  g_type_ensure (HALL_TYPE_STALE_NOTE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-board-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, stage);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, hall);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, practice);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, note);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, stale);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, body);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, date);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, clock);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, hero_pages);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, welcome_text);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, hero);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, now_sign);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, now);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, hero_line);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, label);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, arrow);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, counter);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, panels);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, recent);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, nothing);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, waits);
  gtk_widget_class_bind_template_child (widget_class, HallBoardWindow, strip);
}

static void
hall_board_window_class_init (HallBoardWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_board_window_dispose;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "board.full", NULL, full_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "board.full", NULL);
}

static void
hall_board_window_init (HallBoardWindow *self)
{
  hall_public_prepare ();
  g_queue_init (&self->coming);
  self->words = hall_words_new (NULL);
  self->read_us = g_get_monotonic_time ();
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_public_set_class (GTK_WIDGET (self->stage), "latin", !hall_words_is_chinese (self->words));
  g_signal_connect_object (self->stage, "notify::portrait", G_CALLBACK (arrange), self, G_CONNECT_SWAPPED);
  show_welcome (self);
}

/**
 * hall_board_window_new:
 * @app: the application
 * @store: the hall, open
 * @station: (nullable): no matter
 * @counter: no matter
 *
 * The board of the hall.
 *
 * Returns: (transfer none): a new window, which the application holds; not yet presented
 */
GtkWindow *
hall_board_window_new (AdwApplication *app, HallStore *store, const char *station, gint64 counter)
{
  HallBoardWindow *self;

  g_return_val_if_fail (HALL_IS_STORE (store), NULL);

  self = g_object_new (HALL_TYPE_BOARD_WINDOW, "application", app, NULL);
  self->store = g_object_ref (store);
  hall_stale_note_follow (self->stale, store, self->words, self->body);
  self->reader = hall_reader_new (store, TOPICS, (HallReadFunc)hall_public_view_read, NULL,
                                  hall_public_view_free, on_view_cb, self);
  self->tick_id = g_timeout_add_seconds (1, on_tick_cb, self);
  show_time (self);
  hall_public_fill_screen (GTK_WINDOW (self));
  return GTK_WINDOW (self);
}

/**
 * hall_board_window_set_voice:
 * @self: the window
 * @voice: (nullable): what speaks the calls from now on
 *
 * Gives the board another voice than the desktop's. In a hall that calls on the screen only it is dropped.
 */
void
hall_board_window_set_voice (HallBoardWindow *self, HallVoice *voice)
{
  g_return_if_fail (HALL_IS_BOARD_WINDOW (self));

  drop_voice (self);
  if (voice == NULL)
    return;
  self->voice = g_object_ref (voice);
  g_signal_connect (voice, "speaking", G_CALLBACK (on_speaking_cb), self);
  g_signal_connect (voice, "chime", G_CALLBACK (on_chime_cb), self);
  g_signal_connect_swapped (voice, "notify::available", G_CALLBACK (show_note), self);
  show_note (self);
}

/**
 * hall_board_window_get_call:
 * @self: the window
 *
 * The call that is large now.
 *
 * Returns: (transfer full) (nullable): "A015 → 3", %NULL when there is none
 */
char *
hall_board_window_get_call (HallBoardWindow *self)
{
  g_return_val_if_fail (HALL_IS_BOARD_WINDOW (self), NULL);

  if (self->call == NULL)
    return NULL;
  return g_strdup_printf ("%s → %" G_GINT64_FORMAT, self->call->label, self->call->counter);
}
