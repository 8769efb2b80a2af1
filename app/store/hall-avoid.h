/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-engine.h"
#include "hall-phrase-check.h"

G_BEGIN_DECLS

/**
 * HallAvoidList:
 * @words: (array length=n_words): as hall_phrase_check() takes them
 * @n_words: how many
 *
 * The words that the hall does not want its customers to read. Owned.
 */
typedef struct {
  HallAvoidWord *words;
  guint n_words;
  GStrv lines; /* what @words point into */
} HallAvoidList;

HallAvoidList *hall_avoid_list_new_shipped (void);
HallAvoidList *hall_avoid_list_read (HallEngine *engine, GVariant *params, GError **error);
void hall_avoid_list_free (gpointer self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallAvoidList, hall_avoid_list_free)

G_END_DECLS
