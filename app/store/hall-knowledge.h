/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "hall-engine.h"

G_BEGIN_DECLS

#define HALL_TYPE_KNOWLEDGE_ITEM (hall_knowledge_item_get_type ())
G_DECLARE_FINAL_TYPE (HallKnowledgeItem, hall_knowledge_item, HALL, KNOWLEDGE_ITEM, GObject)

/**
 * HallKnowledgeItem:
 * @kind: business, fee, policy, fault, complaint, other; hall_knowledge_kind_title() says it for people
 * @answer: as it was written, with its slots: 收费标准为{tariff_home}
 * @spoken: the same with the figures of today in it, to read aloud; %NULL in a list for editing
 * @offline: what to do who cannot or will not go on line (000-31)
 * @fee_rule: how a fee is worked out (000-32)
 * @staff: who wrote this version
 * @at: when, µs
 *
 * An item of the knowledge base (000-05, 000-30), as of its newest version. A text of which nothing is said
 * is
 * "". But for @answer, and in a list for editing, slots are filled.
 */
struct _HallKnowledgeItem {
  GObject parent_instance;

  char *code;
  gint64 version;
  char *kind;
  char *question;
  char *answer;
  char *spoken;
  char *remark;
  char *online;
  char *offline;
  char *fee_rule;
  char *initials;
  gboolean active;
  char *staff;
  char *staff_name;
  gint64 at;
};

#define HALL_KNOWLEDGE_MAX_FOUND 200

const char *hall_knowledge_kind_title (const char *kind);
const char *const *hall_knowledge_kinds (void);

/* Items by what somebody typed (words of theirs, or initials), the best first, at most 200. Params: (sssb)
 * text ("" for all), kind ("" for all), the matter in front ("" for none), and whether it is for editing:
 * then all of them, with those that are not in use, as they were written. Returns a GListModel of
 * HallKnowledgeItem. */
GListModel *hall_knowledge_find_read (HallEngine *engine, GVariant *params, GError **error);
/* One item. Params: (ssb) code, the matter in front, for editing. NOT_FOUND when there is none. */
HallKnowledgeItem *hall_knowledge_read (HallEngine *engine, GVariant *params, GError **error);
int hall_knowledge_rank (HallKnowledgeItem *item, const char *text);
GVariant *hall_knowledge_to_variant (HallKnowledgeItem *self, GTimeZone *zone);

G_END_DECLS
