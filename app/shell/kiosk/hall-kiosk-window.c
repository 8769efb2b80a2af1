/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-kiosk-window.h"

#include <glib/gi18n.h>

#include "hall-kiosk-choice.h"
#include "hall-kiosk-leave.h"
#include "hall-kiosk-matter.h"
#include "hall-kiosk-notice.h"
#include "hall-kiosk-number.h"
#include "hall-kiosk-return.h"
#include "hall-kiosk-start.h"
#include "hall-kiosk-tile.h"
#include "hall-public.h"
#include "hall-reader.h"
#include "hall-shell.h"
#include "hall-spooler.h"
#include "hall-screen.h"
#include "hall-time.h"

#define IDLE_S 20       /* back to the first page */
#define READING_S 60    /* where there is something to read or to photograph */
#define PAPER_LATE_S 6  /* no word of the printer by then: better a photograph */
#define CORNER_TAPS 5   /* in the corner of the head: the way out for staff */
#define MOST_SCANNED 64 /* bytes: no code of a paper is longer */
#define REREAD_S 20     /* closing time comes without anybody changing anything */
#define TOPICS (HALL_TOPIC_TICKETS | HALL_TOPIC_COUNTERS | HALL_TOPIC_DAY | HALL_TOPIC_SETUP)

/**
 * HallKioskWindow:
 *
 * Where customers take a number: category, matter, what to bring, number (`S004 4(1)`). Nothing is decided
 * here: the number is the answer of one command, and it is on the screen whatever the printer does.
 */
struct _HallKioskWindow {
  GtkApplicationWindow parent_instance;

  HallScreen *stage;
  GtkWidget *corner;
  GtkLabel *org;
  GtkLabel *hall;
  GtkLabel *practice;
  GtkLabel *clock;
  GtkLabel *date;
  GtkStack *pages;
  HallKioskStart *start;
  HallKioskChoice *choice;
  HallKioskMatter *matter;
  HallKioskNumber *number;
  HallKioskNotice *notice;
  HallKioskLeave *leave;
  HallKioskReturn *back;

  HallStore *store;     /* (owned) */
  char *station;        /* (owned) */
  HallReader *reader;   /* (owned) of the view */
  HallReader *greeter;  /* (owned) of the greeting */
  HallReader *jobs;     /* (owned) of the papers of this place */
  HallSpooler *spooler; /* (owned) */

  HallPublicView *view;   /* (owned) (nullable) until it was read */
  char *greeting;         /* (owned) (nullable) */
  gboolean printer_known; /* whether there is one at all */
  char *printer_fault;    /* (owned) (nullable) stem of the reason; NULL while it is ready */

  /* What this customer has chosen. */
  HallWords *words; /* (owned) */
  gboolean large;
  char *category;    /* (owned) (nullable) */
  char *matter_code; /* (owned) (nullable) "" for none of them */
  char *reason;      /* (owned) (nullable) */
  GString *scanned;  /* (owned) what a scanner has typed so far */
  HallKioskNoticeKind saying;
  HallKioskTicket *ticket; /* (owned) (nullable) */
  char *ticket_fault;      /* (owned) (nullable) what the ticket's own paper ran into */
  gboolean taking;
  gboolean fresh; /* nobody has touched it since the first page came back */

  gint64 touched_us; /* monotonic */
  gint64 taken_us;   /* monotonic: when the number came */
  gint64 read_us;    /* monotonic: the last look at the hall */
  int idle_s;        /* 0: as the page wants it */
  guint tick_id;
  guint taps;
  gint64 first_tap_us;
  gboolean may_close;
};

G_DEFINE_FINAL_TYPE (HallKioskWindow, hall_kiosk_window, GTK_TYPE_APPLICATION_WINDOW)

static void go_home (HallKioskWindow *self);

/* --- What is shown --- */

static HallCategory *
find_category (HallKioskWindow *self, const char *code)
{
  for (guint i = 0; self->view != NULL && i < g_list_model_get_n_items (self->view->categories); i++) {
    g_autoptr (HallCategory) category = g_list_model_get_item (self->view->categories, i);

    if (g_strcmp0 (category->code, code) == 0)
      return g_steal_pointer (&category);
  }
  return NULL;
}

static HallMatter *
find_matter (HallCategory *category, const char *code)
{
  for (guint i = 0; category != NULL && i < g_list_model_get_n_items (category->matters); i++) {
    g_autoptr (HallMatter) matter = g_list_model_get_item (category->matters, i);

    if (g_strcmp0 (matter->code, code) == 0)
      return g_steal_pointer (&matter);
  }
  return NULL;
}

