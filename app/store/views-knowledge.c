/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Looking into the knowledge base beside an open ticket (003-45): by words, by initials, with today's
 * figures. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-engine-private.h"
#include "hall-knowledge-private.h"
#include "hall-pinyin.h"
#include "hall-time.h"
#include "hall-views-private.h"

#define NO_HIT 100

static gboolean
has (const char *text, const char *word)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return strstr (folded, word) != NULL;
}

/* The lower the better: where one word of the query is found. */
static int
rank_word (HallKnowledgeItem *item, const char *word)
{
  g_autofree char *code = g_utf8_casefold (item->code, -1);
  gboolean letters = hall_pinyin_is_query (word);

  if (g_str_equal (code, word))
    return 0;
  if (has (item->question, word))
    return 1;
  if (letters && g_str_has_prefix (item->initials, word))
    return 2;
  if (letters && strstr (item->initials, word) != NULL)
    return 3;
  if (has (item->answer, word))
    return 4;
  if (has (item->remark, word) || has (item->online, word) || has (item->offline, word)
      || has (item->fee_rule, word) || hall_pinyin_match (hall_knowledge_kind_title (item->kind), word))
    return 5;
  return NO_HIT;
}

/* Every word has to be in it. */
static int
rank (HallKnowledgeItem *item, GStrv words)
{
  int sum = 0;

  for (gsize i = 0; words[i] != NULL && sum < NO_HIT; i++)
    if (*words[i] != '\0')
      sum += rank_word (item, words[i]);
  return MIN (sum, NO_HIT);
}

/**
 * hall_knowledge_rank:
 * @item: an item
 * @text: what somebody typed
 *
 * How well an item answers, for who has all of them at hand (002-13).
 *
 * Returns: 0 the best, the lower the better; -1 when it does not answer
 */
int
hall_knowledge_rank (HallKnowledgeItem *item, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t", -1);
  int found = rank (item, words);

  return found < NO_HIT ? found : -1;
}

typedef struct {
  HallKnowledgeItem *item; /* (not owned) */
  int rank;
} Hit;

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *x = a;
  const Hit *y = b;

  return x->rank != y->rank ? x->rank - y->rank : strcmp (x->item->code, y->item->code);
}

static gboolean
fill_text (const HallSlots *slots, char **text, GError **error)
{
  char *filled = hall_slots_fill (slots, *text, error);

  if (filled == NULL)
    return FALSE;
  g_free (*text);
  *text = filled;
  return TRUE;
}

static gboolean
fill_item (const HallSlots *slots, HallKnowledgeItem *item, GError **error)
{
  item->spoken = hall_slots_fill (slots, item->answer, error);
  return item->spoken != NULL && fill_text (slots, &item->remark, error)
         && fill_text (slots, &item->online, error) && fill_text (slots, &item->offline, error)
         && fill_text (slots, &item->fee_rule, error);
}

static void
slots_of (HallEngine *engine, const char *matter, char **today, HallSlots *slots)
{
  slots->known = NULL;
  slots->db = hall_engine_get_db (engine);
  slots->zone = hall_engine_get_zone (engine);
  slots->now = hall_clock_now (hall_engine_get_clock (engine));
  *today = hall_time_day (slots->zone, slots->now);
  slots->today = *today;
  slots->matter = *matter != '\0' ? matter : NULL;
}

static GArray *
find_hits (GPtrArray *items, const char *text, const char *kind)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t", -1);
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (Hit));

  for (guint i = 0; i < items->len; i++) {
    Hit hit = { .item = g_ptr_array_index (items, i) };

    hit.rank = rank (hit.item, words);
    if (hit.rank < NO_HIT && (*kind == '\0' || g_str_equal (hit.item->kind, kind)))
      g_array_append_val (hits, hit);
  }
  g_array_sort (hits, compare_hits);
  return hits;
}

/**
 * hall_knowledge_find_read:
 * @engine: the engine
 * @params: (sssb): what was typed, a kind, the matter in front, whether for editing
 * @error: what went wrong
 *
 * Returns: (transfer full): a #GListModel of #HallKnowledgeItem, the best first; a #HallReadFunc
 */
GListModel *
hall_knowledge_find_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (GListStore) store = g_list_store_new (HALL_TYPE_KNOWLEDGE_ITEM);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GArray) hits = NULL;
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *today = NULL;
  HallSlots slots;
  const char *text;
  const char *kind;
  const char *matter;
  gboolean editing;

  g_return_val_if_fail (HALL_IS_ENGINE (engine), NULL);

  g_variant_get (params, "(&s&s&sb)", &text, &kind, &matter, &editing);
  items = hall_knowledge_load_all (hall_engine_get_db (engine), editing, error);
  if (items == NULL)
    return NULL;
  hits = find_hits (items, text, kind);
  slots_of (engine, matter, &today, &slots);
  slots.known = known;
  for (guint i = 0; i < hits->len && (editing || i < HALL_KNOWLEDGE_MAX_FOUND); i++) {
    HallKnowledgeItem *item = g_array_index (hits, Hit, i).item;

    if (!editing && !fill_item (&slots, item, error))
      return NULL;
    g_list_store_append (store, item);
  }
  return G_LIST_MODEL (g_steal_pointer (&store));
}

/**
 * hall_knowledge_read:
 * @engine: the engine
 * @params: (ssb): its code, the matter in front, whether for editing
 * @error: NOT_FOUND when there is none
 *
 * Returns: (transfer full): the item as of its newest version; a #HallReadFunc
 */
HallKnowledgeItem *
hall_knowledge_read (HallEngine *engine, GVariant *params, GError **error)
{
  g_autoptr (HallKnowledgeItem) item = NULL;
  g_autofree char *today = NULL;
  HallSlots slots;
  const char *code;
  const char *matter;
  gboolean editing;

  g_return_val_if_fail (HALL_IS_ENGINE (engine), NULL);

  g_variant_get (params, "(&s&sb)", &code, &matter, &editing);
  if (!hall_knowledge_load (hall_engine_get_db (engine), code, &item, error))
    return NULL;
  if (item == NULL || (!editing && !item->active)) {
    hall_set_error (error, HALL_ERROR_NOT_FOUND, NULL, "knowledge",
                    _ ("there is no item “%s” in the knowledge base"), code);
    return NULL;
  }
  slots_of (engine, matter, &today, &slots);
  if (!editing && !fill_item (&slots, item, error))
    return NULL;
  return g_steal_pointer (&item);
}

/**
 * hall_knowledge_to_variant:
 * @self: an item
 * @zone: the hall's
 *
 * Returns: (transfer full): the same for the command line and for scripts, a{sv}
 */
GVariant *
hall_knowledge_to_variant (HallKnowledgeItem *self, GTimeZone *zone)
{
  g_auto (GVariantBuilder) result = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  const struct {
    const char *name;
    const char *text;
  } texts[] = {
    { "kind", self->kind },
    { "question", self->question },
    { "answer", self->spoken != NULL ? self->spoken : self->answer },
    { "remark", self->remark },
    { "online", self->online },
    { "offline", self->offline },
    { "fee_rule", self->fee_rule },
  };

  g_variant_builder_add (&result, "{sv}", "knowledge", g_variant_new_string (self->code));
  g_variant_builder_add (&result, "{sv}", "version", g_variant_new_int64 (self->version));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (*texts[i].text != '\0')
      g_variant_builder_add (&result, "{sv}", texts[i].name, g_variant_new_string (texts[i].text));
  return g_variant_ref_sink (g_variant_builder_end (&result));
}
