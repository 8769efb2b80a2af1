/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-paper.h"

G_BEGIN_DECLS

/*
 * The client of CUPS. Every call blocks, some for seconds when cupsd or a printer is mute: only the spooler's
 * workers call them. None of them enumerates: the hall knows its queues by name.
 */

/**
 * HallPrintError:
 * @HALL_PRINT_ERROR_REMOVED: the queue does not exist
 * @HALL_PRINT_ERROR_NOT_ACCEPTING: the queue takes no jobs now
 * @HALL_PRINT_ERROR_OFFLINE: the print service does not answer
 * @HALL_PRINT_ERROR_REFUSED: the print service does not take this job
 */
typedef enum {
  HALL_PRINT_ERROR_REMOVED,
  HALL_PRINT_ERROR_NOT_ACCEPTING,
  HALL_PRINT_ERROR_OFFLINE,
  HALL_PRINT_ERROR_REFUSED,
} HallPrintError;

#define HALL_PRINT_ERROR (hall_print_error_quark ())
GQuark hall_print_error_quark (void);
const char *hall_print_error_reason (const GError *error);

/**
 * HallPrintFacts:
 *
 * What CUPS says of a job and of its printer, as it says it.
 */
typedef struct {
  gboolean job_gone;
  int job_state; /* ipp_jstate_t, 0 when no job was asked for */
  GStrv job_reasons;
  char *job_message; /* (nullable) of the printer, about the job */
  int impressions;
  int documents;
  gboolean printer_gone;
  int printer_state; /* ipp_pstate_t */
  GStrv printer_reasons;
  char *printer_message; /* (nullable) */
  gboolean accepting;
  char *device;         /* (nullable) URI */
  int age_s;            /* how long ago the job began to print */
  int up_s;             /* how long the device has been switched on, 0 when it does not say */
  char *job_name;       /* (nullable) */
  int device_job_state; /* what the device itself says has become of the job, ipp_jstate_t; 0 when it does not
                           say */
} HallPrintFacts;

gboolean hall_print_facts_have_stain (const HallPrintFacts *self);
void hall_print_facts_free (HallPrintFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallPrintFacts, hall_print_facts_free)

/**
 * HallPrintStatus:
 * @state: as in the outbox: "sent", "attention", "done", "failed", "unknown"; of a printer without a job
 * "ready" or "attention"
 * @reason: (nullable): media-empty, media-jam, cover-open, paused, not-accepting, offline, removed, vanished,
 *   unconfirmed, refused, cancelled ...
 * @message: (nullable): the printer's own words
 * @quiet: the printer has the job and says nothing: with time this becomes "offline"
 * @impressions: how many CUPS has counted; the filters count too, so only a change means something
 * @incoming: the job is there and its document is not
 *
 * What the facts mean for the hall.
 */
typedef struct {
  const char *state;
  char *reason;
  char *message;
  gboolean quiet;
  int impressions;
  gboolean incoming;
} HallPrintStatus;

HallPrintStatus *hall_print_status_of_job (const HallPrintFacts *facts);
HallPrintStatus *hall_print_status_of_printer (const HallPrintFacts *facts);
HallPrintStatus *hall_print_status_new (const char *state, const char *reason, const char *message);
void hall_print_status_free (HallPrintStatus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallPrintStatus, hall_print_status_free)

int hall_printer_create_job (const char *queue, const char *number, const HallPaper *paper, GError **error);
gboolean hall_printer_send (const char *queue, int job, const HallPaper *paper, GError **error);
gboolean hall_printer_cancel (const char *queue, int job, GError **error);
HallPrintStatus *hall_printer_follow (const char *queue, int job, GError **error);
HallPrintStatus *hall_printer_ask (const char *queue, gboolean device_too);

G_END_DECLS
