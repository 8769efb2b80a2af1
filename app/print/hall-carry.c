/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-spooler-private.h"

#include <glib/gi18n-lib.h>

#include "hall-error.h"
#include "hall-paper.h"
#include "hall-printer.h"
#include "hall-views.h"

#define POLL_MS 500     /* the desk is told of a fault within 3 s */
#define POLL_EACH_MS 25 /* more for each other paper on its way: a backlog must not load the machine */
#define RETRY_MS 2000   /* a queue that takes no jobs, a store that is busy */
#define SILENCE_ROLL_US (10 * G_USEC_PER_SEC)   /* a thermal head needs a second for a receipt */
#define SILENCE_SHEETS_US (30 * G_USEC_PER_SEC) /* a laser warms up first */
#define EMPTY_AFTER_US (5 * G_USEC_PER_SEC)     /* for another's job to get its document */
#define MESSAGE_MAX 300                         /* characters of a printer's words that are kept */

/* The steps of a paper: read, render, file, make the job, record the job, send, follow to the end. One at a
 * time, so that the fields below are never changed while the worker looks at them. */
struct _HallCarry {
  HallSpooler *spooler; /* outlives the carry, or has dropped it */
  gint64 id;            /* of the job */

  HallJob *job;           /* (owned) as it was last read */
  HallDocument *document; /* (owned) (nullable) */
  HallPaper *original;    /* (owned) (nullable) to be filed */
  HallPaper *paper;       /* (owned) (nullable) to be sent */
  char *queue;            /* (owned) (nullable) where the CUPS job is */
  int cups_job;           /* 0 none */
  int withdrawn;          /* a CUPS job that was taken back and may still stand in the row */
  gint64 adopted_us;      /* monotonic: when somebody else's CUPS job was taken over, 0 for our own */
  gboolean recorded;      /* the store knows the CUPS job */
  gboolean sent;          /* its document went out, arrived or not */

  HallPrintStatus *status; /* (owned) (nullable) what is */
  char *told_state;        /* what the store knows */
  char *told_reason;
  char *told_message;
  gint64 quiet_since; /* monotonic, µs; 0 not quiet */
  int impressions;    /* counted at the last look */

  gint64 next_us; /* monotonic: not before */
  guint timer;
  gboolean busy;         /* a step is under way */
  gboolean dropped;      /* nobody wants it any more */
  gboolean looked_reset; /* the row was seen without our CUPS job once */
  gboolean reset;        /* somebody retries it: take the old job back first */
};

static void carry_go (HallCarry *self);

static void
carry_free (HallCarry *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->job);
  hall_document_free (self->document);
  hall_paper_free (self->original);
  hall_paper_free (self->paper);
  hall_print_status_free (self->status);
  g_free (self->queue);
  g_free (self->told_state);
  g_free (self->told_reason);
  g_free (self->told_message);
  g_free (self);
}

static void
set_told (HallCarry *self, const char *state, const char *reason, const char *message)
{
  g_free (self->told_state);
  g_free (self->told_reason);
  g_free (self->told_message);
  self->told_state = g_strdup (state);
  self->told_reason = g_strdup (reason);
  self->told_message = g_strdup (message);
}

/* Takes @status. */
static void
set_status (HallCarry *self, HallPrintStatus *status)
{
  hall_print_status_free (self->status);
  self->status = status;
}

static void
wait_ms (HallCarry *self, guint ms)
{
  self->next_us = g_get_monotonic_time () + ms * (gint64)1000;
}

/* A step came back: TRUE when the carry is still wanted. */
static gboolean
step_ended (HallCarry *self)
{
  self->busy = FALSE;
  if (self->dropped)
    carry_free (self);
  else
    return TRUE;
  return FALSE;
}

static void
run (HallCarry *self, HallPrintStep step, GAsyncReadyCallback callback)
{
  GTask *task = g_task_new (NULL, NULL, callback, self);

  g_task_set_task_data (task, self, NULL);
  self->busy = TRUE;
  hall_print_worker_run (hall_spooler_get_worker (self->spooler), task, step);
}

static gboolean
is_over (const HallPrintStatus *status)
{
  static const char *const ends[] = { "done", "failed", "unknown", NULL };

  return status != NULL && g_strv_contains (ends, status->state);
}

/* A CUPS job that nobody follows any more: what is still in the queue must not come out later. */
typedef struct {
  char *queue;
  int job;
} Leftover;

