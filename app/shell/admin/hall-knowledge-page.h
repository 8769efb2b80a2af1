/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "hall-case-context.h"

G_BEGIN_DECLS

#define HALL_TYPE_KNOWLEDGE_PAGE (hall_knowledge_page_get_type ())
G_DECLARE_FINAL_TYPE (HallKnowledgePage, hall_knowledge_page, HALL, KNOWLEDGE_PAGE, AdwBin)

GtkWidget *hall_knowledge_page_new (void);
void hall_knowledge_page_set_context (HallKnowledgePage *self, const HallCaseContext *context);
void hall_knowledge_page_focus (HallKnowledgePage *self);
void hall_knowledge_page_import (HallKnowledgePage *self, const char *name, GBytes *bytes);

G_END_DECLS
