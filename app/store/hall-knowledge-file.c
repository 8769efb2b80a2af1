/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The knowledge base as a table for a spreadsheet: the four columns of S000 (000-30), and ours behind them.
 */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-csv.h"
#include "hall-knowledge-private.h"
#include "hall-matter.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf" /* without it a spreadsheet takes the text for another encoding */
#define N_SOURCE_COLUMNS 4             /* those of S000: no file is without them */

typedef struct {
  const HallSlots *slots;
  const char *staff; /* NULL to look only */
  GPtrArray *faults;
  GPtrArray *warnings;
  GHashTable *seen;                   /* codes and questions of the file */
  int columns[HALL_KNOWLEDGE_FIELDS]; /* where each field is; -1 nowhere */
  gint64 next;                        /* the number of the next code, 0 not looked up yet */
  gint64 rows;
  gint64 changed;
} Reading;

static int
find_field (const char *heading)
{
  for (int i = 0; i < HALL_KNOWLEDGE_FIELDS; i++)
    if (g_str_equal (hall_knowledge_fields[i].heading, heading)
        || g_str_equal (hall_knowledge_fields[i].name, heading))
      return i;
  return -1;
}

static gboolean
read_header (Reading *self, HallCsv *csv, GError **error)
{
  g_autoptr (GError) local = NULL;

  for (int i = 0; i < HALL_KNOWLEDGE_FIELDS; i++)
    self->columns[i] = -1;
  if (!hall_csv_next (csv, &local) && local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  for (guint column = 0; column < csv->fields->len; column++) {
    const char *heading = hall_csv_field (csv, column);
    int field = find_field (heading);

    if (field < 0 && *heading != '\0') {
      hall_set_error (error, HALL_ERROR_INVALID, "S000 4", "header", _ ("there is no column “%s”"), heading);
      return FALSE;
    }
    if (field >= 0)
      self->columns[field] = (int)column;
  }
  for (int i = 0; i < N_SOURCE_COLUMNS; i++)
    if (self->columns[i] < 0) {
      hall_set_error (error, HALL_ERROR_INVALID, "S000 4", "header", _ ("the column “%s” is missing"),
                      hall_knowledge_fields[i].heading);
      return FALSE;
    }
  return TRUE;
}

/* Which item a line is of: by its code; without one by its question, or a new one. */
static gboolean
find_item (Reading *self, const char *code, const char *question, HallKnowledgeItem **item, GError **error)
{
  g_autofree char *known = NULL;
  g_autoptr (GError) local = NULL;

  *item = NULL;
  if (*code != '\0')
    return hall_knowledge_load (self->slots->db, code, item, error);
  known = hall_db_get_text (self->slots->db, &local,
                            "SELECT k.code FROM knowledge k WHERE k.question = ?1 AND k.version = (SELECT max"
                            " (n.version) FROM knowledge n WHERE n.code = k.code) ORDER BY k.code LIMIT 1",
                            "t", question);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return known == NULL || hall_knowledge_load (self->slots->db, known, item, error);
}

static void
set_active (HallKnowledgeItem *item, const char *text, const char *place, GPtrArray *faults)
{
  static const char *const yes[] = { "是", "启用", "1", "true", "yes", NULL };
  static const char *const no[] = { "否", "停用", "0", "false", "no", NULL };

  if (g_strv_contains (yes, text))
    item->active = TRUE;
  else if (g_strv_contains (no, text))
    item->active = FALSE;
  else if (*text != '\0')
    hall_setup_fault_add (faults, place, "active", NULL, _ ("“%s” is 是 or 否"), "启用");
}

static HallKnowledgeItem *
item_of_line (Reading *self, HallCsv *csv, HallKnowledgeItem *before, const char *place)
{
  HallKnowledgeItem *item = hall_knowledge_item_copy (before);

  for (int i = 0; i < HALL_KNOWLEDGE_FIELDS; i++) {
    const char *text = self->columns[i] >= 0 ? hall_csv_field (csv, (guint)self->columns[i]) : "";
    char **own = hall_knowledge_text (item, &hall_knowledge_fields[i]);

    if (self->columns[i] < 0)
      continue;
    if (own == NULL)
      set_active (item, text, place, self->faults);
    else if (own != &item->code || *text != '\0') {
      g_free (*own);
      *own = g_strdup (text);
    }
  }
  return item;
}

static gboolean
write_item (Reading *self, HallKnowledgeItem *item, HallKnowledgeItem *before, GError **error)
{
  if (before != NULL && hall_knowledge_is_same (item, before))
    return TRUE;
  self->changed++;
  if (self->staff == NULL)
    return TRUE;
  if (*item->code == '\0') {
    if (self->next == 0 && !hall_knowledge_next_code (self->slots->db, &self->next, error))
      return FALSE;
    g_free (item->code);
    item->code = hall_knowledge_code (self->next++);
  }
  return hall_knowledge_write (self->slots->db, item, self->staff, self->slots->now, error);
}

static gboolean
read_line (Reading *self, HallCsv *csv, GError **error)
{
  g_autofree char *place = g_strdup_printf ("line[%d].", (int)csv->record);
  const char *code = self->columns[find_field ("code")] >= 0
                         ? hall_csv_field (csv, (guint)self->columns[find_field ("code")])
                         : "";
  const char *question = hall_csv_field (csv, (guint)self->columns[find_field ("question")]);
  g_autoptr (HallKnowledgeItem) before = NULL;
  g_autoptr (HallKnowledgeItem) item = NULL;
  guint faults = self->faults->len;

  self->rows++;
  if (!find_item (self, code, question, &before, error))
    return FALSE;
  item = item_of_line (self, csv, before, place);
  if (!hall_knowledge_check (self->slots, item, place, self->faults, self->warnings, error))
    return FALSE;
  if (!g_hash_table_add (self->seen, g_strdup (*item->code != '\0' ? item->code : item->question)))
    hall_setup_fault_add (self->faults, place, *code != '\0' ? "code" : "question", NULL,
                          _ ("“%s” is there twice"), *code != '\0' ? code : question);
  return self->faults->len > faults || write_item (self, item, before, error);
}

/**
 * hall_knowledge_read_csv:
 * @slots: where figures come from
 * @bytes: the file
 * @staff: (nullable): who writes it; %NULL to look only
 * @faults: (element-type HallSetupFault): gets what is wrong
 * @warnings: (element-type HallSetupFault): gets what items lack
 * @rows: (out): how many lines there are beside the header
 * @changed: (out): how many items get a new version: those that say something else than before
 * @error: INVALID when it is no such table
 *
 * Reads a table of the knowledge base (000-30). A line without a code is the item with its question, or a new
 * one; a column that is not there leaves its field as it was.
 *
 * Returns: whether it could be read and written, or there are faults
 */
gboolean
hall_knowledge_read_csv (const HallSlots *slots,
                         GBytes *bytes,
                         const char *staff,
                         GPtrArray *faults,
                         GPtrArray *warnings,
                         gint64 *rows,
                         gint64 *changed,
                         GError **error)
{
  g_auto (HallCsv) csv = { 0 };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) local = NULL;
  Reading reading = { .slots = slots, .staff = staff, .faults = faults, .warnings = warnings, .seen = seen };

  if (!hall_csv_init (&csv, bytes, error) || !read_header (&reading, &csv, error))
    return FALSE;
  while (hall_csv_next (&csv, &local))
    if (!read_line (&reading, &csv, error))
      return FALSE;
  if (local != NULL) {
    hall_set_error (error, HALL_ERROR_INVALID, NULL, "data", _ ("line %d: %s"), (int)csv.record,
                    local->message);
    return FALSE;
  }
  *rows = reading.rows;
  *changed = reading.changed;
  return TRUE;
}

