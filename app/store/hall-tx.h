/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-db.h"
#include "hall-engine.h"

G_BEGIN_DECLS

typedef struct _HallCommandSpec HallCommandSpec;

/**
 * HallTx:
 *
 * One command while it is carried out, inside its transaction. A command function changes rows through @db,
 * adds to
 * @answer, and returns %FALSE with an error to undo all of it.
 */
typedef struct {
  HallEngine *engine;
  HallDb *db;
  const HallCommand *command;
  const HallCommandSpec *spec;
  GTimeZone *zone;   /* (not owned) */
  gint64 now;        /* µs since the epoch */
  char *today;       /* the hall's local date */
  char *day;         /* (nullable) the open business day */
  HallRole roles;    /* of the one who asks; STATION when nobody is signed in */
  const char *staff; /* (nullable) */
  char *staff_name;  /* (nullable) */
  gboolean cash_right;
  gint64 counter;       /* where the one who asks sits, 0 none */
  const char *station;  /* (nullable) */
  gboolean alone;       /* whether nobody else changes anything meanwhile */
  gboolean wants_alone; /* whether it must be: it is begun again then */
  gboolean owns;        /* whether the locks of its own counter and chain are held */
  GHashTable *options;  /* (nullable) name → value, once one was asked for */
  gint64 duty;          /* the row of duty, 0 none */
  char *duty_state;     /* (nullable) */
  gint64 duty_counter;  /* the counter of that row, 0 none */
  GVariantBuilder answer;
  GVariantDict aside;    /* answered and written down nowhere: what a mask hides */
  GVariantBuilder facts; /* hashes of what was posted, for the journal */
  gboolean has_facts;
  HallTopic topics;
} HallTx;

typedef gboolean (*HallCommandFunc) (HallTx *tx, GError **error);
typedef void (*HallCommandAskFunc) (HallTx *tx);

typedef enum {
  HALL_COMMAND_ANYWHERE = 0,
  HALL_COMMAND_AT_COUNTER = 1 << 0, /* the one who asks has opened a counter (and is not away) */
  HALL_COMMAND_ON_DUTY = 1 << 1,    /* or has, and may be away */
  HALL_COMMAND_DAY = 1 << 2,        /* a business day is open */
  HALL_COMMAND_CASH = 1 << 3,       /* the cash right */
  HALL_COMMAND_ARRIVES = 1 << 4,    /* it takes a place and checks itself where the one who asks sits */
  HALL_COMMAND_BESIDE = 1 << 5, /* it may be carried out beside others: only its own counter's rows change,
                                   and those of queues that it locks */
} HallCommandFlags;

/**
 * HallCommandSpec:
 * @name: as written in scripts
 * @roles: who may ask for it (hall rules 7)
 * @flags: what must be true before
 * @args: "name:type" separated by spaces, "?" behind a name that may be left out. Types: line, text, reason,
 * word, int, money, bool, list, group, bytes, secret
 * @topics: what it touches
 * @func: carries it out
 * @ask: (nullable): asks ahead what @func will ask for certain, hall_db_ask()
 *
 * One row of the table of commands.
 */
struct _HallCommandSpec {
  const char *name;
  HallRole roles;
  HallCommandFlags flags;
  const char *args;
  HallTopic topics;
  HallCommandFunc func;
  HallCommandAskFunc ask;
};

/* The tables of commands, one a moment; each ends with a row without name. */
extern const HallCommandSpec hall_commands_day[];
extern const HallCommandSpec hall_commands_ticket[];
extern const HallCommandSpec hall_commands_case[];
extern const HallCommandSpec hall_commands_visit[];
extern const HallCommandSpec hall_commands_cash[];
extern const HallCommandSpec hall_commands_paper[];
extern const HallCommandSpec hall_commands_people[];
extern const HallCommandSpec hall_commands_setup[];
extern const HallCommandSpec hall_commands_matter[];
extern const HallCommandSpec hall_commands_knowledge[];

const HallCommandSpec *hall_command_spec_find (const char *name);
HallCommand *hall_command_spec_mask (const HallCommandSpec *spec, const HallCommand *command);
gboolean hall_command_spec_is_secret (const HallCommandSpec *spec, const char *name);
gboolean hall_command_spec_check (const HallCommandSpec *spec, GVariant *args, GError **error);

void hall_tx_ask (HallTx *tx);
gboolean hall_tx_begin (HallTx *tx, GError **error);
void hall_tx_clear (HallTx *tx);
char *hall_tx_chain (HallTx *tx);
gboolean hall_tx_lock_queues (HallTx *tx, const char *const *categories, GError **error);
void hall_tx_refresh_now (HallTx *tx);
gboolean hall_tx_need_alone (HallTx *tx, GError **error);

const char *hall_tx_text (HallTx *tx, const char *name);
gboolean hall_tx_is_blank (const char *text);
const char *hall_tx_word (const char *stored);
char *hall_tx_role_words (HallRole roles);
gint64 hall_tx_int (HallTx *tx, const char *name, gint64 fallback);
gboolean hall_tx_bool (HallTx *tx, const char *name);
GVariant *hall_tx_value (HallTx *tx, const char *name);

void hall_tx_answer_text (HallTx *tx, const char *name, const char *value);
void hall_tx_answer_int (HallTx *tx, const char *name, gint64 value);
void hall_tx_answer_bool (HallTx *tx, const char *name, gboolean value);
void hall_tx_answer_value (HallTx *tx, const char *name, GVariant *value);
void hall_tx_answer_aside (HallTx *tx, const char *name, const char *value);
void hall_tx_fact (HallTx *tx, const char *name, const char *value);

gint64 hall_tx_option_int (HallTx *tx, const char *name, gint64 fallback);
char *hall_tx_option_text (HallTx *tx, const char *name);
gboolean hall_tx_next_number (HallTx *tx, const char *series, gint64 *number, GError **error);

/* commands-day.c */
gboolean hall_day_ensure (HallTx *tx, GError **error);
gboolean hall_day_times (HallTx *tx, gint64 *open_from, gint64 *open_until, GError **error);
/* hall-case.c */
char *hall_case_number_of (HallDb *db, const char *text, GError **error);
gboolean hall_case_check_ticket (HallTx *tx, gint64 ticket, GError **error);
gboolean hall_case_decide (HallTx *tx,
                           const char *kind,
                           const char *subject,
                           const char *detail,
                           gint64 counter,
                           gboolean approved,
                           GError **error);
/* hall-queue.c */
gboolean hall_duty_check_counter (HallTx *tx, gint64 counter, GError **error);
gboolean hall_ticket_move (
    HallTx *tx, gint64 id, HallTicketState from, HallTicketState to, const char *reason, GError **error);
void hall_ticket_ask_at_counter (HallTx *tx);
gboolean hall_ticket_at_counter (HallTx *tx, gint64 *id, HallTicketState *state, GError **error);
gboolean hall_ticket_check_no_charge (HallTx *tx, gint64 id, GError **error);
gboolean hall_ticket_hold (HallTx *tx, gint64 id, const char *reason, GError **error);
gboolean hall_ticket_unhold (HallTx *tx, gint64 id, GError **error);
/* commands-paper.c */
gboolean hall_paper_issue (HallTx *tx,
                           const char *kind,
                           const char *number,
                           const char *form,
                           GVariant *content,
                           const char *place,
                           const char *printer,
                           gint64 *document,
                           GError **error);
void hall_paper_ask_heading (HallTx *tx);
void hall_paper_add_heading (HallTx *tx, GVariantBuilder *content);

G_END_DECLS
