/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-db.h"
#include "hall-import.h"
#include "hall-tx.h"

G_BEGIN_DECLS

/* A line of the file, checked: hall-import.c reads, hall-import-write.c writes. */
typedef struct {
  gint64 line;
  char *label;
  char *category;
  char *day;
  gint64 number;
  gboolean priority;
  gint64 issued_at;
  gint64 called_at; /* 0 never */
  gint64 done_at;   /* 0 none: the end, whatever the outcome */
  HallTicketState outcome;
  gint64 counter; /* 0 none */
  char *staff;    /* (nullable) */
} HallImportRow;

/* What the hall has of a day that the file names. */
typedef enum {
  HALL_IMPORT_DAY_NEW = 1,
  HALL_IMPORT_DAY_HAS_TICKETS,
  HALL_IMPORT_DAY_CLOSED, /* the hall has worked on it and closed it: nothing is booked into it any more */
} HallImportDay;

typedef struct {
  HallDb *db;      /* (not owned) */
  GTimeZone *zone; /* (not owned) */
  gboolean create_missing;
  char *today; /* (nullable) a later day is a fault; NULL in a practice hall, which has a time of its own */
  GPtrArray *rows;        /* of HallImportRow */
  GPtrArray *faults;      /* of HallImportFault */
  GHashTable *labels;     /* "day label" → line */
  GHashTable *categories; /* code → whether it is there */
  GHashTable *staff;      /* number → whether it is there */
  GHashTable *days;       /* day → a HallImportDay */
} HallImport;

void hall_import_init (HallImport *self, HallEngine *engine, gboolean create_missing);
void hall_import_clear (HallImport *self);
gboolean hall_import_parse (HallImport *self, GBytes *bytes, GError **error);
gboolean hall_import_write (HallTx *tx, HallImport *import, GError **error);

/* The command "import-tickets {source, data, create_missing?}" for the table of commands. */
gboolean hall_import_tickets (HallTx *tx, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HallImport, hall_import_clear)

G_END_DECLS