static void
leftover_free (gpointer data)
{
  Leftover *leftover = data;

  g_free (leftover->queue);
  g_free (leftover);
}

static void
cancel_step (GTask *task)
{
  Leftover *leftover = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!hall_printer_cancel (leftover->queue, leftover->job, &error))
    g_debug ("job %d of %s: %s", leftover->job, leftover->queue, error->message);
  g_task_return_boolean (task, TRUE);
}

static void
leave_behind (HallCarry *self)
{
  GTask *task = g_task_new (NULL, NULL, NULL, NULL);
  Leftover *leftover = g_new0 (Leftover, 1);

  leftover->queue = g_strdup (self->queue);
  leftover->job = self->cups_job;
  g_task_set_task_data (task, leftover, leftover_free);
  hall_print_worker_run (hall_spooler_get_worker (self->spooler), task, cancel_step);
}

/* Reading */

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  HallCarry *self = data;
  g_autoptr (GError) error = NULL;
  HallDocument *document = hall_store_read_finish (HALL_STORE (source), result, &error);

  if (!step_ended (self)) {
    hall_document_free (document);
    return;
  }
  self->document = document;
  if (document == NULL) {
    g_debug ("paper %s cannot be read: %s", self->job->number, error->message);
    wait_ms (self, RETRY_MS);
  }
  carry_go (self);
}

static void
read_document (HallCarry *self)
{
  self->busy = TRUE;
  hall_store_read_async (hall_spooler_get_store (self->spooler), (HallReadFunc)hall_document_read,
                         g_variant_new_int64 (self->job->document), hall_document_free, NULL, on_read_cb,
                         self);
}

/* Rendering: once; what is filed is what is sent. A reprint is the stored content with its mark. */

static void
render_step (GTask *task)
{
  HallCarry *self = g_task_get_task_data (task);
  HallDocument *document = self->document;
  GError *error = NULL;

  if (document->pdf == NULL) {
    self->original = hall_paper_render (document->kind, document->form, document->content, NULL, &error);
    if (self->original == NULL) {
      g_task_return_error (task, error);
      return;
    }
  }
  if (self->job->copy > 0)
    self->paper = hall_paper_render (document->kind, document->form, document->content,
                                     self->job->reprint_line != NULL ? self->job->reprint_line : "补打",
                                     &error);
  else
    self->paper = hall_paper_open (document->pdf != NULL ? document->pdf : self->original->pdf, &error);
  if (self->paper == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_rendered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  HallCarry *self = data;
  g_autoptr (GError) error = NULL;
  gboolean rendered = g_task_propagate_boolean (G_TASK (result), &error);

  if (!step_ended (self))
    return;
  if (!rendered)
    set_status (self, hall_print_status_new ("failed", "not-drawn", error->message));
  carry_go (self);
}

/* Filing and telling */

static void
do_command (HallCarry *self, const char *name, GVariant *args, GAsyncReadyCallback callback)
{
  g_autoptr (HallCommand) command = hall_command_new (name, args, NULL, 0,
                                                      hall_spooler_get_station (self->spooler), NULL);

  self->busy = TRUE;
  hall_store_do_async (hall_spooler_get_store (self->spooler), command, NULL, callback, self);
}

static void
on_filed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  HallCarry *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = hall_store_do_finish (HALL_STORE (source), result, &error);

  if (!step_ended (self))
    return;
  if (answer != NULL)
    g_clear_pointer (&self->original, hall_paper_free);
  else {
    g_debug ("paper %s cannot be filed: %s", self->job->number, error->message);
    wait_ms (self, RETRY_MS);
  }
  carry_go (self);
}

static void
file_paper (HallCarry *self)
{
  g_auto (GVariantBuilder) args = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  g_variant_builder_add (&args, "{sv}", "document", g_variant_new_int64 (self->job->document));
  g_variant_builder_add (&args, "{sv}", "form", g_variant_new_string (self->document->form));
  g_variant_builder_add (&args, "{sv}", "pdf",
                         g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, self->original->pdf, TRUE));
  do_command (self, "file-paper", g_variant_builder_end (&args), on_filed_cb);
}

