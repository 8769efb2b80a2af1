/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Papers and the outbox, for the spooler, the status line and the command line. */

#include <glib/gi18n-lib.h>

#include "hall-engine-private.h"
#include "hall-json.h"
#include "hall-views-private.h"

HallJob *
hall_job_from_row (HallRows *rows)
{
  HallJob *job = g_object_new (HALL_TYPE_JOB, NULL);

  job->id = hall_rows_int (rows, 0);
  job->document = hall_rows_int (rows, 1);
  job->number = hall_rows_dup (rows, 2);
  job->kind = hall_rows_dup (rows, 3);
  job->place = hall_rows_dup (rows, 4);
  job->printer = hall_rows_dup (rows, 5);
  job->form = hall_rows_dup (rows, 6);
  job->state = hall_rows_dup (rows, 7);
  job->reason = hall_rows_dup (rows, 8);
  job->message = hall_rows_dup (rows, 9);
  job->cups_job = hall_rows_int (rows, 10);
  job->attempts = hall_rows_int (rows, 11);
  job->copy = hall_rows_int (rows, 12);
  job->created_at = hall_rows_int (rows, 13);
  job->reprint_reason = hall_rows_dup (rows, 14);
  job->reprint_line = hall_rows_dup (rows, 15);
  return job;
}

/**
 * hall_jobs_read:
 * @params: s, a place ("" for all)
 *
 * Returns: (transfer full): a #GListModel of #HallJob that are not done, oldest first
 */
GListModel *
hall_jobs_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (HALL_TYPE_JOB);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;
  const char *place = g_variant_get_string (params, NULL);

  if (*place == '\0')
    rows = hall_db_query (hall_engine_get_db (engine), error,
                          HALL_JOB_QUERY "WHERE o.state <> 'done' ORDER BY o.id", "");
  else
    rows = hall_db_query (hall_engine_get_db (engine), error,
                          HALL_JOB_QUERY "WHERE o.state <> 'done' AND o.place = ?1 ORDER BY o.id", "t",
                          place);
  if (rows == NULL)
    return NULL;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallJob) job = hall_job_from_row (rows);

    g_list_store_append (store, job);
  }
  if (!hall_rows_done (&local, error))
    return NULL;
  return G_LIST_MODEL (g_steal_pointer (&store));
}

#define DOCUMENT_QUERY                                                                                       \
  "SELECT d.id, d.number, d.kind, d.content, d.form, p.pdf, p.hash FROM document d LEFT JOIN document_page " \
  "p ON"                                                                                                     \
  " p.document = d.id "

/**
 * hall_document_read:
 * @params: x, the id of a paper, or s, its number (the newest of that number)
 *
 * Returns: (transfer full): the paper; NOT_FOUND when there is none
 */
HallDocument *
hall_document_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (HallDocument) document = g_new0 (HallDocument, 1);
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = NULL;
  HallDb *db = hall_engine_get_db (engine);

  if (g_variant_is_of_type (params, G_VARIANT_TYPE_INT64))
    rows = hall_db_query (db, error, DOCUMENT_QUERY "WHERE d.id = ?1", "i", g_variant_get_int64 (params));
  else
    rows = hall_db_query (db, error, DOCUMENT_QUERY "WHERE d.number = ?1 ORDER BY d.id DESC LIMIT 1", "t",
                          g_variant_get_string (params, NULL));
  if (rows == NULL)
    return NULL;
  if (!hall_rows_next (rows, &local)) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    else
      hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "paper", _ ("there is no such paper"));
    return NULL;
  }
  document->id = hall_rows_int (rows, 0);
  document->number = hall_rows_dup (rows, 1);
  document->kind = hall_rows_dup (rows, 2);
  document->form = hall_rows_dup (rows, 4);
  if (!hall_rows_is_null (rows, 5)) {
    document->pdf = hall_rows_bytes (rows, 5);
    document->hash = hall_rows_dup (rows, 6);
  }
  document->content = hall_json_to_variant (hall_rows_text (rows, 3), error);
  return document->content != NULL ? g_steal_pointer (&document) : NULL;
}

void
hall_document_free (gpointer data)
{
  HallDocument *self = data;

  if (self == NULL)
    return;
  g_free (self->number);
  g_free (self->kind);
  g_clear_pointer (&self->content, g_variant_unref);
  g_free (self->form);
  g_clear_pointer (&self->pdf, g_bytes_unref);
  g_free (self->hash);
  g_free (self);
}

/**
 * hall_place_printer_read:
 * @params: s, a place: "counter-3", or the name of a station
 *
 * Returns: (transfer full): the CUPS queue of the place, "" when it has none
 */
char *
hall_place_printer_read (HallEngine *engine, GVariant *params, GError **error)
{
  const char *place = g_variant_get_string (params, NULL);
  g_autoptr (GError) local = NULL;
  g_autofree char *printer = hall_db_get_text (hall_engine_get_db (engine), &local,
                                               "SELECT printer, 0 FROM station WHERE name = ?1 UNION ALL"
                                               " SELECT printer, 1 FROM counter WHERE 'counter-' || number = "
                                               "?1 AND printer IS NOT NULL ORDER BY 2 LIMIT 1",
                                               "t", place);

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  return printer != NULL ? g_steal_pointer (&printer) : g_strdup ("");
}
