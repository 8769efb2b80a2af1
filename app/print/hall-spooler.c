/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-spooler.h"

#include "hall-paper.h"
#include "hall-printer.h"
#include "hall-spooler-private.h"
#include "hall-views.h"

#define LOOK_S 30         /* how often an idle printer is asked how it is */
#define LOOK_TROUBLED_S 3 /* and while something is wrong with it */

/**
 * HallSpooler:
 *
 * The printing process of a place: takes what the outbox holds for it, follows each paper to its end, and
 * knows how the printer is while there is nothing to print. The number and the money are committed before any
 * of this begins, and nothing here can lose them.
 */
struct _HallSpooler {
  GObject parent_instance;

  HallStore *store; /* (owned) */
  char *place;
  char *station;
  HallPrintWorker *worker; /* (owned) papers */
  HallPrintWorker *looker; /* (owned) asks idle printers: one that is off may take seconds */
  GHashTable *carries;     /* job id -> HallCarry (owned) */

  gboolean reading;
  gboolean stale; /* something changed while it was read */
  gboolean stopped;

  char *own_printer; /* (nullable) the place's queue as it is set up */
  char *printer;     /* the one that was last spoken of */
  char *state;
  char *message;
  gboolean looking;
  guint look_id;
};

enum { SIGNAL_PRINTER_STATE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallSpooler, hall_spooler, G_TYPE_OBJECT)

static void schedule_look (HallSpooler *self, guint seconds);

HallStore *
hall_spooler_get_store (HallSpooler *self)
{
  return self->store;
}

const char *
hall_spooler_get_station (HallSpooler *self)
{
  return self->station;
}

HallPrintWorker *
hall_spooler_get_worker (HallSpooler *self)
{
  return self->worker;
}

guint
hall_spooler_count_carries (HallSpooler *self)
{
  return g_hash_table_size (self->carries);
}

/* Somebody has seen how a printer is; whoever listens hears of changes only. */
void
hall_spooler_saw_printer (HallSpooler *self, const char *printer, const char *state, const char *message)
{
  if (self->stopped || (g_strcmp0 (printer, self->printer) == 0 && g_strcmp0 (state, self->state) == 0))
    return;
  g_free (self->printer);
  g_free (self->state);
  g_free (self->message);
  self->printer = g_strdup (printer);
  self->state = g_strdup (state);
  self->message = g_strdup (message);
  g_signal_emit (self, signals[SIGNAL_PRINTER_STATE], 0, self->printer, self->state, self->message);
}

/**
 * hall_spooler_get_printer_state:
 * @self: a spooler
 *
 * Returns: (transfer none) (nullable): what was said last by "printer-state"; %NULL before anything is known
 */
const char *
hall_spooler_get_printer_state (HallSpooler *self)
{
  g_return_val_if_fail (HALL_IS_SPOOLER (self), NULL);

  return self->state;
}

/* The outbox */

void
hall_spooler_carry_ended (HallSpooler *self, HallCarry *carry)
{
  gint64 id = hall_carry_get_job (carry);

  g_hash_table_remove (self->carries, &id);
  hall_carry_drop (carry, FALSE);
  /* What it left behind is known after a look: a printer that died, a queue that is gone. */
  if (g_hash_table_size (self->carries) == 0)
    schedule_look (self, 1);
}

static gboolean
is_to_carry (HallJob *job)
{
  static const char *const states[] = { "waiting", "sent", "attention", NULL };

  return g_strv_contains (states, job->state);
}

/* Takes the outbox as it is now: new papers start, changed ones hear of it, what is gone is withdrawn. */
static void
take_jobs (HallSpooler *self, GListModel *jobs)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer carry = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++) {
    g_autoptr (HallJob) job = g_list_model_get_item (jobs, i);

    if (is_to_carry (job))
      g_hash_table_add (seen, &job->id);
  }
  g_hash_table_iter_init (&iter, self->carries);
  while (g_hash_table_iter_next (&iter, NULL, &carry)) {
    gint64 id = hall_carry_get_job (carry);

    if (!g_hash_table_contains (seen, &id)) {
      g_ptr_array_add (gone, carry);
      g_hash_table_iter_remove (&iter);
    }
  }
  for (guint i = 0; i < gone->len; i++)
    hall_carry_drop (gone->pdata[i], TRUE);

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++) {
    g_autoptr (HallJob) job = g_list_model_get_item (jobs, i);
    HallCarry *known = g_hash_table_lookup (self->carries, &job->id);

    if (known != NULL)
      hall_carry_update (known, job);
    else if (is_to_carry (job))
      g_hash_table_insert (self->carries, g_memdup2 (&job->id, sizeof job->id), hall_carry_new (self, job));
  }
}