static gboolean
page_is (HallKioskWindow *self, const char *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), page) == 0;
}

static void
show_time (HallKioskWindow *self)
{
  GTimeZone *zone = hall_public_zone (self->view != NULL ? self->view->info : NULL);
  gint64 now = hall_clock_now (hall_store_get_clock (self->store));
  g_autofree char *clock = hall_time_format (zone, now, "%H:%M");
  g_autofree char *date = hall_words_date (self->words, zone, now);

  gtk_label_set_text (self->clock, clock);
  gtk_label_set_text (self->date, date);
}

static void
show_head (HallKioskWindow *self)
{
  const HallInfo *info = self->view->info;
  g_autofree char *org = info->slogan != NULL && *info->slogan != '\0'
                             ? g_strdup_printf ("%s · %s", info->slogan, info->org_name)
                             : g_strdup (info->org_name);

  gtk_label_set_text (self->org, org);
  gtk_label_set_text (self->hall, info->hall_name);
  gtk_window_set_title (GTK_WINDOW (self), info->hall_name);
  gtk_label_set_text (self->practice, hall_words_get (self->words, N_ ("PRACTICE")));
  gtk_widget_set_visible (GTK_WIDGET (self->practice), info->practice);
  hall_screen_set_practice (self->stage, info->practice);
}

static void
show_start (HallKioskWindow *self)
{
  hall_kiosk_start_show (self->start, self->words, self->view, self->greeting, self->reason, self->station);
}

static void
show_choice (HallKioskWindow *self)
{
  g_autoptr (HallCategory) category = find_category (self, self->category);

  if (category != NULL)
    hall_kiosk_choice_show_matters (self->choice, self->words, category);
  else
    hall_kiosk_choice_show_reasons (self->choice, self->words);
}

static void
show_matter (HallKioskWindow *self)
{
  g_autoptr (HallCategory) category = find_category (self, self->category);
  g_autoptr (HallMatter) matter = find_matter (category, self->matter_code);

  if (category == NULL) {
    go_home (self);
    return;
  }
  hall_kiosk_matter_show (self->matter, self->words, category, matter, self->reason);
  hall_kiosk_matter_set_busy (self->matter, self->taking);
}

static void
show_number (HallKioskWindow *self)
{
  const char *fault = self->ticket_fault != NULL ? self->ticket_fault : self->printer_fault;

  if (self->ticket != NULL)
    hall_kiosk_number_show (self->number, self->words, self->ticket, fault);
}

/* Shows again what the visible page shows: after a change of the hall, of the language, of the printer. */
static void
refresh_page (HallKioskWindow *self)
{
  show_time (self);
  if (self->view != NULL)
    show_head (self);
  if (page_is (self, "start") && self->view != NULL)
    show_start (self);
  else if (page_is (self, "choice"))
    show_choice (self);
  else if (page_is (self, "matter"))
    show_matter (self);
  else if (page_is (self, "number"))
    show_number (self);
  else if (page_is (self, "return"))
    hall_kiosk_return_show (self->back, self->words);
  else if (page_is (self, "notice"))
    hall_kiosk_notice_show (self->notice, self->words, self->saying,
                            self->view != NULL ? self->view->info : NULL);
}

static void
go_to (HallKioskWindow *self, const char *page)
{
  gtk_window_set_focus (GTK_WINDOW (self),
                        NULL); /* an entry that vanishes with the focus in it would complain */
  gtk_stack_set_visible_child_name (self->pages, page);
  g_string_truncate (self->scanned, 0);
  hall_screen_refit (self->stage);
  self->touched_us = g_get_monotonic_time ();
  self->fresh = FALSE;
  refresh_page (self);
}

static void
say (HallKioskWindow *self, HallKioskNoticeKind kind)
{
  self->saying = kind;
  go_to (self, "notice");
}

static void
arrange (HallKioskWindow *self)
{
  gboolean portrait = hall_screen_is_portrait (self->stage);

  hall_public_set_class (GTK_WIDGET (self->stage), "large", self->large);
  hall_kiosk_start_arrange (self->start, portrait, self->large);
  hall_kiosk_choice_arrange (self->choice, portrait, self->large);
  hall_kiosk_matter_arrange (self->matter, portrait, self->large);
  hall_kiosk_number_arrange (self->number, portrait);
  hall_kiosk_return_arrange (self->back, portrait);
  hall_screen_refit (self->stage);
}

