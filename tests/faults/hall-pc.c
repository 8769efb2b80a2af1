/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One PC of a hall whose database is on a server, working as fast as it can until its standard input ends.
 *
 *   hall-pc ADDRESS clerk STAFF COUNTER SEED     calls, serves, charges for some, finishes
 *   hall-pc ADDRESS caller STAFF COUNTER SEED    calls and finishes, nothing else
 *   hall-pc ADDRESS kiosk STATION - SEED         gives out numbers while the queues are short
 *   hall-pc ADDRESS printer STATION COUNT SEED   gives out so many numbers of A and B, however many wait
 *   hall-pc ADDRESS board STATION COUNTER SEED   shows calls and one counter, and looks again when told of a
 * change
 *
 * As the program itself does, it connects anew when the connection is lost and asks again with the same
 * request id. Each command that was answered is said before the next is begun: "done REQUEST NUMBER
 * MICROSECONDS TRIES", NUMBER being "-" where there is none; a look at the board "look". The last line is
 * "end". */

#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hall-db.h"
#include "hall-engine.h"
#include "hall-views.h"

#define PATIENCE_US (60 * G_USEC_PER_SEC) /* without a server: longer is no fault that a test makes */
#define SHORT_QUEUE 20                    /* a kiosk lets the clerks catch up */

typedef struct {
  HallEngine *engine;
  HallDb *db;
  GRand *chance;
  const char *staff;   /* (nullable) */
  const char *station; /* (nullable) */
  gint64 counter;
  char *state;   /* of the customer in front of the counter: NULL, called, serving */
  gint64 charge; /* the one that is open, 0 none */
  gboolean received;
  gboolean surprised; /* the counter was not as it was thought to be, and was looked at anew */
} Pc;

static void resume (Pc *self);

static void G_GNUC_PRINTF (1, 2) say (const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  /* One write a line: a line is there whole or not at all. */
  if (write (STDOUT_FILENO, line, strlen (line)) != (ssize_t)strlen (line))
    _exit (3);
}

/* Whether the test has closed the input: waits for that so long, µs. */
static gboolean
is_over (gint64 wait_us)
{
  struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };

  return poll (&input, 1, (int)(wait_us / 1000)) > 0;
}

/* A lost connection is made anew; @since bounds how long that may take. */
static void
find_server (Pc *self, gint64 since)
{
  gint64 pause_us = 10000;

  while (hall_engine_is_lost (self->engine)) {
    g_autoptr (GError) error = NULL;

    if (hall_engine_reconnect (self->engine, &error))
      return;
    if (g_get_monotonic_time () - since > PATIENCE_US)
      g_error ("no server: %s", error->message);
    g_usleep ((gulong)pause_us);
    pause_us = MIN (pause_us * 2, 500000);
  }
}

static gboolean
may_pass (const GError *error)
{
  return g_error_matches (error, HALL_ERROR, HALL_ERROR_UNAVAILABLE)
         || g_error_matches (error, HALL_ERROR, HALL_ERROR_BUSY)
         /* Where the locks were taken away for a try, others are faster. */
         || (g_getenv ("HALL_PC_RACES") != NULL && g_error_matches (error, HALL_ERROR, HALL_ERROR_CONFLICT));
}

/* Asks until there is an answer; NULL when nobody waits, or when it turns out to be done already. */
static GVariant *
ask (Pc *self, const char *name, const char *args)
{
  g_autoptr (GVariant) parsed = g_variant_parse (G_VARIANT_TYPE_VARDICT, args != NULL ? args : "{}", NULL,
                                                 NULL, NULL);
  g_autoptr (HallCommand) command = hall_command_new (name, parsed, self->staff, self->counter, self->station,
                                                      NULL);
  const char *number = "-";
  gint64 began = g_get_monotonic_time ();

  for (int tries = 1;; tries++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GVariant) answer = hall_engine_do (self->engine, command, &error);

    if (answer != NULL) {
      self->surprised = FALSE;
      g_variant_lookup (answer, g_str_equal (name, "call-change") ? "receipt" : "ticket", "&s", &number);
      say ("done %s %s %" G_GINT64_FORMAT " %d\n", command->request_id, number,
           g_get_monotonic_time () - began, tries);
      return g_steal_pointer (&answer);
    }
    if (g_error_matches (error, HALL_ERROR, HALL_ERROR_NOT_FOUND) && g_str_equal (name, "call-next"))
      return NULL;
    /* A command of who was killed here can be carried out late. As a clerk does, look again, once; that
     * nothing is carried out that nobody was told of, but for those, is counted at the end. */
    if (g_getenv ("HALL_PC_REPLACES") != NULL && self->staff != NULL && !self->surprised
        && g_error_matches (error, HALL_ERROR, HALL_ERROR_REFUSED)) {
      self->surprised = TRUE;
      resume (self);
      return NULL;
    }
    if (!may_pass (error) || g_get_monotonic_time () - began > PATIENCE_US)
      g_error ("%s of %s: %s", name, self->staff != NULL ? self->staff : self->station, error->message);
    find_server (self, began);
  }
}

