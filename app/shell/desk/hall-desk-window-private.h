/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-called-page.h"
#include "hall-case-context.h"
#include "hall-case-page.h"
#include "hall-cash-page.h"
#include "hall-closing-page.h"
#include "hall-connection-banner.h"
#include "hall-counter-opening.h"
#include "hall-customer-bar.h"
#include "hall-desk-sidebar.h"
#include "hall-desk-window.h"
#include "hall-guide-page.h"
#include "hall-history-page.h"
#include "hall-idle-page.h"
#include "hall-key-button.h"
#include "hall-materials-page.h"
#include "hall-lock-page.h"
#include "hall-papers-banner.h"
#include "hall-papers-button.h"
#include "hall-paused-page.h"
#include "hall-phrase-strip.h"
#include "hall-pill.h"
#include "hall-request-watch.h"
#include "hall-sign-in-page.h"
#include "hall-spooler.h"
#include "hall-timer-label.h"

G_BEGIN_DECLS

/* Shared by the files of the desk window alone: its life and view, its actions, its keys. */
struct _HallDeskWindow {
  AdwApplicationWindow parent_instance;

  /* The template, from outside in. */
  AdwToastOverlay *toasts;
  GtkStack *face; /* sign-in, desk, lock, curtain */
  GtkWidget *watermark;
  HallSignInPage *sign_in_page;
  HallLockPage *lock_page;
  GtkWidget *curtain_button;
  AdwLeaflet *leaflet;
  HallDeskSidebar *sidebar;
  GtkWidget *main_column;
  GtkWidget *queue_button;
  AdwAvatar *avatar;
  GtkLabel *staff_label;
  GtkImage *duty_dot;
  GtkLabel *duty_label;
  HallTimerLabel *idle_timer;
  GtkSpinner *spinner;
  HallPill *practice_pill;
  AdwBin *papers_place;
  GtkImage *connection_icon;
  GtkLabel *connection_label;
  GtkLabel *clock_label;
  HallConnectionBanner *sign_in_connection; /* each face has its own under its head */
  HallConnectionBanner *connection;
  HallConnectionBanner *lock_connection;
  HallConnectionBanner *curtain_connection;
  GtkRevealer *fault_revealer;
  GtkLabel *fault_label;
  HallPapersBanner *papers_banner;
  HallCounterOpening *opening;
  HallIdlePage *idle_page;
  HallPausedPage *paused_page;
  HallCustomerBar *customer;
  GtkWidget *tabs;
  GtkToggleButton *case_tab;
  GtkToggleButton *materials_tab;
  GtkToggleButton *cash_tab;
  GtkToggleButton *history_tab;
  HallPill *case_badge;
  HallPill *materials_badge;
  HallPill *cash_badge;
  HallKeyButton *hold_button;
  HallKeyButton *transfer_button;
  GtkStack *body;       /* open, idle, paused, called, case, materials, cash, history, closing, guide */
  GtkWidget *looked_up; /* says whose case it is not, and leads back */
  GtkLabel *looked_up_label;
  GtkWidget *looked_up_theirs; /* says that it is theirs all the same */
  AdwBin *case_place;
  AdwBin *materials_place;
  HallCasePage *case_page;           /* (unowned) in its place */
  HallMaterialsPage *materials_page; /* (unowned) in its place */
  HallCalledPage *called_page;
  HallHistoryPage *history_page;
  HallClosingPage *closing_page;
  HallGuidePage *guide_page;
  GtkWidget *foot;
  HallPhraseStrip *phrases;
  GtkWidget *finish_box;
  HallKeyButton *finish_button;
  GtkLabel *finish_reason;
  HallCashPage *cash_page;         /* (unowned) in the body */
  HallPapersButton *papers_button; /* (unowned) (nullable) in its place */

  /* The hall and who sits here. */
  HallStore *store;     /* (owned) (nullable) only in tests without one */
  HallSpooler *spooler; /* (owned) (nullable) prints the papers of this counter */
  char *station;        /* (nullable) */
  char *staff;          /* (nullable) signed in */
  char *staff_name;     /* (nullable) */
  gint64 counter;       /* 0 before somebody signed in where none was named */

  HallRequestWatch *requests; /* (owned) (nullable) what this person asked the lead for */

  /* What was read last. */
  HallDeskView *view; /* (owned) (nullable) */
  gboolean reading;
  gboolean read_again; /* something changed while reading */
  guint read_id;       /* source: one reading for all changes of a turn */
  GCancellable *work;  /* (owned) */