static void
set_language (HallKioskWindow *self, const char *language)
{
  g_clear_object (&self->words);
  self->words = hall_words_new (language);
  hall_public_set_class (GTK_WIDGET (self->stage), "latin", !hall_words_is_chinese (self->words));
}

/* The first page, or why there is none, with nothing left of the customer before. */
static void
go_home (HallKioskWindow *self)
{
  g_clear_pointer (&self->category, g_free);
  g_clear_pointer (&self->matter_code, g_free);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->ticket, hall_kiosk_ticket_free);
  g_clear_pointer (&self->ticket_fault, g_free);
  if (!hall_store_is_connected (self->store))
    say (self, HALL_KIOSK_AWAY);
  else if (self->view == NULL)
    say (self, HALL_KIOSK_TROUBLE);
  else if (!self->view->info->accepts_tickets)
    say (self, HALL_KIOSK_CLOSED);
  else
    go_to (self, "start");
}

/* --- News of the hall and of the printer --- */

static gboolean
goes_by_itself (HallKioskNoticeKind saying)
{
  return saying != HALL_KIOSK_ASK && saying != HALL_KIOSK_NOT_TAKEN;
}

static void
on_view_cb (gpointer owner, gpointer view, const GError *error)
{
  HallKioskWindow *self = owner;

  if (view == NULL) {
    g_debug ("the kiosk cannot read the hall: %s", error->message);
    /* A hall that is away comes back: what was read stays until then. */
    if (hall_shell_error_passes (error) && self->view != NULL)
      return;
    g_clear_pointer (&self->view, hall_public_view_free);
    if (!page_is (self, "number") && !page_is (self, "leave"))
      say (self, hall_store_is_connected (self->store) ? HALL_KIOSK_TROUBLE : HALL_KIOSK_AWAY);
    return;
  }
  g_clear_pointer (&self->view, hall_public_view_free);
  self->view = view;
  if (page_is (self, "notice") && !self->taking && goes_by_itself (self->saying))
    go_home (self);
  else if (!self->view->info->accepts_tickets && !page_is (self, "number") && !page_is (self, "leave"))
    go_home (self);
  else if (!self->taking)
    refresh_page (self);
}

/* The page of the customer goes for one that says it plainly; a new view brings the first page back. Who
 * holds a number, or a member of staff on the way out, is left alone. */
static void
on_connected_cb (HallKioskWindow *self)
{
  if (!hall_store_is_connected (self->store) && !page_is (self, "number") && !page_is (self, "leave"))
    say (self, self->taking ? HALL_KIOSK_PENDING : HALL_KIOSK_AWAY);
}

static void
on_greeting_cb (gpointer owner, gpointer phrases, const GError *error)
{
  HallKioskWindow *self = owner;
  GStrv lines = phrases;

  if (lines == NULL)
    return;
  g_clear_pointer (&self->greeting, g_free);
  if (lines[0] != NULL)
    self->greeting = g_strdup (lines[0]);
  g_strfreev (lines);
  if (page_is (self, "start") && self->view != NULL)
    show_start (self);
}

/* What is wrong with a paper; one that still waits after @late had no printer to go to. */
static const char *
job_fault (HallJob *job, gboolean late)
{
  if (job->printer == NULL || (late && g_str_equal (job->state, "waiting")))
    return "offline";
  if (g_str_equal (job->state, "attention") || g_str_equal (job->state, "failed")
      || g_str_equal (job->state, "unknown"))
    return job->reason != NULL && *job->reason != '\0' ? job->reason : "other";
  return NULL;
}

static HallJob *
find_job (GListModel *jobs, const char *number)
{
  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++) {
    g_autoptr (HallJob) job = g_list_model_get_item (jobs, i);

    if (g_strcmp0 (job->number, number) == 0)
      return g_steal_pointer (&job);
  }
  return NULL;
}

/* What became of the ticket's paper. One that is not on its way is done, or never had a printer to go to. */
static void
on_jobs_cb (gpointer owner, gpointer list, const GError *error)
{
  HallKioskWindow *self = owner;
  g_autoptr (GListModel) jobs = list;
  g_autoptr (HallJob) job = NULL;
  gboolean late = g_get_monotonic_time () - self->taken_us > PAPER_LATE_S * G_USEC_PER_SEC;
  const char *fault;

  if (jobs == NULL || self->ticket == NULL || self->ticket_fault != NULL)
    return;
  job = find_job (jobs, self->ticket->qr);
  if (job != NULL)
    fault = job_fault (job, late);
  else
    fault = self->printer_known ? NULL : "none";
  if (fault == NULL)
    return;
  self->ticket_fault = g_strdup (fault);
  self->touched_us = g_get_monotonic_time ();
  refresh_page (self);
}