static void G_GNUC_PRINTF (3, 4) ask_and_drop (Pc *self, const char *name, const char *format, ...)
{
  g_autofree char *args = NULL;
  g_autoptr (GVariant) answer = NULL;
  va_list list;

  if (format != NULL) {
    va_start (list, format);
    args = g_strdup_vprintf (format, list);
    va_end (list);
  }
  answer = ask (self, name, args);
}

static void
set_state (Pc *self, const char *state)
{
  g_free (self->state);
  self->state = g_strdup (state);
}

static void
pay (Pc *self)
{
  if (self->charge == 0) {
    g_autoptr (GVariant) answer = ask (
        self, "charge",
        "{'payer': <'李建国'>, 'lines': <[<{'item': <'2026-2027采暖季热费'>, 'quantity': <'51.46'>,"
        " 'unit_price_fen': <int64 2500>, 'amount_fen': <int64 128650>}>]>}");

    g_assert (answer == NULL || g_variant_lookup (answer, "charge", "x", &self->charge));
  } else if (!self->received) {
    ask_and_drop (self, "call-received",
                  "{'charge': <int64 %" G_GINT64_FORMAT ">, 'received_fen': <int64 130000>}", self->charge);
    self->received = TRUE;
  } else {
    ask_and_drop (self, "call-change", "{'charge': <int64 %" G_GINT64_FORMAT ">}", self->charge);
    self->charge = 0;
    self->received = FALSE;
  }
}

/* One step of a clerk who charges @charges_percent of the customers. */
static void
serve (Pc *self, int charges_percent)
{
  if (self->state == NULL) {
    g_autoptr (GVariant) answer = ask (self, "call-next", NULL);

    if (answer != NULL)
      set_state (self, "called");
    else
      is_over (50000); /* nobody waits: a clerk breathes too */
  } else if (g_str_equal (self->state, "called")) {
    ask_and_drop (self, "start", NULL);
    set_state (self, "serving");
  } else if (self->charge != 0
             || (g_str_equal (self->state, "serving")
                 && g_rand_int_range (self->chance, 0, 100) < charges_percent)) {
    pay (self);
    if (self->charge == 0)
      set_state (self, "paid");
  } else {
    ask_and_drop (self, "finish", NULL);
    set_state (self, NULL);
  }
}

static gint64
take (Pc *self, int n_categories)
{
  static const char *const categories[] = { "A", "A", "A", "B", "B", "C", "D" };
  const char *category = categories[g_rand_int_range (self->chance, 0, n_categories)];
  g_autofree char *args = g_strdup_printf (g_rand_int_range (self->chance, 0, 8) == 0
                                               ? "{'category': <'%s'>, 'priority': <'elder'>}"
                                               : "{'category': <'%s'>}",
                                           category);
  g_autoptr (GVariant) answer = ask (self, "take-ticket", args);
  gint64 ahead = 0;

  g_assert (answer != NULL && g_variant_lookup (answer, "ahead", "x", &ahead));
  return ahead;
}

/* What a board shows; a server that is away is found again. */
static void
look (Pc *self)
{
  gint64 began = g_get_monotonic_time ();

  for (;;) {
    g_autoptr (GError) error = NULL;
    HallPublicView *hall = hall_public_view_read (self->engine, NULL, &error);
    HallCounterView *counter = NULL;

    if (hall != NULL)
      counter = hall_counter_view_read (self->engine, g_variant_new_int64 (self->counter), &error);
    g_clear_pointer (&hall, hall_public_view_free);
    if (counter != NULL) {
      hall_counter_view_free (counter);
      say ("look\n");
      return;
    }
    if (!may_pass (error) || g_get_monotonic_time () - began > PATIENCE_US)
      g_error ("board: %s", error->message);
    find_server (self, began);
  }
}

