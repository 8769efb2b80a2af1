/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-engine.h"
#include "hall-records.h"

G_BEGIN_DECLS

/*
 * What the screens read, each in one go on the store's worker:
 *
 *   hall_store_read_async (store, hall_desk_view_read, hall_desk_params (3, "G05"), hall_desk_view_free, ...)
 *
 * Every view is complete, owned by whoever reads it, and never changes.
 */

/**
 * HallInfo:
 *
 * The hall itself: names, hours, the rules' numbers.
 */
typedef struct {
  char *org_name;
  char *hall_name;
  char *hall_code;
  char *slogan;
  char *phone; /* supervision */
  gboolean practice;
  char *day;                /* (nullable) the open business day, "2026-11-20" */
  char *open_from;          /* "08:30" */
  char *open_until;         /* "17:30" */
  gboolean accepts_tickets; /* now */
  gint64 wait_limit_s;
  gint64 recall_gap_s;
  gint64 calls_before_no_show;
  gint64 idle_lock_s;
  gboolean visual_only;  /* calls are shown, not spoken */
  char *voice_languages; /* "zh", "zh,en" */
} HallInfo;

HallInfo *hall_info_read (HallEngine *engine, GVariant *params, GError **error);
void hall_info_free (gpointer self);

/**
 * HallDeskView:
 *
 * Everything a counter's desk shows.
 *
 * @blocker is what the finish command would refuse, in one word: "charge-open" (money is on the counter); of
 * a case "case-materials" (not everything was looked at), "case-accept" (everything is there: accept it),
 * "case-notice" (something is missing: give the notice), "case-refusing" (the shift lead has to approve),
 * "case-open" (nothing was decided, and there is no list to decide it).
 */
typedef struct {
  HallInfo *info;
  gint64 counter;
  char *counter_name;
  char *staff;
  char *staff_name;
  HallRole roles;
  gboolean cash_right;
  char *duty;         /* "none", "signed-in", "open", "paused" */
  gint64 duty_since;  /* the last finish or the opening: how long idle */
  char *pause_reason; /* (nullable) */
  gint64 pause_until;
  HallTicket *current;    /* (nullable) called or serving here */
  HallCharge *charge;     /* (nullable) of the current ticket, open or received */
  char *last_receipt;     /* (nullable) posted for the current ticket */
  char *paper_form;       /* (nullable) of the counter's printer: roll80, a5; NULL when it has none */
  char *next_receipt;     /* the number that the next receipt of this counter will get */
  char *blocker;          /* (nullable) code of why finish is not possible, see below */
  char *blocker_case;     /* (nullable) the number of the case that it is about */
  GListModel *waiting;    /* of HallTicket, in the order they will be called */
  GListModel *held;       /* of HallTicket, held at this counter */
  GListModel *no_shows;   /* of HallTicket that may be returned */
  GListModel *jobs;       /* of HallJob of this counter that are not done */
  GListModel *categories; /* of HallCategory */
  GListModel *counters;   /* of HallCounter */
  GListModel *bulletins;  /* of HallBulletin not yet acknowledged by this clerk */
  GListModel *cases;      /* of HallCaseLine: of the current ticket and what it came back with, newest last;
                             kind is the state */
  GListModel *due;        /* of HallCaseLine: what this clerk has to do, the most urgent first, at most 20 */
  GListModel *to_record;  /* of HallVisitLine: what this clerk has to complete, the first to be late first */
  gboolean recorded;      /* what the current ticket was for is kept already */
  gint64 longest_wait_us; /* of the waiting list */
  gint64 done_today;
  double service_mean_s;
  gint64 receipts_today;
  gint64 cash_today_fen;
  gint64 return_after; /* a returned no-show is placed after this many tickets */
} HallDeskView;

GVariant *hall_desk_params (gint64 counter, const char *staff);
HallDeskView *hall_desk_view_read (HallEngine *engine, GVariant *params, GError **error);
void hall_desk_view_free (gpointer self);

/**
 * HallPublicView:
 *
 * What the kiosk and the board show: nothing personal.
 */
typedef struct {
  HallInfo *info;
  GListModel *categories; /* of HallCategory with their matters */
  GListModel *calls;      /* of HallCall, the newest first, at most 12 */
  GListModel *promises;   /* of HallMatter that promise a time */
  GStrv notices;          /* (nullable) bulletins for the public */
} HallPublicView;

HallPublicView *hall_public_view_read (HallEngine *engine, GVariant *params, GError **error);
void hall_public_view_free (gpointer self);

/* The calls made after @after_id, oldest first: what the voice has still to say. Params: x after_id.
 * Returns a GListModel of HallCall; free with g_object_unref. */
GListModel *hall_calls_read (HallEngine *engine, GVariant *params, GError **error);

/**
 * HallCounterView:
 *
 * What the screen that faces the customer shows.
 */