static void
on_printer_state_cb (
    HallSpooler *spooler, const char *printer, const char *state, const char *message, HallKioskWindow *self)
{
  const char *fault = g_strcmp0 (state, "ready") != 0 ? state : NULL;

  self->printer_known = TRUE;
  if (g_strcmp0 (fault, self->printer_fault) == 0)
    return;
  g_free (self->printer_fault);
  self->printer_fault = g_strdup (fault);
  refresh_page (self);
}

/* --- Taking a number --- */

/* What a number is for, and the counter of who knows the case already. */
static char *
name_what (HallKioskWindow *self, HallCategory *category, HallMatter *matter, gint64 counter)
{
  const char *text = matter != NULL     ? hall_words_pick (self->words, matter->name, matter->name_en)
                     : category != NULL ? hall_words_pick (self->words, category->name, category->name_en)
                                        : NULL;

  if (text == NULL || counter == 0)
    return g_strdup (text);
  {
    g_autofree char *place = hall_words_counter (self->words, counter);

    return g_strdup_printf ("%s · %s", text, place);
  }
}

static void
on_taken_cb (GtkWidget *widget, GVariant *answer, const GError *error, gpointer data)
{
  HallKioskWindow *self = HALL_KIOSK_WINDOW (widget);
  g_autoptr (HallCategory) category = NULL;
  g_autoptr (HallMatter) matter = NULL;
  HallKioskTicket *ticket;
  gint64 counter = 0;

  self->taking = FALSE;
  hall_kiosk_matter_set_busy (self->matter, FALSE);
  hall_kiosk_return_set_busy (self->back, FALSE);
  if (answer == NULL) {
    g_message ("No number was taken: %s", error->message);
    if (page_is (self, "return") && hall_kiosk_return_refuse (self->back, self->words, error))
      return;
    hall_reader_read (self->reader);
    say (self, hall_store_is_connected (self->store) ? HALL_KIOSK_NOT_TAKEN : HALL_KIOSK_AWAY);
    return;
  }
  if (page_is (self, "return")) {
    /* What it is about the case has said. */
    g_clear_pointer (&self->category, g_free);
    g_clear_pointer (&self->matter_code, g_free);
    g_variant_lookup (answer, "category", "s", &self->category);
    g_variant_lookup (answer, "matter", "s", &self->matter_code);
    g_variant_lookup (answer, "to_counter", "x", &counter);
  }
  category = find_category (self, self->category);
  matter = find_matter (category, self->matter_code);
  ticket = g_new0 (HallKioskTicket, 1);
  g_variant_lookup (answer, "ticket", "s", &ticket->label);
  g_variant_lookup (answer, "ahead", "x", &ticket->ahead);
  g_variant_lookup (answer, "paper", "s", &ticket->qr);
  if (ticket->qr == NULL)
    ticket->qr = g_strdup (ticket->label);
  ticket->what = name_what (self, category, matter, counter);
  ticket->taken_at = hall_time_format (hall_public_zone (self->view != NULL ? self->view->info : NULL),
                                       hall_clock_now (hall_store_get_clock (self->store)),
                                       "%Y-%m-%d %H:%M:%S");
  g_clear_pointer (&self->ticket, hall_kiosk_ticket_free);
  self->ticket = ticket;
  self->taken_us = g_get_monotonic_time ();
  go_to (self, "number");
  hall_reader_read (self->jobs);
}

static void
take_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallKioskWindow *self = HALL_KIOSK_WINDOW (widget);
  GVariantDict args;

  if (self->taking || self->category == NULL)
    return;
  self->taking = TRUE;
  hall_kiosk_matter_set_busy (self->matter, TRUE);
  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, "category", "s", self->category);
  if (self->matter_code != NULL && *self->matter_code != '\0')
    g_variant_dict_insert (&args, "matter", "s", self->matter_code);
  if (self->reason != NULL)
    g_variant_dict_insert (&args, "priority", "s", self->reason);
  hall_shell_do_quietly (
      widget, self->store,
      hall_command_new ("take-ticket", g_variant_dict_end (&args), NULL, 0, self->station, NULL), on_taken_cb,
      NULL);
}

