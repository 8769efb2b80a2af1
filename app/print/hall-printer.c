/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-printer.h"

#include <cups/cups.h>
#include <glib/gi18n-lib.h>

#include "hall-error.h"

#define CONNECT_MS 2000
#define ANSWER_S 2.0 /* how long one read or write of the print service may take */
#define DEVICE_MS 1000
#define DEVICE_MARGIN_S 2 /* times are in whole seconds */

GQuark
hall_print_error_quark (void)
{
  return g_quark_from_static_string ("hall-print-error");
}

typedef http_t Http;
typedef ipp_t Ipp;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Http, httpClose)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ipp, ippDelete)

/**
 * hall_print_error_reason:
 * @error: a HALL_PRINT_ERROR
 *
 * Returns: the reason as the outbox keeps it: "removed", "not-accepting", "offline", "refused"
 */
const char *
hall_print_error_reason (const GError *error)
{
  g_return_val_if_fail (error != NULL, "offline");

  if (g_error_matches (error, HALL_PRINT_ERROR, HALL_PRINT_ERROR_REMOVED))
    return "removed";
  if (g_error_matches (error, HALL_PRINT_ERROR, HALL_PRINT_ERROR_NOT_ACCEPTING))
    return "not-accepting";
  if (g_error_matches (error, HALL_PRINT_ERROR, HALL_PRINT_ERROR_REFUSED))
    return "refused";
  return "offline";
}

static int
on_timeout_cb (http_t *http, void *data)
{
  return 0; /* give up: a mute service must not hold the worker */
}

/* libcups asks on the terminal for a password otherwise. */
static const char *
on_password_cb (const char *prompt, http_t *http, const char *method, const char *resource, void *data)
{
  return NULL;
}

/* A connection of our own for each question: the one that libcups keeps has no time limit. */
static http_t *
connect_service (GError **error)
{
  http_t *http = NULL;

  cupsSetPasswordCB2 (on_password_cb, NULL);
  http = httpConnect2 (cupsServer (), ippPort (), NULL, AF_UNSPEC, cupsEncryption (), 1, CONNECT_MS, NULL);
  if (http == NULL) {
    g_set_error_literal (error, HALL_PRINT_ERROR, HALL_PRINT_ERROR_OFFLINE,
                         _ ("The print service is not running"));
    return NULL;
  }
  httpSetTimeout (http, ANSWER_S, on_timeout_cb, NULL);
  return http;
}

/* A request in English, whatever the clerk speaks: the words that come back are also read by us. */
static ipp_t *
new_request (ipp_op_t operation, const char *queue, int job)
{
  ipp_t *request = ippNew ();
  char uri[HTTP_MAX_URI] = "";

  ippSetOperation (request, operation);
  ippSetRequestId (request, 1);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_CHARSET, "attributes-charset", NULL, "utf-8");
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_LANGUAGE, "attributes-natural-language", NULL, "en");
  httpAssembleURIf (HTTP_URI_CODING_ALL, uri, sizeof uri, "ipp", NULL, "localhost", 0, "/printers/%s", queue);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, uri);
  if (job > 0)
    ippAddInteger (request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, cupsUser ());
  return request;
}

/* Turns what libcups remembers of the last answer on this thread into our error. */
static gboolean
check_last (GError **error)
{
  ipp_status_t status = cupsLastError ();
  HallPrintError code = HALL_PRINT_ERROR_REFUSED;

  if (status <= IPP_STATUS_OK_CONFLICTING && status != IPP_STATUS_CUPS_INVALID)
    return TRUE;

  switch ((int)status) {
  case IPP_STATUS_ERROR_NOT_FOUND:
    code = HALL_PRINT_ERROR_REMOVED;
    break;
  case IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS:
    code = HALL_PRINT_ERROR_NOT_ACCEPTING;
    break;
  case IPP_STATUS_ERROR_INTERNAL:
  case IPP_STATUS_ERROR_SERVICE_UNAVAILABLE:
  case IPP_STATUS_ERROR_TEMPORARY:
  case IPP_STATUS_ERROR_BUSY:
  case IPP_STATUS_CUPS_INVALID:
    code = HALL_PRINT_ERROR_OFFLINE;
    break;
  default:
    break;
  }
  g_set_error_literal (error, HALL_PRINT_ERROR, code, cupsLastErrorString ());
  return FALSE;
}