/**
 * hall_knowledge_write_csv:
 * @db: a connection
 * @error: what the database says
 *
 * Returns: (transfer full) (nullable): the knowledge base as hall_knowledge_read_csv() reads it, all items as
 * of their newest versions
 */
char *
hall_knowledge_write_csv (HallDb *db, GError **error)
{
  g_autoptr (GPtrArray) items = hall_knowledge_load_all (db, TRUE, error);
  g_autoptr (GString) out = g_string_new (BYTE_ORDER_MARK);
  g_autoptr (GString) line = g_string_new (NULL);

  if (items == NULL)
    return NULL;
  for (gsize f = 0; f < HALL_KNOWLEDGE_FIELDS; f++)
    hall_csv_append (line, hall_knowledge_fields[f].heading);
  g_string_append_printf (out, "%s\r\n", line->str);
  for (guint i = 0; i < items->len; i++) {
    HallKnowledgeItem *item = g_ptr_array_index (items, i);

    g_string_truncate (line, 0);
    for (gsize f = 0; f < HALL_KNOWLEDGE_FIELDS; f++) {
      char **text = hall_knowledge_text (item, &hall_knowledge_fields[f]);

      hall_csv_append (line, text == &item->kind ? hall_knowledge_kind_word (item->kind)
                             : text != NULL      ? *text
                             : item->active      ? "是"
                                                 : "否");
    }
    g_string_append_printf (out, "%s\r\n", line->str);
  }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
