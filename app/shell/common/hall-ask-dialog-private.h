/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-ask-dialog.h"
#include "hall-key-button.h"

G_BEGIN_DECLS

/* Shared by the files of the dialog alone: what it does, and what it asks. */
struct _HallAskDialog {
  AdwWindow parent_instance;

  GtkLabel *title_label;
  GtkLabel *subject_label;
  GtkWidget *phrase_box;
  GtkLabel *phrase_label;
  GtkScrolledWindow *scroller;
  GtkBox *rows;
  GtkLabel *error_label;
  HallKeyButton *go_button;

  HallStore *store; /* (owned) (nullable) in tests without one */
  char *command;    /* (nullable) when going on is all there is */
  char *staff;
  char *station; /* (nullable) */
  gint64 counter;
  char *owner;  /* (nullable) whose drafts they are */
  char *moment; /* (nullable) of the phrase on top */
  gboolean busy;

  GPtrArray *fields;      /* (owned) of HallAskField, in their order */
  GVariantDict fixed;     /* arguments that are not asked for */
  GHashTable *aliases;    /* (owned) what the hall calls a field otherwise */
  GHashTable *slots;      /* (owned) of the phrase, beside the fields */
  HallTextField *text;    /* (unowned) (nullable) that the suggestions are for */
  HallAskCompose compose; /* (nullable) */
  gpointer compose_data;
  GCancellable *reading; /* (owned) (nullable) */
  guint fit_id;          /* source: makes the window as high as what is in it */
};

/**
 * HallAskField:
 * @name: the argument; of a choice what the phrase calls it
 * @widget: (unowned): a HallTextField, HallChoiceField, GtkCheckButton or GtkSpinButton
 *
 * One question.
 */
typedef struct {
  char *name;
  GtkWidget *widget;
} HallAskField;

void hall_ask_dialog_update_phrase (HallAskDialog *self);

G_END_DECLS
