/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-store.h"

G_BEGIN_DECLS

/**
 * HallTextKind:
 * @HALL_TEXT_ENTRY: a few words; Enter is the default button
 * @HALL_TEXT_WRAP: a sentence that wraps and has no line breaks; Enter is the default button
 * @HALL_TEXT_NOTES: as many lines as it takes; Ctrl+Enter is the default button
 *
 * How much a #HallTextField is for.
 */
typedef enum {
  HALL_TEXT_ENTRY,
  HALL_TEXT_WRAP,
  HALL_TEXT_NOTES,
} HallTextKind;

#define HALL_TYPE_TEXT_KIND (hall_text_kind_get_type ())
GType hall_text_kind_get_type (void);

#define HALL_TYPE_TEXT_FIELD (hall_text_field_get_type ())
G_DECLARE_FINAL_TYPE (HallTextField, hall_text_field, HALL, TEXT_FIELD, AdwBin)

GtkWidget *hall_text_field_new (HallTextKind kind, const char *title);
const char *hall_text_field_get_title (HallTextField *self);
HallTextKind hall_text_field_get_kind (HallTextField *self);
GtkWidget *hall_text_field_get_editor (HallTextField *self);
char *hall_text_field_dup_text (HallTextField *self);
void hall_text_field_set_text (HallTextField *self, const char *text);
const char *hall_text_field_get_error (HallTextField *self);
void hall_text_field_set_error (HallTextField *self, const char *text);
void hall_text_field_set_read_by_customer (HallTextField *self, HallStore *store);
const char *hall_text_field_get_hint (HallTextField *self);
void hall_text_field_keep_draft (HallTextField *self, const char *address, gint64 counter, const char *field);
void hall_text_field_drop_draft (HallTextField *self);

G_END_DECLS
