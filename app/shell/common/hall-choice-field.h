/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HALL_TYPE_CHOICE_FIELD (hall_choice_field_get_type ())
G_DECLARE_FINAL_TYPE (HallChoiceField, hall_choice_field, HALL, CHOICE_FIELD, AdwBin)

GtkWidget *hall_choice_field_new (const char *title, gboolean open);
void hall_choice_field_add (
    HallChoiceField *self, const char *text, const char *help, const char *arg, GVariant *value);
void hall_choice_field_set_columns (HallChoiceField *self, int columns);
const char *hall_choice_field_get_title (HallChoiceField *self);
guint hall_choice_field_get_selected (HallChoiceField *self);
void hall_choice_field_set_selected (HallChoiceField *self, guint at);
gboolean hall_choice_field_select_value (HallChoiceField *self, const char *value);
const char *hall_choice_field_get_text (HallChoiceField *self);
const char *hall_choice_field_get_arg (HallChoiceField *self);
GVariant *hall_choice_field_get_value (HallChoiceField *self);
gboolean hall_choice_field_has_arg (HallChoiceField *self, const char *arg);
const char *hall_choice_field_get_error (HallChoiceField *self);
void hall_choice_field_set_error (HallChoiceField *self, const char *text);

G_END_DECLS