/* A printer may say anything; one line of it is kept. (nullable) */
static char *
tidy (const char *message)
{
  g_autofree char *valid = message != NULL ? g_utf8_make_valid (message, -1) : NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  guint n = 0;

  for (const char *p = valid; p != NULL && *p != '\0' && n < MESSAGE_MAX; p = g_utf8_next_char (p), n++) {
    gunichar c = g_utf8_get_char (p);

    g_string_append_unichar (line, g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_LINE_SEPARATOR
                                           || g_unichar_type (c) == G_UNICODE_PARAGRAPH_SEPARATOR
                                       ? ' '
                                       : c);
  }
  g_strstrip (line->str);
  return *line->str != '\0' ? g_strdup (line->str) : NULL;
}

static void
on_told_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  HallCarry *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = hall_store_do_finish (HALL_STORE (source), result, &error);

  if (!step_ended (self))
    return;
  if (answer == NULL) {
    /* Somebody may have settled it meanwhile: then the next reading takes it off our list. Or another process
     * prints for this place and was first: ours is empty still and goes, and we follow that one. */
    g_debug ("the state of paper %s cannot be told: %s", self->job->number, error->message);
    if (self->cups_job != 0 && !self->recorded && g_error_matches (error, HALL_ERROR, HALL_ERROR_CONFLICT)) {
      leave_behind (self);
      self->withdrawn = self->cups_job;
      self->cups_job = 0;
      set_status (self, NULL);
    }
    wait_ms (self, RETRY_MS);
    hall_spooler_refresh (self->spooler);
  } else {
    set_told (self, self->status->state, self->status->reason, self->status->message);
    if (self->cups_job != 0)
      self->recorded = TRUE;
    if (is_over (self->status)) {
      hall_spooler_carry_ended (self->spooler, self);
      return;
    }
  }
  carry_go (self);
}

/* The CUPS job is told once, when it is new: a later report must not bring it back after somebody took it
 * away. */
static void
tell (HallCarry *self)
{
  g_auto (GVariantBuilder) args = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *message = tidy (self->status->message);

  g_variant_builder_add (&args, "{sv}", "job", g_variant_new_int64 (self->id));
  g_variant_builder_add (&args, "{sv}", "state", g_variant_new_string (self->status->state));
  if (self->status->reason != NULL)
    g_variant_builder_add (&args, "{sv}", "reason", g_variant_new_string (self->status->reason));
  if (message != NULL)
    g_variant_builder_add (&args, "{sv}", "message", g_variant_new_string (message));
  if (!self->recorded && self->cups_job != 0)
    g_variant_builder_add (&args, "{sv}", "cups_job", g_variant_new_int64 (self->cups_job));
  if (!self->recorded && self->cups_job != 0 && self->withdrawn != 0)
    g_variant_builder_add (&args, "{sv}", "instead", g_variant_new_int64 (self->withdrawn));
  do_command (self, "track-job", g_variant_builder_end (&args), on_told_cb);
}

static gboolean
is_news (HallCarry *self)
{
  if (self->status == NULL)
    return FALSE;
  return (self->cups_job != 0 && !self->recorded) || g_strcmp0 (self->status->state, self->told_state) != 0
         || g_strcmp0 (self->status->reason, self->told_reason) != 0;
}

/* Making the job */

static void
create_step (GTask *task)
{
  HallCarry *self = g_task_get_task_data (task);
  GError *error = NULL;
  int job = hall_printer_create_job (self->queue, self->document->number, self->paper, &error);

  if (job > 0)
    g_task_return_int (task, job);
  else
    g_task_return_error (task, error);
}

static void
on_created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  HallCarry *self = data;
  g_autoptr (GError) error = NULL;
  gssize job = g_task_propagate_int (G_TASK (result), &error);

  if (!step_ended (self))
    return;
  if (error == NULL) {
    self->cups_job = job;
    self->adopted_us = 0;
    self->recorded = FALSE;
    self->sent = FALSE;
    set_status (self, hall_print_status_new ("sent", NULL, NULL));
  } else if (g_error_matches (error, HALL_PRINT_ERROR, HALL_PRINT_ERROR_REFUSED)) {
    set_status (self, hall_print_status_new ("failed", "refused", error->message));
  } else {
    const char *reason = hall_print_error_reason (error);

    set_status (self, hall_print_status_new ("attention", reason, error->message));
    hall_spooler_saw_printer (self->spooler, self->queue, reason, error->message);
    wait_ms (self, RETRY_MS);
  }
  carry_go (self);
}

/* Sending. Whether it arrived is what following finds out. */