static void
on_jobs_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallSpooler) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) jobs = hall_store_read_finish (HALL_STORE (source), result, &error);

  self->reading = FALSE;
  if (self->stopped)
    return;
  if (jobs != NULL)
    take_jobs (self, jobs);
  else
    g_debug ("the outbox of %s cannot be read: %s", self->place, error->message);
  if (self->stale)
    hall_spooler_refresh (self);
}

/* Reads the outbox; once more when something changed meanwhile. */
void
hall_spooler_refresh (HallSpooler *self)
{
  if (self->stopped)
    return;
  self->stale = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  hall_store_read_async (self->store, (HallReadFunc)hall_jobs_read, g_variant_new_string (self->place),
                         g_object_unref, NULL, on_jobs_cb, g_object_ref (self));
}

/* The printer while nothing is printed */

static void
look_step (GTask *task)
{
  const char *printer = g_task_get_task_data (task);

  g_task_return_pointer (task, hall_printer_ask (printer, TRUE), (GDestroyNotify)hall_print_status_free);
}

static void
on_looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallSpooler) self = data;
  const char *printer = g_task_get_task_data (G_TASK (result));
  g_autoptr (HallPrintStatus) status = g_task_propagate_pointer (G_TASK (result), NULL);

  self->looking = FALSE;
  if (self->stopped)
    return;
  /* A paper that is on its way says it better. */
  if (g_hash_table_size (self->carries) == 0 && g_strcmp0 (printer, self->own_printer) == 0)
    hall_spooler_saw_printer (self, printer, status->reason != NULL ? status->reason : "ready",
                              status->message);
  schedule_look (self, status->reason != NULL ? LOOK_TROUBLED_S : LOOK_S);
}

static void
look (HallSpooler *self)
{
  GTask *task = NULL;

  if (self->stopped || self->looking || self->own_printer == NULL)
    return;
  if (g_hash_table_size (self->carries) > 0) {
    schedule_look (self, LOOK_TROUBLED_S);
    return;
  }
  self->looking = TRUE;
  task = g_task_new (NULL, NULL, on_looked_cb, g_object_ref (self));
  g_task_set_task_data (task, g_strdup (self->own_printer), g_free);
  hall_print_worker_run (self->looker, task, look_step);
}

static gboolean
on_look_cb (gpointer data)
{
  HallSpooler *self = data;

  self->look_id = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static void
schedule_look (HallSpooler *self, guint seconds)
{
  g_clear_handle_id (&self->look_id, g_source_remove);
  if (!self->stopped)
    self->look_id = g_timeout_add_seconds (seconds, on_look_cb, self);
}

static void
on_printer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HallSpooler) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *printer = hall_store_read_finish (HALL_STORE (source), result, &error);

  if (self->stopped || printer == NULL)
    return;
  g_clear_pointer (&self->own_printer, g_free);
  if (*printer == '\0') {
    hall_spooler_saw_printer (self, "", "none", NULL);
    return;
  }
  self->own_printer = g_steal_pointer (&printer);
  look (self);
}

static void
read_printer (HallSpooler *self)
{
  hall_store_read_async (self->store, (HallReadFunc)hall_place_printer_read,
                         g_variant_new_string (self->place), g_free, NULL, on_printer_cb,
                         g_object_ref (self));
}

/* The fonts are loaded before the first customer waits for a number: 100 ms that would fall on that one. */
static void
warm_step (GTask *task)
{
  g_autoptr (GVariant) nothing = g_variant_ref_sink (g_variant_new_parsed ("@a{sv} {}"));
  g_autoptr (HallPaper) paper = hall_paper_render ("test", "roll80", nothing, NULL, NULL);

  g_task_return_boolean (task, paper != NULL);
}