/* --- The way through the pages --- */

static void
home_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallKioskWindow *self = HALL_KIOSK_WINDOW (widget);

  if (!self->taking)
    go_home (self);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallKioskWindow *self = HALL_KIOSK_WINDOW (widget);
  g_autoptr (HallCategory) category = find_category (self, self->category);

  if (self->taking)
    return;
  if (page_is (self, "matter") && category != NULL && g_list_model_get_n_items (category->matters) > 1)
    go_to (self, "choice");
  else
    go_to (self, "start");
}

static void
category_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallKioskWindow *self = HALL_KIOSK_WINDOW (widget);
  const char *code = g_variant_get_string (parameter, NULL);
  g_autoptr (HallCategory) category = find_category (self, code);
  guint n;

  if (category == NULL || hall_category_is_full (category) || self->taking)
    return;
  g_free (self->category);
  self->category = g_strdup (code);
  g_clear_pointer (&self->matter_code, g_free);
  n = g_list_model_get_n_items (category->matters);
  if (n > 1) {
    go_to (self, "choice");
    return;
  }
  if (n == 1) {
    g_autoptr (HallMatter) matter = g_list_model_get_item (category->matters, 0);

    self->matter_code = g_strdup (matter->code);
  }
  go_to (self, "matter");
}

static void
matter_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallKioskWindow *self = HALL_KIOSK_WINDOW (widget);

  if (self->category == NULL || self->taking)
    return;
  g_free (self->matter_code);
  self->matter_code = g_variant_dup_string (parameter, NULL);
  go_to (self, "matter");
}

static void
priority_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallKioskWindow *self = HALL_KIOSK_WINDOW (widget);

  g_clear_pointer (&self->category, g_free);
  go_to (self, "choice");
}

static int
this_year (HallKioskWindow *self)
{
  GTimeZone *zone = hall_public_zone (self->view != NULL ? self->view->info : NULL);
  g_autofree char *year = hall_time_format (zone, hall_clock_now (hall_store_get_clock (self->store)), "%Y");

  return (int)g_ascii_strtoll (year, NULL, 10);
}

static void
reason_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallKioskWindow *self = HALL_KIOSK_WINDOW (widget);
  const char *reason = g_variant_get_string (parameter, NULL);

  g_clear_pointer (&self->reason, g_free);
  if (g_str_equal (reason, "return")) {
    /* Their paper says the rest: the case leads back to who knows it. */
    hall_kiosk_return_clear (self->back, this_year (self));
    go_to (self, "return");
    return;
  }
  if (*reason != '\0')
    self->reason = g_strdup (reason);
  go_to (self, "start");
}

/* Back without the paper and its number: as anybody who goes first. */
static void
no_case_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallKioskWindow *self = HALL_KIOSK_WINDOW (widget);

  g_free (self->reason);
  self->reason = g_strdup ("return");
  go_to (self, "start");
}

/* Who comes back with a case is led to who is first-responsible for it (hall rules 3.1, Q49). */
static void
return_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallKioskWindow *self = HALL_KIOSK_WINDOW (widget);
  GVariantDict args;

  if (self->taking || self->view == NULL || !self->view->info->accepts_tickets)
    return;
  if (!page_is (self, "return"))
    go_to (self, "return");
  self->taking = TRUE;
  hall_kiosk_return_set_code (self->back, g_variant_get_string (parameter, NULL));
  hall_kiosk_return_set_busy (self->back, TRUE);
  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, "case", "s", g_variant_get_string (parameter, NULL));
  hall_shell_do_quietly (
      widget, self->store,
      hall_command_new ("take-ticket", g_variant_dict_end (&args), NULL, 0, self->station, NULL), on_taken_cb,
      NULL);
}

static void
ask_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  say (HALL_KIOSK_WINDOW (widget), HALL_KIOSK_ASK);
}

static void
language_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallKioskWindow *self = HALL_KIOSK_WINDOW (widget);

  set_language (self, g_variant_get_string (parameter, NULL));
  self->fresh = FALSE;
  hall_screen_refit (self->stage);
  refresh_page (self);
}

static void
large_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallKioskWindow *self = HALL_KIOSK_WINDOW (widget);

  self->large = !self->large;
  self->fresh = FALSE;
  arrange (self);
  refresh_page (self);
}