static void
send_step (GTask *task)
{
  HallCarry *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!hall_printer_send (self->queue, self->cups_job, self->paper, &error))
    g_debug ("sending %s: %s", self->document->number, error->message);
  g_task_return_boolean (task, TRUE);
}

static void
on_sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  HallCarry *self = data;

  if (!step_ended (self))
    return;
  self->sent = TRUE;
  wait_ms (self, POLL_MS / 2);
  carry_go (self);
}

/* Following */

static void
follow_step (GTask *task)
{
  HallCarry *self = g_task_get_task_data (task);
  GError *error = NULL;
  HallPrintStatus *status = hall_printer_follow (self->queue, self->cups_job, &error);

  if (status != NULL)
    g_task_return_pointer (task, status, (GDestroyNotify)hall_print_status_free);
  else
    g_task_return_error (task, error);
}

/* The document never came: the job is empty and goes, the paper starts anew. Otherwise the job is taken back
 * for another printer; unless it came out meanwhile. */
static void
withdraw_step (GTask *task)
{
  HallCarry *self = g_task_get_task_data (task);
  GError *error = NULL;
  HallPrintStatus *status = hall_printer_follow (self->queue, self->cups_job, &error);

  if (status != NULL && !is_over (status))
    hall_printer_cancel (self->queue, self->cups_job, NULL);
  if (status != NULL)
    g_task_return_pointer (task, status, (GDestroyNotify)hall_print_status_free);
  else
    g_task_return_error (task, error);
}

static void
on_withdrawn_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  HallCarry *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallPrintStatus) status = g_task_propagate_pointer (G_TASK (result), &error);

  if (!step_ended (self))
    return;
  if (status == NULL) {
    wait_ms (self, RETRY_MS); /* not before it is known to be gone: it must not come out twice */
    carry_go (self);
    return;
  }
  self->reset = FALSE;
  if (g_str_equal (status->state, "done")) {
    set_status (self, g_steal_pointer (&status));
  } else {
    self->withdrawn = self->cups_job;
    self->cups_job = 0;
    self->recorded = FALSE;
    self->sent = FALSE;
    self->looked_reset = FALSE;
    set_status (self, NULL);
    set_told (self, self->job->state, self->job->reason, self->job->message);
  }
  self->next_us = 0;
  carry_go (self);
}

/* No word and no page for too long: CUPS itself waits for a silent printer without a limit. */
static void
consider_silence (HallCarry *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 patience = self->paper == NULL || self->paper->width_mm <= 80 ? SILENCE_ROLL_US : SILENCE_SHEETS_US;

  if (!self->status->quiet) {
    self->quiet_since = 0;
    return;
  }
  if (self->quiet_since == 0 || self->status->impressions != self->impressions)
    self->quiet_since = now;
  self->impressions = self->status->impressions;
  if (now - self->quiet_since >= patience)
    set_status (self, hall_print_status_new ("attention", "offline", _ ("The printer does not answer")));
}

static void
on_followed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  HallCarry *self = data;
  g_autoptr (GError) error = NULL;
  HallPrintStatus *status = g_task_propagate_pointer (G_TASK (result), &error);

  if (!step_ended (self)) {
    hall_print_status_free (status);
    return;
  }
  if (status == NULL)
    status = hall_print_status_new ("attention", "offline", error->message);
  if (status->incoming) {
    hall_print_status_free (status);
    /* Whoever made the job may be about to send: only what stays empty is given up. */
    if (g_get_monotonic_time () - self->adopted_us > EMPTY_AFTER_US) {
      run (self, withdraw_step, on_withdrawn_cb);
      return;
    }
    status = hall_print_status_new ("sent", NULL, NULL);
  }
  set_status (self, status);
  consider_silence (self);
  if (g_str_equal (self->status->state, "done") && self->paper != NULL && self->paper->missing != NULL) {
    g_free (self->status->message);
    /* Translators: %s are the characters that no installed font can draw */
    self->status->message = g_strdup_printf (_ ("No font has these characters: %s"), self->paper->missing);
  }
  if (g_str_equal (self->status->state, "attention"))
    hall_spooler_saw_printer (self->spooler, self->queue, self->status->reason, self->status->message);
  else if (!is_over (self->status) || g_str_equal (self->status->state, "done"))
    hall_spooler_saw_printer (self->spooler, self->queue, "ready", NULL);
  wait_ms (self, POLL_MS + POLL_EACH_MS * hall_spooler_count_carries (self->spooler));
  carry_go (self);
}

