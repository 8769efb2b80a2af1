/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-types.h"

G_BEGIN_DECLS

/*
 * What the screens show: final objects that the store builds complete and nobody changes afterwards. Their
 * fields are read directly and never written outside the store. Times are µs since the epoch (UTC), 0 where
 * there is none; money is fen.
 */

#define HALL_TYPE_TICKET (hall_ticket_get_type ())
G_DECLARE_FINAL_TYPE (HallTicket, hall_ticket, HALL, TICKET, GObject)

/**
 * HallTicket:
 *
 * A queue ticket as it stood when it was read.
 */
struct _HallTicket {
  GObject parent_instance;

  gint64 id;
  char *label;         /* "A015" */
  char *category;      /* "A" */
  char *category_name; /* in the language of the hall: 缴费 */
  char *matter;        /* (nullable) "A1" */
  char *matter_name;   /* (nullable) 采暖费缴纳 */
  HallTicketState state;
  gboolean priority;     /* 优 */
  char *priority_reason; /* (nullable) for the clerk who serves it only, never in a list */
  gint64 issued_at;
  gint64 called_at; /* the first call */
  gint64 last_call_at;
  gint64 started_at;
  gint64 paused_since; /* while held */
  gint64 paused_us;    /* held before, in all */
  int calls;           /* 1 to 3 in this round */
  int returned;        /* times it came back after a no-show, at most 1 */
  gint64 counter;      /* 0 none */
  char *staff;         /* (nullable) who called or serves it */
  char *summary;       /* (nullable) what the last counter wrote when it transferred the ticket */
  char *hold_reason;   /* (nullable) */
  char *why;           /* (nullable) the plain reason of the last call */
  gboolean late;       /* 延时服务 */
  gboolean over_limit; /* has waited longer than the hall's limit */
};

#define HALL_TYPE_CATEGORY (hall_category_get_type ())
G_DECLARE_FINAL_TYPE (HallCategory, hall_category, HALL, CATEGORY, GObject)

/**
 * HallCategory:
 *
 * A category of business and how its queue stands.
 */
struct _HallCategory {
  GObject parent_instance;

  char *code; /* "A", also the letter of its tickets */
  char *name; /* 缴费 */
  char *name_en;
  char *hint; /* what belongs to it: 采暖费、补打收据、开发票 */
  char *hint_en;
  char *colour;        /* "#0b6b58" */
  gint64 waiting;      /* tickets that wait now */
  gint64 counters;     /* open counters that serve it */
  gint64 quota;        /* tickets a day, 0 without limit */
  gint64 issued;       /* today */
  GListModel *matters; /* of HallMatter */
};

#define HALL_TYPE_MATTER (hall_matter_get_type ())
G_DECLARE_FINAL_TYPE (HallMatter, hall_matter, HALL, MATTER, GObject)

/**
 * HallMatter:
 *
 * A matter and what to bring for it.
 */
struct _HallMatter {
  GObject parent_instance;

  char *code; /* "A1" */
  char *category;
  char *name;
  char *name_en;
  char *promise; /* (nullable) 3个工作日 */
  char *promise_en;
  char *fee;             /* (nullable) in the language of the hall: 按面积×单价 */
  gboolean paid_at_once; /* done on the spot, for money: nothing of it becomes a case by itself */
  GStrv materials;       /* what to bring, one line each */
  GStrv materials_en;
};

#define HALL_TYPE_CALL (hall_call_get_type ())
G_DECLARE_FINAL_TYPE (HallCall, hall_call, HALL, CALL, GObject)

/**
 * HallCall:
 *
 * One call of a ticket to a counter, in the order they were made.
 */
struct _HallCall {
  GObject parent_instance;

  gint64 id; /* grows with each call */
  char *label;
  gint64 counter;
  gint64 at;
  int round; /* 1 to 3 */
};

#define HALL_TYPE_JOB (hall_job_get_type ())
G_DECLARE_FINAL_TYPE (HallJob, hall_job, HALL, JOB, GObject)

/**
 * HallJob:
 *
 * One copy of a paper on its way to a printer: a row of the outbox.
 *
 * States: waiting (待打印), sent (已送), attention (the printer needs somebody), done (已完成), failed
 * (失败), unknown (somebody must say whether the paper came out).
 */
struct _HallJob {
  GObject parent_instance;

  gint64 id;
  gint64 document;
  char *number;  /* of the paper: CD03-20261120-0015 */
  char *kind;    /* ticket, receipt, test */
  char *place;   /* whose process prints it: "counter-3", "kiosk" */
  char *printer; /* (nullable) CUPS queue; NULL when the place has none */
  char *form;    /* roll80, a5 */
  char *state;
  char *reason;  /* (nullable) stem of printer-state-reasons: media-empty, offline, media-jam, removed ... */
  char *message; /* (nullable) the printer's own words */
  gint64 cups_job; /* 0 before it was sent */
  gint64 attempts;
  gint64 copy; /* 0 the original, n the n-th reprint */
  gint64 created_at;
  char *reprint_reason; /* (nullable) */
  char *reprint_line;   /* (nullable) who reprinted when where, as it goes on the paper */
};

/**
 * HallCharge:
 *
 * A charge at a counter: lines, tenders, the two calls.
 */
#define HALL_TYPE_CHARGE (hall_charge_get_type ())
G_DECLARE_FINAL_TYPE (HallCharge, hall_charge, HALL, CHARGE, GObject)
struct _HallCharge {
  GObject parent_instance;

  gint64 id;
  char *state;        /* open, received, posted, dropped */
  char *payer;        /* (nullable) */
  char *account;      /* (nullable) */
  GPtrArray *lines;   /* of HallChargeLine */
  GPtrArray *tenders; /* of HallTender: what was paid otherwise than in cash */
  gint64 total_fen;
  gint64 cash_due_fen;
  gint64 received_fen; /* once called */
  gint64 change_fen;
  gint64 received_at;
  char *sentence; /* (nullable) the read-back, once received */
  char *receipt;  /* (nullable) number, once posted */
};

typedef struct {
  char *item;
  char *quantity; /* (nullable) "51.46" */
  char *unit;     /* (nullable) 平方米 */
  gint64 unit_price_fen;
  gint64 amount_fen;
} HallChargeLine;

typedef struct {
  char *kind; /* scan, card, transfer */
  gint64 amount_fen;
} HallTender;

HallChargeLine *hall_charge_line_new (void);
void hall_charge_line_free (HallChargeLine *self);
HallTender *hall_tender_new (const char *kind, gint64 amount_fen);
void hall_tender_free (HallTender *self);

G_END_DECLS
