/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-case-context.h"
#include "hall-case-page.h"
#include "hall-connection-banner.h"
#include "hall-decision-row.h"
#include "hall-floor-grid.h"
#include "hall-key-button.h"
#include "hall-lead-window.h"
#include "hall-lock-page.h"
#include "hall-materials-page.h"
#include "hall-pill.h"
#include "hall-sign-in-page.h"
#include "hall-wait-line.h"

G_BEGIN_DECLS

/* Shared by the files of the lead's window alone: its life, what shows, what is done, its keys. */
struct _HallLeadWindow {
  AdwApplicationWindow parent_instance;

  /* The template, from outside in. */
  AdwToastOverlay *toasts;
  GtkStack *face; /* sign-in, floor, lock, curtain */
  GtkWidget *watermark;
  HallSignInPage *sign_in_page;
  HallLockPage *lock_page;
  GtkWidget *curtain_button;
  AdwAvatar *avatar;
  GtkLabel *staff_label;
  GtkSpinner *spinner;
  HallPill *practice_pill;
  GtkImage *connection_icon;
  GtkLabel *connection_label;
  GtkLabel *clock_label;
  HallConnectionBanner *sign_in_connection; /* each face has its own under its head */
  HallConnectionBanner *connection;
  HallConnectionBanner *lock_connection;
  HallConnectionBanner *curtain_connection;
  GtkRevealer *fault_revealer;
  GtkLabel *fault_label;
  GtkStack *page; /* floor, case */
  GtkLabel *waiting_figure;
  HallWaitLine *wait_line;
  GtkImage *longest_alarm;
  GtkLabel *longest_figure;
  GtkLabel *longest_unit;
  GtkLabel *open_figure;
  GtkLabel *open_unit;
  GtkLabel *decide_figure;
  HallPill *red_pill;
  HallPill *amber_pill;
  GtkLabel *done_figure;
  GtkLabel *done_unit;
  GtkGrid *cards;
  GtkWidget *floor_box;
  GtkWidget *due_box;
  HallFloorGrid *floor;
  GtkListView *due_list;
  GtkStack *due_stack; /* list, none */
  GtkMenuButton *bounce_button;
  HallPill *bounce_pill;
  GtkListBox *bounce_list;
  GtkMenuButton *late_button;
  HallPill *late_pill;
  GtkListBox *late_list;
  GtkMenuButton *second_button;
  HallPill *second_pill;
  GtkListBox *second_list;
  GtkLabel *decide_title;
  GtkStack *decide_stack; /* list, none */
  GtkScrolledWindow *decide_scroll;
  GtkListBox *decisions; /* of HallDecisionRow */
  GtkToggleButton *case_tab;
  GtkToggleButton *materials_tab;
  GtkStack *case_stack;    /* case, materials */
  HallCasePage *case_page; /* (unowned) in the stack */
  HallMaterialsPage *materials_page;
  GActionGroup *case_actions; /* (owned) the group “case” */

  /* The hall and who looks at it. */
  HallStore *store; /* (owned) (nullable) only in tests without one */
  char *station;    /* (nullable) */
  char *staff;      /* (nullable) signed in */
  char *staff_name; /* (nullable) */

  /* What was read last. */
  HallLeadView *view;      /* (owned) (nullable) */
  GListStore *due;         /* (owned) of HallCaseLine */
  char *opened;            /* (nullable) the number of the case on its page */
  HallCaseView *file;      /* (owned) (nullable) that case */
  HallCaseContext context; /* what the pages of the case know of this screen */
  GtkWidget *step;         /* (unowned) (nullable) of the case's page: carries suggested-action */
  GPtrArray *due_rows;     /* (element-type GtkListItem) (unowned): bound now */
  gboolean reading;
  gboolean read_again; /* something changed while reading */
  guint read_id;       /* source: one reading for all changes of a turn */
  GCancellable *work;  /* (owned) */

  guint busy;        /* commands under way */
  guint spinner_id;  /* source: shows the spinner after 200 ms */
  guint tick_id;     /* source: once a second */
  gint64 last_input; /* monotonic µs */
  gint64 last_key;   /* monotonic µs: the last key but one and the last, to tell a scanner by its speed */
  gint64 key_before;
  gint64 decided_at; /* monotonic µs: a second tap on Y does not agree to what comes next */
  gint64 now;        /* the hall's time of the last tick, µs since the epoch */
};

void hall_lead_window_install_actions (GtkWidgetClass *widget_class);
void hall_lead_window_update (HallLeadWindow *self);
void hall_lead_window_update_actions (HallLeadWindow *self);
void hall_lead_window_update_step (HallLeadWindow *self);
void hall_lead_window_read (HallLeadWindow *self);
void hall_lead_window_set_person (HallLeadWindow *self, const char *staff, const char *name);
void hall_lead_window_lock (HallLeadWindow *self);
void hall_lead_window_show_face (HallLeadWindow *self, const char *face);
gboolean hall_lead_window_shows (HallLeadWindow *self, const char *face);
void hall_lead_window_add_keys (HallLeadWindow *self);
void hall_lead_window_add_due_list (HallLeadWindow *self);
void hall_lead_window_decided (HallLeadWindow *self, gboolean yes, const char *text, HallDecisionRow *row);
HallDecisionRow *hall_lead_window_get_row (HallLeadWindow *self);
void hall_lead_window_open_case (HallLeadWindow *self, const char *number);
void hall_lead_window_read_case (HallLeadWindow *self);
void hall_lead_window_forget_case (HallLeadWindow *self);
void hall_lead_window_forget_decisions (HallLeadWindow *self);
void hall_lead_window_make_case_pages (HallLeadWindow *self);
void hall_lead_window_drop_case_pages (HallLeadWindow *self);
void hall_lead_window_update_case_step (HallLeadWindow *self);
gboolean hall_lead_window_show_tab (HallLeadWindow *self, gboolean materials);
void hall_lead_window_watch_input (HallLeadWindow *self, GtkWidget *widget);

G_END_DECLS