static void
leave_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallKioskWindow *self = HALL_KIOSK_WINDOW (widget);

  if (self->taking || page_is (self, "leave"))
    return;
  go_to (self, "leave");
  hall_kiosk_leave_show (self->leave, self->words, self->store);
}

static void
left_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HallKioskWindow *self = HALL_KIOSK_WINDOW (widget);

  self->may_close = TRUE;
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- Time and touch --- */

static int
idle_limit (HallKioskWindow *self)
{
  if (self->idle_s > 0)
    return self->idle_s;
  if (page_is (self, "matter")
      || (page_is (self, "number") && (self->ticket_fault != NULL || self->printer_fault != NULL)))
    return READING_S;
  return IDLE_S;
}

/* Nobody touched it for a while: the next customer finds the first page, in the language of the hall. */
static void
forget_customer (HallKioskWindow *self)
{
  set_language (self, NULL);
  self->large = FALSE;
  arrange (self);
  go_home (self);
  self->fresh = TRUE;
}

/* The printer had its time: whatever keeps the paper, the number is photographed rather than waited for. */
static void
look_for_paper (HallKioskWindow *self)
{
  gint64 passed_us = g_get_monotonic_time () - self->taken_us;

  if (self->ticket_fault == NULL && passed_us > PAPER_LATE_S * G_USEC_PER_SEC
      && passed_us < (PAPER_LATE_S + 2) * G_USEC_PER_SEC)
    hall_reader_read (self->jobs);
}

static gboolean
on_tick_cb (gpointer data)
{
  HallKioskWindow *self = data;
  gint64 now = g_get_monotonic_time ();
  int passed_s = (int)((now - self->touched_us) / G_USEC_PER_SEC);
  int limit_s = idle_limit (self);

  show_time (self);
  if (now - self->read_us > REREAD_S * G_USEC_PER_SEC) {
    self->read_us = now;
    hall_reader_read (self->reader);
  }
  if (self->taking)
    return G_SOURCE_CONTINUE;
  if (page_is (self, "number")) {
    look_for_paper (self);
    hall_kiosk_number_set_left (self->number, self->words, MAX (limit_s - passed_s, 0), limit_s);
  }
  if (passed_s >= limit_s && !self->fresh)
    forget_customer (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_event_cb (GtkEventControllerLegacy *controller, GdkEvent *event, HallKioskWindow *self)
{
  switch (gdk_event_get_event_type (event)) {
  case GDK_BUTTON_PRESS:
  case GDK_TOUCH_BEGIN:
  case GDK_KEY_PRESS:
    self->touched_us = g_get_monotonic_time ();
    self->fresh = FALSE;
    break;
  default:
    break;
  }
  return GDK_EVENT_PROPAGATE;
}

/* A scanner types: what it reads of a notice leads back from every page but those with a field of their own
 * or a number in hand. */
static gboolean
on_key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, HallKioskWindow *self)
{
  const gunichar c = gdk_keyval_to_unicode (key);

  if (page_is (self, "leave") || page_is (self, "number") || page_is (self, "notice"))
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) {
    g_autofree char *text = g_strdup (self->scanned->str);

    if (*text == '\0')
      return GDK_EVENT_PROPAGATE;
    g_string_truncate (self->scanned, 0);
    gtk_widget_activate_action (GTK_WIDGET (self), "kiosk.return", "s", text);
    return GDK_EVENT_STOP;
  }
  if (c == ' ' || !g_unichar_isprint (c) || self->scanned->len >= MOST_SCANNED)
    return GDK_EVENT_PROPAGATE;
  g_string_append_unichar (self->scanned, c);
  if (page_is (self, "return"))
    hall_kiosk_return_set_code (self->back, self->scanned->str);
  return GDK_EVENT_STOP;
}

/* Five taps on the name of the hall within three seconds: a customer does not come upon it, staff need no
 * keyboard. */
static void
on_corner_cb (GtkGestureClick *gesture, int n_press, double x, double y, HallKioskWindow *self)
{
  gint64 now = g_get_monotonic_time ();

  if (now - self->first_tap_us > 3 * G_USEC_PER_SEC) {
    self->first_tap_us = now;
    self->taps = 0;
  }
  if (++self->taps == CORNER_TAPS) {
    self->taps = 0;
    leave_action (GTK_WIDGET (self), NULL, NULL);
  }
}

