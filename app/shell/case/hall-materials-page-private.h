/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-key-button.h"
#include "hall-material-row.h"
#include "hall-materials-page.h"
#include "hall-pill.h"

G_BEGIN_DECLS

/* Shared by the files of the materials tab alone: its life and commands, its texts. */

typedef enum {
  MODE_NONE,  /* no case is open */
  MODE_EMPTY, /* one without a checklist, still to be answered or accepted */
  MODE_CHECK, /* the checklist is being worked on */
  MODE_DONE,  /* its outcome is there: the list only shows */
} Mode;

struct _HallMaterialsPage {
  AdwBin parent_instance;

  GtkStack *face; /* none, work */
  GtkWidget *columns;
  GtkWidget *head;
  GtkLabel *count;
  GtkWidget *hints;
  GtkWidget *told;
  GtkLabel *told_title;
  GtkLabel *told_text;
  HallPill *told_pill;
  GtkScrolledWindow *scroller;
  GtkWidget *body;
  GtkWidget *done;
  GtkImage *done_mark;
  GtkLabel *done_title;
  GtkLabel *done_number;
  GtkLabel *done_hero;
  GtkLabel *done_words;
  GtkWidget *done_say_box;
  GtkLabel *done_say;
  HallKeyButton *again_button;
  AdwStatusPage *empty;
  HallKeyButton *answer_button;
  GtkListBox *list;
  GtkWidget *foot;
  GtkImage *foot_mark;
  GtkLabel *foot_title;
  GtkLabel *foot_text;
  GtkLabel *wrong;
  GtkCheckButton *no_paper;
  GtkSpinner *spinner;
  HallKeyButton *outcome_button;
  GtkWidget *rule;
  GtkScrolledWindow *side;
  GtkWidget *facts;
  GtkLabel *promise;
  GtkLabel *promise_due;
  GtkLabel *promise_words;
  GtkLabel *fee;
  GtkWidget *conditions_box;
  GtkLabel *conditions;
  GtkWidget *basis_box;
  GtkLabel *basis;
  GtkLabel *responsible;

  HallCaseContext context; /* as set last; what it points to is not owned */
  char *number;            /* (nullable) of the case that the rows show */
  guint serial;            /* grows with each case, so that late answers are not taken for another's */
  Mode mode;
  HallMaterialRow *current; /* (unowned) (nullable) */
  guint pending;            /* marks that the hall has not answered yet */
  gboolean wanted;          /* the outcome was pressed meanwhile */
  gboolean running;         /* the outcome is being carried out */
  gboolean reopened;        /* after a notice, of this visit: the customer has it after all */
  GVariant *answer;         /* (owned) (nullable) what the outcome of this visit said */
  gboolean answered_branch; /* whether that was an acceptance */
  gboolean told_in_words;   /* and the notice was not given on paper */
  gboolean caught_up;       /* whether the case was read again since */
  GtkWidget *step;          /* (unowned) (nullable) */
  gboolean step_ready;

  guint held; /* a key that may yet be the first of a scanner's, 0 for none */
  guint held_id;
  gint64 last_key; /* monotonic µs */
  gint64 deaf_until;
  guint scroll_id; /* tick */
  guint scroll_ticks;
  gboolean narrow;
  guint narrow_id; /* source */
};

HallBranch hall_materials_page_branch (HallMaterialsPage *self, guint *unmet, guint *unseen);
void hall_materials_page_show (HallMaterialsPage *self);
guint hall_materials_page_n_rows (HallMaterialsPage *self);
HallMaterialRow *hall_materials_page_nth (HallMaterialsPage *self, guint n);

G_END_DECLS
