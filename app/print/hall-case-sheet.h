/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-paper-private.h"

G_BEGIN_DECLS

/*
 * The formal papers of a case: A5 portrait, a table under a head, two copies of one content. The type is as
 * large as lets a copy stand on one page; what is longer goes on, with its head and its columns again.
 */
#define HALL_CASE_WIDTH 944 /* dots between the margins: 118 mm */

typedef struct _HallCaseTable HallCaseTable;

typedef struct {
  const char *title;         /* 一次性告知书 */
  const char *number_key;    /* notice_no */
  const char *const *copies; /* what each copy is called, NULL at the end */
  const char *foot;          /* 一式两份 ... */
  double second;             /* width of the second label of a pair, dots */
  void (*fill) (HallCaseTable *table, GVariant *content);
} HallCaseForm;

HallSheet *hall_case_sheet_lay_out (const HallCaseForm *form, GVariant *content, GStrv reprint);

/* Rows, in their order; texts are taken over. A row may be longer than a page. */
void hall_case_table_pairs (
    HallCaseTable *self, const char *label, const char *value, const char *label2, const char *value2);
void hall_case_table_named (HallCaseTable *self, const char *label, const char *value);
void hall_case_table_whole (HallCaseTable *self, const char *text);
void hall_case_table_columns (HallCaseTable *self, const double *widths, const char *const *labels, guint n);
void hall_case_table_line (HallCaseTable *self, const char *const *texts);
void hall_case_table_end_columns (HallCaseTable *self);
void hall_case_table_signs (HallCaseTable *self, const char *left, const char *right);

/* Words that papers of cases have in common. */
const char *hall_case_text (GVariant *content, const char *key);
char *hall_case_form_words (GVariant *item);
const char *hall_case_handling_words (const char *handling, gboolean done);
char *hall_case_date (const char *at);
char *hall_case_join (GVariant *content, const char *key, const char *separator);
char *hall_case_phone (GVariant *content, const char *which);
char *hall_case_proxy (GVariant *content);
char *hall_case_number_pair (GVariant *content);
char *hall_case_counter (GVariant *content);
char *hall_case_responsible (GVariant *content);
const char *hall_case_code (GVariant *content);
char *hall_case_due (const char *due_at);

/* Of the roll. */
void hall_case_roll_head (
    HallSheet *sheet, GVariant *content, GStrv reprint, const char *title, const char *number);
void hall_case_roll_foot (HallSheet *sheet, GVariant *content, GStrv reprint);

G_END_DECLS