static gboolean
hall_kiosk_window_close_request (GtkWindow *window)
{
  HallKioskWindow *self = HALL_KIOSK_WINDOW (window);

  if (!self->may_close) {
    leave_action (GTK_WIDGET (self), NULL, NULL);
    return GDK_EVENT_STOP;
  }
  return GTK_WINDOW_CLASS (hall_kiosk_window_parent_class)->close_request (window);
}

/* --- The class --- */

static void
hall_kiosk_window_dispose (GObject *object)
{
  HallKioskWindow *self = HALL_KIOSK_WINDOW (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_pointer (&self->reader, hall_reader_stop);
  g_clear_pointer (&self->greeter, hall_reader_stop);
  g_clear_pointer (&self->jobs, hall_reader_stop);
  if (self->spooler != NULL) {
    g_signal_handlers_disconnect_by_data (self->spooler, self);
    hall_spooler_stop (self->spooler);
  }
  g_clear_object (&self->spooler);
  gtk_window_set_focus (GTK_WINDOW (self),
                        NULL); /* or GTK 4.8 keeps the text of a password entry and not the entry */
  gtk_window_set_child (GTK_WINDOW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), HALL_TYPE_KIOSK_WINDOW);
  g_clear_pointer (&self->view, hall_public_view_free);
  g_clear_object (&self->words);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (hall_kiosk_window_parent_class)->dispose (object);
}

static void
hall_kiosk_window_finalize (GObject *object)
{
  HallKioskWindow *self = HALL_KIOSK_WINDOW (object);

  g_free (self->station);
  g_free (self->greeting);
  g_free (self->printer_fault);
  g_free (self->category);
  g_free (self->matter_code);
  g_free (self->reason);
  g_free (self->ticket_fault);
  g_string_free (self->scanned, TRUE);
  hall_kiosk_ticket_free (self->ticket);
  G_OBJECT_CLASS (hall_kiosk_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (HALL_TYPE_SCREEN);
  g_type_ensure (HALL_TYPE_KIOSK_START);
  g_type_ensure (HALL_TYPE_KIOSK_CHOICE);
  g_type_ensure (HALL_TYPE_KIOSK_MATTER);
  g_type_ensure (HALL_TYPE_KIOSK_NUMBER);
  g_type_ensure (HALL_TYPE_KIOSK_NOTICE);
  g_type_ensure (HALL_TYPE_KIOSK_LEAVE);
  g_type_ensure (HALL_TYPE_KIOSK_RETURN);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-kiosk-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HallKioskWindow, stage);
  gtk_widget_class_bind_template_child (widget_class, HallKioskWindow, corner);
  gtk_widget_class_bind_template_child (widget_class, HallKioskWindow, org);
  gtk_widget_class_bind_template_child (widget_class, HallKioskWindow, hall);
  gtk_widget_class_bind_template_child (widget_class, HallKioskWindow, practice);
  gtk_widget_class_bind_template_child (widget_class, HallKioskWindow, clock);
  gtk_widget_class_bind_template_child (widget_class, HallKioskWindow, date);
  gtk_widget_class_bind_template_child (widget_class, HallKioskWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, HallKioskWindow, start);
  gtk_widget_class_bind_template_child (widget_class, HallKioskWindow, choice);
  gtk_widget_class_bind_template_child (widget_class, HallKioskWindow, matter);
  gtk_widget_class_bind_template_child (widget_class, HallKioskWindow, number);
  gtk_widget_class_bind_template_child (widget_class, HallKioskWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, HallKioskWindow, leave);
  gtk_widget_class_bind_template_child (widget_class, HallKioskWindow, back);
}

static void
hall_kiosk_window_class_init (HallKioskWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_kiosk_window_dispose;
  object_class->finalize = hall_kiosk_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = hall_kiosk_window_close_request;
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "kiosk.home", NULL, home_action);
  gtk_widget_class_install_action (widget_class, "kiosk.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "kiosk.category", "s", category_action);
  gtk_widget_class_install_action (widget_class, "kiosk.matter", "s", matter_action);
  gtk_widget_class_install_action (widget_class, "kiosk.priority", NULL, priority_action);
  gtk_widget_class_install_action (widget_class, "kiosk.reason", "s", reason_action);
  gtk_widget_class_install_action (widget_class, "kiosk.take", NULL, take_action);
  gtk_widget_class_install_action (widget_class, "kiosk.return", "s", return_action);
  gtk_widget_class_install_action (widget_class, "kiosk.no-case", NULL, no_case_action);
  gtk_widget_class_install_action (widget_class, "kiosk.ask", NULL, ask_action);
  gtk_widget_class_install_action (widget_class, "kiosk.language", "s", language_action);
  gtk_widget_class_install_action (widget_class, "kiosk.large", NULL, large_action);
  gtk_widget_class_install_action (widget_class, "kiosk.leave", NULL, leave_action);
  gtk_widget_class_install_action (widget_class, "kiosk.left", NULL, left_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "kiosk.leave", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "kiosk.leave", NULL);
}