static gboolean
on_timer_cb (gpointer data)
{
  HallCarry *self = data;

  self->timer = 0;
  carry_go (self);
  return G_SOURCE_REMOVE;
}

/* Whether it is too early; then the timer goes on. */
static gboolean
is_early (HallCarry *self)
{
  gint64 left = self->next_us - g_get_monotonic_time ();

  if (left <= 0)
    return FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (left / 1000 + 1, on_timer_cb, self);
  return TRUE;
}

/* The CUPS job stands still until the paper is recorded, sent and followed: at most one step at a time. */
static void
carry_go (HallCarry *self)
{
  const char *printer = self->job->printer;

  if (self->busy || is_early (self))
    return;

  if (self->reset && self->cups_job != 0)
    run (self, withdraw_step, on_withdrawn_cb);
  else if (self->document == NULL)
    read_document (self);
  else if (is_news (self))
    tell (self);
  else if (is_over (self->status))
    hall_spooler_carry_ended (self->spooler, self);
  else if (self->paper == NULL)
    run (self, render_step, on_rendered_cb);
  else if (self->original != NULL)
    file_paper (self);
  else if (self->cups_job == 0 && (printer == NULL || *printer == '\0'))
    hall_spooler_saw_printer (self->spooler, "", "none", NULL); /* until the row names one */
  else if (self->cups_job == 0) {
    g_free (self->queue);
    self->queue = g_strdup (printer);
    run (self, create_step, on_created_cb);
  } else if (!self->sent)
    run (self, send_step, on_sent_cb);
  else
    run (self, follow_step, on_followed_cb);
}

/* Follows a CUPS job that an earlier life or another process made. */
static void
adopt (HallCarry *self, HallJob *job)
{
  g_free (self->queue);
  self->queue = g_strdup (job->printer);
  self->cups_job = job->cups_job;
  self->adopted_us = g_get_monotonic_time ();
  self->recorded = TRUE;
  self->sent = TRUE; /* or not: then it is found to be empty */
  self->next_us = 0;
  set_told (self, job->state, job->reason, job->message);
}

/**
 * hall_carry_new:
 * @spooler: whose it is
 * @job: waiting, or sent by an earlier life of this process
 *
 * Starts to carry a paper.
 *
 * Returns: (transfer full): the carry; hall_carry_drop() ends it
 */
HallCarry *
hall_carry_new (HallSpooler *spooler, HallJob *job)
{
  HallCarry *self = g_new0 (HallCarry, 1);

  self->spooler = spooler;
  self->id = job->id;
  self->job = g_object_ref (job);
  set_told (self, job->state, job->reason, job->message);
  if (job->cups_job != 0 && job->printer != NULL)
    adopt (self, job);
  carry_go (self);
  return self;
}

/**
 * hall_carry_update:
 * @self: a carry
 * @job: the same job as it stands now
 *
 * Takes notice of what others did to the job: another printer, another try.
 */
void
hall_carry_update (HallCarry *self, HallJob *job)
{
  gboolean elsewhere = g_strcmp0 (self->job->printer, job->printer) != 0;

  g_set_object (&self->job, job);
  if (!self->busy && self->cups_job == 0 && job->cups_job != 0 && job->cups_job != self->withdrawn
      && job->printer != NULL)
    adopt (self, job);
  if (self->recorded && !self->reset && job->cups_job == 0) {
    /* Read twice: the first may be older than our own report. */
    if (self->looked_reset)
      self->reset = TRUE;
    self->looked_reset = TRUE;
    hall_spooler_refresh (self->spooler);
  } else if (job->cups_job != 0)
    self->looked_reset = FALSE;
  if (self->reset || (elsewhere && self->cups_job == 0))
    self->next_us = 0;
  carry_go (self);
}

/**
 * hall_carry_drop:
 * @self: (transfer full): a carry
 * @withdraw: whether to take its CUPS job back, when it is not at its end
 */
void
hall_carry_drop (HallCarry *self, gboolean withdraw)
{
  g_assert (!self->dropped);

  if (withdraw && self->cups_job != 0 && !is_over (self->status))
    leave_behind (self);
  self->dropped = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (!self->busy)
    carry_free (self);
}

/* The id of the outbox row. */
gint64
hall_carry_get_job (HallCarry *self)
{
  return self->id;
}