typedef struct {
  HallInfo *info;
  gint64 counter;
  char *duty;  /* as in HallDeskView */
  char *staff; /* (nullable) */
  gint64 pause_until;
  HallTicket *current; /* (nullable) */
  HallCharge *charge;  /* (nullable) open, received, or posted for the current ticket */
} HallCounterView;

HallCounterView *hall_counter_view_read (HallEngine *engine, GVariant *params, GError **error);
void hall_counter_view_free (gpointer self);

#define HALL_TYPE_COUNTER (hall_counter_get_type ())
G_DECLARE_FINAL_TYPE (HallCounter, hall_counter, HALL, COUNTER, GObject)

/**
 * HallCounter:
 *
 * A counter and who sits there.
 */
struct _HallCounter {
  GObject parent_instance;

  gint64 number;
  char *name;
  char *categories; /* "A,B" */
  char *duty;
  char *staff;      /* (nullable) */
  char *staff_name; /* (nullable) */
  gint64 waiting;   /* tickets it could call */
};

#define HALL_TYPE_BULLETIN (hall_bulletin_get_type ())
G_DECLARE_FINAL_TYPE (HallBulletin, hall_bulletin, HALL, BULLETIN, GObject)
struct _HallBulletin {
  GObject parent_instance;

  gint64 id;
  char *title;
  char *text;
};

#define HALL_TYPE_STAFF (hall_staff_get_type ())
G_DECLARE_FINAL_TYPE (HallStaff, hall_staff, HALL, STAFF, GObject)
struct _HallStaff {
  GObject parent_instance;

  char *number; /* G05 */
  char *name;
  HallRole roles;
  gboolean cash_right;
};

/* Params none. Returns a GListModel of HallCounter / of HallStaff (active); free with g_object_unref. */
GListModel *hall_counters_read (HallEngine *engine, GVariant *params, GError **error);
GListModel *hall_staff_read (HallEngine *engine, GVariant *params, GError **error);

/* Search by ticket label of today, receipt number, account or payer; cases as hall_case_find_read() does.
 * Params: s query. A GListModel of HallFinding. */
#define HALL_TYPE_FINDING (hall_finding_get_type ())
G_DECLARE_FINAL_TYPE (HallFinding, hall_finding, HALL, FINDING, GObject)
struct _HallFinding {
  GObject parent_instance;

  char *kind;   /* ticket, case, receipt */
  char *number; /* A015, CD03-20261120-0015 */
  char *title;
  char *detail;
  gint64 document;    /* 0 none */
  HallTicket *ticket; /* (nullable) */
};
GListModel *hall_find_read (HallEngine *engine, GVariant *params, GError **error);

/* The story of a ticket. Params: x ticket id. A GListModel of HallMove, oldest first. */
#define HALL_TYPE_MOVE (hall_move_get_type ())
G_DECLARE_FINAL_TYPE (HallMove, hall_move, HALL, MOVE, GObject)
struct _HallMove {
  GObject parent_instance;

  gint64 at;
  char *what;  /* name of the command: take-ticket, call-next ... */
  char *staff; /* (nullable) */
  gint64 counter;
  char *station; /* (nullable) */
  char *reason;  /* (nullable) reason, summary or why */
};
GListModel *hall_ticket_story_read (HallEngine *engine, GVariant *params, GError **error);
char *hall_ticket_state_read (HallEngine *engine, GVariant *params, GError **error);

/* A phrase of the moment with its slots filled from @slots; params: (s moment, a{ss} slots). Returns char*,
 * g_free. */
GStrv hall_phrases_read (HallEngine *engine, GVariant *params, GError **error);

/**
 * HallDocument:
 *
 * A paper: its content as it was decided in the transaction that caused it, and its bytes once they are
 * rendered.
 */
typedef struct {
  gint64 id;
  char *number;      /* CD03-20261120-0015, A015 ... */
  char *kind;        /* ticket, receipt, test */
  GVariant *content; /* a{sv}, see print/hall-paper.h */
  char *form;        /* roll80, a5 */
  GBytes *pdf;       /* (nullable) as filed */
  char *hash;        /* (nullable) SHA-256 of the bytes, hexadecimal */
} HallDocument;

/* Params: x id, or s number (the newest paper of that number). */
HallDocument *hall_document_read (HallEngine *engine, GVariant *params, GError **error);
void hall_document_free (gpointer self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallDocument, hall_document_free)

/* The jobs of a place that are not at their end. Params: s place ("" for all). Returns a GListModel of
 * HallJob. */
GListModel *hall_jobs_read (HallEngine *engine, GVariant *params, GError **error);

/* The CUPS queue of a place. Params: s place. Returns char*, "" for none; g_free. */
char *hall_place_printer_read (HallEngine *engine, GVariant *params, GError **error);

G_END_DECLS