/* Takes @request. Returns: (nullable): the answer */
static ipp_t *
ask (http_t *http, ipp_t *request, const char *resource, GError **error)
{
  ipp_t *answer = cupsDoRequest (http, request, resource);

  if (answer == NULL || !check_last (error)) {
    if (answer == NULL && error != NULL && *error == NULL)
      g_set_error_literal (error, HALL_PRINT_ERROR, HALL_PRINT_ERROR_OFFLINE,
                           _ ("The print service does not answer"));
    ippDelete (answer);
    return NULL;
  }
  return answer;
}

/* The size always goes with the job: what a queue holds as its default may be anything. CUPS knows custom
 * sizes by this name, and orientation by the page itself. */
static void
add_media (ipp_t *request, const HallPaper *paper)
{
  g_autofree char *media = NULL;

  if (paper->width_mm == 210 && paper->height_mm == 148)
    media = g_strdup ("iso_a5_148x210mm");
  else
    media = g_strdup_printf ("custom_%dx%dmm_%dx%dmm", paper->width_mm, paper->height_mm, paper->width_mm,
                             paper->height_mm);
  ippAddString (request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", NULL, media);
  ippAddString (request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", NULL, "none");
  ippAddString (request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", NULL, "one-sided");
  ippAddInteger (request, IPP_TAG_JOB, IPP_TAG_INTEGER, "copies", 1);
}

/**
 * hall_printer_create_job:
 * @queue: a CUPS queue
 * @number: of the paper: all that the name of the job says, since CUPS logs names
 * @paper: what will be sent, for its size
 * @error: a HALL_PRINT_ERROR
 *
 * Makes an empty job. Nothing prints before its document came, so this may be tried again after any failure;
 * the number of the job is kept first, and a paper is never sent twice because an answer was lost.
 *
 * Returns: the number of the job, 0 on error
 */
int
hall_printer_create_job (const char *queue, const char *number, const HallPaper *paper, GError **error)
{
  g_autoptr (Http) http = NULL;
  g_autoptr (Ipp) answer = NULL;
  g_autofree char *resource = g_strdup_printf ("/printers/%s", queue);
  ipp_t *request = NULL;
  ipp_attribute_t *id = NULL;

  g_return_val_if_fail (queue != NULL && number != NULL && paper != NULL, 0);

  http = connect_service (error);
  if (http == NULL)
    return 0;
  request = new_request (IPP_OP_CREATE_JOB, queue, 0);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, number);
  add_media (request, paper);
  answer = ask (http, request, resource, error);
  if (answer == NULL)
    return 0;
  id = ippFindAttribute (answer, "job-id", IPP_TAG_INTEGER);
  if (id == NULL) {
    g_set_error_literal (error, HALL_PRINT_ERROR, HALL_PRINT_ERROR_REFUSED,
                         _ ("The print service made no job"));
    return 0;
  }
  return ippGetInteger (id, 0);
}

/**
 * hall_printer_send:
 * @queue: a CUPS queue
 * @job: made by hall_printer_create_job()
 * @paper: its document
 * @error: a HALL_PRINT_ERROR; the document may have arrived all the same, hall_printer_follow() tells
 *
 * Gives a job its document; from now on it prints.
 *
 * Returns: whether the print service said that it has it
 */
gboolean
hall_printer_send (const char *queue, int job, const HallPaper *paper, GError **error)
{
  g_autoptr (Http) http = NULL;
  g_autoptr (Ipp) request = NULL;
  g_autoptr (Ipp) answer = NULL;
  g_autofree char *resource = g_strdup_printf ("/printers/%s", queue);
  gsize size = 0;
  const char *data = g_bytes_get_data (paper->pdf, &size);
  http_status_t status = HTTP_STATUS_ERROR;

  g_return_val_if_fail (queue != NULL && job > 0 && paper != NULL, FALSE);

  http = connect_service (error);
  if (http == NULL)
    return FALSE;
  request = new_request (IPP_OP_SEND_DOCUMENT, queue, job);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, CUPS_FORMAT_PDF);
  ippAddBoolean (request, IPP_TAG_OPERATION, "last-document", 1);
  status = cupsSendRequest (http, request, resource, ippLength (request) + size);
  if (status == HTTP_STATUS_CONTINUE)
    status = cupsWriteRequestData (http, data, size);
  answer = cupsGetResponse (http, resource);
  if (answer == NULL && status != HTTP_STATUS_CONTINUE) {
    g_set_error_literal (error, HALL_PRINT_ERROR, HALL_PRINT_ERROR_OFFLINE,
                         _ ("The print service does not answer"));
    return FALSE;
  }
  return check_last (error);
}

/**
 * hall_printer_cancel:
 * @queue: a CUPS queue
 * @job: one of its jobs
 * @error: a HALL_PRINT_ERROR
 *
 * Takes a job back before its paper goes another way. What a printer has taken in already may still come out.
 *
 * Returns: whether the job is gone
 */
gboolean
hall_printer_cancel (const char *queue, int job, GError **error)
{
  g_autoptr (Http) http = NULL;
  g_autoptr (Ipp) answer = NULL;

  g_return_val_if_fail (queue != NULL && job > 0, FALSE);

  http = connect_service (error);
  if (http == NULL)
    return FALSE;
  answer = ask (http, new_request (IPP_OP_CANCEL_JOB, queue, job), "/jobs/", error);
  return answer != NULL;
}

static GStrv
read_keywords (ipp_t *answer, const char *name)
{
  ipp_attribute_t *attribute = ippFindAttribute (answer, name, IPP_TAG_KEYWORD);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (int i = 0; i < ippGetCount (attribute); i++)
    g_strv_builder_add (builder, ippGetString (attribute, i, NULL));
  return g_strv_builder_end (builder);
}

static int
read_number (ipp_t *answer, const char *name)
{
  ipp_attribute_t *attribute = ippFindAttribute (answer, name, IPP_TAG_ZERO);

  return attribute != NULL ? ippGetInteger (attribute, 0) : 0;
}

static char *
read_text (ipp_t *answer, const char *name)
{
  ipp_attribute_t *attribute = ippFindAttribute (answer, name, IPP_TAG_ZERO);

  return attribute != NULL ? g_strdup (ippGetString (attribute, 0, NULL)) : NULL;
}

static gboolean
read_job (http_t *http, const char *queue, int job, HallPrintFacts *facts, GError **error)
{
  static const char *const wanted[] = { "job-state",
                                        "job-state-reasons",
                                        "job-printer-state-message",
                                        "job-impressions-completed",
                                        "number-of-documents",
                                        "time-at-processing",
                                        "job-name",
                                        "job-printer-up-time" };
  ipp_t *request = new_request (IPP_OP_GET_JOB_ATTRIBUTES, queue, job);
  g_autoptr (GError) local = NULL;
  g_autoptr (Ipp) answer = NULL;

  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", G_N_ELEMENTS (wanted),
                 NULL, wanted);
  answer = ask (http, request, "/", &local);
  if (answer == NULL) {
    facts->job_gone = g_error_matches (local, HALL_PRINT_ERROR, HALL_PRINT_ERROR_REMOVED);
    if (facts->job_gone)
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  facts->job_state = read_number (answer, "job-state");
  facts->job_reasons = read_keywords (answer, "job-state-reasons");
  facts->job_message = read_text (answer, "job-printer-state-message");
  facts->impressions = read_number (answer, "job-impressions-completed");
  facts->documents = read_number (answer, "number-of-documents");
  facts->job_name = read_text (answer, "job-name");
  facts->age_s = read_number (answer, "job-printer-up-time") - read_number (answer, "time-at-processing");
  return TRUE;
}

static void
take_printer (ipp_t *answer, HallPrintFacts *facts)
{
  ipp_attribute_t *accepting = ippFindAttribute (answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);

  facts->printer_state = read_number (answer, "printer-state");
  facts->printer_reasons = read_keywords (answer, "printer-state-reasons");
  facts->printer_message = read_text (answer, "printer-state-message");
  facts->accepting = accepting == NULL || ippGetBoolean (accepting, 0);
  facts->device = read_text (answer, "device-uri");
}

static void
ask_for_printer (ipp_t *request)
{
  static const char *const wanted[] = {
    "printer-state", "printer-state-reasons", "printer-state-message", "printer-is-accepting-jobs",
    "device-uri",    "printer-up-time"
  };

  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", G_N_ELEMENTS (wanted),
                 NULL, wanted);
}

