/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-cash-draft.h"
#include "hall-cash-lines.h"
#include "hall-cash-notes.h"
#include "hall-cash-page.h"
#include "hall-key-button.h"
#include "hall-money-entry.h"
#include "hall-pill.h"

G_BEGIN_DECLS

/* What the two halves of the cash tab share: hall-cash-page.c acts, hall-cash-page-show.c shows. */

/* Where a charge stands. The two calls of S004 4.6 are the two steps between these three. */
typedef enum {
  PHASE_EDIT,   /* lines and money are typed */
  PHASE_LOCKED, /* received was called: nothing can be typed */
  PHASE_POSTED, /* change was called: the receipt exists */
} Phase;

/**
 * HallCashPage:
 *
 * The cash tab (S004 4.6): what is charged, what was received, what goes back, in the order they are spoken;
 * then two keys. "Called received" locks the amounts, "Called change" posts and prints. They are two actions
 * on two keys far apart, and neither does anything outside its own step, so that no double press can lock and
 * post.
 *
 * Actions: cash.received, cash.change, cash.unlock, cash.drop, cash.another, cash.add-line, cash.tender-cash,
 * cash.tender-scan, cash.tender-card, cash.tender-transfer. Signal "step-changed":
 * hall_cash_page_get_next_step().
 */
struct _HallCashPage {
  GtkWidget parent_instance;

  GtkWidget *body;
  HallCashLines *lines;
  GtkLabel *total;
  GtkLabel *words;
  GtkWidget *received_box;
  GtkWidget *lock;
  GtkWidget *unlock;
  HallMoneyEntry *received;
  GtkLabel *received_caption;
  GtkLabel *change;
  GtkLabel *change_caption;
  GtkWidget *read_card;
  GtkLabel *sentence;
  HallCashNotes *notes;
  GtkLabel *receipt;
  HallPill *paper;
  GtkLabel *note;
  GtkSpinner *spinner;
  GtkWidget *drop;
  GtkWidget *another;
  HallKeyButton *called_received;
  HallKeyButton *called_change;

  HallStore *store; /* (owned) (nullable) */
  gint64 counter;
  char *staff;        /* (owned) */
  gint64 ticket;      /* id of the ticket in front of us, 0 none */
  char *label;        /* (owned) (nullable) of that ticket */
  char *matter;       /* (owned) (nullable) code of its matter */
  char *day;          /* (owned) (nullable) */
  char *next_receipt; /* (owned) (nullable) */
  gboolean cash_right;

  Phase phase;
  HallCashStep step;        /* as last told */
  gboolean busy;            /* a command is on its way */
  guint customer;           /* counts customers: an answer for the one before is not for this one */
  gboolean received_wanted; /* F5 was pressed while the total was on its way */
  gboolean typed;           /* by a person, since the lines were set */
  gboolean updating;
  gboolean insist;              /* somebody wanted to go on: name also what is only missing */
  gint64 charge;                /* id in the store, 0 none */
  HallCashDraft *sent;          /* (owned) (nullable) what the store's charge says */
  HallCashDraft *asked;         /* (owned) (nullable) what the command on its way says */
  char *refusal;                /* (owned) (nullable) what the store answered */
  gboolean refusal_at_received; /* it belongs to the field */
  gboolean refusal_passes;      /* the hall was away or busy: what it says is over when it is back */

  /* once locked */
  gint64 locked_total, locked_due, locked_received, locked_change; /* fen */
  gint64 locked_at;                                                /* µs since the epoch, the hall's time */
  char *read;         /* (owned) (nullable) the sentence, from the store */
  char *posted;       /* (owned) (nullable) the receipt's number */
  char *paper_state;  /* (owned) (nullable) of its job; "posted", "no-printer"; NULL: not known */
  char *paper_reason; /* (owned) (nullable) */

  guint keep_id;
  guint stage_id;
  guint fit_id;
};

HallCashDraft *hall_cash_page_get_draft (HallCashPage *self);
void hall_cash_page_refresh (HallCashPage *self);

G_END_DECLS