  /* The case that is open: hall-desk-case.c. */
  char *open_number;  /* (nullable) chosen by the clerk; otherwise the ticket's newest is open */
  HallCaseView *file; /* (owned) (nullable) */
  char *file_asked;   /* (nullable) what is being read */
  gboolean file_stale;
  gboolean beside;            /* a case is looked at without a customer */
  gboolean focus_case;        /* once the case is read */
  gboolean choose_tab;        /* once the case is read: to its materials, when these are not done */
  HallCaseContext context;    /* what pages and actions were given */
  GActionGroup *case_actions; /* (owned) */

  /* Where the clerk is. */
  GtkWidget *step; /* (weak) (nullable) carries suggested-action */
  const char *tab; /* (static) of a visit: case, materials, cash, history, closing */
  gboolean guide_open;
  gboolean leaving;     /* the counter is being closed in order to sign out */
  gboolean farewell;    /* the last customer was just sent off */
  gint64 closing_since; /* monotonic µs: the closing question was opened */
  guint busy;           /* commands under way */
  guint spinner_id;     /* source: shows the spinner after 200 ms */
  guint tick_id;        /* source: once a second */
  gint64 last_input;    /* monotonic µs */
  gint64 now;           /* the hall's time of the last tick, µs since the epoch */
};

void hall_desk_window_install_actions (GtkWidgetClass *widget_class);
void hall_desk_window_install_visit_actions (GtkWidgetClass *widget_class);
void hall_desk_window_complete_first (HallDeskWindow *self);
void hall_desk_window_add_keys (HallDeskWindow *self);
void hall_desk_window_update (HallDeskWindow *self);
void hall_desk_window_update_actions (HallDeskWindow *self);
void hall_desk_window_update_phrases (HallDeskWindow *self);
void hall_desk_window_tab_clicked_cb (HallDeskWindow *self, GtkToggleButton *tab);
void hall_desk_window_read (HallDeskWindow *self);
void hall_desk_window_set_tab (HallDeskWindow *self, const char *tab);
void hall_desk_window_make_case_pages (HallDeskWindow *self);
void hall_desk_window_drop_case_pages (HallDeskWindow *self);
void hall_desk_window_follow_case (HallDeskWindow *self);
gboolean hall_desk_window_case_is_of_ticket (HallDeskWindow *self, const char *number);
const char *hall_desk_window_closing_moment (HallDeskWindow *self);
gboolean hall_desk_window_case_is_in_front (HallDeskWindow *self);
void hall_desk_window_open_case (HallDeskWindow *self, const char *number);
void hall_desk_window_open_code (HallDeskWindow *self, const char *code);
gboolean hall_desk_window_close_case (HallDeskWindow *self);
void hall_desk_window_reveal_case (HallDeskWindow *self);
void hall_desk_window_further_case (HallDeskWindow *self);
gboolean hall_desk_window_came_back (HallDeskWindow *self);
gboolean hall_desk_window_item_is_open (HallDeskWindow *self, const HallCaseItemLine *line);
gboolean hall_desk_window_choose_tab (HallDeskWindow *self);
const char *hall_desk_window_first_tab (HallDeskWindow *self);
GtkWidget *hall_desk_window_case_step (HallDeskWindow *self);
void hall_desk_window_update_case_badges (HallDeskWindow *self);
void hall_desk_window_focus_case (HallDeskWindow *self);
void hall_desk_window_clear_case (HallDeskWindow *self);
void hall_desk_window_scanned_cb (GtkWidget *window, const char *code, gpointer data);
void hall_desk_window_focus_body (HallDeskWindow *self);
void hall_desk_window_phrase_cb (HallDeskWindow *self, const char *moment, const char *text);
void hall_desk_window_guide_closed_cb (HallDeskWindow *self);
void hall_desk_window_find (HallDeskWindow *self, const char *text);
void hall_desk_window_set_person (HallDeskWindow *self, const char *staff, const char *name, gint64 counter);
void hall_desk_window_focus_float (HallDeskWindow *self);
void hall_desk_window_guard_dialog (HallDeskWindow *self, GtkWindow *dialog);
void hall_desk_window_watch_input (HallDeskWindow *self, GtkWidget *widget);
void hall_desk_window_lock (HallDeskWindow *self);
void hall_desk_window_lock_when_idle (HallDeskWindow *self);
void hall_desk_window_show_face (HallDeskWindow *self, const char *face);
gboolean hall_desk_window_shows (HallDeskWindow *self, const char *face);
void hall_desk_window_show_shortcuts (HallDeskWindow *self);
const char *hall_desk_window_get_blocker (HallDeskWindow *self);
const char *hall_desk_window_blocker_tab (const char *blocker);

G_END_DECLS
