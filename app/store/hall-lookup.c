/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "hall-lookup.h"

#include "hall-case-private.h"
#include "hall-engine-private.h"
#include "hall-slots.h"
#include "hall-text.h"
#include "hall-time.h"
#include "hall-views-private.h"

/* What a clerk looks up beside a customer: guides, knowledge, phrases. */

G_DEFINE_FINAL_TYPE (HallGuide, hall_guide, G_TYPE_OBJECT)

static void
hall_guide_finalize (GObject *object)
{
  HallGuide *self = HALL_GUIDE (object);

  g_clear_object (&self->matter);
  g_free (self->due_words);
  G_OBJECT_CLASS (hall_guide_parent_class)->finalize (object);
}

static void
hall_guide_class_init (HallGuideClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_guide_finalize;
}

static void
hall_guide_init (HallGuide *self)
{
}

G_DEFINE_FINAL_TYPE (HallPhrase, hall_phrase, G_TYPE_OBJECT)

static void
hall_phrase_finalize (GObject *object)
{
  HallPhrase *self = HALL_PHRASE (object);

  g_free (self->moment);
  g_free (self->text);
  G_OBJECT_CLASS (hall_phrase_parent_class)->finalize (object);
}

static void
hall_phrase_class_init (HallPhraseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_phrase_finalize;
}

static void
hall_phrase_init (HallPhrase *self)
{
}

/* --- Guides --- */

static gboolean
set_due (HallGuide *guide, const HallHours *hours, gint64 now, GError **error)
{
  HallCaseRow row = { .due_kind = guide->matter->due_kind, .due_count = guide->matter->due_count };
  HallDeadline deadline = { .begin = HALL_BEGIN_ACCEPTED, .begin_us = now };
  g_autoptr (HallDue) due = NULL;

  guide->due_confirmed = TRUE;
  if (!hall_case_term (&row, &deadline.term))
    return TRUE;
  due = hall_due_compute (&deadline, hours, now, error);
  if (due == NULL)
    return FALSE;
  guide->due_at = due->due_us;
  guide->due_words = hall_due_for_paper (due, &deadline, hours);
  guide->due_confirmed = due->unconfirmed_year == 0;
  return TRUE;
}

static gboolean
read_guides (HallEngine *engine, HallLookup *lookup, GError **error)
{
  g_auto (HallCaseHours) hours = { 0 };
  g_autoptr (GListModel) matters = hall_matters_view_read (engine, NULL, error);
  gint64 now = hall_clock_now (hall_engine_get_clock (engine));

  lookup->guides = G_LIST_MODEL (g_list_store_new (HALL_TYPE_GUIDE));
  if (matters == NULL
      || !hall_case_hours_load (hall_engine_get_db (engine), hall_engine_get_zone (engine), &hours, error))
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (matters); i++) {
    g_autoptr (HallGuide) guide = g_object_new (HALL_TYPE_GUIDE, NULL);

    guide->matter = g_list_model_get_item (matters, i);
    if (!set_due (guide, &hours.hours, now, error))
      return FALSE;
    g_list_store_append (G_LIST_STORE (lookup->guides), guide);
  }
  return TRUE;
}

/* --- Phrases --- */

static gboolean
read_phrases (HallEngine *engine, HallLookup *lookup, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HallRows) rows = hall_db_query (hall_engine_get_db (engine), error,
                                             "SELECT moment, text FROM phrase ORDER BY moment, position", "");

  lookup->phrases = G_LIST_MODEL (g_list_store_new (HALL_TYPE_PHRASE));
  if (rows == NULL)
    return FALSE;
  while (hall_rows_next (rows, &local)) {
    g_autoptr (HallPhrase) phrase = g_object_new (HALL_TYPE_PHRASE, NULL);

    phrase->moment = hall_rows_dup (rows, 0);
    phrase->text = hall_phrase_fill (hall_rows_text (rows, 1), NULL);
    g_list_store_append (G_LIST_STORE (lookup->phrases), phrase);
  }
  return hall_rows_done (&local, error);
}

/* --- All of it --- */

static gboolean
read_knowledge (HallEngine *engine, HallLookup *lookup, const char *matter, GError **error)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new ("(sssb)", "", "", matter, FALSE));

  lookup->knowledge = hall_knowledge_find_read (engine, params, error);
  return lookup->knowledge != NULL;
}

static gboolean
read_heading (HallEngine *engine, HallLookup *lookup, GError **error)
{
  const HallSlots slots = { .db = hall_engine_get_db (engine) };

  lookup->hours = hall_slots_fill (&slots, "{hours}", error);
  lookup->phone = lookup->hours != NULL ? hall_slots_fill (&slots, "{phone}", error) : NULL;
  lookup->enquiry_phone = lookup->phone != NULL ? hall_slots_fill (&slots, "{enquiry_phone}", error) : NULL;
  return lookup->enquiry_phone != NULL;
}

/**
 * hall_lookup_read:
 * @engine: the engine
 * @params: s, the code of the matter in front, "" for none
 * @error: what went wrong
 *
 * Returns: (transfer full): all that can be looked up, as it is now; a #HallReadFunc
 */
HallLookup *
hall_lookup_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (HallLookup) lookup = g_new0 (HallLookup, 1);

  g_return_val_if_fail (HALL_IS_ENGINE (engine), NULL);

  if (!read_guides (engine, lookup, error) || !read_phrases (engine, lookup, error)
      || !read_knowledge (engine, lookup, g_variant_get_string (params, NULL), error)
      || !read_heading (engine, lookup, error))
    return NULL;
  return g_steal_pointer (&lookup);
}

void
hall_lookup_free (gpointer data)
{
  HallLookup *self = data;

  if (self == NULL)
    return;
  g_clear_object (&self->guides);
  g_clear_object (&self->knowledge);
  g_clear_object (&self->phrases);
  g_free (self->hours);
  g_free (self->phone);
  g_free (self->enquiry_phone);
  g_free (self);
}
