/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-knowledge.h"
#include "hall-matter-view.h"

G_BEGIN_DECLS

#define HALL_TYPE_GUIDE (hall_guide_get_type ())
G_DECLARE_FINAL_TYPE (HallGuide, hall_guide, HALL, GUIDE, GObject)

/**
 * HallGuide:
 * @due_at: when it would be done were it accepted now, µs; 0 of what is done at once
 * @due_words: (nullable): how that is counted
 * @due_confirmed: whether the calendar of that year is known (Q38)
 *
 * The guide to a matter (004-02, 002-03): the matter as it is today, and what it would promise now.
 */
struct _HallGuide {
  GObject parent_instance;

  HallMatterView *matter;
  gint64 due_at;
  char *due_words;
  gboolean due_confirmed;
};

#define HALL_TYPE_PHRASE (hall_phrase_get_type ())
G_DECLARE_FINAL_TYPE (HallPhrase, hall_phrase, HALL, PHRASE, GObject)

/**
 * HallPhrase:
 *
 * A phrase of the hall's book, with …… where a figure belongs.
 */
struct _HallPhrase {
  GObject parent_instance;

  char *moment;
  char *text;
};

/**
 * HallLookup:
 * @guides: of HallGuide, in the hall's order
 * @knowledge: of HallKnowledgeItem
 * @phrases: of HallPhrase
 * @hours: 08:30至17:30
 * @phone: of the hall
 * @enquiry_phone: where customers ask
 *
 * All that a clerk looks up beside a customer, in one reading: a screen keeps it, and has it when the server
 * is away (002-13).
 */
typedef struct {
  GListModel *guides;
  GListModel *knowledge;
  GListModel *phrases;
  char *hours;
  char *phone;
  char *enquiry_phone;
} HallLookup;

/* Params: s, the matter in front, "" for none: what {fee} in an answer means. */
HallLookup *hall_lookup_read (HallEngine *engine, GVariant *params, GError **error);
void hall_lookup_free (gpointer self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallLookup, hall_lookup_free)

G_END_DECLS