/* The store */

static void
on_changed_cb (HallSpooler *self, guint topics, HallStore *store)
{
  if ((topics & HALL_TOPIC_PAPERS) != 0)
    hall_spooler_refresh (self);
  if ((topics & HALL_TOPIC_SETUP) != 0)
    read_printer (self);
}

static void
on_connected_cb (HallSpooler *self, GParamSpec *pspec, HallStore *store)
{
  if (!hall_store_is_connected (store))
    return;
  hall_spooler_refresh (self);
  read_printer (self);
}

/**
 * hall_spooler_new:
 * @store: the hall, opened or not yet
 * @place: whose papers: "counter-3", or the name of a station: "kiosk"
 * @station: the workstation, for the journal
 *
 * Starts to print the papers of a place. Papers that an earlier life of this process has sent are followed
 * on.
 *
 * Returns: (transfer full): a spooler; it works until hall_spooler_stop() or its end
 */
HallSpooler *
hall_spooler_new (HallStore *store, const char *place, const char *station)
{
  HallSpooler *self = NULL;

  g_return_val_if_fail (HALL_IS_STORE (store), NULL);
  g_return_val_if_fail (place != NULL, NULL);

  self = g_object_new (HALL_TYPE_SPOOLER, NULL);
  self->store = g_object_ref (store);
  self->place = g_strdup (place);
  self->station = g_strdup (station != NULL ? station : place);
  self->worker = hall_print_worker_new ("papers");
  self->looker = hall_print_worker_new ("printer-look");
  hall_print_worker_run (self->worker, g_task_new (NULL, NULL, NULL, NULL), warm_step);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::connected", G_CALLBACK (on_connected_cb), self, G_CONNECT_SWAPPED);
  hall_spooler_refresh (self);
  read_printer (self);
  return self;
}

/**
 * hall_spooler_stop:
 * @self: a spooler
 *
 * Lets go of everything at once. What is on its way in CUPS comes out; the next life follows it.
 */
void
hall_spooler_stop (HallSpooler *self)
{
  GHashTableIter iter;
  gpointer carry = NULL;

  g_return_if_fail (HALL_IS_SPOOLER (self));

  if (self->stopped)
    return;
  self->stopped = TRUE;
  g_clear_handle_id (&self->look_id, g_source_remove);
  g_hash_table_iter_init (&iter, self->carries);
  while (g_hash_table_iter_next (&iter, NULL, &carry)) {
    g_hash_table_iter_remove (&iter);
    hall_carry_drop (carry, FALSE);
  }
  g_clear_pointer (&self->worker, hall_print_worker_stop);
  g_clear_pointer (&self->looker, hall_print_worker_stop);
}

static void
hall_spooler_dispose (GObject *object)
{
  HallSpooler *self = HALL_SPOOLER (object);

  if (self->carries != NULL)
    hall_spooler_stop (self);
  g_clear_pointer (&self->carries, g_hash_table_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (hall_spooler_parent_class)->dispose (object);
}

static void
hall_spooler_finalize (GObject *object)
{
  HallSpooler *self = HALL_SPOOLER (object);

  g_free (self->place);
  g_free (self->station);
  g_free (self->own_printer);
  g_free (self->printer);
  g_free (self->state);
  g_free (self->message);
  G_OBJECT_CLASS (hall_spooler_parent_class)->finalize (object);
}

static void
hall_spooler_class_init (HallSpoolerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hall_spooler_dispose;
  object_class->finalize = hall_spooler_finalize;

  /**
   * HallSpooler::printer-state:
   * @printer: the queue, "" for none
   * @state: see hall_spooler_get_printer_state()
   * @message: (nullable): the printer's own words
   */
  signals[SIGNAL_PRINTER_STATE] = g_signal_new ("printer-state", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                                0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING,
                                                G_TYPE_STRING, G_TYPE_STRING);
}

static void
hall_spooler_init (HallSpooler *self)
{
  self->carries = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}
