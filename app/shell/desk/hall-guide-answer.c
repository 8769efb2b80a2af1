/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-guide-answer.h"

#include <glib/gi18n-lib.h>

#include "hall-pill.h"

/*
 * An item of the knowledge base: the answer with today's figures, large enough to read it aloud (000-20), and
 * what the clerk should know beside it.
 */
struct _HallGuideAnswer {
  AdwBin parent_instance;

  GtkLabel *question;
  HallPill *kind;
  GtkLabel *version;
  GtkLabel *answer;
  GtkLabel *offline;
  GtkLabel *online;
  GtkLabel *fee_rule;
  GtkLabel *remark;
};

G_DEFINE_FINAL_TYPE (HallGuideAnswer, hall_guide_answer, ADW_TYPE_BIN)

/* Text where there is one; the section that it stands in goes with it. */
static void
set_part (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (label)), *text != '\0');
}

static void
hall_guide_answer_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HALL_TYPE_GUIDE_ANSWER);
  G_OBJECT_CLASS (hall_guide_answer_parent_class)->dispose (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HallGuideAnswer, child)

static void
hall_guide_answer_class_init (HallGuideAnswerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_guide_answer_dispose;
  g_type_ensure (HALL_TYPE_PILL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/halldesk/HallDesk/hall-guide-answer.ui");
  BIND (question);
  BIND (kind);
  BIND (version);
  BIND (answer);
  BIND (offline);
  BIND (online);
  BIND (fee_rule);
  BIND (remark);
}

static void
hall_guide_answer_init (HallGuideAnswer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hall_guide_answer_new:
 *
 * Returns: (transfer floating): a new answer, empty
 */
GtkWidget *
hall_guide_answer_new (void)
{
  return g_object_new (HALL_TYPE_GUIDE_ANSWER, NULL);
}

/**
 * hall_guide_answer_show:
 * @self: an answer
 * @item: an item with its figures filled in
 *
 * Shows an item.
 */
void
hall_guide_answer_show (HallGuideAnswer *self, HallKnowledgeItem *item)
{
  g_autofree char *version = NULL;

  g_return_if_fail (HALL_IS_GUIDE_ANSWER (self) && HALL_IS_KNOWLEDGE_ITEM (item));

  /* Translators: the code of an item of the knowledge base, and which version of it this is */
  version = g_strdup_printf (_ ("%s, version %d"), item->code, (int)item->version);
  gtk_label_set_text (self->question, item->question);
  hall_pill_set (self->kind, "info", NULL, hall_knowledge_kind_title (item->kind));
  gtk_label_set_text (self->version, version);
  gtk_label_set_text (self->answer, item->spoken);
  set_part (self->offline, item->offline);
  set_part (self->online, item->online);
  set_part (self->fee_rule, item->fee_rule);
  set_part (self->remark, item->remark);
}