static void
hall_kiosk_window_init (HallKioskWindow *self)
{
  GtkEventController *touch = gtk_event_controller_legacy_new ();
  GtkGesture *corner = gtk_gesture_click_new ();

  GtkEventController *keys = gtk_event_controller_key_new ();

  hall_public_prepare ();
  self->scanned = g_string_new (NULL);
  self->touched_us = self->read_us = g_get_monotonic_time ();
  gtk_widget_init_template (GTK_WIDGET (self));
  set_language (self, NULL);
  gtk_event_controller_set_propagation_phase (touch, GTK_PHASE_CAPTURE);
  g_signal_connect (touch, "event", G_CALLBACK (on_event_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), touch);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (corner, "pressed", G_CALLBACK (on_corner_cb), self);
  gtk_widget_add_controller (self->corner, GTK_EVENT_CONTROLLER (corner));
  g_signal_connect_object (self->stage, "notify::portrait", G_CALLBACK (arrange), self, G_CONNECT_SWAPPED);
}

/**
 * hall_kiosk_window_new:
 * @app: the application
 * @store: the hall, open
 * @station: (nullable): what this kiosk is called; %NULL for "kiosk". Its papers wait under this name
 * @counter: no matter
 *
 * The screen where customers take their numbers. It carries the papers of its place to the printer as well.
 *
 * Returns: (transfer none): a new window, which the application holds; not yet presented
 */
GtkWindow *
hall_kiosk_window_new (AdwApplication *app, HallStore *store, const char *station, gint64 counter)
{
  HallKioskWindow *self;

  g_return_val_if_fail (HALL_IS_STORE (store), NULL);

  self = g_object_new (HALL_TYPE_KIOSK_WINDOW, "application", app, NULL);
  self->store = g_object_ref (store);
  self->station = g_strdup (station != NULL ? station : "kiosk");
  self->spooler = hall_spooler_new (store, self->station, self->station);
  g_signal_connect (self->spooler, "printer-state", G_CALLBACK (on_printer_state_cb), self);
  g_signal_connect_object (store, "notify::connected", G_CALLBACK (on_connected_cb), self, G_CONNECT_SWAPPED);
  self->reader = hall_reader_new (store, TOPICS, (HallReadFunc)hall_public_view_read, NULL,
                                  hall_public_view_free, on_view_cb, self);
  self->greeter = hall_reader_new (store, HALL_TOPIC_SETUP, (HallReadFunc)hall_phrases_read,
                                   g_variant_new_parsed ("('greeting', @a{ss} {})"),
                                   (GDestroyNotify)g_strfreev, on_greeting_cb, self);
  self->jobs = hall_reader_new (store, HALL_TOPIC_PAPERS, (HallReadFunc)hall_jobs_read,
                                g_variant_new_string (self->station), g_object_unref, on_jobs_cb, self);
  self->tick_id = g_timeout_add_seconds (1, on_tick_cb, self);
  show_time (self);
  on_connected_cb (self);
  hall_public_fill_screen (GTK_WINDOW (self));
  return GTK_WINDOW (self);
}

/**
 * hall_kiosk_window_get_page:
 * @self: the window
 *
 * Which page is shown: start, choice, matter, return, number, notice or leave.
 *
 * Returns: (transfer none): the page's name
 */
const char *
hall_kiosk_window_get_page (HallKioskWindow *self)
{
  g_return_val_if_fail (HALL_IS_KIOSK_WINDOW (self), NULL);

  return gtk_stack_get_visible_child_name (self->pages);
}

/**
 * hall_kiosk_window_set_idle_limit:
 * @self: the window
 * @seconds: after how long without a touch the first page comes back; 0 for what each page wants
 *
 * Changes how patient the kiosk is.
 */
void
hall_kiosk_window_set_idle_limit (HallKioskWindow *self, int seconds)
{
  g_return_if_fail (HALL_IS_KIOSK_WINDOW (self));
  g_return_if_fail (seconds >= 0);

  self->idle_s = seconds;
}