static gboolean
read_printer (http_t *http, const char *queue, HallPrintFacts *facts, GError **error)
{
  ipp_t *request = new_request (IPP_OP_GET_PRINTER_ATTRIBUTES, queue, 0);
  g_autofree char *resource = g_strdup_printf ("/printers/%s", queue);
  g_autoptr (GError) local = NULL;
  g_autoptr (Ipp) answer = NULL;

  ask_for_printer (request);
  answer = ask (http, request, resource, &local);
  if (answer != NULL) {
    take_printer (answer, facts);
    return TRUE;
  }
  facts->printer_gone = g_error_matches (local, HALL_PRINT_ERROR, HALL_PRINT_ERROR_REMOVED);
  if (!facts->printer_gone)
    g_propagate_error (error, g_steal_pointer (&local));
  return facts->printer_gone;
}

/* CUPS does not look at an idle printer; so we do, where it has an address. */
typedef enum {
  DEVICE_MUTE,    /* nobody there */
  DEVICE_ANSWERS, /* it takes connections and has no words for more */
  DEVICE_SPEAKS,  /* the facts are filled in */
} DeviceAnswer;

static DeviceAnswer
connect_device (const char *device, char *resource, size_t size, http_t **http)
{
  char scheme[32], user[64], host[256];
  int port = 0;

  *http = NULL;
  if (httpSeparateURI (HTTP_URI_CODING_ALL, device, scheme, sizeof scheme, user, sizeof user, host,
                       sizeof host, &port, resource, size)
          < HTTP_URI_STATUS_OK
      || !(g_str_equal (scheme, "ipp") || g_str_equal (scheme, "ipps") || g_str_equal (scheme, "socket")))
    return DEVICE_ANSWERS;

  *http = httpConnect2 (host, port, NULL, AF_UNSPEC, HTTP_ENCRYPTION_NEVER, 1, DEVICE_MS, NULL);
  if (*http == NULL)
    return DEVICE_MUTE;
  httpSetTimeout (*http, DEVICE_MS / 1000.0, on_timeout_cb, NULL);
  return g_str_equal (scheme, "ipp") ? DEVICE_SPEAKS : DEVICE_ANSWERS;
}

