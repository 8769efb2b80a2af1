/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * HallRole:
 *
 * Who may do what (hall rules, section 7). A member of staff holds a set of these; a station (kiosk, board,
 * counter display) has nobody signed in and only the last.
 */
typedef enum {
  HALL_ROLE_NONE = 0,
  HALL_ROLE_CLERK = 1 << 0,
  HALL_ROLE_LEAD = 1 << 1,
  HALL_ROLE_ADMIN = 1 << 2,
  HALL_ROLE_STATION = 1 << 3,
} HallRole;

char *hall_roles_to_text (HallRole roles);
gboolean hall_roles_from_text (const char *text, HallRole *roles, GError **error);

/**
 * HallTicketState:
 *
 * The states of a queue ticket (hall rules 5.1). Stored by name, see hall_ticket_state_name().
 */
typedef enum {
  HALL_TICKET_WAITING,   /* 等候 */
  HALL_TICKET_CALLED,    /* 已叫号 */
  HALL_TICKET_SERVING,   /* 办理中 */
  HALL_TICKET_PAUSED,    /* 挂起 */
  HALL_TICKET_NO_SHOW,   /* 过号 */
  HALL_TICKET_DONE,      /* 办结 */
  HALL_TICKET_VOID,      /* 作废: second no-show */
  HALL_TICKET_CANCELLED, /* 取消 */
  HALL_TICKET_CARRIED,   /* 未办离场 */
} HallTicketState;

#define HALL_N_TICKET_STATES (HALL_TICKET_CARRIED + 1)

const char *hall_ticket_state_name (HallTicketState state);
gboolean hall_ticket_state_from_name (const char *name, HallTicketState *state);
gboolean hall_ticket_state_can_move (HallTicketState from, HallTicketState to);

/**
 * HallTopic:
 *
 * What a change touched. Screens listen for these and read again what they show.
 */
typedef enum {
  HALL_TOPIC_NONE = 0,
  HALL_TOPIC_TICKETS = 1 << 0,
  HALL_TOPIC_CALLS = 1 << 1, /* something to show and speak on the board */
  HALL_TOPIC_COUNTERS = 1 << 2,
  HALL_TOPIC_CASH = 1 << 3,
  HALL_TOPIC_PAPERS = 1 << 4,
  HALL_TOPIC_DAY = 1 << 5,
  HALL_TOPIC_STAFF = 1 << 6,
  HALL_TOPIC_SETUP = 1 << 7,
  HALL_TOPIC_CASES = 1 << 8,
  HALL_TOPIC_ALL = 0x1ff,
} HallTopic;

G_END_DECLS
