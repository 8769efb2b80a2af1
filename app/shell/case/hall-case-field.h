/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HALL_TYPE_CASE_FIELD (hall_case_field_get_type ())
G_DECLARE_FINAL_TYPE (HallCaseField, hall_case_field, HALL, CASE_FIELD, AdwBin)

/**
 * HallCaseFieldCheck:
 * @text: what stands there, not empty
 * @words: (out) (optional): what it is, in a few words, when it is right
 * @error: what is wrong with it
 * @data: as given
 *
 * Returns: whether @text is right
 */
typedef gboolean (*HallCaseFieldCheck) (const char *text, char **words, GError **error, gpointer data);

GtkWidget *hall_case_field_new (const char *title);
void hall_case_field_set_check (HallCaseField *self, HallCaseFieldCheck check, guint whole, gpointer data);
GtkEditable *hall_case_field_get_editable (HallCaseField *self);
char *hall_case_field_dup_text (HallCaseField *self);
void hall_case_field_set_text (HallCaseField *self, const char *text);
void hall_case_field_set_title (HallCaseField *self, const char *title);
void hall_case_field_refuse (HallCaseField *self, const char *text);
const char *hall_case_field_get_message (HallCaseField *self);
gboolean hall_case_field_is_right (HallCaseField *self);

G_END_DECLS