static DeviceAnswer
ask_device (const char *device, HallPrintFacts *facts)
{
  char resource[256] = "";
  http_t *connection = NULL;
  DeviceAnswer kind = connect_device (device, resource, sizeof resource, &connection);
  g_autoptr (Http) http = connection;
  g_autoptr (Ipp) answer = NULL;
  ipp_t *request = NULL;

  if (kind != DEVICE_SPEAKS)
    return kind;
  request = ippNewRequest (IPP_OP_GET_PRINTER_ATTRIBUTES);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, device);
  ask_for_printer (request);
  answer = ask (http, request, resource, NULL);
  if (answer == NULL)
    return DEVICE_MUTE;
  take_printer (answer, facts);
  facts->up_s = read_number (answer, "printer-up-time");
  return DEVICE_SPEAKS;
}

/* One job in a device's list of jobs. */
typedef struct {
  int id;
  int state;
  int made_s; /* in seconds of the device's own time, as is @now_s */
  int now_s;
  gboolean named;
} DeviceJob;

static void
read_device_job (ipp_attribute_t *at, const char *key, const char *name, DeviceJob *job)
{
  if (g_str_equal (key, "job-id"))
    job->id = ippGetInteger (at, 0);
  else if (g_str_equal (key, "job-state"))
    job->state = ippGetInteger (at, 0);
  else if (g_str_equal (key, "time-at-creation"))
    job->made_s = ippGetInteger (at, 0);
  else if (g_str_equal (key, "job-printer-up-time"))
    job->now_s = ippGetInteger (at, 0);
  else if (g_str_equal (key, "job-name"))
    job->named = g_strcmp0 (ippGetString (at, 0, NULL), name) == 0;
}

/* The state of the newest job of @name that is not older than @age_s; 0 for none. An earlier copy of the same
 * paper says nothing about this one. */