/* Looks when something has changed, twice a second at most, and every other second anyway. */
static void
watch (Pc *self)
{
  g_autoptr (GError) error = NULL;

  look (self);
  if (is_over (500000))
    return;
  if (hall_engine_take_changes (self->engine, FALSE, &error) == HALL_TOPIC_NONE && error == NULL) {
    struct pollfd news[] = { { .fd = hall_engine_listen (self->engine, NULL), .events = POLLIN },
                             { .fd = STDIN_FILENO, .events = POLLIN } };

    poll (news, G_N_ELEMENTS (news), 2000);
  }
}

static gboolean
try_resume (Pc *self, GError **error)
{
  g_autoptr (HallRows) charge = NULL;
  g_autoptr (HallRows) ticket = hall_db_query (
      self->db, error, "SELECT state FROM ticket WHERE counter = ?1 AND state IN ('called', 'serving')", "i",
      self->counter);

  if (ticket == NULL)
    return FALSE;
  if (hall_rows_next (ticket, NULL))
    set_state (self, hall_rows_text (ticket, 0));
  g_clear_pointer (&ticket, hall_rows_free);
  charge = hall_db_query (self->db, error,
                          "SELECT id, state FROM charge WHERE counter = ?1 AND state IN ('open', 'received')",
                          "i", self->counter);
  if (charge == NULL)
    return FALSE;
  if (hall_rows_next (charge, NULL)) {
    self->charge = hall_rows_int (charge, 0);
    self->received = g_str_equal (hall_rows_text (charge, 1), "received");
  }
  return TRUE;
}

/* The one who sat here before may have been stopped in the middle. */
static void
resume (Pc *self)
{
  gint64 began = g_get_monotonic_time ();

  for (;;) {
    g_autoptr (GError) error = NULL;

    if (try_resume (self, &error))
      return;
    if (!may_pass (error))
      g_error ("%s", error->message);
    find_server (self, began);
  }
}

static void
open_hall (Pc *self, const char *address)
{
  g_autoptr (HallClock) clock = hall_clock_new ();
  gint64 began = g_get_monotonic_time ();

  for (;;) {
    g_autoptr (GError) error = NULL;

    self->engine = hall_engine_open (address, clock, &error);
    if (self->engine != NULL)
      break;
    if (!may_pass (error) || g_get_monotonic_time () - began > PATIENCE_US)
      g_error ("%s", error->message);
    g_usleep (20000);
  }
  self->db = hall_engine_get_db (self->engine);
}

static void
work (Pc *self, const char *role, gint64 count)
{
  if (g_str_equal (role, "board"))
    hall_engine_listen (self->engine, NULL);
  if (self->staff != NULL)
    resume (self);
  while (!is_over (0)) {
    if (g_str_equal (role, "clerk"))
      serve (self, 25);
    else if (g_str_equal (role, "caller"))
      serve (self, 0);
    else if (g_str_equal (role, "board"))
      watch (self);
    else if (g_str_equal (role, "kiosk"))
      is_over (take (self, 7) > SHORT_QUEUE ? 50000 : 0);
    else if (count-- > 0)
      take (self, 5);
    else
      break;
  }
}

int
main (int argc, char *argv[])
{
  Pc pc = { 0 };
  gboolean of_staff;

  setlocale (LC_ALL, "C.UTF-8");
  signal (SIGPIPE, SIG_IGN);
  g_assert (argc == 6);
  of_staff = g_str_equal (argv[2], "clerk") || g_str_equal (argv[2], "caller");
  pc.staff = of_staff ? argv[3] : NULL;
  pc.station = of_staff ? NULL : argv[3];
  pc.counter = g_str_equal (argv[2], "kiosk") || g_str_equal (argv[2], "printer")
                   ? 0
                   : g_ascii_strtoll (argv[4], NULL, 10);
  pc.chance = g_rand_new_with_seed ((guint32)g_ascii_strtoull (argv[5], NULL, 10));
  open_hall (&pc, argv[1]);
  work (&pc, argv[2], g_ascii_strtoll (argv[4], NULL, 10));
  say ("end\n");
  g_clear_object (&pc.engine);
  g_rand_free (pc.chance);
  g_free (pc.state);
  return 0;
}
