/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "hall-db.h"
#include "hall-knowledge.h"
#include "hall-slots.h"
#include "hall-tx.h"

G_BEGIN_DECLS

#define HALL_KNOWLEDGE_FIELDS 9

/**
 * HallKnowledgeField:
 * @name: of the argument and of the column
 * @heading: of the column in a file
 * @offset: of its text in a #HallKnowledgeItem; of active of its truth
 * @max: how many characters
 * @lines: whether it may have several lines
 * @needed: whether an item has to have it
 *
 * One field of an item.
 */
typedef struct {
  const char *name;
  const char *heading;
  gsize offset;
  glong max;
  gboolean lines;
  gboolean needed;
} HallKnowledgeField;

extern const HallKnowledgeField hall_knowledge_fields[HALL_KNOWLEDGE_FIELDS];

char **hall_knowledge_text (HallKnowledgeItem *self, const HallKnowledgeField *field);
HallKnowledgeItem *hall_knowledge_item_copy (HallKnowledgeItem *self);
const char *hall_knowledge_kind_from_text (const char *text);
const char *hall_knowledge_kind_word (const char *kind);
gboolean hall_knowledge_next_code (HallDb *db, gint64 *number, GError **error);
char *hall_knowledge_code (gint64 number);
gboolean hall_knowledge_load (HallDb *db, const char *code, HallKnowledgeItem **item, GError **error);
gboolean hall_knowledge_check (const HallSlots *slots,
                               HallKnowledgeItem *item,
                               const char *place,
                               GPtrArray *faults,
                               GPtrArray *warnings,
                               GError **error);
gboolean hall_knowledge_is_same (HallKnowledgeItem *self, HallKnowledgeItem *other);
gboolean
hall_knowledge_write (HallDb *db, HallKnowledgeItem *item, const char *staff, gint64 now, GError **error);
GPtrArray *hall_knowledge_load_all (HallDb *db, gboolean inactive, GError **error);

/* hall-knowledge-file.c */
gboolean hall_knowledge_read_csv (const HallSlots *slots,
                                  GBytes *bytes,
                                  const char *staff,
                                  GPtrArray *faults,
                                  GPtrArray *warnings,
                                  gint64 *rows,
                                  gint64 *changed,
                                  GError **error);
char *hall_knowledge_write_csv (HallDb *db, GError **error);

G_END_DECLS