static int
newest_state (ipp_t *answer, const char *name, int age_s)
{
  DeviceJob newest = { 0 };
  DeviceJob job = { 0 };

  for (ipp_attribute_t *at = ippFirstAttribute (answer);; at = ippNextAttribute (answer)) {
    const char *key = at != NULL ? ippGetName (at) : NULL;

    if (key != NULL) {
      read_device_job (at, key, name, &job);
      continue;
    }
    /* the end of a group */
    if (job.named && job.id >= newest.id && job.now_s - job.made_s <= age_s + DEVICE_MARGIN_S)
      newest = job;
    job = (DeviceJob){ 0 };
    if (at == NULL)
      return newest.state;
  }
}

/* What the device itself says of a job: CUPS has called jobs completed that it gave up. 0 when it does not
 * say. */
static int
ask_device_of_job (const char *device, const char *name, int age_s)
{
  static const char *const wanted[] = { "job-id", "job-name", "job-state", "time-at-creation",
                                        "job-printer-up-time" };
  char resource[256] = "";
  http_t *connection = NULL;
  DeviceAnswer kind = connect_device (device, resource, sizeof resource, &connection);
  g_autoptr (Http) http = connection;
  g_autoptr (Ipp) answer = NULL;
  ipp_t *request = NULL;

  if (kind != DEVICE_SPEAKS)
    return 0;
  request = ippNewRequest (IPP_OP_GET_JOBS);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, device);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, cupsUser ());
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", NULL, "completed");
  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", G_N_ELEMENTS (wanted),
                 NULL, wanted);
  answer = ask (http, request, resource, NULL);
  return answer != NULL ? newest_state (answer, name, age_s) : 0;
}

/**
 * hall_printer_follow:
 * @queue: a CUPS queue
 * @job: one of its jobs
 * @error: HALL_PRINT_ERROR_OFFLINE when the print service does not answer; the job is as it was
 *
 * Returns: (transfer full): what has become of the job
 */
HallPrintStatus *
hall_printer_follow (const char *queue, int job, GError **error)
{
  g_autoptr (HallPrintFacts) facts = g_new0 (HallPrintFacts, 1);
  g_autoptr (Http) http = NULL;

  g_return_val_if_fail (queue != NULL && job > 0, NULL);

  http = connect_service (error);
  if (http == NULL || !read_job (http, queue, job, facts, error) || !read_printer (http, queue, facts, error))
    return NULL;
  if (facts->job_state == IPP_JSTATE_COMPLETED && facts->device != NULL && facts->job_name != NULL)
    facts->device_job_state = ask_device_of_job (facts->device, facts->job_name, facts->age_s);
  if (facts->job_state == IPP_JSTATE_COMPLETED && hall_print_facts_have_stain (facts)
      && facts->device != NULL) {
    g_autoptr (HallPrintFacts) itself = g_new0 (HallPrintFacts, 1);

    if (ask_device (facts->device, itself) == DEVICE_SPEAKS)
      facts->up_s = itself->up_s;
  }
  return hall_print_status_of_job (facts);
}

/**
 * hall_printer_ask:
 * @queue: a CUPS queue
 * @device_too: whether to ask the printer itself, where it is one on the network
 *
 * Asks how a printer is that has nothing to do. May take some seconds when the printer is off.
 *
 * Returns: (transfer full): "ready", or "attention" with the reason
 */
HallPrintStatus *
hall_printer_ask (const char *queue, gboolean device_too)
{
  g_autoptr (HallPrintFacts) facts = g_new0 (HallPrintFacts, 1);
  g_autoptr (HallPrintFacts) itself = g_new0 (HallPrintFacts, 1);
  g_autoptr (HallPrintStatus) status = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (Http) http = NULL;

  g_return_val_if_fail (queue != NULL, NULL);

  http = connect_service (&error);
  if (http == NULL || !read_printer (http, queue, facts, &error))
    return hall_print_status_new ("attention", "offline", error->message);
  status = hall_print_status_of_printer (facts);
  if (!g_str_equal (status->state, "ready") || !device_too || facts->device == NULL)
    return g_steal_pointer (&status);

  switch (ask_device (facts->device, itself)) {
  case DEVICE_MUTE:
    return hall_print_status_new ("attention", "offline", _ ("The printer does not answer"));
  case DEVICE_SPEAKS:
    return hall_print_status_of_printer (itself);
  case DEVICE_ANSWERS:
  default:
    return g_steal_pointer (&status);
  }
}
